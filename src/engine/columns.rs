//! Columns that tables of several jobs have.

use crate::{kernels::carbon::standard_error::interval, schema::Row};

/// How well a figure is known.
#[derive(Row)]
pub struct CarbonInterval {
    /// Lower end of the 95 % interval; NULL without a standard error.
    #[column(unit = "t")]
    pub ci95_low_t: Option<f64>,
    /// Upper end of the 95 % interval; NULL without a standard error.
    #[column(unit = "t")]
    pub ci95_high_t: Option<f64>,
}

impl CarbonInterval {
    /// Of carbon in t, with its standard error where that is known.
    pub fn of(carbon_t: f64, standard_error: Option<f64>) -> CarbonInterval {
        let (ci95_low_t, ci95_high_t) = standard_error.map(|error| interval(carbon_t, error)).unzip();
        CarbonInterval { ci95_low_t, ci95_high_t }
    }
}
