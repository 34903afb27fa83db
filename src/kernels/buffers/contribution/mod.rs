//! How little carbon mining land holds beside its surroundings, by distance: the contribution ratio, its null curve, and how
//! well both are known.
//!
//! With C and S the carbon (t) and the valid area (ha) of mining land, and of the rest of the rings up to the distance l:
//!
//! Ratio:           K_l = (C_mine / S_mine) / ((C_mine + C_l) / S_l) × 100        \[%\]
//!                  C_l of other land with 0 < d ≤ l; S_l of all land with d ≤ l, mining land in it
//! Decline:         (K_before - K_l) / (l - l_before)        \[% per km\], l_before the outer limit of the last ring with a K
//! Null curve:      K_l with all other land at one density, the mean of all other land, that beyond the last ring too. K_l
//!                  falls with l even then, as less and less of S_l is mining land.        \[%\]
//! Mean of a ring:  its carbon / its area        \[t/ha\]
//!
//! Range: K ≥ 0; 100 at l = 0. A figure is `None` where it is not defined, never 0 or infinite: of a ring without cells mean,
//! K, decline and null curve; K without mining land or without carbon up to l. Mining land without carbon has K = 0 where
//! there is other carbon. Nodata cells are in no sum.
//!
//! Intervals are of a bootstrap over spatial blocks ([`intervals`]).
//!
//! Sources: Chang et al. 2024, eq. 12; Künsch 1989, Ann. Stat. 17, 1217, and Lahiri 2003, Resampling Methods for Dependent
//! Data, ch. 12 (blocks keep what neighbouring cells share); Hyndman and Fan 1996, Am. Stat. 50, 361 (quantiles).
//!
//! ```
//! use pitscape::kernels::buffers::contribution::{Land, Ring, ratios};
//! let ring = |from_m, to_m, area_ha, carbon_t| Ring { from_m, to_m, land: Land { area_ha, carbon_t } };
//! // 10 ha of mining land at 50 t/ha, 30 ha at 100 t/ha up to 1 km, and as dense beyond
//! let rings = [ring(0.0, 0.0, 10.0, 500.0), ring(0.0, 1000.0, 30.0, 3000.0)];
//! let rows = ratios(&rings, Land { area_ha: 60.0, carbon_t: 6000.0 });
//! assert_eq!(rows[1].k_pct, Some(50.0 / (3500.0 / 40.0) * 100.0));
//! assert_eq!(rows[1].k_uniform_pct, rows[1].k_pct);
//! ```

mod bootstrap;

pub use bootstrap::{MIN_BLOCKS, MIN_DEFINED, RingIntervals, RingPart, intervals, intervals_while};

use crate::kernels::stats::sum::Sum;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Land {
    /// Of valid cells.
    pub area_ha: f64,
    pub carbon_t: f64,
}

/// A ring of land from over `from_m` up to `to_m` away. The first of a list is mining land, from 0 to 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ring {
    pub from_m: f64,
    pub to_m: f64,
    pub land: Land,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RingRatio {
    pub ring: Ring,
    pub mean_t_ha: Option<f64>,
    /// S_l and C_mine + C_l.
    pub cumulative: Land,
    pub k_pct: Option<f64>,
    pub k_decline_pct_per_km: Option<f64>,
    pub k_uniform_pct: Option<f64>,
}

/// A row for every ring, mining land first; `beyond` is the other land outside the last ring.
pub fn ratios(rings: &[Ring], beyond: Land) -> Vec<RingRatio> {
    let Some((mine, others)) = rings.split_first().map(|(first, others)| (first.land, others)) else {
        return Vec::new();
    };
    let other_land = || others.iter().map(|ring| ring.land).chain([beyond]);
    let other_area: Sum = other_land().map(|land| land.area_ha).collect();
    let other_carbon: Sum = other_land().map(|land| land.carbon_t).collect();
    let density = mean(Land { area_ha: other_area.total(), carbon_t: other_carbon.total() });

    let (mut area, mut around, mut carbon) = (Sum::default(), Sum::default(), Sum::default());
    let mut before: Option<(f64, f64)> = None;
    let row = |(i, ring): (usize, &Ring)| {
        area.add(ring.land.area_ha);
        carbon.add(ring.land.carbon_t);
        if i > 0 {
            around.add(ring.land.area_ha);
        }
        let cumulative = Land { area_ha: area.total(), carbon_t: carbon.total() };
        let uniform_t =
            if i == 0 { Some(mine.carbon_t) } else { density.map(|t_ha| mine.carbon_t + t_ha * around.total()) };
        let has_cells = ring.land.area_ha > 0.0;
        let k = Some(cumulative).filter(|_| has_cells).and_then(|all| ratio(mine, all));
        let uniform = uniform_t.filter(|_| has_cells).map(|carbon_t| Land { carbon_t, ..cumulative });
        let decline = k.zip(before).map(|(k, (k_before, to_m))| (k_before - k) / ((ring.to_m - to_m) / 1000.0));
        before = k.map(|k| (k, ring.to_m)).or(before);
        RingRatio {
            ring: *ring,
            mean_t_ha: mean(ring.land),
            cumulative,
            k_pct: k,
            k_decline_pct_per_km: decline.filter(|decline| decline.is_finite()),
            k_uniform_pct: uniform.and_then(|all| ratio(mine, all)),
        }
    };
    rings.iter().enumerate().map(row).collect()
}

fn mean(land: Land) -> Option<f64> {
    (land.area_ha > 0.0).then(|| land.carbon_t / land.area_ha).filter(|mean| mean.is_finite())
}

/// K of mining land within all land.
pub fn ratio(mine: Land, all: Land) -> Option<f64> {
    let k = mean(mine)? / mean(all)? * 100.0;
    (all.carbon_t > 0.0 && k.is_finite()).then_some(k)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(from_m: f64, to_m: f64, area_ha: f64, carbon_t: f64) -> Ring {
        Ring { from_m, to_m, land: Land { area_ha, carbon_t } }
    }

    fn near(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() <= 1e-12 * b.abs().max(1.0))
    }

    const NOTHING: Land = Land { area_ha: 0.0, carbon_t: 0.0 };

    #[test]
    fn no_rings_no_rows() {
        assert!(ratios(&[], NOTHING).is_empty());
    }

    #[test]
    fn land_without_cells_has_no_figures() {
        let rows = ratios(&[ring(0.0, 0.0, 0.0, 0.0), ring(0.0, 1000.0, 0.0, 0.0)], NOTHING);
        for row in rows {
            assert_eq!(row.cumulative, NOTHING);
            assert_eq!([row.mean_t_ha, row.k_pct, row.k_decline_pct_per_km, row.k_uniform_pct], [None; 4]);
        }
    }

    /// A map of 9 x 9 cells of 1 ha: two parts of 3 mining cells at 10 t/ha; 20 cells of the first ring, at 40 t/ha but for
    /// 5 at 60, and 2 of nodata; none of the second ring (400 to 700 m); 25 of the third at 90; 28 beyond at 80.
    #[test]
    fn nine_by_nine_by_hand() {
        let rings = [
            ring(0.0, 0.0, 6.0, 60.0),
            ring(0.0, 400.0, 20.0, 15.0 * 40.0 + 5.0 * 60.0),
            ring(400.0, 700.0, 0.0, 0.0),
            ring(700.0, 1500.0, 25.0, 25.0 * 90.0),
        ];
        let rows = ratios(&rings, Land { area_ha: 28.0, carbon_t: 28.0 * 80.0 });
        let first = 10.0 / ((60.0 + 900.0) / 26.0) * 100.0;
        let third = 10.0 / ((60.0 + 900.0 + 2250.0) / 51.0) * 100.0;
        let density = (900.0 + 2250.0 + 2240.0) / (20.0 + 25.0 + 28.0);
        assert_eq!(rows[0].k_pct, Some(100.0));
        assert_eq!(rows[0].k_uniform_pct, Some(100.0));
        assert_eq!(rows[0].k_decline_pct_per_km, None);
        assert_eq!(rows[0].mean_t_ha, Some(10.0));

        assert_eq!(rows[1].cumulative, Land { area_ha: 26.0, carbon_t: 960.0 });
        assert!(near(rows[1].mean_t_ha, 45.0));
        assert!(near(rows[1].k_pct, first));
        assert!(near(rows[1].k_decline_pct_per_km, (100.0 - first) / 0.4));
        assert!(near(rows[1].k_uniform_pct, 10.0 / ((60.0 + 20.0 * density) / 26.0) * 100.0));

        assert_eq!(rows[2].cumulative, rows[1].cumulative);
        let row = rows[2];
        assert_eq!([row.mean_t_ha, row.k_pct, row.k_decline_pct_per_km, row.k_uniform_pct], [None; 4]);

        // The decline is over both rings, from the outer limit of the first: 1.5 km - 0.4 km
        assert!(near(rows[3].k_pct, third));
        assert!(near(rows[3].k_decline_pct_per_km, (first - third) / 1.1));
        assert!(near(rows[3].k_uniform_pct, 10.0 / ((60.0 + 45.0 * density) / 51.0) * 100.0));
    }

    #[test]
    fn ratios_that_are_not_defined() {
        // No mining land; no carbon at all; mining land without carbon, in land without and with carbon
        let rows = ratios(&[ring(0.0, 0.0, 0.0, 0.0), ring(0.0, 1000.0, 5.0, 50.0)], NOTHING);
        assert_eq!((rows[1].k_pct, rows[1].k_uniform_pct, rows[1].mean_t_ha), (None, None, Some(10.0)));
        let rows = ratios(&[ring(0.0, 0.0, 3.0, 0.0), ring(0.0, 1000.0, 5.0, 0.0)], NOTHING);
        assert_eq!((rows[0].k_pct, rows[1].k_pct, rows[1].k_uniform_pct), (None, None, None));
        let bare = ring(0.0, 0.0, 3.0, 0.0);
        let rows = ratios(
            &[bare, ring(0.0, 1000.0, 5.0, 0.0), ring(1000.0, 2000.0, 5.0, 1.0), ring(2e3, 3e3, 1.0, 1.0)],
            NOTHING,
        );
        assert_eq!(rows.iter().map(|row| row.k_pct).collect::<Vec<_>>(), [None, None, Some(0.0), Some(0.0)]);
        assert_eq!(rows.iter().map(|row| row.k_decline_pct_per_km).collect::<Vec<_>>(), [None, None, None, Some(0.0)]);
        // Mining land alone
        let rows = ratios(&[ring(0.0, 0.0, 3.0, 9.0), ring(0.0, 1000.0, 0.0, 0.0)], NOTHING);
        assert_eq!((rows[0].k_pct, rows[0].k_uniform_pct, rows[1].k_uniform_pct), (Some(100.0), Some(100.0), None));
    }

    #[test]
    fn uniform_surroundings_follow_the_null_curve() {
        // A disc of 13.6 km2 at 81 t/ha in land of 150 t/ha; within l of it lie π (r + l)²
        let radius = (13.6 / std::f64::consts::PI).sqrt();
        let within = |l: f64| 100.0 * std::f64::consts::PI * (radius + l).powi(2);
        let limits = [0.0, 1.0, 2.0, 4.0, 6.0, 8.0];
        let mut rings = vec![ring(0.0, 0.0, within(0.0), 81.0 * within(0.0))];
        rings.extend(limits.windows(2).map(|l| {
            let area = within(l[1]) - within(l[0]);
            ring(1000.0 * l[0], 1000.0 * l[1], area, 150.0 * area)
        }));
        let rows = ratios(&rings, Land { area_ha: 1e5, carbon_t: 150.0 * 1e5 });
        for ((row, l), expected) in rows.iter().zip(limits).zip([100.0, 68.0, 61.0, 57.0, 56.0, 55.0]) {
            let k = 81.0 / (150.0 - (150.0 - 81.0) * within(0.0) / within(l)) * 100.0;
            assert!(near(row.k_pct, k) && near(row.k_uniform_pct, k), "{row:?}");
            assert_eq!(k.round(), expected);
        }
    }
}
