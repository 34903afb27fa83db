//! How far sources reach over the grid of a map: one sweep finds them, a second knows the distance and the ring of every
//! cell.
//!
//! Units are strips of whole rows. Of the first sweep only the first and last source row of each column of each strip
//! stays, so that memory does not grow with the area, however far the distances go.

use super::{
    codes::each_once,
    land_cover::{CellBuffer, ClassReader, LandCover, grown},
    message::Message,
    outlying::features_told,
    progress::Progress,
    region::{Region, Sides},
    request::Area,
    sweep::{Emit, Worker, sweep},
};
use crate::{
    cover::{
        cell_mask::Spans,
        classes::{ClassBlock, ClassCells},
        source_cells::SourceCells,
    },
    error::{Error, Result, try_vec},
    grid::{BlockShape, Window, tiling::Tiling},
    io::gdal,
    kernels::{
        Accumulator,
        buffers::{
            distance::{Carries, ColumnEnds, Envelope, Marks, column_distances, mark_sources, nearest_id},
            ring_classes::{Blocks, RingBlock, RingClasses, RingRuns},
        },
        patches::outlines::{LabelRun, LabelRuns},
    },
    schema::{Field, FieldType},
};
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};
use std::ops::Range;

pub const CODES: Field = Field::shared(FieldType::Codes, "Classes of the map that are sources.");
pub const SOURCES: Field =
    Field::shared(FieldType::Shapes, "Polygons, lines or points that are sources, in place of codes.");
pub const RING_WIDTH: Field = Field::in_unit("m", "Width of a ring.");
pub const RING_COUNT: Field = Field::shared(FieldType::Integer, "How many rings of that width.");
pub const AREA: Field = Field::choice(
    Area::CHOICES,
    "Areas of cells: of the plane where that is true to 1 % (auto), or always of one; distances are those of the plane, where they are true to 5 %, or always, as on local grids (planar).",
);
pub const RING_LIMITS: Field = Field {
    unit: "m",
    ..Field::shared(FieldType::Numbers, "Outer limits of the rings, ascending, in place of a width.")
};

pub fn default_ring_width() -> f64 {
    1000.0
}

pub fn default_ring_count() -> i64 {
    10
}

/// More rings than that are no rings any more.
const RINGS_MAX: usize = 10_000;

/// Rings around sources: ring 0 is the sources, ring i holds the cells between the limits before and of it, the outer
/// included.
#[derive(Debug, Clone, PartialEq)]
pub struct Rings {
    limits_m: Vec<f64>,
}

impl Rings {
    /// The limits, or `count` rings of a width.
    pub fn new(width: f64, count: i64, limits: &[f64]) -> Result<Rings> {
        if !limits.is_empty() {
            let ascend = limits.windows(2).all(|two| two[0] < two[1]) && limits[0] > 0.0;
            if !ascend || limits.iter().any(|limit| !limit.is_finite()) || limits.len() > RINGS_MAX {
                let found = limits.iter().map(f64::to_string).collect::<Vec<_>>().join(";");
                let allowed = format!("at most {RINGS_MAX} distances in m, above 0 and ascending");
                return Err(Error::argument("RING_LIMITS", found, allowed));
            }
            return Ok(Rings { limits_m: limits.to_vec() });
        }
        if !(width > 0.0 && width.is_finite()) {
            return Err(Error::argument("RING_WIDTH", width, "more than 0 (m)"));
        }
        if !(1..=RINGS_MAX as i64).contains(&count) {
            return Err(Error::argument("RING_COUNT", count, format!("1 to {RINGS_MAX}")));
        }
        if !(width * count as f64).is_finite() {
            let allowed = format!("up to {:e} (m) for {count} rings", f64::MAX / count as f64);
            return Err(Error::argument("RING_WIDTH", format!("{width:e}"), allowed));
        }
        Ok(Rings { limits_m: (1..=count).map(|i| i as f64 * width).collect() })
    }

    /// Drops rings that reach beyond a distance; how many.
    pub fn keep_within(&mut self, farthest_m: f64) -> usize {
        let before = self.limits_m.len();
        self.limits_m.retain(|limit| *limit <= farthest_m);
        before - self.limits_m.len()
    }

    /// Ring numbers, 0 for the sources.
    pub fn numbers(&self) -> impl Iterator<Item = u16> + use<> {
        0..=self.limits_m.len() as u16
    }

    /// What lies beyond the last ring.
    pub fn beyond(&self) -> u16 {
        self.limits_m.len() as u16 + 1
    }

    pub fn inner_m(&self, ring: u16) -> f64 {
        if ring < 2 { 0.0 } else { self.limits_m[usize::from(ring) - 2] }
    }

    pub fn outer_m(&self, ring: u16) -> f64 {
        if ring == 0 { 0.0 } else { self.limits_m[usize::from(ring) - 1] }
    }
}

/// Cells from which distances are taken.
pub enum Sources {
    Codes(Vec<i64>),
    Cells(SourceCells),
}

impl Sources {
    /// Codes of the map, or the shapes of a layer on its grid; says what of the shapes is not as one might think.
    pub fn open(
        codes: &[i64],
        sources: Option<&str>,
        map: &LandCover,
        within: Option<&Spans>,
        messages: &mut Vec<Message>,
    ) -> Result<Sources> {
        let path = match (codes, sources) {
            ([], None) => return Err(Error::NoSourcesGiven),
            ([_, ..], Some(_)) => return Err(Error::CodesAndSources),
            ([_, ..], None) => {
                let mut codes = each_once("CODES", codes, messages);
                codes.sort_unstable();
                return Ok(Sources::Codes(codes));
            }
            ([], Some(path)) => path,
        };
        let cells = SourceCells::of(&gdal::read_shapes(path, &map.info, "SOURCES")?, map.grid(), within);
        if cells.is_empty() {
            return Err(Error::SourcesOutside { path: map.path().to_owned() });
        }
        if !cells.small.is_empty() {
            let text = format!(
                "{} of the polygons of SOURCES hold the centre of no cell ({}); each claims the cell of a point inside it.",
                cells.small.len(),
                features_told(&cells.small, &map.info)
            );
            messages.push(Message::info("SMALL_SOURCES", text));
        }
        if cells.outside > 0 {
            let text = format!(
                "{} of the features of SOURCES lie outside {}; distances are to those on the map alone.",
                cells.outside,
                map.path()
            );
            messages.push(Message::warning("SOURCES_OUTSIDE", text));
        }
        Ok(Sources::Cells(cells))
    }
}

impl Sides {
    /// (height / width)²; cells that are square but for rounding are square.
    fn weight(&self) -> f64 {
        let ratio = self.height_m / self.width_m;
        if (ratio - 1.0).abs() < 1e-9 { 1.0 } else { ratio * ratio }
    }

    /// A distance as n of [`crate::kernels::buffers::distance`]; one that is a cell's is that cell's whatever its digits.
    fn square(&self, metres: f64) -> f64 {
        (metres / self.width_m).powi(2) * (1.0 + 1e-12)
    }
}

/// Sources that were found on the grid of a map.
pub struct Reach<'a> {
    /// The map whose classes are sources.
    map: &'a LandCover,
    sources: &'a Sources,
    sides: Sides,
    tiling: Tiling,
    carries: Carries,
    /// The same for the cells that are no source, for signed distances.
    outside: Option<Carries>,
}

/// What is wanted of every cell.
pub struct Want<'a> {
    pub rings: &'a Rings,
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
    pub blocks: Blocks,
}

impl<'a> Want<'a> {
    /// The valid cells of every ring and class, and no more.
    pub fn counts(rings: &'a Rings) -> Want<'a> {
        Want {
            rings,
            distance: false,
            max_distance: f64::INFINITY,
            allocation: false,
            ring_raster: false,
            no_ring: 0,
            runs: false,
            valid: true,
            blocks: Blocks::ONE,
        }
    }
}

/// What the second sweep gives.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Reached {
    pub classes: RingClasses,
    /// The cells of every ring but what lies beyond, where they are to be traced.
    pub runs: LabelRuns,
    /// Smallest and largest distance.
    range_m: Option<(f32, f32)>,
}

impl Reached {
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

impl Accumulator for Reached {
    type Block<'a> = RingBlock<'a>;
    type Output = Reached;

    fn push(&mut self, block: RingBlock<'_>) {
        self.classes.push(block);
    }

    fn merge(&mut self, next: Self) {
        self.classes.merge(next.classes);
        self.runs.merge(next.runs);
        self.range_m = match (self.range_m, next.range_m) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
    }

    fn finish(self) -> Reached {
        self
    }
}

/// Rows of a raster on their way to its sink.
pub enum Piece {
    Distance(Window, Vec<f32>),
    Allocation(Window, Vec<u32>),
    Rings(Window, Vec<u16>),
}

/// Ends of columns of sources, and of all other cells.
#[derive(Default, Serialize, Deserialize)]
struct Ends {
    sources: ColumnEnds,
    others: ColumnEnds,
}

impl Accumulator for Ends {
    type Block<'a> = (Marks<'a>, Option<Marks<'a>>);
    type Output = (Carries, Carries);

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

    fn finish(self) -> (Carries, Carries) {
        (self.sources.finish(), self.others.finish())
    }
}

impl<'a> Reach<'a> {
    /// Finds the sources: the first sweep. `output` is the shape of the blocks that the second will write.
    pub fn find(
        map: &'a LandCover,
        sources: &'a Sources,
        sides: Sides,
        output: Option<BlockShape>,
        (allocation, signed): (bool, bool),
        threads: usize,
        progress: &mut Progress<'_>,
    ) -> Result<Reach<'a>> {
        let tiling = Tiling::strips(map.grid(), map.info.block, output);
        let open = || Ok(Finder { marker: Marker::open(map, sources)?, allocation, signed });
        let ends: Ends = sweep(&tiling, threads, progress, "Finding sources", open, |()| Ok(()))?;
        let (carries, outside) = ends.finish();
        if !carries.any() {
            let Sources::Codes(codes) = sources else { unreachable!("source cells are not empty") };
            let codes = codes.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
            return Err(Error::NoSourceCells { path: map.path().to_owned(), codes });
        }
        Ok(Reach { map, sources, sides, tiling, carries, outside: signed.then_some(outside) })
    }

    /// Rows and columns of cells that are nearest to a length, at least one.
    pub fn cells_of(&self, metres: f64) -> (usize, usize) {
        let cells = |side: f64| (metres / side).round().max(1.0) as usize;
        (cells(self.sides.height_m), cells(self.sides.width_m))
    }

    /// The second sweep: counts the valid cells of `map` by ring and class, and hands rasters on as `write` gets them.
    pub fn walk(
        &self,
        map: &LandCover,
        region: &Region,
        want: &Want<'_>,
        threads: usize,
        progress: &mut Progress<'_>,
        write: impl FnMut(Piece) -> Result<()>,
    ) -> Result<Reached> {
        let limits: Vec<f64> = want.rings.numbers().map(|ring| self.sides.square(want.rings.outer_m(ring))).collect();
        let farthest = self.sides.square(want.max_distance);
        let needs_all = want.distance || want.allocation;
        let last = limits.last().copied().unwrap_or(0.0);
        let horizon = if needs_all { farthest.max(last) } else { last };
        let open = || {
            let apart = !std::ptr::eq(map, self.map) || matches!(self.sources, Sources::Cells(_));
            Ok(Walker {
                marker: Marker::open(self.map, self.sources)?,
                reader: apart.then(|| ClassReader::open(map)).transpose()?,
                cells: map.buffer(),
                reach: self,
                region,
                want,
                limits: &limits,
                farthest,
                horizon,
                rows: Vec::new(),
                rows_outside: Vec::new(),
            })
        };
        let reached: Reached = sweep(&self.tiling, threads, progress, "Measuring distances", open, write)?;
        Ok(reached.finish())
    }
}

/// Marks the sources of a strip.
struct Marker<'a> {
    sources: &'a Sources,
    /// Of the map whose classes are sources.
    reader: Option<ClassReader<'a>>,
    cells: CellBuffer,
    mask: Vec<u8>,
}

impl<'a> Marker<'a> {
    fn open(map: &'a LandCover, sources: &'a Sources) -> Result<Marker<'a>> {
        let reader = matches!(sources, Sources::Codes(_)).then(|| ClassReader::open(map)).transpose()?;
        Ok(Marker { sources, reader, cells: map.buffer(), mask: Vec::new() })
    }

    fn mark(&mut self, window: Window) -> Result<()> {
        let mask = grown(&mut self.mask, window)?;
        match (self.sources, &mut self.reader) {
            (Sources::Codes(codes), Some(reader)) => {
                let block = reader.read(window, &mut self.cells)?;
                mark_sources(block, |code| codes.binary_search(&code).is_ok(), mask);
            }
            (Sources::Cells(cells), _) => {
                mask.fill(0);
                for (row, mask) in mask.chunks_exact_mut(window.columns).enumerate() {
                    for (span, _) in cells.row(window.row + row) {
                        mask[span.start as usize..span.end as usize].fill(1);
                    }
                }
            }
            (Sources::Codes(_), None) => unreachable!("a reader was opened for codes"),
        }
        Ok(())
    }

    /// The number of the shape of a source cell, or the position of its code, counted from 1.
    fn id(&self, window: Window, row: usize, column: usize) -> u32 {
        match self.sources {
            Sources::Cells(cells) => cells.number(window.row + row, column).unwrap_or(0),
            Sources::Codes(codes) => {
                let block = self.block(window).ok();
                let code = block.and_then(|block| block.code(row, column));
                code.and_then(|code| codes.binary_search(&code).ok()).map_or(0, |i| i as u32 + 1)
            }
        }
    }
}

impl Marker<'_> {
    /// The cells that were marked last.
    fn block(&self, window: Window) -> Result<ClassBlock<'_>> {
        let reader = self.reader.as_ref().expect("a map is marked by its codes");
        reader.block(&self.cells, window)
    }
}

struct Finder<'a> {
    marker: Marker<'a>,
    allocation: bool,
    signed: bool,
}

impl Worker<Ends, ()> for Finder<'_> {
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

struct Walker<'a> {
    marker: Marker<'a>,
    /// Of the map that is counted, where it is not the one that is marked.
    reader: Option<ClassReader<'a>>,
    cells: CellBuffer,
    reach: &'a Reach<'a>,
    region: &'a Region,
    want: &'a Want<'a>,
    /// Of the rings and of all distances, as n.
    limits: &'a [f64],
    farthest: f64,
    /// Sources farther than this need not be looked at.
    horizon: f64,
    /// Rows to the nearest source in a cell's column, and to the nearest cell that is none.
    rows: Vec<u32>,
    rows_outside: Vec<u32>,
}

impl Worker<Reached, Piece> for Walker<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, Piece>) -> Result<Reached> {
        let (want, columns) = (self.want, window.columns);
        self.marker.mark(window)?;
        self.measure_columns(window)?;
        let mut distance = wanted(want.distance, window, gdal::NODATA_F32)?;
        let mut allocation = wanted(want.allocation, window, 0)?;
        let mut ring_raster = wanted(want.ring_raster, window, want.no_ring)?;
        let mut runs: Vec<RingRuns> = Vec::with_capacity(window.rows);
        let mut envelope = Envelope::default();
        for row in 0..window.rows {
            let line = row * columns..(row + 1) * columns;
            envelope.build(&self.rows[line.clone()], self.reach.sides.weight(), self.horizon);
            let mut of_row = RingRuns::new();
            envelope.rings(self.limits, |cells, ring| of_row.push((cells.start as u32..cells.end as u32, ring)));
            if want.distance {
                self.distances(&envelope, line.clone(), &mut distance[line.clone()]);
            }
            if want.allocation {
                self.allocate(&envelope, window, row, &mut allocation[line.clone()]);
            }
            if let Some(region) = &self.region.cells {
                let region = region.row(window.row + row);
                of_row = within(&of_row, region);
                fill_outside(distance.get_mut(line.clone()), region, gdal::NODATA_F32);
                fill_outside(allocation.get_mut(line), region, 0);
            }
            runs.push(of_row);
        }
        let block = match &mut self.reader {
            Some(reader) => reader.read(window, &mut self.cells)?,
            None => self.marker.block(window)?,
        };
        let mut reached = Reached::default();
        reached.take_distances(&distance);
        reached.push(RingBlock { block, window, areas: &self.region.areas, rings: &runs, blocks: want.blocks });
        let of_valid: Option<Vec<RingRuns>> =
            want.valid.then(|| runs.iter().enumerate().map(|(row, runs)| valid(runs, block, row)).collect());
        let runs = of_valid.unwrap_or(runs);
        for (line, runs) in ring_raster.chunks_exact_mut(columns).zip(&runs) {
            for (span, ring) in runs.iter().filter(|(_, ring)| *ring != want.rings.beyond()) {
                line[span.start as usize..span.end as usize].fill(*ring);
            }
        }
        let _ = (distance.is_empty() || emit(Piece::Distance(window, distance)))
            && (allocation.is_empty() || emit(Piece::Allocation(window, allocation)))
            && (ring_raster.is_empty() || emit(Piece::Rings(window, ring_raster)));
        if want.runs {
            let run = |(span, ring): &(Range<u32>, u16)| {
                let within = *ring != want.rings.beyond();
                within.then_some(LabelRun { start: span.start, end: span.end, label: u32::from(*ring) })
            };
            runs.iter().for_each(|runs| reached.runs.push(&runs.iter().filter_map(run).collect::<Vec<_>>()));
        }
        Ok(reached)
    }
}

impl Walker<'_> {
    fn measure_columns(&mut self, window: Window) -> Result<()> {
        let index = self.reach.tiling.index_of(window);
        let (mask, carry) = (&self.marker.mask[..window.cells()], self.reach.carries.strip(index));
        column_distances(mask, &carry.above, &carry.below, grown(&mut self.rows, window)?);
        if let Some(outside) = &self.reach.outside {
            let others: Vec<u8> = mask.iter().map(|mark| 1 - mark).collect();
            let carry = outside.strip(index);
            column_distances(&others, &carry.above, &carry.below, grown(&mut self.rows_outside, window)?);
        }
        Ok(())
    }

    /// Distances of a line of cells; below 0 inside sources where the sign is asked for.
    fn distances(&self, envelope: &Envelope, line: Range<usize>, distances: &mut [f32]) {
        let sides = self.reach.sides;
        envelope.distances(sides.width_m, self.farthest, gdal::NODATA_F32, distances);
        if self.reach.outside.is_none() {
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
        let carry = self.reach.carries.strip(self.reach.tiling.index_of(window));
        let rows = &self.rows[..window.cells()];
        envelope.nearest(self.farthest, |cells, column| ids[cells].fill(nearest_id(&marks, carry, rows, row, column)));
    }
}

/// Cells of a raster that may not be wanted.
fn wanted<T: Clone>(wanted: bool, window: Window, value: T) -> Result<Vec<T>> {
    try_vec(if wanted { window.cells() } else { 0 }, value, "rows of a raster")
}

fn fill_outside<T: Copy>(line: Option<&mut [T]>, region: &[Range<u32>], value: T) {
    let Some(line) = line else { return };
    let mut done = 0;
    for span in region {
        line[done..span.start as usize].fill(value);
        done = span.end as usize;
    }
    line[done..].fill(value);
}

/// What of the runs lies in spans; both are sorted and disjoint.
fn within(runs: &RingRuns, spans: &[Range<u32>]) -> RingRuns {
    let mut left = RingRuns::new();
    let mut spans = spans.iter().peekable();
    for (run, ring) in runs {
        while let Some(span) = spans.peek() {
            let part = run.start.max(span.start)..run.end.min(span.end);
            if !part.is_empty() {
                left.push((part, *ring));
            }
            if span.end > run.end {
                break;
            }
            spans.next();
        }
    }
    left
}

/// What of the runs has a class.
fn valid(runs: &RingRuns, block: ClassBlock<'_>, row: usize) -> RingRuns {
    let columns = match block.cells {
        ClassCells::Bytes(cells) => valid_spans(cells.row(row), block.codes),
        ClassCells::Ids(cells) => valid_spans(cells.row(row), block.codes),
    };
    within(runs, &columns)
}

fn valid_spans<T: Copy + Into<usize>>(row: ArrayView1<'_, T>, codes: &[Option<i64>]) -> Vec<Range<u32>> {
    let mut spans: Vec<Range<u32>> = Vec::new();
    for (column, cell) in (0u32..).zip(row) {
        if codes.get((*cell).into()).is_some_and(Option::is_some) {
            match spans.last_mut() {
                Some(span) if span.end == column => span.end += 1,
                _ => spans.push(column..column + 1),
            }
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{grid::areas::CellAreas, kernels::laws};
    use ndarray::{array, s};

    #[test]
    fn rings_by_width_or_limits() {
        let rings = Rings::new(500.0, 3, &[]).unwrap();
        let ends: Vec<_> = rings.numbers().map(|ring| (rings.inner_m(ring), rings.outer_m(ring))).collect();
        assert_eq!(ends, [(0.0, 0.0), (0.0, 500.0), (500.0, 1000.0), (1000.0, 1500.0)]);
        let uneven = Rings::new(0.0, 0, &[10.0, 40.0]).unwrap();
        assert_eq!((uneven.inner_m(2), uneven.outer_m(2), uneven.beyond()), (10.0, 40.0, 3));
        for (width, count, limits, wrong) in [
            (0.0, 3, &[][..], "RING_WIDTH is 0;"),
            (f64::NAN, 3, &[], "RING_WIDTH is NaN;"),
            (1e308, 3, &[], "RING_WIDTH is 1"),
            (5.0, 0, &[], "RING_COUNT is 0;"),
            (5.0, 3, &[2.0, 2.0], "RING_LIMITS is 2;2;"),
            (5.0, 3, &[0.0, 2.0], "RING_LIMITS is 0;2;"),
            (5.0, 3, &[1.0, f64::INFINITY], "RING_LIMITS is 1;inf;"),
        ] {
            let e = Rings::new(width, count, limits).unwrap_err().to_string();
            assert!(e.starts_with(wrong), "{e}");
        }
    }

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
    fn runs_within_spans() {
        let runs = vec![(0..4, 1), (4..6, 0), (6..12, 2)];
        assert_eq!(within(&runs, &[]), []);
        let whole: Vec<Range<u32>> = std::iter::once(0..12).collect();
        assert_eq!(within(&runs, &whole), runs);
        assert_eq!(within(&runs, &[1..2, 3..7, 9..10]), [(1..2, 1), (3..4, 1), (4..6, 0), (6..7, 2), (9..10, 2)]);
        let mut line = [1; 6];
        fill_outside(Some(&mut line), &[1..2, 4..6], 0);
        assert_eq!(line, [0, 1, 0, 0, 1, 1]);
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

    #[test]
    fn parts_of_what_was_reached_make_the_whole() {
        let ids = array![[0u16, 1, 1], [0, 0, 1], [2, 0, 1]];
        let (codes, areas) = ([Some(4), Some(-7), None], CellAreas::Rows(vec![0.5, 0.25, 2.0]));
        let of = |rows: Range<usize>| {
            let mut reached = Reached::default();
            for row in rows {
                let cells = ClassCells::Ids(ids.slice(s![row..row + 1, ..]));
                let window = Window { row, column: 0, rows: 1, columns: 3 };
                let rings = [vec![(0..1, row as u16), (1..3, 1)]];
                let block = ClassBlock { cells, codes: &codes };
                reached.push(RingBlock { block, window, areas: &areas, rings: &rings, blocks: Blocks::ONE });
                reached.runs.push(&[LabelRun { start: 0, end: 1, label: row as u32 }]);
                reached.take_distances(&[gdal::NODATA_F32, [7.0, -1.0, 3.0][row]]);
            }
            reached
        };
        let seen = |reached: Reached| (reached.classes.clone(), reached.runs.clone(), reached.range_m());
        laws::hold::<Reached, _>(3, of, seen);
        assert_eq!(of(0..3).range_m(), Some((-1.0, 7.0)));
    }
}
