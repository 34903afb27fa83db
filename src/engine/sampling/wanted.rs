//! What a request says of its sample, and whether that goes together.

use super::{Draw, MOST_DRAWN, Sample};
use crate::{
    error::{Error, Result},
    sentence::phrase,
};

/// As it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub sample: Sample,
    pub size: Option<i64>,
    /// The layer of the stack with the strata, where there is one
    pub strata: Option<usize>,
    /// m
    pub min_distance: f64,
    pub seed: i64,
    /// Columns of a row that need a value for it to be drawn, at least
    pub least: usize,
}

/// Which cells count.
#[derive(Debug, Clone, Copy)]
pub enum Taken {
    All,
    Draw(Draw),
    /// Every few rows and columns: so many cells at most
    Regular(usize),
}

pub fn taken(wanted: &Wanted) -> Result<Taken> {
    let drawn = matches!(wanted.sample, Sample::Random | Sample::Stratified);
    let of = |field, given, sample| if given { Err(Error::OfSample { field, sample }) } else { Ok(()) };
    of("MIN_DISTANCE", wanted.min_distance != 0.0 && !drawn, phrase!("random or stratified"))?;
    of("STRATA", wanted.strata.is_some() && wanted.sample != Sample::Stratified, phrase!("stratified"))?;
    if !(wanted.min_distance >= 0.0 && wanted.min_distance.is_finite()) {
        return Err(Error::argument("MIN_DISTANCE", wanted.min_distance, phrase!("0 or more (m)")));
    }
    if wanted.sample == Sample::Stratified && wanted.strata.is_none() {
        return Err(Error::SampleNeedsStrata);
    }
    let size = |sample| match wanted.size {
        None => Err(Error::SampleNeedsSize { sample }),
        Some(size) if !(3..=MOST_DRAWN as i64).contains(&size) => {
            Err(Error::argument("SAMPLE_SIZE", size, phrase!("3 to 10,000,000")))
        }
        Some(size) => Ok(size as usize),
    };
    let draw = |size| {
        let Wanted { strata, min_distance, least, .. } = *wanted;
        Taken::Draw(Draw { size, seed: wanted.seed as u64, min_distance, strata, least })
    };
    match wanted.sample {
        Sample::All => {
            of("SAMPLE_SIZE", wanted.size.is_some(), phrase!("random, regular or stratified")).map(|()| Taken::All)
        }
        Sample::Random => size("random").map(draw),
        Sample::Stratified => size("stratified").map(draw),
        Sample::Regular => size("regular").map(Taken::Regular),
    }
}
