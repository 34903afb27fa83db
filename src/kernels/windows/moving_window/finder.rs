//! Patches in a window.
//!
//! The runs of the field, and which of two rows touch, are found once for all windows. A window cuts its first and last run
//! of each row, and unites what touches inside it: its cost follows the runs that it meets and not its cells.

use super::{
    field::BACKGROUND,
    footprint::Footprint,
    rooted::Roots,
    runs::{Run, Runs},
};
use crate::kernels::{
    metrics::Sums,
    patches::{Shape, Sides},
};

/// A run inside the window: a part of a patch.
#[derive(Clone, Copy)]
struct Part {
    run: Run,
    /// An earlier part of the same patch, or itself.
    parent: u32,
    /// Pairs of its cells and those above them.
    stacked: u32,
}

/// What parts of a patch add up to.
#[derive(Clone, Copy, Default)]
struct Patch {
    cells: u32,
    runs: u32,
    stacked: u32,
}

/// Finds the patches of windows along a row of the field.
///
/// Links unite parts, the later pointing to the earlier; when all rows are through, what each part has is added to the
/// first part of its patch.
pub struct Finder {
    /// The row of the field where each row of the window lies, less that of the centre, and its cells to each side.
    rows: Vec<(isize, u32)>,
    /// The first and the last run that each row of the window met, or may meet.
    cursors: Vec<(u32, u32)>,
    parts: Vec<Part>,
    /// By their first parts.
    patches: Vec<Patch>,
    firsts: Vec<u32>,
    roots: Roots,
    /// Sums of roots by class.
    rooted: Vec<i64>,
}

impl Finder {
    pub fn new(footprint: &Footprint) -> Finder {
        let rows: Vec<(isize, u32)> = footprint.rows().map(|(row, half)| (row, half as u32)).collect();
        let cursors = vec![(0, 0); rows.len()];
        let roots = Roots::new(footprint.cells);
        Finder { rows, cursors, parts: Vec::new(), patches: Vec::new(), firsts: Vec::new(), roots, rooted: Vec::new() }
    }

    /// Goes to the beginning of a row of the field.
    pub fn begin(&mut self, runs: &Runs, row: usize) {
        for (cursor, (away, _)) in self.cursors.iter_mut().zip(&self.rows) {
            let first = runs.rows[(row as isize + away) as usize];
            *cursor = (first, first);
        }
    }

    /// Finds the patches of the window around a column, which must not lie left of the one before.
    pub fn find(&mut self, all: &Runs, column: usize) {
        let column = column as u32;
        let parts = &mut self.parts;
        parts.clear();
        // Runs of the row above, and the part of the first of them.
        let (mut above, mut part_above) = (0..0, 0);
        for ((_, half), cursor) in self.rows.iter().zip(&mut self.cursors) {
            let (start, end) = (column - half, column + half + 1);
            // The field is a column wider than any window, so that each row ends where these look.
            while all.runs[cursor.0 as usize].end <= start {
                cursor.0 += 1;
            }
            while all.runs[cursor.1 as usize].end < end {
                cursor.1 += 1;
            }
            let (own, part) = (cursor.0..cursor.1 + 1, parts.len() as u32);
            let runs = &all.runs[own.start as usize..own.end as usize];
            parts.extend((part..).zip(runs).map(|(parent, run)| Part { run: *run, parent, stacked: 0 }));
            let cut = &mut parts[part as usize..];
            cut[0].run.start = start;
            cut[cut.len() - 1].run.end = end;
            let above_runs = above.end - above.start;
            for link in all.links(&own) {
                let at = link.above.wrapping_sub(above.start);
                if at < above_runs {
                    join(parts, part_above + at, part + (link.below - own.start), all.corners);
                }
            }
            (above, part_above) = (own, part);
        }
        self.gather();
    }

    /// Adds up the parts of each patch.
    fn gather(&mut self) {
        self.patches.clear();
        self.patches.resize(self.parts.len(), Patch::default());
        self.firsts.resize(self.parts.len(), 0);
        let mut found = 0;
        for at in 0..self.parts.len() {
            let Part { run, parent, stacked } = self.parts[at];
            // A parent comes before, and points to the first part already.
            let first = self.parts[parent as usize].parent;
            self.parts[at].parent = first;
            let patch = &mut self.patches[first as usize];
            patch.cells += run.end - run.start;
            patch.runs += 1;
            patch.stacked += stacked;
            self.firsts[found] = at as u32;
            found += usize::from(first as usize == at && run.slot != BACKGROUND);
        }
        self.firsts.truncate(found);
    }

    /// Visits the patches that were found last in the order of their first cells: their slot and shape.
    pub fn each(&self, mut visit: impl FnMut(u16, Shape)) {
        for first in &self.firsts {
            let patch = &self.patches[*first as usize];
            let cells = u64::from(patch.cells);
            // Each run has two upright ends; of a pair of cells one level side belongs to both.
            let sides = Sides { upright: 2 * u64::from(patch.runs), level: 2 * (cells - u64::from(patch.stacked)) };
            visit(self.parts[*first as usize].run.slot, Shape { cells, sides });
        }
    }

    /// Adds the patches that were found last to the sums of their classes, whose sides they give too.
    pub fn fill(&mut self, place: &[u16], sums: &mut Sums) {
        let mut rooted = std::mem::take(&mut self.rooted);
        rooted.clear();
        rooted.resize(sums.classes.len(), 0);
        sums.classes.iter_mut().for_each(|class| class.sides = Sides::default());
        self.each(|slot, shape| {
            let at = usize::from(place[usize::from(slot)]);
            let class = &mut sums.classes[at];
            class.patches += 1;
            class.largest = class.largest.max(shape.cells);
            class.squares += u128::from(shape.cells * shape.cells);
            class.sides.add(shape.sides);
            rooted[at] += self.roots.of(shape.sides.total() as u32, shape.cells as u32);
        });
        sums.classes.iter_mut().zip(&rooted).for_each(|(class, sum)| class.rooted = self.roots.total(*sum));
        self.rooted = rooted;
    }
}

/// Makes two parts one patch where they touch.
fn join(parts: &mut [Part], above: u32, below: u32, corners: bool) {
    let Some(cells) = parts[above as usize].run.touch(&parts[below as usize].run, corners) else { return };
    parts[below as usize].stacked += cells;
    let a = first(parts, above);
    let b = if parts[below as usize].parent == below { below } else { first(parts, below) };
    parts[a.max(b) as usize].parent = a.min(b);
}

/// The first part of the patch of a part. The way there is made shorter.
fn first(parts: &mut [Part], mut part: u32) -> u32 {
    loop {
        let parent = parts[part as usize].parent;
        if parent == part {
            return part;
        }
        let up = parts[parent as usize].parent;
        parts[part as usize].parent = up;
        part = up;
    }
}
