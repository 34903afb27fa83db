//! Kriging: values between points, or in the gaps of a raster, predicted with their variance.

mod asked;
mod drift;
mod gaps;
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
        columns::OfLayer,
        fields::variogram::{KAPPA, MODELS, first_seed},
        message::Message,
        outputs::{OutputSet, check_outputs},
        progress::Progress,
        region::{Region, refuse_degrees, tell_of_lengths},
        report::Report,
        request::{self, Raster},
        threads::Threads,
        values::Values,
        variogram_tables::LayerBin,
    },
    error::{Error, Result},
    figures::count,
    io::table::Table,
    kernels::{
        Accumulator,
        geostatistics::{
            kriging::{Coefficient, Fault, Kriging, KrigingModel, MOST_GLOBAL, Summary, Trend, drift_table},
            variogram_fit::Model,
        },
    },
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::{phrase, sentence},
};
use asked::{Asked, From};
use drift::DriftLayers;
use gaps::Gaps;
use model::Chosen;
use points::{Layer, Observed};
use raster::Surface;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tables::{CoefficientRow, CurveRow, MeasureRow, ModelRow, PredictedRow, ValidatedRow};
use tally::Tally;
use tell::Things;

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
    /// Coefficients of the drift, or the mean, with standard errors: a system of all points, up to 20,000.
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

struct Job<'a> {
    request: &'a Request,
    asked: &'a Asked<'a>,
    threads: &'a Threads,
}

/// What a run made.
struct Made {
    of: OfLayer,
    points: usize,
    tally: Tally,
    outputs: OutputSet,
    tables: Vec<Table>,
    summary: Option<Summary>,
    messages: Vec<Message>,
}

impl Job<'_> {
    fn of_points(&self, (path, field): (&str, &str), progress: &mut Progress<'_>) -> Result<Report> {
        let Job { request, asked, threads } = *self;
        let mut messages = Vec::new();
        progress.part(0, 10);
        progress.tell(0.0, points::READING)?;
        let Layer { mut observed, info } = Layer::read(request, asked, (path, field), &mut messages)?;
        let layers = DriftLayers::open(request, &info)?;
        layers.give(&mut observed, progress, &mut messages)?;
        progress.part(1, 10);
        let model = self.model(&mut observed, progress, &mut messages)?;
        let of = OfLayer::input(path, request.layer_name.as_ref(), request.year);
        let mut made = Made {
            of,
            points: observed.points.len(),
            tally: Tally::default(),
            outputs: OutputSet::default(),
            tables: Vec::new(),
            summary: None,
            messages,
        };
        progress.part(2, 10);
        if let Some(folds) = asked.folds {
            let given = (&observed, &model.model);
            let (tables, summary) =
                validation::validate(request, asked, folds, given, &made.of, (threads, progress), &mut made.messages)?;
            made.tables.extend(tables);
            made.summary = Some(summary);
        }
        progress.part(3, 10);
        if asked.grid.is_some() || request.targets.is_some() {
            let kriging = self.kriging(&observed, &model.model, progress)?;
            if let Some(path) = &request.targets {
                let on = (path.as_str(), &*info);
                let found = targets::predict(request, on, &kriging, &layers, &made.of, (threads, progress))?;
                tell::results(&found.tally, Things::Targets, request, &mut made.messages)?;
                made.tally.merge(found.tally);
                made.tables.push(PredictedRow::table("predicted", found.rows));
            }
            progress.parts(4..10, 10);
            if asked.grid.is_some() {
                let on = request.snap.as_ref().map_or(path, |snap| &snap.path);
                let mask = Region::mask(request.mask.as_deref(), &info, on, &mut made.messages)?;
                let surface = Surface { request, kriging: &kriging, info: &info, mask: mask.as_ref(), layers: &layers };
                let (tally, outputs) = surface.write(threads, progress, &mut made.messages)?;
                tell::results(&tally, Things::Cells, request, &mut made.messages)?;
                made.tally.merge(tally);
                made.outputs = outputs;
            }
        }
        made.messages.extend(layers.remarks());
        self.report(made, &observed, &layers, &model, progress)
    }

    fn of_gaps(&self, raster: &Raster, progress: &mut Progress<'_>) -> Result<Report> {
        let Job { request, asked, threads } = *self;
        let mut messages = Vec::new();
        let values = Values::open(raster)?;
        let info = values.info.clone();
        refuse_degrees(&info, values.path())?;
        tell_of_lengths(info.length_distortion(), &info.crs_name(), &raster.path, &mut messages);
        let mask = Region::mask(request.mask.as_deref(), &info, values.path(), &mut messages)?;
        let layers = DriftLayers::open(request, &info)?;
        let gaps = Gaps { request, values: &values, mask: mask.as_ref(), layers: &layers };
        progress.parts(0..2, 10);
        let survey = gaps.survey(threads, progress)?;
        if survey.valid == 0 {
            return Err(Error::NoValuesInRaster { path: raster.path.clone() });
        }
        if survey.gaps == 0 {
            let within = mask.is_some().then(|| phrase!(" within MASK"));
            let told = sentence!("{path} has no gap to fill{within}.", path = raster.path, within);
            messages.push(Message::warning("NO_GAPS", told));
        }
        let mut observed = gaps.observed(&survey, progress, &mut messages)?;
        if !survey.is_all() {
            let told = sentence!(
                "The variogram and the drift are those of {number} cells drawn at random (seed {seed}).",
                number = count(observed.points.len() as u64),
                seed = request.seed
            );
            messages.push(Message::info("SAMPLE", told));
        }
        progress.part(2, 10);
        let model = self.model(&mut observed, progress, &mut messages)?;
        let global = asked.neighbourhood.max == 0 && asked.neighbourhood.radius.is_none();
        if global && !survey.is_all() {
            return Err(Error::TooManyPoints { points: survey.valid, limit: MOST_GLOBAL as u64 });
        }
        let all = global.then(|| self.kriging(&observed, &model.model, progress)).transpose()?;
        progress.parts(3..10, 10);
        let (tally, outputs) = gaps.fill(asked, &model.model, all.as_ref(), (threads, progress), &mut messages)?;
        if survey.gaps > 0 {
            tell::results(&tally, Things::Cells, request, &mut messages)?;
        }
        messages.extend(values.remarks().chain(layers.remarks()));
        let of = OfLayer::raster(raster); // Of all cells those with values of the drift are known.
        let points = if survey.is_all() { observed.points.len() } else { survey.valid as usize };
        let made = Made { of, points, tally, outputs, tables: Vec::new(), summary: None, messages };
        self.report(made, &observed, &layers, &model, progress)
    }

    /// The model, and the points with one for each place where their values have no errors.
    fn model(
        &self,
        observed: &mut Observed,
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<Chosen> {
        let Job { request, asked, threads } = *self;
        observed.check_places(request.duplicates)?;
        if request.nugget_is == NuggetIs::Microscale {
            observed.one_a_place(messages);
        }
        let chosen = model::choose(request, asked, observed, (threads, progress), messages)?;
        if chosen.model.error == 0.0 {
            observed.one_a_place(messages);
        }
        Ok(chosen)
    }

    fn kriging(&self, observed: &Observed, model: &KrigingModel, progress: &mut Progress<'_>) -> Result<Kriging> {
        let Asked { trend, neighbourhood, block, .. } = self.asked;
        let (points, least) = (observed.points.len(), neighbourhood.min);
        if neighbourhood.global() && points < least {
            return Err(Error::TooFewPoints { points, least });
        }
        let made = self.threads.run(
            progress,
            phrase!("Solving for the points"),
            || 0.0,
            |go_on| match Kriging::new(observed.data(), model, *trend, *neighbourhood, block.as_ref(), go_on) {
                Err(Fault::Cancelled) => None,
                made => Some(made),
            },
        )?;
        let kriging = made.map_err(|fault| tell::refused(fault, self.request))?;
        match kriging.global() {
            Some(Err(missing)) => Err(tell::refused(Fault::Unsolvable(missing), self.request)),
            _ => Ok(kriging),
        }
    }

    /// Coefficients of the drift; of very many points none, as all of them are solved for together.
    fn coefficients(
        &self,
        observed: &Observed,
        model: &KrigingModel,
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<Vec<Coefficient>> {
        let Trend::Unknown(terms) = self.asked.trend else { return Ok(Vec::new()) };
        if observed.points.len() > MOST_GLOBAL {
            let told = sentence!(
                "Coefficients of the drift are not computed of more than {limit} points.",
                limit = count(MOST_GLOBAL as u64)
            );
            messages.push(Message::info("NO_COEFFICIENTS", told));
            return Ok(Vec::new());
        }
        let data = observed.data();
        let found = self.threads.run(
            progress,
            phrase!("Fitting the drift"),
            || 0.0,
            |go_on| match drift_table(data, model, terms, go_on) {
                Err(Fault::Cancelled) => None,
                found => Some(found),
            },
        )?;
        match found {
            Ok(found) => Ok(found),
            Err(fault) => {
                let why = tell::refused(fault, self.request);
                let told = sentence!("Coefficients of the drift are not told: {why}", why = why.to_string());
                messages.push(Message::warning("NO_COEFFICIENTS", told));
                Ok(Vec::new())
            }
        }
    }

    fn report(
        &self,
        mut made: Made,
        observed: &Observed,
        layers: &DriftLayers,
        chosen: &Chosen,
        progress: &mut Progress<'_>,
    ) -> Result<Report> {
        let wanted = self.request.drift_terms;
        let coefficients =
            if wanted { self.coefficients(observed, &chosen.model, progress, &mut made.messages)? } else { Vec::new() };
        progress.tell(1.0, phrase!("Closing"))?;
        let of = &made.of;
        let row = |found: &Coefficient| CoefficientRow::of(of, found, &layers.names);
        if wanted {
            made.tables.push(CoefficientRow::table("drift_terms", coefficients.iter().map(row).collect()));
        }
        made.tables.push(ModelRow::table("model", ModelRow::of(of, &chosen.model)));
        if self.request.variogram {
            let farthest = chosen.bins.iter().map(|bin| bin.dist).fold(0.0, f64::max);
            made.tables.push(LayerBin::table("variogram", LayerBin::of(of, &chosen.bins)));
            made.tables.push(CurveRow::table("curves", CurveRow::of(of, &chosen.model, farthest)));
        }
        let results = BTreeMap::from([
            ("cells_missing", Some(made.tally.missing() as f64)),
            ("points", Some(made.points as f64)),
            ("output_min", made.tally.values.low()),
            ("output_max", made.tally.values.high()),
            ("variance_min", made.tally.variances.low()),
            ("variance_max", made.tally.variances.high()),
            ("rmse", made.summary.and_then(|summary| summary.rmse)),
            ("msdr", made.summary.and_then(|summary| summary.msdr)),
        ]);
        let Made { outputs, tables, messages, .. } = made;
        Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
    }
}
