//! Estimators of cells and of points, and samples of cells.

use super::{super::points::Neighbours, *};

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
    let on = |threads| laws::on_threads(threads, || estimates(&cells));
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
