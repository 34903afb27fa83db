//! Rows of the tables.

use crate::{
    engine::{columns::OfLayer, fields::variogram::name},
    kernels::geostatistics::{
        kriging::{Coefficient, KrigingModel, Summary, Term},
        variogram_fit::ModelShape,
    },
    schema::Row,
};

/// A target that is a feature.
#[derive(Row)]
pub struct PredictedRow {
    #[column(nested)]
    pub of: OfLayer,
    /// Position of the feature in TARGETS, counted from 1.
    pub feature: u32,
    /// Prediction; of a polygon its mean. NULL where there is none.
    pub predicted: Option<f64>,
    /// Its variance.
    pub variance: Option<f64>,
    /// Points that it is made of.
    pub neighbours: u64,
}

/// A point predicted from others.
#[derive(Row)]
pub struct ValidatedRow {
    #[column(nested)]
    pub of: OfLayer,
    /// Feature of the point; of several in one place the first.
    pub fid: i64,
    /// Its coordinates.
    #[column(unit = "map units")]
    pub x: f64,
    /// Its coordinates.
    #[column(unit = "map units")]
    pub y: f64,
    /// Fold that was left out together with it.
    pub fold: u64,
    /// Its value.
    pub observed: f64,
    /// Prediction from the others; NULL where there is none.
    pub predicted: Option<f64>,
    /// Its variance; of a nugget that is error, that of the value without its error.
    pub variance: Option<f64>,
    /// Observed less predicted.
    pub residual: Option<f64>,
    /// Residual over its standard deviation, with the error of the value; NULL where that is 0.
    pub z_score: Option<f64>,
    /// Points that it was predicted from.
    pub neighbours: u64,
}

/// A figure of a cross-validation.
#[derive(Row)]
pub struct MeasureRow {
    #[column(nested)]
    of: OfLayer,
    /// n, n_missing, me (mean residual), mae, rmse, rmse_mean (predicting the mean of the rest), mean_z, msdr (mean squared z), r, coverage95.
    measure: &'static str,
    /// Its value; NULL where it is not defined.
    value: Option<f64>,
}

impl MeasureRow {
    pub fn of(of: &OfLayer, summary: &Summary) -> Vec<MeasureRow> {
        let all = [
            ("n", Some(summary.n as f64)),
            ("n_missing", Some(summary.n_missing as f64)),
            ("me", summary.me),
            ("mae", summary.mae),
            ("rmse", summary.rmse),
            ("rmse_mean", summary.rmse_mean),
            ("mean_z", summary.mean_z),
            ("msdr", summary.msdr),
            ("r", summary.r),
            ("coverage95", summary.coverage95),
        ];
        all.into_iter().map(|(measure, value)| MeasureRow { of: of.clone(), measure, value }).collect()
    }
}

/// A term of the drift.
#[derive(Row)]
pub struct CoefficientRow {
    #[column(nested)]
    of: OfLayer,
    /// mean, x, y, x2, xy, y2, or the name of a layer.
    term: String,
    /// Its coefficient by generalised least squares, on the coordinates of the map.
    coefficient: f64,
    /// Its standard error; NULL of the mean where the model has no sill.
    se: Option<f64>,
}

impl CoefficientRow {
    pub fn of(of: &OfLayer, found: &Coefficient, layers: &[String]) -> CoefficientRow {
        let term = match found.term {
            Term::Constant => "mean",
            Term::East => "x",
            Term::North => "y",
            Term::EastEast => "x2",
            Term::EastNorth => "xy",
            Term::NorthNorth => "y2",
            Term::External(layer) => &layers[layer],
        };
        CoefficientRow { of: of.clone(), term: term.to_owned(), coefficient: found.coefficient, se: found.se }
    }
}

/// A part of the model.
#[derive(Row)]
pub struct ModelRow {
    #[column(nested)]
    of: OfLayer,
    /// nugget, error, or the model of a structure.
    part: &'static str,
    /// Its part of the sill; slope where there is no sill.
    psill: f64,
    /// The model's a; NULL of a nugget, and without a sill.
    #[column(unit = "map units")]
    range_a: Option<f64>,
    /// Where 95 % of its sill are reached; of spherical a itself.
    #[column(unit = "map units")]
    range_effective: Option<f64>,
    /// Smoothness of matern, exponent of power.
    kappa: Option<f64>,
    /// Direction in which the range is longest, clockwise from north; NULL where all directions are alike.
    #[column(unit = "degrees")]
    angle: Option<f64>,
    /// Range across it over range along it.
    ratio: f64,
}

impl ModelRow {
    pub fn of(of: &OfLayer, model: &KrigingModel) -> Vec<ModelRow> {
        let plain = |part, psill| ModelRow {
            of: of.clone(),
            part,
            psill,
            range_a: None,
            range_effective: None,
            kappa: None,
            angle: None,
            ratio: 1.0,
        };
        let mut rows = vec![plain("nugget", model.nugget)];
        if model.error > 0.0 {
            rows = vec![plain("error", model.error)];
        }
        rows.extend(model.structures.iter().map(|part| {
            let range = part.model.has_sill().then_some(part.range);
            let effective = ModelShape::new(part.model, part.kappa).effective();
            ModelRow {
                range_a: range,
                range_effective: range.zip(effective).map(|(range, times)| range * times),
                kappa: part.model.has_kappa().then_some(part.kappa),
                angle: (part.ratio < 1.0).then_some(part.angle),
                ratio: part.ratio,
                ..plain(name(part.model), part.psill)
            }
        }));
        rows
    }
}

/// A point of the curve of the model.
#[derive(Row)]
pub struct CurveRow {
    #[column(nested)]
    of: OfLayer,
    /// long or short: along the longest range or across it; NULL where all directions are alike.
    axis: Option<&'static str>,
    /// Distance.
    #[column(unit = "map units")]
    dist: f64,
    /// Its semivariance by the model.
    gamma: f64,
}

/// Points of a curve.
const POINTS: usize = 120;

impl CurveRow {
    /// From just above 0 to a distance.
    pub fn of(of: &OfLayer, model: &KrigingModel, farthest: f64) -> Vec<CurveRow> {
        let alike = model.structures.iter().all(|part| part.ratio == 1.0);
        let axes: &[Option<&'static str>] = if alike { &[None] } else { &[Some("long"), Some("short")] };
        let shapes: Vec<ModelShape> =
            model.structures.iter().map(|part| ModelShape::new(part.model, part.kappa)).collect();
        let gamma = |dist: f64, across: bool| {
            let parts = model.structures.iter().zip(&shapes).map(|(part, shape)| {
                let dist = if across { dist / part.ratio } else { dist };
                let reached = part.model.has_sill() && part.range == 0.0;
                part.psill * if reached { 1.0 } else { shape.at(dist, part.range) }
            });
            model.nugget + model.error + parts.sum::<f64>()
        };
        let dist = |i: usize| farthest * if i == 0 { 1e-6 } else { i as f64 / (POINTS - 1) as f64 };
        let row = |axis: Option<&'static str>, dist: f64| CurveRow {
            of: of.clone(),
            axis,
            dist,
            gamma: gamma(dist, axis == Some("short")),
        };
        axes.iter().flat_map(|axis| (0..POINTS).map(move |i| (*axis, i))).map(|(axis, i)| row(axis, dist(i))).collect()
    }
}
