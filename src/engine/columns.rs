//! Columns that tables of several jobs have.

use crate::{kernels::carbon::standard_error::interval, schema::Row};

/// How well a figure is known.
#[derive(Row)]
pub struct Interval {
    /// Lower end of the 95 % interval; NULL without a standard error.
    #[column(unit = "t")]
    pub ci95_low_t: Option<f64>,
    /// Upper end of the 95 % interval; NULL without a standard error.
    #[column(unit = "t")]
    pub ci95_high_t: Option<f64>,
}

impl Interval {
    /// Of carbon in t, with its standard error where that is known.
    pub fn of(carbon_t: f64, standard_error: Option<f64>) -> Interval {
        let (ci95_low_t, ci95_high_t) = standard_error.map(|error| interval(carbon_t, error)).unzip();
        Interval { ci95_low_t, ci95_high_t }
    }
}
