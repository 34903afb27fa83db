//! Outlines of cells as polygons of the map, judged by GEOS and beside those of GDAL's polygonizer.

use crate::fixture::{Map, c};
use gdal_sys as gs;
use pitscape::{
    engine::shapes::multi_polygon,
    grid::Grid,
    kernels::{
        Accumulator,
        patches::outlines::{LabelRun, LabelRuns, outlines},
        stats::random::stream,
    },
};
use rand::RngExt;
use std::{collections::BTreeMap, ptr};

const SIDE: usize = 60;

/// Labels 1 to 3 and, where it is 0, none; the denser the fewer of these.
fn map(density: u64, seed: u64) -> Vec<u32> {
    let mut random = stream(seed, 0);
    let mut below = |n: u64| random.random_range(0..n);
    (0..SIDE * SIDE).map(|_| if below(10) < density { 1 + (below(8) / 5 + below(2)) as u32 } else { 0 }).collect()
}

fn runs(cells: &[u32]) -> LabelRuns {
    let mut runs = LabelRuns::default();
    for row in cells.chunks(SIDE) {
        let cell = |(column, label): (u32, &u32)| LabelRun { start: column, end: column + 1, label: *label };
        runs.push(&(0..).zip(row).filter(|(_, label)| **label > 0).map(cell).collect::<Vec<_>>());
    }
    runs
}

/// Number and area of GDAL's polygons by label.
fn polygonized(cells: &[u32], geotransform: [f64; 6]) -> BTreeMap<u32, (usize, f64)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.tif").to_str().unwrap().to_owned();
    let values: Vec<f64> = cells.iter().map(|cell| f64::from(*cell)).collect();
    Map { geotransform, ..Map::new(SIDE, &values) }.write(&path);
    let mut found: BTreeMap<u32, (usize, f64)> = BTreeMap::new();
    unsafe {
        let raster = gs::GDALOpen(c(&path).as_ptr(), gs::GDALAccess::GA_ReadOnly);
        let band = gs::GDALGetRasterBand(raster, 1);
        let memory = gs::GDALCreate(
            gs::GDALGetDriverByName(c("Memory").as_ptr()),
            c("").as_ptr(),
            0,
            0,
            0,
            gs::GDALDataType::GDT_Unknown,
            ptr::null_mut(),
        );
        let layer = gs::GDALDatasetCreateLayer(
            memory,
            c("l").as_ptr(),
            ptr::null_mut(),
            gs::OGRwkbGeometryType::wkbPolygon,
            ptr::null_mut(),
        );
        let field = gs::OGR_Fld_Create(c("label").as_ptr(), gs::OGRFieldType::OFTInteger);
        assert_eq!(gs::OGR_L_CreateField(layer, field, 1), gs::OGRErr::OGRERR_NONE);
        let mask = gs::GDALGetMaskBand(band);
        assert_eq!(
            gs::GDALPolygonize(band, mask, layer, 0, ptr::null_mut(), None, ptr::null_mut()),
            gs::CPLErr::CE_None
        );
        gs::OGR_L_ResetReading(layer);
        loop {
            let feature = gs::OGR_L_GetNextFeature(layer);
            if feature.is_null() {
                break;
            }
            let (count, area) = found.entry(gs::OGR_F_GetFieldAsInteger(feature, 0) as u32).or_default();
            *count += 1;
            *area += gs::OGR_G_Area(gs::OGR_F_GetGeometryRef(feature));
            gs::OGR_F_Destroy(feature);
        }
        gs::OGR_Fld_Destroy(field);
        gs::GDALClose(memory);
        gs::GDALClose(raster);
    }
    found
}

/// Whether GEOS takes a geometry for valid, how many parts it has, and its area.
fn judged(wkb: &[u8]) -> (bool, usize, f64) {
    unsafe {
        let mut geometry = ptr::null_mut();
        let made = gs::OGR_G_CreateFromWkb(wkb.as_ptr().cast(), ptr::null_mut(), &mut geometry, wkb.len() as i32);
        assert_eq!(made, gs::OGRErr::OGRERR_NONE);
        let parts = gs::OGR_G_GetGeometryCount(geometry) as usize;
        let judged = (gs::OGR_G_IsValid(geometry) == 1, parts, gs::OGR_G_Area(geometry));
        gs::OGR_G_DestroyGeometry(geometry);
        judged
    }
}

#[test]
fn geos_calls_every_outline_valid() {
    for geotransform in [[450_000.0, 20.0, 0.0, 5_200_000.0, 0.0, -10.0], [450_000.0, 6.0, 8.0, 5_200_000.0, 8.0, -6.0]]
    {
        let grid = Grid { rows: SIDE, columns: SIDE, geotransform, metres_per_unit: 1.0 };
        for density in 1..=10 {
            let cells = map(density, density);
            let expected = polygonized(&cells, geotransform);
            let outlines = outlines(&runs(&cells)).unwrap();
            assert!(outlines.labels().map(|outline| outline.label()).eq(expected.keys().copied()));
            for outline in outlines.labels() {
                let (valid, polygons, area) = judged(&multi_polygon(outline, &grid).unwrap());
                let (expected_polygons, expected_area) = expected[&outline.label()];
                assert!(valid, "label {} at density {density}", outline.label());
                assert_eq!(polygons, expected_polygons);
                assert!((area / expected_area - 1.0).abs() < 1e-9, "{area} {expected_area}");
            }
        }
    }
}

/// Or else the test above says nothing: GDAL without GEOS calls nothing valid, and a bow tie is not.
#[test]
fn geos_is_there() {
    let ring = |points: &[(f64, f64)]| {
        let mut wkb = vec![1, 6, 0, 0, 0, 1, 0, 0, 0, 1, 3, 0, 0, 0, 1, 0, 0, 0, points.len() as u8, 0, 0, 0];
        points.iter().for_each(|(x, y)| wkb.extend([x.to_le_bytes(), y.to_le_bytes()].concat()));
        wkb
    };
    assert!(judged(&ring(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)])).0);
    assert!(!judged(&ring(&[(0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)])).0);
}
