//! Predictions for cells of a raster, in the order in which sets of neighbours change least.
//!
//! Cells are taken in tiles. The points that can be neighbours of any of its cells are found once for a tile, and each cell chooses
//! among these; where the last cell's set still holds, which two comparisons with the rest tell, nothing is chosen.

use super::{
    Fault, Missing, Predicted, Predictor,
    dense::LANES,
    estimate::Extent,
    places::Place,
    predictor::lacks_external,
    tile::{Choice, Tile},
};
use crate::{grid::Window, kernels::GoOn};
use ndarray::ArrayView2;

/// Cells that are targets.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    /// As in [`Grid`](crate::grid::Grid); targets are centres of cells.
    pub geotransform: [f64; 6],
    pub window: Window,
    /// In the shape of the window; `None`: all.
    pub wanted: Option<ArrayView2<'a, bool>>,
    /// In the shape of the window, for each external layer; NaN where it has no value.
    pub externals: &'a [ArrayView2<'a, f64>],
}

/// Sides of a tile up to which candidates are gathered once for all tiles in a part of the window.
const AROUND: usize = 4;

/// Rows and columns within the window.
type Cell = (usize, usize);

impl Cells<'_> {
    fn centre(&self, (row, column): Cell) -> [f64; 2] {
        let g = &self.geotransform;
        let (column, row) = ((self.window.column + column) as f64 + 0.5, (self.window.row + row) as f64 + 0.5);
        [g[0] + column * g[1] + row * g[2], g[3] + column * g[4] + row * g[5]]
    }

    fn wants(&self, cell: Cell) -> bool {
        self.wanted.is_none_or(|wanted| wanted[cell])
    }

    fn side(&self) -> f64 {
        let g = &self.geotransform;
        (g[1] * g[5] - g[2] * g[4]).abs().sqrt()
    }
}

impl Predictor<'_> {
    /// Gives the prediction of each wanted cell to `each`, with its row and column in the window, in any order. Results are those of
    /// [`predict`](Predictor::predict) at the cell's centre, to the bit, whatever the window. `go_on` is asked every few cells.
    pub fn predict_cells(
        &mut self,
        cells: &Cells<'_>,
        go_on: GoOn<'_>,
        mut each: impl FnMut(usize, usize, Predicted),
    ) -> Result<(), Fault> {
        if self.kriging.global.is_some() {
            return self.global_cells(cells, go_on, &mut each);
        }
        let side = self.kriging.search.tile_side(cells.side(), &self.kriging.field);
        let Window { rows, columns, .. } = cells.window;
        if rows * columns == 0 {
            return Ok(());
        }
        self.tile(cells, Window { row: 0, column: 0, rows, columns }, (side, None), go_on, &mut each)
    }

    /// Cells of a part of the window. It is quartered down to tiles, and further where too many points may be neighbours: tiles that lie
    /// together come soon after each other, while the sets of neighbours that they share are kept.
    fn tile(
        &mut self,
        cells: &Cells<'_>,
        part: Window,
        (side, around): (usize, Option<&Tile>),
        go_on: GoOn<'_>,
        each: &mut impl FnMut(usize, usize, Predicted),
    ) -> Result<(), Fault> {
        let kriging = self.kriging;
        let place = |cell: Cell| {
            let [east, north] = cells.centre(cell);
            kriging.field.place(east, north)
        };
        let corner = |k: usize| {
            let (row, column) = (part.row + k / 2 * (part.rows - 1), part.column + k % 2 * (part.columns - 1));
            place((row, column))
        };
        let long = part.rows.max(part.columns);
        let mut tile = None;
        if long <= AROUND * side {
            if !go_on() {
                return Err(Fault::Cancelled);
            }
            tile = Some(Tile::new(&kriging.search, &kriging.field, [0, 1, 2, 3].map(corner), around));
        }
        let small = |tile: &Tile| part.cells() == 1 || long <= side && !tile.crowded();
        let Some(mut tile) = tile.take_if(|tile| small(tile)) else {
            for quarter in quarters(part) {
                self.tile(cells, quarter, (side, tile.as_ref()), go_on, each)?;
            }
            return Ok(());
        };
        let mut current = None;
        for row in part.row..part.row + part.rows {
            for k in 0..part.columns {
                // To and fro, so that the next cell is a neighbour.
                let column = part.column + if (row - part.row) % 2 == 0 { k } else { part.columns - 1 - k };
                let cell = (row, column);
                if !cells.wants(cell) {
                    continue;
                }
                let found = self.cell(cells, cell, place(cell), &mut tile, &mut current)?;
                each(row, column, found);
            }
        }
        Ok(())
    }

    #[inline]
    fn cell(
        &mut self,
        cells: &Cells<'_>,
        cell: Cell,
        place: Place,
        tile: &mut Tile,
        current: &mut Option<usize>,
    ) -> Result<Predicted, Fault> {
        let kriging = self.kriging;
        if lacks_external(kriging, |layer| Some(cells.externals[layer][cell])) {
            return Ok(Predicted { neighbours: 0, estimate: Err(Missing::External) });
        }
        let choice = tile.choose(&kriging.search, place, &mut self.spare);
        let choice = choice.map_err(|ties| kriging.ties(place, ties))?;
        let neighbours = tile.set.len();
        if neighbours < kriging.least {
            return Ok(Predicted { neighbours, estimate: Err(Missing::Neighbours) });
        }
        let at = match (choice, *current) {
            (Choice::Same, Some(at)) => at,
            _ => self.system(&tile.set)?,
        };
        *current = Some(at);
        let to = Extent { place, block: kriging.nodes.as_ref() };
        let estimate = self.by_kept(at, to, |layer| cells.externals[layer][cell]);
        Ok(Predicted { neighbours, estimate })
    }

    /// With all points as neighbours, several cells at once.
    fn global_cells(
        &mut self,
        cells: &Cells<'_>,
        go_on: GoOn<'_>,
        each: &mut impl FnMut(usize, usize, Predicted),
    ) -> Result<(), Fault> {
        let Some((system, found)) = &self.kriging.global else { return Ok(()) };
        let (field, neighbours) = (&self.kriging.field, self.kriging.field.len());
        let all = (0..cells.window.rows).flat_map(|row| (0..cells.window.columns).map(move |column| (row, column)));
        let wanted: Vec<Cell> = all.filter(|cell| cells.wants(*cell)).collect();
        for group in wanted.chunks(LANES) {
            if !go_on() {
                return Err(Fault::Cancelled);
            }
            let mut asked = Vec::with_capacity(LANES);
            for cell in group {
                let external: Vec<f64> = cells.externals.iter().map(|layer| layer[*cell]).collect();
                if lacks_external(self.kriging, |layer| external.get(layer).copied()) {
                    each(cell.0, cell.1, Predicted { neighbours: 0, estimate: Err(Missing::External) });
                } else if let Err(missing) = found {
                    each(cell.0, cell.1, Predicted { neighbours, estimate: Err(*missing) });
                } else {
                    let [east, north] = cells.centre(*cell);
                    let to = Extent { place: field.place(east, north), block: self.kriging.nodes.as_ref() };
                    asked.push((*cell, to, external));
                }
            }
            let targets: Vec<(Extent<'_>, &[f64])> =
                asked.iter().map(|(_, to, external)| (*to, &external[..])).collect();
            let estimates = if self.variance {
                system.estimates(field, &targets, &mut self.scratch)
            } else {
                let one = |(to, external): &(Extent<'_>, &[f64])| {
                    system.estimate(field, *to, |layer| external[layer], false, &mut self.scratch)
                };
                targets.iter().map(one).collect()
            };
            for ((cell, ..), estimate) in asked.iter().zip(estimates) {
                each(cell.0, cell.1, Predicted { neighbours, estimate });
            }
        }
        Ok(())
    }
}

fn quarters(part: Window) -> impl Iterator<Item = Window> {
    let (top, left) = (part.rows.div_ceil(2), part.columns.div_ceil(2));
    let down = [(part.row, top), (part.row + top, part.rows - top)];
    let right = [(part.column, left), (part.column + left, part.columns - left)];
    let quarter = move |(row, rows): (usize, usize)| {
        right.map(move |(column, columns)| Window { row, column, rows, columns }).into_iter()
    };
    down.into_iter().flat_map(quarter).filter(|part| part.cells() > 0)
}
