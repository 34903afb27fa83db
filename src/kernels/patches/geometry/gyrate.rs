//! The radius of gyration about the area-median point.
//!
//! GYRATE = Σ_r √((h (row_r - m_row))² + (w (column_r - m_column))²) / n        \[m\]
//! m = the grouped median of the rows, and that of the columns, of the n cells: v - 1/2 + (n / 2 - cells before v) /
//! f_v, v the first value by which half of the cells are reached, f_v the cells that have it
//!
//! Shapes: the runs of one patch, cells of w x h m; one number. Range: more than 0; (w + h) / 4 of a single cell.
//!
//! Source: McGarigal, Cushman and Ene 2012, FRAGSTATS v4; that distances are from the area-median point is what it
//! prints.

use super::{GeometryOptions, runs::PatchRuns};

/// Mean distance of cell centres from the area-median point, in m; of a single cell half a side of it (the mean of both).
///
/// The point is the grouped median of the cells' rows and that of their columns, each value v with frequency f covering
/// v - 0.5 to v + 0.5: v - 0.5 + (n / 2 - cells before) / f. That is where FRAGSTATS 4 measures from.
pub fn gyrate(runs: &PatchRuns<'_>, options: &GeometryOptions) -> f64 {
    let cells = runs.cells();
    if cells == 1 {
        return (options.cell_width + options.cell_height) / 4.0;
    }
    let of_rows = (0..runs.rows() as isize).map(|row| runs.row(row).iter().map(|r| u64::from(r.end - r.start)).sum());
    let row = median(of_rows, cells);
    let columns = runs.columns();
    let mut steps = vec![0i64; columns.len() + 1];
    for run in (0..runs.rows() as isize).flat_map(|row| runs.row(row)) {
        steps[(run.start - columns.start) as usize] += 1;
        steps[(run.end - columns.start) as usize] -= 1;
    }
    let of_columns = steps.iter().scan(0i64, |count, step| {
        *count += step;
        Some(*count as u64)
    });
    let column = f64::from(columns.start) + median(of_columns, cells);
    let mut total = 0.0;
    for r in 0..runs.rows() {
        let down = ((r as f64 - row) * options.cell_height).powi(2);
        let mut of_row = 0.0;
        for run in runs.row(r as isize) {
            for c in run.start..run.end {
                let across = (f64::from(c) - column) * options.cell_width;
                of_row += (across * across + down).sqrt();
            }
        }
        total += of_row;
    }
    total / cells as f64
}

/// The grouped median of 0, 1, 2 ... by their frequencies, whose sum is n.
fn median(frequencies: impl Iterator<Item = u64>, n: u64) -> f64 {
    let (half, mut before) = (n as f64 / 2.0, 0u64);
    for (v, f) in frequencies.enumerate() {
        if (before + f) as f64 >= half && f > 0 {
            return v as f64 - 0.5 + (half - before as f64) / f as f64;
        }
        before += f;
    }
    0.0
}
