//! Carbon storage beside what GDAL alone costs: `cargo bench -- carbon_storage [SIZE...]`, SIZE being small
//! (4096 x 4096, the default), large (20,000 x 20,000) or huge (34,377 x 49,368).
//!
//! The peer of the table is a plain read of every block; that of the raster, a loop that reads every block, looks its
//! values up and writes them under the same creation options (GDAL compresses in as many threads as Pitscape has).

use crate::support::{Bench, Peer};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    run::carbon_storage,
};
use serde_json::json;

pub fn group(size: &str) {
    let bench = Bench::new("carbon_storage", size);
    let (map, pools, raster) = (bench.map(0), bench.pools(), bench.file("raster.tif"));
    bench.run("GDAL, read every block", &["read", &map], None);
    let read = bench.run("GDAL, read every block", &["read", &map], None);
    for threads in ["1", "2"] {
        bench.run(&format!("Pitscape, table, threads {threads}"), &["pitscape", &map, &pools, threads], Some(&read));
    }
    for threads in ["1", "2"] {
        let name = format!("GDAL, read, look up, write, threads {threads}");
        let write = bench.run(&name, &["write", &map, &raster, threads], None);
        let name = format!("Pitscape, table and raster, threads {threads}");
        bench.run(&name, &["pitscape", &map, &pools, threads, &raster], Some(&write));
    }
}

pub fn case(words: &[&str]) {
    match *words {
        ["read", map] => Peer::new(&[map]).run(None),
        ["write", map, raster, threads] => Peer::new(&[map]).run(Some((raster, threads))),
        ["pitscape", map, pools, threads] => pitscape(map, pools, threads, None),
        ["pitscape", map, pools, threads, raster] => pitscape(map, pools, threads, Some(raster)),
        _ => panic!("no such case: {words:?}"),
    }
}

fn pitscape(map: &str, pools: &str, threads: &str, raster: Option<&str>) {
    let threads: usize = threads.parse().expect("a number");
    let request = json!({"lulc": {"path": map}, "pools": pools, "threads": threads, "output": raster});
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        carbon_storage::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert!(report.results["total_carbon"].is_some_and(|t| t > 0.0));
}
