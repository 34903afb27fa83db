//! The triangular factor of [1 | X | Y]: QR of pieces, stacked. Squares are never formed, so that twice as many digits stay as of cross products.
//!
//! R of the first rows and R of those that follow, one on the other, have the same R as all rows.
//!
//! Shapes: columns Y, X… of one length; k + 2 columns of R. Units: none. Errors: some 1e-16 of a column's length, times the root of the number of
//! pieces. Columns are shifted by means that need not be exact: what is left of them goes into the column of ones.
//!
//! Source: Demmel et al. 2012, SIAM J. Sci. Comput. 34, A206.

use super::{system::System, triangle::Triangle};
use crate::kernels::{Accumulator, drivers::cross_products::CrossProducts};
use serde::{Deserialize, Serialize};

/// Rows that are taken in at once.
const CHUNK: usize = 1024;

/// R of the columns 1, X…, Y, each column shifted and divided (1 is left out without an intercept, and nothing is shifted).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Factor {
    intercept: bool,
    /// Of Y, X…
    shift: Vec<f64>,
    scale: Vec<f64>,
    rows: u64,
    low: Vec<f64>,
    high: Vec<f64>,
    r: Triangle,
}

impl Factor {
    /// Shifts and scales of (Y, X…): best the means and standard deviations that the first sweep found. Scales of 0 count as 1. All parts
    /// of one factor have the same.
    pub fn new(shift: &[f64], scale: &[f64], intercept: bool) -> Factor {
        assert_eq!(shift.len(), scale.len(), "one of each for each column");
        let columns = shift.len();
        Factor {
            intercept,
            shift: if intercept { shift.to_vec() } else { vec![0.0; columns] },
            scale: scale.iter().map(|s| if s.is_finite() && *s > 0.0 { *s } else { 1.0 }).collect(),
            rows: 0,
            low: vec![f64::INFINITY; columns],
            high: vec![f64::NEG_INFINITY; columns],
            r: Triangle::zero(columns + usize::from(intercept)),
        }
    }

    /// For another sweep over the rows of these sums.
    pub fn after(products: &CrossProducts, intercept: bool) -> Factor {
        let spread = |column: usize| products.variance(column).map_or(1.0, f64::sqrt);
        let scales: Vec<f64> = (0..products.columns()).map(spread).collect();
        Factor::new(products.means(), &scales, intercept)
    }

    /// Of rows in memory: Y, X…
    pub fn of_columns(columns: &[&[f64]], intercept: bool) -> Factor {
        let mean = |column: &&[f64]| {
            let first = column.first().copied().unwrap_or(0.0);
            first + column.iter().map(|x| x - first).sum::<f64>() / column.len().max(1) as f64
        };
        let means: Vec<f64> = columns.iter().map(mean).collect();
        let spread = |(column, mean): (&&[f64], &f64)| {
            (column.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / column.len().max(1) as f64).sqrt()
        };
        let scales: Vec<f64> = columns.iter().zip(&means).map(spread).collect();
        let mut factor = Factor::new(&means, &scales, intercept);
        factor.push(columns);
        factor
    }

    fn width(&self) -> usize {
        self.r.width()
    }

    /// R of rows that stand above the R there is.
    fn stack(&mut self, mut above: Vec<f64>, rows: usize) {
        let (width, height) = (self.width(), rows + self.width());
        for (column, into) in above.chunks_exact_mut(height).enumerate() {
            into[rows..rows + column + 1].copy_from_slice(self.r.column(column));
        }
        self.r = Triangle::factor(&mut above, height, width);
    }
}

impl Accumulator for Factor {
    /// Y, X… of complete rows
    type Block<'a> = &'a [&'a [f64]];
    type Output = System;

    fn push(&mut self, columns: &[&[f64]]) {
        assert_eq!(columns.len(), self.shift.len(), "one slice for each column");
        let rows = columns[0].len();
        assert!(columns.iter().all(|column| column.len() == rows), "columns of one length");
        let first = usize::from(self.intercept);
        for start in (0..rows).step_by(CHUNK) {
            let taken = CHUNK.min(rows - start);
            let height = taken + self.width();
            let mut above = vec![0.0; height * self.width()];
            if self.intercept {
                above[..taken].fill(1.0);
            }
            for (c, column) in columns.iter().enumerate() {
                // Y is the last one.
                let at = if c == 0 { columns.len() - 1 } else { c - 1 } + first;
                let (shift, scale) = (self.shift[c], self.scale[c]);
                let values = &column[start..start + taken];
                let (low, high) = (&mut self.low[c], &mut self.high[c]);
                for (into, x) in above[at * height..].iter_mut().zip(values) {
                    *into = (x - shift) / scale;
                    *low = low.min(*x);
                    *high = high.max(*x);
                }
            }
            self.stack(above, taken);
        }
        self.rows += rows as u64;
    }

    fn merge(&mut self, next: Factor) {
        assert_eq!((&self.shift, &self.scale), (&next.shift, &next.scale), "parts of one factor");
        let (width, height) = (self.width(), 2 * self.width());
        let mut above = vec![0.0; height * width];
        for (column, into) in above.chunks_exact_mut(height).enumerate() {
            into[..column + 1].copy_from_slice(next.r.column(column));
        }
        self.stack(above, width);
        self.rows += next.rows;
        self.low.iter_mut().zip(next.low).for_each(|(low, other)| *low = low.min(other));
        self.high.iter_mut().zip(next.high).for_each(|(high, other)| *high = high.max(other));
    }

    fn finish(self) -> System {
        let columns = self.shift.len();
        let first = usize::from(self.intercept);
        // Columns of X…, Y without what belongs to the ones
        let part = |at: usize| &self.r.column(at + first)[first..];
        let order = (0..columns).map(|c| if c == 0 { columns - 1 } else { c - 1 });
        let order: Vec<usize> = order.collect();
        let rest = |c: usize| {
            let (ones, own) = (self.r.get(0, 0), self.r.get(0, order[c] + 1));
            if ones > 0.0 { self.scale[c] * own / ones } else { 0.0 }
        };
        let means = (0..columns).map(|c| if self.intercept { self.shift[c] + rest(c) } else { 0.0 }).collect();
        let constant = |c: usize| self.low[c] >= self.high[c] && (self.intercept || self.low[c] == 0.0);
        let norm = |c: usize| if constant(c) { 0.0 } else { part(order[c]).iter().map(|x| x * x).sum::<f64>().sqrt() };
        let norms: Vec<f64> = (0..columns).map(norm).collect();
        let mut r = Triangle::zero(columns);
        for (c, at) in order.iter().enumerate().filter(|(c, _)| norms[*c] > 0.0) {
            part(*at).iter().enumerate().for_each(|(row, x)| *r.at(row, *at) = x / norms[c]);
        }
        System {
            rows: self.rows,
            intercept: self.intercept,
            means,
            lengths: norms.iter().zip(&self.scale).map(|(norm, scale)| norm * scale).collect(),
            low: self.low,
            high: self.high,
            r,
        }
    }
}
