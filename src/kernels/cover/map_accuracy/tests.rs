use super::{raw, *};
use crate::kernels::stats::random::stream;
use rand_distr::{Binomial, Distribution};

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-12 * expected.abs().max(1e-3)
}

fn estimate(value: f64, variance: f64) -> impl Fn(Estimate) -> bool {
    move |found| near(found.value, value) && near(found.se.unwrap(), variance.sqrt())
}

/// The strata are the classes of the map: shares of the area, and units by reference class.
fn by_map(weights: &[f64], counts: &[Vec<u64>]) -> Strata {
    let classes = counts.iter().map(Vec::len).max().unwrap_or(0);
    let stratum = |(map, (weight, counts)): (usize, (&f64, &Vec<u64>))| Stratum {
        weight: *weight,
        map: Some(map),
        units: counts.iter().enumerate().map(|(reference, n)| (map, reference, *n)).collect(),
    };
    Strata::new(classes, weights.iter().zip(counts).enumerate().map(stratum).collect())
}

/// Table 8 of Olofsson et al. 2014: deforestation, forest gain, stable forest, stable non-forest.
const SIZES: [f64; 4] = [200_000.0, 150_000.0, 3_200_000.0, 6_450_000.0];
const COUNTS: [[u64; 4]; 4] = [[66, 0, 5, 4], [0, 55, 8, 12], [1, 0, 153, 11], [2, 1, 9, 313]];

fn olofsson() -> Strata {
    let counts: Vec<Vec<u64>> = COUNTS.iter().map(|row| row.to_vec()).collect();
    by_map(&SIZES.map(|size| size / 10_000_000.0), &counts)
}

fn pairs() -> raw::Pairs {
    let all = (0..4).flat_map(|i| (0..4).map(move |j| ((i, j), COUNTS[i][j])));
    all.collect()
}

#[test]
fn no_land_and_no_class() {
    let strata = Strata::new(0, vec![]);
    assert_eq!((strata.overall(), strata.matrix().len()), (Estimate { value: 0.0, se: Some(0.0) }, 0));
    assert_eq!(raw::overall(&raw::Pairs::new()), None);
    assert_eq!(raw::kappa(&raw::Pairs::new()), None);
}

#[test]
fn two_classes_by_hand() {
    // 0.75 of the land mapped as 0, 8 of 10 right; 0.25 as 1, 3 of 6 right
    let strata = by_map(&[0.75, 0.25], &[vec![8, 2], vec![3, 3]]);
    let (v, w) = (0.75f64.powi(2) * 0.8 * 0.2 / 9.0, 0.25f64.powi(2) * 0.5 * 0.5 / 5.0);
    assert!(estimate(0.75 * 0.8 + 0.25 * 0.5, v + w)(strata.overall()));
    let area = 0.75 * 0.8 + 0.25 * 0.5;
    assert!(estimate(area, v + w)(strata.area(0)) && estimate(1.0 - area, v + w)(strata.area(1)));
    assert!(estimate(0.8, 0.8 * 0.2 / 9.0)(strata.users(0).unwrap()));
    // Eq. 7 of Olofsson et al. 2014
    let p = 0.75 * 0.8 / area;
    let variance = ((1.0 - p) * (1.0 - p) * v + p * p * w) / (area * area);
    assert!(estimate(p, variance)(strata.producers(0).unwrap()));
    assert!((strata.mapped(0), strata.mapped(1)) == (0.75, 0.25) && strata.strata().len() == 2);
    // 10 t/ha where the reference is 0 and 30 where it is 1
    let variance = 20.0f64.powi(2) * (v + w);
    assert!(estimate(10.0 * area + 30.0 * (1.0 - area), variance)(strata.mean(|class| [10.0, 30.0][class])));
    // 0.15 of 0 is 1, 0.125 of 1 is 0
    let found = strata.disagreement();
    assert!(near(found.quantity, 0.025) && near(found.allocation, 0.25) && near(found.exchange, 0.25));
    assert!(found.shift.abs() < 1e-15);
}

#[test]
fn the_published_example() {
    let strata = olofsson();
    let printed = |estimate: Estimate| (estimate.value, Z * estimate.se.unwrap());
    const Z: f64 = crate::kernels::carbon::standard_error::Z95;
    let rounded = |(value, half): (f64, f64)| ((value * 100.0).round() / 100.0, (half * 100.0).round() / 100.0);
    let users: Vec<_> = (0..4).map(|class| rounded(printed(strata.users(class).unwrap()))).collect();
    assert_eq!(users, [(0.88, 0.07), (0.73, 0.10), (0.93, 0.04), (0.96, 0.02)]);
    let producers: Vec<_> = (0..4).map(|class| rounded(printed(strata.producers(class).unwrap()))).collect();
    assert_eq!(producers, [(0.75, 0.21), (0.85, 0.25), (0.93, 0.03), (0.96, 0.02)]);
    assert_eq!(rounded(printed(strata.overall())), (0.95, 0.02));
    // 10,000,000 cells of 30 m, in ha
    let ha = |(value, half): (f64, f64)| ((value * 900_000.0).round(), (half * 900_000.0).round());
    let areas: Vec<_> = (0..4).map(|class| ha(printed(strata.area(class)))).collect();
    assert_eq!(areas, [(21_158.0, 6_158.0), (11_686.0, 3_756.0), (285_770.0, 15_510.0), (581_386.0, 16_281.0)]);
}

#[test]
fn what_other_programs_get_wrong_is_right_here() {
    let strata = olofsson();
    // AcATaMa's error of a producer's accuracy divides by another total (0.10784), mapaccuracy and the paper have this
    assert!(near(strata.producers(0).unwrap().se.unwrap(), 0.10883155764554488));
    // Its error of a post-stratified area drops a part of the variance: all strata with units of a class add to it
    let own = SIZES[2] / 1e7 * strata.users(2).unwrap().se.unwrap();
    assert!((own - 0.00649).abs() < 1e-5);
    assert!(near(strata.area(2).se.unwrap(), 0.008792424205322327));
    // The kappa that SCP and r.kappa print is that of the sample, which is no figure of the map
    assert!(near(strata.kappa().unwrap().value, 0.8888137985669383));
    assert!(near(raw::kappa(&pairs()).unwrap().value, 0.8699635806018785));
}

#[test]
fn strata_that_are_not_the_classes_of_the_map() {
    // Stehman 2014, table 2: strata, classes of the map and of the reference, four of each
    let text = include_str!("../../../../tests/golden/map_accuracy/stehman2014_sample.csv");
    let class = |letter: &str| usize::from(letter.as_bytes()[0] - b'A');
    let weights = [0.4, 0.3, 0.2, 0.1];
    let mut strata: Vec<Stratum> =
        weights.map(|weight| Stratum { weight, map: None, units: Vec::new() }).into_iter().collect();
    for line in text.lines().skip(1) {
        let [stratum, map, reference] = line.split(',').map(class).collect::<Vec<_>>()[..] else { panic!("{line}") };
        strata[stratum].units.push((map, reference, 1));
    }
    let strata = Strata::new(4, strata);
    let expected = include_str!("../../../../tests/golden/map_accuracy/stehman2014_results.csv");
    let mut checked = 0;
    for line in expected.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let found = match cells[0] {
            "overall" => strata.overall(),
            "area_proportion" => strata.area(class(cells[1])),
            "users" => strata.users(class(cells[1])).unwrap(),
            "producers" => strata.producers(class(cells[1])).unwrap(),
            other => panic!("{other}"),
        };
        let (value, se): (f64, f64) = (cells[2].parse().unwrap(), cells[3].parse().unwrap());
        assert!(near(found.value, value) && near(found.se.unwrap(), se), "{line}: {found:?}");
        checked += 1;
    }
    assert_eq!(checked, 13);
}

#[test]
fn what_is_not_defined() {
    // Class 1 has one unit, class 2 none in the reference, class 3 none on the map
    let strata = by_map(&[0.5, 0.3, 0.2], &[vec![5, 1, 0, 1], vec![1, 0, 0, 0], vec![2, 0, 0, 2]]);
    assert!(strata.has_lone_units() && !olofsson().has_lone_units());
    assert!(strata.overall().se.is_none() && strata.area(3).se.is_none() && strata.kappa().unwrap().se.is_none());
    assert!(strata.mean(|_| 1.0).se.is_none() && strata.producers(0).unwrap().se.is_none());
    assert_eq!(strata.users(1), Some(Estimate { value: 0.0, se: None }));
    // The lone unit of class 1 has the reference class 0, and is nothing to the user of class 0
    assert!(estimate(5.0 / 7.0, 5.0 / 7.0 * 2.0 / 7.0 / 6.0)(strata.users(0).unwrap()));
    assert_eq!((strata.users(3), strata.producers(2)), (None, None));
    assert_eq!(strata.users(2).unwrap().value, 0.0);
    let alike = by_map(&[1.0], &[vec![9]]);
    assert_eq!((alike.kappa(), raw::kappa(&raw::Pairs::from([((0, 0), 9)]))), (None, None));
    assert_eq!(raw::overall(&raw::Pairs::from([((0, 0), 1)])).unwrap().se, None);
    // Shares of strata that add up to 1 but for rounding
    let stratum = |weight| Stratum { weight, map: None, units: vec![(0, 0, 5)] };
    let rounded = Strata::new(1, vec![stratum(0.7), stratum(0.2), stratum(0.1)]);
    assert!(rounded.mapped(0) < 1.0 && rounded.kappa().is_none());
}

#[test]
fn the_raw_sample() {
    let overall = raw::overall(&pairs()).unwrap();
    assert!(near(overall.value, 0.9171875) && near(overall.se.unwrap(), 0.010902512226015588));
    let kappa = raw::kappa(&pairs()).unwrap();
    assert!(near(kappa.se.unwrap(), 0.017028382649085037), "{kappa:?}");
}

/// A number of units of each class of so many, by the shares of the classes.
fn drawn(n: u64, shares: &[f64], random: &mut impl rand::Rng) -> Vec<u64> {
    let (mut left, mut rest) = (n, 1.0);
    let draw = |share: &f64| {
        let p = if rest > 0.0 { (share / rest).clamp(0.0, 1.0) } else { 0.0 };
        let taken = Binomial::new(left, p).unwrap().sample(random);
        (left, rest) = (left - taken, rest - share);
        taken
    };
    shares.iter().map(draw).collect()
}

#[test]
fn the_error_of_kappa_is_that_of_a_bootstrap() {
    let strata = olofsson();
    let mut random = stream(14, 0);
    let kappa = |_| {
        let counts: Vec<Vec<u64>> = COUNTS
            .iter()
            .map(|row| {
                let n: u64 = row.iter().sum();
                let shares: Vec<f64> = row.iter().map(|k| *k as f64 / n as f64).collect();
                drawn(n, &shares, &mut random)
            })
            .collect();
        by_map(&SIZES.map(|size| size / 1e7), &counts).kappa().unwrap().value
    };
    let replicates: Vec<f64> = (0..8000).map(kappa).collect();
    let n = replicates.len() as f64;
    let mean = replicates.iter().sum::<f64>() / n;
    let deviation = (replicates.iter().map(|k| (k - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    let found = strata.kappa().unwrap().se.unwrap();
    assert!((deviation / found - 1.0).abs() < 0.02, "{deviation} {found}");
}

/// Of a known map: how often the 95 % intervals of the areas of three classes hold them, in samples of so many units.
fn coverage(simple: bool, samples: u64) -> f64 {
    let weights = [0.2, 0.5, 0.3];
    let truth = [[0.85, 0.1, 0.05], [0.04, 0.9, 0.06], [0.05, 0.15, 0.8]];
    let (mut held, mut all) = (0, 0);
    for sample in 0..samples {
        let mut random = stream(7, sample);
        let sizes = if simple { drawn(300, &weights, &mut random) } else { vec![100; 3] };
        let counts: Vec<Vec<u64>> =
            sizes.iter().zip(&truth).map(|(n, shares)| drawn(*n, shares, &mut random)).collect();
        let strata = by_map(&weights, &counts);
        for class in 0..3 {
            let area: f64 = weights.iter().zip(&truth).map(|(weight, shares)| weight * shares[class]).sum();
            let found = strata.area(class);
            held += u32::from((found.value - area).abs() <= 1.959964 * found.se.unwrap());
            all += 1;
        }
    }
    f64::from(held) / f64::from(all)
}

#[test]
fn intervals_of_areas_hold_them_in_95_of_100_samples() {
    for simple in [false, true] {
        let found = coverage(simple, 700);
        assert!((0.93..0.965).contains(&found), "{simple}: {found}");
    }
}

mod of_units {
    use super::super::units::*;
    use crate::{
        cover::classes::{ClassBlock, ClassCells, NODATA},
        grid::{BlockShape, Grid, Window, areas::CellAreas, tiling::Tiling},
        kernels::{Accumulator, cover::class_counts::Ground, cover::class_series::OfTwo, laws},
    };
    use ndarray::{Array2, array, s};
    use proptest::prelude::*;

    const AREAS: CellAreas = CellAreas::Same(0.02);
    const CODES: [Option<i64>; 3] = [Some(7), None, Some(-1)];

    fn push(units: &mut Units, map: &Array2<u16>, w: Window, all: &[Unit]) {
        let view = map.slice(s![w.row..w.row + w.rows, w.column..w.column + w.columns]).to_owned();
        let inside = |u: &&Unit| {
            (w.row..w.row + w.rows).contains(&u.row) && (w.column..w.column + w.columns).contains(&u.column)
        };
        let here: Vec<Unit> = all.iter().filter(inside).copied().collect();
        let block = ClassBlock { cells: ClassCells::Ids(view.view()), codes: &CODES };
        units.push((block, Ground { window: w, areas: &AREAS, zones: None }, &here));
    }

    fn unit(row: usize, column: usize, point: u32, stratum: u32, reference: i64) -> Unit {
        Unit { row, column, point, stratum, reference }
    }

    #[test]
    fn nothing_and_all_nodata() {
        let mut units = Units::default();
        units.merge(Units::default());
        assert_eq!(units, Units::default());
        let map = Array2::from_elem((2, 2), NODATA);
        push(&mut units, &map, Window { row: 0, column: 0, rows: 2, columns: 2 }, &[unit(0, 1, 4, 0, 7)]);
        assert!(units.cells.classes().next().is_none() && units.counts.is_empty());
        assert_eq!(units.found, [(4, None)]);
    }

    #[test]
    fn parts_make_the_whole() {
        let map = array![[0, 2, NODATA], [1, 0, 2], [2, 0, 0]];
        let all =
            [unit(0, 0, 0, 1, 7), unit(0, 2, 1, 1, 7), unit(1, 2, 2, 0, 7), unit(2, 1, 3, 0, 7), unit(2, 2, 4, 0, 7)];
        let of = |rows: std::ops::Range<usize>| {
            let mut units = Units::default();
            if !rows.is_empty() {
                push(&mut units, &map, Window { row: rows.start, column: 0, rows: rows.len(), columns: 3 }, &all);
            }
            units
        };
        laws::hold::<Units, _>(3, of, Units::finish);
        let whole = of(0..3);
        assert_eq!(whole.counts, UnitCounts::from([((0, -1, 7), 1), ((0, 7, 7), 2), ((1, 7, 7), 1)]));
        assert_eq!(whole.found, [(0, Some(7)), (1, None), (2, Some(-1)), (3, Some(7)), (4, Some(7))]);
        assert_eq!(whole.cells.classes().collect::<Vec<_>>(), [(-1, 3), (7, 4)]);
    }

    #[test]
    fn cells_of_two_rasters() {
        let found = [(Some(1), Some(2)), (Some(1), None), (None, Some(2)), (None, None)].map(|(a, b)| Looked::of(a, b));
        let expected = [Some(Looked::Mapped(1, Some(2))), Some(Looked::Mapped(1, None)), Some(Looked::Unmapped), None];
        assert_eq!(found, expected);
    }

    proptest! {
        #[test]
        fn any_tiling_gives_the_whole(
            cells in prop::collection::vec(0u16..4, 60), places in prop::collection::vec((0usize..6, 0usize..10), 0..20),
            rows in 1usize..7, columns in 1usize..7
        ) {
            let map = Array2::from_shape_vec((6, 10), cells).unwrap();
            let all: Vec<Unit> =
                places.iter().zip(0..).map(|((row, column), i)| unit(*row, *column, i, i % 3, i64::from(i % 2))).collect();
            let mut whole = Units::default();
            push(&mut whole, &map, Window { row: 0, column: 0, rows: 6, columns: 10 }, &all);
            let grid = Grid { rows: 6, columns: 10, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, -1.0], metres_per_unit: 1.0 };
            let mut tiled = Units::default();
            for window in Tiling::new(&grid, BlockShape { rows, columns }).windows() {
                let mut part = Units::default();
                push(&mut part, &map, window, &all);
                tiled.merge(part);
            }
            tiled.found.sort();
            whole.found.sort();
            prop_assert_eq!(tiled, whole);
        }
    }
}
