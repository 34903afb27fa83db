//! Σ p √a over patches (p cell sides of the perimeter, a cells), the denominator of COHESION, in fixed-point numbers:
//! their sum does not depend on the order of the patches, and so not on the way in which they are found.
//!
//! A term is rounded down to a multiple of 2^-b, b = min(40, 61 - ⌈log2(4 n √n)⌉) for windows of n cells, so that no
//! sum passes 2^61: an error below 2^-b for each patch.
//!
//! Shapes: sides and cells of a patch; a whole number. Units: cell sides times the root of cells. Range: from 0 to 2^61.
//!
//! Source: McGarigal, Cushman and Ene 2012, FRAGSTATS v4 (COHESION).

/// Makes whole numbers of p √a: of small parts of 1, as many as the sum over a window leaves in 64 bits.
#[derive(Debug, Clone, Copy)]
pub struct FixedPoint {
    parts: f64,
    part: f64,
}

impl FixedPoint {
    /// For windows of so many cells.
    pub fn new(cells: usize) -> FixedPoint {
        // All sides of all cells, each patch as large as the window
        let most = 4.0 * cells as f64 * (cells as f64).sqrt();
        let parts = (61.0 - most.log2().ceil()).min(40.0).exp2();
        FixedPoint { parts, part: 1.0 / parts }
    }

    /// Of a patch with so many cells, and cell sides around it.
    pub fn of(self, sides: u32, cells: u32) -> i64 {
        let parts = f64::from(sides) * f64::from(cells).sqrt() * self.parts;
        debug_assert!(parts < (1u64 << 62) as f64);
        // A finite number below 2^62: a cast that checks for others is a tenth of the work on small patches.
        unsafe { parts.to_int_unchecked() }
    }

    pub fn total(self, sum: i64) -> f64 {
        sum as f64 * self.part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_fit_and_are_right() {
        for cells in [1, 9, 8_000, 4_004_001] {
            let roots = FixedPoint::new(cells);
            // Every cell a patch of its own, and all of them one
            for (sides, patch, n) in [(4, 1, cells as i64), (4 * (cells as f64).sqrt() as u32, cells as u32, 1)] {
                let expected = n as f64 * f64::from(sides) * f64::from(patch).sqrt();
                let found = roots.total(n * roots.of(sides, patch));
                assert!((found / expected - 1.0).abs() < 1e-9, "{cells}: {found} {expected}");
            }
            assert!(roots.of(8, 2) > 1 << 29);
            let worst = roots.of(4 * cells as u32, cells as u32);
            assert!(worst < i64::MAX / 2);
        }
    }
}
