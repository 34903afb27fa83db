//! Of cells of a grid: the eight around a cell are its neighbours (queen), those of them that are of the fit.
//!
//! Strips of whole rows, with two rows more above and below: what a cell's neighbour weighs depends on the neighbours of that one. A strip is worked
//! on in panels of columns, row by row, so that a few rows of all sums stay in a near cache; sums over the three by three cells around a cell
//! are those of three rows of sums of three.
//!
//! Shapes: strips of (Y, X…) with a mark for cells of the fit; a regular sample is a grid of its own, of every s-th row and column. Units, range, errors:
//! those of [`super`]. Memory: some 0.6 MB for 7 columns of X; nothing for each cell. Sums are compensated: other strips give the same to 1e-12.
//!
//! Source: as for [`super`].

use super::{
    super::{
        plan::{CHUNK, Chunk, Plan},
        triangle::dot,
    },
    Moran, Sums,
};
use crate::kernels::Accumulator;
use multiversion::multiversion;
use serde::{Deserialize, Serialize};

/// Rows of cells over the whole width of the grid, with up to two more above and below that are read and not counted.
#[derive(Debug, Clone, Copy)]
pub struct Strip<'a> {
    pub plan: &'a Plan,
    /// Cells in a row
    pub width: usize,
    /// Rows above the first that counts: 2, or as many as the grid has there
    pub above: usize,
    /// The same below the last
    pub below: usize,
    /// Y, X… of the design, row by row, all rows
    pub columns: &'a [&'a [f64]],
    /// Cells of the fit; what others have is not looked at
    pub complete: &'a [bool],
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct GridMoran {
    sums: Sums,
}

/// Columns beside a panel that are read and not counted.
const HALO: usize = 2;

/// Columns that are counted at once.
const PANEL: usize = CHUNK / 2;

/// Cells of a row of a panel, with one more at either side that is empty.
const WIDTH: usize = PANEL + 2 * HALO + 2;

/// Rows that are kept.
const ROWS: usize = 4;

impl Accumulator for GridMoran {
    type Block<'a> = Strip<'a>;
    type Output = GridMoran;

    fn push(&mut self, strip: Strip<'_>) {
        let rows = strip.complete.len() / strip.width.max(1);
        assert!(strip.complete.len() == rows * strip.width && rows >= strip.above + strip.below, "whole rows");
        assert!(strip.columns.iter().all(|column| column.len() == strip.complete.len()), "columns of one length");
        self.sums.room(strip.plan.model.count());
        let mut panel = Panel::new(strip.plan);
        for first in (0..strip.width).step_by(PANEL) {
            panel.begin(first, PANEL.min(strip.width - first));
            // Two rows behind the last the last one is done.
            for row in 0..rows + HALO {
                panel.read(&strip, row, row < rows);
                if row >= HALO && (strip.above..rows - strip.below).contains(&(row - HALO)) {
                    panel.count(strip.plan, row - HALO, &mut self.sums);
                }
            }
        }
    }

    fn merge(&mut self, next: GridMoran) {
        self.sums.merge(next.sums);
    }

    fn finish(self) -> GridMoran {
        self
    }
}

impl GridMoran {
    /// Cells that were counted: those of the fit, or figures are of something else.
    pub fn rows(&self) -> u64 {
        self.sums.rows
    }

    /// `None` where no cell has a neighbour, or nothing is left of Y.
    pub fn figures(&self, plan: &Plan) -> Option<Moran> {
        self.sums.figures(&plan.model)
    }
}

type Row = [f64; WIDTH];

/// A column in the last rows of a panel.
#[derive(Clone)]
struct Field {
    /// Values, 0 where a cell is not of the fit
    own: [Row; ROWS],
    /// Sums of three of them
    three: [Row; ROWS],
    /// Values over the number of the cell's neighbours, and sums of three of them
    weighted: [Row; ROWS],
    weighted_three: [Row; ROWS],
}

impl Field {
    fn new() -> Field {
        let rows = [[0.0; WIDTH]; ROWS];
        Field { own: rows, three: rows, weighted: rows, weighted_three: rows }
    }

    /// Sums over the neighbours of each cell of a row.
    fn around(&self, row: usize, into: &mut Row) {
        let [above, own, below] = [row + ROWS - 1, row, row + 1].map(|row| &self.three[row % ROWS]);
        around(into, [above, own, below], &self.own[row % ROWS]);
    }

    fn weighted_around(&self, row: usize, into: &mut Row) {
        let [above, own, below] = [row + ROWS - 1, row, row + 1].map(|row| &self.weighted_three[row % ROWS]);
        around(into, [above, own, below], &self.weighted[row % ROWS]);
    }
}

/// Columns of the grid, row by row.
struct Panel {
    first: usize,
    width: usize,
    /// 1 in cells of the fit, then columns of Q
    symmetric: Vec<Field>,
    residual: Field,
    fitted: Field,
    /// 1 / number of neighbours; 0 without one
    inverse: [Row; ROWS],
    chunk: Chunk,
    work: [Row; 4],
}

impl Panel {
    fn new(plan: &Plan) -> Panel {
        Panel {
            first: 0,
            width: 0,
            symmetric: vec![Field::new(); plan.model.columns.len() + 1],
            residual: Field::new(),
            fitted: Field::new(),
            inverse: [[0.0; WIDTH]; ROWS],
            chunk: Chunk::default(),
            work: [[0.0; WIDTH]; 4],
        }
    }

    fn begin(&mut self, first: usize, width: usize) {
        (self.first, self.width) = (first, width);
        self.symmetric.fill(Field::new());
        (self.residual, self.fitted) = (Field::new(), Field::new());
        self.inverse = [[0.0; WIDTH]; ROWS];
    }

    /// Takes in a row, and weighs the row above it.
    fn read(&mut self, strip: &Strip<'_>, row: usize, is_there: bool) {
        let at = row % ROWS;
        let from = self.first.saturating_sub(HALO);
        let to = (self.first + self.width + HALO).min(strip.width);
        // A column of the panel's rows is cell first - HALO - 1 of the grid.
        let shift = from + HALO + 1 - self.first;
        let [ones, columns @ ..] = &mut self.symmetric[..] else { unreachable!("ones") };
        if is_there {
            let cells = row * strip.width + from..row * strip.width + to;
            let complete = &strip.complete[cells.clone()];
            strip.plan.chunk(strip.columns, cells.start, cells.len(), &mut self.chunk);
            for (cell, complete) in ones.own[at][shift..].iter_mut().zip(complete) {
                *cell = f64::from(u8::from(*complete));
            }
            for (c, column) in columns.iter_mut().enumerate() {
                masked(&mut column.own[at][shift..], self.chunk.w(c), complete);
            }
            masked(&mut self.residual.own[at][shift..], &self.chunk.residual, complete);
            masked(&mut self.fitted.own[at][shift..], &self.chunk.fitted, complete);
        } else {
            for field in self.symmetric.iter_mut().chain([&mut self.residual, &mut self.fitted]) {
                field.own[at] = [0.0; WIDTH];
            }
        }
        for field in self.symmetric.iter_mut().chain([&mut self.residual, &mut self.fitted]) {
            threes(&mut field.three[at], &field.own[at]);
        }
        let before = (row + ROWS - 1) % ROWS;
        let ones = &self.symmetric[0];
        ones.around(row + ROWS - 1, &mut self.inverse[before]);
        invert(&mut self.inverse[before], &ones.own[before]);
        for field in &mut self.symmetric {
            multiplied(&mut field.weighted[before], &field.own[before], &self.inverse[before]);
            threes(&mut field.weighted_three[before], &field.weighted[before]);
        }
    }

    /// Sums of a row, two rows after which have been read.
    fn count(&mut self, plan: &Plan, row: usize, sums: &mut Sums) {
        let at = row % ROWS;
        let own = HALO + 1..HALO + 1 + self.width;
        let [around, weighted, both, lag] = &mut self.work;
        let ones = &self.symmetric[0].own[at];
        let inverse = &self.inverse[at];
        let first = usize::from(plan.model.intercept);
        let along = 1.0 / (plan.model.rows as f64).sqrt();

        self.fitted.around(row, lag);
        lagged(lag, inverse, &self.fitted.own[at], ones, plan.model.geometry.y_mean);
        let residual = &self.residual.own[at];
        sums.lag.add(dot(&residual[own.clone()], &lag[own.clone()]));
        sums.lagged.add(dot(&lag[own.clone()], &lag[own.clone()]));
        sums.squares.add(dot(&residual[own.clone()], &residual[own.clone()]));
        self.residual.around(row, around);
        multiplied(both, around, inverse);
        sums.error.add(dot(&residual[own.clone()], &both[own.clone()]));

        for (c, field) in self.symmetric.iter().enumerate() {
            field.weighted_around(row, weighted);
            if c == 0 {
                let of_weights = weights(&ones[own.clone()], &inverse[own.clone()], &weighted[own.clone()]);
                sums.rows += of_weights.rows as u64;
                sums.lone += of_weights.lone as u64;
                sums.s1.add(of_weights.s1);
                sums.s2.add(of_weights.s2);
                if first == 0 {
                    continue;
                }
            }
            field.around(row, around);
            symmetric(both, around, inverse, weighted, ones);
            // The intercept's direction is 1 / √n.
            let scale = |c: usize| if c == 0 { along } else { 1.0 };
            let to = c + first - 1;
            sums.with_lag[to].add(scale(c) * dot(&field.own[at][own.clone()], &lag[own.clone()]));
            sums.spread[to].add(scale(c) * scale(c) * dot(&both[own.clone()], &both[own.clone()]));
            for (other, field) in self.symmetric[1 - first..=c].iter().enumerate() {
                let product = dot(&field.own[at][own.clone()], &both[own.clone()]);
                sums.cross[to * (to + 1) / 2 + other].add(scale(c) * scale(other + 1 - first) * product);
            }
        }
    }
}

#[multiversion(targets("x86_64+avx2"))]
fn masked(into: &mut [f64], of: &[f64], complete: &[bool]) {
    into.iter_mut().zip(of).zip(complete).for_each(|((into, of), complete)| *into = if *complete { *of } else { 0.0 });
}

/// Sums of a cell and those beside it; none of the outermost.
#[multiversion(targets("x86_64+avx2"))]
fn threes(into: &mut Row, of: &Row) {
    for at in 1..WIDTH - 1 {
        into[at] = (of[at - 1] + of[at + 1]) + of[at];
    }
}

/// Three rows of sums of three, less the cell itself.
#[multiversion(targets("x86_64+avx2"))]
fn around(into: &mut Row, threes: [&Row; 3], own: &Row) {
    let [above, middle, below] = threes;
    for at in 0..WIDTH {
        into[at] = (above[at] + below[at]) + (middle[at] - own[at]);
    }
}

#[multiversion(targets("x86_64+avx2"))]
fn multiplied(into: &mut Row, of: &Row, by: &Row) {
    for at in 0..WIDTH {
        into[at] = of[at] * by[at];
    }
}

/// 1 over numbers of neighbours, in cells of the fit that have one.
#[multiversion(targets("x86_64+avx2"))]
fn invert(neighbours: &mut Row, ones: &Row) {
    for at in 0..WIDTH {
        let count = neighbours[at];
        neighbours[at] = if count > 0.5 { ones[at] / count } else { 0.0 };
    }
}

/// (W x + W'x) / 2
#[multiversion(targets("x86_64+avx2"))]
fn symmetric(into: &mut Row, around: &Row, inverse: &Row, weighted: &Row, ones: &Row) {
    for at in 0..WIDTH {
        into[at] = 0.5 * (around[at] * inverse[at] + weighted[at] * ones[at]);
    }
}

/// Wŷ - ŷ of sums around, ŷ = fitted + mean: of a cell without a neighbour -ŷ.
#[multiversion(targets("x86_64+avx2"))]
fn lagged(around: &mut Row, inverse: &Row, fitted: &Row, ones: &Row, mean: f64) {
    for at in 0..WIDTH {
        let lone = if inverse[at] > 0.0 { 0.0 } else { ones[at] };
        around[at] = (around[at] * inverse[at] - fitted[at]) - mean * lone;
    }
}

struct Weights {
    rows: f64,
    lone: f64,
    s1: f64,
    s2: f64,
}

/// Of cells, 1 over their numbers of neighbours, and what their neighbours weigh them.
#[multiversion(targets("x86_64+avx2"))]
fn weights(ones: &[f64], inverse: &[f64], named: &[f64]) -> Weights {
    let mut weights = Weights { rows: 0.0, lone: 0.0, s1: 0.0, s2: 0.0 };
    for ((one, inverse), named) in ones.iter().zip(inverse).zip(named) {
        let has = if *inverse > 0.0 { 1.0 } else { 0.0 };
        // Rounding may leave something of no neighbour.
        let both = has * (1.0 + named);
        weights.rows += one;
        weights.lone += one - has;
        weights.s1 += inverse + inverse * named;
        weights.s2 += both * both;
    }
    weights
}
