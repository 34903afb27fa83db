//! Non-negative least squares of a few columns: min Σ (y - Σ c x)² over c ≥ 0, exact, by looking at every subset of
//! them.
//!
//! Shapes: up to [`MAX_COLUMNS`] columns x and y, all of one length; one c for each column and the sum of squares. Units: c in that of
//! y over that of x. Range: c and the sum from 0. The minimum is that of plain least squares on the columns with c > 0.
//!
//! Source: Lawson and Hanson 1974, Solving Least Squares Problems, chapter 23 (the conditions of the minimum). Own code: crates iterate to a
//! tolerance, and three columns have eight subsets.

/// At most so many columns: a nugget and two structures.
pub const MAX_COLUMNS: usize = 3;

/// A column that others make up but for this share of it adds nothing.
const DEPENDENT: f64 = 1e-9;

/// Coefficients of columns and the sum of squares that they leave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nnls {
    pub coefficients: [f64; MAX_COLUMNS],
    pub rss: f64,
}

/// Workspace for columns that are made orthogonal.
#[derive(Default)]
pub struct Workspace {
    columns: Vec<f64>,
    rest: Vec<f64>,
}

/// The smallest Σ (y - Σ c x)² over c ≥ 0. Columns and y have the square root of weights in them.
///
/// The minimum has no coefficient at 0 in some subset of the columns, where it is the unbounded least squares fit; so it is
/// the best of those fits that have no negative coefficient.
pub fn nnls(columns: &[&[f64]], y: &[f64], workspace: &mut Workspace) -> Nnls {
    let mut best = Nnls { coefficients: [0.0; MAX_COLUMNS], rss: y.iter().map(|y| y * y).sum() };
    for subset in 1u32..1 << columns.len() {
        let chosen = |k: &usize| subset >> k & 1 == 1;
        if let Some(found) = solve(columns, (0..columns.len()).filter(chosen), y, workspace) {
            if found.rss < best.rss && found.coefficients.iter().all(|c| *c >= 0.0) {
                best = found;
            }
        }
    }
    best
}

/// Unbounded least squares by Gram-Schmidt, y being made orthogonal to all columns as well. `None` where a column depends on
/// others.
fn solve(
    columns: &[&[f64]],
    chosen: impl Iterator<Item = usize>,
    y: &[f64],
    workspace: &mut Workspace,
) -> Option<Nnls> {
    let n = y.len();
    let (mut r, mut projected, mut names) = ([[0.0; MAX_COLUMNS]; MAX_COLUMNS], [0.0; MAX_COLUMNS], [0; MAX_COLUMNS]);
    workspace.columns.clear();
    workspace.rest.clear();
    workspace.rest.extend_from_slice(y);
    let mut known = 0;
    for name in chosen {
        let norm = dot(columns[name], columns[name]).sqrt();
        workspace.columns.extend_from_slice(columns[name]);
        let (before, own) = workspace.columns.split_at_mut(known * n);
        // Twice, so that rounding of the first time is orthogonal as well.
        for _ in 0..2 {
            for (k, column) in before.chunks_exact(n).enumerate() {
                let share = dot(column, own);
                own.iter_mut().zip(column).for_each(|(v, c)| *v -= share * c);
                r[k][known] += share;
            }
        }
        let left = dot(own, own).sqrt();
        if left <= DEPENDENT * norm {
            return None;
        }
        own.iter_mut().for_each(|v| *v /= left);
        r[known][known] = left;
        let share = dot(own, &workspace.rest);
        workspace.rest.iter_mut().zip(own.iter()).for_each(|(v, c)| *v -= share * c);
        projected[known] = share;
        names[known] = name;
        known += 1;
    }
    let mut found = Nnls { coefficients: [0.0; MAX_COLUMNS], rss: dot(&workspace.rest, &workspace.rest) };
    let mut solved = [0.0; MAX_COLUMNS];
    for k in (0..known).rev() {
        let rest: f64 = (k + 1..known).map(|j| r[k][j] * solved[j]).sum();
        solved[k] = (projected[k] - rest) / r[k][k];
        found.coefficients[names[k]] = solved[k];
    }
    Some(found)
}

/// Axes of what columns make up, by Gram-Schmidt; those that depend on others add none.
pub fn orthonormal(columns: &[&[f64]]) -> Vec<Vec<f64>> {
    let mut axes: Vec<Vec<f64>> = Vec::new();
    for column in columns {
        let mut own = column.to_vec();
        for _ in 0..2 {
            for axis in &axes {
                let share = dot(axis, &own);
                own.iter_mut().zip(axis).for_each(|(v, a)| *v -= share * a);
            }
        }
        let left = dot(&own, &own).sqrt();
        if left > DEPENDENT * dot(column, column).sqrt() {
            own.iter_mut().for_each(|v| *v /= left);
            axes.push(own);
        }
    }
    axes
}

pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn by_hand() {
        let (one, up) = ([1.0; 3], [0.0, 1.0, 2.0]);
        let of = |y: &[f64]| nnls(&[&one, &up], y, &mut Workspace::default());
        let rising = of(&[1.0, 3.0, 5.0]);
        assert!((rising.coefficients[0] - 1.0).abs() < 1e-14 && (rising.coefficients[1] - 2.0).abs() < 1e-14);
        // Falling: the slope is held at 0, and the mean is left
        let falling = of(&[5.0, 3.0, 1.0]);
        assert!((falling.coefficients[0] - 3.0).abs() < 1e-14 && falling.coefficients[1] == 0.0);
        assert!((falling.rss - 8.0).abs() < 1e-13);
        assert_eq!(of(&[-1.0, -1.0, -1.0]).coefficients, [0.0; 3]);
    }

    #[test]
    fn axes_of_columns() {
        let axes = orthonormal(&[&[3.0, 4.0, 0.0], &[6.0, 8.0, 0.0], &[3.0, 4.0, 2.0]]);
        assert_eq!(axes, [vec![0.6, 0.8, 0.0], vec![0.0, 0.0, 1.0]]);
        assert!(orthonormal(&[&[0.0; 3]]).is_empty());
    }

    #[test]
    fn columns_that_depend_on_one_another() {
        let one = [1.0, 1.0];
        let found = nnls(&[&one, &one], &[2.0, 4.0], &mut Workspace::default());
        assert!((found.coefficients[0] + found.coefficients[1] - 3.0).abs() < 1e-14 && (found.rss - 2.0).abs() < 1e-14);
    }

    proptest! {
        #[test]
        fn no_step_betters_it(
            columns in prop::collection::vec(prop::array::uniform6(-1.0f64..3.0), 1..4),
            y in prop::array::uniform6(-2.0f64..5.0),
            steps in prop::collection::vec(prop::array::uniform3(-0.1f64..0.1), 20),
        ) {
            let slices: Vec<&[f64]> = columns.iter().map(|c| &c[..]).collect();
            let found = nnls(&slices, &y, &mut Workspace::default());
            let rss = |c: &[f64; MAX_COLUMNS]| -> f64 {
                (0..6).map(|i| (y[i] - slices.iter().zip(c).map(|(x, c)| c * x[i]).sum::<f64>()).powi(2)).sum()
            };
            prop_assert!((rss(&found.coefficients) - found.rss).abs() < 1e-9);
            for step in steps {
                let mut other = found.coefficients;
                other.iter_mut().zip(step).for_each(|(c, step)| *c = (*c + step).max(0.0));
                prop_assert!(rss(&other) >= found.rss - 1e-9);
            }
        }
    }
}
