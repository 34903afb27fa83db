//! What of a request goes together.

use super::Request;
use crate::{
    engine::sampling::{Draw, MOST_DRAWN, Sample},
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
    /// What is drawn, of rasters.
    pub draw: Option<Draw>,
    /// Cells of a regular sample.
    pub regular: Option<usize>,
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
            let beside = [
                ("SAMPLE", request.sample != Sample::All),
                ("STRATA", request.strata.is_some()),
                ("MASK", request.mask.is_some()),
            ];
            if let Some((one, _)) = beside.into_iter().find(|(_, given)| *given) {
                return Err(Error::OneOfTwo { one, other: "TABLE" });
            }
        }
        let size = size(request)?;
        let draw = matches!(request.sample, Sample::Random | Sample::Stratified).then(|| Draw {
            size,
            seed: request.seed as u64,
            min_distance: request.min_distance,
            strata: request.strata.is_some().then_some(request.inputs.len()),
            least: if request.missing == super::Missing::Listwise { variables } else { 2 },
        });
        let regular = (request.sample == Sample::Regular).then_some(size);
        Ok(Asked { from, pairs, draw, regular })
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
            let mut names: Vec<String> = request.fields.iter().map(|name| name.to_lowercase()).collect();
            names.sort_unstable();
            if let Some(two) = names.windows(2).find(|two| two[0] == two[1]) {
                return Err(Error::NamedTwice { field: "FIELDS", name: two[0].clone() });
            }
            let places = match &request.coordinates[..] {
                [] => None,
                [x, y] => Some([x.as_str(), y.as_str()]),
                other => {
                    let found = crate::sentence::list(other);
                    return Err(Error::argument("COORDINATES", found, phrase!("two columns: east and north")));
                }
            };
            Ok((From::Table { path, places }, request.fields.len(), "FIELDS"))
        }
    }
}

/// Checks what goes with a sample; 0 where all cells count.
fn size(request: &Request) -> Result<usize> {
    let drawn = matches!(request.sample, Sample::Random | Sample::Stratified);
    let of = |field, given, sample| if given { Err(Error::OfSample { field, sample }) } else { Ok(()) };
    of("MIN_DISTANCE", request.min_distance != 0.0 && !drawn, phrase!("random or stratified"))?;
    of("STRATA", request.strata.is_some() && request.sample != Sample::Stratified, phrase!("stratified"))?;
    if !(request.min_distance >= 0.0 && request.min_distance.is_finite()) {
        return Err(Error::argument("MIN_DISTANCE", request.min_distance, phrase!("0 or more (m)")));
    }
    if request.sample == Sample::Stratified && request.strata.is_none() {
        return Err(Error::SampleNeedsStrata);
    }
    let name = match request.sample {
        Sample::All => {
            return of("SAMPLE_SIZE", request.sample_size.is_some(), phrase!("random, regular or stratified"))
                .map(|()| 0);
        }
        Sample::Random => "random",
        Sample::Regular => "regular",
        Sample::Stratified => "stratified",
    };
    match request.sample_size {
        None => Err(Error::SampleNeedsSize { sample: name }),
        Some(size) if !(3..=MOST_DRAWN as i64).contains(&size) => {
            Err(Error::argument("SAMPLE_SIZE", size, phrase!("3 to 10,000,000")))
        }
        Some(size) => Ok(size as usize),
    }
}
