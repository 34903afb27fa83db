//! Rasters whose cells are looked up by class.

use super::outputs::{OutputSet, block_of, blocks};
use crate::{
    cover::classes::ClassCells,
    error::Result,
    grid::{
        BlockShape, Window,
        areas::{CellAreas, RowAreas},
    },
    io::{RasterSink, gdal::Sink},
    kernels::carbon::carbon_storage::fill,
};
use ndarray::{Array2, s};

/// Sinks of one block shape, and the value of every cell for each.
pub struct LookupRasters<'a> {
    rasters: Vec<LookupRaster<'a>>,
    shape: BlockShape,
    block: Array2<f32>,
}

pub struct LookupRaster<'a> {
    /// Field of the request.
    pub field: &'static str,
    pub sink: Sink,
    /// Of [`lookup`](crate::kernels::carbon::carbon_storage::lookup).
    pub table: Vec<f32>,
    /// Areas by which values are multiplied, for values per cell.
    pub per_cell: Option<&'a CellAreas>,
    /// The smallest and the largest value of cells whose areas differ.
    pub ends: Option<(f32, f32)>,
}

impl<'a> LookupRasters<'a> {
    pub fn new(rasters: Vec<LookupRaster<'a>>) -> Result<LookupRasters<'a>> {
        let shape = rasters.first().map_or(BlockShape { rows: 1, columns: 1 }, |r| r.sink.block_shape());
        Ok(LookupRasters { rasters, shape, block: block_of(shape)? })
    }

    /// Shape of the blocks to write; `None` where nothing is written.
    pub fn block_shape(&self) -> Option<BlockShape> {
        (!self.rasters.is_empty()).then_some(self.shape)
    }

    /// Writes a unit, which holds whole blocks.
    pub fn write(&mut self, unit: Window, cells: ClassCells<'_>) -> Result<()> {
        for part in blocks(unit, self.shape) {
            let (row, column) = (part.row - unit.row, part.column - unit.column);
            let cells = cells.slice(row..row + part.rows, column..column + part.columns);
            for raster in &mut self.rasters {
                if part.cells() < self.block.len() {
                    self.block.fill(f32::MIN);
                }
                let mut inside = self.block.slice_mut(s![..part.rows, ..part.columns]);
                fill(cells, &raster.table, &mut inside);
                if let Some(areas) = raster.per_cell {
                    let mut buffer = Vec::new();
                    for (r, mut values) in inside.rows_mut().into_iter().enumerate() {
                        let areas = areas.row(part.row + r, part.column..part.column + part.columns, &mut buffer);
                        for (i, value) in values.iter_mut().enumerate().filter(|(_, value)| **value != f32::MIN) {
                            let area = match areas {
                                RowAreas::Same(area) => area,
                                RowAreas::Each(areas) => areas[i],
                            };
                            *value = (f64::from(*value) * area) as f32;
                            let (min, max) = raster.ends.unwrap_or((*value, *value));
                            raster.ends = Some((min.min(*value), max.max(*value)));
                        }
                    }
                }
                if let Some(values) = self.block.as_slice_mut() {
                    raster.sink.write(1, part.row, part.column, values)?;
                }
            }
        }
        Ok(())
    }

    /// The smallest and the largest value of cells whose areas differ, in the first raster.
    pub fn ends(&self) -> [Option<f32>; 2] {
        let ends = self.rasters.first().and_then(|raster| raster.ends);
        [ends.map(|(min, _)| min), ends.map(|(_, max)| max)]
    }

    /// Completes the files.
    pub fn finish(self) -> Result<OutputSet> {
        let mut outputs = OutputSet::default();
        self.rasters.into_iter().try_for_each(|raster| outputs.add(raster.field, raster.sink))?;
        Ok(outputs)
    }
}
