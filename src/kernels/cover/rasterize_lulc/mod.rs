//! The class of every cell under polygons of classes.
//!
//! A stack of polygons, the later ones over the earlier. Rule `centre`: a cell has the class of the topmost feature that holds its
//! centre; a centre on a shared border lies in exactly one polygon ([`crate::cover::cell_mask`]). Rule `largest`: with v_c the share of
//! the cell in which class c is seen (topmost) and u = 1 - Σ v_c the share that no polygon covers, the cell has the class of the
//! largest v_c, and none where u > v_c. Shares within 10⁻⁹ of one another are a tie, which the smaller code has, and a class before
//! none.
//!
//! v_c is exact but for rounding: cells that borders cross are cut at the heights of all vertices, crossings of their sides and
//! crossings of borders; between two heights the borders stand side by side, and areas between them are those of trapezoids. Cells that
//! no border crosses are runs and cost nothing.
//!
//! Shapes: rings in cells of a grid; a row of runs of classes. Units: cells. Nodata: a cell in no run. Inside of a polygon is where an
//! outgoing ray crosses its borders oddly often.
//!
//! Source: Foley et al. 1990, Computer graphics: principles and practice, 3.6 (scan conversion by active edges).
//!
//! ```
//! use pitscape::{cover::cell_mask::Polygon, grid::Grid, kernels::cover::rasterize_lulc::{Claim, Row, Rule, Stack, Walk}};
//! let grid = Grid { rows: 1, columns: 3, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, 1.0], metres_per_unit: 1.0 };
//! let mut stack = Stack::new(&grid);
//! stack.push(&vec![vec![(0.0, 0.0), (1.4, 0.0), (1.4, 1.0), (0.0, 1.0)]], Claim { feature: 0, class: 0 });
//! let strips = stack.strips(1);
//! let mut row = Row::default();
//! Walk::new(&stack, &strips, 0).row(0, Rule::Centre, &mut row);
//! assert_eq!(row.runs[0].columns, 0..1);
//! ```

mod centre;
mod claims;
mod largest;
mod overlay;
mod size;
mod stack;

pub use claims::Claims;
pub use size::area_ha;
pub use stack::{Claim, Stack, Strips};

use std::ops::Range;

/// Which of the classes in a cell is that of the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// That at its centre.
    Centre,
    /// That of the largest visible share.
    Largest,
}

/// Cells of a row that have one class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub columns: Range<u32>,
    pub class: u32,
}

/// A cell in which two features lie over one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    pub column: u32,
    /// The lower one first.
    pub features: [u32; 2],
}

/// The classes of a row of cells.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Row {
    /// Sorted and disjoint.
    pub runs: Vec<Run>,
    /// Features that have a cell of the row, some more than once.
    pub features: Vec<u32>,
    /// Cells in which features lie over one another: their centre in both, or for `largest` any part.
    pub overlapped: u64,
    pub first_overlap: Option<Overlap>,
}

impl Row {
    fn clear(&mut self) {
        self.runs.clear();
        self.features.clear();
        self.overlapped = 0;
        self.first_overlap = None;
    }

    fn add(&mut self, columns: Range<u32>, class: u32) {
        match self.runs.last_mut() {
            Some(last) if last.class == class && last.columns.end == columns.start => last.columns.end = columns.end,
            _ => self.runs.push(Run { columns, class }),
        }
    }

    fn add_overlap(&mut self, columns: Range<u32>, features: [u32; 2]) {
        self.overlapped += u64::from(columns.end - columns.start);
        self.first_overlap.get_or_insert(Overlap { column: columns.start, features });
    }
}

/// Goes down the rows of a strip.
pub struct Walk<'a> {
    stack: &'a Stack,
    /// Edges of the strip by their upper ends.
    edges: Vec<u32>,
    next: usize,
    /// Those that reach into the row.
    active: Vec<u32>,
    centre: centre::Scratch,
    largest: largest::Scratch,
}

impl<'a> Walk<'a> {
    /// Of one of the strips.
    pub fn new(stack: &'a Stack, strips: &Strips, strip: usize) -> Walk<'a> {
        let mut edges = strips.edges(strip).to_vec();
        edges.sort_by(|a, b| stack.edge(*a).upper.1.total_cmp(&stack.edge(*b).upper.1));
        Walk { stack, edges, next: 0, active: Vec::new(), centre: Default::default(), largest: Default::default() }
    }

    /// The classes of a row of the strip; rows are asked for in ascending order.
    pub fn row(&mut self, row: usize, rule: Rule, classes: &mut Row) {
        classes.clear();
        let (top, bottom) = (row as f64, (row + 1) as f64);
        let stack = self.stack;
        self.active.retain(|edge| stack.edge(*edge).lower.1 > top);
        while let Some(edge) = self.edges.get(self.next).filter(|edge| stack.edge(**edge).upper.1 < bottom) {
            if stack.edge(*edge).lower.1 > top {
                self.active.push(*edge);
            }
            self.next += 1;
        }
        match rule {
            Rule::Centre => self.centre.row(stack, &self.active, row, classes),
            Rule::Largest => self.largest.row(stack, &self.active, row, classes),
        }
    }
}

#[cfg(test)]
mod tests;
