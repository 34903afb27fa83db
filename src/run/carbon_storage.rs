//! Carbon stored by a land-cover map: one sweep counts the classes and writes the density of every cell.

use crate::{
    engine::{
        codes::{Named, check_ignored, check_names, each_once},
        count::{Job, count},
        land_cover::{ClassReader, LandCover},
        lookup::{LookupRaster, LookupRasters},
        message::Message,
        outputs::{Provenance, Rasters, check_outputs},
        progress::Progress,
        region::{Region, Where},
        report::Report,
        request,
        request::{Area, Raster, thread_count},
        tables::pools::{PoolErrors, PoolTable, check_missing, class_name, pool_table, pools_text},
    },
    error::Result,
    grid::{areas::CellAreas, tiling::Tiling},
    io::{gdal, table::Table},
    kernels::{
        carbon::{
            carbon_storage::{ClassCarbon, lookup, storage},
            standard_error::interval,
        },
        cover::class_counts::{ClassCounts, Found},
        stats::sum::sum,
    },
    schema::{Fields, Kernel, Number, Row, smallest},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
            text: "Standard error of the total; NULL where the pool table has none.",
        },
        Number {
            name: "output_min",
            unit: "",
            text: "Smallest value of the density raster, in its unit; NULL where areas of cells differ and no raster is made.",
        },
        Number { name: "output_max", unit: "", text: "Largest value of the density raster, in its unit." },
    ],
    tables: || vec![("summary", Summary::COLUMNS)],
    smallest: smallest::<Request>,
};

/// A class, of the map or of a zone.
#[derive(Row)]
struct Summary {
    /// Zone; NULL without zones.
    zone: Option<String>,
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
    /// Standard error; NULL where the pool table has none.
    #[column(unit = "t")]
    se_t: Option<f64>,
    /// Lower end of the 95 % interval; NULL without a standard error.
    #[column(unit = "t")]
    ci95_low_t: Option<f64>,
    /// Upper end of the 95 % interval; NULL without a standard error.
    #[column(unit = "t")]
    ci95_high_t: Option<f64>,
}

/// Validates the request, walks the map once, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = thread_count(request.threads)?;
    let inputs = [Some(&request.lulc.path), Some(&request.pools), request.mask.as_ref(), request.zones.as_ref()];
    check_outputs(&[&request.output], &inputs)?;
    let pools = pool_table(&gdal::read_table(&request.pools)?)?;
    let errors = PoolErrors::new(&pools, request.class_correlation)?;
    let mut map = LandCover::open(&request.lulc, &request.ignore_codes, pools.keys().copied())?;
    let mut messages = Vec::new();
    each_once("IGNORE_CODES", &request.ignore_codes, &mut messages);
    let place = Where {
        mask: request.mask.as_deref(),
        zones: request.zones.as_deref(),
        zone_field: request.zone_field.as_deref(),
        area: request.area,
        plane: false,
    };
    let region = Region::open(&place, &map.info, map.path(), &mut messages)?;
    map.restrict(region.cells.clone());

    // What a cell of a class holds, but for its area where the unit is t per cell and areas differ.
    let per_cell = match (request.unit, &region.areas) {
        (Unit::THa, _) => 1.0,
        (Unit::TCell, CellAreas::Same(area)) => *area,
        (Unit::TCell, _) => 1.0,
    };
    let by_area = request.unit == Unit::TCell && !matches!(region.areas, CellAreas::Same(_));
    let value = |code: i64| pools.get(&code).map(|row| (row.pools.density() * per_cell) as f32);
    let mut rasters = Vec::new();
    if let Some(path) = &request.output {
        region.check_rasters()?;
        let unit = if request.unit == Unit::THa { "t/ha" } else { "t/cell" };
        let making = Rasters {
            create_options: &request.create_options,
            provenance: Provenance::new(KERNEL.name, request, &request.origins)?.with_pools(pools_text(&pools)),
            threads,
            like: &map.info,
        };
        let sink = making.create(path, &[("carbon density", unit)], gdal::NODATA_F32, &mut messages)?;
        let per_cell = by_area.then_some(&region.areas);
        let table = lookup(&map.codes(), value, gdal::NODATA_F32);
        rasters.push(LookupRaster { field: "output", sink, table, per_cell, ends: None });
    }
    let mut rasters = LookupRasters::new(rasters)?;

    let shape = rasters.block_shape();
    let job = Job {
        tiling: Tiling::for_blocks(map.grid(), map.info.block, shape),
        region: &region,
        threads,
        writes: shape.is_some(),
        known: &|counts: &ClassCounts<i64>| counts.classes().all(|(code, _)| pools.contains_key(&code)),
    };
    let open = || ClassReader::open(&map);
    let counts = count(&job, progress, open, |window, cells| rasters.write(window, cells.cells(window)?))?;
    check_missing("The pool table", &[(&map, counts.classes().collect())], &pools)?;
    progress.tell(1.0, "Closing")?;
    let ends = rasters.ends().map(|end| end.map(f64::from));
    let outputs = rasters.finish()?;

    let unused: Vec<String> =
        pools.keys().filter(|code| counts.classes().all(|(class, _)| class != **code)).map(i64::to_string).collect();
    if !unused.is_empty() {
        let text = format!("The map has no cell of these codes of the pool table: {}.", unused.join(", "));
        messages.push(Message::info("POOLS_UNUSED", text));
    }
    let named = Named {
        layer: "LULC",
        names: &request.lulc.class_names,
        pools: Some(("POOLS", &pools)),
        found: counts.classes().map(|(code, _)| code).collect(),
    };
    check_ignored([&map], map.path(), &mut messages);
    check_names(&[named], &mut messages);
    let found = counts.counted(&region.areas);
    region.check_zones(found.iter().map(|f| f.zone), &mut messages);
    let carbon = |f: &Found<i64>| storage(f.area_ha, pools[&f.class].pools);
    let whole = || found.iter().filter(|f| f.zone.is_none());
    let (area, total) = (sum(whole().map(|f| f.area_ha)), sum(whole().map(|f| carbon(f).carbon_t)));
    errors.check(counts.classes().map(|(class, _)| class), &mut messages);
    let total_se = errors.of(whole().map(|f| (f.class, f.area_ha)));
    messages.push(Message::totals("Carbon in all", total, total_se, area));
    let values = || counts.classes().filter_map(|(code, _)| value(code)).map(f64::from);
    let of_classes = || [values().reduce(f64::min), values().reduce(f64::max)];
    let [least, most] = if by_area { ends } else { of_classes() };
    let results = BTreeMap::from([
        ("total_carbon", Some(total)),
        ("total_area_ha", Some(area)),
        ("mean_density", Some(total / area)),
        ("total_se", total_se),
        ("output_min", least),
        ("output_max", most),
    ]);
    let rows: Vec<Found<i64>> = found.iter().filter(|f| region.reports(f.zone)).copied().collect();
    let tables = vec![summary(&rows, &pools, &errors, &request.lulc.class_names, &region)];
    messages.extend(map.remarks());
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

fn summary(
    found: &[Found<i64>],
    pools: &PoolTable,
    errors: &PoolErrors<'_>,
    names: &BTreeMap<i64, String>,
    region: &Region,
) -> Table {
    let carbon: Vec<ClassCarbon> = found.iter().map(|f| storage(f.area_ha, pools[&f.class].pools)).collect();
    let of_zone = |zone: Option<u32>, value: &dyn Fn(usize) -> f64| {
        sum(found.iter().enumerate().filter(|(_, f)| f.zone == zone).map(|(i, _)| value(i)))
    };
    let zones: BTreeSet<Option<u32>> = found.iter().map(|f| f.zone).collect();
    let totals: BTreeMap<Option<u32>, (f64, f64)> = zones
        .into_iter()
        .map(|zone| (zone, (of_zone(zone, &|i| found[i].area_ha), of_zone(zone, &|i| carbon[i].carbon_t))))
        .collect();
    let row = |(f, carbon): (&Found<i64>, &ClassCarbon)| {
        let (area, total) = totals[&f.zone];
        let error = errors.of([(f.class, f.area_ha)]);
        let ends = error.map(|error| interval(carbon.carbon_t, error));
        Summary {
            zone: region.zone_name(f.zone),
            lucode: f.class,
            name: class_name(f.class, pools, names),
            cells: f.cells,
            area_ha: f.area_ha,
            area_pct: 100.0 * f.area_ha / area,
            c_above_t: carbon.pools_t.above,
            c_below_t: carbon.pools_t.below,
            c_soil_t: carbon.pools_t.soil,
            c_dead_t: carbon.pools_t.dead,
            carbon_t: carbon.carbon_t,
            carbon_pct: (total > 0.0).then(|| 100.0 * carbon.carbon_t / total),
            se_t: error,
            ci95_low_t: ends.map(|(low, _)| low),
            ci95_high_t: ends.map(|(_, high)| high),
        }
    };
    Summary::table("summary", found.iter().zip(&carbon).map(row).collect())
}
