//! Fits of variograms: `cargo bench -- variogram_fit`: ms of a fit of 15 bins by model, with one structure and two; then of one of 60
//! bins with two structures and kappa free, on all cores.

use pitscape::kernels::geostatistics::variogram_fit::{FitBin, FitOptions, Model, fit};
use std::{hint::black_box, time::Instant};

fn bins(count: u32) -> Vec<FitBin> {
    let gamma =
        |h: f64| 1.0 + 3.0 * (1.0 - (-h / 20.0).exp()) + 2.0 * (1.0 - (-h / 90.0).exp()) + 0.1 * (h * 7.0).sin();
    let distances = (1..=count).map(|i| 10.0 * f64::from(i));
    distances.map(|h| FitBin { dist: h, gamma: gamma(h), np: 900.0 - h }).collect()
}

fn show(bins: &[FitBin], model: Model, options: &FitOptions) {
    let started = Instant::now();
    let (mut fits, mut found) = (0, true);
    while found && started.elapsed().as_secs_f64() < 0.3 {
        found = black_box(fit(bins, model, options)).is_some();
        fits += 1;
    }
    let ms = 1e3 * started.elapsed().as_secs_f64() / f64::from(fits);
    let told = if found { format!("{ms:.3} ms") } else { "not fitted".into() };
    println!("{} bins, {} structures, {model:?}: {told}", bins.len(), options.structures);
}

pub fn group(_size: &str) {
    for structures in [1, 2] {
        for model in Model::ALL {
            show(&bins(15), model, &FitOptions { structures, kappa: Some(0.8), ..FitOptions::default() });
        }
    }
    for model in [Model::Spherical, Model::Exponential, Model::Gaussian, Model::Matern] {
        show(&bins(60), model, &FitOptions { structures: 2, ..FitOptions::default() });
    }
}

pub fn case(_words: &[&str]) {}
