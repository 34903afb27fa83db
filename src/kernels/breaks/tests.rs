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

/// As little as two breaks leave: one at each place of the grid and at each point, the other exact.
fn least_of_two(data: &Data) -> (f64, f64, f64) {
    let mut best = (f64::INFINITY, 0.0, 0.0);
    for at in grid(&data.t) {
        if let Some((rss, other)) = data.place(&[at], None, &mut Vec::new()) {
            if rss < best.0 {
                best = (rss, at, other);
            }
        }
    }
    best
}

#[test]
fn explore_two() {
    for n in [16, 24, 30] {
        let (x, w) = rings(n);
        for (name, curve) in [("noise", 0), ("planted", 1), ("trapezoid", 2), ("s", 3)] {
            let (mut missed, mut worst) = (0, 0.0f64);
            for seed in 0..300 {
                let y = noisy(&x, &w, seed, |x| match curve {
                    0 => 80.0,
                    1 => planted(x),
                    2 => 80.0 + 3.0 * (x.min(5.0) - (x - 11.0).max(0.0)),
                    _ => 80.0 + 3.0 * (x - 6.0).clamp(0.0, 4.0),
                });
                let t: Vec<f64> = x.iter().map(|at| (at - x[0]) / (x[n - 1] - x[0])).collect();
                let rows = (0..n).map(|i| [w[i].sqrt() * t[i], w[i].sqrt(), w[i].sqrt() * y[i]]).collect();
                let data = Data { t, rows };
                let mut left = Vec::new();
                let one = data.one_more(&data.line(), &mut left).unwrap();
                let two = data.one_more(&one, &mut left).unwrap();
                let best = least_of_two(&data);
                if two.rss > best.0 * (1.0 + 1e-3) {
                    missed += 1;
                    worst = worst.max(two.rss / best.0);
                }
            }
            println!("n {n} {name}: missed {missed} of 300, worst {worst}");
        }
    }
}
