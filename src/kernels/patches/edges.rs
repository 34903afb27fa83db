//! Cell sides between two classes, counted by class ids.
//!
//! e_ik = number of sides between a cell of i and one of k, upright and level ones apart; their length is h upright + w
//! level for cells of w x h        \[unit of w and h\]
//!
//! Shapes: class ids from 0 (background) on; a pair of counts for every ordered pair of ids that was met. What is above
//! or to the left comes first, so that (i, k) and (k, i) are the two halves of one edge. Range: whole numbers from 0.
//!
//! The first 256 ids stand in a square table, which grows by powers of two; the rest in a hash map.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Numbers of cell sides, counted apart since cells need not be square.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CellSides {
    /// Between a cell and the one beside it: as long as a cell is high.
    pub upright: u64,
    /// Between a cell and the one below it: as long as a cell is wide.
    pub level: u64,
}

impl CellSides {
    pub fn total(&self) -> u64 {
        self.upright + self.level
    }

    /// Length, in the unit of width and height.
    pub fn length(&self, width: f64, height: f64) -> f64 {
        self.upright as f64 * height + self.level as f64 * width
    }

    pub fn add(&mut self, other: CellSides) {
        self.upright += other.upright;
        self.level += other.level;
    }
}

/// A table where there are few class ids, and a map beyond.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Edges {
    stride: usize,
    table: Vec<CellSides>,
    more: FxHashMap<(u16, u16), CellSides>,
}

/// ClassIds for which there is a table.
const TABLE: usize = 256;

impl Edges {
    /// Makes room for so many class ids, from 0 on.
    pub fn grow(&mut self, classes: usize) {
        let stride = classes.next_power_of_two().clamp(16, TABLE);
        if stride > self.stride {
            let mut table = vec![CellSides::default(); stride * stride];
            for (i, sides) in self.table.iter().enumerate() {
                table[i / self.stride * stride + i % self.stride] = *sides;
            }
            (self.stride, self.table) = (stride, table);
        }
    }

    #[inline]
    pub fn at(&mut self, one: u16, other: u16) -> &mut CellSides {
        let (a, b) = (usize::from(one), usize::from(other));
        if a < self.stride && b < self.stride {
            &mut self.table[a * self.stride + b]
        } else {
            self.more.entry((one, other)).or_default()
        }
    }

    /// All that is not 0, in no order.
    pub fn iter(&self) -> impl Iterator<Item = ((u16, u16), CellSides)> + '_ {
        let class_ids = |i: usize| ((i / self.stride) as u16, (i % self.stride) as u16);
        let table = self.table.iter().enumerate().map(move |(i, sides)| (class_ids(i), *sides));
        table
            .filter(|(_, sides)| sides.total() > 0)
            .chain(self.more.iter().map(|(class_ids, sides)| (*class_ids, *sides)))
    }
}
