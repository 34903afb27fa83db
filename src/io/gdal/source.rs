//! Rasters in.

use super::{
    Errors, OF_RASTER, OF_VERBOSE_ERROR,
    block_cache::BlockCache,
    borrowed, c,
    cells::{CellType, Value, with_cells},
    crs::Crs,
    decode::{Coder, IgnoreCodes, Nodata, Refused, decode, measure},
    info::RasterInfo,
    mask::{self, Mask, MaskCounts},
    register,
};
use crate::{
    cover::classes::{ClassMap, NODATA},
    error::{Error, Result, try_vec},
    grid::{BlockShape, Grid, Window},
    io::RasterSource,
    sentence::{Phrase, phrase},
};
use gdal_sys as gs;
use std::{ptr, sync::Arc};

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
    mask_counts: Option<Arc<MaskCounts>>,
    /// A byte that is nodata and no ignored code.
    spare: Option<u8>,
    blocks: BlockCache,
    /// Bytes of GDAL's cache that may be in use after a window.
    cache: i64,
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
            return Err(Error::RasterOpen { path, detail: errors.failures(phrase!("GDAL knows no such raster")) });
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
            mask_counts: None,
            spare: None,
            blocks: BlockCache::default(),
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
        self.raw = try_vec(self.words + masks, 0u64, phrase!("a block of the raster"))?;
        Ok(())
    }

    /// Size, place and reference system; checks that the raster has them.
    pub fn info(&mut self, crs: Option<&str>) -> Result<Arc<RasterInfo>> {
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
        Ok(Arc::new(RasterInfo::new(self.grid.clone(), self.block, crs.known())))
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    /// Scale and offset of the band, where it has some; values are in units after them.
    pub fn scale(&self) -> Option<(f64, f64)> {
        self.coder.scale
    }

    /// What values are measured in, where the band says so.
    pub fn unit(&self) -> Option<String> {
        Some(unsafe { borrowed(gs::GDALGetRasterUnitType(self.band)) }).filter(|unit| !unit.is_empty())
    }

    /// Which colour of a picture the band says that it is.
    pub fn picture(&self) -> Option<Phrase> {
        match unsafe { gs::GDALGetRasterColorInterpretation(self.band) } {
            gs::GDALColorInterp::GCI_RedBand => Some(phrase!("red")),
            gs::GDALColorInterp::GCI_GreenBand => Some(phrase!("green")),
            gs::GDALColorInterp::GCI_BlueBand => Some(phrase!("blue")),
            _ => None,
        }
    }

    /// Counts of what the masks take, to be shared by all sources that read this raster; `None` where it has no mask.
    pub fn new_mask_counts(&self) -> Option<Arc<MaskCounts>> {
        self.mask.as_ref().map(|mask| Arc::new(MaskCounts::new(mask, &self.grid, self.block)))
    }

    /// Counts there what the masks take from now on.
    pub fn count_masks(&mut self, mask_counts: Option<Arc<MaskCounts>>) {
        self.mask_counts = mask_counts;
    }

    /// From now on keeps blocks that were read, up to so many bytes: for windows that are small, and near one another.
    pub fn keep_bytes(&mut self, bytes: usize) {
        self.blocks = BlockCache::new(bytes, self.raw.len());
    }

    /// The same, so many of them.
    pub fn keep_blocks(&mut self, count: usize) {
        self.keep_bytes(count * 8 * self.raw.len());
    }

    fn read_block(&mut self, column: usize, row: usize, valid: Window) -> Result<()> {
        if self.blocks.load((column, row), &mut self.raw) {
            return Ok(());
        }
        let raw = self.raw.as_mut_ptr().cast();
        self.decode((column, row), valid, raw)?;
        self.blocks.at_hand = Some((column, row));
        Ok(())
    }

    /// Decodes a block to where there is room for it, and reads its mask.
    fn decode(&mut self, (column, row): (usize, usize), valid: Window, target: *mut libc::c_void) -> Result<()> {
        let errors = Errors::capture();
        let status = unsafe { gs::GDALReadBlock(self.band, column as i32, row as i32, target) };
        if status == gs::CPLErr::CE_None && self.read_mask(column, row) {
            return Ok(());
        }
        Err(Error::RasterRead {
            path: self.path.clone(),
            row: valid.row,
            column: valid.column,
            detail: errors.failures(phrase!("the block could not be decoded")),
        })
    }

    /// The block that a window is, whole and without a mask, so that its bytes need not be copied.
    fn as_block(&self, window: Window) -> Option<(usize, usize)> {
        let BlockShape { rows, columns } = self.block;
        let whole =
            (window.rows, window.columns) == (rows, columns) && window.row % rows == 0 && window.column % columns == 0;
        (whole && self.mask.is_none()).then(|| (window.column / columns, window.row / rows))
    }

    /// Reads the mask of the block that was just read, if there is one, and counts what it takes. False where GDAL failed.
    fn read_mask(&mut self, column: usize, row: usize) -> bool {
        let Some(mask) = &mut self.mask else { return true };
        let block = self.block;
        let block_window =
            Window { row: row * block.rows, column: column * block.columns, rows: block.rows, columns: block.columns };
        let block_window = block_window.intersect(&self.grid.whole()).expect("a block has cells of the raster");
        let (raw, masks) = self.raw.split_at_mut(self.words);
        // Any bytes are bytes.
        let masks = unsafe { masks.align_to_mut::<u8>() }.1;
        if !mask.read(block_window, block.columns, &mut masks[..block.rows * block.columns]) {
            return false;
        }
        if let Some(counts) = self.mask_counts.as_ref().filter(|counts| counts.takes(column, row)) {
            let (mut hidden, mut partly) = (0, 0);
            for start in (0..block_window.rows).map(|row| row * block.columns) {
                let line = start..start + block_window.columns;
                let of_line =
                    with_cells!(self.cells, raw, |cells| self.coder.masked(&cells[line.clone()], &masks[line]));
                (hidden, partly) = (hidden + of_line.0, partly + of_line.1);
            }
            counts.add(block_window.cells() as u64, hidden, partly);
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
        assert_eq!(cells.len(), window.cells(), "there is a place for every cell of the window");
        if let Some(block) = self.as_block(window) {
            self.decode(block, window, cells.as_mut_ptr().cast())?;
            self.let_cache_go();
            self.meet_ignored(cells);
            return Ok(());
        }
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
                let block_window = Window {
                    row: block_row * block.rows,
                    column: block_column * block.columns,
                    rows: block.rows,
                    columns: block.columns,
                };
                let part = block_window.intersect(&window).expect("the block was chosen to meet the window");
                self.read_block(block_column, block_row, part)?;
                for row in part.row..part.row + part.rows {
                    let start = (row - block_window.row) * block.columns + part.column - block_window.column;
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
