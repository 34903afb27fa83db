//! Nothing, little, and what can be told by hand.

use super::*;
use crate::kernels::drivers::regression::{
    Fault,
    block_errors::block_errors,
    block_sums::{BlockRows, BlockSums, Blocks},
    classes::{ClassSums, Classed},
    cross_validation::cross_validate,
    design::Levels,
    p_values,
    runs::Runs,
    screening::screen,
    selection::{Method, Rule, select},
    system::Conditioning,
    triangle::dot,
};
use nalgebra::{DMatrix, DVector};

const RULE: Rule = Rule { method: Method::Stepwise, p_enter: 0.05, p_remove: 0.1 };

#[test]
fn nothing() {
    for system in systems(&[vec![], vec![]], true) {
        assert_eq!(fit(&system, &singles(1), &[0]), Err(Fault::TooFewRows { rows: 0, coefficients: 2 }));
        let screened = screen(&system, &singles(1), Some(10.0));
        assert_eq!(screened.kept, [0; 0]);
        assert_eq!(select(&system, &singles(1), &[0], RULE).kept, [0; 0]);
    }
    assert!(BlockSums::new(2).finish().is_empty());
    assert_eq!(Runs::new(1).finish()[0], super::super::runs::RunFigures { distinct: 0, equal_share: None });
    assert_eq!(ClassSums::default().finish().r2, None);
    let model = fitted(&[vec![1.0, 2.0, 4.0, 3.0], vec![0.0, 1.0, 2.0, 3.0]], true);
    let figures = SecondSweep::default().figures(&Plan::new(&model));
    assert_eq!((figures.hc3, figures.press, figures.durbin_watson, figures.koenker_bp), (None, None, None, None));
}

#[test]
fn one_row_and_as_many_as_coefficients() {
    for system in systems(&[vec![3.0], vec![1.0]], true) {
        assert_eq!(fit(&system, &singles(1), &[0]), Err(Fault::TooFewRows { rows: 1, coefficients: 2 }));
    }
    for system in systems(&[vec![3.0, 4.0], vec![1.0, 7.0]], true) {
        assert_eq!(fit(&system, &singles(1), &[0]), Err(Fault::TooFewRows { rows: 2, coefficients: 2 }));
        assert_eq!(select(&system, &singles(1), &[0], RULE).kept, [0; 0]);
    }
}

#[test]
#[should_panic(expected = "one slice for each column")]
fn columns_that_are_missing() {
    Factor::new(&[0.0, 0.0], &[1.0, 1.0], true).push(&[&[1.0]]);
}

#[test]
#[should_panic(expected = "columns of one length")]
fn columns_of_several_lengths() {
    BlockSums::new(2).push(BlockRows { columns: &[&[1.0], &[1.0, 2.0]], blocks: &[0] });
}

#[test]
fn combinations_of_others() {
    let x = [vec![1.0, 2.0, 3.0, 5.0, 8.0, 4.0], vec![2.0, 1.0, 5.0, 3.0, 4.0, 9.0]];
    let sum: Vec<f64> = x[0].iter().zip(&x[1]).map(|(a, b)| 2.0 * a - b + 7.0).collect();
    let y = vec![1.0, 4.0, 2.0, 8.0, 5.0, 7.0];
    let columns = vec![y, x[0].clone(), sum, x[1].clone()];
    for system in systems(&columns, true) {
        assert_eq!(fit(&system, &singles(3), &[0, 1, 2]), Err(Fault::Singular { columns: vec![2] }));
        assert_eq!(screen(&system, &singles(3), None).kept, [0, 1]);
        assert_eq!(system.conditioning(&[0, 1, 2]), Conditioning::Poor);
        assert_eq!(system.conditioning(&[0, 1]), Conditioning::Good);
        let stepped = select(&system, &singles(3), &[0, 1, 2], Rule { method: Method::Backward, ..RULE });
        assert_eq!((stepped.steps[0].term, stepped.steps[0].vif), (Some(2), None), "an exact combination has no VIF");
        assert!(fit(&system, &singles(3), &[0, 1]).is_ok());
    }
    // Without an intercept the 7 is no combination.
    assert!(fit(&systems(&columns, false)[0], &singles(3), &[0, 1, 2]).is_ok());
    let mut bad = columns;
    bad[1][0] = f64::INFINITY;
    assert_eq!(fit(&systems(&bad, true)[1], &singles(3), &[0]).map(|_| ()), Err(Fault::NotFinite));
}

#[test]
fn a_constant_y() {
    let columns = [vec![5.0; 4], vec![1.0, 2.0, 4.0, 3.0]];
    for system in systems(&columns, true) {
        let model = fit(&system, &singles(1), &[0]).unwrap();
        assert_eq!((model.coefficients[0].coefficient, model.coefficients[1].coefficient), (5.0, 0.0));
        let slope = &model.coefficients[1];
        assert_eq!((slope.se, slope.t, slope.p, slope.beta, slope.partial_r), (0.0, None, None, None, None));
        let figures = &model.fit;
        assert_eq!((figures.r2, figures.r2_adj, figures.f, figures.aic, figures.bic), (None, None, None, None, None));
        let swept = swept(&model, &columns);
        assert_eq!((swept.durbin_watson, swept.skewness, swept.jarque_bera), (None, None, None));
        assert_eq!((swept.koenker_bp, swept.r2_pred, swept.press), (None, None, Some(0.0)));
    }
}

#[test]
fn a_line_by_hand() {
    // Means 1.5 and 2.5, Sxx 5, Sxy 4, Syy 5
    let columns = [vec![1.0, 2.0, 4.0, 3.0], vec![0.0, 1.0, 2.0, 3.0]];
    let e: [f64; 4] = [-0.3, -0.1, 1.1, -0.7];
    for system in systems(&columns, true) {
        let model = fit(&system, &singles(1), &[0]).unwrap();
        let [intercept, slope] = &model.coefficients[..] else { panic!("two") };
        let near = |found: f64, expected: f64| near(found, expected, 1e-13, "by hand");
        near(slope.coefficient, 4.0 / 5.0);
        near(intercept.coefficient, 2.5 - 0.8 * 1.5);
        near(model.fit.rss, 5.0 - 16.0 / 5.0);
        near(model.fit.r2.unwrap(), 16.0 / 25.0);
        near(model.fit.r2_adj.unwrap(), 1.0 - (9.0 / 25.0) * 3.0 / 2.0);
        near(model.fit.rmse, 0.9f64.sqrt());
        near(slope.se, (0.9f64 / 5.0).sqrt());
        near(intercept.se, (0.9f64 * (1.0 / 4.0 + 1.5 * 1.5 / 5.0)).sqrt());
        near(model.fit.f.unwrap(), 3.2 / 0.9);
        near(slope.beta.unwrap(), 0.8);
        near(slope.vif.unwrap(), 1.0);
        near(slope.partial_r.unwrap(), 0.8);
        near(model.fit.aic.unwrap(), 4.0 * ((std::f64::consts::TAU * 0.45).ln() + 1.0) + 2.0 * 3.0);
        // 1 and x of length 1: singular values √(1 ± cosine)
        let cosine = 6.0 / (4.0f64 * 14.0).sqrt();
        near(model.fit.condition_number.unwrap(), ((1.0 + cosine) / (1.0 - cosine)).sqrt());
        let swept = swept(&model, &columns);
        near(swept.durbin_watson.unwrap(), (0.04 + 1.44 + 3.24) / 1.8);
        let h = [0.7f64, 0.3, 0.3, 0.7];
        let press: f64 = e.iter().zip(h).map(|(e, h)| (e / (1.0 - h)).powi(2)).sum();
        near(swept.press.unwrap(), press);
        near(swept.r2_pred.unwrap(), 1.0 - press / 5.0);
        let moment = |power: i32| e.iter().map(|e| e.powi(power)).sum::<f64>() / 4.0;
        near(swept.skewness.unwrap(), moment(3) / moment(2).powf(1.5));
        near(swept.kurtosis.unwrap(), moment(4) / moment(2).powi(2));
        let mut outside = [false; 4];
        Plan::new(&model).outside(&[&[-0.1, 0.0, 3.0, 3.1]], &mut outside);
        assert_eq!(outside, [true, false, false, true]);
    }
}

/// Against matrices, with and without an intercept, and with an intercept among X.
#[test]
fn robust_errors_by_matrices() {
    let x = [vec![1.0, 2.0, 3.0, 5.0, 8.0, 4.0, 6.0], vec![2.0, 1.0, 5.0, 3.0, 4.0, 9.0, 0.5]];
    let y = vec![1.0, 4.0, 2.0, 8.0, 5.0, 7.0, 3.0];
    let ones = vec![1.0; 7];
    for (columns, intercept) in [
        (vec![y.clone(), x[0].clone(), x[1].clone()], true),
        (vec![y.clone(), x[0].clone(), x[1].clone()], false),
        (vec![y.clone(), x[0].clone(), ones.clone(), x[1].clone()], false),
    ] {
        let model = fitted(&columns, intercept);
        let swept = swept(&model, &columns);
        let mut design = columns[1..].to_vec();
        if intercept {
            design.insert(0, ones.clone());
        }
        let x = DMatrix::from_fn(7, design.len(), |row, column| design[column][row]);
        let y = DVector::from_column_slice(&y);
        let inverse = (x.transpose() * &x).try_inverse().unwrap();
        let e = &y - &x * (&inverse * (x.transpose() * &y));
        let h = (&x * &inverse * x.transpose()).diagonal();
        let weights = DVector::from_fn(7, |row, _| (e[row] / (1.0 - h[row])).powi(2));
        let v = &inverse * x.transpose() * DMatrix::from_diagonal(&weights) * &x * &inverse;
        for (at, error) in swept.hc3.as_ref().unwrap().iter().enumerate() {
            near(error.se, v[(at, at)].sqrt(), 1e-10, "HC3");
        }
        // Koenker: R² of e² on 1 and X
        let others: Vec<Vec<f64>> = columns[1..].iter().filter(|column| **column != ones).cloned().collect();
        let squares: Vec<f64> = e.iter().map(|e| e * e).collect();
        let auxiliary = fitted(&[vec![squares], others].concat(), true);
        let koenker = swept.koenker_bp.unwrap();
        near(koenker.value, 7.0 * auxiliary.fit.r2.unwrap(), 1e-9, "Koenker");
        near(koenker.p, p_values::upper_chi2(koenker.value, 2.0), 1e-12, "p of two degrees");
        let centre = if intercept { y.mean() } else { 0.0 };
        let tss: f64 = y.iter().map(|y| (y - centre).powi(2)).sum();
        near(model.fit.r2.unwrap(), 1.0 - e.norm_squared() / tss, 1e-12, "R2");
        // About their mean, which is not 0 without an intercept
        let moment = |power: i32| e.iter().map(|own| (own - e.mean()).powi(power)).sum::<f64>() / 7.0;
        near(swept.skewness.unwrap(), moment(3) / moment(2).powf(1.5), 1e-10, "skewness");
        near(swept.kurtosis.unwrap(), moment(4) / moment(2).powi(2), 1e-10, "kurtosis");
    }
}

/// A row that alone has something in a column.
#[test]
fn a_row_with_a_leverage_of_1() {
    let columns = [vec![1.0, 4.0, 2.0, 8.0, 5.0], vec![1.0, 2.0, 3.0, 5.0, 4.0], vec![0.0, 0.0, 1.0, 0.0, 0.0]];
    let model = fitted(&columns, true);
    let swept = swept(&model, &columns);
    assert_eq!((swept.leverage_one, swept.hc3, swept.press, swept.r2_pred), (1, None, None, None));
    assert!(swept.durbin_watson.is_some() && swept.jarque_bera.is_some());
    let row = Plan::new(&model).rows(&slices(&columns))[2];
    assert_eq!((row.standardised, row.studentised, row.cooks_distance), (None, None, None));
}

/// Rows in blocks of five.
fn blocks(columns: &[Vec<f64>]) -> Blocks {
    let mut sums = BlockSums::new(columns.len());
    let numbers: Vec<u32> = (0..columns[0].len() as u32).map(|row| row / 5).collect();
    sums.push(BlockRows { columns: &slices(columns), blocks: &numbers });
    sums.finish()
}

fn of_rows(rows: usize) -> Vec<Vec<f64>> {
    let x: Vec<f64> = (0..rows).map(|i| ((i * 7) % 11) as f64).collect();
    let z: Vec<f64> = (0..rows).map(|i| ((i * 5) % 13) as f64).collect();
    let y = (0..rows).map(|i| 3.0 + x[i] - 0.5 * z[i] + ((i * 3) % 7) as f64 * 0.2).collect();
    vec![y, x, z]
}

#[test]
fn folds_by_hand() {
    let columns = of_rows(63);
    for intercept in [true, false] {
        let model = fitted(&columns, intercept);
        let found = cross_validate(&model, &blocks(&columns), 4).unwrap();
        let mut all = 0.0;
        for (number, fold) in found.folds.iter().enumerate() {
            let pick = |inside: bool| -> Vec<Vec<f64>> {
                let keep = |row: &usize| (row / 5 % 4 == number) == inside;
                let of = |column: &Vec<f64>| (0..63).filter(keep).map(|row| column[row]).collect();
                columns.iter().map(of).collect()
            };
            let (others, own) = (pick(false), pick(true));
            let mut predicted = vec![0.0; own[0].len()];
            Plan::new(&fitted(&others, intercept)).predict(&slices(&own[1..]), &mut predicted);
            let sse: f64 = own[0].iter().zip(&predicted).map(|(y, p)| (y - p).powi(2)).sum();
            near(fold.sse, sse, 1e-9, "sse");
            assert_eq!(fold.rows as usize, own[0].len());
            all += sse;
        }
        near(found.r2.unwrap(), 1.0 - all / model.fit.tss, 1e-12, "r2");
        near(found.rmse, (all / 63.0).sqrt(), 1e-12, "rmse");
        // CR1 by its definition
        let errors = block_errors(&model, &blocks(&columns)).unwrap();
        let mut design = columns[1..].to_vec();
        if intercept {
            design.insert(0, vec![1.0; 63]);
        }
        let x = DMatrix::from_fn(63, design.len(), |row, column| design[column][row]);
        let y = DVector::from_column_slice(&columns[0]);
        let inverse = (x.transpose() * &x).try_inverse().unwrap();
        let e = &y - &x * (&inverse * (x.transpose() * &y));
        let mut meat = DMatrix::<f64>::zeros(design.len(), design.len());
        for first in (0..63).step_by(5) {
            let rows = 5.min(63 - first);
            let score = x.rows(first, rows).transpose() * e.rows(first, rows);
            meat += &score * score.transpose();
        }
        let v = &inverse * meat * &inverse * (13.0 / 12.0 * 62.0 / (63.0 - design.len() as f64));
        for (at, error) in errors.iter().enumerate() {
            let error = error.as_ref().unwrap();
            near(error.se, v[(at, at)].sqrt(), 1e-9, "CR1");
            near(error.p.unwrap(), p_values::two_sided_t(error.t.unwrap(), 12.0), 1e-12, "t of G - 1");
        }
    }
}

#[test]
fn too_few_blocks() {
    let columns = of_rows(45);
    let model = fitted(&columns, true);
    assert_eq!(blocks(&columns).len(), 9);
    assert_eq!((block_errors(&model, &blocks(&columns)), cross_validate(&model, &blocks(&columns), 10)), (None, None));
    let columns = of_rows(50);
    let model = fitted(&columns, true);
    assert!(block_errors(&model, &blocks(&columns)).is_some());
    assert_eq!(cross_validate(&model, &blocks(&columns), 10).unwrap().folds.len(), 10);
    assert_eq!(cross_validate(&model, &blocks(&columns), 30).unwrap().folds.len(), 10, "a fold has a block");
    assert_eq!(cross_validate(&model, &blocks(&columns), 1), None);
}

/// Columns that are nearly one: sums of blocks do not tell what the factor does.
#[test]
fn residuals_that_products_do_not_tell() {
    let mut columns = of_rows(60);
    let near: Vec<f64> = columns[1].iter().zip(&columns[2]).map(|(x, z)| x + 1e-6 * (z - 6.0).powi(2)).collect();
    columns.push(near);
    let model = fitted(&columns, true);
    assert!(model.coefficients[1].vif.unwrap() > 1e8);
    // A second sweep tells what products do not.
    columns.push(vec![3.0; 60]);
    let mut products = CrossProducts::new(5);
    products.push(&slices(&columns));
    assert_eq!(System::of_products(&products, true).conditioning(&[0, 1]), Conditioning::Good);
    assert_eq!(
        System::of_products(&products, true).conditioning(&[0, 1, 3]),
        Conditioning::Good,
        "constants do not count"
    );
    assert_eq!(System::of_products(&products, true).conditioning(&[0, 1, 2]), Conditioning::Poor);
    let mut factor = Factor::after(&products, true);
    factor.push(&slices(&columns));
    let again = fit(&factor.finish(), &singles(4), &[0, 1, 2]).unwrap();
    super::near(again.coefficients[3].coefficient, model.coefficients[3].coefficient, 1e-8, "coefficient");
    columns.pop();
    assert_eq!((block_errors(&model, &blocks(&columns)), cross_validate(&model, &blocks(&columns), 10)), (None, None));
}

/// A class that is in one block alone counts as the base where it is not known.
#[test]
fn a_class_of_one_fold() {
    let mut columns = of_rows(60);
    columns.push((0..60).map(|row| if (20..25).contains(&row) { 1.0 } else { 0.0 }).collect());
    let model = fitted(&columns, true);
    let found = cross_validate(&model, &blocks(&columns), 10).unwrap();
    let others: Vec<Vec<f64>> = columns
        .iter()
        .map(|column| column.iter().enumerate().filter(|(row, _)| row / 5 % 10 != 4).map(|(_, x)| *x).collect())
        .collect();
    let rows = 20..25usize;
    let plan = Plan::new(&fitted(&others[..3], true));
    let sse: f64 = rows
        .map(|row| {
            let mut predicted = [0.0];
            plan.predict(&[&columns[1][row..=row], &columns[2][row..=row]], &mut predicted);
            (columns[0][row] - predicted[0]).powi(2)
        })
        .sum();
    near(found.folds[4].sse, sse, 1e-9, "sse");
}

#[test]
fn codes_and_aspect() {
    let cells = [(3, 40), (1, 50), (-2, 50), (9, 29), (7, 0), (8, 1)];
    let levels = Levels::of(&cells, 30).unwrap();
    assert_eq!(levels, Levels { base: -2, codes: vec![1, 3], others: vec![8, 9] });
    assert_eq!((levels.dummies(), Levels::of(&[(1, 0)], 30), Levels::of(&[], 30)), (3, None, None));
    let alone = Levels::of(&[(4, 2)], 30).unwrap();
    assert_eq!((alone.base, alone.dummies()), (4, 0));
    let design = Design::new(vec![
        Source::Number { name: "dem".into() },
        Source::Factor { name: "lulc".into(), levels },
        Source::Factor { name: "one".into(), levels: alone },
        Source::Aspect,
    ]);
    let names: Vec<&str> = design.columns.iter().map(|column| &column.name[..]).collect();
    assert_eq!(names, ["dem", "lulc 1", "lulc 3", "lulc other", "northness", "eastness"]);
    assert_eq!(design.columns.iter().map(|column| column.term).collect::<Vec<_>>(), [0, 1, 1, 1, 2, 3]);
    assert_eq!(design.columns.iter().map(|column| column.source).collect::<Vec<_>>(), [0, 1, 1, 1, 3, 3]);
    assert_eq!(design.terms[1], Term { name: "lulc".into(), columns: 1..4, is_factor: true });
    let nan = f64::NAN;
    let dem = [7.0, nan, 1.0, 2.0, 3.0, 4.0];
    let lulc = [-2.0, 3.0, 9.0, 5.0, nan, 1.5];
    let aspect = [0.0, 90.0, -1.0, nan, 180.0, 270.0];
    let mut out = vec![vec![1.0; 99]; 6];
    design.fill(&[&dem, &lulc, &[4.0; 6], &aspect], &mut out);
    let expected = [
        dem,
        [0.0, 0.0, 0.0, nan, nan, nan],
        [0.0, 1.0, 0.0, nan, nan, nan],
        [0.0, 0.0, 1.0, nan, nan, nan],
        [1.0, 0.0, 0.0, nan, -1.0, 0.0],
        [0.0, 1.0, 0.0, nan, 0.0, -1.0],
    ];
    for (out, expected) in out.iter().zip(expected) {
        assert_eq!(out.len(), 6);
        for (out, expected) in out.iter().zip(expected) {
            assert!((out - expected).abs() < 1e-15 || out.is_nan() && expected.is_nan(), "{out} {expected}");
        }
    }
    // Predicted are cells of which all is known.
    let columns = vec![vec![1.0, 2.0, 4.0, 3.0], vec![0.0, 1.0, 2.0, 3.0]];
    let mut predicted = [0.0; 2];
    Plan::new(&fitted(&columns, true)).predict(&[&[nan, 1.0]], &mut predicted);
    assert!(predicted[0].is_nan() && (predicted[1] - 2.1).abs() < 1e-14);
}

#[test]
fn classes_that_determine_y() {
    let of = |y: &[f64], codes: &[i64]| {
        let mut sums = ClassSums::default();
        sums.push(Classed { y, codes });
        sums.finish()
    };
    let looked_up = of(&[5.1, 7.3, 5.1, 5.1], &[1, 2, 1, 3]);
    assert_eq!((looked_up.rows, looked_up.determined), (vec![(1, 2), (2, 1), (3, 1)], true));
    assert_eq!(looked_up.r2, Some(1.0));
    let other = of(&[1.0, 3.0, 6.0, 8.0], &[1, 1, 2, 2]);
    // Within 2 + 2, in all 12.25 + 2.25 + 2.25 + 12.25
    assert_eq!((other.r2, other.determined), (Some(1.0 - 4.0 / 29.0), false));
    let constant = of(&[2.0, 2.0], &[1, 2]);
    assert_eq!((constant.r2, constant.determined), (None, false));
}

#[test]
fn quantiles() {
    // R: qt(0.975, c(1, 4, 19, 143)), the last as limits of the reference have it
    for (degrees, expected) in
        [(1.0, 12.706204736432095), (4.0, 2.7764451051977987), (19.0, 2.093024054408263), (143.0, 1.976692197929)]
    {
        near(p_values::t_975(degrees), expected, 1e-9, "quantile");
    }
    for degrees in [3.0, 501.0, 520.0, 1e4] {
        near(p_values::two_sided_t(p_values::t_975(degrees), degrees), 0.05, 1e-11, "p of it");
    }
    near(p_values::t_975(1e9), 1.959963987, 1e-9, "normal");
    assert_eq!((p_values::upper_f(f64::INFINITY, 1.0, 2.0), p_values::upper_chi2(f64::INFINITY, 1.0)), (0.0, 0.0));
    near(p_values::two_sided_normal(1.959963984540054), 0.05, 1e-12, "normal");
}

/// Without an intercept a constant is a column more of Koenker's test, unless X holds one; where X all but holds one nothing is told.
#[test]
fn koenker_without_an_intercept() {
    let waves = |k: f64| (0..74).map(|i| (f64::from(i) * k).sin()).collect::<Vec<f64>>();
    let of = |spread: f64| {
        let x: Vec<f64> = waves(1.7).iter().map(|wave| 50.0 + spread * wave).collect();
        let y: Vec<f64> = x.iter().zip(waves(2.3)).zip(waves(0.9)).map(|((x, a), b)| 0.2 * x + a * (1.5 + b)).collect();
        let columns = [y, x];
        (swept(&fitted(&columns, false), &columns).koenker_bp, columns)
    };
    for (spread, relative) in [(1.0, 1e-9), (0.01, 1e-6)] {
        let (found, columns) = of(spread);
        // n R² of e² on 1 and X, by their correlation
        let slope = dot(&columns[0], &columns[1]) / dot(&columns[1], &columns[1]);
        let squares: Vec<f64> = columns[0].iter().zip(&columns[1]).map(|(y, x)| (y - slope * x).powi(2)).collect();
        let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
        let product = |a: &[f64], b: &[f64]| {
            let (p, q) = (mean(a), mean(b));
            a.iter().zip(b).map(|(a, b)| (a - p) * (b - q)).sum::<f64>()
        };
        let x = &columns[1];
        let r2 = product(&squares, x).powi(2) / (product(&squares, &squares) * product(x, x));
        near(found.unwrap().value, 74.0 * r2, relative, "n R²");
    }
    assert_eq!(of(1e-5).0, None);
    assert_eq!(of(0.0).0, None);
}

/// A class that lies in few blocks is fitted there, so that sums over blocks tell nothing of its error.
#[test]
fn coefficients_that_few_blocks_tell() {
    let x: Vec<f64> = (0..100).map(|i| f64::from(i * 7 % 13)).collect();
    let y: Vec<f64> = (0..100).map(|i| x[i] + f64::from(i as u32 * 5 % 11)).collect();
    let told = |rows: std::ops::Range<usize>| {
        // Twenty blocks of five rows
        let class: Vec<f64> = (0..100).map(|i| f64::from(u8::from(rows.contains(&i) && i % 5 < 3))).collect();
        let columns = vec![y.clone(), x.clone(), class];
        let model = fitted(&columns, true);
        let errors = block_errors(&model, &blocks(&columns)).unwrap();
        errors.iter().map(|error| error.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(told(40..45), [true, true, false]);
    assert_eq!(told(40..55), [true, true, false]);
    assert_eq!(told(40..80), [true, true, true]);
}
