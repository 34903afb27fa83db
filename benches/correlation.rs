//! Correlations of eight layers of 32-bit numbers beside what GDAL alone costs to read them: `cargo bench -- correlation [SIZE...]`, SIZE
//! being small (4096 x 4096, the default) or medium (5000 x 5000).
//!
//! The peers are a loop that reads every block, GRASS's r.covar, and numpy's corrcoef by the python that PITSCAPE_PEERS names; what is not
//! installed is left out. None of them has a p.

use crate::support::{
    Bench, Cost,
    layers::{grass, has_grass, read, values},
};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    run::correlation,
};
use serde_json::{Value, json};
use std::{env, process::Command};

const LAYERS: usize = 8;

const NUMPY: &str = r#"
import sys, numpy as np
from osgeo import gdal
layers = np.stack([gdal.Open(path).ReadAsArray().ravel().astype("float64") for path in sys.argv[1:]])
print(np.corrcoef(layers[:, (layers > -1e30).all(axis=0)])[0, 1])
"#;

pub fn group(size: &str) {
    let bench = Bench::new("correlation", size);
    let layers: Vec<String> = (0..LAYERS).map(|layer| values(&bench, layer)).collect();
    let layers: Vec<&str> = layers.iter().map(String::as_str).collect();
    let run = |name: &str, words: &[&str], peer: Option<&Cost>| bench.run(name, &[words, &layers].concat(), peer);
    run("GDAL, read the layers", &["read"], None);
    let read = run("GDAL, read the layers", &["read"], None);
    if has_grass() {
        run("GRASS r.covar", &["grass"], Some(&read));
    }
    if env::var_os("PITSCAPE_PEERS").is_some() {
        run("numpy corrcoef", &["numpy"], Some(&read));
    }
    for threads in ["1", "2"] {
        run(&format!("Pitscape, Pearson, threads {threads}"), &["pitscape", "pearson", threads, "no"], Some(&read));
    }
    let two = &layers[..2];
    let run = |name: &str, words: &[&str]| bench.run(name, &[words, two].concat(), None);
    run("Pitscape, Spearman of two", &["pitscape", "spearman", "1", "no"]);
    run("Pitscape, effective number of two", &["pitscape", "pearson", "1", "yes"]);
}

pub fn case(words: &[&str]) {
    match words {
        ["read", layers @ ..] => read(layers),
        ["grass", layers @ ..] => grass(layers, |names| format!("r.covar -r map={}", names.join(","))),
        ["numpy", layers @ ..] => {
            let python = env::var("PITSCAPE_PEERS").expect("it names a python");
            assert!(Command::new(python).args(["-c", NUMPY]).args(layers).status().expect("it starts").success());
        }
        ["pitscape", method, threads, effective, layers @ ..] => pitscape(layers, method, threads, *effective == "yes"),
        _ => panic!("no such case: {words:?}"),
    }
}

fn pitscape(layers: &[&str], method: &str, threads: &str, effective: bool) {
    let inputs: Vec<Value> = layers.iter().map(|path| json!({"path": path})).collect();
    let threads: usize = threads.parse().expect("a number");
    let request = json!({"inputs": inputs, "method": method, "threads": threads, "effective": effective});
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        correlation::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert!(report.results["rows_complete"].is_some_and(|rows| rows > 0.0));
}
