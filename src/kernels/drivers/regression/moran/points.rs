//! Of points: the eight nearest are a point's neighbours, each with the weight 1/8.
//!
//! Shapes: n points, n rows of (Y, X…). Units: coordinates in metres of a plane. Range: at least ten points. Of points at the same distance (to 1e-9) those that
//! come first are nearer, as in spdep's knearneigh; points in one place are neighbours. Memory: 8 bytes for each of n (k + 12) numbers.
//!
//! Source: as for [`super`]; neighbours by the crate rstar.

use super::{
    super::{
        Fault,
        plan::{CHUNK, Chunk, Plan},
        triangle::dot,
    },
    Moran, Sums,
};
use crate::kernels::GoOn;
use rayon::prelude::*;
use rstar::{RTree, primitives::GeomWithData};

/// How many
pub const NEIGHBOURS: usize = 8;

/// Squares of distances that differ by less are those of equal distances: cells of a grid have coordinates that are rounded.
const ALIKE: f64 = 1.0 + 1e-9;

/// Points that a thread takes at once.
const PIECE: usize = 1024;

type Tree = RTree<GeomWithData<[f64; 2], u32>>;
type Nearest = [u32; NEIGHBOURS];

/// Of points (x, y) in metres, one for each row of (Y, X…). `None` of nine points or fewer, and where nothing is left of Y.
pub fn moran(plan: &Plan, points: &[[f64; 2]], columns: &[&[f64]], go_on: GoOn) -> Result<Option<Moran>, Fault> {
    assert_eq!(points.len(), columns[0].len(), "a point for each row");
    if points.len() <= NEIGHBOURS + 1 {
        return Ok(None);
    }
    let nearest = neighbours(points, go_on).ok_or(Fault::Cancelled)?;
    let rows = Rows::of(plan, columns)?;
    let sums = rows.sums(&nearest, go_on).ok_or(Fault::Cancelled)?;
    Ok(sums.figures(&plan.model))
}

/// Of each point the nearest others, by distance and then by their order; `None` where work does not go on.
fn neighbours(points: &[[f64; 2]], go_on: GoOn) -> Option<Vec<Nearest>> {
    let tree: Tree =
        RTree::bulk_load(points.iter().enumerate().map(|(at, point)| GeomWithData::new(*point, at as u32)).collect());
    let of_piece = |(piece, points): (usize, &[[f64; 2]])| {
        let of = |(at, point): (usize, &[f64; 2])| nearest(&tree, *point, (piece * PIECE + at) as u32);
        go_on().then(|| points.iter().enumerate().map(of).collect::<Vec<Nearest>>())
    };
    let pieces: Option<Vec<Vec<Nearest>>> = points.par_chunks(PIECE).enumerate().map(of_piece).collect();
    pieces.map(|pieces| pieces.concat())
}

fn nearest(tree: &Tree, point: [f64; 2], own: u32) -> Nearest {
    let mut found: Vec<(f64, u32)> = Vec::with_capacity(2 * NEIGHBOURS);
    for (other, distance) in tree.nearest_neighbor_iter_with_distance_2(point) {
        // All at the distance of the last one, of which the tree's order decides nothing
        if found.len() >= NEIGHBOURS && distance > found[NEIGHBOURS - 1].0 * ALIKE {
            break;
        }
        if other.data != own {
            found.push((distance, other.data));
        }
    }
    found.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    for alike in found.chunk_by_mut(|a, b| b.0 <= a.0 * ALIKE) {
        alike.sort_unstable_by_key(|(_, at)| *at);
    }
    std::array::from_fn(|at| found[at].1)
}

/// Columns of all rows.
struct Rows {
    /// Columns of Q, the intercept's first
    q: Vec<Vec<f64>>,
    fitted: Vec<f64>,
    residual: Vec<f64>,
}

impl Rows {
    fn of(plan: &Plan, columns: &[&[f64]]) -> Result<Rows, Fault> {
        let model = &plan.model;
        let n = columns[0].len();
        let column = || {
            let mut values: Vec<f64> = Vec::new();
            let bytes = size_of_val(columns[0]) as u64;
            values.try_reserve_exact(n).map_err(|_| Fault::Memory { bytes })?;
            Ok(values)
        };
        let mut q: Vec<Vec<f64>> = (0..model.columns.len()).map(|_| column()).collect::<Result<_, Fault>>()?;
        let (mut fitted, mut residual) = (column()?, column()?);
        let mut chunk = Chunk::default();
        for start in (0..n).step_by(CHUNK) {
            plan.chunk(columns, start, CHUNK.min(n - start), &mut chunk);
            q.iter_mut().enumerate().for_each(|(c, q)| q.extend_from_slice(chunk.w(c)));
            fitted.extend_from_slice(&chunk.fitted);
            residual.extend_from_slice(&chunk.residual);
        }
        if model.intercept {
            let mut ones = column()?;
            ones.resize(n, 1.0 / (model.rows as f64).sqrt());
            q.insert(0, ones);
        }
        Ok(Rows { q, fitted, residual })
    }

    fn sums(&self, nearest: &[Nearest], go_on: GoOn) -> Option<Sums> {
        let n = nearest.len();
        let mut sums = Sums { rows: n as u64, ..Sums::default() };
        sums.room(self.q.len());
        let (s1, s2) = squares_of_weights(nearest);
        sums.s1.add(s1);
        sums.s2.add(s2);
        sums.squares.add(dot(&self.residual, &self.residual));
        sums.error.add(dot(&self.residual, &lagged(nearest, &self.residual)));
        // Wŷ - ŷ, of which the mean of y is gone, as each point has neighbours
        let mut lag = lagged(nearest, &self.fitted);
        lag.iter_mut().zip(&self.fitted).for_each(|(lag, fitted)| *lag -= fitted);
        sums.lag.add(dot(&self.residual, &lag));
        sums.lagged.add(dot(&lag, &lag));
        for (c, q) in self.q.iter().enumerate() {
            if !go_on() {
                return None;
            }
            sums.with_lag[c].add(dot(q, &lag));
            let both = symmetric(nearest, q);
            sums.spread[c].add(dot(&both, &both));
            for (row, other) in self.q[..=c].iter().enumerate() {
                sums.cross[c * (c + 1) / 2 + row].add(dot(other, &both));
            }
        }
        Some(sums)
    }
}

const WEIGHT: f64 = 1.0 / NEIGHBOURS as f64;

/// W x
fn lagged(nearest: &[Nearest], x: &[f64]) -> Vec<f64> {
    nearest.iter().map(|nearest| nearest.iter().map(|at| x[*at as usize]).sum::<f64>() * WEIGHT).collect()
}

/// (W x + W'x) / 2
fn symmetric(nearest: &[Nearest], x: &[f64]) -> Vec<f64> {
    let mut both = lagged(nearest, x);
    for (nearest, x) in nearest.iter().zip(x) {
        nearest.iter().for_each(|at| both[*at as usize] += x * WEIGHT);
    }
    both.iter_mut().for_each(|both| *both *= 0.5);
    both
}

/// S1 and S2
fn squares_of_weights(nearest: &[Nearest]) -> (f64, f64) {
    let mut named = vec![0u32; nearest.len()];
    let mut mutual = 0u64;
    for (own, of) in nearest.iter().enumerate() {
        for other in of {
            named[*other as usize] += 1;
            mutual += u64::from(nearest[*other as usize].contains(&(own as u32)));
        }
    }
    let links = (nearest.len() * NEIGHBOURS) as f64;
    let s2 = named.iter().map(|count| (1.0 + f64::from(*count) * WEIGHT).powi(2)).sum();
    ((links + mutual as f64) * WEIGHT * WEIGHT, s2)
}
