//! What kernels of a kind take.

pub mod landscape;
pub mod metric;
pub mod sample;
pub mod variogram;
pub mod window;
