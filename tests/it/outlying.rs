//! What runs say of zones, masks, sources and windows that hold no cell, or lie off the map.

use crate::fixture::{Folder, Map, geojson, with};
use pitscape::{
    engine::{
        message::{Level, Message},
        progress::Progress,
        request::parse,
    },
    run::{carbon_storage, distance_zones, landscape_metrics, pool_template, raster_variogram, sampled_windows},
};
use serde_json::{Value, json};

const X: f64 = 500_000.0;
const Y: f64 = 4_400_000.0;

/// Six rows and columns of cells of 10 m x 10 m, all of class 1 but the last, which is nodata.
fn map(f: &Folder) -> String {
    let mut values = [1.0; 36];
    values[35] = 0.0;
    f.map(&Map { geotransform: [X, 10.0, 0.0, Y, 0.0, -10.0], ..Map::new(6, &values) })
}

/// The rings of a rectangle, by metres right of and below the corner of the map.
fn rectangle(left: f64, up: f64, right: f64, down: f64) -> String {
    let (l, u, r, d) = (X + left, Y - up, X + right, Y - down);
    format!("[[[{l},{u}],[{r},{u}],[{r},{d}],[{l},{d}],[{l},{u}]]]")
}

fn polygon(rings: &str) -> String {
    format!(r#"{{"type":"Polygon","coordinates":{rings}}}"#)
}

fn multi(parts: &[String]) -> String {
    format!(r#"{{"type":"MultiPolygon","coordinates":[{}]}}"#, parts.join(","))
}

fn zones(f: &Folder, named: &[(&str, String)]) -> String {
    let feature = |(name, geometry): &(&str, String)| {
        format!(r#"{{"type":"Feature","properties":{{"k":"{name}"}},"geometry":{geometry}}}"#)
    };
    let features: Vec<String> = named.iter().map(feature).collect();
    let crs = r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32649"}}"#;
    f.text(
        "zones.geojson",
        &format!(r#"{{"type":"FeatureCollection","crs":{crs},"features":[{}]}}"#, features.join(",")),
    )
}

fn storage(f: &Folder, more: Value) -> Vec<Message> {
    let pools = f.text("p.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,10,0,0,0\n");
    let request = with(&json!({"lulc": {"path": map(f)}, "pools": pools}), more);
    carbon_storage::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).unwrap().messages
}

fn of(messages: &[Message], code: &str) -> Vec<(Level, String)> {
    messages.iter().filter(|m| m.code == code).map(|m| (m.level, m.text.clone())).collect()
}

#[test]
fn zones_without_a_cell_centre_are_told_with_names_and_area() {
    let f = Folder::new();
    let layer = zones(
        &f,
        &[
            ("tiny", polygon(&rectangle(1.0, 1.0, 3.0, 3.0))),
            ("big", polygon(&rectangle(10.0, 10.0, 40.0, 40.0))),
            ("thin", multi(&[rectangle(1.0, 16.0, 59.0, 18.0), rectangle(1.0, 26.0, 59.0, 28.0)])),
        ],
    );
    let messages = storage(&f, json!({"zones": layer, "zone_field": "k"}));
    // 58 m x 2 m twice is 232 m2; 2 m x 2 m
    let text = "2 of 3 zones without a cell centre (in no table): thin (0.0232 ha), tiny (0.0004 ha).";
    assert_eq!(of(&messages, "ZONES_WITHOUT_CELLS"), [(Level::Warning, text.to_owned())]);
    let request = json!({"layers": [{"path": map(&f)}], "metrics": ["TA"], "zones": layer, "zone_field": "k"});
    let report = landscape_metrics::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).unwrap();
    assert_eq!(of(&report.messages, "ZONES_WITHOUT_CELLS"), [(Level::Warning, text.to_owned())]);
}

#[test]
fn parts_of_zones_without_a_cell_centre() {
    let f = Folder::new();
    let parts: Vec<String> =
        (0..4).map(|i| rectangle(1.0 + 10.0 * f64::from(i), 1.0, 2.0 + 10.0 * f64::from(i), 3.0)).collect();
    let layer = zones(
        &f,
        &[
            ("a", multi(&[&parts[..], &[rectangle(20.0, 20.0, 40.0, 40.0)]].concat())),
            ("b", polygon(&rectangle(0.0, 40.0, 20.0, 60.0))),
        ],
    );
    let messages = storage(&f, json!({"zones": layer, "zone_field": "k"}));
    assert!(of(&messages, "ZONES_WITHOUT_CELLS").is_empty());
    // 4 of 1 m x 2 m
    let text = "4 of 6 parts of ZONES without a cell centre (0.0008 ha in all).";
    assert_eq!(of(&messages, "PARTS_WITHOUT_CELLS"), [(Level::Warning, text.to_owned())]);
}

#[test]
fn zones_off_and_beyond_the_map() {
    let f = Folder::new();
    let layer = zones(
        &f,
        &[
            ("in", polygon(&rectangle(0.0, 0.0, 60.0, 30.0))),
            ("over", polygon(&rectangle(-30.0, 30.0, 10.0, 60.0))),
            ("off", polygon(&rectangle(70.0, 0.0, 80.0, 10.0))),
            ("beside", polygon(&rectangle(60.0, 0.0, 90.0, 30.0))),
        ],
    );
    let messages = storage(&f, json!({"zones": layer, "zone_field": "k"}));
    let text = |code| of(&messages, code).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    let off = text("ZONES_OFF");
    assert!(off[0].starts_with("2 of 4 zones off ") && off[0].ends_with("(in no table): beside, off."), "{off:?}");
    // 30 of 40 m
    let beyond = text("ZONES_BEYOND");
    let end = "what lies there (in % of their area) does not count: over (75.0 %).";
    assert!(beyond[0].starts_with("1 of 4 zones partly off ") && beyond[0].ends_with(end), "{beyond:?}");
    assert!(text("ZONES_WITHOUT_CELLS").is_empty() && text("PARTS_WITHOUT_CELLS").is_empty());
    // A zone whose border is that of the map does not reach beyond it
    let layer = zones(&f, &[("all", polygon(&rectangle(-1e-6, 0.0, 60.0, 60.0)))]);
    assert!(of(&storage(&f, json!({"zones": layer})), "ZONES_BEYOND").is_empty());
}

#[test]
fn zones_of_nodata_or_outside_of_the_mask_alone() {
    let f = Folder::new();
    let layer = zones(
        &f,
        &[
            ("nodata", polygon(&rectangle(50.0, 50.0, 60.0, 60.0))),
            ("left", polygon(&rectangle(0.0, 0.0, 30.0, 30.0))),
            ("right", polygon(&rectangle(30.0, 0.0, 60.0, 30.0))),
        ],
    );
    let text = |what: &str| (Level::Warning, format!("{what} without a valid cell (in no table): "));
    let messages = storage(&f, json!({"zones": layer, "zone_field": "k"}));
    let (level, start) = text("1 of 3 zones");
    assert_eq!(of(&messages, "ZONES_WITHOUT_CELLS"), [(level, format!("{start}nodata."))]);
    let mask = f.text("mask.geojson", &geojson(32649, &[&polygon(&rectangle(0.0, 0.0, 30.0, 60.0))]));
    let messages = storage(&f, json!({"zones": layer, "zone_field": "k", "mask": mask}));
    let (level, start) = text("2 of 3 zones");
    assert_eq!(of(&messages, "ZONES_WITHOUT_CELLS"), [(level, format!("{start}nodata, right."))]);
}

#[test]
fn parts_of_a_mask_without_a_cell_centre_or_off_the_map() {
    let f = Folder::new();
    let small = rectangle(1.0, 1.0, 3.0, 3.0);
    let shapes = [multi(&[small, rectangle(30.0, 0.0, 90.0, 30.0)]), polygon(&rectangle(100.0, 0.0, 110.0, 10.0))];
    let shapes: Vec<&str> = shapes.iter().map(String::as_str).chain(["null"]).collect();
    let mask = f.text("mask.geojson", &geojson(32649, &shapes));
    let parts = (Level::Warning, "1 of 3 parts of MASK without a cell centre (0.0004 ha in all).".to_owned());
    // Of 4 + 60 x 30 + 10 x 10 m2 the half of the second and the third lie off the map
    let off = format!("{:.1} % of the area of MASK lies off ", 100.0 * (900.0 + 100.0) / (4.0 + 1800.0 + 100.0));
    let none = (Level::Info, "MASK: 1 features without a geometry are left out.".to_owned());
    let template = json!({"lulc": {"path": map(&f)}, "mask": mask});
    let template = pool_template::run(&parse(&template.to_string()).unwrap(), &mut Progress::none()).unwrap();
    let variogram = json!({"input": {"path": map(&f)}, "mask": mask, "models": []});
    let variogram = raster_variogram::run(&parse(&variogram.to_string()).unwrap(), &mut Progress::none()).unwrap();
    for messages in [storage(&f, json!({"mask": mask})), template.messages, variogram.messages] {
        assert_eq!(of(&messages, "PARTS_WITHOUT_CELLS"), std::slice::from_ref(&parts));
        let found = of(&messages, "MASK_OFF");
        assert!(found.len() == 1 && found[0].0 == Level::Info && found[0].1.starts_with(&off), "{found:?} {off}");
        assert_eq!(of(&messages, "NO_GEOMETRY"), std::slice::from_ref(&none));
    }
}

#[test]
fn areas_of_degrees_are_those_on_the_ellipsoid() {
    let f = Folder::new();
    let map = Map { geotransform: [111.0, 0.01, 0.0, 40.0, 0.0, -0.01], epsg: Some(4326), ..Map::new(4, &[1.0; 16]) };
    // A tenth by a tenth of a cell; around 39.975 N a cell is 854.25 m x 1110.34 m
    let small = "[[[111.021,39.979],[111.022,39.979],[111.022,39.978],[111.021,39.978],[111.021,39.979]]]";
    let whole = "[[[111.0,40.0],[111.02,40.0],[111.02,39.96],[111.0,39.96],[111.0,40.0]]]";
    let mask = f.text("mask.geojson", &geojson(4326, &[&polygon(small), &polygon(whole)]));
    let request = json!({"lulc": {"path": f.map(&map)}, "mask": mask});
    let report = pool_template::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).unwrap();
    let found = of(&report.messages, "PARTS_WITHOUT_CELLS");
    assert_eq!(found[0].1, "1 of 2 parts of MASK without a cell centre (0.949 ha in all).");
}

#[test]
fn sources_and_windows_without_a_cell_centre() {
    let f = Folder::new();
    let shapes = [
        polygon(&rectangle(20.0, 20.0, 40.0, 40.0)),
        polygon(&rectangle(1.0, 1.0, 3.0, 3.0)),
        multi(&[rectangle(11.0, 1.0, 13.0, 4.0), rectangle(1.0, 11.0, 3.0, 14.0)]),
        polygon(&rectangle(70.0, 1.0, 73.0, 4.0)),
    ];
    let shapes: Vec<&str> = shapes.iter().map(String::as_str).collect();
    let layer = f.text("shapes.geojson", &geojson(32649, &shapes));
    let request = json!({"lulc": {"path": map(&f)}, "sources": layer, "ring_limits": [10]});
    let report = distance_zones::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).unwrap();
    // 2 x 2 and twice 2 x 3 m2
    let text = "3 of the polygons of SOURCES hold the centre of no cell (features 2, 3; 0.0016 ha in all); each claims the cell of a point inside it.";
    assert_eq!(of(&report.messages, "SMALL_SOURCES"), [(Level::Info, text.to_owned())]);
    let request = json!({"lulc": {"path": map(&f)}, "metrics": ["TA"], "features": layer});
    let report = sampled_windows::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).unwrap();
    let text = "Polygons of FEATURES hold no cell centre, and so have no values (features 2, 3; 0.0016 ha in all).";
    assert_eq!(of(&report.messages, "POLYGONS_WITHOUT_CELLS"), [(Level::Warning, text.to_owned())]);
}
