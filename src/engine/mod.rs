//! What all jobs share: requests, maps, the sweep over their units, what it writes, the report.

pub(crate) mod cell_reader;
pub(crate) mod change_rasters;
pub(crate) mod codes;
pub(crate) mod columns;
pub(crate) mod common_land;
pub(crate) mod count;
pub(crate) mod distance_sweep;
pub mod fields;
pub mod land_cover;
pub(crate) mod lookup;
pub mod message;
pub(crate) mod outlying;
pub mod outputs;
pub(crate) mod pairs;
pub(crate) mod patch_reader;
pub mod progress;
pub mod region;
pub mod report;
pub mod request;
pub(crate) mod series;
pub mod shapes;
pub mod sweep;
pub mod tables;
pub mod threads;
pub(crate) mod variogram_tables;
pub(crate) mod windows;
