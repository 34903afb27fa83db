//! Average ranks: 1 for the least value, and where values are equal the mean of the ranks that they take.
//!
//! A column is sorted once. Ranks of some of its rows follow from the same order, without sorting again.
//!
//! Shapes: a column, NaN where a value is missing; ranks of its rows. Units: none. Range: 1 to n, in halves; -0 and 0 are equal. Errors: none, ranks
//! and their sums of products are whole numbers (twice, four times them) until they are divided. Fewer than 2^31 rows.
//!
//! Memory: an order has 4 bytes for each row. Sorting takes 13 bytes a row at most beside the values if these are 32-bit numbers (also as
//! 64-bit ones), else 21; [`rank_products`] 8 bytes for each row and column with the order, and three bits.
//!
//! Source: Spearman 1904, Am. J. Psychol. 15, 72; Kendall 1945, Biometrika 33, 239, for ties.

use super::{
    Fault, Missing,
    pair_products::PairSums,
    room,
    rows::{Rows, groups},
};
use crate::kernels::GoOn;
use rayon::prelude::*;

/// Rows of a column that have a value, by value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    rows: usize,
    /// Of each its row, with [`TIED`] where the value is that of the one before.
    order: Vec<u32>,
}

const TIED: u32 = 1 << 31;

/// Rows between two questions whether to go on.
const STRETCH: usize = 1 << 18;

impl Order {
    /// Of 64-bit numbers.
    pub fn of(values: &[f64], go_on: GoOn<'_>) -> Result<Order, Fault> {
        let narrow = values.par_iter().all(|x| x.is_nan() || f64::from(*x as f32) == *x);
        if narrow {
            return sorted(values.len(), |row| Narrow::new(values[row] as f32, row), go_on);
        }
        sorted(values.len(), |row| Wide::new(values[row], row), go_on)
    }

    /// Of 32-bit numbers.
    pub fn of_f32(values: &[f32], go_on: GoOn<'_>) -> Result<Order, Fault> {
        sorted(values.len(), |row| Narrow::new(values[row], row), go_on)
    }

    /// Rows, with those that have no value.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Rows that have a value.
    pub fn valid(&self) -> Result<Rows, Fault> {
        Rows::listed(self.rows, self.order.iter().map(|at| (at & !TIED) as usize))
    }

    /// Ranks among some rows, which all have a value; NaN elsewhere.
    pub fn ranks(&self, among: &Rows, go_on: GoOn<'_>) -> Result<Vec<f64>, Fault> {
        let mut ranks = room(self.rows, f64::NAN)?;
        self.each(among, go_on, |row, twice| ranks[row] = 0.5 * f64::from(twice))?;
        Ok(ranks)
    }

    /// Hands on some rows, by value, with twice their ranks among them.
    pub(super) fn each(&self, among: &Rows, go_on: GoOn<'_>, mut hand: impl FnMut(usize, u32)) -> Result<(), Fault> {
        let (mut before, mut asked) = (0, 0);
        for tied in self.order.chunk_by(|_, next| next & TIED != 0) {
            let rows = || tied.iter().map(|at| (at & !TIED) as usize).filter(|row| among.contains(*row));
            let count = rows().count() as u32;
            rows().for_each(|row| hand(row, 2 * before + count + 1));
            before += count;
            asked += tied.len();
            if asked >= STRETCH {
                asked = 0;
                proceed(go_on)?;
            }
        }
        Ok(())
    }
}

fn proceed(go_on: GoOn<'_>) -> Result<(), Fault> {
    if go_on() { Ok(()) } else { Err(Fault::Cancelled) }
}

/// A value with its row, in the order of values and then of rows.
trait Packed: Copy + Ord + Send + Sync + Default {
    fn row(self) -> u32;
    fn equals(self, other: Self) -> bool;
}

/// The value as a number whose order is its own, and the row, in one number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Narrow(u64);

impl Narrow {
    fn new(value: f32, row: usize) -> Option<Narrow> {
        // -0 becomes 0
        let bits = (value + 0.0).to_bits();
        let key = if bits >> 31 == 1 { !bits } else { bits | 1 << 31 };
        (!value.is_nan()).then_some(Narrow(u64::from(key) << 32 | row as u64))
    }
}

impl Packed for Narrow {
    fn row(self) -> u32 {
        self.0 as u32
    }

    fn equals(self, other: Narrow) -> bool {
        self.0 >> 32 == other.0 >> 32
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Wide {
    key: u64,
    row: u32,
}

impl Wide {
    fn new(value: f64, row: usize) -> Option<Wide> {
        let bits = (value + 0.0).to_bits();
        let key = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
        (!value.is_nan()).then_some(Wide { key, row: row as u32 })
    }
}

impl Packed for Wide {
    fn row(self) -> u32 {
        self.row
    }

    fn equals(self, other: Wide) -> bool {
        self.key == other.key
    }
}

/// Parts that are sorted on their own. Values of a part follow those of the one before; equal ones are told apart by their rows, so
/// that no part is much larger than others.
const PARTS: usize = 256;
/// Values that the limits of parts are found from, for each part.
const SAMPLED: usize = 32;

fn sorted<P: Packed>(rows: usize, packed: impl Fn(usize) -> Option<P> + Sync, go_on: GoOn<'_>) -> Result<Order, Fault> {
    if rows >= TIED as usize {
        return Err(Fault::Memory { bytes: rows as u64 * 8 });
    }
    let mut all = parted(rows, &packed, go_on)?;
    let mut parts = Vec::new();
    let mut rest = &mut all.values[..];
    for count in all.counts {
        let (part, others) = rest.split_at_mut(count);
        parts.push(part);
        rest = others;
    }
    parts.into_par_iter().try_for_each(|part| {
        part.sort_unstable();
        proceed(go_on)
    })?;
    let values = &all.values;
    let mut order = room(values.len(), 0)?;
    order.par_chunks_mut(STRETCH).enumerate().try_for_each(|(chunk, order)| {
        for (at, order) in (chunk * STRETCH..).zip(order) {
            let tied = at > 0 && values[at].equals(values[at - 1]);
            *order = values[at].row() | if tied { TIED } else { 0 };
        }
        proceed(go_on)
    })?;
    Ok(Order { rows, order })
}

struct Parted<P> {
    values: Vec<P>,
    counts: [usize; PARTS],
}

/// Values by parts.
fn parted<P: Packed>(
    rows: usize,
    packed: &(impl Fn(usize) -> Option<P> + Sync),
    go_on: GoOn<'_>,
) -> Result<Parted<P>, Fault> {
    let step = (rows / (PARTS * SAMPLED)).max(1);
    let mut sample: Vec<P> = (0..rows).step_by(step).filter_map(packed).collect();
    sample.sort_unstable();
    let limits: Vec<P> = (1..PARTS).filter_map(|k| sample.get(k * sample.len() / PARTS).copied()).collect();
    let part = |value: P| limits.partition_point(|limit| *limit <= value);
    let mut part_of = room(rows, 0u8)?;
    let counts = part_of.par_chunks_mut(STRETCH).enumerate().map(|(chunk, part_of)| {
        let mut counts = [0; PARTS];
        for (row, part_of) in (chunk * STRETCH..).zip(part_of) {
            if let Some(value) = packed(row) {
                *part_of = part(value) as u8;
                counts[usize::from(*part_of)] += 1;
            }
        }
        proceed(go_on).map(|()| counts)
    });
    let mut all = [0; PARTS];
    for counts in counts.collect::<Result<Vec<_>, Fault>>()? {
        all.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
    }
    let mut next: Vec<usize> = Vec::with_capacity(PARTS);
    let total = all.iter().fold(0, |start, count| {
        next.push(start);
        start + count
    });
    let mut values = room(total, P::default())?;
    for start in (0..rows).step_by(STRETCH) {
        for row in start..rows.min(start + STRETCH) {
            if let Some(value) = packed(row) {
                let next = &mut next[usize::from(part_of[row])];
                values[*next] = value;
                *next += 1;
            }
        }
        proceed(go_on)?;
    }
    Ok(Parted { values, counts: all })
}

/// Sums of the ranks of some pairs of columns: each over the rows that both have, or over those that all have, ranked among these.
pub fn rank_products(
    orders: &[Order],
    pairs: &[(usize, usize)],
    missing: Missing,
    go_on: GoOn<'_>,
) -> Result<Vec<PairSums>, Fault> {
    let valid = orders.iter().map(Order::valid).collect::<Result<Vec<_>, Fault>>()?;
    let mut sums = vec![PairSums::default(); pairs.len()];
    for group in groups(&valid, pairs, missing, go_on)? {
        let ranked = group.columns.par_iter().map(|column| {
            let mut ranks = room(orders[*column].rows, 0)?;
            orders[*column].each(&group.rows, go_on, |row, twice| ranks[row] = twice)?;
            Ok(ranks)
        });
        let ranked = ranked.collect::<Result<Vec<Vec<u32>>, Fault>>()?;
        let of = |column: usize| &ranked[group.columns.binary_search(&column).expect("a column of the group")];
        let found = group.pairs.par_iter().map(|at| {
            let (x, y) = pairs[*at];
            of_ranks(of(x), of(y), group.rows.count(), go_on).map(|sums| (*at, sums))
        });
        for (at, found) in found.collect::<Result<Vec<_>, Fault>>()? {
            sums[at] = found;
        }
    }
    Ok(sums)
}

/// Sums of two columns of twice the ranks among the same n rows, 0 elsewhere.
fn of_ranks(x: &[u32], y: &[u32], n: usize, go_on: GoOn<'_>) -> Result<PairSums, Fault> {
    let middle = n as i64 + 1;
    let mut sums = [0i128; 3];
    let (mut low, mut high) = ([u32::MAX; 2], [0; 2]);
    for (x, y) in x.chunks(STRETCH).zip(y.chunks(STRETCH)) {
        for (x, y) in x.iter().zip(y).filter(|(x, _)| **x > 0) {
            let (a, b) = (i64::from(*x) - middle, i64::from(*y) - middle);
            sums[0] += i128::from(a * a);
            sums[1] += i128::from(b * b);
            sums[2] += i128::from(a * b);
            (low, high) = ([low[0].min(*x), low[1].min(*y)], [high[0].max(*x), high[1].max(*y)]);
        }
        proceed(go_on)?;
    }
    if n == 0 {
        return Ok(PairSums::default());
    }
    let [xx, yy, xy] = sums.map(|sum| 0.25 * sum as f64);
    let half = |twice: u32| 0.5 * f64::from(twice);
    Ok(PairSums {
        n: n as u64,
        means: [0.5 * middle as f64; 2],
        squares: [xx, yy],
        products: xy,
        low: low.map(half),
        high: high.map(half),
        ..PairSums::default()
    })
}

#[cfg(test)]
mod tests;
