//! Lags of a variogram map gathered into rings and sectors, so that a fit to a large map takes no longer than one to a
//! small map.
//!
//! Class of a lag: ring ⌊40 d / max d⌋ of its distance d, sector of 7.5° of its direction, the first with north in
//! its middle
//! Of a class: pairs Σ N; distance, direction and γ as Σ N x / Σ N, N the pairs of a lag
//!
//! Shapes: a list of lags (direction, distance, γ, N); itself up to [`MAX_LAGS`], else at most 40 x 24 classes, those
//! without pairs left out. Units: degrees, m, unit of γ. Range: 0 ≤ direction < 180.

use super::anisotropy::Directed;

/// Lags that are fitted one by one, all that are within 27 cells of a square grid; of more come classes.
pub const MAX_LAGS: usize = 1200;
/// Classes of distance, of one width up to the longest, and of direction, the first of which has north in its middle.
const RINGS: usize = 40;
const SECTORS: usize = 24;

#[derive(Debug, Clone, Copy, Default)]
struct SectorSums {
    pairs: f64,
    dist: f64,
    /// Degrees from the middle of the sector
    off: f64,
    gamma: f64,
}

/// Up to [`MAX_LAGS`] lags as they are; of more the 960 classes of 40 rings and 24 sectors of 7.5 degrees. A class has the pairs
/// of its lags, and means of their distances, directions and semivariances weighted by pairs. Within a class a model is
/// nearly straight, so that its mean is its value at the mean lag.
pub fn sectors(lags: impl Iterator<Item = Directed> + Clone) -> Vec<Directed> {
    if lags.clone().nth(MAX_LAGS).is_none() {
        return lags.collect();
    }
    let longest = lags.clone().map(|lag| lag.dist).fold(0.0, f64::max);
    let width = 180.0 / SECTORS as f64;
    let mut classes = vec![SectorSums::default(); RINGS * SECTORS];
    for lag in lags {
        let ring = ((lag.dist / longest * RINGS as f64) as usize).min(RINGS - 1);
        let sector = (lag.direction / width).round();
        let class = &mut classes[ring * SECTORS + sector as usize % SECTORS];
        class.pairs += lag.np;
        class.dist += lag.np * lag.dist;
        class.off += lag.np * (lag.direction - sector * width);
        class.gamma += lag.np * lag.gamma;
    }
    let used = classes.iter().enumerate().filter(|(_, class)| class.pairs > 0.0);
    let mean = |(k, class): (usize, &SectorSums)| Directed {
        direction: ((k % SECTORS) as f64 * width + class.off / class.pairs).rem_euclid(180.0),
        dist: class.dist / class.pairs,
        gamma: class.gamma / class.pairs,
        np: class.pairs,
    };
    used.map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::geostatistics::{
        variogram::{Steps, azimuth},
        variogram_fit::{FitOptions, Model, ModelShape, Weights, anisotropy},
    };

    /// All lags of up to so many cells, with semivariances of an ellipse.
    fn lags(longest: isize, direction: f64, ratio: f64, shape: &ModelShape, a: f64) -> Vec<Directed> {
        let steps = Steps::north_up(1.0, 1.0);
        let all = (0..=longest).flat_map(|r| (-longest..=longest).map(move |c| (r, c))).filter(|lag| *lag > (0, 0));
        let made = all.map(|(r, c)| {
            let lag = (r as usize, c);
            let of = Directed {
                direction: azimuth(steps.vector(lag)),
                dist: steps.distance(lag),
                gamma: 0.0,
                np: (10_000 - 40 * r - 30 * c.abs()) as f64,
            };
            Directed { gamma: 0.4 + 1.5 * shape.at(of.equivalent(direction, ratio), a), ..of }
        });
        made.filter(|lag| lag.dist <= longest as f64).collect()
    }

    #[test]
    fn few_lags_stay_as_they_are() {
        let few = lags(27, 20.0, 0.5, &ModelShape::new(Model::Spherical, 1.0), 15.0);
        assert_eq!((few.len(), sectors(few.iter().copied())), (1144, few));
        assert!(lags(28, 20.0, 0.5, &ModelShape::new(Model::Spherical, 1.0), 15.0).len() > MAX_LAGS);
    }

    #[test]
    fn classes_are_means() {
        // Two by two in one class, some on either side of north, and enough others far off
        let lag = |direction, dist, gamma, np| Directed { direction, dist, gamma, np };
        let mut many = vec![lag(1.0, 10.0, 2.0, 30.0), lag(179.0, 11.0, 6.0, 10.0), lag(45.0, 10.0, 1.0, 1.0)];
        many.extend((0..MAX_LAGS).map(|_| lag(90.0, 400.0, 5.0, 2.0)));
        let found = sectors(many.iter().copied());
        assert_eq!(found.len(), 3);
        assert_eq!(found[0], lag(0.5, 10.25, 3.0, 40.0));
        assert_eq!(found[1], many[2]);
        assert_eq!(found[2], lag(90.0, 400.0, 5.0, 2.0 * MAX_LAGS as f64));
    }

    /// Of a map of 15,000 lags the ellipse is that which made them.
    #[test]
    fn classes_have_the_ellipse_of_their_lags() {
        let cases = [(Model::Exponential, Weights::N, 178.0, 0.4), (Model::Spherical, Weights::NH2, 63.0, 0.15)];
        for (model, weights, direction, ratio) in cases {
            let shape = ModelShape::new(model, 1.0);
            let a = 70.0 / shape.effective().unwrap();
            let many = lags(100, direction, ratio, &shape, a);
            let classes = sectors(many.iter().copied());
            assert!(many.len() > 15_000 && classes.len() < 960);
            let pairs = |of: &[Directed]| of.iter().map(|one| one.np).sum::<f64>();
            assert_eq!(pairs(&many), pairs(&classes));
            let options = FitOptions { weights, ..FitOptions::default() };
            let found = anisotropy(&classes, model, &options, &|| true).unwrap();
            let off = (found.direction.unwrap() - direction).rem_euclid(180.0);
            assert!(off.min(180.0 - off) < 0.5, "{found:?} {direction}");
            assert!((found.ratio / ratio - 1.0).abs() < 0.03, "{found:?} {ratio}");
            assert!((found.fit.structures[0].range.unwrap() / a - 1.0).abs() < 0.03, "{found:?} {a}");
            assert!((found.fit.nugget - 0.4).abs() < 0.05, "{found:?}");
        }
    }
}
