use crate::fixture::{Folder, Map, geojson, read, read_band, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    kernels::stats::random::stream,
    run::raster_variogram,
};
use rand::RngExt;
use rand_distr::StandardNormal;
use serde_json::{Value, json};
use std::fs;

const NODATA: f32 = f32::MIN;

fn run(request: &Value) -> Result<Report> {
    raster_variogram::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

fn table<'r>(report: &'r Report, name: &str) -> &'r Table {
    report.tables.iter().find(|table| table.name == name).unwrap()
}

fn reals(report: &Report, of: &str, name: &str) -> Vec<Option<f64>> {
    match &table(report, of).columns.iter().find(|(column, _)| *column == name).unwrap().1 {
        Column::Real(cells) => cells.clone(),
        Column::Integer(cells) => cells.iter().map(|cell| cell.map(|cell| cell as f64)).collect(),
        _ => panic!("{name} is no number"),
    }
}

fn square(columns: usize, values: &[f64]) -> Map {
    Map { geotransform: [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0], ..Map::new(columns, values) }
}

/// Two rows of four cells of 10 m, one of them nodata.
fn eight(f: &Folder) -> Value {
    let map = f.map(&square(4, &[1.0, 3.0, 0.0, 4.0, 2.0, 2.0, 5.0, 5.0]));
    json!({"input": {"path": map}, "cutoff": 10, "width": 10, "models": []})
}

fn hash(i: usize) -> f64 {
    ((i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as f64 / (1u64 << 24) as f64
}

/// Values that are alike nearby.
fn smooth(rows: usize, columns: usize) -> Vec<f64> {
    let at = |r: usize, c: usize| (r as f64 / 7.0).sin() + (c as f64 / 5.0).cos() + hash(r * columns + c) + 2.5;
    (0..rows * columns).map(|i| at(i / columns, i % columns)).collect()
}

#[test]
fn all_nodata_and_one_cell() {
    let f = Folder::new();
    let empty = f.map(&square(3, &[0.0; 6]));
    assert!(sentence(&json!({"input": {"path": empty}})).contains("has no valid cell: all 6 are nodata"));
    let one = f.map(&square(1, &[7.0]));
    let e = sentence(&json!({"input": {"path": one}}));
    assert!(e.contains("CUTOFF is") && e.contains("more than the distance of two cells with values"), "{e}");
}

#[test]
fn by_hand() {
    let f = Folder::new();
    let request = with(&eight(&f), json!({"map": f.path("m.tif")}));
    let report = run(&request).unwrap();
    // Side by side: 2, 1 (4 and none), 0, 3, 0; one above the other: 1, 1, 1
    assert_eq!(reals(&report, "variogram", "np"), [Some(7.0)]);
    assert_eq!(reals(&report, "variogram", "gamma"), [Some((4.0 + 0.0 + 9.0 + 0.0 + 1.0 + 1.0 + 1.0) / 14.0)]);
    assert_eq!(reals(&report, "variogram", "dist"), [Some(10.0)]);
    assert_eq!(report.results["cells"], Some(7.0));
    // The map: no lag in the middle, its left and right neighbours, and those above and below; no pair at corners
    let (gamma, pairs) = (read_band(&f.path("m.tif"), 1), read_band(&f.path("m.tif"), 2));
    assert_eq!(gamma.geotransform, [-15.0, 10.0, 0.0, 15.0, 0.0, -10.0]);
    let (n, across, down) = (NODATA, 13.0f32 / 8.0, 3.0f32 / 6.0);
    assert_eq!(gamma.values, [n, down, n, across, n, across, n, down, n]);
    assert_eq!(pairs.values, [n, 3.0, n, 4.0, n, 4.0, n, 3.0, n]);
    // East and west alone; of cells of 20 x 10 m only those one above the other are near
    let east = run(&with(&request, json!({"directions": [90], "tolerance": 10}))).unwrap();
    assert_eq!(
        (reals(&east, "variogram", "np"), reals(&east, "variogram", "direction")),
        (vec![Some(4.0)], vec![Some(90.0)])
    );
    let wide = Map {
        geotransform: [500_000.0, 20.0, 0.0, 4_400_000.0, 0.0, -10.0],
        ..Map::new(4, &[1.0, 3.0, 0.0, 4.0, 2.0, 2.0, 5.0, 5.0])
    };
    let wide = run(&with(&eight(&f), json!({"input": {"path": f.map(&wide)}}))).unwrap();
    assert_eq!(reals(&wide, "variogram", "gamma"), [Some(3.0 / 6.0)]);
}

/// Squares of squares are summed, which must not overflow: what is too large is named with its place, unless it is nodata or outside the mask.
#[test]
fn values_too_large() {
    let f = Folder::new();
    let of = |value: f64, nodata: f64| {
        let values = [1.0, 2.0, 4.0, 3.0, value, 5.0];
        let path = f.map(&Map { kind: 7, nodata: Some(nodata), ..square(3, &values) });
        (json!({"input": {"path": path}, "cutoff": 20, "width": 10}), path)
    };
    for (value, shown) in [(1e200, "1e200"), (-1e308, "-1e308"), (2e60, "2e60"), (f64::INFINITY, "inf")] {
        let (request, path) = of(value, 0.0);
        for estimator in ["matheron", "cressie", "dowd", "genton"] {
            assert_eq!(
                sentence(&with(&request, json!({"estimator": estimator}))),
                format!(
                    "{path} holds {shown} at row 1, column 1 (counted from 0 at the top left); a variogram takes numbers between -1e60 and 1e60. If the value means no data, set it as nodata of the layer."
                )
            );
        }
        assert_eq!(run(&of(value, value).0).unwrap().results["cells"], Some(5.0));
        // The first row alone
        let polygon = r#"{"type":"Polygon","coordinates":[[[500000,4400000],[500030,4400000],[500030,4399990],[500000,4399990],[500000,4400000]]]}"#;
        let mask = f.text("mask.geojson", &geojson(32649, &[polygon]));
        assert_eq!(run(&with(&request, json!({"mask": mask}))).unwrap().results["cells"], Some(3.0));
    }
    // The largest there may be has all figures
    for value in [1e60, -1e60] {
        let report = run(&with(&of(value, 0.0).0, json!({"covariogram": true, "weights": "n_gamma2"}))).unwrap();
        assert!(reals(&report, "variogram", "gamma").iter().all(|gamma| gamma.unwrap().is_finite()));
        assert!(reals(&report, "fits", "psill").iter().all(|sill| sill.is_none_or(f64::is_finite)));
    }
}

/// 20 x 20 cells, of which the 20 of the first row hold the end of Float32 that nodata was rounded from.
#[test]
fn nodata_that_was_rounded() {
    let f = Folder::new();
    let cells = |kind: u32, end: f64, nodata: f64| {
        let values: Vec<f64> = (0..400).map(|i| if i < 20 { end } else { f64::from(i) }).collect();
        let path = f.map(&Map { kind, nodata: Some(nodata), ..square(20, &values) });
        let report = run(&json!({"input": {"path": path}, "cutoff": 30, "width": 10})).unwrap();
        (report.results["cells"], reals(&report, "variogram", "gamma")[0])
    };
    let end = f64::from(f32::MIN);
    // Side by side 19 pairs differ by 1 in each of 19 rows, one above the other 20 by 20 in each of 18
    let gamma = (19.0 * 19.0 + 18.0 * 20.0 * 400.0) / (2.0 * (19.0 * 19.0 + 18.0 * 20.0));
    for nodata in [end, -3.402823e38, -3.40282346638529e38, -3.402823466e38, -3.4e38, -f64::MAX] {
        assert_eq!(cells(6, end, nodata), (Some(380.0), Some(gamma)), "{nodata:e}");
    }
    for nodata in [end, -3.402823e38, -3.40282346638529e38, -3.402823466e38] {
        assert_eq!(cells(7, end, nodata), (Some(380.0), Some(gamma)), "{nodata:e}");
    }
    for nodata in [-f64::MAX, -1.797693134862315e308, f64::NEG_INFINITY] {
        assert_eq!(cells(7, -f64::MAX, nodata), (Some(380.0), Some(gamma)), "{nodata:e}");
    }
}

#[test]
fn estimators_by_hand() {
    let f = Folder::new();
    let of = |estimator: &str| {
        let report = run(&with(&eight(&f), json!({"estimator": estimator}))).unwrap();
        (reals(&report, "variogram", "gamma")[0].unwrap(), report.results["cells"])
    };
    // Absolute differences 2, 0, 3, 0, 1, 1, 1
    let roots = (2f64.sqrt() + 3f64.sqrt() + 3.0) / 7.0;
    let (found, cells) = of("cressie");
    assert!((found - 0.5 * roots.powi(4) / (0.457 + 0.494 / 7.0)).abs() < 1e-12);
    assert_eq!((of("dowd").0, cells), (0.5 * 2.198 * 1.0, Some(7.0)));
    assert!(of("genton").0 > 0.0);
    // A sample of all cells is all cells
    let report = run(&with(&eight(&f), json!({"sample_size": 7, "seed": 3}))).unwrap();
    assert_eq!(reals(&report, "variogram", "gamma"), [Some(16.0 / 14.0)]);
    assert!(report.messages.iter().any(|m| m.code == "SAMPLE"));
}

/// Values are 64-bit real numbers. Units of work, threads and blocks of the file change no count, and no sum by more than rounding; standard errors come
/// from 16 blocks.
#[test]
fn blocks_and_threads_change_nothing() {
    let f = Folder::new();
    let values = smooth(120, 150);
    let map = |options: Vec<&'static str>| f.map(&Map { options, kind: 7, ..square(150, &values) });
    let request = json!({"input": {"path": map(vec![]), "name": "map"}, "cutoff": 200, "width": 20, "threads": 1, "models": ["gaussian"]});
    let known = run(&request).unwrap();
    let other = with(
        &request,
        json!({"input": {"path": map(vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=32"]), "name": "map"}, "threads": 3}),
    );
    let found = run(&other).unwrap();
    assert_eq!(known.tables, found.tables);
    assert!(reals(&known, "fits", "se_nugget_sill")[0].is_some_and(|error| error > 0.0));
    // A nugget at its bound 0 has no error
    let bound = run(&with(&request, json!({"models": ["exponential", "gaussian"]}))).unwrap();
    let (shares, errors) = (reals(&bound, "fits", "nugget_sill"), reals(&bound, "fits", "se_nugget_sill"));
    assert!(shares[0] == Some(0.0) && shares[1] > Some(0.0), "{shares:?}");
    assert!(errors[0].is_none() && errors[1].is_some(), "{errors:?}");
    // A cutoff of more than a quarter of the height leaves one block: the same pairs, no standard error
    let whole = run(&with(&request, json!({"cutoff": 400, "width": 20}))).unwrap();
    assert_eq!(reals(&whole, "variogram", "np")[..10], reals(&known, "variogram", "np")[..]);
    for (a, b) in reals(&whole, "variogram", "gamma").iter().zip(reals(&known, "variogram", "gamma")) {
        assert!((a.unwrap() - b.unwrap()).abs() < 1e-12 * b.unwrap());
    }
    assert_eq!(reals(&whole, "fits", "se_nugget_sill"), [None]);
    assert!(whole.messages.iter().any(|m| m.code == "NO_JACKKNIFE"));
    for estimator in ["cressie", "dowd"] {
        let of = |request: &Value| run(&with(request, json!({"estimator": estimator, "cutoff": 60}))).unwrap();
        let (one, three) = (of(&request), of(&other));
        assert_eq!(reals(&one, "variogram", "gamma"), reals(&three, "variogram", "gamma"), "{estimator}");
    }
}

#[test]
fn masks_leave_cells_out() {
    let f = Folder::new();
    let left = r#"{"type":"Polygon","coordinates":[[[500000,4399980],[500020,4399980],[500020,4400000],[500000,4400000],[500000,4399980]]]}"#;
    let report = run(&with(&eight(&f), json!({"mask": f.text("m.geojson", &geojson(32649, &[left]))}))).unwrap();
    assert_eq!(report.results["cells"], Some(4.0));
    assert_eq!(reals(&report, "variogram", "gamma"), [Some((4.0 + 0.0 + 1.0 + 1.0) / 8.0)]);
}

#[test]
fn covariances_by_hand() {
    let f = Folder::new();
    let cells = [1.0, 3.0, 0.0, 4.0, 2.0, 2.0, 5.0, 5.0];
    let mean = 22.0 / 7.0;
    let of =
        |pairs: &[(f64, f64)]| pairs.iter().map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>() / pairs.len() as f64;
    let expected = [
        of(&[(1.0, 2.0), (3.0, 2.0), (4.0, 5.0)]),
        of(&[(1.0, 3.0), (2.0, 2.0), (2.0, 5.0), (5.0, 5.0)]),
        of(&[(3.0, 4.0), (2.0, 5.0), (2.0, 5.0)]),
        of(&[(1.0, 4.0), (2.0, 5.0)]),
    ];
    // An offset of all values is nothing to a covariance.
    for offset in [0.0, 1e6, -3e9] {
        let values = cells.map(|value| if value == 0.0 { 0.0 } else { value + offset });
        let map = f.map(&Map { kind: 7, ..square(4, &values) });
        let request = json!({"input": {"path": map}, "cutoff": 30, "width": 10, "directions": [0, 90], "tolerance": 1, "models": [], "covariogram": true});
        let report = run(&request).unwrap();
        let column = |name: &str| reals(&report, "covariogram", name);
        assert_eq!(column("direction"), [Some(0.0), Some(90.0), Some(90.0), Some(90.0)]);
        assert_eq!(column("bin"), [Some(1.0), Some(1.0), Some(2.0), Some(3.0)]);
        assert_eq!(column("dist"), [Some(10.0), Some(10.0), Some(20.0), Some(30.0)]);
        assert_eq!(column("np"), [Some(3.0), Some(4.0), Some(3.0), Some(2.0)]);
        for (found, expected) in column("covariance").into_iter().zip(expected) {
            // A mean of so large values is known to their last digits alone.
            let rounding = 1e-12 + 4.0 * offset.abs() * f64::EPSILON;
            assert!((found.unwrap() - expected).abs() < rounding, "{offset}: {found:?} {expected}");
        }
        assert_eq!(reals(&report, "variogram", "gamma")[1], Some(13.0 / 8.0));
    }
}

/// Noise smeared over a rectangle of 21 x 7 cells that is turned to the south-east.
fn smeared(side: usize) -> Vec<f64> {
    let offsets: Vec<(usize, usize)> = (0..20)
        .flat_map(|r| (0..20).map(move |c| (r, c)))
        .filter(|(r, c)| {
            let (down, right) = (*r as f64 - 9.5, *c as f64 - 9.5);
            (down + right).abs() < 10.5 * 2f64.sqrt() && (down - right).abs() < 3.5 * 2f64.sqrt()
        })
        .collect();
    let mut random = stream(4, 0);
    let noise: Vec<f64> = (0..(side + 20) * (side + 20)).map(|_| random.sample(StandardNormal)).collect();
    let at = |i: usize| {
        let (r, c) = (i / side, i % side);
        offsets.iter().map(|(k, l)| noise[(r + k) * (side + 20) + c + l]).sum::<f64>()
    };
    (0..side * side).map(at).collect()
}

#[test]
fn the_ellipse_of_a_smeared_raster() {
    let f = Folder::new();
    let map = f.map(&square(200, &smeared(200)));
    let request = json!({"input": {"path": map}, "cutoff": 160, "models": ["linear", "spherical", "gaussian"], "anisotropy": true});
    let report = run(&request).unwrap();
    let column = |name: &str| -> Vec<f64> {
        reals(&report, "anisotropy", name).into_iter().map(|cell| cell.expect("a number")).collect()
    };
    let (direction, ratio) = (column("direction"), column("ratio"));
    assert_eq!(direction.len(), 2, "linear has no range");
    for k in 0..2 {
        assert!((direction[k] - 135.0).abs() < 8.0 && ratio[k] > 0.2 && ratio[k] < 0.6, "{direction:?} {ratio:?}");
        assert_eq!(column("range_a_minor")[k], column("range_a")[k] * ratio[k]);
        assert_eq!(column("sill")[k], column("nugget")[k] + column("psill")[k]);
        assert_eq!(column("nugget_sill")[k], column("nugget")[k] / column("sill")[k]);
    }
    assert_eq!(column("range_effective")[0], column("range_a")[0]);
    assert_eq!(column("range_effective")[1], column("range_a")[1] * 3f64.sqrt());
    let best = if column("aic")[0] <= column("aic")[1] { ("spherical", 0) } else { ("gaussian", 1) };
    let told = &report.messages.iter().find(|m| m.code == "ELLIPSE").unwrap().text;
    assert!(told.contains(best.0) && told.contains(&format!("direction {:.1}°", direction[best.1])), "{told}");
    assert_eq!(words(&report, "anisotropy", "verdict"), ["anisotropic", "anisotropic"]);
    for k in 0..2 {
        let (p, se) = (column("p_isotropic")[k], column("se_ratio")[k]);
        assert!(p < 0.01 && se > 0.0 && se < 0.2 && column("se_direction")[k] < 15.0, "{p} {se}");
        assert!(column("aic")[k] < column("aic_isotropic")[k]);
    }
    let text = |code: &str| report.messages.iter().find(|m| m.code == code).map(|m| m.text.clone());
    assert!(text("ELLIPSE_ERRORS").unwrap().starts_with("That is more than chance: p of equal ranges is "));

    // Without blocks nothing tells chance from an ellipse.
    let wide = run(&with(&request, json!({"cutoff": 600}))).unwrap();
    assert_eq!(words(&wide, "anisotropy", "verdict"), ["", ""]);
    assert_eq!(reals(&wide, "anisotropy", "p_isotropic"), [None, None]);
    assert!(wide.messages.iter().any(|m| m.code == "ELLIPSE_UNTESTED"));
}

fn words(report: &Report, of: &str, name: &str) -> Vec<String> {
    let table = report.tables.iter().find(|table| table.name == of).unwrap();
    let Column::Text(cells) = &table.columns.iter().find(|(column, _)| *column == name).unwrap().1 else { panic!() };
    cells.iter().map(|cell| cell.clone().unwrap_or_default()).collect()
}

/// Noise smeared alike in all directions: by AIC it would be an ellipse.
#[test]
fn a_round_raster_has_no_direction() {
    let f = Folder::new();
    let side = 120;
    let mut random = stream(21, 0);
    let noise: Vec<f64> = (0..(side + 8) * (side + 8)).map(|_| random.sample(StandardNormal)).collect();
    let weight = |k: usize| (-0.5 * ((k as f64 - 4.0) / 1.5).powi(2)).exp();
    let at = |i: usize| {
        let (r, c) = (i / side, i % side);
        (0..9)
            .flat_map(|k| (0..9).map(move |l| (k, l)))
            .map(|(k, l)| weight(k) * weight(l) * noise[(r + k) * (side + 8) + c + l])
            .sum::<f64>()
    };
    let map = f.map(&square(side, &(0..side * side).map(at).collect::<Vec<f64>>()));
    let report =
        run(&json!({"input": {"path": map}, "cutoff": 200, "models": ["gaussian"], "anisotropy": true})).unwrap();
    let one = |name: &str| reals(&report, "anisotropy", name)[0];
    assert_eq!(words(&report, "anisotropy", "verdict"), ["isotropic"]);
    assert!(one("p_isotropic").unwrap() > 0.01 && one("direction").is_none() && one("se_direction").is_none());
    assert!(
        one("ratio").unwrap() > 0.7 && one("se_ratio").is_some() && one("aic").unwrap() < one("aic_isotropic").unwrap()
    );
    let told = &report.messages.iter().find(|m| m.code == "ELLIPSE").unwrap().text;
    assert!(told.starts_with("The map is isotropic as far as can be told: "), "{told}");
}

/// Ranges near the cutoff: standard errors of nugget / sill are too small, which is told.
#[test]
fn ranges_near_the_cutoff_are_told() {
    let f = Folder::new();
    let map = f.map(&square(200, &smeared(200)));
    let request = json!({"input": {"path": map}, "cutoff": 160, "models": ["spherical"]});
    let of = |request: &Value| {
        let report = run(request).unwrap();
        report.messages.iter().find(|m| m.code == "SHORT_CUTOFF").map(|m| m.text.clone())
    };
    let told = of(&request).unwrap();
    assert!(told.starts_with("Standard errors of nugget / sill are too small for spherical (range 69.7"), "{told}");
    assert!(told.contains("the effective range is 0.4 of the cutoff (160 map units) or more"), "{told}");
    // A cutoff that is long beside the range; and one that leaves no blocks, and so no errors.
    let long = with(&request, json!({"cutoff": 450}));
    assert_eq!((of(&long), of(&with(&request, json!({"cutoff": 600})))), (None, None));
    // Models that start level, at any range.
    let level = |more: Value| of(&with(&long, more)).is_some();
    assert!(level(json!({"models": ["gaussian"]})) && level(json!({"models": ["matern"], "kappa": 1.5})));
    assert!(!level(json!({"models": ["matern"], "kappa": 0.5})) && !level(json!({"models": ["exponential"]})));
}

#[test]
fn ellipses_of_next_to_nothing() {
    let f = Folder::new();
    let request = |values: &[f64]| json!({"input": {"path": f.map(&square(8, values))}, "cutoff": 40, "models": ["exponential"], "weights": "n_gamma2", "anisotropy": true});
    let level = run(&request(&[5.0; 64])).unwrap();
    for name in ["direction", "ratio", "range_a", "range_a_minor"] {
        assert_eq!(reals(&level, "anisotropy", name), [None], "{name}");
    }
    assert!(!level.messages.iter().any(|m| m.code == "NOT_SETTLED" && m.text.contains("ellipse")));
    assert!(level.messages.iter().any(|m| m.code == "ELLIPSE" && m.text.contains("do not depend on distance")));
    let few = run(&with(&request(&[1.0, 2.0, 4.0, 3.0, 0.0, 0.0, 0.0, 0.0]), json!({"cutoff": 30}))).unwrap();
    assert_eq!(reals(&few, "anisotropy", "ratio"), []);
    assert!(few.messages.iter().any(|m| m.text == "The ellipse of exponential was not fitted: too few lags."));
}

#[test]
fn covariances_and_ellipses_by_blocks_and_threads() {
    let f = Folder::new();
    let values = smooth(120, 150);
    let map = |options: Vec<&'static str>| f.map(&Map { options, kind: 7, ..square(150, &values) });
    let request = json!({"input": {"path": map(vec![]), "name": "map"}, "cutoff": 100, "width": 20, "threads": 1, "models": ["gaussian"], "covariogram": true, "anisotropy": true});
    let known = run(&request).unwrap();
    let tiled = map(vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=32"]);
    let other = run(&with(&request, json!({"input": {"path": tiled, "name": "map"}, "threads": 3}))).unwrap();
    assert_eq!(known.tables, other.tables);
    let names = |report: &Report| -> Vec<&str> { report.tables.iter().map(|table| table.name).collect() };
    assert_eq!(names(&known), ["variogram", "fits", "curves", "covariogram", "anisotropy"]);
    // A longer cutoff makes one block of all.
    let whole = run(&with(&request, json!({"cutoff": 400, "anisotropy": false}))).unwrap();
    for (a, b) in reals(&whole, "covariogram", "covariance").iter().zip(reals(&known, "covariogram", "covariance")) {
        assert!((a.unwrap() - b.unwrap()).abs() < 1e-12);
    }
    // What is not wanted is not made, and changes nothing else.
    let mut texts = Vec::new();
    let mut callback = |_: f64, text: &str| {
        texts.push(text.to_owned());
        true
    };
    let less = with(&request, json!({"covariogram": false, "anisotropy": false})).to_string();
    let less = raster_variogram::run(&parse(&less).unwrap(), &mut Progress::new(&mut callback)).unwrap();
    assert_eq!(less.tables, known.tables[..3]);
    assert!(!texts.iter().any(|text| text == "Averaging cells" || text == "Fitting ellipses"), "{texts:?}");
}

/// The cell in the middle of the map of lags is the lag 0, whichever way the raster is turned.
#[test]
fn the_map_of_lags_lies_around_0() {
    let f = Folder::new();
    let turned = [500_000.0, 8.0, 6.0, 4_400_000.0, 6.0, -8.0];
    for geotransform in [[500_000.0, 20.0, 0.0, 4_400_000.0, 0.0, -10.0], turned] {
        let map = f.map(&Map { kind: 7, geotransform, ..Map::new(20, &smooth(30, 20)) });
        run(&json!({"input": {"path": map}, "cutoff": 45, "models": [], "map": f.path("m.tif")})).unwrap();
        let written = read(&f.path("m.tif"));
        let g = written.geotransform;
        let columns = 2 * (45.0 / geotransform[1].hypot(geotransform[4])) as usize + 1;
        let rows = written.values.len() / columns;
        assert_eq!(rows, 2 * (45.0 / geotransform[2].hypot(geotransform[5])) as usize + 1);
        let (c, r) = (columns as f64 / 2.0, rows as f64 / 2.0);
        assert!((g[0] + c * g[1] + r * g[2]).abs() < 1e-9 && (g[3] + c * g[4] + r * g[5]).abs() < 1e-9, "{g:?}");
        assert_eq!(written.values[columns * (rows / 2) + columns / 2], written.nodata as f32);
    }
}

#[test]
fn curves_end_at_the_farthest_bin() {
    let f = Folder::new();
    let map = f.map(&Map { kind: 7, ..square(50, &smooth(40, 50)) });
    let report = run(&json!({"input": {"path": map}, "cutoff": 100, "models": ["gaussian"]})).unwrap();
    let last = |table: &str| reals(&report, table, "dist").into_iter().flatten().fold(0.0, f64::max);
    assert!((last("curves") - last("variogram")).abs() < 1e-9);
}

#[test]
fn what_is_wrong_is_told() {
    let f = Folder::new();
    let request = eight(&f);
    let cases = [
        (json!({"cutoff": 0}), "CUTOFF is 0; allowed: more than 0 (map units)"),
        (json!({"width": -1}), "WIDTH is -1; allowed: more than 0 (map units)"),
        (json!({"width": 1e-9}), "WIDTH is"),
        (json!({"tolerance": 91}), "TOLERANCE is 91; allowed: 0 to 90"),
        (json!({"sample_size": 1}), "SAMPLE_SIZE is 1; allowed: 2 or more"),
        (
            json!({"map": f.path("m.tif"), "estimator": "dowd"}),
            "MAP is asked for; allowed: with the estimator matheron",
        ),
        (
            json!({"covariogram": true, "estimator": "genton"}),
            "COVARIOGRAM is asked for; allowed: with the estimator matheron and without SAMPLE_SIZE",
        ),
        (json!({"covariogram": true, "sample_size": 5}), "COVARIOGRAM is asked for; allowed: with the estimator"),
        (json!({"anisotropy": true, "estimator": "cressie"}), "ANISOTROPY is asked for; allowed: with the estimator"),
        (json!({"anisotropy": true, "sample_size": 5}), "ANISOTROPY is asked for; allowed: with the estimator"),
        (
            json!({"anisotropy": true, "models": ["linear", "power"]}),
            "MODELS is linear, power; allowed: one with a sill at least where ANISOTROPY is asked for",
        ),
        (json!({"anisotropy": true, "models": []}), "MODELS is empty; allowed: one with a sill at least"),
        (json!({"structures": "3"}), "STRUCTURES is 3; allowed: 1 or 2"),
        (json!({"kappa": 0}), "KAPPA is 0; allowed: more than 0"),
        (json!({"models": ["power"], "kappa": 2.5}), "KAPPA is 2.5; allowed: up to 2 for power"),
        (json!({"cutoff": 5}), "CUTOFF is 5; allowed: more than the distance of two cells with values"),
    ];
    for (more, expected) in cases {
        let e = sentence(&with(&request, more));
        assert!(e.contains(expected), "{e}");
    }
    let degrees =
        Map { epsg: Some(4326), geotransform: [110.0, 0.001, 0.0, 40.0, 0.0, -0.001], ..Map::new(2, &[1.0; 4]) };
    assert!(sentence(&json!({"input": {"path": f.map(&degrees)}})).contains("degrees"));
    assert!(!f.files().contains(&"m.tif".to_owned()));
}

#[test]
fn cancelled_it_leaves_nothing() {
    let f = Folder::new();
    let map = f.map(&square(300, &smooth(300, 300)));
    fs::write(f.path("m.tif"), "as it was").unwrap();
    let request = json!({"input": {"path": map}, "map": f.path("m.tif")}).to_string();
    let before = f.files();
    for stop in [0.0, 1.0] {
        let mut callback = |fraction: f64, _: &str| fraction < stop;
        let e = raster_variogram::run(&parse(&request).unwrap(), &mut Progress::new(&mut callback));
        assert!(matches!(e, Err(Error::Cancelled)), "{stop}");
        assert_eq!(f.files(), before);
    }
    let more =
        with(&serde_json::from_str(&request).unwrap(), json!({"covariogram": true, "anisotropy": true, "cutoff": 200}));
    for stop in ["Averaging cells", "Summing pairs", "Fitting ellipses", "Fitting models"] {
        let mut callback = |_: f64, text: &str| text != stop;
        let e = raster_variogram::run(&parse(&more.to_string()).unwrap(), &mut Progress::new(&mut callback));
        assert!(matches!(e, Err(Error::Cancelled)), "{stop}");
        assert_eq!(f.files(), before);
        assert_eq!(fs::read_to_string(f.path("m.tif")).unwrap(), "as it was");
    }
}
