//! Cells and sides in a window, kept up as it moves along a row: a cell enters and a cell leaves at each end of each of its
//! rows, so that a step costs the window's rows and not its cells.

use super::{
    field::{BACKGROUND, Field},
    footprint::Footprint,
};
use crate::kernels::{
    landscape_metrics::{ClassSums, Sums},
    patches::{ClassEdge, Sides},
};

/// Counts by slot, and by pair of slots.
pub struct Tally {
    slots: usize,
    cells: Vec<u32>,
    /// Pairs of cells side by side, and one above the other; empty where sides are not asked for.
    upright: Vec<u32>,
    level: Vec<u32>,
    /// From the centre to the cell before the first of each row, and to its last.
    rows: Vec<(isize, isize)>,
    /// The same for two rows that meet, the upper one's, as far as both reach.
    seams: Vec<(isize, isize)>,
    /// Index of the class of each slot in the sums that were filled last.
    pub place: Vec<u16>,
}

impl Tally {
    pub fn new(field: &Field, footprint: &Footprint, sides: bool) -> Tally {
        let slots = field.codes.len() + 1;
        let width = field.width as isize;
        let ends = |(row, half): (isize, usize)| (row * width - half as isize, row * width + half as isize);
        let rows: Vec<(isize, usize)> = footprint.rows().collect();
        let seams = rows.windows(2).map(|two| ends((two[0].0, two[0].1.min(two[1].1))));
        let pairs = if sides { slots * slots } else { 0 };
        Tally {
            slots,
            cells: vec![0; slots],
            upright: vec![0; pairs],
            level: vec![0; pairs],
            rows: rows.iter().copied().map(ends).collect(),
            seams: if sides { seams.collect() } else { Vec::new() },
            place: vec![0; slots],
        }
    }

    /// Counts the window around a cell afresh.
    pub fn begin(&mut self, field: &Field, at: usize) {
        self.cells.fill(0);
        self.upright.fill(0);
        self.level.fill(0);
        let index = |off: isize| (at as isize + off) as usize;
        for (first, last) in &self.rows {
            let row = &field.slots[index(*first)..=index(*last)];
            row.iter().for_each(|slot| self.cells[usize::from(*slot)] += 1);
            if !self.upright.is_empty() {
                let pair = |two: &[u16]| usize::from(two[0]) * self.slots + usize::from(two[1]);
                row.windows(2).for_each(|two| self.upright[pair(two)] += 1);
            }
        }
        for (first, last) in &self.seams {
            for i in index(*first)..=index(*last) {
                let (upper, lower) = (field.slots[i], field.slots[i + field.width]);
                self.level[usize::from(upper) * self.slots + usize::from(lower)] += 1;
            }
        }
    }

    /// Moves on from the window around a cell to that around the next one.
    pub fn step(&mut self, field: &Field, at: usize) {
        let slots = field.slots.as_slice();
        let cell = |off: isize| usize::from(slots[(at as isize + off) as usize]);
        if self.upright.is_empty() {
            for (first, last) in &self.rows {
                self.cells[cell(last + 1)] += 1;
                self.cells[cell(*first)] -= 1;
            }
            return;
        }
        for (first, last) in &self.rows {
            let (entered, left) = (cell(last + 1), cell(*first));
            self.cells[entered] += 1;
            self.cells[left] -= 1;
            self.upright[cell(*last) * self.slots + entered] += 1;
            self.upright[left * self.slots + cell(first + 1)] -= 1;
        }
        let width = field.width as isize;
        for (first, last) in &self.seams {
            self.level[cell(last + 1) * self.slots + cell(last + 1 + width)] += 1;
            self.level[cell(*first) * self.slots + cell(first + width)] -= 1;
        }
    }

    /// Cells without a class.
    pub fn background(&self) -> usize {
        self.cells[usize::from(BACKGROUND)] as usize
    }

    /// Gives the sums the classes that are there, with their sides where they are known.
    pub fn fill(&mut self, field: &Field, sums: &mut Sums) {
        sums.classes.clear();
        sums.edges.clear();
        for (slot, code) in (1..).zip(&field.codes) {
            let cells = u64::from(self.cells[slot]);
            if cells > 0 {
                self.place[slot] = sums.classes.len() as u16;
                sums.classes.push(ClassSums { code: *code, cells, ..ClassSums::default() });
            }
        }
        if self.upright.is_empty() {
            return;
        }
        let there = |slot: &usize| self.cells[*slot] > 0;
        for (i, a) in (1..self.slots).filter(there).enumerate() {
            let own = a * self.slots + a;
            let class = &mut sums.classes[i];
            // Each cell has two sides of a kind; of a pair of cells one belongs to both.
            class.sides.upright = 2 * (class.cells - u64::from(self.upright[own]));
            class.sides.level = 2 * (class.cells - u64::from(self.level[own]));
            for (j, b) in (a + 1..self.slots).filter(there).enumerate() {
                let (one, other) = (a * self.slots + b, b * self.slots + a);
                let upright = u64::from(self.upright[one] + self.upright[other]);
                let level = u64::from(self.level[one] + self.level[other]);
                if upright + level > 0 {
                    let (classes, sides) = ((i, i + 1 + j), Sides { upright, level });
                    sums.classes[classes.0].unlike.add(sides);
                    sums.classes[classes.1].unlike.add(sides);
                    sums.edges.push(ClassEdge { classes, sides });
                }
            }
        }
    }
}
