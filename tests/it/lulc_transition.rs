use crate::fixture::{Folder, Map, geojson, golden, read_band_numbers, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    run::{carbon_change, lulc_transition},
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs};

/// Cells of 20 m x 10 m.
const HA: f64 = 20.0 * 10.0 / 1e4;

fn run(request: &Value) -> Result<Report> {
    lulc_transition::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

/// A cell of a table as text, empty for NULL; numbers as they are printed.
fn cells(table: &Table, name: &str) -> Vec<String> {
    let column = &table.columns.iter().find(|(n, _)| *n == name).unwrap_or_else(|| panic!("{name}")).1;
    fn texts<T: ToString>(cells: &[Option<T>]) -> Vec<String> {
        cells.iter().map(|cell| cell.as_ref().map_or(String::new(), T::to_string)).collect()
    }
    match column {
        Column::Integer(cells) => texts(cells),
        Column::Real(cells) => texts(cells),
        Column::Text(cells) => texts(cells),
        Column::Words { words, of } => of.iter().map(|at| words[*at as usize].clone().unwrap_or_default()).collect(),
        Column::Polygons(_) => panic!("{name} has polygons"),
    }
}

fn reals(table: &Table, name: &str) -> Vec<Option<f64>> {
    cells(table, name).iter().map(|cell| cell.parse().ok()).collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * b.abs().max(1e-3)
}

fn maps(f: &Folder, maps: &[(Option<i32>, &[f64])]) -> Value {
    let layers: Vec<Value> = maps.iter().map(|(_, cells)| json!({"path": f.map(&Map::new(3, cells))})).collect();
    let years: Vec<Option<i32>> = maps.iter().map(|(year, _)| *year).collect();
    let names: Vec<String> = (0..maps.len()).map(|i| format!("map {i}")).collect();
    json!({"layers": layers, "years": years, "layer_names": names})
}

/// 2000: 1 1 1 / 2 2 -; 2005: 1 2 2 / 1 2 3.
fn two(f: &Folder) -> Value {
    maps(f, &[(Some(2000), &[1.0, 1.0, 1.0, 2.0, 2.0, 0.0]), (Some(2005), &[1.0, 2.0, 2.0, 1.0, 2.0, 3.0])])
}

/// Rows of a table by its key, as text.
fn keyed(table: &Table, keys: &[&str], value: &str) -> BTreeMap<Vec<String>, Option<f64>> {
    let keys: Vec<Vec<String>> = keys.iter().map(|key| cells(table, key)).collect();
    let values = reals(table, value);
    (0..values.len()).map(|row| (keys.iter().map(|key| key[row].clone()).collect(), values[row])).collect()
}

#[test]
fn two_dates_by_hand() {
    let f = Folder::new();
    let report = run(&two(&f)).unwrap();
    let [matrix, summary, intensity] = &report.tables[..] else { panic!() };
    assert_eq!(cells(matrix, "lucode_from"), ["1", "1", "2", "2"]);
    assert_eq!(cells(matrix, "lucode_to"), ["1", "2", "1", "2"]);
    assert_eq!(cells(matrix, "cells"), ["1", "2", "1", "1"]);
    assert_eq!(cells(matrix, "name_to")[1], "class 2");
    assert_eq!(reals(matrix, "area_ha"), [1.0, 2.0, 1.0, 1.0].map(|n| Some(n * HA)));
    assert_eq!(reals(matrix, "area_pct"), [20.0, 40.0, 20.0, 20.0].map(Some));
    assert_eq!(cells(matrix, "carbon_t"), [""; 4]);
    assert_eq!((&cells(matrix, "span")[0][..], &cells(matrix, "layer_to")[0][..]), ("interval", "map 1"));

    assert_eq!(cells(summary, "lucode"), ["1", "2", ""]);
    let hectares = |name: &str, cells: [f64; 3]| {
        let found = reals(summary, name);
        assert!(found.iter().zip(cells).all(|(a, b)| near(a.unwrap(), b * HA)), "{name} {found:?}");
    };
    hectares("area_before_ha", [3.0, 2.0, 5.0]);
    hectares("area_after_ha", [2.0, 3.0, 5.0]);
    hectares("gain_ha", [1.0, 2.0, 3.0]);
    hectares("loss_ha", [2.0, 1.0, 3.0]);
    hectares("net_ha", [-1.0, 1.0, 0.0]);
    hectares("swap_ha", [2.0, 2.0, 2.0]);
    hectares("exchange_ha", [2.0, 2.0, 2.0]);
    hectares("shift_ha", [0.0; 3]);
    hectares("persistence_ha", [1.0, 1.0, 2.0]);
    let rates = |name: &str, expected: [f64; 3]| {
        let found = reals(summary, name);
        assert!(found.iter().zip(expected).all(|(a, b)| near(a.unwrap(), b)), "{name} {found:?}");
    };
    rates("dynamic_degree_pct", [-100.0 / 3.0 / 5.0, 100.0 / 2.0 / 5.0, 0.0]);
    rates("two_way_degree_pct", [100.0 * 3.0 / 3.0 / 5.0, 100.0 * 3.0 / 2.0 / 5.0, 100.0 * 3.0 / 5.0 / 5.0]);
    rates("compound_rate_pct", [100.0 * (2f64 / 3.0).ln() / 5.0, 100.0 * 1.5f64.ln() / 5.0, 0.0]);

    assert_eq!(
        cells(intensity, "level")[..5],
        ["interval", "category_gain", "category_gain", "category_loss", "category_loss"]
    );
    assert_eq!(cells(intensity, "behaviour")[0], "uniform");
    assert_eq!(cells(intensity, "behaviour")[1..3], ["dormant", "active"]);
    assert_eq!(report.results["changed_pct"], Some(100.0 * 3.0 / 5.0));
    assert!(near(report.results["changed_ha"].unwrap(), 3.0 * HA));
    assert_eq!((report.results["transitions"], report.results["carbon_change"]), (Some(4.0), None));
    let land = report.messages.iter().find(|m| m.code == "DIFFERENT_LAND").unwrap();
    assert!(land.text.contains("0.02 ha (16.67 %) of 2005 have no class in 2000"), "{}", land.text);
}

/// Codes are numbered over all bands; what stayed may be left out.
#[test]
fn the_raster_of_changes() {
    let f = Folder::new();
    let three = maps(
        &f,
        &[
            (Some(2010), &[1.0, 1.0, 5.0, 1.0, 0.0, 3.0]),
            (Some(2000), &[1.0, 1.0, 1.0, 2.0, 2.0, 0.0]),
            (Some(2005), &[1.0, 2.0, 2.0, 1.0, 2.0, 3.0]),
        ],
    );
    let out = f.path("out.tif");
    let report = run(&with(&three, json!({"output": out}))).unwrap();
    // 1 (1, 1), 2 (1, 2), 3 (1, 5), 4 (2, 1), 5 (2, 2), 6 (2, 5), 7 (3, 3)
    assert_eq!(report.results["transitions"], Some(7.0));
    let bands = [1, 2, 3].map(|band| read_band_numbers(&out, band));
    assert_eq!(bands[0], (vec![1.0, 2.0, 2.0, 4.0, 5.0, 0.0], 2, 0.0));
    assert_eq!(bands[1].0, [1.0, 4.0, 6.0, 1.0, 0.0, 7.0]);
    assert_eq!(bands[2].0, [1.0, 1.0, 3.0, 4.0, 0.0, 0.0]);
    let aux = fs::read_to_string(f.path("out.tif.aux.xml")).unwrap();
    for text in ["<Name>code</Name>", "<Name>lucode_from</Name>", "<F>class 2 to class 5</F>", "<Name>cells</Name>"] {
        assert!(aux.contains(text), "{text}: {aux}");
    }
    run(&with(&three, json!({"output": out, "unchanged": false}))).unwrap();
    assert_eq!(read_band_numbers(&out, 2).0, [0.0, 4.0, 6.0, 0.0, 0.0, 0.0]);
    assert!(!fs::read_to_string(f.path("out.tif.aux.xml")).unwrap().contains("class 1 to class 1"));
    // Cells valid at all dates alone
    run(&with(&three, json!({"output": out, "common_cells": true}))).unwrap();
    assert_eq!(read_band_numbers(&out, 1).0, [1.0, 2.0, 2.0, 4.0, 0.0, 0.0]);
    assert_eq!(read_band_numbers(&out, 2).0, [1.0, 4.0, 5.0, 1.0, 0.0, 0.0]);
}

fn series() -> Value {
    let path = |name: &str| golden(&format!("landcover/series_a_{name}"));
    let layers: Vec<Value> = [2007, 2012, 2022].map(|year| json!({"path": path(&format!("{year}.tif"))})).into();
    json!({"layers": layers, "years": [2007, 2012, 2022], "pools": path("pools.csv")})
}

/// Every figure of the reference, counts as they are, floats to 1e-12.
fn compare(request: &Value, which: &str) {
    let report = run(request).unwrap();
    let mut figures = 0;
    for (table, name, keys) in [
        (0, "matrix", &["year_from", "year_to", "lucode_from", "lucode_to"][..]),
        (1, "summary", &["year_from", "year_to", "lucode"]),
        (2, "intensity", &["year_from", "year_to", "level", "lucode", "lucode_other"]),
    ] {
        let text = fs::read_to_string(golden(&format!("landcover/series_a_{which}{name}.csv"))).unwrap();
        let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let header = lines.next().unwrap();
        let rows: Vec<Vec<&str>> = lines.collect();
        // Of the summary's rows that of all classes is ours alone.
        let all = if name == "summary" { 3 } else { 0 };
        assert_eq!(report.tables[table].rows(), rows.len() + all, "{name}");
        let place = |column: &str| header.iter().position(|h| *h == column).unwrap();
        for column in
            header.iter().filter(|h| !keys.contains(h) && !["cells_before", "cells_after", "fao_rate_pct"].contains(h))
        {
            let ours = keyed(&report.tables[table], keys, column);
            for row in &rows {
                let key: Vec<String> = keys.iter().map(|key| row[place(key)].to_owned()).collect();
                let (found, expected) = (ours[&key], row[place(column)].parse::<f64>().ok());
                let same = match (found, expected) {
                    (Some(a), Some(b)) if *column == "cells" => a == b,
                    // Of sums of terms of either sign
                    (Some(a), Some(b)) if *column == "carbon_t" => (a - b).abs() <= 1e-12 * b.abs().max(10.0),
                    (Some(a), Some(b)) => near(a, b),
                    (None, None) => true,
                    _ => false,
                };
                assert!(same, "{which}{name} {column} {key:?}: {found:?} {expected:?}");
                figures += 1;
            }
        }
    }
    assert!(figures > 500, "{figures}");
}

#[test]
fn figures_of_the_reference() {
    compare(&series(), "");
    compare(&with(&series(), json!({"common_cells": true})), "common_");
    compare(&with(&series(), json!({"groups": golden("landcover/series_a_groups.csv")})), "grouped_");
}

/// Two programs divide by the area of the first interval (U 3.11620), and one counts S_t of the second by it too (2.22262).
#[test]
fn areas_of_intervals_that_differ() {
    let report = run(&series()).unwrap();
    let rows = keyed(&report.tables[2], &["year_from", "level", "lucode"], "uniform_pct");
    let key = |year: &str| vec![year.to_owned(), "interval".into(), String::new()];
    assert!(near(rows[&key("2007")].unwrap(), 3.1576402321083172));
    let rows = keyed(&report.tables[2], &["year_from", "level", "lucode"], "intensity_pct");
    assert!(near(rows[&key("2012")].unwrap(), 2.2672508214676887));
    let told = report.messages.iter().find(|m| m.code == "AREAS_DIFFER").unwrap();
    assert!(told.text.contains("2007 to 2012 27.94 ha") && told.text.contains("COMMON_CELLS"), "{}", told.text);
    let report = run(&with(&series(), json!({"common_cells": true}))).unwrap();
    assert!(report.messages.iter().all(|m| !["AREAS_DIFFER", "DIFFERENT_LAND"].contains(&m.code)));
}

/// A class that is at the last date alone has rows, and so has what did not occur.
#[test]
fn classes_that_come_and_go() {
    let report = run(&series()).unwrap();
    let rows = keyed(&report.tables[2], &["year_to", "level", "lucode", "lucode_other"], "area_ha_per_year");
    let key = |level: &str, lucode: &str, other: &str| ["2022", level, lucode, other].map(str::to_owned).to_vec();
    assert!(rows[&key("category_gain", "9", "")].unwrap() > 0.0);
    assert_eq!(rows[&key("category_loss", "9", "")], Some(0.0));
    assert_eq!(rows[&key("transition_loss", "9", "2")], Some(0.0));
}

#[test]
fn years_equal_reversed_and_missing() {
    let f = Folder::new();
    let (a, b): (&[f64], &[f64]) = (&[1.0, 1.0, 1.0, 2.0, 2.0, 2.0], &[1.0, 2.0, 1.0, 2.0, 2.0, 2.0]);
    let told = |report: &Report| {
        report.messages.iter().find(|m| m.code == "RATES_UNKNOWN").map_or(String::new(), |m| m.text.clone())
    };
    let row = |report: &Report| {
        (cells(&report.tables[0], "lucode_to").join(""), cells(&report.tables[1], "dynamic_degree_pct"))
    };
    // Given the other way round, they are put in order.
    let report = run(&maps(&f, &[(Some(2005), b), (Some(2000), a)])).unwrap();
    assert_eq!((row(&report).0.as_str(), told(&report).as_str()), ("122", ""));
    assert_eq!(cells(&report.tables[0], "layer_from")[0], "map 1");
    for (years, words) in [
        ([Some(2000), Some(2000)], "Two maps are of one year"),
        ([None, Some(2000)], "The year of map 0 is not known"),
        ([Some(2005), None], "The year of map 1 is not known"),
        ([None, None], "The year of map 0, map 1 is not known"),
    ] {
        let report = run(&maps(&f, &[(years[0], a), (years[1], b)])).unwrap();
        assert!(told(&report).starts_with(words), "{}", told(&report));
        assert_eq!((row(&report).0.as_str(), row(&report).1), ("122", vec![String::new(); 3]));
        assert_eq!(cells(&report.tables[2], "intensity_pct").concat(), "");
        assert_eq!(cells(&report.tables[2], "behaviour").concat(), "");
        assert_eq!(reals(&report.tables[1], "gain_ha"), [0.0, 1.0, 1.0].map(|n| Some(n * HA)));
    }
    let same = f.map(&Map::new(3, a));
    let layer = json!({"path": same});
    let report = run(&json!({"layers": [layer, layer], "years": [1, 2]})).unwrap();
    assert!(report.messages.iter().any(|m| m.code == "SAME_MAP"));
    assert_eq!(report.results["changed_ha"], Some(0.0));
}

#[test]
fn maps_and_tables_that_do_not_fit() {
    let f = Folder::new();
    let base = two(&f);
    let one = json!({"layers": [base["layers"][0]], "years": [1], "layer_names": ["a"]});
    assert_eq!(sentence(&one), "LAYERS has one map; transitions need two or more.");
    assert_eq!(
        sentence(&with(&base, json!({"layers": [], "years": [], "layer_names": []}))),
        "LAYERS is empty; give one or more maps."
    );
    let groups = |text: &str| sentence(&with(&base, json!({"groups": f.text("g.csv", text)})));
    let e = groups("lucode,class_group\n1,a\n");
    assert!(
        e.starts_with("The table of groups has no row for code 2 (2 cells) of ") && e.contains("IGNORE_CODES"),
        "{e}"
    );
    assert!(groups("lucode,name\n1,a\n").starts_with("GROUPS: "));
    let pools = f.text("p.csv", "lucode,c_above,c_below,c_soil,c_dead\n2,1,1,1,1\n");
    let e = sentence(&with(&base, json!({"pools": pools})));
    assert!(e.starts_with("The pool table has no row for code 1 (3 cells) of "), "{e}");
    let path = base["layers"][1]["path"].as_str().unwrap();
    assert!(sentence(&with(&base, json!({"output": path}))).contains("is an input of this run as well"));
    let nothing = maps(&f, &[(Some(1), &[1.0; 6]), (Some(2), &[0.0; 6])]);
    assert!(sentence(&nothing).contains("has no valid cell: all 6 are nodata"));
    let apart = maps(&f, &[(Some(1), &[1.0, 1.0, 0.0, 0.0, 0.0, 0.0]), (Some(2), &[0.0, 0.0, 0.0, 1.0, 1.0, 1.0])]);
    let old = f.text("old.tif", "old");
    assert!(sentence(&with(&apart, json!({"output": old}))).contains("have no valid cell in common"));
    assert_eq!(fs::read_to_string(&old).unwrap(), "old");
    let apart = with(
        &maps(
            &f,
            &[
                (Some(1), &[1.0, 1.0, 2.0, 2.0, 0.0, 0.0]),
                (Some(2), &[0.0, 0.0, 1.0, 1.0, 1.0, 1.0]),
                (Some(3), &[1.0, 1.0, 0.0, 0.0, 1.0, 1.0]),
            ],
        ),
        json!({"common_cells": true}),
    );
    assert!(sentence(&apart).starts_with("No cell is valid at all dates"), "{}", sentence(&apart));
    let parsed = parse(&base.to_string()).unwrap();
    assert!(matches!(lulc_transition::run(&parsed, &mut Progress::new(&mut |_, _| false)), Err(Error::Cancelled)));
}

#[test]
fn zones_by_hand() {
    let f = Folder::new();
    let ring = |west: f64, east: f64| {
        format!(
            r#"{{"type":"Polygon","coordinates":[[[{west},4399980],[{east},4399980],[{east},4400000],[{west},4400000],[{west},4399980]]]}}"#
        )
    };
    let feature =
        |name: &str, ring: String| format!(r#"{{"type":"Feature","properties":{{"n":"{name}"}},"geometry":{ring}}}"#);
    // The left column, and the two others
    let features = [feature("left", ring(500_000.0, 500_020.0)), feature("rest", ring(500_020.0, 500_060.0))].join(",");
    let zones = geojson(32649, &[]).replace("\"features\":[]", &format!("\"features\":[{features}]"));
    let request =
        with(&two(&f), json!({"zones": f.text("zones.geojson", &zones), "zone_field": "n", "output": f.path("o.tif")}));
    let report = run(&request).unwrap();
    let matrix = &report.tables[0];
    assert_eq!(cells(matrix, "zone"), ["left", "left", "rest", "rest"]);
    assert_eq!(cells(matrix, "lucode_from"), ["1", "2", "1", "2"]);
    assert_eq!(cells(matrix, "cells"), ["1", "1", "2", "1"]);
    assert_eq!(reals(matrix, "area_pct")[2], Some(100.0 * 2.0 / 3.0));
    // The whole region is in the numbers and the raster.
    assert_eq!(report.results["transitions"], Some(4.0));
    assert_eq!(read_band_numbers(&f.path("o.tif"), 1).0, [1.0, 2.0, 2.0, 3.0, 4.0, 0.0]);
}

/// Cells and areas that differ by row, and the carbon of carbonchange.
#[test]
fn carbon_is_that_of_carbonchange() {
    let f = Folder::new();
    let pools = f.text("p.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,30,10,140,4\n2,0,0,24,0\n3,5,5,50,0\n");
    let base = with(&two(&f), json!({"pools": pools, "area": "ellipsoidal"}));
    let report = run(&base).unwrap();
    let request =
        json!({"lulc_base": base["layers"][0], "lulc_alt": base["layers"][1], "pools": pools, "area": "ellipsoidal"});
    let other = carbon_change::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).unwrap();
    assert!(near(report.results["carbon_change"].unwrap(), other.results["carbon_change"].unwrap()));
    assert_ne!(reals(&report.tables[0], "area_ha")[0], Some(HA));
    // By group the change within a group is there too.
    let groups = f.text("g.csv", "lucode,class_group\n1,Land\n2,Land\n3,Land\n");
    let grouped = run(&with(&base, json!({"groups": groups}))).unwrap();
    assert_eq!(
        (cells(&grouped.tables[0], "name_from"), grouped.results["changed_ha"]),
        (vec!["Land".to_owned()], Some(0.0))
    );
    assert!(near(grouped.results["carbon_change"].unwrap(), other.results["carbon_change"].unwrap()));
}

/// The same land read in any way; codes of 32 bits, types that differ, blocks and threads.
#[test]
fn blocks_types_and_threads_change_nothing() {
    let f = Folder::new();
    let (rows, columns) = (300, 400);
    let cell = |i: usize, k: usize| ((i / columns / 7 * 3 + i % columns / (5 + k) * 7 + k) % 4) as f64;
    let map = |k: usize, kind: u32, options: Vec<&'static str>| {
        let mut map = Map::new(columns, &(0..rows * columns).map(|i| cell(i, k)).collect::<Vec<_>>());
        (map.kind, map.options) = (kind, options);
        json!({"path": f.map(&map)})
    };
    let bytes = [map(0, 1, vec!["BLOCKYSIZE=3"]), map(1, 1, vec!["BLOCKYSIZE=11"]), map(2, 1, vec!["TILED=YES"])];
    let wide = [map(0, 5, vec!["TILED=YES"]), map(1, 1, vec![]), map(2, 3, vec!["TILED=YES", "BLOCKXSIZE=128"])];
    for common in [false, true] {
        let mut found = Vec::new();
        for layers in [&bytes, &wide] {
            for threads in [1, 3] {
                let out = f.path("out.tif");
                let request = json!({
                    "layers": layers, "layer_names": ["a", "b", "c"], "years": [1, 2, 3], "output": out, "threads": threads,
                    "common_cells": common
                });
                let report = run(&request).unwrap();
                found.push((report.tables, [1, 2, 3].map(|band| read_band_numbers(&out, band).0)));
            }
        }
        assert!(found.windows(2).all(|two| two[0] == two[1]), "{common}");
        // Cell by cell: the code of a cell is that of its pair in the table.
        let (tables, bands) = &found[0];
        let whole = |i: usize| [0, 1, 2].map(|k| cell(i, k) as i64);
        let mut counts: BTreeMap<(usize, i64, i64), u64> = BTreeMap::new();
        for (band, (a, b)) in [(0, 1), (1, 2), (0, 2)].into_iter().enumerate() {
            for (i, code) in bands[band].iter().enumerate() {
                let cells = whole(i);
                let valid = cells[a] != 0 && cells[b] != 0 && (!common || cells.iter().all(|cell| *cell != 0));
                assert_eq!(*code != 0.0, valid);
                if valid {
                    assert_eq!(*code, (3 * (cells[a] - 1) + cells[b]) as f64);
                    *counts.entry((band, cells[a], cells[b])).or_default() += 1;
                }
            }
        }
        let expected: Vec<String> = counts.values().map(u64::to_string).collect();
        assert_eq!(cells(&tables[0], "cells"), expected);
    }
}

/// 256 codes, all of them bytes: none is left to mark cells that do not count.
#[test]
fn all_bytes_are_codes() {
    let f = Folder::new();
    let map = |shift: usize| {
        let cells: Vec<f64> = (0..512).map(|i| ((i + shift) % 256) as f64).collect();
        json!({"path": f.map(&Map { nodata: None, ..Map::new(16, &cells) })})
    };
    let holes = json!({"path": f.map(&Map::new(16, &(0..512).map(|i| (i % 3) as f64).collect::<Vec<_>>()))});
    let request =
        json!({"layers": [map(0), map(1), holes], "years": [1, 2, 3], "common_cells": true, "output": f.path("o.tif")});
    let report = run(&request).unwrap();
    let valid = (0..512).filter(|i| i % 3 != 0).count();
    let first: f64 = read_band_numbers(&f.path("o.tif"), 1).0.iter().filter(|code| **code != 0.0).count() as f64;
    assert_eq!(first, valid as f64);
    assert_eq!(report.results["changed_pct"].map(|p| p > 90.0), Some(true));
}

/// 300 classes at each date: 90,000 pairs have codes of 32 bits.
#[test]
fn more_pairs_than_16_bits() {
    let f = Folder::new();
    let n = 300usize;
    let map = |class: &dyn Fn(usize) -> usize| {
        let map = Map::new(n, &(0..n * n).map(|i| 1.0 + class(i) as f64).collect::<Vec<_>>());
        json!({"path": f.map(&Map { kind: 2, ..map })})
    };
    let request = json!({"layers": [map(&|i| i / n), map(&|i| i % n)], "years": [1, 2], "output": f.path("o.tif")});
    let report = run(&request).unwrap();
    assert_eq!(report.results["transitions"], Some(90_000.0));
    let (codes, kind, nodata) = read_band_numbers(&f.path("o.tif"), 1);
    assert_eq!((kind, nodata), (4, 0.0));
    assert_eq!(codes, (1..=90_000).map(f64::from).collect::<Vec<_>>());
}

/// A map against itself moved by one cell, on a grid that lies between its cells, and in another reference system.
#[test]
fn a_map_on_another_grid() {
    let f = Folder::new();
    let cells: Vec<f64> = (0..30).map(|i| f64::from(1 + i * 7 % 4)).collect();
    let moved = Map { geotransform: [500_020.0, 20.0, 0.0, 4_400_000.0, 0.0, -10.0], ..Map::new(6, &cells) };
    let request = json!({"layers": [{"path": f.map(&Map::new(6, &cells))}, {"path": f.map(&moved)}], "years": [1, 2]});
    let report = run(&request).unwrap();
    let mut expected: BTreeMap<(i64, i64), u64> = BTreeMap::new();
    for row in 0..5 {
        for column in 1..6 {
            *expected.entry((cells[6 * row + column] as i64, cells[6 * row + column - 1] as i64)).or_default() += 1;
        }
    }
    let found: Vec<String> = expected.values().map(u64::to_string).collect();
    assert_eq!(self::cells(&report.tables[0], "cells"), found);
    assert!(report.messages.iter().any(|m| m.code == "ALIGNED"));
    let far = Map { geotransform: [900_020.0, 20.0, 0.0, 4_400_000.0, 0.0, -10.0], ..Map::new(6, &cells) };
    let request = with(&request, json!({"layers": [request["layers"][0], {"path": f.map(&far)}]}));
    assert!(sentence(&request).contains("do not overlap"));
}
