//! Sums of products of columns, taken from their means.
//!
//! Products: S_ij = Σ (x_i - m_i) (x_j - m_j), m_i = Σ x_i / n
//! Chunk:    D_ij = Σ (x_i - c_i) (x_j - c_j), c_i the rounded mean of a chunk; S_ij = D_ij - d_i d_j / n, d_i = Σ (x_i - c_i)
//! Merged:   S_ij = A_ij + B_ij + n_a n_b / n (b_i - a_i) (b_j - a_j), m_i = a_i + (b_i - a_i) n_b / n
//!
//! Shapes: blocks of k columns of one length, all values given (no NaN); a symmetric k x k matrix, of which the upper triangle is kept.
//! Units: those of the columns, multiplied. Range: S_ii >= 0; exactly 0, and so S_ij, where a column is constant. Errors: means are kept with
//! what rounding took from them, so that neither a large offset nor a trend nor the number of chunks costs digits; other tilings
//! give the same to 1e-12, another number of threads the same to the bit. No product and sum is fused: machines agree to the bit.
//!
//! Source: Chan, Golub and LeVeque 1983, Am. Stat. 37, 242; Pebay 2008, SAND2008-6212.

use crate::kernels::Accumulator;
use multiversion::multiversion;
use serde::{Deserialize, Serialize};

/// Rows that are taken from their own mean before they join the others: a few columns of so many stay in the nearest cache.
pub(super) const CHUNK: usize = 512;

/// Values that are one step, whatever the machine.
const LANES: usize = 4;
type Lanes = [f64; LANES];

/// Pairs of this many columns with that many are summed at once, so that each value is loaded once for all of them.
const TILE: [usize; 2] = [2, 4];

/// Rows, means, centred products and extremes of some columns.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CrossProducts {
    n: u64,
    means: Vec<f64>,
    /// What rounding took from the means.
    rests: Vec<f64>,
    /// The upper triangle, row by row.
    products: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
}

impl CrossProducts {
    /// Of so many columns, and no row.
    pub fn new(columns: usize) -> CrossProducts {
        CrossProducts {
            n: 0,
            means: vec![0.0; columns],
            rests: vec![0.0; columns],
            products: vec![0.0; columns * (columns + 1) / 2],
            low: vec![f64::INFINITY; columns],
            high: vec![f64::NEG_INFINITY; columns],
        }
    }

    pub fn columns(&self) -> usize {
        self.means.len()
    }

    /// Rows.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Means of all columns; 0 without a row.
    pub fn means(&self) -> &[f64] {
        &self.means
    }

    pub fn mean(&self, column: usize) -> f64 {
        self.means[column]
    }

    /// What rounding took from a mean.
    pub(super) fn rest(&self, column: usize) -> f64 {
        self.rests[column]
    }

    /// The least value of a column, of all rows that were ever taken in; infinite without one.
    pub fn low(&self, column: usize) -> f64 {
        self.low[column]
    }

    /// The greatest value of a column, of all rows that were ever taken in; minus infinite without one.
    pub fn high(&self, column: usize) -> f64 {
        self.high[column]
    }

    /// Whether a column has one value in all rows that were ever taken in, or none.
    pub fn is_constant(&self, column: usize) -> bool {
        self.low[column] >= self.high[column]
    }

    /// Σ (x_i - m_i) (x_j - m_j)
    pub fn get(&self, i: usize, j: usize) -> f64 {
        if self.is_constant(i) || self.is_constant(j) {
            return 0.0;
        }
        self.products[self.at(i.min(j), i.max(j))]
    }

    /// S_ii / (n - 1); `None` with fewer than two rows.
    pub fn variance(&self, column: usize) -> Option<f64> {
        self.covariance(column, column)
    }

    /// S_ij / (n - 1); `None` with fewer than two rows.
    pub fn covariance(&self, i: usize, j: usize) -> Option<f64> {
        (self.n > 1).then(|| self.get(i, j) / (self.n - 1) as f64)
    }

    /// Some of the columns, in the order given.
    pub fn select(&self, columns: &[usize]) -> CrossProducts {
        let of = |values: &[f64]| columns.iter().map(|c| values[*c]).collect();
        let pairs = columns.iter().enumerate().flat_map(|(at, i)| columns[at..].iter().map(|j| (*i.min(j), *i.max(j))));
        CrossProducts {
            n: self.n,
            means: of(&self.means),
            rests: of(&self.rests),
            products: pairs.map(|(i, j)| self.products[self.at(i, j)]).collect(),
            low: of(&self.low),
            high: of(&self.high),
        }
    }

    /// Takes out rows that were taken in before, as those of a fold. The least and the greatest value stay those of all rows: a column that
    /// is constant in the others alone has products near 0 (relative to what it had: 1e-15), not 0.
    pub fn remove(&mut self, part: &CrossProducts) {
        assert!(self.columns() == part.columns() && self.n >= part.n, "part of these rows");
        let left = self.n - part.n;
        if part.n == 0 || left == 0 {
            if left == 0 {
                *self = CrossProducts::new(self.columns());
            }
            return;
        }
        let (all, out, left_rows) = (self.n as f64, part.n as f64, left as f64);
        // From the mean of all to that of what is left, and from there to that of what goes
        let shifts: Vec<f64> = self.shifts(part).iter().map(|d| -d * (out / left_rows)).collect();
        self.shift(&shifts, 1.0);
        let between = self.shifts(part);
        let weight = left_rows * (out / all);
        let mut others = part.products.iter();
        for_pairs(&mut self.products, &between, |sum, product| {
            *sum -= others.next().expect("pairs") + weight * product
        });
        // Of squares rounding may leave less than nothing.
        for c in 0..self.columns() {
            let at = self.at(c, c);
            self.products[at] = self.products[at].max(0.0);
        }
        self.n = left;
    }

    fn at(&self, i: usize, j: usize) -> usize {
        i * (2 * self.columns() - i - 1) / 2 + j
    }

    /// From these means to those of others.
    fn shifts(&self, to: &CrossProducts) -> Vec<f64> {
        let means = self.means.iter().zip(&self.rests).zip(to.means.iter().zip(&to.rests));
        means.map(|((a, a_rest), (b, b_rest))| (b - a) + (b_rest - a_rest)).collect()
    }

    fn shift(&mut self, shifts: &[f64], share: f64) {
        for ((mean, rest), shift) in self.means.iter_mut().zip(&mut self.rests).zip(shifts) {
            (*mean, *rest) = moved(*mean, *rest, shift * share);
        }
    }

    fn join(&mut self, next: &CrossProducts) {
        assert_eq!(self.columns(), next.columns(), "the same columns");
        if next.n == 0 {
            return;
        }
        if self.n == 0 {
            self.clone_from(next);
            return;
        }
        let (a, b) = (self.n as f64, next.n as f64);
        let share = b / (a + b);
        let shifts = self.shifts(next);
        let mut others = next.products.iter();
        let weight = a * share;
        for_pairs(&mut self.products, &shifts, |sum, product| *sum += others.next().expect("pairs") + weight * product);
        self.shift(&shifts, share);
        self.low.iter_mut().zip(&next.low).for_each(|(low, other)| *low = low.min(*other));
        self.high.iter_mut().zip(&next.high).for_each(|(high, other)| *high = high.max(*other));
        self.n += next.n;
    }
}

/// A mean and what rounding took from it, once it has moved (Knuth's exact sum).
pub(super) fn moved(mean: f64, rest: f64, by: f64) -> (f64, f64) {
    let by = by + rest;
    let to = mean + by;
    let back = to - mean;
    (to, (mean - (to - back)) + (by - back))
}

/// Hands on each entry of an upper triangle with the product of two numbers.
fn for_pairs(triangle: &mut [f64], numbers: &[f64], mut each: impl FnMut(&mut f64, f64)) {
    let mut entries = triangle.iter_mut();
    for (i, a) in numbers.iter().enumerate() {
        for (entry, b) in entries.by_ref().zip(&numbers[i..]).take(numbers.len() - i) {
            each(entry, a * b);
        }
    }
}

impl Accumulator for CrossProducts {
    /// Columns of one length, without a missing value.
    type Block<'a> = &'a [&'a [f64]];
    type Output = CrossProducts;

    fn push(&mut self, columns: &[&[f64]]) {
        assert_eq!(columns.len(), self.columns(), "one slice for each column");
        let rows = columns.first().map_or(0, |column| column.len());
        assert!(columns.iter().all(|column| column.len() == rows), "columns of one length");
        let mut chunk = Chunk::new(columns.len());
        for start in (0..rows).step_by(CHUNK) {
            chunk.take(columns, start, CHUNK.min(rows - start));
            self.join(&chunk.sums);
        }
    }

    fn merge(&mut self, next: CrossProducts) {
        self.join(&next);
    }

    fn finish(self) -> CrossProducts {
        self
    }
}

/// A chunk of rows, taken from its own mean.
struct Chunk {
    /// By columns, filled up with 0 to whole lanes, and with columns of 0 to whole tiles.
    deviations: Vec<Lanes>,
    sums: CrossProducts,
}

impl Chunk {
    fn new(columns: usize) -> Chunk {
        let padded = columns + TILE[1];
        Chunk { deviations: vec![[0.0; LANES]; padded * CHUNK / LANES], sums: CrossProducts::new(columns) }
    }

    fn take(&mut self, columns: &[&[f64]], start: usize, rows: usize) {
        self.sums.n = rows as u64;
        let n = rows as f64;
        for (c, (column, deviations)) in columns.iter().zip(self.deviations.chunks_exact_mut(CHUNK / LANES)).enumerate()
        {
            let values = &column[start..start + rows];
            let [sum, low, high] = summary(values);
            let mean = sum / n;
            self.sums.rests[c] = centre(values, mean, deviations) / n;
            (self.sums.means[c], self.sums.low[c], self.sums.high[c]) = (mean, low, high);
        }
        self.multiply(rows.div_ceil(LANES));
        let rests = &self.sums.rests;
        for_pairs(&mut self.sums.products, rests, |sum, product| *sum -= n * product);
    }

    fn multiply(&mut self, lanes: usize) {
        let k = self.sums.columns();
        let column = |c: usize| &self.deviations[c * (CHUNK / LANES)..][..lanes];
        for i in (0..k).step_by(TILE[0]) {
            for j in (i..k).step_by(TILE[1]) {
                let tile = products([0, 1].map(|a| column(i + a)), [0, 1, 2, 3].map(|b| column(j + b)));
                for (i, row) in (i..k).zip(tile) {
                    for (j, sum) in (j..k).zip(row).filter(|(j, _)| *j >= i) {
                        let at = self.sums.at(i, j);
                        self.sums.products[at] = sum;
                    }
                }
            }
        }
    }
}

/// Sum, least and greatest of some values.
#[multiversion(targets("x86_64+avx2"))]
fn summary(values: &[f64]) -> [f64; 3] {
    let (mut sums, mut low, mut high) =
        ([[0.0; LANES]; 2], [[f64::INFINITY; LANES]; 2], [[f64::NEG_INFINITY; LANES]; 2]);
    let steps = values.chunks_exact(2 * LANES);
    let rest = steps.remainder();
    for step in steps {
        for (at, x) in step.chunks_exact(LANES).enumerate() {
            let x = [x[0], x[1], x[2], x[3]];
            sums[at] = by_lanes(sums[at], x, |sum, x| sum + x);
            low[at] = by_lanes(low[at], x, |low, x| if x < low { x } else { low });
            high[at] = by_lanes(high[at], x, |high, x| if x > high { x } else { high });
        }
    }
    let s = by_lanes(sums[0], sums[1], |a, b| a + b);
    let mut sum = (s[0] + s[1]) + (s[2] + s[3]);
    let mut least = by_lanes(low[0], low[1], f64::min).into_iter().fold(f64::INFINITY, f64::min);
    let mut greatest = by_lanes(high[0], high[1], f64::max).into_iter().fold(f64::NEG_INFINITY, f64::max);
    for x in rest {
        (sum, least, greatest) = (sum + x, least.min(*x), greatest.max(*x));
    }
    [sum, least, greatest]
}

#[inline(always)]
fn by_lanes(a: Lanes, b: Lanes, of: impl Fn(f64, f64) -> f64) -> Lanes {
    [of(a[0], b[0]), of(a[1], b[1]), of(a[2], b[2]), of(a[3], b[3])]
}

/// Deviations from a number, and their sum.
#[multiversion(targets("x86_64+avx2"))]
fn centre(values: &[f64], from: f64, deviations: &mut [Lanes]) -> f64 {
    let mut sums = [0.0; LANES];
    let by_lanes = values.chunks_exact(LANES);
    let rest = by_lanes.remainder();
    for (values, into) in by_lanes.zip(deviations.iter_mut()) {
        for k in 0..LANES {
            into[k] = values[k] - from;
            sums[k] += into[k];
        }
    }
    if !rest.is_empty() {
        let into = &mut deviations[values.len() / LANES];
        *into = [0.0; LANES];
        for (into, (sum, x)) in into.iter_mut().zip(sums.iter_mut().zip(rest)) {
            *into = x - from;
            *sum += *into;
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}

/// Sums of products of two columns with four.
#[multiversion(targets("x86_64+avx2"))]
fn products(of: [&[Lanes]; 2], with: [&[Lanes]; 4]) -> [[f64; 4]; 2] {
    let mut sums = [[[0.0; LANES]; 4]; 2];
    let n = of[0].len();
    let (of, with) = (of.map(|column| &column[..n]), with.map(|column| &column[..n]));
    for row in 0..n {
        let with = [with[0][row], with[1][row], with[2][row], with[3][row]];
        for (sums, of) in sums.iter_mut().zip([of[0][row], of[1][row]]) {
            for (sums, with) in sums.iter_mut().zip(&with) {
                for k in 0..LANES {
                    sums[k] += of[k] * with[k];
                }
            }
        }
    }
    sums.map(|row| row.map(|s| (s[0] + s[1]) + (s[2] + s[3])))
}

#[cfg(test)]
mod tests;
