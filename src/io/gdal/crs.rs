//! Coordinate reference systems: units, sameness, and how true areas and lengths on their plane are.

use super::{Errors, borrowed, c, distortion::Distortion};
use crate::grid::{
    Grid,
    areas::{CellAreas, Surface},
    ellipsoid::Ellipsoid,
};
use crate::sentence::{Argument, Phrase, phrase};
use gdal_sys as gs;
use std::ptr;

/// A spatial reference of its own, with x before y.
pub struct Crs {
    handle: gs::OGRSpatialReferenceH,
}

/// What is known of a reference system in every thread, where a handle is tied to one.
#[derive(Clone)]
pub struct KnownCrs {
    pub name: String,
    pub kind: CrsKind,
    wkt: String,
}

/// Kinds of systems whose axes lie in a plane or on the ellipsoid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrsKind {
    Geographic,
    Projected,
    Local,
}

impl KnownCrs {
    /// A handle for the thread that asks.
    pub fn open(&self) -> Crs {
        Crs::parse(&self.wkt).expect("GDAL reads the WKT that it wrote")
    }
}

impl Crs {
    /// From WKT, `EPSG:n` or whatever GDAL understands; the error is GDAL's text.
    pub fn parse(text: &str) -> Result<Crs, Argument> {
        #[cfg(test)]
        tests::PARSED.set(tests::PARSED.get() + 1);
        let errors = Errors::capture();
        let crs = Crs { handle: unsafe { gs::OSRNewSpatialReference(ptr::null()) } };
        let status = unsafe { gs::OSRSetFromUserInput(crs.handle, c(text).as_ptr()) };
        if status != gs::OGRErr::OGRERR_NONE {
            return Err(errors.failures(phrase!("it is neither WKT nor an authority code")));
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
            // What PROJ calls those that are given by their parameters alone.
            _ if name == "unknown" || name == "unnamed" => "a system without a name".to_owned(),
            _ => name,
        }
    }

    /// For one that has a plane.
    pub fn known(&self) -> KnownCrs {
        let kind = match (self.is_geographic(), self.is_projected()) {
            (true, _) => CrsKind::Geographic,
            (_, true) => CrsKind::Projected,
            _ => CrsKind::Local,
        };
        KnownCrs { name: self.name(), kind, wkt: self.wkt() }
    }

    fn wkt(&self) -> String {
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

    /// Whether the plane is tied to the ellipsoid. GDAL does not count systems derived from a projected one; those that
    /// are tied to nothing are local (engineering) grids.
    pub fn is_projected(&self) -> bool {
        let _quiet = Errors::capture();
        let derived = || !self.is_geographic() && self.has_plane() && self.to_degrees().is_some();
        unsafe { gs::OSRIsProjected(self.handle) != 0 || derived() }
    }

    /// Whether two of the axes lie in a plane or on the ellipsoid: those of geocentric and of vertical systems do not.
    pub fn has_plane(&self) -> bool {
        unsafe {
            let heights_alone = gs::OSRIsVertical(self.handle) != 0 && gs::OSRIsCompound(self.handle) == 0;
            gs::OSRIsGeocentric(self.handle) == 0 && !heights_alone
        }
    }

    /// Whether the plane is tied to no ellipsoid.
    pub fn is_local(&self) -> bool {
        self.has_plane() && !self.is_geographic() && !self.is_projected()
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
        // To GDAL all local grids of one unit are the same, and GeoTIFF keeps no more of one than its name and unit.
        if self.is_local() || other.is_local() {
            let same = self.name() == other.name() && self.metres_per_unit() == other.metres_per_unit();
            return same && self.is_local() && other.is_local();
        }
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

    /// Of a grid of degrees: a corner that is neither on the globe nor within half a cell of it (cells may have their
    /// centres on the poles), nor within one turn of it.
    pub fn off_the_globe(&self, grid: &Grid) -> Option<(f64, f64)> {
        let (g, degrees) = (&grid.geotransform, self.degrees_per_unit());
        let limit =
            |most: f64, across: f64, down: f64| (most / degrees + 0.5 * (across.abs() + down.abs())) * (1.0 + 1e-9);
        let (longitude, latitude) = (limit(540.0, g[1], g[2]), limit(90.0, g[4], g[5]));
        let beyond = |(x, y): &(f64, f64)| !(x.abs() <= longitude && y.abs() <= latitude);
        corners(grid).into_iter().map(|(column, row)| grid.to_map(column, row)).find(beyond)
    }

    /// How true lengths and areas on the plane are at these places, in map coordinates; those that have no place on the
    /// ellipsoid are left out.
    pub fn distortions(&self, places: &[(Phrase, (f64, f64))]) -> Vec<Distortion> {
        let _quiet = Errors::capture();
        let Some(transform) = self.to_degrees() else { return Vec::new() };
        let (ellipsoid, metres) = (self.ellipsoid(), self.metres_per_unit());
        let on_ellipsoid =
            |x, y| transform.point(x, y).map(|(longitude, latitude)| ellipsoid.point(longitude, latitude));
        let distortion = |&(place, (x, y)): &(Phrase, (f64, f64))| {
            // Long enough for the rounding of the projection not to show, unless the rim of the plane is nearer.
            [1000.0, 10.0].into_iter().find_map(|step_m: f64| {
                let step = step_m / metres;
                let per_metre = |a: [f64; 3], b: [f64; 3]| [0, 1, 2].map(|i| (a[i] - b[i]) / (2.0 * step_m));
                let east = per_metre(on_ellipsoid(x + step, y)?, on_ellipsoid(x - step, y)?);
                let north = per_metre(on_ellipsoid(x, y + step)?, on_ellipsoid(x, y - step)?);
                Some(Distortion::new(place, east, north))
            })
        };
        places.iter().filter_map(distortion).collect()
    }
}

/// The centre and corners of a rectangle, named as on a map whose upper left comes first; corners go round.
pub fn centre_and_corners(centre: (f64, f64), corners: [(f64, f64); 4]) -> [(Phrase, (f64, f64)); 5] {
    let [upper_left, upper_right, lower_right, lower_left] = corners;
    [
        (phrase!("the centre"), centre),
        (phrase!("the upper left"), upper_left),
        (phrase!("the upper right"), upper_right),
        (phrase!("the lower right"), lower_right),
        (phrase!("the lower left"), lower_left),
    ]
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
pub mod tests {
    use super::*;
    use std::cell::Cell;

    thread_local! {
        pub static PARSED: Cell<usize> = const { Cell::new(0) };
    }

    /// How many reference systems this thread parses meanwhile.
    pub fn parsed(of: impl FnOnce()) -> usize {
        let before = PARSED.get();
        of();
        PARSED.get() - before
    }

    fn grid(x: f64, y: f64, cell: f64, rows: usize) -> Grid {
        Grid { rows, columns: rows, geotransform: [x, cell, 0.0, y, 0.0, -cell], metres_per_unit: 1.0 }
    }

    /// At one place, in map coordinates.
    fn at(crs: &str, place: (f64, f64)) -> Distortion {
        let [found] = Crs::parse(crs).unwrap().distortions(&[(Phrase::new("here"), place)])[..] else {
            panic!("{crs} has no such place")
        };
        found
    }

    fn check(found: Distortion, least: f64, most: f64) {
        assert!((found.min - (least - 1.0)).abs() < 1e-6, "{} {}", found.min, least - 1.0);
        assert!((found.max - (most - 1.0)).abs() < 1e-6, "{} {}", found.max, most - 1.0);
    }

    /// Radii of curvature of WGS 84 in the meridian and across it, over the equator's.
    fn radii(latitude: f64) -> (f64, f64) {
        let f = 1.0 / 298.257_223_563;
        let (e2, s): (f64, f64) = (f * (2.0 - f), latitude.to_radians().sin());
        let w = 1.0 - e2 * s * s;
        ((1.0 - e2) / w.powf(1.5), 1.0 / w.sqrt())
    }

    #[test]
    fn lengths_of_known_projections() {
        // UTM: 0.9996 in all directions on the central meridian, in US survey feet as well
        check(at("EPSG:32649", (500_000.0, 4_400_000.0)), 0.9996, 0.9996);
        let feet = "+proj=tmerc +lat_0=0 +lon_0=111 +k=0.9996 +x_0=500000 +y_0=0 +datum=WGS84 +units=us-ft";
        let foot = 1200.0 / 3937.0;
        check(at(feet, (500_000.0 / foot, 4_400_000.0 / foot)), 0.9996, 0.9996);
        check(at(&feet.replace("us-ft", "km"), (500.0, 4_400.0)), 0.9996, 0.9996);
        // Web Mercator: a / (N cos φ) along parallels, a / (M cos φ) along meridians; here N > M
        let phi: f64 = 39.7;
        let y = 6_378_137.0 * phi.to_radians().tan().asinh();
        let ((m, n), cos) = (radii(phi), phi.to_radians().cos());
        check(at("EPSG:3857", (12_384_000.0, y)), 1.0 / (n * cos), 1.0 / (m * cos));
        // Plate carrée of a sphere: 1 along meridians, 1 / cos φ along parallels
        let r = 6_371_007.181;
        check(at("+proj=eqc +R=6371007.181", (1e6, r * 60f64.to_radians())), 1.0, 2.0);
        // Albers of a sphere, true at 25 and 47 degrees: cos φ / √(C - 2 n sin φ) along meridians, the inverse across them
        let sin = |degrees: f64| degrees.to_radians().sin();
        let albers = "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +R=6371007.181";
        let n = (sin(25.0) + sin(47.0)) / 2.0;
        let root = |phi: f64| (25f64.to_radians().cos().powi(2) + 2.0 * n * sin(25.0) - 2.0 * n * sin(phi)).sqrt();
        let (angle, rho) = (n * (111.3f64 - 105.0).to_radians(), r * root(39.7) / n);
        let h = 39.7f64.to_radians().cos() / root(39.7);
        check(at(albers, (rho * angle.sin(), r * root(0.0) / n - rho * angle.cos())), 1.0 / h, h);
        assert!((h - 1.0174).abs() < 1e-4, "{h}");
    }

    #[test]
    fn lengths_are_out_of_true_between_the_axes() {
        // Sinusoidal: x = R λ cos φ, y = R φ, a shear by t = λ sin φ, whose singular values are (√(t² + 4) ± t) / 2
        let r = 6_371_007.181;
        let sinusoidal = |longitude: f64, latitude: f64| {
            let (l, p) = (longitude.to_radians(), latitude.to_radians());
            let t = l * p.sin();
            let root = (t * t + 4.0).sqrt();
            let found = at("+proj=sinu +R=6371007.181", (r * l * p.cos(), r * p));
            check(found, (root - t) / 2.0, (root + t) / 2.0);
            assert!(found.area().abs() < 1e-6);
            found
        };
        // At the study mine -44 % to +80 %
        let mine = sinusoidal(111.25, 39.7);
        assert!((mine.min + 0.44).abs() < 0.01 && (mine.max - 0.80).abs() < 0.01, "{mine:?}");
        // Where steps along x are true and those along y are off by 1 - 1 / √(1 + t²), 1 %, others are off by 7 %
        let near = sinusoidal(12.4, 39.7);
        assert!((near.length() - 0.0715).abs() < 1e-3, "{near:?}");
    }

    #[test]
    fn the_poles_and_the_date_line_are_places_like_others() {
        // Polar stereographic: 0.994 on the pole, and metres from it
        check(at("EPSG:32661", (2e6, 2e6)), 0.994, 0.994);
        check(at("EPSG:32661", (2e6 + 300.0, 2e6)), 0.994, 0.994);
        check(at("EPSG:3857", (20_037_508.342_789_244, 0.0)), 1.0, 1.0 / radii(0.0).0);
        // At the pole's side of the plate carrée a step of 1 km leads out of the plane
        let near = at("+proj=eqc +R=6371007.181", (1e6, 6_371_007.181 * 90f64.to_radians() - 500.0));
        assert!(near.max > 1000.0, "{near:?}");
    }

    #[test]
    fn kinds_of_systems() {
        let kind = |text: &str| {
            let crs = Crs::parse(text).unwrap();
            (crs.is_geographic(), crs.is_projected(), crs.is_local(), crs.has_plane(), crs.metres_per_unit())
        };
        let foot = 0.304_800_609_601_219_2;
        let close = |found: (bool, bool, bool, bool, f64), kind: (bool, bool, bool, bool), metres: f64| {
            assert_eq!((found.0, found.1, found.2, found.3), kind);
            assert!((found.4 / metres - 1.0).abs() < 1e-12, "{} {metres}", found.4);
        };
        let (projected, local, none) =
            ((false, true, false, true), (false, false, true, true), (false, false, false, false));
        close(kind("EPSG:32649"), projected, 1.0);
        close(kind("EPSG:2263+5703"), projected, foot);
        close(kind(r#"LOCAL_CS["Mine grid",UNIT["metre",1]]"#), local, 1.0);
        close(kind(r#"LOCAL_CS["Mine grid",UNIT["kilometre",1000]]"#), local, 1000.0);
        let grid = r#"ENGCRS["Mine grid",EDATUM["Mine"],CS[Cartesian,2],AXIS["easting",east],AXIS["northing",north],LENGTHUNIT["US survey foot",0.304800609601219]]"#;
        close(kind(grid), local, foot);
        let heights = r#"VERTCRS["heights",VDATUM["EGM96 geoid"],CS[vertical,1],AXIS["up",up],LENGTHUNIT["metre",1]]"#;
        close(kind(&format!(r#"COMPOUNDCRS["both",{grid},{heights}]"#)), local, foot);
        close(kind("EPSG:4978"), none, 1.0);
        close(kind("EPSG:5703"), none, 1.0);
        assert!(kind("EPSG:4979").0);
        let name = |text: &str| Crs::parse(text).unwrap().name();
        assert_eq!(name("EPSG:32649"), "WGS 84 / UTM zone 49N (EPSG:32649)");
        assert_eq!(name("+proj=sinu +R=6371007.181 +type=crs"), "a system without a name");
    }

    #[test]
    fn local_grids_agree_by_name_and_unit() {
        let g = grid(1000.0, 2000.0, 10.0, 100);
        let local =
            |name: &str, metres: &str| Crs::parse(&format!(r#"LOCAL_CS["{name}",UNIT["unit",{metres}]]"#)).unwrap();
        assert!(local("Mine", "1").agrees(&local("Mine", "1"), &g));
        assert!(!local("Mine", "1").agrees(&local("Mine", "0.3048"), &g));
        assert!(!local("Mine", "1").agrees(&local("Works", "1"), &g));
        assert!(!local("Mine", "1").agrees(&Crs::parse("EPSG:32649").unwrap(), &g));
        // GeoTIFF loses the datum
        let with_datum = r#"ENGCRS["Mine",EDATUM["Mine datum"],CS[Cartesian,2],AXIS["easting",east],AXIS["northing",north],LENGTHUNIT["metre",1]]"#;
        assert!(local("Mine", "1").agrees(&Crs::parse(with_datum).unwrap(), &g));
    }

    #[test]
    fn systems_of_other_datums_do_not_agree() {
        let g = [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0];
        let grid = Grid { rows: 100, columns: 100, geotransform: g, metres_per_unit: 1.0 };
        let of = |crs: &str| Crs::parse(crs).unwrap();
        assert!(of("EPSG:32649").agrees(&of("+proj=utm +zone=49 +datum=WGS84 +type=crs"), &grid));
        // A few metres apart
        assert!(!of("EPSG:32649").agrees(&of("EPSG:32249"), &grid));
    }

    #[test]
    fn degrees_are_on_the_globe() {
        let off = |crs: &str, x: f64, y: f64, cell: f64, rows: usize, columns: usize| {
            let g = Grid { rows, columns, geotransform: [x, cell, 0.0, y, 0.0, -cell], metres_per_unit: 1.0 };
            Crs::parse(crs).unwrap().off_the_globe(&g)
        };
        for (x, y, cell, rows, columns) in [
            (-180.0, 90.0, 1.0, 180, 360),
            (0.0, 90.0, 1.0, 180, 360),
            (170.0, 10.0, 0.1, 200, 200),
            (-190.0, 10.0, 0.1, 200, 200),
            // Centres on the poles
            (-0.125, 90.125, 0.25, 721, 1440),
            (180.0, 90.0, 1.0, 180, 360),
        ] {
            assert_eq!(off("EPSG:4326", x, y, cell, rows, columns), None);
        }
        assert_eq!(off("EPSG:4326", 500_000.0, 4_400_000.0, 10.0, 5, 5), Some((500_000.0, 4_400_000.0)));
        // Cells of 10 m of a local grid
        assert_eq!(off("EPSG:4326", 1000.0, 50.0, 10.0, 5, 5), Some((1000.0, 50.0)));
        assert_eq!(off("EPSG:4326", 0.0, 90.2, 0.25, 5, 5), Some((0.0, 90.2)));
        // 100 gon are a right angle
        assert_eq!(off("EPSG:4807", 0.0, 100.0, 1.0, 200, 400), None);
        assert!(off("EPSG:4807", 0.0, 101.0, 1.0, 5, 5).is_some());
    }

    #[test]
    fn areas_of_known_projections() {
        let distortion = |crs: &str, g: &Grid| at(crs, g.to_map(0.5, 0.5)).area();
        // Lambert azimuthal equal-area: true everywhere
        assert!(distortion("EPSG:3035", &grid(4.0e6, 2.7e6, 100.0, 1000)).abs() < 1e-5);
        // UTM on its central meridian: 0.9996² - 1
        let utm = distortion("EPSG:32649", &grid(500_000.0, 4_400_000.0, 10.0, 1));
        assert!((utm - (0.9996f64.powi(2) - 1.0)).abs() < 1e-5, "{utm}");
        // Web Mercator at 60 degrees north: about 1 / cos² 60° - 1 = 3
        let web = distortion("EPSG:3857", &grid(0.0, 8_399_737.0, 10.0, 1));
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
