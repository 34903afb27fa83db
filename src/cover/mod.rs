//! Which cells count, and as what: classes of a map, cells that polygons hold, cells that sources claim.

pub mod cell_mask;
pub mod classes;
pub mod source_cells;
