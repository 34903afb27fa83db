//! Random numbers that a seed repeats, on every machine: PCG64 (XSL RR 128/64; O'Neill 2014, HMC-CS-2014-0905).
//!
//! Shapes: a seed and the number of a replicate; a stream of 64 random bits at a time. Range: every number of 64 bits alike.
//!
//! Source: O'Neill 2014, PCG: a family of simple fast space-efficient statistically good algorithms for random number generation; by the
//! crates rand and rand_pcg.

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

/// The numbers of one replicate, which are its own: they depend neither on threads nor on which replicates were run before.
///
/// Streams of PCG may be closely correlated if their states are: state and increment are both mixed from seed and replicate, so that
/// those of neighbours have nothing in common.
pub fn stream(seed: u64, replicate: u64) -> Pcg64 {
    let mixed = Pcg64::seed_from_u64(seed).next_u64();
    Pcg64::seed_from_u64(mixed ^ replicate)
}

/// A number of a seed and a place, the same wherever and whenever it is asked for: of many places those with the lowest numbers are a draw of
/// them that needs no list.
///
/// The finalizer of SplitMix64 (Steele, Lea, Flood 2014, OOPSLA 453), once for each word.
pub fn hashed(seed: u64, place: [u64; 2]) -> u64 {
    place.into_iter().fold(mixed(seed), |number, word| mixed(number ^ word))
}

fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, seq::index};
    use rand_distr::StandardNormal;

    fn numbers(seed: u64, replicate: u64, count: usize) -> Vec<u64> {
        stream(seed, replicate).random_iter().take(count).collect()
    }

    #[test]
    fn places_have_numbers_of_their_own() {
        // The first of SplitMix64 with seed 0
        assert_eq!(mixed(0), 0xe220_a839_7b1d_cdaf);
        let of_cell = |i: u64| hashed(1, [i / 100, i % 100]);
        let lower = (0..10_000).filter(|i| of_cell(*i) < u64::MAX / 4).count();
        assert!((2300..2700).contains(&lower), "{lower}");
        let all: std::collections::BTreeSet<u64> = (0..10_000).map(of_cell).collect();
        assert!(
            all.len() == 10_000 && hashed(1, [0, 1]) != hashed(1, [1, 0]) && hashed(2, [0, 0]) != hashed(1, [0, 0])
        );
    }

    /// An update of the crates that changes these changes all figures of a seed. The bits were computed with numpy's PCG64.
    #[test]
    fn a_seed_has_these_numbers() {
        assert_eq!(
            numbers(1, 2, 3),
            [8_700_063_244_078_303_549, 12_597_732_408_964_105_617, 3_404_838_189_321_175_792]
        );
        assert_eq!(numbers(u64::MAX, u64::MAX, 1), [670_594_118_074_202_771]);
        let mut random = stream(1, 2);
        assert_eq!([(); 4].map(|()| random.random_range(0..1000u64)), [471, 682, 184, 327]);
        assert_eq!(
            [(); 3].map(|()| random.sample::<f64, _>(StandardNormal)),
            [-0.7877688903932628, 0.7168982845997302, -1.4878158625041416]
        );
        assert_eq!(index::sample(&mut random, 100, 5).into_vec(), [55, 37, 7, 15, 12]);
    }

    #[test]
    fn a_seed_repeats_and_another_differs() {
        assert_eq!(numbers(3, 5, 9), numbers(3, 5, 9));
        let all = [(3, 5), (4, 5), (3, 6), (5, 3)].map(|(seed, replicate)| numbers(seed, replicate, 9));
        for (i, one) in all.iter().enumerate() {
            assert!(all[..i].iter().all(|other| one.iter().all(|number| !other.contains(number))));
        }
    }

    /// Whether a sum of squares of so many independent standard normal numbers is within five standard deviations.
    fn plausible(squares: f64, degrees: f64) -> bool {
        (squares - degrees).abs() < 5.0 * (2.0 * degrees).sqrt()
    }

    /// N r² of the correlation r, which for N independent pairs has variance 1 / N.
    fn correlation(a: &[u64], b: &[u64]) -> f64 {
        // Of variance 1
        let unit = |bits: u64| ((bits >> 11) as f64 / (1u64 << 53) as f64 - 0.5) * 12f64.sqrt();
        let pairs = a.len().min(b.len()) as f64;
        a.iter().zip(b).map(|(a, b)| unit(*a) * unit(*b)).sum::<f64>().powi(2) / pairs
    }

    /// Side by side, and shifted by up to two numbers.
    fn correlations(a: &[u64], b: &[u64]) -> f64 {
        correlation(a, b) + (1..=2).map(|lag| correlation(&a[lag..], b) + correlation(a, &b[lag..])).sum::<f64>()
    }

    const CORRELATIONS: f64 = 5.0;

    /// χ² of 16 x 16 pairs of hexadecimal digits, the `place`th from the lowest.
    fn joint_digits(a: &[u64], b: &[u64], place: u32) -> f64 {
        let mut counts = [0u32; 256];
        let digit = |bits: &u64| (bits >> (4 * place)) as usize % 16;
        a.iter().zip(b).for_each(|(a, b)| counts[digit(a) * 16 + digit(b)] += 1);
        let each = a.len() as f64 / 256.0;
        counts.iter().map(|count| (f64::from(*count) - each).powi(2) / each).sum()
    }

    const DIGITS: f64 = 255.0;

    /// Seeds and replicates that differ by one or by one bit: side by side, and the first numbers of one replicate after the other.
    #[test]
    fn neighbours_are_unrelated() {
        const N: usize = 4096;
        let pairs: Vec<[(u64, u64); 2]> = (0..40)
            .flat_map(|i| {
                let (at, bit) = ((i / 8, i % 8), 1 << (i % 8 * 8));
                [
                    (at.0 + 1, at.1),
                    (at.0, at.1 + 1),
                    (at.0 + 1, at.1 + 1),
                    (at.1, at.0 + 9),
                    (at.0 ^ bit, at.1),
                    (at.0, at.1 ^ bit),
                ]
                .map(|other| [at, other])
            })
            .collect();
        let mut squares = [-0.7877688903932628, 0.7168982845997302, -1.4878158625041416];
        for pair in &pairs {
            let [a, b] = pair.map(|(seed, replicate)| numbers(seed, replicate, N));
            let found = [correlations(&a, &b), joint_digits(&a, &b, 15), joint_digits(&a, &b, 0)];
            for ((square, found), degrees) in squares.iter_mut().zip(found).zip([CORRELATIONS, DIGITS, DIGITS]) {
                // No pair of them is far off, nor are all of them a little.
                assert!(found < degrees + 8.0 * (2.0 * degrees).sqrt(), "{pair:?}: {found}");
                *square += found;
            }
        }
        let count = pairs.len() as f64;
        for (square, degrees) in squares.iter().zip([CORRELATIONS, DIGITS, DIGITS]) {
            assert!(plausible(*square, count * degrees), "{squares:?} of {count}");
        }

        let first = |of: fn(u64) -> (u64, u64)| -> Vec<u64> {
            (0..1 << 16).map(of).map(|(seed, replicate)| numbers(seed, replicate, 1)[0]).collect()
        };
        for ones in [first(|i| (1, i)), first(|i| (i, 0)), first(|i| (i >> 8, i & 255))] {
            let shifted: f64 = (1..=5).map(|lag| correlation(&ones, &ones[lag..])).sum();
            let found = [shifted, joint_digits(&ones, &ones[1..], 15), joint_digits(&ones, &ones[1..], 0)];
            for (found, degrees) in found.iter().zip([CORRELATIONS, DIGITS, DIGITS]) {
                assert!(plausible(*found, degrees), "{found}");
            }
        }
    }
}
