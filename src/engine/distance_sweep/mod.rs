//! How far sources reach over the grid of a map: one sweep finds them, a second knows the distance and the ring of every
//! cell.
//!
//! Units are strips of whole rows. Of the first sweep only the first and last source row of each column of each strip
//! stays, so that memory does not grow with the area, however far the distances go.

mod find;
mod rings;
mod runs;
mod sources;
mod walk;

use super::request::Area;
use crate::schema::Field;
pub use find::{LocatedSources, Search};
pub use rings::{RING_COUNT, RING_LIMITS, RING_WIDTH, Rings, default_ring_count, default_ring_width};
pub use sources::{CODES, SOURCES, Sources};
pub use walk::{DistanceResults, Piece, Want, WantLand};

pub const AREA: Field = Field::choice(
    Area::CHOICES,
    "Areas of cells: of the plane where that is true to 1 % (auto), or always of one; distances are those of the plane, where they are true to 5 %, or always, as on local grids (planar).",
);
