//! Six indices of four bands of 16 bits beside what GDAL alone costs: `cargo bench -- spectral_indices [SIZE...]`, SIZE being small
//! (4096 x 4096, the default) or wide (10,000 x 10,000).
//!
//! The peer reads every block of the bands and writes six bands of 32-bit numbers (ZSTD 1, predictor 2), which are half the sum of two bands.

use crate::support::{Bench, Cost, c, class_at, create, hash};
use gdal_sys as gs;
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    run::spectral_indices,
};
use serde_json::json;
use std::{fs, path::Path};

const TILE: usize = 512;

pub fn group(size: &str) {
    let bench = Bench::new("spectral_indices", size);
    let bands: Vec<String> = (0..4).map(|band| picture(&bench, band)).collect();
    let bands: Vec<&str> = bands.iter().map(String::as_str).collect();
    let raster = bench.file("raster.tif");
    let run = |name: &str, words: &[&str], peer: Option<&Cost>| bench.run(name, &[words, &bands].concat(), peer);
    run("GDAL, read the bands", &["peer", "1", ""], None);
    run("GDAL, read the bands", &["peer", "1", ""], None);
    for threads in ["1", "2"] {
        let peer = run(&format!("GDAL, read and write, threads {threads}"), &["peer", threads, &raster], None);
        run(&format!("Pitscape, six indices, threads {threads}"), &["pitscape", threads, &raster], Some(&peer));
    }
}

pub fn case(words: &[&str]) {
    match words {
        ["peer", threads, raster, bands @ ..] => peer(bands, threads, raster),
        ["pitscape", threads, raster, bands @ ..] => pitscape(bands, threads, raster),
        _ => panic!("no such case: {words:?}"),
    }
}

/// A band of reflectance x 10,000 with the texture of land cover, and some noise.
fn picture(bench: &Bench, band: usize) -> String {
    let (rows, columns) = bench.shape();
    let path = bench.file(&format!("band{band}_{rows}x{columns}.tif"));
    if Path::new(&path).exists() {
        return path;
    }
    println!("making {path}");
    let part = bench.file("part.tif");
    let options = ["COMPRESS=ZSTD", "ZSTD_LEVEL=1", "PREDICTOR=2", "NUM_THREADS=ALL_CPUS"];
    let dataset = create(&part, rows, columns, gs::GDALDataType::GDT_UInt16, &options);
    unsafe {
        let target = gs::GDALGetRasterBand(dataset, 1);
        gs::GDALSetRasterNoDataValue(target, 0.0);
        let mut cells = vec![0u16; TILE * TILE];
        for row in 0..rows.div_ceil(TILE) {
            for column in 0..columns.div_ceil(TILE) {
                for (i, cell) in cells.iter_mut().enumerate() {
                    let (r, c) = (row * TILE + i / TILE, column * TILE + i % TILE);
                    let class = class_at(r, c, 0);
                    let noise = (hash(r as u64, c as u64, band as u64) >> 56) as u16;
                    *cell = if class == 255 { 0 } else { 400 + u16::from(class) * (100 + 150 * band as u16) + noise };
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

fn peer(bands: &[&str], threads: &str, raster: &str) {
    unsafe {
        gs::GDALAllRegister();
        let open = |path: &&str| gs::GDALOpen(c(path).as_ptr(), gs::GDALAccess::GA_ReadOnly);
        let sources: Vec<_> = bands.iter().map(open).collect();
        let (rows, columns) =
            (gs::GDALGetRasterYSize(sources[0]) as usize, gs::GDALGetRasterXSize(sources[0]) as usize);
        let target = (!raster.is_empty()).then(|| {
            let threads = format!("NUM_THREADS={threads}");
            crate::support::create_bands(
                raster,
                (rows, columns),
                6,
                gs::GDALDataType::GDT_Float32,
                &["COMPRESS=ZSTD", "ZSTD_LEVEL=1", "PREDICTOR=2", &threads],
            )
        });
        let mut cells = vec![vec![0u16; TILE * TILE]; bands.len()];
        let mut values = vec![0f32; TILE * TILE];
        for row in 0..rows.div_ceil(TILE) as i32 {
            for column in 0..columns.div_ceil(TILE) as i32 {
                for (source, cells) in sources.iter().zip(&mut cells) {
                    let band = gs::GDALGetRasterBand(*source, 1);
                    assert_eq!(gs::GDALReadBlock(band, column, row, cells.as_mut_ptr().cast()), gs::CPLErr::CE_None);
                }
                let Some(target) = target else { continue };
                for index in 0..6 {
                    let (a, b) = (&cells[index % 4], &cells[(index + 1) % 4]);
                    for ((value, a), b) in values.iter_mut().zip(a).zip(b) {
                        let (a, b) = (f32::from(*a), f32::from(*b));
                        *value = if a == 0.0 || b == 0.0 { f32::MIN } else { (a - b) / (a + b) };
                    }
                    let out = gs::GDALGetRasterBand(target, index as i32 + 1);
                    assert_eq!(gs::GDALWriteBlock(out, column, row, values.as_mut_ptr().cast()), gs::CPLErr::CE_None);
                }
            }
        }
        target.into_iter().chain(sources).for_each(|dataset| {
            gs::GDALClose(dataset);
        });
    }
}

fn pitscape(bands: &[&str], threads: &str, raster: &str) {
    let threads: usize = threads.parse().expect("a number");
    let band = |at: usize| json!({"path": bands[at]});
    let request = json!({"blue": band(0), "green": band(1), "red": band(2), "nir": band(3), "scale": 0.0001, "threads": threads,
        "indices": ["DVI", "EVI", "RVI", "SAVI", "GNDVI", "NDVI"], "output": raster});
    let request = parse(&request.to_string()).expect("the request is valid");
    let report =
        spectral_indices::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert!(report.results["cells"].is_some_and(|cells| cells > 0.0));
}
