//! Where a relation breaks: a line of k + 1 straight pieces that meet (segmented, piecewise or broken-stick regression).
//!
//! Model:       y = b0 + b1 x + Σ_j c_j (x - ψ_j)₊ + e,  Var e = σ² / w        \[unit of y\]
//! Fit:         least RSS = Σ w (y - ŷ)² over b, c and the k breaks ψ_1 < ... < ψ_k
//! Number k:    0, then one more while F = ((RSS_k - RSS_{k+1}) / 2) / (RSS_{k+1} / (n - 2 - 2 (k + 1))), the largest over all
//!              places of the breaks, has p < α
//! Interval:    of each break, all ψ with RSS(ψ) ≤ RSS (1 + F_{1, n-p}(0.95) / (n - p)), p = 2 + 2k, everything else fitted
//!              anew (profile likelihood); lowest and highest such ψ        \[unit of x\]
//!
//! Places: every piece, its ends included, holds at least two points, so that the breaks lie between the second and the last
//! but one point and nothing is undetermined. Within this, one break is the true minimum: between two points the lines of
//! both sides, fitted apart, cross or the minimum is at a point (Hudson 1966). Several breaks start from the fit with one
//! less and the best place of one more, and from such fits with a break started over elsewhere; then each in turn moves to
//! its best place wherever that is, found in the same exact way given the others, until none moves; the least is taken. Up to [`POINTS_PER_BREAK`] points carry one break, so that fewer have none.
//!
//! p: F does not follow an F distribution, as a break that is not there has no place (Davies 1987, Andrews 1993). It is the
//! share, (1 + those as large) / (1 + draws), of data drawn from the fit with k breaks and normal errors of its variance
//! (n - 2 - 2k in the denominator) that give F as large, fitted in the same way (parametric bootstrap). A seed repeats it.
//!
//! Points with an RSS up to [`EXACT`] of Σ w y² lie on the fit: what is left is rounding, and no further break is tried.
//! Shapes: x, y and w of n points, x ascending; breaks, slopes and intervals in order of x. Points without a value or a weight
//! are left out by the caller. Units: ψ that of x, slopes that of y per unit of x. Range: ψ within the points; p in (0, 1].
//!
//! Sources: Toms and Lesperance 2003, Ecology 84, 2034 (thresholds in ecology); Hudson 1966, J. Am. Stat. Assoc. 61, 1097;
//! Muggeo 2003, Stat. Med. 22, 3055; Davies 1987, Biometrika 74, 33; Andrews 1993, Econometrica 61, 821.
//!
//! ```
//! use pitscape::kernels::stats::breaks::{Options, fit};
//! // Rings of 1 km; their means rise by 10 t/ha a km up to 4 km, and by nothing beyond
//! let x: Vec<f64> = (0..12).map(|ring| 0.5 + f64::from(ring)).collect();
//! let y: Vec<f64> = x.iter().map(|x| 80.0 + 10.0 * x.min(4.0)).collect();
//! let fit = fit(&x, &y, &[1.0; 12], &Options::default()).unwrap();
//! assert_eq!(fit.breaks.len(), 1);
//! assert!((fit.breaks[0].at - 4.0).abs() < 1e-9 && fit.breaks[0].p == 0.001);
//! assert!((fit.slopes[0] - 10.0).abs() < 1e-9 && fit.slopes[1].abs() < 1e-9);
//! assert!((fit.fitted(1.0) - 90.0).abs() < 1e-9);
//! ```

mod fit;
mod line;

use super::random::stream;
use crate::kernels::GoOn;
use fit::{BreakFit, Data};
use line::LineEquations;
use rand::RngExt;
use rand_distr::StandardNormal;
use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// A break is taken below this p. Noise alone then has one in about 1 of 100 maps: at the usual 0.05 it would have one in
/// about 1 of 20, and a level zone that is not there is worse than one that is missed.
pub const ALPHA: f64 = 0.01;

/// Points that carry one break.
pub const POINTS_PER_BREAK: usize = 8;

/// A residual sum of squares up to this share of Σ w y² is rounding.
pub const EXACT: f64 = 1e-20;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// At most so many breaks, and at most one per [`POINTS_PER_BREAK`] points.
    pub max_breaks: usize,
    pub alpha: f64,
    /// Data drawn for each p.
    pub draws: usize,
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options { max_breaks: usize::MAX, alpha: ALPHA, draws: 999, seed: 1 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Break {
    pub at: f64,
    /// Ends of the 95 % interval; `None` where it goes on to the end of the points, or to a neighbouring break that leaves
    /// no room.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Of the test that brought this break. Later breaks may have moved it.
    pub p: f64,
}

/// A test of one more break.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// How many breaks one more would make.
    pub breaks: usize,
    /// Infinite where the points lie on the fit with one more.
    pub f: f64,
    pub p: f64,
}

/// Why there is no further break.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stop {
    /// The last test has p ≥ α.
    Rejected,
    /// The points lie on the fit.
    Exact,
    /// There are as many breaks as the points may carry, or as the options allow.
    Most,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    pub breaks: Vec<Break>,
    /// Of each piece, one more than breaks; unit of y per unit of x.
    pub slopes: Vec<f64>,
    /// The first piece at x = 0.
    pub intercept: f64,
    /// Σ w (y - ŷ)²
    pub rss: f64,
    /// All tests in their order; the last one is of a break that is not there if `stop` is [`Stop::Rejected`].
    pub tests: Vec<Test>,
    pub stop: Stop,
}

impl Fit {
    pub fn fitted(&self, x: f64) -> f64 {
        let start = self.intercept + self.slopes[0] * x;
        let bends = self.breaks.iter().zip(self.slopes.windows(2));
        start + bends.map(|(bend, slopes)| (slopes[1] - slopes[0]) * (x - bend.at).max(0.0)).sum::<f64>()
    }

    /// p of the break that was tried and not taken.
    pub fn rejected_p(&self) -> Option<f64> {
        self.tests.last().filter(|_| self.stop == Stop::Rejected).map(|test| test.p)
    }
}

/// The fit, with as many breaks as the data show. `None` for fewer than two points.
///
/// x ascends; weights are 1 / variance but for a factor (the area of a ring), and positive; all is finite.
pub fn fit(x: &[f64], y: &[f64], weights: &[f64], options: &Options) -> Option<Fit> {
    fit_while(x, y, weights, options, &|| true).flatten()
}

/// As [`fit`]; `None` where `go_on` says no, which is asked at every draw and every place of an interval.
pub fn fit_while(x: &[f64], y: &[f64], weights: &[f64], options: &Options, go_on: GoOn<'_>) -> Option<Option<Fit>> {
    let n = x.len();
    assert!(y.len() == n && weights.len() == n, "x, y and weights belong together");
    assert!(x.iter().chain(y).all(|value| value.is_finite()), "points are finite");
    assert!(x.windows(2).all(|pair| pair[0] < pair[1]), "x ascends");
    assert!(weights.iter().all(|weight| weight.is_finite() && *weight > 0.0), "weights are positive");
    if n < 2 {
        return Some(None);
    }
    let largest = |values: &[f64]| values.iter().fold(0.0f64, |largest, value| largest.max(value.abs()));
    let (width, height, heavy) =
        (x[n - 1] - x[0], Some(largest(y)).filter(|y| *y > 0.0).unwrap_or(1.0), largest(weights));
    let t: Vec<f64> = x.iter().map(|at| (at - x[0]) / width).collect();
    let roots: Vec<f64> = weights.iter().map(|weight| (weight / heavy).sqrt()).collect();
    let rows = (0..n).map(|i| [roots[i] * t[i], roots[i], roots[i] * y[i] / height]).collect();
    let data = Data { t, rows };

    let most = options.max_breaks.min(n / POINTS_PER_BREAK);
    let rounding = EXACT * data.rows.iter().map(|row| row[2] * row[2]).sum::<f64>();
    let mut found = data.line();
    let (mut tests, mut left) = (Vec::new(), Vec::new());
    let stop = loop {
        let k = found.at.len();
        if found.rss <= rounding {
            break Stop::Exact;
        }
        let more = (k < most).then(|| data.one_more(&found, 0.0, &mut left)).flatten();
        let Some(more) = more else { break Stop::Most };
        let ratio = if more.rss <= rounding { f64::INFINITY } else { found.rss / more.rss };
        let p = p_value(&data, &found, ratio, options, go_on)?;
        let f = (ratio - 1.0) * (n - 4 - 2 * k) as f64 / 2.0;
        tests.push(Test { breaks: k + 1, f, p });
        if p >= options.alpha {
            break Stop::Rejected;
        }
        found = more;
    };

    let (slopes, level) = data.lines(&found.at);
    let slopes: Vec<f64> = slopes.iter().map(|slope| slope * height / width).collect();
    let place = |t: f64| x[0] + t * width;
    let breaks = (0..found.at.len())
        .into_par_iter()
        .map(|j| {
            let [low, high] = interval(&data, &found, j, rounding, go_on)?.map(|end| end.map(place));
            Some(Break { at: place(found.at[j]), low, high, p: tests[found.step[j]].p })
        })
        .collect::<Option<Vec<Break>>>()?;
    let intercept = level * height - slopes[0] * x[0];
    let mut fit = Fit { breaks, slopes, intercept, rss: 0.0, tests, stop };
    fit.rss = (0..n).map(|i| weights[i] * (y[i] - fit.fitted(x[i])).powi(2)).sum();
    Some(Some(fit))
}

/// How often noise around a fit improves by one more break as much as the data did: by `ratio` of the sums of squares, which
/// is F but for constants.
fn p_value(data: &Data, found: &BreakFit, ratio: f64, options: &Options, go_on: GoOn<'_>) -> Option<f64> {
    let k = found.at.len();
    let deviation = (found.rss / (data.t.len() - 2 - 2 * k) as f64).sqrt();
    let (slopes, level) = data.lines(&found.at);
    let fitted: Vec<f64> =
        data.t.iter().zip(&data.rows).map(|(t, row)| row[1] * value(&found.at, &slopes, level, *t)).collect();
    let draws = (0..options.draws as u64).into_par_iter();
    let as_large = draws.map_init(
        || (data.clone(), Vec::new()),
        |(drawn, left), draw| {
            let mut random = stream(options.seed, (k as u64) << 32 | draw);
            for (row, fitted) in drawn.rows.iter_mut().zip(&fitted) {
                row[2] = fitted + deviation * random.sample::<f64, _>(StandardNormal);
            }
            let mut null = BreakFit { rss: drawn.rss(&found.at), ..found.clone() };
            drawn.settle(&mut null, left);
            let enough = null.rss / ratio;
            let more = drawn.one_more(&null, enough, left);
            go_on().then_some(usize::from(more.is_some_and(|more| more.rss <= enough)))
        },
    );
    let as_large = as_large.try_reduce(|| 0, |one, other| Some(one + other))?;
    Some((1 + as_large) as f64 / (1 + options.draws) as f64)
}

fn value(breaks: &[f64], slopes: &[f64], level: f64, t: f64) -> f64 {
    let bends = breaks.iter().zip(slopes.windows(2));
    level + slopes[0] * t + bends.map(|(at, slopes)| (slopes[1] - slopes[0]) * (t - at).max(0.0)).sum::<f64>()
}

/// Steps between two points in which an interval's ends are looked for, before they are closed in on.
const STEPS: usize = 4;

/// Lower and upper end of the 95 % interval of break j.
fn interval(data: &Data, found: &BreakFit, j: usize, rounding: f64, go_on: GoOn<'_>) -> Option<[Option<f64>; 2]> {
    let (t, n, parameters) = (&data.t, data.t.len(), 2 + 2 * found.at.len());
    if n <= parameters {
        return Some([None; 2]);
    }
    if found.rss <= rounding {
        return Some([Some(found.at[j]); 2]);
    }
    let degrees = (n - parameters) as f64;
    let most = found.rss * (1.0 + quantile_f1(degrees) / degrees);
    let mut left = Vec::new();
    let mut toward = |up: bool| {
        let step = |i: usize| (0..STEPS).map(move |s| (i, s as f64 / STEPS as f64));
        let mut places: Vec<f64> = (1..n - 2).flat_map(step).map(|(i, s)| t[i] + s * (t[i + 1] - t[i])).collect();
        places.push(t[n - 2]);
        places.retain(|place| if up { *place > found.at[j] } else { *place < found.at[j] });
        if !up {
            places.reverse();
        }
        let (mut stopped, mut way) = (false, places.into_iter());
        let way = std::iter::from_fn(|| {
            stopped = !go_on();
            if stopped { None } else { way.next() }
        });
        let end = end(data, found, j, way, most, &mut left);
        (!stopped).then_some(end)
    };
    Some([toward(false)?, toward(true)?])
}

/// The last of the places, on the way outward from break j, up to which there are sums of squares of at most `most`; `None`
/// where that is the end of the way.
fn end(
    data: &Data,
    found: &BreakFit,
    j: usize,
    places: impl Iterator<Item = f64>,
    most: f64,
    left: &mut Vec<LineEquations>,
) -> Option<f64> {
    let (mut inner, mut outer) = ((found.at.clone(), found.at[j]), None);
    let mut breaks = found.at.clone();
    for place in places {
        let Some((others, rss)) = data.held(&breaks, j, place, left) else { break };
        breaks = others;
        if rss <= most {
            (inner, outer) = ((breaks.clone(), place), None);
        } else if outer.is_none() {
            outer = Some(place);
        }
    }
    let ((mut breaks, mut inner), mut outer) = (inner, outer?);
    while (outer - inner).abs() > 1e-9 {
        let place = 0.5 * (inner + outer);
        match data.held(&breaks, j, place, left) {
            Some((others, rss)) if rss <= most => (breaks, inner) = (others, place),
            _ => outer = place,
        }
    }
    Some(inner)
}

/// The 95 % point of F with 1 and some degrees of freedom: the square of Student's t at 97.5 %.
fn quantile_f1(degrees: f64) -> f64 {
    let student = StudentsT::new(0.0, 1.0, degrees).expect("degrees of freedom are positive");
    student.inverse_cdf(0.975).powi(2)
}

#[cfg(test)]
mod tests;
