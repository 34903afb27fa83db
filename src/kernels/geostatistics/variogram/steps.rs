//! From steps between cells to distances and directions.
//!
//! Lag of i rows down and j columns to the right: v = j c + i r, c and r the steps of a column and of a row
//! \[m east, m north\]
//! Distance |v| \[m\]; direction atan2(east, north) in degrees clockwise from north, modulo 180
//!
//! Shapes: whole numbers (i, j); one number. Range: distance ≥ 0, 0 ≤ direction < 180. Grids may be rotated and skewed.
//!
//! Where cells are square the distance is a side times √(i² + j²), a whole number under the root: equal lags are equal.

use serde::{Deserialize, Serialize};

/// One column to the right and one row down, each as m to the east and m to the north. Grids may be rotated, and cells of any
/// shape.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Steps {
    pub column: [f64; 2],
    pub row: [f64; 2],
}

/// Distances that differ by less than this share are equal: rounding would decide.
pub const SAME: f64 = 1e-12;

impl Steps {
    /// Of a grid whose rows go from north to south, with cells of some width and height in m.
    pub fn north_up(width: f64, height: f64) -> Steps {
        Steps { column: [width, 0.0], row: [0.0, -height] }
    }

    /// East and north of a lag of rows down and columns to the right.
    pub fn vector(&self, lag: (usize, isize)) -> [f64; 2] {
        let (down, right) = (lag.0 as f64, lag.1 as f64);
        [0, 1].map(|axis| right * self.column[axis] + down * self.row[axis])
    }

    /// Side of a cell, where cells are square.
    fn side(&self) -> Option<f64> {
        let square = |v: [f64; 2]| v[0] * v[0] + v[1] * v[1];
        let (across, down) = (square(self.column), square(self.row));
        let skew = self.column[0] * self.row[0] + self.column[1] * self.row[1];
        ((across - down).abs() <= SAME * across && skew.abs() <= SAME * across).then(|| across.sqrt())
    }

    /// Length of a lag in m: that of the whole number rows² + columns² where cells are square, so that equal lags are equal.
    pub fn distance(&self, lag: (usize, isize)) -> f64 {
        match self.side() {
            Some(side) => side * ((lag.0 * lag.0 + lag.1.unsigned_abs().pow(2)) as f64).sqrt(),
            None => {
                let [east, north] = self.vector(lag);
                east.hypot(north)
            }
        }
    }

    /// Rows and columns of the lags that are no longer than a cutoff.
    pub fn max_lag(&self, cutoff: f64) -> (usize, usize) {
        let ([a, b], [c, d]) = (self.column, self.row);
        let area = (a * d - b * c).abs();
        let most = |other: f64| (cutoff * (1.0 + SAME) * other / area).floor() as usize;
        (most(a.hypot(b)), most(c.hypot(d)))
    }
}

/// Degrees clockwise from north, of 0 ... 180: a pair has no first point.
pub fn azimuth(vector: [f64; 2]) -> f64 {
    let degrees = vector[0].atan2(vector[1]).to_degrees().rem_euclid(180.0);
    if degrees >= 180.0 { 0.0 } else { degrees }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn azimuths() {
        let expected =
            [([0.0, 1.0], 0.0), ([1.0, 1.0], 45.0), ([1.0, 0.0], 90.0), ([1.0, -1.0], 135.0), ([0.0, -1.0], 0.0)];
        for (vector, degrees) in expected {
            assert!((azimuth(vector) - degrees).abs() < 1e-12);
            assert!((azimuth([-vector[0], -vector[1]]) - degrees).abs() < 1e-12);
        }
    }

    #[test]
    fn cells_of_any_shape() {
        let square = Steps::north_up(0.1, 0.1);
        assert_eq!((square.max_lag(0.3), square.distance((3, -4))), ((3, 3), 0.1 * 5.0));
        let wide = Steps::north_up(20.0, 10.0);
        assert_eq!((wide.max_lag(45.0), wide.distance((3, 2))), ((4, 2), 50.0));
        assert_eq!(wide.vector((1, 1)), [20.0, -10.0]);
        // Turned by 45 degrees, one row and one column lead east
        let turned = Steps { column: [1.0, 1.0], row: [1.0, -1.0] };
        assert_eq!((turned.vector((1, 1)), turned.max_lag(3.0)), ([2.0, 0.0], (2, 2)));
        assert!((turned.distance((1, 1)) - 2.0).abs() < 1e-12);
    }
}
