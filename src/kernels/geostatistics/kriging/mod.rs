//! Kriging: the best linear unbiased prediction between points, by a model of their variogram.
//!
//! System:      C w + F μ = c0, F' w = f0
//! Prediction:  w' z; of simple kriging m + w' (z - m)                                        \[unit of the values\]
//! Variance:    c00 - w' c0 - μ' f0                                                           \[unit of the values, squared\]
//!
//! C holds the covariances of the neighbours, c0 those of each with the target, c00 that of the target with itself, F and f0 the
//! terms of the drift there. Ordinary kriging has one term, 1; universal kriging has those of the coordinates, of external
//! layers, or both; simple kriging knows the mean and has none.
//!
//! It is solved as C = L L' (Cholesky) and, for the drift, S = F' C⁻¹ F: β = S⁻¹ F' C⁻¹ z, d = C⁻¹ (z - F β), refined once by the
//! residuals of both rows. A set of neighbours has its factor, β and d once: the prediction is f0' β + c0' d, the variance
//! c00 - |v|² + u' S⁻¹ u with v = L⁻¹ c0 and u = f0 - F' C⁻¹ c0.
//!
//! | what | rule |
//! |---|---|
//! | covariance | [`KrigingModel`]: nugget, error, nested structures, each with its anisotropy |
//! | neighbours | [`Neighbourhood`]: the nearest, by plain distance; equal distances enter together |
//! | drift | [`Terms`]: centred and scaled in each neighbourhood |
//! | blocks | [`Block`]: means over nodes, without the nugget |
//! | points in one place | [`coincident`] |
//!
//! Shapes: points with values (and the external layers' values there); a target gives one [`Predicted`]. Units: coordinates and ranges in
//! one unit of length (m), nugget and psills in that of the values, squared. Range: variance from 0. What cannot be told is
//! [`Missing`] with its reason, and never NaN.
//!
//! Results depend neither on the order of the points nor on that of the targets, tiles or threads, to the bit: points are sorted by
//! place first, and a set of neighbours is solved alike whoever asks.
//!
//! Sources: Cressie 1993, Statistics for Spatial Data, 3.2 and 3.4; Chilès and Delfiner 2012, Geostatistics, 3; Dubrule 1983, Math. Geol.
//! 15, 687; Pebesma 2004, Comput. Geosci. 30, 683 (gstat, whose conventions these are unless said otherwise).
//!
//! ```
//! use pitscape::kernels::geostatistics::{kriging::*, variogram::Point, variogram_fit::Model};
//! let points = [(0.0, 0.0, 1.0), (6.0, 0.0, 3.0), (3.0, 4.0, 8.0)].map(|(east, north, value)| Point { east, north, value });
//! // Semivariance h
//! let model = KrigingModel { nugget: 0.0, error: 0.0, structures: vec![NestedStructure::isotropic(Model::Linear, 1.0, 0.0)] };
//! let kriging = Kriging::new(Data::of(&points), &model, Trend::ORDINARY, Neighbourhood::ALL, None, &|| true).unwrap();
//! let found = kriging.predictor(true).predict(&Target::at(3.0, 0.0)).unwrap().estimate.unwrap();
//! assert!((found.value - 20.0 / 7.0).abs() < 1e-12 && (found.variance.unwrap() - 20.0 / 7.0).abs() < 1e-12);
//! ```

mod block;
mod cells;
mod cross_validation;
mod dense;
mod drift;
mod duplicates;
mod estimate;
mod factor;
mod field;
mod generalised;
mod model;
mod places;
mod predictor;
mod search;
mod summary;
mod system;
mod tile;

pub use block::{Block, Node};
pub use cells::Cells;
pub use cross_validation::{Folds, Left, Validated, cross_validate};
pub use drift::{Degree, Term, Terms, Trend};
pub use duplicates::{Group, Merged, coincident, merge};
pub use field::{Data, Target};
pub use generalised::{Coefficient, drift_table, generalised_residuals, least_squares_residuals};
pub use model::{KrigingModel, NestedStructure};
pub use predictor::{Kriging, Predictor};
pub use search::Neighbourhood;
pub use summary::{Summary, summary};

/// Points up to which all of them may be neighbours of each target.
pub const MOST_GLOBAL: usize = 20_000;

/// Points that are solved for together on the way to something else, at most: a drift beside which a model is fitted, or its
/// coefficients. Their system takes 100 MB and seconds.
pub const MOST_TOGETHER: usize = 5_000;

/// What cannot be solved is told by pivots below this share of the sill.
const LEAST_PIVOT: f64 = 1e-12;

/// What rounding may move a prediction by, as a share of how far the neighbours' values lie apart, with weights that add up to 1.
const NOISE: f64 = 1e-6;

/// Squared distances that differ by less than this share are equal.
const SAME: f64 = 1e-9;

/// Variances below 0 by less than this share of the sill are 0.
const ROUNDING: f64 = 1e-9;

/// What is left of an entry of C⁻¹ beside the drift, below which a term rests on one point.
const LEAST_LEFT: f64 = 1e-10;

/// A prediction that can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub value: f64,
    /// `None` where it was not asked for.
    pub variance: Option<f64>,
}

/// What there is to say of one target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Predicted {
    /// Neighbours that were used, or were too few, or could not be solved.
    pub neighbours: usize,
    pub estimate: Result<Estimate, Missing>,
}

/// Why a target has no prediction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// Fewer neighbours than the least, or than terms of the drift.
    Neighbours,
    /// The covariances of its neighbours are not positive definite to working precision: a nugget or another model helps.
    Covariance,
    /// Terms of the drift are no different from one another on its neighbours: a layer that is constant, points on a line.
    Drift,
    /// The variance came out below 0 by more than rounding.
    Variance,
    /// An external layer has no value at the target.
    External,
}

impl Missing {
    pub const ALL: [Missing; 5] =
        [Missing::Neighbours, Missing::Covariance, Missing::Drift, Missing::Variance, Missing::External];
}

/// What ends a run.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// `go_on` said no.
    Cancelled,
    /// There are no points.
    NoPoints,
    /// A coordinate, a value or an external layer's value of this point is not a finite number.
    NotFinite { point: usize },
    /// External layers, or their values, are not as many as terms and points ask for.
    Externals { expected: usize, found: usize },
    /// The linear model with a sill is not positive definite in two dimensions.
    LinearSill,
    /// Simple kriging with a model that has no sill.
    NoSill,
    /// A part of the model (of this structure, from 0; `None`: nugget or error) is outside of what it may be: psill, nugget and error from 0, range from 0, kappa
    /// over 0 (power: up to 2), ratio over 0 and up to 1.
    Model { structure: Option<usize> },
    /// All of the model is 0: constant values have no variogram.
    NoVariance,
    /// Two points in one place, without an error that tells their values apart: see [`merge`].
    Coincident { first: usize, second: usize },
    /// More than 4 n points are at the distance of the n-th nearest.
    Ties { east: f64, north: f64, points: usize, max: usize },
    /// All points as neighbours are more than [`MOST_GLOBAL`].
    TooMany { points: usize },
    /// Fewer points than terms of the drift (or folds than 2, or more than points).
    TooFew { points: usize, least: usize },
    /// There is no memory for the covariances of so many points.
    Memory { points: usize },
    /// The covariances of all points (see [`Missing::Covariance`], [`Missing::Drift`]) cannot be solved.
    Unsolvable(Missing),
}

#[cfg(test)]
mod tests;
