//! Gaps of a raster: cells without a value, predicted from those with one.
//!
//! A raster may be far larger than memory, and the neighbours of a gap are near. So each unit of work reads as far around its gaps as their
//! neighbours can lie, and no farther: where a square of cells around a gap holds as many values as there are neighbours, these lie
//! within the circle around that square.

use super::{
    Request,
    asked::Asked,
    drift::{DriftLayers, DriftReaders},
    points::{Observed, VALUE_MAX},
    raster::{Sinks, Unit},
    tally::Tally,
    tell::refused,
};
use crate::{
    cover::cell_mask::CellMask,
    engine::{
        message::Message,
        outputs::OutputSet,
        progress::Progress,
        sampling::lowest::{Drawn, Lowest},
        sweep::{Emit, Worker, sweep},
        threads::Threads,
        values::{ValueReader, Values},
    },
    error::{Error, Result},
    grid::{Grid, Window, tiling::Tiling},
    kernels::{
        Accumulator,
        geostatistics::{
            kriging::{Kriging, KrigingModel, MOST_GLOBAL, Neighbourhood},
            variogram::Point,
        },
        stats::random::hashed,
    },
    sentence::phrase,
};
use ndarray::Array2;
use serde::{Deserialize, Serialize};

/// A raster with gaps.
pub struct Gaps<'a> {
    pub request: &'a Request,
    pub values: &'a Values,
    pub mask: Option<&'a CellMask>,
    pub layers: &'a DriftLayers,
}

/// Cells with a value, as many of them drawn as models are fitted to, and how many gaps there are.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    pub gaps: u64,
    pub valid: Lowest<f64>,
}

impl Accumulator for Survey {
    type Block<'a> = Survey;
    type Output = Survey;

    fn push(&mut self, block: Self::Block<'_>) {
        self.merge(block);
    }

    fn merge(&mut self, next: Self) {
        self.gaps += next.gaps;
        self.valid.merge(next.valid);
    }

    fn finish(self) -> Survey {
        self
    }
}

impl Gaps<'_> {
    fn is_gap(&self, mask: &[bool], value: f64, at: usize) -> bool {
        value.is_nan() && mask[at]
    }

    /// Of each cell of a window whether it may be a gap.
    fn inside(&self, window: Window) -> Vec<bool> {
        let mut inside = vec![true; window.cells()];
        if let Some(mask) = self.mask {
            mask.fill_outside(window, &mut inside, false);
        }
        inside
    }

    /// Looks at every cell once.
    pub fn survey(&self, threads: &Threads, progress: &mut Progress<'_>) -> Result<Survey> {
        let tiling = Tiling::for_blocks(&self.values.info.grid, self.values.info.block, None);
        let open = || Ok(Surveyor { gaps: self, reader: ValueReader::open(self.values)? });
        sweep(&tiling, threads, progress, phrase!("Looking for gaps"), open, |()| Ok(()))
    }

    /// Cells that a survey drew, as points with their values and those of the drift.
    pub fn observed(
        &self,
        survey: &Survey,
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<Observed> {
        let grid = &self.values.info.grid;
        let point = |cell: &Drawn<f64>| {
            let (east, north) = grid.to_map(f64::from(cell.column) + 0.5, f64::from(cell.row) + 0.5);
            Point { east, north, value: cell.of }
        };
        let points: Vec<Point> = survey.valid.drawn().iter().map(point).collect();
        let ids = (1..=points.len() as i64).collect();
        let mut observed = Observed { points, ids, externals: Vec::new() };
        self.layers.give(&mut observed, progress, messages)?;
        Ok(observed)
    }

    /// Writes the raster with its gaps filled.
    pub fn fill(
        &self,
        asked: &Asked<'_>,
        model: &KrigingModel,
        all: Option<&Kriging>,
        (threads, progress): (&Threads, &mut Progress<'_>),
        messages: &mut Vec<Message>,
    ) -> Result<(Tally, OutputSet)> {
        let mut sinks = Sinks::create(self.request, &self.values.info, threads, messages)?;
        let tiling = sinks.tiling(&self.values.info);
        let open = || {
            let reader = ValueReader::open(self.values)?;
            Ok(Filler { gaps: self, asked, model, all, reader, layers: self.layers.readers()? })
        };
        let tally = sweep(&tiling, threads, progress, phrase!("Filling gaps"), open, |unit: Unit| sinks.write(&unit))?;
        Ok((tally, sinks.finish()?))
    }
}

struct Surveyor<'a> {
    gaps: &'a Gaps<'a>,
    reader: ValueReader,
}

impl Worker<Survey, ()> for Surveyor<'_> {
    fn unit(&mut self, window: Window, _: Emit<'_, ()>) -> Result<Survey> {
        let seed = self.gaps.request.seed as u64;
        let inside = self.gaps.inside(window);
        let cells = self.reader.read(window)?;
        let mut survey = Survey { gaps: 0, valid: Lowest::new(MOST_GLOBAL) };
        for (at, value) in cells.iter().enumerate() {
            if value.is_nan() {
                survey.gaps += u64::from(inside[at]);
                continue;
            }
            if value.abs() > VALUE_MAX {
                return Err(Error::argument("RASTER", format!("{value:e}"), phrase!("values from -1e18 to 1e18")));
            }
            let (row, column) = (window.row + at / window.columns, window.column + at % window.columns);
            let number = hashed(seed, [row as u64, column as u64]);
            survey.valid.push(Drawn { number, row: row as u32, column: column as u32, of: *value });
        }
        Ok(survey)
    }
}

struct Filler<'a> {
    gaps: &'a Gaps<'a>,
    asked: &'a Asked<'a>,
    model: &'a KrigingModel,
    /// Where all cells are neighbours of every gap
    all: Option<&'a Kriging>,
    reader: ValueReader,
    layers: DriftReaders,
}

impl Worker<Tally, Unit> for Filler<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, Unit>) -> Result<Tally> {
        let mut unit = Unit::new(window);
        let inside = self.gaps.inside(window);
        let cells = self.reader.read(window)?.to_vec();
        let wanted: Vec<bool> =
            cells.iter().enumerate().map(|(at, value)| self.gaps.is_gap(&inside, *value, at)).collect();
        let mut known = Tally::default();
        for (at, value) in cells.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
            (unit.prediction[at], unit.variance[at]) = (*value as f32, 0.0);
            known.values.take(*value);
            known.variances.take(0.0);
        }
        let mut tally = Tally::default();
        if wanted.contains(&true) {
            let externals = self.layers.read(window)?;
            let (info, request) = (&self.gaps.values.info, self.gaps.request);
            let shaped = Array2::from_shape_vec((window.rows, window.columns), wanted).expect("it has a cell each");
            let own;
            let kriging = match self.all {
                Some(kriging) => Some(kriging),
                None => {
                    own = self.around(window, &shaped)?;
                    own.as_ref()
                }
            };
            tally = match kriging {
                Some(kriging) => unit.predict(kriging, info, Some(shaped.view()), &externals, emit.go_on),
                None => Ok(Tally::without_points(shaped.iter().filter(|gap| **gap).count() as u64)),
            }
            .map_err(|fault| refused(fault, request))?;
        }
        emit.block(unit);
        tally.merge(known);
        Ok(tally)
    }
}

impl Filler<'_> {
    /// What predicts the gaps of a window: from all cells that can be neighbours of one of them; `None` where there is none.
    fn around(&mut self, window: Window, gaps: &Array2<bool>) -> Result<Option<Kriging>> {
        let grid = &self.gaps.values.info.grid;
        let rule = self.asked.neighbourhood;
        let mut reach = Reach::of(&rule, grid);
        loop {
            let wide = reach.around(window, grid);
            let whole = wide == grid.whole();
            if wide.cells() > MOST_CELLS {
                let path = self.gaps.values.path().to_owned();
                return Err(Error::GapsTooWide {
                    path,
                    row: window.row,
                    column: window.column,
                    cells: reach.rows.max(reach.columns) / 2,
                });
            }
            let near = self.near(wide)?;
            match reach.needed(&rule, grid, (window, gaps), &near) {
                Some(needed) if !whole && needed.beyond(&reach) => reach = needed,
                None if !whole => reach = reach.doubled(),
                // What was read may have more than what the neighbours were looked for in.
                Some(needed) => return self.points(window, gaps, &near, needed),
                None => return self.points(window, gaps, &near, Reach { rows: grid.rows, columns: grid.columns }),
            }
        }
    }

    /// Cells around a window; those without a value of the drift are no values.
    fn near(&mut self, window: Window) -> Result<Near> {
        let mut values = self.reader.read(window)?.to_vec();
        let layers = self.layers.read(window)?;
        for (at, value) in values.iter_mut().enumerate() {
            if layers.iter().any(|layer| layer[at].is_nan()) {
                *value = f64::NAN;
            }
        }
        Ok(Near { window, values, layers })
    }

    fn points(&self, window: Window, gaps: &Array2<bool>, near: &Near, reach: Reach) -> Result<Option<Kriging>> {
        let (grid, wide) = (&self.gaps.values.info.grid, near.window);
        let gaps = Sums::of(wide, |row, column| {
            let (row, column) =
                ((wide.row + row).checked_sub(window.row), (wide.column + column).checked_sub(window.column));
            row.zip(column).and_then(|at| gaps.get(at)).copied().unwrap_or(false)
        });
        let (mut points, mut externals) = (Vec::new(), vec![Vec::new(); near.layers.len()]);
        for (at, value) in near.values.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
            let (row, column) = (at / wide.columns, at % wide.columns);
            if gaps.within(row, column, reach) > 0 {
                let (east, north) = grid.to_map((wide.column + column) as f64 + 0.5, (wide.row + row) as f64 + 0.5);
                points.push(Point { east, north, value: *value });
                externals.iter_mut().zip(&near.layers).for_each(|(values, layer)| values.push(layer[at]));
            }
        }
        let observed = Observed { ids: Vec::new(), points, externals };
        if observed.points.len() < self.asked.trend.count().max(1) {
            return Ok(None);
        }
        let Asked { trend, neighbourhood, block, .. } = self.asked;
        let made = Kriging::new(observed.data(), self.model, *trend, *neighbourhood, block.as_ref(), &|| true);
        made.map(Some).map_err(|fault| refused(fault, self.gaps.request))
    }
}

/// Cells that were read around a unit, at most.
const MOST_CELLS: usize = 1 << 22;

/// Cells of a window, NaN where they are no values, and those of the layers of the drift.
struct Near {
    window: Window,
    values: Vec<f64>,
    layers: Vec<Vec<f64>>,
}

/// Rows and columns around a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Reach {
    rows: usize,
    columns: usize,
}

impl Reach {
    /// That of a distance on the map.
    fn at(distance: f64, grid: &Grid) -> Reach {
        let g = &grid.geotransform;
        let area = (g[1] * g[5] - g[2] * g[4]).abs();
        // Between lines of rows there is the area of a cell over its side along them.
        let (across, down) = (g[1].hypot(g[4]), g[2].hypot(g[5]));
        let steps = |side: f64, most: usize| ((distance * side / area).ceil() + 1.0).min(most as f64) as usize;
        Reach { rows: steps(across, grid.rows), columns: steps(down, grid.columns) }
    }

    /// To begin with: all within the radius, or a guess.
    fn of(rule: &Neighbourhood, grid: &Grid) -> Reach {
        if rule.max == 0 {
            return Reach::at(rule.radius.unwrap_or(f64::INFINITY), grid);
        }
        let side = (rule.max as f64).sqrt().ceil() as usize + 1;
        Reach { rows: side, columns: side }
    }

    fn beyond(&self, other: &Reach) -> bool {
        self.rows > other.rows || self.columns > other.columns
    }

    fn doubled(&self) -> Reach {
        Reach { rows: 2 * self.rows, columns: 2 * self.columns }
    }

    fn around(&self, window: Window, grid: &Grid) -> Window {
        let (row, column) = (window.row.saturating_sub(self.rows), window.column.saturating_sub(self.columns));
        let rows = (window.row + window.rows + self.rows).min(grid.rows) - row;
        let columns = (window.column + window.columns + self.columns).min(grid.columns) - column;
        Window { row, column, rows, columns }
    }

    /// How far the neighbours of gaps can lie; `None` where that is not known from what was read.
    fn needed(
        &self,
        rule: &Neighbourhood,
        grid: &Grid,
        (window, gaps): (Window, &Array2<bool>),
        near: &Near,
    ) -> Option<Reach> {
        if rule.max == 0 {
            return Some(*self);
        }
        let g = &grid.geotransform;
        let wide = near.window;
        let valid = Sums::of(wide, |row, column| !near.values[row * wide.columns + column].is_nan());
        let within = rule.radius.map(|radius| Reach::at(radius, grid));
        let mut most = 0;
        for ((row, column), _) in gaps.indexed_iter().filter(|(_, gap)| **gap) {
            let (row, column) = (window.row - wide.row + row, window.column - wide.column + column);
            let enough =
                |half: usize| valid.within(row, column, Reach { rows: half, columns: half }) >= rule.max as u32;
            // Mostly as many as the gap before it needed.
            while !enough(most) {
                most += 1;
                let half = Reach { rows: most, columns: most };
                if within.is_some_and(|within| !within.beyond(&half)) {
                    return within;
                }
                if most > self.rows.max(self.columns) {
                    return None;
                }
            }
        }
        // The corner of the square, and all at its distance.
        let corner = (g[1].abs() + g[2].abs()).hypot(g[4].abs() + g[5].abs()) * most as f64;
        let needed = Reach::at(corner * (1.0 + 1e-6), grid);
        Some(within.map_or(needed, |within| Reach {
            rows: needed.rows.min(within.rows),
            columns: needed.columns.min(within.columns),
        }))
    }
}

/// How many cells of a window are such, in any rectangle.
struct Sums {
    sums: Vec<u32>,
    rows: usize,
    columns: usize,
}

impl Sums {
    fn of(window: Window, is: impl Fn(usize, usize) -> bool) -> Sums {
        let (rows, columns) = (window.rows, window.columns);
        let mut sums = vec![0; (rows + 1) * (columns + 1)];
        for row in 0..rows {
            let mut own = 0;
            for column in 0..columns {
                own += u32::from(is(row, column));
                sums[(row + 1) * (columns + 1) + column + 1] = sums[row * (columns + 1) + column + 1] + own;
            }
        }
        Sums { sums, rows, columns }
    }

    fn within(&self, row: usize, column: usize, reach: Reach) -> u32 {
        let (top, left) = (row.saturating_sub(reach.rows), column.saturating_sub(reach.columns));
        let (bottom, right) = ((row + reach.rows + 1).min(self.rows), (column + reach.columns + 1).min(self.columns));
        let at = |row: usize, column: usize| self.sums[row * (self.columns + 1) + column];
        at(bottom, right) - at(top, right) - (at(bottom, left) - at(top, left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;

    #[test]
    fn surveys_hold_to_the_laws() {
        let drawn = |row: u32| Drawn { number: hashed(1, [u64::from(row), 2]), row, column: 2, of: f64::from(row) };
        let of = |rows: std::ops::Range<usize>| {
            let mut survey = Survey::default();
            for row in rows {
                let mut valid = Lowest::new(4);
                valid.push(drawn(row as u32));
                survey.push(Survey { gaps: row as u64 % 3, valid });
            }
            survey
        };
        let seen = |survey: Survey| (survey.gaps, survey.valid.seen(), survey.valid.drawn().to_vec());
        laws::hold_in_any_order::<Survey, _>(6, of, seen);
    }
}
