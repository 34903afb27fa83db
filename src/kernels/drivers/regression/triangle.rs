//! Small upper triangular matrices, and the Householder QR that makes them.
//!
//! A = Q R, of which R alone is kept, with a diagonal that is not negative, so that R is one and the same however the rows of A are ordered or
//! cut. A column without length has zeros from the diagonal on.
//!
//! Shapes: m x k, by columns; k x k. Sums have one order on every machine, and none is fused.
//!
//! Source: Golub and Van Loan 2013, Matrix Computations, 5.2; own code, as nalgebra's QR keeps Q and takes no stacked rows in place.

use multiversion::multiversion;
use serde::{Deserialize, Serialize};

/// Upper triangle, by columns.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Triangle {
    width: usize,
    entries: Vec<f64>,
}

impl Triangle {
    pub fn zero(width: usize) -> Triangle {
        Triangle { width, entries: vec![0.0; width * (width + 1) / 2] }
    }

    /// R of a matrix by columns, each of `rows`; the matrix is used up.
    pub fn factor(matrix: &mut [f64], rows: usize, width: usize) -> Triangle {
        assert_eq!(matrix.len(), rows * width, "columns of one length");
        for at in 0..width.min(rows) {
            let (own, others) = matrix[at * rows..].split_at_mut(rows);
            reflect(&mut own[at..], others.chunks_exact_mut(rows).map(|column| &mut column[at..]));
        }
        let mut r = Triangle::zero(width);
        for column in 0..width {
            for row in 0..=column.min(rows.saturating_sub(1)) {
                // Nothing but the sign of a row is free.
                let sign = if matrix[row * rows + row] < 0.0 { -1.0 } else { 1.0 };
                *r.at(row, column) = if rows == 0 { 0.0 } else { sign * matrix[column * rows + row] };
            }
        }
        r
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// 0 below the diagonal
    pub fn get(&self, row: usize, column: usize) -> f64 {
        if row > column { 0.0 } else { self.entries[column * (column + 1) / 2 + row] }
    }

    pub fn at(&mut self, row: usize, column: usize) -> &mut f64 {
        assert!(row <= column, "the upper triangle");
        &mut self.entries[column * (column + 1) / 2 + row]
    }

    /// From the top to the diagonal
    pub fn column(&self, column: usize) -> &[f64] {
        &self.entries[column * (column + 1) / 2..][..column + 1]
    }

    /// R of some of the columns, in the order given.
    pub fn select(&self, columns: &[usize]) -> Triangle {
        let rows = columns.iter().max().map_or(0, |last| last + 1);
        let mut matrix = vec![0.0; rows * columns.len()];
        for (into, column) in matrix.chunks_exact_mut(rows.max(1)).zip(columns) {
            into[..column + 1].copy_from_slice(self.column(*column));
        }
        Triangle::factor(&mut matrix, rows, columns.len())
    }

    /// The first so many columns.
    pub fn head(&self, width: usize) -> Triangle {
        Triangle { width, entries: self.entries[..width * (width + 1) / 2].to_vec() }
    }

    /// x of R x = v. Where the diagonal is 0, so is x.
    pub fn solve(&self, v: &[f64]) -> Vec<f64> {
        let mut x = v.to_vec();
        for column in (0..self.width).rev() {
            let own = self.column(column);
            x[column] = if own[column] == 0.0 { 0.0 } else { x[column] / own[column] };
            let value = x[column];
            x[..column].iter_mut().zip(own).for_each(|(x, r)| *x -= r * value);
        }
        x
    }

    /// x of R' x = v. Where the diagonal is 0, so is x.
    pub fn solve_transposed(&self, v: &[f64]) -> Vec<f64> {
        let mut x: Vec<f64> = Vec::with_capacity(self.width);
        for (column, v) in v.iter().enumerate() {
            let own = self.column(column);
            let known: f64 = x.iter().zip(own).map(|(x, r)| x * r).sum();
            x.push(if own[column] == 0.0 { 0.0 } else { (v - known) / own[column] });
        }
        x
    }

    /// R⁻¹; infinite where the diagonal is 0.
    pub fn inverse(&self) -> Triangle {
        let mut inverse = Triangle::zero(self.width);
        for column in 0..self.width {
            let mut unit = vec![0.0; column + 1];
            unit[column] = 1.0;
            for at in (0..=column).rev() {
                let own = self.column(at);
                unit[at] /= own[at];
                let value = unit[at];
                unit[..at].iter_mut().zip(own).for_each(|(x, r)| *x -= r * value);
            }
            unit.iter().enumerate().for_each(|(row, x)| *inverse.at(row, column) = *x);
        }
        inverse
    }

    /// Of each row the sum of squares.
    pub fn row_squares(&self) -> Vec<f64> {
        let of = |row: usize| (row..self.width).map(|column| self.get(row, column).powi(2)).sum();
        (0..self.width).map(of).collect()
    }
}

/// Takes a column to its first entry, and the others with it.
fn reflect<'a>(own: &mut [f64], others: impl Iterator<Item = &'a mut [f64]>) {
    let length = dot(own, own).sqrt();
    if length == 0.0 {
        return;
    }
    // Away from the entry, so that nothing cancels.
    let to = if own[0] > 0.0 { -length } else { length };
    own[0] -= to;
    let half = -own[0] * to;
    for other in others {
        let share = dot(own, other) / half;
        subtract(other, own, share);
    }
    own[0] = to;
}

/// Σ a b, in an order that does not depend on anything but the length.
#[multiversion(targets("x86_64+avx2"))]
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 16];
    let (a, b) = (a.chunks_exact(16), b.chunks_exact(16));
    let rest: f64 = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a.zip(b) {
        for k in 0..16 {
            sums[k] += a[k] * b[k];
        }
    }
    for half in [8, 4, 2, 1] {
        for k in 0..half {
            sums[k] += sums[k + half];
        }
    }
    sums[0] + rest
}

/// a - share b
#[multiversion(targets("x86_64+avx2"))]
pub(super) fn subtract(a: &mut [f64], b: &[f64], share: f64) {
    a.iter_mut().zip(b).for_each(|(a, b)| *a -= share * b);
}
