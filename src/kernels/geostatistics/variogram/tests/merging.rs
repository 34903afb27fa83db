//! What parts give is what the whole gives.

use super::*;
use std::ops::Range;

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
