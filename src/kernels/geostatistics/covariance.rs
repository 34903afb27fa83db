//! How alike values are by their distance, from their variogram, without a model.
//!
//! C(h) = s - γ(h) up to the first distance r with γ(r) ≥ s, linear between bins, and 0 beyond        \[unit of the values, squared\]
//!        r is at most `TAIL` times the first distance with γ ≥ (1 - [`GONE`]) s: beyond, chance alone decides
//! C(0) = s, the sill: the variance of the values over (1 - A / S), as their own mean is not that of the process
//! A = 2π ∫ C(h) / s h dh, the integral area; S the area that the values lie on. S / A values would be independent.
//! Correlation length: the first distance at which C(h) ≤ [`GONE`] s
//!
//! It ends at r: where the line through the last two bins meets the sill, or at the bin that follows.
//!
//! Shapes: bins of a variogram, in order of distance; one function. Range: C ≤ s. `None` where values do not vary, or where the
//! variogram does not reach the sill within its bins: values are alike as far as it looks, and nothing can be said of others.
//!
//! Sources: Chilès and Delfiner 2012, Geostatistics, 2.3.5 (integral range, variance of the mean over a domain); Yaglom 1987.

use super::variogram::Bin;
use std::f64::consts::PI;

/// Share of the sill that counts as no correlation.
pub const GONE: f64 = 0.05;

/// How far C is followed once it is gone.
const TAIL: f64 = 1.5;

/// Equal parts of the reach, so that a distance is found without a search.
const PARTS: usize = 1024;

/// Times that sill and integral area are found anew from each other.
const ROUNDS: usize = 20;

#[derive(Debug, Clone, PartialEq)]
pub struct Covariance {
    /// Distance and C there, from 0 on; it ends with a C of 0.
    steps: Vec<(f64, f64)>,
    /// Of equal parts of the reach, the first step beyond the start of each.
    first: Vec<usize>,
    /// Correlation length
    pub length: f64,
    /// S / A
    pub independent: f64,
}

impl Covariance {
    /// Of values with a variance that lie on an area, in the unit of distance, squared.
    pub fn of(bins: &[Bin], variance: f64, area: f64) -> Option<Covariance> {
        if !(variance > 0.0 && area > 0.0) {
            return None;
        }
        let mut sill = variance;
        let mut found = None;
        for _ in 0..ROUNDS {
            let steps = steps(bins, sill)?;
            let share = (integral_area(&steps) / area).min(0.9);
            let next = variance / (1.0 - share);
            let settled = (next - sill).abs() <= 1e-9 * sill;
            sill = next;
            found = Some((steps, share));
            if settled {
                break;
            }
        }
        let (steps, share) = found?;
        let gone = steps.windows(2).find(|pair| pair[1].1 <= GONE * steps[0].1)?;
        let ((from, high), (to, low)) = (gone[0], gone[1]);
        let length = from + (to - from) * (high - GONE * steps[0].1) / (high - low);
        let reach = steps[steps.len() - 1].0;
        let start = |part: usize| reach * part as f64 / PARTS as f64 * (1.0 - 1e-12);
        let first = (0..PARTS).map(|part| steps.partition_point(|(at, _)| *at <= start(part))).collect();
        Some(Covariance { length, independent: 1.0 / share, steps, first })
    }

    pub fn at(&self, distance: f64) -> f64 {
        let part = (distance / self.reach() * PARTS as f64) as usize;
        let Some(mut next) = self.first.get(part).copied() else { return 0.0 };
        while self.steps.get(next).is_some_and(|(at, _)| *at <= distance) {
            next += 1;
        }
        let Some((to, low)) = self.steps.get(next) else { return 0.0 };
        let (from, high) = self.steps[next - 1];
        high + (low - high) * (distance - from) / (to - from)
    }

    /// Beyond it C is 0.
    pub fn reach(&self) -> f64 {
        self.steps[self.steps.len() - 1].0
    }
}

/// `None` where the sill is out of sight.
fn steps(bins: &[Bin], sill: f64) -> Option<Vec<(f64, f64)>> {
    let near = bins.iter().position(|bin| bin.gamma >= (1.0 - GONE) * sill)?;
    let tail = bins[near..].iter().take_while(|bin| bin.gamma < sill && bin.dist <= TAIL * bins[near].dist);
    let end = near + tail.count();
    let inner = bins[..end].iter().map(|bin| (bin.dist, sill - bin.gamma));
    let (from, high) = inner.clone().next_back().unwrap_or((0.0, sill));
    // Where the line through the last two bins meets the sill, or at the bin that follows
    let zero = bins.get(end).map_or(from, |bin| {
        let share = high / (high - (sill - bin.gamma));
        if share.is_finite() && (0.0..=1.0).contains(&share) { from + share * (bin.dist - from) } else { bin.dist }
    });
    let closed = (zero > from).then_some((zero, 0.0));
    let mut steps: Vec<(f64, f64)> = [(0.0, sill)].into_iter().chain(inner).chain(closed).collect();
    if let Some(last) = steps.last_mut() {
        last.1 = 0.0;
    }
    Some(steps)
}

/// 2π ∫ ρ(h) h dh of a function that is linear between steps.
fn integral_area(steps: &[(f64, f64)]) -> f64 {
    let part = |pair: &[(f64, f64)]| {
        let ((a, high), (b, low)) = (pair[0], pair[1]);
        // ∫ (high + slope (h - a)) h dh
        let slope = if b > a { (low - high) / (b - a) } else { 0.0 };
        let level = high - slope * a;
        level * (b * b - a * a) / 2.0 + slope * (b.powi(3) - a.powi(3)) / 3.0
    };
    2.0 * PI * steps.windows(2).map(part).sum::<f64>() / steps[0].1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bins(gamma: impl Fn(f64) -> f64, count: usize) -> Vec<Bin> {
        let bin =
            |k: usize| Bin { direction: None, bin: k, np: 100, dist: k as f64 + 1.0, gamma: gamma(k as f64 + 1.0) };
        (0..count).map(bin).collect()
    }

    #[test]
    fn a_line_down_to_nothing_by_hand() {
        // ρ = 1 - h / 10: 2π ∫ (h - h² / 10) dh up to 10 is 2π (50 - 1000 / 30)
        let linear = bins(|h| (h / 10.0f64).min(1.0) * 4.0, 20);
        let area = 2.0 * PI * (50.0 - 1000.0 / 30.0);
        let found = Covariance::of(&linear, 4.0 * (1.0 - area / 1e4), 1e4).unwrap();
        assert!((found.at(0.0) - 4.0).abs() < 1e-6 && (found.at(5.0) - 2.0).abs() < 1e-6, "{found:?}");
        assert!((found.reach() - 10.0).abs() < 1e-6 && found.at(10.0) == 0.0 && found.at(25.0) == 0.0);
        assert!((found.length - 9.5).abs() < 1e-6 && (found.independent - 1e4 / area).abs() < 1e-4);
    }

    #[test]
    fn what_is_not_known() {
        assert_eq!(Covariance::of(&bins(|_| 0.0, 5), 0.0, 100.0), None);
        assert_eq!(Covariance::of(&bins(|h| 0.01 * h, 5), 4.0, 100.0), None);
        assert_eq!(Covariance::of(&[], 4.0, 100.0), None);
        // Values that are not alike at all
        let apart = Covariance::of(&bins(|_| 4.0, 5), 4.0, 1e6).unwrap();
        assert!(apart.length < 1.0 && apart.at(0.0) >= 4.0 && apart.at(1.0) < 0.01 && apart.at(2.0) == 0.0);
    }
}
