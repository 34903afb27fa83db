//! The carbon pool table: read, checked, and ready to be asked by code.

use crate::{
    cover::classes::ID_LIMIT,
    engine::{land_cover::LandCover, message::Message},
    error::{Error, Result},
    figures::things,
    io::gdal::{Cell, RawTable, read_table},
    kernels::carbon::{carbon_storage::Pools, standard_error::standard_error},
    sentence::{Argument, Phrase, Place, Sentence, list, list_by, phrase, sentence},
};
use std::collections::{BTreeMap, HashMap};

/// Names of the four pool columns, in the order of [`Pools`].
const DENSITIES: [&str; 4] = ["c_above", "c_below", "c_soil", "c_dead"];

/// Names of their standard errors, all of them optional.
const ERRORS: [&str; 4] = ["se_above", "se_below", "se_soil", "se_dead"];

#[derive(Debug, Clone, PartialEq)]
pub struct PoolRow {
    pub name: Option<String>,
    pub pools: Pools,
    /// Standard errors in the order of [`Pools`]; `None` is unknown, not 0.
    errors: [Option<f64>; 4],
}

impl PoolRow {
    /// Standard errors of the four pools, where all are known.
    pub fn errors(&self) -> Option<Pools> {
        let [above, below, soil, dead] = self.errors;
        Some(Pools { above: above?, below: below?, soil: soil?, dead: dead? })
    }
}

/// Rows by land-cover code.
pub type PoolTable = BTreeMap<i64, PoolRow>;

/// Reads the table of a request.
pub fn read_pools(path: &str) -> Result<PoolTable> {
    pool_table(&read_table(path)?)
}

/// Checks a table as it came and makes it a pool table. Column names are read in upper or lower case; other columns are
/// left alone, and so are rows without any value. Rows are counted from 1, the header not counted.
pub fn pool_table(raw: &RawTable) -> Result<PoolTable> {
    let columns = PoolColumns::find(raw)?;
    let mut table = PoolTable::new();
    let mut seen: HashMap<i64, usize> = HashMap::new();
    for (row, cells) in raw.filled() {
        let code = whole(&cells[columns.code])
            .ok_or_else(|| Error::PoolsCode { row, found: cell_text(&cells[columns.code]) })?;
        if let Some(first) = seen.insert(code, row) {
            return Err(Error::PoolsDuplicate { first, second: row, code });
        }
        let value = |cell: &Cell, column| -> Result<f64> {
            let refuse = |allowed| Error::PoolsDensity { row, code, column, found: cell_text(cell), allowed };
            match number(cell) {
                None => Err(refuse(expected(cell))),
                Some(value) if value < 0.0 => Err(refuse(phrase!("it must be 0 or more, in t/ha"))),
                Some(value) if value > DENSITY_MAX => Err(refuse(phrase!("it must be at most 1e100, in t/ha"))),
                Some(value) => Ok(value),
            }
        };
        let mut density = [0.0; 4];
        let mut errors = [None; 4];
        for i in 0..4 {
            density[i] = value(&cells[columns.densities[i]], DENSITIES[i])?;
            errors[i] = match columns.errors[i].map(|column| &cells[column]) {
                None | Some(Cell::Null) => None,
                Some(cell) => Some(value(cell, ERRORS[i])?),
            };
        }
        let [above, below, soil, dead] = density;
        let name = columns.name.and_then(|c| match &cells[c] {
            Cell::Null => None,
            cell => Some(text(cell)),
        });
        table.insert(code, PoolRow { name, pools: Pools { above, below, soil, dead }, errors });
    }
    match table.len() {
        0 => Err(Error::PoolsEmpty),
        rows if rows > ID_LIMIT => Err(Error::PoolsTooMany { rows, limit: ID_LIMIT }),
        _ => Ok(table),
    }
}

/// Squares of numbers beyond, times areas, may be none.
const DENSITY_MAX: f64 = 1e100;

/// Carbon of a class in all four pools, t/ha; `None` where the table lacks it.
pub fn density(pools: &PoolTable, code: i64) -> Option<f64> {
    pools.get(&code).map(|row| row.pools.density())
}

/// The name of a class: of the pool table, else of the layer, else made of the code.
pub fn class_name(code: i64, pools: &PoolTable, names: &BTreeMap<i64, String>) -> String {
    let name = pools.get(&code).and_then(|row| row.name.as_ref()).or_else(|| names.get(&code));
    name.cloned().unwrap_or_else(|| format!("class {code}"))
}

/// The table on one line, for the provenance of rasters.
pub fn pools_text(pools: &PoolTable) -> String {
    let errors = has_errors(pools);
    let mut text = format!("lucode,{}", DENSITIES.join(","));
    if errors {
        text += &format!(",{}", ERRORS.join(","));
    }
    for (code, row) in pools {
        let p = &row.pools;
        text += &format!(";{code},{},{},{},{}", p.above, p.below, p.soil, p.dead);
        for error in row.errors.iter().filter(|_| errors) {
            text += &error.map_or(",".to_owned(), |error| format!(",{error}"));
        }
    }
    text
}

fn has_errors(pools: &PoolTable) -> bool {
    pools.values().any(|row| row.errors != [None; 4])
}

/// Standard errors of carbon, with the correlation between classes that the request gives.
pub struct PoolErrors<'a> {
    pools: &'a PoolTable,
    class_correlation: f64,
}

impl<'a> PoolErrors<'a> {
    pub fn new(pools: &'a PoolTable, class_correlation: f64) -> Result<PoolErrors<'a>> {
        if !(0.0..=1.0).contains(&class_correlation) {
            return Err(Error::argument("CLASS_CORRELATION", class_correlation, phrase!("0 to 1")));
        }
        Ok(PoolErrors { pools, class_correlation })
    }

    /// Of carbon on areas (or changes of areas) of classes; `None` where the error of one that has any is unknown.
    pub fn of(&self, areas_ha: impl IntoIterator<Item = (i64, f64)>) -> Option<f64> {
        let errors = |(code, area): (i64, f64)| Some((area, self.pools.get(&code)?.errors()?));
        let some = areas_ha.into_iter().filter(|(_, area)| *area != 0.0);
        let classes: Vec<(f64, Pools)> = some.map(errors).collect::<Option<_>>()?;
        Some(standard_error(classes, self.class_correlation))
    }

    /// Says which classes of the maps lack standard errors, where others have them.
    pub fn check(&self, classes: impl Iterator<Item = i64>, messages: &mut Vec<Message>) {
        let unknown: Vec<i64> =
            classes.filter(|code| self.pools.get(code).is_some_and(|row| row.errors().is_none())).collect();
        if has_errors(self.pools) && !unknown.is_empty() {
            let told = sentence!(
                "The pool table lacks standard errors ({columns}) of code {codes}, so these classes and all totals have none. Fill them in; 0 stands for a pool that is known exactly.",
                columns = list(ERRORS),
                codes = list(unknown)
            );
            messages.push(Message::warning("ERRORS_MISSING", told));
        }
    }
}

/// Checks that each map had valid cells, and all of classes that the table has. Pairs of codes may name a class more than
/// once.
pub fn check_missing(what: Phrase, maps: &[(&LandCover, Vec<(i64, u64)>)], pools: &PoolTable) -> Result<()> {
    check_rows(what, maps, |code| pools.contains_key(&code))
}

/// As [`check_missing`], for any table by class.
pub fn check_rows(what: Phrase, maps: &[(&LandCover, Vec<(i64, u64)>)], known: impl Fn(i64) -> bool) -> Result<()> {
    let mut missing = Vec::new();
    for (map, classes) in maps {
        if classes.is_empty() {
            return Err(Error::NoValidCells { path: map.path().to_owned(), cells: map.grid().cells() });
        }
        let mut cells_of: BTreeMap<i64, u64> = BTreeMap::new();
        for (code, cells) in classes.iter().filter(|(code, _)| !known(*code)) {
            *cells_of.entry(*code).or_default() += cells;
        }
        let counted = |(code, cells)| {
            let cells = things!(cells, "{count} cell", "{count} cells");
            sentence!("code {code} ({cells})", code, cells)
        };
        if !cells_of.is_empty() {
            let codes = list(cells_of.into_iter().map(counted));
            missing.push(sentence!("{codes} of {path}", codes, path = map.path()));
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Error::MissingClasses { what, classes: list_by(phrase!("; "), missing) })
    }
}

struct PoolColumns {
    code: usize,
    densities: [usize; 4],
    errors: [Option<usize>; 4],
    name: Option<usize>,
}

impl PoolColumns {
    fn find(raw: &RawTable) -> Result<PoolColumns> {
        let mut missing = Vec::new();
        let mut find = |wanted: &'static str, needed: bool| -> Result<Option<usize>> {
            let is_it = |name: &&String| name.trim().trim_start_matches('\u{feff}').eq_ignore_ascii_case(wanted);
            let times = raw.columns.iter().filter(is_it).count();
            if times > 1 {
                return Err(Error::PoolsColumnTwice { column: wanted.to_owned(), times });
            }
            if times == 0 && needed {
                missing.push(wanted);
            }
            Ok(raw.columns.iter().position(|name| is_it(&name)))
        };
        let code = find("lucode", true)?;
        let mut densities = [0; 4];
        for (index, column) in densities.iter_mut().zip(DENSITIES) {
            *index = find(column, true)?.unwrap_or(0);
        }
        let mut errors = [None; 4];
        for (index, column) in errors.iter_mut().zip(ERRORS) {
            *index = find(column, false)?;
        }
        // As InVEST calls it.
        let name = find("name", false)?.or(find("lulc_name", false)?);
        match code {
            Some(code) if missing.is_empty() => Ok(PoolColumns { code, densities, errors, name }),
            _ => Err(Error::PoolsColumns { missing: list(missing), found: list(&raw.columns) }),
        }
    }
}

pub fn whole(cell: &Cell) -> Option<i64> {
    let of_real = |v: f64| (v.fract() == 0.0 && v.abs() < 2f64.powi(53)).then_some(v as i64);
    match cell {
        Cell::Null => None,
        Cell::Integer(v) => Some(*v),
        Cell::Real(v) => of_real(*v),
        Cell::Text(t) => t.parse().ok().or_else(|| t.parse().ok().and_then(of_real)),
    }
}

pub fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Null => None,
        Cell::Integer(v) => Some(*v as f64),
        Cell::Real(v) => Some(*v),
        Cell::Text(t) => t.parse().ok(),
    }
    .filter(|v| v.is_finite())
}

pub fn text(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Integer(v) => v.to_string(),
        Cell::Real(v) => v.to_string(),
        Cell::Text(t) => t.clone(),
    }
}

/// A cell as refusals show it.
pub fn cell_text(cell: &Cell) -> Argument {
    match cell {
        Cell::Null => EMPTY.argument(),
        cell => sentence!("\"{text}\"", text = text(cell)).argument(),
    }
}

/// A table without columns that it needs.
pub fn lacks<'a>(missing: impl IntoIterator<Item = &'a str>, raw: &RawTable) -> Sentence {
    sentence!("the table lacks {missing}; it has {found}", missing = list(missing), found = columns(raw))
}

/// Where columns are that a table needs; else what it lacks.
pub fn columns_of<const N: usize>(raw: &RawTable, names: [&str; N]) -> std::result::Result<[usize; N], Sentence> {
    let missing: Vec<&str> = names.into_iter().filter(|name| raw.column(name).is_none()).collect();
    match missing.is_empty() {
        true => Ok(names.map(|name| raw.column(name).expect("it is not missing"))),
        false => Err(lacks(missing, raw)),
    }
}

/// The columns of a table as refusals show them.
pub fn columns(raw: &RawTable) -> Argument {
    if raw.columns.is_empty() { phrase!("nothing").argument() } else { list(&raw.columns) }
}

/// A cell that is not what it must be; rows are counted from 1.
pub fn wrong_cell(row: usize, column: &str, cell: &Cell, allowed: Phrase) -> Sentence {
    let found = cell_text(cell);
    sentence!("row {row} (header not counted): {column} is {found}; it must be {allowed}", row, column, found, allowed)
}

pub const EMPTY: Phrase = phrase!("empty");

fn expected(cell: &Cell) -> Phrase {
    match cell {
        Cell::Text(t) if t.contains(',') => phrase!("it must be a number with a decimal point, in t/ha"),
        _ => phrase!("it must be a number, in t/ha; a pool that is not known to hold carbon is 0"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(columns: &str, rows: &[&[&str]]) -> RawTable {
        let cell = |t: &&str| if t.is_empty() { Cell::Null } else { Cell::Text((*t).to_owned()) };
        RawTable {
            columns: columns.split(' ').map(str::to_owned).collect(),
            rows: rows.iter().map(|r| r.iter().map(cell).collect()).collect(),
        }
    }

    const HEAD: &str = "LUCODE name C_above c_below c_soil c_dead";

    fn refused(columns: &str, rows: &[&[&str]]) -> String {
        pool_table(&raw(columns, rows)).unwrap_err().to_string()
    }

    #[test]
    fn a_table_in_any_case_and_order() {
        let t = pool_table(&raw("c_dead C_SOIL note Lucode c_above c_below", &[&["4", "3", "x", "-12", "1", "2.5"]]))
            .unwrap();
        let pools = Pools { above: 1.0, below: 2.5, soil: 3.0, dead: 4.0 };
        assert_eq!(t, PoolTable::from([(-12, PoolRow { name: None, pools, errors: [None; 4] })]));
    }

    #[test]
    fn standard_errors_that_are_blank_are_unknown() {
        let head = "lucode c_above c_below c_soil c_dead SE_above se_below se_soil se_dead";
        let t = pool_table(&raw(
            head,
            &[
                &["1", "1", "1", "1", "1", "0.5", "0", "3", "4"],
                &["2", "1", "1", "1", "1", "0.5", "", "3", "4"],
                &["3", "1", "1", "1", "1", "", "", "", ""],
            ],
        ))
        .unwrap();
        assert_eq!(t[&1].errors(), Some(Pools { above: 0.5, below: 0.0, soil: 3.0, dead: 4.0 }));
        assert_eq!((t[&2].errors(), t[&3].errors()), (None, None));
        let text = pools_text(&t);
        assert!(text.ends_with("se_dead;1,1,1,1,1,0.5,0,3,4;2,1,1,1,1,0.5,,3,4;3,1,1,1,1,,,,"), "{text}");

        let errors = PoolErrors::new(&t, 0.0).unwrap();
        assert_eq!(errors.of([(1, 2.0)]), Some(2.0 * (0.25f64 + 9.0 + 16.0).sqrt()));
        assert_eq!(errors.of([(1, 2.0), (2, 0.0)]), errors.of([(1, 2.0)]));
        assert_eq!((errors.of([(1, 2.0), (2, -1.0)]), errors.of([(9, 1.0)])), (None, None));
        let mut messages = Vec::new();
        errors.check([1].into_iter(), &mut messages);
        assert!(messages.is_empty());
        errors.check([1, 2, 3].into_iter(), &mut messages);
        assert!(messages[0].text.contains("of code 2, 3, so these classes"), "{}", messages[0].text);
        // A table without any says nothing
        let plain = pool_table(&raw("lucode c_above c_below c_soil c_dead", &[&["1", "1", "1", "1", "1"]])).unwrap();
        PoolErrors::new(&plain, 0.0).unwrap().check([1].into_iter(), &mut messages);
        assert_eq!((messages.len(), PoolErrors::new(&plain, 0.0).unwrap().of([(1, 1.0)])), (1, None));

        let e = refused(head, &[&["1", "1", "1", "1", "1", "0", "0", "-3", "0"]]);
        assert!(e.contains("se_soil is \"-3\"; it must be 0 or more"), "{e}");
        assert!(refused(head, &[&["1", "1", "1", "1", "1", "0", "x", "3", "0"]]).contains("se_below is \"x\""));
        for wrong in [-0.1, 1.1, f64::NAN] {
            let e = PoolErrors::new(&t, wrong).err().unwrap().to_string();
            assert!(e.starts_with("CLASS_CORRELATION is") && e.ends_with("allowed: 0 to 1."), "{e}");
        }
    }

    #[test]
    fn codes_that_are_whole_as_text_or_numbers() {
        let t = pool_table(&raw(
            HEAD,
            &[&["7.0", "a", "1", "1", "1", "1"], &["", "", "", "", "", ""], &["8", "", "1", "1", "1", "1"]],
        ));
        assert_eq!(t.unwrap().into_keys().collect::<Vec<_>>(), [7, 8]);
    }

    #[test]
    fn refusals_name_row_and_column() {
        let good: &[&str] = &["7", "a", "1", "1", "1", "1"];
        assert_eq!(refused(HEAD, &[]), "The pool table has no row.");
        assert_eq!(
            refused("lucode c_above c_soil", &[good]),
            "The pool table lacks c_below, c_dead; it has: lucode, c_above, c_soil. Needed are lucode, c_above, c_below, c_soil and c_dead (upper or lower case)."
        );
        assert_eq!(
            refused("lucode c_above c_below c_soil c_dead C_DEAD", &[good]),
            "The pool table has the column c_dead 2 times; keep one."
        );
        assert!(
            refused(HEAD, &[good, &["7.5", "", "1", "1", "1", "1"]])
                .starts_with("Row 2 of the pool table (header not counted): lucode is \"7.5\"")
        );
        assert!(refused(HEAD, &[&["", "a", "1", "1", "1", "1"]]).contains("lucode is empty"));
        assert!(
            refused(HEAD, &[good, good])
                .starts_with("Rows 1 and 2 of the pool table (header not counted) both have lucode 7")
        );
        let e = refused(HEAD, &[good, &["8", "", "1", "1", "12,5", "1"]]);
        assert!(
            e.contains("Row 2") && e.contains("lucode 8): c_soil is \"12,5\"") && e.contains("decimal point"),
            "{e}"
        );
        assert!(refused(HEAD, &[&["8", "", "1", "", "1", "1"]]).contains("c_below is empty"));
        assert!(refused(HEAD, &[&["8", "", "-1", "1", "1", "1"]]).contains("c_above is \"-1\"; it must be 0 or more"));
        assert!(refused(HEAD, &[&["8", "", "NaN", "1", "1", "1"]]).contains("c_above is \"NaN\""));
        assert!(refused(HEAD, &[&["8", "", "inf", "1", "1", "1"]]).contains("c_above is \"inf\""));
    }
}
