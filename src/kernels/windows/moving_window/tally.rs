//! Cells and sides in a window, kept up as it moves along a row: a cell enters and a cell leaves at each end of each of its
//! rows, so that a step costs the window's rows and not its cells.

use super::{
    field::{BACKGROUND, Field},
    footprint::Footprint,
};
use crate::kernels::{
    metrics::{ClassSums, Sums},
    patches::{ClassEdge, Sides},
};
use std::collections::{BTreeMap, btree_map::Entry};

/// Counts by slot, and by pair of slots.
pub struct Tally {
    kept: Kept,
    ends: Ends,
    /// Index of the class of each slot in the sums that were filled last.
    pub place: Vec<u16>,
}

enum Kept {
    Table(Table),
    List(List),
}

/// From the centre to where the rows of a window end.
struct Ends {
    /// To the cell before the first of each row, and to its last.
    rows: Vec<(isize, isize)>,
    /// The same for two rows that meet, the upper one's, as far as both reach; empty where sides are not asked for.
    seams: Vec<(isize, isize)>,
    sides: bool,
}

/// Two cells side by side, or one above the other.
#[derive(Clone, Copy)]
enum Way {
    Beside,
    Below,
}

/// Cells by slot, and pairs of neighbours by two slots.
trait Counts {
    fn clear(&mut self);
    fn enter(&mut self, slot: u16);
    fn leave(&mut self, slot: u16);
    fn join(&mut self, way: Way, one: u16, other: u16);
    fn part(&mut self, way: Way, one: u16, other: u16);
    /// Cells of a slot.
    fn cells(&self, slot: u16) -> u32;
    /// Visits the slots of classes that are there, ascending, with their cells.
    fn each(&self, visit: impl FnMut(u16, u32));
    /// Visits pairs of classes that meet (upright and level sides between their cells) by their places, ascending, the smaller
    /// first; each class with itself too.
    fn each_pair(&self, place: &[u16], visit: impl FnMut(usize, usize, Sides));
}

/// Slots for which there is a table of all pairs.
const TABLE: usize = 256;

/// Of few slots.
struct Table {
    slots: usize,
    cells: Vec<u32>,
    /// Empty where sides are not asked for.
    upright: Vec<u32>,
    level: Vec<u32>,
}

/// Of many slots, most of which a window does not hold.
struct List {
    cells: Vec<u32>,
    /// A bit for each slot that has cells.
    there: Vec<u64>,
    /// The smaller slot first.
    pairs: BTreeMap<(u16, u16), [u32; 2]>,
}

impl Table {
    fn new(slots: usize, sides: bool) -> Table {
        let pairs = if sides { slots * slots } else { 0 };
        Table { slots, cells: vec![0; slots], upright: vec![0; pairs], level: vec![0; pairs] }
    }

    fn pair(&mut self, way: Way, one: u16, other: u16) -> &mut u32 {
        let at = usize::from(one) * self.slots + usize::from(other);
        match way {
            Way::Beside => &mut self.upright[at],
            Way::Below => &mut self.level[at],
        }
    }
}

impl Counts for Table {
    fn clear(&mut self) {
        self.cells.fill(0);
        self.upright.fill(0);
        self.level.fill(0);
    }

    fn enter(&mut self, slot: u16) {
        self.cells[usize::from(slot)] += 1;
    }

    fn leave(&mut self, slot: u16) {
        self.cells[usize::from(slot)] -= 1;
    }

    fn join(&mut self, way: Way, one: u16, other: u16) {
        *self.pair(way, one, other) += 1;
    }

    fn part(&mut self, way: Way, one: u16, other: u16) {
        *self.pair(way, one, other) -= 1;
    }

    fn cells(&self, slot: u16) -> u32 {
        self.cells[usize::from(slot)]
    }

    fn each(&self, mut visit: impl FnMut(u16, u32)) {
        let slots = (1..).zip(&self.cells[1..]);
        slots.filter(|(_, cells)| **cells > 0).for_each(|(slot, cells)| visit(slot, *cells));
    }

    fn each_pair(&self, _place: &[u16], mut visit: impl FnMut(usize, usize, Sides)) {
        let there = |slot: &usize| self.cells[*slot] > 0;
        for (i, a) in (1..self.slots).filter(there).enumerate() {
            let of_row = a * self.slots..(a + 1) * self.slots;
            let (upright, level) = (&self.upright[of_row.clone()], &self.level[of_row]);
            visit(i, i, Sides { upright: u64::from(upright[a]), level: u64::from(level[a]) });
            for (j, b) in (a + 1..self.slots).filter(there).enumerate() {
                let other = b * self.slots + a;
                let upright = u64::from(upright[b] + self.upright[other]);
                let level = u64::from(level[b] + self.level[other]);
                if upright + level > 0 {
                    visit(i, i + 1 + j, Sides { upright, level });
                }
            }
        }
    }
}

impl List {
    fn new(slots: usize) -> List {
        List { cells: vec![0; slots], there: vec![0; slots.div_ceil(64)], pairs: BTreeMap::new() }
    }
}

impl Counts for List {
    fn clear(&mut self) {
        self.cells.fill(0);
        self.there.fill(0);
        self.pairs.clear();
    }

    fn enter(&mut self, slot: u16) {
        let slot = usize::from(slot);
        self.cells[slot] += 1;
        self.there[slot / 64] |= 1 << (slot % 64);
    }

    fn leave(&mut self, slot: u16) {
        let slot = usize::from(slot);
        self.cells[slot] -= 1;
        if self.cells[slot] == 0 {
            self.there[slot / 64] &= !(1 << (slot % 64));
        }
    }

    fn join(&mut self, way: Way, one: u16, other: u16) {
        self.pairs.entry((one.min(other), one.max(other))).or_default()[way as usize] += 1;
    }

    fn part(&mut self, way: Way, one: u16, other: u16) {
        let Entry::Occupied(mut pair) = self.pairs.entry((one.min(other), one.max(other))) else { return };
        pair.get_mut()[way as usize] -= 1;
        if *pair.get() == [0; 2] {
            pair.remove();
        }
    }

    fn cells(&self, slot: u16) -> u32 {
        self.cells[usize::from(slot)]
    }

    fn each(&self, mut visit: impl FnMut(u16, u32)) {
        for (word, bits) in self.there.iter().enumerate() {
            let mut bits = *bits;
            while bits != 0 {
                let slot = 64 * word + bits.trailing_zeros() as usize;
                if slot != usize::from(BACKGROUND) {
                    visit(slot as u16, self.cells[slot]);
                }
                bits &= bits - 1;
            }
        }
    }

    fn each_pair(&self, place: &[u16], mut visit: impl FnMut(usize, usize, Sides)) {
        let place = |slot: u16| usize::from(place[usize::from(slot)]);
        // Background is the smallest slot.
        for ((one, other), [upright, level]) in self.pairs.range((BACKGROUND + 1, 0)..) {
            visit(place(*one), place(*other), Sides { upright: u64::from(*upright), level: u64::from(*level) });
        }
    }
}

impl Ends {
    /// Counts the window around a cell afresh.
    fn begin(&self, counts: &mut impl Counts, field: &Field, at: usize) {
        counts.clear();
        let index = |off: isize| (at as isize + off) as usize;
        for (first, last) in &self.rows {
            let row = &field.slots[index(*first)..=index(*last)];
            row.iter().for_each(|slot| counts.enter(*slot));
            if self.sides {
                row.windows(2).for_each(|two| counts.join(Way::Beside, two[0], two[1]));
            }
        }
        for (first, last) in &self.seams {
            for i in index(*first)..=index(*last) {
                counts.join(Way::Below, field.slots[i], field.slots[i + field.width]);
            }
        }
    }

    /// Moves on from the window around a cell to that around the next one.
    fn step(&self, counts: &mut impl Counts, field: &Field, at: usize) {
        let slots = field.slots.as_slice();
        let cell = |off: isize| slots[(at as isize + off) as usize];
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
            counts.join(Way::Beside, cell(*last), entered);
            counts.part(Way::Beside, left, cell(first + 1));
        }
        let width = field.width as isize;
        for (first, last) in &self.seams {
            counts.join(Way::Below, cell(last + 1), cell(last + 1 + width));
            counts.part(Way::Below, cell(*first), cell(first + width));
        }
    }

    /// Gives the sums the classes that are there, with their sides where they are known, and tells their places.
    fn fill(&self, counts: &impl Counts, field: &Field, sums: &mut Sums, place: &mut [u16]) {
        sums.classes.clear();
        sums.edges.clear();
        counts.each(|slot, cells| {
            place[usize::from(slot)] = sums.classes.len() as u16;
            let (code, cells) = (field.codes[usize::from(slot) - 1], u64::from(cells));
            // Each cell has two sides of a kind.
            let sides = if self.sides { Sides { upright: 2 * cells, level: 2 * cells } } else { Sides::default() };
            sums.classes.push(ClassSums { code, cells, sides, ..ClassSums::default() });
        });
        if !self.sides {
            return;
        }
        let Sums { classes, edges, .. } = sums;
        counts.each_pair(place, |one, other, sides| {
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

impl Tally {
    pub fn new(field: &Field, footprint: &Footprint, sides: bool) -> Tally {
        let slots = field.codes.len() + 1;
        let width = field.width as isize;
        let ends = |(row, half): (isize, usize)| (row * width - half as isize, row * width + half as isize);
        let rows: Vec<(isize, usize)> = footprint.rows().collect();
        let seams = rows.windows(2).map(|two| ends((two[0].0, two[0].1.min(two[1].1))));
        let seams = if sides { seams.collect() } else { Vec::new() };
        Tally {
            kept: match slots <= TABLE {
                true => Kept::Table(Table::new(slots, sides)),
                false => Kept::List(List::new(slots)),
            },
            ends: Ends { rows: rows.iter().copied().map(ends).collect(), seams, sides },
            place: vec![0; slots],
        }
    }

    /// Counts the window around a cell afresh.
    pub fn begin(&mut self, field: &Field, at: usize) {
        match &mut self.kept {
            Kept::Table(table) => self.ends.begin(table, field, at),
            Kept::List(list) => self.ends.begin(list, field, at),
        }
    }

    /// Moves on from the window around a cell to that around the next one.
    pub fn step(&mut self, field: &Field, at: usize) {
        match &mut self.kept {
            Kept::Table(table) => self.ends.step(table, field, at),
            Kept::List(list) => self.ends.step(list, field, at),
        }
    }

    /// Cells without a class.
    pub fn background(&self) -> usize {
        let cells = match &self.kept {
            Kept::Table(table) => table.cells(BACKGROUND),
            Kept::List(list) => list.cells(BACKGROUND),
        };
        cells as usize
    }

    /// Gives the sums the classes that are there, with their sides where they are known.
    pub fn fill(&mut self, field: &Field, sums: &mut Sums) {
        match &self.kept {
            Kept::Table(table) => self.ends.fill(table, field, sums, &mut self.place),
            Kept::List(list) => self.ends.fill(list, field, sums, &mut self.place),
        }
    }
}
