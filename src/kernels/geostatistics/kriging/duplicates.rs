//! Points in one place: closer than 1e-9 of the longer side of the points' extent.
//!
//! Without an error of their own the values of such points contradict each other: they are merged to their mean. With one they may
//! stay, each with its error: the same predictions as their mean with an error variance of 1/k.
//!
//! Shapes: points; groups of their indices. Units: those of the values. Places that are near to one of a group belong to it.

use super::{
    Data,
    field::{Field, extent, one_place},
    places::{Place, square},
};
use crate::kernels::geostatistics::variogram::Point;
use rustc_hash::FxHashMap;

/// Points in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Indices among those given, rising; two at least.
    pub points: Vec<usize>,
    /// Largest less smallest value
    pub spread: f64,
}

/// Points, none of them in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    pub points: Vec<Point>,
    /// By external layer
    pub externals: Vec<Vec<f64>>,
    /// Of each point the indices that it was made of, among those given.
    pub members: Vec<Vec<usize>>,
    /// Those that were made of several
    pub groups: Vec<Group>,
}

/// Groups of points in one place, in the order of their first points.
pub fn coincident(points: &[Point]) -> Vec<Group> {
    let mut members: Vec<Vec<usize>> = groups(points);
    members.retain(|members| members.len() > 1);
    let group = |members: Vec<usize>| {
        let values = members.iter().map(|index| points[*index].value);
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), z| (low.min(z), high.max(z)));
        Group { points: members, spread: high - low }
    };
    members.into_iter().map(group).collect()
}

/// Points with one for each place: the mean of coordinates, values and external layers' values of those in it; in the order of the first points.
pub fn merge(data: Data<'_>) -> Merged {
    let members = groups(data.points);
    let mean = |members: &Vec<usize>, of: &dyn Fn(usize) -> f64| {
        // From the first one, which alone stays as it is.
        let first = of(members[0]);
        first + members.iter().map(|index| of(*index) - first).sum::<f64>() / members.len() as f64
    };
    let point = |members: &Vec<usize>| Point {
        east: mean(members, &|index| data.points[index].east),
        north: mean(members, &|index| data.points[index].north),
        value: mean(members, &|index| data.points[index].value),
    };
    let layer = |layer: &Vec<f64>| members.iter().map(|members| mean(members, &|index| layer[index])).collect();
    Merged {
        points: members.iter().map(point).collect(),
        externals: data.externals.iter().map(layer).collect(),
        groups: coincident(data.points),
        members,
    }
}

/// Indices by place, each rising, in the order of the first.
fn groups(points: &[Point]) -> Vec<Vec<usize>> {
    let (middle, side) = extent(points);
    let places: Vec<Place> = points.iter().map(|point| [point.east - middle[0], point.north - middle[1]]).collect();
    by_place(&places, one_place(side))
}

fn by_place(places: &[Place], one_place: f64) -> Vec<Vec<usize>> {
    let mut union: Vec<usize> = (0..places.len()).collect();
    for (first, second) in pairs(places, one_place) {
        let (a, b) = (root(&mut union, first), root(&mut union, second));
        union[a.max(b)] = a.min(b);
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); places.len()];
    for index in 0..places.len() {
        groups[root(&mut union, index)].push(index);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn root(union: &mut [usize], mut of: usize) -> usize {
    while union[of] != of {
        union[of] = union[union[of]];
        of = union[of];
    }
    of
}

/// Pairs in one place that tell all groups.
fn pairs(places: &[Place], one_place: f64) -> Vec<(usize, usize)> {
    // Squares of a side, so that points in one place are in the same or in neighbouring ones.
    let side = one_place.sqrt().max(f64::MIN_POSITIVE);
    let square_of = |place: &Place| place.map(|x| (x / side).floor());
    let mut by_square: FxHashMap<[u64; 2], Vec<usize>> = FxHashMap::default();
    let mut found = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let own = square_of(place);
        for (east, north) in [-1.0, 0.0, 1.0].into_iter().flat_map(|a| [-1.0, 0.0, 1.0].map(|b| (a, b))) {
            // -0 and 0 are one square.
            let key = [own[0] + east + 0.0, own[1] + north + 0.0].map(f64::to_bits);
            let near = by_square.get(&key).into_iter().flatten();
            found
                .extend(near.filter(|other| square(places[**other], *place) <= one_place).map(|other| (*other, index)));
        }
        // The same place to the bit is found by its first point; many in one place are not many pairs.
        let list = by_square.entry(own.map(|x| (x + 0.0).to_bits())).or_default();
        if !list.iter().any(|other| places[*other] == *place) {
            list.push(index);
        }
    }
    found
}

/// The first two points in one place, by their indices among those given.
pub(super) fn first_pair(field: &Field) -> Option<(usize, usize)> {
    let first = |group: Vec<usize>| {
        let mut given: Vec<usize> = group.iter().map(|index| field.given[*index] as usize).collect();
        given.sort_unstable();
        given.get(1).map(|second| (given[0], *second))
    };
    by_place(&field.places, field.one_place).into_iter().filter_map(first).min()
}
