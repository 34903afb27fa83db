//! How the means of rings vary and go together by chance, where land has a spatial covariance.
//!
//! Cov(m_i, m_j) = Σ_x Σ_y w_x w_y C(|x - y|) / (A_i A_j)        \[(t/ha)²\]
//!                 x in ring i, y in ring j; w area of land in a cell, A_i = Σ w_x; C by [`Covariance`]
//! Mean up to l:   M = Σ A_i m_i / Σ A_i, Var M = Σ_i Σ_j A_i A_j Cov(m_i, m_j) / (Σ A_i)²
//! Interval:       m ± t se, t of Student with S / A - 1 degrees of freedom (S / A: how many patches of land would be independent,
//!                 which is how well C is known); of K from that of M, mining land as it is
//!
//! Cells of a ring are taken together in squares whose side is a [`FINE`]th of the reach of C, with their centre and area; pairs within
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
use crate::kernels::{GoOn, geostatistics::covariance::Covariance};
use nalgebra::DMatrix;
use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// Fewer independent patches do not tell a covariance.
pub const MIN_INDEPENDENT: f64 = 20.0;

/// Squares that cells are taken together in, along the reach of the covariance.
const FINE: f64 = 16.0;
/// Mean distance of two points of a square, in sides.
const WITHIN: f64 = 0.5214;
/// Steps of the table of C.
const TABLE: usize = 8192;
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
    let rings = footprint.rings - 1;
    let per_square = |side: f64| ((covariance.reach() / FINE / side) as usize).max(1);
    let (columns, rows) = (per_square(sides.0), per_square(sides.1));
    let squares = pieces(land, footprint, (rows, columns), sides);
    let across = land.columns.div_ceil(columns);
    let down = squares.len() / across.max(1);
    let (width, height) = (columns as f64 * sides.0, rows as f64 * sides.1);
    let table: Vec<f64> = (0..=TABLE).map(|i| covariance.at(covariance.reach() * i as f64 / TABLE as f64)).collect();
    let scale = TABLE as f64 / covariance.reach();
    let at = |distance: f64| {
        let place = distance * scale;
        let step = place as usize;
        if step >= TABLE { 0.0 } else { table[step] + (table[step + 1] - table[step]) * (place - step as f64) }
    };
    let reach = |side: f64| (covariance.reach() / side) as usize + 1;
    let (reach_down, reach_across) = (reach(height), reach(width));
    let inside = if rows * columns == 1 { 0.0 } else { at(WITHIN * width.max(height)) };

    let of_row = |row: usize, sums: &mut DMatrix<f64>| {
        for column in 0..across {
            let here = &squares[row * across + column];
            for (i, one) in here.iter().enumerate() {
                sums[(one.ring, one.ring)] +=
                    one.squares * table[0] + (one.area * one.area - one.squares).max(0.0) * inside;
                let add = |other: &Piece, sums: &mut DMatrix<f64>| {
                    let distance = (one.at.0 - other.at.0).hypot(one.at.1 - other.at.1);
                    let both = one.area * other.area * at(distance);
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
    let student = StudentsT::new(0.0, 1.0, independent - 1.0).expect("there are degrees of freedom");
    let t = student.inverse_cdf(0.975);
    let mine = lands[0];
    for (ring, interval) in intervals.iter_mut().enumerate().skip(1) {
        let land = lands[ring];
        // Rings too narrow for coarse cells have no variance that is known.
        let known = |i: usize| lands[i].area_ha <= 0.0 || covariance[(i - 1, i - 1)] > 0.0;
        if land.area_ha <= 0.0 || !(1..=ring).all(known) {
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
