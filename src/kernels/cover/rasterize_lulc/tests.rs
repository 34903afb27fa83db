use super::*;
use crate::{
    cover::cell_mask::{CellMask, Polygon},
    grid::{Grid, areas::CellAreas, areas::RowAreas},
    kernels::{Accumulator, laws},
};
use proptest::prelude::*;

/// Rows of cells of 1 x 1 with the origin at the top left.
fn grid(rows: usize, columns: usize) -> Grid {
    Grid { rows, columns, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, 1.0], metres_per_unit: 1.0 }
}

fn rectangle(x1: f64, y1: f64, x2: f64, y2: f64) -> Polygon {
    vec![vec![(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)]]
}

/// A stack of polygons, each a feature of its own, with their classes.
fn stack(grid: &Grid, polygons: &[(u32, Polygon)]) -> Stack {
    let mut stack = Stack::new(grid);
    for (feature, (class, polygon)) in (0..).zip(polygons) {
        stack.push(polygon, Claim { feature, class: *class });
    }
    stack
}

fn rows(stack: &Stack, rule: Rule, strip_rows: usize) -> Vec<Row> {
    let strips = stack.strips(strip_rows);
    let mut found = vec![Row::default(); stack.grid.rows];
    for (strip, rows) in found.chunks_mut(strip_rows).enumerate() {
        let mut walk = Walk::new(stack, &strips, strip);
        for (i, row) in rows.iter_mut().enumerate() {
            walk.row(strip * strip_rows + i, rule, row);
        }
    }
    found
}

/// Classes of cells as digits, a point for none.
fn drawn(grid: &Grid, polygons: &[(u32, Polygon)], rule: Rule) -> Vec<String> {
    let cells = |row: &Row| {
        let mut line = vec!['.'; grid.columns];
        for run in &row.runs {
            let (start, end) = (run.columns.start as usize, run.columns.end as usize);
            line[start..end].fill(char::from_digit(run.class, 10).unwrap());
        }
        line.into_iter().collect()
    };
    rows(&stack(grid, polygons), rule, grid.rows).iter().map(cells).collect()
}

const RULES: [Rule; 2] = [Rule::Centre, Rule::Largest];

#[test]
fn nothing_and_off_the_grid() {
    let g = grid(2, 3);
    for rule in RULES {
        assert_eq!(drawn(&g, &[], rule), ["...", "..."]);
        for off in [rectangle(-5.0, 0.0, -1.0, 2.0), rectangle(4.0, 0.0, 9.0, 2.0), rectangle(0.0, -3.0, 3.0, -1.0)] {
            assert_eq!(drawn(&g, &[(1, off)], rule), ["...", "..."]);
        }
        assert_eq!(drawn(&g, &[(1, rectangle(-9.0, -9.0, 9.0, 9.0))], rule), ["111", "111"]);
        assert_eq!(drawn(&g, &[(1, vec![vec![]]), (2, vec![])], rule), ["...", "..."]);
        assert_eq!(drawn(&grid(1, 1), &[(1, rectangle(0.0, 0.0, 1.0, 1.0))], rule), ["1"]);
    }
}

#[test]
fn the_centre_and_the_largest_share_by_hand() {
    let g = grid(1, 4);
    // 0.6, 0.5 and 0.4 of cells: centres on the right edge are not in
    let parts =
        [(1, rectangle(0.0, 0.0, 0.6, 1.0)), (2, rectangle(1.0, 0.0, 1.5, 1.0)), (3, rectangle(2.0, 0.0, 2.4, 1.0))];
    assert_eq!(drawn(&g, &parts, Rule::Centre), ["1..."]);
    // A class goes before none where both have a half
    assert_eq!(drawn(&g, &parts, Rule::Largest), ["12.."]);
    // Two polygons of one class have 0.3 + 0.25, another 0.35 and the centre
    let split =
        [(1, rectangle(0.0, 0.0, 1.0, 0.3)), (1, rectangle(0.0, 0.75, 1.0, 1.0)), (2, rectangle(0.0, 0.3, 1.0, 0.65))];
    assert_eq!(drawn(&g, &split, Rule::Centre), ["2..."]);
    assert_eq!(drawn(&g, &split, Rule::Largest), ["1..."]);
    // A tie goes to the smaller code, whatever lies on top
    for tie in [[3, 2], [2, 3]] {
        let halves = [(tie[0], rectangle(0.0, 0.0, 0.5, 1.0)), (tie[1], rectangle(0.5, 0.0, 1.0, 1.0))];
        assert_eq!(drawn(&g, &halves, Rule::Largest), ["2..."]);
    }
}

#[test]
fn later_polygons_lie_over_earlier_ones() {
    let g = grid(3, 4);
    let stacked = [(1, rectangle(0.0, 0.0, 3.0, 3.0)), (2, rectangle(1.0, 1.0, 4.0, 2.0))];
    for rule in RULES {
        assert_eq!(drawn(&g, &stacked, rule), ["111.", "1222", "111."]);
        let found = rows(&stack(&g, &stacked), rule, 3);
        assert_eq!(found.iter().map(|row| row.overlapped).collect::<Vec<_>>(), [0, 2, 0]);
        assert_eq!(found[1].first_overlap, Some(Overlap { column: 1, features: [0, 1] }));
    }
    // What is hidden has no share: 0.6 of the cell is drawn, 0.3 is seen
    let hidden = [(1, rectangle(0.0, 0.0, 1.0, 0.6)), (2, rectangle(0.0, 0.3, 1.0, 1.0))];
    assert_eq!(drawn(&g, &hidden, Rule::Largest)[0], "2...");
    let found = rows(&stack(&g, &hidden), Rule::Largest, 1);
    assert_eq!((found[0].overlapped, &found[0].features[..]), (1, &[1][..]));
}

#[test]
fn parts_of_a_feature_do_not_overlap_each_other() {
    let g = grid(1, 3);
    for rule in RULES {
        let mut twice = Stack::new(&g);
        twice.push(&rectangle(0.0, 0.0, 2.0, 1.0), Claim { feature: 4, class: 0 });
        twice.push(&rectangle(1.0, 0.0, 3.0, 1.0), Claim { feature: 4, class: 0 });
        let found = rows(&twice, rule, 1);
        assert_eq!((found[0].overlapped, found[0].runs.len(), found[0].runs[0].columns.clone()), (0, 1, 0..3));
    }
}

#[test]
fn holes_are_open() {
    let mut donut = rectangle(0.0, 0.0, 4.0, 4.0);
    donut.extend(rectangle(1.0, 1.0, 3.0, 3.0));
    for rule in RULES {
        assert_eq!(drawn(&grid(4, 4), &[(1, donut.clone())], rule), ["1111", "1..1", "1..1", "1111"]);
    }
}

/// Borders along the lines between cells, vertices on their corners.
#[test]
fn borders_on_lines_between_cells() {
    let g = grid(4, 4);
    let stairs =
        vec![vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (3.0, 2.0), (3.0, 4.0), (0.0, 4.0)]];
    let slope = vec![vec![(0.0, 0.0), (4.0, 4.0), (0.0, 4.0)]];
    let rest = vec![vec![(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)]];
    for rule in RULES {
        assert_eq!(drawn(&g, &[(1, stairs.clone())], rule), ["1...", "11..", "111.", "111."]);
        let turned: Polygon = stairs.iter().map(|ring| ring.iter().rev().copied().collect()).collect();
        assert_eq!(drawn(&g, &[(1, turned)], rule), ["1...", "11..", "111.", "111."]);
    }
    // Halves of the cells on the diagonal: the smaller code
    assert_eq!(drawn(&g, &[(2, slope.clone()), (1, rest.clone())], Rule::Largest), ["1111", "2111", "2211", "2221"]);
    let found = rows(&stack(&g, &[(2, slope), (1, rest)]), Rule::Largest, 2);
    assert_eq!(found.iter().map(|row| row.overlapped).sum::<u64>(), 0);
}

/// A ring whose border crosses itself is inside where it goes around oddly often.
#[test]
fn a_bow_tie_has_two_wings() {
    let tie = vec![vec![(0.0, 0.0), (4.0, 4.0), (4.0, 0.0), (0.0, 4.0)]];
    assert_eq!(drawn(&grid(4, 4), &[(1, tie.clone())], Rule::Largest), ["1..1", "1111", "1111", "1..1"]);
    // Centres on the borders: on the left of the right wing they are in, on the right of the left wing out
    assert_eq!(drawn(&grid(4, 4), &[(1, tie)], Rule::Centre), ["...1", "1.11", "1.11", "...1"]);
}

/// Squares of a jittered lattice, each cut into two triangles that share all vertices with their neighbours; `round` puts many of these
/// on centres of cells and on corners.
fn tessellation(across: usize, down: usize, size: f64, jitter: &[(f64, f64)], round: bool) -> Vec<Polygon> {
    let point = |r: usize, c: usize| {
        let inner = |i: usize, n: usize| i > 0 && i < n;
        let (dx, dy) = jitter[(r * (across + 1) + c) % jitter.len()];
        let moved = |i: usize, n: usize, by: f64| (i as f64 + if inner(i, n) { by } else { 0.0 }) * size / n as f64;
        let (x, y) = (moved(c, across, dx), moved(r, down, dy));
        if round { ((2.0 * x).round() / 2.0, (2.0 * y).round() / 2.0) } else { (x, y) }
    };
    let mut polygons = Vec::new();
    for r in 0..down {
        for c in 0..across {
            let corners = [point(r, c), point(r, c + 1), point(r + 1, c + 1), point(r + 1, c)];
            let (one, other) = if (r + c) % 2 == 0 { ([0, 1, 2], [0, 2, 3]) } else { ([0, 1, 3], [1, 2, 3]) };
            for three in [one, other] {
                polygons.push(vec![three.map(|i| corners[i]).to_vec()]);
            }
        }
    }
    polygons
}

/// What of a convex polygon lies on the left of a line, going from one point to another.
fn halved(points: &[(f64, f64)], a: (f64, f64), b: (f64, f64)) -> Vec<(f64, f64)> {
    let side = |p: (f64, f64)| (b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0);
    let mut kept = Vec::new();
    for (i, p) in points.iter().enumerate() {
        let q = points[(i + 1) % points.len()];
        let (sp, sq) = (side(*p), side(q));
        if sp >= 0.0 {
            kept.push(*p);
        }
        if (sp > 0.0 && sq < 0.0) || (sp < 0.0 && sq > 0.0) {
            let t = sp / (sp - sq);
            kept.push((p.0 + t * (q.0 - p.0), p.1 + t * (q.1 - p.1)));
        }
    }
    kept
}

fn area(points: &[(f64, f64)]) -> f64 {
    let pairs = points.iter().zip(points.iter().cycle().skip(1));
    pairs.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0
}

/// What two convex polygons have in common.
fn common(one: &[(f64, f64)], other: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut left = one.to_vec();
    for (i, a) in other.iter().enumerate() {
        left = halved(&left, *a, other[(i + 1) % other.len()]);
    }
    left
}

/// A triangle that goes around like the squares of cells.
fn triangle(points: [(f64, f64); 3]) -> Vec<(f64, f64)> {
    let [a, b, c] = points;
    if area(&points) >= 0.0 { vec![a, b, c] } else { vec![a, c, b] }
}

fn corner() -> impl Strategy<Value = (f64, f64)> {
    // Many on lines between cells, corners and centres
    let at = prop_oneof![-1.0f64..6.0, (-2i32..13).prop_map(|halves| f64::from(halves) / 2.0)];
    let at = at.boxed();
    (at.clone(), at)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 1 } else { 24 }))]

    /// Under both rules each cell under 1,012 polygons that share their borders is claimed once, by one of those that touch it.
    #[test]
    fn a_tessellation_claims_each_cell_once(
        jitter in prop::collection::vec((-0.15f64..0.15, -0.15f64..0.15), 97),
        size in 20usize..90,
        round: bool,
        strip in 1usize..40,
        turn in 0.0f64..6.3,
    ) {
        // Corners that move by less than a quarter of a square fold no triangle.
        let size = if round { size + 44 } else { size };
        let polygons = tessellation(22, 23, size as f64, &jitter, round);
        prop_assert_eq!(polygons.len(), 1012);
        let mut g = grid(size, size);
        if !round {
            // Turned cells in the middle of the same polygons
            let (s, c) = turn.sin_cos();
            let (m, h) = (size as f64 / 2.0, 0.5 * size as f64);
            g.geotransform = [m - 0.5 * h * (c - s), 0.5 * c, -0.5 * s, m - 0.5 * h * (s + c), 0.5 * s, 0.5 * c];
        }
        let numbered: Vec<(u32, Polygon)> = (0..).zip(polygons).collect();
        for rule in RULES {
            let stack = stack(&g, &numbered);
            let found = rows(&stack, rule, strip.min(size));
            let mut counts = vec![0u64; numbered.len()];
            for row in &found {
                prop_assert_eq!(row.overlapped, 0, "{:?}", rule);
                let mut end = 0;
                for run in &row.runs {
                    prop_assert_eq!(run.columns.start, end, "{:?}", rule);
                    end = run.columns.end;
                    counts[run.class as usize] += u64::from(run.columns.end - run.columns.start);
                }
                prop_assert_eq!(end as usize, size);
            }
            prop_assert_eq!(counts.iter().sum::<u64>(), (size * size) as u64);
            for (row, again) in found.iter().zip(rows(&stack, rule, size)) {
                prop_assert_eq!(row, &again);
            }
            if rule == Rule::Centre {
                for (polygon, cells) in numbered.iter().zip(&counts) {
                    prop_assert_eq!(CellMask::of(std::slice::from_ref(&polygon.1), &g).cells(), *cells);
                }
            }
        }
    }

    /// Shares of two triangles, the second over the first, as clipping gives them.
    #[test]
    fn shares_are_those_of_clipped_triangles(
        first in [corner(), corner(), corner()], second in [corner(), corner(), corner()],
    ) {
        let (lower, upper) = (triangle(first), triangle(second));
        let g = grid(5, 5);
        let stack = stack(&g, &[(1, vec![lower.clone()]), (0, vec![upper.clone()])]);
        let found = rows(&stack, Rule::Largest, 5);
        for (r, row) in found.iter().enumerate() {
            for c in 0..5 {
                let square = rectangle(c as f64, r as f64, c as f64 + 1.0, r as f64 + 1.0)[0][..4].to_vec();
                let (on, below) = (area(&common(&square, &upper)), area(&common(&square, &lower)));
                let both = area(&common(&common(&square, &upper), &lower));
                let (seen, uncovered) = (below - both, 1.0 - on - below + both);
                let close = |a: f64, b: f64| (a - b).abs() < 1e-7;
                if close(on, seen) || close(on, uncovered) || close(seen, uncovered) {
                    continue; // a tie but for rounding
                }
                let expected =
                    if uncovered > on.max(seen) { None } else { Some(if on > seen { 0 } else { 1 }) };
                let class = row.runs.iter().find(|run| run.columns.contains(&(c as u32))).map(|run| run.class);
                prop_assert_eq!(class, expected, "row {} column {}: {} {} {}", r, c, on, seen, uncovered);
            }
        }
    }

    /// The area of a polygon on the grid is the sum of what its cells have of it.
    #[test]
    fn areas_are_those_of_shares(three in [corner(), corner(), corner()], rows in prop::collection::vec(0.5f64..2.0, 5)) {
        let g = grid(5, 5);
        let points = triangle(three);
        let (mut same, mut by_row) = (0.0, 0.0);
        for (r, weight) in rows.iter().enumerate() {
            for c in 0..5 {
                let square = rectangle(c as f64, r as f64, c as f64 + 1.0, r as f64 + 1.0)[0][..4].to_vec();
                let share = area(&common(&square, &points));
                same += 3.0 * share;
                by_row += weight * share;
            }
        }
        let polygon = vec![points];
        prop_assert!((area_ha(&polygon, &g, &CellAreas::Same(3.0)) - same).abs() < 1e-9);
        prop_assert!((area_ha(&polygon, &g, &CellAreas::Rows(rows)) - by_row).abs() < 1e-9);
    }
}

#[test]
fn holes_have_no_area() {
    let mut donut = rectangle(1.0, 1.0, 4.0, 4.0);
    donut.extend(rectangle(2.0, 2.0, 3.0, 3.0));
    assert_eq!(area_ha(&donut, &grid(9, 9), &CellAreas::Same(0.5)), 0.5 * (9.0 - 1.0));
    // Of what lies off the grid nothing counts: 2 x 2 of it are left, less a corner of the hole
    assert_eq!(area_ha(&donut, &grid(3, 3), &CellAreas::Same(1.0)), 4.0 - 1.0);
    assert_eq!(area_ha(&vec![], &grid(3, 3), &CellAreas::Same(1.0)), 0.0);
}

#[test]
fn claims_hold_to_the_laws() {
    let g = grid(6, 7);
    let polygons = [(0, rectangle(0.0, 0.0, 5.0, 4.0)), (2, rectangle(2.0, 1.0, 7.0, 6.0))];
    let found = rows(&stack(&g, &polygons), Rule::Centre, 6);
    let areas = [1.0, 1.5, 2.0, 0.25, 4.0, 1.0, 0.5];
    let of = |range: std::ops::Range<usize>| {
        let mut claims = Claims::default();
        for row in range {
            claims.push((&found[row], RowAreas::Each(&areas)));
        }
        claims
    };
    laws::hold_in_any_order::<Claims, _>(6, of, |claims| {
        let areas = CellAreas::Rows(vec![]);
        let seen: Vec<(u64, f64)> = (0..3).map(|c| claims.class(c)).map(|s| (s.cells, s.area_ha(&areas))).collect();
        (seen, claims.overlapped, claims.has_cell(0), claims.has_cell(1), claims.has_cell(2))
    });
    let claims = of(0..6);
    // 20 cells less 9 under the other, whose 25 are all seen
    assert_eq!([0, 1, 2].map(|c| claims.class(c).cells), [20 - 9, 0, 25]);
    assert_eq!((claims.overlapped, claims.has_cell(1), claims.has_cell(2)), (9, true, false));
    let (first, last) = (1.0 + 1.5 + 2.0 + 0.25 + 4.0, 2.0 + 0.25 + 4.0 + 1.0 + 0.5);
    let area = |class: usize| claims.class(class).area_ha(&CellAreas::Rows(vec![]));
    assert_eq!((area(0), area(2)), (first + 3.0 * (1.0 + 1.5), 5.0 * last));
}
