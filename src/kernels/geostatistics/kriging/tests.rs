use super::*;
use crate::{
    grid::Window,
    kernels::{
        geostatistics::{variogram::Point, variogram_fit::Model},
        stats::random::stream,
    },
};
use nalgebra::{DMatrix, DVector};
use proptest::prelude::*;
use rand::{RngExt, seq::SliceRandom};

mod golden;
mod invariances;
mod small;
mod systems;

fn point(east: f64, north: f64, value: f64) -> Point {
    Point { east, north, value }
}

fn one(model: Model, psill: f64, range: f64) -> NestedStructure {
    NestedStructure::isotropic(model, psill, range)
}

fn with_nugget(nugget: f64, structure: NestedStructure) -> KrigingModel {
    KrigingModel { nugget, error: 0.0, structures: vec![structure] }
}

fn terms(degree: Degree, externals: usize) -> Trend {
    Trend::Unknown(Terms { degree, externals })
}

fn nearest(max: usize) -> Neighbourhood {
    Neighbourhood { max, ..Neighbourhood::ALL }
}

/// At random places of a square, with the value of some surface and noise.
fn scattered(count: usize, side: f64, seed: u64) -> Vec<Point> {
    let mut random = stream(seed, 0);
    let mut draw = || random.random_range(0.0..1.0f64);
    let one = |_| {
        let (x, y, noise) = (draw(), draw(), draw());
        point(side * x, side * y, 10.0 + 4.0 * (5.0 * x).sin() + 3.0 * (7.0 * y).cos() + noise)
    };
    (0..count).map(one).collect()
}

fn predict(kriging: &Kriging, places: &[[f64; 2]]) -> Vec<Predicted> {
    let mut predictor = kriging.predictor(true);
    places.iter().map(|[east, north]| predictor.predict(&Target::at(*east, *north)).unwrap()).collect()
}

fn estimate(found: &Predicted) -> (f64, f64) {
    let estimate = found.estimate.unwrap();
    (estimate.value, estimate.variance.unwrap())
}
