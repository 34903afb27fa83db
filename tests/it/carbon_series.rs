use crate::fixture::{Folder, Map, geojson, metadata, read, read_band};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    kernels::stats::random::stream,
    run::{carbon_change, carbon_series, carbon_storage},
};
use rand::RngExt;
use rand_distr::StandardNormal;
use serde_json::{Value, json};
use std::fs;

/// Cells of 20 m x 10 m.
const HA: f64 = 20.0 * 10.0 / 1e4;
const Z95: f64 = 1.959963984540054;

/// Forest 184, mining 24, dump 60 t/ha.
const POOLS: &str = "lucode,name,c_above,c_below,c_soil,c_dead,se_above,se_below,se_soil,se_dead\n\
    1,Forest,30,10,140,4,3,2,10,1\n\
    2,Mining,0,0,24,0,0,0,5,0\n\
    3,Dump,5,5,50,0,1,1,8,0\n";

fn run(request: &Value) -> Result<Report> {
    carbon_series::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * b.abs()
}

fn column<'t>(table: &'t Table, name: &str) -> &'t Column {
    &table.columns.iter().find(|(n, _)| *n == name).unwrap().1
}

fn reals(table: &Table, name: &str) -> Vec<f64> {
    let Column::Real(cells) = column(table, name) else { panic!("{name} is not a real column") };
    cells.iter().map(|v| v.unwrap_or_else(|| panic!("{name} has a NULL"))).collect()
}

fn integers(table: &Table, name: &str) -> Vec<i64> {
    let Column::Integer(cells) = column(table, name) else { panic!("{name} is not an integer column") };
    cells.iter().map(|v| v.unwrap()).collect()
}

fn texts(table: &Table, name: &str) -> Vec<String> {
    let Column::Text(cells) = column(table, name) else { panic!("{name} is not a text column") };
    cells.iter().map(|v| v.clone().unwrap_or("-".into())).collect()
}

fn assert_near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    assert!(found.iter().zip(expected).all(|(a, b)| near(*a, *b)), "{found:?} {expected:?}");
}

/// A request for maps of six cells in two rows, in this order and of these years.
fn request(f: &Folder, maps: &[(i32, [f64; 6])]) -> Value {
    let layers: Vec<Value> = maps.iter().map(|(_, cells)| json!({"path": f.map(&Map::new(3, cells))})).collect();
    let years: Vec<i32> = maps.iter().map(|(year, _)| *year).collect();
    let names: Vec<String> = years.iter().map(|year| format!("map of {year}")).collect();
    json!({"layers": layers, "years": years, "layer_names": names, "pools": f.text("p.csv", POOLS)})
}

/// Given out of order: 2000 forest, 2005 a pit is opened, 2020 a dump is on half of it.
fn three_years(f: &Folder) -> Value {
    request(
        f,
        &[
            (2020, [1.0, 3.0, 2.0, 1.0, 1.0, 0.0]),
            (2000, [1.0, 1.0, 1.0, 1.0, 1.0, 0.0]),
            (2005, [1.0, 2.0, 2.0, 1.0, 1.0, 0.0]),
        ],
    )
}

#[test]
fn layers_and_years_that_do_not_fit() {
    let f = Folder::new();
    let base = three_years(&f);
    let with = |fields: Value| {
        let mut request = base.clone();
        fields.as_object().unwrap().iter().for_each(|(k, v)| request[k] = v.clone());
        sentence(&request)
    };
    assert_eq!(with(json!({"layers": []})), "LAYERS is empty; give one or more maps.");
    let e = with(json!({"years": [2000, 2005]}));
    assert_eq!(e, "YEARS has 2 entries for 3 LAYERS; give one for each.");
    let e = with(json!({"years": [2020, null, 2005]}));
    assert_eq!(e, "The year of map of 2000 is not known; give YEARS, one for each of the LAYERS.");
    assert!(with(json!({"years": null})).starts_with("The year of map of 2020 is not known"));
    let e = with(json!({"years": [2020, 2000, 2020]}));
    assert!(e.starts_with("map of 2020 and map of 2005 are both of 2020; give each"), "{e}");
    let e = with(json!({"layers": [base["layers"][0]], "years": [1], "layer_names": null, "output": f.path("o.tif")}));
    assert_eq!(
        e,
        "OUTPUT holds the change between years, but LAYERS has one map alone; add another, or leave OUTPUT out."
    );
    let path = base["layers"][1]["path"].as_str().unwrap();
    assert!(with(json!({"output": path})).contains("is an input of this run as well"));
    assert_eq!(with(json!({"class_correlation": -0.1})), "CLASS_CORRELATION is -0.1; allowed: 0 to 1.");
}

#[test]
fn one_map_has_no_change() {
    let f = Folder::new();
    let report = run(&request(&f, &[(2000, [1.0, 2.0, 0.0, 0.0, 0.0, 0.0])])).unwrap();
    assert_eq!((report.results["carbon_change"], report.tables[2].rows()), (None, 0));
    assert_near(&reals(&report.tables[1], "carbon_t"), &[HA * 184.0 + HA * 24.0]);
}

#[test]
fn a_year_of_nodata_and_years_without_a_cell_in_common() {
    let f = Folder::new();
    let mut r = request(&f, &[(1, [1.0; 6]), (2, [0.0; 6])]);
    r["output"] = json!(f.path("o.tif"));
    assert!(sentence(&r).contains("has no valid cell: all 6 are nodata"));
    let mut r = request(&f, &[(1, [1.0, 1.0, 1.0, 0.0, 0.0, 0.0]), (2, [0.0, 0.0, 0.0, 1.0, 1.0, 1.0])]);
    r["output"] = json!(f.path("o.tif"));
    assert!(sentence(&r).contains("have no valid cell in common"));
    assert!(!f.files().contains(&"o.tif".to_owned()));
}

/// The first map that is given has the grid, whatever its year.
#[test]
fn the_grid_is_that_of_the_first_map_given() {
    let f = Folder::new();
    let coarse =
        f.map(&Map { geotransform: [500_000.0, 40.0, 0.0, 4_400_000.0, 0.0, -20.0], ..Map::new(2, &[1.0; 4]) });
    let fine = f.map(&Map::new(4, &[1.0; 16]));
    let mut request = three_years(&f);
    request["years"] = json!([2020, 2000]);
    request["layer_names"] = json!(["late", "early"]);
    for (layers, columns) in [([&coarse, &fine], 2), ([&fine, &coarse], 4)] {
        request["layers"] = json!(layers.map(|path| json!({"path": path})));
        request["output"] = json!(f.path("out.tif"));
        run(&request).unwrap();
        assert_eq!(read(&f.path("out.tif")).values.len(), columns * columns);
    }
}

#[test]
fn three_years_by_hand() {
    let f = Folder::new();
    let mut r = three_years(&f);
    r["output"] = json!(f.path("out.tif"));
    let report = run(&r).unwrap();
    let (storage, totals, changes) = (&report.tables[0], &report.tables[1], &report.tables[2]);

    assert_eq!(integers(storage, "year"), [2000, 2005, 2005, 2020, 2020, 2020]);
    assert_eq!(texts(storage, "layer")[0], "map of 2000");
    assert_eq!(texts(storage, "name"), ["Forest", "Forest", "Mining", "Forest", "Mining", "Dump"]);
    assert_eq!(integers(storage, "cells"), [5, 3, 2, 3, 1, 1]);
    let forest = 3.0 * HA * 184.0;
    let in_2020 = forest + HA * 24.0 + HA * 60.0;
    assert_near(&reals(storage, "carbon_t")[1..], &[forest, 2.0 * HA * 24.0, forest, HA * 24.0, HA * 60.0]);
    assert_near(&reals(storage, "area_pct")[3..], &[60.0, 20.0, 20.0]);
    assert_near(&reals(storage, "carbon_pct")[5..], &[100.0 * HA * 60.0 / in_2020]);
    let se_dump = HA * (1.0f64 + 1.0 + 8.0 * 8.0).sqrt();
    assert_near(&reals(storage, "se_t")[5..], &[se_dump]);

    let in_2005 = forest + 2.0 * HA * 24.0;
    assert_eq!((texts(totals, "zone"), integers(totals, "year")), (vec!["-".to_owned(); 3], vec![2000, 2005, 2020]));
    assert_near(&reals(totals, "carbon_t"), &[5.0 * HA * 184.0, in_2005, in_2020]);
    assert_near(&reals(totals, "co2e_t")[2..], &[in_2020 * 44.0 / 12.0]);
    assert_near(&reals(totals, "carbon_t_ha")[2..], &[in_2020 / (5.0 * HA)]);
    assert_near(&reals(totals, "area_km2"), &[5.0 * HA / 100.0; 3]);
    // Pool by pool: above, below, soil, dead of forest on 3 cells, mining on 2
    let variance = |cells: [f64; 3]| {
        let [forest, mining, dump] = cells.map(|n| n * HA);
        (forest * 3.0).powi(2)
            + (dump * 1.0).powi(2)
            + (forest * 2.0).powi(2)
            + (dump * 1.0).powi(2)
            + (forest * 10.0).powi(2)
            + (mining * 5.0).powi(2)
            + (dump * 8.0).powi(2)
            + (forest * 1.0).powi(2)
    };
    let se = [[5.0, 0.0, 0.0], [3.0, 2.0, 0.0], [3.0, 1.0, 1.0]].map(|cells| variance(cells).sqrt());
    assert_near(&reals(totals, "se_t"), &se);
    assert_near(&reals(totals, "ci95_high_t")[2..], &[in_2020 + Z95 * se[2]]);

    assert_eq!(texts(changes, "span"), ["interval", "interval", "whole"]);
    assert_eq!(integers(changes, "year_from"), [2000, 2005, 2000]);
    assert_eq!(integers(changes, "year_to"), [2005, 2020, 2020]);
    assert_eq!(texts(changes, "layer_to")[1], "map of 2020");
    assert_eq!(integers(changes, "cells"), [5; 3]);
    assert_near(&reals(changes, "gain_ha"), &[0.0, HA, 0.0]);
    assert_near(&reals(changes, "loss_ha"), &[2.0 * HA, 0.0, 2.0 * HA]);
    assert_near(&reals(changes, "unchanged_pct"), &[60.0, 80.0, 60.0]);
    let (opened, filled) = (2.0 * HA * (24.0 - 184.0), HA * (60.0 - 24.0));
    assert_near(&reals(changes, "gain_t"), &[0.0, filled, 0.0]);
    assert_near(&reals(changes, "loss_t"), &[opened, 0.0, HA * (24.0 - 184.0) + HA * (60.0 - 184.0)]);
    assert_near(&reals(changes, "carbon_t"), &[opened, filled, in_2020 - 5.0 * HA * 184.0]);
    assert_near(&reals(changes, "carbon_t_a"), &[opened / 5.0, filled / 15.0, (in_2020 - 5.0 * HA * 184.0) / 20.0]);
    // Of net changes of area: 2 cells from forest to mining; 1 from mining to dump; 2 from forest to mining and dump
    let se = [[-2.0, 2.0, 0.0], [0.0, -1.0, 1.0], [-2.0, 1.0, 1.0]].map(|cells| variance(cells).sqrt());
    assert_near(&reals(changes, "se_t"), &se);
    assert_near(&reals(changes, "ci95_low_t")[..1], &[opened - Z95 * se[0]]);
    assert!(near(report.results["carbon_change"].unwrap(), in_2020 - 5.0 * HA * 184.0));
    assert!(near(report.results["carbon_change_se"].unwrap(), se[2]));
    assert_eq!((report.results["output_min"], report.results["output_max"]), (Some(24.0 - 184.0), Some(36.0)));

    let n = f32::MIN;
    let (first, second) = (read(&f.path("out.tif")), read_band(&f.path("out.tif"), 2));
    assert_eq!(first.values, [0.0, -160.0, -160.0, 0.0, 0.0, n]);
    assert_eq!(second.values, [0.0, 36.0, 0.0, 0.0, 0.0, n]);
    assert_eq!((first.description.as_str(), second.unit.as_str()), ("carbon change 2000 to 2005", "t/ha"));
    assert_eq!(second.description, "carbon change 2005 to 2020");
    assert!(metadata(&f.path("out.tif"), "PITSCAPE_POOLS").contains("3,5,5,50,0,1,1,8,0"));
    assert!(report.messages.iter().any(|m| m.text.starts_with("Carbon in 2005: ")));
    assert!(report.messages.iter().any(|m| m.text.starts_with("Change of carbon from 2000 to 2020: ")));
    assert!(report.messages.iter().all(|m| m.code != "DIFFERENT_LAND"));
}

#[test]
fn the_one_interval_of_two_maps_is_the_whole_span() {
    let f = Folder::new();
    let report = run(&request(&f, &[(2000, [1.0; 6]), (2001, [2.0; 6])])).unwrap();
    let changes = &report.tables[2];
    assert_eq!(texts(changes, "span"), ["interval", "whole"]);
    assert_near(&reals(changes, "carbon_t"), &[6.0 * HA * (24.0 - 184.0); 2]);
}

#[test]
fn holes_are_told_and_left_out_of_the_change() {
    let f = Folder::new();
    let report =
        run(&request(&f, &[(2000, [1.0, 1.0, 1.0, 0.0, 1.0, 1.0]), (2001, [2.0, 0.0, 0.0, 1.0, 1.0, 1.0])])).unwrap();
    let text = &report.messages.iter().find(|m| m.code == "DIFFERENT_LAND").unwrap().text;
    assert_eq!(
        text,
        "2000 and 2001 cover different land: 0.04 ha (40.00 %) of 2000 have no class in 2001, 0.02 ha (25.00 %) of 2001 have no class in 2000. The change is that of cells valid in both, and so not the difference of the totals."
    );
    assert_near(&[report.results["carbon_change"].unwrap()], &[HA * (24.0 - 184.0)]);
    assert_near(&reals(&report.tables[1], "carbon_t"), &[5.0 * HA * 184.0, 3.0 * HA * 184.0 + HA * 24.0]);
    // Shares are of the map's own land
    assert_near(&reals(&report.tables[0], "area_pct"), &[100.0, 75.0, 25.0]);
}

#[test]
fn classes_missing_in_several_maps_are_all_listed() {
    let f = Folder::new();
    let mut r = request(&f, &[(1, [1.0, 7.0, 7.0, 5.0, 1.0, 1.0]), (2, [1.0; 6]), (3, [1.0, 1.0, 1.0, 1.0, 1.0, 9.0])]);
    r["output"] = json!(f.text("o.tif", "old"));
    let e = sentence(&r);
    assert!(e.starts_with("The pool table has no row for code 5 (1 cell), code 7 (2 cells) of "), "{e}");
    assert!(e.contains("; code 9 (1 cell) of "), "{e}");
    assert_eq!(fs::read_to_string(f.path("o.tif")).unwrap(), "old");
    let parsed = parse(&three_years(&f).to_string()).unwrap();
    assert!(matches!(carbon_series::run(&parsed, &mut Progress::new(&mut |_, _| false)), Err(Error::Cancelled)));
}

#[test]
fn zones_by_hand() {
    let f = Folder::new();
    let mut r = three_years(&f);
    let ring = |west: f64, east: f64| {
        format!(
            r#"{{"type":"Polygon","coordinates":[[[{west},4399980],[{east},4399980],[{east},4400000],[{west},4400000],[{west},4399980]]]}}"#
        )
    };
    let feature =
        |name: &str, ring: String| format!(r#"{{"type":"Feature","properties":{{"n":"{name}"}},"geometry":{ring}}}"#);
    // The left column, and the two others
    let features = [feature("left", ring(500_000.0, 500_020.0)), feature("pit", ring(500_020.0, 500_060.0))].join(",");
    let zones = geojson(32649, &[]).replace("\"features\":[]", &format!("\"features\":[{features}]"));
    r["zones"] = json!(f.text("zones.geojson", &zones));
    r["zone_field"] = json!("n");
    let report = run(&r).unwrap();
    let (totals, changes) = (&report.tables[1], &report.tables[2]);
    assert_eq!(texts(totals, "zone"), ["left", "left", "left", "pit", "pit", "pit"]);
    assert_eq!(integers(totals, "cells"), [2, 2, 2, 3, 3, 3]);
    let pit_2020 = HA * (184.0 + 24.0 + 60.0);
    assert_near(&reals(totals, "carbon_t")[5..], &[pit_2020]);
    assert_eq!(texts(changes, "span"), ["interval", "interval", "whole", "interval", "interval", "whole"]);
    assert_near(&reals(changes, "carbon_t")[..3], &[0.0; 3]);
    assert_near(&reals(changes, "carbon_t")[5..], &[pit_2020 - 3.0 * HA * 184.0]);
    // In the west nothing moved, and so nothing is uncertain
    assert_near(&reals(changes, "se_t")[..3], &[0.0; 3]);
    // The whole region is in the numbers
    assert!(near(report.results["carbon_change"].unwrap(), pit_2020 - 3.0 * HA * 184.0));
}

/// The same land read in any way, and the same numbers as of the algorithms for one map and for two.
#[test]
fn blocks_types_and_threads_change_nothing() {
    let f = Folder::new();
    let pools = f.text("p.csv", POOLS);
    let (rows, columns) = (700, 900);
    let cell = |i: usize, k: usize| ((i / columns / 7 * 3 + i % columns / (5 + k) * 7 + k) % 4) as f64;
    let map = |k: usize, kind: u32, options: Vec<&'static str>| {
        let mut map = Map::new(columns, &(0..rows * columns).map(|i| cell(i, k)).collect::<Vec<_>>());
        (map.kind, map.options) = (kind, options);
        json!({"path": f.map(&map)})
    };
    let strips = [map(0, 1, vec!["BLOCKYSIZE=3"]), map(1, 1, vec!["BLOCKYSIZE=11"]), map(2, 1, vec!["TILED=YES"])];
    let wide = [map(0, 5, vec!["TILED=YES"]), map(1, 1, vec![]), map(2, 2, vec!["TILED=YES", "BLOCKXSIZE=128"])];
    let mut found = Vec::new();
    for layers in [&strips, &wide] {
        for threads in [1, 3] {
            for interleave in ["BAND", "PIXEL"] {
                let out = f.path("out.tif");
                let request = json!({
                    "layers": layers, "layer_names": ["a", "b", "c"], "years": [1, 2, 3], "pools": pools, "output": out,
                    "threads": threads, "create_options": [format!("INTERLEAVE={interleave}")]
                });
                let report = run(&request).unwrap();
                let bands = [1, 2].map(|band| read_band(&out, band).values);
                found.push((report.results["carbon_change"].map(f64::to_bits), report.tables, bands));
            }
        }
    }
    assert!(found.windows(2).all(|w| w[0] == w[1]));

    let (_, tables, bands) = &found[0];
    for (year, map) in strips.iter().enumerate() {
        let request = json!({"lulc": map, "pools": pools});
        let one = carbon_storage::run(&parse(&request.to_string()).unwrap(), &mut Progress::none())
            .unwrap()
            .published()
            .unwrap();
        let of_year = |name: &str| -> Vec<f64> {
            let years = integers(&tables[0], "year");
            reals(&tables[0], name)
                .into_iter()
                .zip(years)
                .filter(|(_, y)| *y == year as i64 + 1)
                .map(|(v, _)| v)
                .collect()
        };
        for name in ["area_ha", "carbon_t", "se_t", "ci95_low_t"] {
            assert_eq!(of_year(name), reals(&one.tables[0], name), "{name}");
        }
        assert_eq!(reals(&tables[1], "carbon_t")[year], one.results["total_carbon"].unwrap());
        assert_eq!(reals(&tables[1], "se_t")[year], one.results["total_se"].unwrap());
    }
    for (row, (a, b)) in [(0, 1), (1, 2), (0, 2)].into_iter().enumerate() {
        let out = f.path("two.tif");
        let request = json!({"lulc_base": strips[a], "lulc_alt": strips[b], "pools": pools, "output": out});
        let two = carbon_change::run(&parse(&request.to_string()).unwrap(), &mut Progress::none())
            .unwrap()
            .published()
            .unwrap();
        assert_near(&reals(&tables[2], "carbon_t")[row..=row], &[two.results["carbon_change"].unwrap()]);
        let carbon = reals(&two.tables[0], "carbon_t");
        assert_near(&[reals(&tables[2], "gain_t")[row], reals(&tables[2], "loss_t")[row]], &carbon[..2]);
        if b == a + 1 {
            assert_eq!(bands[a], read(&out).values);
        }
    }
}

/// Pools drawn 100,000 times, and carbon counted anew from each draw: the spread is what the report says.
#[test]
fn intervals_against_a_monte_carlo() {
    const DRAWS: usize = 100_000;
    let f = Folder::new();
    let mut r = three_years(&f);
    // Means and standard errors (t/ha) of POOLS, and cells by year
    let pools = [
        [(30.0, 3.0), (10.0, 2.0), (140.0, 10.0), (4.0, 1.0)],
        [(0.0, 0.0), (0.0, 0.0), (24.0, 5.0), (0.0, 0.0)],
        [(5.0, 1.0), (5.0, 1.0), (50.0, 8.0), (0.0, 0.0)],
    ];
    let cells = [[5.0, 0.0, 0.0], [3.0, 2.0, 0.0], [3.0, 1.0, 1.0]];
    for correlation in [0.0f64, 0.6] {
        r["class_correlation"] = json!(correlation);
        let report = run(&r).unwrap();
        let mut draws = stream(7, 0);
        let mut carbon: Vec<[f64; 3]> = Vec::with_capacity(DRAWS);
        for _ in 0..DRAWS {
            let mut density = [0.0; 3];
            // What all classes share of a pool's error, and what each has of its own
            let shared = [(); 4].map(|()| draws.sample::<f64, _>(StandardNormal));
            for (density, pools) in density.iter_mut().zip(&pools) {
                for ((mean, error), shared) in pools.iter().zip(shared) {
                    let own: f64 = draws.sample(StandardNormal);
                    *density += mean + error * (correlation.sqrt() * shared + (1.0 - correlation).sqrt() * own);
                }
            }
            carbon.push(cells.map(|cells| (0..3).map(|class| cells[class] * HA * density[class]).sum()));
        }
        let check = |drawn: Vec<f64>, table: &Table, row: usize| {
            let mut drawn = drawn;
            drawn.sort_by(f64::total_cmp);
            let mean = drawn.iter().sum::<f64>() / DRAWS as f64;
            let sd = (drawn.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / DRAWS as f64).sqrt();
            let (se, low, high) =
                (reals(table, "se_t")[row], reals(table, "ci95_low_t")[row], reals(table, "ci95_high_t")[row]);
            // Four times the error that so many draws leave: sd / sqrt(2 n), and 0.0085 sd for a 2.5 % point
            assert!((sd / se - 1.0).abs() < 4.0 / (2.0 * DRAWS as f64).sqrt(), "{sd} {se}");
            assert!((drawn[DRAWS / 40] - low).abs() < 4.0 * 0.0085 * se, "{} {low}", drawn[DRAWS / 40]);
            assert!((drawn[DRAWS - DRAWS / 40] - high).abs() < 4.0 * 0.0085 * se, "{high}");
        };
        for year in 0..3 {
            check(carbon.iter().map(|c| c[year]).collect(), &report.tables[1], year);
        }
        for (row, (from, to)) in [(0, 1), (1, 2), (0, 2)].into_iter().enumerate() {
            check(carbon.iter().map(|c| c[to] - c[from]).collect(), &report.tables[2], row);
        }
        // Pools that were drawn anew for the second year would leave the change far less certain than it is
        let (totals, change) = (reals(&report.tables[1], "se_t"), reals(&report.tables[2], "se_t")[2]);
        assert!(totals[0].hypot(totals[2]) > 2.0 * change);
    }
}

/// 300 classes a year: all 90,000 pairs of them are met from the first year to the second, and none but those that stay after.
#[test]
fn more_pairs_of_classes_than_65_534() {
    let f = Folder::new();
    let n = 300usize;
    let map = |class: &dyn Fn(usize) -> usize| {
        let map = Map::new(n, &(0..n * n).map(|i| 1.0 + class(i * 7919 % (n * n)) as f64).collect::<Vec<_>>());
        json!({"path": f.map(&Map { kind: 2, ..map })})
    };
    let (from, to) = (map(&|i| i / n), map(&|i| i % n));
    let rows: String = (1..=n).map(|code| format!("{code},{},0,0,0\n", code * code)).collect();
    let pools = f.text("p.csv", &format!("lucode,c_above,c_below,c_soil,c_dead\n{rows}"));
    let mut found = Vec::new();
    for threads in [1, 3] {
        let output = f.path("o.tif");
        let report = run(&json!({"layers": [from, to, to], "years": [2000, 2010, 2020], "pools": pools,
            "output": output, "threads": threads}))
        .unwrap();
        found.push((report.tables, read_band(&output, 1).values, read_band(&output, 2).values));
    }
    assert!(found[0] == found[1]);
    let (tables, first, second) = &found[0];
    let change = |i: usize| (1 + i % n).pow(2) as f64 - (1 + i / n).pow(2) as f64;
    let expected: Vec<f32> = (0..n * n).map(|i| change(i * 7919 % (n * n)) as f32).collect();
    assert!(*first == expected && second.iter().all(|change| *change == 0.0));
    let gain: f64 = (0..n * n).map(change).filter(|change| *change > 0.0).sum();
    // By interval, and from first to last
    assert_near(&reals(&tables[2], "gain_t"), &[HA * gain, 0.0, HA * gain]);
    assert_eq!(integers(&tables[2], "cells"), [90_000; 3]);
    assert_near(&reals(&tables[2], "unchanged_ha"), &[HA * 300.0, HA * 9e4, HA * 300.0]);
}
