//! What a run has to say beside its results.

use crate::{
    figures::{amount, count, things},
    io::gdal::Masked,
    kernels::carbon::{carbon_change::CO2_PER_C, standard_error::interval},
    sentence::{Phrase, Place, Sentence, sentence},
};
use serde::Serialize;

/// What a run has to say beside its results: the sentence in English, and as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    pub level: Level,
    pub code: &'static str,
    pub text: String,
    #[serde(flatten)]
    sentence: Sentence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Info,
    Warning,
}

impl Message {
    pub fn info(code: &'static str, sentence: impl Into<Sentence>) -> Message {
        Message::new(Level::Info, code, sentence.into())
    }

    pub fn warning(code: &'static str, sentence: impl Into<Sentence>) -> Message {
        Message::new(Level::Warning, code, sentence.into())
    }

    fn new(level: Level, code: &'static str, sentence: Sentence) -> Message {
        Message { level, code, text: sentence.to_string(), sentence }
    }
}

impl Message {
    /// Totals in the units that tables leave out: CO2 beside C, km2 beside ha.
    pub fn totals(what: impl Place, carbon_t: f64, standard_error_t: Option<f64>, area_ha: f64) -> Message {
        let (co2e_t, area_km2) = (carbon_t * CO2_PER_C, area_ha / 100.0);
        let known = standard_error_t.map(|error| {
            let (low, high) = interval(carbon_t, error);
            let [error, low, high] = [error, low, high].map(amount);
            sentence!(
                " The standard error is {error} t of C, the 95 % interval {low} to {high} t of C.",
                error,
                low,
                high
            )
        });
        let told = sentence!(
            "{what}: {carbon} t of C ({co2} t as CO2) on {area} ha ({area_km2} km2).{known}",
            what,
            carbon = amount(carbon_t),
            co2 = amount(co2e_t),
            area = amount(area_ha),
            area_km2 = amount(area_km2),
            known
        );
        Message::info("TOTALS", told)
    }

    /// What the mask of a raster took, where it took or touched anything.
    pub fn masked(path: &str, masked: Masked) -> Option<Message> {
        let Masked { mask, hidden, partly, read, all } = masked;
        if hidden == 0 && partly == 0 {
            return None;
        }
        let part = (read < all).then(|| {
            sentence!(", of the {read} of its {all} cells that were read", read = count(read), all = count(all))
        });
        let hidden = things!(hidden, "{count} cell with a value is", "{count} cells with a value are");
        let partly = (partly > 0).then(|| {
            things!(
                partly,
                " {count} cell counts as whole though partly transparent there.",
                " {count} cells count as whole though partly transparent there."
            )
        });
        let told = sentence!("{path}: {hidden} nodata by its {mask}{part}.{partly}", path, hidden, mask, part, partly);
        Some(Message::info("MASKED", told))
    }

    pub fn picture(path: &str, band: usize, colour: Phrase) -> Message {
        let told = sentence!(
            "Band {band} of {path} is marked as the {colour} band of a picture. Colours are no classes: if it is one, take the map that the picture was made from; if the bands hold classes, all is well.",
            band,
            path,
            colour
        );
        Message::warning("PICTURE", told)
    }
}
