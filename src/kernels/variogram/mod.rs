//! Variograms.

mod lags;
mod spectra;
mod split;
mod steps;

pub use lags::{Lag, LagBlock, LagSums, Lags};
pub use steps::{Steps, azimuth};

#[cfg(test)]
mod tests;
