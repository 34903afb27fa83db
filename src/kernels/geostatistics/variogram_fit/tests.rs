use super::{
    nnls::{Workspace, nnls},
    *,
};
use crate::kernels::{
    geostatistics::variogram::{BinSums, Bins, LagBlock, LagSums, Steps, matheron},
    stats::random::stream,
};
use ndarray::{Array2, s};
use proptest::prelude::*;
use rand::RngExt;
use rand_distr::StandardNormal;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bins of a curve, with numbers of pairs that differ.
fn bins(n: usize, width: f64, curve: impl Fn(f64) -> f64) -> Vec<FitBin> {
    let bin = |k: usize| {
        let dist = width * (k as f64 + 0.55);
        FitBin { dist, gamma: curve(dist), np: (100 + 37 * (k * 7 % 11)) as f64 }
    };
    (0..n).map(bin).collect()
}

fn options(weights: Weights, structures: usize, kappa: Option<f64>) -> FitOptions {
    FitOptions { structures, weights, kappa }
}

const WEIGHTS: [Weights; 4] = [Weights::N, Weights::NGamma2, Weights::Ols, Weights::NH2];

fn near(a: f64, b: f64, share: f64) -> bool {
    (a - b).abs() <= share * b.abs().max(1e-12)
}

#[test]
fn too_few_bins() {
    for model in Model::ALL {
        assert_eq!(fit(&[], model, &FitOptions::default()), None);
        let one = [FitBin { dist: 1.0, gamma: 1.0, np: 9.0 }];
        assert_eq!(fit(&one, model, &FitOptions::default()), None);
    }
    let curve = bins(4, 1.0, |h| h);
    assert_eq!(fit(&curve, Model::Spherical, &options(Weights::N, 2, None)), None);
    assert!(fit(&bins(9, 1.0, |h| h), Model::Linear, &options(Weights::N, 2, None)).is_none());
    // Bins without pairs, and at distance 0, do not count
    let mut curve = bins(3, 1.0, |h| h);
    curve[1].np = 0.0;
    assert_eq!(fit(&curve, Model::Spherical, &FitOptions::default()), None);
    curve[1] = FitBin { dist: 0.0, gamma: 0.0, np: 5.0 };
    assert_eq!(fit(&curve, Model::Spherical, &FitOptions::default()), None);
}

#[test]
fn stopped_there_is_no_fit() {
    let curve = bins(9, 10.0, |h| 1.0 - (-h / 20.0).exp());
    for model in [Model::Spherical, Model::Matern] {
        for weights in WEIGHTS {
            assert_eq!(fit_while(&curve, model, &options(weights, 1, None), &|| false), None);
            let asked = AtomicUsize::new(0);
            let go_on = || asked.fetch_add(1, Ordering::Relaxed) < 2;
            let whole = model == Model::Spherical && weights != Weights::NGamma2;
            assert_eq!(fit_while(&curve, model, &options(weights, 1, None), &go_on).is_some(), whole);
        }
    }
}

#[test]
fn a_variogram_that_is_0() {
    for model in Model::ALL {
        let found = fit(&bins(8, 10.0, |_| 0.0), model, &FitOptions::default()).unwrap();
        assert_eq!((found.nugget, found.structures[0].psill, found.rss), (0.0, 0.0, 0.0), "{model:?}");
        assert_eq!((found.nugget_sill(), found.r2, found.aic, found.structures[0].range), (None, None, None, None));
        assert!(found.at_bound.nugget && found.at_bound.psill);
    }
}

#[test]
fn a_level_variogram_is_all_nugget() {
    for model in Model::ALL {
        for (weights, structures, kappa) in
            WEIGHTS.into_iter().flat_map(|w| [(w, 1, None), (w, 1, Some(1.5)), (w, 2, None)])
        {
            // The same but for rounding too
            for curve in [bins(8, 10.0, |_| 1.5), bins(8, 10.0, |h| if h > 40.0 { 0.1 + 0.2 } else { 0.3 })] {
                let Some(found) = fit(&curve, model, &options(weights, structures, kappa)) else {
                    assert!(structures == 2 && !model.has_sill());
                    continue;
                };
                assert!(near(found.nugget, curve[0].gamma, 1e-14) && found.structures.iter().all(|s| s.psill == 0.0));
                assert_eq!(found.nugget_sill(), model.has_sill().then_some(1.0), "{model:?} {weights:?}");
                assert!(found.structures.iter().all(|s| s.range.is_none()) && found.settled && found.r2.is_none());
                assert_eq!(found.kappa, kappa.filter(|_| matches!(model, Model::Matern | Model::Power)));
                assert!(found.at_bound.psill && !found.at_bound.nugget && !found.at_bound.kappa);
            }
        }
    }
    // Falling: the mean is the best of what does not fall
    let found = fit(&bins(8, 10.0, |h| 9.0 - 0.1 * h), Model::Spherical, &options(Weights::N, 1, None)).unwrap();
    assert!(found.structures[0].psill == 0.0 && found.structures[0].range.is_none() && found.at_bound.psill);
    assert_eq!((found.nugget_sill(), found.effective), (Some(1.0), None));
}

#[test]
fn by_hand() {
    // A line through (1, 2), (2, 3), (3, 5): slope 3/2, nugget 1/3, residuals 1/6, -1/3, 1/6
    let curve = [(1.0, 2.0), (2.0, 3.0), (3.0, 5.0)].map(|(dist, gamma)| FitBin { dist, gamma, np: 7.0 });
    let found = fit(&curve, Model::Linear, &options(Weights::Ols, 1, None)).unwrap();
    assert!(near(found.nugget, 1.0 / 3.0, 1e-12) && near(found.structures[0].psill, 1.5, 1e-12));
    let rss = 1.0 / 36.0 + 1.0 / 9.0 + 1.0 / 36.0;
    let total = (2.0 - 10.0 / 3.0f64).powi(2) + (3.0 - 10.0 / 3.0f64).powi(2) + (5.0 - 10.0 / 3.0f64).powi(2);
    assert!(near(found.rss, rss, 1e-12) && near(found.r2.unwrap(), 1.0 - rss / total, 1e-12));
    assert!(near(found.aic.unwrap(), 3.0 * (rss / 3.0).ln() + 2.0 * 2.0, 1e-12));
    assert_eq!((found.sill(), found.nugget_sill(), found.effective), (None, None, None));
    assert!(!found.at_bound.any() && near(found.gamma(2.0), 1.0 / 3.0 + 3.0, 1e-12) && found.gamma(0.0) == 0.0);
    let weighted = fit(&curve, Model::Linear, &options(Weights::N, 1, None)).unwrap();
    assert!(near(weighted.rss, 7.0 * rss, 1e-12));

    // Effective ranges
    let of = |model: Model, kappa: Option<f64>, curve: &dyn Fn(f64) -> f64| {
        fit(&bins(15, 10.0, curve), model, &options(Weights::N, 1, kappa)).unwrap().effective.unwrap()
    };
    assert!(near(of(Model::Exponential, None, &|h| 2.0 - (-h / 20.0).exp()), 60.0, 1e-6));
    assert!(near(of(Model::Gaussian, None, &|h| 2.0 - (-(h / 40.0).powi(2)).exp()), 3f64.sqrt() * 40.0, 1e-6));
    assert!(near(of(Model::LinearSill, None, &|h| 1.0 + (h / 70.0).min(1.0)), 70.0, 1e-6));
    assert!(near(of(Model::Matern, Some(0.5), &|h| 2.0 - (-h / 20.0).exp()), 20.0 * 20f64.ln(), 1e-6));
}

#[test]
fn units_do_not_matter() {
    let curve = |h: f64| 0.3 + 0.9 * (1.0 - (-h / 35.0).exp()) + 0.02 * (h / 7.0).sin();
    for weights in WEIGHTS {
        let plain = fit(&bins(15, 10.0, curve), Model::Spherical, &options(weights, 1, None)).unwrap();
        let scaled: Vec<FitBin> = bins(15, 10.0, curve)
            .iter()
            .map(|bin| FitBin { dist: 1000.0 * bin.dist, gamma: 1e-8 * bin.gamma, np: bin.np })
            .collect();
        let scaled = fit(&scaled, Model::Spherical, &options(weights, 1, None)).unwrap();
        assert!(
            near(scaled.nugget, 1e-8 * plain.nugget, 1e-6)
                && near(scaled.effective.unwrap(), 1000.0 * plain.effective.unwrap(), 1e-6)
        );
        assert!(near(scaled.r2.unwrap(), plain.r2.unwrap(), 1e-9));
    }
}

#[test]
fn reweighted_is_a_fixed_point() {
    let mut random = stream(5, 0);
    let noisy: Vec<FitBin> = bins(15, 10.0, |h| 0.2 + 0.8 * (1.0 - (-h / 30.0).exp()))
        .into_iter()
        .map(|bin| FitBin { gamma: bin.gamma * (1.0 + 0.1 * random.sample::<f64, _>(StandardNormal)), ..bin })
        .collect();
    for model in [Model::Spherical, Model::Exponential, Model::Linear, Model::Power] {
        let found = fit(&noisy, model, &options(Weights::NGamma2, 1, None)).unwrap();
        // Weighted once more by the curve, nothing betters it: equal weights with np in their place
        let own: Vec<FitBin> =
            noisy.iter().map(|bin| FitBin { np: bin.np / found.gamma(bin.dist).powi(2), ..*bin }).collect();
        let again = fit(&own, model, &options(Weights::N, 1, None)).unwrap();
        assert!(
            found.settled && near(again.rss, found.rss, 1e-9) && near(again.nugget, found.nugget, 1e-5),
            "{model:?}"
        );
    }
}

#[test]
fn the_best_of_all_models() {
    let curve = bins(15, 10.0, |h| 0.2 + 0.8 * (1.0 - (-(h / 60.0).powi(2)).exp()) + 0.001 * (h / 7.0).sin());
    let fits: Vec<VariogramFit> =
        Model::ALL.iter().filter_map(|model| fit(&curve, *model, &options(Weights::N, 1, Some(0.5)))).collect();
    assert_eq!(best(&fits).unwrap().model, Model::Gaussian);
    assert_eq!(best(&[]), None);
}

#[test]
fn kappa_is_found() {
    let matern = Matern::new(1.2);
    let curve = bins(20, 10.0, |h| 0.1 + 0.9 * (1.0 - matern.correlation(h / 25.0)));
    let found = fit(&curve, Model::Matern, &options(Weights::N, 1, None)).unwrap();
    assert!(near(found.kappa.unwrap(), 1.2, 1e-3) && near(found.structures[0].range.unwrap(), 25.0, 1e-3), "{found:?}");
    let found = fit(&bins(20, 10.0, |h| 0.1 + 3.0 * h.powf(1.3)), Model::Power, &options(Weights::N, 1, None)).unwrap();
    assert!(near(found.kappa.unwrap(), 1.3, 1e-6) && near(found.structures[0].psill, 3.0, 1e-5), "{found:?}");
}

#[test]
fn two_structures_are_told_apart() {
    for model in [Model::Spherical, Model::Exponential, Model::Gaussian] {
        let shape = ModelShape::new(model, 1.0);
        let curve = bins(40, 5.0, |h| 0.2 + 0.5 * shape.at(h, 20.0) + 0.8 * shape.at(h, 150.0));
        let found = fit(&curve, model, &options(Weights::N, 2, None)).unwrap();
        let [short, long] = [found.structures[0], found.structures[1]];
        assert!(near(short.range.unwrap(), 20.0, 1e-4) && near(long.range.unwrap(), 150.0, 1e-4), "{found:?}");
        assert!(near(short.psill, 0.5, 1e-4) && near(long.psill, 0.8, 1e-4) && near(found.nugget, 0.2, 1e-4));
        assert_eq!(found.effective, shape.effective().map(|factor| factor * long.range.unwrap()));
    }
}

/// The smallest RSS over ranges that are tried one by one.
fn by_trial(bins: &[FitBin], shape: &ModelShape) -> f64 {
    let far = bins.iter().map(|bin| bin.dist).fold(0.0, f64::max);
    let y: Vec<f64> = bins.iter().map(|bin| bin.np.sqrt() * bin.gamma).collect();
    let one: Vec<f64> = bins.iter().map(|bin| bin.np.sqrt()).collect();
    let tried = (1..4000).map(|k| far * 0.001 * 10_000f64.powf(f64::from(k) / 4000.0));
    let effective = shape.effective().unwrap();
    let allowed = tried.filter(|a| (bins[0].dist..FARTHEST * far).contains(&(effective * a)));
    let rss = |a: f64| {
        let column: Vec<f64> = bins.iter().map(|bin| bin.np.sqrt() * shape.at(bin.dist, a)).collect();
        nnls(&[&one, &column], &y, &mut Workspace::default()).rss
    };
    allowed.map(rss).fold(f64::INFINITY, f64::min)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_was_put_in_is_found(
        model in prop::sample::select(vec![Model::Spherical, Model::Exponential, Model::Gaussian, Model::LinearSill, Model::Matern]),
        weights in prop::sample::select(WEIGHTS.to_vec()),
        nugget in prop::sample::select(vec![0.0, 0.1, 2.0]),
        psill in 0.2f64..5.0,
        share in 0.15f64..0.9,
        unit in prop::sample::select(vec![1.0, 1e-3, 1e5]),
    ) {
        let shape = ModelShape::new(model, 1.5);
        // An effective range that the bins, up to 150 units, show
        let a = share * 150.0 / shape.effective().unwrap();
        let curve = bins(15, 10.0, |h| nugget + psill * shape.at(h, a));
        let curve: Vec<FitBin> = curve.iter().map(|bin| FitBin { dist: unit * bin.dist, ..*bin }).collect();
        let found = fit(&curve, model, &options(weights, 1, Some(1.5))).unwrap();
        prop_assert!((found.nugget - nugget).abs() < 1e-5 * (nugget + psill), "{:?}", found);
        prop_assert!(near(found.structures[0].psill, psill, 1e-4) && near(found.structures[0].range.unwrap(), unit * a, 1e-4), "{:?}", found);
        prop_assert!(found.settled && found.r2.unwrap() > 1.0 - 1e-9);
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn no_range_leaves_less(
        model in prop::sample::select(vec![Model::Spherical, Model::Exponential, Model::Gaussian, Model::LinearSill]),
        seed in 0u64..1000,
        noise in prop::sample::select(vec![0.05, 0.3, 1.0]),
    ) {
        let mut random = stream(seed, 0);
        let curve: Vec<FitBin> = bins(12, 10.0, |h| 0.3 + (1.0 - (-h / 30.0).exp()))
            .into_iter()
            .map(|bin| FitBin { gamma: bin.gamma * (1.0 + noise * random.sample::<f64, _>(StandardNormal)).abs(), ..bin })
            .collect();
        let found = fit(&curve, model, &options(Weights::N, 1, None)).unwrap();
        prop_assert!(found.rss <= by_trial(&curve, &ModelShape::new(model, 1.0)) * (1.0 + 1e-12));
        let two = fit(&curve, model, &options(Weights::N, 2, None)).unwrap();
        prop_assert!(two.rss <= found.rss * (1.0 + 1e-9), "{:?} {:?}", two, found);
    }
}

/// The smallest RSS over pairs of ranges that are tried one by one.
fn by_trial_of_two(bins: &[FitBin], shape: &ModelShape) -> f64 {
    let far = bins.iter().map(|bin| bin.dist).fold(0.0, f64::max);
    let y: Vec<f64> = bins.iter().map(|bin| bin.np.sqrt() * bin.gamma).collect();
    let one: Vec<f64> = bins.iter().map(|bin| bin.np.sqrt()).collect();
    let effective = shape.effective().unwrap();
    let ratio = FARTHEST * far / bins[0].dist;
    let ranges = (0..70).map(|k| bins[0].dist / effective * ratio.powf(f64::from(k) / 69.0));
    let columns: Vec<Vec<f64>> =
        ranges.map(|a| bins.iter().map(|bin| bin.np.sqrt() * shape.at(bin.dist, a)).collect()).collect();
    let pairs = (0..70).flat_map(|i| (i + 1..70).map(move |j| (i, j)));
    let rss = |(i, j): (usize, usize)| nnls(&[&one, &columns[i], &columns[j]], &y, &mut Workspace::default()).rss;
    pairs.map(rss).fold(f64::INFINITY, f64::min)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn no_two_ranges_leave_less(
        model in prop::sample::select(vec![Model::Spherical, Model::Exponential, Model::Gaussian, Model::LinearSill]),
        seed in 0u64..1000,
        noise in prop::sample::select(vec![0.001, 0.1, 0.5]),
    ) {
        let mut random = stream(seed, 1);
        let curve: Vec<FitBin> = bins(14, 10.0, |h| 0.3 + (1.0 - (-h / 12.0).exp()) + (1.0 - (-h / 60.0).exp()))
            .into_iter()
            .map(|bin| FitBin { gamma: bin.gamma * (1.0 + noise * random.sample::<f64, _>(StandardNormal)).abs(), ..bin })
            .collect();
        let found = fit(&curve, model, &options(Weights::N, 2, None)).unwrap();
        prop_assert!(found.rss <= by_trial_of_two(&curve, &ModelShape::new(model, 1.0)) * (1.0 + 1e-12), "{:?}", found);
    }
}

/// A second structure of next to nothing, far from the first or close to it: valleys that a grid of pairs alone does not show.
#[test]
fn faint_second_structures_are_found() {
    let mut random = stream(7, 1);
    let shape = ModelShape::new(Model::Spherical, 1.0);
    for (short, long, psill) in [(19.0, 66.0, 0.01), (46.0, 61.0, 0.006), (12.0, 61.0, 0.01)] {
        let curve: Vec<FitBin> = bins(30, 3.3, |h| 0.1 + 0.8 * shape.at(h, long) + psill * shape.at(h, short))
            .into_iter()
            .map(|bin| FitBin { gamma: bin.gamma * (1.0 + 0.001 * random.sample::<f64, _>(StandardNormal)), ..bin })
            .collect();
        let found = fit(&curve, Model::Spherical, &options(Weights::N, 2, None)).unwrap();
        assert!(found.rss <= by_trial_of_two(&curve, &shape) * (1.0 + 1e-12), "{found:?}");
    }
}

/// The least of linear with a sill lies between bins, where no pair of nodes is a valley.
#[test]
fn a_valley_between_bins_is_found() {
    let mut random = stream(309, 9);
    let _: [f64; 9] = std::array::from_fn(|_| random.random());
    let shape = ModelShape::new(Model::Matern, 2.033801184901525);
    let at = |h: f64| {
        let parts =
            0.6809322421985519 * shape.at(h, 43.852024530902504) + 0.07046717020984135 * shape.at(h, 9.753974776801106);
        0.7136819226850686 + parts
    };
    let bin = |k: usize| {
        let dist = 100.0 * (k as f64 + 0.3 + 0.4 * random.random::<f64>()) / 48.0;
        let _: f64 = random.sample(StandardNormal);
        FitBin { dist, gamma: at(dist), np: 10.0 + (1000.0 * random.random::<f64>()).floor() }
    };
    let curve: Vec<FitBin> = (0..48).map(bin).collect();
    let linear = ModelShape::new(Model::LinearSill, 1.0);
    let column = |a: f64| -> Vec<f64> { curve.iter().map(|bin| linear.at(bin.dist, a)).collect() };
    let (one, y) = ([1.0; 48], curve.iter().map(|bin| bin.gamma).collect::<Vec<f64>>());
    let (short, long) = (column(82.02951182752629), column(98.59260148088866));
    let known = nnls(&[&one, &short, &long], &y, &mut Workspace::default()).rss;
    let found = fit(&curve, Model::LinearSill, &options(Weights::Ols, 2, None)).unwrap();
    assert!(known < 9.6e-4 && found.rss <= known * (1.0 + 1e-9), "{known} {found:?}");
}

/// With κ free no κ that is given leaves less.
#[test]
fn no_kappa_leaves_less() {
    let mut random = stream(3, 1);
    let curve: Vec<FitBin> = bins(9, 10.0, |h| 0.1 + (1.0 - (-h / 9.0).exp()) + (1.0 - (-(h / 45.0).powi(2)).exp()))
        .into_iter()
        .map(|bin| FitBin { gamma: bin.gamma * (1.0 + 0.03 * random.sample::<f64, _>(StandardNormal)), ..bin })
        .collect();
    for structures in [1, 2] {
        let of = |kappa: Option<f64>| fit(&curve, Model::Matern, &options(Weights::N, structures, kappa)).unwrap().rss;
        let free = of(None);
        for kappa in [0.1, 0.3, 0.8, 2.0, 10.0] {
            assert!(free <= of(Some(kappa)) * (1.0 + 1e-9), "{structures} {kappa}");
        }
    }
}

#[test]
fn ends_of_what_is_looked_for() {
    let of = |model: Model, curve: &dyn Fn(f64) -> f64| {
        let found = fit(&bins(12, 10.0, curve), model, &options(Weights::N, 1, None)).unwrap();
        (found.ends(), found.searched)
    };
    let (far, near) = (10.0 * 115.5, 5.5);
    let (ends, searched) = of(Model::Spherical, &|h| 1.0 + h);
    assert_eq!(ends, [End::LongestRange]);
    let (low, high) = searched.range.unwrap();
    assert!(near_to(low, near) && near_to(high, far) && searched.kappa.is_none(), "{searched:?}");
    assert_eq!(of(Model::Spherical, &|h| if h < 10.0 { 1.0 } else { 2.0 }).0, []);
    let (ends, searched) = of(Model::Matern, &|h| 1.0 - (-(h / 40.0).powi(2)).exp());
    assert_eq!((ends, searched.kappa), (vec![End::MostKappa], Some((0.1, 10.0))));
    let (ends, searched) = of(Model::Power, &|h| h * h * h);
    assert_eq!((ends, searched.kappa, searched.range), (vec![End::MostKappa], Some((0.01, 2.0)), None));
    assert_eq!(of(Model::Gaussian, &|_| 1.0).0, []);
    // A straight line, of which any range behind the bins is the same
    assert_eq!(of(Model::LinearSill, &|h| 1.0 + h).0, [End::LongestRange]);
    let two = fit(&bins(12, 10.0, |h| 1.0 + h), Model::LinearSill, &options(Weights::N, 2, None)).unwrap();
    assert!(two.at_bound.range && two.ends().contains(&End::LongestRange), "{two:?}");
}

fn near_to(a: f64, b: f64) -> bool {
    near(a, b, 1e-12)
}

/// At 0 and at 1 nugget / sill is at a bound; in between, and where there is none, it is not.
#[test]
fn shares_at_a_bound() {
    let of = |gamma: [f64; 6], model: Model| {
        let bin = |(i, gamma): (usize, f64)| FitBin { dist: 1.0 + i as f64, gamma, np: 100.0 };
        fit(&gamma.into_iter().enumerate().map(bin).collect::<Vec<_>>(), model, &FitOptions::default()).unwrap()
    };
    // From 0 on, as steep as a range of 4 is; the same upon a nugget; level
    let rising = [0.37, 0.69, 0.91, 1.0, 1.0, 1.0];
    let fits = [rising, rising.map(|gamma| gamma + 0.5), [1.0; 6], [0.0; 6]].map(|gamma| of(gamma, Model::Spherical));
    assert_eq!(fits.each_ref().map(VariogramFit::share_at_bound), [false, false, true, false], "{fits:?}");
    // Steeper at first than the model
    let steep = of([0.6, 0.8, 0.9, 0.95, 0.97, 1.0], Model::Exponential);
    let level_start = of([0.02, 0.3, 0.7, 0.9, 1.0, 1.0], Model::Exponential);
    assert!(steep.share_at_bound() == steep.at_bound.nugget && level_start.share_at_bound());
    assert!(level_start.at_bound.nugget && level_start.nugget_sill() == Some(0.0));
    assert!(!of(rising, Model::Linear).share_at_bound());
}

#[test]
fn standard_errors_by_blocks() {
    // By hand: figures 1, 2, 6 without each block
    let bins = Bins::new(2.0, 2.0);
    let sums = |gamma: f64| {
        let mut sums = BinSums::new(&bins);
        sums.add(0, 1, 1.0, gamma);
        sums
    };
    let blocks = [sums(8.0), sums(7.0), sums(3.0)];
    let mut total = BinSums::new(&bins);
    blocks.iter().for_each(|block| total.merge(block));
    let figure = |left: &BinSums| Some(left.finish(&bins, |_, mean| 2.0 * mean).first()?.gamma - 9.0);
    let expected = (2.0 / 3.0 * ((1.0 - 3.0f64).powi(2) + (2.0 - 3.0f64).powi(2) + (6.0 - 3.0f64).powi(2))).sqrt();
    assert!(near(standard_error(&total, &blocks, &|| true, figure).unwrap(), expected, 1e-12));
    assert_eq!(standard_error(&total, &blocks, &|| false, figure), None);
    assert_eq!(standard_error(&blocks[0], &blocks[..1], &|| true, figure), None);

    // The nugget's share of a raster of smoothed noise and noise, whose parts are one half
    let mut random = stream(2, 0);
    let noise: Array2<f64> = Array2::from_shape_fn((134, 134), |_| random.sample(StandardNormal));
    let cells = Array2::from_shape_fn((128, 128), |(r, c)| {
        noise.slice(s![r..r + 6, c..c + 6]).sum() / 6.0 + random.sample::<f64, _>(StandardNormal)
    });
    let (steps, bins) = (Steps::north_up(1.0, 1.0), Bins::new(16.0, 1.0));
    let max_lag = steps.max_lag(16.0);
    let blocks: Vec<_> = (0..16)
        .map(|k| {
            let (top, start) = (k / 4 * 32, k % 4 * 32);
            let (left, right) = (start - max_lag.1.min(start), (start + 32 + max_lag.1).min(128));
            let mut sums = LagSums::new(max_lag, None);
            let cells = cells.slice(s![top..(top + 32 + max_lag.0).min(128), left..right]);
            assert!(sums.push_while(&LagBlock { cells, rows: 32, columns: start - left..start - left + 32 }, &|| true));
            crate::kernels::Accumulator::finish(sums).bins(&steps, &bins)
        })
        .collect();
    let mut total = blocks[0].clone();
    blocks[1..].iter().for_each(|block| total.merge(block));
    let figure = |sums: &BinSums| {
        let samples: Vec<FitBin> = sums.finish(&bins, matheron).iter().map(FitBin::from).collect();
        fit(&samples, Model::Spherical, &FitOptions::default())?.nugget_sill()
    };
    let share = figure(&total).unwrap();
    let error = standard_error(&total, &blocks, &|| true, figure).unwrap();
    // The model is not the smoothing's own.
    assert!(error > 0.003 && error < 0.1 && (share - 0.5).abs() < 0.1, "{share} {error}");
}
