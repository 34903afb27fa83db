//! What all kernels of windows take: which metrics, of which classes, in windows of which sizes.

use super::metric::MetricNames;
use crate::{
    engine::{fields::landscape::length, message::Message, region::Sides, tables::pools::EMPTY},
    error::{Error, Result},
    kernels::{
        metrics::{Basis, Metric, metrics},
        windows::moving_window::{Footprint, Wanted, WindowShape},
    },
    schema::{Field, FieldType},
    sentence::{list, phrase, sentence},
};
use serde::{Deserialize, Serialize};

pub const METRICS: Field = Field::shared(
    FieldType::Names,
    "Abbreviations of the metrics, as NP, SHDI, AREA_MN; all: those that need no geometry of patches.",
);
pub const CLASSES: Field =
    Field::shared(FieldType::Codes, "Classes whose metrics are wanted, in place of those of the landscape.");
pub const RADII: Field = Field::shared(FieldType::Numbers, "Radii of the windows, in map units; at least one.");
pub const SHAPE: Field = Field::choice(
    &["circle", "square"],
    "Cells whose centre is no farther than the radius, or squares of two radii and a cell.",
);
pub const EDGE: Field = Field::choice(
    &["full", "partial"],
    "Windows with a number: those whose cells all have a class, or those of which a share has.",
);
pub const MIN_VALID: Field =
    Field::shared(FieldType::Number, "Least share (0 to 1) of a window's cells that must have a class (edge partial).");

/// Which windows have numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// Those whose cells all have a class.
    #[default]
    Full,
    /// Those of whose cells a share has one.
    Partial,
}

/// Those of the study.
pub fn ten_metrics() -> Vec<String> {
    ["NP", "PD", "LPI", "ED", "LSI", "CONTAG", "COHESION", "SHDI", "SHEI", "AI"].map(str::to_owned).to_vec()
}

pub fn half() -> f64 {
    0.5
}

/// Metrics of the landscape, or of each class where some are given.
pub fn wanted(
    abbreviations: &[String],
    classes: &[i64],
    max_classes: Option<i64>,
    messages: &mut Vec<Message>,
) -> Result<Vec<Wanted>> {
    let names = MetricNames::new(abbreviations)?;
    let (by_class, level) = match classes.is_empty() {
        true => (false, phrase!("of landscapes; give CLASSES for its values by class")),
        false => (true, phrase!("of classes; leave CLASSES empty for that of the landscape")),
    };
    let has_level = |metric: &Metric| if by_class { metric.of_classes() } else { metric.of_landscapes() };
    let needs = |metric: &Metric| metric.needs.filter(|field| *field != MAX || max_classes.is_none());
    let of_all = |metric: &&'static Metric| {
        names.all && has_level(metric) && needs(metric).is_none() && metric.basis() < Basis::Geometry
    };
    let mut found: Vec<&Metric> = metrics().iter().filter(of_all).collect();
    for metric in names.in_order() {
        let name = metric.abbreviation.clone();
        if !has_level(metric) {
            return Err(Error::MetricLevel { metric: name, level });
        }
        match needs(metric) {
            Some(field) if field == MAX => return Err(Error::MetricNeeds { metric: name, field }),
            Some(_) => return Err(Error::MetricOfMaps { metric: name }),
            None => {}
        }
        if !found.iter().any(|other| other.abbreviation == metric.abbreviation) {
            found.push(metric);
        }
    }
    let of_geometry: Vec<&str> =
        found.iter().filter(|m| m.basis() == Basis::Geometry).map(|m| m.abbreviation.as_str()).collect();
    if !of_geometry.is_empty() {
        let metrics = list(of_geometry);
        let told = sentence!("Each window is measured patch by patch, which takes long, for {metrics}.", metrics);
        messages.push(Message::info("GEOMETRY", told));
    }
    let classes = classes.iter().map(|code| Some(*code));
    let classes: Vec<Option<i64>> = if by_class { classes.collect() } else { vec![None] };
    Ok(found.into_iter().flat_map(|metric| classes.iter().map(move |class| Wanted { metric, class: *class })).collect())
}

const MAX: &str = "MAX_CLASSES";

/// The least share of the cells of a window that must have a class.
pub fn min_valid_share(edge: Edge, min_valid: f64) -> Result<f64> {
    if !(0.0..=1.0).contains(&min_valid) {
        return Err(Error::argument("MIN_VALID", min_valid, phrase!("0 to 1")));
    }
    Ok(if edge == Edge::Full { 1.0 } else { min_valid })
}

/// Radii as they were given, and the cells of their windows.
pub fn sizes(
    radii: &[f64],
    shape: WindowShape,
    metres_per_unit: f64,
    sides: Sides,
    messages: &mut Vec<Message>,
) -> Result<Vec<(f64, Footprint)>> {
    if radii.is_empty() {
        return Err(Error::argument("RADII", EMPTY, phrase!("one radius or more (map units), as in 50;100")));
    }
    let mut sizes: Vec<(f64, Footprint)> = Vec::new();
    for radius in radii {
        let Some(metres) = length("RADII", Some(*radius), metres_per_unit)? else { continue };
        if sizes.iter().any(|(known, _)| known == radius) {
            return Err(Error::argument("RADII", sentence!("{radius} twice", radius), phrase!("each radius once")));
        }
        if metres / sides.width_m > MOST_REACH || metres / sides.height_m > MOST_REACH {
            let cells = (metres / sides.width_m.min(sides.height_m)) as u64;
            let found = sentence!("{radius}, which is {cells} cells", radius, cells);
            return Err(Error::argument("RADII", found, phrase!("up to 1000 cells")));
        }
        let footprint = Footprint::new(shape, metres, sides.width_m, sides.height_m);
        if footprint.cells == 1 {
            return Err(single_cell(*radius, sides.width_m.min(sides.height_m) / metres_per_unit));
        }
        sizes.push((*radius, footprint));
    }
    let cells = sizes.iter().map(|(radius, f)| sentence!("{radius}: {cells} cells", radius, cells = f.cells));
    messages.push(Message::info("WINDOWS", sentence!("Cells of a window by radius: {radii}.", radii = list(cells))));
    Ok(sizes)
}

/// Windows of a radius below the side of a cell, in map units: of one cell, of which no metric says anything.
pub fn single_cell(radius: f64, side: f64) -> Error {
    let found = sentence!("{radius}, a window of which is a single cell", radius);
    Error::argument("RADII", found, sentence!("{side} or more (map units), the side of a cell", side))
}

/// In cells; a window of such a radius holds three million.
const MOST_REACH: f64 = 1000.0;
