//! Rows of a table.

use super::{
    Request,
    asked::Asked,
    blocks::Squares,
    found::{Found, KeptRows, Place},
    held::{Held, of_held},
    paint::Written,
    tables::MOST_PLACES,
    variables::Variables,
};
use crate::{
    engine::{
        columns::OfLayer,
        message::Message,
        outputs::OutputSet,
        progress::Progress,
        tables::pools::{lacks, text},
        threads::Threads,
        variables::{numbers, read_places},
    },
    error::{Error, Result},
    figures::things,
    io::gdal::{Cell, RawTable, read_table},
    sentence::{phrase, sentence},
};

pub fn found(
    request: &Request,
    asked: &Asked<'_>,
    (path, y, places): (&str, &str, Option<&[&str; 2]>),
    (threads, progress): (&Threads, &mut Progress<'_>),
    messages: &mut Vec<Message>,
) -> Result<Found> {
    if places.is_none() && request.block_size.is_some() {
        return Err(Error::FieldNeeds { field: "BLOCK_SIZE", needs: "COORDINATES" });
    }
    progress.tell(0.0, phrase!("Reading the table"))?;
    let raw = read_table(path)?;
    let mut variables = Variables {
        y: y.to_owned(),
        units: Vec::new(),
        coarser: Vec::new(),
        class_names: Vec::new(),
        numbers: request.x_fields.clone(),
        aspect: request.aspect_field.clone(),
        factors: request.factor_fields.clone(),
        labels: Vec::new(),
    };
    let of_numbers = [y].into_iter().chain(variables.numbers.iter().chain(&variables.aspect).map(String::as_str));
    let mut columns = of_numbers.map(|name| numbers(&raw, name)).collect::<Result<Vec<_>>>()?;
    for name in &request.factor_fields {
        let (values, labels) = classes(&raw, name)?;
        columns.push(values);
        variables.labels.push(labels);
    }
    let places = places.map(|names| read_places(&raw, *names)).transpose()?;
    let places = places.map(|(x, y)| x.into_iter().zip(y).map(|(x, y)| [x, y]).collect::<Vec<[f64; 2]>>());
    progress.parts(2..10, 10);
    let is_complete = |row: usize| columns.iter().all(|column| !column[row].is_nan());
    let places = usable(path, places, is_complete, messages);
    let squares = match &places {
        Some(places) => squares(request, places)?,
        None => None,
    };
    let cells = (0..raw.rows.len() as u32).map(|row| (row, 0)).collect();
    let held = Held {
        columns,
        cells,
        metres: places.clone(),
        squares: squares.clone(),
        aspect: "ASPECT_FIELD",
        regular: None,
    };
    let rows = of_held(request, asked, (held, &variables), (threads, progress), messages)?;
    let rows = rows.ok_or_else(|| Error::NoCompleteRow { path: path.to_owned() })?;
    let own = |row: &(u32, u32)| row.0 as usize;
    let kept = KeptRows {
        places: places.as_ref().map(|places| rows.kept.cells.iter().map(|row| places[own(row)]).collect()),
        squares: squares.map(|(_, numbers)| rows.kept.cells.iter().map(|row| numbers[own(row)]).collect()),
        rows: rows.kept,
    };
    let shown = match &kept.places {
        Some(places) => kept.rows.thinned(MOST_PLACES).into_iter().map(|at| (at, places[at])).collect(),
        None => Vec::new(),
    };
    let place = |(at, place): (usize, [f64; 2])| Place { cell: None, place, residual: kept.rows.figures[at].residual };
    Ok(Found {
        of: OfLayer::input(path, request.layer_name.as_ref(), request.year),
        variables,
        cells: false,
        judged: rows.judged,
        places: shown.into_iter().map(place).collect(),
        kept,
        written: Written::default(),
        outputs: OutputSet::default(),
    })
}

/// Places of the rows, where all complete ones have one, and not all the same.
fn usable(
    path: &str,
    places: Option<Vec<[f64; 2]>>,
    is_complete: impl Fn(usize) -> bool,
    messages: &mut Vec<Message>,
) -> Option<Vec<[f64; 2]>> {
    let Some(places) = places else {
        let told = sentence!(
            "Rows have no places on a plane, so that nothing is known of neighbours: figures of blocks and Moran’s I are NULL. Points in a projected reference system have them."
        );
        messages.push(Message::warning("NO_PLACES", told));
        return None;
    };
    let complete: Vec<&[f64; 2]> = (0..places.len()).filter(|row| is_complete(*row)).map(|row| &places[row]).collect();
    let without = complete.iter().filter(|place| place.iter().any(|x| x.is_nan())).count();
    if without > 0 {
        let without = things!(without as u64, "{count} row of the fit has", "{count} rows of the fit have");
        let told = sentence!("{without} no place, so that figures of blocks and Moran’s I are NULL.", without);
        messages.push(Message::warning("NO_PLACES", told));
        return None;
    }
    if complete.len() > 2 && complete.windows(2).all(|two| two[0] == two[1]) {
        let told = sentence!(
            "All rows of {path} lie in one place, so that figures of blocks and Moran’s I are NULL. Look at the coordinates.",
            path
        );
        messages.push(Message::warning("NO_PLACES", told));
        return None;
    }
    Some(places)
}

/// Squares from the upper left of the places; rows without a place are in the first.
fn squares(request: &Request, places: &[[f64; 2]]) -> Result<Option<(Squares, Vec<u32>)>> {
    let known = || places.iter().filter(|place| !place.iter().any(|x| x.is_nan()));
    let ends = |at: usize| known().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), p| (a.min(p[at]), b.max(p[at])));
    let ((west, east), (south, north)) = (ends(0), ends(1));
    let extent = (east - west, north - south);
    let apart = (extent.0.max(extent.1 * 1e-6) * extent.1.max(extent.0 * 1e-6) / known().count().max(1) as f64).sqrt();
    if apart.is_nan() || apart <= 0.0 {
        return Ok(None);
    }
    let squares = match request.block_size {
        Some(side) => Squares::given(side, extent)?,
        None => Squares::small(0.0, extent).at_least(apart),
    };
    let number = |place: &[f64; 2]| {
        if place.iter().any(|x| x.is_nan()) { 0 } else { squares.number(place[0] - west, north - place[1]) }
    };
    Ok(Some((squares, places.iter().map(number).collect())))
}

/// Codes of a column, and the texts that they stand for where it is one of texts.
fn classes(raw: &RawTable, name: &str) -> Result<(Vec<f64>, Option<Vec<String>>)> {
    let fail = |detail| Error::TableContent { field: "TABLE", detail };
    let at = raw.column(name).ok_or_else(|| fail(lacks([name], raw)))?;
    if let Ok(values) = numbers(raw, name) {
        return Ok((values, None));
    }
    let label = |cells: &Vec<Cell>| match &cells[at] {
        Cell::Null => None,
        cell => Some(text(cell)).filter(|text| !text.is_empty()),
    };
    let mut labels: Vec<String> = raw.rows.iter().filter_map(&label).collect();
    labels.sort_unstable();
    labels.dedup();
    let code = |cells: &Vec<Cell>| match label(cells) {
        Some(label) => labels.binary_search(&label).map_or(f64::NAN, |code| code as f64),
        None => f64::NAN,
    };
    Ok((raw.rows.iter().map(code).collect(), Some(labels)))
}
