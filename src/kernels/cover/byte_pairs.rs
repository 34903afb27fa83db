//! How often each two bytes occur together in two maps of one place.
//!
//! n_ab = #{i : a_i = a, b_i = b}
//!
//! Shapes: two slices of bytes of the same cells; a count for each two values. Units: cells. Range: from 0.
//!
//! Land cover comes in runs of a few cells, so that a branch on whether a run goes on is often guessed wrong and a count is mostly added to
//! where it was just written. So there is no branch: places in the table are computed for a piece of cells at once, and neighbours go to
//! different tables.
//!
//! ```
//! use pitscape::kernels::cover::byte_pairs::BytePairs;
//! let mut pairs = BytePairs::new();
//! pairs.count(&[1, 1, 2], &[1, 1, 3]);
//! let mut found = Vec::new();
//! pairs.drain(|a, b, cells| found.push((a, b, cells)));
//! assert_eq!(found, [(1, 1, 2), (2, 3, 1)]);
//! ```

/// Values that a pair of bytes can have.
pub(super) const PAIRS: usize = 1 << 16;
/// Cells whose places are computed at once.
const PIECE: usize = 1024;
/// Counts that are looked at together when a table is emptied, since most of them are 0.
const LINE: usize = 16;

/// Counts, kept from block to block so that memory is asked for once.
pub struct BytePairs {
    tables: Box<[[u32; PAIRS]; 2]>,
}

impl Default for BytePairs {
    fn default() -> Self {
        BytePairs::new()
    }
}

impl BytePairs {
    pub fn new() -> BytePairs {
        let tables = vec![[0; PAIRS]; 2].into_boxed_slice();
        BytePairs { tables: tables.try_into().expect("there are two tables") }
    }

    /// Adds the cells of two slices; fewer than 2³² until the next [`BytePairs::drain`].
    pub fn count(&mut self, a: &[u8], b: &[u8]) {
        assert!(a.len() == b.len() && u32::try_from(a.len()).is_ok(), "maps of one window");
        let [even, odd] = &mut *self.tables;
        each_piece(a, b, |_, pairs| {
            let mut twos = pairs.chunks_exact(2);
            for two in &mut twos {
                even[usize::from(two[0])] += 1;
                odd[usize::from(two[1])] += 1;
            }
            twos.remainder().iter().for_each(|pair| even[usize::from(*pair)] += 1);
        });
    }

    /// Hands on what was counted, by value of the first and then of the second map, and begins anew.
    pub fn drain(&mut self, mut take: impl FnMut(u8, u8, u64)) {
        for first in (0..PAIRS).step_by(LINE) {
            let lines = || self.tables.iter().map(|table| &table[first..first + LINE]);
            if lines().all(|line| line.iter().fold(0, |any, n| any | n) == 0) {
                continue;
            }
            let sums: [u64; LINE] = std::array::from_fn(|i| lines().map(|line| u64::from(line[i])).sum());
            self.tables.iter_mut().for_each(|table| table[first..first + LINE].fill(0));
            for (pair, n) in (first..).zip(sums).filter(|(_, n)| *n > 0) {
                take((pair >> 8) as u8, (pair & 0xff) as u8, n);
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
        let mut found = Vec::new();
        pairs.drain(|a, b, n| found.push(((a, b), n)));
        found
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
            // In order, and without what was there before.
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
