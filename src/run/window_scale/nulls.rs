//! Variograms of permuted maps: what windows and their overlap alone make of the cells of the map.
//!
//! Of a large map a part of each permuted map is enough: it has no pattern, and is the same everywhere. A smaller part spreads the figures
//! more, so that the band is rather too wide than too narrow.

use super::{
    Plan, Request,
    permuted::Permuted,
    surfaces::{Surfaces, WindowLayers},
    trial::LayerVariogram,
    windows_of,
};
use crate::{
    engine::{land_cover::LandCover, progress::Progress, region::Sides, threads::Threads},
    error::{Error, Result},
    grid::Window,
    kernels::{geostatistics::variogram::Bins, windows::moving_window::Footprint},
    sentence::{Phrase, phrase},
};
use std::{fs, path::Path};

pub const PERMUTED: Phrase = phrase!("Measuring permuted maps");
/// Rows and columns of windows in cutoffs: the least in which a cutoff is half of the side. More make the band narrower, and take longer.
const CUTOFFS: usize = 2;
/// Rows of a block of windows: so many that all threads have some.
const BLOCKS: [&str; 2] = ["BLOCKXSIZE=128", "BLOCKYSIZE=32"];

/// What all permuted maps are measured by.
pub struct Nulls<'a> {
    pub request: &'a Request,
    pub plan: &'a Plan,
    pub map: &'a LandCover,
    pub sides: Sides,
    /// Of the largest windows.
    pub footprint: &'a Footprint,
    /// Up to the cutoff of the rule.
    pub bins: &'a [Bins],
    pub folder: &'a Path,
    pub threads: &'a Threads,
}

impl Nulls<'_> {
    fn halo(&self) -> (usize, usize) {
        (self.footprint.half_height(), self.footprint.half_width())
    }

    /// Variograms of every permuted map, by metric and radius. `part` is told where each begins.
    pub fn variograms(
        &self,
        progress: &mut Progress<'_>,
        mut part: impl FnMut(&mut Progress<'_>, usize),
    ) -> Result<Vec<Vec<LayerVariogram>>> {
        let (lag, halo) = (self.plan.steps.max_lag(self.plan.cutoff), self.halo());
        let most = (CUTOFFS * lag.0 + 2 * halo.0, CUTOFFS * lag.1 + 2 * halo.1);
        let mut permuted = Permuted::look(self.map, most, progress)?;
        let mut found = Vec::new();
        for replicate in 0..self.plan.permutations {
            part(progress, replicate);
            let mut told = |fraction: f64, _: &str| progress.tell(fraction, PERMUTED).is_ok();
            let mut own = Progress::new(&mut told);
            let one = match self.one(&permuted, replicate as u64, &mut own) {
                // No window of the part is whole, though some of the map are
                Err(Error::NoWindows { .. }) if replicate == 0 => {
                    permuted = permuted.whole();
                    self.one(&permuted, 0, &mut own)?
                }
                one => one?,
            };
            found.push(one);
        }
        Ok(found)
    }

    fn one(&self, permuted: &Permuted<'_>, replicate: u64, progress: &mut Progress<'_>) -> Result<Vec<LayerVariogram>> {
        let (map, windows) = (self.folder.join("permuted.tif"), self.folder.join("null.tif"));
        progress.part(0, 20);
        permuted.write((self.request.seed as u64, replicate), &map, self.threads, progress)?;
        progress.parts(1..16, 20);
        let path = windows.to_string_lossy().into_owned();
        // It has but the cells that count, and all there is to say of the map has been said.
        let drawn = LandCover::open(&super::plain(map.to_string_lossy().into_owned()), &[], [])?;
        let making = (path.as_str(), self.threads, &BLOCKS.map(str::to_owned)[..]);
        windows_of(self.request, self.plan, (&drawn, self.sides), making, &mut Vec::new(), progress)?;
        progress.parts(16..20, 20);
        let layers = WindowLayers { path, metrics: self.plan.metrics.len(), radii: self.plan.radii.len() };
        let bounds = layers.look(self.threads, progress)?.bounds;
        let bounds = self.inner(permuted).intersect(&bounds);
        let bounds = bounds.ok_or(Error::NoWindows { cells: permuted.part.cells() as u64 })?;
        let surfaces = Surfaces { layers: &layers, bounds, steps: self.plan.steps, bins: self.bins, blocks: false };
        let sums = surfaces.sums(self.threads, progress)?;
        let found = surfaces.variograms(sums).into_iter().filter_map(|mut cutoffs| cutoffs.pop()).collect();
        // The next one is written anew; a folder that cannot be cleared is told at the end of the run.
        let _ = (fs::remove_file(&map), fs::remove_file(&windows));
        Ok(found)
    }

    /// Cells of the part whose windows do not hang over a side of it that is none of the map.
    fn inner(&self, permuted: &Permuted<'_>) -> Window {
        let (part, grid, halo) = (permuted.part, self.map.grid(), self.halo());
        let of = |begin: usize, cells: usize, all: usize, halo: usize| {
            let from = if begin > 0 { halo } else { 0 };
            let to = if begin + cells < all { cells.saturating_sub(halo) } else { cells };
            (from, to.saturating_sub(from))
        };
        let (row, rows) = of(part.row, part.rows, grid.rows, halo.0);
        let (column, columns) = of(part.column, part.columns, grid.columns, halo.1);
        Window { row, column, rows, columns }
    }
}
