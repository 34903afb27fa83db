//! Some cells of a raster, drawn by a seed: a simple random sample without replacement.
//!
//! Sample of size k = the k cells with the smallest u(seed, row, column), u a number of 64 bits that looks random
//!
//! Shapes: blocks of (rows, columns) cells, NaN where there is no value; k cells, or all that there are, by row and
//! column.
//!
//! A cell's number depends on nothing but seed, row and column: so blocks, threads and order do not matter, and a
//! larger sample holds the smaller one. Memory is that of the sample.
//!
//! Source: Steele, Lea and Flood 2014, OOPSLA, 453 (the mixing of bits).

use crate::kernels::Accumulator;
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};
use std::collections::BinaryHeap;

/// A simple random sample of the cells that have a value, without replacement.
///
/// Each cell draws a number by the seed and its place, and those with the smallest are taken. So blocks and threads do not
/// matter, and a larger sample holds the smaller one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sample {
    seed: u64,
    size: usize,
    /// Number drawn, row, column, and the bits of the value.
    drawn: BinaryHeap<(u64, u64, u64, u64)>,
}

/// Any bits as bits that look random, one to one: the step of SplitMix64 (Steele, Lea and Flood 2014, OOPSLA, 453).
///
/// A generator gives one number after the other and not that of a place, unless it is made anew for every cell at many times the
/// cost; crates of hashes promise no figures that stay.
fn mixed(bits: u64) -> u64 {
    let z = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A block, and the place of its first cell in the raster.
pub struct SampleBlock<'a> {
    /// NaN where there is no value
    pub cells: ArrayView2<'a, f64>,
    pub row: usize,
    pub column: usize,
}

/// A cell that was drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SampledCell {
    pub row: usize,
    pub column: usize,
    pub value: f64,
}

impl Sample {
    pub fn new(size: usize, seed: u64) -> Sample {
        Sample { seed, size, drawn: BinaryHeap::new() }
    }

    fn take(&mut self, cell: (u64, u64, u64, u64)) {
        if self.drawn.len() < self.size {
            self.drawn.push(cell);
        } else if self.drawn.peek().is_some_and(|last| cell < *last) {
            self.drawn.pop();
            self.drawn.push(cell);
        }
    }
}

impl Accumulator for Sample {
    type Block<'a> = SampleBlock<'a>;
    /// By row and column.
    type Output = Vec<SampledCell>;

    fn push(&mut self, block: SampleBlock<'_>) {
        let seed = mixed(self.seed);
        for (row, cells) in (block.row as u64..).zip(block.cells.rows()) {
            let of_row = mixed(seed ^ row);
            for (column, z) in (block.column as u64..).zip(cells).filter(|(_, z)| !z.is_nan()) {
                self.take((mixed(of_row ^ column), row, column, z.to_bits()));
            }
        }
    }

    fn merge(&mut self, next: Self) {
        next.drawn.into_iter().for_each(|cell| self.take(cell));
    }

    fn finish(self) -> Vec<SampledCell> {
        let cell = |(_, row, column, bits): (u64, u64, u64, u64)| SampledCell {
            row: row as usize,
            column: column as usize,
            value: f64::from_bits(bits),
        };
        let mut cells: Vec<SampledCell> = self.drawn.into_iter().map(cell).collect();
        cells.sort_unstable_by_key(|cell| (cell.row, cell.column));
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    #[test]
    fn bits_are_those_of_splitmix64() {
        // The first numbers of the reference implementation from state 0, which grows by this step
        let states = [0, 1, 2].map(|i: u64| i.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        assert_eq!(states.map(mixed), [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f]);
    }

    /// 500 of 10,000 cells and 500 others have 25 ± 4.75 in common, and so have the cells below, beside and mirrored at the diagonal; over 40 pairs
    /// within five standard deviations.
    #[test]
    fn neighbouring_seeds_and_cells_are_unrelated() {
        let cells = Array2::from_elem((100, 100), 1.0);
        let drawn = |seed: u64| -> Vec<(usize, usize)> {
            let mut sample = Sample::new(500, seed);
            sample.push(SampleBlock { cells: cells.view(), row: 0, column: 0 });
            sample.finish().iter().map(|cell| (cell.row, cell.column)).collect()
        };
        let samples: Vec<_> = (0..41).map(drawn).collect();
        let common = |of: fn((usize, usize)) -> (usize, usize), next: usize| -> usize {
            let pairs = samples.iter().zip(&samples[next..]).take(40);
            pairs.map(|(one, other)| one.iter().filter(|cell| other.contains(&of(**cell))).count()).sum()
        };
        let found = [
            common(|cell| cell, 1),
            common(|(row, column)| ((row + 1) % 100, column), 0),
            common(|(row, column)| (row, (column + 1) % 100), 0),
            common(|(row, column)| if row == column { (row, (row + 50) % 100) } else { (column, row) }, 0),
        ];
        assert!(found.iter().all(|n| n.abs_diff(40 * 25) as f64 <= 5.0 * 4.75 * 40f64.sqrt()), "{found:?}");
    }
}
