//! Makes the C header from the source into `OUT_DIR`; a test compares it with the committed `include/pitscape.h`.

use std::{env, path::PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=src/ffi");
    println!("cargo:rerun-if-changed=src/error.rs");
    println!("cargo:rerun-if-changed=cbindgen.toml");
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libpitscape.so");
    }
    // GDAL has 64-bit integers since 3.5, and their functions are missing in the bindings of older ones.
    println!("cargo:rustc-check-cfg=cfg(gdal_int64)");
    let gdal = env::var("DEP_GDAL_VERSION_NUMBER").ok().and_then(|version| version.parse::<u32>().ok());
    if gdal.is_some_and(|version| version >= 3_050_000) {
        println!("cargo:rustc-cfg=gdal_int64");
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml")).expect("cbindgen.toml is readable");
    // The sources are named one by one: cbindgen would otherwise ask cargo for metadata and so need every dependency.
    cbindgen::Builder::new()
        .with_config(config)
        .with_src(root.join("src/ffi/mod.rs"))
        .with_src(root.join("src/error.rs"))
        .generate()
        .expect("the C interface can be generated")
        .write_to_file(out.join("pitscape.h"));
}
