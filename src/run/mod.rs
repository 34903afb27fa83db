//! Jobs: a request in, layers opened, blocks walked, a report out. One file or folder per kernel, and nothing else.

pub mod carbon_change;
pub mod carbon_series;
pub mod carbon_storage;
pub mod contribution_ratio;
pub mod distance_zones;
pub mod landscape_metrics;
pub mod moving_window;
pub mod point_variogram;
pub mod pool_template;
pub mod raster_variogram;
pub mod registry;
pub mod sampled_windows;
pub mod variogram_fit;
pub mod window_scale;
