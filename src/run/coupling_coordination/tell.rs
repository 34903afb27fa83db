//! What is told of years and indicators that are not like others.

use super::{
    Group,
    grades::Grades,
    indicators::Indicator,
    solve::{Solution, Solved},
    years::Year,
};
use crate::{
    engine::{codes::listed, message::Message},
    sentence::{Sentence, phrase, sentence},
};

/// Tells of what has figures, of all groups together.
pub fn tell(groups: &[Group], indicators: &[Indicator], grades: &Grades, messages: &mut Vec<Message>) {
    constants(groups, indicators, messages);
    outside(groups, indicators, messages);
    two_years(groups, messages);
    let years = || groups.iter().filter_map(|group| group.solved.as_ref().ok().map(|solved| (group, solved)));
    let years = || years().flat_map(|(group, solved)| group.years.iter().zip(&solved.years));
    let ends = [
        ("L", phrase!("min in INDICATORS, or a RESCALE_MIN over 0")),
        ("F", phrase!("F_MIN")),
        ("Ca", phrase!("CA_MIN")),
    ];
    let mut told = |code, which: &dyn Fn(&Solution) -> bool, text: &dyn Fn(Vec<Sentence>) -> Sentence| {
        let found: Vec<Sentence> = years().filter(|(_, found)| which(found)).map(|(year, _)| year.told()).collect();
        if !found.is_empty() {
            messages.push(Message::warning(code, text(found)));
        }
    };
    told("INCOMPLETE", &|found| found.systems.is_none(), &|years| {
        sentence!(
            "There is no L, F or Ca of {years}, where a value is missing: all figures are NULL there.",
            years = listed(years)
        )
    });
    told(
        "NOTHING",
        &|found| found.c.is_none() && found.systems.is_some_and(|all| all.iter().all(|one| *one == 0.0)),
        &|years| sentence!("L, F and Ca are all 0 in {years}, where C and D are NULL.", years = listed(years)),
    );
    for (at, (name, what)) in ends.into_iter().enumerate() {
        let is = |found: &Solution, which: fn(f64) -> bool| found.systems.is_some_and(|all| which(all[at]));
        told("NEGATIVE", &|found| is(found, |one| one < 0.0), &|years| {
            sentence!(
                "{name} is negative in {years}, where C and D are NULL: a value lies below the lower end of its scale. Give a lower one ({what}).",
                name,
                years = listed(years),
                what
            )
        });
        told("ZERO", &|found| is(found, |one| one == 0.0) && found.d == Some(0.0), &|years| {
            sentence!(
                "{name} is 0 in {years}, and so are C and D: the value is the lower end of its scale. Give a lower one ({what}).",
                name,
                years = listed(years),
                what
            )
        });
    }
    let apart = |found: &Solution| {
        found.systems.is_some_and(|all| all.iter().all(|one| *one >= 0.0) && all.iter().any(|one| *one > 0.0))
    };
    told("TOO_FAR_APART", &|found| found.c.is_none() && apart(found), &|years| {
        sentence!(
            "L, F and Ca are so far apart in {years} that C by Wang et al. 2021 has no value: C and D are NULL.",
            years = listed(years)
        )
    });
    told("NO_GRADE", &|found| found.d.is_some_and(|d| grades.of(d).is_none()), &|years| {
        sentence!("D of {years} is in no grade.", years = listed(years))
    });
}

/// A name, with its zone where there is one.
fn of_zone(name: &str, group: &Group) -> Sentence {
    match &group.zone {
        Some(zone) => sentence!("{name} of zone {zone}", name = name.to_owned(), zone = zone.clone()),
        None => sentence!("{name}", name = name.to_owned()),
    }
}

fn constants(groups: &[Group], indicators: &[Indicator], messages: &mut Vec<Message>) {
    let mut found: Vec<Sentence> = Vec::new();
    for group in groups {
        let Ok(solved) = &group.solved else { continue };
        let constant = indicators.iter().zip(&solved.ends).filter(|(_, ends)| ends.constant());
        found.extend(constant.map(|(indicator, _)| of_zone(&indicator.name, group)));
    }
    if !found.is_empty() {
        let told = sentence!(
            "{names}: no scale, as min and max are the same, so that the weight is 0.",
            names = listed(found)
        );
        messages.push(Message::warning("CONSTANT", told));
    }
}

fn two_years(groups: &[Group], messages: &mut Vec<Message>) {
    if groups.iter().any(|group| group.solved.as_ref().is_ok_and(Solved::of_two_years)) {
        let told = sentence!(
            "Of two years each indicator has one at either end of its scale, so that entropy makes all weights alike; more years tell more, or min and max in INDICATORS."
        );
        messages.push(Message::warning("TWO_YEARS", told));
    }
}

fn outside(groups: &[Group], indicators: &[Indicator], messages: &mut Vec<Message>) {
    let mut found: Vec<Sentence> = Vec::new();
    for group in groups {
        let Ok(solved) = &group.solved else { continue };
        let mut told = |name: &str, beyond: &dyn Fn(&Year) -> bool| {
            found.extend(group.years.iter().any(beyond).then(|| of_zone(name, group)));
        };
        for (at, (indicator, ends)) in indicators.iter().zip(&solved.ends).enumerate() {
            told(&indicator.name, &|year| !ends.constant() && !ends.hold(year.values[at]));
        }
        told("F", &|year| year.f > solved.f.max);
        told("Ca", &|year| year.ca > solved.ca.max);
    }
    if !found.is_empty() {
        let told = sentence!(
            "Values lie outside of the extremes that are given, and are rescaled to below RESCALE_MIN or above RESCALE_MAX (F and Ca: above 1): {names}.",
            names = listed(found)
        );
        messages.push(Message::warning("OUTSIDE", told));
    }
}

/// Tells of zones without figures, where others have some.
pub fn without_figures<'g>(faults: impl Iterator<Item = (&'g Option<String>, &'g Sentence)>) -> Option<Message> {
    let told = faults.map(|(zone, detail)| {
        sentence!("{zone} ({detail})", zone = zone.clone().unwrap_or_default(), detail = detail.clone())
    });
    let told: Vec<Sentence> = told.collect();
    (!told.is_empty())
        .then(|| Message::warning("ZONE_WITHOUT", sentence!("Zones without figures: {zones}.", zones = listed(told))))
}
