//! Rasters of the change of carbon density between maps.

use super::{
    land_cover::CellBuffer,
    outputs::{OutputSet, block_of, blocks},
};
use crate::{
    error::Result,
    grid::{BlockShape, Window},
    io::{RasterSink, gdal::Sink},
    kernels::carbon::carbon_change::fill_change,
};
use ndarray::{Array2, s};

/// Sinks of one block shape, each with a band for every two maps one after the other.
pub struct ChangeRasters {
    rasters: Vec<ChangeRaster>,
    /// Densities by cell value, for each map.
    densities: Vec<Vec<f64>>,
    shape: BlockShape,
    block: Array2<f32>,
}

pub struct ChangeRaster {
    /// Field of the request.
    pub field: &'static str,
    pub sink: Sink,
    /// What a change of 1 t/ha is in the unit of the raster.
    pub factor: f64,
}

impl ChangeRasters {
    /// `densities` are of [`densities`](crate::kernels::carbon::carbon_change::densities).
    pub fn new(rasters: Vec<ChangeRaster>, densities: Vec<Vec<f64>>) -> Result<ChangeRasters> {
        let shape = rasters.first().map_or(BlockShape { rows: 1, columns: 1 }, |raster| raster.sink.block_shape());
        Ok(ChangeRasters { rasters, densities, shape, block: block_of(shape)? })
    }

    /// Shape of the blocks to write; `None` where nothing is written.
    pub fn block_shape(&self) -> Option<BlockShape> {
        (!self.rasters.is_empty()).then_some(self.shape)
    }

    /// Writes a unit, which holds whole blocks, from the cells of all maps.
    pub fn write(&mut self, unit: Window, cells: &[CellBuffer]) -> Result<()> {
        let cells = cells.iter().map(|cells| cells.cells(unit)).collect::<Result<Vec<_>>>()?;
        for part in blocks(unit, self.shape) {
            let (row, column) = (part.row - unit.row, part.column - unit.column);
            let of = |map: usize| {
                let cells = cells[map].slice(row..row + part.rows, column..column + part.columns);
                (cells, self.densities[map].as_slice())
            };
            for raster in &mut self.rasters {
                for band in 1..self.densities.len() {
                    if part.cells() < self.block.len() {
                        self.block.fill(f32::MIN);
                    }
                    let mut inside = self.block.slice_mut(s![..part.rows, ..part.columns]);
                    fill_change(of(band - 1), of(band), raster.factor, f32::MIN, &mut inside);
                    let values = self.block.as_slice_mut().expect("a block is whole");
                    raster.sink.write(band, part.row, part.column, values)?;
                }
            }
        }
        Ok(())
    }

    /// Completes the files.
    pub fn finish(self) -> Result<OutputSet> {
        let mut outputs = OutputSet::default();
        self.rasters.into_iter().try_for_each(|raster| outputs.add(raster.field, raster.sink))?;
        Ok(outputs)
    }
}
