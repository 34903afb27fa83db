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

use super::{
    Data, Degree, Fault, Kriging, KrigingModel, LEAST_PIVOT, Missing, Neighbourhood, Term, Terms, Trend,
    drift::{Basis, Scale},
    field::Field,
    places::Place,
    system::System,
};
use crate::kernels::GoOn;
use nalgebra::{DMatrix, DVector};

/// A term of the drift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficient {
    pub term: Term,
    pub coefficient: f64,
    /// Standard error; `None` of the constant where the model has no sill, as there it has no variance.
    pub se: Option<f64>,
}

/// Coefficients of the drift, on the map's coordinates, by generalised least squares over all points (at most
/// [`MOST_GLOBAL`](super::MOST_GLOBAL)).
pub fn drift_table(
    data: Data<'_>,
    model: &KrigingModel,
    terms: Terms,
    go_on: GoOn<'_>,
) -> Result<Vec<Coefficient>, Fault> {
    let (field, system) = solved(data, model, terms, go_on)?;
    let unbounded = !system.pins.is_empty();
    let coefficient = |(term, row): (Term, Vec<f64>)| {
        let coefficient: f64 = row.iter().zip(&system.beta).map(|(x, beta)| x * beta).sum();
        if unbounded && term == Term::Constant {
            // The weights of other terms add up to 0, so that what pins covariances is nothing to them; those of the constant add up to 1.
            // By semivariances G: -G w + F μ = 0 is C w + F μ = s, a prediction where c0 is s.
            let pinned: f64 = system.pins.iter().zip(&system.dual).map(|(pin, d)| pin * d).sum();
            return Coefficient { term, coefficient: coefficient + pinned, se: None };
        }
        // |R⁻¹ t|² = t' S⁻¹ t
        let mut t = row;
        system.schur_forward(&mut t);
        Coefficient { term, coefficient, se: Some(t.iter().map(|t| t * t).sum::<f64>().sqrt()) }
    };
    Ok(terms.list().into_iter().zip(unscaled(&system.basis, terms, field.origin)).map(coefficient).collect())
}

/// Residuals of the drift by generalised least squares over all points, in their order.
pub fn generalised_residuals(
    data: Data<'_>,
    model: &KrigingModel,
    terms: Terms,
    go_on: GoOn<'_>,
) -> Result<Vec<f64>, Fault> {
    let (field, system) = solved(data, model, terms, go_on)?;
    Ok(residuals(&field, &system.basis, terms, &system.beta))
}

/// Residuals of the drift by ordinary least squares, in the order of the points.
pub fn least_squares_residuals(data: Data<'_>, terms: Terms) -> Result<Vec<f64>, Fault> {
    // Of the model nothing is asked.
    let none = KrigingModel { nugget: 1.0, error: 0.0, structures: Vec::new() };
    let field = Field::new(data, none.covariances(), Trend::Unknown(terms))?;
    let (points, count) = (field.len(), terms.count());
    if points < count {
        return Err(Fault::TooFew { points, least: count });
    }
    let basis = Basis::of(terms, &field.places, |layer, k| field.externals[layer][k]);
    let mut f = DMatrix::zeros(points, count);
    let mut own = vec![0.0; count];
    for k in 0..points {
        basis.at(terms, field.places[k], |layer| field.externals[layer][k], &mut own);
        own.iter().enumerate().for_each(|(term, value)| f[(k, term)] = *value);
    }
    let lengths: Vec<f64> = f.column_iter().map(|column| column.norm()).collect();
    let level = field.values.iter().sum::<f64>() / points as f64;
    let mut z = DVector::from_iterator(points, field.values.iter().map(|z| z - level));
    let qr = f.qr();
    let r = qr.r();
    if (0..count).any(|k| lengths[k] == 0.0 || r[(k, k)].abs() <= LEAST_PIVOT.sqrt() * lengths[k]) {
        return Err(Fault::Unsolvable(Missing::Drift));
    }
    qr.q_tr_mul(&mut z);
    let mut beta = z.rows(0, count).into_owned();
    if !r.solve_upper_triangular_mut(&mut beta) {
        return Err(Fault::Unsolvable(Missing::Drift));
    }
    beta[0] += level;
    Ok(residuals(&field, &basis, terms, beta.as_slice()))
}

fn solved(data: Data<'_>, model: &KrigingModel, terms: Terms, go_on: GoOn<'_>) -> Result<(Field, System), Fault> {
    let kriging = Kriging::new(data, model, Trend::Unknown(terms), Neighbourhood::ALL, None, go_on)?;
    let Kriging { field, global, .. } = kriging;
    match global {
        Some((system, Ok(()))) => Ok((field, system)),
        Some((_, Err(missing))) => Err(Fault::Unsolvable(missing)),
        None => Err(Fault::Unsolvable(Missing::Neighbours)),
    }
}

/// z - F β, in the order in which points were given.
fn residuals(field: &Field, basis: &Basis, terms: Terms, beta: &[f64]) -> Vec<f64> {
    let mut all = vec![0.0; field.len()];
    let mut own = vec![0.0; terms.count()];
    for k in 0..field.len() {
        basis.at(terms, field.places[k], |layer| field.externals[layer][k], &mut own);
        let drift: f64 = own.iter().zip(beta).map(|(term, beta)| term * beta).sum();
        all[field.given[k] as usize] = field.values[k] - drift;
    }
    all
}

/// By coefficient of a term on the map, what those of scaled terms are multiplied by.
///
/// u = a x + b, v = c y + d: u² = a² x² + 2ab x + b², uv = ac xy + ad x + cb y + bd.
fn unscaled(basis: &Basis, terms: Terms, origin: Place) -> Vec<Vec<f64>> {
    let count = terms.count();
    let line = |axis: usize| {
        let Scale { centre, reach } = basis.axes[axis];
        (1.0 / reach, -(centre + origin[axis]) / reach)
    };
    let mut rows = vec![vec![0.0; count]; count];
    rows[0][0] = 1.0;
    if terms.degree != Degree::Constant {
        let ((a, b), (c, d)) = (line(0), line(1));
        (rows[0][1], rows[0][2], rows[1][1], rows[2][2]) = (b, d, a, c);
        if terms.degree == Degree::Quadratic {
            (rows[0][3], rows[1][3], rows[3][3]) = (b * b, 2.0 * a * b, a * a);
            (rows[0][4], rows[1][4], rows[2][4], rows[4][4]) = (b * d, a * d, b * c, a * c);
            (rows[0][5], rows[2][5], rows[5][5]) = (d * d, 2.0 * c * d, c * c);
        }
    }
    let first = count - terms.externals;
    for (layer, Scale { centre, reach }) in basis.externals.iter().enumerate() {
        rows[0][first + layer] = -centre / reach;
        rows[first + layer][first + layer] = 1.0 / reach;
    }
    rows
}
