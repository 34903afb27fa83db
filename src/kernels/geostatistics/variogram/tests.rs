use super::*;
use crate::kernels::{
    Accumulator, from_bytes, laws,
    stats::{random::stream, sum::Sum},
    to_bytes,
};
use ndarray::{Array2, array, s};
use proptest::prelude::*;
use rand::RngExt;
use rand_distr::StandardNormal;

mod estimators;
mod merging;

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
