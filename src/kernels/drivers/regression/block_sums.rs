//! Cross products of (Y, X…) by base block of the first sweep.
//!
//! Blocks are squares of cells from the grid's upper left; the job numbers them row by row. Memory: of k columns some (k² / 2 + 5 k) numbers and
//! 150 bytes a block, 50 MB for 65,536 blocks of 8 columns.
//!
//! Shapes: rows, and a number for each. Units: those of [`CrossProducts`]. Errors: as there; other tilings give the same to 1e-12.

use crate::kernels::{Accumulator, drivers::cross_products::CrossProducts};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    ops::Range,
};

/// Complete rows, and the base block of each.
#[derive(Debug, Clone, Copy)]
pub struct BlockRows<'a> {
    /// Y, X…
    pub columns: &'a [&'a [f64]],
    pub blocks: &'a [u32],
}

/// Sums by base block. Push many rows at once (a strip as high as a block): rows of one block are summed together.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BlockSums {
    columns: usize,
    blocks: BTreeMap<u32, CrossProducts>,
}

impl BlockSums {
    /// Of so many columns, Y among them.
    pub fn new(columns: usize) -> BlockSums {
        BlockSums { columns, blocks: BTreeMap::new() }
    }
}

impl Accumulator for BlockSums {
    type Block<'a> = BlockRows<'a>;
    type Output = Blocks;

    fn push(&mut self, rows: BlockRows<'_>) {
        assert_eq!(rows.columns.len(), self.columns, "one slice for each column");
        assert!(rows.columns.iter().all(|column| column.len() == rows.blocks.len()), "columns of one length");
        let mut gathered = vec![Vec::new(); self.columns];
        for (block, runs) in runs_by_block(rows.blocks) {
            let sums = self.blocks.entry(block).or_insert_with(|| CrossProducts::new(self.columns));
            if let [run] = &runs[..] {
                let columns: Vec<&[f64]> = rows.columns.iter().map(|column| &column[run.clone()]).collect();
                sums.push(&columns);
                continue;
            }
            for (gathered, column) in gathered.iter_mut().zip(rows.columns) {
                gathered.clear();
                runs.iter().for_each(|run| gathered.extend_from_slice(&column[run.clone()]));
            }
            let columns: Vec<&[f64]> = gathered.iter().map(|column| &column[..]).collect();
            sums.push(&columns);
        }
    }

    fn merge(&mut self, next: BlockSums) {
        for (block, sums) in next.blocks {
            match self.blocks.entry(block) {
                Entry::Vacant(entry) => {
                    entry.insert(sums);
                }
                Entry::Occupied(mut entry) => entry.get_mut().merge(sums),
            }
        }
    }

    fn finish(self) -> Blocks {
        Blocks { columns: self.columns, blocks: self.blocks.into_iter().collect() }
    }
}

/// Of each block the stretches of rows in which it lies.
fn runs_by_block(blocks: &[u32]) -> BTreeMap<u32, Vec<Range<usize>>> {
    let mut runs: BTreeMap<u32, Vec<Range<usize>>> = BTreeMap::new();
    let mut start = 0;
    for run in blocks.chunk_by(|a, b| a == b) {
        runs.entry(run[0]).or_default().push(start..start + run.len());
        start += run.len();
    }
    runs
}

/// Sums of the occupied blocks, in the order of their numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Blocks {
    columns: usize,
    blocks: Vec<(u32, CrossProducts)>,
}

impl Blocks {
    /// How many are occupied
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Numbers of the occupied blocks, rising; the rank of a block is its place here.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        self.blocks.iter().map(|(number, _)| *number)
    }

    pub(super) fn sums(&self) -> impl Iterator<Item = &CrossProducts> {
        self.blocks.iter().map(|(_, sums)| sums)
    }

    /// Of all rows
    pub fn total(&self) -> CrossProducts {
        self.join(self.sums())
    }

    pub(super) fn join<'a>(&self, parts: impl Iterator<Item = &'a CrossProducts>) -> CrossProducts {
        let mut total = CrossProducts::new(self.columns);
        parts.for_each(|part| total.merge(part.clone()));
        total
    }

    /// Larger blocks of these: `of` gives the number of the block in which a base block lies.
    pub fn merged(&self, of: impl Fn(u32) -> u32) -> Blocks {
        let mut larger = BlockSums::new(self.columns);
        for (number, sums) in &self.blocks {
            larger.blocks.entry(of(*number)).or_insert_with(|| CrossProducts::new(self.columns)).merge(sums.clone());
        }
        larger.finish()
    }
}

/// The fold of a block: its rank among occupied blocks modulo `folds`.
pub fn fold(rank: usize, folds: usize) -> usize {
    rank % folds
}
