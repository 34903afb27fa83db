//! Models fitted to a variogram that comes as a table.

use super::{
    Message, Progress, Report,
    describe::{self, ColumnSpec, Field, FieldType, Kernel},
    output::OutputSet,
    pools::{number, shown},
    variogram_fields::{
        CURVES, FITS, Fitting, KAPPA, MODELS, STRUCTURES, VARIOGRAM, WEIGHTS, curves_table, fits_table, gstat_weights,
        one_structure, three_models,
    },
};
use crate::{
    error::{Error, Result},
    io::{
        gdal::{self, Cell, RawTable},
        table::{Column, Table},
    },
    kernels::variogram_fit::{Model, Sample, Weights},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub input: String,
    #[serde(default = "three_models")]
    pub models: Vec<Model>,
    #[serde(default = "one_structure")]
    pub structures: String,
    #[serde(default = "gstat_weights")]
    pub weights: Weights,
    #[serde(default)]
    pub kappa: Option<f64>,
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[serde(default)]
    pub tables: Option<String>,
}

pub const KERNEL: Kernel = Kernel {
    name: "variogram_fit",
    fields: &[
        Field::required(
            "input",
            FieldType::Table,
            "Variogram: dist (map units), gamma, np (pairs), and direction where there are several.",
        ),
        MODELS,
        STRUCTURES,
        WEIGHTS,
        KAPPA,
        describe::ORIGINS,
        describe::TABLES,
    ],
    results: &[],
    tables: || vec![("variogram", VARIOGRAM), ("fits", FITS), ("curves", CURVES)],
    smallest: || describe::smallest::<Request>(r#"{"input": ""}"#),
};

/// Validates the table, fits the models to the bins of each direction, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let fitting = Fitting::new(&request.models, &request.structures, request.weights, request.kappa)?;
    let mut messages: Vec<Message> = Vec::new();
    let mut rows = Vec::new();
    progress.tell(0.0, "Fitting models")?;
    let variograms = variograms(&gdal::read_table(&request.input)?)?;
    for (direction, bins) in &variograms {
        rows.extend(fitting.fits(*direction, bins, progress, &mut messages, |_| None)?);
    }
    let farthest = variograms.iter().flat_map(|(_, bins)| bins).map(|bin| bin.dist).fold(0.0, f64::max);
    let tables = vec![bins_table(&variograms), fits_table(&rows), curves_table(&rows, farthest)];
    Ok(Report {
        algorithm: KERNEL.name,
        results: BTreeMap::new(),
        words: BTreeMap::new(),
        outputs: OutputSet::default(),
        tables,
        messages,
    })
}

type Variogram = (Option<f64>, Vec<Sample>);

/// The bins as they were read.
fn bins_table(variograms: &[Variogram]) -> Table {
    let bins = || variograms.iter().flat_map(|(direction, bins)| (1..).zip(bins).map(move |bin| (*direction, bin)));
    let column = |spec: &ColumnSpec| match spec.name {
        "direction" => Column::Real(bins().map(|(direction, _)| direction).collect()),
        "bin" => Column::Integer(bins().map(|(_, (i, _))| Some(i)).collect()),
        "dist" => Column::Real(bins().map(|(_, (_, bin))| Some(bin.dist)).collect()),
        "gamma" => Column::Real(bins().map(|(_, (_, bin))| Some(bin.gamma)).collect()),
        _ => Column::Integer(bins().map(|(_, (_, bin))| Some(bin.np as i64)).collect()),
    };
    Table::of("variogram", VARIOGRAM.iter().map(|spec| (spec.name, column(spec))))
}

/// Bins by direction, in the order in which these come. Column names are read in upper or lower case.
fn variograms(raw: &RawTable) -> Result<Vec<Variogram>> {
    let fail = |detail: String| Error::PairTable { field: "INPUT", detail };
    let find = |name: &str| raw.columns.iter().position(|column| column.eq_ignore_ascii_case(name));
    let missing: Vec<&str> = ["dist", "gamma", "np"].into_iter().filter(|name| find(name).is_none()).collect();
    let [Some(dist), Some(gamma), Some(np)] = ["dist", "gamma", "np"].map(find) else {
        let found = if raw.columns.is_empty() { "nothing".to_owned() } else { raw.columns.join(", ") };
        return Err(fail(format!("the table lacks {}; it has {found}", missing.join(", "))));
    };
    let mut found: Vec<Variogram> = Vec::new();
    for (row, cells) in (1..).zip(&raw.rows) {
        if cells.iter().all(|cell| *cell == Cell::Null) {
            continue;
        }
        let value = |column: usize, allowed: &str, good: fn(f64) -> bool| {
            number(&cells[column]).filter(|value| good(*value)).ok_or_else(|| {
                let (name, value) = (&raw.columns[column], shown(&cells[column]));
                fail(format!("row {row} (header not counted): {name} is {value}; it must be {allowed}"))
            })
        };
        let sample = Sample {
            dist: value(dist, "a number, 0 or more", |v| v >= 0.0 && v.is_finite())?,
            gamma: value(gamma, "a number", f64::is_finite)?,
            np: value(np, "a number, 0 or more", |v| v >= 0.0 && v.is_finite())?,
        };
        let direction = match find("direction").filter(|column| cells[*column] != Cell::Null) {
            Some(column) => Some(value(column, "a number (degrees)", f64::is_finite)?),
            None => None,
        };
        match found.iter_mut().find(|(known, _)| *known == direction) {
            Some((_, samples)) => samples.push(sample),
            None => found.push((direction, vec![sample])),
        }
    }
    if found.is_empty() { Err(fail("the table has no row".to_owned())) } else { Ok(found) }
}
