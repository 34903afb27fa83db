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
    io::{
        gdal,
        table::{Column, ColumnType, Table},
    },
    kernels::{
        carbon::{
            carbon_storage::{ClassCarbon, lookup, storage},
            standard_error::interval,
        },
        cover::class_counts::{ClassCounts, Found},
        stats::sum::sum,
    },
    schema::{ColumnSpec, Field, FieldType, Kernel, Number, column},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub lulc: Raster,
    pub pools: String,
    #[serde(default)]
    pub class_correlation: f64,
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[serde(default)]
    pub mask: Option<String>,
    #[serde(default)]
    pub zones: Option<String>,
    #[serde(default)]
    pub zone_field: Option<String>,
    #[serde(default)]
    pub area: Area,
    #[serde(default)]
    pub unit: Unit,
    #[serde(default)]
    pub output: Option<String>,
    #[serde(default)]
    pub create_options: Vec<String>,
    #[serde(default, alias = "sources")]
    pub origins: BTreeMap<String, String>,
    #[serde(default)]
    pub tables: Option<String>,
    #[serde(default)]
    pub hold: bool,
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
    fields: &[
        Field::required(
            "lulc",
            FieldType::Raster,
            "Land-cover map: class codes in any integer type, or whole real numbers.",
        ),
        request::POOLS,
        request::CLASS_CORRELATION,
        request::IGNORE_CODES,
        request::MASK,
        request::ZONES,
        request::ZONE_FIELD,
        request::AREA,
        Field::choice("unit", &["t_ha", "t_cell"], "Unit of the density raster: t of C per ha, or per cell."),
        Field::optional("output", FieldType::OutputRaster, "Carbon density of every cell (Float32 GeoTIFF)."),
        request::CREATE_OPTIONS,
        request::ORIGINS,
        request::TABLES,
        request::HOLD,
        request::THREADS,
    ],
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
    tables: || vec![("summary", SUMMARY)],
    smallest: || request::smallest::<Request>(r#"{"lulc": {"path": ""}, "pools": ""}"#),
};

const SUMMARY: &[ColumnSpec] = {
    use ColumnType::{Integer, Real, Text};
    &[
        column("zone", Text, "", "Zone; NULL without zones."),
        column("lucode", Integer, "", "Class code."),
        column("name", Text, "", "Class name: of the pool table, else of the layer, else \"class\" and the code."),
        column("cells", Integer, "", "Valid cells of the class."),
        column("area_ha", Real, "ha", "Their area."),
        column("area_pct", Real, "%", "Share of the area of all valid cells (of the zone)."),
        column("c_above_t", Real, "t", "Carbon above ground."),
        column("c_below_t", Real, "t", "Carbon below ground."),
        column("c_soil_t", Real, "t", "Carbon in the soil."),
        column("c_dead_t", Real, "t", "Carbon in dead matter."),
        column("carbon_t", Real, "t", "Carbon in all four pools."),
        column("carbon_pct", Real, "%", "Share of all carbon (of the zone); NULL where there is none."),
        column("se_t", Real, "t", "Standard error; NULL where the pool table has none."),
        column("ci95_low_t", Real, "t", "Lower end of the 95 % interval; NULL without a standard error."),
        column("ci95_high_t", Real, "t", "Upper end of the 95 % interval; NULL without a standard error."),
    ]
};

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
    Ok(Report { algorithm: KERNEL.name, results, words: BTreeMap::new(), outputs, tables, messages })
}

fn summary(
    rows: &[Found<i64>],
    pools: &PoolTable,
    errors: &PoolErrors<'_>,
    names: &BTreeMap<i64, String>,
    region: &Region,
) -> Table {
    let carbon: Vec<ClassCarbon> = rows.iter().map(|f| storage(f.area_ha, pools[&f.class].pools)).collect();
    let of_zone = |zone: Option<u32>, value: &dyn Fn(usize) -> f64| {
        sum(rows.iter().enumerate().filter(|(_, f)| f.zone == zone).map(|(i, _)| value(i)))
    };
    let zones: std::collections::BTreeSet<Option<u32>> = rows.iter().map(|f| f.zone).collect();
    let totals: BTreeMap<Option<u32>, (f64, f64)> = zones
        .into_iter()
        .map(|zone| (zone, (of_zone(zone, &|i| rows[i].area_ha), of_zone(zone, &|i| carbon[i].carbon_t))))
        .collect();
    let error = |i: usize| errors.of([(rows[i].class, rows[i].area_ha)]);
    let ends = |i: usize| error(i).map(|error| interval(carbon[i].carbon_t, error));
    let real = |f: &dyn Fn(usize) -> Option<f64>| Column::Real((0..rows.len()).map(f).collect());
    let column = |spec: &ColumnSpec| match spec.name {
        "zone" => Column::Text(rows.iter().map(|f| region.zone_name(f.zone)).collect()),
        "lucode" => Column::Integer(rows.iter().map(|f| Some(f.class)).collect()),
        "name" => Column::Text(rows.iter().map(|f| Some(class_name(f.class, pools, names))).collect()),
        "cells" => Column::Integer(rows.iter().map(|f| i64::try_from(f.cells).ok()).collect()),
        "area_ha" => real(&|i| Some(rows[i].area_ha)),
        "area_pct" => real(&|i| Some(100.0 * rows[i].area_ha / totals[&rows[i].zone].0)),
        "c_above_t" => real(&|i| Some(carbon[i].pools_t.above)),
        "c_below_t" => real(&|i| Some(carbon[i].pools_t.below)),
        "c_soil_t" => real(&|i| Some(carbon[i].pools_t.soil)),
        "c_dead_t" => real(&|i| Some(carbon[i].pools_t.dead)),
        "carbon_t" => real(&|i| Some(carbon[i].carbon_t)),
        "carbon_pct" => real(&|i| {
            let total = totals[&rows[i].zone].1;
            (total > 0.0).then(|| 100.0 * carbon[i].carbon_t / total)
        }),
        "se_t" => real(&error),
        "ci95_low_t" => real(&|i| ends(i).map(|(low, _)| low)),
        _ => real(&|i| ends(i).map(|(_, high)| high)),
    };
    Table::of("summary", SUMMARY.iter().map(|spec| (spec.name, column(spec))))
}
