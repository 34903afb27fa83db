//! Classes and the sides that they share beside a plain read of every block: `cargo bench -- pair_template [SIZE...]`; sizes as
//! in carbon_storage.

use crate::support::{Bench, Peer};
use pitscape::{
    engine::{progress::Progress, request::parse},
    run::pair_template,
};
use serde_json::json;

pub fn group(size: &str) {
    let bench = Bench::new("pair_template", size);
    let map = bench.map(0);
    bench.run("GDAL, read every block", &["read", &map], None);
    let read = bench.run("GDAL, read every block", &["read", &map], None);
    for threads in ["1", "2"] {
        bench.run(&format!("Pitscape, threads {threads}"), &["pitscape", &map, threads], Some(&read));
    }
}

pub fn case(words: &[&str]) {
    match *words {
        ["read", map] => Peer::new(&[map]).run(None),
        ["pitscape", map, threads] => {
            let threads: usize = threads.parse().expect("a number");
            let request = json!({"lulc": {"path": map}, "kind": "contrast", "threads": threads});
            let request = parse(&request.to_string()).expect("the request is valid");
            let report = pair_template::run(&request, &mut Progress::none()).expect("the run succeeds");
            assert!(report.tables[0].rows() > 0);
        }
        _ => panic!("no such case: {words:?}"),
    }
}
