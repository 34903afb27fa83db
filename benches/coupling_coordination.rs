//! Coupling of many years beside what reading their table costs: `cargo bench -- coupling_coordination [SIZE...]`, SIZE being small (20,000 rows, the
//! default), large (200,000) or huge (1,000,000), each with 12 indicators.
//!
//! The peers are reading the table alone, and entropy weights, C, T and D in numpy by the python that PITSCAPE_PEERS names; what is not there
//! is left out.

use crate::support::{Bench, hash};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    io::gdal::read_table,
    run::coupling_coordination,
};
use serde_json::json;
use std::{env, fmt::Write, fs, process::Command};

const INDICATORS: u64 = 12;

/// All zones of a table together, as a study of a country has them.
pub fn group(size: &str) {
    let bench = Bench::new("coupling_coordination", size);
    let rows = match size {
        "huge" => 1_000_000,
        "large" => 200_000,
        _ => 20_000,
    };
    let (input, indicators) = (bench.file(&format!("years_{rows}.csv")), bench.file("indicators.csv"));
    fs::write(&input, table(rows)).expect("the target folder is writable");
    fs::write(&indicators, signs()).expect("the target folder is writable");
    let peer = if env::var("PITSCAPE_PEERS").is_ok() {
        bench.run("numpy, the same figures", &["numpy", &input], None)
    } else {
        bench.run("reading the table", &["read", &input], None)
    };
    bench.run("Pitscape, entropy weights", &["pitscape", &input, &indicators], Some(&peer));
}

pub fn case(words: &[&str]) {
    match *words {
        ["read", input] => assert!(!read_table(input).expect("it is a table").rows.is_empty()),
        ["numpy", input] => {
            let python = env::var("PITSCAPE_PEERS").expect("it names a python");
            assert!(Command::new(python).args(["-c", NUMPY, input]).status().expect("it starts").success());
        }
        ["pitscape", input, indicators] => {
            let request = json!({"input": input, "indicators": indicators, "zones_together": true, "f_field": "f", "ca_field": "ca"});
            let request = parse(&request.to_string()).expect("the request is valid");
            let report = coupling_coordination::run(&request, &mut Progress::none())
                .and_then(Report::published)
                .expect("the run succeeds");
            assert!(report.results["years"].is_some_and(|years| years > 0.0));
        }
        _ => panic!("no such case: {words:?}"),
    }
}

/// Twenty years of each zone.
fn table(rows: u64) -> String {
    let mut text = String::from("zone,year,f,ca");
    (0..INDICATORS).for_each(|at| write!(text, ",x{at}").expect("a text takes all"));
    for row in 0..rows {
        write!(text, "\nz{},{}", row / 20, 2000 + row % 20).expect("a text takes all");
        for at in 0..INDICATORS + 2 {
            write!(text, ",{}", (hash(row, at, 7) % 100_000) as f64 / 7.0).expect("a text takes all");
        }
    }
    text + "\n"
}

fn signs() -> String {
    let row = |at: u64| format!("x{at},{}\n", if at % 2 == 0 { "+" } else { "-" });
    (0..INDICATORS).fold("column_name,direction\n".to_owned(), |text, at| text + &row(at))
}

const NUMPY: &str = r#"
import sys, numpy
data = numpy.genfromtxt(sys.argv[1], delimiter=",", skip_header=1, usecols=range(2, 16))
scaled = (data - data.min(0)) / (data.max(0) - data.min(0))
x = scaled[:, 2:].copy()
x[:, 1::2] = 1 - x[:, 1::2]
p = x / x.sum(0)
e = -(numpy.where(p > 0, p * numpy.log(numpy.where(p > 0, p, 1)), 0)).sum(0) / numpy.log(len(x))
w = (1 - e) / (1 - e).sum()
u = numpy.column_stack([x @ w, scaled[:, :2]])
c, t = 3 * u.prod(1) ** (1 / 3) / u.sum(1), u.mean(1)
d = numpy.sqrt(c * t)
"#;
