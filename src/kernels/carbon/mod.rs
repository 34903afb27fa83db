//! Carbon of classes, and of changes between them.

pub mod carbon_change;
pub mod carbon_storage;
pub mod standard_error;
