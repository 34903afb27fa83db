//! Variograms of points: `cargo bench -- point_variogram`: seconds of CPU of 20,000 points up to a third of the diagonal by estimator.

use crate::support::{class_at, hash};
use pitscape::kernels::geostatistics::variogram::{Bins, Estimator, Point, default_cutoff, point_variogram};
use std::{hint::black_box, time::Instant};

pub fn group(_size: &str) {
    const SIDE: f64 = 10_000.0;
    let at = |i: u64, seed: u64| (hash(i, seed, 77) >> 40) as f64 / (1u64 << 24) as f64 * SIDE;
    let points: Vec<Point> = (0..20_000)
        .map(|i| (at(i, 1), at(i, 2)))
        .map(|(east, north)| Point { east, north, value: f64::from(class_at(north as usize, east as usize, 0)) })
        .collect();
    let cutoff = default_cutoff(SIDE, SIDE);
    let bins = Bins::new(cutoff, cutoff / 15.0);
    for estimator in [Estimator::Matheron, Estimator::Cressie, Estimator::Dowd] {
        let started = Instant::now();
        let found = black_box(point_variogram(&points, &bins, estimator, &|| true)).expect("nothing stops it");
        let pairs: u64 = found.iter().map(|bin| bin.np).sum();
        println!("{estimator:?}, {} M pairs: {:.2} s", pairs / 1_000_000, started.elapsed().as_secs_f64());
    }
}

pub fn case(_words: &[&str]) {}
