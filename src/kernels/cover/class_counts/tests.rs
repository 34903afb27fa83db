use super::*;
use crate::{
    cover::classes::NODATA,
    grid::{Grid, areas::Surface, ellipsoid::Ellipsoid},
    kernels::{from_bytes, laws, to_bytes},
};
use ndarray::{Array2, array, s};
use proptest::prelude::*;

const CODES: [Option<i64>; 4] = [Some(-7), Some(0), Some(300), Some(i64::MAX)];
const ALIKE: CellAreas = CellAreas::Same(0.5);

fn block<'a>(ids: ArrayView2<'a, u16>, ground: Ground<'a>) -> (ClassBlock<'a, i64>, Ground<'a>) {
    (ClassBlock { cells: ClassCells::Ids(ids), codes: &CODES }, ground)
}

fn window(row: usize, column: usize, ids: &ArrayView2<'_, u16>) -> Window {
    Window { row, column, rows: ids.nrows(), columns: ids.ncols() }
}

fn count(ids: ArrayView2<'_, u16>) -> ClassCounts<i64> {
    let mut counts = ClassCounts::default();
    let window = window(0, 0, &ids);
    counts.push(block(ids, Ground { window, areas: &ALIKE, zones: None }));
    counts
}

fn classes(counts: &ClassCounts<i64>) -> Vec<(i64, u64)> {
    counts.classes().collect()
}

#[test]
fn empty_and_all_nodata() {
    assert_eq!(count(Array2::zeros((0, 0)).view()), ClassCounts::default());
    let c = count(Array2::from_elem((3, 40), NODATA).view());
    assert_eq!((classes(&c).len(), c.nodata), (0, 120));
}

#[test]
fn a_tiny_map() {
    let c = count(array![[0, 1, 1], [3, NODATA, 1]].view());
    assert_eq!(classes(&c), [(-7, 1), (0, 3), (i64::MAX, 1)]);
    assert_eq!(c.nodata, 1);
    assert_eq!(c.counted(&ALIKE)[1], ClassCount { zone: None, class: 0, cells: 3, area_ha: 3.0 * 0.5 });
}

#[test]
fn bytes_that_share_a_code_or_have_none() {
    let mut codes = [None; 256];
    (codes[1], codes[2], codes[255]) = (Some(10), Some(10), Some(-1));
    let mut counts = ClassCounts::default();
    let cells = array![[1u8, 2, 2], [255, 0, 77]];
    let ground = Ground { window: Window { row: 0, column: 0, rows: 2, columns: 3 }, areas: &ALIKE, zones: None };
    counts.push((ClassBlock { cells: ClassCells::Bytes(cells.view()), codes: &codes }, ground));
    assert_eq!((classes(&counts), counts.nodata), (vec![(-1, 1), (10, 3)], 2));
}

#[test]
fn areas_by_row_and_zones_that_overlap() {
    let areas = CellAreas::Rows(vec![1.0, 10.0]);
    let grid = Grid { rows: 2, columns: 3, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, 1.0], metres_per_unit: 1.0 };
    let zone = |name: &str, x1: f64, x2: f64| (name.to_owned(), vec![vec![(x1, 0.0), (x2, 0.0), (x2, 2.0), (x1, 2.0)]]);
    let zones = Zones::of(vec![zone("a", 0.0, 2.0), zone("b", 1.0, 3.0)], &grid);
    let map = array![[0u16, 1, NODATA], [0, 0, 1]];
    let mut counts = ClassCounts::default();
    counts.push(block(map.view(), Ground { window: grid.whole(), areas: &areas, zones: Some(&zones) }));
    let found: Vec<_> = counts.counted(&areas).into_iter().map(|f| (f.zone, f.class, f.cells, f.area_ha)).collect();
    let expected = [
        (None, -7, 3, 1.0 + 10.0 + 10.0),
        (None, 0, 2, 1.0 + 10.0),
        (Some(0), -7, 3, 1.0 + 10.0 + 10.0),
        (Some(0), 0, 1, 1.0),
        (Some(1), -7, 1, 10.0),
        (Some(1), 0, 2, 1.0 + 10.0),
    ];
    assert_eq!(found, expected);
    assert_eq!(counts.nodata, 1);
}

proptest! {
    #[test]
    fn any_tiling_and_order_gives_the_whole(
        cells in proptest::collection::vec(prop_oneof![8 => 0u16..4, 1 => Just(NODATA)], 20 * 37),
        repeat in 1usize..30, row in 1usize..19, column in 1usize..36, kind in 0..3, x in 0.0f64..30.0
    ) {
        let map = Array2::from_shape_fn((20, 37), |(r, c)| cells[(r * 37 + c) / repeat]);
        let grid = Grid { rows: 20, columns: 37, geotransform: [0.0, 0.01, 0.0, 40.0, 0.0, -0.01], metres_per_unit: 1.0 };
        let wgs84 = Ellipsoid { semi_major: 6_378_137.0, inverse_flattening: 298.257_223_563 };
        let areas = match kind {
            0 => ALIKE,
            1 => CellAreas::rows(&grid, wgs84),
            _ => CellAreas::Surface(Surface::new(&grid, 1000.0, wgs84, |c, r| Some(grid.to_map(c, r))).unwrap()),
        };
        // Slanted, so that each row has other cells of a zone
        let strip = |name: &str, x1: f64, x2: f64| {
            let corners = [(x1, -1.0), (x2, -1.0), (x2 + 8.0, 30.0), (x1 + 8.0, 30.0)].map(|(c, r)| grid.to_map(c, r));
            (name.to_owned(), vec![corners.to_vec()])
        };
        let zones = Zones::of(vec![strip("a", x, x + 9.0), strip("b", 5.0, 11.5)], &grid);
        for zones in [None, Some(&zones)] {
            let part = |rows: std::ops::Range<usize>, columns: std::ops::Range<usize>| {
                let view = map.slice(s![rows.clone(), columns.clone()]);
                let mut counts = ClassCounts::default();
                let window = window(rows.start, columns.start, &view);
                counts.push(block(view, Ground { window, areas: &areas, zones }));
                counts
            };
            let whole = part(0..20, 0..37);
            let [a, b, c, d] = [part(0..row, 0..column), part(0..row, column..37), part(row..20, 0..column), part(row..20, column..37)];
            let mut left = a.clone();
            left.merge(b.clone());
            left.merge(c.clone());
            left.merge(d.clone());
            let (mut right, mut tail) = (a, b);
            let mut end = c;
            end.merge(d);
            tail.merge(end);
            right.merge(tail);
            for split in [left, right] {
                prop_assert_eq!(split.nodata, whole.nodata);
                let (split, whole) = (split.counted(&areas), whole.counted(&areas));
                prop_assert_eq!(split.len(), whole.len());
                for (s, w) in split.iter().zip(&whole) {
                    prop_assert_eq!((s.zone, s.class, s.cells), (w.zone, w.class, w.cells));
                    prop_assert!((s.area_ha - w.area_ha).abs() <= 1e-13 * w.area_ha);
                }
            }
            prop_assert_eq!(from_bytes::<ClassCounts<i64>>(&to_bytes(&whole)), Some(whole.clone()));
            let mut expected = BTreeMap::new();
            for id in map.iter().filter(|id| **id != NODATA) {
                *expected.entry(CODES[usize::from(*id)].unwrap()).or_insert(0u64) += 1;
            }
            prop_assert_eq!(whole.classes().collect::<BTreeMap<_, _>>(), expected);
        }
    }
}

#[test]
fn parts_make_the_whole() {
    let map = array![[0, 1, 1], [3, NODATA, 1], [2, 2, 0], [1, 0, 3]];
    let grid = Grid { rows: 4, columns: 3, geotransform: [0.0, 1.0, 0.0, 4.0, 0.0, -1.0], metres_per_unit: 1.0 };
    let two_columns = vec![(0.0, 0.0), (2.0, 0.0), (2.0, 4.0), (0.0, 4.0)];
    let zones = Zones::of(vec![("a".to_owned(), vec![two_columns])], &grid);
    let areas = CellAreas::Rows(vec![0.5, 0.25, 2.0, 1.0]);
    for zones in [None, Some(&zones)] {
        let of = |rows: std::ops::Range<usize>| {
            let mut counts = ClassCounts::default();
            let view = map.slice(s![rows.clone(), ..]);
            counts.push(block(view, Ground { window: window(rows.start, 0, &view), areas: &areas, zones }));
            counts
        };
        laws::hold_in_any_order::<ClassCounts<i64>, _>(4, of, ClassCounts::finish);
    }
}

#[test]
fn bytes_of_another_kind_are_refused() {
    assert_eq!(from_bytes::<ClassCounts<i64>>(&[0xff; 3]), None);
}
