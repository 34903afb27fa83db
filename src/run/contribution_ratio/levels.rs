//! Levels of sensitivity: what they are called, and what is said of where they break.

use crate::{
    figures::count,
    kernels::stats::{breaks, breaks::Fit},
    sentence::{Place, Sentence, list, phrase, sentence},
};

/// Names of so many levels, the nearest first.
pub fn level_names(count: usize) -> Vec<String> {
    match count {
        1 => vec!["one level".to_owned()],
        2 => ["sensitive", "insensitive"].map(str::to_owned).to_vec(),
        3 => ["extremely sensitive", "sensitive", "insensitive"].map(str::to_owned).to_vec(),
        count => (1..=count).map(|level| format!("level {level} of {count}")).collect(),
    }
}

/// The breaks of a year in a sentence.
pub fn breaks_told(fit: Option<&Fit>) -> Sentence {
    let Some(fit) = fit else {
        return phrase!("fewer than two rings hold cells, so nothing is said of levels.").into();
    };
    let metres = |length: f64| count(length.round() as u64);
    let end = |end: Option<f64>| end.map_or_else(|| phrase!("open").argument(), |end| metres(end).argument());
    let level = breaks::ALPHA;
    let taken = |b: &breaks::Break| {
        sentence!(
            "{at} m (95 % interval {low} to {high} m, p = {p})",
            at = metres(b.at),
            low = end(b.low),
            high = end(b.high),
            p = format!("{:.3}", b.p)
        )
    };
    match (&fit.breaks[..], fit.rejected_p()) {
        ([], Some(p)) => sentence!(
            "the ring means show no break (p = {p}, below {level} needed): one level.",
            p = format!("{p:.3}"),
            level
        ),
        ([], None) if fit.tests.is_empty() && fit.stop == breaks::Stop::Most => {
            sentence!(
                "fewer than {needed} rings hold cells, too few to look for a break: one level.",
                needed = breaks::POINTS_PER_BREAK
            )
        }
        ([], None) => phrase!("the ring means lie on a line: one level.").into(),
        (breaks, _) => sentence!(
            "the ring means break (p below {level}) at {breaks}.",
            level,
            breaks = list(breaks.iter().map(taken))
        ),
    }
}
