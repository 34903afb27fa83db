//! The first sweep: finds the sources, and keeps their first and last row in every column of every strip.

use super::sources::{Marker, Sources};
use crate::{
    engine::{
        land_cover::LandCover,
        progress::Progress,
        region::Sides,
        sweep::{Emit, Worker, sweep},
        threads::Threads,
    },
    error::{Error, Result},
    grid::{BlockShape, Window, tiling::Tiling},
    kernels::{
        Accumulator,
        buffers::distance::{ColumnEnds, Marks, StripBoundaries},
    },
    sentence::{list, phrase},
};
use serde::{Deserialize, Serialize};

impl Sides {
    /// (height / width)²; cells that are square but for rounding are square.
    pub(super) fn weight(&self) -> f64 {
        let ratio = self.height_m / self.width_m;
        if (ratio - 1.0).abs() < 1e-9 { 1.0 } else { ratio * ratio }
    }

    /// A distance as n of [`crate::kernels::buffers::distance`]; one that is a cell's is that cell's whatever its digits.
    pub(super) fn square(&self, metres: f64) -> f64 {
        (metres / self.width_m).powi(2) * (1.0 + 1e-12)
    }
}

/// What is sought, and how.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// The map whose classes are sources.
    pub map: &'a LandCover,
    pub sources: &'a Sources,
    pub sides: Sides,
    /// Shape of the blocks that the second sweep will write.
    pub output: Option<BlockShape>,
    /// Whether it will be asked for the nearest source of every cell.
    pub allocation: bool,
    /// Whether it will be asked for distances inside sources.
    pub signed: bool,
    pub threads: &'a Threads,
}

impl Search<'_> {
    fn tiling(&self) -> Tiling {
        Tiling::strips(self.map.grid(), self.map.info.block, self.output)
    }
}

/// Sources that were found on the grid of a map.
pub struct LocatedSources<'a> {
    pub(super) search: Search<'a>,
    pub(super) tiling: Tiling,
    pub(super) boundaries: StripBoundaries,
    /// The same for the cells that are no source, for signed distances.
    pub(super) outside: Option<StripBoundaries>,
}

/// Ends of columns of sources, and of all other cells.
#[derive(Default, Serialize, Deserialize)]
struct Ends {
    sources: ColumnEnds,
    others: ColumnEnds,
}

impl Accumulator for Ends {
    type Block<'a> = (Marks<'a>, Option<Marks<'a>>);
    type Output = (StripBoundaries, StripBoundaries);

    fn push(&mut self, (sources, others): Self::Block<'_>) {
        self.sources.push(sources);
        if let Some(others) = others {
            self.others.push(others);
        }
    }

    fn merge(&mut self, next: Self) {
        self.sources.merge(next.sources);
        self.others.merge(next.others);
    }

    fn finish(self) -> (StripBoundaries, StripBoundaries) {
        (self.sources.finish(), self.others.finish())
    }
}

impl<'a> LocatedSources<'a> {
    /// Finds the sources.
    pub fn find(search: Search<'a>, progress: &mut Progress<'_>) -> Result<LocatedSources<'a>> {
        let Search { map, sources, allocation, signed, threads, .. } = search;
        let tiling = search.tiling();
        let open = || Ok(SourceLocator { marker: Marker::open(map, sources)?, allocation, signed });
        let ends: Ends = sweep(&tiling, threads, progress, phrase!("Finding sources"), open, |()| Ok(()))?;
        let (boundaries, outside) = ends.finish();
        if !boundaries.any() {
            let Sources::Codes(codes) = sources else { unreachable!("source cells are not empty") };
            return Err(Error::NoSourceCells { path: map.path().to_owned(), codes: list(codes) });
        }
        Ok(LocatedSources { search, tiling, boundaries, outside: signed.then_some(outside) })
    }

    /// Whether another search on the same grid finds the same: sources of the same map, or shapes, of which no map tells, on
    /// the same strips.
    pub fn serves(&self, search: &Search<'_>) -> bool {
        let same_map = std::ptr::eq(self.search.map, search.map);
        (same_map || matches!(search.sources, Sources::Cells(_))) && self.tiling == search.tiling()
    }

    pub fn sides(&self) -> Sides {
        self.search.sides
    }

    /// Rows and columns of cells that are nearest to a length, at least one.
    pub fn cells_of(&self, metres: f64) -> (usize, usize) {
        let cells = |side: f64| (metres / side).round().max(1.0) as usize;
        (cells(self.search.sides.height_m), cells(self.search.sides.width_m))
    }
}

struct SourceLocator<'a> {
    marker: Marker<'a>,
    allocation: bool,
    signed: bool,
}

impl Worker<Ends, ()> for SourceLocator<'_> {
    fn unit(&mut self, window: Window, _: Emit<'_, ()>) -> Result<Ends> {
        self.marker.mark(window)?;
        let marker = &self.marker;
        let (columns, mask) = (window.columns, &marker.mask[..window.cells()]);
        let id = |row: usize, column: usize| marker.id(window, row, column);
        let others: Option<Vec<u8>> = self.signed.then(|| mask.iter().map(|mark| 1 - mark).collect());
        let mut ends = Ends::default();
        ends.push((
            Marks { columns, mask, id: self.allocation.then_some(&id) },
            others.as_ref().map(|mask| Marks { columns, mask, id: None }),
        ));
        Ok(ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;
    use std::ops::Range;

    #[test]
    fn a_limit_that_is_a_cells_distance_holds_it() {
        // 0.3 / 0.1 is 2.9999999999999996 and 0.7 / 0.1 6.999999999999999: three and seven cells all the same
        for (cell, cells) in [(0.1, 3.0), (0.1, 7.0), (0.3, 3.0), (30.0, 1e5), (100.005, 7.0), (1.0 / 3.0, 12345.0)] {
            let sides = Sides { width_m: cell, height_m: cell };
            let n: f64 = cells * cells;
            for metres in [cells * cell, cell * cells * (1.0 - 1e-15), (n * cell * cell).sqrt()] {
                assert!(n <= sides.square(metres) && sides.square(metres) < n + 0.5, "{cell} {cells}");
            }
        }
        assert_eq!(Sides { width_m: 10.0, height_m: 10.000000001 }.weight(), 1.0);
        assert_eq!(Sides { width_m: 10.0, height_m: 20.0 }.weight(), 4.0);
    }

    #[test]
    fn parts_of_ends_make_the_whole() {
        let mask = [[1, 0, 0], [0, 0, 0], [1, 1, 1], [0, 0, 1]];
        let others = mask.map(|row| row.map(|mark: u8| 1 - mark));
        let marks = |mask| Marks { columns: 3, mask, id: None };
        let of = |rows: Range<usize>| {
            let mut ends = Ends::default();
            rows.for_each(|row| ends.push((marks(&mask[row]), Some(marks(&others[row])))));
            ends
        };
        laws::hold::<Ends, _>(4, of, Ends::finish);
    }
}
