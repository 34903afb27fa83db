#![no_main]

#[path = "../bodies/mod.rs"]
mod bodies;

use pitscape::kernels::stats::random::stream;
use rand::RngExt;

libfuzzer_sys::fuzz_target!(|data: &[u8]| bodies::requests::check(data));

// Bytes alone make few requests that are JSON.
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = stream(u64::from(seed), 0);
    if random.random_range(0..8) == 0 {
        return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
    }
    let mutated = bodies::requests::mutate(&data[..size], &[], &mut random);
    let size = mutated.len().min(max_size);
    data[..size].copy_from_slice(&mutated[..size]);
    size
});
