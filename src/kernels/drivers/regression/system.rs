//! What all fits are made of: the triangular factor R of the columns of X and Y, each centred and of length 1.
//!
//! Without an intercept columns are not centred. R comes of cross products by Cholesky ([`System::of_products`]), or of the rows
//! themselves ([`super::factor::Factor`]). R'R is the matrix of correlations.
//!
//! Shapes: k columns of X and Y; R is (k + 1) x (k + 1). Units: means, extremes and lengths those of the columns, R none. Errors: of cross
//! products some 1e-16 of R'R, which a variance inflation of v makes some v 1e-16 of coefficients; of the factor v^½ 1e-16.
//!
//! Source: Golub and Van Loan 2013, Matrix Computations, 4.2.

use super::{super::cross_products::CrossProducts, triangle::Triangle};

#[derive(Debug, Clone, PartialEq)]
pub struct System {
    pub rows: u64,
    pub intercept: bool,
    /// Of Y, X…; 0 without an intercept
    pub means: Vec<f64>,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
    /// Lengths of Y, X…: root of the sum of squares, about the mean where there is an intercept
    pub lengths: Vec<f64>,
    /// X…, Y
    pub(super) r: Triangle,
}

/// Whether cross products tell coefficients well enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conditioning {
    /// Coefficients are good to 1e-9
    Good,
    /// Another sweep by [`super::factor::Factor`] is asked for
    Poor,
}

/// Variance inflation from which on cross products lose too much.
const POOR: f64 = 1e5;

/// Share of Y's square that nothing explains, below which cross products lose too much of it.
const CLOSE: f64 = 1e-6;

/// Less of a column's square than this, beside the columns before it, is rounding.
const ROUNDING: f64 = 1e-14;

/// Less of a column's length than this, beside the columns before it, is none.
const SINGULAR: f64 = 1e-14;

impl System {
    /// Of Y, X…
    pub fn of_products(products: &CrossProducts, intercept: bool) -> System {
        let columns = products.columns();
        let n = products.n() as f64;
        let about_zero = |i: usize, j: usize| n * products.mean(i) * products.mean(j);
        let sum = |i: usize, j: usize| products.get(i, j) + if intercept { 0.0 } else { about_zero(i, j) };
        let lengths: Vec<f64> = (0..columns).map(|c| sum(c, c).max(0.0).sqrt()).collect();
        let of = |at: usize| if at + 1 == columns { 0 } else { at + 1 };
        let mut r = Triangle::zero(columns);
        for j in 0..columns {
            for i in 0..=j {
                let (a, b) = (of(i), of(j));
                let both = lengths[a] * lengths[b];
                let known: f64 = r.column(i).iter().zip(r.column(j)).take(i).map(|(x, y)| x * y).sum();
                // Columns of length 1
                let product = if i == j { 1.0 } else { sum(a, b) / both };
                let left = if both > 0.0 { product - known } else { 0.0 };
                *r.at(i, j) = if i < j {
                    if r.get(i, i) > 0.0 { left / r.get(i, i) } else { 0.0 }
                } else {
                    // Y alone may be what X make of it.
                    let least = if j + 1 == columns { 0.0 } else { ROUNDING };
                    if left > least { left.sqrt() } else { 0.0 }
                };
            }
        }
        System {
            rows: products.n(),
            intercept,
            means: if intercept { products.means().to_vec() } else { vec![0.0; columns] },
            low: (0..columns).map(|c| products.low(c)).collect(),
            high: (0..columns).map(|c| products.high(c)).collect(),
            lengths,
            r,
        }
    }

    /// Of these columns of X, by the largest variance inflation (over 1e5 cross products lose too much) and by what is left of Y (below 1e-6 of
    /// its square). Constant columns do not count.
    pub fn conditioning(&self, columns: &[usize]) -> Conditioning {
        let varying: Vec<usize> = columns.iter().copied().filter(|column| !self.is_constant(*column)).collect();
        let r = self.r.select(&varying);
        let worst = r.inverse().row_squares().into_iter().fold(0.0, |worst: f64, vif| {
            // Not a number is the worst.
            if vif <= worst { worst } else { vif }
        });
        let left = self.left(&varying);
        if worst <= POOR && left >= CLOSE { Conditioning::Good } else { Conditioning::Poor }
    }

    /// 1 - R² of Y on these columns; 1 of a constant Y
    fn left(&self, columns: &[usize]) -> f64 {
        let left = self.with_y(columns).get(columns.len(), columns.len()).powi(2);
        if self.lengths[0] > 0.0 { left } else { 1.0 }
    }

    /// Number of columns of X
    pub fn width(&self) -> usize {
        self.means.len() - 1
    }

    /// Whether a column of X is the same in all rows (without an intercept: 0 in all rows).
    pub fn is_constant(&self, column: usize) -> bool {
        self.lengths[column + 1] == 0.0
    }

    /// Whether all sums are finite.
    pub fn is_finite(&self) -> bool {
        self.lengths.iter().chain(&self.means).all(|x| x.is_finite())
    }

    /// Columns of X that are combinations of those before them, of `columns` in their order.
    pub fn singular(&self, columns: &[usize]) -> Vec<usize> {
        // Rounding of R grows with the root of the number of pieces.
        let least = SINGULAR.max(2.0 * f64::EPSILON * (self.rows as f64).sqrt());
        let mut kept: Vec<usize> = Vec::new();
        let mut singular = Vec::new();
        for column in columns {
            kept.push(*column);
            let r = self.r.select(&kept);
            // Not a number counts as none.
            let is_new = r.get(kept.len() - 1, kept.len() - 1) >= least;
            if !is_new {
                kept.pop();
                singular.push(*column);
            }
        }
        singular
    }

    /// R of these columns of X, and Y.
    pub(super) fn with_y(&self, columns: &[usize]) -> Triangle {
        let all: Vec<usize> = columns.iter().copied().chain([self.width()]).collect();
        self.r.select(&all)
    }

    /// Coefficients beside those of the columns of a model.
    pub(super) fn intercepts(&self) -> usize {
        usize::from(self.intercept)
    }
}
