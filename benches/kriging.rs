//! Kriging with variance of cells from the 32 nearest points: `cargo bench -- kriging [SIZE...]`, SIZE being small (200 x 200 cells, the
//! default) or large (1,000 x 1,000), of 1,000 and of 10,000 points.
//!
//! The peers are gstat by Rscript, and PyKrige and GSTools by the python that PITSCAPE_PEERS names; what is not installed is left out. Each reads
//! the same points and takes the same model. PyKrige's fast way needs a matrix of all points, so that it is asked for the small size
//! alone. GSTools knows no neighbours: it is asked for all of 300 points.

use crate::support::{Bench, hash};
use pitscape::{
    engine::{progress::Progress, report::Report, request::parse},
    run::kriging,
};
use serde_json::json;
use std::{env, fs, process::Command};

const SIDE: f64 = 1000.0;

const GSTAT: &str = r#"
suppressMessages({library(sp); library(gstat)})
a <- commandArgs(TRUE); n <- as.integer(a[2])
p <- read.csv(a[1]); coordinates(p) <- ~x+y
g <- expand.grid(x = (seq_len(n) - 0.5) * 1000 / n, y = (seq_len(n) - 0.5) * 1000 / n); gridded(g) <- ~x+y
k <- krige(z ~ 1, p, g, vgm(1.6, "Sph", 350, 0.3), nmax = as.integer(a[3]), debug.level = 0)
cat(sprintf("%.9f %.9f\n", mean(k$var1.pred), mean(k$var1.var)))
"#;

const PYKRIGE: &str = r#"
import sys, numpy as np
from pykrige.ok import OrdinaryKriging
p = np.genfromtxt(sys.argv[1], delimiter=",", skip_header=1); n = int(sys.argv[2])
at = (np.arange(n) + 0.5) * 1000 / n
k = OrdinaryKriging(p[:, 0], p[:, 1], p[:, 2], variogram_model="spherical", variogram_parameters={"psill": 1.6, "range": 350, "nugget": 0.3})
z, v = k.execute("grid", at, at, backend="C", n_closest_points=32)
print(f"{z.mean():.9f} {v.mean():.9f}")
"#;

const GSTOOLS: &str = r#"
import sys, numpy as np, gstools as gs
p = np.genfromtxt(sys.argv[1], delimiter=",", skip_header=1); n = int(sys.argv[2])
at = (np.arange(n) + 0.5) * 1000 / n
model = gs.Spherical(dim=2, var=1.6, len_scale=350, nugget=0.3)
k = gs.krige.Ordinary(model, [p[:, 0], p[:, 1]], p[:, 2], exact=True)
z, v = k.structured([at, at])
print(f"{z.mean():.9f} {v.mean():.9f}")
"#;

pub fn group(size: &str) {
    let (bench, side) = (Bench::new("kriging", "small"), if size == "large" { 1000 } else { 200 });
    println!("{side} x {side} cells");
    for count in [1000, 10_000] {
        let points = points(&bench, count);
        let (side, name) = (side.to_string(), format!("{count} points"));
        let gstat =
            found("Rscript").then(|| bench.run(&format!("gstat, {name}"), &["gstat", &points[0], &side, "32"], None));
        if side == "200" && env::var_os("PITSCAPE_PEERS").is_some() {
            bench.run(&format!("PyKrige, {name}"), &["pykrige", &points[0], &side], gstat.as_ref());
        }
        for threads in ["1", "2"] {
            let name = format!("Pitscape, {name}, threads {threads}");
            bench.run(&name, &["pitscape", &points[1], &side, "32", threads], gstat.as_ref());
        }
    }
    if size != "large" {
        for count in [300, 1000] {
            let (points, name) = (points(&bench, count), format!("all of {count} points"));
            let words = ["gstat", &points[0], "200", "0"];
            let gstat = found("Rscript").then(|| bench.run(&format!("gstat, {name}"), &words, None));
            if count == 300 && env::var_os("PITSCAPE_PEERS").is_some() {
                bench.run(&format!("GSTools, {name}"), &["gstools", &points[0], "200"], gstat.as_ref());
            }
            for threads in ["1", "2"] {
                let name = format!("Pitscape, {name}, threads {threads}");
                bench.run(&name, &["pitscape", &points[1], "200", "0", threads], gstat.as_ref());
            }
        }
    }
}

pub fn case(words: &[&str]) {
    match *words {
        ["gstat", points, side, most] => {
            let most = if most == "0" { "1000000" } else { most };
            peer("Rscript", &["-e", GSTAT, points, side, most]);
        }
        ["pykrige", points, side] => python(PYKRIGE, points, side),
        ["gstools", points, side] => python(GSTOOLS, points, side),
        ["pitscape", points, side, most, threads] => pitscape(points, side, most, threads),
        _ => panic!("no such case: {words:?}"),
    }
}

fn python(script: &str, points: &str, side: &str) {
    peer(&env::var("PITSCAPE_PEERS").expect("it names a python"), &["-c", script, points, side]);
}

fn found(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

fn peer(program: &str, words: &[&str]) {
    assert!(Command::new(program).args(words).status().expect("it starts").success());
}

/// The same points as a table, and as a layer.
fn points(bench: &Bench, count: u64) -> [String; 2] {
    let at = |i: u64, seed: u64| (hash(i, seed, 7) >> 11) as f64 / (1u64 << 53) as f64 * SIDE;
    let all: Vec<[f64; 3]> = (0..count)
        .map(|i| (at(i, 1), at(i, 2)))
        .map(|(x, y)| [x, y, 11.0 + (x / 130.0).sin() + (y / 90.0).cos() + at(x.to_bits() ^ y.to_bits(), 3) / SIDE])
        .collect();
    let row = |[x, y, z]: &[f64; 3]| format!("{x},{y},{z}\n");
    let feature = |[x, y, z]: &[f64; 3]| {
        format!(
            r#"{{"type":"Feature","properties":{{"z":{z}}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}"#
        )
    };
    let crs = r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32649"}}"#;
    let layer = all.iter().map(feature).collect::<Vec<_>>().join(",");
    let files = [bench.file(&format!("points{count}.csv")), bench.file(&format!("points{count}.geojson"))];
    let table = format!("x,y,z\n{}", all.iter().map(row).collect::<String>());
    let layer = format!(r#"{{"type":"FeatureCollection","crs":{crs},"features":[{layer}]}}"#);
    fs::write(&files[0], table).and_then(|()| fs::write(&files[1], layer)).expect("the target folder is writable");
    files
}

fn pitscape(points: &str, side: &str, most: &str, threads: &str) {
    let number = |text: &str| text.parse::<i64>().expect("a number");
    let size = SIDE / number(side) as f64;
    let folder = std::path::Path::new(points).parent().expect("it lies in a folder");
    let file = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let request = json!({
        "input": points, "field": "z", "model": "spherical", "nugget": 0.3, "psill": 1.6, "range": 350,
        "cell_size": size, "extent": [0, 0, SIDE, SIDE], "max_neighbours": number(most), "threads": number(threads),
        "output": file("kriged.tif"), "variance": file("variance.tif")
    });
    let request = parse(&request.to_string()).expect("the request is valid");
    let report = kriging::run(&request, &mut Progress::none()).and_then(Report::published).expect("the run succeeds");
    assert_eq!(report.results["cells_missing"], Some(0.0));
}
