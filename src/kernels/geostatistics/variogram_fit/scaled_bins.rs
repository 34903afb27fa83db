//! Bins as searches of models see them: nugget and psills, given ranges and κ, by non-negative least squares. See [`super`] for the
//! box that is searched.
//!
//! Shapes: bins in units in which the longest distance and the largest semivariance are 1; one [`RangeFit`] in these units.
//! Range: RSS from 0, all of the box is looked at.
//!
//! Sources: those of [`super`].

use super::{
    AT_END, AtBound, FARTHEST, FitBin, Model, ModelShape, Searched, Structure, VariogramFit,
    nnls::{MAX_COLUMNS, Nnls, Workspace, nnls},
    search::log_grid,
};
use crate::kernels::GoOn;

/// Exponents and smoothness that are looked for.
pub const POWERS: (f64, f64) = (0.01, 2.0);
pub const KAPPAS: (f64, f64) = (0.1, 10.0);

/// γ that differ by no more than this share are the same but for rounding.
const LEVEL: f64 = 1e-12;

/// Bins in units in which the longest distance and the largest semivariance are 1.
pub struct ScaledBins<'a> {
    /// Those units.
    pub far: f64,
    pub height: f64,
    pub h: Vec<f64>,
    pub gamma: Vec<f64>,
    /// Square roots of weights, and γ times those.
    pub roots: Vec<f64>,
    pub y: Vec<f64>,
    near: f64,
    pub structures: usize,
    /// All γ are the same.
    pub level: bool,
    pub go_on: GoOn<'a>,
    pub stopped: bool,
}

#[derive(Debug, Clone, Copy)]
pub struct RangeFit {
    /// The model's a.
    pub ranges: [f64; 2],
    pub kappa: f64,
    pub nnls: Nnls,
}

impl RangeFit {
    /// What stands where the search was stopped.
    pub fn none(kappa: Option<f64>) -> RangeFit {
        let nnls = Nnls { coefficients: [0.0; MAX_COLUMNS], rss: f64::INFINITY };
        RangeFit { ranges: [1.0; 2], kappa: kappa.unwrap_or(1.0), nnls }
    }
}

impl<'a> ScaledBins<'a> {
    /// Bins with pairs, at distances above 0.
    pub fn new(bins: &[FitBin], structures: usize, go_on: GoOn<'a>) -> ScaledBins<'a> {
        let ends = |of: fn(&FitBin) -> f64| {
            bins.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |ends, v| (ends.0.min(v), ends.1.max(v)))
        };
        let (near, far) = ends(|bin| bin.dist);
        let (lowest, highest) = ends(|bin| bin.gamma);
        let height = Some(ends(|bin| bin.gamma.abs()).1).filter(|height| *height > 0.0).unwrap_or(1.0);
        ScaledBins {
            far,
            height,
            h: bins.iter().map(|bin| bin.dist / far).collect(),
            gamma: bins.iter().map(|bin| bin.gamma / height).collect(),
            roots: Vec::new(),
            y: Vec::new(),
            near: near / far,
            structures,
            level: highest - lowest <= LEVEL * highest,
            go_on,
            stopped: false,
        }
    }

    /// A fit in the units of the bins; how well it fits is not judged yet.
    pub fn unscaled(&self, model: Model, found: &RangeFit, free_kappa: bool) -> VariogramFit {
        let shape = ModelShape::new(model, found.kappa);
        let unit = match model {
            Model::Linear => 1.0 / self.far,
            Model::Power => self.far.powf(-found.kappa),
            _ => 1.0,
        };
        let structure = |k: usize| {
            let psill = self.height * unit * found.nnls.coefficients[1 + k];
            Structure { psill, range: (model.has_sill() && psill > 0.0).then(|| self.far * found.ranges[k]) }
        };
        let mut structures: Vec<Structure> = (0..self.structures).map(structure).collect();
        let key = |s: &Structure| s.range.unwrap_or(f64::INFINITY);
        structures.sort_by(|a, b| key(a).total_cmp(&key(b)));
        let limits = self.limits(&shape);
        let near_end = |x: f64, (low, high): (f64, f64)| x <= low * (1.0 + AT_END) || x >= high * (1.0 - AT_END);
        let in_use = |k: &usize| found.nnls.coefficients[1 + k] > 0.0;
        let any_in_use = (0..self.structures).any(|k| in_use(&k));
        let ranged = |k: usize| model.has_sill() && near_end(found.ranges[k], limits);
        let kappas = if model == Model::Power { POWERS } else { KAPPAS };
        let at_bound = AtBound {
            nugget: found.nnls.coefficients[0] == 0.0,
            psill: structures.iter().any(|s| s.psill == 0.0),
            range: (0..self.structures).filter(in_use).any(ranged),
            kappa: free_kappa && any_in_use && near_end(found.kappa, kappas),
        };
        let ranges = structures.iter().filter_map(|s| s.range);
        let longest = ranges.fold(None, |most: Option<f64>, a| Some(most.map_or(a, |m| m.max(a))));
        VariogramFit {
            model,
            nugget: self.height * found.nnls.coefficients[0],
            structures,
            kappa: (model.has_kappa() && (any_in_use || !free_kappa)).then_some(found.kappa),
            effective: longest.and_then(|a| shape.effective().map(|factor| factor * a)),
            rss: 0.0,
            r2: None,
            aic: None,
            at_bound,
            searched: Searched {
                range: model.has_sill().then_some((self.far * self.near, self.far * FARTHEST)),
                kappa: free_kappa.then_some(kappas),
            },
            settled: true,
        }
    }

    pub fn weigh(&mut self, weights: &[f64]) {
        let most = weights.iter().copied().fold(0.0, f64::max);
        self.roots = weights.iter().map(|weight| (weight / most).sqrt()).collect();
        self.y = self.gamma.iter().zip(&self.roots).map(|(gamma, root)| gamma * root).collect();
    }

    /// Effective ranges that are looked for.
    pub fn effective_limits(&self) -> (f64, f64) {
        (self.near, FARTHEST)
    }

    /// The model's a of these.
    pub fn limits(&self, shape: &ModelShape) -> (f64, f64) {
        let effective = shape.effective().unwrap_or(1.0);
        (self.near / effective, FARTHEST / effective)
    }

    /// The model's a as it is told: linear with a sill that ends behind all bins is one straight line, whatever its a, of which the
    /// longest says that no end was found.
    pub fn told(&self, model: Model, a: f64) -> f64 {
        if model == Model::LinearSill && a >= 1.0 { FARTHEST } else { a }
    }

    pub fn column(&self, shape: &ModelShape, a: f64) -> Vec<f64> {
        self.h.iter().zip(&self.roots).map(|(h, root)| root * shape.at(*h, a)).collect()
    }

    pub fn solve(&self, columns: &[&[f64]], workspace: &mut Workspace) -> Nnls {
        if self.level {
            return Nnls { coefficients: [self.gamma[0], 0.0, 0.0], rss: 0.0 };
        }
        let mut all: [&[f64]; MAX_COLUMNS] = [&self.roots; MAX_COLUMNS];
        all[1..=columns.len()].copy_from_slice(columns);
        nnls(&all[..=columns.len()], &self.y, workspace)
    }

    /// Nodes for ranges that are `factor` times as long as the model's a, with all bins among these: sums of squares may bend where
    /// one passes a bin.
    pub fn nodes(&self, low: f64, high: f64, n: usize, factor: f64) -> Vec<f64> {
        let mut nodes = log_grid(low, high, n);
        nodes.extend(self.h.iter().map(|h| factor * h).filter(|h| (low..high).contains(h)));
        nodes.sort_by(f64::total_cmp);
        nodes.dedup_by(|a, b| *a - *b <= 1e-3 * *b);
        nodes
    }
}

/// The smallest value of a fit in weights: a share of the highest.
pub fn min_weight_gamma(fitted: &[f64]) -> f64 {
    1e-6 * fitted.iter().copied().fold(0.0, f64::max)
}

/// Weights n_gamma2 of bins with so many pairs, by the values of a fit, of which one is more than 0.
pub fn by_fit(pairs: impl Iterator<Item = f64>, fitted: &[f64]) -> Vec<f64> {
    let floor = min_weight_gamma(fitted);
    pairs.zip(fitted).map(|(np, gamma)| np / gamma.max(floor).powi(2)).collect()
}
