//! What is known of a raster before a cell is read.

use super::crs::{Crs, Distortion, centre_and_corners};
use crate::{
    error::{Error, Result},
    grid::{BlockShape, Grid, areas::CellAreas},
};

/// What is known of a raster before a cell is read.
#[derive(Clone)]
pub struct RasterInfo {
    pub grid: Grid,
    pub block: BlockShape,
    /// WKT: a handle would tie this to one thread.
    pub(super) crs: String,
}

impl RasterInfo {
    pub fn crs(&self) -> Crs {
        Crs::parse(&self.crs).expect("GDAL reads the WKT that it wrote")
    }

    /// The same file, told of on a grid that is its own but for rounding.
    pub fn on_grid_of(&self, other: &RasterInfo) -> RasterInfo {
        RasterInfo { block: self.block, ..other.clone() }
    }

    pub fn crs_name(&self) -> String {
        self.crs().name()
    }

    pub fn is_geographic(&self) -> bool {
        self.crs().is_geographic()
    }

    pub fn is_projected(&self) -> bool {
        self.crs().is_projected()
    }

    pub fn is_local(&self) -> bool {
        self.crs().is_local()
    }

    /// Refuses a layer in another system where either is a local grid, from which no way leads to any other.
    pub fn check_way(&self, path: &str, from: &Crs) -> Result<()> {
        let crs = self.crs();
        if (crs.is_local() || from.is_local()) && !from.agrees(&crs, &self.grid) {
            return Err(Error::LocalGrids { path: path.to_owned(), crs: from.name(), onto: crs.name() });
        }
        Ok(())
    }

    /// Areas of the cells on the ellipsoid of the reference system; `None` where it has none.
    pub fn ellipsoidal_areas(&self) -> Option<CellAreas> {
        self.crs().ellipsoidal_areas(&self.grid)
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

    fn distortions(&self) -> Vec<Distortion> {
        let (rows, columns) = (self.grid.rows as f64, self.grid.columns as f64);
        let ends = [(0.5, 0.5), (columns - 0.5, 0.5), (columns - 0.5, rows - 0.5), (0.5, rows - 0.5)];
        let point = |(column, row): (f64, f64)| self.grid.to_map(column, row);
        self.crs().distortions(&centre_and_corners(point((columns / 2.0, rows / 2.0)), ends.map(point)))
    }
}
