//! One literal export per kernel; all have the same signature.

// Written by scripts/generate.

use super::{PitscapeCallbacks, guard, run_kernel};
use crate::{error::PitscapeStatus, run};
use libc::c_char;

pub type Export = unsafe extern "C" fn(*const c_char, *const PitscapeCallbacks, *mut *mut c_char) -> PitscapeStatus;

/// All of them by the name of their kernel.
pub const EXPORTS: &[(&str, Export)] = &[
    ("carbon_change", pitscape_carbon_change),
    ("carbon_series", pitscape_carbon_series),
    ("carbon_storage", pitscape_carbon_storage),
    ("contribution_ratio", pitscape_contribution_ratio),
    ("correlation", pitscape_correlation),
    ("coupling_coordination", pitscape_coupling_coordination),
    ("distance_zones", pitscape_distance_zones),
    ("kriging", pitscape_kriging),
    ("landscape_metrics", pitscape_landscape_metrics),
    ("lulc_transition", pitscape_lulc_transition),
    ("map_accuracy", pitscape_map_accuracy),
    ("moving_window", pitscape_moving_window),
    ("pair_template", pitscape_pair_template),
    ("point_variogram", pitscape_point_variogram),
    ("pool_template", pitscape_pool_template),
    ("raster_variogram", pitscape_raster_variogram),
    ("rasterize_lulc", pitscape_rasterize_lulc),
    ("regression", pitscape_regression),
    ("sampled_windows", pitscape_sampled_windows),
    ("spectral_indices", pitscape_spectral_indices),
    ("variogram_fit", pitscape_variogram_fit),
    ("window_scale", pitscape_window_scale),
];

/// Carbon gained and lost between two maps, by pair of classes, and its net present value.
///
/// Request: lulc_base {raster}, required; lulc_alt {raster}, required; pools (path of a table), required; pools_alt
/// (path of a table); year_base; year_alt; price; price_basis (C, CO2); discount_rate, %; rate_change, %; ignore_codes
/// (a list of integers); mask (path of a layer); zones (path of a layer); zone_field; resample_classes (nearest, mode);
/// area (auto, planar, ellipsoidal); output (path of a .tif); output_npv (path of a .tif); create_options (a list of
/// texts); origins (texts by name); tables (folder); hold (true, false); threads.
/// Report: results carbon_change, npv, output_min, output_max, output_npv_min, output_npv_max; tables summary, pairs;
/// messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_carbon_change(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::carbon_change::run, request_json, callbacks, report_json) })
}

/// Carbon over the years: by class, in all, and by interval, with standard errors, and a report.
///
/// Request: layers (a list of {raster}), required; layer_names (a list of texts); years (a list of integers); pools
/// (path of a table), required; class_correlation; accuracy (path of a table); ignore_codes (a list of integers); mask
/// (path of a layer); zones (path of a layer); zone_field; resample_classes (nearest, mode); area (auto, planar,
/// ellipsoidal); output (path of a .tif); create_options (a list of texts); origins (texts by name); tables (folder);
/// hold (true, false); threads.
/// Report: results carbon_change, carbon_change_se, carbon_change_adjusted, output_min, output_max; tables storage,
/// totals, changes; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_carbon_series(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::carbon_series::run, request_json, callbacks, report_json) })
}

/// Carbon of every land-cover class and in all, and a raster of its density.
///
/// Request: lulc {raster}, required; pools (path of a table), required; class_correlation; accuracy (path of a table);
/// ignore_codes (a list of integers); mask (path of a layer); zones (path of a layer); zone_field; area (auto, planar,
/// ellipsoidal); unit (t_ha, t_cell); output (path of a .tif); create_options (a list of texts); origins (texts by
/// name); tables (folder); hold (true, false); threads.
/// Report: results total_carbon, total_area_ha, mean_density, total_se, total_adjusted, total_se_pool, total_se_map,
/// output_min, output_max; table summary; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_carbon_storage(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::carbon_storage::run, request_json, callbacks, report_json) })
}

/// How far mining land depresses carbon: contribution ratio by distance, null curve, levels, with intervals and a
/// report.
///
/// Request: layers (a list of {raster}), required; layer_names (a list of texts); years (a list of integers); pools
/// (path of a table), required; codes (a list of integers); sources (path of a layer); mining_year; ring_width, m;
/// ring_count; ring_limits (a list of numbers), m; replicates; block_size, m; shifts; seed; ignore_codes (a list of
/// integers); mask (path of a layer); resample_classes (nearest, mode); area (auto, planar, ellipsoidal); output (path
/// of a .tif); level_zones (true, false); create_options (a list of texts); origins (texts by name); tables (folder);
/// hold (true, false); threads.
/// Report: results level_count, first_break, mining_area_ha, correlation_length; tables ratios, levels, level_zones;
/// messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_contribution_ratio(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::contribution_ratio::run, request_json, callbacks, report_json) })
}

/// Correlations of rasters or of fields, with p of independent cells and p of the effective number of them, and a
/// report.
///
/// Request: inputs (a list of {raster}); table (path of a table); fields (a list of texts); coordinates (a list of
/// texts); method (pearson, spearman); missing (pairwise, listwise); sample (all, random, regular, stratified);
/// sample_size; strata {raster}; min_distance, m; seed; effective (true, false); distance_classes; fft_max_cells; mask
/// (path of a layer); resample_values (bilinear, nearest, average); scatter (true, false); layer_name; year; origins
/// (texts by name); tables (folder); threads.
/// Report: results rows, rows_complete; tables matrix, scatter; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_correlation(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::correlation::run, request_json, callbacks, report_json) })
}

/// How landscape pattern, forest and grassland, and carbon develop together by year: integrated index, coupling,
/// coordination, grades and obstacles, with a report.
///
/// Request: input (path of a table), required; year_field; zone_field; indicators (path of a table), required;
/// rescale_min; rescale_max; weights (entropy, given, equal); zones_together (true, false); storage (path of a table);
/// f_field; f_codes (a list of integers); f_min; f_max; ca_field; ca_min; ca_max; coefficients (a list of numbers);
/// formula (standard, wang2021, fan2024); grades (path of a table); layer_name; origins (texts by name); tables
/// (folder); threads.
/// Report: results d_first, d_last, years; tables weights_table, result, obstacles; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_coupling_coordination(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::coupling_coordination::run, request_json, callbacks, report_json) })
}

/// Exact distance to the nearest source (classes, or any layer), rings of it, and their land cover.
///
/// Request: lulc {raster}, required; codes (a list of integers); sources (path of a layer); ring_width, m; ring_count;
/// ring_limits (a list of numbers), m; max_distance, m; signed (true, false); ignore_codes (a list of integers); mask
/// (path of a layer); area (auto, planar, ellipsoidal); distance (path of a .tif); allocation (path of a .tif);
/// ring_raster (path of a .tif); rings (true, false); create_options (a list of texts); origins (texts by name); tables
/// (folder); hold (true, false); threads.
/// Report: results source_cells, source_area_ha, distance_min, distance_max; tables rings, summary, composition;
/// messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_distance_zones(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::distance_zones::run, request_json, callbacks, report_json) })
}

/// Values between points or in the gaps of a raster by kriging, with their variance, cross-validation and a report.
///
/// Request: input (path of a table); field; id_field; raster {raster}; mask (path of a layer); snap {raster};
/// cell_size, map units; extent (a list of numbers), map units; targets (path of a layer); fits (path of a table);
/// model (spherical, exponential, gaussian, linear, linear_sill, matern, power); nugget; psill; range, map units;
/// kappa; model2 (spherical, exponential, gaussian, linear, linear_sill, matern, power); psill2; range2, map units;
/// angle, degrees; ratio; type (simple, ordinary, universal); mean; drift (none, linear, quadratic); drift_layers (a
/// list of {raster}); nugget_is (microscale, error); max_neighbours; min_neighbours; search, map units; sector_max;
/// block (a list of numbers), map units; block_nodes; duplicates (mean, error); cv (none, leave_one_out, k_fold);
/// folds; seed; layer_name; year; output (path of a .tif); variance (path of a .tif); neighbours (path of a .tif);
/// drift_terms (true, false); variogram (true, false); create_options (a list of texts); origins (texts by name);
/// tables (folder); hold (true, false); threads.
/// Report: results cells_missing, points, output_min, output_max, variance_min, variance_max, rmse, msdr; tables
/// predicted, crossvalidation, cv_summary, drift_terms, model, variogram, curves; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_kriging(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::kriging::run, request_json, callbacks, report_json) })
}

/// Patches, and the metrics of patches, classes and landscapes over several maps, with a report.
///
/// Request: layers (a list of {raster}), required; layer_names (a list of texts); years (a list of integers);
/// neighbourhood (8, 4); metrics (a list of texts); boundary_edge_pct, %; edge_depth, map units; edge_depths (path of a
/// table); contrast (path of a table); similarity (path of a table); search_radius, map units; connect_threshold, map
/// units; max_classes; form (wide, long); ignore_codes (a list of integers); mask (path of a layer); zones (path of a
/// layer); zone_field; resample_classes (nearest, mode); area (auto, planar); output (path of a .tif); patch (true,
/// false); patches (true, false); create_options (a list of texts); origins (texts by name); tables (folder); hold
/// (true, false); threads.
/// Report: results ta, np, shdi, output_max; tables landscape, class, patch, patches, sizes; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_landscape_metrics(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::landscape_metrics::run, request_json, callbacks, report_json) })
}

/// What became of the classes of land cover: transition matrix, gain, loss, swap, rates and intensity analysis.
///
/// Request: layers (a list of {raster}), required; layer_names (a list of texts); years (a list of integers); groups
/// (path of a table); pools (path of a table); common_cells (true, false); unchanged (true, false); ignore_codes (a
/// list of integers); mask (path of a layer); zones (path of a layer); zone_field; resample_classes (nearest, mode);
/// area (auto, planar, ellipsoidal); output (path of a .tif); create_options (a list of texts); origins (texts by
/// name); tables (folder); hold (true, false); threads.
/// Report: results changed_ha, changed_pct, carbon_change, transitions; tables matrix, summary, intensity; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_lulc_transition(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::lulc_transition::run, request_json, callbacks, report_json) })
}

/// Accuracy of a map by a sample of reference classes, error-adjusted areas and carbon with intervals, and a report.
///
/// Request: map {raster}; reference (path of a table); field; reference_raster {raster}; counts (path of a table);
/// cell_area_ha, ha; design (stratified, simple, systematic); strata_field; strata (path of a table); pools (path of a
/// table); ignore_codes (a list of integers); mask (path of a layer); area (auto, planar, ellipsoidal);
/// resample_classes (nearest, mode); points (true, false); layer_name; year; origins (texts by name); tables (folder);
/// threads.
/// Report: results overall, overall_se, kappa, points_used, points_left_out, carbon_mean, carbon_total,
/// carbon_total_se, map_carbon_mean; tables matrix, classes, summary, points; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_map_accuracy(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::map_accuracy::run, request_json, callbacks, report_json) })
}

/// Metrics of the landscape in a round or square window around each cell, for several radii, as bands of a raster.
///
/// Request: lulc {raster}, required; metrics (a list of texts); classes (a list of integers); radii (a list of
/// numbers); shape (circle, square); neighbourhood (8, 4); edge (full, partial); min_valid; centre_codes (a list of
/// integers); fill_nodata (true, false); stride; max_classes; ignore_codes (a list of integers); mask (path of a
/// layer); area (auto, planar); output (path of a .tif); folder (folder); layer_name; create_options (a list of texts);
/// origins (texts by name); hold (true, false); threads.
/// Report: results windows, output_min, output_max; no tables; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_moving_window(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::moving_window::run, request_json, callbacks, report_json) })
}

/// Tables of contrast, similarity, edge depths, class groups or indicators to fill in, with the classes of a map.
///
/// Request: lulc {raster}; table (path of a table); kind (contrast, similarity, edge_depths, groups, indicators),
/// required; ignore_codes (a list of integers); mask (path of a layer); layer_name; year; origins (texts by name);
/// tables (folder); threads.
/// Report: no results; table template; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_pair_template(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::pair_template::run, request_json, callbacks, report_json) })
}

/// The variogram of points with values, by distance and direction, with fitted models, and a report.
///
/// Request: input (path of a table), required; field, required; crs; layer_name; year; cutoff, map units; width, map
/// units; directions (a list of numbers); tolerance, degrees; estimator (matheron, cressie, dowd, genton); models (a
/// list of spherical, exponential, gaussian, linear, linear_sill, matern, power); structures (1, 2); weights (n,
/// n_gamma2, ols, n_h2); kappa; sample_size; seed; origins (texts by name); tables (folder); threads.
/// Report: result points; tables variogram, fits, curves; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_point_variogram(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::point_variogram::run, request_json, callbacks, report_json) })
}

/// A carbon pool table to fill in, with the codes, names and cells of a map.
///
/// Request: lulc {raster}, required; ignore_codes (a list of integers); mask (path of a layer); origins (texts by
/// name); tables (folder); threads.
/// Report: no results; table template; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_pool_template(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::pool_template::run, request_json, callbacks, report_json) })
}

/// The variogram of all pairs of cells of a raster, by distance and direction, with covariances, fitted models, their
/// anisotropy, and a report.
///
/// Request: input {raster}, required; cutoff, map units; width, map units; directions (a list of numbers); tolerance,
/// degrees; estimator (matheron, cressie, dowd, genton); models (a list of spherical, exponential, gaussian, linear,
/// linear_sill, matern, power); structures (1, 2); weights (n, n_gamma2, ols, n_h2); kappa; sample_size; seed; mask
/// (path of a layer); map (path of a .tif); covariogram (true, false); anisotropy (true, false); create_options (a list
/// of texts); origins (texts by name); tables (folder); hold (true, false); threads.
/// Report: results cells, map_max; tables variogram, fits, curves, covariogram, anisotropy; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_raster_variogram(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::raster_variogram::run, request_json, callbacks, report_json) })
}

/// A land-cover raster from polygons of classes, by the centre of cells or by the largest share, with names and
/// colours.
///
/// Request: input (path of a layer), required; field, required; id_field; codes (path of a table); cell_size, map
/// units; snap {raster}; rule (centre, largest); overlap (last, first, error); area (auto, planar, ellipsoidal);
/// class_names (texts by name); class_colors (texts by name); layer_name; year; output (path of a .tif); create_options
/// (a list of texts); origins (texts by name); tables (folder); hold (true, false); threads.
/// Report: result cells_overlapped; table classes; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_rasterize_lulc(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::rasterize_lulc::run, request_json, callbacks, report_json) })
}

/// A multiple linear regression of rasters or of fields, selected stepwise, with errors that admit that neighbours are
/// alike, and a report.
///
/// Request: y {raster}; x (a list of {raster}); factors (a list of {raster}); aspect {raster}, degrees from north;
/// table (path of a table); y_field; x_fields (a list of texts); factor_fields (a list of texts); aspect_field;
/// coordinates (a list of texts); sample (all, random, regular, stratified); sample_size; strata {raster};
/// min_distance, m; seed; intercept (true, false); vif_limit; selection (none, forward, backward, stepwise); p_enter;
/// p_remove; block_size, m; folds; mask (path of a layer); resample_values (bilinear, nearest, average); predicted
/// (path of a .tif); residuals (path of a .tif); samples (true, false); plots (true, false); create_options (a list of
/// texts); layer_name; year; origins (texts by name); tables (folder); hold (true, false); threads.
/// Report: results rows, r2, r2_cv, moran_p, predicted_min, predicted_max, residuals_min, residuals_max; tables model,
/// diagnostics, steps, samples, variogram, curve, scatter, places, partials; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_regression(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::regression::run, request_json, callbacks, report_json) })
}

/// Metrics of the landscape in windows around points or inside polygons, as columns of these features.
///
/// Request: lulc {raster}, required; features (path of a layer), required; metrics (a list of texts); classes (a list
/// of integers); radii (a list of numbers); shape (circle, square); neighbourhood (8, 4); edge (full, partial);
/// min_valid; max_classes; area (auto, planar); ignore_codes (a list of integers); mask (path of a layer); origins
/// (texts by name); tables (folder); threads.
/// Report: result windows; table samples; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_sampled_windows(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::sampled_windows::run, request_json, callbacks, report_json) })
}

/// Vegetation indices of a picture: DVI, EVI, RVI, SAVI, GNDVI, NDVI.
///
/// Request: red {raster}, required; nir {raster}, required; green {raster}; blue {raster}; indices (a list of DVI, EVI,
/// RVI, SAVI, GNDVI, NDVI); soil_factor; sensor (band, sentinel2_l2a, sentinel2_l2a_before_2022, landsat_c2_l2,
/// reflectance, byte); scale; offset; resample_values (bilinear, nearest, average); mask (path of a layer); output
/// (path of a .tif); folder (folder); layer_name; create_options (a list of texts); origins (texts by name); tables
/// (folder); hold (true, false); threads.
/// Report: results cells, output_min, output_max; no tables; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_spectral_indices(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::spectral_indices::run, request_json, callbacks, report_json) })
}

/// Models fitted to a variogram, or to each of several, from a table.
///
/// Request: input (path of a table), required; group_fields (a list of texts); layer_name; year; models (a list of
/// spherical, exponential, gaussian, linear, linear_sill, matern, power); structures (1, 2); weights (n, n_gamma2, ols,
/// n_h2); kappa; origins (texts by name); tables (folder); threads.
/// Report: no results; tables variogram, fits, curves; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_variogram_fit(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::variogram_fit::run, request_json, callbacks, report_json) })
}

/// The radius from which on nugget / sill of metrics in windows is stable, by a rule, with its sensitivity and maps
/// without pattern as control.
///
/// Request: lulc {raster}, required; metrics (a list of texts); radii (a list of numbers); shape (circle, square);
/// neighbourhood (8, 4); edge (full, partial); min_valid; cutoff, map units; width, map units; models (a list of
/// spherical, exponential, gaussian, linear_sill, matern); weights (n, n_gamma2, ols, n_h2); kappa; permutations; seed;
/// max_classes; ignore_codes (a list of integers); mask (path of a layer); area (auto, planar); scratch (folder);
/// origins (texts by name); tables (folder); threads.
/// Report: results radius_chosen, radius_low, radius_high, radius_median, verdict, mode_share, null_p; tables
/// variograms, fits, choice, curves; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_window_scale(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe { run_kernel(run::window_scale::run, request_json, callbacks, report_json) })
}
