//! How well a land-cover map agrees with reference classes: one sweep counts its classes and looks at the points, or at the
//! cells of a raster of reference classes.

mod counts;
mod labels;
mod measures;
mod points;
mod sampled;
mod tables;
mod together;

use self::{
    labels::Labels,
    measures::{Carbon, measures},
    points::{Fate, PointReader, Points, StrataGiven},
    sampled::{Mapped, Sampled},
    tables::{ClassRow, MeasureRow, PairRow, PointRow, Tables},
};
use crate::{
    engine::{
        codes::{Named, check_ignored, check_names, each_once, listed},
        columns::OfLayer,
        count::{Job, count},
        land_cover::LandCover,
        message::Message,
        pairs::PairReader,
        progress::Progress,
        region::{Region, Where},
        report::Report,
        request,
        request::{Area, Raster, ResampleClasses},
        tables::pools::{PoolTable, class_name, read_pools},
        threads::Threads,
    },
    error::{Error, Result},
    figures::{amount, count as counted, things},
    grid::{areas::CellAreas, tiling::Tiling},
    kernels::{
        cover::{
            class_counts::ClassCounts,
            map_accuracy::units::{Looked, UnitCounts},
        },
        stats::sum::sum,
    },
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::{phrase, sentence},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Land-cover map: class codes in any integer type, or whole real numbers.
    #[field(Raster)]
    #[serde(default)]
    pub map: Option<Raster>,
    /// Points with a reference class, as a layer in the map's reference system.
    #[field(Points)]
    #[serde(default)]
    pub reference: Option<String>,
    /// Field of the points with their class: its code, or its name in POOLS or in the layer.
    #[field(Field)]
    #[serde(default)]
    pub field: Option<String>,
    /// Raster of reference classes in place of points: every cell with a class is a unit of the sample.
    #[field(Raster)]
    #[serde(default)]
    pub reference_raster: Option<Raster>,
    /// In place of a map and points: a row for each class of the map with map_class, cells, and a column of points for each
    /// reference class.
    #[field(Table)]
    #[serde(default)]
    pub counts: Option<String>,
    /// Area of a cell of COUNTS; without it areas are shares alone.
    #[field(Number, unit = "ha")]
    #[serde(default)]
    pub cell_area_ha: Option<f64>,
    /// How the sample was drawn: by strata (the classes of the map, or those of STRATA), at random all over the map, or on a grid.
    #[field(Choice, choices = &["stratified", "simple", "systematic"])]
    #[serde(default)]
    pub design: Design,
    /// Field of the points with their stratum, where the strata are not the classes of the map.
    #[field(Field)]
    #[serde(default)]
    pub strata_field: Option<String>,
    /// Sizes of these strata: stratum, cells.
    #[field(Table)]
    #[serde(default)]
    pub strata: Option<String>,
    #[field(request::POOLS)]
    #[serde(default)]
    pub pools: Option<String>,
    #[field(request::IGNORE_CODES)]
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    #[field(request::AREA)]
    #[serde(default)]
    pub area: Area,
    #[field(request::RESAMPLE_CLASSES)]
    #[serde(default)]
    pub resample_classes: ResampleClasses,
    /// Whether the table of points is wanted.
    #[field(OutputTable)]
    #[serde(default)]
    pub points: bool,
    #[field(request::LAYER_NAME)]
    #[serde(default)]
    pub layer_name: Option<String>,
    #[field(request::YEAR)]
    #[serde(default)]
    pub year: Option<i32>,
    #[field(request::ORIGINS)]
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[field(request::TABLES)]
    #[serde(default)]
    pub tables: Option<String>,
    #[field(request::THREADS)]
    #[serde(default)]
    pub threads: Option<usize>,
}

/// How the sample was drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    #[default]
    Stratified,
    Simple,
    Systematic,
}

pub const KERNEL: Kernel = Kernel {
    name: "map_accuracy",
    gives: "Accuracy of a map by a sample of reference classes, error-adjusted areas and carbon with intervals, and a report",
    reference: "R `mapaccuracy`",
    arithmetic: "cover::map_accuracy",
    fields: Request::FIELDS,
    results: &[
        Number { name: "overall", unit: "", text: "Overall accuracy, 0 to 1." },
        Number { name: "overall_se", unit: "", text: "Its standard error; NULL where a stratum has one point." },
        Number {
            name: "kappa",
            unit: "",
            text: "Kappa of the estimated area matrix; NULL where all land is one class.",
        },
        Number { name: "points_used", unit: "", text: "Points, or cells of a reference raster, that count." },
        Number {
            name: "points_left_out",
            unit: "",
            text: "Points that are left out: off the map, on nodata, without a class or a stratum.",
        },
        Number {
            name: "carbon_mean",
            unit: "t/ha",
            text: "Mean carbon density by the reference classes; NULL without POOLS.",
        },
        Number {
            name: "carbon_total",
            unit: "t",
            text: "That mean times the area of the map; NULL where areas are not known.",
        },
        Number { name: "carbon_total_se", unit: "t", text: "Its standard error." },
        Number { name: "map_carbon_mean", unit: "t/ha", text: "Mean carbon density of the map as it is." },
    ],
    tables: || {
        vec![
            ("matrix", PairRow::COLUMNS),
            ("classes", ClassRow::COLUMNS),
            ("summary", MeasureRow::COLUMNS),
            ("points", PointRow::COLUMNS),
        ]
    },
    smallest: smallest::<Request>,
};

/// Validates the request, walks the map once, and estimates.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = &Threads::new(request.threads)?;
    together::check(request)?;
    let pools = request.pools.as_deref().map(read_pools).transpose()?;
    let none = PoolTable::new();
    let mut messages = Vec::new();
    let (sampled, points) = match (&request.map, &request.counts) {
        (Some(map), _) => of_map(request, map, pools.as_ref(), threads, progress, &mut messages)?,
        (None, Some(path)) => {
            progress.tell(0.0, phrase!("Counting classes"))?;
            let beside = counts::Beside {
                pools: pools.as_ref().unwrap_or(&none),
                cell_area_ha: request.cell_area_ha,
                ignore_codes: &request.ignore_codes,
            };
            (counts::sampled(path, &beside, &mut messages)?, None)
        }
        (None, None) => return Err(Error::NoMapGiven),
    };
    progress.tell(1.0, phrase!("Estimating"))?;

    let names = request.map.as_ref().map_or(&sampled.names, |map| &map.class_names);
    let name = |code: i64| class_name(code, pools.as_ref().unwrap_or(&none), names);
    let classes = sampled.classes();
    let place = |code: i64| classes.binary_search(&code).expect("it is one of them");
    if let Some(pools) = &pools {
        check_pools(&sampled, pools)?;
    }
    let strata = sampled.drawn(place, name)?;
    sampled.check(name, &mut messages);
    tell_of_design(request.design, &sampled, &mut messages);
    let carbon = pools.as_ref().map(|pools| Carbon::new(&sampled, &strata, &classes, pools));
    if let Some(carbon) = &carbon {
        messages.push(carbon.message());
    }
    let measures = measures(request.design, &sampled.pairs(place), &strata, carbon.as_ref());
    let value = |name: &str| {
        let found = measures.iter().find(|(measure, _)| *measure == name);
        found.and_then(|(_, estimate)| *estimate)
    };
    let total = value("carbon_total_t");
    let left_out = points.as_ref().map_or(sampled.ignored, |points| points.all.len() as u64 - points.count(Fate::Used));
    let results = BTreeMap::from([
        ("overall", value("overall").map(|e| e.value)),
        ("overall_se", value("overall").and_then(|e| e.se)),
        ("kappa", value("kappa").map(|e| e.value)),
        ("points_used", Some(sampled.size() as f64)),
        ("points_left_out", Some(left_out as f64)),
        ("carbon_mean", value("carbon_mean_t_ha").map(|e| e.value)),
        ("carbon_total", total.map(|e| e.value)),
        ("carbon_total_se", total.and_then(|e| e.se)),
        ("map_carbon_mean", value("carbon_map_mean_t_ha").map(|e| e.value)),
    ]);
    let of = match (&request.map, &request.counts) {
        (Some(map), _) => OfLayer::raster(map),
        (None, counts) => {
            let path = counts.as_deref().unwrap_or_default();
            OfLayer::input(path, request.layer_name.as_ref(), request.year)
        }
    };
    let made = Tables { of, sampled: &sampled, strata: &strata, classes: &classes, name: &name };
    let mut tables = vec![made.matrix(), made.classes(), made.summary(&measures)];
    tables.extend(points.filter(|_| request.points).map(|points| made.points(&points)));
    Ok(Report { results, tables, messages, ..Report::new(&KERNEL) })
}

fn of_map(
    request: &Request,
    raster: &Raster,
    pools: Option<&PoolTable>,
    threads: &Threads,
    progress: &mut Progress<'_>,
    messages: &mut Vec<Message>,
) -> Result<(Sampled, Option<Points>)> {
    let none = PoolTable::new();
    let pools = pools.unwrap_or(&none);
    let mut map = LandCover::open(raster, &request.ignore_codes, pools.keys().copied())?;
    each_once("IGNORE_CODES", &request.ignore_codes, messages);
    let place = Where { mask: request.mask.as_deref(), area: request.area, ..Where::default() };
    let region = Region::open(&place, &map.info, map.path(), messages)?;
    map.restrict(region.cells.clone());
    let strata = request.strata.as_deref().zip(request.strata_field.as_deref());
    let strata = strata.map(|(path, field)| StrataGiven::read(path, field)).transpose()?;
    let (sampled, points) = match &request.reference_raster {
        Some(reference) => (of_raster(request, &map, reference, &region, threads, progress, messages)?, None),
        None => {
            let (path, field) = (request.reference.as_deref(), request.field.as_deref());
            let (path, field) = path.zip(field).ok_or(Error::NoReferenceGiven)?;
            let labels = Labels::new(pools, &raster.class_names);
            let mut points = Points::read(path, field, strata.as_ref(), &map, labels)?;
            let tiling = map.units([&map], None);
            let units = sweep(tiling, &region, threads, progress, || PointReader::open(&map, &points))?;
            points.settle(&units.found, &request.ignore_codes);
            tell_of_points(&points, path, messages);
            let mut sampled = mapped(&map, &units.cells, &region)?;
            sampled.take(units.counts, &request.ignore_codes);
            sampled.strata = strata.map(|strata| strata.sizes);
            if sampled.units.is_empty() {
                return Err(Error::NoUnits { unit: phrase!("point"), reference: path.to_owned(), path: sampled.path });
            }
            (sampled, Some(points))
        }
    };
    check_strata_sizes(&sampled, messages);
    check_ignored([&map], map.path(), messages);
    let found: BTreeSet<i64> = sampled.classes().into_iter().collect();
    let named = Named { layer: "MAP", names: &raster.class_names, pools: Some(("POOLS", pools)), found };
    check_names(&[named], messages);
    messages.extend(map.remarks());
    Ok((sampled, points))
}

fn sweep<R>(
    tiling: Tiling,
    region: &Region,
    threads: &Threads,
    progress: &mut Progress<'_>,
    open: impl Fn() -> Result<R> + Sync,
) -> Result<<R::Counts as crate::kernels::Accumulator>::Output>
where
    R: crate::engine::cell_reader::CellReader,
{
    let job = Job { tiling, region, threads, writes: false, known: &|_| true };
    count(&job, progress, open, |_, _| Ok(()))
}

/// Every cell with a class in both is a unit.
fn of_raster(
    request: &Request,
    map: &LandCover,
    reference: &Raster,
    region: &Region,
    threads: &Threads,
    progress: &mut Progress<'_>,
    messages: &mut Vec<Message>,
) -> Result<Sampled> {
    let mut reference = LandCover::open(reference, &[], [])?;
    reference.align(map, request.resample_classes, messages)?;
    reference.restrict(region.cells.clone());
    let tiling = map.units([map, &reference], None);
    let looked: ClassCounts<Looked> = sweep(tiling, region, threads, progress, || PairReader::open(map, &reference))?;
    let cells = looked.map(|looked| match looked {
        Looked::Mapped(class, _) => Some(class),
        Looked::Unmapped => None,
    });
    let mut sampled = Sampled { cells: true, ..mapped(map, &cells, region)? };
    let (mut units, mut unmapped, mut without) = (UnitCounts::new(), 0, 0);
    for (looked, cells) in looked.classes() {
        match looked {
            Looked::Mapped(class, Some(reference)) => *units.entry((0, class, reference)).or_default() += cells,
            Looked::Mapped(_, None) => without += cells,
            Looked::Unmapped => unmapped += cells,
        }
    }
    sampled.take(units, &request.ignore_codes);
    messages.extend(reference.remarks());
    if sampled.units.is_empty() {
        let (reference, path) = (reference.path().to_owned(), sampled.path);
        return Err(Error::NoUnits { unit: phrase!("cell"), reference, path });
    }
    let told = sentence!(
        "{reference}: {cells} cells have a class here and on the map, and count each as one unit that was drawn by itself. {without} cells of the map have no reference; {unmapped} cells of the reference lie on no class of the map. Cells of one patch are no independent units: where the reference is mapped as patches, standard errors are too small.",
        reference = reference.path(),
        cells = counted(sampled.size()),
        without = counted(without),
        unmapped = counted(unmapped)
    );
    messages.push(Message::warning("REFERENCE_CELLS", told));
    if !matches!(region.areas, CellAreas::Same(_)) {
        let told = sentence!(
            "Cells of {path} differ in area, and cells of the reference count alike within a class of the map: shares of reference classes are those of cells, not of land. Reproject map and reference to a plane of equal areas, or give points.",
            path = map.path()
        );
        messages.push(Message::warning("UNEQUAL_CELLS", told));
    }
    Ok(sampled)
}

/// What the map has of every class.
fn mapped(map: &LandCover, cells: &ClassCounts<i64>, region: &Region) -> Result<Sampled> {
    let found = cells.counted(&region.areas);
    if found.is_empty() {
        return Err(Error::NoValidCells { path: map.path().to_owned(), cells: map.grid().cells() });
    }
    let of = |cells, area_ha| Mapped { cells: Some(cells), size: area_ha, area_ha: Some(area_ha) };
    Ok(Sampled {
        path: map.path().to_owned(),
        mapped: found.iter().map(|f| (f.class, of(f.cells, f.area_ha))).collect(),
        area_ha: Some(sum(found.iter().map(|f| f.area_ha))),
        ..Sampled::default()
    })
}

/// Points that are left out are no error of theirs, and not to be missed; points that share a cell tell less than they count.
fn tell_of_points(points: &Points, path: &str, messages: &mut Vec<Message>) {
    if points.shared > 0 {
        let shared = things!(
            points.shared,
            "{count} point lies on the cell of another one and counts as a unit of its own",
            "{count} points lie on cells of others and count as units of their own"
        );
        let told =
            sentence!("{path}: {shared}: standard errors are too small where one place was taken twice.", path, shared);
        messages.push(Message::warning("POINTS_SHARE_CELLS", told));
    }
    let used = points.count(Fate::Used);
    if used == points.all.len() as u64 {
        return;
    }
    let why = [
        (Fate::OffMap, phrase!("off the map, or without a point")),
        (Fate::Nodata, phrase!("on no class of the map (nodata, IGNORE_CODES, outside of MASK)")),
        (Fate::NoClass, phrase!("without a reference class")),
        (Fate::Ignored, phrase!("with a reference class of IGNORE_CODES")),
        (Fate::NoStratum, phrase!("without a stratum")),
    ];
    let why = why.into_iter().filter(|(fate, _)| points.count(*fate) > 0);
    let why = listed(why.map(|(fate, why)| sentence!("{count} {why}", count = counted(points.count(fate)), why)));
    let told = sentence!(
        "{path}: {used} of {all} points count. Left out: {why}.",
        path,
        used = counted(used),
        all = counted(points.all.len() as u64),
        why
    );
    messages.push(Message::warning("POINTS_LEFT_OUT", told));
}

/// Sizes that were given are those of the map, or figures are of other land.
fn check_strata_sizes(sampled: &Sampled, messages: &mut Vec<Message>) {
    let Some(strata) = &sampled.strata else { return };
    let given = sum(strata.iter().map(|(_, size)| *size));
    let found: u64 = sampled.mapped.values().filter_map(|mapped| mapped.cells).sum();
    if (given / found as f64 - 1.0).abs() > 0.01 {
        let told = sentence!(
            "STRATA have {given} cells, and the map has {found} with a class: check that they are of the same land. Areas are shares of the area of the map.",
            given = amount(given),
            found = counted(found)
        );
        messages.push(Message::warning("STRATA_SIZES", told));
    }
}

/// Refuses classes of map or reference without a density.
fn check_pools(sampled: &Sampled, pools: &PoolTable) -> Result<()> {
    let missing: Vec<i64> = sampled.classes().into_iter().filter(|code| !pools.contains_key(code)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let told = missing.into_iter().map(|code| {
        let mapped = sampled.mapped.get(&code).and_then(|mapped| mapped.cells).unwrap_or(0);
        let cells = things!(mapped, "{count} cell", "{count} cells");
        let points = things!(sampled.units_of(code, |key| key.2), "{count} point", "{count} points");
        sentence!("code {code} ({cells} of the map, {points} of the reference)", code, cells, points)
    });
    Err(Error::MissingClasses { what: phrase!("The pool table"), classes: listed(told) })
}

fn tell_of_design(design: Design, sampled: &Sampled, messages: &mut Vec<Message>) {
    let told = match design {
        Design::Stratified => return,
        Design::Simple => sentence!(
            "The simple random sample of {points} is post-stratified by the classes of the map; figures of the sample as it is stand beside.",
            points = counted(sampled.size())
        ),
        Design::Systematic => sentence!(
            "The systematic sample of {points} is taken as a simple random one and post-stratified by the classes of the map: standard errors are rather too large, unless classes repeat with the spacing of the grid.",
            points = counted(sampled.size())
        ),
    };
    messages.push(Message::info("DESIGN", told));
}
