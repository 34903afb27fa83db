//! Some rows, to draw scatters of.

use crate::{engine::columns::OfLayer, schema::Row};

/// Rows of a scatter, at most.
pub const MOST: usize = 2000;

/// A value of a row that a scatter is drawn of.
#[derive(Row)]
pub struct ScatterRow {
    #[column(nested)]
    of: OfLayer,
    /// The row, counted from 1.
    point: u64,
    /// Variable.
    variable: String,
    /// Its value; NULL where it is missing.
    value: Option<f64>,
}

impl ScatterRow {
    /// Of columns, at most [`MOST`] rows, every few of them.
    pub fn of(of: &OfLayer, names: &[String], columns: &[Vec<f64>]) -> Vec<ScatterRow> {
        let rows = columns.first().map_or(0, Vec::len);
        let every = rows.div_ceil(MOST).max(1);
        let shown = (0..rows).step_by(every).filter(|row| columns.iter().any(|column| !column[*row].is_nan()));
        let row = |(point, row): (u64, usize)| {
            names.iter().zip(columns).map(move |(name, column)| ScatterRow {
                of: of.clone(),
                point,
                variable: name.clone(),
                value: Some(column[row]).filter(|value| !value.is_nan()),
            })
        };
        (1..).zip(shown).flat_map(row).collect()
    }
}
