//! 95 % intervals of ring means and of K: how often they hold the mean of the process that made the map.

use super::breaks::{Mine, densities};
use pitscape::kernels::buffers::{
    contribution::{Land, RingIntervals, ratio},
    ring_covariance::intervals_by_covariance,
};
use rayon::prelude::*;

/// The mean of four classes of equal shares, 10 t/ha apart, and that of mining land.
const TRUE_MEAN: f64 = 65.0;
const MINE_MEAN: f64 = 20.0;
/// So many that a share of .95 is known to .007: of 64 shares of 200 maps, three lay at .985 by chance.
const MAPS: u64 = 1000;

/// Intervals of a map, and what K is of the process.
pub fn intervals(deviation: f64, seed: u64) -> (Vec<RingIntervals>, Vec<f64>) {
    let mine = Mine::new(&densities(120, deviation, seed), (60, 60), 5.0, 5.0, 8, |_| 0.0);
    let chance = mine.chance(99, seed);
    let mut lands = vec![Land::default(); mine.limits.len()];
    let cells = mine.land.mined.iter().filter(|mined| **mined).count() as f64;
    lands[0] = Land { area_ha: cells, carbon_t: MINE_MEAN * cells };
    for (ring, area, carbon) in mine.rings() {
        lands[ring].area_ha += area;
        lands[ring].carbon_t += carbon;
    }
    let independent = chance.covariance.as_ref().map_or(0.0, |covariance| covariance.independent);
    let mut area = 0.0;
    let truth = lands.iter().map(|land| {
        area += land.area_ha;
        let all = Land { area_ha: area, carbon_t: MINE_MEAN * cells + TRUE_MEAN * (area - cells) };
        ratio(lands[0], all).expect("there is carbon")
    });
    let truth = truth.collect();
    (intervals_by_covariance(&lands, &chance.of_means, independent), truth)
}

pub fn show() {
    println!(
        "\n95 % intervals: {MAPS} maps of 120 x 120 cells in 4 classes, 8 rings of 5 cells; least and largest of the rings"
    );
    println!("{:<12}{:>22}{:>10}{:>22}{:>10}", "", "mean, coverage", "told", "K, coverage", "told");
    for deviation in [0.0, 1.0, 2.0, 4.0, 8.0] {
        let mut counts = [[[0u64; 2]; 2]; 8];
        let maps: Vec<_> = (0..MAPS).into_par_iter().map(|map| intervals(deviation, map)).collect();
        for (found, truth) in maps {
            for ring in 1..=8 {
                let figures = [(found[ring].mean_t_ha, TRUE_MEAN), (found[ring].k_pct, truth[ring])];
                for (count, (ends, truth)) in counts[ring - 1].iter_mut().zip(figures) {
                    count[0] += u64::from(ends.is_some());
                    count[1] += u64::from(ends.is_some_and(|(low, high)| low <= truth && truth <= high));
                }
            }
        }
        let of = |which: usize| {
            let shares = || counts.iter().map(|ring| ring[which][1] as f64 / ring[which][0].max(1) as f64);
            let (low, high) = (shares().fold(1.0, f64::min), shares().fold(0.0, f64::max));
            let told = counts.iter().map(|ring| ring[which][0]).sum::<u64>() as f64 / (8 * MAPS) as f64;
            format!("{:>22}{told:>10.2}", format!("{low:.3} to {high:.3}"))
        };
        println!("{:<12}{}{}", format!("s = {deviation}"), of(0), of(1));
    }
}
