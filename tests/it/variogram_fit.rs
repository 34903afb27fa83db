use crate::fixture::{Folder, golden, with};
use pitscape::{
    Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::Column,
    run::variogram_fit,
};
use serde_json::{Value, json};

fn run(request: &Value) -> Result<Report> {
    variogram_fit::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

fn real(report: &Report, of: &str, name: &str) -> Vec<Option<f64>> {
    let table = report.tables.iter().find(|table| table.name == of).unwrap();
    let Column::Real(cells) = &table.columns.iter().find(|(column, _)| *column == name).unwrap().1 else { panic!() };
    cells.clone()
}

/// A spherical variogram of nugget 2, partial sill 6 and range 50.
fn spherical(h: f64) -> f64 {
    let x: f64 = h / 50.0;
    2.0 + 6.0 * if x < 1.0 { 1.5 * x - 0.5 * x.powi(3) } else { 1.0 }
}

fn bins(direction: &str, gamma: impl Fn(f64) -> f64) -> String {
    (1..=15).map(|i| format!("{direction}{},{},{}\n", 6 * i, gamma(6.0 * f64::from(i)), 100 + i)).collect()
}

#[test]
fn an_exact_model_is_found() {
    let f = Folder::new();
    let path = f.text("v.csv", &format!("Dist,gamma,NP\n{}", bins("", spherical)));
    let request = json!({"input": path, "models": ["exponential", "spherical", "linear"]});
    let report = run(&request).unwrap();
    let of = |name: &str| real(&report, "fits", name)[1].unwrap();
    for (name, expected) in [
        ("nugget", 2.0),
        ("psill", 6.0),
        ("sill", 8.0),
        ("range_a", 50.0),
        ("range_effective", 50.0),
        ("nugget_sill", 0.25),
    ] {
        assert!((of(name) - expected).abs() < 1e-6 * expected, "{name} {}", of(name));
    }
    assert!(report.messages.iter().any(|m| m.text.starts_with("Best model: spherical")), "{:?}", report.messages);
    assert_eq!(real(&report, "fits", "sill")[2], None);
    // The curve passes the model
    let (x, y) = (real(&report, "curves", "dist"), real(&report, "curves", "gamma"));
    let at = x.len() / 2;
    assert!((y[at].unwrap() - spherical(x[at].unwrap())).abs() < 1e-5);
    // Without the shortest lags nugget and curve are at bounds, which is told
    let zero = f.text("z.csv", &format!("dist,gamma,np\n{}", bins("", |h| spherical(h) - 2.0)));
    let report = run(&json!({"input": zero, "models": ["exponential"]})).unwrap();
    let table = &report.tables.iter().find(|table| table.name == "fits").unwrap().columns;
    let Column::Text(at_bound) = &table.iter().find(|(name, _)| *name == "at_bound").unwrap().1 else { panic!() };
    assert_eq!(at_bound[0].as_deref(), Some("nugget"));
}

/// A variogram that rises to its end: which bound was met, and what was searched.
#[test]
fn bounds_are_told() {
    let f = Folder::new();
    let path = f.text("v.csv", &format!("dist,gamma,np\n{}", bins("", |h| 1.0 + h)));
    let report = run(&json!({"input": path, "models": ["spherical"]})).unwrap();
    let expected = "spherical ended at the longest range that is searched: the variogram does not tell its parameters. Effective ranges from 6 to 900 map units were searched.";
    assert_eq!(told(&report, "AT_BOUND"), expected);
    let smooth =
        f.text("s.csv", &format!("direction,dist,gamma,np\n{}", bins("30,", |h| 1.0 - (-(h / 40.0).powi(2)).exp())));
    let report = run(&json!({"input": smooth, "models": ["matern"]})).unwrap();
    let expected = "matern in direction 30 ended at the largest kappa that is searched: the variogram does not tell its parameters. Effective ranges from 6 to 900 map units were searched. Kappa from 0.1 to 10 was searched.";
    assert_eq!(told(&report, "AT_BOUND"), expected);
    let fine = f.text("f.csv", &format!("dist,gamma,np\n{}", bins("", spherical)));
    assert_eq!(told(&run(&json!({"input": fine, "models": ["spherical"]})).unwrap(), "AT_BOUND"), "");
}

#[test]
fn threads_change_nothing() {
    let f = Folder::new();
    let path = f.text("v.csv", &format!("dist,gamma,np\n{}", bins("", |h| spherical(h) + 0.1 * (h * 7.0).sin())));
    let request = json!({"input": path, "models": ["spherical", "matern"], "structures": "2", "threads": 1});
    let known = run(&request).unwrap();
    assert_eq!(run(&with(&request, json!({"threads": 3}))).unwrap().tables, known.tables);
}

#[test]
fn directions_are_fitted_apart() {
    let f = Folder::new();
    let (north, east) = (bins("0,", spherical), bins("90,", |h| spherical(h / 2.0)));
    let path = f.text("v.csv", &format!("direction,dist,gamma,np\n{north}{east}"));
    let report = run(&json!({"input": path, "models": ["spherical"]})).unwrap();
    assert_eq!(real(&report, "fits", "direction"), [Some(0.0), Some(90.0)]);
    let ranges: Vec<f64> = real(&report, "fits", "range_a").into_iter().flatten().collect();
    assert!((ranges[0] - 50.0).abs() < 1e-4 && (ranges[1] - 100.0).abs() < 1e-3, "{ranges:?}");
}

fn texts(report: &Report, of: &str, name: &str) -> Vec<String> {
    let table = report.tables.iter().find(|table| table.name == of).unwrap();
    let Column::Text(cells) = &table.columns.iter().find(|(column, _)| *column == name).unwrap().1 else { panic!() };
    cells.iter().map(|cell| cell.clone().unwrap_or_default()).collect()
}

fn told(report: &Report, code: &str) -> String {
    report.messages.iter().find(|m| m.code == code).map(|m| m.text.clone()).unwrap_or_default()
}

/// Variograms of windows of two radii and two metrics, in one table: each with a sill of its own.
#[test]
fn variograms_of_a_table_are_fitted_apart() {
    let f = Folder::new();
    let sills = [("SHEI", 30.0, 1.0), ("SHEI", 50.0, 2.0), ("AI", 30.0, 3.0), ("AI", 50.0, 4.0)];
    let rows = sills.map(|(metric, radius, times)| bins(&format!("{metric},{radius},,"), |h| times * spherical(h)));
    let text = format!("metric,radius,direction,dist,gamma,np\n{}", rows.concat());
    let request = json!({"input": f.text("v.csv", &text), "models": ["spherical", "exponential"]});
    let report = run(&request).unwrap();
    assert_eq!(told(&report, "VARIOGRAMS"), "The table holds 4 variograms, told apart by metric, radius.");
    let names = sills.map(|(metric, radius, _)| format!("metric {metric}, radius {radius}"));
    let twice: Vec<String> = names.iter().flat_map(|name| [name.clone(), name.clone()]).collect();
    assert_eq!(texts(&report, "fits", "variogram"), twice);
    assert_eq!(texts(&report, "variogram", "variogram").len(), 4 * 15);
    assert_eq!(real(&report, "fits", "direction"), [None; 8]);
    for (k, (_, _, times)) in sills.into_iter().enumerate() {
        let of = |name: &str| real(&report, "fits", name)[2 * k].unwrap();
        assert!((of("sill") - times * 8.0).abs() < 1e-5 && (of("range_a") - 50.0).abs() < 1e-4, "{k}");
    }
    assert!(report.messages.iter().any(|m| m.text.starts_with("Best model of metric AI, radius 50: spherical")));
    // The rows of a curve name it too
    let curves = texts(&report, "curves", "variogram");
    assert_eq!((curves.first(), curves.last()), (Some(&names[0]), Some(&names[3])));

    // By the radius alone two metrics are one, which is told
    let report = run(&with(&request, json!({"group_fields": ["Radius"]}))).unwrap();
    assert_eq!(texts(&report, "fits", "variogram")[0], "radius 30");
    assert!(told(&report, "SAME_DISTANCE").starts_with("Two bins of radius 30 have the distance 6:"));

    // One variogram has no name
    let one = f.text("one.csv", &format!("metric,dist,gamma,np\n{}", bins("AI,", spherical)));
    let report = run(&json!({"input": one, "models": ["spherical"]})).unwrap();
    assert_eq!((texts(&report, "fits", "variogram"), report.messages.len()), (vec![String::new()], 1));
}

/// As R writes it: row names, directions in dir.hor, and the name of the variable.
#[test]
fn directions_and_variables_of_gstat() {
    let f = Folder::new();
    let row = |i: i32, times: f64, rest: &str| {
        let dist = 6.0 * f64::from(i) + times / 10.0;
        format!("\"{i}\",{},{dist},{},{rest}\n", 100 + i, times * spherical(dist))
    };
    let table = |groups: &[(f64, &str)]| {
        let rows: String = groups.iter().flat_map(|(times, rest)| (1..=15).map(|i| row(i, *times, rest))).collect();
        format!("\"\",\"np\",\"dist\",\"gamma\",\"dir.hor\",\"dir.ver\",\"id\"\n{rows}")
    };
    let fits = |text: &str| {
        let report = run(&json!({"input": f.text("v.csv", text), "models": ["spherical"]})).unwrap();
        (real(&report, "fits", "direction"), texts(&report, "fits", "variogram"), real(&report, "fits", "sill"))
    };
    let (directions, names, sills) = fits(&table(&[(1.0, "0,0,\"zinc\"")]));
    assert_eq!((directions, names), (vec![None], vec![String::new()]));
    assert!((sills[0].unwrap() - 8.0).abs() < 1e-5);
    let (directions, names, sills) = fits(&table(&[(1.0, "0,0,\"zinc\""), (2.0, "90,0,\"zinc\"")]));
    assert_eq!((directions, names), (vec![Some(0.0), Some(90.0)], vec![String::new(); 2]));
    assert!((sills[0].unwrap() - 8.0).abs() < 1e-5 && (sills[1].unwrap() - 16.0).abs() < 1e-5);
    let both = [(1.0, "0,0,\"zinc\""), (2.0, "90,0,\"zinc\""), (3.0, "0,0,\"lead\""), (4.0, "90,0,\"lead\"")];
    let (directions, names, sills) = fits(&table(&both));
    assert_eq!(directions, [0.0, 90.0, 0.0, 90.0].map(Some));
    assert_eq!(names, ["id zinc", "id zinc", "id lead", "id lead"]);
    assert!((sills[3].unwrap() - 32.0).abs() < 1e-4);
}

/// The true minima of meuse's ln(zinc) for weights N / h^2, by multi-start beside gstat.
#[test]
fn meuse_through_a_table() {
    let request = json!({"input": golden("gstat/meuse_omni.csv"), "models": ["spherical", "exponential", "gaussian"]});
    let report = run(&request).unwrap();
    let of = |name: &str| real(&report, "fits", name);
    let fits = std::fs::read_to_string(golden("gstat/meuse_true_wls_fits.csv")).unwrap();
    for (i, model) in ["Sph", "Exp", "Gau"].iter().enumerate() {
        let row = fits.lines().find(|line| line.starts_with(&format!("meuse,{model},7,"))).unwrap();
        let figures: Vec<f64> = row.split(',').skip(3).take(4).map(|word| word.parse().unwrap()).collect();
        let [nugget, psill, range, sse] = figures[..] else { panic!("{row}") };
        // Places of a minimum are known less well than the minimum.
        for (name, expected, share) in
            [("nugget", nugget, 1e-4), ("sill", nugget + psill, 1e-4), ("range_a", range, 1e-4), ("rss", sse, 1e-8)]
        {
            let found = of(name)[i].unwrap();
            assert!((found - expected).abs() <= share * expected.abs() + 1e-9, "{name} of {model}: {found} {expected}");
        }
    }
}

#[test]
fn what_is_wrong_is_told() {
    let f = Folder::new();
    let of = |name: &str, text: &str| sentence(&json!({"input": f.text(name, text)}));
    assert_eq!(of("a.csv", "dist,semivariance\n1,2\n"), "INPUT: the table lacks gamma, np; it has dist, semivariance.");
    assert_eq!(of("b.csv", "dist,gamma,np\n"), "INPUT: the table has no row.");
    let e = of("c.csv", "dist,gamma,np\n1,x,3\n");
    assert_eq!(e, "INPUT: row 1 (header not counted): gamma is \"x\"; it must be a number, 0 or more.");
    let e = of("d.csv", "dist,gamma,np\n-1,2,3\n");
    assert!(e.contains("dist is \"-1\"; it must be a number, 0 or more"), "{e}");
    let e = of("f.csv", "dist,gamma,np\n1,2,3\n2,-0.5,3\n");
    assert_eq!(e, "INPUT: row 2 (header not counted): gamma is \"-0.5\"; it must be a number, 0 or more.");
    let input = f.text("g.csv", "dist,gamma,np\n1,2,3\n");
    let e = sentence(&json!({"input": input, "group_fields": ["site"]}));
    assert_eq!(e, "GROUP_FIELDS is site; allowed: columns of INPUT: dist, gamma, np.");
    for (kappa, found) in [(0.0, "0"), (-1.0, "-1"), (100.5, "100.5"), (1e308, "1e308")] {
        let e = sentence(&json!({"input": input, "models": ["matern"], "kappa": kappa}));
        assert!(e.starts_with(&format!("KAPPA is {found}; allowed: more than 0 and up to 100")), "{e}");
    }
    // Too few bins for a model: told, and no row
    let few = json!({"input": f.text("e.csv", "dist,gamma,np\n1,2,3\n2,3,3\n"), "models": ["spherical"]});
    let report = run(&few).unwrap();
    assert!(report.messages.iter().any(|m| m.text == "spherical was not fitted: too few bins."));
    assert!(sentence(&with(&few, json!({"models": ["cubic"]}))).contains("cubic"));
}

#[test]
fn variograms_of_a_layer_keep_its_name_and_year() {
    let f = Folder::new();
    let of = |report: &Report, table: &str| -> Vec<(Option<String>, Option<i64>)> {
        let table = report.tables.iter().find(|made| made.name == table).unwrap();
        let column = |name: &str| &table.columns.iter().find(|(column, _)| *column == name).unwrap().1;
        let (Column::Text(layers), Column::Integer(years)) = (column("layer"), column("year")) else { panic!() };
        let mut found: Vec<_> = layers.iter().cloned().zip(years.iter().copied()).collect();
        found.dedup();
        found
    };
    let named = |layer: &str, year: Option<i64>| (Some(layer.to_owned()), year);
    // Tables of a batch, stacked
    let rows = [bins("north,2007,", spherical), bins("north,2022,", spherical), bins(",,", spherical)].concat();
    let path = f.text("v.csv", &format!("layer,Year,dist,gamma,np\n{rows}"));
    let request = json!({"input": path, "models": ["spherical"], "layer_name": "stacked", "year": 1999});
    let report = run(&request).unwrap();
    let expected = [named("north", Some(2007)), named("north", Some(2022)), named("stacked", None)];
    for table in ["variogram", "fits", "curves"] {
        assert_eq!(of(&report, table), expected, "{table}");
    }
    // Where rows of several layers are put together, and where the table tells of none
    let together = run(&with(&request, json!({"group_fields": ["dist"], "models": []}))).unwrap();
    assert_eq!(of(&together, "variogram"), [named("stacked", Some(1999))]);
    let plain = f.text("p.csv", &format!("dist,gamma,np\n{}", bins("", spherical)));
    assert_eq!(of(&run(&with(&request, json!({"input": plain}))).unwrap(), "fits"), [named("stacked", Some(1999))]);
    let unnamed = run(&json!({"input": plain, "models": ["spherical"]})).unwrap();
    assert_eq!(of(&unnamed, "fits"), [named(&plain, None)]);
}
