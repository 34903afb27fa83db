//! The correlation of two variables, and how likely it is by chance.
//!
//! r = S_xy / √(S_xx S_yy)
//! t = r √((n - 2) / (1 - r²)), p two-sided by Student's t with n - 2 degrees of freedom
//!
//! Of Spearman the variables are their average ranks, else nothing differs.
//!
//! Shapes: the sums of a pair. Units: none. Range: r from -1 to 1, p from 0 to 1; `None` where a variable is constant, or with fewer than 3 rows.
//! Where r is 1 or -1 but for rounding (4 units in the last place), it is taken as that: t is infinite and p 0. p below 1e-300 is 0. Errors: r 1e-12
//! as the sums, p 1e-11 of p for its r. p takes rows for independent, which cells of a map are not: see [`super::effective_n`].
//!
//! Source: Fisher 1915, Biometrika 10, 507; Kendall and Stuart 1973, 31.19, for ranks. As SPSS and R's `cor.test(exact = FALSE)` have it.

use super::pair_products::PairSums;
use crate::kernels::stats::tails::correlation_two_sided;

/// A correlation with its test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlation {
    pub r: f64,
    pub t: f64,
    pub p: f64,
}

/// Rows below which there is no test.
pub const LEAST_ROWS: u64 = 3;

/// What rounding may leave of 1 - |r| where there is nothing.
const ROUNDING: f64 = 4.0 * f64::EPSILON;

/// r, t and p of a pair.
pub fn correlation(pair: &PairSums) -> Option<Correlation> {
    if pair.n < LEAST_ROWS {
        return None;
    }
    let r = coefficient(pair.squares, pair.products)?;
    let degrees = (pair.n - 2) as f64;
    let t = r * (degrees / ((1.0 - r) * (1.0 + r))).sqrt();
    Some(Correlation { r, t, p: correlation_two_sided(r, degrees) })
}

/// r of sums; `None` where one of the squares is not over 0.
pub(super) fn coefficient(squares: [f64; 2], products: f64) -> Option<f64> {
    if !squares.iter().all(|square| *square > 0.0) {
        return None;
    }
    let r = products / squares[0].sqrt() / squares[1].sqrt();
    Some(if 1.0 - r.abs() <= ROUNDING { r.signum() } else { r })
}

#[cfg(test)]
mod tests;
