//! Patches by hand, and beside a flood fill that visits cells one by one.

use super::*;
use crate::{
    cover::classes::NODATA,
    grid::{BlockShape, Grid, tiling::Tiling},
    kernels::{from_bytes, laws, to_bytes},
};
use ndarray::{Array2, array, s};
use proptest::prelude::*;

const CODES: [Option<i64>; 5] = [Some(30), Some(-1), None, Some(7), Some(12)];
const EIGHT: PatchOptions = PatchOptions { corners: true, listed: true };
const FOUR: PatchOptions = PatchOptions { corners: false, listed: true };

fn block<'a>(map: &'a Array2<u16>, window: Window, zones: Option<&'a Zones>, options: PatchOptions) -> PatchBlock<'a> {
    let cells = map.slice(s![window.row..window.row + window.rows, ..]);
    PatchBlock { block: ClassBlock { cells: ClassCells::Ids(cells), codes: &CODES }, window, zones, options }
}

fn grid(map: &Array2<u16>) -> Grid {
    let geotransform = [0.0, 1.0, 0.0, map.nrows() as f64, 0.0, -1.0];
    Grid { rows: map.nrows(), columns: map.ncols(), geotransform, metres_per_unit: 1.0 }
}

fn found(map: &Array2<u16>, options: PatchOptions) -> BTreeMap<Option<u32>, Pattern> {
    let mut patches = Patches::default();
    patches.push(block(map, grid(map).whole(), None, options));
    patches.finish()
}

fn pattern_of(map: &Array2<u16>, options: PatchOptions) -> Pattern {
    found(map, options).remove(&None).unwrap_or_default()
}

fn shape(cells: u64, upright: u64, level: u64) -> PatchShape {
    PatchShape { cells, sides: CellSides { upright, level } }
}

/// Code, first cell and shape of every patch, and sides by pair of codes; cells `outside` count as background.
type Plain = (Vec<(u64, i64, PatchShape)>, BTreeMap<(i64, i64), CellSides>);

/// The same by a flood fill, which also gives the first cell of the patch of every cell.
fn flood(map: &Array2<u16>, corners: bool, inside: impl Fn(usize, usize) -> bool) -> (Plain, Array2<u64>) {
    let (rows, columns) = map.dim();
    let code = |r: isize, c: isize| -> Option<i64> {
        let known = r >= 0 && c >= 0 && (r as usize) < rows && (c as usize) < columns;
        (known && inside(r as usize, c as usize))
            .then(|| CODES.get(usize::from(map[(r as usize, c as usize)])).copied().flatten())
            .flatten()
    };
    let mut of = Array2::from_elem(map.dim(), u64::MAX);
    let (mut patches, mut edges) = (Vec::new(), BTreeMap::new());
    for first in 0..rows * columns {
        let start = ((first / columns) as isize, (first % columns) as isize);
        let Some(class) = code(start.0, start.1) else { continue };
        for (dr, dc) in [(0, 1), (1, 0)] {
            if let Some(other) = code(start.0 + dr, start.1 + dc).filter(|other| *other != class) {
                let sides: &mut CellSides = edges.entry((class.min(other), class.max(other))).or_default();
                if dr == 0 { sides.upright += 1 } else { sides.level += 1 }
            }
        }
        if of[(start.0 as usize, start.1 as usize)] != u64::MAX {
            continue;
        }
        let mut shape = shape(0, 0, 0);
        let mut stack = vec![start];
        of[(start.0 as usize, start.1 as usize)] = first as u64;
        while let Some((r, c)) = stack.pop() {
            shape.cells += 1;
            for dr in -1..=1isize {
                for dc in -1..=1isize {
                    let side = (dr == 0) != (dc == 0);
                    let same = code(r + dr, c + dc) == Some(class);
                    shape.sides.upright += u64::from(side && dr == 0 && !same);
                    shape.sides.level += u64::from(side && dc == 0 && !same);
                    if same && (side || corners) {
                        let at = ((r + dr) as usize, (c + dc) as usize);
                        if of[at] == u64::MAX {
                            of[at] = first as u64;
                            stack.push((r + dr, c + dc));
                        }
                    }
                }
            }
        }
        patches.push((first as u64, class, shape));
    }
    ((patches, edges), of)
}

/// What a pattern says, in the words of the flood fill; its counts of shapes must agree with its list.
fn plain(pattern: &Pattern) -> Plain {
    let code = |class: usize| pattern.classes[class].code;
    let patches: Vec<_> = pattern.patches.iter().map(|p| (p.first, code(p.class), p.shape)).collect();
    for class in &pattern.classes {
        let mut listed: Vec<PatchShape> = patches.iter().filter(|p| p.1 == class.code).map(|p| p.2).collect();
        listed.sort_unstable();
        let counted: Vec<PatchShape> = class.shapes.iter().flat_map(|(shape, n)| vec![*shape; *n as usize]).collect();
        assert_eq!(counted, listed);
    }
    let edge = |edge: &ClassEdge| ((code(edge.classes.0), code(edge.classes.1)), edge.sides);
    (patches, pattern.edges.iter().map(edge).collect())
}

#[test]
fn nothing_and_all_nodata() {
    let mut patches = Patches::default();
    patches.merge(Patches::default());
    assert!(patches.finish().is_empty());
    assert!(found(&Array2::from_elem((3, 4), NODATA), EIGHT).is_empty());
    assert!(found(&Array2::from_elem((3, 4), 2), EIGHT).is_empty());
}

#[test]
#[should_panic(expected = "patches are swept by whole rows")]
fn a_part_of_a_row_is_refused() {
    let map = array![[0u16, 1]];
    Patches::default().push(block(&map, Window { row: 0, column: 1, rows: 1, columns: 1 }, None, EIGHT));
}

#[test]
fn by_hand() {
    // Two corner-touching cells of class 30, a ring of -1 around a hole of nodata, a lone 7 at the lower right
    let map = array![[0, 3, 1, 1, 1], [3, 0, 1, 2, 1], [3, 3, 1, 1, 1], [3, 3, 3, 3, 0]];
    let pattern = pattern_of(&map, EIGHT);
    let (patches, edges) = plain(&pattern);
    assert_eq!(
        patches,
        [
            (0, 30, shape(2, 4, 4)),
            // Level sides of the 7s: one above in the top row, and so on: 2 x 8 cells less 2 x 3 pairs (a corner is none)
            (1, 7, shape(8, 2 * 4, 2 * (8 - 3))),
            (2, -1, shape(8, 6 + 2, 6 + 2)),
            (19, 30, shape(1, 2, 2)),
        ]
    );
    assert_eq!(edges[&(-1, 7)], CellSides { upright: 2, level: 2 });
    assert_eq!(edges[&(7, 30)], CellSides { upright: 3, level: 3 });
    assert_eq!(edges[&(-1, 30)], CellSides { upright: 1, level: 1 });
    // By sides alone the 30s and the 7s at corners fall apart
    let (patches, same) = plain(&pattern_of(&map, FOUR));
    let firsts: Vec<u64> = patches.iter().map(|p| p.0).collect();
    assert_eq!((firsts, same), (vec![0, 1, 2, 5, 6, 19], edges));
}

#[test]
fn patches_are_cut_at_zones_and_overlapping_zones_count_in_each() {
    // A zone over the left two columns, one over all but the first
    let map = array![[0, 0, 0], [1, 0, 1]];
    let rectangle = |x0: f64, x1: f64| vec![vec![(x0, 0.0), (x1, 0.0), (x1, 2.0), (x0, 2.0)]];
    let zones = Zones::of(vec![("a".into(), rectangle(0.0, 2.0)), ("b".into(), rectangle(1.0, 3.0))], &grid(&map));
    let mut patches = Patches::default();
    patches.push(block(&map, grid(&map).whole(), Some(&zones), EIGHT));
    let found = patches.finish();
    let patches = |zone: u32| plain(&found[&Some(zone)]).0;
    assert_eq!(patches(0), [(0, 30, shape(3, 4, 4)), (3, -1, shape(1, 2, 2))]);
    assert_eq!(patches(1), [(1, 30, shape(3, 4, 4)), (5, -1, shape(1, 2, 2))]);
    // Numbered over both, by first cell
    let ids = PatchIds::new(&found);
    assert_eq!([(0, 0), (1, 1), (3, 0), (5, 1)].map(|(first, zone)| ids.id(first, Some(zone))), [1, 2, 3, 4]);
}

/// A zone of two parts with a row between them that is not of it: their cells are no neighbours.
#[test]
fn parts_of_a_zone_that_lie_apart() {
    let map = array![[0, 0], [0, 0], [0, 1]];
    let part = |top: f64| ("a".to_owned(), vec![vec![(0.0, top), (2.0, top), (2.0, top - 1.0), (0.0, top - 1.0)]]);
    let zones = Zones::of(vec![part(3.0), part(1.0)], &grid(&map));
    for height in [1, 2, 3] {
        let mut patches = Patches::default();
        for row in (0..3).step_by(height) {
            let window = Window { row, column: 0, rows: height.min(3 - row), columns: 2 };
            patches.push(block(&map, window, Some(&zones), EIGHT));
        }
        let (patches, edges) = plain(&patches.finish()[&Some(0)]);
        assert_eq!(patches, [(0, 30, shape(2, 2, 4)), (4, 30, shape(1, 2, 2)), (5, -1, shape(1, 2, 2))]);
        assert_eq!(edges, BTreeMap::from([((-1, 30), CellSides { upright: 1, level: 0 })]));
    }
}

/// Shapes that are hard to follow: spirals, combs, donuts, chains over corners, noise, with and without holes.
fn pictures() -> impl Strategy<Value = Array2<u16>> {
    (0usize..7, 1usize..34, 1usize..80, any::<u64>()).prop_map(|(kind, rows, columns, seed)| {
        let random = |r: usize, c: usize, of: u64| {
            let mut h = (r as u64) << 32 ^ c as u64 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((h ^ (h >> 31)) % of) as u16
        };
        Array2::from_shape_fn((rows, columns), |(r, c)| {
            let ring = r.min(c).min(rows - 1 - r).min(columns - 1 - c);
            let drawn = match kind {
                0 => random(r, c, 5),
                // Clusters of 3 x 4 cells
                1 => random(r / 3, c / 4, 3),
                // Donuts in one another
                2 => (ring % 2) as u16,
                // A spiral: rings with a gap that leads inwards
                3 if r == ring + 1 && c == ring => 1 - (ring % 2) as u16,
                3 => (ring % 2) as u16,
                // Combs whose teeth meet at the bottom, or at the top
                4 => {
                    if seed % 2 == 0 {
                        u16::from(c % 2 == 0 || r + 1 == rows)
                    } else {
                        u16::from(c % 2 == 0 || r == 0)
                    }
                }
                // Chains over corners
                5 => ((r + c) % 2) as u16 * 3,
                _ => u16::from((r + 2 * c) % 3 == 0),
            };
            // Now and then a hole
            if seed % 3 == 0 && random(r + 1000, c, 9) == 0 { 2 } else { drawn }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_flood_fill_finds_the_same(map in pictures(), corners in any::<bool>()) {
        let pattern = pattern_of(&map, PatchOptions { corners, listed: true });
        prop_assert_eq!(plain(&pattern), flood(&map, corners, |_, _| true).0);
        let bytes = map.mapv(|id| id as u8);
        let cells = ClassCells::Bytes(bytes.view());
        let mut patches = Patches::default();
        let options = PatchOptions { corners, listed: true };
        patches.push(PatchBlock { block: ClassBlock { cells, codes: &CODES }, window: grid(&map).whole(), zones: None, options });
        prop_assert_eq!(patches.finish().remove(&None).unwrap_or_default(), pattern);
    }

    /// Strips of any height, merged in any grouping and carried as bytes, give the same patches, and ids are painted alike.
    #[test]
    fn any_strips_give_the_whole(
        map in pictures(), corners in any::<bool>(), heights in prop::collection::vec(1usize..9, 1..34), group in 1usize..5,
        zoned in any::<bool>(),
    ) {
        let grid = grid(&map);
        let options = PatchOptions { corners, listed: true };
        let (w, h) = (map.ncols() as f64, map.nrows() as f64);
        // A triangle, what is left of the map, and a zone that has no cell in the middle rows
        let polygons = vec![
            ("a".to_owned(), vec![vec![(0.0, 0.0), (w, 0.0), (0.0, h)]]),
            ("b".to_owned(), vec![vec![(w, 0.0), (w, h), (0.0, h)]]),
        ];
        let zones = zoned.then(|| Zones::of(polygons, &grid));
        let mut windows = Vec::new();
        let mut row = 0;
        for rows in heights.into_iter().chain(std::iter::repeat(5)) {
            let rows = rows.min(grid.rows - row);
            windows.push(Window { row, column: 0, rows, columns: grid.columns });
            row += rows;
            if row == grid.rows { break }
        }
        let mut whole = Patches::default();
        whole.push(block(&map, grid.whole(), zones.as_ref(), options));
        let mut merged = Patches::default();
        for group in windows.chunks(group) {
            let mut part = Patches::default();
            group.iter().for_each(|window| part.push(block(&map, *window, zones.as_ref(), options)));
            merged.merge(from_bytes(&to_bytes(&part)).unwrap());
        }
        let (whole, merged) = (whole.finish(), merged.finish());
        let zone_of = |r: usize, c: usize| -> Option<u32> {
            zones.as_ref()?.row(r, grid.whole()).find(|(span, _)| span.contains(&c)).map(|(_, zone)| zone)
        };
        let mut expected = Array2::from_elem(map.dim(), None);
        for (zone, pattern) in &merged {
            let (known, of) = flood(&map, corners, |r, c| zone_of(r, c) == *zone);
            prop_assert_eq!(plain(pattern), known);
            prop_assert_eq!(plain(pattern), plain(&whole[zone]));
            ndarray::Zip::indexed(&mut expected).and(&of).for_each(|_, cell, first| {
                if *first != u64::MAX { *cell = Some((*first, *zone)) }
            });
        }
        prop_assert_eq!(merged.len(), whole.len());
        let ids = PatchIds::new(&merged);
        for window in windows {
            let mut painted = vec![7; window.cells()];
            ids.paint(block(&map, window, zones.as_ref(), options), &mut painted);
            for (i, id) in painted.into_iter().enumerate() {
                let first = expected[(window.row + i / window.columns, i % window.columns)];
                prop_assert_eq!(id, first.map_or(0, |(first, zone)| ids.id(first, zone)));
            }
        }
    }
}

#[test]
fn labels_of_whole_patches_are_dropped_on_the_way() {
    let random = |r: usize, c: usize| (((r * 200 + c) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as u16 % 4;
    let map = Array2::from_shape_fn((200, 200), |(r, c)| if c < 3 { 0 } else { random(r, c) });
    let pattern = pattern_of(&map, FOUR);
    assert!(pattern.patches.len() > 1 << 14, "{}", pattern.patches.len());
    assert_eq!(plain(&pattern), flood(&map, false, |_, _| true).0);
}

#[test]
fn parts_make_the_whole() {
    let map = array![[0, 3, 1, 1], [3, 0, 1, 2], [3, 3, 1, 1], [0, 3, 3, 1]];
    let left = vec![vec![(0.0, 0.0), (2.0, 0.0), (2.0, 4.0), (0.0, 4.0)]];
    let lower = vec![vec![(1.0, 0.0), (4.0, 0.0), (4.0, 2.0), (1.0, 2.0)]];
    let zones = Zones::of(vec![("left".into(), left), ("lower".into(), lower)], &grid(&map));
    for (zones, options) in [(None, EIGHT), (None, FOUR), (Some(&zones), EIGHT)] {
        let of = |rows: std::ops::Range<usize>| {
            let mut patches = Patches::default();
            if !rows.is_empty() {
                let window = Window { row: rows.start, column: 0, rows: rows.len(), columns: 4 };
                patches.push(block(&map, window, zones, options));
            }
            patches
        };
        laws::hold::<Patches, _>(4, of, |patches| {
            let mut found = patches.finish();
            // Where parts met depends on the parts.
            found.values_mut().for_each(|pattern| pattern.joined.clear());
            found
        });
    }
}

#[test]
fn tilings_of_whole_rows() {
    let map = Array2::from_shape_fn((40, 7), |(r, c)| (r * c % 3) as u16);
    let tiling = Tiling::new(&grid(&map), BlockShape { rows: 16, columns: 7 });
    let mut merged = Patches::default();
    for window in tiling.windows() {
        merged.push(block(&map, window, None, EIGHT));
    }
    let mut pattern = merged.finish().remove(&None).unwrap();
    pattern.joined.clear();
    assert_eq!(pattern, pattern_of(&map, EIGHT));
}
