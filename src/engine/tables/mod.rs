//! Tables that requests name, read and checked.

pub mod accuracy;
pub mod pair_table;
pub mod pools;
