//! What GDAL says when something fails.

use super::borrowed;
use crate::{
    io::{ended, reason},
    sentence::{Argument, Phrase},
};
use gdal_sys as gs;
use libc::{c_char, c_int};
use std::cell::RefCell;

/// What GDAL says in this thread while the guard lives; nothing goes to the log of the host.
///
/// Handlers are a stack: a guard lives for a call or a few, never in something that others outlive.
pub struct Errors {
    said: Box<RefCell<Vec<(gs::CPLErr::Type, String)>>>,
}

impl Errors {
    pub fn capture() -> Errors {
        let said: Box<RefCell<Vec<(gs::CPLErr::Type, String)>>> = Box::default();
        let data = (&*said as *const RefCell<_>).cast_mut().cast();
        unsafe { gs::CPLPushErrorHandlerEx(Some(hear), data) };
        Errors { said }
    }

    /// All failures so far in one text, or `silent` where there is none.
    pub fn failures(&self, silent: Phrase) -> Argument {
        let mut texts: Vec<String> = Vec::new();
        for (class, text) in self.said.borrow().iter() {
            if *class >= gs::CPLErr::CE_Failure && !texts.contains(text) {
                texts.push(text.clone());
            }
        }
        if texts.is_empty() { ended(silent) } else { reason(texts.join(" ")) }
    }

    /// All warnings and failures so far.
    pub fn warnings(&self) -> String {
        self.said.borrow().iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
    }

    pub fn failed(&self) -> bool {
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
