//! What the means of rings are by chance, as the land around tells it: their covariance, and draws of them where nothing depends on
//! the distance.
//!
//! Effect:      of a cell in a ring, the trend of the ring means at the middle of its ring less that at the last ring, which is a line that
//!              breaks up to twice (least squares by areas; a break needs 8 rings); 0 beyond the rings        \[t/ha\]
//! Residual:    density of a coarse cell less the effect, so that what depends on distance does not pass for chance; cells with less than
//!              half of the largest land of a cell are left out
//! Covariance:  of the residuals, by their variogram ([`Covariance`]; Matheron, bins as wide as the longer side of a coarse cell, up to half
//!              of the map's shorter side), and from it that of ring means ([`ring_covariance`])
//! Draws:       ring means of the land without the effect around the same mining land [elsewhere](super::elsewhere) on the map; where fewer
//!              than [`MIN_PLACES`] places have room, or fewer than [`MIN_APART`] of these are farther than the correlation length from each
//!              other, drawn from the normal distribution with the covariance of ring means; none where that is not known
//!
//! Metric:      (1 - λ) Σ + λ diag Σ of the ring means, which is what breaks are found by. Differences of neighbouring rings are what
//!              covariances tell worst: λ is 0.005 beside draws from the map itself, and 0.1 beside normal ones, which have no sudden
//!              borders of classes.
//!
//! Shapes: coarse land, limits of rings; for n rings that have land, n values for each draw and a matrix n x n. Units: t/ha, m.
//!
//! Sources: Chilès and Delfiner 2012, Geostatistics, 2.3.5; Fortin and Dale 2005, Spatial Analysis, ch. 5.

use super::{
    coarse_land::CoarseLand,
    contribution::Land,
    elsewhere::{LandSums, Sites},
    footprint::Footprint,
    ring_covariance::{MIN_INDEPENDENT, ring_covariance},
};
use crate::kernels::{
    GoOn,
    geostatistics::{
        covariance::Covariance,
        variogram::{Bins, LagBlock, LagSums, Steps, matheron},
    },
    stats::{
        breaks::{self, Options},
        random::stream,
    },
};
use nalgebra::{DMatrix, DVector};
use ndarray::Array2;
use rand::RngExt;
use rand_distr::StandardNormal;
use rayon::prelude::*;

/// Fewer places elsewhere give no p below 0.01.
pub const MIN_PLACES: usize = 99;
/// Fewer places that are apart say too little of what chance does.
pub const MIN_APART: usize = 10;

/// Breaks of the trend, where there are rings enough: two make a step.
const TREND_BREAKS: usize = 2;
/// A cell with less of a whole cell's land is left out of the variogram.
const MIN_LAND: f64 = 0.5;
/// Of the shorter side of the map: longer lags have few pairs.
const FARTHEST: f64 = 0.5;
/// λ beside draws from the map, and beside normal ones.
const SHRINK: [f64; 2] = [0.005, 0.1];
/// Of the eigenvalues of a covariance, smaller ones are rounding.
const LEAST: f64 = 1e-9;

/// Rings on coarse land.
pub struct RingsOnLand<'a> {
    pub land: &'a CoarseLand,
    /// Width and height of a coarse cell, m.
    pub sides: (f64, f64),
    /// Outer limits of the rings, m, mining land (0) first.
    pub limits: &'a [f64],
}

/// Where draws are from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Null {
    /// The same mining land elsewhere on the map.
    Elsewhere,
    /// Normal, with the covariance of the ring means.
    Covariance,
    /// There are none.
    #[default]
    Unknown,
}

#[derive(Debug, Clone)]
pub struct LandChance {
    /// Rings that have land, from 1.
    pub rings: Vec<usize>,
    /// Their means on coarse cells.
    pub observed: Vec<f64>,
    /// Of all residuals.
    pub covariance: Option<Covariance>,
    /// Of the means of all rings, with land or without.
    pub of_means: DMatrix<f64>,
    pub null: Null,
    pub draws: Vec<Vec<f64>>,
}

impl Default for LandChance {
    fn default() -> LandChance {
        LandChance {
            rings: Vec::new(),
            observed: Vec::new(),
            covariance: None,
            of_means: DMatrix::zeros(0, 0),
            null: Null::Unknown,
            draws: Vec::new(),
        }
    }
}

impl RingsOnLand<'_> {
    /// With up to so many draws; `None` where `go_on` says no.
    pub fn chance(&self, draws: usize, seed: u64, go_on: GoOn<'_>) -> Option<LandChance> {
        let land = self.land;
        let weight = square_ratio(self.sides.1 / self.sides.0);
        // As the distances of the map have it: a limit that is a cell's distance holds it
        let squares = |side: f64| -> Vec<f64> {
            self.limits.iter().map(|limit| (limit / side).powi(2) * (1.0 + 1e-12)).collect()
        };
        let count = self.limits.len() - 1;
        let nothing = LandChance { of_means: DMatrix::zeros(count, count), ..LandChance::default() };
        let Some(footprint) = Footprint::of(&land.mined, land.columns, weight, &squares(self.sides.0)) else {
            return Some(nothing);
        };
        let has_land = |row: usize, column: usize| land.area[row * land.columns + column] > 0.0;
        let footprint = footprint.on_land((land.rows(), land.columns), has_land);
        let mut lands = vec![Land::default(); count + 1];
        for (row, column, ring) in footprint.cells((land.rows(), land.columns)) {
            let cell = row * land.columns + column;
            lands[usize::from(ring)].area_ha += land.area[cell];
            lands[usize::from(ring)].carbon_t += land.carbon[cell];
        }
        let rings: Vec<usize> = (1..lands.len()).filter(|ring| lands[*ring].area_ha > 0.0).collect();
        let observed: Vec<f64> = rings.iter().map(|ring| lands[*ring].carbon_t / lands[*ring].area_ha).collect();
        if rings.is_empty() {
            return Some(nothing);
        }
        let without = self.without_effect(&footprint, &lands, &rings, &observed);
        let covariance = self.covariance(&self.residuals(&without), go_on)?;
        let of_means = match &covariance {
            Some(covariance) => ring_covariance(land, &footprint, covariance, self.sides, go_on)?,
            None => nothing.of_means.clone(),
        };
        let mut chance = LandChance { rings, observed, covariance, of_means, ..nothing };
        let Some(covariance) = &chance.covariance else { return Some(chance) };
        let ways = footprint.ways(weight == 1.0);
        let areas: Vec<f64> = lands.iter().map(|land| land.area_ha).collect();
        let apart = (covariance.length / self.sides.1, covariance.length / self.sides.0);
        let sums = LandSums::new(&without);
        let sites = Sites { sums: &sums, ways: &ways, areas: &areas, apart };
        let elsewhere = sites.draw(draws, seed, go_on)?;
        if elsewhere.means.len() >= MIN_PLACES.min(draws) && elsewhere.apart >= MIN_APART {
            (chance.null, chance.draws) = (Null::Elsewhere, elsewhere.means);
        } else if covariance.independent >= MIN_INDEPENDENT {
            (chance.null, chance.draws) = (Null::Covariance, normal(&chance.of_rings(), draws, seed, go_on)?);
        }
        Some(chance)
    }

    /// The land as it would be if the distance did nothing by the trend: densities less the trend of their ring above that of the last
    /// ring.
    fn without_effect(&self, footprint: &Footprint, lands: &[Land], rings: &[usize], observed: &[f64]) -> CoarseLand {
        let mut land = self.land.clone();
        let middle = |ring: usize| 0.5 * (self.limits[ring - 1] + self.limits[ring]);
        let x: Vec<f64> = rings.iter().map(|ring| middle(*ring)).collect();
        let by_area = DMatrix::from_diagonal(&DVector::from_iterator(
            rings.len(),
            rings.iter().map(|ring| 1.0 / lands[*ring].area_ha),
        ));
        let chance = breaks::Chance { covariance: &by_area, observed, draws: &[] };
        let options = Options { max_breaks: TREND_BREAKS, alpha: 1.0 };
        let Some(trend) = breaks::fit(&x, observed, &chance, &options) else { return land };
        let end = trend.fitted(x[x.len() - 1]);
        for (row, column, ring) in footprint.cells((land.rows(), land.columns)).filter(|(.., ring)| *ring > 0) {
            let cell = row * land.columns + column;
            land.carbon[cell] -= land.area[cell] * (trend.fitted(middle(usize::from(ring))) - end);
        }
        land
    }

    /// Its densities; NaN where there is little land.
    fn residuals(&self, without: &CoarseLand) -> Array2<f64> {
        let full = without.area.iter().fold(0.0, |full: f64, area| full.max(*area));
        let enough = |cell: usize| without.area[cell] >= MIN_LAND * full && !without.mined[cell];
        Array2::from_shape_fn((without.rows(), without.columns), |(row, column)| {
            let cell = row * without.columns + column;
            if enough(cell) { without.density(cell) } else { f64::NAN }
        })
    }

    /// Of residuals, from the lags up to [`FARTHEST`].
    fn covariance(&self, cells: &Array2<f64>, go_on: GoOn<'_>) -> Option<Option<Covariance>> {
        let (width, height) = self.sides;
        let shorter = (cells.ncols() as f64 * width).min(cells.nrows() as f64 * height);
        let side = width.max(height);
        if FARTHEST * shorter < side {
            return Some(None);
        }
        let (steps, bins) = (Steps::north_up(width, height), Bins::new(FARTHEST * shorter, side));
        let mut sums = LagSums::new(steps.max_lag(bins.cutoff()), None);
        if !sums.push_while(&LagBlock::whole(cells.view()), go_on) {
            return None;
        }
        let found = sums.lags().bins(&steps, &bins).finish(&bins, matheron);
        let known: Vec<f64> = cells.iter().copied().filter(|value| !value.is_nan()).collect();
        let n = known.len() as f64;
        let mean = known.iter().sum::<f64>() / n;
        let variance = known.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n;
        // Densities that are alike but for rounding do not vary.
        let scale = self.land.density_most();
        if variance <= breaks::EXACT * scale * scale {
            return Some(None);
        }
        Some(Covariance::of(&found, variance, n * width * height))
    }
}

/// (height / width)² of cells; those that are square but for rounding are square.
fn square_ratio(ratio: f64) -> f64 {
    if (ratio - 1.0).abs() < 1e-9 { 1.0 } else { ratio * ratio }
}

impl LandChance {
    /// What breaks are found by.
    pub fn metric(&self) -> DMatrix<f64> {
        let covariance = self.of_rings();
        let shrink = SHRINK[usize::from(self.null != Null::Elsewhere)];
        let share = |i, j| if i == j { 1.0 } else { 1.0 - shrink };
        DMatrix::from_fn(covariance.nrows(), covariance.ncols(), |i, j| share(i, j) * covariance[(i, j)])
    }

    /// Covariance of the means of the rings that have land, with nothing below 0; as if all were alike where none is known.
    fn of_rings(&self) -> DMatrix<f64> {
        let n = self.rings.len();
        let matrix = DMatrix::from_fn(n, n, |i, j| self.of_means[(self.rings[i] - 1, self.rings[j] - 1)]);
        if self.covariance.is_none() || matrix.diagonal().iter().any(|variance| *variance <= 0.0) {
            return DMatrix::identity(n, n);
        }
        let mut eigen = matrix.symmetric_eigen();
        let least = LEAST * eigen.eigenvalues.max();
        eigen.eigenvalues.iter_mut().for_each(|value| *value = value.max(least));
        eigen.recompose()
    }
}

/// Draws of a normal distribution of mean 0, each from a stream of its own; `None` where `go_on` says no.
fn normal(covariance: &DMatrix<f64>, draws: usize, seed: u64, go_on: GoOn<'_>) -> Option<Vec<Vec<f64>>> {
    let Some(factor) = covariance.clone().cholesky() else { return Some(Vec::new()) };
    let lower = factor.l();
    let draw = |draw: usize| {
        let mut random = stream(seed, draw as u64);
        let normals = DVector::from_fn(lower.nrows(), |_, _| random.sample(StandardNormal));
        go_on().then(|| (&lower * normals).as_slice().to_vec())
    };
    (0..draws).into_par_iter().map(draw).collect()
}
