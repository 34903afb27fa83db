//! Where the cells of a raster lie.

pub mod areas;
pub mod ellipsoid;
pub mod tiling;

use serde::{Deserialize, Serialize};

/// A rectangle of cells; rows and columns count from 0 at the top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
}

impl Window {
    pub fn cells(&self) -> usize {
        self.rows * self.columns
    }

    /// The common part of two windows; `None` where they do not meet.
    pub fn intersect(&self, other: &Window) -> Option<Window> {
        let row = self.row.max(other.row);
        let column = self.column.max(other.column);
        let end_row = (self.row + self.rows).min(other.row + other.rows);
        let end_column = (self.column + self.columns).min(other.column + other.columns);
        (row < end_row && column < end_column).then(|| Window {
            row,
            column,
            rows: end_row - row,
            columns: end_column - column,
        })
    }
}

/// Rows and columns of the blocks in which a raster is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockShape {
    pub rows: usize,
    pub columns: usize,
}

/// A raster's size and place.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    pub rows: usize,
    pub columns: usize,
    /// GDAL's six: x = g\[0\] + column g\[1\] + row g\[2\], y = g\[3\] + column g\[4\] + row g\[5\].
    pub geotransform: [f64; 6],
    /// Metres in one unit of the coordinate reference system.
    pub metres_per_unit: f64,
}

impl Grid {
    pub fn whole(&self) -> Window {
        Window { row: 0, column: 0, rows: self.rows, columns: self.columns }
    }

    pub fn cells(&self) -> u64 {
        self.rows as u64 * self.columns as u64
    }

    /// Area of one cell on the plane of the map, in ha: |g1 g5 - g2 g4| m² / 10⁴; right for rotated and non-square cells.
    pub fn cell_area_ha(&self) -> f64 {
        let g = &self.geotransform;
        (g[1] * g[5] - g[2] * g[4]).abs() * self.metres_per_unit * self.metres_per_unit / 1e4
    }

    /// Map coordinates of a point given in cells (column 0.5, row 0.5 is the centre of the first cell).
    pub fn to_map(&self, column: f64, row: f64) -> (f64, f64) {
        let g = &self.geotransform;
        (g[0] + column * g[1] + row * g[2], g[3] + column * g[4] + row * g[5])
    }

    /// The inverse of [`Grid::to_map`].
    pub fn to_cells(&self, x: f64, y: f64) -> (f64, f64) {
        let g = &self.geotransform;
        let det = g[1] * g[5] - g[2] * g[4];
        let (dx, dy) = (x - g[0], y - g[3]);
        ((dx * g[5] - dy * g[2]) / det, (dy * g[1] - dx * g[4]) / det)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: usize, columns: usize) -> Grid {
        Grid { rows, columns, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, -1.0], metres_per_unit: 1.0 }
    }

    #[test]
    fn cell_areas_by_hand() {
        let mut g = grid(1, 1);
        g.geotransform = [500.0, 20.0, 0.0, 900.0, 0.0, -10.0];
        assert_eq!(g.cell_area_ha(), 20.0 * 10.0 / 1e4);
        // 3-4-5 rotation of a 50 m cell
        g.geotransform = [0.0, 30.0, 40.0, 0.0, 40.0, -30.0];
        assert_eq!(g.cell_area_ha(), 50.0 * 50.0 / 1e4);
        g.geotransform = [0.0, 100.0, 0.0, 0.0, 0.0, -100.0];
        g.metres_per_unit = 0.3048;
        assert!((g.cell_area_ha() - 30.48 * 30.48 / 1e4).abs() < 1e-15);
    }

    #[test]
    fn map_and_cells_are_inverse_on_a_rotated_grid() {
        let mut g = grid(10, 10);
        g.geotransform = [1000.0, 30.0, 40.0, 2000.0, 40.0, -30.0];
        let (x, y) = g.to_map(2.5, 7.25);
        assert_eq!((x, y), (1000.0 + 75.0 + 290.0, 2000.0 + 100.0 - 217.5));
        let (c, r) = g.to_cells(x, y);
        assert!((c - 2.5).abs() < 1e-12 && (r - 7.25).abs() < 1e-12);
    }
}
