//! Tables of the reference: every figure of models and their residuals.

use super::*;

pub(super) const PREDICTORS: [&str; 10] =
    ["savi", "ndvi", "gndvi", "dem", "mat", "map", "shei", "ai", "northness", "eastness"];

/// carbon and these columns
pub(super) fn table(names: &[&str]) -> Vec<Vec<f64>> {
    let all = Words::of(golden!("table.csv"));
    // Complete rows of all predictors, whichever are in the model
    let columns = all.columns(&[&["carbon"], &PREDICTORS[..]].concat());
    let at = |name: &str| PREDICTORS.iter().position(|own| *own == name).unwrap() + 1;
    [0].into_iter().chain(names.iter().map(|name| at(name))).map(|at| columns[at].clone()).collect()
}

pub(super) fn step(names: &[&str]) -> Vec<Vec<f64>> {
    Words::of(golden!("regression/step.csv")).columns(&[&["y"], names].concat())
}

fn check(columns: &[Vec<f64>], names: &[&str], model: &'static str, diagnostics: &'static str) {
    let all: Vec<usize> = (0..names.len()).collect();
    for (system, relative) in systems(columns, true).iter().zip([FIGURES, FIGURES]) {
        let fitted = fit(system, &singles(names.len()), &all).unwrap();
        let swept = swept(&fitted, columns);
        same_model(&fitted, names, Some(&swept), model, relative);
        same_diagnostics(&fitted, &swept, diagnostics, relative);
    }
}

/// A model and its diagnostics
macro_rules! model {
    ($tag:literal) => {
        [golden!(concat!("regression/", $tag, "_model.csv")), golden!(concat!("regression/", $tag, "_diagnostics.csv"))]
    };
}

#[test]
fn models_of_tables() {
    let check = |columns: fn(&[&str]) -> Vec<Vec<f64>>, [model, diagnostics]: [&'static str; 2]| {
        let names =
            Words::of(model).rows.iter().map(|row| row[0]).filter(|name| *name != "intercept").collect::<Vec<_>>();
        check(&columns(&names), &names, model, diagnostics);
    };
    for expected in [
        model!("table_all"),
        model!("table_vif10"),
        model!("table_vif5"),
        model!("table_vif10_forward"),
        model!("table_vif10_backward"),
        model!("table_vif10_stepwise"),
        model!("points"),
    ] {
        check(table, expected);
    }
    for expected in [
        model!("step5_forward"),
        model!("step5_backward"),
        model!("step5_stepwise"),
        model!("step8_forward"),
        model!("step8_backward"),
        model!("step8_stepwise"),
    ] {
        check(step, expected);
    }
}

/// A fit without a row tells what that row has.
#[test]
fn a_row_left_out() {
    let columns = table(&["savi", "dem", "shei"]);
    let model = fitted(&columns, true);
    let rows = Plan::new(&model).rows(&slices(&columns));
    let mut predicted = vec![0.0; columns[0].len()];
    Plan::new(&model).predict(&slices(&columns[1..]), &mut predicted);
    let total: f64 = rows.iter().map(|row| row.leverage).sum();
    near(total, model.count() as f64, 1e-12, "leverages add up to p");
    for row in [0, 17, 153] {
        let others: Vec<Vec<f64>> = columns
            .iter()
            .map(|column| column.iter().enumerate().filter(|(at, _)| *at != row).map(|(_, x)| *x).collect())
            .collect();
        let without = fitted(&others, true);
        let own = rows[row];
        near(own.predicted, predicted[row], 1e-13, "predicted");
        near(own.predicted + own.residual, columns[0][row], 1e-13, "observed");
        let mut elsewhere = [0.0];
        let x: Vec<Vec<f64>> = columns[1..].iter().map(|column| vec![column[row]]).collect();
        Plan::new(&without).predict(&slices(&x), &mut elsewhere);
        let left_out = columns[0][row] - elsewhere[0];
        near(own.residual / (1.0 - own.leverage), left_out, 1e-10, "residual of a row left out");
        near(own.standardised.unwrap(), own.residual / (model.fit.rmse * (1.0 - own.leverage).sqrt()), 1e-12, "own s");
        let s = without.fit.rmse;
        near(own.studentised.unwrap(), own.residual / (s * (1.0 - own.leverage).sqrt()), 1e-9, "s without it");
        // How far all predictions move
        let mut moved = vec![0.0; columns[0].len()];
        Plan::new(&without).predict(&slices(&columns[1..]), &mut moved);
        let squares: f64 = moved.iter().zip(&predicted).map(|(a, b)| (a - b).powi(2)).sum();
        let cook = squares / (model.count() as f64 * model.fit.rmse.powi(2));
        near(own.cooks_distance.unwrap(), cook, 1e-9, "Cook's distance");
    }
}
