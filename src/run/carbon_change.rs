//! Carbon gained and lost between two maps, and its net present value: one sweep over pairs of codes.

mod maps;

use crate::{
    engine::{
        change_rasters::{ChangeRaster, ChangeRasters},
        columns::OfLayer,
        count::{Job, count},
        message::Message,
        outputs::{Provenance, Rasters, check_outputs},
        pairs::PairReader,
        progress::Progress,
        report::Report,
        request,
        request::{Area, Raster, ResampleClasses},
        tables::pools::read_pools,
        threads::Threads,
    },
    error::{Error, Result},
    io::{gdal, table::Table},
    kernels::{
        carbon::carbon_change::{ByCategory, CO2_PER_C, present_value},
        cover::{
            class_counts::{ClassCount, ClassCounts},
            class_series::{Joint, Pair},
        },
        stats::sum::sum,
    },
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::phrase,
};
use maps::Maps;
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
    tables: || vec![("summary", CategoryRow::COLUMNS), ("pairs", TransitionRow::COLUMNS)],
    smallest: smallest::<Request>,
};

/// Which two maps a row is of.
#[derive(Clone, Row)]
struct OfMaps {
    /// Name of the map before.
    layer_base: String,
    /// Its year; NULL where it is not known.
    year_base: Option<i64>,
    /// Name of the map after.
    layer_alt: String,
    /// Its year; NULL where it is not known.
    year_alt: Option<i64>,
}

impl OfMaps {
    fn of(request: &Request) -> OfMaps {
        let [base, alt] = [&request.lulc_base, &request.lulc_alt].map(OfLayer::raster);
        OfMaps {
            layer_base: base.layer,
            year_base: request.year_base.map(i64::from).or(base.year),
            layer_alt: alt.layer,
            year_alt: request.year_alt.map(i64::from).or(alt.year),
        }
    }
}

/// What gained carbon, lost it, or did neither, in all or in a zone.
#[derive(Row)]
struct CategoryRow {
    /// Zone; NULL without zones.
    zone: Option<String>,
    #[column(nested)]
    of: OfMaps,
    /// gain, loss, or unchanged (at most 1e-9 t/ha).
    category: &'static str,
    /// Cells valid in both maps.
    cells: u64,
    /// Their area.
    #[column(unit = "ha")]
    area_ha: f64,
    /// Share of the area of all cells valid in both maps (of the zone).
    #[column(unit = "%")]
    area_pct: f64,
    /// Change of their carbon.
    #[column(unit = "t")]
    carbon_t: f64,
}

/// What went from one class to another, or stayed, in all or in a zone.
#[derive(Row)]
struct TransitionRow {
    /// Zone; NULL without zones.
    zone: Option<String>,
    #[column(nested)]
    of: OfMaps,
    /// Class code before.
    lucode_base: i64,
    /// Class name before.
    name_base: String,
    /// Class code after.
    lucode_alt: i64,
    /// Class name after.
    name_alt: String,
    /// Cells that went from the one to the other.
    cells: u64,
    /// Their area.
    #[column(unit = "ha")]
    area_ha: f64,
    /// Change of their carbon.
    #[column(unit = "t")]
    carbon_t: f64,
}

/// Validates the request, walks both maps once, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    let value = value_of_carbon(request)?;
    let inputs = [&request.lulc_base.path, &request.lulc_alt.path, &request.pools].map(Some);
    let others = [&request.pools_alt, &request.mask, &request.zones].map(Option::as_ref);
    check_outputs(&[&request.output, &request.output_npv], &[inputs, others].concat())?;
    let pools = read_pools(&request.pools)?;
    let pools_alt = request.pools_alt.as_deref().map(read_pools).transpose()?;
    let mut messages = Vec::new();
    let maps = Maps::open(request, &pools, pools_alt.as_ref(), &mut messages)?;

    let mut rasters = rasters(request, &maps, value, threads, &mut messages)?;
    let joints = count_pairs(&maps, threads, &mut rasters, progress)?;
    let counts = joints.map(Joint::pair);
    maps.check(&counts)?;
    maps.compare_land(&joints, threads, progress, &mut messages)?;
    progress.tell(1.0, phrase!("Closing"))?;
    let outputs = rasters.finish()?;

    maps.check_classes(&counts, &mut messages);
    let found = counts.counted(&maps.region.areas);
    maps.region.check_zones(found.iter().map(|f| f.zone), &mut messages);
    let whole: Vec<&ClassCount<Pair>> = found.iter().filter(|f| f.zone.is_none()).collect();
    let total = sum(whole.iter().map(|f| f.area_ha * maps.change_of(f)));
    let area = sum(whole.iter().map(|f| f.area_ha));
    messages.push(Message::totals(phrase!("Change of carbon in all"), total, None, area));
    messages.extend(maps.base.map.remarks().chain(maps.alt.map.remarks()));

    let changes = || whole.iter().map(|f| maps.change_of(f));
    let results = results(total, changes().reduce(f64::min).zip(changes().reduce(f64::max)), value);
    let rows: Vec<ClassCount<Pair>> = found.iter().filter(|f| maps.region.reports(f.zone)).copied().collect();
    let of = OfMaps::of(request);
    let tables = vec![summary(&rows, &maps, &of), pairs(&rows, &maps, &of)];
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

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
            return Err(Error::argument(field, rate, phrase!("more than -100 (percent per year)")));
        }
    }
    let per_c = match request.price_basis {
        PriceBasis::C => price,
        PriceBasis::Co2 => price * CO2_PER_C,
    };
    Ok(Some(present_value(per_c, alt.abs_diff(base), request.discount_rate, request.rate_change)))
}

fn rasters(
    request: &Request,
    maps: &Maps<'_>,
    value: Option<f64>,
    threads: &Threads,
    messages: &mut Vec<Message>,
) -> Result<ChangeRasters> {
    let mut rasters = Vec::new();
    let making = Rasters {
        create_options: &request.create_options,
        provenance: Provenance::new(KERNEL.name, request, &request.origins)?.with_pools(maps.pools_text()),
        threads,
        like: &maps.base.map.info,
    };
    let npv_band = ("net present value of carbon change", "currency/ha");
    let outputs = [
        ("output", &request.output, ("carbon change", "t/ha"), 1.0),
        ("output_npv", &request.output_npv, npv_band, value.unwrap_or(0.0)),
    ];
    for (field, path, band, factor) in outputs {
        if let Some(path) = path {
            maps.region.check_rasters()?;
            let sink = making.create(path, &[band], gdal::NODATA_F32, messages)?;
            rasters.push(ChangeRaster { field, sink, factor });
        }
    }
    ChangeRasters::new(rasters, vec![maps.base.densities(), maps.alt.densities()])
}

fn count_pairs(
    maps: &Maps<'_>,
    threads: &Threads,
    rasters: &mut ChangeRasters,
    progress: &mut Progress<'_>,
) -> Result<ClassCounts<Joint>> {
    let (base, alt) = (&maps.base.map, &maps.alt.map);
    let shape = rasters.block_shape();
    let job = Job {
        tiling: base.units([base, alt], shape),
        region: &maps.region,
        threads,
        writes: shape.is_some(),
        known: &|counts: &ClassCounts<Joint>| {
            counts.classes().filter_map(|(joint, _)| joint.pair()).all(|pair| maps.change(pair).is_some())
        },
    };
    count(&job, progress, || PairReader::open(base, alt), |window, cells| rasters.write(window, cells))
}

/// `ends` are the smallest and the largest change of a cell, `value` that of a t of C.
fn results(total: f64, ends: Option<(f64, f64)>, value: Option<f64>) -> BTreeMap<&'static str, Option<f64>> {
    // A price below 0 makes the largest change the smallest value.
    let valued = ends.zip(value).map(|((low, high), value)| (low * value, high * value));
    BTreeMap::from([
        ("carbon_change", Some(total)),
        ("npv", value.map(|value| total * value)),
        ("output_min", ends.map(|(low, _)| low)),
        ("output_max", ends.map(|(_, high)| high)),
        ("output_npv_min", valued.map(|(a, b)| a.min(b))),
        ("output_npv_max", valued.map(|(a, b)| a.max(b))),
    ])
}

/// Three rows per zone: gain, loss, unchanged, those without cells too.
fn summary(found: &[ClassCount<Pair>], maps: &Maps<'_>, of: &OfMaps) -> Table {
    let mut rows = Vec::new();
    for pairs in found.chunk_by(|a, b| a.zone == b.zone) {
        let area = sum(pairs.iter().map(|f| f.area_ha));
        let by_category = ByCategory::of(pairs.iter().map(|f| (f, maps.change_of(f))));
        rows.extend(by_category.each().map(|(category, changed)| CategoryRow {
            zone: maps.region.zone_name(pairs[0].zone),
            of: of.clone(),
            category: category.name(),
            cells: changed.cells,
            area_ha: changed.area_ha,
            area_pct: 100.0 * changed.area_ha / area,
            carbon_t: changed.carbon_t,
        }));
    }
    CategoryRow::table("summary", rows)
}

fn pairs(found: &[ClassCount<Pair>], maps: &Maps<'_>, of: &OfMaps) -> Table {
    let row = |f: &ClassCount<Pair>| TransitionRow {
        zone: maps.region.zone_name(f.zone),
        of: of.clone(),
        lucode_base: f.class.0,
        name_base: maps.base.class_name(f.class.0),
        lucode_alt: f.class.1,
        name_alt: maps.alt.class_name(f.class.1),
        cells: f.cells,
        area_ha: f.area_ha,
        carbon_t: f.area_ha * maps.change_of(f),
    };
    TransitionRow::table("pairs", found.iter().map(row).collect())
}
