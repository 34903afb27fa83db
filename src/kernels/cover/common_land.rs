//! How much land each of several maps has, and how much of it each two successive maps have in common.
//!
//! Land is the valid cells of a map: A_i = Σ of the areas of cells with a class in map i, A_i,i+1 = Σ over cells with a class
//! in both \[ha\]. Numbers of cells are integers, so every tiling gives the same.
//!
//! Shapes: the same block of every map; a sum for each map, and for each map and the next. Units: cells, ha. Range: from 0,
//! A_i,i+1 ≤ A_i.

use super::class_counts::{AreaSum, Ground};
use crate::{
    cover::classes::{ClassBlock, ClassCells},
    grid::areas::RowAreas,
    kernels::Accumulator,
};
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CommonLand {
    /// Of each map.
    pub maps: Vec<AreaSum>,
    /// Of each map and the next.
    pub pairs: Vec<AreaSum>,
}

impl Accumulator for CommonLand {
    /// The maps over one piece of ground.
    type Block<'a> = (&'a [ClassBlock<'a>], Ground<'a>);
    type Output = CommonLand;

    fn push(&mut self, (maps, ground): Self::Block<'_>) {
        self.grow(maps.len());
        let (window, mut buffer) = (ground.window, Vec::new());
        let mut valid = vec![vec![false; window.columns]; maps.len()];
        for row in 0..window.rows {
            let columns = window.column..window.column + window.columns;
            let areas = ground.areas.row(window.row + row, columns, &mut buffer);
            for (block, valid) in maps.iter().zip(&mut valid) {
                match block.cells {
                    ClassCells::Bytes(cells) => mark(cells.row(row), block.codes, valid),
                    ClassCells::Ids(cells) => mark(cells.row(row), block.codes, valid),
                }
            }
            for (area_sum, valid) in self.maps.iter_mut().zip(&valid) {
                add(area_sum, areas, valid.iter().copied());
            }
            for (area_sum, two) in self.pairs.iter_mut().zip(valid.windows(2)) {
                add(area_sum, areas, two[0].iter().zip(&two[1]).map(|(a, b)| a & b));
            }
        }
    }

    fn merge(&mut self, next: Self) {
        self.grow(next.maps.len());
        self.maps.iter_mut().zip(next.maps).for_each(|(a, b)| a.merge(b));
        self.pairs.iter_mut().zip(next.pairs).for_each(|(a, b)| a.merge(b));
    }

    fn finish(self) -> CommonLand {
        self
    }
}

impl CommonLand {
    fn grow(&mut self, maps: usize) {
        let maps = maps.max(self.maps.len());
        self.maps.resize(maps, AreaSum::default());
        self.pairs.resize(maps.saturating_sub(1), AreaSum::default());
    }
}

fn mark<T: Copy + Into<usize>>(row: ArrayView1<'_, T>, codes: &[Option<i64>], valid: &mut [bool]) {
    for (valid, cell) in valid.iter_mut().zip(row) {
        *valid = codes.get((*cell).into()).is_some_and(Option::is_some);
    }
}

fn add(area_sum: &mut AreaSum, areas: RowAreas<'_>, valid: impl Iterator<Item = bool>) {
    match areas {
        RowAreas::Same(area) => {
            let cells = valid.map(u64::from).sum();
            area_sum.add(cells, cells as f64 * area);
        }
        RowAreas::Each(areas) => {
            valid.zip(areas).filter(|(valid, _)| *valid).for_each(|(_, area)| area_sum.add(1, *area));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cover::classes::NODATA,
        grid::{
            BlockShape, Grid, Window,
            areas::{CellAreas, Surface},
            ellipsoid::Ellipsoid,
            tiling::Tiling,
        },
        kernels::laws,
    };
    use ndarray::{Array2, array, s};
    use proptest::prelude::*;

    const CODES: [Option<i64>; 3] = [Some(7), None, Some(-1)];

    fn push(land: &mut CommonLand, maps: &[Array2<u16>], window: Window, areas: &CellAreas) {
        let (rows, columns) = (window.row..window.row + window.rows, window.column..window.column + window.columns);
        let block = |m| ClassBlock { cells: m, codes: &CODES };
        let blocks: Vec<ClassBlock<'_>> =
            maps.iter().map(|m| block(ClassCells::Ids(m.slice(s![rows.clone(), columns.clone()])))).collect();
        land.push((&blocks, Ground { window, areas, zones: None }));
    }

    fn whole(maps: &[Array2<u16>], areas: &CellAreas) -> CommonLand {
        let (rows, columns) = maps[0].dim();
        let mut land = CommonLand::default();
        push(&mut land, maps, Window { row: 0, column: 0, rows, columns }, areas);
        land
    }

    #[test]
    fn three_maps_by_hand() {
        const N: u16 = NODATA;
        let maps = [array![[0, 1, 2], [N, 0, 0]], array![[0, 0, 0], [0, N, 2]], array![[N, N, N], [1, 1, 1]]];
        let areas = CellAreas::Rows(vec![0.5, 0.25]);
        let land = whole(&maps, &areas);
        let ha = |area_sums: &[AreaSum]| area_sums.iter().map(|e| (e.cells, e.area_ha(&areas))).collect::<Vec<_>>();
        assert_eq!(ha(&land.maps), [(4, 2.0 * 0.5 + 2.0 * 0.25), (5, 3.0 * 0.5 + 2.0 * 0.25), (0, 0.0)]);
        assert_eq!(ha(&land.pairs), [(3, 2.0 * 0.5 + 0.25), (0, 0.0)]);
        // Nothing at all
        assert_eq!(CommonLand::default().finish().maps, []);
    }

    #[test]
    fn parts_make_the_whole() {
        let maps = [array![[0, 1], [NODATA, 0], [2, 2]], array![[0, 0], [0, NODATA], [1, 2]]];
        let areas = CellAreas::Rows(vec![0.5, 0.25, 2.0]);
        let of = |rows: std::ops::Range<usize>| {
            let mut land = CommonLand::default();
            if !rows.is_empty() {
                push(&mut land, &maps, Window { row: rows.start, column: 0, rows: rows.len(), columns: 2 }, &areas);
            }
            land
        };
        laws::hold_in_any_order::<CommonLand, _>(3, of, CommonLand::finish);
    }

    #[test]
    fn areas_that_differ_along_a_row() {
        const N: u16 = NODATA;
        let maps = [array![[0, N, 2, 1], [0, 2, N, 0]], array![[0, 0, N, 2], [1, 2, 0, 0]]];
        let grid = Grid { rows: 2, columns: 4, geotransform: [9.0, 0.5, 0.0, 60.0, -0.5, -0.5], metres_per_unit: 1.0 };
        let sphere = Ellipsoid { semi_major: 6_371_000.0, inverse_flattening: 0.0 };
        let surface = Surface::new(&grid, 50_000.0, sphere, |column, row| Some(grid.to_map(column, row)));
        let areas = CellAreas::Surface(surface.unwrap());
        let land = whole(&maps, &areas);
        let check = |area_sum: &AreaSum, cells: &[(usize, usize)]| {
            let ha: f64 = cells.iter().map(|(row, column)| areas.cell(*row, *column)).sum();
            assert!(
                area_sum.cells == cells.len() as u64 && (area_sum.area_ha(&areas) / ha - 1.0).abs() < 1e-14,
                "{area_sum:?}"
            );
        };
        check(&land.maps[0], &[(0, 0), (0, 2), (1, 0), (1, 1), (1, 3)]);
        check(&land.maps[1], &[(0, 0), (0, 1), (0, 3), (1, 1), (1, 2), (1, 3)]);
        check(&land.pairs[0], &[(0, 0), (1, 1), (1, 3)]);
    }

    proptest! {
        #[test]
        fn any_tiling_gives_the_whole(cells in prop::collection::vec(0u16..4, 3 * 60), rows in 1usize..7, columns in 1usize..7) {
            let maps: Vec<Array2<u16>> = cells.chunks(60).map(|c| Array2::from_shape_vec((6, 10), c.to_vec()).unwrap()).collect();
            let areas = CellAreas::Same(0.5);
            let grid = Grid { rows: 6, columns: 10, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, -1.0], metres_per_unit: 1.0 };
            let mut tiled = CommonLand::default();
            for window in Tiling::new(&grid, BlockShape { rows, columns }).windows() {
                let mut part = CommonLand::default();
                push(&mut part, &maps, window, &areas);
                tiled.merge(part);
            }
            prop_assert_eq!(tiled, whole(&maps, &areas));
        }
    }
}
