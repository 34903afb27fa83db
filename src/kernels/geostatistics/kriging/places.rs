//! Places, seen from the middle of the points' extent.

/// East and north.
pub(super) type Place = [f64; 2];

/// The squared distance.
#[inline]
pub(super) fn square(a: Place, b: Place) -> f64 {
    let (east, north) = (a[0] - b[0], a[1] - b[1]);
    east * east + north * north
}

/// Squared distances from a place.
#[inline]
pub(super) fn steps(u: &[f64], v: &[f64], from: Place, to: &mut [f64]) {
    for ((to, u), v) in to.iter_mut().zip(u).zip(v) {
        let (a, b) = (u - from[0], v - from[1]);
        *to = a * a + b * b;
    }
}
