//! A raster read on the grid of another one.

mod align;
mod grid_relation;
mod pixel_transform;

pub use align::Aligned;
pub use grid_relation::{GridRelation, Outside};
