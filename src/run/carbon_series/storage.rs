//! What the classes store in each year, and all of them together.

use super::inventory::Inventory;
use crate::{
    engine::{columns::CarbonInterval, tables::pools::class_name},
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
    /// Standard error; NULL where the pool table has none.
    #[column(unit = "t")]
    se_t: Option<f64>,
    #[column(nested)]
    interval: CarbonInterval,
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
    /// Standard error of carbon_t; NULL where the pool table has none.
    #[column(unit = "t")]
    se_t: Option<f64>,
    #[column(nested)]
    interval: CarbonInterval,
}

/// What a class stores in a year, in a zone or in all.
pub struct Storage {
    pub map: usize,
    pub found: ClassCount<i64>,
    pub carbon_t: f64,
    pub standard_error: Option<f64>,
}

/// Ordered by zone, year, class.
pub fn storages(inventory: &Inventory<'_>) -> Vec<Storage> {
    let mut storages = Vec::new();
    for (map, counts) in inventory.counts.maps.iter().enumerate() {
        storages.extend(counts.counted(&inventory.region.areas).into_iter().map(|found| Storage {
            map,
            carbon_t: storage(found.area_ha, inventory.pools[&found.class].pools).carbon_t,
            standard_error: inventory.errors.of([(found.class, found.area_ha)]),
            found,
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
}

/// In the order of the storages.
pub fn totals(inventory: &Inventory<'_>, storages: &[Storage]) -> Vec<Total> {
    storages
        .chunk_by(|a, b| (a.found.zone, a.map) == (b.found.zone, b.map))
        .map(|classes| Total {
            zone: classes[0].found.zone,
            map: classes[0].map,
            cells: classes.iter().map(|s| s.found.cells).sum(),
            area_ha: sum(classes.iter().map(|s| s.found.area_ha)),
            carbon_t: sum(classes.iter().map(|s| s.carbon_t)),
            standard_error: inventory.errors.of(classes.iter().map(|s| (s.found.class, s.found.area_ha))),
        })
        .collect()
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
            interval: CarbonInterval::of(carbon_t, s.standard_error),
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
        interval: CarbonInterval::of(t.carbon_t, t.standard_error),
    };
    let reported = totals.iter().filter(|t| inventory.region.reports(t.zone));
    TotalRow::table("totals", reported.map(row).collect())
}
