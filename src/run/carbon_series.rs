//! Carbon of a landscape over the years: one sweep over all maps gives storage by year and change by interval, with
//! standard errors.

mod changes;
mod inventory;
mod storage;

use crate::{
    engine::{
        change_rasters::{ChangeRaster, ChangeRasters},
        count::{Job, count},
        map_errors::{MapErrors, check_lone, without_zones},
        message::Message,
        outputs::{Provenance, Rasters, check_outputs},
        progress::Progress,
        region::{Region, Where},
        report::Report,
        request,
        request::{Area, Raster, ResampleClasses},
        series::{Layers, Series, SeriesReader, Year},
        tables::{
            accuracy::Matrices,
            pools::{PoolErrors, PoolTable, density, pools_text, read_pools},
        },
        threads::Threads,
    },
    error::{Error, Result},
    io::gdal,
    kernels::{
        carbon::carbon_change::densities,
        cover::{class_counts::ClassCounts, class_series::ClassSeries},
    },
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::{list, phrase, sentence},
};
use changes::Change;
use inventory::Inventory;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
    #[field(request::CLASS_CORRELATION)]
    #[serde(default)]
    pub class_correlation: f64,
    #[field(request::ACCURACY)]
    #[serde(default)]
    pub accuracy: Option<String>,
    #[field(request::IGNORE_CODES)]
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    #[field(request::ZONES)]
    #[serde(default)]
    pub zones: Option<String>,
    #[field(request::ZONE_FIELD)]
    #[serde(default)]
    pub zone_field: Option<String>,
    #[field(request::RESAMPLE_CLASSES)]
    #[serde(default)]
    pub resample_classes: ResampleClasses,
    #[field(request::AREA)]
    #[serde(default)]
    pub area: Area,
    /// Change of carbon density (t/ha), a band for every interval between two years.
    #[field(OutputRaster)]
    #[serde(default)]
    pub output: Option<String>,
    #[field(request::CREATE_OPTIONS)]
    #[serde(default)]
    pub create_options: Vec<String>,
    #[field(request::ORIGINS)]
    #[serde(default, alias = "sources")]
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

pub const KERNEL: Kernel = Kernel {
    name: "carbon_series",
    gives: "Carbon over the years: by class, in all, and by interval, with standard errors, and a report",
    reference: "InVEST carbon storage, by year",
    arithmetic: "cover::class_series",
    fields: Request::FIELDS,
    results: &[
        Number {
            name: "carbon_change",
            unit: "t",
            text: "Carbon of the last year minus that of the first, over cells valid in both; NULL for one map.",
        },
        Number {
            name: "carbon_change_se",
            unit: "t",
            text: "Its standard error, or with matrices of both years that of carbon_change_adjusted; NULL where the pool table has none.",
        },
        Number {
            name: "carbon_change_adjusted",
            unit: "t",
            text: "The change on areas as the samples of ACCURACY tell them; NULL without matrices of both years.",
        },
        Number { name: "output_min", unit: "t/ha", text: "Smallest change of a cell in an interval." },
        Number { name: "output_max", unit: "t/ha", text: "Largest change of a cell in an interval." },
    ],
    tables: || {
        vec![
            ("storage", storage::StorageRow::COLUMNS),
            ("totals", storage::TotalRow::COLUMNS),
            ("changes", changes::ChangeRow::COLUMNS),
        ]
    },
    smallest: smallest::<Request>,
};

/// Validates the request, walks all maps once, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    check(request)?;
    let pools = read_pools(&request.pools)?;
    let accuracy = request.accuracy.as_deref().map(Matrices::read).transpose()?;
    let several = request.layers.len() > 1;
    if several && accuracy.as_ref().is_some_and(|accuracy| !accuracy.have_years()) {
        return Err(Error::AccuracyYears);
    }
    let errors = PoolErrors::new(&pools, request.class_correlation)?;
    let mut messages = Vec::new();
    let (series, region) = open(request, &pools, &mut messages)?;

    let mut rasters = rasters(request, &series, &region, &pools, threads, &mut messages)?;
    let counts = count_classes(&series, &region, &pools, threads, &mut rasters, progress)?;
    let inventory = Inventory { series, region, counts, pools: &pools, errors };
    inventory.check()?;
    inventory.compare_land(threads, progress, &mut messages)?;
    progress.tell(1.0, phrase!("Closing"))?;
    let outputs = rasters.finish()?;

    inventory.check_classes(&mut messages);
    let map_errors = map_errors(&inventory, accuracy.as_ref(), &mut messages)?;
    let storages = storage::storages(&inventory, &map_errors);
    inventory.region.check_zones(storages.iter().map(|s| s.found.zone), &mut messages);
    let totals = storage::totals(&inventory, &storages, &map_errors);
    let changes = changes::changes(&inventory, &map_errors);
    tell_of_changes(&inventory, &map_errors, &changes, &mut messages);
    let years = &inventory.series.years;
    for total in totals.iter().filter(|t| t.zone.is_none()) {
        let what = sentence!("Carbon in {year}", year = years[total.map].year);
        let pools_alone = total.standard_error.filter(|_| total.adjusted.is_none());
        messages.push(Message::totals(what.clone(), total.carbon_t, pools_alone, total.area_ha));
        messages.extend(total.adjusted.map(|adjusted| adjusted.message(what)));
    }
    let whole = changes.iter().rfind(|c| c.zone.is_none());
    if let Some(whole) = whole {
        let [from, to] = [whole.span.from, whole.span.to].map(|map| years[map].year);
        let (carbon_t, area_ha) = (whole.categories.carbon_t(), whole.categories.area_ha());
        let what = sentence!("Change of carbon from {from} to {to}", from, to);
        let pools_alone = whole.standard_error.filter(|_| whole.adjusted.is_none());
        messages.push(Message::totals(what.clone(), carbon_t, pools_alone, area_ha));
        messages.extend(whole.adjusted.map(|adjusted| adjusted.message(what)));
    }
    messages.extend(inventory.series.maps().flat_map(|map| map.remarks()));

    let results = BTreeMap::from([
        ("carbon_change", whole.map(|c| c.categories.carbon_t())),
        ("carbon_change_se", whole.and_then(|c| c.standard_error)),
        ("carbon_change_adjusted", whole.and_then(|c| c.adjusted).map(|a| a.carbon_t)),
        ("output_min", inventory.cell_changes().reduce(f64::min)),
        ("output_max", inventory.cell_changes().reduce(f64::max)),
    ]);
    let tables = vec![
        storage::storage_table(&inventory, &storages, &totals),
        storage::totals_table(&inventory, &totals),
        changes::changes_table(&inventory, &changes),
    ];
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

fn check(request: &Request) -> Result<()> {
    let layers = request.layers.iter().map(|layer| Some(&layer.path));
    let others = [Some(&request.pools), request.mask.as_ref(), request.zones.as_ref()];
    check_outputs(&[&request.output], &layers.chain(others).collect::<Vec<_>>())?;
    if request.output.is_some() && request.layers.len() == 1 {
        return Err(Error::ChangeOfOneMap);
    }
    Ok(())
}

/// Errors of each map, where there is a matrix of it; says of which there is none.
fn map_errors<'a>(
    inventory: &'a Inventory<'a>,
    accuracy: Option<&'a Matrices>,
    messages: &mut Vec<Message>,
) -> Result<Vec<Option<MapErrors<'a>>>> {
    let years = &inventory.series.years;
    let none = || years.iter().map(|_| None).collect();
    let Some(accuracy) = accuracy else { return Ok(none()) };
    if inventory.region.zones.is_some() {
        messages.push(without_zones());
        return Ok(none());
    }
    let of_map = |(year, counts): (&Year<'_>, &ClassCounts<i64>)| {
        let Some(sample) = accuracy.of(Some(year.year.into())) else { return Ok(None) };
        let found = counts.counted(&inventory.region.areas);
        let found: Vec<(i64, f64)> = found.iter().map(|f| (f.class, f.area_ha)).collect();
        MapErrors::new(sample, year.map.path(), &found, inventory.pools, &inventory.errors).map(Some)
    };
    let of_maps: Vec<Option<MapErrors<'a>>> =
        years.iter().zip(&inventory.counts.maps).map(of_map).collect::<Result<_>>()?;
    let counted: BTreeSet<i64> =
        inventory.counts.maps.iter().flat_map(|map| map.classes().map(|(code, _)| code)).collect();
    let sampled: BTreeSet<i64> = of_maps.iter().flatten().flat_map(|map| map.sample.references()).collect();
    inventory.errors.check(sampled.difference(&counted).copied(), messages);
    check_lone(of_maps.iter().flatten(), messages);
    let without: Vec<i32> =
        years.iter().zip(&of_maps).filter(|(_, of)| of.is_none()).map(|(year, _)| year.year).collect();
    if !without.is_empty() {
        let told = sentence!(
            "ACCURACY has no matrix of {years}: standard errors and intervals of these years, and of changes from and to them, hold the errors of the pools alone.",
            years = list(without)
        );
        messages.push(Message::warning("ACCURACY_YEARS", told));
    }
    let of_no_map = accuracy.years().filter(|of| years.iter().all(|year| i64::from(year.year) != *of));
    let of_no_map: Vec<i64> = of_no_map.collect();
    if !of_no_map.is_empty() {
        let told = sentence!("ACCURACY has matrices of years without a map: {years}.", years = list(of_no_map));
        messages.push(Message::warning("ACCURACY_UNUSED", told));
    }
    Ok(of_maps)
}

/// Says what changes with errors of the maps stand on, and which have none although both maps have a matrix.
fn tell_of_changes(
    inventory: &Inventory<'_>,
    map_errors: &[Option<MapErrors<'_>>],
    changes: &[Change],
    messages: &mut Vec<Message>,
) {
    if changes.iter().any(|change| change.adjusted.is_some()) {
        let told = sentence!(
            "Changes between years with a matrix each are those of carbon on adjusted areas, and the two samples are taken as drawn apart. Where points serve both years errors are mostly smaller than told; a sample of change would tell."
        );
        messages.push(Message::info("ACCURACY_CHANGES", told));
    }
    let years = &inventory.series.years;
    let alone =
        changes.iter().filter(|change| change.adjusted.is_none()).map(|change| (change.span.from, change.span.to));
    for (from, to) in alone.collect::<BTreeSet<_>>() {
        if map_errors[from].is_some() && map_errors[to].is_some() {
            let told = sentence!(
                "The maps of {from} and {to} do not have the same valid land, which matrices of each tell of: their change has the errors of the pools alone.",
                from = years[from].year,
                to = years[to].year
            );
            messages.push(Message::warning("ACCURACY_LAND", told));
        }
    }
}

/// The maps on one grid, and where their cells count.
fn open<'a>(request: &'a Request, pools: &PoolTable, messages: &mut Vec<Message>) -> Result<(Series<'a>, Region)> {
    let layers = Layers {
        layers: &request.layers,
        layer_names: &request.layer_names,
        years: &request.years,
        ignore_codes: &request.ignore_codes,
        resample_classes: request.resample_classes,
    };
    let mut series = Series::open(&layers, pools.keys().copied(), messages)?;
    let place = Where {
        mask: request.mask.as_deref(),
        zones: request.zones.as_deref(),
        zone_field: request.zone_field.as_deref(),
        area: request.area,
        plane: false,
    };
    let region = Region::open(&place, &series.grid_map().info, series.grid_map().path(), messages)?;
    series.restrict(region.cells.clone());
    Ok((series, region))
}

fn rasters(
    request: &Request,
    series: &Series<'_>,
    region: &Region,
    pools: &PoolTable,
    threads: &Threads,
    messages: &mut Vec<Message>,
) -> Result<ChangeRasters> {
    let mut rasters = Vec::new();
    if let Some(path) = &request.output {
        region.check_rasters()?;
        let name = |two: &[Year<'_>]| format!("carbon change {} to {}", two[0].year, two[1].year);
        let names: Vec<String> = series.years.windows(2).map(name).collect();
        let bands: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "t/ha")).collect();
        let making = Rasters {
            create_options: &request.create_options,
            provenance: Provenance::new(KERNEL.name, request, &request.origins)?.with_pools(pools_text(pools)),
            threads,
            like: &series.grid_map().info,
        };
        let sink = making.create(path, &bands, gdal::NODATA_F32, messages)?;
        rasters.push(ChangeRaster { field: "output", sink, factor: 1.0 });
    }
    let densities = series.maps().map(|map| densities(&map.codes(), |code| density(pools, code))).collect();
    ChangeRasters::new(rasters, densities)
}

fn count_classes(
    series: &Series<'_>,
    region: &Region,
    pools: &PoolTable,
    threads: &Threads,
    rasters: &mut ChangeRasters,
    progress: &mut Progress<'_>,
) -> Result<ClassSeries> {
    let map = series.grid_map();
    let shape = rasters.block_shape();
    let known = |map: &ClassCounts<i64>| map.classes().all(|(class, _)| pools.contains_key(&class));
    let job = Job {
        tiling: map.units(series.years.iter().map(|year| &year.map), shape),
        region,
        threads,
        writes: shape.is_some(),
        known: &|counts: &ClassSeries| counts.maps.iter().all(known),
    };
    count(&job, progress, || SeriesReader::open(series), |window, cells| rasters.write(window, cells))
}
