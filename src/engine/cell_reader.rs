//! What a sweep that counts asks of the maps it reads.

use crate::{
    error::Result,
    kernels::{Accumulator, cover::class_counts::Ground},
};

/// Reads and counts cells of one map, or of several, in the thread that opened it.
pub trait CellReader {
    /// Cells of a window: one buffer, or one for each map.
    type Cells: Send;
    type Counts: Accumulator + Default;

    /// Empty buffers of the kind that is read into.
    fn cells(&self) -> Self::Cells;
    /// Reads a window and gives what is in it.
    fn count(&mut self, ground: Ground<'_>, cells: &mut Self::Cells) -> Result<Self::Counts>;
}
