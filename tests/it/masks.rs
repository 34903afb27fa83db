//! Mask bands and alpha bands: what they hide is nodata, whatever it holds, and the log says how much that is.

use crate::fixture::{Folder, Map, Masked, c, with};
use gdal_sys as gs;
use pitscape::{
    cover::classes::ClassMap,
    engine::{
        message::{Level, Message},
        progress::Progress,
        report::Report,
    },
    figures,
    grid::Window,
    io::{
        RasterSource,
        gdal::{Aligned, GridRelation, RasterInfo, Source, SourceOptions},
        resample::Resampling,
        table::Column,
    },
    run::{distance_zones, landscape_metrics, pool_template, raster_variogram, sampled_windows},
};
use serde_json::{Value, json};
use std::{ptr, sync::Arc};

const COLUMNS: usize = 97;
const ROWS: usize = 83;

fn hash(i: usize) -> usize {
    ((i as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33) as usize
}

/// A map of classes 1 to 5 in patches with noise, on cells of 10 m.
fn map(kind: u32) -> Map {
    let class = |i: usize| 1 + (i / COLUMNS / 7 * 31 + i % COLUMNS / 5 * 17 + usize::from(hash(i) % 4 == 0)) % 5;
    let values: Vec<f64> = (0..COLUMNS * ROWS).map(|i| class(i) as f64).collect();
    let geotransform = [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0];
    Map { kind, nodata: None, geotransform, ..Map::new(COLUMNS, &values) }
}

/// Large patches, single cells, and the first row; `opaque` elsewhere.
fn mask(opaque: f64) -> Vec<f64> {
    let hidden = |i: usize| (i / COLUMNS / 20 + i % COLUMNS / 30) % 3 == 0 || hash(i) % 17 == 0 || i < COLUMNS;
    (0..COLUMNS * ROWS).map(|i| if hidden(i) { 0.0 } else { opaque }).collect()
}

/// The map with a nodata value in place of its mask.
fn in_place(map: &Map, mask: &[f64], nodata: f64) -> Map {
    let values = map.values.iter().zip(mask).map(|(v, m)| if *m == 0.0 { nodata } else { *v }).collect();
    Map { values, nodata: Some(nodata), mask: None, ..map.clone() }
}

fn count(request: &Value) -> (Vec<(i64, i64)>, Vec<Message>) {
    let report =
        pool_template::run(&pitscape::engine::request::parse(&request.to_string()).unwrap(), &mut Progress::none())
            .unwrap();
    let integers = |name: &str| {
        let column = &report.tables[0].columns.iter().find(|(n, _)| *n == name).unwrap().1;
        let Column::Integer(cells) = column else { panic!("{name} is an integer") };
        cells.iter().map(|cell| cell.unwrap()).collect::<Vec<_>>()
    };
    (integers("lucode").into_iter().zip(integers("cells")).collect(), report.messages)
}

fn counted(path: &str) -> (Vec<(i64, i64)>, Vec<Message>) {
    count(&json!({"lulc": {"path": path}, "threads": 2}))
}

fn masked(messages: &[Message]) -> Vec<&str> {
    messages.iter().filter(|message| message.code == "MASKED").map(|message| message.text.as_str()).collect()
}

/// A virtual raster of a file, its mask handed on.
fn virtual_raster(path: &str, made: &str) {
    unsafe {
        let dataset = gs::GDALOpen(c(path).as_ptr(), gs::GDALAccess::GA_ReadOnly);
        let driver = gs::GDALGetDriverByName(c("VRT").as_ptr());
        let copy = gs::GDALCreateCopy(driver, c(made).as_ptr(), dataset, 0, ptr::null_mut(), None, ptr::null_mut());
        assert!(!copy.is_null());
        gs::GDALClose(copy);
        gs::GDALClose(dataset);
    }
}

#[test]
fn every_kind_of_mask_and_of_cells() {
    let f = Folder::new();
    let tiles = ["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=32"];
    // Bytes with a byte to spare and without, and types that are read as ids
    for (kind, nodata) in [(1, None), (1, Some(0.0)), (2, None), (3, Some(-1.0)), (5, None), (6, None), (7, Some(-9.0))]
    {
        for options in [vec![], vec!["BLOCKYSIZE=5"], tiles.to_vec(), vec!["INTERLEAVE=PIXEL", "COMPRESS=DEFLATE"]] {
            let plain = Map { options, nodata, ..map(kind) };
            let opaque = match kind {
                2 => 65_535.0,
                3 => 32_767.0,
                _ => 255.0,
            };
            let expected = counted(&f.map(&in_place(&plain, &mask(255.0), 200.0))).0;
            let hidden = mask(255.0).iter().filter(|m| **m == 0.0).count();
            assert_eq!(expected.iter().map(|(_, cells)| *cells as usize).sum::<usize>(), COLUMNS * ROWS - hidden);
            // An alpha band beside one band, two and three
            for (bands_before, of, name) in [
                (0, Masked::Alpha(mask(opaque)), "alpha"),
                (1, Masked::Alpha(mask(opaque)), "alpha"),
                (2, Masked::Alpha(mask(opaque)), "alpha"),
                (0, Masked::Inside(mask(255.0)), "mask"),
                (1, Masked::Beside(mask(255.0)), "mask"),
            ] {
                let path = f.map(&Map { bands_before, mask: Some(of), ..plain.clone() });
                let copy = f.path("copy.vrt");
                virtual_raster(&path, &copy);
                for path in [&path, &copy] {
                    let request = json!({"lulc": {"path": path, "band": bands_before + 1}, "threads": 2});
                    let (found, messages) = count(&request);
                    assert_eq!(found, expected, "type {kind}, {name} after {bands_before} bands: {path}");
                    let text = format!(
                        "{path}: {} cells with a value are nodata by its {name} band.",
                        figures::count(hidden as u64)
                    );
                    assert_eq!(masked(&messages), [text]);
                }
            }
        }
    }
}

/// What a mask hides may be anything: it is no class, and no reason to fail.
#[test]
fn hidden_cells_hold_what_they_will() {
    let f = Folder::new();
    let values = [1.0, 2.5, 1e38, 2.0, f64::INFINITY, f64::NAN, 1.0, -7.0];
    let mask = vec![255.0, 0.0, 0.0, 255.0, 0.0, 0.0, 255.0, 0.0];
    let path = f.map(&Map { kind: 6, nodata: Some(-7.0), mask: Some(Masked::Inside(mask)), ..Map::new(4, &values) });
    let (found, messages) = counted(&path);
    assert_eq!(found, [(1, 2), (2, 1)]);
    // NaN and -7 are nodata of themselves
    assert_eq!(masked(&messages), [format!("{path}: 3 cells with a value are nodata by its mask band.")]);
    assert!(messages.iter().all(|message| message.level == Level::Info));
}

#[test]
fn partly_transparent_cells_count() {
    let f = Folder::new();
    for (kind, opaque) in [(1, 255.0), (2, 65_535.0)] {
        let alpha = vec![opaque, 1.0, opaque - 1.0, 0.0, opaque, 1.0];
        let map = Map { kind, mask: Some(Masked::Alpha(alpha)), ..Map::new(3, &[1.0, 1.0, 2.0, 2.0, 0.0, 0.0]) };
        for bands_before in [0, 1] {
            let path = f.map(&Map { bands_before, ..map.clone() });
            let (found, messages) = count(&json!({"lulc": {"path": path, "band": bands_before + 1}}));
            assert_eq!(found, [(1, 2), (2, 1)]);
            let text = format!(
                "{path}: 1 cell with a value is nodata by its alpha band. 2 cells count as whole though partly transparent there."
            );
            assert_eq!(masked(&messages), [text]);
        }
    }
}

/// The alpha band is no mask of its own.
#[test]
fn an_alpha_band_as_the_map() {
    let f = Folder::new();
    let mask = Some(Masked::Alpha(vec![255.0, 0.0, 0.0, 7.0]));
    let path = f.map(&Map { nodata: None, mask, ..Map::new(2, &[1.0, 2.0, 3.0, 4.0]) });
    let (found, messages) = count(&json!({"lulc": {"path": path, "band": 2}}));
    assert_eq!(found, [(0, 2), (7, 1), (255, 1)]);
    assert_eq!(masked(&messages), [""; 0]);
}

/// GDAL lets one hide the other; here a cell is nodata if either says so, and a list of nodata takes the place of the value alone.
#[test]
fn a_mask_and_a_nodata_value() {
    let f = Folder::new();
    let values = [1.0, 1.0, 0.0, 0.0, 2.0, 3.0];
    let mask = vec![255.0, 0.0, 255.0, 0.0, 255.0, 255.0];
    for of in [Masked::Alpha(mask.clone()), Masked::Inside(mask.clone()), Masked::Beside(mask)] {
        let path = f.map(&Map { mask: Some(of), ..Map::new(2, &values) });
        let request = json!({"lulc": {"path": path}});
        let of_list = |nodata: Value| count(&with(&request, json!({"lulc": {"path": path, "nodata": nodata}}))).0;
        assert_eq!(counted(&path).0, [(1, 1), (2, 1), (3, 1)]);
        assert_eq!(of_list(json!([2])), [(0, 1), (1, 1), (3, 1)]);
        assert_eq!(of_list(json!([])), [(0, 1), (1, 1), (2, 1), (3, 1)]);
        let both = json!({"lulc": {"path": path, "nodata": [2], "own_nodata": true}});
        assert_eq!(count(&both).0, [(1, 1), (3, 1)]);
        assert!(masked(&counted(&path).1)[0].contains(": 1 cell with a value is nodata"));
    }
}

/// All values of a dataset together are nodata, or none.
#[test]
fn nodata_of_all_bands_together() {
    let f = Folder::new();
    let path = f.map(&Map { bands_before: 1, nodata: None, ..Map::new(2, &[1.0, 2.0, 3.0, 3.0]) });
    unsafe {
        let dataset = gs::GDALOpen(c(&path).as_ptr(), gs::GDALAccess::GA_Update);
        let none = ptr::null();
        gs::GDALSetMetadataItem(dataset, c("NODATA_VALUES").as_ptr(), c("99 3").as_ptr(), none);
        gs::GDALClose(dataset);
    }
    let (found, messages) = count(&json!({"lulc": {"path": path, "band": 2}}));
    assert_eq!(found, [(1, 1), (2, 1)]);
    assert!(masked(&messages)[0].contains(": 2 cells with a value are nodata by its mask band"));
}

fn open(path: &str) -> (Source, Arc<RasterInfo>) {
    let options = SourceOptions {
        path: path.to_owned(),
        band: 1,
        nodata: vec![],
        own_nodata: true,
        ignore_codes: Default::default(),
        crs: None,
    };
    let mut source = Source::open(&options, Arc::new(ClassMap::new([1, 2, 3, 4, 5]))).unwrap();
    let info = source.info(None).unwrap();
    (source, info)
}

/// On the grid of another map a mask is a hole as nodata is.
#[test]
fn on_other_grids() {
    let f = Folder::new();
    let (plain, opaque) = (Map { options: vec!["BLOCKYSIZE=3"], ..map(1) }, 255.0);
    let nodata = f.map(&in_place(&plain, &mask(opaque), 200.0));
    let beside = f.map(&Map { mask: Some(Masked::Beside(mask(opaque))), ..plain.clone() });
    let alpha = f.map(&Map { mask: Some(Masked::Alpha(mask(opaque))), ..plain });
    let (x, y) = (500_000.0, 4_400_000.0);
    for (columns, rows, geotransform, epsg) in [
        (COLUMNS, ROWS, [x + 20.0, 10.0, 0.0, y - 30.0, 0.0, -10.0], 32649),
        (60, 50, [x + 3.0, 23.0, 0.0, y - 4.0, 0.0, -17.0], 32649),
        (200, 180, [x - 5.0, 4.0, 0.0, y + 5.0, 0.0, -4.0], 32649),
        (70, 60, [x + 100.0, 8.0, 5.0, y - 90.0, 5.0, -8.0], 32649),
        (80, 80, [111.0, 1e-4, 0.0, 39.749, 0.0, -1e-4], 4326),
    ] {
        let onto = Map { geotransform, epsg: Some(epsg), ..Map::new(columns, &vec![1.0; columns * rows]) };
        let (_, onto) = open(&f.map(&onto));
        let window = Window { row: 0, column: 0, rows, columns };
        let aligned = |path: &str, resampling| {
            let (source, info) = open(path);
            Aligned::new(source, &GridRelation::new(&info, &onto), resampling).unwrap()
        };
        for resampling in [Resampling::Nearest, Resampling::Mode] {
            let ids = |path: &str| {
                let mut ids = vec![0; window.cells()];
                aligned(path, resampling).read_classes(window, &mut ids).unwrap();
                ids
            };
            let expected = ids(&nodata);
            assert!(expected.iter().any(|id| *id < 5), "{geotransform:?}");
            assert!(ids(&beside) == expected && ids(&alpha) == expected, "{geotransform:?}, {resampling:?}");
        }
        for resampling in [Resampling::Bilinear, Resampling::Average] {
            let values = |path: &str| {
                let mut values = vec![0.0; window.cells()];
                aligned(path, resampling).read_values(window, &mut values).unwrap();
                values.iter().map(|v| v.to_bits()).collect::<Vec<_>>()
            };
            let expected = values(&nodata);
            assert!(values(&beside) == expected && values(&alpha) == expected, "{geotransform:?}, {resampling:?}");
        }
    }
}

fn parsed<R: serde::de::DeserializeOwned>(request: Value) -> R {
    pitscape::engine::request::parse(&request.to_string()).unwrap()
}

/// Sweeps, threads and halos read blocks again and again.
#[test]
fn a_cell_is_counted_once() {
    let f = Folder::new();
    let options = vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"];
    let path = f.map(&Map { options, mask: Some(Masked::Inside(mask(255.0))), ..map(1) });
    let hidden = mask(255.0).iter().filter(|m| **m == 0.0).count();
    let raster = || json!({"path": path});
    let expected = format!("{path}: {} cells with a value are nodata by its mask band.", figures::count(hidden as u64));
    let said = |report: Report| assert_eq!(masked(&report.messages), [&expected]);
    for threads in [1, 3] {
        let request = json!({
            "layers": [raster()], "metrics": ["AREA", "ENN", "GYRATE"], "patch": true, "patches": true,
            "output": f.path(&format!("ids{threads}.tif")), "threads": threads,
        });
        said(landscape_metrics::run(&parsed(request), &mut Progress::none()).unwrap());
        let request = json!({"lulc": raster(), "codes": [2], "ring_width": 20.0, "ring_count": 3, "threads": threads});
        said(distance_zones::run(&parsed(request), &mut Progress::none()).unwrap());
        for estimator in ["matheron", "dowd"] {
            let request = json!({"input": raster(), "cutoff": 100.0, "width": 10.0, "estimator": estimator, "models": [], "threads": threads});
            said(raster_variogram::run(&parsed(request), &mut Progress::none()).unwrap());
        }
    }
}

#[test]
fn a_band_of_a_picture_is_told() {
    let f = Folder::new();
    let picture = Map { bands_before: 2, options: vec!["PHOTOMETRIC=RGB"], ..Map::new(2, &[1.0, 2.0]) };
    for (path, band, colour) in [(f.map(&picture), 3, Some("blue")), (f.map(&Map::new(2, &[1.0, 2.0])), 1, None)] {
        let (_, messages) = count(&json!({"lulc": {"path": path, "band": band}}));
        let warnings: Vec<_> = messages.iter().filter(|message| message.level == Level::Warning).collect();
        assert_eq!(warnings.len(), usize::from(colour.is_some()));
        if let Some(colour) = colour {
            let start = format!("Band {band} of {path} is marked as the {colour} band of a picture.");
            assert!(warnings[0].code == "PICTURE" && warnings[0].text.starts_with(&start));
        }
    }
}

/// Where only a part of the map is read, the log says so.
#[test]
fn a_part_of_the_map() {
    let f = Folder::new();
    let options = vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"];
    let hidden = mask(255.0);
    let path = f.map(&Map { options, mask: Some(Masked::Beside(hidden.clone())), ..map(1) });
    // 3 cells around the middle of the block that begins at row 16 and column 16
    let point = r#"{"type":"Point","coordinates":[500245,4399755]}"#;
    let features = f.text("p.geojson", &crate::fixture::geojson(32649, &[point]));
    let request = json!({
        "lulc": {"path": path}, "features": features, "metrics": ["PR"], "radii": [30.0], "edge": "partial", "min_valid": 0.0,
    });
    let report = sampled_windows::run(&parsed(request), &mut Progress::none()).unwrap();
    let of_block = (16..32).flat_map(|row| (16..32).map(move |column| row * COLUMNS + column));
    let hidden = of_block.filter(|i| hidden[*i] == 0.0).count();
    let text = format!(
        "{path}: {hidden} cells with a value are nodata by its mask band, of the 256 of its {} cells that were read.",
        figures::count((COLUMNS * ROWS) as u64)
    );
    assert_eq!(masked(&report.messages), [text]);
}

#[test]
fn alpha_and_mask_hide_each_its_own() {
    let f = Folder::new();
    let plain = map(1);
    let under = |i: usize| hash(i + 7) % 11 == 0;
    let second: Vec<f64> = (0..COLUMNS * ROWS).map(|i| if under(i) { 0.0 } else { 255.0 }).collect();
    let other = f.map(&Map { values: second.clone(), nodata: None, ..plain.clone() });
    let alpha = f.map(&Map { mask: Some(Masked::Alpha(mask(255.0))), ..plain.clone() });
    let both = f.path("both.vrt");
    virtual_raster(&alpha, &both);
    let band = format!(
        r#"<MaskBand><VRTRasterBand dataType="Byte"><SimpleSource><SourceFilename>{other}</SourceFilename>
<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></MaskBand></VRTDataset>"#
    );
    let text = std::fs::read_to_string(&both).unwrap().replace("</VRTDataset>", &band);
    std::fs::write(&both, text).unwrap();
    let together: Vec<f64> = mask(255.0).iter().zip(&second).map(|(a, b)| a.min(*b)).collect();
    let expected = counted(&f.map(&in_place(&plain, &together, 200.0))).0;
    let (found, messages) = counted(&both);
    assert_eq!(found, expected);
    let hidden = figures::count(together.iter().filter(|m| **m == 0.0).count() as u64);
    assert_eq!(
        masked(&messages),
        [format!("{both}: {hidden} cells with a value are nodata by its alpha and mask bands.")]
    );
}

#[test]
fn an_alpha_band_of_few_bits_is_opaque_at_its_largest_value() {
    let f = Folder::new();
    let plain = Map { options: vec!["NBITS=4"], ..map(1) };
    let path = f.map(&Map { mask: Some(Masked::Alpha(mask(15.0))), ..plain.clone() });
    let (found, messages) = counted(&path);
    assert_eq!(found, counted(&f.map(&in_place(&map(1), &mask(15.0), 200.0))).0);
    let hidden = figures::count(mask(15.0).iter().filter(|m| **m == 0.0).count() as u64);
    assert_eq!(masked(&messages), [format!("{path}: {hidden} cells with a value are nodata by its alpha band.")]);
}
