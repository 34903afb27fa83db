//! Pairs of cells that have no gap, by sums over rectangles.
//!
//! Pairs at a lag are those of a rectangle of first cells and the same one moved by the lag: N = its cells, and Σ over both of a
//! field is four corners of a table of sums each
//!
//! Shapes: cells without a gap, with those that pairs start from; N and three sums for each lag. Units: those of the parts that
//! [`Split`] makes. Range: N from 0.
//!
//! Source: Crow 1984, SIGGRAPH Comput. Graph. 18, 207 (summed-area tables).

use super::split::Split;
use ndarray::ArrayView2;
use std::ops::Range;

/// Sums over rectangles of cells that have no gap.
pub struct Rectangles {
    rows: usize,
    columns: usize,
    tile: (usize, Range<usize>),
    /// Of h², of 2hl + l², and of h + l, over all cells above and to the left.
    sums: Vec<Vec<f64>>,
}

impl Rectangles {
    /// Of cells, the part of them that pairs start from (its first rows, and some columns), and whether h + l is asked for.
    pub fn new(cells: &ArrayView2<'_, f64>, tile: (usize, Range<usize>), split: &Split, both: bool) -> Rectangles {
        let (rows, columns) = cells.dim();
        let mut sums = vec![vec![0.0; (rows + 1) * (columns + 1)]; if both { 3 } else { 2 }];
        for (r, cells) in cells.rows().into_iter().enumerate() {
            let mut line = [0.0; 3];
            for (c, z) in cells.iter().enumerate() {
                let (high, low) = split.parts(*z);
                line[0] += high * high;
                line[1] += 2.0 * high * low + low * low;
                line[2] += high + low;
                for (sums, line) in sums.iter_mut().zip(line) {
                    sums[(r + 1) * (columns + 1) + c + 1] = sums[r * (columns + 1) + c + 1] + line;
                }
            }
        }
        Rectangles { rows, columns, tile, sums }
    }

    /// Of the pairs at a lag: their number, and sums over first and second cells.
    pub fn pairs(&self, lag: (usize, isize)) -> [f64; 4] {
        let rows = 0..self.tile.0.min(self.rows - lag.0);
        let start = self.tile.1.start.max((-lag.1).max(0) as usize);
        let end = self.tile.1.end.min((self.columns as isize - lag.1).max(0) as usize);
        if start >= end || rows.is_empty() {
            return [0.0; 4];
        }
        let corner = |sums: &[f64], r: usize, c: usize| sums[r * (self.columns + 1) + c];
        let sum = |sums: &[f64], rows: Range<usize>, columns: Range<usize>| {
            corner(sums, rows.end, columns.end)
                - corner(sums, rows.start, columns.end)
                - (corner(sums, rows.end, columns.start) - corner(sums, rows.start, columns.start))
        };
        let moved = |c: usize| (c as isize + lag.1) as usize;
        let mut of = [(rows.len() * (end - start)) as f64, 0.0, 0.0, 0.0];
        for (of, sums) in of[1..].iter_mut().zip(&self.sums) {
            *of = sum(sums, rows.clone(), start..end)
                + sum(sums, rows.start + lag.0..rows.end + lag.0, moved(start)..moved(end));
        }
        of
    }
}
