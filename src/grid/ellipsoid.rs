//! The ellipsoid of the earth: points on it, and areas.

/// The ellipsoid that longitudes and latitudes refer to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ellipsoid {
    pub semi_major: f64,
    /// 0 for a sphere.
    pub inverse_flattening: f64,
}

impl Ellipsoid {
    /// First eccentricity squared.
    pub fn eccentricity2(&self) -> f64 {
        if self.inverse_flattening == 0.0 {
            return 0.0;
        }
        let f = 1.0 / self.inverse_flattening;
        f * (2.0 - f)
    }

    /// Geocentric coordinates, in m, of a longitude and a latitude in degrees: N cos φ cos λ, N cos φ sin λ and
    /// (1 - e²) N sin φ with N = a / √(1 - e² sin² φ).
    pub fn point(&self, longitude: f64, latitude: f64) -> [f64; 3] {
        let e2 = self.eccentricity2();
        let ((s, c), (sin, cos)) = (latitude.to_radians().sin_cos(), longitude.to_radians().sin_cos());
        let n = self.semi_major / (1.0 - e2 * s * s).sqrt();
        [n * c * cos, n * c * sin, (1.0 - e2) * n * s]
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
