use super::*;
use crate::kernels::{laws, stats::random::stream};
use rand::RngExt;
use std::ops::Range;

const GAP: f64 = f64::NAN;

fn sums_of(columns: &[&[f64]]) -> PairProducts {
    let mut sums = PairProducts::new(columns.len());
    sums.push(columns);
    sums.finish()
}

/// Stretches of rows without a gap, with some, with many, and with nothing.
fn columns(count: usize, rows: usize) -> Vec<Vec<f64>> {
    let mut random = stream(3, 0);
    let mut column = |c: usize| {
        let value = |row: usize| {
            let (x, gap): (f64, f64) = (random.random(), random.random());
            let share = [0.0, 0.03, 0.5, 1.0][row / 700 % 4];
            if gap < share { GAP } else { 100.0 + c as f64 * x + row as f64 / 1000.0 }
        };
        (0..rows).map(value).collect()
    };
    (1..=count).map(&mut column).collect()
}

fn part(columns: &[Vec<f64>], rows: Range<usize>) -> PairProducts {
    sums_of(&columns.iter().map(|column| &column[rows.clone()]).collect::<Vec<_>>())
}

/// Of the rows that both have, one after the other.
fn expected(x: &[f64], y: &[f64]) -> PairSums {
    let rows = || x.iter().zip(y).filter(|(x, y)| !x.is_nan() && !y.is_nan()).map(|(x, y)| [*x, *y]);
    let n = rows().count();
    let means = [0, 1].map(|k| rows().map(|row| row[k]).sum::<f64>() / n as f64);
    let product = |a: usize, b: usize| rows().map(|row| (row[a] - means[a]) * (row[b] - means[b])).sum::<f64>();
    PairSums {
        n: n as u64,
        means,
        squares: [product(0, 0), product(1, 1)],
        products: product(0, 1),
        low: [0, 1].map(|k| rows().map(|row| row[k]).fold(f64::INFINITY, f64::min)),
        high: [0, 1].map(|k| rows().map(|row| row[k]).fold(f64::NEG_INFINITY, f64::max)),
        rests: [0.0; 2],
    }
}

fn assert_close(found: PairSums, expected: PairSums, what: impl std::fmt::Debug) {
    assert_eq!((found.n, found.low, found.high), (expected.n, expected.low, expected.high), "{what:?}");
    let scale = (expected.squares[0] * expected.squares[1]).sqrt();
    assert!((found.products - expected.products).abs() <= 1e-12 * scale, "{what:?}");
    for k in 0..2 {
        assert!((found.squares[k] - expected.squares[k]).abs() <= 1e-12 * expected.squares[k], "{what:?}");
        assert!((found.means[k] - expected.means[k]).abs() <= 1e-13 * expected.means[k].abs(), "{what:?}");
    }
}

#[test]
fn nothing() {
    assert_eq!(sums_of(&[&[], &[]]).pair(0, 1), PairSums::default());
    assert_eq!(sums_of(&[&[GAP, GAP], &[1.0, GAP]]).pair(0, 1), PairSums::default());
    assert_eq!(PairProducts::new(0), sums_of(&[]));
}

#[test]
#[should_panic(expected = "columns of one length")]
fn columns_of_two_lengths() {
    sums_of(&[&[1.0], &[]]);
}

#[test]
fn rows_of_three_columns_by_hand() {
    let sums = sums_of(&[&[1.0, 2.0, 6.0, GAP], &[4.0, GAP, 2.0, 8.0], &[1.0, 5.0, GAP, 2.0]]);
    let pair = sums.pair(0, 1);
    assert_eq!((pair.n, pair.means), (2, [(1.0 + 6.0) / 2.0, (4.0 + 2.0) / 2.0]));
    assert_eq!((pair.squares, pair.products), ([2.0 * 2.5 * 2.5, 2.0], -2.5 - 2.5));
    assert_eq!((pair.low, pair.high), ([1.0, 2.0], [6.0, 4.0]));
    assert_eq!(sums.pair(0, 2).means, [1.5, 3.0]);
    assert_eq!(sums.pair(1, 2).means, [6.0, 1.5]);
    assert_eq!(sums.complete().n(), 1);
    let turned = sums.pair(2, 1);
    assert_eq!((turned.means, turned.squares, turned.products), ([1.5, 6.0], [0.5, 8.0], 2.0));
}

#[test]
fn all_pairs_as_one_by_one() {
    let columns = columns(5, 6000);
    let sums = part(&columns, 0..6000);
    for x in 0..5 {
        for y in (0..5).filter(|y| *y != x) {
            assert_close(sums.pair(x, y), expected(&columns[x], &columns[y]), (x, y));
        }
    }
}

#[test]
fn without_a_gap_they_are_those_of_complete_rows() {
    let columns = columns(4, 700);
    let sums = part(&columns, 0..700);
    let mut complete = CrossProducts::new(4);
    complete.push(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>());
    assert_eq!(*sums.complete(), complete);
    assert_eq!(sums.pair(1, 3), PairSums::of(&complete, 1, 3));
}

/// A column that is constant where the other one has values only, whichever rows come first.
#[test]
fn a_constant_of_the_rows_of_a_pair() {
    let x = [0.1, 0.1, 0.1, 7.0, 0.1];
    let y = [1.0, 3.0, 2.0, GAP, 8.0];
    let mut sums = sums_of(&[&x[..2], &y[..2]]);
    sums.merge(sums_of(&[&x[2..], &y[2..]]));
    let pair = sums.pair(0, 1);
    assert_eq!((pair.n, pair.squares[0], pair.products, pair.means[0]), (4, 0.0, 0.0, 0.1));
    assert!(pair.is_constant(0) && !pair.is_constant(1) && pair.squares[1] > 0.0);
    // All of them rows with a gap, and whatever rounding leaves of the mean
    for value in [0.1, -0.3, 1e6 / 7.0, 1e15 / 3.0] {
        let x = [value; 1500];
        let y: Vec<f64> = (0..1500).map(|row| f64::from(row % 7)).collect();
        let of = |rows: Range<usize>| sums_of(&[&x[rows.clone()], &y[rows.clone()], &[GAP; 1500][rows]]);
        let mut sums = of(0..77);
        [77..700, 700..1500].into_iter().for_each(|rows| sums.merge(of(rows)));
        let pair = sums.pair(0, 1);
        assert_eq!((pair.n, pair.squares[0], pair.products, pair.means[0]), (1500, 0.0, 0.0, value));
    }
}

/// To ten digits: sums round otherwise in another order.
#[test]
fn parts_make_the_whole() {
    let columns = columns(3, 2800);
    let seen = |sums: PairProducts| {
        let digits = |x: f64| format!("{x:.9e}");
        [(0, 1), (0, 2), (1, 2)].map(|(x, y)| {
            let pair = sums.pair(x, y);
            let all = [pair.means, pair.squares, [pair.products; 2]].map(|pair| pair.map(digits));
            (pair.n, all, pair.low.map(f64::to_bits), pair.high.map(f64::to_bits))
        })
    };
    laws::hold_in_any_order::<PairProducts, _>(4, |range| part(&columns, range.start * 700..range.end * 700), seen);
}

#[test]
fn any_tiling_gives_the_same_to_12_digits() {
    let columns = columns(3, 3000);
    let whole = part(&columns, 0..3000);
    for size in [1, 37, 513] {
        let mut tiles = PairProducts::new(3);
        for start in (0..3000).step_by(size) {
            tiles.merge(part(&columns, start..3000.min(start + size)));
        }
        for (x, y) in [(0, 1), (0, 2), (1, 2)] {
            assert_close(tiles.pair(x, y), PairSums { rests: [0.0; 2], ..whole.pair(x, y) }, (size, x, y));
        }
    }
}
