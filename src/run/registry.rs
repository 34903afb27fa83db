//! All kernels, and what they take and give, as data: the plugin's parameters and the help are tested against it.

use super::{
    carbon_change, carbon_series, carbon_storage, contribution_ratio, distance_zones, landscape_metrics, moving_window,
    point_variogram, pool_template, raster_variogram, sampled_windows, variogram_fit, window_scale,
};
use crate::{VERSION, error::PitscapeStatus, kernels::metrics::metrics, schema::Kernel};
use serde_json::{Value, json};

pub const KERNELS: &[&Kernel] = &[
    &carbon_storage::KERNEL,
    &carbon_change::KERNEL,
    &carbon_series::KERNEL,
    &contribution_ratio::KERNEL,
    &distance_zones::KERNEL,
    &landscape_metrics::KERNEL,
    &moving_window::KERNEL,
    &point_variogram::KERNEL,
    &pool_template::KERNEL,
    &raster_variogram::KERNEL,
    &variogram_fit::KERNEL,
    &sampled_windows::KERNEL,
    &window_scale::KERNEL,
];

/// Everything, as JSON.
pub fn describe(abi_version: u32) -> Value {
    let statuses: Vec<Value> =
        PitscapeStatus::ALL.iter().map(|(name, status)| json!({"name": name, "value": *status as i32})).collect();
    let kernels: serde_json::Map<String, Value> = KERNELS.iter().map(|k| (k.name.to_owned(), k.describe())).collect();
    json!({
        "version": VERSION,
        "abi_version": abi_version,
        "statuses": statuses,
        "kernels": kernels,
        "metrics": metrics(),
    })
}
