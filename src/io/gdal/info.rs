//! What is known of a raster before a cell is read.

use super::{
    crs::{Crs, CrsKind, KnownCrs, centre_and_corners},
    distortion::Distortion,
};
use crate::grid::{BlockShape, Grid, areas::CellAreas};
use once_cell::sync::OnceCell;
use std::sync::OnceLock;

/// What is known of a raster before a cell is read, for all threads. It has no copies: what is computed of it once is known to
/// all who share it, and a grid does not change under it.
pub struct RasterInfo {
    pub grid: Grid,
    pub block: BlockShape,
    crs: KnownCrs,
    distortions: OnceLock<Vec<Distortion>>,
    ellipsoidal_areas: OnceCell<CellAreas>,
}

impl RasterInfo {
    pub(super) fn new(grid: Grid, block: BlockShape, crs: KnownCrs) -> RasterInfo {
        RasterInfo { grid, block, crs, distortions: OnceLock::new(), ellipsoidal_areas: OnceCell::new() }
    }

    /// A handle for the thread that asks.
    pub(super) fn crs(&self) -> Crs {
        self.crs.open()
    }

    pub(super) fn known_crs(&self) -> KnownCrs {
        self.crs.clone()
    }

    /// Another grid in the same reference system.
    pub fn with_grid(&self, grid: Grid) -> RasterInfo {
        RasterInfo::new(grid, self.block, self.crs.clone())
    }

    /// The same file, told of on a grid that is its own but for rounding.
    pub fn on_grid_of(&self, other: &RasterInfo) -> RasterInfo {
        RasterInfo::new(other.grid.clone(), self.block, other.crs.clone())
    }

    pub fn crs_name(&self) -> String {
        self.crs.name.clone()
    }

    pub fn is_geographic(&self) -> bool {
        self.crs.kind == CrsKind::Geographic
    }

    pub fn is_projected(&self) -> bool {
        self.crs.kind == CrsKind::Projected
    }

    pub fn is_local(&self) -> bool {
        self.crs.kind == CrsKind::Local
    }

    /// Areas of the cells on the ellipsoid of the reference system; `None` where some cell has no place on it.
    pub fn ellipsoidal_areas(&self) -> Option<&CellAreas> {
        let areas = || self.crs().ellipsoidal_areas(&self.grid).ok_or(());
        self.ellipsoidal_areas.get_or_try_init(areas).ok()
    }

    /// Where areas on the plane are furthest out of true, of the cells at the centre and the corners; `None` where none of
    /// them has a place on the ellipsoid.
    pub fn area_distortion(&self) -> Option<Distortion> {
        Distortion::worst(self.distortions(), Distortion::area)
    }

    /// The same of lengths.
    pub fn length_distortion(&self) -> Option<Distortion> {
        Distortion::worst(self.distortions(), Distortion::length)
    }

    fn distortions(&self) -> &[Distortion] {
        self.distortions.get_or_init(|| {
            let (rows, columns) = (self.grid.rows as f64, self.grid.columns as f64);
            let ends = [(0.5, 0.5), (columns - 0.5, 0.5), (columns - 0.5, rows - 0.5), (0.5, rows - 0.5)];
            let point = |(column, row): (f64, f64)| self.grid.to_map(column, row);
            self.crs().distortions(&centre_and_corners(point((columns / 2.0, rows / 2.0)), ends.map(point)))
        })
    }
}

#[cfg(test)]
pub mod tests {
    use super::{super::crs::tests::parsed, *};

    /// Of a raster of square cells.
    pub fn info((x, y): (f64, f64), cell: f64, (rows, columns): (usize, usize), crs: &str) -> RasterInfo {
        super::super::register();
        let grid = Grid { rows, columns, geotransform: [x, cell, 0.0, y, 0.0, -cell], metres_per_unit: 1.0 };
        RasterInfo::new(grid, BlockShape { rows: 1, columns }, Crs::parse(crs).unwrap().known())
    }

    #[test]
    fn a_system_is_parsed_once_for_all_that_is_asked() {
        let info = info((500_000.0, 4_400_000.0), 10.0, (90, 70), "EPSG:32649");
        let kind = || (info.is_geographic(), info.is_projected(), info.is_local());
        assert_eq!(parsed(|| assert_eq!(kind(), (false, true, false))), 0);
        assert_eq!(parsed(|| assert_eq!(info.crs_name(), "WGS 84 / UTM zone 49N (EPSG:32649)")), 0);
        let distorted = || info.area_distortion().is_some() && info.length_distortion().is_some();
        assert_eq!(parsed(|| assert!(distorted() && distorted())), 1);
        assert_eq!(parsed(|| assert!(info.ellipsoidal_areas() == info.ellipsoidal_areas())), 1);
        // Of another grid nothing is known yet
        let other = info.with_grid(Grid { rows: 1, ..info.grid.clone() });
        assert_eq!(parsed(|| assert_ne!(other.ellipsoidal_areas(), info.ellipsoidal_areas())), 1);
    }
}
