//! Columns of the tables.

use crate::{
    io::table::ColumnType,
    kernels::metrics::{Metric, metrics},
    schema::{ColumnSpec, Row, column},
};
use std::sync::LazyLock;

/// A landscape.
#[derive(Debug, Clone, Row)]
pub struct LandscapeKey {
    /// Name of the zone; NULL without zones.
    pub zone: Option<String>,
    /// Map.
    pub layer: String,
    /// Its year; NULL where it has none.
    pub year: Option<i64>,
}

/// A class of a landscape.
#[derive(Debug, Clone, Row)]
pub struct ClassKey {
    #[column(nested)]
    pub landscape: LandscapeKey,
    /// Class code.
    pub lucode: i64,
    /// Class name: of the layer, else "class" and the code.
    pub name: String,
}

/// A patch.
#[derive(Row)]
pub struct PatchKey {
    /// Id of the patch, from 1 in the order of their first cells.
    pub patch: u32,
}

/// A patch as a polygon.
#[derive(Row)]
pub struct PatchOutline {
    /// Outline of the patch's cells.
    pub geometry: Option<Vec<u8>>,
}

/// Patches of a class and of one size.
#[derive(Row)]
pub struct SizeClass {
    #[column(nested)]
    pub class: ClassKey,
    /// Area above which patches are of this size.
    #[column(unit = "ha")]
    pub from_ha: f64,
    /// Area up to which they are, itself included.
    #[column(unit = "ha")]
    pub to_ha: f64,
    /// Number of patches.
    pub patches: u64,
    /// Their area.
    #[column(unit = "ha")]
    pub area_ha: f64,
}

/// A metric of the form long, whose words are few over many rows and so stand apart from its values.
#[derive(Row)]
pub struct MetricName {
    /// Abbreviation of the metric (form long).
    pub metric: &'static str,
}

#[derive(Row)]
pub struct MetricValue {
    /// Its value, NULL where it is not defined (form long).
    pub value: Option<f64>,
}

#[derive(Row)]
pub struct MetricUnit {
    /// Its unit (form long).
    pub unit: &'static str,
}

/// All columns that tables of metrics may have.
pub struct MetricColumns {
    pub landscape: Vec<ColumnSpec>,
    pub class: Vec<ColumnSpec>,
    /// The geometry comes first, which the table of patches goes without.
    pub patches: Vec<ColumnSpec>,
}

pub static COLUMNS: LazyLock<MetricColumns> = LazyLock::new(|| {
    let of = |there: fn(&Metric) -> bool| metrics().iter().filter(|m| there(m)).map(metric_column).collect::<Vec<_>>();
    let long = [MetricName::COLUMNS, MetricValue::COLUMNS, MetricUnit::COLUMNS].concat();
    let patch = [PatchOutline::COLUMNS, ClassKey::COLUMNS, PatchKey::COLUMNS].concat();
    MetricColumns {
        landscape: [LandscapeKey::COLUMNS, &of(Metric::of_landscapes), &long].concat(),
        class: [ClassKey::COLUMNS, &of(Metric::of_classes), &long].concat(),
        patches: [patch, of(|m| m.patch.is_some())].concat(),
    }
});

fn metric_column(metric: &'static Metric) -> ColumnSpec {
    let kind = if metric.whole { ColumnType::Integer } else { ColumnType::Real };
    column(&metric.column, kind, metric.unit, &metric.definition)
}
