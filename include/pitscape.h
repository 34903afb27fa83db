/* Pitscape: landscape measures of open-pit mining and its restoration.
 *
 * Every kernel is one function of one signature: a JSON request (paths and
 * options, never cells), callbacks, and a JSON report that the caller frees
 * with pitscape_string_free(). Strings are UTF-8 and end with a NUL.
 * PITSCAPE_STATUS_OK is success; otherwise pitscape_last_error_message()
 * holds one sentence for the calling thread, and no report is made.
 *
 * Generated from the Rust source; do not edit. */

#ifndef PITSCAPE_H
#define PITSCAPE_H

#include <stddef.h>
#include <stdint.h>

// Raised when a signature or a struct of the C interface changes.
#define PITSCAPE_ABI_VERSION 1

// What a C function answers. Codes are only ever appended.
typedef enum PitscapeStatus {
  // The report was made.
  PITSCAPE_STATUS_OK = 0,
  // The progress callback asked to stop; nothing was left behind.
  PITSCAPE_STATUS_CANCELLED = 1,
  // A pointer is null, the JSON is not valid, or a field is unknown, missing or out of its range.
  PITSCAPE_STATUS_INVALID_REQUEST = 2,
  // A layer or table does not fit what was asked of it.
  PITSCAPE_STATUS_INVALID_INPUT = 3,
  // A file could not be read or written.
  PITSCAPE_STATUS_IO = 4,
  // An allocation failed.
  PITSCAPE_STATUS_OUT_OF_MEMORY = 5,
  // A defect of the library.
  PITSCAPE_STATUS_INTERNAL = 6,
} PitscapeStatus;

// How a long call talks back. Zero the struct, then set struct_size to sizeof(PitscapeCallbacks).
typedef struct PitscapeCallbacks {
  // Size of this struct as the caller knows it; a later library may know more fields.
  size_t struct_size;
  // Told how much is done, from 0 to 1, with a text; non-zero goes on, 0 cancels. Called on the calling thread only,
  // several times a second. May be null.
  int32_t (*progress)(double fraction,
                      const char *message,
                      void *user_data);
  // Passed on to progress.
  void *user_data;
} PitscapeCallbacks;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// Version of the library, as "1.2.3". Never freed.
const char *pitscape_version(void);

// Raised when a signature or a struct of this header changes.
uint32_t pitscape_abi_version(void);

// The calling thread's last error, one sentence; empty after a success. Valid until the thread's next call.
const char *pitscape_last_error_message(void);

// Every kernel's fields, results and tables, and the status codes, as JSON; free it with pitscape_string_free.
//
// # Safety
// `json` points to a writable pointer.
enum PitscapeStatus pitscape_describe(char **json);

// Frees a string that this library handed out; null is allowed.
//
// # Safety
// `text` is null or came from this library and was not freed before.
void pitscape_string_free(char *text);

// Carbon stored by a land-cover map.
//
// Request: lulc {path, band, nodata, own_nodata, class_names, crs}, pools (path of a table), ignore_codes [], mask and zones (paths
// of polygons), zone_field, class_correlation, area "auto", "planar" or "ellipsoidal", unit "t_ha" or "t_cell", output (path of a .tif),
// create_options [], origins {}, tables (folder), hold, threads.
// Report: results total_carbon, total_area_ha, mean_density, total_se, output_min, output_max; table summary; messages.
//
// # Safety
// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
enum PitscapeStatus pitscape_carbon_storage(const char *request_json,
                                            const struct PitscapeCallbacks *callbacks,
                                            char **report_json);

// Carbon gained and lost between two land-cover maps, and its net present value.
//
// Request: lulc_base, lulc_alt {as lulc}, pools, pools_alt, year_base, year_alt, price, price_basis "C" or "CO2",
// discount_rate, rate_change (percent), ignore_codes, mask, zones, zone_field, resample_classes "nearest" or "mode",
// area, output, output_npv, create_options, origins, tables, hold, threads.
// Report: results carbon_change, npv, output_min, output_max, output_npv_min, output_npv_max; tables summary, pairs.
//
// # Safety
// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
enum PitscapeStatus pitscape_carbon_change(const char *request_json,
                                           const struct PitscapeCallbacks *callbacks,
                                           char **report_json);

// Carbon of a landscape over the years, with standard errors.
//
// Request: layers [as lulc], layer_names [], years [], pools, class_correlation (0 to 1), ignore_codes, mask, zones,
// zone_field, resample_classes, area, output (a band for every interval), create_options, origins, tables, hold, threads.
// Report: results carbon_change, carbon_change_se, output_min, output_max; tables storage, totals, changes.
//
// # Safety
// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
enum PitscapeStatus pitscape_carbon_series(const char *request_json,
                                           const struct PitscapeCallbacks *callbacks,
                                           char **report_json);

// Contribution ratio of mining land by distance, and levels of sensitivity around it.
//
// Request: layers [as lulc], layer_names [], years [], pools, codes [] or sources (mining land), mining_year, ring_width
// and ring_count or ring_limits [] (m), replicates, block_size (m), seed, ignore_codes, mask, resample_classes, area,
// output (a band of levels for every year), level_zones (whether polygons are wanted), create_options, origins, tables,
// hold, threads.
// Report: results level_count, first_break, mining_area_ha; tables ratios, levels, level_zones.
//
// # Safety
// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
enum PitscapeStatus pitscape_contribution_ratio(const char *request_json,
                                                const struct PitscapeCallbacks *callbacks,
                                                char **report_json);

// Exact distance to the nearest source, rings of it, and the classes in them.
//
// Request: lulc, codes [] or sources (path of polygons, lines or points), ring_width and ring_count or ring_limits [] (m),
// max_distance (m), signed, ignore_codes, mask, area, distance, allocation, ring_raster (paths of .tif), rings (whether
// polygons are wanted), create_options, origins, tables, hold, threads.
// Report: results source_cells, source_area_ha, distance_min, distance_max; tables rings, summary, composition.
//
// # Safety
// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
enum PitscapeStatus pitscape_distance_zones(const char *request_json,
                                            const struct PitscapeCallbacks *callbacks,
                                            char **report_json);

// Patches, and the metrics of patches, classes and landscapes.
//
// Request: layers [{path, band, nodata, own_nodata, class_names, crs}], layer_names, years, neighbourhood (8, 4), metrics [] (all),
// boundary_edge_pct, edge_depth, edge_depths, contrast, similarity (paths of tables), search_radius, connect_threshold, max_classes, form (wide, long), ignore_codes, mask, zones, zone_field, resample_classes, area (auto,
// planar), output (path of a .tif), patch, patches (whether the table, the polygons of patches are wanted), create_options, origins, tables, hold, threads.
// Report: results ta, np, shdi, output_max; tables landscape, class, patch, patches, sizes.
//
// # Safety
// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
enum PitscapeStatus pitscape_landscape_metrics(const char *request_json,
                                               const struct PitscapeCallbacks *callbacks,
                                               char **report_json);

// Metrics of the landscape in a window around each cell.
//
// Request: lulc, metrics [] (the study's ten), classes [], radii [] (map units), shape (circle, square), neighbourhood (8, 4), edge
// (full, partial), min_valid, centre_codes [], fill_nodata, stride, max_classes, ignore_codes, mask, area (auto, planar), output (path of
// a .tif), folder (for a file of each band), layer_name, create_options, origins, hold, threads.
// Report: results windows, output_min, output_max; no table.
//
// # Safety
// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
enum PitscapeStatus pitscape_moving_window(const char *request_json,
                                           const struct PitscapeCallbacks *callbacks,
                                           char **report_json);

// A pool table to fill in: codes of a map, names, cells, empty densities.
//
// Request: lulc, ignore_codes, mask, origins, tables, threads. Report: table template.
//
// # Safety
// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
enum PitscapeStatus pitscape_pool_template(const char *request_json,
                                           const struct PitscapeCallbacks *callbacks,
                                           char **report_json);

// The variogram of a raster, and models fitted to it.
//
// Request: input {path, band, nodata, own_nodata, crs}, cutoff, width (map units), directions [] (degrees), tolerance, estimator (matheron, cressie,
// dowd, genton), models [] (spherical, exponential, gaussian, linear, linear_sill, matern, power), structures (1, 2), weights (n,
// n_gamma2, ols, n_h2), kappa, sample_size, seed, mask, map (path of a .tif), create_options, origins, tables, hold, threads.
// Report: results cells, map_max; tables variogram, fits, curves.
//
// # Safety
// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
enum PitscapeStatus pitscape_raster_variogram(const char *request_json,
                                              const struct PitscapeCallbacks *callbacks,
                                              char **report_json);

// The variogram of points, and models fitted to it.
//
// Request: input (path of a table of x, y and the field), field, cutoff, width, directions [], tolerance, estimator, models [],
// structures, weights, kappa (as for a raster), sample_size, seed, origins, tables.
// Report: result points; tables variogram, fits, curves.
//
// # Safety
// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
enum PitscapeStatus pitscape_point_variogram(const char *request_json,
                                             const struct PitscapeCallbacks *callbacks,
                                             char **report_json);

// Models fitted to a variogram, or to each of several, that come as a table.
//
// Request: input (path of a table of dist, gamma, np), group_fields [], models [], structures, weights, kappa, origins, tables.
// Report: tables variogram, fits, curves.
//
// # Safety
// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
enum PitscapeStatus pitscape_variogram_fit(const char *request_json,
                                           const struct PitscapeCallbacks *callbacks,
                                           char **report_json);

// The size of windows from which on the nugget's share of the sill is stable, by a rule.
//
// Request: lulc, metrics [] (SHEI, PD, AI, LSI), radii [] (map units, five or more; else cells), shape (circle, square), neighbourhood (8, 4), edge
// (full, partial), min_valid, cutoff and width (map units), models [], weights, kappa, seed, max_classes, area (auto, planar),
// ignore_codes, mask, scratch (folder), origins, tables, threads.
// Report: results radius_chosen, radius_median, verdict, mode_share; tables variograms, fits, choice, curves.
//
// # Safety
// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
enum PitscapeStatus pitscape_window_scale(const char *request_json,
                                          const struct PitscapeCallbacks *callbacks,
                                          char **report_json);

// Metrics of the landscape in windows around points, or inside polygons.
//
// Request: lulc, features (path of points or polygons), metrics [] (the study's ten), classes [], radii [] (map units; of points),
// shape (circle, square), neighbourhood (8, 4), edge (full, partial), min_valid, max_classes, area (auto, planar), ignore_codes, mask,
// origins, tables, threads.
// Report: result windows; table samples.
//
// # Safety
// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
enum PitscapeStatus pitscape_sampled_windows(const char *request_json,
                                             const struct PitscapeCallbacks *callbacks,
                                             char **report_json);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* PITSCAPE_H */
