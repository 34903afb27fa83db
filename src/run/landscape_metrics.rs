//! Patches of land-cover maps, and the metrics of patches, classes and landscapes.

mod measure;
mod tables;

use crate::{
    cover::classes::ClassBlock,
    engine::{
        codes::{Named, check_ignored, check_names, check_negative},
        common_land::{LandOf, compare},
        fields::{
            landscape::{MAX_CLASSES, NEIGHBOURHOOD, Neighbourhood, PLANE, classes_there_could_be, length},
            metric::MetricNames,
        },
        land_cover::{CellBuffer, ClassReader},
        message::Message,
        outputs::{OutputSet, Provenance, Rasters, check_outputs, write_rows},
        progress::Progress,
        region::{Region, Sides, Where},
        report::Report,
        request,
        request::{Area, Raster, ResampleClasses, thread_count},
        series::{Layer, Layers, maps_told},
        shapes::multi_polygon,
        sweep::{Emit, Worker, sweep},
        tables::{
            pair_table,
            pair_table::{CONTRAST, EDGE_DEPTHS, PairKind, PairTable, SIMILARITY},
        },
    },
    error::{Error, Result, try_vec},
    figures::{amount, things},
    grid::{Grid, Window, tiling::Tiling},
    io::{RasterSink, gdal, gdal::Sink, table::ColumnType},
    kernels::{
        Accumulator,
        metrics::{Metric, Of, Setting, metrics},
        patches::{
            PatchBlock, PatchIds, PatchOptions, Patches,
            borders::{BorderBlock, Borders},
            geometry::{Around, Depths, Geometries, GeometryBlock, GeometryOptions},
            outlines,
            outlines::LabelRuns,
        },
    },
    schema::{ColumnSpec, Fields, Kernel, Number, column, smallest},
};
use measure::{Codes, Isolation, Measured, Patterns, by_zone, cells_by_id, depths, give_contrast};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::LazyLock};
use tables::{Found, Made};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Land-cover maps, of one or several years; the first gives the grid, onto which those that differ are brought.
    #[field(request::LAYERS)]
    pub layers: Vec<Raster>,
    #[field(request::LAYER_NAMES)]
    #[serde(default)]
    pub layer_names: Vec<String>,
    #[field(request::YEARS)]
    #[serde(default)]
    pub years: Vec<Option<i32>>,
    #[field(NEIGHBOURHOOD)]
    #[serde(default)]
    pub neighbourhood: Neighbourhood,
    /// Abbreviations of the metrics, as NP, SHDI, AREA_MN; all: those that the other fields allow.
    #[field(Names)]
    #[serde(default = "all_metrics")]
    pub metrics: Vec<String>,
    /// Share of the edge against nodata and the border of the map that counts as edge (TE, ED).
    #[field(Number, unit = "%")]
    #[serde(default)]
    pub boundary_edge_pct: f64,
    /// Cells of a patch no farther than this from a cell outside are its edge, the others core; one cell where absent.
    #[field(Number, unit = "map units")]
    #[serde(default)]
    pub edge_depth: Option<f64>,
    /// Depth (depth, map units) of the edge of a class (lucode_a) against another (lucode_b), both ways round where a
    /// pair has one row; others, and edges at background, have edge_depth.
    #[field(Table)]
    #[serde(default)]
    pub edge_depths: Option<String>,
    /// Contrast (weight, 0 to 1) of the edges between two classes (lucode_a, lucode_b), for ECON, CWED and TECI.
    #[field(Table)]
    #[serde(default)]
    pub contrast: Option<String>,
    /// Similarity (weight, 0 to 1) of two classes (lucode_a, lucode_b), for SIMI; 1 for a class and itself where there
    /// is no row.
    #[field(Table)]
    #[serde(default)]
    pub similarity: Option<String>,
    /// Patches no farther than this from a patch are in its PROX and SIMI.
    #[field(Number, unit = "map units")]
    #[serde(default)]
    pub search_radius: Option<f64>,
    /// Patches of a class no farther than this from one another are joined, for CONNECT.
    #[field(Number, unit = "map units")]
    #[serde(default)]
    pub connect_threshold: Option<f64>,
    #[field(MAX_CLASSES)]
    #[serde(default)]
    pub max_classes: Option<i64>,
    /// Whether the tables of classes and landscapes have a column or a row for each metric.
    #[field(Choice, choices = &["wide", "long"])]
    #[serde(default)]
    pub form: Form,
    #[field(request::IGNORE_CODES)]
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    #[field(request::ZONES)]
    #[serde(default)]
    pub zones: Option<String>,
    #[field(request::ZONE_FIELD)]
    #[serde(default)]
    pub zone_field: Option<String>,
    #[field(request::RESAMPLE_CLASSES)]
    #[serde(default)]
    pub resample_classes: ResampleClasses,
    #[field(PLANE)]
    #[serde(default)]
    pub area: Area,
    /// Id of the patch of every cell, from 1 in the order of their first cells, a band for every map (UInt32, nodata
    /// 0).
    #[field(OutputRaster)]
    #[serde(default)]
    pub output: Option<String>,
    /// Table of all patches, with their metrics.
    #[field(OutputTable)]
    #[serde(default)]
    pub patch: bool,
    /// Polygons of all patches, with their metrics.
    #[field(OutputPolygons)]
    #[serde(default)]
    pub patches: bool,
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

/// How metrics stand in the tables of classes and landscapes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A column each.
    #[default]
    Wide,
    /// A row each.
    Long,
}

fn all_metrics() -> Vec<String> {
    vec!["all".to_owned()]
}

pub const KERNEL: Kernel = Kernel {
    name: "landscape_metrics",
    gives: "Patches, and the metrics of patches, classes and landscapes over several maps, with a report",
    reference: "FRAGSTATS 4.2",
    arithmetic: "metrics",
    fields: Request::FIELDS,
    results: &[
        Number { name: "ta", unit: "ha", text: "Total area of the last map; NULL with ZONES." },
        Number { name: "np", unit: "", text: "Its number of patches; NULL with ZONES." },
        Number { name: "shdi", unit: "", text: "Its Shannon diversity; NULL with ZONES." },
        Number { name: "output_max", unit: "", text: "Largest id in the first band of the patch raster." },
    ],
    tables: || {
        vec![
            ("landscape", COLUMNS.landscape.as_slice()),
            ("class", COLUMNS.class.as_slice()),
            ("patch", &COLUMNS.patches[1..]),
            ("patches", COLUMNS.patches.as_slice()),
            ("sizes", SIZES),
        ]
    },
    smallest: smallest::<Request>,
};

const ZONE: ColumnSpec = column("zone", ColumnType::Text, "", "Name of the zone; NULL without zones.");
const LAYER: ColumnSpec = column("layer", ColumnType::Text, "", "Map.");
const YEAR: ColumnSpec = column("year", ColumnType::Integer, "", "Its year; NULL where it has none.");
const LUCODE: ColumnSpec = column("lucode", ColumnType::Integer, "", "Class code.");
const NAME: ColumnSpec = column("name", ColumnType::Text, "", "Class name: of the layer, else \"class\" and the code.");
const PATCH: ColumnSpec =
    column("patch", ColumnType::Integer, "", "Id of the patch, from 1 in the order of their first cells.");
const GEOMETRY: ColumnSpec = column("geometry", ColumnType::Polygons, "", "Outline of the patch's cells.");
const LONG: [ColumnSpec; 3] = [
    column("metric", ColumnType::Text, "", "Abbreviation of the metric (form long)."),
    column("value", ColumnType::Real, "", "Its value, NULL where it is not defined (form long)."),
    column("unit", ColumnType::Text, "", "Its unit (form long)."),
];

const SIZES: &[ColumnSpec] = &[
    ZONE,
    LAYER,
    YEAR,
    LUCODE,
    NAME,
    column("from_ha", ColumnType::Real, "ha", "Area above which patches are of this size."),
    column("to_ha", ColumnType::Real, "ha", "Area up to which they are, itself included."),
    column("patches", ColumnType::Integer, "", "Number of patches."),
    column("area_ha", ColumnType::Real, "ha", "Their area."),
];

/// All columns that tables of metrics may have.
struct Columns {
    landscape: Vec<ColumnSpec>,
    class: Vec<ColumnSpec>,
    /// The first column is the geometry, which the table of patches goes without.
    patches: Vec<ColumnSpec>,
}

static COLUMNS: LazyLock<Columns> = LazyLock::new(|| {
    let all = |keys: &[ColumnSpec], there: fn(&Metric) -> bool, long: &[ColumnSpec]| {
        let metrics = metrics().iter().filter(|m| there(m)).map(metric_column);
        keys.iter().copied().chain(metrics).chain(long.iter().copied()).collect()
    };
    Columns {
        landscape: all(&[ZONE, LAYER, YEAR], Metric::of_landscapes, &LONG),
        class: all(&[ZONE, LAYER, YEAR, LUCODE, NAME], Metric::of_classes, &LONG),
        patches: all(&[GEOMETRY, ZONE, LAYER, YEAR, LUCODE, NAME, PATCH], |m| m.patch.is_some(), &[]),
    }
});

fn metric_column(metric: &'static Metric) -> ColumnSpec {
    let kind = if metric.whole { ColumnType::Integer } else { ColumnType::Real };
    column(&metric.column, kind, metric.unit, &metric.definition)
}

/// Validates the request, finds the patches of every map, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = thread_count(request.threads)?;
    let inputs = request.layers.iter().map(|layer| Some(&layer.path));
    let others = [&request.edge_depths, &request.contrast, &request.similarity, &request.mask, &request.zones]
        .map(Option::as_ref);
    check_outputs(&[&request.output], &inputs.chain(others).collect::<Vec<_>>())?;
    let mut messages = Vec::new();
    let wanted = wanted(request, &mut messages)?;
    let layers = Layers {
        layers: &request.layers,
        layer_names: &request.layer_names,
        years: &request.years,
        ignore_codes: &request.ignore_codes,
        resample_classes: request.resample_classes,
    };
    let mut layers = layers.open([], &mut messages)?;
    let grid_map = &layers[0].map;
    let place = Where {
        mask: request.mask.as_deref(),
        zones: request.zones.as_deref(),
        zone_field: request.zone_field.as_deref(),
        area: request.area,
        plane: true,
    };
    let sides = Sides::of(grid_map, &place, &mut messages)?;
    let setting = setting(request, sides)?;
    let region = Region::open(&place, &grid_map.info, grid_map.path(), &mut messages)?;
    let (like, grid_name) = (grid_map.info.clone(), told(&layers[0]));
    layers.iter_mut().for_each(|layer| layer.map.restrict(region.cells.clone()));
    if layers.iter().all(|layer| layer.year.is_some()) {
        layers.sort_by_key(|layer| layer.year);
    }
    if request.output.is_some() || request.patches {
        region.check_rasters()?;
    }
    let making = Rasters {
        create_options: &request.create_options,
        provenance: Provenance::new(KERNEL.name, request, &request.origins)?,
        threads,
        like: &like,
    };
    let names: Vec<String> = layers.iter().map(|layer| format!("patches {}", told(layer))).collect();
    let bands: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let mut sink: Option<Sink<u32>> = making.wanted(&request.output, &bands, 0, &mut messages)?;

    let contrast = pair_table(request.contrast.as_ref(), &CONTRAST)?;
    let edge_depths = pair_table(request.edge_depths.as_ref(), &EDGE_DEPTHS)?;
    let metres_per_unit = like.grid.metres_per_unit;
    // Metrics of patches alone need nothing where no patch is told of.
    let listing = request.patch || request.patches;
    let needed: Vec<&Metric> =
        wanted.iter().copied().filter(|m| listing || m.of_classes() || m.of_landscapes()).collect();
    let takes = |of| needed.iter().any(|metric| metric.takes(of));
    let (measured, contrasted) = (needed.iter().any(|metric| metric.geometry), takes(Of::Econ));
    let isolation = isolation(request, &needed, metres_per_unit)?;
    let geometry_options = GeometryOptions {
        cell_width: setting.cell_width,
        cell_height: setting.cell_height,
        edge_depth: length("EDGE_DEPTH", request.edge_depth, metres_per_unit)?,
        corners: request.neighbourhood == Neighbourhood::Eight,
        edges: isolation.asked(),
    };
    let sweeps = [true, measured, contrasted, request.patches, sink.is_some()].into_iter().filter(|asked| *asked);
    // One more, in which the maps are compared.
    let sweeps = sweeps.count() * layers.len() + 1;
    let mut swept = 0;
    let mut begin = |progress: &mut Progress<'_>| {
        progress.part(swept, sweeps);
        swept += 1;
    };
    let options = PatchOptions {
        corners: request.neighbourhood == Neighbourhood::Eight,
        listed: listing || request.output.is_some() || measured,
    };
    let (mut largest_id, mut shapes) = (None, Vec::new());
    let mut found = Vec::with_capacity(layers.len());
    for (i, layer) in layers.into_iter().enumerate() {
        let (map, region) = (&layer.map, &region);
        let tiling = Tiling::strips(map.grid(), map.info.block, sink.as_ref().map(Sink::block_shape));
        let open = || {
            let (reader, cells) = (ClassReader::open(map)?, map.buffer());
            Ok(Finder { reader, cells, region, options })
        };
        begin(progress);
        let patches: Patches = sweep(&tiling, threads, progress, "Finding patches", open, |()| Ok(()))?;
        let patterns = patches.finish();
        check_found(&layer, &patterns, &setting)?;
        let ids = &PatchIds::new(&patterns);
        let (mut geometries, mut joins) = (Measured::new(), BTreeMap::new());
        if measured {
            let cells = &cells_by_id(&patterns, ids);
            let depths = &match &edge_depths {
                None => None,
                Some(table) => {
                    if request.edge_depth.is_none() {
                        table.check(patterns.values().flat_map(pair_table::edges))?;
                    }
                    Some(depths(table, metres_per_unit, &patterns))
                }
            };
            let (options, depths) = (geometry_options, depths.as_ref());
            let open = || Ok(Measurer { finder: open()?, ids, cells, options, depths });
            begin(progress);
            let found: Geometries = sweep(&tiling, threads, progress, "Measuring patches", open, |()| Ok(()))?;
            geometries = by_zone(found.finish(), &patterns, ids);
            for (zone, of_zone) in geometries.iter_mut().filter(|_| isolation.asked()) {
                joins.insert(*zone, isolation.measure(&patterns[zone], of_zone, &setting, progress)?);
            }
        }
        let mut edge_weights = BTreeMap::new();
        if let Some(weights) = &contrast {
            for (zone, pattern) in &patterns {
                edge_weights.insert(*zone, weights.of_edges(pattern)?);
            }
        }
        if let Some(weights) = contrast.as_ref().filter(|_| contrasted) {
            let classes = &Codes::new(&patterns, ids);
            let open = || Ok(Borderer { finder: open()?, ids, classes: &classes.of });
            begin(progress);
            let borders: Borders = sweep(&tiling, threads, progress, "Measuring contrast", open, |()| Ok(()))?;
            give_contrast(borders.finish(), classes, weights, &patterns, &mut geometries, ids, &setting);
        }
        if request.patches {
            let open = || Ok(Tracer { finder: open()?, ids });
            begin(progress);
            let runs: LabelRuns = sweep(&tiling, threads, progress, "Tracing patches", open, |()| Ok(()))?;
            shapes.extend(polygons(&runs, map.grid(), ids.len(), progress)?);
        }
        if let Some(sink) = &mut sink {
            largest_id = largest_id.or(Some(ids.len() as f64));
            let open = || Ok(Painter { finder: open()?, ids });
            let write = |(window, rows): (Window, Vec<u32>)| write_rows(Some(sink), i + 1, window, &rows, 0);
            begin(progress);
            sweep::<(), _, _>(&tiling, threads, progress, "Writing patches", open, write)?;
        }
        found.push(Found { layer, patterns, geometries, edge_weights, joins });
    }
    begin(progress);
    let lands: Vec<LandOf<'_>> =
        found.iter().map(|found| LandOf { name: told(&found.layer), map: &found.layer.map }).collect();
    compare(&lands, &grid_name, &region, threads, progress, &mut messages)?;
    progress.tell(1.0, "Closing")?;
    let mut outputs = OutputSet::default();
    sink.into_iter().try_for_each(|sink| outputs.add("output", sink))?;
    let made = Made { found: &found, region: &region, setting, wanted, form: request.form };
    messages.extend(found.iter().map(|found| counted(found, &setting)));
    messages.extend(found.iter().flat_map(|found| found.layer.map.remarks()));
    check_codes(&found, &region, &mut messages);
    let mut tables = vec![made.landscapes(), made.classes()];
    if request.patch {
        tables.push(made.patches("patch", None)?);
    }
    if request.patches {
        tables.push(made.patches("patches", Some(shapes))?);
    }
    tables.push(made.sizes());
    let mut results = made.results();
    results.insert("output_max", largest_id);
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

/// The metrics asked for, in the order of the list.
fn wanted(request: &Request, messages: &mut Vec<Message>) -> Result<Vec<&'static Metric>> {
    let names = MetricNames::new(&request.metrics)?;
    let allowed = |metric: &Metric| match metric.needs {
        None => true,
        Some("CONTRAST") => request.contrast.is_some(),
        Some("SEARCH_RADIUS") => request.search_radius.is_some(),
        Some("CONNECT_THRESHOLD") => request.connect_threshold.is_some(),
        Some("MAX_CLASSES") => request.max_classes.is_some(),
        Some(_) => request.search_radius.is_some() && request.similarity.is_some(),
    };
    if let Some((metric, field)) = metrics()
        .iter()
        .filter(|metric| names.names(metric) && !allowed(metric))
        .find_map(|metric| Some((metric, metric.needs?)))
    {
        return Err(Error::MetricNeeds { metric: metric.abbreviation.clone(), field });
    }
    let mut left_out: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for metric in metrics().iter().filter(|metric| names.all && !allowed(metric)) {
        left_out.entry(metric.needs.unwrap_or_default()).or_default().push(&metric.abbreviation);
    }
    for (field, metrics) in left_out {
        let text = format!("Left out, as it needs {field}: {}.", metrics.join(", "));
        messages.push(Message::info("METRICS_LEFT_OUT", text));
    }
    Ok(metrics().iter().filter(|m| allowed(m) && (names.all || names.names(m))).collect())
}

fn setting(request: &Request, sides: Sides) -> Result<Setting> {
    if !(0.0..=100.0).contains(&request.boundary_edge_pct) {
        return Err(Error::argument("BOUNDARY_EDGE_PCT", request.boundary_edge_pct, "0 to 100 (%)"));
    }
    let max_classes = classes_there_could_be(request.max_classes)?;
    let boundary_edge = request.boundary_edge_pct / 100.0;
    Ok(Setting { cell_width: sides.width_m, cell_height: sides.height_m, boundary_edge, max_classes })
}

fn pair_table(path: Option<&String>, kind: &'static PairKind) -> Result<Option<PairTable>> {
    path.map(|path| PairTable::new(&gdal::read_table(path)?, kind)).transpose()
}

fn isolation(request: &Request, needed: &[&Metric], metres_per_unit: f64) -> Result<Isolation> {
    let takes = |of| needed.iter().any(|metric| metric.takes(of));
    let radius = length("SEARCH_RADIUS", request.search_radius, metres_per_unit)?;
    let threshold = length("CONNECT_THRESHOLD", request.connect_threshold, metres_per_unit)?;
    let weights = pair_table(request.similarity.as_ref().filter(|_| takes(Of::Simi)), &SIMILARITY)?;
    Ok(Isolation {
        nearest: takes(Of::Enn),
        proximity: radius.filter(|_| takes(Of::Prox)),
        similarity: radius.zip(weights),
        connect_threshold: threshold.filter(|_| needed.iter().any(|metric| metric.column == "connect")),
    })
}

fn check_found(layer: &Layer<'_>, patterns: &Patterns, setting: &Setting) -> Result<()> {
    let path = layer.map.path().to_owned();
    if patterns.is_empty() {
        return Err(Error::NoValidCells { path, cells: layer.map.grid().cells() });
    }
    let classes = patterns.values().map(|pattern| pattern.classes.len()).max().unwrap_or(0);
    match setting.max_classes {
        Some(max) if classes > max as usize => Err(Error::MaxClasses { path, classes, max }),
        _ => Ok(()),
    }
}

/// A map by its year, else by its name.
fn told(layer: &Layer<'_>) -> String {
    layer.year.map_or_else(|| layer.name.clone(), |year| year.to_string())
}

fn counted(found: &Found<'_>, setting: &Setting) -> Message {
    let (mut patches, mut cells) = (0, 0);
    for (shape, n) in found.patterns.values().flat_map(|pattern| &pattern.classes).flat_map(|class| &class.shapes) {
        patches += n;
        cells += n * shape.cells;
    }
    let (area, zones) = (setting.hectares(cells), found.patterns.keys().flatten().count());
    let zones = if zones > 0 { format!(" in {}", things(zones as u64, "zone", "zones")) } else { String::new() };
    let patches = things(patches, "patch", "patches");
    let text =
        format!("{}: {patches} on {} ha ({} km2){zones}.", told(&found.layer), amount(area), amount(area / 100.0));
    Message::info("PATCHES", text)
}

/// Says what is surprising of the codes and zones that were found.
fn check_codes(found: &[Found<'_>], region: &Region, messages: &mut Vec<Message>) {
    let named: Vec<Named<'_>> = found
        .iter()
        .map(|found| Named {
            layer: &found.layer.name,
            names: &found.layer.raster.class_names,
            pools: None,
            found: found.patterns.values().flat_map(|pattern| &pattern.classes).map(|class| class.code).collect(),
        })
        .collect();
    let maps = || found.iter().map(|found| &found.layer.map);
    check_ignored(maps(), &maps_told(maps()), messages);
    check_negative(named.iter().flat_map(|map| &map.found), messages);
    check_names(&named, messages);
    region.check_zones(found.iter().flat_map(|found| found.patterns.keys().copied()), messages);
}

struct Finder<'a> {
    reader: ClassReader<'a>,
    cells: CellBuffer,
    region: &'a Region,
    options: PatchOptions,
}

impl Finder<'_> {
    fn block(&mut self, window: Window) -> Result<PatchBlock<'_>> {
        let (zones, options) = (self.region.zones.as_ref(), self.options);
        Ok(PatchBlock { block: self.reader.read(window, &mut self.cells)?, window, zones, options })
    }

    /// A block with the row above it and the row below it, where there are.
    fn block_between(&mut self, window: Window) -> Result<(PatchBlock<'_>, [Option<PatchBlock<'_>>; 2])> {
        let rows = self.reader.rows();
        let (first, end) = (window.row.saturating_sub(1), (window.row + window.rows + 1).min(rows));
        let whole = self.block(Window { row: first, rows: end - first, ..window })?;
        let part = |row: usize, rows: usize| PatchBlock {
            block: ClassBlock {
                cells: whole.block.cells.slice(row - first..row - first + rows, 0..window.columns),
                ..whole.block
            },
            window: Window { row, rows, ..window },
            ..whole
        };
        let after = window.row + window.rows;
        let above = (first < window.row).then(|| part(first, 1));
        Ok((part(window.row, window.rows), [above, (after < end).then(|| part(after, 1))]))
    }
}

impl Worker<Patches, ()> for Finder<'_> {
    fn unit(&mut self, window: Window, _emit: Emit<'_, ()>) -> Result<Patches> {
        let mut patches = Patches::default();
        patches.push(self.block(window)?);
        Ok(patches)
    }
}

struct Measurer<'a> {
    finder: Finder<'a>,
    ids: &'a PatchIds,
    cells: &'a [u64],
    options: GeometryOptions,
    depths: Option<&'a Depths>,
}

impl Worker<Geometries, ()> for Measurer<'_> {
    fn unit(&mut self, window: Window, _emit: Emit<'_, ()>) -> Result<Geometries> {
        let (ids, cells, options) = (self.ids, self.cells, self.options);
        let mut geometries = Geometries::default();
        let (block, around) = match self.depths {
            None => (self.finder.block(window)?, None),
            Some(depths) => {
                let (block, [above, below]) = self.finder.block_between(window)?;
                (block, Some(Around { above, below, depths }))
            }
        };
        geometries.push(GeometryBlock { block, ids, cells, options, around });
        Ok(geometries)
    }
}

/// Patches of strips have other beginnings than those of the whole map, so that all sweeps must have the same strips.
struct Painter<'a> {
    finder: Finder<'a>,
    ids: &'a PatchIds,
}

impl Worker<(), (Window, Vec<u32>)> for Painter<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, (Window, Vec<u32>)>) -> Result<()> {
        let mut rows = try_vec(window.cells(), 0, "a part of the patch raster")?;
        self.ids.paint(self.finder.block(window)?, &mut rows);
        emit((window, rows));
        Ok(())
    }
}

struct Borderer<'a> {
    finder: Finder<'a>,
    ids: &'a PatchIds,
    classes: &'a [u32],
}

impl Worker<Borders, ()> for Borderer<'_> {
    fn unit(&mut self, window: Window, _emit: Emit<'_, ()>) -> Result<Borders> {
        let (ids, classes) = (self.ids, self.classes);
        let mut borders = Borders::default();
        borders.push(BorderBlock { block: self.finder.block(window)?, ids, classes });
        Ok(borders)
    }
}

struct Tracer<'a> {
    finder: Finder<'a>,
    ids: &'a PatchIds,
}

impl Worker<LabelRuns, ()> for Tracer<'_> {
    fn unit(&mut self, window: Window, _emit: Emit<'_, ()>) -> Result<LabelRuns> {
        let mut rows: Vec<Vec<outlines::LabelRun>> = vec![Vec::new(); window.rows];
        self.ids.walk(self.finder.block(window)?, |_, row, runs| {
            let mut start = 0;
            for run in runs {
                let end = run.end;
                rows[row - window.row].extend(run.id().map(|label| outlines::LabelRun { start, end, label }));
                start = end;
            }
        });
        let mut labels = LabelRuns::default();
        for row in &mut rows {
            // Those of zones come zone by zone.
            row.sort_unstable_by_key(|run| run.start);
            labels.push(row);
        }
        Ok(labels)
    }
}

/// Polygons by id, from 0 for id 1.
fn polygons(
    runs: &LabelRuns,
    grid: &Grid,
    patches: usize,
    progress: &mut Progress<'_>,
) -> Result<Vec<Option<Vec<u8>>>> {
    let mut shapes = vec![None; patches];
    for outline in outlines::outlines(runs)?.labels() {
        progress.tick(1.0, "Tracing patches")?;
        shapes[outline.label() as usize - 1] = Some(multi_polygon(outline, grid)?);
    }
    Ok(shapes)
}
