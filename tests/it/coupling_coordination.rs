use crate::fixture::{Folder, golden, reals, table, texts, told as warned, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    run::coupling_coordination,
};
use serde_json::{Value, json};
use std::fs;

fn run(request: &Value) -> Result<Report> {
    coupling_coordination::run(&parse(&request.to_string())?, &mut Progress::none())
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

/// Two indices of three years, F and CA in the table: what is rescaled is 0, 1/4, 1 of `up` and 1, 1/2, 0 of `down`.
const YEARS: &str = "year,up,down,grass,carbon\n2000,10,3,20,400\n2005,15,5,50,700\n2010,30,7,100,800\n";
const SIGNS: &str = "column_name,direction\nup,+\ndown,-\n";

/// F from 0 to 100, CA from 0 to 1000, weights alike.
fn plain(f: &Folder) -> Value {
    let (input, indicators) = (f.text("years.csv", YEARS), f.text("signs.csv", SIGNS));
    json!({
        "input": input, "indicators": indicators, "weights": "equal", "layer_name": "pattern",
        "f_field": "grass", "f_min": 0.0, "f_max": 100.0, "ca_field": "carbon", "ca_min": 0.0, "ca_max": 1000.0,
    })
}

fn near(a: Option<f64>, b: f64) -> bool {
    a.is_some_and(|a| (a - b).abs() <= 1e-12 * b.abs().max(1e-3))
}

#[test]
fn by_hand() {
    let f = Folder::new();
    let report = run(&plain(&f)).unwrap();
    let result = table(&report, "result");
    let l: [f64; 3] = [(0.0 + 1.0) / 2.0, (0.25 + 0.5) / 2.0, (1.0 + 0.0) / 2.0];
    let (forest, ca) = ([0.2, 0.5, 1.0], [0.4, 0.7, 0.8]);
    for year in 0..3 {
        let (l, f, ca) = (l[year], forest[year], ca[year]);
        let c = (l * f * ca).cbrt() / ((l + f + ca) / 3.0);
        let t = (l + f + ca) / 3.0;
        let found = ["l", "f", "ca", "c", "t", "d"].map(|name| reals(result, name)[year]);
        for (found, expected) in found.into_iter().zip([l, f, ca, c, t, (c * t).sqrt()]) {
            assert!(near(found, expected), "{year}: {found:?} {expected}");
        }
    }
    assert_eq!(reals(result, "year"), [2000.0, 2005.0, 2010.0].map(Some));
    assert_eq!(texts(result, "layer"), ["pattern"; 3]);
    assert_eq!(texts(result, "lagging"), ["f", "l", "l"]);
    // D by hand: (0.5 0.2 0.4)^(1/6) = 0.585, (0.375 0.5 0.7)^(1/6) = 0.713, (0.5 1 0.8)^(1/6) = 0.858
    assert_eq!(texts(result, "grade"), ["barely coordinated", "intermediate coordination", "good coordination"]);
    assert_eq!(reals(result, "grade_number"), [6.0, 8.0, 9.0].map(Some));
    assert_eq!(reals(result, "f_value"), [20.0, 50.0, 100.0].map(Some));
    assert_eq!((reals(result, "f_max")[0], reals(result, "ca_max")[0]), (Some(100.0), Some(1000.0)));
    let weights = table(&report, "weights_table");
    assert_eq!(
        (texts(weights, "column_name"), texts(weights, "direction")),
        (["up", "down"].map(str::to_owned).to_vec(), ["+", "-"].map(str::to_owned).to_vec())
    );
    assert_eq!(
        (reals(weights, "min"), reals(weights, "max")),
        ([10.0, 3.0].map(Some).to_vec(), [30.0, 7.0].map(Some).to_vec())
    );
    assert_eq!((reals(weights, "weight"), reals(weights, "entropy")), ([0.5; 2].map(Some).to_vec(), vec![None; 2]));
    // What falls short: 1 and 0; 3/4 and 1/2; 0 and 1
    let obstacles = table(&report, "obstacles");
    for (found, expected) in reals(obstacles, "obstacle_pct").into_iter().zip([100.0, 0.0, 60.0, 40.0, 0.0, 100.0]) {
        assert!(near(found, expected), "{found:?} {expected}");
    }
    assert_eq!(reals(obstacles, "rescaled"), [0.0, 1.0, 0.25, 0.5, 1.0, 0.0].map(Some));
    assert_eq!(reals(obstacles, "value")[2], Some(15.0));
    assert!(
        near(report.results["d_first"], 0.04f64.powf(1.0 / 6.0))
            && near(report.results["d_last"], 0.4f64.powf(1.0 / 6.0))
    );
    assert_eq!(report.results["years"], Some(3.0));
}

/// Reference figures in 50-digit arithmetic: weights, rescaled values, results of six cases, four scales, three formulas.
#[test]
fn reference_figures() {
    let mut compared = 0;
    for (case, coefficients) in [
        ("plain", [1.0 / 3.0; 3]),
        ("weights532", [0.5, 0.3, 0.2]),
        ("constant", [1.0 / 3.0; 3]),
        ("missing", [1.0 / 3.0; 3]),
        ("zero", [1.0 / 3.0; 3]),
        ("two", [1.0 / 3.0; 3]),
    ] {
        compared += reference_case(case, coefficients);
    }
    assert!(compared > 1800, "{compared}");
}

fn reference_case(case: &str, coefficients: [f64; 3]) -> usize {
    let f = Folder::new();
    let rows = |file: &str| {
        let text = fs::read_to_string(golden(&format!("coupling/dev_{case}_{file}.csv"))).unwrap();
        text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let number = |text: &str| text.parse::<f64>().ok();
    let indicators = rows("indicators");
    let systems = ["forest_grass_km2", "carbon_t"];
    let end = |system: &str, at: usize| number(&indicators.iter().find(|row| row[0] == system).unwrap()[at]);
    let own: Vec<String> =
        indicators.iter().filter(|row| !systems.contains(&row[0].as_str())).map(|row| row.join(",")).collect();
    let input = golden(&format!("coupling/dev_{case}_indices.csv"));
    let table_of_indicators = f.text("indicators.csv", &own.join("\n"));
    let (weights, rescaled, results) = (rows("weights"), rows("rescaled"), rows("result"));
    let mut scales: Vec<&[String]> = weights[1..].iter().map(|row| &row[..2]).collect();
    scales.dedup();
    let mut compared = 0;
    let mut same = |what: String, ours: Option<f64>, theirs: Option<f64>| {
        compared += 1;
        let good = match (ours, theirs) {
            (Some(ours), Some(theirs)) => (ours - theirs).abs() <= 1e-12 * theirs.abs().max(1e-3),
            (ours, theirs) => ours == theirs,
        };
        assert!(good, "{case} {what}: {ours:?}, not {theirs:?}");
    };
    for scale in scales {
        let of_scale =
            |all: &[Vec<String>]| all[1..].iter().filter(|row| row[..2] == *scale).cloned().collect::<Vec<_>>();
        for (formula, c, d) in [("standard", 6, 7), ("wang2021", 10, 11), ("fan2024", 12, 13)] {
            let report = run(&json!({
                "input": input, "indicators": table_of_indicators, "formula": formula, "coefficients": coefficients,
                "rescale_min": number(&scale[0]), "rescale_max": number(&scale[1]),
                "f_field": systems[0], "f_min": end(systems[0], 2), "f_max": end(systems[0], 3),
                "ca_field": systems[1], "ca_min": end(systems[1], 2), "ca_max": end(systems[1], 3),
            }))
            .unwrap();
            let ours = table(&report, "weights_table");
            for (at, row) in of_scale(&weights).iter().enumerate() {
                assert_eq!(texts(ours, "column_name")[at], row[2]);
                for (column, place) in [("entropy", 4), ("redundancy", 5), ("weight", 6)] {
                    same(format!("{scale:?} {} {column}", row[2]), reals(ours, column)[at], number(&row[place]));
                }
            }
            let (ours, names) = (table(&report, "obstacles"), &rescaled[0][3..]);
            for (year, row) in of_scale(&rescaled).iter().enumerate() {
                for (at, name) in names.iter().enumerate() {
                    let place = year * names.len() + at;
                    assert_eq!(texts(ours, "column_name")[place], *name);
                    same(format!("{scale:?} {} {name}", row[2]), reals(ours, "rescaled")[place], number(&row[3 + at]));
                }
            }
            let ours = table(&report, "result");
            for (at, row) in of_scale(&results).iter().enumerate() {
                for (column, place) in [("year", 2), ("l", 3), ("f", 4), ("ca", 5), ("t", 6), ("c", 0), ("d", 0)] {
                    let place = match column {
                        "c" => c + 1,
                        "d" => d + 1,
                        _ => place,
                    };
                    same(
                        format!("{scale:?} {formula} {} {column}", row[2]),
                        reals(ours, column)[at],
                        number(&row[place]),
                    );
                }
                if formula == "standard" {
                    same(
                        format!("{scale:?} {} grade", row[2]),
                        reals(ours, "grade_number")[at],
                        row.get(15).and_then(|grade| number(grade)),
                    );
                    assert_eq!(texts(ours, "grade")[at], row.get(16).cloned().unwrap_or_default());
                }
            }
        }
    }
    compared
}

/// L of the study follows from its Table 6 and the weights it prints, all indices as +, on the scale from 0.1 to 1.
#[test]
fn the_integrated_index_of_the_study() {
    let f = Folder::new();
    let head = "year,NP,PD,LSI,COHESION,SHDI,SHEI,F,CA\n2007,1201,11.5427,29.4067,99.815,1.0438,0.4533,76.76,159.95\n2012,914,8.7838,24.0708,99.8181,1.2991,0.5642,67.98,150.85\n2017,799,7.6787,18.7016,99.8482,1.2545,0.5448,80.16,147.51\n";
    let signs = "column_name,direction,weight\nnp,+,0.173\npd,+,0.172\nlsi,+,0.227\ncohesion,+,0.193\nshdi,+,0.117\nshei,+,0.118\n";
    for (last, l_2022) in [("1.1915,0.5409", 0.4455), ("1.2931,0.5616", 0.5072)] {
        let input = f.text("table6.csv", &format!("{head}2022,973,9.3513,18.8844,99.827,{last},80.92,155.0\n"));
        let report = run(&json!({
            "input": input, "indicators": f.text("study.csv", signs), "weights": "given", "rescale_min": 0.1, "f_field": "F", "ca_field": "CA",
        }))
        .unwrap();
        let l = reals(table(&report, "result"), "l");
        for (found, printed) in l.iter().zip([0.6148, 0.5190, 0.4482, l_2022]) {
            assert!((found.unwrap() - printed).abs() < 5e-5, "{found:?} {printed}");
        }
    }
}

#[test]
fn areas_and_carbon_of_the_table_of_classes() {
    let f = Folder::new();
    let storage = "layer,year,lucode,name,area_ha,carbon_t\nm,2000,1,a,15,100\nm,2000,2,b,5,250\nm,2000,9,c,80,50\nm,2005,1,a,50,700\nm,2010,2,b,100,0\nm,2010,9,c,1,800\nm,2099,9,c,1,800\n";
    let request = with(
        &plain(&f),
        json!({"f_field": null, "ca_field": null, "storage": f.text("storage.csv", storage), "f_codes": [1, 2]}),
    );
    let (ours, of_columns) = (run(&request).unwrap(), run(&plain(&f)).unwrap());
    for column in ["f_value", "ca_value", "f", "ca", "d"] {
        assert_eq!(reals(table(&ours, "result"), column), reals(table(&of_columns, "result"), column), "{column}");
    }
    // A year that is not there has no figures; that of nobody is no matter
    let short = f.text("short.csv", &storage.replace("m,2005,1,a,50,700\n", ""));
    let report = run(&with(&request, json!({"storage": short}))).unwrap();
    assert_eq!(
        reals(table(&report, "result"), "d").iter().map(Option::is_some).collect::<Vec<_>>(),
        [true, false, true]
    );
    assert!(warned(&report, "STORAGE_LACKS").contains("no row of 2005"), "{:?}", report.messages);
    let told = |changes| sentence(&with(&request, changes));
    assert!(told(json!({"f_codes": [7]})).contains("F_CODES is 7; allowed: classes of STORAGE: 1, 2, 9"));
    let years = f.text("other.csv", &storage.replace("m,20", "m,19"));
    assert!(told(json!({"storage": years})).contains("it has no row of any year of INPUT: 2000, 2005, 2010"));
    let twice = f.text("twice.csv", &format!("{storage}m,2005,1,a,50,700\n"));
    assert!(told(json!({"storage": twice})).contains("are both of class 1 in 2005"));
    assert!(told(json!({"storage": null})).contains("F_CODES is given, and STORAGE is not"));
    assert!(told(json!({"f_codes": []})).starts_with("F has no source"));
    assert!(told(json!({"f_field": "grass"})).starts_with("F_FIELD and F_CODES are both given"));
    assert!(sentence(&with(&plain(&f), json!({"ca_field": null}))).starts_with("Ca has no source"));
    let unused = run(&with(&plain(&f), json!({"storage": short}))).unwrap();
    assert!(!warned(&unused, "STORAGE_UNUSED").is_empty());
}

#[test]
fn zones_alone_and_together() {
    let f = Folder::new();
    let other = "2000,1,9,10,100\n2005,2,8,20,900\n2010,5,7,30,300\n";
    let head = "zone,year,up,down,grass,carbon\n";
    let rows = |zone: &str, text: &str| text.lines().map(|line| format!("{zone},{line}\n")).collect::<String>();
    let own = YEARS.split_once('\n').unwrap().1;
    let both = f.text("zones.csv", &format!("{head}{}{}", rows("b", own), rows("a", other)));
    let request = with(&plain(&f), json!({"weights": "entropy"}));
    let zones = run(&with(&request, json!({"input": both}))).unwrap();
    assert_eq!(texts(table(&zones, "result"), "zone"), ["b", "b", "b", "a", "a", "a"]);
    assert_eq!(texts(table(&zones, "weights_table"), "zone"), ["b", "b", "a", "a"]);
    assert_eq!((zones.results["d_first"], zones.results["years"]), (None, Some(6.0)));
    // Each as if it were alone
    let alone = [own, other].map(|rows| {
        let input = f.text("alone.csv", &format!("{}{rows}", &head[5..]));
        run(&with(&request, json!({"input": input}))).unwrap()
    });
    for column in ["l", "f", "ca", "c", "t", "d"] {
        let of: Vec<Option<f64>> = alone.iter().flat_map(|report| reals(table(report, "result"), column)).collect();
        assert_eq!(reals(table(&zones, "result"), column), of, "{column}");
    }
    // Together: one scale, from 1 to 30 and from 3 to 9
    let together = run(&with(&request, json!({"input": both, "zones_together": true}))).unwrap();
    let weights = table(&together, "weights_table");
    assert_eq!(texts(weights, "zone"), ["", ""]);
    assert_eq!(
        (reals(weights, "min"), reals(weights, "max")),
        (vec![Some(1.0), Some(3.0)], vec![Some(30.0), Some(9.0)])
    );
    assert!(near(reals(table(&together, "obstacles"), "rescaled")[0], 9.0 / 29.0));
    assert_eq!(texts(table(&together, "result"), "zone"), ["b", "b", "b", "a", "a", "a"]);
    // A zone that has no figures leaves those of others alone; two that have none are refused
    let flat = rows("a", "2000,1,9,10,100\n2005,1,9,20,900\n");
    let some = f.text("flat.csv", &format!("{head}{}{flat}", rows("b", own)));
    let report = run(&with(&request, json!({"input": some}))).unwrap();
    assert_eq!(
        reals(table(&report, "result"), "d").iter().map(Option::is_some).collect::<Vec<_>>(),
        [true, true, true, false, false]
    );
    assert!(warned(&report, "ZONE_WITHOUT").contains("Zones without figures: a (no indicator has a scale"));
    let all = f.text("all.csv", &format!("{head}{flat}"));
    assert!(sentence(&with(&request, json!({"input": all}))).contains("no indicator has a scale"));
    let other_name = f.text("named.csv", &format!("area,{}{}", &head[5..], rows("b", own)));
    let report = run(&with(&request, json!({"input": other_name, "zone_field": "area"}))).unwrap();
    assert_eq!(texts(table(&report, "result"), "zone"), ["b"; 3]);
    assert!(
        sentence(&with(&request, json!({"input": other_name, "zone_field": "zone"})))
            .contains("ZONE_FIELD is zone; allowed: columns of INPUT: area, year")
    );
    let empty = f.text("empty.csv", &format!("{head}b,2000,1,2,3,4\n,2005,1,2,3,4\n"));
    assert!(sentence(&with(&request, json!({"input": empty}))).contains("row 2 (header not counted): zone is empty"));
}

#[test]
fn edges() {
    let f = Folder::new();
    let request = plain(&f);
    let input = |rows: &str| json!({"input": f.text("edge.csv", &format!("year,up,down,grass,carbon\n{rows}"))});
    let of = |changes: Value| run(&with(&request, changes)).unwrap();
    let d = |report: &Report| reals(table(report, "result"), "d");
    // A constant indicator has no rescaled value and no weight
    let report = of(input("2000,10,4,20,400\n2005,30,4,50,700\n"));
    assert_eq!(reals(table(&report, "weights_table"), "weight"), [1.0, 0.0].map(Some));
    assert_eq!(reals(table(&report, "obstacles"), "rescaled"), [Some(0.0), None, Some(1.0), None]);
    assert_eq!(reals(table(&report, "obstacles"), "obstacle_pct"), [Some(100.0), Some(0.0), None, None]);
    assert!(warned(&report, "CONSTANT").starts_with("down: no scale"));
    // F of 0: C and D are 0; all of 0: NULL
    let report = of(input("2000,10,7,0,400\n2005,20,6,50,700\n2010,10,7,0,0\n2015,30,3,1,1\n"));
    assert_eq!(d(&report)[0], Some(0.0));
    assert_eq!((reals(table(&report, "result"), "t")[2], d(&report)[2]), (Some(0.0), None));
    assert!(warned(&report, "NOTHING").contains("all 0 in 2010"));
    assert!(warned(&report, "ZERO").contains("F is 0 in 2000, and so are C and D"), "{:?}", report.messages);
    assert_eq!(texts(table(&report, "result"), "lagging")[2], "l, f, ca");
    // Outside of extremes that are given
    let report = of(with(&input("2000,10,7,-5,400\n2005,30,3,150,1400\n"), json!({})));
    assert_eq!((reals(table(&report, "result"), "f"), d(&report)[0]), (vec![Some(-0.05), Some(1.5)], None));
    assert_eq!(reals(table(&report, "result"), "ca")[1], Some(1.4));
    assert_eq!(texts(table(&report, "result"), "grade")[1], "");
    assert!(warned(&report, "OUTSIDE").ends_with("F, Ca."), "{:?}", report.messages);
    assert!(!warned(&report, "NEGATIVE").is_empty() && !warned(&report, "NO_GRADE").is_empty());
    // A missing value takes its year out of the weights, and nothing else
    let report = of(with(
        &input("2000,10,3,20,400\n2005,,5,50,700\n2010,30,7,100,800\n2015,20,4,,800\n"),
        json!({"weights": "entropy"}),
    ));
    assert_eq!(d(&report).iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, true, false]);
    assert!(warned(&report, "INCOMPLETE").contains("no L, F or Ca of 2005, 2015"));
    let pct = reals(table(&report, "obstacles"), "obstacle_pct");
    assert_eq!((pct[2], pct[6].is_some()), (None, true));
    assert_eq!(reals(table(&report, "obstacles"), "rescaled")[3], Some(0.5));
    // Years in any order
    let report = of(input("2010,30,7,100,800\n2000,10,3,20,400\n2005,15,5,50,700\n"));
    assert_eq!((d(&report), reals(table(&report, "result"), "year")[0]), (d(&of(json!({}))), Some(2000.0)));
    // Two years: all weights alike
    let report = of(with(&input("2000,10,7,20,400\n2005,30,3,50,700\n"), json!({"weights": "entropy"})));
    assert!(warned(&report, "TWO_YEARS").starts_with("Of two years each indicator"));
    // Weights and coefficients that do not add up to 1
    let weighted = f.text("weighted.csv", "column_name,direction,weight\nup,+,3\ndown,-,1\n");
    let report = of(json!({"indicators": weighted, "weights": "given", "coefficients": [2.0, 1.0, 1.0]}));
    assert_eq!(reals(table(&report, "weights_table"), "weight"), [0.75, 0.25].map(Some));
    assert_eq!(warned(&report, "WEIGHTS"), "Weights add up to 4; they are taken as 0.75, 0.25.");
    assert_eq!(warned(&report, "COEFFICIENTS"), "COEFFICIENTS add up to 4; they are taken as 0.5, 0.25, 0.25.");
    assert!(near(reals(table(&report, "result"), "t")[0], 0.5 * 0.25 + 0.25 * 0.2 + 0.25 * 0.4));
    // One year, where all ends are given
    let ends = f.text("ends.csv", "column_name,direction,min,max\nup,+,0,20\ndown,-,0,10\n");
    let report = of(with(&input("2000,10,3,20,400\n"), json!({"indicators": ends})));
    assert!(near(reals(table(&report, "result"), "l")[0], (0.5 + 0.7) / 2.0));
    let grades = f.text("grades.csv", "from,to,name\n0,0.7,差\n0.7,1,好\n");
    assert_eq!(texts(table(&of(json!({"grades": grades})), "result"), "grade"), ["差", "好", "好"]);
    // Columns in upper case, quoted numbers and blanks as files of spreadsheets have them
    let report = of(
        json!({"input": f.text("upper.csv", "YEAR,UP,Down,grass,CARBON\n\"2000\",\"10\",\"3\",\"20\",\"400\"\n2005.0,15,5,50,700\n2010,30,7,100,800\n,,,,\n")}),
    );
    assert_eq!(d(&report), d(&of(json!({}))));
    // The layer of each row where the table has one
    let report = of(
        json!({"input": f.text("layers.csv", "layer,year,up,down,grass,carbon\nfirst,2000,10,3,20,400\n,2005,15,5,50,700\n")}),
    );
    assert_eq!(texts(table(&report, "result"), "layer"), ["first", "pattern"]);
}

#[test]
fn what_is_wrong_is_told() {
    let f = Folder::new();
    let request = plain(&f);
    let told = |changes: Value| sentence(&with(&request, changes));
    let input = |rows: &str| json!({"input": f.text("wrong.csv", &format!("year,up,down,grass,carbon\n{rows}"))});
    assert_eq!(told(input("")), "INPUT: the table has no row.");
    assert!(
        told(json!({"input": f.text("few.csv", "year,up\n2000,1\n")}))
            .contains("the table lacks down, which INDICATORS names; it has year, up")
    );
    assert!(told(json!({"year_field": "jahr"})).contains("YEAR_FIELD is jahr; allowed: columns of INPUT: year, up"));
    assert!(told(input("2000,1,2,3,4\n2000,1,2,3,4\n")).contains("rows 1 and 2 (header not counted) are both of 2000"));
    assert!(told(input("2000,1,2,3,4\n,1,2,3,4\n")).contains("row 2 (header not counted): year is empty"));
    assert!(told(input("2000,1,\"2,5\",3,4\n2005,2,1,1,1\n")).contains("down is \"2,5\"; it must be a number"));
    assert!(told(input("2000,1e200,2,3,4\n2005,2,1,1,1\n")).contains("row 1 (header not counted): up is"));
    assert!(told(input("2000,,2,3,4\n2005,,1,1,1\n")).contains("up has no value in any year; leave it out"));
    assert!(told(input("2000,1,2,3,4\n2005,1,2,1,1\n")).contains("no indicator has a scale"));
    assert!(
        told(with(&input("2000,1,2,3,4\n2005,2,1,3,1\n"), json!({"f_min": null, "f_max": null})))
            .contains("F_MIN: F has no scale, which would go from 3 to 3; give F_MIN and F_MAX")
    );
    assert!(
        told(with(&input("2000,1,2,3,4\n2005,2,1,3,1\n"), json!({"ca_min": 50.0, "ca_max": null})))
            .contains("CA_MIN: the scale of Ca would go from 50 to 4, as one end is given and the other is of the data; give CA_MAX too")
    );
    assert!(told(with(&input("2000,1,2,3,4\n"), json!({"weights": "entropy"}))).contains("no indicator has a scale"));
    let ends = f.text("ends.csv", "column_name,direction,min,max\nup,+,0,20\ndown,-,0,10\n");
    assert!(
        told(with(&input("2000,1,2,3,4\n"), json!({"weights": "entropy", "indicators": ends})))
            .contains("entropy weights need two years with all indicators, and there are 1")
    );
    let tight = f.text("tight.csv", "column_name,direction,min,max\nup,+,12,20\ndown,-,,\n");
    assert!(
        told(json!({"weights": "entropy", "indicators": tight}))
            .contains("values of up lie outside of its scale from 12 to 20 and become negative")
    );
    let same = f.text("same.csv", "column_name,direction,min,max\nup,+,0,20\n");
    assert!(
        told(with(&input("2000,1,2,3,4\n2005,1,1,3,1\n"), json!({"weights": "entropy", "indicators": same})))
            .contains("no indicator tells the years apart")
    );
    let none = f.text("none.csv", "column_name,direction,weight\nup,+,0\ndown,-,0\n");
    assert!(
        told(json!({"weights": "given", "indicators": none})).contains("no indicator that varies has a weight over 0")
    );
    assert!(told(json!({"rescale_min": 1.0})).starts_with("RESCALE_MIN is 1; allowed: 0 to less than 1"));
    assert!(told(json!({"rescale_max": 0.0})).starts_with("RESCALE_MAX is 0; allowed: over RESCALE_MIN, up to 1"));
    assert!(told(json!({"f_min": 100.0})).starts_with("F_MAX is 100; allowed: over F_MIN"));
    for wrong in [json!([1.0, 1.0]), json!([1.0, 1.0, -1.0]), json!([0.0, 0.0, 0.0])] {
        assert!(told(json!({"coefficients": wrong})).contains("allowed: three numbers for L, F and Ca"));
    }
    assert!(matches!(run(&with(&request, json!({"input": "/nowhere.csv"}))), Err(Error::TableOpen { .. })));
    assert!(told(json!({"formula": "liu"})).contains("unknown variant"));
}

/// Weights that are given are shares of their sum, however little that is off 1.
#[test]
fn weights_that_hardly_add_up_to_1() {
    let f = Folder::new();
    let rows: String = (0..6).map(|at| format!("v{at},+,0.1666667\n")).collect();
    let signs = f.text("six.csv", &format!("column_name,direction,weight\n{rows}"));
    let input = "year,v0,v1,v2,v3,v4,v5,grass,carbon\n2000,0,0,0,0,0,0,1,1\n2010,9,9,9,9,9,9,100,1000\n";
    let request =
        with(&plain(&f), json!({"input": f.text("six_years.csv", input), "indicators": signs, "weights": "given"}));
    let report = run(&request).unwrap();
    let result = table(&report, "result");
    assert!((reals(result, "d")[1].unwrap() - 1.0).abs() < 1e-15);
    assert_eq!(
        (texts(result, "grade")[1].as_str(), warned(&report, "WEIGHTS")),
        ("excellent coordination", String::new())
    );
    // A constant one takes its weight along
    let signs = f.text("two.csv", "column_name,direction,weight\nup,+,0.4\ndown,-,0.6\n");
    let input = "year,up,down,grass,carbon\n2000,1,5,20,400\n2005,1,6,50,700\n";
    let report =
        run(&with(&plain(&f), json!({"input": f.text("flat.csv", input), "indicators": signs, "weights": "given"})))
            .unwrap();
    assert_eq!(reals(table(&report, "weights_table"), "weight"), [0.0, 1.0].map(Some));
    assert_eq!(warned(&report, "WEIGHTS"), "");
}

/// What rounding makes of values that are alike, or stand on the end of a grade, tells nothing.
#[test]
fn rounding_tells_nothing() {
    let f = Folder::new();
    let signs = f.text("three.csv", "column_name,direction,min,max\nup,+,0,100\ndown,+,0,100\nx,+,0,100\n");
    let rows: String = (1..100).map(|v| format!("{},{v},{v},{v},{v},{}\n", 1900 + v, 10 * v)).collect();
    let input = f.text("alike.csv", &format!("year,up,down,x,grass,carbon\n{rows}"));
    let report = run(&with(&plain(&f), json!({"input": input, "indicators": signs}))).unwrap();
    let result = table(&report, "result");
    assert_eq!(texts(result, "lagging"), ["l, f, ca"; 99]);
    // D is the root of v / 100: 0.3 where v is 9
    let grades: Vec<Option<f64>> = (1..100).map(|v| (1..=10).find(|k| k * k >= v).map(f64::from)).collect();
    assert_eq!(reals(result, "grade_number"), grades);
}

#[test]
fn wang_of_systems_far_apart() {
    let f = Folder::new();
    let input =
        f.text("far.csv", "year,up,down,grass,carbon\n2000,10,7,500,0\n2005,15,5,900,700\n2010,30,3,100,1000\n");
    let report = run(&with(&plain(&f), json!({"input": input, "formula": "wang2021"}))).unwrap();
    let result = table(&report, "result");
    assert_eq!((reals(result, "c"), reals(result, "d")), (vec![None, None, Some(1.0)], vec![None, None, Some(1.0)]));
    assert!(warned(&report, "TOO_FAR_APART").contains("so far apart in 2000, 2005"), "{:?}", report.messages);
}

#[test]
fn what_is_given_and_not_there_is_told() {
    let f = Folder::new();
    let storage = "zone,year,lucode,area_ha,carbon_t\na,2000,1,15,100\na,2005,1,50,700\na,2010,2,100,800\n";
    let own = with(
        &plain(&f),
        json!({"f_field": null, "ca_field": null, "storage": f.text("storage.csv", storage), "f_codes": [1, 77]}),
    );
    let told = sentence(&own);
    assert!(told.starts_with("STORAGE: its zones (a) are not those of INPUT (none); both tables"), "{told}");
    let flat = storage.replace("\na,", "\n").replace("zone,", "");
    let report = run(&with(&own, json!({"storage": f.text("flat.csv", &flat)}))).unwrap();
    assert!(warned(&report, "UNKNOWN_CLASS").contains("no row of STORAGE is of 77"));
    assert_eq!(
        sentence(&with(&own, json!({"storage": f.text("none.csv", "year,lucode,area_ha,carbon_t\n")}))),
        "STORAGE: the table has no row."
    );
    assert!(
        sentence(&with(&plain(&f), json!({"f_field": "wood"})))
            .starts_with("F_FIELD is wood; allowed: columns of INPUT: year")
    );
    // Many years are not named one by one
    let rows: String = (1000..2000).map(|year| format!("{year},{},5,,1\n", year % 7)).collect();
    let input = f.text("gaps.csv", &format!("year,up,down,grass,carbon\n{rows}2001,3,4,5,6\n"));
    let told = warned(&run(&with(&plain(&f), json!({"input": input}))).unwrap(), "INCOMPLETE");
    assert!(told.contains("and 990 more") && told.len() < 300, "{told}");
    let nobody =
        f.text("nobody.csv", "year,up,down,grass,carbon\n2000,1,,1,1\n2005,,3,2,2\n2010,2,,3,3\n2015,,4,3,3\n");
    assert!(sentence(&with(&plain(&f), json!({"input": nobody}))).contains("no year has all indicators"));
    assert!(sentence(&with(&plain(&f), json!({"f_max": 1e300}))).contains("allowed: -1e150 to 1e150"));
}
