//! Standard errors that let residuals within a block be alike (CR1).
//!
//! V = c (X'X)⁻¹ (Σ_g X_g'e_g e_g'X_g) (X'X)⁻¹, c = G / (G - 1) (n - 1) / (n - p); t with G - 1 degrees of freedom. X_g'e_g comes of the block's cross
//! products and the coefficients, so that no cell is read again.
//!
//! Shapes: a model, sums of G blocks. Units: those of the coefficients. Range: `None` of fewer than 10 blocks, and where cross products do not tell
//! residuals (a variance inflation over 1e8). Errors: with blocks narrower than the range of the residuals' variogram se is too small.
//!
//! Source: Cameron and Miller 2015, J. Human Resources 50, 317.

use super::{block_sums::Blocks, model::Model, second_sweep::RobustError, triangle::dot};
use crate::kernels::drivers::cross_products::CrossProducts;

/// Fewer blocks tell nothing.
pub const LEAST_BLOCKS: usize = 10;

/// Variance inflation beyond which residuals cannot be had of cross products.
const HOPELESS: f64 = 1e8;

/// In the order of the model's coefficients, p from t with G - 1 degrees of freedom; `None` of fewer than [`LEAST_BLOCKS`] blocks.
pub fn block_errors(model: &Model, blocks: &Blocks) -> Option<Vec<RobustError>> {
    if blocks.len() < LEAST_BLOCKS || !told_by_products(model) {
        return None;
    }
    let scores: Vec<Vec<f64>> = blocks.sums().map(|sums| scores(model, sums)).collect();
    let (n, groups) = (model.rows as f64, blocks.len() as f64);
    let factor = (groups / (groups - 1.0)) * ((n - 1.0) / model.fit.df as f64);
    let errors = model.errors(|along| factor * scores.iter().map(|score| dot(score, along).powi(2)).sum::<f64>());
    Some(RobustError::all(model, &errors, groups - 1.0))
}

/// Whether residuals can be had of cross products.
pub(super) fn told_by_products(model: &Model) -> bool {
    model.geometry.inverse.row_squares().iter().all(|vif| *vif < HOPELESS)
}

/// Q_g'e_g of a block, the intercept's direction first.
fn scores(model: &Model, sums: &CrossProducts) -> Vec<f64> {
    let geometry = &model.geometry;
    let n = sums.n() as f64;
    // Means of the block from those of the fit, and products, of columns of length 1
    let shift = |at: usize| (sums.mean(model.columns[at] + 1) - geometry.means[at]) / geometry.lengths[at];
    let shifts: Vec<f64> = (0..model.columns.len()).map(shift).collect();
    let mean = (sums.mean(0) - geometry.y_mean) - dot(&shifts, &geometry.scaled);
    let with_residual = |at: usize| {
        let column = model.columns[at] + 1;
        let fitted = model
            .columns
            .iter()
            .enumerate()
            .map(|(other, of)| sums.get(column, of + 1) / geometry.lengths[other] * geometry.scaled[other]);
        (sums.get(column, 0) - fitted.sum::<f64>()) / geometry.lengths[at] + n * shifts[at] * mean
    };
    let products: Vec<f64> = (0..shifts.len()).map(with_residual).collect();
    let ones = model.intercept.then(|| n * mean / (model.rows as f64).sqrt());
    ones.into_iter().chain(geometry.r.solve_transposed(&products)).collect()
}
