//! How large the cells of a grid are: all alike on the plane, or as they are on the ellipsoid.

use super::{
    Grid,
    ellipsoid::{Ellipsoid, ellipsoidal_area},
};
use std::ops::Range;

/// Areas of cells, in ha.
#[derive(Debug, Clone, PartialEq)]
pub enum CellAreas {
    /// All cells alike.
    Same(f64),
    /// One area for each row: longitudes and latitudes along the axes.
    Rows(Vec<f64>),
    /// A smooth surface over rows and columns.
    Surface(Surface),
}

/// Areas of the cells of one row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RowAreas<'a> {
    Same(f64),
    Each(&'a [f64]),
}

impl CellAreas {
    /// Every row's area on a grid whose columns are meridians: x is longitude and y latitude, in degrees.
    pub fn rows(grid: &Grid, ellipsoid: Ellipsoid) -> CellAreas {
        let area = |row: usize| {
            // Cells whose centres are on a pole end there.
            let corner = |dc: f64, dr: f64| {
                let (longitude, latitude) = grid.to_map(dc, row as f64 + dr);
                (longitude, latitude.clamp(-90.0, 90.0))
            };
            ellipsoidal_area(&[corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)], ellipsoid) / 1e4
        };
        CellAreas::Rows((0..grid.rows).map(area).collect())
    }

    /// Areas of a row's columns; `buffer` holds them where they differ.
    pub fn row<'a>(&self, row: usize, columns: Range<usize>, buffer: &'a mut Vec<f64>) -> RowAreas<'a> {
        match self {
            CellAreas::Same(area) => RowAreas::Same(*area),
            CellAreas::Rows(areas) => RowAreas::Same(areas[row]),
            CellAreas::Surface(surface) => {
                buffer.clear();
                surface.row(row, columns, buffer);
                RowAreas::Each(buffer)
            }
        }
    }

    /// The area of one cell.
    pub fn cell(&self, row: usize, column: usize) -> f64 {
        match self.row(row, column..column + 1, &mut Vec::new()) {
            RowAreas::Same(area) => area,
            RowAreas::Each(areas) => areas[0],
        }
    }
}

/// Areas at the nodes of a lattice, cubic between them.
///
/// Areas on an ellipsoid vary over thousands of km and nodes are at most 5 km apart, so that the interpolation is good to
/// about 1e-12 of the area; what limits it is the projection's own rounding.
#[derive(Debug, Clone, PartialEq)]
pub struct Surface {
    /// Cells between nodes; node i stands at cell (i - 1) step.
    step: usize,
    columns: usize,
    /// Row-major, in ha.
    nodes: Vec<f64>,
}

impl Surface {
    /// `to_degrees` gives the longitude and latitude (degrees) of a point in cells; `None` where it has none.
    pub fn new(
        grid: &Grid,
        cell_m: f64,
        ellipsoid: Ellipsoid,
        to_degrees: impl Fn(f64, f64) -> Option<(f64, f64)>,
    ) -> Option<Surface> {
        let step = ((5000.0 / cell_m) as usize).clamp(1, 64);
        // Areas are taken of squares of some 200 m: of smaller ones the rounding of the projection would show.
        let side = (200.0 / cell_m).max(1.0);
        let count = |cells: usize| cells.div_ceil(step) + 4;
        let (rows, columns) = (count(grid.rows), count(grid.columns));
        let mut nodes = Vec::with_capacity(rows * columns);
        for row in 0..rows {
            for column in 0..columns {
                // The centre of the cell at the node
                let centre = |node: usize| (node as f64 - 1.0) * step as f64 + 0.5;
                let corner = |dx: f64, dy: f64| to_degrees(centre(column) + dx * side, centre(row) + dy * side);
                let quad = [corner(-0.5, -0.5)?, corner(0.5, -0.5)?, corner(0.5, 0.5)?, corner(-0.5, 0.5)?];
                nodes.push(ellipsoidal_area(&quad, ellipsoid) / (side * side) / 1e4);
            }
        }
        Some(Surface { step, columns, nodes })
    }

    fn row(&self, row: usize, columns: Range<usize>, areas: &mut Vec<f64>) {
        let (node_row, weights) = self.weights(row);
        let node = |column: usize| {
            weights.iter().enumerate().map(|(i, w)| w * self.nodes[(node_row + i) * self.columns + column]).sum::<f64>()
        };
        let first = columns.start / self.step;
        let last = (columns.end.max(1) - 1) / self.step + 4;
        let across: Vec<f64> = (first..last).map(node).collect();
        for column in columns {
            let (node_column, weights) = self.weights(column);
            let four = &across[node_column - first..node_column - first + 4];
            areas.push(four.iter().zip(weights).map(|(a, w)| a * w).sum());
        }
    }

    /// The first of the four nodes around a cell and their Lagrange weights.
    fn weights(&self, cell: usize) -> (usize, [f64; 4]) {
        let t = (cell % self.step) as f64 / self.step as f64;
        let weights = [
            -t * (t - 1.0) * (t - 2.0) / 6.0,
            (t + 1.0) * (t - 1.0) * (t - 2.0) / 2.0,
            -(t + 1.0) * t * (t - 2.0) / 2.0,
            (t + 1.0) * t * (t - 1.0) / 6.0,
        ];
        (cell / self.step, weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WGS84: Ellipsoid = Ellipsoid { semi_major: 6_378_137.0, inverse_flattening: 298.257_223_563 };

    fn grid(rows: usize, columns: usize, x: f64, y: f64, cell: f64) -> Grid {
        Grid { rows, columns, geotransform: [x, cell, 0.0, y, 0.0, -cell], metres_per_unit: 1.0 }
    }

    #[test]
    fn the_whole_earth() {
        // 180 rows of 360 cells of one degree: the area of WGS 84, 510,065,621.724 km2 (Moritz 2000)
        let CellAreas::Rows(areas) = CellAreas::rows(&grid(180, 360, -180.0, 90.0, 1.0), WGS84) else { panic!() };
        let km2 = areas.iter().sum::<f64>() * 360.0 / 100.0;
        assert!((km2 / 510_065_621.724 - 1.0).abs() < 1e-11, "{km2}");
    }

    #[test]
    fn cells_with_centres_on_the_poles() {
        // 181 rows of 360 cells of one degree, the first and the last half beyond the pole: the whole Earth again, and caps of
        // half a degree as on a sphere of its polar radius of curvature, a² / b
        let CellAreas::Rows(areas) = CellAreas::rows(&grid(181, 360, -180.5, 90.5, 1.0), WGS84) else { panic!() };
        let km2 = areas.iter().sum::<f64>() * 360.0 / 100.0;
        assert!((km2 / 510_065_621.724 - 1.0).abs() < 1e-11, "{km2}");
        let polar = 6_378_137.0 / (1.0 - 1.0 / 298.257_223_563);
        let cap = 2.0 * std::f64::consts::PI * polar * polar * (1.0 - 0.5f64.to_radians().cos()) / 1e4;
        assert!((areas[0] * 360.0 / cap - 1.0).abs() < 1e-5 && areas[0] == areas[180], "{} {cap}", areas[0] * 360.0);
    }

    #[test]
    fn a_surface_follows_the_rows() {
        // The same grid of degrees, once by rows and once as a surface; 0.001 degree is some 111 m
        let g = grid(300, 200, 111.0, 40.0, 0.001);
        let rows = CellAreas::rows(&g, WGS84);
        let surface = Surface::new(&g, 111.0, WGS84, |c, r| Some(g.to_map(c, r))).map(CellAreas::Surface).unwrap();
        for (row, column) in [(0, 0), (299, 199), (150, 63), (44, 64), (45, 65), (46, 128)] {
            let (a, b) = (rows.cell(row, column), surface.cell(row, column));
            assert!((a / b - 1.0).abs() < 1e-10, "{row} {column}: {a} {b}");
        }
        let mut buffer = Vec::new();
        let RowAreas::Each(areas) = surface.row(100, 37..171, &mut buffer) else { panic!() };
        assert_eq!(areas.len(), 171 - 37);
        assert_eq!(areas[171 - 38], surface.cell(100, 170));
    }

    #[test]
    fn a_surface_follows_the_columns() {
        // A grid turned by a right angle: what was a row is a column
        let g = grid(200, 300, 111.0, 40.0, 0.001);
        let turned = Surface::new(&g, 111.0, WGS84, |c, r| Some(g.to_map(r, c))).map(CellAreas::Surface).unwrap();
        let CellAreas::Rows(areas) = CellAreas::rows(&grid(300, 200, 111.0, 40.0, 0.001), WGS84) else { panic!() };
        let mut buffer = Vec::new();
        let RowAreas::Each(found) = turned.row(150, 37..271, &mut buffer) else { panic!() };
        assert_eq!(found.len(), 271 - 37);
        assert!(found.iter().zip(&areas[37..]).all(|(found, area)| (found / area - 1.0).abs() < 1e-10));
    }

    #[test]
    fn a_place_that_has_no_longitude_gives_no_surface() {
        let g = grid(2, 2, 0.0, 0.0, 10.0);
        assert_eq!(Surface::new(&g, 10.0, WGS84, |_, _| None), None);
    }
}
