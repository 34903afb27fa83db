//! Covariances of a raster by distance and direction.

use super::sums::Reader;
use crate::{
    engine::{
        columns::OfLayer,
        sweep::{Emit, Worker},
        variogram_tables::BinRow,
    },
    error::Result,
    grid::Window,
    io::table::Table,
    kernels::{Accumulator, geostatistics::variogram::Bin, stats::sum::Sum},
    schema::Row,
};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

/// A bin of distance.
#[derive(Row)]
pub struct CovarianceRow {
    #[column(nested)]
    of: OfLayer,
    /// Direction, clockwise from north; NULL for all together.
    #[column(unit = "degrees")]
    direction: Option<f64>,
    /// Bin of distance, from 1.
    bin: usize,
    /// Mean distance of its pairs.
    #[column(unit = "map units")]
    dist: f64,
    /// Covariance about the mean of all cells, in the squared unit of the values.
    covariance: f64,
    /// Pairs.
    np: u64,
}

/// Of bins whose value is a covariance.
pub fn covariogram_table(of: &OfLayer, bins: &[Bin]) -> Table {
    let row = |bin: &Bin| {
        let BinRow { direction, bin, dist, gamma: covariance, np } = BinRow::of(bin);
        CovarianceRow { of: of.clone(), direction, bin, dist, covariance, np }
    };
    CovarianceRow::table("covariogram", bins.iter().map(row).collect())
}

/// The mean of all cells. Products are summed about it, so that an offset of all values costs no digits.
#[derive(Default, Serialize, Deserialize)]
pub struct Mean {
    cells: u64,
    sum: Sum,
}

impl Accumulator for Mean {
    type Block<'a> = ArrayView2<'a, f64>;
    type Output = Option<f64>;

    fn push(&mut self, cells: ArrayView2<'_, f64>) {
        for value in cells.iter().filter(|value| !value.is_nan()) {
            self.cells += 1;
            self.sum.add(*value);
        }
    }

    fn merge(&mut self, next: Self) {
        self.cells += next.cells;
        self.sum.merge(next.sum);
    }

    fn finish(self) -> Option<f64> {
        (self.cells > 0).then(|| self.sum.total() / self.cells as f64)
    }
}

pub struct Averager<'a>(pub Reader<'a>);

impl Worker<Mean, ()> for Averager<'_> {
    fn unit(&mut self, window: Window, _emit: Emit<'_, ()>) -> Result<Mean> {
        let mut mean = Mean::default();
        mean.push(self.0.values(window)?);
        Ok(mean)
    }
}
