//! Vectors of bytes and tables of 16, which machines of the kind x86-64 have with AVX2.
#![allow(unused_unsafe)] // The oldest compiler that is supported takes more of these operations as unsafe.

use std::arch::x86_64::*;

/// Bytes of a vector.
pub const WIDTH: usize = 32;

/// A table, for both halves of a vector.
#[target_feature(enable = "avx2")]
#[inline]
pub unsafe fn table(bytes: &[u8; 16]) -> __m256i {
    unsafe { _mm256_broadcastsi128_si256(_mm_loadu_si128(bytes.as_ptr().cast())) }
}

/// The lower and the upper four bits of each byte.
#[target_feature(enable = "avx2")]
#[inline]
pub unsafe fn halves(bytes: __m256i) -> (__m256i, __m256i) {
    unsafe {
        let half = _mm256_set1_epi8(15);
        (_mm256_and_si256(bytes, half), _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), half))
    }
}
