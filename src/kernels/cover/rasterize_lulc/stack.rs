//! Polygons one over the other, as edges in cells of a grid.

use crate::{cover::cell_mask::Polygon, grid::Grid};

/// Whose a polygon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub feature: u32,
    /// Index of its class, in ascending order of the codes.
    pub class: u32,
}

/// From its upper end to its lower one, in cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    pub upper: (f64, f64),
    pub lower: (f64, f64),
    /// Place of its polygon in the stack.
    pub part: u32,
}

/// Polygons one over the other, later ones above.
#[derive(Debug)]
pub struct Stack {
    pub(super) grid: Grid,
    edges: Vec<Edge>,
    parts: Vec<Claim>,
}

impl Stack {
    pub fn new(grid: &Grid) -> Stack {
        Stack { grid: grid.clone(), edges: Vec::new(), parts: Vec::new() }
    }

    /// Lays a polygon, in map coordinates, over all before; parts of one feature follow one another.
    pub fn push(&mut self, polygon: &Polygon, claim: Claim) {
        let part = self.parts.len() as u32;
        self.parts.push(claim);
        let (columns, rows) = (self.grid.columns as f64, self.grid.rows as f64);
        for ring in polygon {
            let Some(last) = ring.last() else { continue };
            let mut from = self.grid.to_cells(last.0, last.1);
            for point in ring {
                let to = self.grid.to_cells(point.0, point.1);
                let (upper, lower) = if from.1 <= to.1 { (from, to) } else { (to, from) };
                // What is on the left of the grid tells what its first column is inside of; the rest off the grid tells nothing.
                if upper != lower && lower.1 >= 0.0 && upper.1 < rows && upper.0.min(lower.0) <= columns {
                    self.edges.push(Edge { upper, lower, part });
                }
                from = to;
            }
        }
    }

    pub(super) fn edge(&self, edge: u32) -> &Edge {
        &self.edges[edge as usize]
    }

    pub(super) fn claim(&self, part: u32) -> Claim {
        self.parts[part as usize]
    }

    /// The features of two polygons that are not of one feature, the lower number first; of the topmost, and the next below it that
    /// is of another.
    pub(super) fn two_features(&self, parts: &[u32]) -> Option<[u32; 2]> {
        let top = self.claim(*parts.last()?).feature;
        let other = parts.iter().rev().map(|part| self.claim(*part).feature).find(|feature| *feature != top)?;
        Some([top.min(other), top.max(other)])
    }

    /// Which edges reach into each strip of so many rows.
    pub fn strips(&self, rows: usize) -> Strips {
        let count = self.grid.rows.div_ceil(rows);
        let last = self.grid.rows as f64 - 1.0;
        let reach = |edge: &Edge| {
            let strip = |y: f64| y.floor().clamp(0.0, last) as usize / rows;
            strip(edge.upper.1)..strip(edge.lower.1) + 1
        };
        let mut starts = vec![0usize; count + 1];
        for edge in &self.edges {
            reach(edge).for_each(|strip| starts[strip + 1] += 1);
        }
        for strip in 0..count {
            starts[strip + 1] += starts[strip];
        }
        let (mut next, mut edges) = (starts.clone(), vec![0u32; starts[count]]);
        for (i, edge) in self.edges.iter().enumerate() {
            for strip in reach(edge) {
                edges[next[strip]] = i as u32;
                next[strip] += 1;
            }
        }
        Strips { starts, edges }
    }
}

/// Edges by strip.
#[derive(Debug)]
pub struct Strips {
    starts: Vec<usize>,
    edges: Vec<u32>,
}

impl Strips {
    pub(super) fn edges(&self, strip: usize) -> &[u32] {
        &self.edges[self.starts[strip]..self.starts[strip + 1]]
    }
}
