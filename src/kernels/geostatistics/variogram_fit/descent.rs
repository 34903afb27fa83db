//! The minimum of a sum of squares that is smooth, from a point downwards, in a box (Levenberg and Marquardt).
//!
//! Step: δ = -(J'J + λ diag(J'J))⁻¹ J'r, r the residuals and J their derivatives; λ falls where a step is one downwards and grows where
//! it is not
//!
//! Shapes: a start, bounds and a way to J'J and J'r of up to three variables; the point and the sum there. Units and range: those of the
//! sum; the point is within the bounds.
//!
//! Source: Marquardt 1963, J. SIAM 11, 431. Own code: a variable at a bound is held there while the sum falls outwards.

/// A sum of squares about a point: itself, J'J and J'r.
#[derive(Debug, Clone, Copy)]
pub struct Slopes<const D: usize> {
    pub rss: f64,
    pub squares: [[f64; D]; D],
    pub gradient: [f64; D],
}

const MOST_STEPS: usize = 200;
/// Of λ.
const FIRST: f64 = 1e-3;
const MOST: f64 = 1e8;

/// Downwards until a step, or two after one another, bring less than the share `enough` of the sum.
pub fn descend<const D: usize>(
    start: [f64; D],
    bounds: [(f64, f64); D],
    enough: f64,
    mut at: impl FnMut(&[f64; D]) -> Slopes<D>,
) -> ([f64; D], f64) {
    let (mut point, mut here, mut damping, mut idle) = (start, at(&start), FIRST, 0);
    for _ in 0..MOST_STEPS {
        let held: [bool; D] = std::array::from_fn(|k| {
            let ((low, high), slope) = (bounds[k], here.gradient[k]);
            slope == 0.0 || (point[k] <= low && slope > 0.0) || (point[k] >= high && slope < 0.0)
        });
        let step = damped(&here, held, damping);
        let next: [f64; D] = std::array::from_fn(|k| (point[k] - step[k]).clamp(bounds[k].0, bounds[k].1));
        if next == point {
            break;
        }
        let there = at(&next);
        if there.rss < here.rss {
            idle = if here.rss - there.rss <= enough * here.rss { idle + 1 } else { 0 };
            (point, here, damping) = (next, there, (0.1 * damping).max(1e-12));
            if idle == 2 {
                break;
            }
        } else {
            damping *= 10.0;
            if damping > MOST {
                break;
            }
        }
    }
    (point, here.rss)
}

/// The step by the damped normal equations of the variables that are not held, by Gauss.
fn damped<const D: usize>(here: &Slopes<D>, held: [bool; D], damping: f64) -> [f64; D] {
    let (mut a, mut b) = (here.squares, here.gradient);
    let most = (0..D).map(|k| a[k][k]).fold(f64::MIN_POSITIVE, f64::max);
    for k in 0..D {
        a[k][k] += damping * a[k][k] + 1e-15 * most;
        if held[k] {
            (0..D).for_each(|j| (a[k][j], a[j][k]) = (0.0, 0.0));
            (a[k][k], b[k]) = (most, 0.0);
        }
    }
    // Positive definite, so that no pivot is 0.
    for k in 0..D {
        for row in k + 1..D {
            let share = a[row][k] / a[k][k];
            (k..D).for_each(|j| a[row][j] -= share * a[k][j]);
            b[row] -= share * b[k];
        }
    }
    let mut step = [0.0; D];
    for k in (0..D).rev() {
        let rest: f64 = (k + 1..D).map(|j| a[k][j] * step[j]).sum();
        let own = (b[k] - rest) / a[k][k];
        // What overflows is no step.
        step[k] = if own.is_finite() { own } else { 0.0 };
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley: residuals 10 (y - x²) and 1 - x.
    fn valley(p: &[f64; 2]) -> Slopes<2> {
        let r = [10.0 * (p[1] - p[0] * p[0]), 1.0 - p[0]];
        let j = [[-20.0 * p[0], 10.0], [-1.0, 0.0]];
        Slopes {
            rss: r[0] * r[0] + r[1] * r[1],
            squares: [0, 1].map(|a| [0, 1].map(|b| j[0][a] * j[0][b] + j[1][a] * j[1][b])),
            gradient: [0, 1].map(|a| j[0][a] * r[0] + j[1][a] * r[1]),
        }
    }

    #[test]
    fn a_bent_valley() {
        let (point, rss) = descend([-1.2, 1.0], [(-5.0, 5.0); 2], 1e-14, valley);
        assert!(rss < 1e-25 && (point[0] - 1.0).abs() < 1e-12, "{point:?} {rss}");
    }

    #[test]
    fn in_a_box() {
        let (point, _) = descend([0.5, 0.5], [(0.0, 0.8), (-5.0, 5.0)], 1e-15, valley);
        assert!(point[0] == 0.8 && (point[1] - 0.64).abs() < 1e-9, "{point:?}");
        // A variable that changes nothing stays.
        let flat = |p: &[f64; 2]| Slopes {
            rss: (p[0] - 3.0).powi(2),
            squares: [[1.0, 0.0], [0.0, 0.0]],
            gradient: [p[0] - 3.0, 0.0],
        };
        let (point, _) = descend([9.0, 7.0], [(0.0, 10.0), (5.0, 8.0)], 1e-15, flat);
        assert!((point[0] - 3.0).abs() < 1e-9 && point[1] == 7.0, "{point:?}");
    }
}
