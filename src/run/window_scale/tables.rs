//! Tables of variograms, fits and choices, by metric and radius.

use super::{Plan, Trial, Variogram, surfaces::Seen, trial::Fitted};
use crate::{
    engine::fields::{
        variogram as variogram_fields,
        variogram::{FitRow, fits_table, name, variogram_table},
    },
    io::table::{Column, ColumnType, Table},
    kernels::{
        geostatistics::variogram::{Bin, Bins, matheron},
        windows::window_scale::{DEFAULT, Tolerance},
    },
    schema::{ColumnSpec, column, joined},
};

use ColumnType::{Integer, Real, Text};

const LAYER: &[ColumnSpec] =
    &[column("metric", Text, "", "Metric."), column("radius", Real, "map units", "Radius of the windows.")];

pub const VARIOGRAMS: &[ColumnSpec] =
    &joined::<{ LAYER.len() + variogram_fields::VARIOGRAM.len() }>(&[LAYER, variogram_fields::VARIOGRAM]);

const MORE: &[ColumnSpec] = &[
    column("range_widths", Real, "", "Effective range in widths of the window (2 radii)."),
    column("gamma1_variance", Real, "", "Semivariance of the first bin over the variance of the values."),
    column("of_rule", Integer, "", "1 for the model that the rule goes by, 0 for others."),
];

pub const FITS: &[ColumnSpec] =
    &joined::<{ LAYER.len() + variogram_fields::FITS.len() + MORE.len() }>(&[LAYER, variogram_fields::FITS, MORE]);

pub const CHOICE: &[ColumnSpec] = &[
    column("part", Text, "", "rule: a metric at a radius. sensitivity: the choice under one setting."),
    column("metric", Text, "", "Metric; NULL for the choice of all."),
    column("radius", Real, "map units", "Radius of the windows; of a setting that which it chooses."),
    column("nugget_sill", Real, "", "Nugget / sill by the model of the rule."),
    column("se_nugget_sill", Real, "", "Its standard error by a jackknife over blocks."),
    column("step", Real, "", "Its change since the radius before, per doubling."),
    column("tolerance", Real, "", "Up to which a step is no change."),
    column("stable", Integer, "", "1 where no later step is a change, 0 where one is; NULL for the last two radii."),
    column("null_nugget_sill", Real, "", "Nugget / sill of the permuted map."),
    column("se_null_nugget_sill", Real, "", "Its standard error."),
    column("verdict", Text, "", "Of the metric, or of the setting: STABLE, FLAT, DEGENERATE, UNBOUNDED, NOT REACHED."),
    column("tau", Real, "", "Share of the spread of nugget / sill that is no change."),
    column("eps", Real, "", "Change per doubling that is none."),
    column("model", Text, "", "Model of the variogram."),
    column("cutoff", Real, "map units", "Largest distance of pairs."),
];

pub const CURVES: &[ColumnSpec] = &[
    column("metric", Text, "", "Metric."),
    column("radius", Real, "map units", "Radius of the windows."),
    column("model", Text, "", "Model that the rule goes by."),
    column("dist", Real, "map units", "Distance."),
    column("gamma", Real, "", "Its semivariance by the model."),
];

/// Points of a curve.
const POINTS: usize = 80;

pub fn tables(plan: &Plan, trial: &Trial, own: &[Vec<Variogram>], bins: &Bins, seen: &Seen) -> Vec<Table> {
    let found: Vec<Vec<Bin>> = own.iter().map(|layer| layer[0].total.finish(bins, matheron)).collect();
    vec![variograms(plan, &found), fits(plan, trial, &found, &seen.variances), choice(plan, trial), curves(plan, trial)]
}

/// The columns metric and radius, for rows that each have a layer.
fn layers(plan: &Plan, rows: impl Iterator<Item = usize> + Clone) -> [(&'static str, Column); 2] {
    let radii = plan.radii.len();
    [
        (
            "metric",
            Column::Text(
                rows.clone().map(|layer| Some(plan.metrics[layer / radii].metric.abbreviation.clone())).collect(),
            ),
        ),
        ("radius", Column::Real(rows.map(|layer| Some(plan.radii[layer % radii])).collect())),
    ]
}

fn variograms(plan: &Plan, found: &[Vec<Bin>]) -> Table {
    let of = found.iter().enumerate().flat_map(|(layer, bins)| bins.iter().map(move |_| layer));
    let all: Vec<Bin> = found.iter().flatten().copied().collect();
    Table::of("variograms", layers(plan, of).into_iter().chain(variogram_table(&all).columns))
}

fn fits(plan: &Plan, trial: &Trial, found: &[Vec<Bin>], variances: &[f64]) -> Table {
    struct At<'a> {
        layer: usize,
        of_rule: bool,
        fitted: &'a Fitted,
    }
    let radii = plan.radii.len();
    let mut all = Vec::new();
    for (k, metric) in trial.metrics.iter().enumerate() {
        for radius in 0..radii {
            all.extend(metric.rows.iter().map(|row| At {
                layer: k * radii + radius,
                of_rule: row.model == metric.model,
                fitted: &row.by_radius[radius],
            }));
        }
    }
    let row = |at: &At<'_>| FitRow { direction: None, fit: at.fitted.fit.clone(), error: at.fitted.error };
    let rows: Vec<FitRow> = all.iter().map(row).collect();
    let widths = |at: &At<'_>| at.fitted.fit.effective.map(|range| range / (2.0 * at.fitted.scale.radius));
    let gamma1 = |at: &At<'_>| {
        let first = found[at.layer].first().filter(|_| variances[at.layer] > 0.0)?;
        Some(first.gamma / variances[at.layer])
    };
    let more = [
        ("range_widths", Column::Real(all.iter().map(widths).collect())),
        ("gamma1_variance", Column::Real(all.iter().map(gamma1).collect())),
        ("of_rule", Column::Integer(all.iter().map(|at| Some(i64::from(at.of_rule))).collect())),
    ];
    let of = layers(plan, all.iter().map(|at| at.layer));
    Table::of("fits", of.into_iter().chain(fits_table(&rows).columns).chain(more))
}

#[derive(Default)]
struct ChoiceRow {
    part: &'static str,
    metric: Option<String>,
    radius: Option<f64>,
    nugget_sill: Option<f64>,
    error: Option<f64>,
    step: Option<f64>,
    tolerance: Option<f64>,
    stable: Option<bool>,
    null: Option<f64>,
    null_error: Option<f64>,
    verdict: &'static str,
    setting: Option<Tolerance>,
    model: &'static str,
    cutoff: f64,
}

fn choice(plan: &Plan, trial: &Trial) -> Table {
    let mut rows = Vec::new();
    for (wanted, of) in plan.metrics.iter().zip(&trial.metrics) {
        for (i, fitted) in of.row().by_radius.iter().enumerate() {
            let step = of.judged.steps[i];
            rows.push(ChoiceRow {
                part: "rule",
                metric: Some(wanted.metric.abbreviation.clone()),
                radius: Some(plan.radii[i]),
                nugget_sill: fitted.scale.nugget_sill,
                error: fitted.error,
                step: step.change,
                tolerance: step.tolerance,
                stable: step.stable,
                null: of.null[i].nugget_sill,
                null_error: of.null[i].error,
                verdict: of.judged.verdict.name(),
                setting: Some(DEFAULT),
                model: name(of.model),
                cutoff: plan.cutoff,
            });
        }
    }
    rows.extend(trial.tries.iter().map(|tried| ChoiceRow {
        part: "sensitivity",
        radius: tried.one.radius,
        verdict: tried.one.verdict.name(),
        setting: Some(tried.tolerance),
        model: name(tried.model),
        cutoff: tried.cutoff,
        ..ChoiceRow::default()
    }));
    let text = |of: fn(&ChoiceRow) -> Option<String>| Column::Text(rows.iter().map(of).collect());
    let real = |of: fn(&ChoiceRow) -> Option<f64>| Column::Real(rows.iter().map(of).collect());
    let column = |spec: &ColumnSpec| match spec.name {
        "part" => text(|row| Some(row.part.to_owned())),
        "metric" => text(|row| row.metric.clone()),
        "radius" => real(|row| row.radius),
        "nugget_sill" => real(|row| row.nugget_sill),
        "se_nugget_sill" => real(|row| row.error),
        "step" => real(|row| row.step),
        "tolerance" => real(|row| row.tolerance),
        "stable" => Column::Integer(rows.iter().map(|row| row.stable.map(i64::from)).collect()),
        "null_nugget_sill" => real(|row| row.null),
        "se_null_nugget_sill" => real(|row| row.null_error),
        "verdict" => text(|row| Some(row.verdict.to_owned())),
        "tau" => real(|row| row.setting.map(|setting| setting.share)),
        "eps" => real(|row| row.setting.map(|setting| setting.least)),
        "model" => text(|row| Some(row.model.to_owned())),
        _ => real(|row| Some(row.cutoff)),
    };
    Table::of("choice", CHOICE.iter().map(|spec| (spec.name, column(spec))))
}

/// Curves of the model of the rule, from just above 0 to the cutoff.
fn curves(plan: &Plan, trial: &Trial) -> Table {
    let place = |i: usize| plan.cutoff * if i == 0 { 1e-6 } else { i as f64 / (POINTS - 1) as f64 };
    let fits: Vec<&Fitted> = trial.metrics.iter().flat_map(|metric| &metric.row().by_radius).collect();
    let models: Vec<&str> = trial.metrics.iter().map(|metric| name(metric.model)).collect();
    let points = || (0..fits.len()).flat_map(|layer| (0..POINTS).map(move |i| (layer, i)));
    let of = layers(plan, points().map(|(layer, _)| layer));
    let model = points().map(|(layer, _)| Some(models[layer / plan.radii.len()].to_owned()));
    let rest = [
        ("model", Column::Text(model.collect())),
        ("dist", Column::Real(points().map(|(_, i)| Some(place(i))).collect())),
        ("gamma", Column::Real(points().map(|(layer, i)| Some(fits[layer].fit.gamma(place(i)))).collect())),
    ];
    Table::of("curves", of.into_iter().chain(rest))
}
