//! The second sweep over all cells: what residuals tell, rasters of them, and some rows to show.

use super::{
    layers::{LayerReader, pieces},
    paint::{Wanted, Written, painted},
    rows::{Kept, Source},
};
use crate::{
    engine::{
        sampling::Strides,
        sweep::{Emit, Worker},
    },
    error::{Error, Result},
    grid::{Window, tiling::Tiling},
    kernels::{
        Accumulator,
        drivers::regression::{
            moran::grid::{GridMoran, Strip},
            plan::Plan,
            second_sweep::{FittedRows, SecondSweep},
        },
    },
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, ops::Range};

/// Sums of the second sweep.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Second {
    pub sums: SecondSweep,
    /// Of the rows whose neighbours' neighbours were at hand
    pub moran: GridMoran,
    /// Residuals of the cells of a regular grid, with their places on it
    pub regular: Vec<(u32, f64)>,
    pub kept: Kept,
    pub written: Written,
}

impl Accumulator for Second {
    type Block<'a> = Second;
    type Output = Second;

    fn push(&mut self, part: Second) {
        self.merge(part);
    }

    fn merge(&mut self, next: Second) {
        self.sums.merge(next.sums);
        self.moran.merge(next.moran);
        self.regular.extend(next.regular);
        self.kept.append(next.kept);
        self.written.merge(next.written);
    }

    fn finish(self) -> Second {
        self
    }
}

/// What the second sweep does beside sums.
#[derive(Clone, Copy)]
pub struct Pass<'a> {
    pub plan: &'a Plan,
    /// Residuals that their variogram is of
    pub regular: Strides,
    /// Rows that are kept: every few, or all
    pub kept: Strides,
    pub wanted: Wanted,
    pub tiling: Tiling,
    /// Rows of the grid
    pub rows: usize,
}

/// What a unit hands over.
pub enum Part {
    Rasters { window: Window, predicted: Vec<f32>, residuals: Vec<f32> },
    Edges { unit: usize, top: Edge, bottom: Edge },
}

/// Rows at an edge of a unit: with those of the next one they make up for what neither unit has at hand.
pub struct Edge {
    columns: Vec<Vec<f64>>,
    complete: Vec<bool>,
}

/// Rows of an edge; half of them are counted there.
const EDGE: usize = 4;

pub struct SecondWorker<'a> {
    pub reader: LayerReader<'a>,
    pub pass: Pass<'a>,
}

impl Worker<Second, Part> for SecondWorker<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, Part>) -> Result<Second> {
        let mut second = Second::default();
        let rows = window.row..window.row + window.rows;
        // Cells whose neighbours' neighbours are in the unit
        let inner = if rows.start == 0 { 0 } else { rows.start + EDGE / 2 };
        let inner = inner..if rows.end == self.pass.rows { rows.end } else { rows.end - EDGE / 2 };
        let (mut predicted, mut residuals) = (Vec::new(), Vec::new());
        let top = self.edge(Window { rows: EDGE.min(window.rows), ..window })?;
        for piece in pieces(rows.clone(), window.columns) {
            if !(emit.go_on)() {
                return Err(Error::Cancelled);
            }
            let around = piece.start.saturating_sub(2).max(rows.start)..(piece.end + 2).min(rows.end);
            self.reader.read(Window { row: around.start, rows: around.len(), ..window })?;
            self.sums(&piece, &mut second);
            self.neighbours(
                &(piece.start.max(inner.start)..piece.end.min(inner.end)),
                &rows,
                window.columns,
                &mut second,
            );
            self.keep(&piece, window.columns, &mut second);
            self.write(&piece, (&mut predicted, &mut residuals), &mut second.written);
        }
        let height = EDGE.min(window.rows);
        let bottom = self.edge(Window { row: rows.end - height, rows: height, ..window })?;
        emit.block(Part::Edges { unit: self.pass.tiling.index_of(window), top, bottom });
        if self.pass.wanted != Wanted::default() {
            emit.block(Part::Rasters { window, predicted, residuals });
        }
        Ok(second)
    }
}

impl SecondWorker<'_> {
    fn edge(&mut self, window: Window) -> Result<Edge> {
        self.reader.read(window)?;
        let columns = self.reader.columns(&(0..window.cells())).into_iter().map(<[f64]>::to_vec).collect();
        Ok(Edge { columns, complete: self.reader.complete.clone() })
    }

    fn sums(&mut self, piece: &Range<usize>, second: &mut Second) {
        let columns = self.reader.complete_rows(piece);
        second.sums.push(FittedRows { plan: self.pass.plan, columns: &columns });
    }

    /// Moran's sums of some rows, of a unit of these rows.
    fn neighbours(&self, counted: &Range<usize>, unit: &Range<usize>, width: usize, second: &mut Second) {
        if counted.is_empty() {
            return;
        }
        let strip = counted.start.saturating_sub(2).max(unit.start)..(counted.end + 2).min(unit.end);
        let cells = self.reader.cells(&strip);
        let columns = self.reader.columns(&cells);
        second.moran.push(Strip {
            plan: self.pass.plan,
            width,
            above: counted.start - strip.start,
            below: strip.end - counted.end,
            columns: &columns,
            complete: &self.reader.complete[cells],
        });
    }

    fn keep(&self, piece: &Range<usize>, width: usize, second: &mut Second) {
        let Pass { plan, regular, kept, .. } = self.pass;
        let cells = self.reader.cells(piece);
        let of = |strides: Strides| {
            let mut taken = Vec::new();
            for row in piece.clone().filter(|row| strides.place(*row, strides.first()).is_some()) {
                let start = cells.start + (row - piece.start) * width;
                for column in (strides.first()..width).step_by(strides.step) {
                    let place = strides.place(row, column).filter(|_| self.reader.complete[start + column]);
                    taken.extend(place.map(|place| (start + column, place, (row as u32, column as u32))));
                }
            }
            taken
        };
        let figures = |taken: &[(usize, usize, (u32, u32))]| {
            let at: Vec<usize> = taken.iter().map(|(cell, ..)| *cell).collect();
            let columns = self.reader.some(&at);
            let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
            plan.rows(&slices)
        };
        let taken = of(regular);
        let residuals = figures(&taken).into_iter().map(|row| row.residual);
        second.regular.extend(taken.iter().map(|(_, place, _)| *place as u32).zip(residuals));
        let (taken, layers) = (of(kept), self.reader.layers());
        for ((cell, _, place), figures) in taken.iter().zip(figures(&taken)) {
            let row = Source { observed: layers[0][*cell], figures };
            second.kept.push(*place, row, layers[1..].iter().map(|layer| layer[*cell]));
        }
    }

    fn write(
        &self,
        piece: &Range<usize>,
        (predicted, residuals): (&mut Vec<f32>, &mut Vec<f32>),
        written: &mut Written,
    ) {
        if self.pass.wanted == Wanted::default() {
            return;
        }
        let cells = self.reader.cells(piece);
        let painted = painted(self.pass.plan, &self.reader, &cells, self.pass.wanted);
        written.push(painted.written);
        predicted.extend(painted.predicted);
        residuals.extend(painted.residuals);
    }
}

/// Sums of the rows at the edges of units, which are put together as they come.
#[derive(Default)]
pub struct Edges {
    tops: BTreeMap<usize, Edge>,
    bottoms: BTreeMap<usize, Edge>,
    /// By the unit above
    sums: BTreeMap<usize, GridMoran>,
}

impl Edges {
    pub fn take(&mut self, unit: usize, (top, bottom): (Edge, Edge), (plan, width, units): (&Plan, usize, usize)) {
        if unit > 0 {
            self.tops.insert(unit, top);
        }
        if unit + 1 < units {
            self.bottoms.insert(unit, bottom);
        }
        for above in unit.saturating_sub(1)..=unit {
            if let (Some(bottom), Some(top)) = (self.bottoms.get(&above), self.tops.get(&(above + 1))) {
                self.sums.insert(above, joined(bottom, top, plan, width));
                self.bottoms.remove(&above);
                self.tops.remove(&(above + 1));
            }
        }
    }

    pub fn sums(self) -> impl Iterator<Item = GridMoran> {
        self.sums.into_values()
    }
}

/// Of the last two rows above and the first two below.
fn joined(above: &Edge, below: &Edge, plan: &Plan, width: usize) -> GridMoran {
    let both = |(a, b): (&Vec<f64>, &Vec<f64>)| [&a[..], &b[..]].concat();
    let columns: Vec<Vec<f64>> = above.columns.iter().zip(&below.columns).map(both).collect();
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let complete = [&above.complete[..], &below.complete[..]].concat();
    let not_counted = |edge: &Edge| (edge.complete.len() / width).saturating_sub(EDGE / 2);
    let mut sums = GridMoran::default();
    sums.push(Strip {
        plan,
        width,
        above: not_counted(above),
        below: not_counted(below),
        columns: &columns,
        complete: &complete,
    });
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::{
        drivers::regression::{
            design::{Design, Source as Of},
            factor::Factor,
            model::fit,
        },
        laws,
    };

    /// Rows of a map of one column.
    #[test]
    fn sums_hold_to_the_laws() {
        let x: Vec<f64> = (0..8).map(|row| f64::from(row * row % 5)).collect();
        let y: Vec<f64> = (0..8).map(|row| f64::from(row * 3 % 7)).collect();
        let design = Design::new(vec![Of::Number { name: "x".to_owned() }]);
        let system = Factor::of_columns(&[&y, &x], true).finish();
        let plan = Plan::new(&fit(&system, &design.terms, &[0]).unwrap());
        let of = |rows: Range<usize>| {
            let mut second = Second::default();
            for row in rows {
                let mut part = Second::default();
                let columns: [&[f64]; 2] = [&y[row..=row], &x[row..=row]];
                part.sums.push(FittedRows { plan: &plan, columns: &columns });
                part.regular.push((row as u32, y[row]));
                let figures = plan.rows(&columns)[0];
                part.kept.push((row as u32, 0), Source { observed: y[row], figures }, [x[row]].into_iter());
                part.written.predicted = 1;
                second.push(part);
            }
            second
        };
        let seen = |second: Second| {
            let Kept { cells, observed, values, .. } = second.kept;
            let watson = second.sums.figures(&plan).durbin_watson.map(|watson| (watson * 1e9).round());
            (watson, second.regular, cells, observed, values, second.written.predicted)
        };
        laws::hold::<Second, _>(8, of, seen);
    }
}
