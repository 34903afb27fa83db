//! Which cells are sources, and of which shape: the cells that distances start from.
//!
//! A polygon has the cells whose centres it holds, and one that holds none the cell of its representative point; a line
//! has every cell that it touches, edges and corners included; a point the cell it lies in (on an edge, the one on its
//! right or below). A cell of several shapes goes to the first.

use crate::{
    cover::cell_mask::{CellMask, Polygon, PolygonSize, covered_cells},
    grid::Grid,
};
use std::ops::Range;

/// A shape in map coordinates.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Polygon(Polygon),
    Line(Vec<(f64, f64)>),
    Point((f64, f64)),
}

/// For every row of a grid the columns of source cells, sorted and disjoint, with the number of the shape.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceCells {
    rows: Vec<Vec<(Range<u32>, u32)>>,
    /// Polygons (by number) that hold no centre and have a cell by their representative point.
    pub small: Vec<(u32, PolygonSize)>,
    /// Shapes (by number) that have no cell of the grid.
    pub outside: usize,
}

impl SourceCells {
    /// Shapes with their numbers, which ascend; a number may stand for several shapes. Cells outside `within` are no one's.
    pub fn of(shapes: &[(u32, Shape)], grid: &Grid, within: Option<&CellMask>) -> SourceCells {
        let mut source_cells = SourceCells { rows: vec![Vec::new(); grid.rows], ..SourceCells::default() };
        for same in shapes.chunk_by(|a, b| a.0 == b.0) {
            let mut assigned = false;
            for (number, shape) in same {
                for (row, span) in source_cells.cells(*number, shape, grid) {
                    assigned = true;
                    source_cells.rows[row].push((span, *number));
                }
            }
            source_cells.outside += usize::from(!assigned);
        }
        for (row, spans) in source_cells.rows.iter_mut().enumerate() {
            first_come(spans);
            if let Some(within) = within {
                clip(spans, within.row(row));
            }
        }
        source_cells
    }

    /// The columns of source cells in a row, with the numbers of their shapes.
    pub fn row(&self, row: usize) -> &[(Range<u32>, u32)] {
        &self.rows[row]
    }

    /// The number of the shape that has a cell.
    pub fn number(&self, row: usize, column: usize) -> Option<u32> {
        let spans = &self.rows[row];
        let after = spans.partition_point(|(span, _)| span.start <= column as u32);
        let (span, number) = spans.get(after.checked_sub(1)?)?;
        span.contains(&(column as u32)).then_some(*number)
    }

    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(Vec::is_empty)
    }

    /// Rows and columns of the grid that a shape has.
    fn cells(&mut self, number: u32, shape: &Shape, grid: &Grid) -> Vec<(usize, Range<u32>)> {
        match shape {
            Shape::Polygon(polygon) => {
                let mut found = covered_cells(polygon, grid);
                if found.is_empty() {
                    found.extend(representative(polygon, grid).and_then(|point| cell_of(point, grid)));
                    if !found.is_empty() {
                        self.small.push((number, PolygonSize::of(polygon, &[], grid)));
                    }
                }
                found
            }
            Shape::Line(points) => {
                let points_in_cells: Vec<(f64, f64)> = points.iter().map(|&(x, y)| grid.to_cells(x, y)).collect();
                let mut found = Vec::new();
                match &points_in_cells[..] {
                    [point] => touched(*point, *point, grid, &mut found),
                    points_in_cells => {
                        points_in_cells.windows(2).for_each(|two| touched(two[0], two[1], grid, &mut found))
                    }
                }
                found
            }
            Shape::Point((x, y)) => cell_of(grid.to_cells(*x, *y), grid).into_iter().collect(),
        }
    }
}

/// The cell at a point given in cells: a row, and a column as a span.
pub fn cell_of((column, row): (f64, f64), grid: &Grid) -> Option<(usize, Range<u32>)> {
    let (c, r) = (column.floor(), row.floor());
    let inside = c >= 0.0 && r >= 0.0 && c < grid.columns as f64 && r < grid.rows as f64;
    inside.then(|| (r as usize, c as u32..c as u32 + 1))
}

/// The cells whose closed squares meet a segment, given in cells.
fn touched(a: (f64, f64), b: (f64, f64), grid: &Grid, found: &mut Vec<(usize, Range<u32>)>) {
    let ((x1, y1), (x2, y2)) = if a.1 <= b.1 { (a, b) } else { (b, a) };
    if !(x1 + y1 + x2 + y2).is_finite() {
        return;
    }
    let first = (y1.ceil() - 1.0).max(0.0);
    let last = y2.floor().min(grid.rows as f64 - 1.0);
    let at = |y: f64| if y1 == y2 { x1 } else { x1 + (y - y1) / (y2 - y1) * (x2 - x1) };
    let mut row = first;
    while row <= last {
        // What of the segment lies between the upper and the lower edge of the row
        let ends = if y1 == y2 { (x1, x2) } else { (at(row.max(y1)), at((row + 1.0).min(y2))) };
        let (low, high) = (ends.0.min(ends.1), ends.0.max(ends.1));
        let (start, end) = ((low.ceil() - 1.0).max(0.0), (high.floor() + 1.0).min(grid.columns as f64));
        if start < end {
            found.push((row as usize, start as u32..end as u32));
        }
        row += 1.0;
    }
}

/// A point inside a polygon, in cells: the middle of its widest part on a line half way down. A polygon without an inside
/// is represented by its first point.
fn representative(polygon: &Polygon, grid: &Grid) -> Option<(f64, f64)> {
    let rings: Vec<Vec<(f64, f64)>> =
        polygon.iter().map(|ring| ring.iter().map(|&(x, y)| grid.to_cells(x, y)).collect()).collect();
    let first = *rings.first()?.first()?;
    let mut heights: Vec<f64> = rings.iter().flatten().map(|p| p.1).collect();
    heights.sort_unstable_by(f64::total_cmp);
    heights.dedup();
    let middle = (heights[0] + heights[heights.len() - 1]) / 2.0;
    // Between two vertices, never through one: the gap that holds the middle, or the one below it
    let gap = heights.partition_point(|y| *y <= middle).clamp(1, heights.len().max(2) - 1);
    let Some(lower) = heights.get(gap) else { return Some(first) };
    let y = (heights[gap - 1] + lower) / 2.0;
    let mut crossings = Vec::new();
    for ring in &rings {
        for (i, &(x1, y1)) in ring.iter().enumerate() {
            let (x2, y2) = ring[(i + 1) % ring.len()];
            if (y1 <= y) != (y2 <= y) {
                crossings.push(x1 + (y - y1) / (y2 - y1) * (x2 - x1));
            }
        }
    }
    crossings.sort_unstable_by(f64::total_cmp);
    let widest = crossings.chunks_exact(2).max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])));
    Some(widest.map_or(first, |part| ((part[0] + part[1]) / 2.0, y)))
}

/// Makes spans sorted and disjoint; of those that overlap the one that came first keeps its cells.
fn first_come(spans: &mut Vec<(Range<u32>, u32)>) {
    spans.sort_by_key(|(span, _)| span.start);
    if spans.windows(2).all(|two| two[0].0.end <= two[1].0.start) {
        return;
    }
    let mut edges: Vec<u32> = spans.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut apart: Vec<(Range<u32>, u32)> = Vec::new();
    let (mut open, mut next): (std::collections::BTreeMap<(u32, usize), u32>, usize) = Default::default();
    for two in edges.windows(2) {
        while next < spans.len() && spans[next].0.start <= two[0] {
            open.insert((spans[next].1, next), spans[next].0.end);
            next += 1;
        }
        open.retain(|_, end| *end > two[0]);
        let Some(((number, _), _)) = open.first_key_value() else { continue };
        match apart.last_mut() {
            Some((span, last)) if span.end == two[0] && last == number => span.end = two[1],
            _ => apart.push((two[0]..two[1], *number)),
        }
    }
    *spans = apart;
}

/// Leaves what lies in spans that are sorted and disjoint.
fn clip(spans: &mut Vec<(Range<u32>, u32)>, within: &[Range<u32>]) {
    let mut left = Vec::new();
    for (span, number) in spans.drain(..) {
        let from = within.partition_point(|w| w.end <= span.start);
        for part in within[from..].iter().take_while(|w| w.start < span.end) {
            left.push((span.start.max(part.start)..span.end.min(part.end), number));
        }
    }
    *spans = left;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows of cells of 1 x 1 with the origin at the top left.
    fn grid(rows: usize, columns: usize) -> Grid {
        Grid { rows, columns, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, 1.0], metres_per_unit: 1.0 }
    }

    fn drawn(cells: &SourceCells, columns: usize) -> Vec<String> {
        let row = |r: usize| (0..columns).map(|c| cells.number(r, c).map_or(".".into(), |n| n.to_string())).collect();
        (0..cells.rows.len()).map(row).collect()
    }

    fn of(shapes: &[Shape], rows: usize, columns: usize) -> SourceCells {
        let numbered: Vec<(u32, Shape)> = (1..).zip(shapes.iter().cloned()).collect();
        SourceCells::of(&numbered, &grid(rows, columns), None)
    }

    fn rectangle(x1: f64, y1: f64, x2: f64, y2: f64) -> Shape {
        Shape::Polygon(vec![vec![(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)]])
    }

    #[test]
    fn nothing_and_outside() {
        assert!(of(&[], 2, 2).is_empty());
        let outside = of(
            &[Shape::Point((5.0, 1.0)), rectangle(7.1, 7.1, 7.2, 7.2), Shape::Line(vec![(9.0, 0.0), (9.0, 9.0)])],
            2,
            2,
        );
        assert!(outside.is_empty());
        assert_eq!((outside.outside, outside.small.len()), (3, 0));
        assert_eq!(of(&[Shape::Line(vec![]), Shape::Polygon(vec![])], 2, 2).outside, 2);
    }

    #[test]
    fn polygons_have_the_cells_of_centres_and_small_ones_one() {
        let cells = of(&[rectangle(0.4, 0.4, 2.6, 1.4), rectangle(3.6, 1.7, 3.8, 1.9)], 3, 5);
        assert_eq!(drawn(&cells, 5), ["111..", "...2.", "....."]);
        assert_eq!((cells.small.len(), cells.outside), (1, 0));
        // Bent so that its middle is outside of it
        let bent = Shape::Polygon(vec![vec![(0.6, 0.1), (3.4, 0.1), (3.4, 0.4), (0.9, 0.4), (0.9, 0.9), (0.6, 0.9)]]);
        assert_eq!(drawn(&of(&[bent], 1, 4), 4), ["1..."]);
        // Of two legs the wider one
        let legs = [(0.1, 0.1), (0.2, 0.1), (0.2, 0.4), (1.6, 0.4), (1.6, 0.1), (1.9, 0.1), (1.9, 0.49), (0.1, 0.49)];
        assert_eq!(drawn(&of(&[Shape::Polygon(vec![legs.to_vec()])], 1, 4), 4), [".1.."]);
    }

    #[test]
    fn lines_have_what_they_touch() {
        let line = |points: &[(f64, f64)]| Shape::Line(points.to_vec());
        assert_eq!(drawn(&of(&[line(&[(0.5, 0.5), (3.5, 1.4)])], 3, 5), 5), ["111..", "..11.", "....."]);
        // Through corners: all four cells around each
        assert_eq!(drawn(&of(&[line(&[(0.5, 0.5), (2.5, 2.5)])], 4, 4), 4), ["11..", "111.", ".11.", "...."]);
        // Along an edge: the cells on both sides
        assert_eq!(drawn(&of(&[line(&[(0.5, 1.0), (2.5, 1.0)])], 3, 4), 4), ["111.", "111.", "...."]);
        assert_eq!(drawn(&of(&[line(&[(2.0, 0.5), (2.0, 1.5)])], 3, 4), 4), [".11.", ".11.", "...."]);
        assert_eq!(drawn(&of(&[line(&[(1.5, 1.5)])], 3, 4), 4), ["....", ".1..", "...."]);
        // From far outside to far outside
        assert_eq!(drawn(&of(&[line(&[(-100.0, 1.5), (100.0, 1.5)])], 3, 4), 4), ["....", "1111", "...."]);
    }

    #[test]
    fn points_have_their_cell_and_the_first_shape_wins() {
        let shapes = [Shape::Point((1.0, 1.0)), rectangle(0.0, 0.0, 3.0, 2.0), Shape::Point((2.5, 0.5))];
        let cells = of(&shapes, 2, 4);
        assert_eq!(drawn(&cells, 4), ["222.", "212."]);
        // 3 has a cell and loses it: it is not outside
        assert_eq!(cells.outside, 0);
        let numbered: Vec<(u32, Shape)> = (1..).zip(shapes).collect();
        let g = grid(2, 4);
        let Shape::Polygon(mask) = rectangle(1.0, 0.0, 2.0, 2.0) else { panic!() };
        let within = SourceCells::of(&numbered, &g, Some(&CellMask::of(&[mask], &g)));
        assert_eq!(drawn(&within, 4), [".2..", ".1.."]);
    }

    proptest! {
        /// Of many points on a line each lies in a cell that it has, and each assigned cell comes within rounding of it.
        #[test]
        fn a_line_has_the_cells_it_passes(a in (-2.0f64..9.0, -2.0f64..9.0), b in (-2.0f64..9.0, -2.0f64..9.0)) {
            let cells = of(&[Shape::Line(vec![a, b])], 7, 7);
            let steps = 2000;
            let points: Vec<(f64, f64)> = (0..=steps)
                .map(|i| f64::from(i) / f64::from(steps))
                .map(|t| (a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1)))
                .collect();
            for p in &points {
                if let Some((row, columns)) = cell_of(*p, &grid(7, 7)) {
                    prop_assert_eq!(cells.number(row, columns.start as usize), Some(1));
                }
            }
            for row in 0..7 {
                for column in (0..7).filter(|c| cells.number(row, *c).is_some()) {
                    let (r, c) = (row as f64, column as f64);
                    let near = points.iter().any(|p| {
                        (c - 0.01..=c + 1.01).contains(&p.0) && (r - 0.01..=r + 1.01).contains(&p.1)
                    });
                    prop_assert!(near, "{} {}", row, column);
                }
            }
        }

        #[test]
        fn spans_are_disjoint_and_the_lowest_number_wins(spans in prop::collection::vec((0u32..12, 1u32..6, 1u32..5), 0..12)) {
            let mut assigned: Vec<(Range<u32>, u32)> = spans.iter().map(|(a, n, id)| (*a..a + n, *id)).collect();
            first_come(&mut assigned);
            for column in 0..20 {
                let lowest = spans.iter().filter(|(a, n, _)| (*a..a + n).contains(&column)).map(|s| s.2).min();
                let found: Vec<u32> = assigned.iter().filter(|s| s.0.contains(&column)).map(|s| s.1).collect();
                prop_assert_eq!(found, lowest.into_iter().collect::<Vec<_>>());
            }
        }
    }
}
