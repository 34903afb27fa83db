//! Cells of every class in several maps of one place, and cells of every pair of classes between two of them.
//!
//! Each map and each pair of maps is counted as [`class_counts`](super::class_counts) does: a map over the cells that are
//! valid in it, a pair over those that are valid in both.
//!
//! n_i,c and n_ij,cd, A likewise. Shapes: the same block of every map; counts for each map, and for each pair. Units: cells, ha. Range: n
//! from 1. Nodata in one map is told apart from a class in the other.

use super::{
    byte_pairs::BytePairs,
    class_counts::{Class, ClassCounts, Ground},
};
use crate::{cover::classes::ClassBlock, kernels::Accumulator};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

/// Codes of an earlier and of a later map.
pub type Pair = (i64, i64);

/// What two maps have at a cell that is not nodata in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Joint {
    Both(Pair),
    EarlierAlone,
    LaterAlone,
}

impl Joint {
    pub fn pair(self) -> Option<Pair> {
        match self {
            Joint::Both(pair) => Some(pair),
            Joint::EarlierAlone | Joint::LaterAlone => None,
        }
    }
}

/// A class made of the codes of two maps.
pub trait OfTwo: Class {
    /// `None` where it is nodata.
    fn of(earlier: Option<i64>, later: Option<i64>) -> Option<Self>;
}

impl OfTwo for Pair {
    fn of(earlier: Option<i64>, later: Option<i64>) -> Option<Pair> {
        earlier.zip(later)
    }
}

impl OfTwo for Joint {
    fn of(earlier: Option<i64>, later: Option<i64>) -> Option<Joint> {
        match (earlier, later) {
            (Some(a), Some(b)) => Some(Joint::Both((a, b))),
            (Some(_), None) => Some(Joint::EarlierAlone),
            (None, Some(_)) => Some(Joint::LaterAlone),
            (None, None) => None,
        }
    }
}

/// Bytes of a map, and the code of each value.
pub type ByteCells<'a> = (ArrayView2<'a, u8>, &'a [Option<i64>]);

impl<C: OfTwo> ClassCounts<C> {
    /// Counts two maps of bytes, where all cells are alike and there are no zones: without ids.
    pub fn push_bytes(&mut self, earlier: ByteCells<'_>, later: ByteCells<'_>, pairs: &mut BytePairs) {
        assert_eq!(earlier.0.dim(), later.0.dim(), "maps of one window");
        match (earlier.0.as_slice(), later.0.as_slice()) {
            (Some(a), Some(b)) => pairs.count(a, b),
            _ => {
                let rows = earlier.0.rows().into_iter().zip(later.0.rows());
                rows.for_each(|(a, b)| pairs.count(&a.to_vec(), &b.to_vec()));
            }
        }
        let code = |codes: &[Option<i64>], value: u8| codes.get(usize::from(value)).copied().flatten();
        pairs.drain(|a, b, n| self.add_alike(C::of(code(earlier.1, a), code(later.1, b)), n));
    }
}

/// Counts of maps, and of pairs of them, where both are wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "C: Class")]
pub struct ClassSeries<C: Class = Pair> {
    pub maps: Vec<ClassCounts<i64>>,
    pub pairs: Vec<ClassCounts<C>>,
}

impl<C: Class> Default for ClassSeries<C> {
    fn default() -> Self {
        ClassSeries { maps: Vec::new(), pairs: Vec::new() }
    }
}

/// Cells of one of the maps, or of one of the pairs of maps, by its index.
pub enum MapOrPair<'a, C = Pair> {
    Map(usize, ClassBlock<'a, i64>),
    Pair(usize, ClassBlock<'a, C>),
}

impl<C: Class> ClassSeries<C> {
    /// Counts of one of the pairs of maps, by its index.
    pub fn pair(&mut self, i: usize) -> &mut ClassCounts<C> {
        at(&mut self.pairs, i)
    }
}

impl<C: Class> Accumulator for ClassSeries<C> {
    /// Every map and pair once for each piece of ground.
    type Block<'a> = (MapOrPair<'a, C>, Ground<'a>);
    type Output = ClassSeries<C>;

    fn push(&mut self, (part, ground): Self::Block<'_>) {
        match part {
            MapOrPair::Map(i, block) => at(&mut self.maps, i).push((block, ground)),
            MapOrPair::Pair(i, block) => at(&mut self.pairs, i).push((block, ground)),
        }
    }

    fn merge(&mut self, next: Self) {
        next.maps.into_iter().enumerate().for_each(|(i, counts)| at(&mut self.maps, i).merge(counts));
        next.pairs.into_iter().enumerate().for_each(|(i, counts)| at(&mut self.pairs, i).merge(counts));
    }

    fn finish(self) -> ClassSeries<C> {
        self
    }
}

fn at<T: Default + Clone>(list: &mut Vec<T>, i: usize) -> &mut T {
    if list.len() <= i {
        list.resize(i + 1, T::default());
    }
    &mut list[i]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cover::classes::{ClassCells, NODATA},
        grid::{BlockShape, Grid, Window, areas::CellAreas, tiling::Tiling},
        kernels::{from_bytes, laws, to_bytes},
    };
    use ndarray::{Array2, array, s};
    use proptest::prelude::*;

    const AREAS: CellAreas = CellAreas::Same(0.02);
    const CODES: [Option<i64>; 3] = [Some(7), Some(-1), Some(30)];

    fn pairs(a: &Array2<u16>, b: &Array2<u16>) -> (Array2<u16>, Vec<Option<Pair>>) {
        let both = |a: u16, b: u16| if a == NODATA || b == NODATA { NODATA } else { 3 * a + b };
        let codes = (0..9).map(|i| Some((CODES[i / 3]?, CODES[i % 3]?))).collect();
        let ids = Array2::from_shape_fn(a.dim(), |at| both(a[at], b[at]));
        (ids, codes)
    }

    /// Two maps and the pairs of them, there and back, over one window.
    fn push(series: &mut ClassSeries, a: &Array2<u16>, b: &Array2<u16>, w: Window) {
        let ground = Ground { window: w, areas: &AREAS, zones: None };
        let part = |m: &Array2<u16>| m.slice(s![w.row..w.row + w.rows, w.column..w.column + w.columns]).to_owned();
        let (a, b) = (part(a), part(b));
        for (i, map) in [&a, &b].into_iter().enumerate() {
            let block = ClassBlock { cells: ClassCells::Ids(map.view()), codes: &CODES };
            series.push((MapOrPair::Map(i, block), ground));
        }
        for (i, (ids, codes)) in [pairs(&a, &b), pairs(&b, &a)].into_iter().enumerate() {
            series.push((MapOrPair::Pair(i, ClassBlock { cells: ClassCells::Ids(ids.view()), codes: &codes }), ground));
        }
    }

    fn whole(m: &Array2<u16>) -> Window {
        Window { row: 0, column: 0, rows: m.nrows(), columns: m.ncols() }
    }

    #[test]
    fn nothing_and_all_nodata() {
        let mut series = ClassSeries::<Pair>::default();
        series.merge(ClassSeries::default());
        assert_eq!(series, ClassSeries::default());
        let m = Array2::from_elem((2, 3), NODATA);
        push(&mut series, &m, &m, whole(&m));
        assert_eq!((series.maps.len(), series.pairs.len()), (2, 2));
        assert!(series.maps[0].classes().next().is_none() && series.pairs[0].classes().next().is_none());
    }

    #[test]
    fn by_hand() {
        let a = array![[0, 0, 1], [2, NODATA, 1]];
        let b = array![[0, 1, 1], [NODATA, 2, 0]];
        let mut series = ClassSeries::default();
        push(&mut series, &a, &b, whole(&a));
        assert_eq!(series.maps[0].classes().collect::<Vec<_>>(), [(-1, 2), (7, 2), (30, 1)]);
        assert_eq!(series.maps[1].classes().collect::<Vec<_>>(), [(-1, 2), (7, 2), (30, 1)]);
        // 7 stays, 7 to -1, -1 stays, -1 to 7; a hole in either map is in no pair
        let expected = [((-1, -1), 1), ((-1, 7), 1), ((7, -1), 1), ((7, 7), 1)];
        assert_eq!(series.pairs[0].classes().collect::<Vec<_>>(), expected);
    }

    /// Bytes are counted as ids are, whatever runs there are and wherever rows end.
    #[test]
    fn bytes_count_as_ids_do() {
        for (rows, columns, run) in [(1, 7, 1), (3, 40, 9), (5, 64, 64), (2, 1000, 3)] {
            let cell = |seed: usize| move |(r, c): (usize, usize)| ((r * columns + c) / run * seed % 7 % 4) as u8;
            let (a, b) =
                (Array2::from_shape_fn((rows, columns), cell(3)), Array2::from_shape_fn((rows, columns), cell(5)));
            // The value 3 is nodata: it has no code.
            let mut bytes = ClassCounts::<Joint>::default();
            let mut pairs = BytePairs::new();
            bytes.push_bytes((a.view(), &CODES), (b.view(), &CODES), &mut pairs);
            let mut strided = ClassCounts::<Joint>::default();
            let wide = |m: &Array2<u8>| ndarray::concatenate![ndarray::Axis(1), *m, *m];
            let (wide_a, wide_b) = (wide(&a), wide(&b));
            strided.push_bytes(
                (wide_a.slice(s![.., ..columns]), &CODES),
                (wide_b.slice(s![.., ..columns]), &CODES),
                &mut pairs,
            );
            let mut expected = std::collections::BTreeMap::new();
            for (a, b) in a.iter().zip(&b) {
                let code = |value: u8| CODES.get(usize::from(value)).copied().flatten();
                if let Some(joint) = Joint::of(code(*a), code(*b)) {
                    *expected.entry(joint).or_default() += 1u64;
                }
            }
            assert_eq!(bytes.classes().collect::<std::collections::BTreeMap<_, _>>(), expected);
            assert_eq!(bytes, strided);
        }
    }

    #[test]
    fn parts_make_the_whole() {
        let a = array![[0, 0, 1], [2, NODATA, 1], [1, 1, 2]];
        let b = array![[0, 1, 1], [NODATA, 2, 0], [2, 0, 2]];
        let of = |rows: std::ops::Range<usize>| {
            let mut series = ClassSeries::default();
            if !rows.is_empty() {
                push(&mut series, &a, &b, Window { row: rows.start, column: 0, rows: rows.len(), columns: 3 });
            }
            series
        };
        laws::hold_in_any_order::<ClassSeries, _>(3, of, ClassSeries::finish);
    }

    proptest! {
        #[test]
        fn any_tiling_gives_the_whole(
            cells in prop::collection::vec((0u16..4, 0u16..4), 1..200), columns in 1usize..20, unit in (1usize..7, 1usize..7)
        ) {
            let rows = cells.len().div_ceil(columns);
            let cell = |i: usize, second: bool| match cells.get(i).map(|c| if second { c.1 } else { c.0 }) {
                Some(id) if id < 3 => id,
                _ => NODATA,
            };
            let a = Array2::from_shape_fn((rows, columns), |(r, c)| cell(r * columns + c, false));
            let b = Array2::from_shape_fn((rows, columns), |(r, c)| cell(r * columns + c, true));
            let mut expected = ClassSeries::default();
            push(&mut expected, &a, &b, whole(&a));
            let grid = Grid { rows, columns, geotransform: [0.0, 10.0, 0.0, 0.0, 0.0, -10.0], metres_per_unit: 1.0 };
            let tiling = Tiling::new(&grid, BlockShape { rows: unit.0, columns: unit.1 });
            let mut merged = ClassSeries::default();
            for window in tiling.windows() {
                let mut part = ClassSeries::default();
                push(&mut part, &a, &b, window);
                merged.merge(from_bytes(&to_bytes(&part)).unwrap());
            }
            prop_assert_eq!(merged, expected);
        }
    }
}
