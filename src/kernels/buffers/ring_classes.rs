//! How many cells of every class lie in every ring around sources, and how large they are.
//!
//! n_rc = number of valid cells of class c in ring r, A_rc = Σ of their areas \[ha\]: by
//! [`class_counts`](crate::kernels::cover::class_counts), with rings in place of zones.
//!
//! Shapes: blocks of cells with the rings of their runs; n and A for each ring and class. Units: cells, ha.
//! Range: n from 1; what is nowhere is not listed. Nodata: in no class.

use crate::{
    cover::classes::{ClassBlock, ClassCells},
    grid::{
        Window,
        areas::{CellAreas, RowAreas},
    },
    kernels::{Accumulator, cover::class_counts::AreaSum},
};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, ops::Range};

/// Runs of cells of one row that are in one ring, from left to right.
pub type RingRuns = Vec<(Range<u32>, u16)>;

/// Whole rows of a map and the rings of their cells.
#[derive(Clone, Copy)]
pub struct RingBlock<'a> {
    pub block: ClassBlock<'a>,
    pub window: Window,
    pub areas: &'a CellAreas,
    /// By row of the window.
    pub rings: &'a [RingRuns],
}

/// Cells by ring and class.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RingClasses {
    area_sums: BTreeMap<(u16, i64), AreaSum>,
}

/// What a ring holds of a class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RingFound {
    pub ring: u16,
    pub class: i64,
    pub cells: u64,
    pub area_ha: f64,
}

impl RingClasses {
    /// All that was found, by ring and class.
    pub fn found(&self, areas: &CellAreas) -> impl Iterator<Item = RingFound> + '_ {
        let areas = areas.clone();
        self.area_sums.iter().map(move |((ring, class), area_sum)| RingFound {
            ring: *ring,
            class: *class,
            cells: area_sum.cells,
            area_ha: area_sum.area_ha(&areas),
        })
    }

    /// Classes met so far.
    pub fn classes(&self) -> impl Iterator<Item = i64> + '_ {
        self.area_sums.keys().map(|(_, class)| *class)
    }

    fn push_rows<T: Copy + Into<usize>>(&mut self, cells: ArrayView2<'_, T>, of: RingBlock<'_>) {
        let mut counts = RingCounts::new(of.block.codes.len());
        let mut buffer = Vec::new();
        let window = of.window;
        for (r, (row, runs)) in cells.rows().into_iter().zip(of.rings).enumerate() {
            let row = row.as_slice().expect("rows of a block are contiguous");
            let areas = of.areas.row(window.row + r, window.column..window.column + window.columns, &mut buffer);
            for (columns, ring) in runs {
                let (of_ring, columns) = (counts.of(*ring), columns.start as usize..columns.end as usize);
                match areas {
                    RowAreas::Same(_) => of_ring.count(&row[columns]),
                    RowAreas::Each(areas) => of_ring.measure(&row[columns.clone()], &areas[columns]),
                }
            }
            // Areas are alike along a row, so that its own cells tell them.
            let row_area = match areas {
                RowAreas::Same(area) if !matches!(of.areas, CellAreas::Same(_)) => Some(area),
                _ => None,
            };
            if row_area.is_some() || r + 1 == window.rows {
                counts.drain(|ring, value, cells, area| {
                    if let Some(class) = of.block.codes.get(value).copied().flatten() {
                        let area = row_area.map_or(area, |area| area * cells as f64);
                        self.area_sums.entry((ring, class)).or_default().add(cells, area);
                    }
                });
            }
        }
    }
}

impl Accumulator for RingClasses {
    type Block<'a> = RingBlock<'a>;
    /// Itself: areas of cells that are all alike come in by [`RingClasses::found`].
    type Output = RingClasses;

    fn push(&mut self, of: RingBlock<'_>) {
        match of.block.cells {
            ClassCells::Bytes(cells) => self.push_rows(cells, of),
            ClassCells::Ids(cells) => self.push_rows(cells, of),
        }
    }

    fn merge(&mut self, next: Self) {
        for (key, area_sum) in next.area_sums {
            self.area_sums.entry(key).or_default().merge(area_sum);
        }
    }

    fn finish(self) -> RingClasses {
        self
    }
}

/// Cells and areas by value, for each ring.
struct RingCounts {
    values: usize,
    by_ring: BTreeMap<u16, ValueCounts>,
}

struct ValueCounts {
    cells: Vec<u64>,
    areas: Vec<f64>,
}

impl ValueCounts {
    /// Values without a code are nodata and share the last place.
    fn count<T: Copy + Into<usize>>(&mut self, cells: &[T]) {
        let last = self.cells.len() - 1;
        cells.iter().for_each(|cell| self.cells[(*cell).into().min(last)] += 1);
    }

    fn measure<T: Copy + Into<usize>>(&mut self, cells: &[T], areas: &[f64]) {
        let last = self.cells.len() - 1;
        for (cell, area) in cells.iter().zip(areas) {
            self.areas[(*cell).into().min(last)] += area;
        }
        self.count(cells);
    }
}

impl RingCounts {
    fn new(codes: usize) -> RingCounts {
        RingCounts { values: codes + 1, by_ring: BTreeMap::new() }
    }

    fn of(&mut self, ring: u16) -> &mut ValueCounts {
        let new = || ValueCounts { cells: vec![0; self.values], areas: vec![0.0; self.values] };
        self.by_ring.entry(ring).or_insert_with(new)
    }

    fn drain(&mut self, mut take: impl FnMut(u16, usize, u64, f64)) {
        for (ring, counts) in std::mem::take(&mut self.by_ring) {
            for (value, cells) in counts.cells.iter().enumerate().filter(|(_, cells)| **cells > 0) {
                take(ring, value, *cells, counts.areas[value]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cover::classes::NODATA,
        grid::{Grid, areas::Surface, ellipsoid::ellipsoidal_area},
        kernels::{from_bytes, laws, to_bytes},
    };
    use ndarray::{Array2, array, s};
    use proptest::prelude::*;

    const CODES: [Option<i64>; 3] = [Some(7), None, Some(-1)];

    /// Rings of the cells of some rows, as runs.
    fn runs(rings: &Array2<u16>) -> Vec<RingRuns> {
        let row = |row: ndarray::ArrayView1<'_, u16>| {
            let mut runs: RingRuns = Vec::new();
            for (c, ring) in (0..).zip(row) {
                match runs.last_mut() {
                    Some((span, last)) if last == ring => span.end = c + 1,
                    _ => runs.push((c..c + 1, *ring)),
                }
            }
            runs
        };
        rings.rows().into_iter().map(row).collect()
    }

    fn push(to: &mut RingClasses, ids: &Array2<u16>, rings: &Array2<u16>, rows: Range<usize>, areas: &CellAreas) {
        let window = Window { row: rows.start, column: 0, rows: rows.len(), columns: ids.ncols() };
        let (ids, rings) = (ids.slice(s![rows.clone(), ..]), rings.slice(s![rows, ..]).to_owned());
        let block = ClassBlock { cells: ClassCells::Ids(ids), codes: &CODES };
        to.push(RingBlock { block, window, areas, rings: &runs(&rings) });
    }

    #[test]
    fn nothing_and_all_nodata() {
        let mut all = RingClasses::default();
        all.merge(RingClasses::default());
        let areas = CellAreas::Same(0.01);
        assert_eq!(all.found(&areas).count(), 0);
        push(&mut all, &array![[1, NODATA]], &array![[0, 1]], 0..1, &areas);
        assert_eq!(all.found(&areas).count(), 0);
    }

    #[test]
    fn by_hand() {
        let (ids, rings) = (array![[0, 0, 2], [2, 1, 2]], array![[0, 1, 1], [1, 1, 2]]);
        let mut all = RingClasses::default();
        let areas = CellAreas::Same(0.01);
        push(&mut all, &ids, &rings, 0..2, &areas);
        let found = |ring, class, cells: u64| RingFound { ring, class, cells, area_ha: cells as f64 * 0.01 };
        assert_eq!(
            all.found(&areas).collect::<Vec<_>>(),
            [found(0, 7, 1), found(1, -1, 2), found(1, 7, 1), found(2, -1, 1)]
        );
        // Bytes are counted as ids are
        let bytes = ids.mapv(|id: u16| id as u8);
        let block = ClassBlock { cells: ClassCells::Bytes(bytes.view()), codes: &CODES };
        let window = Window { row: 0, column: 0, rows: 2, columns: 3 };
        let mut same = RingClasses::default();
        same.push(RingBlock { block, window, areas: &areas, rings: &runs(&rings) });
        assert_eq!(same, all);
    }

    /// By row, and along a row too: the sum over the cells one by one.
    #[test]
    fn areas_of_a_run_are_those_of_its_cells() {
        let grid = Grid { rows: 2, columns: 5, geotransform: [10.0, 0.1, 0.0, 50.0, -0.1, -0.1], metres_per_unit: 1.0 };
        let ellipsoid =
            crate::grid::ellipsoid::Ellipsoid { semi_major: 6_378_137.0, inverse_flattening: 298.257_223_563 };
        let surface = Surface::new(&grid, 10_000.0, ellipsoid, |column, row| Some(grid.to_map(column, row)));
        let (ids, rings) = (array![[2, 0, 0, 0, 1], [0, 0, 2, 0, 0]], array![[0, 0, 1, 1, 1], [1, 1, 1, 2, 2]]);
        for areas in [CellAreas::Rows(vec![0.5, 0.25]), CellAreas::Surface(surface.unwrap())] {
            let mut all = RingClasses::default();
            push(&mut all, &ids, &rings, 0..2, &areas);
            let mut expected: BTreeMap<(u16, i64), f64> = BTreeMap::new();
            for ((row, column), id) in ids.indexed_iter() {
                let Some(class) = CODES[usize::from(*id)] else { continue };
                *expected.entry((rings[(row, column)], class)).or_default() += areas.cell(row, column);
            }
            let found: Vec<RingFound> = all.found(&areas).collect();
            assert_eq!(found.len(), expected.len());
            for (found, (key, area)) in found.iter().zip(&expected) {
                assert_eq!((found.ring, found.class), *key);
                assert!((found.area_ha / area - 1.0).abs() < 1e-14, "{found:?} {area}");
            }
        }
    }

    #[test]
    fn cells_on_the_ellipsoid_have_their_own_areas() {
        let grid = Grid { rows: 2, columns: 2, geotransform: [10.0, 0.1, 0.0, 50.0, 0.0, -0.1], metres_per_unit: 1.0 };
        let ellipsoid =
            crate::grid::ellipsoid::Ellipsoid { semi_major: 6_378_137.0, inverse_flattening: 298.257_223_563 };
        let areas = CellAreas::rows(&grid, ellipsoid);
        let mut all = RingClasses::default();
        push(&mut all, &array![[0, 0], [0, 2]], &array![[0, 1], [1, 1]], 0..2, &areas);
        let corner = |c: f64, r: f64| grid.to_map(c, r);
        let row = |r: f64| {
            ellipsoidal_area(&[corner(0.0, r), corner(1.0, r), corner(1.0, r + 1.0), corner(0.0, r + 1.0)], ellipsoid)
                / 1e4
        };
        let expected = [(0, 7, row(0.0)), (1, -1, row(1.0)), (1, 7, row(0.0) + row(1.0))];
        for (found, (ring, class, area)) in all.found(&areas).zip(expected) {
            assert_eq!((found.ring, found.class), (ring, class));
            assert!((found.area_ha / area - 1.0).abs() < 1e-15);
        }
    }

    #[test]
    fn parts_make_the_whole() {
        let (ids, rings) = (array![[0, 0, 2], [2, 1, 2], [2, 0, 0]], array![[0, 1, 1], [1, 1, 2], [2, 2, 1]]);
        let areas = CellAreas::Rows(vec![0.5, 0.25, 2.0]);
        let of = |rows: Range<usize>| {
            let mut part = RingClasses::default();
            push(&mut part, &ids, &rings, rows, &areas);
            part
        };
        laws::hold_in_any_order::<RingClasses, _>(3, of, RingClasses::finish);
    }

    proptest! {
        #[test]
        fn any_strips_give_the_whole(
            cells in prop::collection::vec((0u16..4, 0u16..4), 1..200), columns in 1usize..20, height in 1usize..7
        ) {
            let rows = cells.len().div_ceil(columns);
            let of = |second: bool| Array2::from_shape_fn((rows, columns), |(r, c)| {
                cells.get(r * columns + c).map_or(3, |cell| if second { cell.1 } else { cell.0 })
            });
            let (ids, rings) = (of(false), of(true));
            let areas = CellAreas::Same(1.0);
            let mut whole = RingClasses::default();
            push(&mut whole, &ids, &rings, 0..rows, &areas);
            let mut merged = RingClasses::default();
            for row in (0..rows).step_by(height) {
                let mut part = RingClasses::default();
                push(&mut part, &ids, &rings, row..rows.min(row + height), &areas);
                merged.merge(from_bytes(&to_bytes(&part)).unwrap());
            }
            prop_assert_eq!(&merged, &whole);
            let mut expected: BTreeMap<(u16, i64), u64> = BTreeMap::new();
            for ((r, c), id) in ids.indexed_iter() {
                if let Some(class) = CODES.get(usize::from(*id)).copied().flatten() {
                    *expected.entry((rings[(r, c)], class)).or_default() += 1;
                }
            }
            let found: BTreeMap<_, _> = whole.found(&areas).map(|f| ((f.ring, f.class), f.cells)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
