//! Figures of gstat and of an augmented system solved by LU: see tests/golden/kriging.

use super::super::*;
use crate::kernels::geostatistics::{variogram::Point, variogram_fit::Model};

macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/kriging/", $name))
    };
}

/// Lines after the first, as words.
fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().skip(1).map(|line| line.split(',').collect())
}

fn number(word: &str) -> f64 {
    word.parse().unwrap_or_else(|_| panic!("{word} is no number"))
}

/// Points and what they have of a layer.
fn points(text: &'static str) -> (Vec<Point>, Vec<f64>) {
    let point = |row: Vec<&str>| {
        let point = Point { east: number(row[0]), north: number(row[1]), value: number(row[2]) };
        (point, row.get(3).map_or(0.0, |w| number(w)))
    };
    rows(text).map(point).unzip()
}

struct Set {
    points: Vec<Point>,
    layer: Vec<f64>,
    /// x, y, layer
    targets: Vec<[f64; 3]>,
}

fn set(name: &str) -> Set {
    let (data, targets) = match name {
        "gen300" => (golden!("gen300_pts.csv"), golden!("gen300_targets.csv")),
        _ => (golden!("meuse_pts.csv"), golden!("meuse_targets.csv")),
    };
    let (points, layer) = points(data);
    let targets = rows(targets).map(|row| [0, 1, 2].map(|k| number(row[k]))).collect();
    let root = |x: f64| if name == "meuse" { x.sqrt() } else { x };
    let targets: Vec<[f64; 3]> = targets;
    Set {
        points,
        layer: layer.into_iter().map(root).collect(),
        targets: targets.into_iter().map(|[x, y, w]| [x, y, root(w)]).collect(),
    }
}

fn model(text: &str) -> KrigingModel {
    let mut model = KrigingModel { nugget: 0.0, error: 0.0, structures: vec![] };
    for words in text.split(';').map(|part| part.split(' ').collect::<Vec<_>>()) {
        let at = |k: usize| number(words[k]);
        let shape = match words[0] {
            "nugget" => {
                model.nugget = at(1);
                continue;
            }
            "error" => {
                model.error = at(1);
                continue;
            }
            "spherical" => Model::Spherical,
            "exponential" => Model::Exponential,
            "gaussian" => Model::Gaussian,
            "matern" => Model::Matern,
            "linear_sill" => Model::LinearSill,
            "power" => Model::Power,
            other => panic!("{other}"),
        };
        let (psill, range, kappa, angle, ratio) = (at(1), at(2), at(3), at(4), at(5));
        model.structures.push(NestedStructure { model: shape, psill, range, kappa, angle, ratio });
    }
    model
}

fn trend(mean: &str, drift: &str) -> Trend {
    let terms = |degree, externals| Trend::Unknown(Terms { degree, externals });
    match (mean, drift) {
        ("", "constant") => Trend::ORDINARY,
        ("", "linear") => terms(Degree::Linear, 0),
        ("", "quadratic") => terms(Degree::Quadratic, 0),
        ("", "external") => terms(Degree::Constant, 1),
        (mean, _) => Trend::Known(number(mean)),
    }
}

fn close(found: f64, expected: f64, tolerance: f64) -> bool {
    (found - expected).abs() <= tolerance * expected.abs().max(1.0)
}

/// A row of `predicted.csv`, or of another file with these columns last.
fn compare(what: &str, found: Predicted, expected: &[&str], tolerance: f64) {
    match found.estimate {
        // There the figures have no neighbours.
        Err(_) => assert_eq!(expected[..2], [""; 2], "{what}: {found:?}"),
        Ok(estimate) => {
            assert_eq!(found.neighbours.to_string(), expected[2], "{what}");
            assert!(close(estimate.value, number(expected[0]), tolerance), "{what}: {found:?} {expected:?}");
            let variance = estimate.variance.unwrap();
            assert!(close(variance, number(expected[1]), tolerance), "{what}: {found:?} {expected:?}");
        }
    }
}

fn case(row: &[&'static str]) {
    let [id, data, structures, mean, drift, block, max, radius, sector_max, min] = *row else { panic!("{row:?}") };
    let Set { points, layer, targets } = set(data);
    let trend = trend(mean, drift);
    let layers = [layer];
    let data = Data { points: &points, externals: &layers[..trend.externals()] };
    let whole = |word: &str| word.parse::<usize>().unwrap();
    let neighbourhood = Neighbourhood {
        max: whole(max),
        min: whole(min),
        radius: (!radius.is_empty()).then(|| number(radius)),
        sector_max: whole(sector_max),
    };
    let block = block.split_once(' ').map(|(width, height)| Block::rectangle(number(width), number(height), 4));
    let made = Kriging::new(data, &model(structures), trend, neighbourhood, block.as_ref(), &|| true);
    if id == "ok_lin_sill" {
        assert_eq!(made.err(), Some(Fault::LinearSill));
        return;
    }
    let kriging = made.unwrap();
    let mut predictor = kriging.predictor(true);
    let mut compared = 0;
    for row in rows(golden!("predicted.csv")).filter(|row| row[0] == id) {
        let [east, north, w] = targets[whole(row[1])];
        let target = Target { east, north, externals: &[w][..trend.externals()] };
        let found = predictor.predict(&target).unwrap();
        compare(&format!("{id} {}", row[1]), found, &row[2..], if block.is_some() { 1e-7 } else { 1e-9 });
        compared += 1;
    }
    assert!(compared > 30, "{id} {compared}");
}

#[test]
fn all_cases_of_gstat() {
    let cases: Vec<Vec<&str>> = rows(golden!("cases.csv")).collect();
    assert_eq!(cases.len(), 36);
    cases.iter().for_each(|row| case(row));
}

/// Points, model and neighbourhood of the figures in `special`.
fn special(what: &str, kriging: &Kriging, text: &'static str, block: bool) {
    let mut predictor = kriging.predictor(true);
    let mut compared = 0;
    for row in rows(text) {
        let found = predictor.predict(&Target::at(number(row[0]), number(row[1]))).unwrap();
        compare(&format!("{what} at {} {}", row[0], row[1]), found, &row[2..], if block { 1e-7 } else { 1e-9 });
        compared += 1;
    }
    assert!(compared > 4, "{what} {compared}");
}

fn ordinary(points: &[Point], text: &str, neighbourhood: Neighbourhood) -> Result<Kriging, Fault> {
    Kriging::new(Data::of(points), &model(text), Trend::ORDINARY, neighbourhood, None, &|| true)
}

fn nearest(max: usize) -> Neighbourhood {
    Neighbourhood { max, ..Neighbourhood::ALL }
}

#[test]
fn points_at_one_distance_enter_together() {
    let points = points(golden!("ties_pts.csv")).0;
    for (max, text) in [(6, golden!("ties_own_nmax6.csv")), (10, golden!("ties_own_nmax10.csv"))] {
        let kriging = ordinary(&points, "nugget 0.3;spherical 1.6 350 0.5 0 1", nearest(max)).unwrap();
        special("ties", &kriging, text, false);
    }
}

#[test]
fn gaps_of_a_raster() {
    let points = points(golden!("gaps_pts.csv")).0;
    let model = "nugget 0.05;exponential 0.8 60 0.5 0 1";
    let within = Neighbourhood { radius: Some(30.1), ..Neighbourhood::ALL };
    special("radius", &ordinary(&points, model, within).unwrap(), golden!("gaps_own_maxdist30.csv"), false);
    special("nearest", &ordinary(&points, model, nearest(16)).unwrap(), golden!("gaps_own_nmax16.csv"), false);
}

#[test]
fn points_in_one_place() {
    let points = points(golden!("dup_pts.csv")).0;
    let with_error = "error 0.3;spherical 1.6 350 0.5 0 1";
    special("error", &ordinary(&points, with_error, Neighbourhood::ALL).unwrap(), golden!("dup_own_err.csv"), false);

    let with_nugget = "nugget 0.3;spherical 1.6 350 0.5 0 1";
    let merged = merge(Data::of(&points));
    let refused = ordinary(&points, with_nugget, Neighbourhood::ALL).err();
    let first = &merged.groups[0].points;
    assert_eq!(refused, Some(Fault::Coincident { first: first[0], second: first[1] }));
    assert_eq!((merged.points.len(), merged.groups.len()), (120, 4));
    assert_eq!(merged.groups, coincident(&points));
    let kriging = ordinary(&merged.points, with_nugget, Neighbourhood::ALL).unwrap();
    special("mean", &kriging, golden!("dup_own_mean.csv"), false);
}

#[test]
fn a_quadratic_drift_is_averaged_over_blocks() {
    let Set { points, .. } = set("gen300");
    let model = model("nugget 0.3;spherical 1.6 350 0.5 0 1");
    let block = Block::rectangle(80.0, 80.0, 4);
    let data = Data::of(&points);
    let kriging =
        Kriging::new(data, &model, trend("", "quadratic"), Neighbourhood::ALL, Some(&block), &|| true).unwrap();
    special("block", &kriging, golden!("uk2_block80_own.csv"), true);
}

/// Points, layers, model, trend and neighbourhood of a set of figures of cross-validation.
fn validation(id: &str) -> (Set, &'static str, Trend, Neighbourhood) {
    let set = set(if id.contains("meuse") { "meuse" } else { "gen300" });
    let model = match id {
        "loo_err" => "error 0.3;spherical 1.6 350 0.5 0 1",
        "k5_meuse_drift" => "nugget 0.05;spherical 0.15 700 0.5 0 1",
        "loo_meuse" => "nugget 0.05;spherical 0.59 900 0.5 0 1",
        _ => "nugget 0.3;spherical 1.6 350 0.5 0 1",
    };
    let trend = match id {
        "loo_sk" => Trend::Known(11.5),
        "loo_uk1" | "k5_uk1_nmax16" => trend("", "linear"),
        "loo_ked" | "k5_meuse_drift" => trend("", "external"),
        _ => Trend::ORDINARY,
    };
    let neighbourhood = Neighbourhood {
        max: if id.contains("nmax16") { 16 } else { 0 },
        radius: id.contains("maxdist60").then_some(60.0),
        ..Neighbourhood::ALL
    };
    (set, model, trend, neighbourhood)
}

/// Of gstat, which has no error in its z-scores, and its folds by row.
fn validate(summary_row: &[&'static str]) {
    let id = summary_row[0];
    let (Set { points, layer, .. }, text, trend, neighbourhood) = validation(id);
    let (layers, model) = ([layer], model(text));
    let data = Data { points: &points, externals: &layers[..trend.externals()] };
    let by_row: Option<Vec<usize>> = id.starts_with("k5").then(|| (0..points.len()).map(|k| k % 5 + 1).collect());
    let found = match &by_row {
        Some(fold) => cross_validation::of_given_folds(data, &model, trend, neighbourhood, fold, &|| true),
        None => cross_validate(data, &model, trend, neighbourhood, Folds::One, &|| true),
    };
    let found = found.unwrap();
    let mut compared = 0;
    for row in rows(golden!("cv.csv")).filter(|row| row[0] == id) {
        let point = &found[row[1].parse::<usize>().unwrap()];
        let what = format!("{id} {}", row[1]);
        match point.estimate {
            Ok(left) => {
                assert!(close(left.predicted, number(row[2]), 1e-9), "{what}: {point:?} {row:?}");
                assert!(close(left.variance, number(row[3]), 1e-9), "{what}: {point:?} {row:?}");
                let z = left.residual / (left.variance + model.error).sqrt();
                assert!(close(left.z_score.unwrap(), z, 1e-12) && left.residual == point.observed - left.predicted);
            }
            Err(_) => assert_eq!(row[2..], [""; 2], "{what}"),
        }
        compared += 1;
    }
    assert!(compared > 10, "{id}");
    let summary = summary(&found);
    let figures = [summary.me, summary.rmse, summary.mean_z, summary.msdr, summary.r].map(Option::unwrap);
    assert_eq!(summary.n + summary.n_missing, points.len());
    for (k, figure) in figures.into_iter().enumerate() {
        // gstat leaves the error out of the variance of z.
        if id == "loo_err" && (k == 2 || k == 3) {
            continue;
        }
        assert!(close(figure, number(summary_row[k + 2]), 1e-9), "{id} {k}: {summary:?} {summary_row:?}");
    }
    if id == "loo_err" {
        // That of the same variogram with a nugget, which predicts the same.
        assert!(close(summary.msdr.unwrap(), 1.40897660893097, 1e-9), "{summary:?}");
    }
}

#[test]
fn cross_validation_of_gstat() {
    let all: Vec<Vec<&str>> = rows(golden!("cv_summary.csv")).collect();
    assert_eq!(all.len(), 11);
    all.iter().for_each(|row| validate(row));
}
