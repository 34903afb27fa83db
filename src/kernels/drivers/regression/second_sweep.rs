//! Sums over the rows that need the coefficients: robust errors, PRESS, tests of the residuals.
//!
//! - HC3: V = (X'X)⁻¹ X' diag(e² / (1 - h)²) X (X'X)⁻¹, t with n - p degrees of freedom.
//! - PRESS = Σ (e / (1 - h))², r2_pred = 1 - PRESS / TSS.
//! - Durbin-Watson = Σ (eᵢ - eᵢ₋₁)² / Σ e², of rows in their order.
//! - Skewness m₃ / m₂^1.5 and kurtosis m₄ / m₂² of moments with n; Jarque-Bera = n / 6 (S² + (K - 3)² / 4), p from chi² with 2 degrees of freedom.
//! - Koenker's test = n R² of e² on 1 and X, p from chi² with k degrees of freedom; of a model without an intercept too, where k is one less if X
//!   holds a constant, and `None` where it all but does.
//!
//! Shapes: rows of (Y, X…), a model of k columns. Units: errors those of the coefficients, PRESS that of Y squared. Range: Durbin-Watson 0 to 4. Errors:
//! where a row has a leverage of 1 the model goes through it whatever its value is, and neither HC3 nor PRESS is defined. Sums are compensated:
//! other tilings give the same to 1e-12.
//!
//! Source: MacKinnon and White 1985, J. Econometrics 29, 305; Allen 1974, Technometrics 16, 125; Durbin and Watson 1951, Biometrika 38, 159;
//! Jarque and Bera 1987, Int. Stat. Rev. 55, 163; Koenker 1981, J. Econometrics 17, 107.

use super::{
    model::Model,
    p_values,
    plan::{CHUNK, Chunk, NO_ROOM, Plan},
    triangle::dot,
};
use crate::kernels::{Accumulator, stats::sum::Sum};
use multiversion::multiversion;
use serde::{Deserialize, Serialize};

/// Complete rows in their order: parts of it follow each other (whole rows of a raster), or Durbin-Watson is that of another order.
#[derive(Debug, Clone, Copy)]
pub struct FittedRows<'a> {
    pub plan: &'a Plan,
    /// Y, X… of the design
    pub columns: &'a [&'a [f64]],
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SecondSweep {
    rows: u64,
    leverage_one: u64,
    press: Sum,
    /// Powers 1 to 4 of e / σ, σ² = RSS / n
    powers: [Sum; 4],
    /// Of neighbours in the order of rows, in units of σ
    differences: Sum,
    first: f64,
    last: f64,
    /// Q' diag(e² / (1 - h)²) Q, the intercept's direction first; upper triangle by columns
    meat: Vec<Sum>,
    /// Of u = e² / σ² - 1: Σ u, Σ u²
    squares: [Sum; 2],
    /// Q'u, and Q'1, without the intercept's direction
    with_squares: Vec<Sum>,
    ones: Vec<Sum>,
}

impl SecondSweep {
    /// One sum for each of some, which a part without rows has not yet.
    fn sums(sums: &mut Vec<Sum>, count: usize) -> &mut [Sum] {
        sums.resize(count, Sum::default());
        sums
    }

    fn follow(&mut self, first: f64) {
        if self.rows > 0 {
            self.differences.add((first - self.last).powi(2));
        } else {
            self.first = first;
        }
    }

    fn take(&mut self, plan: &Plan, chunk: &Chunk, work: &mut Work) {
        let (model, k) = (&plan.model, plan.model.columns.len());
        let sigma = sigma(model);
        let rows = chunk.rows;
        let e = &chunk.residual[..];
        let (t, u, weight) = (&mut work.t[..rows], &mut work.u[..rows], &mut work.weight[..rows]);
        let inverse = if sigma > 0.0 { 1.0 / sigma } else { 0.0 };
        scale(t, e, inverse);
        self.follow(t[0]);
        self.differences.add(neighbours(t));
        self.rows += rows as u64;
        self.last = t[rows - 1];
        let (powers, squares) = powers(t, u);
        self.powers.iter_mut().zip(powers).for_each(|(sum, power)| sum.add(power));
        self.squares.iter_mut().zip(squares).for_each(|(sum, square)| sum.add(square));
        self.leverage_one += left_out(weight, e, &chunk.leverage) as u64;
        self.press.add(dot(weight, weight));
        for (c, (with, ones)) in
            Self::sums(&mut self.with_squares, k).iter_mut().zip(Self::sums(&mut self.ones, k)).enumerate()
        {
            with.add(dot(chunk.w(c), u));
            if !model.intercept {
                ones.add(chunk.w(c).iter().sum());
            }
        }
        let first = usize::from(model.intercept);
        let along = 1.0 / (model.rows as f64).sqrt();
        for c in 0..k + first {
            let (done, own) = work.weighted.split_at_mut(c * CHUNK);
            let own = &mut own[..rows];
            if c < first {
                scale(own, weight, along);
            } else {
                multiply(own, chunk.w(c - first), weight);
            }
            let column = &mut Self::sums(&mut self.meat, (k + first) * (k + first + 1) / 2)[c * (c + 1) / 2..];
            for (sum, other) in column.iter_mut().zip(done.chunks_exact(CHUNK)) {
                sum.add(dot(&other[..rows], own));
            }
            column[c].add(dot(own, own));
        }
    }
}

/// Columns that a chunk makes.
struct Work {
    t: Vec<f64>,
    u: Vec<f64>,
    weight: Vec<f64>,
    weighted: Vec<f64>,
}

/// Share of a constant that X leaves, from which on it is another column than those of X; below the other one it is a combination of them.
const APART: f64 = 1e-9;
const SAME: f64 = 1e-13;

/// Square of a mean over the variance, beyond which powers about 0 lose too much.
const FAR: f64 = 1e4;

/// √(RSS / n)
fn sigma(model: &Model) -> f64 {
    (model.fit.rss / model.rows as f64).sqrt()
}

impl Accumulator for SecondSweep {
    type Block<'a> = FittedRows<'a>;
    type Output = SecondSweep;

    fn push(&mut self, rows: FittedRows<'_>) {
        let column = || vec![0.0; CHUNK];
        let count = rows.plan.model.count();
        let mut work = Work { t: column(), u: column(), weight: column(), weighted: vec![0.0; count * CHUNK] };
        let mut chunk = Chunk::default();
        let n = rows.columns[0].len();
        for start in (0..n).step_by(CHUNK) {
            rows.plan.chunk(rows.columns, start, CHUNK.min(n - start), &mut chunk);
            self.take(rows.plan, &chunk, &mut work);
        }
    }

    fn merge(&mut self, next: SecondSweep) {
        if next.rows == 0 {
            return;
        }
        self.follow(next.first);
        self.rows += next.rows;
        self.last = next.last;
        self.leverage_one += next.leverage_one;
        self.press.merge(next.press);
        self.differences.merge(next.differences);
        let all = |into: &mut [Sum], next: &[Sum]| into.iter_mut().zip(next).for_each(|(sum, next)| sum.merge(*next));
        all(&mut self.powers, &next.powers);
        all(&mut self.squares, &next.squares);
        for (into, next) in
            [(&mut self.meat, next.meat), (&mut self.with_squares, next.with_squares), (&mut self.ones, next.ones)]
        {
            all(Self::sums(into, next.len()), &next);
        }
    }

    fn finish(self) -> SecondSweep {
        self
    }
}

/// Errors of a coefficient that do not take residuals for independent and alike.
#[derive(Debug, Clone, PartialEq)]
pub struct RobustError {
    /// Column of X; `None`: the intercept
    pub column: Option<usize>,
    pub se: f64,
    /// b / se
    pub t: Option<f64>,
    pub p: Option<f64>,
    /// 95 % limits of the coefficient
    pub ci95: [f64; 2],
}

impl RobustError {
    /// In the order of the model's coefficients.
    pub(super) fn all(model: &Model, errors: &[f64], degrees: f64) -> Vec<RobustError> {
        let quantile = p_values::t_975(degrees);
        let of = |(own, se): (&super::model::Coefficient, &f64)| {
            let t = Some(own.coefficient / se).filter(|t| t.is_finite());
            let p = t.map(|t| p_values::two_sided_t(t, degrees));
            let ci95 = [own.coefficient - quantile * se, own.coefficient + quantile * se];
            RobustError { column: own.column, se: *se, t, p, ci95 }
        };
        model.coefficients.iter().zip(errors).map(of).collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tested {
    pub value: f64,
    pub p: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ResidualFigures {
    /// In the order of the model's coefficients; `None` where a row has a leverage of 1
    pub hc3: Option<Vec<RobustError>>,
    /// Rows with a leverage of 1, which the model goes through whatever their value is
    pub leverage_one: u64,
    pub press: Option<f64>,
    pub r2_pred: Option<f64>,
    pub durbin_watson: Option<f64>,
    pub skewness: Option<f64>,
    pub kurtosis: Option<f64>,
    pub jarque_bera: Option<Tested>,
    pub koenker_bp: Option<Tested>,
}

impl SecondSweep {
    /// Rows that were pushed: those of the fit, or figures are of something else.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    pub fn figures(&self, plan: &Plan) -> ResidualFigures {
        let model = &plan.model;
        let has_room = self.rows > 0 && self.leverage_one == 0;
        let press = has_room.then(|| self.press.total());
        let n = self.rows as f64;
        let [first, second, third, fourth] = self.powers.map(|sum| sum.total() / n);
        let varies = self.rows > 0 && model.fit.rss > 0.0;
        // About the mean, which is 0 with an intercept
        let m2 = second - first * first;
        let m3 = third - 3.0 * first * second + 2.0 * first.powi(3);
        let m4 = fourth - 4.0 * first * third + 6.0 * first * first * second - 3.0 * first.powi(4);
        // Far from 0 (without an intercept) powers about it do not tell those about the mean.
        let told = varies && first * first <= FAR * m2;
        let skewness = told.then(|| m3 / m2.powf(1.5));
        let kurtosis = told.then(|| m4 / (m2 * m2));
        let jarque_bera = skewness.zip(kurtosis).map(|(s, k)| {
            let value = n / 6.0 * (s * s + (k - 3.0).powi(2) / 4.0);
            Tested { value, p: p_values::upper_chi2(value, 2.0) }
        });
        ResidualFigures {
            hc3: (has_room && varies).then(|| self.hc3(model)),
            leverage_one: self.leverage_one,
            press,
            r2_pred: press.filter(|_| model.fit.tss > 0.0).map(|press| 1.0 - press / model.fit.tss),
            durbin_watson: varies.then(|| self.differences.total() / (second * n)),
            skewness,
            kurtosis,
            jarque_bera,
            koenker_bp: if varies { self.koenker() } else { None },
        }
    }

    fn hc3(&self, model: &Model) -> Vec<RobustError> {
        let meat: Vec<f64> = self.meat.iter().map(|sum| sum.total()).collect();
        let errors = model.errors(|along| {
            let column = |c: usize| &meat[c * (c + 1) / 2..][..c + 1];
            let twice = |c: usize| 2.0 * dot(&column(c)[..c], &along[..c]) + column(c)[c] * along[c];
            (0..along.len()).map(|c| along[c] * twice(c)).sum()
        });
        RobustError::all(model, &errors, model.fit.df as f64)
    }

    /// Of e² / σ² - 1, which has the R² of e².
    fn koenker(&self) -> Option<Tested> {
        let n = self.rows as f64;
        let [sum, squares] = self.squares.map(Sum::total);
        let all = squares - sum * sum / n;
        let totals = |sums: &[Sum]| sums.iter().map(|sum| sum.total()).collect::<Vec<f64>>();
        let (with, ones) = (totals(&self.with_squares), totals(&self.ones));
        // Without an intercept the columns of Q are not centred: C = I - s s' / n, and C⁻¹ by Sherman and Morrison.
        let centred: Vec<f64> = with.iter().zip(&ones).map(|(w, s)| w - s * (sum / n)).collect();
        let left = n - dot(&ones, &ones);
        let (told, degrees) = if left > APART * n {
            (dot(&centred, &centred) + dot(&centred, &ones).powi(2) / left, with.len())
        } else if left < SAME * n {
            // X holds the intercept.
            (dot(&with, &with) - sum * sum / n, with.len() - 1)
        } else {
            // It all but does, and what it lacks is rounding.
            return None;
        };
        let value = n * (told / all);
        (all > 0.0 && degrees > 0).then(|| Tested { value, p: p_values::upper_chi2(value, degrees as f64) })
    }
}

#[multiversion(targets("x86_64+avx2"))]
fn scale(into: &mut [f64], of: &[f64], by: f64) {
    into.iter_mut().zip(of).for_each(|(into, of)| *into = of * by);
}

#[multiversion(targets("x86_64+avx2"))]
fn multiply(into: &mut [f64], of: &[f64], by: &[f64]) {
    into.iter_mut().zip(of).zip(by).for_each(|((into, of), by)| *into = of * by);
}

/// Σ (t of a row - t of the row before)²
#[multiversion(targets("x86_64+avx2"))]
fn neighbours(t: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (before, after) = (t[..t.len() - 1].chunks_exact(8), t[1..].chunks_exact(8));
    let rest = before.remainder().iter().zip(after.remainder()).map(|(a, b)| (b - a) * (b - a)).sum::<f64>();
    for (before, after) in before.zip(after) {
        for k in 0..8 {
            let d = after[k] - before[k];
            sums[k] += d * d;
        }
    }
    sums.iter().sum::<f64>() + rest
}

/// Sums of the powers 1 to 4 of t; u = t² - 1, Σ u and Σ u².
#[multiversion(targets("x86_64+avx2"))]
fn powers(t: &[f64], u: &mut [f64]) -> ([f64; 4], [f64; 2]) {
    let mut sums = [[0.0; 8]; 6];
    let mut take = |k: usize, t: f64, u: &mut f64| {
        let square = t * t;
        *u = square - 1.0;
        for (sum, x) in sums.iter_mut().zip([t, square, square * t, square * square, *u, *u * *u]) {
            sum[k] += x;
        }
    };
    let (by_eights, mut into) = (t.chunks_exact(8), u.chunks_exact_mut(8));
    let rest = by_eights.remainder();
    for (t, u) in by_eights.zip(into.by_ref()) {
        for k in 0..8 {
            take(k, t[k], &mut u[k]);
        }
    }
    rest.iter().zip(into.into_remainder()).enumerate().for_each(|(k, (t, u))| take(k, *t, u));
    let [a, b, c, d, e, f] = sums.map(|sum| sum.iter().sum::<f64>());
    ([a, b, c, d], [e, f])
}

/// e / (1 - h), 0 where nothing is left of 1 - h; how many these are.
#[multiversion(targets("x86_64+avx2"))]
fn left_out(into: &mut [f64], e: &[f64], h: &[f64]) -> usize {
    let mut none = 0.0;
    for ((into, e), h) in into.iter_mut().zip(e).zip(h) {
        let room = 1.0 - h;
        let has_room = room > NO_ROOM;
        *into = if has_room { e / room } else { 0.0 };
        none += if has_room { 0.0 } else { 1.0 };
    }
    none as usize
}
