//! Ids of patches, and rasters of them.
//!
//! Id of a patch = 1 + the number of patches, over all zones, whose first cell comes before its own (row-major; on one
//! cell the zones in their order)
//!
//! Shapes: the listed patterns of a map; a row of [`Run`]s labelled with ids, or (rows, columns) ids of a block. Range:
//! 1 to the number of patches, 0 for cells without a patch.
//!
//! Ids are painted by a second sweep over the strips of the first: where a run has nothing of its class above it, a
//! patch begins there, or a part of one that the first sweep saw come to it further down; all other runs take the id
//! from above.

use super::{
    PatchBlock, Pattern, each_row,
    row::{BACKGROUND, NONE, Run, join},
};
use std::collections::BTreeMap;

/// Ids of patches: 1, 2, 3 ... in row-major order of their first cells, over all zones.
#[derive(Debug, Clone, Default)]
pub struct PatchIds {
    firsts: Vec<(u64, Option<u32>)>,
    /// First cells of the other parts of patches, with the id of the patch: where a run has none of its patch above it.
    parts: Vec<(u64, Option<u32>, u32)>,
}

/// Finds first cells among many that ascend: where those begin that have the same upper bits.
struct FirstCells<'a> {
    firsts: &'a [(u64, Option<u32>)],
    shift: u32,
    begins: Vec<u32>,
}

impl<'a> FirstCells<'a> {
    /// With about as many beginnings as there are first cells.
    fn new(firsts: &'a [(u64, Option<u32>)]) -> FirstCells<'a> {
        let last = firsts.last().map_or(0, |patch| patch.0);
        let shift = (last / firsts.len().max(1) as u64).max(1).ilog2();
        let mut begins = Vec::with_capacity((last >> shift) as usize + 2);
        for (i, (first, _)) in firsts.iter().enumerate() {
            while begins.len() <= (first >> shift) as usize {
                begins.push(i as u32);
            }
        }
        begins.push(firsts.len() as u32);
        FirstCells { firsts, shift, begins }
    }

    fn of(&self, first: u64, zone: Option<u32>) -> Option<usize> {
        let at = (first >> self.shift) as usize;
        let (from, to) = (*self.begins.get(at)? as usize, *self.begins.get(at + 1)? as usize);
        self.firsts[from..to].iter().position(|patch| *patch == (first, zone)).map(|i| from + i)
    }
}

/// How far a walk over the map has come among first cells of patches, and of their other parts.
#[derive(Clone, Copy)]
struct Cursor(usize, usize);

impl PatchIds {
    /// For patterns whose patches were listed.
    pub fn new(patterns: &BTreeMap<Option<u32>, Pattern>) -> PatchIds {
        let mut ids = PatchIds::default();
        let mut joined: Vec<(u64, Option<u32>, u64)> = Vec::new();
        for (zone, pattern) in patterns {
            ids.firsts.extend(pattern.patches.iter().map(|patch| (patch.first, *zone)));
            joined.extend(pattern.joined.iter().map(|(part, patch)| (*part, *zone, *patch)));
        }
        ids.firsts.sort();
        joined.sort();
        let first_cells = FirstCells::new(&ids.firsts);
        ids.parts.reserve_exact(joined.len());
        for (part, zone, patch) in joined {
            // What it came to may be a part that came to another later, and that lies before it.
            let before = || ids.parts.binary_search_by_key(&(patch, zone), |(first, zone, _)| (*first, *zone));
            let id =
                first_cells.of(patch, zone).map_or_else(|| before().map_or(0, |i| ids.parts[i].2), |i| i as u32 + 1);
            ids.parts.push((part, zone, id));
        }
        ids
    }

    pub fn len(&self) -> usize {
        self.firsts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.firsts.is_empty()
    }

    /// The id of the patch that begins at a cell.
    pub fn id(&self, first: u64, zone: Option<u32>) -> u32 {
        self.firsts.binary_search(&(first, zone)).map_or(0, |i| i as u32 + 1)
    }

    /// Indices of the patches of a zone's pattern among all, in their order: ids less 1.
    pub fn indices<'a>(&'a self, zone: Option<u32>, pattern: &'a Pattern) -> impl Iterator<Item = usize> + 'a {
        pattern.patches.iter().map(move |patch| self.id(patch.first, zone) as usize - 1)
    }

    /// Writes the id of the patch of every cell of a block (row-major), 0 where there is none, as [`PatchIds::walk`] gives
    /// them. Zones must not overlap.
    pub fn paint(&self, block: PatchBlock<'_>, ids: &mut [u32]) {
        let (window, zoned) = (block.window, block.zones.is_some());
        if zoned {
            ids.fill(0);
        }
        self.walk(block, |_, row, runs| {
            let line = (row - window.row) * window.columns;
            let cells = &mut ids[line..line + window.columns];
            let mut start = 0;
            for run in runs {
                let (end, id) = (run.end as usize, run.id().unwrap_or(0));
                if !zoned {
                    // Eights, past the end of the run too, since the next one writes there.
                    let mut at = start;
                    while at < end {
                        match cells[at..].first_chunk_mut::<8>() {
                            Some(eight) => *eight = [id; 8],
                            None => cells[at..].fill(id),
                        }
                        at += 8;
                    }
                } else if id > 0 {
                    cells[start..end].fill(id);
                }
                start = end;
            }
        });
    }

    /// Visits the rows of a block (of each zone): the zone, the row and its runs, which leave no column out, with their ids.
    /// The block must be one of those whose accumulators were merged, as others have other parts; where there are no ids
    /// any will do, and they are 0. Gives the codes of the runs' class ids from 1 on.
    pub fn walk(&self, block: PatchBlock<'_>, mut visit: impl FnMut(Option<u32>, usize, &[Run])) -> Vec<i64> {
        let (window, corners) = (block.window, block.options.corners);
        let start = (window.row * window.columns) as u64;
        let begin = Cursor(
            self.firsts.partition_point(|(first, _)| *first < start),
            self.parts.partition_point(|(first, _, _)| *first < start),
        );
        // The last row of each zone, where it lies, and how far the zone has come. Labels of runs are ids.
        let mut fronts: BTreeMap<Option<u32>, (usize, Vec<Run>, Cursor)> = BTreeMap::new();
        let mut runs = Vec::new();
        each_row(block, |zone, row, fill| {
            let (last, above, cursor) = fronts.entry(zone).or_insert((row, Vec::new(), begin));
            if *last + 1 != row {
                above.clear();
            }
            runs.clear();
            fill(&mut runs);
            let same = |a: &Run, b: &mut Run, _| b.label = a.label;
            join(above, &mut runs, corners, same, |_, _, _| {});
            let index = (row * window.columns) as u64;
            let mut start = 0;
            for run in &mut runs {
                if run.class_id != BACKGROUND && run.label == NONE {
                    run.label = self.begun(index + start, zone, cursor);
                }
                start = u64::from(run.end);
            }
            visit(zone, row, &runs);
            std::mem::swap(above, &mut runs);
            *last = row;
        })
    }

    /// The id of the patch of a zone that begins, or of which another part begins, at a cell; asked for cells in order.
    fn begun(&self, first: u64, zone: Option<u32>, cursor: &mut Cursor) -> u32 {
        while self.firsts.get(cursor.0).is_some_and(|patch| *patch < (first, zone)) {
            cursor.0 += 1;
        }
        if self.firsts.get(cursor.0).is_some_and(|patch| *patch == (first, zone)) {
            return cursor.0 as u32 + 1;
        }
        while self.parts.get(cursor.1).is_some_and(|part| (part.0, part.1) < (first, zone)) {
            cursor.1 += 1;
        }
        self.parts.get(cursor.1).map_or(0, |part| part.2)
    }
}
