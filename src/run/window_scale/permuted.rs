//! The map with its cells in a random order: the same classes in the same numbers on the same cells.

use crate::{
    cover::classes::ClassBlock,
    engine::{
        land_cover::{ClassReader, LandCover},
        outputs::{Provenance, Rasters, write_rows},
        progress::Progress,
        threads::Threads,
    },
    error::{Error, Result, try_vec},
    grid::{BlockShape, Window, tiling::Tiling},
    io::gdal,
    kernels::stats::permutation::Urn,
    sentence::phrase,
};
use std::collections::BTreeMap;

const NODATA: u16 = u16::MAX;
const ROWS: usize = 128;

/// Writes it to a file, with the places of codes among all in the place of codes.
pub fn write(map: &LandCover, seed: u64, path: &str, threads: &Threads, progress: &mut Progress<'_>) -> Result<()> {
    let making = Rasters {
        create_options: &["BLOCKXSIZE=128".to_owned(), format!("BLOCKYSIZE={ROWS}")],
        provenance: Provenance::new(super::KERNEL.name, &(), &BTreeMap::new())?,
        threads,
        like: &map.info,
    };
    // Strips of whole rows: the order of cells is that of the map.
    let grid = map.grid();
    let tiling = Tiling::new(grid, BlockShape { rows: ROWS.min(grid.rows), columns: grid.columns });
    let (mut reader, mut buffer) = (ClassReader::open(map)?, map.buffer());
    let mut counts: BTreeMap<i64, u64> = BTreeMap::new();
    progress.tell(0.0, phrase!("Permuting cells"))?;
    for (i, window) in tiling.windows().enumerate() {
        progress.tick(0.4 * i as f64 / tiling.len() as f64, phrase!("Permuting cells"))?;
        let block = reader.read(window, &mut buffer)?;
        each(&block, window, |_, code| *counts.entry(code).or_default() += 1);
    }
    if counts.is_empty() {
        return Err(Error::NoValidCells { path: map.path().to_owned(), cells: grid.cells() });
    }
    let mut urn = Urn::new(counts.into_values().collect(), seed);
    let mut sink = making.create(path, &[("class", "")], NODATA, &mut Vec::new())?;
    for (i, window) in tiling.windows().enumerate() {
        progress.tick(0.4 + 0.6 * i as f64 / tiling.len() as f64, phrase!("Permuting cells"))?;
        let mut drawn = try_vec(window.cells(), NODATA, phrase!("a part of the map"))?;
        let block = reader.read(window, &mut buffer)?;
        each(&block, window, |at, _| drawn[at] = urn.draw().map_or(NODATA, |class| class as u16));
        write_rows(Some(&mut sink), 1, window, &drawn, NODATA)?;
    }
    gdal::publish(vec![sink.complete()?])
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
