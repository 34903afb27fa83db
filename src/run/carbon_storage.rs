//! Carbon stored by a land-cover map: one sweep counts the classes and writes the density of every cell.

use crate::{
    engine::{
        codes::{Named, check_ignored, check_names, each_once},
        columns::{AdjustedCarbon, CarbonInterval, OfLayer},
        count::{Job, count},
        land_cover::{ClassReader, LandCover},
        lookup::{LookupRaster, LookupRasters},
        map_errors::{Adjusted, MapErrors, check_lone, without_zones},
        message::Message,
        outputs::{Provenance, Rasters, check_outputs},
        progress::Progress,
        region::{Region, Where},
        report::Report,
        request,
        request::{Area, Raster},
        tables::{
            accuracy::Matrices,
            pools::{PoolErrors, PoolTable, check_missing, class_name, density, pools_text, read_pools},
        },
        threads::Threads,
    },
    error::{Error, Result},
    grid::areas::CellAreas,
    io::{gdal, table::Table},
    kernels::{
        carbon::carbon_storage::{ClassCarbon, lookup, storage},
        cover::class_counts::{ClassCount, ClassCounts},
        stats::sum::sum,
    },
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::{list, phrase, sentence},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Land-cover map: class codes in any integer type, or whole real numbers.
    #[field(Raster)]
    pub lulc: Raster,
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
    #[field(request::AREA)]
    #[serde(default)]
    pub area: Area,
    /// Unit of the density raster: t of C per ha, or per cell.
    #[field(Choice, choices = &["t_ha", "t_cell"])]
    #[serde(default)]
    pub unit: Unit,
    /// Carbon density of every cell (Float32 GeoTIFF).
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

/// Of the density raster.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    #[default]
    THa,
    TCell,
}

pub const KERNEL: Kernel = Kernel {
    name: "carbon_storage",
    gives: "Carbon of every land-cover class and in all, and a raster of its density",
    reference: "InVEST carbon storage",
    arithmetic: "carbon::carbon_storage",
    fields: Request::FIELDS,
    results: &[
        Number { name: "total_carbon", unit: "t", text: "Carbon stored by all valid cells, each once." },
        Number { name: "total_area_ha", unit: "ha", text: "Area of all valid cells." },
        Number { name: "mean_density", unit: "t/ha", text: "Total carbon over total area." },
        Number {
            name: "total_se",
            unit: "t",
            text: "Standard error of the total, or with ACCURACY of total_adjusted; NULL where the pool table has none.",
        },
        Number {
            name: "total_adjusted",
            unit: "t",
            text: "Carbon on areas as the sample of ACCURACY tells them; NULL without ACCURACY, and with ZONES.",
        },
        Number { name: "total_se_pool", unit: "t", text: "Standard error of total_adjusted by the pools alone." },
        Number { name: "total_se_map", unit: "t", text: "Standard error of total_adjusted by the map alone." },
        Number {
            name: "output_min",
            unit: "",
            text: "Smallest value of the density raster, in its unit; NULL where areas of cells differ and no raster is made.",
        },
        Number { name: "output_max", unit: "", text: "Largest value of the density raster, in its unit." },
    ],
    tables: || vec![("summary", ClassRow::COLUMNS)],
    smallest: smallest::<Request>,
};

/// A class, of the map or of a zone.
#[derive(Row)]
struct ClassRow {
    /// Zone; NULL without zones.
    zone: Option<String>,
    #[column(nested)]
    of: OfLayer,
    /// Class code.
    lucode: i64,
    /// Class name: of the pool table, else of the layer, else "class" and the code.
    name: String,
    /// Valid cells of the class.
    cells: u64,
    /// Their area.
    #[column(unit = "ha")]
    area_ha: f64,
    /// Share of the area of all valid cells (of the zone).
    #[column(unit = "%")]
    area_pct: f64,
    /// Carbon above ground.
    #[column(unit = "t")]
    c_above_t: f64,
    /// Carbon below ground.
    #[column(unit = "t")]
    c_below_t: f64,
    /// Carbon in the soil.
    #[column(unit = "t")]
    c_soil_t: f64,
    /// Carbon in dead matter.
    #[column(unit = "t")]
    c_dead_t: f64,
    /// Carbon in all four pools.
    #[column(unit = "t")]
    carbon_t: f64,
    /// Share of all carbon (of the zone); NULL where there is none.
    #[column(unit = "%")]
    carbon_pct: Option<f64>,
    /// Standard error, with ACCURACY of carbon_adjusted_t; NULL where the pool table has none.
    #[column(unit = "t")]
    se_t: Option<f64>,
    #[column(nested)]
    interval: CarbonInterval,
    #[column(nested)]
    adjusted: AdjustedCarbon,
    /// Area as the sample of ACCURACY tells it; NULL without ACCURACY.
    #[column(unit = "ha")]
    area_adjusted_ha: Option<f64>,
}

/// Validates the request, walks the map once, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    let inputs = [Some(&request.lulc.path), Some(&request.pools), request.mask.as_ref(), request.zones.as_ref()];
    check_outputs(&[&request.output], &inputs)?;
    let pools = read_pools(&request.pools)?;
    let accuracy = request.accuracy.as_deref().map(Matrices::read).transpose()?;
    let errors = PoolErrors::new(&pools, request.class_correlation)?;
    let mut messages = Vec::new();
    let (map, region) = open(request, &pools, &mut messages)?;

    let values = CellValues::new(request.unit, &pools, &region);
    let mut rasters = rasters(request, &map, &region, &values, threads, &mut messages)?;
    let counts = count_classes(&map, &region, &pools, threads, &mut rasters, progress)?;
    check_missing(phrase!("The pool table"), &[(&map, counts.classes().collect())], &pools)?;
    progress.tell(1.0, phrase!("Closing"))?;
    let ends = rasters.ends().map(|end| end.map(f64::from));
    let outputs = rasters.finish()?;

    check_classes(request, &map, &pools, &counts, &mut messages);
    let found = counts.counted(&region.areas);
    region.check_zones(found.iter().map(|f| f.zone), &mut messages);
    errors.check(counts.classes().map(|(class, _)| class), &mut messages);
    let whole = || found.iter().filter(|f| f.zone.is_none());
    let (area, total) = (sum(whole().map(|f| f.area_ha)), sum(whole().map(|f| carbon(f, &pools).carbon_t)));
    let areas: Vec<(i64, f64)> = whole().map(|f| (f.class, f.area_ha)).collect();
    let map_errors = match accuracy.as_ref().filter(|_| region.zones.is_none()) {
        None => None,
        Some(accuracy) => {
            let sample = accuracy.of(request.lulc.year.map(i64::from));
            let sample = sample.ok_or_else(|| Error::NoAccuracy { path: map.path().to_owned() })?;
            Some(MapErrors::new(sample, map.path(), &areas, &pools, &errors)?)
        }
    };
    messages.extend(accuracy.as_ref().filter(|_| region.zones.is_some()).map(|_| without_zones()));
    errors.check(map_errors.iter().flat_map(|map_errors| map_errors.beyond(&areas)), &mut messages);
    check_lone(map_errors.iter(), &mut messages);
    let adjusted = map_errors.as_ref().map(MapErrors::of_all);
    let pool_se = errors.of(areas.iter().copied());
    messages.push(Message::totals(phrase!("Carbon in all"), total, pool_se.filter(|_| adjusted.is_none()), area));
    messages.extend(adjusted.map(|adjusted| adjusted.message(phrase!("Carbon in all"))));
    let total_se = adjusted.map_or(pool_se, |adjusted| adjusted.se_t());
    messages.extend(map.remarks());

    let [min, max] = if values.by_area.is_some() { ends } else { values.ends(&counts) };
    let results = BTreeMap::from([
        ("total_carbon", Some(total)),
        ("total_area_ha", Some(area)),
        ("mean_density", Some(total / area)),
        ("total_se", total_se),
        ("total_adjusted", adjusted.map(|a| a.carbon_t)),
        ("total_se_pool", adjusted.and_then(|a| a.se_pool_t)),
        ("total_se_map", adjusted.and_then(|a| a.se_map_t)),
        ("output_min", min),
        ("output_max", max),
    ]);
    let mut rows: Vec<ClassCount<i64>> = found.iter().filter(|f| region.reports(f.zone)).copied().collect();
    for class in map_errors.iter().flat_map(|map_errors| map_errors.beyond(&areas)) {
        rows.push(ClassCount { zone: None, class, cells: 0, area_ha: 0.0 });
    }
    rows.sort_by_key(|row| (row.zone, row.class));
    let tables = vec![summary(&rows, &pools, &errors, map_errors.as_ref(), &request.lulc, &region)];
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

/// The map, and where its cells count.
fn open(request: &Request, pools: &PoolTable, messages: &mut Vec<Message>) -> Result<(LandCover, Region)> {
    let mut map = LandCover::open(&request.lulc, &request.ignore_codes, pools.keys().copied())?;
    each_once("IGNORE_CODES", &request.ignore_codes, messages);
    let place = Where {
        mask: request.mask.as_deref(),
        zones: request.zones.as_deref(),
        zone_field: request.zone_field.as_deref(),
        area: request.area,
        plane: false,
    };
    let region = Region::open(&place, &map.info, map.path(), messages)?;
    map.restrict(region.cells.clone());
    Ok((map, region))
}

/// What cells of the density raster hold.
struct CellValues<'a> {
    pools: &'a PoolTable,
    unit: &'static str,
    /// By which a density is multiplied.
    factor: f64,
    /// By which the value of a class is multiplied too: where the unit is t per cell and areas differ.
    by_area: Option<&'a CellAreas>,
}

impl<'a> CellValues<'a> {
    fn new(unit: Unit, pools: &'a PoolTable, region: &'a Region) -> CellValues<'a> {
        let (unit, factor, by_area) = match (unit, &region.areas) {
            (Unit::THa, _) => ("t/ha", 1.0, None),
            (Unit::TCell, CellAreas::Same(area)) => ("t/cell", *area, None),
            (Unit::TCell, areas) => ("t/cell", 1.0, Some(areas)),
        };
        CellValues { pools, unit, factor, by_area }
    }

    fn of(&self, code: i64) -> Option<f32> {
        density(self.pools, code).map(|density| (density * self.factor) as f32)
    }

    /// The smallest and the largest of all classes.
    fn ends(&self, counts: &ClassCounts<i64>) -> [Option<f64>; 2] {
        let values = || counts.classes().filter_map(|(code, _)| self.of(code)).map(f64::from);
        [values().reduce(f64::min), values().reduce(f64::max)]
    }
}

fn rasters<'a>(
    request: &Request,
    map: &LandCover,
    region: &Region,
    values: &CellValues<'a>,
    threads: &Threads,
    messages: &mut Vec<Message>,
) -> Result<LookupRasters<'a>> {
    let mut rasters = Vec::new();
    if let Some(path) = &request.output {
        region.check_rasters()?;
        let making = Rasters {
            create_options: &request.create_options,
            provenance: Provenance::new(KERNEL.name, request, &request.origins)?.with_pools(pools_text(values.pools)),
            threads,
            like: &map.info,
        };
        let sink = making.create(path, &[("carbon density", values.unit)], gdal::NODATA_F32, messages)?;
        let table = lookup(&map.codes(), |code| values.of(code), gdal::NODATA_F32);
        rasters.push(LookupRaster { field: "output", sink, table, per_cell: values.by_area, ends: None });
    }
    LookupRasters::new(rasters)
}

fn count_classes(
    map: &LandCover,
    region: &Region,
    pools: &PoolTable,
    threads: &Threads,
    rasters: &mut LookupRasters<'_>,
    progress: &mut Progress<'_>,
) -> Result<ClassCounts<i64>> {
    let shape = rasters.block_shape();
    let job = Job {
        tiling: map.units([map], shape),
        region,
        threads,
        writes: shape.is_some(),
        known: &|counts: &ClassCounts<i64>| counts.classes().all(|(code, _)| pools.contains_key(&code)),
    };
    let open = || ClassReader::open(map);
    count(&job, progress, open, |window, cells| rasters.write(window, cells.cells(window)?))
}

/// Says which codes are of no use, and which names are doubtful.
fn check_classes(
    request: &Request,
    map: &LandCover,
    pools: &PoolTable,
    counts: &ClassCounts<i64>,
    messages: &mut Vec<Message>,
) {
    let found = counts.classes().map(|(code, _)| code).collect();
    let names = &request.lulc.class_names;
    let named = Named { layer: "LULC", names, pools: Some(("POOLS", pools)), found };
    let unused: Vec<&i64> = pools.keys().filter(|code| !named.found.contains(code)).collect();
    if !unused.is_empty() {
        let codes = list(unused);
        let told = sentence!("The map has no cell of these codes of the pool table: {codes}.", codes);
        messages.push(Message::info("POOLS_UNUSED", told));
    }
    check_ignored([map], map.path(), messages);
    check_names(&[named], messages);
}

fn carbon(found: &ClassCount<i64>, pools: &PoolTable) -> ClassCarbon {
    storage(found.area_ha, pools[&found.class].pools)
}

fn summary(
    found: &[ClassCount<i64>],
    pools: &PoolTable,
    errors: &PoolErrors<'_>,
    map_errors: Option<&MapErrors<'_>>,
    raster: &Raster,
    region: &Region,
) -> Table {
    let of = OfLayer::raster(raster);
    let mut rows = Vec::with_capacity(found.len());
    for classes in found.chunk_by(|a, b| a.zone == b.zone) {
        let area = sum(classes.iter().map(|f| f.area_ha));
        let total = sum(classes.iter().map(|f| carbon(f, pools).carbon_t));
        rows.extend(classes.iter().map(|f| {
            let ClassCarbon { pools_t, carbon_t } = carbon(f, pools);
            let adjusted = map_errors.map(|map_errors| map_errors.of_class(f.class));
            let se_t = adjusted.map_or_else(|| errors.of([(f.class, f.area_ha)]), |adjusted| adjusted.se_t());
            let middle = adjusted.map_or(carbon_t, |adjusted| adjusted.carbon_t);
            ClassRow {
                zone: region.zone_name(f.zone),
                of: of.clone(),
                lucode: f.class,
                name: class_name(f.class, pools, &raster.class_names),
                cells: f.cells,
                area_ha: f.area_ha,
                area_pct: 100.0 * f.area_ha / area,
                c_above_t: pools_t.above,
                c_below_t: pools_t.below,
                c_soil_t: pools_t.soil,
                c_dead_t: pools_t.dead,
                carbon_t,
                carbon_pct: (total > 0.0).then(|| 100.0 * carbon_t / total),
                se_t,
                interval: CarbonInterval::of(middle, se_t),
                adjusted: Adjusted::columns(adjusted.as_ref()),
                area_adjusted_ha: adjusted.map(|adjusted| adjusted.area_ha),
            }
        }));
    }
    ClassRow::table("summary", rows)
}
