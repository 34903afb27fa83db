//! How often each two bytes occur together in two maps of one place.
//!
//! n_ab = #{i : a_i = a, b_i = b}
//!
//! Shapes: two slices of bytes of the same cells; a count for each two values. Units: cells. Range: from 0.
//!
//! Maps of few values are counted by whole vectors, where the machine has them (`few`), others in a table of all pairs. Land cover comes in
//! runs of a few cells, so that a branch on whether a run goes on is often guessed wrong, and a count is mostly added to where it was just
//! written. So there is no branch: places in the table are computed for a piece of cells at once, and each place has several counts, of
//! which neighbours take one each.
//!
//! ```
//! use pitscape::kernels::cover::byte_pairs::BytePairs;
//! let mut pairs = BytePairs::new();
//! pairs.count(&[1, 1, 2], &[1, 1, 3]);
//! let mut found = Vec::new();
//! pairs.drain(|a, b, cells| found.push((a, b, cells)));
//! assert_eq!(found, [(1, 1, 2), (2, 3, 1)]);
//! ```

mod few;

use super::byte_counts::SEGMENT;
use few::Few;

/// Values that a pair of bytes can have.
pub(super) const PAIRS: usize = 1 << 16;
/// Cells whose places are computed at once.
const PIECE: usize = 1024;
/// Counts of a pair: an addition takes some five cycles, within which others begin.
const LANES: usize = 8;

/// Counts, kept from block to block so that memory is asked for once.
pub struct BytePairs {
    few: Few,
    counts: Box<[[u32; LANES]; PAIRS]>,
    /// Values from 0 to these, each value plus 1 and 255 as 0: a usual nodata leaves the table small.
    most: [u8; 2],
}

impl Default for BytePairs {
    fn default() -> Self {
        BytePairs::new()
    }
}

impl BytePairs {
    pub fn new() -> BytePairs {
        let counts = vec![[0; LANES]; PAIRS].into_boxed_slice();
        BytePairs { few: Few::new(), counts: counts.try_into().expect("there is a place for each pair"), most: [0; 2] }
    }

    /// Adds the cells of two slices; fewer than 2³² until the next [`BytePairs::drain`].
    pub fn count(&mut self, a: &[u8], b: &[u8]) {
        assert!(a.len() == b.len() && u32::try_from(a.len()).is_ok(), "maps of one window");
        for (a, b) in a.chunks(SEGMENT).zip(b.chunks(SEGMENT)) {
            if !self.few.count(a, b) {
                self.count_any(a, b);
            }
        }
    }

    fn count_any(&mut self, a: &[u8], b: &[u8]) {
        let BytePairs { counts, most, .. } = self;
        let larger =
            |values: &[u8], known: u8| values.iter().fold(known, |most, value| most.max(value.wrapping_add(1)));
        each_piece(a, b, |first, pairs| {
            let piece = first..first + pairs.len();
            *most = [larger(&a[piece.clone()], most[0]), larger(&b[piece], most[1])];
            let mut eights = pairs.chunks_exact(LANES);
            for eight in &mut eights {
                for lane in 0..LANES {
                    counts[usize::from(eight[lane])][lane] += 1;
                }
            }
            eights.remainder().iter().for_each(|pair| counts[usize::from(*pair)][0] += 1);
        });
    }

    /// Hands on what was counted, in no order of its own and a pair more than once maybe, and begins anew.
    pub fn drain(&mut self, mut take: impl FnMut(u8, u8, u64)) {
        self.few.drain(|(a, b, n)| take(a, b, n));
        let [most_a, most_b] = std::mem::take(&mut self.most);
        for a in (0..=most_a).map(|next| next.wrapping_sub(1)) {
            for b in (0..=most_b).map(|next| next.wrapping_sub(1)) {
                let lanes = &mut self.counts[usize::from(a) << 8 | usize::from(b)];
                let n = lanes.iter().map(|n| u64::from(*n)).sum();
                if n > 0 {
                    *lanes = [0; LANES];
                    take(a, b, n);
                }
            }
        }
    }
}

/// Places of pairs in a table of [`PAIRS`], 256 a + b, of a piece of cells after the other, and where each piece begins.
pub(super) fn each_piece(a: &[u8], b: &[u8], mut take: impl FnMut(usize, &[u16])) {
    let mut pairs = [0; PIECE];
    for first in (0..a.len()).step_by(PIECE) {
        let (a, b) = (&a[first..a.len().min(first + PIECE)], &b[first..b.len().min(first + PIECE)]);
        let pairs = &mut pairs[..a.len()];
        for (i, pair) in pairs.iter_mut().enumerate() {
            *pair = u16::from(a[i]) << 8 | u16::from(b[i]);
        }
        take(first, pairs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn drained(pairs: &mut BytePairs) -> Vec<((u8, u8), u64)> {
        let mut found = BTreeMap::<_, u64>::new();
        pairs.drain(|a, b, n| *found.entry((a, b)).or_default() += n);
        found.into_iter().collect()
    }

    #[test]
    fn nothing() {
        let mut pairs = BytePairs::default();
        pairs.count(&[], &[]);
        assert!(drained(&mut pairs).is_empty());
    }

    /// Every value, runs of any length, and pieces that end anywhere.
    #[test]
    fn each_cell_counts_once() {
        let mut pairs = BytePairs::new();
        for (cells, run) in [(1, 1), (7, 1), (1024, 3), (1025, 40), (70_000, 1), (5000, 700)] {
            let of = |seed: usize| (0..cells).map(|i| (i / run * seed % 257 % 256) as u8).collect::<Vec<_>>();
            let (a, b) = (of(3), of(5));
            let mut expected = BTreeMap::new();
            a.iter().zip(&b).for_each(|pair| *expected.entry((*pair.0, *pair.1)).or_default() += 1);
            pairs.count(&a, &b);
            // Without what was there before; values that come up late have places of their own.
            let codes = |cells: &[u8]| cells.iter().map(|cell| cell % 13 * 10).collect::<Vec<_>>();
            let (few_a, few_b) = (codes(&a), codes(&b));
            let mut few = BTreeMap::new();
            few_a.iter().zip(&few_b).for_each(|pair| *few.entry((*pair.0, *pair.1)).or_default() += 1);
            let mut fresh = BytePairs::new();
            fresh.count(&few_a, &few_b);
            assert_eq!(drained(&mut fresh), few.into_iter().collect::<Vec<_>>(), "{cells} {run}");
            assert_eq!(drained(&mut pairs), expected.into_iter().collect::<Vec<_>>(), "{cells} {run}");
        }
    }

    #[test]
    fn counts_add_up_until_they_are_taken() {
        let mut pairs = BytePairs::new();
        pairs.count(&[0, 255], &[0, 255]);
        pairs.count(&[255], &[255]);
        assert_eq!(drained(&mut pairs), [((0, 0), 1), ((255, 255), 2)]);
        assert!(drained(&mut pairs).is_empty());
    }

    #[test]
    #[should_panic(expected = "maps of one window")]
    fn of_two_sizes() {
        BytePairs::new().count(&[1], &[1, 2]);
    }
}
