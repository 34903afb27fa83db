//! Some cells of a raster, drawn by a seed.

use crate::kernels::{Accumulator, stats::random::Random};
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
        for ((r, c), z) in block.cells.indexed_iter().filter(|(_, z)| !z.is_nan()) {
            let (row, column) = ((block.row + r) as u64, (block.column + c) as u64);
            let row_seed = Random::new(self.seed ^ row.wrapping_mul(0x9e37_79b9_7f4a_7c15)).bits();
            self.take((Random::new(row_seed ^ column).bits(), row, column, z.to_bits()));
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
