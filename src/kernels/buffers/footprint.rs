//! Mining land and the rings around it as runs of cells, to be laid anywhere.
//!
//! Ring of a cell: as [`distance`](super::distance) has it, by the distance of cell centres to the nearest mined cell
//!
//! Shapes: a mask of mined cells; rows of runs on a canvas that reaches as far as the last ring around all of them. Units: limits
//! as squares of cell widths, ascending. Range: ring 0 is mining land; cells beyond the last ring are in no run.

use super::{
    distance::{Envelope, FAR, column_distances},
    ring_classes::RingRuns,
};

#[derive(Debug, Clone, PartialEq)]
pub struct Footprint {
    /// Runs by row of the canvas.
    pub rows: Vec<RingRuns>,
    /// Of the canvas: rows and columns.
    pub size: (usize, usize),
    /// Rows above, and columns left of, the first mined cell.
    pub margin: (usize, usize),
    /// Row and column of the mask at which the rectangle around what is mined begins; its rows and columns; mined cells.
    pub mined_at: (usize, usize),
    pub mined_size: (usize, usize),
    pub mined_cells: u64,
    /// Rings, mining land among them.
    pub rings: usize,
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
        let (above, beside) = (margin(farthest / weight), margin(farthest));
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
        let runs = distances.chunks_exact(width).map(|row| {
            let mut runs = RingRuns::new();
            envelope.build(row, weight, farthest);
            envelope.rings(limits, |cells, ring| {
                if usize::from(ring) < limits.len() {
                    runs.push((cells.start as u32..cells.end as u32, ring));
                }
            });
            runs
        });
        Some(Footprint {
            rows: runs.collect(),
            size: (height, width),
            margin: (above, beside),
            mined_at: (first, left),
            mined_size: (last - first + 1, right - left + 1),
            mined_cells: mask.iter().map(|mark| u64::from(*mark)).sum(),
            rings: limits.len(),
        })
    }

    /// Cells of a raster of some rows and columns under the footprint where it was taken: row, column and ring.
    pub fn cells(&self, (rows, columns): (usize, usize)) -> impl Iterator<Item = (usize, usize, u16)> + '_ {
        let inside = |start: isize, end: isize, of: usize| {
            start.clamp(0, of as isize) as usize..end.clamp(0, of as isize) as usize
        };
        let (top, left) = [(self.mined_at.0, self.margin.0), (self.mined_at.1, self.margin.1)]
            .map(|(at, margin)| at as isize - margin as isize)
            .into();
        let of_row = move |(r, runs): (usize, &'_ RingRuns)| {
            let row = top + r as isize;
            let runs: Vec<_> = if (0..rows as isize).contains(&row) { runs.clone() } else { Vec::new() };
            runs.into_iter().flat_map(move |(run, ring)| {
                let columns = inside(left + run.start as isize, left + run.end as isize, columns);
                columns.map(move |column| (row as usize, column, ring))
            })
        };
        self.rows.iter().enumerate().flat_map(of_row)
    }
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
}
