//! Variograms of rasters: `cargo bench -- raster_variogram`: 1000 x 1000 cells up to a third of the diagonal, and 4000 x 4000 and
//! 20,000 x 20,000 up to 100 cells, each read from a file; beside what GDAL takes to read it. gstat takes some 31 minutes for the first.

use crate::support::{Bench, Peer};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    run::raster_variogram,
};
use serde_json::json;

pub fn group(size: &str) {
    // The maps of classes serve as values.
    for (size, cutoff) in [("tiny", ""), ("small", "1000"), ("large", "1000")] {
        let bench = Bench::new("raster_variogram", size);
        let map = bench.map(0);
        let read = bench.run("GDAL, read", &["read", &map], None);
        bench.run("Pitscape, matheron, threads 1", &["pitscape", &map, cutoff, "1"], Some(&read));
        bench.run("Pitscape, matheron, threads 2", &["pitscape", &map, cutoff, "2"], Some(&read));
    }
    assert_eq!(size, "small", "the sizes are given");
}

pub fn case(words: &[&str]) {
    match words {
        ["read", map] => Peer::new(&[map]).run(None),
        ["pitscape", map, cutoff, threads] => {
            let threads: usize = threads.parse().expect("a number");
            let cutoff: Option<f64> = cutoff.parse().ok();
            let request = json!({"input": {"path": map}, "cutoff": cutoff, "threads": threads, "models": []});
            let request = parse(&request.to_string()).expect("the request is valid");
            let report = raster_variogram::run(&request, &mut Progress::none())
                .and_then(Report::published)
                .expect("the run succeeds");
            assert!(report.results["cells"].is_some_and(|cells| cells > 0.0));
        }
        _ => panic!("no such case: {words:?}"),
    }
}
