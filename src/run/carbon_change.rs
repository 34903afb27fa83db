//! Carbon gained and lost between two maps, and its net present value: one sweep over pairs of codes.

use crate::{
    engine::{
        change_rasters::{ChangeRaster, ChangeRasters},
        codes::{Named, check_ignored, check_names, each_once},
        common_land::{LandOf, Lands, beyond, difference},
        count::{Job, count},
        land_cover::LandCover,
        message::Message,
        outputs::{Provenance, Rasters, check_outputs},
        pairs::PairReader,
        progress::Progress,
        region::{Region, Where},
        report::Report,
        request,
        request::{Area, Raster, ResampleClasses, thread_count},
        tables::pools::{PoolTable, check_missing, class_name, pool_table, pools_text},
    },
    error::{Error, Result},
    grid::tiling::Tiling,
    io::{
        gdal,
        table::{Column, ColumnType, Table},
    },
    kernels::{
        carbon::carbon_change::{CO2_PER_C, Category, densities, present_value},
        cover::{
            class_counts::{ClassCounts, Found},
            class_series::{Joint, Pair},
        },
        stats::sum::{Sum, sum},
    },
    schema::{ColumnSpec, Fields, Kernel, Number, column, smallest},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Land-cover map before.
    #[field(Raster)]
    pub lulc_base: Raster,
    /// Land-cover map after; brought onto the grid of the one before where they differ.
    #[field(Raster)]
    pub lulc_alt: Raster,
    /// Carbon pools of every class: lucode, c_above, c_below, c_soil, c_dead in t/ha; optional name.
    #[field(Table)]
    pub pools: String,
    /// Carbon pools of the map after, where they differ.
    #[field(Table)]
    #[serde(default)]
    pub pools_alt: Option<String>,
    /// Year of the map before; needed with a price.
    #[field(Integer)]
    #[serde(default)]
    pub year_base: Option<i32>,
    /// Year of the map after; needed with a price.
    #[field(Integer)]
    #[serde(default)]
    pub year_alt: Option<i32>,
    /// Price of a t of C or of CO2, for the net present value.
    #[field(Number)]
    #[serde(default)]
    pub price: Option<f64>,
    /// What the price is per t of.
    #[field(Choice, choices = &["C", "CO2"])]
    #[serde(default)]
    pub price_basis: PriceBasis,
    /// Discount rate in percent per year.
    #[field(Number, unit = "%")]
    #[serde(default)]
    pub discount_rate: f64,
    /// Change of the price in percent per year, as in InVEST: a positive one lowers the value.
    #[field(Number, unit = "%")]
    #[serde(default)]
    pub rate_change: f64,
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
    /// Change of carbon density, after minus before (t/ha).
    #[field(OutputRaster)]
    #[serde(default)]
    pub output: Option<String>,
    /// Net present value of the change (currency/ha); needs a price.
    #[field(OutputRaster)]
    #[serde(default)]
    pub output_npv: Option<String>,
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

/// What a price is per t of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PriceBasis {
    #[default]
    C,
    #[serde(rename = "CO2")]
    Co2,
}

pub const KERNEL: Kernel = Kernel {
    name: "carbon_change",
    gives: "Carbon gained and lost between two maps, by pair of classes, and its net present value",
    reference: "InVEST carbon sequestration and value",
    arithmetic: "carbon::carbon_change",
    fields: Request::FIELDS,
    results: &[
        Number { name: "carbon_change", unit: "t", text: "Carbon after minus before, over cells valid in both maps." },
        Number { name: "npv", unit: "currency", text: "Net present value of the change; NULL without a price." },
        Number { name: "output_min", unit: "t/ha", text: "Smallest change of a cell." },
        Number { name: "output_max", unit: "t/ha", text: "Largest change of a cell." },
        Number { name: "output_npv_min", unit: "currency/ha", text: "Smallest value of a cell; NULL without a price." },
        Number { name: "output_npv_max", unit: "currency/ha", text: "Largest value of a cell; NULL without a price." },
    ],
    tables: || vec![("summary", SUMMARY), ("pairs", PAIRS)],
    smallest: smallest::<Request>,
};

const SUMMARY: &[ColumnSpec] = {
    use ColumnType::{Integer, Real, Text};
    &[
        column("zone", Text, "", "Zone; NULL without zones."),
        column("category", Text, "", "gain, loss, or unchanged (at most 1e-9 t/ha)."),
        column("cells", Integer, "", "Cells valid in both maps."),
        column("area_ha", Real, "ha", "Their area."),
        column("area_pct", Real, "%", "Share of the area of all cells valid in both maps (of the zone)."),
        column("carbon_t", Real, "t", "Change of their carbon."),
    ]
};

const PAIRS: &[ColumnSpec] = {
    use ColumnType::{Integer, Real, Text};
    &[
        column("zone", Text, "", "Zone; NULL without zones."),
        column("lucode_base", Integer, "", "Class code before."),
        column("name_base", Text, "", "Class name before."),
        column("lucode_alt", Integer, "", "Class code after."),
        column("name_alt", Text, "", "Class name after."),
        column("cells", Integer, "", "Cells that went from the one to the other."),
        column("area_ha", Real, "ha", "Their area."),
        column("carbon_t", Real, "t", "Change of their carbon."),
    ]
};

/// The value of a t of C today; `None` without a price.
fn value_of_carbon(request: &Request) -> Result<Option<f64>> {
    let Some(price) = request.price else {
        if request.output_npv.is_some() {
            return Err(Error::NpvWithoutPrice);
        }
        return Ok(None);
    };
    let (Some(base), Some(alt)) = (request.year_base, request.year_alt) else { return Err(Error::PriceWithoutYears) };
    if alt <= base {
        return Err(Error::YearsReversed { base, alt });
    }
    for (field, rate) in [("DISCOUNT_RATE", request.discount_rate), ("RATE_CHANGE", request.rate_change)] {
        if rate.is_nan() || rate <= -100.0 {
            return Err(Error::argument(field, rate, "more than -100 (percent per year)"));
        }
    }
    let per_c = match request.price_basis {
        PriceBasis::C => price,
        PriceBasis::Co2 => price * CO2_PER_C,
    };
    Ok(Some(present_value(per_c, alt.abs_diff(base), request.discount_rate, request.rate_change)))
}

/// Says where the maps do not cover the same land.
fn compare_land(
    base: &LandCover,
    alt: &LandCover,
    joints: &ClassCounts<Joint>,
    region: &Region,
    threads: usize,
    progress: &mut Progress<'_>,
    messages: &mut Vec<Message>,
) -> Result<()> {
    let without = |alone: Joint| joints.map(|joint| (joint != alone).then_some(joint)).area_ha(&region.areas);
    let lands = Lands {
        first: without(Joint::LaterAlone),
        second: without(Joint::EarlierAlone),
        common: joints.map(Joint::pair).area_ha(&region.areas),
    };
    messages.extend(difference(base.path(), alt.path(), &lands, " The change is that of cells valid in both."));
    let land = LandOf { name: alt.path().to_owned(), map: alt };
    messages.extend(beyond(&land, base.path(), region, threads, progress)?);
    Ok(())
}

/// Validates the request, walks both maps once, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = thread_count(request.threads)?;
    let value = value_of_carbon(request)?;
    let inputs = [&request.lulc_base.path, &request.lulc_alt.path, &request.pools].map(Some);
    let others = [&request.pools_alt, &request.mask, &request.zones].map(Option::as_ref);
    check_outputs(&[&request.output, &request.output_npv], &[inputs, others].concat())?;
    let pools = pool_table(&gdal::read_table(&request.pools)?)?;
    let pools_alt = request.pools_alt.as_ref().map(|path| pool_table(&gdal::read_table(path)?)).transpose()?;
    let pools_alt = pools_alt.as_ref().unwrap_or(&pools);

    let mut messages = Vec::new();
    each_once("IGNORE_CODES", &request.ignore_codes, &mut messages);
    let mut base = LandCover::open(&request.lulc_base, &request.ignore_codes, pools.keys().copied())?;
    let mut alt = LandCover::open(&request.lulc_alt, &request.ignore_codes, pools_alt.keys().copied())?;
    let (a, b) = (&request.lulc_base, &request.lulc_alt);
    if (&a.path, a.band) == (&b.path, b.band) && request.pools_alt.is_none() {
        let text = "The map before and the map after are the same, so nothing changes.".to_owned();
        messages.push(Message::warning("SAME_MAP", text));
    }
    alt.align(&base, request.resample_classes, &mut messages)?;
    let place = Where {
        mask: request.mask.as_deref(),
        zones: request.zones.as_deref(),
        zone_field: request.zone_field.as_deref(),
        area: request.area,
        plane: false,
    };
    let region = Region::open(&place, &base.info, base.path(), &mut messages)?;
    [&mut base, &mut alt].into_iter().for_each(|map| map.restrict(region.cells.clone()));

    let density = |pools: &PoolTable, code: i64| pools.get(&code).map(|row| row.pools.density());
    let change = |(from, to): Pair| Some(density(pools_alt, to)? - density(&pools, from)?);
    let mut rasters = Vec::new();
    let making = Rasters {
        create_options: &request.create_options,
        provenance: Provenance::new(KERNEL.name, request, &request.origins)?.with_pools(both_pools(&pools, pools_alt)),
        threads,
        like: &base.info,
    };
    let outputs = [
        ("output", &request.output, ("carbon change", "t/ha"), 1.0),
        (
            "output_npv",
            &request.output_npv,
            ("net present value of carbon change", "currency/ha"),
            value.unwrap_or(0.0),
        ),
    ];
    for (field, path, band, factor) in outputs {
        if let Some(path) = path {
            region.check_rasters()?;
            let sink = making.create(path, &[band], gdal::NODATA_F32, &mut messages)?;
            rasters.push(ChangeRaster { field, sink, factor });
        }
    }
    let densities =
        [(&base, &pools), (&alt, pools_alt)].map(|(map, pools)| densities(&map.codes(), |code| density(pools, code)));
    let mut rasters = ChangeRasters::new(rasters, densities.into())?;
    let shape = rasters.block_shape();
    let job = Job {
        tiling: Tiling::for_blocks(base.grid(), base.info.block, shape),
        region: &region,
        threads,
        writes: shape.is_some(),
        known: &|counts: &ClassCounts<Joint>| {
            counts.classes().filter_map(|(joint, _)| joint.pair()).all(|pair| change(pair).is_some())
        },
    };
    let open = || PairReader::open(&base, &alt);
    let joints = count(&job, progress, open, |window, cells| rasters.write(window, cells))?;
    let counts = joints.map(Joint::pair);
    if counts.classes().next().is_none() {
        return Err(Error::NoCommonCells { base: base.path().to_owned(), alt: alt.path().to_owned() });
    }
    let before = counts.classes().map(|((from, _), cells)| (from, cells)).collect();
    check_missing("The pool table", &[(&base, before)], &pools)?;
    let what = if request.pools_alt.is_some() { "The second pool table" } else { "The pool table" };
    let after = counts.classes().map(|((_, to), cells)| (to, cells)).collect();
    check_missing(what, &[(&alt, after)], pools_alt)?;
    compare_land(&base, &alt, &joints, &region, threads, progress, &mut messages)?;
    progress.tell(1.0, "Closing")?;
    let outputs = rasters.finish()?;

    let alt_field = if request.pools_alt.is_some() { "POOLS_ALT" } else { "POOLS" };
    let named = [
        Named {
            layer: "LULC_BASE",
            names: &request.lulc_base.class_names,
            pools: Some(("POOLS", &pools)),
            found: counts.classes().map(|((from, _), _)| from).collect(),
        },
        Named {
            layer: "LULC_ALT",
            names: &request.lulc_alt.class_names,
            pools: Some((alt_field, pools_alt)),
            found: counts.classes().map(|((_, to), _)| to).collect(),
        },
    ];
    check_ignored([&base, &alt], "the maps", &mut messages);
    check_names(&named, &mut messages);
    let found = counts.counted(&region.areas);
    region.check_zones(found.iter().map(|f| f.zone), &mut messages);
    let carbon = |f: &Found<Pair>| change(f.class).map_or(0.0, |change| f.area_ha * change);
    let total = sum(found.iter().filter(|f| f.zone.is_none()).map(carbon));
    let area = sum(found.iter().filter(|f| f.zone.is_none()).map(|f| f.area_ha));
    messages.push(Message::totals("Change of carbon in all", total, None, area));
    let changes = || counts.classes().filter_map(|(pair, _)| change(pair));
    let (low, high) = (changes().reduce(f64::min), changes().reduce(f64::max));
    let valued = |x: Option<f64>| x.zip(value).map(|(x, value)| x * value);
    let npv_range = |pick: fn(f64, f64) -> f64| valued(low).zip(valued(high)).map(|(a, b)| pick(a, b));
    let results = BTreeMap::from([
        ("carbon_change", Some(total)),
        ("npv", valued(Some(total))),
        ("output_min", low),
        ("output_max", high),
        ("output_npv_min", npv_range(f64::min)),
        ("output_npv_max", npv_range(f64::max)),
    ]);
    let rows: Vec<Found<Pair>> = found.iter().filter(|f| region.reports(f.zone)).copied().collect();
    let names = |pools: &PoolTable, raster: &Raster, code: i64| class_name(code, pools, &raster.class_names);
    let tables = vec![summary(&rows, &region, change), {
        let name_base = |f: &Found<Pair>| Some(names(&pools, &request.lulc_base, f.class.0));
        let name_alt = |f: &Found<Pair>| Some(names(pools_alt, &request.lulc_alt, f.class.1));
        let column = |spec: &ColumnSpec| match spec.name {
            "zone" => Column::Text(rows.iter().map(|f| region.zone_name(f.zone)).collect()),
            "lucode_base" => Column::Integer(rows.iter().map(|f| Some(f.class.0)).collect()),
            "name_base" => Column::Text(rows.iter().map(name_base).collect()),
            "lucode_alt" => Column::Integer(rows.iter().map(|f| Some(f.class.1)).collect()),
            "name_alt" => Column::Text(rows.iter().map(name_alt).collect()),
            "cells" => Column::Integer(rows.iter().map(|f| i64::try_from(f.cells).ok()).collect()),
            "area_ha" => Column::Real(rows.iter().map(|f| Some(f.area_ha)).collect()),
            _ => Column::Real(rows.iter().map(|f| Some(carbon(f))).collect()),
        };
        Table::of("pairs", PAIRS.iter().map(|spec| (spec.name, column(spec))))
    }];
    messages.extend(base.remarks().chain(alt.remarks()));
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

fn both_pools(pools: &PoolTable, pools_alt: &PoolTable) -> String {
    if pools == pools_alt { pools_text(pools) } else { format!("{} | {}", pools_text(pools), pools_text(pools_alt)) }
}

/// Three rows per zone: gain, loss, unchanged, those without cells too.
fn summary(rows: &[Found<Pair>], region: &Region, change: impl Fn(Pair) -> Option<f64>) -> Table {
    #[derive(Default)]
    struct Row {
        cells: u64,
        area: Sum,
        carbon: Sum,
    }
    type Key = (Option<u32>, Category);
    let mut table: BTreeMap<Key, Row> = BTreeMap::new();
    let mut areas: BTreeMap<Option<u32>, Sum> = BTreeMap::new();
    for f in rows {
        let change = change(f.class).unwrap_or(0.0);
        for category in Category::ALL {
            table.entry((f.zone, category)).or_default();
        }
        let row = table.entry((f.zone, Category::of(change))).or_default();
        row.cells += f.cells;
        row.area.add(f.area_ha);
        row.carbon.add(f.area_ha * change);
        areas.entry(f.zone).or_default().add(f.area_ha);
    }
    let real = |f: &dyn Fn(&Key, &Row) -> f64| Column::Real(table.iter().map(|(k, r)| Some(f(k, r))).collect());
    let column = |spec: &ColumnSpec| match spec.name {
        "zone" => Column::Text(table.keys().map(|(zone, _)| region.zone_name(*zone)).collect()),
        "category" => Column::Text(table.keys().map(|(_, category)| Some(category.name().to_owned())).collect()),
        "cells" => Column::Integer(table.values().map(|row| i64::try_from(row.cells).ok()).collect()),
        "area_ha" => real(&|_, row| row.area.total()),
        "area_pct" => real(&|(zone, _), row| 100.0 * row.area.total() / areas[zone].total()),
        _ => real(&|_, row| row.carbon.total()),
    };
    Table::of("summary", SUMMARY.iter().map(|spec| (spec.name, column(spec))))
}
