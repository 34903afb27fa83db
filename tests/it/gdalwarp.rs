//! GDAL's gdalwarp utility as a peer: exact transformation (`-et 0`) into a raster in memory.

use crate::fixture::c;
use gdal_sys as gs;
use std::ptr;

/// A grid to warp onto.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    pub columns: usize,
    pub rows: usize,
    pub geotransform: [f64; 6],
    pub epsg: i32,
}

/// All cells of the target as numbers, NaN for nodata.
pub fn gdalwarp(path: &str, target: &Target, options: &[&str]) -> Vec<f64> {
    unsafe {
        pitscape::io::gdal::register();
        let mut source = gs::GDALOpen(c(path).as_ptr(), gs::GDALAccess::GA_ReadOnly);
        let mut cells = vec![f64::NAN; target.columns * target.rows];
        let (w, h) = (target.columns as i32, target.rows as i32);
        let real = gs::GDALDataType::GDT_Float64;
        let driver = gs::GDALGetDriverByName(c("MEM").as_ptr());
        let onto = gs::GDALCreate(driver, c("").as_ptr(), w, h, 1, real, ptr::null_mut());
        gs::GDALSetGeoTransform(onto, target.geotransform.as_ptr().cast_mut());
        let crs = gs::OSRNewSpatialReference(ptr::null());
        assert_eq!(gs::OSRImportFromEPSG(crs, target.epsg), gs::OGRErr::OGRERR_NONE);
        gs::OSRSetAxisMappingStrategy(crs, gs::OSRAxisMappingStrategy::OAMS_TRADITIONAL_GIS_ORDER);
        gs::GDALSetSpatialRef(onto, crs);
        gs::OSRDestroySpatialReference(crs);
        let band = gs::GDALGetRasterBand(onto, 1);
        gs::GDALSetRasterNoDataValue(band, f64::NAN);
        gs::GDALFillRaster(band, f64::NAN, 0.0);

        let mut list = ptr::null_mut();
        for word in ["-et", "0"].iter().chain(options) {
            list = gs::CSLAddString(list, c(word).as_ptr());
        }
        let app = gs::GDALWarpAppOptionsNew(list, ptr::null_mut());
        gs::CSLDestroy(list);
        assert!(!app.is_null(), "gdalwarp takes {options:?}");
        let mut wrong = 0;
        let done = gs::GDALWarp(ptr::null(), onto, 1, &mut source, app, &mut wrong);
        assert!(!done.is_null() && wrong == 0);
        gs::GDALWarpAppOptionsFree(app);
        let status =
            gs::GDALRasterIO(band, gs::GDALRWFlag::GF_Read, 0, 0, w, h, cells.as_mut_ptr().cast(), w, h, real, 0, 0);
        assert_eq!(status, gs::CPLErr::CE_None);
        gs::GDALClose(onto);
        gs::GDALClose(source);
        cells
    }
}
