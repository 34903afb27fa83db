//! What runs say of class codes and their names.

use crate::fixture::{Folder, Map, Masked, geojson, with};
use pitscape::{
    Result,
    engine::{
        message::{Level, Message},
        progress::Progress,
        report::Report,
        request::parse,
    },
    run::{
        carbon_change, carbon_series, carbon_storage, contribution_ratio, distance_zones, landscape_metrics,
        moving_window, pool_template, sampled_windows, window_scale,
    },
};
use serde_json::{Value, json};

fn run(kernel: &str, request: &Value) -> Result<Report> {
    let (request, mut progress) = (request.to_string(), Progress::none());
    match kernel {
        "carbon_change" => carbon_change::run(&parse(&request)?, &mut progress),
        "carbon_series" => carbon_series::run(&parse(&request)?, &mut progress),
        "carbon_storage" => carbon_storage::run(&parse(&request)?, &mut progress),
        "contribution_ratio" => contribution_ratio::run(&parse(&request)?, &mut progress),
        "distance_zones" => distance_zones::run(&parse(&request)?, &mut progress),
        "landscape_metrics" => landscape_metrics::run(&parse(&request)?, &mut progress),
        "moving_window" => moving_window::run(&parse(&request)?, &mut progress),
        "pool_template" => pool_template::run(&parse(&request)?, &mut progress),
        "sampled_windows" => sampled_windows::run(&parse(&request)?, &mut progress),
        "window_scale" => window_scale::run(&parse(&request)?, &mut progress),
        other => panic!("{other}"),
    }
}

/// The messages of a run that have a code.
fn told(kernel: &str, request: &Value, code: &str) -> Vec<Message> {
    let report = run(kernel, request).unwrap_or_else(|e| panic!("{kernel}: {e}"));
    report.messages.into_iter().filter(|message| message.code == code).collect()
}

fn texts(kernel: &str, request: &Value, code: &str) -> Vec<String> {
    told(kernel, request, code).into_iter().map(|message| message.text).collect()
}

const POOLS: &str = "lucode,c_above,c_below,c_soil,c_dead\n-3,1,0,0,0\n1,10,0,0,0\n2,1,0,0,0\n5,3,0,0,0\n7,0,0,0,0\n";
const NAMED: &str = "lucode,name,c_above,c_below,c_soil,c_dead\n-3,,1,0,0,0\n1,Mine,10,0,0,0\n2, forest ,1,0,0,0\n5,,3,0,0,0\n7,class 7,0,0,0,0\n";

/// Cells of 10 m x 10 m: 8 x 4, of codes 1, 2 and 7.
fn square(kind: u32) -> Map {
    let values: Vec<f64> = (0..32).map(|i| [1.0, 2.0, 1.0, 7.0, 2.0, 2.0, 1.0][i % 7]).collect();
    Map {
        kind,
        nodata: Some(99.0),
        geotransform: [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0],
        ..Map::new(8, &values)
    }
}

/// A request of every kernel that reads class codes, of one map, or twice the same.
fn requests(f: &Folder, map: &str, other: &str) -> Vec<(&'static str, Value)> {
    let pools = f.text("pools.csv", POOLS);
    let point = f.text("point.geojson", &geojson(32649, &[r#"{"type":"Point","coordinates":[500035,4399985]}"#]));
    let (one, layers, names) = (json!({"path": map}), json!([{"path": map}, {"path": other}]), json!(["a", "b"]));
    let years = json!([2000, 2010]);
    let windows = json!({"lulc": one, "metrics": ["SHDI"], "radii": [10.0], "edge": "partial"});
    vec![
        ("carbon_storage", json!({"lulc": one, "pools": pools})),
        ("carbon_change", json!({"lulc_base": one, "lulc_alt": {"path": other}, "pools": pools})),
        ("carbon_series", json!({"layers": layers, "layer_names": names, "years": years, "pools": pools})),
        (
            "contribution_ratio",
            json!({"layers": layers, "layer_names": names, "years": years, "pools": pools, "codes": [7], "ring_limits": [10, 30], "replicates": 0}),
        ),
        ("distance_zones", json!({"lulc": one, "codes": [7], "ring_limits": [10, 30]})),
        ("landscape_metrics", json!({"layers": layers, "layer_names": names, "metrics": ["NP"]})),
        ("moving_window", with(&windows, json!({"output": f.path("windows.tif")}))),
        ("pool_template", json!({"lulc": one})),
        ("sampled_windows", with(&windows, json!({"features": point, "radii": [40.0]}))),
    ]
}

#[test]
fn ignored_codes_that_no_cell_has_are_told_everywhere() {
    // Bytes, signed 16-bit cells, real numbers
    for kind in [1, 3, 6] {
        let f = Folder::new();
        let (map, other) = (f.map(&square(kind)), f.map(&square(kind)));
        for (kernel, request) in requests(&f, &map, &other) {
            let request = with(&request, json!({"ignore_codes": [2, 44, -9999]}));
            let found = told(kernel, &request, "CODES_ABSENT");
            assert_eq!(found.len(), 1, "{kernel} {kind}: {found:?}");
            assert_eq!(found[0].level, Level::Warning);
            let of = match kernel {
                "moving_window" | "sampled_windows" => format!("the windows on {map}"),
                "carbon_change" | "carbon_series" | "contribution_ratio" | "landscape_metrics" => "the maps".to_owned(),
                _ => map.clone(),
            };
            assert_eq!(found[0].text, format!("IGNORE_CODES: no cell of {of} has codes -9999, 44."), "{kernel}");
            // One that either map has, and those that are nodata already, are as they should be
            let request = with(&request, json!({"ignore_codes": [2]}));
            assert!(told(kernel, &request, "CODES_ABSENT").is_empty(), "{kernel} {kind}");
        }
    }
}

#[test]
fn an_ignored_code_of_one_of_two_maps_is_met() {
    let f = Folder::new();
    let mut second = square(1);
    second.values[0] = 44.0;
    let (map, other) = (f.map(&square(1)), f.map(&second));
    for (kernel, request) in requests(&f, &map, &other) {
        if ["carbon_change", "carbon_series", "contribution_ratio", "landscape_metrics"].contains(&kernel) {
            let request = with(&request, json!({"ignore_codes": [44]}));
            assert!(told(kernel, &request, "CODES_ABSENT").is_empty(), "{kernel}");
        }
    }
    // Also where it is read on another grid
    let mut shifted = second.clone();
    shifted.geotransform[0] -= 3.0;
    let request =
        json!({"layers": [{"path": map}, {"path": f.map(&shifted)}], "metrics": ["NP"], "ignore_codes": [44]});
    assert!(told("landscape_metrics", &request, "CODES_ABSENT").is_empty());
}

#[test]
fn all_bytes_may_be_ignored() {
    let f = Folder::new();
    let all: Vec<f64> = (0..256).map(f64::from).collect();
    let map = f.map(&Map { nodata: None, ..Map::new(16, &all) });
    let most: Vec<i64> = (1..256).collect();
    let report = run("pool_template", &json!({"lulc": {"path": map}, "ignore_codes": most})).unwrap();
    assert!(report.messages.is_empty(), "{:?}", report.messages);
}

/// Hidden cells of bytes are marked with a byte that is nodata, which is no cell of an ignored code.
#[test]
fn an_ignored_code_on_no_cell_of_a_masked_map_is_told() {
    let f = Folder::new();
    let hidden = |i: usize| if i % 3 == 0 { 0.0 } else { 255.0 };
    for nodata in [None, Some(9.0)] {
        let mut plain = Map { nodata, ..square(1) };
        plain.mask = Some(Masked::Inside((0..plain.values.len()).map(hidden).collect()));
        let map = f.map(&plain);
        let found = told("pool_template", &json!({"lulc": {"path": map}, "ignore_codes": [0, 44]}), "CODES_ABSENT");
        assert_eq!(found.len(), 1, "nodata {nodata:?}");
        assert_eq!(found[0].text, format!("IGNORE_CODES: no cell of {map} has codes 0, 44."));
    }
}

#[test]
fn codes_given_twice_count_once_everywhere() {
    let f = Folder::new();
    let (map, other) = (f.map(&square(1)), f.map(&square(1)));
    for (kernel, request) in requests(&f, &map, &other) {
        let found = told(kernel, &with(&request, json!({"ignore_codes": [2, 99, 2]})), "CODES_TWICE");
        assert_eq!(found.len(), 1, "{kernel}");
        assert_eq!(found[0].text, "IGNORE_CODES: given more than once, and taken once: 2.", "{kernel}");
        assert_eq!(found[0].level, Level::Info);
    }
    for kernel in ["distance_zones", "contribution_ratio"] {
        let (_, request) = requests(&f, &map, &other).into_iter().find(|(name, _)| *name == kernel).unwrap();
        let twice = with(&request, json!({"codes": [7, 1, 7]}));
        assert_eq!(texts(kernel, &twice, "CODES_TWICE"), ["CODES: given more than once, and taken once: 7."]);
        let (once, twice) =
            (run(kernel, &with(&request, json!({"codes": [7, 1]}))).unwrap(), run(kernel, &twice).unwrap());
        assert_eq!((once.results, once.tables), (twice.results, twice.tables));
    }
    for kernel in ["moving_window", "sampled_windows"] {
        let (_, request) = requests(&f, &map, &other).into_iter().find(|(name, _)| *name == kernel).unwrap();
        let classes = |codes: &[i64]| with(&request, json!({"metrics": ["CA"], "classes": codes}));
        let text = texts(kernel, &classes(&[7, 1, 7]), "CODES_TWICE");
        assert_eq!(text, ["CLASSES: given more than once, and taken once: 7."]);
        let (once, twice) = (run(kernel, &classes(&[7, 1])).unwrap(), run(kernel, &classes(&[7, 1, 7])).unwrap());
        assert_eq!(once.tables, twice.tables);
        let bands = |report: &Report| report.messages.iter().filter(|m| m.code == "BAND").count();
        assert_eq!(bands(&once), bands(&twice));
    }
    let (_, request) = requests(&f, &map, &other).into_iter().find(|(name, _)| *name == "moving_window").unwrap();
    let text = texts("moving_window", &with(&request, json!({"centre_codes": [1, 1]})), "CODES_TWICE");
    assert_eq!(text, ["CENTRE_CODES: given more than once, and taken once: 1."]);
}

const REST: &str = "(outside nodata and IGNORE_CODES, and within MASK).";

#[test]
fn codes_that_no_cell_has_are_told() {
    let f = Folder::new();
    let (map, other) = (f.map(&square(1)), f.map(&square(1)));
    let of = |kernel: &str| requests(&f, &map, &other).into_iter().find(|(name, _)| *name == kernel).unwrap().1;
    let request = with(&of("distance_zones"), json!({"codes": [7, 8, -1]}));
    assert_eq!(
        texts("distance_zones", &request, "CODES_ABSENT"),
        [format!("CODES: no cell of {map} has codes -1, 8 {REST}")]
    );
    // Beyond the last ring is on the map too
    let request = with(&of("distance_zones"), json!({"codes": [7, 1], "ring_limits": [1.0]}));
    assert!(texts("distance_zones", &request, "CODES_ABSENT").is_empty());
    let request = with(&of("contribution_ratio"), json!({"codes": [7, 8]}));
    assert_eq!(
        texts("contribution_ratio", &request, "CODES_ABSENT"),
        [format!("CODES: no cell of the maps has code 8 {REST}")]
    );
    for kernel in ["moving_window", "sampled_windows"] {
        for kind in [1, 3] {
            let map = f.map(&square(kind));
            let request = with(
                &of(kernel),
                json!({"lulc": {"path": map}, "metrics": ["CA"], "classes": [7, 8], "ignore_codes": [2]}),
            );
            let text = [format!("CLASSES: no cell of the windows on {map} has code 8 {REST}")];
            assert_eq!(texts(kernel, &request, "CODES_ABSENT"), text);
            let request = with(&request, json!({"classes": [7, 2]}));
            let text = [format!("CLASSES: no cell of the windows on {map} has code 2 {REST}")];
            assert_eq!(texts(kernel, &request, "CODES_ABSENT"), text, "ignored");
        }
    }
    let request = with(&of("moving_window"), json!({"centre_codes": [1, 3]}));
    let text = [format!("CENTRE_CODES: no cell of the windows on {map} has code 3 {REST}")];
    assert_eq!(texts("moving_window", &request, "CODES_ABSENT"), text);
}

#[test]
fn a_class_outside_of_the_mask_is_on_no_window() {
    let f = Folder::new();
    let mut map = square(3);
    map.values[31] = 5.0;
    let map = f.map(&map);
    let half = r#"{"type":"Polygon","coordinates":[[[500000,4400000],[500080,4400000],[500080,4399980],[500000,4399980],[500000,4400000]]]}"#;
    let mask = f.text("mask.geojson", &geojson(32649, &[half]));
    let request = json!({"lulc": {"path": map}, "metrics": ["CA"], "radii": [10.0], "edge": "partial", "classes": [5], "output": f.path("w.tif")});
    assert!(texts("moving_window", &request, "CODES_ABSENT").is_empty());
    let text = [format!("CLASSES: no cell of the windows on {map} has code 5 {REST}")];
    assert_eq!(texts("moving_window", &with(&request, json!({"mask": mask})), "CODES_ABSENT"), text);
}

#[test]
fn negative_codes_are_told_with_what_fragstats_takes_them_for() {
    let f = Folder::new();
    let mut map = square(3);
    (map.values[0], map.values[1]) = (-3.0, -3.0);
    let map = f.map(&map);
    for (kernel, request) in requests(&f, &map, &map) {
        let found = told(kernel, &request, "NEGATIVE_CODES");
        let of_fragstats = ["landscape_metrics", "moving_window", "sampled_windows"].contains(&kernel);
        assert_eq!(found.len(), usize::from(of_fragstats), "{kernel}");
        if let Some(message) = found.first() {
            let text = "Negative codes are on the map: -3. FRAGSTATS reads them as border outside the landscape; here they are classes like others. If they are border, give them in IGNORE_CODES.";
            assert_eq!((message.text.as_str(), message.level), (text, Level::Warning));
        }
        let ignored = with(&request, json!({"ignore_codes": [-3]}));
        assert!(told(kernel, &ignored, "NEGATIVE_CODES").is_empty(), "{kernel}");
    }
    let nodata = f.map(&Map { nodata: Some(-3.0), ..square(3) });
    let request = json!({"layers": [{"path": nodata}], "metrics": ["NP"]});
    assert!(told("landscape_metrics", &request, "NEGATIVE_CODES").is_empty());
}

#[test]
fn a_window_scale_tells_of_negative_and_ignored_codes_once() {
    let f = Folder::new();
    let values: Vec<f64> = (0..64 * 64).map(|i| if (i * 7919) % 13 < 5 { -3.0 } else { 2.0 }).collect();
    let map =
        f.map(&Map { geotransform: [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0], kind: 3, ..Map::new(64, &values) });
    let request =
        json!({"lulc": {"path": map}, "metrics": ["SHDI"], "radii": [10, 20, 30, 40, 50], "ignore_codes": [44]});
    assert_eq!(told("window_scale", &request, "NEGATIVE_CODES").len(), 1);
    assert_eq!(told("window_scale", &request, "CODES_ABSENT").len(), 1);
}

const CHECK: &str = "It counts as one class: check that all mean the same.";

#[test]
fn names_that_contradict_one_another_are_told() {
    let f = Folder::new();
    let (map, other) = (f.map(&square(1)), f.map(&square(1)));
    let a = json!({"1": "Forest", "2": "Mine", "5": "on no map"});
    let b = json!({"1": "Mine", "2": " mine", "5": "nowhere"});
    let first = " Tables have that of the pool table.";
    for (kernel, request) in requests(&f, &map, &other) {
        let named = match kernel {
            "carbon_change" => {
                json!({"lulc_base": {"path": map, "class_names": a}, "lulc_alt": {"path": other, "class_names": b}})
            }
            _ if request.get("layers").is_some() => {
                json!({"layers": [{"path": map, "class_names": a}, {"path": other, "class_names": b}]})
            }
            _ => json!({"lulc": {"path": map, "class_names": a}}),
        };
        let request = with(&request, named);
        let found = told(kernel, &request, "NAMES_DIFFER");
        let expected = match kernel {
            "landscape_metrics" => vec![format!("Code 1 has several names: \"Forest\" (a), \"Mine\" (b). {CHECK}")],
            "carbon_series" | "contribution_ratio" => {
                vec![format!("Code 1 has several names: \"Forest\" (a), \"Mine\" (b). {CHECK}")]
            }
            "carbon_change" => {
                vec![format!("Code 1 has several names: \"Forest\" (LULC_BASE), \"Mine\" (LULC_ALT). {CHECK}")]
            }
            _ => vec![],
        };
        assert_eq!(found.iter().map(|m| m.text.clone()).collect::<Vec<_>>(), expected, "{kernel}");
        assert!(found.iter().all(|m| m.level == Level::Warning));
        // 2 is Forest in the pool table; 7 has a name that was made of its code
        let Some(_) = request.get("pools") else { continue };
        let request = with(&request, json!({"pools": f.text("named.csv", NAMED)}));
        let found = texts(kernel, &request, "NAMES_DIFFER");
        let sources = match kernel {
            "carbon_storage" => [["Mine\" (POOLS), \"Forest\" (LULC)"], ["forest\" (POOLS), \"Mine\" (LULC)"]],
            "carbon_change" => [
                ["Mine\" (POOLS, LULC_ALT), \"Forest\" (LULC_BASE)"],
                ["forest\" (POOLS), \"Mine\" (LULC_BASE, LULC_ALT)"],
            ],
            _ => [["Mine\" (POOLS, b), \"Forest\" (a)"], ["forest\" (POOLS), \"Mine\" (a, b)"]],
        };
        let text =
            |(code, [sources]): (i64, [&str; 1])| format!("Code {code} has several names: \"{sources}. {CHECK}{first}");
        assert_eq!(found, [1, 2].into_iter().zip(sources).map(text).collect::<Vec<_>>(), "{kernel}");
    }
}

#[test]
fn two_pool_tables_that_name_a_code_differently() {
    let f = Folder::new();
    let (map, other) = (f.map(&square(1)), f.map(&square(1)));
    let pools = |name: &str, one: &str| f.text(name, &NAMED.replace("Mine", one));
    let request = json!({"lulc_base": {"path": map}, "lulc_alt": {"path": other}, "pools": pools("a.csv", "Mine"), "pools_alt": pools("b.csv", "Pit")});
    let text = format!(
        "Code 1 has several names: \"Mine\" (POOLS), \"Pit\" (POOLS_ALT). {CHECK} Tables have that of the pool table."
    );
    assert_eq!(texts("carbon_change", &request, "NAMES_DIFFER"), [text]);
}

#[test]
fn codes_that_share_a_name_are_told() {
    let f = Folder::new();
    let (map, other) = (f.map(&square(1)), f.map(&square(1)));
    let names = json!({"1": "Forest", "2": "forest "});
    for (kernel, request) in requests(&f, &map, &other) {
        let raster = json!({"path": map, "class_names": names});
        let (named, layers) = match kernel {
            "carbon_change" => (json!({"lulc_base": raster, "lulc_alt": raster}), "LULC_BASE, LULC_ALT"),
            _ if request.get("layers").is_some() => (json!({"layers": [raster, raster]}), "a, b"),
            _ => (json!({"lulc": raster}), "LULC"),
        };
        let found = told(kernel, &with(&request, named), "NAME_SHARED");
        if ["moving_window", "sampled_windows"].contains(&kernel) {
            assert!(found.is_empty(), "no name is in its results");
            continue;
        }
        let text = format!("Codes 1, 2 share the name \"Forest\" ({layers}); each is a class of its own.");
        assert_eq!(
            found.iter().map(|m| (m.text.as_str(), m.level)).collect::<Vec<_>>(),
            [(text.as_str(), Level::Info)],
            "{kernel}"
        );
    }
}
