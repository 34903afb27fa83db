use crate::fixture::{Folder, Map, c, gdal_version, geojson, metadata, read, with};
use gdal_sys as gs;
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    run::carbon_storage,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::{fs, ptr};

/// Cells of 20 m x 10 m.
const HA: f64 = 20.0 * 10.0 / 1e4;

const POOLS: &str = "lucode,name,c_above,c_below,c_soil,c_dead\n\
    1,Forest,36.69,14.68,144.64,3.67\n\
    2,,0,0,24.13,0\n\
    -3,Old pit,1,2,3,4\n\
    70000,Far code,0,0,10,0\n";

fn run(request: &Value) -> Result<Report> {
    carbon_storage::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

fn column<'t>(table: &'t Table, name: &str) -> &'t Column {
    &table.columns.iter().find(|(n, _)| *n == name).unwrap().1
}

fn integers(table: &Table, name: &str) -> Vec<i64> {
    let Column::Integer(cells) = column(table, name) else { panic!("{name} is not an integer column") };
    cells.iter().map(|v| v.unwrap()).collect()
}

fn reals(table: &Table, name: &str) -> Vec<f64> {
    let Column::Real(cells) = column(table, name) else { panic!("{name} is not a real column") };
    cells.iter().map(|v| v.unwrap()).collect()
}

/// (code, cells) of a run's summary.
fn counted(request: &Value) -> Vec<(i64, i64)> {
    let report = run(request).unwrap();
    let table = &report.tables[0];
    integers(table, "lucode").into_iter().zip(integers(table, "cells")).collect()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * b.abs()
}

#[test]
fn all_nodata_is_one_sentence() {
    let f = Folder::new();
    let (map, pools) = (f.map(&Map::new(3, &[0.0; 6])), f.text("p.csv", POOLS));
    let e = sentence(&json!({"lulc": {"path": map}, "pools": pools, "output": f.path("out.tif")}));
    assert!(e.ends_with("has no valid cell: all 6 are nodata, in IGNORE_CODES or outside MASK and ZONES."), "{e}");
    assert_eq!(f.files().len(), 2, "{:?}", f.files());
}

#[test]
fn one_cell() {
    let f = Folder::new();
    let request = json!({"lulc": {"path": f.map(&Map::new(1, &[2.0]))}, "pools": f.text("p.csv", POOLS), "output": f.path("out.tif")});
    let report = run(&request).unwrap();
    assert!(near(report.results["total_carbon"].unwrap(), HA * 24.13));
    assert_eq!(read(&f.path("out.tif")).values, [24.13f32]);
}

#[test]
fn a_small_map_by_hand() {
    let f = Folder::new();
    let map = f.map(&Map::new(3, &[1.0, 1.0, 2.0, 2.0, 0.0, 1.0]));
    let out = f.path("out.tif");
    let request = json!({"lulc": {"path": map, "class_names": {"2": "Mining", "1": "not used"}}, "pools": f.text("p.csv", POOLS), "output": out});
    let report = run(&request).unwrap();
    let (forest, mining) = (36.69 + 14.68 + 144.64 + 3.67, 24.13);
    let total = 3.0 * HA * forest + 2.0 * HA * mining;
    assert!(near(report.results["total_carbon"].unwrap(), total));
    assert!(near(report.results["total_area_ha"].unwrap(), 5.0 * HA));
    assert!(near(report.results["mean_density"].unwrap(), total / (5.0 * HA)));
    assert_eq!(report.results["output_min"], Some(f64::from(24.13f32)));
    assert_eq!(report.results["output_max"], Some(f64::from(199.68f32)));
    let t = &report.tables[0];
    assert_eq!(*column(t, "zone"), Column::Text(vec![None, None]));
    assert_eq!(*column(t, "se_t"), Column::Real(vec![None, None]));
    assert_eq!(integers(t, "lucode"), [1, 2]);
    assert_eq!(*column(t, "name"), Column::Text(vec![Some("Forest".into()), Some("Mining".into())]));
    assert_eq!(integers(t, "cells"), [3, 2]);
    assert_eq!(reals(t, "area_ha"), [3.0 * HA, 2.0 * HA]);
    assert!(near(reals(t, "area_pct")[0], 60.0));
    for (name, density) in [("c_above_t", 36.69), ("c_below_t", 14.68), ("c_soil_t", 144.64), ("c_dead_t", 3.67)] {
        assert!(near(reals(t, name)[0], 3.0 * HA * density), "{name}");
    }
    assert!(near(reals(t, "carbon_t")[1], 2.0 * HA * mining));
    assert!(near(reals(t, "carbon_pct")[1], 100.0 * 2.0 * HA * mining / total));
    // 3 x 0.02 x 199.68 + 2 x 0.02 x 24.13, and that times 44 / 12
    let totals = "Carbon in all: 12.946 t of C (47.4687 t as CO2) on 0.1 ha (0.001 km2).";
    assert_eq!(report.messages[1].code, "NAMES_DIFFER");
    assert_eq!(report.messages[2].text, totals);
    assert_eq!(report.messages[0].text, "The map has no cell of these codes of the pool table: -3, 70000.");

    let written = read(&out);
    let (a, b) = (199.68f32, 24.13f32);
    assert_eq!(written.values, [a, a, b, b, f32::MIN, a]);
    assert_eq!(written.geotransform, [500_000.0, 20.0, 0.0, 4_400_000.0, 0.0, -10.0]);
    assert_eq!((written.epsg.as_str(), written.nodata), ("32649", f64::from(f32::MIN)));
    assert_eq!(
        (written.unit.as_str(), written.description.as_str(), written.block),
        ("t/ha", "carbon density", (512, 512))
    );
    assert_eq!(metadata(&out, "TIFFTAG_SOFTWARE"), format!("Pitscape {}", env!("CARGO_PKG_VERSION")));
    assert_eq!(metadata(&out, "PITSCAPE_ALGORITHM"), "carbon_storage");
    assert!(metadata(&out, "PITSCAPE_POOLS").contains(";1,36.69,14.68,144.64,3.67;"));
    let parameters: Value = serde_json::from_str(&metadata(&out, "PITSCAPE_PARAMETERS")).unwrap();
    assert_eq!(parameters["unit"], "t_ha");
}

#[test]
fn numbers_whose_squares_are_none_are_refused() {
    let f = Folder::new();
    let map = f.map(&Map::new(1, &[1.0]));
    for (column, row) in [("c_soil", "1,1,1,1e155,1,1,1,1,1"), ("se_soil", "1,1,1,1,1,1,1,1e155,1")] {
        let text = format!("lucode,c_above,c_below,c_soil,c_dead,se_above,se_below,se_soil,se_dead\n{row}\n");
        let e = sentence(&json!({"lulc": {"path": map}, "pools": f.text("p.csv", &text)}));
        assert!(e.contains(&format!("{column} is \"1e155\"; it must be at most 1e100, in t/ha")), "{e}");
    }
}

#[test]
fn standard_errors_by_hand() {
    let f = Folder::new();
    let map = f.map(&Map::new(3, &[1.0, 1.0, 2.0, 2.0, 0.0, 1.0]));
    let pools = f.text(
        "p.csv",
        "lucode,c_above,c_below,c_soil,c_dead,se_above,se_below,se_soil,se_dead\n1,30,10,140,4,3,2,10,1\n2,0,0,24,0,0,0,5,0\n9,1,1,1,1,,,,\n",
    );
    let mut request = json!({"lulc": {"path": map}, "pools": pools, "class_correlation": 0.25});
    let report = run(&request).unwrap();
    let forest = 3.0 * HA * (3.0f64 * 3.0 + 2.0 * 2.0 + 10.0 * 10.0 + 1.0).sqrt();
    let mining = 2.0 * HA * 5.0;
    // Both have errors in the soil alone
    let covariance = 0.25 * (3.0 * HA * 10.0) * (2.0 * HA * 5.0);
    let total_se = (forest * forest + mining * mining + 2.0 * covariance).sqrt();
    assert!(near(report.results["total_se"].unwrap(), total_se));
    let t = &report.tables[0];
    let z = 1.959963984540054;
    for (i, (carbon, se)) in [(3.0 * HA * 184.0, forest), (2.0 * HA * 24.0, mining)].into_iter().enumerate() {
        assert!(near(reals(t, "se_t")[i], se));
        assert!(near(reals(t, "ci95_low_t")[i], carbon - z * se));
        assert!(near(reals(t, "ci95_high_t")[i], carbon + z * se));
    }
    let total = 3.0 * HA * 184.0 + 2.0 * HA * 24.0;
    assert!(near(total, 12.0) && (total_se - 0.714_423).abs() < 1e-6);
    let sentence_end = "The standard error is 0.714423 t of C, the 95 % interval 10.5998 to 13.4002 t of C.";
    assert!(report.messages.iter().any(|m| m.text.ends_with(sentence_end)), "{:?}", report.messages);
    // The class without errors is not on the map; once it is, nothing is known of the total
    assert!(report.messages.iter().all(|m| m.code != "ERRORS_MISSING"));
    request["lulc"] = json!({"path": f.map(&Map::new(1, &[1.0, 9.0]))});
    let report = run(&request).unwrap();
    assert_eq!(report.results["total_se"], None);
    let Column::Real(errors) = column(&report.tables[0], "se_t") else { panic!() };
    assert!(errors[0].is_some() && errors[1].is_none());
    let warning = report.messages.iter().find(|m| m.code == "ERRORS_MISSING").unwrap();
    assert!(warning.text.contains("of code 9, so these classes and all totals have none"), "{}", warning.text);
    request["class_correlation"] = json!(1.5);
    assert_eq!(sentence(&request), "CLASS_CORRELATION is 1.5; allowed: 0 to 1.");
}

#[test]
fn per_cell_values() {
    let f = Folder::new();
    let out = f.path("out.tif");
    let request = json!({"lulc": {"path": f.map(&Map::new(2, &[1.0, 2.0]))}, "pools": f.text("p.csv", POOLS), "unit": "t_cell", "output": out});
    run(&request).unwrap();
    assert_eq!(read(&out).values, [(199.68 * HA) as f32, (24.13 * HA) as f32]);
    assert_eq!(read(&out).unit, "t/cell");
}

#[test]
fn codes_of_every_type_and_sign() {
    let f = Folder::new();
    let pools = f.text("p.csv", POOLS);
    // GDAL's numbers: 1 Byte, 2 UInt16, 3 Int16, 4 UInt32, 5 Int32, 6 Float32, 7 Float64, 12 UInt64, 13 Int64
    for (kind, codes) in [
        (1, vec![1, 2]),
        (2, vec![1, 2]),
        (3, vec![-3, 1, 2]),
        (4, vec![1, 2, 70000]),
        (5, vec![-3, 1, 70000]),
        (6, vec![-3, 1, 70000]),
        (7, vec![-3, 2, 70000]),
        (12, vec![1, 70000]),
        (13, vec![-3, 70000]),
    ] {
        if kind > 11 && gdal_version() < 3_050_000 {
            continue; // 64-bit integers came with GDAL 3.5
        }
        let mut map = Map::new(codes.len() + 1, &codes.iter().map(|c| f64::from(*c)).chain([0.0]).collect::<Vec<_>>());
        map.kind = kind;
        let request = json!({"lulc": {"path": f.map(&map)}, "pools": pools, "output": f.path("out.tif")});
        let expected: Vec<_> = codes.iter().map(|c| (i64::from(*c), 1)).collect();
        assert_eq!(counted(&request), expected, "type {kind}");
        assert_eq!(read(&f.path("out.tif")).values.last(), Some(&f32::MIN), "type {kind}");
    }
    // Signed bytes are a type of their own since GDAL 3.7, and were marked bytes before
    let mut signed = Map::new(2, &[-3.0, 1.0]);
    if gdal_version() < 3_070_000 {
        signed = Map::new(2, &[253.0, 1.0]);
        signed.options = vec!["PIXELTYPE=SIGNEDBYTE"];
    } else {
        signed.kind = 14;
    }
    assert_eq!(counted(&json!({"lulc": {"path": f.map(&signed)}, "pools": pools})), [(-3, 1), (1, 1)]);
}

#[test]
fn reals_must_be_whole_and_nan_is_nodata() {
    let f = Folder::new();
    let pools = f.text("p.csv", POOLS);
    let mut map = Map::new(3, &[1.0, f64::NAN, 2.0, 1.0, 1.0, 2.0]);
    map.kind = 6;
    assert_eq!(counted(&json!({"lulc": {"path": f.map(&map)}, "pools": pools})), [(1, 3), (2, 2)]);
    map.values[4] = 2.5;
    let e = sentence(&json!({"lulc": {"path": f.map(&map)}, "pools": pools}));
    assert!(e.contains("holds 2.5 at row 1, column 1"), "{e}");
}

#[test]
fn nodata_of_the_band_of_the_request_and_ignored() {
    let f = Folder::new();
    let pools = f.text("p.csv", POOLS);
    let mut map = Map::new(4, &[1.0, 2.0, 0.0, 9.0]);
    map.options = vec!["TILED=YES"];
    let map = f.map(&map);
    let request = |nodata: Value, ignore: Value| json!({"lulc": {"path": map, "nodata": nodata}, "pools": pools, "ignore_codes": ignore});
    assert_eq!(counted(&request(json!(null), json!([9]))), [(1, 1), (2, 1)]);
    assert_eq!(counted(&request(json!([[5, 20], 0]), json!([2]))), [(1, 1)]);
    // A list takes the place of the band's own nodata
    assert!(sentence(&request(json!([9]), json!([]))).contains("no row for code 0 (1 cell) of"));
}

#[test]
fn a_scaled_band_holds_scaled_codes() {
    let f = Folder::new();
    let mut map = Map::new(3, &[10.0, 20.0, 0.0]);
    map.scale_offset = Some((0.1, 0.0));
    assert_eq!(counted(&json!({"lulc": {"path": f.map(&map)}, "pools": f.text("p.csv", POOLS)})), [(1, 1), (2, 1)]);
}

#[test]
fn what_is_no_code_of_a_scaled_band_is_told_as_users_know_it() {
    let f = Folder::new();
    let map = Map { scale_offset: Some((0.5, 10.0)), ..Map::new(3, &[20.0, 5.0, 0.0]) };
    let e = sentence(&json!({"lulc": {"path": f.map(&map)}, "pools": f.text("p.csv", POOLS)}));
    assert!(e.contains(" holds 12.5 (stored as 5, scale 0.5, offset 10) at row 0, column 1 (counted from 0"), "{e}");
    let map = Map { kind: 6, ..Map::new(3, &[1.0, 2.5, 0.0]) };
    let e = sentence(&json!({"lulc": {"path": f.map(&map)}, "pools": f.text("p.csv", POOLS)}));
    assert!(e.contains(" holds 2.5 at row 0, column 1 (counted from 0"), "{e}");
}

/// A file with control points in place of a cell size has neither, nor a reference system of its own.
#[test]
fn control_points_are_to_be_warped() {
    let f = Folder::new();
    let path = f.path("points.tif");
    unsafe {
        pitscape::io::gdal::register();
        let driver = gs::GDALGetDriverByName(c("GTiff").as_ptr());
        let byte = gs::GDALDataType::GDT_Byte;
        let dataset = gs::GDALCreate(driver, c(&path).as_ptr(), 2, 1, 1, byte, ptr::null_mut());
        let text = c("").into_raw();
        let point = |column: f64, row: f64| gs::GDAL_GCP {
            pszId: text,
            pszInfo: text,
            dfGCPPixel: column,
            dfGCPLine: row,
            dfGCPX: 500_000.0 + 20.0 * column,
            dfGCPY: 4_400_000.0 - 10.0 * row,
            dfGCPZ: 0.0,
        };
        let points = [point(0.0, 0.0), point(2.0, 0.0), point(0.0, 1.0)];
        assert_eq!(gs::GDALSetGCPs(dataset, 3, points.as_ptr(), c("").as_ptr()), gs::CPLErr::CE_None);
        gs::GDALClose(dataset);
        drop(std::ffi::CString::from_raw(text));
    }
    let request = json!({"lulc": {"path": path}, "pools": f.text("p.csv", POOLS)});
    let e = sentence(&request);
    assert!(e.contains("has 3 control points and no cell size") && e.contains("Warp it first"), "{e}");
    let e = sentence(&with(&request, json!({"lulc": {"path": path, "crs": "EPSG:32649"}})));
    assert!(e.contains("Warp it first"), "{e}");
}

#[test]
fn another_band_of_an_interleaved_file() {
    let f = Folder::new();
    let mut map = Map::new(2, &[1.0, 2.0]);
    (map.bands_before, map.options) = (2, vec!["INTERLEAVE=PIXEL"]);
    let map = f.map(&map);
    let request = |band: usize| json!({"lulc": {"path": map, "band": band}, "pools": f.text("p.csv", POOLS)});
    assert_eq!(counted(&request(3)), [(1, 1), (2, 1)]);
    assert!(sentence(&request(1)).contains("code 99 (2 cells)"));
    assert!(sentence(&request(4)).ends_with("has no band 4; it has 3."));
    assert!(sentence(&request(0)).ends_with("has no band 0; it has 3."));
}

#[test]
fn a_mask_by_centres_with_and_without_a_spare_byte() {
    let f = Folder::new();
    let pools = f.text("p.csv", POOLS);
    // 2 x 3 cells; the polygon holds the centres of the left column and the middle of the top row
    let polygon = r#"{"type":"Polygon","coordinates":[[[500000,4400000],[500035,4400000],[500035,4399990],[500011,4399990],[500011,4399980],[500000,4399980],[500000,4400000]]]}"#;
    let mask = f.text("mask.geojson", &geojson(32649, &[polygon]));
    for nodata in [Some(0.0), None] {
        let mut map = Map::new(3, &[1.0, 2.0, 2.0, 1.0, 2.0, 2.0]);
        map.nodata = nodata;
        let out = f.path("out.tif");
        let request = json!({"lulc": {"path": f.map(&map)}, "pools": pools, "mask": mask, "output": out});
        assert_eq!(counted(&request), [(1, 2), (2, 1)]);
        let (a, b, n) = (199.68f32, 24.13f32, f32::MIN);
        assert_eq!(read(&out).values, [a, b, n, a, n, n]);
    }
    let map = f.map(&Map::new(3, &[1.0; 6]));
    let request = |mask: String| json!({"lulc": {"path": map}, "pools": pools, "mask": mask});
    let far = polygon.replace("5000", "6000");
    assert!(
        sentence(&request(f.text("far.geojson", &geojson(32649, &[&far]))))
            .starts_with("MASK covers the centre of no cell")
    );
    assert!(
        sentence(&request(f.text("utm50.geojson", &geojson(32650, &[polygon]))))
            .contains("not in the coordinate reference system of the map (WGS 84 / UTM zone 49N (EPSG:32649))")
    );
    let point = f.text("point.geojson", &geojson(32649, &[r#"{"type":"Point","coordinates":[500005,4399995]}"#]));
    assert!(sentence(&request(point)).contains("is a point; MASK takes polygons"));
}

#[test]
fn every_missing_class_with_its_cells() {
    let f = Folder::new();
    let mut map = Map::new(3, &[1.0, 8.0, -9.0, 8.0, 2.0, 70001.0]);
    map.kind = 5;
    let request = json!({"lulc": {"path": f.map(&map)}, "pools": f.text("p.csv", POOLS), "output": f.path("out.tif")});
    let e = sentence(&request);
    assert!(
        e.starts_with("The pool table has no row for code -9 (1 cell), code 8 (2 cells), code 70001 (1 cell) of"),
        "{e}"
    );
    assert!(e.contains("nodata") && e.contains("IGNORE_CODES"), "{e}");
    assert_eq!(f.files().len(), 2, "{:?}", f.files());
}

#[test]
fn place_and_area() {
    let f = Folder::new();
    let pools = f.text("p.csv", POOLS);
    let mut map = Map::new(1, &[1.0]);
    let request = |map: &Map| json!({"lulc": {"path": f.map(map)}, "pools": pools});
    // A 3-4-5 rotation of 50 m cells
    map.geotransform = [500_000.0, 30.0, 40.0, 4_400_000.0, 40.0, -30.0];
    assert!(near(run(&request(&map)).unwrap().results["total_area_ha"].unwrap(), 0.25));
    // No reference system, and one given in its place
    map.epsg = None;
    let e = sentence(&request(&map));
    assert!(e.contains("has no coordinate reference system") && e.contains("Set Layer CRS"), "{e}");
    let mut given = request(&map);
    given["lulc"]["crs"] = json!("EPSG:32649");
    assert!(run(&given).is_ok());
    given["lulc"]["crs"] = json!("EPSG:99999999");
    assert!(sentence(&given).contains("is not understood"));
    // Degrees by the ellipsoid, and Web Mercator at 60 degrees north: refused, or by the ellipsoid on request
    (map.epsg, map.geotransform) = (Some(4326), [111.0, 0.001, 0.0, 40.0, 0.0, -0.001]);
    let degrees = run(&request(&map)).unwrap();
    assert_eq!(degrees.messages[0].code, "AREA_ELLIPSOIDAL");
    (map.epsg, map.geotransform) = (Some(3857), [0.0, 10.0, 0.0, 8_399_737.0, 0.0, -10.0]);
    let e = sentence(&request(&map));
    assert!(e.contains("WGS 84 / Pseudo-Mercator (EPSG:3857)") && e.contains("more than 1 % is refused"), "{e}");
    let mut given = request(&map);
    given["area"] = json!("planar");
    assert!(near(run(&given).unwrap().results["total_area_ha"].unwrap(), 0.01));
    given["area"] = json!("ellipsoidal");
    let true_area = run(&given).unwrap().results["total_area_ha"].unwrap();
    assert!((true_area / (0.01 * 0.25) - 1.0).abs() < 0.01, "{true_area}");
    // UTM three degrees off its meridian is 0.2 % out: a warning
    (map.epsg, map.geotransform) = (Some(32649), [830_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0]);
    assert_eq!(run(&request(&map)).unwrap().messages[0].code, "AREA_DISTORTION");
}

#[test]
fn a_virtual_raster() {
    let f = Folder::new();
    let map = f.map(&Map::new(3, &[1.0, 1.0, 2.0, 2.0, 0.0, 1.0]));
    let vrt = f.text(
        "map.vrt",
        &format!(
            r#"<VRTDataset rasterXSize="2" rasterYSize="2"><SRS>EPSG:32649</SRS><GeoTransform>500020, 20, 0, 4400000, 0, -10</GeoTransform>
            <VRTRasterBand dataType="Byte" band="1"><NoDataValue>0</NoDataValue><SimpleSource><SourceFilename>{map}</SourceFilename><SourceBand>1</SourceBand>
            <SrcRect xOff="1" yOff="0" xSize="2" ySize="2"/><DstRect xOff="0" yOff="0" xSize="2" ySize="2"/></SimpleSource></VRTRasterBand></VRTDataset>"#
        ),
    );
    assert_eq!(counted(&json!({"lulc": {"path": vrt}, "pools": f.text("p.csv", POOLS)})), [(1, 2), (2, 1)]);
}

#[test]
fn outputs_that_cannot_be() {
    let f = Folder::new();
    let (map, pools) = (f.map(&Map::new(1, &[1.0])), f.text("p.csv", POOLS));
    let request = |output: &str| json!({"lulc": {"path": map}, "pools": pools, "output": output});
    assert!(sentence(&request(&f.path("no/out.tif"))).contains("does not exist; create it, or choose another"));
    assert!(sentence(&request(&f.path("out.img"))).contains("must end in .tif"));
    assert!(sentence(&request(&map)).contains("is an input of this run as well"));
    assert!(
        sentence(&json!({"lulc": {"path": f.path("none.tif")}, "pools": pools})).contains("none.tif cannot be opened")
    );
    assert!(sentence(&json!({"lulc": {"path": map}, "pools": f.path("none.csv")})).contains("none.csv cannot be read"));
    assert!(
        sentence(&json!({"lulc": {"path": map}, "pools": pools, "threads": 0}))
            .starts_with("threads is 0; allowed: 1 to 1024")
    );
    assert!(
        sentence(&json!({"lulc": {"path": map}, "pools": pools, "unit": "kg"}))
            .contains("unknown variant `kg`, expected `t_ha` or `t_cell`")
    );
}

#[test]
fn a_cut_file_leaves_the_old_output() {
    let f = Folder::new();
    let mut map = Map::new(600, &vec![1.0; 600 * 600]);
    map.options = vec!["TILED=YES"];
    let (map, pools) = (f.map(&map), f.text("p.csv", POOLS));
    let bytes = fs::read(&map).unwrap();
    fs::write(&map, &bytes[..bytes.len() / 2]).unwrap();
    let out = f.text("out.tif", "what stood here");
    let before = f.files();
    let e = sentence(&json!({"lulc": {"path": map}, "pools": pools, "output": out}));
    assert!(e.contains("could not be read at row") || e.contains("cannot be opened"), "{e}");
    assert_eq!(fs::read_to_string(&out).unwrap(), "what stood here");
    assert_eq!(f.files(), before);
}

#[test]
fn cancel_in_the_middle_leaves_the_old_output() {
    let f = Folder::new();
    let mut map = Map::new(4000, &vec![1.0; 4000 * 4000]);
    map.options = vec!["TILED=YES"];
    let (map, pools) = (f.map(&map), f.text("p.csv", POOLS));
    let out = f.text("out.tif", "what stood here");
    let before = f.files();
    let request = parse(&json!({"lulc": {"path": map}, "pools": pools, "output": out}).to_string()).unwrap();
    let mut calls = 0;
    let mut callback = |_: f64, _: &str| {
        calls += 1;
        false
    };
    assert!(matches!(carbon_storage::run(&request, &mut Progress::new(&mut callback)), Err(Error::Cancelled)));
    assert_eq!(calls, 1);
    assert_eq!(fs::read_to_string(&out).unwrap(), "what stood here");
    assert_eq!(f.files(), before);
}

#[test]
fn an_old_output_and_its_sidecar_are_replaced() {
    let f = Folder::new();
    let out = f.text("out.tif", "what stood here");
    f.text("out.tif.aux.xml", "<PAMDataset/>");
    let request =
        json!({"lulc": {"path": f.map(&Map::new(1, &[1.0]))}, "pools": f.text("p.csv", POOLS), "output": out});
    run(&request).unwrap();
    assert_eq!(read(&out).values, [199.68f32]);
    assert!(!f.files().contains(&"out.tif.aux.xml".to_owned()));
}

#[test]
fn creation_options_of_the_user_come_first() {
    let f = Folder::new();
    let out = f.path("out.tif");
    let request = json!({
        "lulc": {"path": f.map(&Map::new(1, &[1.0]))}, "pools": f.text("p.csv", POOLS), "output": out,
        "create_options": ["COMPRESS=LZW", "BLOCKXSIZE=128", "BLOCKYSIZE=256"]
    });
    run(&request).unwrap();
    assert_eq!(read(&out).block, (128, 256));
    let refused = |option: &str| {
        let mut request = request.clone();
        request["create_options"] = json!([option]);
        sentence(&request)
    };
    assert_eq!(refused("FOO"), "CREATE_OPTIONS is not understood: \"FOO\" is not of the form KEY=VALUE.");
    assert!(
        refused("COMPRESS=NOSUCH").contains("'NOSUCH' is an unexpected value for COMPRESS"),
        "{}",
        refused("COMPRESS=NOSUCH")
    );
    assert!(refused("NOSUCH=1").contains("does not support creation option NOSUCH"), "{}", refused("NOSUCH=1"));
    assert_eq!(read(&out).block, (128, 256));
    let mut request = request.clone();
    request["create_options"] = json!(["NBITS=3"]);
    let messages = run(&request).unwrap().messages;
    assert!(messages.iter().any(|m| m.code == "OUTPUT" && m.text.contains("NBITS=16")), "{messages:?}");
}

#[test]
fn the_report_as_json() {
    let f = Folder::new();
    let tables = f.path("tables");
    fs::create_dir(&tables).unwrap();
    let request = json!({"lulc": {"path": f.map(&Map::new(2, &[1.0, 2.0]))}, "pools": f.text("p.csv", POOLS)});
    let report: Value = serde_json::from_str(&run(&request).unwrap().into_json(Some(&tables), false).unwrap()).unwrap();
    let columns = report["tables"]["summary"]["columns"].as_array().unwrap();
    let cells = columns.iter().find(|c| c["name"] == "cells").unwrap();
    assert_eq!(cells["type"], "integer");
    assert_eq!(fs::read(cells["data"].as_str().unwrap()).unwrap(), [1i64, 1].map(i64::to_le_bytes).concat());
    let without: Value = serde_json::from_str(&run(&request).unwrap().into_json(None, false).unwrap()).unwrap();
    assert_eq!(without["tables"], json!({}));
    assert_eq!(without["results"]["total_carbon"], report["results"]["total_carbon"]);
}

/// A map with runs, nodata and odd sizes, as bytes and as 32-bit codes.
fn patchy(columns: usize, rows: usize, seed: usize, kind: u32) -> Map {
    let far = if kind == 1 { 1.0 } else { 70000.0 };
    let cell = |i: usize| {
        [1.0, 2.0, 0.0, far][(i / columns / 5 * 7 + i % columns / 9 * 3 + seed * (i % 13 == 0) as usize) % 4]
    };
    let mut map = Map::new(columns, &(0..columns * rows).map(cell).collect::<Vec<_>>());
    map.kind = kind;
    map
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// However the file is cut into blocks and however many threads walk it, numbers and cells are the same.
    #[test]
    fn blocks_and_threads_change_nothing(
        columns in 1usize..1400, rows in 1usize..1100, seed in 0usize..9, block in 1usize..20, kind in prop_oneof![Just(1u32), Just(5)]
    ) {
        let f = Folder::new();
        let pools = f.text("p.csv", POOLS);
        let map = patchy(columns, rows, seed, kind);
        let mut found = Vec::new();
        let tiles: [Vec<String>; 3] = [
            vec!["TILED=YES".into(), format!("BLOCKXSIZE={}", block * 16), format!("BLOCKYSIZE={}", (20 - block) * 16)],
            vec![format!("BLOCKYSIZE={block}")],
            vec!["TILED=YES".into(), "BLOCKXSIZE=1024".into(), "BLOCKYSIZE=1024".into()],
        ];
        for (i, options) in tiles.into_iter().enumerate() {
            let mut map = map.clone();
            map.options = options.into_iter().map(|o| &*o.leak()).collect();
            let path = f.map(&map);
            for threads in [1, 3] {
                let out = f.path(&format!("out{i}-{threads}.tif"));
                let request = json!({"lulc": {"path": path, "name": "map"}, "pools": pools, "output": out, "threads": threads, "create_options": ["BLOCKXSIZE=128", "BLOCKYSIZE=64"]});
                let report = run(&request);
                match report {
                    Ok(report) => {
                        let values = read(&out).values;
                        let expected = |v: f64| match v as i64 { 1 => 199.68f32, 2 => 24.13, 70000 => 10.0, _ => f32::MIN };
                        prop_assert!(values.iter().zip(&map.values).all(|(a, b)| *a == expected(*b)));
                        found.push(Some((report.results["total_carbon"].map(f64::to_bits), report.tables)));
                    }
                    Err(Error::NoValidCells { .. }) => found.push(None),
                    Err(e) => return Err(TestCaseError::fail(e.to_string())),
                }
            }
        }
        prop_assert!(found.windows(2).all(|w| w[0] == w[1]));
    }
}

/// Cells count that lie in a zone and in the mask.
#[test]
fn zones_beside_a_mask() {
    let f = Folder::new();
    let map = f.map(&Map::new(4, &[1.0; 16]));
    let quad = |x1: f64, x2: f64, y1: f64, y2: f64| {
        let (x, y) = (|c: f64| 500_000.0 + 20.0 * c, |r: f64| 4_400_000.0 - 10.0 * r);
        let corners = [(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)].map(|(c, r)| format!("[{},{}]", x(c), y(r)));
        geojson(32649, &[&format!(r#"{{"type":"Polygon","coordinates":[[{}]]}}"#, corners.join(","))])
    };
    let (left, upper) =
        (f.text("m.geojson", &quad(0.0, 3.0, 0.0, 4.0)), f.text("z.geojson", &quad(0.0, 4.0, 0.0, 2.0)));
    let request = json!({"lulc": {"path": map}, "pools": f.text("p.csv", POOLS), "mask": left, "zones": upper});
    let report = run(&request).unwrap();
    assert!(near(report.results["total_area_ha"].unwrap(), 6.0 * 0.02));
}

#[test]
fn zones_that_tile_the_map_sum_to_the_whole() {
    let f = Folder::new();
    let pools = f.text("p.csv", POOLS);
    for (epsg, place) in
        [(32649, [500_000.0, 20.0, 0.0, 4_400_000.0, 0.0, -10.0]), (4326, [111.0, 0.002, 0.0, 40.0, 0.0, -0.001])]
    {
        let mut map = patchy(61, 47, 3, 1);
        (map.epsg, map.geotransform) = (Some(epsg), place);
        let (x, y) = (|c: f64| place[0] + c * place[1], |r: f64| place[3] + r * place[5]);
        let quad = |c1: f64, c2: f64, c3: f64, c4: f64| {
            let p = [(c1, -1.0), (c2, -1.0), (c4, 48.0), (c3, 48.0), (c1, -1.0)]
                .map(|(c, r)| format!("[{},{}]", x(c), y(r)));
            format!(r#"{{"type":"Polygon","coordinates":[[{}]]}}"#, p.join(","))
        };
        // Three slanted strips that share their edges
        let strips = [quad(-1.0, 20.3, -1.0, 11.7), quad(20.3, 33.1, 11.7, 51.9), quad(33.1, 62.0, 51.9, 62.0)];
        let zones = f.text("zones.geojson", &geojson(epsg, &strips.each_ref().map(String::as_str)));
        let mut request = json!({"lulc": {"path": f.map(&map)}, "pools": pools});
        let whole = run(&request).unwrap();
        request["zones"] = json!(zones);
        let out = f.path("out.tif");
        request["output"] = json!(out);
        let zoned = run(&request).unwrap();
        for name in ["total_carbon", "total_area_ha"] {
            assert!(near(zoned.results[name].unwrap(), whole.results[name].unwrap()), "{name}");
        }
        let mut cells = std::collections::BTreeMap::new();
        let table = &zoned.tables[0];
        for (code, n) in integers(table, "lucode").into_iter().zip(integers(table, "cells")) {
            *cells.entry(code).or_insert(0) += n;
        }
        let expected =
            integers(&whole.tables[0], "lucode").into_iter().zip(integers(&whole.tables[0], "cells")).collect();
        assert_eq!(cells, expected);
        assert!(near(reals(table, "area_ha").iter().sum(), whole.results["total_area_ha"].unwrap()));
        let Column::Text(names) = column(table, "zone") else { panic!() };
        for share in ["area_pct", "carbon_pct"] {
            let mut shares = std::collections::BTreeMap::new();
            for (zone, share) in names.iter().flatten().zip(reals(table, share)) {
                *shares.entry(zone).or_insert(0.0) += share;
            }
            assert!(shares.len() == 3 && shares.values().all(|all| near(*all, 100.0)), "{share}: {shares:?}");
        }
        assert!(read(&out).values.contains(&199.68f32));
    }
}
