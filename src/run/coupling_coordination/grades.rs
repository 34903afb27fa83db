//! Grades of coordination.

use crate::{
    engine::tables::pools::{columns_of, number, text, wrong_cell},
    error::{Error, Result},
    io::gdal::{RawTable, read_table},
    sentence::{Sentence, phrase, sentence},
};

/// The ten of the field, each 0.1 wide.
const TEN: [&str; 10] = [
    "extreme imbalance",
    "severe imbalance",
    "moderate imbalance",
    "mild imbalance",
    "near imbalance",
    "barely coordinated",
    "primary coordination",
    "intermediate coordination",
    "good coordination",
    "excellent coordination",
];

/// What rounding may make of a value that stands on an end.
const ROUNDING: f64 = 1e-9;

/// Grades by their ends, above the first and up to the second; the lowest holds its lower end too.
#[derive(Debug)]
pub struct Grades(Vec<(f64, f64, String)>);

fn fail(detail: impl Into<Sentence>) -> Error {
    Error::TableContent { field: "GRADES", detail: detail.into() }
}

impl Grades {
    pub fn read(path: Option<&str>) -> Result<Grades> {
        match path {
            Some(path) => Grades::new(&read_table(path)?),
            None => Ok(Grades::ten()),
        }
    }

    fn ten() -> Grades {
        let grade = |(at, name): (usize, &str)| (at as f64 / 10.0, (at + 1) as f64 / 10.0, name.to_owned());
        Grades(TEN.into_iter().enumerate().map(grade).collect())
    }

    fn new(raw: &RawTable) -> Result<Grades> {
        let [from_at, to_at, name_at] = columns_of(raw, ["from", "to", "name"]).map_err(fail)?;
        let mut grades: Vec<(f64, f64, String)> = Vec::new();
        for (row, cells) in raw.filled() {
            let end = |at: usize| {
                number(&cells[at])
                    .ok_or_else(|| fail(wrong_cell(row, &raw.columns[at], &cells[at], phrase!("a number"))))
            };
            let (from, to, name) = (end(from_at)?, end(to_at)?, text(&cells[name_at]).trim().to_owned());
            if from >= to {
                return Err(fail(sentence!(
                    "row {row} (header not counted): from {from} is not below to {to}",
                    row,
                    from,
                    to
                )));
            }
            if name.is_empty() {
                return Err(fail(wrong_cell(
                    row,
                    &raw.columns[name_at],
                    &cells[name_at],
                    phrase!("the name of a grade"),
                )));
            }
            grades.push((from, to, name));
        }
        if grades.is_empty() {
            return Err(fail(phrase!("it has no row")));
        }
        grades.sort_by(|a, b| a.0.total_cmp(&b.0));
        match grades.windows(2).find(|two| two[0].1 > two[1].0) {
            Some(two) => Err(fail(sentence!(
                "the grades \"{one}\" and \"{other}\" overlap",
                one = two[0].2.clone(),
                other = two[1].2.clone()
            ))),
            None => Ok(Grades(grades)),
        }
    }

    /// The place of a value, from 1, and what it is called.
    pub fn of(&self, value: f64) -> Option<(i64, &str)> {
        // 0.3 that rounding made a little more is 0.3 all the same.
        let above = |end: f64| value > end + ROUNDING;
        let holds = |at: usize, from: f64, to: f64| {
            (above(from) || (at == 0 && value >= from - ROUNDING)) && !above(to) && !value.is_nan()
        };
        let found = self.0.iter().enumerate().find(|(at, (from, to, _))| holds(*at, *from, *to));
        found.map(|(at, (.., name))| (at as i64 + 1, name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::gdal::Cell;

    #[test]
    fn ends_belong_to_the_grade_below() {
        let ten = Grades::ten();
        let number = |value| ten.of(value).map(|(number, _)| number);
        assert_eq!([0.0, 0.1, 0.1000001, 0.3, 0.7, 1.0].map(number), [1, 1, 2, 3, 7, 10].map(Some));
        assert_eq!([-0.1, 1.01, f64::NAN].map(number), [None; 3]);
        assert_eq!([0.1 + 0.2, 1.0 + 1e-12, -1e-12].map(number), [3, 10, 1].map(Some));
        assert_eq!(ten.of(0.65), Some((7, "primary coordination")));
        let golden = include_str!("../../../tests/golden/coupling/grades_ten.csv");
        for (at, line) in golden.lines().skip(1).enumerate() {
            let parts: Vec<&str> = line.split(',').collect();
            let (from, to) = (parts[1].parse().unwrap(), parts[2].parse().unwrap());
            assert_eq!(ten.0[at], (from, to, parts[3].to_owned()));
        }
    }

    #[test]
    fn tables_of_grades() {
        let read = |rows: &[[&str; 3]]| {
            let cell = |t: &&str| if t.is_empty() { Cell::Null } else { Cell::Text((*t).to_owned()) };
            let columns = ["From", "to", "NAME"].map(str::to_owned).to_vec();
            Grades::new(&RawTable { columns, rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect() })
        };
        let two = read(&[["0.5", "1", "好"], ["0", "0.4", "差"]]).unwrap();
        assert_eq!(
            [0.0, 0.4, 0.45, 0.5, 0.6].map(|d| two.of(d)),
            [Some((1, "差")), Some((1, "差")), None, None, Some((2, "好"))]
        );
        let told = |rows: &[[&str; 3]]| read(rows).unwrap_err().to_string();
        assert_eq!(told(&[]), "GRADES: it has no row.");
        assert!(told(&[["0", "x", "a"]]).contains("to is \"x\"; it must be a number"));
        assert!(told(&[["1", "1", "a"]]).contains("from 1 is not below to 1"));
        assert!(told(&[["0", "1", ""]]).contains("NAME is empty"));
        assert_eq!(told(&[["0", "0.6", "a"], ["0.5", "1", "b"]]), "GRADES: the grades \"a\" and \"b\" overlap.");
    }
}
