//! Values of windows as they were written: where they are, and sums over their pairs.

use crate::{
    cover::classes::ClassMap,
    engine::{
        land_cover::shaped,
        progress::Progress,
        sweep::{Emit, Worker, sweep},
        threads::Threads,
    },
    error::{Error, Result, try_vec},
    grid::{BlockShape, Grid, Window, tiling::Tiling},
    io::{
        RasterSource,
        gdal::{Source, SourceOptions},
    },
    kernels::{
        Accumulator,
        geostatistics::variogram::{BinSums, Bins, LagBlock, LagSums, Steps},
        stats::sum::Sum,
    },
    sentence::phrase,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A raster with a band for each radius and metric.
#[derive(Clone)]
pub struct WindowLayers {
    pub path: String,
    pub metrics: usize,
    pub radii: usize,
}

/// Reads it for one thread. The cells of a metric are the same at all radii: those with a number at every one of them.
struct LayerReader {
    sources: Vec<Source>,
    metrics: usize,
    /// Values by radius.
    cells: Vec<Vec<f64>>,
}

impl WindowLayers {
    fn source(&self, band: usize) -> Result<Source> {
        let options = SourceOptions {
            path: self.path.clone(),
            band,
            nodata: Vec::new(),
            own_nodata: true,
            ignore_codes: Arc::default(),
            crs: None,
        };
        Source::open(&options, Arc::new(ClassMap::new([])))
    }

    fn open(&self) -> Result<LayerReader> {
        let sources = (1..=self.metrics * self.radii).map(|band| self.source(band)).collect::<Result<_>>()?;
        Ok(LayerReader { sources, metrics: self.metrics, cells: vec![Vec::new(); self.radii] })
    }

    /// Where there are values, and how many.
    pub fn look(&self, threads: &Threads, progress: &mut Progress<'_>) -> Result<LayerStatistics> {
        let info = self.source(1)?.info(None)?;
        let tiling = Tiling::for_blocks(&info.grid, info.block, None);
        let found: LayerMoments =
            sweep(&tiling, threads, progress, phrase!("Looking for values"), || self.open(), |()| Ok(()))?;
        let none = || Error::NoWindows { cells: info.grid.cells() };
        let bounds = found.bounds.ok_or_else(none)?;
        if found.bands.iter().any(|band| band.cells == 0) {
            return Err(none());
        }
        Ok(LayerStatistics { bounds, variances: found.bands.iter().map(ValueMoments::variance).collect() })
    }
}

impl LayerReader {
    /// Values of a metric at all radii, NaN where one of them has none.
    fn read(&mut self, metric: usize, window: Window) -> Result<&[Vec<f64>]> {
        for (radius, cells) in self.cells.iter_mut().enumerate() {
            if cells.len() != window.cells() {
                *cells = try_vec(window.cells(), 0.0, phrase!("values of windows"))?;
            }
            self.sources[radius * self.metrics + metric].read_values(window, cells)?;
        }
        for at in 0..window.cells() {
            if !self.cells.iter().all(|cells| cells[at].is_finite()) {
                self.cells.iter_mut().for_each(|cells| cells[at] = f64::NAN);
            }
        }
        Ok(&self.cells)
    }
}

/// What is known of the values of all windows.
pub struct LayerStatistics {
    /// The smallest rectangle that holds all.
    pub bounds: Window,
    /// By metric and radius.
    pub variances: Vec<f64>,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
struct ValueMoments {
    cells: u64,
    sum: Sum,
    squares: Sum,
}

impl ValueMoments {
    fn variance(&self) -> f64 {
        let n = self.cells as f64;
        (self.squares.total() / n - (self.sum.total() / n).powi(2)).max(0.0)
    }
}

#[derive(Default, Serialize, Deserialize)]
struct LayerMoments {
    bounds: Option<Window>,
    bands: Vec<ValueMoments>,
}

impl Accumulator for LayerMoments {
    /// Of all metrics and radii, one after the other.
    type Block<'a> = (Window, &'a [Vec<f64>]);
    type Output = LayerMoments;

    fn push(&mut self, (window, by_radius): (Window, &[Vec<f64>])) {
        for values in by_radius {
            let mut band = ValueMoments::default();
            for (at, value) in values.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
                (band.cells, self.bounds) = (band.cells + 1, with(self.bounds, cell(window, at)));
                band.sum.add(*value);
                band.squares.add(value * value);
            }
            self.bands.push(band);
        }
    }

    fn merge(&mut self, next: Self) {
        self.bounds = next.bounds.map_or(self.bounds, |bounds| with(self.bounds, bounds));
        if self.bands.is_empty() {
            self.bands = next.bands;
            return;
        }
        for (band, more) in self.bands.iter_mut().zip(next.bands) {
            band.cells += more.cells;
            band.sum.merge(more.sum);
            band.squares.merge(more.squares);
        }
    }

    fn finish(self) -> LayerMoments {
        self
    }
}

fn cell(window: Window, at: usize) -> Window {
    Window { row: window.row + at / window.columns, column: window.column + at % window.columns, rows: 1, columns: 1 }
}

/// The smallest rectangle that holds both.
fn with(bounds: Option<Window>, other: Window) -> Option<Window> {
    let Some(bounds) = bounds else { return Some(other) };
    let (row, column) = (bounds.row.min(other.row), bounds.column.min(other.column));
    let bottom = (bounds.row + bounds.rows).max(other.row + other.rows);
    let right = (bounds.column + bounds.columns).max(other.column + other.columns);
    Some(Window { row, column, rows: bottom - row, columns: right - column })
}

impl Worker<LayerMoments, ()> for LayerReader {
    fn unit(&mut self, window: Window, _emit: Emit<'_, ()>) -> Result<LayerMoments> {
        let mut moments = LayerMoments::default();
        for metric in 0..self.metrics {
            moments.push((window, self.read(metric, window)?));
        }
        Ok(moments)
    }
}

/// What variograms of all layers need.
#[derive(Clone, Copy)]
pub struct Surfaces<'a> {
    pub layers: &'a WindowLayers,
    pub bounds: Window,
    pub steps: Steps,
    /// Up to each cutoff, that of the rule first and the largest last.
    pub bins: &'a [Bins],
    /// In blocks that a jackknife can leave out; else in parts as large as memory has room for.
    pub blocks: bool,
}

/// Blocks that a jackknife takes at least, down and across.
const BLOCKS: usize = 4;
/// Rows or columns of a unit of work, where the cutoff allows it.
const SIDE: usize = 2048;

impl Surfaces<'_> {
    /// Of the largest cutoff.
    fn max_lag(&self) -> (usize, usize) {
        self.steps.max_lag(self.bins[self.bins.len() - 1].cutoff())
    }

    /// The blocks of a jackknife, as wide as there can be 16 of: a block is to be as wide as a cutoff.
    fn tiling(&self) -> Tiling {
        let blocks = if self.blocks { BLOCKS } else { 1 };
        let side = |cells: usize, max_lag: usize| cells.div_ceil(blocks).min(SIDE.max(max_lag));
        let (max_lag, bounds) = (self.max_lag(), self.bounds);
        let shape = BlockShape { rows: side(bounds.rows, max_lag.0), columns: side(bounds.columns, max_lag.1) };
        let grid = Grid { rows: bounds.rows, columns: bounds.columns, geotransform: [0.0; 6], metres_per_unit: 1.0 };
        Tiling::new(&grid, shape)
    }

    /// Sums over the pairs of every layer, by block.
    pub fn sums(&self, threads: &Threads, progress: &mut Progress<'_>) -> Result<BlockBinSums> {
        let open = || Ok(BlockSummer { reader: self.layers.open()?, of: self });
        sweep(&self.tiling(), threads, progress, phrase!("Summing pairs"), open, |()| Ok(()))
    }

    /// Whether blocks are as wide as a cutoff.
    pub fn wide_enough(&self, cutoff: f64) -> bool {
        let (max_lag, block) = (self.steps.max_lag(cutoff), self.tiling().window(0));
        block.rows >= max_lag.0 && block.columns >= max_lag.1
    }
}

/// By block, sums of every metric, radius and cutoff.
#[derive(Default, Serialize, Deserialize)]
pub struct BlockBinSums(pub Vec<Vec<BinSums>>);

impl Accumulator for BlockBinSums {
    type Block<'a> = Vec<BinSums>;
    type Output = BlockBinSums;

    fn push(&mut self, block: Vec<BinSums>) {
        self.0.push(block);
    }

    fn merge(&mut self, next: Self) {
        self.0.extend(next.0);
    }

    fn finish(self) -> BlockBinSums {
        self
    }
}

struct BlockSummer<'a> {
    reader: LayerReader,
    of: &'a Surfaces<'a>,
}

impl Worker<BlockBinSums, ()> for BlockSummer<'_> {
    /// The window is one within the bounds.
    fn unit(&mut self, window: Window, emit: Emit<'_, ()>) -> Result<BlockBinSums> {
        let (max_lag, bounds) = (self.of.max_lag(), self.of.bounds);
        let (all, columns) = LagBlock::around(window, max_lag, (bounds.rows, bounds.columns));
        let all = Window { row: bounds.row + all.row, column: bounds.column + all.column, ..all };
        let mut found = Vec::new();
        for metric in 0..self.of.layers.metrics {
            for values in self.reader.read(metric, all)? {
                let cells = shaped(values, all)?;
                let mut sums = LagSums::new(max_lag, None);
                if !sums.push_while(&LagBlock { cells, columns: columns.clone(), rows: window.rows }, emit.go_on) {
                    return Err(Error::Cancelled);
                }
                let lags = sums.finish();
                found.extend(self.of.bins.iter().map(|bins| lags.bins(&self.of.steps, bins)));
            }
        }
        let mut blocks = BlockBinSums::default();
        blocks.push(found);
        Ok(blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;
    use ndarray::array;
    use std::ops::Range;

    #[test]
    fn parts_of_values_make_the_whole() {
        const N: f64 = f64::NAN;
        // Two metrics of rows of two windows, at one radius
        let metrics = [[N, N, 2.0, N, 5.0, 1.0, N, N], [N, 3.0, N, N, 4.0, N, N, N]];
        let of = |rows: Range<usize>| {
            let mut moments = LayerMoments::default();
            if !rows.is_empty() {
                let window = Window { row: 3 + rows.start, column: 5, rows: rows.len(), columns: 2 };
                for values in &metrics {
                    moments.push((window, &[values[2 * rows.start..2 * rows.end].to_vec()]));
                }
            }
            moments
        };
        let band = |band: &ValueMoments| (band.cells, band.sum.total(), band.squares.total());
        let statistics = |moments: LayerMoments| (moments.bounds, moments.bands.iter().map(band).collect::<Vec<_>>());
        laws::hold_in_any_order::<LayerMoments, _>(4, of, statistics);
        let bounds = Window { row: 3, column: 5, rows: 3, columns: 2 };
        assert_eq!(statistics(of(0..4)), (Some(bounds), vec![(3, 8.0, 30.0), (2, 7.0, 25.0)]));
    }

    #[test]
    fn parts_of_sums_make_the_whole() {
        let (steps, bins) = (Steps::north_up(1.0, 1.0), Bins::new(1.0, 1.0));
        let of = |blocks: Range<usize>| {
            let mut found = BlockBinSums::default();
            for block in blocks {
                let mut sums = LagSums::new((1, 1), None);
                sums.push(LagBlock::whole(array![[0.0, block as f64], [3.0, 1.0]].view()));
                found.push(vec![sums.lags().bins(&steps, &bins)]);
            }
            found
        };
        laws::hold::<BlockBinSums, _>(4, of, |blocks| blocks.0);
    }
}
