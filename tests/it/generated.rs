//! What is written out of the list of kernels and of folders: exports in C, tables of kernels, lists of modules.
//!
//! `scripts/generate` writes these files; this compares them.

use crate::{
    house_rules::{root, sources, text},
    rooms::rooms,
};
use pitscape::{
    run::KERNELS,
    schema::{Field, FieldType, Kernel},
};
use serde_json::Value;
use std::{collections::BTreeSet, env, fs};

pub const BY: &str = "// Written by scripts/generate.\n";

/// Compares a file with what it is to hold, or writes it where the environment asks for that.
pub fn check(path: &str, expected: &str) {
    let found = fs::read_to_string(root().join(path)).unwrap_or_default();
    if found == expected {
        return;
    }
    assert!(env::var_os("PITSCAPE_GENERATE").is_some(), "{path} is stale: run scripts/generate");
    fs::write(root().join(path), expected).unwrap();
}

/// Names of the Rust files in a folder that have no folder of their own, those left out that `not` names.
fn modules(folder: &str, not: &[&str]) -> Vec<String> {
    let inside = |path: &str| path.strip_prefix(folder).map(|rest| rest.trim_start_matches('/').to_owned());
    let mut names: Vec<String> = sources(folder)
        .iter()
        .filter_map(|(path, _)| inside(path))
        .filter_map(|name| name.strip_suffix(".rs").map(str::to_owned))
        .filter(|name| !name.contains('/') && !not.contains(&name.as_str()))
        .collect();
    names.sort();
    names
}

fn lines(names: &[String], line: impl Fn(&str) -> String) -> String {
    names.iter().map(|name| line(name) + "\n").collect()
}

#[test]
fn lists_of_modules_are_those_of_their_folders() {
    let jobs = modules("src/run", &["mod"]);
    let kernels: Vec<String> = jobs.iter().filter(|name| *name != "registry").cloned().collect();
    check(
        "src/run/mod.rs",
        &format!(
            "//! Jobs: a request in, layers opened, blocks walked, a report out. One file or folder per kernel, and nothing else.\n\n{BY}\n{}\nuse crate::schema::Kernel;\n\n/// All kernels, by name.\npub const KERNELS: &[&Kernel] = &[\n{}];\n",
            lines(&jobs, |name| format!("pub mod {name};")),
            lines(&kernels, |name| format!("    &{name}::KERNEL,")),
        ),
    );
    let tests = modules("tests/it", &["main"]);
    let text = format!(
        "//! The library from outside: one test binary.\n\n{BY}\n{}",
        lines(&tests, |name| format!("mod {name};"))
    );
    check("tests/it/main.rs", &text);
    let benches = modules("benches", &["main"]);
    check(
        "benches/main.rs",
        &format!(
            "//! Benchmarks: `cargo bench -- <name> [SIZE...]`.\n\n{BY}\nmod support;\n\n{}\nuse support::Benchmark;\n\nconst ALL: &[Benchmark] = &[\n{}];\n\nfn main() {{\n    support::main(ALL);\n}}\n",
            lines(&benches, |name| format!("mod {name};")),
            lines(&benches, |name| format!("    (\"{name}\", {name}::group, {name}::case),")),
        ),
    );
}

/// A text with other lines between the marks around a table of kernels.
fn with_table(path: &str, begin: &str, rows: impl Iterator<Item = String>) -> String {
    let old = text(path);
    let (before, rest) = old.split_once(begin).unwrap_or_else(|| panic!("{path} has no line {begin}"));
    let after = rest.lines().skip_while(|line| line.contains('|')).fold(String::new(), |all, line| all + line + "\n");
    format!("{before}{begin}{}{after}", rows.collect::<String>())
}

#[test]
fn tables_of_kernels_have_them_all() {
    let id = |kernel: &Kernel| kernel.name.replace('_', "");
    let row = |k: &&Kernel| format!("| `pitscape:{}` | {} | {} |\n", id(k), k.gives, k.reference);
    let begin = "| algorithm | what it gives | as in |\n|---|---|---|\n";
    check("README.md", &with_table("README.md", begin, KERNELS.iter().map(row)));
    let row = |k: &&Kernel| {
        let (name, arithmetic) = (k.name, k.arithmetic);
        format!("//! | [`kernels::{arithmetic}`] | `pitscape_{name}` | `pitscape:{}` | {} |\n", id(k), k.reference)
    };
    let begin = "//! | kernel | C symbol | QGIS algorithm | reference |\n//! |---|---|---|---|\n";
    check("src/lib.rs", &with_table("src/lib.rs", begin, KERNELS.iter().map(row)));
}

/// A field as the comment of an export names it.
fn told(field: &Field) -> String {
    let form = match field.kind {
        FieldType::Raster => " {raster}".to_owned(),
        FieldType::Rasters => " (a list of {raster})".to_owned(),
        FieldType::Codes | FieldType::Integers => " (a list of integers)".to_owned(),
        FieldType::Numbers => " (a list of numbers)".to_owned(),
        FieldType::Names | FieldType::Options => " (a list of texts)".to_owned(),
        FieldType::Texts => " (texts by name)".to_owned(),
        FieldType::Choice => format!(" ({})", field.choices.join(", ")),
        FieldType::Choices => format!(" (a list of {})", field.choices.join(", ")),
        FieldType::Table | FieldType::Points => " (path of a table)".to_owned(),
        FieldType::Polygons | FieldType::Shapes => " (path of a layer)".to_owned(),
        FieldType::Folder | FieldType::OutputFolder => " (folder)".to_owned(),
        FieldType::OutputRaster => " (path of a .tif)".to_owned(),
        FieldType::Flag | FieldType::OutputPolygons | FieldType::OutputTable => " (true, false)".to_owned(),
        FieldType::Integer | FieldType::Number | FieldType::Name | FieldType::Field => String::new(),
    };
    let unit = if field.unit.is_empty() { String::new() } else { format!(", {}", field.unit) };
    format!("{}{form}{unit}{}", field.name, if field.required { ", required" } else { "" })
}

/// A comment in lines of at most so many letters.
fn comment(text: &str) -> String {
    const WIDTH: usize = 116;
    let (mut lines, mut line) = (String::new(), String::new());
    for word in text.split(' ') {
        if !line.is_empty() && line.len() + word.len() >= WIDTH {
            lines += &format!("/// {line}\n");
            line.clear();
        }
        line += if line.is_empty() { "" } else { " " };
        line += word;
    }
    format!("{lines}/// {line}\n")
}

fn export(kernel: &Kernel) -> String {
    let fields: Vec<String> = kernel.fields.iter().map(told).collect();
    let results: Vec<&str> = kernel.results.iter().map(|result| result.name).collect();
    let tables: Vec<&str> = (kernel.tables)().iter().map(|(name, _)| *name).collect();
    let part = |what: &str, names: &[&str]| match names {
        [] => format!("no {what}s"),
        [name] => format!("{what} {name}"),
        _ => format!("{what}s {}", names.join(", ")),
    };
    let name = kernel.name;
    format!(
        "{}///\n{}{}///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern \"C\" fn pitscape_{name}(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {{
    guard(|| unsafe {{ run_kernel(run::{name}::run, request_json, callbacks, report_json) }})
}}
",
        comment(&format!("{}.", kernel.gives)),
        comment(&format!("Request: {}.", fields.join("; "))),
        comment(&format!("Report: {}; {}; messages.", part("result", &results), part("table", &tables))),
    )
}

#[test]
fn exports_are_those_of_the_kernels() {
    let exports: Vec<String> = KERNELS.iter().map(|kernel| export(kernel)).collect();
    let list: String = KERNELS.iter().map(|k| format!("    (\"{0}\", pitscape_{0}),\n", k.name)).collect();
    check(
        "src/ffi/kernels.rs",
        &format!(
            "//! One literal export per kernel; all have the same signature.\n\n{BY}\nuse super::{{PitscapeCallbacks, guard, run_kernel}};\nuse crate::{{error::PitscapeStatus, run}};\nuse libc::c_char;\n\npub type Export = unsafe extern \"C\" fn(*const c_char, *const PitscapeCallbacks, *mut *mut c_char) -> PitscapeStatus;\n\n/// All of them by the name of their kernel.\npub const EXPORTS: &[(&str, Export)] = &[\n{list}];\n\n{}",
            exports.join("\n")
        ),
    );
}

/// The request in the corpus that a kernel succeeds with; `@` stands for the folder of its files.
fn request(kernel: &Kernel) -> Value {
    let seed: Value = serde_json::from_str(&text(format!("fuzz/corpus/requests/{}.json", kernel.name))).unwrap();
    let mut request = seed["request"].clone();
    let fields = request.as_object_mut().unwrap();
    fields.remove("hold");
    for field in kernel.fields {
        if let Some(value) = fields.get_mut(field.name) {
            place(field.kind, value);
        }
    }
    request
}

fn place(kind: FieldType, value: &mut Value) {
    use FieldType::*;
    match (kind, value) {
        (Raster | Rasters, Value::Object(raster)) => place(Table, &mut raster["path"]),
        (Rasters, Value::Array(rasters)) => rasters.iter_mut().for_each(|raster| place(kind, raster)),
        (Table | Polygons | Points | Shapes | OutputRaster, Value::String(path)) => *path = format!("@/{path}"),
        (Folder | OutputFolder, Value::String(path)) => *path = "@".to_owned(),
        _ => {}
    }
}

#[test]
fn c_meets_every_kernel() {
    let row = |kernel: &&Kernel| {
        // Where one of several is needed, an empty request is refused in words of its own.
        let needed = kernel.fields.iter().find(|field| field.required).map_or("", |field| field.name);
        let request = request(kernel).to_string().replace('"', "\\\"");
        format!("    {{\"{0}\", pitscape_{0},\n     \"{request}\", \"{needed}\"}},\n", kernel.name)
    };
    let rows: String = KERNELS.iter().map(row).collect();
    check("tests/capi/kernels.h", &format!("    /* Written by scripts/generate. */\n{rows}"));
}

#[test]
fn the_picture_of_the_rooms_is_true() {
    let old = text("ARCHITECTURE.md");
    let begin = "```mermaid\ngraph TD\n";
    let (before, rest) = old.split_once(begin).expect("ARCHITECTURE.md has a picture");
    let after = rest.split_once("```\n").expect("the picture has an end").1;
    let edge = |(from, to): (String, BTreeSet<String>)| to.into_iter().map(move |to| format!("  {from} --> {to}\n"));
    let edges: String = rooms().into_iter().flat_map(edge).collect();
    check("ARCHITECTURE.md", &format!("{before}{begin}{edges}```\n{after}"));
}
