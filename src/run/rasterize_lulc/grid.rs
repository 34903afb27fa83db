//! The grid of the raster, where no other gives it.

use super::{Request, classes::Classes};
use crate::{
    error::{Error, Result},
    grid::{BlockShape, Grid},
    io::gdal::{FeatureLayer, RasterInfo},
    sentence::phrase,
};

/// Cells of a raster that is made; more are rather a slip of the unit.
const CELLS: u64 = 100_000_000_000;

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
    let ((left, right), (lower, upper)) = (lines(x, size), lines(y, size));
    let (columns, rows) = (right - left, upper - lower);
    if !(columns * rows <= CELLS as f64 && columns.max(rows) < f64::from(i32::MAX)) {
        let (columns, rows, limit, crs) = (columns as u64, rows as u64, CELLS, layer.crs_name());
        return Err(Error::TooManyCells { path, cell_size: size, columns, rows, limit, crs });
    }
    let geotransform = [left * size, size, 0.0, upper * size, 0.0, -size];
    let grid = Grid { rows: rows as usize, columns: columns as usize, geotransform, metres_per_unit: 1.0 };
    let block = BlockShape { rows: 1, columns: grid.columns };
    layer.info(grid, block)
}

/// The multiples of a side that lie around an extent, at least one cell apart. An end within rounding of one lies on it.
fn lines((low, high): (f64, f64), size: f64) -> (f64, f64) {
    let line = |at: f64, outward: fn(f64) -> f64| {
        let lines = at / size;
        let near = lines.round();
        let rounding = (4.0 * f64::EPSILON * lines.abs()).max(1e-9);
        if (lines - near).abs() <= rounding { near } else { outward(lines) }
    };
    let (first, last) = (line(low, f64::floor), line(high, f64::ceil));
    (first, last.max(first + 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_lie_on_multiples_outward() {
        assert_eq!(lines((500_004.342, 500_430.6), 10.0), (50_000.0, 50_044.0));
        assert_eq!(lines((-0.5, 0.5), 1.0), (-1.0, 1.0));
        // On a line already, though 500,000.1 / 0.1 is not a whole number
        assert_eq!(lines((500_000.1, 500_000.3), 0.1), (5_000_001.0, 5_000_003.0));
        assert_eq!(lines((7.0, 7.0), 1.0), (7.0, 8.0));
    }
}
