//! Whether the classes of a factor determine Y: what of Y's variance lies between them.
//!
//! R² = 1 - Σ_c Σ (y - mean of class c)² / Σ (y - mean)². It is 1 where Y was looked up from a table by class: then the classes are the model, and
//! all else is noise.
//!
//! Shapes: Y and a code for each row. Units: none. Range: 0 to 1.

use crate::kernels::{Accumulator, drivers::cross_products::CrossProducts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Y, and the class of each row.
#[derive(Debug, Clone, Copy)]
pub struct Classed<'a> {
    pub y: &'a [f64],
    pub codes: &'a [i64],
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ClassSums {
    classes: BTreeMap<i64, CrossProducts>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ClassFigures {
    /// Rows by code, rising
    pub rows: Vec<(i64, u64)>,
    /// `None` of a constant Y
    pub r2: Option<f64>,
    /// Y has one value in each class, and not one in all
    pub determined: bool,
}

impl Accumulator for ClassSums {
    type Block<'a> = Classed<'a>;
    type Output = ClassFigures;

    fn push(&mut self, rows: Classed<'_>) {
        assert_eq!(rows.y.len(), rows.codes.len(), "a code for each row");
        let mut gathered: BTreeMap<i64, Vec<f64>> = BTreeMap::new();
        let mut start = 0;
        for run in rows.codes.chunk_by(|a, b| a == b) {
            gathered.entry(run[0]).or_default().extend_from_slice(&rows.y[start..start + run.len()]);
            start += run.len();
        }
        for (code, y) in gathered {
            self.classes.entry(code).or_insert_with(|| CrossProducts::new(1)).push(&[&y]);
        }
    }

    fn merge(&mut self, next: ClassSums) {
        for (code, sums) in next.classes {
            self.classes.entry(code).or_insert_with(|| CrossProducts::new(1)).merge(sums);
        }
    }

    fn finish(self) -> ClassFigures {
        let mut all = CrossProducts::new(1);
        self.classes.values().for_each(|sums| all.merge(sums.clone()));
        let within: f64 = self.classes.values().map(|sums| sums.get(0, 0)).sum();
        let varies = all.n() > 0 && !all.is_constant(0);
        ClassFigures {
            rows: self.classes.iter().map(|(code, sums)| (*code, sums.n())).collect(),
            r2: varies.then(|| (1.0 - within / all.get(0, 0)).max(0.0)),
            determined: varies && self.classes.values().all(|sums| sums.is_constant(0)),
        }
    }
}
