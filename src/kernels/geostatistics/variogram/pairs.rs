//! Pairs of cells, visited one by one: for estimators that no Fourier transform gives.
//!
//! The work is cells times lags, some 10⁸ pairs a second.

use super::{
    bins::{Bin, BinSums, Bins},
    lags::LagBlock,
    robust::{self, Estimator},
    steps::Steps,
};
use crate::kernels::Accumulator;
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

    /// Visits rows of first cells with the second ones; false where `go_on` said no.
    pub fn visit(
        &self,
        block: &LagBlock<'_>,
        mut go_on: impl FnMut() -> bool,
        mut rows: impl FnMut(&BinnedLag, &[f64], &[f64]),
    ) -> bool {
        let (height, width) = block.cells.dim();
        for binned in &self.lags {
            if !go_on() {
                return false;
            }
            let (down, right) = binned.lag;
            let start = block.columns.start.max((-right).max(0) as usize);
            let end = block.columns.end.min((width as isize - right).max(0) as usize);
            for r in (0..block.rows.min(height.saturating_sub(down))).filter(|_| start < end) {
                let (first, second) = (block.cells.row(r), block.cells.row(r + down));
                let slices = (first.to_slice(), second.to_slice());
                let (Some(first), Some(second)) = slices else { panic!("rows of a block are contiguous") };
                let moved = (start as isize + right) as usize..(end as isize + right) as usize;
                rows(binned, &first[start..end], &second[moved]);
            }
        }
        true
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
    pub fn push_while(&mut self, block: &LagBlock<'_>, go_on: impl FnMut() -> bool) -> bool {
        const LANES: usize = 8;
        let sums = &mut self.sums;
        self.lags.visit(block, go_on, |binned, first, second| {
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
            let (pairs, roots) = (pairs.iter().sum(), roots.iter().sum());
            binned.classes.iter().for_each(|class| sums.add(*class, pairs, binned.distance, roots));
        })
    }
}

impl Accumulator for RootSums {
    type Block<'a> = LagBlock<'a>;
    type Output = Vec<Bin>;

    fn push(&mut self, block: LagBlock<'_>) {
        self.push_while(&block, || true);
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
    pub fn push_while(&mut self, block: &LagBlock<'_>, go_on: impl FnMut() -> bool) -> bool {
        let (sums, all) = (&mut self.sums, &mut self.differences);
        self.lags.visit(block, go_on, |binned, first, second| {
            let differences = first.iter().zip(second).map(|(z, w)| (w - z).abs()).filter(|d| !d.is_nan());
            for class in &binned.classes {
                let before = all[*class].len();
                all[*class].extend(differences.clone());
                sums.add(*class, (all[*class].len() - before) as u64, binned.distance, 0.0);
            }
        })
    }
}

impl Accumulator for Differences {
    type Block<'a> = LagBlock<'a>;
    /// From the estimator to bins. Those of a single pair have no Genton estimate and are left out.
    type Output = DifferencesByBin;

    fn push(&mut self, block: LagBlock<'_>) {
        self.push_while(&block, || true);
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
    pub fn bins(mut self, estimator: Estimator, mut go_on: impl FnMut() -> bool) -> Option<Vec<Bin>> {
        let with_pairs = self.differences.iter_mut().filter(|differences| !differences.is_empty());
        let (mut gammas, mut stopped) = (Vec::new(), false);
        for differences in with_pairs {
            gammas.push(estimator.gamma_while(differences, || {
                stopped = stopped || !go_on();
                !stopped
            }));
            if stopped {
                return None;
            }
        }
        let found = self.sums.finish(&self.bins, |_, _| 0.0).into_iter().zip(gammas);
        Some(found.filter_map(|(bin, gamma)| gamma.map(|gamma| Bin { gamma, ..bin })).collect())
    }
}
