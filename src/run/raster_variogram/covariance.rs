//! Covariances of a raster by distance and direction.

use super::Reader;
use crate::{
    engine::{
        fields::variogram::bins_table,
        sweep::{Emit, Worker},
    },
    error::Result,
    grid::Window,
    io::table::{ColumnType, Table},
    kernels::{Accumulator, geostatistics::variogram::Bin, stats::sum::Sum},
    schema::{ColumnSpec, column},
};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

pub const COVARIOGRAM: &[ColumnSpec] = {
    use ColumnType::{Integer, Real};
    &[
        column("direction", Real, "degrees", "Direction, clockwise from north; NULL for all together."),
        column("bin", Integer, "", "Bin of distance, from 1."),
        column("dist", Real, "map units", "Mean distance of its pairs."),
        column("covariance", Real, "", "Covariance about the mean of all cells, in the squared unit of the values."),
        column("np", Integer, "", "Pairs."),
    ]
};

pub fn covariogram_table(bins: &[Bin]) -> Table {
    bins_table("covariogram", COVARIOGRAM, bins)
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
