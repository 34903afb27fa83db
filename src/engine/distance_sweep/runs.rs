//! Parts of runs of cells: within spans, and of valid cells alone.

use crate::{
    cover::classes::{ClassBlock, ClassCells},
    kernels::buffers::ring_classes::RingRuns,
};
use ndarray::ArrayView1;
use std::ops::Range;

/// Gives the cells of a line outside of spans a value.
pub fn fill_outside<T: Copy>(line: Option<&mut [T]>, region: &[Range<u32>], value: T) {
    let Some(line) = line else { return };
    let mut done = 0;
    for span in region {
        line[done..span.start as usize].fill(value);
        done = span.end as usize;
    }
    line[done..].fill(value);
}

/// What of the runs lies in spans; both are sorted and disjoint.
pub fn within(runs: &RingRuns, spans: &[Range<u32>]) -> RingRuns {
    let mut left = RingRuns::new();
    let mut spans = spans.iter().peekable();
    for (run, ring) in runs {
        while let Some(span) = spans.peek() {
            let part = run.start.max(span.start)..run.end.min(span.end);
            if !part.is_empty() {
                left.push((part, *ring));
            }
            if span.end > run.end {
                break;
            }
            spans.next();
        }
    }
    left
}

/// What of the runs has a class.
pub fn valid(runs: &RingRuns, block: ClassBlock<'_>, row: usize) -> RingRuns {
    let columns = match block.cells {
        ClassCells::Bytes(cells) => valid_columns(cells.row(row), block.codes),
        ClassCells::Ids(cells) => valid_columns(cells.row(row), block.codes),
    };
    within(runs, &columns)
}

fn valid_columns<T: Copy + Into<usize>>(row: ArrayView1<'_, T>, codes: &[Option<i64>]) -> Vec<Range<u32>> {
    let mut spans: Vec<Range<u32>> = Vec::new();
    for (column, cell) in (0u32..).zip(row) {
        if codes.get((*cell).into()).is_some_and(Option::is_some) {
            match spans.last_mut() {
                Some(span) if span.end == column => span.end += 1,
                _ => spans.push(column..column + 1),
            }
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_within_spans() {
        let runs = vec![(0..4, 1), (4..6, 0), (6..12, 2)];
        assert_eq!(within(&runs, &[]), []);
        let whole: Vec<Range<u32>> = std::iter::once(0..12).collect();
        assert_eq!(within(&runs, &whole), runs);
        assert_eq!(within(&runs, &[1..2, 3..7, 9..10]), [(1..2, 1), (3..4, 1), (4..6, 0), (6..7, 2), (9..10, 2)]);
        let mut line = [1; 6];
        fill_outside(Some(&mut line), &[1..2, 4..6], 0);
        assert_eq!(line, [0, 1, 0, 0, 1, 1]);
    }
}
