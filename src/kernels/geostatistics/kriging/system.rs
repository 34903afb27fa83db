//! The kriging system of one set of neighbours.
//!
//! Once for a set: C = L L', G = L⁻¹ F, S = G' G, β, d. What follows for targets is in `estimate.rs`. See [`super`].

use super::{
    LEAST_PIVOT, Missing, NOISE, Trend,
    dense::dot,
    drift::Basis,
    factor::{Factor, NoFactor, TileAt},
    field::Field,
    places::{Place, square, steps},
};
use crate::kernels::GoOn;
use multiversion::multiversion;
use rayon::prelude::*;
use std::ops::Range;

/// Rows of a tile at most.
const MOST: usize = 128;

/// What is solved for a set of neighbours. Vectors are as long as the factor's padded rows.
#[derive(Debug, Clone, Default)]
pub(super) struct System {
    /// Rising
    pub set: Vec<u32>,
    pub(super) east: Vec<f64>,
    pub(super) north: Vec<f64>,
    /// By part of the model: neighbours in its ranges
    pub(super) mapped: Vec<[Vec<f64>; 2]>,
    /// Of parts without a sill: s at the neighbours; empty where all have one
    pub(super) pins: Vec<f64>,
    /// The middle of the neighbours, and by part the semivariance that s begins with
    pub(super) middle: Place,
    pub(super) reach: Vec<f64>,
    pub(super) factor: Factor,
    pub(super) basis: Basis,
    /// G, one term after the other
    pub(super) terms: Vec<f64>,
    /// The lower triangle of S = R R', by rows
    pub(super) schur: Vec<f64>,
    pub(super) beta: Vec<f64>,
    pub(super) dual: Vec<f64>,
    /// The largest entry of the diagonal
    pub(super) sill: f64,
}

/// Memory that solving takes.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// C, where it is one tile
    matrix: Vec<f64>,
    places: Vec<Place>,
    /// F, one term after the other
    f: Vec<f64>,
    z: Vec<f64>,
    product: Vec<f64>,
    left: Vec<f64>,
    /// β and d that the refinement adds
    more: (Vec<f64>, Vec<f64>),
}

impl System {
    /// Solves for a set, which rises. A system may be used again for another set.
    pub fn solve(
        &mut self,
        field: &Field,
        set: &[u32],
        work: &mut Work,
        go_on: GoOn<'_>,
    ) -> Result<Result<(), Missing>, NoFactor> {
        self.set.clear();
        self.set.extend_from_slice(set);
        let mut factor = std::mem::take(&mut self.factor);
        if !factor.resize(set.len()) {
            return Err(NoFactor::Memory);
        }
        self.gather(field, factor.padded());
        let filled = factor.fill(|at, tile| self.fill(field, at, tile), go_on);
        factor.copy_tile(&mut work.matrix);
        let made = filled.and_then(|()| factor.decompose(LEAST_PIVOT * self.sill, go_on));
        self.factor = factor;
        match made {
            Ok(()) => {}
            Err(NoFactor::Pivot) => return Ok(Err(Missing::Covariance)),
            Err(other) => return Err(other),
        }
        self.drift(field, work, go_on)
    }

    /// Neighbours in the ranges of each part, and what pins parts without a sill.
    fn gather(&mut self, field: &Field, padded: usize) {
        let parts = &field.covariances.parts;
        let places = |of: &dyn Fn(Place) -> f64, to: &mut Vec<f64>| {
            to.clear();
            to.extend(self.set.iter().map(|index| of(field.places[*index as usize])));
            to.resize(padded, 0.0);
        };
        places(&|place| place[0], &mut self.east);
        places(&|place| place[1], &mut self.north);
        self.mapped.resize_with(parts.len(), Default::default);
        for (part, [u, v]) in parts.iter().zip(&mut self.mapped) {
            places(&|place| part.place(place)[0], u);
            places(&|place| part.place(place)[1], v);
        }
        let covariances = &field.covariances;
        self.sill = covariances.sill() + covariances.nugget + covariances.error;
        self.pins.clear();
        if covariances.bounded() {
            return;
        }
        let mean = |of: &[f64]| of[..self.set.len()].iter().sum::<f64>() / self.set.len() as f64;
        self.middle = [mean(&self.east), mean(&self.north)];
        self.reach.clear();
        self.pins.resize(padded, 0.0);
        for (part, [u, v]) in parts.iter().zip(&self.mapped) {
            let middle = part.place(self.middle);
            let from = |k: usize| square([u[k], v[k]], middle);
            let most = (0..self.set.len()).map(from).fold(0.0, f64::max);
            // A single place has no reach; any semivariance does.
            let reach = part.semivariance(if most > 0.0 { most } else { 1.0 });
            self.reach.push(reach);
            if !part.bounded() {
                (0..self.set.len()).for_each(|k| self.pins[k] += part.semivariance(from(k)) + reach);
            }
        }
        self.sill += 2.0 * self.pins.iter().copied().fold(0.0, f64::max);
    }

    /// Covariances of a tile; what is above the diagonal is not looked at, and begins in fours.
    fn fill(&self, field: &Field, at: TileAt, tile: &mut [f64]) {
        let mut squares = [0.0; MOST];
        for (c, to) in tile.chunks_exact_mut(at.width).enumerate() {
            let first = if at.row == at.column { c / 4 * 4 } else { 0 };
            to[..first].fill(0.0);
            let rows = at.row + first..at.row + at.width;
            self.fill_column(field, at.column + c, rows, &mut squares, &mut to[first..]);
        }
    }

    /// Covariances of one neighbour with a range of them.
    #[inline]
    fn fill_column(&self, field: &Field, column: usize, rows: Range<usize>, squares: &mut [f64], to: &mut [f64]) {
        let covariances = &field.covariances;
        let squares = &mut squares[..to.len()];
        to.fill(0.0);
        for (part, [u, v]) in covariances.parts.iter().zip(&self.mapped) {
            part.add(&u[rows.clone()], &v[rows.clone()], [u[column], v[column]], 1.0, to);
        }
        if !self.pins.is_empty() {
            let own = self.pins[column];
            to.iter_mut().zip(&self.pins[rows.clone()]).for_each(|(to, pin)| *to += pin + own);
        }
        if field.shared && covariances.nugget > 0.0 {
            let own = [self.east[column], self.north[column]];
            steps(&self.east[rows.clone()], &self.north[rows.clone()], own, squares);
            let one_place = |square: &f64| if *square <= field.one_place { covariances.nugget } else { 0.0 };
            to.iter_mut().zip(squares.iter()).for_each(|(to, square)| *to += one_place(square));
        }
        if let Some(row) = column.checked_sub(rows.start).filter(|row| *row < to.len()) {
            let pin = self.pins.get(column).copied().unwrap_or(0.0);
            to[row] = covariances.sill() + 2.0 * pin + covariances.nugget + covariances.error;
        }
    }

    /// C x.
    fn multiply(&self, field: &Field, matrix: &[f64], x: &[f64], to: &mut [f64]) {
        let padded = self.factor.padded();
        if self.factor.one_tile() {
            return multiply_tile(matrix, padded, x, to);
        }
        let size = self.set.len();
        let row = |column: usize| {
            let (mut entries, mut squares) = ([0.0; MOST], [0.0; MOST]);
            let part = |start: usize| {
                let rows = start..(start + MOST).min(size);
                let entries = &mut entries[..rows.len()];
                self.fill_column(field, column, rows.clone(), &mut squares, entries);
                dot(entries, &x[rows])
            };
            (0..size).step_by(MOST).map(part).sum::<f64>()
        };
        to[..size].par_iter_mut().enumerate().for_each(|(k, to)| *to = row(k));
    }

    /// G, S, β and d.
    fn drift(&mut self, field: &Field, work: &mut Work, go_on: GoOn<'_>) -> Result<Result<(), Missing>, NoFactor> {
        let (padded, count) = (self.factor.padded(), field.trend.count());
        self.fill_terms(field, work);
        self.terms.clone_from(&work.f);
        for column in self.terms.chunks_exact_mut(padded) {
            self.factor.forward(column);
            if !go_on() {
                return Err(NoFactor::Cancelled);
            }
        }
        if !self.schur(padded, count) {
            return Ok(Err(Missing::Drift));
        }
        let Work { matrix, f, z, product, left, more, .. } = work;
        let values = || self.set.iter().map(|index| field.values[*index as usize]);
        // Values are taken from their mean, which is the first term's.
        let level = match field.trend {
            Trend::Known(mean) => mean,
            Trend::Unknown(_) => values().sum::<f64>() / self.set.len() as f64,
        };
        z.clear();
        z.extend(values().map(|value| value - level));
        z.resize(padded, 0.0);
        left.clear();
        left.resize(count, 0.0);
        let (mut beta, mut dual) = (std::mem::take(&mut self.beta), std::mem::take(&mut self.dual));
        self.solution(z, left, &mut beta, &mut dual);
        if !go_on() {
            return Err(NoFactor::Cancelled);
        }
        // What is left of both rows
        product.resize(padded, 0.0);
        self.multiply(field, matrix, &dual, product);
        z.iter_mut().zip(&*product).for_each(|(z, c)| *z -= c);
        for ((column, beta), left) in f.chunks_exact(padded).zip(&beta).zip(&mut *left) {
            z.iter_mut().zip(column).for_each(|(z, term)| *z -= term * beta);
            *left = -dot(column, &dual);
        }
        self.solution(z, left, &mut more.0, &mut more.1);
        beta.iter_mut().zip(&more.0).for_each(|(beta, more)| *beta += more);
        dual.iter_mut().zip(&more.1).for_each(|(dual, more)| *dual += more);
        if let Some(constant) = beta.first_mut() {
            *constant += level;
        }
        (self.beta, self.dual) = (beta, dual);
        Ok(if self.is_noise(values()) { Err(Missing::Covariance) } else { Ok(()) })
    }
    /// Whether rounding alone may move predictions by more than a small part of how far values lie apart. Entries of C are rounded by up to ε of
    /// the sill, and a prediction w' z then moves by ε sill |w|₁ |d|₁; weights of all but singular systems are large too, so that the
    /// part is far below what one would see.
    fn is_noise(&self, values: impl Iterator<Item = f64>) -> bool {
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), z| (low.min(z), high.max(z)));
        let size: f64 = self.dual.iter().map(|d| d.abs()).sum();
        f64::EPSILON * self.sill * size > NOISE * (high - low)
    }

    /// F, by columns.
    fn fill_terms(&mut self, field: &Field, work: &mut Work) {
        let (padded, count) = (self.factor.padded(), field.trend.count());
        let Work { places, f, .. } = work;
        f.clear();
        f.resize(padded * count, 0.0);
        let Some(terms) = field.trend.terms() else { return };
        if count == 1 {
            // Ordinary kriging
            f[..self.set.len()].fill(1.0);
            self.basis = Basis::default();
            return;
        }
        places.clear();
        places.extend(self.set.iter().map(|index| field.places[*index as usize]));
        let layer = |layer: usize, k: usize| field.externals[layer][self.set[k] as usize];
        self.basis = Basis::of(terms, places, layer);
        let mut own = vec![0.0; count];
        for (k, place) in places.iter().enumerate() {
            self.basis.at(terms, *place, |number| layer(number, k), &mut own);
            own.iter().enumerate().for_each(|(term, value)| f[term * padded + k] = *value);
        }
    }

    /// R of S = G' G = R R'. False where terms are no different from one another.
    fn schur(&mut self, padded: usize, count: usize) -> bool {
        self.schur.clear();
        self.schur.resize(count * count, 0.0);
        let column = |k: usize| &self.terms[k * padded..(k + 1) * padded];
        for i in 0..count {
            for j in 0..=i {
                let sum = dot(column(i), column(j));
                let known: f64 = (0..j).map(|k| self.schur[i * count + k] * self.schur[j * count + k]).sum();
                if i == j {
                    if sum <= 0.0 || sum - known <= LEAST_PIVOT * sum {
                        return false;
                    }
                    self.schur[i * count + i] = (sum - known).sqrt();
                } else {
                    self.schur[i * count + j] = (sum - known) / self.schur[j * count + j];
                }
            }
        }
        true
    }

    /// β and d of C d + F β = a, F' d = b.
    fn solution(&self, a: &[f64], b: &[f64], beta: &mut Vec<f64>, dual: &mut Vec<f64>) {
        dual.clear();
        dual.extend_from_slice(a);
        self.factor.forward(dual);
        let columns = || self.terms.chunks_exact(a.len());
        beta.clear();
        beta.extend(columns().zip(b).map(|(column, b)| dot(column, dual) - b));
        self.schur_forward(beta);
        self.schur_backward(beta);
        for (column, beta) in columns().zip(&*beta) {
            dual.iter_mut().zip(column).for_each(|(y, term)| *y -= term * beta);
        }
        self.factor.backward(dual);
    }

    /// C⁻¹ F, by columns.
    pub fn inverse_drift(&self) -> Vec<Vec<f64>> {
        let column = |g: &[f64]| {
            let mut column = g.to_vec();
            self.factor.backward(&mut column);
            column
        };
        self.terms.chunks_exact(self.factor.padded()).map(column).collect()
    }

    /// R t = u, in place.
    pub(super) fn schur_forward(&self, u: &mut [f64]) {
        let count = u.len();
        for i in 0..count {
            let known: f64 = (0..i).map(|k| self.schur[i * count + k] * u[k]).sum();
            u[i] = (u[i] - known) / self.schur[i * count + i];
        }
    }

    /// R' t = u, in place.
    fn schur_backward(&self, u: &mut [f64]) {
        let count = u.len();
        for i in (0..count).rev() {
            let known: f64 = (i + 1..count).map(|k| self.schur[k * count + i] * u[k]).sum();
            u[i] = (u[i] - known) / self.schur[i * count + i];
        }
    }
}

/// C x of a single tile, of which what is below the diagonal counts.
#[multiversion(targets("x86_64+avx2"))]
fn multiply_tile(matrix: &[f64], width: usize, x: &[f64], to: &mut [f64]) {
    to.fill(0.0);
    for (c, entries) in matrix.chunks_exact(width).enumerate() {
        let below = &entries[c + 1..];
        to[c] += entries[c] * x[c] + dot(below, &x[c + 1..]);
        to[c + 1..].iter_mut().zip(below).for_each(|(to, entry)| *to += entry * x[c]);
    }
}
