//! The same mining land laid elsewhere on the same map: what the means of its rings are where it does nothing.
//!
//! Place:   mining land shifted by whole cells, and turned by quarters and mirrored (on cells that are not square: by halves); its
//!          cells lie on valid land that is not mined, all but [`OFF_LAND`] of them, and each ring has land of at least
//!          [`RING_LAND`] of the area it has around the mining land itself
//! Values:  of each ring, Σ carbon / Σ area of the land that is not mined \[t/ha\]
//!
//! Places are drawn without replacement, each equally likely. [`Elsewhere::apart`] of them are farther from each other than a
//! length: places that share their land say little more than one.
//!
//! Shapes: land on coarse cells, the footprint of what is mined; a value for each ring and place. Range: none where mining land fits
//! nowhere else.
//!
//! Source: Fortin and Dale 2005, Spatial Analysis, ch. 5 (restricted randomization); Upton and Fingleton 1985 (shifts).

use super::{coarse_land::CoarseLand, contribution::Land, footprint::Footprint};
use crate::kernels::{GoOn, stats::random::stream};
use rand::seq::index;
use rayon::prelude::*;

/// Cells of mining land that may lie on no land.
pub const OFF_LAND: f64 = 0.05;
/// Area that each ring has at least, of that around the mining land itself.
pub const RING_LAND: f64 = 0.8;
/// Places that are tried for each that is wanted.
const TRIES: usize = 200;
/// Places that are tried side by side.
const AT_ONCE: usize = 512;

/// Land with sums along rows, so that a run costs two look-ups.
pub struct LandSums {
    rows: usize,
    columns: usize,
    /// Up to every cell of a row, itself left out.
    sums: Vec<Land>,
    free: Vec<u32>,
}

/// Where the mining land is laid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Rows and columns change places.
    pub turned: bool,
    pub flipped: (bool, bool),
    /// Of the upper left corner of the rectangle around what is mined.
    pub row: usize,
    pub column: usize,
}

/// Means of rings at places elsewhere.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Elsewhere {
    pub means: Vec<Vec<f64>>,
    /// How many of the places are farther than the length from each other.
    pub apart: usize,
}

impl LandSums {
    pub fn new(land: &CoarseLand) -> LandSums {
        let (rows, columns) = (land.rows(), land.columns);
        let mut sums = Vec::with_capacity(rows * (columns + 1));
        let mut free = Vec::with_capacity(rows * (columns + 1));
        for row in 0..rows {
            let (mut land_sum, mut free_sum) = (Land::default(), 0);
            for column in 0..=columns {
                sums.push(land_sum);
                free.push(free_sum);
                if column < columns {
                    let cell = row * columns + column;
                    land_sum.area_ha += land.area[cell];
                    land_sum.carbon_t += land.carbon[cell];
                    free_sum += u32::from(land.area[cell] > 0.0 && !land.mined[cell]);
                }
            }
        }
        LandSums { rows, columns, sums, free }
    }

    /// Land of every ring of a footprint, and how many of its mined cells are on land that is not mined.
    pub fn around(&self, footprint: &Footprint, place: Place) -> (Vec<Land>, u64) {
        let mut rings = vec![Land::default(); footprint.rings];
        let mut free = 0;
        self.runs(footprint, place, |start, end, ring| {
            let (before, after) = (self.sums[start], self.sums[end]);
            rings[usize::from(ring)].area_ha += after.area_ha - before.area_ha;
            rings[usize::from(ring)].carbon_t += after.carbon_t - before.carbon_t;
            if ring == 0 {
                free += u64::from(self.free[end] - self.free[start]);
            }
        });
        (rings, free)
    }

    /// Runs of a footprint at a place, cut at the edges of the land, as places among the sums.
    fn runs(&self, footprint: &Footprint, place: Place, mut each: impl FnMut(usize, usize, u16)) {
        let margin = footprint.margin;
        let (height, width) = (footprint.size.0 as isize, footprint.size.1 as isize);
        let (top, left) = (place.row as isize - margin.0 as isize, place.column as isize - margin.1 as isize);
        for (r, runs) in (0..).zip(&footprint.rows) {
            let row = top + if place.flipped.0 { height - 1 - r } else { r };
            if !(0..self.rows as isize).contains(&row) {
                continue;
            }
            let line = row as usize * (self.columns + 1);
            let cut = |column: isize| (left + column).clamp(0, self.columns as isize) as usize;
            for (run, ring) in runs {
                let (start, end) = (run.start as isize, run.end as isize);
                let (start, end) = if place.flipped.1 { (width - end, width - start) } else { (start, end) };
                let (start, end) = (cut(start), cut(end));
                if start < end {
                    each(line + start, line + end, *ring);
                }
            }
        }
    }
}

/// What places are drawn from.
pub struct Sites<'a> {
    pub sums: &'a LandSums,
    /// As it lies, and turned, where cells are square.
    pub footprints: &'a [Footprint],
    /// Area of each ring around the mining land itself, ha; rings without any are not asked of places.
    pub areas: &'a [f64],
    /// In rows and columns: places farther than that are apart.
    pub apart: (f64, f64),
}

impl Sites<'_> {
    /// Up to so many places and the means there, in the order of their draws; `None` where `go_on` says no.
    pub fn draw(&self, count: usize, seed: u64, go_on: GoOn<'_>) -> Option<Elsewhere> {
        let ranges: Vec<(usize, usize)> = self.footprints.iter().map(|footprint| self.room(footprint)).collect();
        let all: usize = ranges.iter().map(|(rows, columns)| 4 * rows * columns).sum();
        if all == 0 || count == 0 {
            return Some(Elsewhere::default());
        }
        let tried = index::sample(&mut stream(seed, 0), all, all.min(count * TRIES)).into_vec();
        let mut elsewhere = Elsewhere::default();
        let mut apart: Vec<(f64, f64)> = Vec::new();
        for some in tried.chunks(AT_ONCE) {
            let found = some.par_iter().map(|number| go_on().then(|| self.at(self.place(*number, &ranges))));
            for (number, means) in some.iter().zip(found.collect::<Option<Vec<_>>>()?) {
                let Some(means) = means.filter(|_| elsewhere.means.len() < count) else { continue };
                elsewhere.means.push(means);
                let (which, place) = self.place(*number, &ranges);
                let size = self.footprints[which].mined_size;
                let centre = (
                    (place.row as f64 + 0.5 * size.0 as f64) / self.apart.0,
                    (place.column as f64 + 0.5 * size.1 as f64) / self.apart.1,
                );
                if apart.iter().all(|other| (other.0 - centre.0).hypot(other.1 - centre.1) > 1.0) {
                    apart.push(centre);
                }
            }
            if elsewhere.means.len() >= count {
                break;
            }
        }
        Some(Elsewhere { apart: apart.len(), ..elsewhere })
    }

    /// Rows and columns that the rectangle around what is mined can begin at.
    fn room(&self, footprint: &Footprint) -> (usize, usize) {
        let (height, width) = footprint.mined_size;
        ((self.sums.rows + 1).saturating_sub(height), (self.sums.columns + 1).saturating_sub(width))
    }

    /// The place of a number, and which footprint is laid there.
    fn place(&self, mut number: usize, ranges: &[(usize, usize)]) -> (usize, Place) {
        let mut which = 0;
        while number >= 4 * ranges[which].0 * ranges[which].1 {
            number -= 4 * ranges[which].0 * ranges[which].1;
            which += 1;
        }
        let (flips, at) = (number % 4, number / 4);
        let columns = ranges[which].1;
        let place = Place {
            turned: which == 1,
            flipped: (flips & 1 == 1, flips & 2 == 2),
            row: at / columns,
            column: at % columns,
        };
        (which, place)
    }

    /// Means of the rings at a place that will do.
    fn at(&self, (which, place): (usize, Place)) -> Option<Vec<f64>> {
        let footprint = &self.footprints[which];
        let (lands, free) = self.sums.around(footprint, place);
        let enough = free as f64 >= (1.0 - OFF_LAND) * footprint.mined_cells as f64;
        let with_land = self.areas.iter().zip(&lands).skip(1).filter(|(area, _)| **area > 0.0);
        (enough && with_land.clone().all(|(area, land)| land.area_ha >= RING_LAND * area))
            .then(|| with_land.map(|(_, land)| land.carbon_t / land.area_ha).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;

    const ROWS: usize = 24;
    const COLUMNS: usize = 30;

    /// Land of a density that differs from cell to cell, some of it without land, and a mine of three cells in a corner.
    fn land() -> CoarseLand {
        let cells = ROWS * COLUMNS;
        let mined = |cell: usize| [4 * COLUMNS + 4, 4 * COLUMNS + 5, 5 * COLUMNS + 4].contains(&cell);
        let area: Vec<f64> = (0..cells).map(|cell| if mined(cell) || cell % 53 == 0 { 0.0 } else { 1.0 }).collect();
        let carbon = (0..cells).map(|cell| area[cell] * ((cell * cell) % 97) as f64).collect();
        CoarseLand::of(COLUMNS, area, carbon, (0..cells).map(mined).collect())
    }

    /// Land of every ring and free mined cells, by moving every mined cell and asking every cell of the land.
    fn by_brute_force(land: &CoarseLand, place: Place, limits: &[f64]) -> (Vec<Land>, u64) {
        let mined: Vec<(i64, i64)> = [(0, 0), (0, 1), (1, 0)]
            .into_iter()
            .map(|(row, column): (i64, i64)| if place.turned { (column, row) } else { (row, column) })
            .map(|(row, column)| {
                let (row, column) =
                    (if place.flipped.0 { 1 - row } else { row }, if place.flipped.1 { 1 - column } else { column });
                (place.row as i64 + row, place.column as i64 + column)
            })
            .collect();
        let mut rings = vec![Land::default(); limits.len()];
        let mut free = 0;
        for cell in 0..ROWS * COLUMNS {
            let (row, column) = ((cell / COLUMNS) as i64, (cell % COLUMNS) as i64);
            let square = mined.iter().map(|(r, c)| (r - row).pow(2) + (c - column).pow(2)).min().unwrap() as f64;
            let ring = limits.partition_point(|limit| *limit < square);
            if ring < limits.len() {
                rings[ring].area_ha += land.area[cell];
                rings[ring].carbon_t += land.carbon[cell];
            }
            free += u64::from(square == 0.0 && land.area[cell] > 0.0 && !land.mined[cell]);
        }
        (rings, free)
    }

    fn footprints(land: &CoarseLand, limits: &[f64]) -> Vec<Footprint> {
        let turned: Vec<bool> = (0..ROWS * COLUMNS).map(|i| land.mined[i % ROWS * COLUMNS + i / ROWS]).collect();
        [Footprint::of(&land.mined, COLUMNS, 1.0, limits), Footprint::of(&turned, ROWS, 1.0, limits)]
            .into_iter()
            .flatten()
            .collect()
    }

    #[test]
    fn rings_elsewhere_are_those_of_the_moved_mine() {
        let (land, limits) = (land(), [0.0, 4.0, 18.0]);
        let (sums, footprints) = (LandSums::new(&land), footprints(&land, &limits));
        for number in 0..64 {
            let place = Place {
                turned: number % 2 == 1,
                flipped: (number & 2 == 2, number & 4 == 4),
                row: number * 7 % (ROWS - 1),
                column: number * 11 % (COLUMNS - 1),
            };
            let found = sums.around(&footprints[usize::from(place.turned)], place);
            assert_eq!(found, by_brute_force(&land, place, &limits), "{place:?}");
        }
    }

    #[test]
    fn places_are_drawn_once_and_have_land() {
        let (land, limits) = (land(), [0.0, 4.0, 18.0]);
        let (sums, footprints) = (LandSums::new(&land), footprints(&land, &limits));
        let sites = Sites { sums: &sums, footprints: &footprints, areas: &[0.0, 20.0, 40.0], apart: (6.0, 6.0) };
        let draw = |count, seed| sites.draw(count, seed, &|| true).unwrap();
        let all = draw(100_000, 1);
        // Every place of every turn, by the rule
        let room = [(ROWS - 1, COLUMNS - 1, false), (COLUMNS - 1, ROWS - 1, true)];
        let mut count = 0;
        for (rows, columns, turned) in
            room.map(|(rows, columns, turned)| if turned { (columns, rows, turned) } else { (rows, columns, turned) })
        {
            for number in 0..4 * rows * columns {
                let place = Place {
                    turned,
                    flipped: (number & 1 == 1, number & 2 == 2),
                    row: number / 4 / columns,
                    column: number / 4 % columns,
                };
                let (lands, free) = by_brute_force(&land, place, &limits);
                count += usize::from(free == 3 && lands[1].area_ha >= 16.0 && lands[2].area_ha >= 32.0);
            }
        }
        assert_eq!(all.means.len(), count);
        let some = draw(50, 1);
        assert_eq!(some.means, all.means[..0].iter().cloned().chain(draw(50, 1).means).collect::<Vec<_>>());
        assert!(some.means.len() == 50 && some.apart > 3 && some.apart < all.apart.max(4) + 1);
        assert_ne!(some, draw(50, 2));
        let on = |threads| laws::on_threads(threads, || draw(50, 1));
        assert_eq!(on(1), on(3));
        assert_eq!(sites.draw(50, 1, &|| false), None);
        let nowhere = Sites { areas: &[0.0, 1e6, 1.0], ..sites };
        assert_eq!(nowhere.draw(50, 1, &|| true).unwrap().means.len(), 0);
    }
}
