//! How well a carbon total is known, from the standard errors of the pools.
//!
//! The density m_cp of class c in pool p is the mean of a class, known to ± s_cp (its standard error, t/ha): one unknown
//! number for all cells of the class, and so fully correlated over them. Pools are independent; within a pool the errors
//! of any two classes have the correlation r. With x_c the area of the class, ha, the carbon C = Σ_c x_c Σ_p m_cp has
//!
//! Variance:   Var C = Σ_p \[ (1 - r) Σ_c (x_c s_cp)² + r (Σ_c x_c s_cp)² \]        \[t²\]
//! Interval:   C ± 1.96 √Var C, of 95 % for normal errors        \[t\]
//!
//! of one class √Σ_p (x_c s_cp)². A change of carbon has the same pools on both sides, so that x_c is the net change of
//! the area of a class: land that stays what it is adds no error. Range: standard errors ≥ 0, 0 ≤ r ≤ 1.
//! Where areas are estimates too, C = Σ_c x_c m_c has errors of its areas beside: Var C ≈ Var(C | x) + Var(C | m), to the first order, as
//! areas and densities were measured apart from one another. For areas of a sample of reference classes Var(C | m) is the
//! variance of the mean of m over the area ([`crate::kernels::cover::map_accuracy`]), in which areas of classes hang together.
//!
//! Source: the variance of a linear combination of correlated errors (JCGM 100:2008, 5.2.2), and of a product (5.1.2).
//!
//! ```
//! use pitscape::kernels::carbon::{carbon_storage::Pools, standard_error::standard_error};
//! let soil = |se| Pools { above: 0.0, below: 0.0, soil: se, dead: 0.0 };
//! // 10 ha with ± 3 t/ha and 10 ha with ± 4 t/ha
//! assert_eq!(standard_error([(10.0, soil(3.0)), (10.0, soil(4.0))], 0.0), 50.0);
//! assert_eq!(standard_error([(10.0, soil(3.0)), (10.0, soil(4.0))], 1.0), 70.0);
//! ```

use crate::kernels::{carbon::carbon_storage::Pools, stats::sum::Sum};

/// Half the width of a 95 % interval in standard errors: the 97.5 % point of the normal distribution.
pub const Z95: f64 = 1.959963984540054;

/// The standard error (t) of carbon on areas (ha, or changes of areas) of classes whose pools have standard errors (t/ha).
pub fn standard_error(classes: impl IntoIterator<Item = (f64, Pools)>, class_correlation: f64) -> f64 {
    let mut pools = [(Sum::default(), Sum::default()); 4];
    for (area_ha, errors) in classes {
        for ((sum, squares), error) in pools.iter_mut().zip([errors.above, errors.below, errors.soil, errors.dead]) {
            let error = area_ha * error;
            sum.add(error);
            squares.add(error * error);
        }
    }
    let variance = |(sum, squares): &(Sum, Sum)| {
        (1.0 - class_correlation) * squares.total() + class_correlation * sum.total().powi(2)
    };
    pools.iter().map(variance).sum::<f64>().sqrt()
}

/// Of two errors that have nothing to do with one another.
pub fn together(one: f64, other: f64) -> f64 {
    one.hypot(other)
}

/// Lower and upper end of the 95 % interval.
pub fn interval(estimate: f64, standard_error: f64) -> (f64, f64) {
    (estimate - Z95 * standard_error, estimate + Z95 * standard_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOREST: Pools = Pools { above: 3.0, below: 1.0, soil: 10.0, dead: 0.5 };
    const MINING: Pools = Pools { above: 0.0, below: 0.0, soil: 4.0, dead: 0.0 };

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-14 * b.abs()
    }

    #[test]
    fn nothing_is_known_exactly() {
        assert_eq!(standard_error([], 0.3), 0.0);
        assert_eq!(standard_error([(0.0, FOREST)], 0.3), 0.0);
    }

    #[test]
    fn one_class_by_hand() {
        let expected = 2.0 * (3.0f64 * 3.0 + 1.0 * 1.0 + 10.0 * 10.0 + 0.5 * 0.5).sqrt();
        for correlation in [0.0, 0.4, 1.0] {
            assert!(near(standard_error([(2.0, FOREST)], correlation), expected));
        }
    }

    #[test]
    fn two_classes_by_hand() {
        // Soil alone has errors in both: 2 x 10 and 5 x 4
        let rest = (2.0f64 * 3.0).powi(2) + (2.0f64 * 1.0).powi(2) + (2.0f64 * 0.5).powi(2);
        let soil = |r: f64| 20.0f64.powi(2) + 20.0f64.powi(2) + 2.0 * r * 20.0 * 20.0;
        for r in [0.0, 0.25, 1.0] {
            assert!(near(standard_error([(2.0, FOREST), (5.0, MINING)], r), (rest + soil(r)).sqrt()));
        }
    }

    #[test]
    fn what_moves_between_equal_errors_that_move_together_is_certain() {
        // 3 ha go from one class to another: errors cancel where they are the same error, and add up as squares where not
        assert_eq!(standard_error([(-3.0, MINING), (3.0, MINING)], 1.0), 0.0);
        assert!(near(standard_error([(-3.0, MINING), (3.0, MINING)], 0.0), 12.0 * 2f64.sqrt()));
    }

    #[test]
    fn errors_of_pools_and_of_areas() {
        assert_eq!((together(3.0, 4.0), together(0.0, 2.0)), (5.0, 2.0));
    }

    #[test]
    fn an_interval_lies_on_both_sides() {
        assert_eq!(interval(100.0, 10.0), (100.0 - 10.0 * Z95, 100.0 + 10.0 * Z95));
        // to the digit that Z95 is given: the normal distribution has 2.5 % beyond it
        let beyond = 0.5 * erfc(Z95 / 2f64.sqrt());
        assert!((beyond - 0.025).abs() < 1e-12, "{beyond}");
    }

    /// By the continued fraction of the complementary error function, for x > 1.
    fn erfc(x: f64) -> f64 {
        let fraction = (1..=200).rev().fold(0.0, |tail, n| f64::from(n) / 2.0 / (x + tail));
        (-x * x).exp() / std::f64::consts::PI.sqrt() / (x + fraction)
    }
}
