//! Metrics in a window around each cell of a map, written as bands of rasters.

use super::{
    land_cover::{CellBuffer, ClassReader, LandCover},
    message::Message,
    outputs::BandSinks,
    progress::Progress,
    region::{Region, Sides, Where},
    request::{Area, Raster},
    sweep::{Emit, Worker, sweep},
    threads::Threads,
};
use crate::{
    error::{Error, Result, try_vec},
    grid::{BlockShape, Grid, Window, tiling::Tiling},
    io::gdal::{NODATA_F32, RasterInfo},
    kernels::{
        Accumulator,
        windows::moving_window::{Footprint, HaloTile, WindowOptions, Windows},
    },
    sentence::{Phrase, phrase},
};
use serde::{Deserialize, Serialize};
use std::{cell::Cell, collections::BTreeSet};

/// Opens a map as windows see it: without the cells outside of the mask, in a plane whose lengths are true.
pub fn open_map(
    lulc: &Raster,
    ignore_codes: &[i64],
    mask: Option<&str>,
    area: Area,
    messages: &mut Vec<Message>,
) -> Result<(LandCover, Sides)> {
    let mut map = LandCover::open(lulc, ignore_codes, [])?;
    let place = Where { mask, area, plane: true, ..Where::default() };
    let sides = Sides::of(&map, &place, messages)?;
    let region = Region::open(&place, &map.info, map.path(), messages)?;
    map.restrict(region.cells);
    Ok((map, sides))
}

/// Windows around cells of a map.
#[derive(Clone, Copy)]
pub struct CellWindows<'a> {
    pub map: &'a LandCover,
    /// By radius, in map units.
    pub sizes: &'a [(f64, Footprint)],
    pub options: WindowOptions<'a>,
    /// Rows and columns from one window to the next.
    pub stride: usize,
}

impl CellWindows<'_> {
    /// A band for every radius and metric: all metrics of the first radius first.
    pub fn bands(&self) -> usize {
        self.sizes.len() * self.options.wanted.len()
    }

    /// The raster of their values: one cell for each window, which lies around the middle of it.
    pub fn raster(&self) -> Result<RasterInfo> {
        coarser(&self.map.info, self.stride)
    }

    /// Computes all windows, block by block, into rasters like [`CellWindows::raster`].
    pub fn write(&self, sinks: &mut BandSinks<f32>, threads: &Threads, progress: &mut Progress<'_>) -> Result<Ranges> {
        let grid = self.raster()?.grid;
        let tiling = units(&grid, sinks.block_shape(), self.bands());
        let open =
            || Ok(WindowWorker { reader: ClassReader::open(self.map)?, cells: self.map.buffer(), windows: *self });
        // Units take long: progress follows their rows.
        let cells_of_windows = self.sizes.iter().map(|(_, footprint)| footprint.cells as u64).sum::<u64>();
        let (seen, all) = (Cell::new(0), grid.cells() * cells_of_windows);
        let mut by_row = |_: f64, _: &str| progress.tell(seen.get() as f64 / all as f64, MOVING).is_ok();
        let write = |done: Done| match done {
            Done::Row(cells) => {
                seen.set(seen.get() + cells);
                Ok(())
            }
            Done::Band(band, window, values) => sinks.write(band, window, &values, NODATA_F32),
        };
        let mut ranges: Ranges = sweep(&tiling, threads, &mut Progress::new(&mut by_row), MOVING, open, write)?;
        ranges.bands.resize(self.bands(), NONE);
        Ok(ranges)
    }
}

/// The grid of every `stride`th cell, each in the middle of a cell of it.
fn coarser(info: &RasterInfo, stride: usize) -> Result<RasterInfo> {
    let mut grid = info.grid.clone();
    let first = first(stride);
    if first >= grid.rows.min(grid.columns) {
        return Err(Error::argument("STRIDE", stride, phrase!("less than the rows and columns of the map")));
    }
    (grid.rows, grid.columns) = ((grid.rows - first).div_ceil(stride), (grid.columns - first).div_ceil(stride));
    [1, 2, 4, 5].into_iter().for_each(|i| grid.geotransform[i] *= stride as f64);
    Ok(info.with_grid(grid))
}

/// The first row and column that has a window: that in the middle of the first cell of the raster.
pub fn first(stride: usize) -> usize {
    (stride - 1) / 2
}

/// Windows cost much more than cells: small tiles keep all threads at work and memory low.
pub fn small_tiles(create_options: &[String]) -> Vec<String> {
    let given = |key: &str| create_options.iter().any(|option| option.to_uppercase().starts_with(key));
    let mut options = create_options.to_vec();
    if !given("TILED=") && !given("BLOCKXSIZE=") && !given("BLOCKYSIZE=") {
        options.extend(["BLOCKXSIZE=128".to_owned(), "BLOCKYSIZE=128".to_owned()]);
    }
    options
}

const MOVING: Phrase = phrase!("Moving windows");

/// Values of a unit that a worker holds.
const UNIT_VALUES: usize = 1 << 22;
/// Columns of a unit, so that there are many.
const UNIT_COLUMNS: usize = 512;

fn units(grid: &Grid, block: Option<BlockShape>, bands: usize) -> Tiling {
    let block = block.unwrap_or(BlockShape { rows: 128, columns: 128 });
    let (rows, columns) = (block.rows.min(grid.rows), block.columns.min(grid.columns));
    let most = (UNIT_VALUES / bands / rows).min(UNIT_COLUMNS);
    let columns = (most / columns).max(1) * columns;
    Tiling::new(grid, BlockShape { rows, columns: columns.min(grid.columns) })
}

/// Values of a band.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Range {
    pub low: f32,
    pub high: f32,
    /// That have a value.
    pub windows: u64,
}

const NONE: Range = Range { low: f32::INFINITY, high: f32::NEG_INFINITY, windows: 0 };

/// Values of all bands.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Ranges {
    pub bands: Vec<Range>,
    /// Codes that windows may have.
    pub classes: BTreeSet<i64>,
}

impl Accumulator for Ranges {
    /// Of a band, one after the other.
    type Block<'a> = &'a [f32];
    type Output = Vec<Range>;

    fn push(&mut self, values: &[f32]) {
        let add = |range: Range, value: &f32| Range {
            low: range.low.min(*value),
            high: range.high.max(*value),
            windows: range.windows + 1,
        };
        self.bands.push(values.iter().filter(|value| **value != NODATA_F32).fold(NONE, add));
    }

    fn merge(&mut self, next: Self) {
        self.classes.extend(next.classes);
        if self.bands.is_empty() {
            self.bands = next.bands;
            return;
        }
        for (own, next) in self.bands.iter_mut().zip(next.bands) {
            own.low = own.low.min(next.low);
            own.high = own.high.max(next.high);
            own.windows += next.windows;
        }
    }

    fn finish(self) -> Vec<Range> {
        self.bands
    }
}

/// What a worker has computed.
enum Done {
    /// A row of windows, which hold so many cells; the worker hears whether the run goes on.
    Row(u64),
    /// A part of a band, counted from 1.
    Band(usize, Window, Vec<f32>),
}

struct WindowWorker<'a> {
    reader: ClassReader<'a>,
    cells: CellBuffer,
    windows: CellWindows<'a>,
}

impl Worker<Ranges, Done> for WindowWorker<'_> {
    /// The window is one of the raster that is made.
    fn unit(&mut self, window: Window, emit: Emit<'_, Done>) -> Result<Ranges> {
        let CellWindows { map, sizes, options, stride } = self.windows;
        let wanted = options.wanted.len();
        let at = |index: usize| first(stride) + stride * index;
        let centres = Window {
            row: at(window.row),
            column: at(window.column),
            rows: stride * (window.rows - 1) + 1,
            columns: stride * (window.columns - 1) + 1,
        };
        let grid = map.grid();
        let mut ranges = Ranges::default();
        for (size, (_, footprint)) in sizes.iter().enumerate() {
            let halo = (footprint.half_height(), footprint.half_width());
            let of = HaloTile::around(centres, halo, (grid.rows, grid.columns));
            let tile = HaloTile::new(self.reader.read(of, &mut self.cells)?, of, centres, halo);
            ranges.classes.extend(&tile.codes);
            let mut bands = Vec::with_capacity(wanted);
            for _ in 0..wanted {
                bands.push(try_vec(window.cells(), NODATA_F32, phrase!("a part of the output"))?);
            }
            let mut windows = Windows::new(&tile, footprint, options);
            for row in 0..window.rows {
                windows.row(at(window.row + row), centres.column, stride, |column, values| {
                    let cell = row * window.columns + (column - centres.column) / stride;
                    for (band, value) in bands.iter_mut().zip(values) {
                        band[cell] = value.map_or(NODATA_F32, |value| value as f32);
                    }
                });
                if !emit.block(Done::Row((window.columns * footprint.cells) as u64)) {
                    return Err(Error::Cancelled);
                }
            }
            for (i, band) in bands.into_iter().enumerate() {
                ranges.push(&band);
                emit.block(Done::Band(size * wanted + i + 1, window, band));
            }
        }
        Ok(ranges)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;
    use std::ops;

    #[test]
    fn parts_make_the_whole() {
        const N: f32 = NODATA_F32;
        let bands = [[N, 3.0, -1.0, 2.0], [N, 5.0, N, 7.0]];
        let codes = [4, -2, 9, 4];
        let of = |windows: ops::Range<usize>| {
            let mut ranges = Ranges::default();
            if !windows.is_empty() {
                bands.iter().for_each(|band| ranges.push(&band[windows.clone()]));
                ranges.classes.extend(&codes[windows]);
            }
            ranges
        };
        laws::hold_in_any_order::<Ranges, _>(4, of, |ranges| (ranges.bands, ranges.classes));
    }
}
