//! Patches and metrics beside what reading the map costs: `cargo bench -- landscape_metrics [SIZE...]`, SIZE being
//! small (4096 x 4096, the default), medium (5000 x 5000), wide (10,000 x 10,000), large (20,000 x 20,000) or huge
//! (34,377 x 49,368).
//!
//! `labels` is the kernel alone, from classes in memory to an id for every cell, strip by strip: what cc3d does in
//! tests/peers/patches.py for the whole map at once. `patches` leaves the ids out: what metrics need. The other cases are
//! whole runs.

use crate::support::{Bench, Peer, class_at};
use ndarray::ArrayView2;
use pitscape::{
    cover::classes::{ClassBlock, ClassCells},
    engine::{progress::Progress, report::Report, request::parse},
    grid::Window,
    kernels::{
        Accumulator,
        patches::{PatchBlock, PatchIds, PatchOptions, Patches},
    },
    run::landscape_metrics,
};
use serde_json::json;
use std::fs;

/// The ten of the study's Table 6.
const TEN: [&str; 10] = ["NP", "PD", "LPI", "ED", "LSI", "CONTAG", "COHESION", "SHDI", "SHEI", "AI"];
const STRIP: usize = 256;

pub fn group(size: &str) {
    let bench = Bench::new("landscape_metrics", size);
    let map = bench.map(0);
    if size == "small" || size == "medium" {
        for side in [4000, 12_000] {
            let raw = bench.file(&format!("classes_{side}.raw"));
            if fs::metadata(&raw).is_err() {
                fs::write(&raw, classes(side)).expect("the target folder is writable");
            }
            bench.run(&format!("{side} x {side} classes, loaded"), &["load", &raw], None);
            bench.run(&format!("Pitscape, patches of {side} x {side}"), &["patches", &raw, "8"], None);
            bench.run(&format!("Pitscape, labels of {side} x {side}"), &["labels", &raw, "8"], None);
        }
    }
    bench.run("GDAL, read", &["read", &map], None);
    let read = bench.run("GDAL, read", &["read", &map], None);
    for threads in ["1", "2"] {
        for (name, metrics) in [("ten metrics", "ten"), ("all metrics, distances (ENN) included", "all")] {
            let name = format!("Pitscape, {name}, threads {threads}");
            bench.run(&name, &["pitscape", &map, threads, metrics, "", ""], Some(&read));
        }
    }
    if size != "huge" {
        let tables = bench.file("tables");
        let _ = fs::create_dir_all(&tables);
        bench.run("Pitscape, with the patch table", &["pitscape", &map, "1", "all", &tables, ""], Some(&read));
        let raster = bench.file("raster.tif");
        bench.run("Pitscape, with the raster of ids", &["pitscape", &map, "1", "all", "", &raster], Some(&read));
    }
}

pub fn case(words: &[&str]) {
    match words {
        ["load", raw] => assert!(fs::read(raw).expect("the classes are there").contains(&1)),
        ["patches", raw, neighbours] => label(raw, neighbours, false),
        ["labels", raw, neighbours] => label(raw, neighbours, true),
        ["read", map] => Peer::new(&[map]).run(None),
        ["pitscape", map, threads, metrics, tables, raster] => pitscape(map, threads, metrics, tables, raster),
        _ => panic!("no such case: {words:?}"),
    }
}

fn pitscape(map: &str, threads: &str, metrics: &str, tables: &str, raster: &str) {
    let threads: usize = threads.parse().expect("a number");
    let request = json!({
        "layers": [{"path": map}], "threads": threads, "patch": !tables.is_empty(),
        "metrics": if metrics == "ten" { TEN.to_vec() } else { vec!["all"] },
        "output": (!raster.is_empty()).then_some(raster),
    });
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        landscape_metrics::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert!(report.results["np"].is_some_and(|n| n > 0.0));
    println!("    {}", report.messages.last().map_or("", |message| &message.text));
    report.into_json((!tables.is_empty()).then_some(tables), false).expect("the tables can be written");
}

/// The map that all benchmarks have, as bytes, without georeference.
fn classes(side: usize) -> Vec<u8> {
    (0..side * side)
        .map(|i| class_at(i / side, i % side, 0))
        .map(|class| if class == 255 { 0 } else { class })
        .collect()
}

fn label(raw: &str, neighbours: &str, paint: bool) {
    let cells = fs::read(raw).expect("the classes are there");
    let side = (cells.len() as f64).sqrt() as usize;
    let codes: Vec<Option<i64>> = (0..256).map(|code| (code > 0).then_some(code)).collect();
    let strips = || {
        cells.chunks(STRIP * side).enumerate().map(|(i, cells)| {
            let rows = cells.len() / side;
            let cells = ArrayView2::from_shape((rows, side), cells).expect("whole rows");
            PatchBlock {
                block: ClassBlock { cells: ClassCells::Bytes(cells), codes: &codes },
                window: Window { row: i * STRIP, column: 0, rows, columns: side },
                zones: None,
                options: PatchOptions { corners: neighbours == "8", listed: paint },
            }
        })
    };
    let mut patches = Patches::default();
    for block in strips() {
        let mut strip = Patches::default();
        strip.push(block);
        patches.merge(strip);
    }
    let patterns = patches.finish();
    let shapes = patterns.values().flat_map(|pattern| &pattern.classes).flat_map(|class| &class.shapes);
    println!("    {} patches", shapes.map(|(_, patches)| patches).sum::<u64>());
    if paint {
        let ids = PatchIds::new(&patterns);
        let mut labels = vec![0u32; STRIP * side];
        for block in strips() {
            let labels = &mut labels[..block.window.cells()];
            ids.paint(block, labels);
            assert!(labels.iter().take(side).any(|id| *id > 0));
        }
    }
}
