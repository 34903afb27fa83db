//! Fits of variogram models by weighted least squares.
//!
//! Model:  γ(h) = nugget + psill g(h) \[+ psill2 g2(h)\], g as in [`Model`]         \[unit of γ\]
//! Fit:    smallest RSS = Σ w (γ - γ(h))² over nugget, psills ≥ 0 and the ranges (κ as well, where it is not given)
//!
//! Shapes: a list of bins (mean distance, γ, number of pairs), three or more for a model of one structure with a sill; one
//! [`VariogramFit`]. Units: ranges are in the unit of distance (m), nugget and psills in that of γ, a slope in that of γ per
//! unit of distance (to the power κ). Range: nugget, psills and RSS from 0, nugget/sill 0 to 1, R² up to 1.
//!
//! | weights | w |
//! |---|---|
//! | n | np |
//! | n_gamma2 | np / γ(h)², γ(h) being the fit itself: fitted anew until it stays (Cressie 1985) |
//! | ols | 1 |
//! | n_h2 | np / h² (gstat's default) |
//!
//! The minimum is the global one: given the ranges the rest is linear and solved exactly (non-negative least squares), and the
//! one or two that are left are searched for all over a box, on a grid that tells all valleys apart, and then in each of them
//! (variable projection, Golub and Pereyra 1973; golden section for one, the simplex of Nelder and Mead 1965 for two). The box: the effective range is between the shortest distance and [`FARTHEST`] times the longest; κ of Matern
//! between 0.1 and 10, of power between 0.01 and 2.
//!
//! sill = nugget + psills; none for linear and power. Effective range: the range of the spherical and the linear model
//! with a sill, 3a of the exponential, √3 a of the Gaussian, where 95 % of the sill is reached for Matern; of two structures the
//! longer one.
//! R² = 1 - RSS / Σ w (γ - γ̄)², γ̄ the weighted mean. AIC = n ln(RSS / n) + 2p for n bins and p parameters (Webster and
//! McBratney 1989, J. Soil Sci. 40, 493); it compares models fitted with the same weights to the same bins.
//!
//! Undefined, hence `None`: a range (and a κ that is fitted) whose psill is 0, nugget/sill without a sill or with a sill of 0, AIC of a
//! perfect fit. A level variogram, whose γ are all the same, is nugget alone under every model, though a structure shorter than
//! all bins would do as well. Bins without pairs are left out; those at distance 0 as well, as they say nothing about a range.
//!
//! Sources: Cressie 1985, Math. Geol. 17, 563; Pebesma 2004, Comput. Geosci. 30, 683 (gstat); Golub and Pereyra 1973, SIAM J.
//! Numer. Anal. 10, 413; Nelder and Mead 1965, Comput. J. 7, 308.
//!
//! ```
//! use pitscape::kernels::geostatistics::variogram_fit::{Model, FitOptions, FitBin, fit};
//! // A nugget of 1 and a spherical structure of 3 that ends at 500 m
//! let gamma = |h: f64| 1.0 + 3.0 * if h < 500.0 { 1.5 * h / 500.0 - 0.5 * (h / 500.0f64).powi(3) } else { 1.0 };
//! let bins: Vec<FitBin> =
//!     (1..=10).map(|k| 100.0 * f64::from(k)).map(|h| FitBin { dist: h, gamma: gamma(h), np: 50.0 }).collect();
//! let fit = fit(&bins, Model::Spherical, &FitOptions::default()).unwrap();
//! assert!((fit.nugget - 1.0).abs() < 1e-6 && (fit.structures[0].range.unwrap() - 500.0).abs() < 1e-3);
//! assert!((fit.nugget_sill().unwrap() - 0.25).abs() < 1e-6);
//! ```

mod anisotropy;
mod descent;
mod gram;
mod isotropy;
mod jackknife;
mod matern;
mod minimum;
mod model;
mod nnls;
mod scaled_bins;
mod search;
mod sectors;
mod valleys;

pub use anisotropy::{Anisotropy, Directed, FLATTEST, anisotropy};
pub use isotropy::{Isotropy, LEVEL, classes, isotropy};
pub use jackknife::{MIN_BLOCKS, jackknife, left_out, standard_error};
pub use matern::{MAX_KAPPA, Matern};
pub use model::{Model, ModelShape};
pub use sectors::{MAX_LAGS, sectors};

use super::variogram::Bin;
use crate::kernels::GoOn;
use scaled_bins::ScaledBins;
use serde::{Deserialize, Serialize};

/// What is nearer to an end of what is looked for, as a share of it, is at that end.
const AT_END: f64 = 1e-6;

/// The longest effective range that is looked for, in longest distances of bins.
pub const FARTHEST: f64 = 10.0;

/// A bin of a variogram.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitBin {
    /// Mean distance
    pub dist: f64,
    pub gamma: f64,
    /// Number of pairs
    pub np: f64,
}

impl From<&Bin> for FitBin {
    fn from(bin: &Bin) -> FitBin {
        FitBin { dist: bin.dist, gamma: bin.gamma, np: bin.np as f64 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    N,
    NGamma2,
    Ols,
    NH2,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitOptions {
    /// 1 or 2, both of the model that is fitted. Linear has but one.
    pub structures: usize,
    pub weights: Weights,
    /// Smoothness of Matern, or exponent of power. `None`: it is fitted, the same for both structures.
    pub kappa: Option<f64>,
}

impl Default for FitOptions {
    fn default() -> FitOptions {
        FitOptions { structures: 1, weights: Weights::NH2, kappa: None }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Structure {
    /// Its part of the sill; without a sill its slope, per unit of distance to the power κ.
    pub psill: f64,
    /// The model's a
    pub range: Option<f64>,
}

/// What ended at a bound. Such a fit is to be read with care.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AtBound {
    /// The nugget, or a psill, is 0.
    pub nugget: bool,
    pub psill: bool,
    /// A range, or κ, is at an end of what is looked for.
    pub range: bool,
    pub kappa: bool,
}

impl AtBound {
    pub fn any(self) -> bool {
        self.nugget || self.psill || self.range || self.kappa
    }
}

/// What was looked for, from the least to the most.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Searched {
    /// Effective ranges, of models with a sill.
    pub range: Option<(f64, f64)>,
    /// κ, where it was fitted.
    pub kappa: Option<(f64, f64)>,
}

/// An end of what was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    ShortestRange,
    LongestRange,
    LeastKappa,
    MostKappa,
}

#[derive(Debug, Clone, PartialEq)]
pub struct VariogramFit {
    pub model: Model,
    pub nugget: f64,
    /// The one with the shorter range first.
    pub structures: Vec<Structure>,
    /// Of Matern and power
    pub kappa: Option<f64>,
    /// Effective range
    pub effective: Option<f64>,
    /// Σ w (γ - γ(h))²
    pub rss: f64,
    pub r2: Option<f64>,
    pub aic: Option<f64>,
    pub at_bound: AtBound,
    pub searched: Searched,
    /// Weights n_gamma2 have settled; always so for others.
    pub settled: bool,
}

impl VariogramFit {
    pub fn sill(&self) -> Option<f64> {
        self.model.has_sill().then(|| self.nugget + self.structures.iter().map(|s| s.psill).sum::<f64>())
    }

    pub fn nugget_sill(&self) -> Option<f64> {
        self.sill().filter(|sill| *sill > 0.0).map(|sill| self.nugget / sill)
    }

    /// nugget / sill is 0 or 1, an end of its range. There a jackknife tells no error of it: what is left of most blocks ends there too,
    /// so that the figure seems sure.
    pub fn share_at_bound(&self) -> bool {
        self.nugget_sill().is_some_and(|share| share <= 0.0 || share >= 1.0)
    }

    /// Ends of what was looked for that it ended at.
    pub fn ends(&self) -> Vec<End> {
        let longest = self.structures.iter().filter_map(|s| s.range).fold(0.0, f64::max);
        let effective = |a: f64| self.effective.unwrap_or(a) * a / longest;
        let ranges = self.structures.iter().filter_map(|s| s.range).map(effective);
        let at = |value: f64, (low, high): (f64, f64), [least, most]: [End; 2]| {
            [(value <= low * (1.0 + AT_END), least), (value >= high * (1.0 - AT_END), most)]
        };
        let of_ranges = ranges.zip(self.searched.range.into_iter().cycle());
        let of_ranges = of_ranges.flat_map(|(range, ends)| at(range, ends, [End::ShortestRange, End::LongestRange]));
        let of_kappa = self.kappa.zip(self.searched.kappa).filter(|_| self.at_bound.kappa);
        let of_kappa =
            of_kappa.into_iter().flat_map(|(kappa, ends)| at(kappa, ends, [End::LeastKappa, End::MostKappa]));
        of_ranges.chain(of_kappa).filter_map(|(at, end)| at.then_some(end)).collect()
    }

    /// What it leaves of the bins by such weights, and the figures that follow; `level` where all bins are the same.
    fn judge(&mut self, bins: &[FitBin], weights: &[f64], parameters: usize, level: bool) {
        let weighted = |of: &dyn Fn(&FitBin) -> f64| bins.iter().zip(weights).map(|(bin, w)| w * of(bin)).sum::<f64>();
        let rss = weighted(&|bin| (bin.gamma - self.gamma(bin.dist)).powi(2));
        let mean = weighted(&|bin| bin.gamma) / weights.iter().sum::<f64>();
        let total = weighted(&|bin| (bin.gamma - mean).powi(2));
        let n = bins.len() as f64;
        self.r2 = (total > 0.0 && !level).then(|| 1.0 - rss / total);
        self.aic = (rss > 0.0).then(|| n * (rss / n).ln() + 2.0 * parameters as f64);
        self.rss = rss;
    }

    /// The model at a lag; just above 0 it is the nugget.
    pub fn gamma(&self, h: f64) -> f64 {
        if h <= 0.0 {
            return 0.0;
        }
        let shape = ModelShape::new(self.model, self.kappa.unwrap_or(1.0));
        let part = |s: &Structure| if s.psill == 0.0 { 0.0 } else { s.psill * shape.at(h, s.range.unwrap_or(1.0)) };
        self.nugget + self.structures.iter().map(part).sum::<f64>()
    }
}

/// The fit with the lowest AIC; a perfect one before all, and of equal ones the first.
pub fn best(fits: &[VariogramFit]) -> Option<&VariogramFit> {
    let aic = |fit: &&VariogramFit| fit.aic.unwrap_or(if fit.rss == 0.0 { f64::NEG_INFINITY } else { f64::INFINITY });
    fits.iter().min_by(|a, b| aic(a).total_cmp(&aic(b)))
}

/// The fit of a model. `None` where there are fewer bins than parameters, or the model has not so many structures.
pub fn fit(bins: &[FitBin], model: Model, options: &FitOptions) -> Option<VariogramFit> {
    fit_while(bins, model, options, &|| true)
}

/// The same, for models that take their time: Matern with κ to be found, two structures that are fitted anew. `go_on` is asked
/// now and then; once it says no the answer is `None`.
pub fn fit_while(bins: &[FitBin], model: Model, options: &FitOptions, go_on: GoOn<'_>) -> Option<VariogramFit> {
    assert!(matches!(options.structures, 1 | 2), "one or two structures");
    assert!(bins.iter().all(|bin| bin.dist.is_finite() && bin.gamma.is_finite() && bin.np >= 0.0), "bins are finite");
    let used: Vec<FitBin> = bins.iter().copied().filter(|bin| bin.np > 0.0 && bin.dist > 0.0).collect();
    let free_kappa = model.has_kappa() && options.kappa.is_none();
    let per_structure = if model.has_sill() { 2 } else { 1 };
    let parameters = 1 + per_structure * options.structures + usize::from(free_kappa);
    if used.len() < parameters || (options.structures == 2 && !model.has_sill()) {
        return None;
    }
    let mut data = ScaledBins::new(&used, options.structures, go_on);
    let weight = |bin: &FitBin| match options.weights {
        Weights::N | Weights::NGamma2 => bin.np,
        Weights::Ols => 1.0,
        Weights::NH2 => bin.np / (bin.dist / data.far).powi(2),
    };
    let mut weights: Vec<f64> = used.iter().map(weight).collect();
    data.weigh(&weights);
    let mut found = data.fit(model, options.kappa);
    let mut settled = true;
    if options.weights == Weights::NGamma2 {
        (found, settled) = data.settle(model, options.kappa, found, &used, &mut weights);
    }
    if data.stopped {
        return None;
    }
    let mut fit = VariogramFit { settled, ..data.unscaled(model, &found, free_kappa) };
    if options.weights == Weights::NH2 {
        weights.iter_mut().zip(&used).for_each(|(weight, bin)| *weight = bin.np / (bin.dist * bin.dist));
    }
    if options.weights == Weights::NGamma2 {
        weights.iter_mut().for_each(|weight| *weight /= data.height * data.height);
    }
    fit.judge(&used, &weights, parameters, data.level);
    Some(fit)
}

#[cfg(test)]
mod tests;
