//! Cross-validation: each point predicted from others, by a model that stays.
//!
//! Leave-one-out over all points (Dubrule 1983): residual_i = d_i / B_ii, variance_i = 1 / B_ii - error, with
//! B = C⁻¹ - C⁻¹ F S⁻¹ F' C⁻¹ and d as in [`super`]: one factor for all. Else neighbours are looked for without the point's fold.
//! z_i = residual_i / √(variance_i + error), as what is observed has its error.
//!
//! Shapes: points; one [`Validated`] for each, in the order given. Units: those of the values. Residuals are observed less predicted.
//!
//! Source: Dubrule 1983, Math. Geol. 15, 687; Cressie 1993, 2.6.4. gstat's z lacks the error.

use super::{
    Data, Fault, Kriging, KrigingModel, LEAST_LEFT, Missing, Neighbourhood, ROUNDING, Target, Trend, dense::dot,
    system::System,
};
use crate::kernels::{GoOn, geostatistics::variogram::Point, stats::random::stream};
use rand::seq::SliceRandom;
use rayon::prelude::*;

/// What is left out together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folds {
    /// Each point for itself
    One,
    /// So many folds of a permutation by a seed, whose sizes differ by at most one.
    Random { folds: usize, seed: u64 },
}

/// A point predicted without its fold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Validated {
    /// From 1; of leave-one-out the number of the point.
    pub fold: usize,
    pub observed: f64,
    pub neighbours: usize,
    pub estimate: Result<Left, Missing>,
}

/// What was predicted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Left {
    pub predicted: f64,
    /// That of the value without its error
    pub variance: f64,
    /// Observed less predicted
    pub residual: f64,
    /// `None` where the variance is 0
    pub z_score: Option<f64>,
}

/// Predicts each point from those outside of its fold. Points in one place are as in [`Kriging::new`](super::Kriging::new).
pub fn cross_validate(
    data: Data<'_>,
    model: &KrigingModel,
    trend: Trend,
    neighbourhood: Neighbourhood,
    folds: Folds,
    go_on: GoOn<'_>,
) -> Result<Vec<Validated>, Fault> {
    let fold = of_folds(data.points.len(), folds)?;
    of_given_folds(data, model, trend, neighbourhood, &fold, go_on)
}

/// The same with folds from 1 on.
pub(super) fn of_given_folds(
    data: Data<'_>,
    model: &KrigingModel,
    trend: Trend,
    neighbourhood: Neighbourhood,
    fold: &[usize],
    go_on: GoOn<'_>,
) -> Result<Vec<Validated>, Fault> {
    let kriging = |data: Data<'_>| Kriging::new(data, model, trend, neighbourhood, None, go_on);
    let all = kriging(data)?;
    let each_alone = fold.iter().max() == Some(&fold.len());
    let estimates = match neighbourhood.global() {
        true if each_alone => in_one(&all, go_on)?,
        true => by_subsets(data, fold, &kriging)?,
        false => by_neighbours(data, &all, fold, go_on)?,
    };
    let error = model.error;
    let validated = |(index, (neighbours, estimate)): (usize, Found)| {
        let observed = data.points[index].value;
        let left = |(predicted, variance): (f64, f64)| {
            let (residual, spread) = (observed - predicted, (variance + error).sqrt());
            Left { predicted, variance, residual, z_score: (spread > 0.0).then(|| residual / spread) }
        };
        Validated { fold: fold[index], observed, neighbours, estimate: estimate.map(left) }
    };
    Ok(estimates.into_iter().enumerate().map(validated).collect())
}

/// Number of neighbours; prediction and variance.
type Found = (usize, Result<(f64, f64), Missing>);

/// The fold of each point, from 1.
fn of_folds(points: usize, folds: Folds) -> Result<Vec<usize>, Fault> {
    let Folds::Random { folds, seed } = folds else { return Ok((1..=points).collect()) };
    if folds < 2 || folds > points {
        return Err(Fault::TooFew { points, least: folds.max(2) });
    }
    let mut order: Vec<usize> = (0..points).collect();
    order.shuffle(&mut stream(seed, 0));
    let mut fold = vec![0; points];
    order.iter().enumerate().for_each(|(k, point)| fold[*point] = k % folds + 1);
    Ok(fold)
}

/// Leave-one-out over all points, from one system.
fn in_one(kriging: &Kriging, go_on: GoOn<'_>) -> Result<Vec<Found>, Fault> {
    let Some((system, found)) = &kriging.global else { return Ok(Vec::new()) };
    let (points, field) = (kriging.points(), &kriging.field);
    let missing = if points - 1 < kriging.least { Err(Missing::Neighbours) } else { *found };
    if let Err(missing) = missing {
        return Ok(vec![(points - 1, Err(missing)); points]);
    }
    let inverse = system.factor.inverse_diagonal(go_on).ok_or(Fault::Cancelled)?;
    let columns = system.inverse_drift();
    let mut all = vec![(points - 1, Err(Missing::Neighbours)); points];
    for (k, inverse) in inverse.into_iter().enumerate() {
        let mut row: Vec<f64> = columns.iter().map(|column| column[k]).collect();
        system.schur_forward(&mut row);
        // B_ii is nothing where a term of the drift rests on this point alone.
        let own = inverse - dot(&row, &row);
        let estimate = if own > LEAST_LEFT * inverse {
            let variance = variance(system, 1.0 / own - field.covariances.error);
            variance.map(|variance| (field.values[k] - system.dual[k] / own, variance))
        } else {
            Err(Missing::Drift)
        };
        all[field.given[k] as usize].1 = estimate;
    }
    Ok(all)
}

fn variance(system: &System, variance: f64) -> Result<f64, Missing> {
    if variance >= -ROUNDING * system.sill { Ok(variance.max(0.0)) } else { Err(Missing::Variance) }
}

/// From neighbours without the fold.
fn by_neighbours(data: Data<'_>, kriging: &Kriging, fold: &[usize], go_on: GoOn<'_>) -> Result<Vec<Found>, Fault> {
    let predict = |predictor: &mut super::Predictor<'_>, index: usize| {
        if !go_on() {
            return Err(Fault::Cancelled);
        }
        let externals = externals(data, index);
        let found = predictor
            .predict_without(&target(data, index, &externals), &|other| fold[other as usize] == fold[index])?;
        Ok((found.neighbours, found.estimate.map(|found| (found.value, found.variance.unwrap_or_default()))))
    };
    let found = (0..data.points.len()).into_par_iter().map_init(|| kriging.predictor(true), predict);
    // The first fault in order, whatever the threads
    found.collect::<Vec<_>>().into_iter().collect()
}

/// From all points of the other folds.
fn by_subsets(
    data: Data<'_>,
    fold: &[usize],
    kriging: &dyn Fn(Data<'_>) -> Result<Kriging, Fault>,
) -> Result<Vec<Found>, Fault> {
    let mut all = vec![(0, Err(Missing::Neighbours)); data.points.len()];
    for own in 1..=fold.iter().copied().max().unwrap_or(0) {
        let rest: Vec<usize> = (0..fold.len()).filter(|index| fold[*index] != own).collect();
        let points: Vec<Point> = rest.iter().map(|index| data.points[*index]).collect();
        let layer = |layer: &Vec<f64>| rest.iter().map(|index| layer[*index]).collect();
        let externals_of: Vec<Vec<f64>> = data.externals.iter().map(layer).collect();
        let kriging = match kriging(Data { points: &points, externals: &externals_of }) {
            Ok(kriging) => kriging,
            Err(Fault::TooFew { points, .. }) => {
                (0..fold.len()).filter(|index| fold[*index] == own).for_each(|index| all[index].0 = points);
                continue;
            }
            Err(fault) => return Err(fault),
        };
        let mut predictor = kriging.predictor(true);
        for index in (0..fold.len()).filter(|index| fold[*index] == own) {
            let externals = externals(data, index);
            let found = predictor.predict(&target(data, index, &externals))?;
            let estimate = found.estimate.map(|found| (found.value, found.variance.unwrap_or_default()));
            all[index] = (found.neighbours, estimate);
        }
    }
    Ok(all)
}

fn externals(data: Data<'_>, index: usize) -> Vec<f64> {
    data.externals.iter().map(|layer| layer[index]).collect()
}

fn target<'a>(data: Data<'_>, index: usize, externals: &'a [f64]) -> Target<'a> {
    let point = &data.points[index];
    Target { east: point.east, north: point.north, externals }
}
