//! Carbon of four years beside what GDAL alone costs: `cargo bench -- carbon_series [SIZE...]`, SIZE being small
//! (4096 x 4096, the default), medium (5000 x 5000) or large (20,000 x 20,000).
//!
//! The peer reads every block of the four maps; with the raster it does what it does for one interval (reads both maps,
//! subtracts looked-up values and writes them) for each of three intervals.

use crate::support::{Bench, Cost, Peer};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    run::carbon_series,
};
use serde_json::json;

pub fn group(size: &str) {
    let bench = Bench::new("carbon_series", size);
    let maps: Vec<String> = (0..4).map(|year| bench.map(year)).collect();
    let maps: Vec<&str> = maps.iter().map(String::as_str).collect();
    let (pools, raster) = (bench.pools(), bench.file("raster.tif"));
    let run = |name: &str, words: &[&str], peer: Option<&Cost>| bench.run(name, &[words, &maps].concat(), peer);
    run("GDAL, read all four", &["read"], None);
    let read = run("GDAL, read all four", &["read"], None);
    for threads in ["1", "2"] {
        run(&format!("Pitscape, tables, threads {threads}"), &["pitscape", &pools, threads, ""], Some(&read));
    }
    for threads in ["1", "2"] {
        let name = format!("GDAL, three intervals, write, threads {threads}");
        let write = run(&name, &["write", &raster, threads], None);
        let name = format!("Pitscape, tables and raster, threads {threads}");
        run(&name, &["pitscape", &pools, threads, &raster], Some(&write));
    }
}

pub fn case(words: &[&str]) {
    match words {
        ["read", maps @ ..] => maps.iter().for_each(|map| Peer::new(&[map]).run(None)),
        ["write", raster, threads, maps @ ..] => {
            maps.windows(2).for_each(|two| Peer::new(two).run(Some((raster, threads))));
        }
        ["pitscape", pools, threads, raster, maps @ ..] => pitscape(maps, pools, threads, raster),
        _ => panic!("no such case: {words:?}"),
    }
}

fn pitscape(maps: &[&str], pools: &str, threads: &str, raster: &str) {
    let threads: usize = threads.parse().expect("a number");
    let layers: Vec<_> = maps.iter().map(|path| json!({"path": path})).collect();
    let years: Vec<usize> = (0..maps.len()).map(|i| 2007 + 5 * i).collect();
    let output = (!raster.is_empty()).then_some(raster);
    let request = json!({"layers": layers, "years": years, "pools": pools, "threads": threads, "output": output});
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        carbon_series::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert!(report.results["carbon_change"].is_some_and(|t| t != 0.0));
}
