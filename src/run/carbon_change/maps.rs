//! The two maps of a change with their pools, opened on one grid and compared.

use super::Request;
use crate::{
    engine::{
        codes::{Named, check_ignored, check_names, each_once},
        common_land::{LandOf, Lands, beyond, difference},
        land_cover::LandCover,
        message::Message,
        progress::Progress,
        region::{Region, Where},
        request::Raster,
        tables::pools::{PoolTable, check_missing, class_name, density, pools_text},
        threads::Threads,
    },
    error::{Error, Result},
    kernels::{
        carbon::carbon_change::densities,
        cover::{
            class_counts::{ClassCount, ClassCounts},
            class_series::{Joint, Pair},
        },
    },
    sentence::{Phrase, phrase},
};

/// A map, and what its classes hold.
pub struct ComparedMap<'a> {
    pub map: LandCover,
    raster: &'a Raster,
    /// What the user calls the map.
    layer: &'static str,
    pools: &'a PoolTable,
    /// The field and the name of the pool table.
    pools_called: (&'static str, Phrase),
}

/// What follows where the maps do not cover the same land.
const BOTH: Phrase = phrase!(" The change is that of cells valid in both.");

impl ComparedMap<'_> {
    /// Densities by cell value.
    pub fn densities(&self) -> Vec<f64> {
        densities(&self.map.codes(), |code| density(self.pools, code))
    }

    pub fn class_name(&self, code: i64) -> String {
        class_name(code, self.pools, &self.raster.class_names)
    }

    /// Refuses classes without pools.
    fn check(&self, classes: impl Iterator<Item = (i64, u64)>) -> Result<()> {
        check_missing(self.pools_called.1, &[(&self.map, classes.collect())], self.pools)
    }

    fn named(&self, classes: impl Iterator<Item = i64>) -> Named<'_> {
        let pools = Some((self.pools_called.0, self.pools));
        Named { layer: self.layer, names: &self.raster.class_names, pools, found: classes.collect() }
    }
}

/// Both maps on the grid of the one before, and where they are compared.
pub struct Maps<'a> {
    pub base: ComparedMap<'a>,
    pub alt: ComparedMap<'a>,
    pub region: Region,
}

impl<'a> Maps<'a> {
    /// Without a second pool table the first is that of both maps.
    pub fn open(
        request: &'a Request,
        pools: &'a PoolTable,
        pools_alt: Option<&'a PoolTable>,
        messages: &mut Vec<Message>,
    ) -> Result<Maps<'a>> {
        each_once("IGNORE_CODES", &request.ignore_codes, messages);
        let open = |raster, pools: &PoolTable| LandCover::open(raster, &request.ignore_codes, pools.keys().copied());
        let (a, b) = (&request.lulc_base, &request.lulc_alt);
        let mut base = open(a, pools)?;
        let mut alt = open(b, pools_alt.unwrap_or(pools))?;
        if (&a.path, a.band) == (&b.path, b.band) && pools_alt.is_none() {
            let told = phrase!("The map before and the map after are the same, so nothing changes.");
            messages.push(Message::warning("SAME_MAP", told));
        }
        alt.align(&base, request.resample_classes, messages)?;
        let place = Where {
            mask: request.mask.as_deref(),
            zones: request.zones.as_deref(),
            zone_field: request.zone_field.as_deref(),
            area: request.area,
            plane: false,
        };
        let region = Region::open(&place, &base.info, base.path(), messages)?;
        [&mut base, &mut alt].into_iter().for_each(|map| map.restrict(region.cells.clone()));

        let first = ("POOLS", phrase!("The pool table"));
        let (pools_alt, alt_called) =
            pools_alt.map_or((pools, first), |pools_alt| (pools_alt, ("POOLS_ALT", phrase!("The second pool table"))));
        Ok(Maps {
            base: ComparedMap { map: base, raster: a, layer: "LULC_BASE", pools, pools_called: first },
            alt: ComparedMap { map: alt, raster: b, layer: "LULC_ALT", pools: pools_alt, pools_called: alt_called },
            region,
        })
    }

    /// The pool tables on one line, as one where they are the same.
    pub fn pools_text(&self) -> String {
        let [base, alt] = [self.base.pools, self.alt.pools];
        if base == alt { pools_text(base) } else { format!("{} | {}", pools_text(base), pools_text(alt)) }
    }

    /// Carbon after minus before, t/ha; `None` where a pool table lacks the class.
    pub fn change(&self, (from, to): Pair) -> Option<f64> {
        Some(density(self.alt.pools, to)? - density(self.base.pools, from)?)
    }

    /// The change of what was found, t/ha, once all classes are known to have pools.
    pub fn change_of(&self, found: &ClassCount<Pair>) -> f64 {
        self.change(found.class).unwrap_or(0.0)
    }

    /// Refuses maps without a valid cell in common, and classes without pools.
    pub fn check(&self, counts: &ClassCounts<Pair>) -> Result<()> {
        if counts.classes().next().is_none() {
            let path = |side: &ComparedMap<'_>| side.map.path().to_owned();
            return Err(Error::NoCommonCells { base: path(&self.base), alt: path(&self.alt) });
        }
        self.base.check(counts.classes().map(|((from, _), cells)| (from, cells)))?;
        self.alt.check(counts.classes().map(|((_, to), cells)| (to, cells)))
    }

    /// Says where the maps do not cover the same land.
    pub fn compare_land(
        &self,
        joints: &ClassCounts<Joint>,
        threads: &Threads,
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<()> {
        let (base, alt, region) = (&self.base.map, &self.alt.map, &self.region);
        let without = |alone: Joint| joints.map(|joint| (joint != alone).then_some(joint)).area_ha(&region.areas);
        let lands = Lands {
            first: without(Joint::LaterAlone),
            second: without(Joint::EarlierAlone),
            common: joints.map(Joint::pair).area_ha(&region.areas),
        };
        messages.extend(difference(base.path(), alt.path(), &lands, Some(BOTH)));
        let land = LandOf { name: alt.path().to_owned(), map: alt };
        messages.extend(beyond(&land, base.path(), region, threads, progress)?);
        Ok(())
    }

    /// Says which codes are of no use, and which names are doubtful.
    pub fn check_classes(&self, counts: &ClassCounts<Pair>, messages: &mut Vec<Message>) {
        check_ignored([&self.base.map, &self.alt.map], phrase!("the maps"), messages);
        let base = self.base.named(counts.classes().map(|((from, _), _)| from));
        let alt = self.alt.named(counts.classes().map(|((_, to), _)| to));
        check_names(&[base, alt], messages);
    }
}
