//! Neighbours: figures of the reference, and by matrices of all pairs.

use super::{tables::table, *};
use crate::kernels::{
    drivers::regression::{
        Fault,
        moran::{
            Moran,
            grid::{GridMoran, Strip},
            points,
        },
    },
    laws,
    stats::random::stream,
};
use nalgebra::{DMatrix, DVector};
use rand::RngExt;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A map in memory.
pub(super) struct Grid {
    pub width: usize,
    pub columns: Vec<Vec<f64>>,
    pub complete: Vec<bool>,
}

impl Grid {
    pub fn height(&self) -> usize {
        self.complete.len() / self.width
    }

    /// Of so many rows, with what is around them.
    pub fn push(&self, plan: &Plan, rows: std::ops::Range<usize>, into: &mut GridMoran) {
        let (above, below) = (rows.start.min(2), (self.height() - rows.end).min(2));
        let cells = (rows.start - above) * self.width..(rows.end + below) * self.width;
        let columns: Vec<&[f64]> = self.columns.iter().map(|column| &column[cells.clone()]).collect();
        let complete = &self.complete[cells];
        into.push(Strip { plan, width: self.width, above, below, columns: &columns, complete });
    }

    pub fn moran(&self, plan: &Plan, height: usize) -> Option<Moran> {
        let mut whole = GridMoran::default();
        for start in (0..self.height()).step_by(height) {
            let mut part = GridMoran::default();
            self.push(plan, start..(start + height).min(self.height()), &mut part);
            whole.merge(part);
        }
        assert_eq!(whole.rows(), self.complete.iter().filter(|complete| **complete).count() as u64);
        whole.figures(plan)
    }

    /// Columns of the cells of the fit.
    pub fn rows(&self) -> Vec<Vec<f64>> {
        let kept =
            |column: &Vec<f64>| column.iter().zip(&self.complete).filter(|(_, c)| **c).map(|(x, _)| *x).collect();
        self.columns.iter().map(kept).collect()
    }

    /// Neighbours of each cell of the fit.
    fn neighbours(&self) -> Vec<Vec<usize>> {
        let cells: Vec<usize> = (0..self.complete.len()).filter(|cell| self.complete[*cell]).collect();
        let place = |cell: usize| [(cell / self.width) as i64, (cell % self.width) as i64];
        let touch = |a: usize, b: usize| a != b && (0..2).all(|k| (place(a)[k] - place(b)[k]).abs() <= 1);
        let of = |own: &usize| (0..cells.len()).filter(|other| touch(*own, cells[*other])).collect();
        cells.iter().map(of).collect()
    }
}

pub(super) fn near_moran(moran: &Moran, expected: &Words) {
    assert_eq!((moran.rows as f64, moran.lone as f64), (expected.value("cells"), expected.value("lone_cells")));
    for (name, found) in [
        ("s0", moran.s0),
        ("s1", moran.s1),
        ("s2", moran.s2),
        ("moran_i", moran.i),
        ("expected_residual", moran.expected),
        ("variance_residual", moran.variance.unwrap()),
        ("z_residual", moran.z.unwrap()),
    ] {
        near(found, expected.value(name), FIGURES, name);
    }
    near_p(moran.p.unwrap(), expected.value("p_residual"), "p_residual");
}

/// By matrices, as spdep does.
fn by_pairs(columns: &[Vec<f64>], neighbours: &[Vec<usize>], intercept: bool) -> Moran {
    let n = columns[0].len();
    let first = usize::from(intercept);
    let y = DVector::from_column_slice(&columns[0]);
    let k = columns.len() - 1;
    let x = DMatrix::from_fn(n, k + first, |row, c| if c < first { 1.0 } else { columns[c + 1 - first][row] });
    let mut w = DMatrix::<f64>::zeros(n, n);
    for (row, of) in neighbours.iter().enumerate() {
        of.iter().for_each(|other| w[(row, *other)] = 1.0 / of.len() as f64);
    }
    // Any base of X's columns has the same traces; of this one X'X is 1.
    let x = x.qr().q();
    let (fitted, count) = (&x * (x.transpose() * &y), n as f64);
    let e = &y - &fitted;
    let (rss, p) = (e.norm_squared(), (k + first) as f64);
    let s0 = w.sum();
    let both = &w + w.transpose();
    let s1 = 0.5 * both.norm_squared();
    let sums: Vec<f64> = (0..n).map(|i| w.row(i).sum() + w.column(i).sum()).collect();
    let i = count / s0 * e.dot(&(&w * &e)) / rss;
    let u = &both * 0.5;
    let along = &u * &x;
    let a = x.transpose() * &along;
    let squared = along.transpose() * &along;
    let df = count - p;
    let expected = -count * a.trace() / (df * s0);
    let inner = s1 + 2.0 * (&a * &a).trace() - 4.0 * squared.trace() - 2.0 * a.trace().powi(2) / df;
    let variance = (count / s0).powi(2) * inner / (df * (df + 2.0));
    let z = (i - expected) / variance.sqrt();
    // tr(W'W + WW)
    let t = w.norm_squared() + w.dot(&w.transpose());
    let s2 = rss / count;
    let lag = &w * &fitted;
    let beyond = &lag - &x * (x.transpose() * &lag);
    let j = beyond.norm_squared() / s2 + t;
    // e'Wy without e'ŷ, which is 0
    let of_error = e.dot(&(&w * &e)) / s2;
    let of_lag = of_error + e.dot(&(&lag - &fitted)) / s2;
    let lm = |value: f64| crate::kernels::drivers::regression::moran::Lm { value, p: 0.0 };
    Moran {
        rows: n as u64,
        lone: neighbours.iter().filter(|of| of.is_empty()).count() as u64,
        s0,
        s1,
        s2: sums.iter().map(|sum| sum * sum).sum(),
        i,
        expected,
        variance: Some(variance),
        z: Some(z),
        p: None,
        lm_error: lm(of_error.powi(2) / t),
        lm_lag: Some(lm(of_lag.powi(2) / j)),
        robust_lm_error: Some(lm((of_error - t / j * of_lag).powi(2) / (t * (1.0 - t / j)))),
        robust_lm_lag: Some(lm((of_lag - of_error).powi(2) / (j - t))),
    }
}

fn same(found: &Moran, expected: &Moran, relative: f64) {
    assert_eq!((found.rows, found.lone), (expected.rows, expected.lone));
    let numbers = |moran: &Moran| {
        let lm = [Some(moran.lm_error), moran.lm_lag, moran.robust_lm_error, moran.robust_lm_lag];
        let [a, b, c, d] = lm.map(|lm| lm.unwrap().value);
        [moran.s0, moran.s1, moran.s2, moran.i, moran.expected, moran.variance.unwrap(), moran.z.unwrap(), a, b, c, d]
    };
    for (at, (found, expected)) in numbers(found).into_iter().zip(numbers(expected)).enumerate() {
        near(found, expected, relative, &format!("number {at}"));
    }
}

/// Random values on a map, a share of which is missing; far from 0.
fn random(width: usize, height: usize, columns: usize, missing: f64, seed: u64) -> Grid {
    let mut random = stream(seed, 0);
    let cells = width * height;
    let complete: Vec<bool> = (0..cells).map(|_| random.random::<f64>() >= missing).collect();
    let mut column = || (0..cells).map(|_| 100.0 + random.random::<f64>()).collect::<Vec<f64>>();
    let mut columns: Vec<Vec<f64>> = (0..columns).map(|_| column()).collect();
    for cell in (0..cells).filter(|cell| !complete[*cell]) {
        columns.iter_mut().for_each(|column| column[cell] = f64::NAN);
    }
    Grid { width, columns, complete }
}

#[test]
fn nothing() {
    let plan = Plan::new(&fitted(&[vec![1.0, 2.0, 4.0, 3.0], vec![0.0, 1.0, 2.0, 3.0]], true));
    assert_eq!(GridMoran::default().figures(&plan), None);
    let none = Grid { width: 3, columns: vec![vec![f64::NAN; 6]; 2], complete: vec![false; 6] };
    assert_eq!(none.moran(&plan, 1), None);
    let (x, y) = (vec![0.0, 1.0, 2.0, 3.0], vec![1.0, 2.0, 4.0, 3.0]);
    // Cells that do not touch
    let spread = |values: &[f64]| values.iter().flat_map(|x| [*x, f64::NAN]).collect::<Vec<f64>>();
    let apart = Grid { width: 8, columns: vec![spread(&y), spread(&x)], complete: [true, false].repeat(4) };
    assert_eq!(apart.moran(&plan, 1), None);
    let points: Vec<[f64; 2]> = (0..4).map(|i| [f64::from(i), 0.0]).collect();
    assert_eq!(points::moran(&plan, &points, &[&y, &x], &|| true), Ok(None));
    assert_eq!(GridMoran::default().finish().rows(), 0);
}

/// Four cells in a row: ends have one neighbour, the others two.
#[test]
fn a_row_of_cells() {
    let y = vec![1.0, 2.0, 4.0, 3.0];
    let x = vec![0.0, 1.0, 2.0, 3.0];
    let model = fitted(&[y.clone(), x.clone()], true);
    // b = 0.8, a = 1.3
    let e = [1.0 - 1.3, 2.0 - 2.1, 4.0 - 2.9, 3.0 - 3.7];
    let grid = Grid { width: 4, columns: vec![y, x], complete: vec![true; 4] };
    let moran = grid.moran(&Plan::new(&model), 1).unwrap();
    let lagged = [e[1], (e[0] + e[2]) / 2.0, (e[1] + e[3]) / 2.0, e[2]];
    let squares: f64 = e.iter().map(|e| e * e).sum();
    let product: f64 = e.iter().zip(lagged).map(|(e, w)| e * w).sum();
    near(moran.i, product / squares, 1e-12, "I");
    assert_eq!((moran.s0, moran.lone), (4.0, 0));
    // Pairs: (1 + ½)² at either end and (½ + ½)² between
    near(moran.s1, 2.0 * 2.25 + 1.0, 1e-14, "S1");
    // Columns: ½, 1½, 1½, ½
    near(moran.s2, 2.0 * 1.5 * 1.5 + 2.0 * 2.5 * 2.5, 1e-14, "S2");
    near(moran.lm_error.value, (product / (squares / 4.0)).powi(2) / moran.s1, 1e-12, "LM error");
}

#[test]
fn of_all_pairs() {
    for (seed, width, height, missing) in
        [(1, 9, 7, 0.0), (2, 9, 7, 0.4), (3, 1, 40, 0.2), (4, 30, 2, 0.75), (5, 6, 9, 0.6)]
    {
        let grid = random(width, height, 3, missing, seed);
        for intercept in [true, false] {
            let model = fitted(&grid.rows(), intercept);
            let expected = by_pairs(&grid.rows(), &grid.neighbours(), intercept);
            for strips in [height, 3, 2, 1] {
                same(&grid.moran(&Plan::new(&model), strips).unwrap(), &expected, 1e-9);
            }
        }
        assert!(missing < 0.5 || grid.neighbours().iter().any(Vec::is_empty), "lone cells with seed {seed}");
    }
}

/// Wider than a panel of columns.
#[test]
fn of_all_pairs_across_panels() {
    let grid = random(290, 2, 2, 0.6, 7);
    let model = fitted(&grid.rows(), true);
    same(&grid.moran(&Plan::new(&model), 2).unwrap(), &by_pairs(&grid.rows(), &grid.neighbours(), true), 1e-9);
}

#[test]
fn laws_of_strips() {
    let grid = random(11, 12, 3, 0.3, 9);
    let plan = Plan::new(&fitted(&grid.rows(), true));
    let of = |rows: std::ops::Range<usize>| {
        let mut part = GridMoran::default();
        for pair in rows {
            grid.push(&plan, pair * 2..pair * 2 + 2, &mut part);
        }
        part
    };
    laws::hold::<GridMoran, _>(6, of, |moran| {
        moran
            .figures(&plan)
            .map(|moran| [moran.i, moran.expected, moran.z.unwrap(), moran.s1].map(super::laws::rounded))
    });
}

#[test]
fn the_reference_has_these_points() {
    let all = Words::of(golden!("table.csv"));
    let names = ["savi", "gndvi", "dem", "shei"];
    let columns = table(&names);
    let places = all.columns(&[&["east", "north", "carbon"], &super::tables::PREDICTORS[..]].concat());
    let points: Vec<[f64; 2]> = places[0].iter().zip(&places[1]).map(|(x, y)| [*x, *y]).collect();
    let plan = Plan::new(&fitted(&columns, true));
    let found = points::moran(&plan, &points, &slices(&columns), &|| true).unwrap().unwrap();
    near_moran(&found, &Words::of(golden!("regression/points_moran_knn8.csv")));
    assert_eq!(points::moran(&plan, &points, &slices(&columns), &|| false), Err(Fault::Cancelled));
    // One no of any of its asking ends it: of a piece of the neighbours, and of each column.
    for no in 0..=6 {
        let asked = AtomicUsize::new(0);
        let go_on = || asked.fetch_add(1, Ordering::Relaxed) != no;
        let again = points::moran(&plan, &points, &slices(&columns), &go_on);
        assert_eq!(again == Err(Fault::Cancelled), no < 6, "{no}");
    }
    for threads in [1, 3] {
        let again = laws::on_threads(threads, || points::moran(&plan, &points, &slices(&columns), &|| true));
        assert_eq!(again, Ok(Some(found.clone())));
    }
}

/// On a lattice, where most distances are those of several: the first ones are taken. Two points are in one place.
#[test]
fn points_at_one_distance() {
    let mut points: Vec<[f64; 2]> = (0..42).map(|i| [f64::from(i % 6), f64::from(i / 6)]).collect();
    points.push(points[20]);
    let grid = random(43, 1, 3, 0.0, 11);
    let nearest = |own: usize| {
        let mut others: Vec<usize> = (0..points.len()).filter(|other| *other != own).collect();
        let square = |other: usize| (0..2).map(|k| (points[own][k] - points[other][k]).powi(2)).sum::<f64>();
        others.sort_by(|a, b| square(*a).total_cmp(&square(*b)).then(a.cmp(b)));
        others[..points::NEIGHBOURS].to_vec()
    };
    let neighbours: Vec<Vec<usize>> = (0..points.len()).map(nearest).collect();
    for intercept in [true, false] {
        let plan = Plan::new(&fitted(&grid.columns, intercept));
        let found = points::moran(&plan, &points, &slices(&grid.columns), &|| true).unwrap().unwrap();
        same(&found, &by_pairs(&grid.columns, &neighbours, intercept), 1e-9);
    }
}
