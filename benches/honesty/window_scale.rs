//! How often `windowscale` has a radius for maps without pattern, how often it finds the one that is there, and whether parts of permuted
//! maps are like whole ones.
//!
//! Without pattern: cells of six classes with the shares of a land-cover map, each for itself; the four metrics and radii of the defaults.
//! Such maps are what permuted maps are, and all alike: each is compared with 19 others, drawn at random, in the place of permuted maps of
//! its own. What is counted is how often the rule then has a radius, whether or not the settings agree on it: STABLE are no more.
//!
//! With a scale: a smooth field says how mixed classes are, and cells are drawn from it, each for itself. Small windows see single cells;
//! where they have averaged them out, nugget / sill settles. Where that is tells the rule, without its noise, from the mean variogram of
//! ten other maps of the kind. Radii are close to one another below that, and twice apart at it: of radii that are close there, settings
//! choose neighbours, and the verdict is NOT DETERMINED, as the fourth kind shows. The last one has the radii that `windowscale` takes by
//! itself.

use super::maps;
use ndarray::Array2;
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    kernels::{
        geostatistics::variogram_fit::{FitBin, FitOptions, Model, VariogramFit, fit},
        stats::random::stream,
        windows::{
            null_band::{LEVEL, MIN_CURVES, null_band},
            window_scale::{DEFAULT, Judged, Scale, Verdict, combine, judge},
        },
    },
    run::window_scale,
};
use rand::{RngExt, seq::index::sample};
use serde_json::{Value, json};
use statrs::distribution::{ContinuousCDF, Normal};
use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

const SHARES: [f64; 6] = [0.41, 0.24, 0.15, 0.10, 0.06, 0.04];
/// Maps without pattern that are compared with one another.
const GROUP: u64 = 50;

/// Two groups of maps.
pub fn without_pattern(side: usize) {
    (0..2).for_each(|group| group_without_pattern(side, group));
}

/// Of a group: how many of its maps the rule leaves a radius.
pub fn group_without_pattern(side: usize, group: u64) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let one = |seed: u64| {
        let path = write(folder.path(), &patternless(side, seed));
        Curves::of(&run(&json!({"lulc": map(path), "seed": seed}), 0))
    };
    let maps: Vec<Curves> = (1..=GROUP).map(|seed| one(group * GROUP + seed)).collect();
    let ruled = maps.iter().filter(|map| map.radius(|_| true).is_some()).count();
    let (mut differ, mut left, mut sure) = (0, 0, 0);
    for (at, map) in maps.iter().enumerate() {
        let mut random = stream(group * GROUP + at as u64, 7);
        let others = sample(&mut random, maps.len() - 1, MIN_CURVES).into_iter();
        let others: Vec<&Curves> = others.map(|other| &maps[if other < at { other } else { other + 1 }]).collect();
        let differs = map.differs(&others);
        let radius = map.radius(|metric| differs[metric]).is_some();
        differ += usize::from(differs.contains(&true));
        left += usize::from(radius);
        sure += usize::from(radius && map.errors);
    }
    println!(
        "window_scale, {GROUP} maps without pattern, {side} x {side} cells: out of the band {differ}; with a radius by the rule {ruled}, {left} of them out of the band, {sure} with standard errors: STABLE are {sure} at most"
    );
}

/// What a run without permuted maps tells of its metrics.
struct Curves {
    /// Nugget / sill by metric, model and radius.
    shares: BTreeMap<(String, String), Vec<Option<f64>>>,
    /// By metric: the model of the rule, and what it comes to.
    judged: Vec<(String, String, Judged)>,
    /// There are standard errors.
    errors: bool,
}

impl Curves {
    fn of(report: &Report) -> Curves {
        let (fits, choice) = (table(report, "fits"), table(report, "choice"));
        let mut shares = BTreeMap::<_, Vec<_>>::new();
        let rows = texts(fits, "metric").into_iter().zip(texts(fits, "model")).zip(numbers(fits, "nugget_sill"));
        rows.for_each(|(of, share)| shares.entry(of).or_default().push(Some(share).filter(|share| !share.is_nan())));
        let rows = texts(choice, "part").into_iter().zip(texts(choice, "metric")).zip(texts(choice, "model"));
        let rows = rows.zip(texts(choice, "verdict")).zip(numbers(choice, "radius")).zip(numbers(choice, "stable"));
        let mut judged: Vec<(String, String, Judged)> = Vec::new();
        for (((((part, metric), model), verdict), radius), stable) in rows {
            if part != "rule" {
                continue;
            }
            // Without permuted maps no radius is chosen: a metric that has one is not determined
            let verdict = match verdict.as_str() {
                "NOT DETERMINED" => Verdict::Stable,
                "NOT REACHED" => Verdict::NotReached,
                _ => Verdict::Flat,
            };
            if judged.last().is_none_or(|(last, ..)| *last != metric) {
                judged.push((metric, model, Judged { steps: Vec::new(), verdict, radius: None }));
            }
            let judged = &mut judged.last_mut().expect("one was pushed").2;
            if judged.verdict == Verdict::Stable && stable == 1.0 && judged.radius.is_none() {
                judged.radius = Some(radius);
            }
        }
        let errors = report.messages.iter().all(|message| message.code != "NO_JACKKNIFE");
        Curves { shares, judged, errors }
    }

    /// What the rule comes to where such metrics, by their places, differ from permuted maps.
    fn radius(&self, differs: impl Fn(usize) -> bool) -> Option<f64> {
        let all = self.judged.iter().enumerate().map(|(at, (.., judged))| judged.clone().against(differs(at)));
        combine(&all.collect::<Vec<_>>()).1
    }

    /// Which metrics differ from those of other maps, by the models of this one.
    fn differs(&self, others: &[&Curves]) -> Vec<bool> {
        let of = |map: &Curves| -> Vec<Option<f64>> {
            let models = self.judged.iter().map(|(metric, model, _)| (metric.clone(), model.clone()));
            models.flat_map(|key| map.shares[&key].clone()).collect()
        };
        let nulls: Vec<Vec<Option<f64>>> = others.iter().map(|other| of(other)).collect();
        let points = null_band(&of(self), &nulls, LEVEL);
        let radii = points.len() / self.judged.len();
        let told = |p: Option<f64>| p.is_some_and(|p| p <= LEVEL + 1e-9);
        points.chunks(radii).map(|points| points.iter().any(|point| told(point.p))).collect()
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

/// Radii in cells of the runs whose parts of permuted maps are compared: parts are 80 cells wide, maps 300.
const PART_RADII: [f64; 6] = [2.0, 3.0, 4.0, 5.0, 6.0, 8.0];
const WHOLE_MAPS: u64 = 60;
const PARTS: usize = 99;

/// Nugget / sill of parts of permuted maps beside those of whole maps: means and standard deviations.
pub fn parts_of_maps() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let request = |seed: u64| {
        let path = write(folder.path(), &patternless(300, seed));
        json!({"lulc": map(path), "radii": PART_RADII, "models": ["spherical"], "seed": seed})
    };
    let whole: Vec<Curves> = (1..=WHOLE_MAPS).map(|seed| Curves::of(&run(&request(1000 + seed), 0))).collect();
    let report = run(&request(1), PARTS);
    let choice = table(&report, "choice");
    let (metrics, radii) = (texts(choice, "metric"), numbers(choice, "radius"));
    let (means, deviations) = (numbers(choice, "null_nugget_sill"), numbers(choice, "se_null_nugget_sill"));
    for at in (0..metrics.len()).filter(|at| !means[*at].is_nan()) {
        let key = (metrics[at].clone(), "spherical".to_owned());
        let place = PART_RADII.iter().position(|radius| *radius == radii[at]).expect("a radius that was asked for");
        let all: Vec<f64> = whole.iter().filter_map(|map| map.shares[&key][place]).collect();
        let n = all.len() as f64;
        let mean = all.iter().sum::<f64>() / n;
        let deviation = (all.iter().map(|q| (q - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        let error = (deviation.powi(2) / n + deviations[at].powi(2) / PARTS as f64).sqrt();
        println!(
            "window_scale, {} in windows of {} cells: nugget / sill of whole maps {mean:.4} (deviation {deviation:.4}), of parts {:.4} ({:.4}): {:+.1} standard errors apart",
            key.0,
            radii[at],
            means[at],
            deviations[at],
            (means[at] - mean) / error
        );
    }
}

/// Maps with a scale.
struct Kind {
    name: &'static str,
    /// Cells that a field of mixing is smoothed by.
    deviation: f64,
    /// The least and the largest share of cells that are any class, and not the first.
    mixing: (f64, f64),
    /// Sides of the squares of cells that are drawn together.
    grain: usize,
    /// In cells.
    radii: &'static [f64],
}

const SIDE: usize = 470;
const KINDS: [Kind; 5] = [
    Kind {
        name: "strong contrasts of mixing",
        deviation: 12.0,
        mixing: (0.2, 0.8),
        grain: 1,
        radii: &[1.0, 1.5, 2.0, 2.3, 2.9, 5.0, 8.0, 12.0, 16.0],
    },
    Kind {
        name: "weaker ones",
        deviation: 9.0,
        mixing: (0.25, 0.75),
        grain: 1,
        radii: &[1.5, 2.0, 2.5, 3.0, 6.0, 10.0, 14.0],
    },
    Kind {
        name: "weak ones",
        deviation: 13.0,
        mixing: (0.3, 0.7),
        grain: 1,
        radii: &[2.0, 2.5, 3.0, 4.0, 9.0, 13.0, 17.0],
    },
    Kind {
        name: "weaker ones, more radii, closer to one another",
        deviation: 13.0,
        mixing: (0.25, 0.75),
        grain: 1,
        radii: &[1.5, 2.0, 2.3, 2.9, 3.2, 6.0, 9.0, 12.0, 16.0],
    },
    Kind {
        name: "strong contrasts, squares of 3 x 3 cells, radii of the defaults",
        deviation: 24.0,
        mixing: (0.2, 0.8),
        grain: 3,
        radii: &[3.0, 5.0, 10.0, 15.0, 20.0, 25.0],
    },
];

impl Kind {
    fn map(&self, seed: u64) -> Array2<u8> {
        let mixing = maps::field(SIDE, SIDE, self.deviation, seed).mapv(|z| {
            let (least, most) = self.mixing;
            least + (most - least) * Normal::standard().cdf(z)
        });
        let mut random = stream(seed, 1);
        let squares = SIDE.div_ceil(self.grain);
        let drawn = Array2::from_shape_fn((squares, squares), |_| (random.random::<f64>(), random.random_range(1..=6)));
        Array2::from_shape_fn((SIDE, SIDE), |(row, column)| {
            let (own, class) = drawn[[row / self.grain, column / self.grain]];
            if own < mixing[[row, column]] { class } else { 1 }
        })
    }
}

pub fn known() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    println!(
        "window_scale, maps of {SIDE} x {SIDE} cells; verdicts with the share of the most frequent outcome of the settings:"
    );
    for kind in &KINDS {
        let request = |seed: u64| {
            let path = write(folder.path(), &kind.map(seed));
            json!({"lulc": map(path), "metrics": ["SHEI"], "radii": kind.radii, "seed": seed})
        };
        let (truth, shares) = truth((101..=110).map(|seed| run(&request(seed), 0)), kind.radii);
        let near = |radius: Option<f64>| radius.zip(truth).is_some_and(|(r, t)| (r / t).max(t / r) <= 1.5 + 1e-9);
        let (mut found, mut ruled, mut words) = (0, 0, Vec::new());
        for seed in 1..=10 {
            let report = run(&request(seed), 19);
            let radius = report.results["radius_chosen"];
            found += usize::from(near(radius));
            // Of the metric, whatever the settings say of it
            ruled += usize::from(near(report.results["radius_median"]));
            let share = report.results["mode_share"].unwrap_or_default();
            let word = radius.map_or_else(|| report.words["verdict"].clone(), |r| r.to_string());
            words.push(format!("{word} ({share:.2})"));
        }
        let found = truth.map_or_else(
            || "there is none to find".to_owned(),
            |t| format!("{t}, found within a factor of 1.5: {found} of 10, by the rule before the settings are asked: {ruled}"),
        );
        println!("window_scale, {}: radius {found}; nugget / sill of many maps {shares:.3?}; {words:?}", kind.name);
    }
}

/// The models that the rule chooses from.
const MODELS: [Model; 3] = [Model::Spherical, Model::Exponential, Model::Gaussian];

/// The rule without its noise: on the mean variogram of many maps.
fn truth(reports: impl Iterator<Item = Report>, radii: &[f64]) -> (Option<f64>, Vec<Option<f64>>) {
    let mut bins: BTreeMap<(usize, i64), (f64, f64, f64)> = BTreeMap::new();
    for report in reports {
        let [radius, bin, dist, gamma, np] =
            ["radius", "bin", "dist", "gamma", "np"].map(|name| numbers(table(&report, "variograms"), name));
        for i in 0..radius.len() {
            let at = radii.iter().position(|r| *r == radius[i]).expect("a radius that was asked for");
            let sums = bins.entry((at, bin[i] as i64)).or_default();
            *sums = (sums.0 + np[i] * dist[i], sums.1 + np[i] * gamma[i], sums.2 + np[i]);
        }
    }
    let fit_at = |at: usize, model: Model| -> VariogramFit {
        let of = bins.iter().filter(|((radius, _), _)| *radius == at);
        let samples: Vec<FitBin> =
            of.map(|(_, (dist, gamma, np))| FitBin { dist: dist / np, gamma: gamma / np, np: *np }).collect();
        fit(&samples, model, &FitOptions::default()).expect("there are bins enough")
    };
    let fits = MODELS.map(|model| (0..radii.len()).map(|at| fit_at(at, model)).collect::<Vec<_>>());
    let rss = |fits: &Vec<VariogramFit>| fits.iter().map(|fit| fit.rss).sum::<f64>();
    let best = fits.into_iter().min_by(|a, b| rss(a).total_cmp(&rss(b))).expect("there are models");
    let scale = |(fit, radius): (VariogramFit, &f64)| Scale {
        radius: *radius,
        nugget_sill: fit.nugget_sill(),
        no_nugget: fit.at_bound.nugget,
        ..Scale::default()
    };
    let scales: Vec<Scale> = best.into_iter().zip(radii).map(scale).collect();
    (judge(&scales, DEFAULT).radius, scales.iter().map(|scale| scale.nugget_sill).collect())
}

fn table<'r>(report: &'r Report, name: &str) -> &'r Table {
    report.tables.iter().find(|table| table.name == name).expect("a table of the run")
}

fn texts(table: &Table, name: &str) -> Vec<String> {
    match &table.columns.iter().find(|(column, _)| *column == name).expect("a column of the table").1 {
        Column::Text(cells) => cells.iter().map(|cell| cell.clone().unwrap_or_default()).collect(),
        _ => panic!("{name} is a column of texts"),
    }
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
