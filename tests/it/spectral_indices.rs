use crate::fixture::{Folder, Map, geojson, golden, read_band, read_band_numbers, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    kernels::cover::spectral_indices::{Reflectance, SpectralIndex},
    run::spectral_indices,
};
use serde_json::{Value, json};
use std::fs;

const INDICES: [&str; 6] = ["DVI", "EVI", "RVI", "SAVI", "GNDVI", "NDVI"];
const NONE: f32 = f32::MIN;

fn run(request: &Value) -> Result<Report> {
    spectral_indices::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

fn text(report: &Report, code: &str) -> String {
    report.messages.iter().filter(|m| m.code == code).map(|m| m.text.clone()).collect::<Vec<_>>().join(" | ")
}

/// Cells of 16 bits without a sign, nodata 0.
fn band(f: &Folder, cells: &[f64]) -> Value {
    json!({"path": f.map(&Map { kind: 2, ..Map::new(3, cells) })})
}

fn ndvi(f: &Folder) -> Value {
    json!({"red": band(f, &[10.0, 3.0, 5.0]), "nir": band(f, &[3.0, 10.0, 0.0]), "output": f.path("o.tif")})
}

#[test]
fn by_hand() {
    let f = Folder::new();
    let report = run(&with(&ndvi(&f), json!({"indices": ["NDVI", "DVI", "NDVI"]}))).unwrap();
    let ndvi = read_band(&f.path("o.tif"), 1);
    assert_eq!(ndvi.values, [(-7.0f64 / 13.0) as f32, (7.0f64 / 13.0) as f32, NONE]);
    // 3 - 10 of 16 bits without a sign would be 65529.
    assert_eq!(read_band(&f.path("o.tif"), 2).values, [-7.0, 7.0, NONE]);
    assert_eq!((ndvi.description.as_str(), ndvi.nodata), ("NDVI", f64::from(NONE)));
    assert_eq!((report.results["cells"], report.results["output_max"]), (Some(2.0), Some(7.0 / 13.0)));
    assert!(
        text(&report, "REFLECTANCE").contains("RED: reflectance is value x 1."),
        "{}",
        text(&report, "REFLECTANCE")
    );
    assert!(
        text(&report, "BAND").starts_with("NDVI: -0.538462 to 0.538462, 2 cells; 1 cell of RED has none,"),
        "{}",
        text(&report, "BAND")
    );
}

/// Every figure of spyndex, and every cell without one: to 1e-12 as it is computed, and to the last digit of 32 bits as it is written.
#[test]
fn figures_of_the_reference() {
    let path = golden("landcover/bands_a.tif");
    let band = |band: usize| json!({"path": path, "band": band});
    let request = json!({"blue": band(1), "green": band(2), "red": band(3), "nir": band(4), "indices": INDICES});
    let cells = [1, 2, 3, 4].map(|band| read_band_numbers(&path, band).0);
    for (file, reflectance, more) in [
        ("raw", (1.0, 0.0), json!({})),
        ("scaled", (1e-4, 0.0), json!({"scale": 1e-4})),
        ("sentinel", (1e-4, -0.1), json!({"sensor": "sentinel2_l2a"})),
        ("sentinel_L025", (1e-4, -0.1), json!({"scale": 1e-4, "offset": -0.1, "soil_factor": 0.25})),
    ] {
        let f = Folder::new();
        run(&with(&with(&request, more.clone()), json!({"output": f.path("o.tif")}))).unwrap();
        let text = fs::read_to_string(golden(&format!("landcover/bands_a_{file}.csv"))).unwrap();
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(rows[0][2..], INDICES);
        let mut figures = 0;
        for (place, name) in INDICES.iter().enumerate() {
            let found = read_band(&f.path("o.tif"), place as i32 + 1).values;
            assert_eq!(found.len(), rows.len() - 1);
            for (row, found) in rows[1..].iter().zip(found) {
                let expected: Option<f64> = row[place + 2].parse().ok();
                let at = row[0].parse::<usize>().unwrap() * 40 + row[1].parse::<usize>().unwrap();
                let value = |band: usize| {
                    let (scale, offset): (f64, f64) = reflectance;
                    if cells[band][at] == -9999.0 { f64::NAN } else { cells[band][at] * scale + offset }
                };
                let cell = Reflectance { blue: value(0), green: value(1), red: value(2), nir: value(3) };
                let index: SpectralIndex = serde_json::from_value(json!(name)).unwrap();
                let computed = index.of(cell, more["soil_factor"].as_f64().unwrap_or(0.5));
                match expected {
                    Some(expected) => assert!(
                        (computed - expected).abs() <= 1e-12 * expected.abs().max(1e-3),
                        "{file} {name} {row:?}: {computed}"
                    ),
                    None => assert!(computed.is_nan(), "{file} {name} {row:?}: {computed}"),
                }
                let expected = expected.map_or(NONE, |value| value as f32);
                // The last digit of 32 bits may round the other way.
                assert!(
                    (found - expected).abs() <= f32::EPSILON * expected.abs(),
                    "{file} {name} {row:?}: {found} {expected}"
                );
                figures += usize::from(expected != NONE);
            }
        }
        assert!(figures > 4000, "{figures}");
    }
}

#[test]
fn requests_that_do_not_fit() {
    let f = Folder::new();
    let base = ndvi(&f);
    let said = |more: Value| sentence(&with(&base, more));
    assert_eq!(
        said(json!({"indices": ["NDVI", "EVI"]})),
        "Bands are missing: BLUE for EVI. Give them, or leave these indices out."
    );
    let both = said(json!({"indices": ["EVI", "GNDVI"]}));
    assert!(both.starts_with("Bands are missing: GREEN for GNDVI, BLUE for EVI."), "{both}");
    assert!(said(json!({"indices": []})).starts_with("INDICES is empty"));
    assert!(said(json!({"indices": ["NDWI"]})).contains("NDWI"));
    assert!(said(json!({"soil_factor": -1})).starts_with("SOIL_FACTOR is -1"));
    assert!(said(json!({"scale": 0})).starts_with("SCALE is 0"));
    assert!(said(json!({"red": {"path": f.path("none.tif")}})).contains("none.tif"));
    let path = base["red"]["path"].as_str().unwrap();
    assert!(said(json!({"output": path})).contains("is an input of this run as well"));
    let far = Map { kind: 2, geotransform: [900_000.0, 20.0, 0.0, 4_400_000.0, 0.0, -10.0], ..Map::new(3, &[1.0; 3]) };
    let old = f.text("old.tif", "old");
    assert!(said(json!({"nir": {"path": f.map(&far)}, "output": old})).contains("do not overlap"));
    assert_eq!(fs::read_to_string(&old).unwrap(), "old");
    assert!(
        said(json!({"red": {"path": f.map(&Map { epsg: None, ..Map::new(3, &[1.0; 3]) })}}))
            .contains("reference system")
    );
    let parsed = parse(&base.to_string()).unwrap();
    assert!(matches!(spectral_indices::run(&parsed, &mut Progress::new(&mut |_, _| false)), Err(Error::Cancelled)));
    assert!(!f.files().contains(&"o.tif".to_owned()));
}

/// NDVI of one band with itself is 0 everywhere, which is told.
#[test]
fn one_band_twice() {
    let f = Folder::new();
    let base = ndvi(&f);
    let report = run(&with(&base, json!({"nir": base["red"]}))).unwrap();
    assert_eq!(text(&report, "SAME_BAND"), "RED and NIR are the same band of one raster; give each its own band.");
    assert_eq!(text(&run(&base).unwrap(), "SAME_BAND"), "");
}

/// A picture of nodata alone, and one cell.
#[test]
fn no_value_and_one_cell() {
    let f = Folder::new();
    let report = run(&with(&ndvi(&f), json!({"red": band(&f, &[0.0; 3])}))).unwrap();
    assert_eq!((report.results["cells"], report.results["output_min"]), (Some(0.0), None));
    assert_eq!(text(&report, "BAND_EMPTY"), "NDVI: no cell has it.");
    // Where one band has no value cells of RED are lost, which is told
    let report = run(&with(&ndvi(&f), json!({"nir": band(&f, &[3.0, 0.0, 0.0])}))).unwrap();
    let told = text(&report, "BAND");
    assert!(told.contains("1 cell; 2 cells of RED have none, for want of a value of another band"), "{told}");
    let one = |value| json!({"path": f.map(&Map { kind: 2, ..Map::new(1, &[value]) })});
    run(&with(&ndvi(&f), json!({"red": one(1.0), "nir": one(3.0)}))).unwrap();
    assert_eq!(read_band(&f.path("o.tif"), 1).values, [0.5]);
}

/// A band's own scale and offset are taken, and go where others are given.
#[test]
fn scales_of_bands() {
    let f = Folder::new();
    let scaled =
        |cells: &[f64]| json!({"path": f.map(&Map { kind: 2, scale_offset: Some((0.5, -1.0)), ..Map::new(3, cells) })});
    let base = json!({"red": scaled(&[10.0, 3.0, 5.0]), "nir": scaled(&[3.0, 10.0, 0.0]), "indices": ["DVI"], "output": f.path("o.tif")});
    let report = run(&base).unwrap();
    assert_eq!(read_band(&f.path("o.tif"), 1).values, [-3.5, 3.5, NONE]);
    assert!(text(&report, "REFLECTANCE").contains("NIR: reflectance is value x 0.5 - 1, as the band says."));
    run(&with(&base, json!({"sensor": "reflectance"}))).unwrap();
    assert_eq!(read_band(&f.path("o.tif"), 1).values, [-7.0, 7.0, NONE]);
    run(&with(&base, json!({"scale": 2.0}))).unwrap();
    assert_eq!(read_band(&f.path("o.tif"), 1).values, [-14.0, 14.0, NONE]);
}

/// An index without RED may have cells where RED has none.
#[test]
fn cells_without_red() {
    let f = Folder::new();
    let request = with(
        &ndvi(&f),
        json!({"red": band(&f, &[1.0, 0.0, 0.0]), "nir": band(&f, &[3.0, 3.0, 3.0]), "green": band(&f, &[1.0, 1.0, 0.0]), "indices": ["GNDVI", "NDVI"]}),
    );
    let told = text(&run(&request).unwrap(), "BAND");
    assert!(
        told.contains("GNDVI: 0.5 to 0.5, 2 cells; 1 cell of NIR has none,")
            && told.contains("NDVI: 0.5 to 0.5, 1 cell."),
        "{told}"
    );
}

/// A product that a picture is not of turns its signs, which is told with the scale that was set aside.
#[test]
fn another_product() {
    let f = Folder::new();
    let scaled = |cells: &[f64]| json!({"path": f.map(&Map { kind: 2, scale_offset: Some((0.0025, 0.0)), ..Map::new(3, cells) })});
    let request =
        json!({"red": scaled(&[10.0, 3.0, 5.0]), "nir": scaled(&[3.0, 10.0, 2000.0]), "output": f.path("o.tif")});
    assert_eq!(text(&run(&request).unwrap(), "NEGATIVE_REFLECTANCE"), "");
    let report = run(&with(&request, json!({"sensor": "sentinel2_l2a"}))).unwrap();
    let told: Vec<&str> =
        report.messages.iter().filter(|m| m.code == "NEGATIVE_REFLECTANCE").map(|m| &*m.text).collect();
    assert!(
        told.len() == 2
            && told[0].contains("below 0 in 3 of 3 cells of RED")
            && told[1].contains("2 of 3 cells of NIR"),
        "{told:?}"
    );
    assert!(
        text(&report, "REFLECTANCE")
            .contains("RED: reflectance is value x 0.0001 - 0.1, not x 0.0025 as the band says.")
    );
}

/// Counts in place of reflectance spoil EVI and SAVI, and these alone.
#[test]
fn counts_are_no_reflectance() {
    let f = Folder::new();
    let base = ndvi(&f);
    let report = run(&with(&base, json!({"indices": ["NDVI"]}))).unwrap();
    assert_eq!(text(&report, "NOT_REFLECTANCE"), "");
    let report = run(&with(&base, json!({"indices": ["NDVI", "SAVI"]}))).unwrap();
    let told = text(&report, "NOT_REFLECTANCE");
    assert!(
        told.starts_with("Reflectance is 10 in ") && told.contains("SAVI cannot be right") && told.contains("SCALE"),
        "{told}"
    );
    let report = run(&with(&base, json!({"indices": ["SAVI"], "scale": 0.1}))).unwrap();
    assert_eq!(text(&report, "NOT_REFLECTANCE"), "");
    // Reflectance below 0 leaves the range of NDVI, which is told and not mended.
    let signed = |cells: &[f64]| json!({"path": f.map(&Map { kind: 3, ..Map::new(3, cells) })});
    let report = run(&with(&base, json!({"red": signed(&[-1.0, 1.0, 1.0]), "nir": signed(&[3.0, 1.0, 1.0])}))).unwrap();
    assert_eq!(read_band(&f.path("o.tif"), 1).values, [2.0, 0.0, 0.0]);
    assert!(
        text(&report, "OUT_OF_RANGE").contains("NDVI lies outside of -1 to 1 in 1 cell,"),
        "{}",
        text(&report, "OUT_OF_RANGE")
    );
}

/// A band on a grid of cells twice as large is brought onto that of the red one.
#[test]
fn a_band_on_another_grid() {
    let f = Folder::new();
    let fine = |cells: &[f64]| json!({"path": f.map(&Map { kind: 6, nodata: None, ..Map::new(4, cells) })});
    let coarse = Map {
        kind: 6,
        nodata: None,
        geotransform: [500_000.0, 40.0, 0.0, 4_400_000.0, 0.0, -20.0],
        ..Map::new(2, &[8.0, 16.0, 24.0, 32.0])
    };
    let request = json!({"red": fine(&[0.0; 16]), "nir": {"path": f.map(&coarse)}, "indices": ["DVI"], "output": f.path("o.tif")});
    let report = run(&request).unwrap();
    let found = read_band(&f.path("o.tif"), 1).values;
    // Between the centres of the coarse cells; their own values at the corners.
    let expected = |r: usize, c: usize| {
        let at = |i: usize| ((i as f32 + 0.5) / 2.0 - 0.5).clamp(0.0, 1.0);
        8.0 + 8.0 * at(c) + 16.0 * at(r)
    };
    assert_eq!(found, (0..16).map(|i| expected(i / 4, i % 4)).collect::<Vec<_>>());
    assert!(text(&report, "ALIGNED").contains("(bilinear)"));
    run(&with(&request, json!({"resample_values": "nearest"}))).unwrap();
    assert_eq!(read_band(&f.path("o.tif"), 1).values[..4], [8.0, 8.0, 16.0, 16.0]);
    let report =
        run(&with(&request, json!({"red": request["nir"], "nir": request["red"], "resample_values": "nearest"})))
            .unwrap();
    assert!(text(&report, "NEAREST_COARSER").contains("RESAMPLE_VALUES average"));
}

#[test]
fn masks_folders_and_files() {
    let f = Folder::new();
    fs::create_dir(f.path("files")).unwrap();
    let square = r#"{"type":"Polygon","coordinates":[[[500000,4399990],[500020,4399990],[500020,4400000],[500000,4400000],[500000,4399990]]]}"#;
    let more = json!({"mask": f.text("mask.geojson", &geojson(32649, &[square])), "folder": f.path("files"), "layer_name": "a b", "indices": ["NDVI", "RVI"]});
    run(&with(&ndvi(&f), more)).unwrap();
    assert_eq!(read_band(&f.path("o.tif"), 1).values[1..], [NONE; 2]);
    assert_eq!(read_band_numbers(&f.path("files/a_b_RVI.tif"), 1).0[0], f64::from(0.3f32));
    assert_eq!(read_band(&f.path("files/a_b_NDVI.tif"), 1).values[0], (-7.0f64 / 13.0) as f32);
}

#[test]
fn blocks_types_and_threads_change_nothing() {
    let f = Folder::new();
    let (rows, columns) = (600, 700);
    let map = |k: usize, kind: u32, options: Vec<&'static str>| {
        let cells: Vec<f64> = (0..rows * columns).map(|i| ((i * (k + 3) / 7) % 251) as f64).collect();
        json!({"path": f.map(&Map { kind, options, ..Map::new(columns, &cells) })})
    };
    let mut found = Vec::new();
    for (kind, options) in [(1, vec!["BLOCKYSIZE=7"]), (2, vec!["TILED=YES"]), (7, vec!["TILED=YES", "BLOCKXSIZE=128"])]
    {
        let bands: Vec<Value> = (0..4).map(|k| map(k, kind, options.clone())).collect();
        for threads in [1, 3] {
            let request = json!({"red": bands[0], "nir": bands[1], "green": bands[2], "blue": bands[3], "indices": INDICES, "scale": 0.01,
                "output": f.path("o.tif"), "threads": threads});
            let report = run(&request).unwrap();
            found.push((report.results, [1, 2, 3, 4, 5, 6].map(|band| read_band(&f.path("o.tif"), band).values)));
        }
    }
    assert!(found.windows(2).all(|two| two[0] == two[1]));
}
