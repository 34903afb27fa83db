//! The part of a map around some windows, as slots of its classes.

use crate::{
    cover::classes::{ClassBlock, ClassCells},
    grid::Window,
};
use ndarray::ArrayView2;
use std::collections::BTreeMap;

/// The slot of cells that have no class, or lie beyond the map.
pub const BACKGROUND: u16 = 0;

/// Cells around centres, wide enough that no window looks beyond it.
pub struct Field {
    pub slots: Vec<u16>,
    /// Columns of the field.
    pub width: usize,
    /// Where the first centre lies in it.
    margin: (usize, usize),
    /// Rows and columns of the map whose cells may be centres.
    pub centres: Window,
    /// Of the slots from 1 on, ascending: no figure depends on what else a block holds.
    pub codes: Vec<i64>,
}

impl Field {
    /// The part of the map that windows around `centres` look at, within the map: what [`Field::new`] is to be given.
    pub fn around(centres: Window, reach: (usize, usize), map: (usize, usize)) -> Window {
        let (row, column) = (centres.row.saturating_sub(reach.0), centres.column.saturating_sub(reach.1));
        let end = (centres.row + centres.rows + reach.0).min(map.0);
        let right = (centres.column + centres.columns + reach.1).min(map.1);
        Window { row, column, rows: end - row, columns: right - column }
    }

    /// Of what a block holds of the map (`of`), background beyond it.
    pub fn new(block: ClassBlock<'_>, of: Window, centres: Window, reach: (usize, usize)) -> Field {
        let (codes, slots_of) = slots(block);
        // One column more, as a window is about to move on.
        let width = centres.columns + 2 * reach.1 + 1;
        let mut slots = vec![BACKGROUND; width * (centres.rows + 2 * reach.0)];
        let (down, right) = (of.row + reach.0 - centres.row, of.column + reach.1 - centres.column);
        match block.cells {
            ClassCells::Bytes(cells) => fill(&mut slots, width, (down, right), cells, &slots_of),
            ClassCells::Ids(cells) => fill(&mut slots, width, (down, right), cells, &slots_of),
        }
        Field { slots, width, margin: reach, centres, codes }
    }

    /// Index of a cell of the map that may be a centre.
    pub fn at(&self, row: usize, column: usize) -> usize {
        let (down, right) = (row - self.centres.row, column - self.centres.column);
        (self.margin.0 + down) * self.width + self.margin.1 + right
    }

    pub fn rows(&self) -> usize {
        self.slots.len() / self.width
    }

    /// The code of a slot.
    pub fn code(&self, slot: u16) -> Option<i64> {
        usize::from(slot).checked_sub(1).map(|i| self.codes[i])
    }
}

fn fill<T: Copy + Into<usize>>(
    slots: &mut [u16],
    width: usize,
    (down, right): (usize, usize),
    cells: ArrayView2<'_, T>,
    slots_of: &[u16],
) {
    for (row, cells) in cells.rows().into_iter().enumerate() {
        let from = (down + row) * width + right;
        for (slot, cell) in slots[from..from + cells.len()].iter_mut().zip(cells) {
            *slot = slots_of.get((*cell).into()).copied().unwrap_or(BACKGROUND);
        }
    }
}

/// The codes that a block has, ascending, and the slot of each value that its cells take.
fn slots(block: ClassBlock<'_>) -> (Vec<i64>, Vec<u16>) {
    let mut there = vec![false; block.codes.len()];
    let mut see = |value: usize| {
        if let Some(there) = there.get_mut(value) {
            *there = true;
        }
    };
    match block.cells {
        ClassCells::Bytes(cells) => cells.iter().for_each(|cell| see(usize::from(*cell))),
        ClassCells::Ids(cells) => cells.iter().for_each(|cell| see(usize::from(*cell))),
    }
    let met = block.codes.iter().zip(&there).filter(|(_, there)| **there).filter_map(|(code, _)| *code);
    let mut slots: BTreeMap<i64, u16> = met.map(|code| (code, BACKGROUND)).collect();
    slots.values_mut().zip(1..).for_each(|(slot, number)| *slot = number);
    let of = block.codes.iter().map(|code| code.and_then(|code| slots.get(&code).copied()).unwrap_or(BACKGROUND));
    (slots.keys().copied().collect(), of.collect())
}
