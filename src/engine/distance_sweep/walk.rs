//! The second sweep: knows the distance and the ring of every cell.

use super::{
    find::{LocatedSources, Search},
    rings::Rings,
    runs::{fill_outside, valid, within},
    sources::{Marker, Sources},
};
use crate::{
    engine::{
        land_cover::{CellBuffer, ClassReader, LandCover, grown},
        progress::Progress,
        region::Region,
        sweep::{Emit, Worker, sweep},
    },
    error::{Result, try_vec},
    grid::Window,
    io::gdal,
    kernels::{
        Accumulator,
        buffers::{
            block_land::{BlockLand, BootstrapBlocks},
            coarse_land::{CoarseCells, CoarseLand},
            distance::{Envelope, Marks, column_distances, nearest_id},
            land_block::LandBlock,
            ring_classes::{RingBlock, RingClasses, RingRuns},
        },
        patches::outlines::{LabelRun, LabelRuns},
    },
    sentence::phrase,
};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What is wanted of every cell.
pub struct Want<'a> {
    pub rings: &'a Rings,
    /// Other rings, whose valid cells are counted beside them.
    pub others: Option<&'a Rings>,
    pub distance: bool,
    /// Distances beyond are not known, in m.
    pub max_distance: f64,
    pub allocation: bool,
    pub ring_raster: bool,
    /// Rings as runs of cells, to be traced.
    pub runs: bool,
    /// Rings of valid cells alone, in the raster and the runs.
    pub valid: bool,
    /// Cells of the ring raster that are in none.
    pub no_ring: u16,
    pub land: Option<WantLand<'a>>,
}

/// Land and its carbon.
#[derive(Clone, Copy)]
pub struct WantLand<'a> {
    /// t/ha by class.
    pub densities: &'a FxHashMap<i64, f64>,
    pub coarse: Option<CoarseCells>,
    pub blocks: Option<BootstrapBlocks>,
}

impl<'a> Want<'a> {
    /// The valid cells of every ring and class, and no more.
    pub fn counts(rings: &'a Rings) -> Want<'a> {
        Want {
            rings,
            others: None,
            distance: false,
            max_distance: f64::INFINITY,
            allocation: false,
            ring_raster: false,
            no_ring: 0,
            runs: false,
            valid: true,
            land: None,
        }
    }
}

/// What the second sweep gives.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct DistanceResults {
    pub classes: RingClasses,
    /// Of the other rings.
    pub others: RingClasses,
    /// The cells of every ring but what lies beyond, where they are to be traced.
    pub runs: LabelRuns,
    pub coarse: CoarseLand,
    pub blocks: BlockLand,
    /// Smallest and largest distance.
    range_m: Option<(f32, f32)>,
}

impl DistanceResults {
    pub fn range_m(&self) -> Option<(f64, f64)> {
        self.range_m.map(|(low, high)| (f64::from(low), f64::from(high)))
    }

    fn take_distances(&mut self, distances: &[f32]) {
        let (mut low, mut high) = self.range_m.unwrap_or((f32::MAX, f32::MIN));
        for d in distances.iter().filter(|d| **d != gdal::NODATA_F32) {
            (low, high) = (low.min(*d), high.max(*d));
        }
        self.range_m = (low <= high).then_some((low, high));
    }
}

impl Accumulator for DistanceResults {
    type Block<'a> = RingBlock<'a>;
    type Output = DistanceResults;

    fn push(&mut self, block: RingBlock<'_>) {
        self.classes.push(block);
    }

    fn merge(&mut self, next: Self) {
        self.classes.merge(next.classes);
        self.others.merge(next.others);
        self.runs.merge(next.runs);
        self.coarse.merge(next.coarse);
        self.blocks.merge(next.blocks);
        self.range_m = match (self.range_m, next.range_m) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
    }

    fn finish(self) -> DistanceResults {
        self
    }
}

/// Rows of a raster on their way to its sink.
pub enum Piece {
    Distance(Window, Vec<f32>),
    Allocation(Window, Vec<u32>),
    Rings(Window, Vec<u16>),
}

impl LocatedSources<'_> {
    /// Counts the valid cells of `map` by ring and class, and hands rasters on as `write` gets them.
    pub fn walk(
        &self,
        map: &LandCover,
        region: &Region,
        want: &Want<'_>,
        progress: &mut Progress<'_>,
        write: impl FnMut(Piece) -> Result<()>,
    ) -> Result<DistanceResults> {
        let Search { map: marked, sources, sides, threads, .. } = self.search;
        let squares =
            |rings: &Rings| -> Vec<f64> { rings.numbers().map(|ring| sides.square(rings.outer_m(ring))).collect() };
        let (limits, other_limits) = (squares(want.rings), want.others.map(squares));
        let farthest = sides.square(want.max_distance);
        let needs_all = want.distance || want.allocation;
        let last = limits.iter().chain(other_limits.iter().flatten()).copied().fold(0.0, f64::max);
        let horizon = if needs_all { farthest.max(last) } else { last };
        let open = || {
            let apart = !std::ptr::eq(map, marked) || matches!(sources, Sources::Cells(_));
            Ok(Walker {
                marker: Marker::open(marked, sources)?,
                reader: apart.then(|| ClassReader::open(map)).transpose()?,
                cells: map.buffer(),
                located: self,
                region,
                want,
                limits: &limits,
                other_limits: other_limits.as_deref(),
                farthest,
                horizon,
                rows: Vec::new(),
                rows_outside: Vec::new(),
            })
        };
        let swept: DistanceResults =
            sweep(&self.tiling, threads, progress, phrase!("Measuring distances"), open, write)?;
        Ok(swept.finish())
    }
}

struct Walker<'a> {
    marker: Marker<'a>,
    /// Of the map that is counted, where it is not the one that is marked.
    reader: Option<ClassReader<'a>>,
    cells: CellBuffer,
    located: &'a LocatedSources<'a>,
    region: &'a Region,
    want: &'a Want<'a>,
    /// Of the rings and of all distances, as n.
    limits: &'a [f64],
    other_limits: Option<&'a [f64]>,
    farthest: f64,
    /// Sources farther than this need not be looked at.
    horizon: f64,
    /// Rows to the nearest source in a cell's column, and to the nearest cell that is none.
    rows: Vec<u32>,
    rows_outside: Vec<u32>,
}

/// Rows of rasters on their way out, as cells of a window; empty where they are not wanted.
struct RasterRows {
    distance: Vec<f32>,
    allocation: Vec<u32>,
    rings: Vec<u16>,
}

/// The rings of the rows of a window.
#[derive(Default)]
struct Runs {
    rings: Vec<RingRuns>,
    others: Vec<RingRuns>,
}

impl Worker<DistanceResults, Piece> for Walker<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, Piece>) -> Result<DistanceResults> {
        let want = self.want;
        self.marker.mark(window)?;
        self.measure_columns(window)?;
        let mut rasters = RasterRows {
            distance: wanted(want.distance, window, gdal::NODATA_F32)?,
            allocation: wanted(want.allocation, window, 0)?,
            rings: wanted(want.ring_raster, window, want.no_ring)?,
        };
        let Runs { rings: runs, others } = self.runs(window, &mut rasters);
        let block = match &mut self.reader {
            Some(reader) => reader.read(window, &mut self.cells)?,
            None => self.marker.block(window)?,
        };
        let mut swept = DistanceResults::default();
        swept.take_distances(&rasters.distance);
        let areas = &self.region.areas;
        let rows = RingBlock { block, window, areas, rings: &runs };
        swept.push(rows);
        swept.others.push(RingBlock { block, window, areas, rings: &others });
        if let Some(WantLand { densities, coarse, blocks }) = want.land {
            let sources = &self.marker.mask[..window.cells()];
            let land = LandBlock { rows, sources, densities };
            coarse.into_iter().for_each(|coarse| swept.coarse.push((land, coarse)));
            blocks.into_iter().for_each(|blocks| swept.blocks.push((land, blocks)));
        }
        let of_valid: Option<Vec<RingRuns>> =
            want.valid.then(|| runs.iter().enumerate().map(|(row, runs)| valid(runs, block, row)).collect());
        let runs = of_valid.unwrap_or(runs);
        for (line, runs) in rasters.rings.chunks_exact_mut(window.columns).zip(&runs) {
            for (span, ring) in runs.iter().filter(|(_, ring)| *ring != want.rings.beyond()) {
                line[span.start as usize..span.end as usize].fill(*ring);
            }
        }
        rasters.emit(window, emit);
        if want.runs {
            let run = |(span, ring): &(Range<u32>, u16)| {
                let within = *ring != want.rings.beyond();
                within.then_some(LabelRun { start: span.start, end: span.end, label: u32::from(*ring) })
            };
            runs.iter().for_each(|runs| swept.runs.push(&runs.iter().filter_map(run).collect::<Vec<_>>()));
        }
        Ok(swept)
    }
}

impl RasterRows {
    fn emit(self, window: Window, emit: Emit<'_, Piece>) {
        let RasterRows { distance, allocation, rings } = self;
        let _ = (distance.is_empty() || emit.block(Piece::Distance(window, distance)))
            && (allocation.is_empty() || emit.block(Piece::Allocation(window, allocation)))
            && (rings.is_empty() || emit.block(Piece::Rings(window, rings)));
    }
}

impl Walker<'_> {
    /// The rings of every row within the region; distances and nearest sources come from the same parabolas.
    fn runs(&self, window: Window, rasters: &mut RasterRows) -> Runs {
        let mut envelope = Envelope::default();
        let mut runs = Runs::default();
        for row in 0..window.rows {
            let line = row * window.columns..(row + 1) * window.columns;
            envelope.build(&self.rows[line.clone()], self.located.search.sides.weight(), self.horizon);
            let region = self.region.cells.as_ref().map(|cells| cells.row(window.row + row));
            let rings = |limits: &[f64]| {
                let mut of_row = RingRuns::new();
                envelope.rings(limits, |cells, ring| of_row.push((cells.start as u32..cells.end as u32, ring)));
                region.map(|region| within(&of_row, region)).unwrap_or(of_row)
            };
            runs.rings.push(rings(self.limits));
            runs.others.extend(self.other_limits.map(rings));
            if self.want.distance {
                self.distances(&envelope, line.clone(), &mut rasters.distance[line.clone()]);
            }
            if self.want.allocation {
                self.allocate(&envelope, window, row, &mut rasters.allocation[line.clone()]);
            }
            if let Some(region) = region {
                fill_outside(rasters.distance.get_mut(line.clone()), region, gdal::NODATA_F32);
                fill_outside(rasters.allocation.get_mut(line), region, 0);
            }
        }
        runs
    }

    fn measure_columns(&mut self, window: Window) -> Result<()> {
        let index = self.located.tiling.index_of(window);
        let (mask, boundary) = (&self.marker.mask[..window.cells()], self.located.boundaries.strip(index));
        column_distances(mask, &boundary.above, &boundary.below, grown(&mut self.rows, window)?);
        if let Some(outside) = &self.located.outside {
            let others: Vec<u8> = mask.iter().map(|mark| 1 - mark).collect();
            let boundary = outside.strip(index);
            column_distances(&others, &boundary.above, &boundary.below, grown(&mut self.rows_outside, window)?);
        }
        Ok(())
    }

    /// Distances of a line of cells; below 0 inside sources where the sign is asked for.
    fn distances(&self, envelope: &Envelope, line: Range<usize>, distances: &mut [f32]) {
        let sides = self.located.search.sides;
        envelope.distances(sides.width_m, self.farthest, gdal::NODATA_F32, distances);
        if self.located.outside.is_none() {
            return;
        }
        let mut outside = Envelope::default();
        outside.build(&self.rows_outside[line.clone()], sides.weight(), self.farthest);
        let mut inside = vec![0f32; distances.len()];
        outside.distances(sides.width_m, self.farthest, gdal::NODATA_F32, &mut inside);
        for ((distance, mark), inside) in distances.iter_mut().zip(&self.marker.mask[line]).zip(inside) {
            if *mark != 0 {
                *distance = if inside == gdal::NODATA_F32 { inside } else { -inside };
            }
        }
    }

    fn allocate(&self, envelope: &Envelope, window: Window, row: usize, ids: &mut [u32]) {
        let id = |row: usize, column: usize| self.marker.id(window, row, column);
        let marks = Marks { columns: window.columns, mask: &self.marker.mask[..window.cells()], id: Some(&id) };
        let boundary = self.located.boundaries.strip(self.located.tiling.index_of(window));
        let rows = &self.rows[..window.cells()];
        envelope
            .nearest(self.farthest, |cells, column| ids[cells].fill(nearest_id(&marks, boundary, rows, row, column)));
    }
}

/// Cells of a raster that may not be wanted.
fn wanted<T: Clone>(wanted: bool, window: Window, value: T) -> Result<Vec<T>> {
    try_vec(if wanted { window.cells() } else { 0 }, value, phrase!("rows of a raster"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cover::classes::{ClassBlock, ClassCells},
        grid::areas::CellAreas,
        kernels::laws,
    };
    use ndarray::{array, s};

    #[test]
    fn parts_of_what_was_reached_make_the_whole() {
        let ids = array![[0u16, 1, 1], [0, 0, 1], [2, 0, 1]];
        let (codes, areas) = ([Some(4), Some(-7), None], CellAreas::Rows(vec![0.5, 0.25, 2.0]));
        let of = |rows: Range<usize>| {
            let mut swept = DistanceResults::default();
            for row in rows {
                let cells = ClassCells::Ids(ids.slice(s![row..row + 1, ..]));
                let window = Window { row, column: 0, rows: 1, columns: 3 };
                let rings = [vec![(0..1, row as u16), (1..3, 1)]];
                let block = ClassBlock { cells, codes: &codes };
                swept.push(RingBlock { block, window, areas: &areas, rings: &rings });
                swept.others.push(RingBlock { block, window, areas: &areas, rings: &[vec![(0..3, 1)]] });
                swept.runs.push(&[LabelRun { start: 0, end: 1, label: row as u32 }]);
                swept.take_distances(&[gdal::NODATA_F32, [7.0, -1.0, 3.0][row]]);
            }
            swept
        };
        let seen =
            |swept: DistanceResults| (swept.classes.clone(), swept.others.clone(), swept.runs.clone(), swept.range_m());
        laws::hold::<DistanceResults, _>(3, of, seen);
        assert_eq!(of(0..3).range_m(), Some((-1.0, 7.0)));
    }
}
