//! The table of indicators.

use super::{
    Weights,
    extremes::{Given, measured},
};
use crate::{
    engine::tables::pools::{columns_of, number, text, wrong_cell},
    error::{Error, Result},
    io::gdal::{Cell, RawTable, read_table},
    sentence::{Sentence, phrase, sentence},
};

#[derive(Debug, Clone)]
pub struct Indicator {
    /// The column of INPUT, as INDICATORS writes it.
    pub name: String,
    pub more_is_better: bool,
    pub ends: Given,
    /// Where weights are given.
    pub weight: Option<f64>,
}

impl Indicator {
    pub fn direction(&self) -> &'static str {
        if self.more_is_better { "+" } else { "-" }
    }
}

fn fail(detail: impl Into<Sentence>) -> Error {
    Error::TableContent { field: "INDICATORS", detail: detail.into() }
}

pub fn read_indicators(path: &str, weights: Weights) -> Result<Vec<Indicator>> {
    indicators(&read_table(path)?, weights)
}

fn indicators(raw: &RawTable, weights: Weights) -> Result<Vec<Indicator>> {
    let [name_at, direction_at] = columns_of(raw, ["column_name", "direction"]).map_err(fail)?;
    let weight_at = raw.column("weight");
    if weights == Weights::Given && weight_at.is_none() {
        return Err(fail(phrase!("WEIGHTS are given, and the table has no column weight")));
    }
    let mut all: Vec<Indicator> = Vec::new();
    for (row, cells) in raw.filled() {
        let wrong = |at: usize, allowed| fail(wrong_cell(row, &raw.columns[at], &cells[at], allowed));
        let name = text(&cells[name_at]).trim().to_owned();
        if name.is_empty() {
            return Err(wrong(name_at, phrase!("the name of a column of INPUT")));
        }
        if all.iter().any(|known| known.name.eq_ignore_ascii_case(&name)) {
            return Err(Error::NamedTwice { field: "INDICATORS", name });
        }
        let more_is_better = direction(&cells[direction_at])
            .ok_or_else(|| wrong(direction_at, phrase!("+ where more is better, or - where less is")))?;
        let end = |column: &str| match raw.column(column) {
            None => Ok(None),
            Some(at) => measured(&cells[at]).map_err(|allowed| wrong(at, allowed)),
        };
        let ends = Given { min: end("min")?, max: end("max")? };
        if let (Some(min), Some(max)) = (ends.min, ends.max)
            && min >= max
        {
            return Err(fail(sentence!(
                "row {row} (header not counted): min {min} is not below max {max}",
                row,
                min,
                max
            )));
        }
        let weight = match weight_at.filter(|_| weights == Weights::Given) {
            None => None,
            Some(at) => {
                let weight = number(&cells[at]).filter(|weight| *weight >= 0.0);
                Some(weight.ok_or_else(|| wrong(at, phrase!("a number, 0 or more")))?)
            }
        };
        all.push(Indicator { name, more_is_better, ends, weight });
    }
    match all.is_empty() {
        true => Err(fail(phrase!("it has no row"))),
        false => Ok(all),
    }
}

/// Whether more is better. Signs of word processors and of Chinese keyboards are signs too.
fn direction(cell: &Cell) -> Option<bool> {
    match text(cell).trim().to_lowercase().as_str() {
        "+" | "＋" | "1" | "+1" | "plus" | "positive" | "正" => Some(true),
        "-" | "－" | "−" | "–" | "-1" | "minus" | "negative" | "负" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(columns: &str, rows: &[&str], weights: Weights) -> Result<Vec<Indicator>> {
        let cell = |t: &str| if t.is_empty() { Cell::Null } else { Cell::Text(t.to_owned()) };
        let columns = columns.split(',').map(str::to_owned).collect();
        let rows = rows.iter().map(|row| row.split(',').map(cell).collect()).collect();
        indicators(&RawTable { columns, rows }, weights)
    }

    #[test]
    fn signs_ends_and_weights() {
        let all = read(
            "Column_Name,direction,min,max,weight",
            &[" np ,-,,,0.5", "", "pd,−,1, ,0", "shdi,+,,2.5,0.5", "a,正,,,1", "b,Negative,,,1"],
            Weights::Given,
        )
        .unwrap();
        let found: Vec<_> = all.iter().map(|i| (i.name.as_str(), i.direction(), i.ends.min, i.ends.max)).collect();
        let expected = [
            ("np", "-", None, None),
            ("pd", "-", Some(1.0), None),
            ("shdi", "+", None, Some(2.5)),
            ("a", "+", None, None),
            ("b", "-", None, None),
        ];
        assert_eq!(found, expected);
        assert_eq!(all[0].weight, Some(0.5));
        assert_eq!(read("column_name,direction,weight", &["np,+,x"], Weights::Entropy).unwrap()[0].weight, None);
    }

    #[test]
    fn wrong_tables_say_what_is_wrong() {
        let told = |columns: &str, rows: &[&str], weights| read(columns, rows, weights).unwrap_err().to_string();
        let head = "column_name,direction,min,max";
        assert_eq!(
            told("column_name,sign", &["np,-"], Weights::Entropy),
            "INDICATORS: the table lacks direction; it has column_name, sign."
        );
        assert_eq!(told(head, &[], Weights::Equal), "INDICATORS: it has no row.");
        assert!(told(head, &["np,x,,"], Weights::Equal).contains("row 1 (header not counted): direction is \"x\""));
        assert!(told(head, &["np,,,"], Weights::Equal).contains("direction is empty; it must be + where more"));
        assert!(told(head, &[",+,,"], Weights::Equal).contains("column_name is empty"));
        assert!(
            told(head, &["np,+,a,"], Weights::Equal)
                .contains("min is \"a\"; it must be a number from -1e150 to 1e150, or empty")
        );
        assert!(told(head, &["np,+,2,2"], Weights::Equal).contains("min 2 is not below max 2"));
        assert_eq!(told(head, &["np,+,,", "NP,-,,"], Weights::Equal), "INDICATORS: NP is named twice.");
        assert!(told(head, &["np,+,,"], Weights::Given).contains("no column weight"));
        let weighted = "column_name,direction,weight";
        assert!(
            told(weighted, &["np,+,-1"], Weights::Given).contains("weight is \"-1\"; it must be a number, 0 or more")
        );
        assert!(told(weighted, &["np,+,"], Weights::Given).contains("weight is empty"));
    }
}
