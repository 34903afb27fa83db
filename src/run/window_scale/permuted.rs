//! The map with its cells in random orders: the same classes in the same numbers on the same cells. Of a large map a part of each.

use crate::{
    cover::classes::ClassBlock,
    engine::{
        land_cover::{ClassReader, LandCover},
        outputs::{Provenance, Rasters, write_rows},
        progress::Progress,
        threads::Threads,
    },
    error::{Error, Result, try_vec},
    grid::{BlockShape, Grid, Window, tiling::Tiling},
    io::gdal,
    kernels::stats::permutation::Urn,
    sentence::{Phrase, phrase},
};
use std::{collections::BTreeMap, path::Path};

const NODATA: u16 = u16::MAX;
const ROWS: usize = 128;
/// Rows and columns of the steps in which a part is looked for.
const STEP: usize = 64;
const COUNTING: Phrase = phrase!("Counting classes");

/// What permuted maps are drawn from, and where.
pub struct Permuted<'a> {
    map: &'a LandCover,
    /// Of the whole map, by class.
    counts: Vec<u64>,
    /// The part of the map that is looked at.
    pub part: Window,
}

impl<'a> Permuted<'a> {
    /// Looks for the part of so many rows and columns that has most cells with a class; of equal ones the first.
    pub fn look(
        map: &'a LandCover,
        (rows, columns): (usize, usize),
        progress: &mut Progress<'_>,
    ) -> Result<Permuted<'a>> {
        let grid = map.grid();
        let (rows, columns) = (rows.min(grid.rows), columns.min(grid.columns));
        let strips = strips(grid.whole(), STEP);
        let (mut reader, mut buffer) = (ClassReader::open(map)?, map.buffer());
        let mut counts: BTreeMap<i64, u64> = BTreeMap::new();
        let mut filled = vec![vec![0u32; grid.columns.div_ceil(STEP)]; grid.rows.div_ceil(STEP)];
        progress.tell(0.0, COUNTING)?;
        for (i, window) in strips.iter().enumerate() {
            progress.tick(i as f64 / strips.len() as f64, COUNTING)?;
            let block = reader.read(*window, &mut buffer)?;
            each(&block, *window, |at, code| {
                *counts.entry(code).or_default() += 1;
                filled[window.row / STEP][at % window.columns / STEP] += 1;
            });
        }
        if counts.is_empty() {
            return Err(Error::NoValidCells { path: map.path().to_owned(), cells: grid.cells() });
        }
        let (row, column) = fullest(&filled, (grid.rows - rows, grid.columns - columns), (rows, columns));
        let part = Window { row, column, rows, columns };
        Ok(Permuted { map, counts: counts.into_values().collect(), part })
    }

    /// The same, of all of the map.
    pub fn whole(&self) -> Permuted<'a> {
        Permuted { map: self.map, counts: self.counts.clone(), part: self.map.grid().whole() }
    }

    /// Writes the part of one permuted map to a file, with the places of codes among all in the place of codes.
    pub fn write(
        &self,
        (seed, replicate): (u64, u64),
        path: &Path,
        threads: &Threads,
        progress: &mut Progress<'_>,
    ) -> Result<()> {
        let Window { row, column, rows, columns } = self.part;
        let info = &self.map.info;
        let (x, y) = info.grid.to_map(column as f64, row as f64);
        let mut grid = Grid { rows, columns, ..info.grid.clone() };
        (grid.geotransform[0], grid.geotransform[3]) = (x, y);
        let making = Rasters {
            create_options: &["BLOCKXSIZE=128".to_owned(), format!("BLOCKYSIZE={ROWS}")],
            provenance: Provenance::new(super::KERNEL.name, &(), &BTreeMap::new())?,
            threads,
            like: &info.with_grid(grid),
        };
        let (mut reader, mut buffer) = (ClassReader::open(self.map)?, self.map.buffer());
        let mut urn = Urn::new(self.counts.clone(), seed, replicate);
        let mut sink = making.create(&path.to_string_lossy(), &[("class", "")], NODATA, &mut Vec::new())?;
        let strips = strips(self.part, ROWS);
        for (i, window) in strips.iter().enumerate() {
            progress.tick(i as f64 / strips.len() as f64, super::PERMUTED)?;
            let mut drawn = try_vec(window.cells(), NODATA, phrase!("a part of the map"))?;
            let block = reader.read(*window, &mut buffer)?;
            each(&block, *window, |at, _| drawn[at] = urn.draw().map_or(NODATA, |class| class as u16));
            let within = Window { row: window.row - row, column: 0, ..*window };
            write_rows(Some(&mut sink), 1, within, &drawn, NODATA)?;
        }
        gdal::publish(vec![sink.complete()?])
    }
}

/// Strips of whole rows of a part: the order of cells is that of the map.
fn strips(part: Window, rows: usize) -> Vec<Window> {
    let grid = Grid { rows: part.rows, columns: part.columns, geotransform: [0.0; 6], metres_per_unit: 1.0 };
    let tiling = Tiling::new(&grid, BlockShape { rows: rows.min(part.rows), columns: part.columns });
    tiling.windows().map(|window| Window { row: part.row + window.row, column: part.column, ..window }).collect()
}

/// Places and classes of the cells that have one.
fn each(block: &ClassBlock<'_>, window: Window, mut cell: impl FnMut(usize, i64)) {
    for row in 0..window.rows {
        for column in 0..window.columns {
            if let Some(code) = block.code(row, column) {
                cell(row * window.columns + column, code);
            }
        }
    }
}

/// Where a part begins that holds most, in whole steps up to `last`, of numbers by step.
fn fullest(filled: &[Vec<u32>], last: (usize, usize), part: (usize, usize)) -> (usize, usize) {
    // Sums of all steps above and to the left
    let width = filled.first().map_or(0, Vec::len);
    let mut sums = vec![vec![0u64; width + 1]; filled.len() + 1];
    for (i, row) in filled.iter().enumerate() {
        for (j, cells) in row.iter().enumerate() {
            sums[i + 1][j + 1] = sums[i][j + 1] + sums[i + 1][j] - sums[i][j] + u64::from(*cells);
        }
    }
    let held = |(i, j): (usize, usize)| {
        let (down, right) = ((i + part.0.div_ceil(STEP)).min(filled.len()), (j + part.1.div_ceil(STEP)).min(width));
        sums[down][right] + sums[i][j] - sums[i][right] - sums[down][j]
    };
    let places = (0..=last.0 / STEP).flat_map(|i| (0..=last.1 / STEP).map(move |j| (i, j)));
    // The first of equal ones
    let best = places.rev().max_by_key(|place| held(*place)).unwrap_or((0, 0));
    (best.0 * STEP, best.1 * STEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fullest_part() {
        let filled = [[4, 0, 1, 0], [0, 0, 9, 9], [0, 0, 9, 9]].map(Vec::from);
        assert_eq!(fullest(&filled, (64, 128), (128, 128)), (64, 128));
        assert_eq!(fullest(&filled, (64, 64), (128, 128)), (64, 64));
        assert_eq!(fullest(&filled, (0, 0), (192, 256)), (0, 0));
        assert_eq!(fullest(&[[5, 5, 5].to_vec()], (0, 130), (64, 62)), (0, 0));
    }
}
