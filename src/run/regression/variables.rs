//! What is explained, and what explains it.

use crate::{
    engine::variables::free_name,
    error::{Error, Result},
    kernels::drivers::regression::design::{Design, Levels, Source},
    sentence::{phrase, sentence},
};
use std::collections::BTreeMap;

/// Codes of rasters with fewer cells share a dummy; classes of a table do not, as plots are few.
const LEAST_CELLS: u64 = 30;

/// Names and units; of all that explain first numbers, then aspect, then factors: the order in which values stand everywhere.
#[derive(Debug, Clone, Default)]
pub struct Variables {
    pub y: String,
    /// Of Y, and of the numbers
    pub units: Vec<Option<String>>,
    /// Of Y, and of the numbers: how many cells of the run one of their own takes, in length
    pub coarser: Vec<f64>,
    pub numbers: Vec<String>,
    /// What aspect is called
    pub aspect: Option<String>,
    pub factors: Vec<String>,
    /// Texts of factors that are columns of texts, by code
    pub labels: Vec<Option<Vec<String>>>,
    /// Names of codes, of factors that are rasters
    pub class_names: Vec<BTreeMap<i64, String>>,
}

impl Variables {
    /// Of all that explain
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.numbers.iter().chain(&self.aspect).chain(&self.factors)
    }

    pub fn count(&self) -> usize {
        self.numbers.len() + usize::from(self.aspect.is_some()) + self.factors.len()
    }

    /// Where factors stand among all that explain.
    pub fn first_factor(&self) -> usize {
        self.count() - self.factors.len()
    }

    /// Columns of a model with these classes of each factor.
    pub fn design(&self, classes: &[Vec<(i64, u64)>]) -> Design {
        let number = |name: &String| Source::Number { name: name.clone() };
        let factor = |(name, cells): (&String, &Vec<(i64, u64)>)| {
            let least = if self.class_names.is_empty() { 0 } else { LEAST_CELLS };
            let levels = Levels::of(cells, least).expect("a complete row has a class");
            Source::Factor { name: name.clone(), levels }
        };
        let sources = self.numbers.iter().map(number);
        let sources = sources.chain(self.aspect.as_ref().map(|_| Source::Aspect));
        let mut design = Design::new(sources.chain(self.factors.iter().zip(classes).map(factor)).collect());
        for column in &mut design.columns {
            let factor = column.source.checked_sub(self.first_factor());
            let labels = factor.and_then(|factor| Some((factor, self.labels.get(factor)?.as_ref()?)));
            let Some((factor, labels)) = labels else { continue };
            let name = &self.factors[factor];
            let code = column.name.strip_prefix(name.as_str()).and_then(|code| code.trim().parse::<usize>().ok());
            if let Some(label) = code.and_then(|code| labels.get(code)) {
                column.name = format!("{name} {label}");
            }
        }
        unique(&mut design);
        design
    }

    /// What a class of a factor is called.
    pub fn class(&self, factor: usize, code: i64) -> String {
        let label = self.labels.get(factor).and_then(|labels| labels.as_ref()?.get(usize::try_from(code).ok()?));
        let name = || self.class_names.get(factor).and_then(|names| names.get(&code));
        match (label, name()) {
            (Some(label), _) => label.clone(),
            (None, Some(name)) => format!("{code} ({name})"),
            (None, None) => code.to_string(),
        }
    }

    /// Unit of the coefficient of a column; `None`: of the intercept.
    pub fn unit(&self, design: &Design, column: Option<usize>) -> Option<String> {
        let y = self.units.first()?.clone()?;
        match column.map(|column| design.columns[column].source) {
            Some(source) if source < self.numbers.len() => {
                let x = self.units.get(source + 1)?.as_ref()?;
                Some(sentence!("{y} per {x}", y, x).to_string())
            }
            _ => Some(y),
        }
    }
}

/// Refuses what is no aspect in degrees.
pub fn check_aspect(field: &'static str, values: &[f64]) -> Result<()> {
    // Rounding may bring a little more than a circle.
    match values.iter().find(|degrees| **degrees > 360.001) {
        Some(found) => {
            let allowed = phrase!("up to 360 (degrees clockwise from north; flat cells are negative)");
            Err(Error::argument(field, *found, allowed))
        }
        None => Ok(()),
    }
}

/// What tables call the constant.
pub const INTERCEPT: &str = "intercept";

/// A name of its own for each column, beside the constant: one that is taken has its number behind.
fn unique(design: &mut Design) {
    let mut taken: Vec<String> = vec![INTERCEPT.to_owned()];
    for column in &mut design.columns {
        column.name = free_name(&column.name, &taken);
        taken.push(column.name.clone());
    }
}
