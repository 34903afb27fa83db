//! How far mining land depresses carbon: rings around it, the contribution ratio K by distance, and levels of sensitivity
//! where the means of the rings break.

mod levels;
mod tables;
mod year;

use crate::{
    engine::{
        codes::{Named, check_given, check_ignored, check_names},
        common_land::compare,
        distance_sweep,
        distance_sweep::{LocatedSources, Rings, Search, Sources, default_ring_count, default_ring_width},
        message::Message,
        outputs::{OutputSet, Provenance, Rasters, check_outputs, write_rows},
        progress::Progress,
        region::{Region, Sides, Where},
        report::Report,
        request::{self, Area, Raster, ResampleClasses},
        series::{Layers, Series},
        tables::pools::{PoolTable, pools_text, read_pools},
        threads::Threads,
    },
    error::{Error, Result},
    grid::{BlockShape, Grid, tiling::Tiling},
    io::{RasterSink, gdal::Sink},
    kernels::buffers::chance::MIN_PLACES,
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::{list, phrase, sentence},
};
use levels::level_names;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tables::{LevelRow, RatioRow, ZoneRow};
use year::{ProgressSteps, Study, YearOf};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    #[field(request::LAYERS)]
    pub layers: Vec<Raster>,
    #[field(request::LAYER_NAMES)]
    #[serde(default)]
    pub layer_names: Vec<String>,
    #[field(request::YEARS)]
    #[serde(default)]
    pub years: Vec<Option<i32>>,
    #[field(request::POOLS)]
    pub pools: String,
    /// Classes that are mining land: pits, dumps, industrial land.
    #[field(distance_sweep::CODES)]
    #[serde(default)]
    pub codes: Vec<i64>,
    /// Polygons, lines or points that are mining land, in place of codes.
    #[field(distance_sweep::SOURCES)]
    #[serde(default)]
    pub sources: Option<String>,
    /// Year whose map tells what mining land is in all years; each year's own where absent.
    #[field(Integer)]
    #[serde(default)]
    pub mining_year: Option<i32>,
    #[field(distance_sweep::RING_WIDTH)]
    #[serde(default = "default_ring_width")]
    pub ring_width: f64,
    #[field(distance_sweep::RING_COUNT)]
    #[serde(default = "default_ring_count")]
    pub ring_count: i64,
    #[field(distance_sweep::RING_LIMITS)]
    #[serde(default)]
    pub ring_limits: Vec<f64>,
    /// Replicates of the bootstrap over blocks of BLOCK_SIZE; 0 for no 95 % intervals at all.
    #[field(Integer)]
    #[serde(default = "default_replicates")]
    pub replicates: i64,
    /// Side of blocks that a bootstrap draws for the 95 % intervals; these are by the variogram of the density where absent.
    #[field(Number, unit = "m")]
    #[serde(default)]
    pub block_size: Option<f64>,
    /// Places elsewhere on the map at which the same mining land is laid, to test breaks.
    #[field(Integer)]
    #[serde(default = "default_shifts")]
    pub shifts: i64,
    /// Number that repeats the draws of places and of the bootstrap.
    #[field(Integer)]
    #[serde(default = "default_seed")]
    pub seed: i64,
    #[field(request::IGNORE_CODES)]
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    #[field(request::RESAMPLE_CLASSES)]
    #[serde(default)]
    pub resample_classes: ResampleClasses,
    #[field(distance_sweep::AREA)]
    #[serde(default)]
    pub area: Area,
    /// Level of sensitivity of every valid cell in the rings, from 1, a band for every year (UInt16, nodata 0).
    #[field(OutputRaster)]
    #[serde(default)]
    pub output: Option<String>,
    /// Polygons around the levels of every year.
    #[field(OutputPolygons)]
    #[serde(default)]
    pub level_zones: bool,
    #[field(request::CREATE_OPTIONS)]
    #[serde(default)]
    pub create_options: Vec<String>,
    #[field(request::ORIGINS)]
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[field(request::TABLES)]
    #[serde(default)]
    pub tables: Option<String>,
    #[field(request::HOLD)]
    #[serde(default)]
    pub hold: bool,
    #[field(request::THREADS)]
    #[serde(default)]
    pub threads: Option<usize>,
}

fn default_replicates() -> i64 {
    1000
}

fn default_shifts() -> i64 {
    999
}

fn default_seed() -> i64 {
    1
}

/// More replicates than that tell nothing more.
const REPLICATES_MAX: i64 = 100_000;

pub const KERNEL: Kernel = Kernel {
    name: "contribution_ratio",
    gives: "How far mining land depresses carbon: contribution ratio by distance, null curve, levels, with intervals and a report",
    reference: "Chang et al. 2024, eq. 12; segmented regression",
    arithmetic: "buffers::contribution",
    fields: Request::FIELDS,
    results: &[
        Number { name: "level_count", unit: "", text: "Levels of the last year; 1 where its rings show no break." },
        Number { name: "first_break", unit: "m", text: "First break of the last year; NULL where there is none." },
        Number { name: "mining_area_ha", unit: "ha", text: "Mining land of the last year, valid cells." },
        Number {
            name: "correlation_length",
            unit: "m",
            text: "Distance over which the densities of the last year are alike; NULL where it is not known.",
        },
    ],
    tables: || vec![("ratios", RatioRow::COLUMNS), ("levels", LevelRow::COLUMNS), ("level_zones", ZoneRow::COLUMNS)],
    smallest: smallest::<Request>,
};

/// Validates the request, measures the rings of every year, breaks them into levels, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    check_files(request)?;
    let rings = Rings::new(request.ring_width, request.ring_count, &request.ring_limits)?;
    check_bootstrap(request)?;
    let pools = read_pools(&request.pools)?;
    let mut messages = Vec::new();

    let layers = Layers {
        layers: &request.layers,
        layer_names: &request.layer_names,
        years: &request.years,
        ignore_codes: &request.ignore_codes,
        resample_classes: request.resample_classes,
    };
    let mut series = Series::open(&layers, pools.keys().copied(), &mut messages)?;
    let place = Where { mask: request.mask.as_deref(), area: request.area, ..Where::default() };
    let sides = Sides::of(series.grid_map(), &place, &mut messages)?;
    let region = Region::open(&place, &series.grid_map().info, series.grid_map().path(), &mut messages)?;
    series.restrict(region.cells.clone());
    let within = region.cells.as_deref();
    let sources = Sources::open(&request.codes, request.sources.as_deref(), series.grid_map(), within, &mut messages)?;
    let mining = mining_maps(request, &series)?;
    let making = Rasters {
        create_options: &request.create_options,
        provenance: Provenance::new(KERNEL.name, request, &request.origins)?.with_pools(pools_text(&pools)),
        threads,
        like: &series.grid_map().info,
    };
    let names: Vec<String> = series.years.iter().map(|y| format!("level {}", y.year)).collect();
    let bands: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let mut sink: Option<Sink<u16>> = making.wanted(&request.output, &bands, 0, &mut messages)?;

    let densities = pools.iter().map(|(code, row)| (*code, row.pools.density())).collect();
    let grid = series.grid_map().grid();
    let study = Study { grid, pools: &pools, densities: &densities, region: &region, rings: &rings, request, threads };
    let output = sink.as_ref().map(Sink::block_shape);
    let mut years: Vec<Option<YearOf>> = Vec::with_capacity(series.years.len());
    // Three for each map, and one in which they are compared.
    let parts = 3 * series.years.len() + 1;
    let mut found: Option<LocatedSources<'_>> = None;
    for (i, year) in series.years.iter().enumerate() {
        progress.part(3 * i, parts);
        let map = &series.years[mining[i]].map;
        let search = Search { map, sources: &sources, sides, output, allocation: false, signed: false, threads };
        let located = match found.take().filter(|located| located.serves(&search)) {
            Some(located) => located,
            None => match LocatedSources::find(search, progress) {
                // A year before the mine is a year without figures.
                Err(Error::NoSourceCells { .. }) if request.mining_year.is_none() && series.years.len() > 1 => {
                    years.push(None);
                    continue;
                }
                located => located?,
            },
        };
        let write = |window, levels: &[u16]| write_rows(sink.as_mut(), i + 1, window, levels, 0);
        let steps = ProgressSteps { first: 3 * i + 1, of: parts };
        years.push(Some(study.year(&located, &year.map, steps, progress, write)?));
        found = Some(located);
    }
    if years.iter().all(Option::is_none) {
        let path = series.maps_text().to_string();
        return Err(Error::NoSourceCells { path, codes: list(&request.codes) });
    }
    for (i, _) in years.iter().enumerate().filter(|(_, of)| of.is_none()) {
        blank(sink.as_mut(), i + 1, grid)?;
    }
    progress.part(parts - 1, parts);
    compare(&series.lands(), &series.grid_name(), &region, threads, progress, &mut messages)?;
    progress.tell(1.0, phrase!("Closing"))?;
    let outputs = finish(sink, &years)?;

    say(request, &series, &years, &mut messages);
    check_codes(request, &series, &pools, &years, &mining, &mut messages);
    let tables = tables::tables(&series, &mut years, &rings, request.level_zones);
    messages.extend(series.years.iter().flat_map(|year| year.map.remarks()));
    Ok(Report { results: results(&years), outputs, tables, messages, ..Report::new(&KERNEL) })
}

/// A band in which no cell has a level.
fn blank(mut sink: Option<&mut Sink<u16>>, band: usize, grid: &Grid) -> Result<()> {
    let Some(shape) = sink.as_ref().map(|sink| sink.block_shape()) else { return Ok(()) };
    for window in Tiling::new(grid, BlockShape { rows: shape.rows, columns: grid.columns }).windows() {
        write_rows(sink.as_deref_mut(), band, window, &vec![0; window.cells()], 0)?;
    }
    Ok(())
}

fn check_files(request: &Request) -> Result<()> {
    let layers = request.layers.iter().map(|layer| Some(&layer.path));
    let others = [Some(&request.pools), request.sources.as_ref(), request.mask.as_ref()];
    check_outputs(&[&request.output], &layers.chain(others).collect::<Vec<_>>())
}

fn check_bootstrap(request: &Request) -> Result<()> {
    if !(0..=REPLICATES_MAX).contains(&request.replicates) {
        return Err(Error::argument("REPLICATES", request.replicates, sentence!("0 to {most}", most = REPLICATES_MAX)));
    }
    if !(MIN_PLACES as i64..=REPLICATES_MAX).contains(&request.shifts) {
        let allowed = sentence!("{least} to {most}", least = MIN_PLACES, most = REPLICATES_MAX);
        return Err(Error::argument("SHIFTS", request.shifts, allowed));
    }
    if let Some(side) = request.block_size.filter(|side| !(*side > 0.0 && side.is_finite())) {
        return Err(Error::argument("BLOCK_SIZE", side, phrase!("more than 0 (m)")));
    }
    Ok(())
}

/// For every year, the one whose map tells what is mining land.
fn mining_maps(request: &Request, series: &Series<'_>) -> Result<Vec<usize>> {
    let Some(fixed) = request.mining_year else { return Ok((0..series.years.len()).collect()) };
    let found = series.years.iter().position(|y| y.year == fixed).ok_or_else(|| {
        let years = list(series.years.iter().map(|y| y.year));
        Error::argument("MINING_YEAR", fixed, sentence!("{years}", years))
    })?;
    Ok(vec![found; series.years.len()])
}

/// Names the levels of every band.
fn finish(sink: Option<Sink<u16>>, years: &[Option<YearOf>]) -> Result<OutputSet> {
    let mut outputs = OutputSet::default();
    if let Some(mut sink) = sink {
        for (band, year) in years.iter().enumerate() {
            let names = year.as_ref().map_or_else(Vec::new, |year| level_names(year.levels.len() - 1));
            sink.name_values(band + 1, &(1..).zip(names).collect::<Vec<_>>());
        }
        outputs.add("output", sink)?;
    }
    Ok(outputs)
}

/// Says of every year what chance makes of its land, where its ring means break, and what is not known.
fn say(request: &Request, series: &Series<'_>, years: &[Option<YearOf>], messages: &mut Vec<Message>) {
    for (year, of) in series.years.iter().zip(years) {
        let Some(of) = of else {
            let told = sentence!(
                "{year}: no cell of {layer} is of CODES {codes}, so that there is no mining land and all its figures are NULL. MINING_YEAR takes the mining land of one year for all.",
                year = year.year,
                layer = year.layer.clone(),
                codes = list(&request.codes)
            );
            messages.push(Message::warning("NO_MINING_LAND", told));
            continue;
        };
        messages.push(levels::chance_told(year.year, of, request.replicates > 0 && request.block_size.is_none()));
        messages.extend(levels::narrow_told(year.year, of));
        let breaks = levels::breaks_told(of);
        messages.push(Message::info("LEVELS", sentence!("{year}: {breaks}", year = year.year, breaks)));
        let drawn = request.replicates > 0 && request.block_size.is_some();
        if drawn && of.intervals.iter().all(|interval| interval.mean_t_ha.is_none()) {
            let told = sentence!(
                "{year}: too few blocks hold cells of the rings for 95 % intervals; a smaller BLOCK_SIZE makes more.",
                year = year.year
            );
            messages.push(Message::warning("FEW_BLOCKS", told));
        }
    }
}

/// Says what is surprising of the codes that were found; `mining` are the years whose maps told what is mining land.
fn check_codes(
    request: &Request,
    series: &Series<'_>,
    pools: &PoolTable,
    years: &[Option<YearOf>],
    mining: &[usize],
    messages: &mut Vec<Message>,
) {
    check_ignored(series.maps(), series.maps_text(), messages);
    let of_mining = mining.iter().filter_map(|year| years[*year].as_ref());
    let mined = of_mining.flat_map(|year| year.classes.iter().copied()).collect();
    check_given("CODES", &request.codes, &mined, series.maps_text(), messages);
    let named: Vec<Named<'_>> = series
        .years
        .iter()
        .zip(years)
        .map(|(year, of)| Named {
            layer: &year.layer,
            names: &year.raster.class_names,
            pools: Some(("POOLS", pools)),
            found: of.as_ref().map_or_else(BTreeSet::new, |of| of.classes.clone()),
        })
        .collect();
    check_names(&named, messages);
}

/// Those of the last year.
fn results(years: &[Option<YearOf>]) -> BTreeMap<&'static str, Option<f64>> {
    let last = years.last().expect("a series has a map").as_ref();
    let first_break = |of: &YearOf| of.fit.as_ref().and_then(|fit| fit.breaks.first()).map(|b| b.at);
    BTreeMap::from([
        ("level_count", last.map(|of| (of.levels.len() - 1) as f64)),
        ("first_break", last.and_then(first_break)),
        ("mining_area_ha", last.and_then(|of| of.rows.first()).map(|row| row.ring.land.area_ha)),
        ("correlation_length", last.and_then(|of| of.chance.covariance.as_ref()).map(|covariance| covariance.length)),
    ])
}
