//! The largest distance across a patch, between two corners of its cells \[m\]: D of CIRCLE = 1 - a / (π (D / 2)²).
//!
//! D = max |p - q| over the corners p, q of the convex hull. Shapes: the runs of a patch; one D. Range: from the diagonal of a cell.
//!
//! Sources: McGarigal, Cushman and Ene 2012, FRAGSTATS v4 (CIRCLE); Andrew 1979, Inf. Process. Lett. 9, 216 (the hull).

use super::{GeometryOptions, runs::PatchRuns};

/// Largest distance between two corners of cells, in m: between two of their convex hull.
pub fn diameter(runs: &PatchRuns<'_>, options: &GeometryOptions) -> f64 {
    // Corners by level of rows, the leftmost and the rightmost; others lie inside the hull.
    let mut points: Vec<(f64, f64)> = Vec::with_capacity(2 * runs.rows() + 2);
    let ends = |row: isize| runs.row(row).first().zip(runs.row(row).last()).map(|(a, b)| (a.start, b.end));
    for level in 0..=runs.rows() as isize {
        let near = [ends(level - 1), ends(level)];
        let left = near.iter().flatten().map(|ends| ends.0).min().unwrap_or(0);
        let right = near.iter().flatten().map(|ends| ends.1).max().unwrap_or(0);
        let y = level as f64 * options.cell_height;
        points.extend([(y, f64::from(left) * options.cell_width), (y, f64::from(right) * options.cell_width)]);
    }
    let mut hull = chain(points.iter().copied());
    hull.extend(chain(points.iter().rev().copied()));
    let mut farthest = 0.0f64;
    for (i, a) in hull.iter().enumerate() {
        for b in &hull[..i] {
            farthest = farthest.max((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2));
        }
    }
    farthest.sqrt()
}

/// One side of the convex hull of points in order (Andrew 1979).
fn chain(points: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
    let mut hull: Vec<(f64, f64)> = Vec::new();
    for p in points {
        while let [.., a, b] = hull[..] {
            let turn = (b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0);
            if turn > 0.0 {
                break;
            }
            hull.pop();
        }
        hull.push(p);
    }
    hull
}
