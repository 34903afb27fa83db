//! What rows lack to be complete.

use serde::{Deserialize, Serialize};

/// Rows that lack one variable alone, by variable: Y, then what explains it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Lacking(pub Vec<u64>);

impl Lacking {
    /// Of columns of values.
    pub fn of(columns: &[&[f64]], incomplete: impl Iterator<Item = usize>) -> Lacking {
        let mut lacking = vec![0; columns.len()];
        for row in incomplete {
            let mut missing = (0..columns.len()).filter(|column| columns[*column][row].is_nan());
            if let (Some(only), None) = (missing.next(), missing.next()) {
                lacking[only] += 1;
            }
        }
        Lacking(lacking)
    }

    pub fn merge(&mut self, next: Lacking) {
        self.0.resize(next.0.len().max(self.0.len()), 0);
        self.0.iter_mut().zip(next.0).for_each(|(own, next)| *own += next);
    }
}
