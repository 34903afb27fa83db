//! Pure arithmetic on array views: no paths, no GDAL, no JSON.
//!
//! | kernel | what it gives |
//! |---|---|
//! | [`class_counts`] | cells of every class |
//! | [`class_series`] | cells of every class in several maps, and of pairs of classes between them |
//! | [`carbon_change`] | carbon gained and lost between two maps, and its net present value |
//! | [`carbon_storage`] | carbon of every class, and its density in every cell |
//! | [`standard_error`] | how well carbon is known, from standard errors of the pools |

pub mod carbon_change;
pub mod carbon_storage;
pub mod class_counts;
pub mod class_series;
pub mod landscape_metrics;
pub mod patches;
pub mod standard_error;
pub mod sum;

use serde::{Serialize, de::DeserializeOwned};

/// A reduction over blocks of cells that threads, strips and machines can share.
///
/// Law, tested by property for every accumulator: `merge` is associative over adjacent blocks in raster order (sums also
/// commute), and any tiling gives what the whole raster gives. Serde carries the state, so that a worker elsewhere can
/// send it: see [`to_bytes`] and [`from_bytes`].
pub trait Accumulator: Serialize + DeserializeOwned + Send + Sized {
    type Block<'a>;
    type Output;

    /// Takes in one block.
    fn push(&mut self, block: Self::Block<'_>);
    /// Takes in what another accumulator has seen of the blocks that follow.
    fn merge(&mut self, next: Self);
    fn finish(self) -> Self::Output;
}

/// The state of an accumulator, as bytes.
pub fn to_bytes<A: Accumulator>(accumulator: &A) -> Vec<u8> {
    postcard::to_stdvec(accumulator).expect("an accumulator holds plain data")
}

/// The accumulator that [`to_bytes`] saw; `None` where the bytes are not of this kind.
pub fn from_bytes<A: Accumulator>(bytes: &[u8]) -> Option<A> {
    postcard::from_bytes(bytes).ok()
}
