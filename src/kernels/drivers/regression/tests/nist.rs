//! Data sets of NIST: how many digits are right.

use super::*;

fn digits(found: f64, expected: f64) -> f64 {
    if found == expected { 16.0 } else { -((found - expected).abs() / expected.abs()).log10() }
}

/// By the factor; the least digits of the coefficients, against certified values, and against those of the columns as doubles.
fn check(set: &str, text: &'static str, intercept: bool, least: f64) {
    let table = Words::of(text);
    let columns = table.columns(&table.head);
    let model = fitted(&columns, intercept);
    let certified = Words::of(golden!("nist/nist_certified.csv"));
    let of = |quantity: &str, term: &str| {
        let is = |row: &&Vec<&'static str>| row[..3] == [set, quantity, term];
        let row = certified.rows.iter().find(is).unwrap_or_else(|| panic!("{set} {quantity} {term}"));
        row.last().unwrap().parse::<f64>().unwrap()
    };
    for own in &model.coefficients {
        let term = own.column.map_or("intercept".to_owned(), |column| format!("x{}", column + 1));
        let right = digits(own.coefficient, of("coefficient", &term));
        assert!(right >= least, "{set} {term}: {} has {right:.1} digits", own.coefficient);
        let se = of("std_error", &term);
        // Those of data without an error are 0, or what 60 digits leave.
        if se > 1e-30 {
            assert!(digits(own.se, se) >= least.min(12.0) - 0.5, "{set} {term}: {} of {se}", own.se);
        } else {
            assert!(own.se < 1e-6, "{set} {term}: {}", own.se);
        }
    }
    // Of powers as doubles the exact solution, where they were rounded
    let exact = Words::of(golden!("nist/nist_double_design_exact.csv"));
    for own in &model.coefficients {
        let term = own.column.map_or("intercept".to_owned(), |column| format!("x{}", column + 1));
        let row = exact.rows.iter().find(|row| row[..2] == [set, &term]).unwrap();
        let right = digits(own.coefficient, row[2].parse().unwrap());
        assert!(right >= least, "{set} {term}: {} has {right:.1} digits of the rounded columns", own.coefficient);
    }
    let inflations = Words::of(golden!("nist/nist_vif_exact.csv"));
    for row in inflations.rows.iter().filter(|row| row[0] == set) {
        let at: usize = row[1][1..].parse().unwrap();
        let vif = model.coefficients[at].vif.unwrap();
        let right = digits(vif, row[2].parse().unwrap());
        assert!(right >= least.min(12.0) - 2.0, "{set} {}: {vif} has {right:.1} digits", row[1]);
    }
    near(model.fit.r2.unwrap(), of("r2", ""), 1e-8, "r2");
    let residual = of("residual_sd", "");
    if residual > 1e-30 {
        near(model.fit.rmse, residual, 1e-7, "residual sd");
        near(model.fit.f.unwrap(), of("f", ""), 1e-7, "f");
    }
}

#[test]
fn certified_values() {
    for (set, text, intercept, least) in [
        ("Norris", golden!("nist/norris.csv"), true, 12.0),
        ("Pontius", golden!("nist/pontius.csv"), true, 12.0),
        ("Longley", golden!("nist/longley.csv"), true, 12.0),
        ("Filip", golden!("nist/filip.csv"), true, 7.0),
        ("Wampler1", golden!("nist/wampler1.csv"), true, 9.0),
        ("Wampler2", golden!("nist/wampler2.csv"), true, 9.0),
        ("Wampler3", golden!("nist/wampler3.csv"), true, 9.0),
        ("Wampler4", golden!("nist/wampler4.csv"), true, 7.5),
        ("Wampler5", golden!("nist/wampler5.csv"), true, 5.5),
        ("NoInt1", golden!("nist/noint1.csv"), false, 12.0),
        ("NoInt2", golden!("nist/noint2.csv"), false, 12.0),
    ] {
        check(set, text, intercept, least);
    }
}
