//! What the algorithms of variograms share: the fields that say which models are fitted and how, and the tables.

use crate::{
    engine::{message::Message, progress::Progress},
    error::{Error, Result},
    figures::amount,
    io::table::{Column, ColumnType, Table},
    kernels::geostatistics::{
        variogram::{Bin, Bins, Estimator, default_cutoff},
        variogram_fit::{Fit, MOST_KAPPA, Model, Options, Sample, Weights, best, fit_while},
    },
    schema::{ColumnSpec, Field, FieldType, column},
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

pub const FITS: &[ColumnSpec] = {
    use ColumnType::{Integer, Real, Text};
    &[
        column("direction", Real, "degrees", "Direction, clockwise from north; NULL for all together."),
        column("model", Text, "", "Model."),
        column("structures", Integer, "", "Structures besides the nugget."),
        column("kappa", Real, "", "Smoothness of matern, exponent of power."),
        column("nugget", Real, "", "Nugget, in the unit of gamma."),
        column(
            "psill",
            Real,
            "",
            "Part of the sill (of the structure with the shorter range); slope where there is no sill.",
        ),
        column("sill", Real, "", "Nugget and parts of the sill together; NULL where there is none."),
        column("range_a", Real, "map units", "The model's a."),
        column(
            "range_effective",
            Real,
            "map units",
            "Where 95 % of the sill are reached; of spherical and linear_sill a itself.",
        ),
        column("psill2", Real, "", "Part of the sill of the second structure."),
        column("range_a2", Real, "map units", "Its a."),
        column("nugget_sill", Real, "", "Nugget / sill."),
        column(
            "se_nugget_sill",
            Real,
            "",
            "Its standard error by a jackknife over blocks; NULL where there are no blocks.",
        ),
        column("rss", Real, "", "Weighted sum of squared residuals."),
        column("r2", Real, "", "Share of the weighted variance of gamma that the model explains."),
        column("aic", Real, "", "Akaike's criterion; the lowest is the best."),
        column("at_bound", Text, "", "Parameters that ended at a bound (nugget 0 among them); NULL where none did."),
    ]
};

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
            Err(Error::argument(field, value, "more than 0 (map units)"))
        }
        value => Ok(value),
    };
    let given = positive("CUTOFF", cutoff)?;
    let cutoff = given.unwrap_or_else(|| default_cutoff(sides.0, sides.1));
    let width = positive("WIDTH", width)?.unwrap_or(cutoff / 15.0);
    if cutoff / width > MOST_BINS {
        let allowed = format!("{} or more, so that there are up to {MOST_BINS} bins", cutoff / MOST_BINS);
        return Err(Error::argument("WIDTH", width, allowed));
    }
    if given.is_none() {
        messages
            .push(Message::info("CUTOFF", format!("Cutoff: {} map units, a third of the diagonal.", amount(cutoff))));
    }
    if let Some(direction) = directions.iter().find(|direction| !direction.is_finite()) {
        return Err(Error::argument("DIRECTIONS", direction, "degrees clockwise from north"));
    }
    let tolerance = tolerance.unwrap_or(90.0 / directions.len().max(1) as f64);
    if !(0.0..=90.0).contains(&tolerance) {
        return Err(Error::argument("TOLERANCE", tolerance, "0 to 90 (degrees)"));
    }
    Ok(Bins::new(cutoff, width).directed(directions.to_vec(), tolerance))
}

/// Cells, or points, to draw.
pub fn sample_size(size: i64) -> Result<usize> {
    let allowed = usize::try_from(size).ok().filter(|size| *size > 1);
    allowed.ok_or_else(|| Error::argument("SAMPLE_SIZE", size, "2 or more"))
}

/// Bins of each direction, for fits.
pub fn by_direction(bins: &[Bin]) -> Vec<(Option<f64>, Vec<Sample>)> {
    let groups = bins.chunk_by(|a, b| a.direction == b.direction);
    groups.map(|bins| (bins[0].direction, bins.iter().map(Sample::from).collect())).collect()
}

/// Which models are fitted, and how.
pub struct Fitting<'a> {
    pub models: &'a [Model],
    pub options: Options,
}

impl<'a> Fitting<'a> {
    pub fn new(models: &'a [Model], structures: &str, weights: Weights, kappa: Option<f64>) -> Result<Fitting<'a>> {
        let structures = match structures {
            "1" => 1,
            "2" => 2,
            other => return Err(Error::argument("STRUCTURES", other, "1 or 2")),
        };
        if let Some(kappa) = kappa.filter(|kappa| !(*kappa > 0.0 && *kappa <= MOST_KAPPA)) {
            let found = if kappa.abs() < 1e6 { kappa.to_string() } else { format!("{kappa:e}") };
            let allowed = format!("more than 0 and up to {MOST_KAPPA}; a smoother matern is all but gaussian");
            return Err(Error::argument("KAPPA", found, allowed));
        }
        if kappa.is_some_and(|kappa| kappa > 2.0 && models.contains(&Model::Power)) {
            return Err(Error::argument("KAPPA", kappa.unwrap_or_default(), "up to 2 for power"));
        }
        Ok(Fitting { models, options: Options { structures, weights, kappa } })
    }

    fn options_of(&self, model: Model) -> Options {
        Options { structures: if model.has_sill() { self.options.structures } else { 1 }, ..self.options }
    }

    /// Fits of a variogram (`of` says which, after the name of a model) by model, with the standard error of nugget / sill that `error` makes of a way to that figure;
    /// tells the best, and which models could not be fitted.
    pub fn fits(
        &self,
        direction: Option<f64>,
        of: &str,
        bins: &[Sample],
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
        mut error: impl FnMut(&mut dyn FnMut(&[Sample]) -> Option<f64>) -> Option<f64>,
    ) -> Result<Vec<FitRow>> {
        let mut rows = Vec::new();
        for model in self.models {
            let options = self.options_of(*model);
            let go_on = || progress.tick(1.0, "Fitting models").is_ok();
            let Some(fit) = fit_while(bins, *model, &options, go_on) else {
                progress.tell(1.0, "Fitting models")?;
                let text = format!("{} was not fitted{of}: too few bins.", name(*model));
                messages.push(Message::warning("NOT_FITTED", text));
                continue;
            };
            if !fit.settled {
                let text = format!("Weights of {}{of} did not settle.", name(*model));
                messages.push(Message::warning("NOT_SETTLED", text));
            }
            let mut figure = |bins: &[Sample]| {
                let go_on = || progress.tick(1.0, "Fitting models").is_ok();
                fit_while(bins, *model, &options, go_on)?.nugget_sill()
            };
            let error = fit.nugget_sill().and_then(|_| error(&mut figure));
            progress.tell(1.0, "Fitting models")?;
            rows.push(FitRow { direction, fit, error });
        }
        let fits: Vec<Fit> = rows.iter().map(|row| row.fit.clone()).collect();
        if let Some(fit) = best(&fits) {
            let aic = fit.aic.map_or(String::new(), |aic| format!(" (AIC {aic:.4})"));
            let text = format!("Best model{of}: {}{aic}.", name(fit.model));
            messages.push(Message::info("BEST_MODEL", text));
        }
        Ok(rows)
    }
}

/// As it goes on after the name of a model.
pub fn in_direction(direction: Option<f64>) -> String {
    direction.map_or(String::new(), |degrees| format!(" in direction {degrees}"))
}

/// As requests write it.
pub fn name(model: Model) -> &'static str {
    let place = Model::ALL.iter().position(|other| *other == model).expect("all models are listed");
    MODELS.choices[place]
}

/// A row of the table of fits.
pub struct FitRow {
    pub direction: Option<f64>,
    pub fit: Fit,
    pub error: Option<f64>,
}

pub fn fits_table(rows: &[FitRow]) -> Table {
    let real = |of: fn(&FitRow) -> Option<f64>| Column::Real(rows.iter().map(of).collect());
    let column = |spec: &ColumnSpec| match spec.name {
        "direction" => real(|row| row.direction),
        "model" => Column::Text(rows.iter().map(|row| Some(name(row.fit.model).to_owned())).collect()),
        "structures" => Column::Integer(rows.iter().map(|row| Some(row.fit.structures.len() as i64)).collect()),
        "kappa" => real(|row| row.fit.kappa),
        "nugget" => real(|row| Some(row.fit.nugget)),
        "psill" => real(|row| row.fit.structures.first().map(|s| s.psill)),
        "sill" => real(|row| row.fit.sill()),
        "range_a" => real(|row| row.fit.structures.first().and_then(|s| s.range)),
        "range_effective" => real(|row| row.fit.effective),
        "psill2" => real(|row| row.fit.structures.get(1).map(|s| s.psill)),
        "range_a2" => real(|row| row.fit.structures.get(1).and_then(|s| s.range)),
        "nugget_sill" => real(|row| row.fit.nugget_sill()),
        "se_nugget_sill" => real(|row| row.error),
        "rss" => real(|row| Some(row.fit.rss)),
        "r2" => real(|row| row.fit.r2),
        "aic" => real(|row| row.fit.aic),
        _ => Column::Text(rows.iter().map(|row| at_bound(&row.fit)).collect()),
    };
    Table::of("fits", FITS.iter().map(|spec| (spec.name, column(spec))))
}

fn at_bound(fit: &Fit) -> Option<String> {
    let bound = fit.at_bound;
    let all = [("nugget", bound.nugget), ("psill", bound.psill), ("range", bound.range), ("kappa", bound.kappa)];
    let names: Vec<&str> = all.into_iter().filter(|(_, at)| *at).map(|(name, _)| name).collect();
    (!names.is_empty()).then(|| names.join(" "))
}

pub const CURVES: &[ColumnSpec] = {
    use ColumnType::{Real, Text};
    &[
        column("direction", Real, "degrees", "Direction, clockwise from north; NULL for all together."),
        column("model", Text, "", "Model."),
        column("dist", Real, "map units", "Distance."),
        column("gamma", Real, "", "Its semivariance by the fitted model."),
    ]
};

/// Points of a curve.
const POINTS: usize = 120;

/// Curves of the fits from just above 0 up to the largest distance of a bin.
pub fn curves_table(rows: &[FitRow], farthest: f64) -> Table {
    let place = |i: usize| farthest * if i == 0 { 1e-6 } else { i as f64 / (POINTS - 1) as f64 };
    let points = || rows.iter().flat_map(|row| (0..POINTS).map(move |i| (row, i)));
    let column = |spec: &ColumnSpec| match spec.name {
        "direction" => Column::Real(points().map(|(row, _)| row.direction).collect()),
        "model" => Column::Text(points().map(|(row, _)| Some(name(row.fit.model).to_owned())).collect()),
        "dist" => Column::Real(points().map(|(_, i)| Some(place(i))).collect()),
        _ => Column::Real(points().map(|(row, i)| Some(row.fit.gamma(place(i)))).collect()),
    };
    Table::of("curves", CURVES.iter().map(|spec| (spec.name, column(spec))))
}

pub const VARIOGRAM: &[ColumnSpec] = {
    use ColumnType::{Integer, Real};
    &[
        column("direction", Real, "degrees", "Direction, clockwise from north; NULL for all together."),
        column("bin", Integer, "", "Bin of distance, from 1."),
        column("dist", Real, "map units", "Mean distance of its pairs."),
        column("gamma", Real, "", "Semivariance, in the squared unit of the values."),
        column("np", Integer, "", "Pairs."),
    ]
};

pub fn variogram_table(bins: &[Bin]) -> Table {
    bins_table("variogram", VARIOGRAM, bins)
}

/// A row for each bin: columns of a variogram, whatever that of the values is called.
pub fn bins_table(name: &'static str, columns: &[ColumnSpec], bins: &[Bin]) -> Table {
    let column = |spec: &ColumnSpec| match spec.name {
        "direction" => Column::Real(bins.iter().map(|bin| bin.direction).collect()),
        "bin" => Column::Integer(bins.iter().map(|bin| Some(bin.bin as i64 + 1)).collect()),
        "dist" => Column::Real(bins.iter().map(|bin| Some(bin.dist)).collect()),
        "np" => Column::Integer(bins.iter().map(|bin| i64::try_from(bin.np).ok()).collect()),
        _ => Column::Real(bins.iter().map(|bin| Some(bin.gamma)).collect()),
    };
    Table::of(name, columns.iter().map(|spec| (spec.name, column(spec))))
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
