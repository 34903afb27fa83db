//! Moving windows: `cargo bench -- moving_window [SIZE...]`.
//!
//! small (the default) times the kernel alone, us of CPU per window, in one thread on a map in memory of 8 classes, with windows of 11,
//! 21, 51 and 101 cells across, the map's runs of cells being 5.5 and 2.9 cells long in the mean. The other sizes (tall:
//! 24,674 x 13,797) time whole runs with their raster: the mean area of the patches of a class in windows of 3 x 3 and 11 x 11.

use crate::support::{Bench, class_at, hash};
use ndarray::ArrayView2;
use pitscape::{
    cover::classes::{ClassBlock, ClassCells},
    engine::{progress::Progress, report::Report, request::parse},
    grid::Window,
    kernels::{
        metrics::{Setting, metrics},
        windows::moving_window::{Footprint, HaloTile, Wanted, WindowOptions, WindowShape, Windows},
    },
    run::moving_window,
};
use serde_json::json;
use std::hint::black_box;

const SIDE: usize = 1200;
const ACROSS: [usize; 4] = [11, 21, 51, 101];
const SETS: [(&str, &[&str]); 6] = [
    ("SHDI SHEI", &["SHDI", "SHEI"]),
    ("ED AI", &["ED", "AI"]),
    ("NP LPI COHESION", &["NP", "LPI", "COHESION"]),
    ("the study's ten", &["NP", "PD", "LPI", "ED", "LSI", "CONTAG", "COHESION", "SHDI", "SHEI", "AI"]),
    ("AREA_MD", &["AREA_MD"]),
    ("ENN_MN", &["ENN_MN"]),
];

pub fn group(size: &str) {
    if size != "small" {
        let bench = Bench::new("moving_window", size);
        let map = bench.map(0);
        for threads in ["1", "2"] {
            let raster = bench.file("raster.tif");
            let name = format!("Pitscape, AREA_MN of a class, threads {threads}");
            bench.run(&name, &["pitscape", &map, threads, &raster], None);
        }
        return;
    }
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be started");
    for speckles in [22, 142] {
        let cells = map(speckles);
        let runs = cells.chunk_by(|a, b| a == b).count();
        println!("mean run {:.1} cells; us CPU per window across {ACROSS:?} cells", cells.len() as f64 / runs as f64);
        for outline in [WindowShape::Circle, WindowShape::Square] {
            for (name, wanted) in SETS {
                let cost = one.install(|| ACROSS.map(|across| cost(&cells, outline, across, wanted)));
                println!(
                    "  {:<8} {name:<18} {:>7.3} {:>7.3} {:>7.3} {:>7.3}",
                    format!("{outline:?}"),
                    cost[0],
                    cost[1],
                    cost[2],
                    cost[3]
                );
            }
        }
    }
}

pub fn case(words: &[&str]) {
    let ["pitscape", map, threads, raster] = words else { panic!("no such case: {words:?}") };
    let threads: usize = threads.parse().expect("a number");
    let request = json!({
        "lulc": {"path": map}, "threads": threads, "metrics": ["AREA_MN"], "classes": [3], "shape": "square", "radii": [10, 50],
        "edge": "partial", "output": raster,
    });
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        moving_window::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert!(report.results["windows"].is_some_and(|windows| windows > 0.0));
}

/// Classes 1 to 8; some cells of a thousand are of any.
fn map(speckles: u64) -> Vec<u8> {
    let class = |row: usize, column: usize| match hash(row as u64, column as u64, 99) {
        h if h % 1000 < speckles => 1 + (h >> 32) as u8 % 8,
        _ => Some(class_at(row, column, 0)).filter(|class| *class != 255).unwrap_or(1),
    };
    (0..SIDE * SIDE).map(|i| class(i / SIDE, i % SIDE)).collect()
}

/// us of a window, over rows across the map.
fn cost(cells: &[u8], outline: WindowShape, across: usize, wanted: &[&str]) -> f64 {
    let codes: Vec<Option<i64>> = (0..256).map(|code| (code > 0).then_some(code)).collect();
    let of =
        |name: &&str| metrics().iter().find(|metric| metric.abbreviation == *name).expect("there is such a metric");
    let wanted: Vec<Wanted> = wanted.iter().map(|name| Wanted { metric: of(name), class: None }).collect();
    let setting = Setting { cell_width: 10.0, cell_height: 10.0, boundary_edge: 0.0, max_classes: None };
    let options = WindowOptions {
        wanted: &wanted,
        setting,
        corners: true,
        min_valid: 1.0,
        fill_nodata: false,
        centre_codes: &[],
    };
    let footprint = Footprint::new(outline, 5.0 * (across - 1) as f64, 10.0, 10.0);
    let (mut windows, mut seconds, mut sum) = (0u32, 0.0, 0.0);
    for row in (100..SIDE - 200).step_by(90) {
        let started = cpu_seconds();
        let centres = Window { row, column: 0, rows: 4, columns: SIDE };
        let halo = (footprint.half_height(), footprint.half_width());
        let of = HaloTile::around(centres, halo, (SIDE, SIDE));
        let rows = &cells[of.row * SIDE..(of.row + of.rows) * SIDE];
        let part = ArrayView2::from_shape((of.rows, SIDE), rows).expect("whole rows");
        let field = HaloTile::new(ClassBlock { cells: ClassCells::Bytes(part), codes: &codes }, of, centres, halo);
        let mut over = Windows::new(&field, &footprint, options);
        let begun = cpu_seconds();
        // What is found once for a block is shared by some 256 rows.
        seconds += (begun - started) * 4.0 / 256.0;
        for row in row..row + 4 {
            over.row(row, 0, 1, |_, values| {
                if let Some(value) = values[0] {
                    windows += 1;
                    sum += value;
                }
            });
        }
        seconds += cpu_seconds() - begun;
        if seconds > 3.0 {
            break;
        }
    }
    black_box(sum);
    1e6 * seconds / f64::from(windows)
}

/// Of this thread.
fn cpu_seconds() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    assert_eq!(unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) }, 0);
    time.tv_sec as f64 + 1e-9 * time.tv_nsec as f64
}
