//! COUNTS: a table of the cells of every class of a map, and of the units of a sample by reference class.

use super::{
    labels::{Labels, text},
    sampled::{Mapped, Sampled},
};
use crate::{
    engine::{
        codes::{each_once, same, tell_unmet},
        message::Message,
        tables::pools::{PoolTable, lacks, number, whole, wrong_cell},
    },
    error::{Error, Result},
    io::gdal::{Cell, RawTable, read_table},
    kernels::{cover::map_accuracy::units::UnitCounts, stats::sum::sum},
    sentence::{Sentence, phrase, sentence},
};
use std::collections::{BTreeMap, BTreeSet};

/// Columns that are no class.
const NO_CLASS: [&str; 6] = ["fid", "name", "map_name", "layer", "year", "zone"];
/// Beyond, numbers are not whole in a table.
const MOST: f64 = 9_007_199_254_740_992.0;

fn fail(detail: Sentence) -> Error {
    Error::TableContent { field: "COUNTS", detail }
}

/// Heads of columns and rows that are no class but the sums of all.
const TOTALS: [&str; 9] = ["total", "totals", "sum", "row total", "column total", "合计", "总计", "总和", "小计"];

/// What is known beside the table.
pub struct Beside<'a> {
    pub pools: &'a PoolTable,
    /// The area of one of the cells that are counted.
    pub cell_area_ha: Option<f64>,
    pub ignore_codes: &'a [i64],
}

pub fn sampled(path: &str, beside: &Beside<'_>, messages: &mut Vec<Message>) -> Result<Sampled> {
    of_table(&headed(read_table(path)?), beside, path, messages)
}

/// GDAL takes a first line with a bare number, as the code of a reference class is, for a row.
fn headed(mut raw: RawTable) -> RawTable {
    let head: Vec<String> = raw.rows.first().map(|row| row.iter().map(text).collect()).unwrap_or_default();
    if head.iter().any(|name| name.trim().eq_ignore_ascii_case("map_class")) {
        raw.columns = head;
        raw.rows.remove(0);
    }
    raw
}

fn of_table(raw: &RawTable, beside: &Beside<'_>, path: &str, messages: &mut Vec<Message>) -> Result<Sampled> {
    let find = |name: &'static str| raw.column(name).ok_or_else(|| fail(lacks([name], raw)));
    let (class, cells) = (find("map_class")?, find("cells")?);
    let no_class =
        |column: &str| column.trim().is_empty() || NO_CLASS.iter().any(|name| column.trim().eq_ignore_ascii_case(name));
    let references: Vec<usize> =
        (0..raw.columns.len()).filter(|i| ![class, cells].contains(i) && !no_class(&raw.columns[*i])).collect();
    if references.is_empty() {
        return Err(fail(
            phrase!(
                "the table has no column of a reference class; add one for each, with the points by class of the map"
            )
            .into(),
        ));
    }
    check_totals(raw, class, &references)?;
    let rows: Vec<(usize, &Vec<Cell>)> = raw.filled().collect();
    let heads: Vec<Cell> = references.iter().map(|i| Cell::Text(head(&raw.columns[*i]).to_owned())).collect();
    let labels = rows.iter().map(|(_, row)| &row[class]).chain(&heads);
    let classes = Classes::of(labels, beside.pools)?;
    let (of_rows, of_columns) = classes.codes.split_at(rows.len());
    let mut sampled = Sampled { path: path.to_owned(), names: classes.names, ..Sampled::default() };
    let (mut seen, mut counts) = (BTreeSet::new(), UnitCounts::new());
    for ((row, values), map) in rows.iter().zip(of_rows) {
        let map = map.ok_or_else(|| wrong(*row, raw, class, values, phrase!("the code or the name of a class")))?;
        if !seen.insert(map) {
            let name = sampled.names.get(&map).cloned().unwrap_or_else(|| map.to_string());
            return Err(fail(sentence!(
                "row {row} (header not counted): the class {name} has a row already; keep one",
                row = *row,
                name
            )));
        }
        let size = number(&values[cells]).filter(|size| (0.0..=MOST).contains(size));
        let size = size.ok_or_else(|| wrong(*row, raw, cells, values, phrase!("a number, 0 or more")))?;
        let mut units = 0;
        for (column, reference) in references.iter().zip(of_columns) {
            let n = points(&values[*column])
                .ok_or_else(|| wrong(*row, raw, *column, values, phrase!("a whole number, 0 or more")))?;
            let reference = reference.expect("the head of a column that is a class is not empty");
            units += n;
            if n > 0 && !beside.ignore_codes.contains(&map) {
                counts.insert((0, map, reference), n);
            }
        }
        match size {
            0.0 if units > 0 => {
                return Err(wrong(*row, raw, cells, values, phrase!("more than 0 for a class with points")));
            }
            size if size > 0.0 && !beside.ignore_codes.contains(&map) => {
                let whole = (size.fract() == 0.0).then_some(size as u64);
                let area_ha = beside.cell_area_ha.map(|area| area * size);
                sampled.mapped.insert(map, Mapped { cells: whole, size, area_ha });
            }
            _ => {}
        }
    }
    check_columns(&references, raw, of_columns)?;
    sampled.take(counts, beside.ignore_codes);
    let met = |code: &i64| classes.codes.contains(&Some(*code));
    let unmet = each_once("IGNORE_CODES", beside.ignore_codes, messages).into_iter().filter(|code| !met(code));
    tell_unmet(unmet.collect(), path, messages);
    sampled.area_ha = beside.cell_area_ha.map(|_| sum(sampled.mapped.values().filter_map(|mapped| mapped.area_ha)));
    if sampled.mapped.is_empty() || sampled.units == UnitCounts::new() {
        return Err(fail(phrase!("the table has no class with cells and points").into()));
    }
    Ok(sampled)
}

/// Points of a cell of the table; none where it is empty.
fn points(cell: &Cell) -> Option<u64> {
    match cell {
        Cell::Null => Some(0),
        cell => whole(cell).and_then(|n| u64::try_from(n).ok()).filter(|n| *n as f64 <= MOST),
    }
}

/// Refuses totals, as matrices in print have them: taken for a class they would halve all accuracies.
///
/// No class is the sum of all others in every row: where it is right it stands alone.
fn check_totals(raw: &RawTable, class: usize, references: &[usize]) -> Result<()> {
    let rows: Vec<(usize, Vec<u64>, String)> = raw
        .filled()
        .map(|(row, values)| {
            let counts = references.iter().map(|column| points(&values[*column]).unwrap_or(0)).collect();
            (row, counts, text(&values[class]))
        })
        .collect();
    let named = |name: &str| TOTALS.iter().any(|total| name.trim().to_lowercase() == *total);
    let of_others = |counts: Vec<(u64, u64)>| {
        counts.iter().all(|(own, all)| 2 * own == *all) && counts.iter().any(|(own, _)| *own > 0)
    };
    for (i, column) in references.iter().enumerate() {
        let sums = rows.iter().map(|(_, counts, _)| (counts[i], counts.iter().sum())).collect();
        if named(&raw.columns[*column]) || references.len() > 2 && rows.len() > 1 && of_others(sums) {
            let column = &raw.columns[*column];
            return Err(fail(sentence!("the column {column} is a total and no class; leave totals out", column)));
        }
    }
    let all = |i: usize| rows.iter().map(|(_, counts, _)| counts[i]).sum();
    for (row, counts, name) in &rows {
        let sums = counts.iter().enumerate().map(|(i, own)| (*own, all(i))).collect();
        if named(name) || rows.len() > 2 && references.len() > 1 && of_others(sums) {
            return Err(fail(sentence!(
                "row {row} (header not counted): {name} is a total and no class; leave totals out",
                row = *row,
                name
            )));
        }
    }
    Ok(())
}

fn check_columns(references: &[usize], raw: &RawTable, codes: &[Option<i64>]) -> Result<()> {
    let mut seen = BTreeMap::new();
    for (column, code) in references.iter().zip(codes) {
        if let Some(other) = seen.insert(code, column) {
            let (one, two) = (&raw.columns[*other], &raw.columns[*column]);
            return Err(fail(sentence!("the columns {one} and {two} are the same class; keep one", one, two)));
        }
    }
    Ok(())
}

fn wrong(row: usize, raw: &RawTable, column: usize, values: &[Cell], allowed: crate::sentence::Phrase) -> Error {
    fail(wrong_cell(row, &raw.columns[column], &values[column], allowed))
}

/// The class in the head of a column: `ref_12` is 12.
fn head(column: &str) -> &str {
    let column = column.trim();
    match column.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("ref_") => &column[4..],
        _ => column,
    }
}

/// Classes as codes, in the order of the labels.
struct Classes {
    codes: Vec<Option<i64>>,
    names: BTreeMap<i64, String>,
}

impl Classes {
    /// Codes where all labels are; else names, of the pool table, or without one numbered from 1 as they come.
    fn of<'a>(labels: impl Iterator<Item = &'a Cell> + Clone, pools: &PoolTable) -> Result<Classes> {
        let given = || labels.clone().filter(|label| **label != Cell::Null);
        let names = given().filter(|label| whole(label).is_none()).count();
        if names == 0 || !pools.is_empty() {
            let mut known = Labels::new(pools, &BTreeMap::new());
            let codes = labels.map(|label| known.code(label)).collect();
            known.check("COUNTS")?;
            return Ok(Classes { codes, names: BTreeMap::new() });
        }
        if let Some(code) = given().find_map(whole) {
            return Err(fail(sentence!(
                "some classes are names and others codes, such as {code}; give codes for all, names for all, or POOLS with the names",
                code
            )));
        }
        let (mut of_name, mut told) = (BTreeMap::new(), BTreeMap::new());
        let codes = labels.map(|label| {
            let Cell::Text(name) = label else { return None };
            let next = of_name.len() as i64 + 1;
            let code = *of_name.entry(same(name)).or_insert(next);
            told.entry(code).or_insert_with(|| name.trim().to_owned());
            Some(code)
        });
        Ok(Classes { codes: codes.collect(), names: told })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tables::pools::pool_table;

    fn raw(columns: &str, rows: &[&str]) -> RawTable {
        let cell = |t: &str| if t.is_empty() { Cell::Null } else { Cell::Text(t.to_owned()) };
        let columns = columns.split(',').map(str::to_owned).collect();
        RawTable { columns, rows: rows.iter().map(|row| row.split(',').map(cell).collect()).collect() }
    }

    fn read(columns: &str, rows: &[&str]) -> Result<Sampled> {
        of_table(&raw(columns, rows), &beside(&PoolTable::new()), "c.csv", &mut Vec::new())
    }

    fn beside(pools: &PoolTable) -> Beside<'_> {
        Beside { pools, cell_area_ha: Some(0.5), ignore_codes: &[] }
    }

    fn told(columns: &str, rows: &[&str]) -> String {
        read(columns, rows).err().unwrap().to_string()
    }

    #[test]
    fn codes_and_names() {
        let found = read("fid,MAP_CLASS,Cells,ref_-1,7,note,", &["1,7,10,1,2,,", ",,,,,,", "2,-1,30,3,,1,"]);
        // "note" is no code, and so names a class: codes and names do not go together
        assert!(found.err().unwrap().to_string().contains("such as 7; give codes for all"));
        let found = read("fid,MAP_CLASS,Cells,ref_-1,7", &["1,7,10,1,2", ",,,,", "2,-1,30,3,", "3,5,0,0,0"]).unwrap();
        assert_eq!(found.units, UnitCounts::from([((0, -1, -1), 3), ((0, 7, -1), 1), ((0, 7, 7), 2)]));
        let sizes: Vec<_> = found.mapped.iter().map(|(code, m)| (*code, m.cells, m.area_ha)).collect();
        assert_eq!((sizes, found.area_ha), (vec![(-1, Some(30), Some(15.0)), (7, Some(10), Some(5.0))], Some(20.0)));
        let found = read("map_class,cells,Mine,Forest,Water", &["forest,0.25,1,2,0", "MINE,0.75,3,1,1"]).unwrap();
        assert_eq!(found.names, BTreeMap::from([(1, "forest".into()), (2, "MINE".into()), (3, "Water".into())]));
        assert_eq!(found.units.get(&(0, 2, 3)), Some(&1));
        assert_eq!(found.mapped[&1], Mapped { cells: None, size: 0.25, area_ha: Some(0.125) });
        let pools = "lucode,name,c_above,c_below,c_soil,c_dead";
        let pools = pool_table(&raw(pools, &["4,Mine,0,0,0,0", "9,Forest,1,1,1,1"])).unwrap();
        let table = raw("map_class,cells,Mine,Forest", &["forest,1,1,2", "4,1,3,1"]);
        let found = of_table(&table, &beside(&pools), "c.csv", &mut Vec::new()).unwrap();
        assert_eq!(found.units.keys().map(|(_, map, _)| *map).collect::<BTreeSet<_>>(), BTreeSet::from([4, 9]));
        let table = raw("map_class,cells,Mine,Bog", &["forest,1,1,2"]);
        let e = of_table(&table, &beside(&pools), "c.csv", &mut Vec::new()).err().unwrap().to_string();
        assert!(e.contains("is meant by \"Bog\" (1 time)") && e.contains("known: Mine, Forest"), "{e}");
    }

    #[test]
    fn a_header_that_was_taken_for_a_row() {
        let table = || raw("field_1,field_2,field_3", &["Map_class,cells,7", "7,5,2"]);
        assert_eq!(headed(table()).columns, ["Map_class", "cells", "7"]);
        let found = of_table(&headed(table()), &beside(&PoolTable::new()), "c.csv", &mut Vec::new()).unwrap();
        assert_eq!(found.units, UnitCounts::from([((0, 7, 7), 2)]));
        assert_eq!(headed(raw("a", &["1"])), raw("a", &["1"]));
    }

    /// As printed matrices have them, under whatever head.
    #[test]
    fn totals_are_no_class() {
        let rows = ["A,100,10,1,11", "B,200,2,20,22", "Total,300,12,21,33"];
        for head in ["Total", "合计", "n"] {
            let found = told(&format!("map_class,cells,A,B,{head}"), &rows);
            assert_eq!(found, format!("COUNTS: the column {head} is a total and no class; leave totals out."));
        }
        let rows = ["A,100,10,1", "B,200,2,20", "n,300,12,21"];
        let expected = "row 3 (header not counted): n is a total and no class; leave totals out.";
        assert!(told("map_class,cells,A,B", &rows).contains(expected));
        assert!(
            told("map_class,cells,1,2,99", &["1,100,10,1,11", "2,200,2,20,22"]).contains("the column 99 is a total")
        );
        // A class that is as large as all others in one row is none, and two classes have nothing to add up.
        assert!(read("map_class,cells,A,B,C", &["A,1,5,3,8", "B,1,1,9,2", "C,1,0,0,7"]).is_ok());
        assert!(read("map_class,cells,A,B", &["A,1,5,5", "B,1,5,5"]).is_ok());
    }

    #[test]
    fn ignored_classes_are_left_out() {
        let table = raw("map_class,cells,1,2,3", &["1,100,10,1,4", "2,200,2,20,0", "3,50,0,5,9"]);
        let (pools, mut messages) = (PoolTable::new(), Vec::new());
        let ignoring = Beside { ignore_codes: &[3, 8], ..beside(&pools) };
        let found = of_table(&table, &ignoring, "c.csv", &mut messages).unwrap();
        assert_eq!(found.units, UnitCounts::from([((0, 1, 1), 10), ((0, 1, 2), 1), ((0, 2, 1), 2), ((0, 2, 2), 20)]));
        assert_eq!((found.mapped.keys().copied().collect::<Vec<_>>(), found.ignored), (vec![1, 2], 4));
        let told: Vec<String> = messages.iter().map(|message| message.text.clone()).collect();
        assert_eq!(told, ["IGNORE_CODES: no cell of c.csv has code 8."]);
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert_eq!(told("map_class,a", &["1,2"]), "COUNTS: the table lacks cells; it has map_class, a.");
        assert!(told("map_class,cells", &["1,2"]).contains("no column of a reference class"));
        assert!(told("map_class,cells,1", &["1,x,2"]).contains("cells is \"x\"; it must be a number, 0 or more"));
        assert!(told("map_class,cells,1", &["1,-5,2"]).contains("cells is \"-5\""));
        assert!(told("map_class,cells,1", &["1,5,2.5"]).contains("1 is \"2.5\"; it must be a whole number, 0 or more"));
        assert!(told("map_class,cells,1", &["1,5,-2"]).contains("it must be a whole number, 0 or more"));
        assert!(told("map_class,cells,1", &["1,0,2"]).contains("it must be more than 0 for a class with points"));
        assert!(
            told("map_class,cells,1", &["1,5,2", "1,5,2"])
                .contains("row 2 (header not counted): the class 1 has a row")
        );
        assert!(told("map_class,cells,1,ref_1", &["1,5,2,1"]).contains("the columns 1 and ref_1 are the same class"));
        assert!(told("map_class,cells,1", &["1,5,0"]).contains("no class with cells and points"));
        assert!(told("map_class,cells,1", &[",5,1"]).contains("map_class is empty; it must be the code or the name"));
    }
}
