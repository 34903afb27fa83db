//! What is told of a request that is not understood.

use pitscape::{
    engine::request::parse,
    run::{contribution_ratio, pool_template},
};

fn told<R: serde::de::DeserializeOwned>(request: &str) -> String {
    parse::<R>(request).err().expect("it is not valid").to_string()
}

#[test]
fn the_field_that_is_wrong_is_named() {
    let band = told::<pool_template::Request>(r#"{"lulc": {"path": "a.tif", "band": 1.5}}"#);
    assert!(band.starts_with("The request is not valid: LULC.BAND: invalid type: floating point `1.5`"), "{band}");
    let seed = told::<contribution_ratio::Request>(r#"{"layers": [], "pools": "p.csv", "seed": 1e308}"#);
    assert!(seed.starts_with("The request is not valid: SEED: invalid type: floating point `1e+308`"), "{seed}");
    let year = told::<contribution_ratio::Request>(r#"{"layers": [], "pools": "p.csv", "years": [2000, 3000000000]}"#);
    assert!(year.starts_with("The request is not valid: YEARS[1]: invalid value: integer `3000000000`"), "{year}");
    assert_eq!(told::<pool_template::Request>("{}"), "The request is not valid: missing field `lulc`.");
    let unknown = told::<pool_template::Request>(r#"{"lulc": {"path": "a.tif"}, "colour": 1}"#);
    assert!(unknown.contains("unknown field `colour`"), "{unknown}");
}
