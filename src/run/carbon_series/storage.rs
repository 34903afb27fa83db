//! What the classes store in each year, and all of them together.

use super::inventory::Inventory;
use crate::{
    engine::{
        columns::{AdjustedCarbon, CarbonInterval},
        map_errors::{Adjusted, MapErrors},
        tables::pools::class_name,
    },
    io::table::Table,
    kernels::{
        carbon::{carbon_change::CO2_PER_C, carbon_storage::storage},
        cover::class_counts::ClassCount,
        stats::sum::sum,
    },
    schema::Row,
};
use std::collections::BTreeMap;

/// A map of the series, in all or in a zone.
#[derive(Row)]
pub struct InYear {
    /// Zone; NULL without zones.
    zone: Option<String>,
    /// Map.
    layer: String,
    /// Its year.
    year: i64,
}

impl InYear {
    fn of(inventory: &Inventory<'_>, zone: Option<u32>, map: usize) -> InYear {
        let year = &inventory.series.years[map];
        InYear { zone: inventory.region.zone_name(zone), layer: year.layer.clone(), year: year.year.into() }
    }
}

/// A class in a year.
#[derive(Row)]
pub struct StorageRow {
    #[column(nested)]
    in_year: InYear,
    /// Class code.
    lucode: i64,
    /// Class name: of the pool table, else of the layer, else "class" and the code.
    name: String,
    /// Valid cells of the class.
    cells: u64,
    /// Their area.
    #[column(unit = "ha")]
    area_ha: f64,
    /// Share of the area of all valid cells of the year (of the zone).
    #[column(unit = "%")]
    area_pct: f64,
    /// Their carbon.
    #[column(unit = "t")]
    carbon_t: f64,
    /// Share of all carbon of the year (of the zone); NULL where there is none.
    #[column(unit = "%")]
    carbon_pct: Option<f64>,
    /// Standard error, with ACCURACY of carbon_adjusted_t; NULL where the pool table has none.
    #[column(unit = "t")]
    se_t: Option<f64>,
    #[column(nested)]
    interval: CarbonInterval,
    #[column(nested)]
    adjusted: AdjustedCarbon,
    /// Area as the sample of ACCURACY tells it; NULL without ACCURACY.
    #[column(unit = "ha")]
    area_adjusted_ha: Option<f64>,
}

/// All classes in a year.
#[derive(Row)]
pub struct TotalRow {
    #[column(nested)]
    in_year: InYear,
    /// Valid cells.
    cells: u64,
    /// Their area.
    #[column(unit = "ha")]
    area_ha: f64,
    /// Their area.
    #[column(unit = "km2")]
    area_km2: f64,
    /// Their carbon.
    #[column(unit = "t")]
    carbon_t: f64,
    /// Their carbon as CO2 (x 44/12).
    #[column(unit = "t")]
    co2e_t: f64,
    /// Mean carbon density.
    #[column(unit = "t/ha")]
    carbon_t_ha: f64,
    /// Standard error of carbon_t, with ACCURACY of carbon_adjusted_t; NULL where the pool table has none.
    #[column(unit = "t")]
    se_t: Option<f64>,
    #[column(nested)]
    interval: CarbonInterval,
    #[column(nested)]
    adjusted: AdjustedCarbon,
}

/// What a class stores in a year, in a zone or in all.
pub struct Storage {
    pub map: usize,
    pub found: ClassCount<i64>,
    pub carbon_t: f64,
    pub standard_error: Option<f64>,
    pub adjusted: Option<Adjusted>,
}

/// Ordered by zone, year, class. `map_errors` are those of each map; classes that a sample finds beyond them come along.
pub fn storages(inventory: &Inventory<'_>, map_errors: &[Option<MapErrors<'_>>]) -> Vec<Storage> {
    let mut storages = Vec::new();
    for (map, (counts, errors)) in inventory.counts.maps.iter().zip(map_errors).enumerate() {
        let mut counted = counts.counted(&inventory.region.areas);
        let areas: Vec<(i64, f64)> = counted.iter().map(|found| (found.class, found.area_ha)).collect();
        let beyond = errors.iter().flat_map(|errors| errors.beyond(&areas));
        counted.extend(beyond.map(|class| ClassCount { zone: None, class, cells: 0, area_ha: 0.0 }));
        storages.extend(counted.into_iter().map(|found| {
            let adjusted = errors.as_ref().map(|errors| errors.of_class(found.class));
            let of_pools = || inventory.errors.of([(found.class, found.area_ha)]);
            Storage {
                map,
                carbon_t: storage(found.area_ha, inventory.pools[&found.class].pools).carbon_t,
                standard_error: adjusted.map_or_else(of_pools, |adjusted| adjusted.se_t()),
                adjusted,
                found,
            }
        }));
    }
    storages.sort_by_key(|s| (s.found.zone, s.map, s.found.class));
    storages
}

/// What a zone, or all of the region (`None`), stores in a year.
pub struct Total {
    pub zone: Option<u32>,
    pub map: usize,
    pub cells: u64,
    pub area_ha: f64,
    pub carbon_t: f64,
    pub standard_error: Option<f64>,
    pub adjusted: Option<Adjusted>,
}

/// In the order of the storages.
pub fn totals(inventory: &Inventory<'_>, storages: &[Storage], map_errors: &[Option<MapErrors<'_>>]) -> Vec<Total> {
    let total = |classes: &[Storage]| {
        let adjusted = map_errors[classes[0].map].as_ref().map(MapErrors::of_all);
        let of_pools = || inventory.errors.of(classes.iter().map(|s| (s.found.class, s.found.area_ha)));
        Total {
            zone: classes[0].found.zone,
            map: classes[0].map,
            cells: classes.iter().map(|s| s.found.cells).sum(),
            area_ha: sum(classes.iter().map(|s| s.found.area_ha)),
            carbon_t: sum(classes.iter().map(|s| s.carbon_t)),
            standard_error: adjusted.map_or_else(of_pools, |adjusted| adjusted.se_t()),
            adjusted,
        }
    };
    storages.chunk_by(|a, b| (a.found.zone, a.map) == (b.found.zone, b.map)).map(total).collect()
}

pub fn storage_table(inventory: &Inventory<'_>, storages: &[Storage], totals: &[Total]) -> Table {
    let totals: BTreeMap<_, _> = totals.iter().map(|t| ((t.zone, t.map), t)).collect();
    let row = |s: &Storage| {
        let (found, carbon_t) = (s.found, s.carbon_t);
        let total = totals[&(found.zone, s.map)];
        let names = &inventory.series.years[s.map].raster.class_names;
        StorageRow {
            in_year: InYear::of(inventory, found.zone, s.map),
            lucode: found.class,
            name: class_name(found.class, inventory.pools, names),
            cells: found.cells,
            area_ha: found.area_ha,
            area_pct: 100.0 * found.area_ha / total.area_ha,
            carbon_t,
            carbon_pct: (total.carbon_t > 0.0).then(|| 100.0 * carbon_t / total.carbon_t),
            se_t: s.standard_error,
            interval: CarbonInterval::of(s.adjusted.map_or(carbon_t, |a| a.carbon_t), s.standard_error),
            adjusted: Adjusted::columns(s.adjusted.as_ref()),
            area_adjusted_ha: s.adjusted.map(|adjusted| adjusted.area_ha),
        }
    };
    let reported = storages.iter().filter(|s| inventory.region.reports(s.found.zone));
    StorageRow::table("storage", reported.map(row).collect())
}

pub fn totals_table(inventory: &Inventory<'_>, totals: &[Total]) -> Table {
    let row = |t: &Total| TotalRow {
        in_year: InYear::of(inventory, t.zone, t.map),
        cells: t.cells,
        area_ha: t.area_ha,
        area_km2: t.area_ha / 100.0,
        carbon_t: t.carbon_t,
        co2e_t: t.carbon_t * CO2_PER_C,
        carbon_t_ha: t.carbon_t / t.area_ha,
        se_t: t.standard_error,
        interval: CarbonInterval::of(t.adjusted.map_or(t.carbon_t, |a| a.carbon_t), t.standard_error),
        adjusted: Adjusted::columns(t.adjusted.as_ref()),
    };
    let reported = totals.iter().filter(|t| inventory.region.reports(t.zone));
    TotalRow::table("totals", reported.map(row).collect())
}
