//! The cells of a patch as runs by row, and how the runs of two rows touch.
//!
//! Diagonal pairs = pairs of cells of two neighbouring rows whose columns differ by 1: Σ over runs a above and b below
//! of the overlap of b with a moved by one column to either side
//!
//! Shapes: runs by row and column, rows without a gap. Units: cells. Range: whole numbers from 0.

use super::RowRun;
use std::ops::Range;

/// Runs of rows that follow one another: a patch that is connected leaves no row out.
pub struct PatchRuns<'a> {
    /// Where the runs of each row begin, and where those of the last end.
    begins: Vec<usize>,
    runs: &'a [RowRun],
}

impl<'a> PatchRuns<'a> {
    pub fn new(runs: &'a [RowRun]) -> PatchRuns<'a> {
        let first_row = runs.first().map_or(0, |run| run.row);
        let mut begins = Vec::new();
        for (i, run) in runs.iter().enumerate() {
            while begins.len() <= (run.row - first_row) as usize {
                begins.push(i);
            }
        }
        begins.push(runs.len());
        PatchRuns { begins, runs }
    }

    pub fn rows(&self) -> usize {
        self.begins.len() - 1
    }

    pub fn cells(&self) -> u64 {
        self.runs.iter().map(|run| u64::from(run.end - run.start)).sum()
    }

    /// Columns from the leftmost to past the rightmost.
    pub fn columns(&self) -> Range<u32> {
        let start = self.runs.iter().map(|run| run.start).min().unwrap_or(0);
        start..self.runs.iter().map(|run| run.end).max().unwrap_or(0)
    }

    /// The runs of a row, counted from the first; none of a row that there is not.
    pub fn row(&self, row: isize) -> &'a [RowRun] {
        if row < 0 || row as usize >= self.rows() {
            return &[];
        }
        &self.runs[self.begins[row as usize]..self.begins[row as usize + 1]]
    }

    /// Pairs of cells that touch at a corner alone.
    pub fn diagonal_pairs(&self) -> u64 {
        let mut pairs = 0;
        for row in 1..self.rows() as isize {
            touching(self.row(row - 1), self.row(row), |a, b| {
                let shifted = |by: i64| {
                    let (start, end) = (i64::from(a.start) + by, i64::from(a.end) + by);
                    (end.min(b.end.into()) - start.max(b.start.into())).max(0) as u64
                };
                pairs += shifted(1) + shifted(-1);
            });
        }
        pairs
    }
}

/// Every run above with every run below that share a side or a corner.
pub fn touching(above: &[RowRun], below: &[RowRun], mut both: impl FnMut(&RowRun, &RowRun)) {
    let mut from = 0;
    for a in above {
        while below.get(from).is_some_and(|b| b.end < a.start) {
            from += 1;
        }
        for b in below[from..].iter().take_while(|b| b.start <= a.end) {
            both(a, b);
        }
    }
}
