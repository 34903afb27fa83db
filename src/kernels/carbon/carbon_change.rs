//! Carbon gained and lost between two land-cover maps, and its value: the InVEST carbon model's sequestration step.
//!
//! Change of a cell:   Δ = d_alternate - d_base   \[t/ha\], over cells valid in both maps
//! Change in all:      ΔC = Σ A_pair Δ_pair   \[t of C\], over pairs of codes
//! Net present value:  NPV = ΔC K,  K = (V / n) Σ_{t=0}^{n-1} 1 / ((1 + r/100)^t (1 + c/100)^t)   \[currency per t of C\]
//!
//! with V the price of a t of C, n the years between the maps, r the discount rate and c the rate of change of the price, both
//! in percent per year. The change is spread evenly over the n years. As in InVEST the rate of change divides: a positive
//! one lowers the value. A price per t of CO2 is a price of 44/12 as much per t of C.
//!
//! A change of at most 1e-9 t/ha either way counts as none. Source: Sharp et al. 2015, InVEST user's guide.
//!
//! ```
//! use pitscape::kernels::carbon::carbon_change::present_value;
//! assert!((present_value(43.0, 10, 7.0, 2.0) - 29.933484457435775).abs() < 1e-12);
//! ```

use crate::{
    cover::classes::ClassCells,
    kernels::{
        cover::class_counts::ClassCount,
        stats::sum::{Sum, sum},
    },
};
use ndarray::{ArrayView2, ArrayViewMut2, Zip};

/// t of CO2 in a t of C.
pub const CO2_PER_C: f64 = 44.0 / 12.0;

/// Changes up to this size, in t/ha, are none: what rounding of equal densities can make.
pub const UNCHANGED: f64 = 1e-9;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    Gain,
    Loss,
    Unchanged,
}

impl Category {
    /// Of a change in t/ha.
    pub fn of(change: f64) -> Category {
        if change > UNCHANGED {
            Category::Gain
        } else if change < -UNCHANGED {
            Category::Loss
        } else {
            Category::Unchanged
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Category::Gain => "gain",
            Category::Loss => "loss",
            Category::Unchanged => "unchanged",
        }
    }
}

/// What changed in one way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Changed {
    pub cells: u64,
    pub area_ha: f64,
    /// Carbon after minus before.
    pub carbon_t: f64,
}

/// What gained carbon, lost it, or did neither.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ByCategory {
    pub gain: Changed,
    pub loss: Changed,
    pub unchanged: Changed,
}

impl ByCategory {
    /// Of pairs of classes, each with its change in t/ha.
    pub fn of<'a, C: 'a>(pairs: impl IntoIterator<Item = (&'a ClassCount<C>, f64)>) -> ByCategory {
        let mut sums = [(0, Sum::default(), Sum::default()); 3];
        for (found, change) in pairs {
            let (cells, area, carbon) = &mut sums[Category::of(change) as usize];
            *cells += found.cells;
            area.add(found.area_ha);
            carbon.add(found.area_ha * change);
        }
        let [gain, loss, unchanged] =
            sums.map(|(cells, area, carbon)| Changed { cells, area_ha: area.total(), carbon_t: carbon.total() });
        ByCategory { gain, loss, unchanged }
    }

    /// All three, those without a cell too.
    pub fn each(&self) -> [(Category, Changed); 3] {
        [(Category::Gain, self.gain), (Category::Loss, self.loss), (Category::Unchanged, self.unchanged)]
    }

    pub fn area_ha(&self) -> f64 {
        sum(self.each().map(|(_, changed)| changed.area_ha))
    }

    pub fn carbon_t(&self) -> f64 {
        sum(self.each().map(|(_, changed)| changed.carbon_t))
    }
}

/// K: what a t of C, sequestered evenly over `years`, is worth today. Rates are in percent, over -100; years are 1 or more.
pub fn present_value(price: f64, years: u32, discount_rate: f64, rate_change: f64) -> f64 {
    let ratio = 1.0 / ((1.0 + discount_rate / 100.0) * (1.0 + rate_change / 100.0));
    // The closed form (1 - ratio^n) / (1 - ratio) loses digits where the ratio is near 1.
    let sum: f64 = sum((0..years).map(|t| ratio.powi(t as i32)));
    price / f64::from(years) * sum
}

/// Densities (t/ha) by cell value, for [`fill_change`]: that of the code, NaN where there is none.
pub fn densities<C: Copy>(codes: &[Option<C>], density: impl Fn(C) -> Option<f64>) -> Vec<f64> {
    let mut table = vec![f64::NAN; 1 << 16];
    for (entry, code) in table.iter_mut().zip(codes) {
        *entry = code.and_then(&density).unwrap_or(f64::NAN);
    }
    table
}

/// Writes the change of every cell, alternate minus base, times a factor; `nodata` where either has no density. Tables
/// are of [`densities`].
pub fn fill_change(
    base: (ClassCells<'_>, &[f64]),
    alternate: (ClassCells<'_>, &[f64]),
    factor: f64,
    nodata: f32,
    out: &mut ArrayViewMut2<'_, f32>,
) {
    use ClassCells::{Bytes, Ids};
    let (x, y) = (base.1, alternate.1);
    match (base.0, alternate.0) {
        (Bytes(a), Bytes(b)) => subtract((a, x), (b, y), factor, nodata, out),
        (Bytes(a), Ids(b)) => subtract((a, x), (b, y), factor, nodata, out),
        (Ids(a), Bytes(b)) => subtract((a, x), (b, y), factor, nodata, out),
        (Ids(a), Ids(b)) => subtract((a, x), (b, y), factor, nodata, out),
    }
}

fn subtract<A: Copy + Into<usize>, B: Copy + Into<usize>>(
    base: (ArrayView2<'_, A>, &[f64]),
    alternate: (ArrayView2<'_, B>, &[f64]),
    factor: f64,
    nodata: f32,
    out: &mut ArrayViewMut2<'_, f32>,
) {
    let tables: [&[f64; 1 << 16]; 2] =
        [base.1, alternate.1].map(|table| table.try_into().expect("a table has a density for every id"));
    Zip::from(out).and(&base.0).and(&alternate.0).for_each(|value, a, b| {
        let change = tables[1][(*b).into()] - tables[0][(*a).into()];
        *value = if change.is_nan() { nodata } else { (change * factor) as f32 };
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cover::classes::NODATA;
    use ndarray::{Array2, array};

    #[test]
    fn changes_of_cells() {
        let density = |code: i64| [Some(24.13), Some(199.68), None].get(code as usize).copied().flatten();
        let table = densities(&[Some(0), Some(1), None, Some(2)], density);
        let base = (array![[0u8, 1, 1], [2, 3, 0]], array![[0u16, 1, 1], [2, 3, 0]]);
        let alternate = (array![[1u8, 0, 1], [0, 0, 9]], array![[1u16, 0, 1], [0, 0, NODATA]]);
        let (up, n) = ((199.68 - 24.13) as f32, f32::MIN);
        let expected = array![[up, -up, 0.0], [n, n, n]];
        for a in [ClassCells::Bytes(base.0.view()), ClassCells::Ids(base.1.view())] {
            for b in [ClassCells::Bytes(alternate.0.view()), ClassCells::Ids(alternate.1.view())] {
                let mut out = Array2::zeros((2, 3));
                fill_change((a, &table), (b, &table), 1.0, n, &mut out.view_mut());
                assert_eq!(out, expected);
                fill_change((a, &table), (b, &table), -0.5, n, &mut out.view_mut());
                assert_eq!(out, expected.mapv(|change| if change == n { n } else { -0.5 * change }));
            }
        }
    }

    #[test]
    fn constants_of_invest() {
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * b.abs();
        assert!(near(present_value(43.0, 10, 7.0, 2.0), 29.933484457435775));
        assert!(near(present_value(43.0, 10, 7.0, -2.0), 35.05508243372568));
        assert_eq!(present_value(43.0, 10, 0.0, 0.0), 43.0);
        // InVEST's own tests print five digits after the point
        assert!((present_value(43.0, 14, -7.1, 2.8) - 59.00136).abs() < 5e-6);
        assert!((present_value(50.0, 2, 50.0, 5.0) - 40.87302).abs() < 5e-6);
    }

    #[test]
    fn by_hand() {
        // (50 / 2) (1 + 1 / (1.5 x 1.05))
        let expected = 25.0 * (1.0 + 1.0 / (1.5 * 1.05));
        assert!((present_value(50.0, 2, 50.0, 5.0) - expected).abs() < 1e-13);
        assert_eq!(present_value(7.0, 1, 99.0, 99.0), 7.0);
    }

    #[test]
    fn categories_at_their_limits() {
        assert_eq!(Category::of(-1.0), Category::Loss);
        assert_eq!(Category::of(1e-9), Category::Unchanged);
        assert_eq!(Category::of(-1e-9), Category::Unchanged);
        assert_eq!(Category::of(1.1e-9), Category::Gain);
    }

    #[test]
    fn pairs_by_category() {
        let none = Changed { cells: 0, area_ha: 0.0, carbon_t: 0.0 };
        let empty = ByCategory::of::<i64>([]);
        assert_eq!(empty, ByCategory { gain: none, loss: none, unchanged: none });
        assert_eq!((empty.area_ha(), empty.carbon_t()), (0.0, 0.0));
        let found = |cells| ClassCount { zone: None, class: 0, cells, area_ha: 0.25 * cells as f64 };
        let pairs = [(found(4), 2.0), (found(8), -3.0), (found(2), 0.0), (found(1), 10.0)];
        let by_category = ByCategory::of(pairs.iter().map(|(found, change)| (found, *change)));
        let gain = Changed { cells: 4 + 1, area_ha: 1.0 + 0.25, carbon_t: 1.0 * 2.0 + 0.25 * 10.0 };
        let loss = Changed { cells: 8, area_ha: 2.0, carbon_t: 2.0 * -3.0 };
        let unchanged = Changed { cells: 2, area_ha: 0.5, carbon_t: 0.0 };
        assert_eq!(by_category, ByCategory { gain, loss, unchanged });
        assert_eq!(by_category.each().map(|(category, _)| category.name()), ["gain", "loss", "unchanged"]);
        assert_eq!((by_category.area_ha(), by_category.carbon_t()), (1.25 + 2.0 + 0.5, 4.5 - 6.0));
    }
}
