//! Rows of the fit that are listed or drawn: where they are, what they hold, and what the model says of them.

use crate::kernels::drivers::regression::plan::RowFigures;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Row and column of the grid; of a table its row and 0
    pub cells: Vec<(u32, u32)>,
    pub observed: Vec<f64>,
    pub figures: Vec<RowFigures>,
    /// What the variables that explain hold, by variable
    pub values: Vec<Vec<f64>>,
}

/// Of one row.
pub struct Source {
    pub observed: f64,
    pub figures: RowFigures,
}

impl Kept {
    pub fn push(&mut self, cell: (u32, u32), row: Source, values: impl Iterator<Item = f64>) {
        self.cells.push(cell);
        self.observed.push(row.observed);
        self.figures.push(row.figures);
        for (at, value) in values.enumerate() {
            if self.values.len() == at {
                self.values.push(Vec::new());
            }
            self.values[at].push(value);
        }
    }

    pub fn append(&mut self, next: Kept) {
        self.cells.extend(next.cells);
        self.observed.extend(next.observed);
        self.figures.extend(next.figures);
        self.values.resize_with(next.values.len().max(self.values.len()), Vec::new);
        self.values.iter_mut().zip(next.values).for_each(|(own, next)| own.extend(next));
    }

    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Every few of them, so that at most so many are left.
    pub fn thinned(&self, most: usize) -> Vec<usize> {
        (0..self.len()).step_by(self.len().div_ceil(most).max(1)).collect()
    }
}
