use crate::fixture::{Folder, Map, geojson, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    run::{landscape_metrics, pair_template},
};
use serde_json::{Value, json};

const KINDS: [&str; 4] = ["contrast", "similarity", "edge_depths", "groups"];

fn run(request: &Value) -> Result<Report> {
    pair_template::run(&parse(&request.to_string())?, &mut Progress::none())
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

/// 4 x 3 cells of classes 1, 2, 3 and -4, some nodata: class -4 touches 3 alone.
fn map() -> Map {
    Map { kind: 3, ..Map::new(4, &[1.0, 1.0, 2.0, 2.0, 1.0, 3.0, 3.0, 0.0, 0.0, 0.0, 3.0, -4.0]) }
}

fn of(f: &Folder, kind: &str) -> Value {
    json!({"lulc": {"path": f.map(&map()), "name": "mine", "year": 2007, "class_names": {"1": "Föhre", "3": "Grube"}}, "kind": kind})
}

fn names(table: &Table) -> Vec<&str> {
    table.columns.iter().map(|(name, _)| &**name).collect()
}

/// The cells as texts, "-" for NULL.
fn rows(table: &Table) -> Vec<String> {
    let cell = |column: &Column, row: usize| match column {
        Column::Integer(cells) => cells[row].map(|v| v.to_string()),
        Column::Real(cells) => cells[row].map(|v| v.to_string()),
        Column::Text(cells) => cells[row].clone(),
        _ => panic!(),
    };
    let row = |row| table.columns.iter().map(|(_, c)| cell(c, row).unwrap_or("-".to_owned())).collect::<Vec<_>>();
    (0..table.rows()).map(|i| row(i).join(" ")).collect()
}

#[test]
fn all_nodata_is_one_sentence() {
    let f = Folder::new();
    for kind in KINDS {
        let e = sentence(&json!({"lulc": {"path": f.map(&Map::new(2, &[0.0, 0.0]))}, "kind": kind}));
        assert!(e.contains("has no valid cell: all 2 are nodata"), "{e}");
    }
}

#[test]
fn pairs_that_touch_with_their_sides() {
    let f = Folder::new();
    let report = run(&of(&f, "contrast")).unwrap();
    assert_eq!(
        names(&report.tables[0]),
        "lucode_a name_a lucode_b name_b weight sides layer year".split(' ').collect::<Vec<_>>()
    );
    assert_eq!(
        rows(&report.tables[0]),
        [
            "-4 class -4 3 Grube - 1 mine 2007",
            // One upright in the first row
            "1 Föhre 2 class 2 - 1 mine 2007",
            // One level below the first row, one upright in the second
            "1 Föhre 3 Grube - 2 mine 2007",
            "2 class 2 3 Grube - 1 mine 2007",
        ]
    );
    // Without classes that are ignored, and inside the mask
    let ignored = run(&with(&of(&f, "contrast"), json!({"ignore_codes": [3]}))).unwrap();
    assert_eq!(rows(&ignored.tables[0]), ["1 Föhre 2 class 2 - 1 mine 2007"]);
    let ring = "[[[500000,4400000],[500040,4400000],[500040,4399980],[500000,4399980],[500000,4400000]]]";
    let mask = f.text("m.geojson", &geojson(32649, &[&format!(r#"{{"type":"Polygon","coordinates":{ring}}}"#)]));
    let masked = run(&with(&of(&f, "contrast"), json!({"mask": mask}))).unwrap();
    assert_eq!(rows(&masked.tables[0]), ["1 Föhre 3 Grube - 2 mine 2007"]);
}

#[test]
fn every_two_classes_for_similarity() {
    let f = Folder::new();
    let table = &run(&of(&f, "similarity")).unwrap().tables[0];
    assert_eq!(names(table), "lucode_a name_a lucode_b name_b weight sides layer year".split(' ').collect::<Vec<_>>());
    assert_eq!(
        rows(table),
        [
            "-4 class -4 1 Föhre - 0 mine 2007",
            "-4 class -4 2 class 2 - 0 mine 2007",
            "-4 class -4 3 Grube - 1 mine 2007",
            "1 Föhre 2 class 2 - 1 mine 2007",
            "1 Föhre 3 Grube - 2 mine 2007",
            "2 class 2 3 Grube - 1 mine 2007",
        ]
    );
    let many: Vec<f64> = (1..=1001).map(f64::from).collect();
    let path = f.map(&Map { kind: 3, ..Map::new(1001, &many) });
    let e = sentence(&json!({"lulc": {"path": path}, "kind": "similarity"}));
    let end = "has 1,001 classes; a template of similarity, which has a row for every two of them, takes at most 1,000. Check that it is a land-cover map, or leave classes out by IGNORE_CODES.";
    assert!(e.ends_with(end), "{e}");
    assert_eq!(run(&json!({"lulc": {"path": path}, "kind": "contrast"})).unwrap().tables[0].rows(), 1000);
}

#[test]
fn both_ways_round_for_edge_depths() {
    let f = Folder::new();
    let table = &run(&of(&f, "edge_depths")).unwrap().tables[0];
    assert_eq!(names(table), "lucode_a name_a lucode_b name_b depth sides layer year".split(' ').collect::<Vec<_>>());
    assert_eq!(
        rows(table)[..3],
        ["-4 class -4 3 Grube - 1 mine 2007", "1 Föhre 2 class 2 - 1 mine 2007", "1 Föhre 3 Grube - 2 mine 2007",]
    );
    assert_eq!((rows(table).len(), &*rows(table)[5]), (8, "3 Grube -4 class -4 - 1 mine 2007"));
}

#[test]
fn classes_with_their_cells_for_groups() {
    let f = Folder::new();
    let mut request = of(&f, "groups");
    // Areas and lengths do not matter: degrees will do
    let degrees = Map { epsg: Some(4326), geotransform: [7.0, 0.1, 0.0, 46.0, 0.0, -0.1], ..map() };
    request["lulc"]["path"] = json!(f.map(&degrees));
    let table = &run(&request).unwrap().tables[0];
    assert_eq!(names(table), "lucode name cells class_group layer year".split(' ').collect::<Vec<_>>());
    assert_eq!(
        rows(table),
        ["-4 class -4 1 - mine 2007", "1 Föhre 3 - mine 2007", "2 class 2 2 - mine 2007", "3 Grube 3 - mine 2007"]
    );
}

#[test]
fn columns_of_numbers_with_their_extremes_for_indicators() {
    let f = Folder::new();
    let path = f.text("t.csv", "\"YEAR\",\"shdi\",\"note\",\"np\",\"empty\"\n\"2007\",\"1.5\",\"a\",\"\",\"\"\n\"2012\",\"-0.5\",\"3\",\"12\",\"\"\n");
    let request = json!({"table": path, "kind": "indicators", "layer_name": "metrics"});
    let report = run(&request).unwrap();
    assert_eq!(names(&report.tables[0]), "column_name direction min max layer year".split(' ').collect::<Vec<_>>());
    assert_eq!(rows(&report.tables[0]), ["shdi - -0.5 1.5 metrics -", "np - 12 12 metrics -"]);
    let mixed = "Columns that hold numbers and something else (text, nan, inf) are left out: note.";
    assert_eq!(report.messages.iter().map(|message| message.text.as_str()).collect::<Vec<_>>(), [mixed]);
    let path = f.text("nan.csv", "ed,shdi,sidi,word\n1,nan,2,a\n2,3,inf,b\n");
    let report = run(&json!({"table": path, "kind": "indicators"})).unwrap();
    assert_eq!(rows(&report.tables[0]).len(), 1);
    assert!(report.messages[0].text.ends_with("are left out: shdi, sidi."), "{}", report.messages[0].text);
    let report = run(&with(&request, json!({"lulc": {"path": "nowhere"}}))).unwrap();
    assert_eq!(report.messages[0].text, "A template of indicators does not use LULC.");
    let path = f.text("n.csv", "year,note\n2007,a\n");
    let e = sentence(&json!({"table": path, "kind": "indicators"}));
    assert!(e.starts_with("TABLE: the table has no column of numbers that is an indicator (fid, "), "{e}");
    assert!(e.ends_with("; it has year, note."), "{e}");
}

#[test]
fn what_a_kind_needs_is_said() {
    let f = Folder::new();
    for kind in KINDS {
        let e = sentence(&json!({"kind": kind, "table": "t.csv"}));
        assert_eq!(e, format!("A template of {kind} needs LULC, a land-cover map; give it."));
    }
    let mut request = of(&f, "indicators");
    let e = sentence(&request);
    let needs = "TABLE, a table whose columns of numbers are the indicators";
    assert_eq!(e, format!("A template of indicators needs {needs}; give it."));
    request["kind"] = json!("contrasts");
    assert!(sentence(&request).contains("KIND: unknown variant `contrasts`"), "{}", sentence(&request));
}

#[test]
fn one_class_has_no_pairs() {
    let f = Folder::new();
    let path = f.map(&Map::new(2, &[5.0, 5.0]));
    for kind in ["contrast", "similarity", "edge_depths"] {
        let report = run(&json!({"lulc": {"path": path}, "kind": kind})).unwrap();
        assert_eq!(report.tables[0].rows(), 0);
        let text = format!("No two classes of {path} touch, so that there is nothing to fill in.");
        assert_eq!(report.messages.iter().map(|m| &m.text).collect::<Vec<_>>(), [&text]);
    }
}

#[test]
fn blocks_and_threads_change_nothing() {
    let f = Folder::new();
    let values: Vec<f64> = (0..300 * 200).map(|i| f64::from(i * 7919 % 6133 % 8)).collect();
    for kind in KINDS {
        let mut found = Vec::new();
        for options in [vec![], vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=32"], vec!["BLOCKYSIZE=7"]] {
            let path = f.map(&Map { options, ..Map::new(300, &values) });
            for threads in [1, 3] {
                let lulc = json!({"path": path, "name": "map"});
                let request = json!({"lulc": lulc, "kind": kind, "threads": threads});
                found.push(run(&request).unwrap().tables);
            }
        }
        assert!(found.windows(2).all(|w| w[0] == w[1]));
        assert!(found[0][0].rows() > 6);
    }
}

#[test]
fn a_cancelled_run_says_so() {
    let f = Folder::new();
    for request in [of(&f, "contrast"), json!({"kind": "indicators", "table": f.text("t.csv", "a\n1\n")})] {
        let mut stop = |_: f64, _: &str| false;
        let e = pair_template::run(&parse(&request.to_string()).unwrap(), &mut Progress::new(&mut stop)).unwrap_err();
        assert!(matches!(e, Error::Cancelled), "{e}");
    }
}

/// A template as a CSV file, with a number in each row of the column that is to be filled in, but in some rows.
fn filled(f: &Folder, table: &Table, column: &str, left: &[usize]) -> String {
    let place = names(table).iter().position(|name| *name == column).unwrap();
    let line = |(i, row): (usize, String)| {
        // Names of classes may have spaces; columns from the one that is to be filled in on have none.
        let cells: Vec<&str> = row.split(' ').collect();
        let after = cells.len() - (table.columns.len() - place);
        let number = if left.contains(&i) { String::new() } else { format!("0.{}", i + 1) };
        let codes: Vec<&str> = cells[..after].iter().copied().filter(|c| c.parse::<i64>().is_ok()).collect();
        let [a, b] = [codes[0], codes[codes.len() - 1]];
        let (named, rest) = (cells[after + 1..].join(","), format!("\"{a}\",\"name\",\"{b}\",\"name\",\"{number}\""));
        format!("{rest},{named}\n")
    };
    let lines: String = rows(table).into_iter().enumerate().map(line).collect();
    f.text(&format!("{column}{}.csv", left.len()), &format!("{}\n{lines}", names(table).join(",")))
}

#[test]
fn filled_in_they_are_what_landscape_metrics_take() {
    let f = Folder::new();
    let path = f.map(&Map::new(4, &[1.0, 1.0, 2.0, 2.0, 1.0, 3.0, 3.0, 0.0, 0.0, 0.0, 3.0, 5.0]));
    let template =
        |kind: &str| run(&json!({"lulc": {"path": path, "name": "map"}, "kind": kind})).unwrap().tables.remove(0);
    let metrics = |more: Value| {
        let request = with(&json!({"layers": [{"path": path}], "metrics": ["TE"]}), more).to_string();
        landscape_metrics::run(&parse(&request).unwrap(), &mut Progress::none())
    };
    let weights = |left: &[usize]| filled(&f, &template("contrast"), "weight", left);
    let more = |table: String| json!({"metrics": ["CWED"], "contrast": table});
    let report = metrics(more(weights(&[]))).unwrap();
    let Column::Real(cwed) = &report.tables[0].columns.iter().find(|(name, _)| *name == "cwed").unwrap().1 else {
        panic!()
    };
    // Pairs 1 2 (upright, 10 m), 1 3 (level 20 m and upright 10 m), 2 3 (20 m), 3 5 (10 m), by their weights, over 9 cells
    let expected = (0.1 * 10.0 + 0.2 * 30.0 + 0.3 * 20.0 + 0.4 * 10.0) / (9.0 * 200.0 / 10_000.0);
    assert!((cwed[0].unwrap() - expected).abs() < 1e-9, "{cwed:?} {expected}");
    let e = metrics(more(weights(&[1, 3]))).unwrap_err().to_string();
    assert_eq!(e, "CONTRAST: the weight of the classes 1 and 3, 3 and 5 is empty; fill in a number from 0 to 1.");

    let similar = |left: &[usize]| {
        let table = filled(&f, &template("similarity"), "weight", left);
        metrics(json!({"metrics": ["SIMI_MN"], "similarity": table, "search_radius": 100}))
    };
    similar(&[]).unwrap();
    let e = similar(&[0]).unwrap_err().to_string();
    assert_eq!(e, "SIMILARITY: the weight of the classes 1 and 2 is empty; fill in a number from 0 to 1.");

    let deep = |left: &[usize]| {
        let table = filled(&f, &template("edge_depths"), "depth", left);
        metrics(json!({"metrics": ["TCA"], "edge_depths": table}))
    };
    deep(&[]).unwrap();
    let e = deep(&[7]).unwrap_err().to_string();
    assert!(
        e.starts_with("EDGE_DEPTHS: the depth of the classes 5 and 3 is empty; fill in a number, 0 or more"),
        "{e}"
    );
}
