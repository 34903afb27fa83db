//! Correlations of rasters and of tables: figures of peers through the job, samples, grids, what is refused.

use crate::fixture::{Folder, Map, geojson, golden, reals, table, texts, told, with};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    error::{Error, Result},
    run::correlation,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs};

fn run(request: &Value) -> Result<Report> {
    correlation::run(&parse(&request.to_string()).unwrap(), &mut Progress::none())
}

fn sentence(request: &Value) -> String {
    match parse(&request.to_string()).and_then(|request| correlation::run(&request, &mut Progress::none())) {
        Ok(_) => panic!("it ran: {request}"),
        Err(e) => e.to_string(),
    }
}

fn near(a: Option<f64>, b: f64, tolerance: f64) -> bool {
    a.is_some_and(|a| (a - b).abs() <= tolerance * b.abs().max(1e-300))
}

/// Rows of a golden table by the names of its columns.
fn rows(name: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(golden(&format!("statistics/{name}.csv"))).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let header = lines.next().unwrap();
    lines.map(|row| header.iter().cloned().zip(row).collect()).collect()
}

/// Layers of the reference's rasters.
const LAYERS: [&str; 6] = ["savi", "gndvi", "dem", "shei", "ai", "carbon"];

fn reference_layers(f: &Folder) -> Vec<Value> {
    let cells = rows("raster");
    let columns = cells.iter().map(|row| row["column"].parse::<usize>().unwrap() + 1).max().unwrap();
    let high = cells.iter().map(|row| row["row"].parse::<usize>().unwrap() + 1).max().unwrap();
    let nodata = -3.402_823_466_385_288_6e38;
    LAYERS
        .iter()
        .map(|layer| {
            let mut values = vec![nodata; columns * high];
            for row in &cells {
                if let Ok(value) = row[*layer].parse::<f64>() {
                    values[row["row"].parse::<usize>().unwrap() * columns + row["column"].parse::<usize>().unwrap()] =
                        value;
                }
            }
            let place = [430_000.0, 30.0, 0.0, 4_400_000.0, 0.0, -30.0];
            let map = Map { kind: 6, nodata: Some(nodata), geotransform: place, ..Map::new(columns, &values) };
            json!({"path": f.map(&map), "name": layer})
        })
        .collect()
}

fn check(report: &Report, name: &str) {
    let matrix = table(report, "matrix");
    let (a, b) = (texts(matrix, "var_a"), texts(matrix, "var_b"));
    let mut compared = 0;
    for row in rows(name) {
        let pair = |at: &usize| {
            (a[*at] == row["var_a"] && b[*at] == row["var_b"]) || (b[*at] == row["var_a"] && a[*at] == row["var_b"])
        };
        let at = (0..a.len()).find(pair).unwrap_or_else(|| panic!("{row:?}"));
        for (column, tolerance) in [("r", 1e-9), ("n", 0.0), ("p", 1e-8), ("n_effective", 1e-9), ("p_effective", 1e-8)]
        {
            let Some(Ok(expected)) = row.get(column).map(|text| text.parse::<f64>()) else { continue };
            // What is told as 0
            let expected = if column == "p" && expected < 1e-300 { 0.0 } else { expected };
            let found = reals(matrix, column)[at];
            assert!(near(found, expected, tolerance), "{name} {row:?} {column}: {found:?}");
            compared += 1;
        }
    }
    assert!(compared >= 15, "{name}: {compared}");
}

#[test]
fn rasters_as_the_peers_have_them() {
    let f = Folder::new();
    let request = json!({"inputs": reference_layers(&f)});
    for (method, missing, classes, name) in [
        ("pearson", "pairwise", json!(13), "raster_correlation_pearson_pairwise"),
        ("pearson", "listwise", json!(13), "raster_correlation_pearson_listwise"),
        ("spearman", "pairwise", json!(13), "raster_correlation_spearman_pairwise"),
        ("spearman", "listwise", json!(13), "raster_correlation_spearman_listwise"),
        ("pearson", "pairwise", Value::Null, "raster_correlation_pearson_pairwise_width2cells"),
        ("spearman", "pairwise", Value::Null, "raster_correlation_spearman_pairwise_width2cells"),
    ] {
        let more = json!({"method": method, "missing": missing, "distance_classes": classes});
        check(&run(&with(&request, more)).unwrap(), name);
    }
    let regular = json!({"missing": "listwise", "sample": "regular", "sample_size": 336, "distance_classes": 13});
    let report = run(&with(&request, regular)).unwrap();
    assert!(
        told(&report, "SAMPLE").starts_with("The sample is every 3 rows and columns"),
        "{}",
        told(&report, "SAMPLE")
    );
    check(&report, "raster_regular3_correlation_pearson_listwise");
}

#[test]
fn tables_as_the_peers_have_them() {
    let f = Folder::new();
    let header: Vec<String> = fs::read_to_string(golden("statistics/table.csv"))
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .split(',')
        .map(str::to_owned)
        .collect();
    let fields: Vec<&String> = header.iter().filter(|name| !["id", "east", "north"].contains(&name.as_str())).collect();
    let path = f.text("t.csv", &fs::read_to_string(golden("statistics/table.csv")).unwrap());
    let request = json!({"table": path, "fields": fields, "coordinates": ["east", "north"]});
    for (method, missing, name) in [
        ("pearson", "pairwise", "table_pearson_pairwise"),
        ("pearson", "listwise", "table_pearson_listwise"),
        ("spearman", "pairwise", "table_spearman_pairwise"),
        ("spearman", "listwise", "table_spearman_listwise"),
    ] {
        let more = json!({"method": method, "missing": missing, "effective": false});
        let report = run(&with(&request, more)).unwrap();
        check(&report, name);
        assert!(reals(table(&report, "matrix"), "n_effective").iter().all(Option::is_none));
    }
    check(&run(&with(&request, json!({"distance_classes": 13}))).unwrap(), "table_dutilleul_pairwise");
    check(&run(&request).unwrap(), "table_dutilleul_pairwise_spacing");
    let apart = f.text("apart.csv", "a,b,x,y\n1,2,0,0\n2,1,5,1\n3,5,2,8\n4,4,,3\n");
    let apart = run(&json!({"table": apart, "fields": ["a", "b"], "coordinates": ["x", "y"]})).unwrap();
    assert!(told(&apart, "NO_PLACE").starts_with("1 row has no place"));
    let without = run(&with(&request, json!({"coordinates": null}))).unwrap();
    assert!(told(&without, "NO_EFFECTIVE").starts_with("TABLE has no places on a plane"));
}

/// 1 2 3 4 against 2 1 4 3: r = 0.6; t = 0.6 √(2 / 0.64).
#[test]
fn four_cells_by_hand() {
    let f = Folder::new();
    let map = |values: &[f64]| json!({"path": f.map(&Map { kind: 6, ..Map::new(2, values) })});
    let request = json!({"inputs": [map(&[1.0, 2.0, 3.0, 4.0]), map(&[2.0, 1.0, 4.0, 3.0])], "effective": false, "scatter": true});
    let report = run(&request).unwrap();
    let matrix = table(&report, "matrix");
    assert!(
        near(reals(matrix, "r")[0], 0.6, 1e-14) && near(reals(matrix, "t")[0], 0.6 * (2.0f64 / 0.64).sqrt(), 1e-14)
    );
    // Of t with two degrees of freedom p is 1 - |r|.
    assert!(near(reals(matrix, "p")[0], 0.4, 1e-10));
    assert_eq!(reals(matrix, "n"), [Some(4.0)]);
    assert_eq!(reals(table(&report, "scatter"), "value").len(), 8);
    assert_eq!(report.results["rows_complete"], Some(4.0));
    // The same raster twice: a name each, r 1, p 0
    let same = map(&[1.0, 2.0, 3.0, 5.0]);
    let report = run(&json!({"inputs": [same, same], "effective": false})).unwrap();
    let matrix = table(&report, "matrix");
    assert_eq!(
        (reals(matrix, "r"), reals(matrix, "p"), reals(matrix, "t")),
        (vec![Some(1.0)], vec![Some(0.0)], vec![None])
    );
    assert_eq!(texts(matrix, "var_b")[0], format!("{} 2", texts(matrix, "var_a")[0]));
    // Constant, and too few
    let report = run(&json!({"inputs": [same, map(&[7.0; 4]), map(&[1.0, 2.0, 0.0, 0.0])]})).unwrap();
    assert_eq!(reals(table(&report, "matrix"), "r"), [None; 3]);
    assert!(
        told(&report, "CONSTANT").contains("map") && told(&report, "TOO_FEW_ROWS").starts_with("Fewer than 3 rows")
    );
}

/// A wave with noise of its own, whose values are near whole numbers.
fn layer(rows: usize, columns: usize, shift: u64) -> Vec<f64> {
    let noise =
        |i: usize| ((i as u64 + 97 * shift).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as f64 / f64::from(1 << 24);
    (0..rows * columns)
        .map(|i| {
            let (x, y) = ((i % columns) as f64, (i / columns) as f64);
            (50.0 + 20.0 * (x / 9.0 + shift as f64).sin() + 10.0 * (y / 7.0).cos() + 8.0 * noise(i)).round()
        })
        .collect()
}

#[test]
fn neither_threads_nor_blocks_nor_strides_count() {
    let f = Folder::new();
    let (rows, columns) = (75, 65);
    let maps = |options: Vec<&'static str>| -> Vec<Value> {
        (1..4)
            .map(|k| {
                let mut values = layer(rows, columns, k);
                (0..values.len()).filter(|i| i % (11 + k as usize) == 0).for_each(|i| values[i] = 0.0);
                json!({"path": f.map(&Map { options: options.clone(), ..Map::new(columns, &values) })})
            })
            .collect()
    };
    let striped = maps(vec!["BLOCKYSIZE=3"]);
    let tiled = maps(vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=32"]);
    for method in ["pearson", "spearman"] {
        let of = |inputs: &[Value], threads: usize, more: Value| {
            let report = run(&with(&json!({"inputs": inputs, "method": method, "threads": threads}), more)).unwrap();
            ["r", "p", "n_effective", "p_effective"].map(|name| reals(table(&report, "matrix"), name)).concat()
        };
        let one = of(&striped, 1, json!({}));
        for other in [of(&striped, 2, json!({})), of(&tiled, 2, json!({}))] {
            assert!(one.iter().zip(&other).all(|(a, b)| near(*a, b.unwrap(), 1e-12)), "{one:?} {other:?}");
        }
        assert!(one.iter().all(Option::is_some));
    }
    // The subgrid that fits is a regular sample of its own.
    let few = run(&json!({"inputs": tiled, "fft_max_cells": 250})).unwrap();
    assert!(
        told(&few, "EFFECTIVE_OF_SAMPLE").contains("every 5 rows and columns (15 x 13 cells)"),
        "{}",
        told(&few, "EFFECTIVE_OF_SAMPLE")
    );
    let sample = run(&json!({"inputs": tiled, "sample": "regular", "sample_size": 250})).unwrap();
    let effective = |report: &Report| reals(table(report, "matrix"), "n_effective");
    assert_eq!(effective(&few), effective(&sample));
    assert_ne!(reals(table(&few, "matrix"), "r"), reals(table(&sample, "matrix"), "r"));
}

/// Each cell tells which it is.
fn numbered(f: &Folder, rows: usize, columns: usize) -> Value {
    let values: Vec<f64> = (1..=rows * columns).map(|i| i as f64).collect();
    json!({"path": f.map(&Map { kind: 7, ..Map::new(columns, &values) }), "name": "number"})
}

#[test]
fn draws_are_of_cells_with_values() {
    let f = Folder::new();
    let (rows, columns) = (60, 50);
    let mut other = layer(rows, columns, 1);
    other[..1500].fill(0.0);
    let other = json!({"path": f.map(&Map::new(columns, &other)), "name": "other"});
    let request = json!({"inputs": [numbered(&f, rows, columns), other], "sample": "random", "sample_size": 200, "scatter": true});
    let cells = |report: &Report| -> Vec<usize> {
        let scatter = table(report, "scatter");
        let names = texts(scatter, "variable");
        let values = reals(scatter, "value").into_iter().zip(names).filter(|(_, name)| name == "number");
        values.map(|(value, _)| value.unwrap() as usize - 1).collect()
    };
    let one = cells(&run(&request).unwrap());
    assert!(one.len() == 200 && one.iter().all(|cell| *cell >= 1500) && one.windows(2).all(|two| two[0] < two[1]));
    assert_eq!(cells(&run(&with(&request, json!({"threads": 1}))).unwrap()), one);
    assert_ne!(cells(&run(&with(&request, json!({"seed": 2}))).unwrap()), one);
    // Apart: cells are 20 m by 10 m
    let spaced = run(&with(&request, json!({"min_distance": 60}))).unwrap();
    let spaced_cells = cells(&spaced);
    let place = |cell: usize| (20.0 * (cell % columns) as f64, 10.0 * (cell / columns) as f64);
    for (i, a) in spaced_cells.iter().enumerate() {
        for b in &spaced_cells[..i] {
            let ((ax, ay), (bx, by)) = (place(*a), place(*b));
            assert!((ax - bx).hypot(ay - by) >= 60.0 - 1e-6);
        }
    }
    assert!((45..97).contains(&spaced_cells.len()));
    assert!(told(&spaced, "SAMPLE_SHORT").starts_with("MIN_DISTANCE leaves room for"));
    // By strata: 100, 1,300 and 100 of 1,500 cells; the class of the upper half has no values.
    let mut classes = vec![9.0; 3000];
    classes[1500..1600].fill(3.0);
    classes[1600..2900].fill(5.0);
    classes[2900..].fill(7.0);
    let strata = json!({"path": f.map(&Map::new(columns, &classes))});
    let stratified =
        run(&with(&request, json!({"sample": "stratified", "strata": strata, "sample_size": 20}))).unwrap();
    let drawn = cells(&stratified);
    let of = |class: f64| drawn.iter().filter(|cell| classes[**cell] == class).count();
    // 1.33, 17.33 and 1.33 of 20: two at least, and 16 are left
    assert_eq!([3.0, 5.0, 7.0, 9.0].map(of), [2, 16, 2, 0]);
    assert_eq!(told(&stratified, "SAMPLE_LARGER"), "");
    let three = run(&with(&request, json!({"sample": "stratified", "strata": strata, "sample_size": 4}))).unwrap();
    assert!(told(&three, "SAMPLE_LARGER").starts_with("SAMPLE_SIZE is 4; two cells at least of each of 3 strata"));
    assert!(told(&run(&with(&request, json!({"seed": -7}))).unwrap(), "SAMPLE").contains("(seed -7)"));
    // More than there are: all
    let all = run(&with(&request, json!({"sample_size": 5000}))).unwrap();
    assert_eq!(reals(table(&all, "matrix"), "n"), [Some(1500.0)]);
    assert!(told(&all, "SAMPLE_SHORT").contains("1,500 cells have values"));
    // All cells of a draw are those of all.
    let whole = run(&with(&request, json!({"sample": "all", "sample_size": null, "effective": false}))).unwrap();
    assert!(near(reals(table(&whole, "matrix"), "r")[0], reals(table(&all, "matrix"), "r")[0].unwrap(), 1e-12));
}

#[test]
fn layers_of_other_grids_masks_and_degrees() {
    let f = Folder::new();
    let values = layer(40, 30, 1);
    let first = json!({"path": f.map(&Map::new(30, &values))});
    // Cells of half the size, each four times: as their mean
    let finer: Vec<f64> = (0..80 * 60).map(|i| values[i / 120 * 30 + i % 60 / 2]).collect();
    let place = [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -5.0];
    let finer = json!({"path": f.map(&Map { geotransform: place, ..Map::new(60, &finer) })});
    let request = json!({"inputs": [first, finer], "resample_values": "average", "effective": false});
    let report = run(&request).unwrap();
    assert_eq!(reals(table(&report, "matrix"), "r"), [Some(1.0)]);
    assert!(report.messages.iter().any(|m| m.text.to_string().contains("average")));
    let mask = f.text(
        "m.geojson",
        &geojson(32649, &[r#"{"type":"Polygon","coordinates":[[[500000,4399900],[500100,4399900],[500100,4400000],[500000,4400000],[500000,4399900]]]}"#]),
    );
    let masked = run(&with(&request, json!({"mask": mask}))).unwrap();
    assert_eq!(reals(table(&masked, "matrix"), "n"), [Some(50.0)]);
    // Cells in degrees have no distance.
    let place = [110.0, 0.001, 0.0, 40.0, 0.0, -0.001];
    let degrees = |k: u64| json!({"path": f.map(&Map { epsg: Some(4326), geotransform: place, ..Map::new(30, &layer(40, 30, k)) })});
    let report = run(&json!({"inputs": [degrees(1), degrees(2)]})).unwrap();
    assert!(
        reals(table(&report, "matrix"), "r")[0].is_some() && reals(table(&report, "matrix"), "n_effective") == [None]
    );
    assert!(told(&report, "NO_EFFECTIVE").contains("in degrees"));
    // Infinite values are none.
    let mut with_infinite = values.clone();
    with_infinite[0] = f64::INFINITY;
    let infinite = json!({"path": f.map(&Map { kind: 7, ..Map::new(30, &with_infinite) })});
    let report = run(&json!({"inputs": [first, infinite], "effective": false})).unwrap();
    assert_eq!(reals(table(&report, "matrix"), "n"), [Some(1199.0)]);
    assert!(told(&report, "INFINITE").contains("infinite values"));
    // Nodata that no one told of
    with_infinite[0] = -1.797e308;
    let untold = json!({"path": f.map(&Map { kind: 7, ..Map::new(30, &with_infinite) })});
    let found = sentence(&json!({"inputs": [first, untold], "effective": false}));
    assert!(found.contains("too large to be squared") && found.contains("nodata"), "{found}");
    let tiny: Vec<f64> = values.iter().map(|value| value * 1e-160).collect();
    let tiny = json!({"path": f.map(&Map { kind: 7, ..Map::new(30, &tiny) })});
    assert!(sentence(&json!({"inputs": [first, tiny], "effective": false})).contains("too little to be squared"));
    // Metres in degrees, which a draw would take for metres
    let drawn = json!({"inputs": [degrees(1), degrees(2)], "sample": "random", "sample_size": 5, "min_distance": 30});
    assert!(sentence(&drawn).contains("whose units are degrees"));
    // Lengths that are out of true are told of once, whoever asks for them.
    let place = [1_000_000.0, 100.0, 0.0, 6_000_000.0, 0.0, -100.0];
    let mercator = |k: u64| json!({"path": f.map(&Map { epsg: Some(3857), geotransform: place, ..Map::new(30, &layer(40, 30, k)) })});
    let sample =
        json!({"inputs": [mercator(1), mercator(2)], "sample": "random", "sample_size": 50, "min_distance": 300});
    assert_eq!(told(&run(&sample).unwrap(), "LENGTH_DISTORTION").lines().count(), 1);
    let none = with(&sample, json!({"min_distance": 0, "effective": false}));
    assert_eq!(told(&run(&none).unwrap(), "LENGTH_DISTORTION"), "");
}

#[test]
fn what_does_not_go_together_is_refused() {
    let f = Folder::new();
    let map = json!({"path": f.map(&Map::new(4, &layer(4, 4, 1)))});
    let two = json!({"inputs": [map, map]});
    let csv = f.text("t.csv", "a,b,c\n1,2,x\n2,1,y\n3,5,z\n");
    let strata = json!({"path": f.map(&Map { kind: 6, nodata: None, ..Map::new(40, &(0..1600).map(|i| f64::from(i) + 0.5).collect::<Vec<_>>()) })});
    let large = json!({"path": f.map(&Map { kind: 6, ..Map::new(40, &layer(40, 40, 1)) })});
    for (request, part) in [
        (json!({}), "There is nothing to compute from"),
        (json!({"inputs": [map]}), "INPUTS names 1; 2 or more are needed"),
        (json!({"inputs": [map, map], "table": csv}), "INPUTS and TABLE are both given"),
        (with(&two, json!({"coordinates": ["a", "b"]})), "COORDINATES is given, and TABLE is not"),
        (json!({"table": csv, "fields": ["a", "b"], "coordinates": ["d", "d"]}), "d"),
        (
            json!({"table": f.text("one.csv", "a,b,x\n1,2,5\n2,1,5\n3,5,5\n"), "fields": ["a", "b"], "coordinates": ["x", "x"]}),
            "lie in one place",
        ),
        (with(&two, json!({"fields": ["a"]})), "FIELDS is given, and TABLE is not"),
        (json!({"table": csv, "fields": ["a", "A"]}), "FIELDS: a is named twice"),
        (json!({"table": csv, "fields": ["a", "d"]}), "d"),
        (json!({"table": csv, "fields": ["a", "c"]}), "a number"),
        (
            json!({"table": csv, "fields": ["a", "b"], "sample": "random", "sample_size": 3}),
            "SAMPLE and TABLE are both given",
        ),
        (json!({"table": csv, "fields": ["a", "b"], "coordinates": ["a"]}), "COORDINATES"),
        (with(&two, json!({"sample_size": 5})), "SAMPLE_SIZE goes with SAMPLE random, regular or stratified alone"),
        (with(&two, json!({"sample": "random"})), "SAMPLE random needs SAMPLE_SIZE"),
        (with(&two, json!({"sample": "random", "sample_size": 2})), "SAMPLE_SIZE is 2; allowed: 3 to 10,000,000"),
        (with(&two, json!({"min_distance": 5})), "MIN_DISTANCE goes with SAMPLE random or stratified alone"),
        (with(&two, json!({"sample": "random", "sample_size": 5, "min_distance": -1})), "MIN_DISTANCE"),
        (with(&two, json!({"sample": "stratified", "sample_size": 5})), "SAMPLE stratified needs STRATA"),
        (with(&two, json!({"strata": map})), "STRATA goes with SAMPLE stratified alone"),
        (with(&two, json!({"distance_classes": 0})), "DISTANCE_CLASSES is 0"),
        (
            with(&two, json!({"distance_classes": 5, "effective": false})),
            "DISTANCE_CLASSES is given, and EFFECTIVE is not",
        ),
        (with(&two, json!({"fft_max_cells": 0})), "FFT_MAX_CELLS"),
        (
            json!({"inputs": [large, large], "sample": "stratified", "sample_size": 5, "strata": strata}),
            "STRATA has the value 0.5",
        ),
    ] {
        let found = sentence(&request);
        assert!(found.contains(part), "{request}: {found}");
    }
    let empty = json!({"path": f.map(&Map::new(4, &[0.0; 16]))});
    let found = sentence(&json!({"inputs": [map, empty], "sample": "random", "sample_size": 5}));
    assert!(found.contains("no cell has a value in 2 or more of the layers"), "{found}");
    assert_eq!(sentence(&json!({"inputs": [map, empty]})), found);
    let csv = f.text("apart.csv", "a,b\n1,\n,2\n3,\n");
    let found = sentence(&json!({"table": csv, "fields": ["a", "b"]}));
    assert!(found.contains("no row has a value in two or more of FIELDS"), "{found}");
}

#[test]
fn cancelled_anywhere_it_ends() {
    let f = Folder::new();
    let maps: Vec<Value> = (1..4).map(|k| json!({"path": f.map(&Map::new(60, &layer(60, 60, k)))})).collect();
    for more in [json!({}), json!({"method": "spearman"}), json!({"sample": "random", "sample_size": 100})] {
        let request = with(&json!({"inputs": maps}), more);
        let request = parse(&request.to_string()).unwrap();
        let mut calls = 0;
        correlation::run(
            &request,
            &mut Progress::new(&mut |_, _| {
                calls += 1;
                true
            }),
        )
        .unwrap();
        for stop in 1..=calls {
            let mut count = 0;
            let found = correlation::run(
                &request,
                &mut Progress::new(&mut |_, _| {
                    count += 1;
                    count < stop
                }),
            );
            assert!(matches!(found, Err(Error::Cancelled)) || stop > count, "{stop} of {calls}");
        }
    }
}
