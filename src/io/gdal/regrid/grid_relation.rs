//! How the grids of two rasters lie to each other.

use super::pixel_transform::{PixelBounds, PixelTransform};
use crate::{
    error::{Error, Result},
    grid::{Grid, Window},
    io::gdal::{crs::corners, info::RasterInfo},
};

/// Cells by which grids may be apart and still be one.
const TOLERANCE: f64 = 1e-6;

/// Points along each side of a raster, and in each direction within, that tell whether it meets another.
const OUTLINE_POINTS: usize = 256;
const MESH_POINTS: usize = 16;

impl RasterInfo {
    /// Whether a cell of one is the same cell of the other.
    pub fn same_grid(&self, other: &RasterInfo) -> bool {
        (self.grid.rows, self.grid.columns) == (other.grid.rows, other.grid.columns)
            && self.shift(other) == Some((0, 0))
    }

    /// The row and column in `self` of `other`'s first cell, where the cells of both are the same but for that.
    pub(super) fn shift(&self, other: &RasterInfo) -> Option<(i64, i64)> {
        if !self.crs().agrees(&other.crs(), &self.grid) {
            return None;
        }
        let (column, row) = self.grid.to_cells(other.grid.geotransform[0], other.grid.geotransform[3]);
        let (column, row) = (column.round(), row.round());
        let same = corners(&other.grid).iter().all(|&(c, r)| {
            let (x, y) = other.grid.to_map(c, r);
            let (u, v) = self.grid.to_cells(x, y);
            // False for what is not finite
            (u - c - column).abs() <= TOLERANCE && (v - r - row).abs() <= TOLERANCE
        });
        same.then_some((row as i64, column as i64))
    }

    /// Refuses a raster in another system where either is a local grid, from which no way leads to any other.
    pub fn check_way(&self, path: &str, onto: &RasterInfo) -> Result<()> {
        if (self.is_local() || onto.is_local()) && !self.crs().agrees(&onto.crs(), &self.grid) {
            return Err(Error::LocalGrids { path: path.to_owned(), crs: self.crs_name(), onto: onto.crs_name() });
        }
        Ok(())
    }

    /// Whether the two have ground in common.
    pub fn overlaps(&self, other: &RasterInfo) -> bool {
        let meets = |from: &RasterInfo, onto: &RasterInfo| {
            // What cannot be carried over does not meet; opening says why.
            let Ok(transform) = PixelTransform::new(from, onto) else { return false };
            sample(&onto.grid).any(|(c, r)| transform.point(c, r).is_some_and(|p| inside(&from.grid, p)))
        };
        meets(self, other) || meets(other, self)
    }

    /// How many of this raster's cells, in length, a cell of `onto` takes in the middle of what they have in common; 1
    /// where they have nothing in common.
    pub fn cell_growth(&self, onto: &RasterInfo) -> f64 {
        let [a, b, c, d] = self.slope(onto);
        (a * d - b * c).abs().sqrt()
    }

    /// Cells of `onto` per cell of this raster at that place, along this raster's columns and its rows.
    pub fn scale(&self, onto: &RasterInfo) -> (f64, f64) {
        let [a, b, c, d] = self.slope(onto);
        (1.0 / a.hypot(b), 1.0 / c.hypot(d))
    }

    /// Change of the (column, row) in this raster with a column and with a row of `onto`: dx/dc, dx/dr, dy/dc, dy/dr.
    fn slope(&self, onto: &RasterInfo) -> [f64; 4] {
        const NONE: [f64; 4] = [1.0, 0.0, 0.0, 1.0];
        let Ok(transform) = PixelTransform::new(self, onto) else { return NONE };
        let common: Vec<(f64, f64)> =
            sample(&onto.grid).filter(|&(c, r)| transform.point(c, r).is_some_and(|p| inside(&self.grid, p))).collect();
        let middle = if common.is_empty() {
            // All of this raster may lie between the points.
            let Some(middle) = PixelTransform::new(onto, self)
                .ok()
                .and_then(|back| back.point(self.grid.columns as f64 / 2.0, self.grid.rows as f64 / 2.0))
                .filter(|p| inside(&onto.grid, *p))
            else {
                return NONE;
            };
            middle
        } else {
            let n = common.len() as f64;
            let sum = common.iter().fold((0.0, 0.0), |sum, p| (sum.0 + p.0, sum.1 + p.1));
            (sum.0 / n, sum.1 / n)
        };
        let (c, r) = middle;
        let at = |dc: f64, dr: f64| transform.point(c + dc, r + dr);
        let (Some(left), Some(right), Some(up), Some(down)) =
            (at(-0.5, 0.0), at(0.5, 0.0), at(0.0, -0.5), at(0.0, 0.5))
        else {
            return NONE;
        };
        [right.0 - left.0, down.0 - up.0, right.1 - left.1, down.1 - up.1]
    }

    /// What sets this raster's grid apart from another's, for the log: "shifted by 10 m east and 0 m south".
    pub fn difference(&self, other: &RasterInfo) -> String {
        let (own, its) = (cells(self), cells(other));
        if !self.crs().agrees(&other.crs(), &self.grid) {
            return format!("in {} with cells of {own}", self.crs_name());
        }
        let mut parts = Vec::new();
        if own != its {
            parts.push(format!("cells of {own} against {its}"));
        }
        let turned = turn(&self.grid) - turn(&other.grid);
        if turned.abs() > 1e-9 {
            parts.push(format!("rotated by {} degrees", short(turned)));
        }
        let (g, h) = (&self.grid.geotransform, &other.grid.geotransform);
        let (east, north) = (g[0] - h[0], g[3] - h[3]);
        let (cell, _) = sides(&other.grid);
        if east.hypot(north) > TOLERANCE * cell {
            let unit = unit(self);
            let relation = |d: f64, plus, minus| {
                let d = if d.abs() > TOLERANCE * cell { d * self.grid.metres_per_unit } else { 0.0 };
                format!("{} {unit} {}", short(d.abs()), if d < 0.0 { minus } else { plus })
            };
            parts.push(format!(
                "shifted by {} and {}",
                relation(east, "east", "west"),
                relation(-north, "south", "north")
            ));
        }
        let (rows, columns) = (self.grid.rows, self.grid.columns);
        if parts.is_empty() && (rows, columns) != (other.grid.rows, other.grid.columns) {
            let (r, c) = (other.grid.rows, other.grid.columns);
            parts.push(format!("{rows} rows and {columns} columns against {r} and {c}"));
        }
        if parts.is_empty() { "on the same grid".to_owned() } else { parts.join(", ") }
    }
}

/// Which cells of a raster have their centres outside another.
pub struct Outside {
    transform: PixelTransform,
    rows: f64,
    columns: f64,
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Outside {
    pub fn new(raster: &RasterInfo, other: &RasterInfo) -> Result<Outside> {
        let transform = PixelTransform::new(other, raster).map_err(|detail| Error::Internal { detail })?;
        let (rows, columns) = (other.grid.rows as f64, other.grid.columns as f64);
        Ok(Outside { transform, rows, columns, x: Vec::new(), y: Vec::new() })
    }

    /// Whether any cell of the window may be outside.
    pub fn meets(&mut self, window: Window) -> bool {
        let within = |b: PixelBounds| b.left >= 0.0 && b.top >= 0.0 && b.right < self.columns && b.bottom < self.rows;
        !self.transform.bounds(window, &[0.5]).is_some_and(within)
    }

    /// Of each cell of a row of the window, whether it is outside.
    pub fn row(&mut self, window: Window, row: usize) -> impl Iterator<Item = bool> + '_ {
        self.x.resize(window.columns, 0.0);
        self.y.resize(window.columns, 0.0);
        self.transform.line(window.row + row, window.column, 0.5, &mut self.x, &mut self.y);
        // A centre without a position is outside.
        let inside = |x: f64, y: f64| x >= 0.0 && y >= 0.0 && x < self.columns && y < self.rows;
        self.x.iter().zip(&self.y).map(move |(x, y)| !inside(*x, *y))
    }
}

/// Whether a position is in a raster and not on its edge, where neighbours touch.
fn inside(grid: &Grid, (column, row): (f64, f64)) -> bool {
    let within = |p: f64, count: usize| p > TOLERANCE && p < count as f64 - TOLERANCE;
    within(column, grid.columns) && within(row, grid.rows)
}

/// Points of a raster: a mesh within, then a dense outline.
fn sample(grid: &Grid) -> impl Iterator<Item = (f64, f64)> {
    let (rows, columns) = (grid.rows as f64, grid.columns as f64);
    let part = |i: usize, of: usize| i as f64 / of as f64;
    let mesh = (0..=MESH_POINTS).flat_map(move |i| {
        (0..=MESH_POINTS).map(move |j| (columns * part(j, MESH_POINTS), rows * part(i, MESH_POINTS)))
    });
    let outline = (0..=OUTLINE_POINTS).flat_map(move |i| {
        let (c, r) = (columns * part(i, OUTLINE_POINTS), rows * part(i, OUTLINE_POINTS));
        [(c, 0.0), (c, rows), (0.0, r), (columns, r)]
    });
    mesh.chain(outline)
}

/// Lengths of a cell's sides in map units, across and down.
fn sides(grid: &Grid) -> (f64, f64) {
    let g = &grid.geotransform;
    (g[1].hypot(g[4]), g[2].hypot(g[5]))
}

/// Degrees from east to a row's direction, against the clock.
fn turn(grid: &Grid) -> f64 {
    grid.geotransform[4].atan2(grid.geotransform[1]).to_degrees()
}

fn unit(info: &RasterInfo) -> &'static str {
    if info.is_geographic() { "degrees" } else { "m" }
}

/// "30 m", or "20 m x 10 m" for cells that are no squares.
fn cells(info: &RasterInfo) -> String {
    let (across, down) = sides(&info.grid);
    let (unit, metres) = (unit(info), info.grid.metres_per_unit);
    let (across, down) = (short(across * metres), short(down * metres));
    if across == down { format!("{across} {unit}") } else { format!("{across} {unit} x {down} {unit}") }
}

/// Seven digits, and no zeros at the end.
fn short(v: f64) -> String {
    if v == 0.0 {
        return "0".to_owned();
    }
    let rounded: f64 = format!("{v:.6e}").parse().expect("it was just written");
    format!("{rounded}")
}
