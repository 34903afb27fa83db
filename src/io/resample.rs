//! Cells of one grid from the cells of another: pure kernels over positions that are known already.
//!
//! Definitions are gdalwarp's. Positions count in source cells, 0 at the outer edge of the first: the cell (row, column) is
//! [column, column + 1) x [row, row + 1).
//! * Nearest: the cell that holds the target cell's centre.
//! * Bilinear: the four cells around the centre by distance; where the target is coarser by more than 5 % in a direction,
//!   a triangle as wide as two target cells. Nodata in the cell that holds the centre is nodata; in others it is left
//!   out, and the weights of the rest sum to one.
//! * Average and mode: the cells under the box from the target cell's upper left to its lower right corner, each by the
//!   part of it that is covered and inside the raster; nodata is left out. Of classes that cover the same, the one wins
//!   whose sum is reached first by row and column. The box is the target cell itself unless the grids are turned against
//!   each other.

use crate::{cover::classes::NODATA, grid::Window};

/// How cells of another grid become those of the grid in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resampling {
    /// For classes and values.
    Nearest,
    /// For classes.
    Mode,
    /// For values.
    Bilinear,
    /// For values.
    Average,
}

/// A part of a raster in memory.
pub struct SourceWindow<'a, T> {
    pub cells: &'a [T],
    pub window: Window,
    /// Size of the whole raster.
    pub rows: usize,
    pub columns: usize,
}

impl<T: Copy> SourceWindow<'_, T> {
    #[inline(always)]
    fn at(&self, row: usize, column: usize) -> T {
        let (r, c) = (row.wrapping_sub(self.window.row), column.wrapping_sub(self.window.column));
        assert!(r < self.window.rows && c < self.window.columns, "{}", MISSED);
        self.cells[r * self.window.columns + c]
    }

    /// A piece of a row.
    #[inline(always)]
    fn line(&self, row: usize, columns: &CoveredCells) -> &[T] {
        let (r, c) = (row.wrapping_sub(self.window.row), columns.first.wrapping_sub(self.window.column));
        let length = columns.end - columns.first;
        assert!(r < self.window.rows && c < self.window.columns && c + length <= self.window.columns, "{}", MISSED);
        &self.cells[r * self.window.columns + c..][..length]
    }
}

/// Whoever chose the window missed a cell that is needed; nodata in its place would be a silent fault.
const MISSED: &str = "the window holds every cell that is asked for";

/// Positions of points of one row of target cells; NaN where there is none.
#[derive(Clone, Copy)]
pub struct RowPositions<'a> {
    pub x: &'a [f64],
    pub y: &'a [f64],
}

/// The cell that holds a position; positions that fall short of an edge by `tie` or less are on it.
#[inline(always)]
fn cell(position: f64, tie: f64, count: usize) -> Option<usize> {
    let p = position + tie;
    // False for NaN as well. A cast cuts towards 0, which is down for what is left.
    (p >= 0.0 && p < count as f64).then_some(p as usize)
}

pub fn nearest<T: Copy>(source_window: &SourceWindow<T>, tie: f64, centres: RowPositions, out: &mut [T], none: T) {
    for ((x, y), out) in centres.x.iter().zip(centres.y).zip(out) {
        *out = match (cell(*y, tie, source_window.rows), cell(*x, tie, source_window.columns)) {
            (Some(row), Some(column)) => source_window.at(row, column),
            _ => none,
        };
    }
}

/// Where a row of the patch gives a row of the target: [`nearest`] for grids that are not turned against each other.
pub struct NearestColumns {
    /// Places in a row of the patch.
    source_columns: Vec<u32>,
    /// Target columns before the first and from the last that have a source column.
    first: usize,
    end: usize,
}

impl NearestColumns {
    pub fn new<T: Copy>(source_window: &SourceWindow<T>, tie: f64, x: &[f64]) -> NearestColumns {
        let columns: Vec<Option<usize>> = x.iter().map(|x| cell(*x, tie, source_window.columns)).collect();
        // Positions rise or fall along a row, so that those inside are in one piece.
        let first = columns.iter().position(Option::is_some).unwrap_or(0);
        let end = columns.iter().rposition(Option::is_some).map_or(first, |last| last + 1);
        let source_column = |column: &Option<usize>| {
            let source_column =
                column.expect("it lies between two that are inside").wrapping_sub(source_window.window.column);
            assert!(source_column < source_window.window.columns, "{}", MISSED);
            source_column as u32
        };
        NearestColumns { source_columns: columns[first..end].iter().map(source_column).collect(), first, end }
    }

    pub fn nearest<T: Copy>(&self, source_window: &SourceWindow<T>, tie: f64, y: f64, out: &mut [T], none: T) {
        let Some(row) = cell(y, tie, source_window.rows).filter(|_| !self.source_columns.is_empty()) else {
            out.fill(none);
            return;
        };
        let row = row.wrapping_sub(source_window.window.row);
        assert!(row < source_window.window.rows, "{}", MISSED);
        let line = &source_window.cells[row * source_window.window.columns..][..source_window.window.columns];
        out[..self.first].fill(none);
        out[self.end..].fill(none);
        for (out, source_column) in out[self.first..self.end].iter_mut().zip(&self.source_columns) {
            *out = line[*source_column as usize];
        }
    }
}

/// The cells of one direction that a box covers.
#[derive(Debug, Clone, Copy, PartialEq)]
struct CoveredCells {
    first: usize,
    end: usize,
    min: f64,
    max: f64,
}

impl CoveredCells {
    #[inline(always)]
    fn new(a: f64, b: f64, tie: f64, count: usize) -> Option<CoveredCells> {
        let (min, max) = if a < b { (a, b) } else { (b, a) };
        // Also false for NaN: a box that only touches the raster has nothing of it.
        if !(max > tie && min < count as f64 - tie) {
            return None;
        }
        let first = (min + tie).max(0.0) as usize;
        let high = max - tie;
        let end = (high as usize + usize::from(((high as usize) as f64) < high)).min(count);
        // A box without width, as 45 degrees of rotation make it, lies in one cell.
        Some(CoveredCells { first, end: end.max(first + 1), min, max })
    }

    /// The part of a cell that is covered; 1 for the only one, whose part is the same for all of the box.
    #[inline(always)]
    fn weight(&self, cell: usize) -> f64 {
        if self.end - self.first == 1 {
            return 1.0;
        }
        (self.max.min((cell + 1) as f64) - self.min.max(cell as f64)).max(0.0)
    }

    #[inline(always)]
    fn steps(&self, cell: usize) -> u64 {
        (self.weight(cell) * STEPS + 0.5) as u64
    }
}

/// Covered parts are counted in steps of 2⁻¹⁶ of a cell in each direction, so that classes that cover the same are found
/// to do so whatever the rounding of positions.
const STEPS: f64 = 65_536.0;

fn covered<T>(
    source_window: &SourceWindow<T>,
    tie: f64,
    upper: RowPositions,
    lower: RowPositions,
    i: usize,
) -> Option<(CoveredCells, CoveredCells)> {
    let rows = CoveredCells::new(upper.y[i], lower.y[i], tie, source_window.rows)?;
    Some((rows, CoveredCells::new(upper.x[i], lower.x[i], tie, source_window.columns)?))
}

/// Sums per class, held between cells: all zero in between.
pub struct ClassWeights {
    sums: Vec<u64>,
    met: Vec<u16>,
}

impl Default for ClassWeights {
    fn default() -> ClassWeights {
        ClassWeights { sums: vec![0; 1 << 16], met: Vec::new() }
    }
}

/// `upper` and `lower` are the corners of the target cells, upper left and lower right.
pub fn mode(
    source_window: &SourceWindow<u16>,
    tie: f64,
    upper: RowPositions,
    lower: RowPositions,
    out: &mut [u16],
    class_weights: &mut ClassWeights,
) {
    for (i, out) in out.iter_mut().enumerate() {
        *out = NODATA;
        let Some((rows, columns)) = covered(source_window, tie, upper, lower, i) else { continue };
        let first = source_window.at(rows.first, columns.first);
        // Most boxes lie within one patch of a class.
        if (rows.first..rows.end).all(|row| source_window.line(row, &columns).iter().all(|id| *id == first)) {
            *out = first;
            continue;
        }
        let mut most = 0;
        for row in rows.first..rows.end {
            let height = rows.steps(row);
            for (column, id) in (columns.first..).zip(source_window.line(row, &columns)) {
                if *id == NODATA {
                    continue;
                }
                let sum = &mut class_weights.sums[usize::from(*id)];
                if *sum == 0 {
                    class_weights.met.push(*id);
                }
                *sum += height * columns.steps(column);
                if *sum > most {
                    (most, *out) = (*sum, *id);
                }
            }
        }
        for id in class_weights.met.drain(..) {
            class_weights.sums[usize::from(id)] = 0;
        }
    }
}

/// `upper` and `lower` are the corners of the target cells, upper left and lower right.
pub fn average(source_window: &SourceWindow<f64>, tie: f64, upper: RowPositions, lower: RowPositions, out: &mut [f64]) {
    for (i, out) in out.iter_mut().enumerate() {
        *out = f64::NAN;
        let Some((rows, columns)) = covered(source_window, tie, upper, lower, i) else { continue };
        let mut mean = WeightedMean::default();
        for row in rows.first..rows.end {
            let height = rows.weight(row);
            for (column, value) in (columns.first..).zip(source_window.line(row, &columns)) {
                mean.add(height * columns.weight(column), *value);
            }
        }
        *out = mean.value();
    }
}

/// A weighted mean of what is not NaN.
#[derive(Default)]
struct WeightedMean {
    weights: f64,
    sum: f64,
}

impl WeightedMean {
    #[inline(always)]
    fn add(&mut self, weight: f64, value: f64) {
        if !value.is_nan() {
            self.weights += weight;
            self.sum += weight * value;
        }
    }

    fn value(&self) -> f64 {
        if self.weights > 0.0 { self.sum / self.weights } else { f64::NAN }
    }
}

/// Target cells per source cell in a direction, below which a triangle takes the place of four cells.
const COARSER: f64 = 0.95;

/// `scale` holds target cells per source cell along the source's columns and rows.
pub fn bilinear(
    source_window: &SourceWindow<f64>,
    tie: f64,
    scale: (f64, f64),
    centres: RowPositions,
    out: &mut [f64],
) {
    let scale =
        if scale.0 >= COARSER && scale.1 >= COARSER { (1.0, 1.0) } else { (scale.0.min(1.0), scale.1.min(1.0)) };
    for ((x, y), out) in centres.x.iter().zip(centres.y).zip(out) {
        *out = f64::NAN;
        let (Some(row), Some(column)) = (cell(*y, tie, source_window.rows), cell(*x, tie, source_window.columns))
        else {
            continue;
        };
        if source_window.at(row, column).is_nan() {
            continue;
        }
        let mut mean = WeightedMean::default();
        for row in around(*y, scale.1, source_window.rows) {
            let height = triangle(row, *y, scale.1);
            for column in around(*x, scale.0, source_window.columns) {
                mean.add(height * triangle(column, *x, scale.0), source_window.at(row, column));
            }
        }
        *out = mean.value();
    }
}

/// How far the cells that count may lie from a position, in source cells.
pub fn support_radius(resampling: Resampling, scale: f64) -> f64 {
    if resampling == Resampling::Bilinear { 1.0 / scale.min(1.0) } else { 0.0 }
}

/// The cells whose centres are within 1 / scale of a position.
#[inline(always)]
fn around(position: f64, scale: f64, count: usize) -> std::ops::Range<usize> {
    let radius = 1.0 / scale;
    let low = (position - 0.5 - radius).max(-1.0);
    let high = (position - 0.5 + radius).min(count as f64);
    // The first centre beyond `low`, and that before `high`: a weight of 0 adds nothing.
    ((low + 1.0) as usize)..((high.max(-1.0) + 1.0) as usize).min(count)
}

#[inline(always)]
fn triangle(cell: usize, position: f64, scale: f64) -> f64 {
    (1.0 - (cell as f64 + 0.5 - position).abs() * scale).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source_window<T>(columns: usize, cells: &[T]) -> SourceWindow<'_, T> {
        let rows = cells.len() / columns;
        SourceWindow { cells, window: Window { row: 0, column: 0, rows, columns }, rows, columns }
    }

    const TIE: f64 = 1e-10;

    fn at<T: Copy>(f: impl Fn(RowPositions, &mut [T]), x: f64, y: f64, start: T) -> T {
        let mut out = [start];
        f(RowPositions { x: &[x], y: &[y] }, &mut out);
        out[0]
    }

    #[test]
    fn nearest_by_hand() {
        let cells = [1u16, 2, 3, 4];
        let p = source_window(2, &cells);
        let near = |x, y| at(|l, o| nearest(&p, TIE, l, o, NODATA), x, y, 0);
        assert_eq!([near(0.0, 0.0), near(0.999, 0.5), near(1.0, 0.5), near(1.5, 1.999)], [1, 1, 2, 4]);
        // An edge belongs to the cell after it, the last one to none; rounding makes no difference
        assert_eq!([near(1.0 - 1e-11, 0.5), near(1.0 + 1e-11, 0.5)], [2, 2]);
        assert_eq!(
            [near(-1e-11, 0.5), near(2.0 - 1e-11, 0.5), near(2.0, 0.5), near(-1e-3, 0.5)],
            [1, NODATA, NODATA, NODATA]
        );
        assert_eq!([near(f64::NAN, 0.5), near(0.5, f64::NAN), near(f64::INFINITY, 0.5)], [NODATA; 3]);
    }

    #[test]
    fn nearest_by_columns_is_nearest() {
        let cells: Vec<u16> = (0..35).collect();
        let p = source_window(7, &cells);
        for (start, step) in [(-2.3, 0.7), (9.1, -0.9), (0.5, 1.0), (20.0, 1.0), (-3.0, 0.1)] {
            let x: Vec<f64> = (0..20).map(|i| start + step * f64::from(i)).collect();
            for y in [-0.5, 0.0, 2.5, 4.999, 5.0] {
                let (mut a, mut b) = ([9; 20], [8; 20]);
                nearest(&p, TIE, RowPositions { x: &x, y: &[y; 20] }, &mut a, NODATA);
                NearestColumns::new(&p, TIE, &x).nearest(&p, TIE, y, &mut b, NODATA);
                assert_eq!(a, b);
            }
        }
    }

    #[test]
    #[should_panic(expected = "the window holds every cell")]
    fn a_window_that_is_too_small_is_a_defect_and_no_hole() {
        let p = SourceWindow {
            cells: &[1u16],
            window: Window { row: 0, column: 1, rows: 1, columns: 1 },
            rows: 1,
            columns: 2,
        };
        at(|l, o| nearest(&p, TIE, l, o, NODATA), 0.5, 0.5, 0);
    }

    fn boxed<T: Copy>(
        f: impl FnOnce(RowPositions, RowPositions, &mut [T]),
        a: (f64, f64),
        b: (f64, f64),
        start: T,
    ) -> T {
        let mut out = [start];
        f(RowPositions { x: &[a.0], y: &[a.1] }, RowPositions { x: &[b.0], y: &[b.1] }, &mut out);
        out[0]
    }

    fn mode_of(p: &SourceWindow<u16>, a: (f64, f64), b: (f64, f64)) -> u16 {
        boxed(|u, l, o| mode(p, TIE, u, l, o, &mut ClassWeights::default()), a, b, 0)
    }

    #[test]
    fn mode_counts_what_is_covered() {
        let row = [7u16, 7, 9, 9, 9];
        let p = source_window(5, &row);
        // Two cells of each are touched; of 7 are covered 0.1 + 1 = 1.1, of 9 1 + 0.9 = 1.9
        assert_eq!(mode_of(&p, (0.9, 0.0), (3.9, 1.0)), 9);
        // 7 reaches 1 + 1 before 9 reaches 1 + 1
        assert_eq!(mode_of(&p, (0.0, 0.0), (4.0, 1.0)), 7);
        // Beyond the raster there is nothing: 7 covers 2, 9 covers 1
        assert_eq!(mode_of(&p, (-9.0, -3.0), (3.0, 5.0)), 7);
        // Nor where only an edge is touched
        assert_eq!(mode_of(&p, (5.0, 0.0), (6.0, 1.0)), NODATA);
        assert_eq!(mode_of(&p, (-1.0, 0.0), (1e-12, 1.0)), NODATA);
        // A mirrored grid, and a corner that could not be found
        assert_eq!(mode_of(&p, (3.9, 1.0), (0.9, 0.0)), 9);
        assert_eq!(mode_of(&p, (f64::NAN, 0.0), (0.9, 1.0)), NODATA);
    }

    #[test]
    fn mode_forgets_the_cells_before() {
        // 7 covers most of the first box, half as much as 9 of the second
        let (cells, mut out) = ([7u16, 7, 7, 9, 7, 9], [0; 2]);
        let (upper, lower) =
            (RowPositions { x: &[0.0, 3.0], y: &[0.0; 2] }, RowPositions { x: &[4.0, 6.0], y: &[1.0; 2] });
        let mut class_weights = ClassWeights::default();
        for _ in 0..2 {
            mode(&source_window(6, &cells), TIE, upper, lower, &mut out, &mut class_weights);
            assert_eq!(out, [7, 9]);
        }
        assert!(class_weights.met.is_empty() && class_weights.sums.iter().all(|sum| *sum == 0));
    }

    #[test]
    fn mode_of_ties_is_the_first_to_reach_it() {
        // 9 has its second cell before 7 has
        assert_eq!(mode_of(&source_window(4, &[7u16, 9, 9, 7]), (0.0, 0.0), (4.0, 1.0)), 9);
        // Halves are halves whatever the rounding: 5 and 6 cover 0.5 + 0.5 each, 6 reaches that first
        let cells = [5u16, 6, 5];
        for noise in [-1e-9, 0.0, 1e-9] {
            assert_eq!(mode_of(&source_window(3, &cells), (0.5 + noise, 0.0), (2.5 - noise, 1.0)), 6);
        }
    }

    #[test]
    fn mode_leaves_nodata_out() {
        let n = NODATA;
        assert_eq!(mode_of(&source_window(3, &[n, n, 4]), (0.0, 0.0), (2.1, 1.0)), 4);
        assert_eq!(mode_of(&source_window(3, &[n, n, 4]), (0.0, 0.0), (2.0, 1.0)), n);
    }

    #[test]
    fn average_by_hand() {
        let n = f64::NAN;
        let cells = [10.0, 20.0, 30.0, 40.0, n, 60.0];
        let p = source_window(3, &cells);
        let mean = |a, b| boxed(|u, l, o| average(&p, TIE, u, l, o), a, b, 0.0);
        assert_eq!(mean((0.5, 0.0), (2.0, 1.0)), (0.5 * 10.0 + 20.0) / 1.5);
        // Cells of both rows, one of them nodata
        assert_eq!(mean((0.5, 0.0), (1.5, 2.0)), (0.5 * 10.0 + 0.5 * 20.0 + 0.5 * 40.0) / 1.5);
        // What lies beyond the raster has no weight
        assert_eq!(mean((-0.5, 0.0), (1.5, 1.0)), (10.0 + 0.5 * 20.0) / 1.5);
        assert_eq!(mean((1.5, -3.0), (3.5, 1.0)), (0.5 * 20.0 + 30.0) / 1.5);
        // Within one cell it is the cell
        assert_eq!(mean((0.2, 0.2), (0.4, 0.9)), 10.0);
        assert!(mean((1.1, 1.1), (1.9, 1.9)).is_nan() && mean((3.0, 0.0), (4.0, 1.0)).is_nan());
    }

    #[test]
    fn bilinear_by_hand() {
        let n = f64::NAN;
        let cells = [10.0, 20.0, 30.0, 40.0, 50.0, n];
        let p = source_window(3, &cells);
        let value = |x, y| at(|l, o| bilinear(&p, TIE, (1.0, 1.0), l, o), x, y, 0.0);
        assert_eq!(value(0.5, 0.5), 10.0);
        assert_eq!(value(1.25, 0.5), 0.25 * 10.0 + 0.75 * 20.0);
        assert_eq!(value(1.0, 1.0), (10.0 + 20.0 + 40.0 + 50.0) / 4.0);
        // Towards the edge the last cell alone
        assert_eq!(value(0.25, 0.25), 10.0);
        // A neighbour without value is left out
        assert_eq!(
            value(1.75, 1.25),
            (0.25 * 0.75 * 20.0 + 0.25 * 0.25 * 30.0 + 0.75 * 0.75 * 50.0) / (0.25 + 0.75 * 0.75)
        );
        // Not so the cell of the centre
        assert!(value(2.1, 1.1).is_nan() && value(-0.1, 0.5).is_nan() && value(3.0, 0.5).is_nan());
    }

    #[test]
    fn bilinear_onto_coarser_cells_is_a_triangle() {
        let cells: Vec<f64> = (0..10).map(|i| f64::from(i * i)).collect();
        let p = source_window(10, &cells);
        let value = |x| at(|l, o| bilinear(&p, TIE, (0.5, 1.0), l, o), x, 0.5, 0.0);
        // Centres at 2.5 ... 5.5, distances 1.5 0.5 0.5 1.5 of 2
        let (far, near) = (0.25, 0.75);
        assert_eq!(value(4.0), (far * 4.0 + near * 9.0 + near * 16.0 + far * 25.0) / 2.0);
        assert_eq!(value(1.0), (near * 0.0 + near * 1.0 + far * 4.0) / 1.75);
        // Less than 5 % coarser is not coarser
        let value = |scale| at(|l, o| bilinear(&p, TIE, (scale, 1.0), l, o), 4.0, 0.5, 0.0);
        assert_eq!((value(0.96), value(2.0)), (12.5, 12.5));
    }
}
