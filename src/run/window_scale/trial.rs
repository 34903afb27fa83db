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
        windows::window_scale::{
            DEFAULT, Judged, MIN_CHANGES, NuggetShare, SHARES, Scale, Tolerance, Verdict, alike, combine, judge, mode,
        },
    },
    sentence::{Argument, Phrase, Place, phrase, sentence},
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
    /// Of nugget / sill.
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

    fn known(&self) -> Vec<NuggetShare> {
        let known = |fitted: &Fitted| NuggetShare { nugget_sill: fitted.scale.nugget_sill, error: fitted.error };
        self.by_radius.iter().map(known).collect()
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
    pub judged: Judged,
    /// Of the permuted map, by the same model; unknown where it could not be fitted.
    pub null: Vec<NuggetShare>,
    null_judged: Judged,
}

impl MetricTrial {
    pub fn row(&self) -> &ModelRow {
        self.rows.iter().find(|row| row.model == self.model).expect("the model of the rule was fitted")
    }

    /// Whether the permuted map gives the same: the radius, or shares that differ by no more than their errors, at that radius or, without
    /// one, at most radii.
    pub fn overlap(&self) -> bool {
        let own = self.row().known();
        let same: Vec<bool> = own.iter().zip(&self.null).map(|(a, b)| alike(*a, *b)).collect();
        match self.judged.radius {
            Some(radius) => {
                let at = self.row().by_radius.iter().position(|fitted| fitted.scale.radius == radius);
                self.null_judged.radius == Some(radius) || at.is_some_and(|at| same[at])
            }
            // Two nuggets of 0 are no evidence of anything.
            None => {
                let none =
                    |(a, b): (&NuggetShare, &NuggetShare)| a.nugget_sill == Some(0.0) && b.nugget_sill == Some(0.0);
                let known = same.iter().zip(own.iter().zip(&self.null)).filter(|(_, pair)| !none(*pair));
                let telling: Vec<bool> = known.map(|(same, _)| *same).collect();
                2 * telling.iter().filter(|same| **same).count() > telling.len()
            }
        }
    }
}

/// What the rule comes to under one setting.
pub struct Try {
    pub model: Model,
    pub cutoff: f64,
    pub tolerance: Tolerance,
    pub choice: Choice,
}

/// A radius, or a verdict in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    pub verdict: Verdict,
    pub radius: Option<f64>,
}

impl Choice {
    pub fn told(&self) -> Argument {
        match self.radius {
            Some(radius) => sentence!("a radius of {radius}", radius).argument(),
            None => self.verdict.name().argument(),
        }
    }
}

pub struct Trial {
    pub metrics: Vec<MetricTrial>,
    pub tries: Vec<Try>,
}

pub struct Outcome {
    pub verdict: Verdict,
    pub radius: Option<f64>,
    /// The permuted map gives the same.
    pub overlap: bool,
    /// Of all tries.
    pub mode: Option<(Choice, f64)>,
}

impl Outcome {
    pub fn choice(&self) -> Choice {
        Choice { verdict: self.verdict, radius: self.radius }
    }
}

impl Trial {
    /// Fits by cutoff of the map, and then by the model of the rule those of the permuted map.
    pub fn new(
        plan: &Plan,
        (bins, cutoffs): (&[Bins], &[f64]),
        (own, null): (&[Vec<LayerVariogram>], &[Vec<LayerVariogram>]),
        threads: &Threads,
        progress: &mut Progress<'_>,
    ) -> Result<Trial> {
        let radii = plan.radii.len();
        let all: Vec<usize> = (0..plan.metrics.len()).collect();
        let rows_of = |variograms: &[Vec<LayerVariogram>],
                       (metric, cutoff): (usize, usize),
                       models: &[Model],
                       go_on: GoOn<'_>| {
            let fitter = Fitter { plan, bins: &bins[cutoff], go_on };
            let layers = &variograms[metric * radii..(metric + 1) * radii];
            fitter.rows(&layers.iter().map(|all| &all[cutoff]).collect::<Vec<_>>(), models)
        };
        let mut models = plan.models.clone();
        models.extend(TRIED.iter().filter(|model| !plan.models.contains(model)));
        let fits: Vec<(usize, usize)> =
            all.iter().flat_map(|metric| (0..cutoffs.len()).map(move |cutoff| (*metric, cutoff))).collect();
        let fit = |of: &(usize, usize), go_on: GoOn<'_>| {
            rows_of(own, *of, if of.1 == 0 { &models[..] } else { &TRIED }, go_on)
        };
        let found = threads.map(&fits, progress, FITTING, fit)?;
        let best = |metric: &usize| {
            let rows = &found[metric * cutoffs.len()];
            let of_plan = rows.iter().filter(|row| plan.models.contains(&row.model));
            let best = of_plan.min_by(|a, b| a.rss().total_cmp(&b.rss()));
            best.map(|row| row.model).ok_or_else(|| {
                Error::argument(
                    "WIDTH",
                    plan.width,
                    phrase!("a width that gives more bins than a model has parameters"),
                )
            })
        };
        let of_rule: Vec<Model> = all.iter().map(best).collect::<Result<_>>()?;
        let fit = |metric: &usize, go_on: GoOn<'_>| rows_of(null, (*metric, 0), &[of_rule[*metric]], go_on);
        let nulls = threads.map(&all, progress, FITTING, fit)?;

        let mut found = found.into_iter();
        let metrics: Vec<MetricTrial> = of_rule
            .into_iter()
            .zip(nulls)
            .map(|(model, null)| {
                let rows = found.next().expect("every metric has fits");
                let tried = found.by_ref().take(cutoffs.len() - 1).collect();
                let null = null.into_iter().find(|row| row.model == model);
                let unknown = NuggetShare { nugget_sill: None, error: None };
                let judged = rows.iter().find(|row| row.model == model).expect("it was fitted").judge(DEFAULT);
                MetricTrial {
                    model,
                    rows,
                    tried,
                    judged,
                    null: null.as_ref().map_or_else(|| vec![unknown; radii], ModelRow::known),
                    null_judged: null.map_or_else(|| judge(&[], DEFAULT), |row| row.judge(DEFAULT)),
                }
            })
            .collect();
        let tries = tries(&metrics, cutoffs);
        Ok(Trial { metrics, tries })
    }

    pub fn outcome(&self) -> Outcome {
        let (verdict, radius) = combine(self.metrics.iter().map(|metric| &metric.judged));
        let null = combine(self.metrics.iter().map(|metric| &metric.null_judged)).1;
        // Those that the choice rests on.
        let mut deciding = self.metrics.iter().filter(|metric| radius.is_none() || metric.judged.radius == radius);
        let overlap = (radius.is_some() && null == radius) || deciding.any(MetricTrial::overlap);
        let outcomes: Vec<Choice> = self.tries.iter().map(|tried| tried.choice).collect();
        Outcome { verdict, radius, overlap, mode: mode(&outcomes, Choice { verdict, radius }) }
    }
}

fn tries(metrics: &[MetricTrial], cutoffs: &[f64]) -> Vec<Try> {
    let mut tries = Vec::new();
    for (at, cutoff) in cutoffs.iter().enumerate() {
        for model in TRIED {
            let rows: Vec<&ModelRow> = metrics
                .iter()
                .map(|metric| if at == 0 { &metric.rows } else { &metric.tried[at - 1] })
                .filter_map(|rows| rows.iter().find(|row| row.model == model))
                .collect();
            for share in SHARES {
                for min_change in MIN_CHANGES {
                    let tolerance = Tolerance { share, min_change };
                    let judged: Vec<Judged> = rows.iter().map(|row| row.judge(tolerance)).collect();
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
        let error = jackknife(scale.left_out.iter().copied().flatten());
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
