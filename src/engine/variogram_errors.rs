//! Where standard errors of nugget / sill are too small.

use super::{
    fields::variogram::{DirectedFit, ExperimentalVariogram, name},
    message::Message,
};
use crate::{
    figures::amount,
    kernels::geostatistics::variogram_fit::{Model, VariogramFit},
    sentence::{Sentence, list, sentence},
};

/// Effective ranges over the cutoff from which on errors count as too small, whatever the model. Models with a level start are so at any
/// range. The sentence has the figures of `cargo bench -- honesty fits`.
const RANGE_IN_CUTOFF: f64 = 0.4;
/// Matern starts level above it, as gaussian does.
const ROUGH: f64 = 1.0;

/// Whether an error of nugget / sill of such a fit is too small.
pub fn too_small(fit: &VariogramFit, cutoff: f64) -> bool {
    let level = match fit.model {
        Model::Gaussian => true,
        Model::Matern => fit.kappa.is_some_and(|kappa| kappa > ROUGH),
        _ => false,
    };
    level || fit.effective.is_some_and(|range| range >= RANGE_IN_CUTOFF * cutoff)
}

/// Where errors of nugget / sill are too small: a range near the cutoff, or a model that starts level.
pub fn errors_too_small(variogram: &ExperimentalVariogram, fits: &[DirectedFit], cutoff: f64) -> Option<Message> {
    let word = |fit: &DirectedFit| match fit.fit.effective {
        Some(range) => sentence!("{model} (range {range})", model = name(fit.fit.model), range = amount(range)),
        None => sentence!("{model} (no range)", model = name(fit.fit.model)),
    };
    let those = fits.iter().filter(|fit| fit.error.is_some() && too_small(&fit.fit, cutoff));
    told(variogram.words(), those.map(word).collect(), cutoff)
}

/// One warning for the fits of such words.
pub fn told(of: Option<Sentence>, fits: Vec<Sentence>, cutoff: f64) -> Option<Message> {
    if fits.is_empty() {
        return None;
    }
    let told = sentence!(
        "Standard errors of nugget / sill{of} are too small for {models}. They are where the effective range is {share} of the cutoff ({cutoff} map units) or more, and at any range for gaussian and for matern with kappa above {rough}. In simulated maps ± 2 standard errors, which are to hold the truth in 95 of 100, held it in 72 to 86.5 with spherical and in 76 to 92 with exponential (ranges of 0.4 to 1.25 of the cutoff), in 74 to 83.5 with gaussian (0.25 to 0.75); matern and linear_sill were not simulated. Take the errors as lower limits.",
        of,
        models = list(fits),
        share = format!("{RANGE_IN_CUTOFF}"),
        cutoff = amount(cutoff),
        rough = format!("{ROUGH}")
    );
    Some(Message::warning("SHORT_CUTOFF", told))
}
