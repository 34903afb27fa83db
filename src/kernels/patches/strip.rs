//! The patches of one landscape in some rows: those that are whole are counted, those at the upper and lower end are
//! open.
//!
//! Upright sides of a patch of r runs = 2 r, level ones = 2 (n - c), n its cells and c its pairs of cells one above the
//! other: n, r and c add up where parts of a patch meet.
//!
//! Shapes: rows of runs, whole rows of a map; numbers of patches by class id and shape, sides by pair of class ids, and
//! a list of patches where one is asked for. Units: cells and cell sides. Range: whole numbers, n and r from 1.
//!
//! A strip keeps its first and its last row with the patches that they touch. Two strips merge along their common
//! boundary, after the class ids of the second were turned into those of the first; in any grouping the result is the
//! same.
//!
//! Sources: Rosenfeld and Pfaltz 1966, J. ACM 13, 471; He, Chao and Suzuki 2008, IEEE Trans. Image Process. 17, 749.

use super::{
    Patch, PatchShape,
    edges::{CellSides, Edges},
    open_patches::{Labels, OpenPatch},
    row::{BACKGROUND, NONE, Run, extend, join},
};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What the rows of a landscape hold; two of them merge along their common boundary.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Strip {
    rows: Range<usize>,
    top: Vec<Run>,
    bottom: Vec<Run>,
    /// Patches that `top` and `bottom` touch, by label.
    open: Vec<OpenPatch>,
    /// Whole patches by class id and shape.
    pub shapes: FxHashMap<(u16, PatchShape), u64>,
    pub edges: Edges,
    /// Whole patches, where they are listed.
    pub patches: Option<Vec<Patch>>,
    /// First cells of parts that came to a patch below where they begin, and of the patch, where patches are listed.
    pub joined: Vec<(u64, u64)>,
}

impl Strip {
    pub fn new(listed: bool) -> Strip {
        Strip { patches: listed.then(Vec::new), ..Strip::default() }
    }

    fn close(&mut self, open: OpenPatch) {
        let shape = PatchShape {
            cells: open.cells,
            sides: CellSides { upright: 2 * open.runs, level: 2 * (open.cells - open.pairs_above) },
        };
        *self.shapes.entry((open.class_id, shape)).or_default() += 1;
        if let Some(patches) = &mut self.patches {
            patches.push(Patch { first: open.first, class: usize::from(open.class_id), shape });
        }
    }

    /// Patches that the end rows do not touch any more are closed.
    fn settle(&mut self, labels: &mut Labels) {
        let (mut top, mut bottom) = (std::mem::take(&mut self.top), std::mem::take(&mut self.bottom));
        let mut joined = std::mem::take(&mut self.joined);
        let listed = self.patches.is_some();
        labels.settle(
            [&mut top, &mut bottom],
            |open| self.close(open),
            |part, patch| {
                if listed {
                    joined.push((part, patch));
                }
            },
        );
        (self.top, self.bottom, self.joined) = (top, bottom, joined);
    }

    /// Takes in the rows that follow. `class_ids` gives the class id here for each class id there.
    pub fn merge(&mut self, mut next: Strip, class_ids: &[u16], corners: bool) {
        let first = self.open.len() as u32;
        for run in next.top.iter_mut().chain(&mut next.bottom) {
            run.class_id = class_ids[usize::from(run.class_id)];
            if run.label != NONE {
                run.label += first;
            }
        }
        let mut open = std::mem::take(&mut self.open);
        open.extend(
            next.open.into_iter().map(|open| OpenPatch { class_id: class_ids[usize::from(open.class_id)], ..open }),
        );
        let mut labels = Labels::of(open);
        self.edges.grow(class_ids.iter().max().map_or(0, |class_id| usize::from(*class_id) + 1));
        if self.rows.end == next.rows.start {
            let edges = &mut self.edges;
            join(
                &self.bottom,
                &mut next.top,
                corners,
                |a, b, cells| {
                    labels.unite(a.label, b.label);
                    labels.open[b.label as usize].pairs_above += u64::from(cells);
                },
                |a, b, cells| edges.at(a, b).level += u64::from(cells),
            );
        }
        if self.rows.is_empty() {
            (self.rows.start, self.top) = (next.rows.start, next.top);
        }
        (self.rows.end, self.bottom) = (next.rows.end, next.bottom);
        self.settle(&mut labels);
        self.open = labels.open;

        for ((class_id, shape), patches) in next.shapes {
            *self.shapes.entry((class_ids[usize::from(class_id)], shape)).or_default() += patches;
        }
        for ((a, b), sides) in next.edges.iter() {
            self.edges.at(class_ids[usize::from(a)], class_ids[usize::from(b)]).add(sides);
        }
        if let (Some(patches), Some(more)) = (&mut self.patches, next.patches) {
            patches.extend(more.into_iter().map(|p| Patch { class: usize::from(class_ids[p.class]), ..p }));
        }
        self.joined.extend(next.joined);
    }

    /// Closes all: nothing follows.
    pub fn finish(&mut self) {
        for open in std::mem::take(&mut self.open) {
            self.close(open);
        }
    }
}

/// Labels the rows of a strip one by one.
pub struct Labelling {
    strip: Strip,
    labels: Labels,
    row: Vec<Run>,
    corners: bool,
    /// So many labels are let grow before those of whole patches are dropped.
    limit: usize,
}

/// Labels that stay in a fast cache.
const LABELS: usize = 1 << 14;

impl Labelling {
    pub fn new(corners: bool, listed: bool) -> Labelling {
        Labelling { strip: Strip::new(listed), labels: Labels::default(), row: Vec::new(), corners, limit: LABELS }
    }

    /// The next row, or one further down where those between hold nothing. `fill` makes its runs and says how many class ids
    /// there are.
    pub fn push(&mut self, row: usize, columns: usize, fill: impl FnOnce(&mut Vec<Run>) -> usize) {
        let strip = &mut self.strip;
        self.row.clear();
        let class_ids = fill(&mut self.row);
        if strip.rows.is_empty() {
            strip.rows = row..row;
        } else if strip.rows.end != row {
            strip.bottom.clear();
            extend(&mut strip.bottom, columns, BACKGROUND);
        }
        strip.edges.grow(class_ids);
        let runs = &mut self.row;
        let (labels, edges) = (&mut self.labels, &mut strip.edges);
        join(
            &strip.bottom,
            runs,
            self.corners,
            |a, b, cells| {
                if b.label == NONE {
                    b.label = a.label;
                } else if b.label != a.label {
                    labels.unite(a.label, b.label);
                }
                labels.open[b.label as usize].pairs_above += u64::from(cells);
            },
            |a, b, cells| edges.at(a, b).level += u64::from(cells),
        );
        let (mut start, mut left) = (0, BACKGROUND);
        for run in runs.iter_mut() {
            if run.class_id != BACKGROUND {
                let cells = u64::from(run.end - start);
                if run.label == NONE {
                    let first = (row * columns) as u64 + u64::from(start);
                    run.label = labels.add(OpenPatch { first, cells, runs: 1, pairs_above: 0, class_id: run.class_id });
                } else {
                    let open = &mut labels.open[run.label as usize];
                    open.cells += cells;
                    open.runs += 1;
                }
            }
            // At the left end of the row it is counted with the background, which nothing is made of.
            edges.at(left, run.class_id).upright += 1;
            (start, left) = (run.end, run.class_id);
        }
        if strip.rows.is_empty() {
            strip.top.clone_from(runs);
        }
        std::mem::swap(&mut strip.bottom, runs);
        strip.rows.end = row + 1;
        if self.labels.len() > self.limit {
            self.strip.settle(&mut self.labels);
            self.limit = LABELS.max(4 * self.labels.len());
        }
    }

    pub fn finish(mut self) -> Strip {
        self.strip.settle(&mut self.labels);
        self.strip.open = self.labels.open;
        self.strip
    }
}
