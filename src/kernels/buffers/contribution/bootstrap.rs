//! Intervals of ring means and contribution ratios, by a bootstrap over spatial blocks.
//!
//! Replicate:  as many blocks as there are, drawn with replacement; means \[t/ha\] and K \[%\] from their sums, and mining land as
//!             it is: that it lies where it lies is no chance
//! Interval:   the 2.5 % and the 97.5 % quantile of the replicates; a share q of n sorted values, x_0 to x_(n-1), has the
//!             quantile x_i + (r - i) (x_(i+1) - x_i), r = q (n - 1), i = ⌊r⌋ (type 7)
//!
//! Shapes: the rings of each block, with their area and carbon, block by block; two intervals for each ring. Range: lower end ≤ upper end, 0
//! or more. `None` where fewer than [`MIN_BLOCKS`] blocks or [`MIN_DEFINED`] of the replicates make the figure.
//!
//! Sources: Künsch 1989, Ann. Stat. 17, 1217; Hyndman and Fan 1996, Am. Stat. 50, 361.

use super::{Land, mean, ratio};
use crate::kernels::{GoOn, stats::random::stream};
use rand::RngExt;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// What a spatial block holds of a ring.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RingPart {
    pub block: u32,
    /// 0 is mining land.
    pub ring: u16,
    pub land: Land,
}

/// Lower and upper ends of 95 % intervals.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RingIntervals {
    pub mean_t_ha: Option<(f64, f64)>,
    pub k_pct: Option<(f64, f64)>,
}

/// With fewer blocks than this an interval would be too narrow to be told.
pub const MIN_BLOCKS: usize = 10;

/// An interval is told where at least this share of the replicates defines the figure.
pub const MIN_DEFINED: f64 = 0.9;

/// Replicates that are drawn side by side, and wait to be sorted by ring.
const REPLICATES: usize = 256;

/// 95 % percentile intervals of a block bootstrap, for each of some rings, mining land first.
///
/// A replicate draws as many blocks as there are, with replacement, and computes means and ratios from their sums. The
/// limits are the 2.5 % and 97.5 % quantiles of the replicates (linear between order statistics: type 7 of Hyndman and Fan).
/// Replicates in which a figure is not defined do not count for it. It has no interval where fewer than [`MIN_DEFINED`] of
/// them define it, or where fewer than [`MIN_BLOCKS`] blocks hold what it is made of: cells of the ring for its mean, cells
/// up to the ring's outer limit for K. Mining land is in every replicate as it is, and has none.
///
/// Blocks without cells in the rings are not drawn; parts of other rings are left out, and parts of one block and ring are
/// added. The order of blocks only decides which of them a seed draws. A replicate draws from a stream of its own, so that more
/// replicates hold the fewer.
pub fn intervals(parts: &[RingPart], rings: usize, replicates: usize, seed: u64) -> Vec<RingIntervals> {
    intervals_while(parts, rings, replicates, seed, &|| true).unwrap_or_default()
}

/// As [`intervals`]; `None` where `go_on` says no, which is asked at every replicate and every ring.
pub fn intervals_while(
    parts: &[RingPart],
    rings: usize,
    replicates: usize,
    seed: u64,
    go_on: GoOn<'_>,
) -> Option<Vec<RingIntervals>> {
    let blocks = BlocksByRing::new(parts, rings);
    let mut figures = vec![[const { Vec::new() }; 2]; rings];
    let draw = |times: &mut Vec<u32>, replicate: usize| {
        let mut random = stream(seed, replicate as u64);
        times.fill(0);
        for _ in 0..blocks.count {
            times[random.random_range(0..blocks.count as u64) as usize] += 1;
        }
        let drawn: Vec<_> = blocks.replicate(times).collect();
        go_on().then_some(drawn)
    };
    for start in (0..replicates).step_by(REPLICATES) {
        let some = (start..replicates.min(start + REPLICATES)).into_par_iter();
        let drawn = some.map_init(|| vec![0u32; blocks.count], draw).collect::<Option<Vec<_>>>()?;
        for values in drawn {
            for (figures, values) in figures.iter_mut().zip(values) {
                figures.iter_mut().zip(values).for_each(|(figure, value)| figure.extend(value));
            }
        }
    }
    let enough = (MIN_DEFINED * replicates as f64).max(1.0);
    let limits = |mut figures: Vec<f64>, holders: usize| {
        (figures.len() as f64 >= enough && holders >= MIN_BLOCKS).then(|| {
            figures.sort_unstable_by(f64::total_cmp);
            (quantile(&figures, 0.025), quantile(&figures, 0.975))
        })
    };
    let interval = |([means, ratios], [of_ring, up_to_ring]): ([Vec<f64>; 2], [usize; 2])| RingIntervals {
        mean_t_ha: limits(means, of_ring),
        k_pct: limits(ratios, up_to_ring),
    };
    let of_rings: Vec<_> = figures.into_iter().zip(blocks.holders()).collect();
    let of_rings = of_rings.into_par_iter();
    let mut intervals = of_rings.map(|ring| go_on().then(|| interval(ring))).collect::<Option<Vec<RingIntervals>>>()?;
    if let Some(mine) = intervals.first_mut() {
        *mine = RingIntervals::default();
    }
    Some(intervals)
}

/// The blocks that hold cells, numbered from 0, by ring: a replicate is one pass over each ring's parts.
struct BlocksByRing {
    mine: Land,
    /// Other land; none in the first.
    rings: Vec<Vec<(u32, Land)>>,
    count: usize,
}

impl BlocksByRing {
    fn new(parts: &[RingPart], rings: usize) -> BlocksByRing {
        let mut of = BlocksByRing { mine: Land::default(), rings: vec![Vec::new(); rings], count: 0 };
        for block in parts.chunk_by(|one, next| one.block == next.block) {
            for part in block.iter().filter(|part| part.ring == 0) {
                of.mine.area_ha += part.land.area_ha;
                of.mine.carbon_t += part.land.carbon_t;
            }
            let others =
                || block.iter().filter(|part| (1..rings).contains(&part.ring.into()) && part.land.area_ha > 0.0);
            for part in others() {
                of.rings[usize::from(part.ring)].push((of.count as u32, part.land));
            }
            of.count += usize::from(others().next().is_some());
        }
        of
    }

    /// Mean and K of every ring, with each block taken so many times.
    fn replicate(&self, times: &[u32]) -> impl Iterator<Item = [Option<f64>; 2]> {
        let (mine, mut all) = (self.mine, self.mine);
        self.rings.iter().map(move |parts| {
            let mut land = Land::default();
            for (block, part) in parts {
                let times = f64::from(times[*block as usize]);
                land.area_ha += times * part.area_ha;
                land.carbon_t += times * part.carbon_t;
            }
            all = Land { area_ha: all.area_ha + land.area_ha, carbon_t: all.carbon_t + land.carbon_t };
            let mean = mean(land);
            [mean, mean.and_then(|_| ratio(mine, all))]
        })
    }

    /// How many blocks hold cells of every ring, and of it and those before it.
    fn holders(&self) -> impl Iterator<Item = [usize; 2]> {
        let (mut seen, mut seen_count) = (vec![usize::MAX; self.count], 0);
        self.rings.iter().enumerate().map(move |(ring, parts)| {
            let mut here = 0;
            for (block, _) in parts {
                let seen = &mut seen[*block as usize];
                here += usize::from(*seen != ring);
                seen_count += usize::from(*seen == usize::MAX);
                *seen = ring;
            }
            [here, seen_count]
        })
    }
}

/// Of sorted values, at least one; linear between them (type 7).
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let rank = share * (sorted.len() - 1) as f64;
    let (low, high) = (sorted[rank as usize], sorted[(rank.ceil() as usize).min(sorted.len() - 1)]);
    low + (high - low) * rank.fract()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;
    use rand_distr::StandardNormal;

    fn near(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() <= 1e-12 * b.abs().max(1.0))
    }

    #[test]
    fn no_rings_no_intervals() {
        assert!(intervals(&[], 0, 100, 1).is_empty());
        assert_eq!(intervals(&[], 2, 100, 1), [RingIntervals::default(); 2]);
    }

    fn part(ring: u16, area_ha: f64, carbon_t: f64) -> RingPart {
        RingPart { block: 0, ring, land: Land { area_ha, carbon_t } }
    }

    /// The parts of blocks that are numbered in their order.
    fn parts(blocks: &[Vec<RingPart>]) -> Vec<RingPart> {
        (0..).zip(blocks).flat_map(|(block, of)| of.iter().map(move |part| RingPart { block, ..*part })).collect()
    }

    /// Blocks with some of three rings each, and the first with one of a ring that is not asked for.
    fn blocks(count: usize, seed: u64) -> Vec<Vec<RingPart>> {
        let mut random = stream(seed, u64::MAX);
        let mut block = |i: usize| {
            let area = f64::from(random.random_range(1..=100));
            let noise = 1.0 + 0.2 * random.sample::<f64, _>(StandardNormal);
            let mut parts = vec![part((i % 3) as u16, area, area * noise * 80.0)];
            if i % 2 == 0 {
                parts.push(part(((i + 1) % 3) as u16, 50.0, 50.0 * noise * 120.0));
            }
            if i == 0 {
                parts.push(part(7, 1e9, 1e9));
            }
            parts
        };
        (0..count).map(&mut block).collect()
    }

    #[test]
    fn equal_blocks_leave_nothing_open() {
        let block = vec![part(0, 4.0, 100.0), part(1, 16.0, 1600.0)];
        let intervals = intervals(&parts(&vec![block; 20]), 3, 200, 1);
        let k = 25.0 / (1700.0 / 20.0) * 100.0;
        let zero_width =
            |ends: Option<(f64, f64)>, at: f64| near(ends.map(|ends| ends.0), at) && near(ends.map(|ends| ends.1), at);
        assert!(zero_width(intervals[1].mean_t_ha, 100.0));
        assert!(zero_width(intervals[1].k_pct, k), "{intervals:?}");
        assert_eq!(intervals[0], RingIntervals::default());
        assert_eq!(intervals[2], RingIntervals::default());
    }

    #[test]
    fn too_few_blocks_have_no_interval() {
        let of = |count: usize| intervals(&parts(&vec![vec![part(0, 1.0, 1.0), part(1, 1.0, 2.0)]; count]), 2, 100, 1);
        assert_eq!(of(MIN_BLOCKS - 1), [RingIntervals::default(); 2]);
        assert!(of(MIN_BLOCKS)[1].k_pct.is_some());
        // Parts of one block and ring are one block's
        let twice = vec![part(0, 1.0, 1.0), part(0, 2.0, 2.0), part(1, 1.0, 2.0), part(1, 2.0, 4.0)];
        assert_eq!(intervals(&parts(&vec![twice; MIN_BLOCKS - 1]), 2, 100, 1), [RingIntervals::default(); 2]);
        // Mining land in one block of 12 is in every replicate; blocks without cells, or with mining land alone, do not count
        let mut some = vec![vec![part(1, 1.0, 2.0)]; 12];
        some[3].push(part(0, 1.0, 1.0));
        let of = intervals(&parts(&some), 2, 400, 1);
        assert!(of[1].mean_t_ha.is_some() && of[1].k_pct.is_some() && of[0] == RingIntervals::default());
        let empty =
            [vec![vec![part(1, 1.0, 2.0)]; MIN_BLOCKS - 1], vec![vec![part(1, 0.0, 0.0), part(0, 1.0, 1.0)]; 9]]
                .concat();
        assert_eq!(intervals(&parts(&empty), 2, 100, 1), [RingIntervals::default(); 2]);
        assert_eq!(intervals(&parts(&some), 2, 0, 1), [RingIntervals::default(); 2]);
        assert_eq!(intervals_while(&parts(&some), 2, 400, 1, &|| false), None);
    }

    #[test]
    fn limits_are_those_of_replicates_made_one_by_one() {
        let blocks = blocks(40, 5);
        let (replicates, seed) = (300, 9);
        let land = |part: &&RingPart, ring: u16| part.ring == ring;
        let mine_parts = || blocks.iter().flatten().filter(|part| land(part, 0)).map(|part| part.land);
        let mine = (mine_parts().map(|l| l.area_ha).sum::<f64>(), mine_parts().map(|l| l.carbon_t).sum::<f64>());
        let others: Vec<&Vec<RingPart>> =
            blocks.iter().filter(|block| block.iter().any(|part| [1, 2].contains(&part.ring))).collect();
        let mut figures = vec![[Vec::new(), Vec::new()]; 3];
        // In whatever order
        for replicate in (0..replicates as u64).rev() {
            let mut random = stream(seed, replicate);
            let mut draw = || others[random.random_range(0..others.len() as u64) as usize];
            let drawn: Vec<&Vec<RingPart>> = (0..others.len()).map(|_| draw()).collect();
            let land = |within: &dyn Fn(u16) -> bool| {
                let parts =
                    || drawn.iter().copied().flatten().filter(|part| [1, 2].contains(&part.ring) && within(part.ring));
                (
                    parts().map(|part| part.land.area_ha).sum::<f64>(),
                    parts().map(|part| part.land.carbon_t).sum::<f64>(),
                )
            };
            for (i, figures) in figures.iter_mut().enumerate().skip(1) {
                let (ring, all) = (land(&|ring| usize::from(ring) == i), land(&|ring| usize::from(ring) <= i));
                let all = (all.0 + mine.0, all.1 + mine.1);
                figures[0].push(ring.1 / ring.0);
                figures[1].push(mine.1 / mine.0 / (all.1 / all.0) * 100.0);
            }
        }
        let limit = |values: &mut Vec<f64>, share: f64| {
            values.sort_by(f64::total_cmp);
            let rank = (values.len() - 1) as f64 * share;
            let (low, part) = (rank.floor() as usize, rank.fract());
            values[low] * (1.0 - part) + values[low + 1] * part
        };
        let intervals = intervals(&parts(&blocks), 3, replicates, seed);
        for (i, interval) in intervals.iter().enumerate().skip(1) {
            let (low, high) = interval.mean_t_ha.unwrap();
            assert!(
                near(Some(low), limit(&mut figures[i][0], 0.025)) && near(Some(high), limit(&mut figures[i][0], 0.975))
            );
            assert!(low < high);
            let (low, high) = interval.k_pct.unwrap();
            assert!(near(Some(low), limit(&mut figures[i][1], 0.025)));
            assert!(near(Some(high), limit(&mut figures[i][1], 0.975)));
        }
    }

    #[test]
    fn quantiles_of_type_7() {
        // R: quantile(c(1, 2, 4, 8), c(0.025, 0.5, 0.975))
        let values = [1.0, 2.0, 4.0, 8.0];
        assert!(near(Some(quantile(&values, 0.025)), 1.0 + 0.075));
        assert_eq!(quantile(&values, 0.5), 3.0);
        assert!(near(Some(quantile(&values, 0.975)), 4.0 + 4.0 * 0.925));
        assert_eq!((quantile(&[5.0], 0.975), quantile(&values, 1.0)), (5.0, 8.0));
    }

    #[test]
    fn order_matters_to_the_draw_alone() {
        let forward = blocks(30, 2);
        let mut backward = forward.clone();
        backward.reverse();
        backward.iter_mut().for_each(|block| block.reverse());
        let (a, b) = (BlocksByRing::new(&parts(&forward), 3), BlocksByRing::new(&parts(&backward), 3));
        let times: Vec<u32> = (0..30).map(|i| i % 4).collect();
        let mut times = times[..a.count].to_vec();
        let there: Vec<_> = a.replicate(&times).skip(1).flatten().collect();
        times.reverse();
        let back: Vec<_> = b.replicate(&times).skip(1).flatten().collect();
        assert!(there.iter().zip(&back).all(|(there, back)| near(*there, back.unwrap())));
        assert_eq!(a.holders().collect::<Vec<_>>(), b.holders().collect::<Vec<_>>());

        let of = |seed| intervals(&parts(&forward), 3, 100, seed);
        assert_eq!(of(1), of(1));
        let on = |threads| laws::on_threads(threads, || intervals(&parts(&forward), 3, 600, 1));
        assert_eq!(on(1), on(3));
        assert_ne!(of(1), of(2));
        assert_ne!(of(1), intervals(&parts(&backward), 3, 100, 1));
    }

    /// 60 blocks of their own means: over 400 maps an interval of exactly 95 % covers in 380 ± 4.4, and one of 60 blocks by
    /// percentiles in some percent less. The bound is 90 to 98 %.
    #[test]
    fn intervals_cover_the_truth() {
        const MAPS: u64 = 400;
        let (mine, around) = (80.0, 150.0);
        let (mut means, mut ratios) = (0, 0);
        for map in 0..MAPS {
            let mut random = stream(map, u64::MAX);
            let mut block = || {
                let [mine, around] =
                    [mine, around].map(|mean| mean * (1.0 + 0.3 * random.sample::<f64, _>(StandardNormal)));
                vec![part(0, 1.0, mine), part(1, 3.0, 3.0 * around)]
            };
            let blocks: Vec<_> = (0..60).map(|_| block()).collect();
            let interval = intervals(&parts(&blocks), 2, 400, map)[1];
            // Areas are 1 : 3, and mining land is as it is
            let mined = blocks.iter().map(|block| block[0].land.carbon_t).sum::<f64>() / 60.0;
            let k = mined / ((mined + 3.0 * around) / 4.0) * 100.0;
            let covers =
                |ends: Option<(f64, f64)>, truth: f64| ends.is_some_and(|(low, high)| low <= truth && truth <= high);
            means += u64::from(covers(interval.mean_t_ha, around));
            ratios += u64::from(covers(interval.k_pct, k));
        }
        for covered in [means, ratios] {
            assert!((MAPS * 90 / 100..=MAPS * 98 / 100).contains(&covered), "{means} and {ratios} of {MAPS}");
        }
    }
}
