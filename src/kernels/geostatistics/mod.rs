//! Variograms and their models.

pub mod variogram;
pub mod variogram_fit;
