//! How large a polygon is, by the areas of the cells that it covers.

use crate::{
    cover::cell_mask::Polygon,
    grid::{Grid, areas::CellAreas},
};

/// The area, in ha, of what of a polygon (its first ring the outer one, in map coordinates) lies on a grid: Σ share × area over its
/// cells, by Green's theorem: ∮ A(x, y) dy, A the area of the row on the left of x.
pub fn area_ha(polygon: &Polygon, grid: &Grid, areas: &CellAreas) -> f64 {
    let ring = |(i, ring): (usize, &Vec<(f64, f64)>)| {
        let area = ring_ha(ring, grid, areas).abs();
        if i == 0 { area } else { -area }
    };
    polygon.iter().enumerate().map(ring).sum()
}

fn ring_ha(ring: &[(f64, f64)], grid: &Grid, areas: &CellAreas) -> f64 {
    let Some(last) = ring.last() else { return 0.0 };
    let first = grid.to_cells(last.0, last.1);
    let (rows, columns) = (grid.rows as f64, grid.columns as f64);
    // Areas on the left are counted from a column of the ring, so that those of wide grids cost no digits: a closed line goes down
    // each row as far as it goes up.
    let origin = first.0.clamp(0.0, columns);
    let (mut from, mut sum) = (first, 0.0);
    for point in ring {
        let to = grid.to_cells(point.0, point.1);
        let (upper, lower, sign) = if from.1 <= to.1 { (from, to, 1.0) } else { (to, from, -1.0) };
        let (top, bottom) = (upper.1.clamp(0.0, rows), lower.1.clamp(0.0, rows));
        let at = |y: f64| upper.0 + (y - upper.1) / (lower.1 - upper.1) * (lower.0 - upper.0);
        let mut y = top;
        while y < bottom {
            // Where all cells are alike an edge is one piece.
            let next = if matches!(areas, CellAreas::Same(_)) { bottom } else { (y.floor() + 1.0).min(bottom) };
            let (x1, x2) = (at(y), at(next));
            let row = (y.floor() as usize).min(grid.rows - 1);
            let mean = mean_clamped(x1, x2, columns);
            sum += sign * (next - y) * (mean - origin) * density(areas, row, origin, mean, grid.columns);
            y = next;
        }
        from = to;
    }
    sum
}

/// The mean of x, kept between 0 and `most`, over a straight way from one x to another.
fn mean_clamped(x1: f64, x2: f64, most: f64) -> f64 {
    let (low, high) = (x1.min(x2), x1.max(x2));
    if high <= 0.0 {
        return 0.0;
    }
    if low >= most {
        return most;
    }
    let (inner_low, inner_high) = (low.max(0.0), high.min(most));
    if low == high {
        return inner_low;
    }
    let inner = (inner_high - inner_low) * (inner_low + inner_high) / 2.0;
    (inner + (high - inner_high) * most) / (high - low)
}

/// The mean area of the cells of a row between two columns; three points of Gauss are exact for surfaces up to the fifth power.
fn density(areas: &CellAreas, row: usize, from: f64, to: f64, columns: usize) -> f64 {
    match areas {
        CellAreas::Same(area) => *area,
        CellAreas::Rows(rows) => rows[row],
        CellAreas::Surface(_) => {
            let (middle, half) = ((from + to) / 2.0, (to - from) / 2.0);
            let node = 0.6f64.sqrt();
            let at = |x: f64| {
                // Between the centres of cells areas are as good as linear.
                let x = (x - 0.5).clamp(0.0, columns as f64 - 1.0);
                let (left, share) = (x.floor(), x - x.floor());
                let cell = |column: f64| areas.cell(row, (column as usize).min(columns - 1));
                cell(left) * (1.0 - share) + cell(left + 1.0) * share
            };
            (5.0 * at(middle - node * half) + 8.0 * at(middle) + 5.0 * at(middle + node * half)) / 18.0
        }
    }
}
