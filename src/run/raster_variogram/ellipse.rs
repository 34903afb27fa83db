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
            variogram::{BinSums, Bins, Lags, Steps},
            variogram_fit::{
                Anisotropy, Directed, FitBin, FitOptions, Isotropy, Model, VariogramFit, anisotropy, best, fit_while,
                isotropy, sectors,
            },
        },
    },
    schema::Row,
    sentence::{Place, list, phrase, sentence},
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
    /// Direction of the longest range, clockwise from north; NULL where ranges are equal in all directions, or differ by no more than chance.
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
    /// The same of the model with equal ranges; lags are not independent, so that it tells nothing about chance.
    aic_isotropic: Option<f64>,
    /// How likely so long an ellipse is where ranges are equal, by leaving out blocks; NULL where there are no blocks.
    p_isotropic: Option<f64>,
    /// Standard error of the direction by blocks; NULL where there is no direction.
    #[column(unit = "degrees")]
    se_direction: Option<f64>,
    /// Standard error of the ratio by blocks.
    se_ratio: Option<f64>,
    /// isotropic or anisotropic (p of 0.01 or less); NULL where there are no blocks.
    verdict: Option<&'static str>,
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

/// Sums by block of classes of distance and direction, and of all blocks.
pub struct ClassSums<'a> {
    classes: &'a Bins,
    total: BinSums,
    blocks: &'a [BinSums],
}

impl<'a> ClassSums<'a> {
    pub fn new(classes: &'a Bins, blocks: &'a [BinSums]) -> ClassSums<'a> {
        let mut total = BinSums::new(classes);
        blocks.iter().for_each(|block| total.merge(block));
        ClassSums { classes, total, blocks }
    }
}

/// An ellipse, and whether it is more than chance.
pub struct JudgedEllipse {
    ellipse: Anisotropy,
    /// AIC of the same model with equal ranges in all directions, of the same lags.
    aic_isotropic: Option<f64>,
    /// `None` where there are too few blocks, or nothing depends on distance.
    isotropy: Option<Isotropy>,
}

impl JudgedEllipse {
    fn isotropic(&self) -> bool {
        self.isotropy.is_some_and(|isotropy| isotropy.holds())
    }

    /// Of the longest range, where there is one.
    fn direction(&self) -> Option<f64> {
        self.ellipse.direction.filter(|_| !self.isotropic())
    }

    fn ratio(&self) -> Option<f64> {
        longest(&self.ellipse).map(|_| self.ellipse.ratio)
    }
}

/// A fit of each model that has a sill to all lags within the cutoff, judged by blocks; tells of the ellipse with the lowest AIC, and
/// which models could not be fitted.
pub fn fitted_ellipses(
    (lags, steps): (&Lags, &Steps),
    sums: &ClassSums<'_>,
    fitting: &Fitting<'_>,
    (threads, progress): (&Threads, &mut Progress<'_>),
    messages: &mut Vec<Message>,
) -> Result<Vec<JudgedEllipse>> {
    let within = lags.within(steps, sums.classes.cutoff());
    let places = sectors(within.filter_map(|lag| Directed::of_lag(&lag, steps)));
    let models: Vec<Model> = fitting.models.iter().copied().filter(|model| model.has_sill()).collect();
    let fit = |model: &Model, go_on: GoOn<'_>| {
        let judged = judged(&places, *model, &fitting.options, sums, go_on);
        go_on().then_some(judged)
    };
    let fits = threads.map(&models, progress, phrase!("Fitting ellipses"), fit)?;
    let mut found = Vec::new();
    for (model, fit) in models.into_iter().zip(fits) {
        let Some(fit) = fit else {
            let told = sentence!("The ellipse of {model} was not fitted: too few lags.", model = name(model));
            messages.push(Message::warning("NOT_FITTED", told));
            continue;
        };
        if !fit.ellipse.fit.settled {
            let told = sentence!("Weights of the ellipse of {model} did not settle.", model = name(model));
            messages.push(Message::warning("NOT_SETTLED", told));
        }
        found.push(fit);
    }
    let fits: Vec<VariogramFit> = found.iter().map(|judged| judged.ellipse.fit.clone()).collect();
    let chosen = best(&fits).and_then(|fit| found.iter().find(|judged| judged.ellipse.fit == *fit));
    messages.extend(chosen.into_iter().flat_map(told));
    Ok(found)
}

fn judged(
    places: &[Directed],
    model: Model,
    options: &FitOptions,
    sums: &ClassSums<'_>,
    go_on: GoOn<'_>,
) -> Option<JudgedEllipse> {
    let ellipse = anisotropy(places, model, options, go_on)?;
    let bins: Vec<FitBin> = places.iter().map(|lag| FitBin { dist: lag.dist, gamma: lag.gamma, np: lag.np }).collect();
    let kappa = Some(options.kappa.unwrap_or(0.5));
    let round = fit_while(&bins, model, &FitOptions { structures: 1, kappa, ..*options }, go_on);
    let isotropy = isotropy(&ellipse, options.weights, sums.classes, (&sums.total, sums.blocks), go_on);
    Some(JudgedEllipse { ellipse, aic_isotropic: round.and_then(|fit| fit.aic), isotropy })
}

/// Of the ellipse with the lowest AIC.
fn told(judged: &JudgedEllipse) -> Vec<Message> {
    let model = name(judged.ellipse.fit.model);
    let aic = |aic: Option<f64>| aic.map_or("-".to_owned(), |aic| format!("{aic:.1}"));
    let (own, round) = (aic(judged.ellipse.fit.aic), aic(judged.aic_isotropic));
    let Some(ratio) = judged.ratio().map(|ratio| format!("{ratio:.3}")) else {
        let told = sentence!(
            "Semivariances of the map do not depend on distance ({model}, the lowest AIC of the ellipses).",
            model
        );
        return vec![Message::info("ELLIPSE", told)];
    };
    let (Some(direction), false) = (judged.ellipse.direction, judged.isotropic()) else {
        let told = match judged.isotropy {
            None => sentence!("Ranges are equal in all directions ({model}, the lowest AIC of the ellipses).", model),
            Some(by) => sentence!(
                "The map is isotropic as far as can be told: ranges differ by no more than chance, p {p} by leaving out blocks. The ellipse has the ratio {ratio} (standard error {error}) and no direction ({model}, the lowest AIC of the ellipses: {own}, with equal ranges {round}).",
                p = format!("{:.3}", by.p),
                ratio,
                error = format!("{:.3}", by.se_ratio),
                model,
                own,
                round
            ),
        };
        return vec![Message::info("ELLIPSE", told)];
    };
    let direction = format!("{direction:.1}");
    let told = sentence!(
        "The longest range is in direction {direction}° (clockwise from north), the shortest, across it, is {ratio} times as long ({model}, the lowest AIC of the ellipses: {own}, with equal ranges {round}).",
        direction,
        ratio,
        model,
        own,
        round
    );
    let why = match judged.isotropy {
        Some(by) => Message::info(
            "ELLIPSE_ERRORS",
            sentence!(
                "That is more than chance: p of equal ranges is {p} by leaving out blocks; standard errors are {degrees}° of the direction and {error} of the ratio.",
                p = if by.p < 0.001 { "< 0.001".to_owned() } else { format!("{:.3}", by.p) },
                degrees = format!("{:.1}", by.se_direction),
                error = format!("{:.3}", by.se_ratio)
            ),
        ),
        None => Message::warning(
            "ELLIPSE_UNTESTED",
            phrase!(
                "Whether ranges differ by more than chance was not tested: that takes 16 blocks as wide as the cutoff, which is a quarter of the raster’s shorter side at most. AIC does not tell it, as lags of a raster are not independent."
            ),
        ),
    };
    vec![Message::info("ELLIPSE", told), why]
}

fn longest(ellipse: &Anisotropy) -> Option<f64> {
    ellipse.fit.structures.first().and_then(|structure| structure.range)
}

pub fn anisotropy_table(of: &OfLayer, ellipses: &[JudgedEllipse]) -> Table {
    let row = |judged: &JudgedEllipse| {
        let (ellipse, fit) = (&judged.ellipse, &judged.ellipse.fit);
        AnisotropyRow {
            of: of.clone(),
            model: name(fit.model),
            kappa: fit.kappa,
            direction: judged.direction(),
            ratio: judged.ratio(),
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
            aic_isotropic: judged.aic_isotropic,
            p_isotropic: judged.isotropy.map(|by| by.p),
            se_direction: judged.direction().and(judged.isotropy).map(|by| by.se_direction),
            se_ratio: judged.isotropy.map(|by| by.se_ratio),
            verdict: judged.isotropy.map(|by| if by.holds() { "isotropic" } else { "anisotropic" }),
        }
    };
    AnisotropyRow::table("anisotropy", ellipses.iter().map(row).collect())
}
