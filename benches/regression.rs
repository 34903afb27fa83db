//! A regression on seven layers of 32-bit numbers, with all its tests, beside what GDAL alone costs to read them:
//! `cargo bench -- regression [SIZE...]`, SIZE being small (4096 x 4096, the default) or medium (5000 x 5000); and one of a million rows in memory.
//!
//! The peers are a loop that reads every block, GRASS's r.regression.multi (which has neither errors of blocks nor of neighbours), statsmodels by
//! the python that PITSCAPE_PEERS names, and R; what is not installed is left out.

use crate::support::{
    Bench, Cost, hash,
    layers::{grass, has_grass, read, values},
};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    kernels::{
        Accumulator,
        drivers::regression::{
            design::{Design, Source},
            factor::Factor,
            model::fit,
            plan::Plan,
            screening::screen,
            second_sweep::{FittedRows, SecondSweep},
        },
    },
    run::regression,
};
use serde_json::{Value, json};
use std::{env, process::Command};

/// Y and seven that explain it
const LAYERS: usize = 8;

const ROWS: usize = 1_000_000;

const STATSMODELS: &str = r#"
import numpy as np, statsmodels.api as sm
from statsmodels.stats.outliers_influence import variance_inflation_factor as vif
random = np.random.default_rng(1)
x = sm.add_constant(random.normal(size=(1_000_000, 7)))
y = x.sum(axis=1) + random.normal(size=1_000_000)
print(sm.OLS(y, x).fit().summary(), [vif(x, k) for k in range(1, 8)])
"#;

const R: &str = r#"
set.seed(1)
x <- as.data.frame(matrix(rnorm(7e6), ncol = 7))
x$y <- rowSums(x) + rnorm(1e6)
print(summary(lm(y ~ ., x)))
print(diag(solve(cor(x[, 1:7]))))
"#;

pub fn group(size: &str) {
    let bench = Bench::new("regression", size);
    let layers: Vec<String> = (0..LAYERS).map(|layer| values(&bench, layer)).collect();
    let layers: Vec<&str> = layers.iter().map(String::as_str).collect();
    let run = |name: &str, words: &[&str], peer: Option<&Cost>| bench.run(name, &[words, &layers].concat(), peer);
    run("GDAL, read the layers", &["read"], None);
    let read = run("GDAL, read the layers", &["read"], None);
    if has_grass() {
        run("GRASS r.regression.multi", &["grass"], Some(&read));
    }
    for threads in ["1", "2"] {
        run(&format!("Pitscape, threads {threads}"), &["pitscape", threads], Some(&read));
    }
    let rows = bench.run("Pitscape, a million rows in memory", &["rows"], None);
    if env::var_os("PITSCAPE_PEERS").is_some() {
        bench.run("statsmodels, a million rows", &["statsmodels"], Some(&rows));
    }
    if Command::new("Rscript").arg("--version").output().is_ok() {
        bench.run("R lm, a million rows", &["r"], Some(&rows));
    }
}

pub fn case(words: &[&str]) {
    match words {
        ["read", layers @ ..] => read(layers),
        ["grass", layers @ ..] => {
            grass(layers, |names| format!("r.regression.multi mapx={} mapy={}", names[1..].join(","), names[0]))
        }
        ["pitscape", threads, layers @ ..] => pitscape(layers, threads),
        ["rows"] => rows(),
        ["statsmodels"] => {
            let python = env::var("PITSCAPE_PEERS").expect("it names a python");
            assert!(Command::new(python).args(["-c", STATSMODELS]).status().expect("it starts").success());
        }
        ["r"] => assert!(Command::new("Rscript").args(["-e", R]).status().expect("it starts").success()),
        _ => panic!("no such case: {words:?}"),
    }
}

fn pitscape(layers: &[&str], threads: &str) {
    let inputs: Vec<Value> = layers.iter().map(|path| json!({"path": path})).collect();
    let threads: usize = threads.parse().expect("a number");
    let request = json!({"y": inputs[0], "x": inputs[1..], "threads": threads});
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        regression::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert!(report.results["r2_cv"].is_some() && report.results["moran_p"].is_some());
}

/// The fit with VIF, HC3, PRESS and the tests of residuals, of rows that lie in memory.
fn rows() {
    let noise = |row: usize, of: usize| (hash(row as u64, of as u64, 3) >> 11) as f64 / (1u64 << 53) as f64;
    let mut columns: Vec<Vec<f64>> = (0..LAYERS).map(|of| (0..ROWS).map(|row| noise(row, of)).collect()).collect();
    let (y, x) = columns.split_first_mut().expect("Y");
    y.iter_mut().enumerate().for_each(|(row, y)| *y += x.iter().map(|x| x[row]).sum::<f64>());
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let design = Design::new((1..LAYERS).map(|of| Source::Number { name: format!("x{of}") }).collect());
    let system = Factor::of_columns(&columns, true).finish();
    let screened = screen(&system, &design.terms, Some(10.0));
    let model = fit(&system, &design.terms, &screened.columns).expect("rows enough");
    let plan = Plan::new(&model);
    let mut sums = SecondSweep::default();
    sums.push(FittedRows { plan: &plan, columns: &columns });
    assert!(sums.figures(&plan).hc3.is_some());
}
