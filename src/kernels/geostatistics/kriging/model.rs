//! Covariances of a nested model with anisotropy.
//!
//! C(v) = (nugget at v = 0) + Σ psill (1 - g(h / range)), g as in [`Model`]; h = √(l² + (s / ratio)²), l and s the parts of v along
//!        and across the long axis
//! Without a sill (linear, power): C(p, q) = s(p) + s(q) - psill g(|p - q|), s(p) = psill (g(|p - r|) + g(R)) with r the middle of the
//!        neighbours and R how far they reach: positive definite, and the same predictions as by semivariances wherever the drift has a constant.
//!
//! Shapes: places; covariances. Units: those of psill. Source: Pebesma 2004 (gstat's `anis` of two numbers); Chilès and Delfiner
//! 2012, 4.5 (pinned covariances of intrinsic models).

use super::{Fault, field::Place};
use crate::kernels::geostatistics::variogram_fit::{MAX_KAPPA, Model, ModelShape};

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

    /// Adds weighted covariances at squared distances in ranges; of parts without a sill the semivariances, below 0.
    #[inline]
    pub fn add(&self, squares: &[f64], weight: f64, to: &mut [f64]) {
        let psill = weight * self.psill;
        match self.shape.model {
            // Without a branch, so that several are computed at once.
            Model::Spherical => each(squares, to, |x2| {
                let x = x2.sqrt().min(1.0);
                psill * (1.0 - x * (1.5 - 0.5 * (x * x)))
            }),
            Model::Exponential => each(squares, to, |x2| psill * (-x2.sqrt()).exp()),
            Model::Gaussian => each(squares, to, |x2| psill * (-x2).exp()),
            Model::Linear => each(squares, to, |x2| -psill * x2.sqrt()),
            Model::LinearSill | Model::Matern => {
                each(squares, to, |x2| psill * (1.0 - self.shape.at(x2.sqrt(), 1.0)));
            }
            Model::Power => each(squares, to, |x2| -psill * self.shape.at(x2.sqrt(), 1.0)),
        }
    }

    /// The semivariance at a squared distance.
    pub fn semivariance(&self, square: f64) -> f64 {
        self.psill * self.shape.at(square.sqrt(), 1.0)
    }
}

#[inline]
fn each(squares: &[f64], to: &mut [f64], of: impl Fn(f64) -> f64) {
    for (to, square) in to.iter_mut().zip(squares) {
        *to += of(*square);
    }
}
