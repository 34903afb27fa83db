//! What the errors of a map mean for carbon on it: areas as a sample of reference classes tells them, and how well they are known.

use super::{
    codes::listed,
    columns::AdjustedCarbon,
    message::Message,
    tables::{
        accuracy::SampledMap,
        pools::{PoolErrors, PoolTable, density},
    },
};
use crate::{
    error::{Error, Result},
    figures::amount,
    kernels::{
        carbon::standard_error::{interval, together},
        stats::sum::sum,
    },
    sentence::{Place, phrase, sentence},
};
use std::collections::BTreeMap;

/// Of one map.
pub struct MapErrors<'a> {
    pub sample: &'a SampledMap,
    pub pools: &'a PoolTable,
    pub errors: &'a PoolErrors<'a>,
    /// Of the map in all.
    pub area_ha: f64,
}

/// Carbon on areas as the sample tells them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adjusted {
    pub area_ha: f64,
    pub carbon_t: f64,
    /// Of the pools.
    pub se_pool_t: Option<f64>,
    /// Of the areas.
    pub se_map_t: Option<f64>,
}

impl Adjusted {
    /// Of both; `None` where one is not known.
    pub fn se_t(&self) -> Option<f64> {
        self.se_pool_t.zip(self.se_map_t).map(|(pool, map)| together(pool, map))
    }

    pub fn columns(adjusted: Option<&Adjusted>) -> AdjustedCarbon {
        AdjustedCarbon {
            carbon_adjusted_t: adjusted.map(|a| a.carbon_t),
            se_pool_t: adjusted.and_then(|a| a.se_pool_t),
            se_map_t: adjusted.and_then(|a| a.se_map_t),
        }
    }

    /// In the log.
    pub fn message(&self, what: impl Place) -> Message {
        let known = |se: Option<f64>| {
            se.map_or(phrase!("not known").argument(), |se| sentence!("{se} t", se = amount(se)).argument())
        };
        let ends = self.se_t().map(|se| {
            let (low, high) = interval(self.carbon_t, se);
            sentence!("; the 95 % interval is {low} to {high} t of C", low = amount(low), high = amount(high))
        });
        let told = sentence!(
            "{what}, on areas as the sample of ACCURACY tells them: {carbon} t of C. Standard errors: {pool} of the pools, {map} of the map{ends}.",
            what,
            carbon = amount(self.carbon_t),
            pool = known(self.se_pool_t),
            map = known(self.se_map_t),
            ends
        );
        Message::info("ADJUSTED", told)
    }
}

impl<'a> MapErrors<'a> {
    /// Refuses a matrix of another map, and classes without a density. `found` are the classes of the map with their areas.
    pub fn new(
        sample: &'a SampledMap,
        path: &str,
        found: &[(i64, f64)],
        pools: &'a PoolTable,
        errors: &'a PoolErrors<'a>,
    ) -> Result<MapErrors<'a>> {
        let area_ha = sum(found.iter().map(|(_, area)| *area));
        let shares: Vec<(i64, f64)> = found.iter().map(|(code, area)| (*code, area / area_ha)).collect();
        let others = sample.other_shares(&shares);
        if !others.is_empty() {
            return Err(Error::OtherAccuracy { path: path.to_owned(), classes: listed(others) });
        }
        let missing: Vec<i64> = sample.references().filter(|code| !pools.contains_key(code)).collect();
        if !missing.is_empty() {
            return Err(Error::AccuracyPools { classes: listed(missing) });
        }
        Ok(MapErrors { sample, pools, errors, area_ha })
    }

    /// Classes that the sample finds and the map does not have.
    pub fn beyond<'b>(&'b self, found: &'b [(i64, f64)]) -> impl Iterator<Item = i64> + 'b {
        self.sample.references().filter(|code| found.iter().all(|(other, _)| other != code))
    }

    pub fn of_class(&self, code: i64) -> Adjusted {
        let share = self.sample.area(code);
        let area_ha = self.area_ha * share.value;
        let density = density(self.pools, code).unwrap_or(0.0);
        Adjusted {
            area_ha,
            carbon_t: area_ha * density,
            se_pool_t: self.errors.of([(code, area_ha)]),
            se_map_t: share.se.map(|se| self.area_ha * se * density),
        }
    }

    /// Shares of classes add up to 1, and so their errors hang together: those of the total are no sum over classes.
    pub fn of_all(&self) -> Adjusted {
        let mean = self.sample.mean(|code| density(self.pools, code).unwrap_or(0.0));
        let areas = self.sample.references().map(|code| (code, self.area_ha * self.sample.area(code).value));
        Adjusted {
            area_ha: self.area_ha,
            carbon_t: self.area_ha * mean.value,
            se_pool_t: self.errors.of(areas),
            se_map_t: mean.se.map(|se| self.area_ha * se),
        }
    }
}

/// How far valid land may differ that is taken for the same.
const SAME_LAND: f64 = 1e-9;

/// Change of carbon on land of so many ha, each map's on areas as its own sample tells them; `None` where a map has other land.
///
/// The samples are drawn apart. Only they are random, and not the maps: however alike the errors of two maps are, samples drawn apart
/// have no covariance, and variances add up.
pub fn change(before: &MapErrors<'_>, after: &MapErrors<'_>, area_ha: f64) -> Option<Adjusted> {
    if [before, after].iter().any(|map| (map.area_ha - area_ha).abs() > SAME_LAND * area_ha) {
        return None;
    }
    let mut areas: BTreeMap<i64, f64> = BTreeMap::new();
    for (map, sign) in [(before, -1.0), (after, 1.0)] {
        for code in map.sample.references() {
            *areas.entry(code).or_default() += sign * map.area_ha * map.sample.area(code).value;
        }
    }
    let [from, to] = [before.of_all(), after.of_all()];
    Some(Adjusted {
        area_ha,
        carbon_t: to.carbon_t - from.carbon_t,
        se_pool_t: after.errors.of(areas),
        se_map_t: from.se_map_t.zip(to.se_map_t).map(|(from, to)| together(from, to)),
    })
}

/// Says that strata with one point leave adjusted areas without an error.
pub fn check_lone<'b>(mut maps: impl Iterator<Item = &'b MapErrors<'b>>, messages: &mut Vec<Message>) {
    if maps.any(|map| map.sample.has_lone_points()) {
        let told = sentence!(
            "ACCURACY has strata with one point. Nothing tells how their land varies, so figures on adjusted areas have no standard errors of the map."
        );
        messages.push(Message::warning("ACCURACY_LONE", told));
    }
}

/// Zones get no errors of the map: the sample tells of it as a whole.
pub fn without_zones() -> Message {
    let told = sentence!(
        "ACCURACY tells of the whole map, and not how its errors are spread over zones: with ZONES, standard errors and intervals hold the errors of the pools alone, and carbon_adjusted_t and se_map_t are NULL. Run without ZONES for the whole map."
    );
    Message::warning("ACCURACY_ZONES", told)
}
