//! Polygons of classes rasterized, beside gdal_rasterize: `cargo bench -- rasterize_lulc [SIZE...]`, SIZE being tiny (1000 x 1000),
//! small (4096 x 4096, the default), wide (10,000 x 10,000) or large (20,000 x 20,000).
//!
//! The polygons are squares of a jittered lattice with wavy sides that neighbours share, some 16 vertices each. gdal_rasterize runs as
//! a program, with the creation options that the library has by itself.

use crate::support::{Bench, Cost};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    run::rasterize_lulc,
};
use serde_json::json;
use std::{fmt::Write, fs, process::Command};

pub fn group(size: &str) {
    let bench = Bench::new("rasterize_lulc", size);
    let side = match size {
        "tiny" => 1000,
        "small" => 4096,
        "wide" => 10_000,
        "large" => 20_000,
        other => panic!("{other} is no size: tiny, small, wide or large"),
    };
    let raster = bench.file("raster.tif");
    for across in [30, 300] {
        let layer = bench.file("polygons.gpkg");
        make_layer(&bench.file("polygons.geojsonl"), &layer, side, across);
        println!("{} polygons", across * across);
        let gdal: Cost = bench.run("gdal_rasterize", &["gdal", &layer, &raster, &side.to_string()], None);
        for rule in ["centre", "largest"] {
            for threads in ["1", "2"] {
                let name = format!("Pitscape, {rule}, threads {threads}");
                bench.run(&name, &["pitscape", &layer, &raster, rule, threads], Some(&gdal));
            }
        }
    }
}

pub fn case(words: &[&str]) {
    match words {
        ["gdal", layer, raster, side] => gdal(layer, raster, side),
        ["pitscape", layer, raster, rule, threads] => pitscape(layer, raster, rule, threads),

        _ => panic!("no such case: {words:?}"),
    }
}

const CELL: f64 = 10.0;

fn gdal(layer: &str, raster: &str, side: &str) {
    let end = (side.parse::<f64>().expect("a number") * CELL).to_string();
    let mut words =
        vec!["-q", "-a", "code", "-ot", "Byte", "-a_nodata", "255", "-init", "255", "-tr", "10", "10", "-te", "0", "0"];
    words.extend([end.as_str(), end.as_str()]);
    for option in ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "COMPRESS=ZSTD", "ZSTD_LEVEL=1", "PREDICTOR=2"] {
        words.extend(["-co", option]);
    }
    words.extend([layer, raster]);
    let status = Command::new("gdal_rasterize").args(&words).status().expect("gdal_rasterize is installed");
    assert!(status.success());
}

fn pitscape(layer: &str, raster: &str, rule: &str, threads: &str) {
    let threads: usize = threads.parse().expect("a number");
    let request = json!({
        "input": layer, "field": "code", "cell_size": CELL, "rule": rule, "threads": threads, "output": raster, "area": "planar",
    });
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        rasterize_lulc::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert_eq!(report.results["cells_overlapped"], Some(0.0));
}

/// So many squares across and down, in a GeoPackage made by ogr2ogr.
fn make_layer(text: &str, path: &str, side: usize, across: usize) {
    let size = side as f64 * CELL / across as f64;
    // A point of the lattice, in quarters of a square: corners and three points on each side
    let point = |column: usize, row: usize| {
        let inside = |i: usize| i > 0 && i < 4 * across;
        let noise = |a: usize, b: usize| (((a * 7919 + b * 104_729) % 1000) as f64 / 1000.0 - 0.5) * size / 8.0;
        let moved = |i: usize, by: f64| i as f64 * size / 4.0 + if inside(i) { by } else { 0.0 };
        (moved(column, noise(column, row)), moved(row, noise(row, column)))
    };
    let mut lines = String::new();
    for row in 0..across {
        for column in 0..across {
            let (c, r) = (4 * column, 4 * row);
            let around = (0..4).map(|i| (c + i, r)).chain((0..4).map(|i| (c + 4, r + i)));
            let around = around.chain((0..4).map(|i| (c + 4 - i, r + 4))).chain((0..4).map(|i| (c, r + 4 - i)));
            let ring: Vec<String> = around
                .chain([(c, r)])
                .map(|(c, r)| {
                    let (x, y) = point(c, r);
                    format!("[{x},{y}]")
                })
                .collect();
            let code = (row * 31 + column * 17) % 9;
            writeln!(
                lines,
                r#"{{"type":"Feature","properties":{{"code":{code}}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
                ring.join(",")
            )
            .expect("a text takes all");
        }
    }
    fs::write(text, lines).expect("the target folder is writable");
    let _ = fs::remove_file(path);
    let made = Command::new("ogr2ogr").args(["-q", "-a_srs", "EPSG:32649", path, text]).status();
    assert!(made.expect("ogr2ogr is installed").success());
}
