//! Rows of the tables.

use super::{
    Group,
    grades::Grades,
    indicators::Indicator,
    solve::{Solution, Solved},
    years::Year,
};
use crate::{engine::columns::OfLayer, io::table::Table, schema::Row};

/// An indicator of the integrated index.
#[derive(Row)]
pub struct WeightRow {
    /// The zone; NULL without zones, and of extremes and weights that zones share.
    pub zone: Option<String>,
    #[column(nested)]
    pub of: OfLayer,
    /// The column of INPUT.
    pub column_name: String,
    /// + where more is better, - where less is.
    pub direction: &'static str,
    /// The value at one end of the scale.
    pub min: Option<f64>,
    /// The value at the other end of the scale.
    pub max: Option<f64>,
    /// Entropy e of the rescaled values over the years; NULL of a constant indicator, and where weights are not by entropy.
    pub entropy: Option<f64>,
    /// 1 - e.
    pub redundancy: Option<f64>,
    /// Weight in L; 0 of a constant indicator, NULL in a zone without figures.
    pub weight: Option<f64>,
}

/// A year.
#[derive(Row)]
pub struct ResultRow {
    /// The zone; NULL without zones.
    pub zone: Option<String>,
    #[column(nested)]
    pub of: OfLayer,
    /// Integrated index of the landscape: the rescaled indicators by their weights.
    pub l: Option<f64>,
    /// Area of forest and grassland, from 0 at f_min to 1 at f_max.
    pub f: Option<f64>,
    /// Carbon, from 0 at ca_min to 1 at ca_max.
    pub ca: Option<f64>,
    /// Coupling of l, f and ca.
    pub c: Option<f64>,
    /// Development: l, f and ca by their coefficients.
    pub t: Option<f64>,
    /// Coordination, the root of c t.
    pub d: Option<f64>,
    /// Name of the grade of d; NULL where no grade holds it.
    pub grade: Option<String>,
    /// Its place among the grades, from 1.
    pub grade_number: Option<i64>,
    /// Which of l, f and ca is smallest; several where they are alike.
    pub lagging: Option<String>,
    /// Area of forest and grassland as it was given; ha where it is of STORAGE.
    pub f_value: Option<f64>,
    /// Area at which f is 0.
    pub f_min: Option<f64>,
    /// Area at which f is 1.
    pub f_max: Option<f64>,
    /// Carbon as it was given; t where it is of STORAGE.
    pub ca_value: Option<f64>,
    /// Carbon at which ca is 0.
    pub ca_min: Option<f64>,
    /// Carbon at which ca is 1.
    pub ca_max: Option<f64>,
}

/// An indicator in a year.
#[derive(Row)]
pub struct ObstacleRow {
    /// The zone; NULL without zones.
    pub zone: Option<String>,
    #[column(nested)]
    pub of: OfLayer,
    /// The column of INPUT.
    pub column_name: String,
    /// The indicator as it was given.
    pub value: Option<f64>,
    /// The same on the scale from RESCALE_MIN, the bad end, to RESCALE_MAX; NULL of a constant indicator.
    pub rescaled: Option<f64>,
    /// Share of the indicator in what l falls short of 1, by weight; NULL in a year without all indicators, and where nothing falls short.
    #[column(unit = "%")]
    pub obstacle_pct: Option<f64>,
}

pub fn tables(groups: &[Group], indicators: &[Indicator], grades: &Grades, layer: &OfLayer) -> Vec<Table> {
    let (mut weights, mut results, mut obstacles) = (Vec::new(), Vec::new(), Vec::new());
    for group in groups {
        let solved = group.solved.as_ref().ok();
        for (at, indicator) in indicators.iter().enumerate() {
            weights.push(weight_row(group, layer, (at, indicator), solved));
        }
        for (place, year) in group.years.iter().enumerate() {
            let solution = solved.map(|solved| solved.years[place].clone()).unwrap_or_default();
            obstacles.extend(indicators.iter().enumerate().map(|of| obstacle_row(year, of, &solution)));
            results.push(result_row(year, solution, solved, grades));
        }
    }
    vec![
        WeightRow::table("weights_table", weights),
        ResultRow::table("result", results),
        ObstacleRow::table("obstacles", obstacles),
    ]
}

fn weight_row(
    group: &Group,
    layer: &OfLayer,
    (at, indicator): (usize, &Indicator),
    solved: Option<&Solved>,
) -> WeightRow {
    let redundancy = solved.and_then(|solved| solved.redundancies[at]);
    WeightRow {
        zone: group.zone.clone(),
        of: layer.clone(),
        column_name: indicator.name.clone(),
        direction: indicator.direction(),
        min: solved.map(|solved| solved.ends[at].min),
        max: solved.map(|solved| solved.ends[at].max),
        entropy: redundancy.map(|redundancy| 1.0 - redundancy),
        redundancy,
        weight: solved.map(|solved| solved.weights[at]),
    }
}

fn known(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

fn result_row(year: &Year, solution: Solution, solved: Option<&Solved>, grades: &Grades) -> ResultRow {
    let grade = solution.d.and_then(|d| grades.of(d));
    let [l, f, ca] = solution.systems.map_or([None; 3], |systems| systems.map(Some));
    ResultRow {
        zone: year.zone.clone(),
        of: year.of(),
        l,
        f,
        ca,
        c: solution.c,
        t: solution.t,
        d: solution.d,
        grade: grade.map(|(_, name)| name.to_owned()),
        grade_number: grade.map(|(number, _)| number),
        lagging: solution.lagging().map(|names| names.join(", ")),
        f_value: known(year.f),
        f_min: solved.map(|solved| solved.f.min),
        f_max: solved.map(|solved| solved.f.max),
        ca_value: known(year.ca),
        ca_min: solved.map(|solved| solved.ca.min),
        ca_max: solved.map(|solved| solved.ca.max),
    }
}

fn obstacle_row(year: &Year, (at, indicator): (usize, &Indicator), solution: &Solution) -> ObstacleRow {
    ObstacleRow {
        zone: year.zone.clone(),
        of: year.of(),
        column_name: indicator.name.clone(),
        value: known(year.values[at]),
        rescaled: solution.rescaled.get(at).copied().and_then(known),
        obstacle_pct: solution.obstacles.as_ref().map(|shares| shares[at]),
    }
}
