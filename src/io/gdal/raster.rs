//! Rasters in.

use super::{
    Errors, OF_RASTER, OF_VERBOSE_ERROR, borrowed, c,
    crs::{Crs, Distortion, centre_and_corners},
    kept::Kept,
    mask::{self, Mask, MaskTally},
    register,
};
use crate::{
    cover::classes::{ClassMap, NODATA},
    error::{Error, Result, try_vec},
    grid::{BlockShape, Grid, Window, areas::CellAreas},
    io::RasterSource,
};
use gdal_sys as gs;
use std::{
    collections::{BTreeSet, HashMap},
    ptr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Values that count as no data, in the band's scaled units; ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Nodata {
    Value(f64),
    Range(f64, f64),
}

impl Nodata {
    #[inline(always)]
    fn holds(&self, value: f64) -> bool {
        match *self {
            Nodata::Value(v) => value == v,
            Nodata::Range(low, high) => low <= value && value <= high,
        }
    }
}

/// Which band of which file, and what in it is nodata.
#[derive(Debug, Clone)]
pub struct SourceOptions {
    pub path: String,
    /// Counted from 1.
    pub band: usize,
    /// Beside those of [`SourceOptions::own_nodata`].
    pub nodata: Vec<Nodata>,
    /// Whether the band's own nodata value is nodata; its masks are in any case.
    pub own_nodata: bool,
    pub ignore_codes: Arc<IgnoreCodes>,
    /// WKT or an authority code in place of the file's own.
    pub crs: Option<String>,
}

/// Codes that count as nodata, and which of them cells have had so far, in all threads.
#[derive(Debug, Default)]
pub struct IgnoreCodes {
    codes: Vec<i64>,
    met: Vec<AtomicBool>,
}

impl IgnoreCodes {
    pub fn new(codes: &[i64]) -> IgnoreCodes {
        let codes: Vec<i64> = codes.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        IgnoreCodes { met: codes.iter().map(|_| AtomicBool::new(false)).collect(), codes }
    }

    /// Those that no cell has had.
    pub fn unmet(&self) -> impl Iterator<Item = i64> + '_ {
        let unmet = |(_, met): &(&i64, &AtomicBool)| !met.load(Ordering::Relaxed);
        self.codes.iter().zip(&self.met).filter(unmet).map(|(code, _)| *code)
    }

    fn position(&self, code: i64) -> Option<usize> {
        self.codes.binary_search(&code).ok()
    }

    fn is_unmet(&self, position: usize) -> bool {
        !self.met[position].load(Ordering::Relaxed)
    }

    fn meet(&self, position: usize) {
        self.met[position].store(true, Ordering::Relaxed);
    }
}

/// What is known of a raster before a cell is read.
#[derive(Clone)]
pub struct RasterInfo {
    pub grid: Grid,
    pub block: BlockShape,
    /// WKT: a handle would tie this to one thread.
    crs: String,
}

impl RasterInfo {
    pub fn crs(&self) -> Crs {
        Crs::parse(&self.crs).expect("GDAL reads the WKT that it wrote")
    }

    /// The same file, told of on a grid that is its own but for rounding.
    pub fn on_grid_of(&self, other: &RasterInfo) -> RasterInfo {
        RasterInfo { block: self.block, ..other.clone() }
    }

    pub fn crs_name(&self) -> String {
        self.crs().name()
    }

    pub fn is_geographic(&self) -> bool {
        self.crs().is_geographic()
    }

    pub fn is_projected(&self) -> bool {
        self.crs().is_projected()
    }

    pub fn is_local(&self) -> bool {
        self.crs().is_local()
    }

    /// Refuses a layer in another system where either is a local grid, from which no way leads to any other.
    pub fn check_way(&self, path: &str, from: &Crs) -> Result<()> {
        let crs = self.crs();
        if (crs.is_local() || from.is_local()) && !from.agrees(&crs, &self.grid) {
            return Err(Error::LocalGrids { path: path.to_owned(), crs: from.name(), onto: crs.name() });
        }
        Ok(())
    }

    /// Areas of the cells on the ellipsoid of the reference system; `None` where it has none.
    pub fn ellipsoidal_areas(&self) -> Option<CellAreas> {
        self.crs().ellipsoidal_areas(&self.grid)
    }

    /// Where areas on the plane are furthest out of true, of the cells at the centre and the corners; `None` where none of
    /// them has a place on the ellipsoid.
    pub fn area_distortion(&self) -> Option<Distortion> {
        Distortion::worst(self.distortions(), Distortion::area)
    }

    /// The same of lengths.
    pub fn length_distortion(&self) -> Option<Distortion> {
        Distortion::worst(self.distortions(), Distortion::length)
    }

    fn distortions(&self) -> Vec<Distortion> {
        let (rows, columns) = (self.grid.rows as f64, self.grid.columns as f64);
        let ends = [(0.5, 0.5), (columns - 0.5, 0.5), (columns - 0.5, rows - 0.5), (0.5, rows - 0.5)];
        let point = |(column, row): (f64, f64)| self.grid.to_map(column, row);
        self.crs().distortions(&centre_and_corners(point((columns / 2.0, rows / 2.0)), ends.map(point)))
    }
}

/// One band of one open file; it stays in the thread that opened it.
pub struct Source {
    dataset: gs::GDALDatasetH,
    band: gs::GDALRasterBandH,
    path: String,
    grid: Grid,
    block: BlockShape,
    cells: CellType,
    coder: Coder,
    byte_codes: Option<Box<[Option<i64>; 256]>>,
    /// Bytes of ignored codes, with their positions.
    ignored_bytes: Vec<(u8, usize)>,
    /// A block as GDAL gives it, u64 for alignment, and behind it a byte for the mask of every cell, if there is one.
    raw: Vec<u64>,
    /// Words of the cells alone.
    words: usize,
    mask: Option<Mask>,
    tally: Option<Arc<MaskTally>>,
    /// A byte that is nodata and no ignored code.
    spare: Option<u8>,
    kept: Kept,
    /// Bytes of GDAL's cache that may be in use after a window.
    cache: i64,
}

/// GDAL's numbers for cell types; 14 came with GDAL 3.7, before which signed bytes were marked in metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CellType {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
    F32,
    F64,
}

/// The cells of a block in their own type, of which any bytes are a value; u64 is aligned for all of them.
macro_rules! with_cells {
    ($type:expr, $raw:expr, |$cells:ident| $body:expr) => {
        with_cells!($type, $raw, |$cells| $body, U8 u8, I8 i8, U16 u16, I16 i16, U32 u32, I32 i32, U64 u64, I64 i64, F32 f32, F64 f64)
    };
    ($type:expr, $raw:expr, |$cells:ident| $body:expr, $($name:ident $t:ty),*) => {
        match $type {
            $(CellType::$name => {
                let (_, $cells, _) = unsafe { $raw.align_to::<$t>() };
                $body
            })*
        }
    };
}

impl CellType {
    fn bytes(self) -> usize {
        match self {
            CellType::U8 | CellType::I8 => 1,
            CellType::U16 | CellType::I16 => 2,
            CellType::U32 | CellType::I32 | CellType::F32 => 4,
            CellType::U64 | CellType::I64 | CellType::F64 => 8,
        }
    }
}

impl Source {
    /// Opens a band for reading class codes; ids come from `classes`.
    pub fn open(options: &SourceOptions, classes: Arc<ClassMap>) -> Result<Source> {
        register();
        let errors = Errors::capture();
        let path = options.path.clone();
        let flags = OF_RASTER | OF_VERBOSE_ERROR;
        let dataset = unsafe { gs::GDALOpenEx(c(&path).as_ptr(), flags, ptr::null(), ptr::null(), ptr::null()) };
        if dataset.is_null() {
            return Err(Error::RasterOpen { path, detail: errors.failures("GDAL knows no such raster.") });
        }
        // From here on the source closes the file whatever happens.
        let mut source = Source {
            dataset,
            band: ptr::null_mut(),
            path,
            grid: Grid { rows: 0, columns: 0, geotransform: [0.0; 6], metres_per_unit: 1.0 },
            block: BlockShape { rows: 1, columns: 1 },
            cells: CellType::U8,
            coder: Coder::new(classes, options.nodata.clone(), options.ignore_codes.clone()),
            byte_codes: None,
            ignored_bytes: Vec::new(),
            raw: Vec::new(),
            words: 0,
            mask: None,
            tally: None,
            spare: None,
            kept: Kept::default(),
            cache: unsafe { gs::GDALGetCacheUsed64() } + CACHE,
        };
        source.look(options)?;
        Ok(source)
    }

    fn look(&mut self, options: &SourceOptions) -> Result<()> {
        let path = self.path.clone();
        unsafe {
            let bands = gs::GDALGetRasterCount(self.dataset) as usize;
            if options.band == 0 || options.band > bands {
                return Err(Error::BandMissing { path, band: options.band, bands });
            }
            self.band = gs::GDALGetRasterBand(self.dataset, options.band as i32);
            self.cells =
                cell_type(self.band).map_err(|data_type| Error::RasterType { path, band: options.band, data_type })?;
            self.grid.rows = gs::GDALGetRasterYSize(self.dataset) as usize;
            self.grid.columns = gs::GDALGetRasterXSize(self.dataset) as usize;
            let (mut columns, mut rows) = (0, 0);
            gs::GDALGetBlockSize(self.band, &mut columns, &mut rows);
            self.block = BlockShape { rows: rows as usize, columns: columns as usize };
            let mut good = 0;
            let scale = gs::GDALGetRasterScale(self.band, &mut good);
            let offset = gs::GDALGetRasterOffset(self.band, &mut good);
            if scale != 1.0 || offset != 0.0 {
                self.coder.scale = Some((scale, offset));
            }
            if options.own_nodata {
                self.coder.own_nodata = own_nodata(self.band, self.cells);
            }
            self.mask = Mask::of(self.dataset, options.band);
        }
        let codes = match self.cells {
            CellType::U8 => self.coder.codes_of_all(|byte| byte),
            CellType::I8 => self.coder.codes_of_all(|byte| byte as i8),
            _ => None,
        };
        if let Some((codes, ignored)) = codes {
            (self.byte_codes, self.ignored_bytes) = (Some(codes), ignored);
        }
        let mut masks = 0;
        if let Some(mask) = &self.mask {
            let ignored = |byte: u8| self.ignored_bytes.iter().any(|(other, _)| *other == byte);
            let free = |codes: &[Option<i64>; 256], byte: u8| codes[usize::from(byte)].is_none() && !ignored(byte);
            self.spare = self.byte_codes.as_ref().and_then(|codes| (0..=u8::MAX).find(|byte| free(codes, *byte)));
            if self.spare.is_none() {
                // No byte is left to mark hidden cells with: that of an ignored code would count as met.
                self.byte_codes = None;
            }
            masks = (self.block.rows * self.block.columns).div_ceil(8);
            self.cache += mask.row_of_blocks(self.grid.columns);
        }
        self.words = (self.block.rows * self.block.columns * self.cells.bytes()).div_ceil(8);
        self.raw = try_vec(self.words + masks, 0u64, "a block of the raster")?;
        Ok(())
    }

    /// Size, place and reference system; checks that the raster has them.
    pub fn info(&mut self, crs: Option<&str>) -> Result<RasterInfo> {
        let errors = Errors::capture();
        let path = self.path.clone();
        let status = unsafe { gs::GDALGetGeoTransform(self.dataset, self.grid.geotransform.as_mut_ptr()) };
        let points = unsafe { gs::GDALGetGCPCount(self.dataset) };
        if status != gs::CPLErr::CE_None && points > 0 {
            return Err(Error::ControlPoints { path, points });
        }
        let crs = match crs {
            Some(text) => Crs::parse(text).map_err(|detail| Error::BadCrs { path: path.clone(), detail })?,
            None => {
                unsafe { Crs::copy(gs::GDALGetSpatialRef(self.dataset)) }.ok_or(Error::NoCrs { path: path.clone() })?
            }
        };
        drop(errors);
        if !crs.has_plane() {
            return Err(Error::NoPlane { path, crs: crs.name() });
        }
        self.grid.metres_per_unit = if crs.is_geographic() { 1.0 } else { crs.metres_per_unit() };
        let area = self.grid.cell_area_ha();
        if status != gs::CPLErr::CE_None || area == 0.0 || !area.is_finite() {
            return Err(Error::NoGeotransform { path });
        }
        if let Some((x, y)) = crs.off_the_globe(&self.grid).filter(|_| crs.is_geographic()) {
            return Err(Error::OffTheGlobe { path, crs: crs.name(), x, y });
        }
        Ok(RasterInfo { grid: self.grid.clone(), block: self.block, crs: crs.wkt() })
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    /// Which colour of a picture the band says that it is.
    pub fn picture(&self) -> Option<&'static str> {
        match unsafe { gs::GDALGetRasterColorInterpretation(self.band) } {
            gs::GDALColorInterp::GCI_RedBand => Some("red"),
            gs::GDALColorInterp::GCI_GreenBand => Some("green"),
            gs::GDALColorInterp::GCI_BlueBand => Some("blue"),
            _ => None,
        }
    }

    /// A tally for what the masks take, to be shared by all sources that read this raster; `None` where it has no mask.
    pub fn new_tally(&self) -> Option<Arc<MaskTally>> {
        self.mask.as_ref().map(|mask| Arc::new(MaskTally::new(mask, &self.grid, self.block)))
    }

    /// Counts there what the masks take from now on.
    pub fn tally(&mut self, tally: Option<Arc<MaskTally>>) {
        self.tally = tally;
    }

    /// From now on keeps blocks that were read, up to so many bytes: for windows that are small, and near one another.
    pub fn keep_blocks(&mut self, bytes: usize) {
        self.kept = Kept::new(bytes, self.raw.len());
    }

    fn read_block(&mut self, column: usize, row: usize, valid: Window) -> Result<()> {
        if self.kept.bring((column, row), &mut self.raw) {
            return Ok(());
        }
        let errors = Errors::capture();
        let status = unsafe { gs::GDALReadBlock(self.band, column as i32, row as i32, self.raw.as_mut_ptr().cast()) };
        if status == gs::CPLErr::CE_None && self.read_mask(column, row) {
            self.kept.at_hand = Some((column, row));
            return Ok(());
        }
        Err(Error::RasterRead {
            path: self.path.clone(),
            row: valid.row,
            column: valid.column,
            detail: errors.failures("the block could not be decoded."),
        })
    }

    /// Reads the mask of the block that was just read, if there is one, and counts what it takes. False where GDAL failed.
    fn read_mask(&mut self, column: usize, row: usize) -> bool {
        let Some(mask) = &mut self.mask else { return true };
        let block = self.block;
        let place =
            Window { row: row * block.rows, column: column * block.columns, rows: block.rows, columns: block.columns };
        let place = place.intersect(&self.grid.whole()).expect("a block has cells of the raster");
        let (raw, masks) = self.raw.split_at_mut(self.words);
        // Any bytes are bytes.
        let masks = unsafe { masks.align_to_mut::<u8>() }.1;
        if !mask.read(place, block.columns, &mut masks[..block.rows * block.columns]) {
            return false;
        }
        if let Some(tally) = self.tally.as_ref().filter(|tally| tally.takes(column, row)) {
            let (mut hidden, mut partly) = (0, 0);
            for start in (0..place.rows).map(|row| row * block.columns) {
                let line = start..start + place.columns;
                let of_line =
                    with_cells!(self.cells, raw, |cells| self.coder.masked(&cells[line.clone()], &masks[line]));
                (hidden, partly) = (hidden + of_line.0, partly + of_line.1);
            }
            tally.add(place.cells() as u64, hidden, partly);
        }
        true
    }

    /// Which cells of the block at hand the mask hides, as bytes.
    fn masks(&self) -> &[u8] {
        // As above.
        unsafe { self.raw[self.words..].align_to::<u8>() }.1
    }

    /// GDAL keeps blocks of the files under a virtual raster, of masks, and of the other bands of an interleaved raster, in its
    /// cache up to 5 % of the machine's memory; what this run put there beyond a little is let go.
    fn let_cache_go(&self) {
        unsafe { while gs::GDALGetCacheUsed64() > self.cache && gs::GDALFlushCacheBlock() != 0 {} }
    }
}

/// Bytes of GDAL's cache that a source leaves alone.
const CACHE: i64 = 32 << 20;

impl Drop for Source {
    fn drop(&mut self) {
        let _quiet = Errors::capture();
        unsafe { gs::GDALClose(self.dataset) };
    }
}

impl RasterSource for Source {
    fn grid(&self) -> &Grid {
        &self.grid
    }

    fn block_shape(&self) -> BlockShape {
        self.block
    }

    fn byte_codes(&self) -> Option<&[Option<i64>; 256]> {
        self.byte_codes.as_deref()
    }

    fn read_bytes(&mut self, window: Window, cells: &mut [u8]) -> Result<()> {
        assert!(self.byte_codes.is_some(), "the cells are bytes");
        let none = self.spare.unwrap_or_default();
        self.read(window, cells, none, |source, start, line, _| {
            // Any byte is a u8.
            let (_, bytes, _) = unsafe { source.raw.align_to::<u8>() };
            line.copy_from_slice(&bytes[start..start + line.len()]);
            Ok(())
        })?;
        self.meet_ignored(cells);
        Ok(())
    }

    fn read_values(&mut self, window: Window, values: &mut [f64]) -> Result<()> {
        self.read(window, values, f64::NAN, |source, start, line, _| {
            measure(source.cells, &source.raw, start, line, &source.coder);
            Ok(())
        })
    }

    fn read_classes(&mut self, window: Window, ids: &mut [u16]) -> Result<()> {
        self.read(window, ids, NODATA, |source, start, line, place| {
            decode(source.cells, &source.raw, start, line, &mut source.coder, &source.path).map_err(|e| match e {
                Refused::Class(e) => e,
                Refused::Value { offset, value } => {
                    Error::NotACode { path: source.path.clone(), value, row: place.0, column: place.1 + offset }
                }
            })
        })
    }
}

impl Source {
    /// Looks for ignored codes among bytes, which no coder sees; no more than is to be known, so that those that are
    /// there cost nothing.
    fn meet_ignored(&self, cells: &[u8]) {
        let ignored = &self.coder.ignore_codes;
        let unmet: Vec<_> = self.ignored_bytes.iter().filter(|(_, position)| ignored.is_unmet(*position)).collect();
        if unmet.is_empty() {
            return;
        }
        let mut there = [false; 256];
        cells.iter().for_each(|byte| there[usize::from(*byte)] = true);
        unmet.iter().filter(|(byte, _)| there[usize::from(*byte)]).for_each(|(_, position)| ignored.meet(*position));
    }

    /// Reads the blocks under the window and hands on its rows piece by piece: where in the block a piece starts, where
    /// it goes, and the row and column of its first cell. Cells that a mask hides become `none`, whatever they hold.
    fn read<T: Copy>(
        &mut self,
        window: Window,
        target: &mut [T],
        none: T,
        mut take: impl FnMut(&mut Source, usize, &mut [T], (usize, usize)) -> Result<()>,
    ) -> Result<()> {
        assert_eq!(target.len(), window.cells(), "the target has a place for every cell of the window");
        let block = self.block;
        for block_row in window.row / block.rows..=(window.row + window.rows - 1) / block.rows {
            for block_column in window.column / block.columns..=(window.column + window.columns - 1) / block.columns {
                let place = Window {
                    row: block_row * block.rows,
                    column: block_column * block.columns,
                    rows: block.rows,
                    columns: block.columns,
                };
                let part = place.intersect(&window).expect("the block was chosen to meet the window");
                self.read_block(block_column, block_row, part)?;
                for row in part.row..part.row + part.rows {
                    let start = (row - place.row) * block.columns + part.column - place.column;
                    let at = (row - window.row) * window.columns + part.column - window.column;
                    let line = &mut target[at..at + part.columns];
                    if self.mask.is_none() {
                        take(self, start, line, (row, part.column))?;
                        continue;
                    }
                    let mut done = 0;
                    while done < line.len() {
                        let masks = &self.masks()[start + done..start + line.len()];
                        let (hidden, end) = (masks[0] == mask::HIDDEN, done + mask::run(masks));
                        let piece = &mut line[done..end];
                        if hidden {
                            piece.fill(none);
                        } else {
                            take(self, start + done, piece, (row, part.column + done))?;
                        }
                        done = end;
                    }
                }
            }
        }
        self.let_cache_go();
        Ok(())
    }
}

unsafe fn cell_type(band: gs::GDALRasterBandH) -> std::result::Result<CellType, String> {
    unsafe {
        let number = gs::GDALGetRasterDataType(band);
        Ok(match number as u32 {
            1 => {
                let mark = gs::GDALGetMetadataItem(band, c("PIXELTYPE").as_ptr(), c("IMAGE_STRUCTURE").as_ptr());
                if borrowed(mark) == "SIGNEDBYTE" { CellType::I8 } else { CellType::U8 }
            }
            2 => CellType::U16,
            3 => CellType::I16,
            4 => CellType::U32,
            5 => CellType::I32,
            6 => CellType::F32,
            7 => CellType::F64,
            12 => CellType::U64,
            13 => CellType::I64,
            14 => CellType::I8,
            _ => return Err(borrowed(gs::GDALGetDataTypeName(number))),
        })
    }
}

/// The band's own nodata as a cell of its type, as GDAL's mask band takes it ([`Raw::is_nodata`] says which cells are near enough):
/// the fraction is cut off for whole numbers, and what is out of range is no value. Beyond the range of real numbers stands infinity.
unsafe fn own_nodata(band: gs::GDALRasterBandH, cells: CellType) -> Option<Value> {
    let mut has = 0;
    let whole = |v: f64, low: f64, high: f64| (low <= v && v <= high).then_some(Value::Integer(v as i64));
    let (i32_min, i32_max) = (f64::from(i32::MIN), f64::from(i32::MAX));
    unsafe {
        let value = match cells {
            #[cfg(gdal_int64)]
            CellType::I64 => Value::Integer(gs::GDALGetRasterNoDataValueAsInt64(band, &mut has)),
            #[cfg(gdal_int64)]
            CellType::U64 => match i64::try_from(gs::GDALGetRasterNoDataValueAsUInt64(band, &mut has)) {
                Ok(v) => Value::Integer(v),
                // Values that high are no codes; the cell is refused unless it is nodata.
                Err(_) => Value::Real(u64::MAX as f64),
            },
            #[cfg(not(gdal_int64))]
            CellType::I64 | CellType::U64 => Value::of_whole(gs::GDALGetRasterNoDataValue(band, &mut has)),
            CellType::F32 => Value::of_whole(f64::from(gs::GDALGetRasterNoDataValue(band, &mut has) as f32)),
            CellType::F64 => Value::of_whole(gs::GDALGetRasterNoDataValue(band, &mut has)),
            CellType::U8 => whole(gs::GDALGetRasterNoDataValue(band, &mut has), 0.0, f64::from(u8::MAX))?,
            CellType::U16 | CellType::U32 => {
                whole(gs::GDALGetRasterNoDataValue(band, &mut has), 0.0, f64::from(u32::MAX))?
            }
            CellType::I8 | CellType::I16 | CellType::I32 => {
                whole(gs::GDALGetRasterNoDataValue(band, &mut has), i32_min, i32_max)?
            }
        };
        (has != 0).then_some(value)
    }
}

/// A cell's value before it is a code.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Value {
    Integer(i64),
    Real(f64),
}

impl Value {
    fn of_whole(v: f64) -> Value {
        // Both ends are exact in f64; the upper one is the first value beyond i64.
        if v.fract() == 0.0 && (-(2f64.powi(63))..2f64.powi(63)).contains(&v) {
            Value::Integer(v as i64)
        } else {
            Value::Real(v)
        }
    }

    fn as_f64(self) -> f64 {
        match self {
            Value::Integer(v) => v as f64,
            Value::Real(v) => v,
        }
    }
}

/// Cell types as they lie in a block.
trait Raw: Copy + PartialEq {
    /// Place in the table of small values; `None` where only the dictionary serves. Types of 16 bits or fewer always have one.
    fn small(self) -> Option<u16>;
    fn value(self) -> Value;
    fn bits(self) -> u64;
    fn text(self) -> String;
    /// The cell that holds a value; `None` where the type has none.
    fn of(value: Value) -> Option<Self>;
    /// Rounded where the type holds more than 53 bits.
    fn real(self) -> f64;
    /// Whether the cell is nodata where the band's own value is `own`.
    fn is_nodata(self, own: Self) -> bool;
}

macro_rules! raw {
    ($($t:ty: |$v:ident| $small:expr, $value:expr, $bits:expr, $nodata:expr;)*) => {$(
        impl Raw for $t {
            fn of(value: Value) -> Option<$t> {
                match value {
                    Value::Integer(i) => (i as $t as i64 == i).then_some(i as $t),
                    // A cast saturates: u64's highest nodata comes back as it was.
                    Value::Real(r) => (r as $t as f64 == r).then_some(r as $t),
                }
            }
            #[inline(always)]
            fn real(self) -> f64 { self as f64 }
            #[inline(always)]
            fn small(self) -> Option<u16> { let $v = self; $small }
            fn value(self) -> Value { let $v = self; $value }
            fn bits(self) -> u64 { let $v = self; $bits }
            fn text(self) -> String { self.to_string() }
            #[inline(always)]
            fn is_nodata(self, own: $t) -> bool { $nodata(self, own) }
        }
    )*};
}

#[inline(always)]
fn same<T: PartialEq>(cell: T, own: T) -> bool {
    cell == own
}

/// GDAL's ARE_REAL_EQUAL, in the type's own arithmetic, but with the precision of f32 for both: near the end of the type's range its sum
/// overflows, and all numbers of that size are nodata beside one that is. Unlike there, infinity is the end of the range as well: a value
/// that was rounded up when it was written reads as that.
macro_rules! near {
    ($name:ident, $t:ident) => {
        #[inline(always)]
        fn $name(cell: $t, own: $t) -> bool {
            let end = own.clamp($t::MIN, $t::MAX);
            // No branch: all are reckoned for every cell of a block.
            (cell == own) | (cell == end) | ((cell - end).abs() < f32::EPSILON as $t * (cell + end).abs() * 2.0)
        }
    };
}

near!(near_f32, f32);
near!(near_f64, f64);

raw! {
    u8: |v| Some(u16::from(v)), Value::Integer(v.into()), v.into(), same;
    i8: |v| Some(v as u16), Value::Integer(v.into()), v as u64, same;
    u16: |v| Some(v), Value::Integer(v.into()), v.into(), same;
    i16: |v| Some(v as u16), Value::Integer(v.into()), v as u64, same;
    u32: |v| u16::try_from(v).ok(), Value::Integer(v.into()), v.into(), same;
    i32: |v| u16::try_from(v).ok(), Value::Integer(v.into()), v as u64, same;
    u64: |v| u16::try_from(v).ok(), i64::try_from(v).map_or(Value::Real(v as f64), Value::Integer), v, same;
    i64: |v| u16::try_from(v).ok(), Value::Integer(v), v as u64, same;
    f32: |v| { let i = v as u16; (f32::from(i) == v).then_some(i) }, Value::of_whole(v.into()), v.to_bits().into(), near_f32;
    f64: |v| { let i = v as u16; (f64::from(i) == v).then_some(i) }, Value::of_whole(v), v.to_bits(), near_f64;
}

/// From cell values to class ids. What is nodata is asked once for every different value, never for every cell.
struct Coder {
    classes: Arc<ClassMap>,
    own_nodata: Option<Value>,
    nodata: Vec<Nodata>,
    ignore_codes: Arc<IgnoreCodes>,
    /// Of the band, where it is not (1, 0).
    scale: Option<(f64, f64)>,
    small: Box<[u16; 1 << 16]>,
    large: HashMap<u64, u16>,
}

/// Mark in the table of small values; no id (see [`crate::cover::classes::ID_LIMIT`]).
const UNSEEN: u16 = NODATA - 1;

/// What a value stands for.
enum Coded {
    Nodata,
    /// The code at this place of [`IgnoreCodes`].
    Ignored(usize),
    Class(i64),
}

enum Refused {
    Class(Error),
    Value { offset: usize, value: String },
}

impl Coder {
    fn new(classes: Arc<ClassMap>, nodata: Vec<Nodata>, ignore_codes: Arc<IgnoreCodes>) -> Coder {
        Coder {
            classes,
            own_nodata: None,
            nodata,
            ignore_codes,
            scale: None,
            small: vec![UNSEEN; 1 << 16].into_boxed_slice().try_into().expect("the length is that of the table"),
            large: HashMap::new(),
        }
    }

    #[inline(always)]
    fn id<T: Raw>(&mut self, cell: T, path: &str) -> std::result::Result<u16, Option<Error>> {
        if let Some(i) = cell.small() {
            let id = self.small[usize::from(i)];
            if id != UNSEEN {
                return Ok(id);
            }
        }
        self.look_up(cell, path)
    }

    #[inline(never)]
    fn look_up<T: Raw>(&mut self, cell: T, path: &str) -> std::result::Result<u16, Option<Error>> {
        let small = cell.small();
        if small.is_none() {
            if let Some(id) = self.large.get(&cell.bits()) {
                return Ok(*id);
            }
        }
        let id = match self.code(cell)? {
            Coded::Nodata => NODATA,
            Coded::Ignored(position) => {
                self.ignore_codes.meet(position);
                NODATA
            }
            Coded::Class(code) => self.classes.id(code, path).map_err(Some)?,
        };
        match small {
            Some(i) => self.small[usize::from(i)] = id,
            None => {
                self.large.insert(cell.bits(), id);
            }
        }
        Ok(id)
    }

    /// The code of every byte, and the bytes of ignored codes; `None` where one of them is no code (which the map then
    /// need not hold).
    #[allow(clippy::type_complexity)]
    fn codes_of_all<T: Raw>(&self, cell: impl Fn(u8) -> T) -> Option<(Box<[Option<i64>; 256]>, Vec<(u8, usize)>)> {
        let (mut codes, mut ignored) = (Box::new([None; 256]), Vec::new());
        for byte in 0..=255u8 {
            match self.code(cell(byte)).ok()? {
                Coded::Nodata => {}
                Coded::Ignored(position) => ignored.push((byte, position)),
                Coded::Class(code) => codes[usize::from(byte)] = Some(code),
            }
        }
        Some((codes, ignored))
    }

    /// Of a line of cells, those with a value that a mask hides, and those that are partly transparent.
    fn masked<T: Raw>(&self, cells: &[T], masks: &[u8]) -> (u64, u64) {
        let (mut hidden, mut partly) = (0, 0);
        let mut last = None;
        for (cell, mask) in cells.iter().zip(masks).filter(|(_, mask)| **mask != mask::OPAQUE) {
            // What is hidden is mostly all alike.
            let has_value = match last {
                Some((other, has_value)) if other == cell.bits() => has_value,
                _ => !matches!(self.code(*cell), Ok(Coded::Nodata | Coded::Ignored(_))),
            };
            last = Some((cell.bits(), has_value));
            *(if *mask == mask::HIDDEN { &mut hidden } else { &mut partly }) += u64::from(has_value);
        }
        (hidden, partly)
    }

    /// What a cell stands for; the error is a value that is no code.
    fn code<T: Raw>(&self, cell: T) -> std::result::Result<Coded, Option<Error>> {
        let raw = cell.value();
        if self.own_nodata.and_then(T::of).is_some_and(|own| cell.is_nodata(own)) || raw.as_f64().is_nan() {
            return Ok(Coded::Nodata);
        }
        let value = match self.scale {
            None => raw,
            Some((scale, offset)) => Value::of_whole(raw.as_f64() * scale + offset),
        };
        let v = value.as_f64();
        if self.nodata.iter().any(|nodata| nodata.holds(v)) {
            return Ok(Coded::Nodata);
        }
        let Value::Integer(code) = value else { return Err(None) };
        Ok(self.ignore_codes.position(code).map_or(Coded::Class(code), Coded::Ignored))
    }
}

fn decode(
    cells: CellType,
    raw: &[u64],
    start: usize,
    ids: &mut [u16],
    coder: &mut Coder,
    path: &str,
) -> std::result::Result<(), Refused> {
    with_cells!(cells, raw, |cells| translate(&cells[start..start + ids.len()], ids, coder, path))
}

/// Cells as numbers in the band's scaled units, NaN where there is none.
fn measure(cells: CellType, raw: &[u64], start: usize, values: &mut [f64], coder: &Coder) {
    with_cells!(cells, raw, |cells| scale_cells(&cells[start..start + values.len()], values, coder))
}

fn scale_cells<T: Raw>(cells: &[T], values: &mut [f64], coder: &Coder) {
    let own = coder.own_nodata.and_then(T::of);
    match own {
        Some(own) => {
            for (value, cell) in values.iter_mut().zip(cells) {
                *value = if cell.is_nodata(own) { f64::NAN } else { cell.real() };
            }
        }
        None => values.iter_mut().zip(cells).for_each(|(value, cell)| *value = cell.real()),
    }
    if let Some((scale, offset)) = coder.scale {
        values.iter_mut().for_each(|v| *v = *v * scale + offset);
    }
    for nodata in &coder.nodata {
        for value in values.iter_mut() {
            if nodata.holds(*value) {
                *value = f64::NAN;
            }
        }
    }
}

/// A cell as users know it: scaled, and as it is stored.
fn text<T: Raw>(cell: T, scale: Option<(f64, f64)>) -> String {
    match scale {
        None => cell.text(),
        Some((scale, offset)) => {
            let value = cell.value().as_f64() * scale + offset;
            format!("{value} (stored as {}, scale {scale}, offset {offset})", cell.text())
        }
    }
}

/// Cells that are looked at together.
const LANE: usize = 64;

fn translate<T: Raw>(cells: &[T], ids: &mut [u16], coder: &mut Coder, path: &str) -> std::result::Result<(), Refused> {
    let scale = coder.scale;
    let refused = |offset: usize, cell: T, e: Option<Error>| match e {
        Some(e) => Refused::Class(e),
        None => Refused::Value { offset, value: text(cell, scale) },
    };
    for (lane, (cells, ids)) in cells.chunks(LANE).zip(ids.chunks_mut(LANE)).enumerate() {
        let first = cells[0];
        // Large maps are made of runs: a lane of one value is looked up once.
        if cells.iter().fold(true, |same, cell| same & (*cell == first)) {
            ids.fill(coder.id(first, path).map_err(|e| refused(lane * LANE, first, e))?);
            continue;
        }
        // No branch for a single cell: what the table does not know is looked at when the lane is through.
        let mut unseen = false;
        for (cell, id) in cells.iter().zip(ids.iter_mut()) {
            *id = cell.small().map_or(UNSEEN, |i| coder.small[usize::from(i)]);
            unseen |= *id == UNSEEN;
        }
        if unseen {
            for (i, (cell, id)) in cells.iter().zip(ids).enumerate() {
                *id = coder.id(*cell, path).map_err(|e| refused(lane * LANE + i, *cell, e))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coder() -> Coder {
        Coder::new(Arc::new(ClassMap::new([10, 20])), vec![], Arc::default())
    }

    fn ids<T: Raw>(coder: &mut Coder, cells: &[T]) -> Vec<u16> {
        let mut ids = vec![0; cells.len()];
        assert!(translate(cells, &mut ids, coder, "").is_ok());
        ids
    }

    #[test]
    fn codes_of_every_type() {
        assert_eq!(ids(&mut coder(), &[10u8, 20, 0]), [0, 1, 2]);
        assert_eq!(ids(&mut coder(), &[10i8, -128, -1]), [0, 2, 3]);
        assert_eq!(ids(&mut coder(), &[20i16, -32768]), [1, 2]);
        assert_eq!(ids(&mut coder(), &[20u32, u32::MAX, 10]), [1, 2, 0]);
        assert_eq!(ids(&mut coder(), &[i64::MIN, 10, i64::MAX]), [2, 0, 3]);
        assert_eq!(ids(&mut coder(), &[10.0f32, -0.0, 0.0, f32::NAN, 1e6]), [0, 2, 2, NODATA, 3]);
    }

    #[test]
    fn i8_and_i16_keep_apart_what_shares_bits() {
        let mut c = coder();
        // -1 as i8 and 255 as u8 are different codes; each source has one type, so its table has one meaning
        assert_eq!(ids(&mut c, &[-1i8]), [2]);
        let mut known = vec![];
        c.classes.update(&mut known);
        assert_eq!(known, [Some(10), Some(20), Some(-1)]);
    }

    #[test]
    fn nodata_by_value_range_own_and_ignored() {
        let mut c = coder();
        c.own_nodata = Some(Value::Integer(255));
        c.nodata = vec![Nodata::Value(3.0), Nodata::Range(5.0, 7.0)];
        c.ignore_codes = Arc::new(IgnoreCodes::new(&[-4, 9, -4]));
        let n = NODATA;
        assert_eq!(ids(&mut c, &[255i32, 3, 4, 5, 6, 7, 8, -4]), [n, n, 2, n, n, n, 3, n]);
        assert_eq!(c.ignore_codes.unmet().collect::<Vec<_>>(), [9]);
    }

    #[test]
    fn own_nodata_is_near_enough() {
        let own = -3.402823e38f32;
        assert!(f32::MIN.is_nodata(own) && !(-1.0f32).is_nodata(own) && !f32::NEG_INFINITY.is_nodata(own));
        // Four in ten million, and no more
        let own = 1e7f64;
        assert!(10_000_004.0.is_nodata(own) && 9_999_996.0.is_nodata(own) && !10_000_005.0.is_nodata(own));
        assert!(!f64::NAN.is_nodata(f64::NAN) && !0.0.is_nodata(f64::NAN));
        // Whole numbers are equal or not
        assert!(10_000_000i32.is_nodata(10_000_000) && !10_000_001i32.is_nodata(10_000_000));
        let mut c = coder();
        c.own_nodata = Some(Value::of_whole(f64::from(own as f32)));
        assert_eq!(ids(&mut c, &[10_000_004.0f32, 10_000_005.0, 10.0]), [NODATA, 2, 0]);
        same(&values(&c, &[10_000_004.0f32, 10_000_005.0, 10.0]), &[f64::NAN, 10_000_005.0, 10.0]);
    }

    #[test]
    fn what_a_mask_hides_is_counted_where_it_has_a_value() {
        let mut c = coder();
        c.own_nodata = Some(Value::Integer(0));
        c.ignore_codes = Arc::new(IgnoreCodes::new(&[4]));
        let (hidden, whole) = (mask::HIDDEN, mask::OPAQUE);
        let masks = [hidden, hidden, hidden, hidden, hidden, whole, 7, 7, 254];
        assert_eq!(c.masked(&[1.0f32, 1.0, 0.0, 2.5, f32::NAN, 3.0, 0.0, 5.0, 4.0], &masks), (3, 1));
        // Nothing of it became a class
        let mut known = vec![];
        c.classes.update(&mut known);
        assert_eq!(known, [Some(10), Some(20)]);
    }

    #[test]
    fn scale_and_offset_come_before_the_code() {
        let mut c = coder();
        c.scale = Some((0.5, 10.0));
        c.own_nodata = Some(Value::Integer(200)); // raw
        c.nodata = vec![Nodata::Value(11.0)]; // scaled
        assert_eq!(ids(&mut c, &[0u8, 20, 200, 2]), [0, 1, NODATA, NODATA]);
        assert!(translate(&[1u8], &mut [0], &mut c, "").is_err());
    }

    fn values<T: Raw>(coder: &Coder, cells: &[T]) -> Vec<f64> {
        let mut values = vec![0.0; cells.len()];
        scale_cells(cells, &mut values, coder);
        values
    }

    /// Equal, NaN with NaN.
    fn same(found: &[f64], expected: &[f64]) {
        assert!(found.iter().zip(expected).all(|(f, e)| f == e || f.is_nan() && e.is_nan()), "{found:?} {expected:?}");
        assert_eq!(found.len(), expected.len());
    }

    #[test]
    fn values_of_every_type() {
        let mut c = coder();
        same(&values(&c, &[0u8, 255]), &[0.0, 255.0]);
        same(&values(&c, &[-1i8, -128]), &[-1.0, -128.0]);
        same(&values(&c, &[(1i64 << 53) - 1, -(1 << 53)]), &[9_007_199_254_740_991.0, -9_007_199_254_740_992.0]);
        same(&values(&c, &[u32::MAX]), &[4_294_967_295.0]);
        same(&values(&c, &[0.1f32, f32::NAN]), &[f64::from(0.1f32), f64::NAN]);
        same(&values(&c, &[0.1, f64::INFINITY]), &[0.1, f64::INFINITY]);
        c.own_nodata = Some(Value::Integer(-1));
        // 255 has the bits of -1 and is another number
        same(&values(&c, &[-1i8, 1]), &[f64::NAN, 1.0]);
        same(&values(&c, &[255u8]), &[255.0]);
        same(&values(&c, &[-1.0f32, -1.5]), &[f64::NAN, -1.5]);
        c.own_nodata = Some(Value::Real(u64::MAX as f64));
        same(&values(&c, &[u64::MAX, 7]), &[f64::NAN, 7.0]);
        c.own_nodata = Some(Value::of_whole(f64::from(f32::MIN)));
        same(&values(&c, &[f32::MIN, 7.0]), &[f64::NAN, 7.0]);
        c.own_nodata = Some(Value::Real(f64::NAN));
        same(&values(&c, &[f64::NAN, 7.0]), &[f64::NAN, 7.0]);
    }

    #[test]
    fn own_nodata_of_values_is_raw_and_that_of_the_list_scaled() {
        let mut c = coder();
        c.scale = Some((0.5, 10.0));
        c.own_nodata = Some(Value::Integer(200));
        c.nodata = vec![Nodata::Value(11.0), Nodata::Range(20.0, 25.0)];
        let n = f64::NAN;
        same(&values(&c, &[0u8, 2, 1, 19, 20, 30, 31, 200]), &[10.0, n, 10.5, 19.5, n, n, 25.5, n]);
        // Codes of classes mean nothing among values
        c.ignore_codes = Arc::new(IgnoreCodes::new(&[10]));
        same(&values(&c, &[0u8]), &[10.0]);
    }

    #[test]
    fn what_is_no_code_is_named_with_its_place() {
        let mut cells = vec![1.0f32; 40];
        cells[37] = 2.5;
        let Err(Refused::Value { offset, value }) = translate(&cells, &mut [0; 40], &mut coder(), "") else { panic!() };
        assert_eq!((offset, value.as_str()), (37, "2.5"));
        assert!(translate(&[f64::INFINITY], &mut [0], &mut coder(), "").is_err());
        assert!(translate(&[u64::MAX], &mut [0], &mut coder(), "").is_err());
    }

    #[test]
    fn lanes_and_single_cells_agree() {
        for len in [1, 63, 64, 65, 130] {
            for change in 0..len {
                let cells: Vec<u8> = (0..len).map(|i| if i < change { 10 } else { 20 }).collect();
                let expected: Vec<u16> = (0..len).map(|i| u16::from(i >= change)).collect();
                assert_eq!(ids(&mut coder(), &cells), expected);
            }
        }
    }
}
