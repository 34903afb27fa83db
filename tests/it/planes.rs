//! Planes that are out of true, local grids, and coordinates that are no places, in every kernel that they concern.

use crate::fixture::{Folder, Map, read_numbers, with};
use pitscape::{
    Result,
    engine::{message::Message, progress::Progress, report::Report, request::parse},
    io::table::Column,
    run::{
        carbon_change, carbon_series, carbon_storage, contribution_ratio, distance_zones, landscape_metrics,
        moving_window, point_variogram, pool_template, raster_variogram, sampled_windows, window_scale,
    },
};
use serde_json::{Value, json};

/// MODIS land cover.
const SINUSOIDAL: &str = "+proj=sinu +lon_0=0 +R=6371007.181 +type=crs";
/// In which the study's country is mapped.
const ALBERS: &str = "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +datum=WGS84 +type=crs";
const LOCAL: &str = r#"LOCAL_CS["Mine grid",UNIT["metre",1]]"#;
const LOCAL_FEET: &str = r#"LOCAL_CS["Mine grid",UNIT["US survey foot",0.304800609601219]]"#;
const POOLS: &str = "lucode,c_above,c_below,c_soil,c_dead\n1,1,0,0,0\n2,2,0,0,0\n3,3,0,0,0\n9,4,0,0,0\n";
/// Kernels in which lengths count.
const OF_LENGTHS: [&str; 6] =
    ["distance_zones", "contribution_ratio", "landscape_metrics", "moving_window", "sampled_windows", "window_scale"];
const OF_AREAS: [&str; 3] = ["carbon_storage", "carbon_change", "carbon_series"];

const SIDE: usize = 60;

/// Three classes in squares of four cells, with one of a fourth in the middle.
fn map(f: &Folder, left: f64, top: f64, cell: f64) -> String {
    let class = |i: usize| {
        let (row, column) = (i / SIDE, i % SIDE);
        if (row / 4, column / 4) == (7, 7) { 9.0 } else { 1.0 + ((row / 4 * 7 + column / 4 * 4 + row / 16) % 3) as f64 }
    };
    let values: Vec<f64> = (0..SIDE * SIDE).map(class).collect();
    f.map(&Map { geotransform: [left, cell, 0.0, top, 0.0, -cell], epsg: None, ..Map::new(SIDE, &values) })
}

/// A layer of one feature, given as well-known text, or as well-known binary in hexadecimal digits.
fn layer(f: &Folder, name: &str, crs: &str, shape: &str) -> String {
    let encoding = if shape.starts_with("01") { "WKB" } else { "WKT" };
    let table = f.text(&format!("{name}.csv"), &format!("id,shape\n1,\"{shape}\"\n"));
    let crs = crs.replace('"', "&quot;");
    f.text(
        &format!("{name}.vrt"),
        &format!(
            r#"<OGRVRTDataSource><OGRVRTLayer name="{name}"><SrcDataSource>{table}</SrcDataSource><LayerSRS>{crs}</LayerSRS>
            <GeometryField encoding="{encoding}" field="shape"/></OGRVRTLayer></OGRVRTDataSource>"#
        ),
    )
}

/// A point (1), line (2) or polygon (3) as well-known binary, in hexadecimal digits.
fn wkb(kind: u32, rings: &[&[(f64, f64)]]) -> String {
    let mut bytes = [&[1][..], &kind.to_le_bytes()].concat();
    if kind == 3 {
        bytes.extend((rings.len() as u32).to_le_bytes());
    }
    for ring in rings {
        if kind > 1 {
            bytes.extend((ring.len() as u32).to_le_bytes());
        }
        bytes.extend(ring.iter().flat_map(|(x, y)| [x.to_le_bytes(), y.to_le_bytes()].concat()));
    }
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// What a kernel says of the map with its corner at (left, top) and cells so wide, in map units.
fn run(f: &Folder, kernel: &str, crs: &str, (left, top, cell): (f64, f64, f64), more: Value) -> Result<Report> {
    let raster = json!({"path": map(f, left, top, cell), "crs": crs});
    let pools = f.text("pools.csv", POOLS);
    let middle = format!("POINT ({} {})", left + 30.5 * cell, top - 30.5 * cell);
    let lulc = json!({"lulc": raster});
    let request = match kernel {
        "carbon_storage" => with(&lulc, json!({"pools": pools})),
        "carbon_change" => json!({"lulc_base": raster, "lulc_alt": raster, "pools": pools}),
        "carbon_series" => json!({"layers": [raster], "years": [2000], "pools": pools}),
        "pool_template" => lulc,
        "distance_zones" => with(&lulc, json!({"codes": [9], "ring_width": 300.0, "ring_count": 3})),
        "contribution_ratio" => json!({
            "layers": [raster], "years": [2000], "pools": pools, "codes": [9], "ring_width": 300.0, "ring_count": 9,
            "replicates": 0
        }),
        "landscape_metrics" => json!({"layers": [raster], "metrics": ["TA", "TE"]}),
        "moving_window" => {
            with(&lulc, json!({"metrics": ["SHDI"], "radii": [2.0 * cell], "output": f.path("windows.tif")}))
        }
        "sampled_windows" => {
            let features = layer(f, "features", crs, &middle);
            with(&lulc, json!({"metrics": ["SHDI"], "radii": [2.0 * cell], "features": features}))
        }
        "window_scale" => {
            let radii: Vec<f64> = [1.0, 1.5, 2.0, 2.5, 3.0].iter().map(|cells| cells * cell).collect();
            with(&lulc, json!({"metrics": ["SHEI"], "radii": radii, "models": ["spherical"]}))
        }
        "raster_variogram" => json!({"input": raster, "cutoff": 5.0 * cell, "width": cell, "models": []}),
        other => panic!("{other}"),
    };
    let text = with(&request, more).to_string();
    let none = &mut Progress::none();
    let report = match kernel {
        "carbon_storage" => carbon_storage::run(&parse(&text)?, none),
        "carbon_change" => carbon_change::run(&parse(&text)?, none),
        "carbon_series" => carbon_series::run(&parse(&text)?, none),
        "pool_template" => pool_template::run(&parse(&text)?, none),
        "distance_zones" => distance_zones::run(&parse(&text)?, none),
        "contribution_ratio" => contribution_ratio::run(&parse(&text)?, none),
        "landscape_metrics" => landscape_metrics::run(&parse(&text)?, none),
        "moving_window" => moving_window::run(&parse(&text)?, none),
        "sampled_windows" => sampled_windows::run(&parse(&text)?, none),
        "window_scale" => window_scale::run(&parse(&text)?, none),
        _ => raster_variogram::run(&parse(&text)?, none),
    };
    report.and_then(Report::published)
}

fn warnings<'r>(report: &'r Report, code: &str) -> Vec<&'r str> {
    let of = |m: &&Message| m.code == code;
    report.messages.iter().filter(of).map(|m| m.text.as_str()).collect()
}

/// Sinusoidal at the study mine.
const SHEARED: (f64, f64, f64) = (9_519_000.0, 4_414_500.0, 463.312_716_5);

#[test]
fn lengths_far_out_of_true_are_refused_unless_asked_for() {
    let f = Folder::new();
    for kernel in OF_LENGTHS {
        let e = run(&f, kernel, SINUSOIDAL, SHEARED, json!({})).unwrap_err().to_string();
        assert!(
            e.starts_with("Lengths on the plane of ") && e.contains(" differ from true lengths by -4"),
            "{kernel}: {e}"
        );
        assert!(e.contains(" % to +") && e.contains(" %, depending on the direction, at the "), "{kernel}: {e}");
        assert!(e.ends_with("or set AREA to planar for areas and lengths of the plane."), "{kernel}: {e}");
        let planar = run(&f, kernel, SINUSOIDAL, SHEARED, json!({"area": "planar"})).unwrap();
        assert_eq!(warnings(&planar, "LENGTH_DISTORTION").len(), 1, "{kernel}");
    }
    // True areas do not mend lengths
    for kernel in ["distance_zones", "contribution_ratio"] {
        let e = run(&f, kernel, SINUSOIDAL, SHEARED, json!({"area": "ellipsoidal"})).unwrap_err().to_string();
        assert!(e.contains("more than 5 % is refused"), "{kernel}: {e}");
    }
    for kernel in OF_AREAS {
        assert!(run(&f, kernel, SINUSOIDAL, SHEARED, json!({})).is_ok(), "{kernel} takes no length");
    }
    let variogram = run(&f, "raster_variogram", SINUSOIDAL, SHEARED, json!({})).unwrap();
    assert_eq!(warnings(&variogram, "LENGTH_DISTORTION").len(), 1);
}

#[test]
fn one_sentence_for_web_mercator() {
    let f = Folder::new();
    // At 39.7 degrees lengths are a / (N cos φ) = 1.298 of true ones along parallels, a / (M cos φ) = 1.303 along meridians
    let place = (12_384_000.0, 4_824_000.0, 30.0);
    for kernel in OF_LENGTHS {
        let e = run(&f, kernel, "EPSG:3857", place, json!({})).unwrap_err().to_string();
        assert!(e.contains(" by +29.8") && e.contains(" % to +30.3"), "{kernel}: {e}");
        assert!(e.contains("more than 5 % is refused") && !e.contains("Areas on"), "{kernel}: {e}");
        let planar = run(&f, kernel, "EPSG:3857", place, json!({"area": "planar"})).unwrap();
        let told: Vec<_> = planar.messages.iter().filter(|m| m.code.ends_with("DISTORTION")).collect();
        assert_eq!(told.len(), 1, "{kernel}: {told:?}");
    }
    for kernel in OF_AREAS {
        let e = run(&f, kernel, "EPSG:3857", place, json!({})).unwrap_err().to_string();
        assert!(e.starts_with("Areas on the plane of ") && e.contains("Set AREA to ellipsoidal"), "{kernel}: {e}");
    }
}

#[test]
fn albers_goes_through_with_a_warning_and_utm_without() {
    let f = Folder::new();
    // 39.7 N 111.3 E; h = cos φ / √(C - 2 n sin φ) = 1.017 along meridians, its inverse along parallels
    let albers = (529_900.0, 4_283_700.0, 30.0);
    let utm = (525_000.0, 4_395_000.0, 30.0);
    for kernel in OF_LENGTHS.into_iter().chain(["raster_variogram"]) {
        let report = run(&f, kernel, ALBERS, albers, json!({})).unwrap();
        let told = warnings(&report, "LENGTH_DISTORTION");
        assert_eq!(told.len(), 1, "{kernel}: {told:?}");
        assert!(told[0].contains(" by -1.7") && told[0].contains(" % to +1.7"), "{kernel}: {told:?}");
        assert!(told[0].contains("UTM"), "{kernel}: {told:?}");
        let report = run(&f, kernel, "EPSG:32649", utm, json!({})).unwrap();
        assert!(!report.messages.iter().any(|m| m.code.contains("DISTORTION")), "{kernel}: {:?}", report.messages);
    }
}

#[test]
fn planes_without_a_place_on_the_ellipsoid_are_told_of() {
    let f = Folder::new();
    let report = run(&f, "carbon_storage", "+proj=ortho +datum=WGS84 +type=crs", (9e7, 9e7, 100.0), json!({})).unwrap();
    assert_eq!(warnings(&report, "DISTORTION_UNKNOWN").len(), 1, "{:?}", report.messages);
}

#[test]
fn points_on_a_plane_out_of_true() {
    let f = Folder::new();
    let points = |left: f64, top: f64| {
        let row = |i: usize| format!("{},{},{i}\n", left + 100.0 * (i % 5) as f64, top - 100.0 * (i / 5) as f64);
        f.text("points.csv", &format!("x,y,v\n{}", (0..25).map(row).collect::<String>()))
    };
    let of = |crs: &str, left: f64, top: f64| {
        let request =
            json!({"input": points(left, top), "field": "v", "crs": crs, "cutoff": 300, "width": 100, "models": []});
        point_variogram::run(&parse(&request.to_string())?, &mut Progress::none())
    };
    let told = of(SINUSOIDAL, 9_519_000.0, 4_414_500.0).unwrap();
    let told = warnings(&told, "LENGTH_DISTORTION");
    assert!(told.len() == 1 && told[0].contains(" by -44.") && told[0].contains("to +79."), "{told:?}");
    assert_eq!(warnings(&of(ALBERS, 524_000.0, 4_170_000.0).unwrap(), "LENGTH_DISTORTION").len(), 1);
    assert!(of("EPSG:32649", 525_000.0, 4_395_000.0).unwrap().messages.is_empty());
    assert!(of(LOCAL, 1000.0, 2000.0).unwrap().messages.is_empty());
    assert!(of("EPSG:4326", 110.0, 40.0).unwrap_err().to_string().contains("whose units are degrees"));
    assert!(of("EPSG:4978", 110.0, 40.0).unwrap_err().to_string().contains("geocentric or vertical"));
    assert!(of("nonsense", 110.0, 40.0).unwrap_err().to_string().contains("is not understood"));
}

#[test]
fn local_grids_work_with_areas_of_the_plane() {
    let f = Folder::new();
    let place = (10_000.0, 20_000.0, 30.0);
    for kernel in OF_LENGTHS.into_iter().chain(OF_AREAS) {
        let e = run(&f, kernel, LOCAL, place, json!({})).unwrap_err().to_string();
        assert!(e.contains("Mine grid, a local grid") && e.contains("Set AREA to planar"), "{kernel}: {e}");
        let planar = run(&f, kernel, LOCAL, place, json!({"area": "planar"})).unwrap();
        assert_eq!(warnings(&planar, "LOCAL_GRID").len(), 1, "{kernel}: {:?}", planar.messages);
    }
    for kernel in ["raster_variogram", "pool_template"] {
        run(&f, kernel, LOCAL, place, json!({})).unwrap();
    }
}

#[test]
fn units_of_local_grids_count() {
    let f = Folder::new();
    let foot = 1200.0 / 3937.0;
    let place = (10_000.0, 20_000.0, 30.0);
    let number = |report: &Report, table: &str, name: &str| {
        let table = report.tables.iter().find(|found| found.name == table).unwrap();
        let Column::Real(cells) = &table.columns.iter().find(|(column, _)| *column == name).unwrap().1 else {
            panic!()
        };
        cells[0].unwrap()
    };
    for (crs, metres) in [(LOCAL, 1.0), (LOCAL_FEET, foot), (r#"LOCAL_CS["km",UNIT["kilometre",1000]]"#, 1000.0)] {
        let planar = json!({"area": "planar", "metrics": ["TA", "TE"]});
        let report = run(&f, "landscape_metrics", crs, place, planar).unwrap();
        // In ha, and in m: by the sides of the unit
        let area = number(&report, "landscape", "ta");
        let side = SIDE as f64 * 30.0 * metres;
        assert!((area / (side * side / 1e4) - 1.0).abs() < 1e-12, "{area}");
        let in_metres = run(&f, "landscape_metrics", "EPSG:32649", (500_000.0, 4_400_000.0, 30.0), json!({})).unwrap();
        let (edge, there) = (number(&report, "landscape", "te"), number(&in_metres, "landscape", "te"));
        assert!((edge / (there * metres) - 1.0).abs() < 1e-12, "{edge} {there}");
        let distances = json!({"area": "planar", "distance": f.path("d.tif")});
        run(&f, "distance_zones", crs, place, distances).unwrap();
        // The source ends at column 31 of row 28
        assert_eq!(read_numbers(&f.path("d.tif")).0[28 * SIDE + 35], f64::from((4.0 * 30.0 * metres) as f32));
    }
}

#[test]
fn layers_over_a_local_grid() {
    let f = Folder::new();
    let place = (10_000.0, 20_000.0, 30.0);
    let square = "POLYGON ((10000 20000, 10300 20000, 10300 19700, 10000 19700, 10000 20000))";
    let mask = |crs: &str| {
        let more = json!({"area": "planar", "mask": layer(&f, "mask", crs, square)});
        run(&f, "carbon_storage", LOCAL, place, more)
    };
    assert_eq!(mask(LOCAL).unwrap().results["total_area_ha"], Some(300.0 * 300.0 / 1e4));
    for other in ["EPSG:32649", LOCAL_FEET, r#"LOCAL_CS["Works",UNIT["metre",1]]"#] {
        let e = mask(other).err().unwrap().to_string();
        assert!(e.contains("no way leads from one to the other") && e.contains("Set Layer CRS"), "{e}");
    }
    let path = map(&f, place.0, place.1, place.2);
    let shifted = map(&f, place.0 + 300.0, place.1, place.2);
    let two = |crs: &str| {
        let request = json!({
            "lulc_base": {"path": path, "crs": LOCAL}, "lulc_alt": {"path": shifted, "crs": crs},
            "pools": f.text("pools.csv", POOLS), "area": "planar"
        });
        carbon_change::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
    };
    let common = two(LOCAL).unwrap();
    let Column::Integer(cells) = &common.tables[0].columns.iter().find(|(name, _)| *name == "cells").unwrap().1 else {
        panic!()
    };
    assert_eq!(cells.iter().flatten().sum::<i64>(), (SIDE * (SIDE - 10)) as i64);
    for other in ["EPSG:32649", LOCAL_FEET] {
        let e = two(other).err().unwrap().to_string();
        assert!(e.contains("no way leads from one to the other"), "{e}");
    }
}

#[test]
fn projected_coordinates_under_degrees_are_refused() {
    let f = Folder::new();
    for kernel in OF_LENGTHS.into_iter().chain(OF_AREAS).chain(["raster_variogram", "pool_template"]) {
        for place in [(500_000.0, 4_400_000.0, 30.0), (1000.0, 60.0, 0.5), (110.0, 91.0, 0.01)] {
            let e = run(&f, kernel, "EPSG:4326", place, json!({})).unwrap_err().to_string();
            assert!(e.contains("is no longitude and latitude") && e.contains("Set Layer CRS"), "{kernel}: {e}");
        }
    }
    // All round from Greenwich, across 180 degrees either way, centres on the poles
    for place in [(0.0, 90.0, 3.0), (179.0, 10.0, 0.1), (-181.0, 10.0, 0.1), (0.0, 91.5, 3.05)] {
        run(&f, "carbon_storage", "EPSG:4326", place, json!({})).unwrap();
    }
    for (crs, place) in [("EPSG:4978", (1.0, 2.0, 1.0)), ("EPSG:5703", (1.0, 2.0, 1.0))] {
        let e = run(&f, "carbon_storage", crs, place, json!({"area": "planar"})).unwrap_err().to_string();
        assert!(e.contains("geocentric or vertical"), "{e}");
    }
}

#[test]
fn vertices_that_are_no_places_are_refused() {
    let f = Folder::new();
    let place = (500_000.0, 4_395_000.0, 30.0);
    let utm = "EPSG:32649";
    let refused = |kernel: &str, field: &str, shape: &str, found: &str| {
        let mut more = json!({});
        more[field] = json!(layer(&f, "shapes", utm, shape));
        if kernel == "distance_zones" && field == "sources" {
            more["codes"] = json!([]);
        }
        let e = run(&f, kernel, utm, place, more).unwrap_err().to_string();
        let expected = format!("{}: the feature 1 of ", field.to_uppercase());
        let found = format!("a vertex at {found}, which is no place");
        assert!(e.starts_with(&expected) && e.contains(&found), "{kernel} {field} {found}: {e}");
    };
    let (left, top, nan, inf) = (500_000.0, 4_395_000.0, f64::NAN, f64::INFINITY);
    let polygon = &wkb(3, &[&[(left, top), (500_300.0, nan), (500_300.0, top - 300.0), (left, top)]]);
    let hole = &wkb(
        3,
        &[
            &[(left, top), (500_300.0, top), (500_300.0, top - 300.0), (left, top)],
            &[(500_010.0, top - 10.0), (inf, 4_394_990.0), (500_020.0, top - 20.0), (500_010.0, top - 10.0)],
        ],
    );
    for kernel in ["carbon_storage", "landscape_metrics", "distance_zones", "raster_variogram"] {
        refused(kernel, "mask", polygon, "500300, NaN");
        refused(kernel, "mask", hole, "inf, 4394990");
    }
    refused("carbon_storage", "zones", hole, "inf, 4394990");
    for shape in [polygon, &wkb(2, &[&[(left, top), (500_300.0, nan)]])] {
        refused("distance_zones", "sources", shape, "500300, NaN");
    }
    refused("distance_zones", "sources", &wkb(1, &[&[(500_300.0, -inf)]]), "500300, -inf");
    refused("sampled_windows", "features", &wkb(1, &[&[(500_300.0, nan)]]), "500300, NaN");
    refused("sampled_windows", "features", polygon, "500300, NaN");
}

#[test]
fn vertices_far_off_the_map_are_refused() {
    let f = Folder::new();
    let (left, top) = (500_000.0, 4_395_000.0);
    let said = |kernel: &str, field: &str, y: f64| {
        let triangle = wkb(3, &[&[(left, top), (left + 300.0, top), (left + 300.0, y), (left, top)]]);
        let mut more = json!({"area": "planar"});
        more[field] = json!(layer(&f, "shapes", "EPSG:32649", &triangle));
        match field {
            "sources" => more["codes"] = json!([]),
            "features" => more["radii"] = json!([]),
            _ => {}
        }
        run(&f, kernel, "EPSG:32649", (left, top, 30.0), more).err().map(|e| e.to_string())
    };
    // Windows count the rows off the map too: those up to 1e300 without end.
    let fields = [("sampled_windows", "features"), ("carbon_storage", "zones"), ("distance_zones", "sources")];
    for (kernel, field) in fields {
        for y in [1e11, -1e300, f64::MAX] {
            let e = said(kernel, field, y).expect("it is refused");
            let expected = format!("has a vertex at 5.003e5, {y:e}, more than 100,000,000 cells off the map. Draw");
            assert!(e.starts_with(&format!("{}: the feature 1", field.to_uppercase())) && e.contains(&expected), "{e}");
        }
        assert_eq!(said(kernel, field, 1e6), None);
    }
}
