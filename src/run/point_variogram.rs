//! The variogram of points with values: all pairs within the cutoff.

use crate::{
    engine::{
        columns::OfLayer,
        fields::variogram::{
            CUTOFF, DIRECTIONS, DirectedFit, ESTIMATOR, Fitting, KAPPA, MODELS, STRUCTURES, TOLERANCE, VALUE_MAX,
            WEIGHTS, WIDTH, bins, by_direction, first_seed, gstat_weights, matheron_estimator, one_structure,
            sample_size, three_models,
        },
        message::Message,
        progress::Progress,
        region::tell_of_lengths,
        report::Report,
        request,
        tables::pools::{lacks, number, wrong_cell},
        threads::Threads,
        variogram_tables::{LayerBin, LayerCurve, LayerFit, variogram_tables},
    },
    error::{Error, Result},
    io::{
        gdal,
        gdal::{Cell, Crs, Distortion, RawTable, centre_and_corners},
    },
    kernels::{
        geostatistics::{
            variogram::{Estimator, Point, point_variogram},
            variogram_fit::{Model, Weights},
        },
        stats::random::stream,
    },
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::{Phrase, Sentence, phrase, sentence},
};
use rand::seq::index;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Points on a plane: x, y and the column of values; those without a value are left out.
    #[field(Points)]
    pub input: String,
    /// Field of the values.
    #[field(Field)]
    pub field: String,
    /// Reference system of the points (WKT or an authority code): lengths on its plane are compared with true ones.
    #[field(Name)]
    #[serde(default)]
    pub crs: Option<String>,
    #[field(request::LAYER_NAME)]
    #[serde(default)]
    pub layer_name: Option<String>,
    #[field(request::YEAR)]
    #[serde(default)]
    pub year: Option<i32>,
    #[field(CUTOFF)]
    #[serde(default)]
    pub cutoff: Option<f64>,
    #[field(WIDTH)]
    #[serde(default)]
    pub width: Option<f64>,
    #[field(DIRECTIONS)]
    #[serde(default)]
    pub directions: Vec<f64>,
    #[field(TOLERANCE)]
    #[serde(default)]
    pub tolerance: Option<f64>,
    #[field(ESTIMATOR)]
    #[serde(default = "matheron_estimator")]
    pub estimator: Estimator,
    #[field(MODELS)]
    #[serde(default = "three_models")]
    pub models: Vec<Model>,
    #[field(STRUCTURES)]
    #[serde(default = "one_structure")]
    pub structures: String,
    #[field(WEIGHTS)]
    #[serde(default = "gstat_weights")]
    pub weights: Weights,
    #[field(KAPPA)]
    #[serde(default)]
    pub kappa: Option<f64>,
    /// Points that are drawn at random in place of all; all pairs of all points where absent.
    #[field(Integer)]
    #[serde(default)]
    pub sample_size: Option<i64>,
    /// Seed of that sample: the same seed draws the same points.
    #[field(Integer)]
    #[serde(default = "first_seed")]
    pub seed: i64,
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

const PAIRS: Phrase = phrase!("Comparing pairs");

pub const KERNEL: Kernel = Kernel {
    name: "point_variogram",
    gives: "The variogram of points with values, by distance and direction, with fitted models, and a report",
    reference: "gstat `variogram`",
    arithmetic: "geostatistics::variogram",
    fields: Request::FIELDS,
    results: &[Number { name: "points", unit: "", text: "Points with a value, or those that were drawn." }],
    tables: || vec![("variogram", LayerBin::COLUMNS), ("fits", LayerFit::COLUMNS), ("curves", LayerCurve::COLUMNS)],
    smallest: smallest::<Request>,
};

/// Validates the request, compares pairs, fits models, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = Threads::new(request.threads)?;
    let fitting = Fitting::new(&request.models, &request.structures, request.weights, request.kappa)?;
    let mut messages: Vec<Message> = Vec::new();
    progress.tell(0.0, PAIRS)?;
    let points = points(&gdal::read_table(&request.input)?, &request.field)?;
    let points = drawn(points, request, &mut messages)?;
    let ends = |of: fn(&Point) -> f64| {
        points.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |ends, v| (ends.0.min(v), ends.1.max(v)))
    };
    let (east, north) = (ends(|point| point.east), ends(|point| point.north));
    let sides = (east.1 - east.0, north.1 - north.0);
    if let Some(crs) = &request.crs {
        check_plane(crs, &request.input, (east, north), &mut messages)?;
    }
    if request.cutoff.is_none() && sides == (0.0, 0.0) {
        return Err(fail(phrase!("all points lie at one place")));
    }
    let bins = bins(request.cutoff, request.width, &request.directions, request.tolerance, sides, &mut messages)?;
    let begun = AtomicUsize::new(0);
    let share = || begun.load(Ordering::Relaxed) as f64 / points.len() as f64;
    let found = threads.run(progress, PAIRS, share, |go_on| {
        let next = || {
            begun.fetch_add(1, Ordering::Relaxed);
            go_on()
        };
        point_variogram(&points, &bins, request.estimator, &next)
    })?;
    if found.is_empty() {
        return Err(Error::argument("CUTOFF", bins.cutoff(), phrase!("more than the distance of two points")));
    }
    let fits = fitting.fits(&by_direction(&found), (&threads, progress), &mut messages, |_, _, _| None)?;
    let fits: Vec<DirectedFit> = fits.into_iter().flatten().collect();
    let results = BTreeMap::from([("points", Some(points.len() as f64))]);
    let of = OfLayer::input(&request.input, request.layer_name.as_ref(), request.year);
    Ok(Report { results, tables: variogram_tables(&of, &found, &fits), messages, ..Report::new(&KERNEL) })
}

/// Refuses systems in which points have no distance, and says where lengths are out of true.
fn check_plane(
    crs: &str,
    path: &str,
    ((west, east), (south, north)): ((f64, f64), (f64, f64)),
    messages: &mut Vec<Message>,
) -> Result<()> {
    let path = path.to_owned();
    let crs = Crs::parse(crs).map_err(|detail| Error::BadCrs { path: path.clone(), detail })?;
    if !crs.has_plane() {
        return Err(Error::NoPlane { path, crs: crs.name() });
    }
    if crs.is_geographic() {
        return Err(Error::LengthsInDegrees { path, crs: crs.name() });
    }
    let corners = [(west, north), (east, north), (east, south), (west, south)];
    let places = centre_and_corners(((west + east) / 2.0, (south + north) / 2.0), corners);
    let worst = Distortion::worst(&crs.distortions(&places), Distortion::length);
    tell_of_lengths(worst, &crs.name(), phrase!("the points"), messages);
    Ok(())
}

fn fail(detail: impl Into<Sentence>) -> Error {
    Error::TableContent { field: "INPUT", detail: detail.into() }
}

/// Points with a value. Column names are read in upper or lower case.
fn points(raw: &RawTable, field: &str) -> Result<Vec<Point>> {
    let find = |name: &str| {
        let found = raw.column(name);
        found.ok_or_else(|| fail(lacks([name], raw)))
    };
    let (x, y, value) = (find("x")?, find("y")?, find(field)?);
    let mut points = Vec::new();
    for (row, cells) in (1..).zip(&raw.rows).filter(|(_, cells)| cells[value] != Cell::Null) {
        let number = |column: usize| {
            number(&cells[column])
                .filter(|value| value.is_finite())
                .ok_or_else(|| fail(wrong_cell(row, &raw.columns[column], &cells[column], phrase!("a number"))))
        };
        let point = Point { east: number(x)?, north: number(y)?, value: number(value)? };
        if point.value.abs() > VALUE_MAX {
            return Err(fail(sentence!(
                "row {row} (header not counted): {field} is {value}; a variogram takes numbers between -{most} and {most}",
                row,
                field,
                value = format!("{:e}", point.value),
                most = format!("{VALUE_MAX:e}")
            )));
        }
        points.push(point);
    }
    match points.len() {
        0 | 1 => Err(fail(sentence!(
            "there are {number} points with a value in {field}; a variogram takes two or more",
            number = points.len(),
            field
        ))),
        _ => Ok(points),
    }
}

/// As many as asked for, in their order.
fn drawn(mut points: Vec<Point>, request: &Request, messages: &mut Vec<Message>) -> Result<Vec<Point>> {
    let Some(size) = request.sample_size else { return Ok(points) };
    let size = sample_size(size)?;
    if size < points.len() {
        let mut kept = index::sample(&mut stream(request.seed as u64, 0), points.len(), size).into_vec();
        kept.sort_unstable();
        points = kept.into_iter().map(|i| points[i]).collect();
    }
    let told = sentence!(
        "{number} points were drawn at random (seed {seed}): figures are those of a sample.",
        number = points.len(),
        seed = request.seed
    );
    messages.push(Message::warning("SAMPLE", told));
    Ok(points)
}
