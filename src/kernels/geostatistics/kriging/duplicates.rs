//! Points in one place: closer than 1e-9 of the longer side of the points' extent.
//!
//! Without an error of their own the values of such points contradict each other: they are merged to their mean. With one they may
//! stay, each with its error: the same predictions as their mean with an error variance of 1/k.
//!
//! Shapes: points; groups of their indices. Units: those of the values. Places that are near to one of a group belong to it.

use super::{
    Data, Fault,
    field::{Field, Place, extent, one_place},
    search::Search,
};
use crate::kernels::geostatistics::variogram::Point;

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
    todo!()
}

/// Points with one for each place: the mean of coordinates, values and external layers' values of those in it; in the order of the first points.
pub fn merge(data: Data<'_>) -> Merged {
    todo!()
}

/// Two points in one place, by their indices among those given.
pub(super) fn first_pair(search: &Search, field: &Field) -> Option<(usize, usize)> {
    todo!()
}
