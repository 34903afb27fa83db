//! Rasters: bytes as a GeoTIFF, a virtual raster or an ASCII grid, read as classes, as numbers, and on the grid of another.

use super::{
    call::{call, kernel},
    scratch::{self, c},
};
use gdal_sys as gs;
use serde_json::{Value, json};
use std::fs;

pub fn check(data: &[u8]) {
    if names_a_place(data) {
        return;
    }
    scratch::with(|scratch| {
        let path = scratch.input("raster.tif");
        fs::write(&path, data).unwrap();
        if is_large(&path) {
            return;
        }
        let run = |name: &str, request: Value| call(kernel(name).unwrap(), &request.to_string(), scratch);
        let (raster, map, pools) = (json!({"path": path}), scratch.input("map.asc"), scratch.input("pools.csv"));
        let placed = json!({"path": path, "crs": "EPSG:32649"});
        let counted = run("pool_template", json!({"lulc": placed, "tables": scratch.out()}));
        let storage = json!({"lulc": raster, "pools": pools, "area": "planar", "output": scratch.output("carbon.tif")});
        let stored = run("carbon_storage", storage);
        if let (Ok(_), Ok(report)) = (&counted, &stored) {
            assert!(report["results"]["total_area_ha"].as_f64().is_some_and(|area| area > 0.0), "{report}");
        }
        assert!(counted.is_ok() || stored.is_err(), "{counted:?}, {stored:?}");
        let input = json!({"input": placed, "models": [], "map": scratch.output("map.tif"), "tables": scratch.out()});
        let _ = run("raster_variogram", input);
        let aligned =
            json!({"lulc_base": {"path": map}, "lulc_alt": raster, "pools": pools, "resample_classes": "mode"});
        let _ = run("carbon_change", aligned);
    });
}

/// Virtual rasters may name files anywhere, to be read; here none but those beside them.
fn names_a_place(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    let near = text.contains("<VRT") || text.contains("<GDAL");
    near && ["/vsi", "..", "://", ">/", "python", "Derived"].iter().any(|word| text.contains(word))
}

/// Beyond what a moment reads: a few bytes may tell of a raster of any size.
fn is_large(path: &str) -> bool {
    unsafe extern "C" fn quiet(_: gs::CPLErr::Type, _: i32, _: *const libc::c_char) {}
    unsafe {
        gs::CPLPushErrorHandler(Some(quiet));
        let dataset = gs::GDALOpen(c(path).as_ptr(), gs::GDALAccess::GA_ReadOnly);
        let mut large = false;
        if !dataset.is_null() {
            let (columns, rows) = (gs::GDALGetRasterXSize(dataset), gs::GDALGetRasterYSize(dataset));
            large = i64::from(columns) * i64::from(rows) > 10_000;
            gs::GDALClose(dataset);
        }
        gs::CPLPopErrorHandler();
        large
    }
}
