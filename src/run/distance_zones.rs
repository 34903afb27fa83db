//! Distance to the nearest source over the grid of a map, rings of it, and what lies in them.

use crate::{
    engine::{
        codes::{Named, check_given, check_ignored, check_names, each_once},
        columns::OfLayer,
        distance_sweep,
        distance_sweep::{
            DistanceResults, LocatedSources, Piece, Rings, Search, Sources, Want, default_ring_count,
            default_ring_width,
        },
        land_cover::LandCover,
        message::Message,
        outputs::{OutputSet, Provenance, Rasters, check_outputs, write_rows},
        progress::Progress,
        region::{Region, Sides, Where},
        report::Report,
        request::{self, Area, Raster},
        shapes::multi_polygon,
        tables::pools::{PoolTable, class_name},
        threads::Threads,
    },
    error::{Error, Result},
    figures::amount,
    grid::{BlockShape, Grid},
    io::{RasterSink, gdal, gdal::Sink, table::Table},
    kernels::{buffers::ring_classes::RingFound, patches::outlines::outlines, stats::sum::sum},
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::{phrase, sentence},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Land-cover map: gives the grid, the classes in the rings and, by codes, the sources.
    #[field(Raster)]
    pub lulc: Raster,
    #[field(distance_sweep::CODES)]
    #[serde(default)]
    pub codes: Vec<i64>,
    #[field(distance_sweep::SOURCES)]
    #[serde(default)]
    pub sources: Option<String>,
    #[field(distance_sweep::RING_WIDTH)]
    #[serde(default = "default_ring_width")]
    pub ring_width: f64,
    #[field(distance_sweep::RING_COUNT)]
    #[serde(default = "default_ring_count")]
    pub ring_count: i64,
    #[field(distance_sweep::RING_LIMITS)]
    #[serde(default)]
    pub ring_limits: Vec<f64>,
    /// Distances beyond are left out; rings that reach further too.
    #[field(Number, unit = "m")]
    #[serde(default)]
    pub max_distance: Option<f64>,
    /// Whether source cells get the distance to the nearest cell that is none, as a negative number, in place of 0.
    #[field(Flag)]
    #[serde(default)]
    pub signed: bool,
    #[field(request::IGNORE_CODES)]
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    #[field(distance_sweep::AREA)]
    #[serde(default)]
    pub area: Area,
    /// Distance from every cell's centre to that of the nearest source cell, in m (Float32 GeoTIFF).
    #[field(OutputRaster)]
    #[serde(default)]
    pub distance: Option<String>,
    /// Nearest source of every cell: position of its feature, or of its code among the codes ascending, from 1
    /// (UInt32).
    #[field(OutputRaster)]
    #[serde(default)]
    pub allocation: Option<String>,
    /// Ring of every cell, 0 for sources (UInt16, nodata 65535).
    #[field(OutputRaster)]
    #[serde(default)]
    pub ring_raster: Option<String>,
    /// Polygons around the cells of every ring, valid or not.
    #[field(OutputPolygons)]
    #[serde(default)]
    pub rings: bool,
    #[field(request::CREATE_OPTIONS)]
    #[serde(default)]
    pub create_options: Vec<String>,
    #[field(request::ORIGINS)]
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[field(request::TABLES)]
    #[serde(default)]
    pub tables: Option<String>,
    #[field(request::HOLD)]
    #[serde(default)]
    pub hold: bool,
    #[field(request::THREADS)]
    #[serde(default)]
    pub threads: Option<usize>,
}

pub const KERNEL: Kernel = Kernel {
    name: "distance_zones",
    gives: "Exact distance to the nearest source (classes, or any layer), rings of it, and their land cover",
    reference: "Euclidean distance transform; ring buffers",
    arithmetic: "buffers::distance",
    fields: Request::FIELDS,
    results: &[
        Number { name: "source_cells", unit: "", text: "Valid cells that are sources." },
        Number { name: "source_area_ha", unit: "ha", text: "Their area." },
        Number { name: "distance_min", unit: "m", text: "Smallest value of the distance raster." },
        Number { name: "distance_max", unit: "m", text: "Largest value of the distance raster." },
    ],
    tables: || {
        vec![("rings", RingShapeRow::COLUMNS), ("summary", RingRow::COLUMNS), ("composition", CompositionRow::COLUMNS)]
    },
    smallest: smallest::<Request>,
};

/// A ring.
#[derive(Row)]
struct RingRow {
    #[column(nested)]
    of: OfLayer,
    /// Ring, 0 for the sources.
    ring: u32,
    /// Distance beyond which it begins.
    #[column(unit = "m")]
    from_m: f64,
    /// Distance at which it ends, itself included.
    #[column(unit = "m")]
    to_m: f64,
    /// Valid cells of the map in the ring.
    cells: u64,
    /// Their area.
    #[column(unit = "ha")]
    area_ha: f64,
}

/// A ring as a polygon.
#[derive(Row)]
struct RingShapeRow {
    /// The ring's outline; NULL where the ring has no cell.
    geometry: Option<Vec<u8>>,
    #[column(nested)]
    ring: RingRow,
}

/// A class in a ring.
#[derive(Row)]
struct CompositionRow {
    #[column(nested)]
    of: OfLayer,
    /// Ring, 0 for the sources.
    ring: u32,
    /// Class code.
    lucode: i64,
    /// Class name: of the layer, else "class" and the code.
    name: String,
    /// Valid cells of the class in the ring.
    cells: u64,
    /// Their area.
    #[column(unit = "ha")]
    area_ha: f64,
    /// Share of the area of all valid cells of the ring.
    #[column(unit = "%")]
    area_pct: f64,
}

const NO_RING: u16 = u16::MAX;

/// Validates the request, finds the sources, walks the map, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    let inputs = [Some(&request.lulc.path), request.sources.as_ref(), request.mask.as_ref()];
    check_outputs(&[&request.distance, &request.allocation, &request.ring_raster], &inputs)?;
    let mut messages = Vec::new();
    let rings = rings(request, &mut messages)?;
    each_once("IGNORE_CODES", &request.ignore_codes, &mut messages);

    let mut map = LandCover::open(&request.lulc, &request.ignore_codes, [])?;
    let place = Where { mask: request.mask.as_deref(), area: request.area, ..Where::default() };
    let sides = Sides::of(&map, &place, &mut messages)?;
    let region = Region::open(&place, &map.info, map.path(), &mut messages)?;
    map.restrict(region.cells.clone());
    let sources =
        Sources::open(&request.codes, request.sources.as_deref(), &map, region.cells.as_deref(), &mut messages)?;
    let making = Rasters {
        create_options: &request.create_options,
        provenance: Provenance::new(KERNEL.name, request, &request.origins)?,
        threads,
        like: &map.info,
    };
    let mut sinks = Sinks::open(request, &making, &mut messages)?;
    sinks.name_values(&sources, &rings, &request.lulc.class_names);

    progress.part(0, 4);
    let search = Search {
        map: &map,
        sources: &sources,
        sides,
        output: sinks.block_shape(),
        allocation: request.allocation.is_some(),
        signed: request.signed,
        threads,
    };
    let located = LocatedSources::find(search, progress)?;
    let want = Want {
        rings: &rings,
        others: None,
        distance: request.distance.is_some(),
        max_distance: request.max_distance.unwrap_or(f64::INFINITY),
        allocation: request.allocation.is_some(),
        ring_raster: request.ring_raster.is_some(),
        no_ring: NO_RING,
        runs: request.rings,
        valid: false,
        land: None,
    };
    progress.parts(1..4, 4);
    let swept = located.walk(&map, &region, &want, progress, |piece| sinks.write(piece))?;
    let found: Vec<RingFound> = swept.classes.found(&region.areas).collect();
    if found.is_empty() {
        return Err(Error::NoValidCells { path: map.path().to_owned(), cells: map.grid().cells() });
    }
    progress.tell(1.0, phrase!("Closing"))?;
    let outputs = sinks.finish()?;

    say(request, &map, &found, &mut messages);
    let (source_cells, source_area) = land_of_sources(&found);
    let results = BTreeMap::from([
        ("source_cells", Some(source_cells as f64)),
        ("source_area_ha", Some(source_area)),
        ("distance_min", swept.range_m().map(|range| range.0)),
        ("distance_max", swept.range_m().map(|range| range.1)),
    ]);
    let tables = tables(request, &rings, &found, &swept, map.grid())?;
    messages.extend(map.remarks());
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

/// The rings asked for that lie within the distances asked for.
fn rings(request: &Request, messages: &mut Vec<Message>) -> Result<Rings> {
    let mut rings = Rings::new(request.ring_width, request.ring_count, &request.ring_limits)?;
    let Some(farthest) = request.max_distance else { return Ok(rings) };
    if !(farthest > 0.0 && farthest.is_finite()) {
        return Err(Error::argument("MAX_DISTANCE", farthest, phrase!("more than 0 (m)")));
    }
    let left_out = rings.keep_within(farthest);
    if left_out > 0 {
        let told = sentence!(
            "Rings that end beyond MAX_DISTANCE ({farthest} m) are left out: {number}.",
            farthest,
            number = left_out
        );
        messages.push(Message::warning("RINGS_BEYOND", told));
    }
    Ok(rings)
}

/// The rasters asked for.
struct Sinks {
    distance: Option<Sink<f32>>,
    allocation: Option<Sink<u32>>,
    ring_raster: Option<Sink<u16>>,
}

impl Sinks {
    fn open(request: &Request, making: &Rasters<'_>, messages: &mut Vec<Message>) -> Result<Sinks> {
        let band = |description| [(description, "")];
        Ok(Sinks {
            distance: making.wanted(&request.distance, &[("distance", "m")], gdal::NODATA_F32, messages)?,
            allocation: making.wanted(&request.allocation, &band("nearest source"), 0, messages)?,
            ring_raster: making.wanted(&request.ring_raster, &band("ring"), NO_RING, messages)?,
        })
    }

    fn name_values(&mut self, sources: &Sources, rings: &Rings, classes: &BTreeMap<i64, String>) {
        if let (Some(sink), Sources::Codes(codes)) = (&mut self.allocation, sources) {
            let name = |code: &i64| format!("{code} {}", class_name(*code, &PoolTable::new(), classes));
            sink.name_values(1, &(1..).zip(codes.iter().map(name)).collect::<Vec<_>>());
        }
        if let Some(sink) = &mut self.ring_raster {
            let name = |ring| match ring {
                0 => "sources".to_owned(),
                ring => format!("{} to {} m", rings.inner_m(ring), rings.outer_m(ring)),
            };
            sink.name_values(1, &rings.numbers().map(|ring| (u32::from(ring), name(ring))).collect::<Vec<_>>());
        }
    }

    fn block_shape(&self) -> Option<BlockShape> {
        let distance = self.distance.as_ref().map(Sink::block_shape);
        let allocation = || self.allocation.as_ref().map(Sink::block_shape);
        distance.or_else(allocation).or_else(|| self.ring_raster.as_ref().map(Sink::block_shape))
    }

    fn write(&mut self, piece: Piece) -> Result<()> {
        match piece {
            Piece::Distance(window, rows) => write_rows(self.distance.as_mut(), 1, window, &rows, gdal::NODATA_F32),
            Piece::Allocation(window, rows) => write_rows(self.allocation.as_mut(), 1, window, &rows, 0),
            Piece::Rings(window, rows) => write_rows(self.ring_raster.as_mut(), 1, window, &rows, NO_RING),
        }
    }

    fn finish(self) -> Result<OutputSet> {
        let mut outputs = OutputSet::default();
        self.distance.into_iter().try_for_each(|sink| outputs.add("distance", sink))?;
        self.allocation.into_iter().try_for_each(|sink| outputs.add("allocation", sink))?;
        self.ring_raster.into_iter().try_for_each(|sink| outputs.add("ring_raster", sink))?;
        Ok(outputs)
    }
}

/// Says what is surprising of the codes that were found, and how much land the sources are.
fn say(request: &Request, map: &LandCover, found: &[RingFound], messages: &mut Vec<Message>) {
    let classes: BTreeSet<i64> = found.iter().map(|f| f.class).collect();
    check_ignored([map], map.path(), messages);
    check_given("CODES", &request.codes, &classes, map.path(), messages);
    let named = Named { layer: "LULC", names: &request.lulc.class_names, pools: None, found: classes };
    check_names(&[named], messages);
    let (_, area) = land_of_sources(found);
    let (area, area_km2) = (amount(area), amount(area / 100.0));
    let told = sentence!("Sources cover {area} ha ({area_km2} km2) of valid cells.", area, area_km2);
    messages.push(Message::info("SOURCES", told));
}

/// Cells and area of the sources.
fn land_of_sources(found: &[RingFound]) -> (u64, f64) {
    let sources = || found.iter().filter(|f| f.ring == 0);
    (sources().map(|f| f.cells).sum(), sum(sources().map(|f| f.area_ha)))
}

fn tables(
    request: &Request,
    rings: &Rings,
    found: &[RingFound],
    swept: &DistanceResults,
    grid: &Grid,
) -> Result<Vec<Table>> {
    let of = |ring: u16| found.iter().filter(move |f| f.ring == ring);
    let areas: BTreeMap<u16, f64> = rings.numbers().map(|ring| (ring, sum(of(ring).map(|f| f.area_ha)))).collect();
    let of_layer = OfLayer::raster(&request.lulc);
    let row = |ring: u16| RingRow {
        of: of_layer.clone(),
        ring: ring.into(),
        from_m: rings.inner_m(ring),
        to_m: rings.outer_m(ring),
        cells: of(ring).map(|f| f.cells).sum(),
        area_ha: areas[&ring],
    };
    let mut tables = Vec::new();
    if request.rings {
        let mut shapes = BTreeMap::new();
        for outline in outlines(&swept.runs)?.labels() {
            shapes.insert(outline.label() as u16, multi_polygon(outline, grid)?);
        }
        let shape = |ring: u16| RingShapeRow { geometry: shapes.remove(&ring), ring: row(ring) };
        tables.push(RingShapeRow::table("rings", rings.numbers().map(shape).collect()));
    }
    tables.push(RingRow::table("summary", rings.numbers().map(row).collect()));
    let class = |f: &RingFound| CompositionRow {
        of: of_layer.clone(),
        ring: f.ring.into(),
        lucode: f.class,
        name: class_name(f.class, &PoolTable::new(), &request.lulc.class_names),
        cells: f.cells,
        area_ha: f.area_ha,
        area_pct: 100.0 * f.area_ha / areas[&f.ring],
    };
    let within = found.iter().filter(|f| f.ring != rings.beyond());
    tables.push(CompositionRow::table("composition", within.map(class).collect()));
    Ok(tables)
}
