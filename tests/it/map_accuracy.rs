use crate::fixture::{Folder, Map, column, geojson, golden, reals, table, texts, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    run::map_accuracy,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs};

const LEFT: f64 = 500_000.0;
const TOP: f64 = 4_400_000.0;
const POOLS: &str = "lucode,name,c_above,c_below,c_soil,c_dead\n1,Forest,100,0,0,0\n2,Mine,10,0,0,0\n3,Bog,40,0,0,0\n";

fn run(request: &Value) -> Result<Report> {
    map_accuracy::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

fn told<'a>(report: &'a Report, code: &str) -> &'a str {
    &report.messages.iter().find(|m| m.code == code).unwrap_or_else(|| panic!("{code}: {:?}", report.messages)).text
}

fn integers(table: &Table, name: &str) -> Vec<Option<i64>> {
    let Column::Integer(cells) = column(table, name) else { panic!("{name} is not an integer column") };
    cells.clone()
}

/// Value and standard error of a measure.
fn measure(report: &Report, name: &str) -> (Option<f64>, Option<f64>) {
    let summary = table(report, "summary");
    let row = texts(summary, "measure").iter().position(|measure| measure == name).unwrap_or_else(|| panic!("{name}"));
    (reals(summary, "value")[row], reals(summary, "se")[row])
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-12 * expected.abs().max(1.0)
}

fn same(found: Option<f64>, expected: &str, what: &str) {
    match (found, expected.parse::<f64>()) {
        (Some(found), Ok(expected)) => assert!(near(found, expected), "{what}: {found} for {expected}"),
        (found, expected) => assert!(found.is_none() && expected.is_err(), "{what}: {found:?} for {expected:?}"),
    }
}

/// Compares a report with the figures of a file, and gives the number of those compared. `class` gives the code of a label.
fn compare(report: &Report, file: &str, class: impl Fn(&str) -> i64) -> usize {
    let classes = table(report, "classes");
    let codes = integers(classes, "lucode");
    let (mut compared, text) = (0, fs::read_to_string(golden(&format!("map_accuracy/{file}"))).unwrap());
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let (quantity, label, value, se) = (cells[0], cells[1], cells[2], cells[3]);
        let of_class = |name: &str, error: Option<&str>| {
            let row = codes.iter().position(|code| *code == Some(class(label))).unwrap();
            same(reals(classes, name)[row], value, line);
            if let Some(error) = error {
                same(reals(classes, error)[row], se, line);
            }
        };
        match quantity {
            "users" => of_class("users", Some("se_users")),
            "producers" => of_class("producers", Some("se_producers")),
            "area_ha" => of_class("area_ha", Some("se_ha")),
            "area_proportion" => of_class("area_prop", Some("se_prop")),
            "mapped_ha" => of_class("mapped_ha", None),
            "area_units" => of_class("area_prop", Some("se_prop")),
            "mapped_units" => of_class("mapped_prop", None),
            name if name.starts_with("stratum_") || name.starts_with("sample_users") => continue,
            "sample_producers" | "sample_area_proportion" => continue,
            name => {
                let (found, error) = measure(report, name);
                same(found, value, line);
                same(error, se, line);
            }
        }
        compared += 1;
    }
    compared
}

/// A published table of counts, whose sizes are cells of 30 m.
fn counts(f: &Folder, name: &str) -> Value {
    let text = fs::read_to_string(golden(&format!("map_accuracy/{name}_counts.csv"))).unwrap();
    let path = f.text(&format!("{name}.csv"), &text.replacen("size", "cells", 1));
    json!({"counts": path, "cell_area_ha": 0.09})
}

#[test]
fn published_examples() {
    let f = Folder::new();
    let names = ["Deforestation", "Forest gain", "Stable forest", "Stable non-forest"];
    let forest = |label: &str| names.iter().position(|name| *name == label).unwrap() as i64 + 1;
    let report = run(&counts(&f, "olofsson2014")).unwrap();
    assert_eq!(compare(&report, "olofsson2014_results.csv", forest), 26);
    assert_eq!(texts(table(&report, "classes"), "name"), names);
    assert_eq!(integers(table(&report, "matrix"), "points").len(), 16);
    // As printed: 21,158 ha ± 6,158
    let (low, high) =
        (reals(table(&report, "classes"), "ci95_low_ha")[0], reals(table(&report, "classes"), "ci95_high_ha")[0]);
    assert_eq!((low.unwrap().round(), high.unwrap().round()), (15_000.0, 27_315.0));
    for name in ["olofsson2013_ex1", "olofsson2013_ex2"] {
        let report = run(&counts(&f, name)).unwrap();
        let found = compare(&report, &format!("{name}_results.csv"), |label| label.parse().unwrap());
        assert_eq!(found, 21, "{name}");
    }
}

#[test]
fn the_sample_as_it_is() {
    let f = Folder::new();
    for name in ["olofsson2014", "olofsson2013_ex1", "olofsson2013_ex2"] {
        let report = run(&with(&counts(&f, name), json!({"design": "simple"}))).unwrap();
        let text = fs::read_to_string(golden(&format!("map_accuracy/{name}_as_simple.csv"))).unwrap();
        let row = |quantity: &str| {
            text.lines().find(|line| line.starts_with(quantity)).unwrap().split(',').collect::<Vec<_>>()
        };
        for (quantity, found) in [("overall", "sample_overall"), ("kappa_fleiss", "sample_kappa")] {
            let (value, se) = measure(&report, found);
            same(value, row(quantity)[2], found);
            same(se, row(quantity)[3], found);
        }
        // The errors hold for a simple random sample alone
        let report = run(&counts(&f, name)).unwrap();
        assert_eq!((measure(&report, "sample_overall").1, measure(&report, "sample_kappa").1), (None, None));
    }
}

/// The made map with a sample of its points.
fn made(sample: &str) -> Value {
    let path = |name: &str| golden(&format!("map_accuracy/{name}"));
    json!({
        "map": {"path": path("series_a_2022.tif")}, "reference": path(&format!("accuracy_a_{sample}.gpkg")), "field": "ref",
        "pools": path("series_a_pools.csv"), "points": true,
    })
}

fn code(label: &str) -> i64 {
    label.parse().unwrap()
}

#[test]
fn points_on_a_map() {
    let report = run(&made("stratified")).unwrap();
    assert_eq!(compare(&report, "accuracy_a_stratified_results.csv", code), 33);
    let text = told(&report, "POINTS_LEFT_OUT");
    assert!(
        text.contains("84 of 89 points count. Left out: 1 off the map, or without a point, 3 on no class of the map"),
        "{text}"
    );
    assert!(text.ends_with("1 without a reference class."), "{text}");
    assert_eq!((report.results["points_used"], report.results["points_left_out"]), (Some(84.0), Some(5.0)));
    let points = table(&report, "points");
    let fates = texts(points, "fate").into_iter().fold(BTreeMap::new(), |mut all: BTreeMap<String, u32>, fate| {
        *all.entry(fate).or_default() += 1;
        all
    });
    let expected = [("used", 84), ("nodata", 3), ("off_map", 1), ("no_class", 1)].map(|(fate, n)| (fate.to_owned(), n));
    assert_eq!(fates, BTreeMap::from(expected));
    let right = integers(points, "agrees").into_iter().flatten().sum::<i64>();
    assert_eq!(right, 11 + 13 + 11 + 12 + 10 + 11);
    let matrix = fs::read_to_string(golden("map_accuracy/accuracy_a_stratified_matrix.csv")).unwrap();
    let expected: Vec<Option<i64>> = matrix
        .lines()
        .skip(1)
        .flat_map(|line| line.split(',').skip(2).map(|n| Some(code(n))).collect::<Vec<_>>())
        .collect();
    assert_eq!(integers(table(&report, "matrix"), "points"), expected);
    let bias = measure(&report, "carbon_map_bias_t_ha");
    assert!(
        near(bias.0.unwrap(), 107.57035087719298 - 101.03506521405554) && near(bias.1.unwrap(), 2.9119791637426102)
    );
    assert_eq!(table(&run(&with(&made("stratified"), json!({"points": false}))).unwrap(), "summary").rows(), 12);
}

#[test]
fn a_simple_random_sample() {
    let simple = with(&made("simple"), json!({"design": "simple"}));
    let report = run(&simple).unwrap();
    assert_eq!(compare(&report, "accuracy_a_simple_results.csv", code), 35);
    assert!(told(&report, "DESIGN").starts_with("The simple random sample of 168 is post-stratified"));
    let systematic = run(&with(&simple, json!({"design": "systematic"}))).unwrap();
    assert_eq!(systematic.results, report.results);
    assert!(told(&systematic, "DESIGN").contains("is taken as a simple random one"));
}

#[test]
fn strata_of_their_own() {
    let f = Folder::new();
    let sizes = golden("map_accuracy/accuracy_a_strata_sizes.csv");
    let request = with(&made("strata"), json!({"strata": sizes, "strata_field": "STRATUM"}));
    let report = run(&request).unwrap();
    assert_eq!(compare(&report, "accuracy_a_strata_results.csv", code), 20);
    let matrix = table(&report, "matrix");
    let shares: f64 = reals(matrix, "area_prop").into_iter().flatten().sum();
    assert!(
        near(shares, 1.0) && texts(matrix, "stratum").iter().all(|name| ["west", "middle", "east"].contains(&&**name))
    );
    let of = |text: &str| sentence(&with(&request, json!({"strata": f.text("s.csv", text)})));
    assert_eq!(of("stratum,area\nwest,1\n"), "STRATA: the table lacks cells; it has stratum, area.");
    let e = of("stratum,cells\nwest,932\nmiddle,935\n");
    assert_eq!(e, "STRATA: the table has no row for east (25 points); add them, with their cells.");
    assert!(
        of("stratum,cells\nwest,932\nwest,935\n")
            .contains("row 2 (header not counted): the stratum west has a row already")
    );
    assert!(of("stratum,cells\nwest,0\n").contains("cells is \"0\"; it must be a number above 0"));
    assert!(of("stratum,cells\n").ends_with("the table has no row."));
    let e = of("stratum,cells\nwest,932\nmiddle,935\neast,926\nnorth,5\n");
    assert!(e.starts_with("STRATA: no point that counts is of north; add points there"), "{e}");
    let large =
        run(&with(&request, json!({"strata": f.text("l.csv", "stratum,cells\nwest,9\nmiddle,9\neast,9\n")}))).unwrap();
    assert!(told(&large, "STRATA_SIZES").starts_with("STRATA have 27 cells, and the map has 2,793 with a class"));
    let e = sentence(&with(&request, json!({"design": "simple"})));
    assert_eq!(e, "DESIGN is simple; allowed: stratified, where STRATA are given.");
    let e = sentence(&with(&request, json!({"strata": null})));
    assert_eq!(e, "STRATA_FIELD is given, and STRATA is not; give STRATA too, or leave STRATA_FIELD out.");
}

/// 4 x 2 cells: 1 1 1 2 over 1 2 0 3; 0 is nodata.
fn eight(f: &Folder) -> String {
    f.map(&Map::new(4, &[1.0, 1.0, 1.0, 2.0, 1.0, 2.0, 0.0, 3.0]))
}

/// Points in cells by column and row, with a class as JSON.
fn layer(f: &Folder, name: &str, points: &[(f64, f64, &str)]) -> String {
    let features: Vec<String> = points
        .iter()
        .map(|(column, row, class)| {
            let (x, y) = (LEFT + 20.0 * (column + 0.5), TOP - 10.0 * (row + 0.5));
            format!(
                r#"{{"type":"Feature","properties":{{"class":{class}}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}"#
            )
        })
        .collect();
    f.text(name, &geojson(32649, &[]).replace("[]", &format!("[{}]", features.join(","))))
}

/// Two points in each class of the small map.
fn six(f: &Folder) -> Value {
    let points = [(0.0, 0.0, "1"), (1.0, 0.0, "2"), (3.0, 0.0, "2"), (1.0, 1.0, "2"), (3.0, 1.0, "3"), (3.0, 1.0, "3")];
    json!({"map": {"path": eight(f)}, "reference": layer(f, "six.geojson", &points), "field": "class"})
}

#[test]
fn a_small_map_by_hand() {
    let f = Folder::new();
    let report = run(&with(&six(&f), json!({"pools": f.text("p.csv", POOLS), "points": true}))).unwrap();
    let classes = table(&report, "classes");
    // 4, 2 and 1 cells of 0.02 ha; half of what is mapped as 1 is 2
    let close = |name: &str, expected: [f64; 3]| {
        let found = reals(classes, name);
        assert!(
            found.iter().zip(expected).all(|(found, expected)| near(found.unwrap(), expected)),
            "{name}: {found:?}"
        );
    };
    close("mapped_ha", [0.08, 0.04, 0.02]);
    close("area_ha", [0.04, 0.08, 0.02]);
    let se = 0.08 * (0.5f64 * 0.5 / 1.0).sqrt();
    close("se_ha", [se, se, 0.0]);
    close("users", [0.5, 1.0, 1.0]);
    close("producers", [1.0, 0.5, 1.0]);
    assert_eq!(integers(classes, "points_map"), [Some(2); 3]);
    assert_eq!(integers(classes, "points_ref"), [Some(1), Some(3), Some(2)]);
    let (mean, se) = measure(&report, "carbon_mean_t_ha");
    assert!(near(mean.unwrap(), (2.0 * 100.0 + 4.0 * 10.0 + 40.0) / 7.0) && near(se.unwrap(), 4.0 / 7.0 * 45.0));
    assert!(near(measure(&report, "carbon_map_mean_t_ha").0.unwrap(), (4.0 * 100.0 + 2.0 * 10.0 + 40.0) / 7.0));
    assert!(near(measure(&report, "carbon_total_t").0.unwrap(), 0.02 * 280.0));
    assert!(
        told(&report, "CARBON").starts_with("Carbon by the reference: 40 ± 25.7 t/ha"),
        "{}",
        told(&report, "CARBON")
    );
    assert!(
        near(measure(&report, "quantity").0.unwrap(), 2.0 / 7.0)
            && measure(&report, "allocation").0.unwrap().abs() < 1e-15
    );
    let points = table(&report, "points");
    assert_eq!(integers(points, "feature"), (1..=6).map(Some).collect::<Vec<_>>());
    assert_eq!(integers(points, "agrees"), [1, 0, 1, 1, 1, 1].map(Some));
    assert_eq!(texts(points, "ref_name")[..2], ["Forest", "Mine"]);
}

#[test]
fn classes_by_name() {
    let f = Folder::new();
    let points = [
        (0.0, 0.0, "\"forest \""),
        (1.0, 0.0, "\"MINE\""),
        (3.0, 0.0, "\"2\""),
        (1.0, 1.0, "\"Mine\""),
        (3.0, 1.0, "\"Bog\""),
        (3.0, 1.0, "\"3.0\""),
        (0.0, 1.0, "null"),
        (0.0, 1.0, "\"\""),
    ];
    let request =
        with(&six(&f), json!({"reference": layer(&f, "n.geojson", &points), "pools": f.text("p.csv", POOLS)}));
    let report = run(&request).unwrap();
    assert_eq!(integers(table(&report, "classes"), "points_ref"), [Some(1), Some(3), Some(2)]);
    assert!(told(&report, "POINTS_LEFT_OUT").ends_with("6 of 8 points count. Left out: 2 without a reference class."));
    // Names of the layer, where there are no pools
    let named =
        json!({"pools": null, "map": {"path": eight(&f), "class_names": {"1": "Forest", "2": "mine", "3": "bog"}}});
    assert_eq!(run(&with(&request, named)).unwrap().results["overall"], report.results["overall"]);
    let e = sentence(&with(&request, json!({"pools": null})));
    assert!(e.starts_with("FIELD: it is not clear which class is meant by \"Bog\" (1 time), \"MINE\" (1 time), \"Mine\" (1 time), \"forest\" (1 time)."), "{e}");
    assert!(e.contains("(known: none)"), "{e}");
    let twice =
        json!({"pools": null, "map": {"path": eight(&f), "class_names": {"1": "Mine", "2": "mine", "3": "bog"}}});
    let e = sentence(&with(&request, twice));
    assert!(e.contains("\"MINE\" (codes 1, 2)"), "{e}");
    let half = layer(&f, "h.geojson", &[(0.0, 0.0, "1.5")]);
    let e = sentence(&with(&request, json!({"reference": half})));
    assert!(e.contains("\"1.5\" (1 time)"), "{e}");
}

#[test]
fn land_that_no_point_stands_for() {
    let f = Folder::new();
    let points = [(0.0, 0.0, "1"), (1.0, 0.0, "2"), (3.0, 1.0, "3")];
    let request = with(&six(&f), json!({"reference": layer(&f, "l.geojson", &points)}));
    let e = sentence(&request);
    let start =
        "no point lies on 2 (class 2, 28.6 %), so 28.6 % of the area would be lost from all figures. Add points there";
    assert!(e.contains(start), "{e}");
    // R's mapaccuracy takes this table, and its areas sum to 0.854
    let table = "map_class,cells,ref_1,ref_2\n1,854,8,2\n2,146,0,0\n";
    let e = sentence(&json!({"counts": f.text("c.csv", table)}));
    assert!(e.contains("no point lies on 2 (class 2, 14.6 %), so 14.6 % of the area"), "{e}");
    // One point alone has no variance
    let without = json!({"path": request["map"]["path"], "nodata": [2], "own_nodata": true});
    let report = run(&with(&request, json!({"map": without}))).unwrap();
    assert!(told(&report, "LONE_POINTS").starts_with("Classes of the map with one point alone: 3 (class 3)."));
    assert_eq!(reals(table_of(&report), "se_ha"), [None, None, None]);
    let (overall, se) = measure(&report, "overall");
    assert!(near(overall.unwrap(), 0.8 * 0.5 + 0.2) && se.is_none());
    // 2 is in the reference, and not on the map
    assert!(told(&report, "REFERENCE_UNMAPPED").contains("the map does not have: 2 (class 2)"));
    let (users, mapped) = (reals(table_of(&report), "users"), reals(table_of(&report), "mapped_ha"));
    assert_eq!((users[1], mapped[1], reals(table_of(&report), "se_users")[2]), (None, Some(0.0), None));
    // 3 is on the map, and not in the reference
    let points = [(0.0, 0.0, "1"), (1.0, 0.0, "1"), (3.0, 0.0, "2"), (1.0, 1.0, "2"), (3.0, 1.0, "2"), (3.0, 1.0, "2")];
    let report = run(&with(&request, json!({"reference": layer(&f, "u.geojson", &points)}))).unwrap();
    assert!(told(&report, "CLASSES_UNSEEN").contains("the reference does not have: 3 (class 3)"));
    assert_eq!(reals(table_of(&report), "producers")[2], None);
}

/// A class that is ignored counts neither as land nor as points, whatever the reference is.
#[test]
fn ignored_classes_are_no_reference() {
    let f = Folder::new();
    let points = [(0.0, 0.0, "1"), (1.0, 0.0, "2"), (1.0, 0.0, "1"), (3.0, 1.0, "3"), (3.0, 1.0, "3")];
    let request = with(&six(&f), json!({"reference": layer(&f, "l.geojson", &points), "ignore_codes": [2]}));
    let report = run(&request).unwrap();
    assert_eq!((report.results["points_used"], report.results["points_left_out"]), (Some(4.0), Some(1.0)));
    assert!(told(&report, "POINTS_LEFT_OUT").contains("Left out: 1 with a reference class of IGNORE_CODES"));
    assert!(told(&report, "REFERENCE_IGNORED").starts_with("1 of 5 units on land that counts have a reference class"));
    assert!(told(&report, "FEW_POINTS").starts_with("Fewer than 10 points: 1 (class 1), 3 (class 3)."));
    assert_eq!(integers(table_of(&report), "lucode"), [Some(1), Some(3)]);
    // Points on one cell, and strata where all agree
    assert!(
        told(&report, "POINTS_SHARE_CELLS")
            .contains("1 point lies on the cell of another one and counts as a unit of its own:")
    );
    assert!(told(&report, "POINTS_AGREE").starts_with("All of the few points agree in 1 (class 1), 3 (class 3)"));
    assert!(!told(&run(&six(&f)).unwrap(), "POINTS_AGREE").contains("1 (class 1)"));
}

/// Cells of degrees differ in area, and count alike.
#[test]
fn a_raster_of_cells_that_differ_in_area() {
    let f = Folder::new();
    let degrees = |cells: &[f64]| {
        let place = [111.0, 0.1, 0.0, 40.0, 0.0, -0.1];
        json!({"path": f.map(&Map { geotransform: place, epsg: Some(4326), ..Map::new(4, cells) })})
    };
    let map = degrees(&[1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0]);
    let reference = degrees(&[1.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0, 2.0]);
    let report = run(&json!({"map": map, "reference_raster": reference})).unwrap();
    assert!(told(&report, "UNEQUAL_CELLS").contains("differ in area"));
}

fn table_of(report: &Report) -> &Table {
    table(report, "classes")
}

#[test]
fn a_raster_of_reference_classes() {
    let f = Folder::new();
    let reference = f.map(&Map::new(4, &[1.0, 2.0, 0.0, 2.0, 0.0, 2.0, 1.0, 3.0]));
    let request = json!({"map": {"path": eight(&f)}, "reference_raster": {"path": reference}});
    let report = run(&request).unwrap();
    let by_points = run(&six(&f)).unwrap();
    // The same units but for the second of class 3
    assert_eq!(measure(&report, "overall").0, measure(&by_points, "overall").0);
    assert_eq!(reals(table_of(&report), "area_ha"), reals(table_of(&by_points), "area_ha"));
    assert_eq!(report.results["points_used"], Some(5.0));
    let text = told(&report, "REFERENCE_CELLS");
    assert!(
        text.contains(": 5 cells have a class here and on the map")
            && text.contains("2 cells of the map have no reference; 1 cells of the reference lie"),
        "{text}"
    );
    // On another grid
    let coarse = Map { geotransform: [LEFT, 40.0, 0.0, TOP, 0.0, -20.0], ..Map::new(2, &[1.0, 2.0]) };
    let report = run(&with(&request, json!({"reference_raster": {"path": f.map(&coarse)}}))).unwrap();
    assert_eq!((report.results["points_used"], measure(&report, "overall").0), (Some(7.0), Some(4.0 / 7.0)));
    // One cell of class 3, which has the reference class 2, is nothing to the user of class 2
    let se = reals(table_of(&report), "se_users");
    assert!(near(se[0].unwrap(), 0.25) && near(se[1].unwrap(), 0.5) && se[2].is_none(), "{se:?}");
    let none = f.map(&Map::new(4, &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0]));
    let e = sentence(&with(&request, json!({"reference_raster": {"path": none}})));
    assert!(e.starts_with("No cell of ") && e.contains("has a class and lies on a cell of"), "{e}");
    let away = Map { geotransform: [LEFT + 1000.0, 20.0, 0.0, TOP, 0.0, -10.0], ..Map::new(2, &[1.0, 2.0]) };
    let e = sentence(&with(&request, json!({"reference_raster": {"path": f.map(&away)}})));
    assert!(e.contains("do not overlap"), "{e}");
}

#[test]
fn bad_input() {
    let f = Folder::new();
    let request = six(&f);
    let e = |more: Value| sentence(&with(&request, more));
    assert_eq!(
        sentence(&json!({})),
        "There is no map to judge: give MAP (a land-cover map) or COUNTS (a table of its cells and points by class)."
    );
    assert!(e(json!({"reference": null})).starts_with("There is nothing to compare MAP with: give REFERENCE"));
    assert_eq!(
        e(json!({"field": null})),
        "REFERENCE is given, and FIELD is not; give FIELD too, or leave REFERENCE out."
    );
    assert_eq!(e(json!({"counts": "c.csv"})), "MAP and COUNTS are both given; leave one of them out.");
    assert_eq!(
        e(json!({"reference_raster": {"path": "r.tif"}})),
        "REFERENCE and REFERENCE_RASTER are both given; leave one of them out."
    );
    assert!(e(json!({"field": "none"})).contains("has no column none."));
    let area = sentence(&json!({"counts": "c.csv", "cell_area_ha": 0}));
    assert_eq!(area, "CELL_AREA_HA is 0; allowed: a number above 0.");
    // What would have no effect, and a table that would not be written
    let both = |one: &str, other: &str| format!("{one} and {other} are both given; leave one of them out.");
    assert_eq!(e(json!({"cell_area_ha": 1})), both("MAP", "CELL_AREA_HA"));
    let counts = |more: Value| sentence(&with(&json!({"counts": "c.csv"}), more));
    assert_eq!(counts(json!({"points": true})), both("COUNTS", "POINTS"));
    assert_eq!(counts(json!({"mask": "m.gpkg"})), both("COUNTS", "MASK"));
    let raster = json!({"reference": null, "reference_raster": {"path": "r.tif"}, "field": null});
    let raster = |more: Value| sentence(&with(&with(&request, raster.clone()), more));
    assert_eq!(raster(json!({"points": true})), both("REFERENCE_RASTER", "POINTS"));
    assert_eq!(raster(json!({"field": "class"})), both("REFERENCE_RASTER", "FIELD"));
    let empty = f.text("e.geojson", &geojson(32649, &[]).replace("\"features\"", "\"name\":\"e\",\"features\""));
    let text = e(json!({"reference": empty}));
    assert!(text.contains("has no column class.") || text.starts_with("No point of"), "{text}");
    let lines = geojson(32649, &[r#"{"type":"LineString","coordinates":[[500010,4399995],[500030,4399995]]}"#]);
    let lines = f.text("l.geojson", &lines.replace("\"properties\":{}", "\"properties\":{\"class\":1}"));
    assert!(e(json!({"reference": lines})).ends_with("is a linestring; REFERENCE takes points."));
    let many = geojson(32649, &[r#"{"type":"MultiPoint","coordinates":[[500010,4399995],[500030,4399995]]}"#]);
    let many = f.text("m.geojson", &many.replace("\"properties\":{}", "\"properties\":{\"class\":1}"));
    assert!(e(json!({"reference": many})).contains("has several points and one class; split it"));
    let other = geojson(4326, &[r#"{"type":"Point","coordinates":[111,39]}"#]);
    let other = f.text("o.geojson", &other.replace("\"properties\":{}", "\"properties\":{\"class\":1}"));
    assert!(e(json!({"reference": other})).contains("is not in the coordinate reference system of the map"));
    let off = layer(&f, "off.geojson", &[(-1.0, 0.0, "1"), (2.0, 1.0, "1")]);
    assert!(e(json!({"reference": off})).starts_with("No point of "));
    let pools = f.text("p.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,1,1,1,1\n3,1,1,1,1\n");
    let text = e(json!({"pools": pools}));
    assert!(
        text.starts_with("The pool table has no row for code 2 (2 cells of the map, 3 points of the reference)."),
        "{text}"
    );
    let nothing = f.map(&Map::new(4, &[0.0; 8]));
    assert!(e(json!({"map": {"path": nothing}})).contains("has no valid cell: all 8 are nodata"));
    let bare = f.map(&Map { epsg: None, ..Map::new(4, &[1.0; 8]) });
    assert!(e(json!({"map": {"path": bare}})).contains("has no coordinate reference system"));
    assert!(f.files().iter().all(|name| !name.contains("matrix")));
}

/// Codes of all kinds, cells that are turned and not square, and in degrees.
#[test]
fn maps_of_all_kinds() {
    let f = Folder::new();
    let points = |map: &Map, codes: &[f64], epsg: i32| {
        let features = codes.iter().enumerate().flat_map(|(i, code)| {
            let g = &map.geotransform;
            let (c, r) = ((i % map.columns) as f64 + 0.5, (i / map.columns) as f64 + 0.5);
            let (x, y) = (g[0] + c * g[1] + r * g[2], g[3] + c * g[4] + r * g[5]);
            let one = format!(r#"{{"type":"Feature","properties":{{"class":{code}}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}"#);
            [one.clone(), one]
        });
        let all: Vec<String> = features.collect();
        geojson(epsg, &[]).replace("[]", &format!("[{}]", all.join(",")))
    };
    let codes = [-2_000_000_000.0, 70_000.0, 0.0, 70_000.0];
    let wide = Map { kind: 5, nodata: None, ..Map::new(2, &codes) };
    let turned = Map { geotransform: [LEFT, 30.0, 40.0, TOP, 20.0, -15.0], ..wide.clone() };
    let degrees = Map { geotransform: [111.0, 0.01, 0.0, 39.0, 0.0, -0.02], epsg: Some(4326), ..wide.clone() };
    for (name, map, epsg) in [("wide", wide, 32649), ("turned", turned, 32649), ("degrees", degrees, 4326)] {
        let path = f.text(&format!("{name}.geojson"), &points(&map, &codes, epsg));
        let report = run(&json!({"map": {"path": f.map(&map)}, "reference": path, "field": "class"})).unwrap();
        assert_eq!(integers(table_of(&report), "lucode"), [-2_000_000_000, 0, 70_000].map(Some), "{name}");
        assert_eq!((report.results["overall"], report.results["points_used"]), (Some(1.0), Some(8.0)), "{name}");
    }
    // One cell
    let one = Map::new(1, &[1.0]);
    let path = f.text("one.geojson", &points(&one, &[1.0], 32649));
    let report = run(&json!({"map": {"path": f.map(&one)}, "reference": path, "field": "class"})).unwrap();
    assert_eq!((report.results["overall"], report.results["kappa"]), (Some(1.0), None));
}

#[test]
fn a_mask_leaves_land_and_points_out() {
    let f = Folder::new();
    let left = r#"{"type":"Polygon","coordinates":[[[500000,4400000],[500040,4400000],[500040,4399980],[500000,4399980],[500000,4400000]]]}"#;
    let request = with(&six(&f), json!({"mask": f.text("m.geojson", &geojson(32649, &[left]))}));
    // 1 1 over 1 2, with a lone point of 2
    let report = run(&request).unwrap();
    assert!(told(&report, "POINTS_LEFT_OUT").contains("3 of 6 points count"), "{}", told(&report, "POINTS_LEFT_OUT"));
    assert!(near(reals(table_of(&report), "mapped_ha").into_iter().flatten().sum(), 4.0 * 0.02));
}

/// A map in small blocks, and a point in each seventh cell.
fn many(f: &Folder) -> (Vec<f64>, Value) {
    let (rows, columns) = (200, 150);
    let cells: Vec<f64> = (0..rows * columns).map(|i| f64::from((i * 7919 % 1009 % 4) as u32)).collect();
    let points: Vec<(f64, f64, String)> = (0..rows * columns)
        .step_by(7)
        .map(|i| ((i % columns) as f64, (i / columns) as f64, (i * 31 % 101 % 3 + 1).to_string()))
        .collect();
    let points: Vec<(f64, f64, &str)> = points.iter().map(|(c, r, class)| (*c, *r, class.as_str())).collect();
    (cells.clone(), json!({"reference": layer(f, "many.geojson", &points), "field": "class", "points": true}))
}

#[test]
fn blocks_and_threads_change_nothing() {
    let f = Folder::new();
    let (cells, request) = many(&f);
    let of = |options: Vec<&'static str>, kind: u32, threads: u32| {
        let map = f.map(&Map { options, kind, ..Map::new(150, &cells) });
        let report = run(&with(&request, json!({"map": {"path": map, "name": "m"}, "threads": threads}))).unwrap();
        (report.results, report.tables)
    };
    let expected = of(vec![], 1, 1);
    assert!(expected.0["points_used"] > Some(3000.0));
    for (options, kind, threads) in
        [(vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=32"], 1, 4), (vec!["BLOCKYSIZE=3"], 2, 3), (vec![], 5, 7)]
    {
        assert_eq!(of(options, kind, threads), expected);
    }
}

#[test]
fn cancel_leaves_nothing() {
    let f = Folder::new();
    let (cells, request) = many(&f);
    let request = with(&request, json!({"map": {"path": f.map(&Map::new(150, &cells))}}));
    let mut no = |_: f64, _: &str| false;
    let cancelled = map_accuracy::run(&parse(&request.to_string()).unwrap(), &mut Progress::new(&mut no));
    assert!(matches!(cancelled, Err(Error::Cancelled)));
    assert_eq!(f.files().len(), 2);
}
