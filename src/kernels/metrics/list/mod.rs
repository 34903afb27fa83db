//! The list of all metrics: what each is called, how it is defined, and how it comes out of a landscape.
//!
//! Formula:  in words, in the `definition` of each metric; its code is a formula of [`Sums`] or of a [`Landscape`], or
//!           one of six statistics of patch values ([`Statistic`]), at the levels that the metric has
//! Shapes:   one [`Landscape`] gives a number for the landscape and one for each of its classes, by index
//! Units:    `unit` of each metric, empty for a pure number
//! Range:    `range` of each; `None` where `undefined` says so
//! Absent:   `absent` is the value of a class that the landscape does not have, where that is known
//!
//! Each group of metrics has a file of its own.
//!
//! Source: McGarigal, Cushman and Ene 2012, FRAGSTATS v4, and the `source` of each metric.

mod aggregation;
mod area_and_edge;
mod complexity;
mod contrast;
mod core_area;
mod diversity;
mod isolation;
mod shape;

use super::{Landscape, Of, Statistic, Sums};
use serde::Serialize;
use std::sync::LazyLock;

/// A metric, at the levels that it has.
#[derive(Serialize)]
pub struct Metric {
    /// As FRAGSTATS writes it.
    pub abbreviation: String,
    /// The same in lower case: the column of a table.
    pub column: String,
    pub name: String,
    /// Empty where it has none.
    pub unit: &'static str,
    pub range: &'static str,
    pub definition: String,
    /// Where it has no value; empty where it always has one.
    pub undefined: &'static str,
    pub source: &'static str,
    /// Whether its values are whole numbers.
    pub whole: bool,
    /// Whether the geometries of patches must be known.
    pub geometry: bool,
    /// The field of a request without which it cannot be.
    pub needs: Option<&'static str>,
    #[serde(serialize_with = "there")]
    pub patch: Option<Of>,
    #[serde(serialize_with = "there")]
    class: Option<Formula<ClassFormula>>,
    #[serde(serialize_with = "there")]
    landscape: Option<Formula<LandscapeFormula>>,
    /// What it takes of the sums where it is made of sums alone.
    #[serde(skip)]
    sums: Basis,
    /// Of a class that is not there.
    #[serde(skip)]
    pub absent: Option<f64>,
}

/// What a metric must know of a landscape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The cells of each class.
    Cells,
    /// Also sides between classes, and all sides.
    Edges,
    /// Cells of each class, its sides, and sums over its patches.
    Patches,
    /// Its patches one by one.
    Shapes,
    /// Also the geometry of each, or what other fields tell.
    Geometry,
}

enum Formula<S> {
    /// Of patch values.
    Spread(Of, Statistic),
    Sums(S),
    Landscape(LevelFormula),
}

/// Of a whole landscape, or of one of its classes.
type LevelFormula = fn(&Landscape<'_>, Option<usize>) -> Option<f64>;
type ClassFormula = fn(&Sums, usize) -> Option<f64>;
type LandscapeFormula = fn(&Sums) -> Option<f64>;

/// Whether a metric has a level.
fn there<T, S: serde::Serializer>(level: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(level.is_some())
}

impl Metric {
    pub fn of_classes(&self) -> bool {
        self.class.is_some()
    }

    pub fn of_landscapes(&self) -> bool {
        self.landscape.is_some()
    }

    /// Whether it is made of something of patches.
    pub fn takes(&self, of: Of) -> bool {
        let spread = |formula: &Option<Formula<LandscapeFormula>>| match formula {
            Some(Formula::Spread(own, _)) => *own == of,
            _ => false,
        };
        self.patch == Some(of) || spread(&self.landscape)
    }

    /// Of a class, by its index in the landscape.
    pub fn class(&self, landscape: &Landscape<'_>, index: usize) -> Option<f64> {
        match self.class.as_ref()? {
            Formula::Spread(of, statistic) => landscape.distribution(Some(index), *of).get(*statistic),
            Formula::Sums(formula) => formula(&landscape.sums, index),
            Formula::Landscape(formula) => formula(landscape, Some(index)),
        }
    }

    pub fn landscape(&self, landscape: &Landscape<'_>) -> Option<f64> {
        match self.landscape.as_ref()? {
            Formula::Spread(of, statistic) => landscape.distribution(None, *of).get(*statistic),
            Formula::Sums(formula) => formula(&landscape.sums),
            Formula::Landscape(formula) => formula(landscape, None),
        }
    }

    /// The same of sums alone, where [`Metric::basis`] is of sums.
    pub fn class_of_sums(&self, sums: &Sums, index: usize) -> Option<f64> {
        match &self.class {
            Some(Formula::Sums(formula)) => formula(sums, index),
            _ => None,
        }
    }

    pub fn landscape_of_sums(&self, sums: &Sums) -> Option<f64> {
        match &self.landscape {
            Some(Formula::Sums(formula)) => formula(sums),
            _ => None,
        }
    }

    pub fn basis(&self) -> Basis {
        let plain = matches!(self.class, None | Some(Formula::Sums(_)))
            && matches!(self.landscape, None | Some(Formula::Sums(_)));
        match (plain, self.geometry || self.needs.is_some()) {
            (true, _) => self.sums,
            (false, true) => Basis::Geometry,
            (false, false) => Basis::Shapes,
        }
    }

    fn geometry(self) -> Metric {
        Metric { geometry: true, ..self }
    }

    fn whole(self) -> Metric {
        Metric { whole: true, ..self }
    }

    fn undefined(mut self, undefined: &'static str) -> Metric {
        self.undefined = undefined;
        self
    }

    fn of(mut self, sums: Basis) -> Metric {
        self.sums = sums;
        self
    }

    fn absent(mut self, absent: f64) -> Metric {
        self.absent = Some(absent);
        self
    }

    fn class_by(mut self, formula: ClassFormula) -> Metric {
        self.class = Some(Formula::Sums(formula));
        self
    }

    fn landscape_by(mut self, formula: LandscapeFormula) -> Metric {
        self.landscape = Some(Formula::Sums(formula));
        self
    }

    fn class_of(mut self, formula: LevelFormula) -> Metric {
        self.class = Some(Formula::Landscape(formula));
        self
    }

    fn both_of(mut self, formula: LevelFormula) -> Metric {
        self.landscape = Some(Formula::Landscape(formula));
        self.class_of(formula)
    }
}

fn metric(
    abbreviation: &str,
    name: &str,
    unit: &'static str,
    range: &'static str,
    definition: &str,
    source: &'static str,
) -> Metric {
    Metric {
        abbreviation: abbreviation.to_owned(),
        column: abbreviation.to_lowercase(),
        name: name.to_owned(),
        unit,
        range,
        definition: definition.to_owned(),
        undefined: "",
        source,
        whole: false,
        geometry: false,
        needs: None,
        patch: None,
        class: None,
        landscape: None,
        sums: Basis::Patches,
        absent: None,
    }
}

/// A metric of patches, then its six distribution statistics at class and landscape level.
fn spread(of: Of, patch: Metric) -> Vec<Metric> {
    let spread = statistics_of(of, &patch);
    std::iter::once(Metric { patch: Some(of), geometry: of.of_geometry(), ..patch }).chain(spread).collect()
}

/// The six distribution statistics of values at class and landscape level.
fn statistics_of(of: Of, patch: &Metric) -> Vec<Metric> {
    let statistics = [
        ("MN", "mean", "Sum over patches / NP", Statistic::Mean),
        ("AM", "area-weighted mean", "Sum over patches of value x area / total area of them", Statistic::AreaMean),
        ("MD", "median", "Value of the middle patch, or mean of the two middle ones", Statistic::Median),
        ("RA", "range", "Largest less smallest value", Statistic::Range),
        (
            "SD",
            "standard deviation",
            "Root of the mean squared deviation from the mean (divided by NP)",
            Statistic::Deviation,
        ),
        ("CV", "coefficient of variation", "100 x SD / MN", Statistic::Variation),
    ];
    let one = |(ending, name, definition, statistic): &(&str, &str, &str, Statistic)| {
        let abbreviation = format!("{}_{ending}", patch.abbreviation);
        let (unit, range) = match statistic {
            Statistic::Variation => ("%", "0 or more"),
            Statistic::Range | Statistic::Deviation => (patch.unit, "0 or more"),
            _ => (patch.unit, patch.range),
        };
        let definition = format!("{definition}, of {}.", patch.abbreviation);
        let mut made = metric(&abbreviation, &format!("{}, {name}", patch.name), unit, range, &definition, FRAGSTATS);
        made.undefined = match of {
            Of::Frac => "where no patch has a value",
            Of::Dcore => "where there is no core",
            Of::Enn => "where every patch is the only one of its class",
            Of::Core | Of::Cai | Of::Circle | Of::Contig | Of::Econ | Of::Prox | Of::Simi
                if statistic == &Statistic::Variation =>
            {
                "where the mean is 0"
            }
            _ => "",
        };
        made.geometry = of.of_geometry();
        made.class = Some(Formula::Spread(of, *statistic));
        made.landscape = Some(Formula::Spread(of, *statistic));
        made
    };
    statistics.iter().map(one).collect()
}

const FRAGSTATS: &str = "McGarigal, Cushman and Ene 2012 (FRAGSTATS 4)";
const NOWOSAD: &str = "Nowosad and Stepinski 2019";
const JAEGER: &str = "Jaeger 2000";
const SHANNON: &str = "Shannon and Weaver 1949";
const SIMPSON: &str = "Simpson 1949";

/// All metrics, in the order of tables.
pub fn metrics() -> &'static [Metric] {
    static METRICS: LazyLock<Vec<Metric>> = LazyLock::new(|| {
        let groups = [
            area_and_edge::area_and_edge,
            shape::shape,
            core_area::core_area,
            contrast::contrast,
            isolation::isolation,
            aggregation::aggregation,
            diversity::diversity,
            complexity::complexity,
        ];
        groups.into_iter().flat_map(|group| group()).collect()
    });
    &METRICS
}
