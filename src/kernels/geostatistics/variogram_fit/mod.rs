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
mod jackknife;
mod matern;
mod model;
mod nnls;
mod search;
mod sectors;

pub use anisotropy::{Anisotropy, Directed, FLATTEST, anisotropy};
pub use jackknife::{MIN_BLOCKS, jackknife, left_out, standard_error};
pub use matern::{MAX_KAPPA, Matern};
pub use model::{Model, ModelShape};
pub use sectors::{MAX_LAGS, sectors};

use super::variogram::Bin;
use nnls::{MAX_COLUMNS, Nnls, Workspace, nnls};
use search::{golden_section, log_grid, nelder_mead};
use serde::{Deserialize, Serialize};

/// The longest effective range that is looked for, in longest distances of bins.
pub const FARTHEST: f64 = 10.0;

/// Exponents and smoothness that are looked for.
const POWERS: (f64, f64) = (0.01, 2.0);
const KAPPAS: (f64, f64) = (0.1, 10.0);

/// Nodes that an effective range, and a κ, are looked for from; each of two ranges.
const NODES: usize = 160;
const KAPPA_NODES: usize = 12;
const NODES_OF_TWO: usize = 40;
/// Valleys that are searched for two structures.
const VALLEYS: usize = 16;

/// γ that differ by no more than this share are the same but for rounding.
const LEVEL: f64 = 1e-12;

/// Fits anew after which weights count as settled, whatever they do.
const ROUNDS: usize = 200;

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
    fit_while(bins, model, options, || true)
}

/// The same, for models that take their time: Matern with κ to be found, two structures that are fitted anew. `go_on` is asked
/// now and then; once it says no the answer is `None`.
pub fn fit_while(
    bins: &[FitBin],
    model: Model,
    options: &FitOptions,
    mut go_on: impl FnMut() -> bool,
) -> Option<VariogramFit> {
    assert!(matches!(options.structures, 1 | 2), "one or two structures");
    assert!(bins.iter().all(|bin| bin.dist.is_finite() && bin.gamma.is_finite() && bin.np >= 0.0), "bins are finite");
    let used: Vec<FitBin> = bins.iter().copied().filter(|bin| bin.np > 0.0 && bin.dist > 0.0).collect();
    let has_kappa = matches!(model, Model::Matern | Model::Power);
    let free_kappa = has_kappa && options.kappa.is_none();
    let per_structure = if model.has_sill() { 2 } else { 1 };
    let parameters = 1 + per_structure * options.structures + usize::from(free_kappa);
    if used.len() < parameters || (options.structures == 2 && !model.has_sill()) {
        return None;
    }
    let ends = |of: fn(&FitBin) -> f64| {
        used.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |ends, v| (ends.0.min(v), ends.1.max(v)))
    };
    let (near, far) = ends(|bin| bin.dist);
    let (lowest, highest) = ends(|bin| bin.gamma);
    let level = highest - lowest <= LEVEL * highest;
    let height = Some(ends(|bin| bin.gamma.abs()).1).filter(|height| *height > 0.0).unwrap_or(1.0);
    let mut data = ScaledBins {
        h: used.iter().map(|bin| bin.dist / far).collect(),
        gamma: used.iter().map(|bin| bin.gamma / height).collect(),
        roots: Vec::new(),
        y: Vec::new(),
        near: near / far,
        structures: options.structures,
        level,
        workspace: Workspace::default(),
        go_on: &mut go_on,
        stopped: false,
    };
    let weight = |bin: &FitBin| match options.weights {
        Weights::N | Weights::NGamma2 => bin.np,
        Weights::Ols => 1.0,
        Weights::NH2 => bin.np / (bin.dist / far).powi(2),
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

    // Back to the units of the bins
    let shape = ModelShape::new(model, found.kappa);
    let unit = match model {
        Model::Linear => 1.0 / far,
        Model::Power => far.powf(-found.kappa),
        _ => 1.0,
    };
    let mut structures: Vec<Structure> = (0..options.structures)
        .map(|k| {
            let psill = height * unit * found.nnls.coefficients[1 + k];
            Structure { psill, range: (model.has_sill() && psill > 0.0).then(|| far * found.ranges[k]) }
        })
        .collect();
    let key = |s: &Structure| s.range.unwrap_or(f64::INFINITY);
    structures.sort_by(|a, b| key(a).total_cmp(&key(b)));
    let limits = data.limits(&shape);
    let near_end = |x: f64, (low, high): (f64, f64)| x <= low * (1.0 + 1e-6) || x >= high * (1.0 - 1e-6);
    let in_use = |k: &usize| found.nnls.coefficients[1 + k] > 0.0;
    let any_in_use = (0..options.structures).any(|k| in_use(&k));
    let ranged = |k: usize| model.has_sill() && near_end(found.ranges[k], limits);
    let kappas = if model == Model::Power { POWERS } else { KAPPAS };
    let at_bound = AtBound {
        nugget: found.nnls.coefficients[0] == 0.0,
        psill: structures.iter().any(|s| s.psill == 0.0),
        range: (0..options.structures).filter(in_use).any(ranged),
        kappa: free_kappa && any_in_use && near_end(found.kappa, kappas),
    };
    let longest =
        structures.iter().filter_map(|s| s.range).fold(None, |most: Option<f64>, a| Some(most.map_or(a, |m| m.max(a))));
    let mut fit = VariogramFit {
        model,
        nugget: height * found.nnls.coefficients[0],
        structures,
        kappa: (has_kappa && (any_in_use || !free_kappa)).then_some(found.kappa),
        effective: longest.and_then(|a| shape.effective().map(|factor| factor * a)),
        rss: 0.0,
        r2: None,
        aic: None,
        at_bound,
        settled,
    };
    if options.weights == Weights::NH2 {
        weights.iter_mut().zip(&used).for_each(|(weight, bin)| *weight = bin.np / (bin.dist * bin.dist));
    }
    if options.weights == Weights::NGamma2 {
        weights.iter_mut().for_each(|weight| *weight /= height * height);
    }
    fit.judge(&used, &weights, parameters, level);
    Some(fit)
}

/// Bins in units in which the longest distance and the largest semivariance are 1.
struct ScaledBins<'a> {
    h: Vec<f64>,
    gamma: Vec<f64>,
    /// Square roots of weights, and γ times those.
    roots: Vec<f64>,
    y: Vec<f64>,
    near: f64,
    structures: usize,
    /// All γ are the same.
    level: bool,
    workspace: Workspace,
    go_on: &'a mut dyn FnMut() -> bool,
    stopped: bool,
}

#[derive(Debug, Clone, Copy)]
struct RangeFit {
    ranges: [f64; 2],
    kappa: f64,
    nnls: Nnls,
}

impl ScaledBins<'_> {
    fn weigh(&mut self, weights: &[f64]) {
        let most = weights.iter().copied().fold(0.0, f64::max);
        self.roots = weights.iter().map(|weight| (weight / most).sqrt()).collect();
        self.y = self.gamma.iter().zip(&self.roots).map(|(gamma, root)| gamma * root).collect();
    }

    /// Ranges that are looked for.
    fn limits(&self, shape: &ModelShape) -> (f64, f64) {
        let effective = shape.effective().unwrap_or(1.0);
        (self.near / effective, FARTHEST / effective)
    }

    fn column(&self, shape: &ModelShape, a: f64) -> Vec<f64> {
        self.h.iter().zip(&self.roots).map(|(h, root)| root * shape.at(*h, a)).collect()
    }

    fn solve(&mut self, columns: &[&[f64]]) -> Nnls {
        if self.level {
            return Nnls { coefficients: [self.gamma[0], 0.0, 0.0], rss: 0.0 };
        }
        let mut all: [&[f64]; MAX_COLUMNS] = [&self.roots; MAX_COLUMNS];
        all[1..=columns.len()].copy_from_slice(columns);
        nnls(&all[..=columns.len()], &self.y, &mut self.workspace)
    }

    /// With κ given, or the best one.
    fn fit(&mut self, model: Model, kappa: Option<f64>) -> RangeFit {
        match (model, kappa) {
            (Model::Matern | Model::Power, None) => {
                let (low, high) = if model == Model::Power { POWERS } else { KAPPAS };
                let nodes = log_grid(low, high, if model == Model::Power { NODES } else { KAPPA_NODES });
                let (kappa, _) =
                    golden_section(&nodes, |kappa| self.fit_ranges(&ModelShape::new(model, kappa)).nnls.rss);
                self.fit_ranges(&ModelShape::new(model, kappa))
            }
            (_, kappa) => self.fit_ranges(&ModelShape::new(model, kappa.unwrap_or(1.0))),
        }
    }

    fn fit_ranges(&mut self, shape: &ModelShape) -> RangeFit {
        self.stopped = self.stopped || !(self.go_on)();
        if self.stopped {
            let nnls = Nnls { coefficients: [0.0; MAX_COLUMNS], rss: f64::INFINITY };
            return RangeFit { ranges: [1.0; 2], kappa: shape.kappa, nnls };
        }
        if !shape.model.has_sill() {
            let column = self.column(shape, 1.0);
            return RangeFit { ranges: [1.0; 2], kappa: shape.kappa, nnls: self.solve(&[&column]) };
        }
        let (low, high) = self.limits(shape);
        if self.structures == 2 {
            return self.fit_two(shape, low, high);
        }
        let nodes = self.nodes(low, high, NODES);
        let (a, _) = golden_section(&nodes, |a| {
            let column = self.column(shape, a);
            self.solve(&[&column]).rss
        });
        let column = self.column(shape, a);
        RangeFit { ranges: [a; 2], kappa: shape.kappa, nnls: self.solve(&[&column]) }
    }

    /// Nodes for ranges, with all bins among them: sums of squares may bend where a range passes one.
    fn nodes(&self, low: f64, high: f64, n: usize) -> Vec<f64> {
        let mut nodes = log_grid(low, high, n);
        nodes.extend(self.h.iter().filter(|h| (low..high).contains(*h)));
        nodes.sort_by(f64::total_cmp);
        nodes.dedup_by(|a, b| *a - *b <= 1e-3 * *b);
        nodes
    }

    fn fit_two(&mut self, shape: &ModelShape, low: f64, high: f64) -> RangeFit {
        let nodes = self.nodes(low, high, NODES_OF_TWO);
        let columns: Vec<Vec<f64>> = nodes.iter().map(|a| self.column(shape, *a)).collect();
        let n = nodes.len();
        let mut values = vec![f64::INFINITY; n * n];
        for i in 0..n {
            for j in i + 1..n {
                values[i * n + j] = self.solve(&[&columns[i], &columns[j]]).rss;
            }
        }
        let lowest = |i: usize, j: usize| {
            let around = (i.saturating_sub(1)..(i + 2).min(n))
                .flat_map(|k| (j.saturating_sub(1)..(j + 2).min(n)).map(move |l| (k, l)));
            around.clone().all(|(k, l)| values[i * n + j] <= values[k * n + l])
        };
        let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
        let mut valleys: Vec<(usize, usize)> = pairs.filter(|(i, j)| lowest(*i, *j)).collect();
        valleys.sort_by(|a, b| values[a.0 * n + a.1].total_cmp(&values[b.0 * n + b.1]));
        let step = (high / low).ln() / (n - 1) as f64;
        let bounds = [(low.ln(), high.ln()); 2];
        let mut best: Option<([f64; 2], f64)> = None;
        // Two structures are never worse than one.
        self.structures = 1;
        let one = self.fit_ranges(shape).ranges[0];
        self.structures = 2;
        let starts = valleys.into_iter().take(VALLEYS).map(|(i, j)| [nodes[i], nodes[j]]);
        for start in starts.chain([[one, low], [one, high]]) {
            let found = nelder_mead(start.map(f64::ln), [step; 2], bounds, |x| {
                let columns = x.map(|log| self.column(shape, log.exp()));
                self.solve(&[&columns[0], &columns[1]]).rss
            });
            if best.is_none_or(|best| found.1 < best.1) {
                best = Some(found);
            }
        }
        let ranges = best.map_or([low, high], |(x, _)| x.map(f64::exp));
        let columns = ranges.map(|a| self.column(shape, a));
        RangeFit { ranges, kappa: shape.kappa, nnls: self.solve(&[&columns[0], &columns[1]]) }
    }

    fn fitted(&self, model: Model, found: &RangeFit) -> Vec<f64> {
        let shape = ModelShape::new(model, found.kappa);
        let part = |h: f64, k: usize| match found.nnls.coefficients[1 + k] {
            0.0 => 0.0,
            psill => psill * shape.at(h, found.ranges[k]),
        };
        let at = |h: &f64| found.nnls.coefficients[0] + (0..self.structures).map(|k| part(*h, k)).sum::<f64>();
        self.h.iter().map(at).collect()
    }

    /// Weighs by the fit and fits anew, until it stays; and whether it does.
    fn settle(
        &mut self,
        model: Model,
        kappa: Option<f64>,
        mut found: RangeFit,
        bins: &[FitBin],
        weights: &mut Vec<f64>,
    ) -> (RangeFit, bool) {
        let mut curve = self.fitted(model, &found);
        for round in 0..ROUNDS {
            let floor = min_weight_gamma(&curve);
            if floor == 0.0 {
                return (found, false);
            }
            *weights = by_fit(bins.iter().map(|bin| bin.np), &curve);
            self.weigh(weights);
            found = self.fit(model, kappa);
            let next = self.fitted(model, &found);
            let moved = curve.iter().zip(&next).map(|(a, b)| (a - b).abs() / b.max(floor)).fold(0.0, f64::max);
            if moved < 1e-9 || self.stopped {
                return (found, true);
            }
            // Where it goes to and fro it is led to the middle.
            let share = if round < ROUNDS / 4 { 1.0 } else { 0.5 };
            curve.iter_mut().zip(next).for_each(|(old, new)| *old += share * (new - *old));
        }
        // The figures of the fit go by its own weights all the same.
        *weights = by_fit(bins.iter().map(|bin| bin.np), &self.fitted(model, &found));
        (found, false)
    }
}

/// The smallest value of a fit in weights: a share of the highest.
fn min_weight_gamma(fitted: &[f64]) -> f64 {
    1e-6 * fitted.iter().copied().fold(0.0, f64::max)
}

/// Weights n_gamma2 of bins with so many pairs, by the values of a fit, of which one is more than 0.
fn by_fit(pairs: impl Iterator<Item = f64>, fitted: &[f64]) -> Vec<f64> {
    let floor = min_weight_gamma(fitted);
    pairs.zip(fitted).map(|(np, gamma)| np / gamma.max(floor).powi(2)).collect()
}

#[cfg(test)]
mod tests;
