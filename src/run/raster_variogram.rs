//! The variogram of a raster: all pairs of cells, or a sample that was asked for.

mod covariance;
mod ellipse;

use crate::{
    cover::{cell_mask::Spans, classes::ClassMap},
    engine::{
        fields::variogram::{
            CURVES, CUTOFF, DIRECTIONS, ESTIMATOR, FITS, Fitting, KAPPA, MODELS, STRUCTURES, TOLERANCE, VALUE_MAX,
            VARIOGRAM, WEIGHTS, WIDTH, bins, by_direction, curves_table, first_seed, fits_table, gstat_weights,
            in_direction, matheron_estimator, one_structure, sample_size, three_models, variogram_table,
        },
        land_cover::shaped,
        message::Message,
        outputs::{OutputSet, Provenance, Rasters, check_outputs, write_rows},
        progress::Progress,
        region::{Region, length_steps, tell_of_lengths},
        report::Report,
        request,
        request::{Raster, thread_count},
        sweep::{Emit, Worker, sweep},
    },
    error::{Error, Result, try_vec},
    grid::{BlockShape, Grid, Window, tiling::Tiling},
    io::{
        RasterSource,
        gdal::{NODATA_F32, RasterInfo, Sink, Source},
    },
    kernels::{
        Accumulator,
        geostatistics::{
            variogram::{
                Bin, BinSums, Bins, Differences, Estimator, LagBlock, LagSums, Lags, Medians, Point, RootSums, Sample,
                SampleBlock, SampledCell, Steps, Sweep, matheron, point_variogram,
            },
            variogram_fit,
            variogram_fit::{LEAST_BLOCKS, Model, Weights, standard_error},
        },
    },
    schema::{Fields, Kernel, Number, smallest},
};
use covariance::{Averager, COVARIOGRAM, Mean, covariogram_table};
use ellipse::{ANISOTROPY, anisotropy_table, check_models, ellipses};
use ndarray::{ArrayView2, s};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Raster of values.
    #[field(Raster)]
    pub input: Raster,
    #[field(CUTOFF)]
    #[serde(default)]
    pub cutoff: Option<f64>,
    #[field(WIDTH)]
    #[serde(default)]
    pub width: Option<f64>,
    #[field(DIRECTIONS)]
    #[serde(default)]
    pub directions: Vec<f64>,
    #[field(TOLERANCE)]
    #[serde(default)]
    pub tolerance: Option<f64>,
    #[field(ESTIMATOR)]
    #[serde(default = "matheron_estimator")]
    pub estimator: Estimator,
    #[field(MODELS)]
    #[serde(default = "three_models")]
    pub models: Vec<Model>,
    #[field(STRUCTURES)]
    #[serde(default = "one_structure")]
    pub structures: String,
    #[field(WEIGHTS)]
    #[serde(default = "gstat_weights")]
    pub weights: Weights,
    #[field(KAPPA)]
    #[serde(default)]
    pub kappa: Option<f64>,
    /// Cells that are drawn at random in place of all; all pairs of all cells where absent.
    #[field(Integer)]
    #[serde(default)]
    pub sample_size: Option<i64>,
    /// Seed of that sample: the same seed draws the same cells.
    #[field(Integer)]
    #[serde(default = "first_seed")]
    pub seed: i64,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    /// Variogram map: semivariance and pairs by lag, no lag in the middle (Float32; estimator matheron without a
    /// sample).
    #[field(OutputRaster)]
    #[serde(default)]
    pub map: Option<String>,
    /// Covariances by distance and direction (estimator matheron without a sample).
    #[field(OutputTable)]
    #[serde(default)]
    pub covariogram: bool,
    /// Models whose range depends on the direction as an ellipse does, fitted to all lags within the cutoff (estimator
    /// matheron without a sample).
    #[field(OutputTable)]
    #[serde(default)]
    pub anisotropy: bool,
    #[field(request::CREATE_OPTIONS)]
    #[serde(default)]
    pub create_options: Vec<String>,
    #[field(request::ORIGINS)]
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[field(request::TABLES)]
    #[serde(default)]
    pub tables: Option<String>,
    #[field(request::HOLD)]
    #[serde(default)]
    pub hold: bool,
    #[field(request::THREADS)]
    #[serde(default)]
    pub threads: Option<usize>,
}

pub const KERNEL: Kernel = Kernel {
    name: "raster_variogram",
    gives: "The variogram of all pairs of cells of a raster, by distance and direction, with covariances, fitted models, their anisotropy, and a report",
    reference: "gstat `variogram`",
    arithmetic: "geostatistics::variogram",
    fields: Request::FIELDS,
    results: &[
        Number { name: "cells", unit: "", text: "Cells with a value, or those that were drawn." },
        Number { name: "map_max", unit: "", text: "Largest semivariance of the map." },
    ],
    tables: || {
        vec![
            ("variogram", VARIOGRAM),
            ("fits", FITS),
            ("curves", CURVES),
            ("covariogram", COVARIOGRAM),
            ("anisotropy", ANISOTROPY),
        ]
    },
    smallest: smallest::<Request>,
};

/// Validates the request, sums over pairs, fits models, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = thread_count(request.threads)?;
    check_outputs(&[&request.map], &[Some(&request.input.path), request.mask.as_ref()])?;
    let fitting = Fitting::new(&request.models, &request.structures, request.weights, request.kappa)?;
    let mut messages = Vec::new();
    let options = request.input.options(&[]);
    let open_source = || Source::open(&options, Arc::new(ClassMap::new([])));
    let mut source = open_source()?;
    let (info, masked) = (source.info(options.crs.as_deref())?, source.new_tally());
    drop(source);
    let steps = length_steps(&info, &request.input.path)?;
    tell_of_lengths(info.length_distortion(), &info.crs_name(), &request.input.path, &mut messages);
    let mask = Region::mask(request.mask.as_deref(), &info, &request.input.path, &mut messages)?;
    let g = &info.grid.geotransform;
    let extent = |cells: usize, side: f64| cells.saturating_sub(1).max(1) as f64 * side;
    let sides = (extent(info.grid.columns, g[1].hypot(g[4])), extent(info.grid.rows, g[2].hypot(g[5])));
    let bins = bins(request.cutoff, request.width, &request.directions, request.tolerance, sides, &mut messages)?;
    let reach = steps.reach(bins.cutoff());
    let reach = (reach.0.min(info.grid.rows - 1), reach.1.min(info.grid.columns - 1));
    check_lags(reach, bins.cutoff(), request.covariogram)?;
    let whole = request.estimator == Estimator::Matheron && request.sample_size.is_none();
    let asked =
        [("MAP", request.map.is_some()), ("COVARIOGRAM", request.covariogram), ("ANISOTROPY", request.anisotropy)];
    if let Some((field, _)) = asked.into_iter().find(|(_, asked)| *asked && !whole) {
        return Err(Error::argument(field, "asked for", "with the estimator matheron and without SAMPLE_SIZE"));
    }
    if request.anisotropy {
        check_models(&request.models)?;
    }
    let like = map_grid(&info, reach);
    let making = Rasters {
        create_options: &request.create_options,
        provenance: Provenance::new(KERNEL.name, request, &request.origins)?,
        threads,
        like: &like,
    };
    let mut sink = making.wanted(&request.map, &[("gamma", ""), ("pairs", "")], NODATA_F32, &mut messages)?;

    let tiling = tiles(&info.grid, reach);
    let walk = Walk { grid: &info.grid, mask: mask.as_ref(), reach, steps, bins: &bins };
    let open = || {
        let mut source = open_source()?;
        source.tally(masked.clone());
        Ok(Reader { source, walk: &walk, cells: Vec::new() })
    };
    let mut map_max = None;
    let (mut covariances, mut ellipses_found) = (None, None);
    let (mut blocks, mut total) = (Vec::new(), BinSums::new(&bins));
    let (found, cells) = match (request.sample_size, request.estimator) {
        (Some(size), estimator) => {
            let size = sample_size(size)?;
            let seed = request.seed as u64;
            let draw = || Ok(Drawer { reader: open()?, size, seed });
            let drawn: Drawn = sweep(&tiling, threads, progress, "Drawing cells", draw, |()| Ok(()))?;
            let points = drawn.points(&steps);
            let text =
                format!("{} cells were drawn at random (seed {seed}): figures are those of a sample.", points.len());
            messages.push(Message::warning("SAMPLE", text));
            let go_on = || progress.tick(1.0, "Comparing pairs").is_ok();
            let found = point_variogram(&points, &bins, estimator, go_on).ok_or(Error::Cancelled)?;
            (found, points.len() as u64)
        }
        (None, Estimator::Matheron) => {
            let mut origin = None;
            if request.covariogram {
                progress.part(0, 8);
                let worker = || Ok(Averager(open()?));
                let mean: Mean = sweep(&tiling, threads, progress, "Averaging cells", worker, |()| Ok(()))?;
                origin = mean.finish();
                progress.parts(1..8, 8);
            }
            let worker = || Ok(Summer { reader: open()?, origin });
            let summed: Summed = sweep(&tiling, threads, progress, "Summing pairs", worker, |()| Ok(()))?;
            blocks = summed.blocks;
            let lags = summed.sums.map(Accumulator::finish);
            if let (Some(sink), Some(lags)) = (&mut sink, &lags) {
                map_max = write_map(sink, lags, &steps, bins.cutoff())?;
            }
            if let Some(lags) = lags.as_ref().filter(|lags| lags.cells() > 0) {
                covariances = lags.covariogram(&steps, &bins);
                if request.anisotropy {
                    let found = ellipses(lags, &steps, bins.cutoff(), &fitting, progress, &mut messages)?;
                    ellipses_found = Some(found);
                }
            }
            blocks.iter().for_each(|block| total.merge(block));
            (total.finish(&bins, matheron), lags.map_or(0, |lags| lags.cells()))
        }
        (None, Estimator::Cressie) => {
            let start = || RootSums::new(&steps, &bins);
            let worker = || Ok(Pusher { reader: open()?, start: &start });
            let all: Gathered<RootSums> = sweep(&tiling, threads, progress, "Comparing pairs", worker, |()| Ok(()))?;
            (all.sums.map_or(Vec::new(), Accumulator::finish), all.cells)
        }
        (None, Estimator::Dowd) => {
            let mut state = Medians::new(&steps, &bins);
            loop {
                let start = || state.clone();
                let worker = || Ok(Pusher { reader: open()?, start: &start });
                let all: Gathered<Medians> = sweep(&tiling, threads, progress, "Comparing pairs", worker, |()| Ok(()))?;
                match all.sums.map(Accumulator::finish) {
                    Some(Sweep::Done(found)) => break (found, all.cells),
                    Some(Sweep::Again(next)) => state = next,
                    None => break (Vec::new(), all.cells),
                }
            }
        }
        (None, Estimator::Genton) => {
            check_memory(&info.grid, reach)?;
            let start = || Differences::new(&steps, &bins);
            let worker = || Ok(Pusher { reader: open()?, start: &start });
            let all: Gathered<Differences> = sweep(&tiling, threads, progress, "Comparing pairs", worker, |()| Ok(()))?;
            let go_on = || progress.tick(1.0, "Comparing pairs").is_ok();
            let found = match all.sums {
                Some(sums) => sums.finish().bins(Estimator::Genton, go_on).ok_or(Error::Cancelled)?,
                None => Vec::new(),
            };
            (found, all.cells)
        }
    };
    if cells == 0 {
        return Err(Error::NoValidCells { path: request.input.path.clone(), cells: info.grid.cells() });
    }
    if found.is_empty() {
        return Err(Error::argument("CUTOFF", bins.cutoff(), "more than the distance of two cells with values"));
    }
    if blocks.len() < LEAST_BLOCKS && !request.models.is_empty() && whole {
        let text = "There are no standard errors: 16 blocks as wide as the cutoff do not fit into the raster.";
        messages.push(Message::info("NO_JACKKNIFE", text.to_owned()));
        blocks.clear();
    }
    let mut fits = Vec::new();
    for (direction, samples) in &by_direction(&found) {
        let error = |figure: &mut dyn FnMut(&[variogram_fit::Sample]) -> Option<f64>| {
            standard_error(
                &total,
                &blocks,
                || true,
                |sums| {
                    let of = |bin: &&Bin| bin.direction == *direction;
                    let left: Vec<_> = sums.finish(&bins, matheron).iter().filter(of).map(Into::into).collect();
                    figure(&left)
                },
            )
        };
        fits.extend(fitting.fits(*direction, &in_direction(*direction), samples, progress, &mut messages, error)?);
    }
    let results = BTreeMap::from([("cells", Some(cells as f64)), ("map_max", map_max)]);
    let farthest = found.iter().map(|bin| bin.dist).fold(0.0, f64::max);
    let mut tables = vec![variogram_table(&found), fits_table(&fits), curves_table(&fits, farthest)];
    tables.extend(covariances.as_deref().map(covariogram_table));
    tables.extend(ellipses_found.as_deref().map(anisotropy_table));
    let mut outputs = OutputSet::default();
    sink.into_iter().try_for_each(|sink| outputs.add("map", sink))?;
    messages.extend(masked.and_then(|tally| Message::masked(&request.input.path, tally.masked())));
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

/// Bytes that sums over lags, or differences, may take.
const MOST_BYTES: f64 = 4e9;

fn lags(reach: (usize, usize)) -> f64 {
    (reach.0 + 1) as f64 * (2 * reach.1 + 1) as f64
}

fn check_lags(reach: (usize, usize), cutoff: f64, covariogram: bool) -> Result<()> {
    // Of two threads and the sum of all; count, sum and its compensation, and two more such sums for a covariance.
    let bytes = 3.0 * if covariogram { 56.0 } else { 24.0 } * lags(reach);
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let found = format!("{cutoff}, within which there are {:.0} lags ({:.0} GB)", lags(reach), bytes / 1e9);
    Err(Error::argument("CUTOFF", found, "a distance of up to some thousand cells"))
}

fn check_memory(grid: &Grid, reach: (usize, usize)) -> Result<()> {
    let bytes = 8.0 * grid.cells() as f64 * lags(reach);
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let found = format!("genton over up to {:.2e} pairs ({:.0} GB)", bytes / 8.0, bytes / 1e9);
    Err(Error::argument("ESTIMATOR", found, "genton with SAMPLE_SIZE or a smaller CUTOFF, or another estimator"))
}

/// Units of work: the blocks of a jackknife where they can be as large as the cutoff.
fn tiles(grid: &Grid, reach: (usize, usize)) -> Tiling {
    const SIDE: usize = 2048;
    let (rows, columns) = match 4 * reach.0 <= grid.rows && 4 * reach.1 <= grid.columns {
        true => (grid.rows.div_ceil(4).min(SIDE).max(reach.0), grid.columns.div_ceil(4).min(SIDE).max(reach.1)),
        false => (SIDE.max(2 * reach.0), SIDE.max(2 * reach.1)),
    };
    Tiling::new(grid, BlockShape { rows: rows.clamp(1, grid.rows), columns: columns.clamp(1, grid.columns) })
}

/// The grid of a variogram map, whose middle is the lag 0.
fn map_grid(info: &RasterInfo, reach: (usize, usize)) -> RasterInfo {
    let mut like = info.clone();
    (like.grid.rows, like.grid.columns) = (2 * reach.0 + 1, 2 * reach.1 + 1);
    let g = &mut like.grid.geotransform;
    let (column, row) = (reach.1 as f64 + 0.5, reach.0 as f64 + 0.5);
    (g[0], g[3]) = (-column * g[1] - row * g[2], -column * g[4] - row * g[5]);
    like
}

/// Gives the largest semivariance.
fn write_map(sink: &mut Sink, lags: &Lags, steps: &Steps, cutoff: f64) -> Result<Option<f64>> {
    let gamma = lags.map(steps, cutoff, |lag| if lag.lag == (0, 0) { None } else { lag.gamma() });
    let pairs = lags.map(steps, cutoff, |lag| (lag.lag != (0, 0)).then_some(lag.count as f64));
    let window = Window { row: 0, column: 0, rows: gamma.len(), columns: gamma[0].len() };
    for (band, values) in [(1, &gamma), (2, &pairs)] {
        let cells = values.iter().flatten().map(|value| value.map_or(NODATA_F32, |value| value as f32));
        write_rows(Some(sink), band, window, &cells.collect::<Vec<f32>>(), NODATA_F32)?;
    }
    Ok(gamma.into_iter().flatten().flatten().reduce(f64::max))
}

/// What all workers share.
struct Walk<'a> {
    grid: &'a Grid,
    mask: Option<&'a Spans>,
    reach: (usize, usize),
    steps: Steps,
    bins: &'a Bins,
}

struct Reader<'a> {
    source: Source,
    walk: &'a Walk<'a>,
    cells: Vec<f64>,
}

impl Reader<'_> {
    /// Values of a window, NaN where there is none.
    fn values(&mut self, window: Window) -> Result<ArrayView2<'_, f64>> {
        if self.cells.len() < window.cells() {
            self.cells = try_vec(window.cells(), 0.0, "a part of the raster")?;
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
        let (reach, grid) = (self.walk.reach, self.walk.grid);
        let (all, columns) = LagBlock::around(window, reach, (grid.rows, grid.columns));
        Ok(LagBlock { cells: self.values(all)?, columns, rows: window.rows })
    }
}

/// Sums over all lags, and of bins by block.
#[derive(Default, Serialize, Deserialize)]
struct Summed {
    sums: Option<LagSums>,
    blocks: Vec<BinSums>,
}

impl Accumulator for Summed {
    type Block<'a> = (LagSums, BinSums);
    type Output = Summed;

    fn push(&mut self, (sums, bins): (LagSums, BinSums)) {
        self.merge(Summed { sums: Some(sums), blocks: vec![bins] });
    }

    fn merge(&mut self, next: Self) {
        self.sums = merged(self.sums.take(), next.sums);
        self.blocks.extend(next.blocks);
    }

    fn finish(self) -> Summed {
        self
    }
}

fn merged<A: Accumulator>(one: Option<A>, next: Option<A>) -> Option<A> {
    match (one, next) {
        (Some(mut one), Some(next)) => {
            one.merge(next);
            Some(one)
        }
        (one, next) => one.or(next),
    }
}

struct Summer<'a> {
    reader: Reader<'a>,
    /// Near the mean, where a covariance is wanted.
    origin: Option<f64>,
}

impl Worker<Summed, ()> for Summer<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, ()>) -> Result<Summed> {
        let walk = self.reader.walk;
        let mut sums = LagSums::new(walk.reach, self.origin);
        if !sums.push_while(&self.reader.block(window)?, || emit(())) {
            return Err(Error::Cancelled);
        }
        let bins = sums.lags().bins(&walk.steps, walk.bins);
        let mut summed = Summed::default();
        summed.push((sums, bins));
        Ok(summed)
    }
}

/// Accumulators of pairs that are visited one by one.
trait Pushed: Accumulator {
    fn push_block(&mut self, block: &LagBlock<'_>, go_on: &mut dyn FnMut() -> bool) -> bool;
}

impl Pushed for RootSums {
    fn push_block(&mut self, block: &LagBlock<'_>, go_on: &mut dyn FnMut() -> bool) -> bool {
        self.push_while(block, go_on)
    }
}

impl Pushed for Medians {
    fn push_block(&mut self, block: &LagBlock<'_>, go_on: &mut dyn FnMut() -> bool) -> bool {
        self.push_while(block, go_on)
    }
}

impl Pushed for Differences {
    fn push_block(&mut self, block: &LagBlock<'_>, go_on: &mut dyn FnMut() -> bool) -> bool {
        self.push_while(block, go_on)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(bound = "A: Accumulator")]
struct Gathered<A> {
    sums: Option<A>,
    cells: u64,
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
        self.sums = merged(self.sums.take(), next.sums);
        self.cells += next.cells;
    }

    fn finish(self) -> Gathered<A> {
        self
    }
}

struct Pusher<'a, F> {
    reader: Reader<'a>,
    start: &'a F,
}

impl<A: Pushed, F: Fn() -> A> Worker<Gathered<A>, ()> for Pusher<'_, F> {
    fn unit(&mut self, window: Window, emit: Emit<'_, ()>) -> Result<Gathered<A>> {
        let block = self.reader.block(window)?;
        let own = block.cells.slice(s![..block.rows, block.columns.clone()]);
        let cells = own.iter().filter(|value| !value.is_nan()).count() as u64;
        let mut sums = (self.start)();
        if !sums.push_block(&block, &mut || emit(())) {
            return Err(Error::Cancelled);
        }
        let mut gathered = Gathered::default();
        gathered.push((sums, cells));
        Ok(gathered)
    }
}

#[derive(Default, Serialize, Deserialize)]
struct Drawn(Option<Sample>);

impl Drawn {
    /// By distance from the first cell, in map units.
    fn points(self, steps: &Steps) -> Vec<Point> {
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
        self.0 = merged(self.0.take(), next.0);
    }

    fn finish(self) -> Drawn {
        self
    }
}

struct Drawer<'a> {
    reader: Reader<'a>,
    size: usize,
    seed: u64,
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
