//! How the means of rings vary and go together by chance, where land has a spatial covariance.
//!
//! Cov(m_i, m_j) = Σ_x Σ_y w_x w_y C(|x - y|) / (A_i A_j)        \[(t/ha)²\]
//!                 x in ring i, y in ring j; w area of land in a cell, A_i = Σ w_x; C by [`Covariance`]
//! Mean up to l:   M = Σ A_i m_i / Σ A_i, Var M = Σ_i Σ_j A_i A_j Cov(m_i, m_j) / (Σ A_i)²
//! Interval:       m ± t se, t of Student with S / A - 1 degrees of freedom (S / A: how many patches of land would be independent,
//!                 which is how well C is known); of K from that of M, mining land as it is
//!
//! Cells of a ring are taken together in squares whose side is a `FINE`th of the reach of C, with their centre and area; pairs within
//! a square, of cells apart, at the mean distance of two points in it, 0.5214 sides.
//!
//! Shapes: coarse cells and a footprint; a matrix of rings, mining land left out; a pair of limits for each ring. Units: distances in m,
//! areas in ha. Range: limits from 0; `None` with fewer than [`MIN_INDEPENDENT`] independent patches, and for rings without land.
//!
//! Source: Chilès and Delfiner 2012, Geostatistics, 2.3.5 and 3.5 (variance of the mean over a domain).

use super::{
    coarse_land::CoarseLand,
    contribution::{Land, RingIntervals},
    footprint::Footprint,
};
use crate::kernels::{GoOn, geostatistics::covariance::Covariance, stats::student::student_975};
use nalgebra::DMatrix;
use rayon::prelude::*;

/// Fewer independent patches do not tell a covariance.
pub const MIN_INDEPENDENT: f64 = 20.0;

/// Squares that cells are taken together in, along the reach of the covariance.
const FINE: f64 = 16.0;
/// Mean distance of two points of a square, in sides.
const WITHIN: f64 = 0.5214;
/// Parts of the land whose sums are put together in order.
const PARTS: usize = 32;

/// Cells of one ring in one square.
struct Piece {
    ring: usize,
    area: f64,
    /// Σ w²
    squares: f64,
    /// Of the centre, in m.
    at: (f64, f64),
}

/// Means of rings 1 and on have this covariance; `None` where `go_on` says no. `sides` are width and height of a coarse cell, in m.
pub fn ring_covariance(
    land: &CoarseLand,
    footprint: &Footprint,
    covariance: &Covariance,
    sides: (f64, f64),
    go_on: GoOn<'_>,
) -> Option<DMatrix<f64>> {
    let rings = footprint.rings.len() - 1;
    let per_square = |side: f64| ((covariance.reach() / FINE / side) as usize).max(1);
    let (columns, rows) = (per_square(sides.0), per_square(sides.1));
    let squares = pieces(land, footprint, (rows, columns), sides);
    let across = land.columns.div_ceil(columns);
    let down = squares.len() / across.max(1);
    let (width, height) = (columns as f64 * sides.0, rows as f64 * sides.1);
    let reach = |side: f64| (covariance.reach() / side) as usize + 1;
    let (reach_down, reach_across) = (reach(height), reach(width));
    let inside = if rows * columns == 1 { 0.0 } else { covariance.at(WITHIN * width.max(height)) };

    let farthest = covariance.reach().powi(2);
    let of_row = |row: usize, sums: &mut DMatrix<f64>| {
        for column in 0..across {
            let here = &squares[row * across + column];
            for (i, one) in here.iter().enumerate() {
                sums[(one.ring, one.ring)] +=
                    one.squares * covariance.at(0.0) + (one.area * one.area - one.squares).max(0.0) * inside;
                let add = |other: &Piece, sums: &mut DMatrix<f64>| {
                    let square = (one.at.0 - other.at.0).powi(2) + (one.at.1 - other.at.1).powi(2);
                    if square >= farthest {
                        return;
                    }
                    let both = one.area * other.area * covariance.at(square.sqrt());
                    sums[(one.ring, other.ring)] += both;
                    sums[(other.ring, one.ring)] += both;
                };
                here[i + 1..].iter().for_each(|other| add(other, sums));
                // Each pair of squares once: those to the right, and those below.
                let right = column + 1..(column + reach_across + 1).min(across);
                squares[row * across + right.start.min(across)..row * across + right.end]
                    .iter()
                    .flatten()
                    .for_each(|other| add(other, sums));
                let beside = column.saturating_sub(reach_across)..(column + reach_across + 1).min(across);
                for below in row + 1..(row + reach_down + 1).min(down) {
                    squares[below * across + beside.start..below * across + beside.end]
                        .iter()
                        .flatten()
                        .for_each(|other| add(other, sums));
                }
            }
        }
    };
    let part = |part: usize| {
        let mut sums = DMatrix::zeros(rings, rings);
        for row in down * part / PARTS..down * (part + 1) / PARTS {
            if !go_on() {
                return None;
            }
            of_row(row, &mut sums);
        }
        Some(sums)
    };
    let parts: Option<Vec<DMatrix<f64>>> = (0..PARTS).into_par_iter().map(part).collect();
    let sums = parts?.into_iter().fold(DMatrix::zeros(rings, rings), |sum, part| sum + part);
    let mut areas = vec![0.0; rings];
    squares.iter().flatten().for_each(|piece| areas[piece.ring] += piece.area);
    Some(DMatrix::from_fn(rings, rings, |i, j| {
        let both = areas[i] * areas[j];
        if both > 0.0 { sums[(i, j)] / both } else { 0.0 }
    }))
}

/// Cells of rings, by squares of so many rows and columns.
fn pieces(
    land: &CoarseLand,
    footprint: &Footprint,
    (rows, columns): (usize, usize),
    sides: (f64, f64),
) -> Vec<Vec<Piece>> {
    let across = land.columns.div_ceil(columns);
    let mut squares: Vec<Vec<Piece>> = Vec::new();
    squares.resize_with(land.rows().div_ceil(rows) * across, Vec::new);
    for (row, column, ring) in footprint.cells((land.rows(), land.columns)) {
        let area = land.area[row * land.columns + column];
        if ring == 0 || area <= 0.0 {
            continue;
        }
        let ring = usize::from(ring) - 1;
        let at = ((column as f64 + 0.5) * sides.0, (row as f64 + 0.5) * sides.1);
        let square = &mut squares[row / rows * across + column / columns];
        match square.iter_mut().find(|piece| piece.ring == ring) {
            Some(piece) => {
                let share = area / (piece.area + area);
                piece.at = (piece.at.0 + share * (at.0 - piece.at.0), piece.at.1 + share * (at.1 - piece.at.1));
                piece.area += area;
                piece.squares += area * area;
            }
            None => square.push(Piece { ring, area, squares: area * area, at }),
        }
    }
    squares
}

/// 95 % intervals of the mean of every ring and of K up to it, mining land (the first) as it is; `lands` are those of all rings.
pub fn intervals_by_covariance(lands: &[Land], covariance: &DMatrix<f64>, independent: f64) -> Vec<RingIntervals> {
    let mut intervals = vec![RingIntervals::default(); lands.len()];
    if independent < MIN_INDEPENDENT || lands.is_empty() {
        return intervals;
    }
    let t = student_975(independent - 1.0);
    let mine = lands[0];
    for (ring, interval) in intervals.iter_mut().enumerate().skip(1) {
        let land = lands[ring];
        // Rings too narrow for coarse cells have no variance that is known.
        let known = |i: usize| lands[i].area_ha <= 0.0 || covariance[(i - 1, i - 1)] > 0.0;
        if land.area_ha <= 0.0 || !known(ring) {
            continue;
        }
        let error = |weight: &dyn Fn(usize) -> f64| {
            let variance: f64 = (1..=ring)
                .flat_map(|i| (1..=ring).map(move |j| (i, j)))
                .map(|(i, j)| weight(i) * weight(j) * covariance[(i - 1, j - 1)])
                .sum();
            t * variance.max(0.0).sqrt()
        };
        let mean = land.carbon_t / land.area_ha;
        let of_mean = error(&|i| if i == ring { 1.0 } else { 0.0 });
        interval.mean_t_ha = Some(((mean - of_mean).max(0.0), mean + of_mean));
        if !(1..ring).all(known) {
            continue;
        }
        let sum = |of: fn(&Land) -> f64| lands[1..=ring].iter().map(of).sum::<f64>();
        let (area, carbon) = (sum(|land| land.area_ha), sum(|land| land.carbon_t));
        let of_carbon = error(&|i| lands[i].area_ha);
        let k = |carbon: f64| {
            let all = Land { area_ha: mine.area_ha + area, carbon_t: mine.carbon_t + carbon.max(0.0) };
            super::contribution::ratio(mine, all)
        };
        interval.k_pct = k(carbon + of_carbon).zip(k(carbon - of_carbon));
    }
    intervals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::{geostatistics::variogram::Bin, laws};

    fn land() -> CoarseLand {
        let (rows, columns) = (40, 44);
        let mined: Vec<bool> = (0..rows * columns)
            .map(|cell| (18..21).contains(&(cell / columns)) && (20..24).contains(&(cell % columns)))
            .collect();
        let area: Vec<f64> = (0..rows * columns)
            .map(|cell| if mined[cell] || cell % 31 == 0 { 0.0 } else { 1.0 + (cell % 3) as f64 })
            .collect();
        let carbon = area.iter().map(|area| 50.0 * area).collect();
        CoarseLand::of(columns, area, carbon, mined)
    }

    fn linear(reach: f64, step: f64) -> Covariance {
        let gamma = |h: f64| (h / reach).min(1.0) * 4.0;
        let count = (2.0 * reach / step) as usize;
        let bin = |k: usize| Bin {
            direction: None,
            bin: k,
            np: 9,
            dist: step * (k + 1) as f64,
            gamma: gamma(step * (k + 1) as f64),
        };
        Covariance::of(&(0..count).map(bin).collect::<Vec<_>>(), 4.0, 1e9).unwrap()
    }

    /// All pairs of cells, one by one.
    fn by_brute_force(
        land: &CoarseLand,
        footprint: &Footprint,
        covariance: &Covariance,
        sides: (f64, f64),
    ) -> DMatrix<f64> {
        let cells: Vec<(usize, usize, usize)> = footprint
            .cells((land.rows(), land.columns))
            .filter(|(_, _, ring)| *ring > 0)
            .map(|(row, column, ring)| (row, column, usize::from(ring) - 1))
            .collect();
        let rings = footprint.rings.len() - 1;
        let area = |cell: &(usize, usize, usize)| land.area[cell.0 * land.columns + cell.1];
        let mut sums = DMatrix::<f64>::zeros(rings, rings);
        let mut areas = vec![0.0; rings];
        for one in &cells {
            areas[one.2] += area(one);
            for other in &cells {
                let (down, right) =
                    (one.0.abs_diff(other.0) as f64 * sides.1, one.1.abs_diff(other.1) as f64 * sides.0);
                sums[(one.2, other.2)] += area(one) * area(other) * covariance.at(down.hypot(right));
            }
        }
        DMatrix::from_fn(rings, rings, |i, j| sums[(i, j)] / (areas[i] * areas[j]))
    }

    #[test]
    fn covariances_are_those_of_all_pairs() {
        let land = land();
        for (sides, reach, error) in
            [((10.0f64, 10.0), 60.0, 1e-12), ((10.0, 20.0), 150.0, 1e-12), ((10.0, 10.0), 400.0, 0.01)]
        {
            let limits: Vec<f64> =
                [0.0, 50.0, 90.0, 140.0].iter().map(|limit: &f64| (limit / sides.0).powi(2)).collect();
            let footprint = Footprint::of(&land.mined, land.columns, (sides.1 / sides.0).powi(2), &limits).unwrap();
            let covariance = linear(reach, 10.0);
            let found = ring_covariance(&land, &footprint, &covariance, sides, &|| true).unwrap();
            let expected = by_brute_force(&land, &footprint, &covariance, sides);
            let off = (&found - &expected).abs().max() / expected.abs().max();
            assert!(off < error, "{sides:?} {reach}: {off} {found} {expected}");
            let on = |threads| {
                laws::on_threads(threads, || ring_covariance(&land, &footprint, &covariance, sides, &|| true))
            };
            assert_eq!(on(1), on(3));
            assert_eq!(ring_covariance(&land, &footprint, &covariance, sides, &|| false), None);
        }
    }

    #[test]
    fn intervals_by_hand() {
        // Mining land of 1 ha at 20 t/ha; rings of 2 and 4 ha at 100; variances 4 and 1, covariance 0.5; many patches
        let land = |area_ha: f64, mean: f64| Land { area_ha, carbon_t: area_ha * mean };
        let covariance = DMatrix::from_row_slice(2, 2, &[4.0, 0.5, 0.5, 1.0]);
        let lands = [land(1.0, 20.0), land(2.0, 100.0), land(4.0, 100.0)];
        let found = intervals_by_covariance(&lands, &covariance, 1e9);
        let z = 1.959_963_984_540_054;
        let near = |found: Option<(f64, f64)>, low: f64, high: f64| {
            found.is_some_and(|ends| (ends.0 - low).abs() < 1e-6 && (ends.1 - high).abs() < 1e-6)
        };
        assert_eq!(found[0], RingIntervals::default());
        assert!(
            near(found[1].mean_t_ha, 100.0 - 2.0 * z, 100.0 + 2.0 * z)
                && near(found[2].mean_t_ha, 100.0 - z, 100.0 + z)
        );
        // Carbon within ring 2: 600 t with a variance of 4 x 4 + 2 x 8 x 0.5 + 16 x 1 = 40
        let k = |carbon: f64| 20.0 / ((20.0 + carbon) / 7.0) * 100.0;
        let off = z * 40.0f64.sqrt();
        assert!(near(found[2].k_pct, k(600.0 + off), k(600.0 - off)), "{found:?}");
        let none = [RingIntervals::default(); 3];
        assert_eq!(intervals_by_covariance(&lands, &covariance, MIN_INDEPENDENT - 1.0), none);
        assert_eq!(intervals_by_covariance(&lands, &DMatrix::zeros(2, 2), 1e9), none);
    }
}
