use crate::fixture::{Folder, golden, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::Column,
    run::point_variogram,
};
use serde_json::{Value, json};

fn run(request: &Value) -> Result<Report> {
    point_variogram::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

fn reals(report: &Report, name: &str) -> Vec<Option<f64>> {
    let table = report.tables.iter().find(|table| table.name == "variogram").unwrap();
    match &table.columns.iter().find(|(column, _)| *column == name).unwrap().1 {
        Column::Real(cells) => cells.clone(),
        Column::Integer(cells) => cells.iter().map(|cell| cell.map(|cell| cell as f64)).collect(),
        _ => panic!("{name} is no number"),
    }
}

/// Three points of a right triangle of 3, 4 and 5 m, and one without a value.
fn three(f: &Folder) -> Value {
    let path = f.text("p.csv", "X,Y,zinc\n0,0,1\n3,0,2\n0,4,5\n9,9,\n");
    json!({"input": path, "field": "zinc", "cutoff": 5, "width": 2, "models": []})
}

#[test]
fn none_and_one() {
    let f = Folder::new();
    let of = |name: &str, text: &str| sentence(&with(&three(&f), json!({"input": f.text(name, text)})));
    let e = of("a.csv", "x,y,zinc\n1,2,\n3,4,5\n");
    assert_eq!(e, "INPUT: there are 1 points with a value in zinc; a variogram takes two or more.");
    assert_eq!(of("b.csv", "x,y,lead\n1,2,3\n"), "INPUT: the table lacks zinc; it has x, y, lead.");
}

#[test]
fn values_too_large() {
    let f = Folder::new();
    for value in ["1e200", "-1e308", "2e60"] {
        let path = f.text("large.csv", &format!("x,y,zinc\n0,0,1\n3,0,{value}\n0,4,5\n"));
        let e = sentence(&with(&three(&f), json!({"input": path})));
        let expected = format!(
            "INPUT: row 2 (header not counted): zinc is {value}; a variogram takes numbers between -1e60 and 1e60."
        );
        assert_eq!(e, expected);
    }
}

#[test]
fn by_hand() {
    let f = Folder::new();
    let report = run(&three(&f)).unwrap();
    // 3 and 4 m in the second bin, 5 m in the third, which the cutoff closes
    assert_eq!((reals(&report, "bin"), reals(&report, "np")), (vec![Some(2.0), Some(3.0)], vec![Some(2.0), Some(1.0)]));
    assert_eq!(reals(&report, "dist"), [Some(3.5), Some(5.0)]);
    assert_eq!(reals(&report, "gamma"), [Some((1.0 + 16.0) / 4.0), Some(9.0 / 2.0)]);
    assert_eq!(report.results["points"], Some(3.0));
    // North: the pair of 4 m; within 45 degrees of it also that of 5 m, which goes 36.9 degrees to the west of it
    let north = run(&with(&three(&f), json!({"directions": [0], "tolerance": 45}))).unwrap();
    assert_eq!((reals(&north, "dist"), reals(&north, "direction")), (vec![Some(4.0), Some(5.0)], vec![Some(0.0); 2]));
    // A third of the diagonal of 3 x 4 m holds no pair
    let e = sentence(&with(&three(&f), json!({"cutoff": null, "width": null})));
    assert!(e.contains("allowed: more than the distance of two points"), "{e}");
}

#[test]
fn a_sample_is_drawn_by_its_seed() {
    let f = Folder::new();
    let rows: String = (0..60).map(|i| format!("{},{},{}\n", i * i % 17, i * 7 % 23, i * i % 11)).collect();
    let request = json!({"input": f.text("p.csv", &format!("x,y,v\n{rows}")), "field": "v", "cutoff": 9, "models": []});
    let of = |more: Value| run(&with(&request, more)).unwrap();
    let drawn = of(json!({"sample_size": 20, "seed": 4}));
    assert_eq!(drawn.results["points"], Some(20.0));
    assert_eq!(of(json!({"sample_size": 20, "seed": 4})).tables, drawn.tables);
    assert_ne!(of(json!({"sample_size": 20, "seed": 5})).tables, drawn.tables);
    assert_eq!(of(json!({"sample_size": 60})).tables, of(json!({})).tables);
    assert!(sentence(&with(&request, json!({"sample_size": 1}))).contains("SAMPLE_SIZE is 1; allowed: 2 or more"));
}

/// gstat's bins of meuse's ln(zinc).
#[test]
fn meuse_is_as_gstat_has_it() {
    let read = |name: &str| std::fs::read_to_string(golden(&format!("gstat/{name}"))).unwrap();
    let f = Folder::new();
    let text = read("meuse.csv");
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let place = |name: &str| names.iter().position(|n| n.trim_matches('"').eq_ignore_ascii_case(name)).unwrap();
    let (x, y, zinc) = (place("x"), place("y"), place("zinc"));
    let rows: String = lines
        .map(|line| line.split(',').collect::<Vec<_>>())
        .map(|cells| format!("{},{},{:?}\n", cells[x], cells[y], cells[zinc].parse::<f64>().unwrap().ln()))
        .collect();
    let request = json!({"input": f.text("m.csv", &format!("x,y,v\n{rows}")), "field": "v", "models": []});
    let report = run(&request).unwrap();
    let expected: Vec<Vec<f64>> = read("meuse_omni.csv")
        .lines()
        .skip(1)
        .map(|line| line.split(',').map(|cell| cell.parse().unwrap()).collect())
        .collect();
    assert_eq!(reals(&report, "np"), expected.iter().map(|row| Some(row[0])).collect::<Vec<_>>());
    for (i, name) in [(1, "dist"), (2, "gamma")] {
        for (found, expected) in reals(&report, name).iter().zip(&expected) {
            assert!((found.unwrap() - expected[i]).abs() <= 1e-12 * expected[i], "{name}");
        }
    }
}

#[test]
fn cancelled() {
    let f = Folder::new();
    let request = three(&f).to_string();
    let mut callback = |_: f64, _: &str| false;
    let e = point_variogram::run(&parse(&request).unwrap(), &mut Progress::new(&mut callback));
    assert!(matches!(e, Err(Error::Cancelled)));
}
