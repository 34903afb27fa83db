//! Where points of one grid lie on another, in cells.
//!
//! Within one reference system that is affine, and computed as GDAL does, so that positions are those of gdalwarp to the
//! last bit. Between two, PROJ takes hundreds of nanoseconds a point. The positions are smooth, though: over a tile of 128
//! cells a polynomial of degree 4 in each direction has no error that counts. Tiles lie where the target's cells do and
//! not where windows do, so that any cutting gives the same positions; a tile whose polynomial is off by more than
//! [`TOLERANCE`] at any of its checks (the date line, the rim of a projection, cells of many kilometres) is transformed
//! point by point.

use crate::{
    grid::{Grid, Window},
    io::gdal::{c, errors::Errors, info::RasterInfo},
    sentence::{Argument, phrase},
};
use gdal_sys as gs;
use libc::c_void;
use std::{collections::HashMap, ptr};

pub(super) enum PixelTransform {
    Affine(Affine),
    Curved(Box<Lattice>),
}

impl PixelTransform {
    /// Of the points of `onto` in cells of `from`, within one reference system.
    pub fn affine(from: &Grid, onto: &Grid) -> PixelTransform {
        PixelTransform::Affine(Affine::new(from, onto))
    }

    /// The same between two; the error is GDAL's text.
    pub fn curved(from: &RasterInfo, onto: &RasterInfo) -> Result<PixelTransform, Argument> {
        Ok(PixelTransform::Curved(Box::new(Lattice::new(Transformer::new(from, onto)?))))
    }

    /// Of the points (column + offset + i, row + offset); `offset` is 0 for the upper left corners of cells, 0.5 for
    /// their centres, 1 for the lower right corners.
    pub fn line(&mut self, row: usize, column: usize, offset: f64, x: &mut [f64], y: &mut [f64]) {
        match self {
            PixelTransform::Affine(affine) => affine.line(row, column, offset, x, y),
            PixelTransform::Curved(lattice) => lattice.line(row, column, offset, x, y),
        }
    }

    /// A box that holds the positions of a window's cells for these offsets; `None` where none has a position.
    pub fn bounds(&mut self, window: Window, offsets: &[f64]) -> Option<PixelBounds> {
        let mut bounds = PixelBounds::empty();
        for offset in offsets {
            match self {
                PixelTransform::Affine(affine) => {
                    for row in [window.row, window.row + window.rows - 1] {
                        for column in [window.column, window.column + window.columns - 1] {
                            bounds.hold(affine.point(column as f64 + offset, row as f64 + offset));
                        }
                    }
                }
                PixelTransform::Curved(lattice) => lattice.bound(window, *offset, &mut bounds),
            }
        }
        (bounds.left <= bounds.right).then_some(bounds)
    }

    /// One point, exact.
    pub fn point(&self, column: f64, row: f64) -> Option<(f64, f64)> {
        match self {
            PixelTransform::Affine(affine) => Some(affine.point(column, row)),
            PixelTransform::Curved(lattice) => lattice.transformer.point(column, row),
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct PixelBounds {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl PixelBounds {
    fn empty() -> PixelBounds {
        PixelBounds { left: f64::INFINITY, top: f64::INFINITY, right: f64::NEG_INFINITY, bottom: f64::NEG_INFINITY }
    }

    fn hold(&mut self, (x, y): (f64, f64)) {
        // NaN is the smaller and the larger of nothing.
        (self.left, self.right) = (self.left.min(x), self.right.max(x));
        (self.top, self.bottom) = (self.top.min(y), self.bottom.max(y));
    }
}

/// From the cells of a grid to those of another in the same reference system.
pub(super) struct Affine {
    onto: [f64; 6],
    inverse: [f64; 6],
}

impl Affine {
    fn new(from: &Grid, onto: &Grid) -> Affine {
        let mut inverse = [0.0; 6];
        // GDAL's own, whose rounding gdalwarp shares. A grid without area was refused when it was opened.
        unsafe { gs::GDALInvGeoTransform(from.geotransform.as_ptr().cast_mut(), inverse.as_mut_ptr()) };
        Affine { onto: onto.geotransform, inverse }
    }

    #[inline(always)]
    pub fn point(&self, column: f64, row: f64) -> (f64, f64) {
        let (g, h) = (&self.onto, &self.inverse);
        let (x, y) = (g[0] + column * g[1] + row * g[2], g[3] + column * g[4] + row * g[5]);
        (h[0] + x * h[1] + y * h[2], h[3] + x * h[4] + y * h[5])
    }

    fn line(&self, row: usize, column: usize, offset: f64, x: &mut [f64], y: &mut [f64]) {
        for (i, (x, y)) in x.iter_mut().zip(y).enumerate() {
            (*x, *y) = self.point((column + i) as f64 + offset, row as f64 + offset);
        }
    }

    /// Whether rows stay rows and columns columns.
    pub fn is_straight(&self) -> bool {
        [self.onto, self.inverse].iter().all(|g| g[2] == 0.0 && g[4] == 0.0)
    }

    /// What rounding may add to a position: coordinates are large beside cells.
    pub fn rounding(&self) -> f64 {
        8.0 * f64::EPSILON * self.inverse[0].abs().max(self.inverse[3].abs())
    }
}

/// Sides of a tile, in target cells.
const TILE: usize = 128;
/// Nodes of a polynomial in each direction.
const NODES: usize = 5;
/// How far a polynomial may be off, in source cells.
const TOLERANCE: f64 = 1e-6;
/// Tiles held: a few rows of them on the widest map.
const MAX_TILES: usize = 1 << 14;
/// Where a tile is checked, beside its corners; from -1 to 1, and none a node.
const CHECKS: [(f64, f64); 12] = [
    (-1.0, -1.0),
    (1.0, -1.0),
    (1.0, 1.0),
    (-1.0, 1.0),
    (0.0, -1.0),
    (1.0, 0.0),
    (0.0, 1.0),
    (-1.0, 0.0),
    (-0.35, -0.8),
    (0.8, -0.35),
    (0.35, 0.8),
    (-0.8, 0.35),
];

/// x and y as polynomials of a tile's own coordinates, -1 to 1 in both directions: \[power of s, down\]\[power of t,
/// across\].
type Polynomial = [[f64; NODES]; NODES];

enum FitTile {
    Smooth(Box<[Polynomial; 2]>),
    Exact,
}

pub(super) struct Lattice {
    transformer: Transformer,
    tiles: HashMap<(usize, usize), FitTile>,
    nodes: [f64; NODES],
    /// From values at the nodes to the factors of powers.
    powers: Polynomial,
}

impl Lattice {
    fn new(transformer: Transformer) -> Lattice {
        let nodes = std::array::from_fn(|k| ((2 * k + 1) as f64 * std::f64::consts::PI / (2 * NODES) as f64).cos());
        Lattice { transformer, tiles: HashMap::new(), nodes, powers: powers(&nodes) }
    }

    /// Centre of a tile and half its side, in cells.
    fn centre_and_half(index: usize) -> (f64, f64) {
        let half = TILE as f64 / 2.0;
        (index as f64 * TILE as f64 + half, half)
    }

    fn fit(&self, (down, across): (usize, usize)) -> FitTile {
        let ((row, half), (column, _)) = (Self::centre_and_half(down), Self::centre_and_half(across));
        let nodes = self.nodes.iter().flat_map(|s| self.nodes.iter().map(move |t| (*t, *s)));
        let (mut x, mut y): (Vec<f64>, Vec<f64>) =
            nodes.chain(CHECKS).map(|(t, s)| (column + half * t, row + half * s)).unzip();
        // All of a tile in one call, and nothing but it: where PROJ has several ways it chooses by the points of a call.
        self.transformer.points(&mut x, &mut y);
        let fits = [self.polynomial(&x), self.polynomial(&y)];
        let good = CHECKS.iter().zip(x[NODES * NODES..].iter().zip(&y[NODES * NODES..])).all(|((t, s), (x, y))| {
            // False where a point has no position
            (value(&fits[0], *t, *s) - x).abs() <= TOLERANCE && (value(&fits[1], *t, *s) - y).abs() <= TOLERANCE
        });
        if good { FitTile::Smooth(Box::new(fits)) } else { FitTile::Exact }
    }

    fn polynomial(&self, values: &[f64]) -> Polynomial {
        let mut factors = [[0.0; NODES]; NODES];
        for (j, i) in (0..NODES).flat_map(|j| (0..NODES).map(move |i| (j, i))) {
            for (a, b) in (0..NODES).flat_map(|a| (0..NODES).map(move |b| (a, b))) {
                factors[a][b] += self.powers[a][j] * self.powers[b][i] * values[j * NODES + i];
            }
        }
        factors
    }

    fn prepare(&mut self, key: (usize, usize)) {
        if !self.tiles.contains_key(&key) {
            if self.tiles.len() >= MAX_TILES {
                self.tiles.clear();
            }
            let tile = self.fit(key);
            self.tiles.insert(key, tile);
        }
    }

    fn line(&mut self, row: usize, column: usize, offset: f64, x: &mut [f64], y: &mut [f64]) {
        let end = column + x.len();
        let down = row / TILE;
        let (centre_row, half) = Self::centre_and_half(down);
        let s = (row as f64 + offset - centre_row) / half;
        for across in column / TILE..end.div_ceil(TILE) {
            let key = (down, across);
            self.prepare(key);
            let part = column.max(across * TILE)..end.min((across + 1) * TILE);
            let (x, y) =
                (&mut x[part.start - column..part.end - column], &mut y[part.start - column..part.end - column]);
            match &self.tiles[&key] {
                FitTile::Smooth(fits) => {
                    let (px, py) = (across_row(&fits[0], s), across_row(&fits[1], s));
                    let centre = Self::centre_and_half(across).0;
                    for (i, (x, y)) in x.iter_mut().zip(y).enumerate() {
                        let t = ((part.start + i) as f64 + offset - centre) / half;
                        (*x, *y) = (horner(&px, t), horner(&py, t));
                    }
                }
                FitTile::Exact => {
                    // The whole row of the tile, for the reason given in `fit`.
                    let mut u: Vec<f64> = (0..TILE).map(|i| (across * TILE + i) as f64 + offset).collect();
                    let mut v = vec![row as f64 + offset; TILE];
                    self.transformer.points(&mut u, &mut v);
                    let inner = part.start - across * TILE..part.end - across * TILE;
                    x.copy_from_slice(&u[inner.clone()]);
                    y.copy_from_slice(&v[inner]);
                }
            }
        }
    }

    fn bound(&mut self, window: Window, offset: f64, bounds: &mut PixelBounds) {
        let (end_row, end_column) = (window.row + window.rows, window.column + window.columns);
        for down in window.row / TILE..end_row.div_ceil(TILE) {
            for across in window.column / TILE..end_column.div_ceil(TILE) {
                self.prepare((down, across));
                let tile = Window { row: down * TILE, column: across * TILE, rows: TILE, columns: TILE };
                let part = tile.intersect(&window).expect("the tile was chosen to meet the window");
                let FitTile::Smooth(fits) = &self.tiles[&(down, across)] else {
                    let (mut x, mut y) = ([0.0; TILE], [0.0; TILE]);
                    for row in part.row..part.row + part.rows {
                        self.line(row, part.column, offset, &mut x[..part.columns], &mut y[..part.columns]);
                        x[..part.columns].iter().zip(&y).for_each(|(x, y)| bounds.hold((*x, *y)));
                    }
                    continue;
                };
                let ((row, half), (column, _)) = (Self::centre_and_half(down), Self::centre_and_half(across));
                let bend = (curvature(&fits[0]), curvature(&fits[1]));
                for r in [part.row, part.row + part.rows - 1] {
                    for c in [part.column, part.column + part.columns - 1] {
                        let (s, t) = ((r as f64 + offset - row) / half, (c as f64 + offset - column) / half);
                        let (x, y) = (plane(&fits[0], t, s), plane(&fits[1], t, s));
                        bounds.hold((x - bend.0, y - bend.1));
                        bounds.hold((x + bend.0, y + bend.1));
                    }
                }
            }
        }
    }
}

/// From values at nodes to the factors of powers: the columns are Lagrange's polynomials.
fn powers(nodes: &[f64; NODES]) -> Polynomial {
    let mut powers = [[0.0; NODES]; NODES];
    for (k, node) in nodes.iter().enumerate() {
        let mut product = [0.0; NODES];
        product[0] = 1.0;
        for other in nodes.iter().enumerate().filter(|(i, _)| *i != k).map(|(_, other)| other) {
            for a in (0..NODES).rev() {
                let lower = if a == 0 { 0.0 } else { product[a - 1] };
                product[a] = (lower - other * product[a]) / (node - other);
            }
        }
        (0..NODES).for_each(|a| powers[a][k] = product[a]);
    }
    powers
}

#[inline(always)]
fn horner(factors: &[f64; NODES], t: f64) -> f64 {
    factors.iter().rev().fold(0.0, |value, factor| value * t + factor)
}

/// The polynomial of one row.
fn across_row(factors: &Polynomial, s: f64) -> [f64; NODES] {
    std::array::from_fn(|b| factors.iter().rev().fold(0.0, |value, row| value * s + row[b]))
}

fn value(factors: &Polynomial, t: f64, s: f64) -> f64 {
    horner(&across_row(factors, s), t)
}

/// The part that is affine.
fn plane(factors: &Polynomial, t: f64, s: f64) -> f64 {
    factors[0][0] + factors[0][1] * t + factors[1][0] * s
}

/// No value is further from the plane than this.
fn curvature(factors: &Polynomial) -> f64 {
    let all: f64 = factors.iter().flatten().map(|f| f.abs()).sum();
    // Positions of 10⁵ cells and more leave rounding of their own.
    all - factors[0][0].abs() - factors[0][1].abs() - factors[1][0].abs() + TOLERANCE
}

/// GDAL's transformer from the cells of one raster to those of another, the one that gdalwarp uses.
pub(super) struct Transformer {
    handle: *mut c_void,
}

impl Transformer {
    pub fn new(from: &RasterInfo, onto: &RasterInfo) -> Result<Transformer, Argument> {
        let errors = Errors::capture();
        // Rasters without bands: GDAL takes the extents too, to choose among PROJ's ways.
        let (source, target) = (Frame::new(from), Frame::new(onto));
        let handle = unsafe { gs::GDALCreateGenImgProjTransformer2(source.0, target.0, ptr::null_mut()) };
        if handle.is_null() {
            return Err(errors.failures(phrase!("GDAL knows no way between the two")));
        }
        Ok(Transformer { handle })
    }

    /// From target cells to source cells, in place; NaN where PROJ has no answer.
    fn points(&self, x: &mut [f64], y: &mut [f64]) {
        self.transform(true, x, y);
    }

    fn transform(&self, back: bool, x: &mut [f64], y: &mut [f64]) {
        let _quiet = Errors::capture();
        let count = x.len();
        let (mut z, mut good) = (vec![0.0; count], vec![0; count]);
        unsafe {
            let (x, y, z) = (x.as_mut_ptr(), y.as_mut_ptr(), z.as_mut_ptr());
            gs::GDALGenImgProjTransform(self.handle, back.into(), count as i32, x, y, z, good.as_mut_ptr());
        }
        for (i, good) in good.iter().enumerate() {
            if *good == 0 || !x[i].is_finite() || !y[i].is_finite() {
                (x[i], y[i]) = (f64::NAN, f64::NAN);
            }
        }
    }

    fn point(&self, column: f64, row: f64) -> Option<(f64, f64)> {
        let (mut x, mut y) = ([column], [row]);
        self.points(&mut x, &mut y);
        (!x[0].is_nan()).then_some((x[0], y[0]))
    }
}

impl Drop for Transformer {
    fn drop(&mut self) {
        unsafe { gs::GDALDestroyGenImgProjTransformer(self.handle) };
    }
}

/// A raster's size, place and reference system, without a cell.
struct Frame(gs::GDALDatasetH);

impl Frame {
    fn new(info: &RasterInfo) -> Frame {
        unsafe {
            let driver = gs::GDALGetDriverByName(c("MEM").as_ptr());
            let (columns, rows) = (info.grid.columns as i32, info.grid.rows as i32);
            let kind = gs::GDALDataType::GDT_Byte;
            let dataset = gs::GDALCreate(driver, c("").as_ptr(), columns, rows, 0, kind, ptr::null_mut());
            gs::GDALSetGeoTransform(dataset, info.grid.geotransform.as_ptr().cast_mut());
            gs::GDALSetSpatialRef(dataset, info.crs().handle());
            Frame(dataset)
        }
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        unsafe { gs::GDALClose(self.0) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::gdal::info::tests::info;

    /// The largest difference of lines from single points, and how many tiles are exact, of how many.
    fn error(from: &RasterInfo, onto: &RasterInfo) -> (f64, usize, usize) {
        let Ok(PixelTransform::Curved(mut lattice)) = PixelTransform::curved(from, onto) else { panic!() };
        let (mut worst, columns) = (0f64, onto.grid.columns);
        let (mut x, mut y) = (vec![0.0; columns], vec![0.0; columns]);
        for row in (0..onto.grid.rows).step_by(29) {
            for offset in [0.0, 0.5, 1.0] {
                lattice.line(row, 0, offset, &mut x, &mut y);
                for column in (0..columns).step_by(7) {
                    let exact = lattice.transformer.point(column as f64 + offset, row as f64 + offset).unwrap();
                    worst = worst.max((x[column] - exact.0).abs()).max((y[column] - exact.1).abs());
                }
            }
        }
        let exact = lattice.tiles.values().filter(|tile| matches!(tile, FitTile::Exact)).count();
        (worst, exact, lattice.tiles.len())
    }

    #[test]
    fn polynomials_are_as_good_as_points() {
        // Between UTM zones, to degrees and from them, with cells of 10 m and of 300 m
        for (cell, degrees) in [(10.0, 1e-4), (300.0, 3e-3)] {
            let utm = info((750_000.0, 4_500_000.0), cell, (400, 700), "EPSG:32650");
            let next = info((240_000.0, 4_500_000.0), cell, (400, 700), "EPSG:32651");
            let earth = info((119.9, 40.6), degrees, (400, 700), "EPSG:4326");
            for (from, onto) in [(&utm, &next), (&utm, &earth), (&earth, &utm)] {
                let (worst, exact, _) = error(from, onto);
                assert!(exact == 0 && worst < 1e-8, "{worst} at cells of {cell} m");
            }
        }
    }

    #[test]
    fn where_polynomials_fail_points_are_transformed() {
        // Tiles of 32 degrees; and the date line, where columns of the world jump from its last to its first
        let world = info((-180.0, 75.0), 0.25, (600, 1440), "EPSG:4326");
        let mercator = info((-2.0e7, 1.0e7), 100_000.0, (200, 400), "EPSG:3857");
        let (worst, exact, tiles) = error(&world, &mercator);
        assert!(exact > 0 && worst < TOLERANCE, "{worst} {exact} {tiles}");
        let line = info((300_000.0, 150_000.0), 1000.0, (300, 800), "EPSG:32660");
        let (worst, exact, tiles) = error(&world, &line);
        assert!(exact > 0 && exact < tiles && worst < TOLERANCE, "{worst} {exact} {tiles}");
    }

    #[test]
    fn bounds_hold_every_position() {
        let utm = info((750_000.0, 4_500_000.0), 10.0, (400, 700), "EPSG:32650");
        let earth = info((119.9, 40.6), 1e-4, (400, 700), "EPSG:4326");
        let turned = Grid { geotransform: [750_000.0, 6.0, 8.0, 4_500_000.0, 8.0, -6.0], ..utm.grid.clone() };
        let (curved, affine) =
            (PixelTransform::curved(&utm, &earth).unwrap(), PixelTransform::affine(&utm.grid, &turned));
        for mut transform in [curved, affine] {
            for window in [(0, 0, 400, 700), (100, 100, 1, 1), (127, 250, 3, 300)] {
                let window = Window { row: window.0, column: window.1, rows: window.2, columns: window.3 };
                let bounds = transform.bounds(window, &[0.0, 1.0]).unwrap();
                let (mut x, mut y) = (vec![0.0; window.columns], vec![0.0; window.columns]);
                for row in window.row..window.row + window.rows {
                    for offset in [0.0, 1.0] {
                        transform.line(row, window.column, offset, &mut x, &mut y);
                        assert!(x.iter().all(|x| (bounds.left..=bounds.right).contains(x)));
                        assert!(y.iter().all(|y| (bounds.top..=bounds.bottom).contains(y)));
                    }
                }
                // And not much more
                let wide = 2.5 * (window.rows + window.columns) as f64 + 4.0;
                assert!(bounds.right - bounds.left < wide && bounds.bottom - bounds.top < wide, "{bounds:?}");
            }
        }
    }
}
