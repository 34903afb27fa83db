//! What lies beyond the sides of patches, where depths of edges differ by pair of classes.
//!
//! Beyond of a patch = cells outside it, each sharing a side with it, with the depth \[m\] that the edge of its class
//! has against theirs; [`edge_depth`](super::GeometryOptions::edge_depth) where the pair has none or they are
//! background
//!
//! Shapes: a block of whole rows with the row above it and the row below; (patch id, run of cells) in no promised
//! order. Rows and columns are those of the map, from -1 on, as what lies beyond may lie off the map.
//!
//! These cells are enough for core area: the nearest cell outside a patch always shares a side with it.

use super::GeometryBlock;
use crate::kernels::patches::{PatchBlock, PatchIds};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Depths in m of edges of a class (the first) against another.
pub type Depths = FxHashMap<(i64, i64), f64>;

/// The rows around a block, and the depths that they are looked up for.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// One row each; `None` beyond the map.
    pub above: Option<PatchBlock<'a>>,
    pub below: Option<PatchBlock<'a>>,
    pub depths: &'a Depths,
}

/// Cells side by side outside a patch, each of which shares a side with it. Rows and columns are from -1 on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Beyond {
    pub row: i32,
    pub start: i32,
    pub end: i32,
    /// How deep into the patch its edge is there, as [`super::GeometryOptions::edge_depth`].
    pub depth: Option<f64>,
}

/// Cells of a row side by side: where they end, their patch (0: none, or not one of the block) and class (`None`: background).
#[derive(Clone, Copy)]
struct NeighbourRun {
    end: u32,
    id: u32,
    class: Option<i64>,
}

/// By zone and row.
type RunsByRow = BTreeMap<(Option<u32>, i32), Vec<NeighbourRun>>;

/// Gives what lies beyond the patches of a block, by patch.
pub fn beyond(block: &GeometryBlock<'_>, around: &Around<'_>) -> Vec<(u32, Beyond)> {
    let columns = block.block.window.columns as u32;
    let mut rows = RunsByRow::new();
    add(&mut rows, block.ids, block.block);
    for row in [around.above, around.below].into_iter().flatten() {
        // No patch of theirs is asked for.
        add(&mut rows, &PatchIds::default(), row);
    }
    let none = [NeighbourRun { end: columns, id: 0, class: None }];
    let mut found = Vec::new();
    let mut meet = |own: &NeighbourRun, other: Option<i64>, row: i32, start: i32, end: i32| {
        if own.id > 0 && own.class != other {
            let known = own.class.zip(other).and_then(|pair| around.depths.get(&pair).copied());
            found.push((own.id, Beyond { row, start, end, depth: known.or(block.options.edge_depth) }));
        }
    };
    for ((zone, row), runs) in &rows {
        let mut start = 0;
        let mut left = None;
        for (i, run) in runs.iter().enumerate() {
            let right = runs.get(i + 1).and_then(|next| next.class);
            meet(run, left, *row, start - 1, start);
            meet(run, right, *row, run.end as i32, run.end as i32 + 1);
            (start, left) = (run.end as i32, run.class);
        }
        for other in [row - 1, row + 1] {
            let runs_there = rows.get(&(*zone, other)).map_or(none.as_slice(), Vec::as_slice);
            overlaps(runs, runs_there, |own, there, from, to| meet(own, there.class, other, from, to));
        }
    }
    found
}

fn add(rows: &mut RunsByRow, ids: &PatchIds, block: PatchBlock<'_>) {
    let mut walked = Vec::new();
    let codes = ids.walk(block, |zone, row, runs| walked.push((zone, row as i32, runs.to_vec())));
    for (zone, row, runs) in walked {
        let run = |run: crate::kernels::patches::Run| NeighbourRun {
            end: run.end,
            id: run.id().unwrap_or(0),
            class: run.class(&codes),
        };
        rows.insert((zone, row), runs.into_iter().map(run).collect());
    }
}

/// Visits the stretches of two rows side by side, with where they begin and end.
fn overlaps(a: &[NeighbourRun], b: &[NeighbourRun], mut visit: impl FnMut(&NeighbourRun, &NeighbourRun, i32, i32)) {
    let (mut i, mut j, mut from) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let to = a[i].end.min(b[j].end);
        visit(&a[i], &b[j], from, to as i32);
        from = to as i32;
        i += usize::from(a[i].end == to);
        j += usize::from(b[j].end == to);
    }
}
