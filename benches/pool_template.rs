//! Class counts of a map beside a plain read of every block: `cargo bench -- pool_template [SIZE...]`; sizes as in
//! carbon_storage.

use crate::support::{Bench, Peer};
use pitscape::{
    engine::{progress::Progress, request::parse},
    run::pool_template,
};
use serde_json::json;

pub fn group(size: &str) {
    let bench = Bench::new("pool_template", size);
    let map = bench.map(0);
    bench.run("GDAL, read every block", &["read", &map], None);
    let read = bench.run("GDAL, read every block", &["read", &map], None);
    bench.run("Pitscape", &["pitscape", &map], Some(&read));
}

pub fn case(words: &[&str]) {
    match *words {
        ["read", map] => Peer::new(&[map]).run(None),
        ["pitscape", map] => {
            let request = parse(&json!({"lulc": {"path": map}}).to_string()).expect("the request is valid");
            pool_template::run(&request, &mut Progress::none()).expect("the run succeeds");
        }
        _ => panic!("no such case: {words:?}"),
    }
}
