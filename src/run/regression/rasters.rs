//! Rows that are cells of rasters: all of them in sweeps over whole rows, or a sample in memory.

use super::{
    ROOM, Request,
    asked::Asked,
    blocks::Squares,
    first::{BlockGrid, FactorWorker, Factored, First, FirstWorker},
    found::{Found, Judged, KeptRows, Place},
    held::{Held, of_held},
    in_blocks::in_blocks,
    layers::{self, FactorReader, LayerReader},
    levels::{FactorSums, check},
    paint::{Painting, Sinks},
    residuals::{Likeness, MOST_CELLS},
    second::{Edges, Part, Pass, Second, SecondWorker},
    solve::{Solved, solve},
    tables::{MOST_SAMPLES, MOST_SHOWN},
    variables::Variables,
};
use crate::{
    engine::{
        columns::OfLayer,
        message::Message,
        outputs::OutputSet,
        progress::Progress,
        region::tell_of_lengths,
        request::Raster,
        sampling::{self, READING, Sample, Sampled, Strides, centres, wanted::Taken},
        stack::Stack,
        sweep::sweep,
        threads::Threads,
    },
    error::{Error, Result, try_vec},
    grid::Grid,
    kernels::{
        Accumulator,
        drivers::regression::{
            classes::ClassFigures,
            design::Design,
            factor::Factor,
            moran::grid::GridMoran,
            plan::Plan,
            system::{Conditioning, System},
        },
    },
    sentence::{Phrase, phrase, sentence},
};

const FITTING: Phrase = phrase!("Summing up");
const JUDGING: Phrase = phrase!("Looking at the residuals");

pub fn found(
    request: &Request,
    asked: &Asked<'_>,
    y: &Raster,
    (threads, progress): (&Threads, &mut Progress<'_>),
    messages: &mut Vec<Message>,
) -> Result<Found> {
    let (stack, variables) = layers::open(request, y, messages)?;
    if !stack.info.is_geographic() {
        tell_of_lengths(stack.info.length_distortion(), &stack.info.crs_name(), stack.path(), messages);
    }
    let squares = squares(request, &stack, messages)?;
    let job = Cells { request, asked, stack: &stack, variables: &variables, squares, threads };
    let of = OfLayer::input(&y.path, request.layer_name.as_ref().or(y.name.as_ref()), request.year.or(y.year));
    let found = match &asked.taken {
        Taken::All => job.of_all(of, progress, messages)?,
        Taken::Draw(draw) => {
            progress.parts(0..3, 10);
            let cells = sampling::draw(&stack, draw, (threads, progress), messages)?;
            progress.parts(3..5, 10);
            let sampled = sampling::of_cells(&stack, cells, (threads, progress))?;
            job.of_sample(of, (sampled, None), progress, messages)?
        }
        Taken::Regular(size) => {
            let strides = Strides::within(stack.grid(), *size);
            sampling::tell_of_strides(strides, messages);
            progress.parts(0..5, 10);
            let columns = sampling::regular(&stack, strides, (threads, progress))?;
            let at = |place: usize| {
                let (row, column) = (place / strides.columns, place % strides.columns);
                ((strides.first() + row * strides.step) as u32, (strides.first() + column * strides.step) as u32)
            };
            let cells = (0..strides.cells()).map(at).collect();
            job.of_sample(of, (Sampled { cells, columns }, Some(strides)), progress, messages)?
        }
    };
    let names: Vec<String> = [&variables.y].into_iter().chain(variables.names()).cloned().collect();
    messages.extend(stack.remarks(&names));
    Ok(found)
}

/// Sides of cells in metres.
fn sides(grid: &Grid) -> (f64, f64) {
    let g = &grid.geotransform;
    (g[1].hypot(g[4]) * grid.metres_per_unit, g[2].hypot(g[5]) * grid.metres_per_unit)
}

/// Those that sums are kept for; none where there are no lengths.
fn squares(request: &Request, stack: &Stack, messages: &mut Vec<Message>) -> Result<Option<Squares>> {
    if stack.info.is_geographic() {
        let drawn = matches!(request.sample, Sample::Random | Sample::Stratified);
        if request.block_size.is_some() {
            crate::engine::region::refuse_degrees(&stack.info, stack.path())?;
        }
        let told = sentence!(
            "{path} is in degrees, in which cells have no distance: there are no blocks, and p_block and r2_cv{moran} are NULL. Reproject the layers for them.",
            path = stack.path(),
            moran = drawn.then(|| phrase!(" and Moran’s I"))
        );
        messages.push(Message::warning("NO_BLOCKS", told));
        return Ok(None);
    }
    let grid = stack.grid();
    let (across, down) = sides(grid);
    let extent = (grid.columns as f64 * across, grid.rows as f64 * down);
    Ok(Some(match request.block_size {
        Some(side) => Squares::given(side, extent)?,
        None => Squares::small(across.max(down), extent),
    }))
}

struct Cells<'a> {
    request: &'a Request,
    asked: &'a Asked<'a>,
    stack: &'a Stack,
    variables: &'a Variables,
    squares: Option<Squares>,
    threads: &'a Threads,
}

impl Cells<'_> {
    fn blocks(&self) -> BlockGrid {
        BlockGrid { squares: self.squares, cell: sides(self.stack.grid()) }
    }

    fn painting(&self) -> Painting<'_> {
        let unit = self.variables.units[0].as_deref();
        Painting { request: self.request, stack: self.stack, threads: self.threads, unit }
    }

    fn no_row(&self) -> Error {
        Error::NothingComplete { path: self.stack.path().to_owned() }
    }

    fn of_all(&self, of: OfLayer, progress: &mut Progress<'_>, messages: &mut Vec<Message>) -> Result<Found> {
        progress.parts(0..2, 10);
        let classes = self.classes(progress)?;
        let design = self.variables.design(&classes.iter().map(|figures| figures.rows.clone()).collect::<Vec<_>>());
        progress.parts(2..5, 10);
        let reader = || LayerReader::open(self.stack, &design);
        let numbers = self.variables.numbers.len() + 1;
        let open = || Ok(FirstWorker { reader: reader()?, blocks: self.blocks(), numbers });
        let first: First = sweep(&self.stack.strips(None), self.threads, progress, FITTING, open, |()| Ok(()))?;
        let (Some(sums), Some(runs)) = (first.blocks, first.runs) else { return Err(self.no_row()) };
        let sums = sums.finish();
        let total = sums.total();
        if total.n() == 0 {
            return Err(self.no_row());
        }
        let mut system = System::of_products(&total, self.request.intercept);
        let columns: Vec<usize> = (0..design.columns.len()).collect();
        if system.conditioning(&columns) == Conditioning::Poor {
            progress.parts(5..6, 10);
            let empty = Factor::after(&total, self.request.intercept);
            let open = || Ok(FactorWorker { reader: reader()?, empty: &empty });
            let factored: Factored =
                sweep(&self.stack.strips(None), self.threads, progress, FITTING, open, |()| Ok(()))?;
            system = factored.0.map_or(system, Accumulator::finish);
        }
        let solved = solve(&system, (&self.variables.y, design.clone()), self.asked)?;
        let plan = Plan::new(&solved.model);
        progress.parts(6..9, 10);
        let (second, moran, outputs) = self.second(&design, &solved, &plan, (progress, &mut *messages))?;
        progress.parts(9..10, 10);
        let grid = self.stack.grid();
        let regular = Strides::within(grid, MOST_CELLS);
        let mut residuals = try_vec(regular.cells(), f64::NAN, ROOM)?;
        second.regular.iter().for_each(|(place, residual)| residuals[*place as usize] = *residual);
        let moran = moran.figures(&plan);
        let likeness = match self.squares {
            Some(_) if solved.model.fit.rss > 0.0 => {
                Some(Likeness::of_grid(&residuals, (grid, regular), (self.threads, progress))?)
            }
            _ => None,
        };
        let blocks = self.squares.zip(likeness.as_ref()).and_then(|(squares, likeness)| {
            let likeness = (likeness, moran.as_ref());
            in_blocks(self.request, self.asked, (&solved.model, &sums, squares), likeness, messages)
        });
        let judged = Judged {
            solved,
            lacking: first.lacking,
            runs: runs.finish(),
            classes,
            residuals: second.sums.figures(&plan),
            moran,
            likeness,
            blocks,
        };
        let (kept, places) = (self.kept(second.kept), self.places(regular, &residuals));
        let variables = self.variables.clone();
        Ok(Found { of, variables, cells: true, judged, kept, places, written: second.written, outputs })
    }

    /// Of the factors among complete cells.
    fn classes(&self, progress: &mut Progress<'_>) -> Result<Vec<ClassFigures>> {
        if self.variables.factors.is_empty() {
            return Ok(Vec::new());
        }
        let open = || FactorReader::open(self.stack, self.variables);
        let sums: FactorSums = sweep(&self.stack.tiling(), self.threads, progress, READING, open, |()| Ok(()))?;
        let figures = sums.finish();
        check(&self.variables.factors, &figures)?;
        if figures.iter().all(|figures| figures.rows.is_empty()) {
            return Err(self.no_row());
        }
        Ok(figures)
    }

    fn second(
        &self,
        design: &Design,
        solved: &Solved,
        plan: &Plan,
        (progress, messages): (&mut Progress<'_>, &mut Vec<Message>),
    ) -> Result<(Second, GridMoran, OutputSet)> {
        let grid = self.stack.grid();
        let samples = self.request.samples;
        if samples && solved.model.rows > MOST_SAMPLES {
            return Err(Error::TooManySamples { rows: solved.model.rows, limit: MOST_SAMPLES });
        }
        let kept = Strides::within(grid, if samples { usize::MAX } else { MOST_SHOWN });
        let mut sinks = Sinks::create(&self.painting(), messages)?;
        let tiling = self.stack.strips(sinks.block_shape());
        let pass = Pass {
            plan,
            regular: Strides::within(grid, MOST_CELLS),
            kept,
            wanted: self.painting().wanted(),
            tiling,
            rows: grid.rows,
        };
        let open = || Ok(SecondWorker { reader: LayerReader::open(self.stack, design)?, pass });
        let mut edges = Edges::default();
        let write = |part: Part| match part {
            Part::Edges { unit, top, bottom } => {
                edges.take(unit, (top, bottom), (plan, grid.columns, tiling.len()));
                Ok(())
            }
            Part::Rasters { window, predicted, residuals } => sinks.write(window, (&predicted, &residuals)),
        };
        let second: Second = sweep(&tiling, self.threads, progress, JUDGING, open, write)?;
        let mut moran = second.moran.clone();
        edges.sums().for_each(|sums| moran.merge(sums));
        if second.sums.rows() != solved.model.rows || moran.rows() != solved.model.rows {
            return Err(Error::Internal { detail: "sweeps saw different rows".to_owned() });
        }
        Ok((second, moran, sinks.finish()?))
    }

    fn kept(&self, rows: super::rows::Kept) -> KeptRows {
        let places = Some(centres(self.stack.grid(), &rows.cells));
        KeptRows { places, squares: self.numbers(&rows.cells), rows }
    }

    /// Squares in which cells lie.
    fn numbers(&self, cells: &[(u32, u32)]) -> Option<Vec<u32>> {
        let blocks = self.blocks();
        let number = |(row, column): &(u32, u32)| blocks.number(*row as usize, *column as usize);
        self.squares.map(|_| cells.iter().map(number).collect())
    }

    /// Of a regular grid of residuals, thinned for a map.
    fn places(&self, strides: Strides, residuals: &[f64]) -> Vec<Place> {
        if !self.request.plots {
            return Vec::new();
        }
        let every =
            (1..).find(|k| strides.rows.div_ceil(*k) * strides.columns.div_ceil(*k) <= super::tables::MOST_PLACES);
        let every = every.expect("one cell is left at last");
        let grid = self.stack.grid();
        let rows = (0..strides.rows).step_by(every);
        let of = |row: usize| {
            (0..strides.columns).step_by(every).filter_map(move |column| {
                let residual = residuals[row * strides.columns + column];
                let at = |k: usize| (strides.first() + k * strides.step) as f64 + 0.5;
                let (x, y) = grid.to_map(at(column), at(row));
                let cell = Some(((row / every) as u64 + 1, (column / every) as u64 + 1));
                (!residual.is_nan()).then_some(Place { cell, place: [x, y], residual })
            })
        };
        rows.flat_map(of).collect()
    }

    /// Of cells in memory, those of a regular grid with NaN where there is no value.
    fn of_sample(
        &self,
        of: OfLayer,
        (Sampled { cells, mut columns }, regular): (Sampled, Option<Strides>),
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<Found> {
        columns.truncate(self.variables.count() + 1);
        let grid = self.stack.grid();
        let metres = |place: [f64; 2]| place.map(|x| x * grid.metres_per_unit);
        let held = Held {
            columns,
            metres: self.squares.map(|_| centres(grid, &cells).into_iter().map(metres).collect()),
            squares: self.squares.zip(self.numbers(&cells)),
            cells,
            aspect: "ASPECT",
            regular: regular.map(|strides| (grid, strides)),
        };
        progress.parts(5..9, 10);
        let rows = of_held(self.request, self.asked, (held, self.variables), (self.threads, progress), messages)?
            .ok_or_else(|| self.no_row())?;
        progress.parts(9..10, 10);
        let (written, outputs) =
            self.painting().paint((&rows.judged.solved.design, &rows.plan), (progress, &mut *messages))?;
        let kept = self.kept(rows.kept);
        let places = match regular {
            Some(strides) => self.places(strides, &rows.regular),
            None => {
                let shown = kept.rows.thinned(super::tables::MOST_PLACES).into_iter();
                let place = |at: usize| Place {
                    cell: None,
                    place: kept.places.as_ref().map_or([f64::NAN; 2], |places| places[at]),
                    residual: kept.rows.figures[at].residual,
                };
                shown.map(place).collect()
            }
        };
        let variables = self.variables.clone();
        Ok(Found { of, variables, cells: true, judged: rows.judged, kept, places, written, outputs })
    }
}
