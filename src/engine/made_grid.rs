//! A grid made around an extent, where no raster gives one.

use crate::{
    error::{Error, Result},
    grid::Grid,
};

/// Cells of a raster that is made; more are rather a slip of the unit.
const CELLS: u64 = 100_000_000_000;

/// A grid around an extent of a layer in a reference system, with edges on multiples of the side of its cells. What it says of metres is not
/// settled here.
pub fn grid_around(x: (f64, f64), y: (f64, f64), size: f64, path: &str, crs: String) -> Result<Grid> {
    let ((left, right), (lower, upper)) = (lines(x, size), lines(y, size));
    let (columns, rows) = (right - left, upper - lower);
    if !(columns * rows <= CELLS as f64 && columns.max(rows) < f64::from(i32::MAX)) {
        let (columns, rows, limit) = (columns as u64, rows as u64, CELLS);
        return Err(Error::TooManyCells { path: path.to_owned(), cell_size: size, columns, rows, limit, crs });
    }
    let geotransform = [left * size, size, 0.0, upper * size, 0.0, -size];
    Ok(Grid { rows: rows as usize, columns: columns as usize, geotransform, metres_per_unit: 1.0 })
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
