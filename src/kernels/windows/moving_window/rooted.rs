//! Sums of p √a over patches that do not depend on their order, and so not on the way in which patches are found.

/// Makes whole numbers of p √a: of small parts of 1, as many as leave room for the sum over a window in 64 bits.
#[derive(Debug, Clone, Copy)]
pub struct Roots {
    parts: f64,
    part: f64,
}

impl Roots {
    /// For windows of so many cells.
    pub fn new(cells: usize) -> Roots {
        // All sides of all cells, each patch as large as the window
        let most = 4.0 * cells as f64 * (cells as f64).sqrt();
        let parts = (61.0 - most.log2().ceil()).min(40.0).exp2();
        Roots { parts, part: 1.0 / parts }
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
            let roots = Roots::new(cells);
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
