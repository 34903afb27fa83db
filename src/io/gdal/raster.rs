//! Rasters in.

use super::{Errors, OF_RASTER, OF_VERBOSE_ERROR, borrowed, c, crs::Crs, kept::Kept, register};
use crate::{
    area::CellAreas,
    class_map::{ClassMap, NODATA},
    error::{Error, Result, try_vec},
    grid::{BlockShape, Grid, Window},
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
    /// `None`: the band's own; a list takes its place.
    pub nodata: Option<Vec<Nodata>>,
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
    pub(super) fn crs(&self) -> Crs {
        Crs::parse(&self.crs).expect("GDAL reads the WKT that it wrote")
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

    /// Areas of the cells on the ellipsoid of the reference system; `None` where it has none.
    pub fn ellipsoidal_areas(&self) -> Option<CellAreas> {
        self.crs().ellipsoidal_areas(&self.grid)
    }

    /// How far areas on the plane are out of true where they are so most, and where; `None` where that is not known.
    pub fn area_distortion(&self) -> Option<(f64, &'static str)> {
        self.crs().area_distortion(&self.grid)
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
    /// A block as GDAL gives it; u64 for alignment.
    raw: Vec<u64>,
    kept: Kept,
    /// Bytes of GDAL's cache that were in use before this source read.
    cache_before: i64,
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
            kept: Kept::default(),
            cache_before: unsafe { gs::GDALGetCacheUsed64() },
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
            if options.nodata.is_none() {
                self.coder.own_nodata = own_nodata(self.band, self.cells);
            }
        }
        let codes = match self.cells {
            CellType::U8 => self.coder.codes_of_all(|byte| byte),
            CellType::I8 => self.coder.codes_of_all(|byte| byte as i8),
            _ => None,
        };
        if let Some((codes, ignored)) = codes {
            (self.byte_codes, self.ignored_bytes) = (Some(codes), ignored);
        }
        let words = (self.block.rows * self.block.columns * self.cells.bytes()).div_ceil(8);
        self.raw = try_vec(words, 0u64, "a block of the raster")?;
        Ok(())
    }

    /// Size, place and reference system; checks that the raster has them.
    pub fn info(&mut self, crs: Option<&str>) -> Result<RasterInfo> {
        let errors = Errors::capture();
        let path = self.path.clone();
        let crs = match crs {
            Some(text) => Crs::parse(text).map_err(|detail| Error::BadCrs { path: path.clone(), detail })?,
            None => {
                unsafe { Crs::copy(gs::GDALGetSpatialRef(self.dataset)) }.ok_or(Error::NoCrs { path: path.clone() })?
            }
        };
        let status = unsafe { gs::GDALGetGeoTransform(self.dataset, self.grid.geotransform.as_mut_ptr()) };
        drop(errors);
        self.grid.metres_per_unit = if crs.is_geographic() { 1.0 } else { crs.metres_per_unit() };
        let area = self.grid.cell_area_ha();
        if status != gs::CPLErr::CE_None || area == 0.0 || !area.is_finite() {
            return Err(Error::NoGeotransform { path });
        }
        Ok(RasterInfo { grid: self.grid.clone(), block: self.block, crs: crs.wkt() })
    }

    pub fn path(&self) -> &str {
        &self.path
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
        if status == gs::CPLErr::CE_None {
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

    /// GDAL keeps blocks of the files under a virtual raster, and of the other bands of an interleaved one, in its
    /// cache up to 5 % of the machine's memory; what this run put there beyond a little is let go.
    fn let_cache_go(&self) {
        const KEEP: i64 = 32 << 20;
        unsafe { while gs::GDALGetCacheUsed64() > self.cache_before + KEEP && gs::GDALFlushCacheBlock() != 0 {} }
    }
}

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
        self.read(window, cells, |source, start, line, _| {
            // Any byte is a u8.
            let (_, bytes, _) = unsafe { source.raw.align_to::<u8>() };
            line.copy_from_slice(&bytes[start..start + line.len()]);
            Ok(())
        })?;
        self.meet_ignored(cells);
        Ok(())
    }

    fn read_values(&mut self, window: Window, values: &mut [f64]) -> Result<()> {
        self.read(window, values, |source, start, line, _| {
            measure(source.cells, &source.raw, start, line, &source.coder);
            Ok(())
        })
    }

    fn read_classes(&mut self, window: Window, ids: &mut [u16]) -> Result<()> {
        self.read(window, ids, |source, start, line, place| {
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
    /// it goes, and the row and column of its first cell.
    fn read<T>(
        &mut self,
        window: Window,
        target: &mut [T],
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
                    take(self, start, &mut target[at..at + part.columns], (row, part.column))?;
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

unsafe fn own_nodata(band: gs::GDALRasterBandH, cells: CellType) -> Option<Value> {
    let mut has = 0;
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
            CellType::F32 => Value::of_whole(f64::from(gs::GDALGetRasterNoDataValue(band, &mut has) as f32)),
            _ => Value::of_whole(gs::GDALGetRasterNoDataValue(band, &mut has)),
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
}

macro_rules! raw {
    ($($t:ty: |$v:ident| $small:expr, $value:expr, $bits:expr;)*) => {$(
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
        }
    )*};
}

raw! {
    u8: |v| Some(u16::from(v)), Value::Integer(v.into()), v.into();
    i8: |v| Some(v as u16), Value::Integer(v.into()), v as u64;
    u16: |v| Some(v), Value::Integer(v.into()), v.into();
    i16: |v| Some(v as u16), Value::Integer(v.into()), v as u64;
    u32: |v| u16::try_from(v).ok(), Value::Integer(v.into()), v.into();
    i32: |v| u16::try_from(v).ok(), Value::Integer(v.into()), v as u64;
    u64: |v| u16::try_from(v).ok(), i64::try_from(v).map_or(Value::Real(v as f64), Value::Integer), v;
    i64: |v| u16::try_from(v).ok(), Value::Integer(v), v as u64;
    f32: |v| { let i = v as u16; (f32::from(i) == v).then_some(i) }, Value::of_whole(v.into()), v.to_bits().into();
    f64: |v| { let i = v as u16; (f64::from(i) == v).then_some(i) }, Value::of_whole(v), v.to_bits();
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

/// Mark in the table of small values; no id (see [`crate::class_map::ID_LIMIT`]).
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
    fn new(classes: Arc<ClassMap>, nodata: Option<Vec<Nodata>>, ignore_codes: Arc<IgnoreCodes>) -> Coder {
        Coder {
            classes,
            own_nodata: None,
            nodata: nodata.unwrap_or_default(),
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
        let id = match self.code(cell.value())? {
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
            match self.code(cell(byte).value()).ok()? {
                Coded::Nodata => {}
                Coded::Ignored(position) => ignored.push((byte, position)),
                Coded::Class(code) => codes[usize::from(byte)] = Some(code),
            }
        }
        Some((codes, ignored))
    }

    /// What a raw value stands for; the error is a value that is no code.
    fn code(&self, raw: Value) -> std::result::Result<Coded, Option<Error>> {
        if self.own_nodata == Some(raw) || raw.as_f64().is_nan() {
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
    macro_rules! as_cells {
        ($t:ty) => {{
            // Any bytes are a value of these types, and u64 is aligned for all of them.
            let (_, cells, _) = unsafe { raw.align_to::<$t>() };
            translate(&cells[start..start + ids.len()], ids, coder, path)
        }};
    }
    match cells {
        CellType::U8 => as_cells!(u8),
        CellType::I8 => as_cells!(i8),
        CellType::U16 => as_cells!(u16),
        CellType::I16 => as_cells!(i16),
        CellType::U32 => as_cells!(u32),
        CellType::I32 => as_cells!(i32),
        CellType::U64 => as_cells!(u64),
        CellType::I64 => as_cells!(i64),
        CellType::F32 => as_cells!(f32),
        CellType::F64 => as_cells!(f64),
    }
}

/// Cells as numbers in the band's scaled units, NaN where there is none.
fn measure(cells: CellType, raw: &[u64], start: usize, values: &mut [f64], coder: &Coder) {
    macro_rules! as_cells {
        ($t:ty) => {{
            // As in `decode`.
            let (_, cells, _) = unsafe { raw.align_to::<$t>() };
            scale_cells(&cells[start..start + values.len()], values, coder)
        }};
    }
    match cells {
        CellType::U8 => as_cells!(u8),
        CellType::I8 => as_cells!(i8),
        CellType::U16 => as_cells!(u16),
        CellType::I16 => as_cells!(i16),
        CellType::U32 => as_cells!(u32),
        CellType::I32 => as_cells!(i32),
        CellType::U64 => as_cells!(u64),
        CellType::I64 => as_cells!(i64),
        CellType::F32 => as_cells!(f32),
        CellType::F64 => as_cells!(f64),
    }
}

fn scale_cells<T: Raw>(cells: &[T], values: &mut [f64], coder: &Coder) {
    // Without nodata every cell differs from none: a NaN that is there is one in the values as well.
    let own = coder.own_nodata.and_then(T::of);
    for (value, cell) in values.iter_mut().zip(cells) {
        *value = if Some(*cell) == own { f64::NAN } else { cell.real() };
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

/// Cells that are looked at together.
const LANE: usize = 64;

fn translate<T: Raw>(cells: &[T], ids: &mut [u16], coder: &mut Coder, path: &str) -> std::result::Result<(), Refused> {
    let refused = |offset: usize, cell: T, e: Option<Error>| match e {
        Some(e) => Refused::Class(e),
        None => Refused::Value { offset, value: cell.text() },
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
        Coder::new(Arc::new(ClassMap::new([10, 20])), None, Arc::default())
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
