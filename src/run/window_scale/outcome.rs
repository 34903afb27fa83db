//! What the rule, permuted maps and other settings come to together, as one verdict and in words.

use super::{
    Plan, median,
    trial::{Choice, MetricTrial, Trial},
};
use crate::{
    engine::{
        fields::variogram::name as model_name,
        message::Message,
        variogram_errors::{self, too_small},
    },
    figures::amount,
    kernels::windows::{
        moving_window::Wanted,
        window_scale::{Judged, Verdict, combine, mode},
    },
    sentence::{Argument, Place, Sentence, list, list_by, phrase, sentence},
};
use std::collections::BTreeMap;

/// Below it an outcome is not one that most settings agree on.
pub const AGREEMENT: f64 = 0.6;

impl Choice {
    fn told(&self) -> Argument {
        match self.radius {
            Some(radius) => sentence!("a radius of {radius}", radius).argument(),
            None => self.verdict.name().argument(),
        }
    }
}

/// Why a radius is none to rely on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Other settings give others, or none.
    Settings,
    /// There are no permuted maps to compare with.
    NoMaps,
    /// There are no standard errors.
    NoErrors,
}

pub struct Outcome {
    /// By the rule, of metrics that are told from permuted maps.
    pub rule: Choice,
    pub doubt: Option<Doubt>,
    /// No metric is told from permuted maps.
    pub overlap: bool,
    /// Of all settings.
    pub mode: Option<(Choice, f64)>,
    /// Of all radii that the rule and its settings give.
    pub span: Option<(f64, f64)>,
}

impl Outcome {
    pub fn of(trial: &Trial, plan: &Plan) -> Outcome {
        let compared = plan.permutations > 0;
        let of_rule: Vec<Judged> =
            trial.metrics.iter().map(|m| m.ruled.clone().against(!compared || m.differs())).collect();
        let (verdict, radius) = combine(&of_rule);
        let rule = Choice { verdict, radius };
        let choices: Vec<Choice> = trial.tries.iter().map(|tried| tried.choice).collect();
        let mode = mode(&choices, rule);
        let radii = || choices.iter().chain([&rule]).filter_map(|choice| choice.radius);
        let span = radii().reduce(f64::min).zip(radii().reduce(f64::max));
        // Of settings that all lack a radius it does not matter why.
        let agreed = mode.is_none_or(|(most, share)| share >= AGREEMENT && most == rule);
        let doubt = if span.is_some() && !agreed {
            Some(Doubt::Settings)
        } else if radius.is_none() {
            None
        } else if !compared {
            Some(Doubt::NoMaps)
        } else {
            (!trial.metrics.iter().all(MetricTrial::has_errors)).then_some(Doubt::NoErrors)
        };
        let overlap = compared && !trial.metrics.iter().any(MetricTrial::differs);
        Outcome { rule, doubt, overlap, mode, span }
    }

    pub fn verdict(&self) -> Verdict {
        if self.doubt.is_some() { Verdict::Undetermined } else { self.rule.verdict }
    }

    pub fn radius(&self) -> Option<f64> {
        self.rule.radius.filter(|_| self.doubt.is_none())
    }

    pub fn word(&self) -> String {
        let verdict = self.verdict();
        let more = if self.overlap && verdict != Verdict::Overlap { "; WINDOW OVERLAP" } else { "" };
        format!("{}{more}", verdict.name())
    }

    /// Numbers of the report.
    pub fn results(&self, trial: &Trial) -> BTreeMap<&'static str, Option<f64>> {
        BTreeMap::from([
            ("radius_chosen", self.radius()),
            ("radius_low", self.span.map(|span| span.0)),
            ("radius_high", self.span.map(|span| span.1)),
            ("radius_median", median(trial.metrics.iter().filter_map(|metric| metric.judged.radius))),
            ("mode_share", self.mode.map(|(_, share)| share)),
            ("null_p", trial.p()),
        ])
    }

    /// What was found: a line on the metrics, and one verdict.
    pub fn tell(&self, plan: &Plan, trial: &Trial, messages: &mut Vec<Message>) {
        let names = plan.metrics.iter().map(|wanted| &wanted.metric.abbreviation);
        let told = names.zip(&trial.metrics).map(|(name, metric)| told_of_metric(name, metric));
        messages
            .push(Message::info("METRIC", sentence!("By metric: {metrics}.", metrics = list_by(phrase!("; "), told))));
        messages.push(Message::info("VERDICT", self.told()));
        messages.extend(errors_too_small(plan, trial));
        if let Some(p) = trial.p().filter(|_| self.overlap) {
            let told = sentence!(
                "Nugget / sill by radius reflects the overlap of windows and not the landscape: on maps of the same cells in random order it is the same (p = {p}).",
                p = amount(p)
            );
            messages.push(Message::warning("WINDOW_OVERLAP", told));
        }
    }

    fn told(&self) -> Sentence {
        let verdict = self.verdict().name();
        let (most, percent) = match self.mode {
            Some((most, share)) => (most.told(), format!("{:.0}", 100.0 * share)),
            None => (self.rule.told(), "0".to_owned()),
        };
        let span = self.span.map_or_else(
            || "".argument(),
            |(low, high)| match low == high {
                true => amount(low).argument(),
                false => sentence!("{low} to {high}", low = amount(low), high = amount(high)).argument(),
            },
        );
        match (self.doubt, self.radius()) {
            (Some(Doubt::Settings), _) => sentence!(
                "{verdict}, {span} map units: the settings do not agree on a radius. The rule gives {rule}, and the most frequent outcome of the settings, {most}, has {percent} %.",
                verdict,
                span,
                rule = self.rule.told(),
                most,
                percent
            ),
            (Some(Doubt::NoMaps), _) => sentence!(
                "{verdict}, {span} map units: without permuted maps (PERMUTATIONS is 0) a radius cannot be told from the overlap of windows.",
                verdict,
                span
            ),
            (Some(Doubt::NoErrors), _) => sentence!(
                "{verdict}, {span} map units: without standard errors a change of nugget / sill cannot be told from chance.",
                verdict,
                span
            ),
            (None, Some(radius)) => sentence!(
                "{verdict}: from a radius of {radius} map units on nugget / sill of all metrics that have a scale is stable; {percent} % of the settings give the same.",
                verdict,
                radius = amount(radius),
                percent
            ),
            (None, None) if self.span.is_none() => {
                sentence!("{verdict}: there is no radius to recommend, under any of the settings.", verdict)
            }
            (None, None) => sentence!(
                "{verdict}: there is no radius to recommend; {percent} % of the settings give the same.",
                verdict,
                percent
            ),
        }
    }
}

/// Where errors of the models that the rule goes by are too small: metrics and radii, in one warning.
fn errors_too_small(plan: &Plan, trial: &Trial) -> Option<Message> {
    let of = |(wanted, metric): (&Wanted, &MetricTrial)| {
        let those = metric.row().by_radius.iter();
        let those = those.filter(|fitted| fitted.error.is_some() && too_small(&fitted.fit, plan.cutoff));
        let radii: Vec<String> = those.map(|fitted| amount(fitted.scale.radius)).collect();
        let model = model_name(metric.model);
        (!radii.is_empty()).then(|| {
            sentence!("{name} ({model}, radii {radii})", name = wanted.metric.abbreviation, model, radii = list(radii))
        })
    };
    variogram_errors::told(None, plan.metrics.iter().zip(&trial.metrics).filter_map(of).collect(), plan.cutoff)
}

fn told_of_metric(name: &str, metric: &MetricTrial) -> Sentence {
    let what = match (metric.judged.verdict, metric.judged.radius) {
        (_, Some(radius)) => sentence!("stable from {radius} on", radius = amount(radius)).argument(),
        (Verdict::Flat, _) => phrase!("FLAT (nugget / sill hardly differs between the radii)").argument(),
        (Verdict::Degenerate, _) => phrase!("DEGENERATE (no nugget at half of the radii or more)").argument(),
        (Verdict::Unbounded, _) => {
            phrase!("UNBOUNDED (no sill within the cutoff at half of the radii or more)").argument()
        }
        (Verdict::NotReached, _) => {
            phrase!("NOT REACHED (nugget / sill still changes at the largest radii)").argument()
        }
        (Verdict::Overlap, _) => phrase!("WINDOW OVERLAP (as on permuted maps)").argument(),
        (verdict, _) => verdict.name().argument(),
    };
    sentence!("{name} ({model}) {what}", name, model = model_name(metric.model), what)
}
