//! How many were predicted, and why others were not.

use crate::{
    engine::ends::Ends,
    kernels::{
        Accumulator,
        geostatistics::kriging::{Missing, Predicted},
    },
};
use serde::{Deserialize, Serialize};

/// How many were predicted, and how many not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    pub predicted: u64,
    /// In the order of [`Missing::ALL`]
    pub by_reason: [u64; 5],
    /// Neighbours of those predicted
    pub least: u64,
    pub most: u64,
    pub values: Ends,
    pub variances: Ends,
}

impl Tally {
    pub fn missing(&self) -> u64 {
        self.by_reason.iter().sum()
    }

    /// So many targets that no point is near.
    pub fn without_points(targets: u64) -> Tally {
        let reason = |missing: Missing| if missing == Missing::Neighbours { targets } else { 0 };
        Tally { by_reason: Missing::ALL.map(reason), ..Tally::default() }
    }

    fn take(&mut self, found: &Predicted) {
        match found.estimate {
            Ok(estimate) => {
                self.values.take(estimate.value);
                estimate.variance.into_iter().for_each(|variance| self.variances.take(variance));
                let neighbours = found.neighbours as u64;
                self.least = if self.predicted == 0 { neighbours } else { self.least.min(neighbours) };
                self.most = self.most.max(neighbours);
                self.predicted += 1;
            }
            Err(missing) => {
                let place = Missing::ALL.iter().position(|reason| *reason == missing).expect("all reasons are listed");
                self.by_reason[place] += 1;
            }
        }
    }
}

impl Accumulator for Tally {
    type Block<'a> = &'a [Predicted];
    type Output = Tally;

    fn push(&mut self, block: Self::Block<'_>) {
        block.iter().for_each(|found| self.take(found));
    }

    fn merge(&mut self, next: Self) {
        if next.predicted > 0 {
            self.least = if self.predicted == 0 { next.least } else { self.least.min(next.least) };
            self.most = self.most.max(next.most);
        }
        self.values.merge(next.values);
        self.variances.merge(next.variances);
        self.predicted += next.predicted;
        self.by_reason.iter_mut().zip(next.by_reason).for_each(|(n, more)| *n += more);
    }

    fn finish(self) -> Tally {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::{geostatistics::kriging::Estimate, laws};

    #[test]
    fn tallies_hold_to_the_laws() {
        let found = |neighbours, estimate| Predicted { neighbours, estimate };
        let estimate = Ok(Estimate { value: 1.0, variance: Some(0.0) });
        let all = [
            found(3, estimate),
            found(0, Err(Missing::External)),
            found(1, Err(Missing::Neighbours)),
            found(9, estimate),
            found(2, estimate),
        ];
        let of = |rows: std::ops::Range<usize>| {
            let mut tally = Tally::default();
            tally.push(&all[rows]);
            tally
        };
        laws::hold_in_any_order::<Tally, _>(all.len(), of, Tally::finish);
        let tally = of(0..5);
        assert_eq!((tally.predicted, tally.by_reason, tally.least, tally.most), (3, [1, 0, 0, 0, 1], 2, 9));
        assert_eq!((tally.values.low(), tally.variances.high()), (Some(1.0), Some(0.0)));
    }
}
