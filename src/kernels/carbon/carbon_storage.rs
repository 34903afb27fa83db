//! Carbon stored by the land: the InVEST carbon model's storage step.
//!
//! Density of class c:   d_c = above_c + below_c + soil_c + dead_c        \[t/ha\]
//! Carbon of class c:    C_c = A_c d_c, with A_c the area of its cells in ha        \[t of C\]
//! Carbon in all:        C = Σ C_c, classes in ascending code, compensated (Neumaier)
//! Shares:               100 area_c / Σ area, 100 C_c / C (undefined where C = 0)
//!
//! Range: C ≥ 0. Nodata cells have no class and no carbon.
//! Sources: Sharp et al. 2015, InVEST user's guide (carbon storage and sequestration); Chang et al. 2024, eqs 1 and 2.
//!
//! ```
//! use pitscape::kernels::carbon::carbon_storage::{Pools, storage};
//! let forest = Pools { above: 36.69, below: 14.68, soil: 144.64, dead: 3.67 };
//! let carbon = storage(200.0 * 0.01, forest); // 200 cells of 10 m
//! assert!((carbon.carbon_t - 2.0 * 199.68).abs() < 1e-12);
//! ```

use crate::cover::classes::ClassCells;
use ndarray::{ArrayViewMut2, Zip};

/// Carbon of one class in each pool, t/ha.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pools {
    pub above: f64,
    pub below: f64,
    pub soil: f64,
    pub dead: f64,
}

impl Pools {
    /// Sum of the four pools, t/ha.
    pub fn density(&self) -> f64 {
        self.above + self.below + self.soil + self.dead
    }
}

/// What one class stores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClassCarbon {
    /// Tonnes in each pool (the field names of [`Pools`]).
    pub pools_t: Pools,
    pub carbon_t: f64,
}

/// Carbon of a class of some area.
pub fn storage(area_ha: f64, pools: Pools) -> ClassCarbon {
    let pools_t = Pools {
        above: area_ha * pools.above,
        below: area_ha * pools.below,
        soil: area_ha * pools.soil,
        dead: area_ha * pools.dead,
    };
    ClassCarbon { pools_t, carbon_t: area_ha * pools.density() }
}

/// Values by cell, for [`fill`]: that of its code, or `nodata` where the code has none.
pub fn lookup<C: Copy>(codes: &[Option<C>], value: impl Fn(C) -> Option<f32>, nodata: f32) -> Vec<f32> {
    let mut table = vec![nodata; 1 << 16];
    for (entry, code) in table.iter_mut().zip(codes) {
        *entry = code.and_then(&value).unwrap_or(nodata);
    }
    table
}

/// Writes the value of every cell's class; `table` is of [`lookup`].
pub fn fill(cells: ClassCells<'_>, table: &[f32], out: &mut ArrayViewMut2<'_, f32>) {
    match cells {
        ClassCells::Bytes(cells) => {
            let table: &[f32; 1 << 8] = table[..1 << 8].try_into().expect("a table has a value for every byte");
            Zip::from(out).and(&cells).for_each(|value, cell| *value = table[usize::from(*cell)]);
        }
        ClassCells::Ids(cells) => {
            let table: &[f32; 1 << 16] = table.try_into().expect("a table has a value for every id");
            Zip::from(out).and(&cells).for_each(|value, cell| *value = table[usize::from(*cell)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cover::classes::NODATA;
    use ndarray::{Array2, array};

    const FOREST: Pools = Pools { above: 36.69, below: 14.68, soil: 144.64, dead: 3.67 };

    #[test]
    fn no_area_stores_nothing() {
        assert_eq!(storage(0.0, FOREST).carbon_t, 0.0);
    }

    #[test]
    fn a_class_by_hand() {
        // 3 cells of 20 m x 10 m = 0.02 ha
        let c = storage(3.0 * 0.02, FOREST);
        assert_eq!(c.pools_t.above, 3.0 * 0.02 * 36.69);
        assert_eq!(c.pools_t.below, 3.0 * 0.02 * 14.68);
        assert_eq!(c.pools_t.soil, 3.0 * 0.02 * 144.64);
        assert_eq!(c.pools_t.dead, 3.0 * 0.02 * 3.67);
        assert!((c.carbon_t - 3.0 * 0.02 * 199.68).abs() < 1e-13);
        assert!((c.pools_t.density() - c.carbon_t).abs() < 1e-13);
    }

    #[test]
    fn values_follow_codes_and_nodata_stays() {
        let table = lookup(
            &[Some(4), Some(8), Some(9), None],
            |code| [None, Some(24.13), Some(199.68)][code as usize / 4 % 3],
            f32::MIN,
        );
        assert_eq!(table[..4], [24.13, 199.68, 199.68, f32::MIN]);
        let (ids, bytes) = (array![[0, 1], [NODATA, 3]], array![[0u8, 1], [255, 3]]);
        for cells in [ClassCells::Ids(ids.view()), ClassCells::Bytes(bytes.view())] {
            let mut out = Array2::zeros((2, 2));
            fill(cells, &table, &mut out.view_mut());
            assert_eq!(out, array![[24.13, 199.68], [f32::MIN, f32::MIN]]);
        }
    }

    #[test]
    fn every_byte_has_a_value_of_its_own() {
        let codes: Vec<Option<i64>> = (0..256).map(Some).collect();
        let table = lookup(&codes, |code| Some(code as f32), f32::MIN);
        let bytes = Array2::from_shape_fn((2, 128), |(r, c)| (128 * r + c) as u8);
        let mut out = Array2::zeros((2, 128));
        fill(ClassCells::Bytes(bytes.view()), &table, &mut out.view_mut());
        assert_eq!(out, bytes.mapv(f32::from));
    }

    #[test]
    #[should_panic]
    fn shapes_must_match() {
        let ids = Array2::zeros((2, 2));
        fill(ClassCells::Ids(ids.view()), &lookup(&[], |_: i64| None, 0.0), &mut Array2::zeros((2, 3)).view_mut());
    }
}
