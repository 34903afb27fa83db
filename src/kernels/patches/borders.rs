//! Sides of patches against other classes: what the contrast of a patch is made of.
//!
//! e_jk = cell sides between the cells of patch j and cells of class k, k not its own class, upright and level sides
//! apart; by it FRAGSTATS' ECON_j = 100 Σ_k d_ik e_jk / p_j \[%\], i being the class of j and d_ik the contrast of the
//! two, lengths in m ([`CellSides::length`]). Sides at background, p_j - Σ_k e_jk, are not listed.
//!
//! Shapes: blocks of whole rows, (rows, columns) cells, with the ids of their patches; one (patch id, class, sides) for
//! every patch and class that meet, by id. Units: cell sides. Range: whole numbers from 1, Σ_k e_jk ≤ the sides of j's
//! perimeter.
//!
//! As the runs of two rows are walked side by side, every side between two classes is counted for both patches that
//! meet there. A strip keeps its first and last row of every zone, so that strips meet along their common boundary.
//!
//! Source: McGarigal, Cushman and Ene 2012, FRAGSTATS v4 (edge contrast index).

use super::{CellSides, PatchBlock, PatchIds, Run};
use crate::kernels::Accumulator;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, ops::Range};

/// Whole rows of a map, with the ids of its patches, and the class (any number) of each, by id from 0 for id 1.
#[derive(Clone, Copy)]
pub struct BorderBlock<'a> {
    pub block: PatchBlock<'a>,
    pub ids: &'a PatchIds,
    pub classes: &'a [u32],
}

/// Cells of one patch side by side: where they end, the patch (0: none) and its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct BorderRun {
    end: u32,
    id: u32,
    class: u32,
}

/// ZoneRows of one zone.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct ZoneRows {
    rows: Range<usize>,
    top: Vec<BorderRun>,
    bottom: Vec<BorderRun>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Borders {
    sides: FxHashMap<(u32, u32), CellSides>,
    zones: BTreeMap<Option<u32>, ZoneRows>,
}

impl Accumulator for Borders {
    type Block<'a> = BorderBlock<'a>;
    /// Patch id, the class beyond, and the sides between them, by id.
    type Output = Vec<(u32, u32, CellSides)>;

    fn push(&mut self, block: BorderBlock<'_>) {
        let mut next = Borders::default();
        block.ids.walk(block.block, |zone, row, runs| {
            let piece = |run: &Run| {
                let id = run.id().unwrap_or(0);
                BorderRun { end: run.end, id, class: id.checked_sub(1).map_or(0, |i| block.classes[i as usize]) }
            };
            let row_of = ZoneRows { rows: row..row + 1, top: runs.iter().map(piece).collect(), bottom: Vec::new() };
            for two in row_of.top.windows(2) {
                next.meet(two[0], two[1], CellSides { upright: 1, level: 0 });
            }
            next.add(zone, ZoneRows { bottom: row_of.top.clone(), ..row_of });
        });
        self.merge(next);
    }

    fn merge(&mut self, next: Self) {
        for (key, sides) in next.sides {
            self.sides.entry(key).or_default().add(sides);
        }
        for (zone, rows) in next.zones {
            self.add(zone, rows);
        }
    }

    fn finish(self) -> Vec<(u32, u32, CellSides)> {
        let mut found: Vec<_> = self.sides.into_iter().map(|((id, class), sides)| (id, class, sides)).collect();
        found.sort_unstable_by_key(|(id, class, _)| (*id, *class));
        found
    }
}

impl Borders {
    /// Counts sides between two runs for both, where they are of two classes.
    fn meet(&mut self, a: BorderRun, b: BorderRun, sides: CellSides) {
        if a.id > 0 && b.id > 0 && a.class != b.class {
            self.sides.entry((a.id, b.class)).or_default().add(sides);
            self.sides.entry((b.id, a.class)).or_default().add(sides);
        }
    }

    /// Takes in rows of a zone that follow those that are there, at once or further down.
    fn add(&mut self, zone: Option<u32>, rows: ZoneRows) {
        let Some(own) = self.zones.remove(&zone) else {
            self.zones.insert(zone, rows);
            return;
        };
        if own.rows.end == rows.rows.start {
            let (mut i, mut j, mut from) = (0, 0, 0);
            while i < own.bottom.len() && j < rows.top.len() {
                let (a, b) = (own.bottom[i], rows.top[j]);
                let to = a.end.min(b.end);
                self.meet(a, b, CellSides { upright: 0, level: u64::from(to - from) });
                from = to;
                i += usize::from(a.end == to);
                j += usize::from(b.end == to);
            }
        }
        self.zones.insert(zone, ZoneRows { rows: own.rows.start..rows.rows.end, top: own.top, bottom: rows.bottom });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cover::{
            cell_mask::Zones,
            classes::{ClassBlock, ClassCells},
        },
        grid::{Grid, Window},
        kernels::{
            from_bytes, laws,
            patches::{PatchOptions, Patches},
            to_bytes,
        },
    };
    use ndarray::{Array2, array, s};
    use proptest::prelude::*;

    const CODES: [Option<i64>; 4] = [Some(4), Some(9), None, Some(2)];

    /// By patch and class.
    type SidesByClass = Vec<(u32, u32, CellSides)>;

    /// Strips of a map, the ids of its patches, and the index of each patch's class.
    fn strips(map: &Array2<u16>, strip: usize) -> (Vec<PatchBlock<'_>>, PatchIds, Vec<u32>) {
        let (rows, columns) = map.dim();
        let blocks: Vec<PatchBlock<'_>> = (0..rows)
            .step_by(strip)
            .map(|row| {
                let window = Window { row, column: 0, rows: strip.min(rows - row), columns };
                let cells = ClassCells::Ids(map.slice(s![row..row + window.rows, ..]));
                let options = PatchOptions { corners: true, listed: true };
                PatchBlock { block: ClassBlock { cells, codes: &CODES }, window, zones: None, options }
            })
            .collect();
        let mut patches = Patches::default();
        blocks.iter().for_each(|block| patches.push(*block));
        let patterns = patches.finish();
        let ids = PatchIds::new(&patterns);
        let classes = patterns.values().flat_map(|p| &p.patches).map(|p| p.class as u32).collect();
        (blocks, ids, classes)
    }

    /// What is found, the ids of all cells, and the index of each patch's class.
    fn borders(map: &Array2<u16>, strip: usize) -> (SidesByClass, Array2<u32>, Vec<u32>) {
        let (blocks, ids, classes) = strips(map, strip);
        let mut found = Borders::default();
        let mut painted = Array2::zeros(map.dim());
        for pair in blocks.chunks(2) {
            let mut part = Borders::default();
            for block in pair {
                part.push(BorderBlock { block: *block, ids: &ids, classes: &classes });
                let mut rows = vec![0; block.window.cells()];
                ids.paint(*block, &mut rows);
                let rows = Array2::from_shape_vec((block.window.rows, block.window.columns), rows).unwrap();
                painted.slice_mut(s![block.window.row..block.window.row + block.window.rows, ..]).assign(&rows);
            }
            found.merge(from_bytes(&to_bytes(&part)).unwrap());
        }
        (found.finish(), painted, classes)
    }

    #[test]
    fn nothing_and_all_nodata() {
        assert!(Borders::default().finish().is_empty());
        assert!(borders(&Array2::from_elem((2, 3), 2), 1).0.is_empty());
    }

    #[test]
    fn by_hand() {
        // 4 4 9 / 4 - 9 / 2 2 2: by code 2, 4, 9 are classes 0, 1, 2; patches 1: 4, 2: 9, 3: 2
        let (found, _, _) = borders(&array![[0u16, 0, 1], [0, 2, 1], [3, 3, 3]], 2);
        let sides = |upright, level| CellSides { upright, level };
        assert_eq!(
            found,
            [
                (1, 0, sides(0, 1)),
                (1, 2, sides(1, 0)),
                (2, 0, sides(0, 1)),
                (2, 1, sides(1, 0)),
                (3, 1, sides(0, 1)),
                (3, 2, sides(0, 1)),
            ]
        );
    }

    #[test]
    fn parts_make_the_whole() {
        let map = array![[0u16, 0, 1], [0, 2, 1], [3, 3, 3], [1, 0, 3]];
        let (blocks, ids, classes) = strips(&map, 1);
        let of = |rows: Range<usize>| {
            let mut part = Borders::default();
            blocks[rows]
                .iter()
                .for_each(|block| part.push(BorderBlock { block: *block, ids: &ids, classes: &classes }));
            part
        };
        laws::hold::<Borders, _>(4, of, Borders::finish);
    }

    /// A zone of two parts with a row between them that is not of it: they have no border.
    #[test]
    fn parts_of_a_zone_that_lie_apart() {
        let map = array![[0u16, 0], [1, 1], [1, 1]];
        let grid = Grid { rows: 3, columns: 2, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, 1.0], metres_per_unit: 1.0 };
        let part = |top: f64| ("a".to_owned(), vec![vec![(0.0, top), (2.0, top), (2.0, top + 1.0), (0.0, top + 1.0)]]);
        let zones = Zones::of(vec![part(0.0), part(2.0)], &grid);
        let block = PatchBlock {
            block: ClassBlock { cells: ClassCells::Ids(map.view()), codes: &CODES },
            window: grid.whole(),
            zones: Some(&zones),
            options: PatchOptions { corners: true, listed: true },
        };
        let mut patches = Patches::default();
        patches.push(block);
        let ids = PatchIds::new(&patches.finish());
        let mut borders = Borders::default();
        borders.push(BorderBlock { block, ids: &ids, classes: &[0, 1] });
        assert!(ids.len() == 2 && borders.finish().is_empty());
    }

    proptest! {
        #[test]
        fn looking_at_every_side_gives_the_same(
            (rows, columns, cells) in (1usize..12, 1usize..12).prop_flat_map(|(r, c)| {
                (Just(r), Just(c), prop::collection::vec(0u16..4, r * c))
            }),
            strip in 1usize..5,
        ) {
            let map = Array2::from_shape_vec((rows, columns), cells).unwrap();
            let (found, ids, classes) = borders(&map, strip);
            let mut expected: BTreeMap<(u32, u32), CellSides> = BTreeMap::new();
            for ((r, c), id) in ids.indexed_iter().filter(|(_, id)| **id > 0) {
                for (i, j) in [(0i64, 1i64), (0, -1), (1, 0), (-1, 0)] {
                    let at = ((r as i64 + i) as usize, (c as i64 + j) as usize);
                    let Some(other) = ids.get(at).copied().filter(|other| *other > 0) else { continue };
                    let (own, beyond) = (classes[*id as usize - 1], classes[other as usize - 1]);
                    if own != beyond {
                        let sides = expected.entry((*id, beyond)).or_default();
                        if i == 0 { sides.upright += 1 } else { sides.level += 1 }
                    }
                }
            }
            let expected: SidesByClass = expected.into_iter().map(|((id, class), sides)| (id, class, sides)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
