//! Between which values a column is rescaled, and which values there are.

use crate::{
    engine::tables::pools::number,
    io::gdal::Cell,
    sentence::{Phrase, phrase},
};

/// Ends of a scale, where they are given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Given {
    pub min: Option<f64>,
    pub max: Option<f64>,
}

/// Larger values, and smaller differences, are no measurements, and their quotients may be none.
pub const LARGEST: f64 = 1e150;
const LEAST: f64 = 1e-150;

/// Ends of a scale, of the data where they are not given; equal where it has no extent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends {
    pub min: f64,
    pub max: f64,
}

impl Ends {
    /// `None` without a value. An end that is given may lie beyond the other, which is of the data.
    pub fn of(values: impl Iterator<Item = f64>, given: Given) -> Option<Ends> {
        let known = values.filter(|value| !value.is_nan());
        let (least, most) =
            known.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), v| (least.min(v), most.max(v)));
        (least <= most).then(|| Ends { min: given.min.unwrap_or(least), max: given.max.unwrap_or(most) })
    }

    pub fn constant(&self) -> bool {
        (self.max - self.min).abs() < LEAST
    }

    pub fn hold(&self, value: f64) -> bool {
        value.is_nan() || (self.min..=self.max).contains(&value)
    }
}

/// The number in a cell, none in an empty one; else what it must be.
pub fn measured(cell: &Cell) -> Result<Option<f64>, Phrase> {
    match cell {
        Cell::Null => Ok(None),
        Cell::Text(blank) if blank.trim().is_empty() => Ok(None),
        cell => match number(cell).filter(|value| value.abs() <= LARGEST) {
            None => Err(phrase!("a number from -1e150 to 1e150, or empty")),
            value => Ok(value),
        },
    }
}
