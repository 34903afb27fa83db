use crate::fixture::{Folder, Map, golden, metadata, read_numbers, with};
use gdal_sys as gs;
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    run::rasterize_lulc,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs};

fn run(request: &Value) -> Result<Report> {
    rasterize_lulc::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

fn classes(report: &Report) -> &Table {
    &report.tables[0]
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

fn texts(table: &Table, name: &str) -> Vec<String> {
    let Column::Text(cells) = column(table, name) else { panic!("{name} is not a text column") };
    cells.iter().map(|v| v.clone().unwrap()).collect()
}

fn told(report: &Report, code: &str) -> String {
    let messages: Vec<&str> = report.messages.iter().filter(|m| m.code == code).map(|m| m.text.as_str()).collect();
    messages.join("\n")
}

/// A layer of features: their properties and geometries.
fn layer(f: &Folder, name: &str, epsg: i32, features: &[(Value, Value)]) -> String {
    let feature = |(properties, geometry): &(Value, Value)| json!({"type": "Feature", "properties": properties, "geometry": geometry});
    let crs = json!({"type": "name", "properties": {"name": format!("urn:ogc:def:crs:EPSG::{epsg}")}});
    let all: Vec<Value> = features.iter().map(feature).collect();
    f.text(name, &json!({"type": "FeatureCollection", "crs": crs, "features": all}).to_string())
}

/// A rectangle in metres from 500,000 E and 4,400,000 N.
fn rectangle(x1: f64, y1: f64, x2: f64, y2: f64) -> Value {
    ring(&[(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)])
}

fn ring(points: &[(f64, f64)]) -> Value {
    let ring: Vec<[f64; 2]> = points.iter().map(|(x, y)| [500_000.0 + x, 4_400_000.0 + y]).collect();
    json!({"type": "Polygon", "coordinates": [ring]})
}

/// Two rows of three cells of 10 m: forest, a mine over its right edge, nothing.
fn small(f: &Folder) -> Value {
    let features = [
        (json!({"code": 1, "name": "Forest"}), rectangle(0.0, 0.0, 18.0, 20.0)),
        (json!({"code": 7, "name": " Mine "}), rectangle(14.0, 0.0, 21.0, 10.0)),
    ];
    json!({"input": layer(f, "l.geojson", 32649, &features), "field": "code", "cell_size": 10.0, "output": f.path("o.tif")})
}

const N: f64 = 255.0;

#[test]
fn a_small_layer_by_hand() {
    let f = Folder::new();
    let report = run(&small(&f)).unwrap();
    // The extent of 0 to 21 m makes three columns; 25 m is no centre of either
    assert_eq!(read_numbers(&f.path("o.tif")), (vec![1.0, 1.0, N, 1.0, 7.0, N], 1, N));
    let table = classes(&report);
    assert_eq!((integers(table, "lucode"), integers(table, "cells")), (vec![1, 7], vec![3, 1]));
    assert_eq!(texts(table, "name"), ["class 1", "class 7"]);
    assert_eq!(reals(table, "area_ha"), [3.0 * 0.01, 0.01]);
    let close = |a: &[f64], b: [f64; 2]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12);
    assert!(close(&reals(table, "polygon_area_ha"), [18.0 * 20.0 / 1e4, 7.0 * 10.0 / 1e4]));
    // Of the mine's 4 m in the second column the forest has 4 m too: its centre, at 15 m, lies in both
    assert_eq!(report.results["cells_overlapped"], Some(1.0));
    assert_eq!(
        told(&report, "OVERLAPS"),
        "Features overlap in 1 cell; the last of them in the layer is seen (OVERLAP)."
    );
    assert!(told(&report, "AREAS_DIFFER").ends_with("overlap count whole: 1 class 1 (-16.7 %), 7 class 7 (+42.9 %)."));
    let alone = layer(&f, "alone.geojson", 32649, &[(json!({"code": 1}), rectangle(0.0, 0.0, 18.0, 20.0))]);
    let alone = run(&with(&small(&f), json!({"input": alone, "output": null}))).unwrap();
    assert!(told(&alone, "AREAS_DIFFER").ends_with("polygons: 1 class 1 (+11.1 %). Smaller cells come closer."));
    assert!(metadata(&f.path("o.tif"), "PITSCAPE_PARAMETERS").contains("\"rule\":\"centre\""));
    // Mine: 6 of 10 m in the second column of the lower row; in the third one of 10
    let largest = run(&with(&small(&f), json!({"rule": "largest"}))).unwrap();
    assert_eq!(read_numbers(&f.path("o.tif")).0, [1.0, 1.0, N, 1.0, 7.0, N]);
    assert_eq!(largest.results["cells_overlapped"], Some(1.0));
    let first = run(&with(&small(&f), json!({"overlap": "first"}))).unwrap();
    assert_eq!(read_numbers(&f.path("o.tif")).0, [1.0, 1.0, N, 1.0, 1.0, N]);
    assert!(
        told(&first, "WITHOUT_CELL").starts_with("1 of 2 features have no cell of the raster (0.007 ha on it in all)")
    );
    // Nothing is written without OUTPUT
    let before = f.files();
    let table = run(&with(&small(&f), json!({"output": null}))).unwrap();
    assert_eq!((integers(classes(&table), "cells"), f.files()), (vec![3, 1], before));
}

#[test]
fn overlaps_may_be_refused() {
    let f = Folder::new();
    for rule in ["centre", "largest"] {
        let request = with(&small(&f), json!({"overlap": "error", "rule": rule, "output": f.path("none.tif")}));
        let e = sentence(&request);
        assert!(e.starts_with("The features 0 and 1 of") && e.contains("overlap at 500015, 4400005. Mend"), "{e}");
        assert!(!f.files().contains(&"none.tif".to_owned()));
    }
}

/// Cells, codes and seen shares as gdal_rasterize and GEOS have them.
#[test]
fn equal_to_gdal_rasterize_and_geos() {
    let f = Folder::new();
    let request = json!({
        "input": golden("gdal_rasterize/polygons.gpkg"), "field": "code", "cell_size": 10, "output": f.path("o.tif")
    });
    let centre = run(&request).unwrap();
    assert_eq!(read_numbers(&f.path("o.tif")), read_numbers(&golden("gdal_rasterize/centre.tif")));
    let largest = run(&with(&request, json!({"rule": "largest"}))).unwrap();
    assert_eq!(read_numbers(&f.path("o.tif")), read_numbers(&golden("gdal_rasterize/largest_share.tif")));
    for report in [&centre, &largest] {
        assert_eq!(told(report, "NO_GEOMETRY"), "INPUT: 1 feature without a geometry left out.");
        assert_eq!(told(report, "NO_CLASS"), "INPUT: 1 feature without a class in code left out (ids: 18).");
        assert!(told(report, "WITHOUT_CELL").contains("feature 5 ("), "{}", told(report, "WITHOUT_CELL"));
        assert_eq!(integers(classes(report), "lucode"), [-3, 0, 2, 5, 7, 9]);
    }
    // No other polygon makes a cell of another class than the shares say
    let shares = fs::read_to_string(golden("gdal_rasterize/shares.csv")).unwrap();
    let mut best: BTreeMap<(usize, usize), Vec<(f64, f64)>> = BTreeMap::new();
    for line in shares.lines().skip(1) {
        let cells: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        best.entry((cells[0] as usize, cells[1] as usize)).or_default().push((cells[3], cells[2]));
    }
    let (values, _, nodata) = read_numbers(&f.path("o.tif"));
    for (i, value) in values.iter().enumerate() {
        let found = best.get(&(i / 44, i % 44)).cloned().unwrap_or_default();
        let covered: f64 = found.iter().map(|(share, _)| share).sum();
        let largest = found.iter().map(|(share, _)| *share).fold(0.0, f64::max);
        if *value == nodata {
            assert!(1.0 - covered > largest - 1e-9, "{i}");
        } else {
            assert!(found.iter().any(|(share, code)| code == value && *share > largest - 1e-9), "{i}");
        }
    }
}

#[test]
fn text_is_numbered_by_name_or_by_a_table() {
    let f = Folder::new();
    let request = json!({
        "input": golden("gdal_rasterize/polygons.gpkg"), "field": "landuse", "cell_size": 10, "output": f.path("o.tif")
    });
    let report = run(&request).unwrap();
    let names = ["Forest", "Grassland", "Mining land", "Road", "Water", "Wohnfläche"];
    assert_eq!(
        (integers(classes(&report), "lucode"), texts(classes(&report), "name")),
        ((1..=6).collect(), names.map(str::to_owned).to_vec())
    );
    let table =
        "Name,LUCODE,note\nForest,70000,\nGrassland,2,\nMining land,-7,\nRoad,2,\nWater,0,\nWohnfläche,12,\nSea,99,\n";
    let codes = f.text("codes.csv", table);
    let report = run(&with(&request, json!({"codes": codes}))).unwrap();
    assert_eq!(integers(classes(&report), "lucode"), [-7, 0, 2, 12, 70_000]);
    assert_eq!(texts(classes(&report), "name")[2], "Grassland / Road");
    assert_eq!(told(&report, "NAMES_UNUSED"), "CODES: no feature has these names: Sea.");
    let (_, kind, nodata) = read_numbers(&f.path("o.tif"));
    assert_eq!((kind, nodata), (gs::GDALDataType::GDT_Int32, f64::from(i32::MIN)));

    let lacking = f.text("lacking.csv", "lucode,name\n1,Forest\n2,Grassland\n3,Road\n4,Water\n");
    let e = sentence(&with(&request, json!({"codes": lacking})));
    assert!(
        e.starts_with("CODES has no row for “Mining land” (3 features), “Wohnfläche” (2 features). Add them"),
        "{e}"
    );
    let wrong = |text: &str| sentence(&with(&request, json!({"codes": f.text("wrong.csv", text)})));
    assert!(wrong("code,name\n1,Forest\n").starts_with("CODES: the table lacks lucode; it has code, name."));
    assert!(
        wrong("lucode,name\n1,Forest\n1.5,Road\n")
            .contains("row 2 (header not counted): lucode is \"1.5\"; it must be a whole")
    );
    assert!(wrong("lucode,name\n1,Forest\n2,\n").contains("name is empty; it must be the name of a class"));
    assert!(wrong("lucode,name\n1,Forest\n2,Forest\n").contains("“Forest” has two codes, 1 and 2; keep one row"));
}

#[test]
fn names_that_may_not_be_meant() {
    let f = Folder::new();
    let square = |i: f64| rectangle(10.0 * i, 0.0, 10.0 * i + 10.0, 10.0);
    let of = |names: [&str; 3]| {
        let features: Vec<(Value, Value)> =
            (0..).zip(names).map(|(i, name)| (json!({"name": name}), square(f64::from(i)))).collect();
        let input = layer(&f, "n.geojson", 32649, &features);
        run(&json!({"input": input, "field": "name", "cell_size": 10, "output": f.path("o.tif")})).unwrap()
    };
    let alike = of(["Forest", " forest ", "Road"]);
    assert_eq!(read_numbers(&f.path("o.tif")).0, [1.0, 3.0, 2.0]);
    assert!(told(&alike, "NAMES_ALIKE").ends_with("are classes of their own: Forest / forest."));
    // With one code of a table they are one class
    let input = f.path("n.geojson");
    let codes = f.text("codes.csv", "lucode,name\n4,Forest\n4,forest\n5,Road\n");
    let one =
        run(&json!({"input": input, "field": "name", "cell_size": 10, "codes": codes, "output": f.path("c.tif")}));
    assert_eq!(
        (told(&one.unwrap(), "NAMES_ALIKE"), read_numbers(&f.path("c.tif")).0),
        (String::new(), vec![4.0, 4.0, 5.0])
    );
    let numbers = of(["2", "10", "01"]);
    assert_eq!(read_numbers(&f.path("o.tif")).0, [3.0, 2.0, 1.0]);
    assert!(told(&numbers, "NUMBERS_AS_TEXT").contains("codes are 1 to 3 in the order of the text"));
    let empty = of(["Road", "  ", "Road"]);
    assert_eq!(
        (texts(classes(&empty), "name"), told(&empty, "NO_CLASS")),
        (vec!["Road".to_owned()], "INPUT: 1 feature without a class in name left out (ids: 1).".to_owned())
    );
}

#[test]
fn numbers_that_are_no_codes() {
    let f = Folder::new();
    let e = sentence(&json!({"input": golden("gdal_rasterize/polygons.gpkg"), "field": "half", "cell_size": 10}));
    assert!(
        e.starts_with("FIELD: feature 1 of") && e.contains("has \"5.5\" in half; class codes are whole numbers"),
        "{e}"
    );
    let of = |value: Value| layer(&f, "c.geojson", 32649, &[(json!({"code": value}), rectangle(0.0, 0.0, 10.0, 10.0))]);
    let request =
        |value: Value| json!({"input": of(value), "field": "code", "cell_size": 10, "output": f.path("o.tif")});
    // Whole numbers in a field of real ones are codes
    run(&request(json!(-4.0))).unwrap();
    assert_eq!(read_numbers(&f.path("o.tif")), (vec![-4.0], gs::GDALDataType::GDT_Int16, -32768.0));
    assert!(sentence(&request(json!(3_000_000_000u32))).contains("has \"3000000000\" in code"));
    let e = sentence(&request(Value::Null));
    assert!(
        e.contains(
            "has no feature with both a polygon and a class in code, so there is nothing to rasterize (1 features"
        ),
        "{e}"
    );
    let e = sentence(&with(&request(json!(1)), json!({"field": "kode"})));
    assert!(e.starts_with("FIELD: ") && e.ends_with("has no column kode."), "{e}");
    let none = layer(&f, "none.geojson", 32649, &[]);
    assert!(sentence(&json!({"input": none, "field": "code", "cell_size": 10})).contains("code"));
}

/// Names and colours stand in the attribute table of the file.
#[test]
fn the_attribute_table_has_names_and_colours() {
    let f = Folder::new();
    let table = |request: &Value| unsafe {
        run(request).unwrap();
        let path = std::ffi::CString::new(f.path("o.tif")).unwrap();
        let dataset = gs::GDALOpen(path.as_ptr(), gs::GDALAccess::GA_ReadOnly);
        let rat = gs::GDALGetDefaultRAT(gs::GDALGetRasterBand(dataset, 1));
        let text = |row, column| {
            let text = gs::GDALRATGetValueAsString(rat, row, column);
            std::ffi::CStr::from_ptr(text).to_str().unwrap().to_owned()
        };
        let rows: Vec<String> = (0..gs::GDALRATGetRowCount(rat))
            .map(|row| {
                (0..gs::GDALRATGetColumnCount(rat)).map(|column| text(row, column)).collect::<Vec<_>>().join(" ")
            })
            .collect();
        gs::GDALClose(dataset);
        rows
    };
    let given = json!({"class_names": {"1": "Wood", "9": "none"}, "class_colors": {"7": "#0A10ff"}});
    let rows = table(&with(&small(&f), given));
    // The ramp begins at a hue of 0.618034 of a turn: blue of 0.85, red 55 % below it, green 0.708 of that below
    assert_eq!(rows, ["1 Wood 98 132 217", "7 class 7 10 16 255"]);
    let rows = table(&with(&small(&f), json!({"field": "name", "class_colors": {"Mine": "#010203"}})));
    assert_eq!(rows[1], "2 Mine 1 2 3");
    let codes = f.text("codes.csv", "lucode,name\n1,Oak\n7,Pit\n");
    let rows = table(&with(&small(&f), json!({"codes": codes, "class_names": {"1": "Wood"}})));
    assert!(rows[0].starts_with("1 Oak ") && rows[1].starts_with("7 Pit "), "{rows:?}");
    assert!(
        sentence(&with(&small(&f), json!({"class_colors": {"7": "red"}})))
            .starts_with("CLASS_COLORS is red; allowed: colours as #rrggbb")
    );
}

#[test]
fn the_grid_of_another_raster() {
    let f = Folder::new();
    // 20 m x 10 m cells, one row above the polygons, one column of two
    let snap =
        f.map(&Map { geotransform: [500_000.0, 20.0, 0.0, 4_400_030.0, 0.0, -10.0], ..Map::new(1, &[3.0, 0.0, 3.0]) });
    let request = with(&small(&f), json!({"cell_size": null, "snap": {"path": snap}}));
    let report = run(&request).unwrap();
    assert_eq!(read_numbers(&f.path("o.tif")).0, [N, 1.0, 1.0]);
    // 7 x 10 m of 18 x 20 m + 7 x 10 m reach 1 m over the edge
    let off = 100.0 * 10.0 / (18.0 * 20.0 + 7.0 * 10.0);
    assert!(
        told(&report, "INPUT_OFF").starts_with(&format!("{off:.1} % of the area of INPUT lies off")),
        "{}",
        told(&report, "INPUT_OFF")
    );
    assert!(
        told(&report, "GRID").contains("has the grid of") && told(&report, "GRID").ends_with("1 column and 3 rows.")
    );
    // What lies off is told as that, and not as too small.
    let left = f.map(&Map { geotransform: [500_000.0, 10.0, 0.0, 4_400_010.0, 0.0, -10.0], ..Map::new(1, &[1.0]) });
    let report = run(&with(&request, json!({"snap": {"path": left}}))).unwrap();
    assert_eq!(told(&report, "FEATURES_OFF"), "1 of 2 features have no land on the raster.");
    assert_eq!(told(&report, "WITHOUT_CELL"), "");
    // Turned by 3-4-5: the centre of the first cell lies 25 m, 5 m from the corner
    let turned = f.map(&Map { geotransform: [500_000.0, 6.0, 8.0, 4_400_000.0, 8.0, -6.0], ..Map::new(2, &[1.0; 4]) });
    run(&with(&request, json!({"snap": {"path": turned}}))).unwrap();
    // Centres (7, 1), (13, 9), (15, -5), (21, 3): in the forest; in forest; below; on the right of all
    assert_eq!(read_numbers(&f.path("o.tif")).0, [1.0, 1.0, N, N]);
    let far = f.map(&Map { geotransform: [600_000.0, 20.0, 0.0, 4_400_030.0, 0.0, -10.0], ..Map::new(1, &[3.0]) });
    let out = f.path("far.tif");
    let e = sentence(&with(&request, json!({"snap": {"path": far}, "output": out})));
    assert!(e.starts_with("No feature of") && e.ends_with("check that they lie over it."), "{e}");
    assert!(!f.files().contains(&"far.tif".to_owned()));
    let degrees =
        f.map(&Map { epsg: Some(4326), geotransform: [110.0, 0.1, 0.0, 40.0, 0.0, -0.1], ..Map::new(1, &[1.0]) });
    assert!(sentence(&with(&request, json!({"snap": {"path": degrees}}))).contains("reproject it first"));
}

#[test]
fn one_way_to_a_grid() {
    let f = Folder::new();
    let request = small(&f);
    let snap = json!({"path": f.map(&Map::new(1, &[1.0]))});
    assert_eq!(
        sentence(&with(&request, json!({"cell_size": null}))),
        "There is no grid to rasterize to: give CELL_SIZE, or a raster as SNAP."
    );
    assert!(sentence(&with(&request, json!({"snap": snap}))).starts_with("CELL_SIZE and SNAP are both given"));
    for wrong in [0.0, -10.0] {
        assert!(sentence(&with(&request, json!({"cell_size": wrong}))).ends_with("allowed: more than 0 (map units)."));
    }
    let e = sentence(&with(&request, json!({"cell_size": 1e-6})));
    assert!(e.starts_with("CELL_SIZE 0.000001 makes 21,000,000 columns and 20,000,000 rows of the extent of"), "{e}");
    let e = sentence(&with(&request, json!({"cell_size": 1e-300})));
    assert!(e.contains("at most 100,000,000,000 cells"), "{e}");
    // Cells of 100 m have no centre in the features, and more of each is uncovered
    for rule in ["centre", "largest"] {
        let e = sentence(&with(&request, json!({"cell_size": 100, "rule": rule})));
        assert!(e.ends_with("has a cell: all are smaller than cells of 100 map units. Give smaller cells."), "{e}");
    }
}

#[test]
fn degrees_have_areas_on_the_ellipsoid() {
    let f = Folder::new();
    let box_ = json!({"type": "Polygon", "coordinates": [[[110.0, 40.0], [110.02, 40.0], [110.02, 40.01], [110.0, 40.01], [110.0, 40.0]]]});
    let input = layer(&f, "d.geojson", 4326, &[(json!({"code": 1}), box_)]);
    let request = json!({"input": input, "field": "code", "cell_size": 0.01, "output": f.path("o.tif")});
    let report = run(&request).unwrap();
    assert_eq!(read_numbers(&f.path("o.tif")).0, [1.0, 1.0]);
    let (cells, polygons) = (reals(classes(&report), "area_ha")[0], reals(classes(&report), "polygon_area_ha")[0]);
    // 0.01 degrees of latitude are some 1110.4 m at 40 N, of longitude 854.0 m
    assert!((cells / (2.0 * 1110.4 * 854.0 / 1e4) - 1.0).abs() < 1e-3, "{cells}");
    assert!((polygons / cells - 1.0).abs() < 1e-9);
    assert!(sentence(&with(&request, json!({"area": "planar"}))).contains("whose units are degrees"));
    // Web Mercator is out of true
    let box_ = json!({"type": "Polygon", "coordinates": [[[12_000_000.0, 4_800_000.0], [12_000_020.0, 4_800_000.0], [12_000_020.0, 4_800_010.0], [12_000_000.0, 4_800_000.0]]]});
    let input = layer(&f, "m.geojson", 3857, &[(json!({"code": 1}), box_)]);
    let mercator = with(&request, json!({"input": input, "cell_size": 5}));
    assert!(sentence(&mercator).contains("more than 1 % is refused"));
    let report = run(&with(&mercator, json!({"area": "ellipsoidal"}))).unwrap();
    let (cells, polygons) = (reals(classes(&report), "area_ha")[0], reals(classes(&report), "polygon_area_ha")[0]);
    let per_cell = cells / integers(classes(&report), "cells")[0] as f64;
    assert!((polygons / per_cell - 100.0 / 25.0).abs() < 1e-6, "{polygons} {per_cell}");
}

#[test]
fn faults_of_geometries_are_repaired_or_refused() {
    let f = Folder::new();
    let tie = ring(&[(0.0, 0.0), (40.0, 40.0), (40.0, 0.0), (0.0, 40.0), (0.0, 0.0)]);
    let input = layer(&f, "t.geojson", 32649, &[(json!({"code": 3}), tie), (json!({"code": 4}), Value::Null)]);
    let request =
        json!({"input": input, "field": "code", "cell_size": 10, "rule": "largest", "output": f.path("o.tif")});
    let report = run(&request).unwrap();
    let expected = [3.0, N, N, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, N, N, 3.0];
    assert_eq!(read_numbers(&f.path("o.tif")).0, expected);
    assert!(told(&report, "REPAIRED").starts_with("INPUT: the geometries of 1 feature are not valid"));
    // Two wings of 40 m x 20 m / 2 each
    assert!((reals(classes(&report), "polygon_area_ha")[0] - 2.0 * 40.0 * 20.0 / 2.0 / 1e4).abs() < 1e-12);
    let line = json!({"type": "LineString", "coordinates": [[500000, 4400000], [500010, 4400000]]});
    let lines = layer(&f, "l2.geojson", 32649, &[(json!({"code": 3}), line)]);
    assert!(sentence(&with(&request, json!({"input": lines}))).contains("is a linestring; INPUT takes polygons"));
    assert!(sentence(&with(&request, json!({"input": f.path("none.gpkg")}))).starts_with("The features of"));
    assert!(sentence(&with(&request, json!({"output": f.path("o.png")}))).contains("must end in .tif"));
    assert!(sentence(&with(&request, json!({"output": f.path("none/o.tif")}))).contains("does not exist"));
    let flat = ring(&[(0.0, 0.0), (40.0, 0.0), (0.0, 0.0), (0.0, 0.0)]);
    let flat = layer(&f, "flat.geojson", 32649, &[(json!({"code": 3}), flat)]);
    assert!(sentence(&with(&request, json!({"input": flat}))).contains("has a cell"));
}

#[test]
fn cancelled_anywhere_it_leaves_nothing() {
    let f = Folder::new();
    let squares: Vec<(Value, Value)> = (0..400)
        .map(|i| {
            let (x, y) = (f64::from(i % 20) * 50.0, f64::from(i / 20) * 50.0);
            (json!({"code": i % 7}), rectangle(x, y, x + 50.0, y + 50.0))
        })
        .collect();
    let input = layer(&f, "s.geojson", 32649, &squares);
    fs::write(f.path("o.tif"), "as it was").unwrap();
    let request = json!({"input": input, "field": "code", "cell_size": 1, "output": f.path("o.tif")}).to_string();
    let before = f.files();
    for stop in [0.0, 0.2, 0.5, 1.0] {
        let mut callback = |fraction: f64, _: &str| fraction < stop;
        let e = rasterize_lulc::run(&parse(&request).unwrap(), &mut Progress::new(&mut callback));
        assert!(matches!(e, Err(Error::Cancelled)), "{stop}");
        assert_eq!(f.files(), before);
        assert_eq!(fs::read(f.path("o.tif")).unwrap(), b"as it was");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// Whatever the blocks of the file and the threads, all cells and tables are the same.
    #[test]
    fn the_same_in_all_blocks_and_threads(seed in any::<u64>(), block in prop::sample::select(vec![16, 32, 64]), threads in 1usize..4, rule in prop::sample::select(vec!["centre", "largest"])) {
        let f = Folder::new();
        let mut state = seed | 1;
        let mut random = |below: f64| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) as f64 / f64::from(1u32 << 31) * below
        };
        let triangles: Vec<(Value, Value)> = (0..30)
            .map(|i| {
                let (x, y) = (random(150.0), random(150.0));
                let points = [(x, y), (x + 10.0 + random(60.0), y), (x + random(30.0), y + 10.0 + random(60.0)), (x, y)];
                (json!({"code": i % 5}), ring(&points))
            })
            .collect();
        let input = layer(&f, "t.geojson", 32649, &triangles);
        let request = json!({"input": input, "field": "code", "cell_size": 1, "rule": rule, "output": f.path("a.tif"), "threads": 1, "create_options": ["TILED=NO", "BLOCKYSIZE=1000"]});
        let one = run(&request).unwrap();
        let blocks = [format!("BLOCKXSIZE={block}"), format!("BLOCKYSIZE={block}")];
        let other = run(&with(&request, json!({"output": f.path("b.tif"), "threads": threads, "create_options": blocks}))).unwrap();
        prop_assert_eq!(read_numbers(&f.path("a.tif")), read_numbers(&f.path("b.tif")));
        prop_assert_eq!(integers(classes(&one), "cells"), integers(classes(&other), "cells"));
        prop_assert_eq!(reals(classes(&one), "polygon_area_ha"), reals(classes(&other), "polygon_area_ha"));
        prop_assert_eq!(&one.results, &other.results);
        let written = read_numbers(&f.path("a.tif"));
        for (code, cells) in integers(classes(&one), "lucode").iter().zip(integers(classes(&one), "cells")) {
            prop_assert_eq!(written.0.iter().filter(|value| **value == *code as f64).count() as i64, cells);
        }
    }
}
