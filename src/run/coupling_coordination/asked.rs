//! What of a request goes together, known before any table is read.

use super::{
    Request,
    extremes::{Given, LARGEST},
};
use crate::{
    engine::message::Message,
    error::{Error, Result},
    figures::about,
    kernels::{drivers::coupling_coordination::shares, stats::sum::sum},
    sentence::{Phrase, list, phrase, sentence},
};

/// How far parts may be from adding up to 1 before they are made to.
const ROUNDED: f64 = 1e-6;

/// Where a system other than L comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum From<'r> {
    Column(&'r str),
    Storage,
}

pub struct Asked<'r> {
    /// What the bad end of an indicator becomes, and the good one.
    pub scale: [f64; 2],
    /// Of L, F and Ca.
    pub coefficients: [f64; 3],
    pub f: From<'r>,
    pub ca: From<'r>,
    pub f_ends: Given,
    pub ca_ends: Given,
}

impl<'r> Asked<'r> {
    pub fn new(request: &'r Request, messages: &mut Vec<Message>) -> Result<Asked<'r>> {
        let scale = [request.rescale_min, request.rescale_max];
        if !(0.0..1.0).contains(&scale[0]) {
            return Err(Error::argument("RESCALE_MIN", scale[0], phrase!("0 to less than 1")));
        }
        if !(scale[0] < scale[1] && scale[1] <= 1.0) {
            return Err(Error::argument("RESCALE_MAX", scale[1], phrase!("over RESCALE_MIN, up to 1")));
        }
        let coefficients = coefficients(&request.coefficients, messages)?;
        let (f, ca) = (forest(request)?, carbon(request)?);
        if request.storage.is_some() && f != From::Storage && ca != From::Storage {
            let told = sentence!("STORAGE is not looked at: F_FIELD and CA_FIELD are columns of INPUT.");
            messages.push(Message::warning("STORAGE_UNUSED", told));
        }
        let f_ends = ends(("F_MIN", request.f_min), ("F_MAX", request.f_max), phrase!("over F_MIN"))?;
        let ca_ends = ends(("CA_MIN", request.ca_min), ("CA_MAX", request.ca_max), phrase!("over CA_MIN"))?;
        Ok(Asked { scale, coefficients, f, ca, f_ends, ca_ends })
    }
}

fn coefficients(given: &[f64], messages: &mut Vec<Message>) -> Result<[f64; 3]> {
    let refuse = || {
        let allowed = phrase!("three numbers for L, F and Ca, 0 or more, not all 0");
        Error::argument("COEFFICIENTS", list(given.iter().map(|one| about(*one))), allowed)
    };
    let good = given.len() == 3 && given.iter().all(|one| one.is_finite() && *one >= 0.0);
    let shares = shares(given).filter(|shares| good && shares.iter().all(|one| one.is_finite())).ok_or_else(refuse)?;
    messages.extend(taken_as("COEFFICIENTS", phrase!("COEFFICIENTS"), given));
    Ok([shares[0], shares[1], shares[2]])
}

/// Says of parts that do not add up to 1 what they are taken as.
pub fn taken_as(code: &'static str, parts: Phrase, given: &[f64]) -> Option<Message> {
    let total = sum(given.iter().copied());
    let shares = shares(given).filter(|_| (total - 1.0).abs() > ROUNDED)?;
    let told = sentence!(
        "{parts} add up to {total}; they are taken as {shares}.",
        parts,
        total = about(total),
        shares = list(shares.iter().map(|share| about(*share)))
    );
    Some(Message::info(code, told))
}

fn forest(request: &Request) -> Result<From<'_>> {
    match (&request.f_field, &request.f_codes[..]) {
        (Some(_), [_, ..]) => Err(Error::OneOfTwo { one: "F_FIELD", other: "F_CODES" }),
        (Some(column), []) => Ok(From::Column(column)),
        (None, [_, ..]) if request.storage.is_none() => Err(Error::FieldNeeds { field: "F_CODES", needs: "STORAGE" }),
        (None, [_, ..]) => Ok(From::Storage),
        (None, []) => Err(Error::NoForestArea),
    }
}

fn carbon(request: &Request) -> Result<From<'_>> {
    match &request.ca_field {
        Some(column) => Ok(From::Column(column)),
        None if request.storage.is_some() => Ok(From::Storage),
        None => Err(Error::NoCarbonGiven),
    }
}

fn ends(
    (min_name, min): (&'static str, Option<f64>),
    (max_name, max): (&'static str, Option<f64>),
    allowed: Phrase,
) -> Result<Given> {
    for (name, end) in [(min_name, min), (max_name, max)] {
        if let Some(end) = end.filter(|end| end.is_nan() || end.abs() > LARGEST) {
            return Err(Error::argument(name, end, phrase!("-1e150 to 1e150")));
        }
    }
    match (min, max) {
        (Some(low), Some(high)) if low >= high => Err(Error::argument(max_name, high, allowed)),
        _ => Ok(Given { min, max }),
    }
}
