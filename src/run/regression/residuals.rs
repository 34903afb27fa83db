//! How far residuals are alike: their variogram, and the effective range of the model that fits it best.

use crate::{
    engine::{progress::Progress, sampling::Strides, threads::Threads},
    error::Result,
    grid::Grid,
    kernels::{
        Accumulator, GoOn,
        drivers::regression::moran::Moran,
        geostatistics::{
            variogram::{
                Bin, Bins, Estimator, LagBlock, LagSums, Point, Steps, default_cutoff, matheron, point_variogram,
            },
            variogram_fit::{FitBin, FitOptions, Model, VariogramFit, best, fit_while},
        },
    },
    sentence::{Phrase, phrase},
};
use ndarray::ArrayView2;

const COMPARING: Phrase = phrase!("Comparing residuals");

/// Cells of the regular grid of them, at most.
pub const MOST_CELLS: usize = 250_000;

/// Points all of whose pairs are looked at.
pub const MOST_POINTS: usize = 10_000;

/// Bins of a grid, at most.
const MOST_BINS: f64 = 200.0;

/// Bins of points: as many as there are fifty points for, within these.
const BINS_OF_POINTS: (f64, f64) = (15.0, 60.0);

/// Less of the sill than this is none.
const NO_PART: f64 = 1e-6;

/// Bins in metres, and the model that fits them best.
#[derive(Debug, Default, Clone)]
pub struct Likeness {
    pub bins: Vec<Bin>,
    pub fit: Option<VariogramFit>,
}

/// p of Moran's I from which on neighbours are not alike.
const LEVEL: f64 = 0.05;

/// How far residuals are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    pub metres: f64,
    /// They are alike over all distances that were looked at, of which this is the longest.
    pub is_open: bool,
}

impl Likeness {
    /// 0 where neighbours are not alike, as Moran's I has it: a model fits chance too. `None` where no model fits.
    pub fn range(&self, moran: Option<&Moran>) -> Option<Range> {
        if moran.and_then(|moran| moran.p).is_some_and(|p| p >= LEVEL) {
            return Some(Range { metres: 0.0, is_open: false });
        }
        let longest = self.bins.last()?.dist;
        let range = |metres: f64| Range { metres: metres.min(longest), is_open: metres > longest };
        self.fitted_range().map(range)
    }

    fn fitted_range(&self) -> Option<f64> {
        let fit = self.fit.as_ref()?;
        let part: f64 = fit.structures.iter().map(|structure| structure.psill).sum();
        let sill = fit.nugget + part;
        if part <= NO_PART * sill { Some(0.0) } else { fit.effective }
    }

    /// Of a regular grid, by row, NaN where there is none.
    pub fn of_grid(
        residuals: &[f64],
        (grid, strides): (&Grid, Strides),
        run: (&Threads, &mut Progress<'_>),
    ) -> Result<Likeness> {
        let g = &grid.geotransform;
        let scale = grid.metres_per_unit * strides.step as f64;
        let steps = Steps { column: [g[1] * scale, g[4] * scale], row: [g[2] * scale, g[5] * scale] };
        let (across, down) = (steps.column[0].hypot(steps.column[1]), steps.row[0].hypot(steps.row[1]));
        let extent = |cells: usize, side: f64| cells.saturating_sub(1).max(1) as f64 * side;
        let cutoff = default_cutoff(extent(strides.columns, across), extent(strides.rows, down));
        let bins = Bins::new(cutoff, across.max(down).max(cutoff / MOST_BINS));
        let max_lag = steps.max_lag(cutoff);
        let max_lag = (max_lag.0.min(strides.rows - 1), max_lag.1.min(strides.columns - 1));
        // Beside the largest of them they are the same whatever Y's unit is.
        let unit = residuals.iter().fold(0.0, |most: f64, e| if e.abs() > most { e.abs() } else { most });
        let scaled: Vec<f64> = residuals.iter().map(|e| e / unit).collect();
        Likeness::of(run, unit, |go_on| {
            let cells = ArrayView2::from_shape((strides.rows, strides.columns), &scaled[..]).ok()?;
            let mut sums = LagSums::new(max_lag, None);
            let lags = sums.push_while(&LagBlock::whole(cells), go_on).then(|| sums.finish())?;
            Some(lags.bins_while(&steps, &bins, go_on)?.finish(&bins, matheron))
        })
    }

    /// Of points in metres; the caller gives [`MOST_POINTS`] at most.
    pub fn of_points(places: &[[f64; 2]], residuals: &[f64], run: (&Threads, &mut Progress<'_>)) -> Result<Likeness> {
        let unit = residuals.iter().fold(0.0, |most: f64, e| e.abs().max(most));
        let point = |(place, e): (&[f64; 2], &f64)| Point { east: place[0], north: place[1], value: e / unit };
        let points: Vec<Point> = places.iter().zip(residuals).map(point).collect();
        let reach = |of: fn(&Point) -> f64| {
            let ends = points.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
            ends.1 - ends.0
        };
        let cutoff = default_cutoff(reach(|point| point.east), reach(|point| point.north));
        if points.len() < 2 || cutoff.is_nan() || cutoff <= 0.0 {
            return Ok(Likeness::default());
        }
        let count = (points.len() as f64 / 50.0).clamp(BINS_OF_POINTS.0, BINS_OF_POINTS.1).floor();
        let bins = Bins::new(cutoff, cutoff / count);
        Likeness::of(run, unit, |go_on| point_variogram(&points, &bins, Estimator::Matheron, go_on))
    }

    /// Of bins of residuals that were divided by a unit; none where nothing is left of Y.
    fn of(
        (threads, progress): (&Threads, &mut Progress<'_>),
        unit: f64,
        bins: impl FnOnce(GoOn<'_>) -> Option<Vec<Bin>> + Send,
    ) -> Result<Likeness> {
        if unit.is_nan() || unit <= 0.0 {
            return Ok(Likeness::default());
        }
        threads.run(
            progress,
            COMPARING,
            || 0.0,
            |go_on| {
                let bins = bins(go_on)?;
                let fitted: Vec<FitBin> = bins.iter().map(FitBin::from).collect();
                let options = FitOptions::default();
                let fits: Vec<VariogramFit> = [Model::Spherical, Model::Exponential, Model::Gaussian]
                    .into_iter()
                    .filter_map(|model| fit_while(&fitted, model, &options, go_on))
                    .collect();
                let fit = best(&fits).cloned().map(|fit| scaled(fit, unit * unit));
                let bins = bins.into_iter().map(|bin| Bin { gamma: bin.gamma * unit * unit, ..bin }).collect();
                go_on().then_some(Likeness { bins, fit })
            },
        )
    }
}

fn scaled(mut fit: VariogramFit, by: f64) -> VariogramFit {
    fit.nugget *= by;
    fit.structures.iter_mut().for_each(|structure| structure.psill *= by);
    fit
}
