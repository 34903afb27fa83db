//! Units of a sample as a map is read: what class each has on it, in the same pass that counts the classes of all cells.

use crate::{
    cover::classes::ClassBlock,
    kernels::{
        Accumulator,
        cover::{
            class_counts::{ClassCounts, Ground},
            class_series::OfTwo,
        },
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A point with a reference class, on a cell of the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    pub row: usize,
    pub column: usize,
    /// Its place among all points.
    pub point: u32,
    /// 0 where the classes of the map are the strata.
    pub stratum: u32,
    pub reference: i64,
}

/// Units by stratum, class of the map and class of the reference.
pub type UnitCounts = BTreeMap<(u32, i64, i64), u64>;

/// Cells by class, and units by stratum and pair of classes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Units {
    pub cells: ClassCounts<i64>,
    pub counts: UnitCounts,
    /// The class of the map at each point, in the order of the map.
    pub found: Vec<(u32, Option<i64>)>,
}

impl Accumulator for Units {
    /// Cells, and the units that lie on them.
    type Block<'a> = (ClassBlock<'a>, Ground<'a>, &'a [Unit]);
    type Output = Units;

    fn push(&mut self, (block, ground, units): Self::Block<'_>) {
        self.cells.push((block, ground));
        for unit in units {
            let map = block.code(unit.row - ground.window.row, unit.column - ground.window.column);
            self.found.push((unit.point, map));
            if let Some(map) = map {
                *self.counts.entry((unit.stratum, map, unit.reference)).or_default() += 1;
            }
        }
    }

    fn merge(&mut self, next: Self) {
        self.cells.merge(next.cells);
        self.found.extend(next.found);
        for (key, n) in next.counts {
            *self.counts.entry(key).or_default() += n;
        }
    }

    fn finish(self) -> Units {
        self
    }
}

/// What a map and a raster of reference classes have at a cell: a unit of the sample where both have a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Looked {
    Mapped(i64, Option<i64>),
    /// The reference has a class and the map has none.
    Unmapped,
}

impl OfTwo for Looked {
    fn of(map: Option<i64>, reference: Option<i64>) -> Option<Looked> {
        match (map, reference) {
            (Some(map), reference) => Some(Looked::Mapped(map, reference)),
            (None, Some(_)) => Some(Looked::Unmapped),
            (None, None) => None,
        }
    }
}
