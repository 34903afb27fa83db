use crate::fixture::{Folder, Map, geojson, golden, metadata, read_band_numbers, read_numbers, reference, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    kernels::metrics::metrics,
    run::landscape_metrics,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs};

mod geometry;
mod layers;
mod peers;

fn run(request: &Value) -> Result<Report> {
    landscape_metrics::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

/// Rows of a table, each by column; numbers as they are, texts as numbers where they are such.
fn rows(report: &Report, of: &str) -> Vec<BTreeMap<String, Value>> {
    let table: &Table = report.tables.iter().find(|t| t.name == of).unwrap();
    let mut rows = vec![BTreeMap::new(); table.rows()];
    for (name, column) in &table.columns {
        for (i, row) in rows.iter_mut().enumerate() {
            let value = match column {
                Column::Integer(cells) => json!(cells[i]),
                Column::Real(cells) => json!(cells[i]),
                Column::Text(cells) => json!(cells[i]),
                Column::Words { words, of } => json!(words[of[i] as usize]),
                Column::Polygons(cells) => json!(cells[i].is_some()),
            };
            row.insert(name.to_string(), value);
        }
    }
    rows
}

/// Numbers and NULLs of some columns of a row; all others must not differ from what is expected by more than 1e-12 of it.
fn check(row: &BTreeMap<String, Value>, expected: &[(&str, Option<f64>)]) {
    for (name, value) in expected {
        match (row[*name].as_f64(), value) {
            (Some(a), Some(b)) => assert!((a - b).abs() <= 1e-12 * b.abs().max(1e-3), "{name}: {a} {b}"),
            (a, b) => assert_eq!(a, *b, "{name}"),
        }
    }
}

/// Two rows of three cells of 20 x 10 m: 1 1 2 over 1 n 2; n is nodata.
fn six(f: &Folder) -> Value {
    let map = f.map(&Map::new(3, &[1.0, 1.0, 2.0, 1.0, 0.0, 2.0]));
    json!({"layers": [{"path": map, "class_names": {"1": "Grass"}}], "patch": true, "max_classes": 4})
}

/// Depths of edges that differ by pair of classes, and by the way round.
const DEPTHS: &str = "lucode_a,lucode_b,depth\n1,2,0\n2,1,14.2\n1,3,20\n2,3,5\n";

#[test]
fn all_nodata_and_no_layer() {
    let f = Folder::new();
    let map = f.map(&Map::new(2, &[0.0; 4]));
    let e = sentence(&json!({"layers": [{"path": map}]}));
    assert!(e.contains("has no valid cell: all 4 are nodata"), "{e}");
    assert!(matches!(run(&json!({"layers": []})), Err(Error::NoLayers)));
}

#[test]
fn one_cell() {
    let f = Folder::new();
    let report =
        run(&json!({"layers": [{"path": f.map(&Map::new(1, &[5.0]))}], "patch": true, "max_classes": 4})).unwrap();
    let landscape = &rows(&report, "landscape")[0];
    let area = 20.0 * 10.0 / 1e4;
    check(
        landscape,
        &[
            ("ta", Some(area)),
            ("np", Some(1.0)),
            ("pd", Some(100.0 / area)),
            ("lpi", Some(100.0)),
            ("te", Some(0.0)),
            ("area_mn", Some(area)),
            ("area_sd", Some(0.0)),
            ("area_cv", Some(0.0)),
            ("shape_mn", Some(1.0)),
            ("perim_mn", Some(60.0)),
            ("lsi", Some(1.0)),
            ("ai", None),
            ("pladj", Some(0.0)),
            ("iji", None),
            ("contag", None),
            ("cohesion", None),
            ("division", Some(0.0)),
            ("mesh", Some(area)),
            ("split", Some(1.0)),
            ("pafrac", None),
            ("pr", Some(1.0)),
            ("rpr", Some(25.0)),
            ("shdi", Some(0.0)),
            ("sidi", Some(0.0)),
            ("msidi", Some(0.0)),
            ("shei", Some(0.0)),
            ("siei", Some(0.0)),
            ("msiei", Some(0.0)),
            ("ent", None),
            ("relmutinf", None),
        ],
    );
    check(
        &rows(&report, "class")[0],
        &[
            ("lucode", Some(5.0)),
            ("pland", Some(100.0)),
            ("nlsi", None),
            ("clumpy", None),
            ("ai", None),
            ("cohesion", None),
        ],
    );
    assert_eq!(rows(&report, "class")[0]["name"], "class 5");
    assert_eq!(
        (report.results["ta"], report.results["np"], report.results["shdi"]),
        (Some(area), Some(1.0), Some(0.0))
    );
}

#[test]
fn one_class() {
    let f = Folder::new();
    let report = run(&json!({"layers": [{"path": f.map(&Map::new(3, &[5.0; 6]))}]})).unwrap();
    check(
        &rows(&report, "landscape")[0],
        &[
            ("te", Some(0.0)),
            ("ai", Some(100.0)),
            ("pladj", Some(100.0 * 14.0 / 24.0)),
            ("contag", None),
            ("cohesion", Some(100.0 * (1.0 - 1.0 / 6f64.sqrt()) / (1.0 - 1.0 / 6f64.sqrt()))),
            ("ent", Some(0.0)),
            ("joinent", Some(0.0)),
            ("condent", Some(0.0)),
            ("mutinf", Some(0.0)),
            ("relmutinf", Some(1.0)),
            // 2 x (60 + 20) m around, and 3 x 20 m wide is not the shortest: 2 rows of 3 have 160, 3 rows of 2 have 140
            ("lsi", Some(160.0 / 140.0)),
            ("perim_mn", Some(160.0)),
            ("shape_am", Some(160.0 / 140.0)),
        ],
    );
    assert!(report.tables.iter().all(|table| table.name != "patch"), "not asked for");
}

/// All figures of a map of cells of 20 x 10 m, written out: where FRAGSTATS' peers swap length and height.
#[test]
fn six_cells_by_hand() {
    let f = Folder::new();
    let report = run(&six(&f)).unwrap();
    let area = 5.0 * 200.0 / 1e4;
    // Class 1 is an L of three cells: upright sides 4, level 4; class 2 a column of two
    let (perimeter_1, perimeter_2) = (4.0 * 10.0 + 4.0 * 20.0, 4.0 * 10.0 + 2.0 * 20.0);
    let patches = rows(&report, "patch");
    check(
        &patches[0],
        &[
            ("patch", Some(1.0)),
            ("lucode", Some(1.0)),
            ("area", Some(0.06)),
            ("perim", Some(perimeter_1)),
            ("para", Some(perimeter_1 / 0.06)),
            ("shape", Some(perimeter_1 / 100.0)),
            ("frac", Some(2.0 * (perimeter_1 / 4.0).ln() / 600f64.ln())),
        ],
    );
    check(
        &patches[1],
        &[
            ("patch", Some(2.0)),
            ("lucode", Some(2.0)),
            ("area", Some(0.04)),
            ("perim", Some(perimeter_2)),
            ("shape", Some(1.0)),
        ],
    );
    assert_eq!((&patches[0]["name"], &patches[1]["name"]), (&json!("Grass"), &json!("class 2")));
    let classes = rows(&report, "class");
    // One side between the classes, upright: 10 m. All sides of class 1 in cell sides: 8, the fewest of 3 cells 8
    check(
        &classes[0],
        &[
            ("ca", Some(0.06)),
            ("pland", Some(60.0)),
            ("np", Some(1.0)),
            ("pd", Some(100.0 / area)),
            ("lpi", Some(60.0)),
            ("te", Some(10.0)),
            ("ed", Some(10.0 / area)),
            ("lsi", Some(perimeter_1 / 100.0)),
            // Of 3 of 5 cells: no two of the others touch at 2 x 60 m and what lies at background, 90 + 20 m + 60 m ...
            ("ai", Some(100.0 * 2.0 / 2.0)),
            ("pladj", Some(100.0 * 4.0 / 12.0)),
            // G = 4 / (12 - 8) = 1
            ("clumpy", Some(1.0)),
            ("iji", None),
            ("division", Some(1.0 - 0.36)),
            ("mesh", Some(0.36 * area)),
            ("split", Some(1.0 / 0.36)),
            ("cohesion", Some(100.0 * (1.0 - 8.0 / (8.0 * 3f64.sqrt())) / (1.0 - 1.0 / 5f64.sqrt()))),
            ("pafrac", None),
        ],
    );
    let p = [0.6, 0.4f64];
    let shdi = -p.iter().map(|p| p * p.ln()).sum::<f64>();
    // Adjacencies both ways: 1-1 4, 2-2 2, 1-2 1 and 2-1 1
    let joint = [4.0, 2.0, 1.0, 1.0f64].map(|n| n / 8.0);
    let entropy = |parts: &[f64]| -parts.iter().map(|p| p * p.log2()).sum::<f64>();
    let (ent, joinent) = (entropy(&[5.0 / 8.0, 3.0 / 8.0]), entropy(&joint));
    let contag = [0.6 * 4.0 / 5.0, 0.6 * 1.0 / 5.0, 0.4 * 2.0 / 3.0, 0.4 * 1.0 / 3.0f64];
    let contag = 100.0 * (1.0 + contag.iter().map(|p| p * p.ln()).sum::<f64>() / (2.0 * 2f64.ln()));
    // All sides but those inside patches, the shared one once: 120 + 80 - 10 m; 5 cells fit 3 rows of 2: 2 x (40 + 30)
    let (mean, deviation) = (0.05, 0.01);
    check(
        &rows(&report, "landscape")[0],
        &[
            ("ta", Some(area)),
            ("np", Some(2.0)),
            ("pd", Some(200.0 / area)),
            ("lpi", Some(60.0)),
            ("te", Some(10.0)),
            ("ed", Some(10.0 / area)),
            ("lsi", Some(190.0 / 140.0)),
            ("area_mn", Some(mean)),
            ("area_md", Some(0.05)),
            ("area_am", Some((0.06 * 0.06 + 0.04 * 0.04) / 0.1)),
            ("area_ra", Some(0.06 - 0.04)),
            ("area_sd", Some(deviation)),
            ("area_cv", Some(100.0 * deviation / mean)),
            ("shape_mn", Some((1.2 + 1.0) / 2.0)),
            ("contag", Some(contag)),
            ("ai", Some(100.0 * (1.0 * 0.6 + 1.0 * 0.4))),
            ("pladj", Some(100.0 * 6.0 / 20.0)),
            ("iji", None),
            ("division", Some(1.0 - 0.36 - 0.16)),
            ("mesh", Some(0.52 * area)),
            ("split", Some(1.0 / 0.52)),
            ("pr", Some(2.0)),
            ("prd", Some(200.0 / area)),
            ("rpr", Some(50.0)),
            ("shdi", Some(shdi)),
            ("sidi", Some(1.0 - 0.52)),
            ("msidi", Some(-(0.52f64.ln()))),
            ("shei", Some(shdi / 2f64.ln())),
            ("siei", Some(0.48 / 0.5)),
            ("msiei", Some(-(0.52f64.ln()) / 2f64.ln())),
            ("ent", Some(ent)),
            ("joinent", Some(joinent)),
            ("condent", Some(joinent - ent)),
            ("mutinf", Some(2.0 * ent - joinent)),
            ("relmutinf", Some((2.0 * ent - joinent) / ent)),
        ],
    );
    // Half of the edge at nodata and border: (120 - 10) / 2 and (80 - 10) / 2
    let report = run(&with(&six(&f), json!({"boundary_edge_pct": 50.0}))).unwrap();
    check(&rows(&report, "class")[0], &[("te", Some(10.0 + 55.0))]);
    check(&rows(&report, "landscape")[0], &[("te", Some(10.0 + 55.0 + 35.0)), ("lsi", Some(190.0 / 140.0))]);
}

/// Square cells of 10 m, nodata 0.
fn square(columns: usize, values: &[f64]) -> Map {
    Map { geotransform: [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0], ..Map::new(columns, values) }
}

#[test]
fn nodata_islands_are_background() {
    let f = Folder::new();
    // A ring of 1 around nodata, 2 outside, and a corner-touching 1
    let map = f.map(&square(
        5,
        &[1.0, 1.0, 1.0, 2.0, 2.0, 1.0, 0.0, 1.0, 2.0, 2.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 1.0, 2.0],
    ));
    let request = json!({"layers": [{"path": map}], "patch": true});
    let patches = rows(&run(&request).unwrap(), "patch");
    // The ring with its hole: 12 sides outside, 4 inside, and the cell at its corner 4
    check(&patches[0], &[("area", Some(0.09)), ("perim", Some(200.0)), ("patch", Some(1.0))]);
    assert_eq!(patches.len(), 2);
    let four = rows(&run(&with(&request, json!({"neighbourhood": "4"}))).unwrap(), "patch");
    assert_eq!(four.iter().map(|p| p["area"].as_f64().unwrap()).collect::<Vec<_>>(), [0.08, 0.07, 0.03, 0.01]);
}

#[test]
fn every_metric_is_told_of_once() {
    let mut seen = Vec::new();
    for metric in metrics() {
        assert_eq!(metric.column, metric.abbreviation.to_lowercase());
        assert!(!seen.contains(&&metric.abbreviation), "{} stands twice", metric.abbreviation);
        assert!(metric.patch.is_some() || metric.of_classes() || metric.of_landscapes(), "{}", metric.abbreviation);
        for text in [metric.name.as_str(), metric.range, metric.definition.as_str(), metric.source] {
            assert!(!text.is_empty() && !text.contains("  "), "{}: {text:?}", metric.abbreviation);
        }
        assert!(metric.definition.ends_with('.'), "{}", metric.definition);
        seen.push(&metric.abbreviation);
    }
}

#[test]
fn metrics_are_chosen_by_abbreviation() {
    let f = Folder::new();
    let request = six(&f);
    let names = |request: &Value, of: &str| -> Vec<String> {
        let report = run(request).unwrap();
        report.tables.iter().find(|t| t.name == of).unwrap().columns.iter().map(|(name, _)| name.to_string()).collect()
    };
    let some = with(&request, json!({"metrics": ["shdi", "NP", "AREA", "AREA_MN"]}));
    assert_eq!(names(&some, "landscape"), ["zone", "layer", "year", "np", "area_mn", "shdi"]);
    assert_eq!(names(&some, "class"), ["zone", "layer", "year", "lucode", "name", "np", "area_mn"]);
    assert_eq!(names(&some, "patch"), ["zone", "layer", "year", "lucode", "name", "patch", "area"]);
    assert!(names(&request, "landscape").contains(&"rpr".to_owned()));
    let unknown = sentence(&with(&request, json!({"metrics": ["NP", "AREA_MEAN"]})));
    assert!(
        unknown.starts_with(
            "METRICS: AREA_MEAN is no metric. Did you mean AREA_MN? Known are all, or any of CA, PLAND, TA, NP,"
        ),
        "{unknown}"
    );
    let without = with(&request, json!({"max_classes": null}));
    let report = run(&without).unwrap();
    assert!(report.messages.iter().any(|m| m.text == "Left out, as it needs MAX_CLASSES: RPR."));
    assert!(!names(&without, "landscape").contains(&"rpr".to_owned()));
    let needs = sentence(&with(&without, json!({"metrics": ["RPR"]})));
    assert_eq!(needs, "METRICS: RPR needs MAX_CLASSES; give it, or leave the metric out.");
    let few = sentence(&with(&request, json!({"max_classes": 1})));
    assert!(few.contains("MAX_CLASSES is 1, but") && few.contains("has 2 classes"), "{few}");
    for (field, value) in
        [("max_classes", json!(0)), ("boundary_edge_pct", json!(100.5)), ("boundary_edge_pct", json!(-1))]
    {
        let e = sentence(&with(&request, json!({field: value})));
        assert!(e.starts_with(&format!("{} is ", field.to_uppercase())), "{e}");
    }
}

#[test]
fn long_tables_say_the_same() {
    let f = Folder::new();
    let request = with(&six(&f), json!({"layer_names": ["a"], "years": [2007]}));
    let (wide, long) = (run(&request).unwrap(), run(&with(&request, json!({"form": "long"}))).unwrap());
    for of in ["landscape", "class"] {
        let (wide, long) = (rows(&wide, of), rows(&long, of));
        let per_row = wide[0].len() - if of == "class" { 5 } else { 3 };
        assert_eq!(long.len(), wide.len() * per_row);
        for row in &long {
            let other = wide.iter().find(|other| other.get("lucode") == row.get("lucode")).unwrap();
            let name = row["metric"].as_str().unwrap().to_lowercase();
            assert_eq!(row["value"].as_f64(), other[name.as_str()].as_f64(), "{name}");
            assert_eq!((&row["year"], &row["layer"]), (&json!(2007), &json!("a")));
        }
        let unit = |metric: &str| long.iter().find(|row| row["metric"] == metric).unwrap()["unit"].clone();
        assert_eq!((unit("ED"), unit("PD"), unit("LSI")), (json!("m/ha"), json!("number per 100 ha"), json!("")));
    }
}

#[test]
fn sizes_of_patches() {
    let f = Folder::new();
    let sizes = |cells: &[f64]| -> Vec<[f64; 5]> {
        let report = run(&json!({"layers": [{"path": f.map(&Map::new(4, cells))}]})).unwrap();
        let columns = ["lucode", "from_ha", "to_ha", "patches", "area_ha"];
        rows(&report, "sizes").iter().map(|row| columns.map(|name| row[name].as_f64().unwrap())).collect()
    };
    // Patches of 0.04 and 0.02 ha of class 1, and of 0.1 ha, which is a limit
    assert_eq!(
        sizes(&[1.0, 1.0, 2.0, 1.0, 2.0, 2.0, 2.0, 2.0]),
        [[1.0, 0.01, 0.02, 1.0, 0.02], [1.0, 0.02, 0.05, 1.0, 0.04], [2.0, 0.05, 0.1, 1.0, 0.1]]
    );
    // Two of each class that are alike
    assert_eq!(sizes(&[1.0, 2.0, 1.0, 2.0]), [[1.0, 0.01, 0.02, 2.0, 0.04], [2.0, 0.01, 0.02, 2.0, 0.04]]);
}

/// 10,000 classes of one cell each, in all and in zones: tables have a row for each, and metrics are those of arithmetic.
#[test]
fn all_cells_differ() {
    let f = Folder::new();
    let codes: Vec<f64> = (1..=10_000).map(f64::from).collect();
    let map = f.map(&Map { kind: 5, options: vec!["BLOCKYSIZE=8"], ..Map::new(100, &codes) });
    let zone = |left: f64| {
        let (x1, x2) = (500_000.0 + 20.0 * left, 500_000.0 + 20.0 * (left + 50.0));
        format!(
            r#"{{"type":"Polygon","coordinates":[[[{x1},4400000],[{x2},4400000],[{x2},4399000],[{x1},4399000],[{x1},4400000]]]}}"#
        )
    };
    let zones = f.text("z.geojson", &geojson(32649, &[&zone(0.0), &zone(50.0)]));
    let metrics = ["NP", "SHDI", "IJI", "PLADJ", "TE", "CONTAG", "GYRATE_MN"];
    let mut wide = Vec::new();
    for (zones, columns) in [(Value::Null, 100.0f64), (json!(zones), 50.0)] {
        let mut found = Vec::new();
        for threads in [1, 3] {
            let request = json!({"layers": [{"path": map}], "metrics": metrics, "zones": zones, "threads": threads, "patch": true});
            found.push(run(&request).unwrap());
        }
        assert!(found[0].tables == found[1].tables);
        let m = 100.0 * columns;
        let (upright, level) = (100.0 * (columns - 1.0), 99.0 * columns);
        let edge = upright * 10.0 + level * 20.0;
        let part = |length: f64| -length / edge * (length / edge).ln();
        let of_cell = |others: f64| (m * others).ln() / m;
        let border = 2.0 * (98.0 + columns - 2.0);
        let spread = 4.0 * of_cell(2.0) + border * of_cell(3.0) + (m - 4.0 - border) * of_cell(4.0);
        for row in rows(&found[0], "landscape") {
            let expected = [
                ("np", Some(m)),
                ("shdi", Some(m.ln())),
                ("iji", Some(100.0 * (upright * part(10.0) + level * part(20.0)) / (m * (m - 1.0) / 2.0).ln())),
                ("pladj", Some(0.0)),
                ("te", Some(edge)),
                ("contag", Some(100.0 * (1.0 - spread / (2.0 * m.ln())))),
                // A cell by itself has the mean of its half sides
                ("gyrate_mn", Some((10.0 + 20.0) / 4.0)),
            ];
            check(&row, &expected);
        }
        let classes = rows(&found[0], "class");
        assert_eq!((classes.len(), rows(&found[0], "patch").len()), (10_000, 10_000));
        let inside: Vec<_> = classes.iter().filter(|row| row["lucode"] == json!(5026)).collect();
        let four = -2.0 * [10.0f64, 20.0].map(|l| l / 60.0 * (l / 60.0).ln()).iter().sum::<f64>();
        inside.iter().for_each(|row| check(row, &[("iji", Some(100.0 * four / (m - 1.0).ln())), ("te", Some(60.0))]));
        assert_eq!(inside.len(), 1);
        wide.push(classes);
    }
    // A row for each metric holds the same
    let long = run(&json!({"layers": [{"path": map}], "metrics": metrics, "form": "long"})).unwrap();
    let (long, wide) = (rows(&long, "class"), &wide[0]);
    // NP, IJI, PLADJ, TE and GYRATE_MN are metrics of classes
    assert_eq!(long.len(), 5 * 10_000);
    for row in long.iter().step_by(7) {
        let code = row["lucode"].as_i64().unwrap();
        let metric = row["metric"].as_str().unwrap().to_lowercase();
        assert_eq!(row["name"], wide[code as usize - 1]["name"]);
        check(row, &[("value", wide[code as usize - 1][metric.as_str()].as_f64())]);
    }
}
