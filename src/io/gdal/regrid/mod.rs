//! A raster read on the grid of another one.

mod align;
mod place;
mod position;

pub use align::Aligned;
pub use place::Outside;
