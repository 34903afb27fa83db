//! Pairs of points no farther apart than a cutoff, and the variogram of points.
//!
//! γ of a class = the estimator of the differences |z - z'| of its pairs, as in [`robust`]        \[unit of z²\]
//! Pairs: all {i, j} with √(Δeast² + Δnorth²) ≤ cutoff, each once
//!
//! Shapes: a list of [`Point`]s; one bin for each class with pairs. Units: coordinates and cutoff in m. Range: γ ≥ 0.
//!
//! Points are sorted into bands as wide as the cutoff, and within a band from south to north: partners of a point lie
//! in its own band and the next. So the cost follows the pairs that are near, and not all of them.

use super::{
    bins::{Bin, BinSums, Bins},
    pairs::DifferencesByBin,
    robust::{self, Estimator},
    steps::SAME,
};
use crate::kernels::GoOn;
use rayon::prelude::*;

/// A value at a place, in m to the east and north.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub east: f64,
    pub north: f64,
    pub value: f64,
}

/// The variogram of points; `None` where `go_on` said no, which is asked once for each point, and more by Genton's estimator. Dowd's and Genton's estimators keep 8 bytes a pair, and leave out bins
/// whose single pair has no estimate.
pub fn point_variogram(points: &[Point], bins: &Bins, estimator: Estimator, go_on: GoOn<'_>) -> Option<Vec<Bin>> {
    let neighbours = Neighbours::new(points, bins.cutoff());
    let mut all = PairSums::new(bins);
    // Sums are merged in order, whatever the threads. What waits for its turn is that of a few groups only.
    for groups in neighbours.groups().chunks(8 * rayon::current_num_threads()) {
        let sums = groups.par_iter().with_max_len(1).map(|group| {
            let mut sums = PairSums::new(bins);
            neighbours.visit(group, go_on, |first, second| sums.add(first, second, bins, estimator)).then_some(sums)
        });
        sums.collect::<Option<Vec<_>>>()?.into_iter().for_each(|sums| all.merge(sums));
    }
    let PairSums { sums, differences } = all;
    match estimator {
        Estimator::Matheron => Some(sums.finish(bins, robust::matheron)),
        Estimator::Cressie => Some(sums.finish(bins, robust::cressie)),
        _ => DifferencesByBin { bins: bins.clone(), sums, differences }.bins(estimator, go_on),
    }
}

/// What is gathered of pairs, class by class.
struct PairSums {
    sums: BinSums,
    /// For estimators that take all of them.
    differences: Vec<Vec<f64>>,
}

impl PairSums {
    fn new(bins: &Bins) -> PairSums {
        PairSums { sums: BinSums::new(bins), differences: vec![Vec::new(); bins.classes()] }
    }

    fn add(&mut self, first: &Point, second: &Point, bins: &Bins, estimator: Estimator) {
        let vector = [second.east - first.east, second.north - first.north];
        let distance = (vector[0] * vector[0] + vector[1] * vector[1]).sqrt();
        let difference = (second.value - first.value).abs();
        let (term, keep) = match estimator {
            Estimator::Matheron => (difference * difference, false),
            Estimator::Cressie => (difference.sqrt(), false),
            Estimator::Dowd | Estimator::Genton => (0.0, true),
        };
        bins.of(distance, vector, |class| {
            self.sums.add(class, 1, distance, term);
            if keep {
                self.differences[class].push(difference);
            }
        });
    }

    fn merge(&mut self, next: PairSums) {
        self.sums.merge(&next.sums);
        self.differences.iter_mut().zip(next.differences).for_each(|(all, more)| all.extend(more));
    }
}

/// Points whose partners are sought at a time.
const GROUP: usize = 128;

/// Points in bands from west to east about as wide as the cutoff, from south to north within each: partners of a point are
/// neighbours.
pub(super) struct Neighbours {
    cutoff: f64,
    /// With the number of the band.
    sorted: Vec<(f64, Point)>,
}

impl Neighbours {
    pub fn new(points: &[Point], cutoff: f64) -> Neighbours {
        let west = points.iter().map(|point| point.east).fold(f64::INFINITY, f64::min);
        // A little wider, so that rounding does not put a band between two partners.
        let width = cutoff * (1.0 + 1e-9);
        let band = |point: &Point| ((point.east - west) / width).floor();
        let mut sorted: Vec<(f64, Point)> = points.iter().map(|point| (band(point), *point)).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.north.total_cmp(&b.1.north)));
        Neighbours { cutoff, sorted }
    }

    /// Points of a band, some at a time; with those of it that follow, and those of the next band.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut bands = self.sorted.chunk_by(|a, b| a.0 == b.0).peekable();
        let mut groups = Vec::new();
        while let Some(own) = bands.next() {
            // There may be a gap.
            let next = bands.peek().copied().filter(|band| band[0].0 <= own[0].0 + 1.0).unwrap_or_default();
            let starts = (0..own.len()).step_by(GROUP);
            groups.extend(starts.map(|start| Group { points: GROUP.min(own.len() - start), own: &own[start..], next }));
        }
        groups
    }

    /// Visits every pair of a point of a group and one that follows, no farther apart than the cutoff but for rounding. False
    /// where `go_on` said no.
    pub fn visit(&self, group: &Group<'_>, go_on: GoOn<'_>, mut visit: impl FnMut(&Point, &Point)) -> bool {
        let most = self.cutoff * self.cutoff * (1.0 + 2.0 * SAME);
        let along = self.cutoff * (1.0 + SAME);
        for (i, (_, point)) in group.own[..group.points].iter().enumerate() {
            let south = group.next.partition_point(|(_, second)| point.north - second.north > along);
            for partners in [&group.own[i + 1..], &group.next[south..]] {
                for (_, second) in partners {
                    let up = second.north - point.north;
                    if up > along {
                        break;
                    }
                    let across = second.east - point.east;
                    if across * across + up * up <= most {
                        visit(point, second);
                    }
                }
            }
            if !go_on() {
                return false;
            }
        }
        true
    }
}

pub(super) struct Group<'a> {
    /// How many of its own pairs start from.
    points: usize,
    own: &'a [(f64, Point)],
    next: &'a [(f64, Point)],
}
