//! Accumulators give the same of any parts.

use super::{tables::table, *};
use crate::kernels::{
    drivers::regression::{
        block_sums::{BlockRows, BlockSums},
        classes::{ClassSums, Classed},
        runs::Runs,
    },
    laws,
};
use std::ops::Range;

/// Shifts that are no means, parts and merging change no coefficient.
#[test]
fn factors_of_other_shifts() {
    let columns = table(&["savi", "dem"]);
    let expected = fitted(&columns, true);
    let new = || Factor::new(&[50.0, 0.0, 900.0], &[3.0, 0.0, 7.0], true);
    let (mut whole, mut rest) = (new(), new());
    whole.push(&part(&columns, 0..2));
    rest.push(&part(&columns, 2..6));
    whole.merge(rest);
    let found = fit(&whole.finish(), &singles(2), &[0, 1]).unwrap();
    for (found, expected) in found.coefficients.iter().zip(&expected.coefficients) {
        near(found.coefficient, expected.coefficient, 1e-12, "coefficient");
        near(found.se, expected.se, 1e-12, "se");
    }
}

/// To ten digits.
pub(super) fn rounded(x: f64) -> String {
    format!("{x:.9e}")
}

const PART: usize = 30;

fn part(columns: &[Vec<f64>], parts: Range<usize>) -> Vec<&[f64]> {
    let to = |at: usize| (at * PART).min(columns[0].len());
    columns.iter().map(|column| &column[to(parts.start)..to(parts.end)]).collect()
}

#[test]
fn of_factors() {
    let columns = table(&["savi", "dem", "shei", "ai"]);
    for intercept in [true, false] {
        let of = |parts: Range<usize>| {
            let mut factor = Factor::new(&[100.0, 0.3, 1100.0, 0.5, 90.0], &[20.0, 0.1, 50.0, 0.2, 3.0], intercept);
            parts.for_each(|at| factor.push(&part(&columns, at..at + 1)));
            factor
        };
        laws::hold::<Factor, _>(6, of, |factor| {
            let system = factor.finish();
            let model = fit(&system, &singles(4), &[0, 1, 2, 3]);
            let numbers = |model: Model| model.coefficients.iter().map(|own| rounded(own.t.unwrap())).collect();
            (system.rows, model.map_or(Vec::new(), numbers), system.low, system.high)
        });
    }
}

#[test]
fn of_the_second_sweep() {
    let columns = table(&["savi", "dem", "shei"]);
    for intercept in [true, false] {
        let plan = Plan::new(&fitted(&columns, intercept));
        let of = |parts: Range<usize>| {
            let mut sweep = SecondSweep::default();
            parts.for_each(|at| sweep.push(FittedRows { plan: &plan, columns: &part(&columns, at..at + 1) }));
            sweep
        };
        laws::hold::<SecondSweep, _>(6, of, |sweep| {
            let figures = sweep.figures(&plan);
            let errors = figures.hc3.into_iter().flatten().map(|error| rounded(error.se)).collect::<Vec<_>>();
            let numbers = [figures.press, figures.durbin_watson, figures.skewness, figures.kurtosis];
            let tests = [figures.jarque_bera, figures.koenker_bp];
            let numbers = numbers.into_iter().chain(tests.map(|test| test.map(|test| test.value)));
            (sweep.rows(), errors, numbers.map(|number| number.map(rounded)).collect::<Vec<_>>())
        });
    }
}

#[test]
fn of_blocks() {
    let columns = table(&["savi", "dem"]);
    let of = |parts: Range<usize>| {
        let mut sums = BlockSums::new(3);
        for at in parts {
            let columns = part(&columns, at..at + 1);
            let blocks: Vec<u32> = (0..columns[0].len()).map(|row| ((row / 4 + at) % 3) as u32 * 5).collect();
            sums.push(BlockRows { columns: &columns, blocks: &blocks });
        }
        sums
    };
    laws::hold_in_any_order::<BlockSums, _>(6, of, |sums| {
        let blocks = sums.finish();
        let total = blocks.total();
        let products = blocks.sums().map(|sums| rounded(sums.get(0, 1))).collect::<Vec<_>>();
        (blocks.numbers().collect::<Vec<_>>(), products, total.n(), rounded(total.get(1, 2)))
    });
}

#[test]
fn of_runs() {
    // Runs that go on from part to part, and as many values as there are parts
    let values: Vec<f64> = (0..180).map(|i| f64::from(i / 7)).collect();
    let many: Vec<f64> = (0..180).map(|i| f64::from(i / 3)).collect();
    let columns = [values, many];
    let of = |parts: Range<usize>| {
        let mut runs = Runs::new(2);
        parts.for_each(|at| runs.push(&part(&columns, at..at + 1)));
        runs
    };
    laws::hold::<Runs, _>(6, of, Runs::finish);
    let [few, many] = of(0..6).finish()[..] else { panic!("two columns") };
    assert_eq!((few.distinct, many.distinct), (26, 51));
    assert_eq!(few.equal_share, Some((180.0 - 26.0) / 179.0));
    assert_eq!(many.equal_share, Some((180.0 - 60.0) / 179.0));
}

#[test]
fn of_classes() {
    let columns = table(&["savi"]);
    let of = |parts: Range<usize>| {
        let mut sums = ClassSums::default();
        for at in parts {
            let y = part(&columns, at..at + 1)[0];
            let codes: Vec<i64> = (0..y.len() as i64).map(|row| (row / 5 + at as i64) % 4 - 1).collect();
            sums.push(Classed { y, codes: &codes });
        }
        sums
    };
    laws::hold_in_any_order::<ClassSums, _>(6, of, |sums| {
        let figures = sums.finish();
        (figures.rows, figures.r2.map(rounded), figures.determined)
    });
}
