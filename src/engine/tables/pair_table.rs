//! Tables of numbers of pairs of classes: contrast of edges, similarity, depths of edges.

use super::pools::{columns_of, number, whole, wrong_cell};
use crate::{
    error::{Error, Result},
    io::gdal::{Cell, RawTable},
    kernels::patches::Pattern,
    sentence::{Phrase, Sentence, list, phrase, sentence},
};
use std::collections::BTreeMap;

/// What the table of a field holds.
#[derive(Debug, PartialEq)]
pub struct PairKind {
    pub field: &'static str,
    column: &'static str,
    most: f64,
    allowed: Phrase,
    /// Whether a pair has one number both ways round; else each way may have its own.
    both_ways: bool,
    /// What to do where a pair is missing.
    mend: Phrase,
    /// What to do where it has a row, and no number.
    fill: Phrase,
}

/// Pairs that are told one by one.
const LISTED: usize = 50;
const ADD: Phrase = phrase!("add a row for each pair");
pub const CONTRAST: PairKind = weights("CONTRAST");
pub const SIMILARITY: PairKind = weights("SIMILARITY");
pub const EDGE_DEPTHS: PairKind = PairKind {
    field: "EDGE_DEPTHS",
    column: "depth",
    most: f64::MAX,
    allowed: phrase!("a number, 0 or more (map units)"),
    both_ways: false,
    mend: phrase!("add a row for each pair, or give EDGE_DEPTH for the others"),
    fill: phrase!("fill in a number, 0 or more (map units), or delete these rows and give EDGE_DEPTH"),
};

const fn weights(field: &'static str) -> PairKind {
    PairKind {
        field,
        column: "weight",
        most: 1.0,
        allowed: phrase!("a number from 0 to 1"),
        both_ways: true,
        mend: ADD,
        fill: phrase!("fill in a number from 0 to 1"),
    }
}

/// Numbers by pair of codes. A pair counts both ways round, unless the other way has a number of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct PairTable {
    kind: &'static PairKind,
    of: BTreeMap<(i64, i64), f64>,
}

impl PairTable {
    /// Checks a table as it came. Column names are read in upper or lower case.
    pub fn new(raw: &RawTable, kind: &'static PairKind) -> Result<PairTable> {
        let fail = |detail: Sentence| Error::TableContent { field: kind.field, detail };
        let [a, b, value] = columns_of(raw, ["lucode_a", "lucode_b", kind.column]).map_err(fail)?;
        let (mut of, mut empty) = (BTreeMap::new(), Vec::new());
        for (row, cells) in raw.filled() {
            let wrong = |column: usize, allowed| fail(wrong_cell(row, &raw.columns[column], &cells[column], allowed));
            let code = |column: usize| whole(&cells[column]).ok_or_else(|| wrong(column, phrase!("a whole number")));
            let (a, b) = (code(a)?, code(b)?);
            if cells[value] == Cell::Null {
                empty.push((a, b));
                continue;
            }
            let Some(number) = number(&cells[value]).filter(|number| (0.0..=kind.most).contains(number)) else {
                return Err(wrong(value, kind.allowed));
            };
            let pair = if kind.both_ways { (a.min(b), a.max(b)) } else { (a, b) };
            let other = of.insert(pair, number);
            if let Some(other) = other.filter(|other| *other != number) {
                let column = kind.column;
                return Err(fail(sentence!(
                    "the classes {a} and {b} have the {column}s {other} and {number}; keep one",
                    a,
                    b,
                    column,
                    other,
                    number
                )));
            }
        }
        if !empty.is_empty() {
            let PairKind { column, fill, .. } = kind;
            let pairs = list(listed(empty.into_iter()));
            return Err(fail(sentence!("the {column} of the classes {pairs} is empty; {fill}", column, pairs, fill)));
        }
        Ok(PairTable { kind, of })
    }

    pub fn get(&self, a: i64, b: i64) -> Option<f64> {
        self.of.get(&(a, b)).or_else(|| self.of.get(&(b, a))).copied()
    }

    /// The numbers of the edges of a pattern, in their order.
    pub fn of_edges(&self, pattern: &Pattern) -> Result<Vec<f64>> {
        self.check(edges(pattern))?;
        Ok(edges(pattern).filter_map(|(a, b)| self.get(a, b)).collect())
    }

    /// Refuses pairs of codes without a number.
    pub fn check(&self, pairs: impl Iterator<Item = (i64, i64)>) -> Result<()> {
        let without = pairs.filter(|(a, b)| self.get(*a, *b).is_none());
        let missing = listed(without);
        if missing.is_empty() {
            return Ok(());
        }
        let PairKind { field, column, mend, .. } = *self.kind;
        Err(Error::PairsMissing { field, column, pairs: list(missing), mend })
    }
}

/// Pairs of codes in words, the first of many: many classes have more pairs than there is memory for.
fn listed(pairs: impl Iterator<Item = (i64, i64)>) -> Vec<Sentence> {
    let mut told: Vec<Sentence> = pairs.take(LISTED + 1).map(|(a, b)| sentence!("{a} and {b}", a, b)).collect();
    if told.len() > LISTED {
        told[LISTED] = phrase!("and others").into();
    }
    told
}

/// Pairs of codes between which a pattern has edges.
pub fn edges(pattern: &Pattern) -> impl Iterator<Item = (i64, i64)> + '_ {
    let code = |class: usize| pattern.classes[class].code;
    pattern.edges.iter().map(move |edge| (code(edge.classes.0), code(edge.classes.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: [&str; 3], rows: &[[Cell; 3]]) -> Result<PairTable> {
        PairTable::new(&raw(columns, rows), &CONTRAST)
    }

    fn raw(columns: [&str; 3], rows: &[[Cell; 3]]) -> RawTable {
        RawTable { columns: columns.map(str::to_owned).to_vec(), rows: rows.iter().map(|row| row.to_vec()).collect() }
    }

    #[test]
    fn pairs_count_both_ways_round() {
        let row = |a, b, w: f64| [Cell::Integer(a), Cell::Integer(b), Cell::Real(w)];
        let weights =
            table(["LUCODE_A", "lucode_b", "Weight"], &[row(3, -1, 0.25), row(-1, 3, 0.25), row(3, 4, 1.0)]).unwrap();
        assert_eq!((weights.get(-1, 3), weights.get(4, 3), weights.get(4, 4)), (Some(0.25), Some(1.0), None));
    }

    #[test]
    fn of_very_many_pairs_without_a_number_some_are_told() {
        let weights = table(["lucode_a", "lucode_b", "weight"], &[]).unwrap();
        let e = weights.check((0..i64::MAX).map(|code| (code, code + 1))).unwrap_err().to_string();
        assert!(e.starts_with("CONTRAST has no weight for the classes 0 and 1, 1 and 2, "), "{e}");
        assert!(e.ends_with("48 and 49, 49 and 50, and others; add a row for each pair."), "{e}");
    }

    #[test]
    fn depths_differ_by_the_way_round() {
        let row = |a, b, depth: f64| [Cell::Integer(a), Cell::Integer(b), Cell::Real(depth)];
        let rows = [row(1, 2, 30.0), row(2, 1, 0.0), row(3, 1, 100.0)];
        let depths = PairTable::new(&raw(["lucode_a", "lucode_b", "depth"], &rows), &EDGE_DEPTHS).unwrap();
        let found = [(1, 2), (2, 1), (3, 1), (1, 3), (2, 3)].map(|(a, b)| depths.get(a, b));
        assert_eq!(found, [Some(30.0), Some(0.0), Some(100.0), Some(100.0), None]);
        let e = depths.check([(1, 3), (2, 3)].into_iter()).unwrap_err().to_string();
        let mend = "add a row for each pair, or give EDGE_DEPTH for the others";
        assert_eq!(e, format!("EDGE_DEPTHS has no depth for the classes 2 and 3; {mend}."));
        for depth in [-1.0, f64::INFINITY, f64::NAN] {
            let table = raw(["lucode_a", "lucode_b", "depth"], &[row(1, 2, depth)]);
            let e = PairTable::new(&table, &EDGE_DEPTHS).unwrap_err().to_string();
            assert!(e.ends_with("it must be a number, 0 or more (map units)."), "{e}");
        }
        let twice = raw(["lucode_a", "lucode_b", "depth"], &[row(1, 2, 1.0), row(1, 2, 2.0)]);
        let e = PairTable::new(&twice, &EDGE_DEPTHS).unwrap_err().to_string();
        assert_eq!(e, "EDGE_DEPTHS: the classes 1 and 2 have the depths 1 and 2; keep one.");
    }

    #[test]
    fn pairs_that_are_not_filled_in_are_all_told() {
        let row =
            |a, b, weight: Option<f64>| [Cell::Integer(a), Cell::Integer(b), weight.map_or(Cell::Null, Cell::Real)];
        let rows = [row(1, 2, None), row(1, 3, Some(0.0)), row(2, 3, None)];
        let e = table(["lucode_a", "lucode_b", "weight"], &rows).unwrap_err().to_string();
        let fill = "fill in a number from 0 to 1";
        assert_eq!(e, format!("CONTRAST: the weight of the classes 1 and 2, 2 and 3 is empty; {fill}."));
        let depths = raw(["lucode_a", "lucode_b", "depth"], &[row(1, 2, Some(30.0)), row(2, 1, None)]);
        let e = PairTable::new(&depths, &EDGE_DEPTHS).unwrap_err().to_string();
        let fill = "fill in a number, 0 or more (map units), or delete these rows and give EDGE_DEPTH";
        assert_eq!(e, format!("EDGE_DEPTHS: the depth of the classes 2 and 1 is empty; {fill}."));
        let many: Vec<[Cell; 3]> = (0..60).map(|a| row(a, a + 1, None)).collect();
        let e = table(["lucode_a", "lucode_b", "weight"], &many).unwrap_err().to_string();
        assert!(e.contains(" 49 and 50, and others is empty;"), "{e}");
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
        let e = sentence(["lucode_a", "lucode_b", "weight"], [text("x"), two.clone(), half.clone()], &[]);
        assert_eq!(e, "CONTRAST: row 1 (header not counted): lucode_a is \"x\"; it must be a whole number.");
        let e =
            sentence(["lucode_a", "lucode_b", "weight"], row(), &[[one.clone(), Cell::Integer(3), Cell::Real(1.5)]]);
        assert_eq!(e, "CONTRAST: row 2 (header not counted): weight is \"1.5\"; it must be a number from 0 to 1.");
        let e = sentence(["lucode_a", "lucode_b", "weight"], row(), &[[two.clone(), one.clone(), Cell::Real(0.4)]]);
        assert_eq!(e, "CONTRAST: the classes 2 and 1 have the weights 0.5 and 0.4; keep one.");
    }
}
