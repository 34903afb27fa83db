//! Regressions of rasters and of tables: figures of peers through the job, samples, grids, blocks, warnings, what is refused.

use crate::fixture::{Folder, Map, golden, reals, table, texts, with};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    error::Result,
    run::regression,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs};

fn run(request: &Value) -> Result<Report> {
    regression::run(&parse(&request.to_string()).unwrap(), &mut Progress::none())
}

type Rows = Vec<BTreeMap<String, String>>;

/// Rows of a golden table by the names of its columns.
fn rows(name: &str) -> Rows {
    let text = fs::read_to_string(golden(&format!("statistics/{name}.csv"))).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let header = lines.next().unwrap();
    lines.map(|row| header.iter().cloned().zip(row).collect()).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> Option<f64> {
    row.get(column).and_then(|text| text.trim().parse().ok())
}

#[track_caller]
fn near(found: Option<f64>, expected: f64, relative: f64, what: &str) {
    let found = found.unwrap_or_else(|| panic!("{what} is NULL, not {expected}"));
    // What is told as 0
    let tiny = expected.abs() < 1e-300 && found == 0.0;
    assert!(tiny || (found - expected).abs() <= relative * expected.abs(), "{what}: {found}, not {expected}");
}

/// Figures of a table by the word in a column.
fn figures(report: &Report, of: &str, key: &str, column: &str) -> BTreeMap<String, Option<f64>> {
    let table = table(report, of);
    texts(table, key).into_iter().zip(reals(table, column)).collect()
}

/// Every figure of a model that the peers have.
fn check_model(report: &Report, name: &str) {
    let expected = rows(name);
    assert_eq!(texts(table(report, "model"), "variable").len(), expected.len(), "{name}");
    let names = [
        ("coefficient", 1e-9),
        ("se", 1e-9),
        ("t", 1e-9),
        ("p", 1e-8),
        ("ci95_low", 1e-9),
        ("ci95_high", 1e-9),
        ("beta", 1e-9),
        ("partial_r", 1e-9),
        ("vif", 1e-9),
        ("se_hc3", 1e-9),
        ("p_hc3", 1e-8),
    ];
    let mut compared = 0;
    for (column, relative) in names {
        let found = figures(report, "model", "variable", column);
        for row in &expected {
            let Some(expected) = number(row, column) else { continue };
            near(found[&row["variable"]], expected, relative, &format!("{name} {} {column}", row["variable"]));
            compared += 1;
        }
    }
    assert!(compared >= 8 * expected.len(), "{name}: {compared}");
}

fn check_diagnostics(report: &Report, name: &str) {
    let (values, p) =
        (figures(report, "diagnostics", "statistic", "value"), figures(report, "diagnostics", "statistic", "p"));
    let expected: BTreeMap<String, f64> =
        rows(name).iter().filter_map(|row| Some((row["statistic"].clone(), number(row, "value")?))).collect();
    for statistic in [
        "n",
        "r2",
        "r2_adj",
        "r2_pred",
        "f",
        "aic",
        "aicc",
        "bic",
        "condition_number",
        "durbin_watson",
        "jarque_bera",
        "koenker_bp",
    ] {
        near(values[statistic], expected[statistic], 1e-9, &format!("{name} {statistic}"));
    }
    near(values["rmse"], expected["residual_se"], 1e-9, name);
    for statistic in ["f", "jarque_bera", "koenker_bp"] {
        near(p[statistic], expected[&format!("{statistic}_p")], 1e-8, &format!("{name} p of {statistic}"));
    }
}

const PREDICTORS: [&str; 5] = ["savi", "gndvi", "dem", "shei", "ai"];

/// Rasters of the reference by their names.
fn layers(f: &Folder) -> BTreeMap<&'static str, Value> {
    let cells = rows("raster");
    let columns = cells.iter().map(|row| row["column"].parse::<usize>().unwrap() + 1).max().unwrap();
    let high = cells.iter().map(|row| row["row"].parse::<usize>().unwrap() + 1).max().unwrap();
    let nodata = -3.402_823_466_385_288_6e38;
    let layer = |name: &'static str| {
        let mut values = vec![nodata; columns * high];
        for row in &cells {
            if let Ok(value) = row[name].parse::<f64>() {
                values[row["row"].parse::<usize>().unwrap() * columns + row["column"].parse::<usize>().unwrap()] =
                    value;
            }
        }
        let place = [430_000.0, 30.0, 0.0, 4_400_000.0, 0.0, -30.0];
        let map = Map { kind: 6, nodata: Some(nodata), geotransform: place, ..Map::new(columns, &values) };
        (name, json!({"path": f.map(&map), "name": name}))
    };
    PREDICTORS.into_iter().chain(["carbon"]).map(layer).collect()
}

fn of_layers(layers: &BTreeMap<&str, Value>) -> Value {
    json!({"y": layers["carbon"], "x": PREDICTORS.map(|name| &layers[name]), "vif_limit": 0})
}

fn check_moran(report: &Report, name: &str) {
    let (values, p) =
        (figures(report, "diagnostics", "statistic", "value"), figures(report, "diagnostics", "statistic", "p"));
    let expected: BTreeMap<String, f64> =
        rows(name).iter().filter_map(|row| Some((row["statistic"].clone(), number(row, "value")?))).collect();
    near(values["moran_i"], expected["moran_i"], 1e-9, name);
    near(values["moran_expected"], expected["expected_residual"], 1e-9, name);
    near(values["moran_variance"], expected["variance_residual"], 1e-9, name);
    near(values["moran_z"], expected["z_residual"], 1e-9, name);
    near(p["moran_i"], expected["p_residual"], 1e-8, name);
}

#[test]
fn all_cells() {
    let f = Folder::new();
    let request = with(&of_layers(&layers(&f)), json!({"block_size": 300}));
    let report = run(&request).unwrap();
    check_model(&report, "raster/all_cells_model");
    check_diagnostics(&report, "raster/all_cells_diagnostics");
    check_moran(&report, "raster/all_cells_moran");
    let blocks = rows("raster/all_cells_cluster10");
    for (column, peer, relative) in [("se_block", "se_block", 1e-9), ("p_block", "p_block", 1e-8)] {
        let found = figures(&report, "model", "variable", column);
        for row in &blocks {
            near(found[&row["variable"]], number(row, peer).unwrap(), relative, column);
        }
    }
    let values = figures(&report, "diagnostics", "statistic", "value");
    assert_eq!(values["blocks"], number(&blocks[0], "blocks"));
    assert_eq!(values["block_size"], Some(300.0));
    let validated = rows("raster/all_cells_blockcv10");
    let of = |name: &str| number(validated.iter().find(|row| row["fold"] == name).unwrap(), "sse").unwrap();
    near(values["r2_cv_block"], of("r2_cv"), 1e-9, "r2_cv");
    near(values["rmse_cv_block"], of("rmse_cv"), 1e-9, "rmse_cv");
    near(report.results["r2_cv"], of("r2_cv"), 1e-9, "R2_CV");
    for row in rows("raster/all_cells_lm_tests_spdep").iter().filter(|row| row["statistic"] != "sarma") {
        let name = &row["statistic"];
        let relative = if name == "robust_lm_lag" { 2e-9 } else { 1e-9 };
        near(values[name], number(row, "value").unwrap(), relative, name);
    }
}

#[test]
fn a_regular_sample() {
    let f = Folder::new();
    let request = with(&of_layers(&layers(&f)), json!({"sample": "regular", "sample_size": 336}));
    let report = run(&request).unwrap();
    check_model(&report, "raster/regular3_model");
    check_diagnostics(&report, "raster/regular3_diagnostics");
    check_moran(&report, "raster/regular3_moran");
}

/// Complete rows of all predictors, whichever are in the model.
fn complete(f: &Folder, name: &str) -> (String, Vec<String>) {
    let all = rows(name);
    let text = fs::read_to_string(golden(&format!("statistics/{name}.csv"))).unwrap();
    let header: Vec<String> = text.lines().next().unwrap().split(',').map(str::to_owned).collect();
    let known = all.iter().filter(|row| header.iter().all(|name| !row[name].is_empty()));
    let line =
        |row: &BTreeMap<String, String>| header.iter().map(|name| row[name].clone()).collect::<Vec<_>>().join(",");
    let lines: Vec<String> = known.map(line).collect();
    (f.text("rows.csv", &format!("{}\n{}\n", header.join(","), lines.join("\n"))), header)
}

const EXPLAIN: [&str; 10] = ["savi", "ndvi", "gndvi", "dem", "mat", "map", "shei", "ai", "northness", "eastness"];

/// Steps of selection: step, action, variable, and figures.
fn check_path(report: &Report, name: &str) {
    let steps = table(report, "steps");
    let (stages, actions, variables, inside) =
        (texts(steps, "stage"), texts(steps, "action"), texts(steps, "variable"), texts(steps, "in_model"));
    // What screening took out before is no matter of tolerance.
    let found: Vec<usize> = (0..stages.len()).filter(|at| stages[*at] == "selection").collect();
    let expected: Rows = rows(name).into_iter().filter(|row| row["action"] != "tolerance").collect();
    assert_eq!(found.len(), expected.len(), "{name}");
    for (at, row) in found.into_iter().zip(&expected) {
        let what = format!("{name} step {}", row["step"]);
        assert_eq!(reals(steps, "step")[at], number(row, "step"), "{what}");
        let action = row["action"].split(' ').next().unwrap();
        assert_eq!((actions[at].as_str(), variables[at].as_str()), (action, row["variable"].as_str()), "{what}");
        assert_eq!(inside[at].replace("; ", " "), row["in_model"], "{what}");
        for (column, peer, relative) in [
            ("f", "f", 1e-9),
            ("p", "p", 1e-8),
            ("r2", "r2", 1e-9),
            ("r2_adj", "r2_adj", 1e-9),
            ("rmse", "residual_se", 1e-9),
        ] {
            if let Some(expected) = number(row, peer) {
                near(reals(steps, column)[at], expected, relative, &what);
            }
        }
    }
}

#[test]
fn tables_as_the_peers_have_them() {
    let f = Folder::new();
    let (path, _) = complete(&f, "table");
    let request = json!({"table": path, "y_field": "carbon", "x_fields": EXPLAIN, "coordinates": ["east", "north"], "vif_limit": 0});
    let check = |more: Value, name: &str| {
        let report = run(&with(&request, more)).unwrap();
        check_model(&report, &format!("regression/{name}_model"));
        check_diagnostics(&report, &format!("regression/{name}_diagnostics"));
        report
    };
    check(json!({}), "table_all");
    let screened = check(json!({"vif_limit": 10}), "table_vif10");
    let steps = table(&screened, "steps");
    let gone: Vec<String> = texts(steps, "action")
        .iter()
        .zip(texts(steps, "variable"))
        .filter(|(action, _)| *action == "remove")
        .map(|(_, name)| name)
        .collect();
    let expected = rows("regression/table_vif10");
    let expected = expected.iter().filter(|row| row["what"] == "remove").map(|row| row["variable"].clone());
    assert_eq!(gone, expected.collect::<Vec<_>>());
    let first = rows("regression/table_vif10");
    for row in first.iter().filter(|row| row["step"] == "0" && row["what"] == "vif") {
        let at = texts(steps, "variable").iter().position(|name| *name == row["variable"]).unwrap();
        near(reals(steps, "vif")[at], number(row, "vif").unwrap(), 1e-9, &row["variable"]);
    }
    check(json!({"vif_limit": 5}), "table_vif5");
    for selection in ["forward", "backward", "stepwise"] {
        let name = format!("table_vif10_{selection}");
        let report = check(json!({"vif_limit": 10, "selection": selection}), &name);
        check_path(&report, &format!("regression/{name}"));
    }
    let points = check(json!({"x_fields": ["savi", "gndvi", "dem", "shei"]}), "points");
    check_moran(&points, "regression/points_moran_knn8");
}

#[test]
fn steps_as_spss_takes_them() {
    let f = Folder::new();
    let path = f.text("step.csv", &fs::read_to_string(golden("statistics/regression/step.csv")).unwrap());
    for count in [5, 8] {
        let names: Vec<String> = (1..=count).map(|at| format!("a{at}")).collect();
        for selection in ["forward", "backward", "stepwise"] {
            let request =
                json!({"table": path, "y_field": "y", "x_fields": names, "vif_limit": 0, "selection": selection});
            let report = run(&request).unwrap();
            let name = format!("regression/step{count}_{selection}");
            check_model(&report, &format!("{name}_model"));
            check_diagnostics(&report, &format!("{name}_diagnostics"));
            check_path(&report, &name);
        }
    }
}

/// A wave with noise of its own.
fn wave(rows: usize, columns: usize, shift: u64) -> Vec<f64> {
    let noise =
        |i: usize| ((i as u64 + 97 * shift).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as f64 / f64::from(1 << 24);
    let value = |i: usize| {
        let (x, y) = ((i % columns) as f64, (i / columns) as f64);
        50.0 + 20.0 * (x / 9.0 + shift as f64).sin() + 10.0 * (y / 7.0).cos() + 8.0 * noise(i)
    };
    (0..rows * columns).map(value).collect()
}

/// y = 3 + 2 a - b + a wave; with holes.
fn related(rows: usize, columns: usize) -> [Vec<f64>; 3] {
    let (a, mut b, rest) = (wave(rows, columns, 1), wave(rows, columns, 2), wave(rows, columns, 3));
    let y = (0..a.len()).map(|i| 3.0 + 2.0 * a[i] - b[i] + 0.2 * rest[i]).collect();
    (0..b.len()).filter(|i| i % 13 == 4 || i % 101 < 3).for_each(|i| b[i] = f64::NAN);
    [y, a, b]
}

fn double(f: &Folder, columns: usize, values: &[f64], options: &[&'static str], name: &str) -> Value {
    let map = Map { kind: 7, nodata: Some(f64::NAN), options: options.to_vec(), ..Map::new(columns, values) };
    json!({"path": f.map(&map), "name": name})
}

/// All numbers of some tables, in their order.
fn numbers(report: &Report, names: &[&str]) -> Vec<Option<f64>> {
    let columns = names.iter().flat_map(|name| &table(report, name).columns);
    let reals = columns.filter_map(|(_, column)| match column {
        pitscape::io::table::Column::Real(cells) => Some(cells.clone()),
        _ => None,
    });
    reals.flatten().collect()
}

/// Two and a half strips, whose edges are put together.
#[test]
fn neither_threads_nor_strips_nor_blocks_count() {
    let f = Folder::new();
    let (rows, columns) = (330, 40);
    let [y, a, b] = related(rows, columns);
    let of = |options: &[&'static str], more: Value| {
        let [y, a, b] = [(&y, "y"), (&a, "a"), (&b, "b")].map(|(v, name)| double(&f, columns, v, options, name));
        run(&with(&json!({"y": y, "x": [a, b], "plots": true, "samples": true}), more)).unwrap()
    };
    let all = ["model", "diagnostics", "steps", "samples", "variogram", "places", "scatter", "partials"];
    let one = of(&["BLOCKYSIZE=330"], json!({"threads": 1}));
    for (options, threads) in [
        (&["BLOCKYSIZE=1"][..], 1),
        (&["BLOCKYSIZE=3"][..], 2),
        (&["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"][..], 2),
        (&["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64"][..], 1),
    ] {
        let other = of(options, json!({"threads": threads}));
        for (a, b) in numbers(&one, &all).into_iter().zip(numbers(&other, &all)) {
            // Of what is 0 but for rounding
            let near = a.zip(b).is_none_or(|(a, b)| (a - b).abs() <= 1e-12 * b.abs() || (a - b).abs() < 1e-10);
            assert!(near && a.is_some() == b.is_some(), "{options:?} {a:?} {b:?}");
        }
    }
    // In memory, by QR: a draw of all cells in the order of the map; Moran's neighbours are others
    let drawn = of(&["BLOCKYSIZE=330"], json!({"sample": "random", "sample_size": 10_000_000, "block_size": 120}));
    let swept = of(&["BLOCKYSIZE=330"], json!({"block_size": 120}));
    for (a, b) in numbers(&drawn, &["model", "samples"]).into_iter().zip(numbers(&swept, &["model", "samples"])) {
        let near = a.zip(b).is_none_or(|(a, b)| (a - b).abs() <= 1e-9 * b.abs() || (a - b).abs() < 1e-9);
        assert!(near && a.is_some() == b.is_some(), "{a:?} {b:?}");
    }
}

#[test]
fn rasters_of_predictions() {
    let f = Folder::new();
    let (rows, columns) = (90, 70);
    let [mut y, a, b] = related(rows, columns);
    let truth = y.clone();
    (0..y.len()).filter(|i| i % 17 < 5).for_each(|i| y[i] = f64::NAN);
    let [y, a, b] = [(&y, "y"), (&a, "a"), (&b, "b")].map(|(v, name)| (double(&f, columns, v, &[], name), v.clone()));
    let paths = |k: usize| (f.path(&format!("predicted{k}.tif")), f.path(&format!("residuals{k}.tif")));
    for (k, sample) in
        [json!({}), json!({"sample": "random", "sample_size": 400}), json!({"sample": "regular", "sample_size": 700})]
            .into_iter()
            .enumerate()
    {
        let (predicted, residuals) = paths(k);
        let request =
            json!({"y": y.0, "x": [a.0, b.0], "predicted": predicted, "residuals": residuals, "samples": true});
        let report = run(&with(&request, sample)).unwrap().published().unwrap();
        let slope = figures(&report, "model", "variable", "coefficient");
        let model =
            |i: usize| slope["intercept"].unwrap() + slope["a"].unwrap() * a.1[i] + slope["b"].unwrap() * b.1[i];
        let (found, left) = (crate::fixture::read(&predicted).values, crate::fixture::read(&residuals).values);
        let nodata = -3.402_823_5e38;
        for i in 0..truth.len() {
            let near = |found: f32, expected: f64| (f64::from(found) - expected).abs() < 1e-5 * expected.abs() + 1e-4;
            // Wherever X has values, Y or not
            assert!(if b.1[i].is_nan() { found[i] == nodata } else { near(found[i], model(i)) }, "{i} {}", found[i]);
            let has_both = !b.1[i].is_nan() && !y.1[i].is_nan();
            assert!(if has_both { near(left[i], y.1[i] - model(i)) } else { left[i] == nodata }, "{i} {}", left[i]);
        }
        let ends = |values: &[f32]| {
            let known = values.iter().copied().filter(|value| *value != nodata).map(f64::from);
            known.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
        };
        for (values, low, high) in
            [(&found, "predicted_min", "predicted_max"), (&left, "residuals_min", "residuals_max")]
        {
            let (least, most) = ends(values);
            near(report.results[low], least, 1e-6, low);
            near(report.results[high], most, 1e-6, high);
        }
        let samples = table(&report, "samples");
        let cell = |at: usize| {
            (reals(samples, "row")[at].unwrap() as usize - 1) * columns + reals(samples, "column")[at].unwrap() as usize
                - 1
        };
        for at in (0..reals(samples, "row").len()).step_by(37) {
            assert_eq!(
                (reals(samples, "observed")[at], reals(samples, "a")[at]),
                (Some(y.1[cell(at)]), Some(a.1[cell(at)]))
            );
            near(reals(samples, "predicted")[at], model(cell(at)), 1e-9, "predicted");
            assert_eq!(reals(samples, "x")[at], Some(500_000.0 + 20.0 * ((cell(at) % columns) as f64 + 0.5)));
        }
    }
    // Nothing outside, and then a part of it
    let few = json!({"y": y.0, "x": [a.0], "predicted": f.path("p.tif"), "sample": "random", "sample_size": 30});
    let told = crate::fixture::told(&run(&few).unwrap(), "EXTRAPOLATED");
    assert!(told.contains("of 6,300 cells of PREDICTED"), "{told}");
    // Without Y cells may lie outside; here none does
    let all = json!({"y": a.0, "x": [b.0], "predicted": f.path("p.tif")});
    assert_eq!(crate::fixture::told(&run(&all).unwrap(), "EXTRAPOLATED"), "");
}

/// Independent numbers, 0 to 1.
fn noise(count: usize, seed: u64) -> Vec<f64> {
    let mixed = |i: usize| {
        let mut x = (i as u64 + (seed << 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    };
    (0..count).map(mixed).collect()
}

fn said(report: &Report, code: &str) -> String {
    crate::fixture::told(report, code)
}

fn refusal(request: &Value) -> String {
    match parse(&request.to_string()).and_then(|request| regression::run(&request, &mut Progress::none())) {
        Ok(_) => panic!("it ran: {request}"),
        Err(e) => e.to_string(),
    }
}

/// Classes of 4, 2 and 1 of seven columns, and one of twenty cells.
fn classes(rows: usize, columns: usize) -> Vec<f64> {
    let class = |i: usize| [20.0, 20.0, 20.0, 20.0, 35.0, 35.0, 11.0][i % columns / 3 % 7];
    (0..rows * columns).map(|i| if i < 20 { 90.0 } else { class(i) }).collect()
}

/// A factor is a dummy for each class but the largest; those with few cells share one.
#[test]
fn factors_and_aspect() {
    let f = Folder::new();
    let (rows, columns) = (60, 42);
    let a = wave(rows, columns, 1);
    let classes = classes(rows, columns);
    let noise = wave(rows, columns, 5);
    let of = |class: f64| match class as i64 {
        35 => 7.0,
        11 => -4.0,
        90 => 100.0,
        _ => 0.0,
    };
    let aspect: Vec<f64> = (0..a.len()).map(|i| if i % 19 == 0 { -1.0 } else { (i * 37 % 360) as f64 }).collect();
    let slope = |degrees: f64| {
        if degrees < 0.0 { 0.0 } else { 5.0 * degrees.to_radians().cos() - 3.0 * degrees.to_radians().sin() }
    };
    let y: Vec<f64> =
        (0..a.len()).map(|i| 10.0 + 0.5 * a[i] + of(classes[i]) + slope(aspect[i]) + 1e-3 * noise[i]).collect();
    let class_map = json!({"path": f.map(&Map::new(columns, &classes)), "name": "land use"});
    let layer = |values: &[f64], name: &str| double(&f, columns, values, &[], name);
    let request = json!({"y": layer(&y, "y"), "x": [layer(&a, "a")], "factors": [class_map], "aspect": layer(&aspect, "aspect of slopes"), "samples": true});
    let report = run(&request).unwrap();
    let slopes = figures(&report, "model", "variable", "coefficient");
    let names: Vec<&str> = slopes.keys().map(String::as_str).collect();
    assert_eq!(names, ["a", "eastness", "intercept", "land use 11", "land use 35", "land use other", "northness"]);
    for (name, expected) in
        [("land use 35", 7.0), ("land use 11", -4.0), ("land use other", 100.0), ("northness", 5.0), ("eastness", -3.0)]
    {
        assert!((slopes[name].unwrap() - expected).abs() < 0.02, "{name} {:?}", slopes[name]);
    }
    let samples = table(&report, "samples");
    assert_eq!(reals(samples, "land use")[25], Some(classes[25]));
    assert_eq!(reals(samples, "aspect of slopes")[38], Some(-1.0));
    // One term with one inflation
    let vif = figures(&report, "model", "variable", "vif");
    assert!(vif["land use 11"] == vif["land use 35"] && vif["land use 11"].is_some());
    // The same in a table, where classes may be texts
    let line = |i: usize| format!("{},{},{},{}", y[i], a[i], ["", "gully", "slope"][i % 2 + 1], aspect[i]);
    let lines: Vec<String> = (0..400).map(line).collect();
    let path = f.text("t.csv", &format!("y,a,place,aspect\n{}\n", lines.join("\n")));
    let request = json!({"table": path, "y_field": "y", "x_fields": ["a"], "factor_fields": ["place"], "aspect_field": "aspect", "samples": true});
    let report = run(&request).unwrap();
    assert_eq!(texts(table(&report, "model"), "variable"), ["intercept", "a", "northness", "eastness", "place slope"]);
    assert_eq!(texts(table(&report, "samples"), "place")[..2], ["gully", "slope"]);
    // Of one dummy GVIF^(1 / 2): the root of what it were as a number
    let vif = |report: &Report, name: &str| figures(report, "model", "variable", "vif")[name].unwrap();
    let numbered = lines.iter().enumerate().map(|(i, line)| format!("{line},{}", i % 2)).collect::<Vec<_>>();
    let path = f.text("n.csv", &format!("y,a,place,aspect,slope\n{}\n", numbered.join("\n")));
    let as_number = json!({"table": path, "x_fields": ["a", "slope"], "factor_fields": []});
    near(
        Some(vif(&report, "place slope").powi(2)),
        vif(&run(&with(&request, as_number)).unwrap(), "slope"),
        1e-9,
        "GVIF",
    );
    assert!(said(&report, "NO_PLACES").starts_with("Rows have no places on a plane"));
    // Measurements are no classes, and many classes are measurements.
    let broken = json!({"y": layer(&y, "y"), "factors": [layer(&a, "a")]});
    assert!(refusal(&broken).contains("factors are classes with whole codes"), "{}", refusal(&broken));
    let each: Vec<f64> = (0..a.len()).map(|i| i as f64).collect();
    assert!(
        refusal(&json!({"y": layer(&y, "y"), "factors": [layer(&each, "each")]})).starts_with("each has 2520 classes")
    );
}

/// Each is told where it should be, and not otherwise.
#[test]
fn warnings() {
    let f = Folder::new();
    let (rows, columns) = (60, 42);
    let layer = |values: &[f64], name: &str| double(&f, columns, values, &[], name);
    let a = wave(rows, columns, 1);
    let scatter = |k: u64| noise(rows * columns, k);
    let (e, x) = (scatter(1), scatter(2));
    let y: Vec<f64> = (0..a.len()).map(|i| x[i] + e[i]).collect();
    // Independent errors: nothing to warn of
    let clean = run(&json!({"y": layer(&y, "y"), "x": [layer(&x, "x")]})).unwrap();
    let warned: Vec<&str> =
        clean.messages.iter().filter(|m| format!("{:?}", m.level) == "Warning").map(|m| m.code).collect();
    assert_eq!(warned, Vec::<&str>::new());
    assert!(clean.results["moran_p"].unwrap() > 0.05);
    // Neighbours that are alike, and blocks narrower than that
    let smooth: Vec<f64> = (0..a.len()).map(|i| x[i] + 0.3 * a[i]).collect();
    let alike = run(&json!({"y": layer(&smooth, "y"), "x": [layer(&x, "x")], "block_size": 40})).unwrap();
    assert!(said(&alike, "NEIGHBOURS_ALIKE").contains("Read p_block"));
    assert!(said(&alike, "NARROW_BLOCKS").starts_with("BLOCK_SIZE 40 m is less than the effective range"));
    // One value for each class, and the classes themselves
    let classes = classes(rows, columns);
    let carbon: Vec<f64> = classes.iter().map(|class| class * 1.5).collect();
    let class_map = json!({"path": f.map(&Map::new(columns, &classes)), "name": "land use"});
    let looked_up =
        run(&json!({"y": layer(&carbon, "carbon"), "x": [layer(&x, "x")], "factors": [class_map]})).unwrap();
    assert!(said(&looked_up, "FEW_VALUES").starts_with("carbon has 4 values only"));
    assert!(said(&looked_up, "DETERMINED").starts_with("carbon has one value in each class of land use"));
    let other = run(&json!({"y": layer(&y, "y"), "x": [layer(&x, "x")], "factors": [class_map]})).unwrap();
    assert_eq!(said(&other, "DETERMINED"), "");
    // Two that say the same
    let twin: Vec<f64> = (0..a.len()).map(|i| x[i] + 0.1 * e[i]).collect();
    let alike = json!({"y": layer(&y, "y"), "x": [layer(&x, "x"), layer(&twin, "twin")], "vif_limit": 0});
    assert!(
        said(&run(&alike).unwrap(), "VIF").contains("x (1") && said(&run(&alike).unwrap(), "VIF").contains("twin (1")
    );
    // Few rows
    let few = run(&with(&alike, json!({"sample": "random", "sample_size": 20}))).unwrap();
    assert_eq!(
        said(&few, "FEW_ROWS"),
        "There are 20 rows for 3 coefficients: fewer than 10 rows each, and the model may follow chance."
    );
    assert_eq!(said(&run(&with(&alike, json!({"sample": "random", "sample_size": 30}))).unwrap(), "FEW_ROWS"), "");
    // A coarse climate in small cells
    let coarse: Vec<f64> = (0..a.len()).map(|i| x[i / columns / 6 * columns + i % columns / 6]).collect();
    let climate = run(&json!({"y": layer(&y, "y"), "x": [layer(&x, "x"), layer(&coarse, "rain")]})).unwrap();
    assert!(
        said(&climate, "IN_RUNS").starts_with("rain: 83 % of the cells equal the cell before"),
        "{}",
        said(&climate, "IN_RUNS")
    );
    // Constant, and a combination
    let sum: Vec<f64> = (0..a.len()).map(|i| x[i] + a[i]).collect();
    let whole = run(
        &json!({"y": layer(&y, "y"), "x": [layer(&x, "x"), layer(&a, "a"), layer(&sum, "sum"), layer(&vec![3.0; a.len()], "flat")]}),
    );
    let whole = whole.unwrap();
    assert_eq!(said(&whole, "CONSTANT"), "The same in all rows, and left out: flat.");
    assert_eq!(said(&whole, "COMBINATION"), "Exact combinations of the variables before them, and left out: sum.");
    // Nothing enters
    let none =
        json!({"y": layer(&e, "y"), "x": [layer(&a, "a")], "selection": "forward", "p_enter": 1e-9, "p_remove": 1e-8});
    let none = run(&none).unwrap();
    assert_eq!(texts(table(&none, "model"), "variable"), ["intercept"]);
    assert!(said(&none, "NO_VARIABLE").starts_with("No variable is left"));
    // Too few blocks
    let wide = run(&json!({"y": layer(&y, "y"), "x": [layer(&x, "x")], "block_size": 500})).unwrap();
    assert!(said(&wide, "FEW_BLOCKS").starts_with("Rows lie in 4 blocks of 500 m"), "{}", said(&wide, "FEW_BLOCKS"));
    assert_eq!(wide.results["r2_cv"], None);
    assert_eq!(reals(table(&wide, "model"), "se_block"), [None, None]);
}

#[test]
fn what_is_refused() {
    let f = Folder::new();
    let columns = 42;
    let a = wave(60, columns, 1);
    let layer = |values: &[f64], name: &str| double(&f, columns, values, &[], name);
    let (y, x) = (layer(&wave(60, columns, 2), "y"), layer(&a, "a"));
    let request = json!({"y": y, "x": [x]});
    let path = f.text("t.csv", "y,a,b\n1,2,3\n2,3,5\n4,4,1\n3,9,2\n");
    let of_table = json!({"table": path, "y_field": "y", "x_fields": ["a"]});
    for (request, words) in [
        (json!({}), "There is nothing to explain"),
        (json!({"y": y}), "give X, FACTORS or ASPECT"),
        (json!({"y": y, "x": [y]}), "is to be explained, and is among what may explain it"),
        (with(&request, json!({"y_field": "y"})), "Y_FIELD is given, and TABLE is not"),
        (with(&request, json!({"table": path})), "Y"),
        (with(&request, json!({"vif_limit": 0.5})), "VIF_LIMIT"),
        (with(&request, json!({"block_size": 0})), "BLOCK_SIZE"),
        (with(&request, json!({"block_size": 0.001})), "up to 262144 blocks"),
        (with(&request, json!({"folds": 1})), "FOLDS"),
        (with(&request, json!({"p_enter": 0.2})), "less than P_REMOVE"),
        (with(&request, json!({"p_enter": 0})), "P_ENTER"),
        (with(&request, json!({"sample": "random"})), "SAMPLE random needs SAMPLE_SIZE"),
        (with(&request, json!({"sample": "stratified", "sample_size": 9})), "needs STRATA"),
        (with(&request, json!({"predicted": f.path("same.tif"), "residuals": f.path("same.tif")})), "same.tif"),
        (with(&request, json!({"predicted": x["path"]})), "map"),
        (
            with(
                &request,
                json!({"sample": "random", "sample_size": 3, "x": [x, layer(&wave(60, columns, 3), "b"), layer(&wave(60, columns, 4), "c")]}),
            ),
            "Complete rows: 3; coefficients: 4",
        ),
        (
            json!({"y": y, "x": [layer(&vec![0.0; a.len()], "flat")], "intercept": false, "selection": "forward", "p_enter": 1e-30, "p_remove": 1e-29}),
            "No variable is left",
        ),
        (json!({"y": y, "x": [layer(&vec![f64::NAN; a.len()], "empty")]}), "no cell has a value of all variables"),
        (
            json!({"y": y, "x": [layer(&a.iter().map(|a| a * 1e-160).collect::<Vec<_>>(), "tiny")]}),
            "too little to be squared",
        ),
        (with(&of_table, json!({"x_fields": ["a", "A"]})), "is named twice"),
        (with(&of_table, json!({"x_fields": ["Y"]})), "is to be explained"),
        (with(&of_table, json!({"x_fields": []})), "X_FIELDS, FACTOR_FIELDS or ASPECT_FIELD"),
        (with(&of_table, json!({"x_fields": ["nothing"]})), "lacks nothing"),
        (with(&of_table, json!({"y_field": null})), "Y_FIELD"),
        (with(&of_table, json!({"block_size": 5})), "BLOCK_SIZE is given, and COORDINATES is not"),
        (with(&of_table, json!({"predicted": f.path("p.tif")})), "PREDICTED"),
        (
            with(&of_table, json!({"table": f.text("none.csv", "y,a\n1,\n,2\n")})),
            "no row has a value in all of the fields",
        ),
        (with(&of_table, json!({"table": f.text("text.csv", "y,a\n1,word\n2,3\n")})), "it must be a number"),
    ] {
        let told = refusal(&request);
        assert!(told.contains(words) && !told.contains("internal"), "{words}: {told}");
    }
    assert!(!fs::exists(f.path("same.tif")).unwrap() && !fs::exists(f.path("p.tif")).unwrap());
}

/// Cells in degrees have no distance, and rows without a place no neighbours.
#[test]
fn without_distances() {
    let f = Folder::new();
    let columns = 30;
    let place = [110.0, 0.001, 0.0, 40.0, 0.0, -0.001];
    let degrees = |k: u64| {
        let map = Map {
            kind: 7,
            nodata: None,
            epsg: Some(4326),
            geotransform: place,
            ..Map::new(columns, &wave(40, columns, k))
        };
        json!({"path": f.map(&map)})
    };
    let request = json!({"y": degrees(1), "x": [degrees(2)], "samples": true, "plots": true});
    let report = run(&request).unwrap();
    assert!(said(&report, "NO_BLOCKS").contains("is in degrees"));
    // Neighbours are those on the grid, whatever a cell measures.
    assert!(report.results["moran_p"].is_some() && report.results["r2_cv"].is_none());
    assert_eq!(reals(table(&report, "samples"), "block")[0], None);
    assert!(refusal(&with(&request, json!({"block_size": 30}))).contains("degrees"));
    let drawn = run(&with(&request, json!({"sample": "random", "sample_size": 50}))).unwrap();
    assert_eq!(drawn.results["moran_p"], None);
    let path = f.text("t.csv", "y,a,east,north\n1,2,0,0\n2,3,5,5\n4,4,,\n3,9,7,1\n");
    let request = json!({"table": path, "y_field": "y", "x_fields": ["a"], "coordinates": ["east", "north"]});
    assert!(said(&run(&request).unwrap(), "NO_PLACES").starts_with("1 row of the fit has no place"));
    let path = f.text("u.csv", "y,a,east,north\n1,2,5,5\n2,3,5,5\n4,4,5,5\n3,9,5,5\n");
    assert!(said(&run(&with(&request, json!({"table": path}))).unwrap(), "NO_PLACES").contains("lie in one place"));
}

/// Whatever stands at the path stays as it was where a run is stopped.
#[test]
fn a_run_that_is_stopped() {
    let f = Folder::new();
    let [y, a, b] = related(330, 40);
    let [y, a, b] = [(&y, "y"), (&a, "a"), (&b, "b")].map(|(v, name)| double(&f, 40, v, &["BLOCKYSIZE=1"], name));
    let path = f.text("there.tif", "what was there");
    let request = json!({"y": y, "x": [a, b], "predicted": path, "residuals": f.path("residuals.tif")});
    let before = f.files();
    for share in [0.1, 0.4, 0.7] {
        let mut stop = |done: f64, _: &str| done < share;
        let request = parse(&request.to_string()).unwrap();
        let told = regression::run(&request, &mut Progress::new(&mut stop)).expect_err("it is stopped");
        assert!(matches!(told, pitscape::error::Error::Cancelled));
        assert_eq!((f.files(), fs::read_to_string(&path).unwrap().as_str()), (before.clone(), "what was there"));
    }
}

/// What outsiders found: a class alone, a Y of one value, one that is made of X, small samples, names that are taken.
#[test]
fn little_to_tell() {
    let f = Folder::new();
    let columns = 30;
    let (a, b, e) = (wave(40, columns, 1), wave(40, columns, 2), wave(40, columns, 3));
    let layer = |values: &[f64], name: &str| double(&f, columns, values, &[], name);
    let y: Vec<f64> = (0..a.len()).map(|i| a[i] + e[i]).collect();
    // A factor of one class has nothing to tell, and its holes are holes.
    let one: Vec<f64> = (0..a.len()).map(|i| if i % 7 == 3 { 0.0 } else { 90.0 }).collect();
    let one = json!({"path": f.map(&Map::new(columns, &one)), "name": "class"});
    let request = json!({"y": layer(&y, "y"), "x": [layer(&a, "a")], "factors": [one]});
    let report = run(&request).unwrap();
    let holes = (0..a.len()).filter(|i| i % 7 == 3).count() as f64;
    assert_eq!(report.results["rows"], Some(1200.0 - holes));
    assert_eq!(said(&report, "CONSTANT"), "The same in all rows, and left out: class.");
    let steps = table(&report, "steps");
    assert_eq!((&texts(steps, "stage")[0][..], &texts(steps, "variable")[0][..]), ("constant", "class"));
    assert_eq!(reals(steps, "step")[..2], [Some(0.0), Some(1.0)]);
    assert_eq!(
        said(&report, "ROWS"),
        "1,029 cells have a value of all variables: the model is made of these. Where one variable alone is missing it is class (171)."
    );
    // One value of Y, and one that X tells exactly
    let flat = json!({"y": layer(&vec![3.0; a.len()], "y"), "x": [layer(&a, "a")]});
    assert_eq!(refusal(&flat), "y is 3 in all 1200 rows: there is nothing to explain.");
    let exact: Vec<f64> = (0..a.len()).map(|i| 2.0 * a[i] + 3.0 * b[i] + 1.0).collect();
    let exact = json!({"y": layer(&exact, "sum"), "x": [layer(&a, "a"), layer(&b, "b")]});
    for sample in [json!({}), json!({"sample": "random", "sample_size": 600})] {
        let report = run(&with(&exact, sample)).unwrap();
        assert!(said(&report, "EXACT").starts_with("The variables tell sum exactly"), "{:?}", report.messages);
        assert_eq!(said(&report, "NEIGHBOURS_ALIKE"), "");
        let values = figures(&report, "diagnostics", "statistic", "value");
        for name in ["f", "aic", "durbin_watson", "moran_i", "koenker_bp", "effective_range"] {
            assert_eq!(values[name], None, "{name}");
        }
        assert_eq!((values["r2"], reals(table(&report, "model"), "p")[1]), (Some(1.0), None));
    }
    // As many values as rows are no table of classes; few points have no neighbours
    let lines: Vec<String> = (0..9).map(|i| format!("{},{},{},{}", y[i], a[i], 10 * i, i * i)).collect();
    let path = f.text("few.csv", &format!("y,intercept,east,north\n{}\n", lines.join("\n")));
    let few = json!({"table": path, "y_field": "y", "x_fields": ["intercept"], "coordinates": ["east", "north"]});
    let report = run(&few).unwrap();
    assert_eq!(said(&report, "FEW_VALUES"), "");
    assert!(said(&report, "NO_NEIGHBOURS").starts_with("Moran’s I"));
    assert_eq!(texts(table(&report, "model"), "variable"), ["intercept", "intercept 2"]);
    assert!(refusal(&with(&few, json!({"block_size": 1e9}))).contains("up to 80 m"));
    assert!(refusal(&with(&few, json!({"x_fields": ["intercept", "east", "north"], "table": f.text("two.csv", "y,intercept,east,north\n1,2,0,0\n3,1,4,4\n")}))).contains("Complete rows: 2"));
    // Independent errors: the least blocks, whatever model fits them
    let white: Vec<f64> = a.iter().zip(noise(a.len(), 6)).map(|(a, noise)| a + noise).collect();
    let white = run(&json!({"y": layer(&white, "y"), "x": [layer(&a, "a")]})).unwrap();
    let values = figures(&white, "diagnostics", "statistic", "value");
    assert!(white.results["moran_p"].unwrap() > 0.05 && white.results["r2_cv"].is_some());
    assert_eq!((values["effective_range"], values["block_size"]), (Some(0.0), Some(80.0)));
    // A class that the fit has not seen
    let class: Vec<f64> = (0..a.len()).map(|i| if i % columns < 3 { 5.0 } else { 1.0 + (i % 2) as f64 }).collect();
    let unseen: Vec<f64> = (0..a.len()).map(|i| if class[i] == 5.0 { f64::NAN } else { y[i] }).collect();
    let class = json!({"path": f.map(&Map::new(columns, &class)), "name": "class"});
    let unknown = run(
        &json!({"y": layer(&unseen, "y"), "x": [layer(&a, "a")], "factors": [class], "predicted": f.path("p.tif")}),
    );
    assert_eq!(
        said(&unknown.unwrap(), "UNKNOWN_CLASS"),
        "120 cells of PREDICTED without a value: no row of the fit has their class."
    );
    let steep =
        json!({"y": layer(&y, "y"), "aspect": layer(&a.iter().map(|a| a + 360.0).collect::<Vec<_>>(), "aspect")});
    assert!(refusal(&steep).contains("up to 360 (degrees clockwise from north"));
    // Slopes to the east, to the west and flat ones have no northness at all.
    let degrees: Vec<f64> = (0..a.len()).map(|i| [90.0, 270.0, -9999.0][i % 3]).collect();
    let slopes =
        run(&json!({"y": layer(&y, "y"), "x": [layer(&a, "a")], "aspect": layer(&degrees, "aspect")})).unwrap();
    assert_eq!(said(&slopes, "CONSTANT"), "The same in all rows, and left out: northness.");
}

/// Y all but a combination of X: cross products do not tell what is left.
#[test]
fn a_close_fit() {
    let f = Folder::new();
    let columns = 30;
    let (a, b, e) = (wave(40, columns, 1), wave(40, columns, 2), wave(40, columns, 3));
    let y: Vec<f64> = (0..a.len()).map(|i| 3.0 + 2.0 * a[i] - b[i] + 1e-6 * e[i]).collect();
    let [y, a, b] = [(&y, "y"), (&a, "a"), (&b, "b")].map(|(v, name)| double(&f, columns, v, &[], name));
    let request = json!({"y": y, "x": [a, b], "block_size": 100});
    let (swept, held) =
        (run(&request).unwrap(), run(&with(&request, json!({"sample": "random", "sample_size": 5000}))).unwrap());
    for column in ["coefficient", "se", "t", "ci95_low", "se_hc3"] {
        let (one, other) = (figures(&swept, "model", "variable", column), figures(&held, "model", "variable", column));
        one.iter().for_each(|(name, value)| near(*value, other[name].unwrap(), 1e-8, &format!("{name} {column}")));
    }
    let (one, other) =
        (figures(&swept, "diagnostics", "statistic", "value"), figures(&held, "diagnostics", "statistic", "value"));
    for name in ["rmse", "f", "aic", "aicc", "bic", "r2_pred", "durbin_watson"] {
        near(one[name], other[name].unwrap(), 1e-8, name);
    }
    // What a sum by block is, is rounding.
    assert_eq!((swept.results["r2_cv"], held.results["r2_cv"]), (None, None));
    assert!(said(&swept, "NO_BLOCKS").starts_with("The fit is so close"));
}
