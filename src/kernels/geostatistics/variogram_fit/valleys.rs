//! The least Σ w (γ - γ(h))² of two structures, or of one and κ: from the valleys of a grid downwards.
//!
//! Variables: the logarithms of the effective ranges, and of κ where it is free; nugget and psills are solved for at each point, so that
//! the residuals r depend on these alone. Derivative: dr/dθ = -P Σ psill dg/dθ, P taking away what the columns with a psill above 0 make
//! up (Kaufman 1975), by which the slope of r'r is exact
//!
//! Grid: at each node of κ all pairs of nodes of ranges, by sums of products of their columns (a sum for a pair, in place of a fit).
//! From each of its lowest nodes the search goes down; the lowest points of all are searched around once more by a simplex, which needs
//! no derivative. A model with bends (linear with a sill) is searched by the simplex alone; of two such structures the cells of ranges
//! between two bins are searched in place of nodes: there a structure is a sum, of shares of 0 or more, of those that end at either bin, so
//! that the least of a cell is that of non-negative least squares, and no valley is between nodes.
//!
//! Shapes: as [`super::scaled_bins`], in whose units all is. Range: the box of [`super`].
//!
//! Sources: Golub and Pereyra 1973, SIAM J. Numer. Anal. 10, 413; Kaufman 1975, BIT 15, 49.

use super::{
    Model, ModelShape,
    descent::{Slopes, descend},
    gram::Products,
    nnls::{Nnls, Workspace, dot, orthonormal},
    scaled_bins::{KAPPAS, RangeFit, ScaledBins},
    search::{log_grid, nelder_mead},
};
use rayon::prelude::*;
use std::borrow::Cow;

/// Nodes that a κ is looked for from; an effective range; each of two.
const KAPPA_NODES: usize = 12;
const NODES: usize = 160;
const NODES_OF_TWO: usize = 40;
/// Valleys that are searched, of each node of κ.
const VALLEYS: usize = 24;
/// The lowest points found, which are searched around once more.
const POLISHED: usize = 4;
/// Valleys along either range of such a point, and how often these are looked for again.
const ALONG: usize = 6;
const ROUNDS: usize = 8;
/// Shares of the sum of squares that a search goes down for, at first and in the end.
const ENOUGH: f64 = 1e-9;
const NEXT_TO_NOTHING: f64 = 1e-14;

/// What is searched.
pub struct Search<'a> {
    bins: &'a ScaledBins<'a>,
    model: Model,
    structures: usize,
    /// With its effective range over a, where κ is not searched.
    given: Option<(ModelShape, f64)>,
}

/// A shape, and its effective range over a.
struct Scale<'s> {
    shape: Cow<'s, ModelShape>,
    effective: f64,
}

impl<'a> Search<'a> {
    /// Of a model with a sill. `kappa` is free where it is `None` and the model has one.
    pub fn new(bins: &'a ScaledBins<'a>, model: Model, kappa: Option<f64>) -> Search<'a> {
        let fixed = !model.has_kappa() || kappa.is_some();
        let given = fixed.then(|| ModelShape::with_slopes(model, kappa.unwrap_or(1.0)));
        let given = given.map(|shape| (shape.clone(), shape.effective().unwrap_or(1.0)));
        Search { bins, model, structures: bins.structures, given }
    }

    /// The minimum. `None` once work is not to go on.
    pub fn fit(&self) -> Option<RangeFit> {
        match (self.structures, self.given.is_some()) {
            (2, true) => self.least::<2>(),
            (2, false) => self.least::<3>(),
            (1, false) => self.least::<2>(),
            _ => self.least::<1>(),
        }
    }

    fn least<const D: usize>(&self) -> Option<RangeFit> {
        let kappas = if self.given.is_some() { vec![1.0] } else { log_grid(KAPPAS.0, KAPPAS.1, KAPPA_NODES) };
        let starts: Vec<Vec<[f64; D]>> =
            kappas.par_iter().map(|kappa| (self.bins.go_on)().then(|| self.starts(*kappa))).collect::<Option<_>>()?;
        let starts: Vec<[f64; D]> = starts.into_iter().flatten().collect();
        let down = |start: &[f64; D]| (self.bins.go_on)().then(|| self.down(*start));
        let mut found: Vec<([f64; D], f64)> = starts.par_iter().map(down).collect::<Option<_>>()?;
        found.sort_by(|a, b| a.1.total_cmp(&b.1));
        found.dedup_by(|next, one| next.0.iter().zip(&one.0).all(|(a, b)| (a - b).abs() < 1e-4));
        found.truncate(POLISHED);
        let again = |(point, _): &([f64; D], f64)| self.bettered(*point);
        let polished: Vec<([f64; D], f64)> = found.par_iter().map(again).collect::<Option<_>>()?;
        let best = polished.into_iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
        Some(self.fit_at(&best.0))
    }

    fn bounds<const D: usize>(&self) -> [(f64, f64); D] {
        let (low, high) = self.bins.effective_limits();
        let kappas = (KAPPAS.0.ln(), KAPPAS.1.ln());
        std::array::from_fn(|k| if k < self.structures { (low.ln(), high.ln()) } else { kappas })
    }

    fn smooth(&self) -> bool {
        self.model != Model::LinearSill
    }

    fn down<const D: usize>(&self, start: [f64; D]) -> ([f64; D], f64) {
        let mut workspace = Workspace::default();
        if self.smooth() {
            return descend(start, self.bounds(), ENOUGH, |point| self.slopes(point, &mut workspace));
        }
        self.simplex(start, self.steps(), &mut workspace)
    }

    fn polished<const D: usize>(&self, point: [f64; D]) -> ([f64; D], f64) {
        let mut workspace = Workspace::default();
        let point = if self.smooth() {
            descend(point, self.bounds(), NEXT_TO_NOTHING, |point| self.slopes(point, &mut workspace)).0
        } else {
            point
        };
        self.simplex(point, self.steps().map(|step| 0.1 * step), &mut workspace)
    }

    /// A low point searched around once more, and from what lies below it along either range, as long as that betters it.
    fn bettered<const D: usize>(&self, point: [f64; D]) -> Option<([f64; D], f64)> {
        let mut best = self.polished(point);
        for _ in 0..ROUNDS {
            let mut others = Vec::new();
            for start in self.along(&best.0) {
                others.push((self.bins.go_on)().then(|| self.down(start))?);
            }
            let next = others.into_iter().min_by(|a, b| a.1.total_cmp(&b.1));
            let Some(next) = next.filter(|next| next.1 < best.1 * (1.0 - ENOUGH)) else { break };
            best = self.polished(next.0);
        }
        (self.bins.go_on)().then_some(best)
    }

    /// The lowest points where one of two ranges stays and the other is at any node.
    fn along<const D: usize>(&self, point: &[f64; D]) -> Vec<[f64; D]> {
        if self.structures == 1 {
            return Vec::new();
        }
        let scale = self.scale_at(point, false);
        let nodes = self.nodes(NODES, scale.effective);
        let column = |effective: f64| self.bins.column(&scale.shape, effective / scale.effective);
        let mut starts = Vec::new();
        for stays in 0..2 {
            let columns = nodes.iter().map(|range| column(*range)).chain([column(point[stays].exp())]).collect();
            let products = Products::of(&self.bins.roots, columns, &self.bins.y);
            let values: Vec<f64> = (0..nodes.len()).map(|k| products.two(k, nodes.len())).collect();
            starts.extend(lowest(&values).into_iter().take(ALONG).map(|k| {
                let mut start = *point;
                start[1 - stays] = nodes[k].ln();
                start
            }));
        }
        starts
    }

    /// The distances of nodes.
    fn steps<const D: usize>(&self) -> [f64; D] {
        let (low, high) = self.bins.effective_limits();
        let range = (high / low).ln() / (NODES_OF_TWO - 1) as f64;
        let kappa = (KAPPAS.1 / KAPPAS.0).ln() / (KAPPA_NODES - 1) as f64;
        std::array::from_fn(|k| if k < self.structures { range } else { kappa })
    }

    fn simplex<const D: usize>(&self, start: [f64; D], size: [f64; D], workspace: &mut Workspace) -> ([f64; D], f64) {
        nelder_mead(start, size, self.bounds(), |point| self.solved(point, workspace).rss)
    }

    /// At a κ, which does not matter where it is given.
    fn scale(&self, kappa: f64, slopes: bool) -> Scale<'_> {
        match &self.given {
            Some((shape, effective)) => Scale { shape: Cow::Borrowed(shape), effective: *effective },
            None => {
                let shape = if slopes {
                    ModelShape::with_slopes(self.model, kappa)
                } else {
                    ModelShape::new(self.model, kappa)
                };
                let effective = shape.effective().unwrap_or(1.0);
                Scale { shape: Cow::Owned(shape), effective }
            }
        }
    }

    fn scale_at<const D: usize>(&self, point: &[f64; D], slopes: bool) -> Scale<'_> {
        self.scale(point.get(self.structures).map_or(1.0, |log| log.exp()), slopes)
    }

    /// Nugget and psills.
    fn solved<const D: usize>(&self, point: &[f64; D], workspace: &mut Workspace) -> Nnls {
        let scale = self.scale_at(point, false);
        let column = |log: &f64| self.bins.column(&scale.shape, log.exp() / scale.effective);
        let columns: Vec<Vec<f64>> = point[..self.structures].iter().map(column).collect();
        let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        self.bins.solve(&slices, workspace)
    }

    fn fit_at<const D: usize>(&self, point: &[f64; D]) -> RangeFit {
        let scale = self.scale_at(point, false);
        let range = |k: usize| self.bins.told(self.model, point[k.min(self.structures - 1)].exp() / scale.effective);
        let ranges = [range(0), range(1)];
        let columns = ranges.map(|a| self.bins.column(&scale.shape, a));
        let slices: Vec<&[f64]> = columns.iter().take(self.structures).map(Vec::as_slice).collect();
        let nnls = self.bins.solve(&slices, &mut Workspace::default());
        RangeFit { ranges, kappa: scale.shape.kappa, nnls }
    }

    /// The sum of squares about a point.
    fn slopes<const D: usize>(&self, point: &[f64; D], workspace: &mut Workspace) -> Slopes<D> {
        let (bins, scale) = (self.bins, self.scale_at(point, true));
        let growth = if self.given.is_none() { scale.shape.effective_slope(scale.effective) } else { 0.0 };
        let (mut columns, mut by_range, mut by_kappa) = (Vec::new(), Vec::new(), Vec::new());
        for log in &point[..self.structures] {
            let a = log.exp() / scale.effective;
            let of = |(h, root): (&f64, &f64)| {
                let at = scale.shape.slopes(*h, a);
                // A longer range over a at a larger κ makes a itself shorter.
                (root * at.g, root * at.by_log_range, root * (at.by_log_kappa - growth * at.by_log_range))
            };
            let (mut g, mut range, mut smoothness) = (Vec::new(), Vec::new(), Vec::new());
            bins.h.iter().zip(&bins.roots).map(of).for_each(|(one, by, of_kappa)| {
                g.push(one);
                range.push(by);
                smoothness.push(of_kappa);
            });
            columns.push(g);
            by_range.push(range);
            by_kappa.push(smoothness);
        }
        let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let nnls = bins.solve(&slices, workspace);
        let [nugget, psills @ ..] = nnls.coefficients;
        let mut rest = bins.y.clone();
        let all = [(nugget, &bins.roots[..])].into_iter().chain(psills.into_iter().zip(slices.iter().copied()));
        let used: Vec<&[f64]> = all
            .filter(|(share, _)| *share > 0.0)
            .map(|(share, column)| {
                rest.iter_mut().zip(column).for_each(|(rest, x)| *rest -= share * x);
                column
            })
            .collect();
        let basis = orthonormal(&used);
        let mut residuals: [Vec<f64>; D] = std::array::from_fn(|variable| {
            let mut slope = vec![0.0; rest.len()];
            for k in 0..self.structures {
                let part = if variable == k { &by_range[k] } else { &by_kappa[k] };
                if variable == k || variable == self.structures {
                    slope.iter_mut().zip(part).for_each(|(slope, by)| *slope -= psills[k] * by);
                }
            }
            slope
        });
        for slope in &mut residuals {
            for axis in &basis {
                let share = dot(axis, slope);
                slope.iter_mut().zip(axis).for_each(|(slope, axis)| *slope -= share * axis);
            }
        }
        Slopes {
            rss: nnls.rss,
            squares: std::array::from_fn(|j| std::array::from_fn(|k| dot(&residuals[j], &residuals[k]))),
            gradient: std::array::from_fn(|k| dot(&residuals[k], &rest)),
        }
    }

    /// Nodes of effective ranges. Where a range passes a bin the sum of a model with an end bends, so that it may have a valley between
    /// any two bins.
    fn nodes(&self, count: usize, effective: f64) -> Vec<f64> {
        let (low, high) = self.bins.effective_limits();
        let mut nodes = self.bins.nodes(low, high, count, effective);
        if self.model == Model::LinearSill {
            // Beyond all bins it is one straight line, whatever the range.
            let end = nodes[nodes.len() - 1];
            nodes.retain(|range| *range <= 1.0 || *range == end);
        }
        if matches!(self.model, Model::Spherical | Model::LinearSill) {
            let middles: Vec<f64> = nodes.windows(2).map(|two| 0.5 * (two[0] + two[1])).collect();
            nodes.extend(middles);
            nodes.sort_by(f64::total_cmp);
        }
        nodes
    }

    /// Where the search goes down from, at a node of κ.
    fn starts<const D: usize>(&self, kappa: f64) -> Vec<[f64; D]> {
        let scale = self.scale(kappa, false);
        let (low, high) = self.bins.effective_limits();
        let columns = |nodes: &[f64]| -> Vec<Vec<f64>> {
            nodes.iter().map(|effective| self.bins.column(&scale.shape, effective / scale.effective)).collect()
        };
        let point =
            |ranges: [f64; 2]| std::array::from_fn(|k| if k < self.structures { ranges[k].ln() } else { kappa.ln() });
        let ones = self.nodes(NODES, scale.effective);
        let products = Products::of(&self.bins.roots, columns(&ones), &self.bins.y);
        let values: Vec<f64> = (0..ones.len()).map(|k| products.one(k)).collect();
        let mut single = lowest(&values);
        single.truncate(VALLEYS);
        if self.structures == 1 {
            return single.into_iter().map(|k| point([ones[k], ones[k]])).collect();
        }
        // Two structures are never worse than one.
        let both = single.into_iter().take(2).flat_map(|k| [[ones[k], low], [ones[k], high]]);
        if self.model == Model::LinearSill {
            return self.bent(&scale).into_iter().chain(both).map(point).collect();
        }
        let nodes = self.nodes(NODES_OF_TWO, scale.effective);
        let products = Products::of(&self.bins.roots, columns(&nodes), &self.bins.y);
        let pairs = valleys(nodes.len(), |i, j| products.two(i, j)).into_iter().take(VALLEYS);
        pairs.map(|(i, j)| [nodes[i], nodes[j]]).chain(both).map(point).collect()
    }

    /// The lowest points of the lowest pairs of cells between bins, of linear with a sill, whose effective range is a itself.
    fn bent(&self, scale: &Scale<'_>) -> Vec<[f64; 2]> {
        let mut ends = self.bins.h.clone();
        ends.sort_by(f64::total_cmp);
        ends.dedup();
        let columns = ends.iter().map(|a| self.bins.column(&scale.shape, *a)).collect();
        let products = Products::of(&self.bins.roots, columns, &self.bins.y);
        let cells = ends.len().saturating_sub(1);
        let range = |k: usize, shares: [f64; 2]| {
            let psill = shares[0] + shares[1];
            if psill == 0.0 { ends[k] } else { psill / (shares[0] / ends[k] + shares[1] / ends[k + 1]) }
        };
        let pairs = (0..cells).flat_map(|i| (i + 1..cells).map(move |j| (i, j)));
        let least = |(i, j): (usize, usize)| {
            let (rss, [_, a, b, c, d]) = products.four([i, i + 1, j, j + 1]);
            (rss, [range(i, [a, b]), range(j, [c, d])])
        };
        let mut found: Vec<(f64, [f64; 2])> = pairs.map(least).collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.into_iter().take(VALLEYS).map(|(_, ranges)| ranges).collect()
    }
}

/// The nodes that are no higher than those beside them, the lowest first.
fn lowest(values: &[f64]) -> Vec<usize> {
    let least = |k: &usize| {
        let mut around = k.saturating_sub(1)..(k + 2).min(values.len());
        around.all(|other| values[*k] <= values[other])
    };
    let mut found: Vec<usize> = (0..values.len()).filter(least).collect();
    found.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    found
}

/// The lowest of the nodes i < j of n by n, of equal ones all, the lowest first.
fn valleys(n: usize, value: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let mut values = vec![f64::INFINITY; n * n];
    for i in 0..n {
        for j in i + 1..n {
            values[i * n + j] = value(i, j);
        }
    }
    let lowest = |i: usize, j: usize| {
        let around = (i.saturating_sub(1)..(i + 2).min(n))
            .flat_map(|k| (j.saturating_sub(1)..(j + 2).min(n)).map(move |l| (k, l)));
        around.clone().all(|(k, l)| values[i * n + j] <= values[k * n + l])
    };
    let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
    let mut found: Vec<(usize, usize)> = pairs.filter(|(i, j)| lowest(*i, *j)).collect();
    found.sort_by(|a, b| values[a.0 * n + a.1].total_cmp(&values[b.0 * n + b.1]));
    found
}
