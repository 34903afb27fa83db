//! Pits that are not there, at places of a real map: how often its rings break around them.
//!
//! CORINE Land Cover 2000 of Bern and Valais, cells of 100 m, in `PITSCAPE_REFERENCE`; whole runs of the contribution ratio. Land there
//! changes from one valley to the next, and ends at a border.

use ndarray::Array2;
use pitscape::{
    engine::{
        land_cover::{ClassReader, LandCover},
        progress::Progress,
        report::Report,
        request::parse,
    },
    grid::Window,
    io::table::Column,
    kernels::stats::random::stream,
    run::contribution_ratio,
};
use rand::RngExt;
use serde_json::json;
use std::{env, fs, path::Path};

const PITS: u64 = 200;
/// Cells of a pit's side.
const SIDE: usize = 20;
/// Valid cells of a pit.
const VALID: f64 = 0.95;
const NODATA: u16 = 255;
const RINGS: [(f64, usize); 2] = [(500.0, 16), (1000.0, 16)];

/// t/ha of CORINE's classes, 1 to 44: built-up, fields, forests, heath, rock and ice, bogs, water.
fn density(class: i64) -> f64 {
    match class {
        1..=11 => 30.0,
        12..=17 => 60.0,
        18..=22 => 80.0,
        23..=25 => 200.0,
        26 => 90.0,
        27..=29 => 120.0,
        35..=39 => 150.0,
        34 | 40..=44 => 0.0,
        _ => 15.0,
    }
}

pub fn show() {
    let Ok(reference) = env::var("PITSCAPE_REFERENCE") else {
        println!(
            "\nPlacebo pits: left out, as PITSCAPE_REFERENCE names no folder with real/bern_valais_g100_clc00.tif"
        );
        return;
    };
    let map = format!("{reference}/real/bern_valais_g100_clc00.tif");
    let (cells, grid) = read(&map);
    let folder = tempfile::tempdir().expect("a temporary folder");
    println!("\nPlacebo pits: {PITS} squares of {SIDE} x {SIDE} cells on a real map of {} cells", cells.len());
    println!("{:<40}{:>10}{:>10}{:>10}{:>14}", "", "p <= 0.05", "p <= 0.01", "elsewhere", "told of means");
    for (width, count) in RINGS {
        let (mut few, mut fewer, mut elsewhere, mut told) = (0, 0, 0, 0);
        for pit in 0..PITS {
            let found = around(&map, &place(&cells, pit), &grid, (width, count), folder.path());
            few += u64::from(found.p.is_some_and(|p| p <= 0.05));
            fewer += u64::from(found.p.is_some_and(|p| p <= 0.01));
            elsewhere += u64::from(found.elsewhere);
            told += u64::from(found.told);
        }
        let share = |count: u64| count as f64 / PITS as f64;
        println!(
            "{:<40}{:>10.3}{:>10.3}{:>10.2}{:>14.2}",
            format!("{count} rings of {width} m"),
            share(few),
            share(fewer),
            share(elsewhere),
            share(told)
        );
    }
}

fn read(map: &str) -> (Array2<u16>, [f64; 6]) {
    let request = serde_json::from_value(json!({"path": map})).expect("a raster");
    let map = LandCover::open(&request, &[], []).expect("the map opens");
    let (rows, columns) = (map.grid().rows, map.grid().columns);
    let (mut reader, mut buffer) = (ClassReader::open(&map).expect("the map is read"), map.buffer());
    let block = reader.read(Window { row: 0, column: 0, rows, columns }, &mut buffer).expect("the map is read");
    let class = |row: usize, column: usize| {
        let id = match block.cells {
            pitscape::cover::classes::ClassCells::Bytes(cells) => usize::from(cells[[row, column]]),
            pitscape::cover::classes::ClassCells::Ids(cells) => usize::from(cells[[row, column]]),
        };
        block.codes.get(id).copied().flatten().map_or(NODATA, |code| code as u16)
    };
    (Array2::from_shape_fn((rows, columns), |(row, column)| class(row, column)), map.grid().geotransform)
}

/// Row and column at which a pit begins, all but a few of whose cells are land.
fn place(cells: &Array2<u16>, pit: u64) -> (usize, usize) {
    let (rows, columns) = cells.dim();
    let mut random = stream(pit, 0);
    loop {
        let (row, column) = (random.random_range(0..rows - SIDE), random.random_range(0..columns - SIDE));
        let land = cells.slice(ndarray::s![row..row + SIDE, column..column + SIDE]);
        if land.iter().filter(|class| **class != NODATA).count() as f64 >= VALID * (SIDE * SIDE) as f64 {
            return (row, column);
        }
    }
}

struct Found {
    p: Option<f64>,
    elsewhere: bool,
    told: bool,
}

fn around(map: &str, pit: &(usize, usize), grid: &[f64; 6], rings: (f64, usize), folder: &Path) -> Found {
    let corner = |row: usize, column: usize| {
        json!([grid[0] + (column as f64 + 0.25) * grid[1], grid[3] + (row as f64 + 0.25) * grid[5]])
    };
    let (row, column) = *pit;
    let outline =
        [(row, column), (row, column + SIDE), (row + SIDE, column + SIDE), (row + SIDE, column), (row, column)]
            .map(|(row, column)| corner(row, column));
    let pit = json!({
        "type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3035"}},
        "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [outline]}}]
    });
    let pools: String = "lucode,c_above,c_below,c_soil,c_dead\n".to_owned()
        + &(1..=44).map(|class| format!("{class},0,0,{},0\n", density(class))).collect::<String>();
    let (sources, table) = (folder.join("pit.geojson"), folder.join("pools.csv"));
    fs::write(&sources, pit.to_string()).expect("the temporary folder can be written to");
    fs::write(&table, pools).expect("the temporary folder can be written to");
    let request = json!({
        "layers": [{"path": map, "crs": "EPSG:3035"}], "years": [2000], "pools": table, "sources": sources,
        "ring_width": rings.0, "ring_count": rings.1
    });
    let request = parse(&request.to_string()).expect("the request is valid");
    let report = contribution_ratio::run(&request, &mut Progress::none()).expect("the run succeeds");
    Found {
        p: real(&report, "levels", "break_p", 0),
        elsewhere: text(&report, "levels", "break_tested_by", 0).as_deref() == Some("elsewhere"),
        told: real(&report, "ratios", "ring_mean_ci95_low_t_ha", 1).is_some(),
    }
}

fn column<'r>(report: &'r Report, table: &str, name: &str) -> &'r Column {
    let table = report.tables.iter().find(|of| of.name == table).expect("a table");
    &table.columns.iter().find(|(column, _)| *column == name).expect("a column").1
}

fn real(report: &Report, table: &str, name: &str, row: usize) -> Option<f64> {
    let Column::Real(cells) = column(report, table, name) else { panic!("{name} is a column of numbers") };
    cells[row]
}

fn text(report: &Report, table: &str, name: &str, row: usize) -> Option<String> {
    let Column::Text(cells) = column(report, table, name) else { panic!("{name} is a column of words") };
    cells[row].clone()
}
