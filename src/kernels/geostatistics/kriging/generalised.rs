//! The drift of all points: coefficients by generalised least squares, and what is left beside it.
//!
//! β = (F' C⁻¹ F)⁻¹ F' C⁻¹ z with the covariance (F' C⁻¹ F)⁻¹, on the map's own coordinates; residuals z - F β. By ordinary least
//! squares C is the unit matrix.
//!
//! Shapes: points; one coefficient for each term, one residual for each point. Units: those of the values over those of the term.
//!
//! Terms are solved for centred and scaled, and turned into those of the map at the end: x is never squared there.
//!
//! Source: Cressie 1993, 3.4.

use super::{Data, Fault, KrigingModel, Term, Terms};
use crate::kernels::GoOn;

/// A term of the drift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficient {
    pub term: Term,
    pub coefficient: f64,
    /// Standard error
    pub se: f64,
}

/// Coefficients of the drift, on the map's coordinates, by generalised least squares over all points (at most
/// [`MOST_GLOBAL`](super::MOST_GLOBAL)).
pub fn drift_table(
    data: Data<'_>,
    model: &KrigingModel,
    terms: Terms,
    go_on: GoOn<'_>,
) -> Result<Vec<Coefficient>, Fault> {
    todo!()
}

/// Residuals of the drift by ordinary least squares, in the order of the points.
pub fn least_squares_residuals(data: Data<'_>, terms: Terms) -> Result<Vec<f64>, Fault> {
    todo!()
}

/// Residuals of the drift by generalised least squares over all points, in their order.
pub fn generalised_residuals(
    data: Data<'_>,
    model: &KrigingModel,
    terms: Terms,
    go_on: GoOn<'_>,
) -> Result<Vec<f64>, Fault> {
    todo!()
}
