//! Tables of variograms, fits and choices, by metric and radius.

use super::{LayerVariogram, Plan, Trial, surfaces::LayerStatistics, trial::Fitted};
use crate::{
    engine::{
        columns::OfLayer,
        fields::variogram::{DirectedFit, name},
        variogram_tables::{BinRow, FitRow, curve},
    },
    io::table::Table,
    kernels::{
        geostatistics::variogram::{Bin, Bins, matheron},
        windows::window_scale::DEFAULT,
    },
    schema::Row,
};

/// Windows of which values are.
#[derive(Row)]
pub struct LayerRow {
    #[column(nested)]
    of: OfLayer,
    /// Metric.
    metric: String,
    /// Radius of the windows.
    #[column(unit = "map units")]
    radius: f64,
}

/// A bin of the variogram of one metric at one radius.
#[derive(Row)]
pub struct LayerBinRow {
    #[column(nested)]
    layer: LayerRow,
    #[column(nested)]
    bin: BinRow,
}

/// A model fitted to it.
#[derive(Row)]
pub struct LayerFitRow {
    #[column(nested)]
    layer: LayerRow,
    #[column(nested)]
    fit: FitRow,
    /// Effective range in widths of the window (2 radii).
    range_widths: Option<f64>,
    /// Semivariance of the first bin over the variance of the values.
    gamma1_variance: Option<f64>,
    /// 1 for the model that the rule goes by, 0 for others.
    of_rule: bool,
}

/// What the rule comes to, at a radius or under one setting.
#[derive(Default, Row)]
pub struct ChoiceRow {
    #[column(nested)]
    of: OfLayer,
    /// rule: a metric at a radius. sensitivity: the choice under one setting.
    part: &'static str,
    /// Metric; NULL for the choice of all.
    metric: Option<String>,
    /// Radius of the windows; of a setting that which it chooses.
    #[column(unit = "map units")]
    radius: Option<f64>,
    /// Nugget / sill by the model of the rule.
    nugget_sill: Option<f64>,
    /// Its standard error by a jackknife over blocks; NULL where there are none, or nugget / sill is at its bound 0 or 1.
    se_nugget_sill: Option<f64>,
    /// Its change since the radius before, per doubling.
    step: Option<f64>,
    /// Up to which a step is no change.
    tolerance: Option<f64>,
    /// 1 where no later step is a change, 0 where one is; NULL for the last two radii.
    stable: Option<bool>,
    /// Nugget / sill of permuted maps: their mean.
    null_nugget_sill: Option<f64>,
    /// Standard error of nugget / sill of one of them: their standard deviation.
    se_null_nugget_sill: Option<f64>,
    /// Band of permuted maps, within 0 to 1: nugget / sill of a map without pattern leaves it at 5 % at most, at any radius of any metric.
    null_low: Option<f64>,
    /// Its upper end.
    null_high: Option<f64>,
    /// Chance of a map without pattern to be as far from permuted maps, at any radius of any metric; up to 0.05 outside of the band.
    null_p: Option<f64>,
    /// Of the metric, or of the setting: STABLE, FLAT, DEGENERATE, UNBOUNDED, NOT REACHED, NOT DETERMINED, WINDOW OVERLAP.
    verdict: &'static str,
    /// Share of the spread of nugget / sill that is no change.
    tau: f64,
    /// Change per doubling that is none.
    eps: f64,
    /// Model of the variogram.
    model: &'static str,
    /// Largest distance of pairs.
    #[column(unit = "map units")]
    cutoff: f64,
}

/// A point of the curve of the model of the rule.
#[derive(Row)]
pub struct LayerCurveRow {
    #[column(nested)]
    layer: LayerRow,
    /// Model that the rule goes by.
    model: &'static str,
    /// Distance.
    #[column(unit = "map units")]
    dist: f64,
    /// Its semivariance by the model.
    gamma: f64,
}

/// Points of a curve.
const POINTS: usize = 80;

pub fn tables(
    plan: &Plan,
    trial: &Trial,
    own: &[Vec<LayerVariogram>],
    bins: &Bins,
    statistics: &LayerStatistics,
) -> Vec<Table> {
    let found: Vec<Vec<Bin>> = own.iter().map(|layer| layer[0].total.finish(bins, matheron)).collect();
    vec![
        variograms(plan, &found),
        fits(plan, trial, &found, &statistics.variances),
        choice(plan, trial),
        curves(plan, trial),
    ]
}

/// The windows of a layer: layers go by metric and radius.
fn layer(plan: &Plan, layer: usize) -> LayerRow {
    let radii = plan.radii.len();
    let metric = plan.metrics[layer / radii].metric.abbreviation.clone();
    LayerRow { of: plan.of.clone(), metric, radius: plan.radii[layer % radii] }
}

fn variograms(plan: &Plan, found: &[Vec<Bin>]) -> Table {
    let rows = found.iter().enumerate().flat_map(|(at, bins)| {
        bins.iter().map(move |bin| LayerBinRow { layer: layer(plan, at), bin: BinRow::of(bin) })
    });
    LayerBinRow::table("variograms", rows.collect())
}

fn fits(plan: &Plan, trial: &Trial, found: &[Vec<Bin>], variances: &[f64]) -> Table {
    let mut rows = Vec::new();
    for (k, metric) in trial.metrics.iter().enumerate() {
        for (i, radius) in plan.radii.iter().enumerate() {
            let at = k * plan.radii.len() + i;
            let first = found[at].first().filter(|_| variances[at] > 0.0);
            rows.extend(metric.rows.iter().map(|row| {
                let Fitted { fit, error, .. } = &row.by_radius[i];
                LayerFitRow {
                    layer: layer(plan, at),
                    range_widths: fit.effective.map(|range| range / (2.0 * radius)),
                    fit: FitRow::of(&DirectedFit { direction: None, fit: fit.clone(), error: *error }),
                    gamma1_variance: first.map(|first| first.gamma / variances[at]),
                    of_rule: row.model == metric.model,
                }
            }));
        }
    }
    LayerFitRow::table("fits", rows)
}

fn choice(plan: &Plan, trial: &Trial) -> Table {
    let mut rows = Vec::new();
    for (wanted, of) in plan.metrics.iter().zip(&trial.metrics) {
        for (i, fitted) in of.row().by_radius.iter().enumerate() {
            let step = of.judged.steps[i];
            rows.push(ChoiceRow {
                of: plan.of.clone(),
                part: "rule",
                metric: Some(wanted.metric.abbreviation.clone()),
                radius: Some(plan.radii[i]),
                nugget_sill: fitted.scale.nugget_sill,
                se_nugget_sill: fitted.error,
                step: step.change,
                tolerance: step.tolerance,
                stable: step.stable,
                null_nugget_sill: of.null[i].mean,
                se_null_nugget_sill: of.null[i].deviation,
                null_low: of.null[i].low.map(|low| low.max(0.0)),
                null_high: of.null[i].high.map(|high| high.min(1.0)),
                null_p: of.null[i].p,
                verdict: of.judged.verdict.name(),
                tau: DEFAULT.share,
                eps: DEFAULT.min_change,
                model: name(of.model),
                cutoff: plan.cutoff,
            });
        }
    }
    rows.extend(trial.tries.iter().map(|tried| ChoiceRow {
        of: plan.of.clone(),
        part: "sensitivity",
        radius: tried.choice.radius,
        verdict: tried.choice.verdict.name(),
        tau: tried.tolerance.share,
        eps: tried.tolerance.min_change,
        model: name(tried.model),
        cutoff: tried.cutoff,
        ..ChoiceRow::default()
    }));
    ChoiceRow::table("choice", rows)
}

/// Curves of the model of the rule, from just above 0 to the cutoff.
fn curves(plan: &Plan, trial: &Trial) -> Table {
    let mut rows = Vec::new();
    let fits = trial.metrics.iter().flat_map(|metric| metric.row().by_radius.iter().map(move |f| (metric.model, f)));
    for (at, (model, fitted)) in fits.enumerate() {
        let point = |(dist, gamma)| LayerCurveRow { layer: layer(plan, at), model: name(model), dist, gamma };
        rows.extend(curve(&fitted.fit, plan.cutoff, POINTS).map(point));
    }
    LayerCurveRow::table("curves", rows)
}
