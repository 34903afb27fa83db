//! Breaks and intervals on land that is alike over some cells: small versions of the simulations of `cargo bench -- honesty`, with
//! fixed seeds.

use super::{Column, Folder, Report, reals, run, square, stream, table, with};
use rand::RngExt;
use serde_json::{Value, json};

/// Cells of 100 m.
const CELL: f64 = 100.0;
/// What mining land is.
const MINE: f64 = 7.0;

/// Four classes of equal shares, 1 to 4, of noise that is smoothed three times by the mean of `half` cells to both sides: about a
/// Gaussian filter of √(half (half + 1)) cells. 5 to 8 are the same classes with 10 t/ha less, 7 in the middle is mining land.
fn request(f: &Folder, side: usize, half: usize, seed: u64, lowered: f64) -> Value {
    let mut random = stream(seed, 0);
    let wide = side + 6 * half;
    let mut field: Vec<Vec<f64>> = (0..wide).map(|_| (0..wide).map(|_| random.random::<f64>()).collect()).collect();
    for _ in 0..3 {
        for _ in 0..2 {
            let means = |row: &Vec<f64>| {
                let sums: Vec<f64> = row.windows(2 * half + 1).map(|window| window.iter().sum()).collect();
                sums
            };
            let rows: Vec<Vec<f64>> = field.iter().map(means).collect();
            field = (0..rows[0].len()).map(|column| rows.iter().map(|row| row[column]).collect()).collect();
        }
    }
    let mut sorted: Vec<f64> = field.iter().flatten().copied().collect();
    sorted.sort_by(f64::total_cmp);
    let quarters: Vec<f64> = (1..4).map(|quarter| sorted[quarter * sorted.len() / 4]).collect();
    let middle = (side / 2) as f64;
    let value = |cell: usize| {
        let (row, column) = (cell / side, cell % side);
        let away = (row as f64 - middle).hypot(column as f64 - middle) - 3.0;
        let class = 1 + quarters.partition_point(|quarter| *quarter <= field[row][column]);
        match away {
            away if away <= 0.0 => MINE,
            away if away <= lowered => class as f64 + 10.0,
            _ => class as f64,
        }
    };
    let map = f.map(&square(CELL, side, &(0..side * side).map(value).collect::<Vec<_>>()));
    let pools: String = "lucode,c_above,c_below,c_soil,c_dead\n7,0,0,20,0\n".to_owned()
        + &(1..=4)
            .map(|class| format!("{class},0,0,{},0\n{},0,0,{},0\n", 40 + 10 * class, class + 10, 30 + 10 * class))
            .collect::<String>();
    json!({
        "layers": [{"path": map}], "years": [2022], "pools": f.text("pools.csv", &pools), "codes": [7],
        "ring_width": 3.0 * CELL, "ring_count": 8, "shifts": 199, "seed": seed
    })
}

fn first_p(report: &Report) -> Option<f64> {
    reals(report, "levels", "break_p")[0]
}

fn tested_by(report: &Report) -> Option<String> {
    let (_, column) = table(report, "levels").columns.iter().find(|(name, _)| *name == "break_tested_by").unwrap();
    let Column::Text(cells) = column else { panic!("break_tested_by is not a text column") };
    cells[0].clone()
}

/// How many of 40 maps without any effect have p ≤ 0.05, all tested alike but a few. 2 are expected, and more than 6 in 1 of 150 such
/// tests; of rings that are taken for independent a third had.
fn small(side: usize, half: usize, by: &str) -> usize {
    let f = Folder::new();
    let reports: Vec<Report> = (1..=40).map(|seed| run(&request(&f, side, half, seed, 0.0)).unwrap()).collect();
    let tested = reports.iter().filter(|report| tested_by(report).as_deref() == Some(by)).count();
    assert!(tested >= 36, "{tested} {by}");
    reports.iter().filter(|report| first_p(report).is_some_and(|p| p <= 0.05)).count()
}

#[test]
fn land_that_is_alike_over_some_cells_has_no_break() {
    assert!(small(90, 2, "elsewhere") <= 6);
}

#[test]
fn nor_has_it_where_there_is_no_room() {
    assert!(small(56, 1, "covariance") <= 6);
}

/// 10 t/ha less within 16 cells, where classes are 10 t/ha apart; 16 rings of 2 cells.
#[test]
fn a_step_is_found_in_land_that_is_alike_over_some_cells() {
    let f = Folder::new();
    let rings = json!({"ring_width": 2.0 * CELL, "ring_count": 16});
    let found = (1..=10).filter(|seed| {
        let report = run(&with(&request(&f, 110, 1, *seed, 16.0), rings.clone())).unwrap();
        report.results["first_break"].is_some_and(|at| (at - 16.0 * CELL).abs() <= 4.0 * CELL)
    });
    assert!(found.count() >= 8);
}

/// Intervals of all rings of 30 maps hold the 65 t/ha of the process in about 95 %: rings of one map go together, so that the share of
/// maps says more than that of rings. By blocks of a ring's width it was 57 %.
#[test]
fn intervals_hold_the_mean_of_the_process() {
    let f = Folder::new();
    let (mut told, mut held) = (0, 0);
    for seed in 1..=30 {
        let report = run(&request(&f, 90, 2, seed, 0.0)).unwrap();
        let ends = |name: &str| reals(&report, "ratios", name).into_iter().skip(1);
        for (low, high) in ends("ring_mean_ci95_low_t_ha").zip(ends("ring_mean_ci95_high_t_ha")) {
            told += usize::from(low.is_some());
            held += usize::from(low.zip(high).is_some_and(|(low, high)| low <= 65.0 && 65.0 <= high));
        }
    }
    assert!(told >= 224, "{told}");
    assert!((told * 90 / 100..=told * 99 / 100).contains(&held), "{held} of {told}");
}
