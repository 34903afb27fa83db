//! Metrics in windows, and the size that windows should have.

pub mod moving_window;
pub mod null_band;
pub mod sampled_windows;
pub mod window_scale;
