//! Patches: connected cells of one class, and the edges between classes.
//!
//! Patch:      a connected component of the cells of one class: by sides and corners (8 neighbours) or by sides alone
//!             (4)
//! Area:       a = n w h        \[m²\], n cells of width w and height h
//! Perimeter:  p = u h + l w        \[m\], holes included; u = 2 r upright and l = 2 (n - c) level sides of a patch of
//!             r runs and of c pairs of its cells one above the other
//! Edge:       sides between cells of two classes, each once; what is left of a class's sides is at background (nodata,
//!             or the border of the map or zone)
//!
//! Shapes: blocks of whole rows, (rows, columns) class ids or bytes with the code of each; a [`Pattern`] for the map,
//! or for each zone. Areas and sides are whole numbers of cells and sides, n ≥ 1 and u, l ≥ 2; [`CellSides::length`]
//! makes m of sides.
//!
//! One sweep over strips of whole rows. A row is a list of runs; the runs of two rows are joined by walking them side
//! by side, so that cost follows borders and not cells. Cells, runs and pairs of a patch add up when parts of it meet.
//! A patch that the newest row does not touch is closed: it is counted among those of its class that have the same
//! cells and sides, and listed where a list is asked for. So memory is that of a few rows and of the different shapes.
//! A strip keeps its first and its last row with the patches that they touch, and two strips merge along their common
//! boundary. Patches and sides are those of a zone alone where there are zones: what lies outside is background.
//!
//! Sources: McGarigal, Cushman and Ene 2012, FRAGSTATS v4 (patches, perimeters, edges); Rosenfeld and Pfaltz 1966, J.
//! ACM 13, 471 (labelling in one sweep); He, Chao and Suzuki 2008, IEEE Trans. Image Process. 17, 749 (labelling of
//! runs).
//!
//! ```
//! use ndarray::array;
//! use pitscape::cover::classes::{ClassBlock, ClassCells};
//! use pitscape::grid::Window;
//! use pitscape::kernels::{Accumulator, patches::{CellSides, PatchBlock, PatchOptions, Patches}};
//!
//! // A patch of three cells of class 40 in an L, and one cell of class 9
//! let cells = array![[0u16, 0], [0, 1]];
//! let window = Window { row: 0, column: 0, rows: 2, columns: 2 };
//! let block = ClassBlock { cells: ClassCells::Ids(cells.view()), codes: &[Some(40), Some(9)] };
//! let mut patches = Patches::default();
//! patches.push(PatchBlock { block, window, zones: None, options: PatchOptions { corners: true, listed: true } });
//! let pattern = &patches.finish()[&None];
//! let l = pattern.patches[0].shape;
//! assert_eq!((l.cells, l.sides.length(20.0, 10.0)), (3, 4.0 * 10.0 + 4.0 * 20.0));
//! assert_eq!(pattern.edges[0].sides, CellSides { upright: 1, level: 1 });
//! ```

pub mod borders;
mod edges;
pub mod geometry;
mod ids;
pub mod isolation;
mod open_patches;
pub mod outlines;
mod row;
mod strip;

pub use edges::CellSides;
pub use ids::PatchIds;

use super::Accumulator;
use crate::{
    cover::{
        cell_mask::Zones,
        classes::{ClassBlock, ClassCells},
    },
    grid::Window,
};
use ndarray::ArrayView2;
pub use row::Run;
use row::{BACKGROUND, ClassCell, extend, stretches};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use strip::{Labelling, Strip};

/// What metrics need to know of a patch; many patches are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PatchShape {
    pub cells: u64,
    /// Cell sides of its perimeter, holes included.
    pub sides: CellSides,
}

/// One patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patch {
    /// Row-major index of its first cell.
    pub first: u64,
    /// Index of its class in [`Pattern::classes`].
    pub class: usize,
    pub shape: PatchShape,
}

/// A class and its patches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassPatches {
    pub code: i64,
    /// Ascending, with the number of patches that are alike.
    pub shapes: Vec<(PatchShape, u64)>,
}

/// Sides between cells of two classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassEdge {
    /// Indices of the classes, ascending.
    pub classes: (usize, usize),
    pub sides: CellSides,
}

/// The pattern of one landscape.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pattern {
    /// By code.
    pub classes: Vec<ClassPatches>,
    /// By pair of classes.
    pub edges: Vec<ClassEdge>,
    /// In order of their first cells; empty where they were not listed.
    pub patches: Vec<Patch>,
    /// First cells of parts that came to a patch below where they begin, and of the patch, in order.
    joined: Vec<(u64, u64)>,
}

/// How patches are told apart, and whether they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatchOptions {
    /// Cells that touch at a corner belong together (the rule of 8 neighbours).
    pub corners: bool,
    pub listed: bool,
}

/// Whole rows of a map.
#[derive(Clone, Copy)]
pub struct PatchBlock<'a> {
    pub block: ClassBlock<'a>,
    pub window: Window,
    pub zones: Option<&'a Zones>,
    pub options: PatchOptions,
}

/// Patches of a map, or of each of its zones.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Patches {
    corners: bool,
    /// Codes of the class ids from 1 on.
    codes: Vec<i64>,
    strips: BTreeMap<Option<u32>, Strip>,
}

impl Accumulator for Patches {
    type Block<'a> = PatchBlock<'a>;
    /// By zone (`None`: the whole map, where there are no zones). What has no cell of a class has no pattern.
    type Output = BTreeMap<Option<u32>, Pattern>;

    fn push(&mut self, block: PatchBlock<'_>) {
        let (options, columns) = (block.options, block.window.columns);
        let mut labelled = BTreeMap::new();
        let codes = each_row(block, |zone, row, fill| {
            let labelling: &mut Labelling =
                labelled.entry(zone).or_insert_with(|| Labelling::new(options.corners, options.listed));
            labelling.push(row, columns, fill);
        });
        let strips = labelled.into_iter().map(|(zone, labelling)| (zone, labelling.finish())).collect();
        self.merge(Patches { corners: options.corners, codes, strips });
    }

    fn merge(&mut self, next: Self) {
        if self.strips.is_empty() {
            *self = next;
            return;
        }
        self.corners |= next.corners;
        let known: HashMap<i64, u16> = self.codes.iter().zip(1..).map(|(code, class_id)| (*code, class_id)).collect();
        let mut class_ids = vec![BACKGROUND];
        for code in next.codes {
            class_ids.push(known.get(&code).copied().unwrap_or_else(|| {
                self.codes.push(code);
                self.codes.len() as u16
            }));
        }
        for (zone, strip) in next.strips {
            // Into an empty one too: class ids change on the way.
            let listed = strip.patches.is_some();
            let own = self.strips.entry(zone).or_insert_with(|| Strip::new(listed));
            own.merge(strip, &class_ids, self.corners);
        }
    }

    fn finish(self) -> BTreeMap<Option<u32>, Pattern> {
        let codes = &self.codes;
        let patterns = self.strips.into_iter().map(|(zone, strip)| (zone, pattern(strip, codes)));
        patterns.filter(|(_, pattern)| !pattern.classes.is_empty()).collect()
    }
}

fn pattern(mut strip: Strip, codes: &[i64]) -> Pattern {
    strip.finish();
    let code = |class_id: u16| codes[usize::from(class_id) - 1];
    let mut shapes: Vec<((u16, PatchShape), u64)> = strip.shapes.into_iter().collect();
    shapes.sort_unstable_by_key(|((class_id, shape), _)| (code(*class_id), *shape));
    let mut index = vec![0; codes.len() + 1];
    let mut classes = Vec::new();
    for (i, shapes) in shapes.chunk_by(|a, b| a.0.0 == b.0.0).enumerate() {
        let class_id = shapes[0].0.0;
        index[usize::from(class_id)] = i;
        let shapes = shapes.iter().map(|((_, shape), patches)| (*shape, *patches)).collect();
        classes.push(ClassPatches { code: code(class_id), shapes });
    }
    let between = strip.edges.iter().filter(|((a, b), _)| a != b && *a != BACKGROUND && *b != BACKGROUND);
    let mut edges: Vec<ClassEdge> = between
        .map(|((a, b), sides)| {
            let (a, b) = (index[usize::from(a)], index[usize::from(b)]);
            ClassEdge { classes: (a.min(b), a.max(b)), sides }
        })
        .collect();
    edges.sort_unstable_by_key(|edge| edge.classes);
    // Those of either order are one.
    edges.dedup_by(|next, edge| {
        let same = next.classes == edge.classes;
        if same {
            edge.sides.add(next.sides);
        }
        same
    });
    let mut patches = strip.patches.unwrap_or_default();
    patches.iter_mut().for_each(|patch| patch.class = index[patch.class]);
    // They are rows of ascending pieces, which a stable sort merges.
    patches.sort_by_key(|patch| patch.first);
    let mut joined = strip.joined;
    joined.sort();
    Pattern { classes, edges, patches, joined }
}

/// ClassIds by cell value, given as values are met.
struct ClassIds<'a> {
    of: Vec<u16>,
    known: &'a [Option<i64>],
    class_ids: HashMap<i64, u16>,
    codes: Vec<i64>,
}

const UNMET: u16 = u16::MAX;

impl ClassIds<'_> {
    fn of(&mut self, value: usize) -> u16 {
        match self.of.get(value) {
            Some(&UNMET) => self.meet(value),
            Some(class_id) => *class_id,
            None => BACKGROUND,
        }
    }

    #[cold]
    fn meet(&mut self, value: usize) -> u16 {
        let class_id = self.known[value].map_or(BACKGROUND, |code| {
            *self.class_ids.entry(code).or_insert_with(|| {
                self.codes.push(code);
                self.codes.len() as u16
            })
        });
        self.of[value] = class_id;
        class_id
    }
}

/// Makes the runs of a row and says how many class ids there are.
type Fill<'f> = &'f mut dyn FnMut(&mut Vec<Run>) -> usize;

/// Visits the rows of a block for each of its zones, or for itself; gives the codes of the class ids.
fn each_row(block: PatchBlock<'_>, visit: impl FnMut(Option<u32>, usize, Fill<'_>)) -> Vec<i64> {
    let known = block.block.codes;
    let mut class_ids = ClassIds { of: vec![UNMET; known.len()], known, class_ids: HashMap::new(), codes: Vec::new() };
    match block.block.cells {
        ClassCells::Bytes(cells) => each_row_of(cells, block.window, block.zones, &mut class_ids, visit),
        ClassCells::Ids(cells) => each_row_of(cells, block.window, block.zones, &mut class_ids, visit),
    }
    class_ids.codes
}

fn each_row_of<T: ClassCell>(
    cells: ArrayView2<'_, T>,
    window: Window,
    zones: Option<&Zones>,
    class_ids: &mut ClassIds<'_>,
    mut visit: impl FnMut(Option<u32>, usize, Fill<'_>),
) {
    assert_eq!((window.column, cells.dim()), (0, (window.rows, window.columns)), "patches are swept by whole rows");
    let mut spans = Vec::new();
    for (r, cells) in cells.rows().into_iter().enumerate() {
        let cells = cells.to_slice().expect("rows of a block are contiguous");
        let row = window.row + r;
        let mut of_zone = |zone, spans: &[std::ops::Range<usize>]| {
            visit(zone, row, &mut |runs| {
                fill(runs, cells, spans, class_ids);
                class_ids.codes.len() + 1
            });
        };
        let Some(zones) = zones else {
            of_zone(None, std::slice::from_ref(&(0..window.columns)));
            continue;
        };
        spans.clear();
        spans.extend(zones.row(row, window).map(|(span, zone)| (zone, span)));
        // Spans of a zone are in order already.
        spans.sort_by_key(|(zone, _)| *zone);
        for spans in spans.chunk_by(|a, b| a.0 == b.0) {
            let columns: Vec<_> = spans.iter().map(|(_, columns)| columns.clone()).collect();
            of_zone(Some(spans[0].0), &columns);
        }
    }
}

/// The runs of a row inside some spans, background between them.
fn fill<T: ClassCell>(
    runs: &mut Vec<Run>,
    cells: &[T],
    spans: &[std::ops::Range<usize>],
    class_ids: &mut ClassIds<'_>,
) {
    let mut done = 0;
    for span in spans {
        if span.start > done {
            extend(runs, span.start, BACKGROUND);
        }
        stretches(&cells[span.clone()], |end, value| extend(runs, span.start + end, class_ids.of(value.into())));
        done = span.end;
    }
    if done < cells.len() {
        extend(runs, cells.len(), BACKGROUND);
    }
}

#[cfg(test)]
mod tests;
