//! How well a map agrees with reference classes of a sample, and what areas and carbon that sample tells.
//!
//! Units of the sample are drawn in strata h that have the share W_h of the area (Σ W_h = 1): n_h units, of which n_hij have class
//! i on the map and j in the reference. Where the strata are the classes of the map, W_h is the share that the map gives to the class; a
//! simple random or systematic sample is post-stratified by them.
//!
//! Area matrix:   p_ij = Σ_h W_h n_hij / n_h, with row sums p_i+ and column sums p_+j
//! Overall accuracy:   Σ_k p_kk
//! User's accuracy:   U_k = p_kk / p_k+        Producer's accuracy:   P_k = p_kk / p_+k
//! Area:   p_+k times the area of the map \[ha\]
//! Kappa:   κ = (p_o - p_e) / (1 - p_e), with p_o = Σ_k p_kk and p_e = Σ_k p_k+ p_+k
//! Mean:   ȳ = Σ_h W_h ȳ_h, with y a number for each reference class (t of carbon per ha, say)
//! Variance:   V = Σ_h W_h² s_h² / n_h, with s_h² the variance (divisor n_h - 1) over the units of a stratum of
//!   g = \[i = j\] (overall), \[j = k\] (area), y_j (mean),
//!   (\[i = j = k\] - U_k \[i = k\]) / p_k+, (\[i = j = k\] - P_k \[j = k\]) / p_+k (ratio estimators),
//!   (\[i = j\] (1 - p_e) - (1 - p_o) (p_+i + p_j+)) / (1 - p_e)² (kappa, linearised)
//! Interval:   value ± 1.959964 √V
//!
//! There is no finite-population correction. Where the strata are the classes of the map these are the estimators of Olofsson et
//! al. 2014 (eqs 1 to 11), otherwise those of Stehman 2014. A stratum with one unit has no s_h²: what depends on it has no error.
//!
//! Quantity disagreement Σ_k |p_k+ - p_+k| / 2; exchange Σ_(i<j) 2 min(p_ij, p_ji); allocation 1 - p_o - quantity; shift allocation -
//! exchange (Pontius and Millones 2011, Pontius and Santacruz 2014).
//!
//! The raw sample, each unit counting alike: overall accuracy p with √(p (1 - p) / (n - 1)), and Cohen's kappa with the variance of
//! Fleiss, Cohen and Everitt 1969. They hold for the map where the sample is a simple random one alone.
//!
//! Shapes: numbers of units by stratum and pair of classes; classes are ids 0 .. n - 1. Units: shares of area. Range: shares 0 to 1, κ -1
//! to 1. Errors: NULL where a stratum that matters has one unit; U_k without a unit of class k on the map, P_k without one in the reference and κ
//! with p_e = 1 are undefined. Nodata: cells without a class are no land of the map.
//!
//! Source: Olofsson, P. et al. 2014, Remote Sensing of Environment 148, 42; Stehman, S. V. 2014, International Journal of Remote Sensing 35,
//! 4923; Fleiss, J. L., Cohen, J. and Everitt, B. S. 1969, Psychological Bulletin 72, 323; Pontius, R. G. and Millones, M. 2011,
//! International Journal of Remote Sensing 32, 4407; Pontius, R. G. and Santacruz, A. 2014, ibid. 35, 7543.
//!
//! ```
//! use pitscape::kernels::cover::map_accuracy::{Stratum, Strata};
//! // 80 % of the land is mapped as class 0: 9 of 10 units are right; of 10 units of class 1 are 6
//! let of = |map, weight, right, wrong| Stratum { weight, map: Some(map), units: vec![(map, map, right), (map, 1 - map, wrong)] };
//! let strata = Strata::new(2, vec![of(0, 0.8, 9, 1), of(1, 0.2, 6, 4)]);
//! let area = strata.area(0);
//! assert!((area.value - (0.8 * 0.9 + 0.2 * 0.4)).abs() < 1e-15);
//! let variance = 0.8 * 0.8 * 0.9 * 0.1 / 9.0 + 0.2 * 0.2 * 0.4 * 0.6 / 9.0f64;
//! assert!((area.se.unwrap() - variance.sqrt()).abs() < 1e-15);
//! ```

pub mod raw;
pub mod units;

use crate::kernels::stats::sum::sum;
use std::collections::BTreeMap;

/// Chance agreement that is so near to 1 is 1 but for rounding: all land is one class.
const NO_CHANCE: f64 = 1e-12;

/// A part of the land that was sampled by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Stratum {
    /// Its share of the area.
    pub weight: f64,
    /// The class of the map that it is, if it is one.
    pub map: Option<usize>,
    /// Units by the class of the map and of the reference.
    pub units: Vec<(usize, usize, u64)>,
}

impl Stratum {
    pub fn size(&self) -> u64 {
        self.units.iter().map(|(_, _, n)| n).sum()
    }
}

/// A figure, and its standard error where it has one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub se: Option<f64>,
}

/// In what map and reference disagree: shares of area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Disagreement {
    pub quantity: f64,
    pub allocation: f64,
    pub exchange: f64,
    pub shift: f64,
}

/// Units of a pair of classes in a stratum.
#[derive(Debug, Clone, Copy)]
struct Term {
    stratum: usize,
    map: usize,
    reference: usize,
    n: u64,
}

/// Differences of shares up to this size are rounding.
const ROUNDING: f64 = 1e-14;

/// A sample, and what follows from it.
#[derive(Debug)]
pub struct Strata {
    strata: Vec<Stratum>,
    /// Units of each stratum.
    sizes: Vec<u64>,
    terms: Vec<Term>,
    /// Of each class, the places of the terms that have it.
    of_class: Vec<Vec<usize>>,
    matrix: BTreeMap<(usize, usize), f64>,
    rows: Vec<f64>,
    columns: Vec<f64>,
}

impl Strata {
    /// Of so many classes; every stratum has a unit.
    pub fn new(classes: usize, strata: Vec<Stratum>) -> Strata {
        let sizes: Vec<u64> = strata.iter().map(Stratum::size).collect();
        let (mut terms, mut of_class) = (Vec::new(), vec![Vec::new(); classes]);
        let (mut matrix, mut rows, mut columns) = (BTreeMap::new(), vec![0.0; classes], vec![0.0; classes]);
        for (i, stratum) in strata.iter().enumerate() {
            for &(map, reference, n) in stratum.units.iter().filter(|(_, _, n)| *n > 0) {
                of_class[map].push(terms.len());
                if reference != map {
                    of_class[reference].push(terms.len());
                }
                terms.push(Term { stratum: i, map, reference, n });
                let share = stratum.weight * n as f64 / sizes[i] as f64;
                *matrix.entry((map, reference)).or_insert(0.0) += share;
                rows[map] += share;
                columns[reference] += share;
            }
        }
        Strata { strata, sizes, terms, of_class, matrix, rows, columns }
    }

    /// Shares of the area by pair of classes, of the map and of the reference; those that units have.
    pub fn matrix(&self) -> &BTreeMap<(usize, usize), f64> {
        &self.matrix
    }

    pub fn strata(&self) -> &[Stratum] {
        &self.strata
    }

    /// Whether some stratum has one unit.
    pub fn has_lone_units(&self) -> bool {
        self.sizes.contains(&1)
    }

    pub fn overall(&self) -> Estimate {
        let value = self.observed();
        Estimate { value, se: self.error(self.all(), |map, reference| f64::from(map == reference), None) }
    }

    /// The share of the area that a class has in the reference.
    pub fn area(&self, class: usize) -> Estimate {
        let is = |_, reference| f64::from(reference == class);
        Estimate { value: self.columns[class], se: self.error(self.of(class), is, None) }
    }

    /// The share that a class has on the map by the sample: what the map gives it where the strata are classes of the map.
    pub fn mapped(&self, class: usize) -> f64 {
        self.rows[class]
    }

    /// The largest standard error that a share can have, √(Σ W² / 4 n).
    pub fn largest_error(&self) -> f64 {
        let of = |(stratum, size): (&Stratum, &u64)| stratum.weight * stratum.weight / (4.0 * *size as f64);
        sum(self.strata.iter().zip(&self.sizes).map(of)).sqrt()
    }

    /// `None` without a unit that has the class on the map.
    pub fn users(&self, class: usize) -> Option<Estimate> {
        self.ratio(class, self.rows[class], |map, _| map == class, Some(class))
    }

    /// `None` without a unit that has the class in the reference.
    pub fn producers(&self, class: usize) -> Option<Estimate> {
        self.ratio(class, self.columns[class], |_, reference| reference == class, None)
    }

    /// `None` where all land is one class in both.
    pub fn kappa(&self) -> Option<Estimate> {
        let (observed, expected) = (self.observed(), self.expected());
        let rest = 1.0 - expected;
        let slope = |map: usize, reference: usize| {
            let right = if map == reference { rest } else { 0.0 };
            (right - (1.0 - observed) * (self.columns[map] + self.rows[reference])) / (rest * rest)
        };
        let value = (observed - expected) / rest;
        (rest > NO_CHANCE).then(|| Estimate { value, se: self.error(self.all(), slope, None) })
    }

    pub fn disagreement(&self) -> Disagreement {
        let quantity =
            sum(self.rows.iter().zip(&self.columns).map(|(row, column)| above_rounding((row - column).abs()))) / 2.0;
        let back = |map, reference| self.matrix.get(&(reference, map)).copied().unwrap_or(0.0);
        let above = self.matrix.iter().filter(|((map, reference), _)| map < reference);
        let exchange = sum(above.map(|((map, reference), share)| 2.0 * share.min(back(*map, *reference))));
        let wrong = self.matrix.iter().filter(|((map, reference), _)| map != reference);
        let allocation = above_rounding(sum(wrong.map(|(_, share)| *share)) - quantity);
        Disagreement { quantity, allocation, exchange, shift: above_rounding(allocation - exchange) }
    }

    /// The mean over the area of a number for each reference class.
    pub fn mean(&self, y: impl Fn(usize) -> f64) -> Estimate {
        let value = sum(self
            .columns
            .iter()
            .enumerate()
            .map(|(class, share)| share * if *share > 0.0 { y(class) } else { 0.0 }));
        Estimate { value, se: self.error(self.all(), |_, reference| y(reference), None) }
    }

    fn ratio(
        &self,
        class: usize,
        share: f64,
        of: impl Fn(usize, usize) -> bool,
        only: Option<usize>,
    ) -> Option<Estimate> {
        let both = self.matrix.get(&(class, class)).copied().unwrap_or(0.0);
        let value = both / share;
        let slope = |map: usize, reference: usize| {
            let right = f64::from(map == class && reference == class);
            (right - value * f64::from(of(map, reference))) / share
        };
        (share > 0.0).then(|| Estimate { value, se: self.error(self.of(class), slope, only) })
    }

    fn observed(&self) -> f64 {
        sum(self.matrix.iter().filter(|((map, reference), _)| map == reference).map(|(_, share)| *share))
    }

    fn expected(&self) -> f64 {
        sum(self.rows.iter().zip(&self.columns).map(|(row, column)| row * column))
    }

    fn all(&self) -> impl Iterator<Item = Term> + '_ {
        self.terms.iter().copied()
    }

    fn of(&self, class: usize) -> impl Iterator<Item = Term> + '_ {
        self.of_class[class].iter().map(|place| self.terms[*place])
    }

    /// √V of what `g` is linear in; it is 0 for units that no term has. With `only` strata that are other classes of the map
    /// have nothing of it. `None` where a stratum with one unit has some.
    fn error(
        &self,
        terms: impl Iterator<Item = Term>,
        g: impl Fn(usize, usize) -> f64,
        only: Option<usize>,
    ) -> Option<f64> {
        let matters = |stratum: &Stratum| only.is_none() || stratum.map.is_none() || stratum.map == only;
        if self.strata.iter().zip(&self.sizes).any(|(stratum, size)| *size == 1 && matters(stratum)) {
            return None;
        }
        let terms = terms.filter(|term| matters(&self.strata[term.stratum]));
        let terms: Vec<(usize, f64, f64)> = terms.map(|t| (t.stratum, g(t.map, t.reference), t.n as f64)).collect();
        let variance = |terms: &[(usize, f64, f64)]| {
            let (stratum, size) = (&self.strata[terms[0].0], self.sizes[terms[0].0] as f64);
            let others = size - terms.iter().map(|(_, _, n)| n).sum::<f64>();
            // From the first on, so that units that are all alike differ by nothing.
            let first = terms[0].1;
            let differences = terms.iter().map(|(_, g, n)| n * (g - first));
            let mean = first + sum(differences.chain([-others * first])) / size;
            let squares = terms.iter().map(|(_, g, n)| n * (g - mean) * (g - mean));
            let squares = sum(squares.chain([others * mean * mean]));
            stratum.weight * stratum.weight * squares / (size - 1.0) / size
        };
        Some(sum(terms.chunk_by(|a, b| a.0 == b.0).map(variance)).sqrt())
    }
}

/// A difference of shares; what rounding leaves of equal ones is 0.
fn above_rounding(difference: f64) -> f64 {
    if difference > ROUNDING { difference } else { 0.0 }
}

#[cfg(test)]
mod tests;
