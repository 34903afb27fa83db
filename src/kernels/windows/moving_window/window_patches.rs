//! Patches in a window of any shape, by connected-component labelling of runs.
//!
//! The runs of the tile, and which of two rows touch, are found once for all windows. A window clips its first and last
//! run of each row, and unites what touches inside it: its cost follows the runs that it meets and not its cells.
//!
//! Of n cells in r runs, c of them below a cell of the same patch: p = 2 r h + 2 (n - c) w, as in
//! [`crate::kernels::patches`].

use super::{
    fixed_point::FixedPoint,
    footprint::Footprint,
    halo_tile::BACKGROUND,
    tile_runs::{ClassRun, TileRuns},
};
use crate::kernels::{
    metrics::Sums,
    patches::{CellSides, PatchShape},
};

/// A run inside the window: a part of a patch.
#[derive(Clone, Copy)]
struct PatchRun {
    run: ClassRun,
    /// An earlier part of the same patch, or itself.
    parent: u32,
    /// Pairs of its cells and those above them.
    pairs_above: u32,
}

/// What parts of a patch add up to.
#[derive(Clone, Copy, Default)]
struct PatchSums {
    cells: u32,
    runs: u32,
    pairs_above: u32,
}

/// Finds the patches of windows along a row of the tile.
///
/// Links unite parts, the later pointing to the earlier; when all rows are through, what each part has is added to the
/// first part of its patch.
pub struct WindowPatches {
    /// The row of the tile where each row of the window lies, less that of the centre, and its cells to each side.
    rows: Vec<(isize, u32)>,
    /// The first and the last run that each row of the window met, or may meet.
    cursors: Vec<(u32, u32)>,
    parts: Vec<PatchRun>,
    /// By their first parts.
    patches: Vec<PatchSums>,
    firsts: Vec<u32>,
    fixed_point: FixedPoint,
    /// Σ p √a by class.
    perimeter_root_area: Vec<i64>,
}

impl WindowPatches {
    pub fn new(footprint: &Footprint) -> WindowPatches {
        let rows: Vec<(isize, u32)> = footprint.rows().map(|(row, half)| (row, half as u32)).collect();
        let cursors = vec![(0, 0); rows.len()];
        let fixed_point = FixedPoint::new(footprint.cells);
        WindowPatches {
            rows,
            cursors,
            parts: Vec::new(),
            patches: Vec::new(),
            firsts: Vec::new(),
            fixed_point,
            perimeter_root_area: Vec::new(),
        }
    }

    /// Goes to the beginning of a row of the tile.
    pub fn begin(&mut self, runs: &TileRuns, row: usize) {
        for (cursor, (away, _)) in self.cursors.iter_mut().zip(&self.rows) {
            let first = runs.rows[(row as isize + away) as usize];
            *cursor = (first, first);
        }
    }

    /// Finds the patches of the window around a column, which must not lie left of the one before.
    pub fn find(&mut self, all: &TileRuns, column: usize) {
        let column = column as u32;
        let parts = &mut self.parts;
        parts.clear();
        // Runs of the row above, and the part of the first of them.
        let (mut above, mut part_above) = (0..0, 0);
        for ((_, half), cursor) in self.rows.iter().zip(&mut self.cursors) {
            let (start, end) = (column - half, column + half + 1);
            // The tile is a column wider than any window, so that each row ends where these look.
            while all.runs[cursor.0 as usize].end <= start {
                cursor.0 += 1;
            }
            while all.runs[cursor.1 as usize].end < end {
                cursor.1 += 1;
            }
            let (own, part) = (cursor.0..cursor.1 + 1, parts.len() as u32);
            let runs = &all.runs[own.start as usize..own.end as usize];
            parts.extend((part..).zip(runs).map(|(parent, run)| PatchRun { run: *run, parent, pairs_above: 0 }));
            let in_row = &mut parts[part as usize..];
            in_row[0].run.start = start;
            in_row[in_row.len() - 1].run.end = end;
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
        self.patches.resize(self.parts.len(), PatchSums::default());
        self.firsts.resize(self.parts.len(), 0);
        let mut found = 0;
        for at in 0..self.parts.len() {
            let PatchRun { run, parent, pairs_above } = self.parts[at];
            // A parent comes before, and points to the first part already.
            let first = self.parts[parent as usize].parent;
            self.parts[at].parent = first;
            let patch = &mut self.patches[first as usize];
            patch.cells += run.end - run.start;
            patch.runs += 1;
            patch.pairs_above += pairs_above;
            self.firsts[found] = at as u32;
            found += usize::from(first as usize == at && run.class_id != BACKGROUND);
        }
        self.firsts.truncate(found);
    }

    /// Visits the patches that were found last in the order of their first cells: their class id and shape.
    pub fn each(&self, mut visit: impl FnMut(u16, PatchShape)) {
        for first in &self.firsts {
            let patch = &self.patches[*first as usize];
            let cells = u64::from(patch.cells);
            // Each run has two upright ends; of a pair of cells one level side belongs to both.
            let sides =
                CellSides { upright: 2 * u64::from(patch.runs), level: 2 * (cells - u64::from(patch.pairs_above)) };
            visit(self.parts[*first as usize].run.class_id, PatchShape { cells, sides });
        }
    }

    /// Adds the patches that were found last to the sums of their classes, whose sides they give too.
    pub fn fill(&mut self, index_in_sums: &[u16], sums: &mut Sums) {
        let mut perimeter_root_area = std::mem::take(&mut self.perimeter_root_area);
        perimeter_root_area.clear();
        perimeter_root_area.resize(sums.classes.len(), 0);
        sums.classes.iter_mut().for_each(|class| class.sides = CellSides::default());
        self.each(|class_id, shape| {
            let at = usize::from(index_in_sums[usize::from(class_id)]);
            let class = &mut sums.classes[at];
            class.patches += 1;
            class.largest = class.largest.max(shape.cells);
            class.squares += u128::from(shape.cells * shape.cells);
            class.sides.add(shape.sides);
            perimeter_root_area[at] += self.fixed_point.of(shape.sides.total() as u32, shape.cells as u32);
        });
        sums.classes
            .iter_mut()
            .zip(&perimeter_root_area)
            .for_each(|(class, sum)| class.perimeter_root_area = self.fixed_point.total(*sum));
        self.perimeter_root_area = perimeter_root_area;
    }
}

/// Makes two parts one patch where they touch.
fn join(parts: &mut [PatchRun], above: u32, below: u32, corners: bool) {
    let Some(cells) = parts[above as usize].run.touch(&parts[below as usize].run, corners) else { return };
    parts[below as usize].pairs_above += cells;
    let a = first(parts, above);
    let b = if parts[below as usize].parent == below { below } else { first(parts, below) };
    parts[a.max(b) as usize].parent = a.min(b);
}

/// The first part of the patch of a part. The way there is made shorter.
fn first(parts: &mut [PatchRun], mut part: u32) -> u32 {
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
