//! Inner products of the functions that broken lines are made of, where the errors of points are correlated.
//!
//! <f, g> = f' Σ⁻¹ g, for f and g among U_j = t and V_j = 1 at the points from j on, and 0 before
//!
//! 1 is V_0, t is U_0, and (t - ψ)₊ is U_j - ψ V_j with j the first point beyond ψ: so every line with breaks is a sum of
//! these, and its fit needs a few numbers of tables that all breaks share.
//!
//! Shapes: n points, tables of n x n; n values for each series of data. Units: those of the data over those of their
//! covariance. Range: the covariance is positive definite, else there are no tables.

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

/// Tables of the functions alone.
#[derive(Debug)]
pub struct Gram {
    pub t: Vec<f64>,
    factor: Cholesky<f64, Dyn>,
    uu: DMatrix<f64>,
    /// <U_i, V_j>
    uv: DMatrix<f64>,
    vv: DMatrix<f64>,
}

/// <U_j, y>, <V_j, y> and <y, y> of some data y.
#[derive(Debug, Clone, Default)]
pub struct Products {
    pub u: Vec<f64>,
    pub v: Vec<f64>,
    pub square: f64,
}

/// slope U_j + level V_j
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Function {
    pub from: usize,
    pub slope: f64,
    pub level: f64,
}

impl Gram {
    /// `None` for a covariance that is none.
    pub fn new(t: Vec<f64>, covariance: DMatrix<f64>) -> Option<Gram> {
        let n = t.len();
        let factor = covariance.cholesky()?;
        let precision = factor.inverse();
        // Σ over rows from i on, weighted by t or not
        let sums = |matrix: &DMatrix<f64>, by_t: bool| {
            let mut sums = matrix.clone();
            for column in 0..n {
                let mut sum = 0.0;
                for row in (0..n).rev() {
                    sum += matrix[(row, column)] * if by_t { t[row] } else { 1.0 };
                    sums[(row, column)] = sum;
                }
            }
            sums
        };
        // Columns are U_j and V_j once the precision was multiplied by them.
        let by_u = sums(&precision, true).transpose();
        let by_v = sums(&precision, false).transpose();
        let (uu, uv, vv) = (sums(&by_u, true), sums(&by_v, true), sums(&by_v, false));
        Some(Gram { t, factor, uu, uv, vv })
    }

    pub fn products(&self, y: &[f64]) -> Products {
        let y = DVector::from_column_slice(y);
        let solved = self.factor.solve(&y);
        let (mut u, mut v) = (vec![0.0; y.len()], vec![0.0; y.len()]);
        let (mut by_t, mut plain) = (0.0, 0.0);
        for row in (0..y.len()).rev() {
            by_t += self.t[row] * solved[row];
            plain += solved[row];
            (u[row], v[row]) = (by_t, plain);
        }
        Products { u, v, square: y.dot(&solved) }
    }

    /// y' Σ⁻¹ y as a sum of squares, which differences of products are not.
    pub fn square(&self, y: &[f64]) -> f64 {
        let mut y = DVector::from_column_slice(y);
        let solved = self.factor.l_dirty().solve_lower_triangular_mut(&mut y);
        debug_assert!(solved, "a factor has no zeros on its diagonal");
        y.norm_squared()
    }

    pub fn between(&self, one: Function, other: Function) -> f64 {
        let (i, j) = (one.from, other.from);
        one.slope * (other.slope * self.uu[(i, j)] + other.level * self.uv[(i, j)])
            + one.level * (other.slope * self.uv[(j, i)] + other.level * self.vv[(i, j)])
    }
}

impl Products {
    pub fn with(&self, function: Function) -> f64 {
        function.slope * self.u[function.from] + function.level * self.v[function.from]
    }
}

impl Function {
    pub const ONE: Function = Function { from: 0, slope: 0.0, level: 1.0 };
    pub const T: Function = Function { from: 0, slope: 1.0, level: 0.0 };

    /// (t - at)₊, among points in ascending order, one of which lies beyond.
    pub fn hinge(t: &[f64], at: f64) -> Function {
        Function { from: t.partition_point(|t| *t <= at), slope: 1.0, level: -at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_vectors() {
        let t = vec![0.0, 0.1, 0.4, 0.7, 1.0];
        let covariance = DMatrix::from_fn(5, 5, |i, j| {
            (-(t[i] - t[j] as f64).abs() * 2.0).exp() * (1.0 + 0.1 * (i * j) as f64).sqrt()
        });
        let covariance = &covariance * covariance.transpose();
        let precision = covariance.clone().try_inverse().unwrap();
        let gram = Gram::new(t.clone(), covariance).unwrap();
        let vector =
            |f: Function| DVector::from_fn(5, |row, _| if row >= f.from { f.slope * t[row] + f.level } else { 0.0 });
        let functions = [
            Function::ONE,
            Function::T,
            Function::hinge(&t, 0.1),
            Function::hinge(&t, 0.5),
            Function { from: 4, slope: 2.0, level: -3.0 },
        ];
        let y = [3.0, -1.0, 4.0, 1.0, 5.0];
        let data = DVector::from_column_slice(&y);
        let products = gram.products(&y);
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9 * b.abs().max(1.0);
        for one in functions {
            for other in functions {
                assert!(near(gram.between(one, other), (vector(one).transpose() * &precision * vector(other))[0]));
            }
            assert!(near(products.with(one), (vector(one).transpose() * &precision * &data)[0]));
        }
        assert!(
            near(products.square, (data.transpose() * &precision * &data)[0]) && near(gram.square(&y), products.square)
        );
        assert!(Gram::new(vec![0.0, 1.0], DMatrix::from_row_slice(2, 2, &[1.0, 2.0, 2.0, 1.0])).is_none());
    }
}
