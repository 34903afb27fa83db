//! Runs of cells of one class id in the rows (or columns) of a tile, and which of two rows touch: found once for all
//! windows.
//!
//! Shapes: a tile of class ids; its runs row by row, and the pairs of runs of one class id in rows that follow. Unit: cells.

use super::halo_tile::{BACKGROUND, HaloTile};
use std::ops::Range;

/// Cells of one class id side by side.
#[derive(Clone, Copy)]
pub struct ClassRun {
    pub start: u32,
    pub end: u32,
    pub class_id: u16,
}

impl ClassRun {
    /// The cells by which two runs of one class id touch (0: at a corner).
    pub fn touch(&self, other: &ClassRun, corners: bool) -> Option<u32> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end || (corners && start == end)).then(|| end.wrapping_sub(start))
    }
}

/// Runs of one class id in two rows, one below the other, that touch.
#[derive(Clone, Copy)]
pub struct Link {
    pub above: u32,
    pub below: u32,
}

/// all runs of a tile, row by row, and what links them.
pub struct TileRuns {
    pub runs: Vec<ClassRun>,
    /// The first run of each row, and the end of the last.
    pub rows: Vec<u32>,
    /// By the run below, then by that above.
    links: Vec<Link>,
    /// The first link of each run with one above, and the end of the last.
    begins: Vec<u32>,
    pub corners: bool,
}

impl TileRuns {
    pub fn of_rows(tile: &HaloTile, corners: bool) -> TileRuns {
        TileRuns::new(&tile.class_ids, tile.width, corners)
    }

    /// The same of columns: its rows are the columns of the tile.
    pub fn of_columns(tile: &HaloTile, corners: bool) -> TileRuns {
        let (rows, width) = (tile.rows(), tile.width);
        let turned: Vec<u16> = (0..tile.class_ids.len()).map(|i| tile.class_ids[i % rows * width + i / rows]).collect();
        TileRuns::new(&turned, rows, corners)
    }

    fn new(class_ids: &[u16], width: usize, corners: bool) -> TileRuns {
        let mut all = TileRuns { runs: Vec::new(), rows: vec![0], links: Vec::new(), begins: vec![0], corners };
        let mut before = 0..0;
        for cells in class_ids.chunks_exact(width) {
            let from = all.runs.len();
            let mut start = 0;
            for same in cells.chunk_by(|a, b| a == b) {
                let end = start + same.len() as u32;
                all.runs.push(ClassRun { start, end, class_id: same[0] });
                start = end;
            }
            let mut first = before.start;
            for below in from..all.runs.len() {
                let run = all.runs[below];
                while first < before.end && all.runs[first].end < run.start {
                    first += 1;
                }
                let near = (first..before.end).take_while(|above| all.runs[*above].start <= run.end);
                let links = near.filter(|above| {
                    let above = &all.runs[*above];
                    run.class_id != BACKGROUND && above.class_id == run.class_id && above.touch(&run, corners).is_some()
                });
                all.links.extend(links.map(|above| Link { above: above as u32, below: below as u32 }));
                all.begins.push(all.links.len() as u32);
            }
            before = from..all.runs.len();
            all.rows.push(all.runs.len() as u32);
        }
        all
    }

    /// Links of some runs with those above.
    pub fn links(&self, below: &Range<u32>) -> &[Link] {
        &self.links[self.begins[below.start as usize] as usize..self.begins[below.end as usize] as usize]
    }

    pub fn rows(&self) -> usize {
        self.rows.len() - 1
    }

    /// A run as far as it lies in a band.
    pub fn clip(&self, run: u32, band: (u32, u32)) -> ClassRun {
        let run = self.runs[run as usize];
        ClassRun { start: run.start.max(band.0), end: run.end.min(band.1), class_id: run.class_id }
    }

    /// The runs of a row that a band meets.
    pub fn meeting(&self, row: usize, band: (u32, u32)) -> Range<u32> {
        let (first, end) = (self.rows[row], self.rows[row + 1]);
        let runs = &self.runs[first as usize..end as usize];
        let from = runs.partition_point(|run| run.end <= band.0);
        let to = from + runs[from..].iter().take_while(|run| run.start < band.1).count();
        first + from as u32..first + to as u32
    }

    /// Visits runs of two rows that touch inside a band: their places among those given, and the cells by which they do.
    pub fn each_link(
        &self,
        above: &Range<u32>,
        below: &Range<u32>,
        band: (u32, u32),
        mut visit: impl FnMut(u32, u32, u32),
    ) {
        for link in self.links(below) {
            if above.contains(&link.above) {
                let cells = self.clip(link.above, band).touch(&self.clip(link.below, band), self.corners);
                if let Some(cells) = cells {
                    visit(link.above - above.start, link.below - below.start, cells);
                }
            }
        }
    }
}
