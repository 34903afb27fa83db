//! The contribution ratio beside what reading the map costs: `cargo bench -- contribution_ratio [SIZE...]`, SIZE being
//! small (4096 x 4096, the default), medium (5000 x 5000) or large (20,000 x 20,000). The source is class 8 of the map.

use crate::support::{Bench, Peer};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    run::contribution_ratio,
};
use serde_json::json;

pub fn group(size: &str) {
    let bench = Bench::new("contribution_ratio", size);
    let (map, pools) = (bench.map(0), bench.pools());
    bench.run("GDAL, read", &["read", &map], None);
    let read = bench.run("GDAL, read", &["read", &map], None);
    for threads in ["1", "2"] {
        let name = format!("Pitscape, one year, 10 rings, threads {threads}");
        bench.run(&name, &["pitscape", &map, &pools, threads, "0"], Some(&read));
        let name = format!("Pitscape, with 1000 replicates, threads {threads}");
        bench.run(&name, &["pitscape", &map, &pools, threads, "1000"], Some(&read));
    }
}

pub fn case(words: &[&str]) {
    match words {
        ["read", map] => Peer::new(&[map]).run(None),
        ["pitscape", map, pools, threads, replicates] => pitscape(map, pools, threads, replicates),
        _ => panic!("no such case: {words:?}"),
    }
}

fn pitscape(map: &str, pools: &str, threads: &str, replicates: &str) {
    let [threads, replicates] = [threads, replicates].map(|word| word.parse::<usize>().expect("a number"));
    let request = json!({
        "layers": [{"path": map}], "years": [2022], "pools": pools, "codes": [8], "threads": threads,
        "replicates": replicates,
    });
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        contribution_ratio::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert!(report.results["level_count"].is_some_and(|n| n >= 1.0));
}
