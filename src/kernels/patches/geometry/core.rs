//! Core area: what is left of a patch when its edge is taken away, by erosion with a disk as wide as the edge depth.
//!
//! Core: cells with |c - o| > depth from the centre c to that of every cell o outside, both in m; without a depth, cells whose four
//! neighbours are of the patch
//!
//! Shapes: the runs of a patch; cells of each core ([`cores`]), and the cells at its edge ([`edge`]). Unit: cells. Range: from 0 up to
//! the cells of the patch.
//!
//! Source: McGarigal, Cushman and Ene 2012, FRAGSTATS v4 (core area metrics).

use super::{
    Beyond, GeometryOptions, RowRun,
    runs::{PatchRuns, touching},
};
use crate::kernels::stats::union::{flatten, unite};

/// Cells of each core, in the order of their first cells.
///
/// A cell is core where every cell whose centre is no farther than the edge depth is of the patch: exact Euclidean
/// erosion, as the runs of a row made shorter on both sides and intersected with those of the rows above and below. The nearest
/// cell outside always shares a side with the patch: so where depths differ, what lies `beyond` its sides is all that
/// needs to be looked at, each cell of it with a depth of its own.
pub fn cores(runs: &PatchRuns<'_>, beyond: Vec<Beyond>, options: &GeometryOptions) -> Vec<u64> {
    let disk = disk(options.edge_depth, options, runs.rows());
    let erosion = (!beyond.is_empty()).then(|| Erosion::new(beyond, options, runs.rows()));
    let mut labels = CoreLabels::default();
    let (mut above, mut labels_above): (Vec<RowRun>, Vec<u32>) = Default::default();
    for row in 0..runs.rows() as isize {
        let core = match &erosion {
            None => core_row(runs, row, &disk),
            Some(erosion) => erosion.core_row(runs.row(row)),
        };
        let mut labels_here: Vec<u32> = core.iter().map(|run| labels.add(run.end - run.start)).collect();
        touching_pairs(&above, &core, options.corners, |i, j| labels.unite(labels_above[i], labels_here[j]));
        std::mem::swap(&mut labels_above, &mut labels_here);
        above = core;
    }
    labels.sizes()
}

/// Row and column of the cells that share a side with one outside.
pub fn edge(runs: &PatchRuns<'_>) -> Vec<(u32, u32)> {
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

/// How many cells to both sides lie within a depth of edge, by rows away: 0, 1, 2 ...
fn disk(depth: Option<f64>, options: &GeometryOptions, most: usize) -> Vec<u32> {
    let Some(depth) = depth else { return vec![1, 0] };
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
fn core_row(runs: &PatchRuns<'_>, row: isize, disk: &[u32]) -> Vec<RowRun> {
    let mut core = shorter(runs.row(row), disk[0]);
    for (away, by) in disk.iter().enumerate().skip(1) {
        for other in [row - away as isize, row + away as isize] {
            if core.is_empty() {
                return core;
            }
            core = intersection(&core, &shorter(runs.row(other), *by));
        }
    }
    core
}

/// Takes away from a patch what lies within the depth of edge of the cells beyond its sides.
struct Erosion {
    /// By row, with the disk of each.
    beyond: Vec<(Beyond, usize)>,
    disks: Vec<Vec<u32>>,
    /// Rows that the farthest of them reaches.
    most: i32,
}

impl Erosion {
    fn new(mut beyond: Vec<Beyond>, options: &GeometryOptions, rows: usize) -> Erosion {
        beyond.sort_unstable_by_key(|beyond| beyond.row);
        let mut depths: Vec<Option<f64>> = Vec::new();
        let of = |beyond: Beyond| {
            let known = depths.iter().position(|depth| *depth == beyond.depth);
            (
                beyond,
                known.unwrap_or_else(|| {
                    depths.push(beyond.depth);
                    depths.len() - 1
                }),
            )
        };
        let beyond = beyond.into_iter().map(of).collect();
        let disks: Vec<Vec<u32>> = depths.into_iter().map(|depth| disk(depth, options, rows)).collect();
        let most = disks.iter().map(|disk| disk.len() as i32 - 1).max().unwrap_or(0);
        Erosion { beyond, disks, most }
    }

    /// What is left of the runs of a row.
    fn core_row(&self, runs: &[RowRun]) -> Vec<RowRun> {
        let Some(row) = runs.first().map(|run| run.row as i32) else { return Vec::new() };
        let from = self.beyond.partition_point(|(beyond, _)| beyond.row < row - self.most);
        let near = self.beyond[from..].iter().take_while(|(beyond, _)| beyond.row <= row + self.most);
        let taken = near.filter_map(|(beyond, disk)| {
            let by = *self.disks[*disk].get(beyond.row.abs_diff(row) as usize)?;
            Some((i64::from(beyond.start) - i64::from(by), i64::from(beyond.end) + i64::from(by)))
        });
        let mut taken: Vec<(i64, i64)> = taken.collect();
        taken.sort_unstable();
        let (mut left, mut taken) = (Vec::new(), taken.into_iter().peekable());
        let mut done = i64::MIN;
        for run in runs {
            let (mut start, end) = (i64::from(run.start).max(done), i64::from(run.end));
            while start < end {
                let next = taken.peek().map_or(end, |next| next.0.min(end));
                if start < next {
                    left.push(RowRun { start: start as u32, end: next as u32, ..*run });
                }
                if next == end {
                    break;
                }
                done = done.max(taken.next().map_or(done, |taken| taken.1));
                start = start.max(done);
            }
        }
        left
    }
}

fn shorter(runs: &[RowRun], by: u32) -> Vec<RowRun> {
    let shorter = |run: &RowRun| {
        let (start, end) = (run.start.saturating_add(by), run.end.saturating_sub(by));
        (start < end).then_some(RowRun { start, end, ..*run })
    };
    runs.iter().filter_map(shorter).collect()
}

/// What both have, in the row of the first.
fn intersection(a: &[RowRun], b: &[RowRun]) -> Vec<RowRun> {
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

/// Indices of runs of two rows that are connected.
fn touching_pairs(above: &[RowRun], below: &[RowRun], corners: bool, mut both: impl FnMut(usize, usize)) {
    // Rows of cores can lie apart: then nothing is connected.
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
struct CoreLabels {
    parents: Vec<u32>,
    cells: Vec<u64>,
}

impl CoreLabels {
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
