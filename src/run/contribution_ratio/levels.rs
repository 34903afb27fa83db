//! Levels of sensitivity: what they are called, and what is said of where they break.

use super::year::{RINGS_TESTED, YearOf, are_tested};
use crate::{
    engine::message::Message,
    figures::count,
    kernels::{
        buffers::{chance::Null, ring_covariance::MIN_INDEPENDENT},
        stats::breaks,
    },
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

/// How far densities are alike in a year, and what follows for its intervals, where `asked` for, and its breaks.
pub fn chance_told(year: i32, of: &YearOf, asked: bool) -> Message {
    let Some(covariance) = &of.chance.covariance else {
        let most = RINGS_TESTED;
        let told = if !are_tested(of.rows.len()) {
            sentence!(
                "{year}: with more than {most} rings chance is not known: no 95 % intervals, and no break is looked for.",
                year,
                most
            )
        } else if of.with_land() == 0 {
            sentence!(
                "{year}: no ring holds land, so that there are no 95 % intervals, and no break is looked for.",
                year
            )
        } else {
            sentence!(
                "{year}: densities do not vary, or they are alike over half of the map's shorter side and more, or that side has but a cell or two, so that chance is not known: no 95 % intervals, and no break is looked for.",
                year
            )
        };
        return Message::warning("CHANCE_UNKNOWN", told);
    };
    let (length, patches) = (count(covariance.length.round() as u64), count(covariance.independent.round() as u64));
    if asked && covariance.independent < MIN_INDEPENDENT {
        let least = MIN_INDEPENDENT;
        let told = sentence!(
            "{year}: densities are alike over {length} m, so that the land is worth {patches} independent patches; 95 % intervals need {least}.",
            year,
            length,
            patches,
            least
        );
        return Message::warning("FEW_PATCHES", told);
    }
    let told = sentence!(
        "{year}: densities are alike over {length} m (correlation length), so that the land is worth {patches} independent patches.",
        year,
        length,
        patches
    );
    Message::info("CORRELATION", told)
}

/// Rings without a coarse cell of their own have no chance that is known.
pub fn narrow_told(year: i32, of: &YearOf) -> Option<Message> {
    if of.chance.covariance.is_none() || of.chance.rings.len() == of.with_land() {
        return None;
    }
    let told = sentence!(
        "{year}: some rings are narrower than the cells by which chance is known on a map of this size, so that they have no 95 % intervals, K beyond them has none, and breaks are looked for among the other rings.",
        year
    );
    Some(Message::warning("NARROW_RINGS", told))
}

/// What breaks are tested against, as a table has it.
pub fn null_name(null: Null) -> Option<&'static str> {
    match null {
        Null::Elsewhere => Some("elsewhere"),
        Null::Covariance => Some("covariance"),
        Null::Unknown => None,
    }
}

/// The breaks of a year in a sentence.
pub fn breaks_told(of: &YearOf) -> Sentence {
    if of.points() < breaks::POINTS_PER_BREAK {
        let needed = breaks::POINTS_PER_BREAK;
        return sentence!("fewer than {needed} rings hold cells, too few to look for a break: one level.", needed);
    }
    let unknown = || phrase!("no break is looked for, as chance is not known: one level.").into();
    let Some(fit) = &of.fit else { return unknown() };
    let metres = |length: f64| count(length.round() as u64);
    let end = |end: Option<f64>| end.map_or_else(|| phrase!("open").argument(), |end| metres(end).argument());
    let level = breaks::ALPHA;
    let draws = count(of.chance.draws.len() as u64);
    let null = match of.chance.null {
        Null::Elsewhere => sentence!("against {draws} places of the same mining land elsewhere on the map", draws),
        Null::Covariance => {
            sentence!(
                "against {draws} draws of ring means by the spatial covariance of the density, as the map has no room for the mining land elsewhere",
                draws
            )
        }
        Null::Unknown => return unknown(),
    };
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
            "the ring means show no break (p = {p}, {level} or less needed; {null}): one level.",
            p = format!("{p:.3}"),
            level,
            null
        ),
        ([], None) => phrase!("the ring means lie on a line: one level.").into(),
        (breaks, _) => sentence!(
            "the ring means break (p of {level} or less; {null}) at {breaks}.",
            level,
            null,
            breaks = list(breaks.iter().map(taken))
        ),
    }
}
