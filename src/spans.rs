//! Which cells a polygon holds: a cell belongs to the polygon that holds its centre.
//!
//! Kept as spans of columns per row, so that a mask costs memory by its outline, not by its area, and every tiling sees
//! the same cells. A centre exactly on an edge belongs to the polygon on its right (or below, for a horizontal edge), so
//! polygons that share an edge never share a cell and never leave one out; GDAL's rasterizer promises neither.

use crate::grid::{Grid, Window};
use std::ops::Range;

/// A polygon's rings (outer and holes alike) in map coordinates; inside is where an outgoing ray crosses oddly many edges.
pub type Polygon = Vec<Vec<(f64, f64)>>;

/// For every row of a grid, the columns that are covered, as sorted, disjoint, half-open ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spans {
    rows: Vec<Vec<Range<u32>>>,
}

impl Spans {
    /// The union of the polygons on the grid.
    pub fn of(polygons: &[Polygon], grid: &Grid) -> Spans {
        let mut rows: Vec<Vec<Range<u32>>> = vec![Vec::new(); grid.rows];
        for polygon in polygons {
            let mut crossings = crossings(polygon, grid);
            crossings.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            for pair in crossings.chunks_exact(2) {
                let column = |x: f64| (x - 0.5).ceil().clamp(0.0, grid.columns as f64) as u32;
                let span = column(pair[0].1)..column(pair[1].1);
                if !span.is_empty() {
                    rows[pair[0].0].push(span);
                }
            }
        }
        rows.iter_mut().for_each(join);
        Spans { rows }
    }

    /// Cells covered in all.
    pub fn cells(&self) -> u64 {
        self.rows.iter().flatten().map(|s| u64::from(s.end - s.start)).sum()
    }

    /// Sets the cells of the window that are not covered (row-major `cells`) to `value`.
    pub fn fill_outside<T: Copy>(&self, window: Window, cells: &mut [T], value: T) {
        for (row, line) in cells.chunks_exact_mut(window.columns).enumerate() {
            let mut done = 0;
            for span in &self.rows[window.row + row] {
                let start = (span.start as usize).saturating_sub(window.column).min(window.columns);
                let end = (span.end as usize).saturating_sub(window.column).min(window.columns);
                if start > done {
                    line[done..start].fill(value);
                }
                done = done.max(end);
            }
            line[done..].fill(value);
        }
    }
}

/// (row, column) of every edge on the centre line of every row; an edge holds its upper end and not its lower.
fn crossings(polygon: &Polygon, grid: &Grid) -> Vec<(usize, f64)> {
    let mut found = Vec::new();
    for ring in polygon {
        let points: Vec<(f64, f64)> = ring.iter().map(|&(x, y)| grid.to_cells(x, y)).collect();
        for (i, &(x1, y1)) in points.iter().enumerate() {
            let (x2, y2) = points[(i + 1) % points.len()];
            // Always from the upper end to the lower, so that an edge shared by two polygons is cut at the same column.
            let (x1, y1, x2, y2) = if y1 <= y2 { (x1, y1, x2, y2) } else { (x2, y2, x1, y1) };
            let first = (y1 - 0.5).ceil().max(0.0);
            let end = (y2 - 0.5).ceil().min(grid.rows as f64);
            let mut row = first;
            while row < end {
                found.push((row as usize, x1 + (row + 0.5 - y1) / (y2 - y1) * (x2 - x1)));
                row += 1.0;
            }
        }
    }
    found
}

/// Sorts spans and joins those that touch or overlap.
fn join(spans: &mut Vec<Range<u32>>) {
    spans.sort_unstable_by_key(|s| s.start);
    let mut joined: Vec<Range<u32>> = Vec::with_capacity(spans.len());
    for span in spans.drain(..) {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    *spans = joined;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grid(rows: usize, columns: usize) -> Grid {
        Grid { rows, columns, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, 1.0], metres_per_unit: 1.0 }
    }

    fn covered(polygons: &[Polygon], grid: &Grid) -> Vec<u8> {
        let mut cells = vec![1u8; grid.rows * grid.columns];
        Spans::of(polygons, grid).fill_outside(grid.whole(), &mut cells, 0);
        cells
    }

    fn rectangle(x1: f64, y1: f64, x2: f64, y2: f64) -> Vec<(f64, f64)> {
        vec![(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)]
    }

    #[test]
    fn no_polygon_covers_nothing() {
        assert_eq!(covered(&[], &grid(2, 2)), [0; 4]);
        assert_eq!(covered(&[vec![vec![]]], &grid(2, 2)), [0; 4]);
    }

    #[test]
    fn holes_and_overlaps() {
        let donut = vec![rectangle(0.0, 0.0, 4.0, 4.0), rectangle(1.0, 1.0, 3.0, 3.0)];
        #[rustfmt::skip]
        assert_eq!(covered(std::slice::from_ref(&donut), &grid(4, 4)), [1,1,1,1, 1,0,0,1, 1,0,0,1, 1,1,1,1]);
        // A second polygon fills the hole: the union, not the parity, of features
        let lid = vec![rectangle(0.5, 1.0, 3.5, 3.0)];
        assert_eq!(covered(&[donut, lid], &grid(4, 4)), [1; 16]);
    }

    #[test]
    fn a_centre_on_a_shared_edge_belongs_to_one_polygon() {
        let g = grid(3, 3);
        let left = vec![rectangle(0.0, 0.0, 1.5, 3.0)];
        let right = vec![rectangle(1.5, 0.0, 3.0, 3.0)];
        assert_eq!(covered(&[left], &g), [1, 0, 0, 1, 0, 0, 1, 0, 0]);
        assert_eq!(covered(&[right], &g), [0, 1, 1, 0, 1, 1, 0, 1, 1]);
        let top = vec![rectangle(0.0, 0.0, 3.0, 1.5)];
        let bottom = vec![rectangle(0.0, 1.5, 3.0, 3.0)];
        assert_eq!(covered(&[top], &g), [1, 1, 1, 0, 0, 0, 0, 0, 0]);
        assert_eq!(covered(&[bottom], &g), [0, 0, 0, 1, 1, 1, 1, 1, 1]);
    }

    proptest! {
        /// Two polygons cut from a rectangle by a random line share no cell and leave none out, and any window sees the same.
        #[test]
        fn neighbours_tile_the_plane(a in -2.0f64..14.0, b in -2.0f64..14.0, cut in 1usize..12, angle in 0.0f64..6.3) {
            let mut g = grid(12, 12);
            let (s, c) = angle.sin_cos();
            g.geotransform = [6.0 - 6.0 * (c - s), c, -s, 6.0 - 6.0 * (s + c), s, c];
            let far = 40.0;
            let left = vec![vec![(-far, -far), (a, -far), (b, far), (-far, far)]];
            let right = vec![vec![(a, -far), (far, -far), (far, far), (b, far)]];
            let (l, r) = (covered(std::slice::from_ref(&left), &g), covered(&[right], &g));
            for i in 0..144 {
                prop_assert_eq!(l[i] + r[i], 1);
            }
            let spans = Spans::of(&[left], &g);
            let mut parts = Vec::new();
            for window in [Window { row: 0, column: 0, rows: 12, columns: cut }, Window { row: 0, column: cut, rows: 12, columns: 12 - cut }] {
                let mut cells = vec![1u8; window.cells()];
                if window.columns > 0 {
                    spans.fill_outside(window, &mut cells, 0);
                }
                parts.push((window, cells));
            }
            for (window, cells) in parts {
                for (i, cell) in cells.iter().enumerate() {
                    let (row, column) = (i / window.columns, window.column + i % window.columns);
                    prop_assert_eq!(*cell, l[row * 12 + column]);
                }
            }
            prop_assert_eq!(spans.cells(), l.iter().map(|&v| u64::from(v)).sum::<u64>());
        }
    }
}
