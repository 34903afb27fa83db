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

/// A value at a place, in m to the east and north.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub east: f64,
    pub north: f64,
    pub value: f64,
}

/// The variogram of points; `None` where `go_on`, asked now and then, said no. Dowd's and Genton's estimators keep 8 bytes a
/// pair, and leave out bins whose single pair has no estimate.
pub fn point_variogram(
    points: &[Point],
    bins: &Bins,
    estimator: Estimator,
    mut go_on: impl FnMut() -> bool,
) -> Option<Vec<Bin>> {
    let mut sums = BinSums::new(bins);
    let mut differences = vec![Vec::new(); bins.classes()];
    let keep = matches!(estimator, Estimator::Dowd | Estimator::Genton);
    let whole = pairs(points, bins.cutoff(), &mut go_on, |first, second| {
        let vector = [second.east - first.east, second.north - first.north];
        let distance = (vector[0] * vector[0] + vector[1] * vector[1]).sqrt();
        let difference = (second.value - first.value).abs();
        let term = match estimator {
            Estimator::Matheron => difference * difference,
            Estimator::Cressie => difference.sqrt(),
            Estimator::Dowd | Estimator::Genton => 0.0,
        };
        bins.of(distance, vector, |class| {
            sums.add(class, 1, distance, term);
            if keep {
                differences[class].push(difference);
            }
        });
    });
    if !whole {
        return None;
    }
    match estimator {
        Estimator::Matheron => Some(sums.finish(bins, robust::matheron)),
        Estimator::Cressie => Some(sums.finish(bins, robust::cressie)),
        _ => DifferencesByBin { bins: bins.clone(), sums, differences }.bins(estimator, go_on),
    }
}

/// Pairs between two questions whether to go on.
const PATIENCE: usize = 1 << 20;

/// Visits every pair of points that are no farther apart than a cutoff, but for rounding, once. False where `go_on` said no.
pub fn pairs(
    points: &[Point],
    cutoff: f64,
    mut go_on: impl FnMut() -> bool,
    mut visit: impl FnMut(&Point, &Point),
) -> bool {
    let most = cutoff * cutoff * (1.0 + 2.0 * SAME);
    // In bands from west to east about as wide as the cutoff, from south to north within each: partners of a point are neighbours.
    let west = points.iter().map(|point| point.east).fold(f64::INFINITY, f64::min);
    // A little wider, so that rounding does not put a band between two partners.
    let width = cutoff * (1.0 + 1e-9);
    let band = |point: &Point| ((point.east - west) / width).floor();
    let mut sorted: Vec<(f64, Point)> = points.iter().map(|point| (band(point), *point)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.north.total_cmp(&b.1.north)));
    let bands: Vec<&[(f64, Point)]> = sorted.chunk_by(|a, b| a.0 == b.0).collect();
    let (mut asked, mut seen) = (true, 0);
    for (k, own) in bands.iter().enumerate() {
        // The next one, unless there is a gap.
        let others = bands[k + 1..].iter().take_while(|band| band[0].0 <= own[0].0 + 1.0);
        let mut partners = vec![(*own, 0)];
        partners.extend(others.map(|band| (*band, 0)));
        for (i, (_, point)) in own.iter().enumerate() {
            for (other, (band, start)) in partners.iter_mut().enumerate() {
                if other == 0 {
                    *start = i + 1;
                } else {
                    while *start < band.len() && point.north - band[*start].1.north > cutoff * (1.0 + SAME) {
                        *start += 1;
                    }
                }
                for (_, second) in &band[*start..] {
                    let up = second.north - point.north;
                    if up > cutoff * (1.0 + SAME) {
                        break;
                    }
                    seen += 1;
                    let across = second.east - point.east;
                    if across * across + up * up <= most {
                        visit(point, second);
                    }
                }
            }
            if seen >= PATIENCE || asked {
                (seen, asked) = (0, false);
                if !go_on() {
                    return false;
                }
            }
        }
    }
    true
}
