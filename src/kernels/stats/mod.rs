//! Statistics that know nothing of maps.

pub mod breaks;
pub mod permutation;
pub mod random;
pub mod student;
pub mod sum;
pub(crate) mod union;
