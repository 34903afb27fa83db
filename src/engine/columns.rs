//! Columns that tables of several jobs have.

use super::request::Raster;
use crate::{kernels::carbon::standard_error::interval, schema::Row};

/// Which map, or other layer, a row is of, so that rows of several runs can stand in one table.
#[derive(Debug, Clone, Default, PartialEq, Row)]
pub struct OfLayer {
    /// Name of the map.
    pub layer: String,
    /// Its year; NULL where it is not known.
    pub year: Option<i64>,
}

impl OfLayer {
    pub fn raster(raster: &Raster) -> OfLayer {
        OfLayer::input(&raster.path, raster.name.as_ref(), raster.year)
    }

    /// An input by its name, else by its path.
    pub fn input(path: &str, name: Option<&String>, year: Option<i32>) -> OfLayer {
        OfLayer { layer: name.map_or_else(|| path.to_owned(), String::clone), year: year.map(i64::from) }
    }
}

/// Carbon with the errors of the map, where ACCURACY tells them.
#[derive(Row)]
pub struct AdjustedCarbon {
    /// Carbon on areas as the sample of ACCURACY tells them; the middle of the interval. NULL without ACCURACY.
    #[column(unit = "t")]
    pub carbon_adjusted_t: Option<f64>,
    /// Standard error by the pools alone; NULL without ACCURACY.
    #[column(unit = "t")]
    pub se_pool_t: Option<f64>,
    /// Standard error by the map alone; NULL without ACCURACY.
    #[column(unit = "t")]
    pub se_map_t: Option<f64>,
}

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
