//! GDAL, and nothing of it outside this folder. The process's own libgdal is the one in use (inside QGIS, QGIS's).
//!
//! Handles stay in the thread that opened them. Blocks are read and written whole (`GDALReadBlock`, `GDALWriteBlock`),
//! past the process-wide block cache, whose size is never changed. Error handlers are pushed for one thread and popped.

mod attributes;
mod block_cache;
mod cells;
mod crs;
mod decode;
mod distortion;
mod errors;
mod features;
mod info;
mod mask;
mod publish;
mod regrid;
mod sink;
mod source;
mod vector;

pub use attributes::{Attribute, Attributes};
pub use crs::{Crs, centre_and_corners};
pub use decode::{IgnoreCodes, Nodata};
pub use distortion::Distortion;
pub use features::{FeatureLayer, PolygonFeature, Wanted, read_features};
pub use info::RasterInfo;
pub use mask::{MaskCounts, Masked};
pub use publish::{Completed, clear_leftovers, publish};
pub use regrid::{Aligned, GridRelation, Outside};
pub use sink::{BandMeta, NODATA_F32, Sink, SinkCell, SinkOptions, check_output};
pub use source::{Source, SourceOptions};
pub use vector::{Cell, RawTable, plane_of, read_points, read_polygons, read_shapes, read_table};

use errors::Errors;
use gdal_sys as gs;
use libc::c_char;
use std::{
    ffi::{CStr, CString},
    sync::Once,
};

// Flags of GDALOpenEx; C macros, so gdal-sys has none of them.
const OF_RASTER: u32 = 0x02;
const OF_VECTOR: u32 = 0x04;
const OF_VERBOSE_ERROR: u32 = 0x40;

/// Registers GDAL's drivers, once: two threads that do so at a time crash.
pub fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| unsafe { gs::GDALAllRegister() });
}

/// A C string; a NUL inside cuts it, as GDAL would.
fn c(text: &str) -> CString {
    CString::new(text.split('\0').next().unwrap_or("")).expect("the NUL was cut off")
}

/// Text that GDAL lends; empty for null.
///
/// # Safety
/// `text` is null or a NUL-terminated string that lives during the call.
unsafe fn borrowed(text: *const c_char) -> String {
    if text.is_null() { String::new() } else { unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned() }
}

/// A list of `KEY=VALUE` in GDAL's form.
struct StringList {
    list: *mut *mut c_char,
}

impl StringList {
    fn new(items: impl IntoIterator<Item = String>) -> StringList {
        let mut list = std::ptr::null_mut();
        for item in items {
            list = unsafe { gs::CSLAddString(list, c(&item).as_ptr()) };
        }
        StringList { list }
    }
}

impl Drop for StringList {
    fn drop(&mut self) {
        unsafe { gs::CSLDestroy(self.list) };
    }
}
