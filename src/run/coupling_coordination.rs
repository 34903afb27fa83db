//! How landscape pattern, forest and grassland, and carbon develop together: an integrated index of the pattern, their coupling and coordination by year, and
//! what stands in the way.

mod asked;
mod extremes;
mod grades;
mod indicators;
mod solve;
mod tables;
mod tell;
mod years;

use crate::{
    engine::{columns::OfLayer, message::Message, progress::Progress, report::Report, request, threads::Threads},
    error::{Error, Result},
    kernels::drivers::coupling_coordination::Formula,
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::phrase,
};
use asked::{Asked, taken_as};
use grades::Grades;
use indicators::read_indicators;
use serde::{Deserialize, Serialize};
use solve::{Fault, Solved, solve};
use std::collections::{BTreeMap, BTreeSet};
use tables::{ObstacleRow, ResultRow, WeightRow};
use tell::{tell, without_figures};
use years::{Year, read_years};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// A row for each year, or for each year and zone, as the table LANDSCAPE of landscape_metrics: columns of the indicators, and of F and Ca where
    /// F_FIELD and CA_FIELD name them.
    #[field(Table)]
    pub input: String,
    /// Column of INPUT with the year.
    #[field(Field)]
    #[serde(default = "year")]
    pub year_field: String,
    /// Column of INPUT that names zones; `zone` where it has that and none is given.
    #[field(Field)]
    #[serde(default)]
    pub zone_field: Option<String>,
    /// Indicators of the integrated index: column_name, direction (+ where more is better, - where less is), optional min, max and weight.
    #[field(Table)]
    pub indicators: String,
    /// What the bad end of an indicator becomes.
    #[field(Number)]
    #[serde(default)]
    pub rescale_min: f64,
    /// What the good end of an indicator becomes.
    #[field(Number)]
    #[serde(default = "one")]
    pub rescale_max: f64,
    /// Weights of indicators by how much they tell years apart, as INDICATORS gives them, or all alike.
    #[field(Choice, choices = &["entropy", "given", "equal"])]
    #[serde(default)]
    pub weights: Weights,
    /// Whether zones share extremes and weights; else each has its own, as if it were alone.
    #[field(Flag)]
    #[serde(default)]
    pub zones_together: bool,
    /// Areas and carbon by year and class, as the table STORAGE of carbon_series: year, lucode, area_ha, carbon_t, optional zone. For F and Ca that are no
    /// columns of INPUT.
    #[field(Table)]
    #[serde(default)]
    pub storage: Option<String>,
    /// Column of INPUT with the area of forest and grassland, in any unit; else it is the area of F_CODES in STORAGE.
    #[field(Field)]
    #[serde(default)]
    pub f_field: Option<String>,
    /// Forest and grassland: their area in STORAGE is F.
    #[field(Codes)]
    #[serde(default)]
    pub f_codes: Vec<i64>,
    /// The area at which F is 0; the least that there is where absent.
    #[field(Number)]
    #[serde(default)]
    pub f_min: Option<f64>,
    /// The area at which F is 1; the largest that there is where absent.
    #[field(Number)]
    #[serde(default)]
    pub f_max: Option<f64>,
    /// Column of INPUT with carbon, in any unit; else it is the sum of carbon_t of STORAGE.
    #[field(Field)]
    #[serde(default)]
    pub ca_field: Option<String>,
    /// The carbon at which Ca is 0; the least that there is where absent.
    #[field(Number)]
    #[serde(default)]
    pub ca_min: Option<f64>,
    /// The carbon at which Ca is 1; the largest that there is where absent.
    #[field(Number)]
    #[serde(default)]
    pub ca_max: Option<f64>,
    /// How much L, F and Ca count for T; they are made to add up to 1.
    #[field(Numbers)]
    #[serde(default = "thirds")]
    pub coefficients: Vec<f64>,
    /// C: the geometric mean of L, F and Ca over their arithmetic mean; by Wang et al. 2021; by Fan et al. 2024.
    #[field(Choice, choices = &["standard", "wang2021", "fan2024"])]
    #[serde(default)]
    pub formula: Formula,
    /// Grades of D: from, to, name; D belongs to one above from and up to to. Ten of 0.1 where absent.
    #[field(Table)]
    #[serde(default)]
    pub grades: Option<String>,
    #[field(request::LAYER_NAME)]
    #[serde(default)]
    pub layer_name: Option<String>,
    #[field(request::ORIGINS)]
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[field(request::TABLES)]
    #[serde(default)]
    pub tables: Option<String>,
    #[field(request::THREADS)]
    #[serde(default)]
    pub threads: Option<usize>,
}

fn year() -> String {
    "year".to_owned()
}

fn one() -> f64 {
    1.0
}

fn thirds() -> Vec<f64> {
    vec![1.0 / 3.0; 3]
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    #[default]
    Entropy,
    Given,
    Equal,
}

pub const KERNEL: Kernel = Kernel {
    name: "coupling_coordination",
    gives: "How landscape pattern, forest and grassland, and carbon develop together by year: integrated index, coupling, coordination, grades and obstacles, with a report",
    reference: "Chang et al. 2024, Eqs 5 to 11; R `coupling`, `mathmodels`",
    arithmetic: "drivers::coupling_coordination",
    fields: Request::FIELDS,
    results: &[
        Number { name: "d_first", unit: "", text: "D of the first year; none with several zones or where it is NULL." },
        Number { name: "d_last", unit: "", text: "D of the last year; none with several zones or where it is NULL." },
        Number { name: "years", unit: "", text: "Years that have a D, of all zones." },
    ],
    tables: || {
        vec![("weights_table", WeightRow::COLUMNS), ("result", ResultRow::COLUMNS), ("obstacles", ObstacleRow::COLUMNS)]
    },
    smallest: smallest::<Request>,
};

/// Years that share extremes and weights.
pub struct Group {
    /// The zone whose they are; `None` without zones and of zones together.
    zone: Option<String>,
    years: Vec<Year>,
    solved: std::result::Result<Solved, Fault>,
}

/// Validates the tables, solves each group of years, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    Threads::new(request.threads)?;
    let mut messages: Vec<Message> = Vec::new();
    progress.tell(0.0, phrase!("Reading tables"))?;
    let asked = Asked::new(request, &mut messages)?;
    let indicators = read_indicators(&request.indicators, request.weights)?;
    let given: Vec<f64> = indicators.iter().filter_map(|indicator| indicator.weight).collect();
    messages.extend(taken_as("WEIGHTS", phrase!("Weights"), &given));
    let grades = Grades::read(request.grades.as_deref())?;
    let years = read_years(request, &asked, &indicators, &mut messages)?;
    progress.tell(0.5, phrase!("Rescaling and weighing"))?;
    let mut groups: Vec<Group> = Vec::new();
    for (zone, years) in parts(years, request.zones_together) {
        progress.tick(0.5, phrase!("Rescaling and weighing"))?;
        let solved = solve(request, &asked, &indicators, &years);
        groups.push(Group { zone, years, solved });
    }
    refuse_or_tell(&groups, &mut messages)?;
    tell(&groups, &indicators, &grades, &mut messages);
    let layer = OfLayer::input(&request.input, request.layer_name.as_ref(), None);
    let tables = tables::tables(&groups, &indicators, &grades, &layer);
    Ok(Report { results: results(&groups), tables, messages, ..Report::new(&KERNEL) })
}

/// Years by the group they are of.
fn parts(years: Vec<Year>, together: bool) -> Vec<(Option<String>, Vec<Year>)> {
    let mut parts: Vec<(Option<String>, Vec<Year>)> = Vec::new();
    for year in years {
        let zone = year.zone.clone().filter(|_| !together);
        match parts.last_mut() {
            Some((last, years)) if *last == zone => years.push(year),
            _ => parts.push((zone, vec![year])),
        }
    }
    parts
}

/// Refuses what has no figures at all; of several zones those that have none are told.
fn refuse_or_tell(groups: &[Group], messages: &mut Vec<Message>) -> Result<()> {
    let faults = || groups.iter().filter_map(|group| group.solved.as_ref().err().map(|fault| (group, fault)));
    if faults().count() == groups.len() {
        let (_, Fault { field, detail }) = faults().next().expect("there is a group");
        return Err(Error::TableContent { field, detail: detail.clone() });
    }
    messages.extend(without_figures(faults().map(|(group, fault)| (&group.zone, &fault.detail))));
    Ok(())
}

fn results(groups: &[Group]) -> BTreeMap<&'static str, Option<f64>> {
    let zones: BTreeSet<&Option<String>> =
        groups.iter().flat_map(|group| group.years.iter().map(|year| &year.zone)).collect();
    let all: Vec<Option<f64>> = groups
        .iter()
        .filter_map(|group| group.solved.as_ref().ok())
        .flat_map(|solved| solved.years.iter().map(|year| year.d))
        .collect();
    let of_one = |d: Option<&Option<f64>>| d.copied().flatten().filter(|_| zones.len() == 1);
    BTreeMap::from([
        ("d_first", of_one(all.first())),
        ("d_last", of_one(all.last())),
        ("years", Some(all.iter().flatten().count() as f64)),
    ])
}
