//! Patches in square windows along a row, which share most of their columns.
//!
//! The columns are cut into blocks as wide as a window: a window is the last columns of one block and the first of the next.
//! Both sides grow column by column, the left one from the seam to the left and kept at every width, the right one to the right as the
//! windows move on; each knows its patches at the seam and the sums of all. A window joins the two along the seam. So a
//! window costs about three columns of runs, however wide it is.

use super::{
    field::{BACKGROUND, Field},
    footprint::Footprint,
    rooted::Roots,
    runs::{Run, Runs},
};
use crate::kernels::{metrics::Sums, patches::Sides, stats::union};
use std::ops::Range;

/// A patch, or the part of it on one side of the seam.
#[derive(Clone, Copy, Default)]
struct Patch {
    slot: u16,
    cells: u32,
    /// Runs of its columns.
    runs: u32,
    /// Pairs of its cells side by side.
    pairs: u32,
}

impl Patch {
    fn add(&mut self, other: &Patch) {
        self.cells += other.cells;
        self.runs += other.runs;
        self.pairs += other.pairs;
    }

    fn rooted(&self, roots: Roots) -> i64 {
        roots.of(2 * (self.runs + self.cells - self.pairs), self.cells)
    }
}

/// Sums over the patches of a class.
#[derive(Clone, Copy, Default)]
struct Totals {
    patches: u32,
    largest: u32,
    runs: u32,
    pairs: u32,
    squares: u64,
    rooted: i64,
}

impl Totals {
    fn put(&mut self, patch: &Patch, roots: Roots) {
        self.patches += 1;
        self.largest = self.largest.max(patch.cells);
        self.runs += patch.runs;
        self.pairs += patch.pairs;
        self.squares += u64::from(patch.cells).pow(2);
        self.rooted += patch.rooted(roots);
    }

    /// Its largest patch stays: what is taken away comes back as part of a larger one.
    fn take(&mut self, patch: &Patch, roots: Roots) {
        self.patches -= 1;
        self.runs -= patch.runs;
        self.pairs -= patch.pairs;
        self.squares -= u64::from(patch.cells).pow(2);
        self.rooted -= patch.rooted(roots);
    }

    fn with(&self, other: &Totals) -> Totals {
        Totals {
            patches: self.patches + other.patches,
            largest: self.largest.max(other.largest),
            runs: self.runs + other.runs,
            pairs: self.pairs + other.pairs,
            squares: self.squares + other.squares,
            rooted: self.rooted + other.rooted,
        }
    }
}

/// Patches that unite, each known by its first part.
struct Growing {
    roots: Roots,
    parents: Vec<u32>,
    patches: Vec<Patch>,
    /// By slot.
    totals: Vec<Totals>,
}

impl Growing {
    fn new(roots: Roots) -> Growing {
        Growing { roots, parents: Vec::new(), patches: Vec::new(), totals: Vec::new() }
    }

    fn clear(&mut self, slots: usize) {
        self.parents.clear();
        self.patches.clear();
        self.totals.clear();
        self.totals.resize(slots, Totals::default());
    }

    fn add(&mut self, patch: Patch) {
        self.parents.push(self.parents.len() as u32);
        self.patches.push(patch);
        if patch.slot != BACKGROUND {
            self.totals[usize::from(patch.slot)].put(&patch, self.roots);
        }
    }

    /// Makes the patches of two parts one, which touch by some pairs of cells.
    fn join(&mut self, a: u32, b: u32, pairs: u32) {
        let (a, b) = (union::first(&mut self.parents, a), union::first(&mut self.parents, b));
        let (first, later) = (a.min(b), a.max(b));
        let mut patch = self.patches[first as usize];
        let totals = &mut self.totals[usize::from(patch.slot)];
        totals.take(&patch, self.roots);
        if first != later {
            let other = self.patches[later as usize];
            totals.take(&other, self.roots);
            patch.add(&other);
            self.parents[later as usize] = first;
        }
        patch.pairs += pairs;
        totals.put(&patch, self.roots);
        self.patches[first as usize] = patch;
    }

    fn first(&mut self, part: u32) -> u32 {
        union::first(&mut self.parents, part)
    }
}

/// The left side at one width.
#[derive(Clone, Default)]
struct Left {
    /// Which of its patches each run at the seam is of.
    labels: Vec<u32>,
    patches: Vec<Patch>,
    totals: Vec<Totals>,
}

/// Finds the patches of square windows along a row of the field.
pub struct Seams {
    side: usize,
    reach: usize,
    slots: usize,
    /// Runs of each column that the band of rows meets.
    columns: Vec<Range<u32>>,
    /// First row of the band, and the one after its last.
    band: (u32, u32),
    /// Where the left side of the first window of the row lies.
    origin: Option<usize>,
    /// Column right of the seam.
    seam: Option<usize>,
    /// By width of the left side, from 1.
    left: Vec<Left>,
    right: Growing,
    right_columns: usize,
    /// Runs left and right of the seam that touch, and by how many cells.
    links: Vec<(u32, u32, u32)>,
    window: Growing,
    /// Labels of first parts of the right side in the window.
    marks: Vec<u32>,
}

const NO_MARK: u32 = u32::MAX;
/// Beyond so many slots their totals would cost more than the patches of a window found anew.
const SLOTS: usize = 1024;

impl Seams {
    /// `None` where windows are no rectangles, or slots are many. `runs` of this are those of columns: [`Runs::of_columns`].
    pub fn new(field: &Field, footprint: &Footprint) -> Option<Seams> {
        let (reach, slots, roots) = (footprint.reach_columns(), field.codes.len() + 1, Roots::new(footprint.cells));
        (slots <= SLOTS && footprint.rows().all(|(_, half)| half == reach)).then(|| Seams {
            side: 2 * reach + 1,
            reach,
            slots,
            columns: Vec::new(),
            band: (0, 0),
            origin: None,
            seam: None,
            left: vec![Left::default(); 2 * reach],
            right: Growing::new(roots),
            right_columns: 0,
            links: Vec::new(),
            window: Growing::new(roots),
            marks: Vec::new(),
        })
    }

    /// Goes to the beginning of a row of the field, `rows` being those above and below it that windows hold.
    pub fn begin(&mut self, all: &Runs, row: usize, rows: usize) {
        self.band = ((row - rows) as u32, (row + rows + 1) as u32);
        (self.origin, self.seam) = (None, None);
        self.columns.clear();
        self.columns.extend((0..all.rows()).map(|column| all.meeting(column, self.band)));
    }

    /// Finds the patches of the window around a column, which must not lie left of the one before.
    pub fn find(&mut self, all: &Runs, column: usize) {
        let from = column - self.reach;
        let origin = *self.origin.get_or_insert(from);
        let seam = origin + (from - origin).div_ceil(self.side) * self.side;
        let width = seam - from;
        if self.seam != Some(seam) {
            self.seam = Some(seam);
            self.grow_left(all, seam, width);
            self.right.clear(self.slots);
            self.right_columns = 0;
        }
        while self.right_columns < self.side - width {
            let column = seam + self.right_columns;
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

    /// Makes the left side of a seam at all widths up to one.
    fn grow_left(&mut self, all: &Runs, seam: usize, width: usize) {
        self.links.clear();
        if width == 0 {
            return;
        }
        let at_seam = &self.columns[seam - 1];
        all.each_link(at_seam, &self.columns[seam], self.band, |a, b, pairs| self.links.push((a, b, pairs)));
        let mut growing = Growing::new(self.window.roots);
        growing.clear(self.slots);
        let runs = at_seam.end - at_seam.start;
        let mut begin_before = 0;
        for (column, left) in (seam - width..seam).rev().zip(&mut self.left) {
            let begin = growing.parents.len() as u32;
            add_column(&mut growing, all, &self.columns[column], self.band);
            if column + 1 < seam {
                let (above, below) = (&self.columns[column], &self.columns[column + 1]);
                all.each_link(above, below, self.band, |a, b, pairs| growing.join(begin + a, begin_before + b, pairs));
            }
            begin_before = begin;
            left.labels.clear();
            left.patches.clear();
            for run in 0..runs {
                // The first part of a patch at the seam is a run at the seam.
                let first = growing.first(run);
                let label = match first == run {
                    true => left.patches.len() as u32,
                    false => left.labels[first as usize],
                };
                if first == run {
                    left.patches.push(growing.patches[run as usize]);
                }
                left.labels.push(label);
            }
            left.totals.clone_from(&growing.totals);
        }
    }

    /// Joins both sides along the seam.
    fn join(&mut self, width: usize) {
        let window = &mut self.window;
        let Some(left) = width.checked_sub(1).map(|at| &self.left[at]) else {
            window.totals.clone_from(&self.right.totals);
            return;
        };
        window.totals.clear();
        window.totals.extend(left.totals.iter().zip(&self.right.totals).map(|(a, b)| a.with(b)));
        // Patches at the seam, whose sums are there already: first those of the left.
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
    pub fn fill(&self, place: &[u16], sums: &mut Sums) {
        for (slot, totals) in self.window.totals.iter().enumerate().skip(1).filter(|(_, totals)| totals.patches > 0) {
            let class = &mut sums.classes[usize::from(place[slot])];
            class.patches = u64::from(totals.patches);
            class.largest = u64::from(totals.largest);
            class.squares = u128::from(totals.squares);
            class.rooted = self.window.roots.total(totals.rooted);
            // Each run of a column has two level ends; of a pair of cells one upright side belongs to both.
            let upright = 2 * (class.cells - u64::from(totals.pairs));
            class.sides = Sides { upright, level: 2 * u64::from(totals.runs) };
        }
    }
}

fn add_column(growing: &mut Growing, all: &Runs, runs: &Range<u32>, band: (u32, u32)) {
    for run in runs.clone() {
        let Run { start, end, slot } = all.cut(run, band);
        growing.add(Patch { slot, cells: end - start, runs: 1, pairs: 0 });
    }
}
