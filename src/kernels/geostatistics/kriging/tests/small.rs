//! Small sets, by hand.

use super::*;

fn new(points: &[Point], model: &KrigingModel, trend: Trend) -> Result<Kriging, Fault> {
    Kriging::new(Data::of(points), model, trend, Neighbourhood::ALL, None, &|| true)
}

#[test]
fn no_point_and_one() {
    let model = with_nugget(0.0, one(Model::Spherical, 2.0, 10.0));
    assert_eq!(new(&[], &model, Trend::ORDINARY).err(), Some(Fault::NoPoints));
    let single = [point(3.0, 4.0, 7.0)];
    // Its value, with variance 2 (sill - c): at a distance of 5, c = 2 (1 - 3/4 + 1/16) = 5/8
    let found = predict(&new(&single, &model, Trend::ORDINARY).unwrap(), &[[0.0, 0.0], [3.0, 4.0], [100.0, 0.0]]);
    let expected = [(7.0, 2.0 * (2.0 - 0.625)), (7.0, 0.0), (7.0, 4.0)];
    for (found, (value, variance)) in found.iter().map(estimate).zip(expected) {
        assert!((found.0 - value).abs() < 1e-14 && (found.1 - variance).abs() < 1e-14, "{found:?}");
    }
    // With a known mean of 1: 1 + c / sill (7 - 1), and sill - c² / sill
    let found = estimate(&predict(&new(&single, &model, Trend::Known(1.0)).unwrap(), &[[0.0, 0.0]])[0]);
    assert!((found.0 - (1.0 + 0.3125 * 6.0)).abs() < 1e-14 && (found.1 - (2.0 - 0.625 * 0.3125)).abs() < 1e-14);
    let linear = new(&single, &model, terms(Degree::Linear, 0)).err();
    assert_eq!(linear, Some(Fault::TooFew { points: 1, least: 3 }));
}

/// (0, 0) = 1, (6, 0) = 3, (3, 4) = 8 with the semivariance h: weights 3/7, 3/7, 1/7 at (3, 0).
#[test]
fn three_points_in_fractions() {
    let points = [point(0.0, 0.0, 1.0), point(6.0, 0.0, 3.0), point(3.0, 4.0, 8.0)];
    for (model, kappa) in [(Model::Linear, 0.5), (Model::Power, 1.0)] {
        let structure = NestedStructure { kappa, ..one(model, 1.0, 0.0) };
        let model = with_nugget(0.0, structure);
        let (value, variance) = estimate(&predict(&new(&points, &model, Trend::ORDINARY).unwrap(), &[[3.0, 0.0]])[0]);
        assert!((value - 20.0 / 7.0).abs() < 1e-13 && (variance - 20.0 / 7.0).abs() < 1e-13, "{value} {variance}");
        let data = Data::of(&points);
        let ones = cross_validate(data, &model, Trend::ORDINARY, Neighbourhood::ALL, Folds::One, &|| true).unwrap();
        let three = [Folds::Random { folds: 3, seed: 5 }]
            .map(|folds| cross_validate(data, &model, Trend::ORDINARY, Neighbourhood::ALL, folds, &|| true).unwrap());
        for found in [&ones, &three[0]] {
            let last = found[2].estimate.unwrap();
            // Weights 1/2 and 1/2, and 5 + 2
            assert!((last.predicted - 2.0).abs() < 1e-13 && (last.variance - 7.0).abs() < 1e-13, "{last:?}");
            assert!((last.residual - 6.0).abs() < 1e-13 && (last.z_score.unwrap() - 6.0 / 7f64.sqrt()).abs() < 1e-13);
        }
        assert_eq!(new(&points, &model, Trend::Known(2.0)).err(), Some(Fault::NoSill));
    }
}

#[test]
fn nothing_but_a_nugget() {
    let points = [point(0.0, 0.0, 1.0), point(10.0, 0.0, 2.0), point(0.0, 10.0, 6.0)];
    let nugget = KrigingModel { nugget: 2.0, error: 0.0, structures: vec![] };
    let no_range = KrigingModel { nugget: 0.0, error: 0.0, structures: vec![one(Model::Gaussian, 2.0, 0.0)] };
    let error = KrigingModel { nugget: 0.0, error: 2.0, structures: vec![] };
    // The mean, with 2 + 2/3 beside the points and 0 at one; the mean without its error is known to 2/3.
    for (model, at_point, beside) in
        [(&nugget, (1.0, 0.0), 8.0 / 3.0), (&no_range, (1.0, 0.0), 8.0 / 3.0), (&error, (3.0, 2.0 / 3.0), 2.0 / 3.0)]
    {
        let found = predict(&new(&points, model, Trend::ORDINARY).unwrap(), &[[0.0, 0.0], [1.0, 1.0]]);
        let [at, elsewhere] = [0, 1].map(|k| estimate(&found[k]));
        assert!((at.0 - at_point.0).abs() < 1e-13 && (at.1 - at_point.1).abs() < 1e-13, "{at:?}");
        assert!((elsewhere.0 - 3.0).abs() < 1e-13 && (elsewhere.1 - beside).abs() < 1e-13, "{elsewhere:?}");
    }
}

#[test]
fn models_that_are_refused() {
    let points = scattered(5, 100.0, 1);
    let fault = |model: KrigingModel| new(&points, &model, Trend::ORDINARY).err();
    let structure = one(Model::Spherical, 1.0, 50.0);
    assert_eq!(fault(with_nugget(0.1, one(Model::LinearSill, 1.0, 50.0))), Some(Fault::LinearSill));
    assert_eq!(fault(with_nugget(-0.1, structure)), Some(Fault::Model { structure: None }));
    assert_eq!(fault(with_nugget(f64::NAN, structure)), Some(Fault::Model { structure: None }));
    assert_eq!(fault(with_nugget(0.0, one(Model::Spherical, 0.0, 50.0))), Some(Fault::NoVariance));
    let wrong = [
        NestedStructure { ratio: 1.5, ..structure },
        NestedStructure { ratio: 0.0, ..structure },
        NestedStructure { psill: -1.0, ..structure },
        NestedStructure { range: -1.0, ..structure },
        NestedStructure { range: f64::INFINITY, ..structure },
        NestedStructure { angle: f64::NAN, ..structure },
        NestedStructure { kappa: 0.0, ..one(Model::Matern, 1.0, 50.0) },
        NestedStructure { kappa: 2.5, ..one(Model::Power, 1.0, 50.0) },
    ];
    for wrong in wrong {
        let model = KrigingModel { nugget: 0.1, error: 0.0, structures: vec![structure, wrong] };
        assert_eq!(fault(model), Some(Fault::Model { structure: Some(1) }), "{wrong:?}");
    }
}

#[test]
fn data_that_are_refused() {
    let mut points = scattered(5, 100.0, 1);
    let model = with_nugget(0.1, one(Model::Spherical, 1.0, 50.0));
    let layers = [vec![1.0; 4]];
    let data = Data { points: &points, externals: &layers };
    let made = Kriging::new(data, &model, terms(Degree::Constant, 1), Neighbourhood::ALL, None, &|| true);
    assert_eq!(made.err(), Some(Fault::Externals { expected: 1, found: 1 }));
    points[3].value = f64::NAN;
    assert_eq!(new(&points, &model, Trend::ORDINARY).err(), Some(Fault::NotFinite { point: 3 }));
    let many: Vec<Point> = (0..=MOST_GLOBAL).map(|k| point(k as f64, 0.0, 1.0)).collect();
    assert_eq!(new(&many, &model, Trend::ORDINARY).err(), Some(Fault::TooMany { points: MOST_GLOBAL + 1 }));
}

#[test]
fn a_cancel_ends_what_is_long() {
    let points = scattered(200, 100.0, 1);
    let model = with_nugget(0.1, one(Model::Spherical, 1.0, 50.0));
    let data = Data::of(&points);
    let made = Kriging::new(data, &model, Trend::ORDINARY, Neighbourhood::ALL, None, &|| false);
    assert_eq!(made.err(), Some(Fault::Cancelled));
    let left = cross_validate(data, &model, Trend::ORDINARY, nearest(8), Folds::One, &|| false);
    assert_eq!(left.err(), Some(Fault::Cancelled));
    for neighbourhood in [nearest(8), Neighbourhood::ALL] {
        let kriging = Kriging::new(data, &model, Trend::ORDINARY, neighbourhood, None, &|| true).unwrap();
        let window = Window { row: 0, column: 0, rows: 3, columns: 3 };
        let geotransform = [0.0, 10.0, 0.0, 100.0, 0.0, -10.0];
        let cells = Cells { geotransform, window, wanted: None, externals: &[] };
        let stopped = kriging.predictor(true).predict_cells(&cells, &|| false, |_, _, _| {});
        assert_eq!(stopped, Err(Fault::Cancelled));
    }
}

#[test]
fn too_many_at_one_distance() {
    // Nine around a middle, all at 5
    let around = |k: usize| (k as f64 * 40f64.to_radians()).sin_cos();
    let points: Vec<Point> = (0..9).map(|k| point(5.0 * around(k).0, 5.0 * around(k).1, k as f64)).collect();
    let model = with_nugget(0.1, one(Model::Spherical, 1.0, 50.0));
    let made = |max| Kriging::new(Data::of(&points), &model, Trend::ORDINARY, nearest(max), None, &|| true).unwrap();
    let fault = made(2).predictor(true).predict(&Target::at(0.0, 0.0)).err();
    assert!(
        matches!(fault, Some(Fault::Ties { points: 9, max: 2, east, north }) if east.hypot(north) < 1e-12),
        "{fault:?}"
    );
    assert_eq!(predict(&made(3), &[[0.0, 0.0]])[0].neighbours, 9);
    assert_eq!(predict(&made(3), &[[0.1, 0.0]])[0].neighbours, 3);
}

#[test]
fn quadrants_hold_their_axes() {
    // On each axis one point at 1, and one beside it, clockwise, at 2: with one in each quadrant the nearest, that on the axis
    let axes = [(0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0)];
    let beside = [(1.0, 2.0), (2.0, -1.0), (-1.0, -2.0), (-2.0, 1.0)];
    let points: Vec<Point> = axes.iter().chain(&beside).map(|(x, y)| point(*x, *y, x + 2.0 * y)).collect();
    let model = with_nugget(0.1, one(Model::Spherical, 1.0, 50.0));
    let used = |rule: Neighbourhood, at: [f64; 2]| {
        let made = Kriging::new(Data::of(&points), &model, Trend::ORDINARY, rule, None, &|| true).unwrap();
        predict(&made, &[at])[0].neighbours
    };
    let sectors = |sector_max| Neighbourhood { sector_max, ..Neighbourhood::ALL };
    assert_eq!(used(sectors(1), [0.0, 0.0]), 4);
    assert_eq!(used(sectors(2), [0.0, 0.0]), 8);
    // From beyond the east all points are in the two western quadrants: north-west holds the west axis, hence 5 of them.
    assert_eq!(used(sectors(4), [9.0, 0.0]), 7);
    // Of five, the nearest in the south-west and north-west
    assert_eq!(used(Neighbourhood { max: 5, ..sectors(1) }, [9.0, 0.0]), 2);
    assert_eq!(used(Neighbourhood { radius: Some(1.0), ..Neighbourhood::ALL }, [0.0, 0.0]), 4);
    assert_eq!(used(Neighbourhood { radius: Some(0.99), ..Neighbourhood::ALL }, [0.0, 0.0]), 0);
    assert_eq!(used(Neighbourhood { radius: Some(0.99), max: 3, ..Neighbourhood::ALL }, [0.0, 0.0]), 0);
}

#[test]
fn what_is_missing_has_its_reason() {
    let points = scattered(40, 100.0, 3);
    let smooth = with_nugget(0.0, one(Model::Gaussian, 1.0, 300.0));
    let model = with_nugget(0.1, one(Model::Spherical, 1.0, 50.0));
    let missing =
        |points: &[Point], model: &KrigingModel, trend: Trend, rule: Neighbourhood, layer: &[f64], at: f64| {
            let layers = vec![layer.to_vec(); trend.externals()];
            let data = Data { points, externals: &layers };
            let kriging = Kriging::new(data, model, trend, rule, None, &|| true).unwrap();
            let target = Target { east: 50.0, north: 50.0, externals: &[at][..trend.externals()] };
            kriging.predictor(true).predict(&target).unwrap().estimate.err()
        };
    let ordinary =
        |points: &[Point], model: &KrigingModel, rule| missing(points, model, Trend::ORDINARY, rule, &[], 0.0);
    for rule in [Neighbourhood::ALL, nearest(32)] {
        assert_eq!(ordinary(&points, &smooth, rule), Some(Missing::Covariance));
        assert_eq!(ordinary(&points, &model, rule), None);
        // A layer that does not vary, and one that is not there
        let external = terms(Degree::Constant, 1);
        assert_eq!(missing(&points, &model, external, rule, &[0.1; 40], 0.1), Some(Missing::Drift));
        let varied: Vec<f64> = points.iter().map(|point| point.east).collect();
        assert_eq!(missing(&points, &model, external, rule, &varied, f64::NAN), Some(Missing::External));
        assert_eq!(missing(&points, &model, external, rule, &varied, 3.0), None);
        // A layer that is a coordinate
        assert_eq!(missing(&points, &model, terms(Degree::Linear, 1), rule, &varied, 3.0), Some(Missing::Drift));
        // Points on a line, along no axis, and along one
        for (a, b) in [(0.3, 0.7), (1.0, 0.0), (0.0, 1.0)] {
            let line: Vec<Point> = points.iter().map(|p| point(a * p.east + 0.1, b * p.east + 0.2, p.value)).collect();
            assert_eq!(missing(&line, &model, terms(Degree::Linear, 0), rule, &[], 0.0), Some(Missing::Drift), "{a}");
        }
    }
    let near = |max, min| Neighbourhood { radius: Some(3.0), min, max, sector_max: 0 };
    assert_eq!(ordinary(&points, &model, near(8, 5)), Some(Missing::Neighbours));
    let few = missing(&points, &model, terms(Degree::Linear, 0), nearest(2), &[], 0.0);
    assert_eq!(few, Some(Missing::Neighbours));
}

#[test]
fn points_of_one_place_are_told() {
    let mut points = scattered(6, 1000.0, 4);
    points[4] = Point { value: 20.0, ..points[1] };
    points[5] = Point { east: points[1].east + 1e-7, value: 14.0, ..points[1] };
    let groups = coincident(&points);
    let spread = 20.0 - points[1].value.min(14.0);
    assert_eq!(groups, [Group { points: vec![1, 4, 5], spread }]);
    let merged = merge(Data { points: &points, externals: &[vec![1.0, 2.0, 3.0, 4.0, 5.0, 8.0]] });
    assert_eq!(merged.members, [vec![0], vec![1, 4, 5], vec![2], vec![3]]);
    assert_eq!(merged.externals, [[1.0, 5.0, 3.0, 4.0]]);
    assert!((merged.points[1].value - (points[1].value + 34.0) / 3.0).abs() < 1e-13);
    assert_eq!(merged.points[2], points[2]);
    assert_eq!(coincident(&[]), []);
    // As many in one place as there are points: none are lost
    let same = vec![point(5.0, 5.0, 1.0); 1000];
    assert_eq!(coincident(&same)[0].points.len(), 1000);
}

#[test]
fn folds_are_even_and_a_seed_repeats() {
    let points = scattered(23, 100.0, 6);
    let model = with_nugget(0.1, one(Model::Spherical, 1.0, 50.0));
    let of = |folds, seed| {
        let folds = Folds::Random { folds, seed };
        cross_validate(Data::of(&points), &model, Trend::ORDINARY, nearest(8), folds, &|| true)
    };
    let found = of(5, 1).unwrap();
    let mut sizes = [0; 6];
    found.iter().for_each(|point| sizes[point.fold] += 1);
    assert_eq!(sizes, [0, 5, 5, 5, 4, 4]);
    assert_eq!(of(5, 1).unwrap(), found);
    assert_ne!(of(5, 2).unwrap(), found);
    assert_eq!(of(1, 1), Err(Fault::TooFew { points: 23, least: 2 }));
    assert_eq!(of(24, 1), Err(Fault::TooFew { points: 23, least: 24 }));
}

#[test]
fn a_summary_by_hand() {
    let left = |fold, observed: f64, predicted: f64, z: f64| {
        let residual = observed - predicted;
        let estimate = Ok(Left { predicted, variance: 1.0, residual, z_score: Some(z) });
        Validated { fold, observed, neighbours: 3, estimate }
    };
    let missing = Validated { estimate: Err(Missing::Neighbours), ..left(2, 5.0, 0.0, 0.0) };
    let found = summary(&[left(1, 1.0, 2.0, -1.0), left(1, 3.0, 3.0, 0.0), left(2, 8.0, 4.0, 3.0), missing]);
    assert_eq!((found.n, found.n_missing), (3, 1));
    let close = |found: Option<f64>, expected: f64| assert!((found.unwrap() - expected).abs() < 1e-14, "{found:?}");
    close(found.me, (-1.0 + 0.0 + 4.0) / 3.0);
    close(found.mae, (1.0 + 0.0 + 4.0) / 3.0);
    close(found.rmse, (17.0f64 / 3.0).sqrt());
    // Means of the other folds: 6.5, 6.5, 2
    close(found.rmse_mean, ((5.5f64.powi(2) + 3.5f64.powi(2) + 36.0) / 3.0).sqrt());
    close(found.mean_z, 2.0 / 3.0);
    close(found.msdr, 10.0 / 3.0);
    close(found.coverage95, 2.0 / 3.0);
    // Observed -3, -1, 4 from their mean, predicted -1, 0, 1
    close(found.r, 7.0 / (26.0f64 * 2.0).sqrt());
    assert_eq!(summary(&[]), Summary::default());
    assert_eq!(summary(&[missing]), Summary { n_missing: 1, ..Summary::default() });
    assert_eq!(summary(&[left(1, 1.0, 2.0, -1.0)]).r, None);
}
