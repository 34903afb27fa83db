//! Breaks of ring means: `cargo bench -- breaks`: seconds for a hundred rings by the default options, of noise alone and of
//! two breaks.

use nalgebra::{DMatrix, DVector};
use pitscape::kernels::stats::{
    breaks::{Chance, Options, fit},
    random::stream,
};
use rand::RngExt;
use rand_distr::StandardNormal;
use std::{f64::consts::PI, time::Instant};

pub fn group(_size: &str) {
    let x: Vec<f64> = (0..100).map(|ring| 0.5 + f64::from(ring)).collect();
    let areas: Vec<f64> = x.iter().map(|x| PI * ((x + 2.5).powi(2) - (x + 1.5).powi(2))).collect();
    for bend in [0.0, 3.0] {
        let mut random = stream(1, u64::MAX);
        let mut normal = || random.sample::<f64, _>(StandardNormal);
        let curve = |x: f64| 80.0 + bend * (x.min(20.0) - (x - 60.0).max(0.0));
        let y: Vec<f64> = x.iter().zip(&areas).map(|(x, area)| curve(*x) + 10.0 / area.sqrt() * normal()).collect();
        let mut error = |area: &f64| 10.0 / area.sqrt() * normal();
        let draws: Vec<Vec<f64>> = (0..999).map(|_| areas.iter().map(&mut error).collect()).collect();
        let covariance = DMatrix::from_diagonal(&DVector::from_iterator(100, areas.iter().map(|area| 100.0 / area)));
        let started = Instant::now();
        let chance = Chance { covariance: &covariance, observed: &y, draws: &draws };
        let fit = fit(&x, &y, &chance, &Options::default()).expect("a hundred rings have a fit");
        println!("{} breaks, {} tests: {:.2} s", fit.breaks.len(), fit.tests.len(), started.elapsed().as_secs_f64());
    }
}

pub fn case(_words: &[&str]) {}
