//! From sums to a model: what is screened out, what is selected, and the fit.

use super::asked::Asked;
use crate::{
    engine::stack::NEAREST,
    error::{Error, Result},
    kernels::drivers::regression::{
        Fault,
        design::Design,
        model::{Model, fit},
        screening::{screen, without_constants},
        selection::{Method, select},
        steps::Step,
        system::System,
    },
    sentence::list,
};

/// A model, and how its columns were chosen.
pub struct Solved {
    pub design: Design,
    pub steps: Vec<Step>,
    pub model: Model,
    /// Least and greatest value of Y, X…
    pub ends: Vec<(f64, f64)>,
}

pub fn solve(system: &System, (y, design): (&str, Design), asked: &Asked<'_>) -> Result<Solved> {
    refuse_near(system, (y, &design))?;
    let all: Vec<usize> = (0..design.columns.len()).collect();
    // A selection that takes one after the other may end before there are as many as rows.
    let one_by_one = matches!(asked.rule.method, Method::Forward | Method::Stepwise) && asked.vif_limit.is_none();
    let least = if one_by_one { 1 } else { all.len() };
    if system.rows <= (least + usize::from(system.intercept)) as u64 {
        return Err(refused(fit(system, &design.terms, &all[..least.min(all.len())]).err(), &design));
    }
    let is_constant = system.low[0] >= system.high[0];
    if is_constant && (system.intercept || system.low[0] == 0.0) {
        return Err(Error::ConstantY { name: y.to_owned(), value: system.low[0], rows: system.rows });
    }
    let screened = match asked.vif_limit {
        // SPSS's tolerance says which of a combination may enter.
        None if asked.rule.method != Method::None => without_constants(system, &design.terms),
        limit => screen(system, &design.terms, limit),
    };
    let selected = select(system, &design.terms, &screened.columns, asked.rule);
    if selected.columns.is_empty() && !system.intercept {
        return Err(Error::NothingLeft);
    }
    match fit(system, &design.terms, &selected.columns) {
        Ok(model) => {
            let steps = screened.steps.into_iter().chain(selected.steps).collect();
            let ends = system.low.iter().copied().zip(system.high.iter().copied()).collect();
            Ok(Solved { design, steps, model, ends })
        }
        Err(fault) => Err(refused(Some(fault), &design)),
    }
}

/// Refuses values that differ by too little to be squared, which would count as the same.
fn refuse_near(system: &System, (y, design): (&str, &Design)) -> Result<()> {
    for at in 0..=design.columns.len() {
        let range = system.high[at] - system.low[at];
        if range > 0.0 && range < NEAREST {
            let name = at.checked_sub(1).map_or(y, |column| design.columns[column].name.as_str()).to_owned();
            return Err(Error::ValuesTooNear { name, range });
        }
    }
    Ok(())
}

fn refused(fault: Option<Fault>, design: &Design) -> Error {
    match fault {
        Some(Fault::TooFewRows { rows, coefficients }) => Error::TooFewRows { rows, coefficients },
        Some(Fault::Singular { columns }) => {
            Error::SingularColumns { names: list(columns.iter().map(|column| design.columns[*column].name.clone())) }
        }
        Some(Fault::Memory { bytes }) => Error::Memory { what: super::ROOM, bytes },
        Some(Fault::Cancelled) => Error::Cancelled,
        Some(Fault::NotFinite) | None => Error::Internal { detail: "sums that are not finite".to_owned() },
    }
}
