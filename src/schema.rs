//! Fields, results and columns of a kernel, as data.

use crate::io::table::ColumnType;
use serde::Serialize;
use serde_json::{Value, json};

/// A field of a request.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Field {
    pub name: &'static str,
    #[serde(rename = "type")]
    pub kind: FieldType,
    pub required: bool,
    /// Empty where it has none.
    pub unit: &'static str,
    /// The words that a choice allows.
    pub choices: &'static [&'static str],
    pub text: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    Raster,
    /// A list of rasters.
    Rasters,
    Table,
    /// A layer in the map's reference system.
    Polygons,
    /// Points with a field of numbers, as a table of x, y and the field.
    Points,
    /// Polygons, lines or points in the map's reference system.
    Shapes,
    Codes,
    Choice,
    /// A list of words, of those that it allows.
    Choices,
    OutputRaster,
    /// An existing folder.
    OutputFolder,
    /// Whether the table of the same name is wanted, which has a column of polygons.
    OutputPolygons,
    /// Whether the table of the same name is wanted.
    OutputTable,
    Options,
    Folder,
    Integer,
    /// A list of integers, null for one that is not known.
    Integers,
    Number,
    /// A list of numbers.
    Numbers,
    /// Yes or no.
    Flag,
    /// A list of texts.
    Names,
    /// A text.
    Name,
    /// The name of a field of the features in the field before.
    Field,
    /// Text by name.
    Texts,
}

/// A number, or a word, of a report.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Number {
    pub name: &'static str,
    pub unit: &'static str,
    pub text: &'static str,
}

/// A column of a table; with one of polygons the table is a layer.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ColumnSpec {
    pub name: &'static str,
    #[serde(rename = "type")]
    pub kind: ColumnType,
    pub unit: &'static str,
    pub text: &'static str,
}

/// A kernel as the world sees it.
pub struct Kernel {
    pub name: &'static str,
    pub fields: &'static [Field],
    pub results: &'static [Number],
    /// Columns by table; of those that a request chooses from, all that there are.
    pub tables: fn() -> Vec<(&'static str, &'static [ColumnSpec])>,
    /// A request with nothing but what is required, for the defaults; paths are placeholders.
    pub smallest: fn() -> Value,
}

impl Field {
    pub const fn required(name: &'static str, kind: FieldType, text: &'static str) -> Field {
        Field { name, kind, required: true, unit: "", choices: &[], text }
    }

    pub const fn optional(name: &'static str, kind: FieldType, text: &'static str) -> Field {
        Field { name, kind, required: false, unit: "", choices: &[], text }
    }

    /// An optional number in a unit.
    pub const fn in_unit(name: &'static str, unit: &'static str, text: &'static str) -> Field {
        Field { unit, ..Field::optional(name, FieldType::Number, text) }
    }

    pub const fn choice(name: &'static str, choices: &'static [&'static str], text: &'static str) -> Field {
        Field { name, kind: FieldType::Choice, required: false, unit: "", choices, text }
    }
}

/// A column of a table.
pub const fn column(name: &'static str, kind: ColumnType, unit: &'static str, text: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind, unit, text }
}

/// The columns of two lists, one after the other; `N` is how many that are.
pub const fn joined<const N: usize>(first: &[ColumnSpec], then: &[ColumnSpec]) -> [ColumnSpec; N] {
    assert!(first.len() + then.len() == N);
    let mut all = [column("", ColumnType::Integer, "", ""); N];
    let mut i = 0;
    while i < N {
        all[i] = if i < first.len() { first[i] } else { then[i - first.len()] };
        i += 1;
    }
    all
}

impl Kernel {
    /// As JSON.
    pub fn describe(&self) -> Value {
        let defaults = (self.smallest)();
        let fields: Vec<Value> = self
            .fields
            .iter()
            .map(|field| {
                let mut value = json!(field);
                value["default"] = if field.required { Value::Null } else { defaults[field.name].clone() };
                value
            })
            .collect();
        let tables: serde_json::Map<String, Value> =
            (self.tables)().into_iter().map(|(name, columns)| (name.to_owned(), json!(columns))).collect();
        json!({"fields": fields, "results": self.results, "tables": tables})
    }
}
