//! Core area: what is left of a patch when its edge is taken away.

use super::{
    GeometryOptions, RowRun,
    runs::{Runs, touching},
};
use crate::kernels::union::{flatten, unite};

/// Cells of each core, in the order of their first cells.
///
/// A cell is core where every cell whose centre is no farther than the edge depth is of the patch: exact Euclidean
/// erosion, as the runs of a row made shorter on both sides and cut with those of the rows above and below.
pub fn cores(runs: &Runs<'_>, options: &GeometryOptions) -> Vec<u64> {
    let reach = reach(options, runs.rows());
    let mut labels = Labels::default();
    let (mut above, mut labels_above): (Vec<RowRun>, Vec<u32>) = Default::default();
    for row in 0..runs.rows() as isize {
        let core = core_row(runs, row, &reach);
        let mut labels_here: Vec<u32> = core.iter().map(|run| labels.add(run.end - run.start)).collect();
        touching_pairs(&above, &core, options.corners, |i, j| labels.unite(labels_above[i], labels_here[j]));
        std::mem::swap(&mut labels_above, &mut labels_here);
        above = core;
    }
    labels.sizes()
}

/// Row and column of the cells that share a side with one outside.
pub fn edge(runs: &Runs<'_>) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for row in 0..runs.rows() as isize {
        let inside = core_row(runs, row, &[1, 0]);
        let mut inside = inside.iter().peekable();
        for run in runs.row(row) {
            let mut column = run.start;
            while column < run.end {
                match inside.next_if(|core| core.start == column) {
                    Some(core) => column = core.end,
                    None => {
                        found.push((run.row, column));
                        column += 1;
                    }
                }
            }
        }
    }
    found
}

/// How many cells to both sides lie within the edge depth, by rows away: 0, 1, 2 ...
fn reach(options: &GeometryOptions, most: usize) -> Vec<u32> {
    let Some(depth) = options.edge_depth else { return vec![1, 0] };
    // A cell at that very distance is within, whatever its last digit.
    let depth = depth * (1.0 + 1e-9);
    // Farther away than the patch has rows there is none.
    let rows = ((depth / options.cell_height) as usize).min(most);
    let columns = |row: usize| {
        let down = row as f64 * options.cell_height;
        ((depth * depth - down * down).max(0.0).sqrt() / options.cell_width) as u32
    };
    (0..=rows).map(columns).collect()
}

/// The runs of core cells in a row.
fn core_row(runs: &Runs<'_>, row: isize, reach: &[u32]) -> Vec<RowRun> {
    let mut core = shorter(runs.row(row), reach[0]);
    for (away, by) in reach.iter().enumerate().skip(1) {
        for other in [row - away as isize, row + away as isize] {
            if core.is_empty() {
                return core;
            }
            core = cut(&core, &shorter(runs.row(other), *by));
        }
    }
    core
}

fn shorter(runs: &[RowRun], by: u32) -> Vec<RowRun> {
    let shorter = |run: &RowRun| {
        let (start, end) = (run.start.saturating_add(by), run.end.saturating_sub(by));
        (start < end).then_some(RowRun { start, end, ..*run })
    };
    runs.iter().filter_map(shorter).collect()
}

/// What both have, in the row of the first.
fn cut(a: &[RowRun], b: &[RowRun]) -> Vec<RowRun> {
    let (mut found, mut i, mut j) = (Vec::new(), 0, 0);
    while i < a.len() && j < b.len() {
        let (start, end) = (a[i].start.max(b[j].start), a[i].end.min(b[j].end));
        if start < end {
            found.push(RowRun { start, end, ..a[i] });
        }
        if a[i].end < b[j].end { i += 1 } else { j += 1 }
    }
    found
}

/// Indices of runs of two rows that hang together.
fn touching_pairs(above: &[RowRun], below: &[RowRun], corners: bool, mut both: impl FnMut(usize, usize)) {
    // Rows of cores can lie apart: then nothing hangs together.
    if above.first().zip(below.first()).is_none_or(|(a, b)| a.row + 1 != b.row) {
        return;
    }
    let index = |runs: &[RowRun], run: &RowRun| runs.partition_point(|other| other.start < run.start);
    touching(above, below, |a, b| {
        let sides = a.start < b.end && b.start < a.end;
        if corners || sides {
            both(index(above, a), index(below, b));
        }
    });
}

/// Parts that turn out to be one.
#[derive(Default)]
struct Labels {
    parents: Vec<u32>,
    cells: Vec<u64>,
}

impl Labels {
    fn add(&mut self, cells: u32) -> u32 {
        self.parents.push(self.parents.len() as u32);
        self.cells.push(u64::from(cells));
        self.parents.len() as u32 - 1
    }

    fn unite(&mut self, a: u32, b: u32) {
        unite(&mut self.parents, a, b);
    }

    /// Cells of every whole.
    fn sizes(mut self) -> Vec<u64> {
        flatten(&mut self.parents);
        let mut sizes = vec![0; self.parents.len()];
        self.parents.iter().zip(&self.cells).for_each(|(first, cells)| sizes[*first as usize] += cells);
        sizes.retain(|cells| *cells > 0);
        sizes
    }
}
