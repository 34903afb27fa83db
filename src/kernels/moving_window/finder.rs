//! Patches in a window.
//!
//! The runs of the field, and which of two rows touch, are found once for all windows. A window cuts its first and last run
//! of each row, and unites what touches inside it: its cost follows the runs that it meets and not its cells.

use super::{
    field::{BACKGROUND, Field},
    footprint::Footprint,
};
use crate::kernels::{
    landscape_metrics::Sums,
    patches::{Shape, Sides},
};

/// Cells of one slot side by side in a row of the field.
#[derive(Clone, Copy)]
struct Run {
    start: u32,
    end: u32,
    slot: u16,
}

/// All runs of a field, row by row, and those above each that touch it.
pub struct Runs {
    runs: Vec<Run>,
    /// The first run of each row.
    rows: Vec<u32>,
    /// Runs of the row above that are of the same slot and touch.
    above: Vec<u32>,
    /// Where those of each run begin.
    begins: Vec<u32>,
    corners: bool,
}

impl Runs {
    pub fn new(field: &Field, corners: bool) -> Runs {
        let mut all = Runs { runs: Vec::new(), rows: vec![0], above: Vec::new(), begins: vec![0], corners };
        let mut before = 0..0;
        for cells in field.slots.chunks_exact(field.width) {
            let from = all.runs.len();
            let mut start = 0;
            for same in cells.chunk_by(|a, b| a == b) {
                let end = start + same.len() as u32;
                all.runs.push(Run { start, end, slot: same[0] });
                start = end;
            }
            let mut first = before.start;
            for at in from..all.runs.len() {
                let run = all.runs[at];
                while first < before.end && all.runs[first].end < run.start {
                    first += 1;
                }
                let near = (first..before.end).take_while(|above| all.runs[*above].start <= run.end);
                let same = near.filter(|above| run.slot != BACKGROUND && all.runs[*above].slot == run.slot);
                all.above
                    .extend(same.filter(|above| touch(&all.runs[*above], &run, corners).is_some()).map(|i| i as u32));
                all.begins.push(all.above.len() as u32);
            }
            before = from..all.runs.len();
            all.rows.push(all.runs.len() as u32);
        }
        all
    }
}

/// The cells by which two runs of one slot touch (0: at a corner).
fn touch(above: &Run, below: &Run, corners: bool) -> Option<u32> {
    let (start, end) = (above.start.max(below.start), above.end.min(below.end));
    (start < end || (corners && start == end)).then(|| end - start)
}

/// A run of the window, and what is known of the patch where it is its first.
#[derive(Clone, Copy)]
struct Part {
    run: Run,
    parent: u32,
    cells: u32,
    runs: u32,
    /// Pairs of cells one above the other.
    stacked: u32,
}

/// Parts that turn out to be one patch point to its first.
#[derive(Default)]
struct Parts(Vec<Part>);

impl Parts {
    fn root(&mut self, mut part: u32) -> u32 {
        loop {
            let parent = self.0[part as usize].parent;
            if parent == part {
                return part;
            }
            let next = self.0[parent as usize].parent;
            self.0[part as usize].parent = next;
            part = next;
        }
    }

    /// Makes two patches one, which begins where the first of them does.
    fn unite(&mut self, a: u32, b: u32) -> u32 {
        let (first, later) = (a.min(b), a.max(b));
        let Part { cells, runs, stacked, .. } = self.0[later as usize];
        self.0[later as usize].parent = first;
        let patch = &mut self.0[first as usize];
        patch.cells += cells;
        patch.runs += runs;
        patch.stacked += stacked;
        first
    }
}

/// Finds the patches of windows along a row of the field.
pub struct Finder {
    /// The row of the field where each row of the window lies, less that of the centre, and its cells to each side.
    rows: Vec<(isize, u32)>,
    /// The first run that each row of the window may meet.
    cursors: Vec<u32>,
    parts: Parts,
    row: usize,
}

impl Finder {
    pub fn new(footprint: &Footprint) -> Finder {
        let rows: Vec<(isize, u32)> = footprint.rows().map(|(row, half)| (row, half as u32)).collect();
        Finder { cursors: vec![0; rows.len()], rows, parts: Parts(Vec::with_capacity(footprint.cells)), row: 0 }
    }

    /// Goes to the beginning of a row of the field.
    pub fn begin(&mut self, runs: &Runs, row: usize) {
        self.row = row;
        for (cursor, (away, _)) in self.cursors.iter_mut().zip(&self.rows) {
            *cursor = runs.rows[(row as isize + away) as usize];
        }
    }

    /// Finds the patches of the window around a column, which must not lie left of the one before.
    pub fn find(&mut self, runs: &Runs, column: usize) {
        let column = column as u32;
        let parts = &mut self.parts;
        parts.0.clear();
        // Of the row above: its first run, the part of that, and where its parts end.
        let (mut first_above, mut parts_above) = (0u32, 0usize..0usize);
        for ((away, half), cursor) in self.rows.iter().zip(&mut self.cursors) {
            let (start, end) = (column - half, column + half + 1);
            while runs.runs[*cursor as usize].end <= start {
                *cursor += 1;
            }
            let begin = parts.0.len();
            let last = runs.rows[(self.row as isize + away) as usize + 1];
            for at in *cursor..last {
                let Run { start: from, end: to, slot } = runs.runs[at as usize];
                if from >= end {
                    break;
                }
                let run = Run { start: from.max(start), end: to.min(end), slot };
                let own = parts.0.len() as u32;
                parts.0.push(Part { run, parent: own, cells: 0, runs: 0, stacked: 0 });
                if slot == BACKGROUND {
                    continue;
                }
                let mut root = own;
                let mut stacked = 0;
                let links = runs.begins[at as usize] as usize..runs.begins[at as usize + 1] as usize;
                for above in &runs.above[links] {
                    let part = parts_above.start + above.wrapping_sub(first_above) as usize;
                    if *above < first_above || part >= parts_above.end {
                        continue;
                    }
                    let Some(cells) = touch(&parts.0[part].run, &run, runs.corners) else { continue };
                    stacked += cells;
                    let other = parts.root(part as u32);
                    if root == own {
                        parts.0[own as usize].parent = other;
                        root = other;
                    } else if other != root {
                        root = parts.unite(root, other);
                    }
                }
                let patch = &mut parts.0[root as usize];
                patch.cells += run.end - run.start;
                patch.runs += 1;
                patch.stacked += stacked;
            }
            (first_above, parts_above) = (*cursor, begin..parts.0.len());
        }
    }

    /// Visits the patches that were found last in the order of their first cells: their slot and shape.
    pub fn each(&self, mut visit: impl FnMut(u16, Shape)) {
        for (at, part) in (0..).zip(&self.parts.0) {
            if part.parent == at && part.run.slot != BACKGROUND {
                let cells = u64::from(part.cells);
                // Each run has two upright ends; of a pair of cells one level side belongs to both.
                let sides = Sides { upright: 2 * u64::from(part.runs), level: 2 * (cells - u64::from(part.stacked)) };
                visit(part.run.slot, Shape { cells, sides });
            }
        }
    }

    /// Adds the patches that were found last to the sums of their classes, whose sides they give too.
    pub fn fill(&self, place: &[u16], sums: &mut Sums) {
        sums.classes.iter_mut().for_each(|class| class.sides = Sides::default());
        self.each(|slot, shape| {
            let class = &mut sums.classes[usize::from(place[usize::from(slot)])];
            class.patches += 1;
            class.largest = class.largest.max(shape.cells);
            class.squares += u128::from(shape.cells * shape.cells);
            class.rooted += shape.sides.total() as f64 * (shape.cells as f64).sqrt();
            class.sides.add(shape.sides);
        });
    }
}
