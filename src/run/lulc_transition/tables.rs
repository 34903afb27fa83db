//! Tables of what became of what: pairs of classes, balances of classes, and intensities.

use super::{
    Found,
    dates::{Dates, Span},
};
use crate::{
    io::table::Table,
    kernels::cover::lulc_transition::{Balance, Intensity, intensities, interval_intensities},
    schema::Row,
};

/// Which two maps a row is of.
#[derive(Clone, Row)]
struct OfSpan {
    /// Zone; NULL without zones.
    zone: Option<String>,
    /// Map before.
    layer_from: String,
    /// Its year; NULL where it is not known.
    year_from: Option<i64>,
    /// Map after.
    layer_to: String,
    /// Its year; NULL where it is not known.
    year_to: Option<i64>,
    /// interval (two successive maps) or whole (the first and the last of three or more).
    span: &'static str,
}

/// What went from one class to another, or stayed.
#[derive(Row)]
pub struct MatrixRow {
    #[column(nested)]
    of: OfSpan,
    /// Class before, or number of its group.
    lucode_from: i64,
    /// Its name.
    name_from: String,
    /// Class after, or number of its group.
    lucode_to: i64,
    /// Its name.
    name_to: String,
    /// Cells of the pair.
    cells: u64,
    /// Their area.
    #[column(unit = "ha")]
    area_ha: f64,
    /// Share of the area that is valid at both dates.
    #[column(unit = "%")]
    area_pct: f64,
    /// Change of carbon: density after minus before, times the area; NULL without POOLS.
    #[column(unit = "t")]
    carbon_t: Option<f64>,
}

/// What became of a class.
#[derive(Row)]
pub struct SummaryRow {
    #[column(nested)]
    of: OfSpan,
    /// Class, or number of its group; NULL for all.
    lucode: Option<i64>,
    /// Its name; NULL for all.
    name: Option<String>,
    /// Area before.
    #[column(unit = "ha")]
    area_before_ha: f64,
    /// Area after.
    #[column(unit = "ha")]
    area_after_ha: f64,
    /// Area that came from other classes; for all, the area that changed.
    #[column(unit = "ha")]
    gain_ha: f64,
    /// Area that went to other classes; for all, the area that changed.
    #[column(unit = "ha")]
    loss_ha: f64,
    /// Gain minus loss.
    #[column(unit = "ha")]
    net_ha: f64,
    /// Twice the smaller of gain and loss; for all, half of the sum over classes.
    #[column(unit = "ha")]
    swap_ha: f64,
    /// Swap with one other class, each way the same area; for all, half of the sum.
    #[column(unit = "ha")]
    exchange_ha: f64,
    /// The rest of the swap, among three or more classes; for all, half of the sum.
    #[column(unit = "ha")]
    shift_ha: f64,
    /// Area that stayed.
    #[column(unit = "ha")]
    persistence_ha: f64,
    /// Net change per year in percent of the area before; NULL where that is 0, or without years.
    #[column(unit = "%/a")]
    dynamic_degree_pct: Option<f64>,
    /// Gain and loss together per year in percent of the area before; for all, half of it (the comprehensive degree).
    #[column(unit = "%/a")]
    two_way_degree_pct: Option<f64>,
    /// Rate of steady growth from the area before to that after; NULL where either is 0, or without years.
    #[column(unit = "%/a")]
    compound_rate_pct: Option<f64>,
}

/// How intensively something changed, beside the intensity if all had changed alike.
#[derive(Row)]
pub struct IntensityRow {
    #[column(nested)]
    of: OfSpan,
    /// interval, category_gain, category_loss, transition_gain or transition_loss.
    level: &'static str,
    /// Class that gained or lost, or number of its group; NULL for the interval.
    lucode: Option<i64>,
    /// Its name.
    name: Option<String>,
    /// Class that it gained from or lost to; NULL but for transitions.
    lucode_other: Option<i64>,
    /// Its name.
    name_other: Option<String>,
    /// Area that changed so, per year; NULL without years.
    #[column(unit = "ha/a")]
    area_ha_per_year: Option<f64>,
    /// That area in percent of the area it is measured by, per year; NULL where that is 0, or without years.
    #[column(unit = "%/a")]
    intensity_pct: Option<f64>,
    /// Intensity if all had changed alike.
    #[column(unit = "%/a")]
    uniform_pct: Option<f64>,
    /// fast or slow, active or dormant, targeted or avoided: above or below the uniform intensity; uniform where they are the same; NULL
    /// where that is 0 or not known.
    behaviour: Option<&'static str>,
}

/// All tables of a run.
pub struct Tables<'a> {
    pub dates: &'a Dates<'a>,
    /// By zone, then span by span, of the zones that are reported.
    pub found: &'a [Found],
    pub zone_name: &'a dyn Fn(Option<u32>) -> Option<String>,
    pub class_name: &'a dyn Fn(i64) -> String,
}

impl Tables<'_> {
    fn of_span(&self, zone: Option<u32>, span: Span) -> OfSpan {
        let [from, to] = [span.from, span.to].map(|date| &self.dates.dates[date]);
        OfSpan {
            zone: (self.zone_name)(zone),
            layer_from: from.layer.clone(),
            year_from: from.year.map(i64::from),
            layer_to: to.layer.clone(),
            year_to: to.year.map(i64::from),
            span: span.name(),
        }
    }

    pub fn matrix(&self) -> Table {
        let rows = self.found.iter().flat_map(|found| {
            let of = self.of_span(found.zone, found.span);
            found.flows.iter().map(move |(flow, carbon_t)| MatrixRow {
                of: of.clone(),
                lucode_from: flow.from,
                name_from: (self.class_name)(flow.from),
                lucode_to: flow.to,
                name_to: (self.class_name)(flow.to),
                cells: flow.cells,
                area_ha: flow.area_ha,
                area_pct: 100.0 * flow.area_ha / found.transition.area_ha(),
                carbon_t: *carbon_t,
            })
        });
        MatrixRow::table("matrix", rows.collect())
    }

    pub fn summary(&self) -> Table {
        let rows = self.found.iter().flat_map(|found| {
            let (of, years) = (self.of_span(found.zone, found.span), self.dates.years(found.span));
            let balances = found.transition.classes().iter().copied().chain([found.transition.all()]);
            balances.map(move |class: Balance| SummaryRow {
                of: of.clone(),
                lucode: class.class,
                name: class.class.map(self.class_name),
                area_before_ha: class.before_ha,
                area_after_ha: class.after_ha,
                gain_ha: class.gain_ha,
                loss_ha: class.loss_ha,
                net_ha: class.net_ha(),
                swap_ha: class.swap_ha(),
                exchange_ha: class.exchange_ha,
                shift_ha: class.shift_ha(),
                persistence_ha: class.persistence_ha,
                dynamic_degree_pct: class.dynamic_degree(years),
                two_way_degree_pct: class.two_way_degree(years),
                compound_rate_pct: class.compound_rate(years),
            })
        });
        SummaryRow::table("summary", rows.collect())
    }

    pub fn intensity(&self) -> Table {
        let mut rows = Vec::new();
        for zone in self.found.chunk_by(|a, b| a.zone == b.zone) {
            let intervals: Vec<_> = zone.iter().filter(|found| !found.span.whole).collect();
            let levels: Vec<_> =
                intervals.iter().map(|found| (&found.transition, self.dates.years(found.span))).collect();
            let mut levels = interval_intensities(&levels).into_iter();
            for found in zone {
                let of = self.of_span(found.zone, found.span);
                let level = if found.span.whole { None } else { levels.next() };
                let rest = intensities(&found.transition, self.dates.years(found.span));
                rows.extend(level.into_iter().chain(rest).map(|row| self.intensity_row(of.clone(), &row)));
            }
        }
        IntensityRow::table("intensity", rows)
    }

    fn intensity_row(&self, of: OfSpan, row: &Intensity) -> IntensityRow {
        IntensityRow {
            of,
            level: row.level.name(),
            lucode: row.class,
            name: row.class.map(self.class_name),
            lucode_other: row.other,
            name_other: row.other.map(self.class_name),
            area_ha_per_year: row.area_ha_per_year(),
            intensity_pct: row.intensity,
            uniform_pct: row.uniform,
            behaviour: row.behaviour(),
        }
    }
}
