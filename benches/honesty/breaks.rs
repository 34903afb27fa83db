//! Breaks of ring means: how often there is one where nothing depends on the distance, and how often a planted one is found.

use super::maps;
use ndarray::Array2;
use pitscape::kernels::{
    buffers::{
        chance::{LandChance, Null, RingsOnLand},
        coarse_land::CoarseLand,
    },
    stats::{
        breaks,
        breaks::{Chance, Options},
    },
};

/// Mining land in the middle of a map of carbon densities.
pub struct Mine {
    pub land: CoarseLand,
    pub limits: Vec<f64>,
    /// Of each cell, to the nearest mined one.
    away: Vec<f64>,
}

/// Sides of cells in m.
pub const SIDE: f64 = 1.0;

impl Mine {
    /// A disc of so many cells' radius with a number of rings of a width around it; `effect` lowers densities by distance.
    pub fn new(
        densities: &Array2<f64>,
        centre: (usize, usize),
        radius: f64,
        width: f64,
        count: usize,
        effect: impl Fn(f64) -> f64,
    ) -> Mine {
        let (rows, columns) = densities.dim();
        let away = |cell: usize| {
            let (row, column) = ((cell / columns) as f64 - centre.0 as f64, (cell % columns) as f64 - centre.1 as f64);
            row.hypot(column)
        };
        let mined: Vec<bool> = (0..rows * columns).map(|cell| away(cell) <= radius).collect();
        let area = mined.iter().map(|mined| if *mined { 0.0 } else { 1.0 }).collect();
        let carbon = (0..rows * columns)
            .map(|cell| {
                if mined[cell] {
                    0.0
                } else {
                    densities[[cell / columns, cell % columns]] - effect(away(cell) - radius)
                }
            })
            .collect();
        let limits = (0..=count).map(|ring| ring as f64 * width).collect();
        let away = (0..rows * columns).map(nearest(&mined, columns)).collect();
        Mine { land: CoarseLand::of(columns, area, carbon, mined), limits, away }
    }

    /// Ring, area and carbon of every cell of the rings.
    pub fn rings(&self) -> impl Iterator<Item = (usize, f64, f64)> + '_ {
        let last = self.limits.len() - 1;
        let land = &self.land;
        let cells = self.away.iter().enumerate().filter(|(cell, _)| !land.mined[*cell]);
        let ring = |away: f64| self.limits.partition_point(|limit| *limit < away - 1e-9);
        cells
            .map(move |(cell, away)| (ring(*away), land.area[cell], land.carbon[cell]))
            .filter(move |(ring, ..)| *ring <= last)
    }

    pub fn chance(&self, draws: usize, seed: u64) -> LandChance {
        let rings = RingsOnLand { land: &self.land, sides: (SIDE, SIDE), limits: &self.limits };
        rings.chance(draws, seed, &|| true).expect("nobody says no")
    }
}

/// Distance of a cell to the nearest mined one.
fn nearest(mined: &[bool], columns: usize) -> impl Fn(usize) -> f64 {
    let at = move |cell: usize| ((cell / columns) as f64, (cell % columns) as f64);
    let all: Vec<(f64, f64)> =
        mined.iter().enumerate().filter(|(_, mined)| **mined).map(|(cell, _)| at(cell)).collect();
    move |cell| {
        let here = at(cell);
        all.iter().map(|other| (here.0 - other.0).hypot(here.1 - other.1)).fold(f64::INFINITY, f64::min)
    }
}

/// p of a first break, and where it is if it is taken.
pub fn first_break(mine: &Mine, chance: &LandChance) -> (f64, Option<f64>) {
    let middle = |ring: &usize| 0.5 * (mine.limits[ring - 1] + mine.limits[*ring]);
    let x: Vec<f64> = chance.rings.iter().map(middle).collect();
    let covariance = chance.metric();
    let of = Chance { covariance: &covariance, observed: &chance.observed, draws: &chance.draws };
    let fit = breaks::fit(&x, &chance.observed, &of, &Options::default()).expect("there are rings");
    (fit.tests[0].p, fit.breaks.first().map(|found| found.at))
}

/// Densities of 4 classes, 10 t/ha apart.
pub fn densities(side: usize, deviation: f64, seed: u64) -> Array2<f64> {
    maps::classes(&maps::field(side, side, deviation, seed), 4).mapv(|class| 40.0 + 10.0 * f64::from(class))
}

const MAPS: u64 = 200;

pub fn show() {
    println!("Breaks of ring means: {MAPS} maps of 150 x 150 cells in 4 classes, 16 rings of 3 cells, 999 draws");
    println!("{:<40}{:>10}{:>10}{:>10}{:>12}", "", "p <= 0.05", "p <= 0.01", "elsewhere", "length");
    let line = |name: &str, side: usize, deviation: f64, effect: &dyn Fn(f64) -> f64| {
        let (mut few, mut fewer, mut elsewhere, mut length) = (0, 0, 0, 0.0);
        for map in 0..MAPS {
            let mine = Mine::new(&densities(side, deviation, map), (side / 2, side / 2), 5.0, 3.0, 16, effect);
            let chance = mine.chance(999, map);
            let (p, _) = first_break(&mine, &chance);
            few += u64::from(p <= 0.05);
            fewer += u64::from(p <= 0.01);
            elsewhere += u64::from(chance.null == Null::Elsewhere);
            length += chance.covariance.map_or(0.0, |covariance| covariance.length);
        }
        let share = |count: u64| count as f64 / MAPS as f64;
        println!(
            "{name:<40}{:>10.3}{:>10.3}{:>10.2}{:>12.1}",
            share(few),
            share(fewer),
            share(elsewhere),
            length / MAPS as f64
        );
    };
    for deviation in [0.0, 1.0, 2.0, 3.0, 6.0] {
        line(&format!("no effect, s = {deviation}"), 150, deviation, &|_| 0.0);
    }
    for deviation in [0.0, 3.0, 6.0] {
        line(&format!("no effect, no room (112 cells), s = {deviation}"), 112, deviation, &|_| 0.0);
    }
    for deviation in [0.0, 1.0, 2.0, 3.0, 6.0] {
        line(&format!("10 t/ha less within 24 cells, s = {deviation}"), 150, deviation, &|away| {
            if away <= 24.0 { 10.0 } else { 0.0 }
        });
    }
    line("10 t/ha less, rising to 24 cells, s = 3", 150, 3.0, &|away| 10.0 * (1.0 - away / 24.0).max(0.0));
    line("40 t/ha less, rising to 24 cells, s = 3", 150, 3.0, &|away| 40.0 * (1.0 - away / 24.0).max(0.0));
}
