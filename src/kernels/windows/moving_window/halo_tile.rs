//! The part of a map around some windows, with a halo, as class ids.
//!
//! Shapes: a block of cells; ids in rows as wide as the tile. Range: 0 where there is no class, else 1 up to the number of classes,
//! in the order of the codes.

use crate::{
    cover::classes::{ClassBlock, ClassCells},
    grid::Window,
};
use ndarray::ArrayView2;
use std::collections::BTreeMap;

/// The class id of cells that have no class, or lie beyond the map.
pub const BACKGROUND: u16 = 0;

/// Cells around centres, wide enough that no window looks beyond it.
pub struct HaloTile {
    pub class_ids: Vec<u16>,
    /// Columns of the tile.
    pub width: usize,
    /// Rows and columns around the centres: as many as a window has above, and to the left of, its centre.
    halo: (usize, usize),
    /// Rows and columns of the map whose cells may be centres.
    pub centres: Window,
    /// Of the class ids from 1 on, ascending: no figure depends on what else a block holds.
    pub codes: Vec<i64>,
}

impl HaloTile {
    /// The part of the map that windows around `centres` look at, within the map: what [`HaloTile::new`] is to be given.
    pub fn around(centres: Window, halo: (usize, usize), map: (usize, usize)) -> Window {
        let (row, column) = (centres.row.saturating_sub(halo.0), centres.column.saturating_sub(halo.1));
        let end = (centres.row + centres.rows + halo.0).min(map.0);
        let right = (centres.column + centres.columns + halo.1).min(map.1);
        Window { row, column, rows: end - row, columns: right - column }
    }

    /// Of what a block holds of the map (`of`), background beyond it.
    pub fn new(block: ClassBlock<'_>, of: Window, centres: Window, halo: (usize, usize)) -> HaloTile {
        let (codes, ids_of_values) = class_ids_of(block);
        // One column more, as a window is about to move on.
        let width = centres.columns + 2 * halo.1 + 1;
        let mut class_ids = vec![BACKGROUND; width * (centres.rows + 2 * halo.0)];
        let (top, left) = (of.row + halo.0 - centres.row, of.column + halo.1 - centres.column);
        match block.cells {
            ClassCells::Bytes(cells) => fill(&mut class_ids, width, (top, left), cells, &ids_of_values),
            ClassCells::Ids(cells) => fill(&mut class_ids, width, (top, left), cells, &ids_of_values),
        }
        HaloTile { class_ids, width, halo, centres, codes }
    }

    /// Index of a cell of the map that may be a centre.
    pub fn at(&self, row: usize, column: usize) -> usize {
        let (top, left) = (row - self.centres.row, column - self.centres.column);
        (self.halo.0 + top) * self.width + self.halo.1 + left
    }

    pub fn rows(&self) -> usize {
        self.class_ids.len() / self.width
    }

    /// The code of a class id.
    pub fn code(&self, class_id: u16) -> Option<i64> {
        usize::from(class_id).checked_sub(1).map(|i| self.codes[i])
    }
}

fn fill<T: Copy + Into<usize>>(
    class_ids: &mut [u16],
    width: usize,
    (top, left): (usize, usize),
    cells: ArrayView2<'_, T>,
    ids_of_values: &[u16],
) {
    for (row, cells) in cells.rows().into_iter().enumerate() {
        let from = (top + row) * width + left;
        for (class_id, cell) in class_ids[from..from + cells.len()].iter_mut().zip(cells) {
            *class_id = ids_of_values.get((*cell).into()).copied().unwrap_or(BACKGROUND);
        }
    }
}

/// The codes that a block has, ascending, and the class id of each value that its cells take.
fn class_ids_of(block: ClassBlock<'_>) -> (Vec<i64>, Vec<u16>) {
    let mut present = vec![false; block.codes.len()];
    let mut see = |value: usize| {
        if let Some(present) = present.get_mut(value) {
            *present = true;
        }
    };
    match block.cells {
        ClassCells::Bytes(cells) => cells.iter().for_each(|cell| see(usize::from(*cell))),
        ClassCells::Ids(cells) => cells.iter().for_each(|cell| see(usize::from(*cell))),
    }
    let met = block.codes.iter().zip(&present).filter(|(_, present)| **present).filter_map(|(code, _)| *code);
    let mut class_ids: BTreeMap<i64, u16> = met.map(|code| (code, BACKGROUND)).collect();
    class_ids.values_mut().zip(1..).for_each(|(class_id, number)| *class_id = number);
    let of = block.codes.iter().map(|code| code.and_then(|code| class_ids.get(&code).copied()).unwrap_or(BACKGROUND));
    (class_ids.keys().copied().collect(), of.collect())
}
