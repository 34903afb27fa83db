//! Geometry of patches: what depends on where their cells lie to one another.
//!
//! Gyration:  GYRATE = Σ d_r / n        \[m\], d_r from the centre of cell r to the area-median point; (w + h) / 4 of a
//!            single cell
//! Diameter:  D = the largest distance between two corners of cells        \[m\]; CIRCLE = 1 - a / (π (D / 2)²), π being FRAGSTATS' 3.1415
//! Diagonal:  pairs of cells that touch at a corner alone: with pairs that share a side they make CONTIG
//! Core:      cells with no cell outside of the patch whose centre is no farther than the edge depth; the connected
//!            parts of them are the patch's cores
//!
//! Shapes: blocks of whole rows, (rows, columns) cells, with the ids of their patches and the cells of each patch; a
//! [`Geometry`] for each patch, by id. n cells of w x h m. Range: GYRATE > 0, D ≥ √(w² + h²), pairs and cores from 0.
//!
//! A second sweep over the map gathers the runs of every patch by its id. The first sweep tells how many cells a patch
//! has, so that it is known when a patch is whole: then it is measured and its runs are dropped. Memory is that of the
//! runs of patches which are not whole as yet, and of what was measured.
//!
//! Source: McGarigal, Cushman and Ene 2012, FRAGSTATS v4 (shape and core area metrics), and where its manual leaves one
//! open, what it prints.

mod beyond;
mod circle;
mod core;
mod gyrate;
mod runs;

use super::{PatchBlock, PatchIds};
use crate::kernels::Accumulator;
pub use beyond::{Around, Beyond, Depths};
use rayon::prelude::*;
use runs::PatchRuns;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Cells of a patch side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRun {
    pub row: u32,
    pub start: u32,
    pub end: u32,
}

/// What was measured of a patch.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Geometry {
    /// Mean distance of its cells from their area-median point, in m.
    pub gyrate: f64,
    /// Largest distance between two corners of its cells, in m.
    pub diameter: f64,
    /// Pairs of its cells that touch at a corner alone.
    pub diagonal: u64,
    /// Row and column of its cells that share a side with one outside, where they are asked for.
    pub edge: Vec<(u32, u32)>,
    /// Distance to the nearest other patch of its class, in m, where it is known and there is one.
    pub nearest: Option<f64>,
    /// Sums over patches within the search radius of area / distance², of its class and (weighted by similarity) of all.
    pub proximity: Option<f64>,
    pub similarity: Option<f64>,
    /// Share of its perimeter weighted by contrast, in %, where weights are known.
    pub contrast: Option<f64>,
    /// Cells of each of its cores, in the order of their first cells.
    pub cores: Vec<u64>,
}

impl Geometry {
    pub fn core(&self) -> u64 {
        self.cores.iter().sum()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GeometryOptions {
    /// In m.
    pub cell_width: f64,
    /// In m.
    pub cell_height: f64,
    /// Cells no farther than this from a cell outside are edge, in m; `None`: those that share a side with one. Where depths
    /// differ by pair of classes this is that of the others, and at background.
    pub edge_depth: Option<f64>,
    /// Whether cores are connected by corners too.
    pub corners: bool,
    /// Whether edge cells are listed.
    pub edges: bool,
}

/// Whole rows of a map, with the ids of its patches and the cells of each (by id, from 0 for id 1).
#[derive(Clone, Copy)]
pub struct GeometryBlock<'a> {
    pub block: PatchBlock<'a>,
    pub ids: &'a PatchIds,
    pub cells: &'a [u64],
    pub options: GeometryOptions,
    /// Where depths of edges differ by pair of classes.
    pub around: Option<Around<'a>>,
}

/// Patches that are measured, and runs of those that are not: of some that are whole, which are measured at the end, and of
/// some that go on in blocks to come.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Geometries {
    measured: Vec<(u32, Geometry)>,
    whole: Vec<(u32, GatheredPatch)>,
    open: FxHashMap<u32, GatheredPatch>,
    options: Option<GeometryOptions>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct GatheredPatch {
    /// Cells that are not gathered as yet.
    missing: u64,
    /// In row-major order.
    runs: Vec<RowRun>,
    beyond: Vec<Beyond>,
}

impl Accumulator for Geometries {
    type Block<'a> = GeometryBlock<'a>;
    /// By id, from 1.
    type Output = Vec<Geometry>;

    fn push(&mut self, block: GeometryBlock<'_>) {
        let mut gathered: Vec<(u32, RowRun)> = Vec::new();
        block.ids.walk(block.block, |_, row, runs| {
            let mut start = 0;
            for run in runs {
                if let Some(id) = run.id() {
                    gathered.push((id, RowRun { row: row as u32, start, end: run.end }));
                }
                start = run.end;
            }
        });
        // Stable: runs of a patch stay in their order.
        gathered.sort_by_key(|(id, _)| *id);
        let mut beyond = block.around.map_or(Vec::new(), |around| beyond::beyond(&block, &around));
        beyond.sort_unstable_by_key(|(id, _)| *id);
        let mut rest = beyond.as_slice();
        let mut next = Geometries { options: Some(block.options), ..Geometries::default() };
        for of_patch in gathered.chunk_by(|a, b| a.0 == b.0) {
            let id = of_patch[0].0;
            let runs: Vec<RowRun> = of_patch.iter().map(|(_, run)| *run).collect();
            let cells: u64 = runs.iter().map(|run| u64::from(run.end - run.start)).sum();
            let missing = block.cells[id as usize - 1] - cells;
            let (own, others) = rest.split_at(rest.partition_point(|(of, _)| *of <= id));
            rest = others;
            let beyond = own.iter().map(|(_, beyond)| *beyond).collect();
            let open = GatheredPatch { missing, runs, beyond };
            if missing == 0 {
                next.measured.push((id, measure(open, &block.options)));
            } else {
                next.open.insert(id, open);
            }
        }
        self.merge(next);
    }

    fn merge(&mut self, next: Self) {
        self.options = self.options.or(next.options);
        self.measured.extend(next.measured);
        self.whole.extend(next.whole);
        for (id, more) in next.open {
            let Some(open) = self.open.get_mut(&id) else {
                self.open.insert(id, more);
                continue;
            };
            // Each lacks the cells that the other has.
            let gathered: u64 = more.runs.iter().map(|run| u64::from(run.end - run.start)).sum();
            open.missing -= gathered;
            open.runs.extend(more.runs);
            open.beyond.extend(more.beyond);
            if open.missing == 0 {
                self.whole.push((id, std::mem::take(open)));
                self.open.remove(&id);
            }
        }
    }

    fn finish(mut self) -> Vec<Geometry> {
        if let Some(options) = &self.options {
            let measured = self.whole.into_par_iter().map(|(id, whole)| (id, measure(whole, options)));
            self.measured.par_extend(measured);
        }
        self.measured.sort_unstable_by_key(|(id, _)| *id);
        self.measured.into_iter().map(|(_, geometry)| geometry).collect()
    }
}

/// Measures a patch that is whole.
fn measure(patch: GatheredPatch, options: &GeometryOptions) -> Geometry {
    let runs = PatchRuns::new(&patch.runs);
    Geometry {
        gyrate: gyrate::gyrate(&runs, options),
        diameter: circle::diameter(&runs, options),
        diagonal: runs.diagonal_pairs(),
        edge: if options.edges { core::edge(&runs) } else { Vec::new() },
        nearest: None,
        contrast: None,
        proximity: None,
        similarity: None,
        cores: core::cores(&runs, patch.beyond, options),
    }
}

#[cfg(test)]
mod tests;
