//! Polygons, lines and points: bytes as the well-known binary of a feature, in a GeoPackage, which keeps them as they are.

use super::{
    call::{Answer, call, kernel},
    scratch::{self, Scratch, c},
};
use gdal_sys as gs;
use serde_json::{Value, json};
use std::{fmt::Write, fs, ptr};

pub fn check(data: &[u8]) {
    scratch::with(|scratch| {
        let layer = package(data, scratch);
        let run = |name: &str, request: Value| call(kernel(name).unwrap(), &request.to_string(), scratch);
        let (map, pools) = (json!({"path": scratch.input("map.asc")}), scratch.input("pools.csv"));
        let storage = |field: &str| json!({"lulc": map, "pools": pools, field: layer, "tables": scratch.out()});
        let (masked, zoned) = (run("carbon_storage", storage("mask")), run("carbon_storage", storage("zones")));
        one_way_or_the_other(&masked, &zoned);
        let distances = json!({"lulc": map, "sources": layer, "ring_width": 20, "ring_count": 4, "rings": true,
            "signed": true, "distance": scratch.output("distance.tif"), "tables": scratch.out()});
        if let Ok(report) = run("distance_zones", distances) {
            let cells = report["results"]["source_cells"].as_f64().unwrap();
            assert!((1.0..=f64::from(CELLS)).contains(&cells), "{cells}");
        }
        let mut windows = json!({"lulc": map, "features": layer, "edge": "partial", "tables": scratch.out()});
        let _ = run("sampled_windows", windows.clone());
        windows["radii"] = json!([30]);
        let _ = run("sampled_windows", windows);
    });
}

/// Those of `map.asc`.
const CELLS: u32 = 12 * 10;

/// The cells that a polygon holds are the same, whether it masks the map or is its only zone.
fn one_way_or_the_other(masked: &Answer, zoned: &Answer) {
    match (masked, zoned) {
        (Ok(masked), Ok(zoned)) => {
            let area = |report: &Value| report["results"]["total_area_ha"].as_f64().unwrap();
            assert_eq!(area(masked), area(zoned));
        }
        (Err(_), Err(_)) => {}
        _ => panic!("as a mask: {masked:?}; as zones: {zoned:?}"),
    }
}

/// A GeoPackage with one feature, whose geometry are the bytes.
fn package(wkb: &[u8], scratch: &Scratch) -> String {
    let (empty, path) = (scratch.input("empty.gpkg"), scratch.input("shapes.gpkg"));
    if !fs::exists(&empty).unwrap() {
        create(&empty);
    }
    fs::copy(&empty, &path).unwrap();
    // The header of a geometry: GP, version 0, little-endian without an envelope, and the layer's reference system.
    let mut blob = String::from("47500001897F0000");
    wkb.iter().for_each(|byte| write!(blob, "{byte:02X}").unwrap());
    sql(&path, &format!("INSERT INTO shapes (geom) VALUES (X'{blob}')"));
    path
}

fn create(path: &str) {
    unsafe {
        let driver = gs::GDALGetDriverByName(c"GPKG".as_ptr());
        let dataset = gs::GDALCreate(driver, c(path).as_ptr(), 0, 0, 0, gs::GDALDataType::GDT_Unknown, ptr::null_mut());
        let crs = gs::OSRNewSpatialReference(ptr::null());
        gs::OSRImportFromEPSG(crs, 32649);
        let (name, any) = (c"shapes".as_ptr(), gs::OGRwkbGeometryType::wkbUnknown);
        let options = gs::CSLAddString(ptr::null_mut(), c"SPATIAL_INDEX=NO".as_ptr());
        assert!(!gs::GDALDatasetCreateLayer(dataset, name, crs, any, options).is_null());
        gs::CSLDestroy(options);
        gs::OSRDestroySpatialReference(crs);
        gs::GDALClose(dataset);
    }
}

fn sql(path: &str, statement: &str) {
    const UPDATE: u32 = 0x01;
    const VECTOR: u32 = 0x04;
    unsafe {
        let dataset = gs::GDALOpenEx(c(path).as_ptr(), UPDATE | VECTOR, ptr::null(), ptr::null(), ptr::null());
        assert!(!dataset.is_null());
        let rows = gs::GDALDatasetExecuteSQL(dataset, c(statement).as_ptr(), ptr::null_mut(), ptr::null());
        gs::GDALDatasetReleaseResultSet(dataset, rows);
        gs::GDALClose(dataset);
    }
}
