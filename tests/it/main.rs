//! The library from outside: one test binary.

mod carbon_change;
mod carbon_storage;
mod fixture;
mod house_rules;
mod pool_template;
