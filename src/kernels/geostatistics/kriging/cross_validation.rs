//! Cross-validation: each point predicted from others, by a model that stays.
//!
//! Leave-one-out over all points (Dubrule 1983): residual_i = d_i / B_ii, variance_i = 1 / B_ii - error, with
//! B = C⁻¹ - C⁻¹ F S⁻¹ F' C⁻¹ and d as in [`super`]: one factor for all. Else neighbours are looked for without the point's fold.
//! z_i = residual_i / √(variance_i + error), as what is observed has its error.
//!
//! Shapes: points; one [`Validated`] for each, in the order given. Units: those of the values. Residuals are observed less predicted.
//!
//! Source: Dubrule 1983, Math. Geol. 15, 687; Cressie 1993, 2.6.4. gstat's z lacks the error.

use super::{Data, Fault, KrigingModel, Missing, Neighbourhood, Trend};
use crate::kernels::GoOn;

/// What is left out together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folds {
    /// Each point for itself
    One,
    /// So many folds of a permutation by a seed, whose sizes differ by at most one.
    Random { folds: usize, seed: u64 },
}

/// A point predicted without its fold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Validated {
    /// From 1; of leave-one-out the number of the point.
    pub fold: usize,
    pub observed: f64,
    pub neighbours: usize,
    pub estimate: Result<Left, Missing>,
}

/// What was predicted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Left {
    pub predicted: f64,
    /// That of the value without its error
    pub variance: f64,
    /// Observed less predicted
    pub residual: f64,
    /// `None` where the variance is 0
    pub z_score: Option<f64>,
}

/// Predicts each point from those outside of its fold. Points in one place are as in [`Kriging::new`](super::Kriging::new).
pub fn cross_validate(
    data: Data<'_>,
    model: &KrigingModel,
    trend: Trend,
    neighbourhood: Neighbourhood,
    folds: Folds,
    go_on: GoOn<'_>,
) -> Result<Vec<Validated>, Fault> {
    todo!()
}
