//! What became of the classes of land cover over several dates: one sweep over all maps gives the pairs of classes of every
//! interval, from which all tables come; a second one writes the raster of changes.

mod classes;
mod dates;
mod raster;
mod tables;

use crate::{
    engine::{
        common_land::{LandOf, Lands, beyond, difference},
        count::{Job, count},
        land_cover::LandCover,
        message::Message,
        outputs::{OutputSet, check_outputs},
        progress::Progress,
        region::{Region, Where},
        report::Report,
        request,
        request::{Area, Raster, ResampleClasses},
        series::Layers,
        tables::{groups::read_groups, pools::read_pools},
        threads::Threads,
        transitions::{Compared, TransitionReader},
    },
    error::Result,
    figures::amount,
    kernels::{
        cover::{
            class_counts::{ClassCount, ClassCounts},
            class_series::{ClassSeries, Joint, Pair},
            lulc_transition::{Flow, Transition},
        },
        stats::sum::sum,
    },
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::{list, phrase, sentence},
};
use classes::Classes;
use dates::{Dates, Span};
use raster::Changes;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tables::{IntensityRow, MatrixRow, SummaryRow, Tables};

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
    /// Groups of classes: lucode, class_group. With it all tables and the raster are by group.
    #[field(Table)]
    #[serde(default)]
    pub groups: Option<String>,
    #[field(request::POOLS)]
    #[serde(default)]
    pub pools: Option<String>,
    /// Count cells that are valid at all dates, in place of those valid at both dates of an interval.
    #[field(Flag)]
    #[serde(default)]
    pub common_cells: bool,
    /// Whether the raster has codes for what stayed as it was; else these cells are nodata.
    #[field(Flag)]
    #[serde(default = "yes")]
    pub unchanged: bool,
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
    /// What became of each cell, as codes 1 to n by pair of classes; a band for every interval, and for the whole span.
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

fn yes() -> bool {
    true
}

pub const KERNEL: Kernel = Kernel {
    name: "lulc_transition",
    gives: "What became of the classes of land cover: transition matrix, gain, loss, swap, rates and intensity analysis",
    reference: "Intensity analysis (Aldwaik and Pontius 2012), OpenLand, terra crosstab",
    arithmetic: "cover::lulc_transition",
    fields: Request::FIELDS,
    results: &[
        Number {
            name: "changed_ha",
            unit: "ha",
            text: "Area whose class, or group, of the last map is not that of the first, of cells valid in both.",
        },
        Number { name: "changed_pct", unit: "%", text: "Its share of the area valid in both." },
        Number {
            name: "carbon_change",
            unit: "t",
            text: "Carbon of the last map minus that of the first, over cells valid in both; NULL without POOLS.",
        },
        Number { name: "transitions", unit: "", text: "Pairs of classes, or groups, that occur; codes of the raster." },
    ],
    tables: || {
        vec![("matrix", MatrixRow::COLUMNS), ("summary", SummaryRow::COLUMNS), ("intensity", IntensityRow::COLUMNS)]
    },
    smallest: smallest::<Request>,
};

/// What happened over a span in a zone, or in all (`None`).
pub struct Found {
    zone: Option<u32>,
    span: Span,
    /// With the change of carbon of each, where densities are known.
    flows: Vec<(Flow, Option<f64>)>,
    transition: Transition,
}

/// Validates the request, walks all maps, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    check(request)?;
    let pools = request.pools.as_deref().map(read_pools).transpose()?;
    let groups = request.groups.as_deref().map(read_groups).transpose()?;
    let mut messages = Vec::new();
    let (dates, region) = open(request, &mut messages)?;
    let spans = dates.spans();
    let pairs: Vec<(usize, usize)> = spans.iter().map(|span| (span.from, span.to)).collect();
    let compared = Compared { maps: &dates.maps, pairs: &pairs, region: &region, common: request.common_cells };
    let classes = Classes { dates: &dates, pools, groups };

    let parts = if request.output.is_some() { 2 } else { 1 };
    progress.part(0, parts);
    let counts = count_pairs(compared, &region, threads, progress, &classes)?;
    classes.check(&spans, &counts, request.common_cells)?;
    tell_of_land(&dates, &spans, &counts, &mut messages);
    let lands: Vec<LandOf<'_>> =
        dates.dates.iter().zip(&dates.maps).map(|(date, map)| LandOf { name: date.label.clone(), map }).collect();
    for land in &lands {
        messages.extend(beyond(land, dates.grid_label(), &region, threads, progress)?);
    }

    let found = classes.found(&spans, &counts, &region);
    let of_all: Vec<&Found> = found.iter().filter(|found| found.zone.is_none()).collect();
    let transitions: BTreeSet<Pair> =
        of_all.iter().flat_map(|found| &found.flows).map(|(flow, _)| (flow.from, flow.to)).collect();
    let mut outputs = OutputSet::default();
    if let Some(path) = &request.output {
        progress.part(1, parts);
        let changes = Changes {
            request,
            path,
            dates: &dates,
            compared,
            threads,
            found: of_all.clone(),
            pairs: counts.iter().flatten().filter_map(|count| count.class.pair()).collect(),
            class_of: &|code| classes.of(code),
            class_name: &|class| classes.name(class),
        };
        outputs = changes.write(progress, &mut messages)?;
    }
    progress.tell(1.0, phrase!("Closing"))?;

    compare_areas(&dates, &of_all, request.common_cells, &mut messages);
    classes.tell(&counts, &mut messages);
    region.check_zones(found.iter().map(|found| found.zone), &mut messages);
    messages.extend(dates.maps.iter().flat_map(LandCover::remarks));
    let last = of_all.last().expect("there are two maps");
    let carbon: Option<Vec<f64>> = last.flows.iter().map(|(_, carbon)| *carbon).collect();
    let results = BTreeMap::from([
        ("changed_ha", Some(last.transition.changed_ha())),
        ("changed_pct", Some(100.0 * last.transition.changed_ha() / last.transition.area_ha())),
        ("carbon_change", carbon.map(sum)),
        ("transitions", Some(transitions.len() as f64)),
    ]);
    let reported: Vec<Found> = found.into_iter().filter(|found| region.reports(found.zone)).collect();
    let tables = Tables {
        dates: &dates,
        found: &reported,
        zone_name: &|zone| region.zone_name(zone),
        class_name: &|class| classes.name(class),
    };
    let tables = vec![tables.matrix(), tables.summary(), tables.intensity()];
    Ok(Report { results, outputs, tables, messages, ..Report::new(&KERNEL) })
}

fn check(request: &Request) -> Result<()> {
    let layers = request.layers.iter().map(|layer| Some(&layer.path));
    let others = [&request.pools, &request.groups, &request.mask, &request.zones].map(Option::as_ref);
    check_outputs(&[&request.output], &layers.chain(others).collect::<Vec<_>>())
}

/// The maps on one grid, and where their cells count.
fn open<'a>(request: &'a Request, messages: &mut Vec<Message>) -> Result<(Dates<'a>, Region)> {
    let layers = Layers {
        layers: &request.layers,
        layer_names: &request.layer_names,
        years: &request.years,
        ignore_codes: &request.ignore_codes,
        resample_classes: request.resample_classes,
    };
    let mut dates = Dates::open(&layers, messages)?;
    let place = Where {
        mask: request.mask.as_deref(),
        zones: request.zones.as_deref(),
        zone_field: request.zone_field.as_deref(),
        area: request.area,
        plane: false,
    };
    let region = Region::open(&place, &dates.grid_map().info, dates.grid_map().path(), messages)?;
    if request.output.is_some() {
        region.check_rasters()?;
    }
    for map in &mut dates.maps {
        map.restrict(region.cells.clone());
        if request.common_cells {
            map.hide_cells();
        }
    }
    Ok((dates, region))
}

/// Cells of every pair of classes, and of those with a class at one date alone, span by span.
fn count_pairs(
    compared: Compared<'_>,
    region: &Region,
    threads: &Threads,
    progress: &mut Progress<'_>,
    classes: &Classes<'_>,
) -> Result<Vec<Vec<ClassCount<Joint>>>> {
    let map = classes.dates.grid_map();
    let job = Job {
        tiling: map.units(compared.maps, None),
        region,
        threads,
        writes: false,
        known: &|_: &ClassSeries<Joint>| true,
    };
    let counts = count(&job, progress, || TransitionReader::open(compared), |_, _| Ok(()))?;
    let mut pairs: Vec<ClassCounts<Joint>> = counts.pairs;
    pairs.resize(compared.pairs.len(), ClassCounts::default());
    Ok(pairs.iter().map(|counts| counts.counted(&region.areas)).collect())
}

/// Says of every two maps that are compared what land they do not have in common.
fn tell_of_land(dates: &Dates<'_>, spans: &[Span], counts: &[Vec<ClassCount<Joint>>], messages: &mut Vec<Message>) {
    for (span, counts) in spans.iter().zip(counts) {
        let area = |class: fn(Joint) -> bool| {
            sum(counts.iter().filter(|count| count.zone.is_none() && class(count.class)).map(|count| count.area_ha))
        };
        let common = area(|class| class.pair().is_some());
        let lands = Lands {
            first: common + area(|class| class == Joint::EarlierAlone),
            second: common + area(|class| class == Joint::LaterAlone),
            common,
        };
        let meaning = phrase!(" Transitions are those of cells valid in both.");
        let [from, to] = [span.from, span.to].map(|date| &dates.dates[date].label);
        messages.extend(difference(from, to, &lands, Some(meaning)));
    }
}

/// Warns where intervals are of different land, so that areas of one cannot be set beside those of another.
fn compare_areas(dates: &Dates<'_>, found: &[&Found], common_cells: bool, messages: &mut Vec<Message>) {
    let intervals = || found.iter().filter(|found| !found.span.whole);
    let areas: Vec<f64> = intervals().map(|found| found.transition.area_ha()).collect();
    let (least, most) =
        areas.iter().fold((f64::INFINITY, 0f64), |(least, most), area| (least.min(*area), most.max(*area)));
    // Areas that read alike are no news.
    if common_cells || most - least <= 1e-6 * most {
        return;
    }
    let told = intervals().map(|found| {
        let (interval, area) = (dates.told(found.span), amount(found.transition.area_ha()));
        sentence!("{interval} {area} ha", interval, area)
    });
    let told = sentence!(
        "Intervals are of different land: {areas}. Each is measured by its own; COMMON_CELLS counts the cells that are valid at all dates alone.",
        areas = list(told)
    );
    messages.push(Message::warning("AREAS_DIFFER", told));
}
