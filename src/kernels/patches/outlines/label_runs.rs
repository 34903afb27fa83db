//! Labelled cells of whole rows as runs, from which outlines are traced.
//!
//! Run = the cells of one label that follow one another in a row, as long as may be
//!
//! Shapes: lists of runs, one for each row from the top; the runs of all rows, and where those of each row end. Units: columns.
//! Range: start < end, no two runs overlap. Strips of rows are put one after the other, so that any cutting gives the same.

use crate::kernels::Accumulator;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Cells of one label that follow one another in a row, by columns, the end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelRun {
    pub start: u32,
    pub end: u32,
    pub label: u32,
}

/// The labelled cells of whole rows, as runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelRuns {
    pub(super) runs: Vec<LabelRun>,
    /// Where the runs of each row end among all.
    ends: Vec<usize>,
}

impl LabelRuns {
    pub fn rows(&self) -> usize {
        self.ends.len()
    }

    /// The runs of a row; none for rows beyond the last.
    pub(super) fn row(&self, row: usize) -> Range<usize> {
        let end = |row: usize| self.ends.get(row).copied().unwrap_or(self.runs.len());
        row.checked_sub(1).map_or(0, end)..end(row)
    }
}

/// Strips of rows come in order, from the top.
impl Accumulator for LabelRuns {
    /// One row's runs, from left to right; those of one label that touch are one.
    type Block<'a> = &'a [LabelRun];
    type Output = LabelRuns;

    fn push(&mut self, row: &[LabelRun]) {
        let first = self.runs.len();
        for &run in row {
            debug_assert!(run.start < run.end);
            match self.runs[first..].last_mut() {
                Some(last) if last.end == run.start && last.label == run.label => last.end = run.end,
                last => {
                    debug_assert!(last.is_none_or(|last| last.end <= run.start));
                    self.runs.push(run);
                }
            }
        }
        self.ends.push(self.runs.len());
    }

    fn merge(&mut self, next: Self) {
        let before = self.runs.len();
        self.runs.extend(next.runs);
        self.ends.extend(next.ends.into_iter().map(|end| before + end));
    }

    fn finish(self) -> LabelRuns {
        self
    }
}
