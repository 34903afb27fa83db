//! What is tried on strange bytes: one body for each kind of them, which holds what must be true whatever they are.
//!
//! `tests/fuzz.rs` runs them on stable Rust, over a fixed number of mutations of `fuzz/corpus`; `cargo +nightly fuzz run <body>
//! fuzz/found fuzz/corpus/<body>` runs them for as long as one likes, led by what code a mutation reaches.

// A program of cargo-fuzz runs one body of several.
#![allow(dead_code)]

pub mod accumulators;
mod call;
mod mutate;
pub mod polygons;
pub mod rasters;
pub mod requests;
mod scratch;
pub mod tables;

use rand_pcg::Pcg64;

pub struct Body {
    /// That of its folder of the corpus.
    pub name: &'static str,
    /// Panics where something does not hold.
    pub check: fn(&[u8]),
    /// Some change of the bytes, by others of the corpus too.
    pub mutate: fn(&[u8], &[u8], &mut Pcg64) -> Vec<u8>,
}

pub const BODIES: [Body; 5] = [
    Body { name: "accumulators", check: accumulators::check, mutate: mutate::bytes },
    Body { name: "polygons", check: polygons::check, mutate: mutate::bytes },
    Body { name: "rasters", check: rasters::check, mutate: mutate::bytes },
    Body { name: "requests", check: requests::check, mutate: requests::mutate },
    Body { name: "tables", check: tables::check, mutate: mutate::bytes },
];
