//! Which classes the features of a layer have: their codes, names and colours.

use super::{Messages, Request, ids};
use crate::{
    cover::classes::ID_LIMIT,
    engine::{
        codes::listed,
        message::Message,
        tables::pools::{cell_text, columns_of, whole, wrong_cell},
    },
    error::{Error, Result},
    figures::things,
    io::gdal::{Cell, FeatureLayer, RawTable},
    sentence::{Argument, Place, list, list_by, phrase, sentence},
};
use std::collections::{BTreeMap, BTreeSet};

/// A class of the raster.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    pub code: i64,
    pub name: String,
    pub color: [u8; 3],
}

/// The classes of a layer, in ascending order of codes, and which of them each feature has.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    pub list: Vec<Class>,
    pub of: Vec<Option<u32>>,
}

/// What a feature's class goes by until all are known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Code(i64),
    Name(String),
}

impl Classes {
    pub fn of(
        request: &Request,
        layer: &FeatureLayer,
        codes: Option<&RawTable>,
        messages: &mut Messages,
    ) -> Result<Classes> {
        let keys: Vec<Option<Key>> =
            layer.features.iter().map(|feature| key(request, feature.id, &feature.value)).collect::<Result<_>>()?;
        let mut features: BTreeMap<&Key, usize> = BTreeMap::new();
        keys.iter().flatten().for_each(|key| *features.entry(key).or_default() += 1);
        let (path, name) = (request.input.clone(), request.field.clone());
        if features.is_empty() {
            let (features, without_geometry) = (layer.features.len() + layer.without_geometry, layer.without_geometry);
            return Err(Error::NothingToRasterize { path, name, features, without_geometry });
        }
        if features.len() > ID_LIMIT {
            return Err(Error::TooManyClassValues { path, name, classes: features.len(), limit: ID_LIMIT });
        }
        let table = codes.map(code_table).transpose()?;
        let codes = code_of_each(&features, table.as_ref(), layer.of_text, messages)?;
        let mut by_code: BTreeMap<i64, Vec<&Key>> = BTreeMap::new();
        codes.iter().for_each(|(key, code)| by_code.entry(*code).or_default().push(*key));
        let list = (0..).zip(&by_code).map(|(i, (code, keys))| {
            let color = keys.iter().find_map(|key| request.class_colors.get(&text(key)));
            Ok(Class {
                code: *code,
                name: class_name(request, table.as_ref(), *code, keys),
                color: color.map_or_else(|| Ok(ramp(i)), |color| rgb(color))?,
            })
        });
        let list = list.collect::<Result<Vec<_>>>()?;
        let index: BTreeMap<i64, u32> = (0..).zip(by_code.keys()).map(|(i, code)| (*code, i)).collect();
        let of = keys.iter().map(|key| key.as_ref().map(|key| index[&codes[key]])).collect();
        Ok(Classes { list, of })
    }

    /// Features without a class.
    pub fn without(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.of.len()).filter(|feature| self.of[*feature].is_none())
    }
}

/// The class of a feature; none where its field is NULL, empty or NaN.
fn key(request: &Request, feature: i64, value: &Cell) -> Result<Option<Key>> {
    let code = match value {
        Cell::Null => return Ok(None),
        Cell::Text(text) => return Ok(Some(Key::Name(text.clone()))),
        Cell::Real(value) if value.is_nan() => return Ok(None),
        value => whole(value).filter(|code| i32::try_from(*code).is_ok()),
    };
    let (path, name) = (request.input.clone(), request.field.clone());
    let code = code.ok_or_else(|| Error::NoClassCode { path, feature, name, found: cell_text(value) })?;
    Ok(Some(Key::Code(code)))
}

/// The code of each class: its own, that of the table, or for text its place among the names.
fn code_of_each<'k>(
    features: &BTreeMap<&'k Key, usize>,
    table: Option<&CodeTable>,
    of_text: bool,
    messages: &mut Messages,
) -> Result<BTreeMap<&'k Key, i64>> {
    let (mut codes, mut missing) = (BTreeMap::new(), Vec::new());
    for (place, (key, count)) in (1..).zip(features) {
        let code = match (*key, table) {
            (Key::Code(code), _) => Some(*code),
            (Key::Name(_), None) => Some(place),
            (Key::Name(name), Some(table)) => table.code_of.get(name).copied(),
        };
        match code {
            Some(code) => {
                codes.insert(*key, code);
            }
            None => {
                let features = things!(*count as u64, "{count} feature", "{count} features");
                missing.push(sentence!("“{name}” ({features})", name = text(key), features));
            }
        }
    }
    if !missing.is_empty() {
        return Err(Error::NamesMissing { names: list(missing) });
    }
    if of_text {
        let names: Vec<(String, i64)> = codes.iter().map(|(key, code)| (text(key), *code)).collect();
        tell_of_names(&names, table.is_some(), messages);
    }
    if let Some(table) = table.filter(|_| of_text) {
        let known: BTreeSet<String> = features.keys().map(|key| text(key)).collect();
        let unused: Vec<&String> = table.code_of.keys().filter(|name| !known.contains(*name)).collect();
        if !unused.is_empty() {
            let told = sentence!("CODES: no feature has these names: {names}.", names = listed(unused));
            messages.push(Message::info("NAMES_UNUSED", told));
        }
    }
    Ok(codes)
}

/// Says what may not be meant of names: some alike but for capitals and spaces with codes of their own, or all whole numbers.
fn tell_of_names(names: &[(String, i64)], with_codes: bool, messages: &mut Messages) {
    let mut alike: BTreeMap<String, (Vec<&String>, BTreeSet<i64>)> = BTreeMap::new();
    for (name, code) in names {
        let plain: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        let (names, codes) = alike.entry(plain.join(" ")).or_default();
        names.push(name);
        codes.insert(*code);
    }
    let alike = alike.into_values().filter(|(_, codes)| codes.len() > 1);
    let alike: Vec<Argument> = alike.map(|(names, _)| list_by(phrase!(" / "), names)).collect();
    if !alike.is_empty() {
        let told = sentence!(
            "FIELD: names that differ in capitals or spaces alone are classes of their own: {names}.",
            names = listed(alike)
        );
        messages.push(Message::warning("NAMES_ALIKE", told));
    }
    if !with_codes && names.iter().all(|(name, _)| name.parse::<i64>().is_ok()) {
        let told = sentence!(
            "FIELD holds whole numbers as text. They are taken for names, and codes are 1 to {classes} in the order of the text; for the numbers as codes give a field of whole numbers, or CODES.",
            classes = names.len()
        );
        messages.push(Message::warning("NUMBERS_AS_TEXT", told));
    }
}

fn text(key: &Key) -> String {
    match key {
        Key::Code(code) => code.to_string(),
        Key::Name(name) => name.clone(),
    }
}

fn class_name(request: &Request, table: Option<&CodeTable>, code: i64, keys: &[&Key]) -> String {
    let names: Vec<String> = keys.iter().filter(|key| matches!(key, Key::Name(_))).map(|key| text(key)).collect();
    if !names.is_empty() {
        return names.join(" / ");
    }
    let name = table.and_then(|table| table.name_of.get(&code)).or_else(|| request.class_names.get(&code.to_string()));
    name.cloned().unwrap_or_else(|| format!("class {code}"))
}

/// A table of codes and names.
#[derive(Debug, Default)]
struct CodeTable {
    code_of: BTreeMap<String, i64>,
    /// The first of each code.
    name_of: BTreeMap<i64, String>,
}

fn code_table(raw: &RawTable) -> Result<CodeTable> {
    let fail = |detail| Error::TableContent { field: "CODES", detail };
    let [code, name] = columns_of(raw, ["lucode", "name"]).map_err(fail)?;
    let mut table = CodeTable::default();
    for (row, cells) in raw.filled() {
        let wrong = |column: usize, allowed| fail(wrong_cell(row, &raw.columns[column], &cells[column], allowed));
        let allowed = phrase!("a whole number from -2,147,483,648 to 2,147,483,647");
        let value = whole(&cells[code]).filter(|value| i32::try_from(*value).is_ok());
        let value = value.ok_or_else(|| wrong(code, allowed))?;
        let text = match &cells[name] {
            Cell::Null => return Err(wrong(name, phrase!("the name of a class"))),
            Cell::Integer(number) => number.to_string(),
            Cell::Real(number) => number.to_string(),
            Cell::Text(text) => text.trim().to_owned(),
        };
        if let Some(other) = table.code_of.insert(text.clone(), value).filter(|other| *other != value) {
            return Err(fail(sentence!(
                "“{name}” has two codes, {other} and {code}; keep one row",
                name = text,
                other,
                code = value
            )));
        }
        table.name_of.entry(value).or_insert(text);
    }
    Ok(table)
}

/// A colour written as #rrggbb.
fn rgb(color: &str) -> Result<[u8; 3]> {
    let part = |at: usize| color.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
    match (color.starts_with('#') && color.len() == 7, part(1), part(3), part(5)) {
        (true, Some(red), Some(green), Some(blue)) => Ok([red, green, blue]),
        _ => Err(Error::argument("CLASS_COLORS", color, phrase!("colours as #rrggbb"))),
    }
}

/// Colours that differ for classes that follow one another: hues a golden section apart.
fn ramp(class: u32) -> [u8; 3] {
    let (saturation, value) = (0.55, 0.85);
    let hue = 6.0 * (f64::from(class + 1) * 0.618_034).fract();
    [5.0, 3.0, 1.0].map(|n: f64| {
        let k = (n + hue) % 6.0;
        (255.0 * (value - value * saturation * k.min(4.0 - k).clamp(0.0, 1.0))).round() as u8
    })
}

/// For messages: the numbers of features without a class.
pub fn without_class(layer: &FeatureLayer, classes: &Classes) -> (usize, Argument) {
    let features = ids(layer, classes.without());
    (features.len(), listed(features).argument())
}
