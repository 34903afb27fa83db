//! Jobs: a request in, layers opened, blocks walked, a report out. One file per kernel beside the shared pieces here.

pub mod carbon_storage;
pub mod describe;
pub mod pools;
pub mod progress;
pub mod sweep;

pub use progress::Progress;

use crate::{
    VERSION,
    class_map::{ClassBlock, ClassCells, ClassMap, NODATA},
    error::{Error, Result, try_vec},
    grid::{Grid, Window},
    io::{
        RasterSource,
        gdal::{Nodata, RasterInfo, Source, SourceOptions, read_polygons},
        table::{Table, TableFiles},
    },
    spans::Spans,
};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, sync::Arc};

/// A raster in a request.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raster {
    pub path: String,
    /// Counted from 1.
    #[serde(default = "first_band")]
    pub band: usize,
    /// Absent: the band's own nodata; a list takes its place. Values are in the band's scaled units.
    #[serde(default)]
    pub nodata: Option<Vec<NodataItem>>,
    /// Names by code, for codes that no other source names.
    #[serde(default)]
    pub class_names: BTreeMap<i64, String>,
    /// WKT or authority code in place of the file's own reference system.
    #[serde(default)]
    pub crs: Option<String>,
}

/// A value, or `[low, high]` with both ends.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(untagged)]
pub enum NodataItem {
    Value(f64),
    Range(f64, f64),
}

fn first_band() -> usize {
    1
}

impl Raster {
    fn options(&self, ignore_codes: &[i64]) -> SourceOptions {
        let nodata = |item: &NodataItem| match *item {
            NodataItem::Value(v) => Nodata::Value(v),
            NodataItem::Range(low, high) => Nodata::Range(low, high),
        };
        SourceOptions {
            path: self.path.clone(),
            band: self.band,
            nodata: self.nodata.as_ref().map(|items| items.iter().map(nodata).collect()),
            ignore_codes: ignore_codes.to_vec(),
            crs: self.crs.clone(),
        }
    }
}

/// A land-cover raster, validated: what a run knows before it reads a cell, and how each worker opens it.
pub struct LandCover {
    pub info: RasterInfo,
    classes: Arc<ClassMap>,
    /// Cells that the mask covers; `None` without a mask.
    mask: Option<Spans>,
    bytes: Option<Bytes>,
    options: SourceOptions,
}

/// Of a map whose cells are read as bytes.
struct Bytes {
    codes: Vec<Option<i64>>,
    /// What marks a cell outside the mask.
    outside: u8,
}

impl LandCover {
    /// Opens the raster once to learn of it, and reads the mask. Ids of `classes` come first, in their order.
    pub fn open(raster: &Raster, ignore_codes: &[i64], mask: Option<&str>, classes: Vec<i64>) -> Result<LandCover> {
        let options = raster.options(ignore_codes);
        let classes = Arc::new(ClassMap::new(classes));
        let mut source = Source::open(&options, classes.clone())?;
        let info = source.info(options.crs.as_deref())?;
        let mask = match mask {
            None => None,
            Some(path) => {
                let spans = Spans::of(&read_polygons(path, &info, "MASK")?, &info.grid);
                if spans.cells() == 0 {
                    return Err(Error::MaskOutside { field: "MASK", path: raster.path.clone() });
                }
                Some(spans)
            }
        };
        let bytes = source.byte_codes().and_then(|codes| {
            // A mask needs a byte that is nodata; without a mask any will do.
            let outside = codes.iter().position(Option::is_none).or(mask.is_none().then_some(0))?;
            Some(Bytes { codes: codes.to_vec(), outside: outside as u8 })
        });
        Ok(LandCover { info, classes, mask, bytes, options })
    }

    /// The code of every cell value that is known before a cell is read: of all bytes, or of the ids given at first.
    pub fn codes(&self) -> Vec<Option<i64>> {
        let mut codes = Vec::new();
        match &self.bytes {
            Some(bytes) => codes.clone_from(&bytes.codes),
            None => self.classes.update(&mut codes),
        }
        codes
    }

    /// An empty buffer of the kind that this map is read into.
    pub fn buffer(&self) -> CellBuffer {
        if self.bytes.is_some() { CellBuffer::Bytes(Vec::new()) } else { CellBuffer::Ids(Vec::new()) }
    }

    pub fn grid(&self) -> &Grid {
        &self.info.grid
    }

    pub fn path(&self) -> &str {
        &self.options.path
    }

    /// Checks that areas on the plane of the map are areas: refuses degrees and distortions over 1 %, warns over 0.1 %.
    pub fn check_areas(&self, messages: &mut Vec<Message>) -> Result<()> {
        let (path, crs) = (self.path().to_owned(), self.info.crs_name());
        if self.info.is_geographic() {
            return Err(Error::GeographicCrs { path, crs });
        }
        if !self.info.is_projected() {
            return Err(Error::UnknownCrs { path, crs });
        }
        match self.info.area_distortion() {
            Some((d, place)) if d.abs() > 0.01 => {
                Err(Error::AreaDistortion { path, crs, percent: 100.0 * d.abs(), place })
            }
            Some((d, place)) if d.abs() > 0.001 => {
                let text = format!(
                    "Areas on the plane of {crs} differ by {:.2} % from true areas at {place} of the map; an equal-area system avoids this.",
                    100.0 * d.abs()
                );
                messages.push(Message::warning("AREA_DISTORTION", text));
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// Cells of a window of a land-cover map: bytes where the map is made of them, dense ids otherwise.
pub enum CellBuffer {
    Bytes(Vec<u8>),
    Ids(Vec<u16>),
}

impl CellBuffer {
    /// The cells in the shape of the window that was read last.
    pub fn cells(&self, window: Window) -> Result<ClassCells<'_>> {
        Ok(match self {
            CellBuffer::Bytes(cells) => ClassCells::Bytes(shaped(cells, window)?),
            CellBuffer::Ids(cells) => ClassCells::Ids(shaped(cells, window)?),
        })
    }
}

/// Reads a land-cover map for the thread that opened it.
pub struct ClassReader<'a> {
    map: &'a LandCover,
    source: Source,
    codes: Vec<Option<i64>>,
}

impl<'a> ClassReader<'a> {
    pub fn open(map: &'a LandCover) -> Result<ClassReader<'a>> {
        Ok(ClassReader { map, source: Source::open(&map.options, map.classes.clone())?, codes: map.codes() })
    }

    /// Reads the cells of a window, nodata outside the mask. The buffer is the map's ([`LandCover::buffer`]).
    pub fn read<'b>(&'b mut self, window: Window, buffer: &'b mut CellBuffer) -> Result<ClassBlock<'b>> {
        let mask = self.map.mask.as_ref();
        match buffer {
            CellBuffer::Bytes(cells) => {
                let cells = grown(cells, window)?;
                self.source.read_bytes(window, cells)?;
                if let Some((mask, bytes)) = mask.zip(self.map.bytes.as_ref()) {
                    mask.fill_outside(window, cells, bytes.outside);
                }
            }
            CellBuffer::Ids(cells) => {
                let cells = grown(cells, window)?;
                self.source.read_classes(window, cells)?;
                if let Some(mask) = mask {
                    mask.fill_outside(window, cells, NODATA);
                }
                self.map.classes.update(&mut self.codes);
            }
        }
        Ok(ClassBlock { cells: buffer.cells(window)?, codes: &self.codes })
    }
}

/// The start of a buffer, grown if need be, with a place for every cell of the window.
fn grown<T: Copy + Default>(buffer: &mut Vec<T>, window: Window) -> Result<&mut [T]> {
    if buffer.len() < window.cells() {
        *buffer = try_vec(window.cells(), T::default(), "a part of the map")?;
    }
    Ok(&mut buffer[..window.cells()])
}

fn shaped<T>(cells: &[T], window: Window) -> Result<ArrayView2<'_, T>> {
    let cells = &cells[..window.cells()];
    ArrayView2::from_shape((window.rows, window.columns), cells).map_err(|e| Error::Internal { detail: e.to_string() })
}

/// What a run has to say beside its results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    pub level: Level,
    pub code: &'static str,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Info,
    Warning,
}

impl Message {
    pub fn info(code: &'static str, text: String) -> Message {
        Message { level: Level::Info, code, text }
    }

    pub fn warning(code: &'static str, text: String) -> Message {
        Message { level: Level::Warning, code, text }
    }
}

/// What a run gives back.
#[derive(Debug)]
pub struct Report {
    pub algorithm: &'static str,
    pub results: BTreeMap<&'static str, Option<f64>>,
    /// Field of the request -> path that was written.
    pub outputs: BTreeMap<&'static str, String>,
    pub tables: Vec<Table>,
    pub messages: Vec<Message>,
}

impl Report {
    /// The report as JSON; tables go as column files into `folder`, and are left out without one.
    pub fn into_json(self, folder: Option<&str>) -> Result<String> {
        #[derive(Serialize)]
        struct Json {
            algorithm: &'static str,
            version: &'static str,
            results: BTreeMap<&'static str, Option<f64>>,
            outputs: BTreeMap<&'static str, String>,
            tables: BTreeMap<&'static str, TableFiles>,
            messages: Vec<Message>,
        }
        let mut tables = BTreeMap::new();
        for table in folder.iter().flat_map(|_| &self.tables) {
            tables.insert(table.name, table.write(folder.expect("there is a folder"))?);
        }
        let Report { algorithm, results, outputs, messages, .. } = self;
        let json = Json { algorithm, version: VERSION, results, outputs, tables, messages };
        serde_json::to_string(&json).map_err(|e| Error::Internal { detail: e.to_string() })
    }
}

/// Reads a request; fields that are null count as absent.
pub fn parse<R: DeserializeOwned>(json: &str) -> Result<R> {
    let invalid = |e: serde_json::Error| Error::Request { detail: e.to_string().trim_end_matches('.').to_owned() };
    let mut value: serde_json::Value = serde_json::from_str(json).map_err(invalid)?;
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|_, v| !v.is_null());
    }
    serde_json::from_value(value).map_err(invalid)
}

/// How many threads a run takes: as asked for, else all cores.
pub fn thread_count(threads: Option<usize>) -> Result<usize> {
    match threads {
        Some(n) if (1..=1024).contains(&n) => Ok(n),
        Some(n) => Err(Error::Argument { field: "threads", found: n.to_string(), allowed: "1 to 1024".into() }),
        None => Ok(std::thread::available_parallelism().map_or(1, |n| n.get())),
    }
}
