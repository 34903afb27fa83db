//! Figures of R, SciPy and arithmetic in 50 digits: see tests/golden/statistics. To 1e-9 of each, p to 1e-8.

use super::{
    Missing,
    correlation::{Correlation, correlation},
    effective_n::{Classes, Columns, Effective, Places, effective_n},
    pair_products::{PairProducts, PairSums},
    ranks::{Order, rank_products},
};
use crate::kernels::Accumulator;
use std::collections::HashMap;

macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/statistics/", $name))
    };
}

/// A table by the names of its columns; NaN where nothing stands.
struct Table {
    names: Vec<&'static str>,
    rows: Vec<Vec<&'static str>>,
}

impl Table {
    fn new(text: &'static str) -> Table {
        let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
        Table { names: lines.next().unwrap(), rows: lines.collect() }
    }

    fn at(&self, name: &str) -> usize {
        self.names.iter().position(|n| *n == name).unwrap_or_else(|| panic!("{name} in {:?}", self.names))
    }

    fn words(&self, name: &str) -> Vec<&'static str> {
        let at = self.at(name);
        self.rows.iter().map(|row| row[at]).collect()
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        let number = |word: &str| if word.is_empty() { f64::NAN } else { word.parse().unwrap() };
        self.words(name).into_iter().map(number).collect()
    }
}

/// Variables with where they are.
struct Data {
    names: Vec<&'static str>,
    columns: Vec<Vec<f64>>,
    places: Where,
}

enum Where {
    Grid(usize, usize),
    Points(Vec<[f64; 2]>),
}

impl Data {
    fn table() -> Data {
        let table = Table::new(golden!("table.csv"));
        let names = table.names[3..].to_vec();
        let columns = names.iter().map(|name| table.numbers(name)).collect();
        let points = table.numbers("east").into_iter().zip(table.numbers("north")).map(|(e, n)| [e, n]).collect();
        Data { names, columns, places: Where::Points(points) }
    }

    /// Every so-manieth row and column of the raster, from one on.
    fn raster(from: usize, step: usize) -> Data {
        let table = Table::new(golden!("raster.csv"));
        let names = table.names[2..].to_vec();
        let (rows, across) = ((47 - from).div_ceil(step), (61 - from).div_ceil(step));
        let at = table.numbers("row").into_iter().zip(table.numbers("column")).map(|(r, c)| (r as usize, c as usize));
        let at: Vec<(usize, usize)> = at.collect();
        // Shortest digits of 32 bits
        let number = |word: &str| if word.is_empty() { f64::NAN } else { word.parse::<f32>().unwrap().into() };
        let column = |name: &&'static str| {
            let mut values = vec![f64::NAN; rows * across];
            for ((row, column), word) in at.iter().zip(table.words(name)) {
                if *row >= from && *column >= from && (row - from) % step == 0 && (column - from) % step == 0 {
                    values[(row - from) / step * across + (column - from) / step] = number(word);
                }
            }
            values
        };
        let columns = names.iter().map(column).collect();
        Data { names, columns, places: Where::Grid(rows, across) }
    }

    fn places(&self, side: f64) -> Places<'_> {
        match &self.places {
            Where::Grid(rows, columns) => Places::Grid { rows: *rows, columns: *columns, sides: (side, side) },
            Where::Points(points) => Places::Points(points),
        }
    }

    fn slices(&self) -> Vec<&[f64]> {
        self.columns.iter().map(Vec::as_slice).collect()
    }

    fn orders(&self) -> Vec<Order> {
        self.columns.iter().map(|column| Order::of(column, &|| true).unwrap()).collect()
    }

    fn pairs(&self, table: &Table) -> Vec<(usize, usize)> {
        let at = |name: &str| self.names.iter().position(|n| *n == name).unwrap();
        table.words("var_a").into_iter().zip(table.words("var_b")).map(|(a, b)| (at(a), at(b))).collect()
    }

    fn sums(&self, pairs: &[(usize, usize)], ranks: bool, missing: Missing) -> Vec<PairSums> {
        if ranks {
            return rank_products(&self.orders(), pairs, missing, &|| true).unwrap();
        }
        let mut products = PairProducts::new(self.columns.len());
        products.push(&self.slices());
        let of = |(x, y): &(usize, usize)| match missing {
            Missing::Pairwise => products.pair(*x, *y),
            Missing::Listwise => PairSums::of(products.complete(), *x, *y),
        };
        pairs.iter().map(of).collect()
    }

    fn tested(&self, table: &Table, ranks: bool, missing: Missing, classes: Classes, side: f64) -> Vec<Effective> {
        let (slices, orders) = (self.slices(), self.orders());
        let columns = if ranks { Columns::Ranks(&orders) } else { Columns::Values(&slices) };
        effective_n(self.places(side), columns, &self.pairs(table), missing, classes, &|| true).unwrap()
    }
}

fn assert_close(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance * expected.abs(), "{what}: {found:e} for {expected:e}");
}

/// What is less than 1e-300 is 0 here.
fn assert_p(found: f64, expected: f64, what: &str) {
    if expected < 1e-300 { assert_eq!(found, 0.0, "{what}") } else { assert_close(found, expected, 1e-8, what) }
}

fn assert_correlations(data: &Data, text: &'static str, ranks: bool, missing: Missing) {
    let table = Table::new(text);
    let sums = data.sums(&data.pairs(&table), ranks, missing);
    let [r, n, t, p] = ["r", "n", "t", "p"].map(|name| table.numbers(name));
    for (k, sums) in sums.iter().enumerate() {
        let what = format!("{} {}", table.rows[k][0], table.rows[k][1]);
        let found: Correlation = correlation(sums).unwrap_or_else(|| panic!("{what}: nothing"));
        assert_eq!(sums.n as f64, n[k], "{what}");
        assert_close(found.r, r[k], 1e-9, &what);
        assert_close(found.t, t[k], 1e-9, &what);
        assert_p(found.p, p[k], &what);
    }
}

fn assert_effective(data: &Data, text: &'static str, ranks: bool, missing: Missing, classes: Classes, side: f64) {
    let table = Table::new(text);
    let [r, n, effective, p] = ["r", "n", "n_effective", "p_effective"].map(|name| table.numbers(name));
    for (k, tested) in data.tested(&table, ranks, missing, classes, side).iter().enumerate() {
        let what = format!("{} {}", table.rows[k][0], table.rows[k][1]);
        let found = tested.found.as_ref().unwrap_or_else(|| panic!("{what}: nothing"));
        assert_eq!(tested.n as f64, n[k], "{what}");
        assert_close(found.r, r[k], 1e-9, &what);
        assert_close(found.n_effective.unwrap(), effective[k], 1e-9, &what);
        assert_p(found.p.expect("p"), p[k], &what);
        if table.names.contains(&"classes") {
            assert_eq!(found.classes.len() as f64, table.numbers("classes")[k], "{what}");
        }
        if table.names.contains(&"class_width") {
            let class = found.classes[0];
            assert_close(class.upper / class.number as f64, table.numbers("class_width")[k], 1e-12, &what);
        }
    }
}

const THIRTEEN: Classes = Classes::Equal(13);

#[test]
fn correlations_of_a_table() {
    let data = Data::table();
    assert_correlations(&data, golden!("table_pearson_pairwise.csv"), false, Missing::Pairwise);
    assert_correlations(&data, golden!("table_pearson_listwise.csv"), false, Missing::Listwise);
    assert_correlations(&data, golden!("table_spearman_pairwise.csv"), true, Missing::Pairwise);
    assert_correlations(&data, golden!("table_spearman_listwise.csv"), true, Missing::Listwise);
}

#[test]
fn correlations_of_rasters() {
    let data = Data::raster(0, 1);
    assert_correlations(&data, golden!("raster_correlation_pearson_pairwise.csv"), false, Missing::Pairwise);
    assert_correlations(&data, golden!("raster_correlation_pearson_listwise.csv"), false, Missing::Listwise);
    assert_correlations(&data, golden!("raster_correlation_spearman_pairwise.csv"), true, Missing::Pairwise);
    assert_correlations(&data, golden!("raster_correlation_spearman_listwise.csv"), true, Missing::Listwise);
    let every_third = Data::raster(1, 3);
    let expected = golden!("raster_regular3_correlation_pearson_listwise.csv");
    assert_correlations(&every_third, expected, false, Missing::Listwise);
}

#[test]
fn effective_n_of_points() {
    let (data, pairwise) = (Data::table(), Missing::Pairwise);
    assert_effective(&data, golden!("table_dutilleul_pairwise.csv"), false, pairwise, THIRTEEN, 0.0);
    let spacing = golden!("table_dutilleul_pairwise_spacing.csv");
    assert_effective(&data, spacing, false, pairwise, Classes::Automatic, 0.0);
}

#[test]
fn effective_n_of_rasters() {
    let data = Data::raster(0, 1);
    let of = |text, ranks, missing, classes| assert_effective(&data, text, ranks, missing, classes, 30.0);
    of(golden!("raster_correlation_pearson_pairwise.csv"), false, Missing::Pairwise, THIRTEEN);
    of(golden!("raster_correlation_pearson_listwise.csv"), false, Missing::Listwise, THIRTEEN);
    of(golden!("raster_correlation_spearman_pairwise.csv"), true, Missing::Pairwise, THIRTEEN);
    of(golden!("raster_correlation_spearman_listwise.csv"), true, Missing::Listwise, THIRTEEN);
    let two_cells = [
        golden!("raster_correlation_pearson_pairwise_width2cells.csv"),
        golden!("raster_correlation_spearman_pairwise_width2cells.csv"),
    ];
    of(two_cells[0], false, Missing::Pairwise, Classes::Automatic);
    of(two_cells[1], true, Missing::Pairwise, Classes::Automatic);
    let every_third = golden!("raster_regular3_correlation_pearson_listwise.csv");
    assert_effective(&Data::raster(1, 3), every_third, false, Missing::Listwise, THIRTEEN, 90.0);
}

#[test]
fn classes_of_rasters() {
    let data = Data::raster(0, 1);
    let table = Table::new(golden!("raster_dutilleul_classes_pairwise.csv"));
    let mut rows: HashMap<(usize, usize), Vec<[f64; 5]>> = HashMap::new();
    let numbers = ["class", "upper_bound", "pairs", "moran_a", "moran_b"].map(|name| table.numbers(name));
    for (k, pair) in data.pairs(&table).into_iter().enumerate() {
        rows.entry(pair).or_default().push([0, 1, 2, 3, 4].map(|column| numbers[column][k]));
    }
    let pairs: Vec<(usize, usize)> = rows.keys().copied().collect();
    let slices = data.slices();
    let found = effective_n(data.places(30.0), Columns::Values(&slices), &pairs, Missing::Pairwise, THIRTEEN, &|| true);
    for (pair, found) in pairs.iter().zip(found.unwrap()) {
        let found = found.found.unwrap();
        assert_eq!(found.classes.len(), rows[pair].len());
        for ((class, moran), expected) in found.classes.iter().zip(&found.moran).zip(&rows[pair]) {
            assert_eq!((class.number as f64, class.pairs as f64), (expected[0], expected[2]));
            assert_close(class.upper, expected[1], 1e-12, "bound");
            // I is 0 somewhere
            (0..2).for_each(|k| assert!((moran[k] - expected[3 + k]).abs() < 1e-10, "{moran:?} {expected:?}"));
        }
    }
}
