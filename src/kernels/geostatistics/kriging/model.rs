//! Covariances of a nested model with anisotropy.
//!
//! C(v) = (nugget at v = 0) + Σ psill (1 - g(h / range)), g as in [`Model`]; h = √(l² + (s / ratio)²), l and s the parts of v along
//!        and across the long axis
//! Without a sill (linear, power): C(p, q) = s(p) + s(q) - psill g(|p - q|), s(p) = psill (g(|p - r|) + g(R)) with r the middle of the
//!        neighbours and R how far they reach: positive definite, and the same predictions as by semivariances wherever the drift has a constant.
//!
//! Shapes: places; covariances. Units: those of psill. Source: Pebesma 2004 (gstat's `anis` of two numbers); Chilès and Delfiner
//! 2012, 4.5 (pinned covariances of intrinsic models).

use super::{Fault, places::Place};
use crate::kernels::geostatistics::variogram_fit::{MAX_KAPPA, Model, ModelShape};
use multiversion::multiversion;

/// Adds what is made of each squared distance from a place. By fours, as lists of neighbours are filled up to fours: so short ones have no
/// rest that is done one by one.
macro_rules! each {
    ($u:expr, $v:expr, $from:expr, $to:expr, |$square:ident| $of:expr) => {
        let (to, u, v) = ($to.chunks_exact_mut(4), $u.chunks_exact(4), $v.chunks_exact(4));
        let (last_u, last_v) = (u.remainder(), v.remainder());
        for ((to, u), v) in to.zip(u).zip(v) {
            let mut sums = [0.0; 4];
            for k in 0..4 {
                let (a, b) = (u[k] - $from[0], v[k] - $from[1]);
                let $square = a * a + b * b;
                sums[k] = to[k] + $of;
            }
            to.copy_from_slice(&sums);
        }
        let rest = $to.chunks_exact_mut(4).into_remainder();
        for ((to, u), v) in rest.iter_mut().zip(last_u).zip(last_v) {
            let (a, b) = (u - $from[0], v - $from[1]);
            let $square = a * a + b * b;
            *to += $of;
        }
    };
}

/// A nugget and what is nested on it.
#[derive(Debug, Clone, PartialEq)]
pub struct KrigingModel {
    /// Variation on a scale below all distances: predictions equal the value at a point.
    pub nugget: f64,
    /// Variance of the error that each value has for itself: predictions are of what is free of it.
    pub error: f64,
    pub structures: Vec<NestedStructure>,
}

/// psill · g, stretched along an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NestedStructure {
    pub model: Model,
    /// Its part of the sill; of linear and power the slope, per unit of length (to the power κ).
    pub psill: f64,
    /// The model's a along the long axis; 0 is a nugget. Linear and power do not look at it.
    pub range: f64,
    /// Smoothness of Matern, exponent of power; others do not look at it.
    pub kappa: f64,
    /// Of the long axis, in degrees clockwise from north.
    pub angle: f64,
    /// Range across over range along the long axis, over 0 and up to 1.
    pub ratio: f64,
}

impl NestedStructure {
    /// The same in all directions, with a κ of 1/2.
    pub fn isotropic(model: Model, psill: f64, range: f64) -> NestedStructure {
        NestedStructure { model, psill, range, kappa: 0.5, angle: 0.0, ratio: 1.0 }
    }
}

/// A model made ready: places are mapped once for each part, so that a scaled distance is plain there.
#[derive(Debug, Clone)]
pub(super) struct Covariances {
    /// Of one place with itself alone
    pub nugget: f64,
    /// Of one value with itself alone
    pub error: f64,
    pub parts: Vec<Part>,
}

/// One structure.
#[derive(Debug, Clone)]
pub(super) struct Part {
    psill: f64,
    shape: ModelShape,
    /// East and north to two coordinates in ranges.
    map: [[f64; 2]; 2],
}

impl KrigingModel {
    /// Why it cannot be used. `simple`: the mean is known, so that there must be a sill.
    pub fn check(&self, simple: bool) -> Result<(), Fault> {
        let amount = |x: f64| x.is_finite() && x >= 0.0;
        if !amount(self.nugget) || !amount(self.error) {
            return Err(Fault::Model { structure: None });
        }
        for (number, part) in self.structures.iter().enumerate() {
            if part.model == Model::LinearSill {
                return Err(Fault::LinearSill);
            }
            let kappa = match part.model {
                Model::Matern => part.kappa > 0.0 && part.kappa <= MAX_KAPPA,
                Model::Power => part.kappa > 0.0 && part.kappa <= 2.0,
                _ => true,
            };
            let ratio = part.ratio > 0.0 && part.ratio <= 1.0 && part.angle.is_finite();
            let range = amount(part.range) || !part.model.has_sill();
            if !(amount(part.psill) && kappa && ratio && range) {
                return Err(Fault::Model { structure: Some(number) });
            }
            if simple && !part.model.has_sill() {
                return Err(Fault::NoSill);
            }
        }
        let total = self.nugget + self.error + self.structures.iter().map(|part| part.psill).sum::<f64>();
        if total > 0.0 { Ok(()) } else { Err(Fault::NoVariance) }
    }

    pub(super) fn covariances(&self) -> Covariances {
        let is_nugget = |part: &NestedStructure| part.model.has_sill() && part.range == 0.0;
        let of_none: f64 = self.structures.iter().filter(|part| is_nugget(part)).map(|part| part.psill).sum();
        let parts = self.structures.iter().filter(|part| !is_nugget(part) && part.psill > 0.0).map(Part::new).collect();
        Covariances { nugget: self.nugget + of_none, error: self.error, parts }
    }
}

impl Covariances {
    /// Of a place with itself, the nugget and error left out, of parts with a sill.
    pub fn sill(&self) -> f64 {
        self.parts.iter().filter(|part| part.bounded()).map(|part| part.psill).sum()
    }

    /// Whether no part lacks a sill.
    pub fn bounded(&self) -> bool {
        self.parts.iter().all(Part::bounded)
    }
}

impl Part {
    fn new(of: &NestedStructure) -> Part {
        let (sin, cos) = of.angle.rem_euclid(360.0).to_radians().sin_cos();
        // A quarter turn is exact, so that turned maps have the same figures.
        let (sin, cos) = match of.angle.rem_euclid(360.0) {
            0.0 => (0.0, 1.0),
            90.0 => (1.0, 0.0),
            180.0 => (0.0, -1.0),
            270.0 => (-1.0, 0.0),
            _ => (sin, cos),
        };
        let range = if of.model.has_sill() { of.range } else { 1.0 };
        let along = [sin / range, cos / range];
        let across = [cos / (range * of.ratio), -sin / (range * of.ratio)];
        // Isotropic parts are not turned, so that distances are those of the map.
        let map = if of.ratio == 1.0 { [[1.0 / range, 0.0], [0.0, 1.0 / range]] } else { [along, across] };
        Part { psill: of.psill, shape: ModelShape::new(of.model, of.kappa), map }
    }

    pub fn bounded(&self) -> bool {
        self.shape.model.has_sill()
    }

    /// Where a place is in ranges.
    #[inline]
    pub fn place(&self, at: Place) -> Place {
        let [a, b] = self.map;
        [a[0] * at[0] + a[1] * at[1], b[0] * at[0] + b[1] * at[1]]
    }

    /// Adds weighted covariances of places in ranges with one of them; of parts without a sill the semivariances, below 0.
    #[inline]
    pub fn add(&self, u: &[f64], v: &[f64], from: Place, weight: f64, to: &mut [f64]) {
        let psill = weight * self.psill;
        match self.shape.model {
            Model::Spherical => add_spherical(psill, u, v, from, to),
            Model::Exponential => add_exponential(psill, u, v, from, to),
            Model::Gaussian => add_gaussian(psill, u, v, from, to),
            _ if self.bounded() => {
                each!(u, v, from, to, |x2| psill * (1.0 - self.shape.at(x2.sqrt(), 1.0)));
            }
            _ => {
                each!(u, v, from, to, |x2| -psill * self.shape.at(x2.sqrt(), 1.0));
            }
        }
    }

    /// The semivariance at a squared distance.
    pub fn semivariance(&self, square: f64) -> f64 {
        self.psill * self.shape.at(square.sqrt(), 1.0)
    }
}

// Free of branches, for machines that compute four at once and those that do not: the same bits on all of them.

#[multiversion(targets("x86_64+avx2"))]
fn add_spherical(psill: f64, u: &[f64], v: &[f64], from: Place, to: &mut [f64]) {
    each!(u, v, from, to, |x2| {
        let x = x2.sqrt();
        let x = if x < 1.0 { x } else { 1.0 };
        psill * (1.0 - x * (1.5 - 0.5 * (x * x)))
    });
}

#[multiversion(targets("x86_64+avx2"))]
fn add_exponential(psill: f64, u: &[f64], v: &[f64], from: Place, to: &mut [f64]) {
    each!(u, v, from, to, |x2| psill * decay(x2.sqrt()));
}

#[multiversion(targets("x86_64+avx2"))]
fn add_gaussian(psill: f64, u: &[f64], v: &[f64], from: Place, to: &mut [f64]) {
    each!(u, v, from, to, |x2| psill * decay(x2));
}

/// exp(-x) for x from 0, within two units of the last place: 2^n exp(r) with r up to ln 2 / 2, by Taylor's series. Below 1e-304 it is that.
#[inline(always)]
fn decay(x: f64) -> f64 {
    /// Adding it rounds to a whole number, which stands in the last bits.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    const LN_2: [f64; 2] = [0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10];
    let y = if x < 700.0 { -x } else { -700.0 };
    let shifted = y * std::f64::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = (y - n * LN_2[0]) - n * LN_2[1];
    let mut sum = 1.0 / 6_227_020_800.0;
    sum = sum * r + 1.0 / 479_001_600.0;
    sum = sum * r + 1.0 / 39_916_800.0;
    sum = sum * r + 1.0 / 3_628_800.0;
    sum = sum * r + 1.0 / 362_880.0;
    sum = sum * r + 1.0 / 40_320.0;
    sum = sum * r + 1.0 / 5_040.0;
    sum = sum * r + 1.0 / 720.0;
    sum = sum * r + 1.0 / 120.0;
    sum = sum * r + 1.0 / 24.0;
    sum = sum * r + 1.0 / 6.0;
    sum = sum * r + 0.5;
    let exp = (sum * r * r + r) + 1.0;
    exp * f64::from_bits((shifted.to_bits() << 52).wrapping_add(1.0f64.to_bits()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decay_is_the_exponential() {
        for k in 0..200_000 {
            let x = 1e-9 * f64::from(k).powi(2) + f64::from(k) * 3.1e-3;
            let (found, expected) = (decay(x), (-x).exp());
            assert!((found - expected).abs() <= 5e-16 * expected || expected < 1e-303, "{x}: {found:e} {expected:e}");
        }
        assert_eq!((decay(0.0), decay(-0.0)), (1.0, 1.0));
        assert!(decay(1e300) < 1e-303 && decay(f64::INFINITY) < 1e-303);
    }
}
