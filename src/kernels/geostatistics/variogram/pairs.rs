//! Pairs of cells, visited one by one: for estimators that no Fourier transform gives.
//!
//! Of every class: Σ √|z - z'| (Cressie and Hawkins) in [`RootSums`], or all |z - z'| (Genton, Dowd) in [`Differences`]
//!
//! Shapes: blocks as [`LagSums`](super::LagSums) takes them; sums, or a list of differences, for each class. Units: those of the values
//! (roots of them). Range: from 0. Nodata: NaN, in no pair. The work is cells times lags, some 10⁸ pairs a second and thread; classes
//! are shared out among threads.
//!
//! Sources: those of [`robust`].

use super::{
    bins::{Bin, BinSums, Bins},
    lags::LagBlock,
    robust::{self, Estimator},
    steps::Steps,
};
use crate::kernels::{Accumulator, GoOn};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// The lags of some bins, each with its distance and its classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct BinnedLags {
    pub bins: Bins,
    lags: Vec<BinnedLag>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct BinnedLag {
    lag: (usize, isize),
    pub distance: f64,
    pub classes: Vec<usize>,
}

impl BinnedLags {
    pub fn new(steps: &Steps, bins: &Bins) -> BinnedLags {
        let (down, right) = steps.max_lag(bins.cutoff());
        let right = right as isize;
        let all = (0..=down).flat_map(|down| (-right..=right).map(move |right| (down, right)));
        let lags = all.filter(|lag| *lag > (0, 0)).filter_map(|lag| {
            let (distance, vector, mut classes) = (steps.distance(lag), steps.vector(lag), Vec::new());
            bins.of(distance, vector, |class| classes.push(class));
            (!classes.is_empty()).then_some(BinnedLag { lag, distance, classes })
        });
        BinnedLags { bins: bins.clone(), lags: lags.collect() }
    }

    /// Visits, class by class, rows of first cells with the second ones, and what is kept of the class; `None` where `go_on`
    /// said no. Classes are shared out among threads: the order within each is always the same.
    pub fn visit<C: Send>(
        &self,
        block: &LagBlock<'_>,
        classes: impl IndexedParallelIterator<Item = C>,
        go_on: GoOn<'_>,
        rows: impl Fn(&mut C, &BinnedLag, &[f64], &[f64]) + Sync,
    ) -> bool {
        let done = classes.enumerate().with_max_len(1).try_for_each(|(class, mut kept)| {
            for lag in self.lags.iter().filter(|lag| lag.classes.contains(&class)) {
                lag.rows(block, |first, second| rows(&mut kept, lag, first, second));
                if !go_on() {
                    return None;
                }
            }
            Some(())
        });
        done.is_some()
    }
}

impl BinnedLag {
    /// Visits rows of first cells with the second ones.
    fn rows(&self, block: &LagBlock<'_>, mut visit: impl FnMut(&[f64], &[f64])) {
        let ((height, width), (down, right)) = (block.cells.dim(), self.lag);
        let start = block.columns.start.max((-right).max(0) as usize);
        let end = block.columns.end.min((width as isize - right).max(0) as usize);
        for r in (0..block.rows.min(height.saturating_sub(down))).filter(|_| start < end) {
            let (first, second) = (block.cells.row(r), block.cells.row(r + down));
            let slices = (first.to_slice(), second.to_slice());
            let (Some(first), Some(second)) = slices else { panic!("rows of a block are contiguous") };
            let moved = (start as isize + right) as usize..(end as isize + right) as usize;
            visit(&first[start..end], &second[moved]);
        }
    }
}

/// Σ √|z - z'| at every lag.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RootSums {
    lags: BinnedLags,
    sums: BinSums,
}

impl RootSums {
    pub fn new(steps: &Steps, bins: &Bins) -> RootSums {
        RootSums { lags: BinnedLags::new(steps, bins), sums: BinSums::new(bins) }
    }

    /// Takes in a block, as [`LagSums`](super::LagSums::push_while) does.
    pub fn push_while(&mut self, block: &LagBlock<'_>, go_on: GoOn<'_>) -> bool {
        const LANES: usize = 8;
        self.lags.visit(block, self.sums.each(), go_on, |sum, lag, first, second| {
            // Sums side by side, which a processor takes together.
            let (mut pairs, mut roots) = ([0u64; LANES], [0.0; LANES]);
            let (firsts, seconds) = (first.chunks(LANES), second.chunks(LANES));
            for (first, second) in firsts.zip(seconds) {
                for (k, (z, w)) in first.iter().zip(second).enumerate() {
                    let root = (z - w).abs().sqrt();
                    pairs[k] += u64::from(!root.is_nan());
                    roots[k] += if root.is_nan() { 0.0 } else { root };
                }
            }
            sum.add(pairs.iter().sum(), lag.distance, roots.iter().sum());
        })
    }
}

impl Accumulator for RootSums {
    type Block<'a> = LagBlock<'a>;
    type Output = Vec<Bin>;

    fn push(&mut self, block: LagBlock<'_>) {
        self.push_while(&block, &|| true);
    }

    fn merge(&mut self, next: Self) {
        self.sums.merge(&next.sums);
    }

    fn finish(self) -> Vec<Bin> {
        self.sums.finish(&self.lags.bins, robust::cressie)
    }
}

/// All differences of each class, without a sign: 8 bytes a pair. For Genton's estimator, and any other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Differences {
    lags: BinnedLags,
    sums: BinSums,
    differences: Vec<Vec<f64>>,
}

impl Differences {
    pub fn new(steps: &Steps, bins: &Bins) -> Differences {
        let differences = vec![Vec::new(); bins.classes()];
        Differences { lags: BinnedLags::new(steps, bins), sums: BinSums::new(bins), differences }
    }

    /// Takes in a block, as [`LagSums`](super::LagSums::push_while) does.
    pub fn push_while(&mut self, block: &LagBlock<'_>, go_on: GoOn<'_>) -> bool {
        let classes = self.sums.each().zip(&mut self.differences);
        self.lags.visit(block, classes, go_on, |(sum, differences), lag, first, second| {
            let before = differences.len();
            differences.extend(first.iter().zip(second).map(|(z, w)| (w - z).abs()).filter(|d| !d.is_nan()));
            sum.add((differences.len() - before) as u64, lag.distance, 0.0);
        })
    }
}

impl Accumulator for Differences {
    type Block<'a> = LagBlock<'a>;
    /// From the estimator to bins. Those of a single pair have no Genton estimate and are left out.
    type Output = DifferencesByBin;

    fn push(&mut self, block: LagBlock<'_>) {
        self.push_while(&block, &|| true);
    }

    fn merge(&mut self, next: Self) {
        self.sums.merge(&next.sums);
        self.differences.iter_mut().zip(next.differences).for_each(|(all, more)| all.extend(more));
    }

    fn finish(self) -> DifferencesByBin {
        DifferencesByBin { bins: self.lags.bins, sums: self.sums, differences: self.differences }
    }
}

/// Differences of every class.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferencesByBin {
    pub(super) bins: Bins,
    pub(super) sums: BinSums,
    pub(super) differences: Vec<Vec<f64>>,
}

impl DifferencesByBin {
    /// Bins by an estimator; `None` where `go_on`, asked now and then, said no.
    pub fn bins(mut self, estimator: Estimator, go_on: GoOn<'_>) -> Option<Vec<Bin>> {
        let with_pairs: Vec<_> = self.differences.iter_mut().filter(|differences| !differences.is_empty()).collect();
        let gammas = with_pairs.into_par_iter().with_max_len(1).map(|differences| {
            let gamma = estimator.gamma_while(differences, go_on);
            go_on().then_some(gamma)
        });
        let found = self.sums.finish(&self.bins, |_, _| 0.0).into_iter().zip(gammas.collect::<Option<Vec<_>>>()?);
        Some(found.filter_map(|(bin, gamma)| gamma.map(|gamma| Bin { gamma, ..bin })).collect())
    }
}
