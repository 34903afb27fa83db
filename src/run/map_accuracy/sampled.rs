//! A sample with its map, whatever both came from, and the strata that it was drawn in.

use crate::{
    engine::{codes::listed, message::Message},
    error::{Error, Result},
    figures::{about, count},
    kernels::{
        cover::map_accuracy::{Strata, Stratum, raw::Pairs, units::UnitCounts},
        stats::sum::sum,
    },
    sentence::{Argument, Phrase, Sentence, phrase, sentence},
};
use std::collections::{BTreeMap, BTreeSet};

/// How much of a class the map has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mapped {
    /// `None` where the table has no whole number.
    pub cells: Option<u64>,
    /// What its share of the map is made of: area, or cells.
    pub size: f64,
    pub area_ha: Option<f64>,
}

/// Units of a stratum from which on it tells something that all are alike: where 1 of 30 is wrong, 3 of 100 samples of 100 show none.
const ENOUGH: u64 = 100;
/// Units of a stratum below which intervals of the normal distribution are told to be too short: of 400 samples with 2, 3, 5, 10 and 20 in each
/// class they held the mean carbon in 0.70, 0.78, 0.88, 0.92 and 0.97.
const FEW: u64 = 10;

#[derive(Default)]
pub struct Sampled {
    pub path: String,
    /// Names that the table of counts gave.
    pub names: BTreeMap<i64, String>,
    pub mapped: BTreeMap<i64, Mapped>,
    /// Of the map in all.
    pub area_ha: Option<f64>,
    pub units: UnitCounts,
    /// Units on land that counts, left out since their reference class is to be ignored.
    pub ignored: u64,
    /// Names and sizes of strata that are not the classes of the map.
    pub strata: Option<Vec<(String, f64)>>,
    /// Whether units are cells of a raster.
    pub cells: bool,
}

impl Sampled {
    /// All classes, ascending.
    pub fn classes(&self) -> Vec<i64> {
        let units = self.units.keys().flat_map(|(_, map, reference)| [*map, *reference]);
        let all: BTreeSet<i64> = self.mapped.keys().copied().chain(units).collect();
        all.into_iter().collect()
    }

    /// Takes units, without those of reference classes that are to be ignored.
    pub fn take(&mut self, units: UnitCounts, ignore_codes: &[i64]) {
        for (key, n) in units {
            if ignore_codes.contains(&key.2) {
                self.ignored += n;
            } else {
                self.units.insert(key, n);
            }
        }
    }

    pub fn size(&self) -> u64 {
        self.units.values().sum()
    }

    /// Units by class of the map, or of the reference.
    pub fn units_of(&self, class: i64, of: impl Fn(&(u32, i64, i64)) -> i64) -> u64 {
        self.units.iter().filter(|(key, _)| of(key) == class).map(|(_, n)| n).sum()
    }

    /// The share of the map that a class has.
    pub fn share(&self, class: i64) -> f64 {
        self.mapped.get(&class).map_or(0.0, |mapped| mapped.size / sum(self.mapped.values().map(|mapped| mapped.size)))
    }

    /// The stratum of a unit: its place among those that were given, else the class of the map.
    fn stratum(&self, given: u32, map: i64) -> i64 {
        if self.strata.is_some() { given.into() } else { map }
    }

    /// Some strata by their names; `named` is of classes.
    fn called(&self, strata: &[i64], named: &impl Fn(&i64) -> Sentence) -> Argument {
        match &self.strata {
            Some(names) => listed(strata.iter().map(|place| &names[*place as usize].0)),
            None => listed(strata.iter().map(named)),
        }
    }

    /// What a unit is called.
    pub fn unit(&self) -> Phrase {
        if self.cells { phrase!("cell of the reference raster") } else { phrase!("point") }
    }

    /// The raw sample, classes by their places among all.
    pub fn pairs(&self, place: impl Fn(i64) -> usize) -> Pairs {
        let mut pairs = Pairs::new();
        for ((_, map, reference), n) in &self.units {
            *pairs.entry((place(*map), place(*reference))).or_default() += n;
        }
        pairs
    }

    /// The strata, classes by their places among all. Refuses land that no unit stands for.
    pub fn drawn(&self, place: impl Fn(i64) -> usize, name: impl Fn(i64) -> String) -> Result<Strata> {
        let mut units: BTreeMap<i64, Vec<(usize, usize, u64)>> = BTreeMap::new();
        for ((stratum, map, reference), n) in &self.units {
            units.entry(self.stratum(*stratum, *map)).or_default().push((place(*map), place(*reference), *n));
        }
        let classes = self.classes().len();
        if let Some(strata) = &self.strata {
            let all = sum(strata.iter().map(|(_, size)| *size));
            let empty = (0..).zip(strata).filter(|(i, _)| !units.contains_key(i)).map(|(_, (name, _))| name);
            let empty: Vec<&String> = empty.collect();
            if !empty.is_empty() {
                return Err(Error::UnsampledStrata { strata: listed(empty) });
            }
            let stratum = |(i, (_, size)): (i64, &(String, f64))| Stratum {
                weight: size / all,
                map: None,
                units: units.remove(&i).expect("it has units"),
            };
            return Ok(Strata::new(classes, (0..).zip(strata).map(stratum).collect()));
        }
        let without = self.mapped.keys().copied().filter(|class| !units.contains_key(class));
        let without: Vec<i64> = without.collect();
        if !without.is_empty() {
            let percent = |share: f64| about(100.0 * share);
            let told = without.iter().map(|code| {
                sentence!("{code} ({name}, {share} %)", code, name = name(*code), share = percent(self.share(*code)))
            });
            let share = percent(sum(without.iter().map(|code| self.share(*code))));
            return Err(Error::UnsampledClasses {
                path: self.path.clone(),
                unit: self.unit(),
                classes: listed(told),
                share,
            });
        }
        let stratum = |(map, units): (i64, Vec<(usize, usize, u64)>)| Stratum {
            weight: self.share(map),
            map: Some(place(map)),
            units,
        };
        Ok(Strata::new(classes, units.into_iter().map(stratum).collect()))
    }

    /// Says what of the sample leaves figures without an error, or without meaning.
    pub fn check(&self, name: impl Fn(i64) -> String, messages: &mut Vec<Message>) {
        let named = |code: &i64| sentence!("{code} ({name})", code, name = name(*code));
        let mut sizes: BTreeMap<i64, u64> = BTreeMap::new();
        for ((stratum, map, _), n) in &self.units {
            *sizes.entry(self.stratum(*stratum, *map)).or_default() += n;
        }
        let lone: Vec<i64> = sizes.iter().filter(|(_, n)| **n == 1).map(|(of, _)| *of).collect();
        if !lone.is_empty() {
            let lone = self.called(&lone, &named);
            let told = match &self.strata {
                Some(_) => sentence!(
                    "Strata with one point alone: {strata}. Nothing tells how their land varies, so figures have no standard errors. Add points there.",
                    strata = lone
                ),
                None => sentence!(
                    "Classes of the map with one point alone: {classes}. Nothing tells how their land varies, so they and all totals have no standard errors. Add points there.",
                    classes = lone
                ),
            };
            messages.push(Message::warning("LONE_POINTS", told));
        }
        let few: Vec<i64> = sizes.iter().filter(|(_, n)| (2..FEW).contains(*n)).map(|(of, _)| *of).collect();
        if !few.is_empty() {
            let told = sentence!(
                "Fewer than {few} points: {strata}. Standard errors are themselves uncertain there, and 95 % intervals hold the truth less often: in samples of 5 points in each class, 0.88 of the time.",
                few = FEW,
                strata = self.called(&few, &named)
            );
            messages.push(Message::warning("FEW_POINTS", told));
        }
        if self.ignored > 0 {
            let told = sentence!(
                "{ignored} of {all} units on land that counts have a reference class of IGNORE_CODES. They are left out as if they had not been drawn, so that their share of the land goes to the other classes, and areas of these are too large. To count that land take the codes out of IGNORE_CODES.",
                ignored = count(self.ignored),
                all = count(self.ignored + self.size())
            );
            messages.push(Message::warning("REFERENCE_IGNORED", told));
        }
        self.check_agreement(&named, messages);
        let classes = self.classes();
        let of = |at: fn(&(u32, i64, i64)) -> i64| self.units.keys().map(at).collect::<BTreeSet<i64>>();
        let references = of(|key| key.2);
        let unmapped: Vec<&i64> = classes.iter().filter(|class| !self.mapped.contains_key(class)).collect();
        if !unmapped.is_empty() {
            let told = sentence!(
                "Classes of the reference that the map does not have: {classes}. They have an area, and no user's accuracy.",
                classes = listed(unmapped.into_iter().map(named))
            );
            messages.push(Message::info("REFERENCE_UNMAPPED", told));
        }
        let unseen: Vec<&i64> = classes.iter().filter(|class| !references.contains(class)).collect();
        if !unseen.is_empty() {
            let told = sentence!(
                "Classes of the map that the reference does not have: {classes}. Their areas are estimated as 0 and so are the standard errors of these, where there are any; more points may change that.",
                classes = listed(unseen.into_iter().map(named))
            );
            messages.push(Message::warning("CLASSES_UNSEEN", told));
        }
    }

    /// Where all units of a stratum are alike its variance is 0, however few they are.
    fn check_agreement(&self, named: &impl Fn(&i64) -> Sentence, messages: &mut Vec<Message>) {
        let mut kinds: BTreeMap<i64, (BTreeSet<(i64, i64)>, u64)> = BTreeMap::new();
        for ((stratum, map, reference), n) in &self.units {
            let (kinds, size) = kinds.entry(self.stratum(*stratum, *map)).or_default();
            kinds.insert((*map, *reference));
            *size += n;
        }
        let as_one = |kinds: &BTreeSet<(i64, i64)>| kinds.len() == 1 || kinds.iter().all(|(map, found)| map == found);
        let alike = kinds.iter().filter(|(_, (kinds, n))| as_one(kinds) && (2..ENOUGH).contains(n));
        let alike: Vec<i64> = alike.map(|(of, _)| *of).collect();
        if alike.is_empty() {
            return;
        }
        let told = sentence!(
            "All of the few points agree in {of}: their land has a standard error of 0, as if nothing were wrong there. Intervals are too narrow; more points would tell.",
            of = self.called(&alike, named)
        );
        messages.push(Message::warning("POINTS_AGREE", told));
    }
}
