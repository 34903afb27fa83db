//! Rasters of a run appear when all else of it is done, all of them, or none.

use crate::fixture::{Folder, Map, read_numbers};
use pitscape::{
    Result,
    engine::{progress::Progress, report::Report, request::parse},
    run::{carbon_change, distance_zones},
};
use serde_json::{Value, json};
use std::fs;

/// A run with three rasters, of which two stand there already.
fn three(f: &Folder) -> Value {
    let path = |name: &str| f.text(name, "as it was");
    let map = f.map(&Map {
        geotransform: [5e5, 10.0, 0.0, 4.4e6, 0.0, -10.0],
        ..Map::new(3, &[1.0, 1.0, 2.0, 1.0, 1.0, 1.0])
    });
    json!({
        "lulc": {"path": map}, "codes": [2], "distance": path("distance.tif"), "allocation": f.path("allocation.tif"),
        "ring_raster": path("rings.tif"),
    })
}

fn run(request: &Value) -> Result<Report> {
    distance_zones::run(&parse(&request.to_string())?, &mut Progress::none())
}

fn as_they_were(f: &Folder) {
    for name in ["distance.tif", "rings.tif"] {
        assert_eq!(fs::read_to_string(f.path(name)).unwrap(), "as it was", "{name}");
    }
    assert!(f.files().iter().all(|name| !name.starts_with('.') && name != "allocation.tif"), "{:?}", f.files());
}

#[test]
fn a_table_that_cannot_be_written_leaves_old_rasters_as_they_were() {
    let f = Folder::new();
    let report = run(&three(&f)).unwrap();
    let e = report.into_json(Some(&f.path("no folder")), false).unwrap_err().to_string();
    assert!(e.contains("no folder"), "{e}");
    as_they_were(&f);
}

#[test]
fn a_report_that_nobody_takes_leaves_nothing() {
    let f = Folder::new();
    drop(run(&three(&f)).unwrap());
    as_they_were(&f);
}

#[test]
fn all_rasters_appear_with_the_report() {
    let f = Folder::new();
    let request = three(&f);
    f.text("distance.tif.aux.xml", "of the old raster");
    let report: Value = serde_json::from_str(&run(&request).unwrap().into_json(None, false).unwrap()).unwrap();
    assert_eq!(report["outputs"]["ring_raster"], request["ring_raster"]);
    assert!(report.get("held").is_none());
    let (d, r) = (200f64.sqrt(), 10.0);
    let distances = [20.0, r, 0.0, (400.0f64 + 100.0).sqrt(), d, r].map(|v| f64::from(v as f32));
    assert_eq!(read_numbers(&f.path("distance.tif")).0, distances);
    // Names of values stand beside the rasters that have them, and nothing else does.
    let beside: Vec<String> = f.files().into_iter().filter(|name| !name.starts_with("map")).collect();
    assert_eq!(beside, ["allocation.tif", "allocation.tif.aux.xml", "distance.tif", "rings.tif", "rings.tif.aux.xml"]);
}

#[test]
fn held_rasters_are_told_and_left_to_the_caller() {
    let f = Folder::new();
    let request = three(&f);
    f.text("distance.tif.aux.xml", "of the old raster");
    let report: Value = serde_json::from_str(&run(&request).unwrap().into_json(None, true).unwrap()).unwrap();
    for name in ["distance.tif", "rings.tif"] {
        assert_eq!(fs::read_to_string(f.path(name)).unwrap(), "as it was");
    }
    for held in report["held"].as_array().unwrap() {
        let path = held["path"].as_str().unwrap();
        match held["temporary"].as_str() {
            Some(temporary) => fs::rename(temporary, path).unwrap(),
            None => fs::remove_file(path).unwrap(),
        }
    }
    let by_hand: Vec<(String, Vec<u8>)> = contents(&f);
    run(&request).unwrap().published().unwrap();
    assert_eq!(by_hand, contents(&f));
}

fn contents(f: &Folder) -> Vec<(String, Vec<u8>)> {
    f.files().into_iter().map(|name| (name.clone(), fs::read(f.path(&name)).unwrap())).collect()
}

#[test]
fn a_folder_is_no_raster() {
    let f = Folder::new();
    fs::create_dir(f.path("é.tif")).unwrap();
    let mut request = three(&f);
    for path in [f.path("é.tif"), f.path("é.tif/"), f.path("new é.tif/")] {
        request["distance"] = json!(path);
        let e = run(&request).unwrap_err().to_string();
        assert_eq!(e, format!("{path} is a folder; give the name of a file in it."));
    }
}

#[test]
fn what_a_killed_run_left_is_cleared_and_told() {
    let f = Folder::new();
    let request = three(&f);
    // A name as a run gives it, of a process that is no more.
    let report = run(&request).unwrap();
    let own = f.files().into_iter().find(|name| name.starts_with(".distance")).unwrap();
    drop(report);
    let killed = own.replace(&format!("-{}-", std::process::id()), &format!("-{}-", i32::MAX));
    f.text(&killed, "half a raster");
    let report = run(&request).unwrap();
    let told = report.messages.iter().find(|m| m.code == "LEFTOVERS").map(|m| m.text.as_str());
    assert_eq!(told, Some("Files of earlier runs that did not end were cleared away: distance.tif."));
    assert!(!f.files().contains(&killed));
}

#[test]
fn both_rasters_of_a_change_appear_or_none() {
    let f = Folder::new();
    let map = f.map(&Map::new(2, &[1.0, 1.0]));
    let pools = f.text("pools.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,1,0,0,0\n");
    let request = json!({
        "lulc_base": {"path": map}, "lulc_alt": {"path": map}, "pools": pools, "price": 1, "year_base": 2000, "year_alt": 2001,
        "output": f.text("a.tif", "as it was"), "output_npv": f.path("b.tif"),
    });
    let report = carbon_change::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).unwrap();
    // Something stands in the way that was not there when the run began.
    fs::create_dir(f.path("b.tif")).unwrap();
    f.text("b.tif/x", "");
    let e = report.published().unwrap_err().to_string();
    assert!(e.contains("b.tif could not be written"), "{e}");
    assert_eq!(fs::read_to_string(f.path("a.tif")).unwrap(), "as it was");
    assert!(f.files().iter().all(|name| !name.starts_with('.')), "{:?}", f.files());
}
