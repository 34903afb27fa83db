//! A map of 61 x 47 cells with holes: figures of all cells and of a regular sample.

use super::{
    moran::{Grid, near_moran},
    *,
};
use crate::kernels::drivers::regression::{
    block_errors::block_errors,
    block_sums::{BlockRows, BlockSums, Blocks},
    cross_validation::cross_validate,
};

const PREDICTORS: [&str; 5] = ["savi", "gndvi", "dem", "shei", "ai"];

struct Cells {
    /// Row and column on the map
    places: Vec<[usize; 2]>,
    /// carbon and predictors
    columns: Vec<Vec<f64>>,
}

fn cells() -> Cells {
    let table = Words::of(golden!("raster.csv"));
    let names = [&["row", "column", "carbon"], &PREDICTORS[..]].concat();
    // Cells are 32-bit numbers, of which these are the shortest words.
    let single = |column: &Vec<f64>| column.iter().map(|x| f64::from(*x as f32)).collect();
    let columns = table.columns(&names);
    let place = |(row, col): (&f64, &f64)| [*row as usize, *col as usize];
    Cells {
        places: columns[0].iter().zip(&columns[1]).map(place).collect(),
        columns: columns[2..].iter().map(single).collect(),
    }
}

impl Cells {
    fn every(&self, stride: usize, start: usize) -> Cells {
        let is_in = |place: &[usize; 2]| place.iter().all(|at| at % stride == start);
        let rows: Vec<usize> = (0..self.places.len()).filter(|at| is_in(&self.places[*at])).collect();
        Cells {
            places: rows.iter().map(|at| self.places[*at].map(|at| at / stride)).collect(),
            columns: self.columns.iter().map(|column| rows.iter().map(|at| column[*at]).collect()).collect(),
        }
    }

    fn grid(&self, width: usize, height: usize) -> Grid {
        let mut grid = Grid {
            width,
            columns: vec![vec![f64::NAN; width * height]; self.columns.len()],
            complete: vec![false; width * height],
        };
        for (at, [row, col]) in self.places.iter().enumerate() {
            let cell = row * width + col;
            grid.complete[cell] = true;
            grid.columns.iter_mut().zip(&self.columns).for_each(|(into, column)| into[cell] = column[at]);
        }
        grid
    }

    /// Sums by blocks of so many cells a side, pushed in parts.
    fn blocks(&self, side: usize, part: usize) -> Blocks {
        let across = 61usize.div_ceil(side);
        let number = |[row, col]: &[usize; 2]| (row / side * across + col / side) as u32;
        let numbers: Vec<u32> = self.places.iter().map(number).collect();
        let mut whole = BlockSums::new(self.columns.len());
        for start in (0..numbers.len()).step_by(part) {
            let range = start..(start + part).min(numbers.len());
            let mut sums = BlockSums::new(self.columns.len());
            let columns: Vec<&[f64]> = self.columns.iter().map(|column| &column[range.clone()]).collect();
            sums.push(BlockRows { columns: &columns, blocks: &numbers[range] });
            whole.merge(sums);
        }
        whole.finish()
    }

    fn model(&self) -> Model {
        let [_, system] = systems(&self.columns, true);
        fit(&system, &singles(5), &[0, 1, 2, 3, 4]).unwrap()
    }
}

#[test]
fn all_cells() {
    let cells = cells();
    let blocks = cells.blocks(10, 700);
    let system = System::of_products(&blocks.total(), true);
    let model = fit(&system, &singles(5), &[0, 1, 2, 3, 4]).unwrap();
    let swept = swept(&model, &cells.columns);
    same_model(&model, &PREDICTORS, Some(&swept), golden!("raster/all_cells_model.csv"), FIGURES);
    same_diagnostics(&model, &swept, golden!("raster/all_cells_diagnostics.csv"), FIGURES);

    let rows = Plan::new(&model).rows(&slices(&cells.columns));
    let table = Words::of(golden!("raster/all_cells_predicted.csv"));
    assert!(table.rows.len() > 100);
    for row in 0..table.rows.len() {
        let number = |column: &str| table.number(row, column).unwrap();
        let place = [number("row") as usize, number("col") as usize];
        let at = cells.places.iter().position(|own| *own == place).unwrap();
        near(rows[at].predicted, number("predicted"), FIGURES, "predicted");
        assert!((rows[at].residual - number("residual")).abs() < 1e-9 * number("predicted").abs());
    }
}

#[test]
fn errors_of_blocks() {
    let cells = cells();
    let model = cells.model();
    let table = Words::of(golden!("raster/all_cells_cluster10.csv"));
    // Smaller base blocks, merged
    let small = cells.blocks(5, 1000);
    let (across, larger) = (61u32.div_ceil(5), 61u32.div_ceil(10));
    let merged = small.merged(|number| number / across / 2 * larger + number % across / 2);
    let direct = cells.blocks(10, 10_000);
    assert_eq!(merged.numbers().collect::<Vec<_>>(), direct.numbers().collect::<Vec<_>>());
    for blocks in [direct, merged] {
        let errors = block_errors(&model, &blocks).unwrap();
        for (error, own) in errors.iter().zip(&model.coefficients) {
            let name = own.column.map_or("intercept", |column| PREDICTORS[column]);
            let row = table.row(name);
            let of = |column: &str| table.number(row, column).unwrap();
            assert_eq!(blocks.len() as f64, of("blocks"));
            let error = error.as_ref().unwrap();
            near(error.se, of("se_block"), FIGURES, name);
            near(error.t.unwrap(), of("t_block"), FIGURES, name);
            near_p(error.p.unwrap(), of("p_block"), name);
        }
    }
}

#[test]
fn validation_by_blocks() {
    let cells = cells();
    let model = cells.model();
    let found = cross_validate(&model, &cells.blocks(10, 500), 10).unwrap();
    let table = Words::of(golden!("raster/all_cells_blockcv10.csv"));
    for (row, fold) in found.folds.iter().enumerate() {
        assert_eq!(fold.rows as f64, table.number(row, "cells").unwrap());
        near(fold.sse, table.number(row, "sse").unwrap(), FIGURES, "sse");
    }
    assert_eq!(found.folds.len(), 10);
    near(found.r2.unwrap(), table.number(table.row("r2_cv"), "sse").unwrap(), FIGURES, "r2");
    near(found.rmse, table.number(table.row("rmse_cv"), "sse").unwrap(), FIGURES, "rmse");
}

#[test]
fn neighbours_of_all_cells() {
    let cells = cells();
    let plan = Plan::new(&cells.model());
    let expected = Words::of(golden!("raster/all_cells_moran.csv"));
    let lm = Words::of(golden!("raster/all_cells_lm_tests_spdep.csv"));
    let exact = Words::of(golden!("raster/all_cells_lm_tests_long_double.csv"));
    for height in [47, 7, 1] {
        let moran = cells.grid(61, 47).moran(&plan, height).unwrap();
        near_moran(&moran, &expected);
        for (name, found) in [
            ("lm_error", Some(moran.lm_error)),
            ("lm_lag", moran.lm_lag),
            ("robust_lm_error", moran.robust_lm_error),
            ("robust_lm_lag", moran.robust_lm_lag),
        ] {
            let found = found.unwrap();
            near(found.value, exact.value(name), 1e-11, name);
            // spdep's robust lag is what two figures 200 times as large leave, of coefficients that are off by 4e-12.
            let relative = if name == "robust_lm_lag" { 2e-9 } else { FIGURES };
            near(found.value, lm.value(name), relative, name);
            // With 17 decimals
            let p = lm.number(lm.row(name), "p").unwrap();
            assert!((found.p - p).abs() <= 1e-17 + OF_P * p, "{name}: p {}, not {p}", found.p);
        }
    }
}

#[test]
fn a_regular_sample() {
    let cells = cells().every(3, 1);
    let model = cells.model();
    let swept = swept(&model, &cells.columns);
    same_model(&model, &PREDICTORS, Some(&swept), golden!("raster/regular3_model.csv"), FIGURES);
    same_diagnostics(&model, &swept, golden!("raster/regular3_diagnostics.csv"), FIGURES);
    let moran = cells.grid(20, 16).moran(&Plan::new(&model), 5).unwrap();
    near_moran(&moran, &Words::of(golden!("raster/regular3_moran.csv")));
}

#[test]
fn other_parts() {
    let cells = cells();
    let all = [0, 1, 2, 3, 4];
    let model =
        |part: usize| fit(&System::of_products(&cells.blocks(10, part).total(), true), &singles(5), &all).unwrap();
    let (whole, parts) = (model(10_000), model(13));
    for (whole, parts) in whole.coefficients.iter().zip(&parts.coefficients) {
        near(parts.coefficient, whole.coefficient, 1e-12, "coefficient");
        near(parts.se, whole.se, 1e-12, "se");
        near(parts.vif.unwrap_or(1.0), whole.vif.unwrap_or(1.0), 1e-12, "vif");
    }
    let plan = Plan::new(&whole);
    let swept = |part: usize| {
        let mut sweep = SecondSweep::default();
        for start in (0..cells.places.len()).step_by(part) {
            let end = (start + part).min(cells.places.len());
            let columns: Vec<&[f64]> = cells.columns.iter().map(|column| &column[start..end]).collect();
            let mut own = SecondSweep::default();
            own.push(FittedRows { plan: &plan, columns: &columns });
            sweep.merge(own);
        }
        sweep.figures(&plan)
    };
    let (one, many) = (swept(10_000), swept(13));
    near(many.press.unwrap(), one.press.unwrap(), 1e-12, "PRESS");
    near(many.durbin_watson.unwrap(), one.durbin_watson.unwrap(), 1e-12, "Durbin-Watson");
    near(many.koenker_bp.unwrap().value, one.koenker_bp.unwrap().value, 1e-12, "Koenker");
    near(many.jarque_bera.unwrap().value, one.jarque_bera.unwrap().value, 1e-12, "Jarque-Bera");
    for (many, one) in many.hc3.unwrap().iter().zip(&one.hc3.unwrap()) {
        near(many.se, one.se, 1e-12, "HC3");
    }
    let grid = cells.grid(61, 47);
    let (one, many) = (grid.moran(&plan, 47).unwrap(), grid.moran(&plan, 1).unwrap());
    near(many.i, one.i, 1e-12, "I");
    near(many.variance.unwrap(), one.variance.unwrap(), 1e-12, "variance");
    near(many.robust_lm_lag.unwrap().value, one.robust_lm_lag.unwrap().value, 1e-12, "robust lag");
}
