//! Patches of land-cover maps, and the metrics of patches, classes and landscapes.

mod asked;
mod columns;
mod found;
mod measure;
mod tables;
mod walk;
mod workers;

use crate::{
    engine::{
        common_land::{LandOf, compare},
        fields::landscape::{MAX_CLASSES, NEIGHBOURHOOD, Neighbourhood, PLANE},
        outputs::{Provenance, Rasters, check_outputs},
        progress::Progress,
        region::{Region, Sides, Where},
        report::Report,
        request,
        request::{Area, Raster, ResampleClasses},
        series::Layers,
        threads::Threads,
    },
    error::Result,
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::phrase,
};
use asked::{Asked, setting, wanted};
use columns::{COLUMNS, PatchOutline, SizeClass};
use found::{check_codes, counted};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tables::Made;
use walk::{MapSweeps, SweptMaps};

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
            ("patch", &COLUMNS.patches[PatchOutline::COLUMNS.len()..]),
            ("patches", COLUMNS.patches.as_slice()),
            ("sizes", SizeClass::COLUMNS),
        ]
    },
    smallest: smallest::<Request>,
};

/// Validates the request, finds the patches of every map, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    check_files(request)?;
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
    let (like, grid_name) = (grid_map.info.clone(), layers[0].label());
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
    let names: Vec<String> = layers.iter().map(|layer| format!("patches {}", layer.label())).collect();
    let bands: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let sink = making.wanted(&request.output, &bands, 0, &mut messages)?;
    let asked = Asked::new(request, wanted, setting, like.grid.metres_per_unit)?;

    let mut sweeps = MapSweeps::new(&asked, &region, threads, sink, layers.len());
    let mut found = Vec::with_capacity(layers.len());
    for (i, layer) in layers.into_iter().enumerate() {
        found.push(sweeps.map(layer, i + 1, progress)?);
    }
    let lands: Vec<LandOf<'_>> =
        found.iter().map(|found| LandOf { name: found.layer.label(), map: &found.layer.map }).collect();
    sweeps.begin(progress);
    compare(&lands, &grid_name, &region, threads, progress, &mut messages)?;
    progress.tell(1.0, phrase!("Closing"))?;
    let SweptMaps { outputs, largest_id, shapes } = sweeps.finish()?;

    messages.extend(found.iter().map(|found| counted(found, &setting)));
    messages.extend(found.iter().flat_map(|found| found.layer.map.remarks()));
    check_codes(&found, &region, &mut messages);
    let made = Made { found: &found, region: &region, setting, wanted: &asked.wanted, form: request.form };
    let tables = made.tables(request.patch, request.patches.then_some(shapes))?;
    let mut results = made.results();
    results.insert("output_max", largest_id);
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

fn check_files(request: &Request) -> Result<()> {
    let inputs = request.layers.iter().map(|layer| Some(&layer.path));
    let others = [&request.edge_depths, &request.contrast, &request.similarity, &request.mask, &request.zones]
        .map(Option::as_ref);
    check_outputs(&[&request.output], &inputs.chain(others).collect::<Vec<_>>())
}
