//! Probabilities of tails, as regression asks for them.
//!
//! Shapes: a number, a number. Range: 0 to 1; an infinite statistic has 0.

use crate::kernels::stats::{student::student_975, tails};

/// P(F >= f)
pub(super) fn upper_f(f: f64, above: f64, below: f64) -> f64 {
    if f.is_infinite() { 0.0 } else { tails::f_upper(f, above, below) }
}

/// P(|T| >= |t|)
pub(super) fn two_sided_t(t: f64, degrees: f64) -> f64 {
    if t.is_infinite() { 0.0 } else { tails::student_two_sided(t, degrees) }
}

/// P(X >= x)
pub(super) fn upper_chi2(x: f64, degrees: f64) -> f64 {
    if x.is_infinite() { 0.0 } else { tails::chi2_upper(x, degrees) }
}

/// P(|Z| >= |z|) of a standard normal variable
pub(super) fn two_sided_normal(z: f64) -> f64 {
    upper_chi2(z * z, 1.0)
}

/// ± it holds 95 % of Student's distribution: [`student_975`], which is good to 1e-7, and two steps of Newton's.
pub(super) fn t_975(degrees: f64) -> f64 {
    let mut t = student_975(degrees);
    for _ in 0..2 {
        // The density from the tail itself: beside so small a step its own error does not matter.
        let step = 1e-4 * t;
        let density = (two_sided_t(t - step, degrees) - two_sided_t(t + step, degrees)) / (2.0 * step);
        t += (two_sided_t(t, degrees) - 0.05) / density;
    }
    t
}
