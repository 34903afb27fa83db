//! Where the cells of a raster lie, and how a raster is cut into units of work.

pub mod areas;

use crate::grid::areas::Ellipsoid;
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

/// Area on an ellipsoid of a small quadrilateral given by its corners as (longitude, latitude) in degrees, in m².
///
/// The corners are carried to the cylindrical equal-area plane of the ellipsoid, x = a λ, y = a q(φ) / 2 with
/// q(φ) = (1 - e²) \[sin φ / (1 - e² sin² φ) + atanh(e sin φ) / e\], where the shoelace formula is exact for edges that
/// are straight on that plane (Snyder 1987, Map projections: a working manual, eqs 3-12 and 10-1).
pub fn ellipsoidal_area(corners: &[(f64, f64); 4], ellipsoid: Ellipsoid) -> f64 {
    let (semi_major, e2) = (ellipsoid.semi_major, ellipsoid.eccentricity2());
    let e = e2.sqrt();
    let q = |latitude: f64| {
        let s = latitude.to_radians().sin();
        if e == 0.0 { 2.0 * s } else { (1.0 - e2) * (s / (1.0 - e2 * s * s) + (e * s).atanh() / e) }
    };
    // Longitudes are taken from the first corner, the short way round, so that a cell at 180 degrees stays small.
    let (origin, y0) = (corners[0].0, q(corners[0].1));
    let plane = corners.map(|(longitude, latitude)| {
        let d = (longitude - origin + 540.0).rem_euclid(360.0) - 180.0;
        (semi_major * d.to_radians(), semi_major * (q(latitude) - y0) / 2.0)
    });
    let twice: f64 = (0..4)
        .map(|i| {
            let ((x1, y1), (x2, y2)) = (plane[i], plane[(i + 1) % 4]);
            x1 * y2 - x2 * y1
        })
        .sum();
    (twice / 2.0).abs()
}

/// A raster cut into windows of one shape (less at the right and the bottom), in row-major order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiling {
    rows: usize,
    columns: usize,
    unit: BlockShape,
}

/// Cells in a unit of work: large enough that handing it out costs nothing, small enough that a few fit in memory, and
/// some 64 of them in between, so that threads end together and progress moves. Maps that are read together share it.
fn unit_cells(grid: &Grid, maps: usize) -> usize {
    ((grid.cells() / 64).clamp(1 << 18, 1 << 22) as usize / maps).max(1 << 18)
}

/// Blocks of input and output whose common multiple is wider than this are read twice at seams instead.
const COMMON_MULTIPLE_MAX: usize = 4096;

/// Strips of very wide rasters have so many rows at least: what is kept for each strip is by column.
const STRIP_ROWS: usize = 128;

/// Rows or columns of a unit that is made of whole blocks of input and output.
fn step(input: usize, output: usize, whole: usize) -> usize {
    if input >= whole && output >= whole {
        return whole;
    }
    let common = input / gcd(input, output) * output;
    if common <= COMMON_MULTIPLE_MAX.max(output) {
        common
    } else if input >= whole {
        // A strip cannot be cut without decoding all of it again.
        whole
    } else {
        output
    }
}

impl Tiling {
    /// Units of exactly this shape.
    pub fn new(grid: &Grid, unit: BlockShape) -> Tiling {
        assert!(unit.rows > 0 && unit.columns > 0);
        Tiling { rows: grid.rows, columns: grid.columns, unit }
    }

    /// Units of at most about 2²² cells made of whole blocks of the input and, where a raster is written, of the output.
    /// Input blocks that do not fit the output's are read again at the seams of units.
    pub fn for_blocks(grid: &Grid, input: BlockShape, output: Option<BlockShape>) -> Tiling {
        Tiling::for_several(1, grid, input, output)
    }

    /// As [`Tiling::for_blocks`], with units that hold cells of several maps at once and are smaller by that.
    pub fn for_several(maps: usize, grid: &Grid, input: BlockShape, output: Option<BlockShape>) -> Tiling {
        let output = output.unwrap_or(input);
        let columns = step(input.columns, output.columns, grid.columns);
        let rows = step(input.rows, output.rows, grid.rows);
        let across = (unit_cells(grid, maps) / (rows * columns)).clamp(1, grid.columns.div_ceil(columns));
        let columns = (columns * across).min(grid.columns);
        let down = (unit_cells(grid, maps) / (rows * columns)).clamp(1, grid.rows.div_ceil(rows));
        Tiling::new(grid, BlockShape { rows: (rows * down).min(grid.rows), columns })
    }

    /// Whole rows, made of whole blocks of the input and the output, for what has to see a row at once.
    pub fn strips(grid: &Grid, input: BlockShape, output: Option<BlockShape>) -> Tiling {
        let rows = step(input.rows, output.unwrap_or(input).rows, grid.rows);
        let wanted = (unit_cells(grid, 1) / grid.columns).max(STRIP_ROWS);
        let down = (wanted / rows).clamp(1, grid.rows.div_ceil(rows));
        Tiling::new(grid, BlockShape { rows: (rows * down).min(grid.rows), columns: grid.columns })
    }

    pub fn len(&self) -> usize {
        self.rows.div_ceil(self.unit.rows) * self.columns.div_ceil(self.unit.columns)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn window(&self, index: usize) -> Window {
        let across = self.columns.div_ceil(self.unit.columns);
        let (row, column) = (index / across * self.unit.rows, index % across * self.unit.columns);
        Window {
            row,
            column,
            rows: self.unit.rows.min(self.rows - row),
            columns: self.unit.columns.min(self.columns - column),
        }
    }

    /// The index of one of the windows.
    pub fn index_of(&self, window: Window) -> usize {
        window.row / self.unit.rows * self.columns.div_ceil(self.unit.columns) + window.column / self.unit.columns
    }

    pub fn windows(&self) -> impl Iterator<Item = Window> + '_ {
        (0..self.len()).map(|i| self.window(i))
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grid(rows: usize, columns: usize) -> Grid {
        Grid { rows, columns, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, -1.0], metres_per_unit: 1.0 }
    }

    fn shape(rows: usize, columns: usize) -> BlockShape {
        BlockShape { rows, columns }
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

    #[test]
    fn ellipsoidal_area_of_a_sphere_and_across_the_date_line() {
        // On a sphere: R² Δλ (sin φ2 - sin φ1)
        let r: f64 = 6_371_000.0;
        let expected = r * r * 1f64.to_radians() * (31f64.to_radians().sin() - 30f64.to_radians().sin());
        let found = ellipsoidal_area(
            &[(179.5, 30.0), (-179.5, 30.0), (-179.5, 31.0), (179.5, 31.0)],
            Ellipsoid { semi_major: r, inverse_flattening: 0.0 },
        );
        assert!((found / expected - 1.0).abs() < 1e-12);
    }

    #[test]
    fn units_hold_whole_blocks() {
        let t = Tiling::for_blocks(&grid(20000, 20000), shape(256, 256), Some(shape(512, 512)));
        assert_eq!(t.window(0), Window { row: 0, column: 0, rows: 512, columns: 8192 });
        // Strips of one row under tiles of 512: whole rows, 512 at a time
        let t = Tiling::for_blocks(&grid(3000, 49368), shape(1, 49368), Some(shape(512, 512)));
        assert_eq!(t.window(0), Window { row: 0, column: 0, rows: 512, columns: 49368 });
        // A table alone follows the input
        let t = Tiling::for_blocks(&grid(34377, 49368), shape(1, 49368), None);
        assert_eq!(t.window(0), Window { row: 0, column: 0, rows: 84, columns: 49368 });
        // Four maps together
        let t = Tiling::for_several(4, &grid(20000, 20000), shape(512, 512), None);
        assert_eq!(t.window(0), Window { row: 0, column: 0, rows: 512, columns: 2048 });
        // One cell
        let t = Tiling::for_blocks(&grid(1, 1), shape(1, 1), Some(shape(512, 512)));
        assert_eq!((t.len(), t.window(0).cells()), (1, 1));
    }

    proptest! {
        #[test]
        fn units_cover_every_cell_once_and_cut_no_output_block(
            rows in 1usize..3000, columns in 1usize..3000, input in (1usize..700, 1usize..700), output in (1usize..40, 1usize..40)
        ) {
            let g = grid(rows, columns);
            let output = shape(output.0 * 16, output.1 * 16);
            let t = Tiling::for_blocks(&g, shape(input.0.min(rows), input.1.min(columns)), Some(output));
            prop_assert_eq!(t.windows().map(|w| w.cells()).sum::<usize>(), rows * columns);
            for (i, w) in t.windows().enumerate() {
                prop_assert_eq!(t.index_of(w), i);
                prop_assert!(w.row % output.rows == 0 || t.unit.rows >= rows);
                prop_assert!(w.column % output.columns == 0 || t.unit.columns >= columns);
                prop_assert!(w.row + w.rows == rows || w.rows % output.rows == 0);
                prop_assert!(w.column + w.columns == columns || w.columns % output.columns == 0);
            }
        }
    }
}
