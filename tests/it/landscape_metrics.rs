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

fn run(request: &Value) -> Result<Report> {
    landscape_metrics::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

/// Rows of a table, each by column; numbers as they are, texts as numbers where they are such.
fn rows(report: &Report, of: &str) -> Vec<BTreeMap<&'static str, Value>> {
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
            row.insert(*name, value);
        }
    }
    rows
}

/// Numbers and NULLs of some columns of a row; all others must not differ from what is expected by more than 1e-12 of it.
fn check(row: &BTreeMap<&str, Value>, expected: &[(&str, Option<f64>)]) {
    for (name, value) in expected {
        match (row[name].as_f64(), value) {
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

/// max e of a class with under half of the area is that of cells apart; with more, of the others apart.
#[test]
fn normalized_shape_index_by_hand() {
    let f = Folder::new();
    let report = run(&json!({"layers": [{"path": f.map(&square(4, &[
        1.0, 1.0, 1.0, 1.0,
        1.0, 2.0, 1.0, 1.0,
        1.0, 1.0, 1.0, 2.0,
        1.0, 1.0, 1.0, 1.0,
    ]))}]}))
    .unwrap();
    let classes = rows(&report, "class");
    // Sides of class 1: 16 at the border less one where 2 is, 4 + 3 against 2; fewest of 14 cells 16; others apart: 4 x 2 + 16
    check(&classes[0], &[("nlsi", Some((22.0 - 16.0) / (24.0 - 16.0)))]);
    // Of class 2: 8, as many as there can be; fewest 6
    check(&classes[1], &[("nlsi", Some(1.0))]);
}

/// Just above half of the area max e is 3 A - 2 a, and 3 more where A is odd.
#[test]
fn normalized_shape_index_around_half_of_the_area() {
    let f = Folder::new();
    let nlsi = |columns: usize, class: &dyn Fn(usize, usize) -> f64| {
        let cells: Vec<f64> = (0..columns * columns).map(|i| class(i / columns, i % columns)).collect();
        let report = run(&json!({"layers": [{"path": f.map(&square(columns, &cells))}]})).unwrap();
        rows(&report, "class")[0]["nlsi"].as_f64().unwrap()
    };
    // Five columns apart on 10 x 10 cells, and `more`: those in the column at the border have one neighbour, those between two
    let columns = |more: &'static [(usize, usize)]| {
        nlsi(10, &move |row, column| if column % 2 == 0 || more.contains(&(row, column)) { 1.0 } else { 2.0 })
    };
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    // 50 cells: 5 x 22 sides, fewest 30, most 4 x 50
    near(columns(&[]), (110.0 - 30.0) / (200.0 - 30.0));
    // 51: two sides more
    near(columns(&[(1, 9)]), (112.0 - 30.0) / (300.0 - 2.0 * 51.0 - 30.0));
    // 55, where 4 a is Z + 4 (A - a)
    near(columns(&[(1, 9), (4, 9), (2, 1), (5, 1), (8, 1)]), 0.525);
    near(0.525, (114.0 - 30.0) / (300.0 - 2.0 * 55.0 - 30.0));
    // 56: Z + 4 (A - a)
    near(columns(&[(1, 9), (4, 9), (2, 1), (5, 1), (8, 1), (2, 3)]), (114.0 - 30.0) / (40.0 + 4.0 * 44.0 - 30.0));
    // 13 of 25 as on a chessboard are as far apart as can be: 4 x 13 = 3 x 25 - 2 x 13 + 3
    near(nlsi(5, &|row, column| if (row + column) % 2 == 0 { 1.0 } else { 2.0 }), 1.0);
    // 14, one between the others at the border: fewest 16
    let border = |row, column| if (row + column) % 2 == 0 || (row, column) == (0, 1) { 1.0 } else { 2.0 };
    near(nlsi(5, &border), (52.0 - 2.0 - 16.0) / (75.0 - 28.0 + 3.0 - 16.0));
    // Cells that nodata parts have more edge than a whole landscape allows: as much as there can be
    let report = run(&json!({"layers": [{"path": f.map(&square(9, &[1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 2.0]))}]}));
    check(&rows(&report.unwrap(), "class")[0], &[("nlsi", Some(1.0))]);
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

fn csv(path: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').map(|word| word.trim().to_owned()).collect::<Vec<_>>());
    let names = lines.next().unwrap();
    lines.map(|line| names.iter().cloned().zip(line).collect()).collect()
}

/// FRAGSTATS prints 4 decimals: its figures are met to half of the last.
fn as_printed(name: &str, found: &Value, printed: &str) {
    match printed.parse::<f64>() {
        Ok(printed) => {
            let found = found.as_f64().unwrap_or(f64::NAN);
            assert!((found - printed).abs() <= 0.5001e-4 + 1e-12 * printed.abs(), "{name}: {found} {printed}");
        }
        Err(_) => assert!(found.is_null(), "{name}: {found} {printed}"),
    }
}

#[test]
#[ignore = "needs other projects' data in PITSCAPE_REFERENCE"]
fn fragstats() {
    let of = |name: &str| reference(&format!("landscape/{name}"));
    let printed = |level: &str| csv(&of(&format!("fragstats_landscape30_{level}.csv")));
    let report = run(&json!({"layers": [{"path": of("landscape30.tif")}], "patch": true})).unwrap();
    let mut compared = 0;
    let mut compare = |row: &BTreeMap<&str, Value>, printed: &BTreeMap<String, String>, what: &str| {
        for (name, printed) in printed {
            if let Some(found) = row.get(name.to_lowercase().as_str()) {
                as_printed(&format!("{name} of {what}"), found, printed);
                compared += 1;
            }
        }
    };
    let landscape = &rows(&report, "landscape")[0];
    compare(landscape, &printed("landscape")[0], "the landscape");
    let classes = rows(&report, "class");
    for printed in printed("class") {
        let code: i64 = printed["TYPE"].trim_start_matches("cls_").parse().unwrap();
        let row = classes.iter().find(|row| row["lucode"] == code).unwrap();
        compare(row, &printed, &printed["TYPE"]);
    }
    let patches = rows(&report, "patch");
    let printed = printed("patch");
    assert_eq!(patches.len(), printed.len());
    for printed in printed {
        // FRAGSTATS numbers patches as we do, by their first cells.
        let row = patches.iter().find(|row| row["patch"] == printed["PID"].parse::<i64>().unwrap()).unwrap();
        assert_eq!(format!("cls_{}", row["lucode"]), printed["TYPE"]);
        compare(row, &printed, &format!("patch {}", printed["PID"]));
    }
    assert_eq!(compared, LANDSCAPE_COMPARED + 3 * CLASS_COMPARED + 28 * 12);
}

/// Metrics of the tables that FRAGSTATS printed which are compared.
const LANDSCAPE_COMPARED: usize = 60;
const CLASS_COMPARED: usize = 55;

/// What landscapemetrics 2.2.2 defines as FRAGSTATS does, to 1e-9; PARA is in m/m2 there. SD and CV are of samples there,
/// SHAPE, LSI and NLSI have another shortest perimeter, CONTAG another matrix.
const AS_LANDSCAPEMETRICS: [&str; 46] = [
    "enn_mn",
    "contig_mn",
    "core_mn",
    "cai_mn",
    "tca",
    "cpland",
    "ndca",
    "dcad",
    "ca",
    "pland",
    "ta",
    "np",
    "pd",
    "lpi",
    "te",
    "ed",
    "area_mn",
    "area",
    "perim",
    "frac_mn",
    "frac",
    "para_mn",
    "para",
    "ai",
    "clumpy",
    "iji",
    "cohesion",
    "division",
    "mesh",
    "split",
    "pafrac",
    "pr",
    "prd",
    "shdi",
    "sidi",
    "msidi",
    "shei",
    "siei",
    "msiei",
    "ent",
    "condent",
    "joinent",
    "mutinf",
    "relmutinf",
    "lsi",
    "pladj",
];

/// Gives how many figures were compared, those that have none left out.
fn as_landscapemetrics(map: &str, figures: &str, neighbourhood: &str, except: &[&str]) -> usize {
    let report = run(&json!({"layers": [{"path": map}], "neighbourhood": neighbourhood})).unwrap();
    let (landscape, classes) = (rows(&report, "landscape"), rows(&report, "class"));
    let mut compared = 0;
    for figure in csv(figures) {
        let name = figure["metric"].as_str();
        if !AS_LANDSCAPEMETRICS.contains(&name) || except.contains(&name) || figure["level"] == "patch" {
            continue;
        }
        if (figure["level"].as_str(), figure["class"].as_str()) == ("class", "NA") {
            // Where no class has a value there is one row for all.
            assert!(classes.iter().all(|row| row[name].is_null()), "{name}");
            continue;
        }
        let row = match figure["level"].as_str() {
            "landscape" => &landscape[0],
            _ => classes.iter().find(|row| row["lucode"] == figure["class"].parse::<i64>().unwrap()).unwrap(),
        };
        let scale = if name.starts_with("para") { 1e-4 } else { 1.0 };
        let what = format!("{name} of {} {}", figure["level"], figure["class"]);
        match figure["value"].parse::<f64>() {
            Ok(value) => {
                let found = row[name].as_f64().unwrap_or(f64::NAN) * scale;
                assert!((found - value).abs() <= 1e-9 * value.abs().max(1.0), "{what}: {found} {value}");
                compared += 1;
            }
            Err(_) => assert!(row[name].is_null(), "{what}: {}", row[name]),
        }
    }
    compared
}

#[test]
#[ignore = "needs other projects' data in PITSCAPE_REFERENCE"]
fn landscapemetrics_of_landscape30() {
    for (neighbourhood, figures) in [("8", 116), ("4", 117)] {
        let peers = reference(&format!("landscape/landscapemetrics_landscape30_d{neighbourhood}.csv"));
        let compared = as_landscapemetrics(&reference("landscape/landscape30.tif"), &peers, neighbourhood, &["lsi"]);
        assert_eq!(compared, figures);
    }
}

/// Patches are paired by place: the cell of our id in the raster of theirs.
#[test]
#[ignore = "needs other projects' data in PITSCAPE_REFERENCE"]
fn landscapemetrics_of_patches() {
    let of = |name: &str| reference(&format!("landscape/{name}"));
    let f = Folder::new();
    let request = json!({"layers": [{"path": of("landscape30.tif")}], "patch": true, "output": f.path("ids.tif")});
    let report = run(&request).unwrap();
    let (ours, theirs) = (read_numbers(&f.path("ids.tif")).0, read_numbers(&of("patches_landscape30_d8.tif")).0);
    let pairs: BTreeMap<i64, i64> = theirs.iter().zip(&ours).map(|(a, b)| (*a as i64, *b as i64)).collect();
    assert_eq!(pairs.len(), 28);
    assert!(theirs.iter().zip(&ours).all(|(a, b)| pairs[&(*a as i64)] == *b as i64), "same patches");
    let patches = rows(&report, "patch");
    let mut compared = 0;
    for figure in csv(&of("landscapemetrics_landscape30_d8.csv")) {
        let name = figure["metric"].as_str();
        if figure["level"] != "patch"
            || !["area", "perim", "para", "frac", "contig", "core", "cai", "ncore", "enn"].contains(&name)
        {
            continue;
        }
        let row = &patches[pairs[&figure["id"].parse().unwrap()] as usize - 1];
        assert_eq!(row["lucode"], figure["class"].parse::<i64>().unwrap());
        let (found, value) = (row[name].as_f64().unwrap(), figure["value"].parse::<f64>().unwrap());
        let scale = if name == "para" { 1e-4 } else { 1.0 };
        assert!((found * scale - value).abs() <= 1e-9, "{name} of {}: {found} {value}", figure["id"]);
        compared += 1;
    }
    assert_eq!(compared, 9 * 28);
}

#[test]
fn landscapemetrics_of_checker40() {
    let of = |name: &str| golden(&format!("landscapemetrics/{name}"));
    assert_eq!(as_landscapemetrics(&of("checker40.tif"), &of("checker40.csv"), "8", &[]), 85);
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

/// All that FRAGSTATS has at each level, and what its peers have beyond it.
#[test]
fn no_metric_is_missing() {
    let known = |abbreviation: &str, level: &str| {
        let metric = metrics().iter().find(|metric| metric.abbreviation == abbreviation);
        metric.is_some_and(|metric| match level {
            "patch" => metric.patch.is_some(),
            "class" => metric.of_classes(),
            _ => metric.of_landscapes(),
        })
    };
    let table = csv(&golden("fragstats/metrics.csv"));
    assert!(table.len() > 100);
    for row in table {
        let of_peers =
            ["patch", "class", "landscape"].into_iter().filter(|level| row[*level] == "1").map(str::to_owned);
        let of_fragstats: Vec<String> =
            row["fragstats"].split('+').filter(|l| !l.is_empty()).map(str::to_owned).collect();
        let levels = if of_fragstats.is_empty() { of_peers.collect() } else { of_fragstats };
        for level in levels {
            assert!(known(&row["abbreviation"], &level), "{} at {level}", row["abbreviation"]);
        }
    }
}

#[test]
fn metrics_are_chosen_by_abbreviation() {
    let f = Folder::new();
    let request = six(&f);
    let names = |request: &Value, of: &str| -> Vec<&'static str> {
        let report = run(request).unwrap();
        report.tables.iter().find(|t| t.name == of).unwrap().columns.iter().map(|(name, _)| *name).collect()
    };
    let some = with(&request, json!({"metrics": ["shdi", "NP", "AREA", "AREA_MN"]}));
    assert_eq!(names(&some, "landscape"), ["zone", "layer", "year", "np", "area_mn", "shdi"]);
    assert_eq!(names(&some, "class"), ["zone", "layer", "year", "lucode", "name", "np", "area_mn"]);
    assert_eq!(names(&some, "patch"), ["zone", "layer", "year", "lucode", "name", "patch", "area"]);
    assert!(names(&request, "landscape").contains(&"rpr"));
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
    assert!(!names(&without, "landscape").contains(&"rpr"));
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
fn years_and_layers() {
    let f = Folder::new();
    let (a, b) = (f.map(&Map::new(2, &[1.0, 2.0])), f.map(&Map::new(2, &[1.0, 1.0])));
    let request = json!({"layers": [{"path": a}, {"path": b}], "layer_names": ["a", "b"], "patch": true});
    let none = rows(&run(&request).unwrap(), "landscape");
    assert_eq!((&none[0]["layer"], &none[0]["year"], &none[1]["layer"]), (&json!("a"), &Value::Null, &json!("b")));
    let request = with(&request, json!({"years": [2012, 2007], "output": f.path("ids.tif")}));
    let report = run(&request).unwrap();
    let landscape = rows(&report, "landscape");
    assert_eq!((&landscape[0]["year"], &landscape[0]["np"]), (&json!(2007), &json!(1)));
    assert_eq!((&landscape[1]["year"], &landscape[1]["np"]), (&json!(2012), &json!(2)));
    let patches: Vec<_> = rows(&report, "patch").iter().map(|p| (p["layer"].clone(), p["patch"].clone())).collect();
    assert_eq!(patches, [(json!("b"), json!(1)), (json!("a"), json!(1)), (json!("a"), json!(2))]);
    assert_eq!(read_band_numbers(&f.path("ids.tif"), 1), (vec![1.0, 1.0], 4, 0.0));
    assert_eq!(read_band_numbers(&f.path("ids.tif"), 2).0, [1.0, 2.0]);
    assert_eq!(metadata(&f.path("ids.tif"), "PITSCAPE_ALGORITHM"), "landscape_metrics");
    let told: Vec<&str> = report.messages.iter().filter(|m| m.code == "PATCHES").map(|m| m.text.as_str()).collect();
    assert_eq!(told, ["2007: 1 patch on 0.04 ha (0.0004 km2).", "2012: 2 patches on 0.04 ha (0.0004 km2)."]);
    let same = sentence(&with(&request, json!({"years": [2007, 2007]})));
    assert!(same.contains("a and b are both of 2007"), "{same}");
}

/// A map of another grid is brought onto the first.
#[test]
fn other_grids() {
    let f = Folder::new();
    let fine = Map {
        geotransform: [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -5.0],
        ..Map::new(4, &[1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0])
    };
    let report = run(&json!({"layers": [{"path": f.map(&Map::new(2, &[1.0, 2.0]))}, {"path": f.map(&fine)}]})).unwrap();
    let landscape = rows(&report, "landscape");
    check(&landscape[1], &[("ta", landscape[0]["ta"].as_f64()), ("np", Some(2.0))]);
    assert!(report.messages.iter().any(|m| m.code == "ALIGNED"));
}

fn square_zone(columns: std::ops::Range<usize>, rows: std::ops::Range<usize>) -> String {
    let (x, y) = (|c: usize| 500_000 + 10 * c, |r: usize| 4_400_000 - 10 * r);
    let (x0, x1, y0, y1) = (x(columns.start), x(columns.end), y(rows.start), y(rows.end));
    format!(r#"{{"type":"Polygon","coordinates":[[[{x0},{y0}],[{x1},{y0}],[{x1},{y1}],[{x0},{y1}],[{x0},{y0}]]]}}"#)
}

#[test]
fn zones_cut_patches_and_mask_leaves_cells_out() {
    let f = Folder::new();
    let map = f.map(&square(4, &[1.0, 1.0, 1.0, 1.0, 2.0, 1.0, 1.0, 2.0]));
    let request = json!({"layers": [{"path": map}], "patch": true, "output": f.path("ids.tif")});
    let zones = f.text(
        "z.geojson",
        &geojson(32649, &[&square_zone(0..2, 0..2), &square_zone(2..4, 0..2), &square_zone(0..1, 9..9)]),
    );
    let halves = with(&request, json!({"zones": zones}));
    let report = run(&halves).unwrap();
    let landscape = rows(&report, "landscape");
    assert_eq!(landscape.len(), 2, "a zone without cells has no row");
    for (i, row) in landscape.iter().enumerate() {
        assert_eq!(row["zone"], (i + 1).to_string());
        // 3 cells and 1: all sides between zones are background
        check(row, &[("ta", Some(0.04)), ("np", Some(2.0)), ("te", Some(20.0)), ("lsi", Some(1.0 + 20.0 / 80.0))]);
    }
    let ids: Vec<_> =
        rows(&report, "patch").iter().map(|p| (p["zone"].clone(), p["patch"].clone(), p["perim"].clone())).collect();
    let id = |zone: &str, patch: i64, perim: f64| (json!(zone), json!(patch), json!(perim));
    assert_eq!(ids, [id("1", 1, 80.0), id("2", 2, 80.0), id("1", 3, 40.0), id("2", 4, 40.0)]);
    assert_eq!(read_numbers(&f.path("ids.tif")), (vec![1.0, 1.0, 2.0, 2.0, 3.0, 1.0, 2.0, 4.0], 4, 0.0));
    assert_eq!(report.results["np"], None);
    let overlap = f.text("o.geojson", &geojson(32649, &[&square_zone(0..3, 0..2), &square_zone(2..4, 0..2)]));
    assert!(sentence(&with(&request, json!({"zones": overlap}))).starts_with("Zones overlap"));
    let both = run(&with(&request, json!({"zones": overlap, "output": null}))).unwrap();
    let areas: Vec<_> = rows(&both, "landscape").iter().map(|row| row["ta"].as_f64().unwrap()).collect();
    assert_eq!(areas, [0.06, 0.04]);
    let mask = f.text("m.geojson", &geojson(32649, &[&square_zone(0..4, 0..1)]));
    let masked = run(&with(&request, json!({"mask": mask, "output": null}))).unwrap();
    check(
        &rows(&masked, "landscape")[0],
        &[("ta", Some(0.04)), ("np", Some(1.0)), ("te", Some(0.0)), ("perim_mn", Some(100.0))],
    );
}

/// Zones that overlap give what each gives alone as a mask, patches and their geometry too.
#[test]
fn each_of_overlapping_zones_is_a_landscape_of_its_own() {
    let f = Folder::new();
    let map = f.map(&Map { options: vec!["BLOCKYSIZE=1"], ..square(24, &noise(24 * 40)) });
    let boxes = [square_zone(0..15, 0..40), square_zone(9..24, 3..31)];
    let zones = f.text("z.geojson", &geojson(32649, &[&boxes[0], &boxes[1]]));
    let weights = "1,2,0.1\n1,3,0.2\n1,4,0.3\n2,3,0.4\n2,4,0.5\n3,4,0.6\n";
    let contrast = f.text("w.csv", &format!("lucode_a,lucode_b,weight\n{weights}"));
    let request = json!({
        "layers": [{"path": map}], "patch": true, "contrast": contrast, "search_radius": 35, "connect_threshold": 25, "similarity": contrast,
        "edge_depth": 10, "edge_depths": f.text("d.csv", DEPTHS),
    });
    let zoned = run(&with(&request, json!({"zones": zones}))).unwrap();
    for (i, zone) in boxes.iter().enumerate() {
        let mask = f.text(&format!("m{i}.geojson"), &geojson(32649, &[zone]));
        let alone = run(&with(&request, json!({"mask": mask}))).unwrap();
        for of in ["landscape", "class", "patch"] {
            let name = (i + 1).to_string();
            let of_zone = rows(&zoned, of).into_iter().filter(|row| row["zone"] == name.as_str());
            let without = |mut row: BTreeMap<&'static str, Value>| {
                // Ids are given over all zones.
                row.retain(|name, _| !["zone", "patch"].contains(name));
                row
            };
            let (found, expected): (Vec<_>, Vec<_>) =
                (of_zone.map(without).collect(), rows(&alone, of).into_iter().map(without).collect());
            assert!(!found.is_empty());
            assert_eq!(found, expected, "{of} of zone {}", i + 1);
        }
    }
}

#[test]
fn signed_and_wide_codes_and_ignored_ones() {
    let f = Folder::new();
    let map = Map { kind: 5, nodata: Some(-9999.0), ..Map::new(3, &[-5.0, 0.0, 70_000.0, -5.0, -9999.0, 3.0]) };
    let request = json!({"layers": [{"path": f.map(&map)}], "ignore_codes": [3]});
    let report = run(&request).unwrap();
    let codes: Vec<_> = rows(&report, "class").iter().map(|row| row["lucode"].clone()).collect();
    assert_eq!(codes, [json!(-5), json!(0), json!(70_000)]);
    check(&rows(&report, "landscape")[0], &[("ta", Some(0.08)), ("np", Some(3.0)), ("te", Some(20.0))]);
    let float = |values: &[f64]| json!({"layers": [{"path": f.map(&Map { kind: 6, ..Map::new(2, values) })}]});
    check(&rows(&run(&float(&[1.0, f64::NAN])).unwrap(), "landscape")[0], &[("ta", Some(0.02))]);
    assert!(sentence(&float(&[1.0, 1.5])).contains("holds 1.5 at row 0, column 1"));
}

#[test]
fn rotated_grids_and_degrees_and_planes_out_of_true() {
    let f = Folder::new();
    // Cells of 20 x 10 m turned by 30 degrees
    let (s, c) = (0.5, 0.75f64.sqrt());
    let turned = Map {
        geotransform: [500_000.0, 20.0 * c, 10.0 * s, 4_400_000.0, 20.0 * s, -10.0 * c],
        ..Map::new(3, &[1.0, 1.0, 2.0, 1.0, 0.0, 2.0])
    };
    let (upright, turned) = (
        run(&six(&f)).unwrap(),
        run(&json!({"layers": [{"path": f.map(&turned)}], "patch": true, "max_classes": 4})).unwrap(),
    );
    for (a, b) in rows(&upright, "landscape").iter().zip(rows(&turned, "landscape")) {
        for name in ["ta", "te", "lsi", "perim_mn", "contag"] {
            check(&b, &[(name, a[name].as_f64())]);
        }
    }
    let degrees =
        Map { epsg: Some(4326), geotransform: [110.0, 0.1, 0.0, 40.0, 0.0, -0.1], ..Map::new(2, &[7.0, 1.0]) };
    let e = sentence(&json!({"layers": [{"path": f.map(&degrees)}]}));
    assert!(e.contains("whose units are degrees, so lengths on it are not in m. Reproject"), "{e}");
    let mercator = Map {
        epsg: Some(3857),
        geotransform: [12_000_000.0, 10.0, 0.0, 4_800_000.0, 0.0, -10.0],
        ..Map::new(2, &[7.0, 1.0])
    };
    let request = json!({"layers": [{"path": f.map(&mercator)}]});
    let e = sentence(&request);
    assert!(e.contains("more than 5 % is refused. Reproject the map to a UTM system, or set AREA to planar"), "{e}");
    let planar = run(&with(&request, json!({"area": "planar"}))).unwrap();
    check(&rows(&planar, "landscape")[0], &[("ta", Some(0.02))]);
    assert!(
        sentence(&with(&request, json!({"area": "ellipsoidal"})))
            .contains("AREA is ellipsoidal; allowed: auto or planar")
    );
}

fn noise(cells: usize) -> Vec<f64> {
    let cell = |i: usize| {
        let mut h = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((h ^ (h >> 31)) % 5) as f64
    };
    (0..cells).map(cell).collect()
}

/// Blocks of 9 x 14 cells of a class, with a speckle on one cell in 29: a map so wide that it is swept in several strips.
fn blocks(rows: usize, columns: usize) -> Vec<f64> {
    let (classes, speckles) = (noise(rows * columns), noise(2 * rows * columns));
    let cell = |row: usize, column: usize| match row * columns + column {
        i if i % 29 == 0 => speckles[i + rows * columns],
        _ => classes[row / 9 * columns + column / 14],
    };
    (0..rows * columns).map(|i| cell(i / columns, i % columns)).collect()
}

/// Strips and threads change no figure, and no id.
#[test]
fn blocks_and_threads_change_nothing() {
    let f = Folder::new();
    let values = blocks(260, 2048);
    let map = |options: Vec<&'static str>| f.map(&Map { options, ..square(2048, &values) });
    let whole = map(vec!["BLOCKYSIZE=260"]);
    let strips = [map(vec!["BLOCKYSIZE=1"]), map(vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=32"])];
    let weights = "1,2,0.1\n1,3,0.2\n1,4,0.3\n2,3,0.4\n2,4,0.5\n3,4,0.6\n";
    let contrast = f.text("w.csv", &format!("lucode_a,lucode_b,weight\n{weights}"));
    let request = json!({"layers": [{"path": whole}], "layer_names": ["m"], "patch": true, "contrast": contrast, "max_classes": 9, "search_radius": 35, "connect_threshold": 25, "similarity": contrast, "edge_depth": 10, "edge_depths": f.text("d.csv", DEPTHS), "threads": 1, "output": f.path("a.tif")});
    let known = run(&request).unwrap();
    assert!(rows(&known, "patch").len() > 5_000, "{}", rows(&known, "patch").len());
    for (path, threads) in strips.iter().zip([3, 1]) {
        let create = json!(["BLOCKYSIZE=16", "BLOCKXSIZE=16", "TILED=YES"]);
        let other = with(
            &request,
            json!({"layers": [{"path": path}], "threads": threads, "output": f.path("b.tif"), "create_options": create}),
        );
        let report = run(&other).unwrap();
        assert_eq!(report.tables, known.tables);
        assert!(read_numbers(&f.path("a.tif")).0 == read_numbers(&f.path("b.tif")).0);
    }
}

#[test]
fn cancelled_anywhere_it_leaves_nothing() {
    let f = Folder::new();
    let map = f.map(&square(600, &noise(600 * 600)));
    fs::write(f.path("ids.tif"), "as it was").unwrap();
    let request = json!({"layers": [{"path": map}], "output": f.path("ids.tif"), "patch": true}).to_string();
    let before = f.files();
    for stop in [0.0, 0.4, 0.7, 1.0] {
        let mut callback = |fraction: f64, _: &str| fraction < stop;
        let e = landscape_metrics::run(&parse(&request).unwrap(), &mut Progress::new(&mut callback));
        assert!(matches!(e, Err(Error::Cancelled)), "{stop}");
        assert_eq!(f.files(), before);
        assert_eq!(fs::read(f.path("ids.tif")).unwrap(), b"as it was");
    }
}

#[test]
fn contrast_by_hand() {
    let f = Folder::new();
    let weights = f.text("w.csv", "lucode_a,lucode_b,weight\n2,1,0.5\n1,3,1\n");
    let request = with(&six(&f), json!({"contrast": weights}));
    let report = run(&request).unwrap();
    // One side of 10 m between the classes; all sides of class 1 are 120 m and those of class 2 80 m
    let area = 0.1;
    check(&rows(&report, "landscape")[0], &[("cwed", Some(5.0 / area)), ("teci", Some(100.0 * 5.0 / 190.0))]);
    check(&rows(&report, "class")[0], &[("cwed", Some(5.0 / area)), ("teci", Some(100.0 * 5.0 / 120.0))]);
    let patches = rows(&report, "patch");
    check(&patches[0], &[("econ", Some(100.0 * 5.0 / 120.0))]);
    check(&patches[1], &[("econ", Some(100.0 * 5.0 / 80.0))]);
    check(&rows(&report, "landscape")[0], &[("econ_mn", Some(50.0 * (5.0 / 120.0 + 5.0 / 80.0)))]);
    // A quarter of the edge at background counts in full
    let quarter = run(&with(&request, json!({"boundary_edge_pct": 25}))).unwrap();
    check(&rows(&quarter, "patch")[0], &[("econ", Some(100.0 * (5.0 + 0.25 * 110.0) / 120.0))]);
    check(&rows(&quarter, "class")[1], &[("teci", Some(100.0 * (5.0 + 0.25 * 70.0) / 80.0))]);
    check(&rows(&quarter, "landscape")[0], &[("cwed", Some((5.0 + 0.25 * 180.0) / area))]);
    // With one weight for all CWED is ED
    let ones = f.text("ones.csv", "lucode_a,lucode_b,weight\n1,2,1\n");
    let row = &rows(&run(&with(&request, json!({"contrast": ones}))).unwrap(), "landscape")[0];
    assert_eq!(row["cwed"], row["ed"]);
    let few = f.text("few.csv", "lucode_a,lucode_b,weight\n1,1,0\n");
    let e = sentence(&with(&request, json!({"contrast": few})));
    assert_eq!(e, "CONTRAST has no weight for the classes 1 and 2; add a row for each pair.");
    let e = sentence(&with(&request, json!({"contrast": null, "metrics": ["ECON_MN"]})));
    assert_eq!(e, "METRICS: ECON_MN needs CONTRAST; give it, or leave the metric out.");
}

/// Three patches of class 1 in a row of cells of 10 m, and two of class 2 between them.
#[test]
fn proximity_by_hand() {
    let f = Folder::new();
    let map = f.map(&square(9, &[1.0, 1.0, 2.0, 2.0, 1.0, 2.0, 0.0, 0.0, 1.0]));
    let weights = f.text("w.csv", "lucode_a,lucode_b,weight\n1,2,0.5\n");
    let request = json!({"layers": [{"path": map}], "patch": true, "search_radius": 30, "connect_threshold": 40, "similarity": weights});
    let report = run(&request).unwrap();
    let patches = rows(&report, "patch");
    // Class 1: 200 m2 at columns 0 and 1, 100 m2 at 4, 100 m2 at 8; class 2: 200 m2 at 2 and 3, 100 m2 at 5
    let expected = [
        (30.0, 100.0 / 900.0, 100.0 / 900.0 + 0.5 * 200.0 / 100.0),
        (20.0, 100.0 / 400.0, 100.0 / 400.0 + 0.5 * (200.0 / 100.0 + 100.0 / 100.0)),
        (30.0, 200.0 / 900.0, 200.0 / 900.0 + 0.5 * (200.0 / 100.0 + 100.0 / 100.0)),
        (20.0, 200.0 / 400.0, 200.0 / 400.0 + 0.5 * (100.0 / 100.0 + 100.0 / 900.0)),
        (40.0, 0.0, 0.5 * 100.0 / 900.0),
    ];
    for (row, (enn, prox, simi)) in patches.iter().zip(expected) {
        check(row, &[("enn", Some(enn)), ("prox", Some(prox)), ("simi", Some(simi))]);
    }
    // Of three pairs of class 1 those at 30 and 40 m are joined, and the one pair of class 2
    check(&rows(&report, "class")[0], &[("connect", Some(200.0 / 3.0)), ("prox_mn", Some((1.0 / 3.0) / 3.0))]);
    check(&rows(&report, "class")[1], &[("connect", Some(100.0))]);
    check(&rows(&report, "landscape")[0], &[("connect", Some(75.0))]);
    let one =
        run(&json!({"layers": [{"path": f.map(&square(2, &[1.0, 2.0]))}], "search_radius": 9, "connect_threshold": 9}))
            .unwrap();
    check(&rows(&one, "class")[0], &[("prox_mn", Some(0.0)), ("connect", None), ("enn_mn", None)]);
    let e = sentence(&with(&request, json!({"similarity": null, "metrics": ["SIMI_MN"]})));
    assert_eq!(e, "METRICS: SIMI_MN needs SEARCH_RADIUS and SIMILARITY; give it, or leave the metric out.");
    for field in ["search_radius", "connect_threshold"] {
        let e = sentence(&with(&request, json!({field: -1})));
        assert!(e.starts_with(&format!("{} is -1; allowed: more than 0", field.to_uppercase())), "{e}");
    }
}

/// Core area by a depth in the units of the map: feet of 1200 / 3937 m.
#[test]
fn edges_of_some_depth() {
    let f = Folder::new();
    let values: Vec<f64> = (0..49).map(|i| if i == 24 { 2.0 } else { 1.0 }).collect();
    let request = json!({"layers": [{"path": f.map(&square(7, &values))}], "patch": true});
    let cores = |request: &Value| {
        let patches = rows(&run(request).unwrap(), "patch");
        (patches[0]["core"].as_f64().unwrap(), patches[0]["ncore"].clone())
    };
    // 5 x 5 cells inside less the middle one and its four neighbours
    assert_eq!(cores(&request), (0.2, json!(1)));
    assert_eq!(cores(&with(&request, json!({"edge_depth": 10.0}))), (0.2, json!(1)));
    // Also those at corners: the ring of 16; less than a cell leaves all
    assert_eq!(cores(&with(&request, json!({"edge_depth": 14.2}))), (0.16, json!(1)));
    assert_eq!(cores(&with(&request, json!({"edge_depth": 9.9}))), (0.48, json!(1)));
    // 20 m leaves the inner 3 x 3, whose corners are 14.1 m from the middle
    assert_eq!(cores(&with(&request, json!({"edge_depth": 20.0}))), (0.0, json!(0)));
    let feet = Map {
        epsg: Some(2225),
        geotransform: [6_500_000.0, 10.0, 0.0, 2_000_000.0, 0.0, -10.0],
        ..Map::new(7, &values)
    };
    let in_feet = json!({"layers": [{"path": f.map(&feet)}], "patch": true, "edge_depth": 14.2});
    let expected = 16.0 * (12_000.0 / 3937.0f64).powi(2) / 1e4;
    let found = cores(&in_feet).0;
    assert!((found - expected).abs() < 1e-9 * expected, "{found} {expected}");
    for depth in [0.0, -1.0] {
        let e = sentence(&with(&request, json!({"edge_depth": depth})));
        assert!(e.starts_with(&format!("EDGE_DEPTH is {depth}; allowed: more than 0")), "{e}");
    }
}

/// Depths of edges that differ by pair of classes, and by the way round.
const DEPTHS: &str = "lucode_a,lucode_b,depth\n1,2,0\n2,1,14.2\n1,3,20\n2,3,5\n";

/// A field (2) between forest (1) and road (3), cells of 10 m: ten rows, and nodata below.
#[test]
fn depths_of_edges_by_pair_of_classes() {
    let f = Folder::new();
    let row = [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 3.0];
    let map = f.map(&square(10, &(0..10).flat_map(|_| row).collect::<Vec<f64>>()));
    let request = json!({"layers": [{"path": map}], "patch": true, "edge_depths": f.text("d.csv", DEPTHS)});
    let cores = |request: &Value| -> Vec<f64> {
        rows(&run(request).unwrap(), "patch").iter().map(|row| row["core"].as_f64().unwrap()).collect()
    };
    // One cell at the border of the map. Forest: none at the field; field: 14.2 m are one cell at the forest, 5 m none at
    // the road; the road is one cell wide
    assert_eq!(cores(&request), [0.01 * (4.0 - 1.0) * 8.0, 0.01 * (5.0 - 1.0) * 8.0, 0.0]);
    // 20 m at the border; its two rows of ten lose nothing else
    let deep = cores(&with(&request, json!({"edge_depth": 20})));
    assert_eq!(deep, [0.01 * (4.0 - 2.0) * 6.0, 0.01 * (5.0 - 1.0) * 6.0, 0.0]);
    // On cells of 10 feet the depths are feet too
    let geotransform = [2_000_000.0, 10.0, 0.0, 600_000.0, 0.0, -10.0];
    let feet = Map { epsg: Some(2264), geotransform, ..square(10, &(0..10).flat_map(|_| row).collect::<Vec<f64>>()) };
    let request_in_feet = with(&request, json!({"layers": [{"path": f.map(&feet)}], "edge_depth": 10}));
    let acres = 0.01 * (1200.0f64 / 3937.0).powi(2);
    for (found, cells) in cores(&request_in_feet).iter().zip([3.0 * 8.0, 4.0 * 8.0, 0.0]) {
        assert!((found - acres * cells).abs() < 1e-12, "{found} {cells}");
    }
    // A pair without a row: refused, but for a depth of the others
    let few = with(&request, json!({"edge_depths": f.text("few.csv", "lucode_a,lucode_b,depth\n1,2,0\n")}));
    let e = sentence(&few);
    let mend = "add a row for each pair, or give EDGE_DEPTH for the others";
    assert_eq!(e, format!("EDGE_DEPTHS has no depth for the classes 2 and 3; {mend}."));
    assert_eq!(cores(&with(&few, json!({"edge_depth": 10}))), [0.01 * 3.0 * 8.0, 0.01 * 4.0 * 8.0, 0.0]);
    let e = sentence(&with(&request, json!({"edge_depths": f.text("b.csv", "lucode_a,lucode_b,depth\n1,2,-1\n")})));
    assert_eq!(
        e,
        "EDGE_DEPTHS: row 1 (header not counted): depth is \"-1\"; it must be a number, 0 or more (map units)."
    );
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
