//! The least and the greatest of the cells that a run writes, for the styles of its rasters.

use serde::{Deserialize, Serialize};

/// The least and the greatest of some numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Ends(Option<(f64, f64)>);

impl Ends {
    pub fn take(&mut self, value: f64) {
        let (low, high) = self.0.unwrap_or((value, value));
        self.0 = Some((low.min(value), high.max(value)));
    }

    pub fn merge(&mut self, next: Ends) {
        next.0.into_iter().for_each(|(low, high)| [low, high].into_iter().for_each(|value| self.take(value)));
    }

    pub fn both(self) -> Option<(f64, f64)> {
        self.0
    }

    pub fn low(self) -> Option<f64> {
        self.0.map(|(low, _)| low)
    }

    pub fn high(self) -> Option<f64> {
        self.0.map(|(_, high)| high)
    }
}
