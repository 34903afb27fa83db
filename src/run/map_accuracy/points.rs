//! Points with reference classes: read once, and looked up in the blocks of the map in which they lie.

use super::labels::Labels;
use crate::{
    cover::source_cells::cell_of,
    engine::{
        cell_reader::CellReader,
        codes::listed,
        land_cover::{CellBuffer, ClassReader, LandCover},
        tables::pools::{columns_of, number, whole, wrong_cell},
    },
    error::{Error, Result},
    figures::things,
    io::gdal::{Cell, read_points, read_table},
    kernels::{
        Accumulator,
        cover::{
            class_counts::Ground,
            map_accuracy::units::{Unit, Units},
        },
    },
    sentence::{Sentence, phrase, sentence},
};
use std::collections::{BTreeMap, HashMap};

/// What became of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    Used,
    OffMap,
    Nodata,
    NoClass,
    /// On land that counts, and of a reference class that is to be ignored.
    Ignored,
    NoStratum,
}

impl Fate {
    pub fn word(self) -> &'static str {
        match self {
            Fate::Used => "used",
            Fate::OffMap => "off_map",
            Fate::Nodata => "nodata",
            Fate::NoClass => "no_class",
            Fate::Ignored => "ignored",
            Fate::NoStratum => "no_stratum",
        }
    }
}

/// A point of the layer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The position of its feature, counted from 1.
    pub feature: u32,
    pub map: Option<i64>,
    pub reference: Option<i64>,
    pub fate: Fate,
}

/// All points, and those that lie on a cell as units, in the order of the rows of the map.
pub struct Points {
    pub all: Vec<Point>,
    units: Vec<Unit>,
    /// Points that count and lie on the cell of another one that does.
    pub shared: u64,
}

/// Strata that are not the classes of the map: their field, and the table of their sizes.
pub struct StrataGiven<'a> {
    pub field: &'a str,
    pub sizes: Vec<(String, f64)>,
}

impl StrataGiven<'_> {
    pub fn read<'a>(path: &str, field: &'a str) -> Result<StrataGiven<'a>> {
        let raw = read_table(path)?;
        let fail = |detail: Sentence| Error::TableContent { field: "STRATA", detail };
        let [stratum, cells] = columns_of(&raw, ["stratum", "cells"]).map_err(fail)?;
        let mut sizes: Vec<(String, f64)> = Vec::new();
        for (row, values) in raw.filled() {
            let wrong = |column: usize, allowed| fail(wrong_cell(row, &raw.columns[column], &values[column], allowed));
            let name = label(&values[stratum]).ok_or_else(|| wrong(stratum, phrase!("the name of a stratum")))?;
            let size = number(&values[cells]).filter(|size| *size > 0.0);
            let size = size.ok_or_else(|| wrong(cells, phrase!("a number above 0")))?;
            if sizes.iter().any(|(other, _)| *other == name) {
                return Err(fail(sentence!(
                    "row {row} (header not counted): the stratum {name} has a row already; keep one",
                    row,
                    name
                )));
            }
            sizes.push((name, size));
        }
        if sizes.is_empty() {
            return Err(fail(phrase!("the table has no row").into()));
        }
        Ok(StrataGiven { field, sizes })
    }
}

/// A value as the name of a stratum; whole numbers are the same however they are written.
fn label(cell: &Cell) -> Option<String> {
    match (whole(cell), cell) {
        (Some(number), _) => Some(number.to_string()),
        (None, Cell::Text(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        (None, Cell::Real(number)) => Some(number.to_string()),
        (None, _) => None,
    }
}

impl Points {
    pub fn read(
        path: &str,
        field: &str,
        strata: Option<&StrataGiven<'_>>,
        map: &LandCover,
        mut labels: Labels,
    ) -> Result<Points> {
        let columns: Vec<&str> = [field].into_iter().chain(strata.map(|strata| strata.field)).collect();
        let places: Option<HashMap<&str, u32>> =
            strata.map(|strata| strata.sizes.iter().zip(0..).map(|((name, _), i)| (name.as_str(), i)).collect());
        let (mut all, mut units) = (Vec::new(), Vec::<Unit>::new());
        let mut unknown: BTreeMap<String, u64> = BTreeMap::new();
        read_points(path, &columns, &map.info, "REFERENCE", |feature, at, cells| {
            let reference = labels.code(&cells[0]);
            let cell = at.and_then(|(x, y)| cell_of(map.grid().to_cells(x, y), map.grid()));
            let stratum = match &places {
                None => Some(0),
                Some(places) => label(&cells[1]).and_then(|name| {
                    let place = places.get(name.as_str()).copied();
                    if place.is_none() {
                        *unknown.entry(name).or_default() += 1;
                    }
                    place
                }),
            };
            let fate = match (cell.is_some(), reference, stratum) {
                (false, ..) => Fate::OffMap,
                (_, None, _) => Fate::NoClass,
                (.., None) => Fate::NoStratum,
                _ => Fate::Used,
            };
            if let Some((((row, columns), reference), stratum)) = cell.zip(reference).zip(stratum) {
                let point = all.len() as u32;
                units.push(Unit { row, column: columns.start as usize, point, stratum, reference });
            }
            all.push(Point { feature, map: None, reference, fate });
            Ok(())
        })?;
        labels.check("FIELD")?;
        if !unknown.is_empty() {
            let told = unknown.iter().map(|(name, n)| {
                let points = things!(*n, "{count} point", "{count} points");
                sentence!("{name} ({points})", name, points)
            });
            let detail =
                sentence!("the table has no row for {strata}; add them, with their cells", strata = listed(told));
            return Err(Error::TableContent { field: "STRATA", detail });
        }
        units.sort_unstable_by_key(|unit| (unit.row, unit.column, unit.point));
        Ok(Points { all, units, shared: 0 })
    }

    /// With what the map has at each point.
    pub fn settle(&mut self, found: &[(u32, Option<i64>)], ignore_codes: &[i64]) {
        for (point, map) in found {
            let point = &mut self.all[*point as usize];
            point.map = *map;
            if map.is_none() {
                point.fate = Fate::Nodata;
            } else if point.reference.is_some_and(|code| ignore_codes.contains(&code)) {
                point.fate = Fate::Ignored;
            }
        }
        let used = self.units.iter().filter(|unit| self.all[unit.point as usize].fate == Fate::Used);
        let cells: Vec<(usize, usize)> = used.map(|unit| (unit.row, unit.column)).collect();
        self.shared = cells.windows(2).filter(|two| two[0] == two[1]).count() as u64;
    }

    /// How many points have a fate.
    pub fn count(&self, fate: Fate) -> u64 {
        self.all.iter().filter(|point| point.fate == fate).count() as u64
    }
}

/// Reads a map for the thread that opened it: counts its classes, and looks at its points.
pub struct PointReader<'a> {
    map: ClassReader<'a>,
    points: &'a Points,
}

impl<'a> PointReader<'a> {
    pub fn open(map: &'a LandCover, points: &'a Points) -> Result<PointReader<'a>> {
        Ok(PointReader { map: ClassReader::open(map)?, points })
    }
}

impl CellReader for PointReader<'_> {
    type Cells = CellBuffer;
    type Counts = Units;

    fn cells(&self) -> CellBuffer {
        self.map.cells()
    }

    fn count(&mut self, ground: Ground<'_>, cells: &mut CellBuffer) -> Result<Units> {
        let (window, units) = (ground.window, &self.points.units);
        let first = units.partition_point(|unit| unit.row < window.row);
        let end = units.partition_point(|unit| unit.row < window.row + window.rows);
        let columns = window.column..window.column + window.columns;
        let here: Vec<Unit> = units[first..end].iter().filter(|unit| columns.contains(&unit.column)).copied().collect();
        let mut counts = Units::default();
        counts.push((self.map.read(window, cells)?, ground, &here));
        Ok(counts)
    }
}
