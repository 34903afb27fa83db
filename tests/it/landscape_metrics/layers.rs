//! Several layers, other grids, zones, codes, blocks and threads.

use super::*;

#[test]
fn years_and_layers() {
    let f = Folder::new();
    let (a, b) = (f.map(&Map::new(2, &[1.0, 2.0])), f.map(&Map::new(2, &[1.0, 1.0])));
    let request = json!({"layers": [{"path": a}, {"path": b}], "layer_names": ["a", "b"], "patch": true});
    let none = rows(&run(&request).unwrap(), "landscape");
    assert_eq!((&none[0]["layer"], &none[0]["year"], &none[1]["layer"]), (&json!("a"), &Value::Null, &json!("b")));
    let request = with(&request, json!({"years": [2012, 2007], "output": f.path("ids.tif")}));
    let report = run(&request).unwrap();
    let landscape = rows(&report, "landscape");
    assert_eq!((&landscape[0]["year"], &landscape[0]["np"]), (&json!(2007), &json!(1)));
    assert_eq!((&landscape[1]["year"], &landscape[1]["np"]), (&json!(2012), &json!(2)));
    let patches: Vec<_> = rows(&report, "patch").iter().map(|p| (p["layer"].clone(), p["patch"].clone())).collect();
    assert_eq!(patches, [(json!("b"), json!(1)), (json!("a"), json!(1)), (json!("a"), json!(2))]);
    assert_eq!(read_band_numbers(&f.path("ids.tif"), 1), (vec![1.0, 1.0], 4, 0.0));
    assert_eq!(read_band_numbers(&f.path("ids.tif"), 2).0, [1.0, 2.0]);
    assert_eq!(metadata(&f.path("ids.tif"), "PITSCAPE_ALGORITHM"), "landscape_metrics");
    let told: Vec<&str> = report.messages.iter().filter(|m| m.code == "PATCHES").map(|m| m.text.as_str()).collect();
    assert_eq!(told, ["2007: 1 patch on 0.04 ha (0.0004 km2).", "2012: 2 patches on 0.04 ha (0.0004 km2)."]);
    let same = sentence(&with(&request, json!({"years": [2007, 2007]})));
    assert!(same.contains("a and b are both of 2007"), "{same}");
}

/// A map of another grid is brought onto the first.
#[test]
fn other_grids() {
    let f = Folder::new();
    let fine = Map {
        geotransform: [500_000.0, 10.0, 0.0, 4_400_000.0, 0.0, -5.0],
        ..Map::new(4, &[1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0])
    };
    let report = run(&json!({"layers": [{"path": f.map(&Map::new(2, &[1.0, 2.0]))}, {"path": f.map(&fine)}]})).unwrap();
    let landscape = rows(&report, "landscape");
    check(&landscape[1], &[("ta", landscape[0]["ta"].as_f64()), ("np", Some(2.0))]);
    assert!(report.messages.iter().any(|m| m.code == "ALIGNED"));
}

fn square_zone(columns: std::ops::Range<usize>, rows: std::ops::Range<usize>) -> String {
    let (x, y) = (|c: usize| 500_000 + 10 * c, |r: usize| 4_400_000 - 10 * r);
    let (x0, x1, y0, y1) = (x(columns.start), x(columns.end), y(rows.start), y(rows.end));
    format!(r#"{{"type":"Polygon","coordinates":[[[{x0},{y0}],[{x1},{y0}],[{x1},{y1}],[{x0},{y1}],[{x0},{y0}]]]}}"#)
}

#[test]
fn zones_cut_patches_and_mask_leaves_cells_out() {
    let f = Folder::new();
    let map = f.map(&square(4, &[1.0, 1.0, 1.0, 1.0, 2.0, 1.0, 1.0, 2.0]));
    let request = json!({"layers": [{"path": map}], "patch": true, "output": f.path("ids.tif")});
    let zones = f.text(
        "z.geojson",
        &geojson(32649, &[&square_zone(0..2, 0..2), &square_zone(2..4, 0..2), &square_zone(0..1, 9..9)]),
    );
    let halves = with(&request, json!({"zones": zones}));
    let report = run(&halves).unwrap();
    let landscape = rows(&report, "landscape");
    assert_eq!(landscape.len(), 2, "a zone without cells has no row");
    for (i, row) in landscape.iter().enumerate() {
        assert_eq!(row["zone"], (i + 1).to_string());
        // 3 cells and 1: all sides between zones are background
        check(row, &[("ta", Some(0.04)), ("np", Some(2.0)), ("te", Some(20.0)), ("lsi", Some(1.0 + 20.0 / 80.0))]);
    }
    let ids: Vec<_> =
        rows(&report, "patch").iter().map(|p| (p["zone"].clone(), p["patch"].clone(), p["perim"].clone())).collect();
    let id = |zone: &str, patch: i64, perim: f64| (json!(zone), json!(patch), json!(perim));
    assert_eq!(ids, [id("1", 1, 80.0), id("2", 2, 80.0), id("1", 3, 40.0), id("2", 4, 40.0)]);
    assert_eq!(read_numbers(&f.path("ids.tif")), (vec![1.0, 1.0, 2.0, 2.0, 3.0, 1.0, 2.0, 4.0], 4, 0.0));
    assert_eq!(report.results["np"], None);
    let overlap = f.text("o.geojson", &geojson(32649, &[&square_zone(0..3, 0..2), &square_zone(2..4, 0..2)]));
    assert!(sentence(&with(&request, json!({"zones": overlap}))).starts_with("Zones overlap"));
    let both = run(&with(&request, json!({"zones": overlap, "output": null}))).unwrap();
    let areas: Vec<_> = rows(&both, "landscape").iter().map(|row| row["ta"].as_f64().unwrap()).collect();
    assert_eq!(areas, [0.06, 0.04]);
    let mask = f.text("m.geojson", &geojson(32649, &[&square_zone(0..4, 0..1)]));
    let masked = run(&with(&request, json!({"mask": mask, "output": null}))).unwrap();
    check(
        &rows(&masked, "landscape")[0],
        &[("ta", Some(0.04)), ("np", Some(1.0)), ("te", Some(0.0)), ("perim_mn", Some(100.0))],
    );
}

/// Zones that overlap give what each gives alone as a mask, patches and their geometry too.
#[test]
fn each_of_overlapping_zones_is_a_landscape_of_its_own() {
    let f = Folder::new();
    let map = f.map(&Map { options: vec!["BLOCKYSIZE=1"], ..square(24, &noise(24 * 40)) });
    let boxes = [square_zone(0..15, 0..40), square_zone(9..24, 3..31)];
    let zones = f.text("z.geojson", &geojson(32649, &[&boxes[0], &boxes[1]]));
    let weights = "1,2,0.1\n1,3,0.2\n1,4,0.3\n2,3,0.4\n2,4,0.5\n3,4,0.6\n";
    let contrast = f.text("w.csv", &format!("lucode_a,lucode_b,weight\n{weights}"));
    let request = json!({
        "layers": [{"path": map}], "patch": true, "contrast": contrast, "search_radius": 35, "connect_threshold": 25, "similarity": contrast,
        "edge_depth": 10, "edge_depths": f.text("d.csv", DEPTHS),
    });
    let zoned = run(&with(&request, json!({"zones": zones}))).unwrap();
    for (i, zone) in boxes.iter().enumerate() {
        let mask = f.text(&format!("m{i}.geojson"), &geojson(32649, &[zone]));
        let alone = run(&with(&request, json!({"mask": mask}))).unwrap();
        for of in ["landscape", "class", "patch"] {
            let name = (i + 1).to_string();
            let of_zone = rows(&zoned, of).into_iter().filter(|row| row["zone"] == name.as_str());
            let without = |mut row: BTreeMap<String, Value>| {
                // Ids are given over all zones.
                row.retain(|name, _| !["zone", "patch"].contains(&name.as_str()));
                row
            };
            let (found, expected): (Vec<_>, Vec<_>) =
                (of_zone.map(without).collect(), rows(&alone, of).into_iter().map(without).collect());
            assert!(!found.is_empty());
            assert_eq!(found, expected, "{of} of zone {}", i + 1);
        }
    }
}

#[test]
fn signed_and_wide_codes_and_ignored_ones() {
    let f = Folder::new();
    let map = Map { kind: 5, nodata: Some(-9999.0), ..Map::new(3, &[-5.0, 0.0, 70_000.0, -5.0, -9999.0, 3.0]) };
    let request = json!({"layers": [{"path": f.map(&map)}], "ignore_codes": [3]});
    let report = run(&request).unwrap();
    let codes: Vec<_> = rows(&report, "class").iter().map(|row| row["lucode"].clone()).collect();
    assert_eq!(codes, [json!(-5), json!(0), json!(70_000)]);
    check(&rows(&report, "landscape")[0], &[("ta", Some(0.08)), ("np", Some(3.0)), ("te", Some(20.0))]);
    let float = |values: &[f64]| json!({"layers": [{"path": f.map(&Map { kind: 6, ..Map::new(2, values) })}]});
    check(&rows(&run(&float(&[1.0, f64::NAN])).unwrap(), "landscape")[0], &[("ta", Some(0.02))]);
    assert!(sentence(&float(&[1.0, 1.5])).contains("holds 1.5 at row 0, column 1"));
}

#[test]
fn rotated_grids_and_degrees_and_planes_out_of_true() {
    let f = Folder::new();
    // Cells of 20 x 10 m turned by 30 degrees
    let (s, c) = (0.5, 0.75f64.sqrt());
    let turned = Map {
        geotransform: [500_000.0, 20.0 * c, 10.0 * s, 4_400_000.0, 20.0 * s, -10.0 * c],
        ..Map::new(3, &[1.0, 1.0, 2.0, 1.0, 0.0, 2.0])
    };
    let (upright, turned) = (
        run(&six(&f)).unwrap(),
        run(&json!({"layers": [{"path": f.map(&turned)}], "patch": true, "max_classes": 4})).unwrap(),
    );
    for (a, b) in rows(&upright, "landscape").iter().zip(rows(&turned, "landscape")) {
        for name in ["ta", "te", "lsi", "perim_mn", "contag"] {
            check(&b, &[(name, a[name].as_f64())]);
        }
    }
    let degrees =
        Map { epsg: Some(4326), geotransform: [110.0, 0.1, 0.0, 40.0, 0.0, -0.1], ..Map::new(2, &[7.0, 1.0]) };
    let e = sentence(&json!({"layers": [{"path": f.map(&degrees)}]}));
    assert!(e.contains("whose units are degrees, so lengths on it are not in m. Reproject"), "{e}");
    let mercator = Map {
        epsg: Some(3857),
        geotransform: [12_000_000.0, 10.0, 0.0, 4_800_000.0, 0.0, -10.0],
        ..Map::new(2, &[7.0, 1.0])
    };
    let request = json!({"layers": [{"path": f.map(&mercator)}]});
    let e = sentence(&request);
    assert!(e.contains("more than 5 % is refused. Reproject the map to a UTM system, or set AREA to planar"), "{e}");
    let planar = run(&with(&request, json!({"area": "planar"}))).unwrap();
    check(&rows(&planar, "landscape")[0], &[("ta", Some(0.02))]);
    assert!(
        sentence(&with(&request, json!({"area": "ellipsoidal"})))
            .contains("AREA is ellipsoidal; allowed: auto or planar")
    );
}

fn noise(cells: usize) -> Vec<f64> {
    let cell = |i: usize| {
        let mut h = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((h ^ (h >> 31)) % 5) as f64
    };
    (0..cells).map(cell).collect()
}

/// Blocks of 9 x 14 cells of a class, with a speckle on one cell in 29: a map so wide that it is swept in several strips.
fn blocks(rows: usize, columns: usize) -> Vec<f64> {
    let (classes, speckles) = (noise(rows * columns), noise(2 * rows * columns));
    let cell = |row: usize, column: usize| match row * columns + column {
        i if i % 29 == 0 => speckles[i + rows * columns],
        _ => classes[row / 9 * columns + column / 14],
    };
    (0..rows * columns).map(|i| cell(i / columns, i % columns)).collect()
}

/// Strips and threads change no figure, and no id.
#[test]
fn blocks_and_threads_change_nothing() {
    let f = Folder::new();
    let values = blocks(260, 2048);
    let map = |options: Vec<&'static str>| f.map(&Map { options, ..square(2048, &values) });
    let whole = map(vec!["BLOCKYSIZE=260"]);
    let strips = [map(vec!["BLOCKYSIZE=1"]), map(vec!["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=32"])];
    let weights = "1,2,0.1\n1,3,0.2\n1,4,0.3\n2,3,0.4\n2,4,0.5\n3,4,0.6\n";
    let contrast = f.text("w.csv", &format!("lucode_a,lucode_b,weight\n{weights}"));
    let request = json!({"layers": [{"path": whole}], "layer_names": ["m"], "patch": true, "contrast": contrast, "max_classes": 9, "search_radius": 35, "connect_threshold": 25, "similarity": contrast, "edge_depth": 10, "edge_depths": f.text("d.csv", DEPTHS), "threads": 1, "output": f.path("a.tif")});
    let known = run(&request).unwrap();
    assert!(rows(&known, "patch").len() > 5_000, "{}", rows(&known, "patch").len());
    for (path, threads) in strips.iter().zip([3, 1]) {
        let create = json!(["BLOCKYSIZE=16", "BLOCKXSIZE=16", "TILED=YES"]);
        let other = with(
            &request,
            json!({"layers": [{"path": path}], "threads": threads, "output": f.path("b.tif"), "create_options": create}),
        );
        let report = run(&other).unwrap();
        assert_eq!(report.tables, known.tables);
        assert!(read_numbers(&f.path("a.tif")).0 == read_numbers(&f.path("b.tif")).0);
    }
}

#[test]
fn cancelled_anywhere_it_leaves_nothing() {
    let f = Folder::new();
    let map = f.map(&square(600, &noise(600 * 600)));
    fs::write(f.path("ids.tif"), "as it was").unwrap();
    let request = json!({"layers": [{"path": map}], "output": f.path("ids.tif"), "patch": true}).to_string();
    let before = f.files();
    for stop in [0.0, 0.4, 0.7, 1.0] {
        let mut callback = |fraction: f64, _: &str| fraction < stop;
        let e = landscape_metrics::run(&parse(&request).unwrap(), &mut Progress::new(&mut callback));
        assert!(matches!(e, Err(Error::Cancelled)), "{stop}");
        assert_eq!(f.files(), before);
        assert_eq!(fs::read(f.path("ids.tif")).unwrap(), b"as it was");
    }
}
