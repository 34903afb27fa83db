//! Transitions of two maps beside what GDAL alone costs: `cargo bench -- lulc_transition [SIZE...]`, SIZE being small
//! (4096 x 4096, the default), wide (10,000 x 10,000), large (20,000 x 20,000) or huge (34,377 x 49,368).
//!
//! The peer reads every block of both maps, once as barely as C can and once as a script does; with the raster it reads them twice, and
//! writes looked-up values of 16 bits once.

use crate::support::{Bench, Cost, Peer, python};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    run::lulc_transition,
};
use serde_json::json;

pub fn group(size: &str) {
    let bench = Bench::new("lulc_transition", size);
    let maps: Vec<String> = (0..2).map(|year| bench.map(year)).collect();
    let maps: Vec<&str> = maps.iter().map(String::as_str).collect();
    let raster = bench.file("raster.tif");
    let run = |name: &str, words: &[&str], peer: Option<&Cost>| bench.run(name, &[words, &maps].concat(), peer);
    run("GDAL, read both", &["read"], None);
    let read = run("GDAL, read both", &["read"], None);
    for threads in ["1", "2"] {
        run(&format!("Pitscape, tables, threads {threads}"), &["pitscape", threads, ""], Some(&read));
    }
    if let Some(read) = python::read(&bench, &maps) {
        run("Pitscape, tables, beside that", &["pitscape", "1", ""], Some(&read));
    }
    for threads in ["1", "2"] {
        let write = run(&format!("GDAL, read twice, write, threads {threads}"), &["write", &raster, threads], None);
        let name = format!("Pitscape, tables and raster, threads {threads}");
        run(&name, &["pitscape", threads, &raster], Some(&write));
    }
}

pub fn case(words: &[&str]) {
    match words {
        ["read", maps @ ..] => maps.iter().for_each(|map| Peer::new(&[map]).run(None)),
        ["python", maps @ ..] => python::case(maps),
        ["write", raster, threads, maps @ ..] => {
            maps.iter().for_each(|map| Peer::new(&[map]).run(None));
            Peer::new(maps).codes((raster, threads));
        }
        ["pitscape", threads, raster, maps @ ..] => pitscape(maps, threads, raster),
        _ => panic!("no such case: {words:?}"),
    }
}

fn pitscape(maps: &[&str], threads: &str, raster: &str) {
    let threads: usize = threads.parse().expect("a number");
    let layers: Vec<_> = maps.iter().map(|path| json!({"path": path})).collect();
    let output = (!raster.is_empty()).then_some(raster);
    let request = json!({"layers": layers, "years": [2007, 2012], "threads": threads, "output": output});
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        lulc_transition::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert!(report.results["changed_ha"].is_some_and(|ha| ha > 0.0));
}
