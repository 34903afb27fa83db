//! Correlations of rasters, or of fields of a table, with their tests: by the cells as if they were independent, and by as many as they are worth.

mod asked;
mod effective;
mod rasters;
mod scatter;
mod table;

use crate::{
    engine::{
        columns::OfLayer,
        fields::{sample, variogram::first_seed},
        message::Message,
        progress::Progress,
        report::Report,
        request::{self, Raster, ResampleValues},
        sampling::Sample,
        stack::NEAREST,
        threads::Threads,
        variables::tell_of_stand_ins,
    },
    error::{Error, Result},
    figures::{count, things},
    kernels::{
        drivers::{
            correlation::{LEAST_ROWS, correlation},
            effective_n::{Classes, Effective},
            pair_products::PairSums,
        },
        stats::tails::correlation_two_sided,
    },
    schema::{Fields, Kernel, Number, Row, smallest},
    sentence::{list, phrase, sentence},
};
use asked::{Asked, From};
use scatter::ScatterRow;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Serialize, Deserialize, Fields)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Rasters of values; the first gives the grid, onto which those that differ are brought.
    #[field(Rasters)]
    #[serde(default)]
    pub inputs: Vec<Raster>,
    /// A table in place of rasters, a row for each place.
    #[field(Table)]
    #[serde(default)]
    pub table: Option<String>,
    /// Its columns that are correlated.
    #[field(Names)]
    #[serde(default)]
    pub fields: Vec<String>,
    /// Its columns with east and north of the places, on a plane, for the effective number.
    #[field(Names)]
    #[serde(default)]
    pub coordinates: Vec<String>,
    /// Pearson's r of the values, or Spearman's of their ranks.
    #[field(Choice, choices = &["pearson", "spearman"])]
    #[serde(default)]
    pub method: Method,
    /// Which rows count: those that both of a pair have (as SPSS), or those that all have.
    #[field(Choice, choices = &["pairwise", "listwise"])]
    #[serde(default)]
    pub missing: Missing,
    #[field(sample::SAMPLE)]
    #[serde(default)]
    pub sample: Sample,
    #[field(sample::SAMPLE_SIZE)]
    #[serde(default)]
    pub sample_size: Option<i64>,
    #[field(sample::STRATA)]
    #[serde(default)]
    pub strata: Option<Raster>,
    #[field(sample::MIN_DISTANCE)]
    #[serde(default)]
    pub min_distance: f64,
    #[field(sample::SEED)]
    #[serde(default = "first_seed")]
    pub seed: i64,
    /// Whether the effective number of cells is computed.
    #[field(Flag)]
    #[serde(default = "yes")]
    pub effective: bool,
    /// Classes of distance for the effective number, all equally wide; absent: two cells wide.
    #[field(Integer)]
    #[serde(default)]
    pub distance_classes: Option<i64>,
    /// Cells up to which the effective number is computed of all; beyond, of every few rows and columns.
    #[field(Integer)]
    #[serde(default = "fft_max_cells")]
    pub fft_max_cells: i64,
    #[field(request::MASK)]
    #[serde(default)]
    pub mask: Option<String>,
    #[field(request::RESAMPLE_VALUES)]
    #[serde(default)]
    pub resample_values: ResampleValues,
    /// Whether rows to draw scatters of are wanted.
    #[field(OutputTable)]
    #[serde(default)]
    pub scatter: bool,
    #[field(request::LAYER_NAME)]
    #[serde(default)]
    pub layer_name: Option<String>,
    #[field(request::YEAR)]
    #[serde(default)]
    pub year: Option<i32>,
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

fn yes() -> bool {
    true
}

fn fft_max_cells() -> i64 {
    4_000_000
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    #[default]
    Pearson,
    Spearman,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    #[default]
    Pairwise,
    Listwise,
}

impl Missing {
    fn kernels(self) -> crate::kernels::drivers::Missing {
        match self {
            Missing::Pairwise => crate::kernels::drivers::Missing::Pairwise,
            Missing::Listwise => crate::kernels::drivers::Missing::Listwise,
        }
    }
}

pub const KERNEL: Kernel = Kernel {
    name: "correlation",
    gives: "Correlations of rasters or of fields, with p of independent cells and p of the effective number of them, and a report",
    reference: "SPSS `CORRELATIONS`, SpatialPack `modified.ttest`",
    arithmetic: "drivers::correlation",
    fields: Request::FIELDS,
    results: &[
        Number { name: "rows", unit: "", text: "Cells or rows in which two or more variables have a value." },
        Number { name: "rows_complete", unit: "", text: "Cells or rows in which all variables have a value." },
    ],
    tables: || vec![("matrix", MatrixRow::COLUMNS), ("scatter", ScatterRow::COLUMNS)],
    smallest: smallest::<Request>,
};

/// A pair of variables.
#[derive(Row)]
struct MatrixRow {
    #[column(nested)]
    of: OfLayer,
    /// One variable.
    var_a: String,
    /// The other.
    var_b: String,
    /// Their correlation; NULL where one is constant, or with fewer than 3 rows.
    r: Option<f64>,
    /// Cells or rows that both have.
    n: u64,
    /// t of r with n - 2 degrees of freedom; NULL where r is 1 or -1.
    t: Option<f64>,
    /// Two-sided p if these were independent.
    p: Option<f64>,
    /// Independent cells that they are worth, by their autocorrelation (Dutilleul 1993); NULL where they have no places.
    n_effective: Option<f64>,
    /// Two-sided p with so many; NULL where these are 2 or fewer.
    p_effective: Option<f64>,
    /// Classes of distance with pairs.
    classes: Option<u64>,
}

/// What a run read: names of the variables, sums of each pair, and the effective numbers.
struct Found {
    of: OfLayer,
    names: Vec<String>,
    sums: Vec<PairSums>,
    effective: Option<Vec<Effective>>,
    rows: u64,
    complete: u64,
    scatter: Vec<ScatterRow>,
}

/// Validates the request, reads the variables, and correlates each pair.
pub fn run(request: &Request, progress: &mut Progress<'_>) -> Result<Report> {
    let threads = Threads::new(request.threads)?;
    let asked = Asked::of(request)?;
    let mut messages = Vec::new();
    let found = match &asked.from {
        From::Rasters => rasters::found(request, &asked, (&threads, progress), &mut messages)?,
        From::Table { path, places } => {
            table::found(request, &asked, (path, places.as_ref()), (&threads, progress), &mut messages)?
        }
    };
    progress.tell(1.0, phrase!("Closing"))?;
    refuse_near(&found, &asked.pairs)?;
    let rows: Vec<MatrixRow> = (0..asked.pairs.len()).map(|at| matrix_row(&found, asked.pairs[at], at)).collect();
    let cells = matches!(asked.from, From::Rasters);
    tell(&found, &rows, cells, &mut messages);
    let ends = |variable: usize| {
        let of_pair = |((a, b), sums): (&(usize, usize), &PairSums)| {
            let at = [*a, *b].iter().position(|own| *own == variable).filter(|_| sums.n > 0)?;
            Some((sums.low[at], sums.high[at]))
        };
        let ends = asked.pairs.iter().zip(&found.sums).filter_map(of_pair);
        ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (a, b)| (low.min(a), high.max(b)))
    };
    // Of ranks they are ranks.
    if request.method == Method::Pearson {
        tell_of_stand_ins(found.names.iter().enumerate().map(|(at, name)| (name, ends(at))), &mut messages);
    }
    let results = BTreeMap::from([("rows", Some(found.rows as f64)), ("rows_complete", Some(found.complete as f64))]);
    let mut tables = vec![MatrixRow::table("matrix", rows)];
    if request.scatter {
        tables.push(ScatterRow::table("scatter", found.scatter));
    }
    Ok(Report { results, tables, messages, ..Report::new(&KERNEL) })
}

fn refuse_near(found: &Found, pairs: &[(usize, usize)]) -> Result<()> {
    for (sums, (a, b)) in found.sums.iter().zip(pairs).filter(|(sums, _)| sums.n > 0) {
        for (k, variable) in [*a, *b].into_iter().enumerate() {
            let range = sums.high[k] - sums.low[k];
            if range > 0.0 && range < NEAREST {
                return Err(Error::ValuesTooNear { name: found.names[variable].clone(), range });
            }
        }
    }
    Ok(())
}

fn matrix_row(found: &Found, (a, b): (usize, usize), at: usize) -> MatrixRow {
    let sums = &found.sums[at];
    let whole = correlation(sums);
    let effective = found.effective.as_ref().and_then(|all| all[at].found.as_ref());
    let n_effective = effective.and_then(|found| found.n_effective);
    // Of the r of the row, also where the number is that of some of the cells.
    let p_effective = whole
        .zip(n_effective.filter(|n| *n > 2.0))
        .map(|(whole, n_effective)| correlation_two_sided(whole.r, n_effective - 2.0));
    MatrixRow {
        of: found.of.clone(),
        var_a: found.names[a].clone(),
        var_b: found.names[b].clone(),
        r: whole.map(|found| found.r),
        n: sums.n,
        t: whole.map(|found| found.t).filter(|t| t.is_finite()),
        p: whole.map(|found| found.p),
        n_effective,
        p_effective,
        classes: effective.map(|found| found.classes.len() as u64),
    }
}

fn tell(found: &Found, rows: &[MatrixRow], cells: bool, messages: &mut Vec<Message>) {
    let all = match cells {
        true => things!(found.rows, "{count} cell has", "{count} cells have"),
        false => things!(found.rows, "{count} row has", "{count} rows have"),
    };
    let told =
        sentence!("{all} a value of two or more variables, {complete} of all.", all, complete = count(found.complete));
    messages.push(Message::info("ROWS", told));
    let pairs = |wanted: &dyn Fn(usize, &MatrixRow) -> bool| {
        let named = rows.iter().enumerate().filter(|(at, row)| wanted(*at, row));
        named.map(|(_, row)| sentence!("{a} and {b}", a = row.var_a, b = row.var_b)).collect::<Vec<_>>()
    };
    let few = pairs(&|_, row| row.n < LEAST_ROWS);
    if !few.is_empty() {
        let told = sentence!("Fewer than 3 rows have both of {pairs}: r is NULL.", pairs = list(few));
        messages.push(Message::warning("TOO_FEW_ROWS", told));
    }
    let constant = pairs(&|_, row| row.n >= LEAST_ROWS && row.r.is_none());
    if !constant.is_empty() {
        let told = sentence!(
            "One of the two has the same value in all their rows, so that r is NULL: {pairs}.",
            pairs = list(constant)
        );
        messages.push(Message::warning("CONSTANT", told));
    }
    if let Some(effective) = &found.effective {
        let few = pairs(&|at, row| row.r.is_some() && effective[at].n < 3);
        if !few.is_empty() {
            let told = sentence!(
                "Of the rows that the effective number is computed of fewer than 3 have both, so that it is NULL: {pairs}.",
                pairs = list(few)
            );
            messages.push(Message::warning("NO_EFFECTIVE", told));
        }
        let opposite =
            pairs(&|at, row| effective[at].n >= 3 && row.r.is_some() && row.n_effective.is_none_or(|n| n <= 2.0));
        if !opposite.is_empty() {
            let told = sentence!(
                "The pattern leaves 2 independent rows or fewer, so that p_effective is NULL: {pairs}.",
                pairs = list(opposite)
            );
            messages.push(Message::warning("NO_EFFECTIVE", told));
        }
    }
}

/// Classes as the kernel has them.
fn classes(request: &Request) -> Classes {
    request.distance_classes.map_or(Classes::Automatic, |count| Classes::Equal(count as usize))
}
