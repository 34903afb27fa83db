//! Cells of classes, on one map and on several.

pub mod byte_counts;
pub mod byte_pairs;
pub mod class_counts;
pub mod class_series;
pub mod common_land;
pub mod lulc_transition;
pub mod map_accuracy;
pub mod rasterize_lulc;
pub mod spectral_indices;
pub mod transition_codes;
