//! Neighbours of targets that lie close together.
//!
//! Whoever may be a neighbour of some of them is found once. The set of the last target is still that of the next where, of squared distances,
//! the largest within it is below the least outside, with room for what counts as equal: then no choice is made.

use super::{
    SAME,
    field::{Field, Place},
    search::{Search, Spare, Ties, square},
};

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

    /// Of squared distances from a place the most, or the least, by `worse`; in lanes, as order does not matter.
    #[inline]
    fn end(&self, from: Place, start: f64, better: impl Fn(f64, f64) -> bool) -> f64 {
        let mut ends = [start; 4];
        let pick = |end: &mut f64, east: f64, north: f64| {
            let (a, b) = (east - from[0], north - from[1]);
            let own = a * a + b * b;
            *end = if better(own, *end) { own } else { *end };
        };
        let (east, north) = (self.east.chunks_exact(4), self.north.chunks_exact(4));
        for (east, north) in east.remainder().iter().zip(north.remainder()) {
            pick(&mut ends[0], *east, *north);
        }
        for (east, north) in east.zip(north) {
            for k in 0..4 {
                pick(&mut ends[k], east[k], north[k]);
            }
        }
        ends.into_iter().fold(start, |end, own| if better(own, end) { own } else { end })
    }
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
    /// For targets between four corners.
    pub fn new(search: &Search, field: &Field, corners: [Place; 4]) -> Tile {
        let middle = [0, 1].map(|axis| corners.iter().map(|corner| corner[axis]).sum::<f64>() / 4.0);
        let within = corners.iter().fold(0.0, |most, corner| f64::max(most, square(*corner, middle))).sqrt();
        let mut candidates = Vec::new();
        search.candidates(middle, within, |_| false, &mut candidates);
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
        let near = self.near.end(target, 0.0, |own, most| own > most);
        let far = self.far.end(target, f64::INFINITY, |own, least| own < least);
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
