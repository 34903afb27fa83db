//! A read as scripts do it, by the python that PITSCAPE_PEERS names: the read that PERFORMANCE figures of peers are of.

use super::{Bench, Cost};
use std::{env, process::Command};

const READ: &str = r#"
import sys
from osgeo import gdal
gdal.UseExceptions()
for path in sys.argv[1:]:
    dataset = gdal.Open(path)
    band = dataset.GetRasterBand(1)
    wide, high = band.GetBlockSize()
    for top in range(0, band.YSize, high):
        for left in range(0, band.XSize, wide):
            band.ReadAsArray(left, top, min(wide, band.XSize - left), min(high, band.YSize - top))
"#;

/// What reading every block of some maps costs so; its start, which is no reading, stands above it. None without such a python.
pub fn read(bench: &Bench, maps: &[&str]) -> Option<Cost> {
    env::var_os("PITSCAPE_PEERS")?;
    bench.run("Python with GDAL, start alone", &["python"], None);
    Some(bench.run("GDAL from Python, read every block", &[&["python"], maps].concat(), None))
}

/// The case that `read` asks for.
pub fn case(maps: &[&str]) {
    let python = env::var("PITSCAPE_PEERS").expect("it names a python");
    assert!(Command::new(python).args(["-c", READ]).args(maps).status().expect("it starts").success());
}
