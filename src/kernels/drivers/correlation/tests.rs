use super::*;
use crate::kernels::{Accumulator, drivers::cross_products::CrossProducts};

fn of(x: &[f64], y: &[f64]) -> Option<Correlation> {
    let mut sums = CrossProducts::new(2);
    sums.push(&[x, y]);
    correlation(&PairSums::of(&sums, 0, 1))
}

#[test]
fn too_few_rows_or_a_constant() {
    assert_eq!(of(&[], &[]), None);
    assert_eq!(of(&[1.0, 2.0], &[3.0, 5.0]), None);
    assert_eq!(of(&[0.1; 5], &[1.0, 2.0, 3.0, 4.0, 7.0]), None);
    assert_eq!(of(&[1.0, 2.0, 3.0, 4.0, 7.0], &[0.1; 5]), None);
}

/// Of three rows p is that of Cauchy's distribution.
#[test]
fn three_rows_by_hand() {
    let found = of(&[1.0, 2.0, 6.0], &[4.0, 0.0, 2.0]).unwrap();
    let r = (-4.0 + 2.0) / (14.0f64 * 8.0).sqrt();
    let t = r * (1.0 / (1.0 - r * r)).sqrt();
    let p = 1.0 - 2.0 / std::f64::consts::PI * t.abs().atan();
    for (found, expected) in [(found.r, r), (found.t, t), (found.p, p)] {
        assert!((found / expected - 1.0).abs() < 1e-14, "{found} {expected}");
    }
}

/// Of multiples rounding may leave 1 or what is a hair off.
#[test]
fn a_straight_line() {
    for factor in [1.45, -0.3, 1e-7, -3e9] {
        for n in [3, 4, 10, 1000] {
            let x: Vec<f64> = (0..n).map(|k| 0.1 * f64::from(k * k % 17)).collect();
            let y: Vec<f64> = x.iter().map(|x| factor * x).collect();
            let found = of(&x, &y).unwrap();
            assert_eq!((found.r, found.p), (factor.signum(), 0.0), "{factor} {n}");
            assert_eq!(found.t, factor.signum() * f64::INFINITY);
        }
    }
    assert_eq!(coefficient([1.0, 1.0], 1.0 + 1e-9), Some(1.0));
    assert!(coefficient([1.0, 1.0], 1.0 - 1e-14).is_some_and(|r| r < 1.0));
}
