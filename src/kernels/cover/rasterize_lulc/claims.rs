//! What classes and features get.

use super::Row;
use crate::{
    grid::areas::RowAreas,
    kernels::{Accumulator, cover::class_counts::AreaSum},
};
use serde::{Deserialize, Serialize};

/// Cells and areas of classes, which features have a cell, and cells in which features overlap.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claims {
    /// By index of the class.
    pub classes: Vec<AreaSum>,
    /// A bit for each feature.
    features: Vec<u64>,
    pub overlapped: u64,
}

impl Claims {
    /// Whether a feature has a cell.
    pub fn has_cell(&self, feature: u32) -> bool {
        self.features.get(feature as usize / 64).is_some_and(|bits| bits >> (feature % 64) & 1 == 1)
    }

    pub fn class(&self, class: usize) -> AreaSum {
        self.classes.get(class).copied().unwrap_or_default()
    }
}

impl Accumulator for Claims {
    /// A row of the grid, and the areas of its cells.
    type Block<'a> = (&'a Row, RowAreas<'a>);
    type Output = Claims;

    fn push(&mut self, (row, areas): Self::Block<'_>) {
        for run in &row.runs {
            let (class, columns) = (run.class as usize, run.columns.start as usize..run.columns.end as usize);
            if self.classes.len() <= class {
                self.classes.resize(class + 1, AreaSum::default());
            }
            let cells = columns.len() as u64;
            let area = match areas {
                RowAreas::Same(area) => cells as f64 * area,
                RowAreas::Each(areas) => areas[columns].iter().sum(),
            };
            self.classes[class].add(cells, area);
        }
        for feature in &row.features {
            let word = *feature as usize / 64;
            if self.features.len() <= word {
                self.features.resize(word + 1, 0);
            }
            self.features[word] |= 1 << (feature % 64);
        }
        self.overlapped += row.overlapped;
    }

    fn merge(&mut self, next: Claims) {
        let (classes, words) = (next.classes.len(), next.features.len());
        self.classes.resize(self.classes.len().max(classes), AreaSum::default());
        self.features.resize(self.features.len().max(words), 0);
        self.classes.iter_mut().zip(next.classes).for_each(|(sum, more)| sum.merge(more));
        self.features.iter_mut().zip(next.features).for_each(|(bits, more)| *bits |= more);
        self.overlapped += next.overlapped;
    }

    fn finish(self) -> Claims {
        self
    }
}
