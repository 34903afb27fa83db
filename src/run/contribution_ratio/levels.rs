//! Levels of sensitivity: what they are called, and what is said of where they break.

use crate::{
    figures::count,
    kernels::stats::{breaks, breaks::Fit},
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
pub fn breaks_text(fit: Option<&Fit>) -> String {
    let Some(fit) = fit else {
        return "fewer than two rings hold cells, so nothing is said of levels.".to_owned();
    };
    let metres = |length: f64| count(length.round() as u64);
    let end = |end: Option<f64>| end.map_or("open".to_owned(), metres);
    let level = breaks::ALPHA;
    let taken = |b: &breaks::Break| {
        format!("{} m (95 % interval {} to {} m, p = {:.3})", metres(b.at), end(b.low), end(b.high), b.p)
    };
    match (&fit.breaks[..], fit.rejected_p()) {
        ([], Some(p)) => format!("the ring means show no break (p = {p:.3}, below {level} needed): one level."),
        ([], None) if fit.tests.is_empty() && fit.stop == breaks::Stop::Most => {
            format!("fewer than {} rings hold cells, too few to look for a break: one level.", breaks::POINTS_PER_BREAK)
        }
        ([], None) => "the ring means lie on a line: one level.".to_owned(),
        (breaks, _) => format!(
            "the ring means break (p below {level}) at {}.",
            breaks.iter().map(taken).collect::<Vec<_>>().join(", ")
        ),
    }
}
