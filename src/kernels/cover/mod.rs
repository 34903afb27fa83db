//! Cells of classes, on one map and on several.

pub mod class_counts;
pub mod class_series;
pub mod common_land;
pub mod map_accuracy;
