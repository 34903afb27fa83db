//! Maps of several dates: counted by what became of what, and a code for that in every cell.

use super::{
    cell_reader::CellReader,
    land_cover::{CellBuffer, ClassReader, LandCover, grown},
    pairs::{PairIds, Scratch},
    region::Region,
    sweep::{Emit, Worker},
};
use crate::{
    cover::classes::{ClassBlock, ClassCells, NODATA},
    error::{Result, try_vec},
    grid::Window,
    kernels::cover::{
        class_counts::Ground,
        class_series::{ClassSeries, Joint, Pair},
        transition_codes::fill_bytes,
    },
    sentence::phrase,
};
use std::collections::BTreeMap;

/// Maps on one grid, and which two of them are compared.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    pub maps: &'a [LandCover],
    pub pairs: &'a [(usize, usize)],
    pub region: &'a Region,
    /// Cells count where all maps have a class; else where the two of a pair do.
    pub common: bool,
}

/// Reads the maps for the thread that opened it.
struct Reader<'a> {
    of: Compared<'a>,
    maps: Vec<ClassReader<'a>>,
    valid: Vec<bool>,
}

impl<'a> Reader<'a> {
    fn open(of: Compared<'a>) -> Result<Reader<'a>> {
        let maps = of.maps.iter().map(ClassReader::open).collect::<Result<_>>()?;
        Ok(Reader { of, maps, valid: Vec::new() })
    }

    fn cells(&self) -> Vec<CellBuffer> {
        self.of.maps.iter().map(LandCover::buffer).collect()
    }

    fn read<'b>(&'b mut self, window: Window, cells: &'b mut [CellBuffer]) -> Result<Vec<ClassBlock<'b>>> {
        for (map, cells) in self.maps.iter_mut().zip(cells.iter_mut()) {
            map.read(window, cells)?;
        }
        if self.of.common {
            self.keep_common(window, cells)?;
        }
        self.maps.iter().zip(cells).map(|(map, cells)| map.block(cells, window)).collect()
    }

    /// Makes nodata of all cells in all maps where one of them has it.
    fn keep_common(&mut self, window: Window, cells: &mut [CellBuffer]) -> Result<()> {
        let valid = grown(&mut self.valid, window)?;
        valid.fill(true);
        for (map, cells) in self.maps.iter().zip(cells.iter()) {
            let codes = map.codes();
            let known = |value: usize| codes.get(value).is_some_and(Option::is_some);
            match cells {
                CellBuffer::Bytes(bytes) => {
                    let known: [bool; 256] = std::array::from_fn(known);
                    valid.iter_mut().zip(bytes).for_each(|(valid, byte)| *valid &= known[usize::from(*byte)]);
                }
                CellBuffer::Ids(ids) => {
                    valid.iter_mut().zip(ids).for_each(|(valid, id)| *valid &= known(usize::from(*id)));
                }
            }
        }
        for (map, cells) in self.of.maps.iter().zip(cells) {
            match (cells, map.spare()) {
                (CellBuffer::Bytes(bytes), Some(spare)) => blank(valid, bytes, spare),
                (CellBuffer::Bytes(_), None) => unreachable!("maps without a spare byte are read as ids"),
                (CellBuffer::Ids(ids), _) => blank(valid, ids, NODATA),
            }
        }
        Ok(())
    }
}

fn blank<T: Copy>(valid: &[bool], cells: &mut [T], nodata: T) {
    cells.iter_mut().zip(valid).filter(|(_, valid)| !**valid).for_each(|(cell, _)| *cell = nodata);
}

/// Counts the pairs of classes of every two maps that are compared.
pub struct TransitionReader<'a> {
    reader: Reader<'a>,
    pairs: Vec<PairIds<Joint>>,
    scratch: Scratch,
}

impl<'a> TransitionReader<'a> {
    pub fn open(of: Compared<'a>) -> Result<TransitionReader<'a>> {
        let pairs = of.pairs.iter().map(|_| PairIds::new()).collect();
        Ok(TransitionReader { reader: Reader::open(of)?, pairs, scratch: Scratch::default() })
    }
}

impl CellReader for TransitionReader<'_> {
    type Cells = Vec<CellBuffer>;
    type Counts = ClassSeries<Joint>;

    fn cells(&self) -> Vec<CellBuffer> {
        self.reader.cells()
    }

    fn count(&mut self, ground: Ground<'_>, cells: &mut Vec<CellBuffer>) -> Result<ClassSeries<Joint>> {
        let mut counts = ClassSeries::default();
        let of = self.reader.of.pairs;
        let blocks = self.reader.read(ground.window, cells)?;
        for (i, ((a, b), pairs)) in of.iter().zip(&mut self.pairs).enumerate() {
            pairs.count(blocks[*a], blocks[*b], ground, &mut self.scratch, counts.pair(i))?;
        }
        Ok(counts)
    }
}

/// A code for a pair of classes; 0 for none.
pub type PairCodes = BTreeMap<Pair, u32>;

/// Codes of a unit, for each two maps that are compared.
pub struct CodeBlock<T> {
    pub window: Window,
    pub bands: Vec<Vec<T>>,
}

/// Gives every cell the code of what became of it, for each two maps that are compared.
pub struct CodeWriter<'a, T> {
    reader: Reader<'a>,
    codes: &'a PairCodes,
    cells: Vec<CellBuffer>,
    tables: Vec<Option<Vec<T>>>,
    pairs: Vec<PairIds<Pair>>,
    ids: Vec<u16>,
}

/// What codes are written as.
pub trait CodeCell: Copy + Default + Send + TryFrom<u32> {}

impl<T: Copy + Default + Send + TryFrom<u32>> CodeCell for T {}

impl<'a, T: CodeCell> CodeWriter<'a, T> {
    pub fn open(of: Compared<'a>, codes: &'a PairCodes) -> Result<CodeWriter<'a, T>> {
        let reader = Reader::open(of)?;
        let cells = reader.cells();
        let pairs = of.pairs.iter().map(|_| PairIds::new()).collect();
        let table = |(a, b): &(usize, usize)| {
            let [a, b] = [*a, *b].map(|map| &of.maps[map]);
            a.byte_codes().zip(b.byte_codes()).map(|(a, b)| byte_table(a, b, codes))
        };
        let tables = of.pairs.iter().map(table).collect();
        Ok(CodeWriter { reader, codes, cells, tables, pairs, ids: Vec::new() })
    }

    fn codes(&mut self, window: Window) -> Result<Vec<Vec<T>>> {
        let CodeWriter { reader, codes, cells, tables, pairs, ids } = self;
        let (of, of_region) = (reader.of.pairs, reader.of.region);
        let blocks = reader.read(window, cells)?;
        let mut bands = Vec::with_capacity(of.len());
        for (((a, b), table), pairs) in of.iter().zip(tables).zip(pairs) {
            let (a, b) = (blocks[*a], blocks[*b]);
            let mut band = try_vec(window.cells(), T::default(), phrase!("a part of the output"))?;
            match (a.cells, b.cells, table) {
                (ClassCells::Bytes(a), ClassCells::Bytes(b), Some(table)) => fill_bytes(a, b, table, &mut band),
                _ => pairs.join(a, b, of_region.ground(window), ids, &mut |part, ground| {
                    let ClassCells::Ids(cells) = part.cells else { return };
                    let within = ground.window;
                    let known: Vec<T> = part.codes.iter().map(|pair| code_of(codes, *pair)).collect();
                    for (r, row) in cells.rows().into_iter().enumerate() {
                        let at = (within.row - window.row + r) * window.columns + within.column - window.column;
                        let band = &mut band[at..at + within.columns];
                        let code = |id: &u16| known.get(usize::from(*id)).copied().unwrap_or_default();
                        band.iter_mut().zip(row).for_each(|(cell, id)| *cell = code(id));
                    }
                })?,
            }
            bands.push(band);
        }
        Ok(bands)
    }
}

/// Codes by 256 before + after.
fn byte_table<T: CodeCell>(before: &[Option<i64>], after: &[Option<i64>], codes: &PairCodes) -> Vec<T> {
    let code = |known: &[Option<i64>], value: usize| known.get(value).copied().flatten();
    (0..1 << 16).map(|i| code_of(codes, code(before, i >> 8).zip(code(after, i & 0xff)))).collect()
}

fn code_of<T: CodeCell>(codes: &PairCodes, pair: Option<Pair>) -> T {
    pair.and_then(|pair| T::try_from(*codes.get(&pair)?).ok()).unwrap_or_default()
}

impl<T: CodeCell> Worker<(), CodeBlock<T>> for CodeWriter<'_, T> {
    fn unit(&mut self, window: Window, emit: Emit<'_, CodeBlock<T>>) -> Result<()> {
        emit.block(CodeBlock { window, bands: self.codes(window)? });
        Ok(())
    }
}
