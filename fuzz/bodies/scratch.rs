//! A folder that bodies read from and write into, and nothing beside it.

use pitscape::io::gdal::register;
use std::{
    ffi::{CStr, CString},
    fs,
    path::{Path, PathBuf},
    sync::Once,
};
use tempfile::TempDir;

/// `in` holds copies of `fuzz/inputs` and what a body adds, `out` what runs write.
pub struct Scratch(TempDir);

thread_local! {
    static SCRATCH: Scratch = Scratch::new();
}

/// The thread's own scratch folder.
pub fn with<T>(body: impl FnOnce(&Scratch) -> T) -> T {
    SCRATCH.with(body)
}

impl Scratch {
    fn new() -> Scratch {
        few_drivers();
        let scratch = Scratch(tempfile::tempdir().unwrap());
        fs::create_dir(scratch.0.path().join("in")).unwrap();
        fs::create_dir(scratch.0.path().join("out")).unwrap();
        for entry in fs::read_dir(package().join("fuzz/inputs")).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), scratch.0.path().join("in").join(entry.file_name())).unwrap();
        }
        scratch
    }

    pub fn input(&self, name: &str) -> String {
        self.0.path().join("in").join(name).to_str().unwrap().to_owned()
    }

    pub fn output(&self, name: &str) -> String {
        self.0.path().join("out").join(name).to_str().unwrap().to_owned()
    }

    pub fn out(&self) -> PathBuf {
        self.0.path().join("out")
    }

    /// Names of all that runs wrote.
    pub fn written(&self) -> Vec<String> {
        fs::read_dir(self.out()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    pub fn clear(&self) {
        for name in self.written() {
            fs::remove_file(self.out().join(name)).unwrap();
        }
    }
}

/// Of the library, whose tests run the bodies, or of the programs of cargo-fuzz.
fn package() -> &'static Path {
    let built = Path::new(env!("CARGO_MANIFEST_DIR"));
    if env!("CARGO_PKG_NAME") == "pitscape" { built } else { built.parent().expect("the library is above") }
}

/// Leaves GDAL the drivers that are meant: others may write, or ask a network, for bytes that look like theirs, and what they
/// stumble over is not of this library.
fn few_drivers() {
    const MEANT: [&CStr; 7] = [c"GTiff", c"VRT", c"AAIGrid", c"MEM", c"CSV", c"GeoJSON", c"GPKG"];
    static ONCE: Once = Once::new();
    ONCE.call_once(|| unsafe {
        register();
        for i in (0..gdal_sys::GDALGetDriverCount()).rev() {
            let driver = gdal_sys::GDALGetDriver(i);
            if !MEANT.contains(&CStr::from_ptr(gdal_sys::GDALGetDriverShortName(driver))) {
                gdal_sys::GDALDeregisterDriver(driver);
            }
        }
        gdal_sys::CPLSetConfigOption(c"OGR_SQLITE_SYNCHRONOUS".as_ptr(), c"OFF".as_ptr());
    });
}

pub fn c(text: &str) -> CString {
    CString::new(text.replace('\0', " ")).unwrap()
}
