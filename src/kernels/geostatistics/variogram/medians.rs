//! Medians of so many differences that they are not kept: found digit by digit, in four sweeps.
//!
//! γ = 2.198 m² / 2, m the median of |z - z'| over the pairs of a class (Dowd's estimator)        \[unit of z²\]
//!
//! The bits of a positive f64, read as a whole number, are in the order of the values. A sweep counts the next 16 of
//! them among the differences whose bits so far are the median's; after four sweeps the median is known to the last
//! bit. Of an even number of pairs both middle values are sought, and m is their mean.
//!
//! Shapes: blocks of (rows, columns) cells; one γ for each class with pairs. Range: γ ≥ 0. Memory: half a megabyte a
//! class, or twice that.
//!
//! Source: Dowd 1984, in Geostatistics for Natural Resources Characterization, 91. Own code: counts of digits add up over blocks and
//! threads, and the median is exact, where sketches of quantiles are not.

use super::{
    bins::{Bin, BinSums, Bins},
    lags::LagBlock,
    pairs::BinnedLags,
    robust,
    steps::Steps,
};
use crate::kernels::{Accumulator, GoOn};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Digits of 16 bits, of a number of 64. Positive numbers are in the order of their bits.
const BITS: u32 = 16;
const DIGITS: usize = 1 << BITS;

/// Counts of the next digit of |z - z'|, in each class, among those whose digits so far are the median's. Half a megabyte a
/// class, or a whole one where the two values in the middle begin differently.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Medians {
    lags: BinnedLags,
    sums: BinSums,
    /// How many digits are known.
    known: u32,
    classes: Vec<MedianSearch>,
}

/// The lower and the upper value in the middle; the same for an odd number of pairs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct MedianSearch {
    middle: [Ranked; 2],
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Ranked {
    /// Digits so far
    digits: u64,
    /// How many of those that begin so are smaller. Not known in the first sweep.
    rank: u64,
    /// By the next digit; empty for an upper value that begins as the lower one.
    counts: Vec<u64>,
}

/// What a sweep leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Sweep {
    Done(Vec<Bin>),
    /// Another sweep over the same blocks is due.
    Again(Medians),
}

impl Medians {
    pub fn new(steps: &Steps, bins: &Bins) -> Medians {
        let lower = Ranked { counts: vec![0; DIGITS], ..Ranked::default() };
        let class = MedianSearch { middle: [lower, Ranked::default()] };
        let classes = vec![class; bins.classes()];
        Medians { lags: BinnedLags::new(steps, bins), sums: BinSums::new(bins), known: 0, classes }
    }

    /// Takes in a block, as [`LagSums`](super::LagSums::push_while) does.
    pub fn push_while(&mut self, block: &LagBlock<'_>, go_on: GoOn<'_>) -> bool {
        let known = self.known;
        let rest = 64 - BITS * known;
        let classes = self.sums.each().zip(&mut self.classes);
        self.lags.visit(block, classes, go_on, |(sum, MedianSearch { middle }), lag, first, second| {
            let differences = first.iter().zip(second).map(|(z, w)| (w - z).abs()).filter(|d| !d.is_nan());
            if known == 0 {
                let mut pairs = 0;
                for difference in differences {
                    middle[0].counts[(difference.to_bits() >> (64 - BITS)) as usize] += 1;
                    pairs += 1;
                }
                return sum.add(pairs, lag.distance, 0.0);
            }
            for ranked in middle.iter_mut().filter(|ranked| !ranked.counts.is_empty()) {
                for difference in differences.clone() {
                    let bits = difference.to_bits();
                    if bits >> rest == ranked.digits {
                        ranked.counts[(bits >> (rest - BITS)) as usize % DIGITS] += 1;
                    }
                }
            }
        })
    }
}

impl MedianSearch {
    /// Goes on by a digit, for so many pairs in all.
    fn narrow(&mut self, known: u32, pairs: u64) {
        let [lower, upper] = &mut self.middle;
        if known == 0 {
            (lower.rank, upper.rank) = ((pairs - 1) / 2, pairs / 2);
        }
        let shared = std::mem::take(&mut lower.counts);
        let own = std::mem::take(&mut upper.counts);
        upper.narrow(if own.is_empty() { &shared } else { &own });
        lower.narrow(&shared);
        lower.counts = vec![0; DIGITS];
        if upper.digits != lower.digits {
            upper.counts = vec![0; DIGITS];
        }
    }
}

impl Ranked {
    fn narrow(&mut self, counts: &[u64]) {
        let mut digit = 0;
        while counts[digit] <= self.rank {
            self.rank -= counts[digit];
            digit += 1;
        }
        self.digits = self.digits << BITS | digit as u64;
    }
}

impl Accumulator for Medians {
    type Block<'a> = LagBlock<'a>;
    type Output = Sweep;

    fn push(&mut self, block: LagBlock<'_>) {
        self.push_while(&block, &|| true);
    }

    fn merge(&mut self, next: Self) {
        assert_eq!(self.known, next.known, "of one sweep");
        if self.known == 0 {
            self.sums.merge(&next.sums);
        }
        for (class, more) in self.classes.iter_mut().zip(&next.classes) {
            for (ranked, more) in class.middle.iter_mut().zip(&more.middle) {
                ranked.counts.iter_mut().zip(&more.counts).for_each(|(count, more)| *count += more);
            }
        }
    }

    fn finish(mut self) -> Sweep {
        let pairs = self.sums.pairs();
        for (class, pairs) in self.classes.iter_mut().zip(pairs).filter(|(_, pairs)| *pairs > 0) {
            class.narrow(self.known, pairs);
        }
        self.known += 1;
        if self.known < 64 / BITS {
            return Sweep::Again(self);
        }
        let medians = self.classes.iter().zip(self.sums.pairs()).filter(|(_, pairs)| *pairs > 0).map(|(class, _)| {
            let [lower, upper] = &class.middle;
            0.5 * (f64::from_bits(lower.digits) + f64::from_bits(upper.digits))
        });
        let found = self.sums.finish(&self.lags.bins, |_, _| 0.0).into_iter().zip(medians);
        Sweep::Done(found.map(|(bin, median)| Bin { gamma: robust::dowd(median), ..bin }).collect())
    }
}
