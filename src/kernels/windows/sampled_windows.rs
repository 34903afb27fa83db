//! Metrics of the landscape in one window, of any outline, that was cut out of a map.
//!
//! Value:  the metric of the window's cells as a landscape of their own, as in
//!         [`crate::kernels::windows::moving_window`]: patches are cut at its outline, which counts as the border of a
//!         map does
//! Valid:  windows in which max(1, ⌈v n⌉) cells or more have a class, n being all cells of the window and v =
//!         `min_valid`
//!
//! Shapes: (rows, columns) ids of the rectangle around the window as far as it lies on the map, without a class outside
//! of its outline; one number for each metric that is wanted. Units and ranges are those of the metrics; `None` where
//! the window is not valid, or the metric undefined in it. It is measured by the kernels of whole maps.
//!
//! Source: McGarigal, Cushman and Ene 2012, FRAGSTATS v4 (user-provided points and tiles).

use super::moving_window::{SmallMap, Wanted, fewest};
use crate::kernels::{
    GoOn,
    metrics::{Basis, Setting},
};
use ndarray::ArrayView2;
use std::collections::BTreeSet;

/// Which windows have numbers, and how they are computed.
#[derive(Clone, Copy)]
pub struct SampleOptions<'a> {
    pub wanted: &'a [Wanted],
    pub setting: Setting,
    /// Cells that touch at a corner are of one patch (the rule of 8 neighbours).
    pub corners: bool,
    /// The smallest share of the cells of a window that must have a class.
    pub min_valid: f64,
}

/// A window: what of it lies on the map, without a class outside of its outline, and all cells that it has.
#[derive(Clone, Copy)]
pub struct SampledWindow<'a> {
    pub cells: ArrayView2<'a, u16>,
    pub codes: &'a [Option<i64>],
    /// Also those beyond the map.
    pub all: u64,
}

impl SampledWindow<'_> {
    /// The numbers in the order in which they are wanted, `None` where a metric, or the whole window, has none. Adds the codes
    /// of its cells to `met`. No answer where `go_on` said no.
    ///
    /// ```
    /// use ndarray::array;
    /// use pitscape::kernels::{metrics::{Setting, metrics}, windows::moving_window::Wanted};
    /// use pitscape::kernels::windows::sampled_windows::{SampledWindow, SampleOptions};
    /// use std::collections::BTreeSet;
    ///
    /// let cells = array![[1, 1, 0], [2, 1, 0]];
    /// let sample = SampledWindow { cells: cells.view(), codes: &[None, Some(7), Some(9)], all: 4 };
    /// let np = metrics().iter().find(|metric| metric.abbreviation == "NP").unwrap();
    /// let setting = Setting { cell_width: 10.0, cell_height: 10.0, boundary_edge: 0.0, max_classes: None };
    /// let wanted = [Wanted { metric: np, class: None }];
    /// let options = SampleOptions { wanted: &wanted, setting, corners: true, min_valid: 1.0 };
    /// let mut met = BTreeSet::new();
    /// assert_eq!(sample.numbers(options, &mut met, &|| true), Some(vec![Some(2.0)]));
    /// assert_eq!(met, BTreeSet::from([7, 9]));
    /// ```
    pub fn numbers(
        &self,
        options: SampleOptions<'_>,
        met: &mut BTreeSet<i64>,
        go_on: GoOn<'_>,
    ) -> Option<Vec<Option<f64>>> {
        let SampleOptions { wanted, setting, corners, min_valid } = options;
        let measured = wanted.iter().any(|wanted| wanted.metric.basis() == Basis::Geometry);
        let map = SmallMap { cells: self.cells, codes: self.codes, corners };
        let mut pattern = map.patches(measured, go_on)?;
        met.extend(pattern.codes());
        if pattern.cells() < fewest(min_valid, self.all) {
            return Some(vec![None; wanted.len()]);
        }
        if measured {
            pattern = map.measured(pattern, &setting, go_on)?;
        }
        let landscape = pattern.landscape(setting);
        Some(wanted.iter().map(|wanted| wanted.of(&landscape)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::metrics::metrics;
    use ndarray::{Array2, array};

    const CODES: [Option<i64>; 4] = [None, Some(40), Some(-7), Some(9)];

    fn numbers(cells: &Array2<u16>, all: u64, min_valid: f64, names: &[(&str, Option<i64>)]) -> Vec<Option<f64>> {
        let of = |name: &str| metrics().iter().find(|metric| metric.abbreviation == name).unwrap();
        let wanted: Vec<Wanted> =
            names.iter().map(|(name, class)| Wanted { metric: of(name), class: *class }).collect();
        let setting = Setting { cell_width: 20.0, cell_height: 10.0, boundary_edge: 0.0, max_classes: Some(6) };
        let sample = SampledWindow { cells: cells.view(), codes: &CODES, all };
        let options = SampleOptions { wanted: &wanted, setting, corners: true, min_valid };
        sample.numbers(options, &mut BTreeSet::new(), &|| true).unwrap()
    }

    #[test]
    fn empty_and_all_nodata() {
        let names = [("SHDI", None), ("NP", Some(9)), ("ENN_MN", None)];
        assert_eq!(numbers(&Array2::zeros((0, 0)), 0, 0.0, &names), [None; 3]);
        // An id without an entry has no class either
        assert_eq!(numbers(&array![[0, 0], [u16::MAX, 4]], 4, 0.0, &names), [None; 3]);
    }

    #[test]
    fn by_hand() {
        let cells = array![[1, 1, 0, 3], [1, 2, 0, 0], [1, 2, 0, 3]];
        let names = [
            ("SHDI", None),
            ("TE", None),
            ("PLAND", Some(40)),
            ("AREA_MN", Some(-7)),
            ("NP", Some(5)),
            ("AREA_MN", Some(5)),
            ("ENN_MN", Some(9)),
            ("RPR", None),
        ];
        let found = numbers(&cells, 8, 1.0, &names);
        let shdi = -(0.5 * 0.5f64.ln() + 2.0 * 0.25 * 0.25f64.ln());
        assert!((found[0].unwrap() - shdi).abs() < 1e-12);
        // Two upright sides of 10 m and a level one of 20 m between 40 and -7; the patches of 9 are two rows apart
        let expected = [Some(40.0), Some(50.0), Some(0.04), Some(0.0), None, Some(20.0), Some(100.0 * 3.0 / 6.0)];
        assert_eq!(found[1..], expected);
    }

    #[test]
    fn the_share_of_cells_with_a_class() {
        let cells = array![[1, 1, 0], [1, 0, 0]];
        for (all, min_valid, known) in
            [(3, 1.0, true), (4, 1.0, false), (4, 0.75, true), (5, 0.6, true), (5, 0.61, false), (99, 0.0, true)]
        {
            assert_eq!(numbers(&cells, all, min_valid, &[("PR", None)])[0].is_some(), known, "{all} {min_valid}");
        }
        // Also a window without numbers tells what it holds.
        let setting = Setting { cell_width: 1.0, cell_height: 1.0, boundary_edge: 0.0, max_classes: None };
        let options = SampleOptions { wanted: &[], setting, corners: true, min_valid: 1.0 };
        let mut met = BTreeSet::from([9]);
        let sample = SampledWindow { cells: cells.view(), codes: &CODES, all: 99 };
        sample.numbers(options, &mut met, &|| true).unwrap();
        assert_eq!(met, BTreeSet::from([9, 40]));
    }

    /// Windows of more than a strip are measured as one, and can be stopped.
    #[test]
    fn large_windows() {
        let (rows, columns) = (1100, 1000);
        let cells =
            Array2::from_shape_fn((rows, columns), |(row, column)| if row % 4 < 2 || column < 2 { 1 } else { 2 });
        let names = [("NP", None), ("TE", None), ("GYRATE_AM", Some(-7)), ("ENN_MN", Some(-7))];
        let found = numbers(&cells, 1_100_000, 1.0, &names);
        // A comb whose 275 gaps are the patches of the other class: two rows of 998 cells, one side open to the border
        let level = 2.0 * 275.0 - 1.0;
        assert_eq!(found[..2], [Some(276.0), Some(level * 998.0 * 20.0 + 275.0 * 2.0 * 10.0)]);
        assert_eq!(found[3], Some(30.0));
        let gyrate: f64 = (0..998).map(|i| 2.0 * 5f64.hypot(20.0 * (f64::from(i) - 498.5))).sum::<f64>() / 1996.0;
        assert!((found[2].unwrap() / gyrate - 1.0).abs() < 1e-9, "{found:?} {gyrate}");
        let wanted = [Wanted { metric: &metrics()[0], class: Some(40) }];
        let setting = Setting { cell_width: 1.0, cell_height: 1.0, boundary_edge: 0.0, max_classes: None };
        let options = SampleOptions { wanted: &wanted, setting, corners: true, min_valid: 0.0 };
        let sample = SampledWindow { cells: cells.view(), codes: &CODES, all: 1 };
        assert!(sample.numbers(options, &mut BTreeSet::new(), &|| false).is_none());
    }
}
