//! Neighbours of targets that lie close together.
//!
//! Whoever may be a neighbour of some of them is found once. The set of the last target is still that of the next where, of squared distances,
//! the largest within it is below the least outside, with room for what counts as equal: then no choice is made.

use super::{
    SAME,
    field::Field,
    places::{Place, square, steps},
    search::{Search, Spare, Ties},
};
use multiversion::multiversion;

/// Neighbours of a tile over those of a cell, from which on it is cut.
const CROWD: usize = 4;

/// How large a tile is: so much of the distance to the farthest neighbour, and so many cells at most.
const SHARE: f64 = 0.3;
const MOST_CELLS: usize = 32;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// The set is that of the target before.
    Same,
    Another,
}

/// Places by axis.
#[derive(Debug, Default)]
struct Axes {
    east: Vec<f64>,
    north: Vec<f64>,
}

#[derive(Debug)]
pub(super) struct Tile {
    /// Rising
    candidates: Vec<u32>,
    all: Axes,
    near: Axes,
    far: Axes,
    most: usize,
    chosen: Vec<u32>,
    squares: Vec<f64>,
    /// Neighbours of the target that chose last
    pub set: Vec<u32>,
    begun: bool,
}

impl Axes {
    fn clear(&mut self) {
        self.east.clear();
        self.north.clear();
    }

    fn push(&mut self, place: Place) {
        self.east.push(place[0]);
        self.north.push(place[1]);
    }

    fn get(&self, k: usize) -> Place {
        [self.east[k], self.north[k]]
    }
}

/// The largest squared distance to one list of places, and the smallest to another; in lanes, as order does not matter.
#[multiversion(targets("x86_64+avx2"))]
fn ends(near: &Axes, far: &Axes, from: Place) -> (f64, f64) {
    (end(near, from, 0.0, |own, most| own > most), end(far, from, f64::INFINITY, |own, least| own < least))
}

#[inline(always)]
fn end(places: &Axes, from: Place, start: f64, better: impl Fn(f64, f64) -> bool) -> f64 {
    let mut ends = [start; 8];
    let (east, north) = (places.east.chunks_exact(8), places.north.chunks_exact(8));
    let (last_east, last_north) = (east.remainder(), north.remainder());
    for (east, north) in east.zip(north) {
        for k in 0..8 {
            let (a, b) = (east[k] - from[0], north[k] - from[1]);
            let own = a * a + b * b;
            ends[k] = if better(own, ends[k]) { own } else { ends[k] };
        }
    }
    let mut found = start;
    let last = last_east.iter().zip(last_north).map(|(east, north)| square([*east, *north], from));
    for own in ends.into_iter().chain(last) {
        found = if better(own, found) { own } else { found };
    }
    found
}

impl Search {
    /// Cells on a side of a tile, for cells of some size.
    pub fn tile_side(&self, cell: f64, field: &Field) -> usize {
        let ends = |axis: usize| {
            let of = field.places.iter().map(|place| place[axis]);
            of.clone().fold(f64::NEG_INFINITY, f64::max) - of.fold(f64::INFINITY, f64::min)
        };
        let reach = if self.rule.max == 0 {
            self.rule.radius.unwrap_or(f64::INFINITY)
        } else {
            let area = ends(0) * ends(1) * self.rule.max as f64 / field.len() as f64;
            (area / std::f64::consts::PI).sqrt()
        };
        ((SHARE * reach / cell) as usize).clamp(1, MOST_CELLS)
    }
}

impl Tile {
    /// For targets between four corners; `around`: a tile in which they all lie, whose candidates are narrowed down.
    pub fn new(search: &Search, field: &Field, corners: [Place; 4], around: Option<&Tile>) -> Tile {
        let middle = [0, 1].map(|axis| corners.iter().map(|corner| corner[axis]).sum::<f64>() / 4.0);
        let within = corners.iter().fold(0.0, |most, corner| f64::max(most, square(*corner, middle))).sqrt();
        let mut candidates = Vec::new();
        match around {
            None => search.candidates(middle, within, |_| false, &mut candidates),
            Some(around) => around.narrow(search, middle, within, &mut candidates),
        }
        let mut all = Axes::default();
        candidates.iter().for_each(|index| all.push(field.places[*index as usize]));
        Tile {
            candidates,
            all,
            near: Axes::default(),
            far: Axes::default(),
            most: search.rule.max,
            chosen: Vec::new(),
            squares: Vec::new(),
            set: Vec::new(),
            begun: false,
        }
    }

    /// The candidates of a part.
    fn narrow(&self, search: &Search, middle: Place, within: f64, to: &mut Vec<u32>) {
        let mut squares = vec![0.0; self.candidates.len()];
        steps(&self.all.east, &self.all.north, middle, &mut squares);
        let limit = search.limit(&squares, within);
        let near = self.candidates.iter().zip(&squares).filter(|(_, square)| **square <= limit);
        to.extend(near.map(|(index, _)| *index));
    }

    /// Whether smaller tiles would have far fewer candidates.
    pub fn crowded(&self) -> bool {
        self.most > 0 && self.candidates.len() > CROWD * self.most + 16
    }

    /// Finds the neighbours of a target, as [`Self::set`].
    #[inline]
    pub fn choose(&mut self, search: &Search, target: Place, spare: &mut Spare) -> Result<Choice, Ties> {
        if self.begun && self.holds(search, target) {
            return Ok(Choice::Same);
        }
        self.anew(search, target, spare)
    }

    /// Whether the set is this target's too.
    #[inline]
    fn holds(&self, search: &Search, target: Place) -> bool {
        if search.rule.sector_max > 0 {
            return false;
        }
        let size = self.set.len();
        let farthest = search.rule.farthest();
        let (near, far) = ends(&self.near, &self.far, target);
        if self.most > 0 && size == self.most {
            near <= farthest && near * (1.0 + 2.0 * SAME) < far
        } else {
            // All within the radius, and fewer than the most
            (self.most == 0 || size < self.most) && near <= farthest && far > farthest
        }
    }

    fn anew(&mut self, search: &Search, target: Place, spare: &mut Spare) -> Result<Choice, Ties> {
        self.squares.clear();
        self.squares.extend((0..self.candidates.len()).map(|k| square(self.all.get(k), target)));
        search.choose(target, |k| self.all.get(k), &self.squares, spare, &mut self.chosen)?;
        let before = std::mem::take(&mut self.set);
        self.set = self.chosen.iter().map(|k| self.candidates[*k as usize]).collect();
        if self.begun && before == self.set {
            return Ok(Choice::Same);
        }
        self.begun = true;
        self.near.clear();
        self.far.clear();
        let mut next = self.chosen.iter().copied().peekable();
        for k in 0..self.candidates.len() {
            let near = next.next_if_eq(&(k as u32)).is_some();
            if near { &mut self.near } else { &mut self.far }.push(self.all.get(k));
        }
        Ok(Choice::Another)
    }
}
