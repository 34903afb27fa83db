//! A land-cover raster from polygons of classes.

mod classes;
mod grid;
mod raster;
mod tell;

use crate::{
    engine::{
        columns::OfLayer,
        land_cover::LandCover,
        message::Message,
        outputs::{Provenance, Rasters, check_outputs},
        progress::Progress,
        region::{Region, Where},
        report::Report,
        request::{self, Area, Raster},
        threads::Threads,
    },
    error::{Error, Result},
    io::gdal::{FeatureLayer, RasterInfo, Wanted, read_features, read_table},
    kernels::cover::rasterize_lulc::{Claim, Claims, Stack, area_ha},
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::phrase,
};
use classes::Classes;
use raster::Writing;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Polygons of classes, in the reference system of snap where that is given.
    #[field(Polygons)]
    pub input: String,
    /// Field with the class of each: whole numbers are codes; of text each value is a class.
    #[field(Field)]
    pub field: String,
    /// Field with the numbers by which messages call features; those of the file where absent.
    #[field(Field)]
    #[serde(default)]
    pub id_field: Option<String>,
    /// Names of classes and their codes: lucode, name. For a field of text without it codes are 1 to n in the order of the names.
    #[field(Table)]
    #[serde(default)]
    pub codes: Option<String>,
    /// Side of a cell; edges of cells lie on multiples of it.
    #[field(Number, unit = "map units")]
    #[serde(default)]
    pub cell_size: Option<f64>,
    /// Raster whose grid is taken, in place of cell_size.
    #[field(Raster)]
    #[serde(default)]
    pub snap: Option<Raster>,
    /// Which class a cell has: that at its centre, or that of its largest visible share.
    #[field(Choice, choices = &["centre", "largest"])]
    #[serde(default)]
    pub rule: Rule,
    /// What is seen where features overlap: the last of the layer, or the first; or an error ends the run.
    #[field(Choice, choices = &["last", "first", "error"])]
    #[serde(default)]
    pub overlap: Overlap,
    #[field(request::AREA)]
    #[serde(default)]
    pub area: Area,
    /// Names by code, for codes that the table lacks.
    #[field(Texts)]
    #[serde(default)]
    pub class_names: BTreeMap<String, String>,
    /// Colours as #rrggbb by code, or by name for a field of text; a ramp has those of the others.
    #[field(Texts)]
    #[serde(default)]
    pub class_colors: BTreeMap<String, String>,
    #[field(request::LAYER_NAME)]
    #[serde(default)]
    pub layer_name: Option<String>,
    #[field(request::YEAR)]
    #[serde(default)]
    pub year: Option<i32>,
    /// Class of every cell (GeoTIFF, of the smallest type with a value left for nodata), with names and colours of the classes.
    #[field(OutputRaster)]
    #[serde(default)]
    pub output: Option<String>,
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

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    #[default]
    Centre,
    Largest,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overlap {
    #[default]
    Last,
    First,
    Error,
}

pub const KERNEL: Kernel = Kernel {
    name: "rasterize_lulc",
    gives: "A land-cover raster from polygons of classes, by the centre of cells or by the largest share, with names and colours",
    reference: "gdal_rasterize",
    arithmetic: "cover::rasterize_lulc",
    fields: Request::FIELDS,
    results: &[Number {
        name: "cells_overlapped",
        unit: "",
        text: "Cells in which two features or more lie over one another.",
    }],
    tables: || vec![("classes", ClassRow::COLUMNS)],
    smallest: smallest::<Request>,
};

/// A class.
#[derive(Row)]
struct ClassRow {
    #[column(nested)]
    of: OfLayer,
    /// Class code.
    lucode: i64,
    /// Class name: of CODES, else the value of a field of text or the name in the layer's style, else "class" and the code.
    name: String,
    /// Cells of the class.
    cells: u64,
    /// Their area.
    #[column(unit = "ha")]
    area_ha: f64,
    /// Area of its polygons on the grid, each as it is drawn: where they overlap both count.
    #[column(unit = "ha")]
    polygon_area_ha: f64,
}

const READING: crate::sentence::Phrase = phrase!("Reading the polygons");

/// Validates the request, reads the polygons, lays them over the grid, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    let snap_path = request.snap.as_ref().map(|snap| &snap.path);
    check_outputs(&[&request.output], &[Some(&request.input), request.codes.as_ref(), snap_path])?;
    let cell_size = grid::check(request)?;
    let mut messages = Vec::new();
    let snap = request.snap.as_ref().map(|snap| LandCover::open(snap, &[], [])).transpose()?;
    let codes = request.codes.as_deref().map(read_table).transpose()?;

    progress.part(0, 10);
    progress.tell(0.0, READING)?;
    let wanted = Wanted {
        path: &request.input,
        field: "INPUT",
        column: &request.field,
        id_column: request.id_field.as_deref(),
        over: snap.as_ref().map(|snap| &*snap.info),
    };
    let mut layer = read_features(&wanted, || progress.tick(0.0, READING))?;
    let classes = Classes::of(request, &layer, codes.as_ref(), &mut messages)?;
    tell::left_out(request, &layer, &classes, &mut messages);

    let info = match &snap {
        Some(snap) => snap.info.clone(),
        None => Arc::new(grid::around(request, &layer, &classes, cell_size)?),
    };
    // What areas and messages call the map
    let path = snap_path.unwrap_or(&request.input);
    let region = Region::open(&Where { area: request.area, ..Where::default() }, &info, path, &mut messages)?;
    tell::grid(&info, snap_path, &mut messages);
    progress.parts(1..3, 10);
    let areas = feature_areas(&layer, &info, &region, threads, progress)?;
    if let Some(snap) = snap_path {
        tell::off_the_grid(&layer, &classes, &info, snap, &mut messages);
    }
    let stack = stack(&layer, &classes, request.overlap, &info);
    // From here on edges stand for the polygons.
    layer.features.iter_mut().for_each(|feature| feature.parts = Vec::new());

    progress.parts(3..10, 10);
    let making = Rasters {
        create_options: &request.create_options,
        provenance: Provenance::new(KERNEL.name, request, &request.origins)?,
        threads,
        like: &info,
    };
    let writing =
        Writing { request, layer: &layer, classes: &classes, stack: &stack, region: &region, making: &making };
    let (claims, outputs) = writing.run(progress, &mut messages)?;
    progress.tell(1.0, phrase!("Closing"))?;
    if claims.classes.iter().all(|class| class.cells == 0) {
        let path = request.input.clone();
        return Err(match (snap_path, cell_size) {
            (Some(snap), _) => Error::OffSnap { path, grid: snap.clone() },
            (None, cell_size) => {
                Error::CellsTooLarge { path, cell_size: cell_size.unwrap_or_default(), unit: layer.unit() }
            }
        });
    }
    let rows = class_rows(request, &classes, &claims, &areas, &region);
    tell::results(request, &layer, &classes, &claims, &areas, &mut messages);
    tell::areas(&rows, claims.overlapped > 0, &mut messages);
    let results = BTreeMap::from([("cells_overlapped", Some(claims.overlapped as f64))]);
    Ok(Report { results, outputs, tables: vec![ClassRow::table("classes", rows)], messages, ..Report::new(&KERNEL) })
}

/// The area on the grid of each feature, in ha.
fn feature_areas(
    layer: &FeatureLayer,
    info: &RasterInfo,
    region: &Region,
    threads: &Threads,
    progress: &mut Progress<'_>,
) -> Result<Vec<f64>> {
    let (done, all) = (AtomicUsize::new(0), layer.features.len().max(1));
    let share = || done.load(Ordering::Relaxed) as f64 / all as f64;
    threads.run(progress, phrase!("Measuring the polygons"), share, |go_on| {
        let area = |feature: &crate::io::gdal::PolygonFeature| {
            done.fetch_add(1, Ordering::Relaxed);
            go_on().then(|| feature.parts.iter().map(|part| area_ha(part, &info.grid, &region.areas)).sum())
        };
        layer.features.par_iter().map(area).collect::<Option<Vec<f64>>>()
    })
}

/// The features that have a class, those seen above the others last.
fn stack(layer: &FeatureLayer, classes: &Classes, overlap: Overlap, info: &RasterInfo) -> Stack {
    let mut stack = Stack::new(&info.grid);
    let mut push = |feature: usize| {
        if let Some(class) = classes.of[feature] {
            for part in &layer.features[feature].parts {
                stack.push(part, Claim { feature: feature as u32, class });
            }
        }
    };
    match overlap {
        Overlap::First => (0..layer.features.len()).rev().for_each(&mut push),
        Overlap::Last | Overlap::Error => (0..layer.features.len()).for_each(&mut push),
    }
    stack
}

fn class_rows(request: &Request, classes: &Classes, claims: &Claims, areas: &[f64], region: &Region) -> Vec<ClassRow> {
    let mut drawn = vec![crate::kernels::stats::sum::Sum::default(); classes.list.len()];
    for (class, area) in classes.of.iter().zip(areas) {
        if let Some(class) = class {
            drawn[*class as usize].add(*area);
        }
    }
    let of = OfLayer::input(&request.input, request.layer_name.as_ref(), request.year);
    let row = |(i, class): (usize, &classes::Class)| ClassRow {
        of: of.clone(),
        lucode: class.code,
        name: class.name.clone(),
        cells: claims.class(i).cells,
        area_ha: claims.class(i).area_ha(&region.areas),
        polygon_area_ha: drawn[i].total(),
    };
    classes.list.iter().enumerate().map(row).collect()
}

/// For messages: features by their numbers.
fn ids(layer: &FeatureLayer, features: impl Iterator<Item = usize>) -> Vec<i64> {
    features.map(|feature| layer.features[feature].id).collect()
}

type Messages = Vec<Message>;
