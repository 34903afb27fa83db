//! Models with an ellipse of ranges, fitted to the variogram map.

use crate::{
    engine::{
        columns::OfLayer,
        fields::variogram::{Fitting, name},
        message::Message,
        progress::Progress,
        tables::pools::EMPTY,
        threads::Threads,
    },
    error::{Error, Result},
    io::table::Table,
    kernels::{
        GoOn,
        geostatistics::{
            variogram::{Lags, Steps},
            variogram_fit::{Anisotropy, Directed, Model, VariogramFit, anisotropy, best, sectors},
        },
    },
    schema::Row,
    sentence::{Place, Sentence, list, phrase, sentence},
};

/// A fitted ellipse of ranges.
#[derive(Row)]
pub struct AnisotropyRow {
    #[column(nested)]
    of: OfLayer,
    /// Model.
    model: &'static str,
    /// Smoothness of matern: the one given, or 1/2.
    kappa: Option<f64>,
    /// Direction of the longest range, clockwise from north; NULL where ranges are equal in all directions.
    #[column(unit = "degrees")]
    direction: Option<f64>,
    /// Shortest range / longest range; NULL where nothing depends on distance.
    ratio: Option<f64>,
    /// Nugget, in the unit of gamma.
    nugget: f64,
    /// Part of the sill besides the nugget.
    psill: Option<f64>,
    /// Nugget and that part together.
    sill: Option<f64>,
    /// The model's a in the direction of the longest range.
    #[column(unit = "map units")]
    range_a: Option<f64>,
    /// The model's a across it, the shortest.
    #[column(unit = "map units")]
    range_a_minor: Option<f64>,
    /// Where 95 % of the sill are reached in the direction of the longest range; of spherical and linear_sill a itself.
    #[column(unit = "map units")]
    range_effective: Option<f64>,
    /// Nugget / sill.
    nugget_sill: Option<f64>,
    /// Weighted sum of squared residuals.
    rss: f64,
    /// Share of the weighted variance of gamma that the model explains.
    r2: Option<f64>,
    /// Akaike's criterion of the fit to the map; the lowest is the best.
    aic: Option<f64>,
}

/// Models without a sill have no range, and so no ellipse.
pub fn check_models(models: &[Model]) -> Result<()> {
    if models.iter().any(|model| model.has_sill()) {
        return Ok(());
    }
    let names = list(models.iter().map(|model| name(*model)));
    let found = if models.is_empty() { EMPTY.argument() } else { names };
    Err(Error::argument("MODELS", found, phrase!("one with a sill at least where ANISOTROPY is asked for")))
}

/// A fit of each model that has a sill to all lags within the cutoff; tells of the ellipse with the lowest AIC, and which
/// models could not be fitted.
pub fn fitted_ellipses(
    lags: &Lags,
    steps: &Steps,
    cutoff: f64,
    fitting: &Fitting<'_>,
    (threads, progress): (&Threads, &mut Progress<'_>),
    messages: &mut Vec<Message>,
) -> Result<Vec<Anisotropy>> {
    let places = sectors(lags.within(steps, cutoff).filter_map(|lag| Directed::of_lag(&lag, steps)));
    let models: Vec<Model> = fitting.models.iter().copied().filter(|model| model.has_sill()).collect();
    let fit = |model: &Model, go_on: GoOn<'_>| {
        let ellipse = anisotropy(&places, *model, &fitting.options, go_on);
        go_on().then_some(ellipse)
    };
    let fits = threads.map(&models, progress, phrase!("Fitting ellipses"), fit)?;
    let mut found = Vec::new();
    for (model, fit) in models.into_iter().zip(fits) {
        let Some(fit) = fit else {
            let told = sentence!("The ellipse of {model} was not fitted: too few lags.", model = name(model));
            messages.push(Message::warning("NOT_FITTED", told));
            continue;
        };
        if !fit.fit.settled {
            let told = sentence!("Weights of the ellipse of {model} did not settle.", model = name(model));
            messages.push(Message::warning("NOT_SETTLED", told));
        }
        found.push(fit);
    }
    let fits: Vec<VariogramFit> = found.iter().map(|ellipse| ellipse.fit.clone()).collect();
    let chosen = best(&fits).and_then(|fit| found.iter().find(|ellipse| ellipse.fit == *fit));
    messages.extend(chosen.map(|ellipse| Message::info("ELLIPSE", told(ellipse))));
    Ok(found)
}

fn told(ellipse: &Anisotropy) -> Sentence {
    let model = name(ellipse.fit.model);
    match (ratio(ellipse), ellipse.direction) {
        (None, _) => {
            sentence!(
                "Semivariances of the map do not depend on distance ({model}, the lowest AIC of the ellipses).",
                model
            )
        }
        (_, None) => {
            sentence!("Ranges are equal in all directions ({model}, the lowest AIC of the ellipses).", model)
        }
        (Some(ratio), Some(direction)) => sentence!(
            "The longest range is in direction {direction}° (clockwise from north), the shortest, across it, is {ratio} times as long ({model}, the lowest AIC of the ellipses).",
            direction = format!("{direction:.1}"),
            ratio = format!("{ratio:.3}"),
            model
        ),
    }
}

fn longest(ellipse: &Anisotropy) -> Option<f64> {
    ellipse.fit.structures.first().and_then(|structure| structure.range)
}

fn ratio(ellipse: &Anisotropy) -> Option<f64> {
    longest(ellipse).map(|_| ellipse.ratio)
}

pub fn anisotropy_table(of: &OfLayer, ellipses: &[Anisotropy]) -> Table {
    let row = |ellipse: &Anisotropy| {
        let fit = &ellipse.fit;
        AnisotropyRow {
            of: of.clone(),
            model: name(fit.model),
            kappa: fit.kappa,
            direction: ellipse.direction,
            ratio: ratio(ellipse),
            nugget: fit.nugget,
            psill: fit.structures.first().map(|s| s.psill),
            sill: fit.sill(),
            range_a: longest(ellipse),
            range_a_minor: longest(ellipse).map(|a| a * ellipse.ratio),
            range_effective: fit.effective,
            nugget_sill: fit.nugget_sill(),
            rss: fit.rss,
            r2: fit.r2,
            aic: fit.aic,
        }
    };
    AnisotropyRow::table("anisotropy", ellipses.iter().map(row).collect())
}
