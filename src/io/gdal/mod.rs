//! GDAL, and nothing of it outside this folder. The process's own libgdal is the one in use (inside QGIS, QGIS's).
//!
//! Handles stay in the thread that opened them. Blocks are read and written whole (`GDALReadBlock`, `GDALWriteBlock`),
//! past the process-wide block cache, whose size is never changed. Error handlers are pushed for one thread and popped.

mod align;
mod crs;
mod kept;
mod mask;
mod place;
mod position;
mod publish;
mod raster;
mod sink;
mod vector;

pub use align::Aligned;
pub use crs::{Crs, Distortion, centre_and_corners};
pub use mask::{MaskTally, Masked};
pub use place::Outside;
pub use publish::{Completed, clear_leftovers, publish};
pub use raster::{IgnoreCodes, Nodata, RasterInfo, Source, SourceOptions};
pub use sink::{BandMeta, NODATA_F32, Sink, SinkCell, SinkOptions, check_output};
pub use vector::{Cell, RawTable, read_polygons, read_shapes, read_table};

use super::reason;
use gdal_sys as gs;
use libc::{c_char, c_int};
use std::{
    cell::RefCell,
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

/// What GDAL says in this thread while the guard lives; nothing goes to the log of the host.
///
/// Handlers are a stack: a guard lives for a call or a few, never in something that others outlive.
struct Errors {
    said: Box<RefCell<Vec<(gs::CPLErr::Type, String)>>>,
}

impl Errors {
    fn capture() -> Errors {
        let said: Box<RefCell<Vec<(gs::CPLErr::Type, String)>>> = Box::default();
        let data = (&*said as *const RefCell<_>).cast_mut().cast();
        unsafe { gs::CPLPushErrorHandlerEx(Some(hear), data) };
        Errors { said }
    }

    /// All failures so far in one text, or `silent` where there is none.
    fn failures(&self, silent: &str) -> String {
        let mut texts: Vec<String> = Vec::new();
        for (class, text) in self.said.borrow().iter() {
            if *class >= gs::CPLErr::CE_Failure && !texts.contains(text) {
                texts.push(text.clone());
            }
        }
        if texts.is_empty() { silent.to_owned() } else { reason(texts.join(" ")) }
    }

    /// All warnings and failures so far.
    fn warnings(&self) -> String {
        self.said.borrow().iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn failed(&self) -> bool {
        self.said.borrow().iter().any(|(class, _)| *class >= gs::CPLErr::CE_Failure)
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        unsafe { gs::CPLPopErrorHandler() };
    }
}

unsafe extern "C" fn hear(class: gs::CPLErr::Type, _number: c_int, text: *const c_char) {
    // A failed allocation here must not unwind through GDAL: nothing below panics on sound input.
    unsafe {
        let said = gs::CPLGetErrorHandlerUserData() as *const RefCell<Vec<(gs::CPLErr::Type, String)>>;
        if let Some(mut said) = said.as_ref().and_then(|s| s.try_borrow_mut().ok()) {
            said.push((class, borrowed(text).trim().to_owned()));
        }
    }
}

/// A list of `KEY=VALUE` in GDAL's form.
struct Options {
    list: *mut *mut c_char,
}

impl Options {
    fn new(items: impl IntoIterator<Item = String>) -> Options {
        let mut list = std::ptr::null_mut();
        for item in items {
            list = unsafe { gs::CSLAddString(list, c(&item).as_ptr()) };
        }
        Options { list }
    }
}

impl Drop for Options {
    fn drop(&mut self) {
        unsafe { gs::CSLDestroy(self.list) };
    }
}
