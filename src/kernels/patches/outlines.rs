//! The outlines of labelled cells, as polygons on the lattice of cell corners.
//!
//! A polygon is a 4-connected component of the cells of one label: one shell and a hole for every part of the rest that
//! it encloses, where two cells of the rest belong together across a side and not across a corner. So a ring never
//! touches itself, rings of one polygon touch in single corners at most, polygons of one label touch in corners alone:
//! simple features as OGC means them. Corners are (column, row) of the lattice, rows growing downward, and only where an
//! outline turns. With north up shells run counter-clockwise and holes clockwise: cells are on the left of their outline.
//!
//! Every side of a run of cells is a piece of an outline and is followed by exactly one other, which the rows above and
//! below know; rings are the cycles of that. What it takes grows with the runs and the corners, not with the cells:
//! 24 bytes a run and 8 a corner.
//!
//! ```
//! use pitscape::kernels::{Accumulator, patches::outlines::{LabelRun, LabelRuns, outlines}};
//! let mut runs = LabelRuns::default();
//! runs.push(&[LabelRun { start: 3, end: 5, label: 7 }]);
//! let outlines = outlines(&runs).unwrap();
//! let seven = outlines.labels().next().unwrap();
//! let ring = seven.polygons().next().unwrap().next().unwrap();
//! assert_eq!((seven.label(), ring), (7, &[(3, 1), (5, 1), (5, 0), (3, 0), (3, 1)][..]));
//! ```

use crate::{
    error::{Error, Result, try_vec},
    kernels::{
        Accumulator,
        stats::union::{flatten, unite},
    },
};
use serde::{Deserialize, Serialize};
use std::ops::Range;

const WHAT: &str = "the outlines of cells";

/// Cells of one label that follow one another in a row, by columns, the end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelRun {
    pub start: u32,
    pub end: u32,
    pub label: u32,
}

/// The labelled cells of whole rows, as runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelRuns {
    runs: Vec<LabelRun>,
    /// Where the runs of each row end among all.
    ends: Vec<usize>,
}

impl LabelRuns {
    pub fn rows(&self) -> usize {
        self.ends.len()
    }

    /// The runs of a row; none for rows beyond the last.
    fn row(&self, row: usize) -> Range<usize> {
        let end = |row: usize| self.ends.get(row).copied().unwrap_or(self.runs.len());
        row.checked_sub(1).map_or(0, end)..end(row)
    }
}

/// Strips of rows come in order, from the top.
impl Accumulator for LabelRuns {
    /// One row's runs, from left to right; those of one label that touch are one.
    type Block<'a> = &'a [LabelRun];
    type Output = LabelRuns;

    fn push(&mut self, row: &[LabelRun]) {
        let first = self.runs.len();
        for &run in row {
            debug_assert!(run.start < run.end);
            match self.runs[first..].last_mut() {
                Some(last) if last.end == run.start && last.label == run.label => last.end = run.end,
                last => {
                    debug_assert!(last.is_none_or(|last| last.end <= run.start));
                    self.runs.push(run);
                }
            }
        }
        self.ends.push(self.runs.len());
    }

    fn merge(&mut self, next: Self) {
        let before = self.runs.len();
        self.runs.extend(next.runs);
        self.ends.extend(next.ends.into_iter().map(|end| before + end));
    }

    fn finish(self) -> LabelRuns {
        self
    }
}

/// A point of the lattice of cell corners: column, row.
pub type Corner = (u32, u32);

/// All outlines of a raster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlines {
    corners: Vec<Corner>,
    /// By label and component, shells before their holes.
    rings: Vec<OutlineRing>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct OutlineRing {
    label: u32,
    component: u32,
    corners: Range<usize>,
}

/// The polygons of one label.
#[derive(Debug, Clone, Copy)]
pub struct Outline<'a> {
    rings: &'a [OutlineRing],
    corners: &'a [Corner],
}

impl Outlines {
    /// Labels ascending.
    pub fn labels(&self) -> impl Iterator<Item = Outline<'_>> {
        self.rings.chunk_by(|a, b| a.label == b.label).map(|rings| Outline { rings, corners: &self.corners })
    }
}

impl<'a> Outline<'a> {
    pub fn label(&self) -> u32 {
        self.rings[0].label
    }

    /// Polygons in row-major order of their first cells, each as its closed rings: the shell, then the holes.
    pub fn polygons(&self) -> impl Iterator<Item = impl ExactSizeIterator<Item = &'a [Corner]> + use<'a>> + use<'a> {
        let Outline { rings, corners } = *self;
        rings
            .chunk_by(|a, b| a.component == b.component)
            .map(move |rings| rings.iter().map(move |ring| &corners[ring.corners.clone()]))
    }
}

/// The outlines of all labelled cells.
pub fn outlines(labels: &LabelRuns) -> Result<Outlines> {
    let runs = &labels.runs;
    if runs.len() >= (u32::MAX / 2) as usize {
        return Err(Error::Memory { what: WHAT, bytes: runs.len() as u64 * 24 });
    }
    let components = components(labels)?;
    let (mut next, turns) = links(labels, &components)?;
    let mut corners: Vec<Corner> = Vec::new();
    // A ring has at least four turns, and one of them comes again at its end.
    let most = turns + turns / 4;
    corners
        .try_reserve_exact(most)
        .map_err(|_| Error::Memory { what: WHAT, bytes: (most * size_of::<Corner>()) as u64 })?;
    let mut rings = Vec::new();
    // The left side of a component's first run lies on its shell, so shells are met before their holes.
    for row in 0..labels.rows() {
        for run in labels.row(row) {
            for side in [Side::left(run), Side::right(run)] {
                if next[side.0 as usize] != DONE {
                    let first = corners.len();
                    walk(runs, &mut next, side, row as u32, &mut corners);
                    corners.push(corners[first]);
                    let (label, component) = (runs[run].label, components[run]);
                    rings.push(OutlineRing { label, component, corners: first..corners.len() });
                }
            }
        }
    }
    rings.sort_by_key(|ring| (ring.label, ring.component));
    Ok(Outlines { corners, rings })
}

/// The left or the right side of a run. Outlines go down on left sides and up on right ones.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Side(u32);

/// Stands for the side after one that a ring has been through.
const DONE: Side = Side(u32::MAX);

impl Side {
    fn left(run: usize) -> Side {
        Side(run as u32 * 2)
    }

    fn right(run: usize) -> Side {
        Side(run as u32 * 2 + 1)
    }

    fn goes_down(self) -> bool {
        self.0 % 2 == 0
    }

    fn column(self, runs: &[LabelRun]) -> u32 {
        let run = &runs[self.0 as usize / 2];
        if self.goes_down() { run.start } else { run.end }
    }
}

/// For every run the first run of its component.
fn components(labels: &LabelRuns) -> Result<Vec<u32>> {
    let runs = &labels.runs;
    let mut parents = try_vec(runs.len(), 0u32, WHAT)?;
    (0..).zip(&mut parents).for_each(|(run, parent)| *parent = run);
    for row in 1..labels.rows() {
        let (mut above, mut below) = (labels.row(row - 1), labels.row(row));
        while !above.is_empty() && !below.is_empty() {
            let (a, b) = (&runs[above.start], &runs[below.start]);
            if a.label == b.label && a.start < b.end && b.start < a.end {
                unite(&mut parents, above.start as u32, below.start as u32);
            }
            if a.end < b.end { above.start += 1 } else { below.start += 1 }
        }
    }
    // A parent comes before its children.
    flatten(&mut parents);
    Ok(parents)
}

/// For every side the one that follows it, and how many corners there are.
fn links(labels: &LabelRuns, components: &[u32]) -> Result<(Vec<Side>, usize)> {
    let runs = &labels.runs;
    let mut next = try_vec(runs.len() * 2, DONE, WHAT)?;
    let mut turns = 0;
    for level in 0..=labels.rows() {
        let above = level.checked_sub(1).map_or(0..0, |row| labels.row(row));
        let below = labels.row(level);
        let mut link = |from: Side, to: Side| {
            next[from.0 as usize] = to;
            turns += 2 * usize::from(from.column(runs) != to.column(runs));
        };
        // Cells are on the left: what is bare goes east under a run and west over one.
        bare(runs, components, above.clone(), below.clone(), &mut link);
        bare(runs, components, below, above, |left, right| link(right, left));
    }
    Ok((next, turns))
}

/// The parts of each run's edge that no run of its label covers on the other side of a lattice row, each by the sides that
/// the outline has at its left and its right end. Where a run ends as another one does the part has no length.
fn bare(
    runs: &[LabelRun],
    components: &[u32],
    own: Range<usize>,
    others: Range<usize>,
    mut take: impl FnMut(Side, Side),
) {
    let mut first = others.start;
    for i in own {
        let run = &runs[i];
        while first < others.end && runs[first].end < run.start {
            first += 1;
        }
        let (mut column, mut left, mut right) = (run.start, Side::left(i), Side::right(i));
        for j in first..others.end {
            let other = &runs[j];
            if other.start > run.end {
                break;
            }
            if other.label != run.label {
                continue;
            }
            if other.end == run.start || other.start == run.end {
                // Two cells touch in a corner. Within a component the rest is parted there, so that no ring comes to
                // the corner twice; between components each keeps its own.
                if components[i] == components[j] {
                    if other.end == run.start { left = Side::right(j) } else { right = Side::left(j) }
                }
                continue;
            }
            if other.start >= column {
                take(left, Side::left(j));
            }
            (column, left) = (other.end, Side::right(j));
        }
        if column <= run.end {
            take(left, right);
        }
    }
}

/// Adds the corners of the ring that goes through a side of a run in a row.
fn walk(runs: &[LabelRun], next: &mut [Side], side: Side, row: u32, corners: &mut Vec<Corner>) {
    let (mut at, mut row) = (side, row);
    loop {
        let to = std::mem::replace(&mut next[at.0 as usize], DONE);
        let level = row + u32::from(at.goes_down());
        let (from_column, to_column) = (at.column(runs), to.column(runs));
        if from_column != to_column {
            corners.extend([(from_column, level), (to_column, level)]);
        }
        row = if to.goes_down() { level } else { level - 1 };
        at = to;
        if at == side {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cover::cell_mask::{Polygon, Spans},
        grid::Grid,
        kernels::{from_bytes, laws, to_bytes},
    };
    use proptest::prelude::*;
    use std::collections::{BTreeMap, HashSet};

    /// Rows of cells; 0 has no label.
    type Cells = Vec<Vec<u32>>;

    fn cells(rows: &[&str]) -> Cells {
        rows.iter().map(|row| row.chars().map(|c| c.to_digit(10).unwrap_or(0)).collect()).collect()
    }

    /// Runs of at most `longest` cells.
    fn runs_of(rows: &[Vec<u32>], longest: usize) -> LabelRuns {
        let mut labels = LabelRuns::default();
        for row in rows {
            let mut runs: Vec<LabelRun> = Vec::new();
            for (column, &label) in (0u32..).zip(row).filter(|(_, label)| **label > 0) {
                match runs.last_mut() {
                    Some(run) if (run.end, run.label) == (column, label) && run.end - run.start < longest as u32 => {
                        run.end += 1;
                    }
                    _ => runs.push(LabelRun { start: column, end: column + 1, label }),
                }
            }
            labels.push(&runs);
        }
        labels
    }

    /// Polygons by label, as lists of rings.
    fn traced(cells: &[Vec<u32>]) -> BTreeMap<u32, Vec<Vec<Vec<Corner>>>> {
        let outlines = outlines(&runs_of(cells, usize::MAX)).unwrap();
        let rings = |outline: Outline<'_>| outline.polygons().map(|rings| rings.map(<[_]>::to_vec).collect()).collect();
        outlines.labels().map(|outline| (outline.label(), rings(outline))).collect()
    }

    /// Twice the area on the left of a ring, north up.
    fn twice_area(ring: &[Corner]) -> i64 {
        let cross = |a: Corner, b: Corner| i64::from(b.0) * i64::from(a.1) - i64::from(a.0) * i64::from(b.1);
        ring.windows(2).map(|pair| cross(pair[0], pair[1])).sum()
    }

    /// The cells whose centres a polygon holds.
    fn held(polygon: &[Vec<Corner>], rows: usize, columns: usize) -> Vec<u8> {
        let grid = Grid { rows, columns, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, 1.0], metres_per_unit: 1.0 };
        let point = |&(column, row): &Corner| (f64::from(column), f64::from(row));
        let polygon: Polygon = polygon.iter().map(|ring| ring.iter().map(point).collect()).collect();
        let mut cells = vec![1; rows * columns];
        Spans::of(&[polygon], &grid).fill_outside(grid.whole(), &mut cells, 0);
        cells
    }

    /// The 4-connected components of each label, in row-major order of their first cells, by spreading from cell to cell.
    fn components_of(cells: &[Vec<u32>]) -> BTreeMap<u32, Vec<Vec<u8>>> {
        let (rows, columns) = (cells.len(), cells[0].len());
        let mut found: BTreeMap<u32, Vec<Vec<u8>>> = BTreeMap::new();
        let mut seen = vec![false; rows * columns];
        for first in 0..rows * columns {
            let label = cells[first / columns][first % columns];
            if label == 0 || seen[first] {
                continue;
            }
            let (mut component, mut open) = (vec![0; rows * columns], vec![first]);
            while let Some(cell) = open.pop() {
                let (row, column) = (cell / columns, cell % columns);
                if !seen[cell] && cells[row][column] == label {
                    (seen[cell], component[cell]) = (true, 1);
                    open.extend((row > 0).then(|| cell - columns));
                    open.extend((row + 1 < rows).then(|| cell + columns));
                    open.extend((column > 0).then(|| cell - 1));
                    open.extend((column + 1 < columns).then(|| cell + 1));
                }
            }
            found.entry(label).or_default().push(component);
        }
        found
    }

    /// All that outlines promise, seen without them.
    fn check(cells: &[Vec<u32>]) {
        let (rows, columns) = (cells.len(), cells[0].len());
        let (found, expected) = (traced(cells), components_of(cells));
        assert!(found.keys().eq(expected.keys()));
        for (label, polygons) in &found {
            let covered: Vec<Vec<u8>> = polygons.iter().map(|polygon| held(polygon, rows, columns)).collect();
            assert_eq!(&covered, &expected[label]);
            for (polygon, component) in polygons.iter().zip(&covered) {
                let area: i64 = polygon.iter().map(|ring| twice_area(ring)).sum();
                assert_eq!(area, 2 * component.iter().map(|&cell| i64::from(cell)).sum::<i64>());
                assert!(twice_area(&polygon[0]) > 0 && polygon[1..].iter().all(|hole| twice_area(hole) < 0));
                for ring in polygon {
                    assert_eq!(ring.first(), ring.last());
                    let open = &ring[1..];
                    assert_eq!(open.iter().collect::<HashSet<_>>().len(), open.len(), "{ring:?} touches itself");
                    for (i, corner) in open.iter().enumerate() {
                        let (before, after) = (open[(i + open.len() - 1) % open.len()], open[(i + 1) % open.len()]);
                        let turns = (before.0 == corner.0) != (after.0 == corner.0);
                        assert!(turns && (before.0 == corner.0) != (before.1 == corner.1), "{ring:?} at {corner:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_row_no_column_and_no_label() {
        assert_eq!(outlines(&LabelRuns::default()).unwrap().labels().count(), 0);
        for columns in [0, 3] {
            assert!(traced(&vec![vec![0; columns]; 4]).is_empty());
        }
    }

    #[test]
    fn one_cell_and_a_whole_raster() {
        let one = vec![(1, 2), (2, 2), (2, 1), (1, 1), (1, 2)];
        assert_eq!(traced(&cells(&["...", ".5.", "..."])), BTreeMap::from([(5, vec![vec![one]])]));
        let whole = vec![(0, 2), (3, 2), (3, 0), (0, 0), (0, 2)];
        assert_eq!(traced(&cells(&["111", "111"])), BTreeMap::from([(1, vec![vec![whole]])]));
    }

    #[test]
    fn an_island_in_the_hole_of_a_donut() {
        let map = cells(&["11111", "1...1", "1.1.1", "1...1", "11111"]);
        let shell = vec![(0, 5), (5, 5), (5, 0), (0, 0), (0, 5)];
        let hole = vec![(1, 1), (4, 1), (4, 4), (1, 4), (1, 1)];
        let island = vec![(2, 3), (3, 3), (3, 2), (2, 2), (2, 3)];
        let [polygons] = &traced(&map).into_values().collect::<Vec<_>>()[..] else { panic!() };
        let sorted = |ring: &[Corner]| ring.iter().copied().collect::<std::collections::BTreeSet<_>>();
        assert_eq!(polygons.len(), 2);
        assert_eq!((polygons[0].len(), &polygons[0][0], sorted(&polygons[0][1])), (2, &shell, sorted(&hole)));
        assert_eq!(polygons[1], [island]);
        check(&map);
        // The other label fills the hole and has one itself.
        let map = cells(&["11111", "12221", "12121", "12221", "11111"]);
        assert_eq!(traced(&map)[&2][0].len(), 2);
        check(&map);
    }

    /// The ends of a C touch in a corner: what it encloses is a hole that touches the shell there.
    #[test]
    fn a_c_that_pinches() {
        for map in [["111", "1.1", "11."], [".11", "1.1", "111"], ["11.", "1.1", "111"], ["111", "1.1", ".11"]] {
            let polygons = &traced(&cells(&map))[&1];
            assert_eq!((polygons.len(), polygons[0].len()), (1, 2));
            let [shell, hole] = &polygons[0][..] else { panic!() };
            assert_eq!((twice_area(shell), twice_area(hole)), (2 * 8, -2));
            assert_eq!(hole[1..].iter().filter(|corner| shell.contains(corner)).count(), 1);
            check(&cells(&map));
        }
        // Two holes that touch each other, and a C around a C.
        check(&cells(&["1111", "1.11", "11.1", "1111"]));
        check(&cells(&["1111111", "1.....1", "1.111.1", "1.1.1.1", "1.11..1", "1....1.", "111111."]));
    }

    /// Cells that touch in a corner alone are polygons of their own, also where others tie labels of both diagonals.
    #[test]
    fn checkerboards_and_diagonal_chains() {
        let board: Vec<Vec<u32>> = (0..6).map(|row| (0..7).map(|column| 1 + (row + column) % 2).collect()).collect();
        let found = traced(&board);
        assert_eq!((found[&1].len(), found[&2].len()), (21, 21));
        assert!(found.values().flatten().all(|polygon| polygon.len() == 1 && polygon[0].len() == 5));
        check(&board);
        check(&cells(&["1...", ".1..", "..1.", "...1"]));
        check(&cells(&["...1", "..1.", ".1..", "1..."]));
        check(&cells(&["112", "121", "211"]));
        // A chain of holes, each touching the next and the first and the last the shell.
        let chain = cells(&["11111", "1.111", "11.11", "111.1", "1111."]);
        assert_eq!(traced(&chain)[&1].len(), 1);
        assert_eq!(traced(&chain)[&1][0].len(), 1 + 3);
        check(&chain);
    }

    #[test]
    fn runs_that_touch_are_one() {
        let map = cells(&["1112", "1122"]);
        let pieces = runs_of(&map, 1);
        assert_eq!(pieces, runs_of(&map, usize::MAX));
        assert_eq!(pieces.runs.len(), 4);
    }

    #[test]
    fn parts_make_the_whole() {
        let map = cells(&["1122", ".1.2", "....", "3311"]);
        laws::hold::<LabelRuns, _>(4, |rows| runs_of(&map[rows], usize::MAX), LabelRuns::finish);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn polygons_hold_exactly_the_cells(
            columns in 1usize..12, rows in 1usize..12, labels in 1u32..4, filled in 1u32..10,
            noise in proptest::collection::vec((0u32..10, 1u32..4), 11 * 11)
        ) {
            let label = |(r, c): (usize, usize)| { let (there, label) = noise[r * 11 + c]; if there < filled { label.min(labels) } else { 0 } };
            let map: Cells = (0..rows).map(|r| (0..columns).map(|c| label((r, c))).collect()).collect();
            check(&map);
        }

        #[test]
        fn any_cutting_gives_the_whole(
            noise in proptest::collection::vec(0u32..3, 9 * 12), cuts in proptest::collection::btree_set(0usize..12, 0..6), longest in 1usize..4
        ) {
            let map: Cells = noise.chunks(9).map(<[_]>::to_vec).collect();
            let mut bounds = vec![0];
            bounds.extend(cuts);
            bounds.push(12);
            let strips: Vec<LabelRuns> = bounds.windows(2).map(|b| runs_of(&map[b[0]..b[1]], longest)).collect();
            let mut forward = LabelRuns::default();
            for strip in strips.clone() {
                forward.merge(from_bytes(&to_bytes(&strip)).unwrap());
            }
            let backward = strips.into_iter().rev().reduce(|below, mut strip| { strip.merge(below); strip }).unwrap();
            let whole = runs_of(&map, usize::MAX);
            prop_assert_eq!(&forward.finish(), &whole);
            prop_assert_eq!(&backward.finish(), &whole);
        }
    }
}
