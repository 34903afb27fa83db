//! Whether the border of a polygon surely neither crosses nor touches itself: a quick answer for most, which asks no one else.

use std::cmp::Ordering;

/// Edges over one place, beyond which others are quicker.
const MOST: usize = 64;

/// Whether a ring, closed by its first point, is surely simple; false where it is not, or too close to tell.
pub fn surely_simple(ring: &[(f64, f64)]) -> bool {
    let edges = ring.len().saturating_sub(1);
    if edges < 3 || ring[0] != ring[edges] {
        return false;
    }
    let low = |edge: usize| ring[edge].0.min(ring[edge + 1].0);
    let high = |edge: usize| ring[edge].0.max(ring[edge + 1].0);
    let mut order: Vec<usize> = (0..edges).collect();
    order.sort_unstable_by(|a, b| low(*a).total_cmp(&low(*b)));
    let mut over: Vec<usize> = Vec::new();
    for edge in order {
        over.retain(|other| high(*other) >= low(edge));
        if over.len() > MOST || !over.iter().all(|other| apart(ring, edges, edge, *other)) {
            return false;
        }
        over.push(edge);
    }
    true
}

/// Whether two edges of a ring surely have nothing in common but the end that neighbours share.
fn apart(ring: &[(f64, f64)], edges: usize, one: usize, other: usize) -> bool {
    let (first, second) = (one.min(other), one.max(other));
    let (a, b) = (ring[first], ring[first + 1]);
    let (c, d) = (ring[second], ring[second + 1]);
    if second == first + 1 {
        return turns(a, b, d);
    }
    if first == 0 && second == edges - 1 {
        return turns(c, a, b);
    }
    if a.1.max(b.1) < c.1.min(d.1) || c.1.max(d.1) < a.1.min(b.1) {
        return true;
    }
    let beside = |p, q, r, s| side(p, q, r).is_some_and(|of_r| side(p, q, s) == Some(of_r));
    beside(a, b, c, d) || beside(c, d, a, b)
}

/// Whether a way surely bends at its middle point, or goes straight on: it does not come back over itself.
fn turns(a: (f64, f64), b: (f64, f64), c: (f64, f64)) -> bool {
    let on = (b.0 - a.0) * (c.0 - b.0) + (b.1 - a.1) * (c.1 - b.1);
    a != b && b != c && (side(a, b, c).is_some() || on > 0.0)
}

/// On which side of a line a point surely lies. The error of the determinant is less than 3.4 10⁻¹⁶ of its terms (Shewchuk 1997, Discrete
/// Comput. Geom. 18, 305).
fn side(a: (f64, f64), b: (f64, f64), p: (f64, f64)) -> Option<Ordering> {
    let (one, other) = ((b.0 - a.0) * (p.1 - a.1), (b.1 - a.1) * (p.0 - a.0));
    let determinant = one - other;
    let sure = determinant.abs() > 4e-16 * (one.abs() + other.abs());
    sure.then(|| determinant.total_cmp(&0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ring(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
        points.iter().chain(points.first()).copied().collect()
    }

    #[test]
    fn simple_rings_and_others() {
        let square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)];
        assert!(surely_simple(&ring(&square)));
        assert!(surely_simple(&ring(&[(0.0, 0.0), (2.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)])));
        assert!(surely_simple(&ring(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 1.0)])));
        // Crossing, touching by a corner, by a side, coming back, standing still, open, and too short
        let not = [
            vec![(0.0, 0.0), (4.0, 4.0), (4.0, 0.0), (0.0, 4.0)],
            vec![(0.0, 0.0), (4.0, 0.0), (2.0, 2.0), (4.0, 4.0), (0.0, 4.0), (2.0, 2.0)],
            vec![(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 0.0)],
            vec![(0.0, 0.0), (4.0, 0.0), (6.0, 0.0), (4.0, 0.0), (4.0, 4.0)],
            vec![(0.0, 0.0), (4.0, 0.0), (4.0, 0.0), (4.0, 4.0)],
            vec![(0.0, 0.0), (1.0, 1.0)],
            vec![],
        ];
        for points in not {
            assert!(!surely_simple(&ring(&points)), "{points:?}");
        }
        assert!(!surely_simple(&square));
        // Of many edges one above the other nothing is said
        let comb =
            (0..70).flat_map(|i| [(0.0, f64::from(i)), (9.0, f64::from(i) + 0.5)]).chain([(-1.0, 80.0), (-1.0, -1.0)]);
        assert!(!surely_simple(&ring(&comb.collect::<Vec<_>>())));
    }

    /// Whether two segments have a point in common, on whole numbers and exactly.
    fn meet(a: (i64, i64), b: (i64, i64), c: (i64, i64), d: (i64, i64)) -> bool {
        let cross = |o: (i64, i64), p: (i64, i64), q: (i64, i64)| {
            ((p.0 - o.0) * (q.1 - o.1) - (p.1 - o.1) * (q.0 - o.0)).signum()
        };
        let within = |p: (i64, i64), q: (i64, i64), r: (i64, i64)| {
            r.0 >= p.0.min(q.0) && r.0 <= p.0.max(q.0) && r.1 >= p.1.min(q.1) && r.1 <= p.1.max(q.1)
        };
        let sides = (cross(a, b, c), cross(a, b, d), cross(c, d, a), cross(c, d, b));
        (sides.0 != sides.1 && sides.2 != sides.3)
            || (sides.0 == 0 && within(a, b, c))
            || (sides.1 == 0 && within(a, b, d))
            || (sides.2 == 0 && within(c, d, a))
            || (sides.3 == 0 && within(c, d, b))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        /// On whole numbers nothing is too close to tell.
        #[test]
        fn as_by_looking_at_every_pair(points in prop::collection::vec((0i64..9, 0i64..9), 3..7)) {
            let n = points.len();
            let edge = |i: usize| (points[i], points[(i + 1) % n]);
            let mut simple = true;
            for i in 0..n {
                let (a, b) = edge(i);
                let (_, c) = edge((i + 1) % n);
                let back = (b.0 - a.0) * (c.1 - b.1) == (b.1 - a.1) * (c.0 - b.0)
                    && (b.0 - a.0) * (c.0 - b.0) + (b.1 - a.1) * (c.1 - b.1) <= 0;
                simple &= a != b && !back;
                for j in i + 2..n {
                    if (j + 1) % n != i {
                        simple &= !meet(a, b, edge(j).0, edge(j).1);
                    }
                }
            }
            let points: Vec<(f64, f64)> = points.iter().map(|(x, y)| (*x as f64, *y as f64)).collect();
            prop_assert_eq!(surely_simple(&ring(&points)), simple);
        }
    }
}
