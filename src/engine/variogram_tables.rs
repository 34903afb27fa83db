//! Tables of variograms: bins, fitted models, and their curves.

use super::{
    columns::OfLayer,
    fields::variogram::{DirectedFit, name},
};
use crate::{
    io::table::Table,
    kernels::geostatistics::{variogram::Bin, variogram_fit::VariogramFit},
    schema::Row,
};

/// A bin of distance.
#[derive(Row)]
pub struct BinRow {
    /// Direction, clockwise from north; NULL for all together.
    #[column(unit = "degrees")]
    pub direction: Option<f64>,
    /// Bin of distance, from 1.
    pub bin: usize,
    /// Mean distance of its pairs.
    #[column(unit = "map units")]
    pub dist: f64,
    /// Semivariance, in the squared unit of the values.
    pub gamma: f64,
    /// Pairs.
    pub np: u64,
}

impl BinRow {
    pub fn of(bin: &Bin) -> BinRow {
        BinRow { direction: bin.direction, bin: bin.bin + 1, dist: bin.dist, gamma: bin.gamma, np: bin.np }
    }
}

/// A fitted model.
#[derive(Row)]
pub struct FitRow {
    /// Direction, clockwise from north; NULL for all together.
    #[column(unit = "degrees")]
    direction: Option<f64>,
    /// Model.
    model: &'static str,
    /// Structures besides the nugget.
    structures: usize,
    /// Smoothness of matern, exponent of power.
    kappa: Option<f64>,
    /// Nugget, in the unit of gamma.
    nugget: f64,
    /// Part of the sill (of the structure with the shorter range); slope where there is no sill.
    psill: Option<f64>,
    /// Nugget and parts of the sill together; NULL where there is none.
    sill: Option<f64>,
    /// The model's a.
    #[column(unit = "map units")]
    range_a: Option<f64>,
    /// Where 95 % of the sill are reached; of spherical and linear_sill a itself.
    #[column(unit = "map units")]
    range_effective: Option<f64>,
    /// Part of the sill of the second structure.
    psill2: Option<f64>,
    /// Its a.
    #[column(unit = "map units")]
    range_a2: Option<f64>,
    /// Nugget / sill.
    nugget_sill: Option<f64>,
    /// Its standard error by a jackknife over blocks; NULL where there are no blocks, or nugget / sill is at its bound 0 or 1.
    se_nugget_sill: Option<f64>,
    /// Weighted sum of squared residuals.
    rss: f64,
    /// Share of the weighted variance of gamma that the model explains.
    r2: Option<f64>,
    /// Akaike's criterion; the lowest is the best.
    aic: Option<f64>,
    /// Parameters that ended at a bound (nugget 0 among them); NULL where none did.
    at_bound: Option<String>,
}

impl FitRow {
    pub fn of(fitted: &DirectedFit) -> FitRow {
        let fit = &fitted.fit;
        let (first, second) = (fit.structures.first(), fit.structures.get(1));
        FitRow {
            direction: fitted.direction,
            model: name(fit.model),
            structures: fit.structures.len(),
            kappa: fit.kappa,
            nugget: fit.nugget,
            psill: first.map(|s| s.psill),
            sill: fit.sill(),
            range_a: first.and_then(|s| s.range),
            range_effective: fit.effective,
            psill2: second.map(|s| s.psill),
            range_a2: second.and_then(|s| s.range),
            nugget_sill: fit.nugget_sill(),
            se_nugget_sill: fitted.error,
            rss: fit.rss,
            r2: fit.r2,
            aic: fit.aic,
            at_bound: at_bound(fit),
        }
    }
}

fn at_bound(fit: &VariogramFit) -> Option<String> {
    let bound = fit.at_bound;
    let all = [("nugget", bound.nugget), ("psill", bound.psill), ("range", bound.range), ("kappa", bound.kappa)];
    let names: Vec<&str> = all.into_iter().filter(|(_, at)| *at).map(|(name, _)| name).collect();
    (!names.is_empty()).then(|| names.join(" "))
}

/// A point of the curve of a fitted model.
#[derive(Row)]
pub struct CurveRow {
    /// Direction, clockwise from north; NULL for all together.
    #[column(unit = "degrees")]
    direction: Option<f64>,
    /// Model.
    model: &'static str,
    /// Distance.
    #[column(unit = "map units")]
    dist: f64,
    /// Its semivariance by the fitted model.
    gamma: f64,
}

/// Points of a curve.
const POINTS: usize = 120;

impl CurveRow {
    /// Points from just above 0 up to the largest distance of a bin.
    pub fn of(fitted: &DirectedFit, farthest: f64) -> impl Iterator<Item = CurveRow> + '_ {
        curve(&fitted.fit, farthest, POINTS).map(|(dist, gamma)| CurveRow {
            direction: fitted.direction,
            model: name(fitted.fit.model),
            dist,
            gamma,
        })
    }
}

/// So many points of a model from just above 0 on: distances and semivariances.
pub fn curve(fit: &VariogramFit, farthest: f64, points: usize) -> impl Iterator<Item = (f64, f64)> + '_ {
    let dist = move |i: usize| farthest * if i == 0 { 1e-6 } else { i as f64 / (points - 1) as f64 };
    (0..points).map(dist).map(|dist| (dist, fit.gamma(dist)))
}

/// A bin of the variogram of a layer.
#[derive(Row)]
pub struct LayerBin {
    #[column(nested)]
    of: OfLayer,
    #[column(nested)]
    bin: BinRow,
}

/// A model fitted to it.
#[derive(Row)]
pub struct LayerFit {
    #[column(nested)]
    of: OfLayer,
    #[column(nested)]
    fit: FitRow,
}

/// A point of the curve of such a model.
#[derive(Row)]
pub struct LayerCurve {
    #[column(nested)]
    of: OfLayer,
    #[column(nested)]
    curve: CurveRow,
}

impl LayerBin {
    pub fn of(of: &OfLayer, bins: &[Bin]) -> Vec<LayerBin> {
        bins.iter().map(|bin| LayerBin { of: of.clone(), bin: BinRow::of(bin) }).collect()
    }
}

/// The tables variogram, fits and curves of a layer.
pub fn variogram_tables(of: &OfLayer, bins: &[Bin], fits: &[DirectedFit]) -> Vec<Table> {
    let farthest = bins.iter().map(|bin| bin.dist).fold(0.0, f64::max);
    let points = fits.iter().flat_map(|fitted| CurveRow::of(fitted, farthest));
    vec![
        LayerBin::table("variogram", LayerBin::of(of, bins)),
        LayerFit::table("fits", fits.iter().map(|fit| LayerFit { of: of.clone(), fit: FitRow::of(fit) }).collect()),
        LayerCurve::table("curves", points.map(|curve| LayerCurve { of: of.clone(), curve }).collect()),
    ]
}
