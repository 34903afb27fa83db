//! In the order of the house: nothing and little, arithmetic, laws of accumulators, then figures of others (tests/golden/statistics).

mod laws;
mod little;
mod moran;
mod nist;
mod paths;
mod raster;
mod tables;

use super::{
    design::{Design, Source, Term},
    factor::Factor,
    model::{Model, fit},
    plan::Plan,
    second_sweep::{FittedRows, ResidualFigures, SecondSweep},
    system::System,
};
use crate::kernels::{Accumulator, drivers::cross_products::CrossProducts};

macro_rules! golden {
    ($name:expr) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/statistics/", $name))
    };
}
use golden;

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(|column| &column[..]).collect()
}

/// A term for each column of X.
fn singles(count: usize) -> Vec<Term> {
    let number = |at: usize| Source::Number { name: format!("x{at}") };
    Design::new((0..count).map(number).collect()).terms
}

/// Of Y, X…, by the factor and by cross products.
fn systems(columns: &[Vec<f64>], intercept: bool) -> [System; 2] {
    let mut products = CrossProducts::new(columns.len());
    products.push(&slices(columns));
    [Factor::of_columns(&slices(columns), intercept).finish(), System::of_products(&products, intercept)]
}

/// Of all of X.
fn fitted(columns: &[Vec<f64>], intercept: bool) -> Model {
    let [system, _] = systems(columns, intercept);
    let all: Vec<usize> = (0..columns.len() - 1).collect();
    fit(&system, &singles(all.len()), &all).unwrap()
}

/// Of Y, X… of the design.
fn swept(model: &Model, columns: &[Vec<f64>]) -> ResidualFigures {
    let plan = Plan::new(model);
    let mut sweep = SecondSweep::default();
    sweep.push(FittedRows { plan: &plan, columns: &slices(columns) });
    assert_eq!(sweep.rows(), columns[0].len() as u64);
    sweep.figures(&plan)
}

/// A table of words: its head, and its lines.
struct Words {
    head: Vec<&'static str>,
    rows: Vec<Vec<&'static str>>,
}

impl Words {
    fn of(text: &'static str) -> Words {
        let split = |line: &'static str| line.split(',').map(str::trim).collect::<Vec<_>>();
        let mut lines = text.lines().filter(|line| !line.is_empty()).map(split);
        Words { head: lines.next().expect("a head"), rows: lines.collect() }
    }

    fn at(&self, column: &str) -> usize {
        self.head.iter().position(|name| *name == column).unwrap_or_else(|| panic!("no {column}"))
    }

    fn text(&self, row: usize, column: &str) -> &'static str {
        self.rows[row][self.at(column)]
    }

    fn number(&self, row: usize, column: &str) -> Option<f64> {
        let word = self.text(row, column);
        (!word.is_empty()).then(|| word.parse().unwrap_or_else(|_| panic!("{word} is no number")))
    }

    /// The row that has this word in the first column
    fn row(&self, name: &str) -> usize {
        self.rows.iter().position(|row| row[0] == name).unwrap_or_else(|| panic!("no {name}"))
    }

    /// Of a table of statistic, value
    fn value(&self, name: &str) -> f64 {
        self.number(self.row(name), "value").expect("a value")
    }

    /// Columns of rows in which all of them are there.
    fn columns(&self, names: &[&str]) -> Vec<Vec<f64>> {
        let row = |row: usize| names.iter().map(|name| self.number(row, name)).collect::<Option<Vec<f64>>>();
        let rows: Vec<Vec<f64>> = (0..self.rows.len()).filter_map(row).collect();
        (0..names.len()).map(|at| rows.iter().map(|row| row[at]).collect()).collect()
    }
}

#[track_caller]
fn near(found: f64, expected: f64, relative: f64, what: &str) {
    let off = (found - expected).abs() / expected.abs().max(f64::MIN_POSITIVE);
    assert!(off <= relative || found == expected, "{what}: {found:e}, not {expected:e} (off by {off:e})");
}

const FIGURES: f64 = 1e-9;
const OF_P: f64 = 1e-8;

/// A p of others, which may be given as 0, or with few digits below the least normal number.
#[track_caller]
fn near_p(found: f64, expected: f64, what: &str) {
    let is_tiny = expected < 1e-300 && found < 1e-300;
    assert!(is_tiny || (found - expected).abs() <= OF_P * expected, "{what}: p {found:e}, not {expected:e}");
}

/// The rows of a model, by name; HC3 where it is given.
fn same_model(model: &Model, names: &[&str], swept: Option<&ResidualFigures>, expected: &'static str, relative: f64) {
    let table = Words::of(expected);
    assert_eq!(table.rows.len(), model.count());
    for (at, own) in model.coefficients.iter().enumerate() {
        let name = own.column.map_or("intercept", |column| names[column]);
        let row = table.row(name);
        let of = |column: &str| table.number(row, column).unwrap();
        let what = |column: &str| format!("{name} {column}");
        near(own.coefficient, of("coefficient"), relative, &what("coefficient"));
        near(own.se, of("se"), relative, &what("se"));
        near(own.t.unwrap(), of("t"), relative, &what("t"));
        near_p(own.p.unwrap(), of("p"), &what("p"));
        near(own.ci95[0], of("ci95_low"), relative, &what("low"));
        near(own.ci95[1], of("ci95_high"), relative, &what("high"));
        if own.column.is_some() {
            near(own.beta.unwrap(), of("beta"), relative, &what("beta"));
            near(own.partial_r.unwrap(), of("partial_r"), relative, &what("partial r"));
            near(own.vif.unwrap(), of("vif"), relative, &what("vif"));
        } else {
            assert_eq!((own.beta, own.partial_r, own.vif), (None, None, None));
        }
        if let Some(swept) = swept {
            let hc3 = &swept.hc3.as_ref().unwrap()[at];
            assert_eq!(hc3.column, own.column);
            near(hc3.se, of("se_hc3"), relative, &what("hc3"));
            near(hc3.t.unwrap(), of("t_hc3"), relative, &what("t of hc3"));
            near_p(hc3.p.unwrap(), of("p_hc3"), &what("p of hc3"));
        }
    }
}

fn same_diagnostics(model: &Model, swept: &ResidualFigures, expected: &'static str, relative: f64) {
    let table = Words::of(expected);
    let fit = &model.fit;
    assert_eq!((model.rows as f64, model.columns.len() as f64), (table.value("n"), table.value("predictors")));
    let koenker = swept.koenker_bp.unwrap();
    let jarque = swept.jarque_bera.unwrap();
    for (name, found) in [
        ("r2", fit.r2.unwrap()),
        ("r2_adj", fit.r2_adj.unwrap()),
        ("residual_se", fit.rmse),
        ("rss", fit.rss),
        ("tss", fit.tss),
        ("f", fit.f.unwrap()),
        ("loglik", fit.log_likelihood.unwrap()),
        ("aic", fit.aic.unwrap()),
        ("aicc", fit.aicc.unwrap()),
        ("bic", fit.bic.unwrap()),
        ("condition_number", fit.condition_number.unwrap()),
        ("press", swept.press.unwrap()),
        ("r2_pred", swept.r2_pred.unwrap()),
        ("durbin_watson", swept.durbin_watson.unwrap()),
        ("skewness", swept.skewness.unwrap()),
        ("kurtosis", swept.kurtosis.unwrap()),
        ("jarque_bera", jarque.value),
        ("koenker_bp", koenker.value),
    ] {
        near(found, table.value(name), relative, name);
    }
    near_p(fit.f_p.unwrap(), table.value("f_p"), "f");
    near_p(jarque.p, table.value("jarque_bera_p"), "jarque_bera");
    near_p(koenker.p, table.value("koenker_bp_p"), "koenker_bp");
    assert_eq!(swept.leverage_one, 0);
}
