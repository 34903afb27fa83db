//! The model of the variogram: of a table, as given, or fitted.

use super::{
    Request,
    asked::{Asked, ModelFrom, with_nugget},
    points::Observed,
    tell::{kernel, refused},
};
use crate::{
    engine::{
        fields::variogram::{ExperimentalVariogram, Fitting, bins, by_direction, name, three_models},
        message::Message,
        progress::Progress,
        tables::pools::{columns_of, number, wrong_cell},
        threads::Threads,
    },
    error::{Error, Result},
    figures::{amount, count},
    io::gdal::{Cell, RawTable, read_table},
    kernels::{
        geostatistics::{
            kriging::{
                Data, KrigingModel, MOST_GLOBAL, MOST_TOGETHER, NestedStructure, Terms, Trend, generalised_residuals,
                least_squares_residuals,
            },
            variogram::{Bin, Estimator, Point, point_variogram},
            variogram_fit::{Model, VariogramFit, Weights, best},
        },
        stats::random::stream,
    },
    sentence::{Argument, Phrase, list, phrase, sentence},
};
use rand::seq::index;

const PAIRS: Phrase = phrase!("Comparing pairs");

/// Of a gaussian model without a nugget, the share of its sill that is advised.
const ADVISED: f64 = 0.001;

/// Points below which the error of a fitted model shows in intervals.
const FEW: usize = 150;

/// A model, and the variogram that it goes with.
pub struct Chosen {
    pub model: KrigingModel,
    pub bins: Vec<Bin>,
}

pub fn choose(
    request: &Request,
    asked: &Asked<'_>,
    observed: &Observed,
    (threads, progress): (&Threads, &mut Progress<'_>),
    messages: &mut Vec<Message>,
) -> Result<Chosen> {
    // Where a model is given and not drawn, nothing is asked of the points.
    let needed = request.variogram || matches!(asked.model, ModelFrom::Fitted);
    let most = if beside(asked).is_some() { MOST_TOGETHER } else { MOST_GLOBAL };
    let of = if needed { drawn(observed, most, request.seed, messages) } else { Observed::default() };
    let mut fitting = FitTo { request, asked, observed: of, threads };
    let mut chosen = match &asked.model {
        ModelFrom::Given(model) => Chosen { model: model.clone(), bins: Vec::new() },
        ModelFrom::Table(path) => {
            let model = of_table(request, asked, path, messages)?;
            if beside(asked).is_some() {
                let told = sentence!(
                    "With a drift the model is that of what is left beside it. If FITS is of the values themselves, their nugget, sill and range hold the drift too, and variances are wrong: leave FITS out, and the model is fitted beside the drift."
                );
                messages.push(Message::warning("MODEL_BESIDE_DRIFT", told));
            }
            Chosen { model, bins: Vec::new() }
        }
        ModelFrom::Fitted => {
            let chosen = fitting.fit(progress, messages)?;
            let points = observed.points.len();
            if points < FEW {
                let told = sentence!(
                    "The model is fitted to {points} points. A variance knows nothing of the error of the model: of simulated fields of 70 points 95 % intervals held .92 of the values, and .90 of the means of blocks (of 300 points .94). Look at msdr of a cross-validation.",
                    points
                );
                messages.push(Message::warning("FEW_POINTS", told));
            }
            let told = sentence!("Kriging takes the fitted model: {model}.", model = words(&chosen.model));
            messages.push(Message::info("MODEL", told));
            chosen
        }
    };
    if request.variogram && chosen.bins.is_empty() {
        chosen.bins = fitting.variogram(&chosen.model, progress)?;
    }
    warn_of_gaussian(&chosen.model, messages);
    Ok(chosen)
}

/// The drift beside which a model is fitted, if there is one.
pub fn beside(asked: &Asked<'_>) -> Option<Terms> {
    match asked.trend {
        Trend::Unknown(terms) if terms.count() > 1 => Some(terms),
        _ => None,
    }
}

/// At most as many points as all of whose pairs are looked at, or which are solved for together.
fn drawn(observed: &Observed, most: usize, seed: i64, messages: &mut Vec<Message>) -> Observed {
    if observed.points.len() <= most {
        return observed.clone();
    }
    let mut kept = index::sample(&mut stream(seed as u64, 0), observed.points.len(), most).into_vec();
    kept.sort_unstable();
    let told = sentence!(
        "The variogram and the drift are those of {number} points drawn at random (seed {seed}).",
        number = count(most as u64),
        seed
    );
    messages.push(Message::info("SAMPLE", told));
    let of = |values: &Vec<f64>| kept.iter().map(|i| values[*i]).collect();
    Observed {
        points: kept.iter().map(|i| observed.points[*i]).collect(),
        ids: kept.iter().map(|i| observed.ids[*i]).collect(),
        externals: observed.externals.iter().map(of).collect(),
    }
}

struct FitTo<'a> {
    request: &'a Request,
    asked: &'a Asked<'a>,
    observed: Observed,
    threads: &'a Threads,
}

impl FitTo<'_> {
    /// Fitted as point_variogram does where nothing is said; with a drift to what is left beside it, twice: the second time by
    /// generalised least squares with the first model.
    fn fit(&mut self, progress: &mut Progress<'_>, messages: &mut Vec<Message>) -> Result<Chosen> {
        let values = |points: &[Point]| points.iter().map(|point| point.value).collect::<Vec<f64>>();
        let Some(terms) = beside(self.asked) else {
            let (bins, fit) = self.fit_to(&values(&self.observed.points), progress, messages)?;
            return Ok(self.chosen(bins, &fit));
        };
        let of_least_squares = least_squares_residuals(self.observed.data(), terms);
        let residuals = of_least_squares.map_err(|fault| refused(fault, self.request))?;
        let told = sentence!("The model is fitted to what is left beside the drift (least squares):");
        messages.push(Message::info("RESIDUALS", told));
        let (bins, fit) = self.fit_to(&residuals, progress, messages)?;
        let first = self.chosen(bins, &fit);
        let residuals = self.generalised(terms, &first.model, progress)?;
        let told = sentence!("Fitted again beside the drift by generalised least squares with this model:");
        messages.push(Message::info("RESIDUALS", told));
        let (bins, fit) = self.fit_to(&residuals, progress, messages)?;
        Ok(self.chosen(bins, &fit))
    }

    fn chosen(&self, bins: Vec<Bin>, fit: &VariogramFit) -> Chosen {
        let (angle, ratio) = self.asked.anisotropy;
        let structure = |part: &crate::kernels::geostatistics::variogram_fit::Structure| NestedStructure {
            model: fit.model,
            psill: part.psill,
            range: part.range.unwrap_or(0.0),
            kappa: fit.kappa.unwrap_or(0.5),
            angle,
            ratio,
        };
        let structures = fit.structures.iter().map(structure).collect();
        let model = with_nugget(fit.nugget, self.request.nugget_is, structures);
        Chosen { model, bins }
    }

    fn generalised(&self, terms: Terms, model: &KrigingModel, progress: &mut Progress<'_>) -> Result<Vec<f64>> {
        // With points in one place their values have errors, or contradict each other.
        let data: Data<'_> = self.observed.data();
        let text = phrase!("Fitting the drift");
        let found =
            kernel((self.threads, progress), text, || 0.0, |go_on| generalised_residuals(data, model, terms, go_on))?;
        found.map_err(|fault| refused(fault, self.request))
    }

    /// The variogram that a model given goes with.
    fn variogram(&self, model: &KrigingModel, progress: &mut Progress<'_>) -> Result<Vec<Bin>> {
        let values = match beside(self.asked) {
            Some(terms) => self.generalised(terms, model, progress)?,
            None => self.observed.points.iter().map(|point| point.value).collect(),
        };
        // Points in one place tell of no distance.
        Ok(self.bins_of(&values, progress, &mut Vec::new()).unwrap_or_default())
    }

    fn bins_of(&self, values: &[f64], progress: &mut Progress<'_>, messages: &mut Vec<Message>) -> Result<Vec<Bin>> {
        let points: Vec<Point> =
            self.observed.points.iter().zip(values).map(|(point, value)| Point { value: *value, ..*point }).collect();
        let reach = |of: fn(&Point) -> f64| {
            let ends = points.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
            ends.1 - ends.0
        };
        let sides = (reach(|point| point.east), reach(|point| point.north));
        if points.len() < 2 || sides == (0.0, 0.0) {
            return Err(Error::NoVariogram { points: points.len() });
        }
        let bins = bins(None, None, &[], None, sides, messages)?;
        self.threads.run(progress, PAIRS, || 0.0, |go_on| point_variogram(&points, &bins, Estimator::Matheron, go_on))
    }

    fn fit_to(
        &self,
        values: &[f64],
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<(Vec<Bin>, VariogramFit)> {
        if values.iter().all(|value| *value == values[0]) {
            return Err(Error::ConstantValues { value: values.first().copied().unwrap_or_default() });
        }
        let found = self.bins_of(values, progress, messages)?;
        let models = three_models();
        let fitting = Fitting::new(&models, "1", Weights::NH2, None)?;
        let variograms: Vec<ExperimentalVariogram> = by_direction(&found);
        let fits = fitting.fits(&variograms, (self.threads, progress), messages, |_, _, _| None)?;
        let fits: Vec<VariogramFit> = fits.into_iter().flatten().map(|row| row.fit).collect();
        // Of those that ended where nothing more was looked for only in want of others.
        let known: Vec<VariogramFit> = fits.iter().filter(|fit| is_known(fit)).cloned().collect();
        let lowest = best(&fits).ok_or(Error::NoVariogram { points: values.len() })?;
        let fit = best(&known).unwrap_or(lowest).clone();
        if fit.model != lowest.model {
            passed_over(name(lowest.model), lowest.aic, fit.aic, messages);
        }
        Ok((found, fit))
    }
}

/// Whether the variogram tells a model: no range or kappa ended where the search did, and some of the sill varies with distance. No
/// nugget is a value like another, but for a model so smooth that it cannot be solved without one.
fn is_known(fit: &VariogramFit) -> bool {
    let at = fit.at_bound;
    let smooth = fit.model == Model::Gaussian;
    !(at.psill || at.range || at.kappa || at.nugget && smooth)
}

fn passed_over(model: &str, lower: Option<f64>, aic: Option<f64>, messages: &mut Vec<Message>) {
    let (Some(lower), Some(aic)) = (lower, aic) else { return };
    let told = sentence!(
        "{model} has a lower AIC ({lower} to {aic}), but its fit ended at a bound, so that it is not taken. If you want it all the same, give it as MODEL.",
        model,
        lower = amount(lower),
        aic = amount(aic)
    );
    messages.push(Message::warning("MODEL_PASSED_OVER", told));
}

/// A model in a line: spherical, nugget 0.05, psill 1, range 300.
fn words(model: &KrigingModel) -> Argument {
    let nugget = sentence!("nugget {nugget}", nugget = amount(model.nugget + model.error));
    let part = |part: &NestedStructure| {
        let kappa = part.model.has_kappa().then(|| sentence!(", kappa {kappa}", kappa = amount(part.kappa)));
        let range = part.model.has_sill().then(|| sentence!(", range {range}", range = amount(part.range)));
        sentence!(
            "{model} (psill {psill}{range}{kappa})",
            model = name(part.model),
            psill = amount(part.psill),
            range,
            kappa
        )
    };
    list(std::iter::once(nugget).chain(model.structures.iter().map(part)))
}

/// The row of a table of fits with the lowest AIC, of those that ended at no bound if there is one.
fn of_table(request: &Request, asked: &Asked<'_>, path: &str, messages: &mut Vec<Message>) -> Result<KrigingModel> {
    let raw = read_table(path)?;
    let fail = |detail| Error::TableContent { field: "FITS", detail };
    let rows = rows(&raw).map_err(fail)?;
    let lowest = |rows: &mut dyn Iterator<Item = &FitRow>| -> Option<FitRow> {
        let aic = |row: &FitRow| row.aic.unwrap_or(f64::INFINITY);
        rows.min_by(|a, b| aic(a).total_cmp(&aic(b))).cloned()
    };
    let inside = lowest(&mut rows.iter().filter(|row| row.at_bound.is_none()));
    let of = match (inside, lowest(&mut rows.iter())) {
        (Some(row), all) => {
            if let Some(all) = all.filter(|all| all.number != row.number) {
                passed_over(name(all.model), all.aic, row.aic, messages);
            }
            row
        }
        (None, Some(row)) => {
            let told = sentence!(
                "All models of FITS ended at a bound; {model} is taken, which has the lowest AIC. Look at its variogram.",
                model = name(row.model)
            );
            messages.push(Message::warning("MODEL_AT_BOUND", told));
            row
        }
        (None, None) => return Err(fail(phrase!("the table has no row with a model").into())),
    };
    let (angle, ratio) = asked.anisotropy;
    let kappa = of.kappa.unwrap_or(0.5);
    let structure = |(psill, range): &(f64, f64)| NestedStructure {
        model: of.model,
        psill: *psill,
        range: *range,
        kappa,
        angle,
        ratio,
    };
    let model = with_nugget(of.nugget, request.nugget_is, of.parts.iter().map(structure).collect());
    let told = sentence!("Kriging takes row {row} of FITS: {model}.", row = of.number, model = words(&model));
    messages.push(Message::info("MODEL", told));
    Ok(model)
}

/// A row of a table of fits.
#[derive(Debug, Clone)]
struct FitRow {
    /// Counted from 1
    number: usize,
    model: Model,
    nugget: f64,
    /// psill and a of its structures
    parts: Vec<(f64, f64)>,
    kappa: Option<f64>,
    aic: Option<f64>,
    at_bound: Option<String>,
}

fn rows(raw: &RawTable) -> std::result::Result<Vec<FitRow>, crate::sentence::Sentence> {
    let [model, nugget, psill] = columns_of(raw, ["model", "nugget", "psill"])?;
    let optional = |name: &str| raw.column(name);
    let [range, psill2, range2] = ["range_a", "psill2", "range_a2"].map(optional);
    let [kappa, aic, at_bound, direction] = ["kappa", "aic", "at_bound", "direction"].map(optional);
    let all: Vec<(usize, &Vec<Cell>)> = raw.filled().collect();
    // A direction has a variogram of its own; that of all together is the one to take.
    let is_null = |cells: &Vec<Cell>, column: Option<usize>| column.is_none_or(|column| cells[column] == Cell::Null);
    let together: Vec<(usize, &Vec<Cell>)> =
        all.iter().filter(|(_, cells)| is_null(cells, direction)).copied().collect();
    if together.is_empty() && !all.is_empty() {
        return Err(phrase!(
            "all its models are of single directions; give those of all directions together, and ANGLE and RATIO for ranges that differ"
        )
        .into());
    }
    let several = ["layer", "year", "metric", "radius", "group"].into_iter().filter(|name| {
        let column = raw.column(name);
        column.is_some_and(|column| together.windows(2).any(|two| two[0].1[column] != two[1].1[column]))
    });
    let several: Vec<&str> = several.collect();
    if !several.is_empty() {
        return Err(sentence!(
            "it has models of several variograms, which differ in {columns}; select the rows of one",
            columns = list(several)
        ));
    }
    let row = |(number_of_row, cells): &(usize, &Vec<Cell>)| {
        let wrong =
            |column: usize, allowed: Phrase| wrong_cell(*number_of_row, &raw.columns[column], &cells[column], allowed);
        let word = match &cells[model] {
            Cell::Text(text) => text.to_lowercase(),
            _ => String::new(),
        };
        let found = Model::ALL.into_iter().find(|model| name(*model) == word);
        let found = found.ok_or_else(|| {
            wrong(model, phrase!("spherical, exponential, gaussian, linear, linear_sill, matern or power"))
        })?;
        let at = |column: Option<usize>| column.and_then(|column| number(&cells[column]));
        let needed = |column: usize| number(&cells[column]).ok_or_else(|| wrong(column, phrase!("a number")));
        let mut parts = vec![(needed(psill)?, at(range).unwrap_or(0.0))];
        // A pure nugget has no range.
        if found.has_sill() && parts[0].0 > 0.0 && at(range).is_none() {
            return Err(sentence!(
                "row {row} (header not counted): {model} has no range_a",
                row = *number_of_row,
                model = name(found)
            ));
        }
        parts.extend(at(psill2).zip(at(range2)));
        Ok(FitRow {
            number: *number_of_row,
            model: found,
            nugget: needed(nugget)?,
            parts,
            kappa: at(kappa),
            aic: at(aic),
            at_bound: at_bound.and_then(|column| match &cells[column] {
                Cell::Text(text) => Some(text.clone()),
                _ => None,
            }),
        })
    };
    together.iter().map(row).collect()
}

/// Without a nugget the covariances of a smooth model are all but singular, so that rounding decides.
fn warn_of_gaussian(model: &KrigingModel, messages: &mut Vec<Message>) {
    let smooth = |part: &NestedStructure| match part.model {
        Model::Gaussian => true,
        Model::Matern => part.kappa > 2.0,
        Model::Power => part.kappa > 1.9,
        _ => false,
    };
    let psill: f64 = model.structures.iter().map(|part| part.psill).sum();
    if model.structures.iter().any(smooth) && model.nugget + model.error < ADVISED * psill {
        let told = sentence!(
            "A model as smooth as this without a nugget makes systems that rounding spoils: some predictions will be missing. Give a nugget of at least 0.1 % of the sill ({nugget}), or another model.",
            nugget = amount(ADVISED * psill)
        );
        messages.push(Message::warning("SMOOTH_MODEL", told));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::geostatistics::variogram_fit::{AtBound, Searched};

    #[test]
    fn no_nugget_is_a_value_like_another() {
        let known = |model, nugget, range| {
            let at_bound = AtBound { nugget, range, ..AtBound::default() };
            is_known(&VariogramFit {
                model,
                nugget: 0.0,
                structures: Vec::new(),
                kappa: None,
                effective: None,
                rss: 1.0,
                r2: None,
                aic: None,
                at_bound,
                searched: Searched::default(),
                settled: true,
            })
        };
        assert!(known(Model::Exponential, true, false) && known(Model::Gaussian, false, false));
        assert!(!known(Model::Gaussian, true, false) && !known(Model::Exponential, true, true));
    }

    #[test]
    fn of_many_points_some_are_drawn_in_their_order() {
        let point = |i: i64| Point { east: i as f64, north: 0.0, value: 2.0 * i as f64 };
        let all = Observed {
            points: (0..50).map(point).collect(),
            ids: (0..50).collect(),
            externals: vec![(0..50).map(|i| 3.0 * f64::from(i)).collect()],
        };
        let mut messages = Vec::new();
        assert_eq!(drawn(&all, 50, 1, &mut messages).ids, all.ids);
        assert!(messages.is_empty());
        let some = drawn(&all, 20, 1, &mut messages);
        assert_eq!((some.points.len(), messages[0].code), (20, "SAMPLE"));
        assert!(some.ids.windows(2).all(|two| two[0] < two[1]));
        for (i, id) in some.ids.iter().enumerate() {
            assert_eq!((some.points[i].value, some.externals[0][i]), (2.0 * *id as f64, 3.0 * *id as f64));
        }
        assert_eq!(drawn(&all, 20, 1, &mut messages).ids, some.ids);
        assert_ne!(drawn(&all, 20, 2, &mut messages).ids, some.ids);
    }
}
