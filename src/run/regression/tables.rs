//! Rows of the tables.

use super::{
    Request,
    diagnostics::{DiagnosticRow, diagnostics},
    found::{Found, KeptRows, Place},
};
use crate::{
    engine::{columns::OfLayer, variogram_tables::curve},
    io::table::{Column, Table},
    kernels::{
        drivers::regression::{
            design,
            model::Coefficient,
            second_sweep::RobustError,
            steps::{Action, Stage, Step},
        },
        geostatistics::variogram::Bin,
    },
    schema::Row,
};

/// A coefficient.
#[derive(Row)]
pub struct ModelRow {
    #[column(nested)]
    pub of: OfLayer,
    /// Variable; intercept.
    pub variable: String,
    /// Its coefficient.
    pub coefficient: f64,
    /// Standard error, if residuals were independent and alike.
    pub se: f64,
    /// Coefficient over standard error.
    pub t: Option<f64>,
    /// Two-sided p of t with n - p degrees of freedom.
    pub p: Option<f64>,
    /// Lower 95 % limit.
    pub ci95_low: f64,
    /// Upper 95 % limit.
    pub ci95_high: f64,
    /// Standardised coefficient.
    pub beta: Option<f64>,
    /// Correlation with Y, the other variables taken out of both.
    pub partial_r: Option<f64>,
    /// Variance inflation; of a factor GVIF^(1 / (2 df)).
    pub vif: Option<f64>,
    /// Standard error where residuals are not alike (HC3); NULL where a row has a leverage of 1.
    pub se_hc3: Option<f64>,
    /// p with it.
    pub p_hc3: Option<f64>,
    /// Lower 95 % limit with it.
    pub ci95_hc3_low: Option<f64>,
    /// Upper 95 % limit with it.
    pub ci95_hc3_high: Option<f64>,
    /// Standard error where residuals within a block are alike (CR1); NULL with fewer than 10 blocks.
    pub se_block: Option<f64>,
    /// p with it, of t with as many degrees of freedom as there are blocks less one.
    pub p_block: Option<f64>,
    /// Lower 95 % limit with it.
    pub ci95_block_low: Option<f64>,
    /// Upper 95 % limit with it.
    pub ci95_block_high: Option<f64>,
    /// Unit of the coefficient: that of Y over that of the variable, where both are known.
    pub unit: Option<String>,
}

impl ModelRow {
    pub fn of(
        of: &OfLayer,
        variable: String,
        coefficient: &Coefficient,
        [hc3, block]: [Option<&RobustError>; 2],
        unit: Option<String>,
    ) -> ModelRow {
        ModelRow {
            of: of.clone(),
            variable,
            coefficient: coefficient.coefficient,
            se: coefficient.se,
            t: coefficient.t,
            p: coefficient.p,
            ci95_low: coefficient.ci95[0],
            ci95_high: coefficient.ci95[1],
            beta: coefficient.beta,
            partial_r: coefficient.partial_r,
            vif: coefficient.vif,
            se_hc3: hc3.map(|error| error.se),
            p_hc3: hc3.and_then(|error| error.p),
            ci95_hc3_low: hc3.map(|error| error.ci95[0]),
            ci95_hc3_high: hc3.map(|error| error.ci95[1]),
            se_block: block.map(|error| error.se),
            p_block: block.and_then(|error| error.p),
            ci95_block_low: block.map(|error| error.ci95[0]),
            ci95_block_high: block.map(|error| error.ci95[1]),
            unit,
        }
    }
}

/// What screening and selection did with a variable.
#[derive(Row)]
pub struct StepRow {
    #[column(nested)]
    pub of: OfLayer,
    /// Rising within screening, and anew within selection.
    pub step: u32,
    /// constant, singular, vif, selection.
    pub stage: &'static str,
    /// enter, remove, keep.
    pub action: &'static str,
    /// Variable; NULL for all at once.
    pub variable: Option<String>,
    /// F of the variable.
    pub f: Option<f64>,
    /// Its p.
    pub p: Option<f64>,
    /// Its variance inflation.
    pub vif: Option<f64>,
    /// R squared of the model after it.
    pub r2: Option<f64>,
    /// Adjusted.
    pub r2_adj: Option<f64>,
    /// Root of RSS / (n - p).
    pub rmse: Option<f64>,
    /// Variables in the model after it.
    pub in_model: String,
}

impl StepRow {
    /// `variable` names a term or a single column of one.
    pub fn of(of: &OfLayer, step: &Step, variable: Option<String>, in_model: String) -> StepRow {
        let stage = match step.stage {
            Stage::Constant => "constant",
            Stage::Singular => "singular",
            Stage::Vif => "vif",
            Stage::Selection => "selection",
        };
        let action = match step.action {
            Action::Enter => "enter",
            Action::Remove => "remove",
            Action::Keep => "keep",
        };
        StepRow {
            of: of.clone(),
            step: step.step,
            stage,
            action,
            variable,
            f: step.f,
            p: step.p,
            vif: step.vif,
            r2: step.r2,
            r2_adj: step.r2_adj,
            rmse: step.rmse,
            in_model,
        }
    }
}

/// A row of the fit; behind its columns one for each variable, of its name.
#[derive(Row)]
pub struct SampleRow {
    #[column(nested)]
    pub of: OfLayer,
    /// Row of the grid, or of the table, counted from 1.
    pub row: u64,
    /// Column of the grid, counted from 1; NULL of a table.
    pub column: Option<u64>,
    /// Its coordinates.
    #[column(unit = "map units")]
    pub x: Option<f64>,
    /// Its coordinates.
    #[column(unit = "map units")]
    pub y: Option<f64>,
    /// Y.
    pub observed: f64,
    /// What the model predicts.
    pub predicted: f64,
    /// Observed less predicted.
    pub residual: f64,
    /// Weight of the row in its own prediction.
    pub leverage: f64,
    /// Residual over its standard deviation by the fit without the row; NULL where that is 0.
    pub studentised: Option<f64>,
    /// How far the row moves the fit.
    pub cooks_distance: Option<f64>,
    /// Block, counted from 1; NULL without blocks.
    pub block: Option<u64>,
    /// Fold, counted from 1; NULL without blocks.
    pub fold: Option<u64>,
}

/// A row that plots show; some of many.
#[derive(Row)]
pub struct ScatterRow {
    #[column(nested)]
    pub of: OfLayer,
    /// The row, counted from 1.
    pub point: u64,
    /// Y.
    pub observed: f64,
    /// What the model predicts.
    pub predicted: f64,
    /// Observed less predicted.
    pub residual: f64,
    /// Residual over its standard deviation; NULL where that is 0.
    pub standardised: Option<f64>,
}

/// Where a residual lies, for a map of them; some of many.
#[derive(Row)]
pub struct PlaceRow {
    #[column(nested)]
    pub of: OfLayer,
    /// Row and column of the map that is drawn, counted from 1; NULL of points.
    pub row: Option<u64>,
    /// Column, counted from 1; NULL of points.
    pub column: Option<u64>,
    /// Coordinates.
    #[column(unit = "map units")]
    pub x: f64,
    /// Coordinates.
    #[column(unit = "map units")]
    pub y: f64,
    /// Observed less predicted.
    pub residual: f64,
}

/// A bin of the variogram of the residuals.
#[derive(Row)]
pub struct ResidualBin {
    #[column(nested)]
    pub of: OfLayer,
    /// Mean distance of its pairs.
    #[column(unit = "m")]
    pub dist: f64,
    /// Half their mean squared difference.
    pub gamma: f64,
    /// Pairs.
    pub np: u64,
    /// The model that the effective range is of; NULL where none fits.
    pub fitted: Option<f64>,
}

/// A point of the curve of that model.
#[derive(Row)]
pub struct ResidualCurve {
    #[column(nested)]
    pub of: OfLayer,
    /// Distance.
    #[column(unit = "m")]
    pub dist: f64,
    /// Semivariance.
    pub gamma: f64,
}

/// A value of a variable and the residual with what the variable explains: residual + coefficient x value.
#[derive(Row)]
pub struct PartialRow {
    #[column(nested)]
    pub of: OfLayer,
    /// The row, as in scatter.
    pub point: u64,
    /// Variable.
    pub variable: String,
    /// Its value.
    pub value: f64,
    /// Residual and coefficient times value.
    pub partial: f64,
}

/// Rows of SAMPLES, at most.
pub const MOST_SAMPLES: u64 = 1_000_000;

/// Rows that plots show, at most.
pub const MOST_SHOWN: usize = 2000;

/// Cells of a map of residuals, at most.
pub const MOST_PLACES: usize = 20_000;

pub fn tables(found: &Found, request: &Request) -> Vec<Table> {
    let mut tables = vec![
        ModelRow::table("model", model(found)),
        DiagnosticRow::table("diagnostics", diagnostics(found)),
        steps(found),
    ];
    if request.samples {
        tables.push(samples(found));
    }
    if request.plots {
        let shown = found.kept.rows.thinned(MOST_SHOWN);
        tables.push(ResidualBin::table("variogram", variogram(found)));
        tables.push(ResidualCurve::table("curve", curve_of(found)));
        tables.push(ScatterRow::table("scatter", scatter(found, &shown)));
        tables.push(PlaceRow::table("places", places(found)));
        tables.push(PartialRow::table("partials", partials(found, &shown)));
    }
    tables
}

fn model(found: &Found) -> Vec<ModelRow> {
    let (hc3, block) =
        (&found.judged.residuals.hc3, found.judged.blocks.as_ref().and_then(|blocks| blocks.errors.as_ref()));
    let row = |(at, own): (usize, &Coefficient)| {
        let robust = [hc3.as_ref().map(|errors| &errors[at]), block.and_then(|errors| errors[at].as_ref())];
        let unit = found.variables.unit(&found.judged.solved.design, own.column);
        ModelRow::of(&found.of, found.name(own.column).to_owned(), own, robust, unit)
    };
    found.judged.solved.model.coefficients.iter().enumerate().map(row).collect()
}

fn steps(found: &Found) -> Table {
    let design = &found.judged.solved.design;
    let lone: Vec<StepRow> = (0..).zip(found.lone_factors()).map(|(step, name)| lone(found, step, name)).collect();
    let shift = lone.len() as u32;
    let term = |term: &usize| design.terms[*term].name.clone();
    let row = |step: &Step| {
        let variable = step.column.map(|column| design.columns[column].name.clone()).or(step.term.as_ref().map(term));
        let in_model: Vec<String> = step.in_model.iter().map(term).collect();
        let mut row = StepRow::of(&found.of, step, variable, in_model.join("; "));
        row.step += if step.stage == Stage::Selection { 0 } else { shift };
        row
    };
    StepRow::table("steps", lone.into_iter().chain(found.judged.solved.steps.iter().map(row)).collect())
}

/// A factor of one class has no column that could be constant.
fn lone(found: &Found, step: u32, name: &str) -> StepRow {
    let in_model: Vec<&str> = found.judged.solved.design.terms.iter().map(|term| term.name.as_str()).collect();
    StepRow {
        of: found.of.clone(),
        step,
        stage: "constant",
        action: "remove",
        variable: Some(name.to_owned()),
        f: None,
        p: None,
        vif: None,
        r2: None,
        r2_adj: None,
        rmse: None,
        in_model: in_model.join("; "),
    }
}

fn samples(found: &Found) -> Table {
    let KeptRows { rows, places, squares } = &found.kept;
    let row = |at: usize| {
        let (row, column) = rows.cells[at];
        let figures = &rows.figures[at];
        let place = places.as_ref().map(|places| places[at]);
        let square = squares.as_ref().map(|squares| squares[at]);
        let (block, fold) =
            square.zip(found.judged.blocks.as_ref()).and_then(|(square, blocks)| blocks.of(square)).unzip();
        SampleRow {
            of: found.of.clone(),
            row: u64::from(row) + 1,
            column: found.cells.then(|| u64::from(column) + 1),
            x: place.map(|place| place[0]),
            y: place.map(|place| place[1]),
            observed: rows.observed[at],
            predicted: figures.predicted,
            residual: figures.residual,
            leverage: figures.leverage,
            studentised: figures.studentised,
            cooks_distance: figures.cooks_distance,
            block,
            fold,
        }
    };
    let table = SampleRow::table("samples", (0..rows.len()).map(row).collect());
    let variables = &found.variables;
    let column = |(at, (name, values)): (usize, (&String, &Vec<f64>))| {
        let labels = at.checked_sub(variables.first_factor()).and_then(|factor| variables.labels[factor].as_ref());
        let column = match labels {
            Some(labels) => Column::Text(values.iter().map(|code| labels.get(*code as usize).cloned()).collect()),
            None => Column::Real(values.iter().map(|value| Some(*value)).collect()),
        };
        (name.clone(), column)
    };
    table.with(variables.names().zip(&rows.values).enumerate().map(column))
}

fn variogram(found: &Found) -> Vec<ResidualBin> {
    let Some(likeness) = &found.judged.likeness else { return Vec::new() };
    let row = |bin: &Bin| ResidualBin {
        of: found.of.clone(),
        dist: bin.dist,
        gamma: bin.gamma,
        np: bin.np,
        fitted: likeness.fit.as_ref().map(|fit| fit.gamma(bin.dist)),
    };
    likeness.bins.iter().map(row).collect()
}

/// Points of a curve.
const CURVE: usize = 120;

fn curve_of(found: &Found) -> Vec<ResidualCurve> {
    let likeness = found.judged.likeness.as_ref();
    let farthest = likeness.and_then(|likeness| likeness.bins.last()).map(|bin| bin.dist);
    let fit = likeness.and_then(|likeness| likeness.fit.as_ref());
    let Some((fit, farthest)) = fit.zip(farthest) else { return Vec::new() };
    let row = |(dist, gamma)| ResidualCurve { of: found.of.clone(), dist, gamma };
    curve(fit, farthest, CURVE).map(row).collect()
}

fn scatter(found: &Found, shown: &[usize]) -> Vec<ScatterRow> {
    let rows = &found.kept.rows;
    let row = |(point, at): (u64, &usize)| ScatterRow {
        of: found.of.clone(),
        point,
        observed: rows.observed[*at],
        predicted: rows.figures[*at].predicted,
        residual: rows.figures[*at].residual,
        standardised: rows.figures[*at].standardised,
    };
    (1..).zip(shown).map(row).collect()
}

fn places(found: &Found) -> Vec<PlaceRow> {
    let row = |place: &Place| {
        let (row, column) = place.cell.unzip();
        let [x, y] = place.place;
        PlaceRow { of: found.of.clone(), row, column, x, y, residual: place.residual }
    };
    found.places.iter().map(row).collect()
}

/// Of columns of the model that are no dummies.
fn partials(found: &Found, shown: &[usize]) -> Vec<PartialRow> {
    let (design, rows) = (&found.judged.solved.design, &found.kept.rows);
    let values: Vec<Vec<f64>> = rows.values.iter().map(|column| shown.iter().map(|at| column[*at]).collect()).collect();
    let mut columns = vec![Vec::new(); design.columns.len()];
    if !values.is_empty() {
        design.fill(&values.iter().map(Vec::as_slice).collect::<Vec<_>>(), &mut columns);
    }
    let slopes = found.judged.solved.model.coefficients.iter().filter_map(|own| Some((own.column?, own.coefficient)));
    let numbers = slopes
        .filter(|(column, _)| !matches!(design.sources[design.columns[*column].source], design::Source::Factor { .. }));
    let of = |(column, slope): (usize, f64)| {
        let values = columns[column].iter().zip(shown).enumerate();
        let row = |(point, (value, at)): (usize, (&f64, &usize))| PartialRow {
            of: found.of.clone(),
            point: point as u64 + 1,
            variable: design.columns[column].name.clone(),
            value: *value,
            partial: rows.figures[*at].residual + slope * value,
        };
        values.map(row).collect::<Vec<_>>()
    };
    numbers.flat_map(of).collect()
}
