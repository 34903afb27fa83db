//! Benchmarks: `cargo bench -- <name> [SIZE...]`.

// Written by scripts/generate.

mod support;

mod align;
mod breaks;
mod carbon_change;
mod carbon_series;
mod carbon_storage;
mod contribution_ratio;
mod correlation;
mod coupling_coordination;
mod distance_zones;
mod honesty;
mod kriging;
mod landscape_metrics;
mod lulc_transition;
mod map_accuracy;
mod moving_window;
mod pair_template;
mod point_variogram;
mod pool_template;
mod raster_variogram;
mod rasterize_lulc;
mod regression;
mod sampled_windows;
mod spectral_indices;
mod variogram_fit;
mod window_scale;

use support::Benchmark;

const ALL: &[Benchmark] = &[
    ("align", align::group, align::case),
    ("breaks", breaks::group, breaks::case),
    ("carbon_change", carbon_change::group, carbon_change::case),
    ("carbon_series", carbon_series::group, carbon_series::case),
    ("carbon_storage", carbon_storage::group, carbon_storage::case),
    ("contribution_ratio", contribution_ratio::group, contribution_ratio::case),
    ("correlation", correlation::group, correlation::case),
    ("coupling_coordination", coupling_coordination::group, coupling_coordination::case),
    ("distance_zones", distance_zones::group, distance_zones::case),
    ("honesty", honesty::group, honesty::case),
    ("kriging", kriging::group, kriging::case),
    ("landscape_metrics", landscape_metrics::group, landscape_metrics::case),
    ("lulc_transition", lulc_transition::group, lulc_transition::case),
    ("map_accuracy", map_accuracy::group, map_accuracy::case),
    ("moving_window", moving_window::group, moving_window::case),
    ("pair_template", pair_template::group, pair_template::case),
    ("point_variogram", point_variogram::group, point_variogram::case),
    ("pool_template", pool_template::group, pool_template::case),
    ("raster_variogram", raster_variogram::group, raster_variogram::case),
    ("rasterize_lulc", rasterize_lulc::group, rasterize_lulc::case),
    ("regression", regression::group, regression::case),
    ("sampled_windows", sampled_windows::group, sampled_windows::case),
    ("spectral_indices", spectral_indices::group, spectral_indices::case),
    ("variogram_fit", variogram_fit::group, variogram_fit::case),
    ("window_scale", window_scale::group, window_scale::case),
];

fn main() {
    support::main(ALL);
}
