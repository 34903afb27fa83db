//! Alignment beside a plain reading and gdalwarp: `cargo bench -- align`. A map of 4096 x 4096 bytes, tiled DEFLATE,
//! onto a grid of as many cells, in one thread.

use crate::support::{c, generate, measure};
use gdal_sys as gs;
use pitscape::{
    cover::classes::ClassMap,
    grid::tiling::Tiling,
    io::{
        RasterSource,
        gdal::{Aligned, GridRelation, Source, SourceOptions},
        resample::Resampling,
    },
};
use std::{fs, path::PathBuf, ptr, sync::Arc};

const SIZE: usize = 4096;

struct Target {
    name: &'static str,
    epsg: i32,
    /// Of the upper left corner.
    place: (f64, f64),
    cell: f64,
    size: usize,
}

const TARGETS: [Target; 5] = [
    Target { name: "whole cells", epsg: 32649, place: (500_230.0, 4_599_870.0), cell: 10.0, size: SIZE },
    Target { name: "parts of cells", epsg: 32649, place: (500_003.0, 4_599_996.0), cell: 10.0, size: SIZE },
    Target { name: "2.5 times coarser", epsg: 32649, place: (500_003.0, 4_599_996.0), cell: 25.0, size: SIZE * 2 / 5 },
    Target { name: "UTM 50", epsg: 32650, place: (-1500.0, 4_616_500.0), cell: 10.0, size: SIZE },
    Target { name: "degrees", epsg: 4326, place: (111.0, 41.55), cell: 1.05e-4, size: SIZE },
];

pub fn group(_size: &str) {
    let folder = PathBuf::from(std::env::var_os("CARGO_TARGET_DIR").unwrap_or("target".into())).join("bench");
    fs::create_dir_all(&folder).expect("the target folder is writable");
    let map = folder.join(format!("map_{SIZE}x{SIZE}.tif")).to_string_lossy().into_owned();
    if !PathBuf::from(&map).exists() {
        generate(&map, SIZE, SIZE, 0);
    }
    let run = |words: &[&str]| measure("align", &[&[map.as_str()], words].concat());
    run(&["read", "classes"]); // the file into the system's cache
    let start = run(&["start"]).cpu;
    let cost = |words: &[&str], size: usize| {
        let cost = run(words);
        let cpu = cost.cpu.saturating_sub(start).as_secs_f64() * 1e9 / (size * size) as f64;
        format!("{cpu:>12.1}{:>9.2}{:>9.0}", cost.wall.as_secs_f64(), cost.peak_mb)
    };
    let heads = format!("{:>12}{:>9}{:>9}", "CPU ns/cell", "wall s", "peak MB");
    println!("{:<30}{heads}{heads}", "Pitscape; gdalwarp -et 0");
    for way in ["classes", "values"] {
        println!("{:<30}{}", format!("plain reading, {way}"), cost(&["read", way], SIZE));
    }
    for (i, target) in TARGETS.iter().enumerate() {
        for how in ["near", "mode", "bilinear", "average"] {
            let index = i.to_string();
            let own = cost(&["pitscape", &index, how], target.size);
            let peer = cost(&["gdalwarp", &index, how], target.size);
            println!("{:<30}{own}{peer}", format!("{}, {how}", target.name));
        }
    }
}

pub fn case(words: &[&str]) {
    match *words {
        [map, "start"] => drop(open(map)),
        [map, "read", way] => read(&mut open(map), way == "values"),
        [map, "pitscape", grid, how] => pitscape(map, &TARGETS[grid.parse::<usize>().expect("a number")], how),
        [map, "gdalwarp", grid, how] => gdalwarp(map, &TARGETS[grid.parse::<usize>().expect("a number")], how),
        _ => panic!("no such case: {words:?}"),
    }
}

fn open(map: &str) -> Source {
    let options = SourceOptions {
        path: map.to_owned(),
        band: 1,
        nodata: vec![],
        own_nodata: true,
        ignore_codes: Arc::default(),
        crs: None,
    };
    let mut source = Source::open(&options, Arc::new(ClassMap::new([]))).expect("the map opens");
    source.info(None).expect("the map has a place");
    source
}

fn read(source: &mut impl RasterSource, values: bool) {
    let tiling = Tiling::for_blocks(source.grid(), source.block_shape(), None);
    let (mut ids, mut numbers) = (vec![0; 0], vec![0.0; 0]);
    for window in tiling.windows() {
        if values {
            numbers.resize(window.cells(), 0.0);
            source.read_values(window, &mut numbers).expect("the map can be read");
        } else {
            ids.resize(window.cells(), 0);
            source.read_classes(window, &mut ids).expect("the map can be read");
        }
    }
}

fn pitscape(map: &str, target: &Target, how: &str) {
    let how = match how {
        "near" => Resampling::Nearest,
        "mode" => Resampling::Mode,
        "bilinear" => Resampling::Bilinear,
        _ => Resampling::Average,
    };
    let mut source = open(map);
    let from = source.info(None).expect("the map has a place");
    // A raster without blocks on disk, for its grid
    let frame = "/vsimem/frame.tif";
    unsafe {
        gs::GDALClose(create(
            frame,
            "GTiff",
            &["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "SPARSE_OK=TRUE"],
            target,
        ))
    };
    let onto = open(frame).info(None).expect("the frame has a place");
    let mut aligned = Aligned::new(source, &GridRelation::new(&from, &onto), how).expect("the map can be aligned");
    read(&mut aligned, matches!(how, Resampling::Bilinear | Resampling::Average));
}

fn create(path: &str, driver: &str, options: &[&str], target: &Target) -> gs::GDALDatasetH {
    unsafe {
        let driver = gs::GDALGetDriverByName(c(driver).as_ptr());
        let mut list = ptr::null_mut();
        for option in options {
            list = gs::CSLAddString(list, c(option).as_ptr());
        }
        let (size, kind) = (target.size as i32, gs::GDALDataType::GDT_Byte);
        let dataset = gs::GDALCreate(driver, c(path).as_ptr(), size, size, 1, kind, list);
        gs::CSLDestroy(list);
        let mut place = [target.place.0, target.cell, 0.0, target.place.1, 0.0, -target.cell];
        gs::GDALSetGeoTransform(dataset, place.as_mut_ptr());
        let crs = gs::OSRNewSpatialReference(ptr::null());
        gs::OSRImportFromEPSG(crs, target.epsg);
        gs::OSRSetAxisMappingStrategy(crs, gs::OSRAxisMappingStrategy::OAMS_TRADITIONAL_GIS_ORDER);
        gs::GDALSetSpatialRef(dataset, crs);
        gs::OSRDestroySpatialReference(crs);
        gs::GDALSetRasterNoDataValue(gs::GDALGetRasterBand(dataset, 1), 255.0);
        dataset
    }
}

/// Into memory, bytes for classes: nothing of a written file is in it.
fn gdalwarp(map: &str, target: &Target, how: &str) {
    unsafe {
        gs::GDALAllRegister();
        let mut source = gs::GDALOpen(c(map).as_ptr(), gs::GDALAccess::GA_ReadOnly);
        let onto = create("", "MEM", &[], target);
        let mut list = ptr::null_mut();
        for word in ["-et", "0", "-r", how] {
            list = gs::CSLAddString(list, c(word).as_ptr());
        }
        let app = gs::GDALWarpAppOptionsNew(list, ptr::null_mut());
        gs::CSLDestroy(list);
        let mut wrong = 0;
        assert!(!gs::GDALWarp(ptr::null(), onto, 1, &mut source, app, &mut wrong).is_null());
        gs::GDALWarpAppOptionsFree(app);
        gs::GDALClose(onto);
        gs::GDALClose(source);
    }
}
