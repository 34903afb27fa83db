//! 95 % intervals of areas, accuracies and carbon by a sample of a map whose truth is known, in each design; and the error of kappa
//! beside a bootstrap.

use super::maps::{classes, field};
use ndarray::Array2;
use pitscape::kernels::{
    carbon::standard_error::Z95,
    cover::map_accuracy::{Estimate, Strata, Stratum},
    stats::random::stream,
};
use rand::{RngExt, seq::index};
use std::collections::BTreeMap;

const SIDE: usize = 300;
const CLASSES: usize = 4;
/// Of which area and producer's accuracy are shown.
const CLASS: usize = 1;
const SAMPLES: u64 = 4000;
const REPLICATES: u64 = 20_000;
/// t/ha of each class.
const DENSITY: [f64; CLASSES] = [20.0, 60.0, 110.0, 200.0];

/// What a map says and what is true, of each cell.
struct Land {
    cells: Vec<(usize, usize)>,
    of_map: Vec<Vec<usize>>,
}

impl Land {
    fn new() -> Land {
        let truth = field(SIDE, SIDE, 3.0, 5);
        let seen: Array2<f64> = &truth * 0.9 + field(SIDE, SIDE, 1.0, 6) * (1.0f64 - 0.81).sqrt();
        let (truth, seen) = (classes(&truth, CLASSES), classes(&seen, CLASSES));
        let cells: Vec<(usize, usize)> =
            seen.iter().zip(&truth).map(|(map, truth)| (usize::from(*map) - 1, usize::from(*truth) - 1)).collect();
        let of_map = (0..CLASSES).map(|class| (0..cells.len()).filter(|i| cells[*i].0 == class).collect()).collect();
        Land { cells, of_map }
    }

    fn weight(&self, class: usize) -> f64 {
        self.of_map[class].len() as f64 / self.cells.len() as f64
    }

    /// Post-stratified by the classes of the map; `None` where one has fewer than two units.
    fn strata(&self, units: impl Iterator<Item = usize>) -> Option<Strata> {
        let mut counts: BTreeMap<usize, Vec<(usize, usize, u64)>> = BTreeMap::new();
        units.map(|i| self.cells[i]).for_each(|(map, truth)| counts.entry(map).or_default().push((map, truth, 1)));
        let good = counts.len() == CLASSES && counts.values().all(|units| units.len() > 1);
        let stratum = |(map, units)| Stratum { weight: self.weight(map), map: Some(map), units };
        good.then(|| Strata::new(CLASSES, counts.into_iter().map(stratum).collect()))
    }

    fn share(&self, is: impl Fn((usize, usize)) -> bool) -> f64 {
        self.cells.iter().filter(|cell| is(**cell)).count() as f64 / self.cells.len() as f64
    }

    fn stratified(&self, each: usize, sample: u64) -> Option<Strata> {
        let mut random = stream(21, sample);
        let draws: Vec<usize> = self
            .of_map
            .iter()
            .flat_map(|cells| index::sample(&mut random, cells.len(), each).into_iter().map(|i| cells[i]))
            .collect();
        self.strata(draws.into_iter())
    }

    fn simple(&self, size: usize, sample: u64) -> Option<Strata> {
        self.strata(index::sample(&mut stream(22, sample), self.cells.len(), size).into_iter())
    }

    fn systematic(&self, spacing: usize, sample: u64) -> Option<Strata> {
        let mut random = stream(23, sample);
        let (row, column) = (random.random_range(0..spacing), random.random_range(0..spacing));
        let rows = (row..SIDE).step_by(spacing);
        self.strata(rows.flat_map(move |row| (column..SIDE).step_by(spacing).map(move |column| row * SIDE + column)))
    }
}

/// How often an interval held the truth, and the mean error over the deviation of the estimates.
#[derive(Default)]
struct Tally {
    held: u32,
    values: Vec<f64>,
    errors: Vec<f64>,
}

impl Tally {
    fn take(&mut self, found: Estimate, truth: f64) {
        let Some(se) = found.se else { return };
        self.held += u32::from((found.value - truth).abs() <= Z95 * se);
        self.values.push(found.value);
        self.errors.push(se);
    }

    fn told(&self) -> String {
        let n = self.values.len() as f64;
        let mean = self.values.iter().sum::<f64>() / n;
        let deviation = (self.values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        let error = self.errors.iter().sum::<f64>() / n;
        format!("{:>9.3}{:>8.2}", f64::from(self.held) / n, error / deviation)
    }
}

pub fn show() {
    let land = Land::new();
    let share = |class: usize| land.share(|(_, truth)| truth == class);
    let mean: f64 = (0..CLASSES).map(|class| share(class) * DENSITY[class]).sum();
    let right = land.share(|(map, truth)| map == truth);
    let (area, both) = (share(CLASS), land.share(|(map, truth)| map == CLASS && truth == CLASS));
    println!(
        "\n95 % intervals: {SAMPLES} samples of a map of {SIDE} x {SIDE} cells in {CLASSES} classes, {:.1} % of it right; how often they hold the truth, and the mean standard error over the deviation of the estimates",
        100.0 * right
    );
    println!("{:<32}{:>17}{:>17}{:>17}{:>17}", "", "area", "producer's", "overall", "mean carbon");
    type Draw<'a> = (&'static str, Box<dyn Fn(u64) -> Option<Strata> + 'a>);
    let draws: [Draw<'_>; 5] = [
        ("stratified, 20 in each class", Box::new(|sample| land.stratified(20, sample))),
        ("stratified, 50 in each class", Box::new(|sample| land.stratified(50, sample))),
        ("simple, 80", Box::new(|sample| land.simple(80, sample))),
        ("simple, 200", Box::new(|sample| land.simple(200, sample))),
        ("systematic, every 20 cells (225)", Box::new(|sample| land.systematic(20, sample))),
    ];
    for (name, draw) in draws {
        let mut tallies: [Tally; 4] = Default::default();
        for strata in (0..SAMPLES).filter_map(draw) {
            // One class for all: deviations of several would be mixed
            tallies[0].take(strata.area(CLASS), area);
            if let Some(found) = strata.producers(CLASS) {
                tallies[1].take(found, both / area);
            }
            tallies[2].take(strata.overall(), right);
            tallies[3].take(strata.mean(|class| DENSITY[class]), mean);
        }
        println!("{name:<32}{}", tallies.iter().map(Tally::told).collect::<String>());
    }
    kappa(&land);
}

/// Replicates are drawn from the units of each stratum.
fn kappa(land: &Land) {
    println!(
        "\nKappa: the linearised standard error over the deviation of {REPLICATES} replicates of a bootstrap within strata"
    );
    for each in [25, 100, 400] {
        let strata = land.stratified(each, 3).expect("each class has units");
        let mut values = Vec::new();
        for replicate in 0..REPLICATES {
            let mut random = stream(24, replicate);
            let again = strata.strata().iter().map(|stratum| {
                let draw = |_| stratum.units[random.random_range(0..stratum.units.len())];
                Stratum { units: (0..each).map(draw).collect(), ..stratum.clone() }
            });
            let again = again.collect();
            values.extend(Strata::new(CLASSES, again).kappa().map(|kappa| kappa.value));
        }
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let deviation = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        let found = strata.kappa().and_then(|kappa| kappa.se).expect("no stratum has one unit");
        println!("{each:>5} in each class: {found:.5} / {deviation:.5} = {:.3}", found / deviation);
    }
}
