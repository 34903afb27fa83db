//! C = L L' of a symmetric matrix in square tiles, and solutions of L v = b, L' v = b.
//!
//! Tiles below and on the diagonal lie one block column after the other, each by columns. Up to [`ONE_TILE`] rows are one tile and
//! one thread; of more, the tiles of a block column are shared out. Rows that fill the last tile up are those of a unit matrix.
//!
//! Shapes: n x n, flat; vectors as long as [`Factor::padded`]. Source: Golub and Van Loan 2013, Matrix Computations, 4.2.

use super::dense::{
    AT_ONCE, LANES, backward_tile, divide, dot, factor_tile, forward_tile, forward_tile_lanes, subtract_tile,
    subtract_tile_lanes,
};
use crate::kernels::GoOn;
use nalgebra::{DMatrixView, DMatrixViewMut, Dyn};
use rayon::prelude::*;

/// Rows that are factored without being cut.
const ONE_TILE: usize = 128;

/// Rows of a tile, of more.
const TILE: usize = 64;

#[derive(Debug, Clone, Default)]
pub(super) struct Factor {
    pub rows: usize,
    /// Rows of a tile, and how many of them
    width: usize,
    count: usize,
    tiles: Vec<f64>,
    /// 1 / L_jj
    inverse: Vec<f64>,
}

/// Why there is no factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoFactor {
    Pivot,
    Cancelled,
    Memory,
}

/// Where a tile begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct TileAt {
    pub row: usize,
    pub column: usize,
    pub width: usize,
}

impl Factor {
    /// Rows with those that fill the last tile up.
    pub fn padded(&self) -> usize {
        self.width * self.count
    }

    pub fn one_tile(&self) -> bool {
        self.count == 1
    }

    /// Makes room for so many rows. False where there is no memory for them.
    pub fn resize(&mut self, rows: usize) -> bool {
        let width = if rows <= ONE_TILE { rows.next_multiple_of(AT_ONCE) } else { TILE };
        (self.rows, self.width, self.count) = (rows, width, rows.div_ceil(width));
        let entries = width * width * (self.count * (self.count + 1) / 2);
        if self.tiles.try_reserve_exact(entries.saturating_sub(self.tiles.len())).is_err() {
            return false;
        }
        self.tiles.resize(entries, 0.0);
        self.inverse.resize(self.padded(), 0.0);
        true
    }

    /// C before it is factored, where it is one tile.
    pub fn copy_tile(&self, to: &mut Vec<f64>) {
        if self.one_tile() {
            to.clone_from(&self.tiles);
        }
    }

    /// The first entry of a block column.
    fn start(&self, column: usize) -> usize {
        self.width * self.width * (column * self.count - column * column.saturating_sub(1) / 2)
    }

    fn tile(&self, row: usize, column: usize) -> &[f64] {
        let size = self.width * self.width;
        let at = self.start(column) + (row - column) * size;
        &self.tiles[at..at + size]
    }

    /// Gives every tile to `fill`, which writes all of its entries; then those beyond the last row are a unit matrix's.
    pub fn fill(&mut self, fill: impl Fn(TileAt, &mut [f64]) + Sync, go_on: GoOn<'_>) -> Result<(), NoFactor> {
        let (width, rows, count) = (self.width, self.rows, self.count);
        let one = |row: usize, column: usize, tile: &mut [f64]| {
            let at = TileAt { row: row * width, column: column * width, width };
            fill(at, tile);
            pad(at, rows, tile);
        };
        if count == 1 {
            one(0, 0, &mut self.tiles);
            return Ok(());
        }
        for column in 0..count {
            if !go_on() {
                return Err(NoFactor::Cancelled);
            }
            let (start, end) = (self.start(column), self.start(column + 1));
            let tiles = self.tiles[start..end].par_chunks_mut(width * width).enumerate();
            tiles.for_each(|(k, tile)| one(column + k, column, tile));
        }
        Ok(())
    }

    /// L in place of C. Pivots (L_jj²) are over `least`, or there is none.
    pub fn decompose(&mut self, least: f64, go_on: GoOn<'_>) -> Result<(), NoFactor> {
        if self.count == 1 {
            let made = factor_tile(&mut self.tiles, self.width, least, &mut self.inverse, self.rows);
            return if made { Ok(()) } else { Err(NoFactor::Pivot) };
        }
        let (width, size) = (self.width, self.width * self.width);
        for column in 0..self.count {
            let (start, end) = (self.start(column), self.start(column + 1));
            let mut tiles = std::mem::take(&mut self.tiles);
            let (done, rest) = tiles.split_at_mut(start);
            let own = &mut rest[..end - start];
            let before = |row: usize, k: usize| {
                let at = self.start(k) + (row - k) * size;
                &done[at..at + size]
            };
            let heard = own.par_chunks_mut(size).enumerate().all(|(k, tile)| {
                if !go_on() {
                    return false;
                }
                (0..column).for_each(|k2| take_off(tile, before(column + k, k2), before(column, k2), width));
                true
            });
            let (diagonal, below) = own.split_at_mut(size);
            let inverse = &mut self.inverse[column * width..(column + 1) * width];
            let rows = self.rows - column * width;
            let made = match heard {
                false => Err(NoFactor::Cancelled),
                true if factor_tile(diagonal, width, least, inverse, rows) => Ok(()),
                true => Err(NoFactor::Pivot),
            };
            if made.is_ok() {
                below.par_chunks_mut(size).for_each(|tile| divide(tile, diagonal, inverse, width));
            }
            self.tiles = tiles;
            made?;
        }
        Ok(())
    }

    /// L v = b, in place.
    pub fn forward(&self, v: &mut [f64]) {
        for column in 0..self.count {
            self.forward_from(column, v);
        }
    }

    fn forward_from(&self, column: usize, v: &mut [f64]) {
        let width = self.width;
        let (own, below) = v[column * width..].split_at_mut(width);
        let inverse = &self.inverse[column * width..(column + 1) * width];
        forward_tile(self.tile(column, column), inverse, width, own);
        for (k, rows) in below.chunks_exact_mut(width).enumerate() {
            subtract_tile(rows, self.tile(column + 1 + k, column), width, own);
        }
    }

    /// L' v = b, in place.
    pub fn backward(&self, v: &mut [f64]) {
        let width = self.width;
        for column in (0..self.count).rev() {
            let (own, below) = v[column * width..].split_at_mut(width);
            for (k, rows) in below.chunks_exact(width).enumerate() {
                let tile = self.tile(column + 1 + k, column);
                own.iter_mut().zip(tile.chunks_exact(width)).for_each(|(x, entries)| *x -= dot(entries, rows));
            }
            let inverse = &self.inverse[column * width..(column + 1) * width];
            backward_tile(self.tile(column, column), inverse, width, own);
        }
    }

    /// L v = b of several b at once, with the same bits as one by one.
    pub fn forward_lanes(&self, v: &mut [[f64; LANES]]) {
        let width = self.width;
        for column in 0..self.count {
            let (own, below) = v[column * width..].split_at_mut(width);
            let inverse = &self.inverse[column * width..(column + 1) * width];
            forward_tile_lanes(self.tile(column, column), inverse, width, own);
            for (k, rows) in below.chunks_exact_mut(width).enumerate() {
                subtract_tile_lanes(rows, self.tile(column + 1 + k, column), width, own);
            }
        }
    }

    /// Diagonal of C⁻¹: Σ_k (L⁻¹)_kj². `None` where `go_on` said no.
    pub fn inverse_diagonal(&self, go_on: GoOn<'_>) -> Option<Vec<f64>> {
        let blocks: Option<Vec<Vec<f64>>> =
            (0..self.count).into_par_iter().map(|column| self.inverse_squares(column, go_on)).collect();
        let mut squares = blocks?.concat();
        squares.truncate(self.rows);
        Some(squares)
    }

    /// Sums of squares of the columns of L⁻¹ in a block column.
    fn inverse_squares(&self, column: usize, go_on: GoOn<'_>) -> Option<Vec<f64>> {
        let (width, size) = (self.width, self.width * self.width);
        let mut done: Vec<f64> = Vec::with_capacity((self.count - column) * size);
        let mut sums = vec![0.0; width];
        for row in column..self.count {
            if !go_on() {
                return None;
            }
            let mut own = vec![0.0; size];
            if row == column {
                (0..width).for_each(|c| own[c * width + c] = 1.0);
            }
            for (k, known) in done.chunks_exact(size).enumerate() {
                let (l, known) = (self.tile(row, column + k), DMatrixView::from_slice(known, width, width));
                let l = DMatrixView::from_slice(l, width, width);
                DMatrixViewMut::from_slice(&mut own, width, width).gemm(-1.0, &l, &known, 1.0);
            }
            let inverse = &self.inverse[row * width..(row + 1) * width];
            for (v, sum) in own.chunks_exact_mut(width).zip(&mut sums) {
                forward_tile(self.tile(row, row), inverse, width, v);
                *sum += dot(v, v);
            }
            done.extend(own);
        }
        Some(sums)
    }
}

/// Entries beyond the last row.
fn pad(at: TileAt, rows: usize, tile: &mut [f64]) {
    for (c, entries) in tile.chunks_exact_mut(at.width).enumerate() {
        let column = at.column + c;
        if column >= rows {
            entries.fill(0.0);
        }
        entries.iter_mut().skip(rows.saturating_sub(at.row)).for_each(|entry| *entry = 0.0);
        if column >= rows && (at.row..at.row + at.width).contains(&column) {
            entries[column - at.row] = 1.0;
        }
    }
}

/// tile - a b'
fn take_off(tile: &mut [f64], a: &[f64], b: &[f64], width: usize) {
    let a = DMatrixView::from_slice(a, width, width);
    let transposed = DMatrixView::from_slice_with_strides_generic(b, Dyn(width), Dyn(width), Dyn(width), Dyn(1));
    DMatrixViewMut::from_slice(tile, width, width).gemm(-1.0, &a, &transposed, 1.0);
}
