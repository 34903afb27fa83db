//! The minimum of a function of one variable (golden section) or of more (the simplex of Nelder and Mead 1965) in a
//! box.
//!
//! Shapes: nodes of an interval, or a start, steps and bounds; the point and the value there. Units and range: those of the function; the
//! point is within the nodes, or the bounds.
//!
//! Sources: Kiefer 1953, Proc. Am. Math. Soc. 4, 502; Nelder and Mead 1965, Comput. J. 7, 308. Own code: it searches every valley of a grid,
//! and stays in its box.

/// A golden section's share of what is left.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// Nodes of a grid as even in their logarithms as they come, ends included.
pub fn log_grid(low: f64, high: f64, n: usize) -> Vec<f64> {
    (0..n).map(|k| low * (high / low).powf(k as f64 / (n - 1) as f64)).collect()
}

/// The minimum over an interval, from nodes that ascend and are dense enough to tell its valleys apart: in every valley of
/// them by golden section. Gives the point and the value.
pub fn golden_section(nodes: &[f64], mut f: impl FnMut(f64) -> f64) -> (f64, f64) {
    let values: Vec<f64> = nodes.iter().map(|x| f(*x)).collect();
    let last = nodes.len() - 1;
    let mut best = (nodes[0], values[0]);
    for k in 0..=last {
        let (before, after) = (k.saturating_sub(1), (k + 1).min(last));
        let value = |other: usize| if other == k { f64::INFINITY } else { values[other] };
        // A level has no minimum of its own.
        if values[k] > value(before).min(value(after)) || values[k] == value(before).max(value(after)) {
            continue;
        }
        if values[k] < best.1 {
            best = (nodes[k], values[k]);
        }
        let (mut a, mut b) = (nodes[before], nodes[after]);
        let (mut c, mut d) = (b - GOLDEN * (b - a), a + GOLDEN * (b - a));
        let (mut at_c, mut at_d) = (f(c), f(d));
        while b - a > 1e-10 * b.abs() {
            if at_c <= at_d {
                (b, d, at_d) = (d, c, at_c);
                c = b - GOLDEN * (b - a);
                at_c = f(c);
            } else {
                (a, c, at_c) = (c, d, at_d);
                d = a + GOLDEN * (b - a);
                at_d = f(d);
            }
        }
        for (x, value) in [(c, at_c), (d, at_d)] {
            if value < best.1 {
                best = (x, value);
            }
        }
    }
    best
}

/// Minimises from a point by the simplex of Nelder and Mead (1965), started anew until that brings nothing. Points stay in
/// the box.
pub fn nelder_mead<const D: usize>(
    start: [f64; D],
    size: [f64; D],
    bounds: [(f64, f64); D],
    mut f: impl FnMut(&[f64; D]) -> f64,
) -> ([f64; D], f64) {
    let clamp = |mut x: [f64; D]| {
        x.iter_mut().zip(&bounds).for_each(|(x, (low, high))| *x = x.clamp(*low, *high));
        x
    };
    let mut best = (start, f(&start));
    // Less than that is rounding.
    let nothing = 1e-22 * best.1;
    let mut scale = 1.0;
    for _ in 0..12 {
        let mut simplex = vec![best];
        for k in 0..D {
            let mut x = best.0;
            let step = scale * size[k];
            x[k] += if x[k] + step > bounds[k].1 { -step } else { step };
            let x = clamp(x);
            simplex.push((x, f(&x)));
        }
        for _ in 0..200 * D {
            simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
            let worst = simplex[D];
            let wide = (0..D).any(|k| simplex.iter().any(|(x, _)| (x[k] - simplex[0].0[k]).abs() > 1e-11));
            if !wide || worst.1 - simplex[0].1 <= (1e-16 * worst.1).max(nothing) {
                break;
            }
            let mut middle = [0.0; D];
            simplex[..D].iter().for_each(|(x, _)| (0..D).for_each(|k| middle[k] += x[k] / D as f64));
            let mut toward = |share: f64| {
                let mut x = middle;
                (0..D).for_each(|k| x[k] += share * (worst.0[k] - middle[k]));
                let x = clamp(x);
                (x, f(&x))
            };
            let reflected = toward(-1.0);
            let next = if reflected.1 < simplex[0].1 {
                let further = toward(-2.0);
                if further.1 < reflected.1 { further } else { reflected }
            } else if reflected.1 < simplex[D - 1].1 {
                reflected
            } else {
                let inside = if reflected.1 < worst.1 { toward(-0.5) } else { toward(0.5) };
                if inside.1 < worst.1.min(reflected.1) {
                    inside
                } else {
                    let first = simplex[0].0;
                    for (x, value) in &mut simplex[1..] {
                        (0..D).for_each(|k| x[k] = 0.5 * (x[k] + first[k]));
                        *value = f(x);
                    }
                    continue;
                }
            };
            simplex[D] = next;
        }
        simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
        let gained = best.1 - simplex[0].1;
        if simplex[0].1 < best.1 {
            best = simplex[0];
        }
        scale *= 0.3;
        if best.1 <= nothing || (gained <= 1e-13 * best.1 && scale < 0.1) {
            break;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deeper_of_two_valleys() {
        let f = |x: f64| (x - 1.0).powi(2).min((x - 4.0).powi(2) - 0.01);
        let nodes: Vec<f64> = (0..=20).map(|k| 0.3 * f64::from(k)).collect();
        let (x, value) = golden_section(&nodes, f);
        assert!((x - 4.0).abs() < 1e-7 && (value + 0.01).abs() < 1e-14);
        // At either end
        assert_eq!(golden_section(&[1.0, 2.0, 3.0], |x| x).0, 1.0);
        assert_eq!(golden_section(&[1.0, 2.0, 3.0], |x| -x).0, 3.0);
    }

    #[test]
    fn a_bent_valley() {
        let f = |x: &[f64; 2]| (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2);
        let (x, value) = nelder_mead([-1.2, 1.0], [0.5, 0.5], [(-5.0, 5.0), (-5.0, 5.0)], f);
        assert!(value < 1e-16 && (x[0] - 1.0).abs() < 1e-7, "{x:?} {value}");
        let (x, _) = nelder_mead([0.5, 0.5], [0.5, 0.5], [(0.0, 0.8), (-5.0, 5.0)], f);
        assert!((x[0] - 0.8).abs() < 1e-6 && (x[1] - 0.64).abs() < 1e-5, "{x:?}");
    }
}
