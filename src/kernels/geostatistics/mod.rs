//! Variograms and their models.

pub mod covariance;
pub mod variogram;
pub mod variogram_fit;
