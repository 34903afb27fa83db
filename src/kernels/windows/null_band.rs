//! Whether a curve differs from curves of maps without pattern: a global test over all of its points by rank.
//!
//! With m_k and s_k the mean and the standard deviation of the B null curves at point k:
//!
//! Deviation: u = max over k of |x_k - m_k| / max(s_k, [`MIN_DEVIATION`]) of the observed curve x; that of a null curve is measured
//! against the other B - 1, so that a curve never is its own measure
//! p at k:    (1 + number of null curves whose u is no less than the deviation of x at k) / (B + 1), for all points together
//! Band:      m_k ± c max(s_k, [`MIN_DEVIATION`]), c the ⌊α (B + 1)⌋th largest u of the null curves: outside of it at any point is p ≤ α
//!
//! Of a curve like the null curves no more than a share α leaves the band at any point. Measured against one curve less, null curves
//! deviate a little more than the observed one would: the test errs on the safe side. The least deviation keeps points at which all
//! null curves are the same, as where a share is at its bound 0, from outweighing all others.
//!
//! Shapes: the points of a curve (of all metrics and radii, one after the other), and as many of each null curve; a [`NullPoint`] for
//! each. Units: those of the curve; p from 1 / (B + 1) to 1. Undefined, hence `None`: p and band of points at which any of the curves
//! is undefined, which do not count, and all of them with fewer null curves than the level needs (19 at α = 0.05).
//!
//! Sources: Myllymäki, Mrkvička, Grabarnik, Seijo and Hahn 2017, J. R. Stat. Soc. B 79, 381 (studentised maximum deviation); Westfall
//! and Young 1993, Resampling-Based Multiple Testing (p at single points, for all together).
//!
//! ```
//! use pitscape::kernels::windows::null_band::{LEVEL, null_band};
//! let nulls: Vec<Vec<Option<f64>>> = (0..19).map(|k| vec![Some(0.3 + 0.01 * f64::from(k)), Some(0.2)]).collect();
//! let points = null_band(&[Some(0.4), Some(0.5)], &nulls, LEVEL);
//! assert!((points[0].mean.unwrap() - 0.39).abs() < 1e-12 && points[0].p.unwrap() > LEVEL);
//! assert_eq!(points[1].p, Some(1.0 / 20.0));
//! ```

/// α: the share of curves like the null curves that may leave the band.
pub const LEVEL: f64 = 0.05;
/// The least standard deviation that is reckoned with: half of the change of a share that is none.
pub const MIN_DEVIATION: f64 = 0.01;
/// Null curves that a level of 5 % needs.
pub const MIN_CURVES: usize = 19;

/// What null curves are at a point of the curve.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct NullPoint {
    /// m, and s (n - 1 degrees of freedom), of those that are defined.
    pub mean: Option<f64>,
    pub deviation: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub p: Option<f64>,
}

/// Compares a curve with null curves of as many points.
pub fn null_band(observed: &[Option<f64>], nulls: &[Vec<Option<f64>>], level: f64) -> Vec<NullPoint> {
    let at = |k: usize| -> Vec<f64> { nulls.iter().filter_map(|null| null[k]).collect() };
    let mut points: Vec<NullPoint> = (0..observed.len())
        .map(|k| {
            let (mean, deviation) = moments(&at(k));
            NullPoint { mean, deviation, ..NullPoint::default() }
        })
        .collect();
    let rank = (level * (nulls.len() + 1) as f64 + 1e-9).floor() as usize;
    let told = |k: &usize| observed[*k].is_some() && nulls.iter().all(|null| null[*k].is_some());
    let told: Vec<usize> = (0..observed.len()).filter(told).collect();
    if rank == 0 || nulls.len() < 2 || told.is_empty() {
        return points;
    }
    let mut largest = vec![0.0f64; nulls.len()];
    for &k in &told {
        let values = at(k);
        for (i, largest) in largest.iter_mut().enumerate() {
            let others: Vec<f64> = values.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, v)| *v).collect();
            *largest = largest.max(deviation(values[i], moments(&others)));
        }
    }
    let mut sorted = largest.clone();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let c = sorted[rank - 1];
    for k in told {
        let NullPoint { mean, deviation: spread, .. } = points[k];
        let (Some(mean), Some(value)) = (mean, observed[k]) else { continue };
        let own = deviation(value, (Some(mean), spread));
        let as_far = largest.iter().filter(|u| **u >= own).count();
        let half = c * spread.unwrap_or(0.0).max(MIN_DEVIATION);
        points[k].p = Some((1 + as_far) as f64 / (1 + nulls.len()) as f64);
        (points[k].low, points[k].high) = (Some(mean - half), Some(mean + half));
    }
    points
}

/// |x - m| / s
fn deviation(value: f64, (mean, spread): (Option<f64>, Option<f64>)) -> f64 {
    (value - mean.unwrap_or(value)).abs() / spread.unwrap_or(0.0).max(MIN_DEVIATION)
}

/// Mean and standard deviation.
fn moments(values: &[f64]) -> (Option<f64>, Option<f64>) {
    let n = values.len() as f64;
    if values.is_empty() {
        return (None, None);
    }
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (Some(mean), (values.len() > 1).then(|| (squares / (n - 1.0)).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::stats::random::stream;
    use rand::RngExt;
    use rand_distr::StandardNormal;

    fn curves(count: usize, points: usize, of: impl Fn(usize, usize) -> f64) -> Vec<Vec<Option<f64>>> {
        (0..count).map(|i| (0..points).map(|k| Some(of(i, k))).collect()).collect()
    }

    #[test]
    fn nothing_to_compare() {
        assert_eq!(null_band(&[], &[], LEVEL), []);
        assert_eq!(null_band(&[Some(0.5)], &[], LEVEL), [NullPoint::default()]);
        // Too few for the level: moments alone
        let few = null_band(&[Some(0.5)], &curves(18, 1, |i, _| (i % 2) as f64), LEVEL);
        assert_eq!((few[0].mean, few[0].p, few[0].low), (Some(0.5), None, None));
        // A point that one of them lacks does not count; others do.
        let mut nulls = curves(19, 2, |i, _| 0.01 * i as f64);
        nulls[3][0] = None;
        let points = null_band(&[Some(9.0), Some(0.09)], &nulls, LEVEL);
        assert!(points[0].p.is_none() && points[0].mean.is_some() && points[1].p.unwrap() > 0.9);
        assert!(null_band(&[None, None], &nulls, LEVEL).iter().all(|point| point.p.is_none() && point.high.is_none()));
    }

    /// 0, 0.1 ... 1.8: mean 0.9, variance 0.01 · 19 · 20 / 12. The ends deviate most, 0 from 0.1 ... 1.8 of mean 0.95 and variance
    /// 0.01 · 18 · 19 / 12.
    #[test]
    fn by_hand() {
        let nulls = curves(19, 1, |i, _| 0.1 * i as f64);
        let of = |x: f64| null_band(&[Some(x)], &nulls, LEVEL)[0];
        let (spread, c) = ((0.01f64 * 19.0 * 20.0 / 12.0).sqrt(), 0.95 / (0.01f64 * 18.0 * 19.0 / 12.0).sqrt());
        let point = of(0.9);
        assert!((point.mean.unwrap() - 0.9).abs() < 1e-12 && (point.deviation.unwrap() - spread).abs() < 1e-12);
        assert!((point.low.unwrap() - (0.9 - c * spread)).abs() < 1e-12 && point.p == Some(1.0));
        assert!((point.high.unwrap() - (0.9 + c * spread)).abs() < 1e-12);
        // Just within the band as far as both ends, and just out of it farther than all
        let edge = point.high.unwrap();
        assert_eq!((of(edge - 1e-9).p, of(edge + 1e-9).p), (Some(3.0 / 20.0), Some(1.0 / 20.0)));
    }

    /// Where all null curves are the same, less than the least deviation times c is no difference.
    #[test]
    fn points_without_spread() {
        let nulls = curves(19, 2, |i, k| if k == 0 { 0.0 } else { 0.5 + 0.05 * (i % 3) as f64 });
        let points = null_band(&[Some(0.01), Some(0.55)], &nulls, LEVEL);
        assert!(points.iter().all(|point| point.p.unwrap() > LEVEL), "{points:?}");
        let points = null_band(&[Some(0.1), Some(0.55)], &nulls, LEVEL);
        assert!(points[0].p == Some(0.05) && points[1].p.unwrap() > LEVEL, "{points:?}");
    }

    /// Outside of the band at a point is p ≤ α there, for any number of null curves.
    #[test]
    fn band_and_p_are_one() {
        for count in [19, 20, 38, 39, 59, 99] {
            let mut random = stream(7, count as u64);
            let mut draw = || 0.3 + 0.1 * random.sample::<f64, _>(StandardNormal);
            let nulls: Vec<Vec<Option<f64>>> = (0..count).map(|_| (0..5).map(|_| Some(draw())).collect()).collect();
            for _ in 0..50 {
                let observed: Vec<Option<f64>> = (0..5).map(|_| Some(0.3 + 4.0 * (draw() - 0.3))).collect();
                for (point, x) in null_band(&observed, &nulls, LEVEL).iter().zip(&observed) {
                    let out = x.unwrap() < point.low.unwrap() || x.unwrap() > point.high.unwrap();
                    assert_eq!(out, point.p.unwrap() <= LEVEL, "{count} {point:?} {x:?}");
                }
            }
        }
    }

    /// Of 400 curves like the null curves, whose 12 points go together in part, at most 5 % and two standard deviations leave the band.
    #[test]
    fn its_level_holds() {
        let out = (0..400)
            .filter(|at| {
                let mut random = stream(11, *at);
                let mut curve = || -> Vec<Option<f64>> {
                    let all: f64 = random.sample(StandardNormal);
                    (0..12).map(|_| Some(0.1 * (all + random.sample::<f64, _>(StandardNormal)))).collect()
                };
                let nulls: Vec<Vec<Option<f64>>> = (0..19).map(|_| curve()).collect();
                null_band(&curve(), &nulls, LEVEL).iter().any(|point| point.p.unwrap() <= LEVEL)
            })
            .count();
        assert!((5..=28).contains(&out), "{out}");
    }
}
