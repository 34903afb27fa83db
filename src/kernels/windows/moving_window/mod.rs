//! Metrics of the landscape in a window around each cell.
//!
//! Window:  of a circle all cells with (h Δrow)² + (w Δcolumn)² ≤ R², of a square those with h |Δrow| ≤ R and w
//!          |Δcolumn| ≤ R, w and h being width and height of a cell and R the radius        \[m\]
//! Value:   the metric of the window's cells as a landscape of their own, or of one class of it, as
//!          [`crate::kernels::metrics`] defines it
//! Valid:   windows in which max(1, ⌈v n⌉) cells or more have a class, n being all cells of the window (those beyond
//!          the map too) and v = `min_valid`; around cells with a class (of `centre_codes`, where there are any), or
//!          around all
//!
//! Patches are cut at the outline of the window, which counts in their perimeters and in LSI as the border of a map
//! does, and not in TE and ED. Cells and adjacencies are updated by what enters and leaves as the window moves on,
//! patches are found from the runs of cells that it meets; nothing is sampled.
//!
//! Shapes: a [`HaloTile`] is (rows + 2 p, columns + 2 q + 1) class ids around (rows, columns) centres, for windows of 2
//! p + 1 rows and 2 q + 1 columns; [`Windows::row`] gives every `stride`th centre of a row one number for each metric
//! that is wanted. Units and ranges are those of the metrics; `None` where the window is not valid, or the metric
//! undefined in it.
//!
//! Source: McGarigal, Cushman and Ene 2012, FRAGSTATS v4 (moving window analysis).
//!
//! ```
//! use ndarray::array;
//! use pitscape::cover::classes::{ClassBlock, ClassCells};
//! use pitscape::grid::Window;
//! use pitscape::kernels::metrics::{Setting, metrics};
//! use pitscape::kernels::windows::moving_window::{Footprint, HaloTile, Wanted, WindowOptions, WindowShape, Windows};
//!
//! // Cells of 10 m of the classes 40 and 9, in windows of 3 x 3 cells
//! let cells = array![[0u16, 0, 1], [0, 0, 1]];
//! let map = Window { row: 0, column: 0, rows: 2, columns: 3 };
//! let block = ClassBlock { cells: ClassCells::Ids(cells.view()), codes: &[Some(40), Some(9)] };
//! let square = Footprint::new(WindowShape::Square, 10.0, 10.0, 10.0);
//! let tile = HaloTile::new(block, map, map, (square.half_height(), square.half_width()));
//! let pland = metrics().iter().find(|metric| metric.abbreviation == "PLAND").unwrap();
//! let wanted = [Wanted { metric: pland, class: Some(9) }];
//! let setting = Setting { cell_width: 10.0, cell_height: 10.0, boundary_edge: 0.0, max_classes: None };
//! let options =
//!     WindowOptions { wanted: &wanted, setting, corners: true, min_valid: 0.0, fill_nodata: false, centre_codes: &[] };
//! let mut shares = Vec::new();
//! Windows::new(&tile, &square, options).row(0, 0, 1, |_, values| shares.push(values[0].unwrap()));
//! assert_eq!((shares[0], shares[2]), (0.0, 50.0));
//! assert!((shares[1] - 100.0 / 3.0).abs() < 1e-12);
//! ```

mod fixed_point;
mod footprint;
mod halo_tile;
mod square_window_patches;
mod tile_runs;
mod window_counts;
mod window_patches;
mod window_pattern;

pub use footprint::{Footprint, WindowShape};
pub use halo_tile::HaloTile;
pub use window_pattern::{SmallMap, WindowPattern};

use crate::kernels::metrics::{Basis, Landscape, Metric, Setting, Sums};
use square_window_patches::SquareWindowPatches;
use tile_runs::TileRuns;
use window_counts::WindowCounts;
use window_patches::WindowPatches;

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
pub fn fewest(min_valid: f64, cells: u64) -> u64 {
    ((min_valid * cells as f64 - 1e-9).ceil() as u64).max(1)
}

/// Which windows have numbers, and how they are computed.
#[derive(Clone, Copy)]
pub struct WindowOptions<'a> {
    pub wanted: &'a [Wanted],
    pub setting: Setting,
    /// Cells that touch at a corner are of one patch (the rule of 8 neighbours).
    pub corners: bool,
    /// The smallest share of the cells of a window that must have a class.
    pub min_valid: f64,
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
enum PatchMethod {
    None,
    ByRuns(WindowPatches, TileRuns),
    /// Of squares, whose patches are not asked for one by one.
    BySquares(SquareWindowPatches, TileRuns),
}

impl PatchMethod {
    fn new(tile: &HaloTile, footprint: &Footprint, options: &WindowOptions<'_>) -> PatchMethod {
        let (sums, shapes) = (options.basis(Basis::Patches), options.basis(Basis::Shapes));
        match SquareWindowPatches::new(tile, footprint) {
            _ if !sums && !shapes => PatchMethod::None,
            Some(squares) if !shapes => PatchMethod::BySquares(squares, TileRuns::of_columns(tile, options.corners)),
            _ => PatchMethod::ByRuns(WindowPatches::new(footprint), TileRuns::of_rows(tile, options.corners)),
        }
    }
}

/// Windows of one size over a tile.
pub struct Windows<'a> {
    tile: &'a HaloTile,
    footprint: &'a Footprint,
    options: WindowOptions<'a>,
    counts: WindowCounts,
    patches: PatchMethod,
    /// ClassIds of centres.
    centres: Vec<bool>,
    sums: Sums,
    /// Whether sums of classes are not enough for what is wanted.
    beyond_sums: bool,
}

impl<'a> Windows<'a> {
    pub fn new(tile: &'a HaloTile, footprint: &'a Footprint, options: WindowOptions<'a>) -> Windows<'a> {
        let codes = options.centre_codes;
        let of_code = tile.codes.iter().map(|code| codes.is_empty() || codes.contains(code));
        let centres = std::iter::once(options.fill_nodata && codes.is_empty()).chain(of_code).collect();
        Windows {
            tile,
            footprint,
            options,
            counts: WindowCounts::new(tile, footprint, options.basis(Basis::Edges)),
            patches: PatchMethod::new(tile, footprint, &options),
            centres,
            sums: Sums::new(options.setting),
            beyond_sums: options.wanted.iter().any(|wanted| wanted.metric.basis() >= Basis::Shapes),
        }
    }

    /// Gives the numbers of the windows around some cells of a row of the map, every `stride`th from `column` on, in the order
    /// in which they are wanted; `None` where a window or a metric has none.
    pub fn row(&mut self, row: usize, column: usize, stride: usize, mut visit: impl FnMut(usize, &[Option<f64>])) {
        let centres = self.tile.centres;
        let min_cells = fewest(self.options.min_valid, self.footprint.cells as u64) as usize;
        let end = centres.column + centres.columns;
        let none = vec![None; self.options.wanted.len()];
        let mut values = none.clone();
        let first = self.tile.at(row, column);
        self.counts.begin(self.tile, first);
        let row = first / self.tile.width;
        match &mut self.patches {
            PatchMethod::None => {}
            PatchMethod::ByRuns(window_patches, runs) => window_patches.begin(runs, row),
            PatchMethod::BySquares(squares, runs) => squares.begin(runs, row, self.footprint.half_height()),
        }
        for (i, at) in (column..end).zip(first..) {
            if (i - column) % stride == 0 {
                let centre = self.centres[usize::from(self.tile.class_ids[at])];
                if centre && self.footprint.cells - self.counts.background() >= min_cells {
                    self.numbers(at, &mut values);
                    visit(i, &values);
                } else {
                    visit(i, &none);
                }
            }
            self.counts.step(self.tile, at);
        }
    }

    fn numbers(&mut self, at: usize, values: &mut [Option<f64>]) {
        let (tile, sums, options) = (self.tile, &mut self.sums, &self.options);
        self.counts.fill(tile, sums);
        let index_in_sums = &self.counts.index_in_sums;
        match &mut self.patches {
            PatchMethod::None => {}
            PatchMethod::ByRuns(window_patches, runs) => {
                window_patches.find(runs, at % tile.width);
                window_patches.fill(index_in_sums, sums);
            }
            PatchMethod::BySquares(squares, runs) => {
                squares.find(runs, at % tile.width);
                squares.fill(index_in_sums, sums);
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
        let pattern = match &self.patches {
            PatchMethod::ByRuns(window_patches, _) if !options.basis(Basis::Geometry) => {
                WindowPattern::of_shapes(window_patches, index_in_sums, sums)
            }
            _ => WindowPattern::of_window(tile, self.footprint, at, index_in_sums, sums, options.corners),
        };
        let landscape = pattern.landscape(options.setting);
        for (value, wanted) in values.iter_mut().zip(options.wanted) {
            if wanted.metric.basis() >= Basis::Shapes {
                *value = wanted.of(&landscape);
            }
        }
    }
}

#[cfg(test)]
mod tests;
