//! Models with an ellipse of ranges, fitted to the variogram map.

use crate::{
    engine::{
        fields::variogram::{Fitting, name},
        message::Message,
        progress::Progress,
    },
    error::{Error, Result},
    io::table::{Column, ColumnType, Table},
    kernels::geostatistics::{
        variogram::{Lags, Steps},
        variogram_fit::{Anisotropy, Directed, Fit, Model, anisotropy, best, sectors},
    },
    schema::{ColumnSpec, column},
};

pub const ANISOTROPY: &[ColumnSpec] = {
    use ColumnType::{Real, Text};
    &[
        column("model", Text, "", "Model."),
        column("kappa", Real, "", "Smoothness of matern: the one given, or 1/2."),
        column(
            "direction",
            Real,
            "degrees",
            "Direction of the longest range, clockwise from north; NULL where ranges are equal in all directions.",
        ),
        column("ratio", Real, "", "Shortest range / longest range; NULL where nothing depends on distance."),
        column("nugget", Real, "", "Nugget, in the unit of gamma."),
        column("psill", Real, "", "Part of the sill besides the nugget."),
        column("sill", Real, "", "Nugget and that part together."),
        column("range_a", Real, "map units", "The model's a in the direction of the longest range."),
        column("range_a_minor", Real, "map units", "The model's a across it, the shortest."),
        column(
            "range_effective",
            Real,
            "map units",
            "Where 95 % of the sill are reached in the direction of the longest range; of spherical and linear_sill a itself.",
        ),
        column("nugget_sill", Real, "", "Nugget / sill."),
        column("rss", Real, "", "Weighted sum of squared residuals."),
        column("r2", Real, "", "Share of the weighted variance of gamma that the model explains."),
        column("aic", Real, "", "Akaike's criterion of the fit to the map; the lowest is the best."),
    ]
};

const TEXT: &str = "Fitting ellipses";

/// Models without a sill have no range, and so no ellipse.
pub fn check_models(models: &[Model]) -> Result<()> {
    if models.iter().any(|model| model.has_sill()) {
        return Ok(());
    }
    let names: Vec<&str> = models.iter().map(|model| name(*model)).collect();
    let found = if names.is_empty() { "empty".to_owned() } else { names.join(", ") };
    Err(Error::argument("MODELS", found, "one with a sill at least where ANISOTROPY is asked for"))
}

/// A fit of each model that has a sill to all lags within the cutoff; tells of the ellipse with the lowest AIC, and which
/// models could not be fitted.
pub fn ellipses(
    lags: &Lags,
    steps: &Steps,
    cutoff: f64,
    fitting: &Fitting<'_>,
    progress: &mut Progress<'_>,
    messages: &mut Vec<Message>,
) -> Result<Vec<Anisotropy>> {
    let places = sectors(lags.within(steps, cutoff).filter_map(|lag| Directed::of_lag(&lag, steps)));
    let mut found = Vec::new();
    for model in fitting.models.iter().filter(|model| model.has_sill()) {
        progress.tell(1.0, TEXT)?;
        let fit = anisotropy(&places, *model, &fitting.options, || progress.tick(1.0, TEXT).is_ok());
        progress.tell(1.0, TEXT)?;
        let Some(fit) = fit else {
            let text = format!("The ellipse of {} was not fitted: too few lags.", name(*model));
            messages.push(Message::warning("NOT_FITTED", text));
            continue;
        };
        if !fit.fit.settled {
            let text = format!("Weights of the ellipse of {} did not settle.", name(*model));
            messages.push(Message::warning("NOT_SETTLED", text));
        }
        found.push(fit);
    }
    let fits: Vec<Fit> = found.iter().map(|ellipse| ellipse.fit.clone()).collect();
    let chosen = best(&fits).and_then(|fit| found.iter().find(|ellipse| ellipse.fit == *fit));
    messages.extend(chosen.map(|ellipse| Message::info("ELLIPSE", sentence(ellipse))));
    Ok(found)
}

fn sentence(ellipse: &Anisotropy) -> String {
    let model = name(ellipse.fit.model);
    match (ratio(ellipse), ellipse.direction) {
        (None, _) => {
            format!("Semivariances of the map do not depend on distance ({model}, the lowest AIC of the ellipses).")
        }
        (_, None) => format!("Ranges are equal in all directions ({model}, the lowest AIC of the ellipses)."),
        (Some(ratio), Some(direction)) => format!(
            "The longest range is in direction {direction:.1}° (clockwise from north), the shortest, across it, is {ratio:.3} times as long ({model}, the lowest AIC of the ellipses)."
        ),
    }
}

fn longest(ellipse: &Anisotropy) -> Option<f64> {
    ellipse.fit.structures.first().and_then(|structure| structure.range)
}

fn ratio(ellipse: &Anisotropy) -> Option<f64> {
    longest(ellipse).map(|_| ellipse.ratio)
}

pub fn anisotropy_table(rows: &[Anisotropy]) -> Table {
    let real = |of: fn(&Anisotropy) -> Option<f64>| Column::Real(rows.iter().map(of).collect());
    let column = |spec: &ColumnSpec| match spec.name {
        "model" => Column::Text(rows.iter().map(|row| Some(name(row.fit.model).to_owned())).collect()),
        "kappa" => real(|row| row.fit.kappa),
        "direction" => real(|row| row.direction),
        "ratio" => real(ratio),
        "nugget" => real(|row| Some(row.fit.nugget)),
        "psill" => real(|row| row.fit.structures.first().map(|s| s.psill)),
        "sill" => real(|row| row.fit.sill()),
        "range_a" => real(longest),
        "range_a_minor" => real(|row| longest(row).map(|a| a * row.ratio)),
        "range_effective" => real(|row| row.fit.effective),
        "nugget_sill" => real(|row| row.fit.nugget_sill()),
        "rss" => real(|row| Some(row.fit.rss)),
        "r2" => real(|row| row.fit.r2),
        _ => real(|row| row.fit.aic),
    };
    Table::of("anisotropy", ANISOTROPY.iter().map(|spec| (spec.name, column(spec))))
}
