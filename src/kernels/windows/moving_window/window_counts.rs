//! Cells and adjacencies by class in a window, updated as it moves along a row: a cell enters and a cell leaves at each
//! end of each of its rows, so that a step costs the window's rows and not its cells.
//!
//! n_i = cells of class i; g_ik = pairs of cells of the classes i and k that share a side, each once, upright and level
//! sides apart. Sides of class i = 4 n_i - 2 g_ii, those between two classes = g_ik: whole numbers.
//!
//! Shapes: a tile and a footprint; the sums of the window at each step. Units: cells, cell sides. Range: from 0.

use super::{
    footprint::Footprint,
    halo_tile::{BACKGROUND, HaloTile},
};
use crate::kernels::{
    metrics::{ClassSums, Sums},
    patches::{CellSides, ClassEdge},
};
use std::collections::{BTreeMap, btree_map::Entry};

/// Counts by class id, and by pair of class ids.
pub struct WindowCounts {
    counts: CountStore,
    rows: WindowRows,
    /// Index of the class of each class id in the sums that were filled last.
    pub index_in_sums: Vec<u16>,
}

enum CountStore {
    Dense(DenseCounts),
    Sparse(SparseCounts),
}

/// From the centre to where the rows of a window end.
struct WindowRows {
    /// To the cell before the first of each row, and to its last.
    rows: Vec<(isize, isize)>,
    /// The same for two rows that meet, the upper one's, as far as both go; empty where sides are not asked for.
    row_pairs: Vec<(isize, isize)>,
    sides: bool,
}

/// Two cells side by side, or one above the other.
#[derive(Clone, Copy)]
enum Adjacency {
    Horizontal,
    Vertical,
}

/// Cells by class id, and pairs of neighbours by two class ids.
trait AdjacencyCounts {
    fn clear(&mut self);
    fn enter(&mut self, class_id: u16);
    fn leave(&mut self, class_id: u16);
    fn add_pair(&mut self, adjacency: Adjacency, one: u16, other: u16);
    fn remove_pair(&mut self, adjacency: Adjacency, one: u16, other: u16);
    /// Cells of a class id.
    fn cells(&self, class_id: u16) -> u32;
    /// Visits the class ids of classes that are there, ascending, with their cells.
    fn each(&self, visit: impl FnMut(u16, u32));
    /// Visits pairs of classes that meet (upright and level sides between their cells) by their indices in the sums, ascending, the smaller
    /// first; each class with itself too.
    fn each_pair(&self, index_in_sums: &[u16], visit: impl FnMut(usize, usize, CellSides));
}

/// Class ids for which there is a table of all pairs.
const DENSE_CLASSES: usize = 256;

/// Of few class ids.
struct DenseCounts {
    classes: usize,
    cells: Vec<u32>,
    /// Empty where sides are not asked for.
    upright: Vec<u32>,
    level: Vec<u32>,
}

/// Of many class ids, most of which a window does not hold.
struct SparseCounts {
    cells: Vec<u32>,
    /// A bit for each class id that has cells.
    present: Vec<u64>,
    /// The smaller class id first.
    pairs: BTreeMap<(u16, u16), [u32; 2]>,
}

impl DenseCounts {
    fn new(classes: usize, sides: bool) -> DenseCounts {
        let pairs = if sides { classes * classes } else { 0 };
        DenseCounts { classes, cells: vec![0; classes], upright: vec![0; pairs], level: vec![0; pairs] }
    }

    fn pair(&mut self, adjacency: Adjacency, one: u16, other: u16) -> &mut u32 {
        let at = usize::from(one) * self.classes + usize::from(other);
        match adjacency {
            Adjacency::Horizontal => &mut self.upright[at],
            Adjacency::Vertical => &mut self.level[at],
        }
    }
}

impl AdjacencyCounts for DenseCounts {
    fn clear(&mut self) {
        self.cells.fill(0);
        self.upright.fill(0);
        self.level.fill(0);
    }

    fn enter(&mut self, class_id: u16) {
        self.cells[usize::from(class_id)] += 1;
    }

    fn leave(&mut self, class_id: u16) {
        self.cells[usize::from(class_id)] -= 1;
    }

    fn add_pair(&mut self, adjacency: Adjacency, one: u16, other: u16) {
        *self.pair(adjacency, one, other) += 1;
    }

    fn remove_pair(&mut self, adjacency: Adjacency, one: u16, other: u16) {
        *self.pair(adjacency, one, other) -= 1;
    }

    fn cells(&self, class_id: u16) -> u32 {
        self.cells[usize::from(class_id)]
    }

    fn each(&self, mut visit: impl FnMut(u16, u32)) {
        let class_ids = (1..).zip(&self.cells[1..]);
        class_ids.filter(|(_, cells)| **cells > 0).for_each(|(class_id, cells)| visit(class_id, *cells));
    }

    fn each_pair(&self, _place: &[u16], mut visit: impl FnMut(usize, usize, CellSides)) {
        let present = |class_id: &usize| self.cells[*class_id] > 0;
        for (i, a) in (1..self.classes).filter(present).enumerate() {
            let of_row = a * self.classes..(a + 1) * self.classes;
            let (upright, level) = (&self.upright[of_row.clone()], &self.level[of_row]);
            visit(i, i, CellSides { upright: u64::from(upright[a]), level: u64::from(level[a]) });
            for (j, b) in (a + 1..self.classes).filter(present).enumerate() {
                let other = b * self.classes + a;
                let upright = u64::from(upright[b] + self.upright[other]);
                let level = u64::from(level[b] + self.level[other]);
                if upright + level > 0 {
                    visit(i, i + 1 + j, CellSides { upright, level });
                }
            }
        }
    }
}

impl SparseCounts {
    fn new(classes: usize) -> SparseCounts {
        SparseCounts { cells: vec![0; classes], present: vec![0; classes.div_ceil(64)], pairs: BTreeMap::new() }
    }
}

impl AdjacencyCounts for SparseCounts {
    fn clear(&mut self) {
        self.cells.fill(0);
        self.present.fill(0);
        self.pairs.clear();
    }

    fn enter(&mut self, class_id: u16) {
        let class_id = usize::from(class_id);
        self.cells[class_id] += 1;
        self.present[class_id / 64] |= 1 << (class_id % 64);
    }

    fn leave(&mut self, class_id: u16) {
        let class_id = usize::from(class_id);
        self.cells[class_id] -= 1;
        if self.cells[class_id] == 0 {
            self.present[class_id / 64] &= !(1 << (class_id % 64));
        }
    }

    fn add_pair(&mut self, adjacency: Adjacency, one: u16, other: u16) {
        self.pairs.entry((one.min(other), one.max(other))).or_default()[adjacency as usize] += 1;
    }

    fn remove_pair(&mut self, adjacency: Adjacency, one: u16, other: u16) {
        let Entry::Occupied(mut pair) = self.pairs.entry((one.min(other), one.max(other))) else { return };
        pair.get_mut()[adjacency as usize] -= 1;
        if *pair.get() == [0; 2] {
            pair.remove();
        }
    }

    fn cells(&self, class_id: u16) -> u32 {
        self.cells[usize::from(class_id)]
    }

    fn each(&self, mut visit: impl FnMut(u16, u32)) {
        for (word, bits) in self.present.iter().enumerate() {
            let mut bits = *bits;
            while bits != 0 {
                let class_id = 64 * word + bits.trailing_zeros() as usize;
                if class_id != usize::from(BACKGROUND) {
                    visit(class_id as u16, self.cells[class_id]);
                }
                bits &= bits - 1;
            }
        }
    }

    fn each_pair(&self, index_in_sums: &[u16], mut visit: impl FnMut(usize, usize, CellSides)) {
        let index_in_sums = |class_id: u16| usize::from(index_in_sums[usize::from(class_id)]);
        // Background is the smallest class id.
        for ((one, other), [upright, level]) in self.pairs.range((BACKGROUND + 1, 0)..) {
            visit(
                index_in_sums(*one),
                index_in_sums(*other),
                CellSides { upright: u64::from(*upright), level: u64::from(*level) },
            );
        }
    }
}

impl WindowRows {
    /// Counts the window around a cell afresh.
    fn begin(&self, counts: &mut impl AdjacencyCounts, tile: &HaloTile, at: usize) {
        counts.clear();
        let index = |off: isize| (at as isize + off) as usize;
        for (first, last) in &self.rows {
            let row = &tile.class_ids[index(*first)..=index(*last)];
            row.iter().for_each(|class_id| counts.enter(*class_id));
            if self.sides {
                row.windows(2).for_each(|two| counts.add_pair(Adjacency::Horizontal, two[0], two[1]));
            }
        }
        for (first, last) in &self.row_pairs {
            for i in index(*first)..=index(*last) {
                counts.add_pair(Adjacency::Vertical, tile.class_ids[i], tile.class_ids[i + tile.width]);
            }
        }
    }

    /// Moves on from the window around a cell to that around the next one.
    fn step(&self, counts: &mut impl AdjacencyCounts, tile: &HaloTile, at: usize) {
        let class_ids = tile.class_ids.as_slice();
        let cell = |off: isize| class_ids[(at as isize + off) as usize];
        if !self.sides {
            for (first, last) in &self.rows {
                counts.enter(cell(last + 1));
                counts.leave(cell(*first));
            }
            return;
        }
        for (first, last) in &self.rows {
            let (entered, left) = (cell(last + 1), cell(*first));
            counts.enter(entered);
            counts.leave(left);
            counts.add_pair(Adjacency::Horizontal, cell(*last), entered);
            counts.remove_pair(Adjacency::Horizontal, left, cell(first + 1));
        }
        let width = tile.width as isize;
        for (first, last) in &self.row_pairs {
            counts.add_pair(Adjacency::Vertical, cell(last + 1), cell(last + 1 + width));
            counts.remove_pair(Adjacency::Vertical, cell(*first), cell(first + width));
        }
    }

    /// Gives the sums the classes that are there, with their sides where they are known, and keeps their indices.
    fn fill(&self, counts: &impl AdjacencyCounts, tile: &HaloTile, sums: &mut Sums, index_in_sums: &mut [u16]) {
        sums.classes.clear();
        sums.edges.clear();
        counts.each(|class_id, cells| {
            index_in_sums[usize::from(class_id)] = sums.classes.len() as u16;
            let (code, cells) = (tile.codes[usize::from(class_id) - 1], u64::from(cells));
            // Each cell has two sides of a kind.
            let sides =
                if self.sides { CellSides { upright: 2 * cells, level: 2 * cells } } else { CellSides::default() };
            sums.classes.push(ClassSums { code, cells, sides, ..ClassSums::default() });
        });
        if !self.sides {
            return;
        }
        let Sums { classes, edges, .. } = sums;
        counts.each_pair(index_in_sums, |one, other, sides| {
            if one == other {
                // Of a pair of cells one side belongs to both.
                let own = &mut classes[one].sides;
                (own.upright, own.level) = (own.upright - 2 * sides.upright, own.level - 2 * sides.level);
            } else {
                classes[one].unlike.add(sides);
                classes[other].unlike.add(sides);
                edges.push(ClassEdge { classes: (one, other), sides });
            }
        });
    }
}

impl WindowCounts {
    pub fn new(tile: &HaloTile, footprint: &Footprint, sides: bool) -> WindowCounts {
        let classes = tile.codes.len() + 1;
        let width = tile.width as isize;
        let ends = |(row, half): (isize, usize)| (row * width - half as isize, row * width + half as isize);
        let rows: Vec<(isize, usize)> = footprint.rows().collect();
        let row_pairs = rows.windows(2).map(|two| ends((two[0].0, two[0].1.min(two[1].1))));
        let row_pairs = if sides { row_pairs.collect() } else { Vec::new() };
        WindowCounts {
            counts: match classes <= DENSE_CLASSES {
                true => CountStore::Dense(DenseCounts::new(classes, sides)),
                false => CountStore::Sparse(SparseCounts::new(classes)),
            },
            rows: WindowRows { rows: rows.iter().copied().map(ends).collect(), row_pairs, sides },
            index_in_sums: vec![0; classes],
        }
    }

    /// Counts the window around a cell afresh.
    pub fn begin(&mut self, tile: &HaloTile, at: usize) {
        match &mut self.counts {
            CountStore::Dense(dense) => self.rows.begin(dense, tile, at),
            CountStore::Sparse(sparse) => self.rows.begin(sparse, tile, at),
        }
    }

    /// Moves on from the window around a cell to that around the next one.
    pub fn step(&mut self, tile: &HaloTile, at: usize) {
        match &mut self.counts {
            CountStore::Dense(dense) => self.rows.step(dense, tile, at),
            CountStore::Sparse(sparse) => self.rows.step(sparse, tile, at),
        }
    }

    /// Cells without a class.
    pub fn background(&self) -> usize {
        let cells = match &self.counts {
            CountStore::Dense(dense) => dense.cells(BACKGROUND),
            CountStore::Sparse(sparse) => sparse.cells(BACKGROUND),
        };
        cells as usize
    }

    /// Gives the sums the classes that are there, with their sides where they are known.
    pub fn fill(&mut self, tile: &HaloTile, sums: &mut Sums) {
        match &self.counts {
            CountStore::Dense(dense) => self.rows.fill(dense, tile, sums, &mut self.index_in_sums),
            CountStore::Sparse(sparse) => self.rows.fill(sparse, tile, sums, &mut self.index_in_sums),
        }
    }
}
