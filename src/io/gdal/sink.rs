//! Rasters out: GeoTIFF under a temporary name.

use super::{
    Attributes, Errors, RasterInfo, StringList, borrowed, c,
    publish::{Completed, remove_unfinished, temporary_name},
    register,
};
use crate::{
    error::{Error, Result},
    grid::{BlockShape, Grid},
    io::{NO_SPACE, RasterSink, ended},
    sentence::{Argument, Place, phrase, sentence},
};
use gdal_sys as gs;
use std::{marker::PhantomData, path::Path, ptr};

/// Nodata of every Float32 raster that is written.
pub const NODATA_F32: f32 = f32::MIN;

/// What the cells of a raster may be.
pub trait SinkCell: Copy + Into<f64> + 'static {
    const TYPE: gs::GDALDataType::Type;
    /// TIFF's predictor for DEFLATE.
    const PREDICTOR: u8;
}

impl SinkCell for f32 {
    const TYPE: gs::GDALDataType::Type = gs::GDALDataType::GDT_Float32;
    const PREDICTOR: u8 = 3;
}

impl SinkCell for u16 {
    const TYPE: gs::GDALDataType::Type = gs::GDALDataType::GDT_UInt16;
    const PREDICTOR: u8 = 2;
}

impl SinkCell for u32 {
    const TYPE: gs::GDALDataType::Type = gs::GDALDataType::GDT_UInt32;
    const PREDICTOR: u8 = 2;
}

impl SinkCell for u8 {
    const TYPE: gs::GDALDataType::Type = gs::GDALDataType::GDT_Byte;
    const PREDICTOR: u8 = 2;
}

impl SinkCell for i16 {
    const TYPE: gs::GDALDataType::Type = gs::GDALDataType::GDT_Int16;
    const PREDICTOR: u8 = 2;
}

impl SinkCell for i32 {
    const TYPE: gs::GDALDataType::Type = gs::GDALDataType::GDT_Int32;
    const PREDICTOR: u8 = 2;
}

pub struct BandMeta {
    pub description: String,
    pub unit: String,
}

pub struct SinkOptions<'a, T = f32> {
    pub path: &'a str,
    pub bands: &'a [BandMeta],
    pub nodata: T,
    /// `KEY=VALUE` of GDAL's GTiff driver, before the defaults.
    pub create_options: &'a [String],
    /// Key and value of what is written into the file's metadata.
    pub provenance: &'a [(&'static str, String)],
    pub threads: usize,
}

/// A GeoTIFF in the making; dropped unfinished, it leaves nothing.
pub struct Sink<T: SinkCell = f32> {
    dataset: gs::GDALDatasetH,
    bands: Vec<gs::GDALRasterBandH>,
    path: String,
    temporary: String,
    grid: Grid,
    block: BlockShape,
    /// Blocks of nodata alone are left out of the file (GDAL's SPARSE_OK).
    sparse: bool,
    warnings: String,
    completed: bool,
    cells: PhantomData<T>,
}

/// Checks what can be known of an output path before any cell is read: its name, its folder, and that it is no input.
pub fn check_output(path: &str, inputs: &[&str]) -> Result<()> {
    let extension = Path::new(path).extension().map(|e| e.to_string_lossy().to_lowercase());
    if !matches!(extension.as_deref(), Some("tif" | "tiff")) {
        return Err(Error::OutputName { path: path.to_owned() });
    }
    if path.ends_with(['/', '\\']) || Path::new(path).is_dir() {
        return Err(Error::OutputIsFolder { path: path.to_owned() });
    }
    let folder = folder_of(path);
    if !folder.starts_with("/vsi") && !Path::new(&folder).is_dir() {
        return Err(Error::OutputFolder { path: path.to_owned(), folder });
    }
    let real = |p: &str| std::fs::canonicalize(p).map_or_else(|_| p.to_owned(), |p| p.to_string_lossy().into_owned());
    if inputs.iter().any(|input| real(input) == real(path)) {
        return Err(Error::OutputIsInput { path: path.to_owned() });
    }
    Ok(())
}

/// What GDAL says of a file under its temporary name, said of the file.
fn renamed(said: Argument, temporary: &str, path: &str) -> Argument {
    match said {
        Argument::Text(text) => Argument::Text(text.replace(temporary, path)),
        ours => ours,
    }
}

fn folder_of(path: &str) -> String {
    match Path::new(path).parent().map(|p| p.to_string_lossy().into_owned()) {
        Some(folder) if !folder.is_empty() => folder,
        _ => ".".to_owned(),
    }
}

impl<T: SinkCell> Sink<T> {
    /// Creates the temporary file beside `options.path`, on the grid and in the reference system of `like`.
    pub fn create(options: &SinkOptions<'_, T>, like: &RasterInfo) -> Result<Sink<T>> {
        register();
        let errors = Errors::capture();
        let path = options.path.to_owned();
        let temporary = temporary_name(&path);
        let (rows, columns) = (like.grid.rows as i32, like.grid.columns as i32);
        let driver = unsafe { gs::GDALGetDriverByName(c("GTiff").as_ptr()) };
        check_options(driver, options.create_options)?;
        let dataset = unsafe {
            let create = StringList::new(creation_options(driver, options));
            gs::GDALCreate(
                driver,
                c(&temporary).as_ptr(),
                columns,
                rows,
                options.bands.len() as i32,
                T::TYPE,
                create.list,
            )
        };
        if dataset.is_null() {
            remove_unfinished(&temporary);
            let detail = renamed(errors.failures(phrase!("the file cannot be created there")), &temporary, &path);
            return Err(Error::OutputWrite { path, detail });
        }
        let warnings = errors.warnings().replace(&temporary, &path);
        let crs = like.crs();
        let mut sink = Sink {
            dataset,
            bands: (1..=options.bands.len()).map(|i| unsafe { gs::GDALGetRasterBand(dataset, i as i32) }).collect(),
            path,
            temporary,
            grid: like.grid.clone(),
            block: BlockShape { rows: 0, columns: 0 },
            sparse: options.create_options.iter().any(|o| o.to_uppercase().starts_with("SPARSE_OK=")),
            warnings,
            completed: false,
            cells: PhantomData,
        };
        unsafe {
            let (mut block_columns, mut block_rows) = (0, 0);
            gs::GDALGetBlockSize(sink.bands[0], &mut block_columns, &mut block_rows);
            sink.block = BlockShape { rows: block_rows as usize, columns: block_columns as usize };
            gs::GDALSetGeoTransform(dataset, like.grid.geotransform.as_ptr().cast_mut());
            gs::GDALSetSpatialRef(dataset, crs.handle());
            for (key, value) in options.provenance {
                gs::GDALSetMetadataItem(dataset, c(key).as_ptr(), c(value).as_ptr(), ptr::null());
            }
            for (band, meta) in sink.bands.iter().copied().zip(options.bands) {
                gs::GDALSetRasterNoDataValue(band, options.nodata.into());
                gs::GDALSetDescription(band, c(&meta.description).as_ptr());
                gs::GDALSetRasterUnitType(band, c(&meta.unit).as_ptr());
            }
        }
        sink.check(&errors, true)?;
        Ok(sink)
    }

    /// What GDAL had to say when the file was created; empty where it was content.
    pub fn warnings(&self) -> &str {
        &self.warnings
    }

    /// Names of the values of a band, as its raster attribute table.
    pub fn name_values(&mut self, band: usize, names: &[(u32, String)]) {
        let (values, names) = names.iter().map(|(value, name)| (i64::from(*value), name.clone())).unzip();
        self.describe_values(band, &Attributes::named(values, names));
    }

    /// What is known of the values of a band, as its raster attribute table.
    pub fn describe_values(&mut self, band: usize, attributes: &Attributes) {
        let _quiet = Errors::capture();
        unsafe {
            let table = gs::GDALCreateRasterAttributeTable();
            attributes.fill(table);
            gs::GDALSetDefaultRAT(self.bands[band - 1], table);
            gs::GDALDestroyRasterAttributeTable(table);
        }
    }

    /// The error of a call to GDAL that was not good, or during which GDAL told of a failure: compressed in threads of
    /// GDAL's own, a block may fail later than its own call.
    fn check(&self, errors: &Errors, good: bool) -> Result<()> {
        if good && !errors.failed() {
            return Ok(());
        }
        Err(self.failed(errors.failures(phrase!("GDAL gave no reason"))))
    }

    /// Those threads do not tell us what went wrong there, so the disk is asked.
    fn failed(&self, detail: Argument) -> Error {
        let detail = if no_space(&folder_of(&self.path)) { ended(NO_SPACE) } else { detail };
        Error::OutputWrite { path: self.path.clone(), detail: renamed(detail, &self.temporary, &self.path) }
    }

    /// Closes the file and makes sure that all of it is on disk, still under its temporary name.
    pub fn complete(mut self) -> Result<Completed> {
        self.close()?;
        check_complete(&self.temporary, &self.grid, self.bands.len(), self.block, self.sparse)
            .map_err(|detail| self.failed(detail))?;
        self.completed = true;
        Ok(Completed::new(self.path.clone(), self.temporary.clone()))
    }

    fn close(&mut self) -> Result<()> {
        if self.dataset.is_null() {
            return Ok(());
        }
        let errors = Errors::capture();
        unsafe { gs::GDALClose(self.dataset) };
        self.dataset = ptr::null_mut();
        self.check(&errors, true)
    }
}

impl<T: SinkCell> RasterSink<T> for Sink<T> {
    fn block_shape(&self) -> BlockShape {
        self.block
    }

    fn write(&mut self, band: usize, row: usize, column: usize, block: &mut [T]) -> Result<()> {
        let shape = self.block;
        let band = self.bands[band - 1];
        assert!(row % shape.rows == 0 && column % shape.columns == 0 && block.len() == shape.rows * shape.columns);
        let (row, column) = ((row / shape.rows) as i32, (column / shape.columns) as i32);
        let errors = Errors::capture();
        let status = unsafe { gs::GDALWriteBlock(band, column, row, block.as_mut_ptr().cast()) };
        self.check(&errors, status == gs::CPLErr::CE_None)
    }
}

impl<T: SinkCell> Drop for Sink<T> {
    fn drop(&mut self) {
        let _ = self.close();
        if !self.completed {
            remove_unfinished(&self.temporary);
        }
    }
}

/// A full disk shows in some GDAL versions only on the log of a thread of GDAL's own: so the closed file is opened once
/// more, and every block must lie inside it.
fn check_complete(
    path: &str,
    grid: &Grid,
    bands: usize,
    block: BlockShape,
    sparse: bool,
) -> std::result::Result<(), Argument> {
    let errors = Errors::capture();
    unsafe {
        let dataset = gs::GDALOpen(c(path).as_ptr(), gs::GDALAccess::GA_ReadOnly);
        if dataset.is_null() {
            return Err(errors.failures(phrase!("the file is not complete")));
        }
        let bytes = file_size(path);
        let number = |band: usize, row: usize, column: usize, what: &str| -> Option<u64> {
            let band = gs::GDALGetRasterBand(dataset, band as i32);
            let key = c(&format!("BLOCK_{what}_{column}_{row}"));
            borrowed(gs::GDALGetMetadataItem(band, key.as_ptr(), c("TIFF").as_ptr())).parse().ok()
        };
        let (down, across) = (grid.rows.div_ceil(block.rows), grid.columns.div_ceil(block.columns));
        let complete = (0..bands * down * across).all(|i| {
            let (band, row, column) = (i / (down * across) + 1, i / across % down, i % across);
            let end = number(band, row, column, "OFFSET").zip(number(band, row, column, "SIZE")).map(|(o, s)| o + s);
            end.map_or(sparse, |end| end <= bytes)
        });
        gs::GDALClose(dataset);
        if complete { Ok(()) } else { Err(phrase!("the disk took only part of it; is it full?").argument()) }
    }
}

/// Whether a folder's disk has no room for another block. What GDAL itself still holds back has failed by then.
fn no_space(folder: &str) -> bool {
    const ROOM: u64 = 1 << 20;
    #[cfg(unix)]
    {
        let mut disk = std::mem::MaybeUninit::<libc::statvfs>::uninit();
        // The call fills all of it, or says that it did not.
        let known = unsafe { libc::statvfs(c(folder).as_ptr(), disk.as_mut_ptr()) } == 0;
        let disk = if known { unsafe { disk.assume_init() } } else { return false };
        #[allow(clippy::unnecessary_cast)] // the types differ between systems
        let free = disk.f_bavail as u64 * disk.f_frsize as u64;
        free < ROOM
    }
    #[cfg(not(unix))]
    false
}

fn file_size(path: &str) -> u64 {
    unsafe {
        let file = gs::VSIFOpenL(c(path).as_ptr(), c("rb").as_ptr());
        if file.is_null() {
            return 0;
        }
        gs::VSIFSeekL(file, 0, libc::SEEK_END);
        let bytes = gs::VSIFTellL(file);
        gs::VSIFCloseL(file);
        bytes
    }
}

/// GDAL itself only warns of options that it does not know.
fn check_options(driver: gs::GDALDriverH, options: &[String]) -> Result<()> {
    let refuse = |detail: Argument| Err(Error::CreateOptions { detail });
    if let Some(item) = options.iter().find(|item| !item.contains('=')) {
        return refuse(sentence!("\"{item}\" is not of the form KEY=VALUE.", item).argument());
    }
    let warnings = Errors::capture();
    let list = StringList::new(options.iter().cloned());
    if unsafe { gs::GDALValidateCreationOptions(driver, list.list) } == 0 {
        return refuse(Argument::Text(warnings.warnings()));
    }
    Ok(())
}

unsafe fn creation_options<T: SinkCell>(driver: gs::GDALDriverH, options: &SinkOptions<'_, T>) -> Vec<String> {
    let list = unsafe { borrowed(gs::GDALGetMetadataItem(driver, c("DMD_CREATIONOPTIONLIST").as_ptr(), ptr::null())) };
    let key = |item: &str| item.split('=').next().unwrap_or("").trim().to_uppercase();
    let given: Vec<String> = options.create_options.iter().map(|item| key(item)).collect();
    let mut all = options.create_options.to_vec();
    let mut default = |item: &str| {
        if !given.contains(&key(item)) {
            all.push(item.to_owned());
        }
    };
    default("TILED=YES");
    if !given.iter().any(|k| k == "TILED") {
        default("BLOCKXSIZE=512");
        default("BLOCKYSIZE=512");
    }
    default("BIGTIFF=IF_SAFER");
    if options.bands.len() > 1 {
        // Bands are written, and mostly read, one by one.
        default("INTERLEAVE=BAND");
    }
    if options.threads > 1 {
        default(&format!("NUM_THREADS={}", options.threads));
    }
    // A compression of the user's own comes without our level and predictor.
    if !given.iter().any(|k| k == "COMPRESS") {
        if list.contains("<Value>ZSTD</Value>") {
            ["COMPRESS=ZSTD", "ZSTD_LEVEL=1", "PREDICTOR=2"].into_iter().for_each(&mut default);
        } else {
            ["COMPRESS=DEFLATE", "ZLEVEL=1", &format!("PREDICTOR={}", T::PREDICTOR)].into_iter().for_each(&mut default);
        }
    }
    all
}
