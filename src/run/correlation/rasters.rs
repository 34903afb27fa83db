//! Variables that are rasters: all cells, unit by unit, or a sample in memory.

use super::{
    Asked, Found, Method, Missing, Request,
    effective::{effective, of_points, on_threads},
    scatter::{self, ScatterRow},
    table::{complete_rows, sums_of},
};
use crate::{
    engine::{
        columns::OfLayer,
        message::Message,
        progress::Progress,
        region::tell_of_lengths,
        sampling::{self, Draw, READING, Sampled, Strides, centres, wanted::Taken},
        stack::{How, Stack, StackReader},
        sweep::{Emit, Worker, sweep},
        threads::Threads,
        values::Kind,
        variables::names,
    },
    error::{Error, Result},
    figures::count,
    grid::Window,
    kernels::{
        Accumulator,
        drivers::{
            effective_n::{Effective, Places},
            pair_products::{PairProducts, PairSums},
            ranks::{Order, rank_products},
        },
        merge_some,
    },
    sentence::{phrase, sentence},
};
use serde::{Deserialize, Serialize};

/// Cells that ranks take.
const MOST_RANKED: u64 = (1 << 31) - 1;

pub fn found(
    request: &Request,
    asked: &Asked<'_>,
    (threads, progress): (&Threads, &mut Progress<'_>),
    messages: &mut Vec<Message>,
) -> Result<Found> {
    let names = names(request.inputs.iter(), messages);
    let layers = request.inputs.iter().map(|raster| (raster, How::Values(request.resample_values)));
    let strata = request.strata.iter().map(|raster| (raster, How::Nearest(Kind::Classes)));
    let stack = Stack::open(layers.chain(strata), request.mask.as_deref(), messages)?;
    let first = &request.inputs[0];
    let name = request.layer_name.as_ref().or(first.name.as_ref());
    let of = OfLayer::input(&first.path, name, request.year.or(first.year));
    let job = Rasters { request, asked, stack: &stack, threads };
    let mut found = Found { of, names, sums: Vec::new(), effective: None, rows: 0, complete: 0, scatter: Vec::new() };
    let distances = request.effective || request.min_distance > 0.0;
    if distances && !stack.info.is_geographic() {
        tell_of_lengths(stack.info.length_distortion(), &stack.info.crs_name(), stack.path(), messages);
    }
    match &asked.taken {
        Taken::Draw(draw) => job.of_draw(draw, &mut found, progress, messages)?,
        Taken::Regular(size) => job.of_grid(*size, &mut found, progress, messages)?,
        Taken::All => job.of_all(&mut found, progress, messages)?,
    }
    if found.rows == 0 {
        return Err(Error::NoCompleteCell { path: stack.path().to_owned(), layers: 2 });
    }
    messages.extend(stack.remarks(&found.names));
    Ok(found)
}

struct Rasters<'a> {
    request: &'a Request,
    asked: &'a Asked<'a>,
    stack: &'a Stack,
    threads: &'a Threads,
}

impl Rasters<'_> {
    fn variables(&self) -> usize {
        self.request.inputs.len()
    }

    /// Of a draw: points.
    fn of_draw(
        &self,
        draw: &Draw,
        found: &mut Found,
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<()> {
        progress.parts(0..3, 10);
        let cells = sampling::draw(self.stack, draw, (self.threads, progress), messages)?;
        progress.parts(3..5, 10);
        let Sampled { cells, mut columns } = sampling::of_cells(self.stack, cells, (self.threads, progress))?;
        columns.truncate(self.variables());
        let rows = Sampled { cells, columns };
        progress.parts(5..10, 10);
        self.of_memory(&rows.columns, found, progress)?;
        if self.has_places(messages) {
            let scale = self.stack.grid().metres_per_unit;
            let metres = |place: [f64; 2]| place.map(|x| x * scale);
            let places: Vec<[f64; 2]> = centres(self.stack.grid(), &rows.cells).into_iter().map(metres).collect();
            let given = (&places[..], &rows.columns[..]);
            found.effective = Some(of_points(self.request, self.asked, given, (self.threads, progress), messages)?);
        }
        Ok(())
    }

    /// Of every few rows and columns: a grid.
    fn of_grid(
        &self,
        size: usize,
        found: &mut Found,
        progress: &mut Progress<'_>,
        messages: &mut Vec<Message>,
    ) -> Result<()> {
        let strides = Strides::within(self.stack.grid(), size);
        sampling::tell_of_strides(strides, messages);
        progress.parts(0..5, 10);
        let columns = sampling::regular(self.stack, strides, (self.threads, progress))?;
        progress.parts(5..10, 10);
        self.of_memory(&columns, found, progress)?;
        if self.has_places(messages) {
            found.effective = Some(self.of_strides(strides, &columns, progress)?);
        }
        Ok(())
    }

    fn of_memory(&self, columns: &[Vec<f64>], found: &mut Found, progress: &mut Progress<'_>) -> Result<()> {
        (found.rows, found.complete) = complete_rows(columns);
        found.sums = sums_of(self.request, self.asked, columns, (self.threads, progress))?;
        if self.request.scatter {
            found.scatter = ScatterRow::of(&found.of, &found.names, columns);
        }
        Ok(())
    }

    /// Of all cells: a sweep for r, and where ranks or the effective number are asked for what they need in memory.
    fn of_all(&self, found: &mut Found, progress: &mut Progress<'_>, messages: &mut Vec<Message>) -> Result<()> {
        progress.parts(0..4, 10);
        let open = || Ok(Correlator { reader: self.stack.reader(self.stack.all())? });
        let width = self.variables();
        let sums: Sums = sweep(&self.stack.tiling(), self.threads, progress, READING, open, |()| Ok(()))?;
        let products = sums.products.unwrap_or_else(|| PairProducts::new(width));
        (found.rows, found.complete) = (sums.rows, products.complete().n());
        let listwise = self.request.missing == Missing::Listwise;
        found.sums = match self.request.method {
            Method::Pearson if listwise => {
                let of = |(a, b): &(usize, usize)| PairSums::of(products.complete(), *a, *b);
                self.asked.pairs.iter().map(of).collect()
            }
            Method::Pearson => self.asked.pairs.iter().map(|(a, b)| products.pair(*a, *b)).collect(),
            Method::Spearman => {
                progress.parts(4..7, 10);
                self.ranked(progress)?
            }
        };
        progress.parts(7..10, 10);
        let places = self.has_places(messages);
        if !(places || self.request.scatter) {
            return Ok(());
        }
        let most = if places { self.request.fft_max_cells as usize } else { scatter::MOST };
        let strides = Strides::within(self.stack.grid(), most);
        if places && strides.step > 1 {
            let told = sentence!(
                "The effective numbers are those of every {step} rows and columns ({rows} x {columns} cells), as there are more than FFT_MAX_CELLS.",
                step = count(strides.step as u64),
                rows = count(strides.rows as u64),
                columns = count(strides.columns as u64)
            );
            messages.push(Message::info("EFFECTIVE_OF_SAMPLE", told));
        }
        let columns = sampling::regular(self.stack, strides, (self.threads, progress))?;
        if self.request.scatter {
            found.scatter = ScatterRow::of(&found.of, &found.names, &columns);
        }
        if places {
            found.effective = Some(self.of_strides(strides, &columns, progress)?);
        }
        Ok(())
    }

    /// Orders of whole layers, one layer in memory after the other.
    fn ranked(&self, progress: &mut Progress<'_>) -> Result<Vec<PairSums>> {
        let cells = self.stack.grid().cells();
        if cells > MOST_RANKED {
            return Err(Error::TooManyRanks { cells, limit: MOST_RANKED });
        }
        let mut orders = Vec::new();
        for layer in 0..self.variables() {
            let values = sampling::layer(self.stack, layer, (self.threads, progress))?;
            let sorted = on_threads((self.threads, progress), phrase!("Ranking"), |go_on| Order::of(&values, go_on))?;
            orders.push(sorted);
        }
        let missing = self.request.missing.kernels();
        on_threads((self.threads, progress), phrase!("Ranking"), |go_on| {
            rank_products(&orders, &self.asked.pairs, missing, go_on)
        })
    }

    fn of_strides(
        &self,
        strides: Strides,
        columns: &[Vec<f64>],
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Effective>> {
        let g = &self.stack.grid().geotransform;
        let scale = self.stack.grid().metres_per_unit * strides.step as f64;
        let sides = (g[1].hypot(g[4]) * scale, g[2].hypot(g[5]) * scale);
        let places = Places::Grid { rows: strides.rows, columns: strides.columns, sides };
        effective(self.request, self.asked, (places, columns), (self.threads, progress))
    }

    /// Whether cells have distances, and says so where they have none.
    fn has_places(&self, messages: &mut Vec<Message>) -> bool {
        if !self.request.effective {
            return false;
        }
        if self.stack.info.is_geographic() {
            let told = sentence!(
                "{path} is in degrees, in which cells have no distance: n_effective and p_effective are NULL. Reproject the layers for them.",
                path = self.stack.path()
            );
            messages.push(Message::warning("NO_EFFECTIVE", told));
            return false;
        }
        true
    }
}

/// Sums over all cells, and how many have two values or more.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
struct Sums {
    products: Option<PairProducts>,
    rows: u64,
}

impl Accumulator for Sums {
    type Block<'a> = &'a [&'a [f64]];
    type Output = Sums;

    fn push(&mut self, columns: Self::Block<'_>) {
        self.rows += rows_of_two(columns);
        self.products.get_or_insert_with(|| PairProducts::new(columns.len())).push(columns);
    }

    fn merge(&mut self, next: Sums) {
        self.rows += next.rows;
        merge_some(&mut self.products, next.products);
    }

    fn finish(self) -> Sums {
        self
    }
}

/// Cells that are looked at together.
const PIECE: usize = 1024;

/// Rows with two values or more; mostly all values of a piece are there.
fn rows_of_two(columns: &[&[f64]]) -> u64 {
    let cells = columns.first().map_or(0, |column| column.len());
    let of_piece = |first: usize| {
        let piece = first..(first + PIECE).min(cells);
        let gap = |column: &&[f64]| column[piece.clone()].iter().fold(false, |any, value| any | value.is_nan());
        if columns.len() > 1 && !columns.iter().any(gap) {
            return piece.len();
        }
        let two = |at: &usize| columns.iter().filter(|column| !column[*at].is_nan()).count() > 1;
        piece.filter(two).count()
    };
    (0..cells).step_by(PIECE).map(of_piece).sum::<usize>() as u64
}

struct Correlator<'a> {
    reader: StackReader<'a>,
}

impl Worker<Sums, ()> for Correlator<'_> {
    fn unit(&mut self, window: Window, _: Emit<'_, ()>) -> Result<Sums> {
        self.reader.read(window)?;
        let mut sums = Sums::default();
        sums.push(&self.reader.columns(window));
        Ok(sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::laws;

    #[test]
    fn sums_hold_to_the_laws() {
        // Whole numbers, whose sums are exact; a gap in every third row
        let value = |row: usize, k: usize| if row % 3 == k { f64::NAN } else { ((row * (k + 2)) % 7) as f64 };
        let of = |rows: std::ops::Range<usize>| {
            let mut sums = Sums::default();
            for row in rows {
                let columns = [0, 1, 3].map(|k| [value(row, k)]);
                sums.push(&columns.each_ref().map(|column| &column[..]));
            }
            sums
        };
        let seen = |sums: Sums| {
            let rounded = |x: f64| (x * 1e6).round() as i64;
            let pairs = sums.products.map(|products| {
                [(0, 1), (0, 2), (1, 2)].map(|(a, b)| products.pair(a, b)).map(|pair| (pair.n, rounded(pair.products)))
            });
            (sums.rows, pairs)
        };
        laws::hold_in_any_order::<Sums, _>(7, of, seen);
    }
}
