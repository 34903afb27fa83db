//! Jobs: a request in, layers opened, blocks walked, a report out. One file or folder per kernel, and nothing else.

// Written by scripts/generate.

pub mod carbon_change;
pub mod carbon_series;
pub mod carbon_storage;
pub mod contribution_ratio;
pub mod correlation;
pub mod coupling_coordination;
pub mod distance_zones;
pub mod kriging;
pub mod landscape_metrics;
pub mod lulc_transition;
pub mod map_accuracy;
pub mod moving_window;
pub mod pair_template;
pub mod point_variogram;
pub mod pool_template;
pub mod raster_variogram;
pub mod rasterize_lulc;
pub mod registry;
pub mod regression;
pub mod sampled_windows;
pub mod spectral_indices;
pub mod variogram_fit;
pub mod window_scale;

use crate::schema::Kernel;

/// All kernels, by name.
pub const KERNELS: &[&Kernel] = &[
    &carbon_change::KERNEL,
    &carbon_series::KERNEL,
    &carbon_storage::KERNEL,
    &contribution_ratio::KERNEL,
    &correlation::KERNEL,
    &coupling_coordination::KERNEL,
    &distance_zones::KERNEL,
    &kriging::KERNEL,
    &landscape_metrics::KERNEL,
    &lulc_transition::KERNEL,
    &map_accuracy::KERNEL,
    &moving_window::KERNEL,
    &pair_template::KERNEL,
    &point_variogram::KERNEL,
    &pool_template::KERNEL,
    &raster_variogram::KERNEL,
    &rasterize_lulc::KERNEL,
    &regression::KERNEL,
    &sampled_windows::KERNEL,
    &spectral_indices::KERNEL,
    &variogram_fit::KERNEL,
    &window_scale::KERNEL,
];
