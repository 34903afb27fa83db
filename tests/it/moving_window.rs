use crate::fixture::{Folder, Map, Written, geojson, golden, metadata, read_band, read_numbers, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    kernels::metrics::metrics,
    run::moving_window,
};
use serde_json::{Value, json};
use std::fs;

const NODATA: f32 = f32::MIN;

fn run(request: &Value) -> Result<Report> {
    moving_window::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

fn square(columns: usize, values: &[f64]) -> Map {
    Map { geotransform: [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0], ..Map::new(columns, values) }
}

fn bands(report: &Report, count: i32) -> Vec<Written> {
    (1..=count).map(|band| read_band(&report.outputs.paths()["output"], band)).collect()
}

/// Three rows of four cells of 10 m: 1 1 2 2 over 1 1 2 n over 1 1 3 3; n is nodata.
fn twelve(f: &Folder) -> Value {
    let map = f.map(&square(4, &[1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 0.0, 1.0, 1.0, 3.0, 3.0]));
    json!({"lulc": {"path": map}, "radii": [10], "output": f.path("w.tif")})
}

#[test]
fn all_nodata_and_what_no_window_has() {
    let f = Folder::new();
    let empty = f.map(&square(3, &[0.0; 6]));
    let request =
        json!({"lulc": {"path": empty}, "radii": [10], "metrics": ["SHDI"], "edge": "partial", "fill_nodata": true});
    let report = run(&request).unwrap();
    assert_eq!((report.results["windows"], report.results["output_min"]), (Some(0.0), None));
    assert!(report.messages.iter().any(|m| m.text == "SHDI 10: no window has a value."));
    // A window wider than the map
    let full = run(&with(&twelve(&f), json!({"radii": [100], "metrics": ["NP"]}))).unwrap();
    assert_eq!(full.results["windows"], Some(0.0));
    let partial = json!({"radii": [100], "metrics": ["NP"], "edge": "partial", "min_valid": 0});
    let whole = run(&with(&twelve(&f), partial)).unwrap();
    assert_eq!((whole.results["windows"], whole.results["output_max"]), (Some(11.0), Some(3.0)));
}

#[test]
fn by_hand() {
    let f = Folder::new();
    let request = with(&twelve(&f), json!({"metrics": ["SHDI", "np", "TE"], "radii": [10, 14.2], "shape": "circle"}));
    let report = run(&request).unwrap();
    let found = bands(&report, 6);
    let names: Vec<(&str, &str)> = found.iter().map(|b| (b.description.as_str(), b.unit.as_str())).collect();
    let expected =
        [("SHDI 10", ""), ("NP 10", ""), ("TE 10", "m"), ("SHDI 14.2", ""), ("NP 14.2", ""), ("TE 14.2", "m")];
    assert_eq!(names, expected);
    // Only around the two middle cells of the second row does a cross of five lie wholly on the map: the second reaches nodata
    let known = |band: &Written| band.values.iter().filter(|v| **v != NODATA).count();
    assert_eq!(found.iter().map(known).collect::<Vec<_>>(), [1, 1, 1, 1, 1, 1]);
    let p = [0.8, 0.2f64];
    let shdi = -p.iter().map(|p| p * p.ln()).sum::<f64>();
    assert_eq!((found[0].values[5], found[1].values[5], found[2].values[5]), (shdi as f32, 2.0, 10.0));
    // Nine cells: 6 of 1, 2 of 2, 1 of 3; sides 3 between 1 and others, 1 between 2 and 3
    assert_eq!((found[4].values[5], found[5].values[5]), (3.0, 40.0));
    assert_eq!(report.results["windows"], Some(1.0));
    assert_eq!(metadata(&f.path("w.tif"), "PITSCAPE_ALGORITHM"), "moving_window");
    // Of classes: 2 is one of five cells, 3 is in none of them
    let request = with(&request, json!({"metrics": ["PLAND", "AREA_MN", "NP"], "classes": [2, 3], "radii": [10]}));
    let found = bands(&run(&request).unwrap(), 6);
    let names: Vec<&str> = found.iter().map(|b| b.description.as_str()).collect();
    assert_eq!(names, ["PLAND 2 10", "PLAND 3 10", "AREA_MN 2 10", "AREA_MN 3 10", "NP 2 10", "NP 3 10"]);
    let values: Vec<f32> = found.iter().map(|band| band.values[5]).collect();
    assert_eq!(values, [20.0, 0.0, 0.01, NODATA, 1.0, 0.0]);
}

#[test]
fn which_windows_have_a_value() {
    let f = Folder::new();
    let request = with(&twelve(&f), json!({"metrics": ["PR"], "edge": "partial", "min_valid": 0.6}));
    let known = |more: Value| -> Vec<usize> {
        let report = run(&with(&request, more)).unwrap();
        let values = bands(&report, 1).remove(0).values;
        (0..values.len()).filter(|i| values[*i] != NODATA).collect()
    };
    assert_eq!(known(json!({})), [0, 1, 2, 4, 5, 6, 8, 9, 10]);
    assert_eq!(known(json!({"fill_nodata": true})), [0, 1, 2, 4, 5, 6, 7, 8, 9, 10]);
    assert_eq!(known(json!({"centre_codes": [2]})), [2, 6]);
    assert_eq!(known(json!({"ignore_codes": [1], "min_valid": 0})), [2, 3, 6, 10, 11]);
    // The two columns at the left
    let mask = r#"{"type":"Polygon","coordinates":[[[500000,4399970],[500020,4399970],[500020,4400000],[500000,4400000],[500000,4399970]]]}"#;
    assert_eq!(known(json!({"mask": f.text("m.geojson", &geojson(32649, &[mask])), "min_valid": 0.8})), [4, 5]);
}

/// A map so large that it is walked in several units: bands are the same whatever the blocks, the threads, and what is asked for
/// besides; and those of every third cell are every third.
#[test]
fn blocks_threads_and_stride() {
    let f = Folder::new();
    let (rows, columns) = (260, 600);
    let value = |i: usize| {
        let hash = |i: usize| (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        let coarse = hash(i / columns / 4 * columns + i % columns / 6) % 5;
        if i % 7 == 0 { hash(i) % 5 } else { coarse }
    };
    let values: Vec<f64> = (0..rows * columns).map(|i| value(i) as f64).collect();
    let map = |options: Vec<&'static str>| f.map(&Map { options, ..square(columns, &values) });
    let request = json!({
        "lulc": {"path": map(vec!["BLOCKYSIZE=260"])}, "radii": [20, 45], "metrics": ["SHDI", "AI", "COHESION", "AREA_CV", "CONTAG"],
        "edge": "partial", "min_valid": 0.3, "threads": 1, "output": f.path("a.tif"),
    });
    let report = run(&request).unwrap();
    let known = bands(&report, 10);
    let numbers = |band: &Written| band.values.iter().filter(|value| **value != NODATA).count();
    assert_eq!(report.results["windows"], Some(numbers(&known[0]) as f64));
    let tiled = map(vec!["TILED=YES", "BLOCKXSIZE=32", "BLOCKYSIZE=16"]);
    let other = with(
        &request,
        json!({"lulc": {"path": tiled}, "threads": 3, "create_options": ["BLOCKXSIZE=64", "BLOCKYSIZE=32"]}),
    );
    let found = bands(&run(&other).unwrap(), 10);
    assert!(known.iter().zip(&found).all(|(a, b)| a.values == b.values));
    // Squares share columns along a row, which begins elsewhere in other blocks
    let squares = |request: &Value| {
        let metrics = json!({"shape": "square", "metrics": ["COHESION", "NP", "LPI"], "radii": [40]});
        bands(&run(&with(request, metrics)).unwrap(), 3).into_iter().map(|band| band.values).collect::<Vec<_>>()
    };
    assert!(squares(&request) == squares(&other));
    assert_eq!((known[0].block, found[0].block), ((128, 128), (64, 32)));
    let alone = bands(&run(&with(&request, json!({"radii": [45], "metrics": ["COHESION"]}))).unwrap(), 1).remove(0);
    assert!(alone.values == known[7].values && alone.description == "COHESION 45");
    let third = bands(&run(&with(&request, json!({"stride": 3}))).unwrap(), 10);
    // Its cells are of 30 m, the middle ones being those of the map
    assert_eq!(third[2].geotransform, [500_000.0, 30.0, 0.0, 4_400_000.0, 0.0, -30.0]);
    let middle = |i: usize| (i / 200 * 3 + 1) * columns + i % 200 * 3 + 1;
    assert_eq!(third[2].values.len(), 87 * 200);
    for (every, third) in known.iter().zip(&third) {
        assert!(third.values.iter().enumerate().all(|(i, value)| *value == every.values[middle(i)]));
    }
}

/// landscapemetrics 2.2.2 writes 32-bit numbers, so that 1e-6 is what can be met. Its CONTAG and PLADJ are other metrics.
#[test]
fn landscapemetrics_window_lsm() {
    let f = Folder::new();
    let names = ["AI", "COHESION", "ED", "IJI", "LPI", "LSI", "NP", "PD", "PR", "SHDI", "SHEI", "SIDI", "TA", "TE"];
    let request = json!({
        "lulc": {"path": golden("landscapemetrics/crop60.tif")}, "radii": [20], "shape": "square", "edge": "partial",
        "min_valid": 0, "fill_nodata": true, "metrics": names, "output": f.path("w.tif"),
    });
    let found = bands(&run(&request).unwrap(), 14);
    for (name, band) in names.iter().zip(&found) {
        let file = golden(&format!("landscapemetrics/crop60_square5_{}.tif", name.to_lowercase()));
        let (expected, _, _) = read_numbers(&file);
        let mut compared = 0;
        for (i, (value, expected)) in band.values.iter().zip(expected).enumerate() {
            let value = (*value != NODATA).then_some(f64::from(*value));
            match (value, Some(expected).filter(|e| !e.is_nan())) {
                (Some(a), Some(b)) => {
                    assert!((a - b).abs() <= 1e-6 * b.abs().max(1e-6), "{name} at {i}: {a} {b}");
                    compared += 1;
                }
                // No class has two cells: 0 / 0, of which landscapemetrics makes 0.
                (None, Some(b)) if *name == "AI" => {
                    assert_eq!((b, found[8].values[i]), (0.0, (found[12].values[i] * 100.0).round()), "AI at {i}")
                }
                (a, b) => assert_eq!(a, b, "{name} at {i}"),
            }
        }
        assert!(compared > 1000, "{name}: {compared}");
    }
}

#[test]
fn what_is_wrong_is_told() {
    let f = Folder::new();
    let request = twelve(&f);
    let of = |more: Value| sentence(&with(&request, more));
    let cases = [
        (json!({"radii": []}), "RADII is empty; allowed: one radius or more (map units), as in 50;100"),
        (json!({"radii": [0]}), "RADII is 0; allowed: more than 0 (map units)"),
        (
            json!({"radii": [10, 9.9]}),
            "RADII is 9.9, a window of which is a single cell; allowed: 10 or more (map units), the side of a cell",
        ),
        (json!({"radii": [50, 50]}), "RADII is 50 twice; allowed: each radius once"),
        (json!({"radii": [1e5]}), "RADII is 100000, which is 10000 cells; allowed: up to 1000 cells"),
        (json!({"stride": 0}), "STRIDE is 0; allowed: 1 or more"),
        (json!({"stride": 9}), "STRIDE is 9; allowed: less than the rows and columns of the map"),
        (json!({"min_valid": 1.5}), "MIN_VALID is 1.5; allowed: 0 to 1"),
        (json!({"metrics": ["CA"]}), "METRICS: CA is no metric of landscapes; give CLASSES for its values by class."),
        (json!({"classes": [1], "metrics": ["SHDI"]}), "METRICS: SHDI is no metric of classes; leave CLASSES empty"),
        (json!({"metrics": ["PROX_MN"]}), "METRICS: PROX_MN is not computed in windows"),
        (json!({"metrics": ["RPR"]}), "METRICS: RPR needs MAX_CLASSES"),
        (json!({"metrics": ["SHANNON"]}), "SHANNON"),
        (json!({"output": f.path("w.png")}), "w.png"),
    ];
    for (more, expected) in cases {
        let e = of(more);
        assert!(e.contains(expected), "{e}");
    }
    let degrees =
        Map { epsg: Some(4326), geotransform: [110.0, 0.001, 0.0, 40.0, 0.0, -0.001], ..Map::new(2, &[1.0; 4]) };
    let e = of(json!({"lulc": {"path": f.map(&degrees)}}));
    assert!(e.contains("degrees"), "{e}");
    assert!(!f.files().iter().any(|name| name.ends_with("w.tif")), "{:?}", f.files());
}

#[test]
fn all_leaves_out_what_takes_geometry_or_tables() {
    let f = Folder::new();
    let report = run(&with(&twelve(&f), json!({"metrics": ["all"]}))).unwrap();
    let count = report.messages.iter().filter(|m| m.code == "BAND").count() as i32;
    let names: Vec<String> = bands(&report, count).into_iter().map(|band| band.description).collect();
    assert!(names.contains(&"PAFRAC 10".to_owned()) && names.contains(&"FRAC_SD 10".to_owned()), "{names:?}");
    assert!(report.messages.iter().all(|m| !m.text.starts_with("ENN") && !m.text.starts_with("CWED")));
    // The one cross that has a value: a T of four cells of 1, and one of 2
    let geometry = run(&with(&twelve(&f), json!({"metrics": ["GYRATE_MN"], "output": null}))).unwrap();
    assert!(geometry.messages.iter().any(|m| m.code == "GEOMETRY" && m.text.contains("GYRATE_MN")));
    // Medians of columns 0, 1, 1, 1 and rows 0, 1, 1, 2: 0.5 + (2 - 1) / 3 and 0.5 + (2 - 1) / 2
    let away = |row: f64, column: f64| 10.0 * (row - 1.0).hypot(column - (0.5 + 1.0 / 3.0));
    let t = (away(0.0, 1.0) + away(1.0, 0.0) + away(1.0, 1.0) + away(2.0, 1.0)) / 4.0;
    let found = geometry.results["output_min"].unwrap();
    assert!((found - (t + 5.0) / 2.0).abs() < 1e-6 * found, "{found} {t}");
}

#[test]
fn a_folder_gets_a_file_of_each_band() {
    let f = Folder::new();
    let request = with(&twelve(&f), json!({"metrics": ["PR", "NP"], "radii": [10, 14.2], "edge": "partial"}));
    let folder = f.path("bands");
    let e = sentence(&with(&request, json!({"folder": folder})));
    assert!(e.contains("does not exist; create it, or choose another"), "{e}");
    fs::create_dir(&folder).unwrap();
    let report = run(&with(&request, json!({"folder": folder, "layer_name": "mine / 2022"}))).unwrap();
    let known = bands(&report, 4);
    for (name, band) in ["PR_10", "NP_10", "PR_14.2", "NP_14.2"].iter().zip(known) {
        let alone = read_band(&format!("{folder}/mine___2022_{name}.tif"), 1);
        assert_eq!(alone, band);
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 4);
    // Without the raster of all bands, by the name of the map's file
    let map = f.path("cover.tif");
    fs::rename(request["lulc"]["path"].as_str().unwrap(), &map).unwrap();
    run(&with(&request, json!({"lulc": {"path": map}, "output": null, "folder": folder, "radii": [10]}))).unwrap();
    assert!(fs::exists(format!("{folder}/cover_NP_10.tif")).unwrap());
}

#[test]
fn cancelled_it_leaves_nothing() {
    let f = Folder::new();
    let map = f.map(&square(600, &(0..600 * 600).map(|i| (1 + i / 7 % 3) as f64).collect::<Vec<_>>()));
    fs::write(f.path("w.tif"), "as it was").unwrap();
    let request = json!({"lulc": {"path": map}, "radii": [40], "output": f.path("w.tif")}).to_string();
    let before = f.files();
    for stop in [0.0, 0.4, 1.0] {
        let mut callback = |fraction: f64, _: &str| fraction < stop;
        let e = moving_window::run(&parse(&request).unwrap(), &mut Progress::new(&mut callback));
        assert!(matches!(e, Err(Error::Cancelled)), "{stop}");
        assert_eq!(f.files(), before);
        assert_eq!(fs::read(f.path("w.tif")).unwrap(), b"as it was");
    }
}

/// 62,500 codes, each on one cell: nothing may grow with the square of the classes.
#[test]
fn all_cells_differ() {
    let f = Folder::new();
    let codes: Vec<f64> = (1..=62_500).map(f64::from).collect();
    let map = f.map(&Map { kind: 5, ..square(250, &codes) });
    for (shape, cells, edges) in [("square", 49.0f64, 84.0), ("circle", 29.0, 44.0)] {
        let request = json!({"lulc": {"path": map}, "radii": [30], "shape": shape, "stride": 25, "output": f.path("w.tif"),
            "metrics": ["NP", "SHDI", "ED", "IJI", "CONTAG", "AI", "COHESION"]});
        let found = bands(&run(&request).unwrap(), 7);
        // Every 25th cell of 250 is the centre of a whole window
        for i in 0..100 {
            assert_eq!(found[0].values[i], cells as f32);
            assert_eq!(found[1].values[i], cells.ln() as f32);
            assert_eq!(found[2].values[i], (edges * 10.0 / (cells * 0.01)) as f32);
            let iji = 100.0 * edges.ln() / (cells * (cells - 1.0) / 2.0).ln();
            assert!((f64::from(found[3].values[i]) / iji - 1.0).abs() < 1e-7);
            assert_eq!((found[5].values[i], found[6].values[i]), (NODATA, 0.0));
        }
        assert!(found[4].values.iter().all(|contag| *contag == found[4].values[0] && *contag > 0.0));
    }
}

#[test]
fn an_even_stride_says_where_its_windows_lie() {
    let f = Folder::new();
    let stride = |stride: i64| {
        let request = json!({"stride": stride, "radii": [10], "metrics": ["NP"], "edge": "partial", "min_valid": 0});
        let messages = run(&with(&twelve(&f), request)).unwrap().messages;
        messages.into_iter().find(|m| m.code == "STRIDE").map(|m| m.text)
    };
    assert_eq!((stride(1), stride(3)), (None, None));
    assert_eq!(
        stride(2).unwrap(),
        "An even STRIDE has no cell in the middle: of every 2 x 2 cells the window lies around that in row and column 1, half a cell up and left of the middle."
    );
}

/// What is 0 without the class, and what is not known then, is as the pages of help have it.
#[test]
fn metrics_that_are_0_without_the_class() {
    let of_0: Vec<&str> = metrics()
        .iter()
        .filter(|metric| metric.absent == Some(0.0))
        .map(|metric| metric.abbreviation.as_str())
        .collect();
    assert_eq!(of_0, ["CA", "PLAND", "NP", "PD", "LPI", "TE", "ED", "TCA", "CPLAND", "NDCA", "DCAD"]);
    let (last, others) = of_0.split_last().unwrap();
    let told = format!("In a window without the class {} and {last} are 0", others.join(", "));
    for page in ["movingwindow", "sampledwindows"] {
        let help = std::fs::read_to_string(format!("qgis_plugin/pitscape/help/{page}.html")).unwrap();
        let words: Vec<&str> = help.split_whitespace().collect();
        assert!(words.join(" ").contains(&told), "{page}: {told}");
    }
    // No window has class 7
    let f = Folder::new();
    let names = json!({"metrics": of_0, "classes": [7], "radii": [10], "edge": "partial", "min_valid": 0});
    run(&with(&twelve(&f), names)).unwrap();
    for band in 1..=of_0.len() {
        assert!(
            read_band(&f.path("w.tif"), band as i32).values.iter().all(|v| *v == 0.0 || *v == NODATA),
            "band {band}"
        );
    }
}
