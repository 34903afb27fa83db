//! Carbon stored by the land: the InVEST carbon model's storage step.
//!
//! Density of class c:   d_c = above_c + below_c + soil_c + dead_c        \[t/ha\]
//! Carbon of class c:    C_c = n_c A d_c, with n_c its cells and A the area of a cell in ha        \[t of C\]
//! Carbon in all:        C = Σ C_c, classes in ascending code, compensated (Neumaier)
//! Shares:               100 area_c / Σ area, 100 C_c / C (undefined where C = 0)
//!
//! Range: C ≥ 0. Nodata cells have no class and no carbon.
//! Sources: Sharp et al. 2015, InVEST user's guide (carbon storage and sequestration); Chang et al. 2024, eqs 1 and 2.
//!
//! ```
//! use pitscape::kernels::carbon_storage::{Pools, storage};
//! let forest = Pools { above: 36.69, below: 14.68, soil: 144.64, dead: 3.67 };
//! let classes = storage([(8, 200, forest)], 0.01); // 200 cells of 10 m
//! assert!((classes[0].carbon_t - 2.0 * 199.68).abs() < 1e-12);
//! ```

use crate::class_map::ClassCells;
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
#[derive(Debug, Clone, PartialEq)]
pub struct ClassCarbon {
    pub code: i64,
    pub cells: u64,
    pub area_ha: f64,
    /// Tonnes in each pool (the field names of [`Pools`]).
    pub pools_t: Pools,
    pub carbon_t: f64,
}

/// Carbon of every class from (code, cells, pools), for cells of `cell_area_ha`.
pub fn storage(classes: impl IntoIterator<Item = (i64, u64, Pools)>, cell_area_ha: f64) -> Vec<ClassCarbon> {
    classes
        .into_iter()
        .map(|(code, cells, pools)| {
            let area_ha = cells as f64 * cell_area_ha;
            ClassCarbon {
                code,
                cells,
                area_ha,
                pools_t: Pools {
                    above: area_ha * pools.above,
                    below: area_ha * pools.below,
                    soil: area_ha * pools.soil,
                    dead: area_ha * pools.dead,
                },
                carbon_t: area_ha * pools.density(),
            }
        })
        .collect()
}

/// A sum whose error does not grow with the number of terms (Neumaier 1974).
pub fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0f64, 0.0f64);
    for x in terms {
        let next = sum + x;
        lost += if sum.abs() >= x.abs() { (sum - next) + x } else { (x - next) + sum };
        sum = next;
    }
    sum + lost
}

/// Values by cell, for [`fill`]: that of its code, or `nodata` where the code has none.
pub fn lookup(codes: &[Option<i64>], value: impl Fn(i64) -> Option<f32>, nodata: f32) -> Vec<f32> {
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
    use crate::class_map::NODATA;
    use ndarray::{Array2, array};

    const FOREST: Pools = Pools { above: 36.69, below: 14.68, soil: 144.64, dead: 3.67 };
    const MINING: Pools = Pools { above: 0.0, below: 0.0, soil: 24.13, dead: 0.0 };

    #[test]
    fn no_class_stores_nothing() {
        assert_eq!(storage([], 0.01), []);
        assert_eq!(sum([]), 0.0);
    }

    #[test]
    fn two_classes_by_hand() {
        // 3 cells of forest and 5 of mining land, cells of 20 m x 10 m = 0.02 ha
        let c = storage([(4, 5, MINING), (8, 3, FOREST)], 0.02);
        assert_eq!((c[0].code, c[0].cells, c[0].area_ha), (4, 5, 5.0 * 0.02));
        assert_eq!(c[0].carbon_t, 5.0 * 0.02 * 24.13);
        assert_eq!(c[1].pools_t.above, 3.0 * 0.02 * 36.69);
        assert_eq!(c[1].pools_t.below, 3.0 * 0.02 * 14.68);
        assert_eq!(c[1].pools_t.soil, 3.0 * 0.02 * 144.64);
        assert_eq!(c[1].pools_t.dead, 3.0 * 0.02 * 3.67);
        assert!((c[1].carbon_t - 3.0 * 0.02 * 199.68).abs() < 1e-13);
        assert!((c[1].pools_t.density() - c[1].carbon_t).abs() < 1e-13);
    }

    #[test]
    fn sums_keep_what_plain_addition_loses() {
        assert_eq!(sum([1e16, 1.0, -1e16]), 1.0);
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
    #[should_panic]
    fn shapes_must_match() {
        let ids = Array2::zeros((2, 2));
        fill(ClassCells::Ids(ids.view()), &lookup(&[], |_| None, 0.0), &mut Array2::zeros((2, 3)).view_mut());
    }
}
