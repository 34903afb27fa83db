//! Reads a map for its patches.

use super::{
    land_cover::{CellBuffer, ClassReader, LandCover},
    region::Region,
    sweep::{Emit, Worker},
};
use crate::{
    cover::classes::ClassBlock,
    error::Result,
    grid::Window,
    kernels::{
        Accumulator,
        patches::{PatchBlock, PatchOptions, Patches},
    },
};

/// Reads blocks of a map for patches, and finds these.
pub struct PatchReader<'a> {
    reader: ClassReader<'a>,
    cells: CellBuffer,
    region: &'a Region,
    options: PatchOptions,
}

impl<'a> PatchReader<'a> {
    pub fn open(map: &'a LandCover, region: &'a Region, options: PatchOptions) -> Result<PatchReader<'a>> {
        Ok(PatchReader { reader: ClassReader::open(map)?, cells: map.buffer(), region, options })
    }

    pub fn block(&mut self, window: Window) -> Result<PatchBlock<'_>> {
        let (zones, options) = (self.region.zones.as_ref(), self.options);
        Ok(PatchBlock { block: self.reader.read(window, &mut self.cells)?, window, zones, options })
    }

    /// A block with the row above it and the row below it, where there are.
    pub fn block_between(&mut self, window: Window) -> Result<(PatchBlock<'_>, [Option<PatchBlock<'_>>; 2])> {
        let rows = self.reader.rows();
        let (first, end) = (window.row.saturating_sub(1), (window.row + window.rows + 1).min(rows));
        let whole = self.block(Window { row: first, rows: end - first, ..window })?;
        let part = |row: usize, rows: usize| PatchBlock {
            block: ClassBlock {
                cells: whole.block.cells.slice(row - first..row - first + rows, 0..window.columns),
                ..whole.block
            },
            window: Window { row, rows, ..window },
            ..whole
        };
        let after = window.row + window.rows;
        let above = (first < window.row).then(|| part(first, 1));
        Ok((part(window.row, window.rows), [above, (after < end).then(|| part(after, 1))]))
    }
}

impl Worker<Patches, ()> for PatchReader<'_> {
    fn unit(&mut self, window: Window, _emit: Emit<'_, ()>) -> Result<Patches> {
        let mut patches = Patches::default();
        patches.push(self.block(window)?);
        Ok(patches)
    }
}
