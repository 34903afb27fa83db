//! Patches that may still grow: labels, which of them are one patch, and what each label has seen.
//!
//! Of the labels of one patch the smallest stands for it (union-find); its cells, runs and pairs of cells one above the
//! other are the sums over these labels.
//!
//! Shapes: labels 0, 1, 2 ... in row-major order of their first cells, an [`OpenPatch`] for each; when patches are
//! closed, those that two rows touch are labelled anew from 0 on in the same order. Range: whole numbers, cells and
//! runs from 1.
//!
//! Source: Rosenfeld and Pfaltz 1966, J. ACM 13, 471 (labels that turn out to be one).

use super::row::{NONE, Run};
use crate::kernels::stats::union::{flatten, unite};
use serde::{Deserialize, Serialize};

/// What is known of a patch, or of a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPatch {
    /// Row-major index of the first cell.
    pub first: u64,
    pub cells: u64,
    /// Runs in rows: half the cell sides that face left and right.
    pub runs: u64,
    /// Pairs of cells of the patch one above the other.
    pub pairs_above: u64,
    pub class_id: u16,
}

impl OpenPatch {
    fn add(&mut self, other: &OpenPatch) {
        self.cells += other.cells;
        self.runs += other.runs;
        self.pairs_above += other.pairs_above;
    }
}

/// Labels in row-major order of their first cells; a union keeps the smaller.
#[derive(Debug, Default)]
pub struct Labels {
    parents: Vec<u32>,
    pub open: Vec<OpenPatch>,
}

impl Labels {
    pub fn of(open: Vec<OpenPatch>) -> Labels {
        Labels { parents: (0..open.len() as u32).collect(), open }
    }

    pub fn len(&self) -> usize {
        self.open.len()
    }

    pub fn add(&mut self, open: OpenPatch) -> u32 {
        let label = self.open.len() as u32;
        self.parents.push(label);
        self.open.push(open);
        label
    }

    pub fn unite(&mut self, a: u32, b: u32) {
        unite(&mut self.parents, a, b);
    }

    /// Keeps the patches that the rows touch, labelled anew in the same order, and hands the others to `closed`. `joined`
    /// gets the first cell of every part that came to a patch, and that of the patch.
    pub fn settle(
        &mut self,
        rows: [&mut [Run]; 2],
        mut closed: impl FnMut(OpenPatch),
        mut joined: impl FnMut(u64, u64),
    ) {
        flatten(&mut self.parents);
        let mut new = vec![NONE; self.open.len()];
        for run in rows.iter().flat_map(|row| row.iter()).filter(|run| run.label != NONE) {
            new[self.parents[run.label as usize] as usize] = 0;
        }
        for label in 0..self.parents.len() {
            let root = self.parents[label] as usize;
            if root != label {
                let part = self.open[label];
                self.open[root].add(&part);
                joined(part.first, self.open[root].first);
            }
        }
        let mut open_count = 0;
        for (label, new) in new.iter_mut().enumerate().filter(|(label, _)| self.parents[*label] as usize == *label) {
            let open = self.open[label];
            if *new == NONE {
                closed(open);
            } else {
                *new = open_count;
                self.open[open_count as usize] = open;
                open_count += 1;
            }
        }
        for run in rows.into_iter().flatten().filter(|run| run.label != NONE) {
            run.label = new[self.parents[run.label as usize] as usize];
        }
        self.open.truncate(open_count as usize);
        self.parents.clear();
        self.parents.extend(0..open_count);
    }
}
