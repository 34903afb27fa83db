//! Land and its carbon on coarse cells, small enough to be kept whole: what the mining land could lie on elsewhere.
//!
//! Of each coarse cell: area \[ha\] and carbon \[t\] of its valid cells that are no mining land, and whether mining land lies in it
//!
//! Shapes: blocks of whole rows of cells; rows x columns coarse cells, each of so many rows and columns of cells, those at the
//! right and lower edge smaller. Range: areas and carbon from 0. Nodata: in no sum.

use super::land_block::LandBlock;
use crate::kernels::Accumulator;
use serde::{Deserialize, Serialize};

/// Rows and columns of cells that make a coarse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoarseCells {
    pub rows: usize,
    pub columns: usize,
}

/// Coarse cells of some rows of the map.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CoarseLand {
    /// The first row of coarse cells that is here.
    first: usize,
    pub columns: usize,
    /// ha
    pub area: Vec<f64>,
    /// t
    pub carbon: Vec<f64>,
    pub mined: Vec<bool>,
}

impl CoarseLand {
    /// By cell, in rows of so many columns.
    pub fn of(columns: usize, area: Vec<f64>, carbon: Vec<f64>, mined: Vec<bool>) -> CoarseLand {
        assert!(
            area.len() == carbon.len() && area.len() == mined.len(),
            "land, carbon and mining are of the same cells"
        );
        CoarseLand { first: 0, columns, area, carbon, mined }
    }

    pub fn rows(&self) -> usize {
        self.area.len().checked_div(self.columns).unwrap_or(0)
    }

    /// The largest density, t/ha; 0 where there is no land.
    pub fn density_most(&self) -> f64 {
        (0..self.area.len()).map(|cell| self.density(cell)).fold(0.0, f64::max)
    }

    /// t/ha of a cell; NaN where it has no land.
    pub fn density(&self, cell: usize) -> f64 {
        if self.area[cell] > 0.0 { self.carbon[cell] / self.area[cell] } else { f64::NAN }
    }
}

impl Accumulator for CoarseLand {
    type Block<'a> = (LandBlock<'a>, CoarseCells);
    type Output = CoarseLand;

    fn push(&mut self, (land, CoarseCells { rows, columns }): Self::Block<'_>) {
        let window = land.rows.window;
        let (first, end) = (window.row / rows, (window.row + window.rows).div_ceil(rows));
        let across = window.columns.div_ceil(columns);
        let cells = (end - first) * across;
        let mut here = CoarseLand {
            first,
            columns: across,
            area: vec![0.0; cells],
            carbon: vec![0.0; cells],
            mined: vec![false; cells],
        };
        let at = |row: usize, part: usize| (row / rows - first) * across + part;
        for (cell, _) in land.sources.iter().enumerate().filter(|(_, mark)| **mark != 0) {
            here.mined[at(window.row + cell / window.columns, cell % window.columns / columns)] = true;
        }
        land.each(columns, |of| {
            if of.ring > 0 {
                here.area[at(of.row, of.part)] += of.land.area_ha;
                here.carbon[at(of.row, of.part)] += of.land.carbon_t;
            }
        });
        self.merge(here);
    }

    /// What follows may begin in the last row of coarse cells that is here.
    fn merge(&mut self, next: Self) {
        if self.columns == 0 {
            *self = next;
            return;
        }
        if next.columns == 0 {
            return;
        }
        let start = (next.first - self.first) * self.columns;
        let both = self.area.len().saturating_sub(start).min(next.area.len());
        for i in 0..both {
            self.area[start + i] += next.area[i];
            self.carbon[start + i] += next.carbon[i];
            self.mined[start + i] |= next.mined[i];
        }
        self.area.extend_from_slice(&next.area[both..]);
        self.carbon.extend_from_slice(&next.carbon[both..]);
        self.mined.extend_from_slice(&next.mined[both..]);
    }

    fn finish(self) -> CoarseLand {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cover::classes::{ClassBlock, ClassCells},
        grid::{Window, areas::CellAreas},
        kernels::{buffers::ring_classes::RingBlock, laws},
    };
    use ndarray::{Array2, array, s};
    use rustc_hash::FxHashMap;
    use std::ops::Range;

    const CODES: [Option<i64>; 3] = [Some(7), Some(1), None];

    /// Five rows of five cells: the mine (7) in the middle, nodata at two corners, land (1); coarse cells of two by two.
    fn of(rows: Range<usize>, areas: &CellAreas) -> CoarseLand {
        let ids: Array2<u16> =
            array![[2, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 0, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 2],];
        let densities = FxHashMap::from_iter([(7, 20.0), (1, 100.0)]);
        let mut land = CoarseLand::default();
        for row in rows {
            let window = Window { row, column: 0, rows: 1, columns: 5 };
            let block = ClassBlock { cells: ClassCells::Ids(ids.slice(s![row..row + 1, ..])), codes: &CODES };
            let sources: Vec<u8> = ids.row(row).iter().map(|id| u8::from(*id == 0)).collect();
            let runs = if row == 2 { vec![(0..2, 1), (2..3, 0), (3..5, 1)] } else { vec![(0..5, 1)] };
            let coarse = CoarseCells { rows: 2, columns: 2 };
            let rows = RingBlock { block, window, areas, rings: &[runs] };
            let of = LandBlock { rows, sources: &sources, densities: &densities };
            land.push((of, coarse));
        }
        land
    }

    #[test]
    fn parts_of_rows_make_the_whole() {
        laws::hold::<CoarseLand, _>(5, |rows| of(rows, &CellAreas::Same(1.0)), |land| land);
    }

    #[test]
    fn by_hand() {
        let land = of(0..5, &CellAreas::Same(1.0));
        assert_eq!((land.rows(), land.columns), (3, 3));
        assert_eq!(land.area, [3.0, 4.0, 2.0, 4.0, 3.0, 2.0, 2.0, 2.0, 0.0]);
        assert_eq!(land.carbon, land.area.iter().map(|area| 100.0 * area).collect::<Vec<_>>());
        assert_eq!(land.mined.iter().position(|mined| *mined), Some(4));
        assert!(land.density(0) == 100.0 && land.density(8).is_nan());
        // Areas by row weigh the cells
        let land = of(0..5, &CellAreas::Rows(vec![1.0, 2.0, 3.0, 4.0, 5.0]));
        assert_eq!((land.area[0], land.area[4], land.carbon[4]), (1.0 + 4.0, 3.0 + 8.0, 1100.0));
    }
}
