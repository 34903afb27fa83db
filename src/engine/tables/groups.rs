//! Classes put together in groups, as a table says.

use super::pools::{columns_of, text, whole, wrong_cell};
use crate::{
    error::{Error, Result},
    io::gdal::{Cell, RawTable, read_table},
    sentence::{list, phrase, sentence},
};
use std::collections::BTreeMap;

/// Groups by class, numbered from 1 in the order of the smallest code in each.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    of: BTreeMap<i64, i64>,
    names: Vec<String>,
}

pub fn read_groups(path: &str) -> Result<Groups> {
    Groups::new(&read_table(path)?)
}

impl Groups {
    /// Checks a table as it came. Column names are read in upper or lower case; names of groups without surrounding space.
    pub fn new(raw: &RawTable) -> Result<Groups> {
        let fail = |detail| Error::TableContent { field: "GROUPS", detail };
        let [code, group] = columns_of(raw, ["lucode", "class_group"]).map_err(fail)?;
        let (mut named, mut empty): (BTreeMap<i64, String>, Vec<i64>) = Default::default();
        for (row, cells) in raw.filled() {
            let Some(lucode) = whole(&cells[code]) else {
                return Err(fail(wrong_cell(row, &raw.columns[code], &cells[code], phrase!("a whole number"))));
            };
            let name = match &cells[group] {
                Cell::Null => String::new(),
                cell => text(cell).trim().to_owned(),
            };
            if name.is_empty() {
                empty.push(lucode);
            } else if let Some(other) = named.insert(lucode, name.clone()).filter(|other| *other != name) {
                return Err(fail(sentence!(
                    "code {lucode} is in the groups \"{other}\" and \"{name}\"; keep one",
                    lucode,
                    other,
                    name
                )));
            }
        }
        if !empty.is_empty() {
            let codes = match empty[..] {
                [code] => sentence!("code {code}", code),
                _ => sentence!("codes {codes}", codes = list(empty)),
            };
            return Err(fail(sentence!("class_group is empty for {codes}; fill in a name", codes)));
        }
        if named.is_empty() {
            return Err(fail(phrase!("it has no row").into()));
        }
        let mut names: Vec<String> = Vec::new();
        let mut number = |name: String| match names.iter().position(|known| *known == name) {
            Some(i) => i as i64 + 1,
            None => {
                names.push(name);
                names.len() as i64
            }
        };
        let of = named.into_iter().map(|(code, name)| (code, number(name))).collect();
        Ok(Groups { of, names })
    }

    /// The number of the group of a class.
    pub fn get(&self, code: i64) -> Option<i64> {
        self.of.get(&code).copied()
    }

    /// The name of a group.
    pub fn name(&self, number: i64) -> &str {
        &self.names[number as usize - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(rows: &[(i64, &str)]) -> Result<Groups> {
        let cells = |(code, name): &(i64, &str)| vec![Cell::Text((*name).to_owned()), Cell::Integer(*code)];
        Groups::new(&RawTable {
            columns: vec!["Class_Group".into(), "LUCODE".into()],
            rows: rows.iter().map(cells).collect(),
        })
    }

    #[test]
    fn numbers_follow_the_smallest_code() {
        let of = groups(&[(9, "Mine"), (2, "Water"), (-4, " Mine "), (3, "Forest"), (3, "Forest")]).unwrap();
        assert_eq!([-4, 2, 3, 9].map(|code| of.get(code)), [Some(1), Some(2), Some(3), Some(1)]);
        assert_eq!([of.name(1), of.name(2), of.name(3)], ["Mine", "Water", "Forest"]);
        assert!(of.get(5).is_none());
    }

    #[test]
    fn wrong_tables_say_what_is_wrong() {
        let said = |rows: &[(i64, &str)]| groups(rows).unwrap_err().to_string();
        assert_eq!(said(&[]), "GROUPS: it has no row.");
        assert_eq!(
            said(&[(1, "a"), (2, " "), (5, "")]),
            "GROUPS: class_group is empty for codes 2, 5; fill in a name."
        );
        assert_eq!(said(&[(1, "a"), (1, "b")]), "GROUPS: code 1 is in the groups \"a\" and \"b\"; keep one.");
        let raw = RawTable { columns: vec!["lucode".into(), "name".into()], rows: vec![] };
        assert!(Groups::new(&raw).unwrap_err().to_string().contains("class_group"));
        let raw = RawTable {
            columns: vec!["lucode".into(), "class_group".into()],
            rows: vec![vec![Cell::Text("x".into()), Cell::Text("a".into())]],
        };
        assert!(Groups::new(&raw).unwrap_err().to_string().contains("row 1"));
    }
}
