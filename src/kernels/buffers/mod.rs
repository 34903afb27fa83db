//! Distances from sources, rings, and what they tell of how far an influence reaches.

pub mod contribution;
pub mod distance;
pub mod ring_classes;
