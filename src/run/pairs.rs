//! Two land-cover maps counted as one map of pairs of codes.

use super::{CellBuffer, ClassReader, LandCover, count::CellReader, grown, shaped};
use crate::{
    class_map::{ClassBlock, ClassCells, ID_LIMIT, NODATA},
    error::Result,
    grid::Window,
    kernels::{
        Accumulator,
        class_counts::{ClassCounts, Ground},
        class_series::{Joint, OfTwo},
    },
};
use ndarray::ArrayView2;
use rustc_hash::FxHashMap;

/// Reads two maps and counts the pairs of their codes.
pub struct PairReader<'a> {
    maps: [&'a LandCover; 2],
    readers: [ClassReader<'a>; 2],
    pairs: PairIds<Joint>,
    ids: Vec<u16>,
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

/// Values below SMALL - 1, and nodata, which takes the last place, are in the table.
const SMALL: usize = 512;
/// Mark in the table of small pairs; no id.
const UNSEEN: u16 = NODATA - 1;

impl<'a> PairReader<'a> {
    pub fn open(base: &'a LandCover, alternate: &'a LandCover) -> Result<PairReader<'a>> {
        Ok(PairReader {
            maps: [base, alternate],
            readers: [ClassReader::open(base)?, ClassReader::open(alternate)?],
            pairs: PairIds::new(),
            ids: Vec::new(),
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

impl CellReader for PairReader<'_> {
    type Cells = [CellBuffer; 2];
    type Counts = ClassCounts<Joint>;

    fn cells(&self) -> [CellBuffer; 2] {
        self.maps.map(LandCover::buffer)
    }

    fn count(&mut self, ground: Ground<'_>, cells: &mut [CellBuffer; 2]) -> Result<ClassCounts<Joint>> {
        let ([base, alternate], [base_cells, alternate_cells]) = (&mut self.readers, cells);
        let base = base.read(ground.window, base_cells)?;
        let alternate = alternate.read(ground.window, alternate_cells)?;
        let mut counts = ClassCounts::default();
        self.pairs.join(base, alternate, ground, &mut self.ids, &mut |block, ground| counts.push((block, ground)))?;
        Ok(counts)
    }
}
