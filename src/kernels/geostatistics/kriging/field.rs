//! Points as all of the kernel sees them: sorted by place, seen from the middle of their extent.
//!
//! Sorted by north, east, value, so that the order in which points came is forgotten; places are those of the map less the middle of the
//! extent, so that far-off origins cost no digits.

use super::{Fault, Trend, model::Covariances, places::Place};
use crate::kernels::geostatistics::variogram::Point;

/// What is in one place, as a share of the extent.
const ONE_PLACE: f64 = 1e-9;

/// Values at points, with those of external layers.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a> {
    pub points: &'a [Point],
    /// Of each layer the value at every point.
    pub externals: &'a [Vec<f64>],
}

impl<'a> Data<'a> {
    /// Without external layers.
    pub fn of(points: &'a [Point]) -> Data<'a> {
        Data { points, externals: &[] }
    }
}

/// Where a value is predicted.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    pub east: f64,
    pub north: f64,
    /// Of each external layer the value there; NaN where it has none.
    pub externals: &'a [f64],
}

impl Target<'_> {
    /// Without external layers.
    pub fn at(east: f64, north: f64) -> Target<'static> {
        Target { east, north, externals: &[] }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Field {
    pub places: Vec<Place>,
    pub values: Vec<f64>,
    /// By layer
    pub externals: Vec<Vec<f64>>,
    /// Which of the points that were given each is.
    pub given: Vec<u32>,
    pub origin: Place,
    pub covariances: Covariances,
    pub trend: Trend,
    /// The largest squared distance within one place.
    pub one_place: f64,
    /// Whether some points share a place.
    pub shared: bool,
}

/// The middle of the extent, and its longer side.
pub(super) fn extent(points: &[Point]) -> (Place, f64) {
    let ends = |of: fn(&Point) -> f64| {
        points.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    };
    let (east, north) = (ends(|point| point.east), ends(|point| point.north));
    let middle = [east, north].map(|(low, high)| low + 0.5 * (high - low));
    (middle, (east.1 - east.0).max(north.1 - north.0))
}

/// The largest squared distance of what is in one place.
pub(super) fn one_place(side: f64) -> f64 {
    (ONE_PLACE * side).powi(2)
}

impl Field {
    pub fn new(data: Data<'_>, covariances: Covariances, trend: Trend) -> Result<Field, Fault> {
        let Data { points, externals } = data;
        if points.is_empty() {
            return Err(Fault::NoPoints);
        }
        let expected = trend.externals();
        if externals.len() != expected || externals.iter().any(|layer| layer.len() != points.len()) {
            let found = externals.len();
            return Err(Fault::Externals { expected, found });
        }
        let finite = |(index, point): (usize, &Point)| {
            [point.east, point.north, point.value]
                .into_iter()
                .chain(externals.iter().map(|layer| layer[index]))
                .all(f64::is_finite)
        };
        if let Some(point) = points.iter().enumerate().position(|entry| !finite(entry)) {
            return Err(Fault::NotFinite { point });
        }
        let (origin, side) = extent(points);
        let mut given: Vec<u32> = (0..points.len() as u32).collect();
        let key = |index: &u32| {
            let point = &points[*index as usize];
            [point.north, point.east, point.value]
        };
        given.sort_by(|a, b| {
            let (one, other) = (key(a), key(b));
            let layers = externals.iter().map(|layer| layer[*a as usize].total_cmp(&layer[*b as usize]));
            let keys = one.iter().zip(&other).map(|(a, b)| a.total_cmp(b));
            keys.chain(layers).find(|order| order.is_ne()).unwrap_or(a.cmp(b))
        });
        let sorted = |of: &dyn Fn(usize) -> f64| given.iter().map(|index| of(*index as usize)).collect::<Vec<f64>>();
        let place = |index: &u32| {
            let point = &points[*index as usize];
            [point.east - origin[0], point.north - origin[1]]
        };
        Ok(Field {
            places: given.iter().map(place).collect(),
            values: sorted(&|index| points[index].value),
            externals: externals.iter().map(|layer| sorted(&|index| layer[index])).collect(),
            given,
            origin,
            covariances,
            trend,
            one_place: one_place(side),
            shared: false,
        })
    }

    /// A place of the map.
    #[inline]
    pub fn place(&self, east: f64, north: f64) -> Place {
        [east - self.origin[0], north - self.origin[1]]
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }
}
