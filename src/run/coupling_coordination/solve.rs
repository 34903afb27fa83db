//! Years that share extremes and weights: from their values to L, F, Ca, C, T and D.

use super::{
    Request, Weights,
    asked::{Asked, From},
    extremes::{Ends, Given},
    indicators::Indicator,
    years::Year,
};
use crate::{
    figures::about,
    kernels::{
        drivers::coupling_coordination::{Extremes, coupling, development, obstacles, redundancy, shares},
        stats::sum::sum,
    },
    sentence::{Sentence, phrase, sentence},
};

/// What rounding may make of systems that are alike, and of parts that make up for each other.
const ROUNDING: f64 = 1e-12;
const NOTHING: f64 = 1e-15;

/// Why there are no figures: of which field, and what is wrong.
pub struct Fault {
    pub field: &'static str,
    pub detail: Sentence,
}

impl Fault {
    fn new(field: &'static str, detail: impl Into<Sentence>) -> Fault {
        Fault { field, detail: detail.into() }
    }
}

pub struct Solved {
    pub ends: Vec<Ends>,
    /// 1 - e; of constant indicators none, and of no indicator where weights are not by entropy.
    pub redundancies: Vec<Option<f64>>,
    pub weights: Vec<f64>,
    pub f: Ends,
    pub ca: Ends,
    pub years: Vec<Solution>,
}

/// A year.
#[derive(Debug, Clone, Default)]
pub struct Solution {
    /// NaN of constant indicators and where there is no value.
    pub rescaled: Vec<f64>,
    /// Whether all indicators have a value.
    pub complete: bool,
    pub obstacles: Option<Vec<f64>>,
    pub systems: Option<[f64; 3]>,
    pub c: Option<f64>,
    pub t: Option<f64>,
    pub d: Option<f64>,
}

impl Solved {
    /// Whether entropy found nothing to tell indicators apart by: of two years each has one at either end of its scale.
    pub fn of_two_years(&self) -> bool {
        let known: Vec<f64> = self.redundancies.iter().flatten().copied().collect();
        let rows = self.years.iter().filter(|year| year.complete).count();
        rows == 2 && known.len() > 1 && known.windows(2).all(|two| (two[0] - two[1]).abs() <= ROUNDING * two[0])
    }
}

impl Solution {
    /// The smallest of L, F and Ca, or several.
    pub fn lagging(&self) -> Option<Vec<&'static str>> {
        let systems = self.systems?;
        let least = systems.into_iter().fold(f64::INFINITY, f64::min);
        let alike = |system: f64| system - least <= ROUNDING * system.abs().max(1.0);
        let named = ["l", "f", "ca"].into_iter().zip(systems);
        Some(named.filter(|(_, system)| alike(*system)).map(|(name, _)| name).collect())
    }
}

pub fn solve(request: &Request, asked: &Asked<'_>, indicators: &[Indicator], years: &[Year]) -> Result<Solved, Fault> {
    let ends = indicators.iter().enumerate().map(|(at, one)| indicator(one, years.iter().map(|year| year.values[at])));
    let ends = ends.collect::<Result<Vec<Ends>, Fault>>()?;
    if ends.iter().all(Ends::constant) {
        return Err(Fault::new(
            "INPUT",
            phrase!("no indicator has a scale, as none has more than one value; give min and max in INDICATORS"),
        ));
    }
    let f = system(["F", "F_MIN", "F_MAX"], years.iter().map(|year| year.f), (asked.f, asked.f_ends))?;
    let ca = system(["Ca", "CA_MIN", "CA_MAX"], years.iter().map(|year| year.ca), (asked.ca, asked.ca_ends))?;
    let scale = |year: &Year| {
        let of = |(at, ends): (usize, &Ends)| match ends.constant() {
            true => f64::NAN,
            false => {
                let extremes = Extremes { min: ends.min, max: ends.max, more_is_better: indicators[at].more_is_better };
                extremes.rescale(year.values[at], asked.scale)
            }
        };
        ends.iter().enumerate().map(of).collect::<Vec<f64>>()
    };
    let rescaled: Vec<Vec<f64>> = years.iter().map(scale).collect();
    let complete: Vec<bool> = years.iter().map(|year| !year.values.iter().any(|value| value.is_nan())).collect();
    if !complete.contains(&true) {
        return Err(Fault::new("INPUT", phrase!("no year has all indicators; leave out those that are missing most")));
    }
    let (redundancies, weights) = weigh(request, indicators, &ends, (&rescaled, &complete))?;
    let plain = |ends: &Ends, value: f64| {
        Extremes { min: ends.min, max: ends.max, more_is_better: true }.rescale(value, [0.0, 1.0])
    };
    let solution = |((year, rescaled), complete): ((&Year, Vec<f64>), &bool)| {
        // A constant indicator has no rescaled value, and no weight.
        let counted: Vec<(f64, f64)> =
            weights.iter().copied().zip(rescaled.iter().copied()).filter(|(weight, _)| *weight > 0.0).collect();
        let l = sum(counted.iter().map(|(weight, value)| weight * value));
        // What is 0 but for rounding would be a thousand times as much under roots.
        let size = sum(counted.iter().map(|(weight, value)| (weight * value).abs()));
        let l = if l.abs() <= NOTHING * size { 0.0 } else { l };
        let systems = [l, plain(&f, year.f), plain(&ca, year.ca)];
        let systems = (*complete && systems.iter().all(|system| system.is_finite())).then_some(systems);
        let c = systems.and_then(|systems| coupling(&systems, request.formula));
        let t = systems.map(|systems| development(&systems, &asked.coefficients));
        let d = c.zip(t).and_then(|(c, t)| (t >= 0.0).then(|| (c * t).sqrt()));
        let obstacles = complete.then(|| blame(&weights, &rescaled)).flatten();
        Solution { complete: *complete, obstacles, rescaled, systems, c, t, d }
    };
    let years: Vec<Solution> = years.iter().zip(rescaled).zip(&complete).map(solution).collect();
    if years.iter().all(|year| year.systems.is_none()) {
        return Err(Fault::new("INPUT", phrase!("no year has all indicators, F and Ca")));
    }
    Ok(Solved { ends, redundancies, weights, f, ca, years })
}

/// Obstacles of all indicators; those without a weight are in nobody's way.
fn blame(weights: &[f64], rescaled: &[f64]) -> Option<Vec<f64>> {
    let counted: Vec<usize> = (0..weights.len()).filter(|at| weights[*at] > 0.0).collect();
    let of = |values: &[f64]| counted.iter().map(|at| values[*at]).collect::<Vec<f64>>();
    let found = obstacles(&of(weights), &of(rescaled))?;
    let mut all = vec![0.0; weights.len()];
    counted.iter().zip(found).for_each(|(at, share)| all[*at] = share);
    Some(all)
}

/// Where no column has a value there is no scale.
fn known_ends(
    (table, name): (&'static str, &str),
    values: impl Iterator<Item = f64>,
    given: Given,
) -> Result<Ends, Fault> {
    Ends::of(values, given).ok_or_else(|| {
        Fault::new(
            table,
            sentence!("{name} has no value in any year; leave it out, or fill it in", name = name.to_owned()),
        )
    })
}

fn indicator(indicator: &Indicator, values: impl Iterator<Item = f64>) -> Result<Ends, Fault> {
    let ends = known_ends(("INPUT", &indicator.name), values, indicator.ends)?;
    if ends.min > ends.max {
        let Ends { min, max } = ends;
        let detail = sentence!(
            "the scale of {name} would go from {min} to {max}, as one end is given and the other is of the data; give both min and max",
            name = indicator.name.clone(),
            min,
            max
        );
        return Err(Fault::new("INDICATORS", detail));
    }
    Ok(ends)
}

fn system(
    [name, min_name, max_name]: [&'static str; 3],
    values: impl Iterator<Item = f64>,
    (from, given): (From<'_>, Given),
) -> Result<Ends, Fault> {
    let table = if from == From::Storage { "STORAGE" } else { "INPUT" };
    let ends = known_ends((table, name), values, given)?;
    let Ends { min, max } = ends;
    if min > max {
        let detail = sentence!(
            "the scale of {name} would go from {min} to {max}, as one end is given and the other is of the data; give {max_name} too",
            name,
            min,
            max,
            max_name = if given.min.is_some() { max_name } else { min_name }
        );
        return Err(Fault::new(if given.min.is_some() { min_name } else { max_name }, detail));
    }
    if ends.constant() {
        let detail = sentence!(
            "{name} has no scale, which would go from {min} to {max}; give {min_name} and {max_name}",
            name,
            min = about(min),
            max = about(max),
            min_name,
            max_name
        );
        return Err(Fault::new(min_name, detail));
    }
    Ok(ends)
}

type Weighed = (Vec<Option<f64>>, Vec<f64>);

fn weigh(
    request: &Request,
    indicators: &[Indicator],
    ends: &[Ends],
    (rescaled, complete): (&[Vec<f64>], &[bool]),
) -> Result<Weighed, Fault> {
    let none = vec![None; ends.len()];
    let varies = |at: usize| !ends[at].constant();
    match request.weights {
        Weights::Equal => {
            let parts: Vec<f64> = (0..ends.len()).map(|at| f64::from(varies(at))).collect();
            Ok((none, shares(&parts).expect("some indicator varies")))
        }
        Weights::Given => {
            let given = |(at, one): (usize, &Indicator)| one.weight.filter(|_| varies(at)).unwrap_or(0.0);
            let parts: Vec<f64> = indicators.iter().enumerate().map(given).collect();
            let shares = shares(&parts)
                .ok_or_else(|| Fault::new("INDICATORS", phrase!("no indicator that varies has a weight over 0")))?;
            Ok((none, shares))
        }
        Weights::Entropy => {
            let rows: Vec<&Vec<f64>> =
                rescaled.iter().zip(complete).filter(|(_, complete)| **complete).map(|(row, _)| row).collect();
            if rows.len() < 2 {
                let rows = rows.len();
                return Err(Fault::new(
                    "INPUT",
                    sentence!(
                        "entropy weights need two years with all indicators, and there are {rows}; give weights, or take equal ones",
                        rows
                    ),
                ));
            }
            if let Some(at) = (0..ends.len()).find(|at| rows.iter().any(|row| row[*at] < 0.0)) {
                let detail = sentence!(
                    "values of {name} lie outside of its scale from {min} to {max} and become negative, of which there is no entropy; widen it, or give weights",
                    name = indicators[at].name.clone(),
                    min = ends[at].min,
                    max = ends[at].max
                );
                return Err(Fault::new("INDICATORS", detail));
            }
            let of = |at: usize| varies(at).then(|| redundancy(&rows.iter().map(|row| row[at]).collect::<Vec<f64>>()));
            let redundancies: Vec<Option<f64>> = (0..ends.len()).map(of).collect();
            let parts: Vec<f64> = redundancies.iter().map(|part| part.unwrap_or(0.0)).collect();
            let weights = shares(&parts).ok_or_else(|| {
                Fault::new(
                    "INPUT",
                    phrase!("no indicator tells the years apart, so that entropy gives no weights; take equal ones"),
                )
            })?;
            Ok((redundancies, weights))
        }
    }
}
