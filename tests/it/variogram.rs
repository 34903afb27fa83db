//! Variograms and their fits against peers' figures.

use crate::fixture::golden;
use ndarray::{Array2, s};
use pitscape::kernels::{
    Accumulator,
    geostatistics::{
        variogram::{
            Bin, Bins, Differences, Estimator, LagBlock, LagSums, Medians, Point, RootSums, Steps, Sweep,
            default_cutoff, matheron, point_variogram,
        },
        variogram_fit::{FitBin, FitOptions, Model, Weights, fit},
    },
};
use std::fs;

/// Rows of a table of reference figures, without its header.
fn words(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(golden(name)).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// The same, as numbers.
fn numbers(name: &str) -> Vec<Vec<f64>> {
    words(name).iter().map(|row| row.iter().map(|word| word.parse().unwrap_or(f64::NAN)).collect()).collect()
}

/// A raster of 40 x 40 cells of 1 m with gaps.
fn raster40() -> Array2<f64> {
    let mut cells = Array2::from_elem((40, 40), f64::NAN);
    for row in numbers("gstools/raster40.csv") {
        cells[[99 - row[1] as usize, row[0] as usize]] = row[2];
    }
    cells
}

#[test]
fn raster40_is_as_gstools_has_it() {
    let cells = raster40();
    // GSTools closes its bins on the left: edges just below do the same for distances between cells.
    let edges = (0..=20).map(|k| f64::from(k) - 1e-6).collect();
    let (steps, bins) = (Steps::north_up(1.0, 1.0), Bins::between(edges));
    let mut sums = LagSums::new(steps.max_lag(bins.cutoff()), None);
    sums.push(LagBlock::whole(cells.view()));
    let exact = sums.finish().bins(&steps, &bins).finish(&bins, matheron);
    let mut roots = RootSums::new(&steps, &bins);
    roots.push(LagBlock::whole(cells.view()));
    for (name, found) in [("matheron", exact), ("cressie", roots.finish())] {
        let expected = numbers(&format!("gstools/raster40_{name}.csv"));
        let expected: Vec<_> = expected.into_iter().filter(|row| row[2] > 0.0).collect();
        assert_eq!(found.len(), expected.len());
        for (bin, row) in found.iter().zip(expected) {
            assert_eq!((bin.bin as f64, bin.np as f64), (row[0], row[2]));
            // Its denominator has one more term for Cressie.
            let n = row[2];
            let term = if name == "cressie" { 1.0 + 0.045 / (n * n) / (0.457 + 0.494 / n) } else { 1.0 };
            assert!((bin.gamma / term - row[3]).abs() < 1e-12 * row[3], "{name} {bin:?} {row:?}");
        }
    }
}

/// Medians of all differences, in as many sweeps as it takes.
fn medians(cells: &Array2<f64>, steps: &Steps, bins: &Bins) -> Vec<Bin> {
    let mut due = Medians::new(steps, bins);
    loop {
        due.push(LagBlock::whole(cells.view()));
        match due.finish() {
            Sweep::Done(found) => return found,
            Sweep::Again(next) => due = next,
        }
    }
}

#[test]
fn raster40_is_as_scikit_gstat_has_it() {
    let cells = raster40();
    let (steps, bins) = (Steps::north_up(1.0, 1.0), Bins::new(4.0, 1.0));
    // np, mean distance, and estimators.dowd of scikit-gstat 1.0.26 for all pairs of each bin
    let expected = [
        (2826, 1.0, 0.3218496042291278),
        (5506, 1.7072131717491388, 0.358320350128631),
        (10663, 2.573342383422129, 0.3993647509561743),
        (12923, 3.505836461767942, 0.4300131422622151),
    ];
    for (bin, (np, dist, gamma)) in medians(&cells, &steps, &bins).iter().zip(expected) {
        assert_eq!(bin.np, np);
        assert!((bin.dist - dist).abs() < 1e-12 && (bin.gamma - gamma).abs() < 1e-12 * gamma, "{bin:?}");
    }
}

#[test]
fn genton_is_as_statsmodels_has_it() {
    let cells = raster40();
    let (steps, bins) = (Steps::north_up(1.0, 1.0), Bins::new(4.0, 1.0));
    // A cut of 14 x 14: np, Qn² / 2 by statsmodels 0.15 (c = 2.2191) of the differences with both signs. scikit-gstat's Genton is
    // no reference: it takes Qn of |z - z'|, which is about a quarter of this. By hand for ±1, ±2, ±4 and ±9 see the kernel.
    let expected = [
        (328, 0.3020866476782891),
        (609, 0.40778796264851497),
        (1104, 0.42161510144251135),
        (1251, 0.4525266523335394),
    ];
    let cut = cells.slice(s![..14, ..14]);
    let mut differences = Differences::new(&steps, &bins);
    differences.push(LagBlock::whole(cut));
    let found = differences.finish().bins(Estimator::Genton, &|| true).unwrap();
    assert_eq!(found.len(), expected.len());
    for (bin, (np, gamma)) in found.iter().zip(expected) {
        assert_eq!(bin.np, np);
        assert!((bin.gamma - gamma).abs() < 1e-12 * gamma, "{bin:?}");
    }
}

#[test]
fn meuse_is_as_gstat_has_it() {
    let point = |row: &Vec<f64>| Point { east: row[0], north: row[1], value: row[2].ln() };
    let points: Vec<Point> = numbers("gstat/meuse.csv").iter().map(point).collect();
    let extent = |of: fn(&Point) -> f64| {
        points.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |ends, v| (ends.0.min(v), ends.1.max(v)))
    };
    let (east, north) = (extent(|p| p.east), extent(|p| p.north));
    let cutoff = default_cutoff(east.1 - east.0, north.1 - north.0);
    let bins = Bins::new(cutoff, cutoff / 15.0);
    let directed = bins.clone().directed(vec![0.0, 45.0, 90.0, 135.0], 22.5);
    for (name, bins, estimator) in [
        ("omni", &bins, Estimator::Matheron),
        ("omni_cressie", &bins, Estimator::Cressie),
        ("dir", &directed, Estimator::Matheron),
    ] {
        let found = point_variogram(&points, bins, estimator, &|| true).unwrap();
        let expected = numbers(&format!("gstat/meuse_{name}.csv"));
        assert_eq!(found.len(), expected.len());
        for (bin, row) in found.iter().zip(expected) {
            assert_eq!((bin.np as f64, bin.direction.unwrap_or(0.0)), (row[0], row[3]));
            assert!((bin.dist - row[1]).abs() < 1e-12 * row[1], "{name} {bin:?} {row:?}");
            assert!((bin.gamma - row[2]).abs() < 1e-12 * row[2], "{name} {bin:?} {row:?}");
        }
    }
}

/// The bins of ln(zinc).
fn meuse_bins() -> Vec<FitBin> {
    let bins = numbers("gstat/meuse_omni.csv");
    bins.iter().map(|row| FitBin { np: row[0], dist: row[1], gamma: row[2] }).collect()
}

fn model(name: &str) -> Model {
    match name {
        "Sph" => Model::Spherical,
        "Exp" => Model::Exponential,
        "Gau" => Model::Gaussian,
        "Lin" => Model::LinearSill,
        "Mat" => Model::Matern,
        other => panic!("model {other}"),
    }
}

fn weights(method: &str) -> Weights {
    match method {
        "1" => Weights::N,
        "2" => Weights::NGamma2,
        "6" => Weights::Ols,
        "7" => Weights::NH2,
        other => panic!("fit.method {other}"),
    }
}

#[test]
fn fits_of_meuse_are_true_minima() {
    let bins = meuse_bins();
    for row in &words("gstat/meuse_true_wls_fits.csv") {
        let figure = |k: usize| row[k].parse::<f64>().unwrap();
        let options = FitOptions { weights: weights(&row[2]), ..FitOptions::default() };
        let found = fit(&bins, model(&row[1]), &options).unwrap();
        // For N / gamma^2 the table's minima are those of weights that stay as at first; the reweighted ones follow them.
        let reweighted = options.weights == Weights::NGamma2;
        let first = if reweighted { 15 } else { 3 };
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-4 * b.abs() + 1e-9;
        assert!(close(found.nugget, figure(first)), "{row:?} {found:?}");
        assert!(close(found.structures[0].psill, figure(first + 1)), "{row:?} {found:?}");
        assert!(close(found.structures[0].range.unwrap(), figure(first + 2)), "{row:?} {found:?}");
        assert!(found.settled);
        if !reweighted {
            let sse = figure(6);
            assert!(found.rss <= sse * (1.0 + 1e-13) && found.rss >= sse * (1.0 - 1e-8), "{row:?} {found:?}");
        }
    }
}

#[test]
fn fits_of_meuse_are_no_worse_than_gstat_s() {
    let bins = meuse_bins();
    for row in words("gstat/meuse_gstat_fits.csv").iter().filter(|row| row[3] != "2") {
        let figure = |k: usize| row[k].parse::<f64>().unwrap();
        let options = FitOptions { weights: weights(&row[3]), kappa: Some(figure(2)), ..FitOptions::default() };
        let found = fit(&bins, model(&row[1]), &options).unwrap();
        assert!(found.rss <= figure(7) * (1.0 + 1e-12), "{row:?} {found:?}");
        if row[1] == "Mat" {
            // gstat stops a little short
            assert!(found.rss >= figure(7) * (1.0 - 1e-6), "{row:?} {found:?}");
            assert!((found.structures[0].range.unwrap() / figure(6) - 1.0).abs() < 1e-3, "{row:?} {found:?}");
        }
    }
}
