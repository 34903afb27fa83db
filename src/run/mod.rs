//! Jobs: a request in, layers opened, blocks walked, a report out. One file per kernel beside the shared pieces here.

pub mod carbon_change;
pub mod carbon_series;
pub mod carbon_storage;
mod change_rasters;
mod codes;
mod common_land;
pub mod contribution_ratio;
mod count;
pub mod describe;
pub mod distance_zones;
pub mod landscape_metrics;
mod lookup;
mod metric_names;
pub mod moving_window;
mod outlying;
pub mod output;
mod pair_table;
mod pairs;
pub mod point_variogram;
pub mod pool_template;
pub mod pools;
pub mod progress;
pub mod raster_variogram;
mod reach;
pub mod region;
pub mod sampled_windows;
mod series;
pub mod shapes;
pub mod sweep;
mod variogram_fields;
pub mod variogram_fit;
mod window_fields;
pub mod window_scale;

pub use progress::Progress;

use self::count::CellReader;
use crate::{
    VERSION,
    class_map::{ClassBlock, ClassCells, ClassMap, NODATA},
    error::{Error, Result, try_vec},
    figures::{amount, count, things},
    grid::{Grid, Window},
    io::{
        RasterSource,
        gdal::{Aligned, IgnoreCodes, MaskTally, Masked, Nodata, RasterInfo, Source, SourceOptions},
        resample::Resampling,
        table::{ColumnFiles, Table, TableFiles},
    },
    kernels::{
        Accumulator,
        carbon_change::CO2_PER_C,
        class_counts::{ClassCounts, Ground},
        standard_error::interval,
    },
    spans::Spans,
};
use carbon_change::ResampleClasses;
use ndarray::ArrayView2;
use output::{Held, OutputSet};
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
    /// Whether the band's own nodata counts beside such a list.
    #[serde(default)]
    pub own_nodata: bool,
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
            nodata: self.nodata.iter().flatten().map(nodata).collect(),
            own_nodata: self.own_nodata || self.nodata.is_none(),
            ignore_codes: Arc::new(IgnoreCodes::new(ignore_codes)),
            crs: self.crs.clone(),
        }
    }
}

/// A land-cover raster, validated: what a run knows before it reads a cell, and how each worker opens it.
pub struct LandCover {
    /// The grid on which the map is read: its own, or that of the map it was aligned to.
    pub info: RasterInfo,
    classes: Arc<ClassMap>,
    /// Cells that count; `None` for all.
    region: Option<Arc<Spans>>,
    bytes: Option<Bytes>,
    alignment: Option<Alignment>,
    options: SourceOptions,
    /// The colour of a picture that the band says it is.
    picture: Option<&'static str>,
    masked: Option<Arc<MaskTally>>,
}

/// Of a map that is read on another grid than its own.
struct Alignment {
    /// The same map on its own.
    own: Box<LandCover>,
    resampling: Resampling,
}

/// Of a map whose cells are read as bytes.
struct Bytes {
    codes: Vec<Option<i64>>,
    /// A byte that is nodata, to mark cells outside the region.
    spare: Option<u8>,
}

impl LandCover {
    /// Opens the raster once to learn of it. Ids of `classes` come first, in their order.
    pub fn open(raster: &Raster, ignore_codes: &[i64], classes: impl IntoIterator<Item = i64>) -> Result<LandCover> {
        let options = raster.options(ignore_codes);
        let classes = Arc::new(ClassMap::new(classes));
        let mut source = Source::open(&options, classes.clone())?;
        let info = source.info(options.crs.as_deref())?;
        let bytes = source.byte_codes().map(|codes| {
            let spare = codes.iter().position(Option::is_none).map(|byte| byte as u8);
            Bytes { codes: codes.to_vec(), spare }
        });
        let (picture, masked) = (source.picture(), source.new_tally());
        Ok(LandCover { info, classes, region: None, bytes, alignment: None, options, picture, masked })
    }

    /// From now on the map has the grid of another, and no other; says so where the grids differ.
    pub fn align(&mut self, onto: &LandCover, resampling: ResampleClasses, messages: &mut Vec<Message>) -> Result<()> {
        assert!(self.alignment.is_none(), "a map is brought onto another grid once");
        if self.info.same_grid(&onto.info) {
            // Grids that are one but for rounding are one to the last digit from here on.
            self.info = self.info.on_grid_of(&onto.info);
            return Ok(());
        }
        let (path, onto_path) = (self.path().to_owned(), onto.path());
        onto.info.check_way(&path, &self.info.crs())?;
        if !self.info.overlaps(&onto.info) {
            return Err(Error::NoOverlap { path, onto: onto_path.to_owned() });
        }
        let (resampling, way) = match resampling {
            ResampleClasses::Nearest => (Resampling::Nearest, "nearest"),
            ResampleClasses::Mode => (Resampling::Mode, "mode"),
        };
        let difference = self.info.difference(&onto.info);
        let text =
            format!("{path} differs from {onto_path}: {difference}. It is read on the grid of {onto_path} ({way}).");
        messages.push(Message::info("ALIGNED", text));
        let growth = self.info.cell_growth(&onto.info);
        if resampling == Resampling::Nearest && growth >= 2.0 {
            let text = format!(
                "Cells of {onto_path} are {growth:.1} times as wide as those of {path}: nearest takes one cell of many; RESAMPLE_CLASSES mode takes the most frequent."
            );
            messages.push(Message::warning("NEAREST_COARSER", text));
        }
        let own = LandCover {
            info: std::mem::replace(&mut self.info, onto.info.clone()),
            classes: self.classes.clone(),
            region: None,
            bytes: self.bytes.take(),
            alignment: None,
            options: self.options.clone(),
            picture: self.picture,
            masked: self.masked.clone(),
        };
        self.alignment = Some(Alignment { own: Box::new(own), resampling });
        Ok(())
    }

    /// The map on its own grid, where it is read on another.
    pub fn on_own_grid(&self) -> Option<&LandCover> {
        self.alignment.as_ref().map(|alignment| &*alignment.own)
    }

    /// Whether a cell of the map itself may be nodata.
    pub fn may_lack_cells(&self) -> bool {
        self.bytes.as_ref().is_none_or(|bytes| bytes.spare.is_some())
    }

    /// Counts only cells of the region from now on.
    pub fn restrict(&mut self, region: Option<Arc<Spans>>) {
        if region.is_some() && self.bytes.as_ref().is_some_and(|bytes| bytes.spare.is_none()) {
            self.bytes = None;
        }
        self.region = region;
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

    /// What there is to say of the map once the run has read it.
    pub fn remarks(&self) -> impl Iterator<Item = Message> {
        let picture = self.picture.map(|colour| Message::picture(self.path(), self.options.band, colour));
        picture.into_iter().chain(self.masked.as_ref().and_then(|tally| Message::masked(self.path(), tally.masked())))
    }

    /// Codes that count as nodata, and which of them were met.
    pub fn ignored(&self) -> &IgnoreCodes {
        &self.options.ignore_codes
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
    source: Box<dyn RasterSource>,
    codes: Vec<Option<i64>>,
}

impl CellReader for ClassReader<'_> {
    type Cells = CellBuffer;
    type Counts = ClassCounts<i64>;

    fn cells(&self) -> CellBuffer {
        self.map.buffer()
    }

    fn count(&mut self, ground: Ground<'_>, cells: &mut CellBuffer) -> Result<ClassCounts<i64>> {
        let mut counts = ClassCounts::default();
        counts.push((self.read(ground.window, cells)?, ground));
        Ok(counts)
    }
}

impl<'a> ClassReader<'a> {
    pub fn open(map: &'a LandCover) -> Result<ClassReader<'a>> {
        ClassReader::keeping(map, 0)
    }

    /// A reader that keeps so many bytes of what it read last, for windows that are small, and near one another.
    pub fn keeping(map: &'a LandCover, bytes: usize) -> Result<ClassReader<'a>> {
        let mut source = Source::open(&map.options, map.classes.clone())?;
        source.tally(map.masked.clone());
        if bytes > 0 {
            source.keep_blocks(bytes);
        }
        let source: Box<dyn RasterSource> = match &map.alignment {
            None => Box::new(source),
            Some(Alignment { own, resampling }) => Box::new(Aligned::new(source, &own.info, &map.info, *resampling)?),
        };
        Ok(ClassReader { map, source, codes: map.codes() })
    }

    /// Reads the cells of a window, nodata outside the region. The buffer is the map's ([`LandCover::buffer`]).
    pub fn read<'b>(&'b mut self, window: Window, buffer: &'b mut CellBuffer) -> Result<ClassBlock<'b>> {
        let region = self.map.region.as_ref();
        match buffer {
            CellBuffer::Bytes(cells) => {
                let cells = grown(cells, window)?;
                self.source.read_bytes(window, cells)?;
                let spare = self.map.bytes.as_ref().and_then(|bytes| bytes.spare);
                if let Some((region, spare)) = region.zip(spare) {
                    region.fill_outside(window, cells, spare);
                }
            }
            CellBuffer::Ids(cells) => {
                let cells = grown(cells, window)?;
                self.source.read_classes(window, cells)?;
                if let Some(region) = region {
                    region.fill_outside(window, cells, NODATA);
                }
                self.map.classes.update(&mut self.codes);
            }
        }
        self.block(buffer, window)
    }

    /// The class of each value that cells have taken so far.
    pub fn codes(&self) -> &[Option<i64>] {
        &self.codes
    }

    /// Rows of the map.
    pub fn rows(&self) -> usize {
        self.map.grid().rows
    }

    /// Cells that were read last.
    pub fn block<'b>(&'b self, buffer: &'b CellBuffer, window: Window) -> Result<ClassBlock<'b>> {
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

impl Message {
    /// Totals in the units that tables leave out: CO2 beside C, km2 beside ha.
    pub fn totals(what: &str, carbon_t: f64, standard_error_t: Option<f64>, area_ha: f64) -> Message {
        let (co2e_t, area_km2) = (carbon_t * CO2_PER_C, area_ha / 100.0);
        let known = standard_error_t.map_or(String::new(), |se| {
            let (low, high) = interval(carbon_t, se);
            let [se, low, high] = [se, low, high].map(amount);
            format!(" The standard error is {se} t of C, the 95 % interval {low} to {high} t of C.")
        });
        let text = format!(
            "{what}: {} t of C ({} t as CO2) on {} ha ({} km2).{known}",
            amount(carbon_t),
            amount(co2e_t),
            amount(area_ha),
            amount(area_km2)
        );
        Message::info("TOTALS", text)
    }

    /// What the mask of a raster took, where it took or touched anything.
    pub fn masked(path: &str, masked: Masked) -> Option<Message> {
        let Masked { mask, hidden, partly, read, all } = masked;
        if hidden == 0 && partly == 0 {
            return None;
        }
        let part = if read < all {
            format!(", of the {} of its {} cells that were read", count(read), count(all))
        } else {
            String::new()
        };
        let hidden = if hidden == 1 {
            "1 cell with a value is".to_owned()
        } else {
            format!("{} cells with a value are", count(hidden))
        };
        let mut text = format!("{path}: {hidden} nodata by its {mask}{part}.");
        if partly > 0 {
            let partly = things(partly, "cell counts", "cells count");
            text.push_str(&format!(" {partly} as whole though partly transparent there."));
        }
        Some(Message::info("MASKED", text))
    }

    fn picture(path: &str, band: usize, colour: &str) -> Message {
        let text = format!(
            "Band {band} of {path} is marked as the {colour} band of a picture. Colours are no classes: if it is one, take the map that the picture was made from; if the bands hold classes, all is well."
        );
        Message::warning("PICTURE", text)
    }
}

/// What a run gives back.
#[derive(Debug)]
pub struct Report {
    pub algorithm: &'static str,
    pub results: BTreeMap<&'static str, Option<f64>>,
    /// Results that are no numbers.
    pub words: BTreeMap<&'static str, String>,
    pub outputs: OutputSet,
    pub tables: Vec<Table>,
    pub messages: Vec<Message>,
}

impl Report {
    /// With its rasters where they were asked for.
    pub fn published(mut self) -> Result<Report> {
        self.outputs = self.outputs.publish()?;
        Ok(self)
    }

    /// The report as JSON; tables go as column files into `folder`, and are left out without one. Rasters appear last, when nothing
    /// can fail any more, or are left to the caller (`hold`).
    pub fn into_json(self, folder: Option<&str>, hold: bool) -> Result<String> {
        #[derive(Serialize)]
        #[serde(untagged)]
        enum Figure {
            Number(Option<f64>),
            Word(String),
        }
        #[derive(Serialize)]
        struct Json<'a> {
            algorithm: &'static str,
            version: &'static str,
            results: BTreeMap<&'static str, Figure>,
            outputs: &'a BTreeMap<&'static str, String>,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            held: Vec<Held>,
            tables: BTreeMap<&'static str, TableFiles>,
            messages: Vec<Message>,
        }
        let mut tables = BTreeMap::new();
        let mut column_files = folder.map(ColumnFiles::new);
        if let Some(files) = &mut column_files {
            for table in &self.tables {
                tables.insert(table.name, files.write(table)?);
            }
        }
        let Report { algorithm, results, words, mut outputs, messages, .. } = self;
        let numbers = results.into_iter().map(|(name, number)| (name, Figure::Number(number)));
        let words = words.into_iter().map(|(name, word)| (name, Figure::Word(word)));
        let results = numbers.chain(words).collect();
        let held = if hold { outputs.hold() } else { Vec::new() };
        let outputs = outputs.publish()?;
        let json = Json { algorithm, version: VERSION, results, outputs: outputs.paths(), held, tables, messages };
        let json = serde_json::to_string(&json).map_err(|e| Error::Internal { detail: e.to_string() })?;
        if let Some(files) = column_files {
            files.keep();
        }
        Ok(json)
    }
}

/// Reads a request; fields that are null count as absent.
pub fn parse<R: DeserializeOwned>(json: &str) -> Result<R> {
    let invalid = |e: serde_json::Error| Error::Request { detail: e.to_string().trim_end_matches('.').to_owned() };
    let mut value: serde_json::Value = serde_json::from_str(json).map_err(invalid)?;
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|_, v| !v.is_null());
    }
    serde_path_to_error::deserialize(value).map_err(|e| {
        let field = e.path().to_string().to_uppercase();
        let detail = e.into_inner().to_string();
        let detail = detail.trim_end_matches('.');
        Error::Request { detail: if field == "." { detail.to_owned() } else { format!("{field}: {detail}") } }
    })
}

/// How many threads a run takes: as asked for, else all cores.
pub fn thread_count(threads: Option<usize>) -> Result<usize> {
    match threads {
        Some(n) if (1..=1024).contains(&n) => Ok(n),
        Some(n) => Err(Error::argument("threads", n, "1 to 1024")),
        None => Ok(std::thread::available_parallelism().map_or(1, |n| n.get())),
    }
}
