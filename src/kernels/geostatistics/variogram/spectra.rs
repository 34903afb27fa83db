//! Sums over all pairs of cells at each lag, by Fourier transforms.
//!
//! With m = 1 where there is a value and 0 elsewhere, high and low parts h and l (see [`Split`]), a = h² and b = 2hl + l²,
//! Σ m m' (z - z')² = unit² (Σ\[a m' + m a' - 2 h h'\] + Σ\[b m' + m b' - 2 (h l' + l h' + l l')\]). Each sum is a
//! correlation, and the inverse transform of a product of spectra (Marcotte 1996). The first is a whole number.
//!
//! Without a gap, m is 1 all over a rectangle: pairs are counted by sides, and what goes with m is a sum over a rectangle.

use super::{rectangles::Rectangles, split::Split};
use crate::kernels::{
    GoOn,
    stats::{fourier::fast, sum::Sum},
};
use ndarray::{ArrayView1, ArrayView2, s};
use rayon::prelude::*;
use realfft::{RealFftPlanner, RealToComplex, num_complex::Complex64};
use rustfft::FftPlanner;
use std::ops::Range;

/// Plans and buffers that are worth keeping.
pub struct Work {
    real: RealFftPlanner<f64>,
    complex: FftPlanner<f64>,
    /// Of all cells, and of those that pairs start from: each field by batches of rows, these by columns of the spectrum, with a
    /// number for each row of the batch.
    spectra: Vec<Complex64>,
    own_spectra: Vec<Complex64>,
    /// By columns of the spectrum, these by kinds, with a number for each row of lags.
    sums: Vec<Complex64>,
}

impl Default for Work {
    fn default() -> Work {
        let (real, complex) = (RealFftPlanner::new(), FftPlanner::new());
        Work { real, complex, spectra: Vec::new(), own_spectra: Vec::new(), sums: Vec::new() }
    }
}

/// Cells with the part of them that pairs start from: their first rows, and some columns.
pub struct PairArea<'a> {
    pub cells: ArrayView2<'a, f64>,
    pub rows: usize,
    pub columns: Range<usize>,
}

/// What is known of the pairs at one lag; sums are in values, not units.
#[derive(Clone, Default)]
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
const BATCH: usize = 8;

/// Bytes of transformed rows that are kept. For more of them rows are transformed once more;
/// in tests soon, so that they meet it.
const MEMORY: usize = if cfg!(test) { 1 << 14 } else { 512 << 20 };

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
    max_lag: (usize, usize),
) -> [usize; 2] {
    let across = max_lag.1.min(left + columns + right) + columns + left.max(right);
    [fast((rows + below).max(rows + max_lag.0.min(rows + below))), fast(across.max(left + columns + right))]
}

/// Fields that are transformed; without gaps there is no mask, of whole numbers no low part.
const HIGH: usize = 0;
const LOW: usize = 1;
const MASK: usize = 2;
const HIGH_SQUARES: usize = 3;
const LOW_SQUARES: usize = 4;

/// Visits every lag of the half plane up to the longest, in order, with its pairs whose first cell (the upper one, or the left
/// one of a row) is one that pairs start from. The origin comes with them. False where `go_on` said no.
pub fn pairs(
    area: &PairArea<'_>,
    max_lag: (usize, usize),
    covariance: bool,
    work: &mut Work,
    go_on: GoOn<'_>,
    visit: impl FnMut(&Pairs, f64),
) -> bool {
    let plan = TransformPlan::new(area, max_lag, covariance);
    grow(&mut work.sums, plan.kinds.len() * (plan.max_lag.0 + 1) * plan.half);
    for columns in plan.passes() {
        if !plan.transform_rows(columns.clone(), work, go_on) || !plan.multiply_columns(columns, work, go_on) {
            return false;
        }
    }
    plan.back(work, go_on, visit)
}

/// A sum that is transformed back.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    High,
    Rest,
    Count,
    Products,
    Both,
}

/// What is transformed, and how.
struct TransformPlan<'a, 'c> {
    area: &'a PairArea<'c>,
    max_lag: (usize, usize),
    split: Split,
    gaps: bool,
    rests: bool,
    covariance: bool,
    fields: Vec<usize>,
    kinds: Vec<Kind>,
    /// Sides of the transforms, and columns of half a spectrum.
    height: usize,
    width: usize,
    half: usize,
    /// Rows of the cells that pairs start from, where those have fewer columns than all cells; else 0.
    own_rows: usize,
}

impl<'a, 'c> TransformPlan<'a, 'c> {
    fn new(area: &'a PairArea<'c>, max_lag: (usize, usize), covariance: bool) -> TransformPlan<'a, 'c> {
        let (rows, columns) = area.cells.dim();
        let (left, right) = (area.columns.start, columns - area.columns.end);
        let [height, width] = sides(area.rows, rows - area.rows, left, area.columns.len(), right, max_lag);
        let values = || area.cells.iter().copied().filter(|z| !z.is_nan());
        let split = Split::new(values(), height * width);
        let gaps = values().count() < rows * columns;
        let rests = values().any(|z| split.parts(z).1 != 0.0);
        let fields = [(HIGH, true), (LOW, rests), (MASK, gaps), (HIGH_SQUARES, gaps), (LOW_SQUARES, gaps && rests)];
        let kinds = [
            (Kind::High, true),
            (Kind::Rest, rests),
            (Kind::Count, gaps),
            (Kind::Products, covariance),
            (Kind::Both, covariance && gaps),
        ];
        TransformPlan {
            area,
            max_lag: (max_lag.0.min(rows - 1), max_lag.1.min(columns - 1)),
            split,
            gaps,
            rests,
            covariance,
            fields: fields.into_iter().filter_map(|(field, used)| used.then_some(field)).collect(),
            kinds: kinds.into_iter().filter_map(|(kind, used)| used.then_some(kind)).collect(),
            height,
            width,
            half: width / 2 + 1,
            own_rows: if left + right == 0 { 0 } else { area.rows },
        }
    }

    /// Columns of the spectra that are kept at a time.
    fn passes(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let column = self.fields.len() * (self.area.cells.nrows() + self.own_rows) * size_of::<Complex64>();
        let (half, most) = (self.half, (MEMORY / column).max(BATCH));
        let passes = half.div_ceil(most);
        (0..passes).map(move |k| half * k / passes..half * (k + 1) / passes)
    }

    /// Transforms rows, a batch at a time, and keeps the columns of a pass: of all cells, and of those that pairs start from
    /// where these have fewer columns.
    fn transform_rows(&self, pass: Range<usize>, work: &mut Work, go_on: GoOn<'_>) -> bool {
        let (rows, columns) = self.area.cells.dim();
        let forward = work.real.plan_fft_forward(self.width);
        self.transform(rows, 0..columns, &pass, &*forward, &mut work.spectra, go_on)
            && self.transform(self.own_rows, self.area.columns.clone(), &pass, &*forward, &mut work.own_spectra, go_on)
    }

    fn transform(
        &self,
        rows: usize,
        columns: Range<usize>,
        pass: &Range<usize>,
        forward: &dyn RealToComplex<f64>,
        into: &mut Vec<Complex64>,
        go_on: GoOn<'_>,
    ) -> bool {
        let batches = rows.div_ceil(BATCH);
        let length = self.fields.len() * batches * pass.len() * BATCH;
        grow(into, length);
        let buffers =
            || (forward.make_scratch_vec(), vec![0.0; self.width], vec![Complex64::default(); BATCH * self.half]);
        let spectra = into[..length].par_chunks_exact_mut(pass.len() * BATCH).enumerate();
        let done = spectra.try_for_each_init(buffers, |(scratch, line, lines), (k, spectra)| {
            let (field, start) = (self.fields[k / batches], k % batches * BATCH);
            let n = BATCH.min(rows - start);
            for (r, lines) in lines.chunks_exact_mut(self.half).take(n).enumerate() {
                part(&self.area.cells.row(start + r), &self.split, field, columns.clone(), line);
                forward.process_with_scratch(line, lines, scratch).expect("lengths are those of the plan");
            }
            for (c, column) in pass.clone().zip(spectra.chunks_exact_mut(BATCH)) {
                (0..n).for_each(|r| column[r] = lines[r * self.half + c]);
            }
            go_on().then_some(())
        });
        done.is_some()
    }

    /// Transforms columns, a batch at a time, multiplies them, and transforms the products back.
    fn multiply_columns(&self, pass: Range<usize>, work: &mut Work, go_on: GoOn<'_>) -> bool {
        let (height, lags) = (self.height, self.max_lag.0 + 1);
        let (down, up) = (work.complex.plan_fft_forward(height), work.complex.plan_fft_inverse(height));
        let rows = self.area.cells.nrows();
        let all = Spectra { values: &work.spectra, rows, columns: pass.len() };
        let own = match self.own_rows {
            0 => all,
            rows => Spectra { values: &work.own_spectra, rows, columns: pass.len() },
        };
        let same = self.own_rows == 0 && self.area.rows == rows;
        let buffers = || {
            let scratch = down.get_inplace_scratch_len().max(up.get_inplace_scratch_len());
            let second = vec![Complex64::default(); self.fields.len() * BATCH * height];
            let first = if same { Vec::new() } else { second.clone() };
            (vec![Complex64::default(); scratch], first, second, vec![Complex64::default(); BATCH * height])
        };
        let column = self.kinds.len() * lags;
        let sums = work.sums[pass.start * column..pass.end * column].par_chunks_mut(BATCH * column).enumerate();
        let done = sums.try_for_each_init(buffers, |(scratch, first, second, product), (k, sums)| {
            let (start, n) = (k * BATCH, sums.len() / column);
            let mut transform = |of: &Spectra<'_>, rows: usize, into: &mut [Complex64]| {
                for (f, into) in into.chunks_exact_mut(BATCH * height).enumerate() {
                    let columns = &mut into[..n * height];
                    of.columns(f, start, rows, columns, height);
                    down.process_with_scratch(columns, scratch);
                }
            };
            transform(&all, rows, second);
            if !same {
                transform(&own, self.area.rows, first);
            }
            let first = if same { &second } else { &first };
            for (kind, at) in self.kinds.iter().zip((0..).step_by(lags)) {
                let product = &mut product[..n * height];
                self.multiply(*kind, first, second, product);
                up.process_with_scratch(product, scratch);
                for (sums, all) in sums.chunks_exact_mut(column).zip(product.chunks_exact(height)) {
                    sums[at..at + lags].copy_from_slice(&all[..lags]);
                }
            }
            go_on().then_some(())
        });
        done.is_some()
    }

    /// The spectrum of a sum, of those of the fields of first and second cells.
    fn multiply(&self, kind: Kind, first: &[Complex64], second: &[Complex64], product: &mut [Complex64]) {
        let n = product.len();
        let of = |field: usize| {
            let at = self.fields.iter().position(|f| *f == field).expect("a field that is used");
            let range = at * BATCH * self.height..at * BATCH * self.height + n;
            first[range.clone()].iter().zip(&second[range])
        };
        // Σ x y' + y x'
        let mixed = |product: &mut [Complex64], x: usize, y: usize, sign: f64| {
            for ((p, (x, x2)), (y, y2)) in product.iter_mut().zip(of(x)).zip(of(y)) {
                *p += sign * (x.conj() * y2 + y.conj() * x2);
            }
        };
        // Σ x x'
        let plain = |product: &mut [Complex64], x: usize, sign: f64| {
            product.iter_mut().zip(of(x)).for_each(|(p, (x, x2))| *p += sign * (x.conj() * x2));
        };
        product.fill(Complex64::default());
        match kind {
            Kind::Count => plain(product, MASK, 1.0),
            Kind::High => {
                plain(product, HIGH, -2.0);
                if self.gaps {
                    mixed(product, HIGH_SQUARES, MASK, 1.0);
                }
            }
            Kind::Rest => {
                mixed(product, HIGH, LOW, -2.0);
                plain(product, LOW, -2.0);
                if self.gaps {
                    mixed(product, LOW_SQUARES, MASK, 1.0);
                }
            }
            Kind::Products => {
                plain(product, HIGH, 1.0);
                if self.rests {
                    mixed(product, HIGH, LOW, 1.0);
                    plain(product, LOW, 1.0);
                }
            }
            Kind::Both => {
                mixed(product, HIGH, MASK, 1.0);
                if self.rests {
                    mixed(product, LOW, MASK, 1.0);
                }
            }
        }
    }

    /// Transforms the sums back along rows, and visits the pairs of every lag.
    fn back(&self, work: &mut Work, go_on: GoOn<'_>, mut visit: impl FnMut(&Pairs, f64)) -> bool {
        let lags = self.max_lag.0 + 1;
        let (cells, tile) = (&self.area.cells, (self.area.rows, self.area.columns.clone()));
        let rectangles = (!self.gaps).then(|| Rectangles::new(cells, tile, &self.split, self.covariance));
        let backward = work.real.plan_fft_inverse(self.width);
        let buffers = || {
            let lines = vec![vec![0.0; self.width]; self.kinds.len()];
            (backward.make_scratch_vec(), vec![Complex64::default(); self.kinds.len() * BATCH * self.half], lines)
        };
        let mut pair_by_pair = PairByPair::new(self);
        let (right, across) = (self.max_lag.1 as isize, 2 * self.max_lag.1 + 1);
        // Pairs wait for those before them, and so for a few batches only.
        let group = (2 * rayon::current_num_threads() * BATCH).min(lags);
        let mut all = vec![Pairs::default(); group * across];
        for start in (0..lags).step_by(group) {
            let all = &mut all[..group.min(lags - start) * across];
            let batches = all.par_chunks_mut(BATCH * across).enumerate();
            let done = batches.try_for_each_init(buffers, |(scratch, spectra, lines), (k, batch)| {
                let start = start + k * BATCH;
                self.gather(&work.sums, start..start + batch.len() / across, spectra);
                for (r, pairs) in batch.chunks_exact_mut(across).enumerate() {
                    for (k, line) in lines.iter_mut().enumerate() {
                        let spectrum = &mut spectra[(k * BATCH + r) * self.half..][..self.half];
                        // Real but for rounding
                        spectrum[0].im = 0.0;
                        spectrum[self.half - 1].im = 0.0;
                        backward.process_with_scratch(spectrum, line, scratch).expect("lengths are those of the plan");
                    }
                    let lags = (-right..=right).map(|dx| (start + r, dx));
                    for (pairs, lag) in pairs.iter_mut().zip(lags) {
                        *pairs = self.pairs(lag, lines, rectangles.as_ref());
                    }
                }
                go_on().then_some(())
            });
            // The half plane has but half of the first row.
            let half_plane = if start == 0 { self.max_lag.1 } else { 0 };
            if done.is_none() || !pair_by_pair.better(&mut all[half_plane..], go_on) {
                return false;
            }
            all[half_plane..].iter().for_each(|pairs| visit(pairs, self.split.origin()));
        }
        true
    }

    /// Some rows of the sums, kind by kind.
    fn gather(&self, sums: &[Complex64], rows: Range<usize>, spectra: &mut [Complex64]) {
        let lags = self.max_lag.0 + 1;
        for (c, column) in sums.chunks_exact(self.kinds.len() * lags).take(self.half).enumerate() {
            for (k, column) in column.chunks_exact(lags).enumerate() {
                for (r, value) in column[rows.clone()].iter().enumerate() {
                    spectra[(k * BATCH + r) * self.half + c] = *value;
                }
            }
        }
    }

    /// From sums along a row of lags to values.
    fn pairs(&self, lag: (usize, isize), lines: &[Vec<f64>], rectangles: Option<&Rectangles>) -> Pairs {
        let at = if lag.1 < 0 { self.width - lag.1.unsigned_abs() } else { lag.1 as usize };
        let scale = 1.0 / (self.height * self.width) as f64;
        let sum = |kind| self.kinds.iter().position(|k| *k == kind).map_or(0.0, |k| lines[k][at] * scale);
        let [mut high, mut rest, mut count, mut both] = [Kind::High, Kind::Rest, Kind::Count, Kind::Both].map(sum);
        if let Some(rectangles) = rectangles {
            let of = rectangles.pairs(lag);
            (count, high, rest, both) = (of[0], high + of[1], rest + of[2], of[3]);
        }
        debug_assert!((high - high.round()).abs() < 0.25 && (count - count.round()).abs() < 0.25);
        let (count, unit) = (count.round() as u64, self.split.unit);
        let squares = if count == 0 { 0.0 } else { ((high.round() + rest) * unit * unit).max(0.0) };
        Pairs { lag, count, squares, products: sum(Kind::Products) * unit * unit, both: both * unit }
    }
}

/// Sums pair by pair, for those that are small against their error.
struct PairByPair<'a, 'c> {
    area: &'a PairArea<'c>,
    error: f64,
    budget: usize,
    /// Cells that pairs start from and that have a value, with their rows and columns; once they are needed.
    starts: Option<Vec<(usize, usize, f64)>>,
}

impl<'a, 'c> PairByPair<'a, 'c> {
    fn new(plan: &TransformPlan<'a, 'c>) -> PairByPair<'a, 'c> {
        let values = plan.area.cells.iter().copied().filter(|z| !z.is_nan());
        let error = if plan.rests { plan.split.error(values) } else { 0.0 };
        PairByPair { area: plan.area, error, budget: BUDGET * plan.height * plan.width, starts: None }
    }

    /// Sums once more what needs it, in order while the budget lasts; false where `go_on` said no.
    fn better(&mut self, pairs: &mut [Pairs], go_on: GoOn<'_>) -> bool {
        let area = self.area;
        let mut worse = Vec::new();
        for pairs in pairs.iter_mut().filter(|pairs| pairs.count > 0 && self.error > ENOUGH * pairs.squares) {
            if self.budget == 0 {
                break;
            }
            let starts = self.starts.get_or_insert_with(|| {
                let rows = area.cells.rows().into_iter().enumerate().take(area.rows);
                let cells = rows.flat_map(|(r, cells)| area.columns.clone().map(move |c| (r, c, cells[c])));
                cells.filter(|(_, _, z)| !z.is_nan()).collect()
            });
            self.budget = self.budget.saturating_sub(starts.len());
            worse.push(pairs);
        }
        let starts = self.starts.as_deref().unwrap_or_default();
        let done = worse.into_par_iter().try_for_each(|pairs| {
            let mut sum = Sum::default();
            for (r, c, z) in starts {
                let other = c.checked_add_signed(pairs.lag.1).and_then(|c| area.cells.get((*r + pairs.lag.0, c)));
                if let Some(other) = other.filter(|z| !z.is_nan()) {
                    sum.add((*z - other).powi(2));
                }
            }
            pairs.squares = sum.total();
            go_on().then_some(())
        });
        done.is_some()
    }
}

/// Transformed rows: see [`Work`].
#[derive(Clone, Copy)]
struct Spectra<'a> {
    values: &'a [Complex64],
    rows: usize,
    columns: usize,
}

impl Spectra<'_> {
    /// The first rows of some columns of a field, each filled up with 0 to its height.
    fn columns(&self, field: usize, first: usize, rows: usize, into: &mut [Complex64], height: usize) {
        let (batches, count) = (self.rows.div_ceil(BATCH), into.len() / height);
        for row in (0..rows).step_by(BATCH) {
            let (n, batch) = (BATCH.min(rows - row), field * batches + row / BATCH);
            let from = &self.values[(batch * self.columns + first) * BATCH..][..count * BATCH];
            for (column, values) in into.chunks_exact_mut(height).zip(from.chunks_exact(BATCH)) {
                column[row..row + n].copy_from_slice(&values[..n]);
            }
        }
        into.chunks_exact_mut(height).for_each(|column| column[rows..].fill(Complex64::default()));
    }
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
