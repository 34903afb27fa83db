//! Windows by hand, and beside windows that are cut out and measured as maps of their own.

use super::*;
use crate::{
    cover::classes::{ClassBlock, ClassCells},
    grid::Window,
    kernels::{
        Accumulator,
        metrics::{Known, Landscape, metrics},
        patches::{PatchBlock, PatchOptions, Patches, geometry::Geometry},
    },
};
use ndarray::{Array2, array, s};
use proptest::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Few that tests name, and many more.
static CODES: LazyLock<Vec<Option<i64>>> =
    LazyLock::new(|| [Some(40), Some(-7), None, Some(9), Some(12)].into_iter().chain((100..3000).map(Some)).collect());
const SETTING: Setting = Setting { cell_width: 10.0, cell_height: 10.0, boundary_edge: 0.0, max_classes: Some(6) };

fn wanted(names: &[(&str, Option<i64>)]) -> Vec<Wanted> {
    let of = |name: &str| metrics().iter().find(|metric| metric.abbreviation == name).unwrap();
    names.iter().map(|(name, class)| Wanted { metric: of(name), class: *class }).collect()
}

fn options(wanted: &[Wanted]) -> WindowOptions<'_> {
    let setting = SETTING;
    WindowOptions { wanted, setting, corners: true, min_valid: 0.0, fill_nodata: true, centre_codes: &[] }
}

/// Numbers of the windows of a map by row and column, in tiles of some rows and columns.
fn numbers(
    map: &Array2<u16>,
    footprint: &Footprint,
    options: WindowOptions<'_>,
    tile: (usize, usize),
    stride: usize,
) -> BTreeMap<(usize, usize), Vec<Option<f64>>> {
    let (rows, columns) = map.dim();
    let halo = (footprint.half_height(), footprint.half_width());
    let mut found = BTreeMap::new();
    for (row, column) in (0..rows).step_by(tile.0).flat_map(|r| (0..columns).step_by(tile.1).map(move |c| (r, c))) {
        let centres = Window { row, column, rows: tile.0.min(rows - row), columns: tile.1.min(columns - column) };
        let of = HaloTile::around(centres, halo, (rows, columns));
        let part = map.slice(s![of.row..of.row + of.rows, of.column..of.column + of.columns]);
        let halo_tile = HaloTile::new(ClassBlock { cells: ClassCells::Ids(part), codes: &CODES }, of, centres, halo);
        let mut windows = Windows::new(&halo_tile, footprint, options);
        for row in (row..row + centres.rows).filter(|row| row % stride == 0) {
            let first = column.next_multiple_of(stride);
            if first < column + centres.columns {
                windows.row(row, first, stride, |column, values| {
                    found.insert((row, column), values.to_vec());
                });
            }
        }
    }
    found
}

fn circle(radius: f64) -> Footprint {
    Footprint::new(WindowShape::Circle, radius, 10.0, 10.0)
}

#[test]
fn all_nodata_and_one_cell() {
    let all = wanted(&[("SHDI", None), ("NP", None), ("ED", None), ("AREA_MD", None), ("NP", Some(9))]);
    let nothing = numbers(&Array2::from_elem((2, 3), 2), &circle(20.0), options(&all), (9, 9), 1);
    assert!(nothing.len() == 6 && nothing.values().all(|values| *values == vec![None; 5]));
    let one = numbers(&array![[0u16]], &circle(20.0), options(&all), (9, 9), 1);
    assert_eq!(one[&(0, 0)], [Some(0.0), Some(1.0), Some(0.0), Some(0.01), Some(0.0)]);
}

/// Two columns of class 40, one of class 9 with a nodata cell, seen by a cross of 5 cells of 10 m.
#[test]
fn by_hand() {
    let map = array![[0u16, 0, 3], [0, 0, 2], [0, 0, 3]];
    let all = wanted(&[
        ("SHDI", None),
        ("SHEI", None),
        ("TE", None),
        ("LSI", None),
        ("NP", None),
        ("CONTAG", None),
        ("PLAND", Some(9)),
        ("AREA_MN", Some(9)),
        ("AI", Some(40)),
    ]);
    let found = numbers(&map, &circle(10.0), options(&all), (9, 9), 1);
    // Around the middle: four cells of 40 in a T, and nodata at its right
    let one_class = &found[&(1, 1)];
    assert_eq!(&one_class[..3], [Some(0.0), Some(0.0), Some(0.0)]);
    // 10 sides about 4 cells, of which the best shape has 8
    assert_eq!(&one_class[3..], [Some(10.0 / 8.0), Some(1.0), None, Some(0.0), None, Some(100.0 * 3.0 / 4.0)]);
    // Around the cell above it: three of 40, two beside one another and one below, one of 9
    let two = &found[&(0, 1)];
    let shdi = -(0.75 * 0.75f64.ln() + 0.25 * 0.25f64.ln());
    assert!((two[0].unwrap() - shdi).abs() < 1e-12 && (two[1].unwrap() - shdi / 2f64.ln()).abs() < 1e-12);
    // The one side between classes is edge, the outline is none
    assert_eq!(two[2], Some(10.0));
    // But it counts in LSI: 10 sides about four cells in a T, and the one between
    assert_eq!(two[3], Some((10.0 + 1.0) / 8.0));
    assert_eq!((two[4], two[6], two[7]), (Some(2.0), Some(25.0), Some(0.01)));
    // Around nodata: one cell of 40, two of 9
    assert_eq!((found[&(1, 2)][4], found[&(1, 2)][7]), (Some(3.0), Some(0.01)));
}

#[test]
fn which_windows_have_numbers() {
    let map = array![[0u16, 0, 3, 0, 0], [0, 0, 2, 0, 0], [0, 0, 3, 0, 0]];
    let all = wanted(&[("PR", None)]);
    let where_known = |options: WindowOptions<'_>, footprint: &Footprint| -> Vec<(usize, usize)> {
        let found = numbers(&map, footprint, options, (2, 2), 1);
        found.into_iter().filter(|(_, values)| values[0].is_some()).map(|(at, _)| at).collect()
    };
    // Only the crosses that lie wholly in valid cells: none reaches nodata or the border
    let full = WindowOptions { min_valid: 1.0, ..options(&all) };
    assert_eq!(where_known(full, &circle(10.0)), []);
    assert_eq!(where_known(full, &circle(0.0)).len(), 14);
    // Three of five cells at least: corners have three
    let most = WindowOptions { min_valid: 0.6, ..options(&all) };
    assert_eq!(where_known(most, &circle(10.0)).len(), 15 - 2 + 2);
    let most = WindowOptions { min_valid: 0.8, ..options(&all) };
    assert_eq!(
        where_known(most, &circle(10.0)),
        [(0, 1), (0, 3), (1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 3)]
    );
    let centres = WindowOptions { fill_nodata: false, ..options(&all) };
    assert_eq!(where_known(centres, &circle(10.0)).len(), 14);
    let centres = WindowOptions { centre_codes: &[9], ..options(&all) };
    assert_eq!(where_known(centres, &circle(10.0)), [(0, 2), (2, 2)]);
}

/// A window cut out cell by cell, and measured as a map.
fn oracle(
    map: &Array2<u16>,
    (row, column): (usize, usize),
    within: impl Fn(i64, i64) -> bool,
    options: &WindowOptions<'_>,
) -> Vec<Option<f64>> {
    let mut cells = Array2::from_elem(map.dim(), 2u16);
    for ((r, c), cell) in map.indexed_iter() {
        if within(r as i64 - row as i64, c as i64 - column as i64) {
            cells[(r, c)] = *cell;
        }
    }
    let (rows, columns) = map.dim();
    let block = PatchBlock {
        block: ClassBlock { cells: ClassCells::Ids(cells.view()), codes: &CODES },
        window: Window { row: 0, column: 0, rows, columns },
        zones: None,
        options: PatchOptions { corners: options.corners, listed: true },
    };
    let map = SmallMap { cells: cells.view(), codes: &CODES, corners: options.corners };
    let pattern_of_window = map.patches(true, &|| true).unwrap();
    let pattern_of_window = map.measured(pattern_of_window, &options.setting, &|| true).unwrap();
    let mut patches = Patches::default();
    patches.push(block);
    let patterns = patches.finish();
    let Some(pattern) = patterns.get(&None) else { return vec![None; options.wanted.len()] };
    let geometries: &[Geometry] = pattern_of_window.geometries();
    let landscape = Landscape::new(pattern, Known { geometries, ..Known::default() }, options.setting);
    let value = |Wanted { metric, class }: &Wanted| match class {
        None => metric.landscape(&landscape),
        Some(code) => match landscape.sums.classes.iter().position(|class| class.code == *code) {
            Some(class) => metric.class(&landscape, class),
            None => metric.absent,
        },
    };
    options.wanted.iter().map(value).collect()
}

/// All that takes no more than some basis.
fn everything(most: Basis) -> Vec<Wanted> {
    let there =
        |metric: &&'static Metric| metric.needs.is_none_or(|needs| needs == "MAX_CLASSES") && metric.basis() <= most;
    let mut all = Vec::new();
    for metric in metrics().iter().filter(there) {
        all.extend(metric.of_landscapes().then_some(Wanted { metric, class: None }));
        all.extend(metric.of_classes().then_some(Wanted { metric, class: Some(9) }));
    }
    all
}

fn near(found: Option<f64>, expected: Option<f64>) -> bool {
    match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() <= 1e-9 * expected.abs().max(1e-3),
        (found, expected) => found == expected,
    }
}

/// Maps with connected cells of one class.
fn map() -> impl Strategy<Value = Array2<u16>> {
    (1usize..18, 1usize..18, 1usize..4).prop_flat_map(|(rows, columns, block)| {
        let coarse = prop::collection::vec(prop::sample::select(vec![0u16, 0, 1, 2, 3, 4]), rows * columns);
        let fine = prop::collection::vec(prop::option::weighted(0.2, 0u16..5), rows * columns);
        (coarse, fine).prop_map(move |(coarse, fine)| {
            Array2::from_shape_fn((rows, columns), |(r, c)| {
                fine[r * columns + c].unwrap_or(coarse[r / block * columns + c / block])
            })
        })
    })
}

/// Of so many class ids pairs are listed and not in a table; beyond, patches in squares are found as those in circles.
#[test]
fn many_classes() {
    let setting = Setting { max_classes: None, ..SETTING };
    let all = everything(Basis::Geometry);
    let all: Vec<Wanted> = all.into_iter().filter(|wanted| wanted.metric.needs.is_none()).collect();
    let options = WindowOptions { setting, ..options(&all) };
    for (classes, dense) in [(700, 256), (2800, 1024)] {
        // Cells for themselves, and squares of cells
        let map = Array2::from_shape_fn((50, 50), |(r, c)| {
            let cell = if (r / 5 + c / 10) % 2 == 0 { 50 * r + c } else { r / 3 * 50 + c / 3 };
            (cell * 7919 % classes) as u16
        });
        assert!(map.iter().collect::<BTreeSet<_>>().len() > dense);
        for (outline, radius) in [(WindowShape::Square, 40.0), (WindowShape::Circle, 45.0)] {
            let footprint = Footprint::new(outline, radius, 10.0, 10.0);
            let found = numbers(&map, &footprint, options, (50, 50), 11);
            // Tiles have fewer class ids
            assert_eq!(found, numbers(&map, &footprint, options, (7, 9), 11));
            for (at, values) in found {
                let square = outline == WindowShape::Square;
                let within = |r: i64, c: i64| if square { r.abs().max(c.abs()) <= 4 } else { r * r + c * c <= 20 };
                for ((wanted, found), expected) in all.iter().zip(values).zip(oracle(&map, at, within, &options)) {
                    let name = &wanted.metric.abbreviation;
                    assert!(near(found, expected), "{name} {:?} {at:?}: {found:?} {expected:?}", wanted.class);
                }
            }
        }
    }
}

/// All cells differ: a window of n cells has n classes and patches, and no two of a kind meet.
#[test]
fn all_cells_differ() {
    let codes: Vec<Option<i64>> = (0..62_500).map(Some).collect();
    let map = Array2::from_shape_fn((250, 250), |(r, c)| (250 * r + c) as u16);
    let all = wanted(&[("NP", None), ("SHDI", None), ("CONTAG", None), ("IJI", None), ("ED", None), ("AI", None)]);
    let footprint = Footprint::new(WindowShape::Square, 30.0, 10.0, 10.0);
    let whole = Window { row: 0, column: 0, rows: 250, columns: 250 };
    let halo_tile =
        HaloTile::new(ClassBlock { cells: ClassCells::Ids(map.view()), codes: &codes }, whole, whole, (3, 3));
    let mut windows = Windows::new(&halo_tile, &footprint, options(&all));
    let mut found = BTreeMap::new();
    windows.row(100, 0, 50, |column, values| {
        found.insert(column, values.to_vec());
    });
    // 7 x 7 cells, 4 of which meet two others, 20 three and 25 four: 84 edges of 10 m
    let n = 49f64;
    let of_cell = |others: f64| -(1.0 / n) * (1.0 / (n * others)).ln();
    let spread = 4.0 * of_cell(2.0) + 20.0 * of_cell(3.0) + 25.0 * of_cell(4.0);
    let expected = [
        n,
        n.ln(),
        100.0 * (1.0 - spread / (2.0 * n.ln())),
        100.0 * 84f64.ln() / (n * (n - 1.0) / 2.0).ln(),
        84.0 * 10.0 / (n * 0.01),
    ];
    for column in [50, 100, 150, 200] {
        let values = &found[&column];
        assert!(values.iter().zip(expected).all(|(found, value)| near(*found, Some(value))), "{values:?} {expected:?}");
        // A single cell has no side that could lie between two of its kind
        assert_eq!(values[5], None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    /// Every metric, both outlines, any radius, cells, tiles and stride.
    #[test]
    fn windows_cut_out_give_the_same(
        map in map(),
        square in any::<bool>(),
        radius in 0.0f64..13.0,
        sides in prop::sample::select(vec![(1.0, 1.0), (10.0, 10.0), (2.0, 1.0), (0.7, 1.1)]),
        tile in (1usize..20, 1usize..20),
        stride in 1usize..4,
        corners in any::<bool>(),
        most in prop::sample::select(vec![Basis::Patches, Basis::Patches, Basis::Shapes, Basis::Geometry]),
    ) {
        let outline = if square { WindowShape::Square } else { WindowShape::Circle };
        let radius = radius * f64::max(sides.0, sides.1);
        let footprint = Footprint::new(outline, radius, sides.0, sides.1);
        let all = everything(most);
        let setting = Setting { cell_width: sides.0, cell_height: sides.1, ..SETTING };
        let options = WindowOptions { setting, corners, ..options(&all) };
        let found = numbers(&map, &footprint, options, tile, stride);
        prop_assert_eq!(found.len(), map.nrows().div_ceil(stride) * map.ncols().div_ceil(stride));
        for (at, values) in found.iter().filter(|(at, _)| most < Basis::Geometry || (at.0 * 7 + at.1) % 5 == 0) {
            let within = |r: i64, c: i64| {
                let (down, across) = (r as f64 * sides.1, c as f64 * sides.0);
                let away = if square { down.abs().max(across.abs()) } else { down.hypot(across) };
                away <= radius * (1.0 + 1e-9)
            };
            let expected = oracle(&map, *at, within, &options);
            for ((wanted, found), expected) in all.iter().zip(values).zip(expected) {
                let name = (&wanted.metric.abbreviation, wanted.class, at);
                prop_assert!(near(*found, expected), "{:?}: {:?} {:?}", name, found, expected);
            }
        }
    }

    /// A metric alone is what it is among others: no sum is left out that it needs.
    #[test]
    fn each_metric_alone_gives_the_same(map in map(), which in any::<prop::sample::Index>(), radius in 0.0f64..6.0) {
        let all = everything(Basis::Shapes);
        let footprint = circle(10.0 * radius);
        let all_at_once = numbers(&map, &footprint, options(&all), (7, 9), 1);
        let one = which.index(all.len());
        let alone = numbers(&map, &footprint, options(&all[one..=one]), (7, 9), 1);
        for (at, values) in alone {
            prop_assert!(near(values[0], all_at_once[&at][one]), "{} {:?}", all[one].metric.abbreviation, at);
        }
    }
}
