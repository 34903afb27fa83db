//! Rule `largest`: a row is cut into cells that borders cross, which are overlaid, and runs in between.
//!
//! What a cell is inside of is known at its upper left corner, just right of and below it, and changes where edges cross its left side.
//! Which edges do is told by the columns at which they meet the upper and the lower line of the row or end between them, and by
//! nothing else: so what is inside on one side of a cell and on the other never contradict one another, whatever rounding does.
//! A point on the line between two cells is of the left one.

use super::{
    Row,
    overlay::{Cell, Overlay, Piece, toggle},
    stack::{Edge, Stack},
};
use crate::cover::cell_mask::edge_at;
use std::ops::Range;

/// Shares closer than this are a tie, and overlaps smaller are none: coordinates have some eleven digits behind the point of a cell.
const TIE: f64 = 1e-9;

/// Kept from row to row.
#[derive(Default)]
pub(super) struct Scratch {
    /// (column, polygon) of edges on the upper line of the row.
    tops: Vec<(f64, u32)>,
    /// (cell, height, polygon) of edges that cross the left side of a cell.
    sides: Vec<(u32, f64, u32)>,
    /// By cell, in which they lie.
    pieces: Vec<(u32, Piece)>,
    /// What the corner of the cell is inside of, sorted.
    inside: Vec<u32>,
    overlay: Overlay,
    shares: Vec<(u32, f64)>,
}

impl Scratch {
    pub(super) fn row(&mut self, stack: &Stack, active: &[u32], row: usize, classes: &mut Row) {
        self.tops.clear();
        self.sides.clear();
        self.pieces.clear();
        self.inside.clear();
        let columns = stack.grid.columns;
        for edge in active {
            self.cut(stack.edge(*edge), row as f64, columns as i64);
        }
        self.tops.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        self.sides.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        self.pieces.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.y1.total_cmp(&b.1.y1)));

        let (mut top, mut side, mut piece, mut column) = (0, 0, 0, 0u32);
        loop {
            let crossed = [self.sides.get(side).map(|side| side.0), self.pieces.get(piece).map(|piece| piece.0)];
            let crossed = crossed.into_iter().flatten().min();
            self.reach(column, &mut top);
            self.run(stack, column..crossed.unwrap_or(columns as u32), classes);
            let Some(cell) = crossed else { break };
            self.reach(cell, &mut top);
            let sides = side..side + self.sides[side..].iter().take_while(|side| side.0 == cell).count();
            let pieces = piece..piece + self.pieces[piece..].iter().take_while(|piece| piece.0 == cell).count();
            (side, piece, column) = (sides.end, pieces.end, cell + 1);
            self.cell(stack, cell, sides, pieces, classes);
        }
    }

    /// What of an edge lies in the row, cut into cells.
    fn cut(&mut self, edge: &Edge, top: f64, columns: i64) {
        let bottom = top + 1.0;
        let (low, high) = (edge.upper.0.min(edge.lower.0), edge.upper.0.max(edge.lower.0));
        let at = |y: f64| edge_at(edge.upper, edge.lower, y).clamp(low, high);
        let mut from = edge.upper;
        if from.1 <= top {
            from = (at(top), top);
            self.tops.push((from.0, edge.part));
        }
        let to = if edge.lower.1 > bottom { (at(bottom), bottom) } else { edge.lower };
        // The cell of a point: one on a line is of the cell on its left.
        let cell = |x: f64| ((x.ceil() - 1.0).max(-1.0) as i64).min(columns);
        let (mut cell_from, cell_to) = (cell(from.0), cell(to.0));
        let across = |line: i64| {
            let y = from.1 + (line as f64 - from.0) / (to.0 - from.0) * (to.1 - from.1);
            y.clamp(from.1, to.1) - top
        };
        let mut point = (from.0, from.1 - top);
        let end = (to.0, to.1 - top);
        while cell_from != cell_to {
            let right = cell_from < cell_to;
            let line = if right { cell_from + 1 } else { cell_from };
            let y = across(line).max(point.1);
            self.piece(cell_from, columns, point, (line as f64, y), edge.part);
            if line < columns {
                self.sides.push((line as u32, y, edge.part));
            }
            point = (line as f64, y);
            cell_from += if right { 1 } else { -1 };
        }
        self.piece(cell_to, columns, point, end, edge.part);
    }

    fn piece(&mut self, cell: i64, columns: i64, from: (f64, f64), to: (f64, f64), part: u32) {
        if (0..columns).contains(&cell) {
            let x = |x: f64| (x - cell as f64).clamp(0.0, 1.0);
            self.pieces.push((cell as u32, Piece { part, x1: x(from.0), y1: from.1, x2: x(to.0), y2: to.1 }));
        }
    }

    /// Takes in what the corner of a cell is inside of.
    fn reach(&mut self, cell: u32, top: &mut usize) {
        while let Some((_, part)) = self.tops.get(*top).filter(|(x, _)| *x <= f64::from(cell)) {
            toggle(&mut self.inside, *part);
            *top += 1;
        }
    }

    /// Cells that no border crosses.
    fn run(&self, stack: &Stack, columns: Range<u32>, classes: &mut Row) {
        let Some(part) = self.inside.last().filter(|_| !columns.is_empty()) else { return };
        let claim = stack.claim(*part);
        classes.features.push(claim.feature);
        classes.add(columns.clone(), claim.class);
        if let Some(features) = stack.two_features(&self.inside) {
            classes.add_overlap(columns, features);
        }
    }

    fn cell(&mut self, stack: &Stack, cell: u32, sides: Range<usize>, pieces: Range<usize>, classes: &mut Row) {
        let (sides, pieces) = (&self.sides[sides], &self.pieces[pieces]);
        self.overlay.lay(Cell { inside: &self.inside, sides, pieces }, stack);
        if let Some(features) = self.overlay.two_features.filter(|_| self.overlay.overlapped > TIE) {
            classes.add_overlap(cell..cell + 1, features);
        }
        self.shares.clear();
        for (part, share) in &self.overlay.visible {
            let class = stack.claim(*part).class;
            match self.shares.iter_mut().find(|(other, _)| *other == class) {
                Some((_, sum)) => *sum += share,
                None => self.shares.push((class, *share)),
            }
        }
        let largest = self.shares.iter().map(|(_, share)| *share).fold(0.0, f64::max);
        if largest <= TIE || self.overlay.uncovered > largest + TIE {
            return;
        }
        let tied = self.shares.iter().filter(|(_, share)| *share >= largest - TIE);
        let Some(class) = tied.map(|(class, _)| *class).min() else { return };
        let seen = self.overlay.visible.iter().filter(|(_, share)| *share > TIE).map(|(part, _)| stack.claim(*part));
        classes.features.extend(seen.filter(|claim| claim.class == class).map(|claim| claim.feature));
        classes.add(cell..cell + 1, class);
    }
}
