//! The scale of windows: `cargo bench -- window_scale`: SHEI, PD, AI and LSI in windows of 30 to 250 m on the sample mine,
//! 1.74 M cells, beside what GDAL takes to read it. No peer does it: the study took a week in GS+.

use crate::support::{Bench, Peer};
use pitscape::{
    engine::{progress::Progress, request::parse},
    run::window_scale,
};
use serde_json::json;

pub fn group(_size: &str) {
    let bench = Bench::new("window_scale", "tiny");
    let map = concat!(env!("CARGO_MANIFEST_DIR"), "/qgis_plugin/pitscape/sample/haerwusu_synthetic_2022.tif");
    let read = bench.run("GDAL, read", &["read", map], None);
    for threads in ["1", "2"] {
        bench.run(&format!("Pitscape, threads {threads}"), &["pitscape", map, threads], Some(&read));
    }
}

pub fn case(words: &[&str]) {
    match words {
        ["read", map] => Peer::new(&[map]).run(None),
        ["pitscape", map, threads] => {
            let threads: usize = threads.parse().expect("a number");
            let request = json!({"lulc": {"path": map}, "threads": threads});
            let request = parse(&request.to_string()).expect("the request is valid");
            let report = window_scale::run(&request, &mut Progress::none()).expect("the run succeeds");
            assert!(report.words["verdict"].chars().all(|c| c.is_uppercase() || " ;".contains(c)));
            if std::env::var_os("PITSCAPE_SHOW").is_some() {
                report.messages.iter().for_each(|message| eprintln!("{message:?}"));
                eprintln!("{:?} {:?} {:?}", report.results, report.words, report.tables[2]);
            }
        }
        _ => panic!("no such case: {words:?}"),
    }
}
