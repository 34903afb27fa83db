//! Metrics of the landscape in windows around points, or inside polygons.

mod features;

use crate::{
    cover::{
        cell_mask::{CellMask, Polygon, PolygonSize},
        classes::{ClassCells, NODATA},
    },
    engine::{
        codes::{check_given, check_ignored, check_negative, each_once},
        columns::OfLayer,
        fields::{
            landscape::{MAX_CLASSES, NEIGHBOURHOOD, Neighbourhood, PLANE, setting},
            window::{
                CLASSES, EDGE, Edge, METRICS, MIN_VALID, RADII, SHAPE, half, min_valid_share, sizes, ten_metrics,
                wanted,
            },
        },
        land_cover::{CellBuffer, ClassReader, LandCover, grown, shaped},
        message::Message,
        outlying::feature_list,
        progress::Progress,
        report::Report,
        request::{self, Area, Raster},
        sweep::{Emit, Worker, sweep},
        threads::Threads,
        windows::open_map,
    },
    error::{Error, Result, try_vec},
    grid::Window,
    io::table::{Column, ColumnType, Table},
    kernels::{
        Accumulator,
        windows::{
            moving_window::{Footprint, Wanted, WindowShape},
            sampled_windows::{SampleOptions, SampledWindow},
        },
    },
    schema::{ColumnSpec, Fields, Kernel, Number, column, smallest},
    sentence::{Phrase, list_by, phrase, sentence},
};
use features::{Extent, Features, WindowLocation};
use ndarray::ArrayViewMut2;
use serde::{Deserialize, Serialize};
use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Land-cover map.
    #[field(Raster)]
    pub lulc: Raster,
    /// Points, around which windows lie, or polygons, which are windows themselves.
    #[field(Shapes)]
    pub features: String,
    #[field(METRICS)]
    #[serde(default = "ten_metrics")]
    pub metrics: Vec<String>,
    #[field(CLASSES)]
    #[serde(default)]
    pub classes: Vec<i64>,
    /// Radii of the windows around points, in map units, at least one; none for polygons.
    #[field(RADII)]
    #[serde(default)]
    pub radii: Vec<f64>,
    #[field(SHAPE)]
    #[serde(default)]
    pub shape: WindowShape,
    #[field(NEIGHBOURHOOD)]
    #[serde(default)]
    pub neighbourhood: Neighbourhood,
    #[field(EDGE)]
    #[serde(default)]
    pub edge: Edge,
    #[field(MIN_VALID)]
    #[serde(default = "half")]
    pub min_valid: f64,
    #[field(MAX_CLASSES)]
    #[serde(default)]
    pub max_classes: Option<i64>,
    #[field(PLANE)]
    #[serde(default)]
    pub area: Area,
    #[field(request::IGNORE_CODES)]
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    #[field(request::ORIGINS)]
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[field(request::TABLES)]
    #[serde(default)]
    pub tables: Option<String>,
    #[field(request::THREADS)]
    #[serde(default)]
    pub threads: Option<usize>,
}

pub const KERNEL: Kernel = Kernel {
    name: "sampled_windows",
    gives: "Metrics of the landscape in windows around points or inside polygons, as columns of these features",
    reference: "FRAGSTATS 4.2, user-provided points and tiles",
    arithmetic: "windows::sampled_windows",
    fields: Request::FIELDS,
    results: &[Number { name: "windows", unit: "", text: "Windows that have a number, of all features and radii." }],
    tables: || vec![("samples", SAMPLES)],
    smallest: smallest::<Request>,
};

/// Rows by feature; those of each feature are alike but for their values.
const SAMPLES: &[ColumnSpec] = {
    use ColumnType::{Integer, Real, Text};
    &[
        column("layer", Text, "", "Name of the map."),
        column("year", Integer, "", "Its year; NULL where it is not known."),
        column("feature", Integer, "", "Position of the feature, from 1; those without a geometry have no row."),
        column("metric", Text, "", "Abbreviation of the metric."),
        column("lucode", Integer, "", "Class code; NULL for the landscape."),
        column("radius", Real, "", "Radius of the window, in map units; NULL for polygons."),
        column("value", Real, "", "Value in the unit of the metric; NULL where it has none."),
    ]
};

/// Validates the request, measures the window of each feature, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    let mut messages = Vec::new();
    let classes = each_once("CLASSES", &request.classes, &mut messages);
    each_once("IGNORE_CODES", &request.ignore_codes, &mut messages);
    let wanted = wanted(&request.metrics, &classes, request.max_classes, &mut messages)?;
    let min_valid_share = min_valid_share(request.edge, request.min_valid)?;
    let (map, sides) =
        open_map(&request.lulc, &request.ignore_codes, request.mask.as_deref(), request.area, &mut messages)?;
    let setting = setting(sides, request.max_classes)?;
    let features = Features::read(&request.features, &map.info)?;
    let sizes = match features.points {
        true => sizes(&request.radii, request.shape, map.grid().metres_per_unit, sides, &mut messages)?,
        false if request.radii.is_empty() => Vec::new(),
        false => {
            let found = list_by(phrase!(";"), &request.radii);
            return Err(Error::argument(
                "RADII",
                found,
                phrase!("none with polygons, which are windows themselves and have no radius"),
            ));
        }
    };
    let options = SampleOptions {
        wanted: &wanted,
        setting,
        corners: request.neighbourhood == Neighbourhood::Eight,
        min_valid: min_valid_share,
    };

    let (map, features, sizes) = (&map, &features, sizes.as_slice());
    let open = || {
        Ok(Sampler {
            reader: ClassReader::keeping(map, KEPT_BYTES)?,
            buffer: map.buffer(),
            cells: Vec::new(),
            unseen: 0,
            met: BTreeSet::new(),
            map,
            features,
            sizes,
            options,
        })
    };
    let (seen, all) = (Cell::new(0), 2 * features.cells(sizes, map.grid()).max(1));
    let mut by_cells = |_: f64, _: &str| progress.tell(seen.get() as f64 / all as f64, SAMPLING).is_ok();
    let write = |cells: u64| {
        seen.set(seen.get() + cells);
        Ok(())
    };
    let samples: Samples = sweep(&features.units(), threads, &mut Progress::new(&mut by_cells), SAMPLING, open, write)?;
    progress.tell(1.0, phrase!("Closing"))?;
    let (windows, of) = (samples.windows, features.locations.len() as u64 * sizes.len().max(1) as u64);
    if windows < of {
        let told = sentence!(
            "{number} of {all} windows have no value: {why}.",
            number = of - windows,
            all = of,
            why = lacks(request.edge, features.points)
        );
        messages.push(if windows == 0 { Message::warning("NO_VALUE", told) } else { Message::info("NO_VALUE", told) });
    }
    let of = sentence!("the windows on {path}", path = map.path());
    check_features(features, &samples.without_cells, map, &mut messages);
    check_ignored([map], &of, &mut messages);
    check_given("CLASSES", &classes, &samples.classes, &of, &mut messages);
    check_negative(&samples.classes, &mut messages);
    let table = table(samples, &wanted, sizes, OfLayer::raster(&request.lulc))?;
    let results = BTreeMap::from([("windows", Some(windows as f64))]);
    messages.extend(map.remarks());
    Ok(Report { results, tables: vec![table], messages, ..Report::new(&KERNEL) })
}

/// Warns of polygons without a cell centre that lie on the map.
fn check_features(features: &Features, without_cells: &[u32], map: &LandCover, messages: &mut Vec<Message>) {
    let without_cells: BTreeSet<u32> = without_cells.iter().copied().collect();
    let mut small: Vec<(u32, PolygonSize)> = Vec::new();
    for (feature, location) in features.locations.iter().filter(|(feature, _)| without_cells.contains(feature)) {
        let WindowLocation::Inside(polygons) = location else { continue };
        let sizes = CellMask::sized(polygons, map.grid()).1;
        small.extend(sizes.into_iter().filter(|size| !size.is_off()).map(|size| (*feature, size)));
    }
    if !small.is_empty() {
        let told = sentence!(
            "Polygons of FEATURES hold no cell centre, and so have no values ({features}).",
            features = feature_list(&small, &map.info)
        );
        messages.push(Message::warning("POLYGONS_WITHOUT_CELLS", told));
    }
}

const SAMPLING: Phrase = phrase!("Sampling windows");

/// Why windows have no value.
fn lacks(edge: Edge, points: bool) -> Phrase {
    match (edge, points) {
        (Edge::Full, true) => {
            phrase!("their points or some of their cells lie off the map, or cells have no class (EDGE full)")
        }
        (Edge::Full, false) => phrase!(
            "they hold the centre of no cell, or some of their cells lie off the map or have no class (EDGE full)"
        ),
        (Edge::Partial, true) => {
            phrase!("their points lie off the map, or too few of their cells have a class (MIN_VALID)")
        }
        (Edge::Partial, false) => phrase!(
            "they hold the centre of no cell, or too few of their cells lie on the map and have a class (MIN_VALID)"
        ),
    }
}

/// Values of features, as they were met.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Samples {
    features: Vec<u32>,
    /// Of one feature after the other, each having as many.
    values: Vec<Option<f64>>,
    /// Windows with a value.
    windows: u64,
    /// Codes in windows.
    classes: BTreeSet<i64>,
    /// Features whose polygons hold no cell centre.
    without_cells: Vec<u32>,
}

impl Accumulator for Samples {
    /// A feature, and the values of each of its windows.
    type Block<'a> = (u32, Vec<Vec<Option<f64>>>);
    type Output = Samples;

    fn push(&mut self, (feature, windows): (u32, Vec<Vec<Option<f64>>>)) {
        self.features.push(feature);
        self.windows += windows.iter().filter(|values| values.iter().any(Option::is_some)).count() as u64;
        self.values.extend(windows.into_iter().flatten());
    }

    fn merge(&mut self, next: Self) {
        self.features.extend(next.features);
        self.values.extend(next.values);
        self.windows += next.windows;
        self.classes.extend(next.classes);
        self.without_cells.extend(next.without_cells);
    }

    fn finish(self) -> Samples {
        self
    }
}

/// The long table, in the order of the features; of each by radius, metric and class, as they were given.
fn table(samples: Samples, wanted: &[Wanted], sizes: &[(f64, Footprint)], of: OfLayer) -> Result<Table> {
    let Samples { features, values, .. } = samples.finish();
    let mut order: Vec<usize> = (0..features.len()).collect();
    order.sort_unstable_by_key(|i| features[*i]);
    let radii: Vec<Option<f64>> =
        if sizes.is_empty() { vec![None] } else { sizes.iter().map(|(radius, _)| Some(*radius)).collect() };
    let (rows, of_window) = (values.len(), wanted.len());
    let each = of_window * radii.len();
    let metric: Arc<[u32]> = (0..rows).map(|row| (row % of_window) as u32).collect();
    let words = wanted.iter().map(|wanted| Some(wanted.metric.abbreviation.clone())).collect();
    let feature = |row: usize| Some(i64::from(features[order[row / each]]));
    let columns = [
        ("layer", Column::Words { words: vec![Some(of.layer)], of: vec![0; rows].into() }),
        ("year", Column::Integer(filled(rows, |_| of.year)?)),
        ("feature", Column::Integer(filled(rows, feature)?)),
        ("metric", Column::Words { words, of: metric }),
        ("lucode", Column::Integer(filled(rows, |row| wanted[row % of_window].class)?)),
        ("radius", Column::Real(filled(rows, |row| radii[row % each / of_window])?)),
        ("value", Column::Real(filled(rows, |row| values[order[row / each] * each + row % each])?)),
    ];
    Ok(Table::of("samples", columns))
}

fn filled<T: Clone>(rows: usize, cell: impl Fn(usize) -> Option<T>) -> Result<Vec<Option<T>>> {
    let mut column = try_vec(rows, None, phrase!("the table"))?;
    (0..).zip(&mut column).for_each(|(row, to)| *to = cell(row));
    Ok(column)
}

/// Of the map, for each thread: windows of neighbours lie in the same blocks.
const KEPT_BYTES: usize = 16 << 20;
/// Cells that are read at once.
const STRIP_CELLS: usize = 1 << 20;
/// Cells between two looks whether to go on, each of which wakes the calling thread.
const LOOK_CELLS: u64 = 1 << 16;

struct Sampler<'a> {
    reader: ClassReader<'a>,
    buffer: CellBuffer,
    /// Of the window that was read last, without a class where they lie outside of it.
    cells: Vec<u16>,
    /// Cells that are through and were not told of.
    unseen: u64,
    /// Codes in the windows of a unit.
    met: BTreeSet<i64>,
    map: &'a LandCover,
    features: &'a Features,
    sizes: &'a [(f64, Footprint)],
    options: SampleOptions<'a>,
}

impl Worker<Samples, u64> for Sampler<'_> {
    /// The rows of the window are features; emits the cells that are through.
    fn unit(&mut self, window: Window, emit: Emit<'_, u64>) -> Result<Samples> {
        let (features, sizes) = (self.features, self.sizes);
        let mut samples = Samples::default();
        for (feature, location) in &features.locations[window.row..window.row + window.rows] {
            let windows = match location {
                WindowLocation::Off => vec![self.nothing(); sizes.len()],
                WindowLocation::Cell(row, column) => {
                    let of = |(_, footprint): &(f64, Footprint)| self.around(*row, *column, footprint, emit);
                    sizes.iter().map(of).collect::<Result<_>>()?
                }
                WindowLocation::Inside(polygons) => {
                    let mask = CellMask::of(polygons, self.map.grid());
                    if mask.cells() == 0 {
                        samples.without_cells.push(*feature);
                    }
                    vec![self.inside(polygons, &mask, emit)?]
                }
            };
            samples.push((*feature, windows));
        }
        samples.classes = std::mem::take(&mut self.met);
        Ok(samples)
    }
}

impl Sampler<'_> {
    fn nothing(&self) -> Vec<Option<f64>> {
        vec![None; self.options.wanted.len()]
    }

    /// The numbers of the window around a cell.
    fn around(
        &mut self,
        row: usize,
        column: usize,
        footprint: &Footprint,
        emit: Emit<'_, u64>,
    ) -> Result<Vec<Option<f64>>> {
        let window = features::around(row, column, footprint, self.map.grid());
        self.read(window, emit)?;
        let above = footprint.half_height() + window.row - row;
        for (cells, (_, half)) in
            self.cells.chunks_mut(window.columns).zip(footprint.rows().skip(above)).take(window.rows)
        {
            let (from, end) = (column.saturating_sub(half), column + half + 1);
            cells[..from.saturating_sub(window.column)].fill(NODATA);
            cells[(end - window.column).min(window.columns)..].fill(NODATA);
        }
        self.numbers(window, footprint.cells as u64, emit)
    }

    /// The numbers of the window that polygons are.
    fn inside(&mut self, polygons: &[Polygon], mask: &CellMask, emit: Emit<'_, u64>) -> Result<Vec<Option<f64>>> {
        let grid = self.map.grid();
        let extent = Extent::of(polygons, grid);
        let Some(window) = extent.on(grid) else { return Ok(self.nothing()) };
        let all = extent.cells(polygons, grid, mask.cells(), emit.go_on).ok_or(Error::Cancelled)?;
        self.read(window, emit)?;
        mask.fill_outside(window, &mut self.cells[..window.cells()], NODATA);
        self.numbers(window, all, emit)
    }

    /// Reads the cells of a window, strip by strip.
    fn read(&mut self, window: Window, emit: Emit<'_, u64>) -> Result<()> {
        grown(&mut self.cells, window)?;
        let most = (STRIP_CELLS / window.columns).max(1);
        for (first, cells) in (0..).step_by(most).zip(self.cells[..window.cells()].chunks_mut(most * window.columns)) {
            let strip = Window { row: window.row + first, rows: cells.len() / window.columns, ..window };
            let mut cells = ArrayViewMut2::from_shape((strip.rows, strip.columns), cells)
                .map_err(|e| Error::Internal { detail: e.to_string() })?;
            match self.reader.read(strip, &mut self.buffer)?.cells {
                ClassCells::Bytes(read) => cells.zip_mut_with(&read, |to, byte| *to = u16::from(*byte)),
                ClassCells::Ids(read) => cells.assign(&read),
            }
            through(&mut self.unseen, strip.cells() as u64, emit)?;
        }
        Ok(())
    }

    /// The numbers of the window that was read, of `all` cells.
    fn numbers(&mut self, window: Window, all: u64, emit: Emit<'_, u64>) -> Result<Vec<Option<f64>>> {
        let cells = shaped(&self.cells, window)?;
        let sample = SampledWindow { cells, codes: self.reader.codes(), all };
        let own = window.cells() as u64;
        let go_on = || own < LOOK_CELLS || (emit.go_on)();
        let numbers = sample.numbers(self.options, &mut self.met, &go_on).ok_or(Error::Cancelled)?;
        through(&mut self.unseen, own, emit)?;
        Ok(numbers)
    }
}

/// Tells of cells that are through once there are enough of them.
fn through(unseen: &mut u64, cells: u64, emit: Emit<'_, u64>) -> Result<()> {
    *unseen += cells;
    if *unseen < LOOK_CELLS || emit.block(std::mem::take(unseen)) { Ok(()) } else { Err(Error::Cancelled) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;
    use std::ops::Range;

    #[test]
    fn parts_make_the_whole() {
        let value = |feature: u32| vec![vec![None; 2], vec![Some(f64::from(feature)), None]];
        let met = [7, 2, 9, 1];
        let of = |features: Range<usize>| {
            let mut samples = Samples::default();
            for feature in &met[features] {
                samples.push((*feature, value(*feature)));
                samples.classes.insert(i64::from(feature % 3));
                samples.without_cells.extend((*feature > 2).then_some(*feature));
            }
            samples
        };
        laws::hold::<Samples, _>(4, of, Samples::finish);
        let whole = of(0..4);
        assert_eq!(whole.windows, 4);
        assert_eq!((whole.values.len(), whole.values[2], whole.values[14]), (16, Some(7.0), Some(1.0)));
    }
}
