//! Figures of a model, and what each says.

use super::found::Found;
use crate::{
    engine::columns::OfLayer,
    kernels::drivers::regression::{moran::Lm, second_sweep::Tested},
    schema::Row,
    sentence::{Phrase, phrase},
};

/// A figure of the model.
#[derive(Row)]
pub struct DiagnosticRow {
    #[column(nested)]
    pub of: OfLayer,
    /// n, distinct_y, r2, r2_adj, r2_pred, r2_cv_block, rmse, rmse_cv_block, f, aic, aicc, bic, durbin_watson, jarque_bera, koenker_bp,
    /// condition_number, moran_i, moran_expected, moran_variance, moran_z, lm_error, lm_lag, robust_lm_error, robust_lm_lag,
    /// effective_range (m), blocks, block_size (m).
    pub statistic: &'static str,
    /// Its value; NULL where it is not defined.
    pub value: Option<f64>,
    /// p, of tests.
    pub p: Option<f64>,
    /// Unit of the value, where it has one that is known.
    pub unit: Option<String>,
    /// What it says.
    pub meaning: &'static str,
}

/// p below which a test says something.
const LEVEL: f64 = 0.05;

type Figure = (&'static str, Option<f64>, Option<f64>, Phrase);

pub fn diagnostics(found: &Found) -> Vec<DiagnosticRow> {
    let unit = |statistic: &str| match statistic {
        "rmse" | "rmse_cv_block" => found.variables.units.first().cloned().flatten(),
        "effective_range" | "block_size" => Some("m".to_owned()),
        _ => None,
    };
    let row = |(statistic, value, p, meaning): Figure| DiagnosticRow {
        of: found.of.clone(),
        statistic,
        value,
        p,
        unit: unit(statistic),
        meaning: meaning.text(),
    };
    [of_fit(found), of_residuals(found), of_neighbours(found), of_blocks(found)]
        .into_iter()
        .flatten()
        .map(row)
        .collect()
}

fn of_fit(found: &Found) -> Vec<Figure> {
    let model = &found.judged.solved.model;
    let fit = &model.fit;
    let validated = found.judged.blocks.as_ref().and_then(|blocks| blocks.validated.as_ref());
    let distinct = found.judged.runs.first().map(|y| y.distinct as f64);
    vec![
        ("n", Some(model.rows as f64), None, phrase!("rows of the fit")),
        ("distinct_y", distinct, None, phrase!("values that Y has; 51 stands for more than 50")),
        ("r2", fit.r2, None, phrase!("share of the variance that the model explains")),
        ("r2_adj", fit.r2_adj, None, phrase!("the same, less what so many variables explain by chance")),
        ("r2_pred", found.judged.residuals.r2_pred, None, phrase!("the same, of rows left out one by one (PRESS)")),
        ("r2_cv_block", validated.and_then(|found| found.r2), None, phrase!("the same, of blocks left out by folds")),
        ("rmse", Some(fit.rmse), None, phrase!("standard deviation of the residuals, in the unit of Y")),
        (
            "rmse_cv_block",
            validated.map(|found| found.rmse),
            None,
            phrase!("root mean square error of blocks left out"),
        ),
        ("f", fit.f, fit.f_p, phrase!("whether the model explains more than the mean, if residuals are independent")),
        ("aic", fit.aic, None, phrase!("Akaike's criterion; the error variance counts as a parameter")),
        ("aicc", fit.aicc, None, phrase!("the same for small samples")),
        ("bic", fit.bic, None, phrase!("Bayesian information criterion")),
        (
            "condition_number",
            fit.condition_number,
            None,
            phrase!("how nearly variables are combinations of each other; over 30 is much (Belsley)"),
        ),
    ]
}

fn of_residuals(found: &Found) -> Vec<Figure> {
    let residuals = &found.judged.residuals;
    let told = |tested: Option<Tested>| tested.map(|tested| (tested.value, tested.p)).unzip();
    let (jarque, jarque_p) = told(residuals.jarque_bera);
    let (koenker, koenker_p) = told(residuals.koenker_bp);
    vec![
        (
            "durbin_watson",
            residuals.durbin_watson,
            None,
            phrase!("near 2: each residual is independent of that of the row before; it tests the order of rows"),
        ),
        (
            "jarque_bera",
            jarque,
            jarque_p,
            by_level(jarque_p, phrase!("residuals are not normal"), phrase!("residuals may be normal")),
        ),
        (
            "koenker_bp",
            koenker,
            koenker_p,
            by_level(
                koenker_p,
                phrase!("residuals vary more in some places of X than in others: read se_hc3"),
                phrase!("residuals may vary alike everywhere"),
            ),
        ),
    ]
}

fn of_neighbours(found: &Found) -> Vec<Figure> {
    let moran = found.judged.moran.as_ref();
    let of = |tested: Option<Lm>| tested.map(|tested| (tested.value, tested.p)).unzip();
    let p = moran.and_then(|moran| moran.p);
    let lm = |name, tested, alike: Phrase, independent: Phrase| {
        let (value, p) = of(tested);
        (name, value, p, by_level(p, alike, independent))
    };
    vec![
        (
            "moran_i",
            moran.map(|moran| moran.i),
            p,
            by_level(
                p,
                phrase!("residuals of neighbours are alike: p and se are too small, read p_block"),
                phrase!("residuals of neighbours may be independent"),
            ),
        ),
        ("moran_expected", moran.map(|moran| moran.expected), None, phrase!("Moran's I of independent residuals")),
        ("moran_variance", moran.and_then(|moran| moran.variance), None, phrase!("its variance (Cliff and Ord)")),
        ("moran_z", moran.and_then(|moran| moran.z), None, phrase!("standard deviations that it lies off")),
        lm(
            "lm_error",
            moran.map(|moran| moran.lm_error),
            phrase!("errors of neighbours go together"),
            phrase!("errors of neighbours may be independent"),
        ),
        lm(
            "lm_lag",
            moran.and_then(|moran| moran.lm_lag),
            phrase!("Y goes along with Y of the neighbours"),
            phrase!("Y may be independent of Y of the neighbours"),
        ),
        lm(
            "robust_lm_error",
            moran.and_then(|moran| moran.robust_lm_error),
            phrase!("errors go together beside a lag of Y: a spatial error model"),
            phrase!("nothing of errors is left beside a lag of Y"),
        ),
        lm(
            "robust_lm_lag",
            moran.and_then(|moran| moran.robust_lm_lag),
            phrase!("Y goes along with its neighbours beside errors: a spatial lag model"),
            phrase!("nothing of a lag is left beside errors"),
        ),
    ]
}

fn of_blocks(found: &Found) -> Vec<Figure> {
    let range = found.judged.likeness.as_ref().and_then(|likeness| likeness.range(found.judged.moran.as_ref()));
    let blocks = found.judged.blocks.as_ref();
    vec![
        (
            "effective_range",
            range.map(|range| range.metres),
            None,
            match range.is_some_and(|range| range.is_open) {
                true => phrase!("residuals are alike at least up to this distance, the longest that was looked at (m)"),
                false => phrase!("distance up to which residuals are alike (m)"),
            },
        ),
        ("blocks", blocks.map(|blocks| blocks.count as f64), None, phrase!("squares of land with rows of the fit")),
        ("block_size", blocks.map(|blocks| blocks.side), None, phrase!("their side (m)")),
    ]
}

fn by_level(p: Option<f64>, told: Phrase, not: Phrase) -> Phrase {
    match p {
        Some(p) if p < LEVEL => told,
        Some(_) => not,
        None => phrase!("not defined"),
    }
}
