//! Screening and selection, step by step.

use super::{
    tables::{PREDICTORS, step, table},
    *,
};
use crate::kernels::drivers::regression::{
    model::Coefficient,
    screening::screen,
    selection::{Method, Rule, select},
    steps::{Action, Stage, Step},
};

const FIVE: [&str; 5] = ["a1", "a2", "a3", "a4", "a5"];
const EIGHT: [&str; 8] = ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"];

fn rule(method: Method) -> Rule {
    Rule { method, p_enter: 0.05, p_remove: 0.10 }
}

fn sorted(columns: &[usize]) -> Vec<usize> {
    let mut columns = columns.to_vec();
    columns.sort_unstable();
    columns
}

fn words(names: &[&str], terms: &[usize]) -> String {
    terms.iter().map(|term| names[*term]).collect::<Vec<_>>().join(" ")
}

fn near_option(found: Option<f64>, expected: Option<f64>, relative: f64, what: &str) {
    assert_eq!(found.is_some(), expected.is_some(), "{what}: {found:?}, not {expected:?}");
    if let (Some(found), Some(expected)) = (found, expected) {
        near(found, expected, relative, what);
    }
}

/// Candidates by name, of all columns; the path of the reference.
fn same_path(columns: &[Vec<f64>], names: &[&str], candidates: &[&str], method: Method, expected: &'static str) {
    let own: Vec<usize> = candidates.iter().map(|name| names.iter().position(|n| n == name).unwrap()).collect();
    let table = Words::of(expected);
    for system in systems(columns, true) {
        let selected = select(&system, &singles(names.len()), &own, rule(method));
        assert_eq!(selected.steps.len(), table.rows.len(), "{:#?}", selected.steps);
        for (row, step) in selected.steps.iter().enumerate() {
            let number = |column: &str| table.number(row, column);
            let what = |column: &str| format!("row {row} {column}");
            let action = match (step.stage, step.action, step.term) {
                (Stage::Singular, Action::Remove, Some(_)) => "tolerance",
                (Stage::Selection, Action::Enter, None) => "enter all",
                (Stage::Selection, Action::Enter, Some(_)) => "enter",
                (Stage::Selection, Action::Remove, Some(_)) => "remove",
                _ => panic!("{step:?}"),
            };
            assert_eq!(f64::from(step.step), number("step").unwrap(), "{}", what("step"));
            assert_eq!(action, table.text(row, "action"), "{}", what("action"));
            assert_eq!(step.term.map_or("", |term| names[term]), table.text(row, "variable"), "{}", what("variable"));
            assert_eq!(words(names, &step.in_model), table.text(row, "in_model"), "{}", what("in_model"));
            near_option(step.f, number("f"), FIGURES, &what("f"));
            assert_eq!(step.p.is_some(), number("p").is_some());
            if let (Some(found), Some(expected)) = (step.p, number("p")) {
                near_p(found, expected, &what("p"));
            }
            // One more column alone has a VIF of 1 over its tolerance, and none where it leaves.
            let own = Some(step).filter(|step| step.action == Action::Enter).and_then(|step| step.term);
            let vif = own.map(|own| {
                let model = fit(&system, &singles(names.len()), &sorted(&step.in_model)).unwrap();
                let of = |coefficient: &&Coefficient| coefficient.column == Some(own);
                model.coefficients.iter().find(of).unwrap().vif.unwrap()
            });
            if step.stage == Stage::Selection {
                near_option(step.vif, vif, 1e-12, &what("vif"));
            }
            near_option(step.r2, number("r2"), FIGURES, &what("r2"));
            near_option(step.r2_adj, number("r2_adj"), FIGURES, &what("r2_adj"));
            near_option(step.rmse, number("residual_se"), FIGURES, &what("rmse"));
        }
    }
}

/// Those that are left by a limit of 10
const LEFT: [&str; 8] = ["ndvi", "gndvi", "dem", "mat", "shei", "ai", "northness", "eastness"];

macro_rules! path {
    ($tag:literal) => {
        golden!(concat!("regression/", $tag, ".csv"))
    };
}

#[test]
fn paths_of_tables() {
    for (method, path) in [
        (Method::Forward, path!("table_vif10_forward")),
        (Method::Backward, path!("table_vif10_backward")),
        (Method::Stepwise, path!("table_vif10_stepwise")),
    ] {
        same_path(&table(&PREDICTORS), &PREDICTORS, &LEFT, method, path);
    }
    for (method, path) in [
        (Method::Forward, path!("step5_forward")),
        (Method::Backward, path!("step5_backward")),
        (Method::Stepwise, path!("step5_stepwise")),
    ] {
        same_path(&step(&FIVE), &FIVE, &FIVE, method, path);
    }
    for (method, path) in [
        (Method::Forward, path!("step8_forward")),
        (Method::Backward, path!("step8_backward")),
        (Method::Stepwise, path!("step8_stepwise")),
    ] {
        same_path(&step(&EIGHT), &EIGHT, &EIGHT, method, path);
    }
}

/// Rows of (step, what, variable, vif) as the reference has them: those of a round, then the one that leaves.
fn rounds(steps: &[Step], names: &[&str]) -> Vec<(u32, &'static str, String, Option<f64>)> {
    let mut rows = Vec::new();
    for step in steps {
        let name = names[step.term.unwrap()].to_owned();
        match step.stage {
            Stage::Constant => rows.push((step.step, "constant", name, None)),
            Stage::Singular => rows.push((step.step, "infinite", name, Some(f64::INFINITY))),
            _ => rows.push((step.step, "vif", name, step.vif)),
        }
    }
    let left = steps.iter().filter(|step| step.stage == Stage::Vif && step.action == Action::Remove);
    rows.extend(left.map(|step| (step.step, "remove", names[step.term.unwrap()].to_owned(), step.vif)));
    rows.sort_by_key(|row| row.0);
    rows
}

fn same_rounds(columns: &[Vec<f64>], names: &[&str], limit: f64, left: &[&str], expected: &'static str) {
    let table = Words::of(expected);
    for (system, relative) in systems(columns, true).iter().zip([FIGURES, FIGURES]) {
        let screened = screen(system, &singles(names.len()), Some(limit));
        let rows = rounds(&screened.steps, names);
        assert_eq!(rows.len(), table.rows.len(), "{rows:?}");
        for (row, (step, what, name, vif)) in rows.into_iter().enumerate() {
            assert_eq!(f64::from(step), table.number(row, "step").unwrap());
            assert_eq!((what, &name[..]), (table.text(row, "what"), table.text(row, "variable")), "row {row}");
            near_option(vif, table.number(row, "vif"), relative, &format!("{name} {step}"));
        }
        assert_eq!(words(names, &screened.kept), left.join(" "));
        assert_eq!(screened.columns, screened.kept, "a column for each term");
    }
}

#[test]
fn inflation() {
    let all = table(&PREDICTORS);
    same_rounds(&all, &PREDICTORS, 10.0, &LEFT, golden!("regression/table_vif10.csv"));
    let left: Vec<&str> = LEFT.iter().copied().filter(|name| *name != "dem").collect();
    same_rounds(&all, &PREDICTORS, 5.0, &left, golden!("regression/table_vif5.csv"));
    same_rounds(&step(&EIGHT), &EIGHT, 10.0, &["a2", "a3", "a4", "a5"], golden!("regression/step_vif10.csv"));
}

#[test]
fn of_two_alike_the_later_leaves() {
    let columns = [vec![1.0, 3.0, 2.0, 5.0], vec![1.0, 2.0, 3.0, 4.0], vec![1.0, 2.0, 3.0, 4.1]];
    for order in [[1, 2], [2, 1]] {
        let [system, _] = systems(&[0, order[0], order[1]].map(|at| columns[at].clone()), true);
        let screened = screen(&system, &singles(2), Some(10.0));
        assert_eq!(screened.kept, [0]);
        assert_eq!(
            screened.steps.iter().map(|step| step.action).collect::<Vec<_>>(),
            [Action::Keep, Action::Remove, Action::Keep]
        );
        // 1 / (1 - r²) of the two
        let r = {
            let (x, y) = (&columns[1], &columns[2]);
            let (a, b) = (x.iter().sum::<f64>() / 4.0, y.iter().sum::<f64>() / 4.0);
            let sum = |f: &dyn Fn(usize) -> f64| (0..4).map(f).sum::<f64>();
            sum(&|i| (x[i] - a) * (y[i] - b)) / (sum(&|i| (x[i] - a).powi(2)) * sum(&|i| (y[i] - b).powi(2))).sqrt()
        };
        near(screened.steps[0].vif.unwrap(), 1.0 / (1.0 - r * r), 1e-9, "vif");
        assert_eq!(screened.steps[2].vif, Some(1.0));
        // No limit
        assert_eq!(screen(&system, &singles(2), None).steps, []);
    }
}

/// A factor of three classes: one F of two degrees of freedom, and one inflation.
#[test]
fn a_factor_is_one_term() {
    let class = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 1, 2];
    let dummy = |of: usize| class.iter().map(|own| f64::from(u8::from(*own == of))).collect::<Vec<f64>>();
    let x: Vec<f64> = (0..12).map(|i| ((i * 7) % 5) as f64 + class[i] as f64).collect();
    let y: Vec<f64> = (0..12).map(|i| [1.0, 4.0, 9.0][class[i]] + ((i * 5) % 3) as f64 * 0.5).collect();
    let columns = vec![y, dummy(1), dummy(2), x];
    let terms = vec![
        Term { name: "class".into(), columns: 0..2, is_factor: true },
        Term { name: "x".into(), columns: 2..3, is_factor: false },
    ];
    let [system, _] = systems(&columns, true);
    let selected = select(&system, &terms, &[0, 1, 2], rule(Method::Forward));
    let both = fit(&system, &terms, &[0, 1]).unwrap();
    let first = &selected.steps[0];
    assert_eq!((first.term, &first.in_model[..]), (Some(0), &[0][..]));
    near(first.f.unwrap(), both.fit.f.unwrap(), 1e-12, "F of the group");
    near(first.p.unwrap(), both.fit.f_p.unwrap(), 1e-12, "p with its degrees of freedom");
    assert_eq!(selected.columns[..2], [0, 1]);
    near(first.vif.unwrap(), 1.0, 1e-12, "alone in the model");
    // GVIF = det R11 det R22 / det R of correlations; of one column against the group it is the VIF.
    let all = fit(&system, &terms, &[0, 1, 2]).unwrap();
    let vif = all.coefficients[3].vif.unwrap();
    let gvif = all.coefficients[1].vif.unwrap();
    near(gvif, vif.powf(0.25), 1e-12, "GVIF^(1 / 4)");
    assert_eq!(all.coefficients[2].vif, Some(gvif));
    let screened = screen(&system, &terms, Some(vif.sqrt() * 0.99));
    let leaves = screened.steps.iter().find(|step| step.action == Action::Remove).unwrap();
    assert_eq!((leaves.term, screened.columns), (Some(1), vec![0, 1]), "the group is held to the limit by its square");
    // A dummy that is no class leaves alone.
    let columns = vec![columns[0].clone(), dummy(1), dummy(7), columns[3].clone()];
    let screened = screen(&systems(&columns, true)[0], &terms, None);
    assert_eq!((screened.steps[0].stage, screened.steps[0].column), (Stage::Constant, Some(1)));
    assert_eq!((screened.kept, screened.columns), (vec![0, 1], vec![0, 2]));
}

/// Sums of three, as one term: each is told by three others, which each are told by it and the two.
#[test]
fn a_term_of_several_columns_is_held_to_the_limit() {
    let mut random = crate::kernels::stats::random::stream(5, 0);
    let mut column = || (0..60).map(|_| rand::RngExt::random::<f64>(&mut random) - 0.5).collect::<Vec<f64>>();
    let x: Vec<Vec<f64>> = (0..9).map(|_| column()).collect();
    let x = &x;
    let sum = |first: usize| (0..60).map(move |row| x[first][row] + x[first + 1][row] + x[first + 2][row]);
    let group = |first: usize, noise: usize| sum(first).zip(&x[noise]).map(|(a, b)| a + 0.3 * b).collect::<Vec<f64>>();
    let columns = [&[x[0].clone(), group(0, 6), group(3, 7)], &x[..6]].concat();
    let mut terms = vec![Term { name: "group".into(), columns: 0..2, is_factor: true }];
    terms.extend((2..8).map(|at| Term { name: format!("x{at}"), columns: at..at + 1, is_factor: false }));
    let [system, _] = systems(&columns, true);
    let steps = screen(&system, &terms, Some(1e9)).steps;
    let largest = steps[1..].iter().map(|step| step.vif.unwrap()).fold(0.0, f64::max);
    let group = steps[0].vif.unwrap();
    assert!(group < largest && group * group > 1.1 * largest, "{group} {largest}");
    let screened = screen(&system, &terms, Some(1.05 * largest));
    assert_eq!(screened.columns, [2, 3, 4, 5, 6, 7]);
}
