//! Exact Euclidean distance from every cell to the nearest source cell, centre to centre.
//!
//! n(r, c) = min over source cells (i, j) of (c - j)² + w (r - i)², in squared cell widths; w = (height / width)² of a
//! cell. The distance is √n times the width. On square cells (w = 1) n is an integer and exact up to 2⁵³; else it is right
//! to rounding. A source cell has n = 0.
//!
//! The transform is separable (Meijster, Roerdink and Hesselink 2000; Felzenszwalb and Huttenlocher 2012): along columns
//! the nearest source row, along rows the lower envelope of the parabolas (c - j)² + w g(j)². The columns need no raster in
//! memory: [`ColumnEnds`] keeps the first and last source row of each column in each strip of rows, and from these
//! [`StripBoundaries`] gives every strip the distance from its boundaries to the nearest source above and below it. So each
//! strip is exact on its own, whatever its height, and memory is a few bytes per column and strip.
//!
//! Of sources that are equally near the leftmost is the nearest, and of those in one column the upper.
//!
//! ```
//! use pitscape::kernels::buffers::distance::{Envelope, FAR, StripBoundaries, column_distances};
//! // One row of five cells whose second is a source
//! let mask = [0u8, 1, 0, 0, 0];
//! let mut rows = [0u32; 5];
//! column_distances(&mask, &[FAR; 5], &[FAR; 5], &mut rows);
//! let mut envelope = Envelope::default();
//! envelope.build(&rows, 1.0, f64::INFINITY);
//! let mut metres = [0f32; 5];
//! envelope.distances(10.0, f64::INFINITY, f32::MIN, &mut metres);
//! assert_eq!(metres, [10.0, 0.0, 10.0, 20.0, 30.0]);
//! # let _ = StripBoundaries::default();
//! ```

mod envelope;

pub use envelope::Envelope;

use crate::{
    cover::classes::{ClassBlock, ClassCells},
    kernels::Accumulator,
};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

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
    type Output = StripBoundaries;

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

    fn finish(self) -> StripBoundaries {
        StripBoundaries::of(self.strips)
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

/// For each strip, how far the nearest sources above and below it are from its boundaries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StripBoundaries {
    strips: Vec<BoundaryDistances>,
    any: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundaryDistances {
    /// By column: rows from the row just above the strip to the nearest source at or above it; `FAR` or more without one.
    pub above: Vec<u32>,
    /// The same from the row just below.
    pub below: Vec<u32>,
    /// Ids of those sources, where they were asked for.
    pub above_id: Vec<u32>,
    pub below_id: Vec<u32>,
}

impl StripBoundaries {
    fn of(strips: Vec<StripEnds>) -> StripBoundaries {
        let any = strips.iter().any(|s| s.first.iter().any(|r| *r != FAR));
        let columns = strips.first().map_or(0, |s| s.first.len());
        let named = strips.iter().any(|s| !s.first_id.is_empty());
        let (mut rows, mut ids) = (vec![FAR; columns], vec![0; if named { columns } else { 0 }]);
        let mut boundaries: Vec<BoundaryDistances> = Vec::with_capacity(strips.len());
        for strip in &strips {
            let (below, below_id) = (Vec::new(), Vec::new());
            boundaries.push(BoundaryDistances { above: rows.clone(), above_id: ids.clone(), below, below_id });
            for (rows, last) in rows.iter_mut().zip(&strip.last) {
                *rows = if *last == FAR { (*rows + strip.rows).min(FAR) } else { strip.rows - 1 - last };
            }
            for ((id, last), of_last) in ids.iter_mut().zip(&strip.last).zip(&strip.last_id) {
                *id = if *last == FAR { *id } else { *of_last };
            }
        }
        rows.fill(FAR);
        ids.fill(0);
        for (boundary, strip) in boundaries.iter_mut().zip(&strips).rev() {
            (boundary.below, boundary.below_id) = (rows.clone(), ids.clone());
            for (rows, first) in rows.iter_mut().zip(&strip.first) {
                *rows = if *first == FAR { (*rows + strip.rows).min(FAR) } else { *first };
            }
            for ((id, first), of_first) in ids.iter_mut().zip(&strip.first).zip(&strip.first_id) {
                *id = if *first == FAR { *id } else { *of_first };
            }
        }
        StripBoundaries { strips: boundaries, any }
    }

    pub fn strip(&self, index: usize) -> &BoundaryDistances {
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
/// those of [`BoundaryDistances`], `mask` and `rows` row-major.
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

/// The id of the nearest source in a column, for a row of a strip whose `rows` are those of [`column_distances`].
pub fn nearest_id(marks: &Marks<'_>, boundary: &BoundaryDistances, rows: &[u32], row: usize, column: usize) -> u32 {
    let id = marks.id.expect("ids were asked for");
    let height = marks.mask.len() / marks.columns;
    let down = rows[row * marks.columns + column] as usize;
    match row.checked_sub(down) {
        Some(above) if marks.mask[above * marks.columns + column] != 0 => id(above, column),
        None if row as u32 + boundary.above[column] + 1 == down as u32 => boundary.above_id[column],
        _ if row + down < height => id(row + down, column),
        _ => boundary.below_id[column],
    }
}

#[cfg(test)]
mod tests;
