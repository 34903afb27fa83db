//! The first sweep over all cells: sums by block, and how many values the layers really have.

use super::{
    blocks::Squares,
    lacking::Lacking,
    layers::{FactorReader, LayerReader, pieces},
    levels::{FactorRows, FactorSums},
};
use crate::{
    engine::sweep::{Emit, Worker},
    error::{Error, Result},
    grid::Window,
    kernels::{
        Accumulator,
        drivers::regression::{
            block_sums::{BlockRows, BlockSums},
            factor::Factor,
            runs::Runs,
        },
        merge_some,
    },
};
use serde::{Deserialize, Serialize};

/// Sums of the first sweep; none of a part without a unit.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct First {
    pub blocks: Option<BlockSums>,
    /// Of Y and the numbers
    pub runs: Option<Runs>,
    pub lacking: Lacking,
}

/// Complete rows in their order, the first so many columns of which are numbers.
#[derive(Debug, Clone, Copy)]
pub struct FirstRows<'a> {
    pub rows: BlockRows<'a>,
    pub numbers: usize,
}

impl Accumulator for First {
    type Block<'a> = FirstRows<'a>;
    type Output = First;

    fn push(&mut self, block: FirstRows<'_>) {
        let columns = block.rows.columns;
        self.blocks.get_or_insert_with(|| BlockSums::new(columns.len())).push(block.rows);
        self.runs.get_or_insert_with(|| Runs::new(block.numbers)).push(&columns[..block.numbers]);
    }

    fn merge(&mut self, next: First) {
        merge_some(&mut self.blocks, next.blocks);
        merge_some(&mut self.runs, next.runs);
        self.lacking.merge(next.lacking);
    }

    fn finish(self) -> First {
        self
    }
}

/// Numbers of blocks over a window of cells with these sides in metres; one block for all where there are no lengths.
#[derive(Debug, Clone, Copy)]
pub struct BlockGrid {
    pub squares: Option<Squares>,
    pub cell: (f64, f64),
}

impl BlockGrid {
    pub fn number(&self, row: usize, column: usize) -> u32 {
        let middle = |at: usize, side: f64| (at as f64 + 0.5) * side;
        let number = |squares: Squares| squares.number(middle(column, self.cell.0), middle(row, self.cell.1));
        self.squares.map_or(0, number)
    }

    /// Of the complete cells of some rows of the grid.
    fn of_rows(&self, first: usize, complete: &[bool], width: usize) -> Vec<u32> {
        let along: Vec<u32> = (0..width).map(|column| self.number(0, column)).collect();
        let mut numbers = Vec::with_capacity(complete.len());
        for (row, complete) in (first..).zip(complete.chunks(width)) {
            let above = self.number(row, 0);
            numbers
                .extend(along.iter().zip(complete).filter(|(_, complete)| **complete).map(|(along, _)| above + along));
        }
        numbers
    }
}

pub struct FirstWorker<'a> {
    pub reader: LayerReader<'a>,
    pub blocks: BlockGrid,
    pub numbers: usize,
}

impl Worker<First, ()> for FirstWorker<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, ()>) -> Result<First> {
        let mut first = First::default();
        for rows in pieces(window.row..window.row + window.rows, window.columns) {
            if !(emit.go_on)() {
                return Err(Error::Cancelled);
            }
            self.reader.read(Window { row: rows.start, rows: rows.len(), ..window })?;
            let blocks = self.blocks.of_rows(rows.start, &self.reader.complete, window.columns);
            first.lacking.merge(self.reader.lacking());
            let columns = self.reader.complete_rows(&rows);
            first.push(FirstRows { rows: BlockRows { columns: &columns, blocks: &blocks }, numbers: self.numbers });
        }
        Ok(first)
    }
}

/// Another one, where cross products do not tell enough.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Factored(pub Option<Factor>);

impl Accumulator for Factored {
    type Block<'a> = (&'a Factor, &'a [&'a [f64]]);
    type Output = Option<Factor>;

    fn push(&mut self, (empty, columns): Self::Block<'_>) {
        self.0.get_or_insert_with(|| empty.clone()).push(columns);
    }

    fn merge(&mut self, next: Factored) {
        merge_some(&mut self.0, next.0);
    }

    fn finish(self) -> Option<Factor> {
        self.0
    }
}

pub struct FactorWorker<'a> {
    pub reader: LayerReader<'a>,
    /// Without a row
    pub empty: &'a Factor,
}

impl Worker<Factored, ()> for FactorWorker<'_> {
    fn unit(&mut self, window: Window, emit: Emit<'_, ()>) -> Result<Factored> {
        let mut factored = Factored::default();
        for rows in pieces(window.row..window.row + window.rows, window.columns) {
            if !(emit.go_on)() {
                return Err(Error::Cancelled);
            }
            self.reader.read(Window { row: rows.start, rows: rows.len(), ..window })?;
            factored.push((self.empty, &self.reader.complete_rows(&rows)));
        }
        Ok(factored)
    }
}

impl Worker<FactorSums, ()> for FactorReader<'_> {
    fn unit(&mut self, window: Window, _: Emit<'_, ()>) -> Result<FactorSums> {
        let (y, codes) = self.read(window)?;
        let mut sums = FactorSums::default();
        sums.push(FactorRows { y: &y, codes: &codes });
        Ok(sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;

    /// Whole numbers, whose sums are exact
    fn row(at: usize) -> [[f64; 1]; 3] {
        [1, 2, 3].map(|k| [((at * (k + 2)) % 7) as f64])
    }

    #[test]
    fn first_sums_hold_to_the_laws() {
        let of = |rows: std::ops::Range<usize>| {
            let mut first = First::default();
            for at in rows {
                let row = row(at);
                let columns = row.each_ref().map(|column| &column[..]);
                let rows = BlockRows { columns: &columns, blocks: &[at as u32 % 2] };
                first.push(FirstRows { rows, numbers: 2 });
            }
            first
        };
        let seen = |first: First| {
            let total = first.blocks.map(|blocks| {
                let blocks = blocks.finish();
                let total = blocks.total();
                (blocks.numbers().collect::<Vec<_>>(), total.n(), (total.get(0, 1) * 1e6).round() as i64)
            });
            (total, first.runs.map(|runs| runs.finish().iter().map(|run| run.distinct).collect::<Vec<_>>()))
        };
        laws::hold::<First, _>(7, of, seen);
    }

    #[test]
    fn factors_hold_to_the_laws() {
        let empty = Factor::new(&[0.0; 3], &[1.0; 3], true);
        let of = |rows: std::ops::Range<usize>| {
            let mut factored = Factored::default();
            for at in rows {
                let row = row(at);
                factored.push((&empty, &row.each_ref().map(|column| &column[..])));
            }
            factored
        };
        let seen = |factored: Factored| {
            factored.finish().map(|factor| {
                let system = factor.finish();
                (system.rows, system.means.iter().map(|mean| (mean * 1e9).round() as i64).collect::<Vec<_>>())
            })
        };
        laws::hold_in_any_order::<Factored, _>(7, of, seen);
    }

    /// Cells that are not complete have no number.
    #[test]
    fn numbers_of_blocks() {
        let squares = Some(Squares::given(2.0, (4.0, 3.0)).unwrap());
        let grid = BlockGrid { squares, cell: (1.0, 1.0) };
        let complete = [true, false, true, true, true, true, true, true];
        assert_eq!(grid.of_rows(1, &complete, 4), [0, 1, 1, 3, 3, 4, 4]);
        let none = BlockGrid { squares: None, cell: (1.0, 1.0) };
        assert_eq!(none.of_rows(1, &complete, 4), [0; 7]);
    }
}
