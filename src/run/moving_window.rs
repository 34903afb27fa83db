//! Metrics of the landscape in a window around each cell, as bands of a raster.

use crate::{
    engine::{
        codes::{check_given, check_ignored, check_negative, each_once},
        fields::{
            landscape::{MAX_CLASSES, NEIGHBOURHOOD, Neighbourhood, PLANE, classes_there_could_be},
            window::{
                CLASSES, EDGE, Edge, METRICS, MIN_VALID, RADII, SHAPE, half, least_valid, sizes, ten_metrics, wanted,
            },
        },
        land_cover::{CellBuffer, ClassReader, LandCover},
        message::Message,
        outputs::{BandSinks, Provenance, Rasters, check_outputs},
        progress::Progress,
        region::{Region, Sides, Where},
        report::Report,
        request::{self, Area, Raster, thread_count},
        sweep::{Emit, Worker, sweep},
    },
    error::{Error, Result, try_vec},
    grid::{BlockShape, Grid, Tiling, Window},
    io::gdal::{NODATA_F32, RasterInfo},
    kernels::{
        Accumulator,
        metrics::Setting,
        windows::moving_window::{Field as CellField, Footprint, Outline, Wanted, WindowOptions, Windows},
    },
    schema::{Field, FieldType, Kernel, Number},
};
use serde::{Deserialize, Serialize};
use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub lulc: Raster,
    #[serde(default = "ten_metrics")]
    pub metrics: Vec<String>,
    #[serde(default)]
    pub classes: Vec<i64>,
    #[serde(default)]
    pub radii: Vec<f64>,
    #[serde(default)]
    pub shape: Outline,
    #[serde(default)]
    pub neighbourhood: Neighbourhood,
    #[serde(default)]
    pub edge: Edge,
    #[serde(default = "half")]
    pub min_valid: f64,
    #[serde(default)]
    pub centre_codes: Vec<i64>,
    #[serde(default)]
    pub fill_nodata: bool,
    #[serde(default = "every_cell")]
    pub stride: i64,
    #[serde(default)]
    pub max_classes: Option<i64>,
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[serde(default)]
    pub mask: Option<String>,
    #[serde(default)]
    pub area: Area,
    #[serde(default)]
    pub output: Option<String>,
    #[serde(default)]
    pub folder: Option<String>,
    #[serde(default)]
    pub layer_name: Option<String>,
    #[serde(default)]
    pub create_options: Vec<String>,
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[serde(default)]
    pub hold: bool,
    #[serde(default)]
    pub threads: Option<usize>,
}

fn every_cell() -> i64 {
    1
}

pub const KERNEL: Kernel = Kernel {
    name: "moving_window",
    fields: &[
        Field::required("lulc", FieldType::Raster, "Land-cover map."),
        METRICS,
        CLASSES,
        RADII,
        SHAPE,
        NEIGHBOURHOOD,
        EDGE,
        MIN_VALID,
        Field::optional(
            "centre_codes",
            FieldType::Codes,
            "Classes of the cells around which windows lie; all where empty.",
        ),
        Field::optional("fill_nodata", FieldType::Flag, "Whether windows around cells without a class have numbers."),
        Field::optional(
            "stride",
            FieldType::Integer,
            "A window for every so many rows and columns; cells of the raster are as much larger.",
        ),
        MAX_CLASSES,
        request::IGNORE_CODES,
        request::MASK,
        PLANE,
        Field::optional(
            "output",
            FieldType::OutputRaster,
            "A band for each metric (and class) and radius, as SHDI 50 or AREA_MN 12 50 (Float32).",
        ),
        Field::optional(
            "folder",
            FieldType::OutputFolder,
            "Existing folder for a raster of each band too, as <layer>_SHDI_50.tif.",
        ),
        Field::optional(
            "layer_name",
            FieldType::Name,
            "What these files call the map; the name of its file where absent.",
        ),
        request::CREATE_OPTIONS,
        request::ORIGINS,
        request::HOLD,
        request::THREADS,
    ],
    results: &[
        Number { name: "windows", unit: "", text: "Windows of the first band that have a number." },
        Number { name: "output_min", unit: "", text: "Smallest value of the first band." },
        Number { name: "output_max", unit: "", text: "Largest value of the first band." },
    ],
    tables: Vec::new,
    smallest: || request::smallest::<Request>(r#"{"lulc": {"path": ""}}"#),
};

/// Validates the request, walks the windows, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = thread_count(request.threads)?;
    let mut messages = Vec::new();
    let classes = each_once("CLASSES", &request.classes, &mut messages);
    let centre_codes = each_once("CENTRE_CODES", &request.centre_codes, &mut messages);
    each_once("IGNORE_CODES", &request.ignore_codes, &mut messages);
    let wanted = wanted(&request.metrics, &classes, request.max_classes, &mut messages)?;
    let least_valid = least_valid(request.edge, request.min_valid)?;
    let names: Vec<(String, &str)> = request
        .radii
        .iter()
        .flat_map(|radius| wanted.iter().map(move |wanted| (band_name(wanted, *radius), wanted.metric.unit)))
        .collect();
    let files = files(request, &names);
    let outputs: Vec<&Option<String>> = std::iter::once(&request.output).chain(&files).collect();
    check_outputs(&outputs, &[Some(&request.lulc.path), request.mask.as_ref()])?;
    let stride = match usize::try_from(request.stride) {
        Ok(stride) if stride > 0 => stride,
        _ => return Err(Error::argument("STRIDE", request.stride, "1 or more")),
    };
    let mut map = LandCover::open(&request.lulc, &request.ignore_codes, [])?;
    let place = Where { mask: request.mask.as_deref(), area: request.area, plane: true, ..Where::default() };
    let sides = Sides::of(&map, &place, &mut messages)?;
    let region = Region::open(&place, &map.info, map.path(), &mut messages)?;
    map.restrict(region.cells.clone());
    let max_classes = classes_there_could_be(request.max_classes)?;
    let options = WindowOptions {
        wanted: &wanted,
        setting: Setting { cell_width: sides.width_m, cell_height: sides.height_m, boundary_edge: 0.0, max_classes },
        corners: request.neighbourhood == Neighbourhood::Eight,
        least_valid,
        fill_nodata: request.fill_nodata,
        centre_codes: &centre_codes,
    };
    let sizes = sizes(&request.radii, request.shape, map.grid().metres_per_unit, sides, &mut messages)?;

    let like = coarser(&map.info, stride)?;
    if stride % 2 == 0 {
        let at = first(stride) + 1;
        let text = format!(
            "An even STRIDE has no cell in the middle: of every {stride} x {stride} cells the window lies around that in row and column {at}, half a cell up and left of the middle."
        );
        messages.push(Message::info("STRIDE", text));
    }
    let bands: Vec<(&str, &str)> = names.iter().map(|(name, unit)| (name.as_str(), *unit)).collect();
    let making = Rasters {
        create_options: &small_tiles(&request.create_options),
        provenance: Provenance::new(KERNEL.name, request, &request.origins)?,
        threads,
        like: &like,
    };
    let mut sinks = BandSinks::create(&making, &request.output, &files, &bands, NODATA_F32, &mut messages)?;
    let tiling = units(&like.grid, sinks.block_shape(), bands.len());
    let (map, sizes) = (&map, sizes.as_slice());
    let open = || Ok(Walker { reader: ClassReader::open(map)?, cells: map.buffer(), map, sizes, options, stride });
    // Units take long: progress follows their rows.
    let (seen, all) = (Cell::new(0), like.grid.cells() * sizes.iter().map(|(_, f)| f.cells as u64).sum::<u64>());
    let mut by_row = |_: f64, text: &str| progress.tell(seen.get() as f64 / all as f64, text).is_ok();
    let write = |piece: Piece| match piece {
        Piece::Row(cells) => {
            seen.set(seen.get() + cells);
            Ok(())
        }
        Piece::Band(band, window, values) => sinks.write(band, window, &values, NODATA_F32),
    };
    let ranges: Ranges = sweep(&tiling, threads, &mut Progress::new(&mut by_row), "Moving windows", open, write)?;
    progress.tell(1.0, "Closing")?;
    let outputs = sinks.finish("output", request.folder.as_deref().map(|folder| ("folder", folder)))?;
    let of = format!("the windows on {}", map.path());
    check_ignored([map], &of, &mut messages);
    check_given("CLASSES", &classes, &ranges.classes, &of, &mut messages);
    check_given("CENTRE_CODES", &centre_codes, &ranges.classes, &of, &mut messages);
    check_negative(&ranges.classes, &mut messages);
    let ranges = ranges.bands(bands.len());
    messages.extend(bands.iter().zip(&ranges).map(|((name, unit), range)| told(name, unit, range)));
    let first = ranges[0];
    let known = |value: f32| (first.windows > 0).then_some(f64::from(value));
    let results = BTreeMap::from([
        ("windows", Some(first.windows as f64)),
        ("output_min", known(first.low)),
        ("output_max", known(first.high)),
    ]);
    messages.extend(map.remarks());
    Ok(Report { algorithm: KERNEL.name, results, words: BTreeMap::new(), outputs, tables: Vec::new(), messages })
}

/// A file of each band, where a folder is given for them.
fn files(request: &Request, names: &[(String, &str)]) -> Vec<Option<String>> {
    let Some(folder) = &request.folder else { return Vec::new() };
    let stem = Path::new(&request.lulc.path).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let layer = request.layer_name.clone().or(stem).unwrap_or_default();
    let plain = |text: &str| text.replace(|c: char| !(c.is_alphanumeric() || "-._".contains(c)), "_");
    let file = |name: &str| Path::new(folder).join(format!("{}_{}.tif", plain(&layer), plain(name)));
    names.iter().map(|(name, _)| Some(file(name).to_string_lossy().into_owned())).collect()
}

fn band_name(wanted: &Wanted, radius: f64) -> String {
    let class = wanted.class.map_or(String::new(), |code| format!(" {code}"));
    format!("{}{class} {radius}", wanted.metric.abbreviation)
}

fn told(name: &str, unit: &str, range: &Range) -> Message {
    let text = match range.windows {
        0 => format!("{name}: no window has a value."),
        windows => {
            let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
            format!("{name}: {} to {}{unit}, {windows} windows.", range.low, range.high)
        }
    };
    Message::info("BAND", text)
}

/// The grid of every `stride`th cell, each in the middle of a cell of it.
fn coarser(info: &RasterInfo, stride: usize) -> Result<RasterInfo> {
    let mut like = info.clone();
    let g = &mut like.grid;
    let first = first(stride);
    if first >= g.rows.min(g.columns) {
        return Err(Error::argument("STRIDE", stride, "less than the rows and columns of the map"));
    }
    (g.rows, g.columns) = ((g.rows - first).div_ceil(stride), (g.columns - first).div_ceil(stride));
    [1, 2, 4, 5].into_iter().for_each(|i| g.geotransform[i] *= stride as f64);
    Ok(like)
}

/// The first row and column that has a window: that in the middle of the first cell of the raster.
fn first(stride: usize) -> usize {
    (stride - 1) / 2
}

/// Windows cost much more than cells: small tiles keep all threads at work and memory low.
fn small_tiles(create_options: &[String]) -> Vec<String> {
    let given = |key: &str| create_options.iter().any(|option| option.to_uppercase().starts_with(key));
    let mut options = create_options.to_vec();
    if !given("TILED=") && !given("BLOCKXSIZE=") && !given("BLOCKYSIZE=") {
        options.extend(["BLOCKXSIZE=128".to_owned(), "BLOCKYSIZE=128".to_owned()]);
    }
    options
}

/// Values of a unit that a worker holds.
const UNIT_VALUES: usize = 1 << 22;
/// Columns of a unit, so that there are many.
const UNIT_COLUMNS: usize = 512;

fn units(grid: &Grid, block: Option<BlockShape>, bands: usize) -> Tiling {
    let block = block.unwrap_or(BlockShape { rows: 128, columns: 128 });
    let (rows, columns) = (block.rows.min(grid.rows), block.columns.min(grid.columns));
    let most = (UNIT_VALUES / bands / rows).min(UNIT_COLUMNS);
    let columns = (most / columns).max(1) * columns;
    Tiling::new(grid, BlockShape { rows, columns: columns.min(grid.columns) })
}

/// Values of a band.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Range {
    low: f32,
    high: f32,
    windows: u64,
}

const NONE: Range = Range { low: f32::INFINITY, high: f32::NEG_INFINITY, windows: 0 };

/// Values of all bands.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Ranges {
    bands: Vec<Range>,
    /// Codes that windows may have.
    classes: BTreeSet<i64>,
}

impl Ranges {
    fn bands(&self, bands: usize) -> Vec<Range> {
        if self.bands.is_empty() { vec![NONE; bands] } else { self.bands.clone() }
    }
}

impl Accumulator for Ranges {
    /// Of a band, one after the other.
    type Block<'a> = &'a [f32];
    type Output = Vec<Range>;

    fn push(&mut self, values: &[f32]) {
        let add = |range: Range, value: &f32| Range {
            low: range.low.min(*value),
            high: range.high.max(*value),
            windows: range.windows + 1,
        };
        self.bands.push(values.iter().filter(|value| **value != NODATA_F32).fold(NONE, add));
    }

    fn merge(&mut self, next: Self) {
        self.classes.extend(next.classes);
        if self.bands.is_empty() {
            self.bands = next.bands;
            return;
        }
        for (own, next) in self.bands.iter_mut().zip(next.bands) {
            own.low = own.low.min(next.low);
            own.high = own.high.max(next.high);
            own.windows += next.windows;
        }
    }

    fn finish(self) -> Vec<Range> {
        self.bands
    }
}

enum Piece {
    /// A row of windows is through, which hold so many cells: a worker hears whether the run goes on.
    Row(u64),
    /// Counted from 1.
    Band(usize, Window, Vec<f32>),
}

struct Walker<'a> {
    reader: ClassReader<'a>,
    cells: CellBuffer,
    map: &'a LandCover,
    sizes: &'a [(f64, Footprint)],
    options: WindowOptions<'a>,
    stride: usize,
}

impl Worker<Ranges, Piece> for Walker<'_> {
    /// The window is one of the raster that is made.
    fn unit(&mut self, window: Window, emit: Emit<'_, Piece>) -> Result<Ranges> {
        let (stride, wanted) = (self.stride, self.options.wanted.len());
        let at = |index: usize| first(stride) + stride * index;
        let centres = Window {
            row: at(window.row),
            column: at(window.column),
            rows: stride * (window.rows - 1) + 1,
            columns: stride * (window.columns - 1) + 1,
        };
        let grid = self.map.grid();
        let mut ranges = Ranges::default();
        for (size, (_, footprint)) in self.sizes.iter().enumerate() {
            let reach = (footprint.reach_rows(), footprint.reach_columns());
            let of = CellField::around(centres, reach, (grid.rows, grid.columns));
            let field = CellField::new(self.reader.read(of, &mut self.cells)?, of, centres, reach);
            ranges.classes.extend(&field.codes);
            let mut bands = Vec::with_capacity(wanted);
            for _ in 0..wanted {
                bands.push(try_vec(window.cells(), NODATA_F32, "a part of the output")?);
            }
            let mut windows = Windows::new(&field, footprint, self.options);
            for row in 0..window.rows {
                windows.row(at(window.row + row), centres.column, stride, |column, values| {
                    let cell = row * window.columns + (column - centres.column) / stride;
                    for (band, value) in bands.iter_mut().zip(values) {
                        band[cell] = value.map_or(NODATA_F32, |value| value as f32);
                    }
                });
                if !emit(Piece::Row((window.columns * footprint.cells) as u64)) {
                    return Err(Error::Cancelled);
                }
            }
            for (i, band) in bands.into_iter().enumerate() {
                ranges.push(&band);
                emit(Piece::Band(size * wanted + i + 1, window, band));
            }
        }
        Ok(ranges)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;
    use std::ops;

    #[test]
    fn parts_make_the_whole() {
        const N: f32 = NODATA_F32;
        let bands = [[N, 3.0, -1.0, 2.0], [N, 5.0, N, 7.0]];
        let codes = [4, -2, 9, 4];
        let of = |windows: ops::Range<usize>| {
            let mut ranges = Ranges::default();
            if !windows.is_empty() {
                bands.iter().for_each(|band| ranges.push(&band[windows.clone()]));
                ranges.classes.extend(&codes[windows]);
            }
            ranges
        };
        laws::hold_in_any_order::<Ranges, _>(4, of, |ranges| (ranges.bands, ranges.classes));
    }
}
