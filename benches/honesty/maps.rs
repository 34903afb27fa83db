//! Maps whose truth is known: fields of Gaussian noise, smoothed by a Gaussian filter.

use ndarray::Array2;
use pitscape::kernels::stats::random::stream;
use rand::RngExt;
use rand_distr::StandardNormal;

/// Noise of variance 1, smoothed by a Gaussian filter of `deviation` cells (0 for none): correlation
/// exp(-h² / (4 deviation²)). It is taken from a larger field, so that edges are as the middle.
pub fn field(rows: usize, columns: usize, deviation: f64, seed: u64) -> Array2<f64> {
    let reach = (4.0 * deviation).ceil() as usize;
    let weights: Vec<f64> = (-(reach as i64)..=reach as i64)
        .map(|at| if deviation > 0.0 { (-0.5 * (at as f64 / deviation).powi(2)).exp() } else { 1.0 })
        .collect();
    let norm = weights.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
    let mut random = stream(seed, 0);
    let noise =
        Array2::from_shape_fn((rows + 2 * reach, columns + 2 * reach), |_| random.sample::<f64, _>(StandardNormal));
    let along = Array2::from_shape_fn((rows + 2 * reach, columns), |(row, column)| {
        weights.iter().enumerate().map(|(at, weight)| weight * noise[[row, column + at]]).sum::<f64>() / norm
    });
    Array2::from_shape_fn((rows, columns), |(row, column)| {
        weights.iter().enumerate().map(|(at, weight)| weight * along[[row + at, column]]).sum::<f64>() / norm
    })
}
