//! How far several systems, each an index from 0 to 1, develop together.
//!
//! Rescaling of an indicator: x' = a + (b - a)(x - min) / (max - min); where less is better, (max - x).
//!
//! Entropy weights over n rows: p = x' / Σ x', e = -Σ p ln p / ln n with 0 ln 0 = 0, w = (1 - e) / Σ (1 - e).
//!
//! Coupling of m systems U:
//! - standard: C = m (Π U)^(1/m) / Σ U, the geometric over the arithmetic mean;
//! - Wang et al. 2021: C = √((1 - mean |Ui - Uj|) (Π U / max U)^(1/(m-1))), over pairs i < j;
//! - Fan et al. 2024: C = 1 - 2 sd U (population), at least 0.
//!
//! Development T = Σ coefficient U, coordination D = √(C T). Obstacle of an indicator: w (1 - x') / Σ w (1 - x'), in %.
//!
//! Shapes: values of one indicator over the rows, or of all systems in one. Units: none. Range: e, C, D and weights from 0 to 1. `None` where a
//! formula has no value: C of a negative U, of none but zeros, and by Wang et al. of systems that are more than 1 apart; obstacles where no indicator falls short. Errors: 1e-15 of each figure, that of 1 - e
//! too, which is summed without the cancellation of 1 and e.
//!
//! Source: Chang et al. 2024, Eqs 5 to 11 (Eq. 5 as printed lacks the division by the arithmetic mean, and cannot give its D); Wang et al. 2021, Journal of
//! Natural Resources 36, 793; Fan et al. 2024.

use crate::kernels::stats::sum::sum;
use serde::{Deserialize, Serialize};

/// How C is made of the systems.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    #[default]
    Standard,
    Wang2021,
    Fan2024,
}

/// Between which values an indicator is rescaled, and which of the two is good.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extremes {
    pub min: f64,
    pub max: f64,
    pub more_is_better: bool,
}

impl Extremes {
    /// A value on the scale from `low` (the bad end) to `high` (the good one); NaN stays.
    pub fn rescale(&self, value: f64, [low, high]: [f64; 2]) -> f64 {
        let above = if self.more_is_better { value - self.min } else { self.max - value };
        low + (high - low) * (above / (self.max - self.min))
    }
}

/// 1 - e of the rescaled values of an indicator, 0 or more each, in the rows that count; 0 of values that are all alike or add up to nothing.
pub fn redundancy(values: &[f64]) -> f64 {
    let (n, total) = (values.len() as f64, sum(values.iter().copied()));
    if total <= 0.0 || values.iter().all(|value| *value == values[0]) {
        return 0.0;
    }
    // Σ p ln (p n) = Σ ((1 + d) ln (1 + d) - d) / n with d = p n - 1, as these d add up to 0.
    sum(values.iter().map(|value| excess(value / total * n - 1.0))) / (n * n.ln())
}

/// (1 + d) ln (1 + d) - d, which is 0 or more.
fn excess(d: f64) -> f64 {
    /// Below, the series of d² / 2 - d³ / 6 + d⁴ / 12 ... loses no digits and 12 terms are enough.
    const SMALL: f64 = 0.03;
    if d <= -1.0 {
        return 1.0;
    }
    if d.abs() > SMALL {
        return (1.0 + d) * d.ln_1p() - d;
    }
    let (mut term, mut series) = (-d, 0.0);
    for k in 2..14 {
        term *= -d;
        series += term / f64::from(k * (k - 1));
    }
    series
}

/// Shares of the whole that add up to 1; `None` where the whole is not over 0.
pub fn shares(parts: &[f64]) -> Option<Vec<f64>> {
    // Of shares of the largest, as the sum of large parts may be none.
    let largest = parts.iter().fold(0.0f64, |largest, part| largest.max(part.abs()));
    let total = sum(parts.iter().map(|part| part / largest));
    (total > 0.0).then(|| parts.iter().map(|part| part / largest / total).collect())
}

/// C of two systems or more.
pub fn coupling(systems: &[f64], formula: Formula) -> Option<f64> {
    let m = systems.len() as f64;
    let largest = systems.iter().copied().fold(0.0, f64::max);
    if largest <= 0.0 || !systems.iter().all(|system| *system >= 0.0) {
        return None;
    }
    let total = sum(systems.iter().copied());
    // Of shares of the largest, so that small systems do not vanish in their product.
    let product: f64 = systems.iter().map(|system| system / largest).product();
    match formula {
        Formula::Standard => Some((m * product.powf(1.0 / m) / (total / largest)).min(1.0)),
        Formula::Wang2021 => {
            let pairs = systems.iter().enumerate().flat_map(|(i, a)| systems[..i].iter().map(move |b| (a - b).abs()));
            let apart = sum(pairs) / (m * (m - 1.0) / 2.0);
            (apart <= 1.0).then(|| ((1.0 - apart) * product.powf(1.0 / (m - 1.0))).sqrt())
        }
        Formula::Fan2024 => {
            let mean = total / m;
            let variance = sum(systems.iter().map(|system| (system - mean).powi(2))) / m;
            Some((1.0 - 2.0 * variance.sqrt()).max(0.0))
        }
    }
}

/// T: the systems, each by its coefficient.
pub fn development(systems: &[f64], coefficients: &[f64]) -> f64 {
    sum(systems.iter().zip(coefficients).map(|(system, coefficient)| system * coefficient))
}

/// How much of what a row falls short each indicator is to blame for, in %.
pub fn obstacles(weights: &[f64], rescaled: &[f64]) -> Option<Vec<f64>> {
    let short: Vec<f64> = weights.iter().zip(rescaled).map(|(weight, value)| weight * (1.0 - value)).collect();
    Some(shares(&short)?.into_iter().map(|share| 100.0 * share).collect())
}

#[cfg(test)]
mod tests;
