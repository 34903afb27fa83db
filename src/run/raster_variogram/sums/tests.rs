//! Accumulators of sweeps over a raster keep the laws.

use super::*;
use crate::{kernels::laws, run::raster_variogram::covariance::Mean};
use ndarray::{Array2, array};
use std::ops::Range;

/// Cells of 4 x 3 m: up to 5 m all distances are whole, and so are the roots of all differences.
fn cells() -> Array2<f64> {
    array![[0.0, 4.0, 4.0], [4.0, f64::NAN, 0.0], [8.0, 4.0, 8.0], [0.0, 8.0, 4.0]]
}

/// A row, with the one that pairs from it lead to.
fn row(cells: &Array2<f64>, row: usize) -> LagBlock<'_> {
    let below = (row + 2).min(cells.nrows());
    LagBlock { cells: cells.slice(s![row..below, ..]), columns: 0..cells.ncols(), rows: 1 }
}

fn steps_and_bins() -> (Steps, Bins) {
    (Steps::north_up(4.0, 3.0), Bins::new(5.0, 2.5))
}

#[test]
fn parts_of_sums_make_the_whole() {
    let (cells, (steps, bins)) = (cells(), steps_and_bins());
    let of = |rows: Range<usize>| {
        let mut summed = Summed::default();
        for r in rows {
            let mut sums = LagSums::new((1, 1), Some(4.0));
            sums.push(row(&cells, r));
            let bins = sums.lags().bins(&steps, &bins);
            summed.push((sums, bins.clone(), Some(bins)));
        }
        summed
    };
    laws::hold::<Summed, _>(4, of, |summed| (summed.sums.map(LagSums::finish), summed.blocks, summed.classes));
}

#[test]
fn parts_of_pairs_make_the_whole() {
    let (cells, (steps, bins)) = (cells(), steps_and_bins());
    let of = |rows: Range<usize>| {
        let mut gathered = Gathered::default();
        for r in rows {
            let mut sums = RootSums::new(&steps, &bins);
            sums.push(row(&cells, r));
            gathered.push((sums, r as u64));
        }
        gathered
    };
    let seen = |gathered: Gathered<RootSums>| (gathered.sums.map(RootSums::finish), gathered.cells);
    laws::hold_in_any_order::<Gathered<RootSums>, _>(4, of, seen);
}

#[test]
fn parts_of_a_sample_make_the_whole() {
    let cells = cells();
    let of = |rows: Range<usize>| {
        let mut drawn = Drawn::default();
        for row in rows {
            let mut sample = Sample::new(5, 7);
            sample.push(SampleBlock { cells: cells.slice(s![row..row + 1, ..]), row, column: 0 });
            drawn.push(sample);
        }
        drawn
    };
    laws::hold_in_any_order::<Drawn, _>(4, of, |drawn| drawn.0.map(Sample::finish));
}

#[test]
fn parts_of_a_mean_make_the_whole() {
    let cells = cells();
    let of = |rows: Range<usize>| {
        let mut mean = Mean::default();
        mean.push(cells.slice(s![rows, ..]));
        mean
    };
    laws::hold_in_any_order::<Mean, _>(4, of, Mean::finish);
}
