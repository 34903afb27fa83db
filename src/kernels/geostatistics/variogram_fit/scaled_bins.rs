//! The search for the least Σ w (γ - γ(h))² of a model: ranges, and κ, on grids and in the valleys there; nugget and psills given
//! these by non-negative least squares. See [`super`] for the box that is searched.
//!
//! Shapes: bins in units in which the longest distance and the largest semivariance are 1; one [`RangeFit`] in these units.
//! Range: RSS from 0, all of the box is looked at.
//!
//! Sources: those of [`super`].

use super::{
    AT_END, AtBound, FARTHEST, FitBin, Model, ModelShape, Searched, Structure, VariogramFit,
    nnls::{MAX_COLUMNS, Nnls, Workspace, nnls},
    search::{golden_section, log_grid},
    valleys::Search,
};
use crate::kernels::GoOn;

/// Exponents and smoothness that are looked for.
const POWERS: (f64, f64) = (0.01, 2.0);
pub const KAPPAS: (f64, f64) = (0.1, 10.0);

/// Nodes that an effective range, or an exponent, is looked for from.
const NODES: usize = 160;

/// γ that differ by no more than this share are the same but for rounding.
const LEVEL: f64 = 1e-12;

/// Fits anew after which weights count as settled, whatever they do.
const ROUNDS: usize = 200;

/// Bins in units in which the longest distance and the largest semivariance are 1.
pub struct ScaledBins<'a> {
    /// Those units.
    pub far: f64,
    pub height: f64,
    pub h: Vec<f64>,
    gamma: Vec<f64>,
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
    fn none(kappa: Option<f64>) -> RangeFit {
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
                range: model.has_sill().then(|| (self.far * self.near, self.far * FARTHEST)),
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
    fn limits(&self, shape: &ModelShape) -> (f64, f64) {
        let effective = shape.effective().unwrap_or(1.0);
        (self.near / effective, FARTHEST / effective)
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

    /// With κ given, or the best one.
    pub fn fit(&mut self, model: Model, kappa: Option<f64>) -> RangeFit {
        let free = model.has_kappa() && kappa.is_none();
        if model.has_sill() && !self.level && (free || self.structures == 2) {
            let found = if self.stopped { None } else { Search::new(self, model, kappa).fit() };
            self.stopped = self.stopped || found.is_none();
            return found.unwrap_or_else(|| RangeFit::none(kappa));
        }
        if free && !model.has_sill() {
            let nodes = log_grid(POWERS.0, POWERS.1, NODES);
            let (kappa, _) = golden_section(&nodes, |kappa| self.fit_ranges(&ModelShape::new(model, kappa)).nnls.rss);
            return self.fit_ranges(&ModelShape::new(model, kappa));
        }
        self.fit_ranges(&ModelShape::new(model, kappa.unwrap_or(1.0)))
    }

    /// Of one structure.
    fn fit_ranges(&mut self, shape: &ModelShape) -> RangeFit {
        self.stopped = self.stopped || !(self.go_on)();
        if self.stopped {
            return RangeFit::none(Some(shape.kappa));
        }
        let mut workspace = Workspace::default();
        let mut at = |a: f64| {
            let column = self.column(shape, a);
            RangeFit { ranges: [a; 2], kappa: shape.kappa, nnls: self.solve(&[&column], &mut workspace) }
        };
        if !shape.model.has_sill() || self.level {
            return at(1.0);
        }
        let (low, high) = self.limits(shape);
        let (a, _) = golden_section(&self.nodes(low, high, NODES, 1.0), |a| at(a).nnls.rss);
        at(a)
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
    pub fn settle(
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
pub fn min_weight_gamma(fitted: &[f64]) -> f64 {
    1e-6 * fitted.iter().copied().fold(0.0, f64::max)
}

/// Weights n_gamma2 of bins with so many pairs, by the values of a fit, of which one is more than 0.
pub fn by_fit(pairs: impl Iterator<Item = f64>, fitted: &[f64]) -> Vec<f64> {
    let floor = min_weight_gamma(fitted);
    pairs.zip(fitted).map(|(np, gamma)| np / gamma.max(floor).powi(2)).collect()
}
