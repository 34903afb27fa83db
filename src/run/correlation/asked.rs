//! What of a request goes together.

use super::Request;
use crate::{
    engine::{
        sampling::{
            Sample,
            wanted::{Taken, Wanted, taken},
        },
        variables::{beside_table, named_once, places},
    },
    error::{Error, Result},
    sentence::phrase,
};

/// Classes of distance, at most.
const MOST_CLASSES: i64 = 10_000;

/// Cells that Fourier transforms take, at most.
const MOST_FFT: i64 = 1 << 28;

/// Where variables come from.
pub enum From<'a> {
    Rasters,
    Table {
        path: &'a str,
        /// Columns of east and north
        places: Option<[&'a str; 2]>,
    },
}

pub struct Asked<'a> {
    pub from: From<'a>,
    /// Each once, in the order of the variables.
    pub pairs: Vec<(usize, usize)>,
    /// Which cells count, of rasters.
    pub taken: Taken,
}

impl Asked<'_> {
    pub fn of(request: &Request) -> Result<Asked<'_>> {
        let (from, variables, field) = from(request)?;
        if variables < 2 {
            return Err(Error::TooFewVariables { field, count: variables, least: 2 });
        }
        let pairs = (0..variables).flat_map(|a| (a + 1..variables).map(move |b| (a, b))).collect();
        match request.distance_classes {
            Some(count) if !(1..=MOST_CLASSES).contains(&count) => {
                return Err(Error::argument("DISTANCE_CLASSES", count, phrase!("1 to 10,000")));
            }
            Some(_) if !request.effective => {
                return Err(Error::FieldNeeds { field: "DISTANCE_CLASSES", needs: "EFFECTIVE" });
            }
            _ => {}
        }
        if !(1..=MOST_FFT).contains(&request.fft_max_cells) {
            return Err(Error::argument("FFT_MAX_CELLS", request.fft_max_cells, phrase!("1 to 268,435,456")));
        }
        if !matches!(from, From::Rasters) {
            beside_table([
                ("SAMPLE", request.sample != Sample::All),
                ("STRATA", request.strata.is_some()),
                ("MASK", request.mask.is_some()),
            ])?;
        }
        let taken = taken(&Wanted {
            sample: request.sample,
            size: request.sample_size,
            strata: request.strata.is_some().then_some(request.inputs.len()),
            min_distance: request.min_distance,
            seed: request.seed,
            least: if request.missing == super::Missing::Listwise { variables } else { 2 },
        })?;
        Ok(Asked { from, pairs, taken })
    }
}

fn from(request: &Request) -> Result<(From<'_>, usize, &'static str)> {
    match (&request.table, &request.inputs[..]) {
        (None, []) => Err(Error::NothingToCorrelate),
        (Some(_), [_, ..]) => Err(Error::OneOfTwo { one: "INPUTS", other: "TABLE" }),
        (None, _) if !request.fields.is_empty() => Err(Error::FieldNeeds { field: "FIELDS", needs: "TABLE" }),
        (None, _) if !request.coordinates.is_empty() => Err(Error::FieldNeeds { field: "COORDINATES", needs: "TABLE" }),
        (None, rasters) => Ok((From::Rasters, rasters.len(), "INPUTS")),
        (Some(path), []) => {
            named_once("FIELDS", &request.fields)?;
            Ok((From::Table { path, places: places(&request.coordinates)? }, request.fields.len(), "FIELDS"))
        }
    }
}
