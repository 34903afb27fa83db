mod chance;

use crate::fixture::{Folder, Map, read_band_numbers, read_numbers, with};
use pitscape::{
    Error, Result,
    engine::{progress::Progress, report::Report, request::parse},
    io::table::{Column, Table},
    kernels::stats::random::stream,
    run::contribution_ratio,
};
use rand::RngExt;
use serde_json::{Value, json};

fn run(request: &Value) -> Result<Report> {
    contribution_ratio::run(&parse(&request.to_string())?, &mut Progress::none()).and_then(Report::published)
}

fn sentence(request: &Value) -> String {
    run(request).expect_err("the run fails").to_string()
}

fn table<'r>(report: &'r Report, name: &str) -> &'r Table {
    report.tables.iter().find(|t| t.name == name).unwrap()
}

fn reals(report: &Report, of: &str, name: &str) -> Vec<Option<f64>> {
    let (_, column) = table(report, of).columns.iter().find(|(n, _)| *n == name).unwrap();
    let Column::Real(cells) = column else { panic!("{name} is not a real column") };
    cells.clone()
}

fn texts(report: &Report, of: &str, name: &str) -> Vec<String> {
    let (_, column) = table(report, of).columns.iter().find(|(n, _)| *n == name).unwrap();
    let Column::Text(cells) = column else { panic!("{name} is not a text column") };
    cells.iter().map(|c| c.clone().unwrap()).collect()
}

fn near(found: &[Option<f64>], expected: &[Option<f64>]) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (a, b) in found.iter().zip(expected) {
        match (a, b) {
            (Some(a), Some(b)) => assert!((a - b).abs() <= 1e-12 * b.abs(), "{a} {b}"),
            (a, b) => assert_eq!(a, b),
        }
    }
}

/// Square cells of a side in m; 255 is nodata.
fn square(side: f64, columns: usize, values: &[f64]) -> Map {
    Map {
        geotransform: [450_000.0, side, 0.0, 4_400_000.0, 0.0, -side],
        nodata: Some(255.0),
        ..Map::new(columns, values)
    }
}

const POOLS: &str = "lucode,name,c_above,c_below,c_soil,c_dead\n1,Grass,1,2,90,7\n2,Forest,60,30,100,10\n\
    7,Pit,0,0,20,0\n8,Dump,0,0,40,0\n";

/// Nine by nine cells of 100 m, of 1 ha: mining land is 7 and 8, in two parts; n is nodata.
fn nine(f: &Folder) -> Value {
    let n = 255.0;
    #[rustfmt::skip]
    let map = f.map(&square(100.0, 9, &[
        7.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0,
        1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0,
        1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0,
        2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0,
        2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0,
        2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0,
        2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 1.0,
        2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, n,   1.0,
        2.0, 2.0, 2.0, 2.0, 2.0, 2.0, n,   1.0, 8.0,
    ]));
    json!({
        "layers": [{"path": map}], "years": [2022], "pools": f.text("p.csv", POOLS), "codes": [8, 7],
        "ring_limits": [100.0, 150.0, 600.0, 5000.0, 6000.0], "replicates": 0
    })
}

#[test]
fn nine_by_nine_by_hand() {
    let f = Folder::new();
    let report = run(&nine(&f)).unwrap();
    let (pit, dump, grass, forest) = (20.0, 40.0, 100.0, 200.0);
    // Within 100 m: two cells beside the pit, two beside the dump; within 150 m: one across the pit's corner (the dump's is nodata)
    let one = [2.0 * grass + 2.0 * grass, 4.0];
    let two = [grass, 1.0];
    // Within 600 m of a corner cell lie those with r² + c² <= 36: 7 + 6 + 6 + 6 + 5 + 4 + 1 in seven rows, around pit and dump
    // alike, some around both. Mining land, the rings before and two cells without data go off.
    let quarter = 7.0 + 6.0 + 6.0 + 6.0 + 5.0 + 4.0 + 1.0;
    let both = (0..81).filter(|i| {
        let (r, c) = (i / 9, i % 9);
        r * r + c * c <= 36 && (8 - r) * (8 - r) + (8 - c) * (8 - c) <= 36
    });
    let cells = 2.0 * quarter - both.count() as f64;
    let area_three = cells - 2.0 - 4.0 - 1.0 - 2.0;
    let area = reals(&report, "ratios", "ring_area_ha");
    near(&area[..4], &[Some(2.0), Some(one[1]), Some(two[1]), Some(area_three)]);
    // All the rest of the 81 cells, and none beyond 5 km
    near(&area[4..], &[Some(79.0 - 2.0 - one[1] - two[1] - area_three), Some(0.0)]);
    let carbon = reals(&report, "ratios", "ring_carbon_t");
    near(&carbon[..3], &[Some(pit + dump), Some(one[0]), Some(two[0])]);
    // Grass lies in the rings 1 to 3 alone: 7 around the pit and 3 around the dump, 5 of which are in rings 1 and 2
    let grass_three = 7.0 + 3.0 - 5.0;
    near(&carbon[3..4], &[Some(grass_three * grass + (area_three - grass_three) * forest)]);
    let mean = reals(&report, "ratios", "ring_mean_t_ha");
    near(&mean[1..3], &[Some(one[0] / one[1]), Some(two[0] / two[1])]);
    assert_eq!(mean[5], None);

    // K_l = (C_mine / S_mine) / ((C_mine + C_l) / S_l) x 100
    let mine = (pit + dump) / 2.0;
    let k = reals(&report, "ratios", "k_pct");
    let k1 = mine / ((pit + dump + one[0]) / (2.0 + one[1])) * 100.0;
    let k2 = mine / ((pit + dump + one[0] + two[0]) / (2.0 + one[1] + two[1])) * 100.0;
    near(&k[..3], &[Some(100.0), Some(k1), Some(k2)]);
    let all = pit + dump + 10.0 * grass + 67.0 * forest;
    near(&k[4..], &[Some(mine / (all / 79.0) * 100.0), None]);
    let decline = reals(&report, "ratios", "k_decline_pct_per_km");
    near(&decline[..3], &[None, Some((100.0 - k1) / 0.1), Some((k1 - k2) / 0.05)]);
    // All other land at its mean: 10 ha of grass and 67 ha of forest
    let other = (10.0 * grass + 67.0 * forest) / 77.0;
    let uniform = reals(&report, "ratios", "k_uniform_pct");
    near(&uniform[..2], &[Some(100.0), Some(mine / ((pit + dump + 4.0 * other) / 6.0) * 100.0)]);
    near(&uniform[4..], &[k[4], None]);
    assert_eq!(reals(&report, "ratios", "k_ci95_low_pct"), [None; 6]);
    // Too few rings to look for a break: one level, up to the last limit
    assert_eq!(texts(&report, "levels", "method"), ["segmented", "study", "study"]);
    near(&reals(&report, "levels", "to_m"), &[Some(6000.0), Some(4000.0), Some(6000.0)]);
    near(&reals(&report, "levels", "area_ha"), &[Some(77.0), Some(77.0), Some(0.0)]);
    assert!(
        report.messages.iter().any(|m| m.text.contains("fewer than 8 rings hold cells, too few to look for a break"))
    );
}

/// A disc of 13.6 km2 at 81 t/ha in land of 150 t/ha.
fn disc(f: &Folder) -> Value {
    let (side, cells) = (50.0, 420usize);
    let radius = (13.6e6 / std::f64::consts::PI).sqrt();
    let middle = (cells as f64 - 1.0) / 2.0;
    let cell = |i: usize| {
        let (r, c) = ((i / cells) as f64 - middle, (i % cells) as f64 - middle);
        if r.hypot(c) * side <= radius { 7.0 } else { 1.0 }
    };
    let map = f.map(&square(side, cells, &(0..cells * cells).map(cell).collect::<Vec<_>>()));
    let pools = f.text("u.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,0,0,150,0\n7,0,0,81,0\n");
    json!({"layers": [{"path": map}], "years": [2022], "pools": pools, "codes": [7], "ring_count": 8, "replicates": 200})
}

#[test]
fn uniform_surroundings_follow_the_null_curve_and_show_no_break() {
    let f = Folder::new();
    let report = run(&disc(&f)).unwrap();
    let k = reals(&report, "ratios", "k_pct");
    for (l, expected) in [(0, 100.0), (1, 68.0), (2, 61.0), (4, 57.0), (6, 56.0), (8, 55.0)] {
        assert!((k[l].unwrap() - expected).abs() < 0.6, "{l} km: {:?}", k[l]);
    }
    for (k, uniform) in k.iter().zip(reals(&report, "ratios", "k_uniform_pct")) {
        assert!((k.unwrap() - uniform.unwrap()).abs() < 1e-9);
    }
    assert_eq!((report.results["level_count"], report.results["first_break"]), (Some(1.0), None));
    // Land that does not vary does not tell how it varies by chance
    assert_eq!(reals(&report, "ratios", "ring_mean_ci95_low_t_ha"), [None; 9]);
    assert!(report.messages.iter().any(|m| m.code == "CHANCE_UNKNOWN" && m.text.contains("densities do not vary")));
}

/// Land of 120 x 120 cells of 200 m around a pit, whose density (the code) is `mean` by distance in km, and noise.
fn noisy(f: &Folder, seed: u64, mean: impl Fn(f64) -> f64) -> Value {
    let cells = 120usize;
    let mut random = stream(seed, 0);
    let mut uniform = || random.random::<f64>();
    let values: Vec<f64> = (0..cells * cells)
        .map(|i| {
            let (r, c) = (i / cells, i % cells);
            let noise = 30.0 * (uniform() + uniform() - 1.0);
            if (58..62).contains(&r) && (58..62).contains(&c) {
                return 250.0;
            }
            let away = |x: usize| if x < 58 { 58 - x } else { x.saturating_sub(61) } as f64;
            (mean(away(r).hypot(away(c)) * 0.2) + noise).round().clamp(1.0, 240.0)
        })
        .collect();
    let pools: String = "lucode,c_above,c_below,c_soil,c_dead\n".to_owned()
        + &(1..=250).map(|code| format!("{code},0,0,{code},0\n")).collect::<String>();
    json!({
        "layers": [{"path": f.map(&square(200.0, cells, &values))}], "years": [2022], "pools": f.text("n.csv", &pools),
        "codes": [250], "ring_count": 10, "replicates": 0, "shifts": 99, "threads": 1
    })
}

#[test]
fn a_planted_break_is_found() {
    let f = Folder::new();
    for seed in 1..=5 {
        let request = noisy(&f, seed, |km| 80.0 + 10.0 * km.min(4.0));
        let out = f.path("levels.tif");
        let report = run(&with(&request, json!({"output": out, "level_zones": true}))).unwrap();
        let at = report.results["first_break"].expect("there is a break");
        assert!((at - 4000.0).abs() < 500.0, "{at}");
        assert_eq!(report.results["level_count"], Some(2.0));
        assert_eq!(texts(&report, "level_zones", "name"), ["mining land", "sensitive", "insensitive"]);
        // The raster holds the levels cell by cell, and the table's areas are those of its cells
        let (levels, kind, nodata) = read_numbers(&out);
        assert_eq!((kind, nodata), (2, 0.0));
        let areas = reals(&report, "level_zones", "area_ha");
        for (level, area) in areas.iter().enumerate().skip(1) {
            let cells = levels.iter().filter(|v| **v == level as f64).count() as f64;
            near(&[*area], &[Some(cells * 200.0 * 200.0 / 1e4)]);
        }
        let row = 60 * 120;
        for (column, level) in levels[row..row + 58].iter().enumerate() {
            let d = (58 - column) as f64 * 200.0;
            let expected = if d <= at {
                1.0
            } else if d <= 10_000.0 {
                2.0
            } else {
                0.0
            };
            assert_eq!(*level, expected, "{d} m");
        }
    }
}

#[test]
fn noise_alone_is_one_level() {
    let f = Folder::new();
    let broken = (1..=100).filter(|seed| {
        let report = run(&noisy(&f, *seed, |_| 120.0)).unwrap();
        report.results["level_count"] != Some(1.0)
    });
    assert!(broken.count() <= 5);
}

/// What is drawn, intervals and the p of breaks, is of the seed alone.
#[test]
fn a_seed_repeats_whatever_the_threads() {
    let f = Folder::new();
    let request = noisy(&f, 3, |km| 80.0 + 10.0 * km.min(4.0));
    let drawn = |seed: u64, threads: usize| {
        run(&with(&request, json!({"replicates": 200, "block_size": 400, "seed": seed, "threads": threads}))).unwrap()
    };
    let one = drawn(1, 1);
    assert!(reals(&one, "ratios", "k_ci95_low_pct")[1].is_some() && one.results["first_break"].is_some());
    for threads in [2, 3, 8] {
        let more = drawn(1, threads);
        assert_eq!((&more.tables, &more.results), (&one.tables, &one.results), "{threads}");
    }
    let low = |report: &Report| reals(report, "ratios", "ring_mean_ci95_low_t_ha");
    assert_ne!(low(&drawn(2, 1)), low(&one));
}

#[test]
fn mining_land_of_each_year_or_of_one() {
    let f = Folder::new();
    let year = |code: f64| {
        let mut values = vec![1.0; 40 * 40];
        values[20 * 40 + 20] = 7.0;
        values[5 * 40 + 5] = code;
        f.map(&square(100.0, 40, &values))
    };
    let (before, after) = (year(1.0), year(7.0));
    let request = json!({
        "layers": [{"path": after}, {"path": before}], "years": [2022, 2007], "pools": f.text("p.csv", POOLS), "codes": [7],
        "ring_width": 500, "ring_count": 2
    });
    let area = |report: &Report| reals(report, "ratios", "ring_area_ha");
    let each = run(&request).unwrap();
    assert_eq!((area(&each)[0], area(&each)[3]), (Some(1.0), Some(2.0)));
    let fixed = run(&with(&request, json!({"mining_year": 2007}))).unwrap();
    assert_eq!((area(&fixed)[0], area(&fixed)[3]), (Some(1.0), Some(1.0)));
    // The pit of 2022 is other land then, of 20 t/ha
    near(&reals(&fixed, "ratios", "ring_carbon_t")[3..4], &[Some(20.0)]);
    let e = sentence(&with(&request, json!({"mining_year": 2010})));
    assert_eq!(e, "MINING_YEAR is 2010; allowed: 2007, 2022.");
}

#[test]
fn refusals() {
    let f = Folder::new();
    let request = nine(&f);
    assert!(sentence(&with(&request, json!({"codes": [9]}))).contains("has no cell of the CODES 9"));
    assert!(
        sentence(&with(&request, json!({"replicates": 1_000_000}))).starts_with("REPLICATES is 1000000; allowed: 0 to")
    );
    assert!(sentence(&with(&request, json!({"block_size": 0}))).starts_with("BLOCK_SIZE is 0; allowed: more than 0"));
    assert!(sentence(&with(&request, json!({"years": []}))).contains("is not known; give YEARS"));
    let many = f.map(&square(1.0, 2100, &vec![1.0; 2100 * 2100]));
    let e = sentence(&with(
        &noisy(&f, 1, |_| 100.0),
        json!({
            "layers": [{"path": many}], "codes": [1], "replicates": 1, "block_size": 1
        }),
    ));
    assert_eq!(e, "BLOCK_SIZE is 1; allowed: 2 m or more on a map of this size.");
    let short = f.text("short.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,1,1,1,1\n7,1,1,1,1\n");
    let e = sentence(&with(&request, json!({"pools": short, "output": f.path("l.tif")})));
    assert!(e.contains("The pool table has no row for code 2 (67 cells), code 8 (1 cell)"), "{e}");
    assert!(!f.files().iter().any(|name| name.contains("l.tif")), "{:?}", f.files());
    let mut callback = |fraction: f64, _: &str| fraction < 0.4;
    let request = parse(&with(&request, json!({"output": f.path("l.tif")})).to_string()).unwrap();
    let e = contribution_ratio::run(&request, &mut Progress::new(&mut callback));
    assert!(matches!(e, Err(Error::Cancelled)));
    assert!(!f.files().iter().any(|name| name.contains("l.tif")));
}

/// Its rows are there, without figures; the years around it are as they are without it.
#[test]
fn a_year_before_the_mine_has_no_figures() {
    let f = Folder::new();
    let request = noisy(&f, 3, |km| 80.0 + 10.0 * km.min(4.0));
    let before = f.map(&square(200.0, 120, &[80.0; 120 * 120]));
    let mine = request["layers"][0].clone();
    let (raster, wanted) = (f.path("levels.tif"), json!({"replicates": 100, "level_zones": true, "shifts": 99}));
    let three = with(
        &with(&request, wanted.clone()),
        json!({
            "layers": [mine, {"path": before}, mine], "years": [2012, 1990, 2022], "output": raster
        }),
    );
    let (report, one) = (run(&three).unwrap(), run(&with(&request, wanted)).unwrap());
    let figures =
        ["ring_area_ha", "ring_mean_t_ha", "ring_mean_ci95_low_t_ha", "cumulative_area_ha", "k_pct", "k_uniform_pct"];
    for name in figures {
        let alone = reals(&one, "ratios", name);
        assert!(alone[3].is_some(), "{name}");
        let expected = [vec![None; 11], alone.clone(), alone].concat();
        assert_eq!(reals(&report, "ratios", name), expected, "{name}");
    }
    assert_eq!(report.results, one.results);
    let told: Vec<&str> = report.messages.iter().filter(|m| m.code == "NO_MINING_LAND").map(|m| &*m.text).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("1990: no cell of") && told[0].contains("MINING_YEAR"), "{told:?}");
    let bands: Vec<Vec<f64>> = (1..=3).map(|band| read_band_numbers(&raster, band).0).collect();
    assert!(bands[0].iter().all(|level| *level == 0.0) && bands[1].contains(&2.0) && bands[1] == bands[2]);
    // One year alone, and all, are refused: there is nothing to say
    assert!(sentence(&with(&request, json!({"layers": [{"path": before}]}))).contains("has no cell of the CODES 250"));
}

/// On a map of over 4 M cells chance is told by cells of 2 m, of which a ring of 1 m has none.
#[test]
fn a_ring_without_a_coarse_cell_is_told() {
    let f = Folder::new();
    let side = 2050;
    let mut random = stream(1, 0);
    let mut values: Vec<f64> = (0..side * side).map(|_| f64::from(random.random_range(1..=2u8))).collect();
    values[side * side / 2 + side / 2] = 7.0;
    let map = f.map(&square(1.0, side, &values));
    let limits = [1.0, 20.0, 40.0, 60.0, 80.0, 100.0, 120.0, 140.0, 160.0];
    let request = json!({
        "layers": [{"path": map}], "years": [2022], "pools": f.text("p.csv", POOLS), "codes": [7], "ring_limits": limits,
        "shifts": 99
    });
    let report = run(&request).unwrap();
    let low = |name: &str| reals(&report, "ratios", name).iter().map(Option::is_some).collect::<Vec<_>>();
    let mut known = vec![true; 10];
    known[..2].fill(false);
    assert_eq!((low("ring_mean_ci95_low_t_ha"), low("k_ci95_low_pct")), (known, vec![false; 10]));
    let told = |code: &str| report.messages.iter().filter(|m| m.code == code).map(|m| &*m.text).collect::<Vec<_>>();
    assert!(told("NARROW_RINGS")[0].contains("breaks are looked for among the other rings"));
    // Eight of the nine rings are left
    assert!(reals(&report, "levels", "break_p")[0].is_some() && told("LEVELS")[0].contains("show no break"));
}

/// Between the sweeps too, where many rings take long.
#[test]
fn a_no_is_heard_at_the_bootstrap_and_at_the_breaks() {
    let f = Folder::new();
    let request = with(
        &noisy(&f, 1, |_| 100.0),
        json!({"ring_width": 60, "ring_count": 190, "replicates": 300, "block_size": 600}),
    );
    for stop in ["Drawing blocks", "Looking for breaks"] {
        let mut callback = |_: f64, text: &str| text != stop;
        let e = contribution_ratio::run(&parse(&request.to_string()).unwrap(), &mut Progress::new(&mut callback));
        assert!(matches!(e, Err(Error::Cancelled)), "{stop}");
    }
}
