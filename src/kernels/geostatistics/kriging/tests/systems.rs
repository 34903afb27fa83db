//! Small random sets against the augmented system, solved by LU.

use super::*;

/// γ without the nugget, as it is written.
fn semivariance(part: &NestedStructure, from: [f64; 2], to: [f64; 2]) -> f64 {
    let (east, north) = (to[0] - from[0], to[1] - from[1]);
    let (sin, cos) = part.angle.to_radians().sin_cos();
    let (along, across) = (east * sin + north * cos, (east * cos - north * sin) / part.ratio);
    let h = along.hypot(across);
    let x = h / part.range;
    part.psill
        * match part.model {
            Model::Spherical => {
                if x < 1.0 {
                    1.5 * x - 0.5 * x.powi(3)
                } else {
                    1.0
                }
            }
            Model::Exponential => 1.0 - (-x).exp(),
            Model::Gaussian => 1.0 - (-x * x).exp(),
            Model::Matern => 1.0 - (1.0 + x) * (-x).exp(),
            Model::Linear => h,
            Model::Power => h.powf(part.kappa),
            Model::LinearSill => panic!("is refused"),
        }
}

fn terms_of(degree: Degree, x: f64, y: f64, layer: Option<f64>) -> Vec<f64> {
    let all = [1.0, x, y, x * x, x * y, y * y];
    let count = match degree {
        Degree::Constant => 1,
        Degree::Linear => 3,
        Degree::Quadratic => 6,
    };
    all[..count].iter().copied().chain(layer).collect()
}

struct Drawn {
    points: Vec<Point>,
    layer: Vec<f64>,
    model: KrigingModel,
    degree: Option<Degree>,
    external: bool,
    target: [f64; 2],
    at_target: f64,
    block: Option<Block>,
}

/// Value and variance by semivariances and LU. Coordinates are between 0 and 1, so that terms need no scale.
fn by_lu(drawn: &Drawn) -> (f64, f64) {
    let Drawn { points, layer, model, degree, external, target, at_target, block } = drawn;
    let place = |point: &Point| [point.east, point.north];
    let gamma = |a, b| model.structures.iter().map(|part| semivariance(part, a, b)).sum::<f64>();
    let nodes: Vec<([f64; 2], f64)> = match block {
        None => vec![(*target, 1.0)],
        Some(block) => block.nodes().iter().map(|n| ([target[0] + n.east, target[1] + n.north], n.weight)).collect(),
    };
    let (n, mean) = (points.len(), 3.0);
    let layer_of = |value: f64| external.then_some(value);
    let f = |k: usize| degree.map_or(vec![], |d| terms_of(d, points[k].east, points[k].north, layer_of(layer[k])));
    let count = f(0).len();
    // Simple kriging has covariances, others semivariances with the sign turned.
    let sill = if degree.is_none() { model.structures.iter().map(|part| part.psill).sum() } else { 0.0 };
    let mut a = DMatrix::<f64>::zeros(n + count, n + count);
    let mut b = DVector::<f64>::zeros(n + count);
    for i in 0..n {
        for j in 0..n {
            a[(i, j)] = sill - gamma(place(&points[i]), place(&points[j]));
        }
        a[(i, i)] += model.nugget + model.error;
        for (k, term) in f(i).into_iter().enumerate() {
            (a[(i, n + k)], a[(n + k, i)]) = (term, term);
        }
        b[i] = nodes.iter().map(|(node, weight)| weight * (sill - gamma(place(&points[i]), *node))).sum();
    }
    for (node, weight) in &nodes {
        if let Some(degree) = degree {
            let own = terms_of(*degree, node[0], node[1], layer_of(*at_target));
            own.into_iter().enumerate().for_each(|(k, term)| b[n + k] += weight * term);
        }
    }
    let within = nodes.iter().flat_map(|(p, v)| nodes.iter().map(move |(q, w)| (p, q, v * w)));
    let mut own: f64 = within.map(|(p, q, weight)| weight * (sill - gamma(*p, *q))).sum();
    if block.is_none() {
        own += model.nugget;
    }
    let w = a.lu().solve(&b).unwrap();
    let level = if degree.is_none() { mean } else { 0.0 };
    let value = level + (0..n).map(|i| w[i] * (points[i].value - level)).sum::<f64>();
    (value, own - w.dot(&b))
}

fn by_kernel(drawn: &Drawn) -> Predicted {
    let trend = drawn.degree.map_or(Trend::Known(3.0), |degree| terms(degree, usize::from(drawn.external)));
    let layers = [drawn.layer.clone()];
    let data = Data { points: &drawn.points, externals: &layers[..trend.externals()] };
    let kriging = Kriging::new(data, &drawn.model, trend, Neighbourhood::ALL, drawn.block.as_ref(), &|| true).unwrap();
    let [east, north] = drawn.target;
    let target = Target { east, north, externals: &[drawn.at_target][..trend.externals()] };
    kriging.predictor(true).predict(&target).unwrap()
}

fn structures() -> impl Strategy<Value = Vec<NestedStructure>> {
    let one = (0..6usize, 0.2..3.0f64, 0.1..1.5f64, 0.3..1.7f64, 0.0..360.0f64, 0.3..1.0f64);
    let one = one.prop_map(|(model, psill, range, kappa, angle, ratio)| {
        let model =
            [Model::Spherical, Model::Exponential, Model::Gaussian, Model::Matern, Model::Linear, Model::Power][model];
        let kappa = if model == Model::Matern { 1.5 } else { kappa };
        NestedStructure { model, psill, range, kappa, angle, ratio }
    });
    proptest::collection::vec(one, 1..3)
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let unit = || 0.0..1.0f64;
    let points = proptest::collection::vec((unit(), unit(), -5.0..5.0f64, unit()), 8..24);
    let kinds = (0..4usize, any::<bool>(), any::<bool>(), 0.02..0.5f64, 0.0..0.5f64);
    (points, structures(), kinds, [unit(), unit(), unit()]).prop_map(|(drawn, structures, kinds, target)| {
        let (degree, external, blocks, nugget, error) = kinds;
        let bounded = structures.iter().all(|part| part.model.has_sill());
        let degree = match degree {
            0 if bounded => None,
            0 | 1 => Some(Degree::Constant),
            2 => Some(Degree::Linear),
            _ => Some(Degree::Quadratic),
        };
        Drawn {
            points: drawn.iter().map(|(x, y, z, _)| point(*x, *y, *z)).collect(),
            layer: drawn.iter().map(|(.., layer)| *layer).collect(),
            model: KrigingModel { nugget, error, structures },
            external: external && degree.is_some(),
            degree,
            target: [target[0], target[1]],
            at_target: target[2],
            block: blocks.then(|| Block::rectangle(0.2, 0.1, 3)),
        }
    })
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Drawn { points, model, degree, external, target, block, .. } = self;
        let block = block.is_some();
        write!(to, "{points:?} {model:?} {degree:?} external {external} at {target:?}, block {block}")
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn as_the_augmented_system(drawn in drawn()) {
        let (value, variance) = by_lu(&drawn);
        let found = estimate(&by_kernel(&drawn));
        // Extrapolated quadratic drifts are large.
        let scale = 1.0 + value.abs() + variance.abs();
        prop_assert!((found.0 - value).abs() < 1e-9 * scale, "{found:?} {value}");
        prop_assert!((found.1 - variance).abs() < 1e-9 * scale, "{found:?} {variance}");
    }

    /// One by one, from a system without the point.
    #[test]
    fn leave_one_out_in_one(mut drawn in drawn()) {
        drawn.block = None;
        let trend = drawn.degree.map_or(Trend::Known(3.0), |degree| terms(degree, usize::from(drawn.external)));
        let layers = [drawn.layer.clone()];
        let data = Data { points: &drawn.points, externals: &layers[..trend.externals()] };
        let found = cross_validate(data, &drawn.model, trend, Neighbourhood::ALL, Folds::One, &|| true).unwrap();
        for (k, found) in found.iter().enumerate().take(3) {
            let mut rest = Drawn { points: drawn.points.clone(), layer: drawn.layer.clone(), model: drawn.model.clone(), block: None, ..drawn };
            let left = rest.points.remove(k);
            (rest.target, rest.at_target) = ([left.east, left.north], rest.layer.remove(k));
            let left_out = found.estimate;
            if let (Ok(left_out), Ok(expected)) = (left_out, by_kernel(&rest).estimate) {
                let scale = 1.0 + expected.value.abs() + expected.variance.unwrap();
                prop_assert!((left_out.predicted - expected.value).abs() < 1e-8 * scale, "{left_out:?} {expected:?}");
                prop_assert!((left_out.variance - expected.variance.unwrap()).abs() < 1e-8 * scale);
            }
        }
    }
}

#[test]
fn large_sets_are_cut_into_tiles() {
    // Around the sizes at which tiles are added
    for count in [127, 128, 129, 191, 192, 193] {
        let all = scattered(count, 1.0, 8);
        let layer: Vec<f64> = all.iter().map(|p| (3.0 * p.east).sin() * p.north).collect();
        for (degree, model) in [
            (None, Model::Spherical),
            (Some(Degree::Linear), Model::Exponential),
            (Some(Degree::Constant), Model::Power),
        ] {
            let structure = NestedStructure { kappa: 1.1, ..one(model, 1.5, 0.4) };
            let drawn = Drawn {
                points: all.clone(),
                layer: layer.clone(),
                model: with_nugget(0.1, structure),
                degree,
                external: degree == Some(Degree::Linear),
                target: [0.33, 0.71],
                at_target: 0.4,
                block: None,
            };
            let (expected, found) = (by_lu(&drawn), estimate(&by_kernel(&drawn)));
            assert!(
                (found.0 - expected.0).abs() < 1e-11 && (found.1 - expected.1).abs() < 1e-11,
                "{count} {found:?} {expected:?}"
            );
        }
    }
}

#[test]
fn a_tiny_block_is_a_point_without_noise() {
    let points = scattered(60, 100.0, 9);
    // The nugget is left out of blocks, as the error is of points.
    let block = Block::rectangle(1e-7, 1e-7, 4);
    let [noisy, smooth] = [(0.3, 0.0), (0.0, 0.3)].map(|(nugget, error)| KrigingModel {
        nugget,
        error,
        structures: vec![one(Model::Spherical, 1.5, 40.0)],
    });
    for trend in [Trend::ORDINARY, terms(Degree::Quadratic, 0), Trend::Known(11.0)] {
        let data = Data::of(&points);
        let blocks = Kriging::new(data, &noisy, trend, Neighbourhood::ALL, Some(&block), &|| true).unwrap();
        let plain = Kriging::new(data, &smooth, trend, Neighbourhood::ALL, None, &|| true).unwrap();
        let mut places = vec![[20.0, 30.0], [77.0, 2.0]];
        places.push([points[4].east, points[4].north]);
        for (a, b) in predict(&blocks, &places).iter().zip(predict(&plain, &places)) {
            let (a, b) = (estimate(a), estimate(&b));
            assert!((a.0 - b.0).abs() < 1e-7 && (a.1 - b.1).abs() < 1e-7, "{a:?} {b:?}");
        }
    }
}

#[test]
fn blocks_of_a_target_s_own() {
    let points = scattered(60, 100.0, 9);
    let model = with_nugget(0.3, one(Model::Exponential, 1.5, 20.0));
    let new =
        |block| Kriging::new(Data::of(&points), &model, Trend::ORDINARY, Neighbourhood::ALL, block, &|| true).unwrap();
    let block = Block::rectangle(20.0, 10.0, 4);
    let target = Target::at(40.0, 50.0);
    let (of_all, own) = (new(Some(&block)), new(None));
    let expected = of_all.predictor(true).predict(&target).unwrap();
    assert_eq!(own.predictor(true).predict_block(&target, &block).unwrap(), expected);
    // Halves, whose mean is the whole with more nodes
    let mean = |nodes: usize| {
        let halves = [35.0, 45.0].map(|east| {
            let half = Block::rectangle(10.0, 10.0, nodes);
            estimate(&own.predictor(true).predict_block(&Target::at(east, 50.0), &half).unwrap()).0
        });
        let whole = own.predictor(true).predict_block(&target, &Block::rectangle(20.0, 10.0, nodes)).unwrap();
        (0.5 * (halves[0] + halves[1]) - estimate(&whole).0).abs()
    };
    let (few, many) = (mean(2), mean(16));
    assert!(many < 0.05 * few && many < 1e-3, "{few} {many}");
}

#[test]
fn the_drift_is_recovered_far_from_the_origin() {
    let shift = [4.0e5, 5.0e6];
    let exact =
        |x: f64, y: f64, w: f64| 3.0 + 0.02 * x - 0.01 * y + 2e-5 * x * x + 1e-5 * x * y - 3e-5 * y * y + 1.5 * w;
    let mut points = scattered(80, 1000.0, 10);
    let layer: Vec<f64> = points.iter().map(|p| 100.0 + (p.east / 90.0).sin() + p.value).collect();
    points.iter_mut().zip(&layer).for_each(|(p, w)| p.value = exact(p.east, p.north, *w));
    let layers = [layer];
    let terms = Terms { degree: Degree::Quadratic, externals: 1 };
    let model = with_nugget(0.3, one(Model::Spherical, 1.5, 400.0));
    let table = |points: &[Point]| drift_table(Data { points, externals: &layers }, &model, terms, &|| true).unwrap();
    let found = table(&points);
    let expected = [3.0, 0.02, -0.01, 2e-5, 1e-5, -3e-5, 1.5];
    for (found, expected) in found.iter().zip(expected) {
        assert!((found.coefficient - expected).abs() < 1e-9 * expected.abs().max(1e-3), "{found:?} {expected}");
    }
    let moved: Vec<Point> = points.iter().map(|p| point(p.east + shift[0], p.north + shift[1], p.value)).collect();
    let far = table(&moved);
    // Squares do not know of the shift, nor do their errors.
    for k in [3, 4, 5, 6] {
        assert!((far[k].coefficient - expected[k]).abs() < 1e-6 * expected[k].abs(), "{:?}", far[k]);
        assert!((far[k].se.unwrap() - found[k].se.unwrap()).abs() < 1e-8 * found[k].se.unwrap());
    }
    let slope = 0.02 - 2.0 * 2e-5 * shift[0] - 1e-5 * shift[1];
    assert!((far[1].coefficient - slope).abs() < 1e-6 * slope.abs(), "{:?} {slope}", far[1]);
    // Without anything else no residual is left.
    for residuals in [
        least_squares_residuals(Data { points: &moved, externals: &layers }, terms).unwrap(),
        generalised_residuals(Data { points: &moved, externals: &layers }, &model, terms, &|| true).unwrap(),
    ] {
        assert!(residuals.iter().all(|left| left.abs() < 1e-8), "{residuals:?}");
    }
}

#[test]
fn coefficients_by_normal_equations() {
    let points = scattered(40, 1.0, 11);
    let structure = one(Model::Exponential, 1.5, 0.3);
    let model = KrigingModel { nugget: 0.1, error: 0.2, structures: vec![structure] };
    let terms = Terms { degree: Degree::Linear, externals: 0 };
    let n = points.len();
    let place = |k: usize| [points[k].east, points[k].north];
    let c = DMatrix::from_fn(n, n, |i, j| {
        1.5 - semivariance(&structure, place(i), place(j)) + if i == j { 0.3 } else { 0.0 }
    });
    let f = DMatrix::from_fn(n, 3, |k, term| terms_of(Degree::Linear, points[k].east, points[k].north, None)[term]);
    let z = DVector::from_fn(n, |k, _| points[k].value);
    let data = Data::of(&points);
    let check = |c: &DMatrix<f64>, residuals: Vec<f64>| {
        let inverse = c.clone().try_inverse().unwrap();
        let s = (f.transpose() * &inverse * &f).try_inverse().unwrap();
        let beta = &s * f.transpose() * &inverse * &z;
        let left = &z - &f * &beta;
        residuals.iter().zip(left.iter()).for_each(|(a, b)| assert!((a - b).abs() < 1e-11, "{a} {b}"));
        (s, beta)
    };
    check(&DMatrix::identity(n, n), least_squares_residuals(data, terms).unwrap());
    let (s, beta) = check(&c, generalised_residuals(data, &model, terms, &|| true).unwrap());
    for (k, found) in drift_table(data, &model, terms, &|| true).unwrap().iter().enumerate() {
        assert_eq!(found.term, [Term::Constant, Term::East, Term::North][k]);
        assert!((found.coefficient - beta[k]).abs() < 1e-11 && (found.se.unwrap() - s[(k, k)].sqrt()).abs() < 1e-11);
    }
    let line: Vec<Point> = (0..9).map(|k| point(f64::from(k), 2.0 * f64::from(k), 1.0)).collect();
    assert_eq!(least_squares_residuals(Data::of(&line), terms), Err(Fault::Unsolvable(Missing::Drift)));
    let unsolvable = drift_table(Data::of(&line), &model, terms, &|| true);
    assert_eq!(unsolvable, Err(Fault::Unsolvable(Missing::Drift)));
}

/// What gstat cannot solve, and where noise would decide.
#[test]
fn a_gaussian_without_a_nugget_is_missing_or_right() {
    let surface = |x: f64, y: f64| 10.0 + 4.0 * (x / 200.0).sin() + 3.0 * (y / 140.0).cos();
    let at = scattered(300, 1000.0, 12);
    let points: Vec<Point> = at.iter().map(|p| point(p.east, p.north, surface(p.east, p.north))).collect();
    let places: Vec<[f64; 2]> = (0..49).map(|k| [k % 7, k / 7].map(|x| 80.0 + 140.0 * f64::from(x))).collect();
    let missing = |nugget: f64, rule: Neighbourhood| {
        let model = with_nugget(nugget, one(Model::Gaussian, 1.4, 300.0));
        let kriging = Kriging::new(Data::of(&points), &model, Trend::ORDINARY, rule, None, &|| true).unwrap();
        let found = predict(&kriging, &places);
        for (found, [x, y]) in found.iter().zip(&places) {
            match found.estimate {
                Ok(found) => {
                    let off = (found.value - surface(*x, *y)).abs();
                    assert!(
                        off < 0.5 && (0.0..0.01).contains(&found.variance.unwrap()),
                        "{nugget} {rule:?} {found:?} {off}"
                    );
                }
                Err(missing) => assert!(matches!(missing, Missing::Covariance | Missing::Variance)),
            }
        }
        found.iter().filter(|found| found.estimate.is_err()).count()
    };
    assert_eq!(missing(0.0, Neighbourhood::ALL), 49);
    assert!(missing(0.0, nearest(100)) > 30);
    assert_eq!(missing(0.0, nearest(32)), 0);
    assert_eq!(missing(1e-3, Neighbourhood::ALL), 0);
    assert_eq!(missing(1e-3, nearest(32)), 0);
}
