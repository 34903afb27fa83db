//! Landscape metrics: numbers of a pattern of patches.
//!
//! Definitions are those of FRAGSTATS 4.2 (McGarigal, Cushman and Ene 2012); where its manual leaves one open, the tables that
//! it printed decide. [`metrics`] is the one list of them: name, unit, range, formula, what is undefined, and who it is from.
//! What a table, a dialog or a page of help says of a metric comes from there.
//!
//! Counts and sums of sides are whole numbers until the last step, so that no metric depends on tiles or threads. Lengths
//! of cell sides are taken apart by direction: cells need not be square.

mod distribution;
mod landscape;
mod list;
mod patch;
mod sums;

pub use distribution::{Distribution, Statistic};
pub use landscape::Landscape;
pub use list::{Basis, Metric, metrics};
pub use patch::Of;
pub use sums::{ClassSums, Sums};

use super::patches::geometry::Geometry;

/// What metrics depend on beside the pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// In m.
    pub cell_width: f64,
    /// In m.
    pub cell_height: f64,
    /// Share (0 to 1) of the edge against background and border that counts as edge.
    pub boundary_edge: f64,
    /// Classes that there could be.
    pub max_classes: Option<u32>,
}

/// What is known beside the pattern; empty where it is not.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// By patch of the pattern.
    pub geometries: &'a [Geometry],
    /// Weights (0 to 1) by edge of the pattern.
    pub contrast: &'a [f64],
    /// Pairs of patches that are joined, by class.
    pub joins: &'a [u64],
}

#[cfg(test)]
mod tests;
