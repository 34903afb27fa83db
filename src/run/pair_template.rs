//! Tables to fill in: numbers by pair of classes (contrast, similarity, depths of edges), groups of classes, indicators.

use crate::{
    cover::cell_mask::CellMask,
    engine::{
        codes::{Named, check_ignored, check_names, each_once},
        columns::OfLayer,
        land_cover::LandCover,
        message::Message,
        patch_reader::PatchReader,
        progress::Progress,
        region::Region,
        report::Report,
        request,
        request::Raster,
        sweep::sweep,
        tables::pools::{PoolTable, class_name, columns, number},
        threads::Threads,
    },
    error::{Error, Result},
    grid::{areas::CellAreas, tiling::Tiling},
    io::{
        gdal::{Cell, RawTable, read_table},
        table::Table,
    },
    kernels::{
        Accumulator,
        patches::{ClassPatches, PatchOptions, Patches, Pattern},
    },
    schema::{ColumnSpec, Fields, Kernel, Row, count, joined, smallest},
    sentence::{list, phrase, sentence},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Land-cover map whose classes the template has; needed by all kinds but indicators.
    #[field(Raster)]
    #[serde(default)]
    pub lulc: Option<Raster>,
    /// Table of years by indices whose columns of numbers are the indicators; needed by that kind alone.
    #[field(Table)]
    #[serde(default)]
    pub table: Option<String>,
    /// What is to be filled in: contrast, similarity, edge_depths (of landscape metrics), groups of classes, or indicators.
    #[field(Choice, choices = &["contrast", "similarity", "edge_depths", "groups", "indicators"])]
    pub kind: Kind,
    #[field(request::IGNORE_CODES)]
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    /// What the column layer calls the table of indicators; its path where absent.
    #[field(Name)]
    #[serde(default)]
    pub layer_name: Option<String>,
    /// Year of that table, where it is known.
    #[field(Integer)]
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

/// Of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Contrast,
    Similarity,
    EdgeDepths,
    Groups,
    Indicators,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Contrast => "contrast",
            Kind::Similarity => "similarity",
            Kind::EdgeDepths => "edge_depths",
            Kind::Groups => "groups",
            Kind::Indicators => "indicators",
        }
    }
}

pub const KERNEL: Kernel = Kernel {
    name: "pair_template",
    gives: "Tables of contrast, similarity, edge depths, class groups or indicators to fill in, with the classes of a map",
    reference: "",
    arithmetic: "patches",
    fields: Request::FIELDS,
    results: &[],
    tables: || vec![("template", ALL.as_slice())],
    smallest: smallest::<Request>,
};

/// Of all kinds; a template has those of its own.
const PARTS: &[&[ColumnSpec]] = &[
    PairColumns::COLUMNS,
    WeightColumn::COLUMNS,
    DepthColumn::COLUMNS,
    TouchColumn::COLUMNS,
    GroupColumns::COLUMNS,
    IndicatorColumns::COLUMNS,
    OfLayer::COLUMNS,
];
const ALL: [ColumnSpec; count(PARTS)] = joined(PARTS);

/// Two classes.
#[derive(Row)]
struct PairColumns {
    /// Code of one class; of edge_depths that whose edge it is.
    lucode_a: i64,
    /// Its name: of the layer, else "class" and the code.
    name_a: String,
    /// Code of another class; of edge_depths that beyond the edge.
    lucode_b: i64,
    /// Its name.
    name_b: String,
}

#[derive(Row)]
struct WeightColumn {
    /// Contrast of the edge between the two classes, or their similarity, from 0 to 1, to be filled in.
    weight: Option<f64>,
}

#[derive(Row)]
struct DepthColumn {
    /// How deep the edge of the one class is where the other lies beyond it, to be filled in.
    #[column(unit = "map units")]
    depth: Option<f64>,
}

#[derive(Row)]
struct TouchColumn {
    /// Sides that cells of the one class share with cells of the other.
    sides: u64,
}

#[derive(Row)]
struct GroupColumns {
    /// Class code.
    lucode: i64,
    /// Class name: of the layer, else "class" and the code.
    name: String,
    /// Valid cells of the class.
    cells: u64,
    /// Group of the class, to be filled in.
    class_group: Option<String>,
}

#[derive(Row)]
struct IndicatorColumns {
    /// Column of the table.
    column_name: String,
    /// + where more is better, - where less is, to be filled in.
    direction: Option<String>,
    /// Smallest number of the column.
    min: f64,
    /// Largest number of the column.
    max: f64,
}

/// A pair whose weight is to be filled in.
#[derive(Row)]
struct WeightRow {
    #[column(nested)]
    pair: PairColumns,
    #[column(nested)]
    weight: WeightColumn,
    #[column(nested)]
    touch: TouchColumn,
    #[column(nested)]
    of: OfLayer,
}

/// A pair whose depth is to be filled in.
#[derive(Row)]
struct DepthRow {
    #[column(nested)]
    pair: PairColumns,
    #[column(nested)]
    depth: DepthColumn,
    #[column(nested)]
    touch: TouchColumn,
    #[column(nested)]
    of: OfLayer,
}

/// A class whose group is to be filled in.
#[derive(Row)]
struct GroupRow {
    #[column(nested)]
    class: GroupColumns,
    #[column(nested)]
    of: OfLayer,
}

/// A column whose direction is to be filled in.
#[derive(Row)]
struct IndicatorRow {
    #[column(nested)]
    indicator: IndicatorColumns,
    #[column(nested)]
    of: OfLayer,
}

const TEMPLATE: &str = "template";
/// Classes of which every two get a row.
const CLASSES: usize = 1000;
/// Columns that tell rows of a table apart, and are no indicators.
const KEYS: [&str; 7] = ["fid", "ogc_fid", "zone", "layer", "year", "lucode", "patch"];

/// Validates the request, counts the cells of classes and the sides that they share, or reads a table, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let mut messages = Vec::new();
    let needs = |needs| Error::TemplateNeeds { kind: request.kind.name(), needs };
    let table = match request.kind {
        Kind::Indicators => {
            let path = request.table.as_ref();
            let path =
                path.ok_or_else(|| needs(phrase!("TABLE, a table whose columns of numbers are the indicators")))?;
            tell_unused(request.kind, "LULC", request.lulc.is_some(), &mut messages);
            progress.tell(0.0, phrase!("Reading the table"))?;
            let of = OfLayer::input(path, request.layer_name.as_ref(), request.year);
            indicators(&read_table(path)?, &of, &mut messages)?
        }
        kind => {
            let lulc = request.lulc.as_ref().ok_or_else(|| needs(phrase!("LULC, a land-cover map")))?;
            tell_unused(kind, "TABLE", request.table.is_some(), &mut messages);
            of_classes(request, lulc, progress, &mut messages)?
        }
    };
    progress.tell(1.0, phrase!("Closing"))?;
    Ok(Report { tables: vec![table], messages, ..Report::new(&KERNEL) })
}

fn tell_unused(kind: Kind, field: &str, given: bool, messages: &mut Vec<Message>) {
    if given {
        let told = sentence!("A template of {kind} does not use {field}.", kind = kind.name(), field);
        messages.push(Message::info("NOT_USED", told));
    }
}

/// Areas and lengths do not matter, so any reference system will do.
fn of_classes(
    request: &Request,
    lulc: &Raster,
    progress: &mut Progress<'_>,
    messages: &mut Vec<Message>,
) -> Result<Table> {
    let threads = &Threads::new(request.threads)?;
    let mut map = LandCover::open(lulc, &request.ignore_codes, [])?;
    each_once("IGNORE_CODES", &request.ignore_codes, messages);
    let cells: Option<Arc<CellMask>> =
        Region::mask(request.mask.as_deref(), &map.info, map.path(), messages)?.map(Arc::new);
    map.restrict(cells.clone());
    let region = Region { cells, zones: None, areas: CellAreas::Same(1.0) };
    let options = PatchOptions { corners: false, listed: false };
    let open = || PatchReader::open(&map, &region, options);
    let tiling = Tiling::strips(map.grid(), map.info.block, None);
    let found: Patches = sweep(&tiling, threads, progress, phrase!("Counting classes and edges"), open, |()| Ok(()))?;
    let no_cells = || Error::NoValidCells { path: map.path().to_owned(), cells: map.grid().cells() };
    let pattern = found.finish().remove(&None).ok_or_else(no_cells)?;
    let found = pattern.classes.iter().map(|class| class.code).collect();
    check_ignored([&map], map.path(), messages);
    check_names(&[Named { layer: "LULC", names: &lulc.class_names, pools: None, found }], messages);
    messages.extend(map.remarks());
    let (classes, limit) = (pattern.classes.len(), CLASSES);
    if request.kind == Kind::Similarity && classes > limit {
        return Err(Error::TemplateTooLong { path: map.path().to_owned(), classes, limit });
    }
    let table = Classes { pattern: &pattern, lulc, of: OfLayer::raster(lulc) }.template(request.kind);
    if table.rows() == 0 {
        let told = sentence!("No two classes of {map} touch, so that there is nothing to fill in.", map = map.path());
        messages.push(Message::warning("NO_PAIRS", told));
    }
    Ok(table)
}

/// The classes of a map.
struct Classes<'a> {
    pattern: &'a Pattern,
    lulc: &'a Raster,
    of: OfLayer,
}

impl Classes<'_> {
    fn template(&self, kind: Kind) -> Table {
        match kind {
            Kind::Groups => {
                let rows = self.pattern.classes.iter().map(|class| self.group(class));
                GroupRow::table(TEMPLATE, rows.collect())
            }
            Kind::EdgeDepths => {
                let both_ways =
                    self.touching().into_iter().flat_map(|((a, b), sides)| [((a, b), sides), ((b, a), sides)]);
                let mut pairs: Vec<_> = both_ways.collect();
                pairs.sort_unstable();
                let row = |(pair, sides)| DepthRow {
                    pair: self.pair(pair),
                    depth: DepthColumn { depth: None },
                    touch: TouchColumn { sides },
                    of: self.of.clone(),
                };
                DepthRow::table(TEMPLATE, pairs.into_iter().map(row).collect())
            }
            kind => {
                let touching = self.touching();
                let pairs = if kind == Kind::Similarity { self.every_two(&touching) } else { touching };
                let row = |(pair, sides)| WeightRow {
                    pair: self.pair(pair),
                    weight: WeightColumn { weight: None },
                    touch: TouchColumn { sides },
                    of: self.of.clone(),
                };
                WeightRow::table(TEMPLATE, pairs.into_iter().map(row).collect())
            }
        }
    }

    /// Sides by pair of indices of classes that touch.
    fn touching(&self) -> BTreeMap<(usize, usize), u64> {
        self.pattern.edges.iter().map(|edge| (edge.classes, edge.sides.total())).collect()
    }

    fn every_two(&self, touching: &BTreeMap<(usize, usize), u64>) -> BTreeMap<(usize, usize), u64> {
        let classes = self.pattern.classes.len();
        let pairs = (0..classes).flat_map(|a| (a + 1..classes).map(move |b| (a, b)));
        pairs.map(|pair| (pair, touching.get(&pair).copied().unwrap_or(0))).collect()
    }

    fn name(&self, code: i64) -> String {
        class_name(code, &PoolTable::new(), &self.lulc.class_names)
    }

    fn pair(&self, (a, b): (usize, usize)) -> PairColumns {
        let [lucode_a, lucode_b] = [a, b].map(|class| self.pattern.classes[class].code);
        PairColumns { lucode_a, name_a: self.name(lucode_a), lucode_b, name_b: self.name(lucode_b) }
    }

    fn group(&self, class: &ClassPatches) -> GroupRow {
        let cells = class.shapes.iter().map(|(shape, patches)| shape.cells * patches).sum();
        let (lucode, name) = (class.code, self.name(class.code));
        GroupRow { class: GroupColumns { lucode, name, cells, class_group: None }, of: self.of.clone() }
    }
}

/// Columns that hold numbers and nothing else, with their extremes.
fn indicators(raw: &RawTable, of: &OfLayer, messages: &mut Vec<Message>) -> Result<Table> {
    let (mut rows, mut mixed) = (Vec::new(), Vec::new());
    for (column, name) in raw.columns.iter().enumerate() {
        let cells = || raw.rows.iter().map(|row| &row[column]).filter(|cell| **cell != Cell::Null);
        let Some(numbers) = cells().map(number).collect::<Option<Vec<f64>>>() else {
            if cells().any(|cell| number(cell).is_some()) {
                mixed.push(name);
            }
            continue;
        };
        let ends = numbers.iter().copied().reduce(f64::min).zip(numbers.iter().copied().reduce(f64::max));
        let Some((min, max)) = ends.filter(|_| !KEYS.iter().any(|key| name.eq_ignore_ascii_case(key))) else {
            continue;
        };
        let indicator = IndicatorColumns { column_name: name.clone(), direction: None, min, max };
        rows.push(IndicatorRow { indicator, of: of.clone() });
    }
    if !mixed.is_empty() {
        let told = sentence!(
            "Columns that hold numbers and something else (text, nan, inf) are left out: {columns}.",
            columns = list(mixed)
        );
        messages.push(Message::warning("MIXED_COLUMNS", told));
    }
    if rows.is_empty() {
        let detail = sentence!(
            "the table has no column of numbers that is an indicator ({keys} are none); it has {columns}",
            keys = list(KEYS),
            columns = columns(raw)
        );
        return Err(Error::TableContent { field: "TABLE", detail });
    }
    Ok(IndicatorRow::table(TEMPLATE, rows))
}
