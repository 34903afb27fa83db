//! Sums of squares of non-negative least squares from sums of products: for grids, whose columns stand in many pairs.
//!
//! Sum: y'y - c'b over the subsets of columns whose c = G⁻¹ b are 0 or more, G and b being the products of the columns with each other and
//! with y; the smallest
//!
//! Shapes: a first column that is always there, n others and y, all of one length; a sum for each of the others, for two or for four of them.
//! Units and range: those of y'y, of which sums are right to about 1e-13; [`super::nnls`] is exact.
//!
//! Source: as [`super::nnls`].

use super::nnls::{MAX_COLUMNS, dot};

/// A column that others make up but for this share of its square adds nothing.
const DEPENDENT: f64 = 1e-12;

pub struct Products {
    columns: Vec<Vec<f64>>,
    /// Of the first column and y with themselves and each other.
    first: f64,
    first_y: f64,
    y: f64,
    /// Of each other column: with itself, with the first, with y.
    own: Vec<[f64; 3]>,
}

impl Products {
    pub fn of(first: &[f64], columns: Vec<Vec<f64>>, y: &[f64]) -> Products {
        let own = |column: &Vec<f64>| [dot(column, column), dot(column, first), dot(column, y)];
        let own = columns.iter().map(own).collect();
        Products { columns, first: dot(first, first), first_y: dot(first, y), y: dot(y, y), own }
    }

    /// With one of the columns.
    pub fn one(&self, k: usize) -> f64 {
        let [square, with_first, with_y] = self.own[k];
        let g = [[self.first, with_first, 0.0], [with_first, square, 0.0], [0.0; 3]];
        least(self.y, &g, &[self.first_y, with_y, 0.0], 2)
    }

    /// With two of them.
    pub fn two(&self, i: usize, j: usize) -> f64 {
        let ([ii, i_first, i_y], [jj, j_first, j_y]) = (self.own[i], self.own[j]);
        let ij = dot(&self.columns[i], &self.columns[j]);
        let g = [[self.first, i_first, j_first], [i_first, ii, ij], [j_first, ij, jj]];
        least(self.y, &g, &[self.first_y, i_y, j_y], 3)
    }

    /// With four of them, of which two may be the same; and what each of the five columns has then.
    pub fn four(&self, names: [usize; 4]) -> (f64, [f64; 5]) {
        let (mut g, mut b) = ([[0.0; 5]; 5], [self.first_y; 5]);
        g[0][0] = self.first;
        for (i, name) in names.into_iter().enumerate() {
            let [square, with_first, with_y] = self.own[name];
            (g[i + 1][0], g[0][i + 1], g[i + 1][i + 1], b[i + 1]) = (with_first, with_first, square, with_y);
            for (j, other) in names.into_iter().enumerate().take(i) {
                let shared = dot(&self.columns[name], &self.columns[other]);
                (g[i + 1][j + 1], g[j + 1][i + 1]) = (shared, shared);
            }
        }
        let found = (1u32..1 << 5).filter_map(|subset| explained(&g, &b, subset));
        let most = found.max_by(|a, b| a.0.total_cmp(&b.0));
        most.map_or((self.y, [0.0; 5]), |(part, coefficients)| (self.y - part, coefficients))
    }
}

/// The least sum over subsets of the first `count` columns.
fn least(y: f64, g: &[[f64; MAX_COLUMNS]; MAX_COLUMNS], b: &[f64; MAX_COLUMNS], count: usize) -> f64 {
    let parts = (1u32..1 << count).filter_map(|subset| explained(g, b, subset));
    parts.fold(y, |least, (part, _)| least.min(y - part))
}

/// c'b and c of a subset, by Cholesky; `None` where a c is negative or a column depends on others.
fn explained<const N: usize>(g: &[[f64; N]; N], b: &[f64; N], subset: u32) -> Option<(f64, [f64; N])> {
    let (mut names, mut count) = ([0; N], 0);
    for k in (0..N).filter(|k| subset >> k & 1 == 1) {
        names[count] = k;
        count += 1;
    }
    let (mut root, mut half) = ([[0.0; N]; N], [0.0; N]);
    for i in 0..count {
        let row = names[i];
        for j in 0..i {
            let known: f64 = (0..j).map(|k| root[i][k] * root[j][k]).sum();
            root[i][j] = (g[row][names[j]] - known) / root[j][j];
        }
        let left = g[row][row] - (0..i).map(|k| root[i][k] * root[i][k]).sum::<f64>();
        if left <= DEPENDENT * g[row][row] {
            return None;
        }
        root[i][i] = left.sqrt();
        half[i] = (b[row] - (0..i).map(|k| root[i][k] * half[k]).sum::<f64>()) / root[i][i];
    }
    let mut solved = [0.0; N];
    for i in (0..count).rev() {
        solved[i] = (half[i] - (i + 1..count).map(|k| root[k][i] * solved[k]).sum::<f64>()) / root[i][i];
        if solved[i] < 0.0 {
            return None;
        }
    }
    let mut coefficients = [0.0; N];
    (0..count).for_each(|i| coefficients[names[i]] = solved[i]);
    Some(((0..count).map(|i| half[i] * half[i]).sum(), coefficients))
}

#[cfg(test)]
mod tests {
    use super::{
        super::nnls::{Workspace, nnls},
        *,
    };
    use proptest::prelude::*;

    #[test]
    fn by_hand() {
        let (one, up, down) = (vec![1.0; 3], vec![0.0, 1.0, 2.0], vec![2.0, 1.0, 0.0]);
        let y = [5.0, 3.0, 1.0];
        let products = Products::of(&one, vec![up, down, one.clone()], &y);
        // Falling: of the rising column nothing, of the falling one all; the first one twice is itself.
        let sums = [products.one(0), products.one(1), products.two(0, 1), products.two(0, 2)];
        assert!(
            sums.iter().zip([8.0, 0.0, 0.0, 8.0]).all(|(sum, expected)| (sum - expected).abs() < 1e-13),
            "{sums:?}"
        );
        let (sum, coefficients) = products.four([0, 1, 1, 2]);
        // Three columns of one plane: 1 + 2 · falling.
        let fitted = |k: usize| {
            let [first, up, one_down, other_down, again] = coefficients;
            first + again + up * [0.0, 1.0, 2.0][k] + (one_down + other_down) * [2.0, 1.0, 0.0][k]
        };
        assert!(sum.abs() < 1e-13 && (0..3).all(|k| (fitted(k) - y[k]).abs() < 1e-12), "{coefficients:?}");
    }

    proptest! {
        #[test]
        fn as_the_exact_ones(
            columns in prop::collection::vec(prop::collection::vec(-1.0f64..3.0, 7), 3),
            y in prop::collection::vec(-2.0f64..5.0, 7),
        ) {
            let products = Products::of(&columns[0], columns[1..].to_vec(), &y);
            let exact = |of: &[&[f64]]| nnls(of, &y, &mut Workspace::default()).rss;
            prop_assert!((products.two(0, 1) - exact(&[&columns[0], &columns[1], &columns[2]])).abs() < 1e-9);
            prop_assert!((products.one(1) - exact(&[&columns[0], &columns[2]])).abs() < 1e-9);
        }
    }
}
