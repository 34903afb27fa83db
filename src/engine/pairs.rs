//! Two land-cover maps counted as one map of pairs of codes.

use super::{
    cell_reader::CellReader,
    land_cover::{CellBuffer, ClassReader, LandCover, grown, shaped},
};
use crate::{
    cover::classes::{ClassBlock, ClassCells, ID_LIMIT, NODATA},
    error::Result,
    grid::Window,
    kernels::{
        Accumulator,
        cover::{
            byte_pairs::BytePairs,
            class_counts::{ClassCounts, Ground},
            class_series::{Joint, OfTwo},
        },
    },
};
use ndarray::ArrayView2;
use rustc_hash::FxHashMap;

/// Reads two maps and counts the pairs of their codes, as what a `C` makes of them.
pub struct PairReader<'a, C = Joint> {
    maps: [&'a LandCover; 2],
    readers: [ClassReader<'a>; 2],
    pairs: PairIds<C>,
    scratch: Scratch,
}

/// Gives pairs of codes dense ids, looked up once for every different pair of cell values.
///
/// Nothing but counts leaves a worker, so ids are its own, and forgotten where there are more pairs than ids.
pub struct PairIds<C> {
    codes: Vec<Option<C>>,
    /// By [`SMALL`] base + alternate.
    small: Box<[u16; SMALL * SMALL]>,
    large: FxHashMap<(u16, u16), u16>,
}

/// What a thread counts with, whatever pairs of maps it reads.
#[derive(Default)]
pub struct Scratch {
    pub ids: Vec<u16>,
    /// Pairs of bytes need no ids.
    bytes: BytePairs,
}

/// Values below SMALL - 1, and nodata, which takes the last index, are in the table.
const SMALL: usize = 512;
/// Mark in the table of small pairs; no id.
const UNSEEN: u16 = NODATA - 1;

impl<'a, C: OfTwo> PairReader<'a, C> {
    pub fn open(base: &'a LandCover, alternate: &'a LandCover) -> Result<PairReader<'a, C>> {
        Ok(PairReader {
            maps: [base, alternate],
            readers: [ClassReader::open(base)?, ClassReader::open(alternate)?],
            pairs: PairIds::new(),
            scratch: Scratch::default(),
        })
    }
}

impl<C: OfTwo> PairIds<C> {
    pub fn new() -> PairIds<C> {
        let small = vec![UNSEEN; SMALL * SMALL].into_boxed_slice();
        let small = small.try_into().expect("the length is that of the table");
        PairIds { codes: Vec::new(), small, large: FxHashMap::default() }
    }

    fn forget(&mut self) {
        self.codes.clear();
        self.small.fill(UNSEEN);
        self.large.clear();
    }

    /// Counts the pairs of two blocks of one window.
    pub fn count(
        &mut self,
        base: ClassBlock<'_>,
        alternate: ClassBlock<'_>,
        ground: Ground<'_>,
        scratch: &mut Scratch,
        counts: &mut ClassCounts<C>,
    ) -> Result<()> {
        match (base.cells, alternate.cells) {
            (ClassCells::Bytes(a), ClassCells::Bytes(b)) if ground.alike() => {
                counts.push_bytes((a, base.codes), (b, alternate.codes), &mut scratch.bytes);
                Ok(())
            }
            _ => {
                self.join(base, alternate, ground, &mut scratch.ids, &mut |block, ground| counts.push((block, ground)))
            }
        }
    }

    /// Hands on two blocks of one window as one of pairs; in parts where the window holds more pairs than there are ids.
    pub fn join(
        &mut self,
        base: ClassBlock<'_>,
        alternate: ClassBlock<'_>,
        ground: Ground<'_>,
        ids: &mut Vec<u16>,
        take: &mut dyn for<'b> FnMut(ClassBlock<'b, C>, Ground<'b>),
    ) -> Result<()> {
        let window = ground.window;
        let fresh = self.codes.is_empty();
        if self.fill(base, alternate, grown(ids, window)?) {
            take(ClassBlock { cells: ClassCells::Ids(shaped(ids, window)?), codes: &self.codes }, ground);
            return Ok(());
        }
        self.forget();
        if !fresh {
            return self.join(base, alternate, ground, ids, take);
        }
        // A part of as many cells as there are ids has no more pairs: this ends.
        for half in halves(window) {
            let (row, column) = (half.row - window.row, half.column - window.column);
            let (rows, columns) = (row..row + half.rows, column..column + half.columns);
            let base = base.slice(rows.clone(), columns.clone());
            let ground = Ground { window: half, ..ground };
            self.join(base, alternate.slice(rows, columns), ground, ids, take)?;
        }
        Ok(())
    }

    /// False where ids ran out.
    fn fill(&mut self, base: ClassBlock<'_>, alternate: ClassBlock<'_>, ids: &mut [u16]) -> bool {
        use ClassCells::{Bytes, Ids};
        let (x, y) = (base.codes, alternate.codes);
        match (base.cells, alternate.cells) {
            (Bytes(a), Bytes(b)) => self.fill_from((a, x), (b, y), ids),
            (Bytes(a), Ids(b)) => self.fill_from((a, x), (b, y), ids),
            (Ids(a), Bytes(b)) => self.fill_from((a, x), (b, y), ids),
            (Ids(a), Ids(b)) => self.fill_from((a, x), (b, y), ids),
        }
    }

    fn fill_from<A: Copy + Into<u16>, B: Copy + Into<u16>>(
        &mut self,
        base: (ArrayView2<'_, A>, &[Option<i64>]),
        alternate: (ArrayView2<'_, B>, &[Option<i64>]),
        ids: &mut [u16],
    ) -> bool {
        let index = |value: u16| match value {
            NODATA => Some(SMALL - 1),
            value => Some(usize::from(value)).filter(|v| *v < SMALL - 1),
        };
        for ((id, a), b) in ids.iter_mut().zip(base.0).zip(alternate.0) {
            let (a, b): (u16, u16) = ((*a).into(), (*b).into());
            *id = match index(a).zip(index(b)) {
                Some((i, j)) => {
                    let known = self.small[i * SMALL + j];
                    if known == UNSEEN {
                        let Some(id) = self.id(base.1, a, alternate.1, b) else { return false };
                        self.small[i * SMALL + j] = id;
                        id
                    } else {
                        known
                    }
                }
                None => match self.large.get(&(a, b)) {
                    Some(id) => *id,
                    None => {
                        let Some(id) = self.id(base.1, a, alternate.1, b) else { return false };
                        self.large.insert((a, b), id);
                        id
                    }
                },
            };
        }
        true
    }

    /// The id of a pair of values that is met for the first time; `None` where there is no more.
    #[cold]
    fn id(&mut self, base: &[Option<i64>], a: u16, alternate: &[Option<i64>], b: u16) -> Option<u16> {
        let code = |codes: &[Option<i64>], value: u16| codes.get(usize::from(value)).copied().flatten();
        let Some(pair) = C::of(code(base, a), code(alternate, b)) else { return Some(NODATA) };
        (self.codes.len() < ID_LIMIT).then(|| {
            self.codes.push(Some(pair));
            (self.codes.len() - 1) as u16
        })
    }
}

/// Upper and lower, or left and right.
fn halves(window: Window) -> [Window; 2] {
    let Window { row, column, rows, columns } = window;
    let (half_rows, half_columns) = (rows / 2, columns / 2);
    if rows > 1 {
        [Window { rows: half_rows, ..window }, Window { row: row + half_rows, rows: rows - half_rows, ..window }]
    } else {
        let right = Window { column: column + half_columns, columns: columns - half_columns, ..window };
        [Window { columns: half_columns, ..window }, right]
    }
}

impl<C: OfTwo> CellReader for PairReader<'_, C> {
    type Cells = [CellBuffer; 2];
    type Counts = ClassCounts<C>;

    fn cells(&self) -> [CellBuffer; 2] {
        self.maps.map(LandCover::buffer)
    }

    fn count(&mut self, ground: Ground<'_>, cells: &mut [CellBuffer; 2]) -> Result<ClassCounts<C>> {
        let ([base, alternate], [base_cells, alternate_cells]) = (&mut self.readers, cells);
        let base = base.read(ground.window, base_cells)?;
        let alternate = alternate.read(ground.window, alternate_cells)?;
        let mut counts = ClassCounts::default();
        self.pairs.count(base, alternate, ground, &mut self.scratch, &mut counts)?;
        Ok(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{grid::areas::CellAreas, kernels::cover::class_series::Pair};
    use ndarray::{Array2, s};
    use std::collections::BTreeMap;

    const AREAS: CellAreas = CellAreas::Same(1.0);

    /// Cells by pair, and how many parts they came in; block by block, so that later ones begin with what others have met.
    fn count(maps: &[Array2<u16>; 2], codes: &[Option<i64>], rows: usize) -> (BTreeMap<Pair, u64>, usize) {
        let (all, columns) = maps[0].dim();
        let (mut counts, mut parts, mut cells) = (ClassCounts::default(), 0, 0);
        let (mut pairs, mut ids) = (PairIds::new(), Vec::new());
        for row in (0..all).step_by(rows) {
            let window = Window { row, column: 0, rows: rows.min(all - row), columns };
            let [base, alternate] = maps
                .each_ref()
                .map(|map| ClassBlock { cells: ClassCells::Ids(map.slice(s![row..row + window.rows, ..])), codes });
            let ground = Ground { window, areas: &AREAS, zones: None };
            pairs
                .join(base, alternate, ground, &mut ids, &mut |block, ground| {
                    (parts, cells) = (parts + 1, cells + ground.window.cells());
                    counts.push((block, ground));
                })
                .unwrap();
        }
        assert_eq!(cells, maps[0].len());
        (counts.classes().collect(), parts)
    }

    #[test]
    fn nothing_and_nodata() {
        let codes = [Some(7), None];
        let maps = [ndarray::array![[0, 1, NODATA, 0]], ndarray::array![[0, 0, 0, NODATA]]];
        assert_eq!(count(&maps, &codes, 1), (BTreeMap::from([((7, 7), 1)]), 1));
    }

    /// Ids are looked up in a table as far as it goes, and beyond one by one.
    #[test]
    fn ids_beyond_the_table() {
        let codes: Vec<Option<i64>> = (0..3 * SMALL as i64).map(Some).collect();
        let small = SMALL as u16;
        let some = [5, small - 2, small - 1, small, small + 4, 2 * small + 3];
        let base = Array2::from_shape_fn((1, 36), |(_, i)| some[i / 6]);
        let alternate = Array2::from_shape_fn((1, 36), |(_, i)| some[i % 6]);
        let pairs = some.iter().flat_map(|a| some.map(|b| ((i64::from(*a), i64::from(b)), 1)));
        assert_eq!(count(&[base, alternate], &codes, 1), (pairs.collect(), 1));
    }

    #[test]
    fn more_pairs_than_ids() {
        // 300 x 300 pairs, each once, and those of equal classes once more; the order of cells is mixed
        let n = 300usize;
        for shift in [0, 700] {
            let codes: Vec<Option<i64>> = (0..(n + shift) as i64).map(|id| Some(id - 50)).collect();
            let pair = |i: usize| match i < n * n {
                true => (i * 7919 % (n * n) / n, i * 7919 % (n * n) % n),
                false => (i - n * n, i - n * n),
            };
            let id = |id: usize| (id + shift) as u16;
            for columns in [n, n * n + n] {
                let of = |second: bool| {
                    Array2::from_shape_fn(((n * n + n) / columns, columns), |(r, c)| {
                        let (a, b) = pair(r * columns + c);
                        id(if second { b } else { a })
                    })
                };
                let maps = [of(false), of(true)];
                let code = |i: usize| (i + shift) as i64 - 50;
                let expected: BTreeMap<Pair, u64> =
                    (0..n * n).map(|i| ((code(i / n), code(i % n)), if i / n == i % n { 2 } else { 1 })).collect();
                for rows in [1000, 100, 7] {
                    let (counts, parts) = count(&maps, &codes, rows);
                    assert_eq!(counts, expected);
                    assert!(parts > 1, "{rows}");
                }
            }
        }
    }
}
