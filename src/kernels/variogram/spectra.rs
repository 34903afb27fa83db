//! Sums over all pairs of cells at each lag, by Fourier transforms.
//!
//! With m = 1 where there is a value and 0 elsewhere, high and low parts h and l (see [`Split`]), a = h² and b = 2hl + l²,
//! Σ m m' (z - z')² = unit² (Σ\[a m' + m a' - 2 h h'\] + Σ\[b m' + m b' - 2 (h l' + l h' + l l')\]). Each sum is a
//! correlation, and the inverse transform of a product of spectra (Marcotte 1996). The first is a whole number.
//!
//! Without a gap, m is 1 all over a rectangle: pairs are counted by sides, and what goes with m is a sum over a rectangle.

use super::split::Split;
use crate::kernels::sum::Sum;
use ndarray::{ArrayView1, ArrayView2, s};
use realfft::{RealFftPlanner, num_complex::Complex64};
use rustfft::FftPlanner;
use std::ops::Range;

/// Plans and buffers that are worth keeping.
pub struct Work {
    real: RealFftPlanner<f64>,
    complex: FftPlanner<f64>,
    columns: Vec<Complex64>,
    tile_columns: Vec<Complex64>,
    sums: Vec<Complex64>,
}

impl Default for Work {
    fn default() -> Work {
        let (real, complex) = (RealFftPlanner::new(), FftPlanner::new());
        Work { real, complex, columns: Vec::new(), tile_columns: Vec::new(), sums: Vec::new() }
    }
}

/// Cells with the part of them that pairs start from: their first rows, and some columns.
pub struct Area<'a> {
    pub cells: ArrayView2<'a, f64>,
    pub rows: usize,
    pub columns: Range<usize>,
}

/// What is known of the pairs at one lag; sums are in values, not units.
pub struct Pairs {
    /// Rows down, and columns to the right.
    pub lag: (usize, isize),
    pub count: u64,
    /// Σ (z - z')²
    pub squares: f64,
    /// Σ (z - o) (z' - o) and Σ (z - o) + (z' - o), o being the origin, where they are asked for.
    pub products: f64,
    pub both: f64,
}

/// Rows, or columns, that are transformed at a time.
const TOGETHER: usize = 8;

/// A sum whose error may be more than this share of it is summed pair by pair, as where an outlier or a trend dwarfs a few
/// small differences; but over no more pairs than so many per point of the transforms.
const ENOUGH: f64 = 1e-12;
const BUDGET: usize = 64;

/// Sides of the transforms for an area, for lags up to some rows and columns: no lag meets another one's wrapped image.
pub fn sides(
    rows: usize,
    below: usize,
    left: usize,
    columns: usize,
    right: usize,
    reach: (usize, usize),
) -> [usize; 2] {
    let across = reach.1.min(left + columns + right) + columns + left.max(right);
    [fast((rows + below).max(rows + reach.0.min(rows + below))), fast(across.max(left + columns + right))]
}

/// The next even number without a prime factor over 5.
pub fn fast(at_least: usize) -> usize {
    let without = |mut n: usize, prime: usize| {
        while n % prime == 0 {
            n /= prime;
        }
        n
    };
    let smooth = |n: usize| [2, 3, 5].into_iter().fold(n, without) == 1;
    (at_least.max(2)..).find(|n| n % 2 == 0 && smooth(*n)).expect("a power of two comes")
}

/// Fields that are transformed; without gaps there is no mask, of whole numbers no low part.
const HIGH: usize = 0;
const LOW: usize = 1;
const MASK: usize = 2;
const HIGH_SQUARES: usize = 3;
const LOW_SQUARES: usize = 4;

/// Visits every lag of the half plane up to a reach, in order, with its pairs whose first cell (the upper one, or the left
/// one of a row) is one that pairs start from. The origin comes with them. False where `go_on` said no.
pub fn pairs(
    area: &Area<'_>,
    reach: (usize, usize),
    covariance: bool,
    work: &mut Work,
    mut go_on: impl FnMut() -> bool,
    mut visit: impl FnMut(Pairs, f64),
) -> bool {
    let (rows, columns) = area.cells.dim();
    let (left, right) = (area.columns.start, columns - area.columns.end);
    let [height, width] = sides(area.rows, rows - area.rows, left, area.columns.len(), right, reach);
    let half = width / 2 + 1;
    let reach = (reach.0.min(rows - 1), reach.1.min(columns - 1));

    let values = || area.cells.iter().copied().filter(|z| !z.is_nan());
    let split = Split::new(values(), height * width);
    let gaps = values().count() < rows * columns;
    let rests = values().any(|z| split.parts(z).1 != 0.0);
    let mut fields = vec![HIGH];
    fields.extend([LOW].iter().filter(|_| rests));
    fields.extend([MASK, HIGH_SQUARES].iter().filter(|_| gaps));
    fields.extend([LOW_SQUARES].iter().filter(|_| gaps && rests));
    let place = |field: usize| fields.iter().position(|f| *f == field).unwrap_or(usize::MAX);
    let (low, mask, high_squares, low_squares) = (place(LOW), place(MASK), place(HIGH_SQUARES), place(LOW_SQUARES));

    // Along rows, some at a time, into columns
    let whole = area.rows == rows && left + right == 0;
    let shared = left + right == 0;
    let forward = work.real.plan_fft_forward(width);
    let mut scratch = forward.make_scratch_vec();
    let mut line = vec![0.0; width];
    let mut lines = vec![Complex64::default(); TOGETHER * half];
    let tile_rows = if shared { 0 } else { area.rows };
    let (size, tile_size) = (rows * half, tile_rows * half);
    grow(&mut work.columns, fields.len() * size);
    grow(&mut work.tile_columns, fields.len() * tile_size);
    for start in (0..rows).step_by(TOGETHER) {
        if !go_on() {
            return false;
        }
        let n = TOGETHER.min(rows - start);
        for (f, field) in fields.iter().enumerate() {
            let mut transform = |of: Range<usize>, rows: usize, into: &mut [Complex64]| {
                let n = n.min(rows - start);
                for (r, lines) in lines.chunks_exact_mut(half).take(n).enumerate() {
                    part(&area.cells.row(start + r), &split, *field, of.clone(), &mut line);
                    forward
                        .process_with_scratch(&mut line, lines, &mut scratch)
                        .expect("lengths are those of the plan");
                }
                for (c, column) in into.chunks_exact_mut(rows).enumerate() {
                    column[start..start + n].iter_mut().enumerate().for_each(|(r, value)| *value = lines[r * half + c]);
                }
            };
            transform(0..columns, rows, &mut work.columns[f * size..][..size]);
            if start < tile_rows {
                transform(area.columns.clone(), tile_rows, &mut work.tile_columns[f * tile_size..][..tile_size]);
            }
        }
    }
    let (from, from_rows) = if shared { (&work.columns, rows) } else { (&work.tile_columns, tile_rows) };

    // Columns
    let mut sums: Vec<Kind> = vec![Kind::High];
    sums.extend([Kind::Rest].iter().filter(|_| rests));
    sums.extend([Kind::Count].iter().filter(|_| gaps));
    sums.extend([Kind::Products].iter().filter(|_| covariance));
    sums.extend([Kind::Both].iter().filter(|_| covariance && gaps));
    let lags = reach.0 + 1;
    grow(&mut work.sums, sums.len() * lags * half);
    let down = work.complex.plan_fft_forward(height);
    let up = work.complex.plan_fft_inverse(height);
    let mut scratch = vec![Complex64::default(); down.get_inplace_scratch_len().max(up.get_inplace_scratch_len())];
    let mut all = vec![Complex64::default(); fields.len() * TOGETHER * height];
    let mut first = if whole { Vec::new() } else { all.clone() };
    let mut product = vec![Complex64::default(); TOGETHER * height];
    for start in (0..half).step_by(TOGETHER) {
        if !go_on() {
            return false;
        }
        let n = TOGETHER.min(half - start);
        let mut gather = |source: &[Complex64], source_rows: usize, rows: usize, into: &mut [Complex64]| {
            for (f, into) in into.chunks_exact_mut(TOGETHER * height).take(fields.len()).enumerate() {
                let source = &source[(f * half + start) * source_rows..][..n * source_rows];
                for (source, into) in source.chunks_exact(source_rows).zip(into.chunks_exact_mut(height)) {
                    into[..rows].copy_from_slice(&source[..rows]);
                    into[rows..].fill(Complex64::default());
                }
                down.process_with_scratch(&mut into[..n * height], &mut scratch);
            }
        };
        gather(&work.columns, rows, rows, &mut all);
        if !whole {
            gather(from, from_rows, area.rows, &mut first);
        }
        let first = if whole { &all } else { &first };
        let of = |place: usize| {
            let range = place * TOGETHER * height..place * TOGETHER * height + n * height;
            first[range.clone()].iter().zip(&all[range])
        };
        for (kind, sums) in sums.iter().zip(work.sums.chunks_exact_mut(lags * half)) {
            let product = &mut product[..n * height];
            match kind {
                Kind::Count => product.iter_mut().zip(of(mask)).for_each(|(p, (m, m2))| *p = m.conj() * m2),
                Kind::High | Kind::Rest => {
                    let squares = if *kind == Kind::High {
                        product.iter_mut().zip(of(0)).for_each(|(p, (h, h2))| *p = -2.0 * h.conj() * h2);
                        high_squares
                    } else {
                        for ((p, (h, h2)), (l, l2)) in product.iter_mut().zip(of(0)).zip(of(low)) {
                            *p = -2.0 * (h.conj() * l2 + l.conj() * (h2 + l2));
                        }
                        low_squares
                    };
                    if gaps {
                        for ((p, (m, m2)), (a, a2)) in product.iter_mut().zip(of(mask)).zip(of(squares)) {
                            *p += a.conj() * m2 + m.conj() * a2;
                        }
                    }
                }
                Kind::Products if rests => {
                    for ((p, (h, h2)), (l, l2)) in product.iter_mut().zip(of(0)).zip(of(low)) {
                        *p = (h + l).conj() * (h2 + l2);
                    }
                }
                Kind::Products => product.iter_mut().zip(of(0)).for_each(|(p, (h, h2))| *p = h.conj() * h2),
                Kind::Both => {
                    for ((p, (m, m2)), (h, h2)) in product.iter_mut().zip(of(mask)).zip(of(0)) {
                        *p = h.conj() * m2 + m.conj() * h2;
                    }
                    for ((p, (m, m2)), (l, l2)) in product.iter_mut().zip(of(mask)).zip(of(low)).filter(|_| rests) {
                        *p += l.conj() * m2 + m.conj() * l2;
                    }
                }
            }
            up.process_with_scratch(product, &mut scratch);
            let sums = sums[start * lags..].chunks_exact_mut(lags);
            sums.zip(product.chunks_exact(height)).for_each(|(sums, product)| sums.copy_from_slice(&product[..lags]));
        }
    }

    // Back along rows
    let rectangles = (!gaps).then(|| Rectangles::new(area, &split, covariance));
    let backward = work.real.plan_fft_inverse(width);
    let mut scratch = backward.make_scratch_vec();
    let mut lines = vec![vec![0.0; width]; sums.len()];
    let scale = 1.0 / (height * width) as f64;
    let square = split.unit * split.unit;
    let error = if rests { split.error(values()) } else { 0.0 };
    let mut starts_of = None;
    let mut budget = BUDGET * height * width;
    let mut spectra = vec![Complex64::default(); sums.len() * TOGETHER * half];
    for dy in 0..lags {
        if dy % TOGETHER == 0 {
            let n = TOGETHER.min(lags - dy);
            let columns = work.sums.chunks_exact(lags).take(sums.len() * half).enumerate();
            for (k, column) in columns {
                let (sum, c) = (k / half, k % half);
                for (r, value) in column[dy..dy + n].iter().enumerate() {
                    spectra[(sum * TOGETHER + r) * half + c] = *value;
                }
            }
        }
        for (sum, line) in lines.iter_mut().enumerate() {
            let spectrum = &mut spectra[(sum * TOGETHER + dy % TOGETHER) * half..][..half];
            // Real but for rounding
            spectrum[0].im = 0.0;
            spectrum[half - 1].im = 0.0;
            backward.process_with_scratch(spectrum, line, &mut scratch).expect("lengths are those of the plan");
        }
        let least = if dy == 0 { 0 } else { -(reach.1 as isize) };
        for dx in least..=reach.1 as isize {
            let at = if dx < 0 { width - dx.unsigned_abs() } else { dx as usize };
            let sum = |kind| sums.iter().position(|k| *k == kind).map_or(0.0, |k| lines[k][at] * scale);
            let [mut high, mut rest, mut count, mut both] = [Kind::High, Kind::Rest, Kind::Count, Kind::Both].map(sum);
            if let Some(rectangles) = &rectangles {
                let of = rectangles.pairs((dy, dx));
                (count, high, rest, both) = (of[0], high + of[1], rest + of[2], of[3]);
            }
            debug_assert!((high - high.round()).abs() < 0.25 && (count - count.round()).abs() < 0.25);
            let count = count.round() as u64;
            let mut squares = if count == 0 { 0.0 } else { ((high.round() + rest) * square).max(0.0) };
            if count > 0 && error > ENOUGH * squares && budget > 0 {
                let starts = starts_of.get_or_insert_with(|| starts(area));
                budget = budget.saturating_sub(starts.len());
                squares = one_by_one(area, starts, (dy, dx));
            }
            let (products, both) = (sum(Kind::Products) * square, both * split.unit);
            visit(Pairs { lag: (dy, dx), count, squares, products, both }, split.origin());
        }
    }
    true
}

/// Cells that pairs start from and that have a value, with their rows and columns.
fn starts(area: &Area<'_>) -> Vec<(usize, usize, f64)> {
    let rows = area.cells.rows().into_iter().enumerate().take(area.rows);
    let cells = rows.flat_map(|(r, cells)| area.columns.clone().map(move |c| (r, c, cells[c])));
    cells.filter(|(_, _, z)| !z.is_nan()).collect()
}

/// Σ (z - z')² at a lag.
fn one_by_one(area: &Area<'_>, starts: &[(usize, usize, f64)], lag: (usize, isize)) -> f64 {
    let mut sum = Sum::default();
    for (r, c, z) in starts {
        let other = c.checked_add_signed(lag.1).and_then(|c| area.cells.get((r + lag.0, c)));
        if let Some(other) = other.filter(|z| !z.is_nan()) {
            sum.add((z - other).powi(2));
        }
    }
    sum.total()
}

fn grow(values: &mut Vec<Complex64>, length: usize) {
    if values.len() < length {
        values.resize(length, Complex64::default());
    }
}

/// A field along some cells of a row, and 0 elsewhere.
fn part(cells: &ArrayView1<'_, f64>, split: &Split, field: usize, of: Range<usize>, line: &mut [f64]) {
    line.fill(0.0);
    let cells = cells.slice(s![of.clone()]);
    let line = line[of].iter_mut().zip(cells);
    match field {
        MASK => line.for_each(|(value, z)| *value = if z.is_nan() { 0.0 } else { 1.0 }),
        _ => line.for_each(|(value, z)| {
            let (high, low) = split.parts(*z);
            let of = match field {
                HIGH => high,
                LOW => low,
                HIGH_SQUARES => high * high,
                _ => low * (2.0 * high + low),
            };
            *value = if z.is_nan() { 0.0 } else { of };
        }),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    High,
    Rest,
    Count,
    Products,
    Both,
}

/// Sums over rectangles of cells that have no gap.
struct Rectangles {
    rows: usize,
    columns: usize,
    tile: (usize, Range<usize>),
    /// Of h², of 2hl + l², and of h + l, over all cells above and to the left.
    sums: Vec<Vec<f64>>,
}

impl Rectangles {
    fn new(area: &Area<'_>, split: &Split, both: bool) -> Rectangles {
        let (rows, columns) = area.cells.dim();
        let mut sums = vec![vec![0.0; (rows + 1) * (columns + 1)]; if both { 3 } else { 2 }];
        for (r, cells) in area.cells.rows().into_iter().enumerate() {
            let mut line = [0.0; 3];
            for (c, z) in cells.iter().enumerate() {
                let (high, low) = split.parts(*z);
                line[0] += high * high;
                line[1] += 2.0 * high * low + low * low;
                line[2] += high + low;
                for (sums, line) in sums.iter_mut().zip(line) {
                    sums[(r + 1) * (columns + 1) + c + 1] = sums[r * (columns + 1) + c + 1] + line;
                }
            }
        }
        Rectangles { rows, columns, tile: (area.rows, area.columns.clone()), sums }
    }

    /// Of the pairs at a lag: their number, and sums over first and second cells.
    fn pairs(&self, lag: (usize, isize)) -> [f64; 4] {
        let rows = 0..self.tile.0.min(self.rows - lag.0);
        let start = self.tile.1.start.max((-lag.1).max(0) as usize);
        let end = self.tile.1.end.min((self.columns as isize - lag.1).max(0) as usize);
        if start >= end || rows.is_empty() {
            return [0.0; 4];
        }
        let corner = |sums: &[f64], r: usize, c: usize| sums[r * (self.columns + 1) + c];
        let sum = |sums: &[f64], rows: Range<usize>, columns: Range<usize>| {
            corner(sums, rows.end, columns.end)
                - corner(sums, rows.start, columns.end)
                - (corner(sums, rows.end, columns.start) - corner(sums, rows.start, columns.start))
        };
        let moved = |c: usize| (c as isize + lag.1) as usize;
        let mut of = [(rows.len() * (end - start)) as f64, 0.0, 0.0, 0.0];
        for (of, sums) in of[1..].iter_mut().zip(&self.sums) {
            *of = sum(sums, rows.clone(), start..end)
                + sum(sums, rows.start + lag.0..rows.end + lag.0, moved(start)..moved(end));
        }
        of
    }
}
