use crate::fixture::{Folder, Map, golden, metadata, read, read_numbers, reals, table, texts, told, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    run::kriging,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs};

const NONE: f64 = f32::MIN as f64;

fn run(request: &Value) -> Result<Report> {
    kriging::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

/// Points in UTM 49N, in metres from 500,000 E and 4,400,000 N, with z and what else they have.
fn points(f: &Folder, name: &str, points: &[(f64, f64, Value)]) -> String {
    features(
        f,
        name,
        32649,
        points.iter().map(|(x, y, z)| {
            let at = [500_000.0 + x, 4_400_000.0 + y];
            (json!({"z": z}), json!({"type": "Point", "coordinates": at}))
        }),
    )
}

fn features(f: &Folder, name: &str, epsg: i32, all: impl Iterator<Item = (Value, Value)>) -> String {
    let feature = |(properties, geometry)| json!({"type": "Feature", "properties": properties, "geometry": geometry});
    let crs = json!({"type": "name", "properties": {"name": format!("urn:ogc:def:crs:EPSG::{epsg}")}});
    let all: Vec<Value> = all.map(feature).collect();
    f.text(name, &json!({"type": "FeatureCollection", "crs": crs, "features": all}).to_string())
}

/// Three points of which all is known in fractions: (0, 0) = 1, (6, 0) = 3, (3, 4) = 8, semivariance h.
fn three(f: &Folder) -> Value {
    let input = points(f, "three.geojson", &[(0.0, 0.0, json!(1)), (6.0, 0.0, json!(3)), (3.0, 4.0, json!(8))]);
    json!({"input": input, "field": "z", "model": "linear", "psill": 1})
}

/// Some points of a smooth surface, in no order.
fn surface(count: usize) -> Vec<(f64, f64, Value)> {
    let number = |i: usize, k: u64| {
        let mixed =
            (i as u64 * 2 + k).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed >> 11) as f64 / (1u64 << 53) as f64
    };
    (0..count)
        .map(|i| {
            let (x, y) = ((number(i, 0) * 900.0).round(), (number(i, 1) * 700.0).round());
            (x, y, json!((x / 130.0).sin() + (y / 90.0).cos() + 0.002 * x + (i % 7) as f64 * 0.05))
        })
        .collect()
}

fn some(f: &Folder, count: usize) -> Value {
    let input = points(f, "some.geojson", &surface(count));
    json!({
        "input": input, "field": "z", "model": "spherical", "nugget": 0.05, "psill": 1, "range": 300,
        "cell_size": 20, "max_neighbours": 16,
        "output": f.path("o.tif"), "variance": f.path("v.tif"), "neighbours": f.path("n.tif")
    })
}

#[test]
fn three_points_by_hand() {
    let f = Folder::new();
    let targets = features(
        &f,
        "t.geojson",
        32649,
        [(json!({}), json!({"type": "Point", "coordinates": [500_003, 4_400_000]}))].into_iter(),
    );
    let request =
        with(&three(&f), json!({"targets": targets, "cv": "leave_one_out", "max_neighbours": 0, "drift_terms": true}));
    let report = run(&request).unwrap();
    let close = |a: Option<f64>, b: f64| (a.unwrap() - b).abs() < 1e-12;
    let predicted = table(&report, "predicted");
    assert!(close(reals(predicted, "predicted")[0], 20.0 / 7.0) && close(reals(predicted, "variance")[0], 20.0 / 7.0));
    assert_eq!((reals(predicted, "neighbours")[0], reals(predicted, "feature")[0]), (Some(3.0), Some(1.0)));
    // The third point from the others: 2, with variance 7
    let left = table(&report, "crossvalidation");
    assert!(close(reals(left, "predicted")[2], 2.0) && close(reals(left, "variance")[2], 7.0));
    assert!(close(reals(left, "z_score")[2], 6.0 / 7f64.sqrt()) && reals(left, "fid")[2] == Some(3.0));
    assert_eq!(report.results["cells_missing"], Some(0.0));
    // Local neighbourhoods of as many are the same
    let local = run(&with(&request, json!({"max_neighbours": 3}))).unwrap();
    assert!(close(reals(table(&local, "predicted"), "predicted")[0], 20.0 / 7.0));
    assert_eq!(texts(table(&report, "model"), "part"), ["nugget", "linear"]);
    // Of the mean 1' G^-1 z / 1' G^-1 1 with u = G^-1 1 = (0.1, 0.1, 0.08); without a sill it has no variance.
    let terms = table(&report, "drift_terms");
    assert_eq!((texts(terms, "term"), reals(terms, "se")), (vec!["mean".to_owned()], vec![None]));
    assert!(close(reals(terms, "coefficient")[0], 26.0 / 7.0));
}

#[test]
fn a_grid_has_what_its_centres_have() {
    let f = Folder::new();
    let input = points(&f, "p.geojson", &[(5.0, 5.0, json!(1.0)), (25.0, 5.0, json!(3.0)), (38.0, 17.0, json!(2.0))]);
    let request = json!({
        "input": input, "field": "z", "model": "exponential", "psill": 2, "range": 30, "cell_size": 10,
        "output": f.path("o.tif"), "variance": f.path("v.tif"), "neighbours": f.path("n.tif")
    });
    let report = run(&request).unwrap();
    let written = read(&f.path("o.tif"));
    assert_eq!(
        (written.geotransform, written.epsg.as_str()),
        ([500_000.0, 10.0, 0.0, 4_400_020.0, 0.0, -10.0], "32649")
    );
    assert_eq!(written.values.len(), 4 * 2);
    // Two of the points are centres of cells: their values, without variance
    assert_eq!((written.values[4], written.values[6]), (1.0, 3.0));
    let variance = read(&f.path("v.tif")).values;
    assert_eq!((variance[4], variance[6]), (0.0, 0.0));
    assert!(variance.iter().enumerate().all(|(i, v)| i == 4 || i == 6 || *v > 0.1));
    assert_eq!(read_numbers(&f.path("n.tif")), (vec![3.0; 8], 2, 0.0));
    assert!(told(&report, "GRID").starts_with("The grid has 4 columns and 2 rows"));
    assert!(metadata(&f.path("o.tif"), "PITSCAPE_PARAMETERS").contains("\"type\":\"ordinary\""));
    // The same cells as targets
    let centres = (0..8).map(|i| {
        let at = [500_005.0 + 10.0 * f64::from(i % 4), 4_400_015.0 - 10.0 * f64::from(i / 4)];
        (json!({}), json!({"type": "Point", "coordinates": at}))
    });
    let targets = features(&f, "t.geojson", 32649, centres);
    let other = run(&with(
        &request,
        json!({"targets": targets, "output": null, "variance": null, "neighbours": null, "cell_size": null}),
    ))
    .unwrap();
    let predicted: Vec<f32> =
        reals(table(&other, "predicted"), "predicted").iter().map(|v| v.unwrap() as f32).collect();
    assert_eq!(predicted, written.values);
    // An extent of one's own, on multiples
    run(&with(&request, json!({"extent": [500_004, 4_400_011, 500_021, 4_400_019]}))).unwrap();
    let part = read(&f.path("o.tif"));
    assert_eq!((part.geotransform[0], part.geotransform[3]), (500_000.0, 4_400_020.0));
    assert_eq!(part.values, written.values[0..3]);
    assert_eq!(told(&report, "POINTS_ELSEWHERE"), "");
    // One where no point is
    let away = run(&with(&request, json!({"extent": [510_000, 4_400_000, 510_040, 4_400_020]}))).unwrap();
    let told = told(&away, "POINTS_ELSEWHERE");
    assert!(told.contains("lies on the grid of the prediction"), "{told}");
    // On the grid of a raster, and of its cells those in a mask alone
    let snap = f.map(&Map { geotransform: [500_000.0, 10.0, 0.0, 4_400_020.0, 0.0, -10.0], ..Map::new(4, &[1.0; 8]) });
    let mask = f.text("m.geojson", &crate::fixture::geojson(32649, &[r#"{"type":"Polygon","coordinates":[[[500000,4400000],[500020,4400000],[500020,4400010],[500000,4400010],[500000,4400000]]]}"#]));
    let masked = with(&request, json!({"cell_size": null, "snap": {"path": snap}, "mask": mask}));
    assert_eq!(run(&masked).unwrap().results["cells_missing"], Some(0.0));
    let values = read_numbers(&f.path("o.tif")).0;
    assert_eq!(values, [NONE, NONE, NONE, NONE, 1.0, f64::from(written.values[5]), NONE, NONE]);
}

/// What is near, how many, on which threads and in which blocks: each cell is the same.
#[test]
fn neither_threads_nor_blocks_count() {
    let f = Folder::new();
    let request = with(
        &some(&f, 150),
        json!({"cell_size": 4, "threads": 1, "create_options": ["BLOCKXSIZE=16", "BLOCKYSIZE=16"]}),
    );
    run(&request).unwrap();
    let first = ["o.tif", "v.tif", "n.tif"].map(|name| read_numbers(&f.path(name)));
    for (threads, options) in [(3, vec!["BLOCKXSIZE=128", "BLOCKYSIZE=64"]), (2, vec!["TILED=NO", "BLOCKYSIZE=1000"])] {
        run(&with(&request, json!({"threads": threads, "create_options": options}))).unwrap();
        assert!(["o.tif", "v.tif", "n.tif"].map(|name| read_numbers(&f.path(name))) == first, "{options:?}");
    }
}

fn rows(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(golden(&format!("kriging/{name}"))).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect()).collect()
}

/// The raster of the reference, from the values that it has.
fn gaps(f: &Folder) -> (String, BTreeMap<usize, f64>) {
    let mut values = vec![-9999.0; 44 * 40];
    let place = |row: &[String]| {
        let (x, y): (f64, f64) = (row[0].parse().unwrap(), row[1].parse().unwrap());
        (((x - 500_000.0) / 10.0).floor() as i64, ((4_400_000.0 - y) / 10.0).floor() as i64)
    };
    for row in rows("gaps_pts.csv") {
        let (column, line) = place(&row);
        values[(line * 44 + column) as usize] = row[2].parse().unwrap();
    }
    let map = Map {
        kind: 7,
        nodata: Some(-9999.0),
        geotransform: [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0],
        options: vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"],
        ..Map::new(44, &values)
    };
    let known = values.iter().copied().enumerate().filter(|(_, value)| *value > -9999.0).collect();
    (f.map(&map), known)
}

#[test]
fn gaps_are_filled_as_the_reference_has_them() {
    let f = Folder::new();
    let (raster, known) = gaps(&f);
    let request = json!({
        "raster": {"path": raster}, "model": "exponential", "nugget": 0.05, "psill": 0.8, "range": 60,
        "output": f.path("o.tif"), "variance": f.path("v.tif"), "neighbours": f.path("n.tif"),
        "create_options": ["BLOCKXSIZE=16", "BLOCKYSIZE=16"]
    });
    let cases = [
        ("gaps_own_maxdist30.csv", json!({"max_neighbours": 0, "search": 30.1})),
        ("gaps_own_nmax16.csv", json!({"max_neighbours": 16})),
    ];
    for (name, more) in cases {
        let report = run(&with(&request, more)).unwrap();
        let found = ["o.tif", "v.tif", "n.tif"].map(|name| read_numbers(&f.path(name)).0);
        let mut compared = 0;
        for row in rows(name) {
            let numbers: Vec<Option<f64>> = row.iter().map(|cell| cell.parse().ok()).collect();
            let (x, y) = (numbers[0].unwrap(), numbers[1].unwrap());
            let at = ((4_400_000.0 - y) / 10.0).floor() as usize * 44 + ((x - 500_000.0) / 10.0).floor() as usize;
            let [prediction, variance, neighbours] = [0, 1, 2].map(|k| found[k][at]);
            match (numbers[2], numbers[3]) {
                (Some(expected), Some(spread)) => {
                    assert!(
                        (prediction - expected).abs() < 1e-6 * expected.abs(),
                        "{name} {x} {y}: {prediction} {expected}"
                    );
                    assert!((variance - spread).abs() < 1e-6 * spread, "{name} {x} {y}: {variance} {spread}");
                    assert_eq!(Some(neighbours), numbers[4]);
                }
                _ => assert_eq!((prediction, neighbours), (NONE, 0.0)),
            }
            compared += 1;
        }
        assert!(compared > 40);
        // All others are as they were, and sure.
        for (at, value) in &known {
            assert_eq!((found[0][*at], found[1][*at]), (*value as f32 as f64, 0.0));
        }
        assert_eq!(report.results["points"], Some(known.len() as f64));
    }
    // With all cells as neighbours, which are but one system
    let all = run(&with(&request, json!({"max_neighbours": 0}))).unwrap();
    assert_eq!(all.results["cells_missing"], Some(0.0));
    // Only those in a mask, of which this one holds the first cell without a value
    let (x, y) = (500_295.0, 4_399_995.0);
    let ring =
        json!([[[x - 5.0, y - 5.0], [x + 5.0, y - 5.0], [x + 5.0, y + 5.0], [x - 5.0, y + 5.0], [x - 5.0, y - 5.0]]]);
    let mask =
        features(&f, "mask.geojson", 32649, [(json!({}), json!({"type": "Polygon", "coordinates": ring}))].into_iter());
    run(&with(&request, json!({"max_neighbours": 16}))).unwrap();
    let unmasked = ["o.tif", "n.tif"].map(|name| read_numbers(&f.path(name)).0[29]);
    let masked = run(&with(&request, json!({"mask": mask, "max_neighbours": 16}))).unwrap();
    assert_eq!(["o.tif", "n.tif"].map(|name| read_numbers(&f.path(name)).0[29]), unmasked);
    assert!(told(&masked, "PREDICTED").starts_with("Predicted: 1 cell, from 1"));
    assert_eq!(read_numbers(&f.path("o.tif")).0.iter().filter(|v| **v == NONE).count(), 202);
}

/// A gap so wide that its neighbours are looked for again, farther out, has the neighbours that it has with all cells.
#[test]
fn wide_gaps_have_their_neighbours() {
    let f = Folder::new();
    let (rows, columns) = (60, 70);
    let value = |row: usize, column: usize| {
        let inside = (8..55).contains(&row) && (5..66).contains(&column) && (row, column) != (30, 40);
        if inside || (row * 7 + column * 3) % 5 == 0 {
            -1.0
        } else {
            10.0 + (row as f64 / 9.0).sin() + column as f64 / 40.0
        }
    };
    let values: Vec<f64> = (0..rows * columns).map(|i| value(i / columns, i % columns)).collect();
    // Cells that are neither square nor upright
    for geotransform in [[500_000.0, 20.0, 0.0, 4_400_000.0, 0.0, -10.0], [500_000.0, 8.0, 5.0, 4_400_000.0, 6.0, -9.0]]
    {
        let map = Map {
            kind: 7,
            nodata: Some(-1.0),
            geotransform,
            options: vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"],
            ..Map::new(columns, &values)
        };
        let request = json!({
            "raster": {"path": f.map(&map)}, "model": "exponential", "nugget": 0.1, "psill": 1, "range": 150, "max_neighbours": 12,
            "output": f.path("o.tif"), "create_options": ["BLOCKXSIZE=16", "BLOCKYSIZE=16"]
        });
        run(&request).unwrap();
        let cells = read_numbers(&f.path("o.tif")).0;
        let at = |i: usize| {
            let g = geotransform;
            let (column, row) = ((i % columns) as f64 + 0.5, (i / columns) as f64 + 0.5);
            (g[0] + column * g[1] + row * g[2], g[3] + column * g[4] + row * g[5])
        };
        // What is predicted for a gap does not depend on which others are asked for, nor on how much was read.
        for gap in [9 * columns + 6, 30 * columns + 20] {
            let (x, y) = at(gap);
            let ring = json!([[
                [x - 1.0, y - 1.0],
                [x + 1.0, y - 1.0],
                [x + 1.0, y + 1.0],
                [x - 1.0, y + 1.0],
                [x - 1.0, y - 1.0]
            ]]);
            let one = (json!({}), json!({"type": "Polygon", "coordinates": ring}));
            let mask = features(&f, "one.geojson", 32649, [one].into_iter());
            run(&with(&request, json!({"mask": mask, "output": f.path("m.tif"), "create_options": null}))).unwrap();
            assert_eq!(read_numbers(&f.path("m.tif")).0[gap], cells[gap]);
        }
        let some = |is: fn(f64) -> bool| (0..values.len()).filter(|i| is(values[*i])).collect::<Vec<usize>>();
        let point =
            |i: &usize| (json!({"z": values[*i]}), json!({"type": "Point", "coordinates": [at(*i).0, at(*i).1]}));
        let input = features(&f, "valid.geojson", 32649, some(|v| v > 0.0).iter().map(point));
        let gaps = some(|v| v < 0.0);
        let targets = features(&f, "gaps.geojson", 32649, gaps.iter().map(point));
        let given = json!({"raster": null, "output": null, "create_options": null, "input": input, "field": "z", "targets": targets});
        let report = run(&with(&request, given)).unwrap();
        let predicted = reals(table(&report, "predicted"), "predicted");
        for (i, predicted) in gaps.iter().zip(predicted) {
            assert!((cells[*i] - predicted.unwrap()).abs() < 1e-5, "{i}: {} {predicted:?}", cells[*i]);
        }
    }
}

#[test]
fn layers_of_the_drift_are_read_where_points_and_cells_lie() {
    let f = Folder::new();
    // Values are 3 + 2 layer, all told by the drift; the layer is shifted against the grid, and has a hole.
    let cell = |i: usize| if i == 11 { -9999.0 } else { ((i * 37) % 17) as f64 };
    let values: Vec<f64> = (0..96).map(cell).collect();
    let layer = Map {
        kind: 7,
        nodata: Some(-9999.0),
        geotransform: [499_993.0, 10.0, 0.0, 4_400_057.0, 0.0, -10.0],
        ..Map::new(12, &values)
    };
    let at = |x: f64, y: f64| values[((57.0 - y) / 10.0) as usize * 12 + ((x + 7.0) / 10.0) as usize];
    let places: Vec<(f64, f64)> =
        (0..40).map(|i| (f64::from(i * 29 % 97) + 0.5, f64::from(i * 17 % 49) + 0.25)).collect();
    let given: Vec<(f64, f64, Value)> = places.iter().map(|(x, y)| (*x, *y, json!(3.0 + 2.0 * at(*x, *y)))).collect();
    let lost = given.iter().filter(|(x, y, _)| at(*x, *y) < 0.0).count();
    let input = points(&f, "p.geojson", &given);
    let request = json!({
        "input": input, "field": "z", "model": "exponential", "nugget": 0, "psill": 1, "range": 30, "type": "universal",
        "drift_layers": [{"path": f.map(&layer), "name": "height"}], "cell_size": 10, "extent": [500_000, 4_400_000, 500_100, 4_400_050],
        "output": f.path("o.tif"), "max_neighbours": 0, "drift_terms": true
    });
    let report = run(&request).unwrap();
    assert_eq!(told(&report, "NO_DRIFT").contains("left out: height has no value there"), lost > 0);
    let terms = table(&report, "drift_terms");
    assert_eq!(texts(terms, "term"), ["mean", "height"]);
    let coefficients = reals(terms, "coefficient");
    assert!((coefficients[0].unwrap() - 3.0).abs() < 1e-9 && (coefficients[1].unwrap() - 2.0).abs() < 1e-9);
    // Over a polygon the mean of what lies under its places
    let ring = json!([[
        [500_020, 4_400_010],
        [500_040, 4_400_010],
        [500_040, 4_400_030],
        [500_020, 4_400_030],
        [500_020, 4_400_010]
    ]]);
    let polygon = (json!({}), json!({"type": "Polygon", "coordinates": ring}));
    let targets = features(&f, "t.geojson", 32649, [polygon].into_iter());
    let of_polygon = run(&with(&request, json!({"targets": targets, "output": null}))).unwrap();
    let nodes = (0..100).map(|i| at(21.0 + 2.0 * f64::from(i % 10), 11.0 + 2.0 * f64::from(i / 10)));
    let under: Vec<f64> = nodes.filter(|value| *value >= 0.0).collect();
    let expected = 3.0 + 2.0 * under.iter().sum::<f64>() / under.len() as f64;
    assert!((reals(table(&of_polygon, "predicted"), "predicted")[0].unwrap() - expected).abs() < 1e-9);
    run(&request).unwrap();
    let cells = read_numbers(&f.path("o.tif")).0;
    for (i, value) in cells.iter().enumerate() {
        let (x, y) = (5.0 + 10.0 * (i % 10) as f64, 45.0 - 10.0 * (i / 10) as f64);
        match at(x, y) {
            under if under < 0.0 => assert_eq!(*value, NONE),
            under => assert!((value - (3.0 + 2.0 * under)).abs() < 1e-5, "{x} {y}: {value}"),
        }
    }
    assert_eq!(report.results["cells_missing"], Some(cells.iter().filter(|v| **v == NONE).count() as f64));
}

#[test]
fn models_are_of_a_table_given_or_fitted() {
    let f = Folder::new();
    let request = with(&some(&f, 200), json!({"variance": null, "neighbours": null}));
    run(&request).unwrap();
    let given = read_numbers(&f.path("o.tif"));
    let none = json!({"model": null, "nugget": null, "psill": null, "range": null});
    // The row of the lowest AIC that ended at no bound; others are of single directions.
    let header = "layer,year,direction,model,structures,kappa,nugget,psill,range_a,psill2,range_a2,aic,at_bound";
    let table_of = |rows: &[&str]| f.text("fits.csv", &format!("{header}\n{}\n", rows.join("\n")));
    let fits = table_of(&[
        "a,,,gaussian,1,,0.2,1,100,,,-90,nugget",
        "a,,,spherical,1,,0.05,1,300,,,-50,",
        "a,,,exponential,1,,0.1,2,80,,,-20,",
        "a,,45,exponential,1,,0.1,2,80,,,-99,",
    ]);
    let from_table = run(&with(&with(&request, none.clone()), json!({"fits": fits}))).unwrap();
    let passed = told(&from_table, "MODEL_PASSED_OVER");
    assert!(passed.starts_with("gaussian has a lower AIC (-90 to -50), but its fit ended at a bound"), "{passed}");
    assert_eq!(told(&from_table, "MODEL"), "Kriging takes row 2 of FITS: nugget 0.05, spherical (psill 1, range 300).");
    assert_eq!(read_numbers(&f.path("o.tif")), given);
    assert_eq!(told(&from_table, "MODEL_BESIDE_DRIFT"), "");
    let beside = json!({"fits": fits, "type": "universal", "drift": "linear"});
    let beside = run(&with(&with(&request, none.clone()), beside)).unwrap();
    assert!(told(&beside, "MODEL_BESIDE_DRIFT").contains("leave FITS out"));
    let two = table_of(&["a,,,spherical,1,,0.05,1,300,,,-50,", "b,,,exponential,1,,0.1,2,80,,,-20,"]);
    assert!(
        sentence(&with(&with(&request, none.clone()), json!({"fits": two})))
            .contains("models of several variograms, which differ in layer")
    );
    let bound = table_of(&["a,,,gaussian,1,,0,1,100,,,-90,nugget"]);
    let at_bound = run(&with(&with(&request, none.clone()), json!({"fits": bound}))).unwrap();
    assert!(told(&at_bound, "MODEL_AT_BOUND").contains("gaussian is taken"));
    assert!(told(&at_bound, "SMOOTH_MODEL").contains("at least 0.1 % of the sill (0.001)"));
    // What a model that does not suit the points makes is its exact solution, and far from them.
    assert_eq!(told(&from_table, "FAR_BEYOND_VALUES"), "");
    let wild = json!({"model": "gaussian", "nugget": 1e-9, "psill": 1, "range": 300, "cell_size": 50, "extent": [500_000, 4_400_000, 502_000, 4_402_000]});
    let wild = run(&with(&request, wild)).unwrap();
    assert!(told(&wild, "FAR_BEYOND_VALUES").starts_with("Predictions go from "), "{:?}", wild.results);
    // Fitted as point_variogram does, and the same again by what it says.
    let fitted = run(&with(&with(&request, none.clone()), json!({"variogram": true}))).unwrap();
    let parts = table(&fitted, "model");
    let again = with(
        &request,
        json!({"model": texts(parts, "part")[1], "nugget": reals(parts, "psill")[0], "psill": reals(parts, "psill")[1], "range": reals(parts, "range_a")[1]}),
    );
    let first = read_numbers(&f.path("o.tif"));
    run(&again).unwrap();
    assert_eq!(read_numbers(&f.path("o.tif")), first);
    assert_eq!(table(&fitted, "variogram").columns[0].1.len(), 15);
    assert_eq!(table(&fitted, "curves").columns[0].1.len(), 120);
    // Beside a drift, twice
    let universal = run(&with(&with(&request, none.clone()), json!({"type": "universal", "drift": "linear"}))).unwrap();
    assert_eq!(universal.messages.iter().filter(|m| m.code == "RESIDUALS").count(), 2);
    // Ranges that differ by direction
    let stretched = run(&with(&request, json!({"angle": 30, "ratio": 0.5, "variogram": true}))).unwrap();
    assert_eq!(table(&stretched, "curves").columns[0].1.len(), 240);
    assert_ne!(read_numbers(&f.path("o.tif")), given);
}

/// What a report asks for beside its maps takes no minutes and no gigabytes.
#[test]
fn coefficients_of_very_many_points_are_not_solved_for() {
    let f = Folder::new();
    let grid: Vec<_> = (0..5_100).map(|i| (f64::from(i % 100), f64::from(i / 100), json!(i % 7))).collect();
    let asked = json!({"input": points(&f, "grid.geojson", &grid), "cell_size": 30, "max_neighbours": 4, "drift_terms": true, "variance": null});
    let request = with(&some(&f, 1), asked);
    let report = run(&request).unwrap();
    assert!(
        told(&report, "NO_COEFFICIENTS").starts_with("Coefficients of the drift are computed of up to 5,000 points")
    );
    assert_eq!(table(&report, "drift_terms").columns[0].1.len(), 0);
}

#[test]
fn points_in_one_place() {
    let f = Folder::new();
    let mut all = surface(40);
    let (x, y, _) = all[3].clone();
    all.extend([(x, y, json!(2.0)), (700.0, 700.0, Value::Null)]);
    let input = points(&f, "p.geojson", &all);
    let request = with(&some(&f, 1), json!({"input": input}));
    let report = run(&request).unwrap();
    assert!(told(&report, "DUPLICATES").starts_with("2 points lie in 1 place with others"));
    assert_eq!(report.results["points"], Some(40.0));
    assert!(told(&report, "POINTS_LEFT_OUT").contains("41 of 42 points count. Left out: 1 without a value in z."));
    let refused = sentence(&with(&request, json!({"duplicates": "error"})));
    assert!(refused.starts_with("Points 4, 41 lie in one place"), "{refused}");
    // Each with an error of its own: as their mean with half of it, of which there is no other here
    let error = run(&with(&request, json!({"nugget_is": "error"}))).unwrap();
    assert_eq!((error.results["points"], told(&error, "DUPLICATES").as_str()), (Some(41.0), ""));
    let exact = run(&with(&request, json!({"nugget_is": "error", "nugget": 0}))).unwrap();
    assert_eq!(exact.results["points"], Some(40.0));
}

#[test]
fn polygons_are_blocks() {
    let f = Folder::new();
    let request = with(
        &some(&f, 60),
        json!({"output": null, "variance": null, "neighbours": null, "cell_size": null, "nugget": 0}),
    );
    let square = |x: f64, y: f64, side: f64| {
        let (x, y) = (500_000.0 + x, 4_400_000.0 + y);
        json!({"type": "Polygon", "coordinates": [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]})
    };
    let all = [square(300.0, 200.0, 100.0), square(349.9995, 249.9995, 0.001)];
    let targets = features(&f, "t.geojson", 32649, all.into_iter().map(|geometry| (json!({}), geometry)));
    let predicted = run(&with(&request, json!({"targets": targets}))).unwrap();
    let (means, variances) =
        (reals(table(&predicted, "predicted"), "predicted"), reals(table(&predicted, "predicted"), "variance"));
    let point = features(
        &f,
        "c.geojson",
        32649,
        [(json!({}), json!({"type": "Point", "coordinates": [500_350, 4_400_250]}))].into_iter(),
    );
    let centre = run(&with(&request, json!({"targets": point}))).unwrap();
    let at = |name: &str| reals(table(&centre, "predicted"), name)[0].unwrap();
    // What is tiny is a point; a mean is surer than that.
    assert!(
        (means[1].unwrap() - at("predicted")).abs() < 1e-5 && (variances[1].unwrap() - at("variance")).abs() < 1e-4
    );
    assert!(variances[0].unwrap() < at("variance"));
    assert_eq!(told(&predicted, "WIDE_TARGETS"), "");
    // One that holds more points than it is made of
    let wide = features(&f, "w.geojson", 32649, [(json!({}), square(0.0, 0.0, 700.0))].into_iter());
    let wide = with(&request, json!({"targets": wide}));
    assert!(told(&run(&wide).unwrap(), "WIDE_TARGETS").starts_with("1 polygon holds more points than"));
    assert_eq!(told(&run(&with(&wide, json!({"max_neighbours": 0}))).unwrap(), "WIDE_TARGETS"), "");
    // The mean over 10 x 10 places of the same neighbours
    let block = run(&with(&request, json!({"targets": point, "block": [100], "block_nodes": 10}))).unwrap();
    let mean = reals(table(&block, "predicted"), "predicted")[0].unwrap();
    assert!((mean - means[0].unwrap()).abs() < 2e-3, "{mean} {:?}", means[0]);
    let line = features(
        &f,
        "l.geojson",
        32649,
        [(json!({}), json!({"type": "LineString", "coordinates": [[500_000, 4_400_000], [500_010, 4_400_000]]}))]
            .into_iter(),
    );
    assert!(sentence(&with(&request, json!({"targets": line}))).contains("neither one point nor polygons"));
}

#[test]
fn what_does_not_go_together_is_refused() {
    let f = Folder::new();
    let request = some(&f, 30);
    let raster = f.map(&Map::new(2, &[1.0, 2.0, 0.0, 4.0]));
    let cases = [
        (json!({"input": null, "field": null}), "There is nothing to predict from"),
        (json!({"raster": {"path": raster}}), "INPUT and RASTER are both given"),
        (
            json!({"input": null, "field": null, "raster": {"path": raster}}),
            "CELL_SIZE is of points, and RASTER is given",
        ),
        (json!({"field": null}), "INPUT is given, and FIELD is not"),
        (
            json!({"cell_size": null, "output": null, "variance": null, "neighbours": null}),
            "Nothing says where to predict",
        ),
        (json!({"cell_size": null}), "OUTPUT is given, and CELL_SIZE is not"),
        (json!({"snap": {"path": raster}}), "CELL_SIZE and SNAP are both given"),
        (json!({"cell_size": -1}), "CELL_SIZE"),
        (json!({"extent": [1, 2]}), "EXTENT"),
        (json!({"type": "simple"}), "TYPE simple takes the mean as known"),
        (json!({"mean": 2}), "MEAN is given, and TYPE is not simple"),
        (json!({"type": "universal"}), "TYPE universal needs a drift"),
        (json!({"drift": "linear"}), "DRIFT or DRIFT_LAYERS are given, and TYPE is not universal"),
        (
            json!({"type": "universal", "drift": "quadratic", "max_neighbours": 6}),
            "MAX_NEIGHBOURS is 6, and a prediction needs 7 points",
        ),
        (json!({"model": "linear_sill"}), "linear_sill is not positive definite"),
        (json!({"model": "linear", "type": "simple", "mean": 0}), "TYPE simple needs a model with a sill"),
        (json!({"nugget": -1}), "NUGGET is -1"),
        (json!({"psill": 1e37}), "PSILL is 1e37; allowed: 0 to 1e36"),
        (json!({"max_neighbours": 0, "min_neighbours": 31}), "too few points: 30, and 31 are needed"),
        (json!({"range": null}), "MODEL spherical needs RANGE; give it."),
        (json!({"model": "matern"}), "MODEL matern needs KAPPA; give it."),
        (json!({"model": null}), "NUGGET is given, and MODEL is not"),
        (json!({"model": "power", "kappa": 2.5}), "KAPPA is 2.5; allowed: more than 0 and up to 2 for power"),
        (json!({"psill2": 1}), "PSILL2 is given, and MODEL2 is not"),
        (json!({"ratio": 2, "angle": 0}), "RATIO is 2"),
        (json!({"ratio": 0.5}), "RATIO is given, and ANGLE is not"),
        (json!({"nugget": 0, "psill": 0}), "neither a nugget nor a sill"),
        (json!({"fits": "none.csv"}), "FITS and MODEL are both given"),
        (json!({"max_neighbours": -1}), "MAX_NEIGHBOURS is -1"),
        (json!({"min_neighbours": 0}), "MIN_NEIGHBOURS is 0"),
        (json!({"search": -5}), "SEARCH is -5"),
        (json!({"block": [1, 2, 3]}), "BLOCK"),
        (json!({"block_nodes": 99}), "BLOCK_NODES is 99"),
        (json!({"cv": "k_fold", "folds": 1}), "FOLDS is 1"),
        (json!({"cv": "k_fold", "folds": 31}), "too few points: 30, and 31 are needed"),
        (json!({"search": 0.001}), "No prediction could be made"),
        (json!({"cell_size": 1e-5}), "at most 100,000,000,000 cells are written"),
        (json!({"field": "none"}), "has no column none"),
    ];
    let before = f.files();
    for (more, expected) in cases {
        let found = sentence(&with(&request, more.clone()));
        assert!(found.contains(expected), "{more}: {found}");
        assert_eq!(f.files(), before, "{more}");
    }
}

#[test]
fn what_cannot_be_predicted_from_is_refused() {
    let f = Folder::new();
    let request = some(&f, 30);
    let of = |name: &str, all: &[(f64, f64, Value)]| with(&request, json!({"input": points(&f, name, all)}));
    let fitted = json!({"model": null, "nugget": null, "psill": null, "range": null});
    assert!(
        sentence(&of("none.geojson", &[(0.0, 0.0, Value::Null)])).contains("no point with a value in z (1 features)")
    );
    assert!(
        sentence(&of("text.geojson", &[(0.0, 0.0, json!("a")), (1.0, 1.0, json!("b"))]))
            .contains("has \"a\" in z, which is no number")
    );
    let constant: Vec<(f64, f64, Value)> = surface(30).into_iter().map(|(x, y, _)| (x, y, json!(7))).collect();
    assert!(
        sentence(&with(&of("constant.geojson", &constant), fitted.clone()))
            .contains("All values are 7, so that they have no variogram")
    ); // Simple kriging draws them to its mean, also from a single one.
    let simple = json!({"type": "simple", "mean": 5, "max_neighbours": 1});
    let simple = run(&with(&of("constant.geojson", &constant), simple)).unwrap();
    assert_eq!(told(&simple, "FAR_BEYOND_VALUES"), "");
    assert!(read(&f.path("o.tif")).values.iter().all(|v| (5.0..=7.0).contains(v)));
    let large = [(0.0, 0.0, json!(1e19)), (1.0, 1.0, json!(2))];
    assert!(sentence(&of("large.geojson", &large)).contains("FIELD is 1e19; allowed: -1e18 to 1e18"));
    // With a model given all cells are that.
    let same = run(&of("constant.geojson", &constant)).unwrap();
    assert_eq!(told(&same, "FAR_BEYOND_VALUES"), "");
    assert!(read(&f.path("o.tif")).values.iter().all(|v| *v == 7.0));
    // One point is its value everywhere
    let one = [(100.0, 100.0, json!(2.5))];
    assert!(sentence(&with(&of("one.geojson", &one), fitted)).contains("All values are 2.5"));
    run(&with(&of("one.geojson", &one), json!({"extent": [500_000, 4_400_000, 500_200, 4_400_200]}))).unwrap();
    assert!(read(&f.path("o.tif")).values.iter().all(|v| *v == 2.5));
    assert!(
        sentence(&with(&of("one.geojson", &one), json!({"type": "universal", "drift": "linear"})))
            .contains("too few points: 1, and 3 are needed")
    );
    // Points on a line tell no linear drift
    let line: Vec<(f64, f64, Value)> = (0..20).map(|i| (f64::from(i) * 10.0, 0.0, json!(i % 3))).collect();
    let found = sentence(&with(
        &of("line.geojson", &line),
        json!({"type": "universal", "drift": "linear", "extent": [500_000, 4_400_000, 500_200, 4_400_040]}),
    ));
    assert!(found.contains("where the drift does not vary among the points"), "{found}");
    let degrees = features(
        &f,
        "degrees.geojson",
        4326,
        [(json!({"z": 1}), json!({"type": "Point", "coordinates": [111, 40]}))].into_iter(),
    );
    let found = sentence(&with(&request, json!({"input": degrees})));
    assert!(found.contains("degrees.geojson") && found.contains("whose units are degrees"), "{found}");
    let grid =
        f.map(&Map { epsg: Some(4326), geotransform: [110.0, 0.01, 0.0, 40.0, 0.0, -0.01], ..Map::new(2, &[1.0; 4]) });
    let found = sentence(&with(&request, json!({"input": degrees, "cell_size": null, "snap": {"path": grid}})));
    assert!(found.contains("whose units are degrees") && !found.contains("degrees.geojson"), "{found}");
    let other = f.map(&Map { epsg: Some(32650), ..Map::new(2, &[1.0; 4]) });
    assert!(
        sentence(&with(&request, json!({"cell_size": null, "snap": {"path": other}})))
            .contains("is not in the coordinate reference system of the map")
    );
    let empty = f.map(&Map { kind: 6, nodata: Some(-1.0), ..Map::new(2, &[-1.0; 4]) });
    let gaps = json!({"input": null, "field": null, "cell_size": null, "raster": {"path": empty}});
    assert!(sentence(&with(&request, gaps)).contains("has no cell with a value"));
}

#[test]
fn a_raster_without_gaps_stays_as_it_is() {
    let f = Folder::new();
    let raster = f.map(&Map { kind: 6, ..Map::new(3, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]) });
    let request =
        json!({"raster": {"path": raster}, "model": "spherical", "psill": 1, "range": 30, "output": f.path("o.tif")});
    let report = run(&request).unwrap();
    assert!(told(&report, "NO_GAPS").ends_with("has no gap to fill."));
    assert_eq!(read_numbers(&f.path("o.tif")).0, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
}

#[test]
fn cancelled_anywhere_it_leaves_nothing() {
    let f = Folder::new();
    fs::write(f.path("o.tif"), "as it was").unwrap();
    let request =
        with(&some(&f, 200), json!({"cell_size": 3, "cv": "leave_one_out", "variance": null, "neighbours": null}))
            .to_string();
    let before = f.files();
    for stop in [0.0, 0.15, 0.25, 0.5, 1.0] {
        let mut callback = |fraction: f64, _: &str| fraction < stop;
        let e = kriging::run(&parse(&request).unwrap(), &mut Progress::new(&mut callback));
        assert!(matches!(e, Err(Error::Cancelled)), "{stop}");
        assert_eq!(f.files(), before);
        assert_eq!(fs::read(f.path("o.tif")).unwrap(), b"as it was");
    }
}
