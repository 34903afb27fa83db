//! Carbon change beside what GDAL alone costs: `cargo bench -- carbon_change [SIZE...]`, SIZE being small
//! (4096 x 4096, the default), medium (5000 x 5000, the size InVEST was timed on) or large (20,000 x 20,000).
//!
//! The peer reads every block of both maps, subtracts looked-up values and writes them under the same creation options
//! (GDAL compresses in as many threads as Pitscape has).

use crate::support::{Bench, Peer};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    run::carbon_change,
};
use serde_json::json;

pub fn group(size: &str) {
    let bench = Bench::new("carbon_change", size);
    let (base, alt) = (bench.map(0), bench.map(1));
    let (pools, raster) = (bench.pools(), bench.file("raster.tif"));
    bench.run("GDAL, read both", &["read", &base, &alt], None);
    let read = bench.run("GDAL, read both", &["read", &base, &alt], None);
    for threads in ["1", "2"] {
        bench.run(
            &format!("Pitscape, tables, threads {threads}"),
            &["pitscape", &base, &alt, &pools, threads],
            Some(&read),
        );
    }
    for threads in ["1", "2"] {
        let name = format!("GDAL, read both, subtract, write, threads {threads}");
        let write = bench.run(&name, &["write", &base, &alt, &raster, threads], None);
        let name = format!("Pitscape, tables and raster, threads {threads}");
        bench.run(&name, &["pitscape", &base, &alt, &pools, threads, &raster], Some(&write));
    }
    let shifted = bench.shifted(&alt);
    let write = bench.run("GDAL, read both, subtract, write, threads 2", &["write", &base, &alt, &raster, "2"], None);
    bench.run(
        "Pitscape, second map shifted by 3.7 m, threads 2",
        &["pitscape", &base, &shifted, &pools, "2", &raster],
        Some(&write),
    );
}

pub fn case(words: &[&str]) {
    match *words {
        ["read", base, alt] => Peer::new(&[base, alt]).run(None),
        ["write", base, alt, raster, threads] => Peer::new(&[base, alt]).run(Some((raster, threads))),
        ["pitscape", base, alt, pools, threads] => pitscape(base, alt, pools, threads, None),
        ["pitscape", base, alt, pools, threads, raster] => pitscape(base, alt, pools, threads, Some(raster)),
        _ => panic!("no such case: {words:?}"),
    }
}

fn pitscape(base: &str, alt: &str, pools: &str, threads: &str, raster: Option<&str>) {
    let threads: usize = threads.parse().expect("a number");
    let request = json!({"lulc_base": {"path": base}, "lulc_alt": {"path": alt}, "pools": pools, "threads": threads, "output": raster});
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        carbon_change::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert!(report.results["carbon_change"].is_some_and(|t| t != 0.0));
}
