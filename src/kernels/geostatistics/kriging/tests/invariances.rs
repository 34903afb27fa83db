//! What results do not depend on.

use super::*;

const MODELS: [(f64, f64, Model); 4] = [
    (0.2, 0.0, Model::Spherical),
    (0.0, 0.3, Model::Exponential),
    (0.1, 0.2, Model::Gaussian),
    (0.1, 0.0, Model::Power),
];

fn models() -> impl Iterator<Item = KrigingModel> {
    MODELS.into_iter().map(|(nugget, error, model)| {
        let structure = NestedStructure { kappa: 1.3, angle: 30.0, ratio: 0.5, ..one(model, 1.5, 40.0) };
        KrigingModel { nugget, error, structures: vec![structure] }
    })
}

fn trends(model: &KrigingModel) -> Vec<Trend> {
    let mut trends = vec![Trend::ORDINARY, terms(Degree::Linear, 0), terms(Degree::Quadratic, 0)];
    if model.structures[0].model.has_sill() {
        trends.push(Trend::Known(11.0));
    }
    trends
}

/// Every model, trend and neighbourhood.
fn each(check: impl Fn(&KrigingModel, Trend, Neighbourhood)) {
    for model in models() {
        for trend in trends(&model) {
            for rule in
                [Neighbourhood::ALL, nearest(12), Neighbourhood { sector_max: 3, max: 16, min: 6, radius: Some(60.0) }]
            {
                check(&model, trend, rule);
            }
        }
    }
}

fn new(points: &[Point], model: &KrigingModel, trend: Trend, rule: Neighbourhood) -> Kriging {
    Kriging::new(Data::of(points), model, trend, rule, None, &|| true).unwrap()
}

fn places() -> Vec<[f64; 2]> {
    (0..6).flat_map(|i| (0..5).map(move |j| [7.0 + 19.0 * f64::from(i), 3.0 + 23.0 * f64::from(j)])).collect()
}

/// Within a share of the values' range; variances within one of the sill.
fn close(found: &[Predicted], expected: &[Predicted], share: f64) {
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found.neighbours, expected.neighbours);
        match (found.estimate, expected.estimate) {
            (Ok(a), Ok(b)) => {
                let (variance, other) = (a.variance.unwrap(), b.variance.unwrap());
                assert!((a.value - b.value).abs() <= share * 15.0, "{a:?} {b:?}");
                assert!((variance - other).abs() <= share * 15.0 * other.max(1.0), "{a:?} {b:?}");
            }
            (a, b) => assert_eq!(a, b),
        }
    }
}

#[test]
fn the_order_of_points() {
    let points = scattered(60, 100.0, 1);
    let mut shuffled = points.clone();
    shuffled.shuffle(&mut stream(9, 0));
    each(|model, trend, rule| {
        let [a, b] = [&points, &shuffled].map(|points| predict(&new(points, model, trend, rule), &places()));
        assert_eq!(a, b);
    });
}

#[test]
fn the_origin_of_the_map() {
    let points = scattered(60, 100.0, 2);
    let far = |x: f64| x + 5e6;
    let moved: Vec<Point> = points.iter().map(|p| point(far(p.east), far(p.north), p.value)).collect();
    let far_places: Vec<[f64; 2]> = places().iter().map(|place| place.map(far)).collect();
    each(|model, trend, rule| {
        let here = predict(&new(&points, model, trend, rule), &places());
        close(&predict(&new(&moved, model, trend, rule), &far_places), &here, 1e-9);
    });
}

#[test]
fn a_quarter_turn() {
    let points = scattered(60, 100.0, 3);
    // Clockwise: east becomes south, north becomes east
    let turned: Vec<Point> = points.iter().map(|p| point(p.north, -p.east, p.value)).collect();
    let turned_places: Vec<[f64; 2]> = places().iter().map(|place| [place[1], -place[0]]).collect();
    each(|model, trend, rule| {
        let mut other = model.clone();
        other.structures[0].angle += 90.0;
        let here = predict(&new(&points, model, trend, rule), &places());
        close(&predict(&new(&turned, &other, trend, rule), &turned_places), &here, 1e-10);
        // The angle is of something.
        let wrong = predict(&new(&turned, model, trend, rule), &turned_places);
        assert!(
            wrong.iter().zip(&here).any(|(a, b)| a.estimate.is_ok() && (estimate(a).0 - estimate(b).0).abs() > 1e-3)
        );
    });
}

#[test]
fn the_unit_of_values() {
    let points = scattered(60, 100.0, 4);
    let scaled: Vec<Point> = points.iter().map(|p| Point { value: 1000.0 * p.value, ..*p }).collect();
    each(|model, trend, rule| {
        let mut other = model.clone();
        other.nugget *= 1e6;
        other.error *= 1e6;
        other.structures[0].psill *= 1e6;
        let trend_scaled = if let Trend::Known(mean) = trend { Trend::Known(1000.0 * mean) } else { trend };
        let mut found = predict(&new(&scaled, &other, trend_scaled, rule), &places());
        for found in found.iter_mut().filter_map(|found| found.estimate.as_mut().ok()) {
            found.value /= 1000.0;
            found.variance = found.variance.map(|variance| variance / 1e6);
        }
        close(&found, &predict(&new(&points, model, trend, rule), &places()), 1e-12);
    });
}

#[test]
fn a_constant_stays() {
    let points: Vec<Point> = scattered(60, 100.0, 5).iter().map(|p| Point { value: 7.3, ..*p }).collect();
    each(|model, trend, rule| {
        let trend = if matches!(trend, Trend::Known(_)) { Trend::Known(7.3) } else { trend };
        for found in predict(&new(&points, model, trend, rule), &places()).iter().filter(|f| f.estimate.is_ok()) {
            assert!((estimate(found).0 - 7.3).abs() < 1e-12, "{found:?}");
        }
    });
}

/// Cells one by one, in windows, and in any order.
#[test]
fn tiles_and_the_order_of_targets() {
    let points = scattered(400, 100.0, 6);
    let (rows, columns) = (21, 23);
    let wanted = ndarray::Array2::from_shape_fn((rows, columns), |(r, c)| (r * 7 + c * 3) % 5 != 0);
    // Over all points and beyond, and so fine that sets of neighbours stay for some cells
    let (coarse, fine) = ([-10.0, 5.3, 0.2, 115.0, 0.1, -5.7], [30.0, 0.4, 0.01, 60.0, 0.02, -0.5]);
    for (geotransform, block) in [(coarse, Some(Block::rectangle(3.0, 3.0, 2))), (fine, None)] {
        for rule in [
            nearest(9),
            Neighbourhood { radius: Some(8.0), ..nearest(9) },
            Neighbourhood { radius: Some(8.0), ..Neighbourhood::ALL },
            Neighbourhood { sector_max: 2, ..nearest(20) },
            Neighbourhood::ALL,
        ] {
            let model = with_nugget(0.1, one(Model::Spherical, 1.5, 40.0));
            let data = if rule.global() { &points[..150] } else { &points[..] };
            let kriging =
                Kriging::new(Data::of(data), &model, Trend::ORDINARY, rule, block.as_ref(), &|| true).unwrap();
            let mut alone = kriging.predictor(true);
            let mut expected = std::collections::BTreeMap::new();
            for ((r, c), _) in wanted.indexed_iter().filter(|(_, wanted)| **wanted) {
                let (x, y) = (c as f64 + 0.5, r as f64 + 0.5);
                let g = geotransform;
                let target = Target::at(g[0] + x * g[1] + y * g[2], g[3] + x * g[4] + y * g[5]);
                expected.insert((r, c), alone.predict(&target).unwrap());
            }
            for side in [23, 8] {
                let mut predictor = kriging.predictor(true);
                let mut found = std::collections::BTreeMap::new();
                for row in (0..rows).step_by(side).rev() {
                    for column in (0..columns).step_by(side) {
                        let (high, wide) = (side.min(rows - row), side.min(columns - column));
                        let window = Window { row, column, rows: high, columns: wide };
                        let part = wanted.slice(ndarray::s![row..row + high, column..column + wide]);
                        let cells = Cells { geotransform, window, wanted: Some(part), externals: &[] };
                        let each = |r, c, predicted| assert!(found.insert((row + r, column + c), predicted).is_none());
                        predictor.predict_cells(&cells, &|| true, each).unwrap();
                    }
                }
                assert_eq!(found, expected);
            }
        }
    }
}

#[test]
fn points_on_a_grid_in_tiles() {
    // Ties at every cell
    let points: Vec<Point> =
        (0..400).map(|k| point(f64::from(k % 20), f64::from(k / 20), f64::from(k * 7 % 11))).collect();
    let model = with_nugget(0.1, one(Model::Spherical, 1.5, 4.0));
    let kriging = new(&points, &model, Trend::ORDINARY, nearest(6));
    let window = Window { row: 0, column: 0, rows: 40, columns: 40 };
    let cells = Cells { geotransform: [-0.25, 0.5, 0.0, 19.25, 0.0, -0.5], window, wanted: None, externals: &[] };
    let (mut seen, mut alone) = (0, kriging.predictor(true));
    let each = |r: usize, c: usize, predicted: Predicted| {
        let target = Target::at(0.5 * c as f64, 19.0 - 0.5 * r as f64);
        assert_eq!(alone.predict(&target).unwrap(), predicted);
        seen += 1;
    };
    kriging.predictor(true).predict_cells(&cells, &|| true, each).unwrap();
    assert_eq!(seen, 1600);
}

#[test]
fn without_variance_the_values_stay() {
    let points = scattered(200, 100.0, 7);
    for model in models() {
        for rule in [nearest(12), Neighbourhood::ALL] {
            let kriging = new(&points, &model, Trend::ORDINARY, rule);
            let mut without = kriging.predictor(false);
            for (place, found) in places().iter().zip(predict(&kriging, &places())) {
                let alone = without.predict(&Target::at(place[0], place[1])).unwrap().estimate.unwrap();
                assert_eq!(alone, Estimate { variance: None, ..found.estimate.unwrap() });
            }
        }
    }
}
