//! Rows of every table say of which layer and year they are, so that tables of several runs can stand in one.

use crate::{
    fixture::{Folder, c},
    house_rules::{root, text},
};
use pitscape::{
    error::PitscapeStatus,
    ffi::{kernels::EXPORTS, pitscape_string_free},
    run::KERNELS,
    schema::{FieldType, Kernel},
};
use serde_json::{Value, json};
use std::{ffi::CStr, fs, ptr};

/// Columns of two layers, by kernel.
const OF_TWO: [(&str, [&str; 4]); 3] = [
    ("carbon_change", ["layer_base", "year_base", "layer_alt", "year_alt"]),
    ("carbon_series", ["layer_from", "year_from", "layer_to", "year_to"]),
    ("lulc_transition", ["layer_from", "year_from", "layer_to", "year_to"]),
];

fn of_two(kernel: &str, columns: &[&str]) -> Option<[&'static str; 4]> {
    let (_, two) = OF_TWO.into_iter().find(|(name, _)| *name == kernel)?;
    columns.contains(&two[0]).then_some(two)
}

#[test]
fn tables_begin_with_the_layer_and_the_year() {
    for kernel in KERNELS {
        for (table, columns) in (kernel.tables)() {
            let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
            let wanted = of_two(kernel.name, &names).map_or(vec!["layer", "year"], |two| two.to_vec());
            let (first, last) = (names.iter().position(|name| !matches!(*name, "geometry" | "zone")).unwrap(), &names);
            // What is to be filled in by hand comes first.
            let place = if table == "template" { last.len() - 2 } else { first };
            assert_eq!(names[place..place + wanted.len()], wanted, "{}.{table}: {names:?}", kernel.name);
        }
    }
}

/// The request in the corpus that a kernel succeeds with, on maps that have a name and a year.
fn request(kernel: &Kernel, tables: &str) -> Value {
    let seed: Value = serde_json::from_str(&text(format!("fuzz/corpus/requests/{}.json", kernel.name))).unwrap();
    let mut request = seed["request"].clone();
    let input = |path: &mut Value| {
        let file = root().join("fuzz/inputs").join(path.as_str().unwrap());
        *path = json!(file.to_str().unwrap());
    };
    let map = |raster: &mut Value, name: &str, year: i32| {
        input(&mut raster["path"]);
        (raster["name"], raster["year"]) = (json!(name), json!(year));
    };
    for field in kernel.fields {
        use FieldType::*;
        let Some(value) = request.get_mut(field.name) else { continue };
        match field.kind {
            Raster if field.name == "lulc_alt" => map(value, "later", 2012),
            Raster => map(value, "early", 2007),
            Rasters => value.as_array_mut().unwrap().iter_mut().zip([2007, 2012, 2017]).for_each(|(raster, year)| {
                map(raster, &format!("map of {year}"), year);
            }),
            Table | Polygons | Points | Shapes => input(value),
            Folder => *value = json!(tables),
            OutputRaster | OutputFolder | Flag => *value = Value::Null,
            _ => {}
        }
    }
    for (field, value) in [("layer_name", json!("early")), ("year", json!(2007))] {
        if kernel.fields.iter().any(|known| known.name == field) {
            request[field] = value;
        }
    }
    // Those of the request would go before those of the maps.
    for field in ["layer_names", "years", "year_base", "year_alt", "price"] {
        request.as_object_mut().unwrap().remove(field);
    }
    request
}

fn run(kernel: &Kernel, request: &Value) -> Value {
    let (_, export) = EXPORTS.iter().find(|(name, _)| *name == kernel.name).unwrap();
    let mut report = ptr::null_mut();
    let status = unsafe { export(c(&request.to_string()).as_ptr(), ptr::null(), &mut report) };
    assert!(status == PitscapeStatus::Ok, "{}: {request}", kernel.name);
    let text = unsafe { CStr::from_ptr(report) }.to_str().unwrap().to_owned();
    unsafe { pitscape_string_free(report) };
    serde_json::from_str(&text).unwrap()
}

/// The different cells of a column, as texts.
fn cells(table: &Value, name: &str) -> Vec<String> {
    let column = table["columns"].as_array().unwrap().iter().find(|column| column["name"] == name).unwrap();
    let words = |path: &Value| -> Vec<i64> {
        let bytes = fs::read(path.as_str().unwrap()).unwrap();
        bytes.chunks(8).map(|word| i64::from_le_bytes(word.try_into().unwrap())).collect()
    };
    assert!(column["valid"].is_null(), "{name} has no NULL");
    let mut found: Vec<String> = if column["type"] == "text" {
        let text = fs::read_to_string(column["data"].as_str().unwrap()).unwrap();
        words(&column["offsets"]).windows(2).map(|two| text[two[0] as usize..two[1] as usize].to_owned()).collect()
    } else {
        words(&column["data"]).iter().map(i64::to_string).collect()
    };
    found.sort();
    found.dedup();
    found
}

#[test]
fn rows_tell_the_layer_and_the_year() {
    for kernel in KERNELS {
        let folder = Folder::new();
        let report = run(kernel, &request(kernel, &folder.path("")));
        for (name, table) in report["tables"].as_object().unwrap() {
            let columns = table["columns"].as_array().unwrap();
            let columns: Vec<&str> = columns.iter().map(|column| column["name"].as_str().unwrap()).collect();
            let series = kernel.fields.iter().any(|field| field.name == "layers" && field.kind == FieldType::Rasters);
            let (layers, years): (Vec<_>, Vec<_>) = match series {
                true => [2007, 2012, 2017].map(|year| (format!("map of {year}"), year.to_string())).into_iter().unzip(),
                false => {
                    ([("early", "2007")].map(|(name, year)| (name.to_owned(), year.to_owned()))).into_iter().unzip()
                }
            };
            let among = |column: &str, known: &[String]| {
                let found = cells(table, column);
                assert!(!found.is_empty(), "{}.{name}", kernel.name);
                assert!(found.iter().all(|cell| known.contains(cell)), "{}.{name}.{column}: {found:?}", kernel.name);
            };
            match of_two(kernel.name, &columns) {
                Some([base, year_base, alt, year_alt]) if kernel.name == "carbon_change" => {
                    assert_eq!(
                        [base, year_base, alt, year_alt].map(|column| cells(table, column)),
                        [["early"], ["2007"], ["later"], ["2012"]]
                    );
                }
                Some([from, year_from, to, year_to]) => {
                    [from, to].into_iter().for_each(|column| among(column, &layers));
                    [year_from, year_to].into_iter().for_each(|column| among(column, &years));
                }
                // The years are those of the rows of its table.
                None if kernel.name == "coupling_coordination" => among("layer", &layers),
                None => {
                    among("layer", &layers);
                    among("year", &years);
                }
            }
        }
    }
}
