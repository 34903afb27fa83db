//! Kernels as C calls them, and what holds of every answer.

use super::scratch::{Scratch, c};
use pitscape::{
    error::PitscapeStatus,
    ffi::{kernels::EXPORTS, pitscape_last_error_json, pitscape_last_error_message, pitscape_string_free},
    run::KERNELS,
    schema::Kernel,
};
use serde_json::Value;
use std::{ffi::CStr, fs, path::Path, ptr};

/// What a kernel said: its report, or a status and a sentence.
pub type Answer = Result<Value, (PitscapeStatus, String)>;

/// Runs a kernel; the request has paths in the scratch folder alone.
pub fn call(kernel: &Kernel, request: &str, scratch: &Scratch) -> Answer {
    let export = EXPORTS.iter().find(|(name, _)| *name == kernel.name).expect("every kernel has its export").1;
    scratch.clear();
    let mut report = ptr::null_mut();
    let status = unsafe { export(c(request).as_ptr(), ptr::null(), &mut report) };
    let said = unsafe { CStr::from_ptr(pitscape_last_error_message()) }.to_str().expect("a sentence is UTF-8");
    let json = unsafe { CStr::from_ptr(pitscape_last_error_json()) }.to_str().expect("JSON is UTF-8");
    if status == PitscapeStatus::Ok {
        assert_eq!((said, json), ("", ""));
        let text = unsafe { CStr::from_ptr(report) }.to_str().expect("a report is UTF-8").to_owned();
        unsafe { pitscape_string_free(report) };
        let report = serde_json::from_str(&text).expect("a report is JSON");
        check_report(kernel, &report);
        return Ok(report);
    }
    assert!(report.is_null(), "a report beside the error {said}");
    check_error(status, said, scratch);
    let told: Value = serde_json::from_str(json).expect("an error is JSON");
    assert_eq!((&told["text"], &told["status"]), (&said.into(), &status.name().into()));
    assert!(told["code"].is_string() && told["template"].is_string() && told["arguments"].is_object(), "{json}");
    Err((status, said.to_owned()))
}

pub fn kernel(name: &str) -> Option<&'static Kernel> {
    KERNELS.iter().copied().find(|kernel| kernel.name == name)
}

fn check_error(status: PitscapeStatus, said: &str, scratch: &Scratch) {
    assert!(status != PitscapeStatus::Internal, "a defect: {said}");
    assert!(status != PitscapeStatus::Cancelled, "nobody cancelled");
    assert!(
        said.len() > 10 && said.chars().next().is_some_and(|first| !first.is_whitespace()),
        "no sentence: {said:?}"
    );
    let left: Vec<String> = scratch.written().into_iter().filter(|name| !name.ends_with(".data")).collect();
    let left: Vec<&String> =
        left.iter().filter(|name| !name.ends_with(".valid") && !name.ends_with(".offsets")).collect();
    assert!(left.is_empty(), "{left:?} left behind by a run that said: {said}");
}

/// That a report has what `describe` says and no more, numbers that are finite, and the files that it tells of.
fn check_report(kernel: &Kernel, report: &Value) {
    assert_eq!(report["algorithm"], kernel.name);
    for (name, figure) in report["results"].as_object().unwrap() {
        assert!(kernel.results.iter().any(|result| result.name == name), "{name} is not described");
        assert!(
            figure.is_null() || figure.is_string() || figure.as_f64().is_some_and(f64::is_finite),
            "{name}: {figure}"
        );
    }
    for message in report["messages"].as_array().unwrap() {
        assert!(message["text"].as_str().is_some_and(|text| !text.is_empty()));
        // As Rust writes them; a figure that is none is told in words.
        let text = message["text"].as_str().unwrap();
        assert!(!text.split([' ', '(']).any(|word| matches!(word, "NaN" | "inf" | "-inf")), "{text}");
    }
    let held = report.get("held").is_some();
    for path in report["outputs"].as_object().unwrap().values() {
        assert!(held || Path::new(path.as_str().unwrap()).exists(), "{path} is missing");
    }
    let described = (kernel.tables)();
    for (name, table) in report["tables"].as_object().unwrap() {
        let columns = described.iter().find(|(table, _)| table == name).expect("the table is described").1;
        for column in table["columns"].as_array().unwrap() {
            let known = columns.iter().find(|known| column["name"] == known.name);
            match known {
                Some(known) => assert_eq!(column["type"], serde_json::json!(known.kind), "{name}.{}", known.name),
                None => assert!(OF_VARIABLES.contains(&(kernel.name, name.as_str())), "{column} is described"),
            }
            check_column(table["rows"].as_u64().unwrap() as usize, column);
        }
    }
}

/// Tables with columns that a request names behind those that are described.
const OF_VARIABLES: [(&str, &str); 1] = [("regression", "samples")];

/// Cells of a column of reals, as they lie in its file.
pub fn reals(report: &Value, table: &str, column: &str) -> Vec<f64> {
    let columns = report["tables"][table]["columns"].as_array().expect("the table was written");
    let column = columns.iter().find(|found| found["name"] == column).expect("the table has the column");
    let data = fs::read(column["data"].as_str().unwrap()).unwrap();
    data.chunks_exact(8).map(|word| f64::from_le_bytes(word.try_into().unwrap())).collect()
}

fn check_column(rows: usize, column: &Value) {
    let file = |key: &str| column.get(key).map(|path| fs::read(path.as_str().unwrap()).unwrap());
    let words = |bytes: &[u8]| -> Vec<[u8; 8]> { bytes.chunks_exact(8).map(|word| word.try_into().unwrap()).collect() };
    let data = file("data").unwrap();
    if let Some(valid) = file("valid") {
        assert!(valid.len() == rows && valid.iter().all(|byte| *byte < 2), "{column}");
    }
    match column["type"].as_str().unwrap() {
        "integer" => assert_eq!(data.len(), rows * 8, "{column}"),
        "real" => {
            assert_eq!(data.len(), rows * 8, "{column}");
            assert!(words(&data).into_iter().all(|word| f64::from_le_bytes(word).is_finite()), "{column}");
        }
        kind => {
            let ends: Vec<i64> = words(&file("offsets").unwrap()).into_iter().map(i64::from_le_bytes).collect();
            assert!(ends.len() == rows + 1 && ends.is_sorted() && ends[0] == 0, "{column}");
            assert_eq!(ends[rows] as usize, data.len(), "{column}");
            assert!(kind != "text" || std::str::from_utf8(&data).is_ok(), "{column}");
        }
    }
}
