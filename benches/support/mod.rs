//! What benchmarks share: a process of its own for every case, so that CPU seconds and peak memory are the case's, a
//! generator of land-cover maps, and the peer: GDAL alone.

pub mod layers;
pub mod python;

use gdal_sys as gs;
use std::{
    ffi::CString,
    fs, mem,
    path::{Path, PathBuf},
    ptr,
    time::{Duration, Instant},
};

/// A benchmark by its name: a group of cases for a size, and one of these cases.
pub type Benchmark = (&'static str, fn(&str), fn(&[&str]));

/// Runs the group of the benchmark on the command line for the sizes there, or those of all; or the one case that a group
/// asked for.
pub fn main(all: &[Benchmark]) {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let named = |name: &str| {
        let names: Vec<&str> = all.iter().map(|(name, _, _)| *name).collect();
        *all.iter().find(|(other, _, _)| *other == name).unwrap_or_else(|| panic!("{name} is none of {names:?}"))
    };
    match words[..] {
        [] => all.iter().for_each(|(_, group, _)| group("small")),
        ["case", name, ref words @ ..] => named(name).2(words),
        [name] => named(name).1("small"),
        [name, ref sizes @ ..] => sizes.iter().for_each(|size| named(name).1(size)),
    }
}

/// One group of cases on maps of one size.
pub struct Bench {
    name: &'static str,
    folder: PathBuf,
    rows: usize,
    columns: usize,
}

impl Bench {
    pub fn new(name: &'static str, size: &str) -> Bench {
        let (rows, columns) = match size {
            "tiny" => (1000, 1000),
            "small" => (4096, 4096),
            "medium" => (5000, 5000),
            "wide" => (10_000, 10_000),
            "large" => (20_000, 20_000),
            "tall" => (24_674, 13_797),
            "huge" => (34_377, 49_368),
            other => panic!("{other} is no size: tiny, small, medium, wide, large, tall or huge"),
        };
        let folder = PathBuf::from(std::env::var_os("CARGO_TARGET_DIR").unwrap_or("target".into())).join("bench");
        fs::create_dir_all(&folder).expect("the target folder is writable");
        println!("{name}, {rows} x {columns} = {:.1} M cells", rows as f64 * columns as f64 / 1e6);
        println!("{:<52} {:>8} {:>8} {:>13} {:>8} {:>6}", "", "CPU s", "wall s", "M cells/CPU s", "peak MB", "ratio");
        Bench { name, folder, rows, columns }
    }

    /// Rows and columns.
    pub fn shape(&self) -> (usize, usize) {
        (self.rows, self.columns)
    }

    pub fn file(&self, name: &str) -> String {
        self.folder.join(name).to_string_lossy().into_owned()
    }

    /// The map of a year; years differ in places.
    pub fn map(&self, year: usize) -> String {
        let path = self.file(&format!("map{year}_{}x{}.tif", self.rows, self.columns));
        if !Path::new(&path).exists() {
            println!("making {path}");
            let part = self.file("part.tif");
            generate(&part, self.rows, self.columns, year);
            fs::rename(part, &path).expect("a file can be renamed in its folder");
        }
        path
    }

    /// A map's twin whose origin lies 3.7 m to the east.
    pub fn shifted(&self, map: &str) -> String {
        let path = self.file("shifted.vrt");
        fs::write(
            &path,
            format!(
                r#"<VRTDataset rasterXSize="{1}" rasterYSize="{0}"><SRS>EPSG:32649</SRS><GeoTransform>500003.7, 10, 0, 4600000, 0, -10</GeoTransform>
                <VRTRasterBand dataType="Byte" band="1" blockXSize="512" blockYSize="512"><NoDataValue>255</NoDataValue><SimpleSource>
                <SourceFilename>{2}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"#,
                self.rows, self.columns, fs::canonicalize(map).expect("the map is there").display()
            ),
        )
        .expect("the target folder is writable");
        path
    }

    pub fn pools(&self) -> String {
        let path = self.file("pools.csv");
        let row = |code: i32| format!("{code},{}.5,1.25,{},0.5\n", code * 3, 140 - code * 9);
        let table = "lucode,c_above,c_below,c_soil,c_dead\n".to_owned() + &(1..=8).map(row).collect::<String>();
        fs::write(&path, table).expect("the target folder is writable");
        path
    }

    /// Runs a case, prints its cost and its CPU seconds as a ratio of the peer's.
    pub fn run(&self, name: &str, case: &[&str], peer: Option<&Cost>) -> Cost {
        let cost = measure(self.name, case);
        let _ = fs::remove_file(self.file("raster.tif"));
        let cpu = cost.cpu.as_secs_f64();
        let ratio = peer.map_or(String::new(), |p| format!("{:.2}", cpu / p.cpu.as_secs_f64()));
        let (wall, speed) = (cost.wall.as_secs_f64(), self.rows as f64 * self.columns as f64 / cpu / 1e6);
        println!("{name:<52} {cpu:>8.2} {wall:>8.2} {speed:>13.0} {:>8.0} {ratio:>6}", cost.peak_mb);
        cost
    }
}

/// What one case cost.
pub struct Cost {
    pub wall: Duration,
    pub cpu: Duration,
    pub peak_mb: f64,
}

/// Runs a case of a benchmark by this program once more, and waits for it.
pub fn measure(name: &str, case: &[&str]) -> Cost {
    let program = std::env::current_exe().expect("a running program has a path");
    let started = Instant::now();
    // Waited for below by wait4, which tells what the child used.
    #[allow(clippy::zombie_processes)]
    let child = std::process::Command::new(program)
        .args(["case", name])
        .args(case)
        .spawn()
        .expect("the benchmark can start itself");
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
    create_bands(path, (rows, columns), 1, kind, options)
}

/// The same of several bands.
pub fn create_bands(
    path: &str,
    (rows, columns): (usize, usize),
    bands: i32,
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
        let dataset = gs::GDALCreate(driver, c(path).as_ptr(), columns as i32, rows as i32, bands, kind, list);
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

/// A land-cover map of eight classes, clustered at several scales (mean run some 7 cells), with some nodata (255), tiled
/// DEFLATE.
pub fn generate(path: &str, rows: usize, columns: usize, year: usize) {
    let dataset =
        create(path, rows, columns, gs::GDALDataType::GDT_Byte, &["COMPRESS=DEFLATE", "NUM_THREADS=ALL_CPUS"]);
    unsafe {
        let band = gs::GDALGetRasterBand(dataset, 1);
        gs::GDALSetRasterNoDataValue(band, 255.0);
        let mut block = vec![0u8; 512 * 512];
        for block_row in 0..rows.div_ceil(512) {
            for block_column in 0..columns.div_ceil(512) {
                for (i, cell) in block.iter_mut().enumerate() {
                    *cell = class_at(block_row * 512 + i / 512, block_column * 512 + i % 512, year as u64);
                }
                let status = gs::GDALWriteBlock(band, block_column as i32, block_row as i32, block.as_mut_ptr().cast());
                assert_eq!(status, gs::CPLErr::CE_None);
            }
        }
        gs::GDALClose(dataset);
    }
}

/// Value noise of four wavelengths and a little grain, cut into classes.
pub fn class_at(row: usize, column: usize, year: u64) -> u8 {
    let noise = |wavelength: usize, seed: u64| {
        let (r, c) = (row / wavelength, column / wavelength);
        let (y, x) = ((row % wavelength) as f32 / wavelength as f32, (column % wavelength) as f32 / wavelength as f32);
        let corner =
            |dr: usize, dc: usize| (hash((r + dr) as u64, (c + dc) as u64, seed) >> 40) as f32 / (1u64 << 24) as f32;
        let top = corner(0, 0) * (1.0 - x) + corner(0, 1) * x;
        let bottom = corner(1, 0) * (1.0 - x) + corner(1, 1) * x;
        top * (1.0 - y) + bottom * y
    };
    let large = 0.48 * noise(397, 1) + 0.26 * noise(61, 2 + 100 * year);
    let v = large + 0.16 * noise(13, 3) + 0.07 * noise(4, 4) + 0.03 * noise(1, 6);
    if noise(1511, 5) < 0.12 { 255 } else { 1 + ((v - 0.2) * 13.0).clamp(0.0, 7.0) as u8 }
}

pub fn hash(a: u64, b: u64, seed: u64) -> u64 {
    let mut h = (a << 32 | b).wrapping_add(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

/// GDAL alone: reads every block of one map or two and, where asked, writes the value looked up (or the difference of two).
pub struct Peer {
    maps: Vec<gs::GDALDatasetH>,
}

impl Peer {
    pub fn new(maps: &[&str]) -> Peer {
        unsafe {
            gs::GDALAllRegister();
            Peer { maps: maps.iter().map(|m| gs::GDALOpen(c(m).as_ptr(), gs::GDALAccess::GA_ReadOnly)).collect() }
        }
    }

    /// With a raster (its path, and threads that compress) of looked-up values, or of the difference of two.
    pub fn run(self, raster: Option<(&str, &str)>) {
        let mut table = [f32::MIN; 256];
        for (code, value) in table.iter_mut().enumerate().skip(1).take(8) {
            *value = code as f32 * 3.0 + 0.5 + 1.25 + 140.0 - code as f32 * 9.0 + 0.5;
        }
        let target = raster.map(|raster| (raster, gs::GDALDataType::GDT_Float32, f64::from(f32::MIN)));
        self.blocks(target, |cells, values: &mut [f32]| match cells {
            [map] => values.iter_mut().zip(map).for_each(|(value, cell)| *value = table[usize::from(*cell)]),
            [base, alt, ..] => {
                for ((value, a), b) in values.iter_mut().zip(base).zip(alt) {
                    let nodata = *a == 255 || *b == 255;
                    *value = if nodata { f32::MIN } else { table[usize::from(*b)] - table[usize::from(*a)] };
                }
            }
            [] => {}
        });
    }

    /// With a raster of a code for what two maps have.
    pub fn codes(self, raster: (&str, &str)) {
        let table: Vec<u16> = (0..=u16::MAX)
            .map(|i| if i >> 8 == 255 || i & 255 == 255 { 0 } else { (i >> 8) * 8 + (i & 255) })
            .collect();
        self.blocks(Some((raster, gs::GDALDataType::GDT_UInt16, 0.0)), |cells, codes: &mut [u16]| {
            let two = cells[0].iter().zip(&cells[1]);
            codes.iter_mut().zip(two).for_each(|(code, (a, b))| *code = table[usize::from(*a) << 8 | usize::from(*b)]);
        });
    }

    /// Reads every block of the maps, and writes what is made of them where there is a target (with its type and nodata).
    fn blocks<T: Copy + Default>(
        self,
        target: Option<((&str, &str), gs::GDALDataType::Type, f64)>,
        fill: impl Fn(&[Vec<u8>], &mut [T]),
    ) {
        unsafe {
            let (rows, columns) =
                (gs::GDALGetRasterYSize(self.maps[0]) as usize, gs::GDALGetRasterXSize(self.maps[0]) as usize);
            let target = target.map(|((path, threads), kind, nodata)| {
                let threads = format!("NUM_THREADS={threads}");
                let options = ["COMPRESS=ZSTD", "ZSTD_LEVEL=1", "PREDICTOR=2", &threads];
                let dataset = create(path, rows, columns, kind, &options);
                gs::GDALSetRasterNoDataValue(gs::GDALGetRasterBand(dataset, 1), nodata);
                dataset
            });
            let mut cells = vec![vec![0u8; 512 * 512]; self.maps.len()];
            let mut values = vec![T::default(); 512 * 512];
            for row in 0..rows.div_ceil(512) as i32 {
                for column in 0..columns.div_ceil(512) as i32 {
                    for (map, cells) in self.maps.iter().zip(&mut cells) {
                        let band = gs::GDALGetRasterBand(*map, 1);
                        let status = gs::GDALReadBlock(band, column, row, cells.as_mut_ptr().cast());
                        assert_eq!(status, gs::CPLErr::CE_None);
                    }
                    let Some(target) = target else { continue };
                    fill(&cells, &mut values);
                    let out = gs::GDALGetRasterBand(target, 1);
                    assert_eq!(gs::GDALWriteBlock(out, column, row, values.as_mut_ptr().cast()), gs::CPLErr::CE_None);
                }
            }
            for dataset in target.into_iter().chain(self.maps) {
                gs::GDALClose(dataset);
            }
        }
    }
}
