//! Layers in, layers and tables out. Only [`gdal`] names GDAL; nodata, scale and offset end there.

pub mod gdal;
pub mod resample;
pub mod table;

use crate::{
    error::Result,
    grid::{BlockShape, Grid, Window},
};

/// A raster that can be read window by window.
pub trait RasterSource {
    fn grid(&self) -> &Grid;
    /// Windows made of whole blocks are read at the least cost.
    fn block_shape(&self) -> BlockShape;
    /// The code of every byte, where the raster's cells are bytes that need no look-up; [`RasterSource::read_bytes`] is
    /// for such rasters only.
    fn byte_codes(&self) -> Option<&[Option<i64>; 256]>;
    /// The window's cells as they are, row-major.
    fn read_bytes(&mut self, window: Window, cells: &mut [u8]) -> Result<()>;
    /// Dense class ids of the window's cells, row-major ([`crate::class_map::NODATA`] where there is none).
    fn read_classes(&mut self, window: Window, ids: &mut [u16]) -> Result<()>;
    /// Numbers in the band's scaled units, row-major, NaN where there is none; whole numbers are exact up to 2⁵³. Codes to
    /// be ignored are numbers here.
    fn read_values(&mut self, window: Window, values: &mut [f64]) -> Result<()>;
}

/// A raster that is written block by block, each block of a band once, in any order.
pub trait RasterSink<T> {
    fn block_shape(&self) -> BlockShape;
    /// Writes the whole block of a band (counted from 1) whose first cell is given; what of it lies beyond the raster is
    /// nodata. The values may be changed on the way.
    fn write(&mut self, band: usize, row: usize, column: usize, block: &mut [T]) -> Result<()>;
}
