//! Blocks: squares of land within which residuals may be alike.
//!
//! Where their side is given they are squares of it from the upper left. Else sums are kept by small squares, which are put together once the
//! residuals have said how far they are alike.

use crate::{
    error::{Error, Result},
    kernels::drivers::regression::block_sums::Blocks,
    sentence::sentence,
};

/// Sums are kept for so many blocks, at most.
const MOST: f64 = (1 << 18) as f64;

/// Small squares along the longer side of the extent.
const ALONG: f64 = 256.0;

/// Small squares are at least so many cells wide.
const LEAST_CELLS: f64 = 4.0;

/// Squares over a rectangle, numbered row by row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Squares {
    /// m
    pub side: f64,
    across: u32,
    /// Blocks made of them are as wide as this, at least (m)
    least: f64,
}

impl Squares {
    /// Squares of this side over an extent (width, height), in metres.
    pub fn given(side: f64, extent: (f64, f64)) -> Result<Squares> {
        let longest = extent.0.max(extent.1);
        if side > longest {
            let allowed = sentence!("up to {longest} m, the longer side of the land", longest);
            return Err(Error::argument("BLOCK_SIZE", side, allowed));
        }
        let count = |side: f64| (extent.0 / side).ceil().max(1.0) * (extent.1 / side).ceil().max(1.0);
        if count(side) > MOST {
            let enough = (0..).map(|k| side * 1.1f64.powi(k)).find(|side| count(*side) <= MOST);
            let allowed = sentence!(
                "about {least} m or more, so that there are up to {most} blocks",
                least = enough.map_or(f64::INFINITY, f64::ceil),
                most = MOST
            );
            return Err(Error::argument("BLOCK_SIZE", side, allowed));
        }
        // A last column that rounding makes stays a column of its own.
        Ok(Squares { side, across: (extent.0 / side).ceil() as u32 + 1, least: side })
    }

    /// Small ones, of cells of this side (m).
    pub fn small(cell: f64, extent: (f64, f64)) -> Squares {
        let side = (LEAST_CELLS * cell).max(extent.0.max(extent.1) / ALONG);
        Squares { side, across: (extent.0 / side).ceil() as u32 + 1, least: side }
    }

    /// For blocks that are so wide at least.
    pub fn at_least(self, least: f64) -> Squares {
        Squares { least: least.max(self.side), ..self }
    }

    /// The one at a distance from the left and from the top, in metres.
    pub fn number(&self, right: f64, down: f64) -> u32 {
        self.above(down) + self.along(right)
    }

    pub fn along(&self, right: f64) -> u32 {
        (right / self.side) as u32
    }

    pub fn above(&self, down: f64) -> u32 {
        (down / self.side) as u32 * self.across
    }

    /// Larger ones, each of whole squares, that are at least so wide.
    pub fn widened(&self, least: f64) -> Widened {
        let times = (least.max(self.least) / self.side * (1.0 - 1e-9)).ceil().max(1.0) as u32;
        Widened { side: self.side * f64::from(times), times, across: self.across }
    }
}

/// Squares of squares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Widened {
    /// m
    pub side: f64,
    times: u32,
    across: u32,
}

impl Widened {
    /// The one in which a small square lies.
    pub fn number(&self, small: u32) -> u32 {
        let (row, column) = (small / self.across, small % self.across);
        row / self.times * self.across.div_ceil(self.times) + column / self.times
    }

    pub fn blocks(&self, small: &Blocks) -> Blocks {
        small.merged(|number| self.number(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 61 x 47 cells of 30 m.
    const EXTENT: (f64, f64) = (1830.0, 1410.0);

    #[test]
    fn squares_of_ten_cells() {
        let squares = Squares::given(300.0, EXTENT).unwrap();
        let number = |row: f64, column: f64| squares.number((column + 0.5) * 30.0, (row + 0.5) * 30.0);
        assert_eq!([number(0.0, 0.0), number(0.0, 9.0), number(0.0, 10.0), number(9.0, 60.0)], [0, 0, 1, 6]);
        assert_eq!(number(10.0, 0.0) % squares.across, 0);
        assert!(number(10.0, 0.0) > number(9.0, 60.0));
        // Of sides that are no binary fractions
        let squares = Squares::given(0.3, (1.5, 0.3)).unwrap();
        let numbers: Vec<u32> = (0..15).map(|column| squares.number((f64::from(column) + 0.5) * 0.1, 0.05)).collect();
        assert_eq!(numbers, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
    }

    #[test]
    fn too_many() {
        assert!(Squares::given(1.0, (512.0, 512.0)).is_ok());
        let told = Squares::given(1.0, (5120.0, 5120.0)).unwrap_err().to_string();
        assert!(told.contains("BLOCK_SIZE") && told.contains("262144"), "{told}");
    }

    #[test]
    fn squares_of_squares() {
        // Four cells of 30 m: 16 x 12 squares
        let small = Squares::small(30.0, EXTENT);
        assert_eq!(small.side, 120.0);
        let larger = small.widened(250.0);
        assert_eq!(larger.side, 360.0);
        assert_eq!(small.widened(240.0).side, 240.0);
        assert_eq!(small.widened(0.0).side, 120.0);
        for (row, column) in [(0.0, 0.0), (100.0, 700.0), (1400.0, 1820.0), (719.0, 721.0)] {
            let alone = Squares { side: 360.0, across: small.across.div_ceil(3), least: 0.0 };
            assert_eq!(larger.number(small.number(column, row)), alone.number(column, row));
        }
        // The longer side in 256 parts
        assert_eq!(Squares::small(1.0, (5120.0, 100.0)).side, 20.0);
    }
}
