//! How a raster is cut into units of work.

use super::{BlockShape, Grid, Window};

/// A raster cut into windows of one shape (less at the right and the bottom), in row-major order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiling {
    rows: usize,
    columns: usize,
    unit: BlockShape,
}

/// Cells in a unit of work: large enough that handing it out costs nothing, small enough that a few fit in memory, and
/// some 64 of them in between, so that threads end together and progress moves. Maps that are read together share it.
fn unit_cells(grid: &Grid, maps: usize) -> usize {
    ((grid.cells() / 64).clamp(1 << 18, 1 << 22) as usize / maps).max(1 << 18)
}

/// Cells of a unit that stay in the cache of a core.
const CACHE_CELLS: usize = 1 << 18;

/// Blocks of input and output whose common multiple is wider than this are read twice at seams instead.
const COMMON_MULTIPLE_MAX: usize = 4096;

/// Strips of very wide rasters have so many rows at least: what is kept for each strip is by column.
const STRIP_ROWS: usize = 128;

/// Rows or columns of a unit that is made of whole blocks of input and output.
fn step(input: usize, output: usize, whole: usize) -> usize {
    if input >= whole && output >= whole {
        return whole;
    }
    let common = input / gcd(input, output) * output;
    if common <= COMMON_MULTIPLE_MAX.max(output) {
        common
    } else if input >= whole {
        // A strip cannot be cut without decoding all of it again.
        whole
    } else {
        output
    }
}

impl Tiling {
    /// Units of exactly this shape.
    pub fn new(grid: &Grid, unit: BlockShape) -> Tiling {
        assert!(unit.rows > 0 && unit.columns > 0);
        Tiling { rows: grid.rows, columns: grid.columns, unit }
    }

    /// Units of at most about 2²² cells made of whole blocks of the input and, where a raster is written, of the output.
    /// Input blocks that do not fit the output's are read again at the seams of units.
    pub fn for_blocks(grid: &Grid, input: BlockShape, output: Option<BlockShape>) -> Tiling {
        Tiling::for_several(1, grid, input, output)
    }

    /// As [`Tiling::for_blocks`], with units that hold cells of several maps at once and are smaller by that.
    pub fn for_several(maps: usize, grid: &Grid, input: BlockShape, output: Option<BlockShape>) -> Tiling {
        let output = output.unwrap_or(input);
        let columns = step(input.columns, output.columns, grid.columns);
        let rows = step(input.rows, output.rows, grid.rows);
        Tiling::of_steps(grid, BlockShape { rows, columns }, unit_cells(grid, maps))
    }

    /// Units of whole blocks so small that what is read is still in the cache of the core that counts it: for maps whose blocks are the same,
    /// since others would be read again for each unit.
    pub fn in_cache(grid: &Grid, block: BlockShape) -> Tiling {
        Tiling::of_steps(grid, block, CACHE_CELLS)
    }

    /// Units of at most so many cells, or of one step, made of whole steps: across first, then down.
    fn of_steps(grid: &Grid, step: BlockShape, cells: usize) -> Tiling {
        let across = (cells / (step.rows * step.columns)).clamp(1, grid.columns.div_ceil(step.columns));
        let columns = (step.columns * across).min(grid.columns);
        let down = (cells / (step.rows * columns)).clamp(1, grid.rows.div_ceil(step.rows));
        Tiling::new(grid, BlockShape { rows: (step.rows * down).min(grid.rows), columns })
    }

    /// Whole rows, made of whole blocks of the input and the output, for what has to see a row at once.
    pub fn strips(grid: &Grid, input: BlockShape, output: Option<BlockShape>) -> Tiling {
        let rows = step(input.rows, output.unwrap_or(input).rows, grid.rows);
        let wanted = (unit_cells(grid, 1) / grid.columns).max(STRIP_ROWS);
        let down = (wanted / rows).clamp(1, grid.rows.div_ceil(rows));
        Tiling::new(grid, BlockShape { rows: (rows * down).min(grid.rows), columns: grid.columns })
    }

    pub fn len(&self) -> usize {
        self.rows.div_ceil(self.unit.rows) * self.columns.div_ceil(self.unit.columns)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn window(&self, index: usize) -> Window {
        let across = self.columns.div_ceil(self.unit.columns);
        let (row, column) = (index / across * self.unit.rows, index % across * self.unit.columns);
        Window {
            row,
            column,
            rows: self.unit.rows.min(self.rows - row),
            columns: self.unit.columns.min(self.columns - column),
        }
    }

    /// The index of one of the windows.
    pub fn index_of(&self, window: Window) -> usize {
        window.row / self.unit.rows * self.columns.div_ceil(self.unit.columns) + window.column / self.unit.columns
    }

    pub fn windows(&self) -> impl Iterator<Item = Window> + '_ {
        (0..self.len()).map(|i| self.window(i))
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grid(rows: usize, columns: usize) -> Grid {
        Grid { rows, columns, geotransform: [0.0, 1.0, 0.0, 0.0, 0.0, -1.0], metres_per_unit: 1.0 }
    }

    fn shape(rows: usize, columns: usize) -> BlockShape {
        BlockShape { rows, columns }
    }

    #[test]
    fn units_hold_whole_blocks() {
        let t = Tiling::for_blocks(&grid(20000, 20000), shape(256, 256), Some(shape(512, 512)));
        assert_eq!(t.window(0), Window { row: 0, column: 0, rows: 512, columns: 8192 });
        // Strips of one row under tiles of 512: whole rows, 512 at a time
        let t = Tiling::for_blocks(&grid(3000, 49368), shape(1, 49368), Some(shape(512, 512)));
        assert_eq!(t.window(0), Window { row: 0, column: 0, rows: 512, columns: 49368 });
        // A table alone follows the input
        let t = Tiling::for_blocks(&grid(34377, 49368), shape(1, 49368), None);
        assert_eq!(t.window(0), Window { row: 0, column: 0, rows: 84, columns: 49368 });
        // Four maps together
        let t = Tiling::for_several(4, &grid(20000, 20000), shape(512, 512), None);
        assert_eq!(t.window(0), Window { row: 0, column: 0, rows: 512, columns: 2048 });
        // Small ones: a tile of 512, four of 256, rows
        let shape_of = |block: BlockShape| {
            let window = Tiling::in_cache(&grid(20000, 20000), block).window(0);
            (window.rows, window.columns)
        };
        assert_eq!(
            [shape(512, 512), shape(256, 256), shape(1, 20000)].map(shape_of),
            [(512, 512), (256, 1024), (13, 20000)]
        );
        // One cell
        let t = Tiling::for_blocks(&grid(1, 1), shape(1, 1), Some(shape(512, 512)));
        assert_eq!((t.len(), t.window(0).cells()), (1, 1));
    }

    proptest! {
        #[test]
        fn units_cover_every_cell_once_and_cut_no_output_block(
            rows in 1usize..3000, columns in 1usize..3000, input in (1usize..700, 1usize..700), output in (1usize..40, 1usize..40)
        ) {
            let g = grid(rows, columns);
            let output = shape(output.0 * 16, output.1 * 16);
            let t = Tiling::for_blocks(&g, shape(input.0.min(rows), input.1.min(columns)), Some(output));
            prop_assert_eq!(t.windows().map(|w| w.cells()).sum::<usize>(), rows * columns);
            for (i, w) in t.windows().enumerate() {
                prop_assert_eq!(t.index_of(w), i);
                prop_assert!(w.row % output.rows == 0 || t.unit.rows >= rows);
                prop_assert!(w.column % output.columns == 0 || t.unit.columns >= columns);
                prop_assert!(w.row + w.rows == rows || w.rows % output.rows == 0);
                prop_assert!(w.column + w.columns == columns || w.columns % output.columns == 0);
            }
        }
    }
}
