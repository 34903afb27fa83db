use super::*;
use crate::kernels::{laws::on_threads, stats::random::stream};
use rand::RngExt;

const GAP: f64 = f64::NAN;

fn order(values: &[f64]) -> Order {
    Order::of(values, &|| true).unwrap()
}

fn all_ranks(values: &[f64]) -> Vec<f64> {
    let order = order(values);
    order.ranks(&order.valid().unwrap(), &|| true).unwrap()
}

/// How many are less, and half of those that are equal.
fn expected(values: &[f64], among: impl Fn(usize) -> bool) -> Vec<f64> {
    let mut some: Vec<f64> = values.iter().enumerate().filter(|(row, _)| among(*row)).map(|(_, x)| *x).collect();
    some.sort_by(f64::total_cmp);
    let rank = |(row, x): (usize, &f64)| {
        let (below, up_to) = (some.partition_point(|y| y < x), some.partition_point(|y| y <= x));
        if among(row) { 0.5 * (below + up_to + 1) as f64 } else { GAP }
    };
    values.iter().enumerate().map(rank).collect()
}

fn assert_ranks(found: &[f64], expected: &[f64]) {
    let bits = |ranks: &[f64]| ranks.iter().map(|r| if r.is_nan() { 0 } else { r.to_bits() }).collect::<Vec<_>>();
    assert!(bits(found) == bits(expected));
}

#[test]
fn nothing() {
    assert_eq!(all_ranks(&[]), [0.0; 0]);
    assert_ranks(&all_ranks(&[GAP, GAP]), &[GAP, GAP]);
    assert_eq!(rank_products(&[], &[], Missing::Pairwise, &|| true), Ok(vec![]));
}

#[test]
fn by_hand() {
    assert_eq!(all_ranks(&[3.0, 1.0, 2.0]), [3.0, 1.0, 2.0]);
    assert_eq!(all_ranks(&[5.0, 5.0, 1.0, 5.0]), [(2.0 + 3.0 + 4.0) / 3.0, 3.0, 1.0, 3.0]);
    assert_eq!(all_ranks(&[0.0, -0.0, -1.0, f64::MIN, f64::MAX, 0.1]), [3.5, 3.5, 2.0, 1.0, 6.0, 5.0]);
    assert_ranks(&all_ranks(&[GAP, 2.0, GAP, -2.0]), &[GAP, 2.0, GAP, 1.0]);
    let order = order(&[3.0, 1.0, 2.0, 2.0]);
    let some = Rows::listed(4, [0, 2, 3].into_iter()).unwrap();
    assert_ranks(&order.ranks(&some, &|| true).unwrap(), &[3.0, GAP, 1.5, 1.5]);
}

/// Numbers of 32 bits, of 64, and with many ties, enough to fill all parts.
fn columns() -> [Vec<f64>; 3] {
    let mut random = stream(1, 0);
    let mut draw = |of: fn(f64) -> f64| {
        (0..20_000).map(|row| if row % 11 == 3 { GAP } else { of(random.random::<f64>() - 0.5) }).collect::<Vec<_>>()
    };
    [draw(|x| f64::from(x as f32)), draw(|x| x * x * x), draw(|x| (x * 9.0).round())]
}

#[test]
fn of_many() {
    for values in columns() {
        let order = order(&values);
        let valid = order.valid().unwrap();
        assert_ranks(&order.ranks(&valid, &|| true).unwrap(), &expected(&values, |row| row % 11 != 3));
        let some = Rows::listed(values.len(), (0..values.len()).filter(|row| row % 11 != 3 && row % 7 < 4)).unwrap();
        let found = order.ranks(&some, &|| true).unwrap();
        assert_ranks(&found, &expected(&values, |row| row % 11 != 3 && row % 7 < 4));
    }
}

#[test]
fn numbers_of_32_bits_have_the_order_of_their_values() {
    let [values, ..] = columns();
    let narrow: Vec<f32> = values.iter().map(|x| *x as f32).collect();
    assert_eq!(Order::of_f32(&narrow, &|| true).unwrap(), order(&values));
    // One that is none of 32 bits changes the way, not the order.
    let mut wide = values.clone();
    wide[0] = wide[0].next_up();
    assert_eq!(order(&wide).order, order(&values).order);
}

#[test]
fn any_number_of_threads() {
    for values in columns() {
        assert_eq!(on_threads(1, || order(&values)), on_threads(3, || order(&values)));
    }
}

#[test]
fn a_no_is_heard() {
    let [values, ..] = columns();
    assert_eq!(Order::of(&values, &|| false), Err(Fault::Cancelled));
    let orders = [order(&values), order(&values)];
    let found = rank_products(&orders, &[(0, 1)], Missing::Pairwise, &|| false);
    assert_eq!(found, Err(Fault::Cancelled));
}

#[test]
fn products_by_hand() {
    let orders = [order(&[10.0, 30.0, 20.0, 20.0]), order(&[1.0, 5.0, GAP, 0.0]), order(&[1.0, 2.0, GAP, GAP])];
    let all = rank_products(&orders, &[(0, 1), (2, 0)], Missing::Pairwise, &|| true).unwrap();
    // 1 3 2 with 2 3 1
    assert_eq!((all[0].n, all[0].means, all[0].squares), (3, [2.0, 2.0], [2.0, 2.0]));
    assert_eq!(all[0].products, (1.0 - 2.0) * (2.0 - 2.0) + (3.0 - 2.0) * (3.0 - 2.0) + (2.0 - 2.0) * (1.0 - 2.0));
    assert_eq!((all[0].low, all[0].high), ([1.0, 1.0], [3.0, 3.0]));
    assert_eq!((all[1].n, all[1].products), (2, 0.5));
    let listwise = rank_products(&orders, &[(0, 1)], Missing::Listwise, &|| true).unwrap();
    assert_eq!((listwise[0].n, listwise[0].products), (2, 0.5));
    let ties = rank_products(&[order(&[7.0; 4]), order(&[1.0, 2.0, 3.0, 4.0])], &[(0, 1)], Missing::Pairwise, &|| true);
    assert_eq!(ties.unwrap()[0].squares, [0.0, 5.0]);
}
