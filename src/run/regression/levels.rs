//! Classes of factors among the rows of the fit, and what Y is in each.

use crate::{
    error::{Error, Result},
    kernels::{
        Accumulator,
        drivers::regression::classes::{ClassFigures, ClassSums, Classed},
    },
};
use serde::{Deserialize, Serialize};

/// Classes of a factor, at most.
const MOST: usize = 500;

/// Of each factor.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct FactorSums(Vec<ClassSums>);

/// Y and the codes of each factor, of complete rows.
#[derive(Debug, Clone, Copy)]
pub struct FactorRows<'a> {
    pub y: &'a [f64],
    pub codes: &'a [Vec<i64>],
}

impl Accumulator for FactorSums {
    type Block<'a> = FactorRows<'a>;
    type Output = Vec<ClassFigures>;

    fn push(&mut self, rows: FactorRows<'_>) {
        self.0.resize_with(rows.codes.len(), ClassSums::default);
        self.0.iter_mut().zip(rows.codes).for_each(|(sums, codes)| sums.push(Classed { y: rows.y, codes }));
    }

    fn merge(&mut self, next: FactorSums) {
        self.0.resize_with(next.0.len().max(self.0.len()), ClassSums::default);
        self.0.iter_mut().zip(next.0).for_each(|(sums, next)| sums.merge(next));
    }

    fn finish(self) -> Vec<ClassFigures> {
        self.0.into_iter().map(Accumulator::finish).collect()
    }
}

/// Codes of a column of whole numbers.
pub fn codes(name: &str, values: &[f64]) -> Result<Vec<i64>> {
    let code = |value: &f64| match *value {
        value if value.fract() == 0.0 && value.abs() < 9e15 => Ok(value as i64),
        value => Err(Error::FactorNotWhole { name: name.to_owned(), value }),
    };
    values.iter().map(code).collect()
}

/// Refuses a factor of very many classes: a raster of measurements is none.
pub fn check(names: &[String], figures: &[ClassFigures]) -> Result<()> {
    match names.iter().zip(figures).find(|(_, figures)| figures.rows.len() > MOST) {
        Some((name, figures)) => {
            Err(Error::TooManyClassesOfFactor { name: name.clone(), found: figures.rows.len(), limit: MOST })
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;

    #[test]
    fn sums_hold_to_the_laws() {
        let of = |rows: std::ops::Range<usize>| {
            let mut sums = FactorSums::default();
            for row in rows {
                let codes = [vec![row as i64 % 3], vec![row as i64 % 2]];
                sums.push(FactorRows { y: &[(row * row) as f64], codes: &codes });
            }
            sums
        };
        let seen = |sums: FactorSums| {
            let figures = sums.finish().into_iter();
            figures.map(|one| (one.rows, one.r2.map(|r2| (r2 * 1e9).round()), one.determined)).collect::<Vec<_>>()
        };
        laws::hold_in_any_order::<FactorSums, _>(7, of, seen);
    }

    #[test]
    fn codes_are_whole() {
        assert_eq!(codes("a", &[3.0, -1.0]).unwrap(), [3, -1]);
        assert!(codes("a", &[3.0, 0.5]).unwrap_err().to_string().contains("0.5"));
    }
}
