//! Cells from which distances are taken: classes of the map, or the shapes of a layer.

use crate::{
    cover::{cell_mask::CellMask, classes::ClassBlock, source_cells::SourceCells},
    engine::{
        codes::each_once,
        land_cover::{CellBuffer, ClassReader, LandCover, grown},
        message::Message,
        outlying::feature_list,
    },
    error::{Error, Result},
    grid::Window,
    io::gdal,
    kernels::buffers::distance::mark_sources,
    schema::{Field, FieldType},
    sentence::sentence,
};

pub const CODES: Field = Field::shared(FieldType::Codes, "Classes of the map that are sources.");
pub const SOURCES: Field =
    Field::shared(FieldType::Shapes, "Polygons, lines or points that are sources, in place of codes.");

/// Cells from which distances are taken.
pub enum Sources {
    Codes(Vec<i64>),
    Cells(SourceCells),
}

impl Sources {
    /// Codes of the map, or the shapes of a layer on its grid; says what of the shapes is not as one might think.
    pub fn open(
        codes: &[i64],
        sources: Option<&str>,
        map: &LandCover,
        within: Option<&CellMask>,
        messages: &mut Vec<Message>,
    ) -> Result<Sources> {
        let path = match (codes, sources) {
            ([], None) => return Err(Error::NoSourcesGiven),
            ([_, ..], Some(_)) => return Err(Error::CodesAndSources),
            ([_, ..], None) => {
                let mut codes = each_once("CODES", codes, messages);
                codes.sort_unstable();
                return Ok(Sources::Codes(codes));
            }
            ([], Some(path)) => path,
        };
        let cells = SourceCells::of(&gdal::read_shapes(path, &map.info, "SOURCES")?, map.grid(), within);
        if cells.is_empty() {
            return Err(Error::SourcesOutside { path: map.path().to_owned() });
        }
        if !cells.small.is_empty() {
            let told = sentence!(
                "{number} of the polygons of SOURCES hold the centre of no cell ({features}); each claims the cell of a point inside it.",
                number = cells.small.len(),
                features = feature_list(&cells.small, &map.info)
            );
            messages.push(Message::info("SMALL_SOURCES", told));
        }
        if cells.outside > 0 {
            let told = sentence!(
                "{number} of the features of SOURCES lie outside {path}; distances are to those on the map alone.",
                number = cells.outside,
                path = map.path()
            );
            messages.push(Message::warning("SOURCES_OUTSIDE", told));
        }
        Ok(Sources::Cells(cells))
    }
}

/// Marks the sources of a strip.
pub(super) struct Marker<'a> {
    sources: &'a Sources,
    /// Of the map whose classes are sources.
    reader: Option<ClassReader<'a>>,
    cells: CellBuffer,
    pub(super) mask: Vec<u8>,
}

impl<'a> Marker<'a> {
    pub(super) fn open(map: &'a LandCover, sources: &'a Sources) -> Result<Marker<'a>> {
        let reader = matches!(sources, Sources::Codes(_)).then(|| ClassReader::open(map)).transpose()?;
        Ok(Marker { sources, reader, cells: map.buffer(), mask: Vec::new() })
    }

    pub(super) fn mark(&mut self, window: Window) -> Result<()> {
        let mask = grown(&mut self.mask, window)?;
        match (self.sources, &mut self.reader) {
            (Sources::Codes(codes), Some(reader)) => {
                let block = reader.read(window, &mut self.cells)?;
                mark_sources(block, |code| codes.binary_search(&code).is_ok(), mask);
            }
            (Sources::Cells(cells), _) => {
                mask.fill(0);
                for (row, mask) in mask.chunks_exact_mut(window.columns).enumerate() {
                    for (span, _) in cells.row(window.row + row) {
                        mask[span.start as usize..span.end as usize].fill(1);
                    }
                }
            }
            (Sources::Codes(_), None) => unreachable!("a reader was opened for codes"),
        }
        Ok(())
    }

    /// The number of the shape of a source cell, or the position of its code, counted from 1.
    pub(super) fn id(&self, window: Window, row: usize, column: usize) -> u32 {
        match self.sources {
            Sources::Cells(cells) => cells.number(window.row + row, column).unwrap_or(0),
            Sources::Codes(codes) => {
                let block = self.block(window).ok();
                let code = block.and_then(|block| block.code(row, column));
                code.and_then(|code| codes.binary_search(&code).ok()).map_or(0, |i| i as u32 + 1)
            }
        }
    }

    /// The cells that were marked last.
    pub(super) fn block(&self, window: Window) -> Result<ClassBlock<'_>> {
        let reader = self.reader.as_ref().expect("a map is marked by its codes");
        reader.block(&self.cells, window)
    }
}
