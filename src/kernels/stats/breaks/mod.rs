//! Where a relation breaks: a line of k + 1 straight pieces that meet (segmented, piecewise or broken-stick regression), where
//! the errors of neighbouring points go together.
//!
//! Model:       y = b0 + b1 x + Σ_j c_j (x - ψ_j)₊ + e,  Cov e = Σ        \[unit of y\]
//! Fit:         least RSS = e' Σ⁻¹ e over b, c and the k breaks ψ_1 < ... < ψ_k (generalised least squares)
//! Number k:    0, then one more while D = RSS_k - RSS_{k+2}, the largest over all places of the breaks, has p ≤ α. Two more, as a
//!              step is two breaks, of which one alone is hardly better than a line; RSS_k - RSS_{k+1} where only one more may be
//! Interval:    of each break, all ψ with RSS(ψ) ≤ RSS + max(χ²_1(0.95), RSS / (n - p) F_{1, n-p}(0.95)), p = 2 + 2k, everything else
//!              fitted anew (profile likelihood); lowest and highest such ψ        \[unit of x\]
//!
//! Places: every piece, its ends included, holds at least two points, so that the breaks lie between the second and the last
//! but one point and nothing is undetermined. Within this, one break is the true minimum: between two points the lines of
//! both sides, fitted apart, cross or the minimum is at a point (Hudson 1966). Several breaks start from the fit with one
//! less and the best place of one more, and from such fits with a break started over elsewhere; then each in turn moves to
//! its best place wherever that is, found in the same exact way given the others, until none moves; the least is taken. Up to [`POINTS_PER_BREAK`] points carry one break, so that fewer have none.
//!
//! p: D has no distribution of a table, as a break that is not there has no place (Davies 1987, Andrews 1993) and errors are
//! correlated. The caller gives draws of the errors alone ([`Chance`]): values that points have where there is no break, as around
//! places elsewhere, or drawn from a normal distribution of covariance Σ. p is the share, (1 + those as large) / (1 + draws), of the
//! draws, each added to the fit with k breaks, that give D as large. It holds whatever Σ is, as the same Σ weighs data and draws; a good
//! one finds more. Errors of slowly changing land hide a slow change of y, and hardly a sudden one: least squares by areas alone would
//! see neither.
//!
//! Points whose residuals are up to [`EXACT`] of y, as sums of squares, lie on the fit: what is left is rounding, and no further break
//! is tried.
//! Shapes: x and y of n points, x ascending; Σ of n x n; draws of n values; breaks, slopes and intervals in order of x. Points without a
//! value are left out by the caller. Units: ψ that of x, slopes that of y per unit of x. Range: ψ within the points; p in (0, 1].
//!
//! Sources: Toms and Lesperance 2003, Ecology 84, 2034 (thresholds in ecology); Hudson 1966, J. Am. Stat. Assoc. 61, 1097;
//! Muggeo 2003, Stat. Med. 22, 3055; Davies 1987, Biometrika 74, 33; Andrews 1993, Econometrica 61, 821; Freedman and Lane 1983, J.
//! Bus. Econ. Stat. 1, 292 (draws added to the fit).
//!
//! ```
//! use nalgebra::DMatrix;
//! use pitscape::kernels::stats::breaks::{Chance, Options, fit};
//! // Rings of 1 km; their means rise by 10 t/ha a km up to 4 km, and by nothing beyond
//! let x: Vec<f64> = (0..12).map(|ring| 0.5 + f64::from(ring)).collect();
//! let y: Vec<f64> = x.iter().map(|x| 80.0 + 10.0 * x.min(4.0)).collect();
//! // Elsewhere they go up and down by 1 t/ha
//! let draws: Vec<Vec<f64>> = (1..100).map(|draw| (1..13).map(|ring| f64::from(draw * ring).sin()).collect()).collect();
//! let chance = Chance { covariance: &(0.5 * DMatrix::identity(12, 12)), observed: &y, draws: &draws };
//! let fit = fit(&x, &y, &chance, &Options::default()).unwrap();
//! assert_eq!(fit.breaks.len(), 1);
//! assert!((fit.breaks[0].at - 4.0).abs() < 1e-9 && fit.breaks[0].p == 0.01);
//! assert!((fit.slopes[0] - 10.0).abs() < 1e-9 && fit.slopes[1].abs() < 1e-9);
//! assert!((fit.fitted(1.0) - 90.0).abs() < 1e-9);
//! ```

mod gram;
mod search;

use super::student::student_975;
use crate::kernels::GoOn;
use gram::Gram;
use nalgebra::DMatrix;
use rayon::prelude::*;
use search::{BreakFit, Data, value};
use statrs::distribution::{ContinuousCDF, Normal};

/// A break is taken at this p or below. Chance alone then has one in about 1 of 100 maps: at the usual 0.05 it would have one in
/// about 1 of 20, and a level zone that is not there is worse than one that is missed.
pub const ALPHA: f64 = 0.01;

/// Points that carry one break.
pub const POINTS_PER_BREAK: usize = 8;

/// Breaks that are tested at once.
const AT_ONCE: usize = 2;

/// A residual sum of squares up to this share of Σ y² is rounding.
pub const EXACT: f64 = 1e-20;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// At most so many breaks, and at most one per [`POINTS_PER_BREAK`] points.
    pub max_breaks: usize,
    pub alpha: f64,
}

impl Default for Options {
    fn default() -> Options {
        Options { max_breaks: usize::MAX, alpha: ALPHA }
    }
}

/// What is known of the errors of the points.
#[derive(Debug, Clone, Copy)]
pub struct Chance<'a> {
    /// Of the errors, n x n.
    pub covariance: &'a DMatrix<f64>,
    /// The values of the points as the draws measure theirs: y itself, or y on coarser cells.
    pub observed: &'a [f64],
    /// Values of the points without any break.
    pub draws: &'a [Vec<f64>],
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
    /// D, what it and the one after it take off the sum of squares.
    pub drop: f64,
    pub p: f64,
}

/// Why there is no further break.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stop {
    /// The last test has p > α.
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
    /// e' Σ⁻¹ e
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

/// The fit, with as many breaks as the data show. `None` for fewer than two points, and for a covariance that is none.
///
/// x ascends; all is finite.
pub fn fit(x: &[f64], y: &[f64], chance: &Chance<'_>, options: &Options) -> Option<Fit> {
    fit_while(x, y, chance, options, &|| true).flatten()
}

/// As [`fit`]; `None` where `go_on` says no, which is asked at every draw and every place of an interval.
pub fn fit_while(x: &[f64], y: &[f64], chance: &Chance<'_>, options: &Options, go_on: GoOn<'_>) -> Option<Option<Fit>> {
    let n = x.len();
    assert!(y.len() == n && chance.covariance.shape() == (n, n), "x, y and their covariance belong together");
    assert!(chance.draws.iter().all(|draw| draw.len() == n) && chance.observed.len() == n, "draws are of all points");
    assert!(x.iter().chain(y).all(|value| value.is_finite()), "points are finite");
    assert!(x.windows(2).all(|pair| pair[0] < pair[1]), "x ascends");
    if n < 2 {
        return Some(None);
    }
    let (start, width) = (x[0], x[n - 1] - x[0]);
    let t: Vec<f64> = x.iter().map(|at| (at - start) / width).collect();
    let Some(gram) = Gram::new(t, chance.covariance.clone()) else { return Some(None) };
    let data = Data::new(&gram, y);
    let test = ChanceTest { gram: &gram, chance, go_on };

    let most = options.max_breaks.min(n / POINTS_PER_BREAK);
    let rounding = EXACT * gram.square(y);
    let exact = |found: &BreakFit| data.square_of_residuals(&found.at) <= rounding;
    let mut found = data.line();
    let mut tests = Vec::new();
    let stop = loop {
        let k = found.at.len();
        if exact(&found) {
            break Stop::Exact;
        }
        let more = (k < most).then(|| data.one_more(&found, 0.0)).flatten();
        let Some(more) = more else { break Stop::Most };
        let (drop, p) = test.of(&found, (most - k).min(AT_ONCE))?;
        tests.push(Test { breaks: k + 1, drop, p });
        if p > options.alpha {
            break Stop::Rejected;
        }
        found = data.polished(more);
    };

    let (slopes, level) = data.lines(&found.at);
    let slopes: Vec<f64> = slopes.iter().map(|slope| slope / width).collect();
    let place = |t: f64| start + t * width;
    let sharp = stop == Stop::Exact;
    let breaks = (0..found.at.len())
        .into_par_iter()
        .map(|j| {
            let ends = if sharp { [Some(found.at[j]); 2] } else { interval(&data, &gram.t, &found, j, go_on)? };
            let [low, high] = ends.map(|end| end.map(place));
            Some(Break { at: place(found.at[j]), low, high, p: tests[found.step[j]].p })
        })
        .collect::<Option<Vec<Break>>>()?;
    let intercept = level - slopes[0] * start;
    let rss = data.square_of_residuals(&found.at);
    Some(Some(Fit { breaks, slopes, intercept, rss, tests, stop }))
}

/// A fit with so many breaks more, or with fewer that leave no more than `enough`.
fn several_more(data: &Data<'_>, found: &BreakFit, count: usize, enough: f64) -> Option<BreakFit> {
    let mut more = data.one_more(found, enough)?;
    for _ in 1..count {
        if more.rss <= enough {
            break;
        }
        match data.one_more(&more, enough) {
            Some(next) => more = next,
            None => break,
        }
    }
    Some(more)
}

/// How often chance improves a fit by more breaks as much as the data did.
struct ChanceTest<'a> {
    gram: &'a Gram,
    chance: &'a Chance<'a>,
    go_on: GoOn<'a>,
}

impl ChanceTest<'_> {
    /// D of the points as the draws measure theirs, by so many breaks, and its p; `None` where the run does not go on.
    fn of(&self, found: &BreakFit, count: usize) -> Option<(f64, f64)> {
        let (gram, observed) = (self.gram, self.chance.observed);
        let data = Data::new(gram, observed);
        let mut null = BreakFit { rss: data.rss(&found.at), ..found.clone() };
        data.settle(&mut null);
        let Some(more) = several_more(&data, &null, count, 0.0) else { return Some((0.0, 1.0)) };
        let drop = null.rss - more.rss;
        let (slopes, level) = data.lines(&null.at);
        let fitted: Vec<f64> = gram.t.iter().map(|t| value(&null.at, &slopes, level, *t)).collect();
        let as_large = self.chance.draws.par_iter().map(|draw| {
            let drawn: Vec<f64> = draw.iter().zip(&fitted).map(|(error, fitted)| fitted + error).collect();
            let drawn = Data::new(gram, &drawn);
            let mut start = BreakFit { rss: drawn.rss(&null.at), ..null.clone() };
            drawn.settle(&mut start);
            let enough = start.rss - drop;
            let better = several_more(&drawn, &start, count, enough);
            (self.go_on)().then_some(usize::from(better.is_some_and(|better| better.rss <= enough)))
        });
        let as_large = as_large.try_reduce(|| 0, |one, other| Some(one + other))?;
        Some((drop, (1 + as_large) as f64 / (1 + self.chance.draws.len()) as f64))
    }
}

/// Steps between two points in which an interval's ends are looked for, before they are closed in on.
const STEPS: usize = 4;

/// Lower and upper end of the 95 % interval of break j.
fn interval(data: &Data<'_>, t: &[f64], found: &BreakFit, j: usize, go_on: GoOn<'_>) -> Option<[Option<f64>; 2]> {
    let (n, parameters) = (t.len(), 2 + 2 * found.at.len());
    if n <= parameters {
        return Some([None; 2]);
    }
    let degrees = (n - parameters) as f64;
    let most = found.rss + (found.rss / degrees * quantile_f1(degrees)).max(quantile_chi());
    let toward = |up: bool| {
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
        let end = end(data, found, j, way, most);
        (!stopped).then_some(end)
    };
    Some([toward(false)?, toward(true)?])
}

/// The last of the places, on the way outward from break j, up to which there are sums of squares of at most `most`; `None`
/// where that is the end of the way.
fn end(data: &Data<'_>, found: &BreakFit, j: usize, places: impl Iterator<Item = f64>, most: f64) -> Option<f64> {
    let (mut inner, mut outer) = ((found.at.clone(), found.at[j]), None);
    let mut breaks = found.at.clone();
    for place in places {
        let Some((others, rss)) = data.held(&breaks, j, place) else { break };
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
        match data.held(&breaks, j, place) {
            Some((others, rss)) if rss <= most => (breaks, inner) = (others, place),
            _ => outer = place,
        }
    }
    Some(inner)
}

/// The 95 % point of F with 1 and some degrees of freedom: the square of Student's t at 97.5 %.
fn quantile_f1(degrees: f64) -> f64 {
    student_975(degrees).powi(2)
}

/// The 95 % point of χ² with 1 degree of freedom.
fn quantile_chi() -> f64 {
    Normal::standard().inverse_cdf(0.975).powi(2)
}

#[cfg(test)]
mod tests;
