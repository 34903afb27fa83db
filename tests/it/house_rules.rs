//! Rules of the house that no compiler checks.

use pitscape::{
    engine::{progress::Progress, request::parse},
    ffi::PITSCAPE_ABI_VERSION,
    io::table::ColumnType,
    run::{KERNELS, carbon_storage, registry},
    schema::{self, Field, FieldType, Kernel},
};
use serde_json::{Value, json};
use std::{fs, path::Path};

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn text(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// All Rust files under a folder, as (path from the root, text).
pub fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            found.extend(sources(&name));
        } else if name.ends_with(".rs") {
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

/// Exports that are allowed to go without the guard: they call nothing that can panic.
const PLAIN: [&str; 5] = [
    "pitscape_version",
    "pitscape_abi_version",
    "pitscape_last_error_message",
    "pitscape_last_error_json",
    "pitscape_string_free",
];

/// Exports in a source whose body does not begin with the guard.
fn unguarded(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in source.split("extern \"C\" fn pitscape_").skip(1) {
        let name = format!("pitscape_{}", part.split('(').next().unwrap());
        let body = part.split_once('{').map_or("", |(_, body)| body).trim_start();
        if !body.starts_with("guard(") && !PLAIN.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

#[test]
fn every_export_has_the_guard() {
    for (path, source) in sources("src") {
        assert_eq!(unguarded(&source), [""; 0], "{path}");
        if !path.starts_with("src/ffi") {
            assert!(!source.contains("no_mangle"), "{path} exports a symbol; exports belong into src/ffi");
        }
    }
    assert_eq!(unguarded("extern \"C\" fn pitscape_x(a: u8) -> u8 {\n    a\n}"), ["pitscape_x"]);
}

#[test]
fn the_header_is_fresh() {
    let made = fs::read_to_string(concat!(env!("OUT_DIR"), "/pitscape.h")).unwrap();
    assert!(made == text("include/pitscape.h"), "include/pitscape.h is stale: run scripts/build");
}

/// Lines that name GDAL's bindings.
fn names_gdal(source: &str) -> bool {
    ["gdal_sys", "gdal::Dataset", "extern crate gdal"].iter().any(|name| source.contains(name))
}

#[test]
fn gdal_is_named_in_its_place_alone() {
    for (path, source) in sources("src") {
        assert!(!names_gdal(&source) || path.starts_with("src/io/gdal"), "{path} names GDAL; only src/io/gdal may");
    }
    assert!(sources("src/io/gdal").iter().any(|(_, source)| names_gdal(source)));
}

#[test]
fn kernels_know_no_json_files_or_threads() {
    for (path, source) in sources("src/kernels") {
        for word in ["serde_json", "std::thread", "std::fs", "std::path"] {
            assert!(!source.contains(word), "{path} names {word}");
        }
    }
}

/// Accumulators in a source, those of its tests left out.
fn accumulators(source: &str) -> Vec<&str> {
    let own = source.split("\nmod tests {").next().unwrap();
    own.split(" Accumulator for ").skip(1).map(|rest| rest.split([' ', '<']).next().unwrap()).collect()
}

#[test]
fn every_accumulator_is_held_to_the_laws() {
    let sources = sources("src");
    let held = |name: &str| {
        let calls = [format!("laws::hold::<{name}"), format!("laws::hold_in_any_order::<{name}")];
        let call = |source: &str| {
            calls.iter().any(|call| source.contains(&format!("{call},")) || source.contains(&format!("{call}<")))
        };
        sources.iter().any(|(_, source)| call(source))
    };
    let mut found = 0;
    for (path, source) in &sources {
        // That of sweeps that only write has no state.
        for name in accumulators(source).into_iter().filter(|name| *name != "()") {
            assert!(held(name), "{path}: no test holds {name} to the laws of kernels/laws.rs");
            found += 1;
        }
    }
    assert!(found >= 24, "{found}");
    assert_eq!(
        accumulators(
            "mod tests;\nimpl<A: X> Accumulator for One<A> {}\nimpl Accumulator for Two {}\nmod tests {\nimpl Accumulator for Not"
        ),
        ["One", "Two"]
    );
}

#[test]
fn a_kernel_has_one_name_everywhere() {
    let header = text("include/pitscape.h");
    for kernel in KERNELS {
        let (name, id) = (kernel.name, kernel.name.replace('_', ""));
        for path in [
            format!("src/run/{name}.rs"),
            format!("tests/it/{name}.rs"),
            format!("benches/{name}.rs"),
            format!("qgis_plugin/pitscape/algorithms/{name}.py"),
            format!("qgis_plugin/pitscape/help/{id}.html"),
            format!("fuzz/corpus/requests/{name}.json"),
        ] {
            assert!(root().join(&path).exists(), "{path} is missing");
        }
        assert!(header.contains(&format!("pitscape_{name}(")), "{name} has no C symbol");
        assert!(
            text("src/lib.rs").contains(&format!("`pitscape_{name}` | `pitscape:{id}`")),
            "{name} is not in the table of src/lib.rs"
        );
    }
    let version = format!("version={}", pitscape::VERSION);
    assert!(
        text("qgis_plugin/pitscape/metadata.txt").lines().any(|line| line == version),
        "the plugin has another version"
    );
}

#[test]
fn described_fields_are_those_of_the_request() {
    for kernel in KERNELS {
        let smallest = (kernel.smallest)();
        let mut fields: Vec<&String> = smallest.as_object().unwrap().keys().collect();
        let mut described: Vec<&str> = kernel.fields.iter().map(|f| f.name).collect();
        fields.sort();
        described.sort_unstable();
        assert_eq!(fields, described, "{}", kernel.name);
    }
    let description = registry::describe(PITSCAPE_ABI_VERSION);
    let fields = description["kernels"]["carbon_storage"]["fields"].as_array().unwrap();
    let default = |name: &str| fields.iter().find(|f| f["name"] == name).unwrap()["default"].clone();
    assert_eq!((default("unit"), default("ignore_codes"), default("output")), (json!("t_ha"), json!([]), Value::Null));
    assert!(parse::<carbon_storage::Request>(r#"{"lulc": {"path": "a", "raduis": 1}, "pools": "b"}"#).is_err());
    let required = parse::<carbon_storage::Request>(r#"{"pools": "b"}"#).unwrap_err().to_string();
    assert!(required.contains("missing field `lulc`"), "{required}");
}

/// Tables with a column of polygons that no field asks for, the other way round, and where that column has another name.
fn polygons_out_of_step(kernel: &Kernel) -> Vec<&'static str> {
    let asked: Vec<&str> =
        kernel.fields.iter().filter(|f| f.kind == FieldType::OutputPolygons).map(|f| f.name).collect();
    let mut wrong = Vec::new();
    for (table, columns) in (kernel.tables)() {
        let polygons: Vec<&str> = columns.iter().filter(|c| c.kind == ColumnType::Polygons).map(|c| c.name).collect();
        if polygons != ["geometry"; 1][..usize::from(asked.contains(&table))] {
            wrong.push(table);
        }
    }
    wrong.extend(asked.iter().filter(|name| (kernel.tables)().iter().all(|(table, _)| table != *name)));
    wrong
}

#[test]
fn polygons_are_asked_for_by_the_name_of_their_table() {
    for kernel in KERNELS {
        assert_eq!(polygons_out_of_step(kernel), [""; 0], "{}", kernel.name);
    }
    const GEOMETRY: &[schema::ColumnSpec] = &[schema::column("geometry", ColumnType::Polygons, "", "")];
    const OUTLINE: &[schema::ColumnSpec] = &[schema::column("outline", ColumnType::Polygons, "", "")];
    const MADE: Kernel = Kernel {
        name: "made",
        gives: "",
        reference: "",
        arithmetic: "",
        fields: &[
            Field { name: "rings", ..Field::shared(FieldType::OutputPolygons, "") },
            Field { name: "shape", ..Field::shared(FieldType::OutputPolygons, "") },
            Field { name: "lost", ..Field::shared(FieldType::OutputPolygons, "") },
        ],
        results: &[],
        tables: || vec![("rings", GEOMETRY), ("shape", OUTLINE), ("unasked", GEOMETRY)],
        smallest: || Value::Null,
    };
    assert_eq!(polygons_out_of_step(&MADE), ["shape", "unasked", "lost"]);
}

#[test]
fn described_results_and_columns_are_those_of_a_report() {
    let f = crate::fixture::Folder::new();
    let map = f.map(&crate::fixture::Map::new(1, &[1.0]));
    let pools = f.text("p.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,1,1,1,1\n");
    let request = parse(&json!({"lulc": {"path": map}, "pools": pools}).to_string()).unwrap();
    let report = carbon_storage::run(&request, &mut Progress::none()).unwrap().published().unwrap();
    let kernel = &carbon_storage::KERNEL;
    let mut described: Vec<&str> = kernel.results.iter().map(|r| r.name).collect();
    described.sort_unstable();
    assert_eq!(report.results.keys().copied().collect::<Vec<_>>(), described);
    for (table, (name, columns)) in report.tables.iter().zip((kernel.tables)()) {
        assert_eq!(table.name, name);
        let found: Vec<_> = table.columns.iter().map(|(name, column)| (&**name, column.column_type())).collect();
        let described: Vec<_> = columns.iter().map(|c| (c.name, c.kind)).collect();
        assert_eq!(found, described);
    }
}
