//! Land and its carbon in the square blocks that a bootstrap draws, ring by ring.
//!
//! Of each block and ring: area \[ha\] and carbon \[t\] of its valid cells
//!
//! Shapes: blocks of whole rows of cells; the parts of each block, by block and ring. Range: areas from above 0. Nodata: in no part.

use super::{
    contribution::{Land, RingPart},
    land_block::LandBlock,
};
use crate::kernels::Accumulator;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, mem};

/// Blocks of so many rows and columns of cells, counted row by row from 0 at the top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BootstrapBlocks {
    pub rows: usize,
    pub columns: usize,
    /// Blocks side by side.
    pub across: usize,
    /// Land in this ring and beyond is left out.
    pub beyond: u16,
}

/// What blocks hold of rings, in parts that [`BlockLand::finish`] adds up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BlockLand {
    parts: Vec<RingPart>,
    /// The first so many are one for each block and ring, in order.
    sorted: usize,
}

impl BlockLand {
    fn take(&mut self, block: u32, lands: BTreeMap<(u32, u16), Land>) {
        let part = |((across, ring), land)| RingPart { block: block + across, ring, land };
        self.parts.extend(lands.into_iter().map(part).filter(|part| part.land.area_ha > 0.0));
    }

    /// Adds up what is of one block and ring; the first comes first, so that sums are the same however parts came together.
    fn sort(&mut self) {
        self.parts.sort_by_key(|part| (part.block, part.ring));
        self.parts.dedup_by(|next, kept| {
            let same = (next.block, next.ring) == (kept.block, kept.ring);
            if same {
                kept.land.area_ha += next.land.area_ha;
                kept.land.carbon_t += next.land.carbon_t;
            }
            same
        });
        self.sorted = self.parts.len();
    }
}

impl Accumulator for BlockLand {
    type Block<'a> = (LandBlock<'a>, BootstrapBlocks);
    type Output = Vec<RingPart>;

    fn push(&mut self, (land, blocks): Self::Block<'_>) {
        let first = |row: usize| (row / blocks.rows * blocks.across) as u32;
        let mut here = first(land.rows.window.row);
        let mut lands: BTreeMap<(u32, u16), Land> = BTreeMap::new();
        land.each(blocks.columns, |of| {
            if first(of.row) != here {
                self.take(here, mem::take(&mut lands));
                here = first(of.row);
            }
            if of.ring < blocks.beyond {
                let sum = lands.entry((of.part as u32, of.ring)).or_default();
                sum.area_ha += of.land.area_ha;
                sum.carbon_t += of.land.carbon_t;
            }
        });
        self.take(here, lands);
    }

    fn merge(&mut self, next: Self) {
        self.parts.extend(next.parts);
        if self.parts.len() > 2 * self.sorted {
            self.sort();
        }
    }

    /// By block and ring.
    fn finish(mut self) -> Vec<RingPart> {
        self.sort();
        self.parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cover::classes::{ClassBlock, ClassCells},
        grid::{Window, areas::CellAreas},
        kernels::{buffers::ring_classes::RingBlock, from_bytes, laws, to_bytes},
    };
    use ndarray::{Array2, s};
    use proptest::prelude::*;
    use rustc_hash::FxHashMap;
    use std::ops::Range;

    const CODES: [Option<i64>; 3] = [Some(7), None, Some(-1)];

    fn push(
        to: &mut BlockLand,
        (ids, rings): (&Array2<u16>, &Array2<u16>),
        rows: Range<usize>,
        areas: &CellAreas,
        blocks: BootstrapBlocks,
    ) {
        let window = Window { row: rows.start, column: 0, rows: rows.len(), columns: ids.ncols() };
        let runs: Vec<Vec<(Range<u32>, u16)>> = (rows.clone())
            .map(|row| (0..).zip(rings.row(row)).map(|(column, ring)| (column..column + 1, *ring)).collect())
            .collect();
        let block = ClassBlock { cells: ClassCells::Ids(ids.slice(s![rows, ..])), codes: &CODES };
        let densities = FxHashMap::from_iter([(7, 2.0), (-1, 8.0)]);
        let rows = RingBlock { block, window, areas, rings: &runs };
        let land = LandBlock { rows, sources: &[], densities: &densities };
        to.push((land, blocks));
    }

    #[test]
    fn parts_make_the_whole() {
        let ids = Array2::from_shape_fn((6, 5), |(r, c)| ((r * 5 + c * 3) % 4) as u16);
        let rings = Array2::from_shape_fn((6, 5), |(r, c)| (r.max(c) / 2) as u16);
        let areas = CellAreas::Rows(vec![0.5, 0.25, 2.0, 1.0, 4.0, 8.0]);
        let blocks = BootstrapBlocks { rows: 2, columns: 2, across: 3, beyond: 2 };
        let of = |rows: Range<usize>| {
            let mut part = BlockLand::default();
            push(&mut part, (&ids, &rings), rows, &areas, blocks);
            part
        };
        laws::hold::<BlockLand, _>(6, of, BlockLand::finish);
    }

    proptest! {
        #[test]
        fn any_strips_give_what_the_cells_of_every_block_sum_to(
            cells in prop::collection::vec((0u16..4, 0u16..4), 1..200), columns in 1usize..20, height in 1usize..7,
            side in (1usize..9, 1usize..9), by_row in any::<bool>()
        ) {
            let rows = cells.len().div_ceil(columns);
            let of = |second: bool| Array2::from_shape_fn((rows, columns), |(r, c)| {
                cells.get(r * columns + c).map_or(3, |cell| if second { cell.1 } else { cell.0 })
            });
            let (ids, rings) = (of(false), of(true));
            let areas = match by_row {
                true => CellAreas::Rows((0..rows).map(|row| 0.5 + row as f64).collect()),
                false => CellAreas::Same(0.25),
            };
            let blocks = BootstrapBlocks { rows: side.0, columns: side.1, across: columns.div_ceil(side.1), beyond: 3 };
            let mut merged = BlockLand::default();
            for row in (0..rows).step_by(height) {
                let mut part = BlockLand::default();
                push(&mut part, (&ids, &rings), row..rows.min(row + height), &areas, blocks);
                merged.merge(from_bytes(&to_bytes(&part)).unwrap());
            }
            let mut expected: BTreeMap<(u32, u16), Land> = BTreeMap::new();
            for ((r, c), id) in ids.indexed_iter().filter(|(at, _)| rings[*at] < 3) {
                let Some(class) = CODES.get(usize::from(*id)).copied().flatten() else { continue };
                let block = (r / side.0 * blocks.across + c / side.1) as u32;
                let land = expected.entry((block, rings[(r, c)])).or_default();
                land.area_ha += areas.cell(r, c);
                land.carbon_t += areas.cell(r, c) * if class == 7 { 2.0 } else { 8.0 };
            }
            let found: BTreeMap<_, _> = merged.finish().iter().map(|part| ((part.block, part.ring), part.land)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
