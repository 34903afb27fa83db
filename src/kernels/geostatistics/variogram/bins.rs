//! Classes of distance and direction, and sums over the pairs of each.
//!
//! Class of a pair at a distance d and azimuth φ: the bin k with e_k < d ≤ e_(k+1), in every direction δ with
//! |φ - δ| ≤ tolerance, turned either way; one class for all directions where none is named
//! Sums: N pairs, Σ d, and Σ t of a term (t = (z - z')² for Matheron, √|z - z'| for Cressie); mean distance Σ d / N, γ from Σ t / N
//!
//! Shapes: edges e_0 < e_1 < ...; one sum for each class, by direction, then bin. Units: d, e in m, φ, δ in degrees clockwise from
//! north, γ in that of the values, squared. Range: N > 0 in what is given; classes without pairs are left out.
//!
//! Source: Pebesma 2004, Comput. Geosci. 30, 683 (gstat's boundaries and cutoff); sums are compensated (see [`Sum`]).

use super::{
    lags::{Lag, Lags},
    steps::{SAME, Steps, azimuth},
};
use crate::kernels::{GoOn, stats::sum::Sum};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Bins (e0, e1\], (e1, e2\], ... of distance, and directions with a tolerance.
///
/// A distance that is an edge but for rounding is in the bin that the edge closes; 0 is in a first bin that starts at 0. A pair
/// is in a direction that it, turned either way, is off by no more than the tolerance: so in two where they overlap or touch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bins {
    edges: Vec<f64>,
    directions: Vec<f64>,
    tolerance: f64,
}

/// Lags after which it is asked whether work goes on.
const ASKED: usize = 256;

/// In degrees: off by so little more is not off.
const SAME_DIRECTION: f64 = 1e-9;

impl Bins {
    /// Bins of one width up to a cutoff, which closes the last one however narrow it is.
    pub fn new(cutoff: f64, width: f64) -> Bins {
        assert!(cutoff > 0.0 && width > 0.0 && cutoff.is_finite(), "cutoff and width are positive");
        let whole = (cutoff / width * (1.0 - SAME)).floor() as usize;
        let edges = (0..=whole).map(|k| k as f64 * width).chain([cutoff]);
        Bins::between(edges.collect())
    }

    /// Bins between edges, which ascend.
    pub fn between(edges: Vec<f64>) -> Bins {
        assert!(edges.len() > 1 && edges.windows(2).all(|pair| pair[0] < pair[1]), "edges ascend");
        Bins { edges, directions: Vec::new(), tolerance: 90.0 }
    }

    /// In directions (degrees clockwise from north) with a tolerance; half of the angle between them is gstat's.
    pub fn directed(self, directions: Vec<f64>, tolerance: f64) -> Bins {
        Bins { directions, tolerance, ..self }
    }

    pub fn cutoff(&self) -> f64 {
        self.edges[self.edges.len() - 1]
    }

    /// Classes, all bins of the first direction first.
    pub fn classes(&self) -> usize {
        (self.edges.len() - 1) * self.directions.len().max(1)
    }

    /// The first edge that is not below a distance; as many as there are if all are.
    fn closed_by(&self, distance: f64) -> usize {
        let below = |k: usize| self.edges[k] * (1.0 + SAME) < distance;
        // Most bins are of one width: from there it is a step at most.
        let last = self.edges.len() - 1;
        let width = (self.edges[last] - self.edges[0]) / last as f64;
        let mut k = (((distance - self.edges[0]) / width) as usize).min(last);
        while k <= last && below(k) {
            k += 1;
        }
        while k > 0 && !below(k - 1) {
            k -= 1;
        }
        k
    }

    /// Names every class of a pair by its distance and its vector to the east and north.
    pub fn of(&self, distance: f64, vector: [f64; 2], mut class: impl FnMut(usize)) {
        let bin = self.closed_by(distance);
        let bin = if bin == 0 && distance == 0.0 && self.edges[0] == 0.0 { 1 } else { bin };
        if bin == 0 || bin == self.edges.len() {
            return;
        }
        if self.directions.is_empty() {
            return class(bin - 1);
        }
        let degrees = azimuth(vector);
        for (k, direction) in self.directions.iter().enumerate() {
            let off = (degrees - direction).rem_euclid(180.0);
            if distance == 0.0 || off.min(180.0 - off) <= self.tolerance + SAME_DIRECTION {
                class(k * (self.edges.len() - 1) + bin - 1);
            }
        }
    }
}

/// A third of the diagonal of the points' extent: gstat's cutoff, which it cuts into 15 bins.
pub fn default_cutoff(east: f64, north: f64) -> f64 {
    east.hypot(north) / 3.0
}

/// Sums over the pairs of each class. They add up, and so what blocks gave may be taken away again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BinSums {
    classes: Vec<BinSum>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct BinSum {
    pairs: u64,
    distance: Sum,
    terms: Sum,
}

impl BinSum {
    pub fn add(&mut self, pairs: u64, distance: f64, terms: f64) {
        self.pairs += pairs;
        self.distance.add(pairs as f64 * distance);
        self.terms.add(terms);
    }
}

/// A class that holds pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// In degrees clockwise from north; `None` for all directions together.
    pub direction: Option<f64>,
    /// From 0
    pub bin: usize,
    /// Number of pairs
    pub np: u64,
    /// Their mean distance
    pub dist: f64,
    pub gamma: f64,
}

impl BinSums {
    pub fn new(bins: &Bins) -> BinSums {
        BinSums { classes: vec![BinSum::default(); bins.classes()] }
    }

    /// Takes in so many pairs at one distance.
    pub fn add(&mut self, class: usize, pairs: u64, distance: f64, terms: f64) {
        self.classes[class].add(pairs, distance, terms);
    }

    /// Every class, for threads to share out.
    pub(super) fn each(&mut self) -> impl IndexedParallelIterator<Item = &mut BinSum> {
        self.classes.par_iter_mut()
    }

    pub fn merge(&mut self, other: &BinSums) {
        assert_eq!(self.classes.len(), other.classes.len(), "sums of the same bins");
        for (sum, more) in self.classes.iter_mut().zip(&other.classes) {
            sum.pairs += more.pairs;
            sum.distance.merge(more.distance);
            sum.terms.merge(more.terms);
        }
    }

    /// What is left without the pairs of a block, for a jackknife.
    pub fn without(&self, block: &BinSums) -> BinSums {
        assert_eq!(self.classes.len(), block.classes.len(), "sums of the same bins");
        let less = |(sum, block): (&BinSum, &BinSum)| {
            let mut left = *sum;
            left.pairs -= block.pairs;
            left.distance.add(-block.distance.total());
            left.terms.add(-block.terms.total());
            left
        };
        BinSums { classes: self.classes.iter().zip(&block.classes).map(less).collect() }
    }

    /// Whether there is no pair.
    pub fn is_empty(&self) -> bool {
        self.classes.iter().all(|sum| sum.pairs == 0)
    }

    /// Of every class.
    pub fn pairs(&self) -> Vec<u64> {
        self.classes.iter().map(|sum| sum.pairs).collect()
    }

    /// Classes with pairs; `gamma` makes a semivariance of the number of pairs and the mean of their terms, as
    /// [`matheron`](super::matheron) and [`cressie`](super::cressie) do.
    pub fn finish(&self, bins: &Bins, gamma: impl Fn(u64, f64) -> f64) -> Vec<Bin> {
        let per_direction = bins.edges.len() - 1;
        let classes = self.classes.iter().enumerate().filter(|(_, sum)| sum.pairs > 0);
        let bin = |(class, sum): (usize, &BinSum)| Bin {
            direction: bins.directions.get(class / per_direction).copied(),
            bin: class % per_direction,
            np: sum.pairs,
            dist: sum.distance.total() / sum.pairs as f64,
            gamma: gamma(sum.pairs, sum.terms.total() / sum.pairs as f64),
        };
        classes.map(bin).collect()
    }
}

impl Lags {
    /// Sums of squared differences in classes of distance and direction: for [`matheron`](super::matheron).
    pub fn bins(&self, steps: &Steps, bins: &Bins) -> BinSums {
        self.bins_of(steps, bins, |lag| Some(lag.squares), &|| true).expect("nothing stops it")
    }

    /// The same; `None` where `go_on` said no. Many directions take their time.
    pub fn bins_while(&self, steps: &Steps, bins: &Bins, go_on: GoOn<'_>) -> Option<BinSums> {
        self.bins_of(steps, bins, |lag| Some(lag.squares), go_on)
    }

    /// Sums of products, whose means are covariances. `None` where no covariance was asked for.
    pub fn covariogram(&self, steps: &Steps, bins: &Bins) -> Option<Vec<Bin>> {
        self.at(0, 0).products?;
        Some(self.bins_of(steps, bins, |lag| lag.products, &|| true)?.finish(bins, |_, mean| mean))
    }

    fn bins_of(
        &self,
        steps: &Steps,
        bins: &Bins,
        term: impl Fn(&Lag) -> Option<f64>,
        go_on: GoOn<'_>,
    ) -> Option<BinSums> {
        let mut sums = BinSums::new(bins);
        for (k, lag) in self.iter().filter(|lag| lag.count > 0).enumerate() {
            if k % ASKED == 0 && !go_on() {
                return None;
            }
            let (distance, term) = (steps.distance(lag.lag), term(&lag).unwrap_or(0.0));
            bins.of(distance, steps.vector(lag.lag), |class| sums.add(class, lag.count, distance, term));
        }
        Some(sums)
    }
}
