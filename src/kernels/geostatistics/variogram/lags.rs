//! Sums over all pairs of cells, for every lag vector (p rows down, q columns to the right).
//!
//! N(p, q) = pairs with a value in both cells; Σ (z - z')²; for covariances Σ (z - m) (z' - m), m the mean of all cells
//!
//! Shapes: a block of cells with those that its pairs lead to; 0 ... p by -q ... q lags. Units: those of the values, squared.
//! Range: N and Σ (z - z')² from 0. Nodata: NaN, in no pair. Precision: N and sums of whole numbers are exact, others to some
//! 1e-12 of the sum.
//!
//! Source: Marcotte 1996, Comput. Geosci. 22, 1175; how in [`spectra`].

use super::{
    spectra::{self, PairArea, Work},
    steps::Steps,
};
use crate::{
    grid::Window,
    kernels::{Accumulator, GoOn, stats::sum::Sum},
};
use ndarray::{ArrayView2, s};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Pairs of cells by their lag: so many rows down (0 ... p) and columns to the right (-q ... q).
///
/// Values are cut into whole multiples of a unit and rests of at most half of it; squares of the first are summed without any
/// error, and rests are so small that their errors hardly matter. Sums that are small even against those, as beside an outlier
/// or on a slope, are made pair by pair, while they are few.
///
/// A pair belongs to the block of its first cell: the upper one, or the left one of a row. So blocks add up, those of a
/// jackknife too.
#[derive(Serialize, Deserialize)]
pub struct LagSums {
    max_lag: (usize, usize),
    counts: Vec<u64>,
    squares: Vec<Sum>,
    covariance: Option<Products>,
    #[serde(skip)]
    work: Work,
}

/// What a covariance needs besides.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Products {
    /// A value near the mean, so that little is lost.
    origin: f64,
    /// Σ (z - origin) (z' - origin), and Σ (z - origin) + (z' - origin)
    products: Vec<Sum>,
    both: Vec<Sum>,
    /// Of all cells: Σ (z - origin)
    cells: Sum,
}

/// Cells that pairs start from, with the cells around that they may lead to.
pub struct LagBlock<'a> {
    /// Finite values, NaN where there is none. Up to the edge of the raster they go on for the longest lag: on the left, on the right
    /// and below.
    pub cells: ArrayView2<'a, f64>,
    /// Columns that pairs start from; the first rows do.
    pub columns: Range<usize>,
    pub rows: usize,
}

impl<'a> LagBlock<'a> {
    /// A whole raster.
    pub fn whole(cells: ArrayView2<'a, f64>) -> LagBlock<'a> {
        LagBlock { cells, columns: 0..cells.ncols(), rows: cells.nrows() }
    }

    /// Where the cells of a block lie whose pairs start from a window of a map of so many rows and columns: the window and what they
    /// lead to; and the columns of these that pairs start from.
    pub fn around(window: Window, max_lag: (usize, usize), map: (usize, usize)) -> (Window, Range<usize>) {
        let left = window.column.saturating_sub(max_lag.1);
        let right = (window.column + window.columns + max_lag.1).min(map.1);
        let below = (window.row + window.rows + max_lag.0).min(map.0);
        let all = Window { row: window.row, column: left, rows: below - window.row, columns: right - left };
        (all, window.column - left..window.column - left + window.columns)
    }
}

/// Bytes that transforms may take at a time, unless the lags are too long for it.
const MEMORY: usize = 192 << 20;

impl LagSums {
    /// For lags up to so many rows and columns. `origin`, a value near the mean and the same for all blocks, is given for a
    /// covariance.
    pub fn new(max_lag: (usize, usize), origin: Option<f64>) -> LagSums {
        let lags = (max_lag.0 + 1) * (2 * max_lag.1 + 1);
        let sums = || vec![Sum::default(); lags];
        let covariance =
            origin.map(|origin| Products { origin, products: sums(), both: sums(), cells: Sum::default() });
        LagSums { max_lag, counts: vec![0; lags], squares: sums(), covariance, work: Work::default() }
    }

    /// Takes in a block. `go_on` is asked now and then; once it says no the answer is false, and what was gathered is of no
    /// use.
    pub fn push_while(&mut self, block: &LagBlock<'_>, go_on: GoOn<'_>) -> bool {
        assert!(
            block.rows <= block.cells.nrows() && block.columns.end <= block.cells.ncols(),
            "a block is among its cells"
        );
        if block.rows == 0 || block.columns.is_empty() {
            return true;
        }
        let (down, across) = self.pieces(block);
        for i in 0..down {
            let rows = block.rows * i / down..block.rows * (i + 1) / down;
            for j in 0..across {
                let part = |j: usize| block.columns.start + block.columns.len() * j / across;
                if !self.push_piece(block.cells, rows.clone(), part(j)..part(j + 1), go_on) {
                    return false;
                }
            }
        }
        true
    }

    fn push_piece(
        &mut self,
        cells: ArrayView2<'_, f64>,
        rows: Range<usize>,
        columns: Range<usize>,
        go_on: GoOn<'_>,
    ) -> bool {
        let tile = cells.slice(s![rows.clone(), columns.clone()]);
        let values = || tile.iter().filter(|z| !z.is_nan());
        if values().next().is_none() {
            return go_on();
        }
        if let Some(covariance) = &mut self.covariance {
            values().for_each(|z| covariance.cells.add(z - covariance.origin));
        }
        let left = columns.start.saturating_sub(self.max_lag.1);
        let right = (columns.end + self.max_lag.1).min(cells.ncols());
        let below = (rows.end + self.max_lag.0).min(cells.nrows());
        let area = PairArea {
            cells: cells.slice(s![rows.start..below, left..right]),
            rows: rows.len(),
            columns: columns.start - left..columns.end - left,
        };
        let (max_lag, counts, squares) = (self.max_lag, &mut self.counts, &mut self.squares);
        let mut covariance = self.covariance.as_mut();
        spectra::pairs(&area, max_lag, covariance.is_some(), &mut self.work, go_on, |pairs, origin| {
            let at = index(max_lag, pairs.lag);
            counts[at] += pairs.count;
            squares[at].add(pairs.squares);
            if let Some(sums) = &mut covariance {
                let (n, shift) = (pairs.count as f64, origin - sums.origin);
                sums.products[at].add(pairs.products + shift * (pairs.both + n * shift));
                sums.both[at].add(pairs.both + 2.0 * n * shift);
            }
        })
    }

    /// Into how many pieces, down and across, a block is cut for the least work.
    fn pieces(&self, block: &LagBlock<'_>) -> (usize, usize) {
        let (rows, columns) = block.cells.dim();
        let (left, right) = (block.columns.start, columns - block.columns.end);
        let cost = |(down, across): (usize, usize)| {
            let (height, width) = (block.rows.div_ceil(down), block.columns.len().div_ceil(across));
            let below = (rows - height).min(self.max_lag.0);
            let sides_of = |cut: bool, side: usize| if cut { self.max_lag.1 } else { side.min(self.max_lag.1) };
            let (left, right) = (sides_of(across > 1, left), sides_of(across > 1, right));
            let [h, w] = spectra::sides(height, below, left, width, right, self.max_lag);
            // Transforms of all fields for all cells, for those that pairs start from, and back.
            let (all, tile) =
                (if left + right > 0 { 8.0 } else { 5.0 }, if below + left + right > 0 { 5.0 } else { 0.0 });
            let work = (h * w) as f64 * ((h * w) as f64).ln() * (all + tile + 8.0) * (down * across) as f64;
            let fields = 5 + if left + right > 0 { 5 } else { 0 };
            let bytes = 8 * w * (fields * (height + below) + 3 * (self.max_lag.0 + 1));
            (bytes.max(MEMORY), work)
        };
        let most = |side: usize, max_lag: usize| side.div_ceil(max_lag.max(64)).max(1);
        let (down, across) = (most(block.rows, self.max_lag.0), most(block.columns.len(), self.max_lag.1));
        let all = (1..=down).flat_map(|down| (1..=across).map(move |across| (down, across)));
        all.min_by(|a, b| {
            let (a, b) = (cost(*a), cost(*b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
        })
        .expect("one piece is possible")
    }
}

/// Place of a lag among all.
fn index(max_lag: (usize, usize), lag: (usize, isize)) -> usize {
    lag.0 * (2 * max_lag.1 + 1) + (lag.1 + max_lag.1 as isize) as usize
}

impl Accumulator for LagSums {
    type Block<'a> = LagBlock<'a>;
    type Output = Lags;

    fn push(&mut self, block: LagBlock<'_>) {
        self.push_while(&block, &|| true);
    }

    fn merge(&mut self, next: Self) {
        assert!(
            self.max_lag == next.max_lag && self.covariance.is_some() == next.covariance.is_some(),
            "sums of one kind"
        );
        self.counts.iter_mut().zip(next.counts).for_each(|(count, more)| *count += more);
        self.squares.iter_mut().zip(next.squares).for_each(|(sum, more)| sum.merge(more));
        if let (Some(sums), Some(more)) = (&mut self.covariance, next.covariance) {
            assert!(sums.origin == more.origin, "one origin for all blocks");
            sums.products.iter_mut().zip(more.products).for_each(|(sum, more)| sum.merge(more));
            sums.both.iter_mut().zip(more.both).for_each(|(sum, more)| sum.merge(more));
            sums.cells.merge(more.cells);
        }
    }

    fn finish(self) -> Lags {
        self.lags()
    }
}

impl LagSums {
    /// What was gathered so far.
    pub fn lags(&self) -> Lags {
        let cells = self.counts[index(self.max_lag, (0, 0))];
        let covariances = self.covariance.as_ref().map(|sums| {
            let mean = sums.cells.total() / cells.max(1) as f64;
            let of = |((product, both), n): ((&Sum, &Sum), &u64)| {
                product.total() - mean * both.total() + *n as f64 * mean * mean
            };
            sums.products.iter().zip(&sums.both).zip(&self.counts).map(of).collect()
        });
        let squares = self.squares.iter().map(|sum| sum.total()).collect();
        Lags { max_lag: self.max_lag, counts: self.counts.clone(), squares, covariances }
    }
}

/// Pairs of cells by their lag.
#[derive(Debug, Clone, PartialEq)]
pub struct Lags {
    pub max_lag: (usize, usize),
    counts: Vec<u64>,
    squares: Vec<f64>,
    covariances: Option<Vec<f64>>,
}

/// Of the pairs at one lag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lag {
    /// Rows down, and columns to the right.
    pub lag: (usize, isize),
    pub count: u64,
    /// Σ (z - z')²
    pub squares: f64,
    /// Σ (z - m) (z' - m), m being the mean of all cells, where a covariance was asked for.
    pub products: Option<f64>,
}

impl Lag {
    /// Semivariance.
    pub fn gamma(&self) -> Option<f64> {
        (self.count > 0).then(|| self.squares / (2.0 * self.count as f64))
    }

    /// Covariance.
    pub fn covariance(&self) -> Option<f64> {
        self.products.filter(|_| self.count > 0).map(|sum| sum / self.count as f64)
    }
}

impl Lags {
    /// Cells that have a value.
    pub fn cells(&self) -> u64 {
        self.counts[index(self.max_lag, (0, 0))]
    }

    /// A lag, or its opposite. It is no longer than the longest.
    pub fn at(&self, down: isize, right: isize) -> Lag {
        let lag = if (down, right) < (0, 0) { (-down, -right) } else { (down, right) };
        self.of((lag.0 as usize, lag.1))
    }

    fn of(&self, lag: (usize, isize)) -> Lag {
        let at = index(self.max_lag, lag);
        let products = self.covariances.as_ref().map(|sums| sums[at]);
        Lag { lag, count: self.counts[at], squares: self.squares[at], products }
    }

    /// All lags of the half plane but that of cells with themselves.
    pub fn iter(&self) -> impl Iterator<Item = Lag> + Clone {
        let right = self.max_lag.1 as isize;
        let lags = (0..=self.max_lag.0).flat_map(move |down| (-right..=right).map(move |right| (down, right)));
        lags.filter(|lag| *lag > (0, 0)).map(|lag| self.of(lag))
    }

    /// Those of them that are no longer than a cutoff.
    pub fn within(&self, steps: &Steps, cutoff: f64) -> impl Iterator<Item = Lag> + Clone {
        let most = cutoff * (1.0 + super::steps::SAME);
        self.iter().filter(move |lag| steps.distance(lag.lag) <= most)
    }

    /// The map of all lags that are no longer than a cutoff, the middle being lag 0: rows from minus the longest lag to the longest. `None`
    /// beyond, and where there is no pair.
    pub fn map(&self, steps: &Steps, cutoff: f64, of: impl Fn(&Lag) -> Option<f64>) -> Vec<Vec<Option<f64>>> {
        let (down, right) = (self.max_lag.0 as isize, self.max_lag.1 as isize);
        let value =
            |lag: Lag| if steps.distance(lag.lag) <= cutoff * (1.0 + super::steps::SAME) { of(&lag) } else { None };
        (-down..=down).map(|r| (-right..=right).map(|c| value(self.at(r, c))).collect()).collect()
    }
}
