//! How well a model predicts blocks that it has not seen.
//!
//! Block g of rank r among the occupied ones is in fold r mod FOLDS. Of each fold: SSE of its rows by the coefficients that the rows of all other
//! folds have. R² = 1 - Σ SSE / TSS, RMSE = √(Σ SSE / n). Sums of the first sweep tell all of it: no cell is read again.
//!
//! Shapes: a model (its columns, not its coefficients), sums of G blocks. Units: SSE that of Y squared, RMSE that of Y. Range: R² up to 1, below 0 where the
//! mean of all predicts better. `None` of fewer than 10 blocks, where a fold leaves no more rows than coefficients, and where cross products do not
//! tell residuals. A column that the other folds do not tell (a class of one fold) counts as 0 there.
//!
//! Source: Roberts et al. 2017, Ecography 40, 913.

use super::{
    block_errors::{LEAST_BLOCKS, told_by_products},
    block_sums::{Blocks, fold},
    model::Model,
    system::System,
};
use crate::kernels::drivers::cross_products::CrossProducts;

#[derive(Debug, Clone, PartialEq)]
pub struct Fold {
    pub rows: u64,
    /// Of predictions by the fit to the other folds, in squares of Y's unit
    pub sse: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CrossValidation {
    /// With a block at least
    pub folds: Vec<Fold>,
    /// 1 - SSE / TSS
    pub r2: Option<f64>,
    /// √(SSE / n)
    pub rmse: f64,
}

/// The columns of the model, fitted without a fold's blocks; `None` of fewer than [`LEAST_BLOCKS`] blocks or two folds.
pub fn cross_validate(model: &Model, blocks: &Blocks, folds: usize) -> Option<CrossValidation> {
    let folds = folds.min(blocks.len());
    if blocks.len() < LEAST_BLOCKS || folds < 2 || !told_by_products(model) {
        return None;
    }
    let part = |number: usize| {
        blocks.join(blocks.sums().enumerate().filter(|(rank, _)| fold(*rank, folds) == number).map(|(_, sums)| sums))
    };
    let parts: Vec<CrossProducts> = (0..folds).map(part).collect();
    let of = |number: usize| {
        // Added up anew: what is taken away would leave rounding of the whole.
        let others = blocks.join(parts.iter().enumerate().filter(|(other, _)| *other != number).map(|(_, part)| part));
        (others.n() > model.count() as u64).then(|| tested(model, &others, &parts[number]))
    };
    let folds: Vec<Fold> = (0..folds).map(of).collect::<Option<_>>()?;
    let sse: f64 = folds.iter().map(|fold| fold.sse).sum();
    let tss = model.fit.tss;
    Some(CrossValidation { r2: (tss > 0.0).then(|| 1.0 - sse / tss), rmse: (sse / model.rows as f64).sqrt(), folds })
}

/// The rows of a fold by the coefficients of the others.
fn tested(model: &Model, others: &CrossProducts, own: &CrossProducts) -> Fold {
    let system = System::of_products(others, model.intercept);
    let both = system.with_y(&model.columns);
    let k = model.columns.len();
    let betas = both.head(k).solve(&both.column(k)[..k]);
    let slope = |(at, beta): (usize, &f64)| {
        let length = system.lengths[model.columns[at] + 1];
        if length > 0.0 { beta * system.lengths[0] / length } else { 0.0 }
    };
    let slopes: Vec<f64> = betas.iter().enumerate().map(slope).collect();
    let by_column = || model.columns.iter().map(|column| column + 1).zip(&slopes);
    let products = |i: usize| by_column().map(|(j, b)| b * own.get(i, j)).sum::<f64>();
    // Σ (e - mean of e)² and the mean
    let within = own.get(0, 0) - 2.0 * products(0) + by_column().map(|(i, b)| b * products(i)).sum::<f64>();
    let fitted: f64 = by_column().map(|(column, b)| b * (own.mean(column) - system.means[column])).sum();
    let mean = (own.mean(0) - system.means[0]) - fitted;
    Fold { rows: own.n(), sse: within.max(0.0) + own.n() as f64 * mean * mean }
}
