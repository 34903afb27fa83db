//! One tile of a factor: what the time goes into.
//!
//! Entries are computed by fours, the same on machines that do so in one step and on others: none is a fused product and sum, and sums have
//! one order. Widths are multiples of four.
//!
//! Of 32 neighbours nalgebra's dynamic Cholesky takes about twice the time.

use multiversion::multiversion;

/// Columns that are taken off at once, so that each entry is loaded once for all of them.
pub(super) const AT_ONCE: usize = 4;

/// Right-hand sides that are solved at once.
pub(super) const LANES: usize = 8;

/// Rows of v, a multiple of four of them, less four columns times x.
#[inline(always)]
pub(super) fn subtract(v: &mut [f64], columns: &[f64], stride: usize, x: [f64; AT_ONCE]) {
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
pub(super) fn subtract_from_two(v: &mut [f64], w: &mut [f64], columns: &[f64], stride: usize, by: [[f64; AT_ONCE]; 2]) {
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
pub(super) fn subtract_tile(rows: &mut [f64], tile: &[f64], width: usize, x: &[f64]) {
    for (columns, x) in tile.chunks_exact(AT_ONCE * width).zip(x.chunks_exact(AT_ONCE)) {
        subtract(rows, columns, width, [x[0], x[1], x[2], x[3]]);
    }
}

/// L in place of a tile; of its rows beyond `rows` the pivots are 1. False where a pivot is not over `least`.
#[multiversion(targets("x86_64+avx2"))]
pub(super) fn factor_tile(tile: &mut [f64], width: usize, least: f64, inverse: &mut [f64], rows: usize) -> bool {
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
                return false;
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
    true
}

/// The rows of four columns in which these meet.
#[inline(always)]
pub(super) fn forward_head(
    head: [f64; AT_ONCE],
    columns: &[f64],
    inverse: &[f64],
    width: usize,
    panel: usize,
) -> [f64; AT_ONCE] {
    let l = |row: usize, column: usize| columns[column * width + panel + row];
    let x0 = head[0] * inverse[0];
    let x1 = (head[1] - l(1, 0) * x0) * inverse[1];
    let x2 = (head[2] - (l(2, 0) * x0 + l(2, 1) * x1)) * inverse[2];
    let x3 = (head[3] - ((l(3, 0) * x0 + l(3, 1) * x1) + l(3, 2) * x2)) * inverse[3];
    [x0, x1, x2, x3]
}

#[multiversion(targets("x86_64+avx2"))]
pub(super) fn forward_tile(tile: &[f64], inverse: &[f64], width: usize, v: &mut [f64]) {
    for panel in (0..width).step_by(AT_ONCE) {
        let columns = &tile[panel * width..(panel + AT_ONCE) * width];
        let (head, rest) = v[panel..].split_at_mut(AT_ONCE);
        let x = forward_head([head[0], head[1], head[2], head[3]], columns, &inverse[panel..], width, panel);
        head.copy_from_slice(&x);
        subtract(rest, columns, width, x);
    }
}

#[multiversion(targets("x86_64+avx2"))]
pub(super) fn backward_tile(tile: &[f64], inverse: &[f64], width: usize, v: &mut [f64]) {
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
pub(super) fn subtract_tile_lanes(rows: &mut [[f64; LANES]], tile: &[f64], width: usize, x: &[[f64; LANES]]) {
    for (columns, x) in tile.chunks_exact(AT_ONCE * width).zip(x.chunks_exact(AT_ONCE)) {
        subtract_lanes(rows, columns, width, [x[0], x[1], x[2], x[3]]);
    }
}

#[inline(always)]
pub(super) fn subtract_lanes(v: &mut [[f64; LANES]], columns: &[f64], stride: usize, x: [[f64; LANES]; AT_ONCE]) {
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
pub(super) fn forward_tile_lanes(tile: &[f64], inverse: &[f64], width: usize, v: &mut [[f64; LANES]]) {
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

/// tile L'⁻¹
pub(super) fn divide(tile: &mut [f64], diagonal: &[f64], inverse: &[f64], width: usize) {
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
