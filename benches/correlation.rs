//! Correlations of eight layers of 32-bit numbers beside what GDAL alone costs to read them: `cargo bench -- correlation [SIZE...]`, SIZE
//! being small (4096 x 4096, the default) or medium (5000 x 5000).
//!
//! The peers are a loop that reads every block, GRASS's r.covar, and numpy's corrcoef by the python that PITSCAPE_PEERS names; what is not
//! installed is left out. None of them has a p.

use crate::support::{Bench, Cost, c, create, hash};
use gdal_sys as gs;
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    run::correlation,
};
use serde_json::{Value, json};
use std::{env, fs, path::Path, process::Command};

const TILE: usize = 512;
const LAYERS: usize = 8;

const NUMPY: &str = r#"
import sys, numpy as np
from osgeo import gdal
layers = np.stack([gdal.Open(path).ReadAsArray().ravel().astype("float64") for path in sys.argv[1:]])
print(np.corrcoef(layers[:, (layers > -1e30).all(axis=0)])[0, 1])
"#;

pub fn group(size: &str) {
    let bench = Bench::new("correlation", size);
    let layers: Vec<String> = (0..LAYERS).map(|layer| values(&bench, layer)).collect();
    let layers: Vec<&str> = layers.iter().map(String::as_str).collect();
    let run = |name: &str, words: &[&str], peer: Option<&Cost>| bench.run(name, &[words, &layers].concat(), peer);
    run("GDAL, read the layers", &["read"], None);
    let read = run("GDAL, read the layers", &["read"], None);
    if Command::new("grass").arg("--version").output().is_ok() {
        run("GRASS r.covar", &["grass"], Some(&read));
    }
    if env::var_os("PITSCAPE_PEERS").is_some() {
        run("numpy corrcoef", &["numpy"], Some(&read));
    }
    for threads in ["1", "2"] {
        run(&format!("Pitscape, Pearson, threads {threads}"), &["pitscape", "pearson", threads, "no"], Some(&read));
    }
    let two = &layers[..2];
    let run = |name: &str, words: &[&str]| bench.run(name, &[words, two].concat(), None);
    run("Pitscape, Spearman of two", &["pitscape", "spearman", "1", "no"]);
    run("Pitscape, effective number of two", &["pitscape", "pearson", "1", "yes"]);
}

pub fn case(words: &[&str]) {
    match words {
        ["read", layers @ ..] => read(layers),
        ["grass", layers @ ..] => grass(layers),
        ["numpy", layers @ ..] => {
            let python = env::var("PITSCAPE_PEERS").expect("it names a python");
            assert!(Command::new(python).args(["-c", NUMPY]).args(layers).status().expect("it starts").success());
        }
        ["pitscape", method, threads, effective, layers @ ..] => pitscape(layers, method, threads, *effective == "yes"),
        _ => panic!("no such case: {words:?}"),
    }
}

/// Waves with noise, some of which each layer shares with the one before; a corner without values.
fn values(bench: &Bench, layer: usize) -> String {
    let (side, _) = bench.shape();
    let path = bench.file(&format!("values{layer}_{side}.tif"));
    if Path::new(&path).exists() {
        return path;
    }
    println!("making {path}");
    let part = bench.file("part.tif");
    let options = ["COMPRESS=ZSTD", "ZSTD_LEVEL=1", "PREDICTOR=3", "NUM_THREADS=ALL_CPUS"];
    let dataset = create(&part, side, side, gs::GDALDataType::GDT_Float32, &options);
    unsafe {
        let target = gs::GDALGetRasterBand(dataset, 1);
        gs::GDALSetRasterNoDataValue(target, f64::from(f32::MIN));
        let mut cells = vec![0f32; TILE * TILE];
        for row in 0..side.div_ceil(TILE) {
            for column in 0..side.div_ceil(TILE) {
                for (i, cell) in cells.iter_mut().enumerate() {
                    let (r, c) = (row * TILE + i / TILE, column * TILE + i % TILE);
                    let (y, x) = (r as f64 / 40.0, c as f64 / 55.0);
                    let noise = |of: usize| (hash(r as u64, c as u64, of as u64) >> 50) as f64 / 16384.0;
                    let wave = (x + layer as f64).sin() + (y - layer as f64 / 2.0).cos();
                    let value = 100.0 + 10.0 * wave + 4.0 * noise(layer) + 2.0 * noise(layer + 1);
                    *cell = if r + c < side / 8 { f32::MIN } else { value as f32 };
                }
                let status = gs::GDALWriteBlock(target, column as i32, row as i32, cells.as_mut_ptr().cast());
                assert_eq!(status, gs::CPLErr::CE_None);
            }
        }
        gs::GDALClose(dataset);
    }
    fs::rename(part, &path).expect("a file can be renamed in its folder");
    path
}

fn read(layers: &[&str]) {
    unsafe {
        gs::GDALAllRegister();
        let mut cells = vec![0f32; TILE * TILE];
        for path in layers {
            let source = gs::GDALOpen(c(path).as_ptr(), gs::GDALAccess::GA_ReadOnly);
            let band = gs::GDALGetRasterBand(source, 1);
            let (rows, columns) = (gs::GDALGetRasterYSize(source) as usize, gs::GDALGetRasterXSize(source) as usize);
            for row in 0..rows.div_ceil(TILE) as i32 {
                for column in 0..columns.div_ceil(TILE) as i32 {
                    assert_eq!(gs::GDALReadBlock(band, column, row, cells.as_mut_ptr().cast()), gs::CPLErr::CE_None);
                }
            }
            gs::GDALClose(source);
        }
    }
}

fn grass(layers: &[&str]) {
    let names: Vec<String> = (0..layers.len()).map(|layer| format!("v{layer}")).collect();
    let link = |(path, name): (&&str, &String)| format!("r.external -o input='{path}' output={name} --quiet && ");
    let links: String = layers.iter().zip(&names).map(link).collect();
    let script = format!("{links}g.region raster=v0 && r.covar -r map={} --quiet", names.join(","));
    let run = Command::new("grass").args(["--tmp-location", "EPSG:32649", "--exec", "sh", "-c", &script]).status();
    assert!(run.expect("it starts").success());
}

fn pitscape(layers: &[&str], method: &str, threads: &str, effective: bool) {
    let inputs: Vec<Value> = layers.iter().map(|path| json!({"path": path})).collect();
    let threads: usize = threads.parse().expect("a number");
    let request = json!({"inputs": inputs, "method": method, "threads": threads, "effective": effective});
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        correlation::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert!(report.results["rows_complete"].is_some_and(|rows| rows > 0.0));
}
