//! The 97.5 % point of Student's distribution, for any degrees of freedom: ± it holds 95 %.
//!
//! Up to [`MANY`] degrees by statrs, whose search does not end for very many; beyond by the expansion about the normal distribution,
//! z + (z³ + z) / 4n + (5z⁵ + 16z³ + 3z) / 96n², which is off by less than 1e-7 there.
//!
//! Shapes: a number, a number. Range: n > 0, from z = 1.959964 on.
//!
//! Source: Abramowitz and Stegun 1972, 26.7.5.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// Degrees of freedom from which on the expansion is used.
pub const MANY: f64 = 500.0;

pub fn student_975(degrees: f64) -> f64 {
    if degrees <= MANY {
        return StudentsT::new(0.0, 1.0, degrees).expect("degrees of freedom are positive").inverse_cdf(0.975);
    }
    let z = Normal::standard().inverse_cdf(0.975);
    z + (z.powi(3) + z) / (4.0 * degrees) + (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / (96.0 * degrees * degrees)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_table() {
        // R: qt(0.975, c(1, 4, 19, 1000, 1e9))
        let table = [
            (1.0, 12.706_204_736),
            (4.0, 2.776_445_105),
            (19.0, 2.093_024_054),
            (1000.0, 1.962_339_081),
            (1e9, 1.959_963_987),
        ];
        for (degrees, expected) in table {
            assert!((student_975(degrees) - expected).abs() < 2e-8, "{degrees}: {}", student_975(degrees));
        }
        let (below, above) = (student_975(MANY), student_975(MANY * (1.0 + 1e-12)));
        assert!((below - above).abs() < 1e-7, "{below} {above}");
    }
}
