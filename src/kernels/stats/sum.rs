//! Sums that do not lose their small terms.
//!
//! Σ x = s + c: s the plain sum, c the sum of what rounding took from each addition, which is found exactly
//!
//! Shapes: any number of terms, or sums of parts; one number, in the unit of the terms. Error: about 2^-53 of the sum
//! and n² 2^-106 of Σ |x| at most, so that it hardly depends on order or parts. A sum that is not finite, or that
//! overflows on the way, is NaN.
//!
//! Source: Neumaier 1974, Z. Angew. Math. Mech. 54, 39. Own code: accumulators merge sums and send them as bytes, and whole numbers stay
//! exact.

use serde::{Deserialize, Serialize};

/// A compensated sum (Neumaier 1974): its error does not grow with the number of terms, so that it hardly depends on
/// their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    pub fn add(&mut self, x: f64) {
        let next = self.sum + x;
        self.lost += if self.sum.abs() >= x.abs() { (self.sum - next) + x } else { (x - next) + self.sum };
        self.sum = next;
    }

    pub fn merge(&mut self, other: Sum) {
        self.add(other.sum);
        self.lost += other.lost;
    }

    pub fn total(self) -> f64 {
        self.sum + self.lost
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(terms: I) -> Sum {
        let mut sum = Sum::default();
        terms.into_iter().for_each(|x| sum.add(x));
        sum
    }
}

/// The sum of some terms.
pub fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    terms.into_iter().collect::<Sum>().total()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_plain_addition_loses() {
        assert_eq!(sum([]), 0.0);
        assert_eq!(sum([1e16, 1.0, -1e16]), 1.0);
        let mut a: Sum = [1e16, 1.0].into_iter().collect();
        a.merge([1.0, -1e16].into_iter().collect());
        assert_eq!(a.total(), 2.0);
    }
}
