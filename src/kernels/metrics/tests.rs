//! Metrics beside a count of cells one by one.

use super::*;
use crate::{
    cover::classes::{ClassBlock, ClassCells},
    grid::Window,
    kernels::{
        Accumulator,
        patches::{PatchBlock, PatchOptions, Patches, Pattern},
    },
};
use ndarray::Array2;
use proptest::prelude::*;

const CODES: [Option<i64>; 4] = [Some(3), Some(1), None, Some(7)];
const WIDTH: f64 = 20.0;
const HEIGHT: f64 = 10.0;
const SETTING: Setting = Setting { cell_width: WIDTH, cell_height: HEIGHT, boundary_edge: 0.25, max_classes: Some(5) };

fn pattern(map: &Array2<u16>) -> Option<Pattern> {
    pattern_of(map, &CODES)
}

fn pattern_of(map: &Array2<u16>, codes: &[Option<i64>]) -> Option<Pattern> {
    let (rows, columns) = map.dim();
    let mut patches = Patches::default();
    patches.push(PatchBlock {
        block: ClassBlock { cells: ClassCells::Ids(map.view()), codes },
        window: Window { row: 0, column: 0, rows, columns },
        zones: None,
        options: PatchOptions { corners: true, listed: true },
    });
    patches.finish().remove(&None)
}

/// Counts of neighbours over the four sides of every cell: [own class][other class, or 3 for none], sides apart.
struct Count {
    cells: [f64; 3],
    upright: [[f64; 4]; 3],
    level: [[f64; 4]; 3],
}

impl Count {
    fn both(&self, a: usize, b: usize) -> f64 {
        self.upright[a][b] + self.level[a][b]
    }

    fn length(&self, a: usize, b: usize) -> f64 {
        self.upright[a][b] * HEIGHT + self.level[a][b] * WIDTH
    }
}

fn count(map: &Array2<u16>) -> Count {
    let class = |r: isize, c: isize| -> Option<usize> {
        let inside = r >= 0 && c >= 0 && r < map.nrows() as isize && c < map.ncols() as isize;
        let id = inside.then(|| map[(r as usize, c as usize)]).filter(|id| *id != 2)?;
        // By code: 1, 3, 7
        Some([1, 0, 9, 2][usize::from(id)])
    };
    let mut count = Count { cells: [0.0; 3], upright: [[0.0; 4]; 3], level: [[0.0; 4]; 3] };
    for r in 0..map.nrows() as isize {
        for c in 0..map.ncols() as isize {
            let Some(own) = class(r, c) else { continue };
            count.cells[own] += 1.0;
            for step in [-1, 1] {
                count.upright[own][class(r, c + step).unwrap_or(3)] += 1.0;
                count.level[own][class(r + step, c).unwrap_or(3)] += 1.0;
            }
        }
    }
    count
}

fn entropy(parts: impl IntoIterator<Item = f64>) -> f64 {
    let parts: Vec<f64> = parts.into_iter().filter(|p| *p > 0.0).collect();
    let all: f64 = parts.iter().sum();
    -parts.iter().map(|p| p / all * (p / all).ln()).sum::<f64>()
}

fn near(name: &str, found: Option<f64>, expected: f64) {
    match found {
        Some(found) => {
            assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{name}: {found} {expected}")
        }
        None => assert!(expected.is_nan(), "{name} is not defined, but should be {expected}"),
    }
}

#[test]
fn the_list_has_every_statistic() {
    let names: Vec<&str> = metrics().iter().map(|metric| metric.abbreviation.as_str()).collect();
    for patch in metrics().iter().filter(|metric| metric.patch.is_some() && metric.abbreviation != "NCORE") {
        for ending in ["MN", "AM", "MD", "RA", "SD", "CV"] {
            assert!(
                names.contains(&format!("{}_{ending}", patch.abbreviation).as_str()),
                "{} {ending}",
                patch.abbreviation
            );
        }
    }
}

/// Patches of one and of two cells by turns: ten of them have a fractal dimension, nine have none.
#[test]
fn ten_patches_are_enough_for_pafrac() {
    let dimension = |patches: usize| {
        let one = |column: usize| column % 3 == 2 || column % 6 == 1;
        let map = Array2::from_shape_fn((1, 3 * patches), |(_, column)| if one(column) { 2 } else { 0 });
        let pattern = pattern(&map).unwrap();
        Landscape::new(&pattern, Known::default(), SETTING).pafrac(None)
    };
    assert!(dimension(9).is_none());
    // 2 / slope of ln area on ln perimeter: 200 m2 and 60 m, 400 m2 and 100 m
    let slope = 2f64.ln() / (100.0f64 / 60.0).ln();
    assert!((dimension(10).unwrap() - 2.0 / slope).abs() < 1e-12);
}

fn landscape_metric(landscape: &Landscape<'_>, name: &str) -> Option<f64> {
    metrics().iter().find(|metric| metric.column == name).unwrap().landscape(landscape)
}

/// As the formulas read: a matrix of all adjacencies of 300 classes.
#[test]
fn many_classes() {
    const M: usize = 300;
    let map = Array2::from_shape_fn((40, 45), |(r, c)| {
        let cell = if (r + c) % 3 == 0 { r / 2 * 45 + c / 2 } else { 45 * r + c };
        (cell * 7919 % M) as u16
    });
    let codes: Vec<Option<i64>> = (0..M as i64).map(|code| Some(3 * code - 400)).collect();
    let pattern = pattern_of(&map, &codes).unwrap();
    let weights: Vec<f64> =
        pattern.edges.iter().map(|edge| ((edge.classes.0 * 7 + edge.classes.1) % 11) as f64 / 10.0).collect();
    let landscape = Landscape::new(&pattern, Known { contrast: &weights, ..Known::default() }, SETTING);
    let (mut cells, mut upright, mut level) = (vec![0.0; M], vec![vec![0.0; M]; M], vec![vec![0.0; M]; M]);
    for ((r, c), id) in map.indexed_iter() {
        let own = usize::from(*id);
        cells[own] += 1.0;
        for (to, matrix) in [((r, c + 1), &mut upright), ((r + 1, c), &mut level)] {
            if let Some(other) = map.get(to).map(|id| usize::from(*id)) {
                matrix[own][other] += 1.0;
                matrix[other][own] += 1.0;
            }
        }
    }
    let of = |name: &str| landscape_metric(&landscape, name);
    let (all, m) = (map.len() as f64, M as f64);
    let both = |a: usize, b: usize| upright[a][b] + level[a][b];
    let length = |a: usize, b: usize| upright[a][b] * HEIGHT + level[a][b] * WIDTH;
    let pairs = || (0..M).flat_map(|a| (a + 1..M).map(move |b| (a, b)));
    near("iji", of("iji"), 100.0 * entropy(pairs().map(|(a, b)| length(a, b))) / (m * (m - 1.0) / 2.0).ln());
    let mut terms = 0.0;
    for (a, cells) in cells.iter().enumerate() {
        let sum: f64 = (0..M).map(|b| both(a, b)).sum();
        let p = (0..M).map(|b| cells / all * both(a, b) / sum);
        terms += p.filter(|p| *p > 0.0).map(|p| p * p.ln()).sum::<f64>();
    }
    near("contag", of("contag"), 100.0 * (1.0 + terms / (2.0 * m.ln())));
    near("pladj", of("pladj"), 100.0 * (0..M).map(|a| both(a, a)).sum::<f64>() / (4.0 * all));
    let weight = |a: usize, b: usize| ((a * 7 + b) % 11) as f64 / 10.0;
    near("cwed", of("cwed"), {
        let weighted: f64 = pairs().map(|(a, b)| weight(a, b) * length(a, b)).sum();
        let border = 2.0 * (40.0 * HEIGHT + 45.0 * WIDTH);
        (weighted + 0.25 * border) / (all * WIDTH * HEIGHT / 1e4)
    });
    let class = |name: &str, index: usize| {
        metrics().iter().find(|metric| metric.column == name).unwrap().class(&landscape, index)
    };
    for (own, cells) in cells.iter().enumerate() {
        let others = || (0..M).filter(move |other| *other != own);
        near("class iji", class("iji", own), 100.0 * entropy(others().map(|b| length(own, b))) / (m - 1.0).ln());
        let weighted: f64 = others().map(|b| weight(own.min(b), own.max(b)) * length(own, b)).sum();
        let sides: f64 = 2.0 * cells * (WIDTH + HEIGHT) - (0..M).map(|b| length(own, b)).sum::<f64>();
        near("class cwed", class("cwed", own), (weighted + 0.25 * sides) / (all * WIDTH * HEIGHT / 1e4));
    }
}

/// 20,000 classes of one cell each: every metric follows from the cells that each meets.
#[test]
fn all_cells_differ() {
    const ROWS: usize = 100;
    const COLUMNS: usize = 200;
    let m = (ROWS * COLUMNS) as f64;
    let map = Array2::from_shape_fn((ROWS, COLUMNS), |(r, c)| (r * COLUMNS + c) as u16);
    let codes: Vec<Option<i64>> = (0..ROWS * COLUMNS).map(|code| Some(code as i64)).collect();
    let pattern = pattern_of(&map, &codes).unwrap();
    let landscape = Landscape::new(&pattern, Known::default(), SETTING);
    let of = |name: &str| landscape_metric(&landscape, name);
    let (upright, level) = ((ROWS * (COLUMNS - 1)) as f64, ((ROWS - 1) * COLUMNS) as f64);
    let edge = upright * HEIGHT + level * WIDTH;
    let part = |length: f64| -length / edge * (length / edge).ln();
    near("iji", of("iji"), 100.0 * (upright * part(HEIGHT) + level * part(WIDTH)) / (m * (m - 1.0) / 2.0).ln());
    let (corners, sides) = (4.0, 2.0 * (ROWS + COLUMNS - 4) as f64);
    let of_cell = |others: f64| (m * others).ln() / m;
    let spread = corners * of_cell(2.0) + sides * of_cell(3.0) + (m - corners - sides) * of_cell(4.0);
    near("contag", of("contag"), 100.0 * (1.0 - spread / (2.0 * m.ln())));
    near("te", of("te"), edge + 0.25 * 2.0 * (ROWS as f64 * HEIGHT + COLUMNS as f64 * WIDTH));
    for (name, value) in [("np", m), ("pr", m), ("shdi", m.ln()), ("shei", 1.0), ("pladj", 0.0)] {
        near(name, of(name), value);
    }
    let class = metrics().iter().find(|metric| metric.column == "iji").unwrap();
    let [two, four] = [2.0 * HEIGHT + 2.0 * WIDTH, HEIGHT + WIDTH];
    // In the middle it meets four others, at the corner two
    let inside = -2.0 * [HEIGHT, WIDTH].map(|l| l / two * (l / two).ln()).iter().sum::<f64>();
    near("class iji", class.class(&landscape, COLUMNS + 1), 100.0 * inside / (m - 1.0).ln());
    let corner = -[HEIGHT, WIDTH].map(|l| l / four * (l / four).ln()).iter().sum::<f64>();
    for index in [0, COLUMNS - 1, ROWS * COLUMNS - 1] {
        near("class iji", class.class(&landscape, index), 100.0 * corner / (m - 1.0).ln());
    }
}

fn class_metric(landscape: &Landscape<'_>, name: &str, index: usize) -> Option<f64> {
    metrics().iter().find(|metric| metric.column == name).unwrap().class(landscape, index)
}

/// Metrics of a landscape's cells and sides.
fn check_sums(landscape: &Landscape<'_>, count: &Count) {
    let of = |name: &str| landscape_metric(landscape, name);
    let cells = count.cells;
    let total: f64 = cells.iter().sum();
    let m = cells.iter().filter(|n| **n > 0.0).count() as f64;
    let hectares = total * WIDTH * HEIGHT / 1e4;
    let pairs = [(0, 1), (0, 2), (1, 2)];
    let between: f64 = pairs.iter().map(|(a, b)| count.length(*a, *b)).sum();
    let outside: f64 = (0..3).map(|a| count.length(a, 3)).sum();
    let like: f64 = (0..3).map(|a| count.both(a, a)).sum();
    near("ta", of("ta"), hectares);
    near("te", of("te"), between + 0.25 * outside);
    near("ed", of("ed"), (between + 0.25 * outside) / hectares);
    near("lsi", of("lsi"), (between + outside) / SETTING.min_perimeter(total as u64));
    near("pladj", of("pladj"), 100.0 * like / (4.0 * total));
    near("shdi", of("shdi"), entropy(cells));
    near("sidi", of("sidi"), 1.0 - cells.iter().map(|n| (n / total).powi(2)).sum::<f64>());
    near("rpr", of("rpr"), 100.0 * m / 5.0);
    let edges = pairs.map(|(a, b)| count.length(a, b));
    near("iji", of("iji"), if m < 3.0 || between == 0.0 { f64::NAN } else { 100.0 * entropy(edges) / 3f64.ln() });
}

/// Metrics of a landscape's adjacencies.
fn check_adjacencies(landscape: &Landscape<'_>, count: &Count) {
    let of = |name: &str| landscape_metric(landscape, name);
    let cells = count.cells;
    let total: f64 = cells.iter().sum();
    let m = cells.iter().filter(|n| **n > 0.0).count() as f64;
    let matrix: Vec<Vec<f64>> = (0..3).map(|a| (0..3).map(|b| count.both(a, b)).collect()).collect();
    let sums: Vec<f64> = matrix.iter().map(|row| row.iter().sum()).collect();
    let touching: f64 = sums.iter().sum();
    let p = |a: usize, b: usize| cells[a] / total * matrix[a][b] / sums[a];
    let met = (0..9).map(|i| (i / 3, i % 3)).filter(|(a, b)| matrix[*a][*b] > 0.0);
    let terms: f64 = met.map(|(a, b)| p(a, b) * p(a, b).ln()).sum();
    let contag = if m < 2.0 || touching == 0.0 { f64::NAN } else { 100.0 * (1.0 + terms / (2.0 * m.ln())) };
    near("contag", of("contag"), contag);
    let bits = if touching == 0.0 { f64::NAN } else { std::f64::consts::LN_2 };
    let (ent, joint) = (entropy(sums.iter().copied()) / bits, entropy(matrix.iter().flatten().copied()) / bits);
    near("ent", of("ent"), ent);
    near("joinent", of("joinent"), joint);
    near("condent", of("condent"), joint - ent);
    near("mutinf", of("mutinf"), 2.0 * ent - joint);
}

/// Metrics of the areas of a landscape's patches, in cells.
fn check_areas(landscape: &Landscape<'_>, mut areas: Vec<f64>) {
    let of = |name: &str| landscape_metric(landscape, name);
    let (n, total) = (areas.len() as f64, areas.iter().sum::<f64>());
    let (mean, cell) = (total / n, WIDTH * HEIGHT / 1e4);
    areas.sort_by(f64::total_cmp);
    near("np", of("np"), n);
    near("area_mn", of("area_mn"), mean * cell);
    near("area_md", of("area_md"), (areas[(areas.len() - 1) / 2] + areas[areas.len() / 2]) / 2.0 * cell);
    near("area_am", of("area_am"), areas.iter().map(|a| a * a).sum::<f64>() / total * cell);
    near("area_sd", of("area_sd"), (areas.iter().map(|a| (a - mean).powi(2)).sum::<f64>() / n).sqrt() * cell);
    near("lpi", of("lpi"), 100.0 * areas[areas.len() - 1] / total);
    near("division", of("division"), 1.0 - areas.iter().map(|a| (a / total).powi(2)).sum::<f64>());
}

/// Metrics of the classes of a landscape.
fn check_classes(landscape: &Landscape<'_>, count: &Count) {
    let compact =
        |n: f64| (1..=n as u64).map(|r| 2.0 * (r as f64 + (n / r as f64).ceil())).fold(f64::INFINITY, f64::min);
    let (cells, total) = (count.cells, count.cells.iter().sum::<f64>());
    let mut ai = Vec::new();
    for (index, a) in (0..3).filter(|a| cells[*a] > 0.0).enumerate() {
        let of = |name: &str| class_metric(landscape, name, index);
        let sides: f64 = (0..4).map(|b| count.both(a, b)).sum::<f64>() - count.both(a, a);
        let most = 4.0 * cells[a] - compact(cells[a]);
        let (share, like) = (cells[a] / total, count.both(a, a));
        near("class ai", of("ai"), if most == 0.0 { f64::NAN } else { 100.0 * like / most });
        ai.extend(of("ai").map(|ai| ai * share));
        let against: f64 = (0..3).filter(|b| *b != a).map(|b| count.length(a, b)).sum();
        near("class te", of("te"), against + 0.25 * count.length(a, 3));
        near("class pladj", of("pladj"), 100.0 * like / (4.0 * cells[a]));
        let g = like / most;
        let clumpy = if g < share && share < 0.5 { (g - share) / share } else { (g - share) / (1.0 - share) };
        near("class clumpy", of("clumpy"), if most == 0.0 || share == 1.0 { f64::NAN } else { clumpy });
        near("class pland", of("pland"), 100.0 * share);
        near("class lsi", of("lsi"), (against + count.length(a, 3)) / SETTING.min_perimeter(cells[a] as u64));
        assert!(sides >= compact(cells[a]));
    }
    let mean = if ai.is_empty() { f64::NAN } else { ai.iter().sum() };
    near("ai", landscape_metric(landscape, "ai"), mean);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn counting_cells_gives_the_same((rows, columns, cells) in (1usize..7, 1usize..7).prop_flat_map(|(r, c)| {
        (Just(r), Just(c), prop::collection::vec(0u16..4, r * c))
    })) {
        let map = Array2::from_shape_vec((rows, columns), cells).unwrap();
        let Some(pattern) = pattern(&map) else { return Ok(()) };
        let landscape = Landscape::new(&pattern, Known::default(), SETTING);
        let count = count(&map);
        check_sums(&landscape, &count);
        check_adjacencies(&landscape, &count);
        check_areas(&landscape, pattern.patches.iter().map(|patch| patch.shape.cells as f64).collect());
        check_classes(&landscape, &count);
    }
}
