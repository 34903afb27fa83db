//! The library from outside: one test binary.

mod carbon_storage;
mod fixture;
mod house_rules;
