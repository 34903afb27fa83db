//! How well a figure of a variogram is known.

use crate::kernels::variogram::BinSums;

/// Standard error by the jackknife over blocks of cells: √((g - 1) / g Σ (q_i - q̄)²), q_i being the figure without block i
/// (Quenouille 1956; Webster and Oliver 2007 for variograms).
///
/// `total` is the sum of `blocks`. Blocks without pairs do not count, and neither do figures that are undefined. `None` where fewer
/// than two are left, or `go_on` said no.
pub fn standard_error(
    total: &BinSums,
    blocks: &[BinSums],
    mut go_on: impl FnMut() -> bool,
    mut figure: impl FnMut(&BinSums) -> Option<f64>,
) -> Option<f64> {
    let mut figures = Vec::new();
    for block in blocks.iter().filter(|block| block.pairs().iter().any(|pairs| *pairs > 0)) {
        if !go_on() {
            return None;
        }
        figures.extend(figure(&total.without(block)));
    }
    let g = figures.len() as f64;
    if g < 2.0 {
        return None;
    }
    let mean = figures.iter().sum::<f64>() / g;
    let spread: f64 = figures.iter().map(|q| (q - mean).powi(2)).sum();
    Some(((g - 1.0) / g * spread).sqrt())
}
