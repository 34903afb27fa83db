//! Lengths that Fourier transforms are fast at.

/// The next even number without a prime factor over 5.
pub fn fast(at_least: usize) -> usize {
    let without = |mut n: usize, prime: usize| {
        while n % prime == 0 {
            n /= prime;
        }
        n
    };
    let smooth = |n: usize| [2, 3, 5].into_iter().fold(n, without) == 1;
    (at_least.max(2)..).find(|n| n % 2 == 0 && smooth(*n)).expect("a power of two comes")
}
