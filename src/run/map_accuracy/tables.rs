//! Rows of the tables.

use super::{
    points::{Fate, Points},
    sampled::Sampled,
};
use crate::{
    engine::columns::OfLayer,
    io::table::Table,
    kernels::{
        carbon::standard_error::interval,
        cover::map_accuracy::{Estimate, Strata},
    },
    schema::Row,
};

/// A class of the map and one of the reference.
#[derive(Row)]
pub struct PairRow {
    #[column(nested)]
    pub of: OfLayer,
    /// Stratum; NULL where the classes of the map are the strata.
    pub stratum: Option<String>,
    /// Class code on the map.
    pub map_lucode: i64,
    /// Its name.
    pub map_name: String,
    /// Class code in the reference.
    pub ref_lucode: i64,
    /// Its name.
    pub ref_name: String,
    /// Points, or cells of a reference raster, of the pair.
    pub points: u64,
    /// Estimated share of the area.
    pub area_prop: f64,
}

/// A class.
#[derive(Row)]
pub struct ClassRow {
    #[column(nested)]
    pub of: OfLayer,
    /// Class code.
    pub lucode: i64,
    /// Class name: of the pool table, else of the layer, else "class" and the code.
    pub name: String,
    /// Points that have the class on the map.
    pub points_map: u64,
    /// Points that have it in the reference.
    pub points_ref: u64,
    /// Area on the map; NULL where the area of a cell is not known.
    #[column(unit = "ha")]
    pub mapped_ha: Option<f64>,
    /// Error-adjusted area.
    #[column(unit = "ha")]
    pub area_ha: Option<f64>,
    /// Its standard error; NULL where a stratum has one point.
    #[column(unit = "ha")]
    pub se_ha: Option<f64>,
    /// Lower end of the 95 % interval.
    #[column(unit = "ha")]
    pub ci95_low_ha: Option<f64>,
    /// Upper end of the 95 % interval.
    #[column(unit = "ha")]
    pub ci95_high_ha: Option<f64>,
    /// User's accuracy, 0 to 1; NULL for a class that no point has on the map.
    pub users: Option<f64>,
    /// Its standard error.
    pub se_users: Option<f64>,
    /// Producer's accuracy, 0 to 1; NULL for a class that no point has in the reference.
    pub producers: Option<f64>,
    /// Its standard error.
    pub se_producers: Option<f64>,
    /// Share of the map's area.
    pub mapped_prop: f64,
    /// Error-adjusted share.
    pub area_prop: f64,
    /// Its standard error.
    pub se_prop: Option<f64>,
}

/// A figure of the whole map.
#[derive(Row)]
pub struct MeasureRow {
    #[column(nested)]
    pub of: OfLayer,
    /// What it is.
    pub measure: &'static str,
    /// The figure; NULL where it is not defined.
    pub value: Option<f64>,
    /// Its standard error; NULL where it has none.
    pub se: Option<f64>,
    /// Lower end of the 95 % interval.
    pub ci95_low: Option<f64>,
    /// Upper end of the 95 % interval.
    pub ci95_high: Option<f64>,
}

/// A point.
#[derive(Row)]
pub struct PointRow {
    #[column(nested)]
    pub of: OfLayer,
    /// Position of the feature in the layer, from 1.
    pub feature: u32,
    /// Class code on the map; NULL where it was not looked up, or has none.
    pub map_lucode: Option<i64>,
    /// Its name.
    pub map_name: Option<String>,
    /// Class code in the reference; NULL without one.
    pub ref_lucode: Option<i64>,
    /// Its name.
    pub ref_name: Option<String>,
    /// 1 where both are the same, 0 where not; NULL for a point that is left out.
    pub agrees: Option<bool>,
    /// What became of the point: used, off_map, nodata, no_class, ignored, no_stratum.
    pub fate: &'static str,
}

/// Beyond so many pairs of classes only those with points have a row.
const ALL_PAIRS: usize = 10_000;

pub struct Tables<'a> {
    pub of: OfLayer,
    pub sampled: &'a Sampled,
    pub strata: &'a Strata,
    pub classes: &'a [i64],
    pub name: &'a dyn Fn(i64) -> String,
}

impl Tables<'_> {
    pub fn matrix(&self) -> Table {
        let row = |stratum: Option<String>, (map, reference): (usize, usize), points, area_prop| {
            let [map_lucode, ref_lucode] = [map, reference].map(|class| self.classes[class]);
            let [map_name, ref_name] = [map_lucode, ref_lucode].map(self.name);
            PairRow { of: self.of.clone(), stratum, map_lucode, map_name, ref_lucode, ref_name, points, area_prop }
        };
        let mut rows = Vec::new();
        if let Some(names) = &self.sampled.strata {
            for (stratum, (name, _)) in self.strata.strata().iter().zip(names) {
                let size = stratum.size() as f64;
                for (map, reference, n) in &stratum.units {
                    let share = stratum.weight * *n as f64 / size;
                    rows.push(row(Some(name.clone()), (*map, *reference), *n, share));
                }
            }
            return PairRow::table("matrix", rows);
        }
        let place = |code: i64| self.classes.binary_search(&code).expect("it is a class of the sample");
        let pairs = self.sampled.pairs(place);
        let side = |of: fn(&(usize, usize)) -> usize| {
            let mut all: Vec<usize> = pairs.keys().map(of).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let (maps, references) = (side(|pair| pair.0), side(|pair| pair.1));
        let all = maps.len() * references.len() <= ALL_PAIRS;
        let every = maps.iter().flat_map(|map| references.iter().map(|reference| (*map, *reference)));
        let wanted: Vec<(usize, usize)> = if all { every.collect() } else { pairs.keys().copied().collect() };
        for pair in wanted {
            let share = self.strata.matrix().get(&pair).copied().unwrap_or(0.0);
            rows.push(row(None, pair, pairs.get(&pair).copied().unwrap_or(0), share));
        }
        PairRow::table("matrix", rows)
    }

    pub fn classes(&self) -> Table {
        let row = |(class, lucode): (usize, &i64)| {
            let share = self.strata.area(class);
            let area = self.sampled.area_ha;
            let se_ha = area.zip(share.se).map(|(area, se)| area * se);
            let area_ha = area.map(|area| area * share.value);
            let (ci95_low_ha, ci95_high_ha) = area_ha.zip(se_ha).map(|(area, se)| interval(area, se)).unzip();
            let (users, producers) = (self.strata.users(class), self.strata.producers(class));
            let mapped = self.sampled.mapped.get(lucode);
            ClassRow {
                of: self.of.clone(),
                lucode: *lucode,
                name: (self.name)(*lucode),
                points_map: self.sampled.units_of(*lucode, |key| key.1),
                points_ref: self.sampled.units_of(*lucode, |key| key.2),
                mapped_ha: area.map(|_| mapped.and_then(|mapped| mapped.area_ha).unwrap_or(0.0)),
                area_ha,
                se_ha,
                ci95_low_ha,
                ci95_high_ha,
                users: users.map(|users| users.value),
                se_users: users.and_then(|users| users.se),
                producers: producers.map(|producers| producers.value),
                se_producers: producers.and_then(|producers| producers.se),
                mapped_prop: self.sampled.share(*lucode),
                area_prop: share.value,
                se_prop: share.se,
            }
        };
        ClassRow::table("classes", self.classes.iter().enumerate().map(row).collect())
    }

    pub fn summary(&self, measures: &[(&'static str, Option<Estimate>)]) -> Table {
        let row = |(measure, estimate): &(&'static str, Option<Estimate>)| {
            let (value, se) = (estimate.map(|e| e.value), estimate.and_then(|e| e.se));
            let (ci95_low, ci95_high) = value.zip(se).map(|(value, se)| interval(value, se)).unzip();
            MeasureRow { of: self.of.clone(), measure, value, se, ci95_low, ci95_high }
        };
        MeasureRow::table("summary", measures.iter().map(row).collect())
    }

    pub fn points(&self, points: &Points) -> Table {
        let rows = points.all.iter().map(|point| {
            let both = point.map.zip(point.reference).filter(|_| point.fate == Fate::Used);
            PointRow {
                of: self.of.clone(),
                feature: point.feature,
                map_lucode: point.map,
                map_name: point.map.map(self.name),
                ref_lucode: point.reference,
                ref_name: point.reference.map(self.name),
                agrees: both.map(|(map, reference)| map == reference),
                fate: point.fate.word(),
            }
        });
        PointRow::table("points", rows.collect())
    }
}
