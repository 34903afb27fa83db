//! How often `windowscale` has a radius for maps without pattern, and how often it finds the one that is there.
//!
//! Without pattern: cells of six classes with the shares of a land-cover map, each for itself; the four metrics and radii of the defaults.
//! Those that the rule gives a radius without permuted maps are run again with 19: others cannot have one with them.
//!
//! With a scale: patches of one class, some cells of which have another, or classes of the sum of two fields, one much coarser than the
//! other. Small windows see single cells of the fine pattern; where windows have averaged them out, nugget / sill settles. Where that is
//! tells the rule, without its noise, from the mean variogram of many other maps of the kind. The patterns are so coarse, and the fine one
//! so strong, that there is a nugget at more than half of the radii: patches of 12 cells with 0.3 of cells of their own have a nugget /
//! sill of 0.099 at a radius of 2 cells and none from 3 on, so that there is no radius to find.

use super::maps;
use ndarray::Array2;
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    kernels::{
        geostatistics::variogram_fit::{FitBin, FitOptions, Model, VariogramFit, fit},
        stats::random::stream,
        windows::window_scale::{DEFAULT, Scale, judge},
    },
    run::window_scale,
};
use rand::RngExt;
use serde_json::{Value, json};
use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

const SHARES: [f64; 6] = [0.41, 0.24, 0.15, 0.10, 0.06, 0.04];
const MAPS: u64 = 100;

pub fn show() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    known(folder.path());
    for side in [280, 470] {
        without_pattern(folder.path(), side);
    }
}

fn without_pattern(folder: &Path, side: usize) {
    let (mut ruled, mut chosen, mut words) = (0, 0, BTreeMap::<String, usize>::new());
    for seed in 1..=MAPS {
        let path = write(folder, &patternless(side, seed));
        let request = json!({"lulc": map(path), "seed": seed});
        let mut report = run(&request, 0);
        // NOT DETERMINED for want of permuted maps alone
        if report.results["radius_low"].is_some() {
            ruled += 1;
            report = run(&request, 19);
        }
        chosen += usize::from(report.words["verdict"].starts_with("STABLE"));
        *words.entry(report.words["verdict"].clone()).or_default() += 1;
        if seed % 10 == 0 {
            println!(
                "window_scale, permuted maps of {side} x {side} cells: STABLE {chosen} of {seed} (radii without permuted maps: {ruled}); {words:?}"
            );
        }
    }
}

/// Cells each for itself.
fn patternless(side: usize, seed: u64) -> Array2<u8> {
    let mut random = stream(seed, side as u64);
    Array2::from_shape_fn((side, side), |_| class(random.random()))
}

fn class(mut at: f64) -> u8 {
    let mut class = 0;
    while class + 1 < SHARES.len() && at >= SHARES[class] {
        at -= SHARES[class];
        class += 1;
    }
    class as u8 + 1
}

/// Square patches of `grain` cells, and a share of cells that have a class of their own.
fn mosaic(side: usize, grain: usize, noise: f64, seed: u64) -> Array2<u8> {
    let mut random = stream(seed, (1000 * grain) as u64);
    let across = side / grain + 2;
    let patches = Array2::from_shape_fn((across, across), |_| class(random.random()));
    let begin = (random.random_range(0..grain), random.random_range(0..grain));
    Array2::from_shape_fn((side, side), |(row, column)| {
        let own: f64 = random.random();
        let patch = patches[[(row + begin.0) / grain, (column + begin.1) / grain]];
        if own < noise { class(own / noise) } else { patch }
    })
}

/// Classes of equal shares, of cells each for itself and a field smoothed by `deviation` cells, the first with a share of the variance.
fn two_levels(side: usize, deviation: f64, share: f64, seed: u64) -> Array2<u8> {
    let [fine, coarse] = [(0.0, seed), (deviation, seed + 10_000)].map(|(d, seed)| maps::field(side, side, d, seed));
    maps::classes(&(fine * share.sqrt() + coarse * (1.0 - share).sqrt()), SHARES.len())
}

const SIDE: usize = 470;
/// Radii of windows in cells.
const RADII: [f64; 7] = [2.0, 3.0, 4.0, 6.0, 8.0, 10.0, 13.0];
type Kind = (&'static str, fn(u64) -> Array2<u8>);
const KINDS: [Kind; 3] = [
    ("patches of 40 cells, 0.6 of cells of their own", |seed| mosaic(SIDE, 40, 0.6, seed)),
    ("patches of 40 cells, 0.8 of cells of their own", |seed| mosaic(SIDE, 40, 0.8, seed)),
    ("noise with 0.7 of the variance and a field smoothed by 12 cells", |seed| two_levels(SIDE, 12.0, 0.7, seed)),
];

fn known(folder: &Path) {
    for (name, kind) in KINDS {
        let request = |seed: u64| {
            let path = write(folder, &kind(seed));
            json!({"lulc": map(path), "metrics": ["SHEI"], "radii": RADII, "models": ["spherical"], "seed": seed})
        };
        let (truth, shares) = truth((101..=110).map(|seed| run(&request(seed), 0)), &RADII);
        let (mut found, mut words) = (0, Vec::new());
        for seed in 1..=10 {
            let report = run(&request(seed), 19);
            let radius = report.results["radius_chosen"];
            found += usize::from(radius.zip(truth).is_some_and(|(r, t)| (r / t).max(t / r) <= 1.5 + 1e-9));
            words.push(radius.map_or_else(|| report.words["verdict"].clone(), |r| r.to_string()));
        }
        let found = truth.map_or_else(
            || "there is none to find".to_owned(),
            |t| format!("{t}, found within a factor of 1.5: {found} of 10"),
        );
        println!("window_scale, {name}: radius {found}; nugget / sill of many maps {shares:.3?}; {words:?}");
    }
}

/// The rule without its noise: on the mean variogram of many maps.
fn truth(reports: impl Iterator<Item = Report>, radii: &[f64]) -> (Option<f64>, Vec<Option<f64>>) {
    let mut bins: BTreeMap<(usize, i64), (f64, f64, f64)> = BTreeMap::new();
    for report in reports {
        let table = report.tables.iter().find(|table| table.name == "variograms").expect("there are variograms");
        let [radius, bin, dist, gamma, np] = ["radius", "bin", "dist", "gamma", "np"].map(|name| numbers(table, name));
        for i in 0..radius.len() {
            let at = radii.iter().position(|r| *r == radius[i]).expect("a radius that was asked for");
            let sums = bins.entry((at, bin[i] as i64)).or_default();
            *sums = (sums.0 + np[i] * dist[i], sums.1 + np[i] * gamma[i], sums.2 + np[i]);
        }
    }
    let fit_at = |at: usize| -> VariogramFit {
        let of = bins.iter().filter(|((radius, _), _)| *radius == at);
        let samples: Vec<FitBin> =
            of.map(|(_, (dist, gamma, np))| FitBin { dist: dist / np, gamma: gamma / np, np: *np }).collect();
        fit(&samples, Model::Spherical, &FitOptions::default()).expect("there are bins enough")
    };
    let scale = |(at, radius): (usize, &f64)| Scale {
        radius: *radius,
        nugget_sill: fit_at(at).nugget_sill(),
        ..Scale::default()
    };
    let scales: Vec<Scale> = radii.iter().enumerate().map(scale).collect();
    (judge(&scales, DEFAULT).radius, scales.iter().map(|scale| scale.nugget_sill).collect())
}

fn numbers(table: &Table, name: &str) -> Vec<f64> {
    let column = table.columns.iter().find(|(column, _)| *column == name).map(|(_, column)| column);
    match column {
        Some(Column::Real(cells)) => cells.iter().map(|cell| cell.unwrap_or(f64::NAN)).collect(),
        Some(Column::Integer(cells)) => cells.iter().map(|cell| cell.map_or(f64::NAN, |cell| cell as f64)).collect(),
        _ => panic!("{name} is a column of numbers"),
    }
}

/// Of cells of 1 m.
fn map(path: String) -> Value {
    json!({"path": path, "crs": "EPSG:32649"})
}

fn run(request: &Value, permutations: usize) -> Report {
    let mut request = request.clone();
    request["permutations"] = json!(permutations);
    let request = parse(&request.to_string()).expect("the request is valid");
    window_scale::run(&request, &mut Progress::none()).expect("the run succeeds")
}

/// A map of cells of 1 m.
fn write(folder: &Path, map: &Array2<u8>) -> String {
    let (rows, columns) = map.dim();
    let mut text = format!("ncols {columns}\nnrows {rows}\nxllcorner 0\nyllcorner 0\ncellsize 1\n");
    for row in map.rows() {
        row.iter().for_each(|class| write!(text, "{class} ").expect("memory can be written to"));
        text.push('\n');
    }
    let path = folder.join("map.asc");
    fs::write(&path, text).expect("the temporary folder can be written to");
    path.to_string_lossy().into_owned()
}
