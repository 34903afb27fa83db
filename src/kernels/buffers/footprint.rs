//! Mining land and the rings around it as runs of cells, to be laid anywhere.
//!
//! Ring of a cell: as [`distance`](super::distance) has it, by the distance of cell centres to the nearest mined cell
//!
//! Ways: as it lies, mirrored, and turned by quarters (on cells that are not square: by halves); those that look alike are one
//!
//! Shapes: a mask of mined cells; runs of each ring on a canvas around all of them that reaches as far as the last ring, or to the
//! farther edge of the mask. Units: limits as squares of cell widths, ascending. Range: ring 0 is mining land; cells beyond the last ring are in no run.

use super::distance::{Envelope, FAR, column_distances};
use ndarray::{Array2, ArrayView2, Axis};
use std::{mem, ops::Range};

/// Of cells of a canvas in no ring.
const NO_RING: u16 = u16::MAX;

/// Cells of one row of a canvas.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    pub row: u32,
    pub columns: Range<u32>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Footprint {
    /// Runs of each ring on the canvas, mining land first, from the upper row to the lower.
    pub rings: Vec<Vec<Run>>,
    /// Of the canvas: rows and columns.
    pub size: (usize, usize),
    /// Rows above, and columns left of, the first mined cell.
    pub margin: (usize, usize),
    /// Row and column of the mask at which the rectangle around what is mined begins; its rows and columns; mined cells.
    pub mined_at: (usize, usize),
    pub mined_size: (usize, usize),
    pub mined_cells: u64,
}

impl Footprint {
    /// `weight` is (height / width)² of a cell, `limits` the outer limits of ring 0 (0) and those that follow. `None` where
    /// nothing is mined.
    pub fn of(mined: &[bool], columns: usize, weight: f64, limits: &[f64]) -> Option<Footprint> {
        let rows = mined.len() / columns.max(1);
        let any = |row: &usize| mined[row * columns..(row + 1) * columns].contains(&true);
        let (first, last) = ((0..rows).find(any)?, (0..rows).rev().find(any)?);
        let down = |column: &usize| (first..=last).any(|row| mined[row * columns + column]);
        let (left, right) = ((0..columns).find(down)?, (0..columns).rev().find(down)?);
        let farthest = limits.last().copied().unwrap_or(0.0);
        let margin = |square: f64| square.sqrt().floor() as usize + 1;
        // No land lies beyond the mask, however far rings reach.
        let above = margin(farthest / weight).min(first.max(rows - 1 - last));
        let beside = margin(farthest).min(left.max(columns - 1 - right));
        let (height, width) = (last - first + 1 + 2 * above, right - left + 1 + 2 * beside);

        let mut mask = vec![0u8; height * width];
        for row in first..=last {
            let to = (row - first + above) * width + beside;
            for (mark, mined) in mask[to..].iter_mut().zip(&mined[row * columns + left..=row * columns + right]) {
                *mark = u8::from(*mined);
            }
        }
        let none = vec![FAR; width];
        let mut distances = vec![0u32; height * width];
        column_distances(&mask, &none, &none, &mut distances);
        let mut envelope = Envelope::default();
        let mut canvas = Array2::from_elem((height, width), NO_RING);
        for (mut row, distances) in canvas.rows_mut().into_iter().zip(distances.chunks_exact(width)) {
            let row = row.as_slice_mut().expect("rows of a canvas are contiguous");
            envelope.build(distances, weight, farthest);
            envelope.rings(limits, |cells, ring| {
                if usize::from(ring) < limits.len() {
                    row[cells].fill(ring);
                }
            });
        }
        Some(Footprint {
            rings: runs(canvas.view(), limits.len()),
            size: (height, width),
            margin: (above, beside),
            mined_at: (first, left),
            mined_size: (last - first + 1, right - left + 1),
            mined_cells: mask.iter().map(|mark| u64::from(*mark)).sum(),
        })
    }

    /// Without the cells of rings that have no land where the mining land itself lies: what is cut at a border is so elsewhere.
    pub fn on_land(self, size: (usize, usize), has_land: impl Fn(usize, usize) -> bool) -> Footprint {
        let origin = self.origin();
        let mut canvas = self.canvas();
        for ((row, column), ring) in canvas.indexed_iter_mut().filter(|(_, ring)| (1..NO_RING).contains(*ring)) {
            let [row, column] = [origin.0 + row as i64, origin.1 + column as i64];
            let inside = (0..size.0 as i64).contains(&row) && (0..size.1 as i64).contains(&column);
            if !(inside && has_land(row as usize, column as usize)) {
                *ring = NO_RING;
            }
        }
        Footprint { rings: runs(canvas.view(), self.rings.len()), ..self }
    }

    /// All that differ, as it lies first; `turns` tells whether rows and columns may change places.
    pub fn ways(&self, turns: bool) -> Vec<Footprint> {
        let canvas = self.canvas();
        let mut ways: Vec<Footprint> = Vec::new();
        for turned in [false, true].into_iter().filter(|turned| turns || !turned) {
            let turn = |(rows, columns)| if turned { (columns, rows) } else { (rows, columns) };
            for mirrored in 0..4 {
                let mut view = if turned { canvas.t() } else { canvas.view() };
                (0..2).filter(|axis| mirrored >> axis & 1 == 1).for_each(|axis| view.invert_axis(Axis(axis)));
                let way = Footprint {
                    rings: runs(view, self.rings.len()),
                    size: turn(self.size),
                    margin: turn(self.margin),
                    mined_at: self.mined_at,
                    mined_size: turn(self.mined_size),
                    mined_cells: self.mined_cells,
                };
                if ways.iter().all(|other| (other.size, &other.rings) != (way.size, &way.rings)) {
                    ways.push(way);
                }
            }
        }
        ways
    }

    /// Rings by cell of the canvas.
    fn canvas(&self) -> Array2<u16> {
        let mut canvas = Array2::from_elem(self.size, NO_RING);
        for (ring, runs) in (0..).zip(&self.rings) {
            for Run { row, columns } in runs {
                let columns = columns.start as usize..columns.end as usize;
                canvas.slice_mut(ndarray::s![*row as usize, columns]).fill(ring);
            }
        }
        canvas
    }

    /// Row and column of the raster at which the canvas begins.
    fn origin(&self) -> (i64, i64) {
        let of = |at: usize, margin: usize| at as i64 - margin as i64;
        (of(self.mined_at.0, self.margin.0), of(self.mined_at.1, self.margin.1))
    }

    /// Cells of a raster of some rows and columns under the footprint where it was taken: row, column and ring.
    pub fn cells(&self, (rows, columns): (usize, usize)) -> impl Iterator<Item = (usize, usize, u16)> + '_ {
        let (top, left) = self.origin();
        let inside = move |column: u32| (left + i64::from(column)).clamp(0, columns as i64) as usize;
        let of_run = move |(ring, run): (u16, &'_ Run)| {
            let row = usize::try_from(top + i64::from(run.row)).ok().filter(|row| *row < rows);
            let columns = inside(run.columns.start)..inside(run.columns.end);
            row.into_iter().flat_map(move |row| columns.clone().map(move |column| (row, column, ring)))
        };
        (0..).zip(&self.rings).flat_map(|(ring, runs)| runs.iter().map(move |run| (ring, run))).flat_map(of_run)
    }
}

/// Runs of every ring, from row to row.
fn runs(canvas: ArrayView2<'_, u16>, rings: usize) -> Vec<Vec<Run>> {
    let mut found = vec![Vec::new(); rings];
    let mut end = |row: usize, columns: Range<usize>, ring: u16| {
        if let Some(runs) = found.get_mut(usize::from(ring)) {
            runs.push(Run { row: row as u32, columns: columns.start as u32..columns.end as u32 });
        }
    };
    for (row, cells) in canvas.rows().into_iter().enumerate() {
        let (mut start, mut here) = (0, NO_RING);
        for (column, ring) in cells.iter().enumerate() {
            if *ring != here {
                end(row, mem::replace(&mut start, column)..column, here);
                here = *ring;
            }
        }
        end(row, start..cells.len(), here);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rings of a cell by all mined cells, one after the other.
    fn by_brute_force(mined: &[bool], columns: usize, weight: f64, limits: &[f64]) -> Vec<Option<u16>> {
        let at = |cell: usize| ((cell / columns) as f64, (cell % columns) as f64);
        (0..mined.len())
            .map(|cell| {
                let here = at(cell);
                let of = |other: usize| weight * (here.0 - at(other).0).powi(2) + (here.1 - at(other).1).powi(2);
                let nearest = (0..mined.len()).filter(|other| mined[*other]).map(of).fold(f64::INFINITY, f64::min);
                let ring = limits.partition_point(|limit| *limit < nearest);
                (ring < limits.len()).then_some(ring as u16)
            })
            .collect()
    }

    #[test]
    fn rings_are_those_of_the_nearest_mined_cell() {
        let (rows, columns) = (13, 17);
        for (weight, seed) in [(1.0, 3), (4.0, 5), (0.25, 7)] {
            let mined: Vec<bool> = (0..rows * columns).map(|cell| cell * seed % 41 == 11 && cell % 17 > 4).collect();
            let limits = [0.0, 2.0, 9.0, 20.25];
            let footprint = Footprint::of(&mined, columns, weight, &limits).unwrap();
            let mut found = vec![None; rows * columns];
            for (row, column, ring) in footprint.cells((rows, columns)) {
                assert_eq!(found[row * columns + column].replace(ring), None);
            }
            assert_eq!(found, by_brute_force(&mined, columns, weight, &limits), "{weight}");
            assert_eq!(footprint.mined_cells, mined.iter().filter(|mined| **mined).count() as u64);
        }
        assert_eq!(Footprint::of(&[false; 6], 3, 1.0, &[0.0, 4.0]), None);
    }

    #[test]
    fn ways_that_look_alike_are_one() {
        let of = |mined: &[usize], turns: bool, weight: f64| {
            let mut mask = vec![false; 100];
            mined.iter().for_each(|cell| mask[*cell] = true);
            Footprint::of(&mask, 10, weight, &[0.0, 4.0]).unwrap().ways(turns)
        };
        // One cell; two in a row; three in a corner; an F
        assert_eq!(of(&[44], true, 1.0).len(), 1);
        assert_eq!(of(&[44, 45], true, 1.0).len(), 2);
        assert_eq!(of(&[44, 45], false, 4.0).len(), 1);
        assert_eq!(of(&[44, 45, 54], true, 1.0).len(), 4);
        let ways = of(&[45, 46, 54, 55, 65], true, 1.0);
        assert_eq!(ways.len(), 8);
        assert_eq!((ways[0].mined_size, ways[7].mined_size), ((3, 3), (3, 3)));
        let long = of(&[44, 45, 46, 47, 54], true, 1.0);
        assert_eq!((long.len(), long[0].mined_size, long[7].mined_size), (8, (2, 4), (4, 2)));
        for way in &long {
            assert_eq!(way.rings[0].iter().map(|run| run.columns.len()).sum::<usize>(), 5);
        }
    }

    #[test]
    fn rings_without_land_are_so_elsewhere() {
        // Rings that reach far beyond a mask take no more room than the mask
        let wide = Footprint::of(&[false, true, false, false, false, false], 3, 1.0, &[0.0, 1e12]).unwrap();
        assert_eq!((wide.size, wide.margin), ((3, 3), (1, 1)));
        // One mined cell in the corner of 10 x 10 cells: a quarter of its ring is on the map, and one cell of that is nodata
        let mut mask = vec![false; 100];
        mask[0] = true;
        let footprint = Footprint::of(&mask, 10, 1.0, &[0.0, 4.0]).unwrap();
        let whole: usize = footprint.rings[1].iter().map(|run| run.columns.len()).sum();
        assert_eq!(whole, 12);
        let cut = footprint.on_land((10, 10), |row, column| (row, column) != (1, 1));
        let left: Vec<(usize, usize, u16)> = cut.cells((10, 10)).collect();
        assert_eq!(left, [(0, 0, 0), (0, 1, 1), (0, 2, 1), (1, 0, 1), (2, 0, 1)]);
        assert_eq!(cut.ways(true).len(), 4);
    }
}
