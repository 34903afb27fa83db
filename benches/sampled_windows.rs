//! Windows of 250 m around 10,000 random points, CPU per point: `cargo bench -- sampled_windows [SIZE...]`, SIZE being small
//! (4096 x 4096, the default), medium (5000 x 5000) or large (20,000 x 20,000).

use crate::support::{Bench, Peer, hash};
use pitscape::{
    engine::{progress::Progress, request::parse},
    run::sampled_windows,
};
use serde_json::json;
use std::fs;

const POINTS: u64 = 10_000;
const SETS: [(&str, &str); 4] = [
    ("SHDI", "SHDI"),
    ("NP, LPI, COHESION", "NP;LPI;COHESION"),
    ("the study's ten", "NP;PD;LPI;ED;LSI;CONTAG;COHESION;SHDI;SHEI;AI"),
    ("ENN_MN", "ENN_MN"),
];

pub fn group(size: &str) {
    let bench = Bench::new("sampled_windows", size);
    let map = bench.map(0);
    let points = bench.file("points.geojson");
    let side = match size {
        "small" => 4096,
        "medium" => 5000,
        _ => 20_000,
    };
    fs::write(&points, layer(10 * side)).expect("the target folder is writable");
    bench.run("GDAL, read", &["read", &map], None);
    let read = bench.run("GDAL, read", &["read", &map], None);
    for (name, metrics) in SETS {
        for threads in ["1", "2"] {
            let name = format!("Pitscape, {name}, threads {threads}");
            let cost = bench.run(&name, &["pitscape", &map, &points, metrics, threads], Some(&read));
            println!("{:>52} us of CPU per point", (1e6 * cost.cpu.as_secs_f64() / POINTS as f64) as u64);
        }
    }
}

pub fn case(words: &[&str]) {
    match words {
        ["read", map] => Peer::new(&[map]).run(None),
        ["pitscape", map, points, metrics, threads] => pitscape(map, points, metrics, threads),
        _ => panic!("no such case: {words:?}"),
    }
}

/// Random points on a map whose sides are so many metres long.
fn layer(side: u64) -> String {
    let point = |i: u64| {
        let (right, down) = (hash(i, 1, 7) % side, hash(i, 2, 7) % side);
        let place = format!("[{}.5,{}.5]", 500_000 + right, 4_599_999 - down);
        format!(r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Point","coordinates":{place}}}}}"#)
    };
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::32649"}}}},"features":[{}]}}"#,
        (0..POINTS).map(point).collect::<Vec<_>>().join(",")
    )
}

fn pitscape(map: &str, points: &str, metrics: &str, threads: &str) {
    let request = json!({
        "lulc": {"path": map}, "features": points, "radii": [250], "edge": "partial", "min_valid": 0,
        "metrics": metrics.split(';').collect::<Vec<_>>(), "threads": threads.parse::<usize>().expect("a number"),
    });
    let request = parse(&request.to_string()).expect("the request is valid");
    let report = sampled_windows::run(&request, &mut Progress::none()).expect("the run succeeds");
    assert!(report.results["windows"].is_some_and(|n| n > 0.8 * POINTS as f64));
}
