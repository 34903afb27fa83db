//! The C interface: checks pointers, reads the request, runs, and hands the report over. No other logic.
//!
//! Conventions: every export but the plain getters passes `guard`, so that no panic crosses into C. A pointer is
//! checked before it is used. Strings are UTF-8 with a NUL at the end; what the library hands out by `char **` belongs
//! to the caller until `pitscape_string_free`.

pub mod kernels;

use crate::{
    VERSION,
    engine::{progress::Progress, report::Report, request::parse},
    error::{Error, PitscapeStatus, Result},
    run::registry,
    schema::Fields,
    sentence::{Sentence, phrase},
};
use libc::{c_char, c_double, c_void, size_t};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    cell::RefCell,
    ffi::{CStr, CString},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

/// Raised when a signature or a struct of the C interface changes.
pub const PITSCAPE_ABI_VERSION: u32 = 1;

/// How a long call talks back. Zero the struct, then set struct_size to sizeof(PitscapeCallbacks).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PitscapeCallbacks {
    /// Size of this struct as the caller knows it; a later library may know more fields.
    pub struct_size: size_t,
    /// Told how much is done, from 0 to 1, with a text; non-zero goes on, 0 cancels. Called on the calling thread only,
    /// several times a second. May be null.
    pub progress:
        Option<unsafe extern "C" fn(fraction: c_double, message: *const c_char, user_data: *mut c_void) -> i32>,
    /// Passed on to progress.
    pub user_data: *mut c_void,
}

thread_local! {
    static LAST_ERROR: RefCell<LastError> = RefCell::default();
}

/// What the thread's last call said: nothing where it was good.
#[derive(Default)]
struct LastError {
    message: CString,
    json: CString,
}

impl LastError {
    fn of(error: &Error) -> LastError {
        let (text, sentence) = (error.to_string(), error.sentence());
        let told = Told { status: error.status().name(), code: error.code(), text: &text, sentence: &sentence };
        let c = |text: &str| CString::new(text.replace('\0', " ")).unwrap_or_default();
        LastError { message: c(&text), json: c(&serde_json::to_string(&told).unwrap_or_default()) }
    }
}

/// An error as data.
#[derive(Serialize)]
struct Told<'a> {
    status: &'static str,
    code: &'static str,
    text: &'a str,
    #[serde(flatten)]
    sentence: &'a Sentence,
}

fn set_last_error(error: LastError) {
    LAST_ERROR.with(|last| *last.borrow_mut() = error);
}

/// Runs the body of an export: an error or a panic becomes a status and the thread's last error.
fn guard(body: impl FnOnce() -> Result<()>) -> PitscapeStatus {
    let error = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => {
            set_last_error(LastError::default());
            return PitscapeStatus::Ok;
        }
        Ok(Err(error)) => error,
        Err(panic) => {
            let text =
                panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
            Error::Internal { detail: text.unwrap_or("a panic without text").to_owned() }
        }
    };
    set_last_error(LastError::of(&error));
    error.status()
}

/// A borrowed string.
///
/// # Safety
/// `text` is null or NUL-terminated and lives as long as the result.
unsafe fn string<'a>(text: *const c_char, what: &'static str) -> Result<&'a str> {
    if text.is_null() {
        return Err(Error::NullPointer { what });
    }
    unsafe { CStr::from_ptr(text) }.to_str().map_err(|_| Error::NotUtf8 { what })
}

/// Hands `text` to the caller.
///
/// # Safety
/// `out` is null or writable.
unsafe fn give(text: String, out: *mut *mut c_char, what: &'static str) -> Result<()> {
    if out.is_null() {
        return Err(Error::NullPointer { what });
    }
    let text = CString::new(text).map_err(|e| Error::Internal { detail: e.to_string() })?;
    unsafe { *out = text.into_raw() };
    Ok(())
}

/// What every kernel's export does.
///
/// # Safety
/// The pointers are those of a kernel's export.
unsafe fn run_kernel<R: DeserializeOwned + Fields>(
    run: fn(&R, &mut Progress<'_>) -> Result<Report>,
    request_json: *const c_char,
    callbacks: *const PitscapeCallbacks,
    report_json: *mut *mut c_char,
) -> Result<()> {
    if report_json.is_null() {
        return Err(Error::NullPointer { what: "report_json" });
    }
    unsafe { *report_json = std::ptr::null_mut() };
    let request: R = parse(unsafe { string(request_json, "request_json") }?)?;
    let (tables, hold) = (request.tables(), request.hold());
    if let Some(folder) = tables.filter(|folder| !Path::new(folder).is_dir()) {
        return Err(Error::argument("tables", format!("\"{folder}\""), phrase!("an existing folder")));
    }
    let report = match unsafe { read_callbacks(callbacks) }? {
        Some((call, user_data)) => {
            let mut callback = |fraction: f64, text: &str| {
                let text = CString::new(text).unwrap_or_default();
                unsafe { call(fraction, text.as_ptr(), user_data) != 0 }
            };
            run(&request, &mut Progress::new(&mut callback))?
        }
        None => run(&request, &mut Progress::none())?,
    };
    unsafe { give(report.into_json(tables, hold)?, report_json, "report_json") }
}

type ProgressCall = unsafe extern "C" fn(c_double, *const c_char, *mut c_void) -> i32;

unsafe fn read_callbacks(callbacks: *const PitscapeCallbacks) -> Result<Option<(ProgressCall, *mut c_void)>> {
    if callbacks.is_null() {
        return Ok(None);
    }
    let (found, needed) = (unsafe { (*callbacks).struct_size }, size_of::<PitscapeCallbacks>());
    if found < needed {
        return Err(Error::CallbacksSize { found, needed });
    }
    let callbacks = unsafe { *callbacks };
    Ok(callbacks.progress.map(|call| (call, callbacks.user_data)))
}

/// Version of the library, as "1.2.3". Never freed.
#[unsafe(no_mangle)]
pub extern "C" fn pitscape_version() -> *const c_char {
    static TEXT: std::sync::OnceLock<CString> = std::sync::OnceLock::new();
    TEXT.get_or_init(|| CString::new(VERSION).unwrap_or_default()).as_ptr()
}

/// Raised when a signature or a struct of this header changes.
#[unsafe(no_mangle)]
pub extern "C" fn pitscape_abi_version() -> u32 {
    PITSCAPE_ABI_VERSION
}

/// The calling thread's last error, one sentence; empty after a success. Valid until the thread's next call.
#[unsafe(no_mangle)]
pub extern "C" fn pitscape_last_error_message() -> *const c_char {
    LAST_ERROR.try_with(|last| last.borrow().message.as_ptr()).unwrap_or(c"".as_ptr())
}

/// The same error as JSON, so that it can be told in another language: {status, code, text, template, arguments}. `text` is the
/// sentence; `template` is it with a {name} where an argument stands. An argument is a text, {template, arguments} again, or
/// {items, between}: a list of arguments and what stands between two of them. Empty after a success. Valid until the
/// thread's next call.
#[unsafe(no_mangle)]
pub extern "C" fn pitscape_last_error_json() -> *const c_char {
    LAST_ERROR.try_with(|last| last.borrow().json.as_ptr()).unwrap_or(c"".as_ptr())
}

/// Every kernel's fields, results and tables, the status codes, and the templates of all sentences, as JSON; free it with pitscape_string_free.
///
/// # Safety
/// `json` points to a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_describe(json: *mut *mut c_char) -> PitscapeStatus {
    guard(|| unsafe { give(registry::describe(PITSCAPE_ABI_VERSION).to_string(), json, "json") })
}

/// Frees a string that this library handed out; null is allowed.
///
/// # Safety
/// `text` is null or came from this library and was not freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pitscape_string_free(text: *mut c_char) {
    if !text.is_null() {
        drop(unsafe { CString::from_raw(text) });
    }
}
