//! Errors of maps in carbon: ACCURACY of carbon storage and carbon series.

use crate::fixture::{Folder, Map, geojson, golden, with};
use pitscape::{
    Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    run::{carbon_series, carbon_storage, map_accuracy},
};
use serde_json::{Value, json};

const POOLS: &str = "lucode,name,c_above,c_below,c_soil,c_dead,se_above,se_below,se_soil,se_dead\n\
    1,Forest,100,0,0,0,5,0,0,0\n2,Mine,10,0,0,0,1,0,0,0\n3,Bog,40,0,0,0,2,0,0,0\n4,Lake,30,0,0,0,1,0,0,0\n";
/// Half of what is mapped as 1 is 2.
const MATRIX: &str = "year,stratum,map_lucode,ref_lucode,points,area_prop\n\
    2010,,1,1,1,0.2857142857142857\n2010,,1,2,1,0.2857142857142857\n2010,,2,2,2,0.2857142857142857\n2010,,3,3,2,0.14285714285714285\n";
/// Of a map of 4, 2 and 1 cells of 0.02 ha.
const HA: f64 = 0.14;

fn storage(request: &Value) -> Result<Report> {
    carbon_storage::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn series(request: &Value) -> Result<Report> {
    carbon_series::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn table<'a>(report: &'a Report, name: &str) -> &'a Table {
    report.tables.iter().find(|table| table.name == name).unwrap()
}

fn column<'a>(table: &'a Table, name: &str) -> &'a Column {
    &table.columns.iter().find(|(own, _)| *own == name).unwrap().1
}

fn reals(report: &Report, of: &str, name: &str) -> Vec<Option<f64>> {
    match column(table(report, of), name) {
        Column::Real(cells) => cells.clone(),
        Column::Integer(cells) => cells.iter().map(|cell| cell.map(|cell| cell as f64)).collect(),
        _ => panic!("{name} is no number"),
    }
}

fn told<'a>(report: &'a Report, code: &str) -> &'a str {
    &report.messages.iter().find(|m| m.code == code).unwrap_or_else(|| panic!("{code}: {:?}", report.messages)).text
}

fn near(found: Option<f64>, expected: f64) -> bool {
    found.is_some_and(|found| (found - expected).abs() <= 1e-12 * expected.abs().max(1.0))
}

fn all_near(found: &[Option<f64>], expected: &[f64]) -> bool {
    found.len() == expected.len() && found.iter().zip(expected).all(|(found, expected)| near(*found, *expected))
}

/// 1 1 1 2 over 1 2 0 3; 0 is nodata.
fn eight(f: &Folder) -> Value {
    let map = f.map(&Map::new(4, &[1.0, 1.0, 1.0, 2.0, 1.0, 2.0, 0.0, 3.0]));
    json!({"lulc": {"path": map}, "pools": f.text("p.csv", POOLS)})
}

#[test]
fn both_errors_by_hand() {
    let f = Folder::new();
    let plain = storage(&eight(&f)).unwrap();
    let report = storage(&with(&eight(&f), json!({"accuracy": f.text("m.csv", MATRIX)}))).unwrap();
    let class = |name: &str| reals(&report, "summary", name);
    assert_eq!(class("carbon_t"), reals(&plain, "summary", "carbon_t"));
    assert!(all_near(&class("area_adjusted_ha"), &[0.04, 0.08, 0.02]), "{:?}", class("area_adjusted_ha"));
    assert!(all_near(&class("carbon_adjusted_t"), &[4.0, 0.8, 0.8]));
    assert!(all_near(&class("se_pool_t"), &[0.04 * 5.0, 0.08, 0.02 * 2.0]));
    // The share of a half has an error of a half of 4/7, on two points
    let share = 4.0 / 7.0 * 0.5;
    assert!(all_near(&class("se_map_t"), &[HA * share * 100.0, HA * share * 10.0, 0.0]));
    let both = |pool: f64, map: f64| (pool * pool + map * map).sqrt();
    let expected = [both(0.2, 4.0), both(0.08, 0.4), 0.04];
    assert!(all_near(&class("se_t"), &expected));
    assert!(near(class("ci95_low_t")[0], 4.0 - 1.959963984540054 * expected[0]));
    // In all 1 gains what 2 loses: 90 t/ha of difference
    let (pool, map) = ((0.2f64 * 0.2 + 0.08 * 0.08 + 0.04 * 0.04).sqrt(), HA * share * 90.0);
    let result = |name: &str| report.results[name];
    assert!(
        near(result("total_adjusted"), 5.6) && near(result("total_se_pool"), pool) && near(result("total_se_map"), map)
    );
    assert!(near(result("total_se"), both(pool, map)));
    assert_eq!((result("total_carbon"), plain.results["total_adjusted"]), (plain.results["total_carbon"], None));
    let text = told(&report, "ADJUSTED");
    assert!(
        text.starts_with(
            "Carbon in all, on areas as the sample of ACCURACY tells them: 5.6 t of C. Standard errors: 0.219"
        ),
        "{text}"
    );
    assert!(!told(&report, "TOTALS").contains("interval") && told(&plain, "TOTALS").contains("interval"));
    // Without ACCURACY nothing is adjusted
    let nothing = |name: &str| reals(&plain, "summary", name).iter().all(Option::is_none);
    assert!(["carbon_adjusted_t", "se_pool_t", "se_map_t", "area_adjusted_ha"].into_iter().all(nothing));
}

#[test]
fn pools_without_errors_and_points_alone() {
    let f = Folder::new();
    let bare = f.text("b.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,100,0,0,0\n2,10,0,0,0\n3,40,0,0,0\n");
    let request = with(&eight(&f), json!({"accuracy": f.text("m.csv", MATRIX), "pools": bare}));
    let report = storage(&request).unwrap();
    assert!(report.results["total_se"].is_none() && near(report.results["total_se_map"], HA * 2.0 / 7.0 * 90.0));
    assert!(told(&report, "ADJUSTED").contains("Standard errors: not known of the pools, 3.6 t of the map."));
    let lone = MATRIX.replace("3,3,2,", "3,3,1,");
    let report =
        storage(&with(&request, json!({"accuracy": f.text("l.csv", &lone), "pools": f.text("p.csv", POOLS)}))).unwrap();
    assert!(report.results["total_se"].is_none() && report.results["total_se_pool"].is_some());
}

#[test]
fn a_reference_class_that_the_map_does_not_have() {
    let f = Folder::new();
    let matrix = MATRIX.replace("1,2,1,", "1,4,1,");
    let request = with(&eight(&f), json!({"accuracy": f.text("m.csv", &matrix)}));
    let report = storage(&request).unwrap();
    assert_eq!(reals(&report, "summary", "lucode"), [1.0, 2.0, 3.0, 4.0].map(Some));
    assert_eq!(reals(&report, "summary", "cells")[3], Some(0.0));
    assert!(near(reals(&report, "summary", "carbon_adjusted_t")[3], 0.04 * 30.0));
    let adjusted: f64 = reals(&report, "summary", "carbon_adjusted_t").into_iter().flatten().sum();
    assert!(near(report.results["total_adjusted"], adjusted));
    let e = storage(&with(&request, json!({"accuracy": f.text("n.csv", &MATRIX.replace("1,2,1,", "1,9,1,"))})))
        .unwrap_err();
    assert!(
        e.to_string()
            .starts_with("The pool table has no row for these classes of the reference in ACCURACY: 9. Add them; or"),
        "{e}"
    );
}

#[test]
fn zones_get_no_errors_of_the_map() {
    let f = Folder::new();
    let left = r#"{"type":"Polygon","coordinates":[[[500000,4400000],[500080,4400000],[500080,4399980],[500000,4399980],[500000,4400000]]]}"#;
    let zones = f.text("z.geojson", &geojson(32649, &[left]));
    let request = with(&eight(&f), json!({"zones": zones}));
    let report = storage(&with(&request, json!({"accuracy": f.text("m.csv", MATRIX)}))).unwrap();
    assert!(
        told(&report, "ACCURACY_ZONES")
            .starts_with("ACCURACY tells of the whole map, and not how its errors are spread over zones")
    );
    assert_eq!(reals(&report, "summary", "se_map_t"), [None; 3]);
    assert_eq!(report.results["total_se"], storage(&request).unwrap().results["total_se"]);
    assert_eq!(report.results["total_adjusted"], None);
}

#[test]
fn the_matrix_of_another_map_is_refused() {
    let f = Folder::new();
    let request = with(&eight(&f), json!({"accuracy": f.text("m.csv", MATRIX)}));
    let left = r#"{"type":"Polygon","coordinates":[[[500000,4400000],[500040,4400000],[500040,4399980],[500000,4399980],[500000,4400000]]]}"#;
    let mask = f.text("k.geojson", &geojson(32649, &[left]));
    let e = storage(&with(&request, json!({"mask": mask}))).unwrap_err().to_string();
    assert!(e.contains("as it counts here: these classes have other shares of the area (here, and in ACCURACY): 1 (75 % and 57.1 %)"), "{e}");
    let e = storage(&with(&request, json!({"ignore_codes": [3]}))).unwrap_err().to_string();
    assert!(e.contains("3 (0 % and 14.3 %)"), "{e}");
    let two = format!("{MATRIX}{}", MATRIX.split_once('\n').unwrap().1.replace("2010", "2020"));
    let e = storage(&with(&request, json!({"accuracy": f.text("t.csv", &two)}))).unwrap_err().to_string();
    assert!(e.starts_with("ACCURACY has no matrix of "), "{e}");
    let mut of_2020 = with(&request, json!({"accuracy": f.text("t.csv", &two)}));
    of_2020["lulc"]["year"] = json!(2020);
    assert!(storage(&of_2020).is_ok());
    of_2020["lulc"]["year"] = json!(2030);
    assert!(storage(&of_2020).is_err());
}

/// A table of a report as a file.
fn written(f: &Folder, table: &Table) -> String {
    let cell = |column: &Column, row: usize| match column {
        Column::Integer(cells) => cells[row].map_or(String::new(), |cell| cell.to_string()),
        Column::Real(cells) => cells[row].map_or(String::new(), |cell| cell.to_string()),
        Column::Text(cells) => format!("\"{}\"", cells[row].clone().unwrap_or_default()),
        _ => panic!("no such column"),
    };
    let mut lines = vec![table.columns.iter().map(|(name, _)| name.to_string()).collect::<Vec<_>>().join(",")];
    for row in 0..table.rows() {
        lines.push(table.columns.iter().map(|(_, column)| cell(column, row)).collect::<Vec<_>>().join(","));
    }
    f.text(&format!("{}.csv", table.name), &lines.join("\n"))
}

/// Carbon by the sample is the same whether Map accuracy or Carbon storage tells it.
#[test]
fn the_matrix_of_map_accuracy_has_all_that_is_needed() {
    let f = Folder::new();
    let path = |name: &str| golden(&format!("map_accuracy/{name}"));
    let map = json!({"path": path("series_a_2022.tif"), "year": 2022});
    for (sample, more) in [
        ("stratified", json!({})),
        ("simple", json!({"design": "simple"})),
        ("strata", json!({"strata": path("accuracy_a_strata_sizes.csv"), "strata_field": "stratum"})),
    ] {
        let points = path(&format!("accuracy_a_{sample}.gpkg"));
        let request = json!({"map": map, "reference": points, "field": "ref", "pools": path("series_a_pools.csv")});
        let request = parse(&with(&request, more).to_string()).unwrap();
        let by_sample = map_accuracy::run(&request, &mut Progress::none()).unwrap();
        let matrix = written(&f, table(&by_sample, "matrix"));
        let request = json!({"lulc": map, "pools": path("series_a_pools.csv"), "accuracy": matrix});
        let report = storage(&request).unwrap();
        for (one, other) in [("carbon_total", "total_adjusted"), ("carbon_total_se", "total_se_map")] {
            assert!(near(report.results[other], by_sample.results[one].unwrap()), "{sample} {one}");
        }
    }
}

#[test]
fn a_series_with_matrices_of_its_years() {
    let f = Folder::new();
    let (map, later) = (eight(&f), f.map(&Map::new(4, &[1.0, 1.0, 2.0, 2.0, 1.0, 2.0, 0.0, 3.0])));
    let request = json!({
        "layers": [map["lulc"], {"path": later}], "years": [2010, 2020], "pools": f.text("p.csv", POOLS),
    });
    let plain = series(&request).unwrap();
    let report = series(&with(&request, json!({"accuracy": f.text("m.csv", MATRIX)}))).unwrap();
    let (adjusted, map_error) = (reals(&report, "totals", "carbon_adjusted_t"), reals(&report, "totals", "se_map_t"));
    assert!(
        near(adjusted[0], 5.6)
            && near(map_error[0], HA * 2.0 / 7.0 * 90.0)
            && adjusted[1].is_none()
            && map_error[1].is_none()
    );
    let (se, without) = (reals(&report, "totals", "se_t"), reals(&plain, "totals", "se_t"));
    assert!(se[0] > without[0] && se[1] == without[1]);
    assert!(all_near(&reals(&report, "storage", "area_adjusted_ha")[..3], &[0.04, 0.08, 0.02]));
    assert_eq!(reals(&report, "changes", "se_t"), reals(&plain, "changes", "se_t"));
    assert!(told(&report, "ACCURACY_YEARS").starts_with("ACCURACY has no matrix of 2020:"));
    assert!(report.messages.iter().all(|m| m.code != "ACCURACY_CHANGES"));
    assert!(
        report
            .messages
            .iter()
            .any(|m| m.text.starts_with("Carbon in 2010, on areas as the sample of ACCURACY tells them: 5.6 t"))
    );
    let no_year = MATRIX.replace("year,", "when,");
    let e = series(&with(&request, json!({"accuracy": f.text("n.csv", &no_year)}))).unwrap_err().to_string();
    assert!(e.starts_with("ACCURACY has rows without a year"), "{e}");
    // Of each year a matrix: the change is that of the adjusted areas, and variances of the samples add up
    let both = format!("{MATRIX}{}", MATRIX.split_once('\n').unwrap().1.replace("2010,", "2020,"));
    let turned = f.map(&Map::new(4, &[2.0, 1.0, 1.0, 1.0, 3.0, 2.0, 0.0, 1.0]));
    let layers = json!([map["lulc"], {"path": turned}]);
    let both = json!({"layers": layers, "accuracy": f.text("b.csv", &both)});
    let report = series(&with(&request, both.clone())).unwrap();
    let of = |table: &str, name: &str| reals(&report, table, name);
    let (from, to) = (of("totals", "carbon_adjusted_t"), of("totals", "se_map_t"));
    assert!(near(of("changes", "carbon_adjusted_t")[0], from[1].unwrap() - from[0].unwrap()));
    assert!(near(of("changes", "se_map_t")[0], to[0].unwrap().hypot(to[1].unwrap())));
    // The areas are the same in both years: pools have no part
    assert!(near(of("changes", "se_pool_t")[0], 0.0) && of("changes", "se_t") == of("changes", "se_map_t"));
    assert!(told(&report, "ACCURACY_CHANGES").contains("taken as drawn apart"));
    // On other land the two do not tell of the change
    let other = Map::new(4, &[2.0, 1.0, 1.0, 0.0, 3.0, 2.0, 1.0, 1.0]);
    let other = json!([map["lulc"], {"path": f.map(&other)}]);
    let report = series(&with(&with(&request, both), json!({"layers": other}))).unwrap();
    assert!(told(&report, "ACCURACY_LAND").starts_with("The maps of 2010 and 2020 do not have the same valid land"));
    assert!(reals(&report, "changes", "se_map_t")[0].is_none());
    // Of one map it is clear
    let (layers, years) = (json!([request["layers"][0]]), json!([request["years"][0]]));
    let one = with(&request, json!({"layers": layers, "years": years, "accuracy": f.text("o.csv", &no_year)}));
    let report = series(&one).unwrap();
    assert!(near(reals(&report, "totals", "se_map_t")[0], HA * 2.0 / 7.0 * 90.0));
}
