//! From which size of window on the share of the nugget in the sill stays as it is.
//!
//! For one metric, q_i is nugget / sill of the variogram of its values in windows of radius r_i, r_1 < ... < r_n.
//!
//! Step:      d_j = |q_j - q_{j-1}| / log2(r_j / r_{j-1}), the change per doubling of the radius
//! Tolerance: t_j = max(tau (max q - min q), eps, 2 se_j), se_j the standard error of that change by the jackknife over blocks
//! Stable:    r_i with i ≤ n - 2 (two later radii are witnesses) and d_j ≤ t_j for all j > i
//!
//! The first stable radius is the metric's; of several metrics the largest is chosen. Where a metric has none there is a
//! [`Verdict`] in its place. Windows that overlap share cells, so that neighbouring values are alike whatever the map, and q falls
//! with the radius on maps without pattern too: [`super::null_band`] tells whether a curve differs from theirs. One that does not has
//! no radius ([`Judged::against`]). Nor has one without standard errors: what looks like no change may be noise.
//!
//! Sources: the study reads the radius off a plot (Chang et al. 2024); no source defines "stable" by a number. Journel and
//! Huijbregts 1978, ch. II: the nugget of a regularised variable falls with the size of its support, and the range grows by it;
//! Cambardella et al. 1994, Soil Sci. Soc. Am. J. 58, 1501 for nugget / sill; Wu 2004, Landscape Ecol. 19, 125 for scales.
//!
//! ```
//! use pitscape::kernels::windows::window_scale::{DEFAULT, Scale, Verdict, judge};
//! let scale = |(radius, q): (f64, f64)| Scale { radius, nugget_sill: Some(q), ..Scale::default() };
//! let scales: Vec<Scale> = [(30.0, 0.4), (60.0, 0.2), (120.0, 0.1), (240.0, 0.1), (480.0, 0.1)].map(scale).to_vec();
//! let judged = judge(&scales, DEFAULT);
//! assert_eq!((judged.verdict, judged.radius), (Verdict::Stable, Some(120.0)));
//! ```

use crate::kernels::geostatistics::variogram_fit::jackknife;

/// What the variogram of one metric in windows of one radius gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scale {
    /// More than that of the scale before.
    pub radius: f64,
    /// nugget / sill, 0 to 1. `None` where there is no variance.
    pub nugget_sill: Option<f64>,
    /// The same without each block of a jackknife; blocks are the same for all radii. Empty without a jackknife.
    pub left_out: Vec<Option<f64>>,
    /// The nugget is at its bound 0.
    pub no_nugget: bool,
    /// The effective range is beyond the cutoff, or a straight line fits better: the sill is not in sight.
    pub unbounded: bool,
}

/// What counts as no change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    /// tau: share of the spread of q over all radii
    pub share: f64,
    /// eps: change of q per doubling
    pub min_change: f64,
}

pub const DEFAULT: Tolerance = Tolerance { share: 0.10, min_change: 0.02 };
/// Those that choices are tried with, beside others.
pub const SHARES: [f64; 3] = [0.05, 0.10, 0.20];
pub const MIN_CHANGES: [f64; 3] = [0.01, 0.02, 0.05];

/// Radii that stability is witnessed by.
const WITNESSES: usize = 2;
/// Radii that a choice needs.
pub const MIN_RADII: usize = 5;
/// q below it is no nugget.
const NO_NUGGET: f64 = 0.01;

/// In the order of what a choice of several metrics comes to where none has a radius.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// q hardly differs between the radii: its spread is below eps.
    Flat,
    /// There is no nugget at half of the radii, or more: no share of it to follow.
    Degenerate,
    /// The sill is out of sight at half of the radii, or more.
    Unbounded,
    /// There would be a radius, but a map without pattern has the same curve of q.
    Overlap,
    /// There may be a radius, but not one to rely on.
    Undetermined,
    /// There is a radius.
    Stable,
    /// q still changes at the last radii.
    NotReached,
}

impl Verdict {
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Flat => "FLAT",
            Verdict::Degenerate => "DEGENERATE",
            Verdict::Unbounded => "UNBOUNDED",
            Verdict::Overlap => "WINDOW OVERLAP",
            Verdict::Undetermined => "NOT DETERMINED",
            Verdict::Stable => "STABLE",
            Verdict::NotReached => "NOT REACHED",
        }
    }
}

/// A radius, and the change of q up to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// d and t, of q per doubling; `None` at the first radius, or where a q is unknown.
    pub change: Option<f64>,
    pub tolerance: Option<f64>,
    /// `None` for the last two, which have no witnesses.
    pub stable: Option<bool>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub steps: Vec<Step>,
    pub verdict: Verdict,
    /// The first stable radius, where the verdict is that there is one.
    pub radius: Option<f64>,
}

/// Judges one metric over its radii.
pub fn judge(scales: &[Scale], tolerance: Tolerance) -> Judged {
    let n = scales.len();
    let spread = spread(scales);
    let share = tolerance.share * spread.unwrap_or(0.0);
    let mut steps = vec![Step { change: None, tolerance: None, stable: None }; n];
    for j in 1..n {
        let [before, here] = [&scales[j - 1], &scales[j]];
        let doublings = (here.radius / before.radius).log2();
        let change = |a: Option<f64>, b: Option<f64>| Some((b? - a?) / doublings);
        let left_out = before.left_out.iter().zip(&here.left_out).filter_map(|(a, b)| change(*a, *b));
        let error = 2.0 * jackknife(left_out).unwrap_or(0.0);
        steps[j].change = change(before.nugget_sill, here.nugget_sill).map(f64::abs);
        steps[j].tolerance = steps[j].change.map(|_| share.max(tolerance.min_change).max(error));
    }
    let mut still = true;
    for i in (0..n).rev() {
        if i + WITNESSES < n {
            steps[i].stable = Some(still);
        }
        still &= steps[i].change.zip(steps[i].tolerance).is_some_and(|(change, tolerance)| change <= tolerance);
    }
    let first = steps.iter().position(|step| step.stable == Some(true));
    let half = |of: fn(&Scale) -> bool| 2 * scales.iter().filter(|scale| of(scale)).count() >= n;
    let verdict = if spread.is_some_and(|spread| spread < tolerance.min_change) {
        Verdict::Flat
    } else if half(|scale| scale.no_nugget || scale.nugget_sill.is_none_or(|q| q < NO_NUGGET)) {
        Verdict::Degenerate
    } else if half(|scale| scale.unbounded) {
        Verdict::Unbounded
    } else if first.is_some() {
        Verdict::Stable
    } else {
        Verdict::NotReached
    };
    let radius = first.filter(|_| verdict == Verdict::Stable).map(|i| scales[i].radius);
    Judged { steps, verdict, radius }
}

impl Judged {
    /// What is left of it beside maps without pattern, from which it `differs`: of one that does not, no radius.
    pub fn against(self, differs: bool) -> Judged {
        if differs || self.verdict != Verdict::Stable {
            return self;
        }
        Judged { verdict: Verdict::Overlap, radius: None, ..self }
    }

    /// What is left of it as it is `sure`, or not: of one that is not, no radius.
    pub fn as_sure(self, sure: bool) -> Judged {
        if sure || self.verdict != Verdict::Stable {
            return self;
        }
        Judged { verdict: Verdict::Undetermined, radius: None, ..self }
    }
}

/// max q - min q
fn spread(scales: &[Scale]) -> Option<f64> {
    let q = || scales.iter().filter_map(|scale| scale.nugget_sill);
    Some(q().reduce(f64::max)? - q().reduce(f64::min)?)
}

/// What one rule gives for several metrics: the largest of their radii, but none as long as one of them is not reached.
/// Metrics that are flat, degenerate or unbounded have no say where another one has a radius.
pub fn combine<'a>(metrics: impl IntoIterator<Item = &'a Judged>) -> (Verdict, Option<f64>) {
    let (mut verdict, mut radius) = (Verdict::Flat, None);
    for judged in metrics {
        verdict = verdict.max(judged.verdict);
        radius = judged.radius.into_iter().chain(radius).reduce(f64::max);
    }
    (verdict, radius.filter(|_| verdict == Verdict::Stable))
}

/// The most frequent of some outcomes and its share; of equally frequent ones `preferred`, or else the first.
pub fn mode<T: Copy + PartialEq>(outcomes: &[T], preferred: T) -> Option<(T, f64)> {
    let times = |one: &T| outcomes.iter().filter(|other| *other == one).count();
    let first = outcomes.iter().rev().max_by_key(|one| (times(one), **one == preferred))?;
    Some((*first, times(first) as f64 / outcomes.len() as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RADII: [f64; 6] = [30.0, 60.0, 120.0, 240.0, 480.0, 960.0];

    fn scales(q: &[f64]) -> Vec<Scale> {
        let scale = |(radius, q): (&f64, &f64)| Scale { radius: *radius, nugget_sill: Some(*q), ..Scale::default() };
        RADII.iter().zip(q).map(scale).collect()
    }

    fn verdict(scales: &[Scale]) -> (Verdict, Option<f64>) {
        let judged = judge(scales, DEFAULT);
        (judged.verdict, judged.radius)
    }

    #[test]
    fn nothing() {
        assert_eq!(verdict(&[]), (Verdict::Degenerate, None));
        assert_eq!(verdict(&scales(&[0.5])), (Verdict::Flat, None));
        let unknown = vec![Scale { radius: 1.0, ..Scale::default() }, Scale { radius: 2.0, ..Scale::default() }];
        assert_eq!(verdict(&unknown), (Verdict::Degenerate, None));
        assert_eq!(combine([]), (Verdict::Flat, None));
        assert_eq!(mode(&[0; 0], 1), None);
    }

    #[test]
    fn by_hand() {
        // Spread 0.5, so that 0.05 per doubling is no change
        let q = [0.7, 0.45, 0.25, 0.21, 0.2, 0.21];
        let judged = judge(&scales(&q), DEFAULT);
        assert_eq!((judged.verdict, judged.radius), (Verdict::Stable, Some(120.0)));
        let changes: Vec<Option<f64>> = judged.steps.iter().map(|step| step.change).collect();
        let expected = [f64::NAN, 0.25, 0.2, 0.04, 0.01, 0.01];
        assert!(changes[0].is_none() && (1..6).all(|i| (changes[i].unwrap() - expected[i]).abs() < 1e-12));
        assert!(judged.steps[1..].iter().all(|step| (step.tolerance.unwrap() - 0.05).abs() < 1e-12));
        let stable: Vec<Option<bool>> = judged.steps.iter().map(|step| step.stable).collect();
        assert_eq!(stable, [Some(false), Some(false), Some(true), Some(true), None, None]);
        // A tenth of it is one
        assert_eq!(judge(&scales(&q), Tolerance { share: 0.05, min_change: 0.01 }).radius, Some(240.0));
    }

    #[test]
    fn steps_are_per_doubling() {
        // 30 to 50 is 0.737 doublings, 250 to 300 is 0.263
        let scale = |radius: f64, q: f64| Scale { radius, nugget_sill: Some(q), ..Scale::default() };
        let judged = judge(&[scale(30.0, 0.5), scale(50.0, 0.4), scale(100.0, 0.3)], DEFAULT);
        assert!((judged.steps[1].change.unwrap() - 0.1 / (50.0f64 / 30.0).log2()).abs() < 1e-12);
        assert!((judged.steps[2].change.unwrap() - 0.1).abs() < 1e-12);
    }

    #[test]
    fn all_later_steps_count() {
        assert_eq!(verdict(&scales(&[0.6, 0.3, 0.3, 0.3, 0.1, 0.1])), (Verdict::NotReached, None));
        assert_eq!(verdict(&scales(&[0.6, 0.3, 0.3, 0.1, 0.1, 0.1])), (Verdict::Stable, Some(240.0)));
        assert_eq!(verdict(&scales(&[0.6, 0.3, 0.3, 0.3, 0.3, 0.1])), (Verdict::NotReached, None));
    }

    #[test]
    fn verdicts() {
        assert_eq!(verdict(&scales(&[0.31, 0.3, 0.3, 0.3, 0.3, 0.315])).0, Verdict::Flat);
        assert_eq!(verdict(&scales(&[0.0; 6])).0, Verdict::Flat);
        assert_eq!(verdict(&scales(&[0.5, 0.3, 0.1, 0.005, 0.0, 0.0])).0, Verdict::Degenerate);
        let mut some = scales(&[0.5, 0.3, 0.2, 0.2, 0.2, 0.2]);
        some.iter_mut().skip(4).for_each(|scale| scale.no_nugget = true);
        assert_eq!(verdict(&some), (Verdict::Stable, Some(120.0)));
        some[3].no_nugget = true;
        assert_eq!(verdict(&some).0, Verdict::Degenerate);
        let mut some = scales(&[0.5, 0.3, 0.2, 0.2, 0.2, 0.2]);
        some.iter_mut().skip(4).for_each(|scale| scale.unbounded = true);
        assert_eq!(verdict(&some).0, Verdict::Stable);
        some[0].unbounded = true;
        assert_eq!(verdict(&some), (Verdict::Unbounded, None));
        // A step that is unknown is no sign of stability
        let mut some = scales(&[0.5, 0.3, 0.2, 0.2, 0.2, 0.2]);
        some[4].nugget_sill = None;
        assert_eq!(verdict(&some), (Verdict::NotReached, None));
    }

    #[test]
    fn what_the_jackknife_cannot_tell_apart_is_no_change() {
        let mut some = scales(&[0.6, 0.5, 0.4, 0.3, 0.2, 0.1]);
        assert_eq!(verdict(&some), (Verdict::NotReached, None));
        // Shares that go up and down together are well apart.
        let up = |k: usize| 0.1 * (k as f64 - 7.5);
        some.iter_mut().for_each(|s| s.left_out = (0..16).map(|k| Some(s.nugget_sill.unwrap() + up(k))).collect());
        assert_eq!(verdict(&some), (Verdict::NotReached, None));
        // Each for itself: errors of √(15/16 Σ ...)
        let down = |i: usize, k: usize| if i.is_multiple_of(2) { up(k) } else { -up(k) };
        for (i, scale) in some.iter_mut().enumerate() {
            scale.left_out = (0..16).map(|k| Some(scale.nugget_sill.unwrap() + down(i, k))).collect();
        }
        let sum: f64 = (0..16).map(|k| (2.0 * up(k)).powi(2)).sum();
        let judged = judge(&some, DEFAULT);
        assert!((judged.steps[1].tolerance.unwrap() - 2.0 * (15.0 / 16.0 * sum).sqrt()).abs() < 1e-12);
        assert_eq!((judged.verdict, judged.radius), (Verdict::Stable, Some(30.0)));
    }

    #[test]
    fn several_metrics() {
        let stable = |radius: f64| Judged { steps: vec![], verdict: Verdict::Stable, radius: Some(radius) };
        let other = |verdict: Verdict| Judged { steps: vec![], verdict, radius: None };
        let all = |judged: &[Judged]| combine(judged);
        assert_eq!(all(&[stable(50.0), stable(200.0), stable(100.0)]), (Verdict::Stable, Some(200.0)));
        assert_eq!(all(&[stable(50.0), other(Verdict::Unbounded)]), (Verdict::Stable, Some(50.0)));
        assert_eq!(all(&[stable(50.0), other(Verdict::NotReached)]), (Verdict::NotReached, None));
        assert_eq!(all(&[other(Verdict::Flat), other(Verdict::Degenerate)]), (Verdict::Degenerate, None));
    }

    #[test]
    fn a_radius_needs_a_pattern_and_errors() {
        let of = |q: &[f64]| judge(&scales(q), DEFAULT);
        let (stable, reached) = (of(&[0.6, 0.3, 0.3, 0.3, 0.3, 0.3]), of(&[0.6, 0.5, 0.4, 0.3, 0.2, 0.1]));
        assert_eq!(stable.clone().against(true), stable);
        assert_eq!(stable.clone().as_sure(true), stable);
        let left = |judged: Judged| (judged.verdict, judged.radius);
        assert_eq!(left(stable.clone().against(false)), (Verdict::Overlap, None));
        assert_eq!(left(stable.clone().as_sure(false)), (Verdict::Undetermined, None));
        assert_eq!(left(stable.clone().against(false).as_sure(false)), (Verdict::Overlap, None));
        assert_eq!(reached.clone().against(false).as_sure(false), reached);
        // It has no say where another metric has a radius, and where none has it says more than one without a nugget.
        let overlap = stable.clone().against(false);
        assert_eq!(combine([&stable, &overlap]), (Verdict::Stable, Some(60.0)));
        assert_eq!(combine([&of(&[0.0; 6]), &overlap]), (Verdict::Overlap, None));
    }

    #[test]
    fn the_most_frequent() {
        assert_eq!(mode(&[1, 2, 2, 3], 1), Some((2, 0.5)));
        assert_eq!(mode(&[1, 2, 2, 1], 2), Some((2, 0.5)));
        assert_eq!(mode(&[1, 2, 2, 1], 1), Some((1, 0.5)));
        assert_eq!(mode(&[4, 2, 2, 4], 7), Some((4, 0.5)));
    }

    proptest! {
        #[test]
        fn more_tolerance_never_chooses_more(q in prop::collection::vec(0.05f64..1.0, 6)) {
            let of = |share, min_change| judge(&scales(&q), Tolerance { share, min_change });
            let (strict, mild) = (of(0.05, 0.02), of(0.2, 0.02));
            if let (Some(a), Some(b)) = (strict.radius, mild.radius) {
                prop_assert!(b <= a);
            }
            prop_assert!(!(strict.verdict == Verdict::Stable && mild.verdict == Verdict::NotReached));
        }
    }
}
