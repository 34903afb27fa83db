//! What of a request goes together, in the kernel's words.

use super::{CrossValidation, Drift, NuggetIs, Request, Type};
use crate::{
    engine::{fields::variogram::name, request::Raster},
    error::{Error, Result},
    kernels::geostatistics::{
        kriging::{Block, Degree, Folds, KrigingModel, Neighbourhood, NestedStructure, Terms, Trend},
        variogram_fit::{MAX_KAPPA, Model},
    },
    sentence::{Phrase, phrase},
};

/// A variance that a raster of single precision holds, with some room.
const AMOUNT_MAX: f64 = 1e36;

/// Places along a side of a block, at most.
const MOST_NODES: i64 = 16;

/// Where values come from.
pub enum From<'a> {
    /// A layer of points, and the field of their values
    Points { path: &'a str, field: &'a str },
    /// Cells of a raster with a value
    Cells(&'a Raster),
}

/// The grid of a prediction.
#[derive(Clone, Copy)]
pub enum OnGrid<'a> {
    Snap(&'a Raster),
    /// Side of a cell; west, south, east, north
    Made(f64, Option<[f64; 4]>),
}

/// Where the model of the variogram comes from.
pub enum ModelFrom<'a> {
    Table(&'a str),
    Given(KrigingModel),
    Fitted,
}

pub struct Asked<'a> {
    pub from: From<'a>,
    pub grid: Option<OnGrid<'a>>,
    pub model: ModelFrom<'a>,
    pub trend: Trend,
    pub neighbourhood: Neighbourhood,
    pub block: Option<Block>,
    pub folds: Option<Folds>,
    /// Direction of the long axis, and how far ranges across it are shorter.
    pub anisotropy: (f64, f64),
}

impl Asked<'_> {
    pub fn of(request: &Request) -> Result<Asked<'_>> {
        let from = from(request)?;
        let grid = grid(request, &from)?;
        let trend = trend(request)?;
        let anisotropy = anisotropy(request)?;
        let model = model(request, anisotropy)?;
        let neighbourhood = neighbourhood(request, trend)?;
        let (block, folds) = (block(request)?, folds(request)?);
        let nothing = grid.is_none() && request.targets.is_none() && folds.is_none();
        if nothing && matches!(from, From::Points { .. }) {
            return Err(Error::NowhereToPredict);
        }
        Ok(Asked { from, grid, model, trend, neighbourhood, block, folds, anisotropy })
    }
}

fn one_of_two(one: &'static str, other: &'static str) -> Error {
    Error::OneOfTwo { one, other }
}

fn from(request: &Request) -> Result<From<'_>> {
    let cells = match (&request.input, &request.raster) {
        (None, None) => return Err(Error::NothingToKrige),
        (Some(_), Some(_)) => return Err(one_of_two("INPUT", "RASTER")),
        (Some(path), None) => {
            let field = request.field.as_ref().ok_or(Error::FieldNeeds { field: "INPUT", needs: "FIELD" })?;
            return Ok(From::Points { path, field });
        }
        (None, Some(cells)) => cells,
    };
    let beside = [
        ("SNAP", request.snap.is_some()),
        ("CELL_SIZE", request.cell_size.is_some()),
        ("EXTENT", !request.extent.is_empty()),
        ("TARGETS", request.targets.is_some()),
        ("FIELD", request.field.is_some()),
        ("CV", request.cv != CrossValidation::None),
    ];
    match beside.into_iter().find(|(_, given)| *given) {
        Some((field, _)) => Err(Error::NotWithGaps { field }),
        None => Ok(From::Cells(cells)),
    }
}

fn grid<'a>(request: &'a Request, from: &From<'_>) -> Result<Option<OnGrid<'a>>> {
    let extent = match request.extent[..] {
        [] => None,
        [west, south, east, north]
            if west <= east && south <= north && request.extent.iter().all(|x| x.is_finite()) =>
        {
            Some([west, south, east, north])
        }
        _ => {
            let found = crate::sentence::list(&request.extent);
            return Err(Error::argument("EXTENT", found, phrase!("four numbers: west, south, east and north end")));
        }
    };
    let grid = match (&request.snap, request.cell_size) {
        (Some(_), Some(_)) => return Err(Error::CellSizeAndSnap),
        (_, Some(size)) if !(size > 0.0 && size.is_finite()) => {
            return Err(Error::argument("CELL_SIZE", size, phrase!("more than 0 (map units)")));
        }
        (Some(_), None) if extent.is_some() => return Err(one_of_two("SNAP", "EXTENT")),
        (None, None) if extent.is_some() => return Err(Error::FieldNeeds { field: "EXTENT", needs: "CELL_SIZE" }),
        (Some(snap), None) => Some(OnGrid::Snap(snap)),
        (None, Some(size)) => Some(OnGrid::Made(size, extent)),
        (None, None) => None,
    };
    let rasters = [("OUTPUT", &request.output), ("VARIANCE", &request.variance), ("NEIGHBOURS", &request.neighbours)];
    let raster = rasters.into_iter().find(|(_, path)| path.is_some());
    match (from, grid, raster) {
        (From::Points { .. }, None, Some((field, _))) => Err(Error::FieldNeeds { field, needs: "CELL_SIZE" }),
        (From::Points { .. }, None, None) if request.mask.is_some() => {
            Err(Error::FieldNeeds { field: "MASK", needs: "CELL_SIZE" })
        }
        _ => Ok(grid),
    }
}

fn trend(request: &Request) -> Result<Trend> {
    let universal = request.r#type == Type::Universal;
    let drift = request.drift != Drift::None || !request.drift_layers.is_empty();
    match (request.r#type, request.mean) {
        (Type::Simple, None) => return Err(Error::SimpleNeedsMean),
        (Type::Simple, Some(mean)) if !mean.is_finite() => {
            return Err(Error::argument("MEAN", mean, phrase!("a number")));
        }
        (Type::Ordinary | Type::Universal, Some(_)) => return Err(Error::MeanOfSimple),
        _ => {}
    }
    if universal != drift {
        return Err(if universal { Error::UniversalNeedsDrift } else { Error::DriftOfUniversal });
    }
    let degree = match request.drift {
        Drift::None => Degree::Constant,
        Drift::Linear => Degree::Linear,
        Drift::Quadratic => Degree::Quadratic,
    };
    Ok(match request.mean {
        Some(mean) => Trend::Known(mean),
        None => Trend::Unknown(Terms { degree, externals: request.drift_layers.len() }),
    })
}

/// Of all models, also those of a table: such are the same in all directions.
fn anisotropy(request: &Request) -> Result<(f64, f64)> {
    match (request.angle, request.ratio) {
        (_, Some(ratio)) if !(ratio > 0.0 && ratio <= 1.0) => {
            Err(Error::argument("RATIO", ratio, phrase!("more than 0 and up to 1: the short range over the long one")))
        }
        (Some(angle), _) if !angle.is_finite() => {
            Err(Error::argument("ANGLE", angle, phrase!("degrees clockwise from north")))
        }
        (None, Some(ratio)) if ratio < 1.0 => Err(Error::FieldNeeds { field: "RATIO", needs: "ANGLE" }),
        (Some(_), None) => Err(Error::FieldNeeds { field: "ANGLE", needs: "RATIO" }),
        (angle, ratio) => Ok((angle.unwrap_or(0.0), ratio.unwrap_or(1.0))),
    }
}

fn model(request: &Request, (angle, ratio): (f64, f64)) -> Result<ModelFrom<'_>> {
    let parts = [
        ("NUGGET", request.nugget.is_some()),
        ("PSILL", request.psill.is_some()),
        ("RANGE", request.range.is_some()),
        ("KAPPA", request.kappa.is_some()),
        ("MODEL2", request.model2.is_some()),
    ];
    let given = parts.into_iter().find(|(_, given)| *given).map(|(field, _)| field);
    let Some(first) = request.model else {
        return match (given, &request.fits) {
            // Of FITS a kappa alone would be ignored.
            (Some(field), _) => Err(Error::FieldNeeds { field, needs: "MODEL" }),
            (None, Some(path)) => Ok(ModelFrom::Table(path)),
            (None, None) => Ok(ModelFrom::Fitted),
        };
    };
    if request.fits.is_some() {
        return Err(one_of_two("FITS", "MODEL"));
    }
    let structure = |model: Model, psill: Option<f64>, range: Option<f64>, names: [&'static str; 3]| {
        let [field, psill_name, range_name] = names;
        let needed = |value: Option<f64>, needs: &'static str| {
            value.ok_or(Error::ModelNeeds { field, model: name(model), needs })
        };
        let range = if model.has_sill() { amount(range_name, needed(range, range_name)?)? } else { 0.0 };
        let kappa = if model.has_kappa() { kappa(model, needed(request.kappa, "KAPPA")?)? } else { 0.5 };
        let psill = amount(psill_name, needed(psill, psill_name)?)?;
        Ok(NestedStructure { model, psill, range, kappa, angle, ratio })
    };
    let mut structures = vec![structure(first, request.psill, request.range, ["MODEL", "PSILL", "RANGE"])?];
    match request.model2 {
        Some(second) => {
            structures.push(structure(second, request.psill2, request.range2, ["MODEL2", "PSILL2", "RANGE2"])?);
        }
        None => {
            let beside = [("PSILL2", request.psill2), ("RANGE2", request.range2)];
            if let Some((field, _)) = beside.into_iter().find(|(_, value)| value.is_some()) {
                return Err(Error::FieldNeeds { field, needs: "MODEL2" });
            }
        }
    }
    let nugget = amount("NUGGET", request.nugget.unwrap_or(0.0))?;
    Ok(ModelFrom::Given(with_nugget(nugget, request.nugget_is, structures)))
}

fn amount(field: &'static str, value: f64) -> Result<f64> {
    let allowed = (0.0..=AMOUNT_MAX).contains(&value);
    if allowed { Ok(value) } else { Err(Error::argument(field, value, phrase!("0 to 1e36"))) }
}

fn kappa(model: Model, kappa: f64) -> Result<f64> {
    let (most, allowed) = match model {
        Model::Power => (2.0, phrase!("more than 0 and up to 2 for power")),
        _ => (MAX_KAPPA, phrase!("more than 0 and up to 100 for matern")),
    };
    if kappa > 0.0 && kappa <= most { Ok(kappa) } else { Err(Error::argument("KAPPA", kappa, allowed)) }
}

/// A model whose nugget is what a request says it is.
pub fn with_nugget(nugget: f64, nugget_is: NuggetIs, structures: Vec<NestedStructure>) -> KrigingModel {
    let (nugget, error) = match nugget_is {
        NuggetIs::Microscale => (nugget, 0.0),
        NuggetIs::Error => (0.0, nugget),
    };
    KrigingModel { nugget, error, structures }
}

fn whole(field: &'static str, value: i64, least: i64, allowed: Phrase) -> Result<usize> {
    let found = usize::try_from(value).ok().filter(|_| value >= least);
    found.ok_or_else(|| Error::argument(field, value, allowed))
}

fn neighbourhood(request: &Request, trend: Trend) -> Result<Neighbourhood> {
    let max = whole("MAX_NEIGHBOURS", request.max_neighbours, 0, phrase!("1 or more, or 0 for all points"))?;
    let min = whole("MIN_NEIGHBOURS", request.min_neighbours, 1, phrase!("1 or more"))?;
    let sector_max = whole("SECTOR_MAX", request.sector_max, 0, phrase!("1 or more, or 0 for any number"))?;
    let radius = match request.search {
        Some(radius) if !(radius >= 0.0 && radius.is_finite()) => {
            return Err(Error::argument("SEARCH", radius, phrase!("more than 0 (map units), or 0 for any distance")));
        }
        radius => radius.filter(|radius| *radius > 0.0),
    };
    // Universal kriging on as many points as terms has no freedom left, and its variance would be that of the drift alone.
    let terms = trend.count();
    let min = if terms > 1 { min.max(terms + 1) } else { min };
    if max > 0 && min > max {
        return Err(Error::FewerThanNeeded { most: max, least: min });
    }
    Ok(Neighbourhood { max, min, radius, sector_max })
}

fn block(request: &Request) -> Result<Option<Block>> {
    let nodes = whole("BLOCK_NODES", request.block_nodes, 1, phrase!("1 to 16"))?;
    if request.block_nodes > MOST_NODES {
        return Err(Error::argument("BLOCK_NODES", nodes, phrase!("1 to 16")));
    }
    let (width, height) = match request.block[..] {
        [] => return Ok(None),
        [side] => (side, side),
        [width, height] => (width, height),
        _ => (-1.0, -1.0),
    };
    let amount = |side: f64| side >= 0.0 && side.is_finite();
    if !(amount(width) && amount(height)) {
        let found = crate::sentence::list(&request.block);
        let allowed = phrase!("one side or two, width and height, of 0 or more (map units)");
        return Err(Error::argument("BLOCK", found, allowed));
    }
    Ok((width > 0.0 || height > 0.0).then(|| Block::rectangle(width, height, nodes)))
}

fn folds(request: &Request) -> Result<Option<Folds>> {
    let folds = whole("FOLDS", request.folds, 2, phrase!("2 or more"))?;
    Ok(match request.cv {
        CrossValidation::None => None,
        CrossValidation::LeaveOneOut => Some(Folds::One),
        CrossValidation::KFold => Some(Folds::Random { folds, seed: request.seed as u64 }),
    })
}
