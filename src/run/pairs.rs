//! Two land-cover maps read as one map of pairs of codes.

use super::{CellBuffer, ClassReader, LandCover, count::CellReader, shaped};
use crate::{
    class_map::{ClassBlock, ClassCells, ClassMap, NODATA},
    error::{Result, try_vec},
    grid::Window,
};
use std::collections::HashMap;

/// Codes of the base and of the alternate map.
pub type Pair = (i64, i64);

/// Reads both maps and gives every pair of valid codes a dense id; a cell that is nodata in either is nodata.
pub struct PairReader<'a> {
    base: ClassReader<'a>,
    alternate: ClassReader<'a>,
    base_cells: CellBuffer,
    alternate_cells: CellBuffer,
    pairs: &'a ClassMap<Pair>,
    /// Ids of pairs of bytes, by 256 base + alternate.
    small: Box<[u16]>,
    large: HashMap<(u16, u16), u16>,
    codes: Vec<Option<Pair>>,
    /// For the message when there are too many.
    path: &'a str,
}

/// Mark in the table of small pairs; no id.
const UNSEEN: u16 = NODATA - 1;

impl<'a> PairReader<'a> {
    pub fn open(base: &'a LandCover, alternate: &'a LandCover, pairs: &'a ClassMap<Pair>) -> Result<PairReader<'a>> {
        Ok(PairReader {
            base_cells: base.buffer(),
            alternate_cells: alternate.buffer(),
            path: alternate.path(),
            base: ClassReader::open(base)?,
            alternate: ClassReader::open(alternate)?,
            pairs,
            small: vec![UNSEEN; 1 << 16].into_boxed_slice(),
            large: HashMap::new(),
            codes: Vec::new(),
        })
    }
}

impl CellReader for PairReader<'_> {
    type Class = Pair;

    fn buffer(&self) -> CellBuffer {
        CellBuffer::Ids(Vec::new())
    }

    fn read<'b>(&'b mut self, window: Window, buffer: &'b mut CellBuffer) -> Result<ClassBlock<'b, Pair>> {
        let base = self.base.read(window, &mut self.base_cells)?;
        let alternate = self.alternate.read(window, &mut self.alternate_cells)?;
        let CellBuffer::Ids(ids) = buffer else { unreachable!("pairs are read into ids") };
        if ids.len() < window.cells() {
            *ids = try_vec(window.cells(), NODATA, "a part of the maps")?;
        }
        let ids = &mut ids[..window.cells()];
        let (pairs, path) = (self.pairs, self.path);
        let id_of = |a: usize, b: usize| -> Result<u16> {
            let code = |block: &ClassBlock<'_>, value: usize| block.codes.get(value).copied().flatten();
            match (code(&base, a), code(&alternate, b)) {
                (Some(a), Some(b)) => pairs.id((a, b), path),
                _ => Ok(NODATA),
            }
        };
        match (base.cells, alternate.cells) {
            (ClassCells::Bytes(a), ClassCells::Bytes(b)) => {
                let small: &mut [u16; 1 << 16] =
                    self.small.as_mut().try_into().expect("a place for every pair of bytes");
                for ((id, a), b) in ids.iter_mut().zip(a).zip(b) {
                    let place = usize::from(*a) << 8 | usize::from(*b);
                    if small[place] == UNSEEN {
                        small[place] = id_of((*a).into(), (*b).into())?;
                    }
                    *id = small[place];
                }
            }
            (a, b) => {
                let (mut last, mut last_id) = ((NODATA, NODATA), NODATA);
                for (id, pair) in ids.iter_mut().zip(a.values().zip(b.values())) {
                    if pair != last {
                        last_id = match self.large.get(&pair) {
                            Some(id) => *id,
                            None => {
                                let id = id_of(pair.0.into(), pair.1.into())?;
                                self.large.insert(pair, id);
                                id
                            }
                        };
                        last = pair;
                    }
                    *id = last_id;
                }
            }
        }
        self.pairs.update(&mut self.codes);
        Ok(ClassBlock { cells: ClassCells::Ids(shaped(ids, window)?), codes: &self.codes })
    }
}
