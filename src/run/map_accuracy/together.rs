//! What of a request goes together: a map with one reference, or a table of counts alone.

use super::{Design, Request};
use crate::{
    error::{Error, Result},
    sentence::phrase,
};

/// Refuses what does not, also where it would only have no effect.
pub fn check(request: &Request) -> Result<()> {
    let (map, counts) = (request.map.is_some(), request.counts.is_some());
    let (points, raster) = (request.reference.is_some(), request.reference_raster.is_some());
    let (field, strata_field) = (request.field.is_some(), request.strata_field.is_some());
    let (strata, area) = (request.strata.is_some(), request.cell_area_ha.is_some());
    either((map, "MAP"), (counts, "COUNTS"))?;
    either((points, "REFERENCE"), (raster, "REFERENCE_RASTER"))?;
    for given in [
        (points, "REFERENCE"),
        (raster, "REFERENCE_RASTER"),
        (field, "FIELD"),
        (strata, "STRATA"),
        (strata_field, "STRATA_FIELD"),
        (request.mask.is_some(), "MASK"),
        (request.points, "POINTS"),
    ] {
        either((counts, "COUNTS"), given)?;
    }
    for given in [(field, "FIELD"), (strata, "STRATA"), (strata_field, "STRATA_FIELD"), (request.points, "POINTS")] {
        either((raster, "REFERENCE_RASTER"), given)?;
    }
    either((map, "MAP"), (area, "CELL_AREA_HA"))?;
    if map && !points && !raster {
        return Err(Error::NoReferenceGiven);
    }
    both((points, "REFERENCE"), (field, "FIELD"))?;
    both((strata_field, "STRATA_FIELD"), (strata, "STRATA"))?;
    both((strata, "STRATA"), (strata_field, "STRATA_FIELD"))?;
    if strata && request.design != Design::Stratified {
        let found = if request.design == Design::Simple { "simple" } else { "systematic" };
        return Err(Error::argument("DESIGN", found, phrase!("stratified, where STRATA are given")));
    }
    match request.cell_area_ha {
        Some(area) if !(area > 0.0 && area.is_finite()) => {
            Err(Error::argument("CELL_AREA_HA", area, phrase!("a number above 0")))
        }
        _ => Ok(()),
    }
}

/// Whether a field is given, and its name.
type Given = (bool, &'static str);

fn either(one: Given, other: Given) -> Result<()> {
    match one.0 && other.0 {
        true => Err(Error::OneOfTwo { one: one.1, other: other.1 }),
        false => Ok(()),
    }
}

fn both(one: Given, needed: Given) -> Result<()> {
    match one.0 && !needed.0 {
        true => Err(Error::FieldNeeds { field: one.1, needs: needed.1 }),
        false => Ok(()),
    }
}
