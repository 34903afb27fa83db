//! What the algorithms of variograms share: the fields that say which models are fitted and how.

use crate::{
    engine::{message::Message, progress::Progress, threads::Threads},
    error::{Error, Result},
    figures::amount,
    kernels::{
        GoOn,
        geostatistics::{
            variogram::{Bin, Bins, Estimator, default_cutoff},
            variogram_fit::{End, FitBin, FitOptions, MAX_KAPPA, Model, VariogramFit, Weights, best, fit_while},
        },
    },
    schema::{Field, FieldType},
    sentence::{Sentence, list, phrase, sentence},
};

pub const MODELS: Field = Field {
    choices: &["spherical", "exponential", "gaussian", "linear", "linear_sill", "matern", "power"],
    ..Field::shared(FieldType::Choices, "Models that are fitted, each with a nugget; none where empty.")
};
pub const STRUCTURES: Field =
    Field::choice(&["1", "2"], "Structures of a model besides the nugget; models without a sill have one.");
pub const WEIGHTS: Field = Field::choice(
    &["n", "n_gamma2", "ols", "n_h2"],
    "Weights of bins in fits: pairs, pairs / fitted gamma² (fitted anew until settled), none, or pairs / distance².",
);
pub const KAPPA: Field = Field::shared(
    FieldType::Number,
    "Smoothness of matern (more than 0, up to 100) or exponent of power (up to 2); fitted where absent.",
);

pub fn first_seed() -> i64 {
    1
}

pub fn matheron_estimator() -> Estimator {
    Estimator::Matheron
}

pub const CUTOFF: Field =
    Field::in_unit("map units", "Largest distance of pairs; a third of the diagonal of the extent where absent.");
pub const WIDTH: Field = Field::in_unit("map units", "Width of a bin of distance; a 15th of the cutoff where absent.");
pub const DIRECTIONS: Field = Field::shared(
    FieldType::Numbers,
    "Directions in degrees clockwise from north, each with a variogram of its own; all together where empty.",
);
pub const TOLERANCE: Field = Field::in_unit(
    "degrees",
    "How far a pair may be off a direction; half of 180 over the number of directions where absent.",
);
pub const ESTIMATOR: Field = Field::choice(
    &["matheron", "cressie", "dowd", "genton"],
    "How semivariances come from differences: half the mean square, or by roots, medians or quantiles, which outliers move less.",
);

const MOST_BINS: f64 = 10_000.0;

/// The largest number that a variogram is made of: fits square semivariances, which are squares themselves.
pub const VALUE_MAX: f64 = 1e60;

/// Bins of distance and direction as asked for, gstat's where nothing is. `sides` are those of the extent, in map units.
pub fn bins(
    cutoff: Option<f64>,
    width: Option<f64>,
    directions: &[f64],
    tolerance: Option<f64>,
    sides: (f64, f64),
    messages: &mut Vec<Message>,
) -> Result<Bins> {
    let positive = |field, value: Option<f64>| match value {
        Some(value) if !(value > 0.0 && value.is_finite()) => {
            Err(Error::argument(field, value, phrase!("more than 0 (map units)")))
        }
        value => Ok(value),
    };
    let given = positive("CUTOFF", cutoff)?;
    let cutoff = given.unwrap_or_else(|| default_cutoff(sides.0, sides.1));
    let width = positive("WIDTH", width)?.unwrap_or(cutoff / 15.0);
    if cutoff / width > MOST_BINS {
        let allowed = sentence!(
            "{least} or more, so that there are up to {most} bins",
            least = cutoff / MOST_BINS,
            most = MOST_BINS
        );
        return Err(Error::argument("WIDTH", width, allowed));
    }
    if given.is_none() {
        let told = sentence!("Cutoff: {cutoff} map units, a third of the diagonal.", cutoff = amount(cutoff));
        messages.push(Message::info("CUTOFF", told));
    }
    if let Some(direction) = directions.iter().find(|direction| !direction.is_finite()) {
        return Err(Error::argument("DIRECTIONS", direction, phrase!("degrees clockwise from north")));
    }
    let tolerance = tolerance.unwrap_or(90.0 / directions.len().max(1) as f64);
    if !(0.0..=90.0).contains(&tolerance) {
        return Err(Error::argument("TOLERANCE", tolerance, phrase!("0 to 90 (degrees)")));
    }
    Ok(Bins::new(cutoff, width).directed(directions.to_vec(), tolerance))
}

/// Cells, or points, to draw.
pub fn sample_size(size: i64) -> Result<usize> {
    let allowed = usize::try_from(size).ok().filter(|size| *size > 1);
    allowed.ok_or_else(|| Error::argument("SAMPLE_SIZE", size, phrase!("2 or more")))
}

/// Which models are fitted, and how.
pub struct Fitting<'a> {
    pub models: &'a [Model],
    pub options: FitOptions,
}

impl<'a> Fitting<'a> {
    pub fn new(models: &'a [Model], structures: &str, weights: Weights, kappa: Option<f64>) -> Result<Fitting<'a>> {
        let structures = match structures {
            "1" => 1,
            "2" => 2,
            other => return Err(Error::argument("STRUCTURES", other, phrase!("1 or 2"))),
        };
        if let Some(kappa) = kappa.filter(|kappa| !(*kappa > 0.0 && *kappa <= MAX_KAPPA)) {
            let found = if kappa.abs() < 1e6 { kappa.to_string() } else { format!("{kappa:e}") };
            let allowed =
                sentence!("more than 0 and up to {most}; a smoother matern is all but gaussian", most = MAX_KAPPA);
            return Err(Error::argument("KAPPA", found, allowed));
        }
        if kappa.is_some_and(|kappa| kappa > 2.0 && models.contains(&Model::Power)) {
            return Err(Error::argument("KAPPA", kappa.unwrap_or_default(), phrase!("up to 2 for power")));
        }
        Ok(Fitting { models, options: FitOptions { structures, weights, kappa } })
    }

    fn options_of(&self, model: Model) -> FitOptions {
        FitOptions { structures: if model.has_sill() { self.options.structures } else { 1 }, ..self.options }
    }

    /// Fits of variograms by model, each with the standard error of nugget / sill that `error` makes of a way from bins to that
    /// figure; tells the best of each, and which models could not be fitted.
    pub fn fits(
        &self,
        variograms: &[ExperimentalVariogram],
        (threads, progress): (&Threads, &mut Progress<'_>),
        messages: &mut Vec<Message>,
        error: impl Fn(&ExperimentalVariogram, Figure<'_>, GoOn<'_>) -> Option<f64> + Sync,
    ) -> Result<Vec<Vec<DirectedFit>>> {
        let each = variograms.iter().flat_map(|variogram| self.models.iter().map(move |model| (variogram, *model)));
        let fit = |(variogram, model): &(&ExperimentalVariogram, Model), go_on: GoOn<'_>| {
            let options = self.options_of(*model);
            let fit_of = |bins: &[FitBin]| fit_while(bins, *model, &options, go_on);
            let row = fit_of(&variogram.bins).map(|fit| {
                let figure = |bins: &[FitBin]| fit_of(bins)?.nugget_sill();
                let told = fit.nugget_sill().is_some() && !fit.share_at_bound();
                let error = if told { error(variogram, &figure, go_on) } else { None };
                DirectedFit { direction: variogram.direction, fit, error }
            });
            go_on().then_some(row)
        };
        let mut rows = threads.map(&each.collect::<Vec<_>>(), progress, phrase!("Fitting models"), fit)?.into_iter();
        let fits = variograms.iter().map(|variogram| {
            let rows = self.models.iter().zip(rows.by_ref()).map(|(model, row)| (*model, row));
            with_messages(variogram.words(), rows.collect(), messages)
        });
        Ok(fits.collect())
    }
}

/// A variogram that models are fitted to.
#[derive(Debug, PartialEq)]
pub struct ExperimentalVariogram {
    pub direction: Option<f64>,
    /// What tells it from others but the direction.
    pub group: Option<String>,
    pub bins: Vec<FitBin>,
}

impl ExperimentalVariogram {
    /// Which one it is, as it goes on after the name of a model.
    pub fn words(&self) -> Option<Sentence> {
        match (&self.group, self.direction) {
            (None, None) => None,
            (Some(group), None) => Some(sentence!(" of {group}", group)),
            (None, Some(direction)) => Some(sentence!(" in direction {direction}", direction)),
            (Some(group), Some(direction)) => Some(sentence!(" of {group} in direction {direction}", group, direction)),
        }
    }
}

/// The way from bins to a figure of the model fitted to them.
pub type Figure<'a> = &'a (dyn Fn(&[FitBin]) -> Option<f64> + Sync);

/// The fits that there are, with messages about them and about those that there are not.
fn with_messages(
    of: Option<Sentence>,
    rows: Vec<(Model, Option<DirectedFit>)>,
    messages: &mut Vec<Message>,
) -> Vec<DirectedFit> {
    for (model, row) in &rows {
        match row {
            None => {
                let told = sentence!("{model} was not fitted{of}: too few bins.", model = name(*model), of);
                messages.push(Message::warning("NOT_FITTED", told));
            }
            Some(row) if !row.fit.settled => {
                let told = sentence!("Weights of {model}{of} did not settle.", model = name(*model), of);
                messages.push(Message::warning("NOT_SETTLED", told));
            }
            Some(_) => {}
        }
        messages.extend(row.as_ref().and_then(|row| at_end(&row.fit, of.clone())));
    }
    let rows: Vec<DirectedFit> = rows.into_iter().filter_map(|(_, row)| row).collect();
    let fits: Vec<VariogramFit> = rows.iter().map(|row| row.fit.clone()).collect();
    if let Some(fit) = best(&fits) {
        let aic = fit.aic.map(|aic| sentence!(" (AIC {aic})", aic = format!("{aic:.4}")));
        let told = sentence!("Best model{of}: {model}{aic}.", of, model = name(fit.model), aic);
        messages.push(Message::info("BEST_MODEL", told));
    }
    rows
}

/// Where a range or kappa is at an end of what is looked for: which, and what that was.
pub fn at_end(fit: &VariogramFit, of: Option<Sentence>) -> Option<Message> {
    let mut ends = fit.ends();
    ends.dedup();
    if ends.is_empty() {
        return None;
    }
    let words = ends.into_iter().map(|end| match end {
        End::ShortestRange => phrase!("the shortest range that is searched"),
        End::LongestRange => phrase!("the longest range that is searched"),
        End::LeastKappa => phrase!("the smallest kappa that is searched"),
        End::MostKappa => phrase!("the largest kappa that is searched"),
    });
    let ranges = fit.searched.range.map(|(from, to)| {
        sentence!(
            " Effective ranges from {from} to {to} map units were searched.",
            from = amount(from),
            to = amount(to)
        )
    });
    let kappas = fit.searched.kappa.map(|(from, to)| sentence!(" Kappa from {from} to {to} was searched.", from, to));
    let told = sentence!(
        "{model}{of} ended at {ends}: the variogram does not tell its parameters.{ranges}{kappas}",
        model = name(fit.model),
        of,
        ends = list(words),
        ranges,
        kappas
    );
    Some(Message::warning("AT_BOUND", told))
}

/// The variogram of each direction, or that of all together.
pub fn by_direction(bins: &[Bin]) -> Vec<ExperimentalVariogram> {
    let groups = bins.chunk_by(|a, b| a.direction == b.direction);
    let of = |bins: &[Bin]| ExperimentalVariogram {
        direction: bins[0].direction,
        group: None,
        bins: bins.iter().map(FitBin::from).collect(),
    };
    groups.map(of).collect()
}

/// As requests write it.
pub fn name(model: Model) -> &'static str {
    let place = Model::ALL.iter().position(|other| *other == model).expect("all models are listed");
    MODELS.choices[place]
}

/// A model fitted to the variogram of a direction, or of all together.
pub struct DirectedFit {
    pub direction: Option<f64>,
    pub fit: VariogramFit,
    /// Standard error of nugget / sill, where it is not at a bound.
    pub error: Option<f64>,
}

/// Models where none are named.
pub fn three_models() -> Vec<Model> {
    vec![Model::Spherical, Model::Exponential, Model::Gaussian]
}

pub fn one_structure() -> String {
    "1".to_owned()
}

pub fn gstat_weights() -> Weights {
    Weights::NH2
}
