//! The library from outside: one test binary.

mod align;
mod carbon_change;
mod carbon_series;
mod carbon_storage;
mod codes;
mod contribution_ratio;
mod distance_zones;
mod fixture;
mod gdalwarp;
mod house_rules;
mod landscape_metrics;
mod moving_window;
mod outlying;
mod point_variogram;
mod pool_template;
mod raster_variogram;
mod sampled_windows;
mod shapes;
mod variogram;
mod variogram_fit;
mod window_scale;
