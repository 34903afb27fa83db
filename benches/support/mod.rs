//! What benchmarks share: a process of its own for every case, so that CPU seconds and peak memory are the case's, and
//! a generator of land-cover maps.

use gdal_sys as gs;
use std::{
    ffi::CString,
    mem, ptr,
    time::{Duration, Instant},
};

/// What one case cost.
pub struct Cost {
    pub wall: Duration,
    pub cpu: Duration,
    pub peak_mb: f64,
}

/// Runs this program again with `case` as its arguments, and waits for it.
pub fn measure(case: &[String]) -> Cost {
    let program = std::env::current_exe().expect("a running program has a path");
    let started = Instant::now();
    // Waited for below by wait4, which tells what the child used.
    #[allow(clippy::zombie_processes)]
    let child = std::process::Command::new(program).args(case).spawn().expect("the benchmark can start itself");
    let (mut status, mut usage) = (0, unsafe { mem::zeroed::<libc::rusage>() });
    unsafe { libc::wait4(child.id() as i32, &mut status, 0, &mut usage) };
    assert_eq!(status, 0, "case {case:?} failed");
    let time = |t: libc::timeval| Duration::new(t.tv_sec as u64, t.tv_usec as u32 * 1000);
    Cost {
        wall: started.elapsed(),
        cpu: time(usage.ru_utime) + time(usage.ru_stime),
        peak_mb: usage.ru_maxrss as f64 / 1024.0,
    }
}

pub fn c(text: &str) -> CString {
    CString::new(text).expect("no NUL in a benchmark's text")
}

/// A GeoTIFF created by GDAL alone: UTM 49N, cells of 10 m, tiles of 512.
pub fn create(
    path: &str,
    rows: usize,
    columns: usize,
    kind: gs::GDALDataType::Type,
    options: &[&str],
) -> gs::GDALDatasetH {
    unsafe {
        gs::GDALAllRegister();
        let driver = gs::GDALGetDriverByName(c("GTiff").as_ptr());
        let mut list = ptr::null_mut();
        for option in ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "BIGTIFF=IF_SAFER"].iter().chain(options) {
            list = gs::CSLAddString(list, c(option).as_ptr());
        }
        let dataset = gs::GDALCreate(driver, c(path).as_ptr(), columns as i32, rows as i32, 1, kind, list);
        gs::CSLDestroy(list);
        assert!(!dataset.is_null(), "{path} can be created");
        let mut place = [500_000.0, 10.0, 0.0, 4_600_000.0, 0.0, -10.0];
        gs::GDALSetGeoTransform(dataset, place.as_mut_ptr());
        let crs = gs::OSRNewSpatialReference(ptr::null());
        gs::OSRImportFromEPSG(crs, 32649);
        gs::GDALSetSpatialRef(dataset, crs);
        gs::OSRDestroySpatialReference(crs);
        dataset
    }
}

/// A land-cover map of eight classes, clustered at several scales, with some nodata (255), tiled DEFLATE.
pub fn generate(path: &str, rows: usize, columns: usize) {
    let dataset =
        create(path, rows, columns, gs::GDALDataType::GDT_Byte, &["COMPRESS=DEFLATE", "NUM_THREADS=ALL_CPUS"]);
    unsafe {
        let band = gs::GDALGetRasterBand(dataset, 1);
        gs::GDALSetRasterNoDataValue(band, 255.0);
        let mut block = vec![0u8; 512 * 512];
        for block_row in 0..rows.div_ceil(512) {
            for block_column in 0..columns.div_ceil(512) {
                for (i, cell) in block.iter_mut().enumerate() {
                    *cell = class_at(block_row * 512 + i / 512, block_column * 512 + i % 512);
                }
                let status = gs::GDALWriteBlock(band, block_column as i32, block_row as i32, block.as_mut_ptr().cast());
                assert_eq!(status, gs::CPLErr::CE_None);
            }
        }
        gs::GDALClose(dataset);
    }
}

/// Value noise of three wavelengths and a little grain, cut into classes.
fn class_at(row: usize, column: usize) -> u8 {
    let noise = |wavelength: usize, seed: u64| {
        let (r, c) = (row / wavelength, column / wavelength);
        let (y, x) = ((row % wavelength) as f32 / wavelength as f32, (column % wavelength) as f32 / wavelength as f32);
        let corner =
            |dr: usize, dc: usize| (hash((r + dr) as u64, (c + dc) as u64, seed) >> 40) as f32 / (1u64 << 24) as f32;
        let top = corner(0, 0) * (1.0 - x) + corner(0, 1) * x;
        let bottom = corner(1, 0) * (1.0 - x) + corner(1, 1) * x;
        top * (1.0 - y) + bottom * y
    };
    let v = 0.48 * noise(397, 1) + 0.26 * noise(61, 2) + 0.16 * noise(13, 3) + 0.07 * noise(4, 4) + 0.03 * noise(1, 6);
    if noise(1511, 5) < 0.12 { 255 } else { 1 + ((v - 0.2) * 13.0).clamp(0.0, 7.0) as u8 }
}

fn hash(a: u64, b: u64, seed: u64) -> u64 {
    let mut h = (a << 32 | b).wrapping_add(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}
