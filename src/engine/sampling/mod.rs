//! Which cells of a stack of rasters a statistic is made of, where it is not made of all: every few of them, or a draw without replacement,
//! of all of them or by strata.
//!
//! A draw takes the cells with the lowest random numbers, in the order of these; with a least distance one that is too near to those taken
//! before is passed over.

pub mod lowest;
mod quotas;
mod spacing;
pub mod wanted;

use super::{
    message::Message,
    progress::Progress,
    region::refuse_degrees,
    stack::{Stack, StackReader},
    sweep::{Emit, Worker, sweep},
    threads::Threads,
};
use crate::{
    error::{Error, Result, try_vec},
    figures::{count, things},
    grid::{Grid, Window, tiling::Tiling},
    kernels::{Accumulator, stats::random::hashed},
    sentence::{Phrase, phrase, sentence},
};
use lowest::{Drawn, Lowest};
use quotas::quotas;
use serde::{Deserialize, Serialize};
use spacing::Spaced;
use std::collections::BTreeMap;

pub const READING: Phrase = phrase!("Reading the layers");
const DRAWING: Phrase = phrase!("Drawing cells");
const ROOM: Phrase = phrase!("cells of the layers");

/// Cells of a class that are looked at for a draw with a least distance, at most.
const CANDIDATES: usize = 1 << 20;

/// Cells that a draw may have.
pub const MOST_DRAWN: usize = 10_000_000;

/// Which cells count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sample {
    #[default]
    All,
    Random,
    Regular,
    Stratified,
}

impl Sample {
    pub const CHOICES: &'static [&'static str] = &["all", "random", "regular", "stratified"];
}

/// A draw, as it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Draw {
    pub size: usize,
    pub seed: u64,
    /// m
    pub min_distance: f64,
    /// The layer of the stack with the strata
    pub strata: Option<usize>,
    /// Columns of a row that need a value for it to be drawn, at least: all of a model, two of a correlation
    pub least: usize,
}

/// Rows that were drawn, or taken on a regular grid, in the order of the map.
#[derive(Debug, Clone, Default)]
pub struct Sampled {
    pub cells: Vec<(u32, u32)>,
    /// A column for each layer
    pub columns: Vec<Vec<f64>>,
}

/// East and north of the centres of cells.
pub fn centres(grid: &Grid, cells: &[(u32, u32)]) -> Vec<[f64; 2]> {
    let centre = |(row, column): &(u32, u32)| {
        let (x, y) = grid.to_map(f64::from(*column) + 0.5, f64::from(*row) + 0.5);
        [x, y]
    };
    cells.iter().map(centre).collect()
}

/// Every s-th row and column, from the middle of the first s.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strides {
    pub step: usize,
    /// How many there are of each.
    pub rows: usize,
    pub columns: usize,
}

impl Strides {
    /// The smallest s that leaves at most so many cells.
    pub fn within(grid: &Grid, cells: usize) -> Strides {
        let of = |step: usize| {
            let along = |length: usize| (length + step - 1 - step / 2) / step;
            Strides { step, rows: along(grid.rows), columns: along(grid.columns) }
        };
        let fits = |strides: &Strides| strides.rows * strides.columns <= cells.max(1);
        (1..).map(of).find(fits).expect("a step as wide as the grid leaves a cell")
    }

    pub fn first(&self) -> usize {
        self.step / 2
    }

    pub fn cells(&self) -> usize {
        self.rows * self.columns
    }

    /// The place among the cells taken of one of the grid, if it is.
    pub fn place(&self, row: usize, column: usize) -> Option<usize> {
        let along = |at: usize, count: usize| {
            let past = at.checked_sub(self.first()).filter(|past| past % self.step == 0)?;
            Some(past / self.step).filter(|k| *k < count)
        };
        Some(along(row, self.rows)? * self.columns + along(column, self.columns)?)
    }
}

/// What a regular sample is.
pub fn tell_of_strides(strides: Strides, messages: &mut Vec<Message>) {
    let told = sentence!(
        "The sample is every {step} rows and columns: {rows} x {columns} cells.",
        step = count(strides.step as u64),
        rows = count(strides.rows as u64),
        columns = count(strides.columns as u64)
    );
    messages.push(Message::info("SAMPLE", told));
}

/// Columns of the layers on a regular grid, in row-major order.
pub fn regular(stack: &Stack, strides: Strides, run: (&Threads, &mut Progress<'_>)) -> Result<Vec<Vec<f64>>> {
    columns(stack, Which::Regular(strides), strides.cells(), run)
}

/// Values of some cells, which stand in the order of the map.
pub fn of_cells(stack: &Stack, cells: Vec<(u32, u32)>, run: (&Threads, &mut Progress<'_>)) -> Result<Sampled> {
    let columns = columns(stack, Which::Cells(&cells), cells.len(), run)?;
    Ok(Sampled { cells, columns })
}

fn columns(
    stack: &Stack,
    which: Which<'_>,
    rows: usize,
    (threads, progress): (&Threads, &mut Progress<'_>),
) -> Result<Vec<Vec<f64>>> {
    let mut columns = stack.all().map(|_| try_vec(rows, f64::NAN, ROOM)).collect::<Result<Vec<_>>>()?;
    let open = || Ok(Taker { reader: stack.reader(stack.all())?, which });
    let write = |(places, values): Part| {
        for (column, values) in columns.iter_mut().zip(values) {
            places.iter().zip(values).for_each(|(place, value)| column[*place] = value);
        }
        Ok(())
    };
    sweep::<(), Part, _>(&stack.tiling(), threads, progress, READING, open, write)?;
    Ok(columns)
}

/// Where rows go, and their values by column.
type Part = (Vec<usize>, Vec<Vec<f64>>);

#[derive(Clone, Copy)]
enum Which<'a> {
    Regular(Strides),
    Cells(&'a [(u32, u32)]),
}

struct Taker<'a> {
    reader: StackReader<'a>,
    which: Which<'a>,
}

impl Which<'_> {
    /// Of a window: where rows go, and which cells of the window they are.
    fn of(&self, window: Window) -> Vec<(usize, usize)> {
        let at = |row: usize, column: usize| (row - window.row) * window.columns + column - window.column;
        match self {
            Which::Regular(strides) => {
                let rows =
                    (window.row..window.row + window.rows).filter(|row| strides.place(*row, strides.first()).is_some());
                rows.flat_map(|row| {
                    let columns = window.column..window.column + window.columns;
                    columns.filter_map(move |column| Some((strides.place(row, column)?, at(row, column))))
                })
                .collect()
            }
            Which::Cells(cells) => {
                let from = cells.partition_point(|(row, _)| (*row as usize) < window.row);
                let within = |column: usize| (window.column..window.column + window.columns).contains(&column);
                let rows = (from..).zip(&cells[from..]);
                rows.take_while(|(_, (row, _))| (*row as usize) < window.row + window.rows)
                    .map(|(place, (row, column))| (place, *row as usize, *column as usize))
                    .filter(|(_, _, column)| within(*column))
                    .map(|(place, row, column)| (place, at(row, column)))
                    .collect()
            }
        }
    }
}

impl Worker<(), Part> for Taker<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, Part>) -> Result<()> {
        let taken = self.which.of(window);
        if taken.is_empty() {
            return Ok(());
        }
        self.reader.read(window)?;
        let columns = self.reader.columns(window);
        let values = columns.iter().map(|column| taken.iter().map(|(_, at)| column[*at]).collect()).collect();
        emit.block((taken.into_iter().map(|(place, _)| place).collect(), values));
        Ok(())
    }
}

/// Draws cells, and tells how many.
pub fn draw(
    stack: &Stack,
    asked: &Draw,
    (threads, progress): (&Threads, &mut Progress<'_>),
    messages: &mut Vec<Message>,
) -> Result<Vec<(u32, u32)>> {
    let spaced = asked.min_distance > 0.0;
    if spaced {
        refuse_degrees(&stack.info, stack.path())?;
    }
    let most = if spaced { CANDIDATES.max(asked.size) } else { asked.size };
    let open = || Ok(Drawer { reader: stack.reader(stack.all())?, asked, most });
    let lots: Lots = sweep(&stack.tiling(), threads, progress, DRAWING, open, |()| Ok(()))?;
    let classes: Vec<(i64, u64)> = lots.0.iter().map(|(class, lot)| (*class, lot.seen())).collect();
    let all: u64 = classes.iter().map(|(_, cells)| cells).sum();
    if all == 0 {
        return Err(Error::NoCompleteCell { path: stack.path().to_owned(), layers: asked.least });
    }
    let wanted = match asked.strata {
        Some(_) => quotas(&classes.iter().map(|(_, cells)| *cells).collect::<Vec<_>>(), asked.size),
        None => vec![asked.size.min(all as usize)],
    };
    let exhausted = lots.0.values().any(|lot| !lot.is_all());
    let mut candidates: Vec<(Drawn<()>, usize)> = Vec::new();
    for (at, lot) in lots.0.into_values().enumerate() {
        candidates.extend(lot.finish().into_iter().map(|cell| (cell, at)));
    }
    candidates.sort_unstable_by_key(|(cell, _)| (cell.number, cell.row, cell.column));
    let mut left = wanted.clone();
    let mut spacing = Spaced::new(stack.grid(), asked.min_distance);
    let mut taken = Vec::new();
    for (at, (cell, class)) in candidates.into_iter().enumerate() {
        if at % 4096 == 0 {
            progress.tick(1.0, DRAWING)?;
        }
        if left[class] > 0 && spacing.take(cell.row, cell.column) {
            left[class] -= 1;
            taken.push((cell.row, cell.column));
        }
    }
    taken.sort_unstable();
    let short: usize = left.iter().sum();
    let told = sentence!(
        "Drawn at random (seed {seed}): {taken} of {all}.",
        taken = count(taken.len() as u64),
        all = things!(all, "{count} cell", "{count} cells"),
        seed = asked.seed as i64
    );
    messages.push(Message::info("SAMPLE", told));
    if short > 0 && spaced {
        let told = sentence!(
            "MIN_DISTANCE leaves room for {taken} of the {wanted} that SAMPLE_SIZE asks for{among}.",
            taken = things!(taken.len() as u64, "{count} cell", "{count} cells"),
            wanted = count((taken.len() + short) as u64),
            among = exhausted.then(|| phrase!(", among the million that were looked at"))
        );
        messages.push(Message::warning("SAMPLE_SHORT", told));
    } else if taken.len() > asked.size {
        let told = sentence!(
            "SAMPLE_SIZE is {size}; two cells at least of each of {strata} strata are more.",
            size = count(asked.size as u64),
            strata = count(wanted.len() as u64)
        );
        messages.push(Message::info("SAMPLE_LARGER", told));
    } else if taken.len() < asked.size {
        let told = sentence!(
            "SAMPLE_SIZE is {size}, and {taken} cells have values.",
            size = count(asked.size as u64),
            taken = count(taken.len() as u64)
        );
        messages.push(Message::info("SAMPLE_SHORT", told));
    }
    Ok(taken)
}

/// What may be drawn, by stratum; one where there are none.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Lots(BTreeMap<i64, Lowest<()>>);

impl Accumulator for Lots {
    type Block<'a> = (i64, Lowest<()>);
    type Output = BTreeMap<i64, Lowest<()>>;

    fn push(&mut self, (class, lot): Self::Block<'_>) {
        self.0.entry(class).or_default().merge(lot);
    }

    fn merge(&mut self, next: Lots) {
        next.0.into_iter().for_each(|lot| self.push(lot));
    }

    fn finish(self) -> BTreeMap<i64, Lowest<()>> {
        self.0
    }
}

struct Drawer<'a> {
    reader: StackReader<'a>,
    asked: &'a Draw,
    most: usize,
}

impl Worker<Lots, ()> for Drawer<'_> {
    fn unit(&mut self, window: Window, _: Emit<'_, ()>) -> Result<Lots> {
        self.reader.read(window)?;
        let columns = self.reader.columns(window);
        let strata = self.asked.strata.map(|layer| columns[layer]);
        let variables: Vec<&[f64]> =
            columns.iter().enumerate().filter(|(at, _)| Some(*at) != self.asked.strata).map(|(_, c)| *c).collect();
        let mut lots = BTreeMap::new();
        for at in 0..window.cells() {
            let class = match strata {
                None => 0,
                Some(strata) if strata[at].is_nan() => continue,
                Some(strata) if strata[at].fract() != 0.0 => return Err(Error::StratumNotWhole { value: strata[at] }),
                Some(strata) => strata[at] as i64,
            };
            if variables.iter().filter(|column| !column[at].is_nan()).count() < self.asked.least {
                continue;
            }
            let (row, column) = (window.row + at / window.columns, window.column + at % window.columns);
            let number = hashed(self.asked.seed, [row as u64, column as u64]);
            let lot = lots.entry(class).or_insert_with(|| Lowest::new(self.most));
            lot.push(Drawn { number, row: row as u32, column: column as u32, of: () });
        }
        if lots.len() > MOST_STRATA {
            return Err(Error::TooManyStrata { found: lots.len(), limit: MOST_STRATA });
        }
        Ok(Lots(lots))
    }
}

/// Strata are few: a raster of measurements is none.
const MOST_STRATA: usize = 1000;

/// Units in which a whole layer is read.
pub fn layer(stack: &Stack, layer: usize, (threads, progress): (&Threads, &mut Progress<'_>)) -> Result<Vec<f64>> {
    let grid = stack.grid();
    let mut cells = try_vec(grid.cells() as usize, f64::NAN, ROOM)?;
    let open = || Ok(Whole { reader: stack.reader([layer])? });
    let write = |(window, values): (Window, Vec<f64>)| {
        for (row, values) in (window.row..).zip(values.chunks(window.columns)) {
            cells[row * grid.columns + window.column..][..window.columns].copy_from_slice(values);
        }
        Ok(())
    };
    let tiling: Tiling = stack.tiling_of_one();
    sweep::<(), _, _>(&tiling, threads, progress, READING, open, write)?;
    Ok(cells)
}

struct Whole<'a> {
    reader: StackReader<'a>,
}

impl Worker<(), (Window, Vec<f64>)> for Whole<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, (Window, Vec<f64>)>) -> Result<()> {
        self.reader.read(window)?;
        emit.block((window, self.reader.columns(window)[0].to_vec()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;

    fn grid(rows: usize, columns: usize) -> Grid {
        Grid { rows, columns, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, -1.0], metres_per_unit: 1.0 }
    }

    #[test]
    fn lots_hold_to_the_laws() {
        let of = |rows: std::ops::Range<usize>| {
            let mut lots = Lots::default();
            for row in rows {
                let mut lot = Lowest::new(2);
                let number = hashed(1, [row as u64, 0]);
                lot.push(Drawn { number, row: row as u32, column: 0, of: () });
                lots.push((row as i64 % 2, lot));
            }
            lots
        };
        let seen = |lots: Lots| {
            let lots = lots.finish().into_iter();
            lots.map(|(class, lot)| (class, lot.seen(), lot.finish())).collect::<Vec<_>>()
        };
        laws::hold_in_any_order::<Lots, _>(7, of, seen);
    }

    /// The smallest step that leaves so many, from the middle of the first.
    #[test]
    fn strides_that_fit() {
        let of = |cells: usize| Strides::within(&grid(61, 47), cells);
        assert_eq!(of(61 * 47), Strides { step: 1, rows: 61, columns: 47 });
        // Of 2: rows 1, 3 ... 59 (30), columns 1, 3 ... 45 (23)
        assert_eq!(of(61 * 47 - 1), Strides { step: 2, rows: 30, columns: 23 });
        // Of 3: rows 1, 4 ... 58 (20), columns 1, 4 ... 46 (16)
        assert_eq!(of(689), Strides { step: 3, rows: 20, columns: 16 });
        assert_eq!(of(320), Strides { step: 3, rows: 20, columns: 16 });
        assert_eq!(of(1), Strides { step: 41, rows: 1, columns: 1 });
        let strides = of(320);
        assert_eq!((strides.place(1, 1), strides.place(4, 7), strides.place(58, 46)), (Some(0), Some(18), Some(319)));
        assert_eq!((strides.place(0, 1), strides.place(2, 1), strides.place(1, 3)), (None, None, None));
    }
}
