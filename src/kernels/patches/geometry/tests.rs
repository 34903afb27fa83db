//! Geometries by hand, and beside a look at every cell and every pair of cells.

use super::*;
use crate::{
    cover::{
        cell_mask::Zones,
        classes::{ClassBlock, ClassCells},
    },
    grid::Window,
    kernels::{
        from_bytes, laws,
        patches::{PatchOptions, Patches},
        to_bytes,
    },
};
use ndarray::{Array2, array, s};
use proptest::prelude::*;
use std::ops::Range;

const CODES: [Option<i64>; 4] = [Some(4), Some(9), None, Some(7)];
const PLAIN: GeometryOptions =
    GeometryOptions { cell_width: 1.0, cell_height: 1.0, edge_depth: None, corners: true, edges: true };

fn geometries(
    map: &Array2<u16>,
    zones: Option<&Zones>,
    strip: usize,
    options: GeometryOptions,
) -> (Vec<Geometry>, PatchIds) {
    geometries_by_depths(map, zones, strip, options, None)
}

/// Geometries of the patches of a map swept in strips of some rows, with the ids of the patches.
fn geometries_by_depths(
    map: &Array2<u16>,
    zones: Option<&Zones>,
    strip: usize,
    options: GeometryOptions,
    depths: Option<&Depths>,
) -> (Vec<Geometry>, PatchIds) {
    swept(map, zones, strip, options, depths, |of| {
        let mut geometries = Geometries::default();
        for row in (0..map.nrows()).step_by(strip) {
            geometries.merge(from_bytes(&to_bytes(&of(row..map.nrows().min(row + strip)))).unwrap());
        }
        geometries.finish()
    })
}

/// What is made of that which each range of rows gives, with the ids of the patches, which are found in strips.
fn swept<T>(
    map: &Array2<u16>,
    zones: Option<&Zones>,
    strip: usize,
    options: GeometryOptions,
    depths: Option<&Depths>,
    make: impl FnOnce(&dyn Fn(Range<usize>) -> Geometries) -> T,
) -> (T, PatchIds) {
    let (rows, columns) = map.dim();
    let part = |row: usize, end: usize| {
        let window = Window { row, column: 0, rows: end - row, columns };
        let block = ClassBlock { cells: ClassCells::Ids(map.slice(s![row..end, ..])), codes: &CODES };
        PatchBlock { block, window, zones, options: PatchOptions { corners: options.corners, listed: true } }
    };
    let blocks: Vec<PatchBlock<'_>> = (0..rows).step_by(strip).map(|row| part(row, (row + strip).min(rows))).collect();
    let around = |window: Window| {
        let end = window.row + window.rows;
        let above = (window.row > 0).then(|| part(window.row - 1, window.row));
        depths.map(|depths| Around { above, below: (end < rows).then(|| part(end, end + 1)), depths })
    };
    let mut patches = Patches::default();
    blocks.iter().for_each(|block| patches.push(*block));
    let patterns = patches.finish();
    let ids = PatchIds::new(&patterns);
    let mut cells = vec![0; ids.len()];
    for (zone, pattern) in &patterns {
        pattern.patches.iter().for_each(|p| cells[ids.id(p.first, *zone) as usize - 1] = p.shape.cells);
    }
    let of = |rows: Range<usize>| {
        let mut geometries = Geometries::default();
        if !rows.is_empty() {
            let block = part(rows.start, rows.end);
            geometries.push(GeometryBlock { block, ids: &ids, cells: &cells, options, around: around(block.window) });
        }
        geometries
    };
    (make(&of), ids)
}

#[test]
fn parts_make_the_whole() {
    let map = array![[0u16, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 2], [3, 3, 0, 1]];
    let depths: Depths = [((4, 9), 1.5), ((9, 4), 2.0)].into_iter().collect();
    for depths in [None, Some(&depths)] {
        swept(&map, None, 1, PLAIN, depths, |of| laws::hold::<Geometries, _>(4, of, Geometries::finish));
    }
}

fn first(map: &Array2<u16>, options: GeometryOptions) -> Geometry {
    geometries(map, None, map.nrows(), options).0.remove(0)
}

#[test]
fn nothing_and_all_nodata() {
    assert!(Geometries::default().finish().is_empty());
    assert!(geometries(&Array2::from_elem((3, 4), 2), None, 2, PLAIN).0.is_empty());
}

#[test]
fn one_cell() {
    let geometry = first(&array![[0u16]], PLAIN);
    assert_eq!((geometry.gyrate, geometry.diameter, geometry.diagonal, geometry.core()), (0.5, 2f64.sqrt(), 0, 0));
    let wide = first(&array![[0u16]], GeometryOptions { cell_width: 20.0, cell_height: 10.0, ..PLAIN });
    assert_eq!((wide.gyrate, wide.diameter), (7.5, (400f64 + 100.0).sqrt()));
}

/// Cells of 20 x 10 m, an L: two in the first row, one below the left one.
#[test]
fn by_hand() {
    let options = GeometryOptions { cell_width: 20.0, cell_height: 10.0, ..PLAIN };
    let geometry = first(&array![[0u16, 0], [0, 2]], options);
    // Rows 0, 0, 1: -0.5 + 1.5 / 2 = 0.25; columns 0, 0, 1 the same
    let at = |r: f64, c: f64| ((10.0 * (r - 0.25)).powi(2) + (20.0 * (c - 0.25)).powi(2)).sqrt();
    assert!((geometry.gyrate - (at(0.0, 0.0) + at(0.0, 1.0) + at(1.0, 0.0)) / 3.0).abs() < 1e-12);
    // From the lower left to the upper right corner: 40 m and 20 m
    assert!((geometry.diameter - 2000f64.sqrt()).abs() < 1e-12);
    assert_eq!((geometry.diagonal, geometry.core()), (1, 0));
}

/// Two cores that touch at no side or corner, though the patch is one: both are counted, which FRAGSTATS 4 does not always do.
#[test]
fn two_cores_of_one_patch() {
    let map = array![[0u16, 0, 0, 0, 0, 0, 0], [0, 0, 0, 2, 0, 0, 0], [0, 0, 0, 2, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]];
    let geometry = first(&map, PLAIN);
    // Cells whose four neighbours are there: columns 1 and 5 of the middle rows
    assert_eq!(geometry.cores, [2, 2]);
    // Depth 1.5 also takes those that touch a cell outside at a corner
    assert_eq!(first(&map, GeometryOptions { edge_depth: Some(1.5), ..PLAIN }).cores, [2, 2]);
    assert_eq!(first(&map, GeometryOptions { edge_depth: Some(2.0), ..PLAIN }).core(), 0);
    // Cores that touch at a corner are one by corners, and two without
    let diagonal = array![[0u16, 0, 2, 2], [0, 0, 0, 2], [0, 0, 0, 0], [2, 2, 0, 0]];
    assert_eq!(first(&diagonal, PLAIN).cores, [2]);
    assert_eq!(first(&diagonal, GeometryOptions { corners: false, ..PLAIN }).cores, [1, 1]);
}

/// 3 x 0.1 m are more than 0.3 m by their last digit: cells outside at that distance are within it all the same.
#[test]
fn cells_at_the_very_depth() {
    let options = GeometryOptions { cell_width: 0.1, cell_height: 0.1, edge_depth: Some(0.3), ..PLAIN };
    assert_eq!(first(&Array2::zeros((9, 8)), options).core(), (9 - 2 * 3) * (8 - 2 * 3));
}

/// Class 4 (0) has class 9 (1) at its right, nodata below, and the border of the map on the other sides; class 9 lies behind class
/// 7 (3) further down and has no side with it there.
#[test]
fn depths_by_pair_of_classes() {
    let map = array![
        [0u16, 0, 0, 0, 0, 0, 1],
        [0, 0, 0, 0, 0, 0, 1],
        [0, 0, 0, 0, 0, 0, 1],
        [0, 0, 0, 0, 0, 0, 1],
        [0, 0, 0, 0, 0, 0, 1],
        [2, 2, 2, 2, 2, 2, 1]
    ];
    let cores = |depths: &[((i64, i64), f64)], edge_depth| {
        let options = GeometryOptions { edge_depth, ..PLAIN };
        let depths = depths.iter().copied().collect();
        geometries_by_depths(&map, None, 2, options, Some(&depths)).0.into_iter().map(|g| g.cores).collect::<Vec<_>>()
    };
    // 6 x 5 cells less one at the top, the left and below; at the right less 3, 1 or none
    assert_eq!(cores(&[((4, 9), 3.0)], None)[0], [(6 - 1 - 3) * (5 - 2)]);
    assert_eq!(cores(&[((4, 9), 1.0)], None)[0], [(6 - 1 - 1) * (5 - 2)]);
    assert_eq!(cores(&[((4, 9), 0.0)], None)[0], [(6 - 1) * (5 - 2)]);
    // The other way round it is class 9 that has no edge there, but still at the borders of the map
    assert_eq!(cores(&[((9, 4), 0.0)], None)[0], [(6 - 1 - 1) * (5 - 2)]);
    assert!(cores(&[((9, 4), 0.0)], None)[1].is_empty());
    // Nodata and border have the depth of the others
    assert_eq!(cores(&[((4, 9), 0.0)], Some(2.0))[0], [6 - 2]);
}

/// A cell outside counts by its own class where it shares a side with the patch, and not where another class lies between.
#[test]
fn a_class_behind_another_has_no_depth() {
    let map = array![[0u16, 0, 0, 0, 3, 1]];
    let options = GeometryOptions { edge_depth: Some(0.5), ..PLAIN };
    let depths = [((4, 9), 5.0), ((4, 7), 2.0)].into_iter().collect();
    assert_eq!(geometries_by_depths(&map, None, 1, options, Some(&depths)).0[0].cores, [2]);
}

/// The same by looking at every cell of the patch with an id.
fn plain(ids: &Array2<u32>, id: u32, options: &GeometryOptions) -> Geometry {
    let cells: Vec<(i64, i64)> =
        ids.indexed_iter().filter(|(_, found)| **found == id).map(|((r, c), _)| (r as i64, c as i64)).collect();
    let inside =
        |r: i64, c: i64| r >= 0 && c >= 0 && ids.get((r as usize, c as usize)).is_some_and(|found| *found == id);
    let n = cells.len() as f64;
    let median = |mut values: Vec<i64>| {
        values.sort_unstable();
        let mut before = 0.0;
        for group in values.chunk_by(|a, b| a == b) {
            let f = group.len() as f64;
            if before + f >= n / 2.0 {
                return group[0] as f64 - 0.5 + (n / 2.0 - before) / f;
            }
            before += f;
        }
        unreachable!()
    };
    let (row, column) =
        (median(cells.iter().map(|cell| cell.0).collect()), median(cells.iter().map(|cell| cell.1).collect()));
    let (w, h) = (options.cell_width, options.cell_height);
    let far = |r: f64, c: f64| ((r * h).powi(2) + (c * w).powi(2)).sqrt();
    let gyrate = cells.iter().map(|(r, c)| far(*r as f64 - row, *c as f64 - column)).sum::<f64>() / n;
    let corners: Vec<(f64, f64)> = cells
        .iter()
        .flat_map(|(r, c)| [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(i, j)| ((r + i) as f64, (c + j) as f64)))
        .collect();
    let pairs = corners.iter().flat_map(|a| corners.iter().map(move |b| far(a.0 - b.0, a.1 - b.1)));
    let diagonal = cells.iter().map(|(r, c)| u64::from(inside(r + 1, c + 1)) + u64::from(inside(r + 1, c - 1))).sum();
    let core: Vec<(i64, i64)> = cells
        .iter()
        .copied()
        .filter(|(r, c)| {
            (-9i64..10).all(|i| {
                (-9i64..10).all(|j| {
                    let within = match options.edge_depth {
                        None => i.abs() + j.abs() <= 1,
                        Some(depth) => far(i as f64, j as f64) <= depth * (1.0 + 1e-9),
                    };
                    !within || inside(r + i, c + j)
                })
            })
        })
        .collect();
    let mut left = core.clone();
    let mut cores = Vec::new();
    while let Some(first) = left.first().copied() {
        let (mut front, mut size) = (vec![first], 0);
        left.retain(|cell| *cell != first);
        while let Some((r, c)) = front.pop() {
            size += 1;
            let near = |cell: &(i64, i64)| {
                let (i, j) = ((cell.0 - r).abs(), (cell.1 - c).abs());
                if options.corners { i.max(j) == 1 } else { i + j == 1 }
            };
            front.extend(left.iter().copied().filter(|cell| near(cell)));
            left.retain(|cell| !near(cell));
        }
        cores.push(size);
    }
    let edge =
        cells.iter().filter(|(r, c)| [(0, 1), (0, -1), (1, 0), (-1, 0)].iter().any(|(i, j)| !inside(r + i, c + j)));
    Geometry {
        edge: edge.map(|(r, c)| (*r as u32, *c as u32)).collect(),
        nearest: None,
        contrast: None,
        proximity: None,
        similarity: None,
        gyrate: if cells.len() == 1 { (w + h) / 4.0 } else { gyrate },
        diameter: pairs.fold(0.0, f64::max),
        diagonal,
        cores,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever the strips, cells, depth and rule of neighbours, every patch is as by looking.
    #[test]
    fn looking_at_every_cell_gives_the_same(
        (rows, columns, cells) in (1usize..16, 1usize..16).prop_flat_map(|(r, c)| {
            (Just(r), Just(c), prop::collection::vec(prop::sample::select(vec![0u16, 0, 0, 0, 0, 0, 1, 2]), r * c))
        }),
        strip in 1usize..7,
        depth in prop::sample::select(vec![None, Some(1.0), Some(1.5), Some(2.0), Some(3.0), Some(4.0)]),
        sides in prop::sample::select(vec![(1.0, 1.0), (2.0, 1.0), (0.7, 1.1)]),
        corners in any::<bool>(),
        zoned in any::<bool>(),
    ) {
        let map = Array2::from_shape_vec((rows, columns), cells).unwrap();
        let options = GeometryOptions { cell_width: sides.0, cell_height: sides.1, edge_depth: depth, corners, edges: true };
        let grid = crate::grid::Grid { rows, columns, geotransform: [0.0, 1.0, 0.0, rows as f64, 0.0, -1.0], metres_per_unit: 1.0 };
        let (w, h) = (columns as f64, rows as f64);
        let polygons = vec![
            ("a".to_owned(), vec![vec![(0.0, 0.0), (w, 0.0), (0.0, h)]]),
            ("b".to_owned(), vec![vec![(w, 0.0), (w, h), (0.0, h)]]),
        ];
        let zones = zoned.then(|| Zones::of(polygons, &grid));
        let (found, ids) = geometries(&map, zones.as_ref(), strip, options);
        prop_assert_eq!(found.len(), ids.len());
        let mut painted = Array2::zeros(map.dim());
        for row in (0..rows).step_by(strip) {
            let window = Window { row, column: 0, rows: strip.min(rows - row), columns };
            let block = ClassBlock { cells: ClassCells::Ids(map.slice(s![row..row + window.rows, ..])), codes: &CODES };
            let block = PatchBlock { block, window, zones: zones.as_ref(), options: PatchOptions { corners, listed: true } };
            let mut part = vec![0; window.cells()];
            ids.paint(block, &mut part);
            painted.slice_mut(s![row..row + window.rows, ..]).assign(&Array2::from_shape_vec((window.rows, columns), part).unwrap());
        }
        for (geometry, id) in found.iter().zip(1..) {
            let expected = plain(&painted, id, &options);
            prop_assert!((geometry.gyrate - expected.gyrate).abs() <= 1e-12 * expected.gyrate, "{} {}", geometry.gyrate, expected.gyrate);
            prop_assert!((geometry.diameter - expected.diameter).abs() <= 1e-12 * expected.diameter);
            prop_assert_eq!((geometry.diagonal, &geometry.cores), (expected.diagonal, &expected.cores));
            prop_assert_eq!(&geometry.edge, &expected.edge);
        }
    }

    /// Depths that differ by pair are as a look at every cell beyond a side; where all are the same they change nothing.
    #[test]
    fn depths_by_pair_are_as_by_looking(
        (rows, columns, cells) in (1usize..16, 1usize..16).prop_flat_map(|(r, c)| {
            (Just(r), Just(c), prop::collection::vec(prop::sample::select(vec![0u16, 0, 0, 0, 0, 0, 0, 1, 2, 3]), r * c))
        }),
        strip in 1usize..7,
        depth in prop::sample::select(vec![None, Some(1.5), Some(3.0)]),
        of in prop::collection::vec(prop::sample::select(vec![0.0, 1.0, 1.5, 2.0, 4.0]), 6),
        sides in prop::sample::select(vec![(1.0, 1.0), (2.0, 1.0), (0.7, 1.1)]),
        corners in any::<bool>(),
    ) {
        let map = Array2::from_shape_vec((rows, columns), cells).unwrap();
        let options = GeometryOptions { cell_width: sides.0, cell_height: sides.1, edge_depth: depth, corners, edges: false };
        let pairs = [(4, 9), (9, 4), (4, 7), (7, 4), (9, 7), (7, 9)];
        let depths: Depths = pairs.into_iter().zip(of).collect();
        let (found, ids) = geometries_by_depths(&map, None, strip, options, Some(&depths));
        let mut painted = Array2::zeros(map.dim());
        for row in (0..rows).step_by(strip) {
            let window = Window { row, column: 0, rows: strip.min(rows - row), columns };
            let block = ClassBlock { cells: ClassCells::Ids(map.slice(s![row..row + window.rows, ..])), codes: &CODES };
            let block = PatchBlock { block, window, zones: None, options: PatchOptions { corners, listed: true } };
            let mut part = vec![0; window.cells()];
            ids.paint(block, &mut part);
            painted.slice_mut(s![row..row + window.rows, ..]).assign(&Array2::from_shape_vec((window.rows, columns), part).unwrap());
        }
        for (geometry, id) in found.iter().zip(1u32..) {
            let at = |r: i64, c: i64| (r >= 0 && c >= 0).then(|| painted.get((r as usize, c as usize)).copied()).flatten();
            let code = |r: i64, c: i64| at(r, c).and_then(|_| CODES[usize::from(map[(r as usize, c as usize)])]);
            let inside = |r: i64, c: i64| at(r, c) == Some(id);
            let (mut own, mut core) = (0, 0);
            for (r, c) in (0..rows as i64).flat_map(|r| (0..columns as i64).map(move |c| (r, c))).filter(|(r, c)| inside(*r, *c)) {
                own += 1;
                let taken = (-1..=rows as i64).any(|i| (-1..=columns as i64).any(|j| {
                    let touches = !inside(i, j) && [(0, 1), (1, 0), (0, -1), (-1, 0)].iter().any(|(y, x)| inside(i + y, j + x));
                    let away = (((i - r) as f64 * sides.1).powi(2) + ((j - c) as f64 * sides.0).powi(2)).sqrt();
                    let known = code(i, j).and_then(|other| depths.get(&(code(r, c).unwrap(), other)).copied());
                    touches && match known.or(depth) {
                        None => (i - r).abs() + (j - c).abs() <= 1,
                        Some(depth) => away <= depth * (1.0 + 1e-9),
                    }
                }));
                core += u64::from(!taken);
            }
            prop_assert_eq!(geometry.core(), core, "{} of {}", id, own);
        }
        let same: Depths = pairs.into_iter().map(|pair| (pair, 2.0)).collect();
        let options = GeometryOptions { edge_depth: Some(2.0), ..options };
        let by_pair = geometries_by_depths(&map, None, strip, options, Some(&same)).0;
        prop_assert_eq!(by_pair, geometries(&map, None, strip, options).0);
    }
}
