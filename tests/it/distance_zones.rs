use crate::fixture::{Folder, Map, geojson, metadata, read, read_numbers, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    grid::{BlockShape, Grid, tiling::Tiling},
    io::table::{Column, Table},
    run::distance_zones,
};
use proptest::prelude::*;
use serde_json::{Value, json};

const NODATA: f32 = f32::MIN;
/// Cells of 20 m x 10 m.
const HA: f64 = 20.0 * 10.0 / 1e4;

fn run(request: &Value) -> Result<Report> {
    distance_zones::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

fn table<'r>(report: &'r Report, name: &str) -> &'r Table {
    report.tables.iter().find(|t| t.name == name).unwrap()
}

fn column<'t>(table: &'t Table, name: &str) -> &'t Column {
    &table.columns.iter().find(|(n, _)| *n == name).unwrap().1
}

fn integers(table: &Table, name: &str) -> Vec<i64> {
    let Column::Integer(cells) = column(table, name) else { panic!("{name} is not an integer column") };
    cells.iter().map(|v| v.unwrap()).collect()
}

fn reals(table: &Table, name: &str) -> Vec<f64> {
    let Column::Real(cells) = column(table, name) else { panic!("{name} is not a real column") };
    cells.iter().map(|v| v.unwrap()).collect()
}

/// Two rows of five cells of 20 m x 10 m; 7 is the pit, 0 nodata.
fn small(f: &Folder) -> Value {
    let map = f.map(&Map::new(5, &[7.0, 1.0, 2.0, 0.0, 1.0, 1.0, 1.0, 2.0, 2.0, 7.0]));
    json!({"lulc": {"path": map, "class_names": {"7": "Pit"}}, "codes": [7], "ring_limits": [10.0, 25.0]})
}

#[test]
fn without_sources_or_cells() {
    let f = Folder::new();
    let request = small(&f);
    let e = sentence(&with(&request, json!({"codes": [8, -3]})));
    assert!(e.contains("has no cell of the CODES -3, 8 (outside nodata and IGNORE_CODES, and within MASK)"), "{e}");
    assert!(sentence(&with(&request, json!({"codes": []}))).starts_with("There is nothing to measure distances from"));
    let all_nodata = f.map(&Map::new(3, &[0.0; 6]));
    let point = f.text("p.geojson", &geojson(32649, &[r#"{"type":"Point","coordinates":[500030,4399995]}"#]));
    let request = json!({"lulc": {"path": all_nodata}, "sources": point, "distance": f.path("d.tif")});
    assert!(sentence(&request).contains("has no valid cell: all 6"));
    assert!(!f.files().contains(&"d.tif".to_owned()), "{:?}", f.files());
}

#[test]
fn one_cell() {
    let f = Folder::new();
    let map = f.map(&Map::new(1, &[7.0]));
    let report =
        run(&json!({"lulc": {"path": map}, "codes": [7], "ring_count": 2, "distance": f.path("d.tif")})).unwrap();
    assert_eq!(read(&f.path("d.tif")).values, [0.0]);
    assert_eq!(integers(table(&report, "summary"), "cells"), [1, 0, 0]);
    assert_eq!(reals(table(&report, "summary"), "to_m"), [0.0, 1000.0, 2000.0]);
    assert_eq!(report.results["source_area_ha"], Some(HA));
}

#[test]
fn limits_beyond_the_earth() {
    let f = Folder::new();
    let request =
        with(&small(&f), json!({"ring_limits": [], "ring_raster": f.path("r.tif"), "distance": f.path("d.tif")}));
    let cells = |more: Value| {
        let report = run(&with(&request, more)).unwrap();
        (integers(table(&report, "summary"), "cells"), reals(table(&report, "summary"), "to_m"))
    };
    // 2 sources, and 7 valid cells around
    for width in [1e11, 1e15, 1e30, 1e150, 1e300] {
        let found = cells(json!({"ring_width": width, "ring_count": 3}));
        assert_eq!(found, (vec![2, 7, 0, 0], vec![0.0, width, 2.0 * width, 3.0 * width]));
        assert_eq!(cells(json!({"ring_limits": [15.0, width], "max_distance": width})).0, [2, 2, 5]);
        // The nodata cell of row 0, column 3: one row up and one column left of the pit in the corner
        assert_eq!(read(&f.path("d.tif")).values[3], 500f32.sqrt());
    }
    let e = sentence(&with(&request, json!({"ring_width": 1e308, "ring_count": 3})));
    assert!(e.starts_with("RING_WIDTH is 1e308; allowed: up to 5.99"), "{e}");
}

#[test]
fn a_small_map_by_hand() {
    let f = Folder::new();
    let request = with(
        &small(&f),
        json!({"distance": f.path("d.tif"), "allocation": f.path("a.tif"), "ring_raster": f.path("r.tif"), "rings": true}),
    );
    let report = run(&request).unwrap();
    let far = (20.0f64 * 20.0 + 10.0 * 10.0).sqrt();
    // The cell without data has a distance as well
    let expected = [0.0, 20.0, 40.0, far, 10.0, 10.0, far, 40.0, 20.0, 0.0].map(|d| d as f32);
    let written = read(&f.path("d.tif"));
    assert_eq!(written.values, expected);
    assert_eq!(
        (written.unit.as_str(), written.description.as_str(), written.nodata),
        ("m", "distance", f64::from(NODATA))
    );
    assert_eq!((report.results["distance_min"], report.results["distance_max"]), (Some(0.0), Some(40.0)));
    // In one class all sources are one; ring 1 ends at 10 m with that cell in it, ring 2 at 25 m, beyond there is none
    assert_eq!(read_numbers(&f.path("a.tif")), (vec![1.0; 10], 4, 0.0));
    let none = 65535.0;
    let rings = vec![0.0, 2.0, none, 2.0, 1.0, 1.0, 2.0, none, 2.0, 0.0];
    assert_eq!(read_numbers(&f.path("r.tif")), (rings, 2, none));

    let summary = table(&report, "summary");
    assert_eq!(integers(summary, "ring"), [0, 1, 2]);
    assert_eq!((reals(summary, "from_m"), reals(summary, "to_m")), (vec![0.0, 0.0, 10.0], vec![0.0, 10.0, 25.0]));
    assert_eq!(integers(summary, "cells"), [2, 2, 3]);
    assert_eq!(reals(summary, "area_ha"), [2.0 * HA, 2.0 * HA, 3.0 * HA]);
    let composition = table(&report, "composition");
    assert_eq!(integers(composition, "ring"), [0, 1, 2, 2]);
    assert_eq!(integers(composition, "lucode"), [7, 1, 1, 2]);
    assert_eq!(integers(composition, "cells"), [2, 2, 2, 1]);
    assert_eq!(
        reals(composition, "area_pct"),
        [100.0, 100.0, 100.0 * (2.0 * HA) / (3.0 * HA), 100.0 * HA / (3.0 * HA)]
    );
    let Column::Text(names) = column(composition, "name") else { panic!() };
    assert_eq!(names[..2], [Some("Pit".to_owned()), Some("class 1".to_owned())]);
    // Outlines of the rings, the cell without data included: two cells, two cells, and two columns of two cells
    let Column::Polygons(shapes) = column(table(&report, "rings"), "geometry") else { panic!() };
    let parts: Vec<u32> =
        shapes.iter().map(|s| u32::from_le_bytes(s.as_ref().unwrap()[5..9].try_into().unwrap())).collect();
    assert_eq!(parts, [2, 2, 2]);
    assert!(metadata(&f.path("d.tif"), "PITSCAPE_PARAMETERS").contains("\"ring_limits\":[10.0,25.0]"));
}

#[test]
fn signed_distances_are_negative_inside() {
    let f = Folder::new();
    #[rustfmt::skip]
    let map = f.map(&Map { geotransform: [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0], ..Map::new(6, &[
        1.0, 7.0, 7.0, 7.0, 1.0, 1.0,
        1.0, 7.0, 7.0, 7.0, 1.0, 1.0,
        1.0, 7.0, 7.0, 7.0, 1.0, 0.0,
    ]) });
    let request = json!({"lulc": {"path": map}, "codes": [7], "signed": true, "distance": f.path("d.tif")});
    let report = run(&request).unwrap();
    assert_eq!(read(&f.path("d.tif")).values, [10.0, -10.0, -20.0, -10.0, 10.0, 20.0].repeat(3));
    assert_eq!((report.results["distance_min"], report.results["distance_max"]), (Some(-20.0), Some(20.0)));
    // Where all cells are sources none has a nearest one outside
    let all = f.map(&Map::new(2, &[7.0; 4]));
    run(&with(&request, json!({"lulc": {"path": all}}))).unwrap();
    assert_eq!(read(&f.path("d.tif")).values, [NODATA; 4]);
}

#[test]
fn distances_and_rings_up_to_a_maximum() {
    let f = Folder::new();
    let request =
        with(&small(&f), json!({"max_distance": 21.0, "distance": f.path("d.tif"), "allocation": f.path("a.tif")}));
    let report = run(&request).unwrap();
    let n = NODATA;
    assert_eq!(read(&f.path("d.tif")).values, [0.0, 20.0, n, n, 10.0, 10.0, n, n, 20.0, 0.0]);
    assert_eq!(read_numbers(&f.path("a.tif")).0, [1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0]);
    assert_eq!(integers(table(&report, "summary"), "ring"), [0, 1]);
    assert!(
        report.messages.iter().any(|m| m.text.contains("Rings that end beyond MAX_DISTANCE (21 m) are left out: 1."))
    );
    // A ring may end there
    let ends = run(&with(&request, json!({"max_distance": 25.0}))).unwrap();
    assert_eq!(integers(table(&ends, "summary"), "ring"), [0, 1, 2]);
    assert!(sentence(&with(&request, json!({"max_distance": 0}))).contains("MAX_DISTANCE is 0; allowed: more than 0"));
}

#[test]
fn the_nearest_source_beyond_the_rings() {
    let f = Folder::new();
    let map = f.map(&Map::new(1, &[7.0, 1.0, 1.0, 1.0, 1.0, 1.0]));
    let request = json!({"lulc": {"path": map}, "codes": [7], "ring_limits": [10.0], "allocation": f.path("a.tif")});
    run(&request).unwrap();
    assert_eq!(read_numbers(&f.path("a.tif")).0, [1.0; 6]);
}

/// Sources and distances of every strip of a map, not of its first alone.
#[test]
fn features_in_every_strip() {
    let f = Folder::new();
    let (rows, columns) = (640, 1024);
    let geotransform = [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0];
    let shape = BlockShape { rows: 16, columns: 16 };
    let grid = Grid { rows, columns, geotransform, metres_per_unit: 1.0 };
    assert_eq!(Tiling::strips(&grid, shape, None).len(), 3);
    let options = vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"];
    let map = f.map(&Map { geotransform, options, ..Map::new(columns, &vec![1.0; rows * columns]) });
    let places = [(30.0, 5.0), (300.0, 900.0), (601.0, 400.0)];
    let points = places.map(|(row, column)| {
        let (east, north) = (500_005.0 + 10.0 * column, 4_399_995.0 - 10.0 * row);
        format!(r#"{{"type":"Point","coordinates":[{east},{north}]}}"#)
    });
    let sources = f.text("s.geojson", &geojson(32649, &points.each_ref().map(String::as_str)));
    let request = json!({
        "lulc": {"path": map}, "sources": sources, "allocation": f.path("a.tif"), "distance": f.path("d.tif"),
        "create_options": ["BLOCKXSIZE=16", "BLOCKYSIZE=16"],
    });
    let report = run(&request).unwrap();
    let (ids, distances) = (read_numbers(&f.path("a.tif")).0, read(&f.path("d.tif")).values);
    let mut farthest: f64 = 0.0;
    for (i, (id, distance)) in ids.iter().zip(&distances).enumerate() {
        let away = places.map(|(row, column)| 10.0 * ((i / columns) as f64 - row).hypot((i % columns) as f64 - column));
        let nearest = away.into_iter().fold(f64::INFINITY, f64::min);
        assert!((away[*id as usize - 1] - nearest).abs() < 1e-9, "{i}: {id}");
        assert!((f64::from(*distance) - nearest).abs() < 1e-3, "{i}: {distance} {nearest}");
        farthest = farthest.max(nearest);
    }
    let (least, most) = (report.results["distance_min"].unwrap(), report.results["distance_max"].unwrap());
    assert!(least == 0.0 && (most - farthest).abs() < 1e-3, "{least} {most} {farthest}");
}

#[test]
fn cells_outside_the_mask_are_none() {
    let f = Folder::new();
    let box_ = r#"{"type":"Polygon","coordinates":[[[500015,4399975],[500105,4399975],[500105,4400005],[500015,4400005],[500015,4399975]]]}"#;
    let mask = f.text("mask.geojson", &geojson(32649, &[box_]));
    let request = with(&small(&f), json!({"mask": mask, "distance": f.path("d.tif"), "ring_raster": f.path("r.tif")}));
    let report = run(&request).unwrap();
    // The first column is outside, and so is the pit in it
    let far = |c: f64, r: f64| ((20.0 * c).powi(2) + (10.0 * r).powi(2)).sqrt() as f32;
    let n = NODATA;
    let expected = [n, far(3.0, 1.0), far(2.0, 1.0), far(1.0, 1.0), 10.0, n, 60.0, 40.0, 20.0, 0.0];
    assert_eq!(read(&f.path("d.tif")).values, expected);
    assert_eq!(integers(table(&report, "summary"), "cells"), [1, 1, 1]);
    let o = 65535.0;
    assert_eq!(read_numbers(&f.path("r.tif")).0, [o, o, o, 2.0, 1.0, o, o, o, 2.0, 0.0]);
}

#[test]
fn shapes_are_sources() {
    let f = Folder::new();
    let map = f.map(&Map { geotransform: [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0], ..Map::new(5, &[1.0; 15]) });
    let shapes = geojson(
        32649,
        &[
            r#"{"type":"Point","coordinates":[500005,4399995]}"#,
            r#"{"type":"LineString","coordinates":[[500032,4399972],[500045,4399972]]}"#,
            r#"{"type":"Polygon","coordinates":[[[500001,4399971],[500002,4399971],[500002,4399972],[500001,4399971]]]}"#,
            r#"{"type":"MultiPoint","coordinates":[[600000,4399995]]}"#,
        ],
    );
    let sources = f.text("s.geojson", &shapes);
    let request =
        json!({"lulc": {"path": map}, "sources": sources, "allocation": f.path("a.tif"), "distance": f.path("d.tif")});
    let report = run(&request).unwrap();
    let diagonal = 200f64.sqrt() as f32;
    #[rustfmt::skip]
    assert_eq!(read(&f.path("d.tif")).values, [
        0.0, 10.0, 20.0, 20.0, 20.0,
        10.0, diagonal, diagonal, 10.0, 10.0,
        0.0, 10.0, 10.0, 0.0, 0.0,
    ]);
    #[rustfmt::skip]
    assert_eq!(read_numbers(&f.path("a.tif")).0, [
        1.0, 1.0, 1.0, 2.0, 2.0,
        1.0, 1.0, 2.0, 2.0, 2.0,
        3.0, 3.0, 2.0, 2.0, 2.0,
    ]);
    let texts: Vec<&str> = report.messages.iter().map(|m| m.text.as_str()).collect();
    assert!(
        texts.iter().any(|t| t.starts_with("1 of the polygons of SOURCES hold the centre of no cell")),
        "{texts:?}"
    );
    assert!(texts.iter().any(|t| t.starts_with("1 of the features of SOURCES lie outside")), "{texts:?}");
    let outside = f.text("o.geojson", &geojson(32649, &[r#"{"type":"Point","coordinates":[600000,0]}"#]));
    assert!(
        sentence(&with(&request, json!({"sources": outside}))).starts_with("No feature of SOURCES claims a cell of")
    );
    let both = sentence(&with(&request, json!({"codes": [1]})));
    assert_eq!(both, "CODES and SOURCES are both given; leave one of them out.");
    let degrees = f.text("g.geojson", &geojson(4326, &[r#"{"type":"Point","coordinates":[111,39]}"#]));
    assert!(sentence(&with(&request, json!({"sources": degrees}))).contains("reproject it first"));
}

#[test]
fn feet_and_rotated_cells_are_measured_in_metres() {
    let f = Folder::new();
    // EPSG:2225 is in US survey feet of 1200 / 3937 m
    let feet = Map {
        epsg: Some(2225),
        geotransform: [6_500_000.0, 10.0, 0.0, 2_000_000.0, 0.0, -10.0],
        ..Map::new(3, &[7.0, 1.0, 1.0])
    };
    let map = f.map(&feet);
    run(&json!({"lulc": {"path": map}, "codes": [7], "distance": f.path("d.tif")})).unwrap();
    assert_eq!(read(&f.path("d.tif")).values, [0.0, (10.0 * 1200.0 / 3937.0) as f32, (20.0 * 1200.0 / 3937.0) as f32]);
    let rotated =
        Map { geotransform: [500_000.0, 16.0, 6.0, 4_400_000.0, 12.0, -8.0], ..Map::new(2, &[7.0, 1.0, 1.0, 1.0]) };
    let map = f.map(&rotated);
    run(&json!({"lulc": {"path": map}, "codes": [7], "distance": f.path("d.tif")})).unwrap();
    assert_eq!(read(&f.path("d.tif")).values, [0.0, 20.0, 10.0, 500f64.sqrt() as f32]);
    let slanted = Map { geotransform: [500_000.0, 16.0, 6.0, 4_400_000.0, 12.0, -9.0], ..rotated };
    let e = sentence(&json!({"lulc": {"path": f.map(&slanted)}, "codes": [7]}));
    assert!(e.contains("are slanted (rows and columns are not at right angles)"), "{e}");
}

#[test]
fn refusals() {
    let f = Folder::new();
    let request = small(&f);
    let degrees =
        Map { epsg: Some(4326), geotransform: [110.0, 0.1, 0.0, 40.0, 0.0, -0.1], ..Map::new(2, &[7.0, 1.0]) };
    let e = sentence(&with(&request, json!({"lulc": {"path": f.map(&degrees)}})));
    assert!(e.contains("whose units are degrees, so lengths on it are not in m. Reproject"), "{e}");
    let mercator = Map {
        epsg: Some(3857),
        geotransform: [12_000_000.0, 10.0, 0.0, 4_800_000.0, 0.0, -10.0],
        ..Map::new(2, &[7.0, 1.0])
    };
    let mercator = f.map(&mercator);
    let e = sentence(&with(&request, json!({"lulc": {"path": mercator}})));
    assert!(e.contains("more than 5 % is refused. Reproject the map to a UTM system, or set AREA to planar"), "{e}");
    let planar = run(&with(&request, json!({"lulc": {"path": mercator}, "area": "planar"}))).unwrap();
    assert!(planar.messages.iter().any(|m| m.text.starts_with("Lengths are those on the plane of")));
    let out = f.path("d.tif");
    let e = sentence(&with(&request, json!({"distance": out, "ring_raster": out})));
    assert!(e.contains("is given for two outputs"), "{e}");
    assert!(sentence(&with(&request, json!({"ring_limits": [5, 5]}))).starts_with("RING_LIMITS is 5;5;"));
    assert!(sentence(&with(&request, json!({"ring_limits": [], "ring_width": -1}))).starts_with("RING_WIDTH is -1;"));
    assert_eq!(f.files().iter().filter(|name| name.ends_with("d.tif")).count(), 0);
}

#[test]
fn cancelled_anywhere_it_leaves_nothing() {
    let f = Folder::new();
    let values: Vec<f64> = (0..600 * 600).map(|i| if i % 977 == 0 { 7.0 } else { 1.0 }).collect();
    let map = f.map(&Map::new(600, &values));
    std::fs::write(f.path("d.tif"), "as it was").unwrap();
    let request = json!({"lulc": {"path": map}, "codes": [7], "distance": f.path("d.tif"), "rings": true}).to_string();
    let before = f.files();
    for stop in [0.0, 0.3, 1.0] {
        let mut callback = |fraction: f64, _: &str| fraction < stop;
        let e = distance_zones::run(&parse(&request).unwrap(), &mut Progress::new(&mut callback));
        assert!(matches!(e, Err(Error::Cancelled)), "{stop}");
        assert_eq!(f.files(), before);
        assert_eq!(std::fs::read(f.path("d.tif")).unwrap(), b"as it was");
    }
}

/// Distance, ring and nearest source of every cell by looking at all sources.
fn by_looking(cells: &[f64], columns: usize, codes: &[f64], limits: &[f64]) -> Vec<(f32, f64, f64)> {
    let place = |i: usize| (10.0 * (i / columns) as f64, 20.0 * (i % columns) as f64);
    let sources: Vec<usize> = (0..cells.len()).filter(|i| codes.contains(&cells[*i])).collect();
    (0..cells.len())
        .map(|i| {
            let square = |s: usize| (place(i).0 - place(s).0).powi(2) + (place(i).1 - place(s).1).powi(2);
            let nearest = sources.iter().copied().min_by(|a, b| {
                let column = |s: usize| (s % columns, s / columns);
                square(*a).total_cmp(&square(*b)).then(column(*a).cmp(&column(*b)))
            });
            let nearest = nearest.unwrap();
            let d = square(nearest).sqrt();
            let ring = if d == 0.0 { 0 } else { limits.iter().position(|l| d <= *l).map_or(65535, |p| p + 1) };
            let code = codes.iter().position(|c| *c == cells[nearest]).unwrap() + 1;
            (d as f32, ring as f64, code as f64)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever the blocks of the files and the threads, every cell is as by looking.
    #[test]
    fn equal_to_brute_force(
        seed in any::<u64>(), columns in 1usize..70, rows in 1usize..70, share in 1u64..40, tiled in any::<bool>(),
        threads in 1usize..4
    ) {
        let hash = |i: usize| (i as u64 + 1).wrapping_mul(seed | 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        let code = |h: u64| if h % 400 < share { 7.0 } else if h % 400 < 2 * share { 9.0 } else { 1.0 + (h % 3) as f64 };
        let mut cells: Vec<f64> = (0..columns * rows).map(|i| code(hash(i))).collect();
        cells[(seed % (columns * rows) as u64) as usize] = 9.0;
        let f = Folder::new();
        let options = if tiled { vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=32"] } else { vec![] };
        let map = f.map(&Map { options, ..Map::new(columns, &cells) });
        let limits = [10.0, 20.0, 45.0, 90.0];
        let request = json!({
            "lulc": {"path": map}, "codes": [9, 7], "ring_limits": limits, "threads": threads,
            "distance": f.path("d.tif"), "allocation": f.path("a.tif"), "ring_raster": f.path("r.tif"),
            "create_options": if tiled { vec!["BLOCKXSIZE=32", "BLOCKYSIZE=16"] } else { vec![] }
        });
        let report = run(&request).unwrap();
        let expected = by_looking(&cells, columns, &[7.0, 9.0], &limits);
        prop_assert_eq!(read(&f.path("d.tif")).values, expected.iter().map(|e| e.0).collect::<Vec<_>>());
        let rings: Vec<f64> = expected.iter().map(|e| e.1).collect();
        prop_assert_eq!(read_numbers(&f.path("a.tif")).0, expected.iter().map(|e| e.2).collect::<Vec<_>>());
        let counted: Vec<i64> =
            (0..=4).map(|ring| rings.iter().filter(|r| **r == f64::from(ring)).count() as i64).collect();
        prop_assert_eq!(integers(table(&report, "summary"), "cells"), counted);
        prop_assert_eq!(read_numbers(&f.path("r.tif")).0, rings);
    }
}
