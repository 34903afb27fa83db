use super::{points::Neighbours, *};
use crate::kernels::{
    Accumulator, from_bytes, laws,
    stats::{random::stream, sum::Sum},
    to_bytes,
};
use ndarray::{Array2, array, s};
use proptest::prelude::*;
use rand::RngExt;
use rand_distr::StandardNormal;
use std::ops::Range;

fn lags(cells: &Array2<f64>, max_lag: (usize, usize)) -> Lags {
    let mut sums = LagSums::new(max_lag, None);
    sums.push(LagBlock::whole(cells.view()));
    sums.finish()
}

/// Pairs counted and summed one by one.
fn brute(cells: &Array2<f64>, lag: (usize, isize)) -> (u64, f64, f64) {
    let (rows, columns) = cells.dim();
    let (mut count, mut squares, mut products) = (0, Sum::default(), Sum::default());
    let values: Vec<f64> = cells.iter().copied().filter(|z| !z.is_nan()).collect();
    let mean = crate::kernels::stats::sum::sum(values.iter().copied()) / values.len() as f64;
    for r in 0..rows.saturating_sub(lag.0) {
        for c in 0..columns {
            let other = c as isize + lag.1;
            if other < 0 || other >= columns as isize {
                continue;
            }
            let (z, w) = (cells[[r, c]], cells[[r + lag.0, other as usize]]);
            if !z.is_nan() && !w.is_nan() {
                count += 1;
                squares.add((z - w) * (z - w));
                products.add((z - mean) * (w - mean));
            }
        }
    }
    (count, squares.total(), products.total())
}

/// Counts are those of the brute sums, and sums differ by no more than a share.
fn compare(cells: &Array2<f64>, found: &Lags, share: f64) {
    for lag in found.iter() {
        let (count, squares, _) = brute(cells, lag.lag);
        assert_eq!(lag.count, count, "{:?}", lag.lag);
        assert!((lag.squares - squares).abs() <= share * squares, "{:?}: {} {squares}", lag.lag, lag.squares);
    }
}

/// A field with some smoothness, of mean 0 and variance about 1.
fn field(rows: usize, columns: usize, seed: u64) -> Array2<f64> {
    let mut random = stream(seed, 0);
    let mut normal = || random.sample::<f64, _>(StandardNormal);
    let waves: Vec<[f64; 4]> = (0..6)
        .map(|i| {
            let long = 0.02 * f64::from(i + 1);
            [long * normal(), long * normal(), 3.0 * normal(), 0.5]
        })
        .collect();
    Array2::from_shape_fn((rows, columns), |(r, c)| {
        let wave = |[a, b, phase, size]: &[f64; 4]| size * (a * r as f64 + b * c as f64 + phase).sin();
        waves.iter().map(wave).sum::<f64>() + 0.1 * normal()
    })
}

fn with_gaps(mut cells: Array2<f64>, share: u32, seed: u64) -> Array2<f64> {
    let mut random = stream(seed, 1);
    cells.iter_mut().for_each(|z| {
        if random.random_ratio(share, 100) {
            *z = f64::NAN
        }
    });
    cells
}

#[test]
fn nothing() {
    let found = lags(&Array2::zeros((0, 0)), (2, 2));
    assert!(found.cells() == 0 && found.iter().all(|lag| lag.count == 0 && lag.gamma().is_none()));
}

#[test]
fn no_values() {
    let found = lags(&Array2::from_elem((3, 4), f64::NAN), (2, 2));
    assert!(found.cells() == 0 && found.iter().all(|lag| lag.count == 0 && lag.squares == 0.0));
}

#[test]
fn one_cell() {
    let found = lags(&array![[7.0]], (2, 2));
    assert!(found.cells() == 1 && found.iter().all(|lag| lag.count == 0));
}

#[test]
fn by_hand() {
    let cells = array![[1.0, 2.0, f64::NAN], [4.0, 8.0, 16.0]];
    let found = lags(&cells, (1, 2));
    let expected = [
        ((0, 1), 3, (1.0 - 2.0f64).powi(2) + (4.0 - 8.0f64).powi(2) + (8.0 - 16.0f64).powi(2)),
        ((0, 2), 1, (4.0 - 16.0f64).powi(2)),
        ((1, -2), 0, 0.0),
        ((1, -1), 1, (2.0 - 4.0f64).powi(2)),
        ((1, 0), 2, (1.0 - 4.0f64).powi(2) + (2.0 - 8.0f64).powi(2)),
        ((1, 1), 2, (1.0 - 8.0f64).powi(2) + (2.0 - 16.0f64).powi(2)),
        ((1, 2), 1, (1.0 - 16.0f64).powi(2)),
    ];
    for (lag, count, squares) in expected {
        let lag = found.at(lag.0, lag.1);
        assert_eq!((lag.count, lag.squares), (count, squares), "{:?}", lag.lag);
    }
    assert_eq!(found.at(0, -1), found.at(0, 1));
    assert_eq!(found.at(-1, 1), found.at(1, -1));
    assert_eq!(found.at(1, 1).gamma(), Some((49.0 + 196.0) / 4.0));
}

#[test]
fn a_constant_raster_has_no_variance() {
    for z in [0.1, 1e6 + 0.3, -1e-9] {
        let mut cells = Array2::from_elem((9, 8), z);
        assert!(lags(&cells, (4, 4)).iter().all(|lag| lag.squares == 0.0));
        cells[[3, 3]] = f64::NAN;
        assert!(lags(&cells, (4, 4)).iter().all(|lag| lag.squares == 0.0));
    }
}

#[test]
fn classes_are_summed_exactly() {
    let mut random = stream(5, 0);
    let cells = Array2::from_shape_fn((40, 50), |_| f64::from(random.random_range(0..9)));
    compare(&cells, &lags(&cells, (20, 20)), 0.0);
    let cells = with_gaps(cells, 20, 1);
    compare(&cells, &lags(&cells, (20, 20)), 0.0);
}

#[test]
fn sums_are_those_of_all_pairs() {
    for (i, cells) in
        [field(40, 35, 1), with_gaps(field(40, 35, 2), 30, 3), with_gaps(field(31, 64, 4), 95, 5)].iter().enumerate()
    {
        compare(cells, &lags(cells, (39, 63)), 1e-12);
        // Another origin and unit
        compare(&cells.mapv(|z| 1e6 + z), &lags(&cells.mapv(|z| 1e6 + z), (9, 15)), 1e-12);
        compare(&cells.mapv(|z| -3e-90 * z), &lags(&cells.mapv(|z| -3e-90 * z), (9, 15)), 1e-12);
        let mut spiked = cells.clone();
        let mut random = stream(i as u64, 0);
        (0..20).for_each(|k| {
            spiked[[random.random_range(0..31), random.random_range(0..35)]] = if k % 2 == 0 { 1e4 } else { -1e4 }
        });
        compare(&spiked, &lags(&spiked, (39, 63)), 1e-12);
    }
}

#[test]
fn a_slope_is_known_to_its_first_lag() {
    let cells = Array2::from_shape_fn((90, 120), |(r, c)| 1e6 + 0.37 * r as f64 - 0.21 * c as f64);
    compare(&cells, &lags(&cells, (5, 5)), 1e-11);
}

#[test]
fn covariances_are_those_of_all_pairs() {
    for cells in [field(30, 45, 1).mapv(|z| 1e3 + z), with_gaps(field(30, 45, 2), 30, 3)] {
        let mut sums = LagSums::new((12, 12), Some(cells[[7, 7]].max(-1.0)));
        sums.push(LagBlock::whole(cells.view()));
        let found = sums.finish();
        for lag in found.iter() {
            let (count, _, products) = brute(&cells, lag.lag);
            assert!((lag.covariance().unwrap() - products / count as f64).abs() < 1e-12, "{:?}", lag);
        }
        let variance = found.at(0, 0).covariance().unwrap();
        assert!(variance > 0.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_tiling_gives_the_same(
        rows in 1usize..40,
        columns in 1usize..40,
        max_lag in (0usize..12, 0usize..12),
        cuts in (1usize..5, 1usize..5),
        share in prop::sample::select(vec![0u32, 20, 90]),
        seed in 0u64..1000,
    ) {
        let cells = with_gaps(field(rows, columns, seed).mapv(|z| 50.0 + z), share, seed);
        let whole = lags(&cells, max_lag);
        let mut total: Option<LagSums> = None;
        for i in 0..cuts.0 {
            for j in 0..cuts.1 {
                let (top, bottom) = (rows * i / cuts.0, rows * (i + 1) / cuts.0);
                let (start, end) = (columns * j / cuts.1, columns * (j + 1) / cuts.1);
                let (left, right) = (start.saturating_sub(max_lag.1), (end + max_lag.1).min(columns));
                let below = (bottom + max_lag.0).min(rows);
                let mut sums = LagSums::new(max_lag, None);
                sums.push(LagBlock {
                    cells: cells.slice(s![top..below, left..right]),
                    rows: bottom - top,
                    columns: start - left..end - left,
                });
                let sums: LagSums = from_bytes(&to_bytes(&sums)).unwrap();
                match &mut total {
                    Some(total) => total.merge(sums),
                    None => total = Some(sums),
                }
            }
        }
        let tiled = total.unwrap().finish();
        prop_assert_eq!(tiled.cells(), whole.cells());
        for (a, b) in tiled.iter().zip(whole.iter()) {
            prop_assert_eq!((a.lag, a.count), (b.lag, b.count));
            prop_assert!((a.squares - b.squares).abs() <= 1e-12 * b.squares, "{:?} {:?}", a, b);
        }
    }
}

#[test]
fn bins_are_closed_on_the_right() {
    let of = |bins: &Bins, distance: f64, vector: [f64; 2]| {
        let mut classes = Vec::new();
        bins.of(distance, vector, |class| classes.push(class));
        classes
    };
    // 0.3 and 0.1 + 0.2 are one distance; the last bin is narrow
    let bins = Bins::new(0.75, 0.3);
    let found: Vec<_> =
        [0.0, 0.2, 0.3, 0.1 + 0.2, 0.3001, 0.6, 0.75, 0.7501].iter().map(|d| of(&bins, *d, [*d, 0.0])).collect();
    assert_eq!(found, [vec![0], vec![0], vec![0], vec![0], vec![1], vec![1], vec![2], vec![]]);
    assert_eq!((bins.classes(), bins.cutoff()), (3, 0.75));
    assert_eq!(Bins::new(0.9, 0.3).classes(), 3);
    let between = Bins::between(vec![1.0, 2.0]);
    assert_eq!([1.0, 1.1, 2.0].map(|d| of(&between, d, [d, 0.0]).len()), [0, 1, 1]);

    // North-east is half way between north and east, and in both where their edges meet; so is its opposite.
    let directed = Bins::new(2.0, 2.0).directed(vec![0.0, 90.0], 45.0);
    let turned = [[1.0, 1.0], [-1.0, -1.0], [0.0, -1.0], [1.0, 0.1], [-0.1, 1.0]];
    assert_eq!(turned.map(|v| of(&directed, 1.0, v)), [vec![0, 1], vec![0, 1], vec![0], vec![1], vec![0]]);
    let apart = Bins::new(2.0, 2.0).directed(vec![170.0], 15.0);
    assert_eq!([[0.08, 1.0], [0.1, 1.0]].map(|v| of(&apart, 1.0, v).len()), [1, 0]);
}

#[test]
fn bins_by_hand() {
    // Cells of 20 x 10 m, whose columns go east and rows south
    let cells = array![[1.0, 2.0], [4.0, 8.0]];
    let steps = Steps::north_up(20.0, 10.0);
    let bins = Bins::new(25.0, 20.0);
    let mut sums = LagSums::new(steps.max_lag(25.0), Some(0.0));
    sums.push(LagBlock::whole(cells.view()));
    let found = sums.finish();
    let variogram = found.bins(&steps, &bins).finish(&bins, matheron);
    let first = Bin {
        direction: None,
        bin: 0,
        np: 4,
        dist: (20.0 + 20.0 + 10.0 + 10.0) / 4.0,
        gamma: (1.0 + 16.0 + 9.0 + 36.0) / 8.0,
    };
    let diagonal = 500f64.sqrt();
    let second = Bin { direction: None, bin: 1, np: 2, dist: diagonal, gamma: (49.0 + 4.0) / 4.0 };
    assert_eq!(variogram, [first, second]);

    // The diagonal that leads south-east: 116.6 degrees from north
    let south_east = bins.clone().directed(vec![120.0], 10.0);
    let variogram = found.bins(&steps, &south_east).finish(&south_east, matheron);
    assert_eq!(variogram, [Bin { direction: Some(120.0), bin: 1, np: 1, dist: diagonal, gamma: 49.0 / 2.0 }]);

    let mean = (1.0 + 2.0 + 4.0 + 8.0) / 4.0;
    let product = |a: f64, b: f64| (a - mean) * (b - mean);
    let covariogram = found.covariogram(&steps, &bins).unwrap();
    assert!((covariogram[1].gamma - (product(1.0, 8.0) + product(2.0, 4.0)) / 2.0).abs() < 1e-12);

    let map = found.map(&steps, 20.0, Lag::gamma);
    assert_eq!(map.len(), 2 * 2 + 1);
    assert_eq!(map[2], [Some((1.0 + 16.0) / 4.0), Some(0.0), Some((1.0 + 16.0) / 4.0)]);
    assert_eq!(map[1], [None, Some((9.0 + 36.0) / 4.0), None]);
}

/// Cells as points.
fn points(cells: &Array2<f64>, steps: &Steps) -> Vec<Point> {
    let place = |(r, c): (usize, usize)| steps.vector((r, c as isize));
    let values = cells.indexed_iter().filter(|(_, z)| !z.is_nan());
    values.map(|(at, z)| Point { east: place(at)[0], north: place(at)[1], value: *z }).collect()
}

fn alike(found: &[Bin], expected: &[Bin], share: f64) {
    assert_eq!(found.len(), expected.len());
    for (a, b) in found.iter().zip(expected) {
        assert_eq!((a.direction, a.bin, a.np), (b.direction, b.bin, b.np));
        assert!(
            (a.dist - b.dist).abs() <= share * b.dist && (a.gamma - b.gamma).abs() <= share * b.gamma,
            "{a:?} {b:?}"
        );
    }
}

fn sweep_medians(blocks: &[LagBlock<'_>], steps: &Steps, bins: &Bins) -> Vec<Bin> {
    let mut due = Medians::new(steps, bins);
    loop {
        let parts = blocks.iter().map(|block| {
            let mut part: Medians = due.clone();
            assert!(part.push_while(block, &|| true));
            from_bytes::<Medians>(&to_bytes(&part)).unwrap()
        });
        let swept = parts.reduce(|mut a, b| {
            a.merge(b);
            a
        });
        match swept.unwrap().finish() {
            Sweep::Done(found) => return found,
            Sweep::Again(next) => due = next,
        }
    }
}

#[test]
fn estimators_agree_for_cells_and_points() {
    let steps = Steps { column: [2.0, 0.3], row: [0.2, -1.0] };
    let all = Bins::new(7.0, 1.5);
    for (cells, bins) in [
        (with_gaps(field(14, 17, 1), 25, 2), all.clone()),
        (field(15, 9, 3).mapv(|z| (3.0 * z).round()), all.directed(vec![0.0, 60.0, 120.0], 40.0)),
    ] {
        let block = || LagBlock::whole(cells.view());
        let points = points(&cells, &steps);
        let of_points = |estimator| point_variogram(&points, &bins, estimator, &|| true).unwrap();

        let mut sums = LagSums::new(steps.max_lag(bins.cutoff()), None);
        sums.push(block());
        alike(&sums.finish().bins(&steps, &bins).finish(&bins, matheron), &of_points(Estimator::Matheron), 1e-12);

        let mut roots = RootSums::new(&steps, &bins);
        roots.push(block());
        alike(&roots.finish(), &of_points(Estimator::Cressie), 1e-12);

        alike(&sweep_medians(&[block()], &steps, &bins), &of_points(Estimator::Dowd), 1e-12);

        let mut differences = Differences::new(&steps, &bins);
        differences.push(block());
        alike(&differences.finish().bins(Estimator::Genton, &|| true).unwrap(), &of_points(Estimator::Genton), 1e-12);
    }
}

/// All four estimators of a raster with square cells, and of its cells as points in the opposite order.
fn estimates(cells: &Array2<f64>) -> [Vec<Bin>; 8] {
    let (steps, bins) = (Steps::north_up(1.0, 1.0), Bins::new(6.0, 1.5));
    let block = || LagBlock::whole(cells.view());
    let mut sums = LagSums::new(steps.max_lag(bins.cutoff()), None);
    sums.push(block());
    let mut roots = RootSums::new(&steps, &bins);
    roots.push(block());
    let mut differences = Differences::new(&steps, &bins);
    differences.push(block());
    let mut points = points(cells, &steps);
    points.reverse();
    let of_points = |estimator| point_variogram(&points, &bins, estimator, &|| true).unwrap();
    [
        sums.finish().bins(&steps, &bins).finish(&bins, matheron),
        roots.finish(),
        sweep_medians(&[block()], &steps, &bins),
        differences.finish().bins(Estimator::Genton, &|| true).unwrap(),
        of_points(Estimator::Matheron),
        of_points(Estimator::Cressie),
        of_points(Estimator::Dowd),
        of_points(Estimator::Genton),
    ]
}

#[test]
fn turned_and_mirrored_maps_have_the_same_variogram() {
    // A drift to the east with noise: all differences of a direction have one sign
    let drift = field(20, 20, 4) + Array2::from_shape_fn((20, 20), |(_, c)| 2.0 * c as f64);
    for cells in [drift, with_gaps(field(15, 18, 7), 20, 1)] {
        let owned = |cells: ndarray::ArrayView2<'_, f64>| cells.as_standard_layout().to_owned();
        let all = estimates(&cells);
        for other in [
            owned(cells.t()),
            owned(cells.slice(s![..;-1, ..])),
            owned(cells.slice(s![.., ..;-1])),
            owned(cells.slice(s![..;-1, ..;-1])),
            owned(cells.t().slice(s![..;-1, ..])),
            -&cells,
        ] {
            for (one, other) in all.iter().zip(estimates(&other)) {
                alike(one, &other, 1e-12);
            }
        }
        for (cells, points) in all[..4].iter().zip(&all[4..]) {
            alike(cells, points, 1e-12);
        }
    }
}

/// Of white noise every estimator has the variance as its mean; pairs share cells, so that a bin is off by some percent.
#[test]
fn white_noise_has_its_variance() {
    let mut means = [0.0; 8];
    let maps = 12;
    for seed in 0..maps {
        let mut random = stream(seed, 0);
        let cells = Array2::from_shape_fn((24, 24), |_| 3.0 * random.sample::<f64, _>(StandardNormal));
        for (mean, bins) in means.iter_mut().zip(estimates(&cells)) {
            *mean += bins.iter().map(|bin| bin.gamma).sum::<f64>() / bins.len() as f64 / maps as f64;
        }
    }
    assert!(means.iter().all(|mean| (mean - 9.0).abs() < 0.03 * 9.0), "{means:?}");
}

#[test]
fn threads_change_no_bit() {
    let mut cells = with_gaps(field(40, 33, 5), 12, 6);
    cells[[3, 4]] = 1e7; // Small sums beside it are made pair by pair.
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| estimates(&cells))
    };
    let one = on(1);
    assert!(one.iter().all(|bins| bins.len() == 4));
    assert_eq!(one, on(2));
    assert_eq!(one, on(5));
}

#[test]
fn stopped_there_is_no_answer() {
    let (cells, steps, bins) = (field(9, 9, 1), Steps::north_up(1.0, 1.0), Bins::new(3.0, 1.0));
    let block = LagBlock::whole(cells.view());
    assert!(!LagSums::new((3, 3), None).push_while(&block, &|| false));
    assert!(!RootSums::new(&steps, &bins).push_while(&block, &|| false));
    assert!(!Medians::new(&steps, &bins).push_while(&block, &|| false));
    assert!(!Differences::new(&steps, &bins).push_while(&block, &|| false));
    for estimator in [Estimator::Matheron, Estimator::Genton] {
        assert_eq!(point_variogram(&points(&cells, &steps), &bins, estimator, &|| false), None);
    }
}

#[test]
fn no_points_and_points_in_one_place() {
    let bins = Bins::new(3.0, 1.0);
    assert_eq!(point_variogram(&[], &bins, Estimator::Matheron, &|| true), Some(vec![]));
    let at = |value| Point { east: 5.0, north: 5.0, value };
    let found = point_variogram(&[at(1.0), at(3.0)], &bins, Estimator::Matheron, &|| true).unwrap();
    assert_eq!(found, [Bin { direction: None, bin: 0, np: 1, dist: 0.0, gamma: 4.0 / 2.0 }]);
}

proptest! {
    #[test]
    fn every_pair_of_points_is_met_once(
        places in prop::collection::vec((0i32..40, 0i32..25), 0..60),
        cutoff in prop::sample::select(vec![1.0, 2.5, 5.0, 13.0, 100.0]),
        scale in prop::sample::select(vec![1.0, 0.1]),
    ) {
        let points: Vec<Point> = places.iter().enumerate()
            .map(|(i, (x, y))| Point { east: scale * f64::from(*x), north: scale * f64::from(*y), value: i as f64 }).collect();
        let mut found = Vec::new();
        let pair = |a: &Point, b: &Point| (a.value.min(b.value) as usize, a.value.max(b.value) as usize);
        let neighbours = Neighbours::new(&points, scale * cutoff);
        for group in neighbours.groups() {
            prop_assert!(neighbours.visit(&group, &|| true, |a, b| found.push(pair(a, b))));
        }
        found.sort_unstable();
        let near = |(i, j): &(usize, usize)| {
            let (across, up) = (places[*i].0 - places[*j].0, places[*i].1 - places[*j].1);
            f64::from(across * across + up * up) <= cutoff * cutoff
        };
        let n = points.len();
        let expected: Vec<_> = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).filter(near).collect();
        prop_assert_eq!(found, expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn any_tiling_gives_the_same_estimates(
        rows in 2usize..16,
        columns in 2usize..16,
        cuts in (1usize..4, 1usize..4),
        seed in 0u64..1000,
    ) {
        let cells = with_gaps(field(rows, columns, seed).mapv(|z| (8.0 * z).round() / 4.0), 20, seed);
        let (steps, bins) = (Steps::north_up(1.0, 1.5), Bins::new(4.0, 1.3));
        let max_lag = steps.max_lag(4.0);
        let mut blocks = Vec::new();
        for i in 0..cuts.0 {
            for j in 0..cuts.1 {
                let (top, bottom) = (rows * i / cuts.0, rows * (i + 1) / cuts.0);
                let (start, end) = (columns * j / cuts.1, columns * (j + 1) / cuts.1);
                let (left, right) = (start.saturating_sub(max_lag.1), (end + max_lag.1).min(columns));
                blocks.push(LagBlock {
                    cells: cells.slice(s![top..(bottom + max_lag.0).min(rows), left..right]),
                    rows: bottom - top,
                    columns: start - left..end - left,
                });
            }
        }
        let whole = || [LagBlock::whole(cells.view())];
        alike(&sweep_medians(&blocks, &steps, &bins), &sweep_medians(&whole(), &steps, &bins), 1e-12);
        fn merged<A: Accumulator>(new: impl Fn() -> A, blocks: &[LagBlock<'_>], push: impl Fn(&mut A, &LagBlock<'_>)) -> A {
            let part = |block: &LagBlock<'_>| {
                let mut part = new();
                push(&mut part, block);
                from_bytes::<A>(&to_bytes(&part)).unwrap()
            };
            blocks.iter().map(part).reduce(|mut a, b| { a.merge(b); a }).unwrap()
        }
        let roots = |blocks: &[LagBlock<'_>]| {
            merged(|| RootSums::new(&steps, &bins), blocks, |sums, block| assert!(sums.push_while(block, &|| true))).finish()
        };
        alike(&roots(&blocks), &roots(&whole()), 1e-12);
        let genton = |blocks: &[LagBlock<'_>]| {
            let of = merged(|| Differences::new(&steps, &bins), blocks, |sums, block| assert!(sums.push_while(block, &|| true)));
            of.finish().bins(Estimator::Genton, &|| true).unwrap()
        };
        alike(&genton(&blocks), &genton(&whole()), 1e-12);
    }
}

proptest! {
    #[test]
    fn a_sample_does_not_depend_on_blocks(
        rows in 1usize..20,
        columns in 1usize..20,
        cut in 0usize..20,
        size in 0usize..50,
        seed in 0u64..100,
    ) {
        let cells = with_gaps(field(rows, columns, seed), 30, seed);
        let cut = cut.min(rows);
        let of = |rows: std::ops::Range<usize>| {
            let mut sample = Sample::new(size, seed);
            sample.push(SampleBlock { cells: cells.slice(s![rows.clone(), ..]), row: rows.start, column: 0 });
            from_bytes::<Sample>(&to_bytes(&sample)).unwrap()
        };
        let mut parts = of(0..cut);
        parts.merge(of(cut..rows));
        let (parts, whole) = (parts.finish(), of(0..rows).finish());
        prop_assert_eq!(&parts, &whole);
        let values = cells.iter().filter(|z| !z.is_nan()).count();
        prop_assert_eq!(parts.len(), size.min(values));
        prop_assert!(parts.iter().all(|cell| cells[[cell.row, cell.column]] == cell.value));
    }
}

#[test]
fn a_sample_is_even() {
    let cells = Array2::from_elem((100, 100), 1.0);
    let mut quarters = [0; 4];
    for seed in 0..20 {
        let mut sample = Sample::new(500, seed);
        sample.push(SampleBlock { cells: cells.view(), row: 0, column: 0 });
        sample.finish().iter().for_each(|cell| quarters[cell.row / 50 * 2 + cell.column / 50] += 1);
    }
    // 2500 in each, within five standard deviations
    assert!(
        quarters.iter().all(|n| (f64::from(*n) - 2500.0).abs() < 5.0 * (10_000.0f64 * 0.25 * 0.75).sqrt()),
        "{quarters:?}"
    );
}

/// Cells of 4 x 3 m: up to 5 m all distances are whole, and so are the roots of all differences.
fn whole_numbers() -> (Array2<f64>, Steps, Bins) {
    let cells = array![[0.0, 4.0, 4.0], [4.0, f64::NAN, 0.0], [8.0, 4.0, 8.0], [0.0, 8.0, 4.0]];
    (cells, Steps::north_up(4.0, 3.0), Bins::new(5.0, 2.5))
}

/// What some rows of the cells give.
fn of_rows<A: Accumulator>(
    cells: &Array2<f64>,
    mut sums: A,
    rows: Range<usize>,
    push: impl Fn(&mut A, LagBlock<'_>),
) -> A {
    if !rows.is_empty() {
        let with_below = cells.slice(s![rows.start..(rows.end + 1).min(cells.nrows()), ..]);
        push(&mut sums, LagBlock { cells: with_below, columns: 0..cells.ncols(), rows: rows.len() });
    }
    sums
}

#[test]
fn parts_of_sums_make_the_whole() {
    let (cells, ..) = whole_numbers();
    for origin in [None, Some(4.0)] {
        let of = |rows| of_rows(&cells, LagSums::new((1, 1), origin), rows, LagSums::push);
        laws::hold_in_any_order::<LagSums, _>(4, of, |sums| {
            // Products are about a value of each block, which costs the last digits.
            let product = |lag: Lag| lag.products.map(|sum| (1e9 * sum).round());
            let lags = sums.finish();
            let of_lag = |lag: Lag| (lag.lag, lag.count, lag.squares, product(lag));
            (lags.cells(), product(lags.at(0, 0)), lags.iter().map(of_lag).collect::<Vec<_>>())
        });
    }
}

#[test]
fn parts_of_roots_make_the_whole() {
    let (cells, steps, bins) = whole_numbers();
    let of = |rows| of_rows(&cells, RootSums::new(&steps, &bins), rows, RootSums::push);
    laws::hold_in_any_order::<RootSums, _>(4, of, RootSums::finish);
}

#[test]
fn parts_of_differences_make_the_whole() {
    let (cells, steps, bins) = whole_numbers();
    let of = |rows| of_rows(&cells, Differences::new(&steps, &bins), rows, Differences::push);
    laws::hold_in_any_order::<Differences, _>(4, of, |differences| {
        let mut found = differences.finish();
        found.differences.iter_mut().for_each(|of_class| of_class.sort_unstable_by(f64::total_cmp));
        found
    });
}

#[test]
fn parts_of_medians_make_the_whole() {
    let (cells, steps, _) = whole_numbers();
    let mut due = Medians::new(&steps, &Bins::new(5.0, 5.0));
    // The first sweep counts pairs too; all that follow are alike.
    for _ in 0..2 {
        let of = |halves: Range<usize>| of_rows(&cells, due.clone(), 2 * halves.start..2 * halves.end, Medians::push);
        laws::hold::<Medians, _>(2, of, |medians| medians);
        let Sweep::Again(next) = of(0..2).finish() else { panic!("there are four sweeps") };
        due = next;
    }
}

#[test]
fn parts_of_a_sample_make_the_whole() {
    let (cells, ..) = whole_numbers();
    let of = |rows: Range<usize>| {
        let mut sample = Sample::new(5, 7);
        sample.push(SampleBlock { cells: cells.slice(s![rows.clone(), ..]), row: rows.start, column: 0 });
        sample
    };
    laws::hold_in_any_order::<Sample, _>(4, of, Sample::finish);
}
