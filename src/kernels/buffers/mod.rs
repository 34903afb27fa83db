//! Distances from sources, rings, and what they tell of how far an influence reaches.

pub mod block_land;
pub mod chance;
pub mod coarse_land;
pub mod contribution;
pub mod distance;
pub mod elsewhere;
pub mod footprint;
pub mod land_block;
pub mod ring_classes;
pub mod ring_covariance;
