//! Which cells count, and as what: classes of a map, cells that polygons hold, source cells.

pub mod cell_mask;
pub mod classes;
pub mod simple_ring;
pub mod source_cells;
