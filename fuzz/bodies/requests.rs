//! Requests of every kernel: `{"kernel": name, "request": {...}}`, or any text, which goes to a kernel as it is.

use super::{
    call::{Answer, call, kernel},
    mutate::{self, NUMBERS},
    scratch::{self, Scratch},
};
use pitscape::{
    kernels::metrics::metrics,
    run::KERNELS,
    schema::{Field, FieldType, Kernel},
};
use rand::RngExt;
use rand_pcg::Pcg64;
use serde_json::{Map, Value, json};
use std::path::Path;

pub fn check(data: &[u8]) {
    answer(data);
}

/// The kernel that the bytes went to, and what it said; `None` for bytes that are no text.
pub fn answer(data: &[u8]) -> Option<(&'static str, Answer)> {
    let text = std::str::from_utf8(data).ok()?;
    let named = serde_json::from_str::<Value>(text).ok();
    let of = named.as_ref().and_then(|named| kernel(named["kernel"].as_str()?));
    scratch::with(|scratch| {
        let (kernel, request) = match (of, named) {
            (Some(kernel), Some(named)) => (kernel, confined(kernel, named["request"].clone(), scratch).to_string()),
            (None, Some(any)) => (KERNELS[text.len() % KERNELS.len()], any_confined(any, scratch).to_string()),
            (_, None) => (KERNELS[text.len() % KERNELS.len()], text.to_owned()),
        };
        Some((kernel.name, call(kernel, &request, scratch)))
    })
}

/// The request with no path but those of the scratch folder, and nothing that takes long on purpose.
fn confined(kernel: &Kernel, request: Value, scratch: &Scratch) -> Value {
    let Value::Object(mut fields) = request else { return any_confined(request, scratch) };
    for (name, value) in &mut fields {
        let kind = kernel.fields.iter().find(|field| field.name == name).map(|field| field.kind);
        confine(kind, value, scratch);
    }
    for (name, most) in [("replicates", 20), ("threads", 3)] {
        let described = kernel.fields.iter().any(|field| field.name == name);
        let lasting = fields.get(name).is_none_or(|value| value.is_null() || value.as_i64() > Some(most));
        if described && lasting && fields.get(name).and_then(Value::as_i64) < Some(1 << 30) {
            fields.insert(name.to_owned(), json!(most));
        }
    }
    // Two structures with a smoothness each are searched for minutes.
    if fields.get("structures") == Some(&json!("2")) {
        if let Some(Value::Array(models)) = fields.get_mut("models") {
            models.retain(|model| model != "matern");
        }
    }
    Value::Object(fields)
}

fn confine(kind: Option<FieldType>, value: &mut Value, scratch: &Scratch) {
    use FieldType::*;
    match (kind, value) {
        (Some(Raster | Rasters), Value::Object(parts)) => {
            parts
                .iter_mut()
                .filter(|(key, _)| !matches!(key.as_str(), "crs" | "class_names" | "name"))
                .for_each(|(_, part)| confine(None, part, scratch));
            parts.get_mut("crs").into_iter().for_each(|crs| confine(Some(Name), crs, scratch));
        }
        (Some(Rasters), Value::Array(rasters)) => rasters.iter_mut().for_each(|raster| confine(kind, raster, scratch)),
        // Texts that are no paths; that of a reference system may be an address.
        (Some(Choice | Choices | Options | Names | Name | Field | Texts), value) => {
            if value.to_string().contains('/') {
                *value = json!("text");
            }
        }
        (Some(OutputRaster), Value::String(path)) => *path = scratch.output(&name_of(path)),
        (Some(OutputFolder | Folder), Value::String(path)) if path.contains("out") => {
            *path = scratch.out().to_str().unwrap().to_owned()
        }
        (_, value) => *value = any_confined(value.take(), scratch),
    }
}

/// All texts within are inputs.
fn any_confined(value: Value, scratch: &Scratch) -> Value {
    match value {
        Value::String(text) => Value::String(scratch.input(&name_of(&text))),
        Value::Array(values) => values.into_iter().map(|value| any_confined(value, scratch)).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, any_confined(value, scratch))).collect(),
        other => other,
    }
}

/// The last part of a path, in letters that are safe, and not too many.
fn name_of(path: &str) -> String {
    let last = Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or("none");
    last.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '_' | ' ')).take(40).collect()
}

/// Some change of a request that stays JSON, mostly.
pub fn mutate(data: &[u8], other: &[u8], random: &mut Pcg64) -> Vec<u8> {
    let read = |data: &[u8]| serde_json::from_slice::<Value>(data).ok().filter(|value| value["request"].is_object());
    let Some(mut value) = read(data) else { return mutate::bytes(data, other, random) };
    if random.random_range(0..16) == 0 {
        return mutate::bytes(data, other, random);
    }
    let name = value["kernel"].as_str().unwrap_or_default().to_owned();
    let kernel = kernel(&name).unwrap_or(KERNELS[random.random_range(0..KERNELS.len())]);
    let fields = value["request"].as_object_mut().expect("a request is an object");
    for _ in 0..=random.random_range(0..3) {
        change(kernel, fields, random);
    }
    value.to_string().into_bytes()
}

fn change(kernel: &Kernel, fields: &mut Map<String, Value>, random: &mut Pcg64) {
    let field = &kernel.fields[random.random_range(0..kernel.fields.len())];
    let there: Vec<String> = fields.keys().cloned().collect();
    match random.random_range(0..10) {
        0 if !there.is_empty() => drop(fields.remove(&there[random.random_range(0..there.len())])),
        1 | 2 if !there.is_empty() => leaf(&mut fields[&there[random.random_range(0..there.len())]], random),
        3 => drop(fields.insert(field.name.to_owned(), anything(random))),
        _ => drop(fields.insert(field.name.to_owned(), fitting(field, random))),
    }
}

/// Changes something within.
fn leaf(value: &mut Value, random: &mut Pcg64) {
    match value {
        Value::Array(values) if !values.is_empty() && random.random_range(0..4) > 0 => {
            let place = random.random_range(0..values.len());
            match random.random_range(0..3) {
                0 => drop(values.remove(place)),
                1 => values.push(values[place].clone()),
                _ => leaf(&mut values[place], random),
            }
        }
        Value::Object(fields) if !fields.is_empty() && random.random_range(0..4) > 0 => {
            let keys: Vec<String> = fields.keys().cloned().collect();
            leaf(&mut fields[&keys[random.random_range(0..keys.len())]], random);
        }
        Value::Number(number) if random.random_range(0..2) == 0 => {
            let factor = [-1.0, 0.5, 2.0, 1.0 + 1e-12, 1e6][random.random_range(0..5)];
            *value = json!(number.as_f64().unwrap_or_default() * factor);
        }
        value => *value = anything(random),
    }
}

fn of<'a>(words: &[&'a str], random: &mut Pcg64) -> &'a str {
    words[random.random_range(0..words.len())]
}

fn number(random: &mut Pcg64) -> Value {
    let text = of(&["0", "1", "2", "5", "10", "20", "30", "40", "60", "100", "150", "0.5", "45", "90"], random);
    let text = if random.random_range(0..4) == 0 { of(&NUMBERS, random) } else { text };
    serde_json::from_str(text).unwrap_or(Value::Null)
}

fn anything(random: &mut Pcg64) -> Value {
    match random.random_range(0..8) {
        0 => Value::Null,
        1 => json!([]),
        2 => json!({}),
        3 => json!(random.random_range(0..2) == 0),
        4 => json!(of(&["", "all", "é\u{0}\n", "EPSG:4326", "map.asc", "none"], random)),
        5 => json!([number(random), of(&["8", "x"], random)]),
        _ => number(random),
    }
}

fn some(random: &mut Pcg64, mut each: impl FnMut(&mut Pcg64) -> Value) -> Value {
    (0..random.random_range(0..5)).map(|_| each(random)).collect()
}

/// A value of a field's own type.
fn fitting(field: &Field, random: &mut Pcg64) -> Value {
    use FieldType::*;
    let code = |random: &mut Pcg64| json!([1, 2, 3, 7, -9999, 0, 255, i64::MAX, i64::MIN][random.random_range(0..9)]);
    match field.kind {
        Raster => raster(random),
        Rasters => some(random, raster),
        Table | Points => {
            json!(of(&["pools.csv", "errors.csv", "pairs.csv", "points.csv", "variogram.csv", "none.csv"], random))
        }
        Polygons | Shapes => {
            json!(of(&["zones.geojson", "lines.geojson", "dots.geojson", "map.asc", "points.csv"], random))
        }
        Codes | Integers => some(random, code),
        Choice if !field.choices.is_empty() => json!(of(field.choices, random)),
        Choices if !field.choices.is_empty() => some(random, |random| json!(of(field.choices, random))),
        OutputRaster => json!(of(&["a.tif", "b.tif", "c.TIF", "d", ".tif", ""], random)),
        OutputFolder | Folder => json!(of(&["out", "out", "out", "none"], random)),
        OutputPolygons | OutputTable | Flag => json!(random.random_range(0..3) > 0),
        Options => some(random, |random| {
            json!(of(
                &[
                    "COMPRESS=LZW",
                    "COMPRESS=NONE",
                    "TILED=NO",
                    "BLOCKXSIZE=16",
                    "BLOCKYSIZE=0",
                    "BIGTIFF=YES",
                    "PREDICTOR=9",
                    "X",
                    "=",
                    "SPARSE_OK=TRUE",
                    "INTERLEAVE=BAND"
                ],
                random
            ))
        }),
        Integer => json!([0, 1, 2, 3, 10, 2000, 2010, -1, i64::MAX][random.random_range(0..9)]),
        Number => number(random),
        Numbers => some(random, number),
        Names => some(random, |random| {
            let all = metrics();
            json!(all[random.random_range(0..all.len())].abbreviation)
        }),
        Field => json!(of(&["name", "kind", "z", "x", "none"], random)),
        Texts => json!({of(&["lulc", "pools", ""], random): of(&["a layer", "é", ""], random)}),
        Choice | Choices | Name => json!(of(&["a", "EPSG:32649", "EPSG:4326", "é"], random)),
    }
}

fn raster(random: &mut Pcg64) -> Value {
    let path = of(
        &["map.asc", "map.asc", "alt.asc", "degrees.asc", "values.asc", "wide.asc", "none.asc", "zones.geojson"],
        random,
    );
    let mut raster = json!({"path": path});
    match random.random_range(0..8) {
        0 => raster["nodata"] = some(random, number),
        1 => raster["nodata"] = json!([[number(random), number(random)]]),
        2 => raster["band"] = number(random),
        3 => {
            raster["crs"] = json!(of(
                &["EPSG:4326", "EPSG:32649", "EPSG:3857", "EPSG:4978", "EPSG:0", "LOCAL_CS[\"x\"]", ""],
                random
            ))
        }
        4 => raster["class_names"] = json!({of(&["1", "7", "x"], random): "Forest"}),
        5 => raster["own_nodata"] = json!(random.random_range(0..2) == 0),
        _ => {}
    }
    raster
}
