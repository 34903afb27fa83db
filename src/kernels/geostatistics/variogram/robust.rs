//! Semivariances of differences: the estimators of Matheron, Cressie and Hawkins, Dowd, and Genton.
//!
//! γ = Σ (z - z')² / 2N; (Σ √|z - z'| / N)⁴ / (0.457 + 0.494 / N) / 2; 2.198 median² / 2 of |z - z'|; (2.2191 d)² / 2, d an order
//! statistic of differences of differences ([`genton`])
//!
//! Shapes: N differences in any order; one γ. Unit: that of the values, squared. Range: from 0; `None` without differences, and for
//! Genton with one.
//!
//! Sources: Matheron 1962; Cressie and Hawkins 1980, Math. Geol. 12, 115; Dowd 1984; Genton 1998, Math. Geol. 30, 213; Rousseeuw and
//! Croux 1993, J. Am. Stat. Assoc. 88, 1273.

use crate::kernels::{GoOn, stats::sum::Sum};
use serde::{Deserialize, Serialize};

/// γ = mean of (z - z')² / 2 (Matheron 1962).
pub fn matheron(_pairs: u64, mean_square: f64) -> f64 {
    mean_square / 2.0
}

/// γ = (mean of √|z - z'|)⁴ / (0.457 + 0.494 / N) / 2 (Cressie and Hawkins 1980; as in gstat, without the term in 1 / N²).
pub fn cressie(pairs: u64, mean_root: f64) -> f64 {
    0.5 * mean_root.powi(4) / (0.457 + 0.494 / pairs as f64)
}

/// γ from the median of |z - z'| (Dowd 1984): 2.198 median² / 2.
pub fn dowd(median: f64) -> f64 {
    2.198 * median * median / 2.0
}

/// The median of differences whatever their sign; of an even number the mean of the two in the middle.
pub fn median(differences: &mut [f64]) -> Option<f64> {
    let n = differences.len();
    differences.iter_mut().for_each(|d| *d = d.abs());
    let (lower, middle, _) = (n > 0).then(|| differences.select_nth_unstable_by(n / 2, f64::total_cmp))?;
    let below = if n % 2 == 1 { *middle } else { lower.iter().copied().fold(0.0, f64::max) };
    Some(0.5 * (below + *middle))
}

/// γ = (2.2191 d)² / 2, d being the k-th smallest |v - w| over all pairs of the 2N values that N differences are with either sign,
/// k = h (h - 1) / 2 and h = N + 1 (Genton 1998; the scale Qn of Rousseeuw and Croux 1993 of 2N values). `None` for fewer than
/// two differences.
///
/// A difference has no sign of its own, as a pair may be read either way: with both, γ is the same for a map that is turned or
/// mirrored, and a drift, by which all differences of one sign are shifted alike, counts as it does in other estimators. The
/// share of |v - w| up to d tends to a quarter as it does for N values, so that 2.2191 holds for differences of normal values.
pub fn genton(differences: &mut [f64]) -> Option<f64> {
    genton_while(differences, &|| true)
}

fn genton_while(differences: &mut [f64], go_on: GoOn<'_>) -> Option<f64> {
    let n = differences.len() as u64;
    differences.iter_mut().for_each(|d| *d = d.abs());
    kth_difference(differences, n * (n + 1) / 2, go_on).map(|d| (2.2191 * d).powi(2) / 2.0)
}

/// The k-th smallest difference of two of the values with either sign, none below 0, by halving: with sorted values a sweep
/// counts those up to any bound, and positive numbers are in the order of their bits.
fn kth_difference(values: &mut [f64], k: u64, go_on: GoOn<'_>) -> Option<f64> {
    let n = values.len();
    if n < 2 {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    // Of two values there are their difference and their sum, each twice; of one with its opposite, twice the value.
    let up_to = |bound: f64| {
        let (mut first, mut end, mut pairs) = (0, n, 0);
        for last in 0..n {
            while values[last] - values[first] > bound {
                first += 1;
            }
            while end > 0 && values[last] + values[end - 1] > bound {
                end -= 1;
            }
            // Sums with all values are counted from both sides, and so twice.
            pairs += 2 * (last - first) as u64 + end as u64;
        }
        pairs
    };
    let (mut low, mut high) = (0, (2.0 * values[n - 1]).to_bits());
    while low < high {
        if !go_on() {
            return None;
        }
        let middle = low + (high - low) / 2;
        if up_to(f64::from_bits(middle)) >= k { high = middle } else { low = middle + 1 }
    }
    Some(f64::from_bits(low))
}

/// How semivariances are estimated from differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Estimator {
    Matheron,
    Cressie,
    Dowd,
    Genton,
}

impl Estimator {
    /// Of differences, in any order.
    pub fn gamma(self, differences: &mut [f64]) -> Option<f64> {
        self.gamma_while(differences, &|| true)
    }

    /// The same; `None` as well once `go_on`, asked now and then, said no.
    pub fn gamma_while(self, differences: &mut [f64], go_on: GoOn<'_>) -> Option<f64> {
        if !go_on() {
            return None;
        }
        let n = differences.len();
        let mean = |term: fn(f64) -> f64| {
            let sum: Sum = differences.iter().map(|d| term(*d)).collect();
            (n > 0).then(|| sum.total() / n as f64)
        };
        match self {
            Estimator::Matheron => mean(|d| d * d).map(|mean| matheron(n as u64, mean)),
            Estimator::Cressie => mean(|d| d.abs().sqrt()).map(|mean| cressie(n as u64, mean)),
            Estimator::Dowd => median(differences).map(dowd),
            Estimator::Genton => genton_while(differences, go_on),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::stats::random::stream;
    use proptest::prelude::*;
    use rand::RngExt;
    use rand_distr::StandardNormal;

    #[test]
    fn nothing_and_one() {
        for estimator in [Estimator::Matheron, Estimator::Cressie, Estimator::Dowd, Estimator::Genton] {
            assert_eq!(estimator.gamma(&mut []), None);
        }
        assert_eq!(Estimator::Matheron.gamma(&mut [3.0]), Some(9.0 / 2.0));
        assert_eq!(Estimator::Cressie.gamma(&mut [4.0]), Some(0.5 * 16.0 / (0.457 + 0.494)));
        assert_eq!(Estimator::Dowd.gamma(&mut [-2.0]), Some(2.198 * 4.0 / 2.0));
        assert_eq!(Estimator::Genton.gamma(&mut [1.0]), None);
    }

    #[test]
    fn by_hand() {
        let values = [1.0, -2.0, 4.0, 9.0];
        let of = |estimator: Estimator| estimator.gamma(&mut values.clone()).unwrap();
        assert_eq!(of(Estimator::Matheron), (1.0 + 4.0 + 16.0 + 81.0) / 4.0 / 2.0);
        let root = (1.0 + 2f64.sqrt() + 2.0 + 3.0) / 4.0;
        assert!((of(Estimator::Cressie) - 0.5 * root.powi(4) / (0.457 + 0.494 / 4.0)).abs() < 1e-13);
        assert!((of(Estimator::Dowd) - 2.198 * 3f64.powi(2) / 2.0).abs() < 1e-13);
        // Of ±1, ±2, ±4, ±9: 2, 4, 8, 18, and twice each of 1, 3, 8, 2, 7, 5 and of 3, 5, 10, 6, 11, 13; k = 4 x 5 / 2, and the
        // tenth of 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 5 ...
        assert_eq!(of(Estimator::Genton), (2.2191 * 4f64).powi(2) / 2.0);
    }

    #[test]
    fn all_find_the_variance_of_normal_differences() {
        let mut random = stream(3, 0);
        // Of variance 2 gamma = 2
        let mut values: Vec<f64> = (0..40_000).map(|_| 2f64.sqrt() * random.sample::<f64, _>(StandardNormal)).collect();
        for estimator in [Estimator::Matheron, Estimator::Cressie, Estimator::Dowd, Estimator::Genton] {
            let gamma = estimator.gamma(&mut values.clone()).unwrap();
            assert!((gamma - 1.0).abs() < 0.03, "{estimator:?} {gamma}");
        }
        // A tenth of outliers
        values.iter_mut().step_by(10).for_each(|v| *v = 1e4);
        let of = |estimator: Estimator, values: &[f64]| estimator.gamma(&mut values.to_vec()).unwrap();
        assert!(of(Estimator::Matheron, &values) > 1e6);
        assert!(of(Estimator::Dowd, &values) < 1.4 && of(Estimator::Genton, &values) < 1.6);
    }

    proptest! {
        #[test]
        fn ranks_are_those_of_sorted_values(values in prop::collection::vec(-5i32..50, 1..60), scale in 0.1f64..3.0) {
            let mut values: Vec<f64> = values.iter().map(|v| scale * f64::from(*v)).collect();
            let mut sorted: Vec<f64> = values.iter().map(|v| v.abs()).collect();
            sorted.sort_by(f64::total_cmp);
            let n = values.len();
            prop_assert_eq!(median(&mut values.clone()), Some(0.5 * (sorted[(n - 1) / 2] + sorted[n / 2])));
            // Qn of all of them and their opposites
            let both: Vec<f64> = values.iter().flat_map(|v| [*v, -v]).collect();
            let pairs = (0..2 * n).flat_map(|i| (0..i).map(move |j| (i, j)));
            let mut pairs: Vec<f64> = pairs.map(|(i, j)| (both[i] - both[j]).abs()).collect();
            pairs.sort_by(f64::total_cmp);
            let h = 2 * n / 2 + 1;
            let expected = (n > 1).then(|| (2.2191 * pairs[h * (h - 1) / 2 - 1]).powi(2) / 2.0);
            prop_assert_eq!(genton(&mut values.clone()), expected);
            values.iter_mut().step_by(3).for_each(|v| *v = -*v);
            prop_assert_eq!(genton(&mut values), expected);
        }
    }
}
