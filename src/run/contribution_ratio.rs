//! How far mining land depresses carbon: rings around it, the contribution ratio K by distance, and levels of sensitivity
//! where the means of the rings break.

use crate::{
    engine::{
        codes::{Named, check_given, check_ignored, check_names},
        common_land::compare,
        distance_sweep as reach,
        distance_sweep::{Piece, Reach, Reached, Rings, Search, Sources, Want, default_ring_count, default_ring_width},
        land_cover::LandCover,
        message::Message,
        outputs::{OutputSet, Provenance, Rasters, check_outputs, write_rows},
        progress::Progress,
        region::{Region, Sides, Where},
        report::Report,
        request::{self, Area, Raster, ResampleClasses, thread_count},
        series::{Layers, Series},
        shapes::multi_polygon,
        tables::pools::{PoolTable, check_missing, pool_table, pools_text},
    },
    error::{Error, Result},
    figures::count,
    grid::Grid,
    io::{
        RasterSink, gdal,
        gdal::Sink,
        table::{Column, ColumnType, Table},
    },
    kernels::{
        buffers::{
            contribution::{Interval, Land, Part, Ring, Row, intervals, ratios},
            ring_classes::Blocks,
        },
        patches::outlines::outlines,
        stats::{
            breaks,
            breaks::{Fit, Options},
            sum::Sum,
        },
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
    /// Classes that are mining land: pits, dumps, industrial land.
    #[field(reach::CODES)]
    #[serde(default)]
    pub codes: Vec<i64>,
    /// Polygons, lines or points that are mining land, in place of codes.
    #[field(reach::SOURCES)]
    #[serde(default)]
    pub sources: Option<String>,
    /// Year whose map tells what mining land is in all years; each year's own where absent.
    #[field(Integer)]
    #[serde(default)]
    pub mining_year: Option<i32>,
    #[field(reach::RING_WIDTH)]
    #[serde(default = "default_ring_width")]
    pub ring_width: f64,
    #[field(reach::RING_COUNT)]
    #[serde(default = "default_ring_count")]
    pub ring_count: i64,
    #[field(reach::RING_LIMITS)]
    #[serde(default)]
    pub ring_limits: Vec<f64>,
    /// Replicates of the block bootstrap that gives the 95 % intervals; 0 for none.
    #[field(Integer)]
    #[serde(default = "default_replicates")]
    pub replicates: i64,
    /// Side of the blocks that the bootstrap draws; the width of the first ring where absent.
    #[field(Number, unit = "m")]
    #[serde(default)]
    pub block_size: Option<f64>,
    /// Number that repeats the draws of the bootstrap and of the tests of breaks.
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
    #[field(reach::AREA)]
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

fn default_seed() -> i64 {
    1
}

/// More replicates than that tell nothing more.
const REPLICATES_MAX: i64 = 100_000;

/// The levels of Chang et al. 2024, beside those of the data.
const STUDY_LIMITS_M: [f64; 2] = [4000.0, 8000.0];

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
    ],
    tables: || vec![("ratios", RATIOS), ("levels", LEVELS), ("level_zones", LEVEL_ZONES)],
    smallest: smallest::<Request>,
};

const LAYER: ColumnSpec = column("layer", ColumnType::Text, "", "Map.");
const YEAR: ColumnSpec = column("year", ColumnType::Integer, "", "Its year.");

const RATIOS: &[ColumnSpec] = {
    use ColumnType::{Integer, Real};
    &[
        LAYER,
        YEAR,
        column("ring", Integer, "", "Ring, 0 for mining land."),
        column("from_m", Real, "m", "Distance beyond which it begins."),
        column("to_m", Real, "m", "Distance at which it ends, itself included."),
        column("ring_area_ha", Real, "ha", "Area of its valid cells."),
        column("ring_carbon_t", Real, "t", "Their carbon."),
        column("ring_mean_t_ha", Real, "t/ha", "Mean carbon density; NULL for a ring without valid cells."),
        column("ring_mean_ci95_low_t_ha", Real, "t/ha", "Lower end of its 95 % interval."),
        column("ring_mean_ci95_high_t_ha", Real, "t/ha", "Upper end of its 95 % interval."),
        column("cumulative_area_ha", Real, "ha", "Valid area up to the ring's outer limit, mining land included."),
        column("cumulative_carbon_t", Real, "t", "Its carbon."),
        column("k_pct", Real, "%", "Contribution ratio within the outer limit; NULL for a ring without valid cells."),
        column("k_ci95_low_pct", Real, "%", "Lower end of its 95 % interval."),
        column("k_ci95_high_pct", Real, "%", "Upper end of its 95 % interval."),
        column("k_decline_pct_per_km", Real, "%/km", "How fast K falls from the limit before to this one."),
        column("k_uniform_pct", Real, "%", "K if all other land were at its mean density: the null curve."),
    ]
};

const LEVELS: &[ColumnSpec] = {
    use ColumnType::{Integer, Real, Text};
    &[
        LAYER,
        YEAR,
        column("method", Text, "", "segmented (breaks of the ring means) or study (4 and 8 km, Chang et al. 2024)."),
        column("level", Integer, "", "Level, from 1 at the mining land."),
        column("name", Text, "", "What it is called."),
        column("from_m", Real, "m", "Distance beyond which it begins."),
        column("to_m", Real, "m", "Distance at which it ends; the last limit of the rings for the last level."),
        column(
            "break_ci95_low_m",
            Real,
            "m",
            "Lower end of the 95 % interval of the break at to_m; NULL where it is open.",
        ),
        column(
            "break_ci95_high_m",
            Real,
            "m",
            "Upper end of the 95 % interval of the break at to_m; NULL where it is open.",
        ),
        column("break_p", Real, "", "p of the break at to_m; of the last level, of one more break that was not taken."),
        column(
            "slope_t_ha_per_km",
            Real,
            "t/ha/km",
            "How the ring means change within the level; NULL for the study's levels.",
        ),
        column("area_ha", Real, "ha", "Area of its valid cells."),
        column("carbon_t", Real, "t", "Their carbon."),
        column("mean_t_ha", Real, "t/ha", "Mean carbon density; NULL for a level without valid cells."),
        column("k_pct", Real, "%", "Contribution ratio within to_m."),
    ]
};

const LEVEL_ZONES: &[ColumnSpec] = {
    use ColumnType::{Integer, Polygons, Real, Text};
    &[
        column("geometry", Polygons, "", "Outline of the level's valid cells."),
        LAYER,
        YEAR,
        column("level", Integer, "", "Level, from 1; 0 for mining land."),
        column("name", Text, "", "What it is called."),
        column("from_m", Real, "m", "Distance beyond which it begins."),
        column("to_m", Real, "m", "Distance at which it ends, itself included."),
        column("area_ha", Real, "ha", "Area of its valid cells."),
        column("carbon_t", Real, "t", "Their carbon."),
        column("mean_t_ha", Real, "t/ha", "Mean carbon density; NULL for a level without valid cells."),
    ]
};

/// What one year gives.
struct YearOf {
    rows: Vec<Row>,
    intervals: Vec<Interval>,
    fit: Option<Fit>,
    /// Mining land, then the levels of the data, and of the study.
    levels: Vec<Level>,
    study: Vec<Level>,
    /// On its map.
    classes: BTreeSet<i64>,
    /// Outlines by level, as well-known binary.
    shapes: BTreeMap<u16, Vec<u8>>,
}

struct Level {
    ring: Ring,
    k_pct: Option<f64>,
}

/// Validates the request, measures the rings of every year, breaks them into levels, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = thread_count(request.threads)?;
    let layers = request.layers.iter().map(|layer| Some(&layer.path));
    let others = [Some(&request.pools), request.sources.as_ref(), request.mask.as_ref()];
    check_outputs(&[&request.output], &layers.chain(others).collect::<Vec<_>>())?;
    let rings = Rings::new(request.ring_width, request.ring_count, &request.ring_limits)?;
    check_bootstrap(request)?;
    let pools = pool_table(&gdal::read_table(&request.pools)?)?;
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
    let shape = sink.as_ref().map(Sink::block_shape);

    let mut years = Vec::with_capacity(series.years.len());
    // Four for each map, and one in which they are compared.
    let parts = 4 * series.years.len() + 1;
    for (i, year) in series.years.iter().enumerate() {
        let study = Study { grid: series.grid_map().grid(), pools: &pools, region: &region, rings: &rings, request };
        progress.part(4 * i, parts);
        let from = &series.years[mining[i]].map;
        let search =
            Search { map: from, sources: &sources, sides, output: shape, allocation: false, signed: false, threads };
        let reach = Reach::find(search, progress)?;
        let write = |window, levels: &[u16]| write_rows(sink.as_mut(), i + 1, window, levels, 0);
        years.push(study.year(&reach, &year.map, (4 * i, parts), progress, request.output.is_some(), write)?);
    }
    progress.part(parts - 1, parts);
    compare(&series.lands(), &series.grid_name(), &region, threads, progress, &mut messages)?;
    progress.tell(1.0, "Closing")?;
    let mut outputs = OutputSet::default();
    if let Some(mut sink) = sink {
        let names = |year: &YearOf| level_names(year.levels.len() - 1);
        for (band, year) in years.iter().enumerate() {
            sink.name_values(band + 1, &(1..).zip(names(year)).collect::<Vec<_>>());
        }
        outputs.add("output", sink)?;
    }

    for (year, of) in series.years.iter().zip(&years) {
        messages.push(Message::info("LEVELS", format!("{}: {}", year.year, told(of))));
        if request.replicates > 0 && of.intervals.iter().all(|interval| interval.mean_t_ha.is_none()) {
            let text = format!(
                "{}: too few blocks hold cells of the rings for 95 % intervals; a smaller BLOCK_SIZE makes more.",
                year.year
            );
            messages.push(Message::warning("FEW_BLOCKS", text));
        }
    }
    check_ignored(series.maps(), &series.told(), &mut messages);
    let mined = mining.iter().flat_map(|year| years[*year].classes.iter().copied()).collect();
    check_given("CODES", &request.codes, &mined, &series.told(), &mut messages);
    let named: Vec<Named<'_>> = series
        .years
        .iter()
        .zip(&years)
        .map(|(year, of)| Named {
            layer: &year.layer,
            names: &year.raster.class_names,
            pools: Some(("POOLS", &pools)),
            found: of.classes.clone(),
        })
        .collect();
    check_names(&named, &mut messages);
    let last = years.last().expect("a series has a map");
    let results = BTreeMap::from([
        ("level_count", Some((last.levels.len() - 1) as f64)),
        ("first_break", last.fit.as_ref().and_then(|fit| fit.breaks.first()).map(|b| b.at)),
        ("mining_area_ha", last.rows.first().map(|row| row.ring.land.area_ha)),
    ]);
    let mut tables = vec![ratio_table(&series, &years), level_table(&series, &years)];
    if request.level_zones {
        tables.push(zone_table(&series, &years));
    }
    messages.extend(series.years.iter().flat_map(|year| year.map.remarks()));
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

fn check_bootstrap(request: &Request) -> Result<()> {
    if !(0..=REPLICATES_MAX).contains(&request.replicates) {
        return Err(Error::argument("REPLICATES", request.replicates, format!("0 to {REPLICATES_MAX}")));
    }
    if let Some(side) = request.block_size.filter(|side| !(*side > 0.0 && side.is_finite())) {
        return Err(Error::argument("BLOCK_SIZE", side, "more than 0 (m)"));
    }
    Ok(())
}

/// For every year, the one whose map tells what is mining land.
fn mining_maps(request: &Request, series: &Series<'_>) -> Result<Vec<usize>> {
    let Some(fixed) = request.mining_year else { return Ok((0..series.years.len()).collect()) };
    let found = series.years.iter().position(|y| y.year == fixed).ok_or_else(|| {
        let years: Vec<String> = series.years.iter().map(|y| y.year.to_string()).collect();
        Error::argument("MINING_YEAR", fixed, years.join(", "))
    })?;
    Ok(vec![found; series.years.len()])
}

/// What the years of a run share.
struct Study<'a> {
    grid: &'a Grid,
    pools: &'a PoolTable,
    region: &'a Region,
    rings: &'a Rings,
    request: &'a Request,
}

impl Study<'_> {
    /// Measures the rings of one map, finds the levels, and measures those.
    fn year(
        &self,
        reach: &Reach<'_>,
        map: &LandCover,
        (part, parts): (usize, usize),
        progress: &mut Progress<'_>,
        raster: bool,
        mut write: impl FnMut(crate::grid::Window, &[u16]) -> Result<()>,
    ) -> Result<YearOf> {
        let blocks = self.blocks(reach);
        progress.part(part + 1, parts);
        let reached =
            reach.walk(map, self.region, &Want { blocks, ..Want::counts(self.rings) }, progress, |_| Ok(()))?;
        self.check(map, &reached)?;
        let classes = reached.classes.classes().collect();
        let (lands, beyond, in_blocks) = self.lands(&reached, self.rings);
        let rows = ratios(&lands, beyond);
        let intervals = match self.request.replicates {
            0 => vec![Interval::default(); rows.len()],
            replicates => intervals(&in_blocks, rows.len(), replicates as usize, self.request.seed as u64),
        };
        let fit = self.fit(&rows);

        let breaks: Vec<f64> = fit.iter().flat_map(|fit| &fit.breaks).map(|b| b.at).collect();
        let rings = self.levels(&breaks)?;
        progress.part(part + 2, parts);
        let want = Want { ring_raster: raster, runs: self.request.level_zones, ..Want::counts(&rings) };
        let reached = reach.walk(map, self.region, &want, progress, |piece| match piece {
            Piece::Rings(window, levels) => write(window, &levels),
            _ => Ok(()),
        })?;
        let levels = self.measured(&reached, &rings);
        let mut shapes = BTreeMap::new();
        if self.request.level_zones {
            let outlines = outlines(&reached.runs)?;
            for outline in outlines.labels() {
                shapes.insert(outline.label() as u16, multi_polygon(outline, self.grid)?);
            }
        }
        let of_study = self.levels(&STUDY_LIMITS_M)?;
        progress.part(part + 3, parts);
        let reached = reach.walk(map, self.region, &Want::counts(&of_study), progress, |_| Ok(()))?;
        let study = self.measured(&reached, &of_study);
        Ok(YearOf { rows, intervals, fit, levels, study, classes, shapes })
    }

    fn blocks(&self, reach: &Reach<'_>) -> Blocks {
        if self.request.replicates == 0 {
            return Blocks::ONE;
        }
        let side = self.request.block_size.unwrap_or(self.rings.outer_m(1));
        let (rows, columns) = reach.cells_of(side);
        Blocks { rows, columns, across: self.grid.columns.div_ceil(columns) }
    }

    /// Refuses a map without valid cells, and classes without pools.
    fn check(&self, map: &LandCover, reached: &Reached) -> Result<()> {
        let mut cells: BTreeMap<i64, u64> = BTreeMap::new();
        for found in reached.classes.found(&self.region.areas) {
            *cells.entry(found.class).or_default() += found.cells;
        }
        check_missing("The pool table", &[(map, cells.into_iter().collect())], self.pools)
    }

    /// Area and carbon of every ring, of what lies beyond, and of every block.
    fn lands(&self, reached: &Reached, rings: &Rings) -> (Vec<Ring>, Land, Vec<Vec<Part>>) {
        let mut sums = vec![(Sum::default(), Sum::default()); usize::from(rings.beyond()) + 1];
        let mut blocks: BTreeMap<u32, BTreeMap<u16, Land>> = BTreeMap::new();
        for found in reached.classes.found(&self.region.areas) {
            let carbon_t = found.area_ha * self.pools.get(&found.class).map_or(0.0, |row| row.pools.density());
            let sum = &mut sums[usize::from(found.ring)];
            sum.0.add(found.area_ha);
            sum.1.add(carbon_t);
            if found.ring < rings.beyond() {
                let part = blocks.entry(found.block).or_default().entry(found.ring).or_default();
                part.area_ha += found.area_ha;
                part.carbon_t += carbon_t;
            }
        }
        let land = |ring: u16| {
            let (area, carbon) = sums[usize::from(ring)];
            Land { area_ha: area.total(), carbon_t: carbon.total() }
        };
        let ring = |i| Ring { from_m: rings.inner_m(i), to_m: rings.outer_m(i), land: land(i) };
        let parts = |block: BTreeMap<u16, Land>| {
            block.into_iter().map(|(ring, land)| Part { ring: usize::from(ring), land }).collect()
        };
        (rings.numbers().map(ring).collect(), land(rings.beyond()), blocks.into_values().map(parts).collect())
    }

    /// Means of the rings against the middles of the rings, each weighted by its area.
    fn fit(&self, rows: &[Row]) -> Option<Fit> {
        let rings: Vec<(f64, f64, f64)> = rows[1..]
            .iter()
            .filter_map(|row| Some(((row.ring.from_m + row.ring.to_m) / 2.0, row.mean_t_ha?, row.ring.land.area_ha)))
            .collect();
        let of = |pick: fn(&(f64, f64, f64)) -> f64| rings.iter().map(pick).collect::<Vec<f64>>();
        let options = Options { seed: self.request.seed as u64, ..Options::default() };
        breaks::fit(&of(|r| r.0), &of(|r| r.1), &of(|r| r.2), &options)
    }

    /// Rings that end at some distances and at the last limit.
    fn levels(&self, ends: &[f64]) -> Result<Rings> {
        let last = self.rings.outer_m(self.rings.beyond() - 1);
        let limits: Vec<f64> = ends.iter().copied().filter(|end| *end < last).chain([last]).collect();
        Rings::new(0.0, 0, &limits)
    }

    fn measured(&self, reached: &Reached, rings: &Rings) -> Vec<Level> {
        let (lands, beyond, _) = self.lands(reached, rings);
        let rows = ratios(&lands, beyond);
        rows.iter().map(|row| Level { ring: row.ring, k_pct: row.k_pct }).collect()
    }
}

/// Names of so many levels, the nearest first.
fn level_names(count: usize) -> Vec<String> {
    match count {
        1 => vec!["one level".to_owned()],
        2 => ["sensitive", "insensitive"].map(str::to_owned).to_vec(),
        3 => ["extremely sensitive", "sensitive", "insensitive"].map(str::to_owned).to_vec(),
        count => (1..=count).map(|level| format!("level {level} of {count}")).collect(),
    }
}

/// The breaks of a year in a sentence.
fn told(year: &YearOf) -> String {
    let Some(fit) = &year.fit else {
        return "fewer than two rings hold cells, so nothing is said of levels.".to_owned();
    };
    let metres = |length: f64| count(length.round() as u64);
    let end = |end: Option<f64>| end.map_or("open".to_owned(), metres);
    let level = breaks::ALPHA;
    let taken = |b: &breaks::Break| {
        format!("{} m (95 % interval {} to {} m, p = {:.3})", metres(b.at), end(b.low), end(b.high), b.p)
    };
    match (&fit.breaks[..], fit.rejected_p()) {
        ([], Some(p)) => format!("the ring means show no break (p = {p:.3}, below {level} needed): one level."),
        ([], None) if fit.tests.is_empty() && fit.stop == breaks::Stop::Most => {
            format!("fewer than {} rings hold cells, too few to look for a break: one level.", breaks::POINTS_PER_BREAK)
        }
        ([], None) => "the ring means lie on a line: one level.".to_owned(),
        (breaks, _) => format!(
            "the ring means break (p below {level}) at {}.",
            breaks.iter().map(taken).collect::<Vec<_>>().join(", ")
        ),
    }
}

fn ratio_table(series: &Series<'_>, years: &[YearOf]) -> Table {
    let rows: Vec<(usize, usize, &Row, Interval)> = years
        .iter()
        .enumerate()
        .flat_map(|(y, of)| {
            of.rows.iter().zip(&of.intervals).enumerate().map(move |(ring, (row, i))| (y, ring, row, *i))
        })
        .collect();
    let real = |value: &dyn Fn(&Row, Interval) -> Option<f64>| {
        Column::Real(rows.iter().map(|(_, _, row, interval)| value(row, *interval)).collect())
    };
    let column = |spec: &ColumnSpec| match spec.name {
        "layer" => Column::Text(rows.iter().map(|r| Some(series.years[r.0].layer.clone())).collect()),
        "year" => Column::Integer(rows.iter().map(|r| Some(i64::from(series.years[r.0].year))).collect()),
        "ring" => Column::Integer(rows.iter().map(|r| i64::try_from(r.1).ok()).collect()),
        "from_m" => real(&|row, _| Some(row.ring.from_m)),
        "to_m" => real(&|row, _| Some(row.ring.to_m)),
        "ring_area_ha" => real(&|row, _| Some(row.ring.land.area_ha)),
        "ring_carbon_t" => real(&|row, _| Some(row.ring.land.carbon_t)),
        "ring_mean_t_ha" => real(&|row, _| row.mean_t_ha),
        "ring_mean_ci95_low_t_ha" => real(&|_, interval| interval.mean_t_ha.map(|ends| ends.0)),
        "ring_mean_ci95_high_t_ha" => real(&|_, interval| interval.mean_t_ha.map(|ends| ends.1)),
        "cumulative_area_ha" => real(&|row, _| Some(row.cumulative.area_ha)),
        "cumulative_carbon_t" => real(&|row, _| Some(row.cumulative.carbon_t)),
        "k_pct" => real(&|row, _| row.k_pct),
        "k_ci95_low_pct" => real(&|_, interval| interval.k_pct.map(|ends| ends.0)),
        "k_ci95_high_pct" => real(&|_, interval| interval.k_pct.map(|ends| ends.1)),
        "k_decline_pct_per_km" => real(&|row, _| row.k_decline_pct_per_km),
        _ => real(&|row, _| row.k_uniform_pct),
    };
    Table::of("ratios", RATIOS.iter().map(|spec| (spec.name, column(spec))))
}

/// A level of a year.
struct LevelRow<'a> {
    year: usize,
    /// From 1; 0 is mining land.
    number: usize,
    count: usize,
    level: &'a Level,
    /// Where the levels are those of the data.
    fit: Option<&'a Fit>,
    segmented: bool,
}

impl LevelRow<'_> {
    fn name(&self) -> String {
        match self.number {
            0 => "mining land".to_owned(),
            number if self.segmented => level_names(self.count)[number - 1].clone(),
            // The study's, however many of them lie within the rings
            number => level_names(STUDY_LIMITS_M.len() + 1)[number - 1].clone(),
        }
    }

    /// The break at which the level ends.
    fn end(&self) -> Option<breaks::Break> {
        self.fit?.breaks.get(self.number - 1).copied()
    }

    fn mean(&self) -> Option<f64> {
        let land = self.level.ring.land;
        (land.area_ha > 0.0).then(|| land.carbon_t / land.area_ha)
    }
}

fn level_rows<'a>(years: &'a [YearOf], segmented: bool) -> impl Iterator<Item = LevelRow<'a>> {
    years.iter().enumerate().flat_map(move |(year, of)| {
        let levels = if segmented { &of.levels } else { &of.study };
        let fit = of.fit.as_ref().filter(|_| segmented);
        let count = levels.len() - 1;
        levels.iter().enumerate().map(move |(number, level)| LevelRow { year, number, count, level, fit, segmented })
    })
}

fn level_table(series: &Series<'_>, years: &[YearOf]) -> Table {
    let mut rows: Vec<LevelRow<'_>> =
        level_rows(years, true).chain(level_rows(years, false)).filter(|row| row.number > 0).collect();
    rows.sort_by_key(|row| row.year);
    let p = |row: &LevelRow<'_>| {
        row.end().map(|end| end.p).or_else(|| row.fit.filter(|_| row.number == row.count).and_then(Fit::rejected_p))
    };
    let real = |value: &dyn Fn(&LevelRow<'_>) -> Option<f64>| Column::Real(rows.iter().map(value).collect());
    let column = |spec: &ColumnSpec| match spec.name {
        "method" => {
            let word = |row: &LevelRow<'_>| if row.segmented { "segmented" } else { "study" };
            Column::Text(rows.iter().map(|row| Some(word(row).to_owned())).collect())
        }
        "break_ci95_low_m" => real(&|row| row.end().and_then(|end| end.low)),
        "break_ci95_high_m" => real(&|row| row.end().and_then(|end| end.high)),
        "break_p" => real(&p),
        "slope_t_ha_per_km" => real(&|row| Some(row.fit?.slopes.get(row.number - 1)? * 1000.0)),
        "k_pct" => real(&|row| row.level.k_pct),
        name => common(name, &rows, series),
    };
    Table::of("levels", LEVELS.iter().map(|spec| (spec.name, column(spec))))
}

fn zone_table(series: &Series<'_>, years: &[YearOf]) -> Table {
    let rows: Vec<LevelRow<'_>> = level_rows(years, true).collect();
    let shape = |row: &LevelRow<'_>| years[row.year].shapes.get(&(row.number as u16)).cloned();
    let column = |spec: &ColumnSpec| match spec.name {
        "geometry" => Column::Polygons(rows.iter().map(shape).collect()),
        name => common(name, &rows, series),
    };
    Table::of("level_zones", LEVEL_ZONES.iter().map(|spec| (spec.name, column(spec))))
}

/// Columns that both tables of levels have.
fn common(name: &str, rows: &[LevelRow<'_>], series: &Series<'_>) -> Column {
    let real = |value: &dyn Fn(&LevelRow<'_>) -> Option<f64>| Column::Real(rows.iter().map(value).collect());
    match name {
        "layer" => Column::Text(rows.iter().map(|row| Some(series.years[row.year].layer.clone())).collect()),
        "year" => Column::Integer(rows.iter().map(|row| Some(i64::from(series.years[row.year].year))).collect()),
        "level" => Column::Integer(rows.iter().map(|row| i64::try_from(row.number).ok()).collect()),
        "name" => Column::Text(rows.iter().map(|row| Some(row.name())).collect()),
        "from_m" => real(&|row| Some(row.level.ring.from_m)),
        "to_m" => real(&|row| Some(row.level.ring.to_m)),
        "area_ha" => real(&|row| Some(row.level.ring.land.area_ha)),
        "carbon_t" => real(&|row| Some(row.level.ring.land.carbon_t)),
        _ => real(&|row| row.mean()),
    }
}
