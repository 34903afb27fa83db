//! What a model says of rows: predictions, residuals, leverage, and whether a row lies outside of what was fitted.
//!
//! z = (x - mean) / length; ŷ = mean of y + Σ β z; e = y - ŷ; w of R'w = z, so that rows of w are those of Q in X = Q R; h = 1 / n + Σ w²
//! (without an intercept Σ w²).
//!
//! Shapes: columns of (Y, X…) or X… of the design, of one length; those that the model has are picked. Units: those of Y; leverage none. Range: h
//! from 1 / n to 1 in fitted rows. Work goes by 512 rows, column by column.
//!
//! Source: Belsley, Kuh and Welsch 1980, 2.1; Cook 1977, Technometrics 19, 15.

use super::{model::Model, triangle::subtract};
use multiversion::multiversion;
use serde::{Deserialize, Serialize};

/// Rows that are worked on at once: their columns stay in the nearest cache.
pub(super) const CHUNK: usize = 512;

/// Less than this is no room for a residual: the row has a leverage of 1.
pub(super) const NO_ROOM: f64 = 1e-10;

/// A model made ready for rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub(super) model: Model,
    inverse_lengths: Vec<f64>,
    inverse_pivots: Vec<f64>,
}

/// What one fitted row has.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RowFigures {
    pub predicted: f64,
    pub residual: f64,
    /// h, 0 to 1
    pub leverage: f64,
    /// e / (s √(1 - h)); SPSS's studentised residual
    pub standardised: Option<f64>,
    /// The same with s of the fit without this row (R's rstudent, SPSS's studentised deleted residual)
    pub studentised: Option<f64>,
    /// e² h / (p s² (1 - h)²)
    pub cooks_distance: Option<f64>,
}

/// Rows as the model sees them.
#[derive(Debug, Clone, Default)]
pub(super) struct Chunk {
    pub rows: usize,
    /// w by column, [`CHUNK`] apart
    w: Vec<f64>,
    /// ŷ less the mean of y
    pub fitted: Vec<f64>,
    pub residual: Vec<f64>,
    pub leverage: Vec<f64>,
}

impl Chunk {
    pub fn w(&self, column: usize) -> &[f64] {
        &self.w[column * CHUNK..][..self.rows]
    }
}

impl Plan {
    pub fn new(model: &Model) -> Plan {
        let geometry = &model.geometry;
        let inverse = |x: &f64| 1.0 / x;
        Plan {
            inverse_lengths: geometry.lengths.iter().map(inverse).collect(),
            inverse_pivots: (0..model.columns.len()).map(|at| 1.0 / geometry.r.get(at, at)).collect(),
            model: model.clone(),
        }
    }

    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Of X… of the design, into `out`; NaN where a column of the model is.
    pub fn predict(&self, x: &[&[f64]], out: &mut [f64]) {
        let geometry = &self.model.geometry;
        let mut z = [0.0; CHUNK];
        for (at, out) in out.chunks_mut(CHUNK).enumerate() {
            out.fill(0.0);
            for (own, column) in self.model.columns.iter().enumerate() {
                let z = &mut z[..out.len()];
                standardise(z, &x[*column][at * CHUNK..], geometry.means[own], self.inverse_lengths[own]);
                subtract(out, z, -geometry.scaled[own]);
            }
            out.iter_mut().for_each(|y| *y += geometry.y_mean);
        }
    }

    /// Rows of X… in which some column of the model lies outside of its range in the fitted rows, into `out`.
    pub fn outside(&self, x: &[&[f64]], out: &mut [bool]) {
        out.fill(false);
        let geometry = &self.model.geometry;
        for (own, column) in self.model.columns.iter().enumerate() {
            let (low, high) = (geometry.low[own], geometry.high[own]);
            out.iter_mut().zip(x[*column]).for_each(|(out, x)| *out |= *x < low || *x > high);
        }
    }

    /// Of (Y, X…)
    pub fn rows(&self, columns: &[&[f64]]) -> Vec<RowFigures> {
        let rows = columns[0].len();
        let mut chunk = Chunk::default();
        let mut figures = Vec::with_capacity(rows);
        for start in (0..rows).step_by(CHUNK) {
            self.chunk(columns, start, CHUNK.min(rows - start), &mut chunk);
            figures.extend(
                (0..chunk.rows).map(|row| self.row(chunk.fitted[row], chunk.residual[row], chunk.leverage[row])),
            );
        }
        figures
    }

    fn row(&self, fitted: f64, residual: f64, leverage: f64) -> RowFigures {
        let fit = &self.model.fit;
        let (p, df) = (self.model.count() as f64, fit.df as f64);
        let room = 1.0 - leverage;
        let has_room = room > NO_ROOM && fit.rmse > 0.0;
        let standardised = has_room.then(|| residual / (fit.rmse * room.sqrt()));
        // Squares of the fit without the row
        let others = (fit.rss - residual * residual / room) / (df - 1.0);
        let without = (has_room && df > 1.0 && others > 0.0).then(|| residual / (others * room).sqrt());
        RowFigures {
            predicted: self.model.geometry.y_mean + fitted,
            residual,
            leverage: leverage.min(1.0),
            standardised,
            studentised: without,
            cooks_distance: standardised.map(|r| r * r * leverage / (room * p)),
        }
    }

    /// Rows from `start` of (Y, X…).
    pub(super) fn chunk(&self, columns: &[&[f64]], start: usize, rows: usize, chunk: &mut Chunk) {
        let geometry = &self.model.geometry;
        let k = self.model.columns.len();
        chunk.rows = rows;
        chunk.w.resize(k * CHUNK, 0.0);
        for values in [&mut chunk.fitted, &mut chunk.residual, &mut chunk.leverage] {
            values.clear();
            values.resize(rows, 0.0);
        }
        if self.model.intercept {
            chunk.leverage.fill(1.0 / self.model.rows as f64);
        }
        for (own, column) in self.model.columns.iter().enumerate() {
            let (done, rest) = chunk.w.split_at_mut(own * CHUNK);
            let w = &mut rest[..rows];
            standardise(w, &columns[column + 1][start..], geometry.means[own], self.inverse_lengths[own]);
            subtract(&mut chunk.fitted, w, -geometry.scaled[own]);
            for (done, r) in done.chunks_exact(CHUNK).zip(geometry.r.column(own)) {
                subtract(w, &done[..rows], *r);
            }
            divide_and_add_squares(w, self.inverse_pivots[own], &mut chunk.leverage);
        }
        residuals(&mut chunk.residual, &columns[0][start..], geometry.y_mean, &chunk.fitted);
    }
}

#[multiversion(targets("x86_64+avx2"))]
fn standardise(z: &mut [f64], x: &[f64], mean: f64, inverse_length: f64) {
    z.iter_mut().zip(x).for_each(|(z, x)| *z = (x - mean) * inverse_length);
}

#[multiversion(targets("x86_64+avx2"))]
fn divide_and_add_squares(w: &mut [f64], inverse_pivot: f64, squares: &mut [f64]) {
    for (w, sum) in w.iter_mut().zip(squares) {
        *w *= inverse_pivot;
        *sum += *w * *w;
    }
}

#[multiversion(targets("x86_64+avx2"))]
fn residuals(e: &mut [f64], y: &[f64], mean: f64, fitted: &[f64]) {
    e.iter_mut().zip(y).zip(fitted).for_each(|((e, y), fitted)| *e = (y - mean) - fitted);
}
