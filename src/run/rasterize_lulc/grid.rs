//! The grid of the raster, where no other gives it.

use super::{Request, classes::Classes};
use crate::{
    engine::made_grid::grid_around,
    error::{Error, Result},
    grid::BlockShape,
    io::gdal::{FeatureLayer, RasterInfo},
    sentence::phrase,
};

/// Checks that there is one way to a grid; gives the side of a cell, where that is it.
pub fn check(request: &Request) -> Result<Option<f64>> {
    match (request.cell_size, &request.snap) {
        (None, None) => Err(Error::NoGrid),
        (Some(_), Some(_)) => Err(Error::CellSizeAndSnap),
        (Some(size), None) if !(size > 0.0 && size.is_finite()) => {
            Err(Error::argument("CELL_SIZE", size, phrase!("more than 0 (map units)")))
        }
        (size, _) => Ok(size),
    }
}

/// A grid around the features that have a class, with edges on multiples of the side of its cells.
pub fn around(
    request: &Request,
    layer: &FeatureLayer,
    classes: &Classes,
    cell_size: Option<f64>,
) -> Result<RasterInfo> {
    let size = cell_size.ok_or(Error::NoGrid)?;
    let classed = layer.features.iter().zip(&classes.of).filter(|(_, class)| class.is_some());
    let points = classed.flat_map(|(feature, _)| feature.parts.iter().flatten().flatten());
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    let wider = |(low, high): (f64, f64), at: f64| (low.min(at), high.max(at));
    let (x, y) = points.fold((none, none), |(x, y), point| (wider(x, point.0), wider(y, point.1)));
    let path = request.input.clone();
    if x.0 > x.1 {
        // Of features whose geometries hold nothing, such as a ring that goes to and fro.
        return Err(Error::CellsTooLarge { path, cell_size: size, unit: layer.unit() });
    }
    let grid = grid_around(x, y, size, &path, layer.crs_name())?;
    let block = BlockShape { rows: 1, columns: grid.columns };
    layer.info(grid, block)
}
