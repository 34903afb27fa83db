//! Coordinate reference systems: units, sameness, and how true areas on their plane are.

use super::{Errors, borrowed, c};
use crate::{
    area::{CellAreas, Ellipsoid, Surface},
    grid::{Grid, ellipsoidal_area},
};
use gdal_sys as gs;
use std::ptr;

/// A spatial reference of its own, with x before y.
pub struct Crs {
    handle: gs::OGRSpatialReferenceH,
}

impl Crs {
    /// From WKT, `EPSG:n` or whatever GDAL understands; the error is GDAL's text.
    pub fn parse(text: &str) -> Result<Crs, String> {
        let errors = Errors::capture();
        let crs = Crs { handle: unsafe { gs::OSRNewSpatialReference(ptr::null()) } };
        let status = unsafe { gs::OSRSetFromUserInput(crs.handle, c(text).as_ptr()) };
        if status != gs::OGRErr::OGRERR_NONE {
            return Err(errors.failures("it is neither WKT nor an authority code."));
        }
        crs.x_first();
        Ok(crs)
    }

    /// A copy of one that GDAL lends; `None` for null or an empty one.
    ///
    /// # Safety
    /// `handle` is null or a live spatial reference.
    pub unsafe fn copy(handle: gs::OGRSpatialReferenceH) -> Option<Crs> {
        if handle.is_null() {
            return None;
        }
        let crs = Crs { handle: unsafe { gs::OSRClone(handle) } };
        crs.x_first();
        let empty = unsafe { gs::OSRGetName(crs.handle) }.is_null();
        (!empty).then_some(crs)
    }

    fn x_first(&self) {
        unsafe { gs::OSRSetAxisMappingStrategy(self.handle, gs::OSRAxisMappingStrategy::OAMS_TRADITIONAL_GIS_ORDER) };
    }

    pub fn name(&self) -> String {
        let name = unsafe { borrowed(gs::OSRGetName(self.handle)) };
        let part = |f: unsafe extern "C" fn(gs::OGRSpatialReferenceH, *const libc::c_char) -> *const libc::c_char| unsafe {
            borrowed(f(self.handle, ptr::null()))
        };
        match (part(gs::OSRGetAuthorityName), part(gs::OSRGetAuthorityCode)) {
            (authority, code) if !authority.is_empty() && !code.is_empty() => format!("{name} ({authority}:{code})"),
            _ => name,
        }
    }

    pub fn wkt(&self) -> String {
        let mut text = ptr::null_mut();
        unsafe {
            gs::OSRExportToWktEx(self.handle, &mut text, [c("FORMAT=WKT2_2019").as_ptr(), ptr::null()].as_ptr());
            let wkt = borrowed(text);
            gs::VSIFree(text.cast());
            wkt
        }
    }

    pub fn is_geographic(&self) -> bool {
        unsafe { gs::OSRIsGeographic(self.handle) != 0 }
    }

    pub fn is_projected(&self) -> bool {
        unsafe { gs::OSRIsProjected(self.handle) != 0 }
    }

    pub fn metres_per_unit(&self) -> f64 {
        unsafe { gs::OSRGetLinearUnits(self.handle, ptr::null_mut()) }
    }

    pub fn handle(&self) -> gs::OGRSpatialReferenceH {
        self.handle
    }

    /// Whether both place the grid's cells alike: by definition, or, where the definitions are spelled differently, by
    /// moving the grid's corners from one to the other (less than a thousandth of a cell).
    pub fn agrees(&self, other: &Crs, grid: &Grid) -> bool {
        let _quiet = Errors::capture();
        if unsafe { gs::OSRIsSame(self.handle, other.handle) } != 0 {
            return true;
        }
        let Some(transform) = Transform::new(self, other) else { return false };
        let tolerance = 1e-3 * (grid.cell_area_ha() * 1e4).sqrt() / grid.metres_per_unit;
        corners(grid).iter().all(|&(column, row)| {
            let (x, y) = grid.to_map(column, row);
            transform.point(x, y).is_some_and(|(u, v)| (u - x).hypot(v - y) < tolerance)
        })
    }

    /// Areas of the grid's cells on the ellipsoid; `None` where some cell has no place on it.
    pub fn ellipsoidal_areas(&self, grid: &Grid) -> Option<CellAreas> {
        let _quiet = Errors::capture();
        let ellipsoid = self.ellipsoid();
        let upright = grid.geotransform[2] == 0.0 && grid.geotransform[4] == 0.0;
        if self.is_geographic() && upright && self.degrees_per_unit() == 1.0 {
            return Some(CellAreas::rows(grid, ellipsoid));
        }
        let transform = self.to_degrees()?;
        let place = |column: f64, row: f64| {
            let (x, y) = grid.to_map(column, row);
            transform.point(x, y)
        };
        let metres = if self.is_geographic() { 111_000.0 * self.degrees_per_unit() } else { 1.0 };
        let cell_m = (grid.cell_area_ha() * 1e4).sqrt() * metres;
        Surface::new(grid, cell_m, ellipsoid, place).map(CellAreas::Surface)
    }

    fn ellipsoid(&self) -> Ellipsoid {
        let mut status = 0;
        unsafe {
            Ellipsoid {
                semi_major: gs::OSRGetSemiMajor(self.handle, &mut status),
                inverse_flattening: gs::OSRGetInvFlattening(self.handle, &mut status),
            }
        }
    }

    fn degrees_per_unit(&self) -> f64 {
        let degrees = unsafe { gs::OSRGetAngularUnits(self.handle, ptr::null_mut()) }.to_degrees();
        if (degrees - 1.0).abs() < 1e-9 { 1.0 } else { degrees }
    }

    /// To longitude and latitude of its own datum, in degrees.
    fn to_degrees(&self) -> Option<Transform> {
        let geographic = Crs { handle: unsafe { gs::OSRCloneGeogCS(self.handle) } };
        if geographic.handle.is_null() {
            return None;
        }
        unsafe { gs::OSRSetAngularUnits(geographic.handle, c("degree").as_ptr(), 1f64.to_radians()) };
        geographic.x_first();
        Transform::new(self, &geographic)
    }

    /// Where the area of a cell on the plane is furthest from its area on the ellipsoid: (relative difference, place), of
    /// the centre and the corners of the grid. `None` where no point can be carried to the ellipsoid.
    pub fn area_distortion(&self, grid: &Grid) -> Option<(f64, &'static str)> {
        let _quiet = Errors::capture();
        let (transform, ellipsoid) = (self.to_degrees()?, self.ellipsoid());
        let (rows, columns) = (grid.rows as f64, grid.columns as f64);
        let places = ["the centre", "the upper left", "the upper right", "the lower right", "the lower left"];
        let cells = [
            ((columns / 2.0).floor(), (rows / 2.0).floor()),
            (0.0, 0.0),
            (columns - 1.0, 0.0),
            (columns - 1.0, rows - 1.0),
            (0.0, rows - 1.0),
        ];
        let planar = grid.cell_area_ha() * 1e4;
        let mut worst: Option<(f64, &'static str)> = None;
        for (place, (column, row)) in places.into_iter().zip(cells) {
            let corner = |dx: f64, dy: f64| {
                let (x, y) = grid.to_map(column + dx, row + dy);
                transform.point(x, y)
            };
            let quad = [corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)];
            let [Some(p), Some(q), Some(r), Some(s)] = quad else { continue };
            let difference = planar / ellipsoidal_area(&[p, q, r, s], ellipsoid) - 1.0;
            if worst.is_none_or(|(w, _)| difference.abs() > w.abs()) {
                worst = Some((difference, place));
            }
        }
        worst
    }
}

impl Drop for Crs {
    fn drop(&mut self) {
        unsafe { gs::OSRDestroySpatialReference(self.handle) };
    }
}

/// In cells.
pub(super) fn corners(grid: &Grid) -> [(f64, f64); 4] {
    let (rows, columns) = (grid.rows as f64, grid.columns as f64);
    [(0.0, 0.0), (columns, 0.0), (columns, rows), (0.0, rows)]
}

struct Transform {
    handle: gs::OGRCoordinateTransformationH,
}

impl Transform {
    fn new(from: &Crs, to: &Crs) -> Option<Transform> {
        let handle = unsafe { gs::OCTNewCoordinateTransformation(from.handle, to.handle) };
        (!handle.is_null()).then_some(Transform { handle })
    }

    fn point(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let (mut x, mut y) = (x, y);
        let good = unsafe { gs::OCTTransform(self.handle, 1, &mut x, &mut y, ptr::null_mut()) } != 0;
        (good && x.is_finite() && y.is_finite()).then_some((x, y))
    }
}

impl Drop for Transform {
    fn drop(&mut self) {
        unsafe { gs::OCTDestroyCoordinateTransformation(self.handle) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(x: f64, y: f64, cell: f64, rows: usize) -> Grid {
        Grid { rows, columns: rows, geotransform: [x, cell, 0.0, y, 0.0, -cell], metres_per_unit: 1.0 }
    }

    #[test]
    fn areas_of_known_projections() {
        let distortion = |crs: &str, g: &Grid| Crs::parse(crs).unwrap().area_distortion(g).unwrap();
        // Lambert azimuthal equal-area: true everywhere
        assert!(distortion("EPSG:3035", &grid(4.0e6, 2.7e6, 100.0, 1000)).0.abs() < 1e-5);
        // UTM on its central meridian: 0.9996² - 1
        let utm = distortion("EPSG:32649", &grid(500_000.0, 4_400_000.0, 10.0, 1)).0;
        assert!((utm - (0.9996f64.powi(2) - 1.0)).abs() < 1e-5, "{utm}");
        // Web Mercator at 60 degrees north: about 1 / cos² 60° - 1 = 3
        let web = distortion("EPSG:3857", &grid(0.0, 8_399_737.0, 10.0, 1)).0;
        assert!((web - 3.0).abs() < 0.03, "{web}");
    }

    #[test]
    fn sameness_is_of_place_not_of_spelling() {
        let g = grid(500_000.0, 4_400_000.0, 10.0, 100);
        let utm = Crs::parse("EPSG:32649").unwrap();
        let spelled = Crs::parse("+proj=utm +zone=49 +datum=WGS84 +units=m +type=crs").unwrap();
        assert!(utm.agrees(&spelled, &g));
        assert!(!utm.agrees(&Crs::parse("EPSG:32650").unwrap(), &g));
        assert!(Crs::parse("nonsense").is_err());
    }
}
