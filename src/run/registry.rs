//! What all kernels take and give, as data: the plugin's parameters and the help are tested against it.

use super::KERNELS;
use crate::{
    VERSION,
    error::PitscapeStatus,
    kernels::{cover::spectral_indices::INDICES, metrics::metrics},
    sentence::list::TEMPLATES,
};
use serde_json::{Value, json};

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
        "indices": INDICES,
        "sentences": TEMPLATES,
    })
}
