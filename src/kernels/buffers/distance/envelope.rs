//! The nearest source of every cell of a row, from the nearest source of every column.
//!
//! n(c) = min over columns j of (c - j)² + w g(j)²: the lower envelope of parabolas, g(j) the rows to the nearest
//! source in column j and w = (height / width)² of a cell. The distance is √n times the width        \[m\]
//!
//! Two parabolas of the columns j < k cross at c = (k² - j² + w (g(k)² - g(j)²)) / (2 (k - j)), left of it that of j is
//! lower. Crossings are kept as a numerator and a denominator, and compared without dividing.
//!
//! Shapes: a row of u32 (rows to the source); a row of distances, or runs of cells by nearest column or by ring. Range:
//! n ≥ 0; `none` or the ring beyond where n passes a limit, infinite where no column has a source.
//!
//! Sources: Felzenszwalb and Huttenlocher 2012, Theory Comput. 8, 415; Meijster, Roerdink and Hesselink 2000.

use super::FAR;
use std::ops::Range;

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
    /// `rows` are those of [`super::column_distances`] for one row of cells, `weight` is w; sources with n > `max_square` may
    /// be left out.
    pub fn build(&mut self, rows: &[u32], weight: f64, max_square: f64) {
        self.arcs.clear();
        self.columns = rows.len();
        let twice_end = 2.0 * (rows.len().max(1) - 1) as f64;
        for (u, down) in rows.iter().enumerate() {
            if *down >= FAR {
                continue;
            }
            let (column, down) = (u as f64, f64::from(*down));
            let square = weight * (down * down);
            if square > max_square {
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

    /// √n times `width` of every cell; `none` where n is over `max_square`.
    pub fn distances(&self, width: f64, max_square: f64, none: f32, distances: &mut [f32]) {
        if self.arcs.is_empty() {
            distances.fill(none);
        }
        for (cells, arc) in self.arcs() {
            let first = cells.start as f64 - arc.column;
            for (i, distance) in distances[cells].iter_mut().enumerate() {
                let across = first + i as f64;
                let n = across * across + arc.square;
                *distance = if n <= max_square { (n.sqrt() * width) as f32 } else { none };
            }
        }
    }

    /// Calls `each` with runs of cells and the column of the source that they are nearest to, where n is at most
    /// `max_square`.
    pub fn nearest(&self, max_square: f64, mut each: impl FnMut(Range<usize>, usize)) {
        for (cells, arc) in self.arcs() {
            let column = arc.column as usize;
            if let Some(half) = half_width(max_square, arc.square) {
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

/// The largest h with h² + square <= limit.
pub(super) fn half_width(limit: f64, square: f64) -> Option<usize> {
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
