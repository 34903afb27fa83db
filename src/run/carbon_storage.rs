//! Carbon stored by a land-cover map: one sweep counts the classes and writes the density of every cell.

use super::{
    CellBuffer, ClassReader, LandCover, Message, Progress, Raster, Report,
    describe::{self, ColumnSpec, Field, FieldType, Kernel, Number},
    pools::{DENSITIES, PoolTable, pool_table},
    sweep::{Emit, Worker, sweep},
    thread_count,
};
use crate::{
    VERSION,
    error::{Error, Result, try_vec},
    grid::{BlockShape, Tiling, Window},
    io::{
        RasterSink,
        gdal::{self, BandMeta, Sink, SinkOptions},
        table::{Column, ColumnType, Table},
    },
    kernels::{
        Accumulator,
        carbon_storage::{ClassCarbon, fill, lookup, storage, sum},
        class_counts::ClassCounts,
    },
};
use ndarray::{Array2, s};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub lulc: Raster,
    pub pools: String,
    #[serde(default)]
    pub ignore_codes: Vec<i64>,
    #[serde(default)]
    pub mask: Option<String>,
    #[serde(default)]
    pub unit: Unit,
    #[serde(default)]
    pub output: Option<String>,
    #[serde(default)]
    pub create_options: Vec<String>,
    #[serde(default)]
    pub tables: Option<String>,
    #[serde(default)]
    pub threads: Option<usize>,
}

/// Of the density raster.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    #[default]
    THa,
    TCell,
}

pub const KERNEL: Kernel = Kernel {
    name: "carbon_storage",
    fields: &[
        Field::required(
            "lulc",
            FieldType::Raster,
            "Land-cover map: class codes in any integer type, or whole real numbers.",
        ),
        Field::required(
            "pools",
            FieldType::Table,
            "Carbon pools of every class: lucode, c_above, c_below, c_soil, c_dead in t/ha; optional name.",
        ),
        describe::IGNORE_CODES,
        describe::MASK,
        Field::choice("unit", &["t_ha", "t_cell"], "Unit of the density raster: t of C per ha, or per cell."),
        Field::optional("output", FieldType::OutputRaster, "Carbon density of every cell (Float32 GeoTIFF)."),
        describe::CREATE_OPTIONS,
        describe::TABLES,
        describe::THREADS,
    ],
    results: &[
        Number { name: "total_carbon", unit: "t", text: "Carbon stored by all valid cells." },
        Number { name: "total_area_ha", unit: "ha", text: "Area of all valid cells." },
        Number { name: "mean_density", unit: "t/ha", text: "Total carbon over total area." },
        Number { name: "output_min", unit: "", text: "Smallest value of the density raster, in its unit." },
        Number { name: "output_max", unit: "", text: "Largest value of the density raster, in its unit." },
    ],
    tables: &[("summary", SUMMARY)],
    smallest: || {
        let request = r#"{"lulc": {"path": ""}, "pools": ""}"#;
        serde_json::to_value(super::parse::<Request>(request).expect("what is required is there")).expect("plain data")
    },
};

const SUMMARY: &[ColumnSpec] = {
    const fn column(name: &'static str, kind: ColumnType, unit: &'static str, text: &'static str) -> ColumnSpec {
        ColumnSpec { name, kind, unit, text }
    }
    use ColumnType::{Integer, Real, Text};
    &[
        column("zone", Text, "", "Zone; NULL without zones."),
        column("lucode", Integer, "", "Class code."),
        column("name", Text, "", "Class name: of the pool table, else of the layer, else \"class\" and the code."),
        column("cells", Integer, "", "Valid cells of the class."),
        column("area_ha", Real, "ha", "Their area."),
        column("area_pct", Real, "%", "Share of the area of all valid cells."),
        column("c_above_t", Real, "t", "Carbon above ground."),
        column("c_below_t", Real, "t", "Carbon below ground."),
        column("c_soil_t", Real, "t", "Carbon in the soil."),
        column("c_dead_t", Real, "t", "Carbon in dead matter."),
        column("carbon_t", Real, "t", "Carbon in all four pools."),
        column("carbon_pct", Real, "%", "Share of all carbon; NULL where there is none."),
        column("se_t", Real, "t", "Standard error; NULL where the pool table has none."),
        column("ci95_low_t", Real, "t", "Lower end of the 95 % interval; NULL without a standard error."),
        column("ci95_high_t", Real, "t", "Upper end of the 95 % interval; NULL without a standard error."),
    ]
};

/// Validates the request, walks the map once, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = thread_count(request.threads)?;
    if let Some(output) = &request.output {
        let inputs = [Some(&request.lulc.path), Some(&request.pools), request.mask.as_ref()];
        gdal::check_output(output, &inputs.into_iter().flatten().map(String::as_str).collect::<Vec<_>>())?;
    }
    let pools = pool_table(&gdal::read_table(&request.pools)?)?;
    let map = LandCover::open(
        &request.lulc,
        &request.ignore_codes,
        request.mask.as_deref(),
        pools.keys().copied().collect(),
    )?;
    let mut messages = Vec::new();
    map.check_areas(&mut messages)?;

    let cell_area_ha = map.grid().cell_area_ha();
    let per_cell = if request.unit == Unit::TCell { cell_area_ha } else { 1.0 };
    let value = |code: i64| pools.get(&code).map(|row| (row.pools.density() * per_cell) as f32);
    let mut sink = request.output.as_ref().map(|path| create_sink(path, request, &pools, &map, threads)).transpose()?;

    if let Some(text) = sink.as_ref().map(Sink::warnings).filter(|text| !text.is_empty()) {
        messages.push(Message::warning("OUTPUT", text));
    }
    let counts = count(&map, &pools, value, sink.as_mut(), threads, progress)?;
    check_classes(&counts, &pools, &map)?;
    let classes = storage(counts.classes.iter().map(|(code, cells)| (*code, *cells, pools[code].pools)), cell_area_ha);

    let mut outputs = BTreeMap::new();
    if let Some(sink) = sink {
        outputs.insert("output", sink.path().to_owned());
        progress.tell(1.0, "Closing the raster")?;
        sink.finish()?;
    }
    let unused: Vec<String> =
        pools.keys().filter(|code| !counts.classes.contains_key(code)).map(i64::to_string).collect();
    if !unused.is_empty() {
        let text = format!("The map has no cell of these codes of the pool table: {}.", unused.join(", "));
        messages.push(Message::info("POOLS_UNUSED", text));
    }
    progress.tell(1.0, "Done")?;

    let carbon = sum(classes.iter().map(|c| c.carbon_t));
    let area = counts.classes.values().sum::<u64>() as f64 * cell_area_ha;
    let in_output = || counts.classes.keys().filter_map(|code| value(*code)).map(f64::from);
    let results = BTreeMap::from([
        ("total_carbon", Some(carbon)),
        ("total_area_ha", Some(area)),
        ("mean_density", Some(carbon / area)),
        ("output_min", in_output().reduce(f64::min)),
        ("output_max", in_output().reduce(f64::max)),
    ]);
    let tables = vec![summary(&classes, &pools, &request.lulc.class_names, area, carbon)];
    Ok(Report { algorithm: KERNEL.name, results, outputs, tables, messages })
}

fn create_sink(path: &str, request: &Request, pools: &PoolTable, map: &LandCover, threads: usize) -> Result<Sink> {
    let unit = match request.unit {
        Unit::THa => "t/ha",
        Unit::TCell => "t/cell",
    };
    let mut table = format!("lucode,{}", DENSITIES.join(","));
    for (code, row) in pools {
        let p = &row.pools;
        table += &format!(";{code},{},{},{},{}", p.above, p.below, p.soil, p.dead);
    }
    let parameters = serde_json::to_string(request).map_err(|e| Error::Internal { detail: e.to_string() })?;
    let options = SinkOptions {
        path,
        bands: &[BandMeta { description: "carbon density".into(), unit: unit.into() }],
        create_options: &request.create_options,
        provenance: &[
            ("TIFFTAG_SOFTWARE", format!("Pitscape {VERSION}")),
            ("PITSCAPE_ALGORITHM", KERNEL.name.to_owned()),
            ("PITSCAPE_PARAMETERS", parameters),
            ("PITSCAPE_SOURCES", map.path().to_owned()),
            ("PITSCAPE_POOLS", table),
        ],
        threads,
    };
    Sink::create(&options, &map.info)
}

/// Cells of one unit on their way to the density raster.
struct Cells {
    window: Window,
    buffer: CellBuffer,
}

/// One thread's share: reads a unit, counts its classes, and hands its cells on where a raster is written. Densities are
/// looked up by the thread that writes: a cell is four times smaller than its density.
struct Counter<'a> {
    map: &'a LandCover,
    reader: ClassReader<'a>,
    pools: &'a PoolTable,
    writes: bool,
    /// Once a class is missing the raster is lost, and only the counts are of use.
    missing: &'a AtomicBool,
    /// Buffers to be filled again: fresh memory would cost more than filling it.
    spare: &'a Mutex<Vec<CellBuffer>>,
}

impl Worker<ClassCounts, Cells> for Counter<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, Cells>) -> Result<ClassCounts> {
        let spare = || self.spare.lock().unwrap_or_else(|e| e.into_inner());
        let mut buffer = spare().pop().unwrap_or_else(|| self.map.buffer());
        let mut counts = ClassCounts::default();
        counts.push(self.reader.read(window, &mut buffer)?);
        if counts.classes.keys().any(|code| !self.pools.contains_key(code)) {
            self.missing.store(true, Ordering::Relaxed);
        }
        if self.writes && !self.missing.load(Ordering::Relaxed) {
            emit(Cells { window, buffer });
        } else {
            spare().push(buffer);
        }
        Ok(counts)
    }
}

/// The blocks of the output that a unit is made of.
fn blocks(unit: Window, shape: BlockShape) -> impl Iterator<Item = Window> {
    let (down, across) = (unit.rows.div_ceil(shape.rows), unit.columns.div_ceil(shape.columns));
    (0..down * across).map(move |i| {
        let (row, column) = (unit.row + i / across * shape.rows, unit.column + i % across * shape.columns);
        Window { row, column, rows: shape.rows, columns: shape.columns }
            .intersect(&unit)
            .expect("the block lies in the unit")
    })
}

/// Sweeps the map: counts its classes and, where there is a sink, writes the value of every cell's code into it.
fn count(
    map: &LandCover,
    pools: &PoolTable,
    value: impl Fn(i64) -> Option<f32>,
    mut sink: Option<&mut Sink>,
    threads: usize,
    progress: &mut Progress<'_>,
) -> Result<ClassCounts> {
    let shape = sink.as_ref().map(|sink| sink.block_shape());
    let tiling = Tiling::for_blocks(map.grid(), map.info.block, shape);
    let (missing, spare) = (AtomicBool::new(false), Mutex::default());
    let open = || {
        let reader = ClassReader::open(map)?;
        Ok(Counter { map, reader, pools, writes: shape.is_some(), missing: &missing, spare: &spare })
    };
    let shape = shape.unwrap_or(BlockShape { rows: 1, columns: 1 });
    let table = lookup(&map.codes(), value, f32::MIN);
    let mut values = Array2::from_shape_vec(
        (shape.rows, shape.columns),
        try_vec(shape.rows * shape.columns, 0.0, "a block of the output")?,
    )
    .map_err(|e| Error::Internal { detail: e.to_string() })?;
    let write = |unit: Cells| {
        let cells = unit.buffer.cells(unit.window)?;
        for block in blocks(unit.window, shape) {
            if block.cells() < values.len() {
                values.fill(f32::MIN);
            }
            let (row, column) = (block.row - unit.window.row, block.column - unit.window.column);
            let cells = cells.slice(row..row + block.rows, column..column + block.columns);
            fill(cells, &table, &mut values.slice_mut(s![..block.rows, ..block.columns]));
            if let Some((sink, values)) = sink.as_mut().zip(values.as_slice_mut()) {
                sink.write(block.row, block.column, values)?;
            }
        }
        spare.lock().unwrap_or_else(|e| e.into_inner()).push(unit.buffer);
        Ok(())
    };
    let counts: ClassCounts = sweep(&tiling, threads, progress, "Counting classes", open, write)?;
    Ok(counts.finish())
}

fn check_classes(counts: &ClassCounts, pools: &PoolTable, map: &LandCover) -> Result<()> {
    let path = map.path().to_owned();
    if counts.classes.is_empty() {
        return Err(Error::NoValidCells { path, cells: map.grid().cells() });
    }
    let missing: Vec<String> = counts
        .classes
        .iter()
        .filter(|(code, _)| !pools.contains_key(code))
        .map(|(code, cells)| format!("code {code} ({cells} {})", if *cells == 1 { "cell" } else { "cells" }))
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(Error::MissingClasses { path, classes: missing.join(", ") }) }
}

fn summary(classes: &[ClassCarbon], pools: &PoolTable, names: &BTreeMap<i64, String>, area: f64, carbon: f64) -> Table {
    let real = |f: &dyn Fn(&ClassCarbon) -> Option<f64>| Column::Real(classes.iter().map(f).collect());
    let name = |c: &ClassCarbon| {
        let name = pools[&c.code].name.as_ref().or_else(|| names.get(&c.code));
        Some(name.cloned().unwrap_or_else(|| format!("class {}", c.code)))
    };
    let column = |spec: &ColumnSpec| match spec.name {
        "zone" => Column::Text(vec![None; classes.len()]),
        "lucode" => Column::Integer(classes.iter().map(|c| Some(c.code)).collect()),
        "name" => Column::Text(classes.iter().map(name).collect()),
        "cells" => Column::Integer(classes.iter().map(|c| i64::try_from(c.cells).ok()).collect()),
        "area_ha" => real(&|c| Some(c.area_ha)),
        "area_pct" => real(&|c| Some(100.0 * c.area_ha / area)),
        "c_above_t" => real(&|c| Some(c.pools_t.above)),
        "c_below_t" => real(&|c| Some(c.pools_t.below)),
        "c_soil_t" => real(&|c| Some(c.pools_t.soil)),
        "c_dead_t" => real(&|c| Some(c.pools_t.dead)),
        "carbon_t" => real(&|c| Some(c.carbon_t)),
        "carbon_pct" => real(&|c| (carbon > 0.0).then(|| 100.0 * c.carbon_t / carbon)),
        _ => real(&|_| None),
    };
    Table { name: "summary", columns: SUMMARY.iter().map(|spec| (spec.name, column(spec))).collect() }
}
