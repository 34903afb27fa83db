use super::*;
use crate::kernels::{laws::on_threads, stats::random::stream};
use rand::{RngExt, seq::SliceRandom};

const GAP: f64 = f64::NAN;

/// n_eff, and of each class its number, pairs and I of both.
type Expected = (f64, Vec<(usize, u64, [f64; 2])>);

/// The test by its definition, with whole matrices. `width` and the number of the last class, where there is one, are given.
fn by_definition(at: &[[f64; 2]], x: &[f64], y: &[f64], width: f64, last: usize) -> Expected {
    let used: Vec<usize> = (0..at.len()).filter(|i| !x[*i].is_nan() && !y[*i].is_nan()).collect();
    let n = used.len();
    let number = |i: usize, j: usize| {
        let d = (at[used[i]][0] - at[used[j]][0]).hypot(at[used[i]][1] - at[used[j]][1]);
        (1..last).find(|k| d <= *k as f64 * width * (1.0 + 1e-9)).unwrap_or(last)
    };
    let mut classes: Vec<(usize, u64, [f64; 2])> = Vec::new();
    let matrices = [x, y].map(|values| {
        let mean = used.iter().map(|i| values[*i]).sum::<f64>() / n as f64;
        let u: Vec<f64> = used.iter().map(|i| values[*i] - mean).collect();
        let variance = u.iter().map(|u| u * u).sum::<f64>() / n as f64;
        let mut sums = std::collections::BTreeMap::<usize, (u64, f64)>::new();
        let pairs = (0..n).flat_map(|i| (0..i).map(move |j| (i, j)));
        for (i, j) in pairs {
            let class = sums.entry(number(i, j)).or_default();
            *class = (class.0 + 1, class.1 + u[i] * u[j]);
        }
        let moran = |k: usize| sums[&k].1 / sums[&k].0 as f64 / variance;
        classes.resize(sums.len(), (0, 0, [0.0; 2]));
        for (class, (k, (pairs, _))) in classes.iter_mut().zip(&sums) {
            *class = (*k, *pairs, [class.2[1], moran(*k)]);
        }
        let r = |i: usize, j: usize| if i == j { 1.0 } else { moran(number(i, j)) };
        let means: Vec<f64> = (0..n).map(|j| (0..n).map(|i| r(i, j)).sum::<f64>() / n as f64).collect();
        (0..n).map(|i| (0..n).map(|j| r(i, j) - means[j]).collect::<Vec<f64>>()).collect::<Vec<_>>()
    });
    let trace = |m: &Vec<Vec<f64>>| (0..n).map(|i| m[i][i]).sum::<f64>();
    let [a, b] = &matrices;
    let of_both: f64 = (0..n).map(|i| (0..n).map(|j| a[i][j] * b[j][i]).sum::<f64>()).sum();
    (1.0 + trace(a) * trace(b) / of_both, classes)
}

/// Smooth but for noise, with gaps.
fn columns(rows: usize, across: usize, gaps: f64, count: u64) -> Vec<Vec<f64>> {
    let column = |k: u64| {
        let mut random = stream(7, k);
        let (down, right): (f64, f64) = (random.random(), random.random());
        let value = |cell: usize| {
            let (row, column) = ((cell / across) as f64, (cell % across) as f64);
            let smooth = (row * down + k as f64).sin() + (column * right).cos();
            let (noise, gap): (f64, f64) = (random.random(), random.random());
            if gap < gaps { GAP } else { smooth + noise }
        };
        (0..rows * across).map(value).collect()
    };
    (0..count).map(column).collect()
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

fn centres(rows: usize, across: usize, sides: (f64, f64)) -> Vec<[f64; 2]> {
    let centre = |cell: usize| [(cell % across) as f64 * sides.0, (cell / across) as f64 * -sides.1];
    (0..rows * across).map(centre).collect()
}

fn of_pair(places: Places<'_>, columns: &[Vec<f64>], classes: Classes) -> Effective {
    let all = slices(columns);
    let found = effective_n(places, Columns::Values(&all), &[(0, 1)], Missing::Pairwise, classes, &|| true);
    found.unwrap().remove(0)
}

fn assert_is(found: &Effective, expected: &Expected, what: &str) {
    let found = found.found.as_ref().unwrap_or_else(|| panic!("{what}: nothing"));
    let n_effective = found.n_effective.unwrap();
    assert!((n_effective / expected.0 - 1.0).abs() < 1e-9, "{what}: {n_effective} for {}", expected.0);
    let classes = found.classes.iter().zip(&found.moran).map(|(class, moran)| (class.number, class.pairs, *moran));
    assert_eq!(found.classes.len(), expected.1.len(), "{what}");
    for (found, expected) in classes.zip(&expected.1) {
        assert_eq!((found.0, found.1), (expected.0, expected.1), "{what}");
        assert!((0..2).all(|k| (found.2[k] - expected.2[k]).abs() < 1e-9), "{what}: {found:?} for {expected:?}");
    }
}

#[test]
fn nothing() {
    let grid = Places::Grid { rows: 2, columns: 2, sides: (1.0, 1.0) };
    let values = |x: [f64; 4], y: [f64; 4]| of_pair(grid, &[x.to_vec(), y.to_vec()], Classes::Automatic);
    assert_eq!(values([GAP; 4], [GAP; 4]), Effective { n: 0, found: None });
    assert_eq!(values([1.0, 2.0, GAP, 3.0], [1.0, GAP, 5.0, 7.0]), Effective { n: 2, found: None });
    assert_eq!(values([1.0; 4], [1.0, 2.0, 3.0, 5.0]), Effective { n: 4, found: None });
    let empty = Places::Grid { rows: 0, columns: 0, sides: (1.0, 1.0) };
    assert_eq!(of_pair(empty, &[vec![], vec![]], Classes::Automatic), Effective { n: 0, found: None });
    assert_eq!(of_pair(Places::Points(&[]), &[vec![], vec![]], Classes::Automatic), Effective { n: 0, found: None });
}

/// Three cells in a row: W 2 and 1, u = (-1, 0, 1) and v = (1, -2, 1) / √3 with variances 2/3.
#[test]
fn three_cells_by_hand() {
    let (x, y) = (vec![1.0, 2.0, 3.0], vec![2.0, -1.0, 2.0]);
    let found = of_pair(Places::Grid { rows: 1, columns: 3, sides: (1.0, 1.0) }, &[x, y], Classes::Equal(2));
    let found = found.found.unwrap();
    assert_eq!(
        found.classes.iter().map(|c| (c.number, c.upper, c.pairs)).collect::<Vec<_>>(),
        [(1, 1.0, 2), (2, 2.0, 1)]
    );
    // I of x: 0 / 2 / (2/3), -1 / (2/3); of y, with u = (1, -2, 1): -4 / 2 / 2, 1 / 2
    let expected = [[0.0, -1.0], [-1.5, 0.5]];
    for (moran, expected) in found.moran.iter().flatten().zip(expected.iter().flatten()) {
        assert!((moran - expected).abs() < 1e-14);
    }
    // Sums of rows -0.5 1 -0.5 and 0.5 -1 0.5, of all 0: n + 2 (-1.5 x 0.5) - 2 / 3 (-1.5)
    let of_both = 3.0 + 2.0 * (-1.5 * 0.5) - 2.0 / 3.0 * (-0.5 * 0.5 - 1.0 - 0.5 * 0.5);
    assert!((found.n_effective.unwrap() - (1.0 + 3.0 * 3.0 / of_both)).abs() < 1e-13);
    assert!(found.r.abs() < 1e-15 && found.p.unwrap() == 1.0);
}

#[test]
fn grids_are_as_all_pairs_say() {
    for (rows, across, sides, gaps) in [
        (9, 14, (1.0, 1.0), 0.0),
        (13, 8, (30.0, 20.0), 0.3),
        (1, 40, (2.0, 5.0), 0.1),
        (30, 1, (2.0, 5.0), 0.1),
        (12, 12, (0.1, 0.1), 0.7),
    ] {
        let (columns, at) = (columns(rows, across, gaps, 2), centres(rows, across, sides));
        let grid = Places::Grid { rows, columns: across, sides };
        let automatic = by_definition(&at, &columns[0], &columns[1], 2.0 * sides.0.max(sides.1), 1000);
        let what = format!("{rows} x {across}");
        assert_is(&of_pair(grid, &columns, Classes::Automatic), &automatic, &what);
        for count in [1, 4, 13] {
            let classes = Classes::Equal(count);
            let found = of_pair(grid, &columns, classes);
            let width = largest(&at, &columns) / count as f64;
            assert_is(&found, &by_definition(&at, &columns[0], &columns[1], width, count), &what);
            // Cell by cell
            let points = of_pair(Places::Points(&at), &columns, classes);
            assert_is(&points, &by_definition(&at, &columns[0], &columns[1], width, count), &what);
        }
    }
}

/// The largest distance of places that both have.
fn largest(at: &[[f64; 2]], columns: &[Vec<f64>]) -> f64 {
    let used: Vec<&[f64; 2]> =
        at.iter().enumerate().filter(|(i, _)| columns.iter().all(|c| !c[*i].is_nan())).map(|(_, at)| at).collect();
    let distance = |a: &[f64; 2], b: &[f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]);
    used.iter().flat_map(|a| used.iter().map(|b| distance(a, b))).fold(0.0, f64::max)
}

/// Both sides less one cell are multiples of 13: distances that are bounds, but for rounding.
#[test]
fn distances_on_a_bound() {
    for (rows, across, sides) in [(14, 27, (0.1, 0.1)), (27, 14, (30.0, 30.0)), (14, 14, (0.7, 0.3))] {
        let (columns, at) = (columns(rows, across, 0.0, 2), centres(rows, across, sides));
        let width = largest(&at, &columns) / 13.0;
        let expected = by_definition(&at, &columns[0], &columns[1], width, 13);
        let grid = Places::Grid { rows, columns: across, sides };
        assert_is(&of_pair(grid, &columns, Classes::Equal(13)), &expected, "grid");
        assert_is(&of_pair(Places::Points(&at), &columns, Classes::Equal(13)), &expected, "points");
    }
}

/// Without its corners the largest distance is another one, and so are classes.
#[test]
fn a_hole_in_a_corner() {
    let (mut columns, at) = (columns(10, 12, 0.0, 2), centres(10, 12, (1.0, 1.0)));
    let grid = Places::Grid { rows: 10, columns: 12, sides: (1.0, 1.0) };
    let whole = of_pair(grid, &columns, Classes::Equal(13)).found.unwrap();
    for (column, corner) in [(0, 0), (1, 11), (0, 108), (1, 119)] {
        columns[column][corner] = GAP;
    }
    let found = of_pair(grid, &columns, Classes::Equal(13));
    let upper = found.found.as_ref().unwrap().classes.last().unwrap().upper;
    assert!((upper - 7.0f64.hypot(11.0)).abs() < 1e-12 && upper < whole.classes.last().unwrap().upper);
    assert_is(&found, &by_definition(&at, &columns[0], &columns[1], upper / 13.0, 13), "without corners");
}

/// Points of a wide box, and where they would be apart more along a narrow one than across it.
#[test]
fn widths_of_points() {
    let mut random = stream(2, 0);
    let values: Vec<Vec<f64>> = (0..2).map(|_| (0..60).map(|_| random.random()).collect()).collect();
    for height in [80.0, 1.0, 0.0] {
        let mut at: Vec<[f64; 2]> =
            (0..60).map(|_| [100.0 * random.random::<f64>(), height * random.random::<f64>()]).collect();
        (at[0], at[1], at[2]) = ([0.0, 0.0], [100.0, height], at[3]);
        // A line has no area.
        let width = if height > 0.0 { (100.0 * height / 60.0f64).sqrt() } else { 100.0 / 60.0 };
        let expected = by_definition(&at, &values[0], &values[1], width, 1000);
        assert_is(&of_pair(Places::Points(&at), &values, Classes::Automatic), &expected, &height.to_string());
    }
    let one_place = vec![[5.0, 5.0]; 60];
    let found = of_pair(Places::Points(&one_place), &values, Classes::Automatic).found.unwrap();
    assert_eq!((found.classes.len(), found.classes[0].pairs), (1, 60 * 59 / 2));
}

#[test]
fn points_in_another_order() {
    let mut random = stream(5, 0);
    let at: Vec<[f64; 2]> = (0..80).map(|_| [random.random::<f64>() * 9.0, random.random::<f64>() * 5.0]).collect();
    let columns: Vec<Vec<f64>> = (0..2).map(|_| (0..80).map(|_| random.random()).collect()).collect();
    let mut order: Vec<usize> = (0..80).collect();
    order.shuffle(&mut random);
    let turned: Vec<Vec<f64>> = columns.iter().map(|c| order.iter().map(|i| c[*i]).collect()).collect();
    let turned_at: Vec<[f64; 2]> = order.iter().map(|i| at[*i]).collect();
    let one = of_pair(Places::Points(&at), &columns, Classes::Automatic).found.unwrap();
    let other = of_pair(Places::Points(&turned_at), &turned, Classes::Automatic).found.unwrap();
    assert!((one.n_effective.unwrap() / other.n_effective.unwrap() - 1.0).abs() < 1e-12);
    assert!((one.p.unwrap() / other.p.unwrap() - 1.0).abs() < 1e-11);
}

/// What pairs share is not mixed up, whichever of them are asked for: each is as if it were the only one.
#[test]
fn several_pairs_are_as_each_alone() {
    let mut columns = columns(8, 9, 0.1, 4);
    columns[1] = columns[0].iter().enumerate().map(|(i, x)| x * (i % 5) as f64).collect();
    let grid = Places::Grid { rows: 8, columns: 9, sides: (1.0, 1.0) };
    let at = centres(8, 9, (1.0, 1.0));
    let pairs = [(0, 1), (3, 2), (0, 3), (1, 3), (2, 0)];
    for places in [grid, Places::Points(&at)] {
        let all = slices(&columns);
        let together =
            effective_n(places, Columns::Values(&all), &pairs, Missing::Pairwise, Classes::Automatic, &|| true);
        for ((x, y), found) in pairs.iter().zip(together.unwrap()) {
            let two = [columns[*x].clone(), columns[*y].clone()];
            assert_eq!(found, of_pair(places, &two, Classes::Automatic), "{x} {y}");
        }
        let listwise =
            effective_n(places, Columns::Values(&all), &pairs, Missing::Listwise, Classes::Automatic, &|| true);
        let complete = |i: usize| columns.iter().all(|c| !c[i].is_nan());
        let only = |c: &Vec<f64>| c.iter().enumerate().map(|(i, x)| if complete(i) { *x } else { GAP }).collect();
        for ((x, y), found) in pairs.iter().zip(listwise.unwrap()) {
            assert_eq!(
                found,
                of_pair(places, &[only(&columns[*x]), only(&columns[*y])], Classes::Automatic),
                "{x} {y}"
            );
        }
    }
}

/// Of ranks: as of values that are the ranks.
#[test]
fn ranks_are_values() {
    let columns = columns(8, 9, 0.2, 2);
    let grid = Places::Grid { rows: 8, columns: 9, sides: (1.0, 1.0) };
    let orders: Vec<Order> = columns.iter().map(|c| Order::of(c, &|| true).unwrap()).collect();
    let both = orders[0].valid().unwrap().both(&orders[1].valid().unwrap()).unwrap();
    let ranks: Vec<Vec<f64>> = orders.iter().map(|order| order.ranks(&both, &|| true).unwrap()).collect();
    let found =
        effective_n(grid, Columns::Ranks(&orders), &[(0, 1)], Missing::Pairwise, Classes::Automatic, &|| true).unwrap();
    let (found, expected) =
        (found[0].found.as_ref().unwrap(), of_pair(grid, &ranks, Classes::Automatic).found.unwrap());
    assert!((found.n_effective.unwrap() / expected.n_effective.unwrap() - 1.0).abs() < 1e-13);
    assert_eq!((found.r, &found.classes), (expected.r, &expected.classes));
}

#[test]
fn any_number_of_threads() {
    let (columns, at) = (columns(20, 30, 0.1, 2), centres(20, 30, (1.0, 1.0)));
    for places in [Places::Grid { rows: 20, columns: 30, sides: (1.0, 1.0) }, Places::Points(&at)] {
        let of = || of_pair(places, &columns, Classes::Automatic);
        assert_eq!(on_threads(1, of), on_threads(4, of));
    }
}

#[test]
fn a_no_is_heard() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let (columns, at) = (columns(20, 20, 0.0, 2), centres(20, 20, (1.0, 1.0)));
    let all = slices(&columns);
    for places in [Places::Grid { rows: 20, columns: 20, sides: (1.0, 1.0) }, Places::Points(&at)] {
        let run = |most: usize| {
            let asked = AtomicUsize::new(0);
            let go_on = || asked.fetch_add(1, Ordering::Relaxed) < most;
            let pairs = [(0, 1)];
            let found =
                effective_n(places, Columns::Values(&all), &pairs, Missing::Pairwise, Classes::Automatic, &go_on);
            (found.is_err(), asked.into_inner())
        };
        let (_, asks) = run(usize::MAX);
        assert!(asks > 20, "{asks}");
        // A no at whichever place ends it.
        for most in (0..asks).step_by(asks.div_ceil(12)).chain([asks - 1]) {
            assert!(run(most).0, "{most} of {asks}");
        }
    }
}

fn in_a_row(x: &[f64], y: &[f64]) -> Found {
    let grid = Places::Grid { rows: 1, columns: x.len(), sides: (1.0, 1.0) };
    of_pair(grid, &[x.to_vec(), y.to_vec()], Classes::Equal(x.len() - 1)).found.unwrap()
}

/// Opposite patterns make tr(B R_x B R_y) negative, or nothing: then there is no test.
#[test]
fn no_effective_places() {
    let (x, y) = ([0.0, 3.0, 1.0, 0.0, 3.0], [2.0, 0.0, 1.0, 1.0, 2.0]);
    let (expected, _) = by_definition(&centres(1, 5, (1.0, 1.0)), &x, &y, 1.0, 4);
    let found = in_a_row(&x, &y);
    assert!(expected < -90.0 && (found.n_effective.unwrap() / expected - 1.0).abs() < 1e-9);
    assert_eq!(found.p, None);
    let found = in_a_row(&[1.0, 2.0, 1.0, 2.0], &[2.0, 3.0, 2.0, 1.0]);
    assert_eq!((found.n_effective, found.p), (None, None));
}
