//! Pure arithmetic on array views: no paths, no GDAL, no JSON.
//!
//! | kernel | what it gives |
//! |---|---|
//! | [`patches::borders`] | sides of patches against other classes |
//! | [`stats::breaks`] | where a relation breaks, and whether it does |
//! | [`cover::class_counts`] | cells of every class |
//! | [`cover::class_series`] | cells of every class in several maps, and of pairs of classes between them |
//! | [`cover::common_land`] | land that each of several maps has, and that they have in common |
//! | [`cover::rasterize_lulc`] | the class of every cell under polygons of classes |
//! | [`cover::map_accuracy`] | how well a map agrees with reference classes, and areas and carbon that a sample of them tells |
//! | [`carbon::carbon_change`] | carbon gained and lost between two maps, and its net present value |
//! | [`carbon::carbon_storage`] | carbon of every class, and its density in every cell |
//! | [`buffers::distance`] | exact distance to the nearest source, and rings of it |
//! | [`buffers::ring_classes`] | cells of every class in rings around sources |
//! | [`patches`] | connected cells of a class, and the edges between classes |
//! | [`patches::geometry`] | radius of gyration, diameter, corner neighbours and cores of patches |
//! | [`patches::isolation`] | distances between patches of a class |
//! | [`metrics`] | metrics of patches, classes and landscapes |
//! | [`windows::moving_window`] | metrics of the landscape in a window around each cell |
//! | [`windows::sampled_windows`] | metrics of the landscape in a window that was cut out of a map |
//! | [`patches::outlines`] | polygons around labelled cells |
//! | [`buffers::contribution`] | the share of mining land's carbon density in that of its surroundings, by distance |
//! | [`geostatistics::variogram`] | half the variance of differences, by distance and direction |
//! | [`geostatistics::variogram_fit`] | models of variograms: nugget, sill and range |
//! | [`geostatistics::kriging`] | values between points by a model of their variogram, with their variance |
//! | [`windows::window_scale`] | the size of windows from which on the nugget's share of the sill stays |
//! | [`drivers::correlation`] | the correlation of two variables, of values or ranks, with its test |
//! | [`drivers::effective_n`] | how many independent places a pair of autocorrelated variables is worth |
//! | [`drivers::regression`] | a linear model of layers, its errors in blocks too, its residuals and how it predicts |
//! | [`drivers::coupling_coordination`] | an integrated index, and how far it, land and carbon develop together |
//! | [`stats::permutation`] | classes in a random order |
//! | [`carbon::standard_error`] | how well carbon is known, from standard errors of the pools |

pub mod buffers;
pub mod carbon;
pub mod cover;
pub mod drivers;
pub mod geostatistics;
#[cfg(test)]
pub mod laws;
pub mod metrics;
pub mod patches;
pub mod stats;
pub mod windows;

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

/// Merges what a part without blocks may lack: a sum that knows its shape from the first block it sees.
pub fn merge_some<A: Accumulator>(own: &mut Option<A>, next: Option<A>) {
    match (own, next) {
        (Some(own), Some(next)) => own.merge(next),
        (own @ None, next) => *own = next,
        (Some(_), None) => {}
    }
}

/// Says whether work goes on. Long pieces of it ask now and then, on any thread, and give `None` or false once it says no.
pub type GoOn<'a> = &'a (dyn Fn() -> bool + Sync);

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
