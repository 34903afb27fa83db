//! Masks: bands beside the cells that say which of them hold nothing. GDAL's own mask of a nodata value is none of them: the value is
//! asked for as cells are read.
//!
//! GDAL knows one mask of a band and lets a nodata value hide an alpha band, a mask band hide the value. Here a cell is nodata if any of
//! them says so, as gdalwarp has it.

use gdal_sys as gs;
use std::{
    ffi::{c_int, c_void},
    sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
};

use super::{borrowed, c};
use crate::{
    grid::{BlockShape, Grid, Window},
    sentence::{Phrase, phrase},
};

// Flags of GDALGetMaskFlags; C macros, so gdal-sys has none of them.
const ALL_VALID: c_int = 1;
const PER_DATASET: c_int = 2;
const ALPHA: c_int = 4;
const NODATA: c_int = 8;

/// Cells that are looked at together.
const LANE: usize = 64;

/// The masks of one band.
pub struct Mask {
    bands: Vec<MaskBand>,
    /// Of a band beside the first.
    beside: Vec<u8>,
}

struct MaskBand {
    band: gs::GDALRasterBandH,
    /// The value of opaque cells, where the band is an alpha band.
    opaque: Option<f64>,
    /// Whether its cells are bytes; others are read into `numbers`.
    bytes: bool,
    numbers: Vec<f64>,
}

impl Mask {
    /// Those of a band (counted from 1), where it has any.
    ///
    /// # Safety
    /// The dataset has the band, and outlives the mask.
    pub unsafe fn of(dataset: gs::GDALDatasetH, number: usize) -> Option<Mask> {
        let mut bands = Vec::new();
        unsafe {
            let band = gs::GDALGetRasterBand(dataset, number as c_int);
            let flags = gs::GDALGetMaskFlags(band);
            let last = gs::GDALGetRasterCount(dataset);
            let alpha = gs::GDALGetRasterBand(dataset, last);
            // GDAL takes an alpha band for the mask of one or three bands alone; gdalwarp adds one to any number of them.
            if last as usize != number
                && gs::GDALGetRasterColorInterpretation(alpha) == gs::GDALColorInterp::GCI_AlphaBand
            {
                bands.push(MaskBand::new(alpha, Some(opaque(alpha))));
            } else if flags & ALPHA != 0 {
                bands.push(MaskBand::new(gs::GDALGetMaskBand(band), Some(f64::from(u8::MAX))));
            }
            if flags & (ALL_VALID | ALPHA) == 0 && (flags & NODATA == 0 || flags & PER_DATASET != 0) {
                bands.push(MaskBand::new(gs::GDALGetMaskBand(band), None));
            }
        }
        (!bands.is_empty()).then(|| Mask { bands, beside: Vec::new() })
    }

    /// What the log calls it.
    fn name(&self) -> Phrase {
        match &self.bands[..] {
            [MaskBand { opaque: Some(_), .. }] => phrase!("alpha band"),
            [_] => phrase!("mask band"),
            _ => phrase!("alpha and mask bands"),
        }
    }

    /// Bytes of a row of the masks' blocks: what GDAL's cache is to hold of them while the raster is read in rows of its own.
    pub fn row_of_blocks(&self, columns: usize) -> i64 {
        let bytes = |band: &MaskBand| unsafe {
            let (mut across, mut down) = (0, 0);
            gs::GDALGetBlockSize(band.band, &mut across, &mut down);
            let cell = gs::GDALGetDataTypeSizeBytes(gs::GDALGetRasterDataType(band.band));
            columns.next_multiple_of(across.max(1) as usize) as i64 * i64::from(down) * i64::from(cell)
        };
        self.bands.iter().map(bytes).sum()
    }

    /// Reads the masks of a window into rows that are `stride` long: [`HIDDEN`] where there is nothing, [`OPAQUE`] for whole cells,
    /// anything between for partly transparent ones. False where GDAL failed.
    pub fn read(&mut self, window: Window, stride: usize, cells: &mut [u8]) -> bool {
        let Mask { bands, beside } = self;
        let (first, others) = bands.split_first_mut().expect("there is one");
        if !first.read(window, stride, cells) {
            return false;
        }
        for band in others {
            beside.resize(cells.len(), HIDDEN);
            if !band.read(window, stride, beside) {
                return false;
            }
            cells.iter_mut().zip(&*beside).for_each(|(cell, other)| *cell = (*cell).min(*other));
        }
        true
    }
}

/// Marks of cells.
pub const HIDDEN: u8 = 0;
pub const OPAQUE: u8 = 255;

impl MaskBand {
    unsafe fn new(band: gs::GDALRasterBandH, opaque: Option<f64>) -> MaskBand {
        let bytes = unsafe { gs::GDALGetRasterDataType(band) } == gs::GDALDataType::GDT_Byte;
        MaskBand { band, opaque, bytes, numbers: Vec::new() }
    }

    fn read(&mut self, window: Window, stride: usize, cells: &mut [u8]) -> bool {
        let opaque = self.opaque.unwrap_or(1.0);
        if self.bytes {
            let whole = opaque as u8;
            let good = unsafe { self.io(window, cells.as_mut_ptr().cast(), gs::GDALDataType::GDT_Byte, 1, stride) };
            cells.iter_mut().for_each(|cell| *cell = if *cell >= whole { OPAQUE } else { *cell });
            return good;
        }
        let mut numbers = std::mem::take(&mut self.numbers);
        numbers.resize(window.cells(), 0.0);
        let real = gs::GDALDataType::GDT_Float64;
        let good = unsafe { self.io(window, numbers.as_mut_ptr().cast(), real, 8, 8 * window.columns) };
        for (row, found) in cells.chunks_mut(stride).zip(numbers.chunks(window.columns)) {
            for (cell, found) in row.iter_mut().zip(found) {
                *cell = match *found {
                    found if found >= opaque => OPAQUE,
                    found if found > 0.0 => 1,
                    _ => HIDDEN,
                };
            }
        }
        self.numbers = numbers;
        good
    }

    /// # Safety
    /// There is room at `into` for the rows of the window, cells and rows so many bytes apart.
    unsafe fn io(
        &self,
        window: Window,
        into: *mut c_void,
        kind: gs::GDALDataType::Type,
        cell: usize,
        row: usize,
    ) -> bool {
        let (x, y) = (window.column as c_int, window.row as c_int);
        let (w, h) = (window.columns as c_int, window.rows as c_int);
        let read = gs::GDALRWFlag::GF_Read;
        let done =
            unsafe { gs::GDALRasterIO(self.band, read, x, y, w, h, into, w, h, kind, cell as c_int, row as c_int) };
        done == gs::CPLErr::CE_None
    }
}

/// The value of opaque cells of an alpha band, by the bits that are in use, or as gdalwarp writes it.
unsafe fn opaque(band: gs::GDALRasterBandH) -> f64 {
    unsafe {
        let bits = gs::GDALGetMetadataItem(band, c("NBITS").as_ptr(), c("IMAGE_STRUCTURE").as_ptr());
        if let Ok(bits @ 1..=32) = borrowed(bits).parse::<i32>() {
            return 2f64.powi(bits) - 1.0;
        }
        match gs::GDALGetRasterDataType(band) {
            gs::GDALDataType::GDT_UInt16 => f64::from(u16::MAX),
            gs::GDALDataType::GDT_Int16 => f64::from(i16::MAX),
            _ => f64::from(u8::MAX),
        }
    }
}

/// How many of these cells, from the first on, are hidden as it is, or shown as it is.
pub fn run(cells: &[u8]) -> usize {
    let hidden = cells[0] == HIDDEN;
    let alike = |cell: &u8| (*cell == HIDDEN) == hidden;
    let lanes = cells.chunks_exact(LANE).take_while(|lane| lane.iter().fold(true, |all, cell| all & alike(cell)));
    let whole = lanes.count() * LANE;
    whole + cells[whole..].iter().take_while(|cell| alike(cell)).count()
}

/// What the masks of a raster take: shared by all its readers, and the same however often, and by whom, a block is read.
#[derive(Debug)]
pub struct MaskCounts {
    mask: Phrase,
    grid_cells: u64,
    /// Blocks in a row of them.
    across: usize,
    seen: Vec<AtomicBool>,
    read: AtomicU64,
    hidden: AtomicU64,
    partly: AtomicU64,
}

/// Cells of the blocks that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Masked {
    /// What took them.
    pub mask: Phrase,
    /// Cells that would count without the mask.
    pub hidden: u64,
    /// Partly transparent cells that count.
    pub partly: u64,
    /// All cells of those blocks.
    pub read: u64,
    /// All cells of the raster.
    pub all: u64,
}

impl MaskCounts {
    pub fn new(mask: &Mask, grid: &Grid, block: BlockShape) -> MaskCounts {
        let across = grid.columns.div_ceil(block.columns);
        let blocks = across * grid.rows.div_ceil(block.rows);
        MaskCounts {
            mask: mask.name(),
            grid_cells: grid.cells(),
            across,
            seen: (0..blocks).map(|_| AtomicBool::new(false)).collect(),
            read: AtomicU64::new(0),
            hidden: AtomicU64::new(0),
            partly: AtomicU64::new(0),
        }
    }

    /// Whether a block is to be counted: true once.
    pub fn takes(&self, column: usize, row: usize) -> bool {
        let seen = &self.seen[row * self.across + column];
        !seen.load(Relaxed) && !seen.swap(true, Relaxed)
    }

    /// Adds a block's cells: all, and those with a value that are hidden, or partly transparent.
    pub fn add(&self, read: u64, hidden: u64, partly: u64) {
        self.read.fetch_add(read, Relaxed);
        self.hidden.fetch_add(hidden, Relaxed);
        self.partly.fetch_add(partly, Relaxed);
    }

    pub fn masked(&self) -> Masked {
        let [read, hidden, partly] = [&self.read, &self.hidden, &self.partly].map(|count| count.load(Relaxed));
        Masked { mask: self.mask, hidden, partly, read, all: self.grid_cells }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_every_length() {
        for len in [1, 2, 63, 64, 65, 127, 128, 129, 200] {
            for change in 1..=len {
                for hidden in [true, false] {
                    // What is shown may be of any opacity
                    let cell = |i: usize| if (i < change) == hidden { HIDDEN } else { 1 + (i % 255) as u8 };
                    let cells: Vec<u8> = (0..len).map(cell).collect();
                    assert_eq!(run(&cells), change, "{cells:?}");
                }
            }
        }
    }

    #[test]
    fn a_block_counts_once() {
        let grid = Grid { rows: 5, columns: 7, geotransform: [0.0; 6], metres_per_unit: 1.0 };
        let mask = Mask { bands: vec![], beside: vec![] };
        let counts = MaskCounts::new(&mask, &grid, BlockShape { rows: 2, columns: 3 });
        assert_eq!(counts.seen.len(), 3 * 3);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for (column, row) in [(0, 0), (2, 2), (0, 0), (1, 2)] {
                        if counts.takes(column, row) {
                            counts.add(10, 2, 1);
                        }
                    }
                });
            }
        });
        let masked = counts.masked();
        assert_eq!((masked.read, masked.hidden, masked.partly, masked.all), (30, 6, 3, 35));
    }
}
