//! Variables that are compared: rasters by their names, or columns of a table and the places of its rows.

use super::{
    message::Message,
    request::Raster,
    stack::LARGEST,
    tables::pools::{lacks, number, wrong_cell},
};
use crate::{
    error::{Error, Result},
    io::gdal::{Cell, RawTable},
    sentence::{Sentence, list, phrase, sentence},
};

/// Coordinates that places have on any plane.
const FARTHEST: f64 = 1e12;

/// What tables call the layers; of equal names each after the first has its number behind, which is told.
pub fn names<'r>(layers: impl Iterator<Item = &'r Raster>, messages: &mut Vec<Message>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut numbered: Vec<Sentence> = Vec::new();
    for raster in layers {
        let name = raster.name.clone().unwrap_or_else(|| raster.path.clone());
        let free = free_name(&name, &names);
        if free != name {
            numbered.push(sentence!("{name} is {path}", name = free, path = raster.path));
        }
        names.push(free);
    }
    if !numbered.is_empty() {
        let told = sentence!("Layers of one name are told apart by a number: {layers}.", layers = list(numbered));
        messages.push(Message::info("NAMES", told));
    }
    names
}

/// A name that is not taken: it is given a number where it is.
pub fn free_name(name: &str, taken: &[String]) -> String {
    let numbered = (2..).map(|number| format!("{name} {number}"));
    let free = std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken.contains(name));
    free.expect("numbers do not end")
}

/// What stands for nodata in many rasters that do not say so.
const STAND_INS: [f64; 7] = [-9999.0, -99999.0, -999.0, -32768.0, 65535.0, 1e20, -1e20];

/// Warns of variables whose least or greatest value mostly stands for nodata: with (low, high) of each.
pub fn tell_of_stand_ins<'n>(ends: impl Iterator<Item = (&'n String, (f64, f64))>, messages: &mut Vec<Message>) {
    for (name, (low, high)) in ends {
        if let Some(value) = [low, high].into_iter().find(|value| STAND_INS.contains(value)) {
            let told = sentence!(
                "{name} has the value {value}, which mostly stands for nodata, and is taken for a measurement. If it is nodata, set it in the layer’s properties.",
                name,
                value
            );
            messages.push(Message::warning("STAND_IN", told));
        }
    }
}

/// Refuses a column that is named twice.
pub fn named_once<'n>(field: &'static str, names: impl IntoIterator<Item = &'n String>) -> Result<()> {
    let mut names: Vec<String> = names.into_iter().map(|name| name.to_lowercase()).collect();
    names.sort_unstable();
    match names.windows(2).find(|two| two[0] == two[1]) {
        Some(two) => Err(Error::NamedTwice { field, name: two[0].clone() }),
        None => Ok(()),
    }
}

/// The columns of east and north, where they are given.
pub fn places(coordinates: &[String]) -> Result<Option<[&str; 2]>> {
    match coordinates {
        [] => Ok(None),
        [x, y] => Ok(Some([x, y])),
        other => Err(Error::argument("COORDINATES", list(other), phrase!("two columns: east and north"))),
    }
}

/// Refuses what is of rasters beside a table.
pub fn beside_table<const N: usize>(given: [(&'static str, bool); N]) -> Result<()> {
    match given.into_iter().find(|(_, given)| *given) {
        Some((one, _)) => Err(Error::OneOfTwo { one, other: "TABLE" }),
        None => Ok(()),
    }
}

/// East and north of the rows, NaN where there is none.
pub fn read_places(raw: &RawTable, [x, y]: [&str; 2]) -> Result<(Vec<f64>, Vec<f64>)> {
    let (x, y) = (numbers(raw, x)?, numbers(raw, y)?);
    match x.iter().chain(&y).find(|x| x.abs() > FARTHEST) {
        Some(far) => Err(Error::argument("COORDINATES", format!("{far:e}"), phrase!("-1e12 to 1e12"))),
        None => Ok((x, y)),
    }
}

/// Numbers of a column, NaN where there is none.
pub fn numbers(raw: &RawTable, name: &str) -> Result<Vec<f64>> {
    let fail = |detail| Error::TableContent { field: "TABLE", detail };
    let at = raw.column(name).ok_or_else(|| fail(lacks([name], raw)))?;
    let value = |(row, cells): (usize, &Vec<Cell>)| match &cells[at] {
        Cell::Null => Ok(f64::NAN),
        cell => match number(cell) {
            Some(value) if value.abs() > LARGEST && value.is_finite() => {
                Err(Error::NoSquare { name: name.to_owned(), value })
            }
            Some(value) if value.is_finite() => Ok(value),
            Some(_) => Ok(f64::NAN),
            None => Err(fail(wrong_cell(row, &raw.columns[at], cell, phrase!("a number")))),
        },
    };
    (1..).zip(&raw.rows).map(value).collect()
}
