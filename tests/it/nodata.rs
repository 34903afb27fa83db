//! Which cells are nodata by the band's own value: those that GDAL's mask band leaves out, and where it is blind those that no one
//! would take for values.

use crate::fixture::{Folder, Map, c};
use gdal_sys as gs;
use pitscape::{
    cover::classes::{ClassMap, NODATA},
    grid::Window,
    io::{
        RasterSource,
        gdal::{Source, SourceOptions},
    },
};
use std::sync::Arc;

const END32: f64 = f32::MAX as f64;

/// The cells of a raster of one row in order: nodata or not, as values, as classes (where all are codes), and by GDAL's mask.
fn seen(values: &[f64], kind: u32, nodata: f64) -> (Vec<bool>, Option<Vec<bool>>, Vec<bool>) {
    let f = Folder::new();
    let path = f.map(&Map { kind, nodata: Some(nodata), ..Map::new(values.len(), values) });
    let options = SourceOptions {
        path: path.clone(),
        band: 1,
        nodata: vec![],
        own_nodata: true,
        ignore_codes: Default::default(),
        crs: None,
    };
    let mut source = Source::open(&options, Arc::new(ClassMap::new([]))).unwrap();
    let window = Window { row: 0, column: 0, rows: 1, columns: values.len() };
    let mut numbers = vec![0.0; values.len()];
    source.read_values(window, &mut numbers).unwrap();
    let mut ids = vec![0; values.len()];
    let read = source.read_classes(window, &mut ids).is_ok();
    let mut mask = vec![0u8; values.len()];
    unsafe {
        let dataset = gs::GDALOpen(c(&path).as_ptr(), gs::GDALAccess::GA_ReadOnly);
        let band = gs::GDALGetMaskBand(gs::GDALGetRasterBand(dataset, 1));
        let (w, cells, read) = (values.len() as i32, mask.as_mut_ptr().cast(), gs::GDALRWFlag::GF_Read);
        assert_eq!(
            gs::GDALRasterIO(band, read, 0, 0, w, 1, cells, w, 1, gs::GDALDataType::GDT_Byte, 0, 0),
            gs::CPLErr::CE_None
        );
        gs::GDALClose(dataset);
    }
    (
        numbers.iter().map(|v| v.is_nan()).collect(),
        read.then(|| ids.iter().map(|id| *id == NODATA).collect()),
        mask.iter().map(|m| *m == 0).collect(),
    )
}

fn check(values: &[f64], kind: u32, nodata: f64) {
    let (numbers, classes, gdal) = seen(values, kind, nodata);
    assert_eq!(numbers, gdal, "type {kind}, nodata {nodata:e}: {values:?}");
    if let Some(classes) = classes {
        assert_eq!(classes, gdal, "type {kind}, nodata {nodata:e}: {values:?}");
    }
}

/// Numbers of every size about a value: from its neighbour to ten times as much.
fn around(value: f64) -> Vec<f64> {
    let steps = (-170..=10).map(|step| 10f64.powf(f64::from(step) / 10.0));
    steps.flat_map(|step| [value * (1.0 + step), value * (1.0 - step)]).chain([value, -value, 0.0]).collect()
}

#[test]
fn real_numbers_as_gdal_takes_them() {
    for value in [-9999.0, 0.1, 0.0, 1e7, 16_777_216.0, 1e-40, -1e30, -3.4e38, -3.40282e38, -3.402823e38, 1e38, -END32]
    {
        // Float32; what GDAL rounds beyond its end is none of its cells
        let cells: Vec<f64> =
            around(value).into_iter().map(|v| f64::from(v as f32)).filter(|v| v.is_finite()).collect();
        check(&cells, 6, value);
    }
    for value in [-9999.0, 0.1, 0.0, 1e15, -END32, -3.402823466e38, -3.402823e38, 1e300, -1.79e308, -f64::MAX] {
        let cells: Vec<f64> = around(value).into_iter().filter(|v| v.is_finite()).collect();
        check(&cells, 7, value);
    }
    for kind in [6, 7] {
        check(&[f64::INFINITY, f64::NEG_INFINITY, 5.0], kind, -9999.0);
        // NaN is nothing whether GDAL is told so or not
        check(&[f64::NAN, 5.0], kind, f64::NAN);
        assert_eq!(seen(&[f64::NAN, 5.0], kind, -9999.0).0, [true, false]);
    }
}

#[test]
fn whole_numbers_as_gdal_takes_them() {
    let odd = [
        2.0,
        2.5,
        -0.5,
        -1.0,
        -2.5,
        -9999.0,
        254.5,
        255.5,
        256.0,
        259.0,
        32_768.0,
        65_535.0,
        65_536.0,
        -32_769.0,
        1e10,
        -3.4e38,
        4_294_967_295.0,
        4_294_967_295.5,
        -2_147_483_648.0,
        -2_147_483_649.0,
        1e300,
    ];
    let cells = [0.0, 1.0, 2.0, 3.0, 254.0, 255.0, -1.0, -2.0, -3.0, -9999.0, 32_767.0, -32_768.0, 65_535.0];
    let far = [4_294_967_295.0, 4_294_967_294.0, -2_147_483_648.0, 2_147_483_647.0];
    for (kind, low, high) in [
        (1, 0.0, 255.0),
        (2, 0.0, 65_535.0),
        (3, -32_768.0, 32_767.0),
        (4, 0.0, 4_294_967_295.0),
        (5, -2_147_483_648.0, 2_147_483_647.0),
    ] {
        let cells: Vec<f64> = cells.iter().chain(&far).copied().filter(|v| (low..=high).contains(v)).collect();
        for nodata in odd {
            check(&cells, kind, nodata);
        }
    }
}

/// GDAL takes the end of a range for a value where nodata lies beyond it, or was rounded up to infinity.
#[test]
fn the_end_of_the_range_is_nodata_where_nodata_is_beyond() {
    let cells = [-END32, f64::NEG_INFINITY, 5.0, END32];
    for nodata in [-f64::MAX, -1.79e308, -1e39, f64::NEG_INFINITY] {
        assert_eq!(seen(&cells, 6, nodata).0, [true, true, false, false], "{nodata:e}");
    }
    let cells = [-f64::MAX, f64::NEG_INFINITY, 5.0, f64::MAX];
    assert_eq!(seen(&cells, 7, f64::NEG_INFINITY).0, [true, true, false, false]);
    assert_eq!(seen(&cells, 7, f64::INFINITY).0, [false, false, false, true]);
}
