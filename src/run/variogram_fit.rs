//! Models fitted to a variogram, or to several, that come as a table.

mod groups;

use crate::{
    engine::{
        columns::OfLayer,
        fields::variogram::{
            DirectedFit, ExperimentalVariogram, Fitting, KAPPA, MODELS, STRUCTURES, WEIGHTS, gstat_weights,
            one_structure, three_models,
        },
        message::Message,
        progress::Progress,
        report::Report,
        request,
        tables::pools::{columns, columns_of, number, whole, wrong_cell},
        threads::Threads,
        variogram_tables::{BinRow, CurveRow, FitRow},
    },
    error::{Error, Result},
    io::{
        gdal,
        gdal::{Cell, RawTable},
        table::Table,
    },
    kernels::geostatistics::variogram_fit::{FitBin, Model, Weights},
    schema::{Fields, Kernel, Row, smallest},
    sentence::{Phrase, Sentence, list, phrase, sentence},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Variograms: dist (map units), gamma, np (pairs), and columns that tell several apart, as direction or metric.
    #[field(Table)]
    pub input: String,
    /// Columns whose values tell variograms apart; those that repeat the bins where empty.
    #[field(Names)]
    #[serde(default)]
    pub group_fields: Vec<String>,
    #[field(request::LAYER_NAME)]
    #[serde(default)]
    pub layer_name: Option<String>,
    #[field(request::YEAR)]
    #[serde(default)]
    pub year: Option<i32>,
    #[field(MODELS)]
    #[serde(default = "three_models")]
    pub models: Vec<Model>,
    #[field(STRUCTURES)]
    #[serde(default = "one_structure")]
    pub structures: String,
    #[field(WEIGHTS)]
    #[serde(default = "gstat_weights")]
    pub weights: Weights,
    #[field(KAPPA)]
    #[serde(default)]
    pub kappa: Option<f64>,
    #[field(request::ORIGINS)]
    #[serde(default)]
    pub origins: BTreeMap<String, String>,
    #[field(request::TABLES)]
    #[serde(default)]
    pub tables: Option<String>,
    #[field(request::THREADS)]
    #[serde(default)]
    pub threads: Option<usize>,
}

pub const KERNEL: Kernel = Kernel {
    name: "variogram_fit",
    gives: "Models fitted to a variogram, or to each of several, from a table",
    reference: "gstat `fit.variogram`",
    arithmetic: "geostatistics::variogram_fit",
    fields: Request::FIELDS,
    results: &[],
    tables: || {
        vec![("variogram", GroupedBin::COLUMNS), ("fits", GroupedFit::COLUMNS), ("curves", GroupedCurve::COLUMNS)]
    },
    smallest: smallest::<Request>,
};

/// A bin of one of several variograms.
#[derive(Row)]
struct GroupedBin {
    #[column(nested)]
    of: OfLayer,
    #[column(nested)]
    bin: BinRow,
    /// Which variogram, by the columns that tell several apart; NULL for one.
    variogram: Option<String>,
}

/// A model fitted to one of several variograms.
#[derive(Row)]
struct GroupedFit {
    #[column(nested)]
    of: OfLayer,
    #[column(nested)]
    fit: FitRow,
    /// Which variogram, by the columns that tell several apart; NULL for one.
    variogram: Option<String>,
}

/// A point of the curve of such a model.
#[derive(Row)]
struct GroupedCurve {
    #[column(nested)]
    of: OfLayer,
    #[column(nested)]
    curve: CurveRow,
    /// Which variogram, by the columns that tell several apart; NULL for one.
    variogram: Option<String>,
}

/// Validates the table, fits the models to the bins of each variogram, and reports.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = Threads::new(request.threads)?;
    let fitting = Fitting::new(&request.models, &request.structures, request.weights, request.kappa)?;
    let mut messages: Vec<Message> = Vec::new();
    progress.tell(0.0, phrase!("Fitting models"))?;
    let raw = gdal::read_table(&request.input)?;
    let (variograms, rows) = variograms(&raw, &request.group_fields, &mut messages)?;
    let input = OfLayer::input(&request.input, request.layer_name.as_ref(), request.year);
    let layers: Vec<OfLayer> = rows.iter().map(|rows| layer(&raw, rows, &input)).collect();
    let fits = fitting.fits(&variograms, (&threads, progress), &mut messages, |_, _, _| None)?;
    let tables = tables(&layers, &variograms, &fits, progress)?;
    Ok(Report { tables, messages, ..Report::new(&KERNEL) })
}

/// The layer of which some rows are: of their columns layer and year, where the table has any, else the table itself.
fn layer(raw: &RawTable, rows: &[usize], input: &OfLayer) -> OfLayer {
    let (layer, year) = (raw.column("layer"), raw.column("year"));
    let of = |row: usize| OfLayer {
        layer: match layer.map(|column| &raw.rows[row][column]) {
            None | Some(Cell::Null) => input.layer.clone(),
            Some(cell) => groups::value(cell),
        },
        year: year.map_or_else(|| input.year.filter(|_| layer.is_none()), |column| whole(&raw.rows[row][column])),
    };
    let first = of(rows[0]);
    if rows.iter().all(|row| of(*row) == first) { first } else { input.clone() }
}

fn tables(
    layers: &[OfLayer],
    variograms: &[ExperimentalVariogram],
    fits: &[Vec<DirectedFit>],
    progress: &mut Progress<'_>,
) -> Result<Vec<Table>> {
    let (mut bins, mut models, mut curves) = (Vec::new(), Vec::new(), Vec::new());
    for ((layer, variogram), fits) in layers.iter().zip(variograms).zip(fits) {
        progress.tick(1.0, phrase!("Fitting models"))?;
        let (of, group) = (|| layer.clone(), || variogram.group.clone());
        let farthest = variogram.bins.iter().map(|bin| bin.dist).fold(0.0, f64::max);
        // As they were read.
        let bin = |(bin, sample): (usize, &FitBin)| BinRow {
            direction: variogram.direction,
            bin,
            dist: sample.dist,
            gamma: sample.gamma,
            np: sample.np as i64 as u64,
        };
        bins.extend((1..).zip(&variogram.bins).map(|b| GroupedBin { of: of(), bin: bin(b), variogram: group() }));
        models.extend(fits.iter().map(|fit| GroupedFit { of: of(), fit: FitRow::of(fit), variogram: group() }));
        let points = fits.iter().flat_map(|fit| CurveRow::of(fit, farthest));
        curves.extend(points.map(|curve| GroupedCurve { of: of(), curve, variogram: group() }));
    }
    let bins = GroupedBin::table("variogram", bins);
    progress.tick(1.0, phrase!("Fitting models"))?;
    Ok(vec![bins, GroupedFit::table("fits", models), GroupedCurve::table("curves", curves)])
}

/// The variograms of a table, in the order in which they come, and the rows of each. Column names are read in upper or lower
/// case.
fn variograms(
    raw: &RawTable,
    group_fields: &[String],
    messages: &mut Vec<Message>,
) -> Result<(Vec<ExperimentalVariogram>, Vec<Vec<usize>>)> {
    let fail = |detail: Sentence| Error::TableContent { field: "INPUT", detail };
    let [dist, gamma, np] = columns_of(raw, ["dist", "gamma", "np"]).map_err(fail)?;
    let value = |row: usize, column: usize, allowed: Phrase, good: fn(f64) -> bool| {
        let cell = &raw.rows[row][column];
        number(cell)
            .filter(|value| good(*value))
            .ok_or_else(|| fail(wrong_cell(row + 1, &raw.columns[column], cell, allowed)))
    };
    let mut samples: Vec<(usize, FitBin)> = Vec::new();
    for row in (0..raw.rows.len()).filter(|row| raw.rows[*row].iter().any(|cell| *cell != Cell::Null)) {
        let at_least_0 = |column| value(row, column, phrase!("a number, 0 or more"), |v| v >= 0.0);
        samples.push((row, FitBin { dist: at_least_0(dist)?, gamma: at_least_0(gamma)?, np: at_least_0(np)? }));
    }
    if samples.is_empty() {
        return Err(fail(phrase!("the table has no row").into()));
    }
    // gstat writes 0 for all directions together too.
    let several =
        |column: &usize| samples.iter().any(|(row, _)| raw.rows[*row][*column] != raw.rows[samples[0].0][*column]);
    let direction =
        raw.column("direction").or_else(|| raw.column("dir.hor").or_else(|| raw.column("dir_hor")).filter(several));
    let groups = if group_fields.is_empty() {
        let rows: Vec<(usize, f64)> = samples.iter().map(|(row, sample)| (*row, sample.dist)).collect();
        groups::columns(raw, &rows, &Vec::from_iter(direction))
    } else {
        let named = |name: &String| {
            let allowed = sentence!("columns of INPUT: {columns}", columns = columns(raw));
            raw.column(name).ok_or_else(|| Error::argument("GROUP_FIELDS", name, allowed))
        };
        let mut named = group_fields.iter().map(named).collect::<Result<Vec<usize>>>()?;
        named.retain(|column| Some(*column) != direction);
        named
    };

    let mut found: Vec<ExperimentalVariogram> = Vec::new();
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut places: HashMap<(Option<u64>, Vec<String>), usize> = HashMap::new();
    for (row, sample) in &samples {
        let row = *row;
        let own = direction.filter(|column| raw.rows[row][*column] != Cell::Null);
        let own = own.map(|column| value(row, column, phrase!("a number (degrees)"), f64::is_finite)).transpose()?;
        let values: Vec<String> = groups.iter().map(|column| groups::value(&raw.rows[row][*column])).collect();
        let named = groups.iter().zip(&values).map(|(column, value)| format!("{} {value}", raw.columns[*column]));
        let named = named.collect::<Vec<_>>().join(", ");
        let place = *places.entry((own.map(f64::to_bits), values)).or_insert_with(|| {
            found.push(ExperimentalVariogram {
                direction: own,
                group: (!named.is_empty()).then_some(named),
                bins: Vec::new(),
            });
            rows.push(Vec::new());
            found.len() - 1
        });
        found[place].bins.push(*sample);
        rows[place].push(row);
    }
    if found.len() > 1 {
        let by = direction.filter(several).into_iter().chain(groups).map(|column| raw.columns[column].as_str());
        let told = sentence!(
            "The table holds {number} variograms, told apart by {columns}.",
            number = found.len(),
            columns = list(by)
        );
        messages.push(Message::info("VARIOGRAMS", told));
    }
    if let Some((variogram, dist)) = found.iter().find_map(|variogram| Some((variogram, twice(&variogram.bins)?))) {
        let told = sentence!(
            "Two bins{of} have the distance {distance}: if the table holds several variograms, name the columns that tell them apart in GROUP_FIELDS.",
            of = variogram.words(),
            distance = dist
        );
        messages.push(Message::warning("SAME_DISTANCE", told));
    }
    Ok((found, rows))
}

/// A distance that two bins have.
fn twice(bins: &[FitBin]) -> Option<f64> {
    let mut all: Vec<f64> = bins.iter().map(|bin| bin.dist).collect();
    all.sort_by(f64::total_cmp);
    all.windows(2).find(|two| two[1] - two[0] <= 1e-9 * two[1]).map(|two| two[1])
}
