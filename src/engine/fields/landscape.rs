//! What kernels of landscape metrics take, of whole maps and of windows.

use crate::{
    engine::region::Sides,
    error::{Error, Result},
    kernels::metrics::Setting,
    schema::{Field, FieldType},
    sentence::phrase,
};
use serde::{Deserialize, Serialize};

/// Which cells next to one another are of one patch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Neighbourhood {
    /// Those that share a side or a corner.
    #[default]
    #[serde(rename = "8")]
    Eight,
    /// Those that share a side.
    #[serde(rename = "4")]
    Four,
}

pub const NEIGHBOURHOOD: Field =
    Field::choice(&["8", "4"], "Cells of one class that share a side or a corner (8) or a side (4) are one patch.");
pub const MAX_CLASSES: Field = Field::shared(FieldType::Integer, "Number of classes that there could be, for RPR.");
/// Areas and lengths alike are those of the plane.
pub const PLANE: Field = Field::choice(
    &["auto", "planar"],
    "Areas and lengths are those of the plane: where areas are true to 1 % and lengths to 5 % (auto), or always, as on local grids (planar).",
);

fn classes_there_could_be(max_classes: Option<i64>) -> Result<Option<u32>> {
    match max_classes.map(u32::try_from) {
        None => Ok(None),
        Some(Ok(max)) if max > 0 => Ok(Some(max)),
        _ => Err(Error::argument("MAX_CLASSES", max_classes.unwrap_or_default(), phrase!("1 or more"))),
    }
}

/// How metrics measure cells with such sides; no edge at the border counts.
pub fn setting(sides: Sides, max_classes: Option<i64>) -> Result<Setting> {
    let max_classes = classes_there_could_be(max_classes)?;
    Ok(Setting { cell_width: sides.width_m, cell_height: sides.height_m, boundary_edge: 0.0, max_classes })
}

/// A length in map units as one in m.
pub fn length(field: &'static str, units: Option<f64>, metres_per_unit: f64) -> Result<Option<f64>> {
    match units {
        Some(length) if !(length > 0.0 && length.is_finite()) => {
            Err(Error::argument(field, length, phrase!("more than 0 (map units)")))
        }
        length => Ok(length.map(|length| length * metres_per_unit)),
    }
}
