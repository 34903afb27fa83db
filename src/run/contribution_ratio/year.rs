//! What one year gives: the rings around its mining land, where their means break, and the levels between the breaks.

use super::Request;
use crate::{
    engine::{
        distance_sweep::{DistanceResults, LocatedSources, Piece, Rings, Want},
        land_cover::LandCover,
        progress::Progress,
        region::Region,
        shapes::multi_polygon,
        tables::pools::{PoolTable, check_missing},
        threads::Threads,
    },
    error::Result,
    grid::{Grid, Window},
    kernels::{
        GoOn,
        buffers::{
            contribution,
            contribution::{Land, Ring, RingIntervals, RingRatio, intervals_while, ratios},
            ring_classes::{BootstrapBlocks, RingClasses},
        },
        patches::outlines::{LabelRuns, outlines},
        stats::{
            breaks,
            breaks::{Fit, Options},
            sum::Sum,
        },
    },
    sentence::phrase,
};
use std::collections::{BTreeMap, BTreeSet};

/// The levels of Chang et al. 2024, beside those of the data.
pub const STUDY_LIMITS_M: [f64; 2] = [4000.0, 8000.0];

/// What one year gives.
pub struct YearOf {
    pub rows: Vec<RingRatio>,
    pub intervals: Vec<RingIntervals>,
    pub fit: Option<Fit>,
    /// Mining land, then the levels of the data, and of the study.
    pub levels: Vec<LevelRatio>,
    pub study: Vec<LevelRatio>,
    /// On its map.
    pub classes: BTreeSet<i64>,
    /// Outlines by level, as well-known binary.
    pub shapes: BTreeMap<u16, Vec<u8>>,
}

/// Land between two distances.
pub struct LevelRatio {
    pub ring: Ring,
    pub k_pct: Option<f64>,
}

/// Parts of a run.
#[derive(Clone, Copy)]
pub struct ProgressSteps {
    /// The first that is a year's own.
    pub first: usize,
    pub of: usize,
}

/// What the years of a run share.
pub struct Study<'a> {
    pub grid: &'a Grid,
    pub pools: &'a PoolTable,
    pub region: &'a Region,
    pub rings: &'a Rings,
    pub request: &'a Request,
    pub threads: &'a Threads,
}

impl Study<'_> {
    /// Measures the rings of one map, finds the levels, and measures those; `write` gets the levels of cells where a raster
    /// is asked for.
    pub fn year(
        &self,
        located: &LocatedSources<'_>,
        map: &LandCover,
        part: ProgressSteps,
        progress: &mut Progress<'_>,
        mut write: impl FnMut(Window, &[u16]) -> Result<()>,
    ) -> Result<YearOf> {
        let of_study = self.levels(&STUDY_LIMITS_M)?;
        progress.part(part.first, part.of);
        let want = Want { blocks: self.blocks(located), others: Some(&of_study), ..Want::counts(self.rings) };
        let swept = located.walk(map, self.region, &want, progress, |_| Ok(()))?;
        self.check(map, &swept)?;
        let classes = swept.classes.classes().collect();
        let (lands, beyond, in_blocks) = self.lands(&swept.classes, self.rings);
        let rows = ratios(&lands, beyond);
        let study = self.measured(&swept.others, &of_study);
        let intervals = self.intervals(&in_blocks, rows.len(), progress)?;
        let fit = self.fit(&rows, progress)?;

        let breaks: Vec<f64> = fit.iter().flat_map(|fit| &fit.breaks).map(|b| b.at).collect();
        let rings = self.levels(&breaks)?;
        progress.part(part.first + 1, part.of);
        let (ring_raster, runs) = (self.request.output.is_some(), self.request.level_zones);
        let want = Want { ring_raster, runs, ..Want::counts(&rings) };
        let swept = located.walk(map, self.region, &want, progress, |piece| match piece {
            Piece::Rings(window, levels) => write(window, &levels),
            Piece::Distance(..) | Piece::Allocation(..) => Ok(()),
        })?;
        let levels = self.measured(&swept.classes, &rings);
        let shapes = if runs { self.shapes(&swept.runs)? } else { BTreeMap::new() };
        Ok(YearOf { rows, intervals, fit, levels, study, classes, shapes })
    }

    fn blocks(&self, located: &LocatedSources<'_>) -> BootstrapBlocks {
        if self.request.replicates == 0 {
            return BootstrapBlocks::ONE;
        }
        let side = self.request.block_size.unwrap_or(self.rings.outer_m(1));
        let (rows, columns) = located.cells_of(side);
        BootstrapBlocks { rows, columns, across: self.grid.columns.div_ceil(columns) }
    }

    fn intervals(
        &self,
        blocks: &[Vec<contribution::RingPart>],
        rings: usize,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<RingIntervals>> {
        let (replicates, seed) = (self.request.replicates as usize, self.request.seed as u64);
        if replicates == 0 {
            return Ok(vec![RingIntervals::default(); rings]);
        }
        let draw = |go_on: GoOn<'_>| intervals_while(blocks, rings, replicates, seed, go_on);
        self.threads.run(progress, phrase!("Drawing blocks"), || 1.0, draw)
    }

    /// Polygons around the levels.
    fn shapes(&self, levels: &LabelRuns) -> Result<BTreeMap<u16, Vec<u8>>> {
        let outlines = outlines(levels)?;
        outlines.labels().map(|outline| Ok((outline.label() as u16, multi_polygon(outline, self.grid)?))).collect()
    }

    /// Refuses a map without valid cells, and classes without pools.
    fn check(&self, map: &LandCover, swept: &DistanceResults) -> Result<()> {
        let mut cells: BTreeMap<i64, u64> = BTreeMap::new();
        for found in swept.classes.found(&self.region.areas) {
            *cells.entry(found.class).or_default() += found.cells;
        }
        check_missing(phrase!("The pool table"), &[(map, cells.into_iter().collect())], self.pools)
    }

    /// Area and carbon of every ring, of what lies beyond, and of every block.
    fn lands(&self, classes: &RingClasses, rings: &Rings) -> (Vec<Ring>, Land, Vec<Vec<contribution::RingPart>>) {
        let mut sums = vec![(Sum::default(), Sum::default()); usize::from(rings.beyond()) + 1];
        let mut blocks: BTreeMap<u32, BTreeMap<u16, Land>> = BTreeMap::new();
        for found in classes.found(&self.region.areas) {
            let carbon_t = found.area_ha * self.pools.get(&found.class).map_or(0.0, |row| row.pools.density());
            let sum = &mut sums[usize::from(found.ring)];
            sum.0.add(found.area_ha);
            sum.1.add(carbon_t);
            if found.ring < rings.beyond() {
                let part = blocks.entry(found.block).or_default().entry(found.ring).or_default();
                part.area_ha += found.area_ha;
                part.carbon_t += carbon_t;
            }
        }
        let land = |ring: u16| {
            let (area, carbon) = sums[usize::from(ring)];
            Land { area_ha: area.total(), carbon_t: carbon.total() }
        };
        let ring = |i| Ring { from_m: rings.inner_m(i), to_m: rings.outer_m(i), land: land(i) };
        let parts = |block: BTreeMap<u16, Land>| {
            block.into_iter().map(|(ring, land)| contribution::RingPart { ring: usize::from(ring), land }).collect()
        };
        (rings.numbers().map(ring).collect(), land(rings.beyond()), blocks.into_values().map(parts).collect())
    }

    /// Means of the rings against the middles of the rings, each weighted by its area.
    fn fit(&self, rows: &[RingRatio], progress: &mut Progress<'_>) -> Result<Option<Fit>> {
        let rings: Vec<(f64, f64, f64)> = rows[1..]
            .iter()
            .filter_map(|row| Some(((row.ring.from_m + row.ring.to_m) / 2.0, row.mean_t_ha?, row.ring.land.area_ha)))
            .collect();
        let of = |pick: fn(&(f64, f64, f64)) -> f64| rings.iter().map(pick).collect::<Vec<f64>>();
        let options = Options { seed: self.request.seed as u64, ..Options::default() };
        let (x, y, weights) = (of(|r| r.0), of(|r| r.1), of(|r| r.2));
        let fit = |go_on: GoOn<'_>| breaks::fit_while(&x, &y, &weights, &options, go_on);
        self.threads.run(progress, phrase!("Looking for breaks"), || 1.0, fit)
    }

    /// Rings that end at some distances and at the last limit.
    fn levels(&self, ends: &[f64]) -> Result<Rings> {
        let last = self.rings.outer_m(self.rings.beyond() - 1);
        let limits: Vec<f64> = ends.iter().copied().filter(|end| *end < last).chain([last]).collect();
        Rings::new(0.0, 0, &limits)
    }

    fn measured(&self, classes: &RingClasses, rings: &Rings) -> Vec<LevelRatio> {
        let (lands, beyond, _) = self.lands(classes, rings);
        let rows = ratios(&lands, beyond);
        rows.iter().map(|row| LevelRatio { ring: row.ring, k_pct: row.k_pct }).collect()
    }
}
