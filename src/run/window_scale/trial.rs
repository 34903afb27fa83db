//! Fits of all variograms, and the rule under every setting.

use super::{
    Plan, Progress,
    surfaces::{BlockBinSums, Surfaces},
};
use crate::{
    engine::threads::Threads,
    error::{Error, Result},
    kernels::{
        GoOn,
        geostatistics::{
            variogram::{BinSums, Bins, matheron},
            variogram_fit::{FitBin, FitOptions, MIN_BLOCKS, Model, VariogramFit, fit_while, jackknife, left_out},
        },
        windows::{
            null_band::{LEVEL, NullPoint, null_band},
            window_scale::{DEFAULT, Judged, MIN_CHANGES, SHARES, Scale, Tolerance, Verdict, combine, judge},
        },
    },
    sentence::{Phrase, phrase},
};

/// Models that choices are tried with, and the straight line that a sill must beat.
const TRIED: [Model; 3] = [Model::Spherical, Model::Exponential, Model::Gaussian];
const LINE: Model = Model::Linear;

/// Sums of a layer up to one cutoff.
pub struct LayerVariogram {
    pub total: BinSums,
    /// Those of a jackknife; empty without one.
    blocks: Vec<BinSums>,
}

impl LayerVariogram {
    pub fn has_blocks(&self) -> bool {
        !self.blocks.is_empty()
    }
}

impl Surfaces<'_> {
    /// By metric and radius, and by cutoff.
    pub fn variograms(&self, found: BlockBinSums) -> Vec<Vec<LayerVariogram>> {
        let layers = self.layers.metrics * self.layers.radii;
        let wide: Vec<bool> = self.bins.iter().map(|bins| self.wide_enough(bins.cutoff())).collect();
        let variogram = |layer: usize, cutoff: usize| {
            let at = layer * self.bins.len() + cutoff;
            let mut total = BinSums::new(&self.bins[cutoff]);
            found.0.iter().for_each(|block| total.merge(&block[at]));
            let blocks = found.0.iter().map(|block| &block[at]).filter(|block| !block.is_empty());
            let blocks: Vec<BinSums> = blocks.cloned().collect();
            let enough = blocks.len() >= MIN_BLOCKS && wide[cutoff];
            LayerVariogram { total, blocks: if enough { blocks } else { Vec::new() } }
        };
        (0..layers).map(|layer| (0..self.bins.len()).map(|cutoff| variogram(layer, cutoff)).collect()).collect()
    }
}

/// A model in windows of one radius.
pub struct Fitted {
    pub fit: VariogramFit,
    pub scale: Scale,
    /// Of nugget / sill, where it is not at a bound.
    pub error: Option<f64>,
}

/// A model in windows of all radii.
pub struct ModelRow {
    pub model: Model,
    pub by_radius: Vec<Fitted>,
}

impl ModelRow {
    fn judge(&self, tolerance: Tolerance) -> Judged {
        let scales: Vec<Scale> = self.by_radius.iter().map(|fitted| fitted.scale.clone()).collect();
        judge(&scales, tolerance)
    }

    fn rss(&self) -> f64 {
        self.by_radius.iter().map(|fitted| fitted.fit.rss).sum()
    }
}

/// What there is of one metric.
pub struct MetricTrial {
    /// That of the rule.
    pub model: Model,
    /// Models up to the cutoff of the rule, the line among them.
    pub rows: Vec<ModelRow>,
    /// Models that choices are tried with, by cutoff.
    tried: Vec<Vec<ModelRow>>,
    /// By the rule alone.
    pub ruled: Judged,
    /// The same beside permuted maps and with what is known of errors.
    pub judged: Judged,
    /// Permuted maps by the same model, by radius.
    pub null: Vec<NullPoint>,
}

impl MetricTrial {
    pub fn row(&self) -> &ModelRow {
        self.rows.iter().find(|row| row.model == self.model).expect("the model of the rule was fitted")
    }

    /// The least p over the radii. `None` where there is nothing to compare with.
    pub fn p(&self) -> Option<f64> {
        self.null.iter().filter_map(|point| point.p).reduce(f64::min)
    }

    /// Whether it is told from permuted maps, where they were made.
    pub fn differs(&self) -> bool {
        self.p().is_some_and(|p| p <= LEVEL + 1e-9)
    }

    /// Steps have standard errors.
    pub fn has_errors(&self) -> bool {
        self.row().by_radius.iter().all(|fitted| jackknife(fitted.scale.left_out.iter().copied().flatten()).is_some())
    }
}

/// A radius, or a verdict in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    pub verdict: Verdict,
    pub radius: Option<f64>,
}

/// What the rule comes to under one setting.
pub struct Try {
    pub model: Model,
    pub cutoff: f64,
    pub tolerance: Tolerance,
    pub choice: Choice,
}

pub struct Trial {
    pub metrics: Vec<MetricTrial>,
    pub tries: Vec<Try>,
}

impl Trial {
    /// Fits by cutoff of the map.
    pub fn new(
        plan: &Plan,
        (bins, cutoffs): (&[Bins], &[f64]),
        own: &[Vec<LayerVariogram>],
        threads: &Threads,
        progress: &mut Progress<'_>,
    ) -> Result<Trial> {
        let radii = plan.radii.len();
        let all = 0..plan.metrics.len();
        let mut models = plan.models.clone();
        models.extend(TRIED.iter().filter(|model| !plan.models.contains(model)));
        let fits: Vec<(usize, usize)> =
            all.flat_map(|metric| (0..cutoffs.len()).map(move |cutoff| (metric, cutoff))).collect();
        let fit = |(metric, cutoff): &(usize, usize), go_on: GoOn<'_>| {
            let fitter = Fitter { plan, bins: &bins[*cutoff], go_on };
            let layers: Vec<&LayerVariogram> =
                own[metric * radii..(metric + 1) * radii].iter().map(|all| &all[*cutoff]).collect();
            fitter.rows(&layers, if *cutoff == 0 { &models[..] } else { &TRIED })
        };
        let mut found = threads.map(&fits, progress, FITTING, fit)?.into_iter();
        let mut metrics = Vec::new();
        while let Some(rows) = found.next() {
            let of_plan = rows.iter().filter(|row| plan.models.contains(&row.model));
            let row = of_plan.min_by(|a, b| a.rss().total_cmp(&b.rss())).ok_or_else(|| {
                Error::argument(
                    "WIDTH",
                    plan.width,
                    phrase!("a width that gives more bins than a model has parameters"),
                )
            })?;
            let (model, ruled) = (row.model, row.judge(DEFAULT));
            let tried = found.by_ref().take(cutoffs.len() - 1).collect();
            let null = vec![NullPoint::default(); radii];
            metrics.push(MetricTrial { model, rows, tried, judged: ruled.clone(), ruled, null });
        }
        Ok(Trial { metrics, tries: Vec::new() })
    }

    /// Compares with permuted maps, and judges.
    pub fn compare(
        &mut self,
        plan: &Plan,
        (bins, cutoffs): (&Bins, &[f64]),
        nulls: &[Vec<LayerVariogram>],
        threads: &Threads,
        progress: &mut Progress<'_>,
    ) -> Result<()> {
        let radii = plan.radii.len();
        let layers: Vec<(&LayerVariogram, Model)> = nulls
            .iter()
            .flat_map(|map| map.iter().enumerate().map(|(at, layer)| (layer, self.metrics[at / radii].model)))
            .collect();
        // Permuted maps that cannot be fitted are unknown, a run that stopped is none.
        let fit = |(layer, model): &(&LayerVariogram, Model), go_on: GoOn<'_>| {
            let fit = Fitter { plan, bins, go_on }.fit(&layer.total, *model);
            go_on().then(|| fit.and_then(|fit| fit.nugget_sill()))
        };
        let shares = threads.map(&layers, progress, FITTING, fit)?;
        let shares: Vec<Vec<Option<f64>>> = shares.chunks(self.metrics.len() * radii).map(Vec::from).collect();
        let rows = self.metrics.iter().flat_map(|metric| &metric.row().by_radius);
        let own: Vec<Option<f64>> = rows.map(|fitted| fitted.scale.nugget_sill).collect();
        let band = null_band(&own, &shares, LEVEL);
        let compared = plan.permutations > 0;
        for (metric, points) in self.metrics.iter_mut().zip(band.chunks(radii)) {
            metric.null = points.to_vec();
            let sure = compared && metric.has_errors();
            metric.judged = metric.ruled.clone().against(!compared || metric.differs()).as_sure(sure);
        }
        self.tries = tries(&self.metrics, cutoffs, compared);
        Ok(())
    }

    /// Of all metrics together, as one test over them and all radii.
    pub fn p(&self) -> Option<f64> {
        self.metrics.iter().filter_map(MetricTrial::p).reduce(f64::min)
    }
}

/// Metrics that are not told from permuted maps have no radius under any setting.
fn tries(metrics: &[MetricTrial], cutoffs: &[f64], compared: bool) -> Vec<Try> {
    let mut tries = Vec::new();
    for (at, cutoff) in cutoffs.iter().enumerate() {
        for model in TRIED {
            let rows: Vec<(&ModelRow, bool)> = metrics
                .iter()
                .map(|metric| (if at == 0 { &metric.rows } else { &metric.tried[at - 1] }, metric.differs()))
                .filter_map(|(rows, differs)| Some((rows.iter().find(|row| row.model == model)?, differs)))
                .collect();
            for share in SHARES {
                for min_change in MIN_CHANGES {
                    let tolerance = Tolerance { share, min_change };
                    let judge =
                        |(row, differs): &(&ModelRow, bool)| row.judge(tolerance).against(!compared || *differs);
                    let judged: Vec<Judged> = rows.iter().map(judge).collect();
                    let (verdict, radius) = combine(&judged);
                    tries.push(Try { model, cutoff: *cutoff, tolerance, choice: Choice { verdict, radius } });
                }
            }
        }
    }
    tries
}

const FITTING: Phrase = phrase!("Fitting models");

/// Fits models to layers of one metric up to one cutoff.
struct Fitter<'a> {
    plan: &'a Plan,
    bins: &'a Bins,
    go_on: GoOn<'a>,
}

impl Fitter<'_> {
    /// Models that could be fitted at all radii, and the line. `None` where the run does not go on.
    fn rows(&self, layers: &[&LayerVariogram], models: &[Model]) -> Option<Vec<ModelRow>> {
        let lines: Vec<VariogramFit> = layers.iter().filter_map(|layer| self.fit(&layer.total, LINE)).collect();
        let mut rows = Vec::new();
        for model in models {
            let mut by_radius = Vec::new();
            for (layer, (line, radius)) in layers.iter().zip(lines.iter().zip(&self.plan.radii)) {
                let Some(fit) = self.fit(&layer.total, *model) else { break };
                let left_out = self.left_out(layer, *model)?;
                by_radius.push(self.fitted(fit, line, *radius, left_out));
            }
            if by_radius.len() == layers.len() {
                rows.push(ModelRow { model: *model, by_radius });
            }
        }
        if !(self.go_on)() {
            return None;
        }
        if lines.len() == layers.len() {
            let fitted = |(fit, radius): (VariogramFit, &f64)| Fitted {
                fit,
                scale: Scale { radius: *radius, ..Scale::default() },
                error: None,
            };
            let by_radius = lines.into_iter().zip(&self.plan.radii).map(fitted).collect();
            rows.push(ModelRow { model: LINE, by_radius });
        }
        Some(rows)
    }

    fn fitted(&self, fit: VariogramFit, line: &VariogramFit, radius: f64, left_out: Vec<Option<f64>>) -> Fitted {
        // A level line is as good as a nugget alone, whose sill is in sight.
        let straight = line.structures[0].psill > 0.0
            && line.aic.zip(fit.aic).is_some_and(|(of_line, of_model)| of_line < of_model);
        let scale = Scale {
            radius,
            nugget_sill: fit.nugget_sill(),
            no_nugget: fit.at_bound.nugget,
            unbounded: straight || fit.effective.is_some_and(|range| range > self.bins.cutoff()),
            left_out,
        };
        let known = scale.left_out.iter().copied().flatten();
        let error = if fit.share_at_bound() { None } else { jackknife(known) };
        Fitted { fit, scale, error }
    }

    fn options(&self, model: Model) -> FitOptions {
        let kappa = self.plan.kappa.filter(|_| model == Model::Matern);
        FitOptions { structures: 1, weights: self.plan.weights, kappa }
    }

    fn fit(&self, sums: &BinSums, model: Model) -> Option<VariogramFit> {
        fit_while(&self.samples(sums), model, &self.options(model), self.go_on)
    }

    fn left_out(&self, layer: &LayerVariogram, model: Model) -> Option<Vec<Option<f64>>> {
        left_out(&layer.total, &layer.blocks, self.go_on, |sums| self.fit(sums, model)?.nugget_sill())
    }

    fn samples(&self, sums: &BinSums) -> Vec<FitBin> {
        sums.finish(self.bins, matheron).iter().map(FitBin::from).collect()
    }
}
