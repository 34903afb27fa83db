//! Sweeps over the raster: how its cells are read, and sums over pairs of them, or draws, for each unit.

use crate::{
    cover::cell_mask::CellMask,
    engine::{
        fields::variogram::VALUE_MAX,
        land_cover::shaped,
        sweep::{Emit, Worker},
    },
    error::{Error, Result, try_vec},
    grid::{Grid, Window},
    io::{RasterSource, gdal::Source},
    kernels::{
        Accumulator, GoOn,
        geostatistics::variogram::{
            BinSums, Bins, Differences, LagBlock, LagSums, Medians, Point, RootSums, Sample, SampleBlock, SampledCell,
            Steps,
        },
        merge_some,
    },
    sentence::phrase,
};
use ndarray::{ArrayView2, s};
use serde::{Deserialize, Serialize};

/// What all workers share.
#[derive(Clone, Copy)]
pub struct Walk<'a> {
    pub grid: &'a Grid,
    pub mask: Option<&'a CellMask>,
    pub max_lag: (usize, usize),
    pub steps: Steps,
    pub bins: &'a Bins,
}

pub struct Reader<'a> {
    pub source: Source,
    pub walk: Walk<'a>,
    pub cells: Vec<f64>,
}

impl Reader<'_> {
    /// Values of a window, NaN where there is none.
    pub fn values(&mut self, window: Window) -> Result<ArrayView2<'_, f64>> {
        if self.cells.len() < window.cells() {
            self.cells = try_vec(window.cells(), 0.0, phrase!("a part of the raster"))?;
        }
        let cells = &mut self.cells[..window.cells()];
        self.source.read_values(window, cells)?;
        if let Some(mask) = self.walk.mask {
            mask.fill_outside(window, cells, f64::NAN);
        }
        let beyond = |value: &f64| value.abs() > VALUE_MAX;
        // Most windows have none, which is seen faster where nothing is looked for.
        let any = cells.iter().fold(false, |any, value| any | beyond(value));
        if let Some(at) = any.then(|| cells.iter().position(beyond)).flatten() {
            let (row, column) = (window.row + at / window.columns, window.column + at % window.columns);
            let path = self.source.path().to_owned();
            return Err(Error::ValueTooLarge { path, value: cells[at], row, column, limit: VALUE_MAX });
        }
        shaped(cells, window)
    }

    /// A unit with the cells that pairs from it lead to.
    fn block(&mut self, window: Window) -> Result<LagBlock<'_>> {
        let (max_lag, grid) = (self.walk.max_lag, self.walk.grid);
        let (all, columns) = LagBlock::around(window, max_lag, (grid.rows, grid.columns));
        Ok(LagBlock { cells: self.values(all)?, columns, rows: window.rows })
    }
}

/// Sums over all lags; and by block of bins, and of classes of distance and direction where these are wanted.
#[derive(Default, Serialize, Deserialize)]
pub struct Summed {
    pub sums: Option<LagSums>,
    pub blocks: Vec<BinSums>,
    pub classes: Vec<BinSums>,
}

impl Accumulator for Summed {
    type Block<'a> = (LagSums, BinSums, Option<BinSums>);
    type Output = Summed;

    fn push(&mut self, (sums, bins, classes): (LagSums, BinSums, Option<BinSums>)) {
        self.merge(Summed { sums: Some(sums), blocks: vec![bins], classes: Vec::from_iter(classes) });
    }

    fn merge(&mut self, next: Self) {
        merge_some(&mut self.sums, next.sums);
        self.blocks.extend(next.blocks);
        self.classes.extend(next.classes);
    }

    fn finish(self) -> Summed {
        self
    }
}

pub struct Summer<'a> {
    pub reader: Reader<'a>,
    /// Near the mean, where a covariance is wanted.
    pub origin: Option<f64>,
    /// Where ellipses are wanted.
    pub classes: Option<&'a Bins>,
}

impl Worker<Summed, ()> for Summer<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, ()>) -> Result<Summed> {
        let walk = self.reader.walk;
        let mut sums = LagSums::new(walk.max_lag, self.origin);
        if !sums.push_while(&self.reader.block(window)?, emit.go_on) {
            return Err(Error::Cancelled);
        }
        let bins = sums.lags().bins_while(&walk.steps, walk.bins, emit.go_on).ok_or(Error::Cancelled)?;
        let mut summed = Summed::default();
        let classes = self.classes.map(|classes| sums.lags().bins(&walk.steps, classes));
        summed.push((sums, bins, classes));
        Ok(summed)
    }
}

/// Accumulators of pairs that are visited one by one.
pub trait Pushed: Accumulator {
    fn push_block(&mut self, block: &LagBlock<'_>, go_on: GoOn<'_>) -> bool;
}

impl Pushed for RootSums {
    fn push_block(&mut self, block: &LagBlock<'_>, go_on: GoOn<'_>) -> bool {
        self.push_while(block, go_on)
    }
}

impl Pushed for Medians {
    fn push_block(&mut self, block: &LagBlock<'_>, go_on: GoOn<'_>) -> bool {
        self.push_while(block, go_on)
    }
}

impl Pushed for Differences {
    fn push_block(&mut self, block: &LagBlock<'_>, go_on: GoOn<'_>) -> bool {
        self.push_while(block, go_on)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(bound = "A: Accumulator")]
pub struct Gathered<A> {
    pub sums: Option<A>,
    pub cells: u64,
}

impl<A> Default for Gathered<A> {
    fn default() -> Gathered<A> {
        Gathered { sums: None, cells: 0 }
    }
}

impl<A: Accumulator> Accumulator for Gathered<A> {
    type Block<'a> = (A, u64);
    type Output = Gathered<A>;

    fn push(&mut self, (sums, cells): (A, u64)) {
        self.merge(Gathered { sums: Some(sums), cells });
    }

    fn merge(&mut self, next: Self) {
        merge_some(&mut self.sums, next.sums);
        self.cells += next.cells;
    }

    fn finish(self) -> Gathered<A> {
        self
    }
}

pub struct Pusher<'a, F> {
    pub reader: Reader<'a>,
    pub start: &'a F,
}

impl<A: Pushed, F: Fn() -> A> Worker<Gathered<A>, ()> for Pusher<'_, F> {
    fn unit(&mut self, window: Window, emit: Emit<'_, ()>) -> Result<Gathered<A>> {
        let block = self.reader.block(window)?;
        let own = block.cells.slice(s![..block.rows, block.columns.clone()]);
        let cells = own.iter().filter(|value| !value.is_nan()).count() as u64;
        let mut sums = (self.start)();
        if !sums.push_block(&block, emit.go_on) {
            return Err(Error::Cancelled);
        }
        let mut gathered = Gathered::default();
        gathered.push((sums, cells));
        Ok(gathered)
    }
}

#[derive(Default, Serialize, Deserialize)]
pub struct Drawn(Option<Sample>);

impl Drawn {
    /// By distance from the first cell, in map units.
    pub fn points(self, steps: &Steps) -> Vec<Point> {
        let cells = self.0.map_or(Vec::new(), Accumulator::finish);
        let point = |cell: &SampledCell| {
            let [east, north] = steps.vector((cell.row, cell.column as isize));
            Point { east, north, value: cell.value }
        };
        cells.iter().map(point).collect()
    }
}

impl Accumulator for Drawn {
    type Block<'a> = Sample;
    type Output = Drawn;

    fn push(&mut self, sample: Sample) {
        self.merge(Drawn(Some(sample)));
    }

    fn merge(&mut self, next: Self) {
        merge_some(&mut self.0, next.0);
    }

    fn finish(self) -> Drawn {
        self
    }
}

pub struct Drawer<'a> {
    pub reader: Reader<'a>,
    pub size: usize,
    pub seed: u64,
}

impl Worker<Drawn, ()> for Drawer<'_> {
    fn unit(&mut self, window: Window, _emit: Emit<'_, ()>) -> Result<Drawn> {
        let mut sample = Sample::new(self.size, self.seed);
        let cells = self.reader.values(window)?;
        sample.push(SampleBlock { cells, row: window.row, column: window.column });
        Ok(Drawn(Some(sample)))
    }
}

#[cfg(test)]
mod tests;
