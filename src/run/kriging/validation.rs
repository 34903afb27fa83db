//! Cross-validation: each point predicted from others.

use super::{
    Request,
    asked::Asked,
    points::Observed,
    tables::{MeasureRow, ValidatedRow},
    tell::{kernel, refused},
};
use crate::{
    engine::{columns::OfLayer, message::Message, progress::Progress, threads::Threads},
    error::Result,
    figures::{amount, things},
    io::table::Table,
    kernels::geostatistics::kriging::{Folds, KrigingModel, Summary, cross_validate, summary},
    schema::Row,
    sentence::{phrase, sentence},
};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The tables of a cross-validation, and its figures.
pub fn validate(
    request: &Request,
    asked: &Asked<'_>,
    folds: Folds,
    (observed, model): (&Observed, &KrigingModel),
    of: &OfLayer,
    (threads, progress): (&Threads, &mut Progress<'_>),
    messages: &mut Vec<Message>,
) -> Result<(Vec<Table>, Summary)> {
    let begun = AtomicUsize::new(0);
    let share = || (begun.load(Ordering::Relaxed) as f64 / observed.points.len().max(1) as f64).min(1.0);
    let (data, trend, rule) = (observed.data(), asked.trend, asked.neighbourhood);
    let found = kernel((threads, progress), phrase!("Cross-validating"), share, |go_on| {
        let next = || {
            begun.fetch_add(1, Ordering::Relaxed);
            go_on()
        };
        cross_validate(data, model, trend, rule, folds, &next)
    })?;
    let found = found.map_err(|fault| refused(fault, request))?;
    let of_all = summary(&found);
    let figure = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), amount);
    let told = sentence!(
        "Cross-validation of {points}: RMSE {rmse} (the mean of the others has {rmse_mean}), mean error {me}, mean squared z {msdr} (1 where variances are right).",
        points = things!(of_all.n as u64, "{count} point", "{count} points"),
        rmse = figure(of_all.rmse),
        rmse_mean = figure(of_all.rmse_mean),
        me = figure(of_all.me),
        msdr = figure(of_all.msdr)
    );
    if of_all.n > 0 {
        messages.push(Message::info("CROSS_VALIDATION", told));
    }
    if of_all.n_missing > 0 {
        let points = things!(of_all.n_missing as u64, "{count} point has", "{count} points have");
        let told = sentence!("{points} no prediction in the cross-validation.", points);
        messages.push(Message::warning("CROSS_VALIDATION_MISSING", told));
    }
    let rows = found.iter().enumerate().map(|(i, found)| {
        let (point, left) = (&observed.points[i], found.estimate.ok());
        ValidatedRow {
            of: of.clone(),
            fid: observed.ids[i],
            x: point.east,
            y: point.north,
            fold: found.fold as u64,
            observed: found.observed,
            predicted: left.map(|left| left.predicted),
            variance: left.map(|left| left.variance),
            residual: left.map(|left| left.residual),
            z_score: left.and_then(|left| left.z_score),
            neighbours: found.neighbours as u64,
        }
    });
    let tables = vec![
        ValidatedRow::table("crossvalidation", rows.collect()),
        MeasureRow::table("cv_summary", MeasureRow::of(of, &of_all)),
    ];
    Ok((tables, of_all))
}
