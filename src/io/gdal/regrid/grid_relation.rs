//! How the grids of two rasters lie to each other.

use super::pixel_transform::{PixelBounds, PixelTransform};
use crate::{
    cover::source_cells::cell_of,
    error::{Error, Result},
    grid::{Grid, Window},
    io::gdal::{crs::corners, info::RasterInfo},
    sentence::{Argument, Phrase, Place, Sentence, list, phrase, sentence},
};
use std::sync::Arc;

/// Cells by which grids may be apart and still be one.
const TOLERANCE: f64 = 1e-6;

/// Points along each side of a raster, and in each direction within, that tell whether it meets another.
const OUTLINE_POINTS: usize = 256;
const MESH_POINTS: usize = 16;

/// How the grid of a raster lies to that of another, on which it may be read. Reference systems are compared once, for all
/// threads.
pub struct GridRelation {
    pub(super) from: Arc<RasterInfo>,
    pub(super) onto: Arc<RasterInfo>,
    one_system: bool,
}

impl GridRelation {
    pub fn new(from: &Arc<RasterInfo>, onto: &Arc<RasterInfo>) -> GridRelation {
        let one_system = from.crs().agrees(&onto.crs(), &from.grid);
        GridRelation { from: from.clone(), onto: onto.clone(), one_system }
    }

    /// Rows and columns of the first's cells that hold some places of the other's plane.
    pub fn cells_at(&self, places: &[(f64, f64)]) -> Result<Vec<Option<(usize, usize)>>> {
        let transform = self.transform().map_err(|detail| Error::Internal { detail: detail.to_string() })?;
        let cell = |(x, y): &(f64, f64)| {
            let (column, row) = self.onto.grid.to_cells(*x, *y);
            let (row, columns) = cell_of(transform.point(column, row)?, &self.from.grid)?;
            Some((row, columns.start as usize))
        };
        Ok(places.iter().map(cell).collect())
    }

    /// How the other lies to the first.
    pub fn back(&self) -> GridRelation {
        GridRelation::new(&self.onto, &self.from)
    }

    /// Of the points of the other in cells of the first, for the thread that asks; the error is GDAL's text.
    pub(super) fn transform(&self) -> std::result::Result<PixelTransform, Argument> {
        match self.one_system {
            true => Ok(PixelTransform::affine(&self.from.grid, &self.onto.grid)),
            false => PixelTransform::curved(&self.from, &self.onto),
        }
    }

    /// Whether a cell of one is the same cell of the other.
    pub fn same_grid(&self) -> bool {
        let (from, onto) = (&self.from.grid, &self.onto.grid);
        (from.rows, from.columns) == (onto.rows, onto.columns) && self.shift() == Some((0, 0))
    }

    /// The row and column in the first of the other's first cell, where the cells of both are the same but for that.
    pub(super) fn shift(&self) -> Option<(i64, i64)> {
        if !self.one_system {
            return None;
        }
        let (from, onto) = (&self.from.grid, &self.onto.grid);
        let (column, row) = from.to_cells(onto.geotransform[0], onto.geotransform[3]);
        let (column, row) = (column.round(), row.round());
        let same = corners(onto).iter().all(|&(c, r)| {
            let (x, y) = onto.to_map(c, r);
            let (u, v) = from.to_cells(x, y);
            // False for what is not finite
            (u - c - column).abs() <= TOLERANCE && (v - r - row).abs() <= TOLERANCE
        });
        same.then_some((row as i64, column as i64))
    }

    /// Refuses a raster in another system where either is a local grid, from which no way leads to any other.
    pub fn check_way(&self, path: &str) -> Result<()> {
        let (from, onto) = (&self.from, &self.onto);
        if !self.one_system && (from.is_local() || onto.is_local()) {
            return Err(Error::LocalGrids { path: path.to_owned(), crs: from.crs_name(), onto: onto.crs_name() });
        }
        Ok(())
    }

    /// How many of the first's cells, in length, a cell of the other takes in the middle of what they have in common, 1 where
    /// that is not known; `None` where they have no ground in common.
    pub fn cell_growth(&self) -> Option<f64> {
        let growth = |transform: PixelTransform| {
            let [a, b, c, d] = slope(&transform, self.middle(&transform)?);
            Some((a * d - b * c).abs().sqrt())
        };
        // What cannot be carried over does not meet; opening says why.
        let meets = |back: PixelTransform| common(&back, &self.onto.grid, &self.from.grid).next().map(|_| 1.0);
        self.transform().ok().and_then(growth).or_else(|| self.back().transform().ok().and_then(meets))
    }

    /// Cells of the other per cell of the first at that place, along the first's columns and its rows.
    pub fn scale(&self) -> (f64, f64) {
        let slope = self.transform().ok().and_then(|transform| Some(slope(&transform, self.middle(&transform)?)));
        let [a, b, c, d] = slope.unwrap_or(ALIKE);
        (1.0 / a.hypot(b), 1.0 / c.hypot(d))
    }

    /// The middle of what both have in common, in cells of the other.
    fn middle(&self, transform: &PixelTransform) -> Option<(f64, f64)> {
        let (from, onto) = (&self.from.grid, &self.onto.grid);
        let common: Vec<(f64, f64)> = common(transform, from, onto).collect();
        if common.is_empty() {
            // All of the first may lie between the points.
            let middle = self.back().transform().ok()?.point(from.columns as f64 / 2.0, from.rows as f64 / 2.0);
            return middle.filter(|p| inside(onto, *p));
        }
        let n = common.len() as f64;
        let sum = common.iter().fold((0.0, 0.0), |sum, p| (sum.0 + p.0, sum.1 + p.1));
        Some((sum.0 / n, sum.1 / n))
    }

    /// What sets the first grid apart from the other, for the log: "shifted by 10 m east and 0 m south".
    pub fn difference(&self) -> Argument {
        let (from, onto) = (&self.from, &self.onto);
        let (own, its) = (cells(from), cells(onto));
        if !self.one_system {
            return sentence!("in {crs} with cells of {own}", crs = from.crs_name(), own).argument();
        }
        let mut parts = Vec::new();
        if own != its {
            parts.push(sentence!("cells of {own} against {its}", own, its));
        }
        let turned = turn(&from.grid) - turn(&onto.grid);
        if turned.abs() > 1e-9 {
            parts.push(sentence!("rotated by {degrees} degrees", degrees = short(turned)));
        }
        let (g, h) = (&from.grid.geotransform, &onto.grid.geotransform);
        let (east, north) = (g[0] - h[0], g[3] - h[3]);
        let (cell, _) = sides(&onto.grid);
        if east.hypot(north) > TOLERANCE * cell {
            let unit = unit(from);
            let relation = |d: f64, plus: Phrase, minus: Phrase| {
                let d = if d.abs() > TOLERANCE * cell { d * from.grid.metres_per_unit } else { 0.0 };
                let direction = if d < 0.0 { minus } else { plus };
                sentence!("{length} {unit} {direction}", length = short(d.abs()), unit, direction)
            };
            parts.push(sentence!(
                "shifted by {across} and {down}",
                across = relation(east, phrase!("east"), phrase!("west")),
                down = relation(-north, phrase!("south"), phrase!("north"))
            ));
        }
        let (rows, columns) = (from.grid.rows, from.grid.columns);
        if parts.is_empty() && (rows, columns) != (onto.grid.rows, onto.grid.columns) {
            let (r, c) = (onto.grid.rows, onto.grid.columns);
            parts.push(sentence!(
                "{rows} rows and {columns} columns against {of_rows} and {of_columns}",
                rows,
                columns,
                of_rows = r,
                of_columns = c
            ));
        }
        if parts.is_empty() { phrase!("on the same grid").argument() } else { list(parts) }
    }
}

/// Points of `onto`, in its cells, that lie in the other.
fn common<'a>(
    transform: &'a PixelTransform,
    from: &'a Grid,
    onto: &'a Grid,
) -> impl Iterator<Item = (f64, f64)> + use<'a> {
    sample(onto).filter(|&(c, r)| transform.point(c, r).is_some_and(|p| inside(from, p)))
}

/// The slope between cells that are alike.
const ALIKE: [f64; 4] = [1.0, 0.0, 0.0, 1.0];

/// Change of the (column, row) in the first raster with a column and with a row of the other: dx/dc, dx/dr, dy/dc, dy/dr.
fn slope(transform: &PixelTransform, (c, r): (f64, f64)) -> [f64; 4] {
    let at = |dc: f64, dr: f64| transform.point(c + dc, r + dr);
    let (Some(left), Some(right), Some(up), Some(down)) = (at(-0.5, 0.0), at(0.5, 0.0), at(0.0, -0.5), at(0.0, 0.5))
    else {
        return ALIKE;
    };
    [right.0 - left.0, down.0 - up.0, right.1 - left.1, down.1 - up.1]
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
    /// Of the cells of the grid that the relation leads onto.
    pub fn new(relation: &GridRelation) -> Result<Outside> {
        let transform = relation.transform().map_err(|detail| Error::Internal { detail: detail.to_string() })?;
        let (rows, columns) = (relation.from.grid.rows as f64, relation.from.grid.columns as f64);
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

fn unit(info: &RasterInfo) -> Phrase {
    if info.is_geographic() { phrase!("degrees") } else { phrase!("m") }
}

/// "30 m", or "20 m x 10 m" for cells that are no squares.
fn cells(info: &RasterInfo) -> Sentence {
    let (across, down) = sides(&info.grid);
    let (unit, metres) = (unit(info), info.grid.metres_per_unit);
    let (across, down) = (short(across * metres), short(down * metres));
    match across == down {
        true => sentence!("{length} {unit}", length = across, unit),
        false => sentence!("{across} {unit} x {down} {unit}", across, down, unit),
    }
}

/// Seven digits, and no zeros at the end.
fn short(v: f64) -> String {
    if v == 0.0 {
        return "0".to_owned();
    }
    let rounded: f64 = format!("{v:.6e}").parse().expect("it was just written");
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::gdal::{crs::tests::parsed, info::tests::info};

    #[test]
    fn systems_are_compared_once_for_all_threads() {
        let utm = |cell: f64| Arc::new(info((500_000.0, 4_400_000.0), cell, (90, 70), "EPSG:32649"));
        let degrees = Arc::new(info((111.0, 39.75), 1e-4, (90, 70), "EPSG:4326"));
        let onto = utm(10.0);
        // What a transform needs of GDAL: nothing within one system, a frame for each raster between two
        for (from, of_transform) in [(utm(10.0), 0), (utm(30.0), 0), (degrees, 2)] {
            let mut relation = None;
            assert_eq!(parsed(|| relation = Some(GridRelation::new(&from, &onto))), 2);
            let relation = relation.unwrap();
            assert_eq!(parsed(|| _ = (relation.same_grid(), relation.shift(), relation.difference())), 0);
            assert_eq!(parsed(|| relation.check_way("map.tif").unwrap()), 0);
            assert_eq!(parsed(|| assert!(relation.cell_growth().is_some())), of_transform);
            std::thread::scope(|scope| {
                scope.spawn(|| assert_eq!(parsed(|| assert!(relation.transform().is_ok())), of_transform));
            });
        }
    }
}
