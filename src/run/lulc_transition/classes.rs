//! Classes and their groups: what they are called, what each lacks, and what happened between them.

use super::{
    Found,
    dates::{Dates, Span},
};
use crate::{
    engine::{
        codes::{Named, check_ignored, check_names},
        land_cover::LandCover,
        message::Message,
        region::Region,
        series::maps_text,
        tables::{
            groups::Groups,
            pools::{PoolTable, check_rows, class_name, density},
        },
    },
    error::{Error, Result},
    grid::areas::CellAreas,
    kernels::{
        cover::{
            class_counts::ClassCount,
            class_series::{Joint, Pair},
            lulc_transition::{Flow, Transition},
        },
        stats::sum::Sum,
    },
    sentence::phrase,
};
use std::collections::{BTreeMap, BTreeSet};

/// What classes are called and put into.
pub struct Classes<'a> {
    pub dates: &'a Dates<'a>,
    pub pools: Option<PoolTable>,
    pub groups: Option<Groups>,
}

impl Classes<'_> {
    /// The class, or group, that tables have for a class.
    pub fn of(&self, code: i64) -> i64 {
        self.groups.as_ref().and_then(|groups| groups.get(code)).unwrap_or(code)
    }

    /// What tables call a class, or group.
    pub fn name(&self, class: i64) -> String {
        match &self.groups {
            Some(groups) => groups.name(class).to_owned(),
            None => {
                let none = PoolTable::new();
                let named = self.dates.dates.iter().find(|date| date.raster.class_names.contains_key(&class));
                let names = &named.unwrap_or(&self.dates.dates[0]).raster.class_names;
                class_name(class, self.pools.as_ref().unwrap_or(&none), names)
            }
        }
    }

    /// Refuses maps without valid cells, dates without a cell in common, and classes that a table lacks.
    pub fn check(&self, spans: &[Span], counts: &[Vec<ClassCount<Joint>>], common_cells: bool) -> Result<()> {
        let whole = |counts: &Vec<ClassCount<Joint>>| -> Vec<ClassCount<Joint>> {
            counts.iter().filter(|count| count.zone.is_none()).copied().collect()
        };
        for (span, counts) in spans.iter().zip(counts) {
            let counts = whole(counts);
            let has = |class: fn(Joint) -> bool| counts.iter().any(|count| class(count.class));
            if has(|class| class.pair().is_some()) {
                continue;
            }
            if common_cells {
                return Err(Error::NoCellsAtAllDates);
            }
            let path = |date: usize| self.dates.maps[date].path().to_owned();
            return Err(match (has(|class| class == Joint::EarlierAlone), has(|class| class == Joint::LaterAlone)) {
                (true, true) => Error::NoCommonCells { base: path(span.from), alt: path(span.to) },
                (earlier, _) => {
                    let map = &self.dates.maps[if earlier { span.to } else { span.from }];
                    Error::NoValidCells { path: map.path().to_owned(), cells: map.grid().cells() }
                }
            });
        }
        let missing = |known: &dyn Fn(i64) -> bool| -> Vec<(&LandCover, Vec<(i64, u64)>)> {
            let of = |date: usize| {
                let place = spans.iter().position(|span| span.from == date || span.to == date).expect("each is in one");
                let mut cells: BTreeMap<i64, u64> = BTreeMap::new();
                for count in whole(&counts[place]) {
                    let Some((from, to)) = count.class.pair() else { continue };
                    let code = if spans[place].from == date { from } else { to };
                    *cells.entry(code).or_default() += if known(code) { 0 } else { count.cells };
                }
                cells.into_iter().collect()
            };
            self.dates.maps.iter().enumerate().map(|(date, map)| (map, of(date))).collect()
        };
        if let Some(groups) = &self.groups {
            let known = |code: i64| groups.get(code).is_some();
            check_rows(phrase!("The table of groups"), &missing(&known), known)?;
        }
        if let Some(pools) = &self.pools {
            let known = |code: i64| pools.contains_key(&code);
            check_rows(phrase!("The pool table"), &missing(&known), known)?;
        }
        Ok(())
    }

    /// What happened, by zone and then span by span.
    pub fn found(&self, spans: &[Span], counts: &[Vec<ClassCount<Joint>>], region: &Region) -> Vec<Found> {
        let mut found = Vec::new();
        for (span, counts) in spans.iter().zip(counts) {
            for counts in counts.chunk_by(|a, b| a.zone == b.zone) {
                let flows = self.flows(counts, region);
                // Land of a zone may have a class at one date alone.
                if !flows.is_empty() {
                    let only: Vec<Flow> = flows.iter().map(|(flow, _)| *flow).collect();
                    let (zone, transition) = (counts[0].zone, Transition::new(&only));
                    found.push(Found { zone, span: *span, flows, transition });
                }
            }
        }
        found.sort_by_key(|found| (found.zone, found.span.whole, found.span.from));
        found
    }

    /// Pairs of classes, or of groups; carbon is that of the classes.
    fn flows(&self, counts: &[ClassCount<Joint>], region: &Region) -> Vec<(Flow, Option<f64>)> {
        #[derive(Default)]
        struct Sums {
            cells: u64,
            area_ha: Sum,
            carbon_t: Sum,
        }
        let mut flows: BTreeMap<Pair, Sums> = BTreeMap::new();
        for count in counts {
            let Some((from, to)) = count.class.pair() else { continue };
            let sums = flows.entry((self.of(from), self.of(to))).or_default();
            sums.cells += count.cells;
            sums.area_ha.add(count.area_ha);
            let densities = self.pools.as_ref().and_then(|pools| density(pools, from).zip(density(pools, to)));
            if let Some((before, after)) = densities {
                sums.carbon_t.add((after - before) * count.area_ha);
            }
        }
        let flow = |((from, to), sums): (Pair, Sums)| {
            // Of cells that are all alike, areas are whole multiples of one.
            let area_ha = match &region.areas {
                CellAreas::Same(area) => sums.cells as f64 * area,
                _ => sums.area_ha.total(),
            };
            (Flow { from, to, cells: sums.cells, area_ha }, self.pools.is_some().then(|| sums.carbon_t.total()))
        };
        flows.into_iter().map(flow).collect()
    }

    /// Says which codes are of no use, and which names are doubtful.
    pub fn tell(&self, counts: &[Vec<ClassCount<Joint>>], messages: &mut Vec<Message>) {
        let pairs = || counts.iter().flatten().filter_map(|count| count.class.pair());
        let found: BTreeSet<i64> = pairs().flat_map(|(from, to)| [from, to]).collect();
        let pools = self.pools.as_ref().map(|pools| ("POOLS", pools));
        let dates = self.dates.dates.iter();
        let named = dates.map(|date| Named {
            layer: &date.layer,
            names: &date.raster.class_names,
            pools,
            found: found.clone(),
        });
        let named: Vec<Named<'_>> = named.collect();
        check_ignored(&self.dates.maps, maps_text(self.dates.maps.iter()), messages);
        check_names(&named, messages);
    }
}
