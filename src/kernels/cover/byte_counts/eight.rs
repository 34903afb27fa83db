//! How often each of up to eight bytes occurs, by whole vectors.
//!
//! A cell becomes a byte of bits, one for each value that is asked for, by two looks into tables of 16: that of its lower half says which
//! of the values end so, that of its upper half which begin so, and both together which it is. Bits of many cells are then added column
//! by column by carry-save adders, which halve what there is to add at each level.
//!
//! Sources: Muła, Kurz, Lemire 2018, Comput. J. 61, 111 (carry-save adders), and Klarqvist, Muła, Lemire 2021, J. Comput. Sci. 50, 101299
//! (by column).

/// Values that are counted together.
pub const EIGHT: usize = 8;

/// Cells with each of the values, of which there are at most [`EIGHT`].
pub fn count_eight(cells: &[u8], values: &[u8]) -> [u64; EIGHT] {
    assert!(values.len() <= EIGHT);
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // The feature is there.
        return unsafe { avx2::count_eight(cells, values) };
    }
    one_by_one(cells, values)
}

fn one_by_one(cells: &[u8], values: &[u8]) -> [u64; EIGHT] {
    let mut counts = [0; EIGHT];
    counts.iter_mut().zip(values).for_each(|(n, value)| *n = bytecount::count(cells, *value) as u64);
    counts
}

#[cfg(target_arch = "x86_64")]
#[allow(unused_unsafe)] // As in `vectors`.
mod avx2 {
    use super::{EIGHT, one_by_one};
    use crate::kernels::cover::byte_counts::vectors::{WIDTH, halves, table};
    use std::arch::x86_64::*;

    /// Vectors that a tree of adders takes.
    const TREE: usize = 16;
    /// Trees until a byte of a column may be full.
    const TREES: usize = 255;

    /// Tables that give a byte its bits.
    #[derive(Clone, Copy)]
    struct Bits {
        lower: __m256i,
        upper: __m256i,
    }

    impl Bits {
        #[target_feature(enable = "avx2")]
        #[inline]
        unsafe fn of(values: &[u8]) -> Bits {
            let (mut lower, mut upper) = ([0u8; 16], [0u8; 16]);
            for (bit, value) in values.iter().enumerate() {
                lower[usize::from(value & 15)] |= 1 << bit;
                upper[usize::from(value >> 4)] |= 1 << bit;
            }
            unsafe { Bits { lower: table(&lower), upper: table(&upper) } }
        }

        #[target_feature(enable = "avx2")]
        #[inline]
        unsafe fn at(self, cells: *const u8) -> __m256i {
            unsafe {
                let (lower, upper) = halves(_mm256_loadu_si256(cells.cast()));
                _mm256_and_si256(_mm256_shuffle_epi8(self.lower, lower), _mm256_shuffle_epi8(self.upper, upper))
            }
        }
    }

    /// Adds two columns of bits to a sum of the same weight; what is carried has twice that.
    #[target_feature(enable = "avx2")]
    #[inline]
    unsafe fn carry(sum: &mut __m256i, a: __m256i, b: __m256i) -> __m256i {
        unsafe {
            let either = _mm256_xor_si256(*sum, a);
            let carried = _mm256_or_si256(_mm256_and_si256(*sum, a), _mm256_and_si256(either, b));
            *sum = _mm256_xor_si256(either, b);
            carried
        }
    }

    /// Sums of weight 1, 2, 4 and 8 that wait for more.
    struct Sums([__m256i; 4]);

    impl Sums {
        /// Adds [`TREE`] vectors; what is carried has weight 16.
        #[target_feature(enable = "avx2")]
        #[inline]
        unsafe fn add(&mut self, bits: Bits, cells: *const u8) -> __m256i {
            unsafe {
                let [ones, twos, fours, eights] = &mut self.0;
                let mut eight = [_mm256_setzero_si256(); 2];
                for (i, eight) in eight.iter_mut().enumerate() {
                    let mut four = [_mm256_setzero_si256(); 2];
                    for (j, four) in four.iter_mut().enumerate() {
                        let cells = cells.add((8 * i + 4 * j) * WIDTH);
                        let first = carry(ones, bits.at(cells), bits.at(cells.add(WIDTH)));
                        let second = carry(ones, bits.at(cells.add(2 * WIDTH)), bits.at(cells.add(3 * WIDTH)));
                        *four = carry(twos, first, second);
                    }
                    *eight = carry(fours, four[0], four[1]);
                }
                carry(eights, eight[0], eight[1])
            }
        }
    }

    /// Adds, for each bit, the bytes that have it, of a weight.
    #[target_feature(enable = "avx2")]
    #[inline]
    unsafe fn add_bits(bytes: [__m256i; EIGHT], weight: u64, counts: &mut [u64; EIGHT]) {
        for (count, bytes) in counts.iter_mut().zip(bytes) {
            let mut sums = [0u64; 4];
            unsafe {
                _mm256_storeu_si256(sums.as_mut_ptr().cast(), _mm256_sad_epu8(bytes, _mm256_setzero_si256()));
            }
            *count += weight * sums.iter().sum::<u64>();
        }
    }

    /// One bit of every byte, for each of the eight.
    #[target_feature(enable = "avx2")]
    #[inline]
    unsafe fn columns(bits: __m256i) -> [__m256i; EIGHT] {
        unsafe {
            let one = _mm256_set1_epi8(1);
            [
                _mm256_and_si256(bits, one),
                _mm256_and_si256(_mm256_srli_epi16::<1>(bits), one),
                _mm256_and_si256(_mm256_srli_epi16::<2>(bits), one),
                _mm256_and_si256(_mm256_srli_epi16::<3>(bits), one),
                _mm256_and_si256(_mm256_srli_epi16::<4>(bits), one),
                _mm256_and_si256(_mm256_srli_epi16::<5>(bits), one),
                _mm256_and_si256(_mm256_srli_epi16::<6>(bits), one),
                _mm256_and_si256(_mm256_srli_epi16::<7>(bits), one),
            ]
        }
    }

    #[target_feature(enable = "avx2")]
    pub unsafe fn count_eight(cells: &[u8], values: &[u8]) -> [u64; EIGHT] {
        let trees = cells.chunks_exact(TREE * WIDTH);
        let mut counts = one_by_one(trees.remainder(), values);
        unsafe {
            let bits = Bits::of(values);
            let zero = _mm256_setzero_si256();
            let mut sums = Sums([zero; 4]);
            for trees in cells[..cells.len() - trees.remainder().len()].chunks(TREES * TREE * WIDTH) {
                let mut full = [zero; EIGHT];
                for tree in trees.chunks_exact(TREE * WIDTH) {
                    let carried = columns(sums.add(bits, tree.as_ptr()));
                    for bit in 0..EIGHT {
                        full[bit] = _mm256_add_epi8(full[bit], carried[bit]);
                    }
                }
                add_bits(full, 16, &mut counts);
            }
            for (sum, weight) in sums.0.into_iter().zip([1, 2, 4, 8]) {
                add_bits(columns(sum), weight, &mut counts);
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        /// Lengths that end anywhere, values that share a half, and so many cells that a byte would overflow.
        #[test]
        fn as_one_by_one(
            cells in 0..140_000usize, seed in any::<u64>(), values in prop::collection::hash_set(any::<u8>(), 0..=EIGHT), one in any::<bool>(),
        ) {
            let values: Vec<u8> = values.into_iter().collect();
            let cell = |i: usize| match values.len() {
                0 => 0,
                n if one => values[seed as usize % n],
                n => values[((i as u64) ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) as usize % n] ^ u8::from(i % 11 == 0),
            };
            let cells: Vec<u8> = (0..cells).map(cell).collect();
            let mut expected = [0; EIGHT];
            for (n, value) in expected.iter_mut().zip(&values) {
                *n = cells.iter().filter(|cell| *cell == value).count() as u64;
            }
            prop_assert_eq!(count_eight(&cells, &values), expected);
            prop_assert_eq!(one_by_one(&cells, &values), expected);
        }
    }
}
