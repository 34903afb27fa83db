//! How often each byte occurs that is none of some values.
//!
//! Whole vectors are looked up in the set of these values, and cells that are in it, as nearly all are, cost no more. A set has a bit for
//! each byte: which bit it is, the upper half of the byte says, and where, the lower half.

/// Counts the cells that have none of the values.
pub fn count_others(cells: &[u8], values: &[u8], counts: &mut [u64; 256]) {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // The feature is there.
        return unsafe { avx2::count_others(cells, values, counts) };
    }
    one_by_one(cells, values, counts);
}

fn one_by_one(cells: &[u8], values: &[u8], counts: &mut [u64; 256]) {
    let mut known = [false; 256];
    values.iter().for_each(|value| known[usize::from(*value)] = true);
    let others = cells.iter().filter(|cell| !known[usize::from(**cell)]);
    others.for_each(|cell| counts[usize::from(*cell)] += 1);
}

#[cfg(target_arch = "x86_64")]
#[allow(unused_unsafe)] // As in `vectors`.
mod avx2 {
    use super::one_by_one;
    use crate::kernels::cover::byte_counts::vectors::{WIDTH, halves, table};
    use std::arch::x86_64::*;

    #[target_feature(enable = "avx2")]
    pub unsafe fn count_others(cells: &[u8], values: &[u8], counts: &mut [u64; 256]) {
        // Bytes below 128, and from there on
        let mut sets = [[0u8; 16]; 2];
        for value in values {
            sets[usize::from(value >> 7)][usize::from(value & 15)] |= 1 << (value >> 4 & 7);
        }
        let bit: [u8; 16] = std::array::from_fn(|upper| 1 << (upper & 7));
        let vectors = cells.chunks_exact(WIDTH);
        one_by_one(vectors.remainder(), values, counts);
        unsafe {
            let (below, above, bit) = (table(&sets[0]), table(&sets[1]), table(&bit));
            for vector in vectors {
                let bytes = _mm256_loadu_si256(vector.as_ptr().cast());
                let (lower, upper) = halves(bytes);
                let sets =
                    _mm256_blendv_epi8(_mm256_shuffle_epi8(below, lower), _mm256_shuffle_epi8(above, lower), bytes);
                let known = _mm256_and_si256(sets, _mm256_shuffle_epi8(bit, upper));
                let mut others = _mm256_movemask_epi8(_mm256_cmpeq_epi8(known, _mm256_setzero_si256())) as u32;
                while others != 0 {
                    counts[usize::from(vector[others.trailing_zeros() as usize])] += 1;
                    others &= others - 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_one_by_one(cells in prop::collection::vec(any::<u8>(), 0..300), values in prop::collection::vec(any::<u8>(), 0..200)) {
            let (mut counts, mut expected) = ([0; 256], [0; 256]);
            count_others(&cells, &values, &mut counts);
            one_by_one(&cells, &values, &mut expected);
            prop_assert_eq!(counts, expected);
            let others = cells.iter().filter(|cell| !values.contains(cell)).count();
            prop_assert_eq!(counts.iter().sum::<u64>(), others as u64);
        }
    }
}
