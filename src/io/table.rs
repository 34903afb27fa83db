//! Tables on their way out: typed columns in memory, and raw files by column, so that a million rows pass no JSON.
//!
//! A column file is little-endian and raw: integer as i64, real as f64, text as UTF-8 and polygons as well-known binary
//! beside `offsets` (i64, rows + 1).
//! `valid` (u8, 0 for NULL) is there only where a column has a NULL.

use super::reason;
use crate::error::{Error, Result};
use serde::Serialize;
use std::{borrow::Cow, fs, path::Path, sync::Arc};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    Integer,
    Real,
    Text,
    Polygons,
}

/// Cells of one column; `None` is NULL.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    Integer(Vec<Option<i64>>),
    Real(Vec<Option<f64>>),
    Text(Vec<Option<String>>),
    /// Few texts over many rows: each row has the index of its own.
    Words {
        words: Vec<Option<String>>,
        of: Arc<[u32]>,
    },
    /// Each a MultiPolygon in well-known binary, in the reference system of the map.
    Polygons(Vec<Option<Vec<u8>>>),
}

impl Column {
    pub fn column_type(&self) -> ColumnType {
        match self {
            Column::Integer(_) => ColumnType::Integer,
            Column::Real(_) => ColumnType::Real,
            Column::Text(_) | Column::Words { .. } => ColumnType::Text,
            Column::Polygons(_) => ColumnType::Polygons,
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Column::Integer(v) => v.len(),
            Column::Real(v) => v.len(),
            Column::Text(v) => v.len(),
            Column::Words { of, .. } => of.len(),
            Column::Polygons(v) => v.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A column of more rows, each of which has the cell at an index of this one.
    pub fn repeated(self, of: &Arc<[u32]>) -> Column {
        fn all<T: Clone>(cells: &[T], of: &[u32]) -> Vec<T> {
            of.iter().map(|i| cells[*i as usize].clone()).collect()
        }
        match self {
            Column::Integer(cells) => Column::Integer(all(&cells, of)),
            Column::Real(cells) => Column::Real(all(&cells, of)),
            Column::Text(words) => Column::Words { words, of: of.clone() },
            Column::Words { words, of: own } => Column::Words { words, of: all(&own, of).into() },
            Column::Polygons(cells) => Column::Polygons(all(&cells, of)),
        }
    }
}

/// What a column is made of.
pub trait ColumnValue: Sized {
    const TYPE: ColumnType;

    fn column(cells: Vec<Self>) -> Column;
}

macro_rules! cells {
    ($($t:ty: $type:ident, $known:expr, $may_be_null:expr;)*) => {$(
        impl ColumnValue for $t {
            const TYPE: ColumnType = ColumnType::$type;

            fn column(cells: Vec<$t>) -> Column {
                Column::$type(cells.into_iter().map($known).collect())
            }
        }

        impl ColumnValue for Option<$t> {
            const TYPE: ColumnType = ColumnType::$type;

            fn column(cells: Vec<Option<$t>>) -> Column {
                Column::$type(cells.into_iter().map($may_be_null).collect())
            }
        }
    )*};
}

cells! {
    i64: Integer, Some, |v| v;
    u64: Integer, |v| i64::try_from(v).ok(), |v| v.and_then(|v| i64::try_from(v).ok());
    usize: Integer, |v| i64::try_from(v).ok(), |v| v.and_then(|v| i64::try_from(v).ok());
    u32: Integer, |v| Some(v.into()), |v| v.map(i64::from);
    bool: Integer, |v| Some(v.into()), |v| v.map(i64::from);
    f64: Real, Some, |v| v;
    String: Text, Some, |v| v;
    &'static str: Text, |v| Some(v.to_owned()), |v| v.map(str::to_owned);
    Vec<u8>: Polygons, Some, |v| v;
}

#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub name: &'static str,
    pub columns: Vec<(Cow<'static, str>, Column)>,
}

/// Where a table's columns were written.
#[derive(Debug, Serialize)]
pub struct TableFiles {
    pub rows: usize,
    pub columns: Vec<ColumnFile>,
}

#[derive(Debug, Serialize)]
pub struct ColumnFile {
    pub name: String,
    #[serde(rename = "type")]
    pub column_type: ColumnType,
    pub data: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offsets: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid: Option<String>,
}

impl Table {
    pub fn of(name: &'static str, columns: impl IntoIterator<Item = (&'static str, Column)>) -> Table {
        let columns = columns.into_iter().map(|(name, column)| (Cow::Borrowed(name), column));
        Table { name, columns: columns.collect() }
    }

    /// With columns behind those of its kind, as those of variables that a request names; of a name that is taken `_2` and so on.
    pub fn with(mut self, columns: impl IntoIterator<Item = (String, Column)>) -> Table {
        for (name, column) in columns {
            let taken = |name: &String| self.columns.iter().any(|(own, _)| own.to_lowercase() == name.to_lowercase());
            let numbered = (2..).map(|number| format!("{name}_{number}"));
            let free = std::iter::once(name.clone()).chain(numbered).find(|name| !taken(name));
            self.columns.push((free.unwrap_or(name).into(), column));
        }
        self
    }

    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, c)| c.len())
    }
}

/// The column files of a run in a folder of the caller's; dropped before they are kept, they go.
pub struct ColumnFiles<'a> {
    folder: &'a str,
    written: Vec<String>,
}

impl<'a> ColumnFiles<'a> {
    pub fn new(folder: &'a str) -> ColumnFiles<'a> {
        ColumnFiles { folder, written: Vec::new() }
    }

    /// Writes `<table>.<column>.data` and its companions.
    pub fn write(&mut self, table: &Table) -> Result<TableFiles> {
        let columns = table.columns.iter().enumerate().map(|(at, (name, column))| {
            // Names of variables may hold anything.
            let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let file = if plain { format!("{}.{name}", table.name) } else { format!("{}.{at}", table.name) };
            self.write_column(&file, name, column)
        });
        Ok(TableFiles { rows: table.rows(), columns: columns.collect::<Result<_>>()? })
    }

    pub fn keep(mut self) {
        self.written.clear();
    }

    fn write_column(&mut self, file: &str, name: &str, column: &Column) -> Result<ColumnFile> {
        let (mut data, mut offsets, mut valid) = (Vec::new(), None, Vec::with_capacity(column.len()));
        match column {
            Column::Integer(cells) => {
                for cell in cells {
                    valid.push(u8::from(cell.is_some()));
                    data.extend_from_slice(&cell.unwrap_or(0).to_le_bytes());
                }
            }
            Column::Real(cells) => {
                for cell in cells {
                    // A number that is not finite has no meaning in any table that a user opens.
                    let cell = cell.filter(|v| v.is_finite());
                    valid.push(u8::from(cell.is_some()));
                    data.extend_from_slice(&cell.unwrap_or(0.0).to_le_bytes());
                }
            }
            Column::Text(cells) => {
                (data, offsets) = joined(cells.iter().map(|cell| cell.as_deref().map(str::as_bytes)), &mut valid);
            }
            Column::Words { words, of } => {
                (data, offsets) =
                    joined(of.iter().map(|i| words[*i as usize].as_deref().map(str::as_bytes)), &mut valid);
            }
            Column::Polygons(cells) => (data, offsets) = joined(cells.iter().map(Option::as_deref), &mut valid),
        }
        let mut write = |kind: &str, bytes: &[u8]| -> Result<String> {
            let path = Path::new(self.folder).join(format!("{file}.{kind}")).to_string_lossy().into_owned();
            self.written.push(path.clone());
            fs::write(&path, bytes)
                .map_err(|e| Error::OutputWrite { path: path.clone(), detail: reason(e.to_string()) })?;
            Ok(path)
        };
        Ok(ColumnFile {
            name: name.to_owned(),
            column_type: column.column_type(),
            data: write("data", &data)?,
            offsets: offsets.map(|bytes| write("offsets", &bytes)).transpose()?,
            valid: valid.contains(&0).then(|| write("valid", &valid)).transpose()?,
        })
    }
}

impl Drop for ColumnFiles<'_> {
    fn drop(&mut self) {
        for path in &self.written {
            let _ = fs::remove_file(path);
        }
    }
}

/// Cells of any length one after the other, and where each begins and the last one ends.
fn joined<'a>(cells: impl Iterator<Item = Option<&'a [u8]>>, valid: &mut Vec<u8>) -> (Vec<u8>, Option<Vec<u8>>) {
    let (mut data, mut offsets) = (Vec::new(), vec![0u8; 8]);
    for cell in cells {
        valid.push(u8::from(cell.is_some()));
        data.extend_from_slice(cell.unwrap_or_default());
        offsets.extend_from_slice(&(data.len() as i64).to_le_bytes());
    }
    (data, Some(offsets))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_as_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let table = Table::of(
            "t",
            [
                ("n", Column::Integer(vec![Some(-2), None])),
                ("x", Column::Real(vec![Some(0.5), Some(f64::NAN)])),
                ("s", Column::Text(vec![Some("Föhre".into()), Some(String::new())])),
                ("w", Column::Words { words: vec![None, Some("Föhre".into())], of: [1, 0].into() }),
                ("p", Column::Polygons(vec![None, Some(vec![1, 6, 0])])),
            ],
        );
        let mut column_files = ColumnFiles::new(folder.path().to_str().unwrap());
        let files = column_files.write(&table).unwrap();
        column_files.keep();
        assert_eq!(files.rows, 2);
        let [n, x, s, w, p] = &files.columns[..] else { panic!() };
        let read = |path: &str| fs::read(path).unwrap();
        assert_eq!(read(&n.data), [(-2i64).to_le_bytes(), 0i64.to_le_bytes()].concat());
        assert_eq!(read(n.valid.as_ref().unwrap()), [1, 0]);
        assert_eq!(read(&x.data)[..8], 0.5f64.to_le_bytes());
        assert_eq!(read(x.valid.as_ref().unwrap()), [1, 0]);
        assert_eq!(read(&s.data), "Föhre".as_bytes());
        assert_eq!(read(s.offsets.as_ref().unwrap()), [0i64, 6, 6].map(i64::to_le_bytes).concat());
        assert!(s.valid.is_none());
        assert_eq!((read(&w.data), w.column_type), ("Föhre".as_bytes().to_vec(), ColumnType::Text));
        assert_eq!(read(w.offsets.as_ref().unwrap()), [0i64, 6, 6].map(i64::to_le_bytes).concat());
        assert_eq!(read(w.valid.as_ref().unwrap()), [1, 0]);
        assert_eq!((read(&p.data), p.column_type), (vec![1, 6, 0], ColumnType::Polygons));
        assert_eq!(read(p.offsets.as_ref().unwrap()), [0i64, 0, 3].map(i64::to_le_bytes).concat());
        assert_eq!(read(p.valid.as_ref().unwrap()), [0, 1]);
    }

    #[test]
    fn a_missing_folder_is_named() {
        let table = Table::of("t", [("n", Column::Integer(vec![]))]);
        let e = ColumnFiles::new("/nowhere/at/all").write(&table).unwrap_err().to_string();
        assert!(e.contains("/nowhere/at/all/t.n.data"), "{e}");
    }

    #[test]
    fn files_that_are_not_kept_go() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().to_str().unwrap();
        let column = || Column::Integer(vec![None]);
        let table = Table::of("t", [("n", column()), ("taken", column()), ("m", column())]);
        fs::create_dir(folder.path().join("t.taken.data")).unwrap();
        let mut files = ColumnFiles::new(at);
        assert!(files.write(&table).is_err());
        assert_eq!(fs::read_dir(at).unwrap().count(), 3);
        drop(files);
        assert_eq!(fs::read_dir(at).unwrap().count(), 1);
    }

    /// Behind the others, each of a name of its own, and of a file that any name may have.
    #[test]
    fn columns_of_variables() {
        let column = |value: f64| Column::Real(vec![Some(value)]);
        let added = ["X", "dem/10 m", "x", "dem/10 m"].map(str::to_owned);
        let table = Table::of("t", [("x", column(0.0))]).with(added.into_iter().zip((1..).map(f64::from).map(column)));
        let folder = tempfile::tempdir().unwrap();
        let mut files = ColumnFiles::new(folder.path().to_str().unwrap());
        let written = files.write(&table).unwrap();
        let names: Vec<&str> = written.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["x", "X_2", "dem/10 m", "x_3", "dem/10 m_2"]);
        for (column, value) in written.columns.iter().zip([0.0, 1.0, 2.0, 3.0, 4.0f64]) {
            assert_eq!(fs::read(&column.data).unwrap(), value.to_le_bytes());
        }
    }
}
