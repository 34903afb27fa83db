//! Accuracy of a map beside what reading it costs: `cargo bench -- map_accuracy [SIZE...]`, SIZE being small (4096 x 4096, the
//! default), large (20,000 x 20,000) or huge (34,377 x 49,368).
//!
//! The peer is a read of every block, once as barely as C can and once as a script does. The sample is 1000 points all over the map, or a
//! raster of reference classes, which is a second map.

use crate::support::{Bench, Peer, class_at, hash, python};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    run::map_accuracy,
};
use serde_json::json;
use std::fs;

const POINTS: u64 = 1000;

pub fn group(size: &str) {
    let bench = Bench::new("map_accuracy", size);
    let (map, reference, pools) = (bench.map(0), bench.map(1), bench.pools());
    let points = bench.file("points.geojson");
    let (rows, columns) = bench.shape();
    fs::write(&points, sample(rows, columns)).expect("the target folder is writable");
    bench.run("GDAL, read every block", &["read", &map], None);
    let read = bench.run("GDAL, read every block", &["read", &map], None);
    for threads in ["1", "2"] {
        let name = format!("Pitscape, {POINTS} points, threads {threads}");
        bench.run(&name, &["points", &map, &points, &pools, threads], Some(&read));
    }
    if let Some(read) = python::read(&bench, &[&map]) {
        let case = ["points", &map, &points, &pools, "1"];
        bench.run(&format!("Pitscape, {POINTS} points, beside that"), &case, Some(&read));
    }
    let both = bench.run("GDAL, read every block of two", &["read", &map, &reference], None);
    for threads in ["1", "2"] {
        let name = format!("Pitscape, a reference raster, threads {threads}");
        bench.run(&name, &["raster", &map, &reference, &pools, threads], Some(&both));
    }
}

pub fn case(words: &[&str]) {
    match *words {
        ["read", ref maps @ ..] => Peer::new(maps).run(None),
        ["python", ref maps @ ..] => python::case(maps),
        ["points", map, points, pools, threads] => {
            pitscape(json!({"map": {"path": map}, "reference": points, "field": "class", "pools": pools}), threads);
        }
        ["raster", map, reference, pools, threads] => {
            pitscape(json!({"map": {"path": map}, "reference_raster": {"path": reference}, "pools": pools}), threads);
        }
        _ => panic!("no such case: {words:?}"),
    }
}

/// Points that have the class of another year.
fn sample(rows: usize, columns: usize) -> String {
    let feature = |i: u64| {
        let place = |seed: u64, cells: usize| (hash(i, 0, seed) % cells as u64) as usize;
        let (row, column) = (place(1, rows), place(2, columns));
        let (x, y) = (500_000.0 + 10.0 * column as f64 + 5.0, 4_600_000.0 - 10.0 * row as f64 - 5.0);
        let class = class_at(row, column, 1);
        format!(
            r#"{{"type":"Feature","properties":{{"class":{class}}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}"#
        )
    };
    // Of nodata there is no class; the rest of a GeoJSON names the reference system.
    let features: Vec<String> = (0..POINTS).map(feature).filter(|feature| !feature.contains(":255}")).collect();
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::32649"}}}},"features":[{}]}}"#,
        features.join(",")
    )
}

fn pitscape(request: serde_json::Value, threads: &str) {
    let mut request = request;
    request["threads"] = json!(threads.parse::<usize>().expect("a number"));
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        map_accuracy::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert!(report.results["overall"].is_some_and(|overall| overall > 0.0));
}
