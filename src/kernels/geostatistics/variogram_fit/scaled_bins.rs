//! The search for the least Σ w (γ - γ(h))² of a model: ranges, and κ, on grids and in the valleys there; nugget and psills given
//! these by non-negative least squares. See [`super`] for the box that is searched.
//!
//! Shapes: bins in units in which the longest distance and the largest semivariance are 1; one [`RangeFit`] in these units.
//! Range: RSS from 0, all of the box is looked at.
//!
//! Sources: those of [`super`].

use super::{
    AtBound, FARTHEST, FitBin, Model, ModelShape, Structure, VariogramFit,
    nnls::{MAX_COLUMNS, Nnls, Workspace, nnls},
    search::{golden_section, log_grid, nelder_mead},
};
use crate::kernels::GoOn;

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

/// Bins in units in which the longest distance and the largest semivariance are 1.
pub struct ScaledBins<'a> {
    /// Those units.
    pub far: f64,
    pub height: f64,
    h: Vec<f64>,
    gamma: Vec<f64>,
    /// Square roots of weights, and γ times those.
    roots: Vec<f64>,
    y: Vec<f64>,
    near: f64,
    structures: usize,
    /// All γ are the same.
    pub level: bool,
    workspace: Workspace,
    go_on: GoOn<'a>,
    pub stopped: bool,
}

#[derive(Debug, Clone, Copy)]
pub struct RangeFit {
    ranges: [f64; 2],
    kappa: f64,
    nnls: Nnls,
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
            workspace: Workspace::default(),
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
        let near_end = |x: f64, (low, high): (f64, f64)| x <= low * (1.0 + 1e-6) || x >= high * (1.0 - 1e-6);
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
            settled: true,
        }
    }

    pub fn weigh(&mut self, weights: &[f64]) {
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
    pub fn fit(&mut self, model: Model, kappa: Option<f64>) -> RangeFit {
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
