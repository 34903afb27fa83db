//! One literal export per kernel; all have the same signature.

use super::{PitscapeCallbacks, guard, run_kernel};
use crate::{error::PitscapeStatus, run};
use libc::c_char;

/// Carbon stored by a land-cover map.
///
/// Request: lulc {path, band, nodata, own_nodata, class_names, crs}, pools (path of a table), ignore_codes [], mask and zones (paths
/// of polygons), zone_field, class_correlation, area "auto", "planar" or "ellipsoidal", unit "t_ha" or "t_cell", output (path of a .tif),
/// create_options [], origins {}, tables (folder), hold, threads.
/// Report: results total_carbon, total_area_ha, mean_density, total_se, output_min, output_max; table summary; messages.
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

/// Carbon gained and lost between two land-cover maps, and its net present value.
///
/// Request: lulc_base, lulc_alt {as lulc}, pools, pools_alt, year_base, year_alt, price, price_basis "C" or "CO2",
/// discount_rate, rate_change (percent), ignore_codes, mask, zones, zone_field, resample_classes "nearest" or "mode",
/// area, output, output_npv, create_options, origins, tables, hold, threads.
/// Report: results carbon_change, npv, output_min, output_max, output_npv_min, output_npv_max; tables summary, pairs.
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

/// Carbon of a landscape over the years, with standard errors.
///
/// Request: layers [as lulc], layer_names [], years [], pools, class_correlation (0 to 1), ignore_codes, mask, zones,
/// zone_field, resample_classes, area, output (a band for every interval), create_options, origins, tables, hold, threads.
/// Report: results carbon_change, carbon_change_se, output_min, output_max; tables storage, totals, changes.
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

/// Contribution ratio of mining land by distance, and levels of sensitivity around it.
///
/// Request: layers [as lulc], layer_names [], years [], pools, codes [] or sources (mining land), mining_year, ring_width
/// and ring_count or ring_limits [] (m), replicates, block_size (m), seed, ignore_codes, mask, resample_classes, area,
/// output (a band of levels for every year), level_zones (whether polygons are wanted), create_options, origins, tables,
/// hold, threads.
/// Report: results level_count, first_break, mining_area_ha; tables ratios, levels, level_zones.
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

/// Exact distance to the nearest source, rings of it, and the classes in them.
///
/// Request: lulc, codes [] or sources (path of polygons, lines or points), ring_width and ring_count or ring_limits [] (m),
/// max_distance (m), signed, ignore_codes, mask, area, distance, allocation, ring_raster (paths of .tif), rings (whether
/// polygons are wanted), create_options, origins, tables, hold, threads.
/// Report: results source_cells, source_area_ha, distance_min, distance_max; tables rings, summary, composition.
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

/// Patches, and the metrics of patches, classes and landscapes.
///
/// Request: layers [{path, band, nodata, own_nodata, class_names, crs}], layer_names, years, neighbourhood (8, 4), metrics [] (all),
/// boundary_edge_pct, edge_depth, edge_depths, contrast, similarity (paths of tables), search_radius, connect_threshold, max_classes, form (wide, long), ignore_codes, mask, zones, zone_field, resample_classes, area (auto,
/// planar), output (path of a .tif), patch, patches (whether the table, the polygons of patches are wanted), create_options, origins, tables, hold, threads.
/// Report: results ta, np, shdi, output_max; tables landscape, class, patch, patches, sizes.
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

/// Metrics of the landscape in a window around each cell.
///
/// Request: lulc, metrics [] (the study's ten), classes [], radii [] (map units), shape (circle, square), neighbourhood (8, 4), edge
/// (full, partial), min_valid, centre_codes [], fill_nodata, stride, max_classes, ignore_codes, mask, area (auto, planar), output (path of
/// a .tif), folder (for a file of each band), layer_name, create_options, origins, hold, threads.
/// Report: results windows, output_min, output_max; no table.
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

/// A pool table to fill in: codes of a map, names, cells, empty densities.
///
/// Request: lulc, ignore_codes, mask, origins, tables, threads. Report: table template.
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

/// The variogram of a raster, and models fitted to it.
///
/// Request: input {path, band, nodata, own_nodata, crs}, cutoff, width (map units), directions [] (degrees), tolerance, estimator (matheron, cressie,
/// dowd, genton), models [] (spherical, exponential, gaussian, linear, linear_sill, matern, power), structures (1, 2), weights (n,
/// n_gamma2, ols, n_h2), kappa, sample_size, seed, mask, map (path of a .tif), create_options, origins, tables, hold, threads.
/// Report: results cells, map_max; tables variogram, fits, curves.
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

/// The variogram of points, and models fitted to it.
///
/// Request: input (path of a table of x, y and the field), field, cutoff, width, directions [], tolerance, estimator, models [],
/// structures, weights, kappa (as for a raster), sample_size, seed, origins, tables.
/// Report: result points; tables variogram, fits, curves.
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

/// Models fitted to a variogram, or to each of several, that come as a table.
///
/// Request: input (path of a table of dist, gamma, np), group_fields [], models [], structures, weights, kappa, origins, tables.
/// Report: tables variogram, fits, curves.
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

/// The size of windows from which on the nugget's share of the sill is stable, by a rule.
///
/// Request: lulc, metrics [] (SHEI, PD, AI, LSI), radii [] (map units, five or more; else cells), shape (circle, square), neighbourhood (8, 4), edge
/// (full, partial), min_valid, cutoff and width (map units), models [], weights, kappa, seed, max_classes, area (auto, planar),
/// ignore_codes, mask, scratch (folder), origins, tables, threads.
/// Report: results radius_chosen, radius_median, verdict, mode_share; tables variograms, fits, choice, curves.
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

/// Metrics of the landscape in windows around points, or inside polygons.
///
/// Request: lulc, features (path of points or polygons), metrics [] (the study's ten), classes [], radii [] (map units; of points),
/// shape (circle, square), neighbourhood (8, 4), edge (full, partial), min_valid, max_classes, area (auto, planar), ignore_codes, mask,
/// origins, tables, threads.
/// Report: result windows; table samples.
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
