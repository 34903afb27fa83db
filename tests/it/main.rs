//! The library from outside: one test binary.

// Written by scripts/generate.

mod align;
mod carbon_change;
mod carbon_series;
mod carbon_storage;
mod codes;
mod common_land;
mod contribution_ratio;
mod correlation;
mod coupling_coordination;
mod distance_zones;
mod fixture;
mod gdalwarp;
mod generated;
mod house_rules;
mod kriging;
mod landscape_metrics;
mod layer_columns;
mod lulc_transition;
mod map_accuracy;
mod map_errors;
mod masks;
mod moving_window;
mod nodata;
mod other_grids;
mod outlying;
mod outputs;
mod pair_template;
mod planes;
mod point_variogram;
mod pool_template;
mod raster_variogram;
mod rasterize_lulc;
mod regression;
mod requests;
mod rooms;
mod sampled_windows;
mod sentences;
mod shapes;
mod spectral_indices;
mod variogram;
mod variogram_fit;
mod window_scale;
