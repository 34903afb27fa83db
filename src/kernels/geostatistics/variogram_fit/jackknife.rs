//! How well a figure of a variogram is known: its standard error by the jackknife over blocks of cells.
//!
//! se = √((g - 1) / g Σ (q_i - q̄)²), q_i the figure without block i of g, q̄ their mean        \[unit of the figure\]
//!
//! Sources: Quenouille 1956, Biometrika 43, 353; Webster and Oliver 2007, Geostatistics for Environmental Scientists.
//!
//! Shapes: sums of bins in all and by block; a figure without each block, one standard error. Range: from 0; `None` for fewer than two
//! figures.

use crate::kernels::{GoOn, geostatistics::variogram::BinSums};
use rayon::prelude::*;

/// Blocks that an error is worth having from.
pub const MIN_BLOCKS: usize = 16;

/// A figure without each block of cells in turn, `None` where it is undefined. `total` is the sum of `blocks`; blocks without
/// pairs are passed by. `None` where `go_on` said no.
pub fn left_out(
    total: &BinSums,
    blocks: &[BinSums],
    go_on: GoOn<'_>,
    figure: impl Fn(&BinSums) -> Option<f64> + Sync,
) -> Option<Vec<Option<f64>>> {
    let some = blocks.par_iter().filter(|block| !block.is_empty());
    some.map(|block| go_on().then(|| figure(&total.without(block)))).collect()
}

/// The error of figures that were found with each block left out: √((g - 1) / g Σ (q_i - q̄)²). `None` for fewer than two.
pub fn jackknife(figures: impl IntoIterator<Item = f64>) -> Option<f64> {
    let figures: Vec<f64> = figures.into_iter().collect();
    let g = figures.len() as f64;
    if g < 2.0 {
        return None;
    }
    let mean = figures.iter().sum::<f64>() / g;
    let spread: f64 = figures.iter().map(|q| (q - mean).powi(2)).sum();
    Some(((g - 1.0) / g * spread).sqrt())
}

/// Standard error by the jackknife over blocks of cells: √((g - 1) / g Σ (q_i - q̄)²), q_i being the figure without block i
/// (Quenouille 1956; Webster and Oliver 2007 for variograms).
///
/// `total` is the sum of `blocks`. Blocks without pairs do not count, and neither do figures that are undefined. `None` where fewer
/// than two are left, or `go_on` said no.
pub fn standard_error(
    total: &BinSums,
    blocks: &[BinSums],
    go_on: GoOn<'_>,
    figure: impl Fn(&BinSums) -> Option<f64> + Sync,
) -> Option<f64> {
    jackknife(left_out(total, blocks, go_on, figure)?.into_iter().flatten())
}
