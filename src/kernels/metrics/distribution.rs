//! How values of a metric are spread over patches: the six distribution statistics of FRAGSTATS.
//!
//! MN = Σ x_j / n, AM = Σ a_j x_j / Σ a_j, MD = the middle x (the mean of the two middle ones), RA = max x - min x,
//! SD = √(Σ (x_j - MN)² / n), CV = 100 SD / MN \[%\]
//!
//! x_j is the value of patch j and a_j its cells. Shapes: a list of [`Item`]s, each for all patches of one value and
//! size; six numbers. Units: those of x, but for CV. Range: RA, SD ≥ 0. `None`: all of them without a value, CV where
//! MN is 0.
//!
//! SD is that of the population. Equal values have an SD of 0 whatever the rounding of their mean.
//!
//! Source: McGarigal, Cushman and Ene 2012, FRAGSTATS v4 (distribution statistics).

use crate::kernels::stats::sum::{Sum, sum};

/// A value, of how many patches it is, and the cells of one of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Item {
    pub value: f64,
    pub patches: u64,
    pub cells: u64,
}

/// One of the six numbers of a distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    Mean,
    AreaMean,
    Median,
    Range,
    Deviation,
    Variation,
}

/// The six numbers of a distribution, as FRAGSTATS defines them; that of no value is all `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Distribution {
    pub mean: Option<f64>,
    /// Weighted by area.
    pub area_mean: Option<f64>,
    pub median: Option<f64>,
    pub range: Option<f64>,
    /// Of the population: divided by n and not by n - 1.
    pub deviation: Option<f64>,
    /// Deviation as a percentage of the mean; `None` where that is 0.
    pub variation: Option<f64>,
}

impl Distribution {
    pub fn get(&self, statistic: Statistic) -> Option<f64> {
        match statistic {
            Statistic::Mean => self.mean,
            Statistic::AreaMean => self.area_mean,
            Statistic::Median => self.median,
            Statistic::Range => self.range,
            Statistic::Deviation => self.deviation,
            Statistic::Variation => self.variation,
        }
    }

    pub fn of(mut items: Vec<Item>) -> Distribution {
        items.sort_unstable_by(|a, b| a.value.total_cmp(&b.value).then(a.cells.cmp(&b.cells)));
        let (Some(first), Some(last)) = (items.first(), items.last()) else { return Distribution::default() };
        let range = last.value - first.value;
        let patches: u64 = items.iter().map(|item| item.patches).sum();
        let n = patches as f64;
        let mean = sum(items.iter().map(|item| item.patches as f64 * item.value)) / n;
        let squares = sum(items.iter().map(|item| item.patches as f64 * (item.value - mean).powi(2)));
        // Equal values deviate by nothing, not by the rounding of their mean.
        let deviation = if range == 0.0 { 0.0 } else { (squares / n).sqrt() };
        let mut weights = Sum::default();
        let mut weighted = Sum::default();
        for item in &items {
            let cells = item.patches as f64 * item.cells as f64;
            weights.add(cells);
            weighted.add(cells * item.value);
        }
        let middle = |rank: u64| {
            let mut below = 0;
            let item = items.iter().find(|item| {
                below += item.patches;
                below > rank
            });
            item.map_or(f64::NAN, |item| item.value)
        };
        Distribution {
            mean: Some(mean),
            area_mean: Some(weighted.total() / weights.total()),
            median: Some((middle((patches - 1) / 2) + middle(patches / 2)) / 2.0),
            range: Some(range),
            deviation: Some(deviation),
            variation: (mean != 0.0).then(|| 100.0 * deviation / mean),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_one() {
        assert_eq!(Distribution::of(vec![]), Distribution::default());
        let one = Distribution::of(vec![Item { value: 0.3, patches: 3, cells: 7 }]);
        assert_eq!((one.mean, one.deviation, one.variation, one.range), (Some(0.3), Some(0.0), Some(0.0), Some(0.0)));
        assert_eq!((one.median, one.area_mean), (Some(0.3), Some(0.3)));
    }

    #[test]
    fn by_hand() {
        // Patches 1, 1, 4, 8 with 1, 1, 2 and 10 cells
        let item = |value, patches, cells| Item { value, patches, cells };
        let found = Distribution::of(vec![item(8.0, 1, 10), item(1.0, 2, 1), item(4.0, 1, 2)]);
        assert_eq!(found.mean, Some(14.0 / 4.0));
        assert_eq!(found.area_mean, Some((1.0 + 1.0 + 8.0 + 80.0) / 14.0));
        assert_eq!((found.median, found.range), (Some(2.5), Some(7.0)));
        let deviation = ((2.5f64.powi(2) * 2.0 + 0.5f64.powi(2) + 4.5f64.powi(2)) / 4.0).sqrt();
        assert_eq!(found.deviation, Some(deviation));
        assert_eq!(found.variation, Some(100.0 * deviation / 3.5));
    }
}
