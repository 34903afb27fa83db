//! Kriging: values between points, or in the gaps of a raster, predicted with their variance.

mod asked;
mod drift;
mod gaps;
mod job;
mod model;
mod points;
mod raster;
mod tables;
mod tally;
mod targets;
mod tell;
mod validation;

use crate::{
    engine::{
        fields::variogram::{KAPPA, MODELS, first_seed},
        outputs::check_outputs,
        progress::Progress,
        report::Report,
        request::{self, Raster},
        threads::Threads,
        variogram_tables::LayerBin,
    },
    error::Result,
    kernels::geostatistics::variogram_fit::Model,
    schema::{Fields, Kernel, Number, Row, smallest},
};
use asked::{Asked, From};
use job::Job;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tables::{CoefficientRow, CurveRow, MeasureRow, ModelRow, PredictedRow, ValidatedRow};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Points with values, as a layer in the reference system of snap where that is given.
    #[field(Points)]
    #[serde(default)]
    pub input: Option<String>,
    /// Field of the values.
    #[field(Field)]
    #[serde(default)]
    pub field: Option<String>,
    /// Field with the numbers by which tables call points; their positions where absent.
    #[field(Field)]
    #[serde(default)]
    pub id_field: Option<String>,
    /// Raster whose cells without a value are predicted from those with one, in place of points.
    #[field(Raster)]
    #[serde(default)]
    pub raster: Option<Raster>,
    /// Polygons; only cells of raster without a value whose centres lie in one of them are predicted.
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    /// Raster whose grid the prediction has.
    #[field(Raster)]
    #[serde(default)]
    pub snap: Option<Raster>,
    /// Side of a cell, where no raster gives the grid; edges of cells lie on multiples of it.
    #[field(Number, unit = "map units")]
    #[serde(default)]
    pub cell_size: Option<f64>,
    /// West, south, east and north end of the grid; those of the points where absent.
    #[field(Numbers, unit = "map units")]
    #[serde(default)]
    pub extent: Vec<f64>,
    /// Points or polygons that are predicted for, in the reference system of the points; of a polygon the mean over it.
    #[field(Shapes)]
    #[serde(default)]
    pub targets: Option<String>,
    /// Fitted models, as the table FITS of point_variogram or variogram_fit; the one with the lowest AIC is taken.
    #[field(Table)]
    #[serde(default)]
    pub fits: Option<String>,
    /// Model of the variogram; with neither this nor fits it is fitted to the points.
    #[field(Choice, choices = MODELS.choices)]
    #[serde(default)]
    pub model: Option<Model>,
    /// Its nugget, in the squared unit of the values.
    #[field(Number)]
    #[serde(default)]
    pub nugget: Option<f64>,
    /// Its part of the sill; of linear and power the slope.
    #[field(Number)]
    #[serde(default)]
    pub psill: Option<f64>,
    /// Its a: of exponential a third, of gaussian 1/1.73 of the effective range.
    #[field(Number, unit = "map units")]
    #[serde(default)]
    pub range: Option<f64>,
    #[field(KAPPA)]
    #[serde(default)]
    pub kappa: Option<f64>,
    /// A second model, nested with the first.
    #[field(Choice, choices = MODELS.choices)]
    #[serde(default)]
    pub model2: Option<Model>,
    /// Its part of the sill.
    #[field(Number)]
    #[serde(default)]
    pub psill2: Option<f64>,
    /// Its a.
    #[field(Number, unit = "map units")]
    #[serde(default)]
    pub range2: Option<f64>,
    /// Direction in which the range is longest, clockwise from north.
    #[field(Number, unit = "degrees")]
    #[serde(default)]
    pub angle: Option<f64>,
    /// Range across that direction over range along it, over 0 and up to 1.
    #[field(Number)]
    #[serde(default)]
    pub ratio: Option<f64>,
    /// Simple: the mean is known; ordinary: it is not; universal: it follows a drift.
    #[field(Choice, choices = &["simple", "ordinary", "universal"])]
    #[serde(default)]
    pub r#type: Type,
    /// The mean, for simple kriging.
    #[field(Number)]
    #[serde(default)]
    pub mean: Option<f64>,
    /// Drift in the coordinates, for universal kriging: none, x and y, or their squares and product too.
    #[field(Choice, choices = &["none", "linear", "quadratic"])]
    #[serde(default)]
    pub drift: Drift,
    /// Rasters whose values are terms of the drift, for universal kriging: the value of the cell that holds a point.
    #[field(Rasters)]
    #[serde(default)]
    pub drift_layers: Vec<Raster>,
    /// Whether the nugget is variation on scales below all distances, which a point shares with itself alone, or error of values.
    #[field(Choice, choices = &["microscale", "error"])]
    #[serde(default)]
    pub nugget_is: NuggetIs,
    /// Nearest points that a prediction is made of, with all at the distance of the last; 0: all points.
    #[field(Integer)]
    #[serde(default = "most_neighbours")]
    pub max_neighbours: i64,
    /// Points without which there is no prediction.
    #[field(Integer)]
    #[serde(default = "one")]
    pub min_neighbours: i64,
    /// How far points may be; any distance where absent.
    #[field(Number, unit = "map units")]
    #[serde(default)]
    pub search: Option<f64>,
    /// Points in each quadrant around a place, of the nearest; 0: any number.
    #[field(Integer)]
    #[serde(default)]
    pub sector_max: i64,
    /// Width and height of the blocks whose means are predicted, or one number for both; points where empty or 0.
    #[field(Numbers, unit = "map units")]
    #[serde(default)]
    pub block: Vec<f64>,
    /// Places along each side of a block that stand for it (Gauss-Legendre).
    #[field(Integer)]
    #[serde(default = "four")]
    pub block_nodes: i64,
    /// What is done with points in one place: their mean is taken (where the nugget is error each stays, which comes to the same), or an error ends the run.
    #[field(Choice, choices = &["mean", "error"])]
    #[serde(default)]
    pub duplicates: Duplicates,
    /// Whether each point is predicted from the others, or from those of other folds.
    #[field(Choice, choices = &["none", "leave_one_out", "k_fold"])]
    #[serde(default)]
    pub cv: CrossValidation,
    /// Folds.
    #[field(Integer)]
    #[serde(default = "ten")]
    pub folds: i64,
    /// Seed of folds, and of points that are drawn where a model is fitted to very many: the same seed draws the same.
    #[field(Integer)]
    #[serde(default = "first_seed")]
    pub seed: i64,
    #[field(request::LAYER_NAME)]
    #[serde(default)]
    pub layer_name: Option<String>,
    #[field(request::YEAR)]
    #[serde(default)]
    pub year: Option<i32>,
    /// Prediction (Float32); with raster its values, with the gaps filled.
    #[field(OutputRaster)]
    #[serde(default)]
    pub output: Option<String>,
    /// Variance of the prediction (Float32); 0 in cells of raster that have a value.
    #[field(OutputRaster)]
    #[serde(default)]
    pub variance: Option<String>,
    /// Points that each prediction is made of (UInt16).
    #[field(OutputRaster)]
    #[serde(default)]
    pub neighbours: Option<String>,
    /// Coefficients of the drift, or the mean, with standard errors: a system of all points, up to 5,000 (20,000 with max_neighbours 0).
    #[field(OutputTable)]
    #[serde(default)]
    pub drift_terms: bool,
    /// The variogram of the points (of what is left beside the drift) with the model, to draw it.
    #[field(OutputTable)]
    #[serde(default)]
    pub variogram: bool,
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
pub enum Type {
    Simple,
    #[default]
    Ordinary,
    Universal,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drift {
    #[default]
    None,
    Linear,
    Quadratic,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NuggetIs {
    #[default]
    Microscale,
    Error,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duplicates {
    #[default]
    Mean,
    Error,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CrossValidation {
    #[default]
    None,
    LeaveOneOut,
    KFold,
}

fn most_neighbours() -> i64 {
    32
}

fn one() -> i64 {
    1
}

fn four() -> i64 {
    4
}

fn ten() -> i64 {
    10
}

pub const KERNEL: Kernel = Kernel {
    name: "kriging",
    gives: "Values between points or in the gaps of a raster by kriging, with their variance, cross-validation and a report",
    reference: "gstat `krige`",
    arithmetic: "geostatistics::kriging",
    fields: Request::FIELDS,
    results: &[
        Number { name: "cells_missing", unit: "", text: "Cells, or targets, without a prediction." },
        Number {
            name: "points",
            unit: "",
            text: "Points that predictions are made of; those whose mean is taken as one.",
        },
        Number { name: "output_min", unit: "", text: "Smallest prediction; with RASTER its smallest value." },
        Number { name: "output_max", unit: "", text: "Largest prediction." },
        Number { name: "variance_min", unit: "", text: "Smallest variance." },
        Number { name: "variance_max", unit: "", text: "Largest variance." },
        Number {
            name: "rmse",
            unit: "",
            text: "Root of the mean squared residual of the cross-validation; NULL without CV.",
        },
        Number { name: "msdr", unit: "", text: "Mean squared z of the cross-validation, 1 where variances are right." },
    ],
    tables: || {
        vec![
            ("predicted", PredictedRow::COLUMNS),
            ("crossvalidation", ValidatedRow::COLUMNS),
            ("cv_summary", MeasureRow::COLUMNS),
            ("drift_terms", CoefficientRow::COLUMNS),
            ("model", ModelRow::COLUMNS),
            ("variogram", LayerBin::COLUMNS),
            ("curves", CurveRow::COLUMNS),
        ]
    },
    smallest: smallest::<Request>,
};

/// Validates the request, reads points or gaps, chooses a model, predicts, cross-validates, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    let asked = Asked::of(request)?;
    let rasters =
        request.drift_layers.iter().chain(&request.snap).chain(&request.raster).map(|raster| Some(&raster.path));
    let others = [&request.input, &request.mask, &request.targets, &request.fits].map(Option::as_ref);
    let inputs: Vec<Option<&String>> = rasters.chain(others).collect();
    check_outputs(&[&request.output, &request.variance, &request.neighbours], &inputs)?;
    let job = Job { request, asked: &asked, threads };
    match &asked.from {
        From::Points { path, field } => job.of_points((path, field), progress),
        From::Cells(raster) => job.of_gaps(raster, progress),
    }
}
