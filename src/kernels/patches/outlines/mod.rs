//! The outlines of labelled cells, as polygons on the lattice of cell corners.
//!
//! A polygon is a 4-connected component of the cells of one label: one shell and a hole for every part of the rest that
//! it encloses, where two cells of the rest belong together across a side and not across a corner. So a ring never
//! touches itself, rings of one polygon touch in single corners at most, polygons of one label touch in corners alone:
//! simple features as OGC means them. Corners are (column, row) of the lattice, rows growing downward, and only where an
//! outline turns. With north up shells run counter-clockwise and holes clockwise: cells are on the left of their outline.
//!
//! Every side of a run of cells is a piece of an outline and is followed by exactly one other, which the rows above and
//! below know; rings are the cycles of that. What it takes grows with the runs and the corners, not with the cells:
//! 24 bytes a run and 8 a corner.
//!
//! ```
//! use pitscape::kernels::{Accumulator, patches::outlines::{LabelRun, LabelRuns, outlines}};
//! let mut runs = LabelRuns::default();
//! runs.push(&[LabelRun { start: 3, end: 5, label: 7 }]);
//! let outlines = outlines(&runs).unwrap();
//! let seven = outlines.labels().next().unwrap();
//! let ring = seven.polygons().next().unwrap().next().unwrap();
//! assert_eq!((seven.label(), ring), (7, &[(3, 1), (5, 1), (5, 0), (3, 0), (3, 1)][..]));
//! ```

mod label_runs;

pub use label_runs::{LabelRun, LabelRuns};

use crate::{
    error::{Error, Result, try_vec},
    kernels::stats::union::{flatten, unite},
    sentence::{Phrase, phrase},
};
use std::ops::Range;

const WHAT: Phrase = phrase!("the outlines of cells");

/// A point of the lattice of cell corners: column, row.
pub type Corner = (u32, u32);

/// All outlines of a raster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlines {
    corners: Vec<Corner>,
    /// By label and component, shells before their holes.
    rings: Vec<OutlineRing>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct OutlineRing {
    label: u32,
    component: u32,
    corners: Range<usize>,
}

/// The polygons of one label.
#[derive(Debug, Clone, Copy)]
pub struct Outline<'a> {
    rings: &'a [OutlineRing],
    corners: &'a [Corner],
}

impl Outlines {
    /// Labels ascending.
    pub fn labels(&self) -> impl Iterator<Item = Outline<'_>> {
        self.rings.chunk_by(|a, b| a.label == b.label).map(|rings| Outline { rings, corners: &self.corners })
    }
}

impl<'a> Outline<'a> {
    pub fn label(&self) -> u32 {
        self.rings[0].label
    }

    /// Polygons in row-major order of their first cells, each as its closed rings: the shell, then the holes.
    pub fn polygons(&self) -> impl Iterator<Item = impl ExactSizeIterator<Item = &'a [Corner]> + use<'a>> + use<'a> {
        let Outline { rings, corners } = *self;
        rings
            .chunk_by(|a, b| a.component == b.component)
            .map(move |rings| rings.iter().map(move |ring| &corners[ring.corners.clone()]))
    }
}

/// The outlines of all labelled cells.
pub fn outlines(labels: &LabelRuns) -> Result<Outlines> {
    let runs = &labels.runs;
    if runs.len() >= (u32::MAX / 2) as usize {
        return Err(Error::Memory { what: WHAT, bytes: runs.len() as u64 * 24 });
    }
    let components = components(labels)?;
    let (mut next, turns) = links(labels, &components)?;
    let mut corners: Vec<Corner> = Vec::new();
    // A ring has at least four turns, and one of them comes again at its end.
    let most = turns + turns / 4;
    corners
        .try_reserve_exact(most)
        .map_err(|_| Error::Memory { what: WHAT, bytes: (most * size_of::<Corner>()) as u64 })?;
    let mut rings = Vec::new();
    // The left side of a component's first run lies on its shell, so shells are met before their holes.
    for row in 0..labels.rows() {
        for run in labels.row(row) {
            for side in [Side::left(run), Side::right(run)] {
                if next[side.0 as usize] != DONE {
                    let first = corners.len();
                    walk(runs, &mut next, side, row as u32, &mut corners);
                    corners.push(corners[first]);
                    let (label, component) = (runs[run].label, components[run]);
                    rings.push(OutlineRing { label, component, corners: first..corners.len() });
                }
            }
        }
    }
    rings.sort_by_key(|ring| (ring.label, ring.component));
    Ok(Outlines { corners, rings })
}

/// The left or the right side of a run. Outlines go down on left sides and up on right ones.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Side(u32);

/// Stands for the side after one that a ring has been through.
const DONE: Side = Side(u32::MAX);

impl Side {
    fn left(run: usize) -> Side {
        Side(run as u32 * 2)
    }

    fn right(run: usize) -> Side {
        Side(run as u32 * 2 + 1)
    }

    fn goes_down(self) -> bool {
        self.0 % 2 == 0
    }

    fn column(self, runs: &[LabelRun]) -> u32 {
        let run = &runs[self.0 as usize / 2];
        if self.goes_down() { run.start } else { run.end }
    }
}

/// For every run the first run of its component.
fn components(labels: &LabelRuns) -> Result<Vec<u32>> {
    let runs = &labels.runs;
    let mut parents = try_vec(runs.len(), 0u32, WHAT)?;
    (0..).zip(&mut parents).for_each(|(run, parent)| *parent = run);
    for row in 1..labels.rows() {
        let (mut above, mut below) = (labels.row(row - 1), labels.row(row));
        while !above.is_empty() && !below.is_empty() {
            let (a, b) = (&runs[above.start], &runs[below.start]);
            if a.label == b.label && a.start < b.end && b.start < a.end {
                unite(&mut parents, above.start as u32, below.start as u32);
            }
            if a.end < b.end { above.start += 1 } else { below.start += 1 }
        }
    }
    // A parent comes before its children.
    flatten(&mut parents);
    Ok(parents)
}

/// For every side the one that follows it, and how many corners there are.
fn links(labels: &LabelRuns, components: &[u32]) -> Result<(Vec<Side>, usize)> {
    let runs = &labels.runs;
    let mut next = try_vec(runs.len() * 2, DONE, WHAT)?;
    let mut turns = 0;
    for level in 0..=labels.rows() {
        let above = level.checked_sub(1).map_or(0..0, |row| labels.row(row));
        let below = labels.row(level);
        let mut link = |from: Side, to: Side| {
            next[from.0 as usize] = to;
            turns += 2 * usize::from(from.column(runs) != to.column(runs));
        };
        // Cells are on the left: what is bare goes east under a run and west over one.
        bare(runs, components, above.clone(), below.clone(), &mut link);
        bare(runs, components, below, above, |left, right| link(right, left));
    }
    Ok((next, turns))
}

/// The parts of each run's edge that no run of its label covers on the other side of a lattice row, each by the sides that
/// the outline has at its left and its right end. Where a run ends as another one does the part has no length.
fn bare(
    runs: &[LabelRun],
    components: &[u32],
    own: Range<usize>,
    others: Range<usize>,
    mut take: impl FnMut(Side, Side),
) {
    let mut first = others.start;
    for i in own {
        let run = &runs[i];
        while first < others.end && runs[first].end < run.start {
            first += 1;
        }
        let (mut column, mut left, mut right) = (run.start, Side::left(i), Side::right(i));
        for j in first..others.end {
            let other = &runs[j];
            if other.start > run.end {
                break;
            }
            if other.label != run.label {
                continue;
            }
            if other.end == run.start || other.start == run.end {
                // Two cells touch in a corner. Within a component the rest is parted there, so that no ring comes to
                // the corner twice; between components each keeps its own.
                if components[i] == components[j] {
                    if other.end == run.start { left = Side::right(j) } else { right = Side::left(j) }
                }
                continue;
            }
            if other.start >= column {
                take(left, Side::left(j));
            }
            (column, left) = (other.end, Side::right(j));
        }
        if column <= run.end {
            take(left, right);
        }
    }
}

/// Adds the corners of the ring that goes through a side of a run in a row.
fn walk(runs: &[LabelRun], next: &mut [Side], side: Side, row: u32, corners: &mut Vec<Corner>) {
    let (mut at, mut row) = (side, row);
    loop {
        let to = std::mem::replace(&mut next[at.0 as usize], DONE);
        let level = row + u32::from(at.goes_down());
        let (from_column, to_column) = (at.column(runs), to.column(runs));
        if from_column != to_column {
            corners.extend([(from_column, level), (to_column, level)]);
        }
        row = if to.goes_down() { level } else { level - 1 };
        at = to;
        if at == side {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
