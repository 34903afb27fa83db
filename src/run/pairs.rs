//! Two land-cover maps read as one map of pairs of codes.

use super::{CellBuffer, ClassReader, LandCover, count::CellReader, grown, shaped};
use crate::{
    class_map::{ClassBlock, ClassCells, ClassMap, NODATA},
    error::Result,
    grid::Window,
    kernels::{
        Accumulator,
        class_counts::{ClassCounts, Ground},
        class_series::Pair,
    },
};
use ndarray::ArrayView2;
use std::collections::HashMap;

/// Reads both maps as one of pairs.
pub struct PairReader<'a> {
    base: ClassReader<'a>,
    alternate: ClassReader<'a>,
    base_cells: CellBuffer,
    alternate_cells: CellBuffer,
    ids: PairIds<'a>,
}

/// Gives every pair of valid codes a dense id, looked up once for every different pair of cell values.
pub struct PairIds<'a> {
    pairs: &'a ClassMap<Pair>,
    codes: Vec<Option<Pair>>,
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
        Ok(PairReader {
            base_cells: base.buffer(),
            alternate_cells: alternate.buffer(),
            ids: PairIds::new(pairs, alternate.path()),
            base: ClassReader::open(base)?,
            alternate: ClassReader::open(alternate)?,
        })
    }
}

impl<'a> PairIds<'a> {
    /// `path` is for the message when there are too many pairs.
    pub fn new(pairs: &'a ClassMap<Pair>, path: &'a str) -> PairIds<'a> {
        let small = vec![UNSEEN; SMALL * SMALL].into_boxed_slice();
        let small = small.try_into().expect("the length is that of the table");
        PairIds { pairs, codes: Vec::new(), small, large: HashMap::new(), path }
    }

    /// Two blocks of one window as one of pairs; a cell that is nodata in either is nodata.
    pub fn join<'b>(
        &'b mut self,
        base: ClassBlock<'_>,
        alternate: ClassBlock<'_>,
        window: Window,
        ids: &'b mut Vec<u16>,
    ) -> Result<ClassBlock<'b, Pair>> {
        let ids = grown(ids, window)?;
        let (x, y) = (base.codes, alternate.codes);
        match (base.cells, alternate.cells) {
            (ClassCells::Bytes(a), ClassCells::Bytes(b)) => self.fill((a, x), (b, y), ids)?,
            (ClassCells::Bytes(a), ClassCells::Ids(b)) => self.fill((a, x), (b, y), ids)?,
            (ClassCells::Ids(a), ClassCells::Bytes(b)) => self.fill((a, x), (b, y), ids)?,
            (ClassCells::Ids(a), ClassCells::Ids(b)) => self.fill((a, x), (b, y), ids)?,
        }
        self.pairs.update(&mut self.codes);
        Ok(ClassBlock { cells: ClassCells::Ids(shaped(ids, window)?), codes: &self.codes })
    }

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
    type Cells = CellBuffer;
    type Counts = ClassCounts<Pair>;

    fn cells(&self) -> CellBuffer {
        CellBuffer::Ids(Vec::new())
    }

    fn count(&mut self, ground: Ground<'_>, cells: &mut CellBuffer) -> Result<ClassCounts<Pair>> {
        let base = self.base.read(ground.window, &mut self.base_cells)?;
        let alternate = self.alternate.read(ground.window, &mut self.alternate_cells)?;
        let CellBuffer::Ids(ids) = cells else { unreachable!("pairs are read into ids") };
        let mut counts = ClassCounts::default();
        counts.push((self.ids.join(base, alternate, ground.window, ids)?, ground));
        Ok(counts)
    }
}
