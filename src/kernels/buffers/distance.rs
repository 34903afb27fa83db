//! Exact Euclidean distance from every cell to the nearest source cell, centre to centre.
//!
//! n(r, c) = min over source cells (i, j) of (c - j)² + w (r - i)², in squared cell widths; w = (height / width)² of a
//! cell. The distance is √n times the width. On square cells (w = 1) n is an integer and exact up to 2⁵³; else it is right
//! to rounding. A source cell has n = 0.
//!
//! The transform is separable (Meijster, Roerdink and Hesselink 2000; Felzenszwalb and Huttenlocher 2012): along columns
//! the nearest source row, along rows the lower envelope of the parabolas (c - j)² + w g(j)². The columns need no raster in
//! memory: [`ColumnEnds`] keeps the first and last source row of each column in each strip of rows, and from these
//! [`Carries`] gives every strip the distance to the nearest source above and below it. So each strip is exact on its own,
//! whatever its height, and memory is a few bytes per column and strip.
//!
//! Of sources that are equally near the leftmost is the nearest, and of those in one column the upper.
//!
//! ```
//! use pitscape::kernels::buffers::distance::{Carries, Envelope, FAR, column_distances};
//! // One row of five cells whose second is a source
//! let mask = [0u8, 1, 0, 0, 0];
//! let mut rows = [0u32; 5];
//! column_distances(&mask, &[FAR; 5], &[FAR; 5], &mut rows);
//! let mut envelope = Envelope::default();
//! envelope.build(&rows, 1.0, f64::INFINITY);
//! let mut metres = [0f32; 5];
//! envelope.distances(10.0, f64::INFINITY, f32::MIN, &mut metres);
//! assert_eq!(metres, [10.0, 0.0, 10.0, 20.0, 30.0]);
//! # let _ = Carries::default();
//! ```

use crate::{
    cover::classes::{ClassBlock, ClassCells},
    kernels::Accumulator,
};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Rows to a source that is not there. Adding the rows of any raster to it stays below u32::MAX.
pub const FAR: u32 = u32::MAX / 2;

/// First and last source row of each column, strip by strip.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnEnds {
    strips: Vec<StripEnds>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct StripEnds {
    rows: u32,
    /// Counted from the strip's first row; `FAR` where the column has no source.
    first: Vec<u32>,
    last: Vec<u32>,
    /// What the sources at both ends are called, where that is asked for.
    first_id: Vec<u32>,
    last_id: Vec<u32>,
}

/// Whole rows of a raster: 1 for a source, 0 for none.
#[derive(Clone, Copy)]
pub struct Marks<'a> {
    pub columns: usize,
    pub mask: &'a [u8],
    /// The id of a source cell by its row in the strip and its column.
    pub id: Option<&'a dyn Fn(usize, usize) -> u32>,
}

impl Accumulator for ColumnEnds {
    type Block<'a> = Marks<'a>;
    type Output = Carries;

    fn push(&mut self, marks: Marks<'_>) {
        let (mut first, mut last) = (vec![FAR; marks.columns], vec![FAR; marks.columns]);
        for (row, mask) in (0u32..).zip(marks.mask.chunks_exact(marks.columns)) {
            let ends = first.chunks_mut(SOME).zip(last.chunks_mut(SOME));
            for ((first, last), mask) in ends.zip(mask.chunks(SOME)) {
                // Most cells are far from any source.
                if mask.iter().fold(0, |any, mark| any | mark) == 0 {
                    continue;
                }
                for ((first, last), mark) in first.iter_mut().zip(last).zip(mask) {
                    *first = if *mark != 0 { (*first).min(row) } else { *first };
                    *last = if *mark != 0 { row } else { *last };
                }
            }
        }
        let ids = |ends: &[u32]| match marks.id {
            None => Vec::new(),
            Some(id) => ends.iter().enumerate().map(|(c, r)| if *r == FAR { 0 } else { id(*r as usize, c) }).collect(),
        };
        let rows = (marks.mask.len() / marks.columns) as u32;
        self.strips.push(StripEnds { rows, first_id: ids(&first), last_id: ids(&last), first, last });
    }

    fn merge(&mut self, next: Self) {
        self.strips.extend(next.strips);
    }

    fn finish(self) -> Carries {
        Carries::of(self.strips)
    }
}

/// Marks the cells whose class is a source.
pub fn mark_sources(block: ClassBlock<'_>, is_source: impl Fn(i64) -> bool, mask: &mut [u8]) {
    let sources: Vec<bool> = block.codes.iter().map(|code| code.is_some_and(&is_source)).collect();
    match block.cells {
        ClassCells::Bytes(cells) => mark(cells, &sources, mask),
        ClassCells::Ids(cells) => mark(cells, &sources, mask),
    }
}

fn mark<T>(cells: ArrayView2<'_, T>, sources: &[bool], mask: &mut [u8])
where
    T: Copy + PartialEq + Into<usize> + TryFrom<usize>,
{
    /// Beyond so many values a table is faster than comparing with each.
    const VALUES: usize = 8;
    let values: Vec<T> = (0..sources.len()).filter(|v| sources[*v]).filter_map(|v| v.try_into().ok()).collect();
    for (cells, mask) in cells.rows().into_iter().zip(mask.chunks_exact_mut(cells.ncols())) {
        let cells = cells.as_slice().expect("rows of a block are contiguous");
        if values.len() > VALUES {
            for (cell, mark) in cells.iter().zip(mask) {
                *mark = u8::from(sources.get((*cell).into()).copied().unwrap_or(false));
            }
            continue;
        }
        mask.fill(0);
        for value in &values {
            cells.iter().zip(mask.iter_mut()).for_each(|(cell, mark)| *mark |= u8::from(cell == value));
        }
    }
}

/// For each strip, how far the nearest sources above and below it are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carries {
    strips: Vec<Carry>,
    any: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carry {
    /// By column: rows from the row just above the strip to the nearest source at or above it; `FAR` or more without one.
    pub above: Vec<u32>,
    /// The same from the row just below.
    pub below: Vec<u32>,
    /// Ids of those sources, where they were asked for.
    pub above_id: Vec<u32>,
    pub below_id: Vec<u32>,
}

impl Carries {
    fn of(strips: Vec<StripEnds>) -> Carries {
        let any = strips.iter().any(|s| s.first.iter().any(|r| *r != FAR));
        let columns = strips.first().map_or(0, |s| s.first.len());
        let named = strips.iter().any(|s| !s.first_id.is_empty());
        let (mut rows, mut ids) = (vec![FAR; columns], vec![0; if named { columns } else { 0 }]);
        let mut carries: Vec<Carry> = Vec::with_capacity(strips.len());
        for strip in &strips {
            let (below, below_id) = (Vec::new(), Vec::new());
            carries.push(Carry { above: rows.clone(), above_id: ids.clone(), below, below_id });
            for (rows, last) in rows.iter_mut().zip(&strip.last) {
                *rows = if *last == FAR { (*rows + strip.rows).min(FAR) } else { strip.rows - 1 - last };
            }
            for ((id, last), of_last) in ids.iter_mut().zip(&strip.last).zip(&strip.last_id) {
                *id = if *last == FAR { *id } else { *of_last };
            }
        }
        rows.fill(FAR);
        ids.fill(0);
        for (carry, strip) in carries.iter_mut().zip(&strips).rev() {
            (carry.below, carry.below_id) = (rows.clone(), ids.clone());
            for (rows, first) in rows.iter_mut().zip(&strip.first) {
                *rows = if *first == FAR { (*rows + strip.rows).min(FAR) } else { *first };
            }
            for ((id, first), of_first) in ids.iter_mut().zip(&strip.first).zip(&strip.first_id) {
                *id = if *first == FAR { *id } else { *of_first };
            }
        }
        Carries { strips: carries, any }
    }

    pub fn strip(&self, index: usize) -> &Carry {
        &self.strips[index]
    }

    /// Whether there is a source at all.
    pub fn any(&self) -> bool {
        self.any
    }
}

/// Cells of a row that are passed over together where none is a source.
const SOME: usize = 64;

/// Cells that pass through the caches together.
const CHUNK: usize = 1024;

/// Rows from every cell of a strip to the nearest source in its column, `FAR` or more without one. `above` and `below` are
/// those of [`Carry`], `mask` and `rows` row-major.
pub fn column_distances(mask: &[u8], above: &[u32], below: &[u32], rows: &mut [u32]) {
    let columns = above.len();
    assert!(columns == below.len() && mask.len() == rows.len() && mask.len() % columns == 0, "whole rows of one width");
    let count = mask.len() / columns;
    for start in (0..columns).step_by(CHUNK) {
        let chunk = start..columns.min(start + CHUNK);
        let width = chunk.len();
        let mut near = [0u32; CHUNK];
        let near = &mut near[..width];
        near.copy_from_slice(&above[chunk.clone()]);
        for row in 0..count {
            let at = row * columns + start;
            let (mask, out) = (&mask[at..at + width], &mut rows[at..at + width]);
            for ((near, mark), out) in near.iter_mut().zip(mask).zip(out) {
                *near = if *mark != 0 { 0 } else { *near + 1 };
                *out = *near;
            }
        }
        near.copy_from_slice(&below[chunk]);
        for row in (0..count).rev() {
            let at = row * columns + start;
            for (near, out) in near.iter_mut().zip(&mut rows[at..at + width]) {
                *near = (*near + 1).min(*out);
                *out = *near;
            }
        }
    }
}

/// The lower envelope of the parabolas of one row: which column's source is nearest to which cells.
#[derive(Debug, Clone, Default)]
pub struct Envelope {
    arcs: Vec<Arc>,
    columns: usize,
}

/// Cells that are nearest to the source in `column`, whose row is `square` away: those after the last that the arc to the
/// left keeps, over / (2 gap) in columns. Dividing is left to the end, when most arcs are gone.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Arc {
    column: f64,
    square: f64,
    over: f64,
    gap: f64,
}

impl Arc {
    #[inline(always)]
    fn at(&self, column: usize) -> f64 {
        let across = column as f64 - self.column;
        across * across + self.square
    }

    /// The first cell of the arc; the arc to the left keeps one as near to both.
    #[inline(always)]
    fn start(&self) -> usize {
        // The quotient is -1 or more, and a cast cuts what floor would, at less cost.
        (self.over / (2.0 * self.gap) + 1.0) as usize
    }
}

impl Envelope {
    /// `rows` are those of [`column_distances`] for one row of cells, `weight` is w; sources with n > `reach` may be left out.
    pub fn build(&mut self, rows: &[u32], weight: f64, reach: f64) {
        self.arcs.clear();
        self.columns = rows.len();
        let twice_end = 2.0 * (rows.len().max(1) - 1) as f64;
        for (u, down) in rows.iter().enumerate() {
            if *down >= FAR {
                continue;
            }
            let (column, down) = (u as f64, f64::from(*down));
            let square = weight * (down * down);
            if square > reach {
                continue;
            }
            let mut new = Arc { column, square, over: -2.0, gap: 1.0 }; // from the first cell on
            let mut keep = true;
            while let Some(top) = self.arcs.last() {
                // Where both are as near; to the right of it the new one is nearer
                new.gap = column - top.column;
                new.over = new.gap * (column + top.column) + (square - top.square);
                if new.over >= new.gap * twice_end {
                    keep = false;
                    break;
                }
                if new.over * top.gap > top.over * new.gap {
                    break;
                }
                self.arcs.pop();
                (new.over, new.gap) = (-2.0, 1.0);
            }
            if keep {
                self.arcs.push(new);
            }
        }
    }

    /// The cells that are nearest to the source of a column, and its arc; no cells where two neighbours leave none.
    #[inline(always)]
    fn arcs(&self) -> impl Iterator<Item = (Range<usize>, Arc)> + '_ {
        let mut start = 0;
        self.arcs.iter().enumerate().map(move |(i, arc)| {
            let end = self.arcs.get(i + 1).map_or(self.columns, Arc::start);
            let cells = start..end;
            start = end;
            (cells, *arc)
        })
    }

    /// n of every cell; infinite where no source is.
    pub fn squares(&self, squares: &mut [f64]) {
        squares.fill(f64::INFINITY);
        for (cells, arc) in self.arcs() {
            let start = cells.start;
            squares[cells].iter_mut().enumerate().for_each(|(i, n)| *n = arc.at(start + i));
        }
    }

    /// √n times `width` of every cell; `none` where n is over `reach`.
    pub fn distances(&self, width: f64, reach: f64, none: f32, distances: &mut [f32]) {
        if self.arcs.is_empty() {
            distances.fill(none);
        }
        for (cells, arc) in self.arcs() {
            let first = cells.start as f64 - arc.column;
            for (i, distance) in distances[cells].iter_mut().enumerate() {
                let across = first + i as f64;
                let n = across * across + arc.square;
                *distance = if n <= reach { (n.sqrt() * width) as f32 } else { none };
            }
        }
    }

    /// Calls `each` with runs of cells and the column of the source that they are nearest to, where n is at most `reach`.
    pub fn nearest(&self, reach: f64, mut each: impl FnMut(Range<usize>, usize)) {
        for (cells, arc) in self.arcs() {
            let column = arc.column as usize;
            if let Some(half) = half_width(reach, arc.square) {
                let near =
                    column.saturating_sub(half).max(cells.start)..(column.saturating_add(half + 1)).min(cells.end);
                if !near.is_empty() {
                    each(near, column);
                }
            }
        }
    }

    /// Calls `each` with runs of cells in one ring, from left to right. Ring 0 has n = 0, ring k limits\[k - 1\] < n <=
    /// limits\[k\], and the ring after the last is what lies beyond; limits\[0\] is 0.
    pub fn rings(&self, limits: &[f64], mut each: impl FnMut(Range<usize>, u16)) {
        let beyond = limits.len();
        if self.arcs.is_empty() && self.columns > 0 {
            each(0..self.columns, beyond as u16);
        }
        let mut ring = 0;
        for (cells, arc) in self.arcs() {
            let source = arc.column as usize;
            let mut x = cells.start;
            while x < cells.end {
                let n = arc.at(x);
                while ring < beyond && n > limits[ring] {
                    ring += 1;
                }
                while ring > 0 && n <= limits[ring - 1] {
                    ring -= 1;
                }
                let inner = (x < source && ring > 0).then(|| half_width(limits[ring - 1], arc.square)).flatten();
                let end = match inner {
                    // Towards the source: up to the ring inside this one
                    Some(half) => source - half,
                    None if ring == beyond => cells.end,
                    None => source + half_width(limits[ring], arc.square).map_or(0, |half| half + 1),
                };
                let end = end.clamp(x + 1, cells.end);
                each(x..end, ring as u16);
                x = end;
            }
        }
    }
}

/// The id of the nearest source in a column, for a row of a strip whose `rows` are those of [`column_distances`].
pub fn nearest_id(marks: &Marks<'_>, carry: &Carry, rows: &[u32], row: usize, column: usize) -> u32 {
    let id = marks.id.expect("ids were asked for");
    let height = marks.mask.len() / marks.columns;
    let down = rows[row * marks.columns + column] as usize;
    match row.checked_sub(down) {
        Some(above) if marks.mask[above * marks.columns + column] != 0 => id(above, column),
        None if row as u32 + carry.above[column] + 1 == down as u32 => carry.above_id[column],
        _ if row + down < height => id(row + down, column),
        _ => carry.below_id[column],
    }
}

/// The largest h with h² + square <= limit.
fn half_width(limit: f64, square: f64) -> Option<usize> {
    if square > limit {
        return None;
    }
    let root = (limit - square).sqrt();
    // Wider than any raster. Beyond, whole numbers have no neighbours one apart, and steps by one would not end.
    if root >= f64::from(u32::MAX) {
        return Some(usize::MAX / 2);
    }
    let mut half = root as u32 as f64;
    while (half + 1.0) * (half + 1.0) + square <= limit {
        half += 1.0;
    }
    while half > 0.0 && half * half + square > limit {
        half -= 1.0;
    }
    Some(half as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::{from_bytes, laws, to_bytes};
    use proptest::prelude::*;

    /// n and the nearest source of every cell, strip by strip.
    fn transform(mask: &[u8], columns: usize, heights: &[usize], weight: f64) -> (Vec<f64>, Vec<(usize, usize)>) {
        let mut ends = ColumnEnds::default();
        let mut strips = Vec::new();
        let (mut row, mut turn) = (0, 0);
        while row < mask.len() / columns {
            let height = heights[turn % heights.len()].min(mask.len() / columns - row);
            strips.push(row..row + height);
            (row, turn) = (row + height, turn + 1);
        }
        for strip in &strips {
            let id = |r: usize, c: usize| ((strip.start + r) * columns + c) as u32;
            let mask = &mask[strip.start * columns..strip.end * columns];
            let mut part = ColumnEnds::default();
            part.push(Marks { columns, mask, id: Some(&id) });
            ends.merge(from_bytes(&to_bytes(&part)).unwrap());
        }
        let carries = ends.finish();
        let (mut squares, mut nearest) = (Vec::new(), Vec::new());
        for (i, strip) in strips.iter().enumerate() {
            let mask = &mask[strip.start * columns..strip.end * columns];
            let carry = carries.strip(i);
            let mut rows = vec![0; mask.len()];
            column_distances(mask, &carry.above, &carry.below, &mut rows);
            for (r, down) in rows.chunks_exact(columns).enumerate() {
                let mut envelope = Envelope::default();
                envelope.build(down, weight, f64::INFINITY);
                let mut n = vec![0.0; columns];
                envelope.squares(&mut n);
                squares.extend(n);
                envelope.nearest(f64::INFINITY, |cells, column| {
                    let marks = Marks { columns, mask, id: Some(&|r, c| ((strip.start + r) * columns + c) as u32) };
                    let id = nearest_id(&marks, carry, &rows, r, column) as usize;
                    nearest.extend(cells.map(|_| (id / columns, id % columns)));
                });
            }
        }
        (squares, nearest)
    }

    /// The same by looking at every source from every cell.
    fn brute_force(mask: &[u8], columns: usize, weight: f64) -> (Vec<f64>, Vec<(usize, usize)>) {
        let (mut squares, mut nearest) = (Vec::new(), Vec::new());
        for cell in 0..mask.len() {
            let mut best = (f64::INFINITY, usize::MAX, usize::MAX);
            for source in (0..mask.len()).filter(|s| mask[*s] != 0) {
                let (dc, dr) =
                    ((cell % columns).abs_diff(source % columns), (cell / columns).abs_diff(source / columns));
                let n = (dc * dc) as f64 + weight * (dr * dr) as f64;
                let found = (n, source % columns, source / columns);
                if found.0 < best.0 || found.0 == best.0 && (found.1, found.2) < (best.1, best.2) {
                    best = found;
                }
            }
            squares.push(best.0);
            if best.0.is_finite() {
                nearest.push((best.2, best.1));
            }
        }
        (squares, nearest)
    }

    fn ring_of(n: f64, limits: &[f64]) -> u16 {
        limits.iter().position(|limit| n <= *limit).unwrap_or(limits.len()) as u16
    }

    #[test]
    fn nothing() {
        assert_eq!(ColumnEnds::default().finish(), Carries::default());
        let mut envelope = Envelope::default();
        envelope.build(&[], 1.0, f64::INFINITY);
        envelope.rings(&[0.0], |_, _| panic!("no cells, no runs"));
    }

    #[test]
    fn without_a_source_all_is_far() {
        let (squares, nearest) = transform(&[0; 6], 3, &[1], 1.0);
        assert_eq!((squares, nearest.len()), (vec![f64::INFINITY; 6], 0));
        let mut envelope = Envelope::default();
        envelope.build(&[FAR, FAR + 7], 1.0, f64::INFINITY);
        let mut metres = [0f32; 2];
        envelope.distances(10.0, f64::INFINITY, -1.0, &mut metres);
        assert_eq!(metres, [-1.0; 2]);
        let mut runs = Vec::new();
        envelope.rings(&[0.0, 4.0], |cells, ring| runs.push((cells, ring)));
        assert_eq!(runs, [(0..2, 2)]);
    }

    #[test]
    #[should_panic(expected = "whole rows of one width")]
    fn a_mask_of_another_width() {
        column_distances(&[0; 5], &[FAR; 2], &[FAR; 2], &mut [0; 5]);
    }

    #[test]
    fn by_hand() {
        // Two sources in three rows of four cells; cells twice as high as wide: w = 4
        let mask = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        let w = 4.0;
        let (squares, nearest) = transform(&mask, 4, &[2], w);
        #[rustfmt::skip]
        assert_eq!(squares, [
            0.0, 1.0, 4.0, 9.0,
            w, w + 1.0, w + 1.0, w,
            9.0, 4.0, 1.0, 0.0,
        ]);
        let (a, b) = ((0, 0), (2, 3));
        assert_eq!(nearest, [a, a, a, a, a, a, b, b, b, b, b, b]);
    }

    #[test]
    fn of_sources_as_near_the_leftmost_then_the_upper() {
        // Left and right are 1 away in row 1; in column 1 above and below are
        assert_eq!(transform(&[1, 0, 1], 3, &[9], 1.0).1[1], (0, 0));
        assert_eq!(transform(&[1, 0, 1], 1, &[1], 1.0).1[1], (0, 0));
        assert_eq!(transform(&[1, 0, 1], 1, &[9], 1.0).1[1], (0, 0));
    }

    #[test]
    fn sources_are_marked_by_class() {
        let codes: Vec<Option<i64>> = (0..12).map(|i| (i != 3).then_some(100 + i)).collect();
        let bytes = ndarray::array![[0u8, 1, 3], [11, 255, 2]];
        let ids = bytes.mapv(|b| if b == 255 { u16::MAX } else { u16::from(b) });
        for cells in [ClassCells::Bytes(bytes.view()), ClassCells::Ids(ids.view())] {
            let mut mask = [7u8; 6];
            mark_sources(ClassBlock { cells, codes: &codes }, |code| code == 101 || code == 111, &mut mask);
            assert_eq!(mask, [0, 1, 0, 1, 0, 0]);
            // More than are compared one by one
            mark_sources(ClassBlock { cells, codes: &codes }, |code| code != 100, &mut mask);
            assert_eq!(mask, [0, 1, 0, 1, 0, 1]);
        }
    }

    #[test]
    fn a_ring_holds_its_outer_limit() {
        // 30 m on cells of 10 m is 3 cells: n = 9 belongs to the first ring, 16 to the second
        let mut envelope = Envelope::default();
        envelope.build(&[FAR, FAR, 0, FAR, FAR, FAR, FAR], 1.0, f64::INFINITY);
        let mut runs = Vec::new();
        envelope.rings(&[0.0, 9.0, 16.0], |cells, ring| runs.push((cells, ring)));
        assert_eq!(runs, [(0..2, 1), (2..3, 0), (3..6, 1), (6..7, 2)]);
    }

    #[test]
    fn wide_maps_are_taken_in_pieces() {
        // Strips of a row, with sources above and below in columns of the first piece and of the next
        let columns = CHUNK + 40;
        let mut mask = vec![0; 4 * columns];
        [3, columns - 1, 2 * columns + 60, 3 * columns + CHUNK + 7].iter().for_each(|cell| mask[*cell] = 1);
        let expected = brute_force(&mask, columns, 1.0);
        assert_eq!(transform(&mask, columns, &[1], 1.0), expected);
        assert_eq!(transform(&mask, columns, &[4], 1.0), expected);
    }

    #[test]
    fn a_reach_holds_its_end() {
        let mut envelope = Envelope::default();
        for (reach, expected) in [(9.0, [30.0, -1.0]), (8.9, [-1.0, -1.0]), (10.0, [30.0, 10f32.sqrt() * 10.0])] {
            envelope.build(&[3, FAR], 1.0, reach);
            let mut metres = [0f32; 2];
            envelope.distances(10.0, reach, -1.0, &mut metres);
            assert_eq!(metres, expected);
        }
    }

    #[test]
    fn limits_beyond_any_raster() {
        // Roots of 4 billion and more, where steps of one are lost in rounding
        for limit in [1.8e19, 1.9e19, 1e24, 1e40, 1e300, f64::MAX, f64::INFINITY] {
            assert!(
                half_width(limit, 9.0).is_some_and(|half| half >= 1 << 32 || half == limit.sqrt() as usize),
                "{limit}"
            );
            let mut envelope = Envelope::default();
            envelope.build(&[FAR, 3, FAR, FAR], 1.0, limit);
            let mut runs = Vec::new();
            envelope.rings(&[0.0, 9.0, limit, f64::INFINITY], |cells, ring| runs.push((cells, ring)));
            assert_eq!(runs, [(0..1, 2), (1..2, 1), (2..4, 2)]);
            let mut near = Vec::new();
            envelope.nearest(limit, |cells, column| near.push((cells, column)));
            assert_eq!(near, [(0..4, 1)]);
            let mut metres = [0f32; 4];
            envelope.distances(10.0, limit, -1.0, &mut metres);
            assert_eq!(metres, [1.0f32, 0.0, 1.0, 4.0].map(|across| (across + 9.0).sqrt() * 10.0));
        }
    }

    #[test]
    fn parts_make_the_whole() {
        let mask = [[1, 0, 0], [0, 0, 0], [1, 0, 1], [0, 0, 1]];
        let of = |rows: Range<usize>| {
            let mut ends = ColumnEnds::default();
            for row in rows {
                let id = |_: usize, column: usize| (3 * row + column) as u32;
                ends.push(Marks { columns: 3, mask: &mask[row], id: Some(&id) });
            }
            ends
        };
        laws::hold::<ColumnEnds, _>(4, of, ColumnEnds::finish);
    }

    proptest! {
        #[test]
        fn equal_to_brute_force_in_any_strips(
            columns in 1usize..24, rows in 1usize..24, share in 0u8..30, seed in 0u64..1000,
            heights in prop::collection::vec(1usize..9, 1..4), shape in 0usize..3, reach in 0.0f64..200.0
        ) {
            let weight = [1.0, 4.0, 0.36][shape];
            let mask: Vec<u8> = (0..rows * columns)
                .map(|i| u8::from((i as u64 + 1).wrapping_mul(seed * 2 + 0x9e37_79b9_7f4a_7c15) >> 56 < u64::from(share)))
                .collect();
            let (expected, nearest) = brute_force(&mask, columns, weight);
            let (squares, found) = transform(&mask, columns, &heights, weight);
            if weight == 0.36 {
                for (a, b) in squares.iter().zip(&expected) {
                    prop_assert!(a == b || (a - b).abs() < 1e-12 * b);
                }
            } else {
                prop_assert_eq!(&squares, &expected);
                prop_assert_eq!(found, nearest);
            }
            prop_assert_eq!(&squares, &transform(&mask, columns, &[rows], weight).0);

            // Rings and bounded distances follow from n
            let limits = [0.0, 0.3, 1.0, 2.0, 9.0, 40.0, 41.0];
            let whole: Vec<u32> = {
                let mut ends = ColumnEnds::default();
                ends.push(Marks { columns, mask: &mask, id: None });
                let carries = ends.finish();
                prop_assert_eq!(carries.any(), mask.contains(&1));
                let mut down = vec![0; mask.len()];
                column_distances(&mask, &carries.strip(0).above, &carries.strip(0).below, &mut down);
                down
            };
            for (r, down) in whole.chunks_exact(columns).enumerate() {
                let n = &squares[r * columns..][..columns];
                let mut envelope = Envelope::default();
                envelope.build(down, weight, limits[6]);
                let mut rings = Vec::new();
                envelope.rings(&limits, |cells, ring| {
                    assert_eq!(cells.start, rings.len());
                    rings.extend(cells.map(|_| ring));
                });
                let expected: Vec<u16> = n.iter().map(|n| ring_of(*n, &limits)).collect();
                prop_assert_eq!(rings, expected);
                envelope.build(down, weight, reach);
                let mut metres = vec![0f32; columns];
                envelope.distances(2.5, reach, -9.0, &mut metres);
                for (metres, n) in metres.into_iter().zip(n) {
                    prop_assert_eq!(metres, if *n <= reach { (n.sqrt() * 2.5) as f32 } else { -9.0 });
                }
            }
        }
    }
}
