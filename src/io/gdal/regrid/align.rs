//! A raster read on the grid of another, window by window: classes and values alike, tiles without seams.
//!
//! A target window's positions on the source are bounded, the source window under them is read as class ids (or values)
//! like any other, and a kernel of [`crate::io::resample`] picks from it. GDAL's warper itself is not used: its scale and
//! filters depend on how it cuts its work, its mode on its version, and mode of 16-bit cells costs it 2 us a cell.

use super::{
    grid_relation::GridRelation,
    pixel_transform::{Affine, PixelBounds, PixelTransform},
};
use crate::{
    cover::classes::NODATA,
    error::{Error, Result, try_vec},
    grid::{BlockShape, Grid, Window},
    io::{
        RasterSource,
        gdal::source::Source,
        in_the_middle, resample,
        resample::{ClassWeights, NearestColumns, Resampling, RowPositions, SourceWindow},
    },
    sentence::phrase,
};
use std::ops::Range;

/// Cells of the source held at a time, in bytes: 8 M class ids, 2 M values.
const SOURCE_WINDOW_BYTES: usize = 16 << 20;

/// A source on another grid; like the source it stays in the thread that opened it.
pub struct Aligned {
    source: Source,
    grid: Grid,
    block: BlockShape,
    way: Way,
    resampler: Resampler,
    ids: Vec<u16>,
    values: Vec<f64>,
}

/// How cells come from one grid onto the other.
enum Way {
    /// The source's row and column of the target's first cell.
    Shift {
        row: i64,
        column: i64,
    },
    Resample(PixelTransform),
}

struct Resampler {
    resampling: Resampling,
    /// See [`resample::nearest`].
    tie: f64,
    /// Target cells per source cell, along the source's columns and rows.
    scale: (f64, f64),
    class_weights: ClassWeights,
}

impl Aligned {
    /// Onto the grid to which the relation leads from the source's.
    pub fn new(source: Source, relation: &GridRelation, resampling: Resampling) -> Result<Aligned> {
        let mut resampler =
            Resampler { resampling, tie: 1e-10, scale: (1.0, 1.0), class_weights: ClassWeights::default() };
        let way = match relation.shift() {
            Some((row, column)) => Way::Shift { row, column },
            None => {
                let transform = relation.transform().map_err(|detail| Error::NoTransformation {
                    path: source.path().to_owned(),
                    crs: relation.from.crs_name(),
                    onto: relation.onto.crs_name(),
                    detail: in_the_middle(detail),
                })?;
                if let PixelTransform::Affine(affine) = &transform {
                    resampler.tie = resampler.tie.max(affine.rounding());
                }
                if resampling == Resampling::Bilinear {
                    resampler.scale = relation.scale();
                }
                Way::Resample(transform)
            }
        };
        let (grid, block) = (relation.onto.grid.clone(), relation.onto.block);
        Ok(Aligned { source, grid, block, way, resampler, ids: Vec::new(), values: Vec::new() })
    }

    pub fn path(&self) -> &str {
        self.source.path()
    }

    fn read<T: TransferCell>(&mut self, window: Window, target: &mut [T]) -> Result<()> {
        assert_eq!(target.len(), window.cells(), "the target has a place for every cell of the window");
        let Aligned { source, way, resampler, ids, values, .. } = self;
        let buffer = T::buffer(ids, values);
        match way {
            Way::Shift { row, column } => shifted(source, (*row, *column), window, target, buffer),
            Way::Resample(transform) => {
                let mut job = WindowFill { source, transform, resampler, buffer, whole: window, target };
                job.fill(window)
            }
        }
    }
}

impl RasterSource for Aligned {
    fn grid(&self) -> &Grid {
        &self.grid
    }

    fn block_shape(&self) -> BlockShape {
        self.block
    }

    fn byte_codes(&self) -> Option<&[Option<i64>; 256]> {
        None
    }

    fn read_bytes(&mut self, _: Window, _: &mut [u8]) -> Result<()> {
        panic!("aligned cells are ids");
    }

    /// By `Nearest` or `Mode`.
    fn read_classes(&mut self, window: Window, ids: &mut [u16]) -> Result<()> {
        self.read(window, ids)
    }

    /// By `Nearest`, `Bilinear` or `Average`.
    fn read_values(&mut self, window: Window, values: &mut [f64]) -> Result<()> {
        self.read(window, values)
    }
}

/// What a raster is read as.
trait TransferCell: Copy {
    const NONE: Self;
    fn buffer<'a>(ids: &'a mut Vec<u16>, values: &'a mut Vec<f64>) -> &'a mut Vec<Self>;
    fn read(source: &mut Source, window: Window, cells: &mut [Self]) -> Result<()>;
    /// From the centres of a row of target cells, by anything but `Nearest`.
    fn by_centres(resampler: &Resampler, source_window: &SourceWindow<Self>, centres: RowPositions, out: &mut [Self]);
    /// From their upper left and lower right corners.
    fn by_corners(
        resampler: &mut Resampler,
        source_window: &SourceWindow<Self>,
        upper: RowPositions,
        lower: RowPositions,
        out: &mut [Self],
    );
}

impl TransferCell for u16 {
    const NONE: u16 = NODATA;

    fn buffer<'a>(ids: &'a mut Vec<u16>, _: &'a mut Vec<f64>) -> &'a mut Vec<u16> {
        ids
    }

    fn read(source: &mut Source, window: Window, cells: &mut [u16]) -> Result<()> {
        source.read_classes(window, cells)
    }

    fn by_centres(_: &Resampler, _: &SourceWindow<u16>, _: RowPositions, _: &mut [u16]) {
        panic!("classes have no mean");
    }

    fn by_corners(
        resampler: &mut Resampler,
        source_window: &SourceWindow<u16>,
        upper: RowPositions,
        lower: RowPositions,
        out: &mut [u16],
    ) {
        assert!(resampler.resampling == Resampling::Mode, "classes have no mean");
        resample::mode(source_window, resampler.tie, upper, lower, out, &mut resampler.class_weights);
    }
}

impl TransferCell for f64 {
    const NONE: f64 = f64::NAN;

    fn buffer<'a>(_: &'a mut Vec<u16>, values: &'a mut Vec<f64>) -> &'a mut Vec<f64> {
        values
    }

    fn read(source: &mut Source, window: Window, cells: &mut [f64]) -> Result<()> {
        source.read_values(window, cells)
    }

    fn by_centres(resampler: &Resampler, source_window: &SourceWindow<f64>, centres: RowPositions, out: &mut [f64]) {
        resample::bilinear(source_window, resampler.tie, resampler.scale, centres, out);
    }

    fn by_corners(
        resampler: &mut Resampler,
        source_window: &SourceWindow<f64>,
        upper: RowPositions,
        lower: RowPositions,
        out: &mut [f64],
    ) {
        assert!(resampler.resampling == Resampling::Average, "values have no mode");
        resample::average(source_window, resampler.tie, upper, lower, out);
    }
}

/// Grids that differ by whole cells: copies.
fn shifted<T: TransferCell>(
    source: &mut Source,
    (row, column): (i64, i64),
    window: Window,
    target: &mut [T],
    buffer: &mut Vec<T>,
) -> Result<()> {
    let (row, column) = (window.row as i64 + row, window.column as i64 + column);
    let inside = |start: i64, length: usize, count: usize| {
        let end = (start + length as i64).min(count as i64);
        (start.max(0) < end).then_some((start.max(0) as usize, end.max(0) as usize))
    };
    let (rows, columns) = (source.grid().rows, source.grid().columns);
    let Some(((top, bottom), (left, right))) =
        inside(row, window.rows, rows).zip(inside(column, window.columns, columns))
    else {
        target.fill(T::NONE);
        return Ok(());
    };
    let part = Window { row: top, column: left, rows: bottom - top, columns: right - left };
    if part.cells() == window.cells() {
        return T::read(source, part, target);
    }
    let cells = grown(buffer, part.cells())?;
    T::read(source, part, cells)?;
    target.fill(T::NONE);
    let (down, across) = ((top as i64 - row) as usize, (left as i64 - column) as usize);
    for (from, onto) in cells.chunks(part.columns).zip(target.chunks_mut(window.columns).skip(down)) {
        onto[across..across + part.columns].copy_from_slice(from);
    }
    Ok(())
}

fn grown<T: TransferCell>(buffer: &mut Vec<T>, cells: usize) -> Result<&mut [T]> {
    if buffer.len() < cells {
        *buffer = try_vec(cells, T::NONE, phrase!("a part of the raster to be aligned"))?;
    }
    Ok(&mut buffer[..cells])
}

/// The filling of one target window.
struct WindowFill<'a, T> {
    source: &'a mut Source,
    transform: &'a mut PixelTransform,
    resampler: &'a mut Resampler,
    buffer: &'a mut Vec<T>,
    whole: Window,
    target: &'a mut [T],
}

impl<T: TransferCell> WindowFill<'_, T> {
    /// Fills a part of the window, in pieces where too much of the source lies under it.
    fn fill(&mut self, part: Window) -> Result<()> {
        let offsets: &[f64] = match self.resampler.resampling {
            Resampling::Nearest | Resampling::Bilinear => &[0.5],
            Resampling::Mode | Resampling::Average => &[0.0, 1.0],
        };
        let under = self.transform.bounds(part, offsets).and_then(|bounds| self.under(bounds));
        let Some(under) = under else {
            for row in 0..part.rows {
                self.target[row_range(self.whole, part, row)].fill(T::NONE);
            }
            return Ok(());
        };
        if under.cells() * size_of::<T>() > SOURCE_WINDOW_BYTES && part.cells() > 1 {
            let (first, second) = halves(part, self.source.block_shape(), self.source.grid());
            self.fill(first)?;
            return self.fill(second);
        }
        // Taken, so that the rest can be borrowed beside it.
        let mut buffer = std::mem::take(self.buffer);
        let done = self.fill_from(part, under, &mut buffer);
        *self.buffer = buffer;
        done
    }

    /// The source cells under these positions.
    fn under(&self, bounds: PixelBounds) -> Option<Window> {
        let (resampler, grid) = (&self.resampler, self.source.grid());
        let side = |low: f64, high: f64, scale: f64, count: usize| {
            let radius = resample::support_radius(resampler.resampling, scale) + resampler.tie;
            let first = (low - radius).floor().max(0.0);
            let end = ((high + radius).floor() + 1.0).min(count as f64);
            (first < end).then_some((first as usize, end as usize))
        };
        let (top, bottom) = side(bounds.top, bounds.bottom, resampler.scale.1, grid.rows)?;
        let (left, right) = side(bounds.left, bounds.right, resampler.scale.0, grid.columns)?;
        Some(Window { row: top, column: left, rows: bottom - top, columns: right - left })
    }

    fn fill_from(&mut self, part: Window, under: Window, buffer: &mut Vec<T>) -> Result<()> {
        let cells = grown(buffer, under.cells())?;
        T::read(self.source, under, cells)?;
        let (rows, columns) = (self.source.grid().rows, self.source.grid().columns);
        let source_window = SourceWindow { cells, window: under, rows, columns };
        let WindowFill { transform, resampler, whole, target, .. } = self;
        if let (Resampling::Nearest, PixelTransform::Affine(affine)) = (resampler.resampling, &**transform) {
            if affine.is_straight() {
                by_columns(affine, resampler.tie, &source_window, part, |row| row_range(*whole, part, row), target);
                return Ok(());
            }
        }
        let (mut first, mut second) = (Points::new(part.columns), Points::new(part.columns));
        for row in 0..part.rows {
            let (at, out) = ((part.row + row, part.column), &mut target[row_range(*whole, part, row)]);
            match resampler.resampling {
                Resampling::Nearest => {
                    let centres = first.line(transform, at, 0.5);
                    resample::nearest(&source_window, resampler.tie, centres, out, T::NONE);
                }
                Resampling::Bilinear => T::by_centres(resampler, &source_window, first.line(transform, at, 0.5), out),
                Resampling::Mode | Resampling::Average => {
                    let (upper, lower) = (first.line(transform, at, 0.0), second.line(transform, at, 1.0));
                    T::by_corners(resampler, &source_window, upper, lower, out);
                }
            }
        }
        Ok(())
    }
}

/// Where a row of a part lies among the cells of the whole window.
fn row_range(whole: Window, part: Window, row: usize) -> Range<usize> {
    let at = (part.row - whole.row + row) * whole.columns + part.column - whole.column;
    at..at + part.columns
}

/// Nearest cells for grids that are not turned against each other: where a column lies is the same in all rows.
fn by_columns<T: TransferCell>(
    affine: &Affine,
    tie: f64,
    source_window: &SourceWindow<T>,
    part: Window,
    row_range: impl Fn(usize) -> Range<usize>,
    target: &mut [T],
) {
    let centre = |column: usize, row: usize| affine.point(column as f64 + 0.5, row as f64 + 0.5);
    let x: Vec<f64> = (part.column..part.column + part.columns).map(|column| centre(column, part.row).0).collect();
    let columns = NearestColumns::new(source_window, tie, &x);
    for row in 0..part.rows {
        columns.nearest(
            source_window,
            tie,
            centre(part.column, part.row + row).1,
            &mut target[row_range(row)],
            T::NONE,
        );
    }
}

/// Buffers for the positions of one row.
struct Points {
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Points {
    fn new(columns: usize) -> Points {
        Points { x: vec![0.0; columns], y: vec![0.0; columns] }
    }

    fn line(&mut self, transform: &mut PixelTransform, (row, column): (usize, usize), offset: f64) -> RowPositions<'_> {
        transform.line(row, column, offset, &mut self.x, &mut self.y);
        RowPositions { x: &self.x, y: &self.y }
    }
}

/// A window in two: across where the source is stored in whole rows, which columns would decode twice.
fn halves(window: Window, block: BlockShape, grid: &Grid) -> (Window, Window) {
    let strips = block.columns >= grid.columns;
    if window.rows > 1 && (strips || window.rows >= window.columns) {
        let rows = window.rows / 2;
        let second = Window { row: window.row + rows, rows: window.rows - rows, ..window };
        (Window { rows, ..window }, second)
    } else {
        let columns = window.columns / 2;
        let second = Window { column: window.column + columns, columns: window.columns - columns, ..window };
        (Window { columns, ..window }, second)
    }
}
