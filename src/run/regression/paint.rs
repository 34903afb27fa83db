//! PREDICTED and RESIDUALS: what is written, and by whom.

use super::{
    KERNEL, Request,
    layers::{LayerReader, pieces},
};
use crate::{
    engine::{
        ends::Ends,
        message::Message,
        outputs::{OutputSet, Provenance, Rasters, write_rows},
        progress::Progress,
        stack::Stack,
        sweep::{Emit, Worker, sweep},
        threads::Threads,
    },
    error::{Error, Result},
    grid::{BlockShape, Window},
    io::{
        RasterSink,
        gdal::{NODATA_F32, Sink},
    },
    kernels::{
        Accumulator,
        drivers::regression::{design::Design, plan::Plan},
    },
    sentence::{Phrase, phrase},
};
use serde::{Deserialize, Serialize};
use std::ops::Range;

const PREDICTING: Phrase = phrase!("Predicting");

/// What rasters are made of, and for whom.
#[derive(Clone, Copy)]
pub struct Painting<'a> {
    pub request: &'a Request,
    pub stack: &'a Stack,
    pub threads: &'a Threads,
    /// Of Y
    pub unit: Option<&'a str>,
}

impl Painting<'_> {
    pub fn wanted(&self) -> Wanted {
        Wanted { predicted: self.request.predicted.is_some(), residuals: self.request.residuals.is_some() }
    }

    /// PREDICTED and RESIDUALS of all cells, beside a sample.
    pub fn paint(
        &self,
        (design, plan): (&Design, &Plan),
        (progress, messages): (&mut Progress<'_>, &mut Vec<Message>),
    ) -> Result<(Written, OutputSet)> {
        if self.wanted() == Wanted::default() {
            return Ok((Written::default(), OutputSet::default()));
        }
        let mut sinks = Sinks::create(self, messages)?;
        let tiling = self.stack.strips(sinks.block_shape());
        let open = || Ok(Painter { reader: LayerReader::open(self.stack, design)?, plan, wanted: self.wanted() });
        let write = |(window, predicted, residuals): Paint| sinks.write(window, (&predicted, &residuals));
        let written: Written = sweep(&tiling, self.threads, progress, PREDICTING, open, write)?;
        Ok((written, sinks.finish()?))
    }
}

type Paint = (Window, Vec<f32>, Vec<f32>);

struct Painter<'a> {
    reader: LayerReader<'a>,
    plan: &'a Plan,
    wanted: Wanted,
}

impl Worker<Written, Paint> for Painter<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, Paint>) -> Result<Written> {
        let (mut predicted, mut residuals, mut written) = (Vec::new(), Vec::new(), Written::default());
        for rows in pieces(window.row..window.row + window.rows, window.columns) {
            if !(emit.go_on)() {
                return Err(Error::Cancelled);
            }
            self.reader.read(Window { row: rows.start, rows: rows.len(), ..window })?;
            let painted = painted(self.plan, &self.reader, &self.reader.cells(&rows), self.wanted);
            written.push(painted.written);
            predicted.extend(painted.predicted);
            residuals.extend(painted.residuals);
        }
        emit.block((window, predicted, residuals));
        Ok(written)
    }
}

/// The rasters of a run, as they are asked for.
pub struct Sinks {
    predicted: Option<Sink<f32>>,
    residuals: Option<Sink<f32>>,
}

impl Sinks {
    pub fn create(job: &Painting<'_>, messages: &mut Vec<Message>) -> Result<Sinks> {
        let request = job.request;
        let provenance = Provenance::new(KERNEL.name, request, &request.origins)?;
        let making = Rasters {
            create_options: &request.create_options,
            provenance,
            threads: job.threads,
            like: &job.stack.info,
        };
        let unit = job.unit.unwrap_or_default();
        let mut band = |path, name| making.wanted(path, &[(name, unit)], NODATA_F32, messages);
        Ok(Sinks {
            predicted: band(&request.predicted, "predicted")?,
            residuals: band(&request.residuals, "residual")?,
        })
    }

    pub fn block_shape(&self) -> Option<BlockShape> {
        self.predicted.iter().chain(&self.residuals).map(Sink::block_shape).next()
    }

    pub fn write(&mut self, window: Window, (predicted, residuals): (&[f32], &[f32])) -> Result<()> {
        write_rows(self.predicted.as_mut(), 1, window, predicted, NODATA_F32)?;
        write_rows(self.residuals.as_mut(), 1, window, residuals, NODATA_F32)
    }

    pub fn finish(self) -> Result<OutputSet> {
        let mut outputs = OutputSet::default();
        self.predicted.into_iter().try_for_each(|sink| outputs.add("predicted", sink))?;
        self.residuals.into_iter().try_for_each(|sink| outputs.add("residuals", sink))?;
        Ok(outputs)
    }
}

/// Cells of PREDICTED, how many of them lie outside of what was fitted, and the ends of both rasters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Written {
    pub predicted: u64,
    pub outside: u64,
    /// Cells without a prediction, as the model does not know their class
    pub unknown: u64,
    pub values: Ends,
    pub residuals: Ends,
}

/// Which rasters are written.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Wanted {
    pub predicted: bool,
    pub residuals: bool,
}

impl Accumulator for Written {
    type Block<'a> = Written;
    type Output = Written;

    fn push(&mut self, part: Written) {
        self.merge(part);
    }

    fn merge(&mut self, next: Written) {
        self.predicted += next.predicted;
        self.outside += next.outside;
        self.unknown += next.unknown;
        self.values.merge(next.values);
        self.residuals.merge(next.residuals);
    }

    fn finish(self) -> Written {
        self
    }
}

/// Predictions and residuals as rasters have them.
#[derive(Default)]
pub struct Painted {
    pub predicted: Vec<f32>,
    pub residuals: Vec<f32>,
    pub written: Written,
}

/// Of some cells that were read; the nodata of a raster where a cell has no value, nothing of one that is not wanted.
pub fn painted(plan: &Plan, reader: &LayerReader<'_>, cells: &Range<usize>, wanted: Wanted) -> Painted {
    let columns = reader.columns(cells);
    let mut values = vec![0.0; cells.len()];
    plan.predict(&columns[1..], &mut values);
    let mut painted = Painted::default();
    if wanted.residuals {
        let residuals = columns[0].iter().zip(&values).map(|(y, value)| y - value);
        painted.residuals = residuals.map(|residual| stored(residual, &mut painted.written.residuals)).collect();
    }
    if wanted.predicted {
        let mut outside = vec![false; cells.len()];
        plan.outside(&columns[1..], &mut outside);
        let known = values.iter().zip(&outside).filter(|(value, _)| !value.is_nan());
        for (_, outside) in known {
            painted.written.predicted += 1;
            painted.written.outside += u64::from(*outside);
        }
        painted.written.unknown = reader.unknown(cells, &values);
        painted.predicted = values.iter().map(|value| stored(*value, &mut painted.written.values)).collect();
    }
    painted
}

fn stored(value: f64, ends: &mut Ends) -> f32 {
    if value.is_nan() {
        return NODATA_F32;
    }
    ends.take(value);
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;

    #[test]
    fn what_is_written_holds_to_the_laws() {
        let of = |cells: Range<usize>| {
            let mut written = Written::default();
            for cell in cells {
                let ends = |value: f64| {
                    let mut ends = Ends::default();
                    ends.take(value);
                    ends
                };
                let (outside, unknown) = (cell as u64 % 2, cell as u64 % 3);
                let (values, residuals) = (ends(cell as f64), ends(-(cell as f64)));
                written.push(Written { predicted: 1, outside, unknown, values, residuals });
            }
            written
        };
        laws::hold_in_any_order::<Written, _>(7, of, |written| written);
    }
}
