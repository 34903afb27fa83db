use crate::{
    fixture::{Folder, Map, geojson, metadata, read},
    house_rules::text,
};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    run::{carbon_change, carbon_storage},
};
use serde_json::{Value, json};
use std::fs;

/// Cells of 20 m x 10 m.
const HA: f64 = 20.0 * 10.0 / 1e4;

const POOLS: &str = "lucode,name,c_above,c_below,c_soil,c_dead\n\
    1,Forest,36.69,14.68,144.64,3.67\n\
    2,Mining,0,0,24.13,0\n\
    3,Dump,1,2,20.13,0\n\
    4,Garden,0,0,24.13,0\n";
const FOREST: f64 = 36.69 + 14.68 + 144.64 + 3.67;
const MINING: f64 = 24.13;
const DUMP: f64 = 1.0 + 2.0 + 20.13;

fn run(request: &Value) -> Result<Report> {
    carbon_change::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * b.abs()
}

/// Rows of a table as text, NULL as "-"; reals by `{}`.
fn rows(table: &Table, columns: &[&str]) -> Vec<Vec<String>> {
    let find = |name: &str| &table.columns.iter().find(|(n, _)| *n == name).unwrap().1;
    let cell = |column: &Column, i: usize| {
        let text = match column {
            Column::Integer(v) => v[i].map(|v| v.to_string()),
            Column::Real(v) => v[i].map(|v| format!("{v:.9}")),
            Column::Text(v) => v[i].clone(),
            other => panic!("{} has no {:?}", table.name, other.column_type()),
        };
        text.unwrap_or("-".into())
    };
    (0..table.rows()).map(|i| columns.iter().map(|name| cell(find(name), i)).collect()).collect()
}

fn two_maps(f: &Folder) -> Value {
    // forest to mining twice, mining to dump (-1 t/ha), mining to garden (no change), a hole in each
    let base = f.map(&Map::new(4, &[1.0, 1.0, 2.0, 2.0, 0.0, 1.0, 3.0, 3.0]));
    let alt = f.map(&Map::new(4, &[2.0, 2.0, 3.0, 4.0, 1.0, 0.0, 1.0, 3.0]));
    json!({"lulc_base": {"path": base}, "lulc_alt": {"path": alt}, "pools": f.text("p.csv", POOLS)})
}

#[test]
fn a_small_pair_by_hand() {
    let f = Folder::new();
    let mut request = two_maps(&f);
    request["output"] = json!(f.path("out.tif"));
    request["output_npv"] = json!(f.path("npv.tif"));
    (request["price"], request["year_base"], request["year_alt"]) = (json!(43), json!(2012), json!(2022));
    (request["discount_rate"], request["rate_change"]) = (json!(7), json!(2));
    let report = run(&request).unwrap();
    let loss = 2.0 * HA * (MINING - FOREST) + HA * (DUMP - MINING);
    let gain = HA * (FOREST - DUMP);
    let k = 29.933484457435775;
    assert!(near(report.results["carbon_change"].unwrap(), loss + gain));
    assert!(near(report.results["npv"].unwrap(), (loss + gain) * k));
    assert!(near(report.results["output_min"].unwrap(), MINING - FOREST));
    assert!(near(report.results["output_npv_max"].unwrap(), (FOREST - DUMP) * k));
    assert_eq!(
        rows(&report.tables[0], &["zone", "category", "cells", "area_ha", "area_pct", "carbon_t"]),
        [
            ["-", "gain", "1", &format!("{HA:.9}"), &format!("{:.9}", 100.0 / 6.0), &format!("{gain:.9}")],
            ["-", "loss", "3", &format!("{:.9}", 3.0 * HA), "50.000000000", &format!("{loss:.9}")],
            ["-", "unchanged", "2", &format!("{:.9}", 2.0 * HA), &format!("{:.9}", 100.0 / 3.0), "0.000000000"],
        ]
    );
    assert_eq!(
        rows(&report.tables[1], &["lucode_base", "name_base", "lucode_alt", "name_alt", "cells"]),
        [
            ["1", "Forest", "2", "Mining", "2"],
            ["2", "Mining", "3", "Dump", "1"],
            ["2", "Mining", "4", "Garden", "1"],
            ["3", "Dump", "1", "Forest", "1"],
            ["3", "Dump", "3", "Dump", "1"],
        ]
    );
    let (down, up, n) = ((MINING - FOREST) as f32, (FOREST - DUMP) as f32, f32::MIN);
    // A change of exactly -1 t/ha is a change
    assert_eq!(read(&f.path("out.tif")).values, [down, down, (DUMP - MINING) as f32, 0.0, n, n, up, 0.0]);
    let npv = read(&f.path("npv.tif"));
    assert_eq!(npv.values[0], ((MINING - FOREST) * k) as f32);
    assert_eq!((npv.unit.as_str(), npv.values[4]), ("currency/ha", n));
}

#[test]
fn a_price_per_t_of_co2_and_pools_of_the_second_map() {
    let f = Folder::new();
    let mut request = two_maps(&f);
    request["pools_alt"] = json!(f.text("alt.csv", &POOLS.replace("2,Mining,0,0,24.13,0", "2,Pit,0,0,20,0")));
    (request["price"], request["price_basis"]) = (json!(12), json!("CO2"));
    (request["year_base"], request["year_alt"]) = (json!(2000), json!(2001));
    request["output"] = json!(f.path("change.tif"));
    let report = run(&request).unwrap();
    assert_eq!(read(&f.path("change.tif")).values[0], (20.0 - FOREST) as f32);
    let change = 2.0 * HA * (20.0 - FOREST) + HA * (DUMP - MINING) + HA * (FOREST - DUMP);
    assert!(near(report.results["carbon_change"].unwrap(), change));
    assert!(near(report.results["npv"].unwrap(), change * 12.0 * 44.0 / 12.0));
    assert_eq!(rows(&report.tables[1], &["name_base", "name_alt"])[0], ["Forest", "Pit"]);
}

#[test]
fn what_is_asked_of_years_prices_and_outputs() {
    let f = Folder::new();
    let base = two_maps(&f);
    let with = |fields: Value| {
        let mut request = base.clone();
        fields.as_object().unwrap().iter().for_each(|(k, v)| request[k] = v.clone());
        sentence(&request)
    };
    assert_eq!(
        with(json!({"output_npv": f.path("n.tif")})),
        "OUTPUT_NPV needs PRICE, YEAR_BASE and YEAR_ALT; give them, or leave OUTPUT_NPV out."
    );
    assert_eq!(with(json!({"price": 43})), "PRICE needs YEAR_BASE and YEAR_ALT; give both years, or no price.");
    let years = |a: i32, b: i32, rate: f64| json!({"price": 43, "year_base": a, "year_alt": b, "discount_rate": rate});
    assert_eq!(with(years(2012, 2012, 0.0)), "YEAR_ALT is 2012, which is not later than YEAR_BASE, 2012.");
    assert_eq!(with(years(2000, 2012, -100.0)), "DISCOUNT_RATE is -100; allowed: more than -100 (percent per year).");
    let out = f.path("o.tif");
    assert!(
        with(json!({"output": out, "output_npv": out, "price": 1, "year_base": 1, "year_alt": 2}))
            .contains("is given for two outputs")
    );
    let e = with(json!({"pools_alt": f.text("alt.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,1,1,1,1\n")}));
    assert!(
        e.starts_with("The second pool table has no row for code 2 (2 cells), code 3 (2 cells), code 4 (1 cell)"),
        "{e}"
    );
    // Holes that leave nothing in common
    let holes = f.map(&Map::new(4, &[0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]));
    let e = with(json!({"lulc_alt": {"path": holes}, "output": f.path("x.tif")}));
    assert!(e.contains("have no valid cell in common"), "{e}");
    assert!(!f.files().contains(&"x.tif".to_owned()));
}

#[test]
fn one_map_twice_and_where_inputs_came_from() {
    let f = Folder::new();
    let mut request = two_maps(&f);
    request["lulc_alt"] = request["lulc_base"].clone();
    request["output"] = json!(f.path("out.tif"));
    request["origins"] = json!({"lulc_base": "the user's map", "pools": "the user's table"});
    let report = run(&request).unwrap();
    assert_eq!(report.messages[0].code, "SAME_MAP");
    assert_eq!(report.results["carbon_change"], Some(0.0));
    let parameters: Value = serde_json::from_str(&metadata(&f.path("out.tif"), "PITSCAPE_PARAMETERS")).unwrap();
    assert_eq!(parameters["lulc_base"]["path"], "the user's map");
    assert_eq!(parameters["pools"], "the user's table");
    assert!(parameters.get("threads").is_none() && parameters.get("origins").is_none());
}

#[test]
fn zones_by_hand() {
    let f = Folder::new();
    let mut request = two_maps(&f);
    let square = |x1: i32, x2: i32, name: &str| {
        let (x1, x2) = (500_000 + x1, 500_000 + x2);
        format!(
            r#"{{"type":"Feature","properties":{{"part":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[[[{x1},4400000],[{x2},4400000],[{x2},4399980],[{x1},4399980],[{x1},4400000]]]}}}}"#
        )
    };
    // "a": columns 0 and 3 in two parts; "b": columns 1 to 3; a third one outside
    let features = [square(0, 20, "a"), square(60, 80, "a"), square(20, 80, "b"), square(900, 990, "far")].join(",");
    request["zones"] = json!(
        f.text("zones.geojson", &geojson(32649, &[]).replace("\"features\":[]", &format!("\"features\":[{features}]")))
    );
    request["zone_field"] = json!("PART");
    let report = run(&request).unwrap();
    assert_eq!(
        rows(&report.tables[0], &["zone", "category", "cells"]),
        [
            ["a", "gain", "0"],
            ["a", "loss", "1"],
            ["a", "unchanged", "2"],
            ["b", "gain", "1"],
            ["b", "loss", "2"],
            ["b", "unchanged", "2"]
        ]
    );
    // Shares of the three cells of "a" and the five of "b"
    let shares = [0.0, 1.0 / 3.0, 2.0 / 3.0, 0.2, 0.4, 0.4].map(|share| vec![format!("{:.9}", 100.0 * share)]);
    assert_eq!(rows(&report.tables[0], &["area_pct"]), shares);
    // Each cell once in the total: all six that are valid in both
    let total = 2.0 * HA * (MINING - FOREST) + HA * (DUMP - MINING) + HA * (FOREST - DUMP);
    assert!(near(report.results["carbon_change"].unwrap(), total));
    request["output"] = json!(f.path("out.tif"));
    assert!(sentence(&request).starts_with("Zones overlap"));
    request["zone_field"] = json!("nope");
    assert!(sentence(&request).contains("has no column nope"));
}

/// A map of the InVEST cases.
fn invest(name: &str) -> Map {
    let values: Vec<f64> = text(format!("tests/golden/invest/{name}.csv"))
        .split([',', '\n'])
        .filter_map(|v| v.trim().parse().ok())
        .collect();
    assert_eq!(values.len(), 50 * 40);
    let mut map = Map::new(50, &values);
    (map.nodata, map.epsg) = (Some(255.0), Some(32650));
    map.geotransform = [500_000.0, 30.0, 0.0, 4_400_000.0, 0.0, -30.0];
    map
}

fn invest_request(f: &Folder, base: &Map, alt: &Map) -> Value {
    json!({"lulc_base": {"path": f.map(base)}, "lulc_alt": {"path": f.map(alt)}, "pools": f.text("invest.csv", &text("tests/golden/invest/pools.csv"))})
}

fn stored(f: &Folder, map: &Map, pools: &str) -> Result<Report> {
    let request = json!({"lulc": {"path": f.map(map)}, "pools": f.text("stored.csv", pools)});
    carbon_storage::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).and_then(Report::published)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs()
}

/// The cases basic, seq_holes, valuation, valuation_price_falls and valuation_zero_rates.
#[test]
fn invest_totals_and_values() {
    let f = Folder::new();
    let pools = text("tests/golden/invest/pools.csv");
    let total = |name: &str| stored(&f, &invest(name), &pools).unwrap().results["total_carbon"].unwrap();
    assert!(close(total("baseline"), 18791.3232));
    assert!(close(total("alternate"), 17606.916));
    let mut request = invest_request(&f, &invest("baseline"), &invest("alternate"));
    let change = -1153.1484;
    // Not alternate minus baseline, -1184.4072: their holes differ
    assert!(close(run(&request).unwrap().results["carbon_change"].unwrap(), change));
    (request["price"], request["year_base"], request["year_alt"]) = (json!(43), json!(2012), json!(2022));
    for (r, c, k) in [(7, 2, 29.933484457435775), (7, -2, 35.05508243372568), (0, 0, 43.0)] {
        (request["discount_rate"], request["rate_change"]) = (json!(r), json!(c));
        assert!(close(run(&request).unwrap().results["npv"].unwrap(), change * k), "{r} {c}");
    }
    // Within its Float32 rounding InVEST says the same
    assert!((-34517.749381313326 / (change * 29.933484457435775) - 1.0f64).abs() < 1e-7);
}

/// The cases year_order, missing_code, nodata_undefined, missing_column, nan_density, text_density, dup_code, blank_code,
/// float_lulc: refused by both.
#[test]
fn invest_refusals() {
    let f = Folder::new();
    let (base, alt) = (invest("baseline"), invest("alternate"));
    let mut request = invest_request(&f, &base, &alt);
    (request["price"], request["year_base"], request["year_alt"]) = (json!(43), json!(2012), json!(2012));
    assert!(sentence(&request).contains("is not later than"));
    let pools = text("tests/golden/invest/pools.csv");
    let refused = |map: &Map, pools: &str| stored(&f, map, pools).unwrap_err().to_string();
    let without: String = pools
        .lines()
        .filter(|line| !line.starts_with("4,") && !line.starts_with("9,"))
        .fold(String::new(), |a, l| a + l + "\n");
    let e = refused(&base, &without);
    assert!(e.contains("no row for code 4 (175 cells), code 9 (175 cells) of"), "{e}");
    let mut undefined = base.clone();
    undefined.nodata = None;
    assert!(refused(&undefined, &pools).contains("code 255 (24 cells)"));
    assert!(refused(&base, &pools.replace("c_dead", "c_ded")).contains("lacks c_dead"));
    assert!(
        refused(&base, &pools.replace("1,Transportation,8.6,", "1,Transportation,,"))
            .contains("Row 1 of the pool table (header not counted; lucode 1): c_above is empty")
    );
    assert!(
        refused(&base, &pools.replace("1,Transportation,8.6,", "1,Transportation,abc,")).contains("c_above is \"abc\"")
    );
    assert!(refused(&base, &pools.replace("2,Water", "1,Water")).contains("Rows 1 and 2"));
    assert!(
        refused(&base, &pools.replace("2,Water", ",Water"))
            .contains("Row 2 of the pool table (header not counted): lucode is empty")
    );
    let mut float = base.clone();
    float.kind = 6;
    float.values.iter_mut().for_each(|v| *v += 0.5);
    assert!(refused(&float, &pools).contains("at row 0, column 0"), "{}", refused(&float, &pools));
}

/// The cases zero_pools, negative_pools, negative_nodata_int16, change_minus_one.
#[test]
fn invest_silent_faults_of_values() {
    let f = Folder::new();
    let base = invest("baseline");
    let pools = text("tests/golden/invest/pools.csv");
    let header = pools.lines().next().unwrap();
    let table = |row: &dyn Fn(i32) -> String| {
        (1..=10).fold(header.to_owned() + "\n", |a, code| a + &format!("{code},x,{}\n", row(code)))
    };
    let zero = stored(&f, &base, &table(&|_| "0,0,0,0".into())).unwrap();
    assert_eq!(zero.results["total_carbon"], Some(0.0));
    assert_eq!(rows(&zero.tables[0], &["carbon_pct"])[0], ["-"]);
    // InVEST takes a stock of -1 for nodata; a negative density is refused here
    let e = stored(&f, &base, &table(&|_| "-1,0,0,0".into())).unwrap_err().to_string();
    assert!(e.contains("c_above is \"-1\"; it must be 0 or more"), "{e}");
    let mut signed = base.clone();
    (signed.kind, signed.nodata) = (3, Some(-32768.0));
    signed.values.iter_mut().filter(|v| **v == 255.0).for_each(|v| *v = -32768.0);
    assert!(close(stored(&f, &signed, &pools).unwrap().results["total_carbon"].unwrap(), 18791.3232));
    // 100 cells of 30 m go from 10 to 9 t/ha: InVEST loses all of it, since its nodata is -1
    let (mut a, mut b) = (base.clone(), base.clone());
    (a.values, b.values) = (vec![1.0; 2000], vec![2.0; 2000]);
    let mut request = invest_request(&f, &a, &b);
    request["pools"] = json!(f.text("one.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,10,0,0,0\n2,9,0,0,0\n"));
    request["output"] = json!(f.path("one.tif"));
    let report = run(&request).unwrap();
    assert!(near(report.results["carbon_change"].unwrap(), -2000.0 * 0.09));
    assert_eq!(rows(&report.tables[0], &["cells"]), [["0"], ["2000"], ["0"]]);
    assert!(read(&f.path("one.tif")).values.iter().all(|v| *v == -1.0));
}

/// The case geographic_crs: InVEST counts square degrees, 2e-5 t. Here against another way to the same areas: the
/// integral of the radii of curvature, M N cos φ dφ dλ, by Simpson's rule.
#[test]
fn invest_geographic() {
    let f = Folder::new();
    let mut map = invest("baseline");
    (map.epsg, map.geotransform) = (Some(4326), [111.2, 0.0003, 0.0, 39.7, 0.0, -0.0003]);
    let report = stored(&f, &map, &text("tests/golden/invest/pools.csv")).unwrap();
    assert_eq!(report.messages[0].code, "AREA_ELLIPSOIDAL");
    let (a, flattening) = (6_378_137.0f64, 1.0 / 298.257_223_563f64);
    let e2 = flattening * (2.0 - flattening);
    let density = |degrees: f64| {
        let phi = degrees.to_radians();
        let w2 = 1.0 - e2 * phi.sin().powi(2);
        a * (1.0 - e2) / w2.powf(1.5) * a / w2.sqrt() * phi.cos()
    };
    let side = 0.0003f64.to_radians();
    let row_ha = |row: usize| {
        let (top, bottom) = (39.7 - 0.0003 * row as f64, 39.7 - 0.0003 * (row + 1) as f64);
        side * side / 6.0 * (density(top) + 4.0 * density((top + bottom) / 2.0) + density(bottom)) / 1e4
    };
    let expected: f64 = map.values.iter().enumerate().filter(|(_, v)| **v != 255.0).map(|(i, _)| row_ha(i / 50)).sum();
    let found = report.results["total_area_ha"].unwrap();
    assert!((found / expected - 1.0).abs() < 1e-9, "{found} {expected}");
    let request = json!({"lulc": {"path": f.map(&map)}, "pools": f.text("q.csv", &text("tests/golden/invest/pools.csv")), "area": "planar"});
    let e = carbon_storage::run(&parse(&request.to_string()).unwrap(), &mut Progress::none()).unwrap_err();
    assert!(matches!(e, Error::GeographicCrs { .. }));
}

#[test]
fn cancel_and_a_missing_class_leave_the_old_outputs() {
    let f = Folder::new();
    let mut map = Map::new(3000, &vec![1.0; 3000 * 3000]);
    map.options = vec!["TILED=YES"];
    let mut alt = map.clone();
    alt.values[5_000_000] = 77.0;
    let mut request =
        json!({"lulc_base": {"path": f.map(&map)}, "lulc_alt": {"path": f.map(&alt)}, "pools": f.text("p.csv", POOLS)});
    request["output"] = json!(f.text("out.tif", "old"));
    request["output_npv"] = json!(f.text("npv.tif", "old"));
    (request["price"], request["year_base"], request["year_alt"]) = (json!(1), json!(1), json!(2));
    let before = f.files();
    assert!(sentence(&request).contains("code 77 (1 cell)"));
    let parsed = parse(&request.to_string()).unwrap();
    assert!(matches!(carbon_change::run(&parsed, &mut Progress::new(&mut |_, _| false)), Err(Error::Cancelled)));
    assert_eq!(f.files(), before);
    for name in ["out.tif", "npv.tif"] {
        assert_eq!(fs::read_to_string(f.path(name)).unwrap(), "old");
    }
}

/// Bytes, 32-bit codes, tiles, strips and threads: the same numbers and cells.
#[test]
fn blocks_types_and_threads_change_nothing() {
    let f = Folder::new();
    let pools = f.text("p.csv", POOLS);
    let (rows_n, columns) = (700, 900);
    let cell = |i: usize, k: usize| ((i / columns / 7 * 3 + i % columns / (5 + k) * 7 + k) % 5) as f64;
    let map = |k: usize, kind: u32, options: Vec<&'static str>| {
        let mut map = Map::new(columns, &(0..rows_n * columns).map(|i| cell(i, k)).collect::<Vec<_>>());
        (map.kind, map.options) = (kind, options);
        map
    };
    let mut found = Vec::new();
    for (kind, options) in
        [(1, vec!["TILED=YES"]), (1, vec!["BLOCKYSIZE=3"]), (5, vec!["TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=256"])]
    {
        let (base, alt) = (f.map(&map(0, kind, options.clone())), f.map(&map(3, 1, vec!["BLOCKYSIZE=11"])));
        for threads in [1, 3] {
            let out = f.path("out.tif");
            let request = json!({"lulc_base": {"path": base, "name": "map"}, "lulc_alt": {"path": alt, "name": "map"}, "pools": pools, "output": out, "threads": threads});
            let report = run(&request).unwrap();
            found.push((report.results["carbon_change"].map(f64::to_bits), report.tables, read(&out).values));
        }
    }
    let density = [f64::NAN, FOREST, MINING, DUMP, 24.13];
    let expected: Vec<f32> = (0..rows_n * columns)
        .map(|i| density[cell(i, 3) as usize] - density[cell(i, 0) as usize])
        .map(|v| if v.is_nan() { f32::MIN } else { v as f32 })
        .collect();
    assert_eq!(found[0].2, expected);
    assert!(found.windows(2).all(|w| w[0] == w[1]));
}

/// The case same_dims_shifted_origin: InVEST compares cells that lie 300 m apart, and says nothing.
#[test]
fn invest_shifted_origin() {
    let f = Folder::new();
    let (base, mut alt) = (invest("baseline"), invest("alternate"));
    alt.geotransform[0] += 300.0;
    let request = invest_request(&f, &base, &alt);
    let report = run(&request).unwrap();
    let message = &report.messages[0];
    assert!(message.code == "ALIGNED" && message.text.contains("300 m"), "{}", message.text);
    // By hand: 300 m are ten columns
    let pools = pools_by_code();
    let mut expected = 0.0;
    for row in 0..40 {
        for column in 10..50 {
            let (a, b) = (base.values[row * 50 + column], alt.values[row * 50 + column - 10]);
            if a != 255.0 && b != 255.0 {
                expected += 0.09 * (pools[&(b as i64)] - pools[&(a as i64)]);
            }
        }
    }
    assert!((report.results["carbon_change"].unwrap() - expected).abs() < 1e-9 * expected.abs());
}

fn pools_by_code() -> std::collections::BTreeMap<i64, f64> {
    let number = |v: &str| v.parse::<f64>().unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (number(cells[0]) as i64, cells[2..6].iter().map(|v| number(v)).sum())
    };
    text("tests/golden/invest/pools.csv").lines().skip(1).map(row).collect()
}

/// The cases diff_pixel_size and diff_dims, which InVEST refuses: the same land on finer cells is the same land.
#[test]
fn invest_other_cells_and_sizes() {
    let f = Folder::new();
    let (base, alt) = (invest("baseline"), invest("alternate"));
    let mut fine = alt.clone();
    fine.columns = 150;
    fine.geotransform = [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -10.0];
    fine.values = (0..150 * 120).map(|i| alt.values[i / 150 / 3 * 50 + i % 150 / 3]).collect();
    for resampling in ["nearest", "mode"] {
        let mut request = invest_request(&f, &base, &fine);
        request["resample_classes"] = json!(resampling);
        let report = run(&request).unwrap();
        assert!(close(report.results["carbon_change"].unwrap(), -1153.1484), "{resampling}");
        let warned = report.messages.iter().any(|m| m.code == "NEAREST_COARSER");
        assert_eq!(warned, resampling == "nearest");
    }
    let mut short = alt.clone();
    short.values.truncate(50 * 35);
    let report = run(&invest_request(&f, &base, &short)).unwrap();
    let pools = pools_by_code();
    let pairs = base.values.iter().zip(&short.values).filter(|(a, b)| **a != 255.0 && **b != 255.0);
    let expected: f64 = pairs.map(|(a, b)| 0.09 * (pools[&(*b as i64)] - pools[&(*a as i64)])).sum();
    assert!((report.results["carbon_change"].unwrap() - expected).abs() < 1e-9 * expected.abs());
}

/// The case diff_crs: the same numbers in another zone are land elsewhere, 500 km away; InVEST compares them.
#[test]
fn invest_other_reference_system() {
    let f = Folder::new();
    let (base, mut alt) = (invest("baseline"), invest("alternate"));
    alt.epsg = Some(32651);
    let request = invest_request(&f, &base, &alt);
    let e = sentence(&request);
    assert!(e.contains("do not overlap; check their reference systems"), "{e}");
    // The same land in degrees, some 30 m a cell, is compared
    (alt.epsg, alt.geotransform) = (Some(4326), [117.0, 0.000_35, 0.0, 39.75, 0.0, -0.000_27]);
    let report = run(&invest_request(&f, &base, &alt)).unwrap();
    assert!(report.messages[0].text.contains("WGS 84 (EPSG:4326)"), "{}", report.messages[0].text);
    assert!(report.results["carbon_change"].is_some_and(|t| t != 0.0));
}

/// 300 classes in each map, all 90,000 pairs of which are met: one cell of each, and one more of those that stay. With
/// `unused` codes of pools before those of the map its ids are large.
fn all_pairs(f: &Folder, kind: u32, options: &[&'static str], unused: i64) -> Value {
    let n = 300;
    let pair = |i: usize| match i < n * n {
        true => (i * 7919 % (n * n) / n, i * 7919 % (n * n) % n),
        false => (i - n * n, i - n * n),
    };
    let map = |second: bool| {
        let cell = |i: usize| 1.0 + if second { pair(i).1 as f64 } else { pair(i).0 as f64 };
        let map = Map::new(n, &(0..n * n + n).map(cell).collect::<Vec<_>>());
        f.map(&Map { kind, options: options.to_vec(), ..map })
    };
    let pools = |name: &str, density: fn(i64) -> i64| {
        let row = |code: i64| format!("{code},{},0,0,0\n", density(code).abs());
        let rows: String = (-unused..0).chain(1..=n as i64).map(row).collect();
        f.text(name, &format!("lucode,c_above,c_below,c_soil,c_dead\n{rows}"))
    };
    json!({
        "lulc_base": {"path": map(false), "name": "map"}, "lulc_alt": {"path": map(true), "name": "map"},
        "pools": pools("p.csv", |code| code), "pools_alt": pools("q.csv", |code| 2 * code),
    })
}

#[test]
fn more_pairs_of_classes_than_65_534() {
    let f = Folder::new();
    let n = 300i64;
    let mut found = Vec::new();
    for (kind, options, unused) in
        [(2, vec!["BLOCKYSIZE=50"], 0), (5, vec!["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64"], 0), (2, vec![], 600)]
    {
        for threads in [1, 3] {
            let mut request = all_pairs(&f, kind, &options, unused);
            (request["output"], request["output_npv"]) = (json!(f.path("o.tif")), json!(f.path("n.tif")));
            (request["price"], request["year_base"], request["year_alt"]) = (json!(3), json!(2000), json!(2001));
            request["threads"] = json!(threads);
            let report = run(&request).unwrap();
            let values = |name: &str| read(&f.path(name)).values;
            found.push((report.results["carbon_change"], report.tables, values("o.tif"), values("n.tif")));
        }
    }
    let (change, tables, output, npv) = &found[0];
    // Σ (2 to - from) over all pairs, and Σ code over those that stay once more
    let sum = n * (n + 1) / 2;
    assert!(near(change.unwrap(), HA * (n * sum + sum) as f64));
    let pairs: Vec<Vec<String>> = (1..=n)
        .flat_map(|from| (1..=n).map(move |to| (from, to)))
        .map(|(from, to)| vec![from.to_string(), to.to_string(), if from == to { "2" } else { "1" }.to_owned()])
        .collect();
    assert!(rows(&tables[1], &["lucode_base", "lucode_alt", "cells"]) == pairs);
    let categories = |is: fn(i64) -> bool| {
        let change = move |from: i64, to: i64| (2 * to - from, if from == to { 2 } else { 1 });
        let all = (1..=n).flat_map(move |from| (1..=n).map(move |to| change(from, to)));
        all.filter(move |(change, _)| is(*change)).map(|(_, cells)| cells).sum::<i64>().to_string()
    };
    let cells = [categories(|change| change > 0), categories(|change| change < 0), categories(|change| change == 0)];
    assert_eq!(rows(&tables[0], &["cells"]).concat(), cells);
    for i in 0..(n * n + n) as usize {
        let at = i * 7919 % (n * n) as usize;
        let (from, to) = match i < (n * n) as usize {
            true => (at as i64 / n + 1, at as i64 % n + 1),
            false => (i as i64 - n * n + 1, i as i64 - n * n + 1),
        };
        assert_eq!((output[i], npv[i]), ((2 * to - from) as f32, 3.0 * (2 * to - from) as f32));
    }
    assert!(found.windows(2).all(|w| w[0] == w[1]));
}

/// With areas of their own and by zone, parts of a block are counted one by one too.
#[test]
fn more_pairs_of_classes_than_65_534_in_zones() {
    let f = Folder::new();
    let mut request = all_pairs(&f, 2, &[], 0);
    // The whole map, and its last row: the classes that stay
    let zone = |top: f64, bottom: f64| {
        let (y1, y2) = (4_400_000.0 - 10.0 * top, 4_400_000.0 - 10.0 * bottom);
        format!(
            r#"{{"type":"Polygon","coordinates":[[[500000,{y1}],[506000,{y1}],[506000,{y2}],[500000,{y2}],[500000,{y1}]]]}}"#
        )
    };
    request["zones"] = json!(f.text("z.geojson", &geojson(32649, &[&zone(0.0, 301.0), &zone(300.0, 301.0)])));
    request["area"] = json!("ellipsoidal");
    let report = run(&request).unwrap();
    let pairs = rows(&report.tables[1], &["zone", "lucode_base", "lucode_alt", "cells"]);
    assert_eq!(pairs.len(), 300 * 300 + 300);
    let (whole, last) = pairs.split_at(300 * 300);
    assert!(whole.iter().all(|row| row[3] == if row[1] == row[2] { "2" } else { "1" }));
    assert!(
        last.iter().zip(1..).all(|(row, code): (_, i32)| row[1..] == [code.to_string(), code.to_string(), "1".into()])
    );
}
