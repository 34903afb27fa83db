//! Which cells a polygon holds: a cell belongs to the polygon that holds its centre.
//!
//! Kept as spans of columns per row (run-length encoding), so that a mask costs memory by its outline, not by its area,
//! and every tiling sees the same cells. A centre exactly on an edge belongs to the polygon on its right (or below, for a
//! horizontal edge), so polygons that share an edge never share a cell and never leave one out; GDAL's rasterizer promises
//! neither, which is why this one is our own.

use crate::grid::{Grid, Window};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// A polygon's rings (outer and holes alike) in map coordinates; inside is where an outgoing ray crosses oddly many edges.
pub type Polygon = Vec<Vec<(f64, f64)>>;

/// For every row of a grid, the columns that are covered, as sorted, disjoint, half-open ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellMask {
    rows: Vec<Vec<Range<u32>>>,
}

impl CellMask {
    /// The cells that both hold.
    pub fn intersect(&self, other: &CellMask) -> CellMask {
        let both = |(a, b): (&Vec<Range<u32>>, &Vec<Range<u32>>)| {
            let mut found = Vec::new();
            let (mut i, mut j) = (0, 0);
            while i < a.len() && j < b.len() {
                let part = a[i].start.max(b[j].start)..a[i].end.min(b[j].end);
                if !part.is_empty() {
                    found.push(part);
                }
                if a[i].end < b[j].end { i += 1 } else { j += 1 }
            }
            found
        };
        CellMask { rows: self.rows.iter().zip(&other.rows).map(both).collect() }
    }

    /// The union of the polygons on the grid.
    pub fn of(polygons: &[Polygon], grid: &Grid) -> CellMask {
        CellMask::sized(polygons, grid).0
    }

    /// The union of the polygons on the grid, and the size of each.
    pub fn sized(polygons: &[Polygon], grid: &Grid) -> (CellMask, Vec<PolygonSize>) {
        let mut rows: Vec<Vec<Range<u32>>> = vec![Vec::new(); grid.rows];
        let mut sizes = Vec::with_capacity(polygons.len());
        for polygon in polygons {
            let spans = covered_cells(polygon, grid);
            sizes.push(PolygonSize::of(polygon, &spans, grid));
            for (row, span) in spans {
                rows[row].push(span);
            }
        }
        rows.iter_mut().for_each(join);
        (CellMask { rows }, sizes)
    }

    /// The columns that are covered in a row.
    pub fn row(&self, row: usize) -> &[Range<u32>] {
        &self.rows[row]
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

/// How large a polygon is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PolygonSize {
    /// Cells of the grid whose centres it holds.
    pub centres: u64,
    /// Its area, in cells, as if the grid went on.
    pub cells: f64,
    /// Of that, what lies on the grid.
    pub cells_on: f64,
    /// Row and column of the cell of the grid that is nearest to its first point.
    pub nearest_cell: (usize, usize),
}

impl PolygonSize {
    /// Of a polygon whose first ring is the outer one and whose spans on the grid are known.
    pub fn of(polygon: &Polygon, spans: &[(usize, Range<u32>)], grid: &Grid) -> PolygonSize {
        let (mut cells, mut cells_on, mut nearest_cell) = (0.0, 0.0, (0, 0));
        for (i, ring) in polygon.iter().enumerate() {
            let mut points: Vec<(f64, f64)> = ring.iter().map(|&(x, y)| grid.to_cells(x, y)).collect();
            if let (0, Some((column, row))) = (i, points.first()) {
                let nearest = |at: f64, count: usize| (at.max(0.0) as usize).min(count - 1);
                nearest_cell = (nearest(*row, grid.rows), nearest(*column, grid.columns));
            }
            let sign = if i == 0 { 1.0 } else { -1.0 };
            cells += sign * ring_area(&points);
            let (columns, rows) = (grid.columns as f64, grid.rows as f64);
            points = halved(points, |p| p.0);
            points = halved(points, |p| columns - p.0);
            points = halved(points, |p| p.1);
            points = halved(points, |p| rows - p.1);
            cells_on += sign * ring_area(&points);
        }
        let centres = spans.iter().map(|(_, span)| u64::from(span.end - span.start)).sum();
        PolygonSize { centres, cells, cells_on, nearest_cell }
    }

    /// Whether nothing of it lies on the grid.
    pub fn is_off(&self) -> bool {
        self.centres == 0 && self.cells > 0.0 && self.cells_on <= 1e-9 * self.cells
    }
}

/// The area that a ring encloses.
fn ring_area(points: &[(f64, f64)]) -> f64 {
    // From the first point, so that coordinates far from the grid cost no digits
    let Some((x0, y0)) = points.first() else { return 0.0 };
    let twice = points.iter().zip(points.iter().cycle().skip(1));
    let twice = twice.map(|(a, b)| (a.0 - x0) * (b.1 - y0) - (b.0 - x0) * (a.1 - y0)).sum::<f64>();
    (twice / 2.0).abs()
}

/// What of a ring lies where `inside` is not negative. Where it falls apart, its parts stay joined by edges that enclose
/// nothing.
fn halved(points: Vec<(f64, f64)>, inside: impl Fn(&(f64, f64)) -> f64) -> Vec<(f64, f64)> {
    if points.iter().all(|point| inside(point) >= 0.0) {
        return points;
    }
    let mut left = Vec::with_capacity(points.len());
    for (a, b) in points.iter().zip(points.iter().cycle().skip(1)) {
        let (from, to) = (inside(a), inside(b));
        if from >= 0.0 {
            left.push(*a);
        }
        if (from >= 0.0) != (to >= 0.0) {
            let t = from / (from - to);
            left.push((a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1)));
        }
    }
    left
}

/// Zones of a grid: which cells each zone holds. Zones may overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zones {
    pub names: Vec<String>,
    /// For every row, the spans of all zones with the index of the zone, in order of their first columns.
    rows: Vec<Vec<(Range<u32>, u32)>>,
    overlap: bool,
}

impl Zones {
    /// Polygons of the same name are one zone; zones are in order of name, numbers by value.
    pub fn of(polygons: Vec<(String, Polygon)>, grid: &Grid) -> Zones {
        Zones::sized(polygons, grid).0
    }

    /// The zones, and the sizes of the polygons of each.
    pub fn sized(polygons: Vec<(String, Polygon)>, grid: &Grid) -> (Zones, Vec<Vec<PolygonSize>>) {
        let mut by_name: BTreeMap<ZoneName, Vec<Polygon>> = BTreeMap::new();
        for (name, polygon) in polygons {
            by_name.entry(ZoneName(name)).or_default().push(polygon);
        }
        let mut rows: Vec<Vec<(Range<u32>, u32)>> = vec![Vec::new(); grid.rows];
        let (mut names, mut sizes) = (Vec::new(), Vec::new());
        for (zone, (name, polygons)) in by_name.into_iter().enumerate() {
            names.push(name.0);
            let (mask, of_zone) = CellMask::sized(&polygons, grid);
            sizes.push(of_zone);
            for (row, spans) in mask.rows.into_iter().enumerate() {
                rows[row].extend(spans.into_iter().map(|span| (span, zone as u32)));
            }
        }
        let mut overlap = false;
        for row in &mut rows {
            row.sort_unstable_by_key(|(span, zone)| (span.start, *zone));
            let mut end = 0;
            for (span, _) in row.iter() {
                overlap |= span.start < end;
                end = end.max(span.end);
            }
        }
        (Zones { names, rows, overlap }, sizes)
    }

    /// Whether a cell belongs to two zones.
    pub fn overlap(&self) -> bool {
        self.overlap
    }

    /// Those that hold a cell, in the order of their indices.
    pub fn with_cells(&self) -> BTreeSet<u32> {
        self.rows.iter().flatten().map(|(_, zone)| *zone).collect()
    }

    /// The cells of all zones.
    pub fn union(&self) -> CellMask {
        let mut rows: Vec<Vec<Range<u32>>> =
            self.rows.iter().map(|row| row.iter().map(|(span, _)| span.clone()).collect()).collect();
        rows.iter_mut().for_each(join);
        CellMask { rows }
    }

    /// The parts of a window's row that lie in zones, as columns of the window, with the zone.
    pub fn row(&self, row: usize, window: Window) -> impl Iterator<Item = (Range<usize>, u32)> + '_ {
        let (first, end) = (window.column, window.column + window.columns);
        self.rows[row].iter().filter_map(move |(span, zone)| {
            let (start, stop) = ((span.start as usize).max(first), (span.end as usize).min(end));
            (start < stop).then(|| (start - first..stop - first, *zone))
        })
    }
}

/// Zone names in the order a reader expects: numbers by value, then text, in which numbers go by their value too.
#[derive(Debug, PartialEq, Eq)]
struct ZoneName(String);

impl Ord for ZoneName {
    fn cmp(&self, other: &Self) -> Ordering {
        let number = |name: &ZoneName| name.0.parse::<f64>().ok().filter(|v| v.is_finite());
        match (number(self), number(other)) {
            (Some(a), Some(b)) => a.total_cmp(&b).then_with(|| self.0.cmp(&other.0)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => natural(&self.0, &other.0),
        }
    }
}

/// Text by its letters, but runs of digits by what number they are.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    while let (Some(x), Some(y)) = (left.chars().next(), right.chars().next()) {
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (x, y) = (digits(&mut left), digits(&mut right));
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            (left, right) = (&left[x.len_utf8()..], &right[y.len_utf8()..]);
            x.cmp(&y)
        };
        if order.is_ne() {
            return order;
        }
    }
    // 7 and 07 are the same number, and two names.
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// Takes the digits at the start of a text away, and gives them without zeros that change nothing.
fn digits<'a>(text: &mut &'a str) -> &'a str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *text = rest;
    digits.trim_start_matches('0')
}

impl PartialOrd for ZoneName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Rows of the grid and columns in them whose centres a polygon holds.
pub fn covered_cells(polygon: &Polygon, grid: &Grid) -> Vec<(usize, Range<u32>)> {
    let mut crossings = crossings(polygon, grid);
    crossings.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let span = |pair: &[(usize, f64)]| (pair[0].0, first_centre(pair[0].1, grid)..first_centre(pair[1].1, grid));
    crossings.chunks_exact(2).map(span).filter(|(_, span)| !span.is_empty()).collect()
}

/// The first column of a grid whose centre is not on the left of `x`, given in cells.
pub fn first_centre(x: f64, grid: &Grid) -> u32 {
    (x - 0.5).ceil().clamp(0.0, grid.columns as f64) as u32
}

/// Where an edge is at the height `y`: always from its upper end to its lower one, so that an edge shared by two polygons is cut at
/// the same column.
pub fn edge_at((x1, y1): (f64, f64), (x2, y2): (f64, f64), y: f64) -> f64 {
    x1 + (y - y1) / (y2 - y1) * (x2 - x1)
}

/// (row, column) of every edge on the centre line of every row; an edge holds its upper end and not its lower.
fn crossings(polygon: &Polygon, grid: &Grid) -> Vec<(usize, f64)> {
    let mut found = Vec::new();
    for ring in polygon {
        let points: Vec<(f64, f64)> = ring.iter().map(|&(x, y)| grid.to_cells(x, y)).collect();
        for (i, &(x1, y1)) in points.iter().enumerate() {
            let (x2, y2) = points[(i + 1) % points.len()];
            let (x1, y1, x2, y2) = if y1 <= y2 { (x1, y1, x2, y2) } else { (x2, y2, x1, y1) };
            let first = (y1 - 0.5).ceil().max(0.0);
            let end = (y2 - 0.5).ceil().min(grid.rows as f64);
            let mut row = first;
            while row < end {
                found.push((row as usize, edge_at((x1, y1), (x2, y2), row + 0.5)));
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
        CellMask::of(polygons, grid).fill_outside(grid.whole(), &mut cells, 0);
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
        let g = grid(4, 4);
        let top = CellMask::of(&[vec![rectangle(0.0, 0.0, 4.0, 2.0)]], &g);
        let mut cells = [1u8; 16];
        CellMask::of(std::slice::from_ref(&donut), &g).intersect(&top).fill_outside(g.whole(), &mut cells, 0);
        assert_eq!(cells, [1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
        let donut_mask = CellMask::of(std::slice::from_ref(&donut), &g);
        assert_eq!(top.intersect(&donut_mask), donut_mask.intersect(&top));
        // One within another
        assert_eq!(covered(&[vec![rectangle(0.0, 0.0, 4.0, 4.0)], vec![rectangle(1.0, 0.0, 2.0, 4.0)]], &g), [1; 16]);
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

    #[test]
    fn sizes_on_and_off_the_grid() {
        let g = grid(4, 4);
        let size = |rings: &[Vec<(f64, f64)>]| {
            let polygon = rings.to_vec();
            PolygonSize::of(&polygon, &covered_cells(&polygon, &g), &g)
        };
        let size_of = |rings: &[Vec<(f64, f64)>]| {
            let size = size(rings);
            (size.centres, size.cells, size.cells_on, size.is_off())
        };
        assert_eq!(size_of(&[]), (0, 0.0, 0.0, false));
        assert_eq!(size_of(&[rectangle(0.1, 0.1, 0.3, 0.2)]).0, 0);
        assert!((size(&[rectangle(0.1, 0.1, 0.3, 0.2)]).cells - 0.2 * 0.1).abs() < 1e-15);
        let donut = [rectangle(0.0, 0.0, 4.0, 4.0), rectangle(1.0, 1.0, 3.0, 3.0)];
        assert_eq!(size_of(&donut), (12, 16.0 - 4.0, 16.0 - 4.0, false));
        // 6 x 6 with 3 x 3 on the grid, and a hole of 2 x 2 of which 1 x 1 lies there
        let over = [rectangle(-3.0, -3.0, 3.0, 3.0), rectangle(-1.0, -1.0, 1.0, 1.0)];
        assert_eq!(size_of(&over), (9 - 1, 36.0 - 4.0, 9.0 - 1.0, false));
        assert_eq!(size_of(&[rectangle(5.0, 1.0, 7.0, 2.0)]), (0, 2.0, 0.0, true));
        // Beside the grid, sharing an edge with it
        assert_eq!(size_of(&[rectangle(4.0, 1.0, 7.0, 2.0)]), (0, 3.0, 0.0, true));
        // A comb whose teeth reach onto the grid: 2 teeth of 1 x 1 of it lie there
        let comb = vec![
            (-2.0, 0.0),
            (1.0, 0.0),
            (1.0, 1.0),
            (-1.0, 1.0),
            (-1.0, 2.0),
            (1.0, 2.0),
            (1.0, 3.0),
            (-2.0, 3.0),
            (-2.0, 0.0),
        ];
        assert_eq!(size_of(&[comb]), (2, 9.0 - 2.0, 2.0, false));
        assert_eq!(size(&[rectangle(-9.0, 2.5, 9.0, 3.5)]).nearest_cell, (2, 0));
        assert_eq!(size(&[rectangle(5.0, 9.5, 9.0, 9.9)]).nearest_cell, (3, 3));
    }

    #[test]
    fn zones_by_name_with_overlap_and_parts() {
        let g = grid(2, 6);
        let zone = |name: &str, x1: f64, x2: f64| (name.to_owned(), vec![rectangle(x1, 0.0, x2, 1.0)]);
        let zones =
            Zones::of(vec![zone("10", 0.0, 1.0), zone("b", 1.0, 2.0), zone("9", 3.0, 5.0), zone("10", 2.0, 3.0)], &g);
        assert_eq!(zones.names, ["9", "10", "b"]);
        assert!(!zones.overlap());
        let window = Window { row: 0, column: 2, rows: 2, columns: 2 };
        assert_eq!(zones.row(0, window).collect::<Vec<_>>(), [(0..1, 1), (1..2, 0)]);
        assert_eq!(zones.row(1, window).count(), 0);
        assert_eq!(zones.union().cells(), 5);
        let zones = Zones::of(vec![zone("a", 0.0, 3.0), zone("b", 2.0, 4.0), zone("far", 50.0, 60.0)], &g);
        assert!(zones.overlap());
        assert_eq!(zones.union().cells(), 4);
        assert_eq!(zones.names.len(), 3);
    }

    #[test]
    fn zones_go_by_numbers_in_their_names() {
        let sorted = [
            "-3",
            "0.25",
            "0.5",
            "2",
            "10",
            "Grube",
            "Zone",
            "zone",
            "zone 02",
            "zone 2",
            "zone 10",
            "zone 10 a",
            "zone 10b",
            "zone 18446744073709551615",
            "zone 18446744073709551616",
            "zone x",
            "区2",
            "区10",
        ];
        let square = || rectangle(0.0, 0.0, 1.0, 1.0);
        let mut given: Vec<_> = sorted.iter().map(|name| ((*name).to_owned(), vec![square()])).collect();
        for turn in 0..given.len() {
            given.rotate_left(turn);
            assert_eq!(Zones::of(given.clone(), &grid(1, 1)).names, sorted);
        }
    }

    proptest! {
        /// What lies off the grid is a polygon's area but for what lies on it, whose cells' centres are nearly as many.
        #[test]
        fn a_triangle_is_cut_at_the_grid(x in -20.0f64..60.0, y in -20.0f64..60.0, w in 1.0f64..60.0, h in 1.0f64..60.0) {
            let g = grid(40, 40);
            let triangle = vec![vec![(x, y), (x + w, y), (x, y + h)]];
            let size = PolygonSize::of(&triangle, &covered_cells(&triangle, &g), &g);
            prop_assert!((size.cells - w * h / 2.0).abs() < 1e-9);
            prop_assert!(size.cells_on >= 0.0 && size.cells_on <= size.cells + 1e-9);
            // Centres differ from the area by less than the cells on its outline
            prop_assert!((size.cells_on - size.centres as f64).abs() < 2.0 * 40.0 * 2.0);
        }

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
            let mask = CellMask::of(&[left], &g);
            let mut parts = Vec::new();
            for window in [Window { row: 0, column: 0, rows: 12, columns: cut }, Window { row: 0, column: cut, rows: 12, columns: 12 - cut }] {
                let mut cells = vec![1u8; window.cells()];
                if window.columns > 0 {
                    mask.fill_outside(window, &mut cells, 0);
                }
                parts.push((window, cells));
            }
            for (window, cells) in parts {
                for (i, cell) in cells.iter().enumerate() {
                    let (row, column) = (i / window.columns, window.column + i % window.columns);
                    prop_assert_eq!(*cell, l[row * 12 + column]);
                }
            }
            prop_assert_eq!(mask.cells(), l.iter().map(|&v| u64::from(v)).sum::<u64>());
        }
    }
}
