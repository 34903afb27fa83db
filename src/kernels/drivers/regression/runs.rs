//! How many values a layer really has: distinct ones, and how many rows equal the row before.
//!
//! A climate of 1 km that was resampled to 10 m has few values, each in long runs. Y of a table of classes has one value for each class.
//!
//! Shapes: columns of rows in their order, pushed and merged in it. Range: distinct values up to 50 and one more, which stands for more; shares 0 to
//! 1. -0 is 0.

use crate::kernels::Accumulator;
use serde::{Deserialize, Serialize};

/// Distinct values are counted so far; one more stands for "more".
pub const MOST_DISTINCT: usize = 50;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Runs {
    columns: Vec<Run>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Run {
    rows: u64,
    equal: u64,
    first: f64,
    last: f64,
    /// Rising
    values: Vec<f64>,
}

/// Of one column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RunFigures {
    /// [`MOST_DISTINCT`] + 1 stands for more than [`MOST_DISTINCT`]
    pub distinct: usize,
    /// Rows that equal the row before, over all rows but the first; `None` of fewer than two rows
    pub equal_share: Option<f64>,
}

impl Runs {
    /// Of so many columns
    pub fn new(columns: usize) -> Runs {
        Runs { columns: vec![Run::default(); columns] }
    }
}

impl Run {
    fn push(&mut self, values: &[f64]) {
        let (Some(first), Some(last)) = (values.first(), values.last()) else { return };
        self.join(*first);
        self.equal += equal_pairs(values);
        if self.values.len() <= MOST_DISTINCT {
            let mut before = f64::NAN;
            for value in values {
                if *value != before && !self.see(*value) {
                    break;
                }
                before = *value;
            }
        }
        self.rows += values.len() as u64;
        self.last = *last;
    }

    /// What comes begins with this value.
    fn join(&mut self, first: f64) {
        if self.rows == 0 {
            self.first = first;
        } else {
            self.equal += u64::from(self.last == first);
        }
    }

    /// Whether there is room for more.
    fn see(&mut self, value: f64) -> bool {
        if let Err(at) = self.values.binary_search_by(|known| known.partial_cmp(&value).expect("a number")) {
            self.values.insert(at, value);
        }
        self.values.len() <= MOST_DISTINCT
    }

    fn merge(&mut self, next: Run) {
        if next.rows == 0 {
            return;
        }
        self.join(next.first);
        self.equal += next.equal;
        self.rows += next.rows;
        self.last = next.last;
        for value in next.values {
            if self.values.len() > MOST_DISTINCT || !self.see(value) {
                break;
            }
        }
    }
}

fn equal_pairs(values: &[f64]) -> u64 {
    values.windows(2).map(|pair| u64::from(pair[0] == pair[1])).sum()
}

impl Accumulator for Runs {
    /// Columns of complete rows, in their order
    type Block<'a> = &'a [&'a [f64]];
    type Output = Vec<RunFigures>;

    fn push(&mut self, columns: &[&[f64]]) {
        assert_eq!(columns.len(), self.columns.len(), "one slice for each column");
        self.columns.iter_mut().zip(columns).for_each(|(run, values)| run.push(values));
    }

    fn merge(&mut self, next: Runs) {
        self.columns.iter_mut().zip(next.columns).for_each(|(run, next)| run.merge(next));
    }

    fn finish(self) -> Vec<RunFigures> {
        let share = |run: &Run| (run.rows > 1).then(|| run.equal as f64 / (run.rows - 1) as f64);
        self.columns.iter().map(|run| RunFigures { distinct: run.values.len(), equal_share: share(run) }).collect()
    }
}
