//! Standard errors that let residuals within a block be alike (CR1).
//!
//! V = c (X'X)⁻¹ (Σ_g X_g'e_g e_g'X_g) (X'X)⁻¹, c = G / (G - 1) (n - 1) / (n - p); t with G - 1 degrees of freedom. X_g'e_g comes of the block's cross
//! products and the coefficients, so that no cell is read again.
//!
//! A coefficient that a few blocks tell has no such error: of a class that lies in one block, residuals are fitted there, and Σ_g is all but 0. So many
//! blocks tell it: (Σ_g w_g)² / Σ_g w_g², w_g = Σ_i∈g x̃ᵢ², x̃ what the other columns leave of its own.
//!
//! Shapes: a model, sums of G blocks. Units: those of the coefficients. Range: `None` of fewer than 10 blocks, of a
//! coefficient that fewer than 5 tell, and where cross products do not tell
//! residuals (a variance inflation over 1e8, less than 1e-9 of Y's square left). Errors: with blocks narrower than the range of the residuals' variogram se is too small.
//!
//! Source: Cameron and Miller 2015, J. Human Resources 50, 317; Carter, Schnepel and Steigerwald 2017, Rev. Econ. Stat. 99, 698 (few clusters that
//! tell).

use super::{block_sums::Blocks, model::Model, second_sweep::RobustError, triangle::dot};
use crate::kernels::drivers::cross_products::CrossProducts;

/// Fewer blocks tell nothing.
pub const LEAST_BLOCKS: usize = 10;

/// Variance inflation beyond which residuals cannot be had of cross products.
const HOPELESS: f64 = 1e8;

/// Blocks that tell a coefficient, at least.
pub const LEAST_TELLING: f64 = 5.0;

/// In the order of the model's coefficients, p from t with G - 1 degrees of freedom; `None` of fewer than [`LEAST_BLOCKS`] blocks, and of
/// coefficients that fewer than [`LEAST_TELLING`] of them tell.
pub fn block_errors(model: &Model, blocks: &Blocks) -> Option<Vec<Option<RobustError>>> {
    if blocks.len() < LEAST_BLOCKS || !told_by_products(model) {
        return None;
    }
    let scores: Vec<Vec<f64>> = blocks.sums().map(|sums| scores(model, sums)).collect();
    let (n, groups) = (model.rows as f64, blocks.len() as f64);
    let factor = (groups / (groups - 1.0)) * ((n - 1.0) / model.fit.df as f64);
    let errors = model.errors(|along| factor * scores.iter().map(|score| dot(score, along).powi(2)).sum::<f64>());
    let told = telling(model, blocks).into_iter().map(|blocks| blocks >= LEAST_TELLING);
    let errors = RobustError::all(model, &errors, groups - 1.0).into_iter();
    Some(errors.zip(told).map(|(error, told)| told.then_some(error)).collect())
}

/// How many blocks tell each coefficient.
fn telling(model: &Model, blocks: &Blocks) -> Vec<f64> {
    let geometry = &model.geometry;
    let first = usize::from(model.intercept);
    let means: Vec<(f64, Vec<f64>)> = blocks.sums().map(|sums| (sums.n() as f64, shifts(model, sums))).collect();
    let of = |along: Vec<f64>| {
        // Q along = X u
        let constant = if model.intercept { along[0] / (model.rows as f64).sqrt() } else { 0.0 };
        let u: Vec<f64> = geometry.r.solve(&along[first..]);
        let scaled: Vec<f64> = u.iter().zip(&geometry.lengths).map(|(u, length)| u / length).collect();
        let weight = |(sums, (n, shifts)): (&CrossProducts, &(f64, Vec<f64>))| {
            let product = |i: usize| {
                let row = model.columns.iter().zip(&scaled).map(|(j, u)| u * sums.get(model.columns[i] + 1, j + 1));
                scaled[i] * row.sum::<f64>()
            };
            let within: f64 = (0..scaled.len()).map(product).sum();
            within.max(0.0) + n * (constant + dot(&u, shifts)).powi(2)
        };
        let weights: Vec<f64> = blocks.sums().zip(&means).map(weight).collect();
        weights.iter().sum::<f64>().powi(2) / dot(&weights, &weights)
    };
    model.directions().into_iter().map(of).collect()
}

/// Means of a block less those of the fit, of columns of length 1.
fn shifts(model: &Model, sums: &CrossProducts) -> Vec<f64> {
    let geometry = &model.geometry;
    let shift = |at: usize| (sums.mean(model.columns[at] + 1) - geometry.means[at]) / geometry.lengths[at];
    (0..model.columns.len()).map(shift).collect()
}

/// Share of Y's square that is left, below which they are rounding.
const CLOSEST: f64 = 1e-9;

/// Whether residuals can be had of cross products.
pub(super) fn told_by_products(model: &Model) -> bool {
    model.fit.rss >= CLOSEST * model.fit.tss && model.geometry.inverse.row_squares().iter().all(|vif| *vif < HOPELESS)
}

/// Q_g'e_g of a block, the intercept's direction first.
fn scores(model: &Model, sums: &CrossProducts) -> Vec<f64> {
    let geometry = &model.geometry;
    let n = sums.n() as f64;
    let shifts = shifts(model, sums);
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
