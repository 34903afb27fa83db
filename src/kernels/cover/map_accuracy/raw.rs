//! The sample as it is, each unit counting alike: what programs without strata print.

use super::{Estimate, NO_CHANCE, above_rounding};
use std::collections::BTreeMap;

/// Units by the class of the map and of the reference.
pub type Pairs = BTreeMap<(usize, usize), u64>;

/// The share of units that are right; no error with one unit.
pub fn overall(pairs: &Pairs) -> Option<Estimate> {
    let units: u64 = pairs.values().sum();
    let right: u64 = pairs.iter().filter(|((map, reference), _)| map == reference).map(|(_, n)| n).sum();
    let (value, n) = (right as f64 / units as f64, units as f64);
    (units > 0).then(|| Estimate { value, se: (units > 1).then(|| (value * (1.0 - value) / (n - 1.0)).sqrt()) })
}

/// Cohen's kappa with the error of Fleiss, Cohen and Everitt 1969; `None` where all units are of one class in both.
pub fn kappa(pairs: &Pairs) -> Option<Estimate> {
    let n = pairs.values().sum::<u64>() as f64;
    let (mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new());
    for ((map, reference), units) in pairs {
        *rows.entry(*map).or_insert(0.0) += *units as f64 / n;
        *columns.entry(*reference).or_insert(0.0) += *units as f64 / n;
    }
    let share = |of: &BTreeMap<usize, f64>, class: usize| of.get(&class).copied().unwrap_or(0.0);
    let shares = || pairs.iter().map(|((map, reference), units)| (*map, *reference, *units as f64 / n));
    let observed: f64 = shares().filter(|(map, reference, _)| map == reference).map(|(_, _, p)| p).sum();
    let expected: f64 = rows.iter().map(|(class, p)| p * share(&columns, *class)).sum();
    let rest = 1.0 - expected;
    let value = (observed - expected) / rest;
    let squares: f64 = shares()
        .map(|(map, reference, p)| {
            let both = share(&columns, map) + share(&rows, reference);
            let slope = if map == reference { 1.0 - both * (1.0 - value) } else { (1.0 - value) * both };
            p * slope * slope
        })
        .sum();
    let variance = above_rounding(squares - (value - expected * (1.0 - value)).powi(2)) / (n * rest * rest);
    (n > 0.0 && rest > NO_CHANCE).then(|| Estimate { value, se: Some(variance.sqrt()) })
}
