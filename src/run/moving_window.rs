//! Metrics of the landscape in a window around each cell, as bands of a raster.

use crate::{
    engine::{
        codes::{check_given, check_ignored, check_negative, each_once},
        fields::{
            landscape::{MAX_CLASSES, NEIGHBOURHOOD, Neighbourhood, PLANE, setting},
            window::{
                CLASSES, EDGE, Edge, METRICS, MIN_VALID, RADII, SHAPE, half, min_valid_share, sizes, ten_metrics,
                wanted,
            },
        },
        message::Message,
        outputs::{BandSinks, Provenance, Rasters, check_outputs, files_of_bands},
        progress::Progress,
        report::Report,
        request::{self, Area, Raster},
        threads::Threads,
        windows::{CellWindows, Range, first, open_map, small_tiles},
    },
    error::{Error, Result},
    io::gdal::NODATA_F32,
    kernels::windows::moving_window::{Wanted, WindowOptions, WindowShape},
    schema::{Fields, Kernel, Number, smallest},
    sentence::{phrase, sentence},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Land-cover map.
    #[field(Raster)]
    pub lulc: Raster,
    #[field(METRICS)]
    #[serde(default = "ten_metrics")]
    pub metrics: Vec<String>,
    #[field(CLASSES)]
    #[serde(default)]
    pub classes: Vec<i64>,
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
    /// Classes of the cells around which windows lie; all where empty.
    #[field(Codes)]
    #[serde(default)]
    pub centre_codes: Vec<i64>,
    /// Whether windows around cells without a class have numbers.
    #[field(Flag)]
    #[serde(default)]
    pub fill_nodata: bool,
    /// A window for every so many rows and columns; cells of the raster are as much larger.
    #[field(Integer)]
    #[serde(default = "every_cell")]
    pub stride: i64,
    #[field(MAX_CLASSES)]
    #[serde(default)]
    pub max_classes: Option<i64>,
    #[field(request::IGNORE_CODES)]
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    #[field(PLANE)]
    #[serde(default)]
    pub area: Area,
    /// A band for each metric (and class) and radius, as SHDI 50 or AREA_MN 12 50 (Float32).
    #[field(OutputRaster)]
    #[serde(default)]
    pub output: Option<String>,
    /// Existing folder for a raster of each band too, as haerwusu_SHDI_50.tif.
    #[field(OutputFolder)]
    #[serde(default)]
    pub folder: Option<String>,
    /// What these files call the map; the name of its file where absent.
    #[field(Name)]
    #[serde(default)]
    pub layer_name: Option<String>,
    #[field(request::CREATE_OPTIONS)]
    #[serde(default)]
    pub create_options: Vec<String>,
    #[field(request::ORIGINS)]
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[field(request::HOLD)]
    #[serde(default)]
    pub hold: bool,
    #[field(request::THREADS)]
    #[serde(default)]
    pub threads: Option<usize>,
}

fn every_cell() -> i64 {
    1
}

pub const KERNEL: Kernel = Kernel {
    name: "moving_window",
    gives: "Metrics of the landscape in a round or square window around each cell, for several radii, as bands of a raster",
    reference: "FRAGSTATS 4.2, moving window",
    arithmetic: "windows::moving_window",
    fields: Request::FIELDS,
    results: &[
        Number { name: "windows", unit: "", text: "Windows of the first band that have a number." },
        Number { name: "output_min", unit: "", text: "Smallest value of the first band." },
        Number { name: "output_max", unit: "", text: "Largest value of the first band." },
    ],
    tables: Vec::new,
    smallest: smallest::<Request>,
};

/// Validates the request, walks the windows, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    let mut messages = Vec::new();
    let classes = each_once("CLASSES", &request.classes, &mut messages);
    let centre_codes = each_once("CENTRE_CODES", &request.centre_codes, &mut messages);
    each_once("IGNORE_CODES", &request.ignore_codes, &mut messages);
    let wanted = wanted(&request.metrics, &classes, request.max_classes, &mut messages)?;
    let min_valid_share = min_valid_share(request.edge, request.min_valid)?;
    let names: Vec<(String, &str)> = request
        .radii
        .iter()
        .flat_map(|radius| wanted.iter().map(move |wanted| (band_name(wanted, *radius), wanted.metric.unit)))
        .collect();
    let (folder, layer) = (request.folder.as_deref(), request.layer_name.as_deref());
    let files = files_of_bands(folder, layer, &request.lulc.path, names.iter().map(|(name, _)| name.as_str()));
    let outputs: Vec<&Option<String>> = std::iter::once(&request.output).chain(&files).collect();
    check_outputs(&outputs, &[Some(&request.lulc.path), request.mask.as_ref()])?;
    let stride = match usize::try_from(request.stride) {
        Ok(stride) if stride > 0 => stride,
        _ => return Err(Error::argument("STRIDE", request.stride, phrase!("1 or more"))),
    };
    let (map, sides) =
        open_map(&request.lulc, &request.ignore_codes, request.mask.as_deref(), request.area, &mut messages)?;
    let setting = setting(sides, request.max_classes)?;
    let options = WindowOptions {
        wanted: &wanted,
        setting,
        corners: request.neighbourhood == Neighbourhood::Eight,
        min_valid: min_valid_share,
        fill_nodata: request.fill_nodata,
        centre_codes: &centre_codes,
    };
    let sizes = sizes(&request.radii, request.shape, map.grid().metres_per_unit, sides, &mut messages)?;

    let windows = CellWindows { map: &map, sizes: &sizes, options, stride };
    let like = windows.raster()?;
    if stride % 2 == 0 {
        let at = first(stride) + 1;
        let told = sentence!(
            "An even STRIDE has no cell in the middle: of every {stride} x {stride} cells the window lies around that in row and column {at}, half a cell up and left of the middle.",
            stride,
            at
        );
        messages.push(Message::info("STRIDE", told));
    }
    let bands: Vec<(&str, &str)> = names.iter().map(|(name, unit)| (name.as_str(), *unit)).collect();
    let making = Rasters {
        create_options: &small_tiles(&request.create_options),
        provenance: Provenance::new(KERNEL.name, request, &request.origins)?,
        threads,
        like: &like,
    };
    let mut sinks = BandSinks::create(&making, &request.output, &files, &bands, NODATA_F32, &mut messages)?;
    let ranges = windows.write(&mut sinks, threads, progress)?;
    progress.tell(1.0, phrase!("Closing"))?;
    let outputs = sinks.finish("output", folder.map(|folder| ("folder", folder)))?;
    let of = sentence!("the windows on {path}", path = map.path());
    check_ignored([&map], &of, &mut messages);
    check_given("CLASSES", &classes, &ranges.classes, &of, &mut messages);
    check_given("CENTRE_CODES", &centre_codes, &ranges.classes, &of, &mut messages);
    check_negative(&ranges.classes, &mut messages);
    messages.extend(bands.iter().zip(&ranges.bands).map(|((name, unit), range)| range_message(name, unit, range)));
    let first = ranges.bands[0];
    let known = |value: f32| (first.windows > 0).then_some(f64::from(value));
    let results = BTreeMap::from([
        ("windows", Some(first.windows as f64)),
        ("output_min", known(first.low)),
        ("output_max", known(first.high)),
    ]);
    messages.extend(map.remarks());
    Ok(Report { results, outputs, messages, ..Report::new(&KERNEL) })
}

fn band_name(wanted: &Wanted, radius: f64) -> String {
    let class = wanted.class.map_or(String::new(), |code| format!(" {code}"));
    format!("{}{class} {radius}", wanted.metric.abbreviation)
}

fn range_message(name: &str, unit: &str, range: &Range) -> Message {
    let told = match range.windows {
        0 => sentence!("{name}: no window has a value.", name),
        windows => {
            let unit = (!unit.is_empty()).then(|| sentence!(" {unit}", unit));
            let (low, high) = (range.low, range.high);
            sentence!("{name}: {low} to {high}{unit}, {windows} windows.", name, low, high, unit, windows)
        }
    };
    Message::info("BAND", told)
}
