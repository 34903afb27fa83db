//! Rows of a map as land with carbon, ring by ring: what [`coarse_land`](super::coarse_land) and [`block_land`](super::block_land)
//! are summed from.

use super::{contribution::Land, ring_classes::RingBlock};
use crate::{cover::classes::ClassCells, grid::areas::RowAreas};
use ndarray::ArrayView2;
use rustc_hash::FxHashMap;

/// Rows and their rings (0 for sources; land outside of the region is in none), and where sources are.
#[derive(Clone, Copy)]
pub struct LandBlock<'a> {
    pub rows: RingBlock<'a>,
    /// 1 for a source.
    pub sources: &'a [u8],
    /// t/ha by class; classes without any have 0.
    pub densities: &'a FxHashMap<i64, f64>,
}

/// Valid cells of one row side by side in one ring.
pub struct RingLand {
    /// Of the map.
    pub row: usize,
    /// Columns before it, in parts of so many as were asked for.
    pub part: usize,
    pub ring: u16,
    pub land: Land,
}

impl LandBlock<'_> {
    /// All land, cut where a part of so many columns ends.
    pub fn each(&self, columns: usize, take: impl FnMut(RingLand)) {
        match self.rows.block.cells {
            ClassCells::Bytes(cells) => self.each_of(cells, columns, take),
            ClassCells::Ids(cells) => self.each_of(cells, columns, take),
        }
    }

    fn each_of<T: Copy + Into<usize>>(&self, cells: ArrayView2<'_, T>, columns: usize, mut take: impl FnMut(RingLand)) {
        let density = |code: &Option<i64>| code.map(|code| self.densities.get(&code).copied().unwrap_or(0.0));
        let RingBlock { block, window, areas, rings } = self.rows;
        let densities: Vec<Option<f64>> = block.codes.iter().map(density).collect();
        let mut buffer = Vec::new();
        for (r, (line, runs)) in cells.rows().into_iter().zip(rings).enumerate() {
            let line = line.as_slice().expect("rows of a block are contiguous");
            let row = window.row + r;
            let areas = areas.row(row, 0..line.len(), &mut buffer);
            for (run, ring) in runs {
                let (mut start, end) = (run.start as usize, run.end as usize);
                while start < end {
                    let part = start / columns;
                    let stop = end.min((part + 1).saturating_mul(columns));
                    let mut land = Land::default();
                    for (column, value) in (start..stop).zip(&line[start..stop]) {
                        if let Some(density) = densities.get((*value).into()).copied().flatten() {
                            let area = if let RowAreas::Each(areas) = areas { areas[column] } else { 1.0 };
                            land.area_ha += area;
                            land.carbon_t += area * density;
                        }
                    }
                    if let RowAreas::Same(area) = areas {
                        land = Land { area_ha: area * land.area_ha, carbon_t: area * land.carbon_t };
                    }
                    take(RingLand { row, part, ring: *ring, land });
                    start = stop;
                }
            }
        }
    }
}
