//! Carbon of a landscape over the years: one sweep over all maps gives storage by year and change by interval, with
//! standard errors.

use crate::{
    engine::{
        change_rasters::{ChangeRaster, ChangeRasters},
        codes::{Named, check_ignored, check_names},
        common_land::{Lands, beyond, difference},
        count::{Job, count},
        message::Message,
        outputs::{Provenance, Rasters, check_outputs},
        progress::Progress,
        region::{Region, Where},
        report::Report,
        request,
        request::{Area, Raster, ResampleClasses, thread_count},
        series::{Layers, Series, SeriesReader, Year},
        tables::pools::{PoolErrors, PoolTable, check_missing, class_name, pool_table, pools_text},
    },
    error::{Error, Result},
    grid::tiling::Tiling,
    io::{
        gdal,
        table::{Column, ColumnType, Table},
    },
    kernels::{
        carbon::{
            carbon_change::{CO2_PER_C, Category, densities},
            carbon_storage::storage,
            standard_error::interval,
        },
        cover::{
            class_counts::{ClassCounts, Found},
            class_series::{ClassSeries, Pair},
        },
        stats::sum::{Sum, sum},
    },
    schema::{ColumnSpec, Fields, Kernel, Number, column, smallest},
};
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
        Number { name: "carbon_change_se", unit: "t", text: "Its standard error; NULL where the pool table has none." },
        Number { name: "output_min", unit: "t/ha", text: "Smallest change of a cell in an interval." },
        Number { name: "output_max", unit: "t/ha", text: "Largest change of a cell in an interval." },
    ],
    tables: || vec![("storage", STORAGE), ("totals", TOTALS), ("changes", CHANGES)],
    smallest: smallest::<Request>,
};

const STORAGE: &[ColumnSpec] = {
    use ColumnType::{Integer, Real, Text};
    &[
        column("zone", Text, "", "Zone; NULL without zones."),
        column("layer", Text, "", "Map."),
        column("year", Integer, "", "Its year."),
        column("lucode", Integer, "", "Class code."),
        column("name", Text, "", "Class name: of the pool table, else of the layer, else \"class\" and the code."),
        column("cells", Integer, "", "Valid cells of the class."),
        column("area_ha", Real, "ha", "Their area."),
        column("area_pct", Real, "%", "Share of the area of all valid cells of the year (of the zone)."),
        column("carbon_t", Real, "t", "Their carbon."),
        column("carbon_pct", Real, "%", "Share of all carbon of the year (of the zone); NULL where there is none."),
        column("se_t", Real, "t", "Standard error; NULL where the pool table has none."),
        column("ci95_low_t", Real, "t", "Lower end of the 95 % interval; NULL without a standard error."),
        column("ci95_high_t", Real, "t", "Upper end of the 95 % interval; NULL without a standard error."),
    ]
};

const TOTALS: &[ColumnSpec] = {
    use ColumnType::{Integer, Real, Text};
    &[
        column("zone", Text, "", "Zone; NULL without zones."),
        column("layer", Text, "", "Map."),
        column("year", Integer, "", "Its year."),
        column("cells", Integer, "", "Valid cells."),
        column("area_ha", Real, "ha", "Their area."),
        column("area_km2", Real, "km2", "Their area."),
        column("carbon_t", Real, "t", "Their carbon."),
        column("co2e_t", Real, "t", "Their carbon as CO2 (x 44/12)."),
        column("carbon_t_ha", Real, "t/ha", "Mean carbon density."),
        column("se_t", Real, "t", "Standard error of carbon_t; NULL where the pool table has none."),
        column("ci95_low_t", Real, "t", "Lower end of the 95 % interval; NULL without a standard error."),
        column("ci95_high_t", Real, "t", "Upper end of the 95 % interval; NULL without a standard error."),
    ]
};

const CHANGES: &[ColumnSpec] = {
    use ColumnType::{Integer, Real, Text};
    &[
        column("zone", Text, "", "Zone; NULL without zones."),
        column("layer_from", Text, "", "Map before."),
        column("year_from", Integer, "", "Its year."),
        column("layer_to", Text, "", "Map after."),
        column("year_to", Integer, "", "Its year."),
        column("span", Text, "", "interval (two successive years) or whole (the first and the last)."),
        column("cells", Integer, "", "Cells valid in both maps."),
        column("area_ha", Real, "ha", "Their area."),
        column("gain_ha", Real, "ha", "Area that gained carbon."),
        column("loss_ha", Real, "ha", "Area that lost carbon."),
        column("unchanged_ha", Real, "ha", "Area that changed by at most 1e-9 t/ha."),
        column("gain_pct", Real, "%", "Share of the area that gained carbon."),
        column("loss_pct", Real, "%", "Share of the area that lost carbon."),
        column("unchanged_pct", Real, "%", "Share of the area that did neither."),
        column("gain_t", Real, "t", "Carbon gained."),
        column("loss_t", Real, "t", "Carbon lost, 0 or negative."),
        column("carbon_t", Real, "t", "Change of carbon, after minus before."),
        column("co2e_t", Real, "t", "Change of carbon as CO2 (x 44/12)."),
        column("carbon_t_a", Real, "t/a", "Change of carbon per year."),
        column("se_t", Real, "t", "Standard error of carbon_t; NULL where the pool table has none."),
        column("ci95_low_t", Real, "t", "Lower end of the 95 % interval; NULL without a standard error."),
        column("ci95_high_t", Real, "t", "Upper end of the 95 % interval; NULL without a standard error."),
    ]
};

/// Validates the request, walks all maps once, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = thread_count(request.threads)?;
    let layers = request.layers.iter().map(|layer| Some(&layer.path));
    let others = [Some(&request.pools), request.mask.as_ref(), request.zones.as_ref()];
    check_outputs(&[&request.output], &layers.chain(others).collect::<Vec<_>>())?;
    if request.output.is_some() && request.layers.len() == 1 {
        return Err(Error::ChangeOfOneMap);
    }
    let pools = pool_table(&gdal::read_table(&request.pools)?)?;
    let errors = PoolErrors::new(&pools, request.class_correlation)?;
    let mut messages = Vec::new();
    let layers = Layers {
        layers: &request.layers,
        layer_names: &request.layer_names,
        years: &request.years,
        ignore_codes: &request.ignore_codes,
        resample_classes: request.resample_classes,
    };
    let mut series = Series::open(&layers, pools.keys().copied(), &mut messages)?;
    let place = Where {
        mask: request.mask.as_deref(),
        zones: request.zones.as_deref(),
        zone_field: request.zone_field.as_deref(),
        area: request.area,
        plane: false,
    };
    let region = Region::open(&place, &series.grid_map().info, series.grid_map().path(), &mut messages)?;
    series.restrict(region.cells.clone());

    let mut rasters = Vec::new();
    if let Some(path) = &request.output {
        region.check_rasters()?;
        let name = |two: &[Year<'_>]| format!("carbon change {} to {}", two[0].year, two[1].year);
        let names: Vec<String> = series.years.windows(2).map(name).collect();
        let bands: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "t/ha")).collect();
        let making = Rasters {
            create_options: &request.create_options,
            provenance: Provenance::new(KERNEL.name, request, &request.origins)?.with_pools(pools_text(&pools)),
            threads,
            like: &series.grid_map().info,
        };
        let sink = making.create(path, &bands, gdal::NODATA_F32, &mut messages)?;
        rasters.push(ChangeRaster { field: "output", sink, factor: 1.0 });
    }
    let density = |code| pools.get(&code).map(|row| row.pools.density());
    let densities = series.years.iter().map(|y| densities(&y.map.codes(), density)).collect();
    let mut rasters = ChangeRasters::new(rasters, densities)?;
    let counts = sweep_series(&series, &region, &pools, threads, &mut rasters, progress)?;
    check(&series, &counts, &pools)?;
    compare_land(&series, &counts, &region, threads, progress, &mut messages)?;
    progress.tell(1.0, "Closing")?;
    let outputs = rasters.finish()?;

    let classes: BTreeSet<i64> = counts.maps.iter().flat_map(|map| map.classes().map(|(class, _)| class)).collect();
    errors.check(classes.into_iter(), &mut messages);
    check_ignored(series.maps(), &series.told(), &mut messages);
    let named: Vec<Named<'_>> = series
        .years
        .iter()
        .zip(&counts.maps)
        .map(|(year, counts)| Named {
            layer: &year.layer,
            names: &year.raster.class_names,
            pools: Some(("POOLS", &pools)),
            found: counts.classes().map(|(class, _)| class).collect(),
        })
        .collect();
    check_names(&named, &mut messages);
    let storages = storages(&series, &counts, &region, &pools, &errors);
    region.check_zones(storages.iter().map(|s| s.zone), &mut messages);
    let totals = totals(&storages, &errors);
    let changes = changes(&series, &counts, &region, &pools, &errors);
    for total in totals.iter().filter(|t| t.zone.is_none()) {
        let what = format!("Carbon in {}", series.years[total.map].year);
        messages.push(Message::totals(&what, total.carbon_t, total.standard_error, total.area_ha));
    }
    let whole = changes.iter().rfind(|c| c.zone.is_none());
    if let Some(whole) = whole {
        let what = format!(
            "Change of carbon from {} to {}",
            series.years[whole.span.from].year, series.years[whole.span.to].year
        );
        messages.push(Message::totals(&what, whole.carbon_t(), whole.standard_error, whole.area_ha()));
    }
    let cell_changes = || {
        let intervals = series.years.len() - 1;
        counts.pairs.iter().take(intervals).flat_map(|pair| pair.classes().map(|(pair, _)| change(&pools, pair)))
    };
    let results = BTreeMap::from([
        ("carbon_change", whole.map(|c| c.carbon_t())),
        ("carbon_change_se", whole.and_then(|c| c.standard_error)),
        ("output_min", cell_changes().reduce(f64::min)),
        ("output_max", cell_changes().reduce(f64::max)),
    ]);
    let tables = vec![
        storage_table(&series, &region, &pools, &storages, &totals),
        totals_table(&series, &region, &totals),
        changes_table(&series, &region, &changes),
    ];
    messages.extend(series.years.iter().flat_map(|year| year.map.remarks()));
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

fn sweep_series(
    series: &Series<'_>,
    region: &Region,
    pools: &PoolTable,
    threads: usize,
    rasters: &mut ChangeRasters,
    progress: &mut Progress<'_>,
) -> Result<ClassSeries> {
    let map = series.grid_map();
    let shape = rasters.block_shape();
    let known = |map: &ClassCounts<i64>| map.classes().all(|(class, _)| pools.contains_key(&class));
    let job = Job {
        tiling: Tiling::for_several(series.years.len(), map.grid(), map.info.block, shape),
        region,
        threads,
        writes: shape.is_some(),
        known: &|counts: &ClassSeries| counts.maps.iter().all(known),
    };
    count(&job, progress, || SeriesReader::open(series), |window, cells| rasters.write(window, cells))
}

/// Refuses maps without valid cells, classes without pools, and years without a cell in common.
fn check(series: &Series<'_>, counts: &ClassSeries, pools: &PoolTable) -> Result<()> {
    let found: Vec<_> =
        series.years.iter().zip(&counts.maps).map(|(y, counts)| (&y.map, counts.classes().collect())).collect();
    check_missing("The pool table", &found, pools)?;
    for ((a, b), pair) in series.pairs().into_iter().zip(&counts.pairs) {
        if pair.classes().next().is_none() {
            let path = |i: usize| series.years[i].map.path().to_owned();
            return Err(Error::NoCommonCells { base: path(a), alt: path(b) });
        }
    }
    Ok(())
}

/// Says where maps do not cover the same land, so that a change is not the difference of two totals.
fn compare_land(
    series: &Series<'_>,
    counts: &ClassSeries,
    region: &Region,
    threads: usize,
    progress: &mut Progress<'_>,
    messages: &mut Vec<Message>,
) -> Result<()> {
    let maps: Vec<f64> = counts.maps.iter().map(|counts| counts.area_ha(&region.areas)).collect();
    for ((a, b), pair) in series.pairs().into_iter().zip(&counts.pairs) {
        let (from, to) = (series.years[a].year.to_string(), series.years[b].year.to_string());
        let lands = Lands { first: maps[a], second: maps[b], common: pair.area_ha(&region.areas) };
        let meaning = " The change is that of cells valid in both, and so not the difference of the totals.";
        messages.extend(difference(&from, &to, &lands, meaning));
    }
    for land in series.lands() {
        messages.extend(beyond(&land, &series.grid_name(), region, threads, progress)?);
    }
    Ok(())
}

fn change(pools: &PoolTable, (from, to): Pair) -> f64 {
    pools[&to].pools.density() - pools[&from].pools.density()
}

/// What a class stores in a year, in a zone or in all (`None`).
struct Storage {
    zone: Option<u32>,
    map: usize,
    found: Found<i64>,
    carbon_t: f64,
    standard_error: Option<f64>,
}

/// Ordered by zone, year, class.
fn storages(
    series: &Series<'_>,
    counts: &ClassSeries,
    region: &Region,
    pools: &PoolTable,
    errors: &PoolErrors<'_>,
) -> Vec<Storage> {
    let of_map = |map: usize| {
        counts.maps[map].counted(&region.areas).into_iter().map(move |found| Storage {
            zone: found.zone,
            map,
            carbon_t: storage(found.area_ha, pools[&found.class].pools).carbon_t,
            standard_error: errors.of([(found.class, found.area_ha)]),
            found,
        })
    };
    let mut storages: Vec<Storage> = (0..series.years.len()).flat_map(of_map).collect();
    storages.sort_by_key(|s| (s.zone, s.map, s.found.class));
    storages
}

/// What a zone, or all of the region, stores in a year.
struct Total {
    zone: Option<u32>,
    map: usize,
    cells: u64,
    area_ha: f64,
    carbon_t: f64,
    standard_error: Option<f64>,
}

fn totals(storages: &[Storage], errors: &PoolErrors<'_>) -> Vec<Total> {
    storages
        .chunk_by(|a, b| (a.zone, a.map) == (b.zone, b.map))
        .map(|classes| Total {
            zone: classes[0].zone,
            map: classes[0].map,
            cells: classes.iter().map(|s| s.found.cells).sum(),
            area_ha: sum(classes.iter().map(|s| s.found.area_ha)),
            carbon_t: sum(classes.iter().map(|s| s.carbon_t)),
            standard_error: errors.of(classes.iter().map(|s| (s.found.class, s.found.area_ha))),
        })
        .collect()
}

/// Two maps: successive ones, or the first and the last.
#[derive(Clone, Copy)]
struct Span {
    from: usize,
    to: usize,
    whole: bool,
}

/// What happened between two years in a zone, or in all.
struct Change {
    zone: Option<u32>,
    span: Span,
    cells: u64,
    /// ha and t of gain, loss and unchanged.
    categories: BTreeMap<Category, (f64, f64)>,
    standard_error: Option<f64>,
}

impl Change {
    fn area_ha(&self) -> f64 {
        sum(self.categories.values().map(|(area, _)| *area))
    }

    fn carbon_t(&self) -> f64 {
        sum(self.categories.values().map(|(_, carbon)| *carbon))
    }
}

/// Ordered by zone, then interval by interval, the whole span last.
fn changes(
    series: &Series<'_>,
    counts: &ClassSeries,
    region: &Region,
    pools: &PoolTable,
    errors: &PoolErrors<'_>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let last = series.years.len() - 1;
    for ((from, to), pair) in series.pairs().into_iter().zip(&counts.pairs) {
        let found = pair.counted(&region.areas);
        // Of two maps the one interval is the whole span too.
        let spans = [(to == from + 1).then_some(false), ((from, to) == (0, last)).then_some(true)];
        for pairs in found.chunk_by(|a, b| a.zone == b.zone) {
            for whole in spans.into_iter().flatten() {
                changes.push(change_over(Span { from, to, whole }, pairs, pools, errors));
            }
        }
    }
    changes.sort_by_key(|c| (c.zone, c.span.whole, c.span.from));
    changes
}

fn change_over(span: Span, pairs: &[Found<Pair>], pools: &PoolTable, errors: &PoolErrors<'_>) -> Change {
    let mut categories: BTreeMap<Category, (Sum, Sum)> = Category::ALL.map(|c| (c, Default::default())).into();
    // Net change of the area of every class: what stays what it is has no part in it.
    let mut areas: BTreeMap<i64, Sum> = BTreeMap::new();
    for f in pairs {
        let change = change(pools, f.class);
        let (area, carbon) = categories.get_mut(&Category::of(change)).expect("all categories are there");
        area.add(f.area_ha);
        carbon.add(f.area_ha * change);
        if f.class.0 != f.class.1 {
            areas.entry(f.class.0).or_default().add(-f.area_ha);
            areas.entry(f.class.1).or_default().add(f.area_ha);
        }
    }
    Change {
        zone: pairs[0].zone,
        span,
        cells: pairs.iter().map(|f| f.cells).sum(),
        categories: categories.into_iter().map(|(c, (area, carbon))| (c, (area.total(), carbon.total()))).collect(),
        standard_error: errors.of(areas.into_iter().map(|(class, area)| (class, area.total()))),
    }
}

/// A column of one value for each row.
fn real<T>(rows: &[&T], value: impl Fn(&T) -> Option<f64>) -> Column {
    Column::Real(rows.iter().map(|row| value(row)).collect())
}

fn integer<T>(rows: &[&T], value: impl Fn(&T) -> i64) -> Column {
    Column::Integer(rows.iter().map(|row| Some(value(row))).collect())
}

fn text<T>(rows: &[&T], value: impl Fn(&T) -> Option<String>) -> Column {
    Column::Text(rows.iter().map(|row| value(row)).collect())
}

/// Column `se_t`, `ci95_low_t` or `ci95_high_t`.
fn uncertainty<T>(name: &str, rows: &[&T], known: impl Fn(&T) -> (f64, Option<f64>)) -> Column {
    real(rows, |row| {
        let (estimate, error) = known(row);
        let (low, high) = interval(estimate, error?);
        match name {
            "se_t" => error,
            "ci95_low_t" => Some(low),
            _ => Some(high),
        }
    })
}

fn storage_table(
    series: &Series<'_>,
    region: &Region,
    pools: &PoolTable,
    storages: &[Storage],
    totals: &[Total],
) -> Table {
    let rows: Vec<&Storage> = storages.iter().filter(|s| region.reports(s.zone)).collect();
    let totals: BTreeMap<_, _> = totals.iter().map(|t| ((t.zone, t.map), t)).collect();
    let year = |s: &Storage| &series.years[s.map];
    let column = |spec: &ColumnSpec| match spec.name {
        "zone" => text(&rows, |s| region.zone_name(s.zone)),
        "layer" => text(&rows, |s| Some(year(s).layer.clone())),
        "year" => integer(&rows, |s| year(s).year.into()),
        "lucode" => integer(&rows, |s| s.found.class),
        "name" => text(&rows, |s| Some(class_name(s.found.class, pools, &year(s).raster.class_names))),
        "cells" => integer(&rows, |s| s.found.cells as i64),
        "area_ha" => real(&rows, |s| Some(s.found.area_ha)),
        "area_pct" => real(&rows, |s| Some(100.0 * s.found.area_ha / totals[&(s.zone, s.map)].area_ha)),
        "carbon_t" => real(&rows, |s| Some(s.carbon_t)),
        "carbon_pct" => real(&rows, |s| {
            let total = totals[&(s.zone, s.map)].carbon_t;
            (total > 0.0).then(|| 100.0 * s.carbon_t / total)
        }),
        name => uncertainty(name, &rows, |s| (s.carbon_t, s.standard_error)),
    };
    Table::of("storage", STORAGE.iter().map(|spec| (spec.name, column(spec))))
}

fn totals_table(series: &Series<'_>, region: &Region, totals: &[Total]) -> Table {
    let rows: Vec<&Total> = totals.iter().filter(|t| region.reports(t.zone)).collect();
    let column = |spec: &ColumnSpec| match spec.name {
        "zone" => text(&rows, |t| region.zone_name(t.zone)),
        "layer" => text(&rows, |t| Some(series.years[t.map].layer.clone())),
        "year" => integer(&rows, |t| series.years[t.map].year.into()),
        "cells" => integer(&rows, |t| t.cells as i64),
        "area_ha" => real(&rows, |t| Some(t.area_ha)),
        "area_km2" => real(&rows, |t| Some(t.area_ha / 100.0)),
        "carbon_t" => real(&rows, |t| Some(t.carbon_t)),
        "co2e_t" => real(&rows, |t| Some(t.carbon_t * CO2_PER_C)),
        "carbon_t_ha" => real(&rows, |t| Some(t.carbon_t / t.area_ha)),
        name => uncertainty(name, &rows, |t| (t.carbon_t, t.standard_error)),
    };
    Table::of("totals", TOTALS.iter().map(|spec| (spec.name, column(spec))))
}

fn changes_table(series: &Series<'_>, region: &Region, changes: &[Change]) -> Table {
    let rows: Vec<&Change> = changes.iter().filter(|c| region.reports(c.zone)).collect();
    let area = |category: Category| real(&rows, move |c| Some(c.categories[&category].0));
    let share = |category: Category| real(&rows, move |c| Some(100.0 * c.categories[&category].0 / c.area_ha()));
    let carbon = |category: Category| real(&rows, move |c| Some(c.categories[&category].1));
    let years = |c: &Change| f64::from(series.years[c.span.to].year - series.years[c.span.from].year);
    let column = |spec: &ColumnSpec| match spec.name {
        "zone" => text(&rows, |c| region.zone_name(c.zone)),
        "layer_from" => text(&rows, |c| Some(series.years[c.span.from].layer.clone())),
        "year_from" => integer(&rows, |c| series.years[c.span.from].year.into()),
        "layer_to" => text(&rows, |c| Some(series.years[c.span.to].layer.clone())),
        "year_to" => integer(&rows, |c| series.years[c.span.to].year.into()),
        "span" => text(&rows, |c| Some(if c.span.whole { "whole" } else { "interval" }.to_owned())),
        "cells" => integer(&rows, |c| c.cells as i64),
        "area_ha" => real(&rows, |c| Some(c.area_ha())),
        "gain_ha" => area(Category::Gain),
        "loss_ha" => area(Category::Loss),
        "unchanged_ha" => area(Category::Unchanged),
        "gain_pct" => share(Category::Gain),
        "loss_pct" => share(Category::Loss),
        "unchanged_pct" => share(Category::Unchanged),
        "gain_t" => carbon(Category::Gain),
        "loss_t" => carbon(Category::Loss),
        "carbon_t" => real(&rows, |c| Some(c.carbon_t())),
        "co2e_t" => real(&rows, |c| Some(c.carbon_t() * CO2_PER_C)),
        "carbon_t_a" => real(&rows, |c| Some(c.carbon_t() / years(c))),
        name => uncertainty(name, &rows, |c| (c.carbon_t(), c.standard_error)),
    };
    Table::of("changes", CHANGES.iter().map(|spec| (spec.name, column(spec))))
}
