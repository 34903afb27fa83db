//! A row of a class map as runs of one class, and how the runs of two rows meet.
//!
//! Run = maximal stretch of cells of one class id; it begins where the one before it ends, so that the ends alone are
//! kept. Two runs of one class in neighbouring rows are connected where they share a column or, by corners, meet at an
//! end.
//!
//! Shapes: a row of n bytes or dense ids; r ≤ n runs, of which the last ends at n. Range: class ids from 1, 0 is
//! background.
//!
//! Cells are compared 64 at a time: words are compared with what lies one cell on, and a bit for each cell that differs
//! is kept. So the cost follows the borders.
//!
//! Source: He, Chao and Suzuki 2008, IEEE Trans. Image Process. 17, 749 (labelling of runs).

use serde::{Deserialize, Serialize};

/// The class id of cells that belong to no patch.
pub const BACKGROUND: u16 = 0;
/// The label of a run that belongs to no patch, or to none as yet.
pub const NONE: u32 = u32::MAX;

/// Cells of one class side by side. It begins where the run before it ends; the runs of a row leave no column out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub end: u32,
    pub label: u32,
    pub class_id: u16,
}

impl Run {
    /// Its label, where it has one.
    pub fn id(&self) -> Option<u32> {
        (self.label != NONE).then_some(self.label)
    }

    /// Its class, by the codes of the class ids from 1 on; `None` of background.
    pub fn class(&self, codes: &[i64]) -> Option<i64> {
        usize::from(self.class_id).checked_sub(1).map(|i| codes[i])
    }
}

/// Adds a run, or makes the last one longer where that is of the same class id.
pub fn extend(row: &mut Vec<Run>, end: usize, class_id: u16) {
    match row.last_mut() {
        Some(last) if last.class_id == class_id => last.end = end as u32,
        _ => row.push(Run { end: end as u32, label: NONE, class_id }),
    }
}

/// What a map holds: a byte or a dense id, compared by the word.
pub trait ClassCell: Copy + PartialEq + Into<usize> {
    const BITS: usize;
    /// Cells from `at` on, as many as a word holds, the first in the lowest bits.
    fn word(cells: &[Self], at: usize) -> u64;
    /// A bit for every cell of a word that is not 0, the first lowest.
    fn some(word: u64) -> u64;
}

impl ClassCell for u8 {
    const BITS: usize = 8;

    fn word(cells: &[u8], at: usize) -> u64 {
        u64::from_le_bytes(cells[at..at + 8].try_into().expect("eight bytes"))
    }

    fn some(word: u64) -> u64 {
        const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
        let high = (((word & LOW) + LOW) | word) & !LOW;
        // Gathers the high bits of eight bytes in the highest byte.
        (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    }
}

impl ClassCell for u16 {
    const BITS: usize = 16;

    fn word(cells: &[u16], at: usize) -> u64 {
        let four: [u16; 4] = cells[at..at + 4].try_into().expect("four cells");
        four.iter().rev().fold(0, |word, cell| word << 16 | u64::from(*cell))
    }

    fn some(word: u64) -> u64 {
        const LOW: u64 = 0x7fff_7fff_7fff_7fff;
        let high = (((word & LOW) + LOW) | word) & !LOW;
        (high >> 15).wrapping_mul(1 << 48 | 1 << 33 | 1 << 18 | 1 << 3) >> 48 & 15
    }
}

/// Gives the end and the value of every stretch of equal cells, from left to right.
///
/// Words are compared with what lies one cell on, so that 64 cells cost a few instructions and then only their borders
/// count.
pub fn stretches<T: ClassCell>(cells: &[T], mut found: impl FnMut(usize, T)) {
    let per_word = 64 / T::BITS;
    let mut at = 1;
    while at + 64 <= cells.len() {
        let mut borders = 0;
        for word in 0..64 / per_word {
            let from = at + word * per_word;
            borders |= T::some(T::word(cells, from) ^ T::word(cells, from - 1)) << (word * per_word);
        }
        while borders != 0 {
            let end = at + borders.trailing_zeros() as usize;
            found(end, cells[end - 1]);
            borders &= borders - 1;
        }
        at += 64;
    }
    for end in at..cells.len() {
        if cells[end] != cells[end - 1] {
            found(end, cells[end - 1]);
        }
    }
    if let Some(last) = cells.last() {
        found(cells.len(), *last);
    }
}

/// Walks two rows, one below the other. `like` gets every two runs of one class that touch and the number of cells by
/// which they do (0: at a corner, where `corners` count); `unlike` the class ids above and below where they differ.
pub fn join(
    above: &[Run],
    below: &mut [Run],
    corners: bool,
    mut like: impl FnMut(&Run, &mut Run, u32),
    mut unlike: impl FnMut(u16, u16, u32),
) {
    let (mut i, mut j, mut from) = (0, 0, 0);
    while i < above.len() && j < below.len() {
        let (a, b) = (above[i], &mut below[j]);
        let (a_end, b_end) = (a.end, b.end);
        let to = a_end.min(b_end);
        if a.class_id != b.class_id {
            unlike(a.class_id, b.class_id, to - from);
        } else if a.class_id != BACKGROUND {
            like(&a, b, to - from);
        }
        if corners && a_end == b_end && i + 1 < above.len() {
            let next = above[i + 1];
            if next.class_id == b.class_id && next.class_id != BACKGROUND {
                like(&next, b, 0);
            }
            let b = &mut below[j + 1];
            if a.class_id == b.class_id && a.class_id != BACKGROUND {
                like(&a, b, 0);
            }
        }
        from = to;
        i += usize::from(a_end == to);
        j += usize::from(b_end == to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ends<T: ClassCell>(cells: &[T]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        stretches(cells, |end, value| found.push((end, value.into())));
        found
    }

    #[test]
    fn stretches_of_nothing_and_of_one() {
        assert_eq!(ends::<u8>(&[]), []);
        assert_eq!(ends(&[7u8]), [(1, 7)]);
        assert_eq!(ends(&[7u16, 7, 300, 7]), [(2, 7), (3, 300), (4, 7)]);
    }

    proptest! {
        #[test]
        fn stretches_are_those_of_a_plain_walk(runs in prop::collection::vec((1usize..90, 0u16..600), 1..20)) {
            let cells: Vec<u16> = runs.iter().flat_map(|(n, value)| vec![*value; *n]).collect();
            let plain = |cells: &[usize]| -> Vec<(usize, usize)> {
                (1..=cells.len()).filter(|i| *i == cells.len() || cells[*i] != cells[i - 1]).map(|i| (i, cells[i - 1])).collect()
            };
            let wide: Vec<usize> = cells.iter().map(|v| usize::from(*v)).collect();
            prop_assert_eq!(ends(&cells), plain(&wide));
            let bytes: Vec<u8> = cells.iter().map(|v| *v as u8).collect();
            let wide: Vec<usize> = bytes.iter().map(|v| usize::from(*v)).collect();
            prop_assert_eq!(ends(&bytes), plain(&wide));
        }
    }
}
