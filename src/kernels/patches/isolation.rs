//! How far patches lie from one another.
//!
//! Distance:  d_jk = min √((h Δrow)² + (w Δcolumn)²) over the cells of the patches j and k, centre to
//!            centre        \[m\]
//! Nearest:   ENN_j = min d_jk over the other patches k ([`EdgeCells::nearest`]); `None` where there is no other
//! Within:    all k with d_jk ≤ R, R a radius in m ([`EdgeCells::within`]). FRAGSTATS' PROX_j = Σ a_k / d_jk² over
//!            those of the same class, SIMI_j = Σ θ_ik a_k / d_jk² over those of all classes (i being that of j), and
//!            CONNECT, the share of the pairs of a class that are within, are made of these
//!
//! Shapes: a list of edge cells (row, column, patch); one distance, or one list of (patch, distance), for each patch.
//! Range: d ≥ min(w, h); only patches of different classes, or (by 4 neighbours) cells that touch at corners, lie next
//! to each other.
//!
//! Of every pair of patches the nearest cells lie on the edges of both, so that edge cells alone are looked at. They
//! stand in a k-d tree whose nodes know the bounds of their cells, and whether all of these are of one patch: a search
//! from a patch passes over nodes of its own cells (which trees of crates do not know), and over those that lie farther than the nearest cell found so far
//! from any cell of the patch. So each patch costs about one search, however many cells it has.
//!
//! Sources: McGarigal, Cushman and Ene 2012, FRAGSTATS v4 (isolation/proximity metrics); Bentley 1975, Commun. ACM 18,
//! 509.
//!
//! ```
//! use pitscape::kernels::patches::isolation::{EdgeCell, EdgeCells};
//! // Cells of 20 x 10 m, 3 columns and 4 rows apart
//! let cells = vec![EdgeCell { row: 0, column: 0, patch: 0 }, EdgeCell { row: 4, column: 3, patch: 1 }];
//! let distances = EdgeCells::new(cells, 2, (20.0, 10.0)).nearest(&|| true).unwrap();
//! assert_eq!(distances[0], Some((60f64 * 60.0 + 40.0 * 40.0).sqrt()));
//! ```

use crate::kernels::GoOn;
use rayon::prelude::*;
use std::{
    ops::Range,
    sync::atomic::{AtomicU64, Ordering},
};

/// An edge cell of a patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EdgeCell {
    pub row: u32,
    pub column: u32,
    pub patch: u32,
}

/// So many cells are not split further.
const LEAF: usize = 12;
/// Parts of so many cells are split side by side.
const SHARED: usize = if cfg!(test) { 40 } else { 8192 };
/// The patch of bounds with cells of several.
const SEVERAL: u32 = u32::MAX;

/// Cells that are searched from between two questions whether to go on.
const SEARCHES: usize = 1024;

/// The square of a distance that threads better side by side.
struct Square(AtomicU64);

impl Square {
    fn new() -> Square {
        Square(AtomicU64::new(f64::INFINITY.to_bits()))
    }

    fn get(&self) -> f64 {
        f64::from_bits(self.0.load(Ordering::Relaxed))
    }

    /// Numbers that are not negative are in the order of their bits.
    fn better(&self, square: f64) {
        if square < self.get() {
            self.0.fetch_min(square.to_bits(), Ordering::Relaxed);
        }
    }
}

/// Of some cells.
struct TreeNode {
    rows: (u32, u32),
    columns: (u32, u32),
    patch: u32,
    cells: Range<u32>,
    /// The second of the two that they are split into, the first being the next; 0 where they are not.
    second: u32,
}

struct Tree {
    cells: Vec<EdgeCell>,
    nodes: Vec<TreeNode>,
    width: f64,
    height: f64,
}

/// Edge cells of some patches (0 ... n - 1), ready to be searched.
pub struct EdgeCells {
    tree: Tree,
    patches: usize,
}

impl EdgeCells {
    /// Cells in any order, `sides` being width and height of a cell in m.
    pub fn new(cells: Vec<EdgeCell>, patches: usize, sides: (f64, f64)) -> EdgeCells {
        EdgeCells { tree: Tree::new(cells, sides.0, sides.1), patches }
    }

    /// For each patch the distance to the nearest other one, in m; `None` where there is no other. Nothing where `go_on` said
    /// no.
    pub fn nearest(&self, go_on: GoOn<'_>) -> Option<Vec<Option<f64>>> {
        let best: Vec<Square> = (0..self.patches).map(|_| Square::new()).collect();
        let cells = if self.patches > 1 { &self.tree.cells[..] } else { &[] };
        cells.par_chunks(SEARCHES).try_for_each_init(Vec::new, |stack, cells| {
            cells.iter().for_each(|cell| self.tree.search(cell, &best, stack));
            go_on().then_some(())
        })?;
        Some(best.iter().map(|square| Some(square.get()).filter(|s| s.is_finite()).map(f64::sqrt)).collect())
    }

    /// What `of` makes, for every patch with cells, of the others that lie no farther than a radius (m), by number, each with its
    /// distance; in the order of the patches. Nothing where `go_on` said no.
    pub fn within<R: Send>(
        &self,
        radius: f64,
        go_on: GoOn<'_>,
        of: impl Fn(u32, &[(u32, f64)]) -> R + Sync,
    ) -> Option<Vec<(u32, R)>> {
        // A patch at that very distance is within, whatever its last digit.
        let most = radius * radius * (1.0 + 1e-9);
        let mut cells: Vec<&EdgeCell> = self.tree.cells.iter().collect();
        cells.sort_unstable_by_key(|cell| (cell.patch, cell.row, cell.column));
        // Searches share what they know of all patches: some at a time, so that this is not made anew for each.
        let least = cells.len() / (16 * rayon::current_num_threads());
        let found = pieces(&cells, least).into_par_iter().map(|cells| {
            let (mut best, mut stack) = (vec![f64::INFINITY; self.patches], Vec::new());
            let (mut found, mut others): (_, Vec<(u32, f64)>) = (Vec::new(), Vec::new());
            for own in cells.chunk_by(|a, b| a.patch == b.patch) {
                for cells in own.chunks(SEARCHES) {
                    for cell in cells {
                        self.tree.search_within(cell, most, &mut best, &mut others, &mut stack);
                    }
                    if !go_on() {
                        return None;
                    }
                }
                others.sort_unstable_by_key(|(other, _)| *other);
                for (other, distance) in &mut others {
                    *distance = std::mem::replace(&mut best[*other as usize], f64::INFINITY).sqrt();
                }
                found.push((own[0].patch, of(own[0].patch, &others)));
                others.clear();
            }
            Some(found)
        });
        Some(found.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
    }
}

/// Cells, sorted by patch, in pieces of whole patches with so many cells at least, but for the last.
fn pieces<'c>(cells: &'c [&'c EdgeCell], least: usize) -> Vec<&'c [&'c EdgeCell]> {
    let (mut pieces, mut rest) = (Vec::new(), cells);
    while !rest.is_empty() {
        let last = rest[least.min(rest.len() - 1)].patch;
        let (piece, others) = rest.split_at(rest.partition_point(|cell| cell.patch <= last));
        pieces.push(piece);
        rest = others;
    }
    pieces
}

/// Adds the bounds of cells, the first of which has a number among all, and those of the two parts that they are split into.
fn split(cells: &mut [EdgeCell], first: u32, (width, height): (f64, f64), nodes: &mut Vec<TreeNode>) {
    let ends =
        |of: fn(&EdgeCell) -> u32| cells.iter().map(of).fold((u32::MAX, 0), |ends, v| (ends.0.min(v), ends.1.max(v)));
    let (rows, columns) = (ends(|cell| cell.row), ends(|cell| cell.column));
    let one = cells.iter().all(|cell| cell.patch == cells[0].patch);
    let patch = if one { cells[0].patch } else { SEVERAL };
    let at = nodes.len();
    nodes.push(TreeNode { rows, columns, patch, cells: first..first + cells.len() as u32, second: 0 });
    if cells.len() <= LEAF {
        return;
    }
    let middle = cells.len() / 2;
    if f64::from(rows.1 - rows.0) * height > f64::from(columns.1 - columns.0) * width {
        cells.select_nth_unstable_by_key(middle, |cell| (cell.row, cell.column));
    } else {
        cells.select_nth_unstable_by_key(middle, |cell| (cell.column, cell.row));
    }
    let (one, other) = cells.split_at_mut(middle);
    let second = first + middle as u32;
    if one.len() < SHARED {
        split(one, first, (width, height), nodes);
        nodes[at].second = nodes.len() as u32;
        split(other, second, (width, height), nodes);
        return;
    }
    let mut parts = [Vec::new(), Vec::new()];
    let [of_one, of_other] = &mut parts;
    rayon::join(|| split(one, first, (width, height), of_one), || split(other, second, (width, height), of_other));
    for part in parts {
        let before = nodes.len() as u32;
        nodes[at].second = before; // of the second part, which is the last
        let moved =
            |node: TreeNode| TreeNode { second: if node.second > 0 { node.second + before } else { 0 }, ..node };
        nodes.extend(part.into_iter().map(moved));
    }
}

impl Tree {
    fn new(mut cells: Vec<EdgeCell>, width: f64, height: f64) -> Tree {
        let mut nodes = Vec::new();
        if !cells.is_empty() {
            split(&mut cells, 0, (width, height), &mut nodes);
        }
        Tree { cells, nodes, width, height }
    }

    /// Betters the squares of the patch of a cell, and of those that it finds, by what is nearest to the cell.
    fn search(&self, cell: &EdgeCell, best: &[Square], stack: &mut Vec<u32>) {
        let patch = cell.patch as usize;
        stack.push(0);
        while let Some(at) = stack.pop() {
            let node = &self.nodes[at as usize];
            if node.patch == cell.patch || self.node_square(cell, node) >= best[patch].get() {
                continue;
            }
            if node.second == 0 {
                let range = node.cells.start as usize..node.cells.end as usize;
                for other in self.cells[range].iter().filter(|other| other.patch != cell.patch) {
                    let square = self.square(cell.row.abs_diff(other.row), cell.column.abs_diff(other.column));
                    best[patch].better(square);
                    best[other.patch as usize].better(square);
                }
            } else {
                // The nearer one is looked at first.
                let (one, other) = (at + 1, node.second);
                let square = |at: u32| self.node_square(cell, &self.nodes[at as usize]);
                let ordered = if square(one) <= square(other) { [other, one] } else { [one, other] };
                stack.extend(ordered);
            }
        }
    }

    /// Betters the squares of other patches by those of their cells that lie no farther than `most` from a cell, and adds
    /// patches that are met for the first time to `found`.
    fn search_within(
        &self,
        cell: &EdgeCell,
        most: f64,
        best: &mut [f64],
        found: &mut Vec<(u32, f64)>,
        stack: &mut Vec<u32>,
    ) {
        stack.push(0);
        while let Some(at) = stack.pop() {
            let node = &self.nodes[at as usize];
            // TreeNode of one patch can only better what is known of that patch.
            let limit = if node.patch == SEVERAL { most } else { most.min(best[node.patch as usize]) };
            let square = self.node_square(cell, node);
            if node.patch == cell.patch || square > most || (square >= limit && limit < most) {
                continue;
            }
            if node.second > 0 {
                stack.extend([node.second, at + 1]);
                continue;
            }
            let range = node.cells.start as usize..node.cells.end as usize;
            for other in self.cells[range].iter().filter(|other| other.patch != cell.patch) {
                let square = self.square(cell.row.abs_diff(other.row), cell.column.abs_diff(other.column));
                let known = &mut best[other.patch as usize];
                if square <= most && square < *known {
                    if known.is_infinite() {
                        found.push((other.patch, 0.0));
                    }
                    *known = square;
                }
            }
        }
    }

    fn square(&self, rows: u32, columns: u32) -> f64 {
        let (down, across) = (f64::from(rows) * self.height, f64::from(columns) * self.width);
        down * down + across * across
    }

    fn node_square(&self, cell: &EdgeCell, node: &TreeNode) -> f64 {
        let away = |v: u32, ends: (u32, u32)| ends.0.saturating_sub(v).max(v.saturating_sub(ends.1));
        self.square(away(cell.row, node.rows), away(cell.column, node.columns))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell(row: u32, column: u32, patch: u32) -> EdgeCell {
        EdgeCell { row, column, patch }
    }

    fn nearest(cells: Vec<EdgeCell>, patches: usize, width: f64, height: f64) -> Vec<Option<f64>> {
        EdgeCells::new(cells, patches, (width, height)).nearest(&|| true).unwrap()
    }

    fn within(cells: Vec<EdgeCell>, patches: usize, sides: (f64, f64), radius: f64) -> Vec<(u32, u32, f64)> {
        let all =
            |patch, others: &[(u32, f64)]| others.iter().map(|(other, d)| (patch, *other, *d)).collect::<Vec<_>>();
        let found = EdgeCells::new(cells, patches, sides).within(radius, &|| true, all).unwrap();
        assert!(found.windows(2).all(|two| two[0].0 < two[1].0));
        found.into_iter().flat_map(|(_, pairs)| pairs).collect()
    }

    #[test]
    fn stopped_it_has_no_answer() {
        let edges = EdgeCells::new(vec![cell(0, 0, 0), cell(9, 9, 1)], 2, (1.0, 1.0));
        assert_eq!(edges.nearest(&|| false), None);
        assert!(edges.within(99.0, &|| false, |_, _| ()).is_none());
    }

    #[test]
    fn no_patch_and_one() {
        assert!(nearest(vec![], 0, 1.0, 1.0).is_empty());
        assert_eq!(nearest(vec![cell(0, 0, 0), cell(0, 1, 0)], 1, 1.0, 1.0), [None]);
    }

    #[test]
    fn by_hand() {
        // Cells of 20 x 10 m: 3 columns and 4 rows apart, and the third one nearer to the second
        let cells = vec![cell(0, 0, 0), cell(4, 3, 1), cell(5, 3, 1), cell(9, 4, 2)];
        let found = nearest(cells, 3, 20.0, 10.0);
        let to_third = (40f64 * 40.0 + 20.0 * 20.0).sqrt();
        let near =
            within(vec![cell(0, 0, 0), cell(4, 3, 1), cell(5, 3, 1), cell(9, 4, 2)], 3, (20.0, 10.0), 2000f64.sqrt());
        assert_eq!(near, [(1, 2, to_third), (2, 1, to_third)]);
        assert_eq!(found, [Some((60f64 * 60.0 + 40.0 * 40.0).sqrt()), Some(to_third), Some(to_third)]);
    }

    proptest! {
        #[test]
        fn every_pair_of_cells_says_the_same(
            cells in prop::collection::btree_map((0u32..40, 0u32..40), 0u32..7, 0..300),
            sides in prop::sample::select(vec![(1.0, 1.0), (2.0, 1.0), (0.7, 1.1)]),
            radius in prop::sample::select(vec![1.0, 2.5, 5.0, 100.0]),
        ) {
            let cells: Vec<EdgeCell> = cells.into_iter().map(|((r, c), patch)| cell(r, c, patch)).collect();
            let found = nearest(cells.clone(), 7, sides.0, sides.1);
            for patch in 0..7 {
                let mut expected = f64::INFINITY;
                for a in cells.iter().filter(|cell| cell.patch == patch) {
                    for b in cells.iter().filter(|cell| cell.patch != patch) {
                        let (r, c) = (f64::from(a.row.abs_diff(b.row)) * sides.1, f64::from(a.column.abs_diff(b.column)) * sides.0);
                        expected = expected.min((r * r + c * c).sqrt());
                    }
                }
                prop_assert_eq!(found[patch as usize], expected.is_finite().then_some(expected));
            }
            let mut pairs = std::collections::BTreeMap::new();
            for (a, b) in cells.iter().flat_map(|a| cells.iter().map(move |b| (a, b))).filter(|(a, b)| a.patch != b.patch) {
                let (r, c) = (f64::from(a.row.abs_diff(b.row)) * sides.1, f64::from(a.column.abs_diff(b.column)) * sides.0);
                let distance = (r * r + c * c).sqrt();
                let known = pairs.entry((a.patch, b.patch)).or_insert(f64::INFINITY);
                *known = distance.min(*known);
            }
            let expected: Vec<(u32, u32, f64)> =
                pairs.into_iter().filter(|(_, d)| *d <= radius * (1.0 + 1e-10)).map(|((a, b), d)| (a, b, d)).collect();
            prop_assert_eq!(within(cells, 7, sides, radius), expected);
        }
    }
}
