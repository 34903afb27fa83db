//! What a run found, however its rows were read.

use super::{
    in_blocks::InBlocks,
    lacking::Lacking,
    paint::Written,
    residuals::Likeness,
    rows::Kept,
    solve::Solved,
    variables::{INTERCEPT, Variables},
};
use crate::{
    engine::{columns::OfLayer, outputs::OutputSet},
    kernels::drivers::regression::{
        classes::ClassFigures, moran::Moran, runs::RunFigures, second_sweep::ResidualFigures,
    },
};

/// A model, and what its rows say of it.
pub struct Judged {
    pub solved: Solved,
    pub lacking: Lacking,
    /// Of Y and the numbers
    pub runs: Vec<RunFigures>,
    /// Of the factors
    pub classes: Vec<ClassFigures>,
    pub residuals: ResidualFigures,
    pub moran: Option<Moran>,
    /// `None` where rows have no places in metres
    pub likeness: Option<Likeness>,
    pub blocks: Option<InBlocks>,
}

pub struct Found {
    pub of: OfLayer,
    pub variables: Variables,
    /// Rows are cells of rasters
    pub cells: bool,
    pub judged: Judged,
    pub kept: KeptRows,
    /// For a map of residuals
    pub places: Vec<Place>,
    pub written: Written,
    pub outputs: OutputSet,
}

/// Rows with where they are.
#[derive(Default)]
pub struct KeptRows {
    pub rows: Kept,
    /// In map units
    pub places: Option<Vec<[f64; 2]>>,
    /// Squares that sums were kept for
    pub squares: Option<Vec<u32>>,
}

/// A residual with its place in map units, and on the drawn grid.
pub struct Place {
    pub cell: Option<(u64, u64)>,
    pub place: [f64; 2],
    pub residual: f64,
}

impl Found {
    /// What a column of the model is called; `None`: the constant.
    pub fn name(&self, column: Option<usize>) -> &str {
        column.map_or(INTERCEPT, |column| &self.judged.solved.design.columns[column].name)
    }

    /// Factors of one class, which have nothing to tell.
    pub fn lone_factors(&self) -> impl Iterator<Item = &str> {
        let factors = self.variables.factors.iter().zip(&self.judged.classes);
        factors.filter(|(_, figures)| figures.rows.len() < 2).map(|(name, _)| name.as_str())
    }
}
