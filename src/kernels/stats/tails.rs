//! How likely a statistic is at least as large by chance: upper tails of Student's t (both sides), F and χ².
//!
//! Student:  p = I_x(d / 2, 1 / 2), x = d / (d + t²)
//! of r:     p = I_x(d / 2, 1 / 2), x = 1 - r², which is that of t = r √(d / (1 - r²))
//! F:        p = I_x(d2 / 2, d1 / 2), x = d2 / (d2 + d1 f)
//! χ²:       p = Q(k / 2, x / 2)
//!
//! I is the regularised incomplete beta function, Q the upper regularised incomplete gamma function: a continued fraction (of Q, a series
//! where it converges better) times a factor, which is a binomial or Poisson probability by its deviance (Loader): powers and gamma functions of
//! large numbers, whose logarithms would cancel, are never formed.
//!
//! Shapes: numbers, a number. Units: none. Range: degrees of freedom over 0, whole or not; t up to 1e150; statistics of F and χ² from 0, those
//! below have p 1; p from 0 to 1. Errors: 1e-11 of p down to 1e-300, with up to 1e8 degrees of freedom; what is less is 0. NaN gives NaN.
//!
//! Source: Loader 2000, Fast and accurate computation of binomial probabilities; Didonato and Morris 1992, ACM Trans. Math. Softw. 18,
//! 360, for the fraction of I; Abramowitz and Stegun 1972, 6.5.31; Lentz 1976, Appl. Opt. 15, 668, for continued fractions. Own code: statrs
//! takes differences of logarithms of gamma functions, which leaves 8 digits with 25 million degrees of freedom.

use std::f64::consts::PI;

/// What is less is 0.
const LEAST: f64 = 1e-300;
/// Steps of a fraction; it needs some √d of them, so that this is never reached.
const STEPS: usize = 1_000_000;
/// Stands for 0 in the denominators of a fraction.
const TINY: f64 = 1e-290;

/// P(|T| >= |t|) with some degrees of freedom.
pub fn student_two_sided(t: f64, degrees: f64) -> f64 {
    let ratio = t * t / degrees;
    tail(degrees / 2.0, 0.5, 1.0 / (1.0 + ratio), 1.0 / (1.0 + 1.0 / ratio))
}

/// P(|R| >= |r|) of the correlation of independent variables, with n - 2 degrees of freedom for n pairs: the same as that of its t, and
/// as that of F(1, degrees).
pub fn correlation_two_sided(r: f64, degrees: f64) -> f64 {
    tail(degrees / 2.0, 0.5, (1.0 - r) * (1.0 + r), r * r)
}

/// P(F >= f) with `above` and `below` degrees of freedom.
pub fn f_upper(f: f64, above: f64, below: f64) -> f64 {
    let ratio = above * f.max(0.0) / below;
    if f.is_nan() { f } else { tail(below / 2.0, above / 2.0, 1.0 / (1.0 + ratio), 1.0 / (1.0 + 1.0 / ratio)) }
}

/// P(χ² >= x) with some degrees of freedom.
pub fn chi2_upper(x: f64, degrees: f64) -> f64 {
    let (a, half) = (degrees / 2.0, x / 2.0);
    if x.is_nan() || degrees.is_nan() {
        return f64::NAN;
    }
    if half <= 0.0 {
        return 1.0;
    }
    // x^a e^-x / Γ(a + 1)
    let front = (-stirling(a) + deviance(a, half, half - a)).exp() / (2.0 * PI * a).sqrt();
    shown(if half < a + 1.0 { 1.0 - front * gamma_series(a, half) } else { front * a * gamma_fraction(a, half) })
}

/// I_x(a, b), y being 1 - x.
fn tail(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if [a, b, x, y].into_iter().any(f64::is_nan) {
        return f64::NAN;
    }
    match (x <= 0.0, y <= 0.0) {
        (true, _) => 0.0,
        (_, true) => 1.0,
        _ if x > (a + 1.0) / (a + b + 2.0) => shown(1.0 - lower_beta(b, a, y, x)),
        _ => shown(lower_beta(a, b, x, y)),
    }
}

fn shown(p: f64) -> f64 {
    if p < LEAST { 0.0 } else { p.min(1.0) }
}

/// I_x(a, b) where its fraction converges fast: x up to some a / (a + b).
fn lower_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    // n x - a, by the smaller of x and y
    let excess = if y < x { b - n * y } else { n * x - a };
    let exponent = stirling(n) - stirling(a) - stirling(b) + deviance(a, n * x, excess) + deviance(b, n * y, -excess);
    // x^a y^b / B(a, b)
    let front = exponent.exp() * (a / n * b / (2.0 * PI)).sqrt();
    front * beta_fraction(a, b, x, y)
}

/// m ln(at / m) - (at - m), `excess` being at - m: minus half the deviance of `at` where m is expected.
fn deviance(m: f64, at: f64, excess: f64) -> f64 {
    let u = excess / m;
    if u.abs() >= 0.4 {
        return m * (at / m).ln() - excess;
    }
    // ln(1 + u) = 2 Σ r^(2k+1) / (2k+1), r = u / (2 + u), and 2 r - u = -u r
    let r = u / (2.0 + u);
    let (square, mut power, mut sum, mut k) = (r * r, r * r, 0.0, 3.0);
    while power > f64::EPSILON * 1e-3 * square {
        sum += power / k;
        power *= square;
        k += 2.0;
    }
    m * (r * (2.0 * sum - u))
}

/// ln Γ(z) - (z - 1/2) ln z + z - ln(2π) / 2
fn stirling(z: f64) -> f64 {
    const FROM: f64 = 16.0;
    let (mut z, mut before) = (z, 0.0);
    while z < FROM {
        before += (z + 0.5) * (1.0 / z).ln_1p() - 1.0;
        z += 1.0;
    }
    let inverse = 1.0 / (z * z);
    let series = [-691.0 / 360_360.0, 1.0 / 1188.0, -1.0 / 1680.0, 1.0 / 1260.0, -1.0 / 360.0, 1.0 / 12.0];
    before + series.into_iter().fold(0.0, |sum, term| sum * inverse + term) / z
}

/// I_x(a, b) over x^a y^b / B(a, b): the even part of its fraction, in which what 1 - x would lose by rounding is y.
fn beta_fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let denominator = |m: f64| {
        let last = (a + m) / (a + 2.0 * m + 1.0) * (a * y - b * x + 1.0 + m * (1.0 + y));
        if m == 0.0 { last } else { m + m * (b - m) * x / (a + 2.0 * m - 1.0) + last }
    };
    let mut fraction = Fraction::new(1.0 / TINY, 1.0 / guarded(denominator(0.0)));
    for m in (1..STEPS).map(|m| m as f64) {
        let share = x / (a + 2.0 * m - 1.0);
        let numerator = (a + m - 1.0) * share * ((a + b + m - 1.0) * share) * (m * (b - m));
        if fraction.step(numerator, denominator(m)) {
            break;
        }
    }
    fraction.value
}

/// The fraction of Q(a, x) Γ(a) e^x / x^a.
fn gamma_fraction(a: f64, x: f64) -> f64 {
    let first = x + 1.0 - a;
    let mut fraction = Fraction::new(1.0 / TINY, 1.0 / first);
    for m in (1..STEPS).map(|m| m as f64) {
        if fraction.step(-m * (m - a), first + 2.0 * m) {
            break;
        }
    }
    fraction.value
}

/// P(a, x) over x^a e^-x / Γ(a + 1).
fn gamma_series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for k in (1..STEPS).map(|k| k as f64) {
        term *= x / (a + k);
        sum += term;
        if term < sum * f64::EPSILON * 0.1 {
            break;
        }
    }
    sum
}

/// A continued fraction from its beginning on (Lentz).
struct Fraction {
    above: f64,
    below: f64,
    value: f64,
}

impl Fraction {
    fn new(above: f64, below: f64) -> Fraction {
        Fraction { above, below, value: below }
    }

    /// Takes a step, and tells whether it changed nothing.
    fn step(&mut self, numerator: f64, denominator: f64) -> bool {
        self.below = 1.0 / guarded(denominator + numerator * self.below);
        self.above = guarded(denominator + numerator / self.above);
        let factor = self.above * self.below;
        self.value *= factor;
        (factor - 1.0).abs() < f64::EPSILON
    }
}

fn guarded(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}

#[cfg(test)]
mod tests;
