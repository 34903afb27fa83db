//! The variogram of a raster: all pairs of cells, or a sample that was asked for.

mod covariance;
mod ellipse;
mod sums;

use crate::{
    cover::{cell_mask::CellMask, classes::ClassMap},
    engine::{
        columns::OfLayer,
        fields::variogram::{
            CUTOFF, DIRECTIONS, DirectedFit, ESTIMATOR, ExperimentalVariogram, Figure, Fitting, KAPPA, MODELS,
            STRUCTURES, TOLERANCE, WEIGHTS, WIDTH, bins, by_direction, first_seed, gstat_weights, matheron_estimator,
            one_structure, sample_size, three_models,
        },
        message::Message,
        outputs::{OutputSet, Provenance, Rasters, check_outputs, write_rows},
        progress::Progress,
        region::{Region, length_steps, tell_of_lengths},
        report::Report,
        request,
        request::Raster,
        sweep::{Worker, sweep},
        threads::Threads,
        variogram_errors::errors_too_small,
        variogram_tables::{LayerBin, LayerCurve, LayerFit, variogram_tables},
    },
    error::{Error, Result},
    grid::{BlockShape, Grid, Window, tiling::Tiling},
    io::gdal::{MaskCounts, NODATA_F32, RasterInfo, Sink, Source, SourceOptions},
    kernels::{
        Accumulator, GoOn,
        geostatistics::{
            variogram::{
                Bin, BinSums, Bins, Differences, Estimator, Lags, Medians, RootSums, Steps, Sweep, matheron,
                point_variogram,
            },
            variogram_fit::{FitBin, MIN_BLOCKS, Model, Weights, classes, standard_error},
        },
    },
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::{Phrase, phrase, sentence},
};
use covariance::{Averager, CovarianceRow, Mean, covariogram_table};
use ellipse::{AnisotropyRow, ClassSums, JudgedEllipse, anisotropy_table, check_models, fitted_ellipses};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};
use sums::{Drawer, Drawn, Gathered, Pushed, Pusher, Reader, Summed, Summer, Walk};

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
            ("variogram", LayerBin::COLUMNS),
            ("fits", LayerFit::COLUMNS),
            ("curves", LayerCurve::COLUMNS),
            ("covariogram", CovarianceRow::COLUMNS),
            ("anisotropy", AnisotropyRow::COLUMNS),
        ]
    },
    smallest: smallest::<Request>,
};

/// Validates the request, sums over pairs, fits models, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    check_outputs(&[&request.map], &[Some(&request.input.path), request.mask.as_ref()])?;
    let fitting = Fitting::new(&request.models, &request.structures, request.weights, request.kappa)?;
    let mut messages = Vec::new();
    let raster = Values::open(request, &mut messages)?;
    check_lags(raster.max_lag, raster.bins.cutoff(), request.covariogram)?;
    check_asked(request)?;
    let like = map_grid(&raster.info, raster.max_lag);
    let making = Rasters {
        create_options: &request.create_options,
        provenance: Provenance::new(KERNEL.name, request, &request.origins)?,
        threads,
        like: &like,
    };
    let mut sink = making.wanted(&request.map, &[("gamma", ""), ("pairs", "")], NODATA_F32, &mut messages)?;

    let mut sweeps = Sweeps { request, raster: &raster, threads, progress };
    let mut found = sweeps.found(sink.as_mut(), &fitting, &mut messages)?;
    if found.cells == 0 {
        return Err(Error::NoValidCells { path: request.input.path.clone(), cells: raster.info.grid.cells() });
    }
    if found.bins.is_empty() {
        let allowed = phrase!("more than the distance of two cells with values");
        return Err(Error::argument("CUTOFF", raster.bins.cutoff(), allowed));
    }
    if found.blocks.len() < MIN_BLOCKS && !request.models.is_empty() && of_all_pairs(request) {
        let told = phrase!("There are no standard errors: 16 blocks as wide as the cutoff do not fit into the raster.");
        messages.push(Message::info("NO_JACKKNIFE", told));
        found.blocks.clear();
    }
    let fits = fits(&found, &raster.bins, &fitting, (threads, progress), &mut messages)?;
    let results = BTreeMap::from([("cells", Some(found.cells as f64)), ("map_max", found.map_max)]);
    let of = &OfLayer::raster(&request.input);
    let mut tables = variogram_tables(of, &found.bins, &fits);
    tables.extend(found.covariances.as_deref().map(|bins| covariogram_table(of, bins)));
    tables.extend(found.ellipses.as_deref().map(|ellipses| anisotropy_table(of, ellipses)));
    let mut outputs = OutputSet::default();
    sink.into_iter().try_for_each(|sink| outputs.add("map", sink))?;
    messages.extend(raster.masked.and_then(|counts| Message::masked(&request.input.path, counts.masked())));
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

/// All pairs of all cells are summed over, lag by lag.
fn of_all_pairs(request: &Request) -> bool {
    request.estimator == Estimator::Matheron && request.sample_size.is_none()
}

/// Refuses what only sums over all lags give, where there are none.
fn check_asked(request: &Request) -> Result<()> {
    let asked =
        [("MAP", request.map.is_some()), ("COVARIOGRAM", request.covariogram), ("ANISOTROPY", request.anisotropy)];
    if let Some((field, _)) = asked.into_iter().find(|(_, asked)| *asked && !of_all_pairs(request)) {
        return Err(Error::argument(
            field,
            phrase!("asked for"),
            phrase!("with the estimator matheron and without SAMPLE_SIZE"),
        ));
    }
    if request.anisotropy { check_models(&request.models) } else { Ok(()) }
}

/// The raster, and which pairs of its cells are compared.
struct Values {
    options: SourceOptions,
    info: Arc<RasterInfo>,
    masked: Option<Arc<MaskCounts>>,
    mask: Option<CellMask>,
    steps: Steps,
    bins: Bins,
    /// Rows and columns that pairs are apart at most.
    max_lag: (usize, usize),
}

impl Values {
    fn open(request: &Request, messages: &mut Vec<Message>) -> Result<Values> {
        let path = &request.input.path;
        let options = request.input.options(&[]);
        let mut source = Source::open(&options, Arc::new(ClassMap::new([])))?;
        let (info, masked) = (source.info(options.crs.as_deref())?, source.new_mask_counts());
        let steps = length_steps(&info, path)?;
        tell_of_lengths(info.length_distortion(), &info.crs_name(), path, messages);
        let mask = Region::mask(request.mask.as_deref(), &info, path, messages)?;
        let g = &info.grid.geotransform;
        let extent = |cells: usize, side: f64| cells.saturating_sub(1).max(1) as f64 * side;
        let sides = (extent(info.grid.columns, g[1].hypot(g[4])), extent(info.grid.rows, g[2].hypot(g[5])));
        let bins = bins(request.cutoff, request.width, &request.directions, request.tolerance, sides, messages)?;
        let max_lag = steps.max_lag(bins.cutoff());
        let max_lag = (max_lag.0.min(info.grid.rows - 1), max_lag.1.min(info.grid.columns - 1));
        Ok(Values { options, info, masked, mask, steps, bins, max_lag })
    }
}

/// What sweeps over a raster found.
struct Found {
    bins: Vec<Bin>,
    /// With a value, or drawn.
    cells: u64,
    /// Sums of bins by block, for a jackknife, and of all.
    blocks: Vec<BinSums>,
    total: BinSums,
    covariances: Option<Vec<Bin>>,
    ellipses: Option<Vec<JudgedEllipse>>,
    /// The largest semivariance of the map.
    map_max: Option<f64>,
}

struct Sweeps<'a, 'p, 'c> {
    request: &'a Request,
    raster: &'a Values,
    threads: &'a Threads,
    progress: &'p mut Progress<'c>,
}

impl Sweeps<'_, '_, '_> {
    /// The variogram by the estimator that was asked for, of all cells or of those drawn.
    fn found(&mut self, sink: Option<&mut Sink>, fitting: &Fitting<'_>, messages: &mut Vec<Message>) -> Result<Found> {
        let (steps, bins) = (&self.raster.steps, &self.raster.bins);
        let (found, cells) = match (self.request.sample_size, self.request.estimator) {
            (Some(size), _) => self.drawn(size, messages)?,
            (None, Estimator::Matheron) => return self.all_lags(sink, fitting, messages),
            (None, Estimator::Cressie) => {
                let all = self.pairs(&|| RootSums::new(steps, bins))?;
                (all.sums.map_or(Vec::new(), Accumulator::finish), all.cells)
            }
            (None, Estimator::Dowd) => self.medians()?,
            (None, Estimator::Genton) => {
                check_memory(&self.raster.info.grid, self.raster.max_lag)?;
                let all = self.pairs(&|| Differences::new(steps, bins))?;
                let found = all.sums.map(|sums| {
                    let of = |go_on: GoOn<'_>| sums.finish().bins(Estimator::Genton, go_on);
                    self.threads.run(self.progress, PAIRS, || 1.0, of)
                });
                (found.transpose()?.unwrap_or_default(), all.cells)
            }
        };
        let total = BinSums::new(bins);
        let (covariances, ellipses, map_max) = (None, None, None);
        Ok(Found { bins: found, cells, blocks: Vec::new(), total, covariances, ellipses, map_max })
    }

    /// Sums over the units of the raster.
    fn sweep<'s, A: Accumulator + Default + Send, W: Worker<A, ()>>(
        &'s mut self,
        text: Phrase,
        worker: impl Fn(Reader<'s>) -> W + Sync,
    ) -> Result<A> {
        let raster = self.raster;
        let Values { info, mask, steps, bins, max_lag, .. } = raster;
        let walk = Walk { grid: &info.grid, mask: mask.as_ref(), max_lag: *max_lag, steps: *steps, bins };
        let open = || {
            let mut source = Source::open(&raster.options, Arc::new(ClassMap::new([])))?;
            source.count_masks(raster.masked.clone());
            Ok(worker(Reader { source, walk, cells: Vec::new() }))
        };
        sweep(&tiles(&info.grid, *max_lag), self.threads, self.progress, text, open, |()| Ok(()))
    }

    /// Of so many cells that are drawn at random.
    fn drawn(&mut self, size: i64, messages: &mut Vec<Message>) -> Result<(Vec<Bin>, u64)> {
        let (size, seed) = (sample_size(size)?, self.request.seed as u64);
        let drawn: Drawn = self.sweep(phrase!("Drawing cells"), |reader| Drawer { reader, size, seed })?;
        let points = drawn.points(&self.raster.steps);
        let told = sentence!(
            "{number} cells were drawn at random (seed {seed}): figures are those of a sample.",
            number = points.len(),
            seed
        );
        messages.push(Message::warning("SAMPLE", told));
        let of = |go_on: GoOn<'_>| point_variogram(&points, &self.raster.bins, self.request.estimator, go_on);
        let found = self.threads.run(self.progress, PAIRS, || 1.0, of)?;
        Ok((found, points.len() as u64))
    }

    /// Matheron's of all pairs, from sums over lags; and what else is made of these.
    fn all_lags(
        &mut self,
        sink: Option<&mut Sink>,
        fitting: &Fitting<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<Found> {
        let (steps, bins) = (&self.raster.steps, &self.raster.bins);
        let mut origin = None;
        if self.request.covariogram {
            self.progress.part(0, 8);
            origin = self.sweep::<Mean, _>(phrase!("Averaging cells"), Averager)?.finish();
            self.progress.parts(1..8, 8);
        }
        let classes = self.request.anisotropy.then(|| classes(bins.cutoff()));
        let summer = |reader| Summer { reader, origin, classes: classes.as_ref() };
        let summed: Summed = self.sweep(phrase!("Summing pairs"), summer)?;
        let lags = summed.sums.map(Accumulator::finish);
        let mut map_max = None;
        if let (Some(sink), Some(lags)) = (sink, &lags) {
            map_max = write_map(sink, lags, steps, bins.cutoff())?;
        }
        let (mut covariances, mut ellipses) = (None, None);
        if let Some(lags) = lags.as_ref().filter(|lags| lags.cells() > 0) {
            covariances = lags.covariogram(steps, bins);
            if let Some(classes) = &classes {
                let sums = ClassSums::new(classes, &summed.classes);
                let run = (self.threads, &mut *self.progress);
                ellipses = Some(fitted_ellipses((lags, steps), &sums, fitting, run, messages)?);
            }
        }
        let mut total = BinSums::new(bins);
        summed.blocks.iter().for_each(|block| total.merge(block));
        Ok(Found {
            bins: total.finish(bins, matheron),
            cells: lags.map_or(0, |lags| lags.cells()),
            blocks: summed.blocks,
            total,
            covariances,
            ellipses,
            map_max,
        })
    }

    /// Dowd's: sweeps that narrow medians down until they are known.
    fn medians(&mut self) -> Result<(Vec<Bin>, u64)> {
        let mut state = Medians::new(&self.raster.steps, &self.raster.bins);
        loop {
            let all = self.pairs(&|| state.clone())?;
            match all.sums.map(Accumulator::finish) {
                Some(Sweep::Done(found)) => return Ok((found, all.cells)),
                Some(Sweep::Again(next)) => state = next,
                None => return Ok((Vec::new(), all.cells)),
            }
        }
    }

    /// Of all pairs, visited one by one.
    fn pairs<A: Pushed + Send>(&mut self, start: &(impl Fn() -> A + Sync)) -> Result<Gathered<A>> {
        self.sweep(PAIRS, |reader| Pusher { reader, start })
    }
}

const PAIRS: Phrase = phrase!("Comparing pairs");

/// Models fitted to the bins of each direction, with standard errors where there are blocks.
fn fits(
    found: &Found,
    bins: &Bins,
    fitting: &Fitting<'_>,
    (threads, progress): (&Threads, &mut Progress<'_>),
    messages: &mut Vec<Message>,
) -> Result<Vec<DirectedFit>> {
    let error = |variogram: &ExperimentalVariogram, figure: Figure<'_>, go_on: GoOn<'_>| {
        let left_out = |sums: &BinSums| {
            let bins = sums.finish(bins, matheron);
            let of = bins.iter().filter(|bin| bin.direction == variogram.direction);
            figure(&of.map(FitBin::from).collect::<Vec<_>>())
        };
        standard_error(&found.total, &found.blocks, go_on, left_out)
    };
    let variograms = by_direction(&found.bins);
    let fits = fitting.fits(&variograms, (threads, progress), messages, error)?;
    for (variogram, fits) in variograms.iter().zip(&fits) {
        messages.extend(errors_too_small(variogram, fits, bins.cutoff()));
    }
    Ok(fits.into_iter().flatten().collect())
}

/// Bytes that sums over lags, or differences, may take.
const MOST_BYTES: f64 = 4e9;

fn lags(max_lag: (usize, usize)) -> f64 {
    (max_lag.0 + 1) as f64 * (2 * max_lag.1 + 1) as f64
}

fn check_lags(max_lag: (usize, usize), cutoff: f64, covariogram: bool) -> Result<()> {
    // Of two threads and the sum of all; count, sum and its compensation, and two more such sums for a covariance.
    let bytes = 3.0 * if covariogram { 56.0 } else { 24.0 } * lags(max_lag);
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let found = sentence!(
        "{cutoff}, within which there are {lags} lags ({memory} GB)",
        cutoff,
        lags = format!("{:.0}", lags(max_lag)),
        memory = format!("{:.0}", bytes / 1e9)
    );
    Err(Error::argument("CUTOFF", found, phrase!("a distance of up to some thousand cells")))
}

fn check_memory(grid: &Grid, max_lag: (usize, usize)) -> Result<()> {
    let bytes = 8.0 * grid.cells() as f64 * lags(max_lag);
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let found = sentence!(
        "genton over up to {pairs} pairs ({memory} GB)",
        pairs = format!("{:.2e}", bytes / 8.0),
        memory = format!("{:.0}", bytes / 1e9)
    );
    Err(Error::argument(
        "ESTIMATOR",
        found,
        phrase!("genton with SAMPLE_SIZE or a smaller CUTOFF, or another estimator"),
    ))
}

/// Units of work: the blocks of a jackknife where they can be as large as the cutoff.
fn tiles(grid: &Grid, max_lag: (usize, usize)) -> Tiling {
    const SIDE: usize = 2048;
    let (rows, columns) = match 4 * max_lag.0 <= grid.rows && 4 * max_lag.1 <= grid.columns {
        true => (grid.rows.div_ceil(4).min(SIDE).max(max_lag.0), grid.columns.div_ceil(4).min(SIDE).max(max_lag.1)),
        false => (SIDE.max(2 * max_lag.0), SIDE.max(2 * max_lag.1)),
    };
    Tiling::new(grid, BlockShape { rows: rows.clamp(1, grid.rows), columns: columns.clamp(1, grid.columns) })
}

/// The grid of a variogram map, whose middle is the lag 0.
fn map_grid(info: &RasterInfo, max_lag: (usize, usize)) -> RasterInfo {
    let mut grid = info.grid.clone();
    (grid.rows, grid.columns) = (2 * max_lag.0 + 1, 2 * max_lag.1 + 1);
    let g = &mut grid.geotransform;
    let (column, row) = (max_lag.1 as f64 + 0.5, max_lag.0 as f64 + 0.5);
    (g[0], g[3]) = (-column * g[1] - row * g[2], -column * g[4] - row * g[5]);
    info.with_grid(grid)
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
