//! Whether an ellipse of ranges is more than chance, and how well it is known: by a jackknife over blocks of cells.
//!
//! Ellipse: the vector v = -ln ratio · (cos 2θ, sin 2θ), θ the direction of the longest range. Where ranges are equal it is 0, whatever θ, and
//! its estimates lie all around it.
//! γ(h, φ) = nugget + psill g(√(h² (cosh |v| - sinh |v| cos 2(φ - θ))) / a), a the geometric mean of the longest and the shortest range
//! Without block i of g: v + δ_i, δ_i = (J'WJ)⁻¹ J'W (γ_i - γ) a step of least squares from the fit, J the derivatives of γ(h, φ) by all its
//! parameters. S = (g - 1) / g Σ (δ_i - δ̄)(δ_i - δ̄)'
//! p of equal ranges: (1 + 2F / (g - 2))^(-(g - 2) / 2), F = (g - 2) / (2 (g - 1)) v'S⁻¹v, Hotelling's T² as F of 2 and g - 2 degrees of freedom
//! se of the ratio: ratio √(u'Su), u along v; of the direction: √(w'Sw) / 2|v|, w across v
//!
//! AIC cannot tell this: lags of one raster are far from independent, so that it takes chance for an ellipse.
//!
//! Shapes: an ellipse; sums of the same classes of distance and direction ([`classes`]), in all and by block, of [`MIN_BLOCKS`] blocks or more.
//! Units: none, degrees. Range: p 0 to 1, errors from 0.
//!
//! Sources: Quenouille 1956, Biometrika 43, 353; Hotelling 1931, Ann. Math. Stat. 2, 360.

use super::{Anisotropy, MIN_BLOCKS, ModelShape, Weights};
use crate::kernels::{
    GoOn,
    geostatistics::variogram::{BinSums, Bins, matheron},
};
use rayon::prelude::*;

/// Classes of distance, and of direction.
const RINGS: usize = 16;
const SECTORS: usize = 12;

/// Nugget, psill, ln a, and v.
const PARAMETERS: usize = 5;
type Parameters = [f64; PARAMETERS];

/// Ranges are called equal where p is above this. It is small, as blocks are not quite independent where ranges near the cutoff: p is then
/// too small.
pub const LEVEL: f64 = 0.01;

/// What blocks tell of an ellipse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Isotropy {
    /// Of ranges that are equal in all directions.
    pub p: f64,
    pub se_ratio: f64,
    /// Degrees
    pub se_direction: f64,
}

impl Isotropy {
    /// The ellipse is no more than chance gives.
    pub fn holds(&self) -> bool {
        self.p > LEVEL
    }
}

/// Classes up to a cutoff: 16 of distance, 12 of direction, the first with north in its middle.
pub fn classes(cutoff: f64) -> Bins {
    let width = 180.0 / SECTORS as f64;
    let directions = (0..SECTORS).map(|k| k as f64 * width).collect();
    Bins::new(cutoff, cutoff / RINGS as f64).directed(directions, 0.5 * width)
}

/// A class: direction and distance, γ, weight.
#[derive(Clone, Copy)]
struct Place {
    radians: f64,
    dist: f64,
    gamma: f64,
    weight: f64,
}

/// `None` where ranges, or nothing but the nugget, are of no ellipse, for fewer than [`MIN_BLOCKS`] blocks with pairs, and where
/// `go_on` said no.
pub fn isotropy(
    ellipse: &Anisotropy,
    weights: Weights,
    bins: &Bins,
    (total, blocks): (&BinSums, &[BinSums]),
    go_on: GoOn<'_>,
) -> Option<Isotropy> {
    let fit = &ellipse.fit;
    let structure = fit.structures.first().filter(|s| s.psill > 0.0)?;
    let apart = -ellipse.ratio.ln();
    let twice = 2.0 * ellipse.direction.unwrap_or(0.0).to_radians();
    let mean = structure.range? * ellipse.ratio.sqrt();
    let v = [apart * twice.cos(), apart * twice.sin()];
    let fitted: Parameters = [fit.nugget, structure.psill, mean.ln(), v[0], v[1]];
    let shape = ModelShape::new(fit.model, fit.kappa.unwrap_or(0.5));
    let places = |sums: &BinSums| -> Vec<Place> {
        let place = |bin: &crate::kernels::geostatistics::variogram::Bin| {
            let radians = bin.direction.unwrap_or(0.0).to_radians();
            let (dist, np) = (bin.dist, bin.np as f64);
            let model = gamma(&shape, &fitted, radians, dist);
            let weight = match weights {
                Weights::N => np,
                Weights::NGamma2 => np / model.powi(2),
                Weights::Ols => 1.0,
                Weights::NH2 => np / dist.powi(2),
            };
            Place { radians, dist, gamma: bin.gamma, weight }
        };
        sums.finish(bins, matheron).iter().filter(|bin| bin.dist > 0.0).map(place).collect()
    };
    let whole = step(&places(total), &shape, &fitted)?;
    let used: Vec<&BinSums> = blocks.iter().filter(|block| !block.is_empty()).collect();
    if used.len() < MIN_BLOCKS {
        return None;
    }
    let without = |block: &&BinSums| {
        let left = go_on().then(|| total.without(block))?;
        step(&places(&left), &shape, &fitted).map(|step| [step[0] - whole[0], step[1] - whole[1]])
    };
    let steps: Vec<[f64; 2]> = used.par_iter().map(without).collect::<Option<_>>()?;
    judged(v, ellipse.ratio, &steps)
}

/// γ at a lag.
fn gamma(shape: &ModelShape, [nugget, psill, log_a, x, y]: &Parameters, radians: f64, dist: f64) -> f64 {
    let (size, (sin, cos)) = (x.hypot(*y), (2.0 * radians).sin_cos());
    let turned = if size < 1e-12 { 1.0 } else { size.sinh() / size };
    let stretch = (size.cosh() - turned * (x * cos + y * sin)).max(0.0).sqrt();
    nugget + psill * shape.at(dist * stretch, log_a.exp())
}

/// The part of v of a step of least squares from the parameters; a nugget of 0 stays.
fn step(places: &[Place], shape: &ModelShape, fitted: &Parameters) -> Option<[f64; 2]> {
    const SMALL: f64 = 1e-4;
    let free: Vec<usize> = (usize::from(fitted[0] == 0.0)..PARAMETERS).collect();
    let (mut a, mut b) = ([[0.0; PARAMETERS]; PARAMETERS], [0.0; PARAMETERS]);
    let size = fitted[0] + fitted[1];
    for place in places {
        let at = |parameters: &Parameters| gamma(shape, parameters, place.radians, place.dist);
        let slope = |k: usize| {
            // Nugget and psill in parts of the sill.
            let unit = if k < 2 { size } else { 1.0 };
            let moved = |by: f64| {
                let mut parameters = *fitted;
                parameters[k] += by * unit;
                at(&parameters)
            };
            (moved(SMALL) - moved(-SMALL)) / (2.0 * SMALL)
        };
        let rest = place.gamma - at(fitted);
        let slopes: Vec<f64> = free.iter().map(|k| slope(*k)).collect();
        for (i, one) in slopes.iter().enumerate() {
            b[i] += place.weight * one * rest;
            slopes.iter().enumerate().for_each(|(j, other)| a[i][j] += place.weight * one * other);
        }
    }
    let solved = solved(a, b, free.len())?;
    Some([solved[free.len() - 2], solved[free.len() - 1]])
}

/// Of so many positive definite equations; `None` where they depend on one another.
fn solved(mut a: [[f64; PARAMETERS]; PARAMETERS], mut b: Parameters, count: usize) -> Option<Parameters> {
    let diagonal: Vec<f64> = (0..count).map(|k| a[k][k]).collect();
    for k in 0..count {
        if a[k][k] <= 1e-12 * diagonal[k] {
            return None;
        }
        for row in k + 1..count {
            let share = a[row][k] / a[k][k];
            (k..count).for_each(|j| a[row][j] -= share * a[k][j]);
            b[row] -= share * b[k];
        }
    }
    for k in (0..count).rev() {
        let rest: f64 = (k + 1..count).map(|j| a[k][j] * b[j]).sum();
        b[k] = (b[k] - rest) / a[k][k];
    }
    Some(b)
}

/// From steps of v without each block.
fn judged(v: [f64; 2], ratio: f64, steps: &[[f64; 2]]) -> Option<Isotropy> {
    let g = steps.len() as f64;
    let mean = [0, 1].map(|k| steps.iter().map(|step| step[k]).sum::<f64>() / g);
    let with = |j: usize, k: usize| {
        (g - 1.0) / g * steps.iter().map(|step| (step[j] - mean[j]) * (step[k] - mean[k])).sum::<f64>()
    };
    let (xx, xy, yy) = (with(0, 0), with(0, 1), with(1, 1));
    let determinant = xx * yy - xy * xy;
    if determinant <= 1e-12 * xx * yy {
        return None;
    }
    let t2 = (yy * v[0] * v[0] - 2.0 * xy * v[0] * v[1] + xx * v[1] * v[1]) / determinant;
    let f = (g - 2.0) / (2.0 * (g - 1.0)) * t2;
    let size = v[0].hypot(v[1]);
    let [x, y] = if size > 0.0 { [v[0] / size, v[1] / size] } else { [1.0, 0.0] };
    let along = xx * x * x + 2.0 * xy * x * y + yy * y * y;
    let across = xx * y * y - 2.0 * xy * x * y + yy * x * x;
    Some(Isotropy {
        p: (1.0 + 2.0 * f / (g - 2.0)).powf(-0.5 * (g - 2.0)),
        se_ratio: ratio * along.sqrt(),
        se_direction: (across.sqrt() / (2.0 * size)).to_degrees(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        grid::Window,
        kernels::{
            Accumulator,
            geostatistics::{
                variogram::{LagBlock, LagSums, Steps},
                variogram_fit::{Directed, FitOptions, Model, anisotropy},
            },
            stats::random::stream,
        },
    };
    use ndarray::{Array2, s};
    use rand::RngExt;
    use rand_distr::StandardNormal;

    fn ellipse(sums: &BinSums, bins: &Bins) -> Anisotropy {
        let places: Vec<Directed> = sums.finish(bins, matheron).iter().filter_map(Directed::of).collect();
        anisotropy(&places, Model::Gaussian, &FitOptions::default(), &|| true).unwrap()
    }

    /// Sums of 4 x 4 blocks, and of all.
    fn sums(cells: &Array2<f64>, bins: &Bins) -> (BinSums, Vec<BinSums>) {
        let (steps, side) = (Steps::north_up(1.0, 1.0), cells.nrows());
        let (max_lag, tile) = (steps.max_lag(bins.cutoff()), side / 4);
        let block = |k: usize| {
            let window = Window { row: k / 4 * tile, column: k % 4 * tile, rows: tile, columns: tile };
            let (all, columns) = LagBlock::around(window, max_lag, (side, side));
            let cells = cells.slice(s![all.row..all.row + all.rows, all.column..all.column + all.columns]);
            let mut sums = LagSums::new(max_lag, None);
            sums.push(LagBlock { cells, rows: tile, columns });
            sums.lags().bins(&steps, bins)
        };
        let blocks: Vec<BinSums> = (0..16).map(block).collect();
        let mut total = BinSums::new(bins);
        blocks.iter().for_each(|block| total.merge(block));
        (total, blocks)
    }

    /// Noise smoothed by a Gaussian filter of such deviations along rows and across them.
    fn field(side: usize, [along, across]: [f64; 2], seed: u64) -> Array2<f64> {
        let reach = 12;
        let weights = |deviation: f64| -> Vec<f64> {
            (-12i32..=12).map(|k| (-0.5 * (f64::from(k) / deviation).powi(2)).exp()).collect()
        };
        let (along, across) = (weights(along), weights(across));
        let mut random = stream(seed, 0);
        let noise: Array2<f64> =
            Array2::from_shape_fn((side + 2 * reach, side + 2 * reach), |_| random.sample(StandardNormal));
        let rows = Array2::from_shape_fn((side + 2 * reach, side), |(r, c)| {
            along.iter().enumerate().map(|(k, weight)| weight * noise[[r, c + k]]).sum::<f64>()
        });
        Array2::from_shape_fn((side, side), |(r, c)| {
            across.iter().enumerate().map(|(k, weight)| weight * rows[[r + k, c]]).sum()
        })
    }

    #[test]
    fn too_little() {
        let bins = classes(16.0);
        let (total, blocks) = sums(&field(64, [2.0, 2.0], 1), &bins);
        let found = ellipse(&total, &bins);
        let judged =
            |of: &Anisotropy, blocks: &[BinSums], go: bool| isotropy(of, Weights::NH2, &bins, (&total, blocks), &|| go);
        assert!(judged(&found, &blocks, true).is_some());
        assert_eq!(judged(&found, &blocks[..15], true), None);
        assert_eq!(judged(&found, &blocks, false), None);
        let empty: Vec<BinSums> = blocks[..15].iter().cloned().chain([BinSums::new(&bins)]).collect();
        assert_eq!(judged(&found, &empty, true), None);
        let mut level = found.clone();
        level.fit.structures[0].psill = 0.0;
        assert_eq!(judged(&level, &blocks, true), None);
    }

    #[test]
    fn by_hand() {
        // Four steps on the axes: S = 3/4 · 2 · (0.01, 0; 0, 0.04), and v = (0.6, 0)
        let steps = [[0.1, 0.0], [-0.1, 0.0], [0.0, 0.2], [0.0, -0.2]];
        let found = judged([0.6, 0.0], 0.5, &steps).unwrap();
        let f: f64 = 2.0 / (2.0 * 3.0) * 0.36 / 0.015;
        assert!((found.p - 1.0 / (1.0 + f)).abs() < 1e-12, "{found:?}");
        assert!((found.se_ratio - 0.5 * 0.015f64.sqrt()).abs() < 1e-12);
        assert!((found.se_direction - (0.06f64.sqrt() / 1.2).to_degrees()).abs() < 1e-12);
        assert_eq!(judged([0.6, 0.0], 0.5, &[[0.1, 0.0], [-0.1, 0.0]]), None);
    }

    /// The vector of a model is that of its ellipse: 2 along east, 1 along north.
    #[test]
    fn lags_of_an_ellipse() {
        let shape = ModelShape::new(Model::Exponential, 1.0);
        let v = -(0.5f64.ln());
        let parameters = [0.5, 2.0, (20.0 * 0.5f64.sqrt()).ln(), -v, 0.0];
        for (degrees, a) in [(90.0f64, 20.0), (0.0, 10.0)] {
            let found = gamma(&shape, &parameters, degrees.to_radians(), 7.0);
            assert!((found - 0.5 - 2.0 * shape.at(7.0, a)).abs() < 1e-12, "{degrees}");
        }
    }

    /// Few of many maps whose ranges are equal are called otherwise, and maps twice as long one way as the other are; AIC alone would
    /// take nearly all for ellipses. `cargo bench -- honesty fits` tries more.
    #[test]
    fn chance_is_no_ellipse() {
        let bins = classes(20.0);
        let judged = |deviations: [f64; 2], seed: u64| {
            let (total, blocks) = sums(&field(80, deviations, seed), &bins);
            let found = ellipse(&total, &bins);
            let judged = isotropy(&found, Weights::NH2, &bins, (&total, &blocks), &|| true).unwrap();
            (found, judged)
        };
        let round = (0..12).filter(|seed| judged([2.0, 2.0], *seed).1.holds()).count();
        assert!(round >= 11, "{round} of 12");
        for seed in 0..4 {
            let (found, by) = judged([4.0, 2.0], 100 + seed);
            assert!(!by.holds() && by.se_ratio < 0.2 && by.se_direction < 15.0, "{seed}: {found:?} {by:?}");
            let off = (found.direction.unwrap() - 90.0).abs();
            assert!((found.ratio - 0.5).abs() < 3.0 * by.se_ratio && off < 3.0 * by.se_direction, "{found:?} {by:?}");
        }
    }
}
