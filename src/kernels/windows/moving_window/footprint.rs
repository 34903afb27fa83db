//! Which cells a window holds, as half widths by row.
//!
//! Circle of radius R \[m\], cells of w x h m: ⌊√(R² - (h Δrow)²) / w⌋ cells to each side of the middle column, in the
//! rows with h |Δrow| ≤ R; square: ⌊R / w⌋ in all of these. A cell at the distance R is within, whatever the last digit
//! of R.
//!
//! Shapes: a radius; cells to each side by row, from the top. Units: m, cells. Range: one cell or more.
//!
//! Source: McGarigal, Cushman and Ene 2012, FRAGSTATS v4 (round and square windows).

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowShape {
    /// Cells whose centre is no farther than the radius.
    #[default]
    Circle,
    /// Cells that are no farther than the radius along rows and along columns.
    Square,
}

/// The cells of a window around its centre, the same above and below, left and right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footprint {
    /// Cells to each side of the middle column, by row from the top.
    half: Vec<usize>,
    pub cells: usize,
}

impl Footprint {
    /// Of a radius, and cells of a width and height, in m: 81 cells at 50 m for a circle on cells of 10 m.
    pub fn new(outline: WindowShape, radius: f64, cell_width: f64, cell_height: f64) -> Footprint {
        // A cell at that very distance is within, whatever its last digit.
        let radius = radius * (1.0 + 1e-9);
        let half_height = (radius / cell_height) as usize;
        let half = |away: usize| match outline {
            WindowShape::Square => (radius / cell_width) as usize,
            WindowShape::Circle => {
                let down = away as f64 * cell_height;
                ((radius * radius - down * down).max(0.0).sqrt() / cell_width) as usize
            }
        };
        let half: Vec<usize> = (0..=2 * half_height).map(|row| half(row.abs_diff(half_height))).collect();
        let cells = half.iter().map(|half| 2 * half + 1).sum();
        Footprint { half, cells }
    }

    /// Rows above the centre.
    pub fn half_height(&self) -> usize {
        self.half.len() / 2
    }

    /// Columns left of the centre.
    pub fn half_width(&self) -> usize {
        self.half[self.half_height()]
    }

    /// How far from the row of the centre each row lies, and its cells to each side.
    pub fn rows(&self) -> impl Iterator<Item = (isize, usize)> + '_ {
        let half_height = self.half_height() as isize;
        (-half_height..).zip(self.half.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let cells = |outline, radius, width, height| Footprint::new(outline, radius, width, height).cells;
        // A cross of 5, and 3 x 3
        assert_eq!([10.0, 14.2].map(|radius| cells(WindowShape::Circle, radius, 10.0, 10.0)), [5, 9]);
        assert_eq!(cells(WindowShape::Circle, 50.0, 10.0, 10.0), 81);
        assert_eq!(cells(WindowShape::Square, 50.0, 10.0, 10.0), 11 * 11);
        assert_eq!(cells(WindowShape::Square, 0.3, 0.1, 0.1), 7 * 7);
        // Less than a cell: the centre alone
        assert_eq!(cells(WindowShape::Circle, 9.9, 10.0, 10.0), 1);
        // Cells of 20 x 10 m: rows -2 ... 2 with 0, 0, 1, 0, 0 cells to each side
        let wide = Footprint::new(WindowShape::Circle, 20.0, 20.0, 10.0);
        assert_eq!(wide.rows().collect::<Vec<_>>(), [(-2, 0), (-1, 0), (0, 1), (1, 0), (2, 0)]);
        assert_eq!((wide.half_height(), wide.half_width(), wide.cells), (2, 1, 7));
    }

    #[test]
    fn every_cell_is_within_and_none_is_left_out() {
        for (radius, width, height) in
            [(3.7, 1.0, 1.0), (30.0, 10.0, 7.0), (100.0, 100.005, 100.029), (250.0, 10.0, 10.0)]
        {
            let window = Footprint::new(WindowShape::Circle, radius, width, height);
            let mut expected = 0;
            for row in -40i32..=40 {
                for column in -40i32..=40 {
                    let away = (f64::from(row) * height).hypot(f64::from(column) * width);
                    expected += usize::from(away <= radius * (1.0 + 1e-9));
                }
            }
            assert_eq!(window.cells, expected);
        }
    }
}
