//! Tables of weights of pairs of classes: contrast of edges.

use super::pools::{number, shown, whole};
use crate::{
    error::{Error, Result},
    io::gdal::{Cell, RawTable},
    kernels::patches::Pattern,
};
use std::collections::BTreeMap;

/// Weights from 0 to 1 by pair of codes, the smaller first.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    field: &'static str,
    of: BTreeMap<(i64, i64), f64>,
}

const COLUMNS: [&str; 3] = ["lucode_a", "lucode_b", "weight"];

impl Weights {
    /// Checks a table as it came. Column names are read in upper or lower case; a pair counts both ways round.
    pub fn new(raw: &RawTable, field: &'static str) -> Result<Weights> {
        let fail = |detail: String| Error::Weights { field, detail };
        let find = |name: &str| raw.columns.iter().position(|column| column.eq_ignore_ascii_case(name));
        let missing: Vec<&str> = COLUMNS.into_iter().filter(|name| find(name).is_none()).collect();
        let [Some(a), Some(b), Some(weight)] = COLUMNS.map(find) else {
            let found = if raw.columns.is_empty() { "nothing".to_owned() } else { raw.columns.join(", ") };
            return Err(fail(format!("the table lacks {}; it has {found}", missing.join(", "))));
        };
        let mut of = BTreeMap::new();
        for (row, cells) in (1..).zip(&raw.rows) {
            if cells.iter().all(|cell| *cell == Cell::Null) {
                continue;
            }
            let code = |column: usize| {
                let found =
                    || format!("row {row} (header not counted): {} is {}", raw.columns[column], shown(&cells[column]));
                whole(&cells[column]).ok_or_else(|| fail(format!("{}; it must be a whole number", found())))
            };
            let (a, b) = (code(a)?, code(b)?);
            let Some(value) = number(&cells[weight]).filter(|value| (0.0..=1.0).contains(value)) else {
                let found = shown(&cells[weight]);
                return Err(fail(format!(
                    "row {row} (header not counted): weight is {found}; it must be a number from 0 to 1"
                )));
            };
            let other = of.insert((a.min(b), a.max(b)), value);
            if let Some(other) = other.filter(|other| *other != value) {
                return Err(fail(format!("the classes {a} and {b} have the weights {other} and {value}; keep one")));
            }
        }
        Ok(Weights { field, of })
    }

    pub fn get(&self, a: i64, b: i64) -> Option<f64> {
        self.of.get(&(a.min(b), a.max(b))).copied()
    }

    /// The weights of the edges of a pattern, in their order.
    pub fn of_edges(&self, pattern: &Pattern) -> Result<Vec<f64>> {
        let codes = |edge: (usize, usize)| (pattern.classes[edge.0].code, pattern.classes[edge.1].code);
        let pairs: Vec<(i64, i64)> = pattern.edges.iter().map(|edge| codes(edge.classes)).collect();
        self.check(pairs.iter().copied())?;
        Ok(pairs.into_iter().filter_map(|(a, b)| self.get(a, b)).collect())
    }

    /// Refuses pairs of codes without a weight.
    pub fn check(&self, pairs: impl Iterator<Item = (i64, i64)>) -> Result<()> {
        let without = pairs.filter(|(a, b)| self.get(*a, *b).is_none());
        let missing: Vec<String> = without.map(|(a, b)| format!("{a} and {b}")).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(Error::WeightsMissing { field: self.field, pairs: missing.join(", ") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: [&str; 3], rows: &[[Cell; 3]]) -> Result<Weights> {
        let columns = columns.map(str::to_owned).to_vec();
        Weights::new(&RawTable { columns, rows: rows.iter().map(|row| row.to_vec()).collect() }, "CONTRAST")
    }

    #[test]
    fn pairs_count_both_ways_round() {
        let row = |a, b, w: f64| [Cell::Integer(a), Cell::Integer(b), Cell::Real(w)];
        let weights =
            table(["LUCODE_A", "lucode_b", "Weight"], &[row(3, -1, 0.25), row(-1, 3, 0.25), row(3, 4, 1.0)]).unwrap();
        assert_eq!((weights.get(-1, 3), weights.get(4, 3), weights.get(4, 4)), (Some(0.25), Some(1.0), None));
    }

    #[test]
    fn what_is_wrong_is_told() {
        let sentence = |columns, row: [Cell; 3], more: &[[Cell; 3]]| {
            table(columns, &[&[row], more].concat()).unwrap_err().to_string()
        };
        let text = |t: &str| Cell::Text(t.into());
        let (one, two, half) = (Cell::Integer(1), Cell::Integer(2), Cell::Real(0.5));
        let row = || [one.clone(), two.clone(), half.clone()];
        let e = sentence(["lucode_a", "b", "weight"], row(), &[]);
        assert_eq!(e, "CONTRAST: the table lacks lucode_b; it has lucode_a, b, weight.");
        let e = sentence(COLUMNS, [text("x"), two.clone(), half.clone()], &[]);
        assert_eq!(e, "CONTRAST: row 1 (header not counted): lucode_a is \"x\"; it must be a whole number.");
        let e = sentence(COLUMNS, row(), &[[one.clone(), Cell::Integer(3), Cell::Real(1.5)]]);
        assert_eq!(e, "CONTRAST: row 2 (header not counted): weight is \"1.5\"; it must be a number from 0 to 1.");
        let e = sentence(COLUMNS, row(), &[[two.clone(), one.clone(), Cell::Real(0.4)]]);
        assert_eq!(e, "CONTRAST: the classes 2 and 1 have the weights 0.5 and 0.4; keep one.");
    }
}
