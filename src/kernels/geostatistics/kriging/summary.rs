//! What cross-validation says in a few figures.
//!
//! | figure | of the n points with a prediction |
//! |---|---|
//! | me, mae, rmse | mean, mean of the size, root of the mean square of residuals |
//! | rmse_mean | the rmse of predicting each by the mean of the other folds |
//! | mean_z, msdr | mean and mean square of z-scores: 0 and 1 where the model is right |
//! | r | correlation of observed and predicted |
//! | coverage95 | share of z-scores within 1.96 |
//!
//! Shapes: points; one figure each. Units: those of the values, or none. `None`: no point is left to tell it from, or nothing varies.
//!
//! Source: Cressie 1993, 2.6.4; Webster and Oliver 2007, Geostatistics for Environmental Scientists, 8.

use super::{Left, Validated};
use crate::kernels::stats::sum::{Sum, sum};

/// Of the standard normal distribution, to either side.
const WITHIN_95: f64 = 1.959963984540054;

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Summary {
    pub n: usize,
    pub n_missing: usize,
    pub me: Option<f64>,
    pub mae: Option<f64>,
    pub rmse: Option<f64>,
    pub rmse_mean: Option<f64>,
    pub mean_z: Option<f64>,
    pub msdr: Option<f64>,
    pub r: Option<f64>,
    pub coverage95: Option<f64>,
}

/// Of points that were left out in turn.
pub fn summary(points: &[Validated]) -> Summary {
    let found: Vec<(&Validated, &Left)> =
        points.iter().filter_map(|point| Some((point, point.estimate.as_ref().ok()?))).collect();
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let (mut total, mut count) = (Sum::default(), 0usize);
        for value in values {
            total.add(value);
            count += 1;
        }
        (count > 0).then(|| total.total() / count as f64)
    };
    let residuals = || found.iter().map(|(_, left)| left.residual);
    let scores = || found.iter().filter_map(|(_, left)| left.z_score);
    let others = means_of_others(points);
    let beside_mean = &mut found.iter().filter_map(|(point, _)| Some((point.observed - others(point)?).powi(2)));
    Summary {
        n: found.len(),
        n_missing: points.len() - found.len(),
        me: mean(&mut residuals()),
        mae: mean(&mut residuals().map(f64::abs)),
        rmse: mean(&mut residuals().map(|residual| residual * residual)).map(f64::sqrt),
        rmse_mean: mean(beside_mean).map(f64::sqrt),
        mean_z: mean(&mut scores()),
        msdr: mean(&mut scores().map(|z| z * z)),
        r: correlation(&found),
        coverage95: mean(&mut scores().map(|z| f64::from(u8::from(z.abs() <= WITHIN_95)))),
    }
}

/// The mean of what was observed outside of a point's fold.
fn means_of_others(points: &[Validated]) -> impl Fn(&Validated) -> Option<f64> {
    let folds = points.iter().map(|point| point.fold).max().unwrap_or(0);
    let mut own: Vec<(Sum, usize)> = vec![(Sum::default(), 0); folds + 1];
    let level = points.first().map_or(0.0, |point| point.observed);
    let mut all = Sum::default();
    for point in points {
        own[point.fold].0.add(point.observed - level);
        own[point.fold].1 += 1;
        all.add(point.observed - level);
    }
    let (total, count) = (all.total(), points.len());
    move |point| {
        let (sum, size) = &own[point.fold];
        (count > *size).then(|| level + (total - sum.total()) / (count - size) as f64)
    }
}

/// Of observed and predicted; `None` where either does not vary.
fn correlation(found: &[(&Validated, &Left)]) -> Option<f64> {
    let of = |value: &dyn Fn(&(&Validated, &Left)) -> f64| -> Vec<f64> {
        let mean = sum(found.iter().map(value)) / found.len() as f64;
        found.iter().map(|entry| value(entry) - mean).collect()
    };
    let (x, y) = (of(&|(point, _)| point.observed), of(&|(_, left)| left.predicted));
    let product = |a: &[f64], b: &[f64]| sum(a.iter().zip(b).map(|(a, b)| a * b));
    let spread = (product(&x, &x) * product(&y, &y)).sqrt();
    (spread > 0.0).then(|| (product(&x, &y) / spread).clamp(-1.0, 1.0))
}
