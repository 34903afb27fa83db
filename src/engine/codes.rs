//! What there is to say of class codes: given twice, on no map, negative, or with names that contradict one another.

use super::{
    land_cover::LandCover,
    message::Message,
    tables::pools::{PoolTable, class_name},
};
use crate::sentence::{Argument, Place, Sentence, list, phrase, sentence};
use std::collections::{BTreeMap, BTreeSet};

/// Codes, names and zones of a kind that messages tell of.
const LISTED: usize = 10;

/// Some things in words, the first of them where they are many.
pub fn listed<T: Place>(items: impl IntoIterator<Item = T>) -> Argument {
    let items: Vec<T> = items.into_iter().collect();
    match items.split_at_checked(LISTED) {
        Some((first, rest)) if !rest.is_empty() => {
            sentence!("{list} and {number} more", list = list(first), number = rest.len()).argument()
        }
        _ => list(items),
    }
}

/// The codes of a field, each once, in their order; says which are given more than once.
pub fn each_once(field: &str, codes: &[i64], messages: &mut Vec<Message>) -> Vec<i64> {
    let (mut once, mut seen, mut again) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for code in codes {
        if seen.insert(*code) {
            once.push(*code);
        } else {
            again.insert(*code);
        }
    }
    if !again.is_empty() {
        let told = sentence!("{field}: given more than once, and taken once: {codes}.", field, codes = listed(again));
        messages.push(Message::info("CODES_TWICE", told));
    }
    once
}

/// Warns of codes of a field that are none of those found; `of` is what was looked at.
pub fn check_given(field: &str, codes: &[i64], found: &BTreeSet<i64>, of: impl Place, messages: &mut Vec<Message>) {
    let absent: BTreeSet<&i64> = codes.iter().filter(|code| !found.contains(code)).collect();
    if !absent.is_empty() {
        let told = sentence!(
            "{field}: no cell of {of} has {codes} (outside nodata and IGNORE_CODES, and within MASK).",
            field,
            of,
            codes = counted(absent)
        );
        messages.push(Message::warning("CODES_ABSENT", told));
    }
}

/// Warns of IGNORE_CODES that no cell of any of the maps has.
pub fn check_ignored<'a>(maps: impl IntoIterator<Item = &'a LandCover>, of: impl Place, messages: &mut Vec<Message>) {
    let unmet = maps.into_iter().map(|map| map.ignored().unmet().collect::<BTreeSet<i64>>());
    tell_unmet(unmet.reduce(|a, b| &a & &b).unwrap_or_default(), of, messages);
}

/// Warns of IGNORE_CODES that were not met.
pub fn tell_unmet(unmet: BTreeSet<i64>, of: impl Place, messages: &mut Vec<Message>) {
    if !unmet.is_empty() {
        let told = sentence!("IGNORE_CODES: no cell of {of} has {codes}.", of, codes = counted(unmet));
        messages.push(Message::warning("CODES_ABSENT", told));
    }
}

/// Warns of negative codes, which FRAGSTATS takes for something else.
pub fn check_negative<'a>(found: impl IntoIterator<Item = &'a i64>, messages: &mut Vec<Message>) {
    let negative: BTreeSet<i64> = found.into_iter().copied().filter(|code| *code < 0).collect();
    if !negative.is_empty() {
        let told = sentence!(
            "Negative codes are on the map: {codes}. FRAGSTATS reads them as border outside the landscape; here they are classes like others. If they are border, give them in IGNORE_CODES.",
            codes = listed(negative)
        );
        messages.push(Message::warning("NEGATIVE_CODES", told));
    }
}

fn counted<T: Place>(codes: impl IntoIterator<Item = T>) -> Sentence {
    let codes: Vec<T> = codes.into_iter().collect();
    match &codes[..] {
        [code] => sentence!("code {code}", code),
        _ => sentence!("codes {codes}", codes = listed(codes)),
    }
}

/// Names of the classes of one map.
pub struct Named<'a> {
    /// What the user calls the map.
    pub layer: &'a str,
    /// The layer's own names.
    pub names: &'a BTreeMap<i64, String>,
    /// The pool table that goes before them, and its field.
    pub pools: Option<(&'static str, &'a PoolTable)>,
    /// Codes on the map.
    pub found: BTreeSet<i64>,
}

impl Named<'_> {
    /// Names of a code, and where each comes from; one that the code alone was made into is none.
    fn of(&self, code: i64) -> impl Iterator<Item = (&str, &str)> {
        let pool = self.pools.and_then(|(field, pools)| Some((pools.get(&code)?.name.as_deref()?, field)));
        let own = self.names.get(&code).map(|name| (name.as_str(), self.layer));
        let made_up = same(&format!("class {code}"));
        pool.into_iter().chain(own).filter(move |(name, _)| !name.trim().is_empty() && same(name) != made_up)
    }
}

/// A name as it is compared: without case and surrounding space.
pub fn same(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Warns of codes whose names contradict one another, and tells of codes of one map that share a name.
pub fn check_names(maps: &[Named<'_>], messages: &mut Vec<Message>) {
    let found: BTreeSet<i64> = maps.iter().flat_map(|map| map.found.iter().copied()).collect();
    let mut several = Vec::new();
    for code in found {
        // In the order of the sources; of names that are the same the first is listed.
        let mut names: Vec<(&str, Vec<&str>)> = Vec::new();
        for (name, source) in maps.iter().flat_map(|map| map.of(code)) {
            let known = names.iter().position(|(other, _)| same(other) == same(name));
            let sources = match known {
                Some(i) => &mut names[i].1,
                None => {
                    names.push((name, Vec::new()));
                    &mut names.last_mut().expect("it was pushed").1
                }
            };
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        if names.len() > 1 {
            several.push((code, names));
        }
    }
    for (code, names) in several.iter().take(LISTED) {
        let pools = |map: &Named<'_>| map.pools.is_some_and(|(field, _)| names[0].1.contains(&field));
        let first = maps.iter().any(pools).then(|| phrase!(" Tables have that of the pool table."));
        let names = names
            .iter()
            .map(|(name, sources)| sentence!("\"{name}\" ({sources})", name = name.trim(), sources = listed(sources)));
        let told = sentence!(
            "Code {code} has several names: {names}. It counts as one class: check that all mean the same.{first}",
            code,
            names = list(names),
            first
        );
        messages.push(Message::warning("NAMES_DIFFER", told));
    }
    if several.len() > LISTED {
        let codes = listed(several[LISTED..].iter().map(|(code, _)| code));
        messages.push(Message::warning("NAMES_DIFFER", sentence!("More codes have several names: {codes}.", codes)));
    }
    shared(maps, messages);
}

/// Tells of codes of one map that share a name.
fn shared(maps: &[Named<'_>], messages: &mut Vec<Message>) {
    let mut by_codes: BTreeMap<Vec<i64>, (String, Vec<&str>)> = BTreeMap::new();
    let none = PoolTable::new();
    for map in maps {
        let pools = map.pools.map_or(&none, |(_, pools)| pools);
        let mut by_name: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        for code in &map.found {
            by_name.entry(same(&class_name(*code, pools, map.names))).or_default().push(*code);
        }
        for codes in by_name.into_values().filter(|codes| codes.len() > 1) {
            let name = class_name(codes[0], pools, map.names);
            by_codes.entry(codes).or_insert((name, Vec::new())).1.push(map.layer);
        }
    }
    for (codes, (name, layers)) in by_codes.iter().take(LISTED) {
        let told = sentence!(
            "Codes {codes} share the name \"{name}\" ({layers}); each is a class of its own.",
            codes = listed(codes),
            name = name.trim(),
            layers = listed(layers)
        );
        messages.push(Message::info("NAME_SHARED", told));
    }
    if by_codes.len() > LISTED {
        let number = by_codes.len() - LISTED;
        let told = sentence!("{number} more names are shared by several codes.", number);
        messages.push(Message::info("NAME_SHARED", told));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[(i64, &str)]) -> BTreeMap<i64, String> {
        names.iter().map(|(code, name)| (*code, (*name).to_owned())).collect()
    }

    fn texts(check: impl FnOnce(&mut Vec<Message>)) -> Vec<String> {
        let mut messages = Vec::new();
        check(&mut messages);
        messages.into_iter().map(|message| message.text).collect()
    }

    #[test]
    fn lists_end_after_ten() {
        let told = |items: &[i64]| listed(items).to_string();
        assert_eq!(told(&[1, 2, 3]), "1, 2, 3");
        assert_eq!(told(&Vec::from_iter(1..=10)), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10");
        assert_eq!(told(&Vec::from_iter(1..=12)), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more");
        assert_eq!(told(&[]), "");
    }

    #[test]
    fn codes_given_twice_keep_their_order() {
        let mut messages = Vec::new();
        assert_eq!(each_once("CLASSES", &[9, 2, 9, 5, 2, 9], &mut messages), [9, 2, 5]);
        assert_eq!(messages[0].text, "CLASSES: given more than once, and taken once: 2, 9.");
        assert!(texts(|messages| assert_eq!(each_once("CLASSES", &[], messages), [0; 0])).is_empty());
    }

    #[test]
    fn names_differ_but_for_case_and_space() {
        let found = BTreeSet::from([1, 2, 3]);
        let (a, b) =
            (names(&[(1, "Forest"), (2, "Mine"), (7, "x")]), names(&[(1, " forest "), (2, "Water"), (7, "y")]));
        let map = |layer, names| Named { layer, names, pools: None, found: found.clone() };
        let sentences = texts(|messages| check_names(&[map("a", &a), map("b", &b), map("c", &b)], messages));
        let rest = "It counts as one class: check that all mean the same.";
        // 7 is on no map
        assert_eq!(sentences, [format!("Code 2 has several names: \"Mine\" (a), \"Water\" (b, c). {rest}")]);
        // What a code alone was made into is no name.
        let (a, b) = (names(&[(1, "class 1"), (2, "")]), names(&[(1, "Forest"), (2, "Mine")]));
        assert!(texts(|messages| check_names(&[map("a", &a), map("b", &b)], messages)).is_empty());
    }

    #[test]
    fn many_contradictions_are_cut_short() {
        let (a, b): (BTreeMap<_, _>, BTreeMap<_, _>) =
            (1..=14).map(|code| ((code, format!("a{code}")), (code, format!("b{code}")))).unzip();
        let map = |layer, names| Named { layer, names, pools: None, found: (1..=14).collect() };
        let sentences = texts(|messages| check_names(&[map("a", &a), map("b", &b)], messages));
        assert_eq!(sentences.len(), 11);
        assert_eq!(sentences[10], "More codes have several names: 11, 12, 13, 14.");
    }

    #[test]
    fn codes_that_share_a_name_on_a_map() {
        let (a, b) = (names(&[(1, "Forest"), (2, "forest"), (3, "Mine")]), names(&[(1, "Forest"), (3, "Mine")]));
        let map =
            |layer, names, found: &[i64]| Named { layer, names, pools: None, found: found.iter().copied().collect() };
        let maps = [map("a", &a, &[1, 2, 3]), map("b", &b, &[1, 3]), map("c", &a, &[1, 2])];
        let sentences = texts(|messages| check_names(&maps, messages));
        assert_eq!(sentences, ["Codes 1, 2 share the name \"Forest\" (a, c); each is a class of its own."]);
        assert!(texts(|messages| check_names(&[map("a", &a, &[1, 3])], messages)).is_empty());
    }
}
