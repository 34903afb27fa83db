//! Several rasters of values on the grid of the first, read together: a column for each, a row for each cell.

use super::{
    message::Message,
    request::{Raster, ResampleValues},
    values::{Kind, ValueReader, Values},
};
use crate::{
    cover::cell_mask::CellMask,
    engine::region::Region,
    error::{Error, Result},
    grid::{BlockShape, Grid, Window, tiling::Tiling},
    io::gdal::RasterInfo,
    sentence::sentence,
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Sums of squares of larger values overflow.
pub const LARGEST: f64 = 1e140;

/// Those of what differs by less underflow.
pub const NEAREST: f64 = 1e-140;

/// How a layer is brought onto the grid of the first.
#[derive(Debug, Clone, Copy)]
pub enum How {
    Values(ResampleValues),
    Nearest(Kind),
}

pub struct Stack {
    pub info: Arc<RasterInfo>,
    layers: Vec<Values>,
    mask: Option<CellMask>,
    /// Layers with infinite values
    infinite: Vec<AtomicBool>,
}

impl Stack {
    /// Opens the layers, each with how it is brought onto the grid of the first, and the polygons outside of which no cell counts.
    pub fn open<'r>(
        layers: impl IntoIterator<Item = (&'r Raster, How)>,
        mask: Option<&str>,
        messages: &mut Vec<Message>,
    ) -> Result<Stack> {
        let mut opened: Vec<Values> = Vec::new();
        for (raster, how) in layers {
            let mut values = Values::open(raster)?;
            if let Some(first) = opened.first() {
                let how = match how {
                    How::Values(resampling) => (resampling, Kind::Amounts),
                    How::Nearest(of) => (ResampleValues::Nearest, of),
                };
                values.align(first, how, messages)?;
            }
            opened.push(values);
        }
        let first = opened.first().expect("a stack has a layer");
        let (info, path) = (first.info.clone(), first.path().to_owned());
        let mask = Region::mask(mask, &info, &path, messages)?;
        let infinite = opened.iter().map(|_| AtomicBool::new(false)).collect();
        Ok(Stack { info, layers: opened, mask, infinite })
    }

    pub fn grid(&self) -> &Grid {
        &self.info.grid
    }

    pub fn path(&self) -> &str {
        self.layers[0].path()
    }

    /// Units in which rows of all layers have room.
    pub fn tiling(&self) -> Tiling {
        Tiling::for_several(self.layers.len(), self.grid(), self.layers[0].info.block, None)
    }

    /// Units for one layer alone.
    pub fn tiling_of_one(&self) -> Tiling {
        Tiling::for_blocks(self.grid(), self.layers[0].info.block, None)
    }

    /// Units of whole rows.
    pub fn strips(&self, output: Option<BlockShape>) -> Tiling {
        Tiling::strips(self.grid(), self.layers[0].info.block, output)
    }

    /// What the values of a layer are measured in, where its band says so.
    pub fn unit(&self, layer: usize) -> Option<String> {
        self.layers[layer].unit.clone()
    }

    /// How many cells of the first layer's grid one of a layer's own takes, in length.
    pub fn coarser(&self, layer: usize) -> f64 {
        self.layers[layer].coarser
    }

    /// As [`Stack::reader`], of windows of a few whole rows that follow each other: the blocks that these lie in are read once.
    pub fn row_reader(&self, layers: impl IntoIterator<Item = usize>) -> Result<StackReader<'_>> {
        let open = |layer: usize| Ok((layer, ValueReader::of_rows(&self.layers[layer])?));
        Ok(StackReader { stack: self, readers: layers.into_iter().map(open).collect::<Result<_>>()? })
    }

    /// Reads some of the layers for the thread that asks, in their order.
    pub fn reader(&self, layers: impl IntoIterator<Item = usize>) -> Result<StackReader<'_>> {
        let open = |layer: usize| Ok((layer, ValueReader::open(&self.layers[layer])?));
        Ok(StackReader { stack: self, readers: layers.into_iter().map(open).collect::<Result<_>>()? })
    }

    pub fn all(&self) -> std::ops::Range<usize> {
        0..self.layers.len()
    }

    /// What there is to say of the layers once they were read.
    pub fn remarks(&self, names: &[String]) -> Vec<Message> {
        let mut told: Vec<Message> = self.layers.iter().flat_map(Values::remarks).collect();
        for (name, infinite) in names.iter().zip(&self.infinite) {
            if infinite.load(Ordering::Relaxed) {
                let text = sentence!("{name} has infinite values; they count as none.", name);
                told.push(Message::warning("INFINITE", text));
            }
        }
        told
    }
}

pub struct StackReader<'a> {
    stack: &'a Stack,
    readers: Vec<(usize, ValueReader)>,
}

impl StackReader<'_> {
    /// Reads a window of each; outside of the mask, and where it is infinite, a cell has no value.
    pub fn read(&mut self, window: Window) -> Result<()> {
        for (layer, reader) in &mut self.readers {
            let cells = reader.read(window)?;
            if let Some(mask) = &self.stack.mask {
                mask.fill_outside(window, cells, f64::NAN);
            }
            // Looked at one by one only where there is such a cell.
            if !cells.iter().fold(false, |any, cell| any | (cell.abs() > LARGEST)) {
                continue;
            }
            if let Some(value) = cells.iter().find(|cell| cell.abs() > LARGEST && cell.is_finite()) {
                return Err(Error::NoSquare { name: self.stack.layers[*layer].path().to_owned(), value: *value });
            }
            for cell in cells.iter_mut().filter(|cell| cell.is_infinite()) {
                *cell = f64::NAN;
                self.stack.infinite[*layer].store(true, Ordering::Relaxed);
            }
        }
        Ok(())
    }

    /// What was read last, a column for each layer.
    pub fn columns(&self, window: Window) -> Vec<&[f64]> {
        self.readers.iter().map(|(_, reader)| reader.cells(window)).collect()
    }
}
