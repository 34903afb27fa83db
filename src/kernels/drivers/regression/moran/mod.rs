//! Whether residuals of neighbours are alike: Moran's I of residuals, and tests that say whether errors or Y itself spread.
//!
//! I = (n / S0) e'We / e'e, W row-standardised: 1 / d for each of the d neighbours of a cell, S0 = Σ wᵢⱼ. A cell without a neighbour counts in n, not in S0.
//! Of residuals of a regression, with U = (W + W') / 2 and A = (X'X)⁻¹ X'UX, B = (X'X)⁻¹ X'U²X:
//!
//! E = -n tr A / ((n - p) S0), Var = n² / (S0² (n - p) (n - p + 2)) (S1 + 2 tr A² - 4 tr B - 2 (tr A)² / (n - p)), z = (I - E) / √Var
//!
//! (Cliff and Ord 1981; spdep's lm.morantest). Sums are over columns of Q in X = Q R, for which (X'X)⁻¹ is 1.
//!
//! LM error = (e'We / s²)² / T; LM lag = (e'Wy / s²)² / J; robust error = (e'We / s² - T / J e'Wy / s²)² / (T (1 - T / J)); robust lag =
//! (e'Wy / s² - e'We / s²)² / (J - T); s² = RSS / n, T = tr(W'W + WW), J = (WXb)'M(WXb) / s² + T, M what X leaves over (Anselin 1996; spdep's lm.LMtests).
//!
//! Shapes: cells of a strip of the grid, or points. Units: none. Range: I about -1 to 1. Errors: `None` where nothing is left of Y, or no
//! row has a neighbour.
//!
//! Source: Cliff and Ord 1981, Spatial Processes, 8.3; Anselin 1996, Regional Science and Urban Economics 26, 77; Anselin 1988, Spatial Econometrics.

pub mod grid;
pub mod points;

use super::{model::Model, p_values};
use crate::kernels::stats::sum::Sum;
use serde::{Deserialize, Serialize};

/// Of residuals and row-standardised weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Moran {
    /// Rows of the fit, those without a neighbour among them
    pub rows: u64,
    pub lone: u64,
    pub s0: f64,
    /// ½ Σ (wᵢⱼ + wⱼᵢ)²; of these weights also tr(W'W + WW)
    pub s1: f64,
    /// Σ (sum of row i + sum of column i)²
    pub s2: f64,
    /// (n / S0) e'We / e'e
    pub i: f64,
    pub expected: f64,
    /// `None` where rounding leaves nothing above 0
    pub variance: Option<f64>,
    pub z: Option<f64>,
    /// Two-sided, from the normal distribution
    pub p: Option<f64>,
    pub lm_error: Lm,
    pub lm_lag: Option<Lm>,
    pub robust_lm_error: Option<Lm>,
    pub robust_lm_lag: Option<Lm>,
}

/// From chi² with 1 degree of freedom
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lm {
    pub value: f64,
    pub p: f64,
}

/// What figures are made of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Sums {
    rows: u64,
    lone: u64,
    s1: Sum,
    s2: Sum,
    squares: Sum,
    /// e'We
    error: Sum,
    /// e'v, v'v and Q'v of v = Wŷ - ŷ, as M and e take ŷ out
    lag: Sum,
    lagged: Sum,
    with_lag: Vec<Sum>,
    /// Q'UQ, upper triangle by columns, the intercept's direction first, and the squares of UQ
    cross: Vec<Sum>,
    spread: Vec<Sum>,
}

impl Sums {
    /// Of a model with p coefficients.
    fn room(&mut self, p: usize) {
        self.with_lag.resize(p, Sum::default());
        self.spread.resize(p, Sum::default());
        self.cross.resize(p * (p + 1) / 2, Sum::default());
    }

    fn merge(&mut self, next: Sums) {
        self.room(next.with_lag.len().max(self.with_lag.len()));
        self.rows += next.rows;
        self.lone += next.lone;
        for (into, next) in [
            (&mut self.s1, next.s1),
            (&mut self.s2, next.s2),
            (&mut self.squares, next.squares),
            (&mut self.error, next.error),
            (&mut self.lag, next.lag),
            (&mut self.lagged, next.lagged),
        ] {
            into.merge(next);
        }
        let all = |into: &mut [Sum], next: &[Sum]| into.iter_mut().zip(next).for_each(|(sum, next)| sum.merge(*next));
        all(&mut self.with_lag, &next.with_lag);
        all(&mut self.cross, &next.cross);
        all(&mut self.spread, &next.spread);
    }

    fn figures(&self, model: &Model) -> Option<Moran> {
        let squares = self.squares.total();
        if self.rows <= self.lone || squares <= 0.0 || model.fit.rss <= 0.0 {
            return None;
        }
        let n = self.rows as f64;
        let df = n - model.count() as f64;
        let s0 = (self.rows - self.lone) as f64;
        let s1 = self.s1.total();
        let error = self.error.total();
        let i = n / s0 * (error / squares);
        let cross: Vec<f64> = self.cross.iter().map(|sum| sum.total()).collect();
        let column = |c: usize| &cross[c * (c + 1) / 2..][..c + 1];
        let count = self.spread.len();
        let trace: f64 = (0..count).map(|c| column(c)[c]).sum();
        let of_column = |c: usize| {
            let above: f64 = column(c)[..c].iter().map(|x| x * x).sum();
            2.0 * above + column(c)[c].powi(2)
        };
        let trace_of_square: f64 = (0..count).map(of_column).sum();
        let spread: f64 = self.spread.iter().map(|sum| sum.total()).sum();
        let expected = -n * trace / (df * s0);
        let inner = s1 + 2.0 * trace_of_square - 4.0 * spread - 2.0 * trace * trace / df;
        let variance = Some((n / s0).powi(2) * inner / (df * (df + 2.0))).filter(|variance| *variance > 0.0);
        let z = variance.map(|variance| (i - expected) / variance.sqrt());
        let [lm_error, lm_lag, robust_lm_error, robust_lm_lag] = self.lm(squares / n, error, s1);
        Some(Moran {
            rows: self.rows,
            lone: self.lone,
            s0,
            s1,
            s2: self.s2.total(),
            i,
            expected,
            variance,
            z,
            p: z.map(p_values::two_sided_normal),
            lm_error: lm_error.expect("defined with a neighbour"),
            lm_lag,
            robust_lm_error,
            robust_lm_lag,
        })
    }

    /// Error, lag, robust error, robust lag.
    fn lm(&self, variance: f64, error: f64, t: f64) -> [Option<Lm>; 4] {
        let of_error = error / variance;
        let of_fitted = self.lag.total() / variance;
        // y = ŷ + e
        let of_lag = of_fitted + of_error;
        let in_x: f64 = self.with_lag.iter().map(|sum| sum.total().powi(2)).sum();
        let beyond = (self.lagged.total() - in_x).max(0.0) / variance;
        let j = beyond + t;
        let tested =
            |value: f64| (value.is_finite() && value >= 0.0).then(|| Lm { value, p: p_values::upper_chi2(value, 1.0) });
        // Without a slope nothing tells errors from a lag.
        let apart = beyond > 1e-12 * t;
        let robust = |value: f64| tested(value).filter(|_| apart);
        [
            tested(of_error.powi(2) / t),
            tested(of_lag.powi(2) / j),
            // (e'We / s² - T / J e'Wy / s²)² / (T (1 - T / J)), in which nothing cancels
            robust((of_error * beyond - t * of_fitted).powi(2) / (j * t * beyond)),
            robust(of_fitted.powi(2) / beyond),
        ]
    }
}
