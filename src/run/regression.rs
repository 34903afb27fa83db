//! Multiple linear regression of a raster on others, or of a field of a table on others, with what neighbours make of its errors.

mod asked;
mod blocks;
mod diagnostics;
mod first;
mod found;
mod held;
mod in_blocks;
mod lacking;
mod layers;
mod levels;
mod paint;
mod rasters;
mod residuals;
mod rows;
mod second;
mod solve;
mod table;
mod tables;
mod tell;
mod variables;

use crate::{
    engine::{
        fields::{sample, variogram::first_seed},
        outputs::check_outputs,
        progress::Progress,
        report::Report,
        request::{self, Raster, ResampleValues},
        sampling::Sample,
        threads::Threads,
    },
    error::Result,
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::{Phrase, phrase},
};
use asked::{Asked, From};
use diagnostics::DiagnosticRow;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tables::{ModelRow, PartialRow, PlaceRow, ResidualBin, ResidualCurve, SampleRow, ScatterRow, StepRow};
use tell::tell;

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Raster of what is to be explained; its grid is that of all.
    #[field(Raster)]
    #[serde(default)]
    pub y: Option<Raster>,
    /// Rasters that may explain it.
    #[field(Rasters)]
    #[serde(default)]
    pub x: Vec<Raster>,
    /// Rasters of classes that may explain it: a dummy for each class but the largest.
    #[field(Rasters)]
    #[serde(default)]
    pub factors: Vec<Raster>,
    /// Raster of the aspect of slopes, which enters as northness and eastness; flat cells are negative.
    #[field(Raster, unit = "degrees from north")]
    #[serde(default)]
    pub aspect: Option<Raster>,
    /// A table in place of rasters, a row for each place.
    #[field(Table)]
    #[serde(default)]
    pub table: Option<String>,
    /// Its column with what is to be explained.
    #[field(Field)]
    #[serde(default)]
    pub y_field: Option<String>,
    /// Its columns of numbers that may explain it.
    #[field(Names)]
    #[serde(default)]
    pub x_fields: Vec<String>,
    /// Its columns of classes that may explain it.
    #[field(Names)]
    #[serde(default)]
    pub factor_fields: Vec<String>,
    /// Its column of the aspect of slopes.
    #[field(Field)]
    #[serde(default)]
    pub aspect_field: Option<String>,
    /// Its columns with east and north of the places, on a plane.
    #[field(Names)]
    #[serde(default)]
    pub coordinates: Vec<String>,
    #[field(sample::SAMPLE)]
    #[serde(default)]
    pub sample: Sample,
    #[field(sample::SAMPLE_SIZE)]
    #[serde(default)]
    pub sample_size: Option<i64>,
    #[field(sample::STRATA)]
    #[serde(default)]
    pub strata: Option<Raster>,
    #[field(sample::MIN_DISTANCE)]
    #[serde(default)]
    pub min_distance: f64,
    #[field(sample::SEED)]
    #[serde(default = "first_seed")]
    pub seed: i64,
    /// Whether the model has a constant.
    #[field(Flag)]
    #[serde(default = "yes")]
    pub intercept: bool,
    /// Variance inflation up to which a variable may stay; 0: any.
    #[field(Number)]
    #[serde(default = "ten")]
    pub vif_limit: f64,
    /// How variables are selected, as SPSS does.
    #[field(Choice, choices = &["none", "forward", "backward", "stepwise"])]
    #[serde(default)]
    pub selection: Selection,
    /// p up to which a variable enters.
    #[field(Number)]
    #[serde(default = "enter")]
    pub p_enter: f64,
    /// p from which on a variable leaves.
    #[field(Number)]
    #[serde(default = "remove")]
    pub p_remove: f64,
    /// Side of the blocks within which residuals may be alike; absent: 1.5 times the effective range of their variogram.
    #[field(Number, unit = "m")]
    #[serde(default)]
    pub block_size: Option<f64>,
    /// Parts of the blocks that are predicted from the others in turn.
    #[field(Integer)]
    #[serde(default = "ten_folds")]
    pub folds: i64,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    #[field(request::RESAMPLE_VALUES)]
    #[serde(default)]
    pub resample_values: ResampleValues,
    /// Raster of what the model predicts, wherever its variables have values.
    #[field(OutputRaster)]
    #[serde(default)]
    pub predicted: Option<String>,
    /// Raster of observed less predicted.
    #[field(OutputRaster)]
    #[serde(default)]
    pub residuals: Option<String>,
    /// Whether the table of the fitted rows is wanted.
    #[field(OutputTable)]
    #[serde(default)]
    pub samples: bool,
    /// Whether what plots show is wanted: the variogram of residuals, some rows, their places and their partial residuals.
    #[field(OutputTable)]
    #[serde(default)]
    pub plots: bool,
    #[field(request::CREATE_OPTIONS)]
    #[serde(default)]
    pub create_options: Vec<String>,
    #[field(request::LAYER_NAME)]
    #[serde(default)]
    pub layer_name: Option<String>,
    #[field(request::YEAR)]
    #[serde(default)]
    pub year: Option<i32>,
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

fn yes() -> bool {
    true
}

fn ten() -> f64 {
    10.0
}

fn ten_folds() -> i64 {
    10
}

fn enter() -> f64 {
    0.05
}

fn remove() -> f64 {
    0.10
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    #[default]
    None,
    Forward,
    Backward,
    Stepwise,
}

pub const KERNEL: Kernel = Kernel {
    name: "regression",
    gives: "A multiple linear regression of rasters or of fields, selected stepwise, with errors that admit that neighbours are alike, and a report",
    reference: "SPSS `REGRESSION`, R `lm`, spdep",
    arithmetic: "drivers::regression",
    fields: Request::FIELDS,
    results: &[
        Number { name: "rows", unit: "", text: "Cells or rows that the model is fitted to." },
        Number { name: "r2", unit: "", text: "Share of the variance that the model explains." },
        Number {
            name: "r2_cv",
            unit: "",
            text: "The same, of blocks that the model has not seen; NULL with fewer than 10 blocks.",
        },
        Number { name: "moran_p", unit: "", text: "p of Moran's I of the residuals; below 0.05 neighbours are alike." },
        Number { name: "predicted_min", unit: "", text: "Smallest cell of PREDICTED." },
        Number { name: "predicted_max", unit: "", text: "Largest cell of PREDICTED." },
        Number { name: "residuals_min", unit: "", text: "Smallest cell of RESIDUALS." },
        Number { name: "residuals_max", unit: "", text: "Largest cell of RESIDUALS." },
    ],
    tables: || {
        vec![
            ("model", ModelRow::COLUMNS),
            ("diagnostics", DiagnosticRow::COLUMNS),
            ("steps", StepRow::COLUMNS),
            ("samples", SampleRow::COLUMNS),
            ("variogram", ResidualBin::COLUMNS),
            ("curve", ResidualCurve::COLUMNS),
            ("scatter", ScatterRow::COLUMNS),
            ("places", PlaceRow::COLUMNS),
            ("partials", PartialRow::COLUMNS),
        ]
    },
    smallest: smallest::<Request>,
};

const ROOM: Phrase = phrase!("cells of the layers");

/// Validates the request, reads the variables, fits, and looks at what is left.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    let asked = Asked::of(request)?;
    check_outputs(&[&request.predicted, &request.residuals], &inputs(request))?;
    let mut messages = Vec::new();
    let found = match &asked.from {
        From::Rasters { y } => rasters::found(request, &asked, y, (threads, progress), &mut messages)?,
        From::Table { path, y, places } => {
            table::found(request, &asked, (path, y, places.as_ref()), (threads, progress), &mut messages)?
        }
    };
    progress.tell(1.0, phrase!("Closing"))?;
    tell(&found, &mut messages);
    let model = &found.judged.solved.model;
    let validated = found.judged.blocks.as_ref().and_then(|blocks| blocks.validated.as_ref());
    let results = BTreeMap::from([
        ("rows", Some(model.rows as f64)),
        ("r2", model.fit.r2),
        ("r2_cv", validated.and_then(|found| found.r2)),
        ("moran_p", found.judged.moran.as_ref().and_then(|moran| moran.p)),
        ("predicted_min", found.written.values.low()),
        ("predicted_max", found.written.values.high()),
        ("residuals_min", found.written.residuals.low()),
        ("residuals_max", found.written.residuals.high()),
    ]);
    let tables = tables::tables(&found, request);
    Ok(Report { results, tables, messages, outputs: found.outputs, ..Report::new(&KERNEL) })
}

/// Files that are read, none of which is written over.
fn inputs(request: &Request) -> Vec<Option<&String>> {
    let one = request.y.iter().chain(&request.aspect).chain(&request.strata);
    let layers = one.chain(&request.x).chain(&request.factors).map(|raster| Some(&raster.path));
    layers.chain([request.mask.as_ref(), request.table.as_ref()]).collect()
}
