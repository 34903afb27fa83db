//! How many independent places a pair of autocorrelated variables is worth, and the test of their correlation with so many: Dutilleul's
//! modified t-test.
//!
//! Moran:    I_k = (Σ u_i u_j / W_k) / (Σ u_i² / n), over the W_k pairs of places in class k of distances; u = x - mean of x
//! R:        n x n, 1 on the diagonal, I_k of the class of the distance elsewhere
//! n_eff:    1 + tr(B R_x) tr(B R_y) / tr(B R_x B R_y), B = I - 1 1' / n
//! tr(B R):  n - s / n, s = Σ R_ij
//! product:  n + 2 Σ W_k I_k(x) I_k(y) - 2 / n Σ R_i(x) R_i(y) + s_x s_y / n², R_i the sum of a row of R
//! p:        that of r with n_eff - 2 degrees of freedom: F(1, n_eff - 2)
//!
//! Classes:  ((k - 1) w, k w]; w twice the larger side of a cell, or of points √(area of their bounding box / n); or a number of equal ones up to
//!           the largest distance among the places used. A distance that exceeds a bound by 1e-9 of it is on the bound. A class without a pair
//!           is not used. Points in one place are in the first class. Of points on a line along an axis w is its length / n.
//!
//! On a grid W_k, Σ u_i u_j and the R_i are correlations and a convolution, by Fourier transforms ([`grid`]), else sums over all pairs
//! ([`points`]). Each mask is transformed once for all pairs that have it in common, each variable once for each mask.
//!
//! Shapes: columns of one length, NaN where a value is missing, or their orders; pairs of columns; a result for each pair. Units: coordinates and
//! sides in one unit, as metres, in which class bounds are told. Range: n_eff over 1 as a rule, and it may exceed n; it is `None` with fewer than 3
//! places or where a variable is constant, p also where n_eff is 2 or less (below 0 where the patterns of both are opposite, as R need be no
//! correlation matrix). Errors: 1e-9 against sums over all pairs; another number of threads
//! gives the same to the bit.
//!
//! Few wide classes are not honest: of 200 x 200 cells with a range of some 4 cells, 13 classes find half of all independent pairs
//! significant at 0.05, classes of two cells 7 %.
//!
//! Memory: on a grid some 70 bytes a cell and 8 for each column; points 16 and 16 for each column. Time of points: n² for each mask.
//!
//! Source: Dutilleul 1993, Biometrics 49, 305; Clifford, Richardson and Hemon 1989, Biometrics 45, 123; Vallejos, Osorio and Bevilacqua 2020
//! (SpatialPack, whose 13 classes are `Classes::Equal(13)`).

pub mod grid;
pub mod points;
mod transforms;

use super::{
    Fault, Missing,
    correlation::coefficient,
    ranks::Order,
    room,
    rows::{Group, Rows, groups},
};
use crate::kernels::{
    GoOn,
    stats::{sum::sum, tails::correlation_two_sided},
};
use grid::GridPairs;
use points::PointPairs;
use rayon::prelude::*;

/// Where rows of columns are.
#[derive(Debug, Clone, Copy)]
pub enum Places<'a> {
    /// Cells in row-major order, with their width and height.
    Grid { rows: usize, columns: usize, sides: (f64, f64) },
    /// East and north of each.
    Points(&'a [[f64; 2]]),
}

/// What columns hold.
#[derive(Debug, Clone, Copy)]
pub enum Columns<'a> {
    Values(&'a [&'a [f64]]),
    /// The variables are average ranks among the places of a pair.
    Ranks(&'a [Order]),
}

/// Classes of distances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Classes {
    /// By the side of cells, or by how dense points are.
    Automatic,
    /// So many up to the largest distance.
    Equal(usize),
}

/// Distances up to a bound, from that of the class before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Class {
    /// From 1.
    pub number: usize,
    pub upper: f64,
    /// Each once.
    pub pairs: u64,
}

/// What is found of a pair of columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Effective {
    /// Places that both have.
    pub n: usize,
    pub found: Option<Found>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub r: f64,
    /// `None` where tr(B R_x B R_y) is nothing but rounding.
    pub n_effective: Option<f64>,
    /// `None` where n_effective is 2 or less, or `None`.
    pub p: Option<f64>,
    /// Those with pairs, ascending.
    pub classes: Vec<Class>,
    /// Moran's I of each class, of both.
    pub moran: Vec<[f64; 2]>,
}

/// The test of some pairs of columns.
pub fn effective_n(
    places: Places<'_>,
    columns: Columns<'_>,
    pairs: &[(usize, usize)],
    missing: Missing,
    classes: Classes,
    go_on: GoOn<'_>,
) -> Result<Vec<Effective>, Fault> {
    let mut found = vec![Effective { n: 0, found: None }; pairs.len()];
    for group in groups(&columns.valid()?, pairs, missing, go_on)? {
        for at in &group.pairs {
            found[*at].n = group.rows.count();
        }
        if group.rows.count() < 3 {
            continue;
        }
        let tested = match places {
            Places::Grid { rows, columns: across, sides } => {
                let of = GridPairs::new(&group.rows, [rows, across], sides, classes, go_on)?;
                of_group(&of, &columns, &group, pairs, go_on)?
            }
            Places::Points(points) => {
                of_group(&PointPairs::new(points, &group.rows, classes, go_on)?, &columns, &group, pairs, go_on)?
            }
        };
        for (at, result) in group.pairs.iter().zip(tested) {
            found[*at].found = result;
        }
    }
    Ok(found)
}

impl Columns<'_> {
    fn valid(&self) -> Result<Vec<Rows>, Fault> {
        match self {
            Columns::Values(columns) => columns.par_iter().map(|values| Rows::of(values)).collect(),
            Columns::Ranks(orders) => orders.par_iter().map(Order::valid).collect(),
        }
    }

    /// Of a column among some places, 0 elsewhere; `None` where it is constant.
    fn deviations(&self, column: usize, among: &Rows, go_on: GoOn<'_>) -> Result<Option<Vec<f64>>, Fault> {
        let mut extremes = (f64::INFINITY, f64::NEG_INFINITY);
        let mut seen = |x: f64| extremes = (extremes.0.min(x), extremes.1.max(x));
        let deviations = match self {
            Columns::Values(columns) => {
                let values = columns[column];
                let mean = sum(among.iter().map(|row| values[row])) / among.count() as f64;
                let mut deviations = room(values.len(), 0.0)?;
                for row in among.iter() {
                    seen(values[row]);
                    deviations[row] = values[row] - mean;
                }
                // What rounding left of the mean counts where values are large beside their spread.
                let rest = sum(among.iter().map(|row| deviations[row])) / among.count() as f64;
                among.iter().for_each(|row| deviations[row] -= rest);
                deviations
            }
            Columns::Ranks(orders) => {
                let middle = among.count() as f64 + 1.0;
                let mut deviations = room(orders[column].rows(), 0.0)?;
                orders[column].each(among, go_on, |row, twice| {
                    seen(f64::from(twice));
                    deviations[row] = 0.5 * (f64::from(twice) - middle);
                })?;
                deviations
            }
        };
        Ok((extremes.0 < extremes.1).then_some(deviations))
    }
}

/// Pairs of places by classes of their distance.
trait PlacePairs {
    /// Those with pairs.
    fn classes(&self) -> &[Class];
    /// Σ u_i u_j over the pairs of each class, of each variable.
    fn class_sums(&self, deviations: &[&[f64]], go_on: GoOn<'_>) -> Result<Vec<Vec<f64>>, Fault>;
    /// Of each place that is used, 1 and the sum of what the classes of its pairs have, by variables; 0 elsewhere.
    fn row_sums(&self, of_classes: &[&[f64]], go_on: GoOn<'_>) -> Result<Vec<Vec<f64>>, Fault>;
}

/// What a variable has of its own in the test.
struct Autocorrelation {
    column: usize,
    deviations: Vec<f64>,
    moran: Vec<f64>,
    row_sums: Vec<f64>,
}

fn of_group(
    places: &impl PlacePairs,
    columns: &Columns<'_>,
    group: &Group,
    pairs: &[(usize, usize)],
    go_on: GoOn<'_>,
) -> Result<Vec<Option<Found>>, Fault> {
    let all = autocorrelations(places, columns, group, go_on)?;
    let of = |column: usize| all.iter().find(|of| of.column == column);
    let classes = places.classes();
    let tested = group.pairs.par_iter().map(|at| {
        let (x, y) = (of(pairs[*at].0)?, of(pairs[*at].1)?);
        test(classes, x, y, group.rows.count())
    });
    Ok(tested.collect())
}

/// Of the columns of a group that are not constant.
fn autocorrelations(
    places: &impl PlacePairs,
    columns: &Columns<'_>,
    group: &Group,
    go_on: GoOn<'_>,
) -> Result<Vec<Autocorrelation>, Fault> {
    let of_column = |column: &usize| {
        let deviations = columns.deviations(*column, &group.rows, go_on)?;
        let none = Vec::new;
        Ok(deviations.map(|deviations| Autocorrelation {
            column: *column,
            deviations,
            moran: none(),
            row_sums: none(),
        }))
    };
    let all = group.columns.iter().filter_map(|column| of_column(column).transpose());
    let mut all = all.collect::<Result<Vec<_>, Fault>>()?;
    let sums = places.class_sums(&all.iter().map(|of| &of.deviations[..]).collect::<Vec<_>>(), go_on)?;
    for (of, sums) in all.iter_mut().zip(sums) {
        let variance = sum(of.deviations.iter().map(|u| u * u)) / group.rows.count() as f64;
        of.moran = sums.iter().zip(places.classes()).map(|(sum, class)| sum / class.pairs as f64 / variance).collect();
    }
    let sums = places.row_sums(&all.iter().map(|of| &of.moran[..]).collect::<Vec<_>>(), go_on)?;
    all.iter_mut().zip(sums).for_each(|(of, sums)| of.row_sums = sums);
    Ok(all)
}

/// What rounding may leave of tr(B R_x B R_y) / n where it is nothing; between variables of a pattern it is 1 and more.
const ROUNDING: f64 = 1e-10;

/// The test of two variables at the same places.
fn test(classes: &[Class], x: &Autocorrelation, y: &Autocorrelation, places: usize) -> Option<Found> {
    let n = places as f64;
    let products = |a: &[f64], b: &[f64]| sum(a.iter().zip(b).map(|(a, b)| a * b));
    let squares = [x, y].map(|of| products(&of.deviations, &of.deviations));
    let r = coefficient(squares, products(&x.deviations, &y.deviations))?;
    let [x_sum, y_sum] = [x, y].map(|of| sum(of.row_sums.iter().copied()));
    let both = sum(classes.iter().zip(x.moran.iter().zip(&y.moran)).map(|(class, (a, b))| class.pairs as f64 * a * b));
    let of_both = n + 2.0 * both - 2.0 / n * products(&x.row_sums, &y.row_sums) + x_sum / n * (y_sum / n);
    let n_effective = (of_both.abs() > ROUNDING * n).then(|| 1.0 + (n - x_sum / n) * (n - y_sum / n) / of_both);
    let p = n_effective.filter(|n| *n > 2.0).map(|n| correlation_two_sided(r, n - 2.0));
    let moran = x.moran.iter().zip(&y.moran).map(|(a, b)| [*a, *b]).collect();
    Some(Found { r, n_effective, p, classes: classes.to_vec(), moran })
}

/// Distances that exceed a bound by this share of it are on it.
const ON_BOUND: f64 = 1.0 + 1e-9;

/// Numbers of classes from distances.
#[derive(Debug, Clone, Copy)]
struct Width {
    width: f64,
    /// Classes to a unit of distance, a hair less.
    per_unit: f64,
    last: f64,
}

impl Width {
    /// Equal ones up to a distance, or those of a width.
    fn new(classes: Classes, automatic: f64, largest: f64) -> Width {
        let (width, last) = match classes {
            Classes::Automatic => (automatic, f64::INFINITY),
            Classes::Equal(count) => (largest / count.max(1) as f64, count.max(1) as f64),
        };
        Width { width, per_unit: 1.0 / (width * ON_BOUND), last }
    }

    /// From 1. Of what is no distance (0 / 0 with all places in one) 1, too.
    #[inline(always)]
    fn number(self, distance: f64) -> f64 {
        (distance * self.per_unit).ceil().max(1.0).min(self.last)
    }
}

/// The classes that have pairs, and of every number from 0 on where its class stands among them.
fn used(counts: &[u64], width: Width) -> (Vec<Class>, Vec<u32>) {
    let mut classes = Vec::new();
    let mut at = vec![0; counts.len()];
    for (number, pairs) in counts.iter().enumerate().filter(|(_, pairs)| **pairs > 0) {
        at[number] = classes.len() as u32;
        classes.push(Class { number, upper: number as f64 * width.width, pairs: *pairs });
    }
    (classes, at)
}

#[cfg(test)]
mod tests;
