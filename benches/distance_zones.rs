//! Distances and rings beside what reading the map costs: `cargo bench -- distance_zones [SIZE...]`, SIZE being small
//! (4096 x 4096, the default), medium (8000 x 8000), large (20,000 x 20,000) or huge (34,377 x 49,368).
//!
//! `transform` is the kernel alone, from a mask with 1 % of clustered sources in memory to distances that are dropped strip
//! by strip: the same work as edt, OpenCV and scipy do in tests/peers/distance.py. The other cases are whole runs on the
//! generated map, whose class 8 is the source.

use crate::support::{Bench, Peer};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    kernels::{
        Accumulator,
        buffers::distance::{ColumnEnds, Envelope, Marks, column_distances},
    },
    run::distance_zones,
};
use serde_json::json;
use std::{fs, io::Write, sync::Mutex, thread};

const STRIP: usize = 256;

pub fn group(size: &str) {
    let bench = Bench::new("distance_zones", size);
    let (map, raster, mask) = (bench.map(0), bench.file("raster.tif"), bench.file("mask.raw"));
    if size != "huge" && size != "large" {
        fs::write(&mask, make_mask(8000)).expect("the target folder is writable");
        for threads in ["1", "2"] {
            bench.run(
                &format!("Pitscape, transform of 8000 x 8000, threads {threads}"),
                &["transform", &mask, threads],
                None,
            );
        }
        bench.run("the mask alone", &["load", &mask], None);
    }
    bench.run("GDAL, read", &["read", &map], None);
    let read = bench.run("GDAL, read", &["read", &map], None);
    for threads in ["1", "2"] {
        let name = format!("Pitscape, tables, 10 rings of 1 km, threads {threads}");
        bench.run(&name, &["pitscape", &map, threads, "", ""], Some(&read));
    }
    for threads in ["1", "2"] {
        let write = bench.run("GDAL, read and write Float32", &["write", &map, &raster, threads], None);
        let name = format!("Pitscape, distance, threads {threads}");
        bench.run(&name, &["pitscape", &map, threads, &raster, ""], Some(&write));
        let name = format!("Pitscape, distance up to 10 km, threads {threads}");
        bench.run(&name, &["pitscape", &map, threads, &raster, "10000"], Some(&write));
    }
}

pub fn case(words: &[&str]) {
    match words {
        ["transform", mask, threads] => transform(mask, threads.parse().expect("a number"), None),
        ["dump", mask, distances] => transform(mask, 1, Some(distances)),
        ["load", mask] => assert!(fs::read(mask).expect("the mask is there").contains(&1)),
        ["read", map] => Peer::new(&[map]).run(None),
        ["write", map, raster, threads] => Peer::new(&[map]).run(Some((raster, threads))),
        ["pitscape", map, threads, raster, farthest] => pitscape(map, threads, raster, farthest),
        _ => panic!("no such case: {words:?}"),
    }
}

fn pitscape(map: &str, threads: &str, raster: &str, farthest: &str) {
    let threads: usize = threads.parse().expect("a number");
    let request = json!({
        "lulc": {"path": map}, "codes": [8], "threads": threads, "ring_width": 1000, "ring_count": 10,
        "distance": (!raster.is_empty()).then_some(raster), "max_distance": farthest.parse::<f64>().ok(),
    });
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        distance_zones::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert!(report.results["source_cells"].is_some_and(|n| n > 0.0));
}

/// Discs of 5 to 65 cells until 1 % of the cells are sources.
fn make_mask(side: usize) -> Vec<u8> {
    let mut mask = vec![0u8; side * side];
    let mut state = 12345u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let mut sources = 0;
    while sources < side * side / 100 {
        let (row, column, radius) = (random(side), random(side), 5 + random(60));
        for r in row.saturating_sub(radius)..(row + radius).min(side) {
            for c in column.saturating_sub(radius)..(column + radius).min(side) {
                let inside = r.abs_diff(row).pow(2) + c.abs_diff(column).pow(2) <= radius * radius;
                if inside && mask[r * side + c] == 0 {
                    mask[r * side + c] = 1;
                    sources += 1;
                }
            }
        }
    }
    mask
}

/// Distances of a square mask, of cells of 1, into a file where there is one.
fn transform(mask: &str, threads: usize, file: Option<&str>) {
    let file = &Mutex::new(file.map(|path| fs::File::create(path).expect("the file can be made")));
    let mask = fs::read(mask).expect("the mask is there");
    let columns = (mask.len() as f64).sqrt() as usize;
    let strips: Vec<&[u8]> = mask.chunks(STRIP * columns).collect();
    let parts = strips.len().div_ceil(threads);
    let find = |strips: &[&[u8]]| {
        let mut ends = ColumnEnds::default();
        strips.iter().for_each(|mask| ends.push(Marks { columns, mask, id: None }));
        ends
    };
    let mut ends = ColumnEnds::default();
    thread::scope(|scope| {
        let workers: Vec<_> = strips.chunks(parts).map(|strips| scope.spawn(move || find(strips))).collect();
        workers.into_iter().for_each(|worker| ends.merge(worker.join().expect("a worker ends well")));
    });
    let boundaries = &ends.finish();
    thread::scope(|scope| {
        for (part, strips) in strips.chunks(parts).enumerate() {
            scope.spawn(move || {
                let mut rows = vec![0; STRIP * columns];
                let mut distances = vec![0f32; STRIP * columns];
                let mut envelope = Envelope::default();
                for (i, mask) in strips.iter().enumerate() {
                    let boundary = boundaries.strip(part * parts + i);
                    let rows = &mut rows[..mask.len()];
                    column_distances(mask, &boundary.above, &boundary.below, rows);
                    for (rows, distances) in rows.chunks_exact(columns).zip(distances.chunks_exact_mut(columns)) {
                        envelope.build(rows, 1.0, f64::INFINITY);
                        envelope.distances(1.0, f64::INFINITY, f32::MIN, distances);
                    }
                    if let Some(file) = &mut *file.lock().expect("no thread panics") {
                        let bytes: Vec<u8> = distances[..mask.len()].iter().flat_map(|d| d.to_le_bytes()).collect();
                        file.write_all(&bytes).expect("the disk has room");
                    }
                }
            });
        }
    });
}
