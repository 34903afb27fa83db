//! The search for the least Σ w (γ - γ(h))² of a model: one range, or an exponent, by golden section from a grid; more by
//! [`super::valleys`]; weights by the fit until they stay.
//!
//! Shapes and range: as [`super::scaled_bins`]. Units: those in which the longest distance and the largest semivariance are 1.
//!
//! Sources: those of [`super`].

use super::{
    FitBin, Model, ModelShape,
    nnls::Workspace,
    scaled_bins::{POWERS, RangeFit, ScaledBins, by_fit, min_weight_gamma},
    search::{golden_section, log_grid},
    valleys::Search,
};

/// Nodes that an effective range, or an exponent, is looked for from.
const NODES: usize = 160;

/// Fits anew after which weights count as settled, whatever they do.
const ROUNDS: usize = 200;

impl ScaledBins<'_> {
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
        at(self.told(shape.model, a))
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
