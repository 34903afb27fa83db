//! Small rasters, tables and polygons for tests, made by GDAL.

use gdal_sys as gs;
use pitscape::{
    engine::report::Report,
    io::table::{Column, Table},
};
use serde_json::Value;
use std::{
    ffi::CString,
    fs, ptr,
    sync::atomic::{AtomicUsize, Ordering},
};
use tempfile::TempDir;

pub fn c(text: &str) -> CString {
    CString::new(text).unwrap()
}

/// GDAL's version, as 3060200 for 3.6.2.
pub fn gdal_version() -> u32 {
    let text = unsafe { std::ffi::CStr::from_ptr(gs::GDALVersionInfo(c("VERSION_NUM").as_ptr())) };
    text.to_str().unwrap().parse().unwrap()
}

/// A raster to be written: f64 values in row-major order, whatever the type on disk.
#[derive(Clone)]
pub struct Map {
    pub columns: usize,
    pub values: Vec<f64>,
    /// GDAL's number of the cell type (1 is Byte).
    pub kind: u32,
    pub nodata: Option<f64>,
    pub geotransform: [f64; 6],
    pub epsg: Option<i32>,
    pub options: Vec<&'static str>,
    /// Bands before the one with the values, all 99.
    pub bands_before: usize,
    pub scale_offset: Option<(f64, f64)>,
    pub mask: Option<Masked>,
}

/// A mask of a raster, 0 where it has nothing, and where that is kept.
#[derive(Clone)]
pub enum Masked {
    /// In a band after that with the values.
    Alpha(Vec<f64>),
    /// In the file's own mask.
    Inside(Vec<f64>),
    /// In a file beside it.
    Beside(Vec<f64>),
}

impl Map {
    /// 20 m x 10 m cells in UTM 49N on its central meridian, bytes, nodata 0.
    pub fn new(columns: usize, values: &[f64]) -> Map {
        Map {
            columns,
            values: values.to_vec(),
            kind: 1,
            nodata: Some(0.0),
            geotransform: [500_000.0, 20.0, 0.0, 4_400_000.0, 0.0, -10.0],
            epsg: Some(32649),
            options: vec![],
            bands_before: 0,
            scale_offset: None,
            mask: None,
        }
    }

    pub fn write(&self, path: &str) {
        unsafe {
            pitscape::io::gdal::register();
            let driver = gs::GDALGetDriverByName(c("GTiff").as_ptr());
            let mut list = ptr::null_mut();
            for option in &self.options {
                list = gs::CSLAddString(list, c(option).as_ptr());
            }
            let rows = self.values.len() / self.columns;
            let valued = self.bands_before as i32 + 1;
            let bands = valued + i32::from(matches!(self.mask, Some(Masked::Alpha(_))));
            let kind: gs::GDALDataType::Type = self.kind;
            let dataset = gs::GDALCreate(driver, c(path).as_ptr(), self.columns as i32, rows as i32, bands, kind, list);
            gs::CSLDestroy(list);
            assert!(!dataset.is_null());
            gs::GDALSetGeoTransform(dataset, self.geotransform.as_ptr().cast_mut());
            if let Some(epsg) = self.epsg {
                let crs = gs::OSRNewSpatialReference(ptr::null());
                assert_eq!(gs::OSRImportFromEPSG(crs, epsg), gs::OGRErr::OGRERR_NONE);
                gs::GDALSetSpatialRef(dataset, crs);
                gs::OSRDestroySpatialReference(crs);
            }
            for band in 1..=bands {
                let handle = gs::GDALGetRasterBand(dataset, band);
                if let Some(nodata) = self.nodata {
                    gs::GDALSetRasterNoDataValue(handle, nodata);
                }
                if let Some((scale, offset)) = self.scale_offset {
                    gs::GDALSetRasterScale(handle, scale);
                    gs::GDALSetRasterOffset(handle, offset);
                }
                match &self.mask {
                    _ if band == valued => self.fill(handle, &self.values),
                    Some(Masked::Alpha(alpha)) if band == bands => {
                        gs::GDALSetRasterColorInterpretation(handle, gs::GDALColorInterp::GCI_AlphaBand);
                        self.fill(handle, alpha);
                    }
                    _ => self.fill(handle, &vec![99.0; self.values.len()]),
                }
            }
            if let Some(Masked::Inside(mask) | Masked::Beside(mask)) = &self.mask {
                let inside = if matches!(self.mask, Some(Masked::Inside(_))) { "YES" } else { "NO" };
                let key = c("GDAL_TIFF_INTERNAL_MASK");
                gs::CPLSetThreadLocalConfigOption(key.as_ptr(), c(inside).as_ptr());
                const PER_DATASET: i32 = 2;
                assert_eq!(gs::GDALCreateDatasetMaskBand(dataset, PER_DATASET), gs::CPLErr::CE_None);
                gs::CPLSetThreadLocalConfigOption(key.as_ptr(), ptr::null());
                self.fill(gs::GDALGetMaskBand(gs::GDALGetRasterBand(dataset, valued)), mask);
            }
            gs::GDALClose(dataset);
        }
    }
}

impl Map {
    unsafe fn fill(&self, band: gs::GDALRasterBandH, values: &[f64]) {
        let (mut values, real) = (values.to_vec(), gs::GDALDataType::GDT_Float64);
        let (w, h) = (self.columns as i32, (values.len() / self.columns) as i32);
        let (cells, write) = (values.as_mut_ptr().cast(), gs::GDALRWFlag::GF_Write);
        let status = unsafe { gs::GDALRasterIO(band, write, 0, 0, w, h, cells, w, h, real, 0, 0) };
        assert_eq!(status, gs::CPLErr::CE_None);
    }
}

/// Everything of a written raster that tests look at.
#[derive(Debug, PartialEq)]
pub struct Written {
    pub values: Vec<f32>,
    pub geotransform: [f64; 6],
    pub epsg: String,
    pub nodata: f64,
    pub unit: String,
    pub description: String,
    pub block: (i32, i32),
}

pub fn read(path: &str) -> Written {
    read_band(path, 1)
}

pub fn read_band(path: &str, band: i32) -> Written {
    unsafe {
        pitscape::io::gdal::register();
        let dataset = gs::GDALOpen(c(path).as_ptr(), gs::GDALAccess::GA_ReadOnly);
        assert!(!dataset.is_null(), "{path} opens");
        let (w, h) = (gs::GDALGetRasterXSize(dataset), gs::GDALGetRasterYSize(dataset));
        let band = gs::GDALGetRasterBand(dataset, band);
        assert!(!band.is_null(), "{path} has the band");
        assert_eq!(gs::GDALGetRasterDataType(band), gs::GDALDataType::GDT_Float32);
        let mut values = vec![0f32; (w * h) as usize];
        let status = gs::GDALRasterIO(
            band,
            gs::GDALRWFlag::GF_Read,
            0,
            0,
            w,
            h,
            values.as_mut_ptr().cast(),
            w,
            h,
            gs::GDALDataType::GDT_Float32,
            0,
            0,
        );
        assert_eq!(status, gs::CPLErr::CE_None);
        let mut geotransform = [0.0; 6];
        gs::GDALGetGeoTransform(dataset, geotransform.as_mut_ptr());
        let text = |t: *const libc::c_char| std::ffi::CStr::from_ptr(t).to_string_lossy().into_owned();
        let mut block = (0, 0);
        gs::GDALGetBlockSize(band, &mut block.0, &mut block.1);
        let written = Written {
            values,
            geotransform,
            epsg: text(gs::OSRGetAuthorityCode(gs::GDALGetSpatialRef(dataset), ptr::null())),
            nodata: gs::GDALGetRasterNoDataValue(band, ptr::null_mut()),
            unit: text(gs::GDALGetRasterUnitType(band)),
            description: text(gs::GDALGetDescription(band)),
            block,
        };
        gs::GDALClose(dataset);
        written
    }
}

/// Cells of a band of any type, its GDAL type and its nodata.
pub fn read_numbers(path: &str) -> (Vec<f64>, u32, f64) {
    read_band_numbers(path, 1)
}

pub fn read_band_numbers(path: &str, band: i32) -> (Vec<f64>, u32, f64) {
    unsafe {
        pitscape::io::gdal::register();
        let dataset = gs::GDALOpen(c(path).as_ptr(), gs::GDALAccess::GA_ReadOnly);
        assert!(!dataset.is_null(), "{path} opens");
        let (w, h) = (gs::GDALGetRasterXSize(dataset), gs::GDALGetRasterYSize(dataset));
        let band = gs::GDALGetRasterBand(dataset, band);
        let mut values = vec![0f64; (w * h) as usize];
        let cells = values.as_mut_ptr().cast();
        let (read, kind) = (gs::GDALRWFlag::GF_Read, gs::GDALDataType::GDT_Float64);
        assert_eq!(gs::GDALRasterIO(band, read, 0, 0, w, h, cells, w, h, kind, 0, 0), gs::CPLErr::CE_None);
        let (kind, nodata) = (gs::GDALGetRasterDataType(band), gs::GDALGetRasterNoDataValue(band, ptr::null_mut()));
        gs::GDALClose(dataset);
        (values, kind, nodata)
    }
}

pub fn metadata(path: &str, key: &str) -> String {
    unsafe {
        let dataset = gs::GDALOpen(c(path).as_ptr(), gs::GDALAccess::GA_ReadOnly);
        let item = gs::GDALGetMetadataItem(dataset, c(key).as_ptr(), ptr::null());
        let text =
            if item.is_null() { String::new() } else { std::ffi::CStr::from_ptr(item).to_string_lossy().into_owned() };
        gs::GDALClose(dataset);
        text
    }
}

/// A folder of the test's own, with names for files in it.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn map(&self, map: &Map) -> String {
        static COUNTER: AtomicUsize = AtomicUsize::new(0);
        let path = self.path(&format!("map{}.tif", COUNTER.fetch_add(1, Ordering::Relaxed)));
        map.write(&path);
        path
    }

    pub fn text(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// Names of all files, sorted.
    pub fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

/// A file of the project's own reference figures.
pub fn golden(name: &str) -> String {
    format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A file of other projects' data, which cannot be kept here. Tests that ask for one are ignored unless they are asked for, and
/// fail without it.
pub fn reference(name: &str) -> String {
    let folder =
        std::env::var("PITSCAPE_REFERENCE").expect("PITSCAPE_REFERENCE names the folder of other projects' data");
    format!("{folder}/{name}")
}

/// A GeoJSON feature collection of geometries in the reference system of `epsg`.
pub fn geojson(epsg: i32, geometries: &[&str]) -> String {
    let features: Vec<String> =
        geometries.iter().map(|g| format!(r#"{{"type":"Feature","properties":{{}},"geometry":{g}}}"#)).collect();
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::{epsg}"}}}},"features":[{}]}}"#,
        features.join(",")
    )
}

/// A request with some fields replaced.
pub fn with(request: &Value, more: Value) -> Value {
    let mut request = request.clone();
    for (name, value) in more.as_object().unwrap() {
        request[name] = value.clone();
    }
    request
}

/// Texts of the messages with a code, a line each.
pub fn told(report: &Report, code: &str) -> String {
    let texts: Vec<&str> = report.messages.iter().filter(|m| m.code == code).map(|m| m.text.as_str()).collect();
    texts.join("\n")
}

pub fn table<'r>(report: &'r Report, name: &str) -> &'r Table {
    report.tables.iter().find(|table| table.name == name).unwrap()
}

pub fn column<'t>(table: &'t Table, name: &str) -> &'t Column {
    &table.columns.iter().find(|(own, _)| *own == name).unwrap().1
}

/// Cells of a column of numbers.
pub fn reals(table: &Table, name: &str) -> Vec<Option<f64>> {
    match column(table, name) {
        Column::Real(cells) => cells.clone(),
        Column::Integer(cells) => cells.iter().map(|cell| cell.map(|cell| cell as f64)).collect(),
        _ => panic!("{name} is no column of numbers"),
    }
}

/// Cells of a column of texts, empty where they are NULL.
pub fn texts(table: &Table, name: &str) -> Vec<String> {
    let Column::Text(cells) = column(table, name) else { panic!("{name} is no column of texts") };
    cells.iter().map(|cell| cell.clone().unwrap_or_default()).collect()
}
