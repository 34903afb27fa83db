//! What a run has to say beside its results.

use crate::{
    figures::{amount, count, things},
    io::gdal::Masked,
    kernels::carbon::{carbon_change::CO2_PER_C, standard_error::interval},
};
use serde::Serialize;

/// What a run has to say beside its results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    pub level: Level,
    pub code: &'static str,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Info,
    Warning,
}

impl Message {
    pub fn info(code: &'static str, text: String) -> Message {
        Message { level: Level::Info, code, text }
    }

    pub fn warning(code: &'static str, text: String) -> Message {
        Message { level: Level::Warning, code, text }
    }
}

impl Message {
    /// Totals in the units that tables leave out: CO2 beside C, km2 beside ha.
    pub fn totals(what: &str, carbon_t: f64, standard_error_t: Option<f64>, area_ha: f64) -> Message {
        let (co2e_t, area_km2) = (carbon_t * CO2_PER_C, area_ha / 100.0);
        let known = standard_error_t.map_or(String::new(), |se| {
            let (low, high) = interval(carbon_t, se);
            let [se, low, high] = [se, low, high].map(amount);
            format!(" The standard error is {se} t of C, the 95 % interval {low} to {high} t of C.")
        });
        let text = format!(
            "{what}: {} t of C ({} t as CO2) on {} ha ({} km2).{known}",
            amount(carbon_t),
            amount(co2e_t),
            amount(area_ha),
            amount(area_km2)
        );
        Message::info("TOTALS", text)
    }

    /// What the mask of a raster took, where it took or touched anything.
    pub fn masked(path: &str, masked: Masked) -> Option<Message> {
        let Masked { mask, hidden, partly, read, all } = masked;
        if hidden == 0 && partly == 0 {
            return None;
        }
        let part = if read < all {
            format!(", of the {} of its {} cells that were read", count(read), count(all))
        } else {
            String::new()
        };
        let hidden = if hidden == 1 {
            "1 cell with a value is".to_owned()
        } else {
            format!("{} cells with a value are", count(hidden))
        };
        let mut text = format!("{path}: {hidden} nodata by its {mask}{part}.");
        if partly > 0 {
            let partly = things(partly, "cell counts", "cells count");
            text.push_str(&format!(" {partly} as whole though partly transparent there."));
        }
        Some(Message::info("MASKED", text))
    }

    pub fn picture(path: &str, band: usize, colour: &str) -> Message {
        let text = format!(
            "Band {band} of {path} is marked as the {colour} band of a picture. Colours are no classes: if it is one, take the map that the picture was made from; if the bands hold classes, all is well."
        );
        Message::warning("PICTURE", text)
    }
}
