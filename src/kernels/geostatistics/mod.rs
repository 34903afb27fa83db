//! Variograms, their models, and what they predict.

pub mod covariance;
pub mod kriging;
pub mod variogram;
pub mod variogram_fit;
