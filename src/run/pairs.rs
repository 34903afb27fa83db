//! Two land-cover maps read as one map of pairs of codes.

use super::{CellBuffer, ClassReader, LandCover, count::CellReader, shaped};
use crate::{
    class_map::{ClassBlock, ClassCells, ClassMap, NODATA},
    error::{Result, try_vec},
    grid::Window,
};
use ndarray::ArrayView2;
use std::collections::HashMap;

/// Codes of the base and of the alternate map.
pub type Pair = (i64, i64);

/// Reads both maps and gives every pair of valid codes a dense id; a cell that is nodata in either is nodata.
pub struct PairReader<'a> {
    base: ClassReader<'a>,
    alternate: ClassReader<'a>,
    base_cells: CellBuffer,
    alternate_cells: CellBuffer,
    ids: PairIds<'a>,
    codes: Vec<Option<Pair>>,
}

/// Ids of pairs of cell values, looked up once for every different pair.
struct PairIds<'a> {
    pairs: &'a ClassMap<Pair>,
    /// By [`SMALL`] base + alternate.
    small: Box<[u16; SMALL * SMALL]>,
    large: HashMap<(u16, u16), u16>,
    /// For the message when there are too many.
    path: &'a str,
}

/// Values below SMALL - 1, and nodata, which takes the last place, are in the table.
const SMALL: usize = 512;
/// Mark in the table of small pairs; no id.
const UNSEEN: u16 = NODATA - 1;

impl<'a> PairReader<'a> {
    pub fn open(base: &'a LandCover, alternate: &'a LandCover, pairs: &'a ClassMap<Pair>) -> Result<PairReader<'a>> {
        let small = vec![UNSEEN; SMALL * SMALL].into_boxed_slice();
        let small = small.try_into().expect("the length is that of the table");
        Ok(PairReader {
            base_cells: base.buffer(),
            alternate_cells: alternate.buffer(),
            ids: PairIds { pairs, small, large: HashMap::new(), path: alternate.path() },
            base: ClassReader::open(base)?,
            alternate: ClassReader::open(alternate)?,
            codes: Vec::new(),
        })
    }
}

impl PairIds<'_> {
    fn fill<A: Copy + Into<u16>, B: Copy + Into<u16>>(
        &mut self,
        base: (ArrayView2<'_, A>, &[Option<i64>]),
        alternate: (ArrayView2<'_, B>, &[Option<i64>]),
        ids: &mut [u16],
    ) -> Result<()> {
        let place = |value: u16| match value {
            NODATA => Some(SMALL - 1),
            value => Some(usize::from(value)).filter(|v| *v < SMALL - 1),
        };
        for ((id, a), b) in ids.iter_mut().zip(base.0).zip(alternate.0) {
            let (a, b): (u16, u16) = ((*a).into(), (*b).into());
            *id = match place(a).zip(place(b)) {
                Some((i, j)) => {
                    let known = self.small[i * SMALL + j];
                    if known == UNSEEN {
                        let id = self.id(base.1, a, alternate.1, b)?;
                        self.small[i * SMALL + j] = id;
                        id
                    } else {
                        known
                    }
                }
                None => match self.large.get(&(a, b)) {
                    Some(id) => *id,
                    None => {
                        let id = self.id(base.1, a, alternate.1, b)?;
                        self.large.insert((a, b), id);
                        id
                    }
                },
            };
        }
        Ok(())
    }

    #[cold]
    fn id(&self, base: &[Option<i64>], a: u16, alternate: &[Option<i64>], b: u16) -> Result<u16> {
        let code = |codes: &[Option<i64>], value: u16| codes.get(usize::from(value)).copied().flatten();
        match (code(base, a), code(alternate, b)) {
            (Some(a), Some(b)) => self.pairs.id((a, b), self.path),
            _ => Ok(NODATA),
        }
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
        let (x, y) = (base.codes, alternate.codes);
        match (base.cells, alternate.cells) {
            (ClassCells::Bytes(a), ClassCells::Bytes(b)) => self.ids.fill((a, x), (b, y), ids)?,
            (ClassCells::Bytes(a), ClassCells::Ids(b)) => self.ids.fill((a, x), (b, y), ids)?,
            (ClassCells::Ids(a), ClassCells::Bytes(b)) => self.ids.fill((a, x), (b, y), ids)?,
            (ClassCells::Ids(a), ClassCells::Ids(b)) => self.ids.fill((a, x), (b, y), ids)?,
        }
        self.ids.pairs.update(&mut self.codes);
        Ok(ClassBlock { cells: ClassCells::Ids(shaped(ids, window)?), codes: &self.codes })
    }
}
