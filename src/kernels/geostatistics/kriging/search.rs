//! Neighbours of a target.
//!
//! 1. The n nearest by distance on the map, with all others at the distance of the n-th: squared distances that differ by less than 1e-9 of
//!    themselves are equal. So neither the order of points nor that of a tree decides.
//! 2. Of these, those within the radius, which belongs to it.
//! 3. Of these, in each quadrant the nearest k, with all others at the distance of the k-th.
//!
//! Quadrants: north-east holds the north axis, south-east the east axis, south-west the south axis, north-west the west axis; a
//! point in the target's own place is in the north-east.
//!
//! Shapes: a target's place; indices of points, rising. Units: those of the map.
//!
//! Source: gstat's `nmax`, `maxdist`, `omax` (Pebesma 2004), which cuts ties by the order of its tree.

use super::{SAME, places::Place};
use rstar::{RTree, primitives::GeomWithData};

/// Which points a target is predicted from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbourhood {
    /// So many of the nearest; 0: all.
    pub max: usize,
    /// With fewer there is no prediction; at least 1, and the terms of the drift.
    pub min: usize,
    /// How far they may be.
    pub radius: Option<f64>,
    /// So many in each quadrant; 0: any number.
    pub sector_max: usize,
}

impl Neighbourhood {
    pub const ALL: Neighbourhood = Neighbourhood { max: 0, min: 1, radius: None, sector_max: 0 };

    /// Whether all points are neighbours of every target.
    pub fn global(&self) -> bool {
        self.max == 0 && self.radius.is_none() && self.sector_max == 0
    }

    /// The largest squared distance of what is within the radius.
    pub(super) fn farthest(&self) -> f64 {
        self.radius.map_or(f64::INFINITY, |radius| radius * radius * (1.0 + SAME))
    }
}

/// Room for rounding, as a share of squared distances, where candidates are gathered.
const ROOM: f64 = 1e-6;

/// Points in a tree.
#[derive(Debug)]
pub(super) struct Search {
    tree: RTree<GeomWithData<[f64; 2], u32>>,
    pub rule: Neighbourhood,
}

/// More points than a neighbourhood may hold at one distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ties(pub usize);

/// What a choice among candidates needs beside.
#[derive(Debug, Default)]
pub(super) struct Spare {
    sorted: Vec<f64>,
}

impl Search {
    pub fn new(places: &[Place], rule: Neighbourhood) -> Search {
        let entry = |(index, place): (usize, &Place)| GeomWithData::new(*place, index as u32);
        Search { tree: RTree::bulk_load(places.iter().enumerate().map(entry).collect()), rule }
    }

    /// The largest squared distance of what is within the radius of a target no farther than `within`.
    fn farthest_within(&self, within: f64) -> f64 {
        (self.rule.farthest().sqrt() + within).powi(2) * (1.0 + ROOM)
    }

    /// The same of a neighbour, if this is the squared distance of the n-th nearest: that of each such target is no farther than it and
    /// `within`.
    fn nearest_within(&self, nth: f64, within: f64) -> f64 {
        (nth.sqrt() + 2.0 * within).powi(2) * (1.0 + ROOM)
    }

    /// From squared distances: up to which there may be neighbours of a target no farther than `within`.
    pub fn limit(&self, squares: &[f64], within: f64) -> f64 {
        let limit = self.farthest_within(within);
        if self.rule.max == 0 || squares.len() <= self.rule.max {
            return limit;
        }
        limit.min(self.nearest_within(nth(squares.iter().copied(), self.rule.max, &mut Vec::new()), within))
    }

    /// All points that may be neighbours of a target no farther than `within` from this place, rising; those that `skip` names are none.
    pub fn candidates(&self, from: Place, within: f64, skip: impl Fn(u32) -> bool, to: &mut Vec<u32>) {
        to.clear();
        let mut limit = self.farthest_within(within);
        if self.rule.max > 0 {
            for (point, square) in self.tree.nearest_neighbor_iter_with_distance_2(from) {
                if square > limit {
                    break;
                }
                if skip(point.data) {
                    continue;
                }
                to.push(point.data);
                if to.len() == self.rule.max {
                    limit = limit.min(self.nearest_within(square, within));
                }
            }
        } else {
            let all = self.tree.locate_within_distance(from, limit).map(|point| point.data);
            to.extend(all.filter(|index| !skip(*index)));
        }
        to.sort_unstable();
    }

    /// The neighbours among candidates, as positions among these, rising, from squared distances and steps to them.
    pub fn choose(
        &self,
        target: Place,
        places: impl Fn(usize) -> Place,
        squares: &[f64],
        spare: &mut Spare,
        to: &mut Vec<u32>,
    ) -> Result<(), Ties> {
        let mut limit = self.rule.farthest();
        if self.rule.max > 0 && squares.len() > self.rule.max {
            limit = limit.min(nth(squares.iter().copied(), self.rule.max, &mut spare.sorted));
        }
        to.clear();
        to.extend((0..squares.len() as u32).filter(|k| squares[*k as usize] <= limit));
        self.allow(to.len(), self.rule.max)?;
        if self.rule.sector_max > 0 {
            self.sectors(target, places, squares, spare, to)?;
        }
        Ok(())
    }

    fn allow(&self, found: usize, most: usize) -> Result<(), Ties> {
        if most > 0 && found > 4 * most { Err(Ties(found)) } else { Ok(()) }
    }

    fn sectors(
        &self,
        target: Place,
        places: impl Fn(usize) -> Place,
        squares: &[f64],
        spare: &mut Spare,
        to: &mut Vec<u32>,
    ) -> Result<(), Ties> {
        let most = self.rule.sector_max;
        let sector = |k: u32| quadrant(target, places(k as usize));
        for number in 0..4 {
            let own = |k: &&u32| sector(**k) == number;
            if to.iter().filter(own).count() <= most {
                continue;
            }
            let limit = nth(to.iter().filter(own).map(|k| squares[*k as usize]), most, &mut spare.sorted);
            to.retain(|k| sector(*k) != number || squares[*k as usize] <= limit);
            self.allow(to.iter().filter(own).count(), most)?;
        }
        Ok(())
    }
}

/// The n-th smallest (from 1), and what is equal to it.
fn nth(squares: impl Iterator<Item = f64>, n: usize, spare: &mut Vec<f64>) -> f64 {
    spare.clear();
    spare.extend(squares);
    let (_, found, _) = spare.select_nth_unstable_by(n - 1, f64::total_cmp);
    *found * (1.0 + SAME)
}

fn quadrant(target: Place, place: Place) -> usize {
    let (east, north) = (place[0] - target[0], place[1] - target[1]);
    if east >= 0.0 && north > 0.0 {
        0
    } else if north == 0.0 && east >= 0.0 || east > 0.0 && north < 0.0 {
        1
    } else if east <= 0.0 && north < 0.0 {
        2
    } else {
        3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quadrants_hold_their_axes() {
        let places = [
            [0.0, 0.0],
            [0.0, 1.0],
            [1.0, 1.0],
            [1.0, 0.0],
            [1.0, -1.0],
            [0.0, -1.0],
            [-1.0, -1.0],
            [-1.0, 0.0],
            [-1.0, 1.0],
        ];
        let found = places.map(|[east, north]| quadrant([5.0, 7.0], [5.0 + east, 7.0 + north]));
        assert_eq!(found, [1, 0, 0, 1, 1, 2, 2, 3, 3]);
    }
}
