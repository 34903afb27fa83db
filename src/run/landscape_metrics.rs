//! Patches of land-cover maps, and the metrics of patches, classes and landscapes.

use super::{
    CellBuffer, ClassReader, Message, Progress, Raster, Report,
    carbon_change::ResampleClasses,
    describe::{self, ColumnSpec, Field, FieldType, Kernel, Number, column},
    output::{Provenance, Rasters, check_outputs, write_rows},
    pools::{PoolTable, class_name},
    region::{Area, Region, Sides, Where},
    series::{Layer, Layers},
    shapes::multi_polygon,
    sweep::{Emit, Worker, sweep},
    thread_count,
    weights::Weights,
};
use crate::{
    error::{Error, Result, try_vec},
    grid::{Grid, Tiling, Window},
    io::{
        RasterSink,
        gdal::{self, Sink},
        table::{Column, ColumnType, Table},
    },
    kernels::{
        Accumulator,
        borders::{BorderBlock, Borders},
        geometry::{Geometries, Geometry, GeometryBlock, GeometryOptions},
        isolation::{EdgeCell, Edges},
        landscape_metrics::{Known, Landscape, Metric, Of, Setting, metrics},
        outlines::{self, LabelRuns},
        patches::{self, Patch, PatchBlock, PatchIds, PatchOptions, Patches, Pattern},
        sum::sum,
    },
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub layers: Vec<Raster>,
    #[serde(default)]
    pub layer_names: Vec<String>,
    #[serde(default)]
    pub years: Vec<Option<i32>>,
    #[serde(default)]
    pub neighbourhood: Neighbourhood,
    #[serde(default = "all_metrics")]
    pub metrics: Vec<String>,
    #[serde(default)]
    pub boundary_edge_pct: f64,
    #[serde(default)]
    pub edge_depth: Option<f64>,
    #[serde(default)]
    pub contrast: Option<String>,
    #[serde(default)]
    pub similarity: Option<String>,
    #[serde(default)]
    pub search_radius: Option<f64>,
    #[serde(default)]
    pub connect_threshold: Option<f64>,
    #[serde(default)]
    pub max_classes: Option<i64>,
    #[serde(default)]
    pub form: Form,
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[serde(default)]
    pub mask: Option<String>,
    #[serde(default)]
    pub zones: Option<String>,
    #[serde(default)]
    pub zone_field: Option<String>,
    #[serde(default)]
    pub resample_classes: ResampleClasses,
    #[serde(default)]
    pub area: Area,
    #[serde(default)]
    pub output: Option<String>,
    #[serde(default)]
    pub patch: bool,
    #[serde(default)]
    pub patches: bool,
    #[serde(default)]
    pub create_options: Vec<String>,
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[serde(default)]
    pub tables: Option<String>,
    #[serde(default)]
    pub threads: Option<usize>,
}

/// Which cells next to one another are of one patch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Neighbourhood {
    /// Those that share a side or a corner.
    #[default]
    #[serde(rename = "8")]
    Eight,
    /// Those that share a side.
    #[serde(rename = "4")]
    Four,
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

const ALL: &str = "all";

fn all_metrics() -> Vec<String> {
    vec![ALL.to_owned()]
}

pub const KERNEL: Kernel = Kernel {
    name: "landscape_metrics",
    fields: &[
        Field {
            text: "Land-cover maps, of one or several years; the first gives the grid, onto which those that differ are brought.",
            ..describe::LAYERS
        },
        describe::LAYER_NAMES,
        describe::YEARS,
        Field::choice(
            "neighbourhood",
            &["8", "4"],
            "Cells of one class that share a side or a corner (8) or a side (4) are one patch.",
        ),
        Field::optional(
            "metrics",
            FieldType::Names,
            "Abbreviations of the metrics, as NP, SHDI, AREA_MN; all: those that the other fields allow.",
        ),
        Field::in_unit(
            "boundary_edge_pct",
            "%",
            "Share of the edge against nodata and the border of the map that counts as edge (TE, ED).",
        ),
        Field::in_unit(
            "edge_depth",
            "map units",
            "Cells of a patch no farther than this from a cell outside are its edge, the others core; one cell where absent.",
        ),
        Field::optional(
            "contrast",
            FieldType::Table,
            "Contrast (weight, 0 to 1) of the edges between two classes (lucode_a, lucode_b), for ECON, CWED and TECI.",
        ),
        Field::optional(
            "similarity",
            FieldType::Table,
            "Similarity (weight, 0 to 1) of two classes (lucode_a, lucode_b), for SIMI; 1 for a class and itself where there is no row.",
        ),
        Field::in_unit(
            "search_radius",
            "map units",
            "Patches no farther than this from a patch are in its PROX and SIMI.",
        ),
        Field::in_unit(
            "connect_threshold",
            "map units",
            "Patches of a class no farther than this from one another are joined, for CONNECT.",
        ),
        Field::optional("max_classes", FieldType::Integer, "Number of classes that there could be, for RPR."),
        Field::choice(
            "form",
            &["wide", "long"],
            "Whether the tables of classes and landscapes have a column or a row for each metric.",
        ),
        describe::IGNORE_CODES,
        describe::MASK,
        describe::ZONES,
        describe::ZONE_FIELD,
        describe::RESAMPLE_CLASSES,
        Field::choice(
            "area",
            &["auto", "planar"],
            "Areas and lengths are those of the plane: where areas are true to 1 % (auto), or always.",
        ),
        Field::optional(
            "output",
            FieldType::OutputRaster,
            "Id of the patch of every cell, from 1 in the order of their first cells, a band for every map (UInt32, nodata 0).",
        ),
        Field::optional("patch", FieldType::OutputTable, "Whether the table of all patches is made."),
        Field::optional("patches", FieldType::OutputPolygons, "Polygons of all patches, with their metrics."),
        describe::CREATE_OPTIONS,
        describe::ORIGINS,
        describe::TABLES,
        describe::THREADS,
    ],
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
    smallest: || describe::smallest::<Request>(r#"{"layers": []}"#),
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
    let others =
        [request.contrast.as_ref(), request.similarity.as_ref(), request.mask.as_ref(), request.zones.as_ref()];
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
    let sides = Sides::of(grid_map, &mut messages)?;
    let setting = setting(request, sides)?;
    let place = Where {
        mask: request.mask.as_deref(),
        zones: request.zones.as_deref(),
        zone_field: request.zone_field.as_deref(),
        area: request.area,
        plane: true,
    };
    let region = Region::open(&place, &grid_map.info, grid_map.path(), &mut messages)?;
    let like = grid_map.info.clone();
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

    let contrast = match &request.contrast {
        None => None,
        Some(path) => Some(Weights::new(&gdal::read_table(path)?, "CONTRAST")?),
    };
    let isolation = isolation(request, &wanted, like.grid.metres_per_unit)?;
    let contrasted = wanted.iter().any(|metric| metric.takes(Of::Econ));
    let geometry_options = geometry_options(request, sides, like.grid.metres_per_unit, &wanted)?;
    let measured =
        wanted.iter().any(|m| m.geometry && (request.patch || request.patches || m.of_classes() || m.of_landscapes()));
    let passes =
        1 + [measured, contrasted, request.patches, sink.is_some()].into_iter().map(usize::from).sum::<usize>();
    let options = PatchOptions {
        corners: request.neighbourhood == Neighbourhood::Eight,
        listed: request.patch || request.patches || request.output.is_some() || measured,
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
        progress.part(passes * i, passes * names.len());
        let patches: Patches = sweep(&tiling, threads, progress, "Finding patches", open, |()| Ok(()))?;
        let patterns = patches.finish();
        check_found(&layer, &patterns, &setting)?;
        let ids = &PatchIds::new(&patterns);
        let (mut geometries, mut joins) = (BTreeMap::new(), BTreeMap::new());
        if measured {
            let cells = &cells_by_id(&patterns, ids);
            let open = || Ok(Measurer { finder: open()?, ids, cells, options: geometry_options });
            progress.part(passes * i + 1, passes * names.len());
            let found: Geometries = sweep(&tiling, threads, progress, "Measuring patches", open, |()| Ok(()))?;
            geometries = by_zone(found.finish(), &patterns, ids);
            if geometry_options.edges {
                progress.tell(1.0, DISTANCES)?;
                for (zone, pattern) in &patterns {
                    if let Some(weights) = &isolation.similarity {
                        weights.check(pairs(pattern))?;
                    }
                    let of_zone = geometries.get_mut(zone).map_or(&mut [][..], Vec::as_mut_slice);
                    joins.insert(*zone, isolation.measure(pattern, of_zone, &setting, progress)?);
                }
            }
        }
        let mut edge_weights = BTreeMap::new();
        if let Some(weights) = &contrast {
            for (zone, pattern) in &patterns {
                edge_weights.insert(*zone, weights.of_edges(pattern)?);
            }
        }
        if let Some(weights) = contrast.as_ref().filter(|_| contrasted) {
            let classes = &codes_by_id(&patterns, ids);
            let open = || Ok(Borderer { finder: open()?, ids, classes: &classes.1 });
            progress.part(passes * i + 1 + usize::from(measured), passes * names.len());
            let borders: Borders = sweep(&tiling, threads, progress, "Measuring contrast", open, |()| Ok(()))?;
            let weighted = weighted_by_id(borders.finish(), classes, weights, &setting);
            for (zone, pattern) in &patterns {
                let of_zone = geometries.get_mut(zone).map_or(&mut [][..], Vec::as_mut_slice);
                give_contrast(pattern, *zone, of_zone, &weighted, ids, &setting);
            }
        }
        if request.patches {
            let open = || Ok(Tracer { finder: open()?, ids });
            progress.part(passes * i + 1 + usize::from(measured) + usize::from(contrasted), passes * names.len());
            let runs: LabelRuns = sweep(&tiling, threads, progress, "Tracing patches", open, |()| Ok(()))?;
            shapes.extend(polygons(&runs, map.grid(), ids.len(), progress)?);
        }
        if let Some(sink) = &mut sink {
            largest_id = largest_id.or(Some(ids.len() as f64));
            let open = || Ok(Painter { finder: open()?, ids });
            let write = |(window, rows): (Window, Vec<u32>)| write_rows(Some(sink), i + 1, window, &rows, 0);
            progress.part(passes * (i + 1) - 1, passes * names.len());
            sweep::<(), _, _>(&tiling, threads, progress, "Writing patches", open, write)?;
        }
        found.push(Found { layer, patterns, geometries, edge_weights, joins });
    }
    progress.tell(1.0, "Closing")?;
    let mut outputs = BTreeMap::new();
    if let Some(mut sink) = sink {
        sink.complete()?;
        outputs.insert("output", sink.path().to_owned());
        sink.publish()?;
    }
    let made = Made { found: &found, region: &region, setting, wanted, form: request.form };
    messages.extend(found.iter().map(|found| counted(found, &setting)));
    let mut tables = vec![made.landscapes(), made.classes()];
    if request.patch {
        tables.push(made.patches("patch", &COLUMNS.patches[1..], Vec::new())?);
    }
    if request.patches {
        tables.push(made.patches("patches", &COLUMNS.patches, shapes)?);
    }
    tables.push(made.sizes());
    let mut results = made.results();
    results.insert("output_max", largest_id);
    Ok(Report { algorithm: KERNEL.name, results, outputs, tables, messages })
}

/// The metrics asked for, in the order of the list.
fn wanted(request: &Request, messages: &mut Vec<Message>) -> Result<Vec<&'static Metric>> {
    let given: Vec<String> = request.metrics.iter().map(|name| name.to_uppercase()).collect();
    let known = |name: &String| metrics().iter().any(|metric| metric.abbreviation == *name);
    let all = given.is_empty() || given.iter().any(|name| name == &ALL.to_uppercase());
    if let Some(found) = given.iter().find(|name| *name != &ALL.to_uppercase() && !known(name)) {
        let known: Vec<&str> = metrics().iter().map(|metric| metric.abbreviation.as_str()).collect();
        return Err(Error::UnknownMetric { found: found.clone(), known: known.join(", ") });
    }
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
        .filter(|metric| given.contains(&metric.abbreviation) && !allowed(metric))
        .find_map(|metric| Some((metric, metric.needs?)))
    {
        return Err(Error::MetricNeeds { metric: metric.abbreviation.clone(), field });
    }
    let mut left_out: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for metric in metrics().iter().filter(|metric| all && !allowed(metric)) {
        left_out.entry(metric.needs.unwrap_or_default()).or_default().push(&metric.abbreviation);
    }
    for (field, metrics) in left_out {
        let text = format!("Left out, as it needs {field}: {}.", metrics.join(", "));
        messages.push(Message::info("METRICS_LEFT_OUT", text));
    }
    Ok(metrics().iter().filter(|m| allowed(m) && (all || given.contains(&m.abbreviation))).collect())
}

fn setting(request: &Request, sides: Sides) -> Result<Setting> {
    let refuse =
        |field, found: String, allowed: &str| Err(Error::Argument { field, found, allowed: allowed.to_owned() });
    if !(0.0..=100.0).contains(&request.boundary_edge_pct) {
        return refuse("BOUNDARY_EDGE_PCT", request.boundary_edge_pct.to_string(), "0 to 100 (%)");
    }
    let max_classes = match request.max_classes.map(u32::try_from) {
        None => None,
        Some(Ok(max)) if max > 0 => Some(max),
        _ => return refuse("MAX_CLASSES", request.max_classes.unwrap_or_default().to_string(), "1 or more"),
    };
    let boundary_edge = request.boundary_edge_pct / 100.0;
    Ok(Setting { cell_width: sides.width_m, cell_height: sides.height_m, boundary_edge, max_classes })
}

fn geometry_options(
    request: &Request,
    sides: Sides,
    metres_per_unit: f64,
    wanted: &[&'static Metric],
) -> Result<GeometryOptions> {
    if let Some(depth) = request.edge_depth.filter(|depth| !(*depth > 0.0 && depth.is_finite())) {
        let (found, allowed) = (depth.to_string(), "more than 0 (map units)".to_owned());
        return Err(Error::Argument { field: "EDGE_DEPTH", found, allowed });
    }
    Ok(GeometryOptions {
        cell_width: sides.width_m,
        cell_height: sides.height_m,
        edge_depth: request.edge_depth.map(|depth| depth * metres_per_unit),
        corners: request.neighbourhood == Neighbourhood::Eight,
        edges: wanted
            .iter()
            .any(|m| m.column == "connect" || [Of::Enn, Of::Prox, Of::Simi].iter().any(|of| m.takes(*of))),
    })
}

fn isolation(request: &Request, wanted: &[&'static Metric], metres_per_unit: f64) -> Result<Isolation> {
    let metres = |field, length: Option<f64>| match length {
        Some(length) if !(length > 0.0 && length.is_finite()) => {
            Err(Error::Argument { field, found: length.to_string(), allowed: "more than 0 (map units)".to_owned() })
        }
        length => Ok(length.map(|length| length * metres_per_unit)),
    };
    let takes = |of| wanted.iter().any(|metric| metric.takes(of));
    let similarity = match &request.similarity {
        Some(path) if takes(Of::Simi) => Some(Weights::new(&gdal::read_table(path)?, "SIMILARITY")?),
        _ => None,
    };
    let radius = metres("SEARCH_RADIUS", request.search_radius)?;
    let threshold = metres("CONNECT_THRESHOLD", request.connect_threshold)?;
    Ok(Isolation {
        nearest: takes(Of::Enn),
        search_radius: radius.filter(|_| takes(Of::Prox) || takes(Of::Simi)),
        connect_threshold: threshold.filter(|_| wanted.iter().any(|metric| metric.column == "connect")),
        similarity,
    })
}

/// Every two classes of a pattern.
fn pairs(pattern: &Pattern) -> impl Iterator<Item = (i64, i64)> + '_ {
    let codes = || pattern.classes.iter().map(|class| class.code);
    codes().enumerate().flat_map(move |(i, a)| codes().skip(i + 1).map(move |b| (a, b)))
}

fn check_found(layer: &Layer<'_>, patterns: &BTreeMap<Option<u32>, Pattern>, setting: &Setting) -> Result<()> {
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
    let zones = if zones > 0 { format!(" in {zones} zones") } else { String::new() };
    let text = format!("{}: {patches} patches on {area:.4} ha ({:.6} km2){zones}.", told(&found.layer), area / 100.0);
    Message::info("PATCHES", text)
}

/// Cells of every patch by id, from 0 for id 1.
fn cells_by_id(patterns: &BTreeMap<Option<u32>, Pattern>, ids: &PatchIds) -> Vec<u64> {
    let mut cells = vec![0; ids.len()];
    for (zone, pattern) in patterns {
        for patch in &pattern.patches {
            cells[ids.id(patch.first, *zone) as usize - 1] = patch.shape.cells;
        }
    }
    cells
}

/// Forms by id as those of the patches of each pattern.
fn by_zone(
    mut geometries: Vec<Geometry>,
    patterns: &BTreeMap<Option<u32>, Pattern>,
    ids: &PatchIds,
) -> BTreeMap<Option<u32>, Vec<Geometry>> {
    let mut of = |zone, pattern: &Pattern| {
        let geometry = |patch: &Patch| std::mem::take(&mut geometries[ids.id(patch.first, zone) as usize - 1]);
        pattern.patches.iter().map(geometry).collect()
    };
    patterns.iter().map(|(zone, pattern)| (*zone, of(*zone, pattern))).collect()
}

/// What is asked of distances between patches.
struct Isolation {
    nearest: bool,
    /// In m.
    search_radius: Option<f64>,
    /// In m.
    connect_threshold: Option<f64>,
    similarity: Option<Weights>,
}

impl Isolation {
    /// Gives the patches of a landscape what depends on distances, and lets go of their edge cells. Gives the joined pairs of
    /// each class.
    fn measure(
        &self,
        pattern: &Pattern,
        geometries: &mut [Geometry],
        setting: &Setting,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<u64>> {
        let sides = (setting.cell_width, setting.cell_height);
        let area = |i: usize| setting.square_metres(pattern.patches[i].shape.cells);
        let mut of_class: Vec<Vec<usize>> = vec![Vec::new(); pattern.classes.len()];
        pattern.patches.iter().enumerate().for_each(|(i, patch)| of_class[patch.class].push(i));
        if let Some((radius, weights)) = self.search_radius.zip(self.similarity.as_ref()) {
            let all: Vec<usize> = (0..geometries.len()).collect();
            let edges = Edges::new(edge_cells(&all, geometries), all.len(), sides);
            let code = |i: usize| pattern.classes[pattern.patches[i].class].code;
            let weight = |i, j| weights.get(code(i), code(j)).unwrap_or(1.0);
            let mut sums = vec![0.0; all.len()];
            let whole = edges.within(
                radius,
                || progress.tick(1.0, DISTANCES).is_ok(),
                |patch, others| {
                    let term = |(j, d): &(u32, f64)| weight(patch as usize, *j as usize) * area(*j as usize) / (d * d);
                    sums[patch as usize] = sum(others.iter().map(term));
                },
            );
            if !whole {
                return Err(Error::Cancelled);
            }
            geometries.iter_mut().zip(sums).for_each(|(geometry, sum)| geometry.similarity = Some(sum));
        }
        let mut joins = Vec::with_capacity(of_class.len());
        for patches in of_class {
            let edges = Edges::new(edge_cells(&patches, geometries), patches.len(), sides);
            patches.iter().for_each(|i| geometries[*i].edge = Vec::new());
            let mut go_on = || progress.tick(1.0, DISTANCES).is_ok();
            if self.nearest {
                let nearest = edges.nearest(&mut go_on).ok_or(Error::Cancelled)?;
                patches.iter().zip(nearest).for_each(|(i, nearest)| geometries[*i].nearest = nearest);
            }
            if let Some(radius) = self.search_radius {
                patches.iter().for_each(|i| geometries[*i].proximity = Some(0.0));
                let whole = edges.within(radius, &mut go_on, |patch, others| {
                    let terms = others.iter().map(|(other, d)| area(patches[*other as usize]) / (d * d));
                    geometries[patches[patch as usize]].proximity = Some(sum(terms));
                });
                if !whole {
                    return Err(Error::Cancelled);
                }
            }
            if let Some(threshold) = self.connect_threshold {
                let mut ends = 0;
                if !edges.within(threshold, &mut go_on, |_, others| ends += others.len() as u64) {
                    return Err(Error::Cancelled);
                }
                joins.push(ends / 2);
            }
        }
        Ok(joins)
    }
}

/// Edge cells of some patches, numbered as they are given.
fn edge_cells(patches: &[usize], geometries: &[Geometry]) -> Vec<EdgeCell> {
    let of = |(patch, i): (u32, &usize)| {
        geometries[*i].edge.iter().map(move |(row, column)| EdgeCell { row: *row, column: *column, patch })
    };
    (0..).zip(patches).flat_map(of).collect()
}

const DISTANCES: &str = "Measuring distances between patches";

/// A map and its patterns by zone, with the geometries of their patches where they are measured.
struct Found<'a> {
    layer: Layer<'a>,
    patterns: BTreeMap<Option<u32>, Pattern>,
    geometries: BTreeMap<Option<u32>, Vec<Geometry>>,
    /// Contrast of the edges of each pattern, where it is given.
    edge_weights: BTreeMap<Option<u32>, Vec<f64>>,
    /// Joined pairs of patches by class, where a threshold is given.
    joins: BTreeMap<Option<u32>, Vec<u64>>,
}

impl Found<'_> {
    fn geometries(&self, zone: Option<u32>) -> &[Geometry] {
        self.geometries.get(&zone).map_or(&[], Vec::as_slice)
    }

    fn known(&self, zone: Option<u32>) -> Known<'_> {
        let contrast = self.edge_weights.get(&zone).map_or(&[][..], Vec::as_slice);
        let joins = self.joins.get(&zone).map_or(&[][..], Vec::as_slice);
        Known { geometries: self.geometries(zone), contrast, joins }
    }
}

/// All codes, ascending, and which of them each patch has, by id from 0 for id 1.
fn codes_by_id(patterns: &BTreeMap<Option<u32>, Pattern>, ids: &PatchIds) -> (Vec<i64>, Vec<u32>) {
    let codes: BTreeSet<i64> = patterns.values().flat_map(|p| &p.classes).map(|class| class.code).collect();
    let codes: Vec<i64> = codes.into_iter().collect();
    let mut of = vec![0; ids.len()];
    for (zone, pattern) in patterns {
        let places: Vec<u32> =
            pattern.classes.iter().map(|class| codes.partition_point(|code| *code < class.code) as u32).collect();
        for patch in &pattern.patches {
            of[ids.id(patch.first, *zone) as usize - 1] = places[patch.class];
        }
    }
    (codes, of)
}

/// Perimeters against other classes weighted by contrast, in m, by id from 0 for id 1.
fn weighted_by_id(
    borders: Vec<(u32, u32, patches::Sides)>,
    (codes, of): &(Vec<i64>, Vec<u32>),
    weights: &Weights,
    setting: &Setting,
) -> Vec<f64> {
    let mut weighted = vec![0.0; of.len()];
    for (id, beyond, sides) in borders {
        let own = codes[of[id as usize - 1] as usize];
        let weight = weights.get(own, codes[beyond as usize]).unwrap_or(0.0);
        let unlike = setting.length(sides);
        // What is not against another class is at background.
        weighted[id as usize - 1] += (weight - setting.boundary_edge) * unlike;
    }
    weighted
}

fn give_contrast(
    pattern: &Pattern,
    zone: Option<u32>,
    geometries: &mut [Geometry],
    weighted: &[f64],
    ids: &PatchIds,
    setting: &Setting,
) {
    for (patch, geometry) in pattern.patches.iter().zip(geometries) {
        let perimeter = setting.length(patch.shape.sides);
        let all = weighted[ids.id(patch.first, zone) as usize - 1] + setting.boundary_edge * perimeter;
        geometry.contrast = Some(100.0 * all / perimeter);
    }
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
}

impl Worker<Geometries, ()> for Measurer<'_> {
    fn unit(&mut self, window: Window, _emit: Emit<'_, ()>) -> Result<Geometries> {
        let (ids, cells, options) = (self.ids, self.cells, self.options);
        let mut geometries = Geometries::default();
        geometries.push(GeometryBlock { block: self.finder.block(window)?, ids, cells, options });
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
        let mut rows: Vec<Vec<outlines::Run>> = vec![Vec::new(); window.rows];
        self.ids.walk(self.finder.block(window)?, |_, row, runs| {
            let mut start = 0;
            for run in runs {
                let end = run.end;
                rows[row - window.row].extend(run.id().map(|label| outlines::Run { start, end, label }));
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

/// Tables of what was found.
struct Made<'a> {
    found: &'a [Found<'a>],
    region: &'a Region,
    setting: Setting,
    wanted: Vec<&'static Metric>,
    form: Form,
}

/// The first columns of a row.
#[derive(Clone)]
struct Key {
    zone: Option<String>,
    layer: String,
    year: Option<i64>,
    class: Option<(i64, String)>,
}

impl Key {
    fn column(keys: &[Key], spec: &ColumnSpec) -> Column {
        let text = |of: &dyn Fn(&Key) -> Option<String>| Column::Text(keys.iter().map(of).collect());
        match spec.name {
            "zone" => text(&|key| key.zone.clone()),
            "layer" => text(&|key| Some(key.layer.clone())),
            "name" => text(&|key| key.class.as_ref().map(|class| class.1.clone())),
            "lucode" => Column::Integer(keys.iter().map(|key| key.class.as_ref().map(|class| class.0)).collect()),
            _ => Column::Integer(keys.iter().map(|key| key.year).collect()),
        }
    }
}

impl<'a> Made<'a> {
    fn key(&self, found: &Found<'_>, zone: Option<u32>, code: Option<i64>) -> Key {
        let layer = &found.layer;
        let class = code.map(|code| (code, class_name(code, &PoolTable::new(), &layer.raster.class_names)));
        let (layer, year) = (layer.name.clone(), layer.year.map(i64::from));
        Key { zone: self.region.zone_name(zone), layer, year, class }
    }

    fn patterns(&self) -> impl Iterator<Item = (&'a Found<'a>, Option<u32>, &'a Pattern)> + use<'a> {
        self.found.iter().flat_map(|found| found.patterns.iter().map(move |(zone, pattern)| (found, *zone, pattern)))
    }

    fn landscapes(&self) -> Table {
        let metrics: Vec<&Metric> = self.wanted.iter().copied().filter(|m| m.of_landscapes()).collect();
        let (mut keys, mut rows) = (Vec::new(), Vec::new());
        for (found, zone, pattern) in self.patterns() {
            let landscape = Landscape::new(pattern, found.known(zone), self.setting);
            keys.push(self.key(found, zone, None));
            rows.push(metrics.iter().map(|metric| metric.landscape(&landscape)).collect());
        }
        self.table("landscape", &[ZONE, LAYER, YEAR], &keys, &metrics, &rows)
    }

    fn classes(&self) -> Table {
        let metrics: Vec<&Metric> = self.wanted.iter().copied().filter(|m| m.of_classes()).collect();
        let (mut keys, mut rows) = (Vec::new(), Vec::new());
        for (found, zone, pattern) in self.patterns() {
            let landscape = Landscape::new(pattern, found.known(zone), self.setting);
            for (i, class) in landscape.classes.iter().enumerate() {
                keys.push(self.key(found, zone, Some(class.code)));
                rows.push(metrics.iter().map(|metric| metric.class(&landscape, i)).collect());
            }
        }
        self.table("class", &[ZONE, LAYER, YEAR, LUCODE, NAME], &keys, &metrics, &rows)
    }

    /// Metrics of rows, in the form asked for.
    fn table(
        &self,
        name: &'static str,
        specs: &[ColumnSpec],
        keys: &[Key],
        metrics: &[&'static Metric],
        rows: &[Vec<Option<f64>>],
    ) -> Table {
        if self.form == Form::Wide {
            let own = specs.iter().map(|spec| (spec.name, Key::column(keys, spec)));
            let values = metrics
                .iter()
                .enumerate()
                .map(|(i, metric)| (metric.column.as_str(), values_of(metric, rows.iter().map(|row| row[i]))));
            return Table::of(name, own.chain(values).collect::<Vec<_>>());
        }
        let repeated: Vec<Key> = keys.iter().flat_map(|key| std::iter::repeat_n(key.clone(), metrics.len())).collect();
        let text = |of: fn(&Metric) -> String| {
            Column::Text(rows.iter().flat_map(|_| metrics.iter().map(|metric| Some(of(metric)))).collect())
        };
        let own = specs.iter().map(|spec| (spec.name, Key::column(&repeated, spec)));
        let long = LONG.iter().map(|spec| {
            let column = match spec.name {
                "metric" => text(|metric| metric.abbreviation.clone()),
                "unit" => text(|metric| metric.unit.to_owned()),
                _ => Column::Real(rows.iter().flatten().copied().collect()),
            };
            (spec.name, column)
        });
        Table::of(name, own.chain(long).collect::<Vec<_>>())
    }

    /// All patches, in the order of their ids; `shapes` are theirs, where the columns begin with a geometry.
    fn patches(
        &self,
        name: &'static str,
        specs: &'static [ColumnSpec],
        mut shapes: Vec<Option<Vec<u8>>>,
    ) -> Result<Table> {
        let total = self.patterns().map(|(_, _, pattern)| pattern.patches.len()).sum();
        let mut keys: Vec<Key> = Vec::new();
        // Index of its key, its id, the patch and its geometry.
        let mut rows: Vec<(u32, u32, &Patch, Option<&Geometry>)> = Vec::new();
        let bytes = (total * size_of_val(&(0u32, 0u32, 0usize, 0usize))) as u64;
        rows.try_reserve_exact(total).map_err(|_| Error::Memory { what: "the table of patches", bytes })?;
        for found in self.found {
            let first_row = rows.len();
            for (zone, pattern) in &found.patterns {
                let (first_key, first_of_zone) = (keys.len(), rows.len());
                keys.extend(pattern.classes.iter().map(|class| self.key(found, *zone, Some(class.code))));
                let mut geometries = found.geometries(*zone).iter();
                let row = |patch| (first_key as u32, 0, patch, geometries.next());
                rows.extend(pattern.patches.iter().map(row));
                rows[first_of_zone..].iter_mut().for_each(|row| row.0 += row.2.class as u32);
            }
            let of_map = &mut rows[first_row..];
            // Stable: of patches of overlapping zones that begin at one cell, that of the first zone comes first.
            of_map.sort_by_key(|row| row.2.first);
            of_map.iter_mut().zip(1..).for_each(|(row, id)| row.1 = id);
        }
        let of: Arc<[u32]> = rows.iter().map(|row| row.0).collect();
        let mut spec = |spec: &ColumnSpec| match Key::column(&keys, spec) {
            _ if spec.name == "geometry" => Column::Polygons(std::mem::take(&mut shapes)),
            _ if spec.name == "patch" => Column::Integer(rows.iter().map(|row| Some(i64::from(row.1))).collect()),
            Column::Text(words) => Column::Words { words, of: of.clone() },
            Column::Integer(codes) => Column::Integer(of.iter().map(|key| codes[*key as usize]).collect()),
            column => column,
        };
        let own = specs.iter().take_while(|s| !metrics().iter().any(|m| m.column == s.name)).map(|s| (s.name, spec(s)));
        let values = self.wanted.iter().filter_map(|metric| {
            let of = metric.patch?;
            let values = rows.iter().map(|(_, _, patch, geometry)| of.value(&patch.shape, *geometry, &self.setting));
            Some((metric.column.as_str(), values_of(metric, values)))
        });
        Ok(Table::of(name, own.chain(values).collect::<Vec<_>>()))
    }

    /// How many patches are of which size: from 1 to 2, 2 to 5 and 5 to 10 ha, and ten times as large, and so on.
    fn sizes(&self) -> Table {
        let (mut keys, mut rows) = (Vec::new(), Vec::new());
        for (found, zone, pattern) in self.patterns() {
            for class in &pattern.classes {
                let mut sizes: BTreeMap<i32, (u64, u64)> = BTreeMap::new();
                for (shape, patches) in &class.shapes {
                    let size = sizes.entry(size_of(self.setting.hectares(shape.cells))).or_default();
                    size.0 += patches;
                    size.1 += patches * shape.cells;
                }
                for (size, (patches, cells)) in sizes {
                    keys.push(self.key(found, zone, Some(class.code)));
                    rows.push((size, patches, self.setting.hectares(cells)));
                }
            }
        }
        let column = |spec: &ColumnSpec| match spec.name {
            "from_ha" => Column::Real(rows.iter().map(|row| Some(size_limit(row.0 - 1))).collect()),
            "to_ha" => Column::Real(rows.iter().map(|row| Some(size_limit(row.0))).collect()),
            "patches" => Column::Integer(rows.iter().map(|row| i64::try_from(row.1).ok()).collect()),
            "area_ha" => Column::Real(rows.iter().map(|row| Some(row.2)).collect()),
            _ => Key::column(&keys, spec),
        };
        Table::of("sizes", SIZES.iter().map(|spec| (spec.name, column(spec))).collect::<Vec<_>>())
    }

    fn results(&self) -> BTreeMap<&'static str, Option<f64>> {
        let last = self.found.last().and_then(|found| found.patterns.get(&None));
        let landscape = last.map(|pattern| Landscape::new(pattern, Known::default(), self.setting));
        let of = |name: &str| {
            let metric = metrics().iter().find(|metric| metric.column == name)?;
            metric.landscape(landscape.as_ref()?)
        };
        ["ta", "np", "shdi"].into_iter().map(|name| (name, of(name))).collect()
    }
}

fn values_of(metric: &Metric, values: impl Iterator<Item = Option<f64>>) -> Column {
    if metric.whole {
        Column::Integer(values.map(|value| value.map(|v| v as i64)).collect())
    } else {
        Column::Real(values.collect())
    }
}

/// The upper limit of a size of patches, in ha: ... 0.5, 1, 2, 5, 10 ...; that of size 0 is 1.
fn size_limit(size: i32) -> f64 {
    let digit = [1.0, 2.0, 5.0][size.rem_euclid(3) as usize];
    let power = size.div_euclid(3);
    // Divided, as 10 to a negative power is no exact number.
    if power < 0 { digit / 10f64.powi(-power) } else { digit * 10f64.powi(power) }
}

fn size_of(hectares: f64) -> i32 {
    let mut size = 3 * hectares.log10().floor() as i32;
    // An area that is a limit is so whatever its last digits.
    while size_limit(size) * (1.0 + 1e-12) < hectares {
        size += 1;
    }
    size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_end_at_their_limit() {
        assert_eq!([-4, -3, -2, -1, 0, 1, 2, 3].map(size_limit), [0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0]);
        assert_eq!(
            [1.0, 1.0 + 1e-9, 2.0, 3.0, 0.09, 0.1, 0.3 * 0.3, 10.0, 10.01].map(size_of),
            [0, 1, 1, 2, -3, -3, -3, 3, 4]
        );
        // 3 x 3 cells of 10 m
        assert_eq!(size_limit(size_of(0.09)), 0.1);
    }
}
