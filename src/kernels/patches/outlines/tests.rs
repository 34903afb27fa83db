//! Outlines by hand, and beside components that are found from cell to cell.

use super::*;
use crate::{
    cover::cell_mask::{CellMask, Polygon},
    grid::Grid,
    kernels::{Accumulator, from_bytes, laws, to_bytes},
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
    CellMask::of(&[polygon], &grid).fill_outside(grid.whole(), &mut cells, 0);
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
