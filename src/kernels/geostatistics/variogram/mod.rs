//! Variograms: how unlike values are, by how far apart and in which direction they lie.
//!
//! | estimator | γ of the N pairs (z, z') of a class | of rasters | of points |
//! |---|---|---|---|
//! | Matheron | Σ (z - z')² / 2N | [`LagSums`], all lags at once | [`point_variogram`] |
//! | Cressie-Hawkins | (Σ √|z - z'| / N)⁴ / (0.457 + 0.494 / N) / 2 | [`RootSums`] | [`point_variogram`] |
//! | Dowd | 2.198 median² of |z - z'| / 2 | [`Medians`], in four sweeps | [`point_variogram`] |
//! | Genton | Qn² of z - z' with either sign / 2, see [`genton`] | [`Differences`], 8 bytes a pair | [`point_variogram`] |
//! | covariance | Σ (z - m) (z' - m) / N, m the mean of all values | [`Lags::covariogram`] | |
//!
//! Unit: that of the values, squared. Range: from 0; a covariance may be negative. A class without pairs is left out.
//!
//! Pairs: all pairs of cells with a value (not NaN), or of points, each counted once. Distances are between centres of
//! cells, and classes of them closed on the right, the cutoff included; a class has the mean distance of its pairs.
//! Directions are clockwise from north, and a pair has two opposite ones. These are gstat's conventions. See [`Bins`].
//!
//! Exactness: for a raster [`LagSums`] finds the number of pairs and the sum of squares at every lag vector by Fourier
//! transforms (Marcotte 1996), in time n log n. Numbers are exact, and so are sums of whole numbers; other sums differ from those
//! made pair by pair by about 1e-12 at most, whatever the mean and the outliers: see [`LagSums`] for how. Blocks
//! of any size add up, as a pair belongs to the block of its first cell.
//!
//! Memory: of [`LagSums`] 24 bytes a lag, and while it takes in a block of r x c cells, for lags of up to p rows and q columns,
//! up to 24 p (c + 2q) bytes, with half a gigabyte at most for spectra. Blocks are cut into pieces where that is less work.
//! [`Sample`] draws cells for estimators that cannot take all of them.
//!
//! Sources: Matheron 1962, Traité de géostatistique appliquée; Cressie and Hawkins 1980, Math. Geol. 12, 115; Dowd 1984,
//! in Geostatistics for Natural Resources Characterization, 91; Genton 1998, Math. Geol. 30, 213; Rousseeuw and Croux 1993,
//! J. Am. Stat. Assoc. 88, 1273; Marcotte 1996, Comput. Geosci. 22, 1175; Pebesma 2004, Comput. Geosci. 30, 683 (gstat).
//!
//! ```
//! use ndarray::array;
//! use pitscape::kernels::{Accumulator, geostatistics::variogram::{Bins, LagBlock, LagSums, Steps, matheron}};
//! // Cells of 10 m, one without a value
//! let cells = array![[1.0, 3.0, f64::NAN, 4.0], [2.0, 2.0, 5.0, 5.0]];
//! let (steps, bins) = (Steps::north_up(10.0, 10.0), Bins::new(10.0, 10.0));
//! let mut sums = LagSums::new(steps.max_lag(bins.cutoff()), None);
//! sums.push(LagBlock::whole(cells.view()));
//! let variogram = sums.finish().bins(&steps, &bins).finish(&bins, matheron);
//! // Side by side: 2, 0, 3, 0; one above the other: 1, 1, 1
//! assert_eq!((variogram[0].np, variogram[0].dist), (7, 10.0));
//! assert_eq!(variogram[0].gamma, (4.0 + 0.0 + 9.0 + 0.0 + 1.0 + 1.0 + 1.0) / 7.0 / 2.0);
//! ```

mod bins;
mod lags;
mod medians;
mod pairs;
mod points;
mod rectangles;
mod robust;
mod sample;
mod spectra;
mod split;
mod steps;

pub use bins::{Bin, BinSums, Bins, default_cutoff};
pub use lags::{Lag, LagBlock, LagSums, Lags};
pub use medians::{Medians, Sweep};
pub use pairs::{Differences, DifferencesByBin, RootSums};
pub use points::{Point, point_variogram};
pub use robust::{Estimator, cressie, dowd, genton, matheron, median};
pub use sample::{Sample, SampleBlock, SampledCell};
pub use steps::{Steps, azimuth};

#[cfg(test)]
mod tests;
