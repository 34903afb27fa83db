//! Rasters of predictions, written block by block.

use super::{
    KERNEL, Request,
    drift::{DriftLayers, DriftReaders},
    tally::Tally,
    tell::refused,
};
use crate::{
    cover::cell_mask::CellMask,
    engine::{
        message::Message,
        outputs::{OutputSet, Provenance, Rasters, write_rows},
        progress::Progress,
        sweep::{Emit, Worker, sweep},
        threads::Threads,
    },
    error::Result,
    grid::{BlockShape, Window, tiling::Tiling},
    io::{
        RasterSink,
        gdal::{NODATA_F32, RasterInfo, Sink},
    },
    kernels::{
        Accumulator, GoOn,
        geostatistics::kriging::{Cells, Fault, Kriging, Predicted},
    },
    sentence::phrase,
};
use ndarray::{ArrayView2, s};
use rayon::prelude::*;

/// What is predicted at once, of a unit: small enough that all threads have some of it.
const PIECE: usize = 64;

/// A unit where no block says so.
const UNIT: usize = 512;

/// Cells of a unit, as they are written.
pub struct Unit {
    window: Window,
    pub prediction: Vec<f32>,
    pub variance: Vec<f32>,
    pub neighbours: Vec<u16>,
}

impl Unit {
    pub fn new(window: Window) -> Unit {
        let cells = window.cells();
        Unit {
            window,
            prediction: vec![NODATA_F32; cells],
            variance: vec![NODATA_F32; cells],
            neighbours: vec![0; cells],
        }
    }

    fn take(&mut self, at: usize, found: &Predicted) {
        if let Ok(estimate) = found.estimate {
            self.prediction[at] = estimate.value as f32;
            self.variance[at] = estimate.variance.unwrap_or_default() as f32;
            self.neighbours[at] = u16::try_from(found.neighbours).unwrap_or(u16::MAX);
        }
    }

    /// Predicts wanted cells (all without a list of them), piece by piece on all threads; each piece is the same whatever the threads.
    pub fn predict(
        &mut self,
        kriging: &Kriging,
        info: &RasterInfo,
        wanted: Option<ArrayView2<'_, bool>>,
        externals: &[Vec<f64>],
        go_on: GoOn<'_>,
    ) -> std::result::Result<Tally, Fault> {
        let window = self.window;
        let shaped = |cells| ArrayView2::from_shape((window.rows, window.columns), cells).expect("it has a cell each");
        let externals: Vec<ArrayView2<'_, f64>> = externals.iter().map(|layer| shaped(&layer[..])).collect();
        let pieces: Vec<Window> = pieces(window).collect();
        let predict = |piece: &Window| {
            let (row, column) = (piece.row - window.row, piece.column - window.column);
            let part = s![row..row + piece.rows, column..column + piece.columns];
            let externals: Vec<ArrayView2<'_, f64>> = externals.iter().map(|layer| layer.slice(part)).collect();
            let wanted = wanted.as_ref().map(|wanted| wanted.slice(part));
            let geotransform = info.grid.geotransform;
            let cells = Cells { geotransform, window: *piece, wanted, externals: &externals };
            let mut found = Vec::with_capacity(piece.cells());
            let each = |row: usize, column: usize, predicted: Predicted| found.push((row, column, predicted));
            kriging.predictor(true).predict_cells(&cells, go_on, each).map(|()| (*piece, found))
        };
        let mut tally = Tally::default();
        // One by one: of two units in work, the thread that is done first would wait for a run of pieces that the other holds.
        for made in pieces.par_iter().with_max_len(1).map(predict).collect::<Vec<_>>() {
            let (piece, found) = made?;
            for (row, column, predicted) in found {
                let at = (piece.row - window.row + row) * window.columns + piece.column - window.column + column;
                self.take(at, &predicted);
                tally.push(&[predicted]);
            }
        }
        Ok(tally)
    }
}

fn pieces(window: Window) -> impl Iterator<Item = Window> {
    let tiling = |length: usize| (0..length).step_by(PIECE).map(move |at| (at, PIECE.min(length - at)));
    tiling(window.rows).flat_map(move |(row, rows)| {
        tiling(window.columns).map(move |(column, columns)| Window {
            row: window.row + row,
            column: window.column + column,
            rows,
            columns,
        })
    })
}

/// The rasters of a run, as they are asked for.
pub struct Sinks {
    prediction: Option<Sink<f32>>,
    variance: Option<Sink<f32>>,
    neighbours: Option<Sink<u16>>,
}

impl Sinks {
    pub fn create(
        request: &Request,
        info: &RasterInfo,
        threads: &Threads,
        messages: &mut Vec<Message>,
    ) -> Result<Sinks> {
        let provenance = Provenance::new(KERNEL.name, request, &request.origins)?;
        let making = Rasters { create_options: &request.create_options, provenance, threads, like: info };
        let mut band = |path, name| making.wanted(path, &[(name, "")], NODATA_F32, messages);
        let (prediction, variance) = (band(&request.output, "prediction")?, band(&request.variance, "variance")?);
        let neighbours = making.wanted(&request.neighbours, &[("neighbours", "")], 0u16, messages)?;
        Ok(Sinks { prediction, variance, neighbours })
    }

    fn block_shape(&self) -> Option<BlockShape> {
        let values = self.prediction.iter().chain(&self.variance).map(Sink::block_shape).next();
        values.or(self.neighbours.as_ref().map(Sink::block_shape))
    }

    /// Units of one block.
    pub fn tiling(&self, info: &RasterInfo) -> Tiling {
        let unit = BlockShape { rows: UNIT, columns: UNIT };
        Tiling::new(&info.grid, self.block_shape().unwrap_or(unit))
    }

    pub fn write(&mut self, unit: &Unit) -> Result<()> {
        let window = unit.window;
        write_rows(self.prediction.as_mut(), 1, window, &unit.prediction, NODATA_F32)?;
        write_rows(self.variance.as_mut(), 1, window, &unit.variance, NODATA_F32)?;
        write_rows(self.neighbours.as_mut(), 1, window, &unit.neighbours, 0)
    }

    pub fn finish(self) -> Result<OutputSet> {
        let mut outputs = OutputSet::default();
        self.prediction.into_iter().try_for_each(|sink| outputs.add("output", sink))?;
        self.variance.into_iter().try_for_each(|sink| outputs.add("variance", sink))?;
        self.neighbours.into_iter().try_for_each(|sink| outputs.add("neighbours", sink))?;
        Ok(outputs)
    }
}

/// Predicts every cell of a grid, of those in a mask where there is one.
pub struct Surface<'a> {
    pub request: &'a Request,
    pub kriging: &'a Kriging,
    pub info: &'a RasterInfo,
    pub mask: Option<&'a CellMask>,
    pub layers: &'a DriftLayers,
}

impl Surface<'_> {
    pub fn write(
        &self,
        threads: &Threads,
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<(Tally, OutputSet)> {
        let mut sinks = Sinks::create(self.request, self.info, threads, messages)?;
        let tiling = sinks.tiling(self.info);
        let open = || Ok(Painter { surface: self, layers: self.layers.readers()? });
        let tally: Tally =
            sweep(&tiling, threads, progress, phrase!("Predicting"), open, |unit: Unit| sinks.write(&unit))?;
        Ok((tally, sinks.finish()?))
    }
}

struct Painter<'a> {
    surface: &'a Surface<'a>,
    layers: DriftReaders,
}

impl Worker<Tally, Unit> for Painter<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, Unit>) -> Result<Tally> {
        let Surface { request, kriging, info, mask, .. } = self.surface;
        let externals = self.layers.read(window)?;
        let mut unit = Unit::new(window);
        let mut wanted = ndarray::Array2::from_elem((window.rows, window.columns), true);
        if let (Some(mask), Some(cells)) = (mask, wanted.as_slice_mut()) {
            mask.fill_outside(window, cells, false);
        }
        let asked = mask.is_some().then(|| wanted.view());
        let tally =
            unit.predict(kriging, info, asked, &externals, emit.go_on).map_err(|fault| refused(fault, request))?;
        emit.block(unit);
        Ok(tally)
    }
}
