use super::{envelope::half_width, *};
use crate::kernels::{from_bytes, laws, to_bytes};
use proptest::prelude::*;
use std::ops::Range;

/// n and the nearest source of every cell, strip by strip.
fn transform(mask: &[u8], columns: usize, heights: &[usize], weight: f64) -> (Vec<f64>, Vec<(usize, usize)>) {
    let mut ends = ColumnEnds::default();
    let mut strips = Vec::new();
    let (mut row, mut turn) = (0, 0);
    while row < mask.len() / columns {
        let height = heights[turn % heights.len()].min(mask.len() / columns - row);
        strips.push(row..row + height);
        (row, turn) = (row + height, turn + 1);
    }
    for strip in &strips {
        let id = |r: usize, c: usize| ((strip.start + r) * columns + c) as u32;
        let mask = &mask[strip.start * columns..strip.end * columns];
        let mut part = ColumnEnds::default();
        part.push(Marks { columns, mask, id: Some(&id) });
        ends.merge(from_bytes(&to_bytes(&part)).unwrap());
    }
    let boundaries = ends.finish();
    let (mut squares, mut nearest) = (Vec::new(), Vec::new());
    for (i, strip) in strips.iter().enumerate() {
        let mask = &mask[strip.start * columns..strip.end * columns];
        let boundary = boundaries.strip(i);
        let mut rows = vec![0; mask.len()];
        column_distances(mask, &boundary.above, &boundary.below, &mut rows);
        for (r, down) in rows.chunks_exact(columns).enumerate() {
            let mut envelope = Envelope::default();
            envelope.build(down, weight, f64::INFINITY);
            let mut n = vec![0.0; columns];
            envelope.squares(&mut n);
            squares.extend(n);
            envelope.nearest(f64::INFINITY, |cells, column| {
                let marks = Marks { columns, mask, id: Some(&|r, c| ((strip.start + r) * columns + c) as u32) };
                let id = nearest_id(&marks, boundary, &rows, r, column) as usize;
                nearest.extend(cells.map(|_| (id / columns, id % columns)));
            });
        }
    }
    (squares, nearest)
}

/// The same by looking at every source from every cell.
fn brute_force(mask: &[u8], columns: usize, weight: f64) -> (Vec<f64>, Vec<(usize, usize)>) {
    let (mut squares, mut nearest) = (Vec::new(), Vec::new());
    for cell in 0..mask.len() {
        let mut best = (f64::INFINITY, usize::MAX, usize::MAX);
        for source in (0..mask.len()).filter(|s| mask[*s] != 0) {
            let (dc, dr) = ((cell % columns).abs_diff(source % columns), (cell / columns).abs_diff(source / columns));
            let n = (dc * dc) as f64 + weight * (dr * dr) as f64;
            let found = (n, source % columns, source / columns);
            if found.0 < best.0 || found.0 == best.0 && (found.1, found.2) < (best.1, best.2) {
                best = found;
            }
        }
        squares.push(best.0);
        if best.0.is_finite() {
            nearest.push((best.2, best.1));
        }
    }
    (squares, nearest)
}

fn ring_of(n: f64, limits: &[f64]) -> u16 {
    limits.iter().position(|limit| n <= *limit).unwrap_or(limits.len()) as u16
}

#[test]
fn nothing() {
    assert_eq!(ColumnEnds::default().finish(), StripBoundaries::default());
    let mut envelope = Envelope::default();
    envelope.build(&[], 1.0, f64::INFINITY);
    envelope.rings(&[0.0], |_, _| panic!("no cells, no runs"));
}

#[test]
fn without_a_source_all_is_far() {
    let (squares, nearest) = transform(&[0; 6], 3, &[1], 1.0);
    assert_eq!((squares, nearest.len()), (vec![f64::INFINITY; 6], 0));
    let mut envelope = Envelope::default();
    envelope.build(&[FAR, FAR + 7], 1.0, f64::INFINITY);
    let mut metres = [0f32; 2];
    envelope.distances(10.0, f64::INFINITY, -1.0, &mut metres);
    assert_eq!(metres, [-1.0; 2]);
    let mut runs = Vec::new();
    envelope.rings(&[0.0, 4.0], |cells, ring| runs.push((cells, ring)));
    assert_eq!(runs, [(0..2, 2)]);
}

#[test]
#[should_panic(expected = "whole rows of one width")]
fn a_mask_of_another_width() {
    column_distances(&[0; 5], &[FAR; 2], &[FAR; 2], &mut [0; 5]);
}

#[test]
fn by_hand() {
    // Two sources in three rows of four cells; cells twice as high as wide: w = 4
    let mask = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    let w = 4.0;
    let (squares, nearest) = transform(&mask, 4, &[2], w);
    #[rustfmt::skip]
    assert_eq!(squares, [
        0.0, 1.0, 4.0, 9.0,
        w, w + 1.0, w + 1.0, w,
        9.0, 4.0, 1.0, 0.0,
    ]);
    let (a, b) = ((0, 0), (2, 3));
    assert_eq!(nearest, [a, a, a, a, a, a, b, b, b, b, b, b]);
}

#[test]
fn of_sources_as_near_the_leftmost_then_the_upper() {
    // Left and right are 1 away in row 1; in column 1 above and below are
    assert_eq!(transform(&[1, 0, 1], 3, &[9], 1.0).1[1], (0, 0));
    assert_eq!(transform(&[1, 0, 1], 1, &[1], 1.0).1[1], (0, 0));
    assert_eq!(transform(&[1, 0, 1], 1, &[9], 1.0).1[1], (0, 0));
}

#[test]
fn sources_are_marked_by_class() {
    let codes: Vec<Option<i64>> = (0..12).map(|i| (i != 3).then_some(100 + i)).collect();
    let bytes = ndarray::array![[0u8, 1, 3], [11, 255, 2]];
    let ids = bytes.mapv(|b| if b == 255 { u16::MAX } else { u16::from(b) });
    for cells in [ClassCells::Bytes(bytes.view()), ClassCells::Ids(ids.view())] {
        let mut mask = [7u8; 6];
        mark_sources(ClassBlock { cells, codes: &codes }, |code| code == 101 || code == 111, &mut mask);
        assert_eq!(mask, [0, 1, 0, 1, 0, 0]);
        // More than are compared one by one
        mark_sources(ClassBlock { cells, codes: &codes }, |code| code != 100, &mut mask);
        assert_eq!(mask, [0, 1, 0, 1, 0, 1]);
    }
}

#[test]
fn a_ring_holds_its_outer_limit() {
    // 30 m on cells of 10 m is 3 cells: n = 9 belongs to the first ring, 16 to the second
    let mut envelope = Envelope::default();
    envelope.build(&[FAR, FAR, 0, FAR, FAR, FAR, FAR], 1.0, f64::INFINITY);
    let mut runs = Vec::new();
    envelope.rings(&[0.0, 9.0, 16.0], |cells, ring| runs.push((cells, ring)));
    assert_eq!(runs, [(0..2, 1), (2..3, 0), (3..6, 1), (6..7, 2)]);
}

#[test]
fn wide_maps_are_taken_in_pieces() {
    // Strips of a row, with sources above and below in columns of the first piece and of the next
    let columns = CHUNK + 40;
    let mut mask = vec![0; 4 * columns];
    [3, columns - 1, 2 * columns + 60, 3 * columns + CHUNK + 7].iter().for_each(|cell| mask[*cell] = 1);
    let expected = brute_force(&mask, columns, 1.0);
    assert_eq!(transform(&mask, columns, &[1], 1.0), expected);
    assert_eq!(transform(&mask, columns, &[4], 1.0), expected);
}

#[test]
fn a_limit_holds_its_end() {
    let mut envelope = Envelope::default();
    for (max_square, expected) in [(9.0, [30.0, -1.0]), (8.9, [-1.0, -1.0]), (10.0, [30.0, 10f32.sqrt() * 10.0])] {
        envelope.build(&[3, FAR], 1.0, max_square);
        let mut metres = [0f32; 2];
        envelope.distances(10.0, max_square, -1.0, &mut metres);
        assert_eq!(metres, expected);
    }
}

#[test]
fn limits_beyond_any_raster() {
    // Roots of 4 billion and more, where steps of one are lost in rounding
    for limit in [1.8e19, 1.9e19, 1e24, 1e40, 1e300, f64::MAX, f64::INFINITY] {
        assert!(half_width(limit, 9.0).is_some_and(|half| half >= 1 << 32 || half == limit.sqrt() as usize), "{limit}");
        let mut envelope = Envelope::default();
        envelope.build(&[FAR, 3, FAR, FAR], 1.0, limit);
        let mut runs = Vec::new();
        envelope.rings(&[0.0, 9.0, limit, f64::INFINITY], |cells, ring| runs.push((cells, ring)));
        assert_eq!(runs, [(0..1, 2), (1..2, 1), (2..4, 2)]);
        let mut near = Vec::new();
        envelope.nearest(limit, |cells, column| near.push((cells, column)));
        assert_eq!(near, [(0..4, 1)]);
        let mut metres = [0f32; 4];
        envelope.distances(10.0, limit, -1.0, &mut metres);
        assert_eq!(metres, [1.0f32, 0.0, 1.0, 4.0].map(|across| (across + 9.0).sqrt() * 10.0));
    }
}

#[test]
fn parts_make_the_whole() {
    let mask = [[1, 0, 0], [0, 0, 0], [1, 0, 1], [0, 0, 1]];
    let of = |rows: Range<usize>| {
        let mut ends = ColumnEnds::default();
        for row in rows {
            let id = |_: usize, column: usize| (3 * row + column) as u32;
            ends.push(Marks { columns: 3, mask: &mask[row], id: Some(&id) });
        }
        ends
    };
    laws::hold::<ColumnEnds, _>(4, of, ColumnEnds::finish);
}

proptest! {
    #[test]
    fn equal_to_brute_force_in_any_strips(
        columns in 1usize..24, rows in 1usize..24, share in 0u8..30, seed in 0u64..1000,
        heights in prop::collection::vec(1usize..9, 1..4), shape in 0usize..3, max_square in 0.0f64..200.0
    ) {
        let weight = [1.0, 4.0, 0.36][shape];
        let mask: Vec<u8> = (0..rows * columns)
            .map(|i| u8::from((i as u64 + 1).wrapping_mul(seed * 2 + 0x9e37_79b9_7f4a_7c15) >> 56 < u64::from(share)))
            .collect();
        let (expected, nearest) = brute_force(&mask, columns, weight);
        let (squares, found) = transform(&mask, columns, &heights, weight);
        if weight == 0.36 {
            for (a, b) in squares.iter().zip(&expected) {
                prop_assert!(a == b || (a - b).abs() < 1e-12 * b);
            }
        } else {
            prop_assert_eq!(&squares, &expected);
            prop_assert_eq!(found, nearest);
        }
        prop_assert_eq!(&squares, &transform(&mask, columns, &[rows], weight).0);

        // Rings and bounded distances follow from n
        let limits = [0.0, 0.3, 1.0, 2.0, 9.0, 40.0, 41.0];
        let whole: Vec<u32> = {
            let mut ends = ColumnEnds::default();
            ends.push(Marks { columns, mask: &mask, id: None });
            let boundaries = ends.finish();
            prop_assert_eq!(boundaries.any(), mask.contains(&1));
            let mut down = vec![0; mask.len()];
            column_distances(&mask, &boundaries.strip(0).above, &boundaries.strip(0).below, &mut down);
            down
        };
        for (r, down) in whole.chunks_exact(columns).enumerate() {
            let n = &squares[r * columns..][..columns];
            let mut envelope = Envelope::default();
            envelope.build(down, weight, limits[6]);
            let mut rings = Vec::new();
            envelope.rings(&limits, |cells, ring| {
                assert_eq!(cells.start, rings.len());
                rings.extend(cells.map(|_| ring));
            });
            let expected: Vec<u16> = n.iter().map(|n| ring_of(*n, &limits)).collect();
            prop_assert_eq!(rings, expected);
            envelope.build(down, weight, max_square);
            let mut metres = vec![0f32; columns];
            envelope.distances(2.5, max_square, -9.0, &mut metres);
            for (metres, n) in metres.into_iter().zip(n) {
                prop_assert_eq!(metres, if *n <= max_square { (n.sqrt() * 2.5) as f32 } else { -9.0 });
            }
        }
    }
}
