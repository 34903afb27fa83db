//! What is said where a raster is brought onto the grid of another.

use super::message::Message;
use crate::{
    error::{Error, Result},
    io::gdal::GridRelation,
    sentence::{Phrase, sentence},
};

/// Refuses rasters between which no way leads, and tells how the grids differ; gives how many cells of the raster, in length, one of the
/// other takes.
pub fn tell_of_grids(
    relation: &GridRelation,
    path: &str,
    onto: &str,
    way: Phrase,
    messages: &mut Vec<Message>,
) -> Result<f64> {
    relation.check_way(path)?;
    let Some(growth) = relation.cell_growth() else {
        return Err(Error::NoOverlap { path: path.to_owned(), onto: onto.to_owned() });
    };
    let difference = relation.difference();
    let told = sentence!(
        "{path} differs from {onto}: {difference}. It is read on the grid of {onto} ({way}).",
        path,
        onto,
        difference,
        way
    );
    messages.push(Message::info("ALIGNED", told));
    Ok(growth)
}

/// Cells that are so many times as wide hold many of the others.
pub const COARSER: f64 = 2.0;
