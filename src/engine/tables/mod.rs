//! Tables that requests name, read and checked.

pub mod pair_table;
pub mod pools;
