//! How often each byte occurs.
//!
//! n_v = #{i : cell_i = v}
//!
//! Shapes: a slice of bytes; a count for each of 256 values. Units: cells. Range: from 0.
//!
//! A segment of a land-cover map holds few values, and mostly those of the segment before: so these are counted by whole vectors, eight values
//! at a time and the most frequent first, until few cells are left. These are counted one by one.
//!
//! ```
//! use pitscape::kernels::cover::byte_counts::ByteCounts;
//! let mut counts = ByteCounts::new();
//! counts.count(&[1, 1, 255]);
//! let counts = counts.taken();
//! assert_eq!((counts[1], counts[2], counts[255]), (2, 0, 1));
//! ```

mod eight;
mod others;
#[cfg(target_arch = "x86_64")]
pub(super) mod vectors;

use eight::{EIGHT, count_eight};
use others::count_others;

/// Cells of a segment; they stay in the innermost cache.
pub const SEGMENT: usize = 16384;
/// Where no more cells are left than one of so many, counting them one by one costs no more than eight values by vectors.
const LEFT: u64 = 128;
/// Where more are left than one of so many, other values are the frequent ones by now.
const STALE: u64 = 32;
/// Beyond so many values a table is faster.
const VALUES: usize = 6 * EIGHT;

/// Counts that grow, and the values that are counted by vectors, the most frequent first.
pub struct ByteCounts {
    counts: Box<[u64; 256]>,
    frequent: Vec<u8>,
}

impl Default for ByteCounts {
    fn default() -> Self {
        ByteCounts::new()
    }
}

impl ByteCounts {
    pub fn new() -> ByteCounts {
        ByteCounts { counts: Box::new([0; 256]), frequent: Vec::new() }
    }

    /// Adds cells.
    pub fn count(&mut self, cells: &[u8]) {
        let mut segments = cells.chunks_exact(SEGMENT);
        segments.by_ref().for_each(|segment| self.count_segment(segment));
        self.counts.iter_mut().zip(count_each(segments.remainder())).for_each(|(count, n)| *count += n);
    }

    /// What was counted; begins anew, with the values that it knows.
    pub fn taken(&mut self) -> [u64; 256] {
        std::mem::replace(&mut *self.counts, [0; 256])
    }

    fn count_segment(&mut self, segment: &[u8]) {
        if self.frequent.is_empty() {
            self.frequent = frequent(&count_each(&segment[..SEGMENT / LEFT as usize]));
        }
        let mut found = [0u64; 256];
        let (mut left, mut counted) = (SEGMENT as u64, 0);
        while left > SEGMENT as u64 / LEFT && counted < self.frequent.len() {
            let values = &self.frequent[counted..self.frequent.len().min(counted + EIGHT)];
            for (value, n) in values.iter().zip(count_eight(segment, values)) {
                found[usize::from(*value)] = n;
                left -= n;
            }
            counted += values.len();
        }
        if left > SEGMENT as u64 / 4 {
            found = count_each(segment);
        } else if left > 0 {
            count_others(segment, &self.frequent[..counted], &mut found);
        }
        if left > SEGMENT as u64 / STALE {
            self.frequent = frequent(&found);
        }
        self.counts.iter_mut().zip(found).for_each(|(count, n)| *count += n);
    }
}

/// The most frequent values, up to which few cells are left; none where these are too many.
fn frequent(counts: &[u64; 256]) -> Vec<u8> {
    let all: u64 = counts.iter().sum();
    let mut values: Vec<u8> = (0..=255u8).filter(|value| counts[usize::from(*value)] > 0).collect();
    values.sort_by_key(|value| std::cmp::Reverse(counts[usize::from(*value)]));
    let mut left = all;
    let enough = values.chunks(EIGHT).take_while(|eight| {
        let more = left > all / LEFT;
        left -= eight.iter().map(|value| counts[usize::from(*value)]).sum::<u64>();
        more
    });
    let enough = enough.count() * EIGHT;
    values.truncate(if enough > VALUES { 0 } else { enough });
    values
}

/// Neighbours go to different tables: adding to the place that was just written would wait for that write.
fn count_each(cells: &[u8]) -> [u64; 256] {
    let mut tables = [[0u64; 256]; 4];
    let mut fours = cells.chunks_exact(4);
    for four in &mut fours {
        for (table, cell) in tables.iter_mut().zip(four) {
            table[usize::from(*cell)] += 1;
        }
    }
    fours.remainder().iter().for_each(|cell| tables[0][usize::from(*cell)] += 1);
    std::array::from_fn(|i| tables.iter().map(|table| table[i]).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(i: usize) -> u8 {
        (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as u8
    }

    #[test]
    fn segments_of_few_and_of_many_values() {
        let n = 5 * SEGMENT + 77;
        let maps: [Vec<u8>; 6] = [
            Vec::new(),
            vec![7; n],
            (0..n).map(|i| noise(i / 9) % 5).collect(),
            (0..n).map(|i| noise(i / 3) % 29 * 7).collect(),
            (0..n).map(noise).collect(),
            // A value that comes up only in the fourth segment
            (0..n).map(|i| if i == 3 * SEGMENT + 5 { 200 } else { noise(i) % 3 }).collect(),
        ];
        let mut counts = ByteCounts::default();
        for cells in maps {
            let mut expected = [0; 256];
            cells.iter().for_each(|c| expected[usize::from(*c)] += 1);
            counts.count(&cells);
            assert_eq!(counts.taken(), expected);
        }
    }

    #[test]
    fn counts_add_up_until_they_are_taken() {
        let mut counts = ByteCounts::new();
        counts.count(&vec![9; SEGMENT]);
        counts.count(&vec![9; 2 * SEGMENT + 1]);
        assert_eq!(counts.taken()[9], 3 * SEGMENT as u64 + 1);
        assert_eq!(counts.taken(), [0; 256]);
    }
}
