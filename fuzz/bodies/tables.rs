//! Tables: bytes as a CSV file, in every place where a table is taken.

use super::{
    call::{Answer, call, kernel, reals},
    scratch::{self, Scratch},
};
use serde_json::{Value, json};
use std::fs;

pub fn check(data: &[u8]) {
    scratch::with(|scratch| {
        fs::write(scratch.input("table.csv"), data).unwrap();
        let table = scratch.input("table.csv");
        let run = |name: &str, request: Value| call(kernel(name).unwrap(), &request.to_string(), scratch);
        let map = json!({"path": scratch.input("map.asc")});
        let tables = scratch.out();
        pools(&run("carbon_storage", json!({"lulc": map, "pools": table, "class_correlation": 0.5, "tables": tables})));
        for field in ["edge_depths", "contrast", "similarity"] {
            let mut request = json!({"layers": [map], "metrics": ["TECI", "TCA", "SIMI_MN"], "tables": tables});
            (request["search_radius"], request["edge_depth"]) = (json!(50), json!(20));
            for other in ["edge_depths", "contrast", "similarity"] {
                request[other] = json!(if other == field { table.clone() } else { scratch.input("pairs.csv") });
            }
            if field != "edge_depths" {
                request["edge_depths"] = Value::Null;
            }
            let _ = run("landscape_metrics", request);
        }
        points(&table, &run, scratch);
        let fits =
            json!({"input": table, "structures": "2", "models": ["spherical", "power", "linear"], "tables": tables});
        let _ = run("variogram_fit", fits);
    });
}

/// No class stores less than nothing, and the mean is that of the total.
fn pools(answer: &Answer) {
    let Ok(report) = answer else { return };
    let figure = |name: &str| report["results"][name].as_f64().unwrap_or_else(|| panic!("no {name}: {report}"));
    for pool in ["c_above_t", "c_below_t", "c_soil_t", "c_dead_t"] {
        let stored = reals(report, "summary", pool);
        assert!(stored.iter().all(|carbon| *carbon >= 0.0), "{pool}: {stored:?}");
    }
    let mean = figure("total_carbon") / figure("total_area_ha");
    assert!((figure("mean_density") - mean).abs() <= 1e-9 * mean.abs(), "{report}");
}

fn points(table: &str, run: &impl Fn(&str, Value) -> Answer, scratch: &Scratch) {
    for estimator in ["matheron", "genton"] {
        let request = json!({"input": table, "field": "z", "estimator": estimator, "directions": [0, 45],
            "models": ["exponential"], "tables": scratch.out()});
        if let Ok(report) = run("point_variogram", request) {
            assert!(report["results"]["points"].as_f64().is_some_and(|points| points >= 2.0));
        }
    }
}
