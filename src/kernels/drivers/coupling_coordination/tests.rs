use super::*;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-14 * b.abs().max(1e-3)
}

#[test]
fn nothing_has_no_figure() {
    assert_eq!((redundancy(&[]), redundancy(&[0.0, 0.0])), (0.0, 0.0));
    assert_eq!((shares(&[]), shares(&[0.0, 0.0])), (None, None));
    assert_eq!(obstacles(&[0.5, 0.5], &[1.0, 1.0]), None);
    for formula in [Formula::Standard, Formula::Wang2021, Formula::Fan2024] {
        assert_eq!(coupling(&[0.0, 0.0, 0.0], formula), None);
        assert_eq!(coupling(&[0.5, -0.1, 0.2], formula), None);
        assert_eq!(coupling(&[0.5, f64::NAN, 0.2], formula), None);
    }
    assert!(Extremes { min: 0.0, max: 2.0, more_is_better: true }.rescale(f64::NAN, [0.0, 1.0]).is_nan());
}

#[test]
fn values_are_rescaled_from_the_bad_end_to_the_good_one() {
    let plus = Extremes { min: 2.0, max: 6.0, more_is_better: true };
    let minus = Extremes { more_is_better: false, ..plus };
    assert_eq!([2.0, 3.0, 6.0].map(|x| plus.rescale(x, [0.0, 1.0])), [0.0, 0.25, 1.0]);
    assert_eq!([2.0, 3.0, 6.0].map(|x| minus.rescale(x, [0.0, 1.0])), [1.0, 0.75, 0.0]);
    assert!(near(plus.rescale(3.0, [0.1, 1.0]), 0.1 + 0.9 * 0.25));
    // Outside of extremes that were given
    assert_eq!([plus.rescale(8.0, [0.0, 1.0]), plus.rescale(1.0, [0.0, 1.0])], [1.5, -0.25]);
}

#[test]
fn entropy_by_hand() {
    // p = 1/4, 3/4: e = (1/4 ln 4 + 3/4 ln 4/3) / ln 2
    let e = (0.25 * 4f64.ln() + 0.75 * (4.0 / 3.0f64).ln()) / 2f64.ln();
    assert!(near(redundancy(&[0.2, 0.6]), 1.0 - e));
    // 0 ln 0 = 0: all in one row is no entropy at all; halves of four are ln 2 / ln 4
    assert!(near(redundancy(&[0.0, 0.7, 0.0]), 1.0));
    assert!(near(redundancy(&[1.0, 1.0, 0.0, 0.0]), 0.5));
    assert_eq!(redundancy(&[0.3, 0.3, 0.3]), 0.0);
}

/// Values that hardly differ: 1 - e is sum d² / (2 n ln n) of small d, where 1 minus an entropy of 1 - 1e-20 would be 0.
#[test]
fn redundancy_keeps_its_digits() {
    for d in [1e-3, 1e-6, 1e-10f64] {
        // (1 + d) ln (1 + d) + (1 - d) ln (1 - d) = d² + d⁴ / 6 + ...
        let exact = (d * d + d.powi(4) / 6.0) / (2.0 * 2f64.ln());
        let found = redundancy(&[0.5 * (1.0 + d), 0.5 * (1.0 - d)]);
        assert!((found / exact - 1.0).abs() < 1e-15 / d, "{d}: {found} {exact}");
    }
    // Where the series ends both ways agree.
    for d in [0.029999, 0.030001, -0.029999, -0.030001f64] {
        assert!((excess(d) / ((1.0 + d) * d.ln_1p() - d) - 1.0).abs() < 1e-13, "{d}");
    }
}

#[test]
fn coupling_by_hand() {
    // Geometric mean of 0.2, 0.4, 0.8 is 0.4, the arithmetic one 1.4 / 3
    let systems = [0.2, 0.4, 0.8];
    assert!(near(coupling(&systems, Formula::Standard).unwrap(), 1.2 / 1.4));
    // Mean difference (0.2 + 0.6 + 0.4) / 3 = 0.4; product of 1/4, 1/2, 1 is 1/8
    let wang = (0.6 * 0.125f64.sqrt()).sqrt();
    assert!(near(coupling(&systems, Formula::Wang2021).unwrap(), wang));
    let sd = (0.84f64 / 3.0 - (1.4f64 / 3.0).powi(2)).sqrt();
    assert!(near(coupling(&systems, Formula::Fan2024).unwrap(), 1.0 - 2.0 * sd));
    for formula in [Formula::Standard, Formula::Wang2021, Formula::Fan2024] {
        assert_eq!(coupling(&[0.3, 0.3, 0.3], formula), Some(1.0));
    }
    // One system of nothing: nothing goes together, but for Fan, who looks at the spread alone
    assert_eq!(coupling(&[0.0, 0.5, 1.0], Formula::Standard), Some(0.0));
    assert_eq!(coupling(&[0.0, 0.5, 1.0], Formula::Wang2021), Some(0.0));
    assert_eq!(coupling(&[0.0, 1.0], Formula::Fan2024), Some(0.0));
    // Far apart beyond 1, Wang's root has no value
    assert_eq!((coupling(&[0.1, 2.5], Formula::Wang2021), coupling(&[0.0, 2.5], Formula::Wang2021)), (None, None));
    assert_eq!(shares(&[1e308, 1e308, 0.0]), Some(vec![0.5, 0.5, 0.0]));
    // Products of small systems do not vanish
    assert!(near(coupling(&[1e-150, 1e-150, 2e-150], Formula::Standard).unwrap(), 3.0 * 2f64.cbrt() / 4.0));
}

/// A file of reference figures, and its text.
macro_rules! golden_file {
    ($name:literal) => {
        ($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/coupling/", $name)))
    };
}

/// R's `coupling` and `mathmodels`, and tables of papers, as printed.
#[test]
fn published_examples() {
    let golden = |text: &str| {
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let head = lines.next().unwrap();
        let rows: Vec<Vec<String>> = lines.collect();
        let column = move |name: &str| head.iter().position(|column| column == name).unwrap();
        (column, rows)
    };
    let check =
        |(file, text): (&str, &str), columns: &[(&str, Formula, f64)], systems: &[&str], rows_at_least: usize| {
            let (column, rows) = golden(text);
            assert!(rows.len() >= rows_at_least, "{file}");
            for row in &rows {
                let number = |name: &str| row[column(name)].parse::<f64>().unwrap();
                let systems: Vec<f64> = systems.iter().map(|name| number(name)).collect();
                for (name, formula, tolerance) in columns {
                    let ours = coupling(&systems, *formula).unwrap();
                    assert!((ours - number(name)).abs() <= *tolerance, "{file} {name}: {ours}, {row:?}");
                }
            }
        };
    // Systems are printed as rounded as their C is.
    let exact = 1e-13;
    check(
        golden_file!("coupling_r_gzma.csv"),
        &[
            ("c_std_printed", Formula::Standard, 2e-7),
            ("c_wang_printed", Formula::Wang2021, 2e-7),
            ("c_fan_printed", Formula::Fan2024, 2e-7),
            ("c_standard", Formula::Standard, exact),
            ("c_wang2021", Formula::Wang2021, exact),
            ("c_fan2024", Formula::Fan2024, exact),
        ],
        &["u1", "u2", "u3", "u4"],
        6,
    );
    check(
        golden_file!("mathmodels_example.csv"),
        &[
            ("c_std_printed", Formula::Standard, 1e-3),
            ("c_adj_printed", Formula::Wang2021, 1e-3),
            ("c_standard", Formula::Standard, exact),
            ("c_wang2021", Formula::Wang2021, exact),
            ("c_fan2024", Formula::Fan2024, exact),
        ],
        &["u1", "u2", "u3"],
        6,
    );
    check(
        golden_file!("mpe2022_2969206_table4.csv"),
        &[
            ("c_printed", Formula::Standard, 8e-4),
            ("c_standard", Formula::Standard, exact),
            ("c_wang2021", Formula::Wang2021, exact),
        ],
        &["u1", "u2"],
        10,
    );
    // Wang et al. print C before and after: with the ratio of the two systems and their difference, which the first tells, comes the second.
    let (column, rows) = golden(golden_file!("wang2021_table8.csv").1);
    assert!(rows.len() >= 52);
    for row in &rows {
        let number = |name: &str| row[column(name)].parse::<f64>().unwrap();
        let (ratio, largest) = (number("ratio_min_max"), number("u_max_implied"));
        let systems = [largest, largest * ratio];
        for (name, formula) in [("c_standard_printed", Formula::Standard), ("c_modified_printed", Formula::Wang2021)] {
            let ours = coupling(&systems, formula).unwrap();
            assert!((ours - number(name)).abs() < 1e-9, "{name}: {ours}, {row:?}");
        }
    }
}

/// `entropy_weight` of R's `mathmodels`, whose documentation prints these.
#[test]
fn entropy_weights_as_mathmodels_prints_them() {
    let scale = [0.002, 0.998];
    let rescaled = |values: &[f64], more_is_better| {
        let min = values.iter().copied().fold(f64::INFINITY, f64::min);
        let max = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        values.iter().map(|v| Extremes { min, max, more_is_better }.rescale(*v, scale)).collect::<Vec<_>>()
    };
    let parts =
        [redundancy(&rescaled(&[3.0, 5.0, 2.0, 7.0], true)), redundancy(&rescaled(&[10.0, 20.0, 15.0, 25.0], false))];
    let weights = shares(&parts).unwrap();
    assert!((weights[0] - 0.5452618).abs() < 5e-8 && (weights[1] - 0.4547382).abs() < 5e-8, "{weights:?}");
}

#[test]
fn obstacles_by_hand() {
    // 0.5 (1 - 0.2) = 0.4 and 0.5 (1 - 0.8) = 0.1
    let found = obstacles(&[0.5, 0.5], &[0.2, 0.8]).unwrap();
    assert!(near(found[0], 80.0) && near(found[1], 20.0));
    assert!(near(development(&[0.2, 0.4, 0.9], &[0.5, 0.3, 0.2]), 0.1 + 0.12 + 0.18));
}
