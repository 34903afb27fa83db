//! Pure arithmetic on array views: no paths, no GDAL, no JSON.
//!
//! | kernel | what it gives |
//! |---|---|
//! | [`borders`] | sides of patches against other classes |
//! | [`breaks`] | where a relation breaks, and whether it does |
//! | [`class_counts`] | cells of every class |
//! | [`class_series`] | cells of every class in several maps, and of pairs of classes between them |
//! | [`common_land`] | land that each of several maps has, and that they have in common |
//! | [`carbon_change`] | carbon gained and lost between two maps, and its net present value |
//! | [`carbon_storage`] | carbon of every class, and its density in every cell |
//! | [`distance`] | exact distance to the nearest source, and rings of it |
//! | [`ring_classes`] | cells of every class in rings around sources |
//! | [`patches`] | cells of a class that hang together, and the edges between classes |
//! | [`geometry`] | radius of gyration, diameter, corner neighbours and cores of patches |
//! | [`isolation`] | distances between patches of a class |
//! | [`landscape_metrics`] | metrics of patches, classes and landscapes |
//! | [`moving_window`] | metrics of the landscape in a window around each cell |
//! | [`sampled_windows`] | metrics of the landscape in a window that was cut out of a map |
//! | [`outlines`] | polygons around labelled cells |
//! | [`contribution`] | the share of mining land's carbon density in that of its surroundings, by distance |
//! | [`variogram`] | half the variance of differences, by distance and direction |
//! | [`variogram_fit`] | models of variograms: nugget, sill and range |
//! | [`window_scale`] | the size of windows from which on the nugget's share of the sill stays |
//! | [`permutation`] | classes in a random order |
//! | [`standard_error`] | how well carbon is known, from standard errors of the pools |

pub mod borders;
pub mod breaks;
pub mod carbon_change;
pub mod carbon_storage;
pub mod class_counts;
pub mod class_series;
pub mod common_land;
pub mod contribution;
pub mod distance;
pub mod geometry;
pub mod isolation;
pub mod landscape_metrics;
#[cfg(test)]
pub mod laws;
pub mod moving_window;
pub mod outlines;
pub mod patches;
pub mod permutation;
pub mod random;
pub mod ring_classes;
pub mod sampled_windows;
pub mod standard_error;
pub mod sum;
mod union;
pub mod variogram;
pub mod variogram_fit;
pub mod window_scale;

use serde::{Serialize, de::DeserializeOwned};

/// A reduction over blocks of cells that threads, strips and machines can share.
///
/// Law: `merge` is associative over adjacent blocks in raster order (sums also commute), and any tiling gives what the whole
/// raster gives. Serde carries the state, so that a worker elsewhere can send it: see [`to_bytes`] and [`from_bytes`]. The
/// tests of each check this by `laws`.
pub trait Accumulator: Serialize + DeserializeOwned + Send + Sized {
    type Block<'a>;
    type Output;

    /// Takes in one block.
    fn push(&mut self, block: Self::Block<'_>);
    /// Takes in what another accumulator has seen of the blocks that follow.
    fn merge(&mut self, next: Self);
    fn finish(self) -> Self::Output;
}

/// For sweeps that only write.
impl Accumulator for () {
    type Block<'a> = ();
    type Output = ();

    fn push(&mut self, (): ()) {}

    fn merge(&mut self, (): ()) {}

    fn finish(self) {}
}

/// The state of an accumulator, as bytes.
pub fn to_bytes<A: Accumulator>(accumulator: &A) -> Vec<u8> {
    postcard::to_stdvec(accumulator).expect("an accumulator holds plain data")
}

/// The accumulator that [`to_bytes`] saw; `None` where the bytes are not of this kind.
pub fn from_bytes<A: Accumulator>(bytes: &[u8]) -> Option<A> {
    postcard::from_bytes(bytes).ok()
}
