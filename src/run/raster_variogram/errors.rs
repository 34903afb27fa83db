//! Where standard errors of nugget / sill are too small.

use crate::{
    engine::{
        fields::variogram::{DirectedFit, ExperimentalVariogram, name},
        message::Message,
    },
    figures::amount,
    sentence::{Sentence, list, sentence},
};

/// Effective ranges over the cutoff above which intervals of two standard errors hold the truth in fewer than 90 of 100 maps, by
/// `cargo bench -- honesty fits`.
const RANGE_IN_CUTOFF: f64 = 0.4;
/// Maps of 100 whose intervals hold it there.
const HELD: (u32, u32) = (70, 90);

/// Where errors of nugget / sill are too small, since ranges near the cutoff.
pub fn errors_too_small(variogram: &ExperimentalVariogram, fits: &[DirectedFit], cutoff: f64) -> Option<Message> {
    let long = |fit: &&DirectedFit| {
        fit.error.is_some() && fit.fit.effective.is_some_and(|range| range > RANGE_IN_CUTOFF * cutoff)
    };
    let word = |fit: &DirectedFit| {
        let range = fit.fit.effective.unwrap_or_default();
        sentence!("{model} (range {range})", model = name(fit.fit.model), range = amount(range))
    };
    let words: Vec<Sentence> = fits.iter().filter(long).map(word).collect();
    if words.is_empty() {
        return None;
    }
    let told = sentence!(
        "Standard errors of nugget / sill{of} are too small for {models}: effective ranges above {share} of the cutoff ({cutoff} map units). With such ranges an interval of ± 2 standard errors held the truth in {least} to {most} of 100 simulated maps, not in 95.",
        of = variogram.words(),
        models = list(words),
        share = format!("{RANGE_IN_CUTOFF}"),
        cutoff = amount(cutoff),
        least = HELD.0,
        most = HELD.1
    );
    Some(Message::warning("SHORT_CUTOFF", told))
}
