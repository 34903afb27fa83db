//! Several maps of differing grids: a run gives what it gives for maps that gdalwarp brought onto the first one's grid.

use crate::{
    fixture::{Folder, Map, geojson, read_band_numbers, with},
    gdalwarp::{Target, gdalwarp},
};
use pitscape::{
    Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    run::{carbon_change, carbon_series, contribution_ratio, landscape_metrics},
};
use serde_json::{Value, json};

const COLUMNS: usize = 24;
const ROWS: usize = 20;
const CELL: f64 = 10.0;
/// Upper left corner of the first map, near the border of UTM zones 50 and 51.
const X: f64 = 755_000.0;
const Y: f64 = 4_430_000.0;

const POOLS: &str = "lucode,c_above,c_below,c_soil,c_dead\n1,10,0,0,0\n2,100,0,0,0\n3,1,0,0,0\n";

/// A map of three classes and holes (0) in patches of about 30 m.
fn map(epsg: i32, corner: (f64, f64), cell: f64, (rows, columns): (usize, usize)) -> Map {
    let class = |i: usize| {
        let block = ((i / columns) as f64 * cell / 30.0) as u64 * 31 + ((i % columns) as f64 * cell / 30.0) as u64;
        ((block.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) % 4) as f64
    };
    Map {
        geotransform: [corner.0, cell, 0.0, corner.1, 0.0, -cell],
        epsg: Some(epsg),
        ..Map::new(columns, &(0..rows * columns).map(class).collect::<Vec<_>>())
    }
}

fn first() -> Map {
    map(32650, (X, Y), CELL, (ROWS, COLUMNS))
}

/// Second maps by what sets them apart from the first. No centre of the first map's cells lies between two of their cells.
fn others() -> Vec<(&'static str, Map)> {
    let (sin, cos) = 20f64.to_radians().sin_cos();
    let turned = Map {
        geotransform: [X + 10.0, 9.0 * cos, 9.0 * sin, Y - 80.0, 9.0 * sin, -9.0 * cos],
        ..map(32650, (X, Y), 9.0, (22, 23))
    };
    vec![
        ("coarser", map(32650, (X, Y), 20.0, (10, 12))),
        ("coarser, with a row more", map(32650, (X, Y), 20.0, (11, 12))),
        ("finer", map(32650, (X, Y), 4.0, (50, 60))),
        ("larger", map(32650, (X - 30.0, Y + 50.0), CELL, (31, 37))),
        ("larger and coarser", map(32650, (X - 41.0, Y + 33.0), 26.0, (14, 16))),
        ("smaller", map(32650, (X + 20.0, Y - 30.0), CELL, (15, 15))),
        ("shifted", map(32650, (X + 50.0, Y - 40.0), CELL, (ROWS, COLUMNS))),
        ("shifted by parts of a cell", map(32650, (X + 3.0, Y + 2.0), CELL, (ROWS, COLUMNS))),
        ("turned", turned),
        ("in the next zone", map(32651, (242_620.0, 4_430_110.0), 11.0, (26, 28))),
    ]
}

/// The second map's cells on the grid of the first, as gdalwarp gives them.
fn warped(path: &str) -> Map {
    let geotransform = first().geotransform;
    let onto = Target { columns: COLUMNS, rows: ROWS, geotransform, epsg: 32650 };
    let mut cells = gdalwarp(path, &onto, &["-r", "near"]);
    cells.iter_mut().filter(|v| v.is_nan()).for_each(|v| *v = 0.0);
    Map { values: cells, ..first() }
}

fn polygon(x: [f64; 2], y: [f64; 2]) -> String {
    let ([w, e], [n, s]) = (x.map(|x| X + x), y.map(|y| Y - y));
    format!(r#"{{"type":"Polygon","coordinates":[[[{w},{n}],[{e},{n}],[{e},{s}],[{w},{s}],[{w},{n}]]]}}"#)
}

/// The cells of all tables, by table and column.
fn alike(found: &Report, expected: &Report, what: &str) {
    assert_eq!(found.tables.len(), expected.tables.len());
    for (a, b) in found.tables.iter().zip(&expected.tables) {
        assert_eq!((a.name, a.rows()), (b.name, b.rows()), "{what}");
        // Maps of other files have other names.
        let columns = a.columns.iter().zip(&b.columns).filter(|((name, _), _)| !name.starts_with("layer"));
        for ((name, x), (_, y)) in columns {
            assert_eq!(x, y, "{what}: {}.{name}", a.name);
        }
    }
    assert_eq!(found.results, expected.results, "{what}");
}

fn with_rows(report: &Report, table: &str) -> bool {
    report.tables.iter().any(|t: &Table| t.name == table && t.rows() > 0)
}

type Run = fn(&str, &mut Progress<'_>) -> Result<Report>;

macro_rules! run {
    ($job:ident) => {
        |request, progress| $job::run(&parse(request)?, progress).and_then(Report::published)
    };
}

/// Runs over the first map and each of the others, and over the first and the other warped.
fn check(run: Run, request: &Value, maps: impl Fn(&str, &str) -> Value, bands: &[(&str, i32)]) {
    let f = Folder::new();
    let first = f.map(&first());
    let mask = f.text("mask.geojson", &geojson(32650, &[&polygon([12.0, 190.0], [8.0, 160.0])]));
    let zones = geojson(32650, &[&polygon([0.0, 100.0], [0.0, 200.0]), &polygon([100.0, 240.0], [30.0, 170.0])]);
    let zones = f.text("zones.geojson", &zones);
    let pools = f.text("pools.csv", POOLS);
    let mut request = request.clone();
    if request.get("pools").is_some() {
        request["pools"] = json!(pools);
    }
    let mut wheres = vec![json!({}), json!({"mask": mask})];
    if request.get("zones").is_some() {
        wheres.push(json!({"zones": zones}));
        wheres.push(json!({"mask": mask, "zones": zones}));
    }
    request.as_object_mut().unwrap().remove("zones");
    for (what, other) in others() {
        let other = f.map(&other);
        let onto = f.map(&warped(&other));
        for place in &wheres {
            let of = |second: &str, name: &str| {
                let output = f.path(name);
                let mut request = with(&with(&request, maps(&first, second)), place.clone());
                if !bands.is_empty() {
                    request["output"] = json!(output);
                }
                let report = run(&request.to_string(), &mut Progress::none()).unwrap_or_else(|e| panic!("{what}: {e}"));
                (report, output)
            };
            let ((found, raster), (expected, peer)) = (of(&other, "found.tif"), of(&onto, "expected.tif"));
            alike(&found, &expected, &format!("{what} {place}"));
            for (band, number) in bands {
                assert_eq!(
                    read_band_numbers(&raster, *number),
                    read_band_numbers(&peer, *number),
                    "{what} {place}: {band}"
                );
            }
            assert!(found.messages.iter().any(|m| m.code == "ALIGNED"), "{what}");
        }
    }
}

fn layers(first: &str, second: &str) -> Value {
    json!({"layers": [{"path": first}, {"path": second}]})
}

#[test]
fn landscape_metrics_of_every_layer_are_those_on_the_first_ones_grid() {
    let request = json!({
        "layer_names": ["a", "b"], "years": [2007, 2022], "patch": true, "patches": true, "zones": "",
        "search_radius": 35.0, "connect_threshold": 25.0,
    });
    check(run!(landscape_metrics), &request, layers, &[("ids of the first", 1), ("ids of the second", 2)]);
}

#[test]
fn the_later_year_may_be_given_first() {
    let request =
        json!({"layer_names": ["a", "b"], "years": [2022, 2007], "patch": true, "patches": true, "zones": ""});
    check(run!(landscape_metrics), &request, layers, &[("ids of the second", 1), ("ids of the first", 2)]);
}

#[test]
fn carbon_changes_are_those_on_the_first_maps_grid() {
    let maps = |base: &str, alt: &str| json!({"lulc_base": {"path": base}, "lulc_alt": {"path": alt}});
    check(run!(carbon_change), &json!({"pools": "", "zones": ""}), maps, &[("change", 1)]);
}

#[test]
fn carbon_series_are_those_on_the_first_maps_grid() {
    let request = json!({"layer_names": ["a", "b"], "years": [2007, 2022], "pools": "", "zones": ""});
    check(run!(carbon_series), &request, layers, &[("change", 1)]);
}

#[test]
fn contribution_ratios_are_those_on_the_first_maps_grid() {
    let request = json!({
        "layer_names": ["a", "b"], "years": [2007, 2022], "pools": "", "codes": [3], "ring_width": 20.0, "ring_count": 6,
        "level_zones": true, "replicates": 20,
    });
    check(run!(contribution_ratio), &request, layers, &[("levels of the first", 1), ("levels of the second", 2)]);
    // Mining land of the second map alone
    let fixed = with(&request, json!({"mining_year": 2022}));
    check(run!(contribution_ratio), &fixed, layers, &[("levels of the first", 1), ("levels of the second", 2)]);
}

/// 20 x 20 cells of 10 m, 4 ha, of one class, and the same land in other grids.
#[test]
fn the_area_of_a_layer_does_not_depend_on_its_grid() {
    let f = Folder::new();
    let whole = |cell: f64, rows: usize, columns: usize| {
        let geotransform = [500_000.0, cell, 0.0, 4_400_000.0, 0.0, -cell];
        f.map(&Map { geotransform, ..Map::new(columns, &vec![1.0; rows * columns]) })
    };
    let first = whole(10.0, 20, 20);
    let areas = |second: &str| {
        let request = json!({"layers": [{"path": first}, {"path": second}], "metrics": ["TA"]});
        let report = landscape_metrics::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).unwrap();
        assert!(with_rows(&report, "class"));
        let landscape = report.tables.iter().find(|t| t.name == "landscape").unwrap();
        let Column::Real(areas) = &landscape.columns.iter().find(|(name, _)| *name == "ta").unwrap().1 else {
            panic!()
        };
        areas.iter().map(|a| a.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(areas(&whole(20.0, 10, 10)), [4.0, 4.0]);
    assert_eq!(areas(&whole(20.0, 11, 10)), [4.0, 4.0]);
    assert_eq!(areas(&whole(5.0, 40, 40)), [4.0, 4.0]);
    assert_eq!(areas(&whole(10.0, 15, 15)), [4.0, 15.0 * 15.0 * 0.01]);
}
