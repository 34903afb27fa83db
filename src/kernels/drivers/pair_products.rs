//! Sums of products of every pair of columns over the rows in which both have a value: pairwise deletion.
//!
//! n, m_x, m_y, S_xx = Σ (x - m_x)², S_yy, S_xy = Σ (x - m_x) (y - m_y), each over the rows of the pair
//!
//! Rows without a gap go into one [`CrossProducts`] of all columns. Of the others sums are taken pair by pair, a missing value being 0 of weight
//! 0; both are put together at the end, as parts of one accumulator are.
//!
//! Shapes: blocks of k columns of one length, NaN where a value is missing; k (k - 1) / 2 pairs. Units: those of the columns, multiplied. Range:
//! as of [`CrossProducts`], whose laws and errors these have; a column is constant if it is so in the rows of the pair.
//!
//! Source: pairwise deletion as in SPSS, CORRELATIONS; Chan, Golub and LeVeque 1983, Am. Stat. 37, 242.

use super::cross_products::{CHUNK, CrossProducts, moved};
use crate::kernels::Accumulator;
use multiversion::multiversion;
use serde::{Deserialize, Serialize};

/// Sums over the rows of one pair.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PairSums {
    pub n: u64,
    /// Of x and of y.
    pub means: [f64; 2],
    /// Σ (x - m_x)², Σ (y - m_y)²
    pub squares: [f64; 2],
    /// Σ (x - m_x) (y - m_y)
    pub products: f64,
    pub low: [f64; 2],
    pub high: [f64; 2],
    /// What rounding took from the means.
    pub(super) rests: [f64; 2],
}

impl Default for PairSums {
    fn default() -> PairSums {
        let (low, high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        PairSums { n: 0, means: [0.0; 2], squares: [0.0; 2], products: 0.0, low, high, rests: [0.0; 2] }
    }
}

impl PairSums {
    /// Of two columns of complete rows.
    pub fn of(sums: &CrossProducts, x: usize, y: usize) -> PairSums {
        PairSums {
            n: sums.n(),
            means: [sums.mean(x), sums.mean(y)],
            squares: [sums.get(x, x), sums.get(y, y)],
            products: sums.get(x, y),
            low: [sums.low(x), sums.low(y)],
            high: [sums.high(x), sums.high(y)],
            rests: [sums.rest(x), sums.rest(y)],
        }
    }

    /// Whether x or y (0 or 1) has one value in all rows, or none.
    pub fn is_constant(&self, which: usize) -> bool {
        self.low[which] >= self.high[which]
    }

    fn join(&mut self, next: &PairSums) {
        if next.n == 0 {
            return;
        }
        if self.n == 0 {
            *self = *next;
            return;
        }
        let (a, b) = (self.n as f64, next.n as f64);
        let share = b / (a + b);
        let shift = [0, 1].map(|k| (next.means[k] - self.means[k]) + (next.rests[k] - self.rests[k]));
        for (k, shift) in shift.into_iter().enumerate() {
            self.squares[k] += next.squares[k] + a * share * shift * shift;
            (self.means[k], self.rests[k]) = moved(self.means[k], self.rests[k], shift * share);
            self.low[k] = self.low[k].min(next.low[k]);
            self.high[k] = self.high[k].max(next.high[k]);
            if self.is_constant(k) {
                (self.means[k], self.rests[k], self.squares[k]) = (self.low[k], 0.0, 0.0);
            }
        }
        let constant = self.is_constant(0) || self.is_constant(1);
        self.products = if constant { 0.0 } else { self.products + next.products + a * share * shift[0] * shift[1] };
        self.n += next.n;
    }
}

/// Sums of all pairs of some columns.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PairProducts {
    complete: CrossProducts,
    /// Of rows with a gap; first with second, first with third, and so on.
    others: Vec<PairSums>,
}

impl PairProducts {
    /// Of so many columns, and no row.
    pub fn new(columns: usize) -> PairProducts {
        let pairs = columns * columns.saturating_sub(1) / 2;
        PairProducts { complete: CrossProducts::new(columns), others: vec![PairSums::default(); pairs] }
    }

    pub fn columns(&self) -> usize {
        self.complete.columns()
    }

    /// Sums over the rows without a gap: listwise deletion.
    pub fn complete(&self) -> &CrossProducts {
        &self.complete
    }

    /// Sums over the rows in which two different columns have a value.
    pub fn pair(&self, x: usize, y: usize) -> PairSums {
        let mut sums = PairSums::of(&self.complete, x.min(y), x.max(y));
        sums.join(&self.others[pair_at(self.columns(), x.min(y), x.max(y))]);
        if x < y {
            return sums;
        }
        let turned = |[a, b]: [f64; 2]| [b, a];
        PairSums {
            means: turned(sums.means),
            squares: turned(sums.squares),
            low: turned(sums.low),
            high: turned(sums.high),
            rests: turned(sums.rests),
            ..sums
        }
    }
}

/// Where the pair of two columns stands, the first being the lesser.
fn pair_at(columns: usize, x: usize, y: usize) -> usize {
    assert!(x < y && y < columns, "a pair of two of {columns} columns");
    x * (2 * columns - x - 1) / 2 + y - x - 1
}

impl Accumulator for PairProducts {
    /// Columns of one length; NaN where a value is missing.
    type Block<'a> = &'a [&'a [f64]];
    type Output = PairProducts;

    fn push(&mut self, columns: &[&[f64]]) {
        assert_eq!(columns.len(), self.columns(), "one slice for each column");
        let rows = columns.first().map_or(0, |column| column.len());
        assert!(columns.iter().all(|column| column.len() == rows), "columns of one length");
        let mut sorted = Sorted::new(columns.len());
        for start in (0..rows).step_by(CHUNK) {
            let chunk: Vec<&[f64]> = columns.iter().map(|column| &column[start..rows.min(start + CHUNK)]).collect();
            if !chunk.iter().any(|values| has_gaps(values)) {
                self.complete.push(&chunk);
                continue;
            }
            sorted.take(&chunk);
            sorted.complete.flush(CHUNK, |rows| self.complete.push(rows));
            sorted.others.flush(CHUNK, |rows| join_gaps(&mut self.others, rows));
        }
        sorted.complete.flush(1, |rows| self.complete.push(rows));
        sorted.others.flush(1, |rows| join_gaps(&mut self.others, rows));
    }

    fn merge(&mut self, next: PairProducts) {
        self.complete.merge(next.complete);
        assert_eq!(self.others.len(), next.others.len(), "the same columns");
        self.others.iter_mut().zip(&next.others).for_each(|(sums, next)| sums.join(next));
    }

    fn finish(self) -> PairProducts {
        self
    }
}

#[multiversion(targets("x86_64+avx2"))]
fn has_gaps(values: &[f64]) -> bool {
    values.iter().fold(false, |gap, x| gap | x.is_nan())
}

/// Rows of chunks with gaps, until they are enough to be worth a step.
struct Sorted {
    complete: Waiting,
    others: Waiting,
    values: Vec<u16>,
}

impl Sorted {
    fn new(columns: usize) -> Sorted {
        Sorted { complete: Waiting::new(columns), others: Waiting::new(columns), values: vec![0; CHUNK] }
    }

    /// Sorts the rows of a chunk; those with fewer than two values are of no pair.
    fn take(&mut self, chunk: &[&[f64]]) {
        let rows = chunk[0].len();
        self.values[..rows].fill(0);
        for column in chunk {
            self.values.iter_mut().zip(*column).for_each(|(count, x)| *count += u16::from(!x.is_nan()));
        }
        let counts = &self.values[..rows];
        self.complete.add(chunk, counts, |count| count == chunk.len());
        self.others.add(chunk, counts, |count| count >= 2 && count < chunk.len());
    }
}

struct Waiting(Vec<Vec<f64>>);

impl Waiting {
    fn new(columns: usize) -> Waiting {
        Waiting(vec![Vec::new(); columns])
    }

    fn add(&mut self, chunk: &[&[f64]], counts: &[u16], take: impl Fn(usize) -> bool) {
        for (waiting, column) in self.0.iter_mut().zip(chunk) {
            let taken = column.iter().zip(counts).filter(|(_, count)| take(usize::from(**count)));
            waiting.extend(taken.map(|(x, _)| *x));
        }
    }

    /// Hands rows on, up to a chunk at a time, as long as there are so many.
    fn flush(&mut self, at_least: usize, mut on: impl FnMut(&[&[f64]])) {
        while self.0.first().is_some_and(|column| column.len() >= at_least) {
            let rows = self.0[0].len().min(CHUNK);
            on(&self.0.iter().map(|column| &column[..rows]).collect::<Vec<_>>());
            self.0.iter_mut().for_each(|column| drop(column.drain(..rows)));
        }
    }
}

/// Takes in up to a chunk of rows with gaps, pair by pair.
fn join_gaps(pairs: &mut [PairSums], columns: &[&[f64]]) {
    let masked: Vec<Masked> = columns.iter().map(|column| Masked::new(column)).collect();
    let mut pairs = pairs.iter_mut();
    for (at, x) in masked.iter().enumerate() {
        for (y, sums) in masked[at + 1..].iter().zip(pairs.by_ref()) {
            sums.join(&masked_sums(x, y));
        }
    }
}

/// Values that are one step, whatever the machine.
const LANES: usize = 4;
type Lanes = [f64; LANES];

/// A column whose missing values are 0 of weight 0; the others are taken from their mean. Filled up to whole lanes.
struct Masked {
    from: f64,
    values: Vec<Lanes>,
    deviations: Vec<Lanes>,
    weights: Vec<Lanes>,
}

impl Masked {
    fn new(column: &[f64]) -> Masked {
        let (count, sum) =
            column.iter().filter(|x| !x.is_nan()).fold((0.0, 0.0), |(count, sum), x| (count + 1.0, sum + x));
        let from = if count > 0.0 { sum / count } else { 0.0 };
        let lanes = |of: &dyn Fn(f64) -> f64| {
            let four = |values: &[f64]| {
                let mut lanes = [0.0; LANES];
                lanes.iter_mut().zip(values).for_each(|(lane, x)| *lane = if x.is_nan() { 0.0 } else { of(*x) });
                lanes
            };
            column.chunks(LANES).map(four).collect()
        };
        Masked { from, values: lanes(&|x| x), deviations: lanes(&|x| x - from), weights: lanes(&|_| 1.0) }
    }
}

fn masked_sums(x: &Masked, y: &Masked) -> PairSums {
    let [n, x_sum, y_sum, xx, yy, xy] = weighted([x, y]);
    if n == 0.0 {
        return PairSums::default();
    }
    let (low, high) = extremes([x, y]);
    let constant = [0, 1].map(|k| low[k] >= high[k]);
    let square = |k: usize, sum: f64, squares: f64| if constant[k] { 0.0 } else { (squares - sum * sum / n).max(0.0) };
    let means = [moved(x.from, 0.0, x_sum / n), moved(y.from, 0.0, y_sum / n)];
    PairSums {
        n: n as u64,
        means: means.map(|(mean, _)| mean),
        squares: [square(0, x_sum, xx), square(1, y_sum, yy)],
        products: if constant[0] || constant[1] { 0.0 } else { xy - x_sum * y_sum / n },
        low,
        high,
        rests: means.map(|(_, rest)| rest),
    }
}

/// Of the rows of a pair: how many there are, Σ x, Σ y, Σ x², Σ y², Σ x y, of deviations.
#[multiversion(targets("x86_64+avx2"))]
fn weighted(pair: [&Masked; 2]) -> [f64; 6] {
    let mut sums = [[0.0; LANES]; 6];
    let [(dx, wx), (dy, wy)] = pair.map(|of| (&of.deviations, &of.weights));
    for ((dx, wx), (dy, wy)) in dx.iter().zip(wx).zip(dy.iter().zip(wy)) {
        for k in 0..LANES {
            let (x, y) = (dx[k] * wy[k], dy[k] * wx[k]);
            let terms = [wx[k] * wy[k], x, y, dx[k] * x, dy[k] * y, dx[k] * dy[k]];
            for (sum, term) in sums.iter_mut().zip(terms) {
                sum[k] += term;
            }
        }
    }
    sums.map(|s| (s[0] + s[1]) + (s[2] + s[3]))
}

/// The least and the greatest x and y of the rows of a pair.
#[multiversion(targets("x86_64+avx2"))]
fn extremes(pair: [&Masked; 2]) -> ([f64; 2], [f64; 2]) {
    let (mut low, mut high) = ([[f64::INFINITY; LANES]; 2], [[f64::NEG_INFINITY; LANES]; 2]);
    let [(x, wx), (y, wy)] = pair.map(|of| (&of.values, &of.weights));
    for ((x, wx), (y, wy)) in x.iter().zip(wx).zip(y.iter().zip(wy)) {
        for k in 0..LANES {
            let both = wx[k] * wy[k] > 0.0;
            for (at, value) in [x[k], y[k]].into_iter().enumerate() {
                low[at][k] = if both && value < low[at][k] { value } else { low[at][k] };
                high[at][k] = if both && value > high[at][k] { value } else { high[at][k] };
            }
        }
    }
    (
        low.map(|l| l.into_iter().fold(f64::INFINITY, f64::min)),
        high.map(|h| h.into_iter().fold(f64::NEG_INFINITY, f64::max)),
    )
}

#[cfg(test)]
mod tests;
