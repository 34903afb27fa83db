//! A fitted model: coefficients with their errors, and how well it fits.
//!
//! b = (X'X)⁻¹ X'y; se = s √((X'X)⁻¹)ⱼⱼ, s² = RSS / (n - p); t = b / se with n - p degrees of freedom; 95 % limits b ± t₀.₉₇₅ se;
//! beta = b times the length of its column over that of Y (of centred columns: standard deviations); partial r = t / √(t² + n - p).
//!
//! R² = 1 - RSS / TSS; adjusted 1 - (1 - R²) (n - 1) / (n - p); F = (TSS - RSS) / k / s². Without an intercept TSS = Σ y² and n stands for
//! n - 1, as in R. ln L = -n / 2 (ln 2π + ln(RSS / n) + 1); AIC = 2 (p + 1) - 2 ln L (σ counts, as in R), AICc = AIC + 2 (p + 1) (p + 2) / (n - p - 2),
//! BIC = (p + 1) ln n - 2 ln L. Condition number: largest over smallest singular value of [1 X], columns of length 1.
//!
//! Shapes: k columns of X, p = k coefficients and the intercept. Units: b that of Y over that of the column, RSS and TSS that of Y squared.
//!
//! Where residuals are rounding (1e-14 of the largest |y|) nothing is left: RSS is 0, and what is divided by it `None`.
//!
//! Range: R² 0 to 1 (with an intercept), condition number from 1. Errors: rows that are not more than coefficients, columns that are combinations
//! of others, sums that are not finite.
//!
//! Source: Belsley, Kuh and Welsch 1980, Regression Diagnostics, 3.2; Burnham and Anderson 2002; IBM SPSS Statistics Algorithms.

use super::{
    Fault,
    design::Term,
    p_values,
    screening::inflations,
    system::System,
    triangle::{Triangle, dot},
};
use nalgebra::DMatrix;
use std::f64::consts::TAU;

/// One coefficient, in units of Y over units of its column.
#[derive(Debug, Clone, PartialEq)]
pub struct Coefficient {
    /// Column of X; `None`: the intercept
    pub column: Option<usize>,
    pub coefficient: f64,
    pub se: f64,
    /// b / se, with n - p degrees of freedom; `None` where nothing is left of Y
    pub t: Option<f64>,
    /// Of |t|, two-sided
    pub p: Option<f64>,
    pub ci95: [f64; 2],
    pub beta: Option<f64>,
    pub partial_r: Option<f64>,
    /// Of a factor GVIF^(1 / (2 df)), the same for each of its dummies
    pub vif: Option<f64>,
}

/// A model of some columns of X.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub rows: u64,
    pub intercept: bool,
    /// Columns of X, rising
    pub columns: Vec<usize>,
    /// The intercept first, where there is one; then by column
    pub coefficients: Vec<Coefficient>,
    pub fit: FitFigures,
    pub(super) geometry: Geometry,
}

/// How well a model fits.
#[derive(Debug, Clone, PartialEq)]
pub struct FitFigures {
    /// n - p
    pub df: u64,
    pub rss: f64,
    pub tss: f64,
    pub r2: Option<f64>,
    pub r2_adj: Option<f64>,
    /// √(RSS / (n - p))
    pub rmse: f64,
    pub f: Option<f64>,
    pub f_p: Option<f64>,
    pub log_likelihood: Option<f64>,
    pub aic: Option<f64>,
    pub aicc: Option<f64>,
    pub bic: Option<f64>,
    /// `None` of a model without a coefficient
    pub condition_number: Option<f64>,
}

/// Where rows lie to those of the fit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Geometry {
    pub y_mean: f64,
    /// By column of the model; 0 without an intercept
    pub means: Vec<f64>,
    pub lengths: Vec<f64>,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
    /// Coefficients of columns that are centred and divided by their lengths, in the unit of Y
    pub scaled: Vec<f64>,
    /// R of the centred columns of length 1
    pub r: Triangle,
    pub inverse: Triangle,
}

impl Model {
    /// p
    pub fn count(&self) -> usize {
        self.coefficients.len()
    }

    /// Of each coefficient the vector of its errors in the base Q of the fitted rows (the intercept's own direction first, where there is one), for
    /// columns of length 1.
    pub(super) fn directions(&self) -> Vec<Vec<f64>> {
        let geometry = &self.geometry;
        let k = self.columns.len();
        let mut directions = Vec::new();
        if self.intercept {
            // b₀ = mean of y - Σ b m
            let shares: Vec<f64> = geometry.means.iter().zip(&geometry.lengths).map(|(m, l)| m / l).collect();
            let product = |column: usize| -dot(geometry.inverse.column(column), &shares[..column + 1]);
            directions.push([1.0 / (self.rows as f64).sqrt()].into_iter().chain((0..k).map(product)).collect());
        }
        let none = usize::from(self.intercept);
        let of = |row: usize| {
            let along = (0..k).map(|column| geometry.inverse.get(row, column));
            std::iter::repeat_n(0.0, none).chain(along).collect()
        };
        directions.into_iter().chain((0..k).map(of)).collect()
    }

    /// Errors of coefficients by what makes them: the matrix M of Q'M Q, given as the sum of squares along a direction.
    pub(super) fn errors(&self, squares: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        let ones = self.intercept.then_some(1.0);
        let lengths = ones.into_iter().chain(self.geometry.lengths.iter().copied());
        let error = |(along, length): (Vec<f64>, f64)| squares(&along).max(0.0).sqrt() / length;
        self.directions().into_iter().zip(lengths).map(error).collect()
    }
}

/// `columns` of X, rising.
pub fn fit(system: &System, terms: &[Term], columns: &[usize]) -> Result<Model, Fault> {
    let p = (columns.len() + system.intercepts()) as u64;
    if system.rows <= p {
        return Err(Fault::TooFewRows { rows: system.rows, coefficients: p });
    }
    if !system.is_finite() {
        return Err(Fault::NotFinite);
    }
    let singular = system.singular(columns);
    if !singular.is_empty() {
        return Err(Fault::Singular { columns: singular });
    }
    let both = system.with_y(columns);
    let k = columns.len();
    let (r, y) = (both.head(k), both.column(k));
    let of = |values: &[f64]| columns.iter().map(|column| values[column + 1]).collect::<Vec<f64>>();
    let geometry = Geometry {
        y_mean: system.means[0],
        means: of(&system.means),
        lengths: of(&system.lengths),
        low: of(&system.low),
        high: of(&system.high),
        scaled: r.solve(&y[..k]).iter().map(|beta| beta * system.lengths[0]).collect(),
        inverse: r.inverse(),
        r,
    };
    let fit = fit_figures(system, y, &geometry);
    let mut model = Model {
        rows: system.rows,
        intercept: system.intercept,
        columns: columns.to_vec(),
        coefficients: Vec::new(),
        fit,
        geometry,
    };
    model.coefficients = coefficients(system, terms, &model);
    Ok(model)
}

fn coefficients(system: &System, terms: &[Term], model: &Model) -> Vec<Coefficient> {
    let geometry = &model.geometry;
    let errors = model.errors(|along| along.iter().map(|x| x * x).sum());
    let slopes: Vec<f64> = geometry.scaled.iter().zip(&geometry.lengths).map(|(b, length)| b / length).collect();
    let inflations = inflations(system, terms, &model.columns);
    let df = model.fit.df as f64;
    let quantile = p_values::t_975(df);
    let y = system.lengths[0];
    let of = |column: Option<usize>, coefficient: f64, error: f64| {
        let se = model.fit.rmse * error;
        let t = Some(coefficient / se).filter(|t| t.is_finite());
        let at = column.and_then(|column| model.columns.iter().position(|own| *own == column));
        let vif = |column: usize| {
            inflations.iter().find(|inflation| terms[inflation.term].columns.contains(&column)).map(|found| found.value)
        };
        Coefficient {
            column,
            coefficient,
            se,
            t,
            p: t.map(|t| p_values::two_sided_t(t, df)),
            ci95: [coefficient - quantile * se, coefficient + quantile * se],
            beta: at.filter(|_| y > 0.0).map(|at| geometry.scaled[at] / y),
            partial_r: t.filter(|_| column.is_some()).map(|t| t / t.hypot(df.sqrt())),
            vif: column.and_then(vif),
        }
    };
    let centre: f64 = slopes.iter().zip(&geometry.means).map(|(b, mean)| b * mean).sum();
    let intercept = model.intercept.then_some((None, geometry.y_mean - centre));
    let rest = model.columns.iter().zip(&slopes).map(|(column, slope)| (Some(*column), *slope));
    intercept.into_iter().chain(rest).zip(errors).map(|((column, b), error)| of(column, b, error)).collect()
}

/// Of the last column of R.
fn fit_figures(system: &System, y: &[f64], geometry: &Geometry) -> FitFigures {
    let k = y.len() - 1;
    let p = k + system.intercepts();
    let (n, df) = (system.rows as f64, (system.rows - p as u64) as f64);
    let tss = system.lengths[0].powi(2);
    let rest = left(system, y[k] * y[k], tss, n);
    let told: f64 = y[..k].iter().map(|x| x * x).sum();
    let r2 = (tss > 0.0).then_some(if k == 0 { 0.0 } else { 1.0 - rest });
    let f = Some((told / k as f64) / (rest / df)).filter(|f| f.is_finite() && k > 0);
    let rss = rest * tss;
    let log_likelihood = (rss > 0.0).then(|| -0.5 * n * (TAU.ln() + (rss / n).ln() + 1.0));
    // σ is a parameter too.
    let parameters = (p + 1) as f64;
    let aic = log_likelihood.map(|l| 2.0 * parameters - 2.0 * l);
    let room = n - parameters - 1.0;
    FitFigures {
        df: df as u64,
        rss,
        tss,
        r2,
        r2_adj: r2.map(|_| 1.0 - rest * ((n - system.intercepts() as f64) / df)),
        rmse: (rss / df).sqrt(),
        f,
        f_p: f.map(|f| p_values::upper_f(f, k as f64, df)),
        log_likelihood,
        aic,
        aicc: aic.filter(|_| room > 0.0).map(|aic| aic + 2.0 * parameters * (parameters + 1.0) / room),
        bic: log_likelihood.map(|l| parameters * n.ln() - 2.0 * l),
        condition_number: condition_number(system, geometry),
    }
}

/// Residuals smaller than this share of the largest |y| are rounding.
const ROUNDING: f64 = 1e-14;

/// What is left of Y's square; nothing where that is rounding.
fn left(system: &System, rest: f64, tss: f64, n: f64) -> f64 {
    let largest = system.low[0].abs().max(system.high[0].abs());
    if rest * tss <= n * (ROUNDING * largest).powi(2) { 0.0 } else { rest }
}

/// Of [1 X], each column of length 1.
fn condition_number(system: &System, geometry: &Geometry) -> Option<f64> {
    let (k, first) = (geometry.means.len(), system.intercepts());
    let mut matrix = DMatrix::<f64>::zeros(k + first, k + first);
    if system.intercept {
        matrix[(0, 0)] = 1.0;
    }
    for column in 0..k {
        // Along the ones, and across them
        let along = geometry.means[column] * (system.rows as f64).sqrt();
        let across = geometry.lengths[column];
        let length = along.hypot(across);
        if system.intercept {
            matrix[(0, column + 1)] = along / length;
        }
        for (row, x) in geometry.r.column(column).iter().enumerate() {
            matrix[(row + first, column + first)] = x * (across / length);
        }
    }
    if matrix.is_empty() {
        return None;
    }
    let values = matrix.singular_values();
    Some(values.max() / values.min()).filter(|number| number.is_finite())
}
