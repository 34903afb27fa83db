//! Fits of variograms: intervals of nugget / sill, and ellipses of ranges, on Gaussian fields of known covariance.

use ndarray::Array2;
use pitscape::{
    grid::Window,
    kernels::{
        Accumulator,
        geostatistics::{
            variogram::{BinSums, Bins, LagBlock, LagSums, Lags, Steps, matheron},
            variogram_fit::{
                Anisotropy, Directed, FitBin, FitOptions, Isotropy, Model, ModelShape, VariogramFit, Weights,
                anisotropy, classes, fit, fit_while, isotropy, sectors, standard_error,
            },
        },
        stats::random::stream,
    },
};
use rand::RngExt;
use rand_distr::StandardNormal;
use rayon::prelude::*;
use rustfft::{FftPlanner, num_complex::Complex64};

const GO_ON: &(dyn Fn() -> bool + Sync) = &|| true;

/// A field of variance 1 whose correlation at so many cells right and down is `correlation`, on a torus twice as wide, by its spectrum.
fn field(side: usize, correlation: impl Fn(f64, f64) -> f64, seed: u64) -> Array2<f64> {
    let wide = 2 * side;
    let lag = |k: usize| if k < side { k as f64 } else { k as f64 - wide as f64 };
    let mut spectrum = Array2::from_shape_fn((wide, wide), |(r, c)| Complex64::new(correlation(lag(c), lag(r)), 0.0));
    transform(&mut spectrum);
    let mut random = stream(seed, 0);
    let mut made = spectrum.mapv(|part| {
        let root = (part.re.max(0.0) / (wide * wide) as f64).sqrt();
        root * Complex64::new(random.sample(StandardNormal), random.sample(StandardNormal))
    });
    transform(&mut made);
    Array2::from_shape_fn((side, side), |at| made[at].re)
}

fn transform(cells: &mut Array2<Complex64>) {
    let line = FftPlanner::new().plan_fft_forward(cells.ncols());
    for _ in 0..2 {
        let mut rows = cells.t().as_standard_layout().into_owned();
        rows.as_slice_mut().expect("in order").chunks_exact_mut(line.len()).for_each(|row| line.process(row));
        *cells = rows;
    }
}

/// Such a field with the model's correlation, longest to the right, and noise for a nugget.
fn model_field(side: usize, model: Model, range: f64, ratio: f64, nugget: f64, seed: u64) -> Array2<f64> {
    let shape = ModelShape::new(model, 0.5);
    let a = range / shape.effective().expect("a sill");
    let mut made = field(side, |east, south| 1.0 - shape.at(east.hypot(south / ratio), a), seed);
    let mut random = stream(seed, 1);
    made.mapv_inplace(|z| (1.0 - nugget).sqrt() * z + nugget.sqrt() * random.sample::<f64, _>(StandardNormal));
    made
}

/// Sums over pairs in all and by 16 blocks, as the run makes them.
struct Sums {
    lags: Lags,
    blocks: Vec<BinSums>,
    total: BinSums,
    class_blocks: Vec<BinSums>,
    class_total: BinSums,
}

const STEPS: fn() -> Steps = || Steps::north_up(1.0, 1.0);

fn sums(cells: &Array2<f64>, bins: &Bins) -> Sums {
    let (steps, side, classes) = (STEPS(), cells.nrows(), classes(bins.cutoff()));
    let (max_lag, tile) = (steps.max_lag(bins.cutoff()), side.div_ceil(4));
    let (mut all, mut blocks, mut class_blocks) = (None::<LagSums>, Vec::new(), Vec::new());
    for k in 0..16 {
        let (row, column) = (k / 4 * tile, k % 4 * tile);
        let window = Window { row, column, rows: tile.min(side - row), columns: tile.min(side - column) };
        let (around, columns) = LagBlock::around(window, max_lag, (side, side));
        let part = cells
            .slice(ndarray::s![around.row..around.row + around.rows, around.column..around.column + around.columns]);
        let mut sums = LagSums::new(max_lag, None);
        sums.push(LagBlock { cells: part, rows: window.rows, columns });
        blocks.push(sums.lags().bins(&steps, bins));
        class_blocks.push(sums.lags().bins(&steps, &classes));
        match &mut all {
            None => all = Some(sums),
            Some(all) => all.merge(sums),
        }
    }
    let summed = |blocks: &[BinSums], bins: &Bins| {
        let mut total = BinSums::new(bins);
        blocks.iter().for_each(|block| total.merge(block));
        total
    };
    let (total, class_total) = (summed(&blocks, bins), summed(&class_blocks, &classes));
    Sums { lags: all.expect("16 blocks").finish(), blocks, total, class_blocks, class_total }
}

/// Of maps with a nugget of 0.3 and a range that is such a share of the cutoff: the range that was found, over the cutoff, and whether
/// nugget / sill is within 2 standard errors of the truth.
fn coverage(model: Model, share: f64, maps: u64) -> Vec<(f64, bool)> {
    const SIDE: usize = 240;
    const NUGGET: f64 = 0.3;
    let cutoff = 60.0;
    let one = |seed: u64| {
        let cells = model_field(SIDE, model, share * cutoff, 1.0, NUGGET, 1000 + seed);
        let bins = Bins::new(cutoff, cutoff / 15.0);
        let sums = sums(&cells, &bins);
        let fitted = |sums: &BinSums| -> Option<VariogramFit> {
            let bins: Vec<FitBin> = sums.finish(&bins, matheron).iter().map(FitBin::from).collect();
            fit(&bins, model, &FitOptions::default())
        };
        let found = fitted(&sums.total)?;
        let figure = |sums: &BinSums| fitted(sums)?.nugget_sill();
        let error = standard_error(&sums.total, &sums.blocks, GO_ON, figure)?;
        Some((found.effective? / cutoff, (found.nugget_sill()? - NUGGET).abs() <= 2.0 * error))
    };
    (0..maps).into_par_iter().filter_map(one).collect()
}

/// Of a field with a range and a ratio, what the ellipse is and what blocks tell of it.
fn ellipse(model: Model, range: f64, ratio: f64, seed: u64) -> Option<(Anisotropy, f64, Isotropy)> {
    const SIDE: usize = 200;
    let cutoff = 50.0;
    let cells = model_field(SIDE, model, range, ratio, 0.2, seed);
    let bins = Bins::new(cutoff, cutoff / 15.0);
    let (sums, steps, options) = (sums(&cells, &bins), STEPS(), FitOptions::default());
    let places = sectors(sums.lags.within(&steps, cutoff).filter_map(|lag| Directed::of_lag(&lag, &steps)));
    let found = anisotropy(&places, model, &options, GO_ON)?;
    let round: Vec<FitBin> = places.iter().map(|lag| FitBin { dist: lag.dist, gamma: lag.gamma, np: lag.np }).collect();
    let aic = fit_while(&round, model, &options, GO_ON)?.aic?;
    let judged = isotropy(&found, Weights::NH2, &classes(cutoff), (&sums.class_total, &sums.class_blocks), GO_ON)?;
    Some((found, aic, judged))
}

/// Of each kind that ellipses are fitted to.
const MAPS: u64 = 60;

fn share(of: impl Iterator<Item = bool>) -> f64 {
    let all: Vec<bool> = of.collect();
    all.iter().filter(|yes| **yes).count() as f64 / all.len().max(1) as f64
}

pub fn show() {
    intervals();
    ellipses();
}

fn intervals() {
    println!(
        "Nugget / sill within 2 standard errors, by range / cutoff (240 x 240 cells, cutoff 60, nugget 0.3, 16 blocks):"
    );
    for model in [Model::Spherical, Model::Exponential, Model::Gaussian] {
        let mut all = Vec::new();
        for by in [0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1.0, 1.25] {
            let found = coverage(model, by, 200);
            let held = share(found.iter().map(|one| one.1));
            println!("  {model:?}, range {by} of the cutoff: {held:.3} of {} maps", found.len());
            all.extend(found);
        }
        for (low, high) in
            [(0.0, 0.4), (0.4, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 1.0), (1.0, 1.3), (1.3, 2.0), (2.0, 1e9)]
        {
            let those: Vec<_> = all.iter().filter(|one| one.0 > low && one.0 <= high).collect();
            println!(
                "  {model:?}, range found {low} to {high}: {:.3} of {}",
                share(those.iter().map(|one| one.1)),
                those.len()
            );
        }
    }
}

fn ellipses() {
    println!("Ellipses (200 x 200 cells, cutoff 50, nugget 0.2, 16 blocks): called equal by blocks, and by AIC alone:");
    for model in [Model::Spherical, Model::Exponential, Model::Gaussian] {
        for (range, ratio) in
            [(12.0, 1.0), (25.0, 1.0), (45.0, 1.0), (12.0, 0.5), (25.0, 0.5), (45.0, 0.5), (25.0, 0.7)]
        {
            ellipses_of(model, range, ratio, 5000);
        }
    }
    println!("  With maps by which the level was not chosen:");
    ellipses_of(Model::Spherical, 25.0, 1.0, 6000);
}

/// Of maps with seeds from such a one on.
pub(crate) fn ellipses_of(model: Model, range: f64, ratio: f64, first: u64) {
    let found: Vec<_> =
        (0..MAPS).into_par_iter().filter_map(|seed| ellipse(model, range, ratio, first + seed)).collect();
    let near = |(found, _, judged): &(Anisotropy, f64, Isotropy)| (found.ratio - ratio).abs() <= 2.0 * judged.se_ratio;
    let toward = |(found, _, judged): &(Anisotropy, f64, Isotropy)| {
        let off = (found.direction.unwrap_or(0.0) - 90.0).abs();
        off <= 2.0 * judged.se_direction
    };
    let called = share(found.iter().map(|one| one.2.holds()));
    let by_aic = share(found.iter().map(|(found, aic, _)| found.fit.aic.is_some_and(|own| own > *aic)));
    println!("  {model:?}, range {range}, ratio {ratio}: {called:.2}, {by_aic:.2} of {}", found.len());
    if ratio < 1.0 {
        let (near, toward) = (share(found.iter().map(near)), share(found.iter().map(toward)));
        println!("    within 2 standard errors: ratio {near:.2}, direction {toward:.2}");
    }
}
