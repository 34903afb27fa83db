//! What happened between two years.

use super::inventory::Inventory;
use crate::{
    engine::{
        columns::{AdjustedCarbon, CarbonInterval},
        map_errors::{self, Adjusted, MapErrors},
    },
    io::table::Table,
    kernels::{
        carbon::carbon_change::{ByCategory, CO2_PER_C},
        cover::{class_counts::ClassCount, class_series::Pair},
        stats::sum::Sum,
    },
    schema::Row,
};
use std::collections::BTreeMap;

/// An interval, or the whole span.
#[derive(Row)]
pub struct ChangeRow {
    /// Zone; NULL without zones.
    zone: Option<String>,
    /// Map before.
    layer_from: String,
    /// Its year.
    year_from: i64,
    /// Map after.
    layer_to: String,
    /// Its year.
    year_to: i64,
    /// interval (two successive years) or whole (the first and the last).
    span: &'static str,
    /// Cells valid in both maps.
    cells: u64,
    /// Their area.
    #[column(unit = "ha")]
    area_ha: f64,
    /// Area that gained carbon.
    #[column(unit = "ha")]
    gain_ha: f64,
    /// Area that lost carbon.
    #[column(unit = "ha")]
    loss_ha: f64,
    /// Area that changed by at most 1e-9 t/ha.
    #[column(unit = "ha")]
    unchanged_ha: f64,
    /// Share of the area that gained carbon.
    #[column(unit = "%")]
    gain_pct: f64,
    /// Share of the area that lost carbon.
    #[column(unit = "%")]
    loss_pct: f64,
    /// Share of the area that did neither.
    #[column(unit = "%")]
    unchanged_pct: f64,
    /// Carbon gained.
    #[column(unit = "t")]
    gain_t: f64,
    /// Carbon lost, 0 or negative.
    #[column(unit = "t")]
    loss_t: f64,
    /// Change of carbon, after minus before.
    #[column(unit = "t")]
    carbon_t: f64,
    /// Change of carbon as CO2 (x 44/12).
    #[column(unit = "t")]
    co2e_t: f64,
    /// Change of carbon per year.
    #[column(unit = "t/a")]
    carbon_t_a: f64,
    /// Standard error of carbon_t, with matrices of both years in ACCURACY of carbon_adjusted_t; NULL where the pool table has none.
    #[column(unit = "t")]
    se_t: Option<f64>,
    #[column(nested)]
    interval: CarbonInterval,
    #[column(nested)]
    adjusted: AdjustedCarbon,
}

/// Two maps: successive ones, or the first and the last.
#[derive(Clone, Copy)]
pub struct Span {
    pub from: usize,
    pub to: usize,
    whole: bool,
}

/// What happened between two years in a zone, or in all (`None`).
pub struct Change {
    pub zone: Option<u32>,
    pub span: Span,
    pub categories: ByCategory,
    pub standard_error: Option<f64>,
    pub adjusted: Option<Adjusted>,
}

/// Ordered by zone, then interval by interval, the whole span last.
pub fn changes(inventory: &Inventory<'_>, map_errors: &[Option<MapErrors<'_>>]) -> Vec<Change> {
    let mut changes = Vec::new();
    let last = inventory.series.years.len() - 1;
    for ((from, to), pair) in inventory.series.pairs().into_iter().zip(&inventory.counts.pairs) {
        let found = pair.counted(&inventory.region.areas);
        // Of two maps the one interval is the whole span too.
        let spans = [(to == from + 1).then_some(false), ((from, to) == (0, last)).then_some(true)];
        for pairs in found.chunk_by(|a, b| a.zone == b.zone) {
            for whole in spans.into_iter().flatten() {
                changes.push(change_over(inventory, map_errors, Span { from, to, whole }, pairs));
            }
        }
    }
    changes.sort_by_key(|c| (c.zone, c.span.whole, c.span.from));
    changes
}

fn change_over(
    inventory: &Inventory<'_>,
    map_errors: &[Option<MapErrors<'_>>],
    span: Span,
    pairs: &[ClassCount<Pair>],
) -> Change {
    // Net change of the area of every class: what stays what it is has no part in it.
    let mut areas: BTreeMap<i64, Sum> = BTreeMap::new();
    for f in pairs.iter().filter(|f| f.class.0 != f.class.1) {
        areas.entry(f.class.0).or_default().add(-f.area_ha);
        areas.entry(f.class.1).or_default().add(f.area_ha);
    }
    let categories = ByCategory::of(pairs.iter().map(|f| (f, inventory.change(f.class))));
    let both = map_errors[span.from].as_ref().zip(map_errors[span.to].as_ref());
    let adjusted = both.and_then(|(from, to)| map_errors::change(from, to, categories.area_ha()));
    let of_pools = || inventory.errors.of(areas.into_iter().map(|(class, area)| (class, area.total())));
    let standard_error = adjusted.map_or_else(of_pools, |adjusted| adjusted.se_t());
    Change { zone: pairs[0].zone, span, categories, standard_error, adjusted }
}

pub fn changes_table(inventory: &Inventory<'_>, changes: &[Change]) -> Table {
    let row = |c: &Change| {
        let [from, to] = [c.span.from, c.span.to].map(|map| &inventory.series.years[map]);
        let ByCategory { gain, loss, unchanged } = c.categories;
        let (area_ha, carbon_t) = (c.categories.area_ha(), c.categories.carbon_t());
        ChangeRow {
            zone: inventory.region.zone_name(c.zone),
            layer_from: from.layer.clone(),
            year_from: from.year.into(),
            layer_to: to.layer.clone(),
            year_to: to.year.into(),
            span: if c.span.whole { "whole" } else { "interval" },
            cells: gain.cells + loss.cells + unchanged.cells,
            area_ha,
            gain_ha: gain.area_ha,
            loss_ha: loss.area_ha,
            unchanged_ha: unchanged.area_ha,
            gain_pct: 100.0 * gain.area_ha / area_ha,
            loss_pct: 100.0 * loss.area_ha / area_ha,
            unchanged_pct: 100.0 * unchanged.area_ha / area_ha,
            gain_t: gain.carbon_t,
            loss_t: loss.carbon_t,
            carbon_t,
            co2e_t: carbon_t * CO2_PER_C,
            carbon_t_a: carbon_t / f64::from(to.year - from.year),
            se_t: c.standard_error,
            interval: CarbonInterval::of(c.adjusted.map_or(carbon_t, |a| a.carbon_t), c.standard_error),
            adjusted: Adjusted::columns(c.adjusted.as_ref()),
        }
    };
    let reported = changes.iter().filter(|c| inventory.region.reports(c.zone));
    ChangeRow::table("changes", reported.map(row).collect())
}
