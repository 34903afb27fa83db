//! Land-cover maps: opened and checked once, brought onto the grid of another, read by the workers of a sweep.

use super::{
    cell_reader::CellReader,
    message::Message,
    other_grid::{COARSER, tell_of_grids},
    request::{Raster, ResampleClasses},
};
use crate::{
    cover::{
        cell_mask::CellMask,
        classes::{ClassBlock, ClassCells, ClassMap, NODATA},
    },
    error::{Error, Result, try_vec},
    grid::{BlockShape, Grid, Window, tiling::Tiling},
    io::{
        RasterSource,
        gdal::{Aligned, GridRelation, IgnoreCodes, MaskCounts, RasterInfo, Source, SourceOptions},
        resample::Resampling,
    },
    kernels::{
        Accumulator,
        cover::class_counts::{ClassCounts, Ground},
    },
    sentence::{Phrase, phrase, sentence},
};
use ndarray::ArrayView2;
use std::sync::Arc;

/// A land-cover raster, validated: what a run knows before it reads a cell, and how each worker opens it.
pub struct LandCover {
    /// The grid on which the map is read: its own, or that of the map it was aligned to.
    pub info: Arc<RasterInfo>,
    classes: Arc<ClassMap>,
    /// Cells that count; `None` for all.
    region: Option<Arc<CellMask>>,
    bytes: Option<Bytes>,
    alignment: Option<Alignment>,
    options: SourceOptions,
    /// The colour of a picture that the band says it is.
    picture: Option<Phrase>,
    masked: Option<Arc<MaskCounts>>,
}

/// Of a map that is read on another grid than its own.
struct Alignment {
    /// The same map on its own.
    own: Box<LandCover>,
    relation: GridRelation,
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
        let (picture, masked) = (source.picture(), source.new_mask_counts());
        Ok(LandCover { info, classes, region: None, bytes, alignment: None, options, picture, masked })
    }

    /// How a sweep over its grid is cut that reads some maps on it, itself among them, and writes such blocks: where it writes none, into units
    /// that stay in the cache, if no map has to read a block for several of them.
    pub fn units<'a>(&self, maps: impl IntoIterator<Item = &'a LandCover>, output: Option<BlockShape>) -> Tiling {
        let maps: Vec<&LandCover> = maps.into_iter().collect();
        if output.is_none() && maps.iter().all(|map| map.has_blocks_of(self)) {
            return Tiling::in_cache(self.grid(), self.info.block);
        }
        Tiling::for_several(maps.len(), self.grid(), self.info.block, output)
    }

    /// Whether a block of it is one of another map.
    fn has_blocks_of(&self, other: &LandCover) -> bool {
        self.alignment.is_none() && other.alignment.is_none() && self.info.block == other.info.block
    }

    /// From now on the map has the grid of another, and no other; says so where the grids differ.
    pub fn align(&mut self, onto: &LandCover, resampling: ResampleClasses, messages: &mut Vec<Message>) -> Result<()> {
        assert!(self.alignment.is_none(), "a map is brought onto another grid once");
        let relation = GridRelation::new(&self.info, &onto.info);
        if relation.same_grid() {
            // Grids that are one but for rounding are one to the last digit from here on.
            self.info = Arc::new(self.info.on_grid_of(&onto.info));
            return Ok(());
        }
        let (resampling, way) = match resampling {
            ResampleClasses::Nearest => (Resampling::Nearest, phrase!("nearest")),
            ResampleClasses::Mode => (Resampling::Mode, phrase!("mode")),
        };
        let growth = tell_of_grids(&relation, self.path(), onto.path(), way, messages)?;
        if resampling == Resampling::Nearest && growth >= COARSER {
            let told = sentence!(
                "Cells of {onto} are {growth} times as wide as those of {path}: nearest takes one cell of many; RESAMPLE_CLASSES mode takes the most frequent.",
                onto = onto.path(),
                growth = format!("{growth:.1}"),
                path = self.path()
            );
            messages.push(Message::warning("NEAREST_COARSER", told));
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
        self.alignment = Some(Alignment { own: Box::new(own), relation, resampling });
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

    /// The byte that marks cells as nodata in a map that is read as bytes; there is one once it [can hide cells](Self::hide_cells).
    pub fn spare(&self) -> Option<u8> {
        self.bytes.as_ref().and_then(|bytes| bytes.spare)
    }

    /// The code of every byte, of a map that is read as bytes.
    pub fn byte_codes(&self) -> Option<&[Option<i64>]> {
        self.bytes.as_ref().map(|bytes| &bytes.codes[..])
    }

    /// Cells may be made nodata from now on: bytes that are all codes are read as ids.
    pub fn hide_cells(&mut self) {
        self.bytes.take_if(|bytes| bytes.spare.is_none());
    }

    /// Counts only cells of the region from now on.
    pub fn restrict(&mut self, region: Option<Arc<CellMask>>) {
        if region.is_some() {
            self.hide_cells();
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
        picture.into_iter().chain(self.masked.as_ref().and_then(|counts| Message::masked(self.path(), counts.masked())))
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
        source.count_masks(map.masked.clone());
        if bytes > 0 {
            source.keep_bytes(bytes);
        }
        let source: Box<dyn RasterSource> = match &map.alignment {
            None => Box::new(source),
            Some(Alignment { relation, resampling, .. }) => Box::new(Aligned::new(source, relation, *resampling)?),
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
                if let Some((region, spare)) = region.zip(self.map.spare()) {
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
pub fn grown<T: Copy + Default>(buffer: &mut Vec<T>, window: Window) -> Result<&mut [T]> {
    if buffer.len() < window.cells() {
        *buffer = try_vec(window.cells(), T::default(), phrase!("a part of the map"))?;
    }
    Ok(&mut buffer[..window.cells()])
}

pub fn shaped<T>(cells: &[T], window: Window) -> Result<ArrayView2<'_, T>> {
    let cells = &cells[..window.cells()];
    ArrayView2::from_shape((window.rows, window.columns), cells).map_err(|e| Error::Internal { detail: e.to_string() })
}
