use crate::fixture::{Folder, Map, geojson, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    figures,
    io::table::{Column, Table},
    run::{moving_window, raster_variogram, window_scale},
};
use serde_json::{Value, json};
use statrs::distribution::{ContinuousCDF, Normal};
use std::{f64::consts::PI, fs};

fn run(request: &Value) -> Result<Report> {
    window_scale::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).map(|report| report.messages).expect_err("the run fails").to_string()
}

fn column<'r>(report: &'r Report, table: &str, name: &str) -> &'r Column {
    let table: &Table = report.tables.iter().find(|found| found.name == table).unwrap();
    &table.columns.iter().find(|(column, _)| *column == name).unwrap().1
}

fn reals(report: &Report, table: &str, name: &str) -> Vec<Option<f64>> {
    match column(report, table, name) {
        Column::Real(cells) => cells.clone(),
        Column::Integer(cells) => cells.iter().map(|cell| cell.map(|cell| cell as f64)).collect(),
        _ => panic!("{name} is no number"),
    }
}

fn texts(report: &Report, table: &str, name: &str) -> Vec<String> {
    match column(report, table, name) {
        Column::Text(cells) => cells.iter().map(|cell| cell.clone().unwrap_or_default()).collect(),
        _ => panic!("{name} is no text"),
    }
}

/// SplitMix64: neighbours know nothing of one another.
fn hash(i: usize) -> f64 {
    let z = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 40) as f64 / (1u64 << 24) as f64
}

fn square(columns: usize, values: &[f64]) -> Map {
    Map { geotransform: [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0], ..Map::new(columns, values) }
}

/// Classes 1, 2 and 3 in bands, and noise; without noise in one place.
fn patchy(rows: usize, columns: usize) -> Vec<f64> {
    let wave = |r: usize, c: usize| (r as f64 / 9.0).sin() + (c as f64 / 13.0).cos() + 1.2 * hash(r * columns + c);
    (0..rows * columns).map(|i| (1.0 + (wave(i / columns, i % columns) + 1.0).clamp(0.0, 2.99)).floor()).collect()
}

/// Each cell for itself.
fn noise(rows: usize, columns: usize) -> Vec<f64> {
    (0..rows * columns).map(|i| 1.0 + (3.0 * hash(i)).floor()).collect()
}

fn small(f: &Folder, values: &[f64], columns: usize) -> Value {
    let lulc = json!({"path": f.map(&square(columns, values)), "name": "map"});
    json!({"lulc": lulc, "metrics": ["SHEI", "ED"], "radii": [10, 15, 20, 30, 40], "permutations": 0})
}

/// The same beside permuted maps.
fn compared(f: &Folder, values: &[f64], columns: usize) -> Value {
    with(&small(f, values, columns), json!({"permutations": 19}))
}

#[test]
fn all_nodata_and_one_cell() {
    let f = Folder::new();
    assert!(sentence(&small(&f, &vec![0.0; 80 * 80], 80)).contains("has no valid cell"));
    let e = sentence(&small(&f, &[1.0], 1));
    assert!(e.contains("RADII is up to 40") && e.contains("allowed: up to an eighth of that side"), "{e}");
}

#[test]
fn no_whole_window() {
    let f = Folder::new();
    // A lattice of cells without a class
    let values: Vec<f64> = (0..6400).map(|i| if i % 80 % 3 == 0 && i / 80 % 3 == 0 { 0.0 } else { 1.0 }).collect();
    assert!(sentence(&small(&f, &values, 80)).contains("none is the centre of a whole window of the largest radius"));
}

/// Where no radii are given they are cells of the map, the largest 25.
#[test]
fn radii_where_none_are_given() {
    let f = Folder::new();
    for (cell, largest) in [(10.0, "250"), (30.0, "750"), (0.1, "2.5")] {
        let geotransform = [500_000.0, cell, 0.0, 4_400_000.0, 0.0, -cell];
        let map = f.map(&Map { geotransform, ..square(80, &patchy(80, 80)) });
        let e = sentence(&json!({"lulc": {"path": map}}));
        assert!(
            e.starts_with(&format!(
                "RADII is up to {largest} (25 cells, as none are given), in a map whose short side is {} map units",
                figures::amount(80.0 * cell)
            )),
            "{e}"
        );
    }
}

#[test]
fn what_is_refused() {
    let f = Folder::new();
    let request = small(&f, &patchy(80, 80), 80);
    for (change, expected) in [
        (json!({"radii": [10, 20, 30, 40]}), "RADII is 4 radii; allowed: five or more"),
        (json!({"radii": [10, 20, 30, 30, 40]}), "RADII is 30 twice"),
        (json!({"radii": [10, 20, 30, 9, 40]}), "RADII is 9, a window of which is a single cell; allowed: 10 or more"),
        (json!({"radii": [0, 10, 20, 30, 40]}), "RADII is 0; allowed: more than 0"),
        (json!({"radii": [10, 20, 30, 40, 110]}), "RADII is up to 110, in a map whose short side is 800 map units"),
        (json!({"cutoff": 150}), "CUTOFF is 150; allowed: 160 (4 times the largest radius) to 400"),
        (json!({"cutoff": 401}), "CUTOFF is 401"),
        (json!({"width": 9}), "WIDTH is 9; allowed: the side of a cell, 10 map units, or more"),
        (json!({"models": ["linear"]}), "MODELS is linear; allowed: models with a sill"),
        (json!({"models": []}), "MODELS is empty"),
        (json!({"metrics": []}), "METRICS is empty"),
        (json!({"metrics": ["PROX_MN"]}), "METRICS: PROX_MN"),
        (json!({"permutations": 18}), "PERMUTATIONS is 18; allowed: 19 to 999, or 0 for none"),
        (json!({"permutations": 1000}), "PERMUTATIONS is 1000; allowed: 19 to 999"),
        (json!({"permutations": -1}), "PERMUTATIONS is -1; allowed: 19 to 999"),
        (json!({"kappa": -1}), "KAPPA is -1"),
        (json!({"kappa": 101}), "KAPPA is 101; allowed: more than 0 and up to 100"),
        (json!({"scratch": "/nowhere/at/all"}), "The working files of the run could not be written"),
    ] {
        let e = sentence(&with(&request, change));
        assert!(e.contains(expected) && !e.contains('\n'), "{e}");
    }
    let degrees = f.map(&Map {
        epsg: Some(4326),
        geotransform: [100.0, 0.01, 0.0, 40.0, 0.0, -0.01],
        ..square(80, &patchy(80, 80))
    });
    assert!(sentence(&with(&request, json!({"lulc": {"path": degrees}}))).contains("degrees"));
    // A map that is large enough, with too little in it
    let values: Vec<f64> =
        patchy(120, 120).iter().enumerate().map(|(i, v)| if i / 120 < 38 { *v } else { 0.0 }).collect();
    let e = sentence(&small(&f, &values, 120));
    assert!(e.contains("in a region of cells with whole windows whose short side is 300 map units"), "{e}");
}

/// Variograms and fits are those of the moving windows, measured one by one, in the cells that have all.
#[test]
fn as_by_hand_with_the_algorithms_one_by_one() {
    let f = Folder::new();
    let mut values = patchy(100, 110);
    values[20 * 110 + 30] = 0.0;
    let request = small(&f, &values, 110);
    let report = run(&request).unwrap();
    let windows = f.path("w.tif");
    let moving = json!({"lulc": request["lulc"], "metrics": ["ED"], "radii": request["radii"], "output": windows});
    moving_window::run(&parse(&moving.to_string()).unwrap(), &mut Progress::none()).unwrap().published().unwrap();
    // ED is known wherever a window is whole; those of 10 m are more than those of 40 m.
    let bands: Vec<Vec<f32>> = (1..=5).map(|band| crate::fixture::read_band(&windows, band).values).collect();
    let masked = |band: usize| -> Vec<f64> {
        let known = |i: usize| bands[4][i] != f32::MIN;
        (0..values.len()).map(|i| if known(i) { f64::from(bands[band][i]) } else { -9999.0 }).collect()
    };
    for (band, radius) in [10.0, 15.0, 20.0, 30.0, 40.0].into_iter().enumerate() {
        let map = f.map(&Map { kind: 7, nodata: Some(-9999.0), ..square(110, &masked(band)) });
        let one = json!({"input": {"path": map}, "cutoff": 160, "width": 10, "models": ["gaussian"]});
        let one = raster_variogram::run(&parse(&one.to_string()).unwrap(), &mut Progress::none()).unwrap();
        let own = |table: &str, name: &str, more: &dyn Fn(usize) -> bool| -> Vec<Option<f64>> {
            let (metrics, radii) = (texts(&report, table, "metric"), reals(&report, table, "radius"));
            let rows = reals(&report, table, name).into_iter().enumerate();
            rows.filter(|(i, _)| metrics[*i] == "ED" && radii[*i] == Some(radius) && more(*i)).map(|(_, v)| v).collect()
        };
        for name in ["bin", "dist", "np"] {
            assert_eq!(own("variograms", name, &|_| true), reals(&one, "variogram", name), "{radius} {name}");
        }
        for (a, b) in own("variograms", "gamma", &|_| true).iter().zip(reals(&one, "variogram", "gamma")) {
            assert!((a.unwrap() - b.unwrap()).abs() <= 1e-9 * b.unwrap());
        }
        let models = texts(&report, "fits", "model");
        let gaussian = |name: &str| own("fits", name, &|i| models[i] == "gaussian");
        for name in ["nugget_sill", "range_a", "rss"] {
            let (a, b) = (gaussian(name)[0].unwrap(), reals(&one, "fits", name)[0].unwrap());
            assert!((a - b).abs() <= 1e-6 * b.abs().max(1e-9), "{radius} {name}: {a} {b}");
        }
        let (a, b) = (gaussian("se_nugget_sill")[0], reals(&one, "fits", "se_nugget_sill")[0]);
        assert!(a.is_some() && b.is_some(), "{a:?} {b:?}");
        let known: Vec<f64> = masked(band).into_iter().filter(|v| *v != -9999.0).collect();
        let mean = known.iter().sum::<f64>() / known.len() as f64;
        let variance = known.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / known.len() as f64;
        let share = reals(&one, "variogram", "gamma")[0].unwrap() / variance;
        assert!((gaussian("gamma1_variance")[0].unwrap() - share).abs() < 1e-9);
        let widths = gaussian("range_effective")[0].unwrap() / (2.0 * radius);
        assert!((gaussian("range_widths")[0].unwrap() - widths).abs() < 1e-12);
    }
}

/// The model of a metric has the least sum of RSS over the radii of those asked for; choices follow from the shares in the table.
#[test]
fn the_model_and_the_choice_follow_from_the_tables() {
    let f = Folder::new();
    let report =
        run(&with(&small(&f, &patchy(100, 110), 110), json!({"models": ["gaussian", "exponential"]}))).unwrap();
    let (metrics, models) = (texts(&report, "fits", "metric"), texts(&report, "fits", "model"));
    let (rss, of_rule) = (reals(&report, "fits", "rss"), reals(&report, "fits", "of_rule"));
    for metric in ["SHEI", "ED"] {
        let sum = |model: &str| -> f64 {
            (0..rss.len()).filter(|i| metrics[*i] == metric && models[*i] == model).map(|i| rss[i].unwrap()).sum()
        };
        let best = if sum("gaussian") < sum("exponential") { "gaussian" } else { "exponential" };
        for i in (0..rss.len()).filter(|i| metrics[*i] == metric) {
            assert_eq!(of_rule[i], Some(if models[i] == best { 1.0 } else { 0.0 }));
        }
        assert!(["spherical", "linear"].iter().all(|other| sum(other) > 0.0));
    }
    let part = texts(&report, "choice", "part");
    assert_eq!(part.iter().filter(|part| *part == "rule").count(), 2 * 5);
    // 100 x 110 cells: windows of 92 x 102, half of 920 m; 1, 1.5 and 2 times 160 m
    assert_eq!(part.iter().filter(|part| *part == "sensitivity").count(), 81);
    let (q, step, radius) =
        (reals(&report, "choice", "nugget_sill"), reals(&report, "choice", "step"), reals(&report, "choice", "radius"));
    for i in (0..10).filter(|i| i % 5 > 0) {
        let doublings = (radius[i].unwrap() / radius[i - 1].unwrap()).log2();
        assert!((step[i].unwrap() - (q[i].unwrap() - q[i - 1].unwrap()).abs() / doublings).abs() < 1e-12);
    }
    assert_eq!((step[0], reals(&report, "choice", "stable")[3]), (None, None));
}

#[test]
fn a_map_without_pattern_is_told() {
    let f = Folder::new();
    let of = |values: &[f64]| run(&with(&compared(&f, values, 76), json!({"metrics": ["ED"]}))).unwrap();
    let report = of(&noise(72, 76));
    assert!(report.words["verdict"].ends_with("; WINDOW OVERLAP"), "{:?}", report.words);
    assert!(report.messages.iter().any(|m| m.code == "WINDOW_OVERLAP" && m.text.contains("and not the landscape")));
    assert_eq!((report.results["radius_chosen"], report.results["null_p"].unwrap() > 0.05), (None, true));
    // And one with a pattern, which the same noise does not show
    let report = of(&patchy(72, 76));
    assert!(!report.words["verdict"].contains("OVERLAP"), "{:?}", report.words);
    assert_eq!(report.results["null_p"], Some(0.05));
}

/// Mean, standard deviation and band of the permuted maps are columns; what is outside of the band at a radius has a p of 0.05 or less.
#[test]
fn the_band_of_permuted_maps() {
    let f = Folder::new();
    let request = with(&compared(&f, &patchy(44, 48), 48), json!({"models": ["spherical"]}));
    let report = run(&request).unwrap();
    let of = |name: &str| -> Vec<f64> { reals(&report, "choice", name)[..10].iter().map(|v| v.unwrap()).collect() };
    let (low, high, mean, p) = (of("null_low"), of("null_high"), of("null_nugget_sill"), of("null_p"));
    let (q, deviation) = (of("nugget_sill"), of("se_null_nugget_sill"));
    // As many deviations to each side at all radii, within what a share can be
    let width = (0..10).map(|i| (high[i] - mean[i]) / deviation[i].max(0.01)).fold(0.0, f64::max);
    for i in 0..10 {
        assert_eq!(q[i] < low[i] || q[i] > high[i], p[i] <= 0.05, "{i}");
        let half = width * deviation[i].max(0.01);
        assert!(
            (low[i] - (mean[i] - half).max(0.0)).abs() < 1e-12 && (high[i] - (mean[i] + half).min(1.0)).abs() < 1e-12
        );
    }
    assert!((0..10).any(|i| low[i] == 0.0 && mean[i] < width * deviation[i].max(0.01)), "{low:?}");
    assert_eq!(p.iter().copied().reduce(f64::min), report.results["null_p"]);
    // More maps have smaller p; a seed makes others
    let more = run(&with(&request, json!({"permutations": 39, "metrics": ["SHEI"]}))).unwrap();
    assert_eq!(more.results["null_p"], Some(1.0 / 40.0));
    // Without permuted maps there is no band, and no radius
    let none = run(&with(&request, json!({"permutations": 0}))).unwrap();
    assert_eq!((none.results["null_p"], none.results["radius_chosen"]), (None, None));
    for name in ["null_nugget_sill", "se_null_nugget_sill", "null_low", "null_high", "null_p"] {
        assert!(reals(&none, "choice", name).iter().all(Option::is_none));
    }
    assert!(
        !none.words["verdict"].contains("STABLE") && !none.words["verdict"].contains("OVERLAP"),
        "{:?}",
        none.words
    );
}

/// Standard errors of ranges near the cutoff are too small, which is told once, with metrics, models and radii.
#[test]
fn errors_that_are_too_small_are_told() {
    let f = Folder::new();
    let told = |request: &Value| -> Vec<String> {
        let messages = run(request).unwrap().messages.into_iter();
        messages.filter(|m| m.code == "SHORT_CUTOFF").map(|m| m.text).collect()
    };
    let request = with(&small(&f, &patchy(71, 72), 72), json!({"models": ["gaussian"]}));
    let found = told(&request);
    let start = "Standard errors of nugget / sill are too small for SHEI (gaussian, radii 10, 15, 20, 30, 40), ED (gaussian, radii 10, 15, 20, 30, 40). They are";
    assert!(found.len() == 1 && found[0].starts_with(start), "{found:?}");
    // Ranges that are short beside the cutoff, of a model that is no smoother than cells; and no errors at all
    let short = json!({"models": ["exponential"], "metrics": ["ED"], "radii": [10, 12, 14, 16, 20], "cutoff": 180});
    assert_eq!(told(&with(&small(&f, &noise(75, 76), 76), short)), [""; 0]);
    assert_eq!(told(&with(&request, json!({"cutoff": 200, "metrics": ["ED"]}))), [""; 0]);
}

/// Cells of six classes, each for itself, on a smooth field that says how mixed they are: sums of waves of random directions and lengths.
fn mixed(rows: usize, columns: usize) -> Vec<f64> {
    const WAVES: usize = 40;
    const DEVIATION: f64 = 8.0;
    let wave = |k: usize| {
        let [length, direction, phase] = [0, 1, 2].map(|j| hash(10_003_000 + 4 * k + j));
        let number = (-2.0 * (1.0 - length).ln()).sqrt() / (2f64.sqrt() * DEVIATION);
        let (down, right) = (2.0 * PI * direction).sin_cos();
        (number * right, number * down, 2.0 * PI * phase)
    };
    let waves: Vec<_> = (0..WAVES).map(wave).collect();
    let normal = Normal::standard();
    let cell = |i: usize| {
        let (row, column) = ((i / columns) as f64, (i % columns) as f64);
        let z: f64 = waves.iter().map(|(r, c, phase)| (r * row + c * column + phase).cos()).sum();
        let own = 0.25 + 0.5 * normal.cdf(z * (2.0 / WAVES as f64).sqrt());
        if hash(i) < own { 1.0 + (6.0 * hash(500_000 + i)).floor() } else { 1.0 }
    };
    (0..rows * columns).map(cell).collect()
}

/// A map with a scale is STABLE from where windows have averaged single cells out, by the whole run: radii below and beyond are not chosen.
/// `cargo bench -- honesty window_scale` counts how often. 141 cells have room for two cutoffs of three.
#[test]
fn a_scale_that_is_there_is_found() {
    let f = Folder::new();
    let radii: Vec<f64> = [1.0, 1.5, 2.0, 2.3, 4.0, 6.0, 8.0].map(|cells| 10.0 * cells).to_vec();
    let request = compared(&f, &mixed(141, 141), 141);
    let report = run(&with(&request, json!({"metrics": ["SHEI"], "radii": radii}))).unwrap();
    assert_eq!((report.words["verdict"].as_str(), report.results["radius_chosen"]), ("STABLE", Some(40.0)));
    assert!(report.results["mode_share"].unwrap() >= 0.6 && report.results["null_p"] == Some(0.05));
}

/// Square patches of a class, and cells with a class of their own.
fn mosaic(rows: usize, columns: usize, patch: usize, noise: f64) -> Vec<f64> {
    let class = |at: usize| 1.0 + (4.0 * hash(at)).floor();
    let cell = |r: usize, c: usize| {
        let own = hash(r * columns + c) < noise;
        class(if own { 100_000 + r * columns + c } else { 200_000 + r / patch * columns + c / patch })
    };
    (0..rows * columns).map(|i| cell(i / columns, i % columns)).collect()
}

/// Headline, radius and settings say one thing: a radius where 60 % of the settings give it, else none, and the span of those that they give.
#[test]
fn one_verdict() {
    let f = Folder::new();
    let (usual, wide) = ([10, 15, 20, 30, 40], [10, 20, 30, 35, 40]);
    let maps = [
        // The rule has a radius, where most of the settings are FLAT
        ("NOT DETERMINED", "ED", mosaic(72, 76, 16, 0.3), usual, 19),
        // Settings have radii, where the rule has none
        ("NOT DETERMINED", "AI", patchy(72, 76), usual, 0),
        // None has
        ("NOT REACHED", "ED", noise(72, 76), usual, 0),
        ("DEGENERATE", "SHEI", vec![2.0; 72 * 76], usual, 0),
        // Radii of settings are those of permuted maps too
        ("NOT DETERMINED", "ED", noise(72, 76), wide, 0),
        ("DEGENERATE; WINDOW OVERLAP", "ED", noise(72, 76), wide, 19),
    ];
    for (expected, metric, values, radii, permutations) in maps {
        let change = json!({"metrics": [metric], "radii": radii, "permutations": permutations});
        let report = run(&with(&small(&f, &values, 76), change)).unwrap();
        assert_eq!(report.words["verdict"], expected, "{metric} {radii:?} {permutations}");
        let part = texts(&report, "choice", "part");
        let radii: Vec<f64> = reals(&report, "choice", "radius")
            .into_iter()
            .zip(&part)
            .filter_map(|(radius, part)| radius.filter(|_| part == "sensitivity"))
            .collect();
        let (word, chosen) = (&report.words["verdict"], report.results["radius_chosen"]);
        assert_eq!(word == "STABLE", chosen.is_some(), "{word}");
        if let Some(chosen) = chosen {
            let share = radii.iter().filter(|radius| **radius == chosen).count() as f64;
            assert!(share / part.iter().filter(|part| *part == "sensitivity").count() as f64 >= 0.6);
        }
        if word.starts_with("NOT DETERMINED") {
            let span = (report.results["radius_low"].unwrap(), report.results["radius_high"].unwrap());
            assert!(span.0 <= span.1 && radii.iter().all(|radius| (span.0..=span.1).contains(radius)));
        }
        let told: Vec<&str> = report.messages.iter().filter(|m| m.code == "VERDICT").map(|m| m.text.as_str()).collect();
        assert!(told.len() == 1 && told[0].starts_with(word.split(';').next().unwrap()), "{told:?} {word}");
        assert!(report.messages.iter().all(|m| !m.code.starts_with("SENSITIV") || m.code == "SENSITIVITY_CUTOFFS"));
    }
}

#[test]
fn a_map_of_one_class_has_no_scale() {
    let f = Folder::new();
    let report = run(&with(&small(&f, &vec![2.0; 100 * 100], 100), json!({"metrics": ["SHEI"]}))).unwrap();
    assert!(report.words["verdict"].starts_with("DEGENERATE"), "{:?}", report.words);
    assert_eq!(report.results["radius_chosen"], None);
}

/// Threads, blocks of the file and the type of its cells change nothing; radii may come in any order, and the seed changes the permuted map alone.
#[test]
fn threads_types_and_seeds() {
    let f = Folder::new();
    let values = patchy(52, 60);
    let request = with(&compared(&f, &values, 60), json!({"threads": 1, "metrics": ["SHEI"], "models": ["spherical"]}));
    let known = run(&request).unwrap();
    let wide: Vec<f64> = values.iter().map(|v| if *v == 3.0 { 40_000.0 } else { -*v }).collect();
    let map =
        f.map(&Map { kind: 5, options: vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"], ..square(60, &wide) });
    for change in [json!({"threads": 3}), json!({"radii": [40, 10, 30, 15, 20]})] {
        assert_eq!(run(&with(&request, change)).unwrap().tables, known.tables);
    }
    let other = run(&with(&request, json!({"lulc": {"path": map}, "permutations": 0}))).unwrap();
    assert_eq!(reals(&other, "choice", "nugget_sill"), reals(&known, "choice", "nugget_sill"));
    let seeded = run(&with(&request, json!({"seed": 2}))).unwrap();
    assert_eq!(reals(&seeded, "choice", "nugget_sill"), reals(&known, "choice", "nugget_sill"));
    assert_ne!(reals(&seeded, "choice", "null_nugget_sill"), reals(&known, "choice", "null_nugget_sill"));
}

#[test]
fn a_mask_and_ignored_codes_are_no_cells() {
    let f = Folder::new();
    let values = patchy(100, 130);
    let gone: Vec<f64> = values.iter().enumerate().map(|(i, v)| if i % 130 >= 100 { 0.0 } else { *v }).collect();
    let request = small(&f, &values, 130);
    let ring = "[[[500000,4400000],[501000,4400000],[501000,4399000],[500000,4399000],[500000,4400000]]]";
    let mask = f.text("m.geojson", &geojson(32649, &[&format!(r#"{{"type":"Polygon","coordinates":{ring}}}"#)]));
    let (masked, known) = (run(&with(&request, json!({"mask": mask}))).unwrap(), run(&small(&f, &gone, 130)).unwrap());
    assert_eq!(masked.tables, known.tables);
    let marked: Vec<f64> = gone.iter().map(|v| if *v == 0.0 { 9.0 } else { *v }).collect();
    let ignored = run(&with(&small(&f, &marked, 130), json!({"ignore_codes": [9]}))).unwrap();
    assert_eq!(ignored.tables, known.tables);
}

#[test]
fn too_few_blocks_for_errors() {
    let f = Folder::new();
    let report = run(&small(&f, &patchy(60, 60), 60));
    let report = match report {
        Err(e) => panic!("{e}"),
        Ok(report) => report,
    };
    assert!(report.messages.iter().any(|m| m.code == "NO_JACKKNIFE"));
    assert!(reals(&report, "choice", "se_nugget_sill").iter().all(Option::is_none));
    assert!(!report.words["verdict"].contains("STABLE") && report.results["radius_chosen"].is_none());
    assert!(report.messages.iter().any(|m| m.code == "SENSITIVITY_CUTOFFS" && m.text.contains("has 2 of 3")));
}

#[test]
fn cancelled_it_leaves_nothing() {
    let f = Folder::new();
    let folder = f.path("scratch");
    fs::create_dir(&folder).unwrap();
    let request = with(&compared(&f, &patchy(44, 48), 48), json!({"scratch": folder, "metrics": ["SHEI"]}));
    // Of permuted maps the first, and one in the middle
    for (text, from) in [
        ("Moving windows", 0.0),
        ("Summing pairs", 0.0),
        ("Fitting models", 0.0),
        ("Counting classes", 0.0),
        ("Measuring permuted maps", 0.0),
        ("Measuring permuted maps", 0.6),
    ] {
        let mut seen = false;
        let mut callback = |fraction: f64, told: &str| {
            seen |= told == text && fraction >= from;
            !seen
        };
        let e = window_scale::run(&parse(&request.to_string()).unwrap(), &mut Progress::new(&mut callback));
        assert!(matches!(e, Err(Error::Cancelled)) && seen, "{text}");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }
    run(&request).unwrap();
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn cells_may_be_turned_or_wide() {
    let f = Folder::new();
    let values = patchy(100, 110);
    let request = with(&small(&f, &values, 110), json!({"metrics": ["ED"], "models": ["spherical"]}));
    let known = run(&request).unwrap();
    let turned = Map { geotransform: [500_000.0, 8.0, 6.0, 4_400_000.0, 6.0, -8.0], ..square(110, &values) };
    let turned = run(&with(&request, json!({"lulc": {"path": f.map(&turned), "name": "map"}}))).unwrap();
    assert_eq!(turned.tables, known.tables);
    // Cells of 20 x 10 m in windows of up to 40 m: 4 rows and 2 columns less on each side. Up to 20 m there are pairs side by side, and
    // one or two rows below.
    let wide = Map { geotransform: [500_000.0, 20.0, 0.0, 4_400_000.0, 0.0, -10.0], ..square(110, &values) };
    let wide = run(&with(&request, json!({"lulc": {"path": f.map(&wide)}, "radii": [20, 25, 30, 35, 40]}))).unwrap();
    let (rows, columns) = (100.0 - 8.0, 110.0 - 4.0);
    let pairs = rows * (columns - 1.0) + (rows - 1.0) * columns + (rows - 2.0) * columns;
    assert_eq!(reals(&wide, "variograms", "np")[0], Some(pairs));
    assert_eq!(reals(&wide, "variograms", "bin").iter().filter(|bin| **bin == Some(8.0)).count(), 5);
    assert!(!reals(&wide, "variograms", "bin").contains(&Some(9.0)));
}

/// Of windows that may hang over, cells at the border count too.
#[test]
fn partial_windows() {
    let f = Folder::new();
    let request = with(&small(&f, &patchy(100, 110), 110), json!({"metrics": ["ED"], "models": ["spherical"]}));
    let partial = run(&with(&request, json!({"edge": "partial", "min_valid": 0.2}))).unwrap();
    assert_eq!(reals(&partial, "variograms", "np")[0], Some(100.0 * 109.0 + 99.0 * 110.0));
    assert_eq!(reals(&run(&request).unwrap(), "variograms", "np")[0], Some(92.0 * 101.0 + 91.0 * 102.0));
}

/// As many codes as cells, in their places and in a random order: every window has a number, and no radius comes of them.
#[test]
fn all_cells_differ() {
    let f = Folder::new();
    let codes: Vec<f64> = (1..=6400).map(f64::from).collect();
    let map = f.map(&Map { kind: 5, ..square(80, &codes) });
    let request = json!({"lulc": {"path": map}, "radii": [10, 20, 30, 40, 50], "metrics": ["SHDI"], "shape": "square"});
    let report = run(&request).unwrap();
    assert_eq!(report.results["radius_chosen"], None);
    // All windows of a radius are alike
    assert!(reals(&report, "variograms", "gamma").into_iter().flatten().all(|gamma| gamma.abs() < 1e-12));
}
