//! How alike values are by their distance, from their variogram, without a model.
//!
//! C(h) = s - γ(h) up to the first distance r with γ(r) ≥ s, linear between bins, and 0 beyond        \[unit of the values, squared\]
//!        r is at most [`TAIL`] times the first distance with γ ≥ (1 - [`GONE`]) s: beyond, chance alone decides
//! C(0) = s, the sill: the variance of the values over (1 - A / S), as their own mean is not that of the process
//! A = 2π ∫ C(h) / s h dh, the integral area; S the area that the values lie on. S / A values would be independent.
//! Correlation length: the first distance at which C(h) ≤ [`GONE`] s
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

/// Times that sill and integral area are found anew from each other.
const ROUNDS: usize = 20;

#[derive(Debug, Clone, PartialEq)]
pub struct Covariance {
    /// Distance and C there, from 0 on; it ends with a C of 0.
    steps: Vec<(f64, f64)>,
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
        Some(Covariance { length, independent: 1.0 / share, steps })
    }

    pub fn at(&self, distance: f64) -> f64 {
        let next = self.steps.partition_point(|(at, _)| *at <= distance);
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
    let (from, high) = inner.clone().last().unwrap_or((0.0, sill));
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
