//! What cross-validation says in a few figures.
//!
//! | figure | of the n points with a prediction |
//! |---|---|
//! | me, mae, rmse | mean, mean of the size, root of the mean square of residuals |
//! | rmse_mean | the rmse of predicting each by the mean of the other folds |
//! | mean_z, msdr | mean and mean square of z-scores: 0 and 1 where the model is right |
//! | r | correlation of observed and predicted |
//! | coverage95 | share of z-scores within 1.96 |
//!
//! Shapes: points; one figure each. Units: those of the values, or none. `None`: no point is left to tell it from, or nothing varies.
//!
//! Source: Cressie 1993, 2.6.4; Webster and Oliver 2007, Geostatistics for Environmental Scientists, 8.

use super::Validated;

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Summary {
    pub n: usize,
    pub n_missing: usize,
    pub me: Option<f64>,
    pub mae: Option<f64>,
    pub rmse: Option<f64>,
    pub rmse_mean: Option<f64>,
    pub mean_z: Option<f64>,
    pub msdr: Option<f64>,
    pub r: Option<f64>,
    pub coverage95: Option<f64>,
}

/// Of points that were left out in turn.
pub fn summary(points: &[Validated]) -> Summary {
    todo!()
}
