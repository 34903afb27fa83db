//! Rasters of values: opened and checked once, brought onto the grid of another, read by the workers of a sweep.

use super::{
    land_cover::grown,
    message::Message,
    other_grid::{COARSER, tell_of_grids},
    request::{Raster, ResampleValues},
};
use crate::{
    cover::classes::ClassMap,
    error::Result,
    grid::{BlockShape, Grid, Window},
    io::{
        RasterSource,
        gdal::{Aligned, GridRelation, MaskCounts, RasterInfo, Source, SourceOptions},
        resample::Resampling,
    },
    sentence::{phrase, sentence},
};
use std::sync::Arc;

/// What values are: of codes and of directions there is no mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    Amounts,
    Classes,
    Directions,
}

/// A raster of values, validated: what a run knows before it reads a cell, and how each worker opens it.
pub struct Values {
    /// The grid on which the raster is read: its own, or that of the one it was aligned to.
    pub info: Arc<RasterInfo>,
    /// Scale and offset of the band, where it has some.
    pub scale: Option<(f64, f64)>,
    /// What they are measured in, where the band says so.
    pub unit: Option<String>,
    /// How many cells of the grid on which it is read one of its own takes, in length.
    pub coarser: f64,
    options: SourceOptions,
    alignment: Option<(GridRelation, Resampling)>,
    masked: Option<Arc<MaskCounts>>,
}

impl Values {
    /// Opens the raster once to learn of it.
    pub fn open(raster: &Raster) -> Result<Values> {
        let options = raster.options(&[]);
        let mut source = Source::open(&options, Arc::new(ClassMap::new([])))?;
        let info = source.info(options.crs.as_deref())?;
        Ok(Values {
            info,
            scale: source.scale(),
            unit: source.unit(),
            coarser: 1.0,
            masked: source.new_mask_counts(),
            options,
            alignment: None,
        })
    }

    /// From now on the raster has the grid of another; says so where the grids differ. `of`: whether there is a mean of them.
    pub fn align(
        &mut self,
        onto: &Values,
        (resampling, of): (ResampleValues, Kind),
        messages: &mut Vec<Message>,
    ) -> Result<()> {
        assert!(self.alignment.is_none(), "a raster is brought onto another grid once");
        let relation = GridRelation::new(&self.info, &onto.info);
        if relation.same_grid() {
            self.info = Arc::new(self.info.on_grid_of(&onto.info));
            return Ok(());
        }
        let (resampling, way) = match resampling {
            ResampleValues::Bilinear => (Resampling::Bilinear, phrase!("bilinear")),
            ResampleValues::Nearest => (Resampling::Nearest, phrase!("nearest")),
            ResampleValues::Average => (Resampling::Average, phrase!("average")),
        };
        let growth = tell_of_grids(&relation, self.path(), onto.path(), way, messages)?;
        self.coarser = 1.0 / growth;
        if resampling == Resampling::Nearest && growth >= COARSER {
            let what = match of {
                Kind::Amounts => phrase!("nearest takes one cell of many; RESAMPLE_VALUES average takes their mean"),
                Kind::Classes => {
                    phrase!(
                        "of many cells the one in the middle gives the class. Make that map coarser by the majority of its cells first"
                    )
                }
                Kind::Directions => {
                    phrase!(
                        "of many cells the one in the middle gives the direction. Give the means of its cosine and its sine as variables in its place"
                    )
                }
            };
            let told = sentence!(
                "Cells of {onto} are {growth} times as wide as those of {path}: {what}.",
                onto = onto.path(),
                growth = format!("{growth:.1}"),
                path = self.path(),
                what
            );
            messages.push(Message::warning("NEAREST_COARSER", told));
        }
        self.info = onto.info.clone();
        self.alignment = Some((relation, resampling));
        Ok(())
    }

    /// From now on each cell of another grid has the value of the cell under its centre.
    pub fn lay_over(&mut self, onto: &Arc<RasterInfo>) -> Result<()> {
        assert!(self.alignment.is_none(), "a raster is brought onto another grid once");
        let relation = GridRelation::new(&self.info, onto);
        if relation.same_grid() {
            self.info = Arc::new(self.info.on_grid_of(onto));
            return Ok(());
        }
        relation.check_way(self.path())?;
        self.info = onto.clone();
        self.alignment = Some((relation, Resampling::Nearest));
        Ok(())
    }

    /// Values of the cells that hold some places of the plane of another grid, NaN where there is none; of a raster on its own grid.
    /// Each block is read once. `go_on` is asked before each.
    pub fn at(
        &self,
        plane: &Arc<RasterInfo>,
        places: &[(f64, f64)],
        go_on: &mut dyn FnMut() -> Result<()>,
    ) -> Result<Vec<f64>> {
        let relation = GridRelation::new(&self.info, plane);
        relation.check_way(self.path())?;
        let block = self.info.block;
        let block_of = |(row, column): (usize, usize)| (row / block.rows, column / block.columns);
        let cells = relation.cells_at(places)?.into_iter().enumerate();
        let mut cells: Vec<(usize, (usize, usize))> = cells.filter_map(|(i, cell)| Some((i, cell?))).collect();
        cells.sort_by_key(|(_, cell)| block_of(*cell));
        let mut reader = ValueReader::open(self)?;
        let mut found = vec![f64::NAN; places.len()];
        for cells in cells.chunk_by(|a, b| block_of(a.1) == block_of(b.1)) {
            go_on()?;
            let (row, column) = block_of(cells[0].1);
            let window = Window {
                row: row * block.rows,
                column: column * block.columns,
                rows: block.rows,
                columns: block.columns,
            };
            let window = window.intersect(&self.info.grid.whole()).expect("the cell lies in the raster");
            let values = reader.read(window)?;
            for (i, (row, column)) in cells {
                found[*i] = values[(row - window.row) * window.columns + column - window.column];
            }
        }
        Ok(found)
    }

    pub fn path(&self) -> &str {
        &self.options.path
    }

    /// What there is to say of the raster once the run has read it.
    pub fn remarks(&self) -> impl Iterator<Item = Message> {
        self.masked.as_ref().and_then(|counts| Message::masked(self.path(), counts.masked())).into_iter()
    }
}

/// Reads a raster of values for the thread that opened it.
pub struct ValueReader {
    source: Box<dyn RasterSource>,
    cells: Vec<f64>,
}

impl ValueReader {
    pub fn open(values: &Values) -> Result<ValueReader> {
        ValueReader::keeping(values, |_, _| None)
    }

    /// For windows of a few whole rows that follow each other: blocks are kept until the rows have passed them.
    pub fn of_rows(values: &Values) -> Result<ValueReader> {
        ValueReader::keeping(values, |grid, block| {
            let across = grid.columns.div_ceil(block.columns);
            // Of another grid a row may lie in two rows of blocks.
            let rows = if values.alignment.is_some() { 2 } else { 1 };
            (block.rows > 1).then_some(across * rows)
        })
    }

    /// `blocks` says how many blocks are kept beside the one at hand.
    fn keeping(values: &Values, blocks: impl FnOnce(&Grid, BlockShape) -> Option<usize>) -> Result<ValueReader> {
        let mut source = Source::open(&values.options, Arc::new(ClassMap::new([])))?;
        source.count_masks(values.masked.clone());
        if let Some(blocks) = blocks(source.grid(), source.block_shape()) {
            source.keep_blocks(blocks);
        }
        let source: Box<dyn RasterSource> = match &values.alignment {
            None => Box::new(source),
            Some((relation, resampling)) => Box::new(Aligned::new(source, relation, *resampling)?),
        };
        Ok(ValueReader { source, cells: Vec::new() })
    }

    /// Values of a window in the band's scaled units, NaN where there is none.
    pub fn read(&mut self, window: Window) -> Result<&mut [f64]> {
        let cells = grown(&mut self.cells, window)?;
        self.source.read_values(window, cells)?;
        Ok(cells)
    }

    /// The cells that were read last.
    pub fn cells(&self, window: Window) -> &[f64] {
        &self.cells[..window.cells()]
    }
}
