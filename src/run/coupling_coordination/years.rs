//! Rows of INPUT, a year of a zone each, with areas and carbon of STORAGE where these are asked of it.

use super::{
    Request,
    asked::{Asked, From},
    extremes::measured,
    indicators::Indicator,
};
use crate::{
    engine::{
        codes::listed,
        columns::OfLayer,
        message::Message,
        tables::pools::{columns, columns_of, text, whole, wrong_cell},
    },
    error::{Error, Result},
    io::gdal::{Cell, RawTable, read_table},
    kernels::stats::sum::sum,
    sentence::{Argument, Phrase, Place, Sentence, list, phrase, sentence},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Which zone, where there are any, and which year.
type Key = (Option<String>, i64);

/// Values are NaN where there is none.
#[derive(Debug, Clone)]
pub struct Year {
    pub zone: Option<String>,
    pub layer: String,
    pub year: i64,
    pub values: Vec<f64>,
    pub f: f64,
    pub ca: f64,
}

impl Year {
    pub fn of(&self) -> OfLayer {
        OfLayer { layer: self.layer.clone(), year: Some(self.year) }
    }

    /// The year, with its zone where there is one.
    pub fn told(&self) -> Sentence {
        match &self.zone {
            Some(zone) => sentence!("{year} of zone {zone}", year = self.year, zone = zone.clone()),
            None => sentence!("{year}", year = self.year),
        }
    }
}

struct Reader<'t> {
    field: &'static str,
    raw: &'t RawTable,
}

impl Reader<'_> {
    fn fail(&self, detail: impl Into<Sentence>) -> Error {
        Error::TableContent { field: self.field, detail: detail.into() }
    }

    fn wrong(&self, (row, cells): (usize, &[Cell]), at: usize, allowed: Phrase) -> Error {
        self.fail(wrong_cell(row, &self.raw.columns[at], &cells[at], allowed))
    }

    fn number(&self, row: (usize, &[Cell]), at: usize) -> Result<f64> {
        let value = measured(&row.1[at]).map_err(|allowed| self.wrong(row, at, allowed))?;
        Ok(value.unwrap_or(f64::NAN))
    }

    fn whole(&self, row: (usize, &[Cell]), at: usize) -> Result<i64> {
        whole(&row.1[at]).ok_or_else(|| self.wrong(row, at, phrase!("a whole number")))
    }

    /// The zone of a row; all rows have one, or none has.
    fn zone(&self, row: (usize, &[Cell]), at: Option<usize>) -> Result<Option<String>> {
        let Some(at) = at else { return Ok(None) };
        let name = text(&row.1[at]).trim().to_owned();
        if name.is_empty() { Err(self.wrong(row, at, phrase!("the name of a zone"))) } else { Ok(Some(name)) }
    }

    /// A column of zones in which some row has one.
    fn zones(&self) -> Option<usize> {
        let at = self.raw.column("zone")?;
        self.raw.filled().any(|(_, cells)| !text(&cells[at]).trim().is_empty()).then_some(at)
    }
}

/// Rows by zone, in the order in which zones come, and year.
pub fn read_years(
    request: &Request,
    asked: &Asked<'_>,
    indicators: &[Indicator],
    messages: &mut Vec<Message>,
) -> Result<Vec<Year>> {
    let raw = read_table(&request.input)?;
    let input = Reader { field: "INPUT", raw: &raw };
    let missing: Vec<&str> =
        indicators.iter().map(|one| one.name.as_str()).filter(|name| raw.column(name).is_none()).collect();
    if !missing.is_empty() {
        let (missing, found) = (list(missing), columns(&raw));
        return Err(input.fail(sentence!(
            "the table lacks {missing}, which INDICATORS names; it has {found}",
            missing,
            found
        )));
    }
    let named = |field: &'static str, name: &str| {
        let allowed = || sentence!("columns of INPUT: {columns}", columns = columns(&raw));
        raw.column(name).ok_or_else(|| Error::argument(field, name.to_owned(), allowed()))
    };
    let year_at = match raw.column(&request.year_field) {
        None if request.year_field == super::year() => {
            let found = columns(&raw);
            return Err(input.fail(sentence!(
                "no column is called year; name that of the years in YEAR_FIELD (columns: {found})",
                found
            )));
        }
        _ => named("YEAR_FIELD", &request.year_field)?,
    };
    for (field, from) in [("F_FIELD", asked.f), ("CA_FIELD", asked.ca)] {
        if let From::Column(name) = from {
            named(field, name)?;
        }
    }
    let zone_at = match request.zone_field.as_ref().filter(|name| !name.is_empty()) {
        Some(name) => Some(named("ZONE_FIELD", name)?),
        None => input.zones(),
    };
    let layer_at = raw.column("layer");
    let at = |name: &str| raw.column(name).expect("it is not missing");
    let value_at: Vec<usize> = indicators.iter().map(|indicator| at(&indicator.name)).collect();
    let storage = read_storage(request, asked, messages)?;
    let from = |row: (usize, &[Cell]), from: From<'_>, of_storage: Option<f64>| match from {
        From::Column(name) => input.number(row, at(name)),
        From::Storage => Ok(of_storage.unwrap_or(f64::NAN)),
    };
    let layer = OfLayer::input(&request.input, request.layer_name.as_ref(), None).layer;
    let (mut years, mut zones): (Vec<Year>, HashMap<Option<String>, usize>) = Default::default();
    let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
    for (row, cells) in raw.filled() {
        let cells = (row, cells.as_slice());
        let year = input.whole(cells, year_at)?;
        let zone = input.zone(cells, zone_at)?;
        let key = (zone.clone(), year);
        if let Some(first) = seen.insert(key.clone(), row) {
            return Err(input.fail(sentence!(
                "rows {first} and {row} (header not counted) are both of {year}; keep one row for each year, or name the column that tells zones apart in ZONE_FIELD",
                first,
                row,
                year
            )));
        }
        let held = storage.as_ref().and_then(|storage| storage.get(&key));
        let layer = match layer_at.map(|at| &cells.1[at]) {
            None | Some(Cell::Null) => layer.clone(),
            Some(cell) => text(cell),
        };
        let next = zones.len();
        zones.entry(zone.clone()).or_insert(next);
        let values = value_at.iter().map(|at| input.number(cells, *at)).collect::<Result<_>>()?;
        let (f, ca) =
            (from(cells, asked.f, held.map(|held| held.f))?, from(cells, asked.ca, held.map(|held| held.ca))?);
        years.push(Year { zone, layer, year, values, f, ca });
    }
    if years.is_empty() {
        return Err(input.fail(phrase!("the table has no row")));
    }
    if let Some(storage) = &storage {
        compare(&years, storage, messages)?;
    }
    years.sort_by_key(|year| (zones[&year.zone], year.year));
    Ok(years)
}

/// What STORAGE says of a year.
struct Held {
    f: f64,
    ca: f64,
}

fn read_storage(
    request: &Request,
    asked: &Asked<'_>,
    messages: &mut Vec<Message>,
) -> Result<Option<BTreeMap<Key, Held>>> {
    let (true, Some(path)) = (asked.f == From::Storage || asked.ca == From::Storage, &request.storage) else {
        return Ok(None);
    };
    let raw = read_table(path)?;
    let storage = Reader { field: "STORAGE", raw: &raw };
    let [year_at, class_at] = columns_of(&raw, ["year", "lucode"]).map_err(|detail| storage.fail(detail))?;
    let needed = |from: From<'_>, name: &'static str| match from {
        From::Column(_) => Ok(None),
        From::Storage => columns_of(&raw, [name]).map(|[at]| Some(at)).map_err(|detail| storage.fail(detail)),
    };
    let (area_at, carbon_at) = (needed(asked.f, "area_ha")?, needed(asked.ca, "carbon_t")?);
    let zone_at = storage.zones();
    let forest: BTreeSet<i64> = request.f_codes.iter().copied().collect();
    let (mut classes, mut seen): (BTreeSet<i64>, BTreeMap<(Key, i64), usize>) = Default::default();
    let mut parts: BTreeMap<Key, [Vec<f64>; 2]> = BTreeMap::new();
    for (row, cells) in raw.filled() {
        let cells = (row, cells.as_slice());
        let (year, class) = (storage.whole(cells, year_at)?, storage.whole(cells, class_at)?);
        let key = (storage.zone(cells, zone_at)?, year);
        if let Some(first) = seen.insert((key.clone(), class), row) {
            return Err(storage.fail(sentence!(
                "rows {first} and {row} (header not counted) are both of class {class} in {year}; give the table of one run",
                first,
                row,
                class,
                year
            )));
        }
        classes.insert(class);
        let [areas, carbon] = parts.entry(key).or_default();
        if let Some(at) = area_at.filter(|_| forest.contains(&class)) {
            areas.push(storage.number(cells, at)?);
        }
        if let Some(at) = carbon_at {
            carbon.push(storage.number(cells, at)?);
        }
    }
    if classes.is_empty() {
        return Err(storage.fail(phrase!("the table has no row")));
    }
    let unknown: Vec<i64> = forest.difference(&classes).copied().collect();
    if area_at.is_some() && unknown.len() == forest.len() {
        let allowed = sentence!("classes of STORAGE: {classes}", classes = listed(&classes));
        return Err(Error::argument("F_CODES", listed(unknown), allowed));
    }
    if area_at.is_some() && !unknown.is_empty() {
        let told = sentence!("F_CODES: no row of STORAGE is of {codes}.", codes = listed(unknown));
        messages.push(Message::warning("UNKNOWN_CLASS", told));
    }
    let held = |(key, [areas, carbon]): (Key, [Vec<f64>; 2])| (key, Held { f: sum(areas), ca: sum(carbon) });
    Ok(Some(parts.into_iter().map(held).collect()))
}

/// Says which years STORAGE lacks.
fn compare(years: &[Year], storage: &BTreeMap<Key, Held>, messages: &mut Vec<Message>) -> Result<()> {
    let lacking = years.iter().filter(|year| !storage.contains_key(&(year.zone.clone(), year.year)));
    let lacking: Vec<Sentence> = lacking.map(Year::told).collect();
    if lacking.len() == years.len() {
        let held: BTreeSet<&Option<String>> = storage.keys().map(|(zone, _)| zone).collect();
        let detail = if years.iter().any(|year| held.contains(&year.zone)) {
            sentence!("it has no row of any year of INPUT: {years}", years = listed(lacking))
        } else {
            sentence!(
                "its zones ({zones}) are not those of INPUT ({own}); both tables have to be of the same zones, those of STORAGE in a column zone, or of none",
                zones = zones_of(held),
                own = zones_of(years.iter().map(|year| &year.zone))
            )
        };
        return Err(Error::TableContent { field: "STORAGE", detail });
    }
    if !lacking.is_empty() {
        let told = sentence!("STORAGE has no row of {years}.", years = listed(lacking));
        messages.push(Message::warning("STORAGE_LACKS", told));
    }
    Ok(())
}

fn zones_of<'z>(zones: impl IntoIterator<Item = &'z Option<String>>) -> Argument {
    let zones: BTreeSet<&str> = zones.into_iter().filter_map(|zone| zone.as_deref()).collect();
    if zones.is_empty() { phrase!("none").argument() } else { listed(zones) }
}
