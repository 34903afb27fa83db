//! Shapes of variograms, g(h) from 0 at lag 0 to 1 where there is a sill: gstat's `Sph`, `Exp`, `Gau`, `Lin`, `Mat`,
//! `Pow`.
//!
//! Formulas: with each [`Model`]. Shapes: a lag h and a range a; one g. Units: h and a alike (m), g none; without a sill g is h (h^κ).
//! Range: g from 0, up to 1 where there is a sill.
//!
//! Source: Pebesma 2004, Comput. Geosci. 30, 683 (gstat).

use super::matern::{Matern, Steepness};
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

/// g at a lag with its derivatives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ShapeSlopes {
    pub g: f64,
    /// a dg/da
    pub by_log_range: f64,
    /// κ dg/dκ, of Matern
    pub by_log_kappa: f64,
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

    /// One that [`slopes`](Self::slopes) may be asked of.
    pub(super) fn with_slopes(model: Model, kappa: f64) -> ModelShape {
        ModelShape { model, kappa, matern: (model == Model::Matern).then(|| Matern::with_slopes(kappa)) }
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

    /// The same with derivatives, for models with a sill; at a bend of the linear one that of the longer lags.
    pub(super) fn slopes(&self, h: f64, a: f64) -> ShapeSlopes {
        let x = h / a;
        let by_log_range = match self.model {
            Model::Spherical if x < 1.0 => -1.5 * x * (1.0 - x * x),
            Model::LinearSill if x < 1.0 => -x,
            Model::Exponential => -x * (-x).exp(),
            Model::Gaussian => -2.0 * x * x * (-x * x).exp(),
            Model::Matern => {
                let Some(matern) = &self.matern else {
                    return ShapeSlopes { g: 1.0, by_log_range: 0.0, by_log_kappa: 0.0 };
                };
                let Steepness { rho, by_log_x, by_log_kappa } = matern.steepness(x);
                return ShapeSlopes { g: 1.0 - rho, by_log_range: by_log_x, by_log_kappa: -by_log_kappa };
            }
            _ => 0.0,
        };
        ShapeSlopes { g: self.at(h, a), by_log_range, by_log_kappa: 0.0 }
    }

    /// d ln(effective range / a) / d ln κ, of Matern; `effective` is its [`effective`](Self::effective).
    pub(super) fn effective_slope(&self, effective: f64) -> f64 {
        let Some(matern) = &self.matern else { return 0.0 };
        let at = matern.steepness(effective);
        -at.by_log_kappa / at.by_log_x
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
