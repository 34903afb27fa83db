//! One literal export per kernel; all have the same signature.

use super::{PitscapeCallbacks, guard, run_kernel};
use crate::{error::PitscapeStatus, run};
use libc::c_char;

/// Carbon stored by a land-cover map.
///
/// Request: lulc {path, band, nodata, class_names, crs}, pools (path of a table), ignore_codes [], mask (path of
/// polygons), unit "t_ha" or "t_cell", output (path of a .tif), create_options [], tables (folder), threads.
/// Report: results total_carbon, total_area_ha, mean_density, output_min, output_max; table summary; messages.
///
/// # Safety
/// `request_json` is a NUL-terminated string, `callbacks` null or a filled struct, `report_json` a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_carbon_storage(
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> PitscapeStatus {
    guard(|| unsafe {
        run_kernel(run::carbon_storage::run, |request| request.tables.as_deref(), request_json, callbacks, report_json)
    })
}
