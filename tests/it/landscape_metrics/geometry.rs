//! Lengths, contrast and depths of edges, and distances.

use super::*;

#[test]
fn contrast_by_hand() {
    let f = Folder::new();
    let weights = f.text("w.csv", "lucode_a,lucode_b,weight\n2,1,0.5\n1,3,1\n");
    let request = with(&six(&f), json!({"contrast": weights}));
    let report = run(&request).unwrap();
    // One side of 10 m between the classes; all sides of class 1 are 120 m and those of class 2 80 m
    let area = 0.1;
    check(&rows(&report, "landscape")[0], &[("cwed", Some(5.0 / area)), ("teci", Some(100.0 * 5.0 / 190.0))]);
    check(&rows(&report, "class")[0], &[("cwed", Some(5.0 / area)), ("teci", Some(100.0 * 5.0 / 120.0))]);
    let patches = rows(&report, "patch");
    check(&patches[0], &[("econ", Some(100.0 * 5.0 / 120.0))]);
    check(&patches[1], &[("econ", Some(100.0 * 5.0 / 80.0))]);
    check(&rows(&report, "landscape")[0], &[("econ_mn", Some(50.0 * (5.0 / 120.0 + 5.0 / 80.0)))]);
    // A quarter of the edge at background counts in full
    let quarter = run(&with(&request, json!({"boundary_edge_pct": 25}))).unwrap();
    check(&rows(&quarter, "patch")[0], &[("econ", Some(100.0 * (5.0 + 0.25 * 110.0) / 120.0))]);
    check(&rows(&quarter, "class")[1], &[("teci", Some(100.0 * (5.0 + 0.25 * 70.0) / 80.0))]);
    check(&rows(&quarter, "landscape")[0], &[("cwed", Some((5.0 + 0.25 * 180.0) / area))]);
    // With one weight for all CWED is ED
    let ones = f.text("ones.csv", "lucode_a,lucode_b,weight\n1,2,1\n");
    let row = &rows(&run(&with(&request, json!({"contrast": ones}))).unwrap(), "landscape")[0];
    assert_eq!(row["cwed"], row["ed"]);
    let few = f.text("few.csv", "lucode_a,lucode_b,weight\n1,1,0\n");
    let e = sentence(&with(&request, json!({"contrast": few})));
    assert_eq!(e, "CONTRAST has no weight for the classes 1 and 2; add a row for each pair.");
    let e = sentence(&with(&request, json!({"contrast": null, "metrics": ["ECON_MN"]})));
    assert_eq!(e, "METRICS: ECON_MN needs CONTRAST; give it, or leave the metric out.");
}

/// Three patches of class 1 in a row of cells of 10 m, and two of class 2 between them.
#[test]
fn proximity_by_hand() {
    let f = Folder::new();
    let map = f.map(&square(9, &[1.0, 1.0, 2.0, 2.0, 1.0, 2.0, 0.0, 0.0, 1.0]));
    let weights = f.text("w.csv", "lucode_a,lucode_b,weight\n1,2,0.5\n");
    let request = json!({"layers": [{"path": map}], "patch": true, "search_radius": 30, "connect_threshold": 40, "similarity": weights});
    let report = run(&request).unwrap();
    let patches = rows(&report, "patch");
    // Class 1: 200 m2 at columns 0 and 1, 100 m2 at 4, 100 m2 at 8; class 2: 200 m2 at 2 and 3, 100 m2 at 5
    let expected = [
        (30.0, 100.0 / 900.0, 100.0 / 900.0 + 0.5 * 200.0 / 100.0),
        (20.0, 100.0 / 400.0, 100.0 / 400.0 + 0.5 * (200.0 / 100.0 + 100.0 / 100.0)),
        (30.0, 200.0 / 900.0, 200.0 / 900.0 + 0.5 * (200.0 / 100.0 + 100.0 / 100.0)),
        (20.0, 200.0 / 400.0, 200.0 / 400.0 + 0.5 * (100.0 / 100.0 + 100.0 / 900.0)),
        (40.0, 0.0, 0.5 * 100.0 / 900.0),
    ];
    for (row, (enn, prox, simi)) in patches.iter().zip(expected) {
        check(row, &[("enn", Some(enn)), ("prox", Some(prox)), ("simi", Some(simi))]);
    }
    // Of three pairs of class 1 those at 30 and 40 m are joined, and the one pair of class 2
    check(&rows(&report, "class")[0], &[("connect", Some(200.0 / 3.0)), ("prox_mn", Some((1.0 / 3.0) / 3.0))]);
    check(&rows(&report, "class")[1], &[("connect", Some(100.0))]);
    check(&rows(&report, "landscape")[0], &[("connect", Some(75.0))]);
    let one =
        run(&json!({"layers": [{"path": f.map(&square(2, &[1.0, 2.0]))}], "search_radius": 9, "connect_threshold": 9}))
            .unwrap();
    check(&rows(&one, "class")[0], &[("prox_mn", Some(0.0)), ("connect", None), ("enn_mn", None)]);
    let e = sentence(&with(&request, json!({"similarity": null, "metrics": ["SIMI_MN"]})));
    assert_eq!(e, "METRICS: SIMI_MN needs SEARCH_RADIUS and SIMILARITY; give it, or leave the metric out.");
    for field in ["search_radius", "connect_threshold"] {
        let e = sentence(&with(&request, json!({field: -1})));
        assert!(e.starts_with(&format!("{} is -1; allowed: more than 0", field.to_uppercase())), "{e}");
    }
}

/// Core area by a depth in the units of the map: feet of 1200 / 3937 m.
#[test]
fn edges_of_some_depth() {
    let f = Folder::new();
    let values: Vec<f64> = (0..49).map(|i| if i == 24 { 2.0 } else { 1.0 }).collect();
    let request = json!({"layers": [{"path": f.map(&square(7, &values))}], "patch": true});
    let cores = |request: &Value| {
        let patches = rows(&run(request).unwrap(), "patch");
        (patches[0]["core"].as_f64().unwrap(), patches[0]["ncore"].clone())
    };
    // 5 x 5 cells inside less the middle one and its four neighbours
    assert_eq!(cores(&request), (0.2, json!(1)));
    assert_eq!(cores(&with(&request, json!({"edge_depth": 10.0}))), (0.2, json!(1)));
    // Also those at corners: the ring of 16; less than a cell leaves all
    assert_eq!(cores(&with(&request, json!({"edge_depth": 14.2}))), (0.16, json!(1)));
    assert_eq!(cores(&with(&request, json!({"edge_depth": 9.9}))), (0.48, json!(1)));
    // 20 m leaves the inner 3 x 3, whose corners are 14.1 m from the middle
    assert_eq!(cores(&with(&request, json!({"edge_depth": 20.0}))), (0.0, json!(0)));
    let feet = Map {
        epsg: Some(2225),
        geotransform: [6_500_000.0, 10.0, 0.0, 2_000_000.0, 0.0, -10.0],
        ..Map::new(7, &values)
    };
    let in_feet = json!({"layers": [{"path": f.map(&feet)}], "patch": true, "edge_depth": 14.2});
    let expected = 16.0 * (12_000.0 / 3937.0f64).powi(2) / 1e4;
    let found = cores(&in_feet).0;
    assert!((found - expected).abs() < 1e-9 * expected, "{found} {expected}");
    for depth in [0.0, -1.0] {
        let e = sentence(&with(&request, json!({"edge_depth": depth})));
        assert!(e.starts_with(&format!("EDGE_DEPTH is {depth}; allowed: more than 0")), "{e}");
    }
}

/// A field (2) between forest (1) and road (3), cells of 10 m: ten rows, and nodata below.
#[test]
fn depths_of_edges_by_pair_of_classes() {
    let f = Folder::new();
    let row = [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 3.0];
    let map = f.map(&square(10, &(0..10).flat_map(|_| row).collect::<Vec<f64>>()));
    let request = json!({"layers": [{"path": map}], "patch": true, "edge_depths": f.text("d.csv", DEPTHS)});
    let cores = |request: &Value| -> Vec<f64> {
        rows(&run(request).unwrap(), "patch").iter().map(|row| row["core"].as_f64().unwrap()).collect()
    };
    // One cell at the border of the map. Forest: none at the field; field: 14.2 m are one cell at the forest, 5 m none at
    // the road; the road is one cell wide
    assert_eq!(cores(&request), [0.01 * (4.0 - 1.0) * 8.0, 0.01 * (5.0 - 1.0) * 8.0, 0.0]);
    // 20 m at the border; its two rows of ten lose nothing else
    let deep = cores(&with(&request, json!({"edge_depth": 20})));
    assert_eq!(deep, [0.01 * (4.0 - 2.0) * 6.0, 0.01 * (5.0 - 1.0) * 6.0, 0.0]);
    // On cells of 10 feet the depths are feet too
    let geotransform = [2_000_000.0, 10.0, 0.0, 600_000.0, 0.0, -10.0];
    let feet = Map { epsg: Some(2264), geotransform, ..square(10, &(0..10).flat_map(|_| row).collect::<Vec<f64>>()) };
    let request_in_feet = with(&request, json!({"layers": [{"path": f.map(&feet)}], "edge_depth": 10}));
    let acres = 0.01 * (1200.0f64 / 3937.0).powi(2);
    for (found, cells) in cores(&request_in_feet).iter().zip([3.0 * 8.0, 4.0 * 8.0, 0.0]) {
        assert!((found - acres * cells).abs() < 1e-12, "{found} {cells}");
    }
    // A pair without a row: refused, but for a depth of the others
    let few = with(&request, json!({"edge_depths": f.text("few.csv", "lucode_a,lucode_b,depth\n1,2,0\n")}));
    let e = sentence(&few);
    let mend = "add a row for each pair, or give EDGE_DEPTH for the others";
    assert_eq!(e, format!("EDGE_DEPTHS has no depth for the classes 2 and 3; {mend}."));
    assert_eq!(cores(&with(&few, json!({"edge_depth": 10}))), [0.01 * 3.0 * 8.0, 0.01 * 4.0 * 8.0, 0.0]);
    let e = sentence(&with(&request, json!({"edge_depths": f.text("b.csv", "lucode_a,lucode_b,depth\n1,2,-1\n")})));
    assert_eq!(
        e,
        "EDGE_DEPTHS: row 1 (header not counted): depth is \"-1\"; it must be a number, 0 or more (map units)."
    );
}

/// max e of a class with under half of the area is that of cells apart; with more, of the others apart.
#[test]
fn normalized_shape_index_by_hand() {
    let f = Folder::new();
    let report = run(&json!({"layers": [{"path": f.map(&square(4, &[
        1.0, 1.0, 1.0, 1.0,
        1.0, 2.0, 1.0, 1.0,
        1.0, 1.0, 1.0, 2.0,
        1.0, 1.0, 1.0, 1.0,
    ]))}]}))
    .unwrap();
    let classes = rows(&report, "class");
    // Sides of class 1: 16 at the border less one where 2 is, 4 + 3 against 2; fewest of 14 cells 16; others apart: 4 x 2 + 16
    check(&classes[0], &[("nlsi", Some((22.0 - 16.0) / (24.0 - 16.0)))]);
    // Of class 2: 8, as many as there can be; fewest 6
    check(&classes[1], &[("nlsi", Some(1.0))]);
}

/// Just above half of the area max e is 3 A - 2 a, and 3 more where A is odd.
#[test]
fn normalized_shape_index_around_half_of_the_area() {
    let f = Folder::new();
    let nlsi = |columns: usize, class: &dyn Fn(usize, usize) -> f64| {
        let cells: Vec<f64> = (0..columns * columns).map(|i| class(i / columns, i % columns)).collect();
        let report = run(&json!({"layers": [{"path": f.map(&square(columns, &cells))}]})).unwrap();
        rows(&report, "class")[0]["nlsi"].as_f64().unwrap()
    };
    // Five columns apart on 10 x 10 cells, and `more`: those in the column at the border have one neighbour, those between two
    let columns = |more: &'static [(usize, usize)]| {
        nlsi(10, &move |row, column| if column % 2 == 0 || more.contains(&(row, column)) { 1.0 } else { 2.0 })
    };
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    // 50 cells: 5 x 22 sides, fewest 30, most 4 x 50
    near(columns(&[]), (110.0 - 30.0) / (200.0 - 30.0));
    // 51: two sides more
    near(columns(&[(1, 9)]), (112.0 - 30.0) / (300.0 - 2.0 * 51.0 - 30.0));
    // 55, where 4 a is Z + 4 (A - a)
    near(columns(&[(1, 9), (4, 9), (2, 1), (5, 1), (8, 1)]), 0.525);
    near(0.525, (114.0 - 30.0) / (300.0 - 2.0 * 55.0 - 30.0));
    // 56: Z + 4 (A - a)
    near(columns(&[(1, 9), (4, 9), (2, 1), (5, 1), (8, 1), (2, 3)]), (114.0 - 30.0) / (40.0 + 4.0 * 44.0 - 30.0));
    // 13 of 25 as on a chessboard are as far apart as can be: 4 x 13 = 3 x 25 - 2 x 13 + 3
    near(nlsi(5, &|row, column| if (row + column) % 2 == 0 { 1.0 } else { 2.0 }), 1.0);
    // 14, one between the others at the border: fewest 16
    let border = |row, column| if (row + column) % 2 == 0 || (row, column) == (0, 1) { 1.0 } else { 2.0 };
    near(nlsi(5, &border), (52.0 - 2.0 - 16.0) / (75.0 - 28.0 + 3.0 - 16.0));
    // Cells that nodata parts have more edge than a whole landscape allows: as much as there can be
    let report = run(&json!({"layers": [{"path": f.map(&square(9, &[1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 2.0]))}]}));
    check(&rows(&report.unwrap(), "class")[0], &[("nlsi", Some(1.0))]);
}
