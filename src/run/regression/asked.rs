//! What of a request goes together.

use super::{Request, Selection};
use crate::{
    engine::{
        request::Raster,
        sampling::{
            Sample,
            wanted::{Taken, Wanted, taken},
        },
        variables::{beside_table, named_once, places},
    },
    error::{Error, Result},
    kernels::drivers::regression::selection::{Method, Rule},
    sentence::phrase,
};

/// Parts that blocks are put into, at most.
const MOST_FOLDS: i64 = 1000;

/// Where variables come from.
pub enum From<'a> {
    Rasters { y: &'a Raster },
    Table { path: &'a str, y: &'a str, places: Option<[&'a str; 2]> },
}

pub struct Asked<'a> {
    pub from: From<'a>,
    /// Which cells the model is fitted to, of rasters.
    pub taken: Taken,
    pub rule: Rule,
    pub vif_limit: Option<f64>,
    pub folds: usize,
}

impl Asked<'_> {
    pub fn of(request: &Request) -> Result<Asked<'_>> {
        let from = from(request)?;
        let layers = 1 + request.x.len() + usize::from(request.aspect.is_some()) + request.factors.len();
        let taken = taken(&Wanted {
            sample: request.sample,
            size: request.sample_size,
            strata: request.strata.is_some().then_some(layers),
            min_distance: request.min_distance,
            seed: request.seed,
            least: layers,
        })?;
        let vif_limit = match request.vif_limit {
            0.0 => None,
            limit if limit >= 1.0 && limit.is_finite() => Some(limit),
            other => return Err(Error::argument("VIF_LIMIT", other, phrase!("1 or more, or 0 for any"))),
        };
        match request.block_size {
            Some(size) if !(size > 0.0 && size.is_finite()) => {
                return Err(Error::argument("BLOCK_SIZE", size, phrase!("more than 0 (m)")));
            }
            _ => {}
        }
        if !(2..=MOST_FOLDS).contains(&request.folds) {
            return Err(Error::argument("FOLDS", request.folds, phrase!("2 to 1,000")));
        }
        Ok(Asked { from, taken, rule: rule(request)?, vif_limit, folds: request.folds as usize })
    }
}

fn from(request: &Request) -> Result<From<'_>> {
    let (table, rasters) = (request.table.is_some(), request.y.is_some());
    let fields = [
        ("Y_FIELD", request.y_field.is_some()),
        ("X_FIELDS", !request.x_fields.is_empty()),
        ("FACTOR_FIELDS", !request.factor_fields.is_empty()),
        ("ASPECT_FIELD", request.aspect_field.is_some()),
        ("COORDINATES", !request.coordinates.is_empty()),
    ];
    let layers =
        [("X", !request.x.is_empty()), ("FACTORS", !request.factors.is_empty()), ("ASPECT", request.aspect.is_some())];
    if !table && !rasters {
        return Err(Error::NothingToExplain);
    }
    if !table {
        if let Some((field, _)) = fields.into_iter().find(|(_, given)| *given) {
            return Err(Error::FieldNeeds { field, needs: "TABLE" });
        }
        if !layers.into_iter().any(|(_, given)| given) {
            return Err(Error::NothingExplains { fields: phrase!("X, FACTORS or ASPECT") });
        }
        let y = request.y.as_ref().expect("there is Y");
        let same = |raster: &&Raster| raster.path == y.path && raster.band == y.band;
        return match request.x.iter().find(same) {
            Some(same) => Err(Error::ExplainsItself { name: same.name.clone().unwrap_or_else(|| same.path.clone()) }),
            None => Ok(From::Rasters { y }),
        };
    }
    beside_table([
        ("Y", rasters),
        ("X", !request.x.is_empty()),
        ("FACTORS", !request.factors.is_empty()),
        ("ASPECT", request.aspect.is_some()),
        ("SAMPLE", request.sample != Sample::All),
        ("STRATA", request.strata.is_some()),
        ("MASK", request.mask.is_some()),
        ("PREDICTED", request.predicted.is_some()),
        ("RESIDUALS", request.residuals.is_some()),
    ])?;
    let path = request.table.as_deref().expect("there is a table");
    let Some(y) = request.y_field.as_deref() else {
        return Err(Error::FieldNeeds { field: "TABLE", needs: "Y_FIELD" });
    };
    let explain = || request.x_fields.iter().chain(&request.factor_fields).chain(&request.aspect_field);
    if explain().next().is_none() {
        return Err(Error::NothingExplains { fields: phrase!("X_FIELDS, FACTOR_FIELDS or ASPECT_FIELD") });
    }
    named_once("X_FIELDS", explain())?;
    if let Some(name) = explain().find(|name| name.to_lowercase() == y.to_lowercase()) {
        return Err(Error::ExplainsItself { name: name.clone() });
    }
    Ok(From::Table { path, y, places: places(&request.coordinates)? })
}

fn rule(request: &Request) -> Result<Rule> {
    let share = |field, value: f64| match value {
        value if value > 0.0 && value <= 1.0 => Ok(value),
        value => Err(Error::argument(field, value, phrase!("more than 0, up to 1"))),
    };
    let (p_enter, p_remove) = (share("P_ENTER", request.p_enter)?, share("P_REMOVE", request.p_remove)?);
    if p_enter >= p_remove {
        return Err(Error::argument(
            "P_ENTER",
            p_enter,
            phrase!("less than P_REMOVE, or a variable could come and go for ever"),
        ));
    }
    let method = match request.selection {
        Selection::None => Method::None,
        Selection::Forward => Method::Forward,
        Selection::Backward => Method::Backward,
        Selection::Stepwise => Method::Stepwise,
    };
    Ok(Rule { method, p_enter, p_remove })
}
