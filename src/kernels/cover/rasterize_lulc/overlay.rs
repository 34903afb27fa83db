//! What polygons show of themselves in one cell.

use super::stack::Stack;

/// A part of an edge inside a cell, from its upper end to its lower one; the cell is the unit square.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    pub part: u32,
    pub x1: f64,
    pub y1: f64,
    pub x2: f64,
    pub y2: f64,
}

impl Piece {
    fn at(&self, y: f64) -> f64 {
        self.x1 + (y - self.y1) / (self.y2 - self.y1) * (self.x2 - self.x1)
    }
}

/// A cell that borders cross.
pub(super) struct Cell<'a> {
    /// What its upper left corner is inside of, sorted.
    pub inside: &'a [u32],
    /// (., height, polygon) of the edges that cross its left side, by height.
    pub sides: &'a [(u32, f64, u32)],
    /// By their upper ends.
    pub pieces: &'a [(u32, Piece)],
}

/// What is seen of each polygon, as shares of the cell.
#[derive(Default)]
pub(super) struct Overlay {
    pub visible: Vec<(u32, f64)>,
    pub uncovered: f64,
    /// Where two features or more lie.
    pub overlapped: f64,
    pub two_features: Option<[u32; 2]>,
    heights: Vec<f64>,
    /// Pieces between two heights, by column.
    between: Vec<(f64, u32)>,
    left: Vec<u32>,
    inside: Vec<u32>,
    active: Vec<usize>,
}

impl Overlay {
    pub(super) fn lay(&mut self, cell: Cell<'_>, stack: &Stack) {
        self.visible.clear();
        (self.uncovered, self.overlapped, self.two_features) = (0.0, 0.0, None);
        self.find_heights(&cell);
        self.left.clear();
        self.left.extend(cell.inside);
        self.active.clear();
        let (mut side, mut piece) = (0, 0);
        for i in 1..self.heights.len() {
            let (top, bottom) = (self.heights[i - 1], self.heights[i]);
            while let Some((_, _, part)) = cell.sides.get(side).filter(|side| side.1 <= top) {
                toggle(&mut self.left, *part);
                side += 1;
            }
            while cell.pieces.get(piece).is_some_and(|(_, piece)| piece.y1 <= top) {
                self.active.push(piece);
                piece += 1;
            }
            self.active.retain(|piece| cell.pieces[*piece].1.y2 > top);
            let middle = top + (bottom - top) / 2.0;
            self.between.clear();
            for (_, piece) in self.active.iter().map(|piece| &cell.pieces[*piece]) {
                self.between.push((piece.at(middle), piece.part));
            }
            self.between.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
            self.add_slab(bottom - top, stack);
        }
    }

    /// Heights between which no piece begins, ends or crosses another.
    fn find_heights(&mut self, cell: &Cell<'_>) {
        self.heights.clear();
        self.heights.extend([0.0, 1.0]);
        self.heights.extend(cell.sides.iter().map(|side| side.1));
        for (i, (_, one)) in cell.pieces.iter().enumerate() {
            self.heights.extend([one.y1, one.y2]);
            for (_, other) in cell.pieces[i + 1..].iter().take_while(|(_, other)| other.y1 < one.y2) {
                self.heights.extend(crossing(one, other));
            }
        }
        self.heights.sort_unstable_by(f64::total_cmp);
        self.heights.dedup();
    }

    /// Trapezoids between the pieces of a slab: each as wide in the middle as its area over its height.
    fn add_slab(&mut self, height: f64, stack: &Stack) {
        self.inside.clear();
        self.inside.extend(&self.left);
        let mut from = 0.0;
        for i in 0..=self.between.len() {
            let to = self.between.get(i).map_or(1.0, |(x, _)| x.clamp(from, 1.0));
            let share = (to - from) * height;
            if share > 0.0 {
                match self.inside.last() {
                    None => self.uncovered += share,
                    Some(part) => match self.visible.iter_mut().find(|(other, _)| other == part) {
                        Some((_, sum)) => *sum += share,
                        None => self.visible.push((*part, share)),
                    },
                }
                if let Some(features) = stack.two_features(&self.inside) {
                    self.overlapped += share;
                    self.two_features.get_or_insert(features);
                }
            }
            from = to;
            if let Some((_, part)) = self.between.get(i) {
                toggle(&mut self.inside, *part);
            }
        }
    }
}

/// The height at which two pieces cross between their ends.
fn crossing(one: &Piece, other: &Piece) -> Option<f64> {
    let (top, bottom) = (one.y1.max(other.y1), one.y2.min(other.y2));
    if top >= bottom || one.x1.max(one.x2) < other.x1.min(other.x2) || other.x1.max(other.x2) < one.x1.min(one.x2) {
        return None;
    }
    let (above, below) = (one.at(top) - other.at(top), one.at(bottom) - other.at(bottom));
    let crosses = (above < 0.0 && below > 0.0) || (above > 0.0 && below < 0.0);
    crosses.then(|| top + (bottom - top) * (above / (above - below))).filter(|y| *y > top && *y < bottom)
}

/// In where it is out, and out where it is in.
pub(super) fn toggle(inside: &mut Vec<u32>, part: u32) {
    match inside.binary_search(&part) {
        Ok(at) => {
            inside.remove(at);
        }
        Err(at) => inside.insert(at, part),
    }
}
