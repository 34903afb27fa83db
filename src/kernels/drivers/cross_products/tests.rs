use super::*;
use crate::kernels::{laws, stats::random::stream};
use rand::RngExt;

fn sums_of(columns: &[&[f64]]) -> CrossProducts {
    let mut sums = CrossProducts::new(columns.len());
    sums.push(columns);
    sums.finish()
}

/// Columns of which each goes along with the one before.
fn columns(count: usize, rows: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut random = stream(seed, 0);
    let mut columns: Vec<Vec<f64>> = Vec::new();
    for _ in 0..count {
        let column = (0..rows).map(|row| {
            columns.last().map_or(0.0, |before| 0.5 * before[row]) + random.random::<f64>() + row as f64 / rows as f64
        });
        let column = column.collect();
        columns.push(column);
    }
    columns
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

fn part(columns: &[Vec<f64>], rows: std::ops::Range<usize>) -> CrossProducts {
    sums_of(&columns.iter().map(|column| &column[rows.clone()]).collect::<Vec<_>>())
}

fn assert_close(found: &CrossProducts, expected: &CrossProducts, tolerance: f64) {
    assert_eq!((found.n(), found.columns()), (expected.n(), expected.columns()));
    for i in 0..found.columns() {
        let scale = |c: usize| expected.get(c, c).sqrt();
        assert!((found.mean(i) - expected.mean(i)).abs() <= tolerance * expected.mean(i).abs(), "mean {i}");
        for j in 0..found.columns() {
            let difference = (found.get(i, j) - expected.get(i, j)).abs();
            assert!(difference <= tolerance * scale(i) * scale(j), "{i} {j}: {difference:e}");
        }
    }
}

#[test]
fn nothing() {
    let sums = sums_of(&[&[], &[]]);
    assert_eq!((sums.n(), sums.get(0, 1), sums.variance(0)), (0, 0.0, None));
    assert_eq!(sums, CrossProducts::new(2));
    assert!(sums.is_constant(0));
    assert_eq!(sums_of(&[]).columns(), 0);
}

#[test]
#[should_panic(expected = "columns of one length")]
fn columns_of_two_lengths() {
    sums_of(&[&[1.0], &[]]);
}

#[test]
fn three_rows_by_hand() {
    let sums = sums_of(&[&[1.0, 2.0, 6.0], &[4.0, 0.0, 2.0]]);
    assert_eq!((sums.n(), sums.means()), (3, &[3.0, 2.0][..]));
    assert_eq!(sums.get(0, 0), 2.0 * 2.0 + 1.0 * 1.0 + 3.0 * 3.0);
    assert_eq!(sums.get(0, 1), -2.0 * 2.0 + -1.0 * -2.0 + 3.0 * 0.0);
    assert_eq!((sums.get(1, 0), sums.get(1, 1)), (sums.get(0, 1), 2.0 * 2.0 + 2.0 * 2.0));
    assert_eq!(sums.variance(0), Some(14.0 / 2.0));
    assert_eq!((sums.low(0), sums.high(0), sums.low(1), sums.high(1)), (1.0, 6.0, 0.0, 4.0));
}

/// Every number of columns meets the edge of a tile in its own way, as rows do that of a chunk.
#[test]
fn any_number_of_columns_and_rows() {
    for (count, rows) in [(1, 1), (2, 3), (3, 511), (4, 512), (5, 513), (6, 1030), (7, 100), (9, 1537)] {
        let columns = columns(count, rows, 1);
        let sums = sums_of(&slices(&columns));
        for i in 0..count {
            for j in 0..count {
                let mean = |c: usize| columns[c].iter().sum::<f64>() / rows as f64;
                let terms = (0..rows).map(|row| (columns[i][row] - mean(i)) * (columns[j][row] - mean(j)));
                let (expected, scale) = (terms.sum::<f64>(), rows as f64);
                assert!((sums.get(i, j) - expected).abs() < 1e-13 * scale, "{count} x {rows}: {i} {j}");
            }
        }
    }
}

/// Whatever rounding leaves of the mean.
#[test]
fn a_constant_has_products_of_nothing() {
    let other = columns(1, 1500, 2).remove(0);
    for value in [0.1, -0.3, 1e6 / 7.0, 1e-9 / 3.0, 1e15 / 3.0] {
        for rows in [5, 77, 511, 700, 1023] {
            let constant = [value; 1500];
            let mut sums = sums_of(&[&constant[..rows], &other[..rows]]);
            sums.merge(sums_of(&[&constant[rows..], &other[rows..]]));
            assert!(sums.is_constant(0) && !sums.is_constant(1));
            assert_eq!((sums.get(0, 0), sums.get(0, 1)), (0.0, 0.0), "{value} {rows}");
            assert!(sums.get(1, 1) > 0.0 && (sums.mean(0) / value - 1.0).abs() < 1e-15);
        }
    }
}

/// To ten digits: sums round otherwise in another order.
#[test]
fn parts_make_the_whole() {
    let columns = columns(3, 2000, 3);
    let seen = |sums: CrossProducts| {
        let digits = |x: f64| format!("{x:.9e}");
        let products = sums.products.iter().map(|x| digits(*x)).collect::<Vec<_>>();
        let means = sums.means.iter().map(|x| digits(*x)).collect::<Vec<_>>();
        (sums.n, means, products, sums.low, sums.high)
    };
    laws::hold_in_any_order::<CrossProducts, _>(5, |range| part(&columns, range.start * 400..range.end * 400), seen);
}

#[test]
fn any_tiling_gives_the_same_to_12_digits() {
    let columns = columns(5, 5000, 4);
    let whole = sums_of(&slices(&columns));
    for size in [1, 7, 100, 512, 513, 4096] {
        let mut tiles = CrossProducts::new(5);
        for start in (0..5000).step_by(size) {
            tiles.merge(part(&columns, start..5000.min(start + size)));
        }
        assert_close(&tiles, &whole, 1e-12);
    }
}

/// A trend on a large offset: what a mean loses by rounding in every chunk must not add up.
#[test]
fn an_offset_costs_no_digits() {
    let rows = 20_000;
    // Multiples of 2^-10, so that the offset takes no digit of them
    let exact: Vec<f64> = (0..rows).map(|row| ((row * 7 % 1024) as f64 + (row / 20) as f64) / 1024.0).collect();
    let other: Vec<f64> = exact.iter().enumerate().map(|(row, x)| x + (row % 3) as f64).collect();
    let near = sums_of(&[&exact, &other]);
    for offset in [1e6, 1e9, 1e12] {
        let far: Vec<f64> = exact.iter().map(|x| x + offset).collect();
        let far = sums_of(&[&far, &other]);
        for (i, j) in [(0, 0), (0, 1), (1, 1)] {
            let relative = (far.get(i, j) / near.get(i, j) - 1.0).abs();
            assert!(relative < 1e-12, "{offset:e}: {i} {j}: {relative:e}");
        }
    }
}

#[test]
fn what_is_removed_is_as_if_it_had_never_come() {
    let columns = columns(4, 3000, 5);
    let mut rest = sums_of(&slices(&columns));
    rest.remove(&CrossProducts::new(4));
    assert_eq!(rest, sums_of(&slices(&columns)));
    rest.remove(&part(&columns, 1000..1900));
    let mut expected = part(&columns, 0..1000);
    expected.merge(part(&columns, 1900..3000));
    assert_close(&rest, &expected, 1e-12);
    rest.remove(&part(&columns, 1900..3000));
    rest.remove(&part(&columns, 0..1000));
    assert_eq!(rest, CrossProducts::new(4));
}

#[test]
fn some_of_the_columns() {
    let columns = columns(4, 100, 6);
    let some = sums_of(&slices(&columns)).select(&[3, 1]);
    let expected = sums_of(&[&columns[3], &columns[1]]);
    assert_close(&some, &expected, 1e-14);
    assert_eq!((some.low(0), some.high(1)), (expected.low(0), expected.high(1)));
}
