//! Maps whose classes have been counted, and the carbon of these classes.

use crate::{
    engine::{
        codes::{Named, check_ignored, check_names},
        common_land::{Lands, beyond, difference},
        message::Message,
        progress::Progress,
        region::Region,
        series::Series,
        tables::pools::{PoolErrors, PoolTable, check_missing},
        threads::Threads,
    },
    error::{Error, Result},
    kernels::cover::class_series::{ClassSeries, Pair},
    sentence::phrase,
};
use std::collections::BTreeSet;

/// What the maps hold, and what is known of the carbon of their classes.
pub struct Inventory<'a> {
    pub series: Series<'a>,
    pub region: Region,
    pub counts: ClassSeries,
    pub pools: &'a PoolTable,
    pub errors: PoolErrors<'a>,
}

impl Inventory<'_> {
    /// Refuses maps without valid cells, classes without pools, and years without a cell in common.
    pub fn check(&self) -> Result<()> {
        let found: Vec<_> =
            self.series.maps().zip(&self.counts.maps).map(|(map, counts)| (map, counts.classes().collect())).collect();
        check_missing(phrase!("The pool table"), &found, self.pools)?;
        for ((a, b), pair) in self.series.pairs().into_iter().zip(&self.counts.pairs) {
            if pair.classes().next().is_none() {
                let path = |i: usize| self.series.years[i].map.path().to_owned();
                return Err(Error::NoCommonCells { base: path(a), alt: path(b) });
            }
        }
        Ok(())
    }

    /// Says where maps do not cover the same land, so that a change is not the difference of two totals.
    pub fn compare_land(
        &self,
        threads: &Threads,
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<()> {
        let Inventory { series, region, counts, .. } = self;
        let maps: Vec<f64> = counts.maps.iter().map(|counts| counts.area_ha(&region.areas)).collect();
        for ((a, b), pair) in series.pairs().into_iter().zip(&counts.pairs) {
            let (from, to) = (series.years[a].year.to_string(), series.years[b].year.to_string());
            let lands = Lands { first: maps[a], second: maps[b], common: pair.area_ha(&region.areas) };
            let meaning =
                phrase!(" The change is that of cells valid in both, and so not the difference of the totals.");
            messages.extend(difference(&from, &to, &lands, Some(meaning)));
        }
        for land in series.lands() {
            messages.extend(beyond(&land, &series.grid_name(), region, threads, progress)?);
        }
        Ok(())
    }

    /// Says which classes lack standard errors, which codes are of no use, and which names are doubtful.
    pub fn check_classes(&self, messages: &mut Vec<Message>) {
        let Inventory { series, counts, pools, errors, .. } = self;
        let named: Vec<Named<'_>> = series
            .years
            .iter()
            .zip(&counts.maps)
            .map(|(year, counts)| Named {
                layer: &year.layer,
                names: &year.raster.class_names,
                pools: Some(("POOLS", pools)),
                found: counts.classes().map(|(class, _)| class).collect(),
            })
            .collect();
        let classes: BTreeSet<i64> = named.iter().flat_map(|map| map.found.iter().copied()).collect();
        errors.check(classes.into_iter(), messages);
        check_ignored(series.maps(), series.maps_text(), messages);
        check_names(&named, messages);
    }

    /// Change of carbon density between two classes, t/ha.
    pub fn change(&self, (from, to): Pair) -> f64 {
        self.pools[&to].pools.density() - self.pools[&from].pools.density()
    }

    /// Changes of density that some cell has between two successive years.
    pub fn cell_changes(&self) -> impl Iterator<Item = f64> + '_ {
        let intervals = self.series.years.len() - 1;
        let classes = self.counts.pairs.iter().take(intervals).flat_map(|pair| pair.classes());
        classes.map(|(pair, _)| self.change(pair))
    }
}
