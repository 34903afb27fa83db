//! Statistics that know nothing of maps.

pub mod breaks;
pub(crate) mod fourier;
pub mod permutation;
pub mod random;
pub mod student;
pub mod sum;
pub mod tails;
pub(crate) mod union;
