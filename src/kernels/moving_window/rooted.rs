//! Sums of p √a over patches that do not depend on their order, and so not on the way in which patches are found.

/// p √a, or a sum of such, as a whole number of parts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rooted(pub u128);

/// Parts of 1.
const PARTS: f64 = (1u64 << 40) as f64;

impl Rooted {
    /// Of a patch with so many cells, and cell sides around it.
    pub fn of(sides: u32, cells: u32) -> Rooted {
        let parts = f64::from(sides) * f64::from(cells).sqrt() * PARTS;
        // Most fit into 64 bits, for which there is an instruction.
        Rooted(if parts < (1u64 << 63) as f64 { u128::from(parts as u64) } else { parts as u128 })
    }

    pub fn total(&self) -> f64 {
        self.0 as f64 / PARTS
    }
}
