//! How true lengths and areas on the plane of a map are.

use crate::sentence::Phrase;

/// How lengths on a plane differ from those on the ellipsoid at one place.
///
/// With X(x, y) the place on the ellipsoid of a point of the plane, in metres, a short length of the plane in the direction
/// (cos a, sin a) is 1 / |X_x cos a + X_y sin a| times that on the ellipsoid. The extremes over all directions are 1 / s with
/// s the singular values of (X_x, X_y) (Snyder 1987, Map projections: a working manual, section 4): two directions alone, such
/// as those of the grid, may both be true where those between are not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distortion {
    pub place: Phrase,
    /// Length on the plane / length on the ellipsoid - 1, at its smallest.
    pub min: f64,
    /// The same where it is largest.
    pub max: f64,
}

impl Distortion {
    pub(super) fn new(place: Phrase, east: [f64; 3], north: [f64; 3]) -> Distortion {
        let dot = |a: [f64; 3], b: [f64; 3]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let (e, f, g) = (dot(east, east), dot(east, north), dot(north, north));
        let (middle, half) = ((e + g) / 2.0, ((e - g) / 2.0).hypot(f));
        let larger = middle + half;
        // From the product of both, so that no digit is lost where they are far apart; 0 for a plane that ends in a point.
        let smaller = if larger > 0.0 { (e * g - f * f).max(0.0) / larger } else { 0.0 };
        Distortion { place, min: larger.sqrt().recip() - 1.0, max: smaller.sqrt().recip() - 1.0 }
    }

    /// Of the length that is furthest out of true.
    pub fn length(&self) -> f64 {
        if self.min.abs() > self.max.abs() { self.min } else { self.max }
    }

    /// Area on the plane / area on the ellipsoid - 1.
    pub fn area(&self) -> f64 {
        (1.0 + self.min) * (1.0 + self.max) - 1.0
    }

    /// The first of those whose figure is furthest from 0.
    pub fn worst(all: &[Distortion], figure: fn(&Distortion) -> f64) -> Option<Distortion> {
        all.iter().rev().max_by(|a, b| figure(a).abs().total_cmp(&figure(b).abs())).copied()
    }
}
