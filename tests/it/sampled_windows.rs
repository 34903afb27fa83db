use crate::fixture::{Folder, Map, geojson, read_band, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    kernels::metrics::metrics,
    run::{landscape_metrics, moving_window, sampled_windows},
};
use serde_json::{Value, json};

const LEFT: f64 = 500_000.0;
const TOP: f64 = 4_400_000.0;

fn run(request: &Value) -> Result<Report> {
    sampled_windows::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

/// Cells of 10 x 10 m.
fn square(columns: usize, values: &[f64]) -> Map {
    Map { geotransform: [LEFT, 10.0, 0.0, TOP, 0.0, -10.0], ..Map::new(columns, values) }
}

/// In m to the right of and below the corner of the map.
fn point(right: f64, down: f64) -> String {
    format!(r#"{{"type":"Point","coordinates":[{},{}]}}"#, LEFT + right, TOP - down)
}

fn ring(corners: &[(f64, f64)]) -> String {
    let corner = |(right, down): &(f64, f64)| format!("[{},{}]", LEFT + right, TOP - down);
    format!("[{}]", corners.iter().chain(&corners[..1]).map(corner).collect::<Vec<_>>().join(","))
}

fn rectangle(left: f64, up: f64, right: f64, down: f64) -> String {
    ring(&[(left, up), (right, up), (right, down), (left, down)])
}

fn polygon(rings: &[String]) -> String {
    format!(r#"{{"type":"Polygon","coordinates":[{}]}}"#, rings.join(","))
}

fn layer(f: &Folder, name: &str, geometries: &[String]) -> String {
    f.text(name, &geojson(32649, &geometries.iter().map(String::as_str).collect::<Vec<_>>()))
}

fn column<'a>(table: &'a Table, name: &str) -> &'a Column {
    &table.columns.iter().find(|(own, _)| *own == name).unwrap().1
}

fn reals(column: &Column) -> Vec<Option<f64>> {
    match column {
        Column::Real(values) => values.clone(),
        other => panic!("{other:?}"),
    }
}

fn integers(column: &Column) -> Vec<Option<i64>> {
    match column {
        Column::Integer(values) => values.clone(),
        other => panic!("{other:?}"),
    }
}

fn words(column: &Column) -> Vec<String> {
    match column {
        Column::Words { words, of } => of.iter().map(|i| words[*i as usize].clone().unwrap()).collect(),
        other => panic!("{other:?}"),
    }
}

fn values(report: &Report) -> Vec<Option<f64>> {
    reals(column(&report.tables[0], "value"))
}

/// Three rows of four cells of 10 m: 1 1 2 2 over 1 1 2 n over 1 1 3 3; n is nodata.
fn twelve(f: &Folder) -> Value {
    let map = f.map(&square(4, &[1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 0.0, 1.0, 1.0, 3.0, 3.0]));
    json!({"lulc": {"path": map}})
}

#[test]
fn nothing_to_measure() {
    let f = Folder::new();
    let empty = layer(&f, "e.geojson", &[]);
    let request = with(&twelve(&f), json!({"features": empty, "radii": [10]}));
    assert_eq!(
        sentence(&request),
        format!("{empty} has no feature with a geometry, so there is no window to measure.")
    );
    // A feature without a geometry has no row; positions count it
    let text = geojson(32649, &["null", &point(15.0, 15.0)]);
    let request = with(&request, json!({"features": f.text("n.geojson", &text), "metrics": ["PR"]}));
    assert_eq!(integers(column(&run(&request).unwrap().tables[0], "feature")), [Some(2)]);
}

#[test]
fn all_nodata_and_off_the_map() {
    let f = Folder::new();
    let map = f.map(&square(3, &[0.0; 9]));
    let points = layer(&f, "p.geojson", &[point(15.0, 15.0), point(-1.0, 5.0), point(5.0, 31.0)]);
    let request =
        json!({"lulc": {"path": map}, "features": points, "metrics": ["SHDI"], "radii": [10], "edge": "partial"});
    let report = run(&request).unwrap();
    assert_eq!((values(&report), report.results["windows"]), (vec![None; 3], Some(0.0)));
    let told = report.messages.iter().find(|m| m.code == "NO_VALUE").unwrap();
    assert!(
        told.text.starts_with("3 of 3 windows have no value: their points lie off the map, or too few"),
        "{told:?}"
    );
    let off = polygon(&[rectangle(40.0, 0.0, 60.0, 20.0)]);
    let polygons = layer(&f, "g.geojson", &[off, polygon(&[rectangle(0.0, 0.0, 30.0, 30.0)])]);
    let report = run(&with(&request, json!({"features": polygons, "radii": []}))).unwrap();
    assert_eq!((values(&report), report.results["windows"]), (vec![None; 2], Some(0.0)));
}

#[test]
fn points_by_hand() {
    let f = Folder::new();
    // In the second row: the middle of its second cell, an edge of its third, the corner of its fourth, which has no class
    let points = layer(&f, "p.geojson", &[point(15.0, 15.0), point(20.0, 13.0), point(30.0, 10.0)]);
    let request = with(&twelve(&f), json!({"features": points, "metrics": ["NP", "te"], "radii": [10, 14.2]}));
    let report = run(&request).unwrap();
    let table = &report.tables[0];
    let by_feature = [1, 2, 3].iter().flat_map(|feature| [Some(*feature); 4]);
    assert!(table.name == "samples" && integers(column(table, "feature")).into_iter().eq(by_feature));
    assert_eq!(words(column(table, "metric"))[..5], ["NP", "TE", "NP", "TE", "NP"]);
    assert_eq!(integers(column(table, "lucode")), [None; 12]);
    assert_eq!(reals(column(table, "radius"))[..4], [Some(10.0), Some(10.0), Some(14.2), Some(14.2)]);
    // The cross around the first holds four cells of 1 and one of 2, the square also two of 2 and one of 3; the others reach
    // nodata or go over the border
    let expected = [Some(2.0), Some(10.0), Some(3.0), Some(40.0)];
    assert_eq!(values(&report)[..4], expected);
    assert_eq!(values(&report)[4..], [None; 8]);
    assert_eq!(report.results["windows"], Some(2.0));
    // The cross around the second lacks its right cell, that around the third its middle and what lies beyond the map
    let share = |min_valid: f64| {
        let more = json!({"edge": "partial", "min_valid": min_valid, "radii": [10], "metrics": ["NP"]});
        values(&run(&with(&request, more)).unwrap())
    };
    assert_eq!(share(0.8), [Some(2.0), Some(3.0), None]);
    assert_eq!(share(0.6), [Some(2.0), Some(3.0), Some(2.0)]);
    // Of classes: 2 is one of five cells, 3 is in none of them
    let classes = json!({"metrics": ["PLAND", "AREA_MN"], "classes": [2, 3], "radii": [10]});
    let report = run(&with(&request, classes)).unwrap();
    assert_eq!(integers(column(&report.tables[0], "lucode"))[..4], [Some(2), Some(3), Some(2), Some(3)]);
    assert_eq!(values(&report)[..4], [Some(20.0), Some(0.0), Some(0.01), None]);
}

#[test]
fn polygons_by_hand() {
    let f = Folder::new();
    // The two columns at the left without their middle cell; the same and the rest as one feature; the whole map; over its
    // border; between centres
    let hole = rectangle(0.0, 10.0, 10.0, 20.0);
    let left = vec![rectangle(0.0, 0.0, 20.0, 30.0), hole];
    let right = [rectangle(20.0, 0.0, 40.0, 10.0)];
    let both = format!(r#"{{"type":"MultiPolygon","coordinates":[[{}],[{}]]}}"#, left.join(","), right.join(","));
    let shapes = [
        polygon(&left),
        both,
        polygon(&[rectangle(0.0, 0.0, 40.0, 30.0)]),
        polygon(&[rectangle(-20.0, 0.0, 20.0, 10.0)]),
        polygon(&[rectangle(6.0, 0.0, 14.0, 30.0)]),
    ];
    let request =
        with(&twelve(&f), json!({"features": layer(&f, "g.geojson", &shapes), "metrics": ["TA", "NP", "TE"]}));
    let report = run(&request).unwrap();
    assert_eq!(reals(column(&report.tables[0], "radius")), [None; 15]);
    let own = [Some(0.05), Some(1.0), Some(0.0), Some(0.07), Some(2.0), Some(10.0)];
    assert_eq!(values(&report)[..6], own);
    assert_eq!(values(&report)[6..], [None; 9]);
    // Eleven of twelve cells, two of four
    let partial = |min_valid: f64| {
        let report = run(&with(&request, json!({"edge": "partial", "min_valid": min_valid}))).unwrap();
        values(&report).chunks(3).map(|three| three[0]).collect::<Vec<_>>()
    };
    assert_eq!(partial(0.9), [Some(0.05), Some(0.07), Some(0.11), None, None]);
    assert_eq!(partial(0.5), [Some(0.05), Some(0.07), Some(0.11), Some(0.02), None]);
    // What lies outside MASK has no class
    let mask = layer(&f, "m.geojson", &[polygon(&[rectangle(0.0, 0.0, 40.0, 10.0)])]);
    let report = run(&with(&request, json!({"mask": mask, "edge": "partial", "min_valid": 0.3}))).unwrap();
    let areas: Vec<_> = values(&report).chunks(3).map(|three| three[0]).collect();
    assert_eq!(areas, [Some(0.02), Some(0.04), Some(0.04), Some(0.02), None]);
}

fn hash(i: usize) -> u64 {
    (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40
}

/// Patches of classes 1 to 4 with specks, and of nodata.
fn pattern(rows: usize, columns: usize) -> Vec<f64> {
    let value = |i: usize| {
        let coarse = hash(i / columns / 4 * columns + i % columns / 5) % 5;
        if i % 11 == 0 { hash(i) % 5 } else { coarse }
    };
    (0..rows * columns).map(|i| value(i) as f64).collect()
}

/// All metrics of landscapes, or of classes, that windows have.
fn all_metrics(of_classes: bool) -> Vec<&'static str> {
    let own = metrics().iter().filter(|m| if of_classes { m.of_classes() } else { m.of_landscapes() });
    own.filter(|m| m.needs.is_none()).map(|m| m.abbreviation.as_str()).collect()
}

/// Cells of 20 x 10 m, both outlines, whole windows and parts, in the middle and at the borders; codes beyond bytes too.
#[test]
fn a_point_has_what_its_cell_has_as_a_moving_window() {
    let f = Folder::new();
    let (rows, columns) = (32, 40);
    let codes = pattern(rows, columns);
    let wide: Vec<f64> = codes.iter().map(|code| 1000.0 * code).collect();
    let cells: Vec<usize> = (0..rows * columns).filter(|i| i % 17 == 0 || *i < 3 || *i + 3 > rows * columns).collect();
    let centre = |i: &usize| point(20.0 * (i % columns) as f64 + 10.0, 10.0 * (i / columns) as f64 + 5.0);
    // Not in the order of the map, and one that is not on it
    let mut places: Vec<String> = cells.iter().rev().map(centre).collect();
    places.push(point(-5.0, 5.0));
    let features = layer(&f, "p.geojson", &places);
    for (map, classes) in [
        (Map::new(columns, &codes), vec![]),
        (
            Map { kind: 5, options: vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"], ..Map::new(columns, &wide) },
            vec![2000, 7],
        ),
    ] {
        let names = all_metrics(!classes.is_empty());
        let path = f.map(&map);
        for (shape, edge) in [("circle", "partial"), ("square", "partial"), ("circle", "full")] {
            let request = json!({
                "lulc": {"path": path}, "metrics": names, "classes": classes, "radii": [35, 61], "shape": shape, "edge": edge,
                "min_valid": 0.4, "neighbourhood": if shape == "square" { "4" } else { "8" },
            });
            let found = run(&with(&request, json!({"features": features}))).unwrap();
            let each = names.len() * classes.len().max(1) * 2;
            let values = values(&found);
            assert_eq!(values.len(), places.len() * each);
            assert_eq!(values[cells.len() * each..], vec![None; each]);
            let windows = with(&request, json!({"fill_nodata": true, "output": f.path("w.tif")}));
            moving_window::run(&parse(&windows.to_string()).unwrap(), &mut Progress::none())
                .unwrap()
                .published()
                .unwrap();
            let mut compared = 0;
            for band in 0..each {
                let raster = read_band(&f.path("w.tif"), band as i32 + 1);
                for (feature, cell) in cells.iter().rev().enumerate() {
                    let expected = Some(raster.values[*cell]).filter(|value| *value != f32::MIN);
                    let found = values[feature * each + band];
                    match (found, expected) {
                        (Some(a), Some(b)) => {
                            let near = (a - f64::from(b)).abs() <= 1e-6 * f64::from(b).abs().max(1e-6);
                            assert!(near, "{} at {cell}: {a} {b}", raster.description);
                            compared += 1;
                        }
                        (a, b) => assert!(a.is_none() && b.is_none(), "{} at {cell}: {a:?} {b:?}", raster.description),
                    }
                }
            }
            assert!(compared > if edge == "full" { 50 } else { 2000 }, "{shape} {edge}: {compared}");
        }
    }
}

/// Overlapping polygons of any outline, each alone as the mask of a map.
#[test]
fn a_polygon_has_what_the_map_has_within_it() {
    let f = Folder::new();
    let path = f.map(&Map::new(50, &pattern(40, 50)));
    let shapes = [
        polygon(&[ring(&[(33.0, 12.0), (620.0, 40.0), (400.0, 371.0), (120.0, 250.0)])]),
        polygon(&[
            ring(&[(300.0, 0.0), (999.0, 90.0), (500.0, 390.0)]),
            ring(&[(500.0, 100.0), (650.0, 120.0), (520.0, 220.0)]),
        ]),
        polygon(&[ring(&[(-100.0, -50.0), (300.0, 100.0), (100.0, 500.0)])]),
        polygon(&[rectangle(0.0, 0.0, 1000.0, 400.0)]),
        polygon(&[rectangle(401.0, 203.0, 421.0, 213.0)]),
    ];
    let features = layer(&f, "g.geojson", &shapes);
    let mut compared = 0;
    for (corners, classes) in [("8", vec![]), ("4", vec![]), ("8", vec![2, 3])] {
        let names = all_metrics(!classes.is_empty());
        let request = json!({
            "lulc": {"path": path}, "features": features, "metrics": names, "classes": classes, "neighbourhood": corners,
            "edge": "partial", "min_valid": 0,
        });
        let found = values(&run(&request).unwrap());
        let each = names.len() * classes.len().max(1);
        for (shape, found) in shapes.iter().zip(found.chunks(each)) {
            let request = json!({
                "layers": [{"path": path}], "mask": layer(&f, "m.geojson", std::slice::from_ref(shape)), "metrics": names,
                "neighbourhood": corners, "form": "wide",
            });
            let report = landscape_metrics::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).unwrap();
            let table = report.tables.iter().find(|t| t.name == if classes.is_empty() { "landscape" } else { "class" });
            let table = table.unwrap();
            for (i, value) in found.iter().enumerate() {
                let (metric, class) = (names[i / classes.len().max(1)], classes.get(i % classes.len().max(1)));
                let row = match class {
                    None => Some(0),
                    Some(code) => integers(column(table, "lucode")).iter().position(|own| *own == Some(*code)),
                };
                let Some(row) = row else { continue };
                let expected = match column(table, &metric.to_lowercase()) {
                    Column::Integer(values) => values[row].map(|value| value as f64),
                    other => reals(other)[row],
                };
                match (value, expected) {
                    (Some(a), Some(b)) => {
                        assert!((a - b).abs() <= 1e-12 * b.abs().max(1e-9), "{metric} of {shape}: {a} {b}");
                        compared += 1;
                    }
                    (a, b) => assert_eq!((*a, b), (None, None), "{metric} of {shape}"),
                }
            }
        }
    }
    assert!(compared > 1500, "{compared}");
}

#[test]
fn neither_threads_nor_blocks_nor_neighbours_count() {
    let f = Folder::new();
    // Of more blocks, and of more strips, than are kept
    let codes = pattern(300, 310);
    let striped = f.map(&Map { options: vec!["BLOCKYSIZE=1"], ..square(310, &codes) });
    let tiled = Map { options: vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"], ..square(310, &codes) };
    let place = |i: usize| point((hash(i) % 3200) as f64 - 50.0, (hash(i + 7000) % 3100) as f64 - 50.0);
    let features: Vec<String> = (0..150).map(place).collect();
    let request = json!({
        "lulc": {"path": striped}, "features": layer(&f, "p.geojson", &features), "edge": "partial", "radii": [45, 20], "threads": 1,
        "metrics": ["SHDI", "COHESION", "AREA_CV", "ENN_MN"],
    });
    let known = values(&run(&request).unwrap());
    assert!(known.iter().filter(|value| value.is_some()).count() > 800);
    let other = run(&with(&request, json!({"lulc": {"path": f.map(&tiled)}, "threads": 3}))).unwrap();
    assert!(known == values(&other));
    let alone =
        with(&request, json!({"features": layer(&f, "one.geojson", &features[70..71]), "metrics": ["COHESION"]}));
    assert_eq!(values(&run(&alone).unwrap()), [known[70 * 8 + 1], known[70 * 8 + 5]]);
}

#[test]
fn what_is_wrong_is_told() {
    let f = Folder::new();
    let here = point(15.0, 15.0);
    let area = polygon(&[rectangle(0.0, 0.0, 20.0, 20.0)]);
    let line = format!(r#"{{"type":"LineString","coordinates":[[{LEFT},{TOP}],[{},{TOP}]]}}"#, LEFT + 30.0);
    let two = format!(r#"{{"type":"MultiPoint","coordinates":[[{LEFT},{TOP}],[{},{TOP}]]}}"#, LEFT + 30.0);
    let one = format!(r#"{{"type":"MultiPoint","coordinates":[[{},{}]]}}"#, LEFT + 15.0, TOP - 15.0);
    let mixed = format!(r#"{{"type":"GeometryCollection","geometries":[{area},{here}]}}"#);
    let request =
        with(&twelve(&f), json!({"features": layer(&f, "p.geojson", std::slice::from_ref(&here)), "radii": [10]}));
    assert_eq!(
        values(&run(&with(&request, json!({"features": layer(&f, "1.geojson", &[one]), "metrics": ["PR"]}))).unwrap()),
        [Some(2.0)]
    );
    let of = |more: Value| sentence(&with(&request, more));
    let polygons = layer(&f, "g.geojson", std::slice::from_ref(&area));
    let cases = [
        (json!({"radii": []}), "RADII is empty; allowed: one radius or more (map units), as in 50;100"),
        (json!({"radii": [5]}), "RADII is 5, a window of which is a single cell; allowed: 10 or more (map units)"),
        (
            json!({"features": polygons}),
            "RADII is 10; allowed: none with polygons, which are windows themselves and have no radius.",
        ),
        (
            json!({"features": layer(&f, "l.geojson", &[here.clone(), line])}),
            "FEATURES: feature 2 (counted from 1) is a line; give points or polygons.",
        ),
        (
            json!({"features": layer(&f, "2.geojson", &[here.clone(), two])}),
            "FEATURES: feature 2 (counted from 1) has several points",
        ),
        (
            json!({"features": layer(&f, "3.geojson", &[here, area])}),
            "feature 1 (counted from 1) is a point and feature 2 a polygon; give",
        ),
        (
            json!({"features": layer(&f, "4.geojson", &[mixed])}),
            "feature 1 (counted from 1) is a point and feature 1 a polygon",
        ),
        (json!({"features": f.path("nowhere.gpkg")}), "nowhere.gpkg"),
        (
            json!({"features": f.text("c.geojson", &geojson(32648, &[&point(0.0, 0.0)]))}),
            "is not in the coordinate reference system of the map",
        ),
        (json!({"min_valid": 1.5}), "MIN_VALID is 1.5; allowed: 0 to 1"),
        (json!({"metrics": ["CA"]}), "METRICS: CA is no metric of landscapes; give CLASSES for its values by class."),
        (json!({"metrics": ["PROX_MN"]}), "METRICS: PROX_MN is not computed in windows"),
        (json!({"metrics": ["RPR"]}), "METRICS: RPR needs MAX_CLASSES"),
        (json!({"stride": 2}), "unknown field `stride`"),
    ];
    for (more, expected) in cases {
        let e = of(more);
        assert!(e.contains(expected) && !e.contains('\n'), "{e}");
    }
}

#[test]
fn progress_moves_and_cancel_ends_it() {
    let f = Folder::new();
    let map = f.map(&square(300, &pattern(300, 300)));
    let place = |i: usize| point((hash(i) % 3000) as f64, (hash(i + 7000) % 3000) as f64);
    let points = layer(&f, "p.geojson", &(0..400).map(place).collect::<Vec<_>>());
    let whole = layer(&f, "g.geojson", &[polygon(&[rectangle(0.0, 0.0, 3000.0, 3000.0)])]);
    let points =
        json!({"lulc": {"path": map}, "features": points, "radii": [200], "metrics": ["ENN_MN"], "edge": "partial"});
    let polygon = with(&points, json!({"features": whole, "radii": []}));
    for (request, stops) in [(points, vec![0.0, 0.3, 1.0]), (polygon, vec![0.0, 0.4, 1.0])] {
        for stop in stops {
            let mut seen = Vec::new();
            let mut callback = |fraction: f64, _: &str| {
                seen.push(fraction);
                fraction < stop
            };
            let e = sampled_windows::run(&parse(&request.to_string()).unwrap(), &mut Progress::new(&mut callback));
            assert!(matches!(e, Err(Error::Cancelled)), "{stop}");
            assert!(seen.is_sorted() && *seen.last().unwrap() >= stop, "{stop}: {seen:?}");
        }
    }
}

/// 62,500 codes, each on one cell: windows know but their own.
#[test]
fn all_cells_differ() {
    let f = Folder::new();
    let codes: Vec<f64> = (1..=62_500).map(f64::from).collect();
    let map = f.map(&Map { kind: 5, ..square(250, &codes) });
    let points: Vec<String> = (0..6).map(|i| point(400.0 * f64::from(i) + 245.0, 1000.0)).collect();
    let request = json!({"lulc": {"path": map}, "features": layer(&f, "p.geojson", &points), "shape": "square",
        "radii": [30, 200], "metrics": ["NP", "SHDI", "IJI", "GYRATE_MN"]});
    let found = values(&run(&request).unwrap());
    let of = |side: f64| {
        let (cells, edges) = (side * side, 2.0 * side * (side - 1.0));
        // A cell by itself has half of its side as GYRATE
        [cells, cells.ln(), 100.0 * edges.ln() / (cells * (cells - 1.0) / 2.0).ln(), 5.0]
    };
    let expected = [of(7.0), of(41.0)].concat();
    for (i, value) in found.iter().enumerate() {
        let expected = expected[i % 8];
        assert!((value.unwrap() - expected).abs() <= 1e-12 * expected, "{i}: {value:?} {expected}");
    }
    assert_eq!(found.len(), 6 * 8);
}
