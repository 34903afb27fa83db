//! Distance to the nearest source over the grid of a map, rings of it, and what lies in them.

use crate::{
    engine::{
        codes::{Named, check_given, check_ignored, check_names, each_once},
        distance_sweep as reach,
        distance_sweep::{Piece, Reach, Rings, Sources, Want, default_ring_count, default_ring_width},
        land_cover::LandCover,
        message::Message,
        outputs::{OutputSet, Provenance, Rasters, check_outputs, write_rows},
        progress::Progress,
        region::{Region, Sides, Where},
        report::Report,
        request::{self, Area, Raster, thread_count},
        shapes::multi_polygon,
        tables::pools::{PoolTable, class_name},
    },
    error::{Error, Result},
    figures::amount,
    io::{
        RasterSink, gdal,
        gdal::Sink,
        table::{Column, ColumnType, Table},
    },
    kernels::{
        buffers::ring_classes::{Blocks, RingFound},
        patches::outlines::outlines,
        stats::sum::sum,
    },
    schema::{ColumnSpec, Fields, Kernel, Number, column, smallest},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Land-cover map: gives the grid, the classes in the rings and, by codes, the sources.
    #[field(Raster)]
    pub lulc: Raster,
    #[field(reach::CODES)]
    #[serde(default)]
    pub codes: Vec<i64>,
    #[field(reach::SOURCES)]
    #[serde(default)]
    pub sources: Option<String>,
    #[field(reach::RING_WIDTH)]
    #[serde(default = "default_ring_width")]
    pub ring_width: f64,
    #[field(reach::RING_COUNT)]
    #[serde(default = "default_ring_count")]
    pub ring_count: i64,
    #[field(reach::RING_LIMITS)]
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
    #[field(reach::AREA)]
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
    tables: || vec![("rings", RINGS), ("summary", SUMMARY), ("composition", COMPOSITION)],
    smallest: smallest::<Request>,
};

const RING: ColumnSpec = column("ring", ColumnType::Integer, "", "Ring, 0 for the sources.");
const FROM: ColumnSpec = column("from_m", ColumnType::Real, "m", "Distance beyond which it begins.");
const TO: ColumnSpec = column("to_m", ColumnType::Real, "m", "Distance at which it ends, itself included.");
const CELLS: ColumnSpec = column("cells", ColumnType::Integer, "", "Valid cells of the map in the ring.");
const AREA: ColumnSpec = column("area_ha", ColumnType::Real, "ha", "Their area.");

const SUMMARY: &[ColumnSpec] = &[RING, FROM, TO, CELLS, AREA];

const RINGS: &[ColumnSpec] = &[
    column("geometry", ColumnType::Polygons, "", "The ring's outline; NULL where the ring has no cell."),
    RING,
    FROM,
    TO,
    CELLS,
    AREA,
];

const COMPOSITION: &[ColumnSpec] = {
    use ColumnType::{Integer, Real, Text};
    &[
        RING,
        column("lucode", Integer, "", "Class code."),
        column("name", Text, "", "Class name: of the layer, else \"class\" and the code."),
        column("cells", Integer, "", "Valid cells of the class in the ring."),
        column("area_ha", Real, "ha", "Their area."),
        column("area_pct", Real, "%", "Share of the area of all valid cells of the ring."),
    ]
};

const NO_RING: u16 = u16::MAX;

/// Validates the request, finds the sources, walks the map, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = thread_count(request.threads)?;
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
    let band = |description| [(description, "")];
    let mut distance: Option<Sink<f32>> =
        making.wanted(&request.distance, &[("distance", "m")], gdal::NODATA_F32, &mut messages)?;
    let mut allocation: Option<Sink<u32>> =
        making.wanted(&request.allocation, &band("nearest source"), 0, &mut messages)?;
    let mut ring_raster: Option<Sink<u16>> =
        making.wanted(&request.ring_raster, &band("ring"), NO_RING, &mut messages)?;
    if let (Some(sink), Sources::Codes(codes)) = (&mut allocation, &sources) {
        let name = |code: &i64| format!("{code} {}", class_name(*code, &PoolTable::new(), &request.lulc.class_names));
        sink.name_values(1, &(1..).zip(codes.iter().map(name)).collect::<Vec<_>>());
    }
    if let Some(sink) = &mut ring_raster {
        let name = |ring| match ring {
            0 => "sources".to_owned(),
            ring => format!("{} to {} m", rings.inner_m(ring), rings.outer_m(ring)),
        };
        sink.name_values(1, &rings.numbers().map(|ring| (u32::from(ring), name(ring))).collect::<Vec<_>>());
    }
    let shapes = [
        distance.as_ref().map(Sink::block_shape),
        allocation.as_ref().map(Sink::block_shape),
        ring_raster.as_ref().map(Sink::block_shape),
    ];

    progress.part(0, 4);
    let kept = (request.allocation.is_some(), request.signed);
    let reach = Reach::find(&map, &sources, sides, shapes.into_iter().flatten().next(), kept, threads, progress)?;
    let want = Want {
        rings: &rings,
        distance: distance.is_some(),
        max_distance: request.max_distance.unwrap_or(f64::INFINITY),
        allocation: allocation.is_some(),
        ring_raster: ring_raster.is_some(),
        no_ring: NO_RING,
        runs: request.rings,
        valid: false,
        blocks: Blocks::ONE,
    };
    progress.parts(1..4, 4);
    let reached = reach.walk(&map, &region, &want, threads, progress, |piece| match piece {
        Piece::Distance(window, rows) => write_rows(distance.as_mut(), 1, window, &rows, gdal::NODATA_F32),
        Piece::Allocation(window, rows) => write_rows(allocation.as_mut(), 1, window, &rows, 0),
        Piece::Rings(window, rows) => write_rows(ring_raster.as_mut(), 1, window, &rows, NO_RING),
    })?;
    let found: Vec<RingFound> = reached.classes.found(&region.areas).collect();
    if found.is_empty() {
        return Err(Error::NoValidCells { path: map.path().to_owned(), cells: map.grid().cells() });
    }
    progress.tell(1.0, "Closing")?;
    let mut outputs = OutputSet::default();
    distance.into_iter().try_for_each(|sink| outputs.add("distance", sink))?;
    allocation.into_iter().try_for_each(|sink| outputs.add("allocation", sink))?;
    ring_raster.into_iter().try_for_each(|sink| outputs.add("ring_raster", sink))?;

    let classes: BTreeSet<i64> = found.iter().map(|f| f.class).collect();
    check_ignored([&map], map.path(), &mut messages);
    check_given("CODES", &request.codes, &classes, map.path(), &mut messages);
    let named = Named { layer: "LULC", names: &request.lulc.class_names, pools: None, found: classes };
    check_names(&[named], &mut messages);
    let source = |f: &&RingFound| f.ring == 0;
    let source_area = sum(found.iter().filter(source).map(|f| f.area_ha));
    messages.push(Message::info(
        "SOURCES",
        format!("Sources cover {} ha ({} km2) of valid cells.", amount(source_area), amount(source_area / 100.0)),
    ));
    let results = BTreeMap::from([
        ("source_cells", Some(found.iter().filter(source).map(|f| f.cells).sum::<u64>() as f64)),
        ("source_area_ha", Some(source_area)),
        ("distance_min", reached.range_m().map(|range| range.0)),
        ("distance_max", reached.range_m().map(|range| range.1)),
    ]);
    let numbers = RingNumbers::new(&rings, &found);
    let mut tables = Vec::new();
    if request.rings {
        let outlines = outlines(&reached.runs)?;
        let mut shapes = BTreeMap::new();
        for outline in outlines.labels() {
            shapes.insert(outline.label() as u16, multi_polygon(outline, map.grid())?);
        }
        tables.push(numbers.table("rings", RINGS, &shapes));
    }
    tables.push(numbers.table("summary", SUMMARY, &BTreeMap::new()));
    tables.push(composition(&rings, &found, &request.lulc.class_names));
    messages.extend(map.remarks());
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

/// The rings asked for that lie within the distances asked for.
fn rings(request: &Request, messages: &mut Vec<Message>) -> Result<Rings> {
    let mut rings = Rings::new(request.ring_width, request.ring_count, &request.ring_limits)?;
    let Some(farthest) = request.max_distance else { return Ok(rings) };
    if !(farthest > 0.0 && farthest.is_finite()) {
        return Err(Error::argument("MAX_DISTANCE", farthest, "more than 0 (m)"));
    }
    let left_out = rings.keep_within(farthest);
    if left_out > 0 {
        let text = format!("Rings that end beyond MAX_DISTANCE ({farthest} m) are left out: {left_out}.");
        messages.push(Message::warning("RINGS_BEYOND", text));
    }
    Ok(rings)
}

/// What is told of each ring.
struct RingNumbers<'a> {
    rings: &'a Rings,
    cells: BTreeMap<u16, u64>,
    areas: BTreeMap<u16, f64>,
}

impl<'a> RingNumbers<'a> {
    fn new(rings: &'a Rings, found: &[RingFound]) -> RingNumbers<'a> {
        let of = |ring: u16| found.iter().filter(move |f| f.ring == ring);
        RingNumbers {
            rings,
            cells: rings.numbers().map(|ring| (ring, of(ring).map(|f| f.cells).sum())).collect(),
            areas: rings.numbers().map(|ring| (ring, sum(of(ring).map(|f| f.area_ha)))).collect(),
        }
    }

    fn table(&self, name: &'static str, columns: &[ColumnSpec], shapes: &BTreeMap<u16, Vec<u8>>) -> Table {
        let real =
            |value: &dyn Fn(u16) -> f64| Column::Real(self.cells.keys().map(|ring| Some(value(*ring))).collect());
        let column = |spec: &ColumnSpec| match spec.name {
            "geometry" => Column::Polygons(self.cells.keys().map(|ring| shapes.get(ring).cloned()).collect()),
            "ring" => Column::Integer(self.cells.keys().map(|ring| Some(i64::from(*ring))).collect()),
            "from_m" => real(&|ring| self.rings.inner_m(ring)),
            "to_m" => real(&|ring| self.rings.outer_m(ring)),
            "cells" => Column::Integer(self.cells.values().map(|cells| i64::try_from(*cells).ok()).collect()),
            _ => real(&|ring| self.areas[&ring]),
        };
        Table::of(name, columns.iter().map(|spec| (spec.name, column(spec))))
    }
}

fn composition(rings: &Rings, found: &[RingFound], names: &BTreeMap<i64, String>) -> Table {
    let rows: Vec<&RingFound> = found.iter().filter(|f| f.ring != rings.beyond()).collect();
    let mut areas: BTreeMap<u16, f64> = BTreeMap::new();
    for ring in rings.numbers() {
        areas.insert(ring, sum(found.iter().filter(|f| f.ring == ring).map(|f| f.area_ha)));
    }
    let column = |spec: &ColumnSpec| match spec.name {
        "ring" => Column::Integer(rows.iter().map(|f| Some(i64::from(f.ring))).collect()),
        "lucode" => Column::Integer(rows.iter().map(|f| Some(f.class)).collect()),
        "name" => Column::Text(rows.iter().map(|f| Some(class_name(f.class, &PoolTable::new(), names))).collect()),
        "cells" => Column::Integer(rows.iter().map(|f| i64::try_from(f.cells).ok()).collect()),
        "area_ha" => Column::Real(rows.iter().map(|f| Some(f.area_ha)).collect()),
        _ => Column::Real(rows.iter().map(|f| Some(100.0 * f.area_ha / areas[&f.ring])).collect()),
    };
    Table::of("composition", COMPOSITION.iter().map(|spec| (spec.name, column(spec))))
}
