//! Carbon storage beside what GDAL alone costs: `cargo bench --bench carbon_storage [-- SIZE...]`, SIZE being small
//! (4096 x 4096, the default), large (20,000 x 20,000) or huge (34,377 x 49,368).
//!
//! The peer of the table is a plain read of every block; that of the raster, a loop that reads every block, looks its
//! values up and writes them under the same creation options (GDAL compresses in as many threads as Pitscape has).

mod support;

use gdal_sys as gs;
use pitscape::run::{Progress, carbon_storage, parse};
use serde_json::json;
use std::{fs, path::PathBuf};
use support::{Cost, c, create, generate, measure};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.first().map(String::as_str) {
        Some("case") => case(&arguments[1..]),
        Some(_) => arguments.iter().for_each(|size| group(size)),
        None => group("small"),
    }
}

fn group(size: &str) {
    let (rows, columns) = match size {
        "small" => (4096, 4096),
        "large" => (20_000, 20_000),
        "huge" => (34_377, 49_368),
        other => panic!("{other} is no size: small, large or huge"),
    };
    let folder = PathBuf::from(std::env::var_os("CARGO_TARGET_DIR").unwrap_or("target".into())).join("bench");
    fs::create_dir_all(&folder).expect("the target folder is writable");
    let file = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let map = file(&format!("map_{rows}x{columns}.tif"));
    if !PathBuf::from(&map).exists() {
        println!("making {map}");
        let part = file("part.tif");
        generate(&part, rows, columns);
        fs::rename(part, &map).expect("a file can be renamed in its folder");
    }
    let (pools, raster) = (file("pools.csv"), file("raster.tif"));
    let row = |code: i32| format!("{code},{}.5,1.25,{},0.5\n", code * 3, 140 - code * 9);
    fs::write(&pools, "lucode,c_above,c_below,c_soil,c_dead\n".to_owned() + &(1..=8).map(row).collect::<String>())
        .expect("the target folder is writable");

    let cells = rows as f64 * columns as f64;
    println!("carbon_storage, {rows} x {columns} = {:.1} M cells, {:.1} MB", cells / 1e6, size_mb(&map));
    println!("{:<42} {:>9} {:>9} {:>12} {:>9} {:>8}", "", "CPU s", "wall s", "M cells/CPU s", "peak MB", "ratio");
    let print = |name: &str, cost: &Cost, peer: Option<&Cost>| {
        let cpu = cost.cpu.as_secs_f64();
        let ratio = peer.map_or(String::new(), |p| format!("{:.2}", cpu / p.cpu.as_secs_f64()));
        let (wall, speed) = (cost.wall.as_secs_f64(), cells / cpu / 1e6);
        println!("{name:<42} {cpu:>9.2} {wall:>9.2} {speed:>12.0} {:>9.0} {ratio:>8}", cost.peak_mb);
    };
    let run = |words: &[&str]| {
        let mut words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        words.insert(0, "case".to_owned());
        let cost = measure(&words);
        let _ = fs::remove_file(&raster);
        cost
    };
    run(&["read", &map]); // the file into the system's cache
    let read = run(&["read", &map]);
    print("GDAL, read every block", &read, None);
    for threads in ["1", "2"] {
        let cost = run(&["pitscape", &map, &pools, threads]);
        print(&format!("Pitscape, table, threads {threads}"), &cost, Some(&read));
    }
    for threads in ["1", "2"] {
        let write = run(&["write", &map, &raster, threads]);
        print(&format!("GDAL, read, look up, write, threads {threads}"), &write, None);
        let cost = run(&["pitscape", &map, &pools, threads, &raster]);
        print(&format!("Pitscape, table and raster, threads {threads}"), &cost, Some(&write));
    }
}

fn size_mb(path: &str) -> f64 {
    fs::metadata(path).map_or(0.0, |m| m.len() as f64 / 1e6)
}

fn case(words: &[String]) {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["read", map] => peer(map, None),
        ["write", map, raster, threads] => peer(map, Some((raster, threads))),
        ["pitscape", map, pools, threads] => pitscape(map, pools, threads, None),
        ["pitscape", map, pools, threads, raster] => pitscape(map, pools, threads, Some(raster)),
        _ => panic!("no such case: {words:?}"),
    }
}

fn pitscape(map: &str, pools: &str, threads: &str, raster: Option<&str>) {
    let threads: usize = threads.parse().expect("a number");
    let request = json!({"lulc": {"path": map}, "pools": pools, "threads": threads, "output": raster});
    let request = parse(&request.to_string()).expect("the request is valid");
    let report = carbon_storage::run(&request, &mut Progress::none()).expect("the run succeeds");
    assert!(report.results["total_carbon"].is_some_and(|t| t > 0.0));
}

fn peer(map: &str, raster: Option<(&str, &str)>) {
    unsafe {
        gs::GDALAllRegister();
        let source = gs::GDALOpen(c(map).as_ptr(), gs::GDALAccess::GA_ReadOnly);
        let band = gs::GDALGetRasterBand(source, 1);
        let (rows, columns) = (gs::GDALGetRasterYSize(source) as usize, gs::GDALGetRasterXSize(source) as usize);
        let target = raster.map(|(path, threads)| {
            let threads = format!("NUM_THREADS={threads}");
            let options = ["COMPRESS=ZSTD", "ZSTD_LEVEL=1", "PREDICTOR=2", &threads];
            let dataset = create(path, rows, columns, gs::GDALDataType::GDT_Float32, &options);
            gs::GDALSetRasterNoDataValue(gs::GDALGetRasterBand(dataset, 1), f64::from(f32::MIN));
            dataset
        });
        let mut table = [f32::MIN; 256];
        for (code, value) in table.iter_mut().enumerate().skip(1).take(8) {
            *value = code as f32 * 3.0 + 0.5 + 1.25 + 140.0 - code as f32 * 9.0 + 0.5;
        }
        let (mut cells, mut values) = (vec![0u8; 512 * 512], vec![0f32; 512 * 512]);
        for row in 0..rows.div_ceil(512) as i32 {
            for column in 0..columns.div_ceil(512) as i32 {
                assert_eq!(gs::GDALReadBlock(band, column, row, cells.as_mut_ptr().cast()), gs::CPLErr::CE_None);
                if let Some(target) = target {
                    for (value, cell) in values.iter_mut().zip(&cells) {
                        *value = table[usize::from(*cell)];
                    }
                    let out = gs::GDALGetRasterBand(target, 1);
                    assert_eq!(gs::GDALWriteBlock(out, column, row, values.as_mut_ptr().cast()), gs::CPLErr::CE_None);
                }
            }
        }
        if let Some(target) = target {
            gs::GDALClose(target);
        }
        gs::GDALClose(source);
    }
}
