//! Rows in memory: a sample of cells, or the rows of a table.

use super::{
    ROOM, Request,
    asked::Asked,
    blocks::Squares,
    found::Judged,
    in_blocks::in_blocks,
    lacking::Lacking,
    levels::{FactorRows, FactorSums, check, codes},
    residuals::{Likeness, MOST_POINTS},
    rows::{Kept, Source},
    solve::solve,
    tables::{MOST_PLACES, MOST_SAMPLES},
    variables::{Variables, check_aspect},
};
use crate::{
    engine::{message::Message, progress::Progress, sampling::Strides, threads::Threads},
    error::{Error, Result, try_vec},
    grid::Grid,
    kernels::{
        Accumulator,
        drivers::regression::{
            Fault,
            block_sums::{BlockRows, BlockSums},
            classes::ClassFigures,
            factor::Factor,
            moran::{
                Moran,
                grid::{GridMoran, Strip},
                points,
            },
            plan::Plan,
            runs::Runs,
            second_sweep::{FittedRows, SecondSweep},
        },
        stats::random::stream,
    },
    sentence::{Phrase, phrase},
};
use rand::seq::index;

const FITTING: Phrase = phrase!("Fitting");

/// Rows with what they hold and where they are.
pub struct Held<'a> {
    /// Y, and what explains it
    pub columns: Vec<Vec<f64>>,
    /// Row and column of the grid; of a table its row and 0
    pub cells: Vec<(u32, u32)>,
    /// Places in metres, NaN of a row without one
    pub metres: Option<Vec<[f64; 2]>>,
    /// Squares of land, and the one of each row
    pub squares: Option<(Squares, Vec<u32>)>,
    /// What a request calls the aspect
    pub aspect: &'static str,
    /// Where rows are all cells of a regular grid, row by row
    pub regular: Option<(&'a Grid, Strides)>,
}

/// What is known of them.
pub struct JudgedRows {
    pub judged: Judged,
    pub plan: Plan,
    pub kept: Kept,
    /// Of a regular grid the residual of each cell
    pub regular: Vec<f64>,
}

/// `None` where no row is complete.
pub fn of_held(
    request: &Request,
    asked: &Asked<'_>,
    (held, variables): (Held<'_>, &Variables),
    (threads, progress): (&Threads, &mut Progress<'_>),
    messages: &mut Vec<Message>,
) -> Result<Option<JudgedRows>> {
    progress.tell(0.0, FITTING)?;
    let values: Vec<&[f64]> = held.columns.iter().map(Vec::as_slice).collect();
    let is_complete = |row: &usize| values.iter().all(|column| !column[*row].is_nan());
    let complete: Vec<usize> = (0..held.cells.len()).filter(is_complete).collect();
    if complete.is_empty() {
        return Ok(None);
    }
    if variables.aspect.is_some() {
        check_aspect(held.aspect, values[1 + variables.numbers.len()])?;
    }
    let lacking = Lacking::of(&values, (0..held.cells.len()).filter(|row| !is_complete(row)));
    if request.samples && complete.len() as u64 > MOST_SAMPLES {
        return Err(Error::TooManySamples { rows: complete.len() as u64, limit: MOST_SAMPLES });
    }
    let sources: Vec<Vec<f64>> =
        held.columns.iter().map(|column| complete.iter().map(|row| column[*row]).collect()).collect();
    let classes = classes(variables, &sources)?;
    let design = variables.design(&classes.iter().map(|figures| figures.rows.clone()).collect::<Vec<_>>());
    let mut x = vec![Vec::new(); design.columns.len()];
    design.fill(&sources[1..].iter().map(Vec::as_slice).collect::<Vec<_>>(), &mut x);
    let columns: Vec<&[f64]> = [&sources[0]].into_iter().chain(&x).map(Vec::as_slice).collect();
    let mut runs = Runs::new(variables.numbers.len() + 1);
    runs.push(&columns[..variables.numbers.len() + 1]);
    let system = Factor::of_columns(&columns, request.intercept).finish();
    let solved = solve(&system, (&variables.y, design.clone()), asked)?;
    let plan = Plan::new(&solved.model);
    progress.tell(0.4, FITTING)?;
    let mut sums = SecondSweep::default();
    sums.push(FittedRows { plan: &plan, columns: &columns });
    let figures = plan.rows(&columns);

    let regular = match held.regular {
        Some((_, strides)) => {
            let mut all = try_vec(strides.cells(), f64::NAN, ROOM)?;
            complete.iter().zip(&figures).for_each(|(row, figures)| all[*row] = figures.residual);
            all
        }
        None => Vec::new(),
    };
    let rows = Rows { held: &held, complete: &complete, columns: &columns, plan: &plan };
    let moran = rows.moran((threads, progress))?;
    let residuals: Vec<f64> = figures.iter().map(|row| row.residual).collect();
    let likeness = match (held.regular, &held.metres) {
        (_, None) => None,
        _ if solved.model.fit.rss <= 0.0 => None,
        (Some(regular_grid), _) => Some(Likeness::of_grid(&regular, regular_grid, (threads, progress))?),
        (None, Some(_)) => Some(rows.likeness(&residuals, request.seed, (threads, progress))?),
    };
    let blocks = match (&held.squares, &likeness) {
        (Some((squares, numbers)), Some(likeness)) => {
            let mut sums = BlockSums::new(columns.len());
            let of_rows: Vec<u32> = complete.iter().map(|row| numbers[*row]).collect();
            sums.push(BlockRows { columns: &columns, blocks: &of_rows });
            in_blocks(request, asked, (&solved.model, &sums.finish(), *squares), (likeness, moran.as_ref()), messages)
        }
        _ => None,
    };
    let most = if request.samples { usize::MAX } else { MOST_PLACES };
    let mut kept = Kept::default();
    for at in (0..complete.len()).step_by(complete.len().div_ceil(most).max(1)) {
        let row = Source { observed: sources[0][at], figures: figures[at] };
        kept.push(held.cells[complete[at]], row, sources[1..].iter().map(|source| source[at]));
    }
    let residuals = sums.figures(&plan);
    let judged = Judged { solved, lacking, runs: runs.finish(), classes, residuals, moran, likeness, blocks };
    Ok(Some(JudgedRows { judged, plan, kept, regular }))
}

fn classes(variables: &Variables, sources: &[Vec<f64>]) -> Result<Vec<ClassFigures>> {
    if variables.factors.is_empty() {
        return Ok(Vec::new());
    }
    let factors = variables.factors.iter().zip(&sources[1 + variables.first_factor()..]);
    let codes = factors.map(|(name, values)| codes(name, values)).collect::<Result<Vec<_>>>()?;
    let mut sums = FactorSums::default();
    sums.push(FactorRows { y: &sources[0], codes: &codes });
    let figures = sums.finish();
    check(&variables.factors, &figures)?;
    Ok(figures)
}

/// Those of the fit.
struct Rows<'a> {
    held: &'a Held<'a>,
    complete: &'a [usize],
    columns: &'a [&'a [f64]],
    plan: &'a Plan,
}

impl Rows<'_> {
    /// Of the eight cells around on a regular grid, else of the eight nearest.
    fn moran(&self, (threads, progress): (&Threads, &mut Progress<'_>)) -> Result<Option<Moran>> {
        if let Some((_, strides)) = self.held.regular {
            return self.moran_of_grid(strides);
        }
        let Some(metres) = &self.held.metres else { return Ok(None) };
        let points: Vec<[f64; 2]> = self.complete.iter().map(|row| metres[*row]).collect();
        if points.iter().flatten().any(|x| x.is_nan()) {
            return Ok(None);
        }
        let is_cancel = |fault: &Fault| *fault == Fault::Cancelled;
        let text = phrase!("Comparing neighbours");
        let work = |go_on: crate::kernels::GoOn<'_>| points::moran(self.plan, &points, self.columns, go_on);
        threads.kernel(progress, text, || 0.0, is_cancel, work)?.map_err(|fault| match fault {
            Fault::Memory { bytes } => Error::Memory { what: ROOM, bytes },
            _ => Error::Cancelled,
        })
    }

    fn moran_of_grid(&self, strides: Strides) -> Result<Option<Moran>> {
        let mut complete = try_vec(strides.cells(), false, ROOM)?;
        self.complete.iter().for_each(|row| complete[*row] = true);
        let spread = |column: &&[f64]| {
            let mut all = try_vec(strides.cells(), f64::NAN, ROOM)?;
            self.complete.iter().zip(*column).for_each(|(row, value)| all[*row] = *value);
            Ok(all)
        };
        let columns = self.columns.iter().map(spread).collect::<Result<Vec<Vec<f64>>>>()?;
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let mut sums = GridMoran::default();
        let (plan, width) = (self.plan, strides.columns);
        sums.push(Strip { plan, width, above: 0, below: 0, columns: &columns, complete: &complete });
        Ok(sums.figures(plan))
    }

    /// Of points, or of some of very many.
    fn likeness(&self, residuals: &[f64], seed: i64, run: (&Threads, &mut Progress<'_>)) -> Result<Likeness> {
        let metres = self.held.metres.as_ref().expect("asked for rows with places");
        let known: Vec<usize> = (0..self.complete.len()).filter(|at| !metres[self.complete[*at]][0].is_nan()).collect();
        let kept = match known.len() > MOST_POINTS {
            true => {
                let mut drawn = index::sample(&mut stream(seed as u64, 1), known.len(), MOST_POINTS).into_vec();
                drawn.sort_unstable();
                drawn.into_iter().map(|at| known[at]).collect()
            }
            false => known,
        };
        let places: Vec<[f64; 2]> = kept.iter().map(|at| metres[self.complete[*at]]).collect();
        let residuals: Vec<f64> = kept.iter().map(|at| residuals[*at]).collect();
        Likeness::of_points(&places, &residuals, run)
    }
}
