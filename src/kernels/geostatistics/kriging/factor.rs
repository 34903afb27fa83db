//! C = L L' of a symmetric matrix in square tiles, and solutions of L v = b, L' v = b.
//!
//! Tiles below and on the diagonal lie one block column after the other, each by columns. Up to [`ONE_TILE`] rows are one tile and
//! one thread; of more, the tiles of a block column are shared out. Rows that fill the last tile up are those of a unit matrix.
//!
//! Shapes: n x n, flat; vectors as long as [`Factor::padded`]. Source: Golub and Van Loan 2013, Matrix Computations, 4.2.

use crate::kernels::GoOn;
use multiversion::multiversion;
use nalgebra::{DMatrixView, DMatrixViewMut, Dyn};
use rayon::prelude::*;

/// Rows that are factored without being cut.
const ONE_TILE: usize = 128;

/// Rows of a tile, of more.
const TILE: usize = 64;

/// Right-hand sides that are solved at once.
pub(super) const LANES: usize = 8;

/// Columns that are taken off at once, so that each entry is loaded once for all of them.
const AT_ONCE: usize = 4;

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
            return factor_tile(&mut self.tiles, self.width, least, &mut self.inverse, self.rows);
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
            let made =
                if heard { factor_tile(diagonal, width, least, inverse, rows) } else { Err(NoFactor::Cancelled) };
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

/// Rows of v, a multiple of four of them, less four columns times x.
#[inline(always)]
fn subtract(v: &mut [f64], columns: &[f64], stride: usize, x: [f64; AT_ONCE]) {
    let n = v.len();
    let by_fours = |column: usize| columns[column * stride - n..column * stride].chunks_exact(4);
    let (a, b) = (by_fours(1), by_fours(2));
    let (c, d) = (by_fours(3), by_fours(4));
    for ((((v, a), b), c), d) in v.chunks_exact_mut(4).zip(a).zip(b).zip(c).zip(d) {
        // All is read before it is written, so that four are one step.
        let mut left = [0.0; 4];
        for k in 0..4 {
            left[k] = v[k] - ((a[k] * x[0] + b[k] * x[1]) + (c[k] * x[2] + d[k] * x[3]));
        }
        v.copy_from_slice(&left);
    }
}

/// The same for two v.
#[inline(always)]
fn subtract_from_two(v: &mut [f64], w: &mut [f64], columns: &[f64], stride: usize, by: [[f64; AT_ONCE]; 2]) {
    let n = v.len();
    let by_fours = |column: usize| columns[column * stride - n..column * stride].chunks_exact(4);
    let (a, b) = (by_fours(1), by_fours(2));
    let (c, d) = (by_fours(3), by_fours(4));
    let [x, y] = by;
    for (((((v, w), a), b), c), d) in v.chunks_exact_mut(4).zip(w.chunks_exact_mut(4)).zip(a).zip(b).zip(c).zip(d) {
        let (mut left, mut other) = ([0.0; 4], [0.0; 4]);
        for k in 0..4 {
            left[k] = v[k] - ((a[k] * x[0] + b[k] * x[1]) + (c[k] * x[2] + d[k] * x[3]));
        }
        for k in 0..4 {
            other[k] = w[k] - ((a[k] * y[0] + b[k] * y[1]) + (c[k] * y[2] + d[k] * y[3]));
        }
        v.copy_from_slice(&left);
        w.copy_from_slice(&other);
    }
}

/// Σ a b, in an order that does not depend on anything but the length.
#[inline(always)]
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [[0.0; 4]; 2];
    let (a, b) = (a.chunks_exact(8), b.chunks_exact(8));
    let (last_a, last_b) = (a.remainder(), b.remainder());
    for (a, b) in a.zip(b) {
        for k in 0..4 {
            sums[0][k] += a[k] * b[k];
            sums[1][k] += a[k + 4] * b[k + 4];
        }
    }
    let (a, b) = (last_a.chunks_exact(4), last_b.chunks_exact(4));
    let rest: f64 = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a.zip(b) {
        for k in 0..4 {
            sums[0][k] += a[k] * b[k];
        }
    }
    let [a, b] = sums;
    ((a[0] + b[0]) + (a[1] + b[1])) + ((a[2] + b[2]) + (a[3] + b[3])) + rest
}

#[multiversion(targets("x86_64+avx2"))]
fn subtract_tile(rows: &mut [f64], tile: &[f64], width: usize, x: &[f64]) {
    for (columns, x) in tile.chunks_exact(AT_ONCE * width).zip(x.chunks_exact(AT_ONCE)) {
        subtract(rows, columns, width, [x[0], x[1], x[2], x[3]]);
    }
}

/// Of one tile; of its rows beyond `rows` the pivots are 1.
#[multiversion(targets("x86_64+avx2"))]
fn factor_tile(tile: &mut [f64], width: usize, least: f64, inverse: &mut [f64], rows: usize) -> Result<(), NoFactor> {
    for panel in (0..width).step_by(AT_ONCE) {
        let (done, rest) = tile.split_at_mut(panel * width);
        for (c, pair) in rest[..AT_ONCE * width].chunks_exact_mut(2 * width).enumerate() {
            let (first, second) = pair.split_at_mut(width);
            let at = panel + 2 * c;
            for columns in done.chunks_exact(AT_ONCE * width) {
                let x = |k: usize| columns[k * width + at];
                let y = |k: usize| columns[k * width + at + 1];
                let by = [[x(0), x(1), x(2), x(3)], [y(0), y(1), y(2), y(3)]];
                subtract_from_two(&mut first[panel..], &mut second[panel..], columns, width, by);
            }
        }
        for c in 0..AT_ONCE {
            let at = panel + c;
            let (earlier, own) = rest.split_at_mut(c * width);
            let own = &mut own[panel..width];
            for other in earlier.chunks_exact(width) {
                let x = other[at];
                for (to, from) in own.chunks_exact_mut(4).zip(other[panel..].chunks_exact(4)) {
                    let mut left = [0.0; 4];
                    for k in 0..4 {
                        left[k] = to[k] - from[k] * x;
                    }
                    to.copy_from_slice(&left);
                }
            }
            let pivot = own[c];
            // Not a number counts as none.
            if !(pivot > least || at >= rows) {
                return Err(NoFactor::Pivot);
            }
            let root = pivot.sqrt();
            let scale = 1.0 / root;
            inverse[at] = scale;
            for entries in own.chunks_exact_mut(4) {
                let mut scaled = [0.0; 4];
                for k in 0..4 {
                    scaled[k] = entries[k] * scale;
                }
                entries.copy_from_slice(&scaled);
            }
            own[c] = root;
        }
    }
    Ok(())
}

/// The rows of four columns in which these meet.
#[inline(always)]
fn forward_head(head: [f64; AT_ONCE], columns: &[f64], inverse: &[f64], width: usize, panel: usize) -> [f64; AT_ONCE] {
    let l = |row: usize, column: usize| columns[column * width + panel + row];
    let x0 = head[0] * inverse[0];
    let x1 = (head[1] - l(1, 0) * x0) * inverse[1];
    let x2 = (head[2] - (l(2, 0) * x0 + l(2, 1) * x1)) * inverse[2];
    let x3 = (head[3] - ((l(3, 0) * x0 + l(3, 1) * x1) + l(3, 2) * x2)) * inverse[3];
    [x0, x1, x2, x3]
}

#[multiversion(targets("x86_64+avx2"))]
fn forward_tile(tile: &[f64], inverse: &[f64], width: usize, v: &mut [f64]) {
    for panel in (0..width).step_by(AT_ONCE) {
        let columns = &tile[panel * width..(panel + AT_ONCE) * width];
        let (head, rest) = v[panel..].split_at_mut(AT_ONCE);
        let x = forward_head([head[0], head[1], head[2], head[3]], columns, &inverse[panel..], width, panel);
        head.copy_from_slice(&x);
        subtract(rest, columns, width, x);
    }
}

#[multiversion(targets("x86_64+avx2"))]
fn backward_tile(tile: &[f64], inverse: &[f64], width: usize, v: &mut [f64]) {
    for panel in (0..width).step_by(AT_ONCE).rev() {
        let after = panel + AT_ONCE;
        // Rows below the four, which do not wait for each other
        for c in panel..after {
            v[c] -= dot(&tile[c * width + after..(c + 1) * width], &v[after..]);
        }
        for c in (panel..after).rev() {
            let known: f64 = (c + 1..after).map(|row| tile[c * width + row] * v[row]).sum();
            v[c] = (v[c] - known) * inverse[c];
        }
    }
}

#[multiversion(targets("x86_64+avx2"))]
fn subtract_tile_lanes(rows: &mut [[f64; LANES]], tile: &[f64], width: usize, x: &[[f64; LANES]]) {
    for (columns, x) in tile.chunks_exact(AT_ONCE * width).zip(x.chunks_exact(AT_ONCE)) {
        subtract_lanes(rows, columns, width, [x[0], x[1], x[2], x[3]]);
    }
}

#[inline(always)]
fn subtract_lanes(v: &mut [[f64; LANES]], columns: &[f64], stride: usize, x: [[f64; LANES]; AT_ONCE]) {
    let n = v.len();
    let (a, b) = (&columns[stride - n..stride], &columns[2 * stride - n..2 * stride]);
    let (c, d) = (&columns[3 * stride - n..3 * stride], &columns[4 * stride - n..4 * stride]);
    for i in 0..n {
        for l in 0..LANES {
            v[i][l] -= (a[i] * x[0][l] + b[i] * x[1][l]) + (c[i] * x[2][l] + d[i] * x[3][l]);
        }
    }
}

#[multiversion(targets("x86_64+avx2"))]
fn forward_tile_lanes(tile: &[f64], inverse: &[f64], width: usize, v: &mut [[f64; LANES]]) {
    for panel in (0..width).step_by(AT_ONCE) {
        let columns = &tile[panel * width..(panel + AT_ONCE) * width];
        let (head, rest) = v[panel..].split_at_mut(AT_ONCE);
        let mut x = [[0.0; LANES]; AT_ONCE];
        for l in 0..LANES {
            let own = [head[0][l], head[1][l], head[2][l], head[3][l]];
            let solved = forward_head(own, columns, &inverse[panel..], width, panel);
            (0..AT_ONCE).for_each(|k| x[k][l] = solved[k]);
        }
        head.copy_from_slice(&x);
        subtract_lanes(rest, columns, width, x);
    }
}

/// tile - a b'
fn take_off(tile: &mut [f64], a: &[f64], b: &[f64], width: usize) {
    let a = DMatrixView::from_slice(a, width, width);
    let transposed = DMatrixView::from_slice_with_strides_generic(b, Dyn(width), Dyn(width), Dyn(width), Dyn(1));
    DMatrixViewMut::from_slice(tile, width, width).gemm(-1.0, &a, &transposed, 1.0);
}

/// tile L'⁻¹
fn divide(tile: &mut [f64], diagonal: &[f64], inverse: &[f64], width: usize) {
    for c in 0..width {
        let (done, own) = tile.split_at_mut(c * width);
        let own = &mut own[..width];
        let whole = c / AT_ONCE * AT_ONCE;
        for (k, columns) in done[..whole * width].chunks_exact(AT_ONCE * width).enumerate() {
            let x = [0, 1, 2, 3].map(|q| diagonal[(k * AT_ONCE + q) * width + c]);
            subtract(own, columns, width, x);
        }
        for q in whole..c {
            let x = diagonal[q * width + c];
            own.iter_mut().zip(&done[q * width..]).for_each(|(to, from)| *to -= from * x);
        }
        own.iter_mut().for_each(|entry| *entry *= inverse[c]);
    }
}
