//! Pairs of scattered points, one by one.
//!
//! W_k and Σ u_i u_j over the pairs of class k; R_i = 1 + Σ_j of what the class of the pair has
//!
//! Shapes: east and north of each point; arrays of all points. Units: those of the coordinates. Range: any points, in one place too. Errors: about
//! 1e-13 of a sum. Time: n² / 2 distances for the classes and for each variable, n² for its row sums. Memory: 16 bytes a point; sums of parts
//! 32 for each class.
//!
//! Source: Dutilleul 1993, Biometrics 49, 305.

use super::{Class, Classes, PlacePairs, Width, used};
use crate::kernels::{
    GoOn,
    drivers::{Fault, room, rows::Rows},
};
use multiversion::multiversion;
use rayon::prelude::*;

/// Pairs of some points by classes of their distance.
pub struct PointPairs {
    /// Which they are, and where.
    used: Vec<usize>,
    at: Vec<[f64; 2]>,
    all: usize,
    width: Width,
    /// Of every number of a class, where it stands among those with pairs.
    class_of: Vec<u32>,
    classes: Vec<Class>,
}

/// Parts of the sums over pairs, each the pairs that begin at every so-manieth point: fixed, so that sums are the same on any number of threads.
const PARTS: usize = 32;

impl PointPairs {
    pub(super) fn new(
        points: &[[f64; 2]],
        used_points: &Rows,
        classes: Classes,
        go_on: GoOn<'_>,
    ) -> Result<PointPairs, Fault> {
        let used_points: Vec<usize> = used_points.iter().collect();
        let at: Vec<[f64; 2]> = used_points.iter().map(|point| points[*point]).collect();
        let largest = match classes {
            Classes::Automatic => sides(&at)[0].hypot(sides(&at)[1]),
            Classes::Equal(_) => largest(&at, go_on)?,
        };
        let width = Width::new(classes, automatic(&at), largest);
        let numbers = (width.number(largest) as usize).saturating_add(1);
        let start = || room(numbers, 0u64);
        let parts = over_pairs(&at, width, go_on, start, |counts, _, numbers| {
            numbers.iter().for_each(|number| counts[*number as usize] += 1);
        })?;
        let mut counts = start()?;
        for part in parts {
            counts.iter_mut().zip(part).for_each(|(all, count)| *all += count);
        }
        let (classes, class_of) = used(&counts, width);
        Ok(PointPairs { used: used_points, at, all: points.len(), width, class_of, classes })
    }
}

/// Width and height of the bounding box.
fn sides(at: &[[f64; 2]]) -> [f64; 2] {
    [0, 1].map(|axis| {
        let along = || at.iter().map(|at| at[axis]);
        along().fold(f64::NEG_INFINITY, f64::max) - along().fold(f64::INFINITY, f64::min)
    })
}

/// √(area of the bounding box / n); its length / n where it has no area, and never so little that there were more than [`MOST`] classes.
fn automatic(at: &[[f64; 2]]) -> f64 {
    let (sides, n) = (sides(at), at.len() as f64);
    let (short, long) = (sides[0].min(sides[1]), sides[0].max(sides[1]));
    if short <= 1e-9 * long { long / n } else { (short * long / n).sqrt().max(long / MOST) }
}

/// Classes by which points are told apart, at most.
const MOST: f64 = 1e4;

/// The largest distance.
fn largest(at: &[[f64; 2]], go_on: GoOn<'_>) -> Result<f64, Fault> {
    let from = |i: usize| {
        let largest = at[i + 1..].iter().map(|other| squared(at[i], *other)).fold(0.0, f64::max);
        if go_on() { Ok(largest) } else { Err(Fault::Cancelled) }
    };
    let all = (0..at.len()).into_par_iter().map(from);
    Ok(all.try_reduce(|| 0.0, |a, b| Ok(a.max(b)))?.sqrt())
}

/// What every part makes of its pairs: it gets a point, and the numbers of the classes of its pairs with each of those that follow.
fn over_pairs<T: Send>(
    at: &[[f64; 2]],
    width: Width,
    go_on: GoOn<'_>,
    start: impl Fn() -> Result<T, Fault> + Sync,
    take: impl Fn(&mut T, usize, &[u32]) + Sync,
) -> Result<Vec<T>, Fault> {
    let part = |part: usize| {
        let (mut made, mut all) = (start()?, room(at.len(), 0)?);
        for i in (part..at.len()).step_by(PARTS) {
            let numbers = &mut all[i + 1..];
            number(at[i], &at[i + 1..], width, numbers);
            take(&mut made, i, numbers);
            if !go_on() {
                return Err(Fault::Cancelled);
            }
        }
        Ok(made)
    };
    (0..PARTS).into_par_iter().map(part).collect()
}

/// Numbers of the classes of pairs of a point with others.
#[multiversion(targets("x86_64+avx2"))]
fn number(from: [f64; 2], others: &[[f64; 2]], width: Width, numbers: &mut [u32]) {
    let of = |other: &[f64; 2]| width.number(squared(from, *other).sqrt()) as i32 as u32;
    numbers.iter_mut().zip(others).for_each(|(number, other)| *number = of(other));
}

#[inline(always)]
fn squared(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (east, north) = (a[0] - b[0], a[1] - b[1]);
    east * east + north * north
}

impl PlacePairs for PointPairs {
    fn classes(&self) -> &[Class] {
        &self.classes
    }

    fn class_sums(&self, deviations: &[&[f64]], go_on: GoOn<'_>) -> Result<Vec<Vec<f64>>, Fault> {
        let count = deviations.len();
        let mut u = room(self.at.len() * count, 0.0)?;
        for (u, point) in u.chunks_exact_mut(count.max(1)).zip(&self.used) {
            u.iter_mut().zip(deviations).for_each(|(u, deviations)| *u = deviations[*point]);
        }
        let start = || room(self.classes.len() * count, 0.0);
        let parts = over_pairs(&self.at, self.width, go_on, start, |sums, i, numbers| {
            let here = &u[i * count..][..count];
            for (number, there) in numbers.iter().zip(u[(i + 1) * count..].chunks_exact(count.max(1))) {
                let sums = &mut sums[self.class_of[*number as usize] as usize * count..][..count];
                sums.iter_mut().zip(here).zip(there).for_each(|((sum, a), b)| *sum += a * b);
            }
        })?;
        let mut sums = start()?;
        for part in parts {
            sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
        }
        Ok((0..count).map(|at| sums.iter().skip(at).step_by(count).copied().collect()).collect())
    }

    fn row_sums(&self, of_classes: &[&[f64]], go_on: GoOn<'_>) -> Result<Vec<Vec<f64>>, Fault> {
        let count = of_classes.len();
        let mut of_number = room(self.class_of.len() * count, 0.0)?;
        for (values, class) in of_number.chunks_exact_mut(count.max(1)).zip(&self.class_of) {
            values.iter_mut().zip(of_classes).for_each(|(value, of)| *value = of[*class as usize]);
        }
        let of_point = |numbers: &mut Vec<u32>, i: usize| {
            numbers.resize(self.at.len(), 0);
            number(self.at[i], &self.at, self.width, numbers);
            let mut sums = vec![1.0; count];
            let mut add = |numbers: &[u32]| {
                for number in numbers {
                    let values = &of_number[*number as usize * count..][..count];
                    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
                }
            };
            add(&numbers[..i]);
            add(&numbers[i + 1..]);
            if go_on() { Ok(sums) } else { Err(Fault::Cancelled) }
        };
        let sums =
            (0..self.at.len()).into_par_iter().map_init(Vec::new, of_point).collect::<Result<Vec<_>, Fault>>()?;
        let of = |at: usize| {
            let mut all = room(self.all, 0.0)?;
            self.used.iter().zip(&sums).for_each(|(point, sums)| all[*point] = sums[at]);
            Ok(all)
        };
        (0..count).map(of).collect()
    }
}
