//! The same mining land laid elsewhere on the same map: what the means of its rings are where it does nothing.
//!
//! Place:   mining land shifted by whole cells in each of its ways ([`Footprint::ways`]), with those cells of its rings that have land
//!          around the mining land itself; mined cells lie on valid land that is not mined, all but [`OFF_LAND`] of them, and each ring
//!          has land of at least [`RING_LAND`] of the area it has around the mining land itself
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
/// Of sums along rows: an area that is less by no more is as large.
const ROUNDING: f64 = 1e-9;
/// Places that are tried for each that is wanted.
const TRIES: usize = 100;
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

/// Where a footprint is laid: row and column of the upper left corner of the rectangle around what is mined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    row: usize,
    column: usize,
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

    /// Land of a ring of a footprint at a place.
    fn ring(&self, footprint: &Footprint, place: Place, ring: usize) -> Land {
        let mut land = Land::default();
        self.runs(footprint, place, ring, |start, end| {
            let (before, after) = (self.sums[start], self.sums[end]);
            land.area_ha += after.area_ha - before.area_ha;
            land.carbon_t += after.carbon_t - before.carbon_t;
            true
        });
        land
    }

    /// Whether all but so many of its mined cells are on land that is not mined.
    fn fits(&self, footprint: &Footprint, place: Place, off_most: u64) -> bool {
        let mut off = 0;
        // Runs that are cut have cells beside the map.
        let mut left = footprint.mined_cells;
        self.runs(footprint, place, 0, |start, end| {
            let free = self.free[end] - self.free[start];
            let cells = (end - start) as u64;
            left -= cells;
            off += cells - u64::from(free);
            off <= off_most
        });
        off + left <= off_most
    }

    /// Runs of a ring at a place, cut at the edges of the land, as places among the sums, while `each` says yes.
    fn runs(&self, footprint: &Footprint, place: Place, ring: usize, mut each: impl FnMut(usize, usize) -> bool) {
        let margin = footprint.margin;
        let (top, left) = (place.row as isize - margin.0 as isize, place.column as isize - margin.1 as isize);
        let cut = |column: u32| (left + column as isize).clamp(0, self.columns as isize) as usize;
        for run in &footprint.rings[ring] {
            let row = top + run.row as isize;
            if !(0..self.rows as isize).contains(&row) {
                continue;
            }
            let line = row as usize * (self.columns + 1);
            let (start, end) = (cut(run.columns.start), cut(run.columns.end));
            if start < end && !each(line + start, line + end) {
                return;
            }
        }
    }
}

/// What places are drawn from.
pub struct Sites<'a> {
    pub sums: &'a LandSums,
    /// The ways it may lie.
    pub ways: &'a [Footprint],
    /// Area of each ring around the mining land itself, ha; rings without any are not asked of places.
    pub areas: &'a [f64],
    /// In rows and columns: places farther than that are apart.
    pub apart: (f64, f64),
}

impl Sites<'_> {
    /// Up to so many places and the means there, in the order of their draws; `None` where `go_on` says no.
    pub fn draw(&self, count: usize, seed: u64, go_on: GoOn<'_>) -> Option<Elsewhere> {
        let ranges: Vec<(usize, usize)> = self.ways.iter().map(|way| self.room(way)).collect();
        let all: usize = ranges.iter().map(|(rows, columns)| rows * columns).sum();
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
                let size = self.ways[which].mined_size;
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

    /// The place of a number, and which way it lies there.
    fn place(&self, mut number: usize, ranges: &[(usize, usize)]) -> (usize, Place) {
        let mut which = 0;
        while number >= ranges[which].0 * ranges[which].1 {
            number -= ranges[which].0 * ranges[which].1;
            which += 1;
        }
        let columns = ranges[which].1;
        (which, Place { row: number / columns, column: number % columns })
    }

    /// Means of the rings at a place that will do. What is most often missing is asked first: places for all that is mined, and land
    /// for the last ring.
    fn at(&self, (which, place): (usize, Place)) -> Option<Vec<f64>> {
        let footprint = &self.ways[which];
        let off_most = (OFF_LAND * footprint.mined_cells as f64) as u64;
        if !self.sums.fits(footprint, place, off_most) {
            return None;
        }
        let mut means = Vec::with_capacity(self.areas.len());
        for (ring, area) in self.areas.iter().enumerate().skip(1).rev().filter(|(_, area)| **area > 0.0) {
            let land = self.sums.ring(footprint, place, ring);
            if land.area_ha < RING_LAND * area * (1.0 - ROUNDING) {
                return None;
            }
            means.push(land.carbon_t / land.area_ha);
        }
        means.reverse();
        Some(means)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;
    use std::collections::BTreeSet;

    const ROWS: usize = 24;
    const COLUMNS: usize = 30;
    const MINE: [(usize, usize); 3] = [(2, 4), (2, 5), (3, 4)];
    const LIMITS: [f64; 3] = [0.0, 4.0, 18.0];

    /// Land of a density that differs from cell to cell, some of it without land, and a mine of three cells near an edge.
    fn land() -> CoarseLand {
        let cells = ROWS * COLUMNS;
        let mined = |cell: usize| MINE.contains(&(cell / COLUMNS, cell % COLUMNS));
        let area: Vec<f64> = (0..cells).map(|cell| if mined(cell) || cell % 53 == 0 { 0.0 } else { 1.0 }).collect();
        let carbon = (0..cells).map(|cell| area[cell] * ((cell * cell) % 97) as f64).collect();
        CoarseLand::of(COLUMNS, area, carbon, (0..cells).map(mined).collect())
    }

    fn ways(land: &CoarseLand) -> Vec<Footprint> {
        let footprint = Footprint::of(&land.mined, COLUMNS, 1.0, &LIMITS).unwrap();
        footprint.on_land((ROWS, COLUMNS), |row, column| land.area[row * COLUMNS + column] > 0.0).ways(true)
    }

    /// Row, column and ring of cells.
    type Cells = BTreeSet<(i64, i64, usize)>;

    /// Cells of the mine and of the rings that have land, from the first mined row and column on, in every way that differs.
    fn all_ways(land: &CoarseLand) -> BTreeSet<Cells> {
        let mut own = Cells::new();
        for (row, column) in (0..ROWS).flat_map(|row| (0..COLUMNS).map(move |column| (row, column))) {
            let square = |mine: &(usize, usize)| mine.0.abs_diff(row).pow(2) + mine.1.abs_diff(column).pow(2);
            let square = MINE.iter().map(square).min().unwrap() as f64;
            let ring = LIMITS.partition_point(|limit| *limit < square);
            if ring == 0 || (ring < LIMITS.len() && land.area[row * COLUMNS + column] > 0.0) {
                own.insert((row as i64 - 2, column as i64 - 4, ring));
            }
        }
        // The rectangle around the mine is 2 x 2, which mirrors and turns keep.
        let way = |way: usize| {
            let of = |(row, column, ring): &(i64, i64, usize)| {
                let (row, column) = if way & 4 == 4 { (*column, *row) } else { (*row, *column) };
                (if way & 1 == 1 { 1 - row } else { row }, if way & 2 == 2 { 1 - column } else { column }, *ring)
            };
            own.iter().map(of).collect()
        };
        (0..8).map(way).collect()
    }

    /// Land of every ring and free mined cells, cell by cell.
    fn by_brute_force(land: &CoarseLand, cells: &Cells, (top, left): (usize, usize)) -> (Vec<Land>, u64) {
        let mut rings = vec![Land::default(); LIMITS.len()];
        let mut free = 0;
        for (row, column, ring) in cells {
            let (row, column) = (row + top as i64, column + left as i64);
            if (0..ROWS as i64).contains(&row) && (0..COLUMNS as i64).contains(&column) {
                let cell = row as usize * COLUMNS + column as usize;
                rings[*ring].area_ha += land.area[cell];
                rings[*ring].carbon_t += land.carbon[cell];
                free += u64::from(*ring == 0 && land.area[cell] > 0.0 && !land.mined[cell]);
            }
        }
        (rings, free)
    }

    #[test]
    fn places_are_those_of_every_way_and_cell() {
        let land = land();
        let (sums, ways) = (LandSums::new(&land), ways(&land));
        let all = all_ways(&land);
        assert_eq!((ways.len(), all.len()), (8, 8));
        let areas: Vec<f64> = by_brute_force(&land, &all_ways(&land).into_iter().next().unwrap(), (2, 4))
            .0
            .iter()
            .map(|l| l.area_ha)
            .collect();
        let own: Vec<f64> = (0..3).map(|ring| sums.ring(&ways[0], Place { row: 2, column: 4 }, ring).area_ha).collect();
        assert_eq!(own[0], 0.0);
        assert!(areas.len() == own.len());
        let mut expected: Vec<Vec<f64>> = Vec::new();
        for (cells, top, left) in all
            .iter()
            .flat_map(|cells| (0..ROWS - 1).flat_map(move |top| (0..COLUMNS - 1).map(move |left| (cells, top, left))))
        {
            let (rings, free) = by_brute_force(&land, cells, (top, left));
            if free == 3 && (1..3).all(|ring| rings[ring].area_ha >= 0.8 * own[ring] - 1e-9) {
                expected.push((1..3).map(|ring| rings[ring].carbon_t / rings[ring].area_ha).collect());
            }
        }
        let sites = Sites { sums: &sums, ways: &ways, areas: &own, apart: (6.0, 6.0) };
        let mut found = sites.draw(100_000, 1, &|| true).unwrap().means;
        let sorted = |all: &mut Vec<Vec<f64>>| all.sort_by(|a, b| a.partial_cmp(b).unwrap());
        sorted(&mut found);
        sorted(&mut expected);
        assert!(expected.len() > 500);
        assert_eq!(found, expected);
    }

    #[test]
    fn a_seed_draws_places_of_its_own() {
        let land = land();
        let (sums, ways) = (LandSums::new(&land), ways(&land));
        let sites = Sites { sums: &sums, ways: &ways, areas: &[0.0, 15.0, 30.0], apart: (6.0, 6.0) };
        let draw = |count, seed| sites.draw(count, seed, &|| true).unwrap();
        let (some, all) = (draw(50, 1), draw(100_000, 1));
        assert!(some.means.len() == 50 && some.apart > 3 && some.apart <= all.apart);
        assert_ne!(some, draw(50, 2));
        let on = |threads| laws::on_threads(threads, || draw(50, 1));
        assert_eq!(on(1), on(3));
        assert_eq!(sites.draw(50, 1, &|| false), None);
        let nowhere = Sites { areas: &[0.0, 1e6, 1.0], ..sites };
        assert_eq!(nowhere.draw(50, 1, &|| true).unwrap().means.len(), 0);
    }

    #[test]
    fn all_but_a_few_mined_cells_need_land() {
        let land = land();
        let (sums, ways) = (LandSums::new(&land), ways(&land));
        for (row, column) in [(0, 0), (2, 4), (1, 3), (10, 10), (1, 21)] {
            let free = MINE.iter().map(|(r, c)| (r - 2 + row) * COLUMNS + c - 4 + column);
            let off = free.filter(|cell| land.area[*cell] == 0.0 || land.mined[*cell]).count() as u64;
            for most in 0..4 {
                assert_eq!(sums.fits(&ways[0], Place { row, column }, most), off <= most, "{row} {column} {off}");
            }
        }
    }
}
