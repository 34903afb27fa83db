//! Metrics of the landscape in a window around each cell.
//!
//! A window is a landscape of its own: the cells of the map that it holds, patches cut at its outline, classes, areas and
//! sides of what is inside. So its outline counts in the perimeters of patches and in LSI as the border of a map does, and
//! not in TE and ED. Cells are counted by what enters and leaves as the window moves on, patches are found by the runs of
//! cells that it meets; nothing is sampled. Metrics come from [`crate::kernels::metrics`], as those of whole
//! maps do.

mod cut;
mod field;
mod finder;
mod footprint;
mod rooted;
mod runs;
mod seams;
mod tally;

pub use cut::{Cut, SmallMap};
pub use field::Field;
pub use footprint::{Footprint, Outline};

use crate::kernels::metrics::{Basis, Landscape, Metric, Setting, Sums};
use finder::Finder;
use runs::Runs;
use seams::Seams;
use tally::Tally;

/// A number of each window: a metric of its landscape, or of a class of it.
#[derive(Clone, Copy)]
pub struct Wanted {
    pub metric: &'static Metric,
    pub class: Option<i64>,
}

impl Wanted {
    /// Of a window as a landscape.
    pub fn of(&self, landscape: &Landscape<'_>) -> Option<f64> {
        let Some(code) = self.class else { return self.metric.landscape(landscape) };
        match landscape.sums.of_code(code) {
            None => self.metric.absent,
            Some(class) => self.metric.class(landscape, class),
        }
    }
}

/// How many cells of a window must have a class, where a share of all of them must.
pub fn fewest(least_valid: f64, cells: u64) -> u64 {
    ((least_valid * cells as f64 - 1e-9).ceil() as u64).max(1)
}

/// Which windows have numbers, and how they are reckoned.
#[derive(Clone, Copy)]
pub struct WindowOptions<'a> {
    pub wanted: &'a [Wanted],
    pub setting: Setting,
    /// Cells that touch at a corner are of one patch (the rule of 8 neighbours).
    pub corners: bool,
    /// The least share of the cells of a window that must have a class.
    pub least_valid: f64,
    /// Whether windows around a cell without a class have numbers.
    pub fill_nodata: bool,
    /// Classes of centres; empty: all.
    pub centre_codes: &'a [i64],
}

impl WindowOptions<'_> {
    fn basis(&self, of: Basis) -> bool {
        self.wanted.iter().any(|wanted| wanted.metric.basis() == of)
    }
}

/// How patches are found, where they are asked for.
enum Patches {
    None,
    ByRuns(Finder, Runs),
    /// Of squares, whose patches are not asked for one by one.
    BySeams(Seams, Runs),
}

impl Patches {
    fn new(field: &Field, footprint: &Footprint, options: &WindowOptions<'_>) -> Patches {
        let (sums, shapes) = (options.basis(Basis::Patches), options.basis(Basis::Shapes));
        match Seams::new(field, footprint) {
            _ if !sums && !shapes => Patches::None,
            Some(seams) if !shapes => Patches::BySeams(seams, Runs::of_columns(field, options.corners)),
            _ => Patches::ByRuns(Finder::new(footprint), Runs::of_rows(field, options.corners)),
        }
    }
}

/// Windows of one size over a field.
pub struct Windows<'a> {
    field: &'a Field,
    footprint: &'a Footprint,
    options: WindowOptions<'a>,
    tally: Tally,
    patches: Patches,
    /// Slots of centres.
    centres: Vec<bool>,
    sums: Sums,
    /// Whether sums of classes are not enough for what is wanted.
    beyond_sums: bool,
}

impl<'a> Windows<'a> {
    pub fn new(field: &'a Field, footprint: &'a Footprint, options: WindowOptions<'a>) -> Windows<'a> {
        let codes = options.centre_codes;
        let of_code = field.codes.iter().map(|code| codes.is_empty() || codes.contains(code));
        let centres = std::iter::once(options.fill_nodata && codes.is_empty()).chain(of_code).collect();
        Windows {
            field,
            footprint,
            options,
            tally: Tally::new(field, footprint, options.basis(Basis::Edges)),
            patches: Patches::new(field, footprint, &options),
            centres,
            sums: Sums::new(options.setting),
            beyond_sums: options.wanted.iter().any(|wanted| wanted.metric.basis() >= Basis::Shapes),
        }
    }

    /// Gives the numbers of the windows around some cells of a row of the map, every `stride`th from `column` on, in the order
    /// in which they are wanted; `None` where a window or a metric has none.
    pub fn row(&mut self, row: usize, column: usize, stride: usize, mut visit: impl FnMut(usize, &[Option<f64>])) {
        let centres = self.field.centres;
        let least = fewest(self.options.least_valid, self.footprint.cells as u64) as usize;
        let end = centres.column + centres.columns;
        let none = vec![None; self.options.wanted.len()];
        let mut values = none.clone();
        let first = self.field.at(row, column);
        self.tally.begin(self.field, first);
        let row = first / self.field.width;
        match &mut self.patches {
            Patches::None => {}
            Patches::ByRuns(finder, runs) => finder.begin(runs, row),
            Patches::BySeams(seams, runs) => seams.begin(runs, row, self.footprint.reach_rows()),
        }
        for (i, at) in (column..end).zip(first..) {
            if (i - column) % stride == 0 {
                let centre = self.centres[usize::from(self.field.slots[at])];
                if centre && self.footprint.cells - self.tally.background() >= least {
                    self.numbers(at, &mut values);
                    visit(i, &values);
                } else {
                    visit(i, &none);
                }
            }
            self.tally.step(self.field, at);
        }
    }

    fn numbers(&mut self, at: usize, values: &mut [Option<f64>]) {
        let (field, sums, options) = (self.field, &mut self.sums, &self.options);
        self.tally.fill(field, sums);
        let place = &self.tally.place;
        match &mut self.patches {
            Patches::None => {}
            Patches::ByRuns(finder, runs) => {
                finder.find(runs, at % field.width);
                finder.fill(place, sums);
            }
            Patches::BySeams(seams, runs) => {
                seams.find(runs, at % field.width);
                seams.fill(place, sums);
            }
        }
        sums.total();
        let of_class = |code: i64| sums.of_code(code);
        for (value, Wanted { metric, class }) in values.iter_mut().zip(options.wanted) {
            *value = match class.map(of_class) {
                None => metric.landscape_of_sums(sums),
                Some(None) => metric.absent,
                Some(Some(class)) => metric.class_of_sums(sums, class),
            };
        }
        if !self.beyond_sums {
            return;
        }
        let cut = match &self.patches {
            Patches::ByRuns(finder, _) if !options.basis(Basis::Geometry) => Cut::of_shapes(finder, place, sums),
            _ => Cut::of_window(field, self.footprint, at, place, sums, options.corners),
        };
        let landscape = cut.landscape(options.setting);
        for (value, wanted) in values.iter_mut().zip(options.wanted) {
            if wanted.metric.basis() >= Basis::Shapes {
                *value = wanted.of(&landscape);
            }
        }
    }
}

#[cfg(test)]
mod tests;
