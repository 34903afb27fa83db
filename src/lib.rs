//! Pitscape measures what open-pit mining and its restoration do to a landscape.
//!
//! | kernel | C symbol | QGIS algorithm | reference |
//! |---|---|---|---|
//! | [`kernels::carbon::carbon_change`] | `pitscape_carbon_change` | `pitscape:carbonchange` | InVEST carbon sequestration and value |
//! | [`kernels::cover::class_series`] | `pitscape_carbon_series` | `pitscape:carbonseries` | InVEST carbon storage, by year |
//! | [`kernels::carbon::carbon_storage`] | `pitscape_carbon_storage` | `pitscape:carbonstorage` | InVEST carbon storage |
//! | [`kernels::buffers::contribution`] | `pitscape_contribution_ratio` | `pitscape:contributionratio` | Chang et al. 2024, eq. 12; segmented regression |
//! | [`kernels::drivers::correlation`] | `pitscape_correlation` | `pitscape:correlation` | SPSS `CORRELATIONS`, SpatialPack `modified.ttest` |
//! | [`kernels::drivers::coupling_coordination`] | `pitscape_coupling_coordination` | `pitscape:couplingcoordination` | Chang et al. 2024, Eqs 5 to 11; R `coupling`, `mathmodels` |
//! | [`kernels::buffers::distance`] | `pitscape_distance_zones` | `pitscape:distancezones` | Euclidean distance transform; ring buffers |
//! | [`kernels::geostatistics::kriging`] | `pitscape_kriging` | `pitscape:kriging` | gstat `krige` |
//! | [`kernels::metrics`] | `pitscape_landscape_metrics` | `pitscape:landscapemetrics` | FRAGSTATS 4.2 |
//! | [`kernels::cover::lulc_transition`] | `pitscape_lulc_transition` | `pitscape:lulctransition` | Intensity analysis (Aldwaik and Pontius 2012), OpenLand, terra crosstab |
//! | [`kernels::cover::map_accuracy`] | `pitscape_map_accuracy` | `pitscape:mapaccuracy` | R `mapaccuracy` |
//! | [`kernels::windows::moving_window`] | `pitscape_moving_window` | `pitscape:movingwindow` | FRAGSTATS 4.2, moving window |
//! | [`kernels::patches`] | `pitscape_pair_template` | `pitscape:pairtemplate` |  |
//! | [`kernels::geostatistics::variogram`] | `pitscape_point_variogram` | `pitscape:pointvariogram` | gstat `variogram` |
//! | [`kernels::cover::class_counts`] | `pitscape_pool_template` | `pitscape:pooltemplate` |  |
//! | [`kernels::geostatistics::variogram`] | `pitscape_raster_variogram` | `pitscape:rastervariogram` | gstat `variogram` |
//! | [`kernels::cover::rasterize_lulc`] | `pitscape_rasterize_lulc` | `pitscape:rasterizelulc` | gdal_rasterize |
//! | [`kernels::drivers::regression`] | `pitscape_regression` | `pitscape:regression` | SPSS `REGRESSION`, R `lm`, spdep |
//! | [`kernels::windows::sampled_windows`] | `pitscape_sampled_windows` | `pitscape:sampledwindows` | FRAGSTATS 4.2, user-provided points and tiles |
//! | [`kernels::cover::spectral_indices`] | `pitscape_spectral_indices` | `pitscape:spectralindices` | spyndex; gdal_calc with nodata and zero denominators |
//! | [`kernels::geostatistics::variogram_fit`] | `pitscape_variogram_fit` | `pitscape:variogramfit` | gstat `fit.variogram` |
//! | [`kernels::windows::window_scale`] | `pitscape_window_scale` | `pitscape:windowscale` | GS+ and a reading by eye |
//!
//! The way of the data: a request (JSON) comes in through [`ffi`] and is validated by a job of [`run`], which opens layers, walks their
//! blocks by means of [`engine`], hands cells to [`kernels`], and answers with a report.

pub mod cover;
pub mod engine;
pub mod error;
pub mod ffi;
pub mod figures;
pub mod grid;
pub mod io;
pub mod kernels;
pub mod run;
pub mod schema;
pub mod sentence;

/// Version of the library; the plugin's is the same.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

pub use error::{Error, Result};
