//! Layers of 32-bit numbers that are compared, what GDAL alone costs to read them, and GRASS.

use super::{Bench, c, create, hash};
use gdal_sys as gs;
use std::{fs, path::Path, process::Command};

const TILE: usize = 512;

/// Waves with noise, some of which each layer shares with the one before; a corner without values.
pub fn values(bench: &Bench, layer: usize) -> String {
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

pub fn read(layers: &[&str]) {
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

/// Whether GRASS is installed.
pub fn has_grass() -> bool {
    Command::new("grass").arg("--version").output().is_ok()
}

/// What GRASS does with layers, which it calls v0, v1 and so on.
pub fn grass(layers: &[&str], command: impl FnOnce(&[String]) -> String) {
    let names: Vec<String> = (0..layers.len()).map(|layer| format!("v{layer}")).collect();
    let link = |(path, name): (&&str, &String)| format!("r.external -o input='{path}' output={name} --quiet && ");
    let links: String = layers.iter().zip(&names).map(link).collect();
    let script = format!("{links}g.region raster=v0 && {} --quiet", command(&names));
    let run = Command::new("grass").args(["--tmp-location", "EPSG:32649", "--exec", "sh", "-c", &script]).status();
    assert!(run.expect("it starts").success());
}
