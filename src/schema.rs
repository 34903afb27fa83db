//! Fields, results and columns of a kernel, as data.

use crate::io::table::{Column, ColumnType, Table};
pub use pitscape_derive::{Fields, Row};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

/// A field of a request.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Field {
    /// Empty for what many requests share, until one takes it up.
    pub name: &'static str,
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Whether a request has to give it.
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
    /// Points with a field: a table of x, y and the field, or a layer in the map's reference system.
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
    /// What it gives, in a line.
    pub gives: &'static str,
    /// The program or the paper whose figures it has.
    pub reference: &'static str,
    /// Its module of [`crate::kernels`].
    pub arithmetic: &'static str,
    pub fields: &'static [Field],
    pub results: &'static [Number],
    /// Columns by table; of those that a request chooses from, all that there are.
    pub tables: fn() -> Vec<(&'static str, &'static [ColumnSpec])>,
    /// A request with nothing but what is required, for the defaults; paths are placeholders.
    pub smallest: fn() -> Value,
}

/// A request that tells of its fields.
pub trait Fields {
    const FIELDS: &'static [Field];

    /// The folder for column files of tables, where one is given.
    fn tables(&self) -> Option<&str>;

    /// Whether rasters are left under temporary names.
    fn hold(&self) -> bool;
}

/// A row of a table, which tells of its columns.
pub trait Row: Sized {
    const COLUMNS: &'static [ColumnSpec];

    fn columns(rows: Vec<Self>) -> Vec<(&'static str, Column)>;

    fn table(name: &'static str, rows: Vec<Self>) -> Table {
        Table::of(name, Self::columns(rows))
    }
}

impl Field {
    /// A field that many requests have, each by a name of its own.
    pub const fn shared(kind: FieldType, text: &'static str) -> Field {
        Field { name: "", kind, required: false, unit: "", choices: &[], text }
    }

    /// A number in a unit.
    pub const fn in_unit(unit: &'static str, text: &'static str) -> Field {
        Field { unit, ..Field::shared(FieldType::Number, text) }
    }

    pub const fn choice(choices: &'static [&'static str], text: &'static str) -> Field {
        Field { choices, ..Field::shared(FieldType::Choice, text) }
    }

    /// What stands for the field in a request where it has to be given.
    fn placeholder(&self) -> Value {
        match self.kind {
            FieldType::Raster => json!({"path": ""}),
            FieldType::Rasters | FieldType::Codes | FieldType::Numbers | FieldType::Integers | FieldType::Names => {
                json!([])
            }
            FieldType::Number | FieldType::Integer => json!(1),
            FieldType::Choice => json!(self.choices[0]),
            _ => json!(""),
        }
    }
}

/// A request with all its defaults, and placeholders where it has none.
pub fn smallest<R: Fields + DeserializeOwned + Serialize>() -> Value {
    let required = R::FIELDS.iter().filter(|field| field.required);
    let given: Map<String, Value> = required.map(|field| (field.name.to_owned(), field.placeholder())).collect();
    let request: R =
        serde_json::from_value(Value::Object(given)).expect("placeholders are of the type of their fields");
    serde_json::to_value(request).expect("a request is plain data")
}

/// A column of a table.
pub const fn column(name: &'static str, kind: ColumnType, unit: &'static str, text: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind, unit, text }
}

/// How many columns some lists have.
pub const fn count(parts: &[&[ColumnSpec]]) -> usize {
    let (mut n, mut part) = (0, 0);
    while part < parts.len() {
        n += parts[part].len();
        part += 1;
    }
    n
}

/// The columns of some lists, one after the other; `N` is how many that are.
pub const fn joined<const N: usize>(parts: &[&[ColumnSpec]]) -> [ColumnSpec; N] {
    let mut all = [column("", ColumnType::Integer, "", ""); N];
    let (mut n, mut part) = (0, 0);
    while part < parts.len() {
        let mut i = 0;
        while i < parts[part].len() {
            all[n] = parts[part][i];
            n += 1;
            i += 1;
        }
        part += 1;
    }
    assert!(n == N);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use serde::Deserialize;

    const LENGTH: Field = Field::in_unit("m", "A length.");

    #[derive(Debug, Serialize, Deserialize, Fields)]
    struct Request {
        /// A map,
        /// told in two lines.
        #[field(Raster)]
        lulc: Value,
        #[field(LENGTH)]
        #[serde(default, alias = "breadth")]
        width: Option<f64>,
        /// A height.
        #[field(LENGTH)]
        #[serde(alias = "depth")]
        height: f64,
        /// A choice.
        #[field(Choice, choices = &["a", "b"])]
        #[serde(default = "first")]
        choice: String,
        /// A folder.
        #[field(Folder)]
        #[serde(default)]
        tables: Option<String>,
    }

    fn first() -> String {
        "a".to_owned()
    }

    #[test]
    fn fields_are_those_of_the_struct() {
        let listed: Vec<_> = Request::FIELDS.iter().map(|f| (f.name, f.kind, f.required, f.unit, f.text)).collect();
        let expected = [
            ("lulc", FieldType::Raster, true, "", "A map, told in two lines."),
            ("width", FieldType::Number, false, "m", "A length."),
            ("height", FieldType::Number, true, "m", "A height."),
            ("choice", FieldType::Choice, false, "", "A choice."),
            ("tables", FieldType::Folder, false, "", "A folder."),
        ];
        assert_eq!(listed, expected);
        assert_eq!(Request::FIELDS[3].choices, ["a", "b"]);
        let smallest = smallest::<Request>();
        assert_eq!(
            smallest,
            json!({"lulc": {"path": ""}, "width": null, "height": 1.0, "choice": "a", "tables": null})
        );
        let request: Request =
            serde_json::from_value(smallest).map_err(|e| Error::Internal { detail: e.to_string() }).unwrap();
        assert_eq!((request.tables(), request.hold()), (None, false));
        assert_eq!(Request { tables: Some("t".to_owned()), ..request }.tables(), Some("t"));
    }

    #[derive(Row)]
    struct Key {
        /// A zone.
        zone: Option<String>,
        /// A code.
        lucode: i64,
    }

    #[derive(Row)]
    struct Line {
        /// What is first.
        first: &'static str,
        #[column(nested)]
        key: Key,
        /// An area.
        #[column(unit = "ha")]
        area_ha: f64,
        /// Too large for a column, or none.
        cells: Option<u64>,
    }

    #[test]
    fn columns_are_those_of_the_row() {
        let listed: Vec<_> = Line::COLUMNS.iter().map(|c| (c.name, c.kind, c.unit, c.text)).collect();
        let expected = [
            ("first", ColumnType::Text, "", "What is first."),
            ("zone", ColumnType::Text, "", "A zone."),
            ("lucode", ColumnType::Integer, "", "A code."),
            ("area_ha", ColumnType::Real, "ha", "An area."),
            ("cells", ColumnType::Integer, "", "Too large for a column, or none."),
        ];
        assert_eq!(listed, expected);
        let line = |code: i64, cells: Option<u64>| {
            let key = Key { zone: (code > 1).then(|| "z".to_owned()), lucode: code };
            Line { first: "f", key, area_ha: 0.5 * code as f64, cells }
        };
        let table = Line::table("lines", vec![line(1, Some(7)), line(2, Some(u64::MAX)), line(3, None)]);
        let text = |texts: [Option<&str>; 3]| Column::Text(texts.map(|t| t.map(str::to_owned)).to_vec());
        let expected = [
            ("first", text([Some("f"); 3])),
            ("zone", text([None, Some("z"), Some("z")])),
            ("lucode", Column::Integer(vec![Some(1), Some(2), Some(3)])),
            ("area_ha", Column::Real(vec![Some(0.5), Some(1.0), Some(1.5)])),
            ("cells", Column::Integer(vec![Some(7), None, None])),
        ];
        assert_eq!(table, Table::of("lines", expected));
        assert_eq!(Line::table("none", Vec::new()).rows(), 0);
    }
}
