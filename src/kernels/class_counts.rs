//! How many cells every class has.
//!
//! n_c = number of valid cells with code c. Counts are integers, so every tiling and thread count gives the same.

use super::Accumulator;
use crate::class_map::{ClassBlock, ClassCells};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Cells by class code, and how many cells were nodata.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassCounts {
    pub classes: BTreeMap<i64, u64>,
    pub nodata: u64,
}

impl Accumulator for ClassCounts {
    type Block<'a> = ClassBlock<'a>;
    type Output = ClassCounts;

    fn push(&mut self, block: ClassBlock<'_>) {
        let counts = match block.cells {
            ClassCells::Bytes(cells) => tally(cells, count_bytes),
            ClassCells::Ids(cells) => tally(cells, count_ids),
        };
        for (value, n) in counts.into_iter().enumerate().filter(|(_, n)| *n > 0) {
            match block.codes.get(value).copied().flatten() {
                Some(code) => *self.classes.entry(code).or_default() += n,
                None => self.nodata += n,
            }
        }
    }

    fn merge(&mut self, next: Self) {
        self.nodata += next.nodata;
        for (code, n) in next.classes {
            *self.classes.entry(code).or_default() += n;
        }
    }

    fn finish(self) -> ClassCounts {
        self
    }
}

/// How often every value occurs, by whole slices where the view is one.
fn tally<T>(cells: ArrayView2<'_, T>, count: fn(&[T]) -> Vec<u64>) -> Vec<u64>
where
    T: Copy,
{
    if let Some(cells) = cells.as_slice() {
        return count(cells);
    }
    let mut all: Vec<u64> = Vec::new();
    for row in cells.rows() {
        let counts = count(&row.to_vec());
        all.resize(all.len().max(counts.len()), 0);
        all.iter_mut().zip(counts).for_each(|(a, n)| *a += n);
    }
    all
}

/// Cells of a segment.
const SEGMENT: usize = 8192;
/// Beyond so many values in a segment a table is faster.
const VALUES: usize = 16;

/// How often every byte occurs.
///
/// A segment of a land-cover map holds few classes, and mostly those of the segment before: so each value is counted by
/// comparing whole vectors with it, the most frequent first, until all cells are accounted for. A segment with a value
/// not met lately, or with very many, is counted cell by cell.
fn count_bytes(cells: &[u8]) -> Vec<u64> {
    let mut counts = vec![0u64; 256];
    let mut recent: Vec<(usize, u8)> = Vec::with_capacity(256);
    let mut segments = cells.chunks_exact(SEGMENT);
    for segment in &mut segments {
        let mut rest = SEGMENT;
        for (n, value) in &mut recent {
            *n = if rest > 0 { bytecount::count(segment, *value) } else { 0 };
            rest -= *n;
        }
        if rest > 0 {
            let table = count_cells(segment);
            recent.retain(|(_, value)| table[usize::from(*value)] == 0);
            recent.iter_mut().for_each(|(n, _)| *n = 0);
            recent.extend((0..=255).map(|value| (table[usize::from(value)] as usize, value)).filter(|(n, _)| *n > 0));
        }
        for (n, value) in &recent {
            counts[usize::from(*value)] += *n as u64;
        }
        recent.sort_unstable_by(|a, b| b.cmp(a));
        recent.truncate(VALUES);
    }
    counts.iter_mut().zip(count_cells(segments.remainder())).for_each(|(count, n)| *count += n);
    counts
}

/// Neighbours go to different tables: adding to the place that was just written would wait for that write.
fn count_cells(cells: &[u8]) -> [u64; 256] {
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

/// Ids that are looked at together: large maps are made of runs, and a lane of one id costs one addition.
const LANE: usize = 64;

fn count_ids(cells: &[u16]) -> Vec<u64> {
    let mut counts = vec![0u64; 1 << 16];
    for lane in cells.chunks(LANE) {
        if lane.iter().fold(true, |same, id| same & (*id == lane[0])) {
            counts[usize::from(lane[0])] += lane.len() as u64;
        } else {
            lane.iter().for_each(|id| counts[usize::from(*id)] += 1);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class_map::NODATA;
    use crate::kernels::{from_bytes, to_bytes};
    use ndarray::{Array2, array, s};
    use proptest::prelude::*;

    const CODES: [Option<i64>; 4] = [Some(-7), Some(0), Some(300), Some(i64::MAX)];

    fn count(ids: ArrayView2<'_, u16>) -> ClassCounts {
        let mut counts = ClassCounts::default();
        counts.push(ClassBlock { cells: ClassCells::Ids(ids), codes: &CODES });
        counts
    }

    #[test]
    fn empty_and_all_nodata() {
        assert_eq!(count(Array2::zeros((0, 0)).view()), ClassCounts::default());
        let c = count(Array2::from_elem((3, 40), NODATA).view());
        assert_eq!((c.classes.len(), c.nodata), (0, 120));
    }

    #[test]
    fn a_tiny_map() {
        let c = count(array![[0, 1, 1], [3, NODATA, 1]].view());
        assert_eq!(c.classes, BTreeMap::from([(-7, 1), (0, 3), (i64::MAX, 1)]));
        assert_eq!(c.nodata, 1);
    }

    #[test]
    fn bytes_that_share_a_code_or_have_none() {
        let mut codes = [None; 256];
        (codes[1], codes[2], codes[255]) = (Some(10), Some(10), Some(-1));
        let mut counts = ClassCounts::default();
        let cells = array![[1u8, 2, 2], [255, 0, 77]];
        counts.push(ClassBlock { cells: ClassCells::Bytes(cells.view()), codes: &codes });
        assert_eq!((counts.classes, counts.nodata), (BTreeMap::from([(-1, 1), (10, 3)]), 2));
    }

    #[test]
    fn segments_of_few_and_of_many_values() {
        let noise = |i: usize| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as u8;
        let n = 5 * SEGMENT + 77;
        let maps: [Vec<u8>; 4] = [
            vec![7; n],
            (0..n).map(|i| noise(i / 9) % 5).collect(),
            (0..n).map(noise).collect(),
            // A value that comes up only in the fourth segment
            (0..n).map(|i| if i == 3 * SEGMENT + 5 { 200 } else { noise(i) % 3 }).collect(),
        ];
        for cells in maps {
            let mut expected = vec![0; 256];
            cells.iter().for_each(|c| expected[usize::from(*c)] += 1);
            assert_eq!(count_bytes(&cells), expected);
        }
    }

    proptest! {
        #[test]
        fn any_tiling_and_order_gives_the_whole(
            cells in proptest::collection::vec(prop_oneof![8 => 0u16..4, 1 => Just(NODATA)], 20 * 37),
            repeat in 1usize..30, row in 0usize..20, column in 0usize..37
        ) {
            let map = Array2::from_shape_fn((20, 37), |(r, c)| cells[(r * 37 + c) / repeat]);
            let whole = count(map.view());
            let quarter = |rows: std::ops::Range<usize>, columns: std::ops::Range<usize>| count(map.slice(s![rows, columns]));
            let parts = [quarter(0..row, 0..column), quarter(0..row, column..37), quarter(row..20, 0..column), quarter(row..20, column..37)];
            let [a, b, c, d] = parts.clone();
            let mut left = a;
            left.merge(b);
            left.merge(c);
            left.merge(d);
            prop_assert_eq!(&left, &whole);
            let [a, b, mut c, d] = parts;
            c.merge(d);
            let mut b = b;
            b.merge(c);
            let mut a = a;
            a.merge(b);
            prop_assert_eq!(&a, &whole);
            prop_assert_eq!(from_bytes::<ClassCounts>(&to_bytes(&whole)), Some(whole.clone()));
            let mut expected = BTreeMap::new();
            for id in map.iter().filter(|id| **id != NODATA) {
                *expected.entry(CODES[usize::from(*id)].unwrap()).or_insert(0u64) += 1;
            }
            prop_assert_eq!(whole.finish().classes, expected);
        }
    }

    #[test]
    fn bytes_of_another_kind_are_refused() {
        assert_eq!(from_bytes::<ClassCounts>(&[0xff; 3]), None);
    }
}
