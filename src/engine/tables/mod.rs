//! Tables that requests name, read and checked.

pub mod accuracy;
pub mod groups;
pub mod pair_table;
pub mod pools;
