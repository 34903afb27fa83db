//! Geometric anisotropy: one model whose range depends on the direction as an ellipse does.
//!
//! Model:  γ(h, φ) = γ(√((h cos φ)² + (h sin φ / ratio)²)), φ the angle of a lag from the direction of the longest
//!         range, ratio the shortest range over the longest
//! Fit:    smallest RSS = Σ w (γ - γ(h, φ))² over nugget, psill ≥ 0, range, direction and ratio
//!
//! Shapes: a list of bins or lags (direction, distance, γ, number of pairs), five or more. Units: degrees clockwise
//! from north, 0 to 180; ratio [`FLATTEST`] to 1. As gstat's `anis` and GSTools' `anis`, up to how angles count.

use super::{
    FitBin, FitOptions, Model, ModelShape, VariogramFit, Weights, fit_while,
    nnls::{Workspace, nnls},
    scaled_bins::{by_fit, min_weight_gamma},
    search::{log_grid, nelder_mead},
};
use crate::kernels::{
    GoOn,
    geostatistics::variogram::{Bin, Lag, Steps, azimuth},
};

/// A bin of a directional variogram, or a lag of a variogram map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Directed {
    /// Degrees clockwise from north
    pub direction: f64,
    pub dist: f64,
    pub gamma: f64,
    pub np: f64,
}

impl Directed {
    /// `None` for a bin of all directions together.
    pub fn of(bin: &Bin) -> Option<Directed> {
        let direction = bin.direction?;
        Some(Directed { direction, dist: bin.dist, gamma: bin.gamma, np: bin.np as f64 })
    }

    /// A lag of a variogram map. `None` without pairs.
    pub fn of_lag(lag: &Lag, steps: &Steps) -> Option<Directed> {
        let (direction, dist) = (azimuth(steps.vector(lag.lag)), steps.distance(lag.lag));
        lag.gamma().map(|gamma| Directed { direction, dist, gamma, np: lag.count as f64 })
    }

    /// The distance in the direction of the longest range at which the model is the same:
    /// √((h cos φ)² + (h sin φ / ratio)²), φ being the angle between the two.
    pub(super) fn equivalent(&self, direction: f64, ratio: f64) -> f64 {
        let (across, along) = (self.direction - direction).to_radians().sin_cos();
        self.dist * along.hypot(across / ratio)
    }
}

/// A model with its ellipse.
#[derive(Debug, Clone, PartialEq)]
pub struct Anisotropy {
    /// Of the longest range: degrees clockwise from north, of 0 ... 180. `None` where the ratio is 1, or nothing depends on distance.
    pub direction: Option<f64>,
    /// The shortest range over the longest: of [`FLATTEST`] ... 1.
    pub ratio: f64,
    /// Of distances in the direction of the longest range. AIC counts direction and ratio as parameters.
    pub fit: VariogramFit,
}

/// The lowest ratio that is looked for.
pub const FLATTEST: f64 = 0.05;

const DIRECTIONS: usize = 12;
const RATIOS: [f64; 6] = [0.95, 0.7, 0.5, 0.33, 0.2, 0.1];
const RANGES: usize = 24;
/// Of the directions those that a search starts from.
const VALLEYS: usize = 4;
const ROUNDS: usize = 40;
/// Of one structure: nugget, partial sill and range.
const PARAMETERS: usize = 3;

/// The fit of one structure (κ of Matern 1/2 where it is not given), with the smallest Σ w (γ - γ(h))² over direction and ratio as well: from the best nodes of a grid
/// downwards. `None` for models without a sill, for fewer bins than parameters, and where `go_on`
/// said no.
pub fn anisotropy(bins: &[Directed], model: Model, options: &FitOptions, go_on: GoOn<'_>) -> Option<Anisotropy> {
    let used: Vec<Directed> = bins.iter().copied().filter(|bin| bin.np > 0.0 && bin.dist > 0.0).collect();
    if used.len() < 5 || !model.has_sill() {
        return None;
    }
    let kappa = options.kappa.unwrap_or(0.5);
    let shape = ModelShape::new(model, kappa);
    let weight = |bin: &Directed| match options.weights {
        Weights::N | Weights::NGamma2 => bin.np,
        Weights::Ols => 1.0,
        Weights::NH2 => bin.np / (bin.dist * bin.dist),
    };
    let mut weights: Vec<f64> = used.iter().map(weight).collect();
    let mut found = search(&used, &weights, &shape, None, go_on)?;
    let mut settled = true;
    if options.weights == Weights::NGamma2 {
        let curve = |found: &EllipseFit| -> Vec<f64> {
            used.iter().map(|bin| found.fit.gamma(bin.equivalent(found.angle, found.ratio))).collect()
        };
        let mut before = curve(&found);
        settled = false;
        // Weights that hardly change move a valley a little: only once they have settled all valleys are looked at again.
        let mut from = Some(found.point);
        for _ in 0..ROUNDS {
            let floor = min_weight_gamma(&before);
            if floor == 0.0 {
                settled = true;
                break;
            }
            weights = by_fit(used.iter().map(|bin| bin.np), &before);
            found = search(&used, &weights, &shape, from, go_on)?;
            let next = curve(&found);
            let same = before.iter().zip(&next).all(|(a, b)| (a - b).abs() <= 1e-7 * b.max(floor));
            settled = same && from.is_none();
            if settled {
                break;
            }
            from = (!same).then_some(found.point);
            before = next;
        }
        if !settled {
            // The figures of the fit go by its own weights all the same.
            weights = by_fit(used.iter().map(|bin| bin.np), &curve(&found));
            let at = |bin: &Directed| FitBin {
                dist: bin.equivalent(found.angle, found.ratio),
                gamma: bin.gamma,
                np: bin.np,
            };
            let (samples, level) = (used.iter().map(at).collect::<Vec<_>>(), found.fit.r2.is_none());
            found.fit.judge(&samples, &weights, PARAMETERS, level);
        }
    }
    let mut fit = VariogramFit { settled, ..found.fit };
    fit.aic = fit.aic.map(|aic| aic + 2.0 * 2.0);
    let round = found.ratio > 1.0 - 1e-6 || fit.structures[0].psill == 0.0;
    Some(Anisotropy { direction: (!round).then(|| found.angle.rem_euclid(180.0)), ratio: found.ratio, fit })
}

/// ln a, the angle in steps of the grid, ln ratio
type EllipsePoint = [f64; 3];

struct EllipseFit {
    point: EllipsePoint,
    angle: f64,
    ratio: f64,
    fit: VariogramFit,
}

/// The minimum over all parameters, or in the valley of some.
fn search(
    bins: &[Directed],
    weights: &[f64],
    shape: &ModelShape,
    from: Option<EllipsePoint>,
    go_on: GoOn<'_>,
) -> Option<EllipseFit> {
    let roots: Vec<f64> = weights.iter().map(|weight| weight.sqrt()).collect();
    let y: Vec<f64> = bins.iter().zip(&roots).map(|(bin, root)| root * bin.gamma).collect();
    let vectors: Vec<[f64; 2]> = bins
        .iter()
        .map(|bin| bin.direction.to_radians().sin_cos())
        .zip(bins)
        .map(|((sin, cos), bin)| [bin.dist * sin, bin.dist * cos])
        .collect();
    let mut workspace = Workspace::default();
    let mut column = vec![0.0; bins.len()];
    let mut rss = |a: f64, angle: f64, ratio: f64| {
        let (sin, cos) = angle.to_radians().sin_cos();
        for ((value, [east, north]), root) in column.iter_mut().zip(&vectors).zip(&roots) {
            let (along, across) = (east * sin + north * cos, east * cos - north * sin);
            *value = root * shape.at(along.hypot(across / ratio), a);
        }
        nnls(&[&roots, &column], &y, &mut workspace).rss
    };
    let effective = shape.effective().unwrap_or(1.0);
    let (near, far) =
        bins.iter().fold((f64::INFINITY, 0.0f64), |ends, bin| (ends.0.min(bin.dist), ends.1.max(bin.dist)));
    let (low, high) = (near / effective, super::FARTHEST * far / effective);
    let ranges = log_grid(low, high, RANGES);
    let step = 180.0 / DIRECTIONS as f64;
    let bounds = [(low.ln(), high.ln()), (-180.0 / step, 360.0 / step), (FLATTEST.ln(), 0.0)];
    let mut start = |k: usize| {
        let nodes = ranges.iter().flat_map(|a| RATIOS.iter().map(move |ratio| [*a, *ratio]));
        let of = |[a, ratio]: [f64; 2]| ([a.ln(), k as f64, ratio.ln()], rss(a, step * k as f64, ratio));
        nodes.map(of).min_by(|a, b| a.1.total_cmp(&b.1))
    };
    let mut starts: Vec<(EllipsePoint, f64)> = match from {
        Some(point) => vec![(point, 0.0)],
        None => (0..DIRECTIONS).filter_map(&mut start).collect(),
    };
    starts.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut best: Option<(EllipsePoint, f64)> = None;
    for (start, _) in starts.into_iter().take(VALLEYS) {
        if !go_on() {
            return None;
        }
        let sizes = [(high / low).ln() / RANGES as f64, 0.5, 0.3];
        let found = nelder_mead(start, sizes, bounds, |x| rss(x[0].exp(), step * x[1], x[2].exp()));
        if best.is_none_or(|best| found.1 < best.1) {
            best = Some(found);
        }
    }
    let point = best?.0;
    let [_, angle, ratio] = point;
    let (angle, ratio) = (step * angle, ratio.exp());
    let equivalent =
        |(bin, weight): (&Directed, &f64)| FitBin { dist: bin.equivalent(angle, ratio), gamma: bin.gamma, np: *weight };
    let samples: Vec<FitBin> = bins.iter().zip(weights).map(equivalent).collect();
    let options = FitOptions { structures: 1, weights: Weights::N, kappa: Some(shape.kappa) };
    let fit = fit_while(&samples, shape.model, &options, go_on)?;
    Some(EllipseFit { point, angle, ratio, fit })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::{
        Accumulator,
        geostatistics::variogram::{LagBlock, LagSums},
        stats::random::stream,
    };
    use ndarray::Array2;
    use proptest::prelude::*;
    use rand::RngExt;
    use rand_distr::StandardNormal;

    fn bins(curve: impl Fn(f64, f64) -> f64) -> Vec<Directed> {
        let bin = |(k, direction): (usize, f64)| {
            let dist = 10.0 * (k as f64 + 0.6);
            Directed { direction, dist, gamma: curve(dist, direction), np: (50 + k % 3 * 20) as f64 }
        };
        (0..9).flat_map(|k| (0..6).map(move |d| (k, 30.0 * f64::from(d)))).map(bin).collect()
    }

    #[test]
    fn too_little() {
        assert_eq!(anisotropy(&[], Model::Spherical, &FitOptions::default(), &|| true), None);
        let level = bins(|_, _| 2.0);
        assert_eq!(anisotropy(&level, Model::Linear, &FitOptions::default(), &|| true), None);
        assert_eq!(anisotropy(&level, Model::Spherical, &FitOptions::default(), &|| false), None);
    }

    #[test]
    fn a_circle() {
        let found =
            anisotropy(&bins(|h, _| 2.0 - (-h / 20.0).exp()), Model::Exponential, &FitOptions::default(), &|| true);
        let found = found.unwrap();
        assert!(found.ratio > 1.0 - 1e-4 && (found.fit.nugget - 1.0).abs() < 1e-4, "{found:?}");
    }

    #[test]
    fn a_smeared_raster() {
        // Noise smeared over a rectangle of 21 x 7 cells that is turned to the south-east
        let mut random = stream(4, 0);
        let noise: Array2<f64> = Array2::from_shape_fn((220, 220), |_| random.sample(StandardNormal));
        let offsets: Vec<(usize, usize)> = (0..20)
            .flat_map(|r| (0..20).map(move |c| (r, c)))
            .filter(|(r, c)| {
                let (down, right) = (*r as f64 - 9.5, *c as f64 - 9.5);
                (down + right).abs() < 10.5 * 2f64.sqrt() && (down - right).abs() < 3.5 * 2f64.sqrt()
            })
            .collect();
        let smeared = |(r, c): (usize, usize)| offsets.iter().map(|(k, l)| noise[[r + k, c + l]]).sum::<f64>();
        let cells = Array2::from_shape_fn((200, 200), smeared);
        let mut sums = LagSums::new((16, 16), None);
        sums.push(LagBlock::whole(cells.view()));
        let (lags, steps) = (sums.finish(), Steps::north_up(10.0, 10.0));
        let near = lags.iter().filter(|lag| steps.distance(lag.lag) <= 160.0);
        let bins: Vec<Directed> = near.filter_map(|lag| Directed::of_lag(&lag, &steps)).collect();
        let found = anisotropy(&bins, Model::Spherical, &FitOptions::default(), &|| true).unwrap();
        let direction = found.direction.unwrap();
        assert!((direction - 135.0).abs() < 5.0 && found.ratio > 0.2 && found.ratio < 0.5, "{found:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4))]

        #[test]
        fn an_ellipse(
            model in prop::sample::select(vec![Model::Spherical, Model::Exponential, Model::Gaussian]),
            weights in prop::sample::select(vec![Weights::N, Weights::NGamma2, Weights::NH2]),
            direction in 0.0f64..180.0,
            ratio in 0.3f64..0.85,
            range in 50.0f64..100.0,
        ) {
            let shape = ModelShape::new(model, 1.0);
            let a = range / shape.effective().unwrap();
            let curve = |dist: f64, of: f64| {
                let bin = Directed { direction: of, dist, gamma: 0.0, np: 0.0 };
                0.4 + 1.5 * shape.at(bin.equivalent(direction, ratio), a)
            };
            let options = FitOptions { weights, ..FitOptions::default() };
            let found = anisotropy(&bins(curve), model, &options, &|| true).unwrap();
            let off = (found.direction.unwrap() - direction).rem_euclid(180.0);
            prop_assert!(off.min(180.0 - off) < 0.1, "{:?} {}", found, direction);
            prop_assert!((found.ratio - ratio).abs() < 1e-3 && (found.fit.structures[0].range.unwrap() / a - 1.0).abs() < 1e-3);
            prop_assert!((found.fit.nugget - 0.4).abs() < 1e-3);
        }
    }
}
