//! Cells that lie apart: each is taken unless it is too near to one that was taken before.

use crate::grid::Grid;
use rustc_hash::FxHashMap;

pub struct Spaced<'a> {
    grid: &'a Grid,
    /// Map units
    least: f64,
    /// Places taken, by squares whose side is the least distance
    taken: FxHashMap<(i64, i64), Vec<(f64, f64)>>,
}

impl Spaced<'_> {
    /// Of the centres of cells, so many m.
    pub fn new(grid: &Grid, metres: f64) -> Spaced<'_> {
        Spaced { grid, least: metres / grid.metres_per_unit, taken: FxHashMap::default() }
    }

    /// Takes a cell if it is as far as that from all that were taken.
    pub fn take(&mut self, row: u32, column: u32) -> bool {
        if self.least <= 0.0 {
            return true;
        }
        let (x, y) = self.grid.to_map(f64::from(column) + 0.5, f64::from(row) + 0.5);
        let square = |x: f64| (x / self.least).floor() as i64;
        let (across, down) = (square(x), square(y));
        // Cells of a grid are often exactly so far apart.
        let least = self.least * (1.0 - 1e-9);
        let near = |(a, b): &(f64, f64)| (a - x).hypot(b - y) < least;
        let mut around = (-1..=1).flat_map(|i| (-1..=1).map(move |j| (across + i, down + j)));
        if around.any(|square| self.taken.get(&square).is_some_and(|taken| taken.iter().any(near))) {
            return false;
        }
        self.taken.entry((across, down)).or_default().push((x, y));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_near_as_is_allowed() {
        let grid =
            Grid { rows: 9, columns: 9, geotransform: [100.0, 10.0, 0.0, 900.0, 0.0, -10.0], metres_per_unit: 2.0 };
        // 60 m are 30 units: three cells
        let mut spaced = Spaced::new(&grid, 60.0);
        assert!(spaced.take(4, 4) && !spaced.take(4, 6) && spaced.take(4, 7) && spaced.take(1, 4));
        assert!(!spaced.take(2, 2) && !spaced.take(6, 6) && spaced.take(7, 7) && !spaced.take(7, 7));
        let mut any = Spaced::new(&grid, 0.0);
        assert!(any.take(1, 1) && any.take(1, 1));
    }
}
