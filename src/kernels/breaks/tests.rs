use super::*;
use std::f64::consts::PI;

fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * b.abs().max(1.0)
}

/// Middles of rings of 1 km, and their areas (km2) around a disc of 2 km radius.
fn rings(n: usize) -> (Vec<f64>, Vec<f64>) {
    let middle: Vec<f64> = (0..n).map(|ring| 0.5 + ring as f64).collect();
    let areas = middle.iter().map(|x| PI * ((x + 2.5).powi(2) - (x + 1.5).powi(2))).collect();
    (middle, areas)
}

/// A curve with noise whose standard deviation is 10 t/ha over 1 km2.
fn noisy(x: &[f64], areas: &[f64], seed: u64, curve: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut random = Random::new(seed);
    x.iter().zip(areas).map(|(x, area)| curve(*x) + 10.0 / area.sqrt() * random.normal()).collect()
}

/// Rising by 15 t/ha a km up to 4 km and flat beyond.
fn planted(x: f64) -> f64 {
    80.0 + 15.0 * x.min(4.0)
}

fn seeded(seed: u64) -> Options {
    Options { seed, ..Options::default() }
}

/// Σ w r² by the normal equations of 1, x and (x - ψ)₊, which is another way than that of the kernel.
fn reference(x: &[f64], y: &[f64], w: &[f64], breaks: &[f64]) -> f64 {
    let basis = |x: f64| [vec![1.0, x], breaks.iter().map(|at| (x - at).max(0.0)).collect()].concat();
    let rows: Vec<Vec<f64>> = x.iter().map(|x| basis(*x)).collect();
    let p = rows[0].len();
    let mut matrix = vec![vec![0.0; p + 1]; p];
    for ((row, y), w) in rows.iter().zip(y).zip(w) {
        for i in 0..p {
            (0..p).for_each(|j| matrix[i][j] += w * row[i] * row[j]);
            matrix[i][p] += w * row[i] * y;
        }
    }
    for i in 0..p {
        let pivot = (i..p).max_by(|a, b| matrix[*a][i].abs().total_cmp(&matrix[*b][i].abs())).unwrap();
        matrix.swap(i, pivot);
        let top = matrix[i].clone();
        for (j, row) in matrix.iter_mut().enumerate().filter(|(j, _)| *j != i) {
            let _ = j;
            let factor = row[i] / top[i];
            row.iter_mut().zip(&top).for_each(|(value, top)| *value -= factor * top);
        }
    }
    let b: Vec<f64> = (0..p).map(|i| matrix[i][p] / matrix[i][i]).collect();
    let fitted = |row: &[f64]| row.iter().zip(&b).map(|(x, b)| x * b).sum::<f64>();
    rows.iter().zip(y).zip(w).map(|((row, y), w)| w * (y - fitted(row)).powi(2)).sum()
}

/// Places of a break to a 40th of a ring, by the rule of two points.
fn grid(x: &[f64]) -> Vec<f64> {
    let steps = 40 * (x.len() - 3);
    (0..=steps).map(|step| x[1] + (x[x.len() - 2] - x[1]) * step as f64 / steps as f64).collect()
}

/// The fit without a break for few points, of those that lie on a line, and of those that are all alike.
#[test]
fn where_there_is_nothing_to_break() {
    assert_eq!(fit(&[], &[], &[], &Options::default()), None);
    assert_eq!(fit(&[1.0], &[1.0], &[1.0], &Options::default()), None);
    // Two points: the line through them
    let two = fit(&[1.0, 3.0], &[10.0, 16.0], &[1.0, 5.0], &Options::default()).unwrap();
    assert!(near(two.slopes[0], 3.0, 1e-12) && near(two.intercept, 7.0, 1e-12) && two.breaks.is_empty());
    let (x, w) = rings(7);
    let seven = fit(&x, &noisy(&x, &w, 1, planted), &w, &Options::default()).unwrap();
    assert_eq!((seven.breaks.len(), seven.tests.len(), seven.stop), (0, 0, Stop::Most));
    let (x, w) = rings(24);
    for curve in [|_| 0.0, |_| 150.0, |x: f64| 150.0 - 0.1 * x] {
        let y: Vec<f64> = x.iter().map(|x| curve(*x)).collect();
        let exact = fit(&x, &y, &w, &Options::default()).unwrap();
        assert_eq!((exact.breaks.len(), exact.stop), (0, Stop::Exact));
        assert!(x.iter().zip(&y).all(|(x, y)| near(exact.fitted(*x), *y, 1e-12)));
    }
}

#[test]
#[should_panic(expected = "x ascends")]
fn points_out_of_order() {
    fit(&[1.0, 1.0], &[1.0, 2.0], &[1.0, 1.0], &Options::default());
}

#[test]
fn broken_lines_without_noise_are_found_exactly() {
    let (x, w) = rings(24);
    let y: Vec<f64> = x.iter().map(|x| planted(*x)).collect();
    let one = fit(&x, &y, &w, &Options::default()).unwrap();
    assert_eq!((one.breaks.len(), one.stop), (1, Stop::Exact));
    assert!(
        near(one.breaks[0].at, 4.0, 1e-9) && one.breaks[0].low == Some(one.breaks[0].at) && one.breaks[0].p == 0.001
    );
    assert!(near(one.slopes[0], 15.0, 1e-9) && one.slopes[1].abs() < 1e-9 && near(one.intercept, 80.0, 1e-9));
    let y: Vec<f64> = x.iter().map(|x| 80.0 + 10.0 * x.min(5.3) - 4.0 * (x - 14.2).max(0.0)).collect();
    let two = fit(&x, &y, &w, &Options::default()).unwrap();
    assert_eq!((two.breaks.len(), two.stop), (2, Stop::Exact));
    assert!(near(two.breaks[0].at, 5.3, 1e-8) && near(two.breaks[1].at, 14.2, 1e-8));
    assert!(near(two.slopes[2], -4.0, 1e-8));
}

/// Eight points of weight 1 by hand: two lines of four points each, y = 1, 2, 4, 5 and 6, 6, 5, 5.
#[test]
fn eight_points_by_hand() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let y = [1.0, 2.0, 4.0, 5.0, 6.0, 6.0, 5.0, 5.0];
    let found = fit(&x, &y, &[1.0; 8], &Options { alpha: 1.1, ..Options::default() }).unwrap();
    // Left: slope ((-1.5)(-2) + (-0.5)(-1) + 0.5 + 1.5 x 2) / 5 = 7 / 5 through (2.5, 3); right: -2 / 5 through (6.5, 5.5):
    // they cross where 3 + 1.4 (x - 2.5) = 5.5 - 0.4 (x - 6.5), at (5.5 + 2.6 - 3 + 3.5) / 1.8, between the points 4 and 5
    let at = (5.5 + 2.6 - 3.0 + 3.5) / 1.8;
    assert!((4.0..5.0).contains(&at) && near(found.breaks[0].at, at, 1e-12));
    assert!(near(found.slopes[0], 1.4, 1e-12) && near(found.slopes[1], -0.4, 1e-12));
    // (1 - 0.9)² + (2 - 2.3)² + (4 - 3.7)² + (5 - 5.1)² = 0.2, and 0.1² + 0.3² + 0.3² + 0.1² = 0.2
    assert!(near(found.rss, 0.4, 1e-12));
}

/// One break is the least there is, on a fine grid of places and by other algebra.
#[test]
fn one_break_is_the_true_minimum() {
    let (x, w) = rings(12);
    for seed in 0..10 {
        let y = noisy(&x, &w, seed, planted);
        let found = fit(&x, &y, &w, &Options { alpha: 1.1, draws: 1, ..seeded(seed) }).unwrap();
        let least = grid(&x).into_iter().map(|at| reference(&x, &y, &w, &[at])).fold(f64::INFINITY, f64::min);
        assert!(
            found.rss <= least * (1.0 + 1e-9) && near(found.rss, reference(&x, &y, &w, &[found.breaks[0].at]), 1e-9)
        );
        assert!(found.rss > least * 0.98, "the grid comes close: {} {least}", found.rss);
    }
}

#[test]
fn a_planted_break_is_found_within_half_a_ring() {
    for n in [10, 16] {
        let (x, w) = rings(n);
        let mut covered = 0;
        for seed in 0..50 {
            let options = Options { draws: 199, ..seeded(seed) };
            let found = fit(&x, &noisy(&x, &w, seed, planted), &w, &options).unwrap();
            let first = found.breaks.first().expect("there is a break");
            assert!((first.at - 4.0).abs() <= 0.5, "{n} {seed}: {}", first.at);
            let inside = first.low.is_none_or(|low| low <= 4.0) && first.high.is_none_or(|high| 4.0 <= high);
            covered += usize::from(inside);
        }
        // 95 % of 50, less three standard errors
        assert!(covered >= 43, "{n}: {covered}");
    }
}

#[test]
fn noise_alone_has_no_break_in_95_of_100() {
    let (x, w) = rings(10);
    for curve in [|_| 120.0, |x: f64| 120.0 + 2.0 * x] {
        let broken = (0..100).filter(|seed| {
            let options = Options { draws: 199, ..seeded(*seed) };
            !fit(&x, &noisy(&x, &w, *seed, curve), &w, &options).unwrap().breaks.is_empty()
        });
        assert!(broken.count() <= 5);
    }
}

#[test]
fn two_planted_breaks_and_no_more_than_one_for_eight_rings() {
    let (x, w) = rings(24);
    let curve = |x: f64| 80.0 + 12.0 * x.min(5.0) - 8.0 * (x - 14.0).max(0.0);
    let found = fit(&x, &noisy(&x, &w, 3, curve), &w, &Options { draws: 199, ..seeded(3) }).unwrap();
    assert_eq!(found.breaks.len(), 2);
    assert!((found.breaks[0].at - 5.0).abs() < 0.5 && (found.breaks[1].at - 14.0).abs() < 0.5);
    let (x, w) = (&x[..15], &w[..15]);
    let fewer = fit(x, &noisy(x, w, 3, curve), w, &Options { draws: 199, ..seeded(3) }).unwrap();
    assert_eq!((fewer.breaks.len(), fewer.stop), (1, Stop::Most));
}

#[test]
fn a_seed_repeats_the_tests() {
    let (x, w) = rings(10);
    let y = noisy(&x, &w, 5, |_| 100.0);
    let p = |seed| fit(&x, &y, &w, &seeded(seed)).unwrap().rejected_p().expect("noise has no break");
    assert_eq!(p(1), p(1));
    assert!((p(1) - p(2)).abs() < 0.1 && p(1) != p(2));
}
