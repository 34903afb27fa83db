//! Patches in square windows along a row, which share most of their columns.
//!
//! The columns are cut into blocks as wide as a window, as van Herk (1992, Pattern Recognit. Lett. 13, 517) does for
//! the maxima of windows: a window is the last columns of one block and the first of the next. Both sides grow column
//! by column, the left one from the boundary of the blocks to the left and kept at every width, the right one to the
//! right as the windows move on; each knows its patches at the boundary and the sums of all. A window joins the two
//! along the boundary. So it costs about three columns of runs, however wide it is.

use super::{
    fixed_point::FixedPoint,
    footprint::Footprint,
    halo_tile::{BACKGROUND, HaloTile},
    tile_runs::{ClassRun, TileRuns},
};
use crate::kernels::{metrics::Sums, patches::CellSides, stats::union};
use std::ops::Range;

/// A patch, or the part of it on one side of the boundary.
#[derive(Clone, Copy, Default)]
struct PatchPart {
    class_id: u16,
    cells: u32,
    /// Runs of its columns.
    runs: u32,
    /// Pairs of its cells side by side.
    pairs: u32,
}

impl PatchPart {
    fn add(&mut self, other: &PatchPart) {
        self.cells += other.cells;
        self.runs += other.runs;
        self.pairs += other.pairs;
    }

    fn perimeter_root_area(&self, fixed_point: FixedPoint) -> i64 {
        fixed_point.of(2 * (self.runs + self.cells - self.pairs), self.cells)
    }
}

/// Sums over the patches of a class.
#[derive(Clone, Copy, Default)]
struct ClassTotals {
    patches: u32,
    largest: u32,
    runs: u32,
    pairs: u32,
    squares: u64,
    perimeter_root_area: i64,
}

impl ClassTotals {
    fn put(&mut self, patch: &PatchPart, fixed_point: FixedPoint) {
        self.patches += 1;
        self.largest = self.largest.max(patch.cells);
        self.runs += patch.runs;
        self.pairs += patch.pairs;
        self.squares += u64::from(patch.cells).pow(2);
        self.perimeter_root_area += patch.perimeter_root_area(fixed_point);
    }

    /// Its largest patch stays: what is taken away comes back as part of a larger one.
    fn take(&mut self, patch: &PatchPart, fixed_point: FixedPoint) {
        self.patches -= 1;
        self.runs -= patch.runs;
        self.pairs -= patch.pairs;
        self.squares -= u64::from(patch.cells).pow(2);
        self.perimeter_root_area -= patch.perimeter_root_area(fixed_point);
    }

    fn with(&self, other: &ClassTotals) -> ClassTotals {
        ClassTotals {
            patches: self.patches + other.patches,
            largest: self.largest.max(other.largest),
            runs: self.runs + other.runs,
            pairs: self.pairs + other.pairs,
            squares: self.squares + other.squares,
            perimeter_root_area: self.perimeter_root_area + other.perimeter_root_area,
        }
    }
}

/// Patches that unite, each known by its first part.
struct PatchSets {
    fixed_point: FixedPoint,
    parents: Vec<u32>,
    patches: Vec<PatchPart>,
    /// By class id.
    totals: Vec<ClassTotals>,
}

impl PatchSets {
    fn new(fixed_point: FixedPoint) -> PatchSets {
        PatchSets { fixed_point, parents: Vec::new(), patches: Vec::new(), totals: Vec::new() }
    }

    fn clear(&mut self, classes: usize) {
        self.parents.clear();
        self.patches.clear();
        self.totals.clear();
        self.totals.resize(classes, ClassTotals::default());
    }

    fn add(&mut self, patch: PatchPart) {
        self.parents.push(self.parents.len() as u32);
        self.patches.push(patch);
        if patch.class_id != BACKGROUND {
            self.totals[usize::from(patch.class_id)].put(&patch, self.fixed_point);
        }
    }

    /// Makes the patches of two parts one, which touch by some pairs of cells.
    fn join(&mut self, a: u32, b: u32, pairs: u32) {
        let (a, b) = (union::first(&mut self.parents, a), union::first(&mut self.parents, b));
        let (first, later) = (a.min(b), a.max(b));
        let mut patch = self.patches[first as usize];
        let totals = &mut self.totals[usize::from(patch.class_id)];
        totals.take(&patch, self.fixed_point);
        if first != later {
            let other = self.patches[later as usize];
            totals.take(&other, self.fixed_point);
            patch.add(&other);
            self.parents[later as usize] = first;
        }
        patch.pairs += pairs;
        totals.put(&patch, self.fixed_point);
        self.patches[first as usize] = patch;
    }

    fn first(&mut self, part: u32) -> u32 {
        union::first(&mut self.parents, part)
    }
}

/// The left side at one width.
#[derive(Clone, Default)]
struct LeftSide {
    /// Which of its patches each run at the boundary is of.
    labels: Vec<u32>,
    patches: Vec<PatchPart>,
    totals: Vec<ClassTotals>,
}

/// Finds the patches of square windows along a row of the tile.
pub struct SquareWindowPatches {
    side: usize,
    half_width: usize,
    classes: usize,
    /// Runs of each column that the band of rows meets.
    columns: Vec<Range<u32>>,
    /// First row of the band, and the one after its last.
    band: (u32, u32),
    /// Where the left side of the first window of the row lies.
    origin: Option<usize>,
    /// Column right of the boundary.
    boundary: Option<usize>,
    /// By width of the left side, from 1.
    left: Vec<LeftSide>,
    right: PatchSets,
    right_columns: usize,
    /// Runs left and right of the boundary that touch, and by how many cells.
    links: Vec<(u32, u32, u32)>,
    window: PatchSets,
    /// Labels of first parts of the right side in the window.
    marks: Vec<u32>,
}

const NO_MARK: u32 = u32::MAX;
/// Beyond so many class ids their totals would cost more than the patches of a window found anew.
const MAX_CLASSES: usize = 1024;

impl SquareWindowPatches {
    /// `None` where windows are no rectangles, or class ids are many. `runs` of this are those of columns: [`TileRuns::of_columns`].
    pub fn new(tile: &HaloTile, footprint: &Footprint) -> Option<SquareWindowPatches> {
        let (half_width, classes, fixed_point) =
            (footprint.half_width(), tile.codes.len() + 1, FixedPoint::new(footprint.cells));
        (classes <= MAX_CLASSES && footprint.rows().all(|(_, half)| half == half_width)).then(|| SquareWindowPatches {
            side: 2 * half_width + 1,
            half_width,
            classes,
            columns: Vec::new(),
            band: (0, 0),
            origin: None,
            boundary: None,
            left: vec![LeftSide::default(); 2 * half_width],
            right: PatchSets::new(fixed_point),
            right_columns: 0,
            links: Vec::new(),
            window: PatchSets::new(fixed_point),
            marks: Vec::new(),
        })
    }

    /// Goes to the beginning of a row of the tile, `rows` being those above and below it that windows hold.
    pub fn begin(&mut self, all: &TileRuns, row: usize, rows: usize) {
        self.band = ((row - rows) as u32, (row + rows + 1) as u32);
        (self.origin, self.boundary) = (None, None);
        self.columns.clear();
        self.columns.extend((0..all.rows()).map(|column| all.meeting(column, self.band)));
    }

    /// Finds the patches of the window around a column, which must not lie left of the one before.
    pub fn find(&mut self, all: &TileRuns, column: usize) {
        let from = column - self.half_width;
        let origin = *self.origin.get_or_insert(from);
        let boundary = origin + (from - origin).div_ceil(self.side) * self.side;
        let width = boundary - from;
        if self.boundary != Some(boundary) {
            self.boundary = Some(boundary);
            self.grow_left(all, boundary, width);
            self.right.clear(self.classes);
            self.right_columns = 0;
        }
        while self.right_columns < self.side - width {
            let column = boundary + self.right_columns;
            let begin = self.right.parents.len() as u32;
            add_column(&mut self.right, all, &self.columns[column], self.band);
            if self.right_columns > 0 {
                let (above, below) = (&self.columns[column - 1], &self.columns[column]);
                let (left, right) = (begin - (above.end - above.start), begin);
                all.each_link(above, below, self.band, |a, b, pairs| self.right.join(left + a, right + b, pairs));
            }
            self.right_columns += 1;
        }
        self.join(width);
    }

    /// Makes the left side of a boundary at all widths up to one.
    fn grow_left(&mut self, all: &TileRuns, boundary: usize, width: usize) {
        self.links.clear();
        if width == 0 {
            return;
        }
        let at_boundary = &self.columns[boundary - 1];
        all.each_link(at_boundary, &self.columns[boundary], self.band, |a, b, pairs| self.links.push((a, b, pairs)));
        let mut sets = PatchSets::new(self.window.fixed_point);
        sets.clear(self.classes);
        let runs = at_boundary.end - at_boundary.start;
        let mut begin_before = 0;
        for (column, left) in (boundary - width..boundary).rev().zip(&mut self.left) {
            let begin = sets.parents.len() as u32;
            add_column(&mut sets, all, &self.columns[column], self.band);
            if column + 1 < boundary {
                let (above, below) = (&self.columns[column], &self.columns[column + 1]);
                all.each_link(above, below, self.band, |a, b, pairs| sets.join(begin + a, begin_before + b, pairs));
            }
            begin_before = begin;
            left.labels.clear();
            left.patches.clear();
            for run in 0..runs {
                // The first part of a patch at the boundary is a run at the boundary.
                let first = sets.first(run);
                let label = match first == run {
                    true => left.patches.len() as u32,
                    false => left.labels[first as usize],
                };
                if first == run {
                    left.patches.push(sets.patches[run as usize]);
                }
                left.labels.push(label);
            }
            left.totals.clone_from(&sets.totals);
        }
    }

    /// Joins both sides along the boundary.
    fn join(&mut self, width: usize) {
        let window = &mut self.window;
        let Some(left) = width.checked_sub(1).map(|at| &self.left[at]) else {
            window.totals.clone_from(&self.right.totals);
            return;
        };
        window.totals.clear();
        window.totals.extend(left.totals.iter().zip(&self.right.totals).map(|(a, b)| a.with(b)));
        // Patches at the boundary, whose sums are there already: first those of the left.
        window.patches.clone_from(&left.patches);
        window.parents.clear();
        window.parents.extend(0..left.patches.len() as u32);
        self.marks.clear();
        for &(a, b, pairs) in &self.links {
            let first = self.right.first(b) as usize;
            if self.marks.len() <= first {
                self.marks.resize(first + 1, NO_MARK);
            }
            if self.marks[first] == NO_MARK {
                self.marks[first] = window.parents.len() as u32;
                window.parents.push(self.marks[first]);
                window.patches.push(self.right.patches[first]);
            }
            window.join(left.labels[a as usize], self.marks[first], pairs);
        }
    }

    /// Adds the patches that were found last to the sums of their classes, whose sides they give too.
    pub fn fill(&self, index_in_sums: &[u16], sums: &mut Sums) {
        for (class_id, totals) in self.window.totals.iter().enumerate().skip(1).filter(|(_, totals)| totals.patches > 0)
        {
            let class = &mut sums.classes[usize::from(index_in_sums[class_id])];
            class.patches = u64::from(totals.patches);
            class.largest = u64::from(totals.largest);
            class.squares = u128::from(totals.squares);
            class.perimeter_root_area = self.window.fixed_point.total(totals.perimeter_root_area);
            // Each run of a column has two level ends; of a pair of cells one upright side belongs to both.
            let upright = 2 * (class.cells - u64::from(totals.pairs));
            class.sides = CellSides { upright, level: 2 * u64::from(totals.runs) };
        }
    }
}

fn add_column(sets: &mut PatchSets, all: &TileRuns, runs: &Range<u32>, band: (u32, u32)) {
    for run in runs.clone() {
        let ClassRun { start, end, class_id } = all.clip(run, band);
        sets.add(PatchPart { class_id, cells: end - start, runs: 1, pairs: 0 });
    }
}
