//! Correlations of maps that have nothing to do with each other: how often p is at most 0.05, by cells as they are and by the effective number
//! of them.

use super::maps;
use pitscape::kernels::{
    Accumulator,
    drivers::{
        Missing,
        correlation::correlation,
        cross_products::CrossProducts,
        effective_n::{Classes, Columns, Found, Places, effective_n},
        pair_products::PairSums,
    },
};

const SIDE: usize = 200;
const RUNS: u64 = 400;
const SIDES: (f64, f64) = (10.0, 10.0);

pub fn show() {
    println!("Correlation of two independent maps of {SIDE} x {SIDE} cells: share of {RUNS} runs with p <= 0.05");
    println!(
        "{:<12}{:>12}{:>12}{:>12}{:>16}",
        "smoothed by", "all cells", "automatic", "13 classes", "effective cells"
    );
    for deviation in [1.0, 2.0, 5.0] {
        let runs: Vec<([bool; 3], f64)> = (0..RUNS).map(|run| of_run(deviation, run)).collect();
        let share = |of: usize| runs.iter().filter(|(small, _)| small[of]).count() as f64 / RUNS as f64;
        let mean = runs.iter().map(|(_, n)| n).sum::<f64>() / RUNS as f64;
        println!("{deviation:<12}{:>12.4}{:>12.4}{:>12.4}{mean:>16.0}", share(0), share(1), share(2));
    }
}

/// Whether p is small by all cells, by automatic and by 13 classes, and how many cells there are by automatic ones.
fn of_run(deviation: f64, run: u64) -> ([bool; 3], f64) {
    let [x, y] = [0, 1].map(|k| maps::field(SIDE, SIDE, deviation, 2 * run + k).into_raw_vec_and_offset().0);
    let mut sums = CrossProducts::new(2);
    sums.push(&[&x, &y]);
    let cells = correlation(&PairSums::of(&sums, 0, 1)).expect("maps vary");
    let places = Places::Grid { rows: SIDE, columns: SIDE, sides: SIDES };
    let of = |classes: Classes| -> Found {
        let columns = Columns::Values(&[&x, &y]);
        let found = effective_n(places, columns, &[(0, 1)], Missing::Pairwise, classes, &|| true);
        found.expect("nobody says no").remove(0).found.expect("maps vary")
    };
    let (automatic, thirteen) = (of(Classes::Automatic), of(Classes::Equal(13)));
    let small = |p: Option<f64>| p.is_some_and(|p| p <= 0.05);
    ([small(Some(cells.p)), small(automatic.p), small(thirteen.p)], automatic.n_effective.unwrap_or(f64::NAN))
}
