//! Shapes of variograms, g(h) from 0 at lag 0 to 1 where there is a sill: gstat's `Sph`, `Exp`, `Gau`, `Lin`, `Mat`,
//! `Pow`.
//!
//! Formulas: with each [`Model`]. Shapes: a lag h and a range a; one g. Units: h and a alike (m), g none; without a sill g is h (h^κ).
//! Range: g from 0, up to 1 where there is a sill.
//!
//! Source: Pebesma 2004, Comput. Geosci. 30, 683 (gstat).

use super::matern::Matern;
use serde::{Deserialize, Serialize};

/// What a variogram is made of besides a nugget: psill · g(h).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// 3h/2a - h³/2a³ up to a, then 1
    Spherical,
    /// 1 - exp(-h/a)
    Exponential,
    /// 1 - exp(-h²/a²)
    Gaussian,
    /// h, without a sill: psill is its slope
    Linear,
    /// h/a up to a, then 1
    LinearSill,
    /// 1 - ρ, see [`Matern`]; κ = 1/2 is the exponential
    Matern,
    /// h^κ, 0 < κ ≤ 2, without a sill
    Power,
}

/// A shape with its parameters.
#[derive(Debug, Clone)]
pub struct ModelShape {
    pub model: Model,
    pub kappa: f64,
    matern: Option<Matern>,
}

impl Model {
    pub const ALL: [Model; 7] = [
        Model::Spherical,
        Model::Exponential,
        Model::Gaussian,
        Model::Linear,
        Model::LinearSill,
        Model::Matern,
        Model::Power,
    ];

    /// Levels off at a sill.
    pub fn has_sill(self) -> bool {
        !matches!(self, Model::Linear | Model::Power)
    }

    /// Has a smoothness, or an exponent.
    pub fn has_kappa(self) -> bool {
        matches!(self, Model::Matern | Model::Power)
    }
}

impl ModelShape {
    /// κ matters to Matern and to power only.
    pub fn new(model: Model, kappa: f64) -> ModelShape {
        ModelShape { model, kappa, matern: (model == Model::Matern).then(|| Matern::new(kappa)) }
    }

    /// At a lag, with range a; models without a sill do not look at that.
    pub fn at(&self, h: f64, a: f64) -> f64 {
        let x = h / a;
        match self.model {
            Model::Spherical if x < 1.0 => x * (1.5 - 0.5 * x * x),
            Model::LinearSill if x < 1.0 => x,
            Model::Spherical | Model::LinearSill => 1.0,
            Model::Exponential => -(-x).exp_m1(),
            Model::Gaussian => -(-x * x).exp_m1(),
            Model::Linear => h,
            Model::Matern => 1.0 - self.matern.as_ref().map_or(0.0, |matern| matern.correlation(x)),
            Model::Power if h == 0.0 => 0.0,
            Model::Power => h.powf(self.kappa),
        }
    }

    /// Effective range over a: where the sill is reached, or 95 % of it: 3 and √3 by convention for the exponential and the
    /// Gaussian, to the digit for Matern. `None` without a sill.
    pub fn effective(&self) -> Option<f64> {
        match self.model {
            Model::Spherical | Model::LinearSill => Some(1.0),
            Model::Exponential => Some(3.0),
            Model::Gaussian => Some(3f64.sqrt()),
            Model::Matern => self.matern.as_ref().map(Matern::effective),
            Model::Linear | Model::Power => None,
        }
    }
}
